"""Dates predicted tile by tile, and returned in strips; reading, predicting and what follows overlap in time."""

from __future__ import annotations

import math
import sys
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Callable, Iterator, Optional, Sequence

import numpy as np
from numpy.typing import NDArray

from ...jobs.failure import JobFailure
from ...model_file.spec import ModelSpec
from ..context import GDAL_CACHE_BYTES, JobContext, gdal_cache
from ..dates.dates import Dates, DatesReader
from ..dates.grid import Window
from ..resume import BlockJournal, KeptRun
from .backends.backend import MOST_PIXELS
from .network import Network

# Without halo. Large enough that the halo costs little, small enough that activations stay below half a gigabyte.
DEFAULT_TILE = 768
# A row of tiles is in memory at once: the tiles of wide rasters are lower, and wider.
_ROW_PIXELS = 2**23 * 3 // 4
_ROW_BYTES = 60 * 10**6  # of the scores that are kept of a row, where those of all classes are
_LEAST_TILE = 256
_WORTH_HALOS = 16  # the side of a tile in halos, beyond which they cost little


@dataclass(frozen=True)
class TilePlan:
    """Tiles over a window of the pair's grid, row by row.

    Tiles start at multiples of the network's stride from the grid's origin, so that its pooling phases agree from tile
    to tile, and are fed with the halo that the network needs.

    :param row_edges, col_edges: the first row of each row of tiles, and the end of the last one; columns likewise. They cover
        ``work``, and reach beyond it by less than a stride, or a tile where the network takes inputs of one size only.
    :param halo: in pixels, a multiple of the stride.
    :param fixed: the network takes inputs of one size only.
    """

    work: Window
    row_edges: tuple[int, ...]
    col_edges: tuple[int, ...]
    halo: int
    stride: int
    fixed: bool = False

    @property
    def rows(self) -> int:
        return len(self.row_edges) - 1

    @property
    def cols(self) -> int:
        return len(self.col_edges) - 1

    @property
    def height(self) -> int:
        """Of the highest tile, without halo."""
        return max(end - begin for begin, end in zip(self.row_edges, self.row_edges[1:]))

    @property
    def width(self) -> int:
        """Of the widest tile, without halo."""
        return max(end - begin for begin, end in zip(self.col_edges, self.col_edges[1:]))

    def row_of_tiles(self, index: int) -> Iterator[Window]:
        """The tiles of a row, from left to right; they may reach beyond the window that is worked on."""
        top, bottom = self.row_edges[index : index + 2]
        for left, right in zip(self.col_edges, self.col_edges[1:]):
            yield Window(top, left, bottom - top, right - left)

    def seen(self, tile: Window, overlap: Window) -> Window:
        """Return the input window of a tile: the tile and its halo, but no more than a stride beyond the imagery.

        Networks learn the padding of their convolutions at the edges of crops, and know less of wide rims without data:
        with these, the average precision on pairs of 256 pixels fell by .025.
        """
        whole = tile.grown(self.halo)
        if self.fixed:
            return whole
        inside = whole.clipped(overlap)
        row, col = inside.row // self.stride * self.stride, inside.col // self.stride * self.stride
        bottom = math.ceil((inside.row + inside.height) / self.stride) * self.stride
        right = math.ceil((inside.col + inside.width) / self.stride) * self.stride
        return Window(row, col, bottom - row, right - col)


