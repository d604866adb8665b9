"""``groundshift:sardifference`` from parameters to the job."""

from __future__ import annotations

import os
from dataclasses import dataclass
from operator import attrgetter
from typing import Mapping, Optional

from qgis.core import QgsCoordinateReferenceSystem, QgsProcessingFeedback
from qgis.PyQt.QtCore import QCoreApplication

from ...jobs.failure import JobFailure
from ...jobs.sar import FILTERS, METHODS, THRESHOLD_METHODS, SarDifferenceJob
from ...jobs.sources import Polygons, RasterSource
from ..inputs.area_reading import Area, read_areas
from ..inputs.given import Given
from ..inputs.model_choice import MODEL
from ..inputs.sar_parameters import DEM, PLACE, TABLE, read_dem, read_number, read_place, read_radar_model
from ..outputs.output_checks import check_destinations
from ..outputs.provenance import provenance
from .job_algorithm import Steps
from .pair_run import area_files, area_names, prepare_areas, project_area_unit

DATE, METHOD, FILTER, ALL_TRACKS = "DATE", "METHOD", "FILTER", "ALL_TRACKS"
THRESHOLD_METHOD, THRESHOLD, CONFIRMATIONS, GAP = "THRESHOLD_METHOD", "THRESHOLD", "CONFIRMATIONS", "GAP"
MIN_AREA, DIFFERENCE, SCORE, MASK, POLYGONS = "MIN_AREA", "DIFFERENCE", "SCORE", "MASK", "POLYGONS"


@dataclass(frozen=True)
class SarRequest:
    """The parameters. ``place``, ``date``, ``threshold``, ``resolution``: ``None`` = automatic; ``model``: a path."""

    table: str
    date: Optional[str]
    place: Optional[str]
    method: str
    model: Optional[str]
    dem: Optional[RasterSource]
    speckle_filter: str
    all_tracks: bool
    threshold_method: str
    threshold: Optional[float]
    confirmations: int
    gap_days: float
    min_area: float
    resolution: Optional[float]
    include: tuple[Area, ...]
    exclude: tuple[Area, ...]


@dataclass(frozen=True)
class SarRun:
    """A request with its areas, independent of the layers' thread. :param title: of the result group."""

    request: SarRequest
    include: tuple[Polygons, ...]
    exclude: tuple[Polygons, ...]
    area_unit: tuple[str, float]
    title: str


def read(given: Given) -> SarRequest:
    """Read and check the parameters; the table is read, the images are not.

    :raises JobFailure: a parameter or the table cannot be used.
    """
    table, place, rows = read_place(given, needed=True)
    threshold_method = given.choice(THRESHOLD_METHOD, THRESHOLD_METHODS)
    threshold = given.number(THRESHOLD, "threshold_not_positive")
    if threshold_method == "fixed" and threshold is None:
        raise JobFailure("threshold_needed", THRESHOLD)
    if threshold is not None and threshold <= 0:
        raise JobFailure("threshold_not_positive", THRESHOLD, value=f"{threshold:g}")
    if threshold_method == "false-alarm-share" and threshold is not None and threshold >= 1:
        raise JobFailure("threshold_range", THRESHOLD, value=f"{threshold:g}")
    include, exclude = read_areas(given, QgsCoordinateReferenceSystem())
    images = [band.path for row in rows for band in row.bands.values()]
    method, model, dem = given.choice(METHOD, METHODS), read_radar_model(given), read_dem(given)
    if method == "network" and model is None:
        raise JobFailure("sar_model_needed", MODEL)
    used = [*([model] if model else []), *([dem.path] if dem else [])]
    check_destinations(given, [table, *images, *used, *area_files(given)])
    return SarRequest(
        table=os.path.abspath(table),
        date=given.text(DATE) or None,
        place=place,
        method=method,
        model=model,
        dem=dem,
        speckle_filter=given.choice(FILTER, FILTERS),
        all_tracks=given.flag(ALL_TRACKS, False),
        threshold_method=threshold_method,
        threshold=threshold,
        confirmations=given.integer(CONFIRMATIONS),
        gap_days=read_number(given, GAP),
        min_area=given.size(MIN_AREA, "min_area_range") or 0.0,
        resolution=given.resolution(),
        include=include,
        exclude=exclude,
    )


def prepare(given: Given, request: SarRequest, feedback: QgsProcessingFeedback) -> SarRun:
    """Read the areas from QGIS's layers; call it in the thread that owns them.

    :raises JobFailure: a layer cannot be read.
    :raises Cancelled: the user stopped the run.
    """
    title = QCoreApplication.translate("SarDifference", "Radar change {date}")
    date = request.date or QCoreApplication.translate("SarDifference", "(latest date)")
    areas = prepare_areas(request.include, request.exclude, feedback)
    return SarRun(request, *areas, project_area_unit(given.context), title.format(date=date))


def make_job(run: SarRun, outputs: Mapping[str, str], scratch: str, feedback: QgsProcessingFeedback) -> SarDifferenceJob:
    """Make the job. In the thread of the run."""
    request = run.request
    unit, square_metres = run.area_unit
    parameters = {
        DATE: request.date,
        PLACE: request.place,
        METHOD: request.method,
        MODEL: os.path.basename(request.model) if request.model else None,
        DEM: request.dem.name if request.dem else None,
        FILTER: request.speckle_filter,
        ALL_TRACKS: request.all_tracks,
        THRESHOLD_METHOD: request.threshold_method,
        THRESHOLD: request.threshold,
        CONFIRMATIONS: request.confirmations,
        GAP: request.gap_days,
        MIN_AREA: request.min_area,
        "RESOLUTION": request.resolution,
        **area_names(run.include, run.exclude),
    }
    return SarDifferenceJob(
        table=request.table,
        scratch=scratch,
        date=request.date,
        place=request.place,
        method=request.method,
        model=request.model,
        dem=request.dem,
        speckle_filter=request.speckle_filter,
        all_tracks=request.all_tracks,
        threshold_method=request.threshold_method,
        threshold=request.threshold,
        confirmations=request.confirmations,
        gap_days=request.gap_days,
        include=run.include,
        exclude=run.exclude,
        min_area_m2=request.min_area,
        resolution=request.resolution,
        difference=outputs.get(DIFFERENCE),
        score=outputs.get(SCORE),
        mask=outputs.get(MASK),
        polygons=outputs.get(POLYGONS),
        area_unit=unit,
        area_unit_m2=square_metres,
        provenance=provenance("sardifference", {"inputs": {TABLE: os.path.basename(request.table)}}, parameters),
    )


STEPS = Steps(read, make_job, prepare, attrgetter("title"))
