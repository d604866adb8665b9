"""A shift that varies smoothly over the ground, and the tie points that it is found from."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage, sparse
from scipy.sparse.linalg import spsolve
from scipy.spatial import cKDTree

from .consensus import AGREE, DEVIATIONS, LEAST_TOLERANCE, TO_SIGMA, weighted_median

# Neighbours that a tie point is compared with where the shift may vary, and how many of them must agree with it.
_NEIGHBOURS = 8
_LEAST_SUPPORT = 3
_NEIGHBOUR_AGREE = 1.5
_SMOOTHNESS = 2.0


def neighbours_agree(
    places: NDArray[np.float64], shifts: NDArray[np.float64], weights: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """Which tie points have a shift like that of enough of their neighbours.

    :param places: float64 (n, 2), pixels.
    :param shifts: (n, 2), pixels.
    :param weights: (n,), 0 = not measured.
    """
    agree = np.zeros(len(places), bool)
    (measured,) = np.nonzero(weights > 0)
    if len(measured) <= _LEAST_SUPPORT:
        return agree
    count = min(_NEIGHBOURS, len(measured) - 1)
    _, near = cKDTree(places[measured]).query(places[measured], k=count + 1)
    own = shifts[measured]
    apart = np.linalg.norm(own[near[:, 1:]] - own[:, None], axis=2)
    agree[measured] = (apart <= _NEIGHBOUR_AGREE).sum(axis=1) >= min(_LEAST_SUPPORT, count)
    return agree


class ShiftField:
    """A shift at every pixel of a grid, smooth between the lines of a lattice and constant beyond it.

    :param rows, cols: float64, of the lattice's lines in pixels.
    :param shifts: float64 (rows, cols, 2) in pixels.
    """

    def __init__(self, rows: NDArray[np.float64], cols: NDArray[np.float64], shifts: NDArray[np.float64]) -> None:
        self.rows, self.cols, self.shifts = rows, cols, shifts
        order = 3 if min(len(rows), len(cols)) > 3 else 1
        self._order = order
        self._coefficients = [
            ndimage.spline_filter(shifts[..., axis], order, mode="mirror") if order > 1 else shifts[..., axis]
            for axis in (0, 1)
        ]

    def at(self, rows: NDArray[np.float64], cols: NDArray[np.float64]) -> NDArray[np.float64]:
        """The shifts (rows and columns, each of the arguments' shape) at places in pixels, stacked first."""
        where = [_position(rows, self.rows), _position(cols, self.cols)]
        values = [
            ndimage.map_coordinates(item, where, order=self._order, mode="mirror", prefilter=False)
            for item in self._coefficients
        ]
        return np.stack(values)


def constant_field(shift: NDArray[np.float64]) -> ShiftField:
    """The same shift everywhere."""
    return ShiftField(np.zeros(1), np.zeros(1), np.asarray(shift, float).reshape(1, 1, 2))


def smooth_field(
    rows: NDArray[np.float64],
    cols: NDArray[np.float64],
    wanted: NDArray[np.bool_],
    shifts: NDArray[np.float64],
    weights: NDArray[np.float64],
    margin: float = 0.0,
) -> tuple[ShiftField, NDArray[np.bool_]]:
    """The smoothest field that the tie points allow, and which of them it agrees with.

    A discrete thin plate: squared second differences over the lattice are minimised together with the squared distances
    to the tie points, which lose their weight as they lie further off (Tukey's biweight). Gaps are bridged, and beyond
    the outermost tie points the field goes on evenly.

    :param rows, cols: the lattice's lines.
    :param wanted: bool (rows, cols), where its tie points are.
    :param shifts: float64 (n, 2), of the tie points, row by row.
    :param weights: (n,), 0 = rejected already.
    :param margin: pixels by which the field reaches beyond the lattice.
    """
    rows, above = _extended(rows, margin)
    cols, beside = _extended(cols, margin)
    wanted = np.pad(wanted, ((above, above), (beside, beside)))
    height, width = wanted.shape
    (at,) = np.nonzero(wanted.ravel())
    used = weights > 0
    usual = weighted_median(shifts[used], weights[used])
    plate = _SMOOTHNESS * _bending(height, width) + 1e-6 * sparse.identity(height * width)
    robust = weights.copy()
    values: NDArray[np.float64] = np.zeros((height * width, 2))
    tolerance = _NEIGHBOUR_AGREE
    for _ in range(8):
        data = np.zeros(height * width)
        data[at] = robust
        right = np.zeros((height * width, 2))
        right[at] = robust[:, None] * (shifts - usual)
        values = np.asarray(spsolve((plate + sparse.diags(data)).tocsc(), right)).reshape(height * width, 2) + usual
        distance = np.hypot(*(shifts - values[at]).T)
        spread = TO_SIGMA * np.median(distance[used]) if used.any() else 0.0
        tolerance = float(np.clip(2 * DEVIATIONS * spread, 2 * LEAST_TOLERANCE, 2 * AGREE))
        robust = weights * np.clip(1 - (distance / tolerance) ** 2, 0.0, None) ** 2
    used = (weights > 0) & (np.hypot(*(shifts - values[at]).T) <= min(tolerance, AGREE))
    return ShiftField(rows, cols, values.reshape(height, width, 2)), used


def _extended(lines: NDArray[np.float64], margin: float) -> tuple[NDArray[np.float64], int]:
    """The lines with as many more on each side as ``margin`` takes, and how many those are."""
    if len(lines) == 1 or margin <= 0:
        return lines, 0
    step = (lines[-1] - lines[0]) / (len(lines) - 1)
    more = math.ceil(margin / step)
    return lines[0] + step * np.arange(-more, len(lines) + more), more


def _bending(height: int, width: int) -> sparse.spmatrix:
    """The matrix of the sum of squared second differences, in both directions and across, over a lattice."""
    total = sparse.csr_matrix((height * width, height * width))
    down, across = _differences(height, 2), _differences(width, 2)
    pieces = [
        (sparse.kron(down, sparse.identity(width)), 1.0),
        (sparse.kron(sparse.identity(height), across), 1.0),
        (sparse.kron(_differences(height, 1), _differences(width, 1)), 2.0),
    ]
    # A lattice of two lines has no second differences: there the first ones keep it from being anything.
    if height < 3:
        pieces.append((sparse.kron(_differences(height, 1), sparse.identity(width)), 0.1))
    if width < 3:
        pieces.append((sparse.kron(sparse.identity(height), _differences(width, 1)), 0.1))
    for piece, factor in pieces:
        if piece.shape[0]:
            total = total + factor * (piece.T @ piece)
    return total


def _differences(length: int, order: int) -> sparse.spmatrix:
    """The matrix (length - order, length) of differences of that order; no rows where there are too few values."""
    if length <= order:
        return sparse.csr_matrix((0, length))
    stencil = {1: (-1.0, 1.0), 2: (1.0, -2.0, 1.0)}[order]
    return sparse.diags(stencil, range(order + 1), shape=(length - order, length))


def _position(values: NDArray[np.float64], lines: NDArray[np.float64]) -> NDArray[np.float64]:
    """Where values lie between evenly spaced lines, counted in lines; beyond the outermost, on it."""
    if len(lines) == 1:
        return np.zeros(np.shape(values))
    step = (lines[-1] - lines[0]) / (len(lines) - 1)
    return np.clip((np.asarray(values) - lines[0]) / step, 0, len(lines) - 1)
