"""Jobs of the threshold sliders: changed area at any threshold, sizes of single changes, and applying a threshold."""

from __future__ import annotations

import datetime
import os
import shutil
import tempfile
from dataclasses import dataclass
from typing import Any, Optional

import numpy
from qgis.core import QgsDataProvider, QgsMapLayer, QgsProcessingFeedback, QgsProcessingUtils, QgsVectorLayer
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ...algorithms.outputs.output_checks import layers_of_database
from ...algorithms.run.worker_feedback import progress_part, run_with_feedback
from ...jobs.failure import JobFailure
from ...jobs.publish import is_own_layer
from ...jobs.sources import RasterSource
from ...jobs.threshold import BINS, ApplyThresholdJob, ChangeSizesJob, ProbabilityHistogramJob
from ..background import BackgroundRun


class ThresholdNumbers(QObject):
    """Changed area and sizes of changes of one probability raster.

    :attr:`changed` is emitted when there are new figures, :attr:`failed` with a ``JobFailure``.
    """

    changed = pyqtSignal()
    failed = pyqtSignal(object)

    def __init__(self, parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self._source: Optional[RasterSource] = None
        self._above: Optional[numpy.ndarray] = None  # float64 (BINS + 1,): area at and above each bin, square metres
        self._sizes: Optional[numpy.ndarray] = None  # float64 (n,): areas of single changes, square metres, ascending
        self._sums: Optional[numpy.ndarray] = None  # float64 (n + 1,): cumulative sums of the sizes
        self._sizes_at: Optional[float] = None
        self._histogram_call: Optional[BackgroundRun] = None
        self._sizes_call: Optional[BackgroundRun] = None

    def set_raster(self, path: str, name: str) -> None:
        """Set the raster; ``""`` = none."""
        self.cancel()
        self._source = RasterSource("INPUT", name, path) if path else None
        self._above = None
        self._drop_sizes()
        if self._source is not None:
            self._histogram_call = self._start(lambda source: _histogram(source), self._take_histogram, "_histogram_call")

    def cancel(self) -> None:
        """Cancel counting."""
        for call in (self._histogram_call, self._sizes_call):
            if call is not None:
                call.cancel()
        self._histogram_call = self._sizes_call = None

    def count_at(self, threshold: float) -> None:
        """Count the single changes at a threshold in the background; a newer call cancels the older."""
        if self._source is None or self._sizes_at == threshold:
            return
        if self._sizes_call is not None:
            self._sizes_call.cancel()
        self._sizes_call = self._start(
            lambda source: _sizes(source, threshold), lambda sizes: self._take_sizes(sizes, threshold), "_sizes_call"
        )

    def area(self, threshold: float) -> Optional[float]:
        """Return the area of all pixels at or above a threshold in square metres; ``None`` = not known yet."""
        if self._above is None:
            return None
        return float(self._above[min(max(int(numpy.ceil(threshold * BINS - 1e-6)), 0), BINS)])

    def changes(self, threshold: float, min_area: float) -> Optional[tuple[int, float]]:
        """Return number and area in square metres of the remaining changes; ``None`` = not known yet."""
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
    """A temporary folder that is removed afterwards."""

    def __enter__(self) -> str:
        self._path = tempfile.mkdtemp(prefix="groundshift-", dir=QgsProcessingUtils.tempFolder())
        return self._path

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self._path, ignore_errors=True)


_OPEN_FILES_STAY = os.name == "nt"
# Fields that detections write; any other field was added by a user.
_OWN_FIELDS = {"fid", "uuid", "class", "direction", "area_m2", "perimeter_m", "mean_probability", "max_probability"}


@dataclass(frozen=True)
class ApplyRequest:
    """Inputs of :func:`apply_threshold`.

    :param mask, polygons: paths; ``""`` = none.
    :param shape: of the outlines: simplified by so many metres, 0 = not; with right angles or not.
    """

    probability: str
    name: str
    mask: str
    polygons: str
    threshold: float
    min_area: float
    shape: tuple[float, bool] = (0.0, False)


def apply_threshold(request: ApplyRequest, feedback: QgsProcessingFeedback) -> dict[str, Any]:
    """Run the job, in the background.

    :return: the outputs of ``groundshift:detectchange``.
    :raises JobFailure: it failed; the existing files are unchanged.
    :raises Cancelled: the user cancelled it.
    """
    scratch = tempfile.mkdtemp(prefix="groundshift-", dir=QgsProcessingUtils.tempFolder())
    try:
        job = ApplyThresholdJob(
            input=RasterSource("INPUT", request.name, request.probability),
            threshold=request.threshold,
            min_area_m2=request.min_area,
            scratch=scratch,
            mask=request.mask or None,
            polygons=request.polygons or None,
            simplify_m=request.shape[0],
            regularize=request.shape[1],
            time=datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds"),
        )
        return run_with_feedback(job, feedback, progress_part(feedback, 0.0, 1.0))
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def has_work_in_it(layer: Optional[QgsVectorLayer]) -> bool:
    """Return True if the polygons hold a review or fields added by users, which recreating them would lose."""
    if layer is None:
        return False
    if any(field.name() not in _OWN_FIELDS for field in layer.fields()):
        return True
    path = file_of(layer)
    return any(not is_own_layer(name, path) for name in layers_of_database(path))


def file_of(layer: Optional[QgsMapLayer]) -> str:
    """Return the file of a layer; ``""`` = none."""
    return str(layer.source()).partition("|")[0] if layer is not None else ""


def free_path_like(path: str) -> str:
    """Return an unused path in the same folder, with a number appended."""
    stem, extension = os.path.splitext(path)
    number = 2
    while os.path.exists(f"{stem}-{number}{extension}"):
        number += 1
    return f"{stem}-{number}{extension}"


def let_go(layer: Optional[QgsMapLayer]) -> str:
    """Make a layer close its file where open files cannot be replaced (Windows).

    :return: its source, for :func:`reread`.
    """
    if layer is None:
        return ""
    source = str(layer.source())
    if _OPEN_FILES_STAY:
        layer.setDataSource("", layer.name(), _provider(layer), QgsDataProvider.ProviderOptions())
    return source


def reread(layer: Optional[QgsMapLayer], source: str) -> None:
    """Make a layer reopen its file, which was replaced."""
    if layer is None or not source:
        return
    layer.setDataSource(source, layer.name(), _provider(layer), QgsDataProvider.ProviderOptions())
    layer.triggerRepaint()


def _provider(layer: QgsMapLayer) -> str:
    return "ogr" if isinstance(layer, QgsVectorLayer) else "gdal"
