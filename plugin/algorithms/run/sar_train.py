"""``groundshift:sartrain`` from parameters to the job."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Mapping, Optional

from qgis.core import QgsCoordinateReferenceSystem, QgsProcessingFeedback
from qgis.PyQt.QtCore import QCoreApplication

from ...jobs.report_texts import translated_texts
from ...jobs.sar import FILTERS, SarTrainJob
from ...jobs.sources import Polygons, RasterSource
from ...jobs.training_settings import TrainingSettings
from ...rules.network_plan import SAR_ARCHITECTURES
from ...rules.sar_conditions import CONDITIONS
from ..inputs.area_reading import Area, read_areas
from ..inputs.given import Given
from ..inputs.sar_parameters import DEM, PLACE, TABLE, read_count, read_dem, read_place
from ..outputs.output_checks import check_destinations
from ..outputs.provenance import provenance
from .job_algorithm import Steps
from .pair_run import area_files, area_names, prepare_areas
from .train_model import checkpoint_folder, read_radar_settings

NETWORK, WITHOUT, HELD_OUT, LEVEL, FILTER, ALL_TRACKS = "NETWORK", "WITHOUT", "HELD_OUT", "LEVEL", "FILTER", "ALL_TRACKS"
TITLE, RESUME, MODEL, REPORT = "TITLE", "RESUME", "MODEL", "REPORT"
_DOCUMENTS = {MODEL: ("onnx",), REPORT: ("html", "htm")}


@dataclass(frozen=True)
class SarTrainingRequest:
    """The parameters.

    :param place: ``None`` = all. :param without: conditions that are left out. :param held_out: days; 0 = automatic.
    """

    table: str
    place: Optional[str]
    architecture: str
    dem: Optional[RasterSource]
    without: tuple[str, ...]
    held_out: int
    speckle_filter: str
    level: bool
    all_tracks: bool
    settings: TrainingSettings
    title: str
    resume: bool
    include: tuple[Area, ...]
    exclude: tuple[Area, ...]


@dataclass(frozen=True)
class SarTrainingRun:
    """A request with its areas, independent of the layers' thread."""

    request: SarTrainingRequest
    include: tuple[Polygons, ...]
    exclude: tuple[Polygons, ...]


def read(given: Given) -> SarTrainingRequest:
    """Read and check the parameters; the table is read, the images are not.

    :raises JobFailure: a parameter or the table cannot be used.
    """
    table, place, rows = read_place(given, needed=False)
    dem = read_dem(given)
    include, exclude = read_areas(given, QgsCoordinateReferenceSystem())
    images = [band.path for row in rows for band in row.bands.values()]
    check_destinations(given, [table, *images, *([dem.path] if dem else []), *area_files(given)], _DOCUMENTS)
    names = tuple(CONDITIONS)
    return SarTrainingRequest(
        table=os.path.abspath(table),
        place=place,
        architecture=given.choice(NETWORK, SAR_ARCHITECTURES),
        dem=dem,
        without=tuple(names[number] for number in given.choices(WITHOUT)),
        held_out=read_count(given, HELD_OUT),
        speckle_filter=given.choice(FILTER, FILTERS),
        level=given.flag(LEVEL, True),
        all_tracks=given.flag(ALL_TRACKS, False),
        settings=read_radar_settings(given),
        title=given.text(TITLE),
        resume=given.flag(RESUME, True),
        include=include,
        exclude=exclude,
    )


def prepare(given: Given, request: SarTrainingRequest, feedback: QgsProcessingFeedback) -> SarTrainingRun:
    """Read the areas from QGIS's layers; call it in the thread that owns them.

    :raises JobFailure: a layer cannot be read.
    :raises Cancelled: the user stopped the run.
    """
    return SarTrainingRun(request, *prepare_areas(request.include, request.exclude, feedback))


def make_job(run: SarTrainingRun, outputs: Mapping[str, str], scratch: str, feedback: QgsProcessingFeedback) -> SarTrainJob:
    """Make the job. In the thread of the run."""
    request = run.request
    parameters = {
        PLACE: request.place,
        NETWORK: request.architecture,
        DEM: request.dem.name if request.dem else None,
        WITHOUT: list(request.without),
        HELD_OUT: request.held_out,
        LEVEL: request.level,
        FILTER: request.speckle_filter,
        ALL_TRACKS: request.all_tracks,
        **area_names(run.include, run.exclude),
    }
    return SarTrainJob(
        table=request.table,
        model=outputs[MODEL],
        scratch=scratch,
        checkpoints=checkpoint_folder(outputs[MODEL]),
        place=request.place,
        architecture=request.architecture,
        dem=request.dem,
        without=request.without,
        held_out=request.held_out,
        speckle_filter=request.speckle_filter,
        level=request.level,
        all_tracks=request.all_tracks,
        include=run.include,
        exclude=run.exclude,
        settings=request.settings,
        title=request.title,
        resume=request.resume,
        report=outputs.get(REPORT),
        texts=translated_texts(lambda text: QCoreApplication.translate("Report", text)),
        provenance=provenance("sartrain", {"inputs": {TABLE: os.path.basename(request.table)}}, parameters),
    )


STEPS = Steps(read, make_job, prepare)
