"""Reshape polygons and digitise missed ones with QGIS's own editing tools."""

from __future__ import annotations

import uuid
from enum import Enum
from typing import Any, Callable, Optional

from qgis.core import Qgis, QgsEditFormConfig, QgsFeature, QgsFeatureRequest, QgsVectorLayer
from qgis.PyQt.QtCore import QCoreApplication, QObject, pyqtSignal

from ...layers.review_entries import AREA_FIELD, measurer, metres_around, square_metres

translate = QCoreApplication.translate

PERIMETER_FIELD = "perimeter_m"


class EditMode(Enum):
    """The current editing task."""

    NOTHING = "nothing"
    RESHAPE = "reshape"
    DIGITISE = "digitise"


class ReviewEditing(QObject):
    """Follows the edit sessions of the reviewed layer, whether opened by the panel or by the user in QGIS.

    :param iface: the ``QgisInterface``.
    :param values: returns the field values of a digitised polygon.
    """

    changed = pyqtSignal()  # an edit session started or ended
    saved = pyqtSignal(object)  # list: uuids of the digitised polygons

    def __init__(self, iface: Any, values: Callable[[], dict[str, Any]], parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self._iface, self._values = iface, values
        self._layer: Optional[QgsVectorLayer] = None
        self._task = EditMode.NOTHING
        self._suppress: Any = None
        self._new: list[str] = []
        self._reshaped: set[int] = set()

    @property
    def task(self) -> EditMode:
        """The current task; a session that the user opened in QGIS counts as reshaping."""
        if self._layer is not None and self._layer.isEditable():
            return EditMode.RESHAPE if self._task is EditMode.NOTHING else self._task
        return EditMode.NOTHING

    def begin(self, layer: QgsVectorLayer) -> None:
        """Start following the edit sessions of a layer."""
        self._layer = layer
        layer.editingStarted.connect(self._started)
        layer.editingStopped.connect(self._stopped)
        layer.featureAdded.connect(self._added)
        layer.geometryChanged.connect(self._moved)
        layer.beforeCommitChanges.connect(self._measure)

    def end(self) -> None:
        """Stop following the layer. Unsaved edits remain in QGIS's edit session."""
        layer, self._layer = self._layer, None
        if layer is None:
            return
        self._restore_form(layer)
        layer.editingStarted.disconnect(self._started)
        layer.editingStopped.disconnect(self._stopped)
        layer.featureAdded.disconnect(self._added)
        layer.geometryChanged.disconnect(self._moved)
        layer.beforeCommitChanges.disconnect(self._measure)

    def reshape(self, fid: int) -> bool:
        """Start editing the vertices of a polygon.

        :return: whether the layer can be edited.
        """
        if not self._open(EditMode.RESHAPE):
            return False
        if self._layer is not None:
            self._layer.selectByIds([fid])
        tool = getattr(self._iface, "actionVertexToolActiveLayer", None)
        (tool() if tool is not None else self._iface.actionVertexTool()).trigger()
        return True

    def digitise(self) -> bool:
        """Start digitising missed polygons.

        :return: whether the layer can be edited.
        """
        if not self._open(EditMode.DIGITISE):
            return False
        layer = self._layer
        if layer is not None and self._suppress is None:
            # The review fills in the fields: suppress the feature form.
            form = layer.editFormConfig()
            self._suppress = form.suppress()
            form.setSuppress(_suppress_on())
            layer.setEditFormConfig(form)
        self._iface.actionAddFeature().trigger()
        return True

    def save(self) -> list[str]:
        """Save the edits.

        :return: errors; empty on success.
        """
        layer = self._layer
        if layer is None or not layer.isEditable():
            return []
        if layer.commitChanges():
            return []
        return [str(text) for text in layer.commitErrors()]

    def discard(self) -> None:
        """Discard the edits."""
        layer = self._layer
        if layer is not None and layer.isEditable():
            self._new = []
            layer.rollBack()

    def _open(self, task: EditMode) -> bool:
        layer = self._layer
        if layer is None:
            return False
        self._task = task
        self._iface.setActiveLayer(layer)
        if layer.isEditable():
            self.changed.emit()
            return True
        return bool(layer.startEditing())

    def _started(self) -> None:
        self._new, self._reshaped = [], set()
        self.changed.emit()

    def _stopped(self) -> None:
        layer = self._layer
        self._task = EditMode.NOTHING
        if layer is None:
            return
        self._restore_form(layer)
        layer.removeSelection()
        self._iface.actionPan().trigger()
        new, self._new = self._new, []
        self.changed.emit()
        self.saved.emit(new)

    def _added(self, fid: int) -> None:
        """Fill in the fields of a polygon that was drawn or pasted: the detection missed it."""
        layer = self._layer
        if layer is None or fid >= 0 or self._task is not EditMode.DIGITISE:
            return
        name = str(uuid.uuid4())
        for field, value in {**self._values(), "uuid": name}.items():
            index = layer.fields().lookupField(field)
            if index >= 0:
                layer.changeAttributeValue(fid, index, value)
        self._new.append(name)
        self._reshaped.add(fid)

    def _moved(self, fid: int, _geometry: object = None) -> None:
        self._reshaped.add(fid)

    def _measure(self, *_arguments: object) -> None:
        """Update area and perimeter of the changed polygons before they are saved."""
        layer = self._layer
        if layer is None:
            return
        area, perimeter = layer.fields().lookupField(AREA_FIELD), layer.fields().lookupField(PERIMETER_FIELD)
        measure = measurer(layer)
        for fid in sorted(self._reshaped):
            feature: Optional[QgsFeature] = next(layer.getFeatures(QgsFeatureRequest(fid)), None)
            if feature is None or feature.geometry().isEmpty():
                continue
            if area >= 0:
                layer.changeAttributeValue(fid, area, round(square_metres(measure, feature.geometry()), 3))
            if perimeter >= 0:
                layer.changeAttributeValue(fid, perimeter, round(metres_around(measure, feature.geometry()), 3))
        self._reshaped = set()

    def _restore_form(self, layer: QgsVectorLayer) -> None:
        if self._suppress is not None:
            form = layer.editFormConfig()
            form.setSuppress(self._suppress)
            layer.setEditFormConfig(form)
            self._suppress = None


def _suppress_on() -> Any:
    """Return the enum value that suppresses the feature form."""
    # In QGIS 3 an enum of the class, in QGIS 4 one of Qgis.
    kinds = getattr(QgsEditFormConfig, "FeatureFormSuppress", None) or getattr(Qgis, "AttributeFormSuppression", None)
    found = getattr(kinds, "SuppressOn", None)
    return getattr(kinds, "On", None) if found is None else found
