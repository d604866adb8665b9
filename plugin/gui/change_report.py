"""Open the tool that reports changes for people without GIS, filled in for a layer of polygons."""

from __future__ import annotations

from typing import Any, Optional

from qgis.core import QgsMapLayer, QgsProject, QgsVectorLayer

from ..layers.review_store import review_progress
from .tool_dialogs import ToolDialogs

REPORT = "groundshift:changereport"
_ACCEPTED, _ALL = 0, 1  # values of SHOWN


def open_change_report(
    dialogs: ToolDialogs,
    polygons: QgsVectorLayer,
    dates: tuple[Optional[QgsMapLayer], Optional[QgsMapLayer]] = (None, None),
    mask: Optional[QgsMapLayer] = None,
) -> bool:
    """Open the tool. The accepted changes are reported where some were decided on, else all polygons.

    :param polygons: of the project, or of a file only.
    :param dates: before and after; ``None`` = as the polygons' provenance names them.
    :param mask: of the same run, for the area of each class.
    :return: whether the tool is there.
    """
    progress = review_progress(polygons)
    decided = progress is not None and progress.decided > 0
    there = QgsProject.instance().mapLayer(polygons.id()) is not None
    values: dict[str, Any] = {
        "POLYGONS": polygons.id() if there else polygons.source(),
        "SHOWN": _ACCEPTED if decided else _ALL,
    }
    for name, layer in (("BEFORE", dates[0]), ("AFTER", dates[1]), ("MASK", mask)):
        if layer is not None:
            values[name] = layer.id()
    return dialogs.open(REPORT, values)
