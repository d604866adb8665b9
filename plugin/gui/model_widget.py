"""The widget of MODEL parameters: an editable list of models and a browse button.

Processing creates it by the name in the parameter's metadata, in the algorithm's dialog, in a batch and in the model
designer, where it also offers the inputs and outputs of the model that is being designed.
"""

from __future__ import annotations

import os
from typing import Any, Optional

from processing.gui.wrappers import DIALOG_MODELER, InvalidParameterValue, WidgetWrapper
from qgis.core import (
    NULL,
    Qgis,
    QgsProcessingModelChildParameterSource,
    QgsProcessingOutputFile,
    QgsProcessingOutputString,
    QgsProcessingParameterFile,
    QgsProcessingParameterString,
    QgsSettings,
)
from qgis.PyQt.QtCore import QCoreApplication, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from ..algorithms.inputs.model_choice import CHANGE, known_models
from .icons import icon

translate = QCoreApplication.translate

# Newer QGIS versions (such as 3.40) have moved the enum here.
_SOURCE_KINDS = getattr(Qgis, "ProcessingModelChildParameterSource", QgsProcessingModelChildParameterSource)
_LAST_FOLDER_SETTING = "groundshift/last_model_folder"


class ModelBox(QWidget):
    """Choose a model by name, type its id, or browse for its file.

    The value of a list entry is the model's id; typed text is returned as it is.

    :param managing: whether a button opens the dialog of all models.
    :param task: of the models that are listed.
    """

    changed = pyqtSignal()

    def __init__(self, parent: Optional[QWidget] = None, managing: bool = False, task: str = CHANGE) -> None:
        super().__init__(parent)
        self._task = task
        self._combo = QComboBox(self)
        self._combo.setEditable(True)
        self._combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._combo.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._combo.setMinimumContentsLength(18)
        self._combo.lineEdit().setPlaceholderText(translate("ModelBox", "Id of a model, or path of an ONNX file"))
        browse = QToolButton(self)
        browse.setText("…")
        browse.setToolTip(translate("ModelBox", "Browse for an ONNX file"))
        browse.clicked.connect(self._browse)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._combo)
        layout.addWidget(browse)
        if managing:
            manage = QToolButton(self)
            manage.setObjectName("GroundshiftManage")
            manage.setIcon(icon("models"))
            manage.setToolTip(translate("ModelBox", "Browse, import, remove and choose models"))
            manage.setAccessibleName(translate("ModelBox", "Manage models"))
            manage.clicked.connect(self._manage)
            layout.addWidget(manage)
        self.setFocusProxy(self._combo)
        self._list_models()
        self._combo.currentTextChanged.connect(self._text_changed)

    def _list_models(self) -> None:
        for model in known_models(self._task):
            self._combo.addItem(f"{model.title} [{model.id}]", model.id)
            index = self._combo.count() - 1
            self._combo.setItemData(index, _tool_tip(model), Qt.ItemDataRole.ToolTipRole)
        self._combo.setCurrentIndex(-1)

    def _manage(self) -> None:
        """Open the dialog of all models, then list the models again and select the chosen one."""
        from .models.model_manager import open_model_manager

        before = self.value()
        chosen = open_model_manager(self, str(before or ""))
        self._combo.blockSignals(True)
        self._combo.clear()
        self._list_models()
        self.set_value(before)
        self._combo.blockSignals(False)
        if chosen is not None:
            self.set_value(chosen)
        # The model may have been removed, or replaced by another one with the same id.
        self._text_changed(self._combo.currentText())

    def add_choice(self, text: str, value: Any) -> None:
        """Add an entry that is not a model: an input of the Processing model that is being designed."""
        self._combo.addItem(text, value)

    def value(self) -> Any:
        """Return the chosen model's id, the typed text, or the value of another entry; ``""`` = empty."""
        text = self._combo.currentText().strip()
        index = self._combo.findText(text, Qt.MatchFlag.MatchExactly)
        return self._combo.itemData(index) if index >= 0 else text

    def set_value(self, value: Any) -> None:
        """Show a value; text that is not a model's id is shown unchanged."""
        for index in range(self._combo.count()):
            if self._combo.itemData(index) == value:
                self._combo.setCurrentIndex(index)
                break
        else:
            self._combo.setCurrentIndex(-1)
            self._combo.setEditText("" if value is None or value == NULL else str(value))
        # In the narrow cells of a batch the beginning is more useful than the end.
        self._combo.lineEdit().setCursorPosition(0)

    def _text_changed(self, text: str) -> None:
        index = self._combo.currentIndex()
        self._combo.setToolTip(self._combo.itemData(index, Qt.ItemDataRole.ToolTipRole) or text)
        self.changed.emit()

    def _browse(self) -> None:
        settings = QgsSettings()
        current = str(self.value() or "")
        folder = os.path.dirname(current) if os.path.isfile(current) else settings.value(_LAST_FOLDER_SETTING, "")
        path, _ = QFileDialog.getOpenFileName(
            self,
            translate("ModelBox", "Choose a model"),
            str(folder or ""),
            translate("ModelBox", "ONNX models (*.onnx)"),
        )
        if path:
            settings.setValue(_LAST_FOLDER_SETTING, os.path.dirname(path))
            self.set_value(path)


class ModelWidgetWrapper(WidgetWrapper):
    """Wraps a :class:`ModelBox` for Processing's dialogs."""

    def createWidget(self, task: str = CHANGE, **_options: Any) -> QWidget:  # noqa: N802 (QGIS's names, here and below)
        self._box = ModelBox(task=task)
        if self.dialogType == DIALOG_MODELER:
            sources = self.dialog.getAvailableValuesOfType(
                [QgsProcessingParameterString, QgsProcessingParameterFile],
                [QgsProcessingOutputString, QgsProcessingOutputFile],
            )
            for source in sources:
                self._box.add_choice(str(self.dialog.resolveValueDescription(source)), source)
        self._box.changed.connect(lambda: self.widgetValueHasChanged.emit(self))
        return self._box

    def setValue(self, value: Any) -> None:  # noqa: N802
        if isinstance(value, list):  # from the model designer
            value = value[0] if value else None
        if isinstance(value, QgsProcessingModelChildParameterSource) and value.source() == _SOURCE_KINDS.StaticValue:
            value = value.staticValue()
        self._box.set_value(value)

    def value(self) -> Any:
        value = self._box.value()
        if value == "" and self.dialogType == DIALOG_MODELER:
            raise InvalidParameterValue
        return value


def _tool_tip(model: Any) -> str:
    spec = model.spec
    facts = translate("ModelBox", "{bands}; {minimum:g} to {maximum:g} m per pixel\n{path}").format(
        bands=", ".join(band.name for band in spec.bands),
        minimum=spec.gsd_m.minimum,
        maximum=spec.gsd_m.maximum,
        path=model.path,
    )
    return f"{model.title} [{model.id}]\n{facts}"  # includes the name, which a narrow panel truncates
