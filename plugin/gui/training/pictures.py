"""Pictures of chips drawn by the worker: panels side by side, with titles above and figures below."""

from __future__ import annotations

import os
from typing import Optional, Sequence

from qgis.PyQt.QtCore import QCoreApplication, QEvent, QPointF, QSize, Qt, QUrl
from qgis.PyQt.QtGui import QDesktopServices, QImageReader, QMouseEvent, QPainter, QPaintEvent, QPalette, QPixmap, QResizeEvent
from qgis.PyQt.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ...jobs.train_model import PANEL_CAPTION_PIXELS, PANEL_GAP_PIXELS, PANELS_KEY
from .curves import readable

translate = QCoreApplication.translate

_GAP = 10
_PANEL_GAP = 3


def panel_titles(panels: int, usual: int, radar: bool = False) -> tuple[str, ...]:
    """Return the titles of a picture's panels.

    :param panels: how many it has. ``usual``: of two dates, three for a training sample and four for a prediction.
    """
    if radar:
        latest, true = translate("Report", "Latest earlier image"), translate("Report", "True")
        if usual == 3:
            return translate("ChipPictures", "Latest"), translate("ChipPictures", "Mean"), true
        return latest, translate("Report", "Predicted"), true, translate("Report", "Difference")
    before, after = translate("ChipPictures", "Before"), translate("ChipPictures", "After")
    dates = (before, after) if panels >= usual else (translate("ChipPictures", "Image"),)
    if usual == 3:
        return (*dates, translate("ChipPictures", "Label"))
    return (*dates, translate("ChipPictures", "Truth"), translate("ChipPictures", "Prediction"))


def panel_count(path: str, usual: int) -> int:
    """Return how many panels a picture's file has, as it states; ``usual`` if it states nothing."""
    text = QImageReader(path).text(PANELS_KEY)
    return int(text) if text.isdigit() and int(text) in (usual - 1, usual) else usual


