"""Change vector analysis (Malila 1980, Proc. Machine Processing of Remotely Sensed Data): how far, and which way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .method import Inputs, Method


@dataclass(frozen=True)
class ChangeVector(Method):
    """Length of the vector of differences, and its direction in degrees.

    Of two bands the direction is the angle from the first band's axis, 0 to 360. Of any other number it is the angle to
    "all bands brighter", 0 to 180: 0 brighter, 180 darker, 90 another colour.

    :param alone: only the length is wanted.
    """

    alone: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        return ("magnitude",) if self.alone else ("magnitude", "direction")

    def measure(self, before: NDArray[Any], after: NDArray[Any]) -> NDArray[Any]:
        change = after - before
        result = np.empty((len(self.names), *change.shape[1:]), change.dtype)
        np.sqrt(np.einsum("bij,bij->ij", change, change), out=result[0])
        if self.alone:
            return result
        if len(change) == 2:
            result[1] = np.degrees(np.arctan2(change[1], change[0])) % 360
            return result
        length = result[0] * np.sqrt(change.dtype.type(len(change)))
        cosine = np.ones_like(length)
        np.divide(change.sum(axis=0), length, out=cosine, where=length > 0)
        result[1] = np.degrees(np.arccos(np.clip(cosine, -1, 1)))
        return result


def make_change_vector(inputs: Inputs) -> ChangeVector:
    """Make the method; it needs nothing to be known beforehand."""
    return ChangeVector(inputs.alone)
