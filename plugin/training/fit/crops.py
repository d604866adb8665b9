"""Which crops a step trains on, and getting them ready while the network works.

The batch of a step is drawn from the seed and the step's number alone: a resumed training sees what it would have seen.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

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
_AHEAD = 3


@dataclass(frozen=True)
class Points:
    """Places around which crops are drawn: scene, row and column of each, int64 (n, 3)."""

    changed: dict[int, NDArray[np.int64]]
    """Of each class."""
    labelled: NDArray[np.int64]
    unlabelled: NDArray[np.int64]


@dataclass(frozen=True)
class CropPlan:
    """How crops are drawn. Sizes in pixels.

    :param labelled, replayed, unlabelled: crops a step of each kind.
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
    def window(self) -> int:
        """Side of the windows that are read; of the crop's parity."""
        side = int(self.side * _WINDOW) if self.augmentation.strength > 0 else self.side
        return side + (side - self.side) % 2


class Crops:
    """Draws the batches of a training."""

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

    def batch(self, step: int) -> tuple[Batch, int]:
        """The batch of a step: labelled and replayed crops first; and how many of them there are."""
        plan = self.plan
        rng = np.random.default_rng([plan.seed, step])
        chosen = [self._labelled(rng, self._scenes, self._points) for _ in range(plan.labelled)]
        chosen += [self._labelled(rng, self._replay, self._replay_points) for _ in range(plan.replayed)]
        known = len(chosen)
        if self.has_unlabelled:
            chosen += [self._unlabelled(rng) for _ in range(plan.unlabelled)]
        windows = [read_window(scene, row, col, plan.window) for scene, row, col in chosen]
        generator = torch.Generator().manual_seed(int(rng.integers(2**62)))
        before, after = (torch.from_numpy(np.stack([window[date] for window in windows])) for date in (0, 1))
        target = torch.from_numpy(np.stack([window[2] for window in windows]))
        return augmented(before, after, target, plan.side, plan.augmentation, plan.swapped, generator), known

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
        """The centre of a crop near a point, moved so that the crop lies in the scene where it can."""
        reach, half = self.plan.side // 3, self.plan.side // 2
        height, width = scene.shape
        row += int(rng.integers(-reach, reach + 1))
        col += int(rng.integers(-reach, reach + 1))
        row = min(max(row, half), height - half) if height >= self.plan.side else height // 2
        col = min(max(col, half), width - half) if width >= self.plan.side else width // 2
        return scene, row, col


def find_points(scenes: Sequence[Scene], side: int, seed: int) -> Points:
    """The points of scenes: a lattice of a third of a crop, and changed pixels."""
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


def read_window(
    scene: Scene, row: int, col: int, side: int
) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.uint8]]:
    """Both dates, normalised (float32 C x S x S), and the target of a square around a pixel; 0 and NO_DATA outside."""
    return read_box(scene, row - side // 2, col - side // 2, side, side)


def read_box(
    scene: Scene, top: int, left: int, height: int, width: int
) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.uint8]]:
    """The same of a rectangle that may reach beyond the scene."""
    whole_height, whole_width = scene.shape
    rows = slice(max(top, 0), min(top + height, whole_height))
    cols = slice(max(left, 0), min(left + width, whole_width))
    to_rows, to_cols = slice(rows.start - top, rows.stop - top), slice(cols.start - left, cols.stop - left)
    dates = []
    for values, (factor, offset) in zip((scene.before, scene.after), scene.scales):
        date = np.zeros((scene.bands, height, width), np.float32)
        date[:, to_rows, to_cols] = values[:, rows, cols] * factor + offset
        dates.append(date)
    target = np.full((height, width), NO_DATA, np.uint8)
    target[to_rows, to_cols] = scene.target[rows, cols]
    return dates[0], dates[1], target


class Prefetched:
    """Batches of steps ``first`` .. ``last - 1`` in order, made on threads of their own while the network works."""

    def __init__(self, crops: Crops, first: int, last: int, threads: int = 1) -> None:
        self._crops = crops
        self._todo = iter(range(first, last))
        self._lock = threading.Lock()
        self._stopped = threading.Event()
        self._slots = threading.Semaphore(_AHEAD)
        self._done: dict[int, tuple[Batch, int] | BaseException] = {}
        self._ready = threading.Condition()
        self._first, self._last = first, last
        cores = torch.get_num_threads()
        started = threading.Barrier(threads + 1)
        self._threads = [threading.Thread(target=self._work, args=(started,), daemon=True) for _ in range(threads)]
        for thread in self._threads:
            thread.start()
        started.wait()
        # The threads took one core each; what they set holds for threads to come, too: that is undone.
        torch.set_num_threads(cores)

    def __iter__(self) -> Iterator[tuple[int, Batch, int]]:
        for step in range(self._first, self._last):
            with self._ready:
                while step not in self._done:
                    self._ready.wait()
                made = self._done.pop(step)
            self._slots.release()
            if isinstance(made, BaseException):
                raise made
            yield step, made[0], made[1]

    def close(self) -> None:
        """End the threads. Call it when no more batches are wanted."""
        self._stopped.set()
        for _ in self._threads:
            self._slots.release()
        for thread in self._threads:
            thread.join()

    def _work(self, started: threading.Barrier) -> None:
        torch.set_num_threads(1)
        started.wait()
        while True:
            self._slots.acquire()
            if self._stopped.is_set():
                return
            with self._lock:
                step = next(self._todo, None)
            if step is None:
                return
            try:
                made: tuple[Batch, int] | BaseException = self._crops.batch(step)
            except BaseException as error:  # handed to the thread that waits for it
                made = error
            with self._ready:
                self._done[step] = made
                self._ready.notify_all()
