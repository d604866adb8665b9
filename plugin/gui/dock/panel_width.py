"""Keeps a scrolling panel as wide as its form needs, so that it scrolls up and down only and nothing is cut."""

from __future__ import annotations

from qgis.PyQt.QtCore import QEvent, QObject, Qt
from qgis.PyQt.QtWidgets import QScrollArea, QStyle


class WidthKeeper(QObject):
    """Gives a scroll area the width of what is in it, whenever that changes.

    :param area: resizes its widget.
    """

    def __init__(self, area: QScrollArea) -> None:
        super().__init__(area)
        self._area = area
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.widget().installEventFilter(self)
        self._keep()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._keep()
        return False

    def _keep(self) -> None:
        bar = self._area.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        needed = self._area.widget().minimumSizeHint().width() + bar
        if self._area.minimumWidth() != needed:
            self._area.setMinimumWidth(needed)
