"""Iteratively reweighted multivariate alteration detection: A. A. Nielsen 2007, IEEE Trans. Image Processing 16(2), 463-478.

The dates' bands are combined so that their canonical variates correlate as much as they can; the differences of the
variates (MAD) show change, whatever linear change of radiometry there is between the dates. The sum of their squares, each
over its variance, is chi-square where nothing changed: its upper tail is the probability of no change, by which pixels are
weighted in the next iteration.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Callable, Iterable, Optional

import numpy as np
from numpy.typing import NDArray

from ...jobs.failure import JobFailure
from .blocks import spread_pixels
from .chi_square import chi_square_tail
from .method import Inputs, Method

# Change of the canonical correlations at which the iteration has converged.
TOLERANCE = 1e-6
MOST_ITERATIONS = 200
# Bands that are a combination of others add nothing but noise: components of less than this share are left out.
_LEAST_SHARE = 1e-7
_CHUNK = 2**18  # pixels that are turned to float64 at once

Pixels = tuple[NDArray[Any], NDArray[Any]]  # before and after, (bands, n) each


class Moments:
    """Weighted moments of the pixels of both dates, gathered chunk by chunk.

    :param shift: float64 (2 x bands,), near the mean: it keeps large values with small deviations exact.
    """

    def __init__(self, shift: NDArray[np.float64]) -> None:
        self.shift = shift
        self.weight = 0.0
        self._sum = np.zeros(len(shift))
        self._outer = np.zeros((len(shift), len(shift)))

    def add(self, before: NDArray[Any], after: NDArray[Any], weights: Optional[NDArray[Any]]) -> None:
        """Take pixels (bands, n) with weights (n,); ``None`` = 1 each."""
        values = np.concatenate([before, after]).astype(np.float64)
        values -= self.shift[:, None]
        if weights is None:
            self.weight += values.shape[1]
            self._sum += values.sum(axis=1)
            self._outer += values @ values.T
            return
        weighted = values * weights
        self.weight += float(weights.sum(dtype=np.float64))
        self._sum += weighted.sum(axis=1)
        self._outer += weighted @ values.T

    def mean(self) -> NDArray[np.float64]:
        return np.asarray(self.shift + self._sum / self.weight)

    def covariance(self) -> NDArray[np.float64]:
        mean = self._sum / self.weight
        return np.asarray(self._outer / self.weight - np.outer(mean, mean))


@dataclass(frozen=True)
class Mad(Method):
    """The transform of an iteration, and the method that measures change with it.

    :param mean: float64 (2 x bands,).
    :param before, after: float64 (bands, p), weights of the bands in the variates.
    :param correlation: float64 (p,), ascending: the first variate shows the most change.
    :param deviation: of the variates.
    :param alone: only the chi-square is measured.
    """

    mean: NDArray[np.float64]
    before: NDArray[np.float64]
    after: NDArray[np.float64]
    correlation: NDArray[np.float64]
    deviation: NDArray[np.float64]
    alone: bool = False
    heavy_tailed: bool = True

    @property
    def names(self) -> tuple[str, ...]:
        if self.alone:
            return ("chi-square",)
        return ("chi-square", "no-change probability", *(f"MAD {index + 1}" for index in range(len(self.correlation))))

    @property
    def least(self) -> float:
        # Chi-square of what did not change is as large as the number of variates on average. Below it are rounding errors:
        # of the same image twice, for example.
        return float(len(self.correlation))

    def variates(self, before: NDArray[Any], after: NDArray[Any]) -> NDArray[Any]:
        """Return the MAD variates (p, n) of pixels (bands, n), float64 inside, in the pixels' type outside."""
        bands = len(before)
        kind = before.dtype
        # Centred first: what is left is small, so that the pixels' own type holds it.
        one = before - self.mean[:bands, None].astype(kind)
        other = after - self.mean[bands:, None].astype(kind)
        return np.asarray(self.before.T.astype(kind) @ one - self.after.T.astype(kind) @ other)

    def chi_square(self, variates: NDArray[Any]) -> NDArray[Any]:
        """(n,) of variates (p, n)."""
        scaled = variates / self.deviation[:, None].astype(variates.dtype)
        return np.einsum("pn,pn->n", scaled, scaled)

    def no_change(self, before: NDArray[Any], after: NDArray[Any]) -> NDArray[Any]:
        """Probability (n,) that pixels (bands, n) did not change."""
        return chi_square_tail(self.chi_square(self.variates(before, after)), len(self.correlation))

    def measure(self, before: NDArray[Any], after: NDArray[Any]) -> NDArray[Any]:
        """Chi-square, no-change probability and the variates: (2 + p, height, width)."""
        shape = before.shape[1:]
        variates = self.variates(before.reshape(len(before), -1), after.reshape(len(after), -1))
        chi = self.chi_square(variates)
        if self.alone:
            return chi.reshape(1, *shape)
        tail = chi_square_tail(chi, len(self.correlation))
        return np.concatenate([chi[None], tail[None], variates]).reshape(-1, *shape)


