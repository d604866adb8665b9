"""Predictions of a radar date from earlier dates, without training: fitted on a sample of the image, applied block by block.

All values are in decibels. Levelling removes offsets of whole images (wet ground, wind, calibration); the spread of each pixel
over the earlier dates, shrunk towards the image's, scales the difference; the regression within the image explains what the
date has in common with its history; the spread of the date itself, wind and rain for the most part, scales the score, so that
dates can be compared. Memory does not grow with the image: the fit sees a sample, the application a block.

The regression follows the idea of Alatalo, Sipola and Rantonen (2023, IEEE TGRS 61), to seek change in the difference from a
prediction, without their network.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import Any, Optional, Protocol

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

Decibels = NDArray[np.float32]

_FLOOR_DB = 0.3  # no pixel is known better than this
_SHRINKAGE = 0.25  # weight of a pixel's own variance against the median variance of the image
_LATEST = 48  # earlier dates that are features of their own, at most
_PIXELS_PER_FEATURE = 10  # at least
# On standardised features, per _RIDGE_PIXELS. It draws the prediction towards the levelled mean: change over much of the image
# is explained away less.
_RIDGE = 1000.0
_RIDGE_PIXELS = 10_000
_OUTLIERS = 2.5  # standard deviations, as pixels near each other differ
_START_SHARE, _REFITS = 0.4, 6
_SETTLED = 0.002  # share of the pixels that a refit would add or leave out, below which it is not worth it
_MAD_TO_SIGMA = 1.4826
_SPECKLE_SIGMA = 1.0  # pixels; what is left of speckle after a filter is averaged over this
_REACH = 4  # pixels of that average
_OBJECT_SIGMA, _OBJECT_WEIGHT = 3.0, 0.3  # pixels of an average over an object, and its weight in the score
_OBJECT_REACH = 12
_LEAST_SPREAD = 0.1  # standard deviations of the pixels
_APART = 6  # pixels: change mostly covers both of two pixels that are so near, what is left of speckle does not
_WHOLE_QUANTILE = 0.8  # of all deviations: up to a fifth of an image may change before it matters
_YEAR_DAYS, _YEAR_WEIGHT = 365.0, 0.7  # of that quantile, where the latest image that predicts is a year old or more
_EIGHTY_PERCENT = 0.8416  # quantile of the standard normal distribution
_PEAK_HEIGHT, _VALLEY = 0.8, 0.75  # of a further peak against the highest, and of the valley before it
_DENSE_SHARE, _MOST_DRIFT = 0.4, 1.5  # of the pixels around the middle; standard deviations that it moves in a step, at most
_LEAST_LEVEL_SPREAD = 0.5  # dB, of the offsets of images
_LEAST_KNOWN = 200  # pixels for a histogram


@dataclass(frozen=True)
class Difference:
    """Difference of a date from its prediction.

    :param decibels: float32 (bands, ...), NaN where it is not known.
    :param score: float32 (...), L2 norm over the bands of the difference in standard deviations (or in dB), NaN likewise.
    """

    decibels: Decibels
    score: Decibels


class Predictor(Protocol):
    """A fitted prediction of one date."""

    @property
    def halo(self) -> int:
        """Pixels around a block that its prediction depends on; where it is not 0, blocks have two dimensions."""
        ...

    @property
    def stride(self) -> int:
        """Blocks begin at multiples of this from the grid's origin."""
        ...

    def difference(self, earlier: Decibels, date: Decibels, terrain: Optional[Decibels] = None) -> Difference:
        """Compare a block with its prediction.

        :param earlier: (dates, bands, ...), in the order of the fit, NaN where there is no data.
        :param date: (bands, ...).
        :param terrain: (features, ...) as :func:`.terrain.read_terrain` gives it, where the fit had it.
        """
        ...


class _PixelByPixel:
    """A prediction of a pixel that depends on no other pixel."""

    @property
    def halo(self) -> int:
        return 0

    @property
    def stride(self) -> int:
        return 1


@dataclass(frozen=True)
class Reference(_PixelByPixel):
    """Prediction by one earlier image, as conventional difference images have it.

    :param index: of the reference among the earlier dates.
    """

    index: int

    def difference(self, earlier: Decibels, date: Decibels, terrain: Optional[Decibels] = None) -> Difference:
        decibels = date - earlier[self.index]
        return Difference(decibels, norm(decibels))


