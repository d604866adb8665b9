"""Change of known place and kind in radar images: random polygons, a shift in decibels or another distribution.

After Alatalo, Sipola and Rantonen (2023, IEEE TGRS 61): polygons of 16 vertices within eligible ground; their pixels fall by
2.5 dB, or take the distribution of other ground. Change is put into linear power before any filtering.

Example::

    rng = np.random.default_rng(1)
    outlines = draw_outlines(rng, lambda row, col: bool(eligible[row, col]), eligible.shape, count=3, radius=9)
    changed = burn(outlines, Window(0, 0, *eligible.shape)) & eligible
    power[:, changed] = shifted(power[:, changed], -2.5)
"""

from __future__ import annotations

import warnings
from typing import Any, Callable, Optional, Sequence

import numpy as np
import shapely
from affine import Affine
from numpy.typing import NDArray
from rasterio.features import rasterize

from ..dates.grid import Window

_VERTICES = 16
_RADIUS_RANGE = (2 / 3, 4 / 3)  # of a polygon, times the mean radius
_VERTEX_RANGE = (0.6, 1.2)  # of a vertex, times the polygon's radius
_TRIES = 2000  # at finding an eligible centre
_DARKEST = 0.15  # share of the pixels whose distribution is taken where no ground is named
_VALUES = 200_000  # of a distribution, at most

Power = NDArray[np.float32]


def draw_outlines(
    rng: np.random.Generator, eligible: Callable[[int, int], bool], shape: tuple[int, int], count: int, radius: float
) -> list[Any]:
    """Draw polygons whose centres are eligible.

    :param eligible: of the pixel at (row, column).
    :param shape: rows and columns from which centres are drawn.
    :param radius: mean, in pixels.
    :return: shapely polygons in pixel coordinates (x = column, y = row); fewer than ``count`` where little is eligible.
    """
    outlines: list[Any] = []
    for _ in range(_TRIES):
        if len(outlines) == count:
            break
        row, col = int(rng.integers(shape[0])), int(rng.integers(shape[1]))
        if not eligible(row, col):
            continue
        angles = np.sort(rng.uniform(0, 2 * np.pi, _VERTICES))
        radii = radius * rng.uniform(*_RADIUS_RANGE) * rng.uniform(*_VERTEX_RANGE, _VERTICES)
        points = np.column_stack([col + 0.5 + radii * np.cos(angles), row + 0.5 + radii * np.sin(angles)])
        outlines.append(shapely.make_valid(shapely.Polygon(points)))
    return outlines


def burn(outlines: Sequence[Any], window: Window) -> NDArray[np.bool_]:
    """Pixels (height, width) of a window whose centres lie in an outline."""
    if not outlines:
        return np.zeros((window.height, window.width), bool)
    shape, corner = (window.height, window.width), Affine.translation(window.col, window.row)
    return np.asarray(rasterize([(outline, 1) for outline in outlines], shape, transform=corner, dtype="uint8")) > 0


def shifted(power: Power, decibels: float) -> Power:
    """Return power that is stronger by so many decibels."""
    return (power * np.float32(10 ** (decibels / 10))).astype(np.float32)


def mapped(power: Power, source: NDArray[Any], target: NDArray[Any]) -> Power:
    """Give values the distribution of other ground: each takes the value of its own rank there.

    :param power: of one polarisation.
    :param source: sorted values of the image.
    :param target: sorted values of the ground.
    """
    ranks = np.searchsorted(source, power) / len(source)
    return np.quantile(target, np.clip(ranks, 0, 1)).astype(np.float32)


def dark_ground(median: NDArray[np.float32]) -> NDArray[np.bool_]:
    """The darkest pixels by their temporal median in decibels, of any shape."""
    known = np.isfinite(median)
    if not known.any():
        return known
    return known & (np.nan_to_num(median, nan=np.inf) <= np.quantile(median[known], _DARKEST))


def sorted_values(power: Power, chosen: Optional[NDArray[np.bool_]] = None) -> list[NDArray[np.float32]]:
    """The sorted finite values of each polarisation, thinned evenly to a bounded number.

    :param power: (bands, ...).
    :param chosen: pixels (...); ``None`` = all.
    """
    found = []
    for band in power:
        values = np.sort(band[np.isfinite(band) if chosen is None else chosen & np.isfinite(band)])
        found.append(values[:: max(1, len(values) // _VALUES)])
    return found


def temporal_median(decibels: NDArray[np.float32]) -> NDArray[np.float32]:
    """Median over the first axis, NaN where nothing is known."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        return np.asarray(np.nanmedian(decibels, axis=0), np.float32)
