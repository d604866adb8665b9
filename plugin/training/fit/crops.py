"""Crops of labelled scenes, balanced over classes and augmented.

The batch of a step is drawn from the seed and the step's number alone, so a resumed training sees the same crops.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from numpy.random import Generator
from numpy.typing import NDArray
from torch import Tensor

from ...rules.label_codes import NO_CHANGE, NO_DATA, UNLABELLED
from ..labels.scene import Scene
from .augment import Augmentation, Batch, augmented

# A window is larger than its crop, so that rotations and scales have ground to draw from.
_WINDOW = 1.5
_MOST_POINTS = 4000
_CHANGED_SHARE = 0.5
_SEED_STRIDE = 1_000_003  # keeps the steps of different seeds apart

DateValues = tuple[NDArray[np.float32], ...]


@dataclass(frozen=True)
class Points:
    """Points around which crops are drawn: scene, row and column of each, int64 (n, 3)."""

    changed: dict[int, NDArray[np.int64]]
    """Of each class."""
    labelled: NDArray[np.int64]
    unlabelled: NDArray[np.int64]


@dataclass(frozen=True)
class CropPlan:
    """How crops are drawn.

    :param side: of a crop in pixels.
    :param labelled, replayed, unlabelled: crops a step of each kind.
    :param balance: whether crops with each class are drawn about as often as others.
    :param swapped: see :func:`.augment.augmented`.
    """

    side: int
    labelled: int
    replayed: int
    unlabelled: int
    balance: bool
    augmentation: Augmentation
    swapped: Tensor | None
    seed: int

    @property
    def known(self) -> int:
        """Crops a step with labels."""
        return self.labelled + self.replayed

    @property
    def window(self) -> int:
        """Side of the windows that are read; of the crop's parity."""
        side = int(self.side * _WINDOW) if self.augmentation.strength > 0 else self.side
        return side + (side - self.side) % 2


class Crops:
    """The labelled, the unlabelled and the replayed scenes of a training as a :class:`.task.CropSource`."""

    def __init__(self, scenes: Sequence[Scene], unlabelled: Sequence[Scene], replay: Sequence[Scene], plan: CropPlan) -> None:
        self.plan = plan
        self._scenes = (*scenes, *unlabelled)
        self._replay = tuple(replay)
        self._points = find_points(self._scenes, plan.side, plan.seed)
        self._replay_points = find_points(self._replay, plan.side, plan.seed)

    @property
    def has_unlabelled(self) -> bool:
        return len(self._points.unlabelled) > 0

    @property
    def unlabelled_points(self) -> int:
        return len(self._points.unlabelled)

    def batch(self, step: int) -> Batch:
        """Return the batch of a step: labelled crops first (:attr:`CropPlan.known`), then unlabelled ones."""
        plan = self.plan
        rng = np.random.default_rng([plan.seed, step])
        chosen = [self._labelled(rng, self._scenes, self._points) for _ in range(plan.labelled)]
        chosen += [self._labelled(rng, self._replay, self._replay_points) for _ in range(plan.replayed)]
        if self.has_unlabelled:
            chosen += [self._unlabelled(rng) for _ in range(plan.unlabelled)]
        windows = [read_window(scene, row, col, plan.window) for scene, row, col in chosen]
        generator = torch.Generator().manual_seed(int(rng.integers(2**62)))
        dates = [torch.from_numpy(np.stack(date)) for date in zip(*(window[0] for window in windows))]
        target = torch.from_numpy(np.stack([window[1] for window in windows]))
        batch = augmented(dates, target, plan.side, plan.augmentation, plan.swapped, generator)
        return replace(batch, seed=plan.seed * _SEED_STRIDE + step)

    def _labelled(self, rng: Generator, scenes: Sequence[Scene], points: Points) -> tuple[Scene, int, int]:
        table = points.labelled
        if points.changed and self.plan.balance and rng.random() < _CHANGED_SHARE:
            table = points.changed[int(rng.choice(sorted(points.changed)))]
        scene, row, col = table[int(rng.integers(len(table)))]
        return self._jittered(rng, scenes[scene], int(row), int(col))

    def _unlabelled(self, rng: Generator) -> tuple[Scene, int, int]:
        table = self._points.unlabelled
        scene, row, col = table[int(rng.integers(len(table)))]
        return self._jittered(rng, self._scenes[scene], int(row), int(col))

    def _jittered(self, rng: Generator, scene: Scene, row: int, col: int) -> tuple[Scene, int, int]:
        """Return the centre of a crop near a point, moved so that the crop lies in the scene where that is possible."""
        reach, half = self.plan.side // 3, self.plan.side // 2
        height, width = scene.shape
        row += int(rng.integers(-reach, reach + 1))
        col += int(rng.integers(-reach, reach + 1))
        row = min(max(row, half), height - half) if height >= self.plan.side else height // 2
        col = min(max(col, half), width - half) if width >= self.plan.side else width // 2
        return scene, row, col


