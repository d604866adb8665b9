"""The conditions of radar acquisitions that networks are given: each a number, and whether it is known.

The plugin's own networks have a column for each condition and a column "NAME known" (1 or 0). An unknown number is the
model's mean, which is 0 after its normalisation. Standard library only.
"""

from __future__ import annotations

import math
from typing import Callable, Dict, List, Optional, Sequence, Tuple

from ..model_file.spec import Condition
from .sar_products import ASCENDING
from .sar_table import Acquisition

KNOWN = " known"
_SATELLITES = "ABCD"


def _direction(row: Acquisition, date: Acquisition) -> Optional[float]:
    return float(row.direction == ASCENDING) if row.direction else None


def _satellite(row: Acquisition, date: Acquisition) -> Optional[float]:
    index = _SATELLITES.find(row.satellite[-1:].upper()) if row.satellite else -1
    return float(index) if index >= 0 else None


# name -> (unit, number of a row; the second argument is the row of the predicted date)
CONDITIONS: Dict[str, Tuple[str, Callable[[Acquisition, Acquisition], Optional[float]]]] = {
    "incidence": ("degrees", lambda row, date: row.incidence),
    "ascending": ("", _direction),
    "satellite": ("", _satellite),
    "temperature": ("degrees C", lambda row, date: row.conditions.get("temperature")),
    "snow depth": ("m", lambda row, date: row.conditions.get("snow_depth")),
    "precipitation": ("mm", lambda row, date: row.conditions.get("precipitation")),
    "age": ("d", lambda row, date: (date.time - row.time).total_seconds() / 86400),
}
# Columns of networks made elsewhere.
_OTHER: Dict[str, Callable[[Acquisition, Acquisition], Optional[float]]] = {
    "day of the year": lambda row, date: float(row.time.timetuple().tm_yday),
    "track": lambda row, date: None if row.track is None else float(row.track),
}


def column_names(without: Sequence[str] = ()) -> Tuple[str, ...]:
    """Return the columns of a network's table of conditions.

    :param without: conditions that are left out.
    """
    return tuple(column for name in CONDITIONS if name not in without for column in (name, name + KNOWN))


def unknown_columns(columns: Sequence[str]) -> List[str]:
    """Return the columns that no table of images can fill."""
    return [name for name in columns if name.split(KNOWN)[0] not in (*CONDITIONS, *_OTHER)]


def number_of(column: str, row: Acquisition, date: Acquisition) -> Optional[float]:
    """Return the number of an acquisition; ``None`` = unknown.

    :param date: the acquisition that is predicted.
    """
    name = column[: -len(KNOWN)] if column.endswith(KNOWN) else column
    function = CONDITIONS[name][1] if name in CONDITIONS else _OTHER[name]
    found = function(row, date)
    if column.endswith(KNOWN):
        return float(found is not None)
    return found


def condition_rows(conditions: Sequence[Condition], rows: Sequence[Acquisition], date: Acquisition) -> List[List[float]]:
    """Return the table of conditions that a network is given: a row for each earlier image, then one for the date.

    Example::

        table = condition_rows(spec.conditions, earlier[-spec.dates :], date)
    """
    table = []
    for row in (*rows, date):
        found = [number_of(item.name, row, date) for item in conditions]
        table.append([item.mean if value is None else value for item, value in zip(conditions, found)])
    return table


def conditions_of(
    columns: Sequence[str], sequences: Sequence[Tuple[Sequence[Acquisition], Acquisition]]
) -> Tuple[Condition, ...]:
    """Return the columns with their mean and standard deviation over training sequences (earlier images, date)."""
    found = []
    for column in columns:
        unit = CONDITIONS[column][0] if column in CONDITIONS else ""
        numbers = [number_of(column, row, date) for rows, date in sequences for row in (*rows, date)]
        known = [number for number in numbers if number is not None]
        if column.endswith(KNOWN) or not known:
            found.append(Condition(column, unit))
            continue
        mean = sum(known) / len(known)
        spread = math.sqrt(sum((number - mean) ** 2 for number in known) / len(known))
        found.append(Condition(column, unit, round(mean, 6), round(spread, 6) if spread > 1e-3 else 1.0))
    return tuple(found)
