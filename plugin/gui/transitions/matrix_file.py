"""The matrix of transitions that a run has written, as the panel shows it."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import Iterable

from ...jobs.from_to_change import Transition
from ...rules.class_tables import ANY

_SQUARE_METRES = "m2"


@dataclass(frozen=True)
class TransitionArea:
    """A transition, in square metres on the ellipsoid."""

    before: str
    after: str
    area: float


def read_transitions(path: str, wanted: Iterable[Transition] = ()) -> list[TransitionArea]:
    """Return the transitions of a matrix whose area is not 0, the largest first.

    :param wanted: those that count; none = all.
    :raises OSError: it cannot be read.
    :raises ValueError: it is no matrix.
    """
    rows = _rows(path)
    names = rows[0][2:-1]
    wanted = tuple(wanted)
    found = []
    # After the rows of the classes come those of their figures.
    for row in [row for row in rows[1:] if row[0] == _SQUARE_METRES][: len(names)]:
        for after, cell in zip(names, row[2:]):
            area = float(cell or 0.0)
            if after != row[1] and area > 0 and _counts(row[1], after, wanted):
                found.append(TransitionArea(row[1], after, area))
    return sorted(found, key=lambda item: -item.area)


def read_classes(path: str) -> tuple[str, ...]:
    """Return the names of a matrix's classes.

    :raises OSError: it cannot be read.
    :raises ValueError: it is no matrix.
    """
    return tuple(_rows(path)[0][2:-1])


def _rows(path: str) -> list[list[str]]:
    with open(path, encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream))
    if not rows or rows[0][:2] != ["unit", "from"]:
        raise ValueError(path)
    return rows


def _counts(before: str, after: str, wanted: tuple[Transition, ...]) -> bool:
    return not wanted or any(item.before in (ANY, before) and item.after in (ANY, after) for item in wanted)
