"""The report that sets a model and its 8-bit twin side by side."""

from __future__ import annotations

from typing import Any, Mapping

from ...jobs.report_texts import report_text
from ..outputs import report


def html(texts: Mapping[str, str], document: Mapping[str, Any], provenance: Mapping[str, Any]) -> str:
    """Return the whole page."""

    def word(key: str, **values: Any) -> str:
        return report_text(texts, key).format(**values)

    model, twin = document["models"]
    rows = [
        [
            word("size_mb"),
            f"{model['megabytes']:.2f}",
            f"{twin['megabytes']:.2f}",
            f"{model['megabytes'] / twin['megabytes']:.2f} x",
        ],
        [
            word("speed_mpx"),
            f"{model['megapixels_a_second']:.2f}",
            f"{twin['megapixels_a_second']:.2f}",
            f"{document['speed_ratio']:.2f} x",
        ],
    ]
    for key in ("precision", "recall", "f1", "iou", "ap", "accuracy", "ece"):
        if key in model:
            rows.append([word(key), f"{model[key]:.4f}", f"{twin[key]:.4f}", f"{twin[key] - model[key]:+.4f}"])
    agreement = document["agreement"]
    calibrated, threshold = document["calibrated_with"], document["threshold"]
    how = word("quantized_how_cover", count=calibrated)
    if threshold is not None:
        how = word("quantized_how", count=calibrated, threshold=f"{threshold:g}")
    parts = [
        report.note(how),
        report.table(["", model["id"], twin["id"], word("difference")], rows),
        report.note(word("quantized_faster" if document["speed_ratio"] >= 1 else "quantized_not_faster")),
    ]
    if document["compared_on"] is not None:
        parts.append(report.note(word("quantized_on", count=f"{document['compared_on']:,}")))
    parts += [
        report.heading(word("agreement")),
        report.table(
            ["", ""],
            [
                [word("pixels"), f"{agreement['pixels']:,}"],
                [
                    word("unlike_share" if threshold is not None else "unlike_classes"),
                    f"{100 * agreement['unlike_share']:.3f} %",
                ],
                [word("mean_difference"), f"{agreement['mean_difference']:.4f}"],
                [word("largest_difference"), f"{agreement['largest_difference']:.3f}"],
            ],
        ),
        report.provenance_block(word("provenance"), provenance),
    ]
    return report.page(word("quantized_title"), parts)
