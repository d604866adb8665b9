"""Show the dates of a pair over a map canvas: one, the other, or both with a swipe line.

The layer tree, the layers and the project are not changed: a canvas item draws the dates.
"""

from __future__ import annotations

from typing import Optional

from qgis.core import QgsMapLayer, QgsMapSettings, QgsProject
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QCoreApplication, QObject, QTimer, pyqtSignal
from qgis.PyQt.QtGui import QColor

from .date_item import DateItem, LinePlace, Shown
from .date_layers import layers_of_date, outline_layers
from .date_picture import DatePicture
from .outlines import outline_style

translate = QCoreApplication.translate

# Collects changes of extent, rotation and layers that follow one another.
_SETTLE_MILLISECONDS = 30


class DateView(QObject):
    """The pair over a canvas, hidden at first. The pictures are rendered in the background and follow the canvas.

    When a layer is removed from the project, the view hides and emits :attr:`shownChanged`.

    Call :meth:`release` when the view is no longer needed.

    :param canvas: the map.
    :param parent: owns the view.
    """

    shownChanged = pyqtSignal()
    lineMoved = pyqtSignal(float)  # LinePlace.fraction
    pictureChanged = pyqtSignal()

    def __init__(self, canvas: QgsMapCanvas, parent: Optional[QObject] = None) -> None:
        super().__init__(parent or canvas)
        self.setObjectName("GroundshiftDateView")
        self.canvas = canvas
        self._before = self._after = ""
        self._with_others = True
        self._ready = False
        self._watched: list[QgsMapLayer] = []
        self._pictures = (DatePicture(self), DatePicture(self))
        self.place = LinePlace()
        self._outlines = DatePicture(self)
        self._item: Optional[DateItem] = DateItem(canvas, *self._pictures, self.place, self._outlines)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MILLISECONDS)
        self._settle.timeout.connect(self._render)
        for picture in (*self._pictures, self._outlines):
            picture.changed.connect(self._redraw)
        # renderStarting is emitted for every redraw of the canvas: extent, layers, styles, F5, time.
        self._canvas_signals = (canvas.renderStarting, canvas.extentsChanged, canvas.rotationChanged, canvas.layersChanged)
        for signal in self._canvas_signals:
            signal.connect(self._refresh)
        QgsProject.instance().layersWillBeRemoved.connect(self._layers_go)

    @property
    def shown(self) -> Shown:
        """What is currently drawn."""
        return self._item.shown if self._item is not None else Shown.NOTHING

    @property
    def before(self) -> Optional[QgsMapLayer]:
        """The earlier date; ``None`` = not set, or removed from the project."""
        return QgsProject.instance().mapLayer(self._before) if self._before else None

    @property
    def after(self) -> Optional[QgsMapLayer]:
        """The later date; ``None`` = not set, or removed from the project."""
        return QgsProject.instance().mapLayer(self._after) if self._after else None

    @property
    def complete(self) -> bool:
        """Whether both dates are set."""
        return self.before is not None and self.after is not None

    @property
    def rendering(self) -> bool:
        """Whether a picture is still being updated."""
        return self._settle.isActive() or any(picture.rendering for picture in (*self._pictures, self._outlines))

    def set_pair(self, before: Optional[QgsMapLayer], after: Optional[QgsMapLayer]) -> None:
        """Set the layers of the dates; hides the view unless both are set."""
        chosen = (before.id() if before is not None else "", after.id() if after is not None else "")
        if chosen == (self._before, self._after):
            return
        self._watch([])
        self._before, self._after = chosen
        self._watch([layer for layer in (before, after) if layer is not None])
        for picture in (*self._pictures, self._outlines):
            picture.forget()
        self._name_dates()
        if self.complete:
            self._refresh()
        else:
            self.show_nothing()

    def set_with_others(self, with_others: bool) -> None:
        """Set whether the canvas's other layers (results, base map) are shown with each date."""
        if with_others != self._with_others:
            self._with_others = with_others
            self._refresh()

    def set_outlines(self, opacity: float) -> None:
        """Set how the outlines of polygons are shown over the dates: 0 = not at all, 1 = opaque."""
        if self._item is not None and opacity != self._item.outline_opacity:
            self._item.outline_opacity = opacity
            self._redraw()

    def keep_ready(self, ready: bool) -> None:
        """Keep both pictures up to date while nothing is shown, so that the first flip is immediate."""
        self._ready = ready
        self._refresh()

    def show_before(self) -> bool:
        """Show the earlier date on the whole canvas; returns as :meth:`show_both` does."""
        return self._show(Shown.BEFORE)

    def show_after(self) -> bool:
        """Show the later date on the whole canvas; returns as :meth:`show_both` does."""
        return self._show(Shown.AFTER)

    def show_both(self) -> bool:
        """Show both dates with the swipe line.

        :return: ``False`` = a date is missing, and nothing is shown.
        """
        return self._show(Shown.BOTH)

    def show_nothing(self) -> None:
        """Show the canvas's own map again."""
        self._show(Shown.NOTHING)

    def flip(self) -> Shown:
        """Switch to the other date; to the earlier one if none is shown.

        :return: what is shown now.
        """
        self._show(Shown.AFTER if self.shown is Shown.BEFORE else Shown.BEFORE)
        return self.shown

    def set_line(self, fraction: float) -> None:
        """Move the line; ``fraction`` is clipped to 0..1."""
        fraction = min(max(fraction, 0.0), 1.0)
        if fraction != self.place.fraction:
            self.place.fraction = fraction
            self._redraw()
            self.lineMoved.emit(fraction)

    def set_upright(self, upright: bool) -> None:
        """Make the line vertical (before on its left), or horizontal (before above it)."""
        if upright != self.place.upright:
            self.place.upright = upright
            self._redraw()

    def set_grip(self, grip: bool) -> None:
        """Draw the line with or without its handle."""
        if self._item is not None:
            self._item.grip = grip
            self._redraw()

    def line_position(self) -> float:
        """Return the line's position in logical pixels from the left or the top of the canvas."""
        length = self.canvas.viewport().width() if self.place.upright else self.canvas.viewport().height()
        return self._item.line_pixel(float(length)) if self._item is not None else 0.0

    def release(self) -> None:
        """Remove everything from the canvas and cancel rendering."""
        if self._item is None:
            return
        self.show_nothing()
        self._watch([])
        for signal in self._canvas_signals:
            signal.disconnect(self._refresh)
        QgsProject.instance().layersWillBeRemoved.disconnect(self._layers_go)
        self._settle.stop()
        for picture in (*self._pictures, self._outlines):
            picture.release()
        self.canvas.scene().removeItem(self._item)
        self._item = None

    def _show(self, shown: Shown) -> bool:
        if self._item is None:
            return False
        if shown is not Shown.NOTHING and not self.complete:
            shown = Shown.NOTHING
        if shown is not self._item.shown:
            first = self._item.shown is Shown.NOTHING and not self._ready
            self._item.shown = shown
            if first:
                self._render()  # at once: the canvas may not redraw soon
            self._redraw()
            self.shownChanged.emit()
        return shown is not Shown.NOTHING

    def _refresh(self, *_arguments: object) -> None:
        """Schedule a new rendering of the pictures."""
        if (self.shown is not Shown.NOTHING or self._ready) and self.canvas.renderFlag():
            self._settle.start()

    def _render(self) -> None:
        before, after = self.before, self.after
        if before is None or after is None:
            return
        for picture, date, other in ((self._pictures[0], before, after), (self._pictures[1], after, before)):
            settings = QgsMapSettings(self.canvas.mapSettings())
            settings.setLayers(layers_of_date(self.canvas, date, other, self._with_others))
            picture.render(settings)
        self._render_outlines(before, after)

    def _render_outlines(self, before: QgsMapLayer, after: QgsMapLayer) -> None:
        layers = outline_layers(self.canvas, (before, after))
        settings = QgsMapSettings(self.canvas.mapSettings())
        settings.setLayers(layers)
        settings.setBackgroundColor(QColor(0, 0, 0, 0))
        settings.setLayerStyleOverrides({layer.id(): outline_style(layer) for layer in layers})
        self._outlines.render(settings)

    def _redraw(self) -> None:
        if self._item is not None:
            self._item.update()
            self.pictureChanged.emit()

    def _name_dates(self) -> None:
        if self._item is None:
            return
        before, after = self.before, self.after
        self._item.set_titles(
            translate("Compare", "Before: {layer}").format(layer=before.name()) if before else "",
            translate("Compare", "After: {layer}").format(layer=after.name()) if after else "",
        )

    def _watch(self, layers: list[QgsMapLayer]) -> None:
        """Watch layers for changes that the canvas does not report, because it does not show them."""
        for layer in self._watched:
            layer.repaintRequested.disconnect(self._refresh)
            layer.nameChanged.disconnect(self._name_dates)
        self._watched = layers
        for layer in layers:
            layer.repaintRequested.connect(self._refresh)
            layer.nameChanged.connect(self._name_dates)

    def _layers_go(self, layer_ids: list[str]) -> None:
        gone = {self._before, self._after} & set(layer_ids)
        if gone:
            self.set_pair(
                None if self._before in gone else self.before,
                None if self._after in gone else self.after,
            )
