"""All that the user asks of a co-registration, read from Processing's parameters and checked.

Called by ``checkParameterValues`` and again by ``prepareAlgorithm``, because models call only the latter.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Optional

from qgis.core import QgsProcessingContext

from ...jobs.coregister import LARGEST_SHIFT, LARGEST_WINDOW, METHODS, RESAMPLINGS, SMALLEST_WINDOW
from ...jobs.failure import JobFailure
from ...runtime.interpreter import find_interpreter
from ..base import GroundshiftAlgorithm
from ..inputs.pair_parameters import RESOLUTION
from ..inputs.pair_reading import PairRequest, read_pair
from ..inputs.parameter_values import given_choice, given_number, given_resolution
from ..outputs.output_checks import check_outputs, destination_path
from ..outputs.output_formats import RASTER_EXTENSIONS, VECTOR_EXTENSIONS
from .detection_request import pair_files

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
    method = given_choice(algorithm, parameters, context, METHOD, METHODS)
    resampling = given_choice(algorithm, parameters, context, RESAMPLING, RESAMPLINGS)
    limits: dict[str, Any] = {"most": LARGEST_SHIFT}
    max_shift = given_number(algorithm, parameters, context, MAX_SHIFT, "coregistration_max_shift", limits)
    if max_shift is None:
        max_shift = float(algorithm.parameterDefinition(MAX_SHIFT).defaultValue())
    if not 1 <= max_shift <= LARGEST_SHIFT:
        raise JobFailure("coregistration_max_shift", MAX_SHIFT, value=f"{max_shift:g}", **limits)
    limits = {"least": SMALLEST_WINDOW, "most": LARGEST_WINDOW}
    window = given_number(algorithm, parameters, context, WINDOW, "coregistration_window", limits)
    if window is not None and not SMALLEST_WINDOW <= window <= LARGEST_WINDOW:
        raise JobFailure("coregistration_window", WINDOW, value=f"{window:g}", **limits)
    spacing = given_number(algorithm, parameters, context, SPACING, "coregistration_spacing")
    if spacing is not None and spacing < 1:
        raise JobFailure("coregistration_spacing", SPACING, value=f"{spacing:g}")
    resolution = given_resolution(algorithm, parameters, context, RESOLUTION)
    pair = read_pair(algorithm, parameters, context, None, resolution)
    _check_outputs(algorithm, parameters, context, pair)
    find_interpreter()  # last: it is not the user's choice that is wrong, but the set-up
    whole = None if window is None else round(window)
    return CoregistrationRequest(pair, method, max_shift, whole, spacing, resampling, resolution)


def _check_outputs(
    algorithm: GroundshiftAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext, pair: PairRequest
) -> None:
    outputs = {name: destination_path(parameters, name, context) for name in (ALIGNED, TIEPOINTS)}
    extensions = {ALIGNED: RASTER_EXTENSIONS, TIEPOINTS: VECTOR_EXTENSIONS}
    bands = max(1, pair.before.layer.bandCount())
    needed = {ALIGNED: _LEAST_BYTES + int(pair.pixels * bands * _ALIGNED_BYTES_PER_PIXEL), TIEPOINTS: _LEAST_BYTES}
    check_outputs(outputs, extensions, pair_files(algorithm, parameters, context, pair), needed)
