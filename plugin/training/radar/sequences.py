"""Sequences of radar images (earlier ones, the next one), split by date, and batches of crops of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import torch
from numpy.typing import NDArray

from ...engine.sar.chips import Chip
from ...engine.sar.prediction import Decibels, fit_levels, levelled, quietly
from ...jobs.failure import JobFailure
from ...model_file.spec import Condition
from ...rules.sar_conditions import condition_rows, conditions_of
from ...rules.sar_table import Acquisition, is_earlier
from ..fit.augment import Batch

_RECENT = 8  # earlier images from which the inputs of a training sequence are drawn
_VARIED_SHARE = 0.5  # of the training sequences whose inputs are not the latest images


@dataclass(frozen=True)
class DateSequence:
    """A date of a chip with its earlier dates.

    :param before: indices of the earlier dates, in the order of time.
    :param levels: offsets in dB of the earlier dates (dates, bands) and of the date (bands).
    """

    chip: Chip
    index: int
    before: tuple[int, ...]
    levels: NDArray[np.float32]
    level: NDArray[np.float32]

    @property
    def date(self) -> Acquisition:
        return self.chip.rows[self.index]

    def rows(self, chosen: Sequence[int]) -> list[Acquisition]:
        """The rows of chosen earlier dates (positions in :attr:`before`)."""
        return [self.chip.rows[self.before[number]] for number in chosen]

    def target(self) -> Decibels:
        """The image to be predicted, in dB (bands, height, width)."""
        return levelled(self.chip.smooth[self.index], self.level)

    def history(self, chosen: Sequence[int]) -> Decibels:
        """Chosen earlier images in dB (dates, bands, height, width)."""
        numbers = [self.before[number] for number in chosen]
        return levelled(self.chip.smooth[numbers], self.levels[list(chosen)])

    @cached_property
    def mean(self) -> Decibels:
        """The mean of all earlier images (bands, height, width), NaN where none has data."""
        return quietly(np.nanmean, self.history(range(len(self.before))))


@dataclass(frozen=True)
class Split:
    """Sequences of different dates. ``held_out``: days that neither training nor validation saw as the date to be predicted."""

    training: tuple[DateSequence, ...]
    validation: tuple[DateSequence, ...]
    held_out: tuple[str, ...]
    days: dict[str, tuple[str, ...]]


def sequences_of(chip: Chip, dates: int, level: bool) -> Iterator[DateSequence]:
    """The sequences of a chip with at least so many earlier dates with data."""
    known = [bool(np.isfinite(image).all(axis=0).any()) for image in chip.smooth]
    for index in range(len(chip.rows)):
        before = tuple(other for other in range(index) if known[other] and is_earlier(chip.rows[other], chip.rows[index]))
        if not known[index] or len(before) < dates:
            continue
        flat = chip.smooth.reshape(*chip.smooth.shape[:2], -1)
        levels, own = fit_levels(flat[list(before)], flat[index])
        if not level:
            levels, own = np.zeros_like(levels), np.zeros_like(own)
        yield DateSequence(chip, index, before, levels, own)


def split_by_date(sequences: Sequence[DateSequence], held_out: int) -> Split:
    """Split the sequences: the latest days are held out, those before them validate, the rest trains.

    :param held_out: number of days; 0 = a quarter, at most ten.
    :raises JobFailure: ``sar_train_dates``: too few days.
    """
    days = sorted({item.date.day[:10] for item in sequences})
    held = held_out or max(1, min(10, len(days) // 4))
    validated = max(1, (len(days) - held) // 5)
    if len(days) - held - validated < 1:
        raise JobFailure("sar_train_dates", "TABLE", count=len(days), held=held, needed=held + 2)
    parts = days[: -held - validated], days[-held - validated : -held], days[-held:]
    training, validation = (tuple(item for item in sequences if item.date.day[:10] in set(part)) for part in parts[:2])
    return Split(training, validation, tuple(parts[2]), dict(zip(("training", "validation", "held out"), map(tuple, parts))))


@dataclass(frozen=True)
class Scaling:
    """How decibels (and metres of elevation) become the network's numbers: (x - mean) / std, of each band."""

    mean: tuple[float, ...]
    std: tuple[float, ...]
    conditions: tuple[Condition, ...]

    def normalised(self, values: NDArray[np.float32]) -> NDArray[np.float32]:
        """(..., bands, height, width) normalised."""
        count = values.shape[-3]
        mean, std = (np.array(item[:count], np.float32)[:, None, None] for item in (self.mean, self.std))
        return np.asarray((values - mean) / std, np.float32)


