"""The page of the Review tab while no review is active: advice on the chosen layer and buttons to start."""

from __future__ import annotations

from typing import Optional

from qgis.core import QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from ...layers import review_store as store
from ...layers.review_entries import is_sample
from ..icons import icon, theme_icon

translate = QCoreApplication.translate


class StartPage(QWidget):
    """Advice, and the buttons ``start`` and ``save``."""

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self._advice = QLabel(self)
        self._advice.setObjectName("GroundshiftReviewAdvice")
        self._advice.setWordWrap(True)
        self.start = QPushButton(icon("review"), "", self)
        self.start.setObjectName("GroundshiftReviewStart")
        self.save = QPushButton(theme_icon("mActionFileSaveAs.svg"), "", self)
        self.save.setText(translate("Review", "Save &as GeoPackage…"))
        self.save.setObjectName("GroundshiftReviewSave")
        layout.addWidget(self._advice)
        layout.addWidget(self.start)
        layout.addWidget(self.save)
        layout.addStretch()

    def show_layer(self, layer: Optional[QgsVectorLayer], others: bool = False) -> None:
        """Show what can be done with a layer; ``None`` = none is chosen.

        :param others: whether there are layers to choose from.
        """
        if layer is None:
            nothing = translate(
                "Review",
                "Nothing to review yet. Find changes in the tab <b>Detect</b>, or add a layer of change polygons "
                "to the project. Points of <i>Sample points</i> can also be interpreted here.",
            )
            choose = translate("Review", "Choose the polygons or points to review. No layer is known to come from a detection.")
            self._advice.setText(choose if others else nothing)
            self.start.hide()
            self.save.hide()
            return
        verdict = store.judge(layer)
        kinds = store.Readiness
        self._advice.setText(verdict.text or _invitation(layer, verdict.readiness))
        self.start.setVisible(verdict.readiness in (kinds.READY, kinds.NEEDS_FIELDS))
        ready = verdict.readiness is kinds.READY and not is_sample(layer)
        text = translate("Review", "Con&tinue the review") if ready else translate("Review", "S&tart the review")
        self.start.setText(text)
        self.save.setVisible(verdict.readiness is kinds.NEEDS_GEOPACKAGE or store.is_temporary(layer))


def _invitation(layer: QgsVectorLayer, readiness: store.Readiness) -> str:
    if store.is_temporary(layer):
        return translate(
            "Review",
            "This layer is temporary: it is lost, together with the review, when QGIS is closed. Save it as "
            "a GeoPackage to keep both.",
        )
    if is_sample(layer):
        return translate("Review", "Each point is shown before and after; press a number key to assign its class.")
    if readiness is store.Readiness.READY:
        progress = store.review_progress(layer)
        if progress is None:
            return translate("Review", "This layer contains an unfinished review: continue where it was left.")
        return translate("Review", "This layer contains a review: {decided} of {count} are decided.").format(
            decided=progress.decided, count=progress.total
        )
    return translate(
        "Review",
        "Each polygon is shown with its surroundings, before and after. Accept or reject it with a key. "
        "Decisions are written to fields of the layer immediately; outlines do not change unless you "
        "reshape them.",
    )


def put_copy_in_place(layer: QgsVectorLayer, path: str) -> QgsVectorLayer:
    """Save a layer as a GeoPackage and add the copy to the project in its place; the layer itself is hidden.

    :return: the copy.
    :raises ReviewRefused: the layer cannot be saved.
    """
    saved = store.save_as_geopackage(layer, path)
    project = QgsProject.instance()
    project.addMapLayer(saved, False)
    node = project.layerTreeRoot().findLayer(layer.id())
    parent = node.parent() if node is not None else project.layerTreeRoot()
    parent.insertLayer(parent.children().index(node) if node is not None else 0, saved)
    if node is not None:
        node.setItemVisibilityChecked(False)
    return saved
