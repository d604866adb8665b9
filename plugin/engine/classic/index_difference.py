"""Difference of a normalised band index, such as NDVI (Rouse et al. 1974, NASA SP-351), between the dates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...rules.band_index import index_bands
from ..context import JobContext
from ..dates.dates import Dates
from .method import Inputs, Method


@dataclass(frozen=True)
class IndexDifference(Method):
    """Absolute and signed difference (after - before) of ``(a - b) / (a + b)``, a and b being the first two bands.

    :param alone: only the absolute one is wanted.
    """

    alone: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        return ("absolute index difference",) if self.alone else ("absolute index difference", "index difference")

    def measure(self, before: NDArray[Any], after: NDArray[Any]) -> NDArray[Any]:
        signed = normalised_index(after) - normalised_index(before)
        return np.abs(signed)[None] if self.alone else np.stack([np.abs(signed), signed])


def normalised_index(bands: NDArray[Any]) -> NDArray[Any]:
    """Return the normalised difference (height, width) of two bands, -1 to 1; 0 where both are 0."""
    total = bands[0] + bands[1]
    index = np.zeros_like(total)
    np.divide(bands[0] - bands[1], total, out=index, where=total != 0)
    return np.clip(index, -1, 1)  # reflectances may be a little negative


def make_index_difference(inputs: Inputs) -> IndexDifference:
    """Make the method; the bands of the index are chosen already."""
    return IndexDifference(inputs.alone)


def choose_index_bands(index: str, pair: Dates, context: JobContext) -> None:
    """Choose the two bands of an index in both dates, and log which.

    :param index: ``NDVI`` and the like, or two bands by number or name.
    :raises JobFailure: the dates do not have the bands.
    """
    dates = []
    for raster in pair.rasters:
        bands = raster.band_descriptions()
        dates.append([bands[number - 1] for number in raster.bands])
    first, second = index_bands(index, dates)
    context.info("index_of", index=index, first=first + 1, second=second + 1)
    for raster in pair.rasters:
        raster.choose((raster.bands[first], raster.bands[second]))