def scaling_of(sequences: Sequence[DateSequence], dates: int, columns: Sequence[str], elevation: bool) -> Scaling:
    """Return the scaling of training sequences.

    All polarisations have one standard deviation, so that a squared error of normalised values is one in dB.
    """
    images = [item.target() for item in sequences[:: max(1, len(sequences) // 64)]]
    bands = images[0].shape[0]
    means = [float(np.nanmean([np.nanmean(image[band]) for image in images])) for band in range(bands)]
    spread = float(np.sqrt(np.nanmean([np.nanvar(image[band]) for image in images for band in range(bands)])))
    mean, std = [round(value, 4) for value in means], [round(max(spread, 0.1), 4)] * bands
    if elevation:
        heights = [item.chip.terrain[0] for item in sequences if item.chip.terrain is not None]
        mean.append(round(float(np.mean([height.mean() for height in heights])), 3))
        std.append(round(max(1.0, float(np.sqrt(np.mean([height.var() for height in heights])))), 3))
    rows = [(item.rows(range(len(item.before) - dates, len(item.before))), item.date) for item in sequences]
    return Scaling(tuple(mean), tuple(std), conditions_of(columns, rows))


@dataclass(frozen=True)
class Inputs:
    """What the network is given of a sequence, and what it should predict, normalised.

    :param images: (dates, bands, height, width). :param conditions: (dates + 1, columns). :param target: NaN = unknown.
    """

    images: NDArray[np.float32]
    conditions: NDArray[np.float32]
    target: NDArray[np.float32]


def inputs_of(sequence: DateSequence, chosen: Sequence[int], scaling: Scaling, elevation: bool) -> Inputs:
    """Return the inputs of a whole chip.

    :param chosen: positions of the earlier dates in ``sequence.before``.
    """
    history = sequence.history(chosen)
    history = np.where(np.isfinite(history), history, sequence.mean[None])
    normalised = np.nan_to_num(scaling.normalised(history))
    if elevation and sequence.chip.terrain is not None:
        count = history.shape[1]
        height = (sequence.chip.terrain[0] - scaling.mean[count]) / scaling.std[count]
        normalised = np.concatenate([normalised, np.broadcast_to(height, (len(chosen), 1, *height.shape))], axis=1)
    rows = condition_rows(scaling.conditions, sequence.rows(chosen), sequence.date)
    mean, std = (np.array([getattr(item, name) for item in scaling.conditions]) for name in ("mean", "std"))
    table = (np.array(rows).reshape(len(chosen) + 1, -1) - mean) / std
    known = np.isfinite(sequence.mean).all(axis=0)
    target = np.where(known, scaling.normalised(sequence.target()), np.nan)
    return Inputs(normalised.astype(np.float32), table.astype(np.float32), target.astype(np.float32))


class SequenceCrops:
    """Crops of training sequences, flipped; inputs are the latest images or, in a part of them, others of the last eight.

    :param side: of the crops in pixels.
    """

    def __init__(
        self, sequences: Sequence[DateSequence], scaling: Scaling, dates: int, elevation: bool, side: int, count: int, seed: int
    ) -> None:
        self._sequences, self._scaling, self._dates, self._elevation = sequences, scaling, dates, elevation
        self._side, self._count, self._seed = side, count, seed

    def batch(self, step: int) -> Batch:
        """The crops of a step; they depend on its number alone."""
        rng = np.random.default_rng([self._seed, step])
        made = [self._crop(rng) for _ in range(self._count)]
        images, tables, targets = (np.stack(part) for part in zip(*made))
        dates = (torch.from_numpy(images), *((torch.from_numpy(tables),) if tables.shape[-1] else ()))
        return Batch(dates, torch.from_numpy(targets))

    def _crop(self, rng: np.random.Generator) -> tuple[NDArray[np.float32], ...]:
        sequence = self._sequences[int(rng.integers(len(self._sequences)))]
        count = len(sequence.before)
        chosen = list(range(count - self._dates, count))
        if rng.random() < _VARIED_SHARE and count > self._dates:
            recent = range(max(0, count - _RECENT), count)
            chosen = sorted(rng.choice(list(recent), self._dates, replace=False).tolist())
        whole = inputs_of(sequence, chosen, self._scaling, self._elevation)
        flips = tuple(axis for axis in (-2, -1) if rng.random() < 0.5)
        height, width = whole.target.shape[-2:]
        row, col = (int(rng.integers(max(1, size - self._side + 1))) for size in (height, width))
        parts = []
        for values, fill in ((whole.images, 0.0), (whole.target, np.nan)):
            part = values[..., row : row + self._side, col : col + self._side]
            missing = [(0, 0)] * (part.ndim - 2) + [(0, self._side - size) for size in part.shape[-2:]]
            parts.append(np.flip(np.pad(part, missing, constant_values=fill), flips).copy())
        return parts[0], whole.conditions, parts[1]
