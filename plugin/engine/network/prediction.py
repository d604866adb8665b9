"""Dates predicted tile by tile, and returned in strips; reading, predicting and what follows overlap in time."""

from __future__ import annotations

from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from typing import Callable, Iterator, Optional

import numpy as np
from numpy.typing import NDArray

from ..context import JobContext
from ..dates.dates import DatesReader
from ..dates.grid import Window
from .network import Network
from .tiles import TilePlan

_READ_AHEAD = 2


@dataclass(frozen=True)
class Strip:
    """A row of tiles of the window that is worked on.

    :param row: of its first row in that window.
    :param any_change: float32 (height, width), probability. ``classes``: float32 (classes, height, width) when wanted.
    :param likeliest: uint8 (height, width), index of the likeliest class.
    :param valid: bool (height, width): data on both dates, inside the area.
    """

    row: int
    any_change: NDArray[np.float32]
    classes: Optional[NDArray[np.float32]]
    likeliest: NDArray[np.uint8]
    valid: NDArray[np.bool_]


@dataclass(frozen=True)
class TileCounts:
    """:param outside: tiles that do not meet the area; ``empty``: without data; ``predicted``: the rest."""

    outside: int
    empty: int
    predicted: int


@dataclass(frozen=True)
class _ReadTile:
    """A tile as read.

    :param seen: window that ``dates`` show: the tile with its halo.
    :param dates: ``None`` where there is nothing to predict.
    :param valid: (height, width) of the tile.
    :param outside: the tile was not read: it lies outside the area.
    """

    tile: Window
    seen: Window
    dates: Optional[tuple[NDArray[np.float32], ...]]
    valid: NDArray[np.bool_]
    outside: bool = False


def predict_strips(
    reader: DatesReader,
    network: Network,
    plan: TilePlan,
    mirrored: bool,
    keep_classes: bool,
    take: Callable[[Strip], None],
    context: JobContext,
    progress: Callable[[float], None],
) -> TileCounts:
    """Predict all tiles of a plan and hand the strips to ``take``, in order, on a thread of its own.

    :param mirrored: average over mirrored tiles. ``progress``: called with the part of the tiles that is done.
    :raises Cancelled: the user wants to stop. :raises JobFailure: of reading, of the network, or of ``take``.
    """
    counts = {"outside": 0, "empty": 0, "predicted": 0}
    total = plan.rows * plan.cols
    done = 0
    with ThreadPoolExecutor(1, "read") as read_pool, ThreadPoolExecutor(1, "write") as write_pool:
        written: Optional[Future[None]] = None
        tiles = _read_ahead(read_pool, reader, plan)
        try:
            for index in range(plan.rows):
                strip = _empty_strip(plan, index, len(network.spec.classes) if keep_classes else 0)
                for item in islice(tiles, plan.cols):
                    context.check()
                    counts[_predict_into(strip, item, network, plan, mirrored)] += 1
                    done += 1
                    progress(done / total)
                if written is not None:
                    written.result()
                written = write_pool.submit(take, strip)
            if written is not None:
                written.result()
        except BaseException:
            read_pool.shutdown(wait=True, cancel_futures=True)
            raise
    return TileCounts(**counts)


def _read_ahead(pool: ThreadPoolExecutor, reader: DatesReader, plan: TilePlan) -> Iterator[_ReadTile]:
    """The tiles in order, some read in advance."""
    ahead: deque[Future[_ReadTile]] = deque()
    for index in range(plan.rows):
        for tile in plan.row_of_tiles(index):
            ahead.append(pool.submit(_read, reader, plan, tile))
            if len(ahead) > _READ_AHEAD:
                yield ahead.popleft().result()
    while ahead:
        yield ahead.popleft().result()


def _read(reader: DatesReader, plan: TilePlan, tile: Window) -> _ReadTile:
    dates = reader.dates
    seen = plan.seen(tile, dates.overlap)
    part = tile.clipped(plan.work)
    nothing = np.zeros((tile.height, tile.width), bool)
    if not dates.area.meets(dates.grid, part) or not part.clipped(dates.overlap).pixels:
        return _ReadTile(tile, seen, None, nothing, outside=True)
    inside = dates.area.pixels(dates.grid, tile)
    if not inside.any():
        return _ReadTile(tile, seen, None, nothing, outside=True)
    arrays, has_data = reader.read(seen)
    shown = tile.clipped(seen)
    valid = nothing.copy()
    valid[shown.within(tile).slices] = has_data[shown.within(seen).slices]
    valid &= inside
    if not valid.any():
        return _ReadTile(tile, seen, None, valid)
    return _ReadTile(tile, seen, arrays, valid)


def _empty_strip(plan: TilePlan, index: int, classes: int) -> Strip:
    """The part of a row of tiles that lies in the window that is worked on."""
    work = plan.work
    top = max(plan.row + index * plan.height, work.row)
    height = min(plan.row + (index + 1) * plan.height, work.row + work.height) - top
    shape = (height, work.width)
    return Strip(
        top - work.row,
        np.zeros(shape, np.float32),
        np.zeros((classes, *shape), np.float32) if classes else None,
        np.zeros(shape, np.uint8),
        np.zeros(shape, bool),
    )


def _predict_into(strip: Strip, item: _ReadTile, network: Network, plan: TilePlan, mirrored: bool) -> str:
    """Predict a tile into its place in a strip; tells what became of it, as :class:`TileCounts` names it."""
    if item.dates is None:
        return "outside" if item.outside else "empty"
    run = network.run_mirrored if mirrored else network.run
    output = run(*item.dates)
    work = plan.work
    part = item.tile.clipped(work).clipped(item.seen)
    rows, cols = part.within(item.seen).slices
    centre = output[:, rows, cols]
    here = part.within(Window(work.row + strip.row, work.col, *strip.any_change.shape)).slices
    strip.any_change[here] = centre[0]
    strip.valid[here] = item.valid[part.within(item.tile).slices]
    if len(centre) > 2:
        strip.likeliest[here] = centre[1:].argmax(axis=0)
    if strip.classes is not None:
        strip.classes[:, here[0], here[1]] = centre[1:]
    return "predicted"
