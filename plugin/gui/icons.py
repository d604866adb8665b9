"""The plugin's icons: drawings in mid-tones, which show on light and dark themes and at any size."""

from __future__ import annotations

import os

from qgis.core import QgsApplication
from qgis.PyQt.QtGui import QIcon

_FOLDER = os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))), "resources", "icons")


def icon_path(name: str) -> str:
    """Path of the drawing ``name`` (without its ending)."""
    return os.path.join(_FOLDER, f"{name}.svg")


def icon(name: str) -> QIcon:
    """One of the plugin's icons."""
    return QIcon(icon_path(name))


def theme_icon(name: str) -> QIcon:
    """One of QGIS's own icons, such as ``mActionRemove.svg``: what QGIS has a picture for is shown by that."""
    return QgsApplication.getThemeIcon(f"/{name}")
