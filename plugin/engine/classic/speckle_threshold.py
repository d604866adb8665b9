"""The threshold of a log-ratio that speckle alone exceeds on a share of the unchanged pixels.

Intensities of L looks are gamma distributed, the ratio of two of them has the F distribution of 2 L and 2 L degrees of freedom.
L is estimated from the median of the absolute log-ratio, which change over a small part of the image hardly moves; of filtered
images it is the equivalent number of looks.
"""

from __future__ import annotations

from typing import Optional

import numpy as np
from scipy.optimize import brentq
from scipy.special import betaincinv

_FEWEST_LOOKS, _MOST_LOOKS = 0.05, 1e6


def speckle_threshold(median: float, unchanged: float) -> Optional[float]:
    """Return the absolute log-ratio that a share of the unchanged pixels stays below.

    :param median: of the absolute log-ratio.
    :param unchanged: share of the pixels, 0 to 1.
    :return: ``None`` where the median is 0 or larger than any speckle's.

    >>> round(speckle_threshold(0.48, 0.999), 1)  # about four looks
    2.6
    """
    if not _quantile(_MOST_LOOKS, 0.75) < median < _quantile(_FEWEST_LOOKS, 0.75):
        return None
    looks = brentq(lambda value: _quantile(value, 0.75) - median, _FEWEST_LOOKS, _MOST_LOOKS)
    return _quantile(float(looks), (1 + unchanged) / 2)


def _quantile(looks: float, probability: float) -> float:
    """A quantile of the logarithm of the ratio of two intensities of so many looks."""
    share = float(betaincinv(looks, looks, probability))
    return float(np.log(share / (1 - share))) if share < 1 else float("inf")
