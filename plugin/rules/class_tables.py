"""Classes and transitions as users write them: a text, or a CSV file.

Standard library only; imported by both sides.
"""

from __future__ import annotations

import csv
import io
import os
import re
from dataclasses import dataclass
from typing import Dict, Iterator, Optional, Pattern, Tuple

from ..jobs.failure import JobFailure
from ..jobs.from_to_change import NamedClass, Transition
from .label_codes import HIGHEST_CLASS

ANY = "*"
ARROW = " → "  # between the classes of a transition, in the names of maps and polygons
_ENTRIES = re.compile(r"[;,\n]+")
_HEADER_WORDS = ("value", "class", "from", "id", "code")
_TABLE_EXTENSIONS = (".csv", ".txt", ".tsv")
_VALUE = re.compile(r"\d+(\.0+)?")  # 1.0, too, as programs write whole numbers of a column with gaps
_COLOR = re.compile(r"#[0-9a-fA-F]{6}")
_LONGEST_TABLE = 1_000_000  # bytes


@dataclass(frozen=True)
class Entry:
    """A line of a table: key, what it stands for, and what follows."""

    key: str
    text: str
    rest: Tuple[str, ...] = ()


def transition_text(before: str, after: str) -> str:
    """Return the name of a transition.

    >>> transition_text("wood", "water")
    'wood → water'
    """
    return f"{before}{ARROW}{after}"


def parse_transition(text: str) -> Optional[Tuple[str, str]]:
    """Return the classes before and after of a transition's name; ``None`` = it is none.

    >>> parse_transition("wood → water")
    ('wood', 'water')
    """
    before, arrow, after = text.partition(ARROW)
    return (before, after) if arrow and before and after else None


def parse_classes(text: str, parameter: str = "CLASSES") -> Tuple[NamedClass, ...]:
    """Return the classes of ``1=water, 2=wood``, or of a CSV file with the columns value, name and perhaps colour.

    >>> parse_classes("1=water, 2=wood")[1].name
    'wood'

    :param parameter: that the text was given for.
    :raises JobFailure: ``class_table``, ``class_value_high``, ``class_value_twice`` or ``class_table_missing``.
    """
    found: dict[int, NamedClass] = {}
    for entry in _entries(text, parameter, _VALUE):
        if not _VALUE.fullmatch(entry.key) or not entry.text:
            raise JobFailure("class_table", parameter, text=entry.key)
        color = next((item for item in entry.rest if _COLOR.fullmatch(item)), "")
        value = int(entry.key.partition(".")[0])
        if value > HIGHEST_CLASS:
            raise JobFailure("class_value_high", parameter, value=value, limit=HIGHEST_CLASS)
        if value in found:
            raise JobFailure("class_value_twice", parameter, value=value)
        found[value] = NamedClass(value, entry.text, color)
    return tuple(found.values())


def parse_mapping(text: str, parameter: str = "MAPPING") -> Tuple[Tuple[str, str], ...]:
    """Return pairs of a class and the class that it is compared as, of ``wood=vegetation, field=vegetation`` or a CSV file.

    :raises JobFailure: ``mapping_table``, ``mapping_twice`` or ``class_table_missing``.
    """
    targets: Dict[str, str] = {}
    pairs = []
    for entry in _entries(text, parameter):
        if not entry.key or not entry.text:
            raise JobFailure("mapping_table", parameter, text=entry.key or entry.text)
        if targets.setdefault(entry.key.casefold(), entry.text.casefold()) != entry.text.casefold():
            raise JobFailure("mapping_twice", parameter, name=entry.key)
        pairs.append((entry.key, entry.text))
    return tuple(pairs)


def parse_changes(text: str, parameter: str = "CHANGES") -> Tuple[Transition, ...]:
    """Return the transitions of ``vegetation>building, *>water``; ``*`` or nothing stands for every class.

    :raises JobFailure: ``changes_text``.
    """
    found = []
    for item in _ENTRIES.split(text):
        if not item.strip():
            continue
        before, arrow, after = (part.strip() for part in item.replace("→", ">").replace("->", ">").partition(">"))
        if not arrow or ">" in after:
            raise JobFailure("changes_text", parameter, text=item.strip())
        found.append(Transition(before or ANY, after or ANY))
    return tuple(found)


def _entries(text: str, parameter: str, keys: Optional[Pattern[str]] = None) -> Iterator[Entry]:
    """Yield the entries of a text or a table.

    :param keys: pattern of keys, by which a table's header is recognised; ``None`` = by its usual words.
    """
    path = text.strip()
    if path.lower().endswith(_TABLE_EXTENSIONS):
        yield from _table(path, parameter, keys)
        return
    for item in _ENTRIES.split(text):
        if item.strip():
            key, _, name = (part.strip() for part in item.partition("="))
            yield Entry(key, name)


def _table(path: str, parameter: str, keys: Optional[Pattern[str]]) -> Iterator[Entry]:
    """Yield the lines of a CSV file, with any usual separator, without its header, see :func:`_entries`."""
    try:
        if os.path.getsize(path) > _LONGEST_TABLE:
            raise JobFailure("class_table_missing", parameter, path=path)
        with open(path, encoding="utf-8-sig") as stream:
            content = stream.read()
        first = content.partition("\n")[0]
        separator = next((item for item in (";", "\t", ",", "=") if item in first), ",")
        rows = list(csv.reader(io.StringIO(content), delimiter=separator))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise JobFailure("class_table_missing", parameter, path=path) from error
    for number, row in enumerate(rows):
        cells = [cell.strip() for cell in row]
        if not any(cells):
            continue
        if number == 0 and (cells[0].casefold() in _HEADER_WORDS if keys is None else not keys.fullmatch(cells[0])):
            continue
        yield Entry(cells[0], cells[1] if len(cells) > 1 else "", tuple(cells[2:]))
