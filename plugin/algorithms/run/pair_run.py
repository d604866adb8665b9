"""A run on two dates between Processing and the worker: layers become sources, a job runs, its temporary files go."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from typing import Any, Callable, Generic, Mapping, Optional, Sequence, TypeVar

from qgis.core import QgsProcessingContext, QgsProcessingFeedback, QgsProcessingUtils, QgsUnitTypes
from qgis.PyQt.QtCore import QCoreApplication

from ...jobs.failure import JobFailure
from ...jobs.sources import Polygons, RasterSource
from ...jobs.staging import remove_temporaries
from ...layers.areas import polygons_from_extent, polygons_from_source
from ..inputs.area_reading import Area
from ..inputs.date_sources import DateSource, may_need_drivers, prepare_date, worker_source
from ..inputs.pair_reading import PairRequest
from .worker_feedback import progress_part, run_with_feedback, worker_drivers

translate = QCoreApplication.translate

Request = TypeVar("Request")

# Of the progress bar, while layers are read that only QGIS can read.
_READING_SHARE = 0.4


@dataclass(frozen=True)
class PairInputs:
    """The dates and the ground of a run, free of the layers' thread."""

    before: DateSource
    after: DateSource
    include: tuple[Polygons, ...]
    exclude: tuple[Polygons, ...]

    @property
    def origins(self) -> dict[str, Any]:
        """What outputs say of the dates. Names, not addresses: those of web layers may hold keys."""
        return {
            name: {"name": date.name, "file": date.file_name, "date": date.date}
            for name, date in (("before", self.before), ("after", self.after))
        }

    @property
    def ground_names(self) -> dict[str, list[str]]:
        """Names of the grounds, by parameter."""
        return ground_names(self.include, self.exclude)


def prepare_inputs(
    pair: PairRequest,
    resolution: Optional[float],
    margin: int,
    context: QgsProcessingContext,
    feedback: QgsProcessingFeedback,
) -> PairInputs:
    """Read everything from QGIS's layers; call it in the thread that owns them.

    :param resolution: map units of AFTER's CRS that the user asked for. :param margin: pixels of context around the ground.
    :raises JobFailure: naming the parameter or layer that is at fault. :raises Cancelled: the user stopped the run.
    """
    before, after = (prepare_date(date, pair, resolution, margin, context) for date in (pair.before, pair.after))
    return PairInputs(before, after, *prepare_ground(pair, feedback))


def prepare_ground(pair: PairRequest, feedback: QgsProcessingFeedback) -> tuple[tuple[Polygons, ...], tuple[Polygons, ...]]:
    """The polygons to work in and those to leave out; call it in the thread that owns the layers.

    :raises JobFailure: there are none, or they cannot be read. :raises Cancelled: the user stopped the run.
    """
    return tuple(_polygons(area, feedback) for area in pair.include), _left_out(pair.exclude, feedback)


def ground_names(include: Sequence[Polygons], exclude: Sequence[Polygons]) -> dict[str, list[str]]:
    """What outputs say of the ground, by parameter."""
    return {"AREA": [area.name for area in include], "EXCLUDE": [area.name for area in exclude]}


@dataclass(frozen=True)
class DetectionRun(Generic[Request]):
    """All that a change detection needs, free of the layers' thread.

    :param title: of the group that the results go into. :param area_unit: the project's: ``(name, square metres in one)``.
    """

    request: Request
    inputs: PairInputs
    title: str
    area_unit: tuple[str, float]


def prepare_detection(
    request: Request,
    pair: PairRequest,
    resolution: Optional[float],
    margin: int,
    context: QgsProcessingContext,
    feedback: QgsProcessingFeedback,
) -> DetectionRun[Request]:
    """Read everything from QGIS's layers; call it in the thread that owns them.

    :param request: what the user asks for, of which ``pair`` and ``resolution`` are part. :param margin: pixels of context.
    :raises JobFailure: naming the parameter or layer that is at fault. :raises Cancelled: the user stopped the run.
    """
    before, after = pair.before.layer, pair.after.layer
    if before.source() == after.source():
        feedback.pushWarning(translate("DetectChange", "BEFORE and AFTER are the same image: no change can be found."))
    title = translate("DetectChange", "Change {before} - {after}").format(before=before.name(), after=after.name())
    inputs = prepare_inputs(pair, resolution, margin, context, feedback)
    return DetectionRun(request, inputs, title, project_area_unit(context))


