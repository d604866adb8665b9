"""The report of an evaluation, and its figure."""

from __future__ import annotations

from typing import Any, Mapping, Optional, Sequence

from ...jobs.palette import GREY, LINES
from ...jobs.report_texts import report_text
from ..accuracy import error_map
from ..outputs import report
from ..outputs.charts import Bars, Chart, Line, svg

_CURVE_KEYS = {
    "shift": ("curve_shift", "axis_shift"),
    "gain": ("curve_gain", "axis_gain"),
    "offset": ("curve_offset", "axis_offset"),
    "blur": ("curve_blur", "axis_blur"),
    "resolution": ("curve_resolution", "axis_resolution"),
}


def html(
    texts: Mapping[str, str],
    document: Mapping[str, Any],
    worst: Sequence[tuple[str, bytes]],
    best: Sequence[tuple[str, bytes]],
    provenance: Mapping[str, Any],
) -> str:
    """Return the whole page."""

    def word(key: str, **values: Any) -> str:
        return report_text(texts, key).format(**values)

    figures = document["any_change"]
    names = ("f1", "iou", "ap", "precision", "recall", "ece")
    parts = [
        report.note(_origin(document, word)),
        report.heading(word("summary")),
        report.figures([(word(name), f"{figures[name]:.3f}") for name in names]),
        report.note(
            word(
                "evaluation_threshold",
                threshold=f"{figures['threshold']:g}",
                best=f"{figures['best_threshold']:.2f}",
                f1=f"{figures['best_f1']:.3f}",
            )
        ),
        report.chart(figure(texts, document)),
        report.note(word("calibration_help")),
        report.heading(word("evaluation_table")),
        report.table(*_main_table(document, word)),
    ]
    if document["robustness"] is not None:
        parts += [
            report.heading(word("robustness")),
            report.note(word("robustness_help", count=document["robustness"]["pieces"])),
        ]
        parts.append(report.table(*_robustness_table(document["robustness"], word)))
    if len(document["groups"]) > 1:
        parts += [report.heading(word("chip_folders")), report.table(*_group_table(document["groups"], word))]
    for key, pictures in (("worst_chips", worst), ("best_chips", best)):
        if pictures:
            parts += [report.heading(word(key)), report.note(word("chips_help")), *_gallery(pictures, word)]
    if document["skipped"]:
        head = [word("chip"), word("reason")]
        rows = [[item["name"], item["reason"]] for item in document["skipped"]]
        parts += [report.heading(word("skipped_chips")), report.table(head, rows)]
    parts.append(report.provenance_block(word("provenance"), provenance))
    return report.page(word("evaluation_title"), parts)


def _group_table(groups: Sequence[Mapping[str, Any]], word: Any) -> tuple[list[str], list[list[str]]]:
    """Head and rows: the measures of each folder of chips."""
    names = ("precision", "recall", "f1", "iou")
    rows = [[str(item["name"]), *(f"{item[name]:.3f}" for name in names)] for item in groups]
    return [word("chip_folder"), *(word(name) for name in names)], rows


def _gallery(pictures: Sequence[tuple[str, bytes]], word: Any) -> list[str]:
    """Pictures (caption, JPEG) of found and true changes, with the key of their colours."""
    colors = [
        (error_map.COLOURS[error_map.HIT], word("hit")),
        (error_map.COLOURS[error_map.MISS], word("miss")),
        (error_map.COLOURS[error_map.FALSE_ALARM], word("false_alarm")),
        (error_map.COLOURS[error_map.NOT_COMPARED], word("not_compared")),
        (error_map.UNCHANGED, word("right_unchanged")),
    ]
    return [*(report.captioned(jpeg, caption) for caption, jpeg in pictures), report.color_key(colors)]


def figure(texts: Mapping[str, str], document: Mapping[str, Any]) -> str:
    """Return all curves as one SVG document."""
    return svg(_charts(texts, document))


