"""The pass over the data: change is measured block by block, and its magnitudes wait in a scratch file."""

from __future__ import annotations

import os
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import Any, Callable, Iterator, Optional, Sequence

import numpy as np
from numpy.typing import NDArray
from skimage.restoration import denoise_tv_chambolle

from ...jobs.detect_change_classic import DetectChangeClassicJob
from ..context import JobContext
from ..dates.dates import Dates, sample_windows
from ..dates.grid import Grid, Window
from ..resume import BlockJournal, KeptRun
from .blocks import Block, BlockPlan, read_blocks
from .difference_file import DifferenceFile
from .histogram import Histogram
from .magnitude_file import MagnitudeFile
from .method import Method
from .normalise import Normalisation
from .pca_kmeans import HALF, Clusters, Components, SquareMoments, cluster

_SMOOTHING, _ITERATIONS = 1.2, 25  # weight of total variation on a natural log-ratio
_SMOOTHED_AROUND = 2 * _ITERATIONS + 2  # pixels
# Rows that are decided on at once: so many pixels of them.
DECIDED_PIXELS = 2**22


@dataclass(frozen=True)
class Work:
    """A run: its job, its dates and where its outputs are made.

    :param staged: output -> path to write, as far as wanted.
    :param outputs: output -> final path.
    :param kept: the finished blocks of the run.
    :param part: the part of that run that this pair is.
    """

    job: DetectChangeClassicJob
    pair: Dates
    grid: Grid
    plan: BlockPlan
    staged: dict[str, str]
    outputs: dict[str, str]
    normalisation: Optional[Normalisation]
    context: JobContext
    kept: KeptRun
    part: str = "pair"

    def scratch(self, name: str) -> MagnitudeFile:
        """Return a new file for magnitudes; failures name the first of the outputs."""
        parameter = next(iter(self.outputs), "MASK")
        return MagnitudeFile(os.path.join(self.job.scratch, name), self.grid.height, self.grid.width, parameter)

    def difference(self, names: tuple[str, ...]) -> Optional[DifferenceFile]:
        """DIFFERENCE, if it is wanted."""
        if "DIFFERENCE" not in self.staged:
            return None
        return DifferenceFile(self.staged["DIFFERENCE"], self.outputs["DIFFERENCE"], self.grid, names, self.job.provenance)

    def journal(self, method: Method, blocks: int) -> Optional[BlockJournal]:
        """Open the journal of the measured blocks, if they are to be kept."""
        inputs = {
            "grid": repr(self.pair.grid),
            "reading": self.pair.reading,
            "plan": repr(self.plan),
            "names": method.names,
            "normalisation": repr(self.normalisation),
        }
        files = [path for raster in self.pair.rasters for path in raster.files]
        return self.kept.part(self.part, blocks, self.pair.work.pixels, len(method.names), inputs, files)


@dataclass(frozen=True)
class Measured:
    """What was measured.

    :param magnitude: of change; of a signed method the first of ``signed``, until it is smoothed.
    :param counts: of the magnitudes, or of their roots where the method is heavy-tailed.
    :param least: lower limit of automatic thresholds.
    """

    magnitude: MagnitudeFile
    counts: Histogram
    heavy_tailed: bool
    valid_pixels: int
    difference: Optional[DifferenceFile]
    least: float = 0.0
    signed: tuple[MagnitudeFile, ...] = ()


