"""Image differencing (Singh 1989, Int. J. Remote Sensing 10(6)): how far the bands are apart, on average."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .method import Inputs, Method


@dataclass(frozen=True)
class Difference(Method):
    """Mean of the bands' absolute differences, in the units of the data."""

    @property
    def names(self) -> tuple[str, ...]:
        return ("absolute difference",)

    def measure(self, before: NDArray[Any], after: NDArray[Any]) -> NDArray[Any]:
        result = np.abs(after - before).mean(axis=0, keepdims=True)
        return np.asarray(result)


def make_difference(inputs: Inputs) -> Difference:
    """Make the method; it needs nothing to be known beforehand."""
    return Difference()