@dataclass(frozen=True)
class Median(_PixelByPixel):
    """Prediction by the median of the earlier dates, levelled or not.

    :param levels: offsets of the earlier dates in dB (dates, bands).
    :param level: offset of the date (bands).
    """

    levels: NDArray[np.float32]
    level: NDArray[np.float32]

    def difference(self, earlier: Decibels, date: Decibels, terrain: Optional[Decibels] = None) -> Difference:
        median = quietly(np.nanmedian, levelled(earlier, self.levels))
        decibels = levelled(date, self.level) - median
        return Difference(decibels, norm(decibels))


class Residual(Protocol):
    """A prediction of a pixel from its own history, with the spread of the pixel."""

    def residual(self, earlier: Decibels, date: Decibels, terrain: Optional[Decibels] = None) -> tuple[Decibels, Decibels]:
        """Return the difference from the prediction in dB, and in standard deviations of the pixel (bands, ...)."""
        ...


@dataclass(frozen=True)
class Deviation(_PixelByPixel):
    """Levelled difference from the mean of the earlier dates, in standard deviations of the pixel.

    :param levels: offsets of the earlier dates in dB (dates, bands). :param level: offset of the date (bands).
    :param variance: median variance over the image (bands), dB2.
    """

    levels: NDArray[np.float32]
    level: NDArray[np.float32]
    variance: NDArray[np.float32]

    def residual(self, earlier: Decibels, date: Decibels, terrain: Optional[Decibels] = None) -> tuple[Decibels, Decibels]:
        """See :class:`Residual`."""
        history = levelled(earlier, self.levels)
        decibels = levelled(date, self.level) - quietly(np.nanmean, history)
        return decibels, decibels / sigma(history, self.variance)

    def difference(self, earlier: Decibels, date: Decibels, terrain: Optional[Decibels] = None) -> Difference:
        decibels, deviations = self.residual(earlier, date)
        return Difference(decibels, norm(deviations))


@dataclass(frozen=True)
class Regression(_PixelByPixel):
    """Ridge regression within the image: each band from the earlier images and the mean of all of them.

    :param levels: offsets of the earlier dates in dB (dates, bands). :param level: offset of the date (bands).
    :param variance: median variance over the image (bands), dB2.
    :param centre, scale: of the features (features).
    :param latest: earlier dates that are features of their own.
    :param weights: of the difference from the mean (features + 1, bands); the last row is the constant.
    :param outliers: share of the pixels that the fit leaves out, 0..1.
    """

    levels: NDArray[np.float32]
    level: NDArray[np.float32]
    variance: NDArray[np.float32]
    latest: int
    centre: NDArray[np.float32]
    scale: NDArray[np.float32]
    weights: NDArray[np.float32]
    outliers: float

    def residual(self, earlier: Decibels, date: Decibels, terrain: Optional[Decibels] = None) -> tuple[Decibels, Decibels]:
        """See :class:`Residual`."""
        history = levelled(earlier, self.levels)
        features, mean = _features(history, self.latest, terrain)
        standard = (features - _column(self.centre, features)) / _column(self.scale, features)
        predicted = mean + np.tensordot(self.weights[:-1].T, standard, axes=1)
        predicted += _column(self.weights[-1], predicted)
        decibels = (levelled(date, self.level) - predicted).astype(np.float32)
        return decibels, decibels / sigma(history, self.variance)

    def difference(self, earlier: Decibels, date: Decibels, terrain: Optional[Decibels] = None) -> Difference:
        decibels, deviations = self.residual(earlier, date, terrain)
        return Difference(decibels, norm(deviations))


@dataclass(frozen=True)
class Standardised:
    """A prediction whose score is in standard deviations of the pixel and of the date, averaged.

    It is the geometric mean of averages at the scale of speckle and at that of objects: what stands alone counts less.

    :param predictor: whose residuals are scored.
    :param spread: of the date: standard deviation of its deviations, free of change.
    """

    predictor: Residual
    spread: float

    @property
    def reach(self) -> int:
        """Pixels over which the score is averaged."""
        return _REACH

    @property
    def halo(self) -> int:
        return _OBJECT_REACH

    @property
    def stride(self) -> int:
        return 1

    def difference(self, earlier: Decibels, date: Decibels, terrain: Optional[Decibels] = None) -> Difference:
        """See :class:`Predictor`; blocks with their halo."""
        decibels, deviations = self.predictor.residual(earlier, date, terrain)
        score = norm(_averaged(deviations, _SPECKLE_SIGMA)) ** np.float32(1 - _OBJECT_WEIGHT)
        score *= norm(_averaged(deviations, _OBJECT_SIGMA)) ** np.float32(_OBJECT_WEIGHT)
        return Difference(decibels, (score / np.float32(self.spread)).astype(np.float32))


