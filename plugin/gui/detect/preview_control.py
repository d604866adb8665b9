"""The preview: run the model on the map view in a warm worker, again whenever the map has moved.

One preview at a time; a newer one cancels the older. Nothing is added to the project: the picture is kept in memory, its
scratch file is deleted at once.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import dataclass
from typing import Any, Mapping, Optional

import numpy
from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsPointXY,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingUtils,
    QgsProject,
)
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QCoreApplication, QObject, QTimer, pyqtSignal

from ...algorithms.inputs.given import Given
from ...algorithms.inputs.pair_parameters import AREA, EXTENT
from ...algorithms.run.detect_change import STEPS, DetectionRequest
from ...algorithms.run.job_algorithm import perform
from ...algorithms.run.pair_run import PairInputs, prepare_inputs, read_pair_sources
from ...jobs.failure import JobFailure
from ...jobs.preview import PreviewJob
from ...jobs.sources import Polygons
from ...layers.areas import polygons_from_map_view
from ..background import BackgroundRun
from .numbers import count_text
from .preview_item import PreviewItem, PreviewPicture
from .texts import panel_text

_REST_MS = 250  # time without movement before a preview starts
MOST_PIXELS = 700_000  # about one second on two cores


def tr(text: str) -> str:
    """Translate a text of the Detect panel."""
    return str(QCoreApplication.translate("DetectPanel", text))


@dataclass(frozen=True)
class _Found:
    picture: Optional[PreviewPicture]  # None = the area is outside the view
    seconds: float


class PreviewControl(QObject):
    """Keeps the preview of a form up to date while it is switched on."""

    noteChanged = pyqtSignal(str)  # status text for the user; "" = none

    def __init__(self, canvas: QgsMapCanvas, parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self._on = False
        self._held = False  # a run is in progress
        self._parameters: Optional[dict[str, Any]] = None
        self._request: Optional[DetectionRequest] = None
        self._inputs: Optional[PairInputs] = None  # of local files: valid for every view
        self._threshold = 0.5
        self._call: Optional[BackgroundRun] = None
        self._item: Optional[PreviewItem] = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_REST_MS)
        self._timer.timeout.connect(self._begin)
        canvas.extentsChanged.connect(self._map_moved)
        canvas.rotationChanged.connect(self._map_moved)

    @property
    def on(self) -> bool:
        return self._on

    @property
    def picture(self) -> Optional[PreviewPicture]:
        """The picture that is shown."""
        return self._item.picture if self._item is not None else None

    def release(self) -> None:
        """Remove everything from the map."""
        self._canvas.extentsChanged.disconnect(self._map_moved)
        self._canvas.rotationChanged.disconnect(self._map_moved)
        self.switch(False)

    def switch(self, on: bool) -> None:
        """Switch it on or off."""
        self._on = on
        if on:
            self._timer.start(0)
        else:
            self._timer.stop()
            self._stop_call()
            self._remove_item()
            self.noteChanged.emit("")

    def set_form(self, parameters: Optional[Mapping[str, Any]], request: Optional[DetectionRequest]) -> None:
        """Take changed settings; ``None`` = the form is incomplete or unsuitable."""
        if request is None:
            self._parameters = self._request = self._inputs = None
            self._stop_call()
            self._remove_item()
        elif dict(parameters or {}) != self._parameters:
            self._parameters, self._request, self._inputs = dict(parameters or {}), request, None
            if self._on:
                self._timer.start()

    def set_threshold(self, threshold: float) -> None:
        """Show the preview at another threshold."""
        self._threshold = threshold
        if self._item is not None:
            self._item.set_threshold(threshold)

    def hold(self, held: bool) -> None:
        """Pause the preview while a run is in progress."""
        self._held = held
        if held:
            self._timer.stop()
            self._stop_call()
            if self._on:
                self.noteChanged.emit(tr("Preview: paused until the run has finished."))
        elif self._on:
            self.noteChanged.emit("")
            self._timer.start(0)

    def _map_moved(self) -> None:
        if self._on and not self._held:
            self._stop_call()
            self._timer.start()

    def _begin(self) -> None:
        if not self._on or self._held:
            return
        self._stop_call()
        if self._request is None or self._parameters is None:
            self.noteChanged.emit(tr("Preview: choose two layers and a suitable model first."))
            return
        try:
            view = polygons_from_map_view(self._canvas.mapSettings())
            inputs, include = self._prepare(view)
        except JobFailure as failure:
            self._show(None, panel_text(failure))
            return
        request = self._request
        colors = tuple(item.color for item in request.model.spec.classes)
        call = BackgroundRun(lambda feedback: _detect(request, inputs, include, view, feedback))
        call.done.connect(lambda found, call=call: self._done(call, found, colors))
        call.failed.connect(lambda failure, call=call: self._failed(call, failure))
        call.cancelled.connect(lambda call=call: self._forget(call))
        self.noteChanged.emit(tr("Preview: detecting…"))
        self._call = call.start()

    def _prepare(self, view: Polygons) -> tuple[PairInputs, tuple[Polygons, ...]]:
        """Return the inputs and the area. Layers that QGIS renders for the worker are read only within the view."""
        if self._request is None or self._parameters is None:
            raise ValueError("no request")
        if self._inputs is not None:
            return self._inputs, self._inputs.include
        request = self._request
        algorithm = QgsApplication.processingRegistry().createAlgorithmById("groundshift:detectchange")
        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
        quiet = QgsProcessingFeedback(False)
        margin = request.model.spec.halo
        if not (request.pair.before.rendering or request.pair.after.rendering):
            self._inputs = prepare_inputs(request.pair, request.resolution, margin, context, quiet)
            return self._inputs, self._inputs.include
        settings = self._canvas.mapSettings()
        seen = settings.visibleExtent()
        crs = settings.destinationCrs()
        extent = f"{seen.xMinimum()!r},{seen.xMaximum()!r},{seen.yMinimum()!r},{seen.yMaximum()!r} [{crs.authid()}]"
        in_view = STEPS.checked(Given(algorithm, {**self._parameters, EXTENT: extent}, context))
        inputs = prepare_inputs(in_view.pair, request.resolution, margin, context, quiet)
        wanted = [polygons for polygons in inputs.include if polygons.parameter == AREA]
        if EXTENT in self._parameters:
            whole = prepare_inputs(request.pair, request.resolution, margin, context, quiet)
            wanted += [polygons for polygons in whole.include if polygons.parameter == EXTENT]
        return inputs, (*wanted, view)

    def _done(self, call: BackgroundRun, found: _Found, colors: tuple[str, ...]) -> None:
        if call is not self._call:
            return
        self._call = None
        if found.picture is None:
            self._show(None, tr("Preview: the area is outside the map view. Move the map to where both layers overlap."))
            return
        if self._item is None:
            self._item = PreviewItem(self._canvas)
        self._item.show_picture(found.picture, colors, self._threshold)
        if found.picture.cropped:
            self.noteChanged.emit(tr("Preview: limited to the centre of the view (dashed). Zoom in to see all of it."))
        else:
            pixels = count_text(found.picture.codes.size)
            self.noteChanged.emit(
                tr("Preview: {pixels} pixels in {seconds:.1f} s.").format(pixels=pixels, seconds=found.seconds)
            )

    def _failed(self, call: BackgroundRun, failure: JobFailure) -> None:
        if call is self._call:
            self._call = None
            self._show(None, panel_text(failure))

    def _forget(self, call: BackgroundRun) -> None:
        if call is self._call:
            self._call = None

    def _show(self, picture: Optional[PreviewPicture], text: str) -> None:
        if picture is None:
            self._remove_item()
        self.noteChanged.emit(text)

    def _stop_call(self) -> None:
        if self._call is not None:
            self._call.cancel()
            self._call = None

    def _remove_item(self) -> None:
        if self._item is not None:
            self._canvas.scene().removeItem(self._item)
            self._item = None


def _detect(
    request: DetectionRequest,
    inputs: PairInputs,
    include: tuple[Polygons, ...],
    view: Polygons,
    feedback: QgsProcessingFeedback,
) -> _Found:
    """Run the job in the background and load its picture into memory."""
    folder = tempfile.mkdtemp(prefix="groundshift-preview-", dir=QgsProcessingUtils.tempFolder())

    def job(_outputs: Mapping[str, str], scratch: str, feedback: QgsProcessingFeedback) -> PreviewJob:
        before, after = read_pair_sources(inputs, scratch, feedback)
        return PreviewJob(
            before=before,
            after=after,
            model=request.model.path,
            view=view,
            scratch=folder,
            include=include,
            exclude=inputs.exclude,
            resolution=request.resolution,
            most_pixels=MOST_PIXELS,
        )

    try:
        values = perform(job, {}, feedback)
        if values["EMPTY"]:
            return _Found(None, 0.0)
        codes = numpy.load(os.path.join(folder, os.path.basename(values["PATH"])), allow_pickle=False)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    left, top = float(values["LEFT"]), float(values["TOP"])
    right, bottom = left + values["WIDTH"] * values["XRES"], top - values["HEIGHT"] * values["YRES"]
    corners = (QgsPointXY(left, top), QgsPointXY(right, top), QgsPointXY(right, bottom), QgsPointXY(left, bottom))
    crs = QgsCoordinateReferenceSystem.fromWkt(str(values["CRS"]))
    picture = PreviewPicture(codes, int(values["LEVELS"]), crs, corners, bool(values["CROPPED"]))
    return _Found(picture, float(values["SECONDS"]))
