"""Shows the image of one date of a series over the map; the project and its layers are not changed."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any, Optional

from qgis.core import QgsMapSettings, QgsRasterLayer, QgsVectorLayer
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ...rules.sar_table import Acquisition
from ..background import BackgroundRun
from ..compare.date_item import DateItem, LinePlace, Shown
from ..compare.date_picture import DatePicture
from .radar_image import Stretch, image_key, open_image

_REST_MS = 80  # time without a movement of the slider before an image is opened
_SETTLE_MS = 30  # collects changes of the map that follow one another
_KEPT_IMAGES = 12


class SeriesView(QObject):
    """Opens images in the background, renders them in the background, and draws the last one that is ready.

    :param canvas: the map. Polygons that it shows are drawn over the image.
    """

    opened = pyqtSignal(object)  # QgsRasterLayer of the image that will be drawn
    failed = pyqtSignal(object)  # Acquisition that cannot be opened

    def __init__(self, canvas: QgsMapCanvas, parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self._row: Optional[Acquisition] = None
        self._layer: Optional[QgsRasterLayer] = None
        self._title = ""
        self._images: OrderedDict[str, QgsRasterLayer] = OrderedDict()
        self._stretches: dict[tuple[str, str], Stretch] = {}  # by place and unit
        self._call: Optional[BackgroundRun] = None
        self._picture = DatePicture(self)
        self._picture.changed.connect(self._drawn)
        self._item: Optional[DateItem] = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._open)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self._render)

    @property
    def visible(self) -> bool:
        """Whether an image is drawn, or will be when it is ready."""
        return self._row is not None

    @property
    def rendering(self) -> bool:
        """Whether a newer picture is on its way."""
        return self._rest.isActive() or self._call is not None or self._settle.isActive() or self._picture.rendering

    def show_date(self, row: Acquisition) -> None:
        """Show the image of a date, as soon as it is opened and rendered."""
        if self._row is None:
            for signal in self._map_signals():
                signal.connect(self._refresh)
        self._row = row
        self._rest.start()

    def hide(self) -> None:
        """Show the map itself again."""
        if self._row is None:
            return
        for signal in self._map_signals():
            signal.disconnect(self._refresh)
        self._row = self._layer = None
        self._rest.stop()
        self._settle.stop()
        self._picture.forget()
        if self._item is not None:
            self._canvas.scene().removeItem(self._item)
            self._item = None

    def forget(self) -> None:
        """Hide, and drop the opened images: another table was chosen."""
        self.hide()
        if self._call is not None:
            self._call.cancel()
            self._call = None
        self._images.clear()
        self._stretches.clear()

    def release(self) -> None:
        """Remove everything from the map and cancel what runs."""
        self.forget()
        self._picture.release()

    def _map_signals(self) -> tuple[Any, ...]:
        canvas = self._canvas
        return (canvas.renderStarting, canvas.extentsChanged, canvas.rotationChanged, canvas.layersChanged)

    def _open(self) -> None:
        """Open the image, unless it is there, in the background; one at a time."""
        row = self._row
        if row is None or self._call is not None:
            return
        layer = self._images.get(image_key(row))
        if layer is not None:
            self._images.move_to_end(image_key(row))
            self._take(row, layer)
            return
        stretch = self._stretches.get((row.place, row.unit))
        call = BackgroundRun(lambda _feedback: open_image(row, stretch))
        call.done.connect(lambda found: self._opened(call, row, found))
        call.failed.connect(lambda _failure: self._opened(call, row, (None, ())))
        self._call = call.start()

    def _opened(self, call: BackgroundRun, row: Acquisition, found: tuple[Optional[QgsRasterLayer], Stretch]) -> None:
        if call is not self._call:  # another table was chosen
            return
        self._call = None
        layer, stretch = found
        if layer is None:
            self.failed.emit(row)
        else:
            self._stretches.setdefault((row.place, row.unit), stretch)
            self._images[image_key(row)] = layer
            while len(self._images) > _KEPT_IMAGES:
                self._images.popitem(last=False)
        if self._row is None:
            return
        if image_key(self._row) != image_key(row):  # the slider went on meanwhile
            self._open()
        elif layer is not None:
            self._take(row, layer)

    def _take(self, row: Acquisition, layer: QgsRasterLayer) -> None:
        self._layer = layer
        if self._item is None:
            self._item = DateItem(self._canvas, self._picture, self._picture, LinePlace())
        self._title = layer.name()
        self.opened.emit(layer)
        self._render()

    def _refresh(self, *_arguments: object) -> None:
        if self._layer is not None and self._canvas.renderFlag():
            self._settle.start()

    def _render(self) -> None:
        if self._layer is None:
            return
        settings = QgsMapSettings(self._canvas.mapSettings())
        polygons = [layer for layer in self._canvas.layers() if isinstance(layer, QgsVectorLayer)]
        settings.setLayers([*polygons, self._layer])
        self._picture.render(settings)

    def _drawn(self) -> None:
        if self._item is None or self._layer is None:
            return
        self._item.set_titles("", self._title)
        self._item.shown = Shown.AFTER
        self._item.update()
