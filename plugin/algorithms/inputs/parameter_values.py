"""Values of parameters as they come from dialogs, scripts, models and ``qgis_process``, checked beyond what QGIS checks."""

from __future__ import annotations

import math
from typing import Any, Mapping, Optional, Sequence

from qgis.core import QgsCoordinateReferenceSystem, QgsProcessingContext

from ...jobs.failure import JobFailure
from ..base import GroundshiftAlgorithm


def given_number(
    algorithm: GroundshiftAlgorithm,
    parameters: Mapping[str, Any],
    context: QgsProcessingContext,
    name: str,
    code: str,
    details: Optional[Mapping[str, Any]] = None,
) -> Optional[float]:
    """The number that was given for an optional parameter; ``None`` = none.

    :param details: further values of the failure.
    :raises JobFailure: ``code``, with what was given as ``value``, of a text or a value that is no finite number.
    """
    details = details or {}
    value = algorithm.given(dict(parameters), name)
    if value is None:
        return None
    if isinstance(value, str):  # qgis_process passes numbers as texts
        try:
            number = float(value)
        except ValueError:
            raise JobFailure(code, name, value=value, **details) from None
    else:
        number = float(algorithm.parameterAsDouble(parameters, name, context))
    if not math.isfinite(number):
        raise JobFailure(code, name, value=str(value), **details)
    return number


def given_size(
    algorithm: GroundshiftAlgorithm, parameters: Mapping[str, Any], context: QgsProcessingContext, name: str, code: str
) -> Optional[float]:
    """As :func:`given_number`, of a number that must not be negative.

    :raises JobFailure: ``code``.
    """
    number = given_number(algorithm, parameters, context, name, code)
    if number is not None and number < 0:
        raise JobFailure(code, name, value=f"{number:g}")
    return number


def given_resolution(
    algorithm: GroundshiftAlgorithm, parameters: Mapping[str, Any], context: QgsProcessingContext, name: str
) -> Optional[float]:
    """The pixel size that was given; ``None`` = none.

    :raises JobFailure: ``resolution_invalid``.
    """
    number = given_number(algorithm, parameters, context, name, "resolution_invalid")
    if number is not None and number <= 0:
        raise JobFailure("resolution_invalid", name, value=f"{number:g}")
    return number


def given_choice(
    algorithm: GroundshiftAlgorithm,
    parameters: Mapping[str, Any],
    context: QgsProcessingContext,
    name: str,
    known: Sequence[str],
) -> str:
    """The item of a list parameter, by its number, or by its name as outputs and jobs have it.

    :raises JobFailure: ``method_unknown``.
    """
    value = algorithm.given(dict(parameters), name)
    if isinstance(value, str) and value in known:
        return value
    number = algorithm.parameterAsEnum(parameters, name, context)
    # QGIS takes the default for a number that is none of the list's.
    if isinstance(value, (int, float, str)) and str(value).strip() != str(number):
        listing = ", ".join(f"{index} ({item})" for index, item in enumerate(known))
        raise JobFailure("method_unknown", name, value=str(value), known=listing)
    return known[number]


def given_text(algorithm: GroundshiftAlgorithm, parameters: Mapping[str, Any], context: QgsProcessingContext, name: str) -> str:
    """A list as text: scripts and JSON give lists of numbers too, which QGIS would make nothing of."""
    value = algorithm.given(dict(parameters), name)
    if isinstance(value, (list, tuple)):
        return ",".join(f"{item:g}" if isinstance(item, float) else str(item) for item in value)
    return algorithm.parameterAsString(parameters, name, context) or ""


def given_crs(
    algorithm: GroundshiftAlgorithm, parameters: Mapping[str, Any], context: QgsProcessingContext, name: str
) -> Optional[QgsCoordinateReferenceSystem]:
    """The CRS that was given; ``None`` = none."""
    crs = algorithm.parameterAsCrs(parameters, name, context)
    return crs if algorithm.given(dict(parameters), name) is not None and crs.isValid() else None
