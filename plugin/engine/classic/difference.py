"""Image differencing (Singh 1989, Int. J. Remote Sensing 10(6)): how far the bands are apart, on average."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Difference:
    """Mean of the bands' absolute differences, in the units of the data."""

    names: tuple[str, ...] = ("absolute difference",)
    heavy_tailed: bool = False

    def measure(self, before: NDArray[Any], after: NDArray[Any]) -> NDArray[Any]:
        result = np.abs(after - before).mean(axis=0, keepdims=True)
        return np.asarray(result)
