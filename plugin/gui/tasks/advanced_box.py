"""Advanced settings: resolution, bands, CRS, excluded areas, test-time augmentation, folder of the results."""

from __future__ import annotations

from typing import Any, Optional

from qgis.core import QgsCoordinateReferenceSystem, QgsMapLayerProxyModel, QgsProcessingFeatureSourceDefinition, QgsProject
from qgis.gui import (
    QgsCollapsibleGroupBox,
    QgsFileWidget,
    QgsMapLayerComboBox,
    QgsProjectionSelectionWidget,
)
from qgis.PyQt.QtCore import QCoreApplication, pyqtSignal
from qgis.PyQt.QtWidgets import QCheckBox, QFormLayout, QLineEdit, QWidget

from ...algorithms.inputs.pair_parameters import AFTER, ASSUMED_CRS, BANDS_SUFFIX, BEFORE, EXCLUDE, RESOLUTION


def tr(text: str) -> str:
    """Translate a text of the Detect panel."""
    return str(QCoreApplication.translate("DetectPanel", text))


class AdvancedBox(QgsCollapsibleGroupBox):
    """The collapsed part of the form."""

    changed = pyqtSignal()

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(tr("Advanced"), parent)
        self.setObjectName("GroundshiftAdvanced")
        self.setSaveCollapsedState(False)
        self.setCollapsed(True)
        form = QFormLayout(self)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.resolution = self._line(
            tr("automatic"),
            tr(
                "Working pixel size in units of the later layer's CRS. Empty: the coarser of the two pixel "
                "sizes, adjusted to the model."
            ),
        )
        self.before_bands = self._line(tr("automatic"), tr("Band numbers in the order of the model's bands, such as 3,2,1."))
        self.after_bands = self._line(tr("automatic"), tr("Band numbers in the order of the model's bands, such as 3,2,1."))
        self.exclude = QgsMapLayerComboBox(self)
        self.exclude.setFilters(QgsMapLayerProxyModel.PolygonLayer)
        self.exclude.setAllowEmptyLayer(True)
        self.exclude.setLayer(None)
        self.exclude.setMinimumContentsLength(8)
        self.exclude.setToolTip(tr("Polygons to exclude, such as clouds: the results contain nodata there."))
        self.exclude.layerChanged.connect(lambda _layer: self.changed.emit())
        self.crs = QgsProjectionSelectionWidget(self)
        self.crs.setOptionVisible(QgsProjectionSelectionWidget.CrsOption.CrsNotSet, True)
        self.crs.setCrs(QgsCoordinateReferenceSystem())
        self.crs.setToolTip(tr("Used for layers without a coordinate reference system."))
        self.crs.crsChanged.connect(lambda _crs: self.changed.emit())
        self.flips = QCheckBox(tr("Average over mirrored images"), self)
        self.flips.setToolTip(tr("About four times slower, slightly more accurate."))
        self.folder = folder_choice()
        for text, widget in (
            (tr("Resolution"), self.resolution),
            (tr("Bands before"), self.before_bands),
            (tr("Bands after"), self.after_bands),
            (tr("Leave out"), self.exclude),
            (tr("CRS of layers without one"), self.crs),
            (tr("Save results in"), self.folder),
        ):
            form.addRow(text, widget)
        form.addRow(self.flips)
        self._form = form

    def add_setting(self, text: str, widget: QWidget) -> None:
        """Add a setting of one task, above the folder of the results; the task reads and fills it itself."""
        row, _ = self._form.getWidgetPosition(self.folder)
        self._form.insertRow(row, text, widget)

    def parameters(self) -> dict[str, Any]:
        """Return the settings as Processing takes them."""
        found: dict[str, Any] = {
            RESOLUTION: self.resolution.text().strip().replace(",", "."),
            BEFORE + BANDS_SUFFIX: self.before_bands.text().strip(),
            AFTER + BANDS_SUFFIX: self.after_bands.text().strip(),
        }
        layer = self.exclude.currentLayer()
        if layer is not None:
            found[EXCLUDE] = layer.id()
        crs = self.crs.crs()
        if crs.isValid():
            found[ASSUMED_CRS] = crs.authid() or crs
        if self.flips.isChecked():
            found["FLIPS"] = True
        return {name: value for name, value in found.items() if value != ""}

    def show_parameters(self, values: dict[str, Any]) -> None:
        """Show the settings of an earlier run."""
        self.resolution.setText(_text(values.get(RESOLUTION)))
        self.before_bands.setText(_text(values.get(BEFORE + BANDS_SUFFIX)))
        self.after_bands.setText(_text(values.get(AFTER + BANDS_SUFFIX)))
        exclude = values.get(EXCLUDE)
        if isinstance(exclude, QgsProcessingFeatureSourceDefinition):
            exclude = exclude.source.staticValue()
        self.exclude.setLayer(QgsProject.instance().mapLayer(str(exclude)) if exclude else None)
        self.crs.setCrs(QgsCoordinateReferenceSystem(values.get(ASSUMED_CRS) or ""))
        self.flips.setChecked(bool(values.get("FLIPS")))
        if self.parameters():
            self.setCollapsed(False)

    def _line(self, placeholder: str, tool_tip: str) -> QLineEdit:
        line = QLineEdit(self)
        line.setPlaceholderText(placeholder)
        line.setToolTip(tool_tip)
        line.setClearButtonEnabled(True)
        line.textChanged.connect(lambda _text: self.changed.emit())
        return line


def folder_choice() -> QgsFileWidget:
    """Return the choice of the folder for the results."""
    folder = QgsFileWidget()
    folder.setObjectName("GroundshiftFolder")
    folder.setStorageMode(QgsFileWidget.StorageMode.GetDirectory)
    folder.lineEdit().setPlaceholderText(tr("temporary files"))
    folder.setToolTip(tr("Folder for the results. Empty: temporary files, which QGIS removes when it is closed."))
    return folder


def _text(value: Any) -> str:
    if value is None or (hasattr(value, "isNull") and value.isNull()):
        return ""
    if isinstance(value, (list, tuple)):
        return ",".join(str(item) for item in value)
    return f"{value:g}" if isinstance(value, float) else str(value)
