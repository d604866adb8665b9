"""Pickers of the two layers with their acquisition dates, and a button that swaps them."""

from __future__ import annotations

import os
from typing import Callable, Optional

from qgis.core import QgsMapLayer, QgsMapLayerProxyModel, QgsProject, QgsRasterLayer
from qgis.gui import QgsDateEdit, QgsMapLayerComboBox
from qgis.PyQt.QtCore import QCoreApplication, QDate, QSize, Qt, QTimer
from qgis.PyQt.QtGui import QFocusEvent, QShowEvent
from qgis.PyQt.QtWidgets import QGridLayout, QLabel, QSizePolicy, QToolButton, QWidget

from ...layers.dates import first_day
from ...layers.sources import DATE_PROPERTY, GDAL_PROVIDER, acquisition_date, open_dataset, split_uri
from ..dock.session import Session
from ..icons import icon
from .result_layers import is_result

_ISO = "yyyy-MM-dd"
_FORMATS = {len(text): text for text in ("yyyy", "yyyy-MM", _ISO)}  # by length of the known part of a date


def tr(text: str) -> str:
    """Translate a text of the Detect panel."""
    return str(QCoreApplication.translate("DetectPanel", text))


class DateField(QgsDateEdit):
    """Acquisition date of a layer: read from the layer, or entered by the user and stored with it.

    If only the year is known, only the year is shown, and a full date while it is edited.
    """

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.setDisplayFormat(_ISO)
        self.setCalendarPopup(True)
        self.setAllowNull(True)
        self.setNullRepresentation(tr("no date"))
        self._layer_id = ""
        self._filling = False
        self._known = ""  # the known part of a date without a day
        # Wide enough for the full date beside the buttons that clear it and open the calendar.
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance("0000-00-00 ") + 4 * self.fontMetrics().height())
        self.clear()
        self.dateValueChanged.connect(self._edited)

    def show_layer(self, layer: Optional[QgsMapLayer]) -> None:
        """Show the date of a layer."""
        self._layer_id = layer.id() if layer is not None else ""
        self.setEnabled(layer is not None)
        tip = tr("Acquisition date, read from the layer's properties, metadata or name. Correct it if it is wrong.")
        self.setToolTip(tip if layer is not None else tr("Choose the layer first"))
        self._show(known_date(layer) if isinstance(layer, QgsRasterLayer) else None)

    def iso(self) -> Optional[str]:
        """Return the known part of the date as ``yyyy-mm-dd``, ``yyyy-mm`` or ``yyyy``; ``None`` = unknown."""
        return None if self.isNull() else self._known or str(self.date().toString(_ISO))

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 (Qt's names)
        self._show_as(_ISO)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        self._show_as(_FORMATS[len(self._known)] if self._known else _ISO)

    def _show(self, date: Optional[str]) -> None:
        self._filling = True
        self._known = date if date and len(date) < len(_ISO) else ""
        self.setDisplayFormat(_FORMATS[len(date)] if date and not self.hasFocus() else _ISO)
        if date:
            self.setDate(QDate.fromString(first_day(date), _ISO))
        else:
            self._show_none()
        self._filling = False

    def _show_as(self, form: str) -> None:
        """Change the display format without changing the date."""
        if self._known and self.displayFormat() != form:
            self._filling = True
            self.setDisplayFormat(form)
            self._filling = False

    def _show_none(self) -> None:
        """Show that there is no date; QGIS would show today's date in grey, which is misleading."""
        self.clear()
        self.lineEdit().blockSignals(True)  # otherwise Qt replaces the text with a date
        self.lineEdit().setText(tr("no date"))
        self.lineEdit().blockSignals(False)

    def _edited(self) -> None:
        layer = QgsProject.instance().mapLayer(self._layer_id) if self._layer_id else None
        if self._filling or layer is None:
            return
        self._known = ""  # an edited date has a day
        if self.isNull():  # fall back to the date read from the layer
            layer.removeCustomProperty(DATE_PROPERTY)
            QTimer.singleShot(0, self._read_again)  # later: the field is still being cleared
        else:
            layer.setCustomProperty(DATE_PROPERTY, self.iso())

    def _read_again(self) -> None:
        self.show_layer(QgsProject.instance().mapLayer(self._layer_id) if self._layer_id else None)


def known_date(layer: QgsRasterLayer) -> Optional[str]:
    """Return the acquisition date of a layer as ``yyyy-mm-dd``, ``yyyy-mm`` or ``yyyy``.

    Remote files are not opened for it.
    """
    provider = layer.dataProvider()
    if provider is None or provider.name() != GDAL_PROVIDER:
        return acquisition_date(layer)
    path, options, _ = split_uri(provider.dataSourceUri())
    return acquisition_date(layer, open_dataset(path, options) if os.path.isfile(path) else None)


def _in_order(one: QgsRasterLayer, other: QgsRasterLayer) -> list[QgsRasterLayer]:
    """Return the earlier layer first, by dates where both are known, else by names."""
    dates = known_date(one), known_date(other)
    if None not in dates and dates[0] != dates[1]:
        return [one, other] if str(dates[0]) < str(dates[1]) else [other, one]
    return sorted((one, other), key=_rank_of_name)


def _rank_of_name(layer: QgsRasterLayer) -> tuple[int, str]:
    """Return what sorts "before" before "after", and other names by their letters."""
    name = layer.name().lower()
    return ("after" in name) - ("before" in name), name


class PairBox(QWidget):
    """The pickers of the two dates. They accept layers dragged from the layer tree.

    :param leaves_out: whether a layer is not offered; by default results of runs are not.
    """

    def __init__(
        self,
        session: Session,
        parent: Optional[QWidget] = None,
        leaves_out: Callable[[QgsMapLayer], bool] = is_result,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._leaves_out = leaves_out
        self._project = QgsProject.instance()
        self._filling = False
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setColumnStretch(1, 1)
        self.before, self.before_date = self._row(layout, 0, tr("&Before"), "before")
        self.after, self.after_date = self._row(layout, 1, tr("A&fter"), "after")
        self.swap = QToolButton(self)
        self.swap.setObjectName("GroundshiftSwap")
        self.swap.setIcon(icon("swap"))
        self.swap.setIconSize(QSize(20, 20))
        self.swap.setAutoRaise(True)
        self.swap.setToolTip(tr("Swap before and after"))
        self.swap.setAccessibleName(tr("Swap before and after"))
        self.swap.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.swap.clicked.connect(self.swap_dates)
        layout.addWidget(self.swap, 0, 3, 2, 1)
        session.pairChanged.connect(self._show_pair)
        self._project.layersAdded.connect(self._layers_added)
        self._show_pair()
        self.propose()

    def release(self) -> None:
        """Disconnect from the project and the session."""
        self._session.pairChanged.disconnect(self._show_pair)
        self._project.layersAdded.disconnect(self._layers_added)

    def swap_dates(self) -> None:
        """Swap the two dates."""
        self._session.set_pair(self._session.after, self._session.before)

    def propose(self) -> None:
        """Choose the two rasters of a project with exactly two, the earlier one first."""
        if self._session.before is not None or self._session.after is not None:
            return
        rasters = [layer for layer in self._project.mapLayers().values() if isinstance(layer, QgsRasterLayer)]
        rasters = [layer for layer in rasters if layer.isValid() and not is_result(layer)]
        if len(rasters) == 2:
            self._session.set_pair(*_in_order(*rasters))

    def _row(self, layout: QGridLayout, row: int, text: str, name: str) -> tuple[QgsMapLayerComboBox, DateField]:
        combo = QgsMapLayerComboBox(self)
        combo.setObjectName(f"Groundshift{name.capitalize()}")
        combo.setFilters(QgsMapLayerProxyModel.RasterLayer)
        combo.setAllowEmptyLayer(True)
        combo.setLayer(None)
        combo.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        combo.setMinimumContentsLength(8)
        label = QLabel(text, self)
        label.setBuddy(combo)
        date = DateField(self)
        date.setObjectName(f"Groundshift{name.capitalize()}Date")
        layout.addWidget(label, row, 0)
        layout.addWidget(combo, row, 1)
        layout.addWidget(date, row, 2, Qt.AlignmentFlag.AlignVCenter)
        combo.layerChanged.connect(self._chosen)
        return combo, date

    def _chosen(self) -> None:
        if not self._filling:
            self._session.set_pair(self.before.currentLayer(), self.after.currentLayer())

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        self._except_results()  # Processing marks its results only after adding them
        super().showEvent(event)

    def _show_pair(self) -> None:
        self._except_results()
        self._filling = True
        for combo, date, layer in (
            (self.before, self.before_date, self._session.before),
            (self.after, self.after_date, self._session.after),
        ):
            if combo.currentLayer() is not layer:
                combo.setLayer(layer)
            # With the name, which a narrow panel cuts.
            tip = tr("A raster or web layer of the project. Layers can be dragged here from the layer tree.")
            combo.setToolTip(f"{layer.name()}\n{tip}" if layer is not None else tip)
            date.show_layer(layer)
        both = self._session.before is not None or self._session.after is not None
        self.swap.setEnabled(both)
        self.swap.setToolTip(tr("Swap before and after") if both else tr("Nothing to swap: choose two layers first"))
        self._filling = False

    def _layers_added(self, _layers: list[QgsMapLayer]) -> None:
        self._show_pair()  # another task may have chosen the layers before the pickers here listed them
        self.propose()

    def _except_results(self) -> None:
        """Exclude layers from the pickers, but not the chosen ones: another task may have chosen them."""
        chosen = (self._session.before, self._session.after)
        layers = self._project.mapLayers().values()
        results = [layer for layer in layers if layer not in chosen and self._leaves_out(layer)]
        self._filling = True
        for combo in (self.before, self.after):
            combo.setExceptedLayerList(results)
        self._filling = False
