"""The dates of a series, from a list that the user wrote. Standard library only."""

from __future__ import annotations

import datetime
import re
from typing import Optional, Tuple

from ..jobs.failure import JobFailure

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


def parse_date_list(text: str, parameter: str) -> Optional[Tuple[str, ...]]:
    """Dates separated by commas as ``yyyy-mm-dd``; a year is its first day, a month too. ``None`` when the text is empty.

    :raises JobFailure: ``dates_unreadable``.
    """
    if not text.strip():
        return None
    return tuple(_parsed(part.strip(), parameter) for part in text.split(","))


def _parsed(text: str, parameter: str) -> str:
    match = _DATE.fullmatch(text)
    try:
        if match is None:
            raise ValueError(text)
        return datetime.date(int(match.group(1)), int(match.group(2) or 1), int(match.group(3) or 1)).isoformat()
    except ValueError:  # not in the calendar, or no date at all
        raise JobFailure("dates_unreadable", parameter, text=text) from None
