"""All that the user asks of a change detection, read from Processing's parameters and checked.

Called by ``checkParameterValues`` and again by ``prepareAlgorithm``, because models call only the latter.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Optional

from qgis.core import QgsProcessingContext, QgsProcessingFeatureSourceDefinition, QgsProcessingUtils, QgsVectorLayer

from ...jobs.failure import JobFailure
from ...model_file.load import ModelFile
from ...runtime.interpreter import find_interpreter
from ..base import GroundshiftAlgorithm
from ..inputs.model_choice import open_model
from ..inputs.pair_parameters import AREA, EXCLUDE, RESOLUTION
from ..inputs.pair_reading import PairRequest, read_pair
from ..inputs.parameter_values import given_number, given_resolution, given_size
from ..outputs.output_checks import check_outputs, check_space, destination_path, files_of_layer
from ..outputs.output_formats import RASTER_EXTENSIONS, VECTOR_EXTENSIONS

MODEL, THRESHOLD, MIN_AREA, FLIPS = "MODEL", "THRESHOLD", "MIN_AREA", "FLIPS"
MASK, PROBABILITY, POLYGONS = "MASK", "PROBABILITY", "POLYGONS"

# What outputs take on the disk, carefully guessed low: a refusal must be right, and the worker watches the disk too.
_LEAST_BYTES = 1_000_000
_MASK_BYTES_PER_PIXEL = 0.02
_PROBABILITY_BYTES_PER_PIXEL = 0.4


@dataclass(frozen=True)
class DetectionRequest:
    """:param resolution: map units of AFTER's CRS; ``min_area``: square metres; ``None`` = automatic or the model's."""

    pair: PairRequest
    model: ModelFile
    threshold: Optional[float]
    min_area: Optional[float]
    resolution: Optional[float]
    flips: bool


def read_request(
    algorithm: GroundshiftAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext
) -> DetectionRequest:
    """Read and check the parameters of a change detection.

    :raises JobFailure: naming the parameter or layer, what is wrong with it, and how to mend it.
    """
    threshold = given_number(algorithm, parameters, context, THRESHOLD, "threshold_range")
    if threshold is not None and not 0 < threshold < 1:
        raise JobFailure("threshold_range", THRESHOLD, value=f"{threshold:g}")
    min_area = given_size(algorithm, parameters, context, MIN_AREA, "min_area_range")
    resolution = given_resolution(algorithm, parameters, context, RESOLUTION)
    model = open_model(algorithm.parameterAsString(parameters, MODEL, context) or "")
    pair = read_pair(algorithm, parameters, context, model.spec, resolution)
    _check_outputs(algorithm, parameters, context, pair, model)
    find_interpreter()  # last: it is not the user's choice that is wrong, but the set-up
    flips = algorithm.parameterAsBool(parameters, FLIPS, context)
    return DetectionRequest(pair, model, threshold, min_area, resolution, flips)


def _check_outputs(
    algorithm: GroundshiftAlgorithm,
    parameters: dict[str, Any],
    context: QgsProcessingContext,
    pair: PairRequest,
    model: ModelFile,
) -> None:
    outputs = {name: destination_path(parameters, name, context) for name in (MASK, PROBABILITY, POLYGONS)}
    extensions = {MASK: RASTER_EXTENSIONS, PROBABILITY: RASTER_EXTENSIONS, POLYGONS: VECTOR_EXTENSIONS}
    bands = 1 + (len(model.spec.classes) if len(model.spec.classes) > 1 else 0)
    needed = {
        MASK: _LEAST_BYTES + int(pair.pixels * _MASK_BYTES_PER_PIXEL),
        PROBABILITY: _LEAST_BYTES + int(pair.pixels * _PROBABILITY_BYTES_PER_PIXEL * bands),
        POLYGONS: _LEAST_BYTES,
    }
    check_outputs(outputs, extensions, [model.path, *pair_files(algorithm, parameters, context, pair)], needed)
    check_space(MASK, QgsProcessingUtils.tempFolder(), needed[MASK])


def pair_files(
    algorithm: GroundshiftAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext, pair: PairRequest
) -> list[str]:
    """The files that a run on a pair reads: they must not be overwritten."""
    dates = [path for layer in (pair.before.layer, pair.after.layer) for path in files_of_layer(layer)]
    return dates + area_files(algorithm, parameters, context)


def area_files(algorithm: GroundshiftAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext) -> list[str]:
    """The files that AREA and EXCLUDE come from."""
    layers = (_polygon_layer(algorithm, parameters, context, name) for name in (AREA, EXCLUDE))
    return [path for layer in layers for path in files_of_layer(layer)]


def _polygon_layer(
    algorithm: GroundshiftAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext, name: str
) -> Optional[QgsVectorLayer]:
    """The layer behind AREA or EXCLUDE; ``None`` = none, or one without a layer."""
    value = parameters.get(name)
    if isinstance(value, QgsProcessingFeatureSourceDefinition):  # which parameterAsVectorLayer does not take
        value = value.source
    return algorithm.parameterAsVectorLayer({**parameters, name: value}, name, context)
