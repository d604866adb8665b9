"""What is counted while a model is compared with the truth, chip by chip or tile by tile."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...model_file.spec import ModelSpec
from ...rules.label_codes import UNKNOWN
from .prediction import PredictedWindow
from .scores import Confusion, Histogram, above

# A chip is shown among the worst only where it errs in so much of its pixels, among the best where so much changed.
_LEAST_WRONG = 0.002
_LEAST_CHANGED = 0.005


@dataclass(frozen=True)
class Piece:
    """A chip, or a tile of a pair, with its counts at the threshold. :param number: by which it is found again."""

    number: int
    name: str
    group: str
    counts: Confusion


@dataclass
class Tally:
    """Sums over all pieces.

    :param classed: whether the truth has the model's classes.
    """

    spec: ModelSpec
    threshold: float
    classed: bool
    any_change: Histogram = field(default_factory=Histogram)
    delivered: Confusion = field(default_factory=Confusion)
    classes: dict[int, Histogram] = field(default_factory=dict)
    classes_found: dict[int, Confusion] = field(default_factory=dict)
    groups: dict[str, Confusion] = field(default_factory=dict)
    unchanged: Confusion = field(default_factory=Confusion)
    unchanged_pieces: int = 0
    pieces: list[Piece] = field(default_factory=list)

    def add(self, name: str, group: str, predicted: PredictedWindow, truth: NDArray[np.int16], number: int) -> None:
        """Count a piece; all arrays (height, width)."""
        known = (truth != UNKNOWN) & predicted.valid
        probability, true = predicted.any_change[known], truth[known]
        changed = true > 0
        self.any_change.add(probability, changed)
        found = above(self.threshold, probability)
        counts = Confusion()
        counts.add(found, changed)
        if not counts.pixels:
            return
        self.delivered.add(predicted.mask[known] > 0, changed)
        self.groups[group] = self.groups.get(group, Confusion()).plus(counts)
        if not changed.any():
            self.unchanged = self.unchanged.plus(counts)
            self.unchanged_pieces += 1
        if self.classed:
            self._add_classes(predicted.classes[:, known], found, true)
        self.pieces.append(Piece(number, name, group, counts))

    def _add_classes(self, probability: NDArray[np.float32], found: NDArray[np.bool_], true: NDArray[np.int16]) -> None:
        likeliest = probability.argmax(axis=0)
        for index, item in enumerate(self.spec.classes):
            self.classes.setdefault(item.value, Histogram()).add(probability[index], true == item.value)
            self.classes_found.setdefault(item.value, Confusion()).add(found & (likeliest == index), true == item.value)

    def worst(self, count: int) -> list[Piece]:
        """Return the pieces with the lowest F1 among those that err in more than a few pixels."""
        wrong = [
            piece for piece in self.pieces if piece.counts.alarms + piece.counts.misses > _LEAST_WRONG * piece.counts.pixels
        ]
        wrong.sort(key=lambda piece: (piece.counts.f1, -(piece.counts.alarms + piece.counts.misses)))
        return wrong[:count]

    def best(self, count: int) -> list[Piece]:
        """Return the pieces with the highest F1 among those in which enough changed."""
        changed = [
            piece for piece in self.pieces if piece.counts.hits + piece.counts.misses > _LEAST_CHANGED * piece.counts.pixels
        ]
        changed.sort(key=lambda piece: (-piece.counts.f1, piece.name))
        return changed[:count]

    def document(self) -> dict[str, Any]:
        """Return all measures, for JSON."""
        pixels = int(self.any_change.changed.sum() + self.any_change.unchanged.sum())
        names = {item.value: item for item in self.spec.classes}
        return {
            "pieces": len(self.pieces),
            "pixels": pixels,
            "changed_share": int(self.any_change.changed.sum()) / max(1, pixels),
            "any_change": self.any_change.document(self.threshold),
            "as_delivered": {"min_area_m2": self.spec.min_area_m2, **self.delivered.document()},
            "classes": [
                {
                    "value": value,
                    "name": names[value].name,
                    "direction": names[value].direction,
                    **counts.document(),
                    "ap": self.classes[value].average_precision(),
                }
                for value, counts in self.classes_found.items()
            ],
            "unchanged": {"pieces": self.unchanged_pieces, **self.unchanged.document()},
            "groups": [{"name": name, **counts.document()} for name, counts in sorted(self.groups.items())],
            "calibration": self.any_change.calibration(),
            "curve": self.any_change.curve(),
        }
