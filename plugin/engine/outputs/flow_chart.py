"""Charts of classes as SVG: bars, gains and losses, and an alluvial diagram of what became what.

Example::

    alluvial([Node("wood", "#33a02c"), Node("town", "#e31a1c")], [[5, 2], [0, 1]], ("1990", "2020"), "km²")
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Sequence

from ...jobs.palette import GRID, INK

_WIDTH = 720
_LABEL = 150  # pixels for the names beside bars and columns
_BAR, _STEP = 18, 26  # height of a bar, and from one to the next
_COLUMN = 16  # width of a column of the alluvial diagram
_GAP = 6  # between classes in a column
_LEAST_FLOW = 0.001  # of the total; thinner ribbons are not drawn


@dataclass(frozen=True)
class Bar:
    """A bar to the right, or to the left where it is negative.

    :param color: ``#rrggbb``.
    """

    name: str
    value: float
    color: str


@dataclass(frozen=True)
class Node:
    """A class of the alluvial diagram, with its colour ``#rrggbb``."""

    name: str
    color: str


def bars(items: Sequence[Bar], unit: str) -> str:
    """Draw a horizontal bar for each item, its value beside it.

    :return: an ``<svg>`` element.
    """
    return paired_bars([(item, None) for item in items], unit)


def paired_bars(items: Sequence[tuple[Bar, Bar | None]], unit: str) -> str:
    """Draw two bars a row: the first to the right, the second (such as a loss) to the left of a common line.

    :return: an ``<svg>`` element.
    """
    both = any(other is not None for _, other in items)
    most = max([abs(bar.value) for pair in items for bar in pair if bar is not None], default=0.0) or 1.0
    room = (_WIDTH - _LABEL - (180 if both else 90)) / (2 if both else 1)
    middle = _LABEL + (90 + room if both else 0)
    height = max(1, len(items)) * _STEP + 8
    parts = []
    for number, (bar, other) in enumerate(items):
        y = 4 + number * _STEP
        text = y + _BAR * 0.72
        parts.append(f'<text x="{_LABEL - 8}" y="{text:.1f}" text-anchor="end" fill="{INK}">{escape(bar.name)}</text>')
        length = abs(bar.value) / most * room
        parts.append(f'<rect x="{middle:.1f}" y="{y}" width="{length:.1f}" height="{_BAR}" fill="{bar.color}"/>')
        parts.append(f'<text x="{middle + length + 5:.1f}" y="{text:.1f}" fill="{INK}">{_number(bar.value)} {unit}</text>')
        if other is not None:
            length = abs(other.value) / most * room
            left = middle - length
            parts.append(
                f'<rect x="{left:.1f}" y="{y}" width="{length:.1f}" height="{_BAR}" fill="{other.color}" fill-opacity="0.45"/>'
            )
            label = f"{_number(other.value)} {unit}"
            parts.append(f'<text x="{left - 5:.1f}" y="{text:.1f}" text-anchor="end" fill="{INK}">{label}</text>')
    parts.append(f'<line x1="{middle:.1f}" x2="{middle:.1f}" y1="0" y2="{height}" stroke="{GRID}"/>')
    return _document(_WIDTH, height, parts)


def alluvial(nodes: Sequence[Node], flows: Sequence[Sequence[float]], titles: tuple[str, str], unit: str) -> str:
    """Draw the classes of two dates as columns, and a ribbon for each transition as wide as its area.

    :param flows: area from each class (row) to each class (column).
    :param titles: of the two columns.
    :param unit: of the areas.
    :return: an ``<svg>`` element.
    """
    before = [sum(row) for row in flows]
    after = [sum(row[index] for row in flows) for index in range(len(nodes))]
    total = sum(before) or 1.0
    shown = sum(1 for one, other in zip(before, after) if one or other)
    height = max(240, shown * 36)
    scale = (height - _GAP * max(shown - 1, 0)) / total
    left, right = _LABEL + 60, _WIDTH - _LABEL - 60 - _COLUMN
    tops = [_tops(sizes, scale) for sizes in (before, after)]
    parts = [
        f'<text x="{left}" y="14" font-weight="600" fill="{INK}">{escape(titles[0])}</text>',
        f'<text x="{right + _COLUMN}" y="14" text-anchor="end" font-weight="600" fill="{INK}">{escape(titles[1])}</text>',
    ]
    starts, ends = list(tops[0]), list(tops[1])
    for source, row in enumerate(flows):
        for target, size in enumerate(row):
            width = size * scale
            y1, y2 = starts[source], ends[target]
            starts[source] += width
            ends[target] += width
            if size / total < _LEAST_FLOW:
                continue
            hint = f"{nodes[source].name} → {nodes[target].name}: {_number(size)} {unit}"
            opacity = 0.2 if source == target else 0.6
            parts.append(_ribbon(left + _COLUMN, y1, right, y2, width, nodes[source].color, opacity, hint))
    for sizes, column, x, side in ((before, tops[0], left, -1), (after, tops[1], right, 1)):
        for node, size, top in zip(nodes, sizes, column):
            if not size:
                continue
            tall = max(size * scale, 0.5)
            parts.append(f'<rect x="{x}" y="{top:.1f}" width="{_COLUMN}" height="{tall:.1f}" fill="{node.color}"/>')
            place, anchor = (x - 6, "end") if side < 0 else (x + _COLUMN + 6, "start")
            label = f"{node.name} {_number(size)} {unit}"
            middle = top + tall / 2 + 4
            parts.append(f'<text x="{place}" y="{middle:.1f}" text-anchor="{anchor}" fill="{INK}">{escape(label)}</text>')
    return _document(_WIDTH, height + 32, parts)


def _tops(sizes: Sequence[float], scale: float) -> list[float]:
    """Upper edges of the classes of a column; those without area take no room."""
    tops, y = [], 24.0
    for size in sizes:
        tops.append(y)
        if size:
            y += size * scale + _GAP
    return tops


def _ribbon(x1: float, y1: float, x2: float, y2: float, width: float, color: str, opacity: float, hint: str) -> str:
    middle = (x1 + x2) / 2
    width = max(width, 0.5)
    path = (
        f"M{x1:.1f} {y1:.1f}C{middle:.1f} {y1:.1f} {middle:.1f} {y2:.1f} {x2:.1f} {y2:.1f}V{y2 + width:.1f}"
        f"C{middle:.1f} {y2 + width:.1f} {middle:.1f} {y1 + width:.1f} {x1:.1f} {y1 + width:.1f}Z"
    )
    return f'<path d="{path}" fill="{color}" fill-opacity="{opacity:g}"><title>{escape(hint)}</title></path>'


def _document(width: int, height: float, parts: Sequence[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height:g}" width="{width}" height="{height:g}" '
        f'font-family="system-ui, sans-serif" font-size="12"><rect width="{width}" height="{height:g}" fill="#ffffff"/>'
        + "".join(parts)
        + "</svg>"
    )


def _number(value: float) -> str:
    """A number with three significant digits, or all digits before the point."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
