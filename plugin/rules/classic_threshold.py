"""Which thresholds a change detection without a network can be given."""

from __future__ import annotations

from typing import Optional

from ..jobs.detect_change_classic import CLUSTERING
from ..jobs.failure import JobFailure


def check_threshold(method: str, threshold_method: str, value: Optional[float]) -> None:
    """Check the threshold that a user gives.

    :param method, threshold_method: of :mod:`..jobs.detect_change_classic`. :param value: ``None`` = not given.
    :raises JobFailure: ``threshold_needed``, ``threshold_not_positive`` or ``percentile_range``.
    """
    if method in CLUSTERING:
        return
    if threshold_method == "fixed" and value is None:
        raise JobFailure("threshold_needed", "THRESHOLD")
    if threshold_method == "fixed" and value is not None and not value > 0:
        raise JobFailure("threshold_not_positive", "THRESHOLD", value=f"{value:g}")
    if threshold_method == "percentile" and value is not None and not 0 < value < 100:
        raise JobFailure("percentile_range", "THRESHOLD", value=f"{value:g}")
