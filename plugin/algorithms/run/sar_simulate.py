"""``groundshift:sarsimulate`` from parameters to the job; its reading of simulated change is ``sarevaluate``'s, too."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Any, Mapping, Optional

from qgis.core import QgsCoordinateReferenceSystem, QgsProcessingFeedback
from qgis.PyQt.QtCore import QCoreApplication

from ...jobs.sar import CHANGES, SarSimulateJob, TargetClass
from ...jobs.sources import Polygons
from ...layers.areas import polygons_from_source
from ..inputs.area_reading import Area, read_areas, read_polygons
from ..inputs.given import Given
from ..inputs.sar_parameters import (
    COUNT,
    DATES,
    LAND_COVER,
    LAND_COVER_CLASS,
    PLACE,
    RADIUS,
    SEED,
    SHIFT,
    TABLE,
    TARGET,
    read_count,
    read_land_cover,
    read_number,
    read_place,
)
from ..outputs.output_checks import check_destinations, check_new_folder
from ..outputs.provenance import provenance
from .job_algorithm import Steps
from .pair_run import area_files, area_names, prepare_areas

CHANGE, FOLDER, TRUTH = "CHANGE", "FOLDER", "TRUTH"


@dataclass(frozen=True)
class SimulationRequest:
    """The parameters that ``sarsimulate`` and ``sarevaluate`` share. ``place``: ``None`` = not named."""

    table: str
    place: Optional[str]
    dates: int
    shift_db: float
    count: int
    radius: float
    seed: int
    target: Optional[Area]
    land_cover: Optional[TargetClass]
    include: tuple[Area, ...]
    exclude: tuple[Area, ...]
    files: tuple[str, ...]

    def parameters(self) -> dict[str, Any]:
        """The parameters in the provenance of outputs."""
        values = {PLACE: self.place, DATES: self.dates, SHIFT: self.shift_db, COUNT: self.count}
        target = self.target.name if self.target is not None else None
        chosen = self.land_cover
        cover = {LAND_COVER: chosen.raster.name, LAND_COVER_CLASS: chosen.value} if chosen is not None else {}
        return {**values, RADIUS: self.radius, SEED: self.seed, TARGET: target, **cover}


@dataclass(frozen=True)
class SimulationAreas:
    """The areas of a run, independent of the layers' thread."""

    include: tuple[Polygons, ...]
    exclude: tuple[Polygons, ...]
    target: Optional[Polygons]


@dataclass(frozen=True)
class SimulationRun:
    """A request with its areas."""

    request: SimulationRequest
    areas: SimulationAreas
    change: str


def read_simulation(given: Given, needed_place: bool) -> SimulationRequest:
    """Read and check the parameters that ``sarsimulate`` and ``sarevaluate`` share; the table is read, the images are not.

    :param needed_place: whether one of several places has to be named.
    :raises JobFailure: a parameter or the table cannot be used.
    """
    table, place, rows = read_place(given, needed_place)
    include, exclude = read_areas(given, QgsCoordinateReferenceSystem())
    images = [band.path for row in rows for band in row.bands.values()]
    land_cover = read_land_cover(given)
    return SimulationRequest(
        table=os.path.abspath(table),
        place=place,
        dates=read_count(given, DATES),
        shift_db=read_number(given, SHIFT),
        count=read_count(given, COUNT),
        radius=read_number(given, RADIUS),
        seed=read_count(given, SEED),
        target=read_polygons(given, TARGET),
        land_cover=land_cover,
        include=include,
        exclude=exclude,
        files=(table, *images, *area_files(given), *([land_cover.raster.path] if land_cover is not None else [])),
    )


def prepare_simulation(request: SimulationRequest, feedback: QgsProcessingFeedback) -> SimulationAreas:
    """Read the areas from QGIS's layers; call it in the thread that owns them.

    :raises JobFailure: a layer cannot be read.
    :raises Cancelled: the user stopped the run.
    """
    target = request.target
    include, exclude = prepare_areas(request.include, request.exclude, feedback)
    if target is None or target.source is None:
        return SimulationAreas(include, exclude, None)
    ground = polygons_from_source(target.source, TARGET, target.name, feedback, target.crs)
    return SimulationAreas(include, exclude, ground)


def read(given: Given) -> tuple[SimulationRequest, str]:
    """Read and check the parameters.

    :raises JobFailure: a parameter or the table cannot be used.
    """
    request = read_simulation(given, needed_place=True)
    folder = given.destination(FOLDER)
    if folder is not None:
        check_new_folder(FOLDER, folder)
    check_destinations(given, request.files)
    return request, given.choice(CHANGE, CHANGES)


def prepare(given: Given, request: tuple[SimulationRequest, str], feedback: QgsProcessingFeedback) -> SimulationRun:
    """Read the areas; see :func:`prepare_simulation`."""
    simulation, change = request
    return SimulationRun(simulation, prepare_simulation(simulation, feedback), change)


def make_job(run: SimulationRun, outputs: Mapping[str, str], scratch: str, feedback: QgsProcessingFeedback) -> SarSimulateJob:
    """Make the job. In the thread of the run."""
    request, areas = run.request, run.areas
    parameters = {**request.parameters(), CHANGE: run.change, **area_names(areas.include, areas.exclude)}
    return SarSimulateJob(
        table=request.table,
        folder=outputs[FOLDER],
        scratch=scratch,
        place=request.place,
        dates=request.dates,
        change=run.change,
        shift_db=request.shift_db,
        target=areas.target,
        land_cover=request.land_cover,
        count=request.count,
        radius=request.radius,
        seed=request.seed,
        include=areas.include,
        exclude=areas.exclude,
        truth=outputs.get(TRUTH),
        provenance=provenance("sarsimulate", {"inputs": {TABLE: os.path.basename(request.table)}}, parameters),
    )


def title(run: SimulationRun) -> str:
    """Return the name of the group of results."""
    return QCoreApplication.translate("SarSimulate", "Simulated radar change")


STEPS = Steps(read, make_job, prepare, title)
