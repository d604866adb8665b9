"""Image ratioing (Rignot and van Zyl 1993, IEEE TGRS 31(4)): insensitive to speckle that multiplies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Ratio:
    """Mean over the bands of ``1 - min(before, after) / max(before, after)``: 0 = the same, towards 1 = unlike.

    :param floor: added to both dates, so that a ratio of zeros is 1; values below 0 count as 0.
    """

    floor: float
    names: tuple[str, ...] = ("1 - ratio",)
    heavy_tailed: bool = False

    def measure(self, before: NDArray[Any], after: NDArray[Any]) -> NDArray[Any]:
        one, other = np.maximum(before, 0), np.maximum(after, 0)
        one += before.dtype.type(self.floor)
        other += before.dtype.type(self.floor)
        low = np.minimum(one, other)
        low /= np.maximum(one, other, out=one)
        return np.asarray(1 - low.mean(axis=0, keepdims=True))
