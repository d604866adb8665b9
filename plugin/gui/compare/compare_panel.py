"""The Compare tab: swipe, blink and side by side."""

from __future__ import annotations

from typing import Any, Callable, Mapping, Optional

from qgis.core import QgsProject, QgsRasterLayer
from qgis.gui import QgsMapCanvas
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from qgis.PyQt.QtWidgets import (
    QVBoxLayout,
    QWidget,
)

from ..dock.session import Session
from .compare_form import OPAQUE, SLIDER_STEPS, STEP, CompareForm, Mode
from .date_item import Shown
from .date_view import DateView
from .side_by_side import SideBySide
from .swipe_tool import SwipeTool

translate = QCoreApplication.translate

_FINE_STEP = STEP / 10  # part of the canvas by which Shift and an arrow key move the line


class ComparePanel(QWidget):
    """Shows the pair of the session on the QGIS map. The layers are not changed.

    :param iface: the ``QgisInterface``.
    :param session: its pair is compared.
    """

    def __init__(self, iface: Any, session: Session, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.setObjectName("GroundshiftCompare")
        self._iface, self._session = iface, session
        self._canvas = iface.mapCanvas()
        self._mode = Mode.OFF
        self._before_blink = Mode.OFF  # mode that the space bar returns to
        self._side_by_side: Optional[SideBySide] = None
        self._last_tool: Optional[Any] = None
        self._view = DateView(self._canvas, self)
        self._tool = SwipeTool(self._view)
        self._keys = CanvasKeys(
            self._canvas,
            {
                Qt.Key.Key_Left: lambda modifiers: self._arrow(-1, True, modifiers),
                Qt.Key.Key_Right: lambda modifiers: self._arrow(1, True, modifiers),
                Qt.Key.Key_Up: lambda modifiers: self._arrow(-1, False, modifiers),
                Qt.Key.Key_Down: lambda modifiers: self._arrow(1, False, modifiers),
                Qt.Key.Key_Space: self._space,
                Qt.Key.Key_O: self._flicker,
                Qt.Key.Key_Escape: self._escape,
            },
        )
        self._outside: list[tuple[Any, Any]] = []  # signals of other objects, and the slots connected to them
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._blink)
        self._form = CompareForm(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._form)
        self._connect()
        self._show_pair()

    @property
    def mode(self) -> Mode:
        """The current mode."""
        return self._mode

    def set_mode(self, mode: Mode) -> None:
        """Set the mode; it stays off unless both dates are set."""
        if mode is not Mode.OFF and not self._view.complete:
            mode = Mode.OFF
        if mode is not self._mode:
            self._leave()
            self._mode = mode  # before _enter, whose signals are handled below
            self._enter()
        self._show_mode()

    def release(self) -> None:
        """Remove everything from the QGIS window and map, when the plugin is unloaded."""
        self.set_mode(Mode.OFF)
        for signal, slot in self._outside:
            signal.disconnect(slot)
        self._outside = []
        self._keys.release()
        self._canvas.unsetMapTool(self._tool)
        self._tool.deleteLater()
        self._view.release()

    def _connect(self) -> None:
        for box in self._form.boxes:
            box.layerChanged.connect(self._choose_pair)
        self._form.swap.clicked.connect(self._swap_dates)
        for mode, button in self._form.buttons.items():
            button.clicked.connect(lambda checked, mode=mode: self._choose_mode(mode if checked else Mode.OFF))
        self._form.others.toggled.connect(self._show_others)
        self._form.outlines.valueChanged.connect(lambda value: self._session.set_outline_opacity(value / OPAQUE))
        self._form.upright.toggled.connect(self._view.set_upright)
        self._form.slider.valueChanged.connect(lambda value: self._view.set_line(value / SLIDER_STEPS))
        self._form.take_tool.clicked.connect(self._activate_tool)
        self._form.seconds.valueChanged.connect(self._set_interval)
        self._form.pause.clicked.connect(self._pause_or_go_on)
        self._view.lineMoved.connect(self._line_moved)
        self._view.shownChanged.connect(self._view_changed)
        self._outside = [
            (self._session.pairChanged, self._show_pair),
            (self._session.outlinesChanged, self._show_outlines),
            (self._canvas.mapToolSet, self._tool_changed),
            (self._canvas.layersChanged, self._update_side_by_side),
            (QgsProject.instance().cleared, self._project_closed),
            # Another panel may set a pair before the combo boxes here list its layers.
            (QgsProject.instance().layersAdded, self._show_pair),
        ]
        for signal, slot in self._outside:
            signal.connect(slot)

    # --- The pair ---

    def _choose_pair(self, *_arguments: object) -> None:
        self._session.set_pair(self._form.boxes[0].currentLayer(), self._form.boxes[1].currentLayer())

    def _swap_dates(self) -> None:
        self._session.set_pair(self._session.after, self._session.before)

    def _show_pair(self, *_arguments: object) -> None:
        """Show the session's pair."""
        before, after = self._session.before, self._session.after
        for box, layer in zip(self._form.boxes, (before, after)):
            box.blockSignals(True)
            box.setLayer(layer)
            box.setToolTip(layer.name() if layer is not None else "")
            box.blockSignals(False)
        self._view.set_pair(before, after)
        if self._mode is not Mode.OFF and not self._view.complete:
            self.set_mode(Mode.OFF)
        elif self._mode is not Mode.OFF:
            self._update_side_by_side()
        self._show_mode()

    def _advice_text(self) -> str:
        """Return what to do next while no mode is active."""
        before, after = self._session.before, self._session.after
        if before is None and after is None:
            if not any(isinstance(layer, QgsRasterLayer) for layer in QgsProject.instance().mapLayers().values()):
                return translate("Compare", "Add two raster layers of the same place to the project, one for each date.")
            return translate("Compare", "Choose the layers of the two dates above, or in the tab Detect.")
        if before is None:
            return translate("Compare", "Choose the layer of the earlier date as well.")
        if after is None:
            return translate("Compare", "Choose the layer of the later date as well.")
        return translate("Compare", "Choose how to compare. Your layers are not changed.")

    # --- The modes ---

    def _choose_mode(self, mode: Mode) -> None:
        self._before_blink = Mode.OFF
        self.set_mode(mode)

    def _enter(self) -> None:
        mode = self._mode
        if mode is Mode.OFF:
            self._view.show_nothing()
        elif mode is Mode.SWIPE:
            self._view.show_both()
            self._activate_tool()
        elif mode is Mode.BLINK:
            self._view.show_before()
            self._timer.start(round(1000 * self._form.seconds.value()))
            self._canvas.setFocus()
        elif mode is Mode.SIDE_BY_SIDE:
            self._side_by_side = SideBySide(self._iface)
            self._side_by_side.closedByUser.connect(self._side_closed)
            self._view.show_after()
            self._update_side_by_side()

    def _leave(self) -> None:
        self._timer.stop()
        if self._mode is Mode.SWIPE:
            self._give_tool_back()
        if self._side_by_side is not None:
            self._side_by_side.release()
            self._side_by_side = None

    def _show_mode(self) -> None:
        """Show the current mode in the form."""
        complete = self._view.complete
        for mode, button in self._form.buttons.items():
            button.setChecked(mode is self._mode)
            button.setEnabled(complete)
            button.setToolTip(button.property("tip") if complete else self._advice_text())
        self._form.swap.setEnabled(self._session.before is not None or self._session.after is not None)
        self._form.swap.setToolTip(
            translate("Compare", "Swap the two dates") if self._form.swap.isEnabled() else self._advice_text()
        )
        self._form.advice.setText(self._advice_text())
        for mode, page in self._form.pages.items():
            page.setVisible(mode is self._mode)
        self._form.take_tool.setVisible(self._mode is Mode.SWIPE and self._canvas.mapTool() is not self._tool)
        blinking = self._timer.isActive()
        self._form.pause.setText(translate("Compare", "Pa&use") if blinking else translate("Compare", "&Go on"))

    def _view_changed(self) -> None:
        """Switch off when the view was hidden because a date was removed from the project."""
        if self._view.shown is Shown.NOTHING and self._mode is not Mode.OFF:
            self.set_mode(Mode.OFF)

    def _project_closed(self) -> None:
        self.set_mode(Mode.OFF)

    def _show_others(self, shown: bool) -> None:
        self._view.set_with_others(shown)
        self._update_side_by_side()

    def _show_outlines(self) -> None:
        opacity = self._session.outline_opacity
        self._view.set_outlines(opacity)
        self._form.outlines.blockSignals(True)
        self._form.outlines.setValue(round(opacity * OPAQUE))
        self._form.outlines.blockSignals(False)
        self._update_side_by_side()

    # --- Swipe ---

    def _activate_tool(self) -> None:
        if self._canvas.mapTool() is not self._tool:
            self._last_tool = self._canvas.mapTool()
            self._canvas.setMapTool(self._tool)
        self._canvas.setFocus()
        self._tool_changed()

    def _give_tool_back(self) -> None:
        """Restore the previous map tool, unless the user has chosen another one since."""
        if self._canvas.mapTool() is self._tool:
            if self._last_tool is not None and not sip.isdeleted(self._last_tool):  # it may be another plugin's
                self._canvas.setMapTool(self._last_tool)
            else:
                self._canvas.unsetMapTool(self._tool)
        self._last_tool = None

    def _tool_changed(self, *_arguments: object) -> None:
        self._view.set_grip(self._canvas.mapTool() is self._tool)
        self._show_mode()

    def _line_moved(self, fraction: float) -> None:
        self._form.slider.blockSignals(True)
        self._form.slider.setValue(round(fraction * SLIDER_STEPS))
        self._form.slider.blockSignals(False)

    # --- Blink ---

    def _blink(self) -> None:
        if not self._view.rendering:  # wait until the picture is rendered
            self._view.flip()

    def _set_interval(self, seconds: float) -> None:
        if self._timer.isActive():
            self._timer.start(round(1000 * seconds))

    def _pause_or_go_on(self) -> None:
        if self._timer.isActive():
            self._timer.stop()
        else:
            self._timer.start(round(1000 * self._form.seconds.value()))
        self._show_mode()

    # --- Side by side ---

    def _update_side_by_side(self, *_arguments: object) -> None:
        before, after = self._session.before, self._session.after
        if self._side_by_side is not None and before is not None and after is not None:
            opacity = self._session.outline_opacity
            self._side_by_side.show_dates(before, after, self._form.others.isChecked(), opacity)

    def _side_closed(self) -> None:
        QTimer.singleShot(0, lambda: self.set_mode(Mode.OFF))  # later: the dock is still closing

    # --- Keys on the map ---

    def _arrow(self, direction: int, sideways: bool, modifiers: Qt.KeyboardModifier) -> bool:
        if self._mode is Mode.SWIPE and sideways == self._view.place.upright:
            step = _FINE_STEP if modifiers & Qt.KeyboardModifier.ShiftModifier else STEP
            self._view.set_line(self._view.place.fraction + direction * step)
            return True
        if self._mode is Mode.BLINK and sideways:
            self._timer.stop()
            if direction < 0:
                self._view.show_before()
            else:
                self._view.show_after()
            self._show_mode()
            return True
        return False

    def _space(self, modifiers: Qt.KeyboardModifier) -> bool:
        if self._mode is Mode.SWIPE:
            self._before_blink = Mode.SWIPE
            self.set_mode(Mode.BLINK)
        elif self._mode is Mode.BLINK:
            back, self._before_blink = self._before_blink, Mode.OFF
            self.set_mode(back)
        else:
            return False
        return True

    def _flicker(self, modifiers: Qt.KeyboardModifier) -> bool:
        if self._mode is Mode.OFF or modifiers != Qt.KeyboardModifier.NoModifier:
            return False
        self._session.flicker_outlines()
        return True

    def _escape(self, modifiers: Qt.KeyboardModifier) -> bool:
        if self._mode is Mode.OFF:
            return False
        # Esc belongs to the active map tool: it ends a sketch there.
        if self._mode is Mode.SWIPE and self._canvas.mapTool() is not self._tool:
            return False
        self.set_mode(Mode.OFF)
        return True


# Takes the event's modifiers; returns whether the key was handled.
KeyAction = Callable[[Qt.KeyboardModifier], bool]


class CanvasKeys(QObject):
    """Calls functions for keys pressed on a canvas, before the canvas handles them.

    :param actions: by key, such as ``Qt.Key.Key_Space``.
    """

    def __init__(self, canvas: QgsMapCanvas, actions: Mapping[Qt.Key, KeyAction]) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._actions = dict(actions)
        self._taken: set[int] = set()
        canvas.installEventFilter(self)

    def release(self) -> None:
        """Stop watching the canvas."""
        self._canvas.removeEventFilter(self)
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        if event.type() == QEvent.Type.KeyPress:
            action = self._actions.get(event.key())
            if action is not None and action(event.modifiers()):
                self._taken.add(event.key())
                return True
        elif event.type() == QEvent.Type.KeyRelease and event.key() in self._taken:
            # Swallow the key release too: its key press was swallowed.
            if not event.isAutoRepeat():
                self._taken.discard(event.key())
            return True
        return False
