"""A change detection between Processing and the worker: layers become a job, events become feedback."""

from __future__ import annotations

import datetime
import hashlib
import os
import tempfile
from dataclasses import dataclass
from typing import Any, Mapping, Optional

from qgis.core import QgsProcessingContext, QgsProcessingFeedback, QgsProcessingUtils, QgsUnitTypes
from qgis.PyQt.QtCore import QCoreApplication

from ..jobs.detect_change import DetectChangeJob, Polygons, RasterSource
from ..jobs.failure import JobFailure
from ..jobs.staging import remove_temporaries
from ..layers.areas import polygons_from_extent, polygons_from_source
from ..version import plugin_version
from .base import GroundshiftAlgorithm
from .date_sources import DateSource, may_need_drivers, prepare_date, worker_source
from .detection_request import MASK, POLYGONS, PROBABILITY, DetectionRequest, read_request
from .pair_reading import Area
from .worker_feedback import progress_part, run_with_feedback, worker_drivers

translate = QCoreApplication.translate

# Of the progress bar, while layers are read that only QGIS can read.
_READING_SHARE = 0.4

CHANGED_AREA, POLYGON_COUNT = "CHANGED_AREA", "POLYGON_COUNT"


@dataclass(frozen=True)
class DetectionRun:
    """All that a run needs, free of the layers' thread.

    :param title: of the group that the results go into. :param area_unit: the project's: ``(name, square metres in one)``.
    """

    request: DetectionRequest
    before: DateSource
    after: DateSource
    include: tuple[Polygons, ...]
    exclude: tuple[Polygons, ...]
    flips: bool
    title: str
    area_unit: tuple[str, float]


def prepare_run(
    algorithm: GroundshiftAlgorithm,
    parameters: dict[str, Any],
    context: QgsProcessingContext,
    feedback: QgsProcessingFeedback,
) -> DetectionRun:
    """Read everything from QGIS's layers; call it in the thread that owns them.

    :raises JobFailure: naming the parameter or layer that is at fault.
    :raises Cancelled: the user stopped the run.
    """
    request = read_request(algorithm, parameters, context)
    pair = request.pair
    if pair.before.layer.source() == pair.after.layer.source():
        feedback.pushWarning(translate("DetectChange", "BEFORE and AFTER are the same image: no change can be found."))
    title = translate("DetectChange", "Change {before} - {after}")
    halo = request.model.spec.halo
    return DetectionRun(
        request=request,
        before=prepare_date(pair.before, pair, request.resolution, halo, context),
        after=prepare_date(pair.after, pair, request.resolution, halo, context),
        include=tuple(_polygons(area, feedback) for area in pair.include),
        exclude=_left_out(pair.exclude, feedback),
        flips=algorithm.parameterAsBool(parameters, "FLIPS", context),
        title=title.format(before=pair.before.layer.name(), after=pair.after.layer.name()),
        area_unit=_area_unit(context),
    )


def perform_run(run: DetectionRun, outputs: Mapping[str, Optional[str]], feedback: QgsProcessingFeedback) -> dict[str, Any]:
    """Run the job in the worker; its temporary files are gone afterwards, whatever happens.

    :param outputs: MASK, PROBABILITY and POLYGONS -> path; ``None`` = not wanted.
    :return: the values of the algorithm's outputs.
    :raises JobFailure: it cannot be done.
    :raises Cancelled: the user stopped it.
    """
    # In QGIS's own temporary folder: users with a small system disk move that one.
    scratch = tempfile.mkdtemp(prefix="groundshift-", dir=QgsProcessingUtils.tempFolder())
    try:
        dates = (run.before, run.after)
        drivers = worker_drivers(feedback) if may_need_drivers(dates) else ()
        reading = _READING_SHARE if any(date.source is None for date in dates) else 0.0
        sources = []
        for index, date in enumerate(dates):
            part = progress_part(feedback, reading * index / 2, reading * (index + 1) / 2)
            sources.append(worker_source(date, drivers, scratch, feedback, part))
        job = _job(run, sources[0], sources[1], outputs, scratch)
        values = run_with_feedback(job, feedback, progress_part(feedback, reading, 1.0))
    finally:
        remove_temporaries(outputs.values(), scratch)
    results = {name: outputs[name] for name in (MASK, PROBABILITY, POLYGONS) if outputs.get(name)}
    return {**results, **{name: values[name] for name in (CHANGED_AREA, POLYGON_COUNT)}}


def _job(
    run: DetectionRun, before: RasterSource, after: RasterSource, outputs: Mapping[str, Optional[str]], scratch: str
) -> DetectChangeJob:
    request = run.request
    return DetectChangeJob(
        before=before,
        after=after,
        model=request.model.path,
        scratch=scratch,
        mask=_absolute(outputs.get(MASK)),
        probability=_absolute(outputs.get(PROBABILITY)),
        polygons=_absolute(outputs.get(POLYGONS)),
        include=run.include,
        exclude=run.exclude,
        threshold=request.threshold,
        min_area_m2=request.min_area,
        resolution=request.resolution,
        flips=run.flips,
        area_unit=run.area_unit[0],
        area_unit_m2=run.area_unit[1],
        provenance=_provenance(run),
    )


def _absolute(path: Optional[str]) -> Optional[str]:
    """The worker has a working directory of its own."""
    return os.path.abspath(path) if path else None


def _provenance(run: DetectionRun) -> dict[str, Any]:
    """What each output says of how it was made. Names, not addresses: those of web layers may hold keys."""
    request = run.request
    return {
        "software": "Groundshift",
        "plugin_version": plugin_version(),
        "algorithm": "groundshift:detectchange",
        "time": datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds"),
        "model": {"id": request.model.spec.id, "sha256": _sha256(request.model.path)},
        "before": _origin(run.before),
        "after": _origin(run.after),
        "parameters": {
            "AREA": [area.name for area in run.include],
            "EXCLUDE": [area.name for area in run.exclude],
            "THRESHOLD": request.threshold,
            "MIN_AREA": request.min_area,
            "RESOLUTION": request.resolution,
            "BEFORE_BANDS": request.pair.before.bands,
            "AFTER_BANDS": request.pair.after.bands,
            "FLIPS": run.flips,
        },
    }


def _origin(date: DateSource) -> dict[str, Any]:
    return {"name": date.name, "file": date.file_name, "date": date.date}


def _sha256(path: str) -> str:
    digest = hashlib.sha256()
    with open(path, "rb") as stream:
        for chunk in iter(lambda: stream.read(1 << 20), b""):
            digest.update(chunk)
    return digest.hexdigest()


def _polygons(area: Area, feedback: QgsProcessingFeedback) -> Polygons:
    if area.source is not None:
        return polygons_from_source(area.source, area.parameter, area.name, feedback)
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


def _area_unit(context: QgsProcessingContext) -> tuple[str, float]:
    """The project's unit of areas, and how many square metres one has.

    ``("", 0)`` when it is not known, or square metres, which are said anyway.
    """
    project = context.project()
    unit = project.areaUnits() if project is not None else QgsUnitTypes.AreaUnknownUnit
    if unit in (QgsUnitTypes.AreaUnknownUnit, QgsUnitTypes.AreaSquareMeters):
        return "", 0.0
    factor = QgsUnitTypes.fromUnitToUnitFactor(unit, QgsUnitTypes.AreaSquareMeters)
    return str(QgsUnitTypes.toAbbreviatedString(unit)), float(factor)
