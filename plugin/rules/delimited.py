"""Tables that users write, or export from other programs, as text. Standard library only."""

from __future__ import annotations

import csv
import io
from typing import Dict, List, Tuple

SEPARATORS = ",;\t"
TABLE_ERRORS = (OSError, UnicodeDecodeError, csv.Error)


def read_delimited(path: str) -> Tuple[Tuple[str, ...], List[Dict[str, str]]]:
    """Read a CSV file in UTF-8, whatever its separator (comma, semicolon, tab) and line ends.

    Example::

        names, rows = read_delimited("series.csv")

    :return: names of the columns, and the rows by these names; cells that a row lacks are ``None``.
    :raises OSError, UnicodeDecodeError, csv.Error: it is no such file, see :data:`TABLE_ERRORS`.
    """
    with open(path, encoding="utf-8-sig") as stream:
        return parse_delimited(stream.read())


def parse_delimited(text: str) -> Tuple[Tuple[str, ...], List[Dict[str, str]]]:
    """Return the columns and the rows of a table, see :func:`read_delimited`; the first line decides on the separator.

    >>> parse_delimited("file;date\\na.tif;2001")
    (('file', 'date'), [{'file': 'a.tif', 'date': '2001'}])
    """
    head = text.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(text), delimiter=max(SEPARATORS, key=head.count))
    return tuple(reader.fieldnames or ()), list(reader)
