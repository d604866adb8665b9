"""Dates and areas as the worker takes them: read directly, or rendered by QGIS into a temporary raster first."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import Any, Callable, Generic, Optional, Sequence, TypeVar

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingFeedback,
    QgsProcessingUtils,
    QgsUnitTypes,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QCoreApplication

from ...jobs.failure import JobFailure
from ...jobs.sources import Polygons, RasterSource
from ...layers.areas import polygons_from_extent, polygons_from_source
from ...layers.dates import is_later
from ...layers.render import run_render
from ...layers.render_plan import RenderRequest, describe_rendered, prepare_render, units_for_gsd
from ...layers.sources import describe_raster, open_dataset, split_uri
from ..inputs.area_reading import Area
from ..inputs.date_reading import Date
from ..inputs.given import Given
from ..inputs.pair_parameters import AREA, EXCLUDE
from ..inputs.pair_reading import PairRequest
from ..outputs.output_checks import check_space, files_of_layer
from .worker_feedback import progress_part, worker_drivers

translate = QCoreApplication.translate

# Formats that every build of GDAL reads: for others a way through QGIS is kept ready.
_EVERYWHERE = ("GTiff", "COG", "VRT", "PNG", "JPEG", "ENVI", "HFA", "AAIGrid", "EHdr", "GPKG")
# Of the progress bar, while layers are read that only QGIS can read.
_READING_SHARE = 0.4


@dataclass(frozen=True)
class DateSource:
    """One date, independent of the layer's thread.

    :param source: how the worker reads it; ``None`` = QGIS must read it first.
    :param request: how QGIS reads it; ``None`` = not needed.
    :param driver: GDAL's name of the format, when the worker may lack it.
    :param why: why QGIS must read it.
    """

    parameter: str
    name: str
    date: Optional[str]
    file_name: str
    source: Optional[RasterSource]
    request: Optional[RenderRequest]
    driver: str = ""
    why: str = ""


def prepare_date(
    date: Date, pair: PairRequest, resolution: Optional[float], margin: int, context: QgsProcessingContext
) -> DateSource:
    """Read from a layer all that a run needs of it; call it in the layer's thread.

    :param resolution: map units of AFTER's CRS that the user asked for.
    :param margin: pixels of context that the network needs.
    :raises JobFailure: the layer cannot be read over the ground that is needed.
    """
    if date.rendering:
        request = _render_request(date, pair, resolution, margin, context)
        return DateSource(date.parameter, date.layer.name(), request.date, "", None, request, why=date.rendering)
    source = describe_raster(date.layer, date.parameter, date.bands, pair.assumed_crs)
    driver = _uncommon_driver(date)
    fallback = _render_request(date, pair, resolution, margin, context) if driver else None
    file_name = os.path.basename(source.path) if os.path.isfile(source.path) else ""
    return DateSource(date.parameter, source.name, source.date, file_name, source, fallback, driver)


def may_need_drivers(dates: Sequence[DateSource]) -> bool:
    """Return True if the formats that the worker reads must be known."""
    return any(date.driver for date in dates)


def worker_source(
    date: DateSource,
    drivers: Sequence[str],
    path: str,
    feedback: QgsProcessingFeedback,
    progress: Callable[[float], None],
) -> RasterSource:
    """Return the source for the worker; a date that only QGIS can read is rendered first, which may take long.

    :param drivers: formats that the worker reads; empty = not asked for.
    :param path: of the temporary raster, ``.tif``.
    :raises JobFailure: nothing could be read.
    :raises Cancelled: the user stopped.
    """
    if date.source is not None and (not date.driver or date.driver in drivers or date.request is None):
        return date.source
    if date.request is None:  # cannot be: a date has a source or a request
        raise ValueError(date.parameter)
    why = date.why or translate("DetectChange", "the runtime cannot read the format '{name}'").format(name=date.driver)
    text = translate("DetectChange", "Layer '{name}' is read through QGIS: {why}.")
    feedback.pushInfo(text.format(name=date.name, why=why))
    request = replace(date.request, path=path)
    run_render(request, feedback, progress)
    return describe_rendered(request)


def _render_request(
    date: Date, pair: PairRequest, resolution: Optional[float], margin: int, context: QgsProcessingContext
) -> RenderRequest:
    crs = pair.after.crs
    pixel = resolution if resolution is not None else units_for_gsd(crs, pair.work.center(), pair.gsd_m)
    return prepare_render(
        date.layer,
        date.parameter,
        pair.work,
        crs,
        pixel,
        "",  # the path is known when the run has a scratch folder
        date.bands,
        pair.assumed_crs,
        margin,
        context.transformContext(),
    )


def _uncommon_driver(date: Date) -> str:
    """Return GDAL's name of the layer's format, or ``""`` if every build reads it."""
    path, options, _ = split_uri(date.layer.dataProvider().dataSourceUri())
    dataset = open_dataset(path, options)
    name = dataset.GetDriver().ShortName if dataset is not None else ""
    return "" if name in _EVERYWHERE else str(name)


Request = TypeVar("Request")


@dataclass(frozen=True)
class PairInputs:
    """The dates and areas of a run, independent of the layers' thread."""

    before: DateSource
    after: DateSource
    include: tuple[Polygons, ...]
    exclude: tuple[Polygons, ...]

    @property
    def origins(self) -> dict[str, Any]:
        """The dates in the provenance of outputs. Names, not addresses: those of web layers may hold keys."""
        return {
            name: {"name": date.name, "file": date.file_name, "date": date.date}
            for name, date in (("before", self.before), ("after", self.after))
        }

    @property
    def area_names(self) -> dict[str, list[str]]:
        """Names of the areas, by parameter."""
        return area_names(self.include, self.exclude)


