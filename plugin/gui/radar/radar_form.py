"""The form of the task "Radar series": table, dates, method, area and what counts as change."""

from __future__ import annotations

from typing import Any, Optional

from qgis.core import QgsMapLayerProxyModel
from qgis.gui import (
    QgsCollapsibleGroupBox,
    QgsDoubleSpinBox,
    QgsFileWidget,
    QgsMapCanvas,
    QgsMapLayerComboBox,
    QgsSpinBox,
)
from qgis.PyQt.QtCore import QCoreApplication, QSize, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ...algorithms.inputs.model_choice import MODEL, SAR_PREDICTION
from ...algorithms.inputs.sar_parameters import DEM, PLACE, TABLE, filter_names, method_names
from ...algorithms.run.sar_difference import (
    ALL_TRACKS,
    CONFIRMATIONS,
    DATE,
    FILTER,
    METHOD,
    MIN_AREA,
    THRESHOLD,
)
from ...jobs.failure import JobFailure
from ...jobs.sar import METHODS
from ...rules.sar_table import Acquisition, read_table
from ..icons import theme_icon
from ..model_widget import ModelBox
from ..tasks.advanced_box import folder_choice
from ..tasks.task_form import TaskForm, layer_of, number_of, small_label
from ..tasks.texts import panel_text
from .dates_box import DatesBox
from .radar_result import RadarResult

_DEFAULT_SHARE = 0.1  # percent of false alarms
_DEFAULT_CONFIRMATIONS, _MOST_CONFIRMATIONS = 3, 12
_NETWORK = "network"  # the method that needs a model


def tr(text: str) -> str:
    """Translate a text of the task "Radar series"."""
    return str(QCoreApplication.translate("RadarPanel", text))


