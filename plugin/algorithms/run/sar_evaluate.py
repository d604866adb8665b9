"""``groundshift:sarevaluate`` from parameters to the job."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Mapping, Optional

from qgis.core import QgsProcessingFeedback
from qgis.PyQt.QtCore import QCoreApplication

from ...jobs.failure import JobFailure
from ...jobs.report_texts import translated_texts
from ...jobs.sar import CHANGES, FILTERS, METHODS, SarEvaluateJob
from ...jobs.sources import RasterSource
from ..inputs.given import Given
from ..inputs.model_choice import MODEL
from ..inputs.sar_parameters import DEM, TABLE, read_count, read_dem, read_radar_model
from ..outputs.output_checks import check_destinations
from ..outputs.provenance import provenance
from .job_algorithm import Steps
from .pair_run import area_names
from .sar_simulate import SimulationAreas, SimulationRequest, prepare_simulation, read_simulation

_ABLATION = "ABLATION"
_METHODS, _CHANGES, EARLIER, FILTER, ALL_TRACKS = "METHODS", "CHANGES", "EARLIER", "FILTER", "ALL_TRACKS"
REPORT, MEASURES = "REPORT", "MEASURES"
_DOCUMENTS = {REPORT: ("html", "htm"), MEASURES: ("json",)}


@dataclass(frozen=True)
class SarEvaluationRequest:
    """The parameters. :param earlier: images, at most; 0 = all."""

    simulation: SimulationRequest
    methods: tuple[str, ...]
    model: Optional[str]
    dem: Optional[RasterSource]
    changes: tuple[str, ...]
    earlier: int
    speckle_filter: str
    all_tracks: bool
    ablation: bool


@dataclass(frozen=True)
class SarEvaluationRun:
    """A request with its areas."""

    request: SarEvaluationRequest
    areas: SimulationAreas


def read(given: Given) -> SarEvaluationRequest:
    """Read and check the parameters.

    :raises JobFailure: a parameter or the table cannot be used.
    """
    simulation = read_simulation(given, needed_place=False)
    methods = tuple(METHODS[number] for number in given.choices(_METHODS))
    changes = tuple(CHANGES[number] for number in given.choices(_CHANGES))
    for name, chosen in ((_METHODS, methods), (_CHANGES, changes)):
        if not chosen:
            raise JobFailure("sar_methods_empty", name)
    model, dem = read_radar_model(given), read_dem(given)
    ablation = given.flag(_ABLATION, False)
    if ("network" in methods or ablation) and model is None:
        raise JobFailure("sar_model_needed", MODEL)
    check_destinations(given, [*simulation.files, *([model] if model else []), *([dem.path] if dem else [])], _DOCUMENTS)
    return SarEvaluationRequest(
        simulation=simulation,
        methods=methods,
        model=model,
        dem=dem,
        changes=changes,
        earlier=read_count(given, EARLIER),
        speckle_filter=given.choice(FILTER, FILTERS),
        all_tracks=given.flag(ALL_TRACKS, False),
        ablation=ablation,
    )


def prepare(given: Given, request: SarEvaluationRequest, feedback: QgsProcessingFeedback) -> SarEvaluationRun:
    """Read the areas; see :func:`.sar_simulate.prepare_simulation`."""
    return SarEvaluationRun(request, prepare_simulation(request.simulation, feedback))


def make_job(
    run: SarEvaluationRun, outputs: Mapping[str, str], scratch: str, feedback: QgsProcessingFeedback
) -> SarEvaluateJob:
    """Make the job. In the thread of the run."""
    request, areas = run.request, run.areas
    simulation = request.simulation
    parameters = {
        **simulation.parameters(),
        _METHODS: list(request.methods),
        MODEL: os.path.basename(request.model) if request.model else None,
        DEM: request.dem.name if request.dem else None,
        _CHANGES: list(request.changes),
        EARLIER: request.earlier,
        FILTER: request.speckle_filter,
        ALL_TRACKS: request.all_tracks,
        _ABLATION: request.ablation,
        **area_names(areas.include, areas.exclude),
    }
    return SarEvaluateJob(
        table=simulation.table,
        scratch=scratch,
        place=simulation.place,
        methods=request.methods,
        model=request.model,
        dem=request.dem,
        dates=simulation.dates,
        earlier=request.earlier,
        changes=request.changes,
        shift_db=simulation.shift_db,
        target=areas.target,
        land_cover=simulation.land_cover,
        count=simulation.count,
        radius=simulation.radius,
        seed=simulation.seed,
        speckle_filter=request.speckle_filter,
        all_tracks=request.all_tracks,
        ablation=request.ablation,
        include=areas.include,
        exclude=areas.exclude,
        report=outputs.get(REPORT),
        measures=outputs.get(MEASURES),
        texts=translated_texts(lambda text: QCoreApplication.translate("Report", text)),
        provenance=provenance("sarevaluate", {"inputs": {TABLE: os.path.basename(simulation.table)}}, parameters),
    )


STEPS = Steps(read, make_job, prepare)
