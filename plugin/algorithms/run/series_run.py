"""A change detection over a series between Processing and the worker."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Mapping, Optional, Sequence

from qgis.core import QgsProcessingContext, QgsProcessingFeedback
from qgis.PyQt.QtCore import QCoreApplication

from ...jobs.change_time_series import ChangeTimeSeriesJob
from ...jobs.sources import Polygons, RasterSource
from ...rules.shown_dates import shown_dates
from ..base import GroundshiftAlgorithm
from ..inputs.date_sources import DateSource, prepare_date
from ..outputs.provenance import provenance
from .detection_run import sha256
from .pair_run import ground_names, prepare_ground, run_dates_job
from .series_request import CHANGES, FIRST_CHANGE, POLYGONS, SeriesRequest, read_series_request

translate = QCoreApplication.translate

CHANGED_AREA, POLYGON_COUNT = "CHANGED_AREA", "POLYGON_COUNT"


@dataclass(frozen=True)
class SeriesRun:
    """All that a run needs, free of the layers' thread. :param title: of the group that the results go into."""

    request: SeriesRequest
    sources: tuple[DateSource, ...]
    include: tuple[Polygons, ...]
    exclude: tuple[Polygons, ...]
    title: str


def prepare_series_run(
    algorithm: GroundshiftAlgorithm,
    parameters: dict[str, Any],
    context: QgsProcessingContext,
    feedback: QgsProcessingFeedback,
) -> SeriesRun:
    """Read everything from QGIS's layers; call it in the thread that owns them.

    :raises JobFailure: naming the parameter or layer that is at fault. :raises Cancelled: the user stopped the run.
    """
    request = read_series_request(algorithm, parameters, context)
    margin = request.model.spec.halo if request.model is not None else 0
    sources = tuple(prepare_date(item.date, request.ground, request.resolution, margin, context) for item in request.dates)
    title = translate("ChangeTimeSeries", "Change {first} - {last}")
    days = shown_dates([item.day for item in request.dates])
    title = title.format(first=days[0], last=days[-1])
    return SeriesRun(request, sources, *prepare_ground(request.ground, feedback), title)


def perform_series_run(run: SeriesRun, outputs: Mapping[str, Optional[str]], feedback: QgsProcessingFeedback) -> dict[str, Any]:
    """Run the job in the worker; its temporary files are gone afterwards, whatever happens.

    :param outputs: FIRST_CHANGE, CHANGES and POLYGONS -> path; ``None`` = not wanted.
    :return: the values of the algorithm's outputs.
    :raises JobFailure: it cannot be done. :raises Cancelled: the user stopped it.
    """
    return run_dates_job(run.sources, partial(_job, run), outputs, (CHANGED_AREA, POLYGON_COUNT), feedback)


def _job(
    run: SeriesRun, sources: Sequence[RasterSource], outputs: Mapping[str, Optional[str]], scratch: str
) -> ChangeTimeSeriesJob:
    request, classic = run.request, run.request.classic
    job = ChangeTimeSeriesJob(
        rasters=tuple(replace(source, date=item.day) for source, item in zip(sources, request.dates)),
        model=request.model.path if request.model is not None else "",
        scratch=scratch,
        pairs=request.pairs,
        first_change=outputs.get(FIRST_CHANGE),
        changes=outputs.get(CHANGES),
        polygons=outputs.get(POLYGONS),
        include=run.include,
        exclude=run.exclude,
        threshold=request.threshold,
        min_area_m2=request.min_area,
        resolution=request.resolution,
        provenance=_provenance(run),
    )
    if classic is None:
        return job
    return replace(
        job,
        method=classic.method,
        index=classic.index,
        normalize=classic.normalize,
        threshold_method=classic.threshold_method,
    )


def _provenance(run: SeriesRun) -> dict[str, Any]:
    """What each output says of how it was made."""
    request, model = run.request, run.request.model
    inputs = {"RASTERS": [{"name": source.name, "date": item.day} for source, item in zip(run.sources, request.dates)]}
    origins: dict[str, Any] = {"inputs": inputs}
    if model is not None:
        origins["model"] = {"id": model.spec.id, "sha256": sha256(model.path)}
    chosen = {"THRESHOLD": request.threshold} if request.classic is None else request.classic.document
    return provenance(
        "changetimeseries",
        origins,
        {
            **ground_names(run.include, run.exclude),
            "PAIRS": request.pairs,
            **chosen,
            "MIN_AREA": request.min_area,
            "RESOLUTION": request.resolution,
            "RASTERS_BANDS": request.dates[0].date.bands,
        },
    )
