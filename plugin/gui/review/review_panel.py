"""The Review tab: choose a layer, walk through it, decide."""

from __future__ import annotations

import datetime
import os
from dataclasses import replace
from functools import partial
from typing import Any, Callable, Optional

from qgis.core import (
    QgsApplication,
    QgsGeometry,
    QgsMapLayerProxyModel,
    QgsProject,
    QgsSettings,
    QgsVectorLayer,
)
from qgis.gui import QgsMapLayerComboBox, QgsMapTool
from qgis.PyQt.QtCore import QCoreApplication, QObject, Qt, QTimer
from qgis.PyQt.QtGui import QHideEvent
from qgis.PyQt.QtWidgets import (
    QApplication,
    QFileDialog,
    QLabel,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ...layers import review_store as store
from ...layers.review_entries import CONFIDENCE_FIELDS, Entry, is_sample
from ...rules import review_fields as names
from ..area_drawing import AreaDrawing
from ..area_tool import POLYGON, RECTANGLE
from ..compare.date_item import Shown
from ..dock.session import RunResult, Session
from ..tool_dialogs import ToolDialogs
from .decision_stack import DecisionStack, Step
from .decisions import Decision, accepted, classified, cleared, commented, is_own, rejected
from .entry_reading import EntryReading
from .review_classes import SampleClass, polygon_classes, sample_classes
from .review_editing import ReviewEditing, Task
from .review_keys import CTRL, CTRL_SHIFT, Action, Key, ReviewKeys, key_of
from .review_map import ReviewMap
from .review_page import ReviewPage, with_key
from .review_products import open_accuracy, open_area_estimate, open_training
from .review_style import ReviewStyle
from .review_texts import facts_text, progress_text, status_text
from .reviewed_areas import area_of_view, mark_area, show_areas, undecided_in
from .start_page import StartPage, put_copy_in_place
from .walk import Order, Walk

translate = QCoreApplication.translate

_REVIEWER_SETTING = "groundshift/reviewer"


class ReviewPanel(QWidget):
    """Walks through the polygons of a change layer, or the points of a sample, and writes what the reviewer decides.

    :param iface: the ``QgisInterface``. :param session: whose pair is shown before and after.
    """

    def __init__(self, iface: Any, session: Session, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.setObjectName("GroundshiftReview")
        self._iface, self._session = iface, session
        self._canvas = iface.mapCanvas()
        self._layer: Optional[QgsVectorLayer] = None  # that is reviewed
        self._walk = Walk()
        self._stack = DecisionStack()
        self._dialogs = ToolDialogs()
        self._style: Optional[ReviewStyle] = None
        self._classes: list[SampleClass] = []
        self._then: Optional[str] = None  # the entry to go to when all are read
        self._outside: list[tuple[Any, Any]] = []  # signals of others, and what they call
        self._map = ReviewMap(self._canvas, session, self)
        self._drawing = AreaDrawing(self._canvas, self)
        self._editing = ReviewEditing(iface, self._missed_values, self)
        self._keys = ReviewKeys(self._key_actions(), self._keys_active, self)
        self._reading = EntryReading(self)
        self._reading.finished.connect(self._all_read)
        self._build()
        self._connect()
        self._keys.watch(self)
        for widget in (self._canvas, self._canvas.viewport()):
            self._keys.watch_only(widget)
        self._show_layer()

    @property
    def layer(self) -> Optional[QgsVectorLayer]:
        """The layer that is being reviewed; ``None`` = none is."""
        return self._layer

    @property
    def walk(self) -> Walk:
        """The walk that is under way; an empty one = none is."""
        return self._walk

    def release(self) -> None:
        """Take everything off QGIS's window and map; at the plugin's unload."""
        self.end_review()
        for signal, slot in self._outside:
            signal.disconnect(slot)
        self._outside = []
        self._drawing.release()
        self._keys.release()
        self._reading.stop()
        self._dialogs.close_all()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 (Qt's name)
        """Another tab is in front: the map is not the review's any more."""
        self._escape()
        super().hideEvent(event)

    # --- The form ---

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        self._layers = QgsMapLayerComboBox(self)
        self._layers.setObjectName("GroundshiftReviewLayer")
        self._layers.setFilters(QgsMapLayerProxyModel.PolygonLayer | QgsMapLayerProxyModel.PointLayer)
        self._layers.setAllowEmptyLayer(False)
        self._layers.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._layers.setToolTip(translate("Review", "Change polygons, or the points of a sample"))
        label = QLabel(translate("Review", "Poly&gons or points to review"), self)
        label.setBuddy(self._layers)
        layout.addWidget(label)
        layout.addWidget(self._layers)
        self._pages = QStackedWidget(self)
        layout.addWidget(self._pages, 1)
        self._start_page = StartPage(self)
        self._page = ReviewPage(self)
        self._pages.addWidget(self._start_page)
        self._pages.addWidget(self._page)
        self._problem = QLabel(self)
        self._problem.setObjectName("GroundshiftReviewProblem")
        self._problem.setWordWrap(True)
        self._problem.hide()
        layout.insertWidget(2, self._problem)
        reviewer = str(QgsSettings().value(_REVIEWER_SETTING, "") or "")
        reviewer = reviewer or QgsApplication.userFullName() or QgsApplication.userLoginName()
        self._page.reviewer.setText(reviewer)

    def _connect(self) -> None:
        page = self._page
        self._layers.layerChanged.connect(self._layer_chosen)
        self._start_page.start.clicked.connect(self._start_clicked)
        self._start_page.save.clicked.connect(self._save_clicked)
        for button, action in (
            (page.accept, self._accept),
            (page.reject, self._reject),
            (page.previous, lambda: self._step(-1)),
            (page.next, lambda: self._step(1)),
            (page.flip, self._flip),
            (page.undo, self._undo),
            (page.redo, self._redo),
            (page.clear, self._clear),
            (page.zoom, self._zoom_in),
            (page.reshape, self._reshape),
            (page.missed, self._digitise),
            (page.edit_save, self._save_edits),
            (page.edit_discard, self._editing.discard),
            (page.reviewed, self._mark_view),
            (page.labels, self._make_labels),
            (page.accuracy, self._assess),
            (page.finish, self.end_review),
        ):
            button.clicked.connect(lambda _checked=False, action=action: action())
        page.area_view.triggered.connect(lambda: self._mark_view())
        page.area_rectangle.triggered.connect(lambda: self._draw_area(RECTANGLE))
        page.area_polygon.triggered.connect(lambda: self._draw_area(POLYGON))
        page.order.activated.connect(self._order_chosen)
        page.undecided.toggled.connect(self._filter_chosen)
        page.class_box.activated.connect(self._class_picked)
        page.class_box.lineEdit().returnPressed.connect(self._class_typed)
        page.comment.returnPressed.connect(self._comment_entered)
        page.reviewer.editingFinished.connect(self._reviewer_named)
        page.pair_hint.linkActivated.connect(lambda _link: self._session.compareRequested.emit())
        self._editing.changed.connect(self._show_editing)
        self._editing.saved.connect(self._edited)
        self._drawing.drawn.connect(self._mark)
        self._drawing.changed.connect(lambda: page.show_drawing(self._drawing.advice))
        project = QgsProject.instance()
        self._outside = [
            (self._session.reviewRequested, self._review_requested),
            (self._session.resultAdded, self._result_added),
            (self._session.pairChanged, self._show_pair),
            (project.layersWillBeRemoved, self._layers_go),
            (project.layersAdded, self._layers_come),
        ]
        for signal, slot in self._outside:
            signal.connect(slot)

    def _key_actions(self) -> dict[Key, Action]:
        keys = Qt.Key
        actions: dict[Key, Action] = {
            key_of(keys.Key_A): self._accept,
            key_of(keys.Key_R): self._reject,
            key_of(keys.Key_U): self._clear,
            key_of(keys.Key_N): lambda: self._step(1),
            key_of(keys.Key_P): lambda: self._step(-1),
            key_of(keys.Key_B): self._flip,
            key_of(keys.Key_C): self._focus_comment,
            key_of(keys.Key_E): self._reshape,
            key_of(keys.Key_M): self._digitise,
            key_of(keys.Key_V): self._mark_view,
            key_of(keys.Key_Z): self._zoom_in,
            key_of(keys.Key_K): lambda: self._page.keep_scale.toggle(),
            key_of(keys.Key_F): lambda: self._page.undecided.toggle(),
            key_of(keys.Key_Escape): self._escape,
            key_of(keys.Key_Z, CTRL): self._undo,
            key_of(keys.Key_Z, CTRL_SHIFT): self._redo,
            key_of(keys.Key_Y, CTRL): self._redo,
        }
        digits = (keys.Key_0, keys.Key_1, keys.Key_2, keys.Key_3, keys.Key_4, keys.Key_5, keys.Key_6, keys.Key_7)
        for digit, key in enumerate((*digits, keys.Key_8, keys.Key_9)):
            actions[key_of(key)] = partial(self._digit, digit)
        return actions

    def _keys_active(self, watched: QObject) -> bool:
        """Single letters are the review's only while it is to be seen, and while no tool needs them."""
        if self._layer is None or not self.isVisible() or self._editing.task is not Task.NOTHING:
            return False
        if watched in (self._canvas, self._canvas.viewport()):
            tool = self._canvas.mapTool()
            return tool is None or not tool.flags() & QgsMapTool.Flag.EditTool
        return True

    # --- Which layer ---

    def _layer_chosen(self, _layer: object = None) -> None:
        chosen = self._layers.currentLayer()
        if self._layer is not None and chosen is not self._layer:
            self.end_review()
        self._show_layer()

    def _layers_come(self, _layers: object) -> None:
        if self._layer is None:
            QTimer.singleShot(0, self._show_layer)

    def _result_added(self, result: RunResult) -> None:
        layer = self._session.layer(result.polygons)
        if self._layer is None and layer is not None:
            self._layers.setLayer(layer)
            self._show_layer()

    def _review_requested(self, layer: Optional[QgsVectorLayer]) -> None:
        if layer is None or layer is self._layer:
            return
        self._layers.setLayer(layer)
        if self._layer is None and store.judge(layer).readiness in (store.Readiness.READY, store.Readiness.NEEDS_FIELDS):
            self._start_clicked()

    def _show_layer(self) -> None:
        """Say what can be done with the chosen layer, while none is reviewed."""
        if self._layer is not None:
            return
        self._pages.setCurrentWidget(self._start_page)
        self._say_problem("")
        self._start_page.show_layer(self._layers.currentLayer())

    def _save_clicked(self) -> None:
        layer = self._layers.currentLayer()
        if layer is None:
            return
        folder = QgsProject.instance().homePath() or os.path.expanduser("~")
        name = os.path.join(folder, f"{layer.name()}.gpkg")
        title = translate("Review", "Save the layer for its review")
        path, _ = QFileDialog.getSaveFileName(self, title, name, translate("Review", "GeoPackage (*.gpkg)"))
        if path:
            self.save_and_start(path)

    def save_and_start(self, path: str) -> None:
        """Save the chosen layer as a GeoPackage, put it in the layer's place in the project, and review it."""
        layer = self._layers.currentLayer()
        path = path if path.lower().endswith(".gpkg") else f"{path}.gpkg"
        try:
            saved = put_copy_in_place(layer, path)
        except store.ReviewRefused as problem:
            self._say_problem(str(problem))
            return
        self._layers.setLayer(saved)
        self._start_clicked()

    # --- Begin and end ---

    def _start_clicked(self) -> None:
        layer = self._layers.currentLayer()
        if layer is None or self._layer is not None:
            return
        try:
            store.prepare(layer)
        except store.ReviewRefused as problem:
            self._say_problem(str(problem))
            return
        self._say_problem("")
        self._layer = layer
        self._stack.clear()
        self._style = ReviewStyle(layer)
        self._editing.begin(layer)
        self._map.begin()
        self._iface.setActiveLayer(layer)
        self._page.set_sample(is_sample(layer))
        self._try(lambda: show_areas(layer) if not is_sample(layer) else None)
        self._pages.setCurrentWidget(self._page)
        self._read_entries(None)

    def end_review(self) -> None:
        """End the review; all decisions are written already."""
        layer = self._layer
        if layer is None:
            return
        self._drawing.end()
        self._reading.stop()
        self._editing.end()
        self._map.end()
        if self._style is not None:
            self._style.release()
            self._style = None
        self._layer = None
        self._walk = Walk()
        self._stack.clear()
        self._show_layer()

    def _layers_go(self, layer_ids: list[str]) -> None:
        if self._layer is not None and self._layer.id() in layer_ids:
            if self._style is not None:
                self._style.forget()
            self._editing.end()
            self.end_review()
        QTimer.singleShot(0, self._show_layer)

    def _read_entries(self, then: Optional[str]) -> None:
        """Read all entries, a little at a time, and then look at ``then``."""
        if self._layer is None:
            return
        self._then = then
        self._page.counts.setText(translate("Review", "Reading…"))
        self._reading.start(self._layer)

    def _all_read(self, entries: list[Entry]) -> None:
        layer = self._layer
        if layer is None:
            return
        orders = [Order.PLACE, Order.LARGE, Order.SMALL]
        if is_sample(layer):
            orders = [Order.PLACE, Order.LAYER]
        elif any(layer.fields().lookupField(name) >= 0 for name in CONFIDENCE_FIELDS):
            orders = [Order.UNCERTAIN, Order.CERTAIN, *orders]
        order = self._walk.order if len(self._walk) and self._walk.order in orders else orders[0]
        first = not len(self._walk)
        self._walk = Walk(entries, order, self._page.undecided.isChecked())
        self._page.set_orders(orders, order)
        self._take_classes(entries)
        self._walk.start(self._then)
        self._show_entry(first or self._then is None)
        if first:
            self._canvas.setFocus()

    # --- Showing ---

    def _show_entry(self, zoom: bool = True) -> None:
        """Show the current entry on the map and in the panel."""
        entry = self._walk.current
        geometry = self._map.mark(self._layer, entry.fid if entry is not None else None)
        if zoom and geometry is not None:
            self._map.zoom(self._page.keep_scale.isChecked())
        self._show_texts()

    def _show_texts(self) -> None:
        page, entry = self._page, self._walk.current
        counts, total = self._walk.counts, len(self._walk)
        sample = self._layer is not None and is_sample(self._layer)
        decided = total - counts[""]
        page.progress.setRange(0, max(total, 1))
        page.progress.setValue(decided)
        page.counts.setText(progress_text(counts, total, sample))
        if entry is None:
            page.place.setText(translate("Review", "Nothing in this layer"))
            page.facts.setText("")
            page.status.setText("")
        else:
            kind = translate("Review", "Point {number} of {total}") if sample else translate("Review", "{number} of {total}")
            page.place.setText(kind.format(number=self._walk.number, total=total))
            page.status.setText(status_text(entry.status))
            seen = next((item.text for item in self._classes if str(item.value) == entry.label), entry.label)
            page.facts.setText(facts_text(replace(entry, label=seen) if sample else entry, sample))
        page.comment.setText(entry.comment if entry is not None else "")
        page.class_box.blockSignals(True)
        page.class_box.setCurrentIndex(page.class_box.findData(entry.label) if entry is not None else -1)
        page.class_box.blockSignals(False)
        page.allow(entry is not None, self._editing.task)
        page.show_undo(self._stack.undo_text, self._stack.redo_text)
        self._show_pair()

    def _show_pair(self) -> None:
        self._page.show_pair(self._map.can_flip, self._map.shown)

    def _show_editing(self) -> None:
        self._page.show_editing(self._editing.task)
        self._page.allow(self._walk.current is not None, self._editing.task)

    def _say_problem(self, text: str) -> None:
        self._problem.setText(f"<b>{translate('Review', 'That did not work.')}</b> {text}" if text else "")
        self._problem.setVisible(bool(text))

    # --- Walking ---

    def _step(self, direction: int) -> None:
        if self._walk.step(direction):
            self._say_problem("")
            self._show_entry()

    def _order_chosen(self, _index: int) -> None:
        self._walk.set_order(self._page.order.currentData())
        self._show_entry()
        self._canvas.setFocus()  # in a list letters choose entries

    def _filter_chosen(self, checked: bool) -> None:
        self._walk.undecided_only = checked
        entry = self._walk.current
        if checked and entry is not None and entry.status and self._walk.step(1):
            self._show_entry()

    def _flip(self) -> None:
        if self._map.can_flip:
            self._map.flip()
        self._show_pair()

    def _escape(self) -> bool:
        """Show QGIS's own map again; whether there was anything to end, else the key is that of others."""
        busy = self._map.shown is not Shown.NOTHING or bool(self._drawing.shape)
        self._map.show_map()
        self._drawing.end()
        self._show_pair()
        return busy

    def _zoom_in(self) -> None:
        self._map.zoom(False)

    def _focus_comment(self) -> None:
        self._page.comment.setFocus()
        self._page.comment.selectAll()

    # --- Deciding ---

    def _accept(self) -> None:
        if self._layer is not None and not is_sample(self._layer):
            self._decide(accepted(self._walk.current))

    def _reject(self) -> None:
        if self._layer is not None and not is_sample(self._layer) and not self._refuse_own():
            self._decide(rejected())

    def _clear(self) -> None:
        if self._layer is not None and (is_sample(self._layer) or not self._refuse_own()):
            self._decide(cleared(is_sample(self._layer)))

    def _refuse_own(self) -> bool:
        """Say of a polygon that the reviewer drew how it is taken back; whether it is one."""
        if not is_own(self._walk.current):
            return False
        self._say_problem(
            translate(
                "Review", "You drew this one: if it is no change, delete it with QGIS's editing tools (key E begins to edit)."
            )
        )
        return True

    def _digit(self, digit: int) -> None:
        chosen = next((item for item in self._classes if item.digit == digit), None)
        if chosen is not None:
            self._class_chosen(chosen.value)

    def _class_picked(self, index: int) -> None:
        value = self._page.class_box.itemData(index)
        self._canvas.setFocus()
        if value is not None:
            self._class_chosen(value)

    def _class_typed(self) -> None:
        """A new class; Qt tells of one that is in the list as of one that was picked."""
        text = self._page.class_box.currentText().strip()
        if text and self._page.class_box.findText(text) < 0:
            self._canvas.setFocus()
            self._class_chosen(text)

    def _class_chosen(self, value: Any) -> None:
        """Give the current entry a class: of a polygon that is to accept it as such a change."""
        entry = self._walk.current
        if entry is None or self._layer is None:
            return
        label = next((item.text for item in self._classes if item.value == value), str(value))
        sample = is_sample(self._layer)
        self._decide(classified(entry, value, label, sample))
        if not sample:
            self._take_classes(self._walk.entries())

    def _comment_entered(self) -> None:
        text = self._page.comment.text().strip()
        entry = self._walk.current
        self._canvas.setFocus()
        if entry is None or self._layer is None or text == entry.comment:
            return
        self._decide(commented(entry, text, is_sample(self._layer)))

    def _decide(self, decision: Decision) -> None:
        """Write a decision on the current entry, so that it can be undone, and go on."""
        layer, entry = self._layer, self._walk.current
        if layer is None or entry is None or self._editing.task is not Task.NOTHING:
            return
        values = decision.fields(self._page.reviewer.text().strip(), _now())
        earlier = store.read(layer, entry.fid, values)
        if not earlier:
            self._say_problem(translate("Review", "The polygon is not there any more."))
            self._read_entries(None)
            return

        def put(what: dict[str, Any], key: str = entry.key) -> None:
            now = self._walk.entry(key)
            if now is not None and self._layer is not None:
                store.write(self._layer, now.fid, what)
                self._walk.update(key, what)

        about = translate("Review", "{number}: {what}").format(number=self._walk.number, what=decision.text)
        step = Step(entry.key, about, lambda: put(values), lambda: put(earlier))
        if not self._try(lambda: self._stack.push(step)):
            return
        moved = decision.advance and self._walk.advance()
        if moved:
            self._show_entry()
        else:
            self._show_texts()

    def _undo(self) -> None:
        if self._stack.undo_text:
            self._try(lambda: self._back_to(self._stack.undo()))

    def _redo(self) -> None:
        if self._stack.redo_text:
            self._try(lambda: self._back_to(self._stack.redo()))

    def _back_to(self, key: str) -> None:
        """Show the entry whose decision was just undone or done again."""
        here = self._walk.current
        moved = bool(key) and (here is None or here.key != key) and self._walk.go_to(key)
        if moved:
            self._show_entry()
        else:
            self._show_texts()

    def _try(self, action: Callable[[], Any], long: bool = False) -> bool:
        """Do what may be refused, and say why; whether it was done. ``long``: it may take seconds."""
        if long:
            QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            action()
        except store.ReviewRefused as problem:
            self._say_problem(str(problem))
            return False
        finally:
            if long:
                QApplication.restoreOverrideCursor()
        self._say_problem("")
        return True

    def _take_classes(self, entries: list[Entry]) -> None:
        """The classes that can be chosen, and their keys."""
        layer = self._layer
        if layer is None:
            return
        self._classes = sample_classes(layer) if is_sample(layer) else polygon_classes(layer, entries)
        page = self._page
        page.class_box.blockSignals(True)
        page.class_box.clear()
        for item in self._classes:
            page.class_box.addItem(item.text, item.value)
            if item.digit is not None:
                tip = with_key(item.text, str(item.digit))
                page.class_box.setItemData(page.class_box.count() - 1, tip, Qt.ItemDataRole.ToolTipRole)
        entry = self._walk.current
        page.class_box.setCurrentIndex(page.class_box.findData(entry.label) if entry is not None else -1)
        page.class_box.blockSignals(False)
        page.show_classes(self._classes if is_sample(layer) else [], self._class_chosen)
        self._keys.watch(page.classes)

    # --- Editing ---

    def _missed_values(self) -> dict[str, Any]:
        """The fields of a polygon that the reviewer digitises."""
        label = self._classes[0].value if self._classes else "change"
        return {
            names.STATUS: names.MISSED,
            names.CLASS: label,
            names.REVIEWED_AT: _now(),
            names.REVIEWER: self._page.reviewer.text().strip() or None,
        }

    def _reshape(self) -> None:
        entry = self._walk.current
        if self._layer is None or entry is None or is_sample(self._layer):
            return
        self._map.show_map()
        let = self._editing.reshape(entry.fid)
        self._say_problem("" if let else translate("Review", "QGIS does not let this layer be edited."))

    def _digitise(self) -> None:
        if self._layer is None or is_sample(self._layer):
            return
        self._map.show_map()
        let = self._editing.digitise()
        self._say_problem("" if let else translate("Review", "QGIS does not let this layer be edited."))

    def _save_edits(self) -> None:
        problems = self._editing.save()
        self._say_problem("; ".join(problems))

    def _edited(self, new: list[str]) -> None:
        """An edit session is over: there may be other polygons, and other outlines."""
        layer, entry = self._layer, self._walk.current
        if layer is None:
            return
        self._try(lambda: store.name_polygons(layer) if not is_sample(layer) else None)
        self._show_editing()
        self._read_entries(new[-1] if new else entry.key if entry is not None else None)

    # --- Reviewed areas ---

    def _mark_view(self) -> None:
        self._mark(area_of_view(self._canvas.mapSettings()))

    def _draw_area(self, shape: str) -> None:
        if self._layer is not None and not is_sample(self._layer):
            self._drawing.begin(shape)

    def _mark(self, geometry: QgsGeometry) -> None:
        """Add ground in which everything was looked at; can be undone."""
        layer = self._layer
        if layer is None or is_sample(layer):
            return
        crs = self._canvas.mapSettings().destinationCrs()
        step = mark_area(layer, geometry, crs, self._page.reviewer.text().strip(), _now())
        if self._try(lambda: self._stack.push(step)):
            undecided = undecided_in(geometry, crs, layer, self._walk.entries())
            if undecided:
                text = translate("Review", "{count} polygons in it are undecided: their ground does not count yet.")
                self._iface.messageBar().pushInfo("Groundshift", text.format(count=undecided))
        self._show_texts()

    # --- What comes of it ---

    def _make_labels(self) -> None:
        layer = self._layer
        if layer is not None:
            self._try(lambda: open_training(self._iface, self._dialogs, self._session, layer), long=True)

    def _assess(self) -> None:
        layer = self._layer
        if layer is None:
            return
        if is_sample(layer):
            self._try(lambda: open_area_estimate(self._dialogs, self._session, layer))
        else:
            self._try(lambda: open_accuracy(self._dialogs, layer), long=True)

    def _reviewer_named(self) -> None:
        QgsSettings().setValue(_REVIEWER_SETTING, self._page.reviewer.text().strip())


def _now() -> str:
    return datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
