"""Connects the sliders to the last result: restyled while they move, counted when they rest, recreated on Apply."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Optional

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsColorRampShader,
    QgsMapLayer,
    QgsProject,
    QgsProperty,
    QgsRasterLayer,
    QgsRasterShader,
    QgsSingleBandPseudoColorRenderer,
    QgsSymbol,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QCoreApplication, QObject, QTimer, pyqtSignal
from qgis.PyQt.QtGui import QColor

from ...algorithms.run.detect_change import MASK, MIN_AREA, POLYGONS, PROBABILITY, THRESHOLD
from ...jobs.failure import JobFailure
from ...layers.described_results import describe_result
from ..background import BackgroundRun
from ..dock.session import RunResult, Session
from ..tasks.result_layers import (
    OUTPUT_PROPERTY,
    mark_like,
    result_settings,
    result_shape,
    store_settings,
    store_shape,
)
from ..tasks.texts import panel_text
from .threshold_box import ThresholdBox
from .threshold_jobs import (
    ApplyRequest,
    ThresholdNumbers,
    apply_threshold,
    file_of,
    free_path_like,
    has_work_in_it,
    let_go,
    reread,
)

_RESTYLE_MS = 40
_REST_MS = 400


def tr(text: str) -> str:
    """Translate a text of the Detect panel."""
    return str(QCoreApplication.translate("DetectPanel", text))


class ThresholdControl(QObject):
    """Connects the sliders to the session's last result."""

    began = pyqtSignal(object)  # BackgroundRun that recreates the outputs
    applied = pyqtSignal(object)  # dict: the outputs
    failed = pyqtSignal(str)
    ended = pyqtSignal()

    def __init__(self, box: ThresholdBox, session: Session, parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self._box = box
        self._session = session
        self._project = QgsProject.instance()
        self._result: Optional[RunResult] = None
        self._applied: Optional[tuple[float, float]] = None  # threshold and minimum area of the outputs
        self._shape = (0.0, False)  # of the outlines of the outputs
        self._hidden: dict[str, bool] = {}  # layer id -> visibility before the sliders were moved
        self._sources: dict[str, str] = {}  # sources of the layers whose files are being replaced
        self._call: Optional[BackgroundRun] = None
        self._busy = ""
        self._numbers = ThresholdNumbers(self)
        self._numbers.changed.connect(self._show_figures)
        self._numbers.failed.connect(self._numbers_failed)
        self._why_no_numbers = ""
        self._restyle = QTimer(self)
        self._restyle.setSingleShot(True)
        self._restyle.setInterval(_RESTYLE_MS)
        self._restyle.timeout.connect(self._show_on_map)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._count)
        box.moved.connect(self._moved)
        box.applyPressed.connect(self.apply)
        box.resetPressed.connect(self.reset)
        self._project.layersRemoved.connect(self._layers_gone)
        self._show_figures()

    @property
    def result(self) -> Optional[RunResult]:
        """The result that the sliders change; ``None`` = none."""
        return self._result

    def release(self) -> None:
        """Disconnect from the project and cancel counting."""
        self._restyle.stop()
        self._rest.stop()
        self._numbers.cancel()
        if self._call is not None:
            self._call.cancel()
        self._show_layers_again()
        self._project.layersRemoved.disconnect(self._layers_gone)

    def hold(self, reason: str) -> None:
        """Disable Apply during a run.

        :param reason: shown as tool tip; ``""`` = no run is in progress.
        """
        self._busy = reason
        self._show_figures()

    def take(self, result: Optional[RunResult]) -> None:
        """Take another result; ``None`` = none."""
        self._show_layers_again()
        self._result = result
        self._applied = None
        self._shape = (0.0, False)
        self._why_no_numbers = ""
        probability = self._layer(result.probability) if result is not None else None
        if result is not None and probability is not None:
            self._applied = result_settings(probability)
            self._shape = result_shape(probability)
        if self._applied is not None:
            self._numbers.set_raster(file_of(probability), probability.name() if probability is not None else "")
            self._box.set_values(*self._applied)
            if any(self._shape):
                self._box.set_shape(*self._shape)
            self._numbers.count_at(self._applied[0])
        else:
            self._numbers.set_raster("", "")
        self._show_figures()

    def reset(self) -> None:
        """Restore the values of the result; without one, those of the model."""
        if self._applied is not None:
            self._box.set_values(*self._applied)
            self._box.set_shape(*self._shape)
        else:
            self._box.set_values(None, None)
            self._box.set_shape(0.0, False)

    def apply(self) -> None:
        """Recreate mask and polygons with the current values."""
        if self._result is None or self._applied is None or self._call is not None:
            return
        mask, polygons = self._layer(self._result.mask), self._layer(self._result.polygons)
        probability = self._layer(self._result.probability)
        if isinstance(polygons, QgsVectorLayer) and polygons.isEditable():
            self.failed.emit(tr("The polygons are being edited. Save or discard the edits, then apply again."))
            return
        # Reviewed polygons are kept; the new ones become a separate layer.
        reviewed = isinstance(polygons, QgsVectorLayer) and has_work_in_it(polygons)
        path = file_of(polygons)
        request = ApplyRequest(
            file_of(probability),
            probability.name() if probability is not None else "",
            file_of(mask),
            free_path_like(path) if reviewed and path else path,
            self._box.threshold,
            self._box.min_area,
            self._box.shape,
        )
        self._sources = {layer.id(): let_go(layer) for layer in (mask, None if reviewed else polygons) if layer is not None}
        call = BackgroundRun(lambda feedback: apply_threshold(request, feedback))
        call.done.connect(lambda values: self._done(request, reviewed, values))
        call.failed.connect(self._apply_failed)
        call.cancelled.connect(self._stopped)
        self._call = call
        self.began.emit(call)
        self._show_figures()
        call.start()

    def _done(self, request: ApplyRequest, reviewed: bool, values: dict[str, Any]) -> None:
        self._call = None
        self._show_layers_again()
        result = self._result
        self._reread()
        if result is not None:
            polygons = self._layer(result.polygons)
            if reviewed and isinstance(polygons, QgsVectorLayer):
                result = replace(result, polygons=self._add_polygons(request.polygons, polygons))
            elif isinstance(polygons, QgsVectorLayer):
                hide_small(polygons, 0.0)
            probability = self._layer(result.probability)
            if probability is not None:
                store_settings(probability, request.threshold, request.min_area)
                store_shape(probability, request.shape)
            self._shape = request.shape
            self._applied = (request.threshold, request.min_area)
            parameters = {**result.parameters, THRESHOLD: request.threshold, MIN_AREA: request.min_area}
            self._result = replace(result, parameters=parameters, outputs={**result.outputs, **values})
            self._session.add_result(self._result)
        self.ended.emit()
        self.applied.emit(values)
        self._show_figures()

    def _add_polygons(self, path: str, beside: QgsVectorLayer) -> str:
        """Add the new polygons as a layer above the reviewed ones; return its id."""
        layer = QgsVectorLayer(path, tr("Change polygons (new threshold)"), "ogr")
        if not layer.isValid():
            return beside.id()
        layer.loadDefaultStyle()
        describe_result(layer)
        layer.setCustomProperty(OUTPUT_PROPERTY, POLYGONS)
        mark_like(layer, beside)
        self._project.addMapLayer(layer, False)
        node = self._project.layerTreeRoot().findLayer(beside.id())
        parent = node.parent() if node is not None and node.parent() is not None else self._project.layerTreeRoot()
        parent.insertLayer(parent.children().index(node) if node is not None and node in parent.children() else 0, layer)
        return str(layer.id())

    def _apply_failed(self, failure: JobFailure) -> None:
        self._call = None
        self._reread()
        self.ended.emit()
        self.failed.emit(panel_text(failure))
        self._show_figures()

    def _stopped(self) -> None:
        self._call = None
        self._reread()
        self.ended.emit()
        self._show_figures()

    def _reread(self) -> None:
        """Make the layers reopen their files, whether replaced or not."""
        for layer_id, source in self._sources.items():
            reread(self._layer(layer_id), source)
        self._sources = {}

    # -- the sliders --------------------------------------------------------------------------------

    def _moved(self) -> None:
        if self._applied is not None:
            if not self._restyle.isActive():
                self._restyle.start()
            self._rest.start()
        self._show_figures()

    def _count(self) -> None:
        self._numbers.count_at(self._box.threshold)
        self._show_figures()

    @property
    def _differs(self) -> tuple[bool, bool]:
        """Whether the threshold and the minimum area differ from those of the outputs."""
        if self._applied is None:
            return False, False
        return abs(self._box.threshold - self._applied[0]) > 1e-9, abs(self._box.min_area - self._applied[1]) > 1e-9

    def _show_on_map(self) -> None:
        """Style the probability by the new threshold and hide mask and polygons of the old one."""
        if self._result is None:
            return
        threshold_differs, size_differs = self._differs
        probability = self._layer(self._result.probability)
        polygons = self._layer(self._result.polygons)
        if threshold_differs and isinstance(probability, QgsRasterLayer):
            style_probability(probability, self._box.threshold)
            self._check(self._result.probability, True)
            self._check(self._result.mask, False)
            self._check(self._result.polygons, False)
        else:
            self._show_layers_again()
            if isinstance(probability, QgsRasterLayer):
                style_probability(probability, self._box.threshold)
            if isinstance(polygons, QgsVectorLayer):
                hide_small(polygons, self._box.min_area if size_differs else 0.0)

    def _check(self, layer_id: str, visible: bool) -> None:
        node = self._project.layerTreeRoot().findLayer(layer_id) if layer_id else None
        if node is not None:
            self._hidden.setdefault(layer_id, node.itemVisibilityChecked())
            node.setItemVisibilityChecked(visible)

    def _show_layers_again(self) -> None:
        """Restore the visibility of the layers from before the sliders were moved."""
        root = self._project.layerTreeRoot()
        for layer_id, visible in self._hidden.items():
            node = root.findLayer(layer_id)
            if node is not None:
                node.setItemVisibilityChecked(visible)
        self._hidden.clear()

    # -- figures -----------------------------------------------------------------------------------

    def _show_figures(self) -> None:
        threshold, min_area = self._box.threshold, self._box.min_area
        if self._result is None:
            note = tr("Run a detection, then move the sliders: the map and the figures update immediately.")
            no_result = tr("There is no result yet: run a detection first")
            self._box.show_figures(None, None, False, note)
            chosen = self._box.chosen
            own = tr("These are already the values of the model") if chosen == (None, None) and not any(self._box.shape) else ""
            self._box.allow(no_result, own, no_result)
            return
        if self._applied is None:
            note = tr("The probability layer of the last result was removed: run the detection again to change its threshold.")
            self._box.show_figures(None, None, False, note)
            self._box.allow(note, note, "" if self._layer(self._result.polygons) is not None else note)
            return
        changes = self._numbers.changes(threshold, min_area)
        outputs = self._result.outputs
        same_shape = self._box.shape == self._shape
        if not any(self._differs) and "CHANGED_AREA" in outputs:  # the run's own figures, which include filled holes
            changes = int(outputs["POLYGON_COUNT"]), float(outputs["CHANGED_AREA"])
        self._box.show_figures(self._numbers.area(threshold), changes, True, self._why_no_numbers)
        same = tr("The result already has these values: move a slider first") if not any(self._differs) and same_shape else ""
        apply = self._busy or (tr("The values are being applied") if self._call is not None else "") or same
        gone = "" if self._layer(self._result.polygons) is not None else tr("The polygons are no longer in the project")
        self._box.allow(apply, same, gone)

    def _numbers_failed(self, failure: JobFailure) -> None:
        self._why_no_numbers = panel_text(failure)
        self._show_figures()

    def _layers_gone(self, layer_ids: list[str]) -> None:
        if self._result is None:
            return
        ids = {MASK: self._result.mask, PROBABILITY: self._result.probability, POLYGONS: self._result.polygons}
        gone = {name for name, layer_id in ids.items() if layer_id in set(layer_ids)}
        if not gone:
            return
        if PROBABILITY in gone:
            self._applied = None
            self._numbers.set_raster("", "")
        if all(self._layer(layer_id) is None for layer_id in ids.values()):
            self._result = None
        self._show_figures()

    def _layer(self, layer_id: str) -> Optional[QgsMapLayer]:
        return self._project.mapLayer(layer_id) if layer_id else None


