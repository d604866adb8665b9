"""Icons of the plugin: vector drawings in mid-tones, visible on light and dark themes."""

from __future__ import annotations

import os

from qgis.core import QgsApplication
from qgis.PyQt.QtGui import QIcon

_FOLDER = os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))), "resources", "icons")


def icon_path(name: str) -> str:
    """Return the path of the drawing ``name`` (without extension)."""
    return os.path.join(_FOLDER, f"{name}.svg")


def icon(name: str) -> QIcon:
    """Return one of the plugin's icons."""
    return QIcon(icon_path(name))


def theme_icon(name: str) -> QIcon:
    """Return one of QGIS's own icons, such as ``mActionRemove.svg``."""
    return QgsApplication.getThemeIcon(f"/{name}")
