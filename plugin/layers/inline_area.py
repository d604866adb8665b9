"""A drawn area as a text that Processing opens as a layer.

No file can be lost: the history can repeat the run after a restart, and a command or a script contains the area itself.
The text is the address of a virtual layer of one feature (QGIS's user manual, chapter "Virtual layers").
"""

from __future__ import annotations

from typing import Optional, Tuple

from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry, QgsVectorLayer
from qgis.PyQt.QtCore import QCoreApplication

_PROVIDER = "virtual"
_QUERY = f"{_PROVIDER}://?query=SELECT st_geomfromtext('"


def inline_area(shape: QgsGeometry, crs: QgsCoordinateReferenceSystem) -> Optional[str]:
    """Return the text, every coordinate exact; ``None`` = the CRS has no number that the text could hold."""
    authority, _, code = str(crs.authid()).partition(":")
    if authority != "EPSG" or not code.isdigit():
        return None
    return f"{_QUERY}{_well_known_text(shape)}',{code}) AS geometry&geometry=geometry:multipolygon:{code}"


def is_inline_area(source: object) -> bool:
    """Return whether a text is such an area."""
    return isinstance(source, str) and source.startswith(_QUERY)


def inline_area_name() -> str:
    """Return the name to show for such an area."""
    return str(QCoreApplication.translate("DetectPanel", "Drawn area"))


def read_inline_area(source: str) -> Optional[Tuple[QgsGeometry, QgsCoordinateReferenceSystem]]:
    """Return the shape and its CRS; ``None`` = the text is damaged."""
    layer = QgsVectorLayer(source[len(f"{_PROVIDER}://") :], inline_area_name(), _PROVIDER)
    shapes = [feature.geometry() for feature in layer.getFeatures()] if layer.isValid() else []
    return (shapes[0], layer.crs()) if shapes and not shapes[0].isEmpty() else None


def _well_known_text(shape: QgsGeometry) -> str:
    """WKT whose numbers are the shortest that are read back as the same: QGIS's own writes all digits or rounds."""
    whole = QgsGeometry(shape)
    whole.convertToMultiType()
    polygons = (
        ",".join(f"({','.join(f'{point.x()!r} {point.y()!r}' for point in ring)})" for ring in polygon)
        for polygon in whole.asMultiPolygon()
    )
    return f"MULTIPOLYGON({','.join(f'({rings})' for rings in polygons)})"
