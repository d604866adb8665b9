"""The chi-square distribution's upper tail, fast: for whole degrees of freedom it is a short sum."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import special


def chi_square_tail(values: NDArray[Any], degrees: int) -> NDArray[Any]:
    """P(X > value) of a chi-square variable (Abramowitz and Stegun 1964, 26.4.4 and 26.4.5).

    With h = value / 2: exp(-h) (1 + h + h²/2! + ...) of an even number of degrees, and of an odd one
    erfc(sqrt h) + exp(-h) sqrt h (1/Γ(3/2) + h/Γ(5/2) + ...).

    :param values: at least 0, float32 or float64.
    :param degrees: at least 1.
    :return: of the shape and type of ``values``.
    """
    half = np.minimum(values * values.dtype.type(0.5), 700)  # beyond, the tail is 0 in either type
    odd = degrees % 2 == 1
    terms = degrees // 2
    power = 1.5 if odd else 1.0
    total = np.zeros_like(half)
    for index in range(terms - 1, -1, -1):  # Horner's scheme: no power of its own can overflow before the exponential
        total *= half
        total += half.dtype.type(1 / math.gamma(power + index))
    if odd:
        root = np.sqrt(half)
        total *= root
    total *= np.exp(-half)
    if odd:
        total += special.erfc(root)
    np.nan_to_num(total, copy=False, nan=0.0, posinf=0.0)
    return np.minimum(total, 1, out=total)
