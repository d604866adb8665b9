"""``groundshift:activationmap`` from parameters to the job."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import Mapping, Optional

from qgis.core import QgsProcessingFeedback
from qgis.PyQt.QtCore import QCoreApplication

from ...jobs.activation_map import ActivationMapJob
from ...jobs.failure import JobFailure
from ...layers.sources import GDAL_PROVIDER
from ...model_file.load import ModelFile
from ..inputs.given import Given
from ..inputs.model_choice import CHANGE, MODEL, SEGMENTATION, open_model
from ..inputs.pair_parameters import AFTER, ASSUMED_CRS, BANDS_SUFFIX, BEFORE, RESOLUTION
from ..inputs.pair_reading import PairRequest, read_pair
from ..outputs.output_checks import check_destinations, check_new_folder
from ..outputs.provenance import model_identity, provenance
from .job_algorithm import Steps
from .pair_run import PairRun, pair_files, prepare_inputs, read_pair_sources

translate = QCoreApplication.translate

LAYER = "LAYER"
MEAN, CHANNELS, SHEET, LAYERS, SHEETS = "MEAN", "CHANNELS", "SHEET", "LAYERS", "SHEETS"
_DOCUMENTS = {SHEET: ("png",), LAYERS: ("csv",)}
# Chips have no georeference: they are read pixel by pixel in any plane CRS of metres, and the results have none.
_PLANE = "EPSG:3857"


@dataclass(frozen=True)
class ActivationRequest:
    """:param without_place: the dates are chips without georeference."""

    pair: PairRequest
    model: ModelFile
    layer: str
    resolution: Optional[float]
    without_place: bool


def read(given: Given) -> ActivationRequest:
    """Read and check the parameters of an activation map.

    :raises JobFailure: a parameter or layer cannot be used.
    """
    resolution = given.resolution(RESOLUTION)
    model = open_model(given.text(MODEL), CHANGE, SEGMENTATION)
    one_date = model.spec.dates == 1
    if one_date == given.has(AFTER):
        raise JobFailure("activation_dates", AFTER, model=model.spec.id, count=model.spec.dates)
    if one_date:  # read as a pair of the same image, of which the job takes the first
        bands = given.parameters.get(BEFORE + BANDS_SUFFIX)
        given = given.with_values({AFTER: given.parameters.get(BEFORE), AFTER + BANDS_SUFFIX: bands})
    without_place = _are_chips(given)
    if without_place:
        resolution = 1.0
        given = given.with_values({ASSUMED_CRS: _PLANE, RESOLUTION: resolution})
    pair = read_pair(given, model.spec, resolution)
    check_destinations(given, [model.path, *pair_files(given, pair)], _DOCUMENTS)
    folder = given.destination(SHEETS)
    if folder is not None:
        check_new_folder(SHEETS, folder)
    return ActivationRequest(pair, model, given.text(LAYER), resolution, without_place)


def prepare(given: Given, request: ActivationRequest, feedback: QgsProcessingFeedback) -> PairRun[ActivationRequest]:
    """Read the inputs from QGIS's layers; call it in the thread that owns them.

    :raises JobFailure: a layer cannot be read.
    :raises Cancelled: the user stopped the run.
    """
    pair, margin = request.pair, request.model.spec.halo
    title = translate("ActivationMap", "Activation {before} - {after}")
    if request.model.spec.dates == 1:
        title = translate("ActivationMap", "Activation {before}")
    return PairRun(
        request,
        prepare_inputs(pair, request.resolution, margin, given.context, feedback),
        title.format(before=pair.before.layer.name(), after=pair.after.layer.name()),
    )


def make_job(
    run: PairRun[ActivationRequest], outputs: Mapping[str, str], scratch: str, feedback: QgsProcessingFeedback
) -> ActivationMapJob:
    """Make the job. In the thread of the run.

    :raises JobFailure: a layer cannot be read.
    :raises Cancelled: the user stopped the run.
    """
    request = run.request
    before, after = read_pair_sources(run.inputs, scratch, feedback)
    one_date = request.model.spec.dates == 1
    chosen = {
        LAYER: request.layer,
        RESOLUTION: request.resolution,
        "BEFORE_BANDS": request.pair.before.bands,
        "AFTER_BANDS": request.pair.after.bands,
        **run.inputs.area_names,
    }
    return ActivationMapJob(
        before=before,
        after=None if one_date else after,
        model=request.model.path,
        scratch=scratch,
        layer=request.layer,
        mean=outputs.get(MEAN),
        channels=outputs.get(CHANNELS),
        sheet=outputs.get(SHEET),
        layers=outputs.get(LAYERS),
        sheets=outputs.get(SHEETS),
        include=run.inputs.include,
        exclude=run.inputs.exclude,
        resolution=request.resolution,
        without_place=request.without_place,
        provenance=provenance("activationmap", {"model": model_identity(request.model), **run.inputs.origins}, chosen),
    )


def _are_chips(given: Given) -> bool:
    """Return True if both dates are files without CRS and georeference, and no CRS to assume is given."""
    if given.has(ASSUMED_CRS):
        return False
    layers = [given.raster(name) for name in (BEFORE, AFTER)]
    return all(
        layer is not None
        and layer.isValid()
        and layer.dataProvider().name() == GDAL_PROVIDER
        and not layer.crs().isValid()
        and (layer.extent().xMinimum(), layer.rasterUnitsPerPixelX()) == (0.0, 1.0)
        for layer in layers
    )


STEPS = Steps(read, make_job, prepare, title=attrgetter("title"))