def plan_tiles(
    work: Window,
    spec: ModelSpec,
    tile: Optional[int] = None,
    fixed: Optional[tuple[int, int]] = None,
    overlap: Optional[Window] = None,
    kept: int = 1,
    most: int = MOST_PIXELS,
) -> TilePlan:
    """Plan the tiles of a window: those in which the network computes the fewest pixels, of like size with their halos.

    A network that is compiled for the size of its input is compiled once so.

    :param tile: preferred size of a tile in pixels, without halo.
    :param fixed: height and width of the network's input where it has but one.
    :param overlap: window that all dates cover, where tiles need no halo beyond it; ``None`` = not known.
    :param kept: scores that are kept of each pixel.
    :param most: pixels of a tile with its halo, which bound the memory that the network takes; those of
        :data:`DEFAULT_TILE` are taken in any case, in proportion to :data:`.backends.backend.MOST_PIXELS`.
    """
    stride = spec.stride
    halo = math.ceil(spec.halo / stride) * stride
    if fixed is not None:
        halo = min(halo, (min(fixed) - stride) // 2 // stride * stride)
        steps = fixed[0] - 2 * halo, fixed[1] - 2 * halo
        return TilePlan(work, *even_edges(work, steps, stride), halo, stride, True)
    if tile is not None:
        height, width = (_even(length, tile, stride) for length in _lengths(work, stride))
        steps = height, width
        return TilePlan(work, *even_edges(work, steps, stride), halo, stride)
    known = work.grown(halo) if overlap is None else overlap
    heights = _cuts(work.row, work.height, halo, stride, (known.row, known.height), lowest=True)
    widths = _cuts(work.col, work.width, halo, stride, (known.col, known.width))
    usual = (DEFAULT_TILE + 2 * halo) ** 2 * most // MOST_PIXELS
    most = max(usual, min(most, ((_WORTH_HALOS + 2) * halo) ** 2))
    bound = _ROW_PIXELS if kept == 1 else min(_ROW_PIXELS, _ROW_BYTES // (kept * np.dtype(np.float32).itemsize))
    most_row = max(bound, min(cut.step for cut in heights) * work.width)
    fit = [
        (rows.total * cols.total, rows, cols)
        for rows in heights
        for cols in widths
        if rows.largest * cols.largest <= most and rows.step * work.width <= most_row
    ]
    _, rows, cols = min(fit, key=lambda item: item[0], default=(0, heights[-1], widths[-1]))
    return TilePlan(work, rows.edges, cols.edges, halo, stride)


@dataclass(frozen=True)
class _Cut:
    """A length that is cut into tiles.

    :param step: of the largest tile, without halo.
    :param largest, total: pixels that are seen: of the largest tile, of all.
    """

    edges: tuple[int, ...]
    step: int
    largest: int
    total: int


def _cuts(begin: int, length: int, halo: int, stride: int, known: tuple[int, int], lowest: bool = False) -> list[_Cut]:
    """Cut a length into one tile and more, which are alike with their halos.

    :param known: begin and length of the imagery, beyond which tiles have no halo.
    :param lowest: also into tiles that are alike without their halos, of which the largest is smaller.
    """
    first, end = begin // stride * stride, math.ceil((begin + length) / stride) * stride
    low = min(first, max(first - halo, known[0] // stride * stride))
    high = max(end, min(end + halo, math.ceil((known[0] + known[1]) / stride) * stride))
    cuts = []
    for count in range(1, math.ceil((end - first) / max(_LEAST_TILE, stride)) + 1):
        seen = math.ceil((high - low + 2 * halo * (count - 1)) / count / stride) * stride
        inner = [range(first, end, math.ceil((end - first) / count / stride) * stride)[1:]] if lowest or count == 1 else []
        if count > 1 and seen >= 2 * halo + stride:  # else each sees all of the imagery
            inner.append(range(low + halo, end, seen - 2 * halo)[1:count])
        for edges in ((first, *(edge for edge in places if edge > first), end) for places in inner):
            sides = [min(after + halo, high) - max(before - halo, low) for before, after in zip(edges, edges[1:])]
            step = max(after - before for before, after in zip(edges, edges[1:]))
            cuts.append(_Cut(edges, step, max(sides), sum(sides)))
    return cuts


def _lengths(work: Window, stride: int) -> tuple[int, int]:
    """Height and width of a window, from the multiples of the stride before it."""
    return work.row % stride + work.height, work.col % stride + work.width


def even_edges(work: Window, steps: Sequence[int], stride: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Edges of tiles of one height and width that cover a window."""
    edges = []
    for begin, length, step in zip((work.row, work.col), _lengths(work, stride), steps):
        first = begin // stride * stride
        edges.append(tuple(range(first, first + length + step, step))[: math.ceil(length / step) + 1])
    return edges[0], edges[1]


def _even(length: int, preferred: int, stride: int) -> int:
    """The size at which as few tiles as the preferred size needs cover ``length`` evenly."""
    count = math.ceil(length / max(stride, preferred // stride * stride))
    return math.ceil(length / count / stride) * stride


_Images = tuple[NDArray[np.float32], ...]

_READ_AHEAD = 1
_LEAST_CACHE_BYTES, _ROW_CACHE_BYTES = 32 * 2**20, 96 * 2**20
_WRITTEN_ROWS = 512  # of the blocks of outputs
_LEAST_SIDE = 64  # pixels of a tile; smaller ones are hardly less than their halo


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

    def part(self, rows: slice) -> Strip:
        """Return some rows of the strip, without a copy."""
        return Strip(self.row + rows.start, self.scores[:, rows], self.labels[rows], self.valid[rows])


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
    dates: Optional[_Images]
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
    journal: Optional[BlockJournal] = None,
) -> TileCounts:
    """Predict all tiles of a plan and pass the strips to ``take``, in order, on a thread of its own.

    :param mirrored: average over mirrored tiles.
    :param keep_classes: whether strips have the score of each class.
    :param progress: called with the share of the tiles that is done.
    :param conditions: of a network that has such an input; see :meth:`.network.Network.run`.
    :param journal: that keeps the tiles which are done, by their numbers; those that it holds are not predicted again.

    Where the memory does not suffice for a tile, it is predicted in halves, and so are those that follow.

    :raises JobFailure: of reading, of the network, or of ``take``.
    :raises Cancelled: the user cancelled the job.
    """
    network.check_conditions(conditions)
    predict = _TilePredictor(network, plan, reader.dates.overlap, mirrored, conditions, context)
    counts = {"outside": 0, "empty": 0, "predicted": 0}
    total = plan.rows * plan.cols
    done = 0
    cache = gdal_cache(_cache_bytes(reader.dates, plan, network.head.kept(True) if keep_classes else 0))
    with cache, ThreadPoolExecutor(1, "read") as read_pool, ThreadPoolExecutor(1, "write") as write_pool:
        written: Optional[Future[None]] = None
        tiles = _read_ahead(read_pool, reader, plan, journal)
        try:
            for index in range(plan.rows):
                strip = _empty_strip(plan, index, network.head.kept(keep_classes))
                for tile, item in zip(plan.row_of_tiles(index), islice(tiles, plan.cols)):
                    context.check()
                    what = _restore(journal, done, plan, strip, tile) if journal is not None and item is None else ""
                    if not what:
                        # Blocks of a journal may prove to be damaged.
                        read = item if item is not None else read_pool.submit(_read, reader, plan, tile).result()
                        what = predict.into(strip, read)
                        if read.dates is not None:
                            reader.give_back(read.dates)
                        if journal is not None:
                            _keep(journal, done, what, plan, strip, tile)
                    counts[what] += 1
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


def tile_journal(
    kept: KeptRun, name: str, reader: DatesReader, network: Network, plan: TilePlan, keep_classes: bool
) -> Optional[BlockJournal]:
    """Open the journal of the tiles of a plan, if they are to be kept.

    :param name: of the part of the run.
    :param keep_classes: as for :func:`predict_strips`.
    """
    inputs = {
        "grid": repr(reader.dates.grid),
        "reading": reader.dates.reading,
        "scale": [[part.ravel().tolist() for part in pair] for pair in reader.scale],
        "plan": repr(plan),
        "provider": network.providers[0],
        "runtime": getattr(sys.modules.get("onnxruntime"), "__version__", ""),
    }
    files = [network.path, *(path for raster in reader.dates.rasters for path in raster.files)]
    return kept.part(name, plan.rows * plan.cols, plan.work.pixels, network.head.kept(keep_classes), inputs, files)


def _read_ahead(
    pool: ThreadPoolExecutor, reader: DatesReader, plan: TilePlan, journal: Optional[BlockJournal]
) -> Iterator[Optional[_ReadTile]]:
    """The tiles in order, some read in advance; ``None`` for those that a journal holds."""
    ahead: deque[Optional[Future[_ReadTile]]] = deque()
    tiles = (tile for index in range(plan.rows) for tile in plan.row_of_tiles(index))
    for number, tile in enumerate(tiles):
        kept = journal is not None and number in journal
        ahead.append(None if kept else pool.submit(_read, reader, plan, tile))
        if len(ahead) > _READ_AHEAD:
            yield _result(ahead.popleft())
    while ahead:
        yield _result(ahead.popleft())


def _result(future: Optional[Future[_ReadTile]]) -> Optional[_ReadTile]:
    return None if future is None else future.result()


def _cache_bytes(dates: Dates, plan: TilePlan, scores: int) -> int:
    """Size of GDAL's block cache by which no block is decoded twice in a row of tiles, nor written before it is complete.

    :param scores: that are written of each pixel; 0 = labels alone, in rows.
    """
    rows, cols = plan.height + 2 * plan.halo, plan.width + 2 * plan.halo
    written = plan.work.width * _WRITTEN_ROWS * np.dtype(np.float32).itemsize * scores
    row, tiles = (
        written + sum(raster.block_bytes(dates.grid, rows, length) for raster in dates.rasters)
        for length in (plan.work.width, 2 * cols)
    )
    # Blocks that two rows of tiles share are decoded twice where a whole row of them takes much memory.
    size = row if row <= _ROW_CACHE_BYTES else tiles
    return min(max(size, _LEAST_CACHE_BYTES), GDAL_CACHE_BYTES)


def _place(plan: TilePlan, strip: Strip, tile: Window) -> tuple[slice, slice]:
    """Rows and columns of a strip that a tile fills."""
    whole = Window(plan.work.row + strip.row, plan.work.col, *strip.valid.shape)
    return tile.clipped(whole).within(whole).slices


def _keep(journal: BlockJournal, number: int, what: str, plan: TilePlan, strip: Strip, tile: Window) -> None:
    """Keep a tile that is done. Those outside the area are as quick to find again."""
    if what == "outside":
        return
    rows, cols = _place(plan, strip, tile)
    parts = (strip.scores[:, rows, cols], strip.labels[rows, cols], strip.valid[rows, cols])
    journal.put(number, what, parts if what == "predicted" else ())


def _restore(journal: BlockJournal, number: int, plan: TilePlan, strip: Strip, tile: Window) -> str:
    """Fill in a tile from a journal.

    :return: what was done, as :class:`TileCounts` names it; ``""`` = the journal does not hold it.
    """
    found = journal.get(number)
    if found is None:
        return ""
    what, arrays = found
    if arrays:
        rows, cols = _place(plan, strip, tile)
        strip.scores[:, rows, cols], strip.labels[rows, cols], strip.valid[rows, cols] = arrays
    return what


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
    top, bottom = plan.row_edges[index : index + 2]
    top = max(top, work.row)
    height = min(bottom, work.row + work.height) - top
    shape = (height, work.width)
    return Strip(top - work.row, np.zeros((scores, *shape), np.float32), np.zeros(shape, np.uint8), np.zeros(shape, bool))


class _TilePredictor:
    """Predicts tiles into strips, in parts as large as the memory allows.

    :param overlap: window of the grid that all dates cover.
    """

    def __init__(
        self,
        network: Network,
        plan: TilePlan,
        overlap: Window,
        mirrored: bool,
        conditions: Optional[NDArray[np.float64]],
        context: JobContext,
    ) -> None:
        self._network, self._plan, self._overlap = network, plan, overlap
        count = network.spec.mirrors
        self._run = (
            network.run_mirrored if mirrored else partial(network.run_mirrored, count=count) if count > 1 else network.run
        )
        self._conditions = conditions
        self._context = context
        self._most: Optional[int] = None  # pixels of a tile; None = any number

    def into(self, strip: Strip, item: _ReadTile) -> str:
        """Predict a tile into its place in a strip.

        :return: what was done, as :class:`TileCounts` names it.
        :raises JobFailure: of the network.
        """
        if item.dates is None:
            return "outside" if item.outside else "empty"
        waiting = [(item, item.dates)]
        while waiting:
            part, dates = waiting.pop()
            divisible = not self._plan.fixed and max(part.tile.height, part.tile.width) >= 2 * max(
                self._plan.stride, _LEAST_SIDE
            )
            if divisible and self._most is not None and part.tile.pixels > self._most:
                waiting += self._halves(part, dates)
                continue
            try:
                self._predict(strip, part, dates)
            except JobFailure as failure:
                if failure.code != "out_of_memory":
                    raise
                if divisible:
                    self._most = part.tile.pixels // 2
                    self._context.warn("tile_halved", height=part.tile.height, width=part.tile.width)
                elif not self._network.use_next(str(failure.values.get("reason", ""))):
                    raise
                waiting.append((part, dates))
        return "predicted"

    def _predict(self, strip: Strip, item: _ReadTile, dates: _Images) -> None:
        work = self._plan.work
        part = item.tile.clipped(work).clipped(item.seen)
        output = self._run(dates, self._conditions, kept=part.within(item.seen).slices)
        scores, labels = self._network.head.decide(output, len(strip.scores))
        here = part.within(Window(work.row + strip.row, work.col, *strip.valid.shape)).slices
        strip.scores[:, here[0], here[1]] = scores[: len(strip.scores)]
        strip.valid[here] = item.valid[part.within(item.tile).slices]
        if labels is not None:
            strip.labels[here] = labels

    def _halves(self, item: _ReadTile, dates: _Images) -> Iterator[tuple[_ReadTile, _Images]]:
        """The halves of a tile along its longer side, those that hold data."""
        for tile in _split(item.tile, self._plan.stride):
            valid = item.valid[tile.within(item.tile).slices]
            if valid.any():
                seen = self._plan.seen(tile, self._overlap)
                rows, cols = seen.within(item.seen).slices
                images = tuple(np.ascontiguousarray(date[:, rows, cols]) for date in dates)
                yield _ReadTile(tile, seen, images, valid), images


def _split(tile: Window, stride: int) -> tuple[Window, Window]:
    """The halves of a window along its longer side; the first one's length is a multiple of the stride."""
    if tile.height >= tile.width:
        half = max(1, tile.height // 2 // stride) * stride
        return (
            Window(tile.row, tile.col, half, tile.width),
            Window(tile.row + half, tile.col, tile.height - half, tile.width),
        )
    half = max(1, tile.width // 2 // stride) * stride
    return Window(tile.row, tile.col, tile.height, half), Window(tile.row, tile.col + half, tile.height, tile.width - half)