def prepare_inputs(
    pair: PairRequest,
    resolution: Optional[float],
    margin: int,
    context: QgsProcessingContext,
    feedback: QgsProcessingFeedback,
) -> PairInputs:
    """Read from a pair's layers all that a run needs; call it in the thread that owns them.

    :param resolution: map units of AFTER's CRS, if the user chose one.
    :param margin: pixels of context around the area.
    :raises JobFailure: a parameter or layer cannot be used.
    :raises Cancelled: the user stopped the run.
    """
    before, after = (prepare_date(date, pair, resolution, margin, context) for date in (pair.before, pair.after))
    return PairInputs(before, after, *prepare_areas(pair.include, pair.exclude, feedback))


def prepare_areas(
    include: Sequence[Area], exclude: Sequence[Area], feedback: QgsProcessingFeedback
) -> tuple[tuple[Polygons, ...], tuple[Polygons, ...]]:
    """Read the polygons to work in and those to leave out; call it in the thread that owns the layers.

    :raises JobFailure: there are none, or they cannot be read.
    :raises Cancelled: the user stopped the run.
    """
    return tuple(_polygons(area, feedback) for area in include), _left_out(exclude, feedback)


def area_names(include: Sequence[Polygons], exclude: Sequence[Polygons]) -> dict[str, list[str]]:
    """Return the areas in the provenance of outputs, by parameter."""
    return {AREA: [area.name for area in include], EXCLUDE: [area.name for area in exclude]}


@dataclass(frozen=True)
class PairRun(Generic[Request]):
    """A request on a pair with its inputs, independent of the layers' thread.

    :param title: of the group that the results go into. :param area_unit: the project's: ``(name, square metres in one)``.
    """

    request: Request
    inputs: PairInputs
    title: str
    area_unit: tuple[str, float] = ("", 0.0)


def prepare_detection(
    given: Given,
    request: Request,
    pair: PairRequest,
    resolution: Optional[float],
    margin: int,
    feedback: QgsProcessingFeedback,
) -> PairRun[Request]:
    """Read the inputs of a change detection; call it in the thread that owns the layers.

    :param request: of which ``pair`` and ``resolution`` are part.
    :param margin: pixels of context.
    :raises JobFailure: a parameter or layer cannot be used.
    :raises Cancelled: the user stopped the run.
    """
    before, after = pair.before.layer, pair.after.layer
    if before.source() == after.source():
        feedback.pushWarning(translate("DetectChange", "BEFORE and AFTER are the same image: no change can be found."))
    title = translate("DetectChange", "Change {before} - {after}").format(before=before.name(), after=after.name())
    inputs = prepare_inputs(pair, resolution, margin, given.context, feedback)
    _warn_of_order(inputs, feedback)
    return PairRun(request, inputs, title, project_area_unit(given.context))


