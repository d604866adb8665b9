"""Dates, labels and areas of a training, read from Processing's parameters and checked."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import Any, List, Optional, Tuple

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeatureRequest,
    QgsMapLayer,
    QgsProcessingFeatureSource,
    QgsProcessingFeedback,
    QgsRasterLayer,
    QgsVectorLayer,
    QgsVectorLayerFeatureSource,
)
from qgis.PyQt.QtCore import QCoreApplication

from ...jobs.failure import Cancelled, JobFailure
from ...jobs.from_to_change import NamedClass
from ...jobs.sources import Polygons, RasterSource, VectorSource
from ...jobs.train_model import LabelledPair
from ...layers.areas import holds_polygons, layer_crs
from ...model_file.spec import SEGMENTATION
from .area_reading import source_crs
from .class_layers import Features, files_of, read_area, read_raster, write_features
from .class_rasters import named_classes
from .given import Given
from .pair_parameters import AFTER, AREA, ASSUMED_CRS, BANDS_SUFFIX, BEFORE

translate = QCoreApplication.translate

LABELS, CLASS_FIELD, CLASS_RASTER = "LABELS", "CLASS_FIELD", "CLASS_RASTER"
_FEATURES_BETWEEN_CHECKS = 1000


@dataclass(frozen=True)
class LabelledLayers:
    """Two dates or one with labels, independent of the layers.

    :param after: ``None`` = there is one date.
    :param labels: polygons; ``None`` = ``classes``, a raster, has the labels of one date.
    :param files: input files, which must not be overwritten.
    """

    before: RasterSource
    after: Optional[RasterSource]
    labels: Optional[Features]
    files: Tuple[str, ...]
    classes: Optional[RasterSource] = None
    class_names: Tuple[NamedClass, ...] = ()

    @property
    def dates(self) -> Tuple[RasterSource, ...]:
        """The dates in the order of time."""
        return (self.before,) if self.after is None else (self.before, self.after)

    @property
    def label_name(self) -> str:
        """Name of the layer with the labels."""
        layer = self.labels if self.labels is not None else self.classes
        return layer.name if layer is not None else ""


@dataclass(frozen=True)
class LabelledRequest:
    """All pairs of a run, their class field (``""`` = none) and the completely labelled area."""

    pairs: Tuple[LabelledLayers, ...]
    class_field: str
    area: Optional[Features]

    @property
    def files(self) -> Tuple[str, ...]:
        return tuple(file for pair in self.pairs for file in pair.files)

    @property
    def one_date(self) -> bool:
        """Whether the labels are of the land cover of one date."""
        return bool(self.pairs) and self.pairs[0].after is None

    def check_dates(self, task: str, name: str) -> None:
        """Check that the dates suit a model. :param task: of the model file. :param name: of the model.

        :raises JobFailure: ``training_one_date``, ``training_two_dates``, ``class_field_needed``.
        """
        if not self.pairs:
            return
        if self.one_date != (task == SEGMENTATION):
            raise JobFailure("training_two_dates" if self.one_date else "training_one_date", AFTER, base=name)
        if self.one_date and self.pairs[0].labels is not None and not self.class_field:
            raise JobFailure("class_field_needed", CLASS_FIELD, layer=self.pairs[0].label_name)


def read_labelled(given: Given) -> LabelledRequest:
    """Read BEFORE, AFTER, LABELS, CLASS_FIELD, CLASS_RASTER and AREA; images and labels may be lists, or all be empty.

    Without AFTER the images of BEFORE are of one date, and the labels are of its land cover.

    :raises JobFailure: naming the parameter or layer that is at fault.
    """
    befores, afters = (_sources(given, name) for name in (BEFORE, AFTER))
    labels = _label_layers(given)
    rasters = _class_rasters(given)
    if not befores and not afters and not labels and not rasters:
        return LabelledRequest((), "", None)
    if rasters and labels:
        raise JobFailure("labels_twice", CLASS_RASTER)
    if rasters and afters:
        raise JobFailure("class_raster_two_dates", CLASS_RASTER)
    if afters and len(befores) != len(afters):
        raise JobFailure("pairs_count", AFTER, before=len(befores), after=len(afters))
    count = len(labels) + len(rasters)
    if count not in (1, len(befores)):
        raise JobFailure("labels_count", CLASS_RASTER if rasters else LABELS, labels=count, pairs=len(befores))
    field = given.text(CLASS_FIELD)
    lacking = [item.name for item, _ in labels if field and field not in item.fields]
    if lacking:
        layers = ", ".join(f"'{name}'" for name in lacking)
        raise JobFailure("class_field_missing", CLASS_FIELD, field=field, layers=layers)
    area = read_area(given, AREA)
    pairs = []
    for number, before in enumerate(befores):
        after = afters[number] if afters else None
        place = number if count > 1 else 0
        images = (*before[1], *(after[1] if after is not None else ()))
        if rasters:
            source, names, files = rasters[place]
            pairs.append(LabelledLayers(before[0], None, None, (*images, *files), source, names))
        else:
            features, files = labels[place]
            pairs.append(LabelledLayers(before[0], after[0] if after is not None else None, features, (*images, *files)))
    return LabelledRequest(tuple(pairs), field, area)


def write_pairs(request: LabelledRequest, scratch: str, feedback: QgsProcessingFeedback) -> Tuple[LabelledPair, ...]:
    """Write the labels for the worker; the thread of the run.

    :raises JobFailure: the area holds no polygons.
    :raises Cancelled: the user stopped.
    """
    from ...layers.areas import polygons_from_source

    area: Optional[Polygons] = None
    if request.area is not None:
        area = polygons_from_source(request.area.source, AREA, request.area.name, feedback, request.area.crs)
    columns = {"class": request.class_field} if request.class_field else {}
    made = []
    for number, pair in enumerate(request.pairs):
        folder = os.path.join(scratch, f"pair-{number}")
        os.makedirs(folder, exist_ok=True)
        labels: Optional[VectorSource] = None
        if pair.labels is not None:
            _report_invalid(pair.labels, feedback)
            labels = write_features(pair.labels, columns, folder, feedback)
        made.append(LabelledPair(pair.before, pair.after, labels, area, pair.classes, pair.class_names))
    return tuple(made)


def _sources(given: Given, name: str) -> List[Tuple[RasterSource, Tuple[str, ...]]]:
    """Return the rasters of a parameter, each with its files."""
    from ...rules.bands import parse_band_list

    option = name + BANDS_SUFFIX
    bands = parse_band_list(given.listing(option), option)
    assumed = given.crs(ASSUMED_CRS)
    found = []
    for layer, value in _layers(given, name):
        source = replace(read_raster(layer, value, name, assumed), bands=bands)
        found.append((source, files_of(layer)))
    return found


def _class_rasters(given: Given) -> List[Tuple[RasterSource, Tuple[NamedClass, ...], Tuple[str, ...]]]:
    """Return the rasters of classes, each with the names of its classes and its files."""
    if given.algorithm.parameterDefinition(CLASS_RASTER) is None:
        return []
    found = []
    for layer, value in _layers(given, CLASS_RASTER):
        source = read_raster(layer, value, CLASS_RASTER)
        names = named_classes(layer) if isinstance(layer, QgsRasterLayer) else ()
        found.append((source, names, files_of(layer)))
    return found


def _layers(given: Given, name: str) -> List[Tuple[Optional[QgsMapLayer], Any]]:
    """Return the layers of a parameter that takes one or several, each with its raw value; ``None`` = cannot be opened."""
    value = given.value(name)
    if value is None:
        return []
    if isinstance(value, (list, tuple)):
        return [(item if isinstance(item, QgsMapLayer) else given.opened(item), item) for item in value]
    layers = given.layers(name)
    if layers:
        return [(layer, value) for layer in layers]
    return [(given.layer(name), value)]


def _label_layers(given: Given) -> List[Tuple[Features, Tuple[str, ...]]]:
    definition = given.algorithm.parameterDefinition(LABELS)
    if definition.type() == "source":  # one layer, perhaps only its selected features
        value = given.value(LABELS)
        if value is None:
            return []
        source = given.source(LABELS)
        if source is None:
            raise JobFailure("area_unreadable", LABELS, layer=str(value))
        crs = source_crs(given, LABELS, source)
        return [(_features(source, source.sourceName() or str(value), crs), _source_files(given))]
    found = []
    for layer, value in _layers(given, LABELS):
        if not isinstance(layer, QgsVectorLayer) or not layer.isValid():
            raise JobFailure("area_unreadable", LABELS, layer=str(value.name() if hasattr(value, "name") else value))
        found.append((_vector_features(layer), files_of(layer)))
    return found


def _source_files(given: Given) -> Tuple[str, ...]:
    value = given.value(LABELS)
    # A choice of features (QgsProcessingFeatureSourceDefinition) names its layer in ``source``; a layer has a method so called.
    source = getattr(value, "source", None)
    value = value if source is None or callable(source) else source
    return files_of(given.with_values({LABELS: value}).vector(LABELS))


def _features(source: QgsProcessingFeatureSource, name: str, crs: QgsCoordinateReferenceSystem) -> Features:
    _check_polygons(source.wkbType(), name)
    if not crs.isValid():
        raise JobFailure("vector_without_crs", LABELS, layer=name)
    if source.featureCount() == 0:
        raise JobFailure("labels_none", LABELS, layer=name)
    fields = tuple(field.name() for field in source.fields())
    return Features(LABELS, name, source, fields, crs, True)


def _vector_features(layer: QgsVectorLayer) -> Features:
    _check_polygons(layer.wkbType(), layer.name())
    crs = layer_crs(layer)
    if not crs.isValid():
        raise JobFailure("vector_without_crs", LABELS, layer=layer.name())
    if layer.featureCount() == 0:
        raise JobFailure("labels_none", LABELS, layer=layer.name())
    fields = tuple(field.name() for field in layer.fields())
    return Features(LABELS, layer.name(), QgsVectorLayerFeatureSource(layer), fields, crs, True)


def _check_polygons(kind: Any, name: str) -> None:
    if not holds_polygons(kind):
        raise JobFailure("labels_not_polygons", LABELS, layer=name)


def _report_invalid(features: Features, feedback: QgsProcessingFeedback) -> None:
    """Report the labels with invalid geometries, which are repaired in the worker's copy.

    :raises Cancelled: the user stopped.
    """
    invalid = empty = 0
    request = QgsFeatureRequest().setSubsetOfAttributes([])
    for number, feature in enumerate(features.source.getFeatures(request)):
        if number % _FEATURES_BETWEEN_CHECKS == 0 and feedback.isCanceled():
            raise Cancelled
        geometry = feature.geometry()
        if geometry.isEmpty():
            empty += 1
        elif not geometry.isGeosValid():
            invalid += 1
    if invalid:
        text = translate(
            "Training", "{count} labels of '{layer}' have an invalid geometry, which is repaired for the training."
        )
        feedback.pushWarning(text.format(count=invalid, layer=features.name))
    if empty:
        text = translate("Training", "{count} labels of '{layer}' have no geometry and are skipped.")
        feedback.pushWarning(text.format(count=empty, layer=features.name))
