"""The Compare tab: swipe, blink and side by side."""

from __future__ import annotations

from enum import Enum
from typing import Any, Optional

from qgis.core import QgsMapLayerProxyModel, QgsProject, QgsRasterLayer
from qgis.gui import QgsMapLayerComboBox
from qgis.PyQt.QtCore import QCoreApplication, QSize, Qt, QTimer
from qgis.PyQt.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDoubleSpinBox,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QSizePolicy,
    QSlider,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ..dock.session import Session
from ..icons import icon
from .canvas_keys import CanvasKeys
from .date_item import Shown
from .date_view import DateView
from .side_by_side import SideBySide
from .swipe_tool import SwipeTool

translate = QCoreApplication.translate

_STEP = 0.02  # of the canvas, by which an arrow key moves the line
_FINE_STEP = 0.002  # the same with Shift
_SLIDER_STEPS = 1000
_SECONDS = (0.2, 10.0)
_DEFAULT_SECONDS = 1.0


class Mode(Enum):
    """How the dates are compared."""

    OFF = "off"
    SWIPE = "swipe"
    BLINK = "blink"
    SIDE_BY_SIDE = "side_by_side"


class ComparePanel(QWidget):
    """Shows the pair of the session on QGIS's map. The layers themselves are left as they are.

    :param iface: the ``QgisInterface``. :param session: whose pair is compared.
    """

    def __init__(self, iface: Any, session: Session, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.setObjectName("GroundshiftCompare")
        self._iface, self._session = iface, session
        self._canvas = iface.mapCanvas()
        self._mode = Mode.OFF
        self._before_blink = Mode.OFF  # what the space bar goes back to
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
                Qt.Key.Key_Escape: self._escape,
            },
        )
        self._outside: list[tuple[Any, Any]] = []  # signals of others, and what they call
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._blink)
        self._build()
        self._connect()
        self._show_pair()

    @property
    def mode(self) -> Mode:
        """How the dates are compared now."""
        return self._mode

    def set_mode(self, mode: Mode) -> None:
        """Compare in another way, or not at all; without both dates nothing is compared."""
        if mode is not Mode.OFF and not self._view.complete:
            mode = Mode.OFF
        if mode is not self._mode:
            self._leave()
            self._mode = mode  # now: taking the tool back and hiding the dates are heard of below
            self._enter()
        self._show_mode()

    def release(self) -> None:
        """Take everything off QGIS's window and map; at the plugin's unload."""
        self.set_mode(Mode.OFF)
        for signal, slot in self._outside:
            signal.disconnect(slot)
        self._outside = []
        self._keys.release()
        self._canvas.unsetMapTool(self._tool)
        self._tool.deleteLater()
        self._view.release()

    # --- The form ---

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.addLayout(self._build_pair())
        layout.addLayout(self._build_modes())
        self._pages = {
            Mode.OFF: self._page_off(),
            Mode.SWIPE: self._page_swipe(),
            Mode.BLINK: self._page_blink(),
            Mode.SIDE_BY_SIDE: self._page_side_by_side(),
        }
        for page in self._pages.values():
            layout.addWidget(page)
        self._others = QCheckBox(translate("Compare", "Show the &other layers, too"), self)
        self._others.setObjectName("GroundshiftCompareOthers")
        self._others.setChecked(True)
        self._others.setToolTip(
            translate(
                "Compare", "Results and base maps with both dates. Off: only the two images, so that nothing hides the ground"
            )
        )
        layout.addWidget(self._others)
        layout.addStretch()

    def _build_pair(self) -> QGridLayout:
        grid = QGridLayout()
        self._boxes: list[QgsMapLayerComboBox] = []
        texts = (translate("Compare", "Be&fore"), translate("Compare", "Af&ter"))
        for row, (text, name) in enumerate(zip(texts, ("Before", "After"))):
            box = QgsMapLayerComboBox(self)
            box.setObjectName(f"GroundshiftCompare{name}")
            box.setFilters(QgsMapLayerProxyModel.RasterLayer)
            box.setAllowEmptyLayer(True)
            box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            label = QLabel(text, self)
            label.setBuddy(box)
            grid.addWidget(label, row, 0)
            grid.addWidget(box, row, 1)
            self._boxes.append(box)
        self._swap = QToolButton(self)
        self._swap.setObjectName("GroundshiftCompareSwap")
        self._swap.setIcon(icon("swap"))
        self._swap.setAutoRaise(True)
        self._swap.setToolTip(translate("Compare", "Swap the two dates"))
        self._swap.setAccessibleName(translate("Compare", "Swap the two dates"))
        grid.addWidget(self._swap, 0, 2, 2, 1)
        grid.setColumnStretch(1, 1)
        return grid

    def _build_modes(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self._buttons: dict[Mode, QToolButton] = {}
        texts = {
            Mode.SWIPE: (translate("Compare", "&Swipe"), translate("Compare", "Drag a line between the dates across the map")),
            Mode.BLINK: (
                translate("Compare", "&Blink"),
                translate("Compare", "Show one date after the other in the same place"),
            ),
            Mode.SIDE_BY_SIDE: (
                translate("Compare", "S&ide by side"),
                translate("Compare", "A second map that moves together with QGIS's own"),
            ),
        }
        size = round(1.6 * self.fontMetrics().height())
        for mode, (text, tip) in texts.items():
            button = QToolButton(self)
            button.setObjectName(f"GroundshiftCompare_{mode.value}")
            button.setText(text)
            button.setIcon(icon(mode.value))
            button.setIconSize(QSize(size, size))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            button.setCheckable(True)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.setProperty("tip", tip)
            row.addWidget(button)
            self._buttons[mode] = button
        return row

    def _page_off(self) -> QWidget:
        self._advice = _text_label(self)
        return self._advice

    def _page_swipe(self) -> QWidget:
        page, layout = _page(self)
        self._upright = QRadioButton(translate("Compare", "&Vertical line"), page)
        self._upright.setObjectName("GroundshiftCompareVertical")
        self._upright.setChecked(True)
        self._level = QRadioButton(translate("Compare", "&Horizontal line"), page)
        self._level.setObjectName("GroundshiftCompareHorizontal")
        directions = QButtonGroup(page)
        self._upright.setToolTip(translate("Compare", "Before at the left, after at the right"))
        self._level.setToolTip(translate("Compare", "Before above, after below"))
        row = QHBoxLayout()
        for button in (self._upright, self._level):
            directions.addButton(button)
            row.addWidget(button)
        row.addStretch()
        layout.addLayout(row)
        form = QFormLayout()
        self._slider = QSlider(Qt.Orientation.Horizontal, page)
        self._slider.setObjectName("GroundshiftCompareLine")
        self._slider.setRange(0, _SLIDER_STEPS)
        self._slider.setPageStep(_SLIDER_STEPS // 10)
        self._slider.setSingleStep(round(_SLIDER_STEPS * _STEP))
        self._slider.setValue(_SLIDER_STEPS // 2)
        form.addRow(translate("Compare", "&Line"), self._slider)
        layout.addLayout(form)
        self._take_tool = QPushButton(translate("Compare", "Drag the line with the &mouse again"), page)
        self._take_tool.setObjectName("GroundshiftCompareTakeTool")
        self._take_tool.setToolTip(translate("Compare", "Another map tool is active now, so the mouse belongs to that"))
        layout.addWidget(self._take_tool)
        layout.addWidget(
            _text_label(
                page,
                translate(
                    "Compare",
                    "Drag the line; elsewhere the mouse moves the map. On the map: <b>arrow keys</b> move the line "
                    "(<b>Shift</b>: finely), <b>space</b> blinks, <b>Esc</b> ends.",
                ),
            )
        )
        return page

    def _page_blink(self) -> QWidget:
        page, layout = _page(self)
        form = QFormLayout()
        self._seconds = QDoubleSpinBox(page)
        self._seconds.setObjectName("GroundshiftCompareSeconds")
        self._seconds.setRange(*_SECONDS)
        self._seconds.setSingleStep(0.1)
        self._seconds.setDecimals(1)
        self._seconds.setValue(_DEFAULT_SECONDS)
        self._seconds.setSuffix(translate("Compare", " s"))
        self._seconds.setToolTip(translate("Compare", "How long each date is shown"))
        form.addRow(translate("Compare", "Each date &for"), self._seconds)
        layout.addLayout(form)
        self._pause = QPushButton(page)
        self._pause.setObjectName("GroundshiftComparePause")
        layout.addWidget(self._pause)
        layout.addWidget(
            _text_label(
                page,
                translate(
                    "Compare",
                    "On the map: <b>left</b> and <b>right arrow</b> stop at before and after, <b>space</b> "
                    "goes back, <b>Esc</b> ends.",
                ),
            )
        )
        return page

    def _page_side_by_side(self) -> QWidget:
        page, layout = _page(self)
        layout.addWidget(
            _text_label(
                page,
                translate(
                    "Compare",
                    "Before is in a map of its own, after in QGIS's map. Move, zoom or turn either: the other follows, and "
                    "shows where the cursor is. The map of before can be dragged out of the window, to a second screen.",
                ),
            )
        )
        return page

    def _connect(self) -> None:
        for box in self._boxes:
            box.layerChanged.connect(self._choose_pair)
        self._swap.clicked.connect(self._swap_dates)
        for mode, button in self._buttons.items():
            button.clicked.connect(lambda checked, mode=mode: self._choose_mode(mode if checked else Mode.OFF))
        self._others.toggled.connect(self._show_others)
        self._upright.toggled.connect(self._view.set_upright)
        self._slider.valueChanged.connect(lambda value: self._view.set_line(value / _SLIDER_STEPS))
        self._take_tool.clicked.connect(self._activate_tool)
        self._seconds.valueChanged.connect(self._set_interval)
        self._pause.clicked.connect(self._pause_or_go_on)
        self._view.lineMoved.connect(self._line_moved)
        self._view.shownChanged.connect(self._view_changed)
        self._outside = [
            (self._session.pairChanged, self._show_pair),
            (self._canvas.mapToolSet, self._tool_changed),
            (self._canvas.layersChanged, self._update_side_by_side),
            (QgsProject.instance().cleared, self._project_closed),
        ]
        for signal, slot in self._outside:
            signal.connect(slot)

    # --- The pair ---

    def _choose_pair(self, *_arguments: object) -> None:
        self._session.set_pair(self._boxes[0].currentLayer(), self._boxes[1].currentLayer())

    def _swap_dates(self) -> None:
        self._session.set_pair(self._session.after, self._session.before)

    def _show_pair(self) -> None:
        """Take over the session's pair."""
        before, after = self._session.before, self._session.after
        for box, layer in zip(self._boxes, (before, after)):
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
        """What to do next, while nothing is compared."""
        before, after = self._session.before, self._session.after
        if before is None and after is None:
            if not any(isinstance(layer, QgsRasterLayer) for layer in QgsProject.instance().mapLayers().values()):
                return translate("Compare", "Add two raster layers of the same place to the project, one for each date.")
            return translate("Compare", "Choose the layers of the two dates above, or in the tab Detect.")
        if before is None:
            return translate("Compare", "Choose the layer of the earlier date, too.")
        if after is None:
            return translate("Compare", "Choose the layer of the later date, too.")
        return translate("Compare", "Choose how to compare. Your layers stay as they are.")

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
            self._timer.start(round(1000 * self._seconds.value()))
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
        """Have the form say what is going on."""
        complete = self._view.complete
        for mode, button in self._buttons.items():
            button.setChecked(mode is self._mode)
            button.setEnabled(complete)
            button.setToolTip(button.property("tip") if complete else self._advice_text())
        self._swap.setEnabled(self._session.before is not None or self._session.after is not None)
        self._swap.setToolTip(translate("Compare", "Swap the two dates") if self._swap.isEnabled() else self._advice_text())
        self._advice.setText(self._advice_text())
        for mode, page in self._pages.items():
            page.setVisible(mode is self._mode)
        self._take_tool.setVisible(self._mode is Mode.SWIPE and self._canvas.mapTool() is not self._tool)
        blinking = self._timer.isActive()
        self._pause.setText(translate("Compare", "&Pause") if blinking else translate("Compare", "&Go on"))

    def _view_changed(self) -> None:
        """The view hides by itself when a date leaves the project."""
        if self._view.shown is Shown.NOTHING and self._mode is not Mode.OFF:
            self.set_mode(Mode.OFF)

    def _project_closed(self) -> None:
        self.set_mode(Mode.OFF)

    def _show_others(self, shown: bool) -> None:
        self._view.set_with_others(shown)
        self._update_side_by_side()

    # --- Swipe ---

    def _activate_tool(self) -> None:
        if self._canvas.mapTool() is not self._tool:
            self._last_tool = self._canvas.mapTool()
            self._canvas.setMapTool(self._tool)
        self._canvas.setFocus()
        self._tool_changed()

    def _give_tool_back(self) -> None:
        """The tool that was active before; not when the user has chosen another one since."""
        if self._canvas.mapTool() is self._tool:
            if self._last_tool is not None:
                self._canvas.setMapTool(self._last_tool)
            else:
                self._canvas.unsetMapTool(self._tool)
        self._last_tool = None

    def _tool_changed(self, *_arguments: object) -> None:
        self._view.set_grip(self._canvas.mapTool() is self._tool)
        self._show_mode()

    def _line_moved(self, fraction: float) -> None:
        self._slider.blockSignals(True)
        self._slider.setValue(round(fraction * _SLIDER_STEPS))
        self._slider.blockSignals(False)

    # --- Blink ---

    def _blink(self) -> None:
        if not self._view.rendering:  # a date that is not drawn yet cannot be compared
            self._view.flip()

    def _set_interval(self, seconds: float) -> None:
        if self._timer.isActive():
            self._timer.start(round(1000 * seconds))

    def _pause_or_go_on(self) -> None:
        if self._timer.isActive():
            self._timer.stop()
        else:
            self._timer.start(round(1000 * self._seconds.value()))
        self._show_mode()

    # --- Side by side ---

    def _update_side_by_side(self, *_arguments: object) -> None:
        before, after = self._session.before, self._session.after
        if self._side_by_side is not None and before is not None and after is not None:
            self._side_by_side.show_dates(before, after, self._others.isChecked())

    def _side_closed(self) -> None:
        QTimer.singleShot(0, lambda: self.set_mode(Mode.OFF))  # not while the dock is still closing

    # --- Keys on the map ---

    def _arrow(self, direction: int, sideways: bool, modifiers: Qt.KeyboardModifier) -> bool:
        if self._mode is Mode.SWIPE and sideways == self._view.place.upright:
            step = _FINE_STEP if modifiers & Qt.KeyboardModifier.ShiftModifier else _STEP
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

    def _escape(self, modifiers: Qt.KeyboardModifier) -> bool:
        if self._mode is Mode.OFF:
            return False
        # With another tool Esc is that tool's: it ends a sketch there.
        if self._mode is Mode.SWIPE and self._canvas.mapTool() is not self._tool:
            return False
        self.set_mode(Mode.OFF)
        return True


def _page(parent: QWidget) -> tuple[QWidget, QVBoxLayout]:
    page = QWidget(parent)
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 0, 0, 0)
    return page, layout


def _text_label(parent: QWidget, text: str = "") -> QLabel:
    """A label that wraps."""
    label = QLabel(text, parent)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
