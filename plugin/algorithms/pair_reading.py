"""The two dates and the ground of a run, read from Processing's parameters and checked before any work starts.

Quick, so that it can run while a dialog is open: headers and bounding boxes only. The worker checks again what
needs pixels or exact geometry.
"""

from __future__ import annotations

import math
import os
import re
from dataclasses import dataclass
from typing import Any, Optional, Sequence

from osgeo import gdal
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsDistanceArea,
    QgsGeometry,
    QgsPointXY,
    QgsProcessingContext,
    QgsProcessingFeatureSource,
    QgsProcessingFeatureSourceDefinition,
    QgsRasterLayer,
    QgsRectangle,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QCoreApplication

from ..jobs.failure import JobFailure
from ..layers.inline_area import inline_area_name, is_inline_area
from ..layers.sources import is_boundless, is_picture, layer_crs, needs_rendering, open_dataset, split_uri
from ..model_file.spec import Band, ModelSpec
from ..rules.bands import DateBands, RasterBand, choose_bands, choose_common_bands, parse_band_list
from ..rules.resolution import MOST_PIXELS, choose_gsd, pair_gsd
from .base import GroundshiftAlgorithm
from .pair_parameters import AFTER, AREA, ASSUMED_CRS, BANDS_SUFFIX, BEFORE, EXCLUDE, EXTENT, RESOLUTION
from .parameter_values import given_crs, given_text

# Four numbers and nothing after them: an extent that does not say its CRS.
_BARE_EXTENT = re.compile(r"^[^\[\]]*\d[^\[\]]*$")
# Reading the last block of a file shows whether it is whole; larger blocks are not read for that.
_LARGEST_BLOCK_TO_TRY = 1 << 26  # bytes
_WGS84 = "EPSG:7030"
# Metres a pixel at which two boundless maps are compared when neither a model nor the user says: their usual detail.
_WEB_MAP_GSD_M = 0.6
# What QGIS makes of a layer of pictures (XYZ, WMS).
_PICTURE_BANDS = tuple(
    RasterBand(index, interpretation=name) for index, name in enumerate(("red", "green", "blue", "alpha"), 1)
)


@dataclass(frozen=True)
class Date:
    """One date of the pair.

    :param bands: one-based, as the user chose them; ``None`` = to be found.
    :param rendering: why QGIS must read the layer for the worker; ``""`` = the worker reads it itself.
    :param boundless: a map of the whole world with no pixels of its own.
    """

    parameter: str
    layer: QgsRasterLayer
    crs: QgsCoordinateReferenceSystem
    bands: Optional[tuple[int, ...]]
    rendering: str
    boundless: bool


@dataclass(frozen=True)
class Area:
    """Ground that the user gave: ``source`` of polygons, or the ``extent`` alone."""

    parameter: str
    name: str
    extent: QgsRectangle
    crs: QgsCoordinateReferenceSystem
    source: Optional[QgsProcessingFeatureSource] = None


@dataclass(frozen=True)
class PairRequest:
    """What the user wants compared, and where.

    :param work: bounding box of the ground to work on, in AFTER's CRS.
    :param gsd_m: metres on the ground a pixel that the work is expected to be done at.
    :param work_m2: size of the ground to work on (its bounding box), for estimates.
    """

    before: Date
    after: Date
    include: tuple[Area, ...]
    exclude: tuple[Area, ...]
    assumed_crs: Optional[QgsCoordinateReferenceSystem]
    work: QgsRectangle
    gsd_m: float
    work_m2: float

    @property
    def pixels(self) -> int:
        """About how many pixels the outputs have."""
        return math.ceil(self.work_m2 / self.gsd_m**2)


def read_pair(
    algorithm: GroundshiftAlgorithm,
    parameters: dict[str, Any],
    context: QgsProcessingContext,
    spec: Optional[ModelSpec],
    resolution: Optional[float],
) -> PairRequest:
    """Read and check the pair's parameters.

    :param spec: of the model that the pair is for; ``None`` = a method that takes any bands and any resolution.
    :param resolution: map units of AFTER's CRS; ``None`` = automatic.
    :raises JobFailure: naming the parameter or layer that is at fault.
    """
    assumed = given_crs(algorithm, parameters, context, ASSUMED_CRS)
    wanted = spec.bands if spec is not None else None
    before, before_bands = _date(algorithm, parameters, context, BEFORE, assumed, wanted)
    after, after_bands = _date(algorithm, parameters, context, AFTER, assumed, wanted)
    if spec is None and before_bands and after_bands:
        choose_common_bands(
            DateBands(before_bands, before.bands, before.layer.name()), DateBands(after_bands, after.bands, after.layer.name())
        )
    include, exclude = read_areas(algorithm, parameters, context, before.crs)
    if before.boundless and after.boundless and not include:
        raise JobFailure("area_unbounded", AREA)
    _check_overlap(before, after, context)
    return request_on(before, after, (before, after), include, exclude, assumed, (spec, resolution), context)


