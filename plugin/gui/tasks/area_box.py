"""The area of a detection: overlap of the layers, map view, an area drawn on the map, or the polygons of a layer."""

from __future__ import annotations

import os
import tempfile
from typing import Any, Mapping, Optional

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsDistanceArea,
    QgsFeature,
    QgsGeometry,
    QgsMapLayerProxyModel,
    QgsPointXY,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingUtils,
    QgsProject,
    QgsRectangle,
    QgsReferencedRectangle,
    QgsVectorFileWriter,
    QgsVectorLayer,
)
from qgis.gui import QgsMapCanvas, QgsMapLayerComboBox, QgsRubberBand
from qgis.PyQt.QtCore import QCoreApplication, QSize, pyqtSignal
from qgis.PyQt.QtGui import QHideEvent, QShowEvent
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ...algorithms.inputs.pair_parameters import AREA, EXTENT
from ...layers.areas import layer_crs, sound_polygons, union
from ...layers.inline_area import inline_area, is_inline_area, read_inline_area
from ...layers.sources import crs_text, ellipsoid_of
from ..area_drawing import POLYGON, RECTANGLE, AreaDrawing, area_band
from ..icons import icon, theme_icon
from .numbers import area_text

OVERLAP, VIEW, DRAWN, LAYER = "overlap", "view", "drawn", "layer"


def tr(text: str) -> str:
    """Translate a text of the Detect panel."""
    return str(QCoreApplication.translate("DetectPanel", text))