def without_rims(score: Decibels, reach: int) -> NDArray[np.bool_]:
    """Return where an averaged score is not the rim of a stronger one beside it.

    Averaging draws a strong change out over its edge, where the score still exceeds the threshold. The edge of an averaged step
    is where half of its height is reached.

    :param score: float32 (height, width), NaN = no data.
    :param reach: pixels of the average.
    """
    known = np.nan_to_num(score, nan=0.0)
    return np.asarray(known >= 0.5 * ndimage.maximum_filter(known, 2 * reach + 1, mode="nearest"))


def standardised(
    predictor: Optional[Residual], earlier: Decibels, date: Decibels, days: float, terrain: Optional[Decibels] = None
) -> Optional[Standardised]:
    """Measure the spread of a date and make its score comparable to those of other dates.

    :param predictor: fitted on the same sample; ``None`` = none could be.
    :param earlier, date, days, terrain: see :func:`spread_of`.
    """
    return None if predictor is None else Standardised(predictor, spread_of(predictor, earlier, date, days, terrain))


def spread_of(predictor: Residual, earlier: Decibels, date: Decibels, days: float, terrain: Optional[Decibels] = None) -> float:
    """Return the standard deviation of the deviations of a date.

    It is a weighted geometric mean of two, both as of normal numbers: that of the differences between pixels of the sample that
    lie :data:`_APART` pixels apart, in which change does not count, because it mostly covers both or neither; and that by a
    high quantile of the deviations themselves, which large differences widen. Where much of an image differs within days, that
    is change; over a year it is what season, farming and growth do to areas of that size. So the weight of the second grows
    with the age of the latest image that predicts.

    :param earlier, date, terrain: the sample; for shapes see :func:`fit_levels`.
    :param days: from the latest of the earlier dates to the date.
    """
    _, deviations = predictor.residual(earlier, date, terrain)
    bands = len(deviations)
    whole = _quantile(norm(deviations), _WHOLE_QUANTILE) / _length(bands, _EIGHTY_PERCENT)
    apart = norm(deviations[:, _APART:] - deviations[:, :-_APART])
    if not np.isfinite(apart).any():  # an area of a few pixels
        return max(whole, _LEAST_SPREAD)
    near = _quantile(apart, 0.5) / np.sqrt(2) / _length(bands, 0.0)
    weight = _YEAR_WEIGHT * min(max(days, 0.0) / _YEAR_DAYS, 1.0)
    return max(float(near ** (1 - weight) * whole**weight), _LEAST_SPREAD)


def _length(bands: int, quantile: float) -> float:
    """Length of a vector of independent normal numbers that a share of such vectors exceeds (Wilson and Hilferty 1931).

    :param quantile: of the standard normal distribution, 0 = the median.
    """
    part = 2 / (9 * bands)
    return float(np.sqrt(bands * (1 - part + quantile * np.sqrt(part)) ** 3))


def _quantile(values: Decibels, share: float) -> float:
    """A quantile of the known values, 0 without any."""
    known = values[np.isfinite(values)]
    return float(np.quantile(known, share)) if known.size else 0.0


def _averaged(deviations: Decibels, pixels: float) -> Decibels:
    """Average (Gaussian) over so many pixels those with data (bands, height, width); NaN stays NaN."""
    known = np.isfinite(deviations)
    found = np.empty_like(deviations, np.float32)
    for band, (values, valid) in enumerate(zip(deviations, known)):
        sums = ndimage.gaussian_filter(np.where(valid, values, 0).astype(np.float32), pixels, mode="constant")
        weights = ndimage.gaussian_filter(valid.astype(np.float32), pixels, mode="constant")
        found[band] = np.where(valid, sums / np.maximum(weights, np.float32(1e-6)), np.nan)
    return found


