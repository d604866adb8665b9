"""Predictions as the tool 'Detect change' makes them, for pairs of sources, in arrays or in a scratch file.

Everything goes through the pieces of :mod:`..detect.detect`: the pair's grid and resolution, statistics of the overlap,
normalisation, tiles with their halo, the minimum mapping unit. What is measured is what a user gets.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any, Iterator, Optional

import numpy as np
import rasterio
from numpy.typing import NDArray
from rasterio.windows import Window as RasterWindow

from ...jobs.detect_change import DetectChangeJob
from ...jobs.events import Event
from ...jobs.sources import Polygons, RasterSource
from ...rules.label_codes import NO_DATA
from ..chips.manifest import ChipStatistics, with_statistics
from ..context import JobContext
from ..dates.dates import Dates, GroundWanted, open_dates
from ..dates.grid import Grid, Window, pixels_seen_on
from ..dates.raster import Raster
from ..detect.detect import Settings, detect_in_pair
from ..network.network import Network


@dataclass(frozen=True)
class PredictedWindow:
    """The prediction of a model for a window of a grid.

    :param any_change: float32 (height, width). ``classes``: float32 (classes, height, width).
    :param mask: uint8 (height, width), as delivered: classes, 0 no change, 255 no data.
    """

    any_change: NDArray[np.float32]
    classes: NDArray[np.float32]
    mask: NDArray[np.uint8]

    @property
    def valid(self) -> NDArray[np.bool_]:
        """Pixels with data on both dates."""
        return self.mask != NO_DATA

    def resized(self, shape: tuple[int, ...]) -> PredictedWindow:
        """Return the same ground in pixels of another size: the nearest pixel of each."""
        if self.mask.shape == shape:
            return self
        rows, cols = (((np.arange(new) + 0.5) * old / new).astype(np.int64) for new, old in zip(shape, self.mask.shape))
        return self.taken(rows, cols)

    def taken(self, rows: NDArray[np.int64], cols: NDArray[np.int64]) -> PredictedWindow:
        """Return the rows and columns with these numbers."""
        index = np.ix_(rows, cols)
        return PredictedWindow(self.any_change[index], self.classes[:, rows][:, :, cols], self.mask[index])


@dataclass(frozen=True)
class PairPredictor:
    """A model with all that it needs to be run on pairs.

    :param scratch: an existing folder. ``model``: path of the model, for messages.
    """

    network: Network
    model: str
    settings: Settings
    scratch: str
    flips: bool
    context: JobContext

    def predict(
        self,
        before: RasterSource,
        after: RasterSource,
        resolution: Optional[float] = None,
        statistics: Optional[ChipStatistics] = None,
    ) -> tuple[PredictedWindow, Grid, Grid]:
        """Predict a pair that fits into memory, whole.

        :param resolution: pixel size in units of AFTER's CRS; ``None`` = automatic, as for users.
        :param statistics: of the larger pair that this one was cut from; ``None`` = its own.
        :return: the prediction, its grid, and AFTER's own grid.
        :raises JobFailure: as 'Detect change' would fail.
        """
        with ScratchDetection(self, before, after, resolution, (), statistics) as detection:
            return detection.read(detection.grid.window), detection.grid, detection.after.native_grid


class ScratchDetection:
    """A detection whose mask and probability lie in scratch files; a context manager that removes them.

    :ivar pair: the two dates on one grid. ``grid``: of the files.
    """

    def __init__(
        self,
        predictor: PairPredictor,
        before: RasterSource,
        after: RasterSource,
        resolution: Optional[float],
        include: tuple[Polygons, ...],
        statistics: Optional[ChipStatistics] = None,
        context: Optional[JobContext] = None,
    ) -> None:
        """:param context: that the detection reports to; ``None`` = it is one of many, and is not reported."""
        self._predictor = predictor
        self._statistics = statistics
        self._folder = tempfile.mkdtemp(prefix="detection-", dir=predictor.scratch)
        self._context = JobContext(_discard, predictor.context.cancelled) if context is None else context
        self._job = DetectChangeJob(
            before=before,
            after=after,
            model=predictor.model,
            scratch=self._folder,
            include=include,
            resolution=resolution,
            flips=predictor.flips,
        )

    def __enter__(self) -> ScratchDetection:
        with ExitStack() as opened:
            opened.callback(shutil.rmtree, self._folder, ignore_errors=True)
            self.before = opened.enter_context(Raster(self._job.before))
            self.after = opened.enter_context(Raster(self._job.after))
            network = self._predictor.network
            ground = GroundWanted(self._job.include, (), self._job.resolution)
            pair = open_dates(ground, network.spec, (self.before, self.after), self._context)
            self.pair: Dates = with_statistics(pair, self._statistics)
            self.grid = self.pair.grid.cropped(self.pair.work)
            files = {name: os.path.join(self._folder, f"{name.lower()}-out.tif") for name in ("MASK", "PROBABILITY")}
            detect_in_pair(self._job, self.pair, network, self._predictor.settings, files, self._context)
            self._mask = opened.enter_context(rasterio.open(files["MASK"]))
            self._probability = opened.enter_context(rasterio.open(files["PROBABILITY"]))
            self._opened = opened.pop_all()
        return self

    def __exit__(self, *_: Any) -> None:
        self._opened.close()

    def read(self, window: Window) -> PredictedWindow:
        """Return a window of :attr:`grid`."""
        pixels = RasterWindow(window.col, window.row, window.width, window.height)
        values = self._probability.read(window=pixels)
        return PredictedWindow(values[0], values[1:], self._mask.read(1, window=pixels))


def windows_of(grid: Grid, side: int) -> Iterator[Window]:
    """Squares of ``side`` pixels over a grid, row by row; those at its right and lower edges are smaller."""
    for row in range(0, grid.height, side):
        for col in range(0, grid.width, side):
            yield Window(row, col, min(side, grid.height - row), min(side, grid.width - col))


def onto(predicted: PredictedWindow, grid: Grid, own: Grid) -> PredictedWindow:
    """Return a prediction on ``grid`` seen on the pixels of ``own``, a grid of the same CRS: the nearest pixel of each."""
    if grid == own:
        return predicted
    rows, cols = pixels_seen_on(own, grid)
    found = predicted.taken(np.clip(rows, 0, grid.height - 1), np.clip(cols, 0, grid.width - 1))
    outside = np.logical_or.outer((rows < 0) | (rows >= grid.height), (cols < 0) | (cols >= grid.width))
    found.mask[outside] = NO_DATA
    return found


def _discard(event: Event) -> None:
    """Drop the events of a part of a job that are of no interest to the user."""
