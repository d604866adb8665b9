"""Facts and card of a model as rich text."""

from __future__ import annotations

import html
import json
from typing import Any, Mapping

from qgis.PyQt.QtCore import QCoreApplication, QLocale

from ...algorithms.run.failure_text import failure_text
from ...model_file.library import LibraryFile, model_size
from ...model_file.load import ModelFile
from ..options.sizes import size_text

translate = QCoreApplication.translate


def facts_html(file: LibraryFile) -> str:
    """Return the facts of a file as an HTML table."""
    rows = _facts(file.model) if file.model is not None else []
    if file.failure is not None:
        rows = [(translate("Models", "Cannot be used"), failure_text(file.failure))]
    origin = translate("Models", "In one of your own folders")
    if file.bundled:
        origin = translate("Models", "Bundled with Groundshift")
    elif file.imported:
        origin = translate("Models", "Imported")
    if file.hidden:
        origin += "; " + translate("Models", "another model with the same id takes precedence: choose this one by its path")
    rows += [(translate("Models", "Origin"), origin), (translate("Models", "File"), file.path)]
    cells = "".join(
        f"<tr><td style='padding-right:12px' valign='top'><b>{html.escape(name)}</b></td><td>{_lines(value)}</td></tr>"
        for name, value in rows
        if value
    )
    return f"<table cellspacing='0' cellpadding='2'>{cells}</table>"


def resolution_text(model: ModelFile) -> str:
    """Return the supported pixel sizes in metres."""
    gsd = model.spec.gsd_m
    text = translate("Models", "{minimum} to {maximum} m")
    return text.format(minimum=_number(gsd.minimum), maximum=_number(gsd.maximum))


_MEASURES = {"f1": "F1", "iou": "IoU", "precision": "precision", "recall": "recall"}


def accuracy_text(document: Mapping[str, Any]) -> str:
    """Return all stated figures, one line per place."""
    lines = []
    for item in document.get("accuracy") or ():
        if not isinstance(item, Mapping):
            continue
        figures = ", ".join(f"{name} {_number(item[key], 2)}" for key, name in _MEASURES.items() if _is_number(item.get(key)))
        where = ", ".join(str(item[key]).replace("_", " ") for key in ("place", "split") if item.get(key))
        if figures:
            lines.append(f"{where}: {figures}" if where else figures)
    return "\n".join(lines)


def spec_text(model: ModelFile) -> str:
    """Return the specification of the file as JSON."""
    return json.dumps(model.spec.document, indent=2, ensure_ascii=False)


def plain_card(model: ModelFile) -> str:
    """Return a Markdown card for a model without one, from its specification."""
    spec = model.spec
    training = spec.document.get("training")
    lines = [f"# {spec.title}", "", translate("Models", "This model has no card. Its specification:"), ""]
    if isinstance(training, Mapping):
        lines += [f"- **{name}**: {value}" for name, value in training.items() if value]
    lines += [f"- **{name}**: {value}" for name, value in _facts(model) if value]
    return "\n".join(lines)


def _facts(model: ModelFile) -> list[tuple[str, str]]:
    spec, document = model.spec, model.spec.document
    layouts = {
        "siamese": translate("Models", "Siamese: an input for each date"),
        "early_fusion": translate("Models", "early fusion: one input with the bands of both dates"),
        "single": translate("Models", "single: one input with the bands of one date"),
        "stacked": translate("Models", "stacked: one input with an axis of time"),
    }
    training = document.get("training")
    licence = document.get("licence") or (training.get("licence") if isinstance(training, Mapping) else "")
    classes = ", ".join(item.name for item in spec.classes)
    return [
        (translate("Models", "Id"), spec.id),
        (translate("Models", "Finds"), classes),
        (translate("Models", "Bands"), ", ".join(band.name for band in spec.bands)),
        (
            translate("Models", "Resolution"),
            translate("Models", "{range} per pixel, best at {best} m").format(
                range=resolution_text(model), best=_number(spec.gsd_m.best)
            ),
        ),
        (translate("Models", "Network"), layouts.get(spec.layout, spec.layout)),
        (
            translate("Models", "Threshold"),
            translate("Models", "{threshold}; changes smaller than {area} m² are removed").format(
                threshold=_number(spec.threshold, 2), area=_number(spec.min_area_m2)
            ),
        ),
        (translate("Models", "Accuracy"), accuracy_text(document) or translate("Models", "not stated")),
        (translate("Models", "Licence of the data"), str(licence) if licence else translate("Models", "not stated")),
        (translate("Models", "Size"), size_text(model_size(model.path))),
    ]


def _lines(text: str) -> str:
    return html.escape(text).replace("\n", "<br>")


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _number(value: Any, digits: int = -1) -> str:
    """Return a number in the user's locale; ``digits`` -1 = as many as needed."""
    locale = QLocale()
    return str(locale.toString(float(value), "g", 6) if digits < 0 else locale.toString(float(value), "f", digits))