def _charts(texts: Mapping[str, str], document: Mapping[str, Any]) -> list[Chart]:
    def word(key: str) -> str:
        return report_text(texts, key)

    groups, curve, figures = document["calibration"], document["curve"], document["any_change"]
    total = max(1, sum(item["pixels"] for item in groups))
    charts = [
        Chart(
            word("calibration"),
            word("axis_probability"),
            word("axis_changed"),
            [
                Line("", [(0, 0), (1, 1)], GREY, dashed=True),
                Line("", [(item["probability"], item["changed"]) for item in groups]),
            ],
            Bars([(item["from"], item["to"], item["pixels"] / total) for item in groups]),
            (0.0, 1.0),
        ),
        Chart(
            word("precision_recall"),
            word("recall"),
            word("precision"),
            [
                Line("", [(item["recall"], item["precision"]) for item in curve if item["recall"] > 0], dots=False),
                Line("", [(figures["recall"], figures["precision"])], LINES[1]),
            ],
            x_range=(0.0, 1.0),
        ),
        Chart(
            word("threshold_curve"),
            word("axis_threshold"),
            "",
            [
                Line(word(name), [(item["threshold"], item[name]) for item in curve], color, dots=False)
                for name, color in zip(("f1", "precision", "recall"), LINES)
            ],
            x_range=(0.0, 1.0),
        ),
    ]
    robustness = document["robustness"]
    if robustness is not None:
        curves = robustness["curves"]
        for name, (title, axis) in _CURVE_KEYS.items():
            if name not in curves:
                continue
            lines = [Line(word("f1") if name != "resolution" else word("automatic"), _points(curves[name]))]
            if name == "resolution":
                lines.append(Line(word("as_is"), _points(curves["resolution_as_is"]), LINES[1], dashed=True))
            charts.append(Chart(word(title), word(axis), word("f1"), lines))
    return charts


def _points(curve: Sequence[Mapping[str, Any]]) -> list[tuple[float, Optional[float]]]:
    return [(item["value"], item["f1"]) for item in curve]


def _origin(document: Mapping[str, Any], word: Any) -> str:
    source, model = document["source"], document["model"]
    text = f"{word('model')}: {model['id']} · {word('pixels')}: {document['pixels']:,} · "
    text += word("changed_share", share=f"{100 * document['changed_share']:.2f}") + " · "
    if source["kind"] == "pair":
        return text + f"{source['before']} - {source['after']}, {source['labels']} · {source['gsd_m']:.3g} m"
    return text + word("chips_of", count=document["pieces"], folders=", ".join(source["folders"]))


def _main_table(document: Mapping[str, Any], word: Any) -> tuple[list[str], list[list[str]]]:
    head = [word("class"), *(word(name) for name in ("precision", "recall", "f1", "iou", "ap"))]

    def row(name: str, item: Mapping[str, Any]) -> list[str]:
        ap = f"{item['ap']:.3f}" if "ap" in item else ""
        return [name, *(f"{item[key]:.3f}" for key in ("precision", "recall", "f1", "iou")), ap]

    rows = [row(word("any_change"), document["any_change"])]
    delivered = document["as_delivered"]
    if delivered["min_area_m2"] > 0:
        rows.append(row(word("as_delivered", area=f"{delivered['min_area_m2']:g}"), delivered))
    rows += [row(item["name"], item) for item in document["classes"]]
    if document["robustness"] is not None and "swapped" in document["robustness"]["curves"]:
        robustness = document["robustness"]
        rows.append(row(word("dates_as_they_are", count=robustness["pieces"]), robustness["unaltered"]))
        rows.append(row(word("dates_swapped", count=robustness["pieces"]), robustness["curves"]["swapped"][0]))
    unchanged = document["unchanged"]
    if unchanged["pieces"]:
        share = f"{100 * unchanged['false_share']:.2f} %"
        rows.append([word("false_where_unchanged", count=unchanged["pieces"]), share, "", "", "", ""])
    return head, rows


def _robustness_table(robustness: Mapping[str, Any], word: Any) -> tuple[list[str], list[list[str]]]:
    head = [word("altered"), word("f1"), word("precision"), word("recall"), word("ap"), word("false_share")]
    rows = []
    for name, (_, axis) in _CURVE_KEYS.items():
        for key, how in ((name, ""), (f"{name}_as_is", f" ({word('as_is')})")):
            for point in robustness["curves"].get(key, ()):
                label = f"{word(axis)}: {point['value']:g}{how}"
                if point["f1"] is None:
                    rows.append([label, word("refused"), "", "", "", ""])
                    continue
                figures = [f"{point[item]:.3f}" for item in ("f1", "precision", "recall", "ap")]
                rows.append([label, *figures, f"{100 * point['false_share']:.2f} %"])
    return head, rows
