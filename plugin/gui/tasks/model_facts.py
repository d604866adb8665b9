"""Summary of a model: classes, resolution, bands, accuracy, licence."""

from __future__ import annotations

from typing import Any, Mapping, Optional

from qgis.PyQt.QtCore import QCoreApplication, QLocale

from ...jobs.train_model import VALIDATION_GROUND
from ...model_file.spec import ModelSpec


def tr(text: str) -> str:
    """Translate a text of the Detect panel."""
    return str(QCoreApplication.translate("DetectPanel", text))


def facts_text(spec: ModelSpec) -> str:
    """Return classes, resolution, bands, accuracy and licence of a model in one line."""
    parts = [
        tr("Finds {classes}").format(classes=", ".join(item.name for item in spec.classes)),
        tr("{minimum:g} to {maximum:g} m per pixel, best {best:g}").format(
            minimum=_metres(spec.gsd_m.minimum), maximum=_metres(spec.gsd_m.maximum), best=_metres(spec.gsd_m.best)
        ),
        ", ".join(band.name for band in spec.bands),
    ]
    accuracy = accuracy_text(spec.document)
    parts.append(accuracy or tr("accuracy not stated"))
    parts.append(licence_text(spec.document) or tr("licence not stated"))
    return " · ".join(parts)


def accuracy_text(document: Mapping[str, Any]) -> str:
    """Return the stated F1, preferably of a test area; ``""`` = none is stated.

    Of several places with the same split, as folds that leave out a place each, it is the mean.
    """
    entries = [
        item for item in document.get("accuracy") or () if isinstance(item, Mapping) and _number(item.get("f1")) is not None
    ]
    if not entries:
        return ""
    first = min(entries, key=lambda item: "test" not in str(item.get("split", "")))
    alike = [item for item in entries if item.get("split", "") == first.get("split", "")]
    figure = QLocale().toString(sum(float(item["f1"]) for item in alike) / len(alike), "f", 2)
    if len(alike) > 1:
        return tr("mean F1 {figure} of {count} places").format(figure=figure, count=len(alike))
    place = str(first.get("place", ""))
    if place == VALIDATION_GROUND:
        return tr("F1 {figure} on its validation ground").format(figure=figure)
    return tr("F1 {figure} measured in {place}").format(figure=figure, place=place.replace("_", " ").title())


def licence_text(document: Mapping[str, Any]) -> str:
    """Return the licence of the model, else that of its training data; ``""`` = none is stated."""
    if document.get("licence"):
        return tr("licence {licence}").format(licence=document["licence"])
    training = document.get("training")
    licence = training.get("licence") if isinstance(training, Mapping) else None
    return tr("trained on {licence}").format(licence=licence) if licence else ""


def accuracy_details(document: Mapping[str, Any]) -> str:
    """Return all stated figures, one line each, for the tool tip."""
    lines = []
    for item in document.get("accuracy") or ():
        if isinstance(item, Mapping):
            figures = ", ".join(
                f"{label} {QLocale().toString(value, 'f', 2)}"
                for label, value in (
                    (tr("precision"), _number(item.get("precision"))),
                    (tr("recall"), _number(item.get("recall"))),
                    ("F1", _number(item.get("f1"))),
                )
                if value is not None
            )
            lines.append(f"{item.get('place', '')} ({item.get('split', '')}): {figures}")
    training = document.get("training")
    if isinstance(training, Mapping) and training.get("attribution"):
        lines.append(str(training["attribution"]))
    return "\n".join(lines)


def _metres(value: float) -> float:
    """Return a size of pixels as it is shown: trained on 0.5002 m, a model is best at 0.5 m."""
    return float(f"{value:.3g}")


def _number(value: Any) -> Optional[float]:
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None
