"""The report of an evaluation of radar methods."""

from __future__ import annotations

from typing import Any, Mapping, Optional

from ...jobs.palette import CLASSES, GREY
from ...jobs.report_texts import report_text
from ..outputs import report
from ..outputs.charts import Bars, Chart, Line, svg

_CHART = (420, 400)
PLAIN = "plain"


def html(texts: Mapping[str, str], document: Mapping[str, Any], provenance: Mapping[str, Any]) -> str:
    """Return the whole page.

    :param document: as :func:`.evaluate.measure` returns it.
    """
    parts = evaluation_parts(texts, document)
    parts.append(report.provenance_block(report_text(texts, "provenance"), provenance))
    return report.page(report_text(texts, "sar_evaluation_title"), parts)


def evaluation_parts(texts: Mapping[str, str], document: Mapping[str, Any]) -> list[str]:
    """Return the parts of the page: figures, curves and tables; see :func:`html`."""

    def word(key: str, **values: Any) -> str:
        return report_text(texts, key).format(**values)

    changes, methods = document["changes"], document["methods"]
    best = methods[document["best_method"]]
    figures = [(word("sar_best"), word(f"sar_method_{document['best_method']}"))]
    for change in changes:
        figures.append((word("sar_auc_of", change=word(f"sar_change_{change}")), _number(best[change]["all"]["auc"])))
    parts = [
        report.note(word("sar_origin", images=document["images"], places=max(1, len(document["places"])))),
        report.figures(figures),
        report.chart(svg([_roc(texts, document, change) for change in changes], 2, _CHART)),
        report.heading(word("evaluation_table")),
        report.table(*_table(texts, document, "all")),
        report.note(word("sar_measures_help")),
    ]
    for surface in ("land", "water"):
        if any(methods[PLAIN][change][surface]["changed"] for change in changes):
            parts += [report.heading(word(f"sar_surface_{surface}")), report.table(*_table(texts, document, surface))]
    parts.append(report.note(word("sar_surface_help")))
    if document["automatic"]:
        listing = ", ".join(f"{word(f'sar_method_{name}')}: {count}" for name, count in document["automatic"].items())
        parts.append(report.note(word("sar_automatic_took", listing=listing)))
    if document.get("ablation"):
        parts += _ablation(texts, document)
    return parts


def _ablation(texts: Mapping[str, str], document: Mapping[str, Any]) -> list[str]:
    """The part about conditions: a numbered table, and a figure of the errors."""

    def word(key: str, **values: Any) -> str:
        return report_text(texts, key).format(**values)

    found = document["ablation"]
    head = ["", word("sar_ablation_without"), word("sar_train_mse")]
    head += [word("sar_auc_of", change=word(f"sar_change_{change}")) for change in document["changes"]]
    rows = []
    for number, item in enumerate(found, 1):
        name = item["without"] or word("sar_ablation_none")
        rows.append(
            [str(number), name, _number(item["mse_db2"]), *(_number(item["auc"][change]) for change in document["changes"])]
        )
    errors = [item["mse_db2"] or 0.0 for item in found]
    bars = Bars([(number - 0.4, number + 0.4, error) for number, error in enumerate(errors, 1)])
    figure = Chart(
        word("sar_ablation_title"),
        word("sar_ablation_axis"),
        "dB²",
        [],
        bars,
        x_range=(0.5, len(errors) + 0.5),
        y_range=(0.0, 1.1 * max(*errors, 1e-6)),
    )
    return [
        report.heading(word("sar_ablation_title")),
        report.table(head, rows),
        report.chart(svg([figure], 1, _CHART)),
        report.note(word("sar_ablation_help")),
    ]


def _table(texts: Mapping[str, str], document: Mapping[str, Any], surface: str) -> tuple[list[str], list[list[str]]]:
    def word(key: str, **values: Any) -> str:
        return report_text(texts, key).format(**values)

    whole = surface == "all"
    head, rows = [word("sar_method")], []
    for change in document["changes"]:
        kind = word(f"sar_change_{change}")
        head += [word("sar_auc_of", change=kind), word("sar_ap_of", change=kind)]
        head += [word("sar_svc_of", change=kind)] if whole else []
    for name, found in document["methods"].items():
        row = [word(f"sar_method_{name}")]
        for change in document["changes"]:
            measures = found[change][surface]
            row += [_with_interval(measures["auc"], measures["auc_interval"])]
            row += [_with_interval(measures["ap"], measures["ap_interval"])]
            row += [_number(found[change]["svc_accuracy"])] if whole else []
        rows.append(row)
    return head, rows


def _roc(texts: Mapping[str, str], document: Mapping[str, Any], change: str) -> Chart:
    lines = []
    for number, (name, found) in enumerate(document["methods"].items()):
        color = GREY if name == PLAIN else CLASSES[(number - 1) % len(CLASSES)]
        title = report_text(texts, f"sar_method_{name}")
        lines.append(Line(title, found[change]["roc"], color, dashed=name == PLAIN, dots=False))
    return Chart(
        report_text(texts, f"sar_change_{change}"),
        report_text(texts, "sar_axis_alarms"),
        report_text(texts, "sar_axis_hits"),
        lines,
        x_range=(0.0, 1.0),
    )


def _with_interval(value: Optional[float], interval: Any) -> str:
    return _number(value) + (f" ({interval[0]:.3f}-{interval[1]:.3f})" if interval else "")


def _number(value: Optional[float]) -> str:
    return "-" if value is None else f"{value:.3f}"
