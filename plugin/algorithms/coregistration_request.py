"""All that the user asks of a co-registration, read from Processing's parameters and checked.

Called by ``checkParameterValues`` and again by ``prepareAlgorithm``, because models call only the latter.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Optional

from qgis.core import QgsProcessingContext

from ..jobs.coregister import LARGEST_SHIFT, LARGEST_WINDOW, METHODS, RESAMPLINGS, SMALLEST_WINDOW
from ..jobs.failure import JobFailure
from ..runtime.interpreter import find_interpreter
from .base import GroundshiftAlgorithm
from .output_checks import check_outputs, destination_path, files_of_layer
from .output_formats import RASTER_EXTENSIONS, VECTOR_EXTENSIONS
from .pair_parameters import AREA, EXCLUDE, RESOLUTION
from .pair_reading import PairRequest, read_pair

METHOD, MAX_SHIFT, WINDOW, SPACING, RESAMPLING = "METHOD", "MAX_SHIFT", "WINDOW", "SPACING", "RESAMPLING"
ALIGNED, TIEPOINTS = "ALIGNED", "TIEPOINTS"

# What outputs take on the disk, carefully guessed low: a refusal must be right, and the worker watches the disk too.
_LEAST_BYTES = 1_000_000
_ALIGNED_BYTES_PER_PIXEL = 0.2


@dataclass(frozen=True)
class CoregistrationRequest:
    """:param resolution: map units of AFTER's CRS; ``window``, ``spacing``, ``max_shift``: pixels; ``None`` = automatic."""

    pair: PairRequest
    method: str
    max_shift: float
    window: Optional[int]
    spacing: Optional[float]
    resampling: str
    resolution: Optional[float]


def read_request(
    algorithm: GroundshiftAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext
) -> CoregistrationRequest:
    """Read and check the parameters of a co-registration.

    :raises JobFailure: naming the parameter or layer, what is wrong with it, and how to mend it.
    """
    method = _choice(algorithm, parameters, context, METHOD, METHODS)
    resampling = _choice(algorithm, parameters, context, RESAMPLING, RESAMPLINGS)
    max_shift = _number(algorithm, parameters, context, MAX_SHIFT)
    if max_shift is None:
        max_shift = float(algorithm.parameterDefinition(MAX_SHIFT).defaultValue())
    if not 1 <= max_shift <= LARGEST_SHIFT:
        raise JobFailure("coregistration_max_shift", MAX_SHIFT, value=f"{max_shift:g}", most=LARGEST_SHIFT)
    window = _number(algorithm, parameters, context, WINDOW)
    if window is not None and not SMALLEST_WINDOW <= window <= LARGEST_WINDOW:
        value = f"{window:g}"
        raise JobFailure("coregistration_window", WINDOW, value=value, least=SMALLEST_WINDOW, most=LARGEST_WINDOW)
    spacing = _number(algorithm, parameters, context, SPACING)
    if spacing is not None and not 1 <= spacing < math.inf:
        raise JobFailure("coregistration_spacing", SPACING, value=f"{spacing:g}")
    resolution = _number(algorithm, parameters, context, RESOLUTION)
    if resolution is not None and not 0 < resolution < math.inf:
        raise JobFailure("resolution_invalid", RESOLUTION, value=f"{resolution:g}")
    pair = read_pair(algorithm, parameters, context, None, resolution)
    _check_outputs(algorithm, parameters, context, pair)
    find_interpreter()  # last: it is not the user's choice that is wrong, but the set-up
    whole = None if window is None else round(window)
    return CoregistrationRequest(pair, method, max_shift, whole, spacing, resampling, resolution)


def _choice(
    algorithm: GroundshiftAlgorithm,
    parameters: dict[str, Any],
    context: QgsProcessingContext,
    name: str,
    known: tuple[str, ...],
) -> str:
    """One of the values of an enumeration, which may be given by its number or by its name."""
    value = algorithm.given(parameters, name)
    if isinstance(value, str) and value in known:
        return value
    if isinstance(value, (int, str)) and not (str(value).isdigit() and int(value) < len(known)):
        raise JobFailure("coregistration_choice", name, value=str(value), known=", ".join(known))
    return known[algorithm.parameterAsEnum(parameters, name, context)]


def _number(
    algorithm: GroundshiftAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext, name: str
) -> Optional[float]:
    """An optional number; NaN of a text that is none, which no range holds."""
    value = algorithm.given(parameters, name)
    if value is None:
        return None
    if isinstance(value, str):  # qgis_process passes numbers as texts
        try:
            return float(value)
        except ValueError:
            return math.nan
    return float(algorithm.parameterAsDouble(parameters, name, context))


def _check_outputs(
    algorithm: GroundshiftAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext, pair: PairRequest
) -> None:
    outputs = {name: destination_path(parameters, name, context) for name in (ALIGNED, TIEPOINTS)}
    extensions = {ALIGNED: RASTER_EXTENSIONS, TIEPOINTS: VECTOR_EXTENSIONS}
    bands = max(1, pair.before.layer.bandCount())
    needed = {ALIGNED: _LEAST_BYTES + int(pair.pixels * bands * _ALIGNED_BYTES_PER_PIXEL), TIEPOINTS: _LEAST_BYTES}
    inputs: list[str] = []
    for layer in (
        pair.before.layer,
        pair.after.layer,
        *(algorithm.parameterAsVectorLayer(parameters, name, context) for name in (AREA, EXCLUDE)),
    ):
        inputs += files_of_layer(layer)
    check_outputs(outputs, extensions, inputs, needed)
