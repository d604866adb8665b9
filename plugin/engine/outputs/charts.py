"""Line charts as SVG: no library, no fonts to load, legible on a light page and in print."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Callable, Optional, Sequence

WIDTH, HEIGHT = 360, 270
_LEFT, _RIGHT, _TOP, _BOTTOM = 46, 14, 30, 44
COLOURS = ("#1f78b4", "#e31a1c", "#33a02c", "#ff7f00")
_GREY, _INK = "#dddddd", "#222222"


@dataclass(frozen=True)
class Line:
    """:param points: x and y; ``None`` as y breaks the line. :param dashed: and without dots."""

    name: str
    points: Sequence[tuple[float, Optional[float]]]
    color: str = COLOURS[0]
    dashed: bool = False
    dots: bool = True


@dataclass(frozen=True)
class Bars:
    """Bars from the bottom: x from, x to, height."""

    items: Sequence[tuple[float, float, float]]
    color: str = "#c6dbef"


@dataclass(frozen=True)
class Chart:
    """:param y_range: from, to. ``x_range``: likewise; ``None`` = as the lines need."""

    title: str
    x_label: str
    y_label: str
    lines: Sequence[Line]
    bars: Optional[Bars] = None
    x_range: Optional[tuple[float, float]] = None
    y_range: tuple[float, float] = (0.0, 1.0)


def svg(charts: Sequence[Chart], columns: int = 3) -> str:
    """Charts side by side, in one document."""
    columns = max(1, min(columns, len(charts)))
    rows = -(-len(charts) // columns)
    width, height = columns * WIDTH, max(1, rows) * HEIGHT
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'font-family="system-ui, sans-serif" font-size="11"><rect width="{width}" height="{height}" fill="#ffffff"/>'
    ]
    for number, chart in enumerate(charts):
        x, y = number % columns * WIDTH, number // columns * HEIGHT
        parts.append(f'<g transform="translate({x},{y})">{_chart(chart)}</g>')
    return "".join(parts) + "</svg>"


def _chart(chart: Chart) -> str:
    xs = [x for line in chart.lines for x, y in line.points if y is not None]
    low, high = chart.x_range or ((min(xs), max(xs)) if xs else (0.0, 1.0))
    if low == high:
        low, high = low - 0.5, high + 0.5
    bottom, top = chart.y_range
    inner_width, inner_height = WIDTH - _LEFT - _RIGHT, HEIGHT - _TOP - _BOTTOM

    def place(x: float, y: float) -> tuple[float, float]:
        right = _LEFT + (x - low) / (high - low) * inner_width
        down = _TOP + (top - min(max(y, bottom), top)) / (top - bottom) * inner_height
        return round(right, 1), round(down, 1)

    parts = [f'<text x="{_LEFT}" y="18" font-size="13" font-weight="600" fill="{_INK}">{escape(chart.title)}</text>']
    for value in _ticks(bottom, top):
        _, y = place(low, value)
        parts.append(f'<line x1="{_LEFT}" x2="{WIDTH - _RIGHT}" y1="{y}" y2="{y}" stroke="{_GREY}"/>')
        parts.append(f'<text x="{_LEFT - 6}" y="{y + 4}" text-anchor="end" fill="{_INK}">{value:g}</text>')
    for value in _ticks(low, high):
        x, _ = place(value, bottom)
        y = HEIGHT - _BOTTOM
        parts.append(f'<line x1="{x}" x2="{x}" y1="{y}" y2="{y + 4}" stroke="{_INK}"/>')
        parts.append(f'<text x="{x}" y="{y + 16}" text-anchor="middle" fill="{_INK}">{value:g}</text>')
    if chart.bars is not None:
        for begin, end, value in chart.bars.items:
            (x1, y1), (x2, y2) = place(begin, value), place(end, bottom)
            parts.append(f'<rect x="{x1}" y="{y1}" width="{x2 - x1:.1f}" height="{y2 - y1:.1f}" fill="{chart.bars.color}"/>')
    for line in chart.lines:
        parts.append(_line(line, place))
    y = HEIGHT - _BOTTOM
    parts.append(f'<path d="M{_LEFT} {_TOP}V{y}H{WIDTH - _RIGHT}" fill="none" stroke="{_INK}"/>')
    middle = _LEFT + inner_width / 2
    parts.append(f'<text x="{middle}" y="{HEIGHT - 8}" text-anchor="middle" fill="{_INK}">{escape(chart.x_label)}</text>')
    across = _TOP + inner_height / 2
    turned = f'transform="translate(12,{across}) rotate(-90)" text-anchor="middle"'
    parts.append(f'<text {turned} fill="{_INK}">{escape(chart.y_label)}</text>')
    named = [line for line in chart.lines if line.name]
    if len(named) > 1:
        for number, line in enumerate(named):
            y = HEIGHT - _BOTTOM - 8 - 14 * (len(named) - 1 - number)
            x = _LEFT + 8
            dash = ' stroke-dasharray="5 4"' if line.dashed else ""
            parts.append(
                f'<line x1="{x}" x2="{x + 18}" y1="{y - 4}" y2="{y - 4}" stroke="{line.color}" stroke-width="2"{dash}/>'
            )
            parts.append(f'<text x="{x + 23}" y="{y}" fill="{_INK}">{escape(line.name)}</text>')
    return "".join(parts)


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
    path = f'<path d="{"".join(parts)}" fill="none" stroke="{line.color}" stroke-width="2"{dash}/>'
    return path + ("".join(dots) if line.dots and not line.dashed else "")


def _ticks(low: float, high: float) -> list[float]:
    """Round numbers between two others, four to eight of them."""
    span = high - low
    for step in (0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5, 1, 2, 4, 5, 10, 20, 50, 100, 200, 500, 1000):
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
