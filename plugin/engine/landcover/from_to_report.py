"""The report of what became what: figures, flows, the matrix as a heat map, gains and losses."""

from __future__ import annotations

from html import escape
from typing import Any, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from ...jobs.palette import BLUE
from ...jobs.report_texts import report_text
from ..outputs import report
from ..outputs.flow_chart import Bar, Node, alluvial, paired_bars
from .matrix import FIGURES, class_figures
from .sources import mixed

_MOST_SHOWN = 40  # classes of a report; a matrix of more is read from its file
_HECTARE = 1e4


def from_to_report(
    names: Sequence[str],
    colors: Sequence[str],
    ground: NDArray[np.float64],
    facts: Mapping[str, str],
    pictures: Sequence[str],
    texts: Mapping[str, str],
    provenance: Mapping[str, Any],
) -> str:
    """Return the report as one HTML page.

    :param ground: float64 (classes, classes), square metres, rows before, columns after.
    :param facts: ``before`` and ``after`` (names of the layers), ``how`` (of the decision) and ``dropped`` (of small changes).
    :param pictures: of the changes, HTML already.
    :param texts: translations of the report's texts.
    """

    def word(key: str) -> str:
        return report_text(texts, key)

    sizes = ground.sum(axis=0) + ground.sum(axis=1)
    order = [int(index) for index in np.argsort(-sizes, kind="stable") if sizes[index] > 0][:_MOST_SHOWN]
    order.sort()
    shown = [names[index] for index in order]
    hues = [colors[index] for index in order]
    hectares = ground[np.ix_(order, order)] / _HECTARE
    figures = class_figures(hectares)
    total = float(ground.sum()) / _HECTARE
    kept = float(np.trace(ground)) / _HECTARE
    exchanged = float(class_figures(ground).swap.sum()) / 2 / _HECTARE
    headline = [
        (word("compared_ha"), f"{total:,.2f}"),
        (word("unchanged"), _share(kept, total)),
        (word("changed"), _share(total - kept, total)),
        (word("net_change"), _share(total - kept - exchanged, total)),
        (word("swap"), _share(exchanged, total)),
    ]
    parts = [
        report.note(f"{word('date_before')}: {facts['before']} · {word('date_after')}: {facts['after']}"),
        report.figures(headline),
        report.note(facts["how"]),
        report.heading(word("flows")),
        report.chart(
            alluvial(
                [Node(name, color) for name, color in zip(shown, hues)],
                hectares.tolist(),
                (word("date_before"), word("date_after")),
                "ha",
            )
        ),
        *([report.heading(word("change_map")), *pictures] if pictures else []),
        report.heading(word("transition_matrix")),
        report.note(word("transition_help")),
        heat_map(shown, hectares, word("total"), f"{word('date_before')} \\ {word('date_after')}"),
        report.heading(word("gains_losses")),
        report.chart(
            paired_bars(
                [
                    (Bar(name, float(gain), color), Bar(name, float(loss), color))
                    for name, color, gain, loss in zip(shown, hues, figures.gain, figures.loss)
                ],
                "ha",
            )
        ),
        report.note(word("gains_help")),
        report.table(
            [word("class"), *(f"{word(_word_of(figure))} (ha)" for figure in FIGURES)],
            [[name, *(f"{getattr(figures, figure)[index]:,.2f}" for figure in FIGURES)] for index, name in enumerate(shown)],
        ),
        report.note(word("pontius")),
    ]
    if facts["dropped"]:
        parts.append(report.note(facts["dropped"]))
    parts.append(report.provenance_block(word("provenance"), provenance))
    return report.page(word("from_to_title"), parts)


def heat_map(names: Sequence[str], values: NDArray[np.float64], total: str, corner: str) -> str:
    """The matrix as a table whose cells are the darker, the more of the class before they hold.

    :param values: (classes, classes), rows before, columns after.
    """
    cells = "".join(f"<th>{escape(text)}</th>" for text in (corner, *names, total))
    lines = [f"<tr>{cells}</tr>"]
    rows = values.sum(axis=1)
    for index, name in enumerate(names):
        line = [f"<td>{escape(name)}</td>"]
        for column, value in enumerate(values[index]):
            share = float(value) / float(rows[index]) if rows[index] else 0.0
            color = mixed(BLUE, "#ffffff", 0.85 * share)
            style = f"background:{color};color:{'#ffffff' if share > 0.55 else '#222222'}"
            style += ";font-weight:600" if column == index else ""
            line.append(f'<td style="{style}" title="{share:.1%}">{value:,.2f}</td>')
        line.append(f"<td>{rows[index]:,.2f}</td>")
        lines.append(f"<tr>{''.join(line)}</tr>")
    sums = "".join(f"<td>{value:,.2f}</td>" for value in [*values.sum(axis=0), values.sum()])
    lines.append(f"<tr><td>{escape(total)}</td>{sums}</tr>")
    return f"<table>{''.join(lines)}</table>"


def _word_of(figure: str) -> str:
    return {"before": "date_before", "after": "date_after"}.get(figure, figure)


def _share(part: float, total: float) -> str:
    return f"{part:,.2f} ha ({part / total if total else 0:.1%})"
