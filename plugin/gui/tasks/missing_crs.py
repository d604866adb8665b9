"""Images without a CRS: the result lies in the CRS that was assumed, and not on the pictures, unless they get it, too."""

from __future__ import annotations

from typing import Any, Optional

from qgis.core import QgsCoordinateReferenceSystem, QgsMapLayer, QgsProject, QgsRasterLayer
from qgis.gui import QgsMapCanvas, QgsProjectionSelectionDialog
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtWidgets import QDialog, QWidget

from ..dock.session import Session
from .suitability import CAUTION, Finding

SET_CRS = "crs"  # action of the light
_BEYOND = 1.1  # so much larger than a result is the view that is zoomed to it


def tr(text: str) -> str:
    """Translate a text of the Detect panel."""
    return str(QCoreApplication.translate("DetectPanel", text))


def without_crs(session: Session) -> list[QgsRasterLayer]:
    """Return the dates that have no CRS."""
    return [layer for layer in (session.before, session.after) if layer is not None and not layer.crs().isValid()]


def crs_action(assumed: QgsCoordinateReferenceSystem) -> tuple[str, str, str]:
    """Return the action that gives the dates a CRS.

    :param assumed: the one chosen for a run; invalid = none is.
    """
    tip = tr("The layers and the project get it: the result then lies on the pictures")
    if assumed.isValid():
        return SET_CRS, tr("Set {crs} on layers and project").format(crs=assumed.authid() or assumed.description()), tip
    return SET_CRS, tr("Set the CRS on layers and project…"), tip


def where_it_lies(layers: list[QgsRasterLayer], assumed: QgsCoordinateReferenceSystem) -> tuple[Finding, ...]:
    """Return where the result of a run with an assumed CRS lies; nothing where none is assumed."""
    if not layers or not assumed.isValid():
        return ()
    text = tr(
        "CRS: '{layer}' has none. The result lies in {crs}, but QGIS draws the picture elsewhere, unless the layers get that "
        "CRS, too."
    )
    named = text.format(layer=layers[0].name(), crs=assumed.userFriendlyIdentifier())
    return (Finding(CAUTION, "crs", named),)


def set_crs(
    session: Session,
    assumed: QgsCoordinateReferenceSystem,
    canvas: QgsMapCanvas,
    parent: Optional[QWidget] = None,
) -> bool:
    """Give the dates without a CRS, and the project, a CRS, and show the dates on the map.

    :param assumed: the CRS; invalid = the user chooses one.
    :return: whether they have one now.
    """
    layers = without_crs(session)
    others = [date.crs() for date in (session.after, session.before) if date is not None and date.crs().isValid()]
    crs = assumed if assumed.isValid() else _asked(parent, others[0] if others else QgsProject.instance().crs())
    if not layers or not crs.isValid():
        return False
    for layer in layers:
        layer.setCrs(crs)
    QgsProject.instance().setCrs(crs)
    zoom_to(layers[-1], canvas)
    return True


def zoom_to_hidden(layer: Optional[QgsMapLayer], canvas: QgsMapCanvas) -> None:
    """Zoom to a layer of which the map view shows nothing."""
    if layer is None or layer.extent().isEmpty():
        return
    box = canvas.mapSettings().layerExtentToOutputExtent(layer, layer.extent())
    if box.isFinite() and not box.intersects(canvas.extent()):
        zoom_to(layer, canvas)


def zoom_to(layer: QgsMapLayer, canvas: QgsMapCanvas) -> None:
    """Show all of a layer on the map."""
    box = canvas.mapSettings().layerExtentToOutputExtent(layer, layer.extent())
    if box.isFinite() and not box.isEmpty():
        box.scale(_BEYOND)
        canvas.setExtent(box)
        canvas.refresh()


def _asked(parent: Any, proposed: QgsCoordinateReferenceSystem) -> QgsCoordinateReferenceSystem:
    dialog = QgsProjectionSelectionDialog(parent)
    dialog.setWindowTitle(tr("CRS of the images"))
    if proposed.isValid():
        dialog.setCrs(proposed)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    return dialog.crs() if accepted else QgsCoordinateReferenceSystem()
