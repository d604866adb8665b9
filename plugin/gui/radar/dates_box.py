"""The dates of a table: a list, a slider over them, and the date in which change is sought."""

from __future__ import annotations

from typing import Optional, Sequence

from qgis.PyQt.QtCore import QCoreApplication, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QSlider,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ...rules.sar_dates import interval_from, interval_start
from ...rules.sar_table import Acquisition
from ..icons import theme_icon
from .acquisitions import at_time, bands_text, iso_time, places_of, rows_of, track_text

_SHOWN_ROWS = 6


def tr(text: str) -> str:
    """Translate a text of the task "Radar series"."""
    return str(QCoreApplication.translate("RadarPanel", text))


class DatesBox(QWidget):
    """List and slider are two views of one choice: the date that is looked at. Change is sought in another choice."""

    shownChanged = pyqtSignal()  # another date is looked at, or the map is to show it or not
    dateChanged = pyqtSignal()  # change is sought in another date, or at another place

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self._all: tuple[Acquisition, ...] = ()
        self._rows: tuple[Acquisition, ...] = ()  # of the chosen place
        self.place = QComboBox(self)
        self.place.setObjectName("GroundshiftRadarPlace")
        self.place.setToolTip(tr("Burst, tile or scene: images of one place show the same ground"))
        self._place_label = QLabel(tr("Place"), self)
        self._place_label.setBuddy(self.place)
        self.list = QTreeWidget(self)
        self.list.setObjectName("GroundshiftRadarDates")
        self.list.setColumnCount(4)
        self.list.setHeaderLabels([tr("Date (UTC)"), tr("Satellite"), tr("Track"), tr("Bands")])
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setAlternatingRowColors(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.list.header().setStretchLastSection(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFixedHeight(round((_SHOWN_ROWS + 1.4) * 1.35 * self.fontMetrics().height()))
        self.list.setAccessibleName(tr("Dates of the table"))
        self.list.setToolTip(tr("The images of the table. Double-click one to seek change in it."))
        self.on_map = QCheckBox(tr("Show the &image on the map"), self)
        self.on_map.setObjectName("GroundshiftRadarOnMap")
        self.on_map.setToolTip(tr("Draw the image of the chosen date over the map; your layers are not changed"))
        self.slider = QSlider(Qt.Orientation.Horizontal, self)
        self.slider.setObjectName("GroundshiftRadarSlider")
        self.slider.setTickPosition(QSlider.TickPosition.TicksBelow)
        self.slider.setPageStep(1)
        self.slider.setAccessibleName(tr("Date"))
        self.slider.setToolTip(tr("Move through the dates; the arrow keys go from one to the next"))
        self.earlier = self._step("GroundshiftRadarEarlier", "mActionArrowLeft.svg", tr("The date before"), -1)
        self.later = self._step("GroundshiftRadarLater", "mActionArrowRight.svg", tr("The date after"), 1)
        self._seen = QLabel(self)
        self._seen.setObjectName("GroundshiftRadarSeen")
        self.date = QComboBox(self)
        self.date.setObjectName("GroundshiftRadarDate")
        self.date.setToolTip(tr("The image in which change is sought; the earlier ones predict it, later ones confirm"))
        self.date.setMinimumContentsLength(10)
        self._date_label = QLabel(tr("Change on"), self)
        self._date_label.setBuddy(self.date)
        self.onwards = QCheckBox(tr("and in all later images"), self)
        self.onwards.setObjectName("GroundshiftRadarOnwards")
        self.onwards.setToolTip(
            tr("Seek change in all images from this date on; each change is dated by the image in which it is seen first")
        )
        rows = QFormLayout()
        rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        rows.addRow(self._place_label, self.place)
        slide = QHBoxLayout()
        slide.addWidget(self.earlier)
        slide.addWidget(self.slider, 1)
        slide.addWidget(self.later)
        look = QHBoxLayout()
        look.addWidget(self.on_map, 1)
        look.addWidget(self._seen)
        date = QFormLayout()
        date.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        date.addRow(self._date_label, self.date)
        date.addRow("", self.onwards)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(rows)
        layout.addWidget(self.list)
        layout.addLayout(slide)
        layout.addLayout(look)
        layout.addLayout(date)
        self.place.currentIndexChanged.connect(self._place_changed)
        self.slider.valueChanged.connect(self._slid)
        self.list.currentItemChanged.connect(lambda *_items: self._picked())
        self.list.itemDoubleClicked.connect(lambda _item, _column: self.date.setCurrentIndex(self._index_of_shown()))
        self.on_map.toggled.connect(lambda _checked: self.shownChanged.emit())
        self.date.currentIndexChanged.connect(self._date_changed)
        self.onwards.toggled.connect(lambda _checked: self.dateChanged.emit())
        self.show_table(())

    @property
    def rows(self) -> tuple[Acquisition, ...]:
        """The acquisitions of the chosen place, in the order of time."""
        return self._rows

    @property
    def several_places(self) -> bool:
        """Whether the place has to be named."""
        return self.place.count() > 1

    @property
    def looked_at(self) -> Optional[Acquisition]:
        """The date that list and slider are at; ``None`` = there is none."""
        return self._rows[self.slider.value()] if self._rows else None

    @property
    def chosen(self) -> Optional[Acquisition]:
        """The date in which change is sought; ``None`` = there is none."""
        return next((row for row in self._rows if iso_time(row) == self.date.currentData()), None)

    @property
    def from_here_on(self) -> bool:
        """Whether change is sought in all later images, too."""
        return bool(self.onwards.isEnabled() and self.onwards.isChecked())

    @property
    def wanted(self) -> str:
        """The dates in which change is sought, as the parameter DATE takes them; ``""`` = there is none."""
        row = self.chosen
        if row is None:
            return ""
        return interval_from(iso_time(row)) if self.from_here_on else iso_time(row)

    def show_table(self, rows: Sequence[Acquisition]) -> None:
        """Show the dates of a table; the latest date of its first place is chosen."""
        self._all = tuple(rows)
        self.place.blockSignals(True)
        self.place.clear()
        self.place.addItems(places_of(rows))
        self.place.blockSignals(False)
        for widget in (self.place, self._place_label):
            widget.setVisible(self.several_places)
        self.on_map.setChecked(False)
        self._place_changed()
        for widget in (self.list, self.slider, self.earlier, self.later, self.on_map, self._seen, self.date, self._date_label):
            widget.setVisible(bool(rows))
        self.onwards.setVisible(bool(rows))

    def choose(self, place: str, date: str) -> None:
        """Choose place and date of an earlier run, as far as the table has them.

        :param date: as the parameter DATE takes it; ``""`` = the latest.
        """
        if self.place.findText(place) >= 0:
            self.place.setCurrentIndex(self.place.findText(place))
        start = interval_start(date)
        self.onwards.setChecked(start is not None)
        row = at_time(self._rows, date if start is None else start)
        if row is not None:
            self.date.setCurrentIndex(self.date.findData(iso_time(row)))

    def _place_changed(self) -> None:
        self._rows = rows_of(self._all, self.place.currentText())
        for widget in (self.list, self.slider, self.date):
            widget.blockSignals(True)
        self.list.clear()
        self.date.clear()
        for row in self._rows:
            item = QTreeWidgetItem([row.day, row.satellite, track_text(row), bands_text(row)])
            item.setToolTip(0, next(iter(row.bands.values())).path)
            self.list.addTopLevelItem(item)
        for row in reversed(self._rows):
            text = tr("{date} (latest)").format(date=row.day) if row is self._rows[-1] else row.day
            self.date.addItem(text, iso_time(row))
        self.slider.setRange(0, max(0, len(self._rows) - 1))
        self.slider.setValue(self.slider.maximum())
        self.date.setCurrentIndex(0)
        for widget in (self.list, self.slider, self.date):
            widget.blockSignals(False)
        self._show_looked_at()
        self._date_changed()
        self.shownChanged.emit()

    def _slid(self) -> None:
        self._show_looked_at()
        self.shownChanged.emit()

    def _picked(self) -> None:
        index = self.list.indexOfTopLevelItem(self.list.currentItem())
        if index >= 0:
            self.slider.setValue(index)

    def _show_looked_at(self) -> None:
        row = self.looked_at
        self._seen.setText(row.day if row is not None else "")
        self.list.blockSignals(True)
        item = self.list.topLevelItem(self.slider.value())
        self.list.setCurrentItem(item)
        if item is not None:
            self.list.scrollToItem(item)
        self.list.blockSignals(False)
        for button, end in ((self.earlier, self.slider.minimum()), (self.later, self.slider.maximum())):
            at_end = self.slider.value() == end
            button.setEnabled(not at_end)
            button.setToolTip(tr("There is no other date on this side") if at_end else str(button.property("tip")))

    def _date_changed(self) -> None:
        """Mark the date in which change is sought in the list."""
        chosen = self.chosen
        latest = not self._rows or chosen is self._rows[-1]
        self.onwards.setEnabled(not latest)
        for index, row in enumerate(self._rows):
            item = self.list.topLevelItem(index)
            font = item.font(0)
            font.setBold(row is chosen)
            for column in range(self.list.columnCount()):
                item.setFont(column, font)
        self.dateChanged.emit()

    def _index_of_shown(self) -> int:
        row = self.looked_at
        return self.date.findData(iso_time(row)) if row is not None else -1

    def _step(self, name: str, picture: str, tip: str, step: int) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setIcon(theme_icon(picture))
        button.setAutoRaise(True)
        button.setProperty("tip", tip)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.clicked.connect(lambda _checked=False: self.slider.setValue(self.slider.value() + step))
        return button
