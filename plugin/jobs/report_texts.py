"""The texts of the HTML reports, so that the QGIS side can translate them and send them with the job.

Standard library only; imported by both sides.
"""

from __future__ import annotations

from typing import Callable, Dict, Mapping

from .messages import QT_TRANSLATE_NOOP

CONTEXT = "Report"

# key -> English text
REPORT_TEXTS: Dict[str, str] = {
    "accuracy_title": QT_TRANSLATE_NOOP("Report", "Accuracy of a change map"),
    "area_title": QT_TRANSLATE_NOOP("Report", "Areas with confidence"),
    "predicted": QT_TRANSLATE_NOOP("Report", "Predicted"),
    "reference": QT_TRANSLATE_NOOP("Report", "Reference"),
    "map": QT_TRANSLATE_NOOP("Report", "Map"),
    "sample": QT_TRANSLATE_NOOP("Report", "Sample"),
    "summary": QT_TRANSLATE_NOOP("Report", "In short"),
    "classes": QT_TRANSLATE_NOOP("Report", "Class by class"),
    "matrix": QT_TRANSLATE_NOOP("Report", "Confusion matrix (pixels)"),
    "matrix_help": QT_TRANSLATE_NOOP("Report", "Rows are what was predicted, columns what the reference says."),
    "objects": QT_TRANSLATE_NOOP("Report", "Object by object"),
    "objects_help": QT_TRANSLATE_NOOP(
        "Report",
        "Two objects of the same class match, one to one, where their intersection over union is at least {overlap}. "
        "Touched means that any pixel of another object of the class lies on it.",
    ),
    "objects_left_out": QT_TRANSLATE_NOOP("Report", "There are too many objects to match; they were left out."),
    "error_map": QT_TRANSLATE_NOOP("Report", "Hits, misses and false alarms"),
    "hit": QT_TRANSLATE_NOOP("Report", "hit"),
    "miss": QT_TRANSLATE_NOOP("Report", "miss"),
    "false_alarm": QT_TRANSLATE_NOOP("Report", "false alarm"),
    "wrong_class": QT_TRANSLATE_NOOP("Report", "wrong class"),
    "right_unchanged": QT_TRANSLATE_NOOP("Report", "rightly unchanged"),
    "not_compared": QT_TRANSLATE_NOOP("Report", "not compared"),
    "class": QT_TRANSLATE_NOOP("Report", "Class"),
    "precision": QT_TRANSLATE_NOOP("Report", "Precision"),
    "recall": QT_TRANSLATE_NOOP("Report", "Recall"),
    "f1": QT_TRANSLATE_NOOP("Report", "F1"),
    "iou": QT_TRANSLATE_NOOP("Report", "IoU"),
    "accuracy": QT_TRANSLATE_NOOP("Report", "Overall accuracy"),
    "kappa": QT_TRANSLATE_NOOP("Report", "Kappa"),
    "mcc": QT_TRANSLATE_NOOP("Report", "MCC"),
    "total": QT_TRANSLATE_NOOP("Report", "Total"),
    "pixels": QT_TRANSLATE_NOOP("Report", "Pixels compared"),
    "predicted_ha": QT_TRANSLATE_NOOP("Report", "Predicted (ha)"),
    "reference_ha": QT_TRANSLATE_NOOP("Report", "Reference (ha)"),
    "found": QT_TRANSLATE_NOOP("Report", "Predicted objects"),
    "true": QT_TRANSLATE_NOOP("Report", "Reference objects"),
    "matched": QT_TRANSLATE_NOOP("Report", "Matched"),
    "mean_iou": QT_TRANSLATE_NOOP("Report", "Mean IoU of matches"),
    "touched_true": QT_TRANSLATE_NOOP("Report", "Reference objects touched"),
    "touched_found": QT_TRANSLATE_NOOP("Report", "Predicted objects touched"),
    "macro_note": QT_TRANSLATE_NOOP("Report", "Precision, recall, F1 and IoU are means over the classes of change."),
    "mapped_ha": QT_TRANSLATE_NOOP("Report", "Mapped (ha)"),
    "adjusted_ha": QT_TRANSLATE_NOOP("Report", "Estimated (ha)"),
    "interval": QT_TRANSLATE_NOOP("Report", "± 95 %"),
    "users": QT_TRANSLATE_NOOP("Report", "User's accuracy"),
    "producers": QT_TRANSLATE_NOOP("Report", "Producer's accuracy"),
    "points": QT_TRANSLATE_NOOP("Report", "Points"),
    "sample_matrix": QT_TRANSLATE_NOOP("Report", "Error matrix (points)"),
    "proportion_matrix": QT_TRANSLATE_NOOP("Report", "Error matrix (estimated shares of the area)"),
    "area_method": QT_TRANSLATE_NOOP(
        "Report",
        "Stratified estimators and their 95 % confidence intervals (1.96 standard errors) after Olofsson et al. 2014, Remote "
        "Sensing of Environment 148, 42-57. The strata are the classes of the map, weighted by their areas on the ellipsoid.",
    ),
    "left_out": QT_TRANSLATE_NOOP("Report", "Points without a reference class: {empty}; outside the map: {outside}."),
    "provenance": QT_TRANSLATE_NOOP("Report", "How this was made"),
}


def translated_texts(translate: Callable[[str], str]) -> Dict[str, str]:
    """All texts in the user's language, for a job."""
    return {key: translate(text) for key, text in REPORT_TEXTS.items()}


def report_text(texts: Mapping[str, str], key: str) -> str:
    """A text of a report: translated where the job brings a translation, else English."""
    return texts.get(key) or REPORT_TEXTS[key]
