"""How much is changed at a threshold: at once from a histogram, and exactly when the slider rests. Jobs count, not QGIS."""

from __future__ import annotations

import os
import shutil
import tempfile
from typing import Any, Optional

import numpy
from qgis.core import QgsProcessingFeedback, QgsProcessingUtils
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ...algorithms.run.worker_feedback import progress_part, run_with_feedback
from ...jobs.failure import JobFailure
from ...jobs.sources import RasterSource
from ...jobs.threshold import BINS, ChangeSizesJob, ProbabilityHistogramJob
from ..background import BackgroundRun


class ThresholdNumbers(QObject):
    """The numbers of one probability raster.

    :attr:`changed`: there are new numbers. :attr:`failed`: a ``JobFailure``.
    """

    changed = pyqtSignal()
    failed = pyqtSignal(object)

    def __init__(self, parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self._source: Optional[RasterSource] = None
        self._above: Optional[numpy.ndarray] = None  # float64 (BINS + 1,): square metres from each bin on
        self._sizes: Optional[numpy.ndarray] = None  # float64, square metres of single changes, ascending
        self._sums: Optional[numpy.ndarray] = None  # float64 (n + 1,): of the sizes up to each
        self._sizes_at: Optional[float] = None
        self._histogram_call: Optional[BackgroundRun] = None
        self._sizes_call: Optional[BackgroundRun] = None

    def set_raster(self, path: str, name: str) -> None:
        """Take another raster; ``""`` = none."""
        self.cancel()
        self._source = RasterSource("INPUT", name, path) if path else None
        self._above = None
        self._drop_sizes()
        if self._source is not None:
            self._histogram_call = self._start(lambda source: _histogram(source), self._take_histogram, "_histogram_call")

    def cancel(self) -> None:
        """Stop counting."""
        for call in (self._histogram_call, self._sizes_call):
            if call is not None:
                call.cancel()
        self._histogram_call = self._sizes_call = None

    def count_at(self, threshold: float) -> None:
        """Count the single changes at a threshold, in the background; a newer call stops the older."""
        if self._source is None or self._sizes_at == threshold:
            return
        if self._sizes_call is not None:
            self._sizes_call.cancel()
        self._sizes_call = self._start(
            lambda source: _sizes(source, threshold), lambda sizes: self._take_sizes(sizes, threshold), "_sizes_call"
        )

    def area(self, threshold: float) -> Optional[float]:
        """Square metres of all pixels from a threshold on; ``None`` = not known yet."""
        if self._above is None:
            return None
        return float(self._above[min(max(int(numpy.ceil(threshold * BINS - 1e-6)), 0), BINS)])

    def changes(self, threshold: float, min_area: float) -> Optional[tuple[int, float]]:
        """Number and square metres of the changes that are left; ``None`` = not known yet."""
        if self._sizes is None or self._sums is None or self._sizes_at != threshold:
            return None
        dropped = int(numpy.searchsorted(self._sizes, min_area, side="left"))
        return len(self._sizes) - dropped, float(self._sums[-1] - self._sums[dropped])

    def _start(self, work: Any, take: Any, place: str) -> BackgroundRun:
        source = self._source
        call = BackgroundRun(lambda feedback: work(source)(feedback))

        def is_current() -> bool:
            current = getattr(self, place) is call
            if current:
                setattr(self, place, None)
            return current

        call.done.connect(lambda result: take(result) if is_current() else None)
        call.failed.connect(lambda failure: self.failed.emit(failure) if is_current() else None)
        return call.start()

    def _take_histogram(self, areas: numpy.ndarray) -> None:
        self._above = numpy.cumsum(areas[::-1])[::-1]
        self.changed.emit()

    def _take_sizes(self, sizes: numpy.ndarray, threshold: float) -> None:
        self._sizes, self._sizes_at = sizes, threshold
        self._sums = numpy.concatenate([[0.0], numpy.cumsum(sizes)])
        self.changed.emit()

    def _drop_sizes(self) -> None:
        self._sizes = self._sums = self._sizes_at = None


def _histogram(source: RasterSource) -> Any:
    def work(feedback: QgsProcessingFeedback) -> numpy.ndarray:
        with _Scratch() as scratch:
            job = ProbabilityHistogramJob(source, scratch)
            values = run_with_feedback(job, feedback, progress_part(feedback, 0.0, 1.0))
            return numpy.array(values["AREAS"], numpy.float64)

    return work


def _sizes(source: RasterSource, threshold: float) -> Any:
    def work(feedback: QgsProcessingFeedback) -> numpy.ndarray:
        with _Scratch() as scratch:
            job = ChangeSizesJob(source, threshold, scratch)
            values = run_with_feedback(job, feedback, progress_part(feedback, 0.0, 1.0))
            try:
                return numpy.load(os.path.join(scratch, os.path.basename(values["SIZES"])), allow_pickle=False)
            except (OSError, ValueError) as error:
                raise JobFailure("unexpected", "", reason=str(error)) from error

    return work


class _Scratch:
    """A folder in QGIS's temporary one that is gone afterwards."""

    def __enter__(self) -> str:
        self._path = tempfile.mkdtemp(prefix="groundshift-", dir=QgsProcessingUtils.tempFolder())
        return self._path

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self._path, ignore_errors=True)