def find_points(scenes: Sequence[Scene], side: int, seed: int) -> Points:
    """Return the points of scenes: a lattice of a third of a crop, and changed pixels."""
    rng = np.random.default_rng([seed, 7])
    changed: dict[int, list[NDArray[np.int64]]] = {}
    labelled: list[NDArray[np.int64]] = []
    unlabelled: list[NDArray[np.int64]] = []
    step = max(8, side // 3)
    for number, scene in enumerate(scenes):
        target = scene.target
        offset = min(step // 2, (min(target.shape) - 1) // 2)
        lattice = target[offset::step, offset::step]
        labelled.append(_points(number, lattice < UNLABELLED, step, offset))
        unlabelled.append(_points(number, lattice == UNLABELLED, step, offset))
        for value in np.unique(target):
            if value in (NO_CHANGE, UNLABELLED, NO_DATA):
                continue
            places = _points(number, target == value, 1, 0)
            if len(places) > _MOST_POINTS:
                places = places[np.sort(rng.choice(len(places), _MOST_POINTS, replace=False))]
            changed.setdefault(int(value), []).append(places)
    points = {value: np.concatenate(parts) for value, parts in changed.items()}
    known = np.concatenate([*labelled, np.zeros((0, 3), np.int64)])
    if not len(known) and points:
        known = np.concatenate(list(points.values()))
    return Points(points, known, np.concatenate([*unlabelled, np.zeros((0, 3), np.int64)]))


def _points(number: int, mask: NDArray[np.bool_], step: int, offset: int) -> NDArray[np.int64]:
    rows, cols = np.nonzero(mask)
    return np.stack([np.full(len(rows), number), rows * step + offset, cols * step + offset], 1).astype(np.int64)


def read_window(scene: Scene, row: int, col: int, side: int) -> tuple[DateValues, NDArray[np.uint8]]:
    """Read the dates, normalised (float32 C x S x S), and the target of a square around a pixel; 0 and NO_DATA outside."""
    return read_box(scene, row - side // 2, col - side // 2, side, side)


def read_box(scene: Scene, top: int, left: int, height: int, width: int) -> tuple[DateValues, NDArray[np.uint8]]:
    """Read the dates and the target, as :func:`read_window`, of a rectangle that may reach beyond the scene."""
    whole_height, whole_width = scene.shape
    rows = slice(max(top, 0), min(top + height, whole_height))
    cols = slice(max(left, 0), min(left + width, whole_width))
    to_rows, to_cols = slice(rows.start - top, rows.stop - top), slice(cols.start - left, cols.stop - left)
    dates = []
    for values, (factor, offset) in zip(scene.dates, scene.scales):
        date = np.zeros((scene.bands, height, width), np.float32)
        date[:, to_rows, to_cols] = values[:, rows, cols] * factor + offset
        dates.append(date)
    target = np.full((height, width), NO_DATA, np.uint8)
    target[to_rows, to_cols] = scene.target[rows, cols]
    return tuple(dates), target
