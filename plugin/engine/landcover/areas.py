"""The areas of classes as a table or a report."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Any, Mapping, Sequence

from ...jobs.report_texts import report_text
from ..outputs import report
from ..outputs.flow_chart import Bar, bars

EXTENSIONS = ("html", "htm", "csv")


@dataclass(frozen=True)
class ClassArea:
    """Area of a class on the ellipsoid.

    :param share: of all classified ground, 0..1.
    """

    value: int
    name: str
    color: str
    pixels: int
    square_metres: float
    share: float


def document(
    path: str,
    areas: Sequence[ClassArea],
    names: Mapping[str, str],
    texts: Mapping[str, str],
    provenance: Mapping[str, Any],
) -> str:
    """Return the content of a file of areas, as its extension asks: CSV, else HTML.

    :param names: ``image`` and ``model``, for the heading of the report.
    :param texts: translations of the report's texts.
    """
    if os.path.splitext(path)[1].lower() == ".csv":
        lines = [[item.value, item.name, item.pixels, f"{item.square_metres:.3f}", f"{item.share:.6f}"] for item in areas]
        return report.csv_text([["value", "class", "pixels", "area_m2", "share"], *lines])

    def word(key: str) -> str:
        return report_text(texts, key)

    head = [word(key) for key in ("class", "area_m2", "area_ha", "share")]
    rows = [
        [item.name, f"{item.square_metres:,.1f}", f"{item.square_metres / 1e4:,.2f}", f"{item.share:.1%}"] for item in areas
    ]
    total = sum(item.square_metres for item in areas)
    rows.append([word("total"), f"{total:,.1f}", f"{total / 1e4:,.2f}", f"{sum(item.share for item in areas):.1%}"])
    parts = [
        report.note(f"{word('image')}: {names['image']} · {word('model')}: {names['model']}"),
        report.heading(word("landcover_shares")),
        report.chart(bars([Bar(item.name, item.share * 100, item.color) for item in areas], "%")),
        report.table(head, rows),
        report.note(word("landcover_note")),
        report.provenance_block(word("provenance"), provenance),
    ]
    return report.page(word("landcover_title"), parts)
