"""The widgets of the Compare tab; the panel connects them."""

from __future__ import annotations

from enum import Enum
from typing import Optional

from qgis.core import QgsMapLayerProxyModel
from qgis.gui import QgsMapLayerComboBox
from qgis.PyQt.QtCore import QCoreApplication, QSize, Qt
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

from ..icons import icon

translate = QCoreApplication.translate

STEP = 0.02  # part of the canvas by which an arrow key moves the line
SLIDER_STEPS = 1000
OPAQUE = 100  # of the slider of the outlines
_SECONDS = (0.2, 10.0)
_DEFAULT_SECONDS = 1.0


class Mode(Enum):
    """How the dates are compared."""

    OFF = "off"
    SWIPE = "swipe"
    BLINK = "blink"
    SIDE_BY_SIDE = "side_by_side"


class CompareForm(QWidget):
    """The pair, the modes, a page for each mode, and the option to show other layers."""

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.addLayout(self._build_pair())
        layout.addLayout(self._build_modes())
        self.pages = {
            Mode.OFF: self._page_off(),
            Mode.SWIPE: self._page_swipe(),
            Mode.BLINK: self._page_blink(),
            Mode.SIDE_BY_SIDE: self._page_side_by_side(),
        }
        for page in self.pages.values():
            layout.addWidget(page)
        layout.addLayout(self._build_outlines())
        self.others = QCheckBox(translate("Compare", "Show the other l&ayers, too"), self)
        self.others.setObjectName("GroundshiftCompareOthers")
        self.others.setChecked(True)
        self.others.setToolTip(
            translate(
                "Compare",
                "Show labels, base maps and other layers with both dates. Off: only the two images and the outlines. "
                "Masks and probabilities of runs step aside in any case",
            )
        )
        layout.addWidget(self.others)
        layout.addStretch()

    def _build_pair(self) -> QGridLayout:
        grid = QGridLayout()
        self.boxes: list[QgsMapLayerComboBox] = []
        texts = (translate("Compare", "&Before"), translate("Compare", "A&fter"))
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
            self.boxes.append(box)
        self.swap = QToolButton(self)
        self.swap.setObjectName("GroundshiftCompareSwap")
        self.swap.setIcon(icon("swap"))
        self.swap.setAutoRaise(True)
        self.swap.setToolTip(translate("Compare", "Swap the two dates"))
        self.swap.setAccessibleName(translate("Compare", "Swap the two dates"))
        grid.addWidget(self.swap, 0, 2, 2, 1)
        grid.setColumnStretch(1, 1)
        return grid

    def _build_modes(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.buttons: dict[Mode, QToolButton] = {}
        texts = {
            Mode.SWIPE: (translate("Compare", "Sw&ipe"), translate("Compare", "Drag a line between the dates across the map")),
            Mode.BLINK: (
                translate("Compare", "Blin&k"),
                translate("Compare", "Show one date after the other in the same place"),
            ),
            Mode.SIDE_BY_SIDE: (
                translate("Compare", "Side b&y side"),
                translate("Compare", "A second map, linked to the main map"),
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
            self.buttons[mode] = button
        return row

    def _build_outlines(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.outlines = QSlider(Qt.Orientation.Horizontal, self)
        self.outlines.setObjectName("GroundshiftCompareOutlines")
        self.outlines.setRange(0, OPAQUE)
        self.outlines.setPageStep(OPAQUE // 5)
        self.outlines.setValue(OPAQUE)
        self.outlines.setToolTip(
            translate(
                "Compare", "Opacity of the outlines of polygons over the dates. The key O on the map hides and shows them"
            )
        )
        label = QLabel(translate("Compare", "Outlines"), self)
        label.setBuddy(self.outlines)
        row.addWidget(label)
        row.addWidget(self.outlines, 1)
        key = QLabel(translate("Compare", "hide: key O"), self)
        key.setToolTip(self.outlines.toolTip())
        row.addWidget(key)
        return row

    def _page_off(self) -> QWidget:
        self.advice = _text_label(self)
        return self.advice

    def _page_swipe(self) -> QWidget:
        page, layout = _page(self)
        self.upright = QRadioButton(translate("Compare", "Ver&tical line"), page)
        self.upright.setObjectName("GroundshiftCompareVertical")
        self.upright.setChecked(True)
        self.level = QRadioButton(translate("Compare", "Hori&zontal line"), page)
        self.level.setObjectName("GroundshiftCompareHorizontal")
        directions = QButtonGroup(page)
        self.upright.setToolTip(translate("Compare", "Before on the left, after on the right"))
        self.level.setToolTip(translate("Compare", "Before above, after below"))
        row = QHBoxLayout()
        for button in (self.upright, self.level):
            directions.addButton(button)
            row.addWidget(button)
        row.addStretch()
        layout.addLayout(row)
        form = QFormLayout()
        self.slider = QSlider(Qt.Orientation.Horizontal, page)
        self.slider.setObjectName("GroundshiftCompareLine")
        self.slider.setRange(0, SLIDER_STEPS)
        self.slider.setPageStep(SLIDER_STEPS // 10)
        self.slider.setSingleStep(round(SLIDER_STEPS * STEP))
        self.slider.setValue(SLIDER_STEPS // 2)
        form.addRow(translate("Compare", "Li&ne"), self.slider)
        layout.addLayout(form)
        self.take_tool = QPushButton(translate("Compare", "Dra&g the line with the mouse again"), page)
        self.take_tool.setObjectName("GroundshiftCompareTakeTool")
        self.take_tool.setToolTip(translate("Compare", "Another map tool is active"))
        layout.addWidget(self.take_tool)
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
        self.seconds = QDoubleSpinBox(page)
        self.seconds.setObjectName("GroundshiftCompareSeconds")
        self.seconds.setRange(*_SECONDS)
        self.seconds.setSingleStep(0.1)
        self.seconds.setDecimals(1)
        self.seconds.setValue(_DEFAULT_SECONDS)
        self.seconds.setSuffix(translate("Compare", " s"))
        self.seconds.setToolTip(translate("Compare", "How long each date is shown"))
        form.addRow(translate("Compare", "Each da&te for"), self.seconds)
        layout.addLayout(form)
        self.pause = QPushButton(page)
        self.pause.setObjectName("GroundshiftComparePause")
        layout.addWidget(self.pause)
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
                    "Before is shown in a separate map, after in the main map. The maps are linked: pan, zoom or "
                    "rotate either one. Each shows the cursor position of the other. The map of Before can be "
                    "undocked and moved to a second screen.",
                ),
            )
        )
        return page


def _page(parent: QWidget) -> tuple[QWidget, QVBoxLayout]:
    page = QWidget(parent)
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 0, 0, 0)
    return page, layout


def _text_label(parent: QWidget, text: str = "") -> QLabel:
    """Return a label that wraps."""
    label = QLabel(text, parent)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
