"""Log-ratio (Dekker 1998, Int. J. Remote Sensing 19(6); Bazi et al. 2005, IEEE TGRS 43(4)): the usual one for radar."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .method import Inputs, Method
from .ratio import ratio_floor


@dataclass(frozen=True)
class LogRatio(Method):
    """Mean over the bands of ``|ln(after / before)|``.

    :param floor: added to both dates, so that the logarithm of 0 is finite; values below 0 count as 0.
    """

    floor: float

    @property
    def names(self) -> tuple[str, ...]:
        return ("absolute log-ratio",)

    def measure(self, before: NDArray[Any], after: NDArray[Any]) -> NDArray[Any]:
        one, other = np.maximum(before, 0), np.maximum(after, 0)
        one += before.dtype.type(self.floor)
        other += before.dtype.type(self.floor)
        other /= one
        np.log(other, out=other)
        return np.asarray(np.abs(other, out=other).mean(axis=0, keepdims=True))


@dataclass(frozen=True)
class SignedLogRatio(LogRatio):
    """``ln(after / before)`` of each band: speckle averages out only while the signs are kept, and each band has its own.

    :param bands: number of bands.
    """

    bands: int = 1
    signed = True

    @property
    def planes(self) -> int:
        return self.bands

    @property
    def names(self) -> tuple[str, ...]:
        return ("filtered log-ratio",)

    def measure(self, before: NDArray[Any], after: NDArray[Any]) -> NDArray[Any]:
        one, other = np.maximum(before, 0), np.maximum(after, 0)
        one += before.dtype.type(self.floor)
        other += before.dtype.type(self.floor)
        other /= one
        return np.asarray(np.log(other, out=other))


def make_signed_log_ratio(inputs: Inputs) -> SignedLogRatio:
    """Make the method for the values of the dates.

    :raises JobFailure: ``values_negative``.
    """
    return SignedLogRatio(ratio_floor(inputs.pair), len(inputs.pair.before.bands))


def make_log_ratio(inputs: Inputs) -> LogRatio:
    """Make the method for the values of the dates.

    :raises JobFailure: ``values_negative``.
    """
    return LogRatio(ratio_floor(inputs.pair))
