"""``groundshift:landcoverseries`` from parameters to the job."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Mapping, Optional

from qgis.core import QgsProcessingFeedback
from qgis.PyQt.QtCore import QCoreApplication

from ...jobs.failure import JobFailure
from ...jobs.land_cover_series import LandCoverSeriesJob
from ...jobs.report_texts import translated_texts
from ...jobs.sources import Polygons
from ...jobs.unfinished import Resume
from ...model_file.load import ModelFile
from ...rules.series_table import read_series_table
from ..inputs.given import Given
from ..inputs.model_choice import MODEL, SEGMENTATION, open_model
from ..inputs.pair_parameters import RESOLUTION
from ..inputs.pair_reading import PairRequest
from ..inputs.resuming import read_resume
from ..outputs.output_checks import check_destinations, check_new_folder, files_of_layer
from ..outputs.provenance import model_identity, provenance
from .change_time_series import DATES, RASTERS, SeriesDate, ground_of_series, read_series
from .job_algorithm import Steps
from .pair_run import DateSource, area_files, area_names, prepare_areas, prepare_date, read_dates

translate = QCoreApplication.translate

TABLE, MIN_AREA, FOLDER, MATRIX, AREAS = "TABLE", "MIN_AREA", "FOLDER", "MATRIX", "AREAS"
_DOCUMENTS = {MATRIX: ("csv",), AREAS: ("csv",)}


@dataclass(frozen=True)
class CoverSeriesRequest:
    """:param dates: in the order of time. ``ground``: that is worked on.
    :param min_area: square metres; ``None`` = the model's.
    """

    dates: tuple[SeriesDate, ...]
    ground: PairRequest
    model: ModelFile
    min_area: Optional[float]
    resolution: Optional[float]
    resume: Optional[Resume]


@dataclass(frozen=True)
class CoverSeriesRun:
    """Inputs of a run, independent of the layers' thread."""

    request: CoverSeriesRequest
    sources: tuple[DateSource, ...]
    include: tuple[Polygons, ...]
    exclude: tuple[Polygons, ...]


def read(given: Given) -> CoverSeriesRequest:
    """Read and check the parameters.

    :raises JobFailure: a parameter or layer cannot be used.
    """
    model = open_model(given.text(MODEL), SEGMENTATION)
    min_area = given.size(MIN_AREA, "min_area_range")
    resolution = given.resolution(RESOLUTION)
    given = _with_table(given)
    dates = read_series(given, model.spec, 2)
    ground = ground_of_series(given, [item.date for item in dates], model.spec, resolution)
    inputs = [path for item in dates for path in files_of_layer(item.date.layer)]
    check_destinations(given, [*inputs, *area_files(given), model.path], _DOCUMENTS)
    folder = given.destination(FOLDER)
    if folder is not None:
        check_new_folder(FOLDER, folder)
    return CoverSeriesRequest(dates, ground, model, min_area, resolution, read_resume(given))


def _with_table(given: Given) -> Given:
    """Return the parameters with the images of the table, if one is given, in place of RASTERS and DATES.

    :raises JobFailure: the table cannot be used, or there are images beside it.
    """
    if not given.has(TABLE):
        return given
    if given.layers(RASTERS):
        raise JobFailure("series_inputs", TABLE)
    rows = read_series_table(given.file(TABLE), TABLE)
    values: dict[str, Any] = {RASTERS: [row.file for row in rows]}
    if not given.has(DATES):
        values[DATES] = ",".join(row.date for row in rows if row.date)
    return given.with_values(values)


def prepare(given: Given, request: CoverSeriesRequest, feedback: QgsProcessingFeedback) -> CoverSeriesRun:
    """Read the inputs from QGIS's layers; call it in the thread that owns them.

    :raises JobFailure: a layer cannot be read.
    :raises Cancelled: the user stopped the run.
    """
    ground, halo = request.ground, request.model.spec.halo
    sources = tuple(prepare_date(item.date, ground, request.resolution, halo, given.context) for item in request.dates)
    return CoverSeriesRun(request, sources, *prepare_areas(ground.include, ground.exclude, feedback))


def make_job(
    run: CoverSeriesRun, outputs: Mapping[str, str], scratch: str, feedback: QgsProcessingFeedback
) -> LandCoverSeriesJob:
    """Make the job. In the thread of the run.

    :raises JobFailure: a layer cannot be read.
    :raises Cancelled: the user stopped the run.
    """
    request = run.request
    sources = read_dates(run.sources, scratch, feedback)
    inputs = {RASTERS: [{"name": source.name, "date": item.day} for source, item in zip(run.sources, request.dates)]}
    origins: dict[str, Any] = {"inputs": inputs, "model": model_identity(request.model)}
    chosen = {**area_names(run.include, run.exclude), MIN_AREA: request.min_area, RESOLUTION: request.resolution}
    return LandCoverSeriesJob(
        rasters=tuple(replace(source, date=item.day) for source, item in zip(sources, request.dates)),
        model=request.model.path,
        scratch=scratch,
        folder=outputs[FOLDER],
        matrix=outputs.get(MATRIX),
        areas=outputs.get(AREAS),
        include=run.include,
        exclude=run.exclude,
        min_area_m2=request.min_area,
        resolution=request.resolution,
        resume=request.resume,
        texts=translated_texts(lambda text: translate("Report", text)),
        provenance=provenance("landcoverseries", origins, chosen),
    )


STEPS = Steps(read, make_job, prepare)