def read_areas(
    algorithm: GroundshiftAlgorithm,
    parameters: dict[str, Any],
    context: QgsProcessingContext,
    bare_crs: QgsCoordinateReferenceSystem,
) -> tuple[tuple[Area, ...], tuple[Area, ...]]:
    """The grounds to work on (AREA and EXTENT) and to leave out (EXCLUDE), as far as they are given.

    :param bare_crs: of an extent that does not say its own.
    :raises JobFailure: one of them is no ground.
    """
    include = (_polygons(algorithm, parameters, context, AREA), _extent(algorithm, parameters, context, bare_crs))
    exclude = _polygons(algorithm, parameters, context, EXCLUDE)
    return tuple(area for area in include if area is not None), (exclude,) if exclude is not None else ()


def request_on(
    before: Date,
    after: Date,
    covering: Sequence[Date],
    include: tuple[Area, ...],
    exclude: tuple[Area, ...],
    assumed: Optional[QgsCoordinateReferenceSystem],
    made_for: tuple[Optional[ModelSpec], Optional[float]],
    context: QgsProcessingContext,
) -> PairRequest:
    """The request for dates that are read, on the ground that ``covering`` have in common with each area.

    :param covering: dates whose extents bound the ground. :param made_for: the model's specification and the resolution,
        as :func:`read_pair` takes them.
    :raises JobFailure: there is no such ground, or it is too large or too coarse.
    """
    spec, resolution = made_for
    names = (before.layer.name(), after.layer.name())
    for area in include:
        _check_meets(area, covering, names, context)
    work = _work_extent(covering, after, names, include, context)
    gsd, work_m2 = _ground((before, after), work, spec, resolution, context)
    pair = PairRequest(before, after, include, exclude, assumed, work, gsd, work_m2)
    if pair.pixels > MOST_PIXELS:
        parameter = AREA if resolution is None else RESOLUTION
        width = math.ceil(math.sqrt(pair.pixels * work.width() / work.height()))
        raise JobFailure("area_too_large", parameter, width=width, height=math.ceil(pair.pixels / width), limit=MOST_PIXELS)
    return pair


def band_descriptions(dataset: gdal.Dataset) -> list[RasterBand]:
    """What a raster tells of its bands: the same as the worker reads."""
    found = []
    for index in range(1, dataset.RasterCount + 1):
        band = dataset.GetRasterBand(index)
        interpretation = gdal.GetColorInterpretationName(band.GetColorInterpretation()) or ""
        found.append(RasterBand(index, band.GetDescription(), interpretation.lower(), _wavelength(band)))
    return found


def ground_sample_distance(
    crs: QgsCoordinateReferenceSystem, point: QgsPointXY, x_size: float, y_size: float, context: QgsProcessingContext
) -> float:
    """Metres on the ground a pixel of ``x_size`` by ``y_size`` (units of ``crs``) measures at ``point``: root of its area."""
    # Measured on a patch of pixels, which keeps rounding out and is small enough for the scale to be one.
    pixels = 100.0 if not crs.isGeographic() else 10.0
    half_width, half_height = x_size * pixels / 2, y_size * pixels / 2
    patch = QgsRectangle(point.x() - half_width, point.y() - half_height, point.x() + half_width, point.y() + half_height)
    return math.sqrt(_square_metres(patch, crs, context)) / pixels


# -- the two dates --------------------------------------------------------------------------------


def _date(
    algorithm: GroundshiftAlgorithm,
    parameters: dict[str, Any],
    context: QgsProcessingContext,
    name: str,
    assumed: Optional[QgsCoordinateReferenceSystem],
    wanted: Optional[tuple[Band, ...]],
) -> tuple[Date, Sequence[RasterBand]]:
    """A date, and its bands as far as they are known."""
    layer = algorithm.parameterAsRasterLayer(parameters, name, context)
    if layer is None or not layer.isValid():
        raise no_layer(name, parameters.get(name), layer)
    option = name + BANDS_SUFFIX
    bands = parse_band_list(given_text(algorithm, parameters, context, option), option)
    return read_date(layer, name, bands, assumed, wanted, context)


