"""From which magnitude on a pixel is called changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

import numpy as np

from .histogram import Distribution
from .kittler_illingworth import kittler_illingworth
from .mixture import mixture
from .otsu import otsu
from .speckle_threshold import speckle_threshold

DEFAULT_PERCENTILE = 95.0
DEFAULT_UNCHANGED = 99.9  # percent that speckle alone leaves below the threshold


@dataclass(frozen=True)
class Threshold:
    """A threshold on the magnitude.

    :param value: pixels of at least this magnitude are changed.
    :param fell_back: the method found no two classes, so
        that Otsu's was taken.
    """

    value: float
    fell_back: bool = False


def find_threshold(method: str, values: Distribution, given: Optional[float]) -> Threshold:
    """Return the threshold by a method of :data:`...jobs.detect_change_classic.THRESHOLD_METHODS`.

    :param given: the user's number: the threshold itself of ``fixed``, the percentage of ``percentile`` (95 if
        none) or ``speckle`` (99.9).
    """
    if method == "fixed" and given is not None:
        return Threshold(given)
    if len(values.count) <= 1:  # nothing, or nothing that stands out
        return Threshold(float("inf"))
    if method == "percentile":
        return Threshold(percentile(values, DEFAULT_PERCENTILE if given is None else given))
    if method == "speckle":
        by_speckle = speckle_threshold(percentile(values, 50), (DEFAULT_UNCHANGED if given is None else given) / 100)
        return Threshold(otsu(values), True) if by_speckle is None else Threshold(by_speckle)
    if method in ("kittler-illingworth", "mixture"):
        found = (kittler_illingworth if method == "kittler-illingworth" else mixture)(values)
        return Threshold(otsu(values), True) if found is None else Threshold(found)
    return Threshold(otsu(values))


def percentile(values: Distribution, percent: float) -> float:
    """Return the smallest border below which at least this percentage of the pixels lies."""
    below = np.cumsum(values.count)
    index = int(np.searchsorted(below, percent / 100 * below[-1]))
    return values.border(min(index, len(values.count) - 1))