def measure(work: Work, method: Method, clustered: bool, files: ExitStack, progress: Callable[[float], None]) -> Measured:
    """Measure the change of every pixel.

    :param clustered: the magnitudes are clustered afterwards, so that DIFFERENCE is not written now.
    :param files: closes the file of magnitudes.
    :param progress: called with 0..1.
    """
    planes = [
        files.enter_context(work.scratch(f"magnitude{number or ''}.f32"))
        for number in range(method.planes if method.signed else 1)
    ]
    difference = None if clustered else work.difference(method.names)
    counts = Histogram()
    valid_pixels = 0
    windows = [window for strip in work.plan.strips() for window in strip]
    journal = work.journal(method, len(windows))
    strip: NDArray[Any] = np.zeros((0, 0, 0), np.float32)
    # Closed here: a failure must not wait for the outer files.
    with ExitStack() as written, ThreadPoolExecutor(1, "write") as pool:
        if difference is not None:
            written.enter_context(difference)
        pending: Optional[Future[None]] = None
        for number, (window, values, valid) in enumerate(_measured(work, method, windows, journal), 1):
            place = window.within(work.pair.work)
            if place.col == 0:
                strip = np.empty((len(planes), place.height, work.grid.width), np.float32)
            strip[:, :, place.col : place.col + place.width] = np.nan if values is None else values[: len(planes)]
            valid_pixels += int(np.count_nonzero(valid))
            if pending is not None:
                pending.result()
            whole = strip if place.col + place.width == work.grid.width else None
            task = (planes, difference, counts, method, place, values, valid, whole)
            pending = pool.submit(_take, *task)
            progress(number / len(windows))
        if pending is not None:
            pending.result()
    signed = tuple(planes) if method.signed else ()
    return Measured(planes[0], counts, method.heavy_tailed, valid_pixels, difference, method.least, signed)


def _measured(
    work: Work, method: Method, windows: Sequence[Window], journal: Optional[BlockJournal]
) -> Iterator[tuple[Window, Optional[NDArray[np.float32]], NDArray[np.bool_]]]:
    """Yield the windows with what is measured there, see :func:`_values_of`; blocks of a journal are not measured again."""
    left = [number for number in range(len(windows)) if journal is None or number not in journal]
    blocks = read_blocks(work.pair, [windows[number] for number in left], work.context)
    missing = set(left)
    for number, window in enumerate(windows):
        found = journal.get(number) if journal is not None and number not in missing else None
        if found is not None:
            work.context.check()
            valid, *values = found[1]
            yield window, values[0] if values else None, valid
            continue
        # A block of the journal that proves to be damaged is read by itself.
        block = next(blocks) if number in missing else next(read_blocks(work.pair, [window], work.context))
        measured, valid = _values_of(method, block, work.normalisation)
        if journal is not None:
            journal.put(number, "measured", [valid] if measured is None else [valid, measured])
        yield window, measured, valid


def _values_of(
    method: Method, block: Block, normalisation: Optional[Normalisation]
) -> tuple[Optional[NDArray[np.float32]], NDArray[np.bool_]]:
    """Measure a block: values float32, NaN where there is no data, and where there is; ``None`` = nowhere."""
    if block.before is None:
        return None, block.valid
    values = np.empty((method.planes, *block.valid.shape), np.float32)
    valid = np.empty_like(block.valid)
    with np.errstate(over="ignore", invalid="ignore"):
        for rows, before, after in block.parts():
            values[:, rows] = method.measure(before, after if normalisation is None else normalisation.apply(after))
            # Fill values that no one declared (such as -3.4e38) are too far apart to be numbers.
            known = np.isfinite(values[: method.planes if method.signed else 1, rows]).all(axis=0)
            np.logical_and(block.valid[rows], known, out=valid[rows])
    if not valid.all():
        values[:, ~valid] = np.nan
    return values, valid


def _take(
    planes: Sequence[MagnitudeFile],
    difference: Optional[DifferenceFile],
    counts: Histogram,
    method: Method,
    place: Window,
    values: Optional[NDArray[np.float32]],
    valid: NDArray[np.bool_],
    strip: Optional[NDArray[np.float32]],
) -> None:
    """Count and write the values of a block, while the next is being measured.

    :param strip: (planes, height, width), where this block ends one.
    """
    if values is not None:
        found = values[0] if valid.all() else values[0][valid]
        if not method.signed:
            counts.add(np.sqrt(found) if method.heavy_tailed else found)
        if difference is not None:
            difference.write(place, values)
    if strip is not None:
        for plane, rows in zip(planes, strip):
            plane.append(rows)


