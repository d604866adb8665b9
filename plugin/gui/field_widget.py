"""The widget of class fields: the fields of the layers that another parameter names, to choose from or to type.

QGIS has one for fields, but QGIS 3.22 ends where the other parameter names no vector layer (a raster, or nothing): it reads the
id of a layer that is not there (``QgsProcessingFieldWidgetWrapper::setParentLayerWrapperValue``).
"""

from __future__ import annotations

from typing import Any, Iterator, Optional

from processing.gui.wrappers import DIALOG_MODELER, InvalidParameterValue, WidgetWrapper
from qgis.core import (
    NULL,
    Qgis,
    QgsFields,
    QgsMapLayer,
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingModelChildParameterSource,
    QgsProcessingOutputString,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterField,
    QgsProcessingParameterString,
    QgsProcessingUtils,
    QgsProject,
    QgsProperty,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtWidgets import QComboBox, QWidget

translate = QCoreApplication.translate

# Newer QGIS versions (such as 3.40) have moved the enum here.
_SOURCE_KINDS = getattr(Qgis, "ProcessingModelChildParameterSource", QgsProcessingModelChildParameterSource)


class FieldWidgetWrapper(WidgetWrapper):
    """Wraps a list of fields for Processing's dialogs; in the model designer also of the inputs of the designed model."""

    def createWidget(self, **_options: Any) -> QWidget:  # noqa: N802 (QGIS's names, here and below)
        self._combo = QComboBox()
        self._combo.setEditable(True)
        self._combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        if self._may_be_empty():
            self._combo.addItem("")
            self._combo.lineEdit().setPlaceholderText(translate("FieldBox", "No field"))
        if self.dialogType == DIALOG_MODELER:
            kinds = [QgsProcessingParameterField, QgsProcessingParameterString]
            for source in self.dialog.getAvailableValuesOfType(kinds, [QgsProcessingOutputString]):
                self._combo.addItem(str(self.dialog.resolveValueDescription(source)), source)
        self._combo.currentTextChanged.connect(lambda _text: self.widgetValueHasChanged.emit(self))
        return self._combo

    def postInitialize(self, wrappers: list[Any]) -> None:  # noqa: N802
        parent = self.parameterDefinition().parentLayerParameterName()
        named = next((one for one in wrappers if one.parameterDefinition().name() == parent), None)
        if named is None or self.dialogType == DIALOG_MODELER:
            return
        named.widgetValueHasChanged.connect(self._list_fields)
        self._list_fields(named)

    def setValue(self, value: Any) -> None:  # noqa: N802
        if isinstance(value, list):  # from the model designer
            value = value[0] if value else None
        if isinstance(value, QgsProcessingModelChildParameterSource) and value.source() == _SOURCE_KINDS.StaticValue:
            value = value.staticValue()
        for index in range(self._combo.count()):
            if value is not None and self._combo.itemData(index) == value:
                self._combo.setCurrentIndex(index)
                return
        self._show("" if value is None or value == NULL else str(value))

    def value(self) -> Any:
        text = self._combo.currentText().strip()
        index = self._combo.findText(text)
        data = self._combo.itemData(index) if index >= 0 else None
        if data is not None:
            return data
        if not text and self.dialogType == DIALOG_MODELER and not self._may_be_empty():
            raise InvalidParameterValue
        return text or None

    def _may_be_empty(self) -> bool:
        return bool(self.parameterDefinition().flags() & QgsProcessingParameterDefinition.FlagOptional)

    def _list_fields(self, parent: Any) -> None:
        """List the fields of the named layers; a chosen one that they do not have is dropped."""
        shown = self._combo.currentText()
        layers = list(_layers(parent.parameterValue()))
        fields = _common_fields([layer for layer in layers if isinstance(layer, QgsVectorLayer)])
        self._combo.blockSignals(True)
        self._combo.clear()
        if self._may_be_empty():
            self._combo.addItem("")
        for index in range(fields.count()):
            self._combo.addItem(fields.iconForField(index), fields.at(index).name())
        known = not layers or fields.lookupField(shown) >= 0  # a name may be typed before the layer is chosen
        self._show(shown if known else str(self.parameterDefinition().defaultValue() or ""))
        self._combo.blockSignals(False)
        if self._combo.currentText() != shown:
            self.widgetValueHasChanged.emit(self)

    def _show(self, text: str) -> None:
        index = self._combo.findText(text)
        self._combo.setCurrentIndex(index)
        if index < 0:
            self._combo.setEditText(text)


def _layers(value: Any) -> Iterator[QgsMapLayer]:
    """Yield the layers that a value of a parameter names."""
    if isinstance(value, (list, tuple)):
        for item in value:
            yield from _layers(item)
        return
    if isinstance(value, QgsProcessingFeatureSourceDefinition):
        value = value.source
    if isinstance(value, QgsProperty):
        value = value.staticValue()
    layer: Optional[QgsMapLayer] = value if isinstance(value, QgsMapLayer) else None
    if isinstance(value, str) and value:
        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
        layer = QgsProcessingUtils.mapLayerFromString(value, context)
        if layer is not None and QgsProject.instance().mapLayer(layer.id()) is None:
            layer = context.takeResultLayer(layer.id())  # else it goes with the context
    if layer is not None and layer.isValid():
        yield layer


def _common_fields(layers: list[QgsVectorLayer]) -> QgsFields:
    """Return the fields that all layers have, by name."""
    common = QgsFields()
    for field in layers[0].fields() if layers else ():
        if all(layer.fields().lookupField(field.name()) >= 0 for layer in layers):
            common.append(field)
    return common
