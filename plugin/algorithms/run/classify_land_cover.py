"""``groundshift:classifylandcover`` from parameters to the job."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Mapping, Optional

from qgis.core import QgsProcessingFeedback
from qgis.PyQt.QtCore import QCoreApplication

from ...jobs.classify_land_cover import ClassifyLandCoverJob
from ...jobs.failure import JobFailure
from ...jobs.report_texts import translated_texts
from ...jobs.sources import Polygons
from ...jobs.unfinished import Resume
from ...model_file.load import ModelFile
from ...model_file.spec import ModelSpec
from ...rules.bands import parse_band_list
from ...rules.one_date import failures_of_one_date
from ..inputs.area_reading import read_areas
from ..inputs.date_reading import no_layer, read_date
from ..inputs.given import Given
from ..inputs.model_choice import MODEL, SEGMENTATION, open_model
from ..inputs.pair_parameters import AREA, ASSUMED_CRS, BANDS, RESOLUTION
from ..inputs.pair_reading import PairRequest, request_on
from ..inputs.resuming import read_resume
from ..outputs.output_checks import LEAST_BYTES, check_destinations, files_of_layer
from ..outputs.provenance import model_identity, provenance
from .job_algorithm import Steps
from .pair_run import DateSource, area_files, area_names, check_scratch_space, prepare_areas, prepare_date, read_dates

translate = QCoreApplication.translate

INPUT, MIN_AREA, FLIPS = "INPUT", "MIN_AREA", "FLIPS"
CLASSES, PROBABILITY, RGB, POLYGONS, AREAS = "CLASSES", "PROBABILITY", "RGB", "POLYGONS", "AREAS"
_DOCUMENTS = {AREAS: ("html", "htm", "csv")}

# Sizes of outputs on the disk, low estimates: a refusal must be right, and the worker watches the disk too.
_BYTES_PER_PIXEL = {CLASSES: 0.02, RGB: 0.04}
_PROBABILITY_BYTES_PER_PIXEL = 0.3  # of each class


@dataclass(frozen=True)
class LandCoverRequest:
    """:param image: the ground to work on; its two dates are the image.
    :param min_area: square metres; ``resolution``: map units of the image's CRS; ``None`` = the model's or automatic.
    """

    image: PairRequest
    model: ModelFile
    min_area: Optional[float]
    resolution: Optional[float]
    flips: bool
    resume: Optional[Resume]


@dataclass(frozen=True)
class LandCoverRun:
    """Inputs of a run, independent of the layers' thread. :param title: of the result group."""

    request: LandCoverRequest
    source: DateSource
    include: tuple[Polygons, ...]
    exclude: tuple[Polygons, ...]
    title: str


def read(given: Given) -> LandCoverRequest:
    """Read and check the parameters of a classification.

    :raises JobFailure: a parameter or layer cannot be used.
    """
    min_area = given.size(MIN_AREA, "min_area_range")
    resolution = given.resolution(RESOLUTION)
    if not given.text(MODEL):
        raise JobFailure("landcover_model_needed", MODEL)
    model = open_model(given.text(MODEL), SEGMENTATION)
    image = _read_image(given, model.spec, resolution)
    needed = {name: LEAST_BYTES + int(image.pixels * size) for name, size in _BYTES_PER_PIXEL.items()}
    needed[PROBABILITY] = LEAST_BYTES + int(image.pixels * _PROBABILITY_BYTES_PER_PIXEL * len(model.spec.classes))
    inputs = [model.path, *files_of_layer(image.after.layer), *area_files(given)]
    check_destinations(given, inputs, _DOCUMENTS, needed)
    check_scratch_space(CLASSES, needed[CLASSES])
    return LandCoverRequest(image, model, min_area, resolution, given.flag(FLIPS), read_resume(given))


def _read_image(given: Given, spec: ModelSpec, resolution: Optional[float]) -> PairRequest:
    """Read the image and the ground to work on.

    :raises JobFailure: naming the parameter or layer that is at fault.
    """
    layer = given.raster(INPUT)
    if layer is None or not layer.isValid():
        raise no_layer(INPUT, given.parameters.get(INPUT), layer)
    bands = parse_band_list(given.listing(BANDS), BANDS)
    assumed, context = given.crs(ASSUMED_CRS), given.context
    with failures_of_one_date(INPUT, layer.name()):
        date, _ = read_date(layer, INPUT, bands, assumed, spec.bands, context)
        include, exclude = read_areas(given, date.crs)
        if date.boundless and not include:
            raise JobFailure("area_unbounded", AREA)
        return request_on(date, date, (date,), include, exclude, assumed, (spec, resolution), context)


def prepare(given: Given, request: LandCoverRequest, feedback: QgsProcessingFeedback) -> LandCoverRun:
    """Read the inputs from QGIS's layers; call it in the thread that owns them.

    :raises JobFailure: a layer cannot be read.
    :raises Cancelled: the user stopped the run.
    """
    image = request.image
    with failures_of_one_date(INPUT, image.after.layer.name()):
        source = prepare_date(image.after, image, request.resolution, request.model.spec.halo, given.context)
        title = translate("ClassifyLandCover", "Land cover {image}").format(image=source.name)
        return LandCoverRun(request, source, *prepare_areas(image.include, image.exclude, feedback), title)


def make_job(
    run: LandCoverRun, outputs: Mapping[str, str], scratch: str, feedback: QgsProcessingFeedback
) -> ClassifyLandCoverJob:
    """Make the job. In the thread of the run.

    :raises JobFailure: a layer cannot be read.
    :raises Cancelled: the user stopped the run.
    """
    request = run.request
    (image,) = read_dates((run.source,), scratch, feedback)
    return ClassifyLandCoverJob(
        input=image,
        model=request.model.path,
        scratch=scratch,
        classes=outputs.get(CLASSES),
        probability=outputs.get(PROBABILITY),
        rgb=outputs.get(RGB),
        polygons=outputs.get(POLYGONS),
        areas=outputs.get(AREAS),
        include=run.include,
        exclude=run.exclude,
        min_area_m2=request.min_area,
        resolution=request.resolution,
        flips=request.flips,
        resume=request.resume,
        texts=translated_texts(lambda text: translate("Report", text)),
        provenance=_provenance(run),
    )


def _provenance(run: LandCoverRun) -> dict[str, Any]:
    request, source = run.request, run.source
    return provenance(
        "classifylandcover",
        {
            "model": model_identity(request.model),
            "input": {"name": source.name, "file": source.file_name, "date": source.date},
        },
        {
            **area_names(run.include, run.exclude),
            MIN_AREA: request.min_area,
            RESOLUTION: request.resolution,
            BANDS: request.image.after.bands,
            FLIPS: request.flips,
        },
    )


STEPS = Steps(read, make_job, prepare, title=attrgetter("title"))
