"""Products of a review: write layers from decisions and open the tools that use them."""

from __future__ import annotations

from functools import partial
from typing import Any, Optional

from qgis.core import Qgis, QgsApplication, QgsLayerTreeGroup, QgsMapLayer, QgsProject, QgsVectorLayer
from qgis.gui import QgsMessageBarItem
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtWidgets import QPushButton

from ...layers.review_entries import REFERENCE
from ...layers.review_products import make_accuracy_sample, make_labels
from ...rules.review_fields import CLASS
from ..change_report import open_change_report
from ..dock.session import Session
from ..messages import push_message
from ..tool_dialogs import ToolDialogs
from ..wrapped_text import worded
from .reviewed_areas import HELPER_PROPERTY

translate = QCoreApplication.translate

_TRAIN, _ASSESS, _ESTIMATE = "groundshift:trainmodel", "groundshift:assessaccuracy", "groundshift:estimatearea"


def open_training(iface: Any, session: Session, layer: QgsVectorLayer) -> None:
    """Create training labels and show a message with a button to train with them.

    :raises ReviewRefused: there are no decisions, or the labels cannot be written.
    """
    made = make_labels(layer)
    _show(layer, [made.labels, made.area])
    text, level = translate("Review", "{count} training labels created."), Qgis.MessageLevel.Info
    if not made.reviewed_areas:
        text = translate(
            "Review",
            "{count} training labels created, but no view is marked as all seen (V): a model can hardly learn from them where "
            "nothing changed.",
        )
        level = Qgis.MessageLevel.Warning
    bar, beside = iface.messageBar(), []
    if QgsApplication.processingRegistry().algorithmById(_TRAIN) is not None:
        button = QPushButton(translate("Review", "Train a model…"), bar)
        button.setObjectName("GroundshiftReviewTrain")
        beside.append(button)
    item = push_message(bar, worded(bar, text.format(count=made.count), *beside), level)
    for button in beside:
        button.clicked.connect(partial(_train, iface, session, made.labels.id(), made.area.id(), item))


def _train(iface: Any, session: Session, labels: str, area: str, message: QgsMessageBarItem, _checked: bool = False) -> None:
    """Open the training window with labels and their area, given by id: the layers may have been removed since."""
    from ..training import training_dialog

    iface.messageBar().popWidget(message)
    project = QgsProject.instance()
    layers = (session.before, session.after, project.mapLayer(labels))
    training_dialog.open_training(iface, *layers, class_field=CLASS, area=project.mapLayer(area))


def open_accuracy(dialogs: ToolDialogs, layer: QgsVectorLayer) -> None:
    """Create an accuracy sample and open the tool that assesses the accuracy with it.

    :raises ReviewRefused: there is no reviewed area, or the sample cannot be written.
    """
    made = make_accuracy_sample(layer)
    _show(layer, [made.reference, made.predicted, made.area])
    values = {"PREDICTED": made.predicted.id(), "REFERENCE": made.reference.id(), "AREA": made.area.id()}
    dialogs.open(_ASSESS, values)


def open_area_estimate(dialogs: ToolDialogs, session: Session, layer: QgsVectorLayer) -> None:
    """Open the tool that estimates areas from an interpreted sample."""
    values = {"SAMPLE": layer.id(), "REFERENCE_FIELD": REFERENCE}
    mask = session.layer(session.results.mask) if session.results is not None else None
    if mask is not None:
        values["MAP"] = mask.id()
    dialogs.open(_ESTIMATE, values)


def open_report(dialogs: ToolDialogs, session: Session, layer: QgsVectorLayer) -> None:
    """Open the tool that reports the accepted changes, with the two dates of the panel."""
    result = session.results
    mask = session.layer(result.mask) if result is not None and result.polygons == layer.id() else None
    open_change_report(dialogs, layer, (session.before, session.after), mask)


def _show(layer: QgsVectorLayer, made: list[QgsVectorLayer]) -> None:
    """Add layers to the project, hidden, in a group below the reviewed layer."""
    project = QgsProject.instance()
    new = [one for one in made if project.mapLayer(one.id()) is None]
    if not new:
        return
    group = _group(project, layer)
    for one in new:
        one.setCustomProperty(HELPER_PROPERTY, True)
        project.addMapLayer(one, False)
        group.addLayer(one).setItemVisibilityChecked(False)


def _group(project: QgsProject, layer: QgsMapLayer) -> QgsLayerTreeGroup:
    title = translate("Review", "Review of {layer}").format(layer=layer.name())
    root = project.layerTreeRoot()
    found: Optional[QgsLayerTreeGroup] = root.findGroup(title)
    if found is not None:
        return found
    node = root.findLayer(layer.id())
    parent = node.parent() if node is not None else root
    return parent.insertGroup(parent.children().index(node) + 1 if node is not None else 0, title)
