"""Two normal components by expectation maximisation: L. Bruzzone and D. F. Prieto 2000, IEEE TGRS 38(3), 1171-1182."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Optional

import numpy as np
from numpy.typing import NDArray

from .histogram import Distribution
from .otsu import otsu

_MOST_ITERATIONS = 1000
_TOLERANCE = 1e-9  # of the mean log-likelihood


@dataclass(frozen=True)
class Normal:
    """A component of the mixture.

    :param share: of the pixels.
    """

    share: float
    mean: float
    deviation: float


def mixture(values: Distribution) -> Optional[float]:
    """Return the least value at which a pixel is likelier changed than not (Bayes' minimum error), or ``None``."""
    components = fit(values)
    return None if components is None else crossing(*components)


def fit(values: Distribution) -> Optional[tuple[Normal, Normal]]:
    """Return the two components, that of the lower mean first; ``None`` where the values do not vary."""
    if len(values.count) < 3:
        return None
    count, value = values.count.astype(np.float64), values.value
    total = float(count.sum())
    mean = float((count * value).sum() / total)
    floor = 1e-6 * float((count * (value - mean) ** 2).sum() / total)
    second: NDArray[np.float64] = (value >= otsu(values)).astype(np.float64)
    previous = -math.inf
    parts: tuple[Normal, Normal] = (Normal(1.0, mean, 1.0), Normal(0.0, mean, 1.0))
    for _ in range(_MOST_ITERATIONS):
        parts = _maximise(count * (1 - second), value, total, floor), _maximise(count * second, value, total, floor)
        if min(part.share for part in parts) <= 0:
            return None
        logs = [math.log(part.share / part.deviation) - ((value - part.mean) / part.deviation) ** 2 / 2 for part in parts]
        both = np.logaddexp(logs[0], logs[1])
        second = np.exp(logs[1] - both)
        likelihood = float((count * both).sum() / total)
        if likelihood - previous < _TOLERANCE:
            break
        previous = likelihood
    first, last = sorted(parts, key=lambda part: part.mean)
    return first, last


def crossing(low: Normal, high: Normal) -> Optional[float]:
    """Return the value where the weighted densities of two normals cross between their means; ``None`` where they do not."""
    a = 1 / low.deviation**2 - 1 / high.deviation**2
    b = -2 * (low.mean / low.deviation**2 - high.mean / high.deviation**2)
    c = (low.mean / low.deviation) ** 2 - (high.mean / high.deviation) ** 2
    c -= 2 * math.log(low.share * high.deviation / (high.share * low.deviation))
    if abs(a) < 1e-12 * abs(b):
        roots = [-c / b]
    else:
        inside = b * b - 4 * a * c
        if inside < 0:
            return None
        roots = [(-b + sign * math.sqrt(inside)) / (2 * a) for sign in (-1, 1)]
    between = [root for root in roots if low.mean <= root <= high.mean]
    return min(between) if between else None


def _maximise(weights: NDArray[np.float64], value: NDArray[np.float64], total: float, floor: float) -> Normal:
    weight = float(weights.sum())
    if weight <= 0:
        return Normal(0.0, 0.0, 1.0)
    mean = float((weights * value).sum() / weight)
    variance = float((weights * (value - mean) ** 2).sum() / weight)
    return Normal(weight / total, mean, math.sqrt(max(variance, floor)))
