"""The Review tab: shows a review session, and passes buttons, keys and map tools on to it."""

from __future__ import annotations

import html
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
from ...rules.class_tables import parse_transition
from ..area_drawing import POLYGON, RECTANGLE, AreaDrawing
from ..compare.date_item import Shown
from ..dock.session import RunResult, Session
from ..tool_dialogs import ToolDialogs
from ..wrapped_text import breakable
from .review_choice import layers_not_offered, proposed_layer
from .review_editing import EditMode, ReviewEditing
from .review_keys import CTRL, CTRL_SHIFT, Action, Key, ReviewKeys, key_of
from .review_map import ReviewMap
from .review_page import ReviewPage
from .review_products import open_accuracy, open_area_estimate, open_report, open_training
from .review_session import ReviewSession
from .review_style import ReviewStyle
from .review_texts import facts_text, progress_text, status_text
from .reviewed_areas import area_of_view, show_areas
from .start_page import StartPage, put_copy_in_place
from .stepped_aside import come_back, step_aside
from .walk import Walk

translate = QCoreApplication.translate

_REVIEWER_SETTING = "groundshift/reviewer"


class ReviewPanel(QWidget):
    """The form of the review, its marks on the map, its keys and its edit sessions.

    :param iface: the ``QgisInterface``.
    :param session: whose pair of dates is shown before and after.
    """

    def __init__(self, iface: Any, session: Session, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.setObjectName("GroundshiftReview")
        self._iface, self._session = iface, session
        self._canvas = iface.mapCanvas()
        self._review = ReviewSession(self)
        self._dialogs = ToolDialogs()
        self._style: Optional[ReviewStyle] = None
        self._outside: list[tuple[Any, Any]] = []  # signals of other objects, and the slots connected to them
        self._map = ReviewMap(self._canvas, session, self)
        self._drawing = AreaDrawing(self._canvas, self)
        self._editing = ReviewEditing(iface, self._review.missed_values, self)
        self._keys = ReviewKeys(self._key_actions(), self._keys_active, self)
        self._build()
        self._connect()
        self._keys.watch(self)
        for widget in (self._canvas, self._canvas.viewport()):
            self._keys.watch_only(widget)
        self._project_opened()

    @property
    def layer(self) -> Optional[QgsVectorLayer]:
        """The layer that is being reviewed; ``None`` = none is."""
        return self._review.layer

    @property
    def walk(self) -> Walk:
        """The walk through its entries; empty if no review is active."""
        return self._review.walk

    def release(self) -> None:
        """Remove everything from QGIS's window and map, when the plugin is unloaded."""
        self.end_review()
        for signal, slot in self._outside:
            signal.disconnect(slot)
        self._outside = []
        self._drawing.release()
        self._keys.release()
        self._review.stop_reading()
        self._dialogs.close_all()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 (Qt's name)
        """Leave the map to the other tab that is now in front."""
        self._escape()
        super().hideEvent(event)

    # --- The form ---

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        self._layers = QgsMapLayerComboBox(self)
        self._layers.setObjectName("GroundshiftReviewLayer")
        self._layers.setFilters(QgsMapLayerProxyModel.PolygonLayer | QgsMapLayerProxyModel.PointLayer)
        self._layers.setAllowEmptyLayer(True, translate("Review", "choose a layer"))
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
        self._review.reviewer = reviewer.strip()

    def _connect(self) -> None:
        page, review = self._page, self._review
        self._layers.layerChanged.connect(self._layer_chosen)
        self._start_page.start.clicked.connect(self._start_review)
        self._start_page.save.clicked.connect(self._save_clicked)
        for button, action in (
            (page.accept, review.accept),
            (page.reject, review.reject),
            (page.previous, partial(review.step, -1)),
            (page.next, partial(review.step, 1)),
            (page.flip, self._flip),
            (page.undo, review.undo),
            (page.redo, review.redo),
            (page.clear, review.clear),
            (page.zoom, self._zoom_in),
            (page.outlines, self._session.flicker_outlines),
            (page.reshape, self._reshape),
            (page.missed, self._digitise),
            (page.edit_save, self._save_edits),
            (page.edit_discard, self._editing.discard),
            (page.reviewed, self._mark_view),
            (page.labels, self._make_labels),
            (page.report, self._report),
            (page.accuracy, self._assess),
            (page.finish, self.end_review),
        ):
            button.clicked.connect(lambda _checked=False, action=action: action())
        page.area_view.triggered.connect(lambda: self._mark_view())
        page.area_rectangle.triggered.connect(lambda: self._draw_area(RECTANGLE))
        page.area_polygon.triggered.connect(lambda: self._draw_area(POLYGON))
        page.order.activated.connect(self._order_chosen)
        page.undecided.toggled.connect(review.set_undecided_only)
        page.class_box.activated.connect(self._class_picked)
        page.class_box.lineEdit().returnPressed.connect(self._class_typed)
        for (_label, box), date in zip(page.date_rows, ("before", "after")):
            box.activated.connect(lambda _index, box=box, date=date: self._date_class_picked(date, box.currentText()))
        page.comment.returnPressed.connect(self._comment_entered)
        page.reviewer.textChanged.connect(self._reviewer_typed)
        page.reviewer.editingFinished.connect(lambda: QgsSettings().setValue(_REVIEWER_SETTING, review.reviewer))
        page.pair_hint.linkActivated.connect(lambda _link: self._session.compareRequested.emit())
        review.entriesRead.connect(self._show_entries)
        review.entryChanged.connect(self._show_entry)
        review.changed.connect(self._show_texts)
        review.classesChanged.connect(self._show_classes)
        review.problemChanged.connect(self._show_problem)
        review.fieldsAdded.connect(lambda: self._style.refresh() if self._style is not None else None)
        self._editing.changed.connect(self._show_editing)
        self._editing.saved.connect(self._edits_saved)
        self._drawing.drawn.connect(self._mark)
        self._drawing.changed.connect(lambda: page.show_drawing(self._drawing.advice))
        project = QgsProject.instance()
        self._outside = [
            (self._session.reviewRequested, self._review_requested),
            (self._session.resultAdded, self._result_added),
            (self._session.pairChanged, self._show_pair),
            (self._session.outlinesChanged, self._show_outlines),
            (project.layersWillBeRemoved, self._layers_removed),
            (project.layersAdded, self._layers_added),
            (project.readProject, self._project_opened),
        ]
        for signal, slot in self._outside:
            signal.connect(slot)

    def _key_actions(self) -> dict[Key, Action]:
        keys, review = Qt.Key, self._review
        actions: dict[Key, Action] = {
            key_of(keys.Key_A): review.accept,
            key_of(keys.Key_R): review.reject,
            key_of(keys.Key_U): review.clear,
            key_of(keys.Key_N): partial(review.step, 1),
            key_of(keys.Key_P): partial(review.step, -1),
            key_of(keys.Key_B): self._flip,
            key_of(keys.Key_C): self._focus_comment,
            key_of(keys.Key_E): self._reshape,
            key_of(keys.Key_O): self._session.flicker_outlines,
            key_of(keys.Key_M): self._digitise,
            key_of(keys.Key_V): self._mark_view,
            key_of(keys.Key_Z): self._zoom_in,
            key_of(keys.Key_K): lambda: self._page.keep_scale.toggle(),
            key_of(keys.Key_F): lambda: self._page.undecided.toggle(),
            key_of(keys.Key_Escape): self._escape,
            key_of(keys.Key_Z, CTRL): review.undo,
            key_of(keys.Key_Z, CTRL_SHIFT): review.redo,
            key_of(keys.Key_Y, CTRL): review.redo,
        }
        digits = (keys.Key_0, keys.Key_1, keys.Key_2, keys.Key_3, keys.Key_4, keys.Key_5, keys.Key_6, keys.Key_7)
        for digit, key in enumerate((*digits, keys.Key_8, keys.Key_9)):
            actions[key_of(key)] = partial(review.choose_digit, digit)
        return actions

    def _keys_active(self, watched: QObject) -> bool:
        """Return True if single letters are keys of the review now: it is visible, and no edit tool needs them."""
        if self.layer is None or not self.isVisible() or self._editing.task is not EditMode.NOTHING:
            return False
        if watched in (self._canvas, self._canvas.viewport()):
            tool = self._canvas.mapTool()
            return tool is None or not tool.flags() & QgsMapTool.Flag.EditTool
        return True

    # --- Choice of the layer ---

    def _layer_chosen(self, _layer: object = None) -> None:
        if self.layer is not None and self._layers.currentLayer() is not self.layer:
            self.end_review()
        self._show_layer()

    def _propose(self) -> None:
        """Propose a layer while no review is active: an unfinished review, else polygons of a detection, else none."""
        self._layers.setExceptedLayerList(layers_not_offered(QgsProject.instance()))
        if self.layer is not None:
            return
        result = self._session.results
        polygons = self._session.layer(result.polygons) if result is not None else None
        offered = [self._layers.layer(index) for index in range(self._layers.count())]
        self._layers.setLayer(proposed_layer(offered, polygons))
        self._show_layer()

    def _project_opened(self, *_document: object) -> None:
        if self.layer is None:
            come_back(QgsProject.instance())  # of a project that was saved during a review
        self._propose()
        QTimer.singleShot(0, self._propose)  # again: other panels announce the project's last result now

    def _layers_added(self, _layers: object) -> None:
        self._layers.setExceptedLayerList(layers_not_offered(QgsProject.instance()))
        if self.layer is None:  # later: the list does not have the layers yet
            QTimer.singleShot(0, self._show_layer if self._layers.currentLayer() is not None else self._propose)

    def _result_added(self, result: RunResult) -> None:
        layer = self._session.layer(result.polygons)
        if self.layer is None and layer is not None:
            self._layers.setLayer(layer)
            self._show_layer()

    def _review_requested(self, layer: Optional[QgsVectorLayer]) -> None:
        if layer is None or layer is self.layer:
            return
        self._layers.setLayer(layer)
        can_be_reviewed = store.judge(layer).readiness in (store.Readiness.READY, store.Readiness.NEEDS_FIELDS)
        # Decisions in a temporary file would be lost: the start page warns, and offers to save it first.
        if self.layer is None and can_be_reviewed and not store.is_temporary(layer):
            self._start_review()

    def _show_layer(self) -> None:
        """Show what can be done with the chosen layer while no review is active."""
        if self.layer is None:
            self._pages.setCurrentWidget(self._start_page)
            self._show_problem("")
            self._start_page.show_layer(self._layers.currentLayer(), self._layers.count() > 1)

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
        """Save the chosen layer as a GeoPackage, replace it with the copy in the project, and review the copy."""
        layer = self._layers.currentLayer()
        path = path if path.lower().endswith(".gpkg") else f"{path}.gpkg"
        try:
            saved = put_copy_in_place(layer, path)
        except store.ReviewRefused as problem:
            self._show_problem(str(problem))
            return
        self._layers.setLayer(saved)
        self._start_review()

    # --- Begin and end ---

    def _start_review(self, _checked: bool = False) -> None:
        layer = self._layers.currentLayer()
        if layer is None or self.layer is not None or not self._review.attempt(lambda: self._review.begin(layer)):
            return
        self._style = ReviewStyle(layer)
        self._editing.begin(layer)
        step_aside(QgsProject.instance(), layer, self._review.sample)
        self._map.begin()
        self._show_outlines()
        self._iface.setActiveLayer(layer)
        self._page.set_sample(self._review.sample)
        if not self._review.sample:
            self._review.attempt(lambda: show_areas(layer))
        self._pages.setCurrentWidget(self._page)
        self._page.counts.setText(translate("Review", "Reading…"))
        self._review.read_entries()

    def end_review(self) -> None:
        """End the review. All decisions are already in the layer."""
        if self.layer is None:
            return
        self._drawing.end()
        self._editing.end()
        self._map.end()
        if self._style is not None:
            self._style.release()
            self._style = None
        come_back(QgsProject.instance())
        self._review.end()
        self._show_layer()

    def _layers_removed(self, layer_ids: list[str]) -> None:
        if self.layer is not None and self.layer.id() in layer_ids:
            if self._style is not None:
                self._style.forget()
            self._editing.end()
            self.end_review()
        chosen = self._layers.currentLayer()
        # Later: the list moves on to any neighbour of a layer that it loses.
        lost = chosen is not None and chosen.id() in layer_ids
        QTimer.singleShot(0, self._propose if lost else self._show_layer)

    # --- Display ---

    def _show_entries(self, first: bool, zoom: bool) -> None:
        self._page.set_orders(self._review.orders, self.walk.order)
        self._show_entry(zoom)
        if first:
            self._canvas.setFocus()

    def _show_entry(self, zoom: bool = True) -> None:
        """Show the current entry on the map and in the panel."""
        entry = self.walk.current
        geometry = self._map.mark(self.layer, entry.fid if entry is not None else None)
        if zoom and geometry is not None:
            self._map.zoom(self._page.keep_scale.isChecked())
        self._show_texts()

    def _show_texts(self) -> None:
        page, review, entry = self._page, self._review, self.walk.current
        counts, total, sample = self.walk.counts, len(self.walk), self._review.sample
        page.progress.setRange(0, max(total, 1))
        page.progress.setValue(total - counts[""])
        page.counts.setText(progress_text(counts, total, sample))
        if entry is None:
            page.place.setText(translate("Review", "No features in this layer"))
            page.facts.setText("")
            page.status.setText("")
        else:
            kind = translate("Review", "Point {number} of {total}") if sample else translate("Review", "{number} of {total}")
            page.place.setText(kind.format(number=self.walk.number, total=total))
            page.status.setText(status_text(entry.status))
            seen = next((item.text for item in review.classes if str(item.value) == entry.label), entry.label)
            page.facts.setText(facts_text(replace(entry, label=seen) if sample else entry, sample))
        page.comment.setText(entry.comment if entry is not None else "")
        page.choose_class(entry.label if entry is not None else None)
        page.choose_date_classes(parse_transition(entry.label) if entry is not None else None)
        page.allow(entry is not None, self._editing.task)
        page.show_undo(review.undo_text, review.redo_text)
        self._show_pair()

    def _show_classes(self) -> None:
        entry = self.walk.current
        self._page.show_classes(self._review.classes, self._review.sample, self._review.choose_class)
        self._page.choose_class(entry.label if entry is not None else None)
        self._page.show_date_classes(self._review.date_classes)
        self._page.choose_date_classes(parse_transition(entry.label) if entry is not None else None)
        self._keys.watch(self._page.classes)

    def _show_pair(self) -> None:
        self._page.show_pair(self._map.can_flip, self._map.shown)

    def _show_outlines(self) -> None:
        if self._style is not None:
            self._style.set_opacity(self._session.outline_opacity)

    def _show_editing(self) -> None:
        self._review.locked = self._editing.task is not EditMode.NOTHING
        self._page.show_editing(self._editing.task)
        self._page.allow(self.walk.current is not None, self._editing.task)

    def _show_problem(self, text: str) -> None:
        self._problem.setText(
            f"<b>{translate('Review', 'That did not work.')}</b> {html.escape(breakable(text))}" if text else ""
        )
        self._problem.setVisible(bool(text))

    # --- Actions ---

    def _order_chosen(self, _index: int) -> None:
        self._review.set_order(self._page.order.currentData())
        self._canvas.setFocus()  # in a list, letters would select its entries

    def _flip(self) -> None:
        if self._map.can_flip:
            self._map.flip()
        self._show_pair()

    def _escape(self) -> bool:
        """Show QGIS's own map again and end drawing.

        :return: False if there was nothing to end; then the key is left to other widgets.
        """
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

    def _class_picked(self, index: int) -> None:
        value = self._page.class_box.itemData(index)
        self._canvas.setFocus()
        if value is not None:
            self._review.choose_class(value)

    def _date_class_picked(self, date: str, name: str) -> None:
        self._canvas.setFocus()
        self._review.correct(**{date: name})

    def _class_typed(self) -> None:
        """Take a new class; Qt reports a class of the list as picked."""
        text = self._page.class_box.currentText().strip()
        if text and self._page.class_box.findText(text) < 0:
            self._canvas.setFocus()
            self._review.choose_class(text)

    def _comment_entered(self) -> None:
        self._canvas.setFocus()
        self._review.comment(self._page.comment.text().strip())

    def _reviewer_typed(self, text: str) -> None:
        self._review.reviewer = text.strip()

    # --- Editing ---

    def _reshape(self) -> None:
        entry = self.walk.current
        if self.layer is not None and entry is not None and not self._review.sample:
            self._edit(lambda: self._editing.reshape(entry.fid))

    def _digitise(self) -> None:
        if self.layer is not None and not self._review.sample:
            self._edit(self._editing.digitise)

    def _edit(self, begin: Callable[[], bool]) -> None:
        self._map.show_map()
        if not self._review.prepare():
            return
        self._show_problem("" if begin() else translate("Review", "QGIS does not allow this layer to be edited."))

    def _save_edits(self) -> None:
        self._show_problem("; ".join(self._editing.save()))

    def _edits_saved(self, new: list[str]) -> None:
        self._show_editing()
        if self.layer is not None:
            self._page.counts.setText(translate("Review", "Reading…"))
        self._review.take_edits(new)

    # --- Reviewed areas ---

    def _mark_view(self) -> None:
        self._mark(area_of_view(self._canvas.mapSettings()))

    def _draw_area(self, shape: str) -> None:
        if self.layer is not None and not self._review.sample:
            self._drawing.begin(shape)

    def _mark(self, geometry: QgsGeometry) -> None:
        """Add an area in which everything was reviewed."""
        undecided = self._review.mark_area(geometry, self._canvas.mapSettings().destinationCrs())
        if undecided:
            text = translate("Review", "{count} polygons in this area are undecided: they do not count as reviewed yet.")
            self._iface.messageBar().pushInfo("Groundshift", text.format(count=undecided))

    # --- Products ---

    def _make_labels(self) -> None:
        layer = self.layer
        if layer is not None:
            self._attempt_slow(lambda: open_training(self._iface, self._session, layer))

    def _report(self) -> None:
        layer = self.layer
        if layer is not None:
            self._review.attempt(lambda: open_report(self._dialogs, self._session, layer))

    def _assess(self) -> None:
        layer = self.layer
        if layer is None:
            return
        if self._review.sample:
            self._review.attempt(lambda: open_area_estimate(self._dialogs, self._session, layer))
        else:
            self._attempt_slow(lambda: open_accuracy(self._dialogs, layer))

    def _attempt_slow(self, action: Callable[[], None]) -> None:
        """Perform an action that may be refused and may take seconds."""
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            self._review.attempt(action)
        finally:
            QApplication.restoreOverrideCursor()