class ChipPicture(QWidget):
    """The panels of one picture, each in a square; a double click opens the file."""

    def __init__(self, path: str, caption: str, panels: int, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self._path, self._caption, self._panels = path, caption, panels
        self._pixmaps = _panels(path, panels)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(translate("ChipPictures", "Double click to open the picture. Grey ground is not labelled"))
        self.setAccessibleName(caption)

    @property
    def path(self) -> str:
        """Path of the picture."""
        return self._path

    @property
    def caption(self) -> str:
        """Text below the picture."""
        return self._caption

    def show_file(self, path: str, caption: str) -> None:
        """Show another picture."""
        if (path, caption) != (self._path, self._caption):
            self._path, self._caption = path, caption
            self._pixmaps = _panels(path, self._panels)
            self.update()

    def hasHeightForWidth(self) -> bool:  # noqa: N802 (Qt's names, here and below)
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        return self._side(width) + self._text_height()

    def sizeHint(self) -> QSize:  # noqa: N802
        width = 28 * self.fontMetrics().height()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        width = 12 * self.fontMetrics().height()
        return QSize(width, self.heightForWidth(max(self.width(), width)))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        # grid layouts ignore heightForWidth
        self.setFixedHeight(self.heightForWidth(event.size().width()))
        super().resizeEvent(event)

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:  # noqa: N802
        QDesktopServices.openUrl(QUrl.fromLocalFile(self._path))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        try:
            self._paint(painter)
        finally:
            painter.end()

    def _paint(self, painter: QPainter) -> None:
        side = self._side(self.width())
        if not self._pixmaps:
            painter.setPen(self.palette().color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text))
            missing = translate("ChipPictures", "The picture no longer exists")
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, missing)
            return
        ratio = self.devicePixelRatioF()
        for number, pixmap in enumerate(self._pixmaps):
            size = QSize(round(side * ratio), round(side * ratio))
            smaller = size.width() < max(pixmap.width(), pixmap.height())
            # enlarge without smoothing
            mode = Qt.TransformationMode.SmoothTransformation if smaller else Qt.TransformationMode.FastTransformation
            scaled = pixmap.scaled(size, Qt.AspectRatioMode.KeepAspectRatio, mode)
            scaled.setDevicePixelRatio(ratio)
            left = number * (side + _PANEL_GAP) + (side - scaled.width() / ratio) / 2
            painter.drawPixmap(QPointF(left, (side - scaled.height() / ratio) / 2), scaled)
        palette = self.palette()
        ink, ground = palette.color(QPalette.ColorRole.WindowText), palette.color(QPalette.ColorRole.Window)
        painter.setPen(readable(ink, ground))
        text = self.fontMetrics().elidedText(self._caption, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(0, side + self.fontMetrics().ascent() + 2, text)

    def _side(self, width: int) -> int:
        """Return the side of a panel for a widget width."""
        return max(1, (width - _PANEL_GAP * (self._panels - 1)) // self._panels)

    def _text_height(self) -> int:
        return self.fontMetrics().height() + 6 if self._caption else 4


def _panels(path: str, count: int) -> list[QPixmap]:
    """Return the panels of a picture without their captions, which the widget's own titles replace."""
    pixmap = QPixmap(path)
    width = (pixmap.width() - PANEL_GAP_PIXELS * (count - 1)) // count
    height = pixmap.height() - PANEL_CAPTION_PIXELS
    if width < 1 or height < 1:
        return []
    return [pixmap.copy(number * (width + PANEL_GAP_PIXELS), PANEL_CAPTION_PIXELS, width, height) for number in range(count)]


class ChipPictures(QScrollArea):
    """Pictures in as many columns as fit.

    :param empty: text shown if there are no pictures.
    :param columns: maximum number of columns.
    """

    def __init__(self, empty: str, columns: int = 2, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self._columns = columns
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self._inner = QWidget(self)
        self._layout = QGridLayout(self._inner)
        self._layout.setSpacing(_GAP)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._empty = QLabel(empty, self._inner)
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._pictures: list[ChipPicture] = []
        self._titles: list[QWidget] = []
        self._arranged = self._panels = self._usual = 0
        self._radar = False
        self._layout.addWidget(self._empty, 0, 0)
        self.setWidget(self._inner)
        self.viewport().setAutoFillBackground(False)
        self._inner.setAutoFillBackground(False)

    @property
    def pictures(self) -> tuple[ChipPicture, ...]:
        """The shown pictures."""
        return tuple(self._pictures)

    def show_pictures(self, pictures: Sequence[tuple[str, str]], usual: int = 4, radar: bool = False) -> None:
        """Show pictures (path, caption); existing widgets are reused.

        :param usual: panels of a picture of two dates; those of one date have one less.
        :param radar: whether they are those of a radar training, for the titles of the panels.
        """
        pictures = [(path, caption) for path, caption in pictures if os.path.isfile(path)]
        panels = panel_count(pictures[0][0], usual) if pictures and not radar else usual
        same = (panels, usual, radar) == (self._panels, self._usual, self._radar)
        if len(pictures) == len(self._pictures) and same:
            for widget, (path, caption) in zip(self._pictures, pictures):
                widget.show_file(path, caption)
            return
        for widget in [*self._pictures, *self._titles]:
            self._layout.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._pictures = [ChipPicture(path, caption, panels, self._inner) for path, caption in pictures]
        self._titles = []
        self._empty.setVisible(not self._pictures)
        # A bar that comes and goes with the height of the pictures, which is that of their width, makes Qt resize without end.
        shown = Qt.ScrollBarPolicy.ScrollBarAlwaysOn if self._pictures else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setVerticalScrollBarPolicy(shown)
        self._panels, self._usual, self._radar = panels, usual, radar
        self._arranged = 0
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._arranged = 0
            self._arrange()

    def _arrange(self) -> None:
        if not self._pictures:
            return
        least = 24 * self.fontMetrics().height()
        columns = max(1, min(self._columns, self.viewport().width() // least, len(self._pictures)))
        if columns == self._arranged:
            return
        self._arranged = columns
        for widget in self._titles:
            self._layout.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._titles = []
        for column in range(columns):
            titles = _TitleRow(panel_titles(self._panels, self._usual, self._radar), self._inner)
            self._titles.append(titles)
            self._layout.addWidget(titles, 0, column)
            titles.show()
        for index, widget in enumerate(self._pictures):
            self._layout.addWidget(widget, 1 + index // columns, index % columns, Qt.AlignmentFlag.AlignTop)
            widget.show()
        for column in range(self._columns):
            self._layout.setColumnStretch(column, 1 if column < columns else 0)
        rows = 1 + -(-len(self._pictures) // columns)
        for row in range(self._layout.rowCount() + 1):
            self._layout.setRowStretch(row, 1 if row == rows else 0)


class _TitleRow(QWidget):
    """Titles above the panels of the pictures."""

    def __init__(self, titles: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        for column, title in enumerate(titles):
            label = QLabel(title, self)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            font = label.font()
            font.setBold(True)
            label.setFont(font)
            grid.addWidget(label, 0, column)
            grid.setColumnStretch(column, 1)


def titled(title: str, widget: QWidget, parent: Optional[QWidget] = None) -> QWidget:
    """Return a box with a title above a widget."""
    box = QWidget(parent)
    layout = QVBoxLayout(box)
    layout.setContentsMargins(0, 0, 0, 0)
    label = QLabel(title, box)
    font = label.font()
    font.setBold(True)
    label.setFont(font)
    layout.addWidget(label)
    layout.addWidget(widget, 1)
    return box
