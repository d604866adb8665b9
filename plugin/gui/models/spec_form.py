"""The form for a network's specification, with all entries of models/SPEC.md in terms of remote sensing."""

from __future__ import annotations

from typing import Any, Mapping, Optional

from qgis.gui import QgsColorButton
from qgis.PyQt.QtCore import QCoreApplication, pyqtSignal
from qgis.PyQt.QtGui import QColor
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QGroupBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ...model_file.spec import EIGHT_BITS, SPEC_VERSION
from ...model_file.suggestion import band_entry

translate = QCoreApplication.translate

_MOST_METRES = 10000.0
_NEW_COLOR = "#ff7f00"
_MOST_CLASSES = 254


class SpecForm(QWidget):
    """Edits a specification; :attr:`changed` is emitted on every edit."""

    changed = pyqtSignal()

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self._kept: dict[str, Any] = {}  # keys that the form does not edit
        self._stretch: list[float] = []
        layout = QVBoxLayout(self)
        for box in (self._name_box(), self._input_box(), self._output_box(), self._origin_box()):
            layout.addWidget(box)
        layout.addStretch()

    def set_document(self, document: Mapping[str, Any]) -> None:
        """Show a specification."""
        self.blockSignals(True)
        self._kept = {key: value for key, value in document.items() if key in ("task",)}
        self._stretch = list(document.get("normalisation", {}).get("stretch", ()))
        self._id.setText(str(document["id"]))
        self._title.setText(str(document.get("title", "")))
        _choose(self._layout, document["layout"])
        self._bands.setText(", ".join(_band_text(band) for band in document["bands"]))
        gsd = document["gsd_m"]
        for spin, key in zip(self._metres, ("min", "best", "max")):
            spin.setValue(float(gsd[key]))
        normalisation = document.get("normalisation", {})
        _choose(self._kind, normalisation.get("kind", "standardise"))
        self._divisor.setValue(float(normalisation.get("divisor", EIGHT_BITS)))
        for line, key in ((self._mean, "mean"), (self._std, "std")):
            line.setText(", ".join(f"{value:g}" for value in normalisation.get(key, ())))
        self._stride.setValue(int(document["stride"]))
        self._halo.setValue(int(document["halo"]))
        output = document.get("output", {})
        _choose(self._values, output.get("kind", "probability"))
        self._no_change.setChecked(bool(output.get("no_change_channel", False)))
        self._classes.setRowCount(0)
        for item in document["classes"]:
            self._add_class(item["name"], item.get("color", _NEW_COLOR), item.get("direction", ""))
        self._threshold.setValue(float(document["threshold"]))
        self._area.setValue(float(document.get("min_area_m2") or 0))
        self._show_normalisation()
        self.blockSignals(False)
        self.changed.emit()

    def document(self) -> dict[str, Any]:
        """Return the specification in the form.

        :raises ValueError: a list of numbers, or a wavelength, cannot be read; the text is for the user.
        """
        normalisation: dict[str, Any] = {"kind": self._kind.currentData()}
        if normalisation["kind"] != "standardise":
            normalisation["divisor"] = self._divisor.value()
            if self._stretch and self._divisor.value() == EIGHT_BITS:
                normalisation["stretch"] = self._stretch
        if normalisation["kind"] == "fixed":
            normalisation["mean"] = _numbers(self._mean.text(), translate("Models", "mean"))
            normalisation["std"] = _numbers(self._std.text(), translate("Models", "standard deviation"))
        document = {
            **self._kept,
            "spec_version": SPEC_VERSION,
            "id": self._id.text().strip(),
            "title": self._title.text().strip() or self._id.text().strip(),
            "layout": self._layout.currentData(),
            "bands": [_band(text) for text in self._bands.text().split(",") if text.strip()],
            "gsd_m": dict(zip(("min", "best", "max"), (spin.value() for spin in self._metres))),
            "normalisation": normalisation,
            "stride": self._stride.value(),
            "halo": self._halo.value(),
            "output": {"kind": self._values.currentData(), "no_change_channel": self._no_change.isChecked()},
            "classes": [self._class(row) for row in range(self._classes.rowCount())],
            "threshold": self._threshold.value(),
            "min_area_m2": self._area.value(),
        }
        training = {
            key: line.text().strip()
            for key, line in (("data", self._data), ("licence", self._licence), ("attribution", self._attribution))
            if line.text().strip()
        }
        return {**document, "training": training} if training else document

    # --- Parts ---

    def _name_box(self) -> QGroupBox:
        box, form = _group(self, translate("Models", "Name"))
        self._id = self._line(box, "Id", translate("Models", "Letters, digits, dots, hyphens and underscores; used in scripts"))
        self._title = self._line(box, "Title", translate("Models", "Shown in lists of models"))
        form.addRow(translate("Models", "&Id"), self._id)
        form.addRow(translate("Models", "&Title"), self._title)
        return box

    def _input_box(self) -> QGroupBox:
        box, form = _group(self, translate("Models", "Input of the network"))
        self._layout = self._combo(
            box,
            "Layout",
            {
                "siamese": translate("Models", "Two inputs, before and after (Siamese)"),
                "early_fusion": translate("Models", "One input: bands of before, then of after (early fusion)"),
                "stacked": translate("Models", "One input with an axis of time (stacked)"),
            },
        )
        form.addRow(translate("Models", "&Layout"), self._layout)
        self._bands = self._line(
            box,
            "Bands",
            translate("Models", "Band names of one date in the network's order, optionally with a wavelength in nm: swir:1610"),
        )
        form.addRow(translate("Models", "&Bands of a date"), self._bands)
        row = QHBoxLayout()
        self._metres = []
        for name, text in (
            ("Min", translate("Models", "finest")),
            ("Best", translate("Models", "best")),
            ("Max", translate("Models", "coarsest")),
        ):
            spin = self._spin(box, f"Gsd{name}", 0.01, _MOST_METRES, 2, " m")
            spin.setToolTip(text)
            label = QLabel(text, box)
            label.setBuddy(spin)
            row.addWidget(label)
            row.addWidget(spin, 1)
            self._metres.append(spin)
        form.addRow(translate("Models", "Pixel size"), row)
        self._kind = self._combo(
            box,
            "Normalisation",
            {
                "standardise": translate("Models", "Mean 0 and standard deviation 1, per image"),
                "scale": translate("Models", "Divide by a number"),
                "fixed": translate("Models", "Divide, then subtract a mean and divide by a standard deviation"),
            },
        )
        self._kind.currentIndexChanged.connect(lambda _index: self._show_normalisation())
        form.addRow(translate("Models", "&Normalisation"), self._kind)
        self._numbers = QWidget(box)  # hidden as a whole, to leave no gaps
        numbers = QFormLayout(self._numbers)
        numbers.setContentsMargins(0, 0, 0, 0)
        numbers.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(self._numbers)
        self._divisor = self._spin(box, "Divisor", 0.0001, 1e9, 4, "")
        self._divisor.setToolTip(translate("Models", "255: for 8-bit images; other images are stretched to 8 bits"))
        numbers.addRow(translate("Models", "&Divide by"), self._divisor)
        self._mean = self._line(box, "Mean", translate("Models", "A number for each band, after the division"))
        self._std = self._line(box, "Std", translate("Models", "A number for each band, after the division"))
        numbers.addRow(translate("Models", "&Means"), self._mean)
        numbers.addRow(translate("Models", "De&viations"), self._std)
        self._stride = self._whole(box, "Stride", 1, 4096)
        self._stride.setToolTip(translate("Models", "Downsampling factor of the network: tile sides are multiples of it"))
        form.addRow(translate("Models", "&Stride (pixels)"), self._stride)
        self._halo = self._whole(box, "Halo", 0, 4096)
        self._halo.setToolTip(
            translate("Models", "Context that the network needs around a pixel; too little causes seams between tiles")
        )
        form.addRow(translate("Models", "Conte&xt (pixels)"), self._halo)
        self._numbers_form = numbers
        return box

    def _output_box(self) -> QGroupBox:
        box, form = _group(self, translate("Models", "Output of the network"))
        self._values = self._combo(
            box,
            "Values",
            {
                "probability": translate("Models", "Probabilities"),
                "logit": translate("Models", "Logits (before sigmoid or softmax)"),
            },
        )
        form.addRow(translate("Models", "Val&ues"), self._values)
        self._no_change = QCheckBox(translate("Models", "The first channel is 'no change'"), box)
        self._no_change.setObjectName("GroundshiftSpecNoChange")
        self._no_change.toggled.connect(lambda _on: self.changed.emit())
        form.addRow("", self._no_change)
        self._classes = QTableWidget(0, 3, box)
        self._classes.setObjectName("GroundshiftSpecClasses")
        self._classes.setHorizontalHeaderLabels(
            [translate("Models", "Class"), translate("Models", "Colour"), translate("Models", "Direction")]
        )
        self._classes.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._classes.setFixedHeight(round(8 * self.fontMetrics().lineSpacing()))
        self._classes.itemChanged.connect(lambda _item: self.changed.emit())
        self._classes.setToolTip(
            translate("Models", "In the order of the network's channels; the first has the value 1 in masks")
        )
        form.addRow(translate("Models", "&Classes"), self._classes)
        row = QHBoxLayout()
        for name, text, action in (
            ("AddClass", translate("Models", "Add a class"), self._new_class),
            ("DropClass", translate("Models", "Remove the class"), self._drop_class),
        ):
            button = QPushButton(text, box)
            button.setObjectName(f"GroundshiftSpec{name}")
            button.setAutoDefault(False)
            button.clicked.connect(action)
            row.addWidget(button)
        row.addStretch()
        form.addRow("", row)
        self._threshold = self._spin(box, "Threshold", 0.01, 0.99, 2, "")
        self._threshold.setSingleStep(0.05)
        self._threshold.setToolTip(
            translate("Models", "Default threshold: pixels with at least this probability count as change")
        )
        form.addRow(translate("Models", "T&hreshold"), self._threshold)
        self._area = self._spin(box, "Area", 0.0, 1e9, 1, " m²")
        self._area.setToolTip(translate("Models", "Default: smaller changes are removed; 0: none are removed"))
        form.addRow(translate("Models", "Smallest chan&ge"), self._area)
        return box

    def _origin_box(self) -> QGroupBox:
        box, form = _group(self, translate("Models", "Origin (optional)"))
        self._data = self._line(box, "Data", translate("Models", "Data that the model was trained on"))
        self._licence = self._line(box, "Licence", translate("Models", "Licence of the data or of the model"))
        self._attribution = self._line(box, "Attribution", translate("Models", "Attribution required by the licence"))
        form.addRow(translate("Models", "Trained on"), self._data)
        form.addRow(translate("Models", "Licence"), self._licence)
        form.addRow(translate("Models", "Attribution"), self._attribution)
        return box

    def _show_normalisation(self) -> None:
        """Show only the fields that the chosen normalisation needs."""
        kind = self._kind.currentData()
        self._numbers.setVisible(kind != "standardise")
        for widget, needed in (
            (self._divisor, kind != "standardise"),
            (self._mean, kind == "fixed"),
            (self._std, kind == "fixed"),
        ):
            widget.setVisible(needed)
            self._numbers_form.labelForField(widget).setVisible(needed)
        self.changed.emit()

    # --- Classes ---

    def _add_class(self, name: str, color: str, direction: str) -> None:
        row = self._classes.rowCount()
        self._classes.insertRow(row)
        self._classes.setItem(row, 0, QTableWidgetItem(name))
        button = QgsColorButton(self._classes)
        button.setColor(QColor(color))
        button.colorChanged.connect(lambda _color: self.changed.emit())
        self._classes.setCellWidget(row, 1, button)
        box = QComboBox(self._classes)
        box.addItem(translate("Models", "unspecified"), "")
        box.addItem(translate("Models", "construction"), "construction")
        box.addItem(translate("Models", "demolition"), "demolition")
        _choose(box, direction)
        box.currentIndexChanged.connect(lambda _index: self.changed.emit())
        self._classes.setCellWidget(row, 2, box)
        self._classes.setRowHeight(row, max(button.sizeHint().height(), box.sizeHint().height()))
        self._classes.setColumnWidth(
            2, max(self._classes.columnWidth(2), box.sizeHint().width() + self.fontMetrics().averageCharWidth())
        )

    def _new_class(self) -> None:
        if self._classes.rowCount() < _MOST_CLASSES:
            self._add_class(translate("Models", "change"), _NEW_COLOR, "")
            self._classes.setCurrentCell(self._classes.rowCount() - 1, 0)
            self.changed.emit()

    def _drop_class(self) -> None:
        row = self._classes.currentRow()
        self._classes.removeRow(row if row >= 0 else self._classes.rowCount() - 1)
        self.changed.emit()

    def _class(self, row: int) -> dict[str, Any]:
        item = self._classes.item(row, 0)
        entry = {
            "value": row + 1,
            "name": item.text().strip() if item is not None else "",
            "color": self._classes.cellWidget(row, 1).color().name(),
        }
        direction = self._classes.cellWidget(row, 2).currentData()
        return {**entry, "direction": direction} if direction else entry

    # --- Fields ---

    def _line(self, parent: QWidget, name: str, tip: str) -> QLineEdit:
        line = QLineEdit(parent)
        line.setObjectName(f"GroundshiftSpec{name}")
        line.setToolTip(tip)
        line.setPlaceholderText(tip)
        line.textChanged.connect(lambda _text: self.changed.emit())
        return line

    def _combo(self, parent: QWidget, name: str, entries: Mapping[str, str]) -> QComboBox:
        box = QComboBox(parent)
        box.setObjectName(f"GroundshiftSpec{name}")
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for value, text in entries.items():
            box.addItem(text, value)
        box.currentIndexChanged.connect(lambda _index: self.changed.emit())
        return box

    def _spin(self, parent: QWidget, name: str, least: float, most: float, decimals: int, suffix: str) -> QDoubleSpinBox:
        spin = QDoubleSpinBox(parent)
        spin.setObjectName(f"GroundshiftSpec{name}")
        spin.setDecimals(decimals)
        spin.setRange(least, most)
        spin.setSuffix(suffix)
        spin.valueChanged.connect(lambda _value: self.changed.emit())
        return spin

    def _whole(self, parent: QWidget, name: str, least: int, most: int) -> QSpinBox:
        spin = QSpinBox(parent)
        spin.setObjectName(f"GroundshiftSpec{name}")
        spin.setRange(least, most)
        spin.valueChanged.connect(lambda _value: self.changed.emit())
        return spin


def _group(parent: QWidget, title: str) -> tuple[QGroupBox, QFormLayout]:
    box = QGroupBox(title, parent)
    form = QFormLayout(box)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    return box, form


def _choose(box: QComboBox, value: Any) -> None:
    box.setCurrentIndex(max(0, box.findData(value)))


def _band_text(band: Mapping[str, Any]) -> str:
    """Return a band as text, without its wavelength if the name implies it."""
    known = band_entry(str(band["name"])).get("wavelength_nm")
    wavelength = band.get("wavelength_nm")
    return str(band["name"]) if wavelength is None or wavelength == known else f"{band['name']}:{wavelength:g}"


def _band(text: str) -> dict[str, Any]:
    try:
        return band_entry(text)
    except ValueError:
        message = translate(
            "Models", "'{text}' is not a valid band: enter a name, or a name and a wavelength such as swir:1610."
        )
        raise ValueError(message.format(text=text.strip())) from None


def _numbers(text: str, what: str) -> list[float]:
    try:
        return [float(part) for part in text.replace(";", ",").split(",") if part.strip()]
    except ValueError:
        message = translate("Models", "The {what} must be comma-separated numbers, one per band.")
        raise ValueError(message.format(what=what)) from None
