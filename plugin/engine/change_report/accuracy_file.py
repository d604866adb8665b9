"""Results of ``estimatearea`` and ``assessaccuracy``, read again for the accuracy of a map and areas with intervals."""

from __future__ import annotations

import csv
import io
import json
import os
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any, Callable, Mapping, Optional, Sequence

from ...jobs.failure import JobFailure

_MOST_BYTES = 50_000_000
_ESTIMATE, _ASSESSMENT = "groundshift:estimatearea", "groundshift:assessaccuracy"
_AREA_COLUMNS = ("class", "mapped_ha", "estimated_ha", "ci95_ha", "users_accuracy", "producers_accuracy")
_MATRIX_CORNER = "predicted \\ reference"
Word = Callable[[str], str]


@dataclass(frozen=True)
class Interval:
    """An estimated area. ``half``: half width of its 95 % confidence interval; both in hectares."""

    hectares: float
    half: float


@dataclass(frozen=True)
class AccuracyFile:
    """What a result records on the accuracy of a map.

    :param estimated: whether it comes from a sample, with intervals; else from a comparison with a reference.
    :param head, rows: its table of classes.
    :param figures: names and values of the whole map.
    :param areas: class name in lower case -> estimated area.
    """

    name: str
    estimated: bool
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    figures: Sequence[tuple[str, str]] = ()
    areas: Mapping[str, Interval] = field(default_factory=dict)


def read_accuracy(path: str, word: Word) -> AccuracyFile:
    """Read the report (HTML), the areas or the matrix (CSV), or the measures (JSON).

    :param word: text of a key, for the titles of columns.
    :raises JobFailure: ``report_accuracy_file``.
    """
    readers = {".csv": _of_table, ".json": _of_measures, ".html": _of_report, ".htm": _of_report}
    read = readers.get(os.path.splitext(path)[1].lower())
    name = os.path.basename(path)
    try:
        if read is None or os.path.getsize(path) > _MOST_BYTES:
            raise ValueError(path)
        with open(path, encoding="utf-8-sig", newline="") as stream:
            return read(name, stream.read(), word)
    except (OSError, ValueError, KeyError, IndexError, TypeError, AttributeError, csv.Error) as error:
        raise JobFailure("report_accuracy_file", "ACCURACY", path=path) from error


def _of_table(name: str, text: str, word: Word) -> AccuracyFile:
    rows = [row for row in csv.reader(io.StringIO(text, newline="")) if row]
    if rows[0][0] == _MATRIX_CORNER:
        return AccuracyFile(name, False, [f"{word('predicted')} \\ {word('reference')}", *rows[0][1:]], rows[1:])
    lines = [dict(zip(rows[0], row)) for row in rows[1:]]
    shown, areas = [], {}
    for line in lines:
        title, mapped, estimated, half, users, producers = (line[column] for column in _AREA_COLUMNS)
        areas[title.casefold()] = Interval(float(estimated), float(half))
        accuracies = [
            f"{float(value):.3f} ± {float(line[column]):.3f}" if value else ""
            for value, column in ((users, "users_ci95"), (producers, "producers_ci95"))
        ]
        shown.append(
            [title, f"{float(mapped):,.2f}", f"{float(estimated):,.2f}", f"± {float(half):,.2f}", *accuracies],
        )
    head = [word(key) for key in ("class", "mapped_ha", "adjusted_ha", "interval", "users", "producers")]
    return AccuracyFile(name, True, head, shown, (), areas)


def _of_measures(name: str, text: str, word: Word) -> AccuracyFile:
    found: Any = json.loads(text)
    keys = ("precision", "recall", "f1", "iou")
    rows = [[str(item["name"]), *(f"{float(item[key]):.4f}" for key in keys)] for item in found["classes"]]
    figures = [(word(key), f"{float(found[key]):.4f}") for key in ("accuracy", "f1", "kappa")]
    return AccuracyFile(name, False, [word(key) for key in ("class", *keys)], rows, figures)


def _of_report(name: str, text: str, word: Word) -> AccuracyFile:
    page = _Page()
    page.feed(text)
    made_by = json.loads(page.provenance)["algorithm"]
    if made_by not in (_ESTIMATE, _ASSESSMENT):
        raise ValueError(made_by)
    head, *rows = page.tables[0]
    estimated = made_by == _ESTIMATE
    areas = {row[0].casefold(): Interval(_number(row[2]), _number(row[3])) for row in rows} if estimated else {}
    return AccuracyFile(name, estimated, head, rows, (), areas)


def _number(text: str) -> float:
    """The number of a report's cell, such as ``± 1,234.50``."""
    return float(text.replace("±", "").replace(",", ""))


class _Page(HTMLParser):
    """The tables and the provenance of a report."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[list[list[str]]] = []
        self.provenance = ""
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, Optional[str]]]) -> None:
        if tag == "table":
            self.tables.append([])
        elif tag == "tr" and self.tables:
            self.tables[-1].append([])
        elif tag in ("td", "th") and self.tables and self.tables[-1]:
            self.tables[-1][-1].append("")
            self._inside = "cell"
        elif tag == "pre":
            self._inside, self.provenance = "pre", ""

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "pre"):
            self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "cell":
            self.tables[-1][-1][-1] += data
        elif self._inside == "pre":
            self.provenance += data