class RadarForm(TaskForm):
    """The settings of a radar difference; and the last result."""

    tableChanged = pyqtSignal()
    folderPressed = pyqtSignal()

    def __init__(self, canvas: QgsMapCanvas, parent: Optional[QWidget] = None) -> None:
        super().__init__(canvas, parent, tr("Whole image"))
        self.problem = ""  # why the table cannot be read; "" = it can, or none is chosen
        self.table = QgsFileWidget()
        self.table.setObjectName("GroundshiftRadarTable")
        self.table.setFilter(tr("Tables of radar images (*.csv)"))
        self.table.setToolTip(
            tr("A table of acquisitions (CSV): made from a folder of images, or elsewhere, with columns for time and file")
        )
        self.table.lineEdit().setPlaceholderText(tr("Table of radar images (CSV)"))
        self.folder_button = QToolButton()
        self.folder_button.setObjectName("GroundshiftRadarFolder")
        self.folder_button.setIcon(theme_icon("mActionFileOpen.svg"))
        side = round(1.25 * self.fontMetrics().height())
        self.folder_button.setIconSize(QSize(side, side))
        self.folder_button.setText(tr("From a folder…"))
        self.folder_button.setToolTip(tr("Make the table from a folder of Sentinel-1 images"))
        self.folder_button.setAccessibleName(tr("Make the table from a folder"))
        self.folder_button.clicked.connect(lambda _checked=False: self.folderPressed.emit())
        self.dates = DatesBox()
        self.method = QComboBox()
        self.method.setObjectName("GroundshiftRadarMethod")
        for key, name in zip(METHODS, method_names()):
            self.method.addItem(name, key)
        self.method.setMinimumContentsLength(10)
        self.method.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.method.setToolTip(tr("How the image is predicted from the earlier ones"))
        self.reason = small_label("GroundshiftRadarReason")
        self.model = ModelBox(managing=True, task=SAR_PREDICTION)
        self.model.setObjectName("GroundshiftModel")
        self.min_area = QgsDoubleSpinBox()
        self.min_area.setObjectName("GroundshiftRadarMinArea")
        self.min_area.setRange(0.0, 1e9)
        self.min_area.setDecimals(0)
        self.min_area.setSingleStep(1000.0)
        self.min_area.setSuffix(tr(" m²"))
        self.min_area.setClearValue(0.0)
        self.min_area.setToolTip(tr("Changes smaller than this are removed. 0: none are removed."))
        self.share = QgsDoubleSpinBox()
        self.share.setObjectName("GroundshiftRadarShare")
        self.share.setRange(0.001, 20.0)
        self.share.setDecimals(3)
        self.share.setSingleStep(0.05)
        self.share.setSuffix(tr(" %"))
        self.share.setValue(_DEFAULT_SHARE)
        self.share.setClearValue(_DEFAULT_SHARE)
        self.share.setToolTip(
            tr("Share of unchanged pixels that may be taken for change, measured on the latest earlier dates. More finds more.")
        )
        self.result = RadarResult()
        self._build_advanced()
        self._build_layout()
        self.table.fileChanged.connect(lambda _path: self._read_table())
        self.dates.dateChanged.connect(self.changed)
        self.method.currentIndexChanged.connect(lambda _index: self._method_changed())
        self.model.changed.connect(self.changed)
        self.dem.layerChanged.connect(lambda _layer: self.changed.emit())
        self.all_tracks.toggled.connect(lambda _checked: self.changed.emit())
        self._method_changed()

    @property
    def automatic(self) -> bool:
        """Whether the method is chosen by the run."""
        return bool(self.method.currentData() == METHODS[0])

    @property
    def needs_network(self) -> bool:
        """Whether the method is one that a network runs."""
        return bool(self.method.currentData() == _NETWORK)

    def _method_changed(self) -> None:
        """Ask for a network where the method needs one."""
        self.model.setVisible(self.needs_network)
        self._model_label.setVisible(self.needs_network)
        self.changed.emit()

    def set_table(self, path: str) -> None:
        """Choose a table; one that is chosen already is read again."""
        if self.table.filePath() == path:
            self._read_table()
        else:
            self.table.setFilePath(path)

    def missing(self) -> str:
        """Return what has to be chosen first; ``""`` = nothing."""
        if not self.table.filePath().strip():
            return tr("Choose a table of radar images, or make one from a folder.")
        return self.problem or super().missing()

    def parameters(self, lasting: bool = False) -> dict[str, Any]:
        return {
            TABLE: self.table.filePath().strip(),
            DATE: self.dates.wanted,
            **({PLACE: self.dates.place.currentText()} if self.dates.several_places else {}),
            METHOD: METHODS.index(self.method.currentData()),
            **({MODEL: self.model.value()} if self.needs_network else {}),
            **({DEM: self.dem.currentLayer().id()} if self.dem.currentLayer() is not None else {}),
            FILTER: self.filter.currentIndex(),
            ALL_TRACKS: self.all_tracks.isChecked(),
            CONFIRMATIONS: self.confirmations.value(),
            THRESHOLD: self.share.value() / 100,
            MIN_AREA: self.min_area.value(),
            **super().parameters(lasting),
        }

    def show_parameters(self, values: dict[str, Any]) -> None:
        if values.get(TABLE):
            self.set_table(str(values[TABLE]))
        self.dates.choose(str(values.get(PLACE) or ""), str(values.get(DATE) or ""))
        index = int(number_of(values.get(METHOD)) or 0)
        self.method.setCurrentIndex(max(0, self.method.findData(METHODS[index] if index < len(METHODS) else METHODS[0])))
        if values.get(MODEL):
            self.model.set_value(values[MODEL])
        self.dem.setLayer(layer_of(values.get(DEM)))
        self.filter.setCurrentIndex(int(number_of(values.get(FILTER)) or 0))
        self.all_tracks.setChecked(bool(values.get(ALL_TRACKS)))
        confirmations, share = number_of(values.get(CONFIRMATIONS)), number_of(values.get(THRESHOLD))
        self.confirmations.setValue(_DEFAULT_CONFIRMATIONS if confirmations is None else int(confirmations))
        self.share.setValue(_DEFAULT_SHARE if share is None else 100 * share)
        self.min_area.setValue(number_of(values.get(MIN_AREA)) or 0.0)
        super().show_parameters(values)

    def _read_table(self) -> None:
        path = self.table.filePath().strip()
        rows: tuple[Acquisition, ...] = ()
        self.problem = ""
        if path:
            try:
                rows = read_table(path, TABLE)
            except JobFailure as failure:
                self.problem = panel_text(failure)
        self.dates.show_table(rows)
        self.tableChanged.emit()
        self.changed.emit()

    def _build_advanced(self) -> None:
        self.advanced = QgsCollapsibleGroupBox(tr("Advanced"))
        self.advanced.setObjectName("GroundshiftAdvanced")
        self.advanced.setSaveCollapsedState(False)
        self.advanced.setCollapsed(True)
        form = QFormLayout(self.advanced)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.filter = QComboBox(self.advanced)
        self.filter.setObjectName("GroundshiftRadarFilter")
        self.filter.addItems(filter_names())
        self.filter.setToolTip(tr("Filter of each image. Choose none for images that are filtered already."))
        self.confirmations = QgsSpinBox(self.advanced)
        self.confirmations.setObjectName("GroundshiftRadarConfirmations")
        self.confirmations.setRange(0, _MOST_CONFIRMATIONS)
        self.confirmations.setValue(_DEFAULT_CONFIRMATIONS)
        self.confirmations.setClearValue(_DEFAULT_CONFIRMATIONS)
        self.confirmations.setToolTip(tr("Number of later images in which each change is looked for again, at most."))
        self.all_tracks = QCheckBox(tr("Use images of other tracks"), self.advanced)
        self.all_tracks.setObjectName("GroundshiftRadarAllTracks")
        self.all_tracks.setToolTip(tr("Predict from images of all tracks and passes, which see the ground from other sides."))
        self.dem = QgsMapLayerComboBox(self.advanced)
        self.dem.setObjectName("GroundshiftRadarDem")
        self.dem.setFilters(QgsMapLayerProxyModel.RasterLayer)
        self.dem.setAllowEmptyLayer(True)
        self.dem.setLayer(None)
        self.dem.setMinimumContentsLength(8)
        self.dem.setToolTip(tr("Elevations of the ground; its slopes explain a part of the backscatter. May be left empty."))
        self.folder = folder_choice()
        for text, widget in (
            (tr("Speckle filter"), self.filter),
            (tr("Later images that confirm"), self.confirmations),
            (tr("Elevation model"), self.dem),
            (tr("Save results in"), self.folder),
        ):
            form.addRow(text, widget)
        form.addRow(self.all_tracks)

    def _build_layout(self) -> None:
        table = QHBoxLayout()
        table.addWidget(self.table, 1)
        table.addWidget(self.folder_button)
        rows = QFormLayout()
        rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for text, widget in (
            (tr("&Area"), self.area),
            (tr("Method"), self.method),
            (tr("Network"), self.model),
            ("", self.reason),
            (tr("Smallest"), self.min_area),
            (tr("False alarms"), self.share),
        ):
            label = QLabel(text, self)
            label.setBuddy(self.area.choice if widget is self.area else widget)
            if widget is self.model:
                self._model_label = label
            if text:
                rows.addRow(label, widget)
                widget.setAccessibleName(text.replace("&", ""))
            else:
                label.hide()
                rows.addRow(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.addLayout(table)
        layout.addWidget(self.dates)
        layout.addLayout(rows)
        layout.addWidget(self.light)
        layout.addWidget(self.reading)
        layout.addWidget(self.result)
        layout.addWidget(self.advanced)
        layout.addStretch(1)