def fit_levels(earlier: Decibels, date: Optional[Decibels] = None) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Offset of each image: the spatial median of its difference from the temporal median of the earlier dates.

    Where the differences of the date have several peaks, which change over about half of the image leads to, its offset is the
    peak that is likelier by its height and by the offsets of the earlier dates.

    :param earlier: sample (dates, bands, pixels) in dB, NaN = no data.
    :param date: (bands, pixels); ``None`` = none is wanted.
    :return: offsets of the earlier dates (dates, bands) and of the date (bands), 0 where nothing is known.
    """
    median = quietly(np.nanmedian, earlier)
    levels = np.nan_to_num(quietly(np.nanmedian, earlier - median, axis=-1)).astype(np.float32)
    if date is None:
        return levels, np.zeros(earlier.shape[1], np.float32)
    level = np.nan_to_num(quietly(np.nanmedian, date - median, axis=-1)).astype(np.float32)
    for band, differences in enumerate(date - median):
        known = differences[np.isfinite(differences)]
        places, heights = _peaks(known) if known.size >= _LEAST_KNOWN else (known[:0], known[:0])
        if len(places) > 1:
            usual = max(float(levels[:, band].std()), _LEAST_LEVEL_SPREAD)
            likely = np.log(heights) - 0.5 * ((places - np.median(levels[:, band])) / usual) ** 2
            level[band] = places[int(np.argmax(likely))]
    return levels, level


def _peaks(values: Decibels) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return places and heights of the peaks of a distribution that compare with the highest and are apart from it.

    The histogram is smoothed by the spread of pixels near each other: what is narrower is noise.

    :param values: known, of one band.
    """
    low, high = np.quantile(values, [0.005, 0.995])
    step = max(float(near_spread(values[None])[0]) / 4, 0.02)
    edges = np.arange(low, high + step, step)
    if len(edges) < 3:
        return np.array([low]), np.array([1.0])
    counts = ndimage.gaussian_filter1d(np.histogram(values, edges)[0].astype(np.float64), 4.0, mode="constant")
    middles = (edges[:-1] + edges[1:]) / 2
    highest = int(np.argmax(counts))
    found = []
    for place in np.flatnonzero((counts >= np.roll(counts, 1)) & (counts >= np.roll(counts, -1))):
        between = counts[min(place, highest) : max(place, highest) + 1]
        tall = counts[place] >= _PEAK_HEIGHT * counts[highest]
        if place == highest or (tall and between.min() <= _VALLEY * counts[place]):
            found.append(place)
    return middles[found], counts[found]


def near_spread(values: NDArray[Any]) -> NDArray[Any]:
    """Standard deviation of each band (bands, pixels) by differences of pixels :data:`_APART` apart, free of change."""
    apart = np.abs(values[:, _APART:] - values[:, :-_APART])
    return np.asarray(_MAD_TO_SIGMA / np.sqrt(2) * np.median(apart, axis=1)) if apart.size else np.zeros(len(values))


def fit_median(earlier: Decibels, date: Decibels, level: bool) -> Median:
    """Fit the prediction by the median of the earlier dates; for shapes see :func:`fit_levels`."""
    levels, own = fit_levels(earlier, date)
    return Median(levels, own) if level else Median(np.zeros_like(levels), np.zeros_like(own))


def fit_deviation(earlier: Decibels, date: Decibels, level: bool = True) -> Deviation:
    """Fit the levelled deviation with a shrunk sigma; for shapes see :func:`fit_levels`."""
    levels, own = fit_levels(earlier, date)
    if not level:
        levels, own = np.zeros_like(levels), np.zeros_like(own)
    return Deviation(levels, own, median_variance(levelled(earlier, levels)))


