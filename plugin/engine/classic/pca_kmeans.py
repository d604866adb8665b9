"""Principal components of neighbourhoods and k-means: T. Celik 2009, IEEE Geosci. Remote Sensing Letters 6(4), 772-776.

The magnitude of change is cut into squares that do not overlap, whose principal components are the features of every pixel's
own neighbourhood; two clusters of the features are the changed and the unchanged pixels. Neighbours that are not there
(outside, without data) count as the mean of the squares.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

SIDE = 5  # of a neighbourhood in pixels; Celik takes 4, an odd number has a pixel in its middle
HALF = SIDE // 2
COMPONENTS = 3  # as in the paper
_MOST_ITERATIONS = 300
_CHUNK = 2**16  # neighbourhoods in memory at once


class SquareMoments:
    """Mean and covariance of the squares of a magnitude, gathered strip by strip from top to bottom."""

    def __init__(self) -> None:
        self._count = 0
        self._sum = np.zeros(SIDE * SIDE)
        self._outer = np.zeros((SIDE * SIDE, SIDE * SIDE))
        self._rest: NDArray[Any] = np.zeros((0, 0), np.float32)

    def add(self, magnitude: NDArray[np.float32]) -> None:
        """Take the next rows (height, width), NaN where there is no data: squares with such pixels do not count."""
        rows = np.concatenate([self._rest, magnitude]) if self._rest.size else magnitude
        whole = len(rows) // SIDE
        self._rest = rows[whole * SIDE :]
        across = rows.shape[1] // SIDE
        squares = rows[: whole * SIDE, : across * SIDE].reshape(whole, SIDE, across, SIDE).swapaxes(1, 2)
        vectors = squares.reshape(-1, SIDE * SIDE)
        vectors = vectors[np.isfinite(vectors).all(axis=1)].astype(np.float64)
        self._count += len(vectors)
        self._sum += vectors.sum(axis=0)
        self._outer += vectors.T @ vectors

    def components(self) -> Components:
        """Return the first principal components; all zero where there are no squares."""
        if self._count == 0:
            return Components(np.zeros(SIDE * SIDE), np.zeros((SIDE * SIDE, COMPONENTS)))
        mean = self._sum / self._count
        _, vectors = np.linalg.eigh(self._outer / self._count - np.outer(mean, mean))
        return Components(mean, vectors[:, : -COMPONENTS - 1 : -1])


@dataclass(frozen=True)
class Components:
    """Principal components of squares of pixels.

    :param mean: float64 (SIDE²,) of the squares.
    :param vectors: float64 (SIDE², COMPONENTS).
    """

    mean: NDArray[np.float64]
    vectors: NDArray[np.float64]

    def features(self, magnitude: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return features (height, width, COMPONENTS) of the inner pixels of (height + 2 HALF, width + 2 HALF); NaN: nodata."""
        windows = sliding_window_view(magnitude, (SIDE, SIDE))
        height, width = windows.shape[:2]
        result = np.empty((height, width, COMPONENTS), np.float32)
        mean, vectors = self.mean.astype(np.float32), self.vectors.astype(np.float32)
        rows = max(1, _CHUNK // max(width, 1))
        for row in range(0, height, rows):
            patches = windows[row : row + rows].reshape(-1, SIDE * SIDE) - mean
            np.nan_to_num(patches, copy=False, nan=0.0)
            result[row : row + rows] = (patches @ vectors).reshape(-1, width, COMPONENTS)
        return result


@dataclass(frozen=True)
class Clusters:
    """The centres of the two clusters.

    :param unchanged, changed: float64 (COMPONENTS,), the centres.
    """

    unchanged: NDArray[np.float64]
    changed: NDArray[np.float64]

    def change(self, features: NDArray[np.float32]) -> NDArray[np.float32]:
        """Relative distance (height, width) from the unchanged centre: 0 there, 1 at the changed one, 0.5 on the border."""
        near, far = (self._distance(features, centre) for centre in (self.unchanged, self.changed))
        total = near + far
        return np.divide(near, total, out=np.zeros_like(total), where=total > 0)

    @staticmethod
    def _distance(features: NDArray[np.float32], centre: NDArray[np.float64]) -> NDArray[np.float32]:
        apart = features - centre.astype(np.float32)
        return np.asarray(np.sqrt(np.einsum("...k,...k->...", apart, apart)))


def cluster(features: NDArray[np.float32], magnitude: NDArray[np.float32]) -> Clusters:
    """Two clusters by Lloyd's algorithm, begun from the pixels above and below the mean magnitude.

    :param features: (n, COMPONENTS).
    :param magnitude: (n,), which decides which of the clusters is change.
    """
    if len(features) == 0:
        return Clusters(np.zeros(COMPONENTS), np.zeros(COMPONENTS))
    changed = magnitude > magnitude.mean(dtype=np.float64)
    centres = _centres(features, changed)
    for _ in range(_MOST_ITERATIONS):
        nearer = _nearer_to_second(features, centres)
        if np.array_equal(nearer, changed):
            break
        changed = nearer
        centres = _centres(features, changed)
    means = [float(magnitude[part].mean(dtype=np.float64)) if part.any() else 0.0 for part in (~changed, changed)]
    first, second = centres
    return Clusters(first, second) if means[1] >= means[0] else Clusters(second, first)


def _centres(features: NDArray[np.float32], second: NDArray[np.bool_]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Mean features of the pixels outside and inside ``second``; of no pixels, that of all."""
    total, count = features.sum(axis=0, dtype=np.float64), len(features)
    inside, inside_count = features[second].sum(axis=0, dtype=np.float64), int(np.count_nonzero(second))
    mean = total / count
    outside = (total - inside) / (count - inside_count) if inside_count < count else mean
    return outside, inside / inside_count if inside_count else mean


def _nearer_to_second(features: NDArray[np.float32], centres: tuple[Any, Any]) -> NDArray[np.bool_]:
    first, second = centres
    # |f - s|² < |f - u|², without the squares of f that both have.
    normal = (second - first).astype(np.float32)
    offset = np.float32((second @ second - first @ first) / 2)
    return np.asarray(features @ normal > offset)
