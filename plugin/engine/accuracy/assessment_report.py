"""The report of a comparison of two maps."""

from __future__ import annotations

from typing import Any

from ...jobs.accuracy import AssessAccuracyJob
from ...jobs.report_texts import report_text
from ..outputs import report
from . import error_map
from .assessment import Assessment


def assessment_report(job: AssessAccuracyJob, found: Assessment, values: dict[str, float], measures: dict[str, Any]) -> str:
    """Return the content of REPORT."""

    def word(key: str) -> str:
        return report_text(job.texts, key)

    names = ("ACCURACY", "PRECISION", "RECALL", "F1", "IOU", "KAPPA", "MCC")
    layers = [
        _source_name(job.predicted_raster, job.predicted_polygons),
        _source_name(job.reference_raster, job.reference_polygons),
    ]
    parts = [
        report.note(
            f"{word('predicted')}: {layers[0]} · {word('reference')}: {layers[1]} · {word('pixels')}: {measures['pixels']:,}"
        ),
        report.heading(word("summary")),
        report.figures([(word(name.lower()), f"{values[name]:.4f}") for name in names]),
    ]
    if len(found.classes) > 2:
        parts.append(report.note(word("macro_note")))
    kinds_shown = [error_map.HIT, error_map.MISS, error_map.FALSE_ALARM]
    kinds_shown += [error_map.WRONG_CLASS] if len(found.classes) > 2 else []
    kinds_shown.append(error_map.NOT_COMPARED)
    keys = ("hit", "miss", "false_alarm", "wrong_class", "not_compared")
    key = [(error_map.COLOURS[kind], word(keys[kind])) for kind in kinds_shown] + [
        (error_map.UNCHANGED, word("right_unchanged"))
    ]
    parts += [report.heading(word("error_map")), report.image(found.png, key, word("error_map"))]
    head = [word(item) for item in ("class", "precision", "recall", "f1", "iou", "predicted_ha", "reference_ha")]
    rows = [
        [
            item["name"],
            *(f"{item[field]:.4f}" for field in ("precision", "recall", "f1", "iou")),
            *(f"{item[field] / 1e4:,.2f}" for field in ("predicted_m2", "reference_m2")),
        ]
        for item in measures["classes"]
    ]
    parts += [report.heading(word("classes")), report.table(head, rows)]
    labels = [found.names[value] for value in found.classes]
    lines = [[label, *(f"{count:,}" for count in line), f"{sum(line):,}"] for label, line in zip(labels, found.matrix.tolist())]
    totals = found.matrix.sum(axis=0).tolist()
    lines.append([word("total"), *(f"{count:,}" for count in totals), f"{sum(totals):,}"])
    parts += [report.heading(word("matrix")), report.note(word("matrix_help"))]
    parts.append(report.table([f"{word('predicted')} \\ {word('reference')}", *labels, word("total")], lines, diagonal=1))
    parts += _object_parts(job, measures, word)
    parts.append(report.provenance_block(word("provenance"), job.provenance))
    return report.page(word("accuracy_title"), parts)


def _object_parts(job: AssessAccuracyJob, measures: dict[str, Any], word: Any) -> list[str]:
    if measures["objects"] is None:
        return [report.heading(word("objects")), report.note(word("objects_left_out"))]
    head = ("class", "found", "true", "matched", "precision", "recall", "f1", "mean_iou", "touched_found", "touched_true")
    rows = [
        [
            item["name"],
            *(f"{item[field]:,}" for field in ("predicted", "reference", "matched")),
            *(f"{item[field]:.4f}" for field in ("precision", "recall", "f1", "mean_iou")),
            *(f"{item[field]:,}" for field in ("predicted_touched", "reference_touched")),
        ]
        for item in measures["objects"]["classes"]
    ]
    explained = word("objects_help").format(overlap=f"{job.overlap:g}")
    return [report.heading(word("objects")), report.note(explained), report.table([word(item) for item in head], rows)]


def _source_name(raster: Any, polygons: Any) -> str:
    return str((raster or polygons).name)
