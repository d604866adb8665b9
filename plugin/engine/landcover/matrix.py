"""The matrix of transitions, and what follows from it: persistence, gain, loss, net change and swap of each class.

Pontius, R. G., Shusas, E. & McEachern, M. (2004). Detecting important categorical land changes while accounting for
persistence. Agriculture, Ecosystems & Environment 101, 251-268.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Sequence

import numpy as np
from numpy.typing import NDArray

FIGURES = ("before", "after", "persistence", "gain", "loss", "net_change", "swap", "total_change")


@dataclass(frozen=True)
class ClassFigures:
    """Figures of the classes, each float64 (classes,) in the unit of the matrix.

    :param net_change: gain - loss; negative where a class shrinks.
    :param swap: twice the lesser of gain and loss: what is lost at one place and gained at another.
    :param total_change: gain + loss.
    """

    before: NDArray[np.float64]
    after: NDArray[np.float64]
    persistence: NDArray[np.float64]
    gain: NDArray[np.float64]
    loss: NDArray[np.float64]
    net_change: NDArray[np.float64]
    swap: NDArray[np.float64]
    total_change: NDArray[np.float64]


def class_figures(matrix: NDArray[Any]) -> ClassFigures:
    """Compute the figures of each class.

    >>> class_figures(np.array([[5, 2], [1, 4]])).swap.tolist()
    [2.0, 2.0]

    :param matrix: (classes, classes), rows before, columns after.
    """
    values = matrix.astype(np.float64)
    before, after, persistence = values.sum(axis=1), values.sum(axis=0), np.diagonal(values).copy()
    gain, loss = after - persistence, before - persistence
    swap = 2 * np.minimum(gain, loss)
    return ClassFigures(before, after, persistence, gain, loss, gain - loss, swap, gain + loss)


def table_rows(names: Sequence[str], pixels: NDArray[np.int64], ground: NDArray[np.float64]) -> list[list[Any]]:
    """The matrix as rows of one table, in pixels, square metres and shares of the compared ground.

    After the rows of the classes before (columns: classes after) come the figures of the classes, one figure a row.

    :param pixels, ground: (classes, classes), rows before, columns after.
    """
    rows: list[list[Any]] = [["unit", "from", *names, "total"]]
    total = max(float(ground.sum()), 1e-12)
    for unit, matrix, digits in (("pixels", pixels, 0), ("m2", ground, 3), ("share", ground / total, 8)):

        def line(label: str, values: Any, total: float, unit: str = unit, digits: int = digits) -> list[Any]:
            return [unit, label, *(f"{value:.{digits}f}" for value in [*values, total])]

        rows += [line(name, values, float(values.sum())) for name, values in zip(names, matrix)]
        figures = class_figures(matrix)
        for figure in FIGURES:
            values = getattr(figures, figure)
            # Each change is a loss of one class and a gain of another: of the landscape it counts once.
            whole = float(values.sum()) / (2 if figure in ("swap", "total_change") else 1)
            rows.append(line(figure, values, whole if figure != "net_change" else float(np.abs(values).sum()) / 2))
    return rows
