"""The choice of a radar series, on which a network is trained without labels."""

from __future__ import annotations

from typing import Optional

from qgis.gui import QgsCollapsibleGroupBox, QgsFileWidget, QgsSpinBox
from qgis.PyQt.QtCore import QCoreApplication, pyqtSignal
from qgis.PyQt.QtWidgets import QCheckBox, QComboBox, QFormLayout, QWidget

from ...algorithms.inputs.sar_parameters import MOST_DATES, filter_names
from ...algorithms.run.failure_text import failure_text
from ...jobs.failure import JobFailure
from ...rules.sar_table import read_table
from ..wrapped_text import WrappedText
from .form import RadarChoice

translate = QCoreApplication.translate


class RadarBox(QgsCollapsibleGroupBox):
    """Table, place and network; the images themselves are the truth."""

    edited = pyqtSignal()

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(translate("RadarBox", "Radar series, without labels"), parent)
        self.setCollapsed(True)
        form = QFormLayout(self)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._table = QgsFileWidget(self)
        self._table.setObjectName("GroundshiftTrainingRadarTable")
        self._table.setFilter(translate("RadarPanel", "Tables of radar images (*.csv)"))
        self._table.lineEdit().setPlaceholderText(translate("RadarPanel", "Table of radar images (CSV)"))
        self._table.setToolTip(
            translate("RadarBox", "A network is trained to predict each image of the table from earlier ones. Empty: labels.")
        )
        self._place = QComboBox(self)
        self._place.setObjectName("GroundshiftTrainingRadarPlace")
        self._network = QComboBox(self)
        self._network.addItems(
            [translate("SarTrain", "Small (four levels)"), translate("SarTrain", "Original depth (nine levels)")]
        )
        self._network.setToolTip(translate("SarTrain", "The original depth needs a graphics card and hundreds of images."))
        self._filter = QComboBox(self)
        self._filter.addItems(filter_names())
        self._filter.setToolTip(translate("SarTrain", "Filter of each image; use the same one with the model."))
        self._level = QCheckBox(translate("SarTrain", "Level the images"), self)
        self._level.setChecked(True)
        self._level.setToolTip(
            translate(
                "SarTrain",
                "Remove the offset of each whole image first. Off: the network has to explain it by the conditions.",
            )
        )
        self._held_out = QgsSpinBox(self)
        self._held_out.setRange(0, MOST_DATES)
        self._held_out.setSpecialValueText(translate("RadarBox", "automatic"))
        self._held_out.setToolTip(
            translate("SarTrain", "Latest days on which the network is compared. 0: a quarter of them, at most ten.")
        )
        for text, widget in (
            (translate("RadarBox", "&Table"), self._table),
            (translate("RadarBox", "&Place"), self._place),
            (translate("RadarBox", "&Network"), self._network),
            (translate("RadarBox", "&Speckle filter"), self._filter),
            ("", self._level),
            (translate("RadarBox", "&Days held out"), self._held_out),
        ):
            form.addRow(text, widget)
        self._hint = WrappedText("", self)
        self._hint.setObjectName("GroundshiftTrainingRadarHint")
        form.addRow("", self._hint)
        self._table.fileChanged.connect(self._read)
        for combo in (self._place, self._network, self._filter):
            combo.currentIndexChanged.connect(lambda _index: self.edited.emit())
        self._level.toggled.connect(lambda _checked: self.edited.emit())
        self._held_out.valueChanged.connect(lambda _value: self.edited.emit())
        self._read()

    def choice(self) -> Optional[RadarChoice]:
        """Return what is chosen; ``None`` = no table."""
        table = str(self._table.filePath()).strip()
        if not table:
            return None
        return RadarChoice(
            table=table,
            place=str(self._place.currentData() or ""),
            network=self._network.currentIndex(),
            speckle_filter=self._filter.currentIndex(),
            level=self._level.isChecked(),
            held_out=self._held_out.value(),
        )

    def _read(self, *_path: object) -> None:
        """Show the places of the table, and what it holds."""
        path, hint, places = str(self._table.filePath()).strip(), "", []
        if path:
            try:
                rows = read_table(path)
                places = sorted({row.place for row in rows})
                hint = translate(
                    "RadarBox",
                    "Images: {images}; places: {places}. Labels and the base model are not used; of the next tab, name, path, "
                    "epochs and the other numbers are.",
                ).format(images=len(rows), places=len(places))
            except (JobFailure, OSError, ValueError) as error:
                hint = failure_text(error) if isinstance(error, JobFailure) else str(error)
        self._hint.setText(hint)
        self._place.blockSignals(True)
        self._place.clear()
        self._place.addItem(translate("RadarBox", "All places"), "")
        for name in places if len(places) > 1 else ():
            self._place.addItem(name, name)
        self._place.blockSignals(False)
        self._place.setEnabled(len(places) > 1)
        self.edited.emit()
