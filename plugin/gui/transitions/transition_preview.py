"""The preview: what became what in the map view, classified and compared again whenever the map has moved.

One preview at a time; a newer one cancels the older. Nothing is added to the project; its files are deleted at once.
"""

from __future__ import annotations

import math
import os
import shutil
import tempfile
import time
from dataclasses import dataclass
from typing import Any, Mapping, Optional

import numpy
from osgeo import gdal
from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsDistanceArea,
    QgsGeometry,
    QgsPointXY,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingUtils,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
)
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QCoreApplication, QObject, QTimer, pyqtSignal

from ...algorithms.inputs.given import Given
from ...algorithms.inputs.pair_parameters import AFTER, AREA, BEFORE, EXTENT
from ...algorithms.run import classify_land_cover, from_to_change
from ...algorithms.run.classify_land_cover import CLASSES, PROBABILITY, LandCoverRun
from ...algorithms.run.from_to_change import FROM_TO
from ...algorithms.run.job_algorithm import JobAlgorithm, perform
from ...jobs.failure import JobFailure
from ...layers.inline_area import inline_area
from ..background import BackgroundRun
from ..detect.numbers import count_text
from ..detect.preview_control import MOST_PIXELS
from ..detect.preview_item import PreviewItem, PreviewPicture
from ..detect.texts import panel_text
from .date_kinds import DateKind
from .transition_run import CLASSIFY, FROM_TO_CHANGE, classify_parameters, compare_parameters

_REST_MS = 250  # time without movement before a preview starts
_MOST_CODES = 254


def tr(text: str) -> str:
    """Translate a text of the Detect panel."""
    return str(QCoreApplication.translate("DetectPanel", text))


@dataclass(frozen=True)
class PreviewForm:
    """What is compared.

    :param values: of the form. :param kinds: of its dates. :param gsd_m: metres a pixel.
    """

    values: dict[str, Any]
    kinds: tuple[DateKind, DateKind]
    gsd_m: float


@dataclass(frozen=True)
class _Found:
    picture: Optional[PreviewPicture]  # None = no date has data in the view
    colors: tuple[str, ...]
    seconds: float


@dataclass(frozen=True)
class _Prepared:
    """A preview, independent of the thread that owns the layers, but for the comparison of two maps.

    :param images: of the dates that are classified. :param values: of the comparison. :param cropped: to a part of the view.
    """

    images: dict[str, LandCoverRun]
    values: dict[str, Any]
    comparison: JobAlgorithm
    context: QgsProcessingContext
    cropped: bool


class TransitionPreview(QObject):
    """Keeps the preview of a form up to date while it is switched on."""

    noteChanged = pyqtSignal(str)  # status text for the user; "" = none

    def __init__(self, canvas: QgsMapCanvas, parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self._on = self._held = False
        self._form: Optional[PreviewForm] = None
        self._call: Optional[BackgroundRun] = None
        self._item: Optional[PreviewItem] = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_REST_MS)
        self._timer.timeout.connect(self._begin)
        canvas.extentsChanged.connect(self._map_moved)
        canvas.rotationChanged.connect(self._map_moved)

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
            return
        self._timer.stop()
        self._stop_call()
        self._remove_item()
        self.noteChanged.emit("")

    def set_form(self, form: Optional[PreviewForm]) -> None:
        """Take changed settings; ``None`` = the form is incomplete or unsuitable."""
        if form is None:
            self._form = None
            self._stop_call()
            self._remove_item()
        elif form != self._form:
            self._form = form
            if self._on:
                self._timer.start()

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
        if self._form is None:
            self.noteChanged.emit(tr("Preview: choose two layers and a suitable model first."))
            return
        try:
            prepared = self._prepare(self._form)
        except JobFailure as failure:
            self._remove_item()
            self.noteChanged.emit(panel_text(failure))
            return
        call = BackgroundRun(lambda feedback: _compare(prepared, feedback))
        call.done.connect(lambda found, call=call: self._done(call, found))
        call.failed.connect(lambda failure, call=call: self._failed(call, failure))
        call.cancelled.connect(lambda call=call: self._forget(call))
        self.noteChanged.emit(tr("Preview: detecting…"))
        self._call = call.start()

    def _prepare(self, form: PreviewForm) -> _Prepared:
        """Read from the layers what the preview needs, limited to the view.

        :raises JobFailure: a layer cannot be used, or shows nothing in the view.
        """
        box, cropped = self._view(form.gsd_m)
        crs = self._canvas.mapSettings().destinationCrs()
        values = dict(form.values)
        if EXTENT in values and AREA not in values:  # area and extent are intersected
            values[AREA] = inline_area(QgsGeometry.fromRect(box), crs)
        else:
            corners = (box.xMinimum(), box.xMaximum(), box.yMinimum(), box.yMaximum())
            values[EXTENT] = f"{','.join(repr(one) for one in corners)} [{crs.authid()}]"
        quiet = QgsProcessingFeedback(False)
        images = {}
        for name, kind in zip((BEFORE, AFTER), form.kinds):
            if kind is DateKind.IMAGE:
                given = _given(CLASSIFY, classify_parameters(values, name))
                steps = classify_land_cover.STEPS
                images[name] = steps.prepare(given, steps.checked(given), quiet)
        comparison = _given(FROM_TO_CHANGE, {})
        return _Prepared(images, compare_parameters(values), comparison.algorithm, comparison.context, cropped)

    def _view(self, gsd_m: float) -> tuple[QgsRectangle, bool]:
        """Return the view, or its middle if it has more pixels than can be compared quickly."""
        settings = self._canvas.mapSettings()
        box = QgsRectangle(settings.visibleExtent())
        measure = QgsDistanceArea()
        measure.setSourceCrs(settings.destinationCrs(), QgsProject.instance().transformContext())
        measure.setEllipsoid(settings.destinationCrs().ellipsoidAcronym() or "EPSG:7030")
        pixels = abs(float(measure.measureArea(QgsGeometry.fromRect(box)))) / max(gsd_m, 1e-6) ** 2
        if pixels <= MOST_PIXELS:
            return box, False
        box.scale(math.sqrt(MOST_PIXELS / pixels))
        return box, True

    def _done(self, call: BackgroundRun, found: _Found) -> None:
        if call is not self._call:
            return
        self._call = None
        if found.picture is None:
            self._remove_item()
            self.noteChanged.emit(tr("Preview: the area is outside the map view. Move the map to where both layers overlap."))
            return
        if self._item is None:
            self._item = PreviewItem(self._canvas)
        self._item.show_picture(found.picture, found.colors, 0.0)
        if found.picture.cropped:
            self.noteChanged.emit(tr("Preview: limited to the centre of the view (dashed). Zoom in to see all of it."))
        else:
            text = tr("Preview: {pixels} pixels in {seconds:.1f} s.")
            self.noteChanged.emit(text.format(pixels=count_text(found.picture.codes.size), seconds=found.seconds))

    def _failed(self, call: BackgroundRun, failure: JobFailure) -> None:
        if call is self._call:
            self._call = None
            self._remove_item()
            self.noteChanged.emit(panel_text(failure))

    def _forget(self, call: BackgroundRun) -> None:
        if call is self._call:
            self._call = None

    def _stop_call(self) -> None:
        if self._call is not None:
            self._call.cancel()
            self._call = None

    def _remove_item(self) -> None:
        if self._item is not None:
            self._canvas.scene().removeItem(self._item)
            self._item = None


