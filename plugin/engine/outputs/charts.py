"""Line charts as SVG: no library, no fonts to load, legible on a light page and in print.

Example::

    svg([Chart("F1", "threshold", "", [Line("F1", [(0.2, 0.61), (0.5, 0.74), (0.8, 0.58)])])])
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from math import ceil, floor, log10
from typing import Callable, Optional, Sequence

from ...jobs.palette import BARS, CLASSES, GRID, INK, LINES

WIDTH, HEIGHT = 360, 270
_LEFT, _RIGHT, _TOP, _BOTTOM = 46, 14, 30, 44
_KEY_WIDTH = 130
# Between ticks.
_STEPS = (
    *(1e-4, 2e-4, 5e-4, 1e-3, 2e-3, 5e-3, 0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5),
    *(1.0, 2.0, 4.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0),
)


@dataclass(frozen=True)
class Line:
    """A line of a chart.

    :param name: for the key, which a chart of several named lines has.
    :param points: x and y; ``None`` as y breaks the line.
    :param dashed: dashed, and without dots.
    :param width: in pixels.
    """

    name: str
    points: Sequence[tuple[float, Optional[float]]]
    color: str = LINES[0]
    dashed: bool = False
    dots: bool = True
    width: float = 2


@dataclass(frozen=True)
class Bars:
    """Bars from the bottom: x from, x to, height."""

    items: Sequence[tuple[float, float, float]]
    color: str = BARS


@dataclass(frozen=True)
class Chart:
    """A chart.

    :param title: ``""`` = the key of the lines stands there.
    :param x_range: from, to; ``None`` = as the lines need.
    :param y_range: from, to; what lies beyond is drawn at the edge.
    :param log_x: logarithmic x axis; all x and ``x_range`` are positive.
    :param mark: an x that is marked by a vertical line with its value.
    """

    title: str
    x_label: str
    y_label: str
    lines: Sequence[Line]
    bars: Optional[Bars] = None
    x_range: Optional[tuple[float, float]] = None
    y_range: tuple[float, float] = (0.0, 1.0)
    log_x: bool = False
    mark: Optional[float] = None


def svg(charts: Sequence[Chart], columns: int = 3, size: tuple[int, int] = (WIDTH, HEIGHT)) -> str:
    """Draw charts side by side in one document.

    :param columns: the most charts in a row.
    :param size: width and height of each chart in pixels.
    :return: an ``<svg>`` element.
    """
    columns = max(1, min(columns, len(charts)))
    rows = -(-len(charts) // columns)
    width, height = columns * size[0], max(1, rows) * size[1]
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'font-family="system-ui, sans-serif" font-size="11"><rect width="{width}" height="{height}" fill="#ffffff"/>'
    ]
    for number, chart in enumerate(charts):
        x, y = number % columns * size[0], number // columns * size[1]
        parts.append(f'<g transform="translate({x},{y})">{_chart(chart, *size)}</g>')
    return "".join(parts) + "</svg>"


def _chart(chart: Chart, width: int, height: int) -> str:
    xs = [x for line in chart.lines for x, y in line.points if y is not None]
    low, high = chart.x_range or ((min(xs), max(xs)) if xs else (0.0, 1.0))
    scale: Callable[[float], float] = log10 if chart.log_x else float
    low, high = scale(low), scale(high)
    if low == high:
        low, high = low - 0.5, high + 0.5
    bottom, top = chart.y_range
    right_edge, lower_edge = width - _RIGHT, height - _BOTTOM

    def place(x: float, y: float) -> tuple[float, float]:
        right = _LEFT + (scale(x) - low) / (high - low) * (right_edge - _LEFT)
        down = _TOP + (top - min(max(y, bottom), top)) / (top - bottom) * (lower_edge - _TOP)
        return round(right, 1), round(down, 1)

    parts = [f'<text x="{_LEFT}" y="18" font-size="13" font-weight="600" fill="{INK}">{escape(chart.title)}</text>']
    for value in _ticks(bottom, top):
        y = place(10**low if chart.log_x else low, value)[1]
        parts.append(f'<line x1="{_LEFT}" x2="{right_edge}" y1="{y}" y2="{y}" stroke="{GRID}"/>')
        parts.append(f'<text x="{_LEFT - 6}" y="{y + 4}" text-anchor="end" fill="{INK}">{value:g}</text>')
    for value in [10.0**power for power in range(ceil(low), floor(high) + 1)] if chart.log_x else _ticks(low, high):
        x = place(value, bottom)[0]
        parts.append(f'<line x1="{x}" x2="{x}" y1="{lower_edge}" y2="{lower_edge + 4}" stroke="{INK}"/>')
        parts.append(f'<text x="{x}" y="{lower_edge + 16}" text-anchor="middle" fill="{INK}">{value:g}</text>')
    if chart.bars is not None:
        for begin, end, value in chart.bars.items:
            (x1, y1), (x2, y2) = place(begin, value), place(end, bottom)
            parts.append(f'<rect x="{x1}" y="{y1}" width="{x2 - x1:.1f}" height="{y2 - y1:.1f}" fill="{chart.bars.color}"/>')
    for line in chart.lines:
        parts.append(_line(line, place))
    if chart.mark is not None:
        x = place(chart.mark, bottom)[0]
        stroke = f'stroke="{CLASSES[0]}" stroke-width="1.6" stroke-dasharray="6 4"'
        parts.append(f'<line x1="{x}" x2="{x}" y1="{_TOP}" y2="{lower_edge}" {stroke}/>')
        parts.append(f'<text x="{x + 5}" y="{_TOP + 12}" fill="{CLASSES[0]}">{chart.mark:.2g}</text>')
    parts.append(f'<path d="M{_LEFT} {_TOP}V{lower_edge}H{right_edge}" fill="none" stroke="{INK}"/>')
    middle = (_LEFT + right_edge) / 2
    parts.append(f'<text x="{middle}" y="{height - 8}" text-anchor="middle" fill="{INK}">{escape(chart.x_label)}</text>')
    turned = f'transform="translate(12,{(_TOP + lower_edge) / 2}) rotate(-90)" text-anchor="middle"'
    parts.append(f'<text {turned} fill="{INK}">{escape(chart.y_label)}</text>')
    return "".join([*parts, *_key(chart, lower_edge)])


def _key(chart: Chart, lower_edge: int) -> list[str]:
    """The key of the lines: in the lower left corner, or in place of the title."""
    named = [line for line in chart.lines if line.name]
    parts = []
    for number, line in enumerate(named if len(named) > 1 else ()):
        x, y = _LEFT + number * _KEY_WIDTH, 18
        if chart.title:
            x, y = _LEFT + 8, lower_edge - 8 - 14 * (len(named) - 1 - number)
        dash = ' stroke-dasharray="5 4"' if line.dashed else ""
        parts.append(f'<line x1="{x}" x2="{x + 18}" y1="{y - 4}" y2="{y - 4}" stroke="{line.color}" stroke-width="2"{dash}/>')
        parts.append(f'<text x="{x + 23}" y="{y}" fill="{INK}">{escape(line.name)}</text>')
    return parts


def _line(line: Line, place: Callable[[float, float], tuple[float, float]]) -> str:
    parts, pen = [], "M"
    dots = []
    for x, y in line.points:
        if y is None:
            pen = "M"
            continue
        right, down = place(x, y)
        parts.append(f"{pen}{right} {down}")
        pen = "L"
        dots.append(f'<circle cx="{right}" cy="{down}" r="2.6" fill="{line.color}"/>')
    dash = ' stroke-dasharray="5 4"' if line.dashed else ""
    path = f'<path d="{"".join(parts)}" fill="none" stroke="{line.color}" stroke-width="{line.width:g}"{dash}/>'
    return path + ("".join(dots) if line.dots and not line.dashed else "")


def _ticks(low: float, high: float) -> list[float]:
    """Round numbers between two others, four to eight of them."""
    span = high - low
    for step in _STEPS:
        if span / step <= 7:
            break
    else:
        step = span / 5
    first = -(-low // step) * step
    ticks = []
    while first <= high + step * 1e-6:
        ticks.append(round(first, 6) + 0.0)
        first += step
    return ticks