def read_date(
    layer: QgsRasterLayer,
    name: str,
    bands: Optional[tuple[int, ...]],
    assumed: Optional[QgsCoordinateReferenceSystem],
    wanted: Optional[tuple[Band, ...]],
    context: QgsProcessingContext,
) -> tuple[Date, Sequence[RasterBand]]:
    """A valid layer as a date, and its bands as far as they are known.

    :param name: the parameter. :param bands: one-based, as the user chose them; ``None`` = to be found.
    :param assumed: CRS of a layer that has none. :param wanted: bands that must be found in it; ``None`` = any will do.
    :raises JobFailure: it cannot be read, lacks bands, or has no place on the ground.
    """
    rendering = needs_rendering(layer)
    if not rendering:
        path, options, _ = split_uri(layer.dataProvider().dataSourceUri())
        dataset = open_dataset(path, options)
        if dataset is None:
            raise JobFailure("raster_missing", name, layer=layer.name(), reason=_gdal_reason())
        if os.path.isfile(path):
            _check_whole(dataset, layer.name(), name)
        crs = layer_crs(layer, name, assumed)
        available = band_descriptions(dataset)
        _check_place(layer, crs, name, context)
        date = Date(name, layer, crs, bands, "", False)
    else:
        available = list(_PICTURE_BANDS) if is_picture(layer.dataProvider()) else []
        date = Date(name, layer, layer_crs(layer, name, assumed), bands, rendering, is_boundless(layer))
    if wanted is not None and available:
        choose_bands(available, wanted, bands, layer.name(), name)
    return date, available


def _check_place(
    layer: QgsRasterLayer, crs: QgsCoordinateReferenceSystem, parameter: str, context: QgsProcessingContext
) -> None:
    """Check that the layer's pixels have a size on the ground: not with metres in a CRS of degrees, nor in a local one.

    :raises JobFailure: ``crs_unfit``.
    """
    sides = layer.rasterUnitsPerPixelX(), layer.rasterUnitsPerPixelY()
    size = ground_sample_distance(crs, layer.extent().center(), *sides, context)
    if not (math.isfinite(size) and size > 0):
        raise JobFailure("crs_unfit", parameter, layer=layer.name(), crs=crs.authid() or crs.description() or "-")


def no_layer(name: str, value: Any, layer: Optional[QgsRasterLayer]) -> JobFailure:
    """Why a parameter gave no layer that can be used."""
    if layer is not None:
        text, source = layer.name(), layer.source()
    else:
        text = source = str(value if value is not None else "")
    path = split_uri(source)[0]
    if path and not os.path.exists(path) and ("/" in path or "\\" in path or "." in path):
        reason = QCoreApplication.translate("Pair", "the file does not exist")
        return JobFailure("raster_missing", name, layer=text, reason=reason)
    if os.path.isfile(path):
        open_dataset(path)
        return JobFailure("raster_missing", name, layer=text, reason=_gdal_reason())
    return JobFailure("layer_invalid", name, layer=text)


def _gdal_reason() -> str:
    return str(gdal.GetLastErrorMsg() or QCoreApplication.translate("Pair", "it is no raster that GDAL can read"))


def _check_whole(dataset: gdal.Dataset, layer: str, parameter: str) -> None:
    """Read the last pixel: a file that was cut short lacks it.

    :raises JobFailure: ``raster_damaged``.
    """
    band = dataset.GetRasterBand(dataset.RasterCount)
    width, height = band.GetBlockSize()
    if width * height * gdal.GetDataTypeSize(band.DataType) // 8 > _LARGEST_BLOCK_TO_TRY:
        return
    gdal.ErrorReset()
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    try:
        data = band.ReadRaster(dataset.RasterXSize - 1, dataset.RasterYSize - 1, 1, 1)
    except RuntimeError:  # another plugin may have switched GDAL's exceptions on
        data = None
    finally:
        gdal.PopErrorHandler()
    if data is None:
        raise JobFailure("raster_damaged", parameter, layer=layer, reason=_gdal_reason())


