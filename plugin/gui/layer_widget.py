"""The widget of LAYER parameters: an editable list of the layers of the network chosen as MODEL.

Processing creates it by the name in the parameter's metadata and passes the widgets of the other parameters.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any, Optional, Sequence

from processing.gui.wrappers import DIALOG_MODELER, WidgetWrapper
from qgis.core import NULL, QgsProcessingModelChildParameterSource
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtWidgets import QComboBox, QSizePolicy, QWidget

from ..algorithms.inputs.model_choice import open_model
from ..jobs.failure import JobFailure
from ..model_file.layer_names import layers_to_choose

translate = QCoreApplication.translate

_MODEL = "MODEL"


class LayerBox(QComboBox):
    """Choose a layer by name, or type a number, a name or part of a name."""

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumContentsLength(24)
        self.setMaxVisibleItems(20)
        self.lineEdit().setPlaceholderText(translate("LayerBox", "The last layer before the output"))
        self.lineEdit().setClearButtonEnabled(True)

    def show_model(self, model: str) -> None:
        """List the layers of a model; the current text is kept."""
        text = self.currentText()
        names: Sequence[str] = ()
        with suppress(
            JobFailure, OSError, ValueError
        ):  # an unreadable model is refused, with the reason, when the algorithm runs
            names = layers_to_choose(open_model(model).path)
        self.blockSignals(True)
        self.clear()
        self.addItems(list(names))
        self.setEditText(text)
        self.blockSignals(False)


class LayerWidgetWrapper(WidgetWrapper):
    """Wraps a :class:`LayerBox` for Processing's dialogs."""

    def createWidget(self, **_options: Any) -> QWidget:  # noqa: N802 (QGIS's names, here and below)
        self._box = LayerBox()
        self._box.currentTextChanged.connect(lambda _text: self.widgetValueHasChanged.emit(self))
        return self._box

    def postInitialize(self, wrappers: Sequence[Any]) -> None:  # noqa: N802
        super().postInitialize(wrappers)
        for wrapper in wrappers:
            if wrapper.parameterDefinition().name() == _MODEL and self.dialogType != DIALOG_MODELER:
                wrapper.widgetValueHasChanged.connect(self._model_changed)
                self._model_changed(wrapper)

    def setValue(self, value: Any) -> None:  # noqa: N802
        if isinstance(value, list):  # from the model designer
            value = value[0] if value else None
        if isinstance(value, QgsProcessingModelChildParameterSource):
            value = value.staticValue()
        self._box.setEditText("" if value is None or value == NULL else str(value))

    def value(self) -> str:
        return str(self._box.currentText()).strip()

    def _model_changed(self, wrapper: Any) -> None:
        self._box.show_model(str(wrapper.widgetValue() or ""))