def cluster_magnitudes(work: Work, measured: Measured, files: ExitStack) -> Measured:
    """Replace magnitudes by their relative distance from what did not change (PCA and k-means).

    :param files: closes the new file of magnitudes.
    """
    context, source = work.context, measured.magnitude
    moments = SquareMoments()
    rows = max(1, DECIDED_PIXELS // source.width)
    for row in range(0, source.height, rows):
        context.check()
        moments.add(source.rows(row, min(rows, source.height - row)))
    components = moments.components()
    clusters = _clusters(source, components, context)
    target = files.enter_context(work.scratch("clusters.f32"))
    difference = work.difference(("relative distance from unchanged",))
    with ExitStack() as written:
        if difference is not None:
            written.enter_context(difference)
        for strip in work.plan.strips():
            context.check()
            first = strip[0].within(work.pair.work)
            rows_of_strip = Window(first.row, 0, first.height, source.width)
            magnitude = source.padded(rows_of_strip.grown(HALF))
            change = np.empty((first.height, source.width), np.float32)
            for window in strip:
                place = window.within(work.pair.work)
                around = magnitude[:, place.col : place.col + place.width + 2 * HALF]
                change[:, place.col : place.col + place.width] = clusters.change(components.features(around))
            change[np.isnan(source.rows(first.row, first.height))] = np.nan
            target.append(change)
            if difference is not None:
                for window in strip:
                    place = window.within(work.pair.work)
                    difference.write(place, change[None, :, place.col : place.col + place.width])
    return replace(measured, magnitude=target, difference=difference)


def smooth_magnitudes(work: Work, measured: Measured, files: ExitStack) -> Measured:
    """Replace signed values by the mean length over the bands of what remains of them without speckle.

    Total variation after Chambolle (2004, J. Mathematical Imaging and Vision 20), with a fixed number of iterations: a pixel
    then depends on those within :data:`_SMOOTHED_AROUND`, and the result does not depend on the blocks.

    :param files: closes the new file of magnitudes.
    """
    context, source = work.context, measured.magnitude
    target = files.enter_context(work.scratch("smoothed.f32"))
    difference = work.difference(("filtered log-ratio",))
    counts = Histogram()
    around = _SMOOTHED_AROUND
    with ExitStack() as written:
        if difference is not None:
            written.enter_context(difference)
        for strip in work.plan.strips():
            context.check()
            first = strip[0].within(work.pair.work)
            strip_around = Window(first.row, 0, first.height, source.width).grown(around)
            signed = [plane.padded(strip_around) for plane in measured.signed]
            length = np.empty((first.height, source.width), np.float32)
            for window in strip:
                place = window.within(work.pair.work)
                cols = slice(place.col, place.col + place.width + 2 * around)
                inner = np.stack([_smoothed_length(plane[:, cols]) for plane in signed]).mean(axis=0)
                length[:, place.col : place.col + place.width] = inner
                if difference is not None:
                    difference.write(place, inner[None])
            counts.add(length[np.isfinite(length)])
            target.append(length)
    return replace(measured, magnitude=target, counts=counts, difference=difference)


def _smoothed_length(signed: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the length of one band without speckle, NaN where there is no data, without the pixels around it.

    :param signed: with :data:`_SMOOTHED_AROUND` pixels on each side.
    """
    smooth = denoise_tv_chambolle(np.nan_to_num(signed).astype(np.float64), _SMOOTHING, eps=0, max_num_iter=_ITERATIONS)
    inner = slice(_SMOOTHED_AROUND, -_SMOOTHED_AROUND)
    length = np.abs(smooth[inner, inner]).astype(np.float32)
    length[np.isnan(signed[inner, inner])] = np.nan
    return length


def _clusters(source: MagnitudeFile, components: Components, context: JobContext) -> Clusters:
    """Return the clusters, of the whole image or, where that is large, of a sample that is spread evenly over it."""
    features, magnitudes = [], []
    for window in sample_windows(Window(0, 0, source.height, source.width)):
        context.check()
        around = source.padded(window.grown(HALF))
        inner = around[HALF:-HALF, HALF:-HALF]
        valid = np.isfinite(inner)
        features.append(components.features(around)[valid])
        magnitudes.append(inner[valid])
    return cluster(np.concatenate(features), np.concatenate(magnitudes))