class AreaBox(QWidget):
    """Chooses the area and shows a drawn one on the map.

    :param everything: name of the choice that limits nothing; ``""`` = that of a pair.
    """

    changed = pyqtSignal()

    def __init__(self, canvas: QgsMapCanvas, parent: Optional[QWidget] = None, everything: str = "") -> None:
        super().__init__(parent)
        self._canvas = canvas
        self._shape: Optional[QgsGeometry] = None
        self._crs = QgsCoordinateReferenceSystem()
        self._band: Optional[QgsRubberBand] = None
        self._drawing = AreaDrawing(canvas, self)
        self._layer_in_memory: Optional[QgsVectorLayer] = None
        self.choice = QComboBox(self)
        self.choice.setObjectName("GroundshiftArea")
        for key, text in (
            (OVERLAP, everything or tr("Overlap of both layers")),
            (VIEW, tr("Map view")),
            (DRAWN, tr("Drawn on the map")),
            (LAYER, tr("Polygon layer")),
        ):
            self.choice.addItem(text, key)
        self.choice.setToolTip(tr("Area in which changes are detected. Areas outside it are not processed."))
        self.choice.currentIndexChanged.connect(self._choice_changed)
        self._rows = {DRAWN: self._drawn_row(), LAYER: self._layer_row()}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.choice)
        for row in self._rows.values():
            layout.addWidget(row)
            row.hide()
        self.setFocusProxy(self.choice)
        canvas.destinationCrsChanged.connect(self._show_shape)
        self._drawing.drawn.connect(self._drawn)
        self._drawing.changed.connect(self._mark_buttons)

    def release(self) -> None:
        """Remove everything from the map."""
        self._canvas.destinationCrsChanged.disconnect(self._show_shape)
        self._drawing.release()
        self._remove_band()
        self._watch_selection(None)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's names)
        super().showEvent(event)
        self._show_shape()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Hide the area on the map together with the form."""
        if not event.spontaneous():
            self._remove_band()
        super().hideEvent(event)

    @property
    def key(self) -> str:
        """Kind of the chosen area."""
        return str(self.choice.currentData())

    def choose(self, key: str) -> None:
        """Choose a kind of area."""
        self.choice.setCurrentIndex(self.choice.findData(key))

    def follows_view(self) -> bool:
        """Return True if the area follows the map view."""
        return self.key == VIEW

    def missing(self) -> str:
        """Return what the user has to do before the area is defined; ``""`` = nothing."""
        if self.key == DRAWN and self._shape is None:
            return tr("No area is drawn yet. Press one of the buttons below Area and draw it on the map.")
        if self.key == LAYER:
            layer = self.layer.currentLayer()
            if layer is None:
                return tr("Choose a polygon layer for the area. Without one in the project, draw the area on the map.")
            if self.selected_only.isChecked() and not layer.selectedFeatureCount():
                return tr("No polygon of '{layer}' is selected. Select some, or use all polygons.").format(layer=layer.name())
        return ""

    def parameters(self, lasting: bool) -> dict[str, Any]:
        """Return AREA and EXTENT as Processing takes them.

        :param lasting: whether the values must stay valid later: in the history, or as a command.
        """
        if self.key == VIEW:
            settings = self._canvas.mapSettings()
            if not settings.rotation():
                return {EXTENT: extent_of(settings.visibleExtent(), settings.destinationCrs())}
            corners = [QgsPointXY(corner) for corner in settings.visiblePolygon()]
            outline = QgsGeometry.fromPolygonXY([corners])  # closes the ring
            return {AREA: self._polygon(outline, settings.destinationCrs(), lasting)}
        if self.key == DRAWN and self._shape is not None:
            box = self._shape.boundingBox()
            if self._shape.equals(QgsGeometry.fromRect(box)):
                return {EXTENT: extent_of(box, self._crs)}
            return {AREA: self._polygon(self._shape, self._crs, lasting)}
        layer = self.layer.currentLayer()
        if self.key == LAYER and layer is not None:
            if self.selected_only.isChecked():
                return {AREA: QgsProcessingFeatureSourceDefinition(layer.id(), True)}
            return {AREA: layer.id()}
        return {}

    def show_parameters(self, area: Any, extent: Any) -> None:
        """Show the area of an earlier run, as far as the form can represent it."""
        if isinstance(area, QgsProcessingFeatureSourceDefinition):
            self.selected_only.setChecked(bool(area.selectedFeaturesOnly))
            area = area.source.staticValue()
        layer = QgsProject.instance().mapLayer(str(area)) if area else None
        if layer is not None:
            self.layer.setLayer(layer)
            self.choose(LAYER)
        elif is_inline_area(area):
            drawn_area = read_inline_area(str(area))
            if drawn_area is not None:
                self.take(*drawn_area)
        elif area and os.path.exists(str(area)):
            drawn = QgsVectorLayer(str(area), "area", "ogr")
            shapes = [sound_polygons(feature.geometry())[0] for feature in drawn.getFeatures()]
            if shapes:
                self.take(union(shapes), layer_crs(drawn))
        elif extent:
            self._take_extent(extent)
        else:
            self.choose(OVERLAP)

    def state(self) -> dict[str, Any]:
        """Return the choice as plain values, to be kept with the project."""
        layer = self.layer.currentLayer()
        return {
            "key": self.key,
            "shape": self._shape.asWkt() if self._shape is not None else "",
            "crs": self._crs.toWkt() if self._shape is not None else "",
            "layer": layer.id() if layer is not None else "",
            "selected": self.selected_only.isChecked(),
        }

    def show_state(self, state: Mapping[str, Any]) -> None:
        """Show a choice that :meth:`state` has returned; an empty one is that of a new project."""
        shape = QgsGeometry.fromWkt(str(state.get("shape") or ""))
        self._shape = None if shape.isEmpty() else shape
        self._crs = QgsCoordinateReferenceSystem.fromWkt(str(state.get("crs") or ""))
        self._layer_in_memory = None
        self.layer.setLayer(QgsProject.instance().mapLayer(str(state.get("layer") or "")))
        self.selected_only.setChecked(bool(state.get("selected")))
        self.choose(str(state.get("key") or OVERLAP))
        self._show_shape()

    def take(self, shape: QgsGeometry, crs: QgsCoordinateReferenceSystem) -> None:
        """Set the drawn area."""
        self._shape, self._crs = QgsGeometry(shape), QgsCoordinateReferenceSystem(crs)
        self._layer_in_memory = None
        self.choose(DRAWN)
        self._show_shape()
        self._choice_changed()

    def draw(self, shape: str) -> None:
        """Let the user draw a shape on the map."""
        self.choose(DRAWN)
        self._drawing.begin(shape)

    # -- rows below the choice ----------------------------------------------------------------------

    def _drawn_row(self) -> QWidget:
        row = QWidget(self)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        self.rectangle = self._tool_button(
            "draw_rectangle", tr("Draw a rectangle: drag it on the map. Esc cancels."), lambda: self._toggle(RECTANGLE)
        )
        self.polygon = self._tool_button(
            "draw_polygon",
            tr(
                "Draw a polygon: click its vertices; right-click or press Enter to finish. Backspace removes the "
                "last vertex, Esc cancels."
            ),
            lambda: self._toggle(POLYGON),
        )
        self.rectangle.setObjectName("GroundshiftDrawRectangle")
        self.polygon.setObjectName("GroundshiftDrawPolygon")
        self._drawn_text = QLabel(row)
        self._drawn_text.setWordWrap(True)
        self._drawn_text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._clear = self._tool_button("", tr("Remove the drawn area"), self._clear_shape)
        self._clear.setIcon(theme_icon("mActionDeleteSelected.svg"))
        self._clear.setCheckable(False)
        for widget in (self.rectangle, self.polygon):
            layout.addWidget(widget)
        layout.addWidget(self._drawn_text, 1)
        layout.addWidget(self._clear)
        return row

    def _layer_row(self) -> QWidget:
        row = QWidget(self)
        layout = QVBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        self.layer = QgsMapLayerComboBox(row)
        self.layer.setObjectName("GroundshiftAreaLayer")
        self.layer.setFilters(QgsMapLayerProxyModel.PolygonLayer)
        self.layer.setAllowEmptyLayer(True)
        self.layer.setLayer(None)
        self.layer.setMinimumContentsLength(8)
        self.selected_only = QCheckBox(tr("Selected features only"), row)
        self.selected_only.setObjectName("GroundshiftSelectedOnly")
        layout.addWidget(self.layer)
        layout.addWidget(self.selected_only)
        self._watched = ""
        self.layer.layerChanged.connect(self._layer_changed)
        self.selected_only.toggled.connect(lambda _checked: self.changed.emit())
        return row

    def _tool_button(self, picture: str, text: str, action: Any) -> QToolButton:
        button = QToolButton(self)
        if picture:
            button.setIcon(icon(picture))
        button.setIconSize(QSize(20, 20))
        button.setAutoRaise(True)
        button.setCheckable(True)
        button.setToolTip(text)
        button.setAccessibleName(text.partition(":")[0])
        button.clicked.connect(lambda _checked=False: action())
        return button

    # -- events --------------------------------------------------------------------------------------

    def _choice_changed(self) -> None:
        key = self.key
        for name, row in self._rows.items():
            row.setVisible(name == key)
        if key != DRAWN:
            self._drawing.end()
        if key == LAYER and self.layer.currentLayer() is None and self.layer.count() > 1:
            self.layer.setCurrentIndex(1)
        self._show_shape()
        self.changed.emit()

    def _layer_changed(self, layer: Optional[QgsVectorLayer]) -> None:
        self._watch_selection(layer)
        self.changed.emit()

    def _watch_selection(self, layer: Optional[QgsVectorLayer]) -> None:
        old = QgsProject.instance().mapLayer(self._watched) if self._watched else None
        if old is not None:
            old.selectionChanged.disconnect(self._selection_changed)
        self._watched = layer.id() if layer is not None else ""
        if layer is not None:
            layer.selectionChanged.connect(self._selection_changed)

    def _selection_changed(self) -> None:
        if self.key == LAYER and self.selected_only.isChecked():
            self.changed.emit()

    def _toggle(self, shape: str) -> None:
        if self._drawing.shape == shape:
            self._drawing.end()
        else:
            self.draw(shape)

    def _drawn(self, shape: QgsGeometry) -> None:
        self.take(shape, self._canvas.mapSettings().destinationCrs())

    def _mark_buttons(self) -> None:
        self.rectangle.setChecked(self._drawing.shape == RECTANGLE)
        self.polygon.setChecked(self._drawing.shape == POLYGON)
        self._show_drawn_text()

    def _show_drawn_text(self) -> None:
        if self._drawing.shape:
            text = self._drawing.advice
        elif self._shape is not None:
            measure = QgsDistanceArea()
            measure.setSourceCrs(self._crs, QgsProject.instance().transformContext())
            measure.setEllipsoid(ellipsoid_of(self._crs))
            text = tr("{area} drawn").format(area=area_text(measure.measureArea(self._shape)))
        else:
            text = tr("Draw a rectangle or a polygon.")
        self._drawn_text.setText(text)
        self._clear.setEnabled(self._shape is not None)
        self._clear.setToolTip(tr("Remove the drawn area") if self._shape is not None else tr("No area is drawn"))

    def _clear_shape(self) -> None:
        self._shape = None
        self._layer_in_memory = None
        self._show_shape()
        self.changed.emit()

    def _show_shape(self) -> None:
        self._remove_band()
        if self.key == DRAWN and self._shape is not None and self.isVisible():
            self._band = area_band(self._canvas)
            self._band.setToGeometry(self._shape, self._crs)
        self._show_drawn_text()

    def _remove_band(self) -> None:
        if self._band is not None:
            self._canvas.scene().removeItem(self._band)
            self._band = None

    def _take_extent(self, extent: Any) -> None:
        if isinstance(extent, QgsReferencedRectangle):
            self.take(QgsGeometry.fromRect(extent), extent.crs())
            return
        numbers, _, rest = str(extent).partition("[")
        try:
            left, right, bottom, top = (float(part) for part in numbers.split(","))
        except ValueError:
            self.choose(OVERLAP)
            return
        crs = QgsCoordinateReferenceSystem(rest.strip(" ]")) if rest else self._canvas.mapSettings().destinationCrs()
        self.take(QgsGeometry.fromRect(QgsRectangle(left, bottom, right, top)), crs)

    def _polygon(self, shape: QgsGeometry, crs: QgsCoordinateReferenceSystem, lasting: bool) -> Any:
        text = inline_area(shape, crs) if lasting else None
        if text is not None:
            return text
        layer = QgsVectorLayer("MultiPolygon", tr("Drawn area"), "memory")
        layer.setCrs(crs)
        feature = QgsFeature()
        feature.setGeometry(shape)
        layer.dataProvider().addFeatures([feature])
        if not lasting:
            self._layer_in_memory = layer  # keep a reference: Processing does not
            return layer
        path = os.path.join(tempfile.mkdtemp(prefix="groundshift-area-", dir=QgsProcessingUtils.tempFolder()), "area.gpkg")
        options = QgsVectorFileWriter.SaveVectorOptions()
        options.driverName = "GPKG"
        QgsVectorFileWriter.writeAsVectorFormatV3(layer, path, QgsCoordinateTransformContext(), options)
        return path


def extent_of(box: QgsRectangle, crs: QgsCoordinateReferenceSystem) -> Any:
    """Return an extent as Processing takes it: as text if its CRS has a short name."""
    text = crs_text(crs)
    if len(text) > 40:
        return QgsReferencedRectangle(box, crs)
    return f"{box.xMinimum()!r},{box.xMaximum()!r},{box.yMinimum()!r},{box.yMaximum()!r} [{text}]"