def _wavelength(band: gdal.Band) -> Optional[float]:
    """Centre wavelength in nm, from GDAL's IMAGERY domain (in µm) or ENVI's keys."""
    imagery = band.GetMetadata("IMAGERY").get("CENTRAL_WAVELENGTH_UM")
    tags = {key.lower(): value for key, value in band.GetMetadata().items()}
    text = imagery or tags.get("wavelength")
    try:
        value = float(text) if text else None
    except ValueError:
        return None
    if value is None:
        return None
    unit = "micrometers" if imagery else tags.get("wavelength_units", "").lower()
    # A number below 100 cannot be nanometres of light that sensors see.
    return value * 1000 if unit.startswith("micro") or (not unit.startswith("nano") and value < 100) else value


# -- the ground -----------------------------------------------------------------------------------


def _polygons(
    algorithm: GroundshiftAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext, name: str
) -> Optional[Area]:
    value = algorithm.given(parameters, name)
    if value is None:
        return None
    source = algorithm.parameterAsSource(parameters, name, context)
    if source is None:
        raise JobFailure("area_unreadable", name, layer=_source_text(value))
    label = source.sourceName() or _source_text(value)
    if QgsWkbTypes.geometryType(source.wkbType()) not in (QgsWkbTypes.PolygonGeometry, QgsWkbTypes.UnknownGeometry):
        raise JobFailure("area_not_polygons", name, layer=label)
    if not source.sourceCrs().isValid():
        raise JobFailure("area_without_crs", name, layer=label)
    if source.featureCount() == 0 and name != EXCLUDE:  # without clouds there is nothing to leave out
        raise JobFailure("area_empty", name, layer=label)
    return Area(name, label, source.sourceExtent(), source.sourceCrs(), source)


def _source_text(value: Any) -> str:
    if isinstance(value, QgsProcessingFeatureSourceDefinition):
        return str(value.source.staticValue())
    if is_inline_area(value):
        return inline_area_name()
    return str(value.name() if hasattr(value, "name") else value)


def _extent(
    algorithm: GroundshiftAlgorithm,
    parameters: dict[str, Any],
    context: QgsProcessingContext,
    bare_crs: QgsCoordinateReferenceSystem,
) -> Optional[Area]:
    value = algorithm.given(parameters, EXTENT)
    if value is None:
        return None
    extent = algorithm.parameterAsExtent(parameters, EXTENT, context)
    bare = (isinstance(value, (QgsRectangle, QgsGeometry)) and not hasattr(value, "crs")) or (
        isinstance(value, str) and _is_bare_extent(value)
    )
    crs = bare_crs if bare else algorithm.parameterAsExtentCrs(parameters, EXTENT, context)
    name = QCoreApplication.translate("Pair", "Extent")
    if extent.isEmpty():
        raise JobFailure("extent_empty", EXTENT)
    return Area(EXTENT, name, extent, crs)


def _is_bare_extent(text: str) -> bool:
    """Whether a text is four numbers without a CRS, rather than a layer's name."""
    parts = text.split(",")
    if len(parts) != 4 or not _BARE_EXTENT.match(text):
        return False
    try:
        return all(math.isfinite(float(part)) for part in parts)
    except ValueError:
        return False


def _check_overlap(before: Date, after: Date, context: QgsProcessingContext) -> None:
    if before.boundless or after.boundless:
        return
    seen = _transformed(before.layer.extent(), before.crs, after.crs, context)
    if seen is not None and not _meet(seen, after.layer.extent()):
        raise JobFailure("no_overlap", AFTER, before=before.layer.name(), after=after.layer.name())


def _check_meets(area: Area, dates: Sequence[Date], names: tuple[str, str], context: QgsProcessingContext) -> None:
    for date in dates:
        seen = _extent_near(area, date, context)
        if not date.boundless and seen is not None and not _meet(seen, date.layer.extent()):
            raise JobFailure("area_outside", area.parameter, before=names[0], after=names[1])


def _transformed(
    extent: QgsRectangle,
    source: QgsCoordinateReferenceSystem,
    target: QgsCoordinateReferenceSystem,
    context: QgsProcessingContext,
) -> Optional[QgsRectangle]:
    """The bounding box in another CRS; ``None`` when it reaches where that CRS is not defined (the worker decides then)."""
    if source == target or not source.isValid():
        return QgsRectangle(extent)
    try:
        box = QgsCoordinateTransform(source, target, context.transformContext()).transformBoundingBox(extent)
    except QgsCsException:
        return None
    return box if box.isFinite() else None


