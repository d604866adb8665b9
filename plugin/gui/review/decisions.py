"""What a decision writes into the fields of the polygon or point that it is on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Optional

from qgis.PyQt.QtCore import QCoreApplication

from ...layers.review_entries import REFERENCE, SAMPLE_COMMENT, Entry
from ...rules import review_fields as names

translate = QCoreApplication.translate


@dataclass(frozen=True)
class Decision:
    """A decision on one entry.

    :param values: of the fields that it changes, by their names; ``None`` = NULL.
    :param text: what it is called when it is to be undone.
    :param advance: whether the walk goes on to the next undecided entry. :param stamped: whether it says who decided when.
    """

    values: dict[str, Any]
    text: str
    advance: bool = True
    stamped: bool = True

    def fields(self, reviewer: str, now: str) -> dict[str, Any]:
        """The values with who decided, and when: nobody, where it takes a decision back.

        :param now: ISO 8601 in UTC.
        """
        if not self.stamped:
            return dict(self.values)
        open_again = names.STATUS in self.values and not self.values[names.STATUS]
        stamp = (None, None) if open_again else (now, reviewer or None)
        return {**self.values, names.REVIEWED_AT: stamp[0], names.REVIEWER: stamp[1]}


def is_own(entry: Optional[Entry]) -> bool:
    """Whether the reviewer drew it: it is no finding of the detection, so it cannot be a false one."""
    return entry is not None and entry.status == names.MISSED


def accepted(entry: Optional[Entry]) -> Decision:
    """It is a change."""
    return Decision({names.STATUS: names.MISSED if is_own(entry) else names.ACCEPTED}, translate("Review", "accepted"))


def rejected() -> Decision:
    """It is no change."""
    return Decision({names.STATUS: names.REJECTED}, translate("Review", "rejected"))


def cleared(sample: bool) -> Decision:
    """Undecided again. :param sample: it is a point of a sample."""
    text = translate("Review", "undecided")
    if sample:
        return Decision({REFERENCE: None}, text, advance=False, stamped=False)
    return Decision({names.STATUS: None, names.REVIEW_CLASS: None}, text, advance=False)


def classified(entry: Entry, value: Any, label: str, sample: bool) -> Decision:
    """It is of a class: of a polygon that is to accept it as such a change.

    :param label: what the class is called.
    """
    if sample:
        return Decision({REFERENCE: value}, label, stamped=False)
    own = None if str(value) == entry.detected else str(value)
    values = {**accepted(entry).values, names.REVIEW_CLASS: own}
    return Decision(values, translate("Review", "class {name}").format(name=label))


def commented(entry: Entry, text: str, sample: bool) -> Decision:
    """A remark, which decides nothing. :param text: ``""`` = take it away."""
    field = SAMPLE_COMMENT if sample else names.COMMENT
    stamped = bool(entry.status) and not sample
    return Decision({field: text or None}, translate("Review", "comment"), advance=False, stamped=stamped)
