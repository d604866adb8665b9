"""The documents beside a trained model: its card (Markdown), a STAC item with the MLM extension, and the HTML report.

Specification of the extension: https://github.com/stac-extensions/mlm, version 1.5.
"""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Optional

from ...engine.outputs import report
from ...engine.outputs.charts import Chart, Line, svg
from ...jobs.palette import GREY, LINES
from ...jobs.report_texts import REPORT_TEXTS
from ...jobs.train_model import EPOCH_COLUMNS
from .gain import Gain

MLM_EXTENSION = "https://stac-extensions.github.io/mlm/v1.5.0/schema.json"
FILE_EXTENSION = "https://stac-extensions.github.io/file/v2.1.0/schema.json"
_TASKS = ["semantic-segmentation"]  # of those that the extension knows, the one that change detection is
_STANDARDISED = "(band - mean(band)) / std(band), of each date over the overlap of both"
_CURVES = (("train_loss", GREY), ("validation_loss", LINES[0]), ("f1", LINES[1]), ("iou", LINES[2]))
_CURVES_SIZE = (640, 240)  # pixels


@dataclass(frozen=True)
class Figures:
    """Figures measured on the validation ground.

    :param rows: of the epochs. ``classes``: of each class and model, as in the events. ``comparison``: of each measure.
    :param gain: of the new model over its base; ``None`` = it has none, or the ground is too small to tell.
    """

    rows: Sequence[dict[str, Any]]
    classes: Sequence[dict[str, Any]]
    comparison: Sequence[dict[str, Any]]
    gain: Optional[Gain] = None


@dataclass(frozen=True)
class Facts:
    """Facts of a training for its documents.

    :param facts: (key of :data:`...jobs.report_texts.REPORT_TEXTS`, value), in their order.
    :param settings: name -> value. ``metadata``: the model's specification.
    :param pretrained_source: origin of the weights before the training; ``None`` = random.
    """

    metadata: dict[str, Any]
    facts: Sequence[tuple[str, str]]
    settings: dict[str, Any]
    provenance: dict[str, Any]
    pretrained_source: Optional[str] = None


