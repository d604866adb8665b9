"""Radiometric normalisation from invariant pixels: M. J. Canty and A. A. Nielsen 2008, Remote Sensing of Environment 112(3).

The pixels that IR-MAD is nearly sure did not change give a straight line for each band, fitted to both dates alike
(orthogonal regression), which brings the later date to the radiometry of the earlier one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Callable, Optional

import numpy as np
from numpy.typing import NDArray

from ..context import JobContext
from ..dates.dates import Dates
from .blocks import sample_pixels
from .ir_mad import TooUniform, fit_sample

NO_CHANGE = 0.95  # probability from which on a pixel is invariant, as in the paper
FEWEST = 100


@dataclass(frozen=True)
class Normalisation:
    """Later date in the radiometry of the earlier one: ``after * gain + offset``, float64 (bands,) each.

    :param pixels: how many invariant ones it was found from.
    """

    gain: NDArray[np.float64]
    offset: NDArray[np.float64]
    pixels: int

    def apply(self, after: NDArray[Any]) -> NDArray[Any]:
        """Normalised (bands, ...), in the type of ``after``."""
        shape = (len(self.gain), *[1] * (after.ndim - 1))
        return np.asarray(after * self.gain.reshape(shape).astype(after.dtype) + self.offset.reshape(shape).astype(after.dtype))


def fit_normalisation(before: NDArray[Any], after: NDArray[Any], check: Callable[[], None]) -> Optional[Normalisation]:
    """Return the normalisation from a sample of pixels, (bands, n) each.

    :param check: called now and then; may raise to stop.
    :return: ``None``: there are too few invariant pixels, or a band of them does not vary.
    """
    try:
        mad, _ = fit_sample(before, after, check)
    except TooUniform:
        return None
    invariant = mad.no_change(before, after) > NO_CHANGE
    count = int(np.count_nonzero(invariant))
    if count < FEWEST:
        return None
    lines = [_orthogonal(later[invariant], earlier[invariant]) for earlier, later in zip(before, after)]
    if any(line is None for line in lines):
        return None
    gains, offsets = zip(*(line for line in lines if line is not None))
    return Normalisation(np.array(gains), np.array(offsets), count)


def _orthogonal(x: NDArray[Any], y: NDArray[Any]) -> Optional[tuple[float, float]]:
    """Gain and offset of ``y = gain * x + offset`` with the least squares of distances from the line."""
    x, y = x.astype(np.float64), y.astype(np.float64)
    mean_x, mean_y = float(x.mean()), float(y.mean())
    xx, yy = float(((x - mean_x) ** 2).mean()), float(((y - mean_y) ** 2).mean())
    xy = float(((x - mean_x) * (y - mean_y)).mean())
    if xy <= 1e-9 * max(xx, yy):
        return None
    gain = (yy - xx + float(np.sqrt((yy - xx) ** 2 + 4 * xy * xy))) / (2 * xy)
    return gain, mean_y - gain * mean_x


def normalise_pair(pair: Dates, context: JobContext) -> Optional[Normalisation]:
    """Find the normalisation of a pair, and log it.

    Of the whole overlap, whatever the area: a small area gives the same result as a large one.

    :return: ``None``: none was found, and the log has a warning.
    """
    rendered = any(raster.source.rendered for raster in pair.rasters)
    before, after = sample_pixels(pair, pair.work if rendered else pair.overlap, context, masked=False)
    found = fit_normalisation(before, after, context.check)
    if found is None:
        context.warn("normalised_not")
        return None
    values = "; ".join(f"{gain:.4g}, {offset:.4g}" for gain, offset in zip(found.gain, found.offset))
    context.info("normalised", count=found.pixels, values=values)
    return found
