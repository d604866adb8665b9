"""The size in which a window opens: as wide and high as its content, but within the screen."""

from __future__ import annotations

from qgis.PyQt.QtWidgets import QStyle, QWidget

_TITLE_BARS = 2  # their height stands for the frame of a window, which is not known before it is shown


def resize_within_screen(window: QWidget, width: int, height: int) -> None:
    """Resize a window, to the free part of its screen at most: at a scale of 150 % a laptop has 670 pixels of height.

    :param window: not shown yet.
    :param width, height: in pixels.
    """
    free = window.screen().availableSize()
    frame = _TITLE_BARS * window.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight, None, window)
    window.resize(min(width, free.width()), min(height, free.height() - frame))
