"""All that the user asks of a change detection without a network, read from Processing's parameters and checked.

Called by ``checkParameterValues`` and again by ``prepareAlgorithm``, because models call only the latter.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Optional

from qgis.core import QgsProcessingContext, QgsProcessingUtils

from ..jobs.detect_change_classic import METHODS, THRESHOLD_METHODS
from ..jobs.failure import JobFailure
from ..rules.band_index import parse_index
from ..rules.classic_threshold import check_threshold
from ..runtime.interpreter import find_interpreter
from .base import GroundshiftAlgorithm
from .detection_request import given_number, pair_files
from .output_checks import check_outputs, check_space, destination_path
from .output_formats import RASTER_EXTENSIONS, VECTOR_EXTENSIONS
from .pair_parameters import RESOLUTION
from .pair_reading import PairRequest, read_pair

METHOD, INDEX, NORMALIZE = "METHOD", "INDEX", "NORMALIZE"
THRESHOLD_METHOD, THRESHOLD, MIN_AREA = "THRESHOLD_METHOD", "THRESHOLD", "MIN_AREA"
DIFFERENCE, MASK, POLYGONS = "DIFFERENCE", "MASK", "POLYGONS"

# What outputs take on the disk, carefully guessed low: a refusal must be right, and the worker watches the disk too.
_LEAST_BYTES = 1_000_000
_MASK_BYTES_PER_PIXEL = 0.02
_DIFFERENCE_BYTES_PER_PIXEL = 1.0
_SCRATCH_BYTES_PER_PIXEL = 5.0


@dataclass(frozen=True)
class ClassicRequest:
    """:param resolution: map units of AFTER's CRS; ``None`` = automatic. ``min_area``: square metres.
    :param threshold: magnitude or percentage, as ``threshold_method`` has it; ``None`` = not given."""

    pair: PairRequest
    method: str
    index: str
    normalize: bool
    threshold_method: str
    threshold: Optional[float]
    min_area: float
    resolution: Optional[float]


def read_classic_request(
    algorithm: GroundshiftAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext
) -> ClassicRequest:
    """Read and check the parameters.

    :raises JobFailure: naming the parameter or layer, what is wrong with it, and how to mend it.
    """
    method = _choice(algorithm, parameters, context, METHOD, METHODS)
    index = algorithm.parameterAsString(parameters, INDEX, context) or ""
    if method == "index-difference":
        parse_index(index)
    threshold_method = _choice(algorithm, parameters, context, THRESHOLD_METHOD, THRESHOLD_METHODS)
    threshold = given_number(algorithm, parameters, context, THRESHOLD, "threshold_not_positive")
    check_threshold(method, threshold_method, threshold)
    min_area = given_number(algorithm, parameters, context, MIN_AREA, "min_area_range") or 0.0
    if min_area < 0:
        raise JobFailure("min_area_range", MIN_AREA, value=f"{min_area:g}")
    resolution = given_number(algorithm, parameters, context, RESOLUTION, "resolution_invalid")
    if resolution is not None and resolution <= 0:
        raise JobFailure("resolution_invalid", RESOLUTION, value=f"{resolution:g}")
    pair = read_pair(algorithm, parameters, context, None, resolution)
    _check_outputs(algorithm, parameters, context, pair)
    find_interpreter()  # last: it is not the user's choice that is wrong, but the set-up
    normalize = algorithm.parameterAsBool(parameters, NORMALIZE, context)
    return ClassicRequest(pair, method, index, normalize, threshold_method, threshold, min_area, resolution)


def _choice(
    algorithm: GroundshiftAlgorithm,
    parameters: dict[str, Any],
    context: QgsProcessingContext,
    name: str,
    known: tuple[str, ...],
) -> str:
    """The item of a list parameter, by its number.

    :raises JobFailure: ``method_unknown``.
    """
    value = algorithm.given(parameters, name)
    number = algorithm.parameterAsEnum(parameters, name, context)
    # QGIS takes the default for a number that is none of the list's.
    if isinstance(value, (int, float, str)) and str(value).strip() != str(number):
        listing = ", ".join(f"{index} ({item})" for index, item in enumerate(known))
        raise JobFailure("method_unknown", name, value=str(value), known=listing)
    return known[number]


def _check_outputs(
    algorithm: GroundshiftAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext, pair: PairRequest
) -> None:
    outputs = {name: destination_path(parameters, name, context) for name in (DIFFERENCE, MASK, POLYGONS)}
    extensions = {DIFFERENCE: RASTER_EXTENSIONS, MASK: RASTER_EXTENSIONS, POLYGONS: VECTOR_EXTENSIONS}
    needed = {
        DIFFERENCE: _LEAST_BYTES + int(pair.pixels * _DIFFERENCE_BYTES_PER_PIXEL),
        MASK: _LEAST_BYTES + int(pair.pixels * _MASK_BYTES_PER_PIXEL),
        POLYGONS: _LEAST_BYTES,
    }
    check_outputs(outputs, extensions, pair_files(algorithm, parameters, context, pair), needed)
    check_space(MASK, QgsProcessingUtils.tempFolder(), _LEAST_BYTES + int(pair.pixels * _SCRATCH_BYTES_PER_PIXEL))
