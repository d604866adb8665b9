"""What a comparison of two maps counted, and the measures that follow from it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...jobs.accuracy import AssessAccuracyJob
from ...rules.label_codes import NO_CHANGE
from .measures import ClassMeasures, OverallMeasures, agreement, class_measures, mean_of
from .objects import ObjectCounts


@dataclass(frozen=True)
class Assessment:
    """What was counted.

    :param classes: class values, ascending. ``matrix``: int64 (k, k) pixels, predicted by reference; ``ground``: float64, m2.
    :param objects: counts of each class; empty when objects were given up (``objects_given_up``).
    """

    classes: tuple[int, ...]
    names: dict[int, str]
    matrix: NDArray[np.int64]
    ground: NDArray[np.float64]
    objects: dict[int, ObjectCounts]
    objects_given_up: bool
    png: bytes
    unified: bool


def change_measures(found: Assessment) -> tuple[ClassMeasures, ...]:
    """Return the measures of the classes of change, in the order of ``found.classes`` without "no change"."""
    return tuple(item for value, item in zip(found.classes, class_measures(found.matrix)) if value != NO_CHANGE)


def headline(found: Assessment) -> dict[str, float]:
    """Return the number outputs. Of several classes of change, precision, recall, F1 and IoU are the plain means."""
    mean = mean_of(change_measures(found))
    overall: OverallMeasures = agreement(found.matrix)
    return {
        "PRECISION": mean.precision,
        "RECALL": mean.recall,
        "F1": mean.f1,
        "IOU": mean.iou,
        "KAPPA": overall.kappa,
        "MCC": overall.mcc,
        "ACCURACY": overall.accuracy,
    }


def measures_document(job: AssessAccuracyJob, found: Assessment, values: dict[str, float]) -> dict[str, Any]:
    """Return the content of MEASURES."""
    classes = []
    for index, (value, item) in enumerate(zip(found.classes, class_measures(found.matrix))):
        classes.append(
            {
                "value": value,
                "name": found.names[value],
                **asdict(item),
                "predicted_pixels": int(found.matrix[index].sum()),
                "reference_pixels": int(found.matrix[:, index].sum()),
                "predicted_m2": float(found.ground[index].sum()),
                "reference_m2": float(found.ground[:, index].sum()),
            }
        )
    return {
        **{name.lower(): value for name, value in values.items()},
        "pixels": int(found.matrix.sum()),
        "matrix": {"rows": "predicted", "columns": "reference", "pixels": found.matrix.tolist(), "m2": found.ground.tolist()},
        "classes": classes,
        "objects": None
        if found.objects_given_up
        else {
            "overlap": job.overlap,
            "classes": [
                {"value": value, "name": found.names.get(value, str(value)), **_object_figures(counts)}
                for value, counts in found.objects.items()
            ],
        },
        "provenance": job.provenance,
    }


def _object_figures(counts: ObjectCounts) -> dict[str, Any]:
    precision = counts.matched / counts.predicted if counts.predicted else 0.0
    recall = counts.matched / counts.reference if counts.reference else 0.0
    both = counts.predicted + counts.reference
    return {
        "predicted": counts.predicted,
        "reference": counts.reference,
        "matched": counts.matched,
        "precision": precision,
        "recall": recall,
        "f1": 2 * counts.matched / both if both else 0.0,
        "mean_iou": counts.iou_sum / counts.matched if counts.matched else 0.0,
        "predicted_touched": counts.predicted_touched,
        "reference_touched": counts.reference_touched,
    }


def matrix_rows(found: Assessment) -> list[list[Any]]:
    """Return the error matrix as rows of a table, the first one its head: predicted classes down, reference classes across."""
    labels = [f"{value} {found.names[value]}" for value in found.classes]
    rows = [[label, *line] for label, line in zip(labels, found.matrix.tolist())]
    return [["predicted \\ reference", *labels], *rows]