def fit_regression(earlier: Decibels, date: Decibels, terrain: Optional[Decibels] = None) -> Optional[Regression]:
    """Fit the regression; for shapes see :func:`fit_levels`.

    What is fitted is the difference from the levelled mean. It starts from the pixels that differ least from it and is fitted
    again without outliers, so that change over much of the image is not taken for its normal state (after Rousseeuw and van
    Driessen 2006, fast least trimmed squares). Outliers are measured by the spread of pixels near each other, which change
    does not widen.

    :param terrain: (features, pixels); ``None`` = none.
    :return: ``None`` where too few pixels are known on all dates.
    """
    levels, level = fit_levels(earlier, date)
    history = levelled(earlier, levels)
    mean = quietly(np.nanmean, history)
    target = levelled(date, level) - mean
    known = np.isfinite(target).all(axis=0)
    if terrain is not None:
        known &= np.isfinite(terrain).all(axis=0)
    most = np.count_nonzero(known) // _PIXELS_PER_FEATURE - (0 if terrain is None else len(terrain))
    latest = min(_LATEST, len(earlier), most // len(date) - 1)
    if latest < 1:
        return None
    features, _ = _features(history, latest, terrain)
    variance = median_variance(history)
    apart = norm(target / sigma(history, variance))[known]
    features, target = features[:, known].astype(np.float64), target[:, known].astype(np.float64)
    centre, scale = features.mean(axis=1), np.maximum(features.std(axis=1), 1e-6)
    design = np.vstack([(features - centre[:, None]) / scale[:, None], np.ones(features.shape[1])])
    kept = apart <= np.quantile(apart, _START_SHARE)
    weights = _ridge(design[:, kept], target[:, kept])
    for _ in range(_REFITS):
        before, (kept, _) = kept, _inliers(target - weights.T @ design)
        settled = np.mean(kept != before) < _SETTLED
        if settled or np.count_nonzero(kept) < _PIXELS_PER_FEATURE // 2 * len(design):
            break
        weights = _ridge(design[:, kept], target[:, kept])
    kept, middle = _inliers(target - weights.T @ design)
    weights[-1] += middle
    found = [np.asarray(item, np.float32) for item in (variance, centre, scale, weights)]
    return Regression(levels, level, found[0], latest, found[1], found[2], found[3], 1 - float(kept.mean()))


def _inliers(residuals: NDArray[Any]) -> tuple[NDArray[np.bool_], NDArray[Any]]:
    """Return the pixels within :data:`_OUTLIERS` of the middle in all bands (bands, pixels), and the middle (bands).

    The middle is where pixels lie densest: a median would be drawn towards change. It drifts, but does not jump to another
    peak, which may be the change.
    """
    spread = near_spread(residuals)
    middle = np.array([_densest(band) for band in residuals])
    middle = np.where(np.abs(middle) <= _MOST_DRIFT * spread, middle, 0.0)
    return np.asarray((np.abs(residuals - middle[:, None]) <= _OUTLIERS * spread[:, None]).all(axis=0)), middle


def _densest(values: NDArray[Any]) -> float:
    """The mean of the narrowest range that holds :data:`_DENSE_SHARE` of the values."""
    ordered = np.sort(values)
    count = int(len(ordered) * _DENSE_SHARE)
    first = int(np.argmin(ordered[count:] - ordered[: len(ordered) - count]))
    return float(ordered[first : first + count + 1].mean())


def _ridge(design: NDArray[Any], target: NDArray[Any]) -> NDArray[Any]:
    """Weights (features, bands) of standardised features (features, pixels), the last of which is the constant."""
    penalty = np.full(len(design), _RIDGE * design.shape[1] / _RIDGE_PIXELS)
    penalty[-1] = 0.0
    return np.linalg.solve(design @ design.T + np.diag(penalty), design @ target.T)


def _features(history: Decibels, count: int, terrain: Optional[Decibels] = None) -> tuple[Decibels, Decibels]:
    """Return features (features, ...): so many latest images, the mean of all, all bands, and the terrain; and the mean."""
    mean = quietly(np.nanmean, history)
    latest = history[-count:]
    # Where one image lacks a pixel the mean stands in, so that the prediction is not lost.
    latest = np.where(np.isfinite(latest), latest, mean[None])
    known = [] if terrain is None else [terrain]
    return np.concatenate([latest.reshape(-1, *history.shape[2:]), mean, *known]), mean


def levelled(values: Decibels, levels: NDArray[np.float32]) -> Decibels:
    """Values without the offset of each image and band."""
    return values - levels.reshape(*levels.shape, *(1,) * (values.ndim - levels.ndim))


def median_variance(history: Decibels) -> NDArray[np.float32]:
    """The median over the image of the variance of each pixel, (bands), dB2."""
    variance = quietly(np.nanvar, history)
    return np.nan_to_num(quietly(np.nanmedian, variance.reshape(len(variance), -1), axis=-1)).astype(np.float32)


def sigma(history: Decibels, variance: NDArray[np.float32]) -> Decibels:
    """The standard deviation of each pixel over the earlier dates (bands, ...), its variance drawn towards the image's."""
    own = quietly(np.nanvar, history)
    shrunk = _SHRINKAGE * own + (1 - _SHRINKAGE) * _column(variance, own)
    return np.maximum(np.sqrt(shrunk), np.float32(_FLOOR_DB))


def norm(values: Decibels) -> Decibels:
    """Length over the bands (bands, ...) -> (...)."""
    return np.sqrt(np.square(values).sum(axis=0)).astype(np.float32)


def _column(values: NDArray[Any], like: NDArray[Any]) -> NDArray[Any]:
    return values.reshape(-1, *(1,) * (like.ndim - 1))


def quietly(function: Any, values: Decibels, axis: int = 0) -> Decibels:
    """A NaN-aware statistic, NaN where all values are, without numpy's warning of it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        return np.asarray(function(values, axis=axis))
