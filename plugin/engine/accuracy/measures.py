"""Measures of agreement from a confusion matrix. Undefined ratios are 0, as in scikit-learn (``zero_division=0``)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class ClassMeasures:
    """Of one class: shares, 0..1."""

    precision: float
    recall: float
    f1: float
    iou: float


@dataclass(frozen=True)
class OverallMeasures:
    """Of all classes together.

    :param kappa: Cohen 1960. :param mcc: Matthews' correlation, for several classes Gorodkin's R_K (2004).
    """

    accuracy: float
    kappa: float
    mcc: float


def class_measures(matrix: NDArray[np.int64]) -> tuple[ClassMeasures, ...]:
    """Return the measures of each class of a confusion matrix (predicted, reference), (k, k)."""
    found = []
    for index in range(len(matrix)):
        hits = int(matrix[index, index])
        predicted, reference = int(matrix[index].sum()), int(matrix[:, index].sum())
        found.append(
            ClassMeasures(
                precision=_ratio(hits, predicted),
                recall=_ratio(hits, reference),
                f1=_ratio(2 * hits, predicted + reference),
                iou=_ratio(hits, predicted + reference - hits),
            )
        )
    return tuple(found)


def agreement(matrix: NDArray[np.int64]) -> OverallMeasures:
    """Overall accuracy, kappa and MCC of a confusion matrix (predicted, reference), (k, k)."""
    # Python's integers: products of pixel counts overflow 64 bits.
    rows = [int(value) for value in matrix.sum(axis=1)]
    columns = [int(value) for value in matrix.sum(axis=0)]
    total, hits = sum(rows), int(np.trace(matrix))
    chance = sum(row * column for row, column in zip(rows, columns))
    covariance = hits * total - chance
    spread = (total**2 - sum(row**2 for row in rows)) * (total**2 - sum(column**2 for column in columns))
    return OverallMeasures(
        accuracy=_ratio(hits, total),
        kappa=_ratio(covariance, total**2 - chance),
        mcc=covariance / math.sqrt(spread) if spread else 0.0,
    )


def mean_of(measures: tuple[ClassMeasures, ...]) -> ClassMeasures:
    """Return the plain mean over classes; zeros without any."""
    if not measures:
        return ClassMeasures(0.0, 0.0, 0.0, 0.0)
    table: Any = np.array([[item.precision, item.recall, item.f1, item.iou] for item in measures])
    return ClassMeasures(*(float(value) for value in table.mean(axis=0)))


def _ratio(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
