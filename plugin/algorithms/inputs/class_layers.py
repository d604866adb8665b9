"""Maps of classes (rasters or polygons) and samples of points, read from Processing's parameters and checked.

Reading happens in the thread that owns the layers; what comes out is free of them.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import Any, Iterator, Mapping, Optional, Tuple, Union

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureRequest,
    QgsField,
    QgsFields,
    QgsGeometry,
    QgsMapLayer,
    QgsProcessingFeatureSource,
    QgsProcessingFeedback,
    QgsRasterLayer,
    QgsVectorLayer,
    QgsVectorLayerFeatureSource,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QCoreApplication, QDate, QDateTime, Qt, QTime, QVariant

from ...jobs.failure import Cancelled, JobFailure
from ...jobs.sources import RasterSource, VectorSource
from ...layers.areas import all_features, holds_polygons, layer_crs, sound_polygons
from ...layers.feature_file import write_feature_file
from ...layers.render import run_render
from ...layers.render_plan import RenderRequest, describe_rendered, prepare_render
from ...layers.sources import crs_text, describe_raster, is_picture, needs_rendering, split_uri
from ..run.worker_feedback import is_cancelled
from .area_reading import read_polygons
from .given import Given

_FEATURES_BETWEEN_CHECKS = 1000


@dataclass(frozen=True)
class Features:
    """Features of a layer, which can be written for the worker in any thread.

    :param source: gives the features. ``fields``: names of the layer's fields.
    """

    parameter: str
    name: str
    source: Union[QgsVectorLayerFeatureSource, QgsProcessingFeatureSource]
    fields: Tuple[str, ...]
    crs: QgsCoordinateReferenceSystem
    polygons: bool


@dataclass(frozen=True)
class MapRaster:
    """A raster of classes or probabilities, independent of the layer's thread.

    :param source: as the worker reads it; ``None`` = QGIS must read it first, by ``request``, and ``why``.
    """

    name: str
    source: Optional[RasterSource]
    request: Optional[RenderRequest] = None
    why: str = ""

    def readable(self, scratch: str, feedback: QgsProcessingFeedback) -> RasterSource:
        """Return the source for the worker; a raster that only QGIS can read is copied into ``scratch`` first. Thread-safe.

        :raises JobFailure: nothing could be read. :raises Cancelled: the user stopped.
        """
        if self.source is not None:
            return self.source
        if self.request is None:  # cannot be: it has a source or a request
            raise ValueError(self.name)
        text = QCoreApplication.translate("DetectChange", "Layer '{name}' is read through QGIS: {why}.")
        feedback.pushInfo(text.format(name=self.name, why=self.why))
        request = replace(self.request, path=os.path.join(scratch, f"{self.request.parameter.lower()}.tif"))
        run_render(request, feedback)
        return describe_rendered(request)


@dataclass(frozen=True)
class ClassLayer:
    """One of the two maps of a comparison: a raster or features.

    :param files: that it reads, which must not be overwritten.
    """

    name: str
    raster: Optional[MapRaster]
    features: Optional[Features]
    files: Tuple[str, ...]


def read_raster(
    layer: Optional[QgsMapLayer], value: Any, parameter: str, assumed: Optional[QgsCoordinateReferenceSystem] = None
) -> RasterSource:
    """Return a raster layer as the worker reads it.

    :param value: of the parameter, for messages.
    :param assumed: CRS of a layer that has none.
    :raises JobFailure: there is none, or only QGIS can read it.
    """
    if not isinstance(layer, QgsRasterLayer) or not layer.isValid():
        raise _missing(value, parameter, "layer_invalid")
    reason = needs_rendering(layer)
    if reason:
        raise JobFailure("layer_only_qgis", parameter, layer=layer.name(), reason=reason)
    return describe_raster(layer, parameter, None, assumed)


def read_map(layer: Optional[QgsMapLayer], value: Any, parameter: str) -> MapRaster:
    """Read a raster of classes or probabilities, which may have to be rendered by QGIS. In the thread that owns the layer.

    :param value: of the parameter, for messages.
    :raises JobFailure: there is none, it has no CRS, or it is a map of pictures.
    """
    if not isinstance(layer, QgsRasterLayer) or not layer.isValid():
        raise _missing(value, parameter, "layer_invalid")
    if not layer.crs().isValid():
        # These algorithms have no parameter for a CRS to assume, which other messages mention.
        raise JobFailure("vector_without_crs", parameter, layer=layer.name())
    reason = needs_rendering(layer)
    if not reason:
        return MapRaster(layer.name(), describe_raster(layer, parameter))
    if is_picture(layer.dataProvider()):
        raise JobFailure("layer_is_picture", parameter, layer=layer.name())
    pixel = min(layer.rasterUnitsPerPixelX(), layer.rasterUnitsPerPixelY())
    request = prepare_render(layer, parameter, layer.extent(), layer.crs(), pixel, "")  # the path comes with the run
    return MapRaster(layer.name(), None, request, reason)


def read_class_layer(given: Given, name: str) -> ClassLayer:
    """Read a map of classes: a raster, or polygons.

    :raises JobFailure: it is neither, has no CRS, or cannot be read.
    """
    layer = given.layer(name)
    value = given.parameters.get(name)
    if isinstance(layer, QgsRasterLayer):
        return ClassLayer(layer.name(), read_map(layer, value, name), None, files_of(layer))
    if not isinstance(layer, QgsVectorLayer) or not layer.isValid():
        raise _missing(value, name, "compared_layer")
    if not holds_polygons(layer.wkbType()):
        raise JobFailure("compared_layer", name, layer=layer.name())
    crs = layer_crs(layer)
    if not crs.isValid():
        raise JobFailure("vector_without_crs", name, layer=layer.name())
    fields = tuple(field.name() for field in layer.fields())
    features = Features(name, layer.name(), QgsVectorLayerFeatureSource(layer), fields, crs, True)
    return ClassLayer(layer.name(), None, features, files_of(layer))


def read_area(given: Given, name: str) -> Optional[Features]:
    """Read the polygons to work in, or return ``None`` if there are none.

    :raises JobFailure: they cannot be read, or are no polygons.
    """
    area = read_polygons(given, name)
    if area is None or area.source is None:
        return None
    return Features(name, area.name, area.source, (), area.crs, True)


def files_of(layer: Optional[QgsMapLayer]) -> Tuple[str, ...]:
    """Return the file of a layer, or nothing if it has none."""
    path = split_uri(layer.source())[0].split("|")[0] if layer is not None else ""
    return (os.path.abspath(path),) if os.path.isfile(path) else ()


def write_features(
    features: Features, columns: Mapping[str, str], scratch: str, context_feedback: QgsProcessingFeedback
) -> VectorSource:
    """Write features for the worker; polygons are repaired and flat. Thread-safe.

    :param columns: name in the worker's file -> field of the layer; values become texts. The first is the class.
    :raises JobFailure: ``disk_filled``, ``write_failed``.
    :raises Cancelled: the user stopped.
    """
    path = os.path.join(scratch, f"{features.parameter.lower()}.gpkg")
    fields = QgsFields()
    for name in columns:
        fields.append(QgsField(name, QVariant.String))
    available = list(features.fields)
    indices = [available.index(field) for field in columns.values()]
    request = QgsFeatureRequest().setSubsetOfAttributes(indices)

    def made() -> Iterator[QgsFeature]:
        for number, feature in enumerate(all_features(features.source, request)):
            if number % _FEATURES_BETWEEN_CHECKS == 0 and is_cancelled(context_feedback):
                raise Cancelled
            geometry = _usable(feature.geometry(), features.polygons)
            if geometry is not None:
                found = QgsFeature(fields)
                found.setGeometry(geometry)
                found.setAttributes([_text(feature.attribute(index)) for index in indices])
                yield found

    kind = QgsWkbTypes.Type.MultiPolygon if features.polygons else QgsWkbTypes.Type.Point
    write_feature_file(features.parameter, path, fields, kind, made())
    column, field = next(iter(columns.items()), (None, ""))
    return VectorSource(features.parameter, features.name, path, crs_text(features.crs), column, field)


def _usable(geometry: QgsGeometry, polygons: bool) -> Optional[QgsGeometry]:
    """Return the geometry to write, or ``None`` if it is unusable."""
    if geometry.isEmpty():
        return None
    if not polygons:
        return QgsGeometry(geometry.centroid()) if geometry.isMultipart() else geometry
    flat, _ = sound_polygons(geometry)
    if flat.isEmpty():
        return None
    flat.convertToMultiType()
    return flat


def _text(value: Any) -> Optional[str]:
    """Return an attribute as text, or ``None`` for NULL."""
    if value is None or (hasattr(value, "isNull") and value.isNull()):
        return None
    if isinstance(value, (QDate, QDateTime, QTime)):
        return str(value.toString(Qt.DateFormat.ISODate))
    return str(value)


def _missing(value: Any, parameter: str, code: str) -> JobFailure:
    """Return the failure for a parameter without a usable layer."""
    text = str(value.source() if hasattr(value, "source") else value if value is not None else "")
    path = split_uri(text)[0].split("|")[0]
    if path and not os.path.exists(path) and ("/" in path or "\\" in path):
        reason = QCoreApplication.translate("Pair", "the file does not exist")
        return JobFailure("raster_missing", parameter, layer=text, reason=reason)
    return JobFailure(code, parameter, layer=text)
