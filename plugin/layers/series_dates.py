"""The dates of a series, from a list that the user wrote. Standard library only."""

from __future__ import annotations

import datetime
import re
from typing import Optional, Tuple

from ..jobs.failure import JobFailure
from .dates import day_of_year

_DATE = re.compile(r"(\d{4})(?:([-/.])(\d{1,2})(?:\2(\d{1,2}))?)?")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_DAY_OF_YEAR = re.compile(r"(\d{4})-?(\d{3})")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
# What follows the day in ISO 8601: T10:30, T103021Z, T10:30:21.5+02:00; a space for the T, as databases write it.
_TIME = re.compile(r"[Tt ]\d{2}(?::?\d{2}(?::?\d{2}(?:[.]\d+)?)?)? ?(?:[Zz]|UTC|[+-]\d{2}(?::?\d{2})?)?$")


def parse_date_list(text: str, parameter: str) -> Optional[Tuple[str, ...]]:
    """Parse dates separated by commas as ``yyyy-mm-dd``; a year is its first day, a month too. ``None`` when the text is empty.

    Besides ISO 8601 (days of the year too), ``yyyy/mm/dd`` and ``dd.mm.yyyy`` are read.

    The time that may follow a day (``2020-05-01T10:30:00Z``) is left out: the day is the one that is written.

    :raises JobFailure: ``dates_unreadable``.
    """
    if not text.strip():
        return None
    return tuple(_parsed(part.strip(), parameter) for part in text.split(","))


def _parsed(text: str, parameter: str) -> str:
    time = _TIME.search(text)
    day = text[: time.start()] if time else text
    day = day[:-1] if day[-1:] in "Zz" else day
    year, month, number = _parts(day)
    ordinal = _DAY_OF_YEAR.fullmatch(day)
    found = day_of_year(int(ordinal.group(1)), int(ordinal.group(2))) if ordinal else None
    try:
        if found is None and (not year or (time and not number)):
            raise ValueError(text)
        return found or datetime.date(int(year), int(month or 1), int(number or 1)).isoformat()
    except ValueError:  # not in the calendar, or no date at all
        raise JobFailure("dates_unreadable", parameter, text=text) from None


def _parts(text: str) -> Tuple[str, str, str]:
    """Return year, month and day as digits, empty where they are not given; of no date all are empty."""
    compact, dotted, plain = _COMPACT.fullmatch(text), _DOTTED.fullmatch(text), _DATE.fullmatch(text)
    if compact:
        return compact.group(1), compact.group(2), compact.group(3)
    if dotted:
        return dotted.group(3), dotted.group(2), dotted.group(1)
    return (plain.group(1), plain.group(3) or "", plain.group(4) or "") if plain else ("", "", "")