def project_area_unit(context: QgsProcessingContext) -> tuple[str, float]:
    """The project's unit of areas, and how many square metres one has.

    ``("", 0)`` when it is not known, or square metres, which are said anyway.
    """
    project = context.project()
    unit = project.areaUnits() if project is not None else QgsUnitTypes.AreaUnknownUnit
    if unit in (QgsUnitTypes.AreaUnknownUnit, QgsUnitTypes.AreaSquareMeters):
        return "", 0.0
    factor = QgsUnitTypes.fromUnitToUnitFactor(unit, QgsUnitTypes.AreaSquareMeters)
    return str(QgsUnitTypes.toAbbreviatedString(unit)), float(factor)


def run_pair_job(
    inputs: PairInputs,
    make_job: Callable[[RasterSource, RasterSource, Mapping[str, Optional[str]], str], Any],
    outputs: Mapping[str, Optional[str]],
    numbers: Sequence[str],
    feedback: QgsProcessingFeedback,
) -> dict[str, Any]:
    """:func:`run_dates_job` of two dates. :param make_job: takes them one by one."""

    def job(sources: Sequence[RasterSource], paths: Mapping[str, Optional[str]], scratch: str) -> Any:
        before, after = sources
        return make_job(before, after, paths, scratch)

    return run_dates_job((inputs.before, inputs.after), job, outputs, numbers, feedback)


def run_dates_job(
    dates: Sequence[DateSource],
    make_job: Callable[[Sequence[RasterSource], Mapping[str, Optional[str]], str], Any],
    outputs: Mapping[str, Optional[str]],
    numbers: Sequence[str],
    feedback: QgsProcessingFeedback,
) -> dict[str, Any]:
    """Run a job on two dates or more in the worker; its temporary files are gone afterwards, whatever happens.

    :param make_job: gives the job for the sources, the outputs (parameter -> absolute path) and the scratch folder.
    :param outputs: parameter -> path; ``None`` = not wanted. :param numbers: of the job's values, which are outputs too.
    :return: the values of the algorithm's outputs.
    :raises JobFailure: it cannot be done. :raises Cancelled: the user stopped it.
    """
    # The worker has a working directory of its own.
    paths = {name: os.path.abspath(path) if path else None for name, path in outputs.items()}
    # In QGIS's own temporary folder: users with a small system disk move that one.
    scratch = tempfile.mkdtemp(prefix="groundshift-", dir=QgsProcessingUtils.tempFolder())
    try:
        drivers = worker_drivers(feedback) if may_need_drivers(dates) else ()
        reading = _READING_SHARE if any(date.source is None for date in dates) else 0.0
        sources = []
        for index, date in enumerate(dates):
            part = progress_part(feedback, reading * index / len(dates), reading * (index + 1) / len(dates))
            sources.append(worker_source(date, drivers, os.path.join(scratch, f"date-{index}.tif"), feedback, part))
        values = run_with_feedback(make_job(sources, paths, scratch), feedback, progress_part(feedback, reading, 1.0))
    finally:
        remove_temporaries(paths.values(), scratch)
    files = {name: path for name, path in outputs.items() if path}
    return {**files, **{name: values[name] for name in numbers}}


def _polygons(area: Area, feedback: QgsProcessingFeedback) -> Polygons:
    if area.source is not None:
        return polygons_from_source(area.source, area.parameter, area.name, feedback, area.crs)
    return polygons_from_extent(area.extent, area.crs, area.parameter)


def _left_out(areas: tuple[Area, ...], feedback: QgsProcessingFeedback) -> tuple[Polygons, ...]:
    """The polygons to leave out: a layer of clouds without a cloud is no mistake."""
    found = []
    for area in areas:
        try:
            found.append(_polygons(area, feedback))
        except JobFailure as failure:
            if failure.code != "area_empty":
                raise
            text = translate("DetectChange", "'{layer}' has no polygons: nothing is left out.")
            feedback.pushInfo(text.format(layer=area.name))
    return tuple(found)
