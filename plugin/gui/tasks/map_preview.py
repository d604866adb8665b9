"""The preview: the result of a run in the map view, made again whenever the map has moved.

One preview at a time; a newer one cancels the older. Nothing is added to the project: the picture is kept in memory.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Callable, Optional, Protocol

from qgis.core import QgsMapSettings, QgsProcessingFeedback
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QCoreApplication, QObject, QTimer, pyqtSignal

from ...jobs.failure import JobFailure
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
class Previewed:
    """A preview that is done.

    :param picture: ``None`` = no date has data in the view. :param colors: ``#rrggbb`` of its classes.
    """

    picture: Optional[PreviewPicture]
    colors: tuple[str, ...] = ()
    seconds: float = 0.0


class Previewable(Protocol):
    """A checked form whose result can be previewed; equal to another one of the same settings."""

    def prepare(self, view: QgsMapSettings) -> Callable[[QgsProcessingFeedback], Previewed]:
        """Read from the layers what the preview needs; in the thread that owns them.

        :return: makes the preview of the view, in the background.
        :raises JobFailure: a layer cannot be used, or shows nothing in the view.
        """


class MapPreview(QObject):
    """Keeps the preview of a form up to date while it is switched on."""

    noteChanged = pyqtSignal(str)  # status text for the user; "" = none

    def __init__(self, canvas: QgsMapCanvas, parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self._on = False
        self._held = False  # a run is in progress
        self._form: Optional[Previewable] = None
        self._threshold = 0.0
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
        self._show_text("")

    def set_form(self, form: Optional[Previewable]) -> None:
        """Take changed settings; ``None`` = the form is incomplete or unsuitable."""
        if form is None:
            self._form = None
            self._stop_call()
            self._remove_item()
        elif form != self._form:
            self._form = form
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
        if self._form is None:
            self.noteChanged.emit(tr("Preview: choose two layers and a suitable model first."))
            return
        try:
            preview = self._form.prepare(self._canvas.mapSettings())
        except JobFailure as failure:
            self._show_text(panel_text(failure))
            return
        call = BackgroundRun(preview)
        call.done.connect(lambda found, call=call: self._done(call, found))
        call.failed.connect(lambda failure, call=call: self._failed(call, failure))
        call.cancelled.connect(lambda call=call: self._forget(call))
        self.noteChanged.emit(tr("Preview: detecting…"))
        self._call = call.start()

    def _done(self, call: BackgroundRun, found: Previewed) -> None:
        if call is not self._call:
            return
        self._call = None
        if found.picture is None:
            self._show_text(tr("Preview: the area is outside the map view. Move the map to where both layers overlap."))
            return
        if self._item is None:
            self._item = PreviewItem(self._canvas)
        self._item.show_picture(found.picture, found.colors, self._threshold)
        if found.picture.cropped:
            self.noteChanged.emit(tr("Preview: limited to the centre of the view (dashed). Zoom in to see all of it."))
        else:
            text = tr("Preview: {pixels} pixels in {seconds:.1f} s.")
            self.noteChanged.emit(text.format(pixels=count_text(found.picture.codes.size), seconds=found.seconds))

    def _failed(self, call: BackgroundRun, failure: JobFailure) -> None:
        if call is self._call:
            self._call = None
            self._show_text(panel_text(failure))

    def _forget(self, call: BackgroundRun) -> None:
        if call is self._call:
            self._call = None

    def _show_text(self, text: str) -> None:
        """Show a text in place of a picture; ``""`` = none."""
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
