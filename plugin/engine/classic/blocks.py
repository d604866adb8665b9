"""A pair read block by block, both dates at once and ahead of the arithmetic."""

from __future__ import annotations

import math
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Callable, Iterator, Optional, Sequence

import numpy as np
from numpy.typing import NDArray

from ..context import JobContext
from ..dates.dates import Dates, sample_windows
from ..dates.grid import Window
from ..dates.raster import Raster

# Outputs are tiled by 512: blocks that start at their tiles' edges write whole tiles.
_SIDE = 512
_BLOCK_PIXELS = 2**20
# Files that are stored in strips are read in whole rows: so many bytes of rows fit into GDAL's cache.
_ROW_BYTES = 96 * 2**20
_LEAST_HEIGHT = 32
_READ_AHEAD = 2
# Less than the size from which the worker has memory mapped anew for each array, which takes as long as the arithmetic.
_PART_BYTES = 768 * 2**10
_SAMPLE_BYTES = 160 * 2**20
_MOST_SPREAD = 3_000_000
_FEW_SPREAD = 2**16


@dataclass(frozen=True)
class Block:
    """A block of both dates.

    :param window: of the pair's grid.
    :param before, after: (bands, height, width) as they were read, finite;
        ``None`` where there is nothing to compare.
    :param valid: (height, width) bool: data on both dates, inside the area.
    :param kind: a type that differences of the data fit into: float32 or float64.
    """

    window: Window
    before: Optional[NDArray[Any]]
    after: Optional[NDArray[Any]]
    valid: NDArray[np.bool_]
    kind: np.dtype[Any]

    def parts(self) -> Iterator[tuple[slice, NDArray[Any], NDArray[Any]]]:
        """Rows, and both dates there as numbers of ``kind``; so few rows that they stay in the processor's cache."""
        if self.before is None or self.after is None:
            return
        bands, height, width = self.before.shape
        count = max(1, _PART_BYTES // (bands * width * self.kind.itemsize))
        for row in range(0, height, count):
            rows = slice(row, row + count)
            yield rows, self.before[:, rows].astype(self.kind), self.after[:, rows].astype(self.kind)


@dataclass(frozen=True)
class BlockPlan:
    """Blocks over the window that is worked on: ``height`` and ``width`` in pixels."""

    work: Window
    height: int
    width: int

    def strips(self) -> Iterator[list[Window]]:
        """Yield the blocks of each row of blocks, from top to bottom."""
        work = self.work
        for row in range(0, work.height, self.height):
            yield [
                Window(work.row + row, work.col + col, self.height, self.width).clipped(work)
                for col in range(0, work.width, self.width)
            ]


def plan_blocks(pair: Dates, side: Optional[int] = None) -> BlockPlan:
    """Blocks of about a million pixels.

    :param side: of the blocks; ``None`` = automatic.
    """
    if side is not None:
        return BlockPlan(pair.work, side, side)
    bytes_a_row = pair.work.width * sum(len(item.bands) * np.dtype(item.dtype).itemsize for item in (pair.before, pair.after))
    height = _SIDE
    while height > _LEAST_HEIGHT and height * bytes_a_row > _ROW_BYTES:
        height //= 2
    return BlockPlan(pair.work, height, _BLOCK_PIXELS // _SIDE)


def read_blocks(pair: Dates, windows: Sequence[Window], context: JobContext, masked: bool = True) -> Iterator[Block]:
    """Yield the blocks of windows of the pair's grid, in order.

    :param masked: whether pixels outside the area are invalid.
    :raises JobFailure: a date cannot be read.
    :raises Cancelled: the user cancelled the job.
    """
    kind = _kind(pair)
    waiting: deque[tuple[Window, Any, Any, Any]] = deque()
    # A dataset is read by one thread only.
    with ThreadPoolExecutor(1, "before") as one, ThreadPoolExecutor(1, "after") as other:

        def submit(window: Window) -> tuple[Window, Any, Any, Any]:
            inside: Future[Optional[NDArray[np.bool_]]] = one.submit(_inside, pair, window, masked)
            return (
                window,
                inside,
                one.submit(_read, pair.before, pair, window, inside),
                other.submit(_read, pair.after, pair, window, inside),
            )

        try:
            left = iter(windows)
            for window in left:
                waiting.append(submit(window))
                if len(waiting) > _READ_AHEAD:
                    context.check()
                    yield _block(*waiting.popleft(), kind)
            while waiting:
                context.check()
                yield _block(*waiting.popleft(), kind)
        finally:
            for _, *futures in waiting:
                for future in futures:
                    future.cancel()


def sample_pixels(pair: Dates, ground: Window, context: JobContext, masked: bool) -> tuple[NDArray[Any], NDArray[Any]]:
    """Valid pixels of squares that are spread evenly over a window of the pair's grid, at most 160 MB: quick to read.

    :return: before and after, (bands, n) each.
    """
    windows = sample_windows(ground)
    bands, kind = len(pair.before.bands), _kind(pair)
    step = -(-sum(window.pixels for window in windows) * 2 * bands * kind.itemsize // _SAMPLE_BYTES)
    dates: tuple[list[NDArray[Any]], list[NDArray[Any]]] = ([], [])
    for block in read_blocks(pair, windows, context, masked):
        if block.before is not None and block.after is not None:
            for kept, values in zip(dates, (block.before, block.after)):
                kept.append(values[:, block.valid][:, ::step].astype(kind))
    before, after = (np.concatenate(kept, axis=1) if kept else np.zeros((bands, 0), kind) for kept in dates)
    return before, after


@dataclass(frozen=True)
class SpreadPixels:
    """A sample of pixels of both dates.

    :param before, after: (bands, n) of valid pixels.
    :param step: a pixel of each square of ``step`` by ``step``; 1 = all.
    """

    before: NDArray[Any]
    after: NDArray[Any]
    step: int


def spread_pixels(pair: Dates, plan: BlockPlan, context: JobContext, progress: Callable[[float], None]) -> SpreadPixels:
    """Return a stratified random sample of the window that is worked on, in one pass over it.

    Of each square of the lattice one pixel, wherever in it, so that no pattern of the ground is in step with it. The same
    whatever the blocks.

    At most :data:`_MOST_SPREAD` pixels and 160 MB; a window that is no larger is taken whole. Where little of it holds data,
    the lattice is made denser.

    :param progress: called with 0..1.
    """
    bands, kind = len(pair.before.bands), _kind(pair)
    most = min(_MOST_SPREAD, _SAMPLE_BYTES // (2 * bands * kind.itemsize))
    step = max(1, math.ceil(math.sqrt(plan.work.pixels / most)))
    while True:
        before, after = _spread(pair, plan, step, context, progress)
        if step == 1 or before.shape[1] >= _FEW_SPREAD:
            return SpreadPixels(before, after, step)
        # So dense that even if all of what is missing held data, it would be few enough.
        wanted = most / max(before.shape[1], 1) / 4
        step = max(1, min(step // 2, round(step / math.sqrt(wanted))))


def _spread(
    pair: Dates, plan: BlockPlan, step: int, context: JobContext, progress: Callable[[float], None]
) -> tuple[NDArray[Any], NDArray[Any]]:
    work = plan.work
    windows = [window for strip in plan.strips() for window in strip]
    dates: tuple[list[NDArray[Any]], list[NDArray[Any]]] = ([], [])
    for number, block in enumerate(read_blocks(pair, windows, context), 1):
        if block.before is not None and block.after is not None:
            chosen = block.valid
            if step > 1:
                chosen = np.zeros_like(block.valid)
                rows, cols = _lattice(block.window.within(work), step, work.width)
                chosen[rows, cols] = block.valid[rows, cols]
            for kept, values in zip(dates, (block.before, block.after)):
                kept.append(values[:, chosen].astype(block.kind))
        progress(number / len(windows))
    bands, kind = len(pair.before.bands), _kind(pair)
    before, after = (np.concatenate(kept, axis=1) if kept else np.zeros((bands, 0), kind) for kept in dates)
    return before, after


def _lattice(place: Window, step: int, width: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return rows and columns, in a block, of the pixels that a lattice has there.

    :param place: the block, in the window that is worked on.
    """
    across = -(-width // step)
    rows, cols = [], []
    for cell in range(place.row // step, (place.row + place.height - 1) // step + 1):
        offsets = np.random.default_rng(cell).integers(0, step, (2, across))
        rows.append(cell * step + offsets[0] - place.row)
        cols.append(np.arange(across) * step + offsets[1] - place.col)
    row, col = np.concatenate(rows), np.concatenate(cols)
    inside = (row >= 0) & (row < place.height) & (col >= 0) & (col < place.width)
    return row[inside], col[inside]


def _kind(pair: Dates) -> np.dtype[Any]:
    """Return the type that differences of the data fit into: float32 or float64."""
    return np.result_type(pair.before.dtype, pair.after.dtype, np.float32)


def _inside(pair: Dates, window: Window, masked: bool) -> Optional[NDArray[np.bool_]]:
    """Pixels of a window in the area; ``None`` where there is nothing to compare."""
    if not window.clipped(pair.overlap).pixels:
        return None
    if not masked:
        return np.ones((window.height, window.width), bool)
    if not pair.area.meets(pair.grid, window):
        return None
    inside = pair.area.pixels(pair.grid, window)
    return inside if inside.any() else None


def _read(raster: Raster, pair: Dates, window: Window, inside: Future[Optional[NDArray[np.bool_]]]) -> Any:
    return None if inside.result() is None else raster.read(pair.grid, window)


def _block(window: Window, inside: Future[Any], before: Future[Any], after: Future[Any], kind: np.dtype[Any]) -> Block:
    area = inside.result()
    if area is None:
        return Block(window, None, None, np.zeros((window.height, window.width), bool), kind)
    (one, one_valid), (other, other_valid) = before.result(), after.result()
    valid = area & one_valid & other_valid
    if not valid.any():
        return Block(window, None, None, valid, kind)
    for values, known in ((one, one_valid), (other, other_valid)):
        if values.dtype.kind == "f" and not known.all():
            values[:, ~known] = 0
    return Block(window, one, other, valid, kind)