class TooUniform(ValueError):
    """A date does not vary, or there are too few pixels: there is nothing to correlate."""


def solve(moments: Moments) -> Mad:
    """Return the MAD transform of (weighted) moments.

    :raises TooUniform: nothing varies.
    """
    covariance = moments.covariance()
    bands = len(covariance) // 2
    one, other = _whitener(covariance[:bands, :bands]), _whitener(covariance[bands:, bands:])
    if one.shape[1] == 0 or other.shape[1] == 0:
        raise TooUniform()
    left, correlation, right = np.linalg.svd(one.T @ covariance[:bands, bands:] @ other, full_matrices=False)
    order = np.argsort(correlation)
    correlation = np.clip(correlation[order], 0, 1)
    before, after = one @ left[:, order], other @ right.T[:, order]
    # The sign of a variate is free: it is chosen so that it grows with the bands of the earlier date.
    spread = np.sqrt(np.maximum(np.diag(covariance)[:bands], np.finfo(float).tiny))
    sign = np.where(((covariance[:bands, :bands] @ before) / spread[:, None]).sum(axis=0) < 0, -1.0, 1.0)
    deviation = np.sqrt(np.maximum(2 * (1 - correlation), 1e-10))
    return Mad(moments.mean(), before * sign, after * sign, correlation, deviation)


def fit_sample(before: NDArray[Any], after: NDArray[Any], check: Callable[[], None]) -> tuple[Mad, int]:
    """Iterate to convergence over pixels in memory, (bands, n) each.

    :param check: called each iteration; may raise to stop.
    :return: the transform and how many iterations it took.
    :raises TooUniform: nothing varies, or there are fewer pixels than it takes.
    """
    if before.shape[1] < 4 * len(before):
        raise TooUniform()
    chunks = [slice(begin, begin + _CHUNK) for begin in range(0, before.shape[1], _CHUNK)]

    def pixels() -> Iterable[Pixels]:
        return ((before[:, part], after[:, part]) for part in chunks)

    shift = np.concatenate([before[:, chunks[0]], after[:, chunks[0]]]).mean(axis=1, dtype=np.float64)
    moved, mad = iterate(pixels(), None, shift)
    iterations = 1
    while moved >= TOLERANCE and iterations < MOST_ITERATIONS:
        check()
        moved, mad = iterate(pixels(), mad, shift)
        iterations += 1
    return mad, iterations


def iterate(pixels: Iterable[Pixels], mad: Optional[Mad], shift: NDArray[np.float64]) -> tuple[float, Mad]:
    """One iteration: weigh the pixels by the transform so far (``None`` = 1 each) and solve anew.

    :return: by how much the canonical correlations changed (infinite in the first iteration), and the new transform.
    :raises TooUniform: nothing varies.
    """
    moments = Moments(shift)
    for before, after in pixels:
        moments.add(before, after, None if mad is None else mad.no_change(before, after))
    # Where nearly every pixel has lost its weight, what is left is no sample of no change: the last transform holds.
    if mad is not None and moments.weight < 4 * len(shift):
        return 0.0, mad
    found = solve(moments)
    if mad is None or len(mad.correlation) != len(found.correlation):
        return float("inf"), found
    return float(np.abs(found.correlation - mad.correlation).max()), found


def _whitener(covariance: NDArray[np.float64]) -> NDArray[np.float64]:
    """(bands, rank): combinations of the bands with unit variance that do not correlate."""
    spread = np.sqrt(np.maximum(np.diag(covariance), 0))
    inverse = np.divide(1.0, spread, out=np.zeros_like(spread), where=spread > 1e-12)
    values, vectors = np.linalg.eigh(covariance * np.outer(inverse, inverse))
    kept = values > _LEAST_SHARE * max(values.max(), 1e-300) if values.max() > 0 else np.zeros(len(values), bool)
    result: NDArray[np.float64] = inverse[:, None] * vectors[:, kept] / np.sqrt(values[kept])
    return result


def make_ir_mad(inputs: Inputs) -> Mad:
    """Fit the transform, iterated to convergence over a sample that bounds memory and time; a small image is its own.

    :raises JobFailure: ``too_uniform``.
    """
    context = inputs.context
    sample = spread_pixels(inputs.pair, inputs.plan, context, inputs.progress)
    if not sample.before.shape[1]:
        return Mad(np.zeros(2), np.zeros((1, 1)), np.zeros((1, 1)), np.zeros(1), np.ones(1), inputs.alone)
    try:
        mad, iterations = fit_sample(sample.before, sample.after, context.check)
    except TooUniform:
        raise JobFailure("too_uniform") from None
    listing = ", ".join(f"{value:.4f}" for value in mad.correlation[::-1])
    count, every = sample.before.shape[1], sample.step**2
    context.info("ir_mad", iterations=iterations, pixels=count, every=every, values=listing)
    if iterations >= MOST_ITERATIONS:
        context.warn("ir_mad_unsettled", iterations=iterations)
    return replace(mad, alone=inputs.alone)