def _given(algorithm: str, parameters: dict[str, Any]) -> Given:
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    return Given(QgsApplication.processingRegistry().createAlgorithmById(algorithm), parameters, context)


def _compare(prepared: _Prepared, feedback: QgsProcessingFeedback) -> _Found:
    """Classify and compare, in the background."""
    began = time.monotonic()
    folder = tempfile.mkdtemp(prefix="groundshift-preview-", dir=QgsProcessingUtils.tempFolder())
    try:
        values = dict(prepared.values)
        for name, run in prepared.images.items():
            values[name] = QgsRasterLayer(_classify(run, os.path.join(folder, name), feedback), name)
        path = os.path.join(folder, "from-to.tif")
        given = Given(prepared.comparison, {**values, FROM_TO: path}, prepared.context)
        steps = from_to_change.STEPS
        compared = steps.prepare(given, steps.read(given), feedback)
        perform(lambda outputs, scratch, quiet: steps.make_job(compared, outputs, scratch, quiet), {FROM_TO: path}, feedback)
        picture, colors = _read_picture(path, prepared.cropped)
        values.clear()  # closes the files
    except JobFailure as failure:
        if failure.code in ("area_outside", "area_outside_layer", "nothing_in_common"):
            return _Found(None, (), 0.0)
        raise
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return _Found(picture, colors, time.monotonic() - began)


def _classify(run: LandCoverRun, stem: str, feedback: QgsProcessingFeedback) -> str:
    """Classify an image.

    :return: path of the probabilities.
    """
    outputs = {CLASSES: f"{stem}-classes.tif", PROBABILITY: f"{stem}-probability.tif"}

    def make_job(paths: Mapping[str, str], scratch: str, quiet: QgsProcessingFeedback) -> Any:
        return classify_land_cover.STEPS.make_job(run, paths, scratch, quiet)

    perform(make_job, outputs, feedback)
    return outputs[PROBABILITY]


def _read_picture(path: str, cropped: bool) -> tuple[PreviewPicture, tuple[str, ...]]:
    """Return a map of transitions as a picture, and the colours of its transitions."""
    dataset = gdal.Open(path)
    band = dataset.GetRasterBand(1)
    values, table = band.ReadAsArray(), band.GetColorTable()
    codes = numpy.zeros(values.shape, numpy.uint8)
    # 0 is unchanged; what has no colour is no data.
    entries = {value: table.GetColorEntry(value) for value in numpy.unique(values).tolist() if 0 < value < table.GetCount()}
    colors = {value: "#{:02x}{:02x}{:02x}".format(*entry[:3]) for value, entry in entries.items() if entry[3]}
    shown = sorted(colors)[:_MOST_CODES]
    for code, value in enumerate(shown, start=1):
        codes[values == value] = code
    left, across, _, top, _, down = dataset.GetGeoTransform()
    right, bottom = left + across * dataset.RasterXSize, top + down * dataset.RasterYSize
    corners = (QgsPointXY(left, top), QgsPointXY(right, top), QgsPointXY(right, bottom), QgsPointXY(left, bottom))
    crs = QgsCoordinateReferenceSystem.fromWkt(dataset.GetProjection())
    return PreviewPicture(codes, 1, crs, corners, cropped), tuple(colors[value] for value in shown)