def _extent_near(area: Area, date: Date, context: QgsProcessingContext) -> Optional[QgsRectangle]:
    """An area's bounding box in a date's CRS; as far as it lies around the date, as half a world has no place in most CRSs."""
    extent = area.extent
    around = None if date.boundless else _transformed(date.layer.extent(), date.crs, area.crs, context)
    if around is not None and area.crs != date.crs:
        around.grow(max(around.width(), around.height()))
        if not _meet(extent, around):
            return QgsRectangle()
        extent = extent.intersect(around)
    return _transformed(extent, area.crs, date.crs, context)


def _meet(one: QgsRectangle, other: QgsRectangle) -> bool:
    """Whether two rectangles share ground; touching edges do not."""
    common = one.intersect(other)
    return common.width() > 0 and common.height() > 0


def _work_extent(
    dates: Sequence[Date], target: Date, names: tuple[str, str], areas: tuple[Area, ...], context: QgsProcessingContext
) -> QgsRectangle:
    """The bounding box of the ground to work on, in the CRS of ``target``."""
    boxes = [_extent_near(area, target, context) for area in areas]
    boxes += [_transformed(date.layer.extent(), date.crs, target.crs, context) for date in dates if not date.boundless]
    known = [box for box in boxes if box is not None]
    work = QgsRectangle(known[0]) if known else QgsRectangle(target.layer.extent())
    for box in known[1:]:
        work = work.intersect(box)
    if work.width() <= 0 or work.height() <= 0:
        parameter = areas[0].parameter if areas else target.parameter
        raise JobFailure("area_outside", parameter, before=names[0], after=names[1])
    return work


def _ground(
    dates: tuple[Date, Date],
    work: QgsRectangle,
    spec: Optional[ModelSpec],
    resolution: Optional[float],
    context: QgsProcessingContext,
) -> tuple[float, float]:
    """Ground sample distance to expect in metres, and the size of the ground in square metres.

    :param dates: the two that set the resolution; ``work`` is in the CRS of the second.
    :raises JobFailure: ``resolution_too_coarse``.
    """
    after = dates[1]
    work_m2 = _square_metres(work, after.crs, context)
    center = work.center()
    if resolution is not None:
        return ground_sample_distance(after.crs, center, resolution, resolution, context), work_m2
    sizes = [layer_gsd(date, center, after.crs, context) for date in dates]
    known = [size for size in sizes if size is not None]
    if spec is None:
        return (pair_gsd(known[0], known[-1]) if known else _WEB_MAP_GSD_M), work_m2
    pair = pair_gsd(known[0], known[-1]) if known else spec.gsd_m.best
    chosen = choose_gsd(pair, spec.gsd_m)
    if chosen is None:
        raise JobFailure(
            "resolution_too_coarse",
            (dates[1] if sizes[1] == pair else dates[0]).parameter,
            pair=f"{pair:.3g}",
            model=spec.id,
            minimum=f"{spec.gsd_m.minimum:.3g}",
            maximum=f"{spec.gsd_m.maximum:.3g}",
        )
    return chosen.gsd_m, work_m2


def layer_gsd(
    date: Date, center: QgsPointXY, crs: QgsCoordinateReferenceSystem, context: QgsProcessingContext
) -> Optional[float]:
    """Metres on the ground of the layer's own pixels at ``center``; ``None`` of a layer without pixels of its own."""
    if date.boundless or date.layer.width() <= 0:
        return None
    point = center
    if crs != date.crs:
        try:
            point = QgsCoordinateTransform(crs, date.crs, context.transformContext()).transform(center)
        except QgsCsException:
            return None
    return ground_sample_distance(
        date.crs, point, date.layer.rasterUnitsPerPixelX(), date.layer.rasterUnitsPerPixelY(), context
    )


def _square_metres(box: QgsRectangle, crs: QgsCoordinateReferenceSystem, context: QgsProcessingContext) -> float:
    """Size of a rectangle on the ellipsoid of its CRS; NaN where that is not defined."""
    measure = QgsDistanceArea()
    measure.setSourceCrs(crs, context.transformContext())
    measure.setEllipsoid(crs.ellipsoidAcronym() or _WGS84)
    try:
        return abs(float(measure.measureArea(QgsGeometry.fromRect(box))))
    except QgsCsException:  # QGIS before 3.40 gives NaN
        return math.nan
