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
from .heads import Head
from .network import Network
from .tiles import TilePlan

_READ_AHEAD = 2


@dataclass(frozen=True)
class Strip:
    """A row of tiles of the window that is worked on.

    :param row: of its first row in that window.
    :param scores: float32 (n, height, width), as the network's head gives them.
    :param labels: uint8 (height, width), index of the likeliest class.
    :param valid: bool (height, width): data on all dates, inside the area.
    """

    row: int
    scores: NDArray[np.float32]
    labels: NDArray[np.uint8]
    valid: NDArray[np.bool_]

    @property
    def first_score(self) -> NDArray[np.float32]:
        """(height, width): the probability of any change, or of the likeliest class, or the value of the first band."""
        return self.scores[0]


@dataclass(frozen=True)
class TileCounts:
    """Numbers of tiles.

    :param outside: tiles that do not meet the area.
    :param empty: without data.
    :param predicted: the rest.
    """

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
    conditions: Optional[NDArray[np.float64]] = None,
) -> TileCounts:
    """Predict all tiles of a plan and pass the strips to ``take``, in order, on a thread of its own.

    :param mirrored: average over mirrored tiles.
    :param keep_classes: whether strips have the score of each class.
    :param progress: called with the share of the tiles that is done.
    :param conditions: of a network that has such an input; see :meth:`.network.Network.run`.
    :raises JobFailure: of reading, of the network, or of ``take``.
    :raises Cancelled: the user cancelled the job.
    """
    network.check_conditions(conditions)
    run = network.run_mirrored if mirrored else network.run
    counts = {"outside": 0, "empty": 0, "predicted": 0}
    total = plan.rows * plan.cols
    done = 0
    with ThreadPoolExecutor(1, "read") as read_pool, ThreadPoolExecutor(1, "write") as write_pool:
        written: Optional[Future[None]] = None
        tiles = _read_ahead(read_pool, reader, plan)
        try:
            for index in range(plan.rows):
                strip = _empty_strip(plan, index, network.head.kept(keep_classes))
                for item in islice(tiles, plan.cols):
                    context.check()
                    counts[_predict_into(strip, item, plan, network.head, lambda dates: run(dates, conditions))] += 1
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


def _empty_strip(plan: TilePlan, index: int, scores: int) -> Strip:
    """The part of a row of tiles that lies in the window that is worked on."""
    work = plan.work
    top = max(plan.row + index * plan.height, work.row)
    height = min(plan.row + (index + 1) * plan.height, work.row + work.height) - top
    shape = (height, work.width)
    return Strip(top - work.row, np.zeros((scores, *shape), np.float32), np.zeros(shape, np.uint8), np.zeros(shape, bool))


def _predict_into(
    strip: Strip,
    item: _ReadTile,
    plan: TilePlan,
    head: Head,
    run: Callable[[tuple[NDArray[np.float32], ...]], NDArray[np.float32]],
) -> str:
    """Predict a tile into its place in a strip.

    :return: what was done, as :class:`TileCounts` names it.
    """
    if item.dates is None:
        return "outside" if item.outside else "empty"
    output = run(item.dates)
    work = plan.work
    part = item.tile.clipped(work).clipped(item.seen)
    rows, cols = part.within(item.seen).slices
    scores, labels = head.decide(output[:, rows, cols])
    here = part.within(Window(work.row + strip.row, work.col, *strip.valid.shape)).slices
    strip.scores[:, here[0], here[1]] = scores[: len(strip.scores)]
    strip.valid[here] = item.valid[part.within(item.tile).slices]
    if labels is not None:
        strip.labels[here] = labels
    return "predicted"
