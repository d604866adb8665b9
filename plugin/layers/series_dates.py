"""The dates of a series, from a list that the user wrote. Standard library only."""

from __future__ import annotations

import datetime
import re
from typing import Optional, Tuple

from ..jobs.failure import JobFailure

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
# What follows the day in ISO 8601: T10:30, T103021Z, T10:30:21.5+02:00; a space for the T, as databases write it.
_TIME = re.compile(r"[Tt ]\d{2}(?::?\d{2}(?::?\d{2}(?:[.]\d+)?)?)?(?:[Zz]|[+-]\d{2}(?::?\d{2})?)?$")


def parse_date_list(text: str, parameter: str) -> Optional[Tuple[str, ...]]:
    """Parse dates separated by commas as ``yyyy-mm-dd``; a year is its first day, a month too. ``None`` when the text is empty.

    The time that may follow a day (``2020-05-01T10:30:00Z``) is left out: the day is the one that is written.

    :raises JobFailure: ``dates_unreadable``.
    """
    if not text.strip():
        return None
    return tuple(_parsed(part.strip(), parameter) for part in text.split(","))


def _parsed(text: str, parameter: str) -> str:
    time = _TIME.search(text)
    day = text[: time.start()] if time else text
    match = _COMPACT.fullmatch(day) or _DATE.fullmatch(day)
    try:
        if match is None or (time and match.group(3) is None):
            raise ValueError(text)
        return datetime.date(int(match.group(1)), int(match.group(2) or 1), int(match.group(3) or 1)).isoformat()
    except ValueError:  # not in the calendar, or no date at all
        raise JobFailure("dates_unreadable", parameter, text=text) from None
