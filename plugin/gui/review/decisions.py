"""The field values that a decision writes to a polygon or point."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Optional

from qgis.PyQt.QtCore import QCoreApplication

from ...layers.review_entries import REFERENCE, SAMPLE_COMMENT, Entry
from ...rules import review_fields as names
from ...rules.class_tables import transition_text

translate = QCoreApplication.translate


@dataclass(frozen=True)
class Decision:
    """A decision on one entry.

    :param values: field name -> new value; ``None`` = NULL.
    :param text: description for undo.
    :param advance: whether to go to the next undecided entry.
    :param stamped: whether reviewer and time are written.
    """

    values: dict[str, Any]
    text: str
    advance: bool = True
    stamped: bool = True

    def fields(self, reviewer: str, now: str) -> dict[str, Any]:
        """Return the values with reviewer and time, which are NULL if the decision is reset.

        :param now: ISO 8601 in UTC.
        """
        if not self.stamped:
            return dict(self.values)
        open_again = names.STATUS in self.values and not self.values[names.STATUS]
        stamp = (None, None) if open_again else (now, reviewer or None)
        return {**self.values, names.REVIEWED_AT: stamp[0], names.REVIEWER: stamp[1]}


def is_own(entry: Optional[Entry]) -> bool:
    """Return True if the reviewer drew the polygon: it cannot be a false detection."""
    return entry is not None and entry.status == names.MISSED


def accepted(entry: Optional[Entry]) -> Decision:
    """Return the decision that an entry is a change."""
    return Decision({names.STATUS: names.MISSED if is_own(entry) else names.ACCEPTED}, translate("Review", "accepted"))


def rejected() -> Decision:
    """Return the decision that an entry is not a change."""
    return Decision({names.STATUS: names.REJECTED}, translate("Review", "rejected"))


def cleared(sample: bool) -> Decision:
    """Return the decision that resets an entry to undecided.

    :param sample: whether it is a point of a sample.
    """
    text = translate("Review", "undecided")
    if sample:
        return Decision({REFERENCE: None}, text, advance=False, stamped=False)
    return Decision({names.STATUS: None, names.REVIEW_CLASS: None}, text, advance=False)


def classified(entry: Entry, value: Any, label: str, sample: bool) -> Decision:
    """Return the decision that assigns a class; a polygon is accepted with it.

    :param label: name of the class.
    """
    if sample:
        return Decision({REFERENCE: value}, label, stamped=False)
    own = None if str(value) == entry.detected else str(value)
    values = {**accepted(entry).values, names.REVIEW_CLASS: own}
    return Decision(values, translate("Review", "class {name}").format(name=label))


def corrected(entry: Entry, before: str, after: str) -> Decision:
    """Return the decision that corrects the classes of a transition; the reviewer may correct the other date next.

    A polygon with the same class on both dates is no change: it is rejected, and the class is kept.
    """
    text = transition_text(before, after)
    verdict = rejected() if before == after and not is_own(entry) else accepted(entry)
    own = None if text == entry.detected else text
    return Decision({**verdict.values, names.REVIEW_CLASS: own}, text, advance=False)


def commented(entry: Entry, text: str, sample: bool) -> Decision:
    """Return the decision that writes a comment.

    :param text: ``""`` removes the comment.
    """
    field = SAMPLE_COMMENT if sample else names.COMMENT
    stamped = bool(entry.status) and not sample
    return Decision({field: text or None}, translate("Review", "comment"), advance=False, stamped=stamped)