def _warn_of_order(inputs: PairInputs, feedback: QgsProcessingFeedback) -> None:
    """Warn where the layers' own dates, as far as both are known, are not in the order of time."""
    before, after = inputs.before.date or "", inputs.after.date or ""
    if is_later(before, after):
        text = translate(
            "DetectChange", "BEFORE ({before}) is dated later than AFTER ({after}). Exchange them unless this is intended."
        )
        feedback.pushWarning(text.format(before=before, after=after))


def project_area_unit(context: QgsProcessingContext) -> tuple[str, float]:
    """Return the project's unit of areas and the square metres in one.

    ``("", 0)`` if it is unknown, or square metres, which reports name anyway.
    """
    project = context.project()
    unit = project.areaUnits() if project is not None else QgsUnitTypes.AreaUnknownUnit
    if unit in (QgsUnitTypes.AreaUnknownUnit, QgsUnitTypes.AreaSquareMeters):
        return "", 0.0
    factor = QgsUnitTypes.fromUnitToUnitFactor(unit, QgsUnitTypes.AreaSquareMeters)
    return str(QgsUnitTypes.toAbbreviatedString(unit)), float(factor)


def read_dates(dates: Sequence[DateSource], scratch: str, feedback: QgsProcessingFeedback) -> list[RasterSource]:
    """Return the sources that the worker reads; what only QGIS can read is copied into ``scratch`` first. Thread-safe.

    :raises JobFailure: a layer cannot be read.
    :raises Cancelled: the user stopped the run.
    """
    drivers = worker_drivers(feedback) if may_need_drivers(dates) else ()
    share = _READING_SHARE if any(date.source is None for date in dates) else 0.0
    sources = []
    for index, date in enumerate(dates):
        part = progress_part(feedback, share * index / len(dates), share * (index + 1) / len(dates))
        sources.append(worker_source(date, drivers, os.path.join(scratch, f"date-{index}.tif"), feedback, part))
        part(1.0)
    return sources


def read_pair_sources(inputs: PairInputs, scratch: str, feedback: QgsProcessingFeedback) -> tuple[RasterSource, RasterSource]:
    """Read the dates of a pair, see :func:`read_dates`."""
    before, after = read_dates((inputs.before, inputs.after), scratch, feedback)
    return before, after


def pair_files(given: Given, pair: PairRequest) -> list[str]:
    """Return the files that a run on a pair reads: they must not be overwritten."""
    dates = [path for layer in (pair.before.layer, pair.after.layer) for path in files_of_layer(layer)]
    return dates + area_files(given)


def area_files(given: Given) -> list[str]:
    """Return the files that AREA and EXCLUDE come from."""
    return [path for name in (AREA, EXCLUDE) for path in files_of_layer(_polygon_layer(given, name))]


def check_scratch_space(parameter: str, needed: int) -> None:
    """Check that QGIS's temporary folder has room for ``needed`` bytes.

    :raises JobFailure: ``disk_full``.
    """
    check_space(parameter, QgsProcessingUtils.tempFolder(), needed)


def _polygon_layer(given: Given, name: str) -> Optional[QgsVectorLayer]:
    """Return the layer behind AREA or EXCLUDE, or ``None`` if there is none."""
    value = given.parameters.get(name)
    if isinstance(value, QgsProcessingFeatureSourceDefinition):  # which parameterAsVectorLayer does not take
        given = given.with_values({name: value.source})
    return given.vector(name)


def _polygons(area: Area, feedback: QgsProcessingFeedback) -> Polygons:
    if area.source is not None:
        return polygons_from_source(area.source, area.parameter, area.name, feedback, area.crs)
    return polygons_from_extent(area.extent, area.crs, area.parameter)


def _left_out(areas: Sequence[Area], feedback: QgsProcessingFeedback) -> tuple[Polygons, ...]:
    """Read the polygons to leave out; a layer of clouds may be empty."""
    found = []
    for area in areas:
        try:
            found.append(_polygons(area, feedback))
        except JobFailure as failure:
            if failure.code != "area_empty":
                raise
            text = translate("DetectChange", "'{layer}' has no polygons: nothing is excluded.")
            feedback.pushInfo(text.format(layer=area.name))
    return tuple(found)
