"""A review without widgets: the layer, the walk through its entries, the decisions, and their undo."""

from __future__ import annotations

import datetime
import time
from typing import Any, Callable, Iterator, Optional

from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry, QgsVectorLayer
from qgis.PyQt.QtCore import QCoreApplication, QObject, QTimer, pyqtSignal

from ...layers import review_store as store
from ...layers.review_entries import CONFIDENCE_FIELDS, Entry, is_sample, read_entries
from ...rules import review_fields as names
from ...rules.class_tables import parse_transition
from .decision_stack import DecisionStack, Step
from .decisions import Decision, accepted, classified, cleared, commented, corrected, is_own, rejected
from .review_classes import SampleClass, date_classes, polygon_classes, sample_classes
from .reviewed_areas import mark_area, undecided_in
from .walk import Order, Walk

translate = QCoreApplication.translate

_CHUNK_SECONDS = 0.03  # of reading entries, between which QGIS handles its events


class ReviewSession(QObject):
    """Reviews the polygons of a change layer, or the points of a sample. Decisions are written to the layer at once.

    :ivar layer: the layer that is reviewed; ``None`` = no review is active.
    :ivar sample: whether the layer holds points of a sample.
    :ivar reviewer: name that is written with each decision.
    :ivar locked: whether an edit session is open; no decision is written then.
    :ivar date_classes: that a polygon can have on a date, if the polygons are transitions; else none.
    """

    entriesRead = pyqtSignal(bool, bool)  # for the first time in this review; whether to zoom to the current entry
    entryChanged = pyqtSignal()  # another entry is current
    changed = pyqtSignal()  # decisions, counts or undo
    classesChanged = pyqtSignal()
    fieldsAdded = pyqtSignal()  # the layer has the fields of a review now
    problemChanged = pyqtSignal(str)  # why the last action was refused; "" = it was not

    def __init__(self, parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self.layer: Optional[QgsVectorLayer] = None
        self.sample = False
        self.reviewer = ""
        self.locked = False
        self.walk = Walk()
        self.orders: list[Order] = []
        self.classes: list[SampleClass] = []
        self.date_classes: list[str] = []
        self._undecided_only = False
        self._stack = DecisionStack()
        self._then: Optional[str] = None  # key of the entry that becomes current when all entries are read
        self._reader: Optional[Iterator[Entry]] = None
        self._read: list[Entry] = []
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._read_on)

    # --- Begin and end ---

    def begin(self, layer: QgsVectorLayer) -> None:
        """Make a layer the layer of the review. A layer without the review's fields gets them with the first decision.

        :raises ReviewRefused: the layer cannot be reviewed.
        """
        if store.has_fields(layer):
            store.prepare(layer)
        elif not is_sample(layer):
            store.check_free(layer)
        self.layer, self.sample = layer, is_sample(layer)
        self._stack.clear()

    def end(self) -> None:
        """End the review."""
        self.stop_reading()
        self.layer = None
        self.walk = Walk()
        self._stack.clear()

    def prepare(self) -> bool:
        """Add the review's fields to the layer if it has none.

        :return: whether it has them now.
        """
        layer = self.layer
        if layer is None or store.has_fields(layer):
            return layer is not None
        if not self.attempt(lambda: store.prepare(layer)):
            return False
        self.walk.rename(store.uuids(layer))
        self.fieldsAdded.emit()
        return True

    # --- Entries ---

    def read_entries(self, then: Optional[str] = None) -> None:
        """Read all entries of the layer, a few at a time, so that QGIS stays responsive.

        :param then: key of the entry that becomes current; ``None`` = the first undecided one.
        """
        if self.layer is not None:
            self._then, self._read, self._reader = then, [], read_entries(self.layer)
            self._timer.start()

    def stop_reading(self) -> None:
        """Stop reading entries."""
        self._timer.stop()
        self._reader, self._read = None, []

    def _read_on(self) -> None:
        if self._reader is None:
            self._timer.stop()
            return
        end = time.monotonic() + _CHUNK_SECONDS
        for entry in self._reader:
            self._read.append(entry)
            if time.monotonic() > end:
                return
        entries = self._read
        self.stop_reading()
        self._take_entries(entries)

    def _take_entries(self, entries: list[Entry]) -> None:
        if self.layer is None:
            return
        first = not len(self.walk)
        self.orders = _orders(self.layer)
        order = self.walk.order if not first and self.walk.order in self.orders else self.orders[0]
        self.walk = Walk(entries, order, self._undecided_only)
        self._find_classes(entries)
        self.walk.start(self._then)
        self.entriesRead.emit(first, first or self._then is None)

    def _find_classes(self, entries: list[Entry]) -> None:
        if self.layer is not None:
            self.classes = sample_classes(self.layer) if self.sample else polygon_classes(self.layer, entries)
            self.date_classes = date_classes(self.layer, entries, self.classes)
            self.classesChanged.emit()

    # --- Walking ---

    def step(self, direction: int) -> None:
        """Go to the next entry (1) or the previous one (-1)."""
        if self.walk.step(direction):
            self.problemChanged.emit("")
            self.entryChanged.emit()

    def set_order(self, order: Order) -> None:
        """Walk in another order."""
        self.walk.set_order(order)
        self.entryChanged.emit()

    def set_undecided_only(self, undecided_only: bool) -> None:
        """Skip decided entries, or not; leaves a decided entry if there is an undecided one."""
        self._undecided_only = self.walk.undecided_only = undecided_only
        entry = self.walk.current
        if undecided_only and entry is not None and entry.status and self.walk.step(1):
            self.entryChanged.emit()

    # --- Deciding ---

    def accept(self) -> None:
        """Accept the current polygon as a change."""
        if self.layer is not None and not self.sample:
            self._decide(accepted(self.walk.current))

    def reject(self) -> None:
        """Reject the current polygon."""
        if self.layer is not None and not self.sample and not self._refuse_own():
            self._decide(rejected())

    def clear(self) -> None:
        """Make the current entry undecided again."""
        if self.layer is not None and (self.sample or not self._refuse_own()):
            self._decide(cleared(self.sample))

    def choose_class(self, value: Any) -> None:
        """Assign a class to the current entry; a polygon is accepted with it."""
        entry = self.walk.current
        if entry is None or self.layer is None:
            return
        label = next((item.text for item in self.classes if item.value == value), str(value))
        self._decide(classified(entry, value, label, self.sample))
        if not self.sample:
            self._find_classes(self.walk.entries())

    def correct(self, before: str = "", after: str = "") -> None:
        """Correct the class of one date, or of both, of the current transition.

        :param before, after: ``""`` = as it is.
        """
        entry = self.walk.current
        now = parse_transition(entry.label) if entry is not None else None
        if entry is None or self.layer is None or not self.date_classes or (now is None and not (before and after)):
            return
        pair = (before or now[0], after or now[1]) if now is not None else (before, after)
        self._decide(corrected(entry, *pair))
        self._find_classes(self.walk.entries())

    def choose_digit(self, digit: int) -> None:
        """Assign the class that belongs to a number key; to the later date of a transition."""
        if self.date_classes:
            if 0 < digit <= len(self.date_classes):
                self.correct(after=self.date_classes[digit - 1])
            return
        chosen = next((item for item in self.classes if item.digit == digit), None)
        if chosen is not None:
            self.choose_class(chosen.value)

    def comment(self, text: str) -> None:
        """Write a comment on the current entry; ``""`` removes it."""
        entry = self.walk.current
        if entry is not None and self.layer is not None and text != entry.comment:
            self._decide(commented(entry, text, self.sample))

    def _refuse_own(self) -> bool:
        """Return True and explain what to do if the reviewer drew the current polygon."""
        if not is_own(self.walk.current):
            return False
        self.problemChanged.emit(
            translate(
                "Review", "You drew this polygon: if it is not a change, delete it with QGIS's editing tools (press E to edit)."
            )
        )
        return True

    def _decide(self, decision: Decision) -> None:
        """Write a decision on the current entry as an undoable step, and go to the next entry."""
        layer, entry = self.layer, self.walk.current
        if layer is None or entry is None or self.locked or not self.prepare():
            return
        entry = self.walk.current or entry
        values = decision.fields(self.reviewer, _now())
        earlier = store.read(layer, entry.fid, values)
        if not earlier:
            self.problemChanged.emit(translate("Review", "The polygon no longer exists."))
            self.read_entries()
            return

        def put(what: dict[str, Any], key: str = entry.key) -> None:
            now = self.walk.entry(key)
            if now is not None and self.layer is not None:
                store.write(self.layer, now.fid, what)
                self.walk.update(key, what)

        about = translate("Review", "{number}: {what}").format(number=self.walk.number, what=decision.text)
        step = Step(entry.key, about, lambda: put(values), lambda: put(earlier))
        if not self.attempt(lambda: self._stack.push(step)):
            return
        if decision.advance and self.walk.advance():
            self.entryChanged.emit()
        else:
            self.changed.emit()

    # --- Undo ---

    @property
    def undo_text(self) -> str:
        """What undo would undo; ``""`` = nothing."""
        return self._stack.undo_text

    @property
    def redo_text(self) -> str:
        """What redo would redo; ``""`` = nothing."""
        return self._stack.redo_text

    def undo(self) -> None:
        """Undo the last step."""
        if self.undo_text:
            self.attempt(lambda: self._go_back_to(self._stack.undo()))

    def redo(self) -> None:
        """Redo the last undone step."""
        if self.redo_text:
            self.attempt(lambda: self._go_back_to(self._stack.redo()))

    def _go_back_to(self, key: str) -> None:
        """Make the entry current whose decision was just undone or redone."""
        here = self.walk.current
        if key and (here is None or here.key != key) and self.walk.go_to(key):
            self.entryChanged.emit()
        else:
            self.changed.emit()

    # --- Edits and areas ---

    def missed_values(self) -> dict[str, Any]:
        """Return the field values of a polygon that the reviewer digitises."""
        chosen = str(self.classes[0].value) if self.classes else "change"
        dates = parse_transition(chosen) if self.date_classes else None
        return {
            names.STATUS: names.MISSED,
            names.CLASS: chosen,
            **(dict(zip((names.FROM, names.TO), dates)) if dates is not None else {}),
            names.REVIEWED_AT: _now(),
            names.REVIEWER: self.reviewer or None,
        }

    def take_edits(self, new: list[str]) -> None:
        """Read the layer again after an edit session.

        :param new: keys of polygons that were digitised.
        """
        layer, entry = self.layer, self.walk.current
        if layer is None:
            return
        if not self.sample and store.has_fields(layer):
            self.attempt(lambda: store.name_polygons(layer))
        self.read_entries(new[-1] if new else entry.key if entry is not None else None)

    def mark_area(self, geometry: QgsGeometry, crs: QgsCoordinateReferenceSystem) -> int:
        """Add a completely reviewed area as an undoable step.

        :param geometry: in ``crs``.
        :return: number of undecided polygons in the area.
        """
        layer = self.layer
        if layer is None or self.sample:
            return 0
        step = mark_area(layer, geometry, crs, self.reviewer, _now())
        done = self.attempt(lambda: self._stack.push(step))
        self.changed.emit()
        return undecided_in(geometry, crs, layer, self.walk.entries()) if done else 0

    def attempt(self, action: Callable[[], Any]) -> bool:
        """Perform an action that may be refused, and emit the reason if it is.

        :return: whether it was performed.
        """
        try:
            action()
        except store.ReviewRefused as problem:
            self.problemChanged.emit(str(problem))
            return False
        self.problemChanged.emit("")
        return True


def _orders(layer: QgsVectorLayer) -> list[Order]:
    """Return the orders that the layer's fields allow, the default first."""
    if is_sample(layer):
        return [Order.PLACE, Order.LAYER]
    orders = [Order.PLACE, Order.LARGE, Order.SMALL]
    if any(layer.fields().lookupField(name) >= 0 for name in CONFIDENCE_FIELDS):
        return [Order.UNCERTAIN, Order.CERTAIN, *orders]
    return orders


def _now() -> str:
    return datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
