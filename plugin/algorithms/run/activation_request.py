"""An activation map between Processing and the worker: what the user asks, checked, and the job for it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any, Mapping, Optional

from qgis.core import QgsProcessingContext, QgsProcessingFeedback
from qgis.PyQt.QtCore import QCoreApplication

from ...jobs.activation_map import ActivationMapJob
from ...jobs.sources import RasterSource
from ...layers.sources import GDAL_PROVIDER
from ...model_file.load import ModelFile
from ...runtime.interpreter import find_interpreter
from ..base import GroundshiftAlgorithm
from ..inputs.model_choice import open_model
from ..inputs.pair_parameters import AFTER, ASSUMED_CRS, BEFORE, RESOLUTION
from ..inputs.pair_reading import PairRequest, read_pair
from ..inputs.parameter_values import given_resolution
from ..outputs.output_checks import check_outputs, destination_path
from ..outputs.output_formats import RASTER_EXTENSIONS
from ..outputs.provenance import provenance
from .detection_request import pair_files
from .detection_run import sha256
from .pair_run import PairInputs, prepare_inputs, run_pair_job

translate = QCoreApplication.translate

MODEL, LAYER = "MODEL", "LAYER"
MEAN, CHANNELS, SHEET, LAYERS = "MEAN", "CHANNELS", "SHEET", "LAYERS"
_LEAST_BYTES = 1_000_000
# Chips have no place: they are read pixel by pixel in any plane CRS of metres, and the results have none.
_PLANE = "EPSG:3857"


@dataclass(frozen=True)
class ActivationRequest:
    """:param without_place: the dates are chips without georeference."""

    pair: PairRequest
    model: ModelFile
    layer: str
    resolution: Optional[float]
    without_place: bool


@dataclass(frozen=True)
class ActivationRun:
    """All that a run needs, free of the layers' thread. :param title: of the group that the results go into."""

    request: ActivationRequest
    inputs: PairInputs
    title: str


def read_request(
    algorithm: GroundshiftAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext
) -> ActivationRequest:
    """Read and check the parameters of an activation map.

    :raises JobFailure: naming the parameter or layer, what is wrong with it, and how to mend it.
    """
    resolution = given_resolution(algorithm, parameters, context, RESOLUTION)
    model = open_model(algorithm.parameterAsString(parameters, MODEL, context) or "")
    without_place = _are_chips(algorithm, parameters, context)
    if without_place:
        resolution = 1.0
        parameters = {**parameters, ASSUMED_CRS: _PLANE, RESOLUTION: resolution}
    pair = read_pair(algorithm, parameters, context, model.spec, resolution)
    outputs = {name: destination_path(parameters, name, context) for name in (MEAN, CHANNELS, SHEET, LAYERS)}
    extensions = {MEAN: RASTER_EXTENSIONS, CHANNELS: RASTER_EXTENSIONS, SHEET: ("png",), LAYERS: ("csv",)}
    inputs = [model.path, *pair_files(algorithm, parameters, context, pair)]
    check_outputs(outputs, extensions, inputs, dict.fromkeys(outputs, _LEAST_BYTES))
    find_interpreter()  # last: it is not the user's choice that is wrong, but the set-up
    layer = (algorithm.parameterAsString(parameters, LAYER, context) or "").strip()
    return ActivationRequest(pair, model, layer, resolution, without_place)


def prepare_run(
    algorithm: GroundshiftAlgorithm,
    parameters: dict[str, Any],
    context: QgsProcessingContext,
    feedback: QgsProcessingFeedback,
) -> ActivationRun:
    """Read everything from QGIS's layers; call it in the thread that owns them.

    :raises JobFailure: naming the parameter or layer that is at fault. :raises Cancelled: the user stopped the run.
    """
    request = read_request(algorithm, parameters, context)
    pair = request.pair
    title = translate("ActivationMap", "Activation {before} - {after}")
    return ActivationRun(
        request,
        prepare_inputs(pair, request.resolution, request.model.spec.halo, context, feedback),
        title.format(before=pair.before.layer.name(), after=pair.after.layer.name()),
    )


def perform_run(run: ActivationRun, outputs: Mapping[str, Optional[str]], feedback: QgsProcessingFeedback) -> dict[str, Any]:
    """Run the job in the worker; its temporary files are gone afterwards, whatever happens.

    :return: the values of the algorithm's outputs.
    :raises JobFailure: it cannot be done. :raises Cancelled: the user stopped it.
    """
    return run_pair_job(run.inputs, partial(_job, run), outputs, ("LAYER_NAME", "CHANNEL_COUNT"), feedback)


def _job(
    run: ActivationRun, before: RasterSource, after: RasterSource, outputs: Mapping[str, Optional[str]], scratch: str
) -> ActivationMapJob:
    request = run.request
    model = {"id": request.model.spec.id, "sha256": sha256(request.model.path)}
    chosen = {
        LAYER: request.layer,
        RESOLUTION: request.resolution,
        "BEFORE_BANDS": request.pair.before.bands,
        "AFTER_BANDS": request.pair.after.bands,
        **run.inputs.ground_names,
    }
    return ActivationMapJob(
        before=before,
        after=after,
        model=request.model.path,
        scratch=scratch,
        layer=request.layer,
        mean=outputs.get(MEAN),
        channels=outputs.get(CHANNELS),
        sheet=outputs.get(SHEET),
        layers=outputs.get(LAYERS),
        include=run.inputs.include,
        exclude=run.inputs.exclude,
        resolution=request.resolution,
        without_place=request.without_place,
        provenance=provenance("activationmap", {"model": model, **run.inputs.origins}, chosen),
    )


def _are_chips(algorithm: GroundshiftAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext) -> bool:
    """Whether both dates are plain pictures: files without CRS and georeference, and no CRS to assume is given."""
    if algorithm.given(parameters, ASSUMED_CRS) is not None:
        return False
    layers = [algorithm.parameterAsRasterLayer(parameters, name, context) for name in (BEFORE, AFTER)]
    return all(
        layer is not None
        and layer.isValid()
        and layer.dataProvider().name() == GDAL_PROVIDER
        and not layer.crs().isValid()
        and (layer.extent().xMinimum(), layer.rasterUnitsPerPixelX()) == (0.0, 1.0)
        for layer in layers
    )