# Above the threshold yellow, red, dark purple, as the worker styles probabilities; transparent below.
_FROM, _MIDDLE, _TOP = ("#fecc5c", 215), ("#f03b20", 230), ("#7a0177", 255)


def style_probability(layer: QgsRasterLayer, threshold: float) -> None:
    """Show only pixels at or above the threshold."""
    items = [
        _item(0.0, _FROM[0], 0),
        _item(max(threshold - 1e-6, 0.0), _FROM[0], 0),
        _item(threshold, *_FROM),
        _item((1 + threshold) / 2, *_MIDDLE),
        _item(1.0, *_TOP),
    ]
    ramp = QgsColorRampShader(0.0, 1.0)
    ramp.setColorRampType(QgsColorRampShader.Type.Interpolated)
    ramp.setColorRampItemList(items)
    shader = QgsRasterShader(0.0, 1.0)
    shader.setRasterShaderFunction(ramp)
    renderer = QgsSingleBandPseudoColorRenderer(layer.dataProvider(), 1, shader)
    renderer.setClassificationMin(0.0)
    renderer.setClassificationMax(1.0)
    layer.setRenderer(renderer)
    layer.triggerRepaint()


def hide_small(layer: QgsVectorLayer, min_area: float) -> None:
    """Hide polygons smaller than a minimum area in square metres; 0 = none. Features are not filtered or deleted."""
    renderer = layer.renderer()
    if not isinstance(renderer, QgsCategorizedSymbolRenderer):  # a custom style is left unchanged
        return
    renderer = renderer.clone()
    shown = QgsProperty.fromExpression(f'if("area_m2" < {min_area!r}, 0, 100)') if min_area > 0 else QgsProperty()
    categories = renderer.categories()  # keep a reference: each category owns its symbol
    for index, category in enumerate(categories):
        symbol = category.symbol().clone()
        symbol.setDataDefinedProperty(QgsSymbol.Property.PropertyOpacity, shown)
        renderer.updateCategorySymbol(index, symbol)
    layer.setRenderer(renderer)
    layer.triggerRepaint()


def _item(value: float, color: str, alpha: int) -> QgsColorRampShader.ColorRampItem:
    shade = QColor(color)
    shade.setAlpha(alpha)
    return QgsColorRampShader.ColorRampItem(value, shade, f"{value:.2f}")
