"""How dates are told to people. Standard library only."""

from __future__ import annotations

from typing import Sequence, Tuple

_FIRST_DAY = "-01-01"


def shown_dates(days: Sequence[str]) -> Tuple[str, ...]:
    """Dates ``yyyy-mm-dd``, as years where nothing more is known of any: a year alone is kept as its first day."""
    if all(day.endswith(_FIRST_DAY) for day in days):
        return tuple(day[: -len(_FIRST_DAY)] for day in days)
    return tuple(days)
