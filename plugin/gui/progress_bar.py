"""A progress bar whose text can be read in QGIS's dark themes, which have it black on a dark ground."""

from __future__ import annotations

from typing import Optional

from qgis.PyQt.QtGui import QPalette
from qgis.PyQt.QtWidgets import QApplication, QProgressBar, QWidget

# White has a contrast of 4.8 on the part that is done, and more on the ground.
_IN_DARK_THEMES = "QProgressBar { color: #ffffff; } QProgressBar::chunk { background-color: #a8620f; }"
_DARK = 0.5  # lightness of the ground


class ProgressBar(QProgressBar):
    """As QProgressBar; where QGIS has no theme of its own the style of the system sees to the colours."""

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        ground = QApplication.palette().color(QPalette.ColorRole.Window)
        application = QApplication.instance()
        if isinstance(application, QApplication) and application.styleSheet() and ground.lightnessF() < _DARK:
            self.setStyleSheet(_IN_DARK_THEMES)
