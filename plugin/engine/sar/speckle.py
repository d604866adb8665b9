"""Speckle filters on decibels: boxcar, refined Lee, total variation."""

from __future__ import annotations

from typing import Callable, Dict

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage
from skimage.restoration import denoise_tv_bregman

Decibels = NDArray[np.float32]

_BOXCAR_SIDE = 5
_LEE_HALF = 3
# Opposite neighbours of a pixel, four directions and their opposites.
_SIDES = ((0, 2), (2, 2), (2, 0), (2, -2), (0, -2), (-2, -2), (-2, 0), (-2, 2))
# As documented by OPERA's distmetrics for radar in decibels.
_TV_WEIGHT, _TV_EPSILON = 0.2, 1e-3
_TV_ITERATIONS = 100

HALO = 16  # pixels around a block that its filtered values depend on


def boxcar(decibels: Decibels) -> Decibels:
    """Mean of 5 x 5 pixels with data; NaN stays NaN."""
    known = np.isfinite(decibels)
    sums = ndimage.uniform_filter(np.where(known, decibels, 0).astype(np.float64), _BOXCAR_SIDE, mode="constant")
    counts = ndimage.uniform_filter(known.astype(np.float64), _BOXCAR_SIDE, mode="constant")
    return np.where(known, sums / np.maximum(counts, 1e-9), np.nan).astype(np.float32)


def total_variation(decibels: Decibels) -> Decibels:
    """Total variation by split Bregman (Goldstein and Osher 2009), isotropic; NaN stays NaN."""
    known = np.isfinite(decibels)
    if not known.any() or min(decibels.shape) < 2:  # of a single row the library makes NaN
        return decibels
    filled = np.where(known, decibels, np.median(decibels[known])).astype(np.float64)
    smooth = denoise_tv_bregman(filled, weight=_TV_WEIGHT, max_num_iter=_TV_ITERATIONS, eps=_TV_EPSILON, isotropic=True)
    return np.where(known, smooth, np.nan).astype(np.float32)


def refined_lee(decibels: Decibels) -> Decibels:
    """Refined filter of Lee (1981, Computer Graphics and Image Processing 15) on 7 x 7 pixels; NaN stays NaN.

    The strongest of four edges through a pixel is sought in the means of its neighbourhood; mean and variance are those of the
    half window on the pixel's side of the edge, the noise is the median of the variances over the image.
    """
    known = np.isfinite(decibels)
    if not known.any():
        return decibels
    filled = np.where(known, decibels, np.median(decibels[known])).astype(np.float64)
    around = ndimage.uniform_filter(filled, 3, mode="nearest")
    sides = np.stack([ndimage.shift(around, (-row, -col), order=0, mode="nearest") for row, col in _SIDES])
    edge = np.abs(sides[:4] - sides[4:]).argmax(axis=0)[None]
    first, second = (np.take_along_axis(side, edge, axis=0) for side in (sides[:4], sides[4:]))
    half = np.where(np.abs(first - around) <= np.abs(second - around), edge, edge + 4)
    means, variances = _half_window_moments(filled)
    mean, variance = (np.take_along_axis(item, half, axis=0)[0] for item in (means, variances))
    noise = float(np.median(variance[known]))
    gain = np.clip((variance - noise) / np.maximum(variance, 1e-9), 0, 1)
    return np.where(known, mean + gain * (filled - mean), np.nan).astype(np.float32)


def _half_window_moments(values: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Mean and variance (8, height, width) of the half windows towards each of :data:`_SIDES`."""
    rows, cols = np.mgrid[-_LEE_HALF : _LEE_HALF + 1, -_LEE_HALF : _LEE_HALF + 1]
    means, variances = [], []
    for row, col in _SIDES:
        kernel = (rows * row + cols * col >= 0).astype(np.float64)
        kernel /= kernel.sum()
        mean = ndimage.correlate(values, kernel, mode="nearest")
        means.append(mean)
        variances.append(np.maximum(ndimage.correlate(values**2, kernel, mode="nearest") - mean**2, 0))
    return np.stack(means), np.stack(variances)


FILTERS: Dict[str, Callable[[Decibels], Decibels]] = {
    "none": lambda decibels: decibels,
    "boxcar": boxcar,
    "refined-lee": refined_lee,
    "total-variation": total_variation,
}
