"""The dates of a table in which change is sought: one, several, or all of an interval. Standard library only."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import List, Optional, Sequence, Tuple

from ..jobs.failure import JobFailure
from .sar_table import Acquisition, is_earlier, parse_time

OPEN_END = ".."
_LISTED = 8  # dates that a message names


def chosen_rows(rows: Sequence[Acquisition], text: Optional[str], parameter: str = "DATE") -> Tuple[int, ...]:
    """Return the indices of the rows that a text chooses, in the order of time.

    Example::

        chosen_rows(rows, "2024-05-01")  # a day or a time (UTC); the first image of that day
        chosen_rows(rows, "2024-05-01, 2024-05-13")
        chosen_rows(rows, "2024-05-01/..")  # all from that day on; "2024-05-01/2024-08-31": to the end of that day

    :param rows: of one place, in the order of time.
    :param text: as in the example, intervals after ISO 8601; ``None`` = the latest row.
    :raises JobFailure: ``sar_date_unknown``: no row is of that date.
    """
    if text is None or not text.strip():
        return (len(rows) - 1,)
    found = {index for item in re.split(r"[,;\n]", text) if item.strip() for index in _rows_of(rows, item.strip(), parameter)}
    # Two products of one acquisition, or two frames of one pass, are no two dates.
    chosen: List[int] = []
    for index in sorted(found):
        if not chosen or is_earlier(rows[chosen[-1]], rows[index]):
            chosen.append(index)
    return tuple(chosen)


def interval_from(time: str) -> str:
    """Return the text that chooses all dates from a day or a time on."""
    return f"{time}/{OPEN_END}"


def interval_start(text: str) -> Optional[str]:
    """Return the start of an interval that :func:`interval_from` wrote, or ``None`` where a text is none."""
    start, slash, end = text.strip().partition("/")
    return start if slash and end in ("", OPEN_END) else None


def _rows_of(rows: Sequence[Acquisition], item: str, parameter: str) -> List[int]:
    start, slash, end = (part.strip() for part in item.partition("/"))
    first: Optional[datetime] = None
    last: Optional[datetime] = None
    try:
        last = None if end in ("", OPEN_END) else parse_time(end)
        first = parse_time(start)
    except ValueError:  # named below
        pass
    if last is not None and len(end) == 10:
        last += timedelta(days=1) - timedelta(microseconds=1)
    found: List[int] = []
    if first is not None and slash:
        found = [index for index, row in enumerate(rows) if first <= row.time and (last is None or row.time <= last)]
    elif first is not None:
        found = [index for index, row in enumerate(rows) if row.time == first or (len(start) == 10 and _same_day(row, first))][
            :1
        ]
    if not found:
        listing = ", ".join(row.day for row in rows[-_LISTED:])
        raise JobFailure("sar_date_unknown", parameter, text=item, known=listing)
    return found


def _same_day(row: Acquisition, day: datetime) -> bool:
    return row.time.date() == day.date()
