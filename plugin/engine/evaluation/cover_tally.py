"""Counts of a land-cover model's pixels, by true and by found class, and the measures that follow."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Sequence

import numpy as np
from numpy.typing import NDArray

from .scores import Confusion

BINS = 15


@dataclass
class CoverTally:
    """Counts over all pieces.

    :param values: of the model's classes.
    :ivar confusion: pixels by true class (row) and found class. ``bins``: of the probability of the found class: pixels, those
        found rightly, sum of the probability.
    """

    values: tuple[int, ...]
    confusion: NDArray[np.int64] = field(init=False)
    bins: NDArray[np.float64] = field(init=False)
    pieces: int = 0

    def __post_init__(self) -> None:
        self.confusion = np.zeros((len(self.values), len(self.values)), np.int64)
        self.bins = np.zeros((3, BINS))

    def add(self, labels: NDArray[np.uint8], score: NDArray[np.float32], truth: NDArray[np.int16]) -> tuple[int, int]:
        """Count pixels.

        :param labels: index of the likeliest class. ``score``: its probability.
        :param truth: values of the true classes; other values do not count.
        :return: pixels that were found rightly; pixels that count.
        """
        table = np.full(256, -1, np.int64)
        table[list(self.values)] = np.arange(len(self.values))
        known = (truth >= 0) & (truth < 256)
        true = table[np.where(known, truth, 0)]
        known &= true >= 0
        true, found, score = true[known], labels[known].astype(np.int64), score[known].astype(np.float64)
        count = len(self.values)
        self.confusion += np.bincount(true * count + found, minlength=count * count).reshape(count, count)
        place = np.minimum((score * BINS).astype(np.int64), BINS - 1)
        for row, weights in zip(self.bins, (None, (true == found).astype(np.float64), score)):
            row += np.bincount(place, weights=weights, minlength=BINS)
        return int((true == found).sum()), len(true)

    def document(self, names: Sequence[str]) -> dict[str, Any]:
        """Return all measures, for JSON."""
        pixels = int(self.confusion.sum())
        classes = []
        for index, name in enumerate(names):
            hits, true, found = (
                int(self.confusion[index, index]),
                int(self.confusion[index].sum()),
                int(self.confusion[:, index].sum()),
            )
            counts = Confusion(hits, found - hits, true - hits, pixels - true - found + hits)
            classes.append({"value": self.values[index], "name": name, "truth_pixels": true, **counts.document()})
        occurring = [item for item in classes if item["truth_pixels"]]
        filled = self.bins[0] > 0
        share = self.bins[:, filled] / np.maximum(self.bins[0, filled], 1)
        return {
            "pixels": pixels,
            "pieces": self.pieces,
            "classes": classes,
            "confusion": self.confusion.tolist(),
            "accuracy": float(np.trace(self.confusion)) / max(1, pixels),
            "mean": {
                name: float(np.mean([item[name] for item in occurring])) if occurring else 0.0
                for name in ("precision", "recall", "f1", "iou")
            },
            "ece": float((np.abs(share[1] - share[2]) * self.bins[0, filled]).sum() / max(1, pixels)),
            "calibration": [{"probability": float(mean), "right": float(right)} for right, mean in zip(share[1], share[2])],
        }
