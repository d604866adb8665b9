"""All that the user asks of a change detection without a network, read from Processing's parameters and checked.

Called by ``checkParameterValues`` and again by ``prepareAlgorithm``, because models call only the latter.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Optional

from qgis.core import QgsProcessingContext, QgsProcessingUtils

from ...jobs.detect_change_classic import METHODS, THRESHOLD_METHODS
from ...rules.band_index import parse_index
from ...rules.classic_threshold import check_threshold
from ...runtime.interpreter import find_interpreter
from ..base import GroundshiftAlgorithm
from ..inputs.pair_parameters import RESOLUTION
from ..inputs.pair_reading import PairRequest, read_pair
from ..inputs.parameter_values import given_choice, given_number, given_resolution, given_size
from ..outputs.output_checks import check_outputs, check_space, destination_path
from ..outputs.output_formats import RASTER_EXTENSIONS, VECTOR_EXTENSIONS
from .detection_request import pair_files

METHOD, INDEX, NORMALIZE = "METHOD", "INDEX", "NORMALIZE"
THRESHOLD_METHOD, THRESHOLD, MIN_AREA = "THRESHOLD_METHOD", "THRESHOLD", "MIN_AREA"
DIFFERENCE, MASK, POLYGONS = "DIFFERENCE", "MASK", "POLYGONS"

# What outputs take on the disk, carefully guessed low: a refusal must be right, and the worker watches the disk too.
_LEAST_BYTES = 1_000_000
_MASK_BYTES_PER_PIXEL = 0.02
_DIFFERENCE_BYTES_PER_PIXEL = 1.0
_SCRATCH_BYTES_PER_PIXEL = 5.0


@dataclass(frozen=True)
class ClassicSettings:
    """How change is measured and decided on, free of the images.

    :param method, threshold_method: of :mod:`...jobs.detect_change_classic`. ``index``: its text.
    :param threshold: magnitude or percentage, as ``threshold_method`` has it; ``None`` = not given.
    """

    method: str
    index: str
    normalize: bool
    threshold_method: str
    threshold: Optional[float]

    @property
    def document(self) -> dict[str, Any]:
        """For the provenance of outputs, by parameter."""
        return {
            METHOD: self.method,
            INDEX: self.index if self.method == "index-difference" else None,
            NORMALIZE: self.normalize,
            THRESHOLD_METHOD: self.threshold_method,
            THRESHOLD: self.threshold,
        }


@dataclass(frozen=True)
class ClassicRequest:
    """:param resolution: map units of AFTER's CRS; ``None`` = automatic. ``min_area``: square metres."""

    pair: PairRequest
    settings: ClassicSettings
    min_area: float
    resolution: Optional[float]


def read_classic_request(
    algorithm: GroundshiftAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext
) -> ClassicRequest:
    """Read and check the parameters.

    :raises JobFailure: naming the parameter or layer, what is wrong with it, and how to mend it.
    """
    settings = read_classic_settings(algorithm, parameters, context)
    min_area = given_size(algorithm, parameters, context, MIN_AREA, "min_area_range") or 0.0
    resolution = given_resolution(algorithm, parameters, context, RESOLUTION)
    pair = read_pair(algorithm, parameters, context, None, resolution)
    _check_outputs(algorithm, parameters, context, pair)
    find_interpreter()  # last: it is not the user's choice that is wrong, but the set-up
    return ClassicRequest(pair, settings, min_area, resolution)


def read_classic_settings(
    algorithm: GroundshiftAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext
) -> ClassicSettings:
    """Read and check METHOD, INDEX, NORMALIZE, THRESHOLD_METHOD and THRESHOLD.

    :raises JobFailure: naming the parameter, what is wrong with it, and how to mend it.
    """
    method = given_choice(algorithm, parameters, context, METHOD, METHODS)
    index = algorithm.parameterAsString(parameters, INDEX, context) or ""
    if method == "index-difference":
        parse_index(index)
    threshold_method = given_choice(algorithm, parameters, context, THRESHOLD_METHOD, THRESHOLD_METHODS)
    threshold = given_number(algorithm, parameters, context, THRESHOLD, "threshold_not_positive")
    check_threshold(method, threshold_method, threshold)
    normalize = algorithm.parameterAsBool(parameters, NORMALIZE, context)
    return ClassicSettings(method, index, normalize, threshold_method, threshold)


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
