"""Tables of the images of a series: a row for each image, with its file and, if wanted, its date. Standard library only."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Optional, Sequence, Tuple

from ..jobs.failure import JobFailure
from .delimited import TABLE_ERRORS, read_delimited

_FILES = ("file", "path", "image", "raster")
_DATES = ("date", "time", "day")


@dataclass(frozen=True)
class SeriesRow:
    """:param file: absolute path, or the source of a layer that is no file. ``date``: as written; ``""`` = not stated."""

    file: str
    date: str


def read_series_table(path: str, parameter: str = "TABLE") -> Tuple[SeriesRow, ...]:
    """Read a table of images: CSV with a column ``file`` and, if wanted, a column ``date``. Paths are relative to the table.

    Example::

        for row in read_series_table("series.csv"):
            print(row.date, row.file)

    :raises JobFailure: ``series_table_unreadable``, ``series_table_columns`` or ``series_table_dates``.
    """
    try:
        names, lines = read_delimited(path)
    except TABLE_ERRORS as error:
        raise JobFailure("series_table_unreadable", parameter, path=path, reason=str(error)) from error
    file, date = _column(names, _FILES), _column(names, _DATES)
    if file is None:
        raise JobFailure("series_table_columns", parameter, path=path, known=", ".join(names))
    folder = os.path.dirname(os.path.abspath(path))
    rows = []
    for row in lines:
        name = (row.get(file) or "").strip()
        if name:
            beside = os.path.join(folder, name)
            day = (row.get(date) or "").strip() if date is not None else ""
            rows.append(SeriesRow(os.path.normpath(beside) if os.path.exists(beside) else name, day))
    if any(row.date for row in rows) and not all(row.date for row in rows):
        lacking = next(row.file for row in rows if not row.date)
        raise JobFailure("series_table_dates", parameter, path=path, file=os.path.basename(lacking))
    return tuple(rows)


def _column(names: Sequence[str], wanted: Sequence[str]) -> Optional[str]:
    """Return the first column with one of these names, whatever their case."""
    known = {name.strip().casefold(): name for name in names}
    return next((known[name] for name in wanted if name in known), None)
