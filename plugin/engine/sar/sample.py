"""What a radar difference decides on a sample of its images: method, threshold of the score, and the fitted predictions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Iterator, Optional, Sequence

import numpy as np
from numpy.typing import NDArray

from ...jobs.failure import JobFailure
from ...jobs.sar import SarDifferenceJob
from ..context import JobContext
from ..dates.grid import Window
from .methods import NETWORK, WITH_ONE_IMAGE, Fit, Sample, before, choose_method, fit_of
from .network_prediction import RadarModel
from .prediction import Decibels, Predictor
from .series import Series, context_of, part_of
from .terrain import FEATURES

FITTED_AT = 0.25  # of the progress of a run
_SAMPLED_AT = 0.2
_DEFAULT_SHARE = 0.001  # of false alarms
_SAMPLE_BYTES = 16 * 2**20  # of all images
_SAMPLE_SIDE = 256
_SHARE_OF_FEW = 0.01  # of false alarms, where there are too few pixels for a smaller share
_LEAST_SPREAD_DB = 1e-3
_LEAST_VARYING = 64  # pixels, among which at least two differ in any image
_NULL_DATES = 3  # earlier dates by which false alarms are counted


def _sample(stack: Series) -> list[Window]:
    """Windows spread evenly over the area that hold about as many pixels as a sample may have; all where the area is small."""
    work, side = stack.work, _SAMPLE_SIDE
    rows, cols = range(work.row, work.row + work.height, side), range(work.col, work.col + work.width, side)
    windows = [Window(row, col, side, side).clipped(work) for row in rows for col in cols]
    windows = [window for window in windows if stack.area.meets(stack.grid, window)]
    planes = len(stack.polarisations) * len(stack.images)
    step = max(1, -(-sum(window.pixels for window in windows) * planes * 4 // _SAMPLE_BYTES))
    # A step that shares no factor with the number of columns meets all of them.
    while len(windows) > step > 1 and np.gcd(step, len(cols)) > 1:
        step += 1
    return windows[::step]


def read_sample(stack: Series, context: JobContext) -> tuple[Decibels, Optional[Decibels]]:
    """Read the sample of the images and of the terrain, pixels of the area only.

    :return: (earlier images, dates; bands; pixels) and (features, pixels), ``None`` = no elevation model.
    """
    images = stack.images
    windows = _sample(stack)
    parts: list[Decibels] = [np.zeros((len(images), len(stack.polarisations), 0), np.float32)]
    terrains: list[Decibels] = [np.zeros((FEATURES, 0), np.float32)]
    for number, window in enumerate(windows, 1):
        context.check()
        inside = stack.area.pixels(stack.grid, window)
        if inside.any():
            parts.append(np.stack([stack.read(image, window)[:, inside] for image in images]))
            terrain = stack.read_terrain(window)
            if terrain is not None:
                terrains.append(terrain[:, inside])
        context.progress(_SAMPLED_AT * number / len(windows), "reading")
    sample = np.concatenate(parts, axis=-1)
    return sample, None if stack.elevation is None else np.concatenate(terrains, axis=-1)


def with_data(
    stack: Series, sample: Decibels, terrain: Optional[Decibels], context: JobContext
) -> tuple[Series, Decibels, Optional[Decibels]]:
    """Leave out the images that show nothing of the area: no data, or one value everywhere.

    :param sample, terrain: see :func:`read_sample`.
    :return: the series and its sample without them.
    :raises JobFailure: ``sar_no_data`` or ``sar_no_earlier``.
    """
    count = len(stack.earlier)
    finite = np.isfinite(sample)
    known = np.asarray(finite.all(axis=1).any(axis=-1))
    if sample.shape[-1] >= _LEAST_VARYING:
        highest, lowest = (np.where(finite, sample, worst) for worst in (-np.inf, np.inf))
        known &= (highest.max(axis=-1) - lowest.min(axis=-1) > _LEAST_SPREAD_DB).any(axis=1)
    targets = [number for number in stack.targets if known[count + number]]
    if not targets:
        raise JobFailure("sar_no_data", "TABLE", date=stack.first.day)
    if known.all():
        return stack, sample, terrain
    context.warn("sar_images_empty", count=int(np.count_nonzero(~known)))
    if not known[:count].any():
        raise JobFailure("sar_no_earlier", "TABLE", date=stack.first.day)
    known[count : count + targets[0]] = False  # the first date is one in which change is sought
    earlier, dates = (
        [item for item, kept in zip(part, flags) if kept]
        for part, flags in ((stack.earlier, known[:count]), (stack.dates, known[count:]))
    )
    sought = [item for item, kept in zip(stack.sought, known[count:]) if kept]
    return replace(stack, earlier=tuple(earlier), dates=tuple(dates), sought=tuple(sought)), sample[known], terrain


def decide_method(
    job: SarDifferenceJob, stack: Series, sample: Decibels, model: Optional[RadarModel], context: JobContext
) -> tuple[str, Fit]:
    """Decide the method, and log the reason where the run chooses it.

    :param sample: see :func:`read_sample`.
    :param model: of the method ``network``; ``None`` = another method.
    :return: its name and its fit.
    :raises JobFailure: ``sar_too_few`` or ``sar_model_dates``: there are too few earlier images.
    """
    count = len(stack.earlier)
    method = job.method
    if model is not None:
        method = NETWORK
        if count < model.spec.dates:
            raise JobFailure("sar_model_dates", "MODEL", model=model.name, needed=model.spec.dates, count=count)
        context.info("sar_method_network", model=model.name, dates=model.spec.dates)
    elif method == "automatic":
        choices = [choose_method(sample[:count], sample[count + number]) for number in stack.targets]
        # One method for all dates: that for much change, if one of them needs it.
        method, reason = next((choice for choice in choices if choice[1] == "sar_method_much_change"), choices[0])
        context.info(reason, method=method, count=count)
        if method == "regression" and not stack.gap_days:
            context.info("sar_slow_change")
    elif count < 2 and method not in WITH_ONE_IMAGE:
        raise JobFailure("sar_too_few", "METHOD", method=method, count=count)
    return method, fit_of(method, model)


@dataclass(frozen=True)
class Threshold:
    """Threshold of the score.

    :param value: ``None`` = from the scores of the whole image.
    :param least: what it is then at least: few pixels have two classes of scores, change or not.
    """

    value: Optional[float]
    least: float = 0.0


def decide_threshold(
    job: SarDifferenceJob, stack: Series, sample: Decibels, terrain: Optional[Decibels], fit: Fit, context: JobContext
) -> Threshold:
    """Decide the threshold of the score as far as earlier dates give it.

    :param sample, terrain: see :func:`read_sample`.
    """
    if job.threshold_method == "fixed":
        return Threshold(job.threshold)
    if job.threshold_method == "kittler-illingworth":
        return Threshold(None)
    share = _DEFAULT_SHARE if job.threshold is None else job.threshold
    return _threshold_by_false_alarms(stack, sample[: len(stack.earlier)], terrain, fit, share, context)


@dataclass(frozen=True)
class _OfNull:
    """The prediction of an earlier date. :param index: of that date. :param count: earliest images that predict it."""

    predictor: Predictor
    index: int
    count: int


def _threshold_by_false_alarms(
    stack: Series, earlier: Decibels, terrain: Optional[Decibels], fit: Fit, share: float, context: JobContext
) -> Threshold:
    """Return the score that a share of the pixels exceeds on the latest earlier dates, each predicted from the dates before it.

    It is the middle one of these dates' scores: change on one of them must not hide later change.
    """
    rows = [image.acquisition for image in stack.earlier]
    predictors: list[_OfNull] = []
    for index in range(len(earlier) - 1, max(1, len(earlier) - 1 - _NULL_DATES), -1):
        context.check()
        count = len(before(rows[index], rows[:index], stack.gap_days))
        predictor = fit(Sample(earlier[:count], earlier[index], rows[index], rows[:count], terrain)) if count > 1 else None
        if predictor is not None:
            predictors.append(_OfNull(predictor, index, count))
    scores: dict[int, list[NDArray[np.float32]]] = {item.index: [] for item in predictors}
    for item in predictors:
        if not item.predictor.halo:
            score = item.predictor.difference(earlier[: item.count], earlier[item.index], terrain).score
            scores[item.index].append(score[np.isfinite(score)])
    for index, part in _scores_of_blocks(stack, [item for item in predictors if item.predictor.halo], context):
        scores[index].append(part)
    dates = [np.concatenate(parts) for parts in scores.values() if parts]
    values = [float(np.quantile(date, 1 - share)) for date in dates if date.size >= 1 / share]
    enough = bool(values) and sum(date.size for date in dates) >= 10 / share
    value = _middle(values) if enough else 0.0
    if value <= 0:  # too few pixels, or images that are all alike
        context.warn("sar_threshold_from_image", share=share)
        return Threshold(None, _middle([float(np.quantile(date, 1 - _SHARE_OF_FEW)) for date in dates if date.size]))
    context.info("sar_threshold", value=value, share=share, dates=len(predictors))
    return Threshold(value)


def _middle(values: Sequence[float]) -> float:
    """Return the middle one of some values, the lower one of two; 0 of none."""
    return sorted(values)[(len(values) - 1) // 2] if values else 0.0


def _scores_of_blocks(
    stack: Series, predictors: Sequence[_OfNull], context: JobContext
) -> Iterator[tuple[int, NDArray[np.float32]]]:
    """Yield the index of an earlier date and its scores on a window, of predictions that need blocks of two dimensions."""
    if not predictors:
        return
    for window in _sample(stack):
        context.check()
        inside = stack.area.pixels(stack.grid, window)
        if not inside.any():
            continue
        # All have one context: they are of one method.
        around = context_of(stack, window, predictors[0].predictor)
        earlier, terrain = stack.read_earlier(around), stack.read_terrain(around)
        for item in predictors:
            found = item.predictor.difference(earlier[: item.count], earlier[item.index], terrain)
            score = part_of(found, window.within(around)).score
            yield item.index, score[inside & np.isfinite(score)]


def fit_all(
    stack: Series, sample: Decibels, terrain: Optional[Decibels], fit: Fit, context: JobContext
) -> tuple[Predictor, ...]:
    """Fit the prediction of each date, all from the same earlier images.

    :param sample, terrain: see :func:`read_sample`.
    :raises JobFailure: ``too_uniform``.
    """
    context.progress(FITTED_AT, "comparing")
    count = len(stack.earlier)
    rows = [image.acquisition for image in stack.earlier]
    fitted = []
    for image, date in zip(stack.dates, sample[count:]):
        predictor = fit(Sample(sample[:count], date, image.acquisition, rows, terrain))
        if predictor is None:
            raise JobFailure("too_uniform")
        fitted.append(predictor)
    return tuple(fitted)