def epoch_table(rows: Sequence[dict[str, Any]]) -> str:
    """Return the epochs as CSV: the columns of the events, and others that the rows have."""
    names = [name for name in EPOCH_COLUMNS if any(name in row for row in rows)]
    names += [name for name in dict.fromkeys(name for row in rows for name in row) if name not in names]
    out = io.StringIO()
    writer = csv.DictWriter(out, names, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def card(facts: Facts, figures: Figures) -> str:
    """Return the model card, in English Markdown."""
    metadata = facts.metadata
    parts = [f"# {metadata['id']}", metadata["title"] + "."]
    parts.append("## Data and training\n\n" + _markdown([("", "")], [(REPORT_TEXTS[key], value) for key, value in facts.facts]))
    if figures.comparison:
        head = [("Measure", "Base model", "This model")]
        rows = [(item["measure"], _figure(item["base"]), _figure(item["new"])) for item in figures.comparison]
        parts.append(
            "## How good it is\n\nOn the validation ground, which was not trained on; the epoch, the temperature and the "
            "threshold were chosen there, so expect a little less elsewhere.\n\n" + _markdown(head, rows)
        )
        if figures.gain is not None:
            parts.append(gain_sentence(figures.gain, REPORT_TEXTS["training_gain"], REPORT_TEXTS["training_alike"]))
        head_classes = [("Class", "Model", "Precision", "Recall", "F1", "IoU", "Pixels")]
        parts.append(_markdown(head_classes, [_class_row(item) for item in figures.classes]))
    parts.append("## Settings\n\n" + _markdown([("", "")], [(key, str(value)) for key, value in facts.settings.items()]))
    columns = ("epoch", "train_loss", "validation_loss", "precision", "recall", "f1", "iou", "seconds")
    epochs = [tuple(_figure(row.get(name)) for name in columns) for row in figures.rows]
    parts.append("## Epochs\n\n" + _markdown([columns], epochs))
    for key, heading in (("licence", "Licence of what it was trained on"), ("attribution", "Attribution")):
        stated = str(metadata.get("training", {}).get(key, ""))
        if stated:
            parts.append(f"## {heading}\n\n{stated}")
    return "\n\n".join(parts) + "\n"


def gain_sentence(gain: Gain, real: str, alike: str) -> str:
    """Return what the comparison means.

    :param real, alike: texts for a difference that is real, and for one within the noise of the validation ground.
    """
    values = {"gain": f"{gain.f1:+.3f}", "low": f"{gain.low:+.3f}", "high": f"{gain.high:+.3f}", "blocks": gain.blocks}
    return (real if gain.real else alike).format(**values)


def _markdown(head: Sequence[Sequence[str]], rows: Sequence[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(str(cell).replace("|", "\\|") for cell in row) + " |" for row in (*head, *rows)]
    lines.insert(1, "|" + " --- |" * len(head[0]))
    return "\n".join(lines)


def _class_row(item: dict[str, Any]) -> tuple[str, ...]:
    measures = (_figure(item[name]) for name in ("precision", "recall", "f1", "iou"))
    return (str(item["class"]), str(item["model"]), *measures, f"{item['pixels']:,}")


def _figure(value: Any) -> str:
    if value is None:
        return "-"
    if isinstance(value, (bool, int)):
        return str(value)
    return f"{value:.4g}" if isinstance(value, float) and abs(value) >= 10 else f"{value:.3f}"


def stac_item(facts: Facts, model_file: str, shape: Sequence[int], parameters: int, sha256: str) -> str:
    """Return a STAC item that describes the model, with the MLM extension.

    :param shape: of one input, -1 = any size.
    """
    metadata = facts.metadata
    now = datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds").replace("+00:00", "Z")
    names = ["before", "after"] if metadata["layout"] == "siamese" else ["dates"]
    standardised = metadata["normalisation"].get("kind", "standardise") == "standardise"
    inputs = [
        {
            "name": name,
            "bands": [band["name"] for band in metadata["bands"]] * (2 if len(names) == 1 else 1),
            "input": {"shape": list(shape), "dim_order": ["batch", "bands", "height", "width"], "data_type": "float32"},
            "pre_processing_function": {"format": "text", "expression": _STANDARDISED} if standardised else None,
        }
        for name in names
    ]
    bands = [_stac_band(band) for band in metadata["bands"]]
    classes = [_stac_class(0, "no change", None)] if metadata["output"]["no_change_channel"] else []
    classes += [_stac_class(item["value"], item["name"], item["color"]) for item in metadata["classes"]]
    item = {
        "type": "Feature",
        "stac_version": "1.1.0",
        "stac_extensions": [MLM_EXTENSION, FILE_EXTENSION],
        "id": metadata["id"],
        "geometry": None,
        "properties": {
            "datetime": now,
            "title": metadata["title"],
            "bands": bands,  # of the asset, which core asks for, and here, where the extension looks for them
            "mlm:name": stac_name(metadata["id"]),
            "mlm:architecture": facts.settings.get("architecture", ""),
            "mlm:tasks": _TASKS,
            "mlm:framework": "ONNX",
            "mlm:total_parameters": parameters,
            "mlm:pretrained": facts.pretrained_source is not None,
            "mlm:pretrained_source": facts.pretrained_source,
            "mlm:batch_size_suggestion": 1,
            "mlm:accelerator": None,
            "mlm:input": inputs,
            "mlm:output": [
                {
                    "name": "probability",
                    "tasks": _TASKS,
                    "result": {
                        "shape": [-1, len(classes), -1, -1],
                        "dim_order": ["batch", "channel", "height", "width"],
                        "data_type": "float32",
                    },
                    "classification:classes": classes,
                    "post_processing_function": None,
                }
            ],
            "mlm:hyperparameters": {key: value for key, value in facts.settings.items() if key not in ("architecture", "base")},
        },
        "assets": {
            "model": {
                "href": f"./{model_file}",
                "type": "application/octet-stream; framework=onnx",
                "title": metadata["title"],
                "roles": ["mlm:model"],
                "bands": bands,
                "mlm:artifact_type": "onnx",
                "file:checksum": f"1220{sha256}",
            }
        },
        "links": [],
    }
    return json.dumps(item, ensure_ascii=False, indent=1) + "\n"


def stac_name(identity: str) -> str:
    """Return an id as the extension allows names: Latin letters, digits, ``_.-``; a letter first, three characters at least."""
    plain = re.sub(r"[^a-zA-Z0-9_.-]+", "-", identity).strip("_.-")
    return plain if re.match(r"[a-zA-Z].+[a-zA-Z0-9]$", plain) else f"model-{plain or 'x'}"


def _stac_class(value: int, name: str, colour: Optional[str]) -> dict[str, Any]:
    item = {"value": value, "name": re.sub(r"[^0-9A-Za-z_-]+", "-", name), "description": name}
    return {**item, "color_hint": colour[1:].upper()} if colour else item


def _stac_band(band: dict[str, Any]) -> dict[str, Any]:
    wavelength = band.get("wavelength_nm")
    return {"name": band["name"], "description": f"{wavelength:g} nm"} if wavelength else {"name": band["name"]}


def html_report(facts: Facts, figures: Figures, picture: Optional[bytes], texts: dict[str, str]) -> str:
    """Return the report as one HTML page."""

    def text(key: str) -> str:
        return texts.get(key) or REPORT_TEXTS[key]

    new = {item["measure"]: item["new"] for item in figures.comparison}
    parts = [report.note(facts.metadata["title"])]
    if new:
        shown = [(name.upper() if name == "f1" else name.capitalize(), _figure(new[name])) for name in new]
        parts += [report.figures(shown), report.note(text("training_validation_note"))]
        parts.append(report.heading(text("training_comparison")))
        head = [text("training_measure"), text("training_base_model"), text("training_new_model")]
        rows = [[item["measure"], _figure(item["base"]), _figure(item["new"])] for item in figures.comparison]
        parts.append(report.table(head, rows))
        if figures.gain is not None:
            parts.append(report.note(gain_sentence(figures.gain, text("training_gain"), text("training_alike"))))
        parts.append(report.heading(text("classes")))
        head = [text("class"), text("training_model"), text("precision"), text("recall"), "F1", "IoU", text("pixels")]
        parts.append(report.table(head, [list(_class_row(item)) for item in figures.classes]))
    if picture is not None:
        parts.append(report.heading(text("training_figure")))
        parts.append(report.image(picture, [], text("training_figure")))
    parts += [
        report.heading(text("training_curves")),
        report.chart(curves(figures.rows)),
        _epoch_table(figures.rows, text("training_epochs")),
    ]
    parts.append(report.heading(text("training_facts")))
    parts.append(report.table(["", ""], [[text(key), value] for key, value in facts.facts]))
    stated = facts.metadata.get("training", {})
    rows_stated = [[text(f"training_{key}"), str(stated[key])] for key in ("licence", "attribution") if stated.get(key)]
    if rows_stated:
        parts.append(report.table(["", ""], rows_stated))
    parts.append(report.heading(text("training_settings")))
    parts.append(report.table(["", ""], [[key, str(value)] for key, value in facts.settings.items()]))
    parts.append(report.provenance_block(text("provenance"), facts.provenance))
    return report.page(text("training_title").format(id=facts.metadata["id"]), parts)


def _epoch_table(rows: Sequence[dict[str, Any]], title: str) -> str:
    columns = ("epoch", "train_loss", "validation_loss", "precision", "recall", "f1", "iou", "learning_rate", "seconds")
    body = [[_figure(row.get(name)) if name != "learning_rate" else _rate(row.get(name)) for name in columns] for row in rows]
    return report.heading(title) + report.table(columns, body)


def _rate(value: Any) -> str:
    return "-" if value is None else f"{value:.2g}"


def curves(rows: Sequence[dict[str, Any]]) -> str:
    """Draw losses and measures over the epochs, as SVG; ``""`` of fewer than two epochs."""
    if len(rows) < 2:
        return ""
    lines = [
        Line(name, [(int(row["epoch"]), row.get(name)) for row in rows], color, dots=False)
        for name, color in _CURVES
        if any(row.get(name) is not None for row in rows)
    ]
    highest = max([1.0, *(float(y) for line in lines for _, y in line.points if y is not None)])
    return svg([Chart("", "", "", lines, y_range=(0.0, highest))], size=_CURVES_SIZE)
