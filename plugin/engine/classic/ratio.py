"""Image ratioing (Rignot and van Zyl 1993, IEEE TGRS 31(4)): insensitive to speckle that multiplies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...jobs.failure import JobFailure
from ..dates.dates import Dates, sample_statistics
from .method import Inputs, Method


@dataclass(frozen=True)
class Ratio(Method):
    """Mean over the bands of ``1 - min(before, after) / max(before, after)``: 0 = the same, towards 1 = unlike.

    :param floor: added to both dates, so that a ratio of zeros is 1; values below 0 count as 0.
    """

    floor: float

    @property
    def names(self) -> tuple[str, ...]:
        return ("1 - ratio",)

    def measure(self, before: NDArray[Any], after: NDArray[Any]) -> NDArray[Any]:
        one, other = np.maximum(before, 0), np.maximum(after, 0)
        one += before.dtype.type(self.floor)
        other += before.dtype.type(self.floor)
        low = np.minimum(one, other)
        low /= np.maximum(one, other, out=one)
        return np.asarray(1 - low.mean(axis=0, keepdims=True))


def make_ratio(inputs: Inputs) -> Ratio:
    """Make the method for the values of the dates.

    :raises JobFailure: ``values_negative``.
    """
    return Ratio(ratio_floor(inputs.pair))


def ratio_floor(pair: Dates) -> float:
    """Return the constant added to both dates before ratios are taken: 1 of whole numbers, a hundredth of the mean of others.

    :raises JobFailure: ``values_negative``: ratios of negative values, such as decibels, mean nothing.
    """
    if all(np.dtype(raster.dtype).kind == "u" for raster in (pair.before, pair.after)):
        return 1.0
    means = []
    for raster in (pair.before, pair.after):
        statistics = sample_statistics(raster, pair)
        if statistics is None:
            continue
        for band, mean in zip(raster.bands, statistics.mean):
            if mean < 0:
                source = raster.source
                raise JobFailure("values_negative", source.parameter, band=band, layer=source.name)
        means.append(float(statistics.mean.min()))
    whole = all(np.dtype(raster.dtype).kind in "ui" for raster in (pair.before, pair.after))
    return 1.0 if whole or not means else max(0.01 * min(means), 1e-12)
