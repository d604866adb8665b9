"""Failures of code that serves one date as well as several, worded for a tool that takes one image."""

from __future__ import annotations

from contextlib import contextmanager
from typing import Iterator

from ..jobs.failure import JobFailure

BANDS = "BANDS"  # the parameter that chooses bands, which for several dates is called after its date

_CODES = {"resolution_too_coarse": "image_too_coarse", "area_unbounded": "image_unbounded"}


@contextmanager
def failures_of_one_date(parameter: str, layer: str) -> Iterator[None]:
    """Reword failures that mention two dates.

    :param parameter: of the image.
    :param layer: name of the image.
    :raises JobFailure: the failure in the words of a tool for one image.
    """
    try:
        yield
    except JobFailure as failure:
        raise _reworded(failure, parameter, layer) from failure


def _reworded(failure: JobFailure, parameter: str, layer: str) -> JobFailure:
    if failure.code == "area_outside":
        return JobFailure("area_outside_layer", failure.parameter, layer=layer)
    values = dict(failure.values)
    if "option" in values:
        values["option"] = BANDS
    at_fault = BANDS if failure.parameter == f"{parameter}_{BANDS}" else failure.parameter
    return JobFailure(_CODES.get(failure.code, failure.code), at_fault, **values)
