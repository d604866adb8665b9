"""The training data: labelled pairs of layers and folders of chips."""

from __future__ import annotations

import os
from typing import Any, Optional

from qgis.core import QgsMapLayer, QgsMapLayerProxyModel, QgsProject, QgsSettings
from qgis.gui import QgsFieldComboBox, QgsMapLayerComboBox
from qgis.PyQt.QtCore import QCoreApplication, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QFileDialog,
    QFormLayout,
    QFrame,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ..icons import theme_icon
from ..wrapped_text import WrappedText
from .form import PairChoice
from .radar_box import RadarBox

translate = QCoreApplication.translate

_FOLDER_SETTING = "groundshift/last_chips_folder"


class LabelsPage(QWidget):
    """A list of pairs with a form for the selected one, a list of chip folders, and a radar series in place of them."""

    changed = pyqtSignal()

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self._pairs: list[PairChoice] = [PairChoice()]
        self._filling = False
        layout = QVBoxLayout(self)
        intro = QLabel(
            translate(
                "LabelsPage",
                "Draw or load polygons of the changes between two images, and the area within which they are "
                "complete. About 60 polygons are enough to start with.",
            ),
            self,
        )
        intro.setWordWrap(True)
        layout.addWidget(intro)
        layout.addWidget(self._pairs_box())
        layout.addWidget(self._chips_box())
        self.radar_box = RadarBox(self)
        self.radar_box.edited.connect(self.changed)
        layout.addWidget(self.radar_box)
        layout.addStretch(1)
        self._show_pairs(0)

    # -- values --------------------------------------------------------------------------------------

    def pairs(self) -> tuple[PairChoice, ...]:
        """Return the non-empty pairs."""
        return tuple(pair for pair in self._pairs if not pair.empty)

    def chips(self) -> tuple[str, ...]:
        """Return the folders of chips."""
        return tuple(self._folders.item(row).data(Qt.ItemDataRole.UserRole) for row in range(self._folders.count()))

    def set_values(self, pairs: tuple[PairChoice, ...], chips: tuple[str, ...]) -> None:
        """Show pairs and folders."""
        self._pairs = list(pairs) or [PairChoice()]
        self._folders.clear()
        for folder in chips:
            self._add_folder(folder)
        self._show_pairs(0)

    def add_pair(self, pair: PairChoice) -> None:
        """Add a pair; replaces the shown pair if that has no labels."""
        row = self._list.currentRow()
        if self._pairs[row].labels and self._pairs[row] != pair:
            self._pairs.append(pair)
            row = len(self._pairs) - 1
        else:
            self._pairs[row] = pair
        self._show_pairs(row)

    # -- construction --------------------------------------------------------------------------------

    def _pairs_box(self) -> QGroupBox:
        box = QGroupBox(translate("LabelsPage", "Labelled pairs of images"), self)
        outer = QHBoxLayout(box)
        side = QVBoxLayout()
        self._list = QListWidget(box)
        self._list.setObjectName("GroundshiftTrainingPairs")
        self._list.setAccessibleName(translate("LabelsPage", "Labelled pairs"))
        self._list.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._list.setMaximumWidth(14 * self.fontMetrics().height())
        self._list.currentRowChanged.connect(self._show_pair)
        side.addWidget(self._list)
        buttons = QHBoxLayout()
        self._add = _tool_button("symbologyAdd.svg", translate("LabelsPage", "Add another pair"), box)
        self._add.setObjectName("GroundshiftTrainingAddPair")
        self._add.clicked.connect(self._add_empty)
        self._remove = _tool_button("symbologyRemove.svg", translate("LabelsPage", "Remove this pair"), box)
        self._remove.clicked.connect(self._remove_pair)
        for button in (self._add, self._remove):
            buttons.addWidget(button)
        buttons.addStretch()
        side.addLayout(buttons)
        outer.addLayout(side)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        kinds = QgsMapLayerProxyModel.Filter
        self._before = self._layer_box("Before", kinds.RasterLayer, box)
        self._after = self._layer_box("After", kinds.RasterLayer, box)
        self._labels = self._layer_box("Labels", kinds.PolygonLayer, box)
        self._area = self._layer_box("Area", kinds.PolygonLayer, box)
        self._classes = self._layer_box("Classes", kinds.RasterLayer, box)
        self._field = QgsFieldComboBox(box)
        self._field.setObjectName("GroundshiftTrainingField")
        self._field.setAllowEmptyFieldName(True)
        self._field.fieldChanged.connect(self._take_pair)
        self._labels.layerChanged.connect(self._field.setLayer)
        help_of = {
            self._before: translate("LabelsPage", "The image of the earlier date."),
            self._after: translate(
                "LabelsPage", "The image of the later date. Empty: land cover of one date, the image above."
            ),
            self._labels: translate("LabelsPage", "Polygons of the changes, or of the land cover of one date, in any CRS."),
            self._classes: translate(
                "LabelsPage", "For land cover, in place of labels: a raster with the class of each pixel of the image."
            ),
            self._field: translate(
                "LabelsPage",
                "Field with the class of each polygon, if there are several classes. Empty: all polygons are 'change'.",
            ),
            self._area: translate(
                "LabelsPage",
                "Polygons within which every change is labelled; everything else in them counts as unchanged. "
                "Empty: the close surroundings of the labels.",
            ),
        }
        rows = (
            (translate("LabelsPage", "&Before"), self._before),
            (translate("LabelsPage", "&After"), self._after),
            (translate("LabelsPage", "&Labels"), self._labels),
            (translate("LabelsPage", "Class &field"), self._field),
            (translate("LabelsPage", "&Complete within"), self._area),
            (translate("LabelsPage", "Class &raster"), self._classes),
        )
        for text, widget in rows:
            widget.setToolTip(help_of[widget])
            form.addRow(text, widget)
        self._hint = WrappedText("", box)
        form.addRow("", self._hint)
        outer.addLayout(form, 1)
        return box

    def _layer_box(self, name: str, kind: Any, parent: QWidget) -> QgsMapLayerComboBox:
        box = QgsMapLayerComboBox(parent)
        box.setObjectName(f"GroundshiftTraining{name}")
        box.setAllowEmptyLayer(True)
        box.setFilters(kind)
        box.setLayer(None)
        box.layerChanged.connect(self._take_pair)
        return box

    def _chips_box(self) -> QGroupBox:
        box = QGroupBox(translate("LabelsPage", "Folders of chips (optional)"), self)
        layout = QHBoxLayout(box)
        self._folders = QListWidget(box)
        self._folders.setObjectName("GroundshiftTrainingChips")
        self._folders.setAccessibleName(translate("LabelsPage", "Folders of chips"))
        self._folders.setToolTip(
            translate(
                "LabelsPage",
                "Small image pairs with labels: as written by 'Export chips', in the layout of LEVIR-CD (folders "
                "A, B, label), or in that of ArcGIS (images_before, images_after, labels). For land cover: images and "
                "masks.",
            )
        )
        self._folders.setFixedHeight(6 * self.fontMetrics().height())
        layout.addWidget(self._folders)
        buttons = QVBoxLayout()
        add = _tool_button("symbologyAdd.svg", translate("LabelsPage", "Add a folder"), box)
        add.clicked.connect(self._choose_folder)
        remove = _tool_button("symbologyRemove.svg", translate("LabelsPage", "Remove the selected folder"), box)
        remove.clicked.connect(self._remove_folder)
        buttons.addWidget(add)
        buttons.addWidget(remove)
        buttons.addStretch()
        layout.addLayout(buttons)
        return box

    # -- pairs --------------------------------------------------------------------------------------

    def _show_pairs(self, row: int) -> None:
        self._filling = True
        self._list.clear()
        for pair in self._pairs:
            self._list.addItem(self._pair_name(pair))
        self._list.setCurrentRow(row)
        self._filling = False
        self._show_pair(row)

    def _show_pair(self, row: int) -> None:
        if self._filling or not 0 <= row < len(self._pairs):
            return
        self._filling = True
        pair = self._pairs[row]
        boxes = (self._before, self._after, self._labels, self._area, self._classes)
        for box, layer_id in zip(boxes, (pair.before, pair.after, pair.labels, pair.area, pair.classes)):
            box.setLayer(_layer(layer_id))
        self._field.setLayer(_layer(pair.labels))
        self._field.setField(pair.class_field)
        self._filling = False
        self._take_pair()

    def _take_pair(self, *_changed: object) -> None:
        row = self._list.currentRow()
        if self._filling or not 0 <= row < len(self._pairs):
            return
        self._pairs[row] = PairChoice(
            before=_id(self._before.currentLayer()),
            after=_id(self._after.currentLayer()),
            labels=_id(self._labels.currentLayer()),
            class_field=str(self._field.currentField() or ""),
            area=_id(self._area.currentLayer()),
            classes=_id(self._classes.currentLayer()),
        )
        self._list.item(row).setText(self._pair_name(self._pairs[row]))
        self._remove.setEnabled(len(self._pairs) > 1 or not self._pairs[0].empty)
        self._hint.setText(self._hint_of(self._pairs[row]))
        self.changed.emit()

    def _add_empty(self) -> None:
        self._pairs.append(PairChoice())
        self._show_pairs(len(self._pairs) - 1)

    def _remove_pair(self) -> None:
        row = self._list.currentRow()
        del self._pairs[row]
        self._pairs = self._pairs or [PairChoice()]
        self._show_pairs(max(0, row - 1))

    def _pair_name(self, pair: PairChoice) -> str:
        layer = _layer(pair.labels) or _layer(pair.classes) or _layer(pair.after) or _layer(pair.before)
        return layer.name() if layer is not None else translate("LabelsPage", "(nothing chosen yet)")

    def _hint_of(self, pair: PairChoice) -> str:
        """Return what is missing in a pair, or the number of its labels."""
        if pair.empty:
            return ""
        if pair.classes or (pair.labels and pair.class_field and not pair.after):
            return self._hint_of_cover(pair)
        missing = [
            text
            for text, chosen in (
                (translate("LabelsPage", "the earlier image"), pair.before),
                (translate("LabelsPage", "the later image"), pair.after),
                (translate("LabelsPage", "the labels"), pair.labels),
            )
            if not chosen
        ]
        if missing:
            return translate("LabelsPage", "Missing: {what}.").format(what=", ".join(missing))
        if pair.before == pair.after:
            return translate("LabelsPage", "Both dates are the same layer.")
        labels = _layer(pair.labels)
        count = labels.featureCount() if labels is not None else 0
        return translate("LabelsPage", "{count} polygons.").format(count=count) if count >= 0 else ""

    def _hint_of_cover(self, pair: PairChoice) -> str:
        """Return what is wrong with an image of one date, or that it is one."""
        if not pair.before:
            return translate("LabelsPage", "Missing: {what}.").format(what=translate("LabelsPage", "the image"))
        if pair.classes and pair.labels:
            return translate("LabelsPage", "Choose labels or a class raster, not both.")
        if pair.classes and pair.after:
            return translate("LabelsPage", "A class raster is the land cover of one date: leave the later image empty.")
        return translate("LabelsPage", "Land cover of one date: start from a land-cover model or from a U-Net of one date.")

    # -- folders ------------------------------------------------------------------------------------

    def _choose_folder(self) -> None:
        settings = QgsSettings()
        folder = QFileDialog.getExistingDirectory(
            self, translate("LabelsPage", "Choose a folder of chips"), str(settings.value(_FOLDER_SETTING, "") or "")
        )
        if folder:
            settings.setValue(_FOLDER_SETTING, os.path.dirname(folder))
            self._add_folder(folder)
            self.changed.emit()

    def _add_folder(self, folder: str) -> None:
        if folder in self.chips():
            return
        item = QListWidgetItem(theme_icon("mIconFolder.svg"), folder, self._folders)
        item.setData(Qt.ItemDataRole.UserRole, folder)
        item.setToolTip(folder)

    def _remove_folder(self) -> None:
        self._folders.takeItem(self._folders.currentRow())
        self.changed.emit()


def line(parent: QWidget) -> QFrame:
    """Return a thin horizontal line."""
    frame = QFrame(parent)
    frame.setFrameShape(QFrame.Shape.HLine)
    frame.setFrameShadow(QFrame.Shadow.Sunken)
    return frame


def _tool_button(picture: str, text: str, parent: QWidget) -> QToolButton:
    button = QToolButton(parent)
    button.setIcon(theme_icon(picture))
    button.setToolTip(text)
    button.setAccessibleName(text)
    return button


def _layer(layer_id: str) -> Optional[QgsMapLayer]:
    return QgsProject.instance().mapLayer(layer_id) if layer_id else None


def _id(layer: Optional[QgsMapLayer]) -> str:
    return str(layer.id()) if layer is not None else ""
