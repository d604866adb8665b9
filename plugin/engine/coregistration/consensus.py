"""What most tie points agree on: one shift.

A window that was clouded or rebuilt gives a peak anywhere; windows of unchanged ground give the same, or nearly the
neighbour's. So the densest place of all shifts is sought (a consensus after Fischler and Bolles 1981, with every tie
point as a candidate rather than a random draw), and what lies far from it is rejected.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

# Pixels. Real pairs are locally distorted by some tenths of a pixel; wrong peaks are many pixels off.
AGREE = 1.0
LEAST_TOLERANCE = 0.25
DEVIATIONS = 2.5
TO_SIGMA = 1.4826  # a median absolute deviation of this inverse is one standard deviation
_AT_ONCE = 128  # tie points compared with all others in one step


def one_shift(shifts: NDArray[np.float64], weights: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """The shift that most tie points agree on.

    :param shifts: float64 (n, 2) in pixels, n > 0.
    :param weights: (n,), 0 = not measured.
    :return: the shift (2,), the weighted median of those that agree, and which do.
    """
    measured = weights > 0
    candidates = shifts[measured]
    centre = candidates[int(np.argmax(_support(candidates)))]
    tolerance = AGREE
    used = np.zeros(len(shifts), bool)
    for _ in range(20):
        distance = np.hypot(*(shifts - centre).T)
        new = measured & (distance <= tolerance)
        if not new.any() or (new == used).all():
            break
        used = new
        centre = weighted_median(shifts[used], weights[used])
        spread = TO_SIGMA * np.median(np.hypot(*(shifts[used] - centre).T))
        tolerance = float(np.clip(DEVIATIONS * spread, LEAST_TOLERANCE, AGREE))
    return centre, used


def weighted_median(values: NDArray[np.float64], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """The weighted median of each column of ``values`` (n, k), n > 0; between two values where the weights meet."""
    result = np.empty(values.shape[1])
    for column in range(values.shape[1]):
        order = np.argsort(values[:, column])
        sorted_weights = weights[order]
        middle = np.cumsum(sorted_weights) - sorted_weights / 2
        result[column] = np.interp(sorted_weights.sum() / 2, middle, values[order, column])
    return result


def _support(shifts: NDArray[np.float64]) -> NDArray[np.int64]:
    """Count the shifts that agree with each of ``shifts`` (n, 2)."""
    counts = [
        (((shifts[start : start + _AT_ONCE, None] - shifts[None]) ** 2).sum(axis=2) <= AGREE**2).sum(axis=1)
        for start in range(0, len(shifts), _AT_ONCE)
    ]
    return np.concatenate(counts)
