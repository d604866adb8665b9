"""Validation of a network: the loss, and a histogram from which measures at any threshold follow."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Optional, Protocol

import numpy as np
import torch
from numpy.typing import NDArray

from ...engine.evaluation.scores import Confusion
from ...rules.label_codes import UNLABELLED
from ..labels.scene import Scene
from .crops import read_box
from .measures import average_precision

BINS = 1000
TILE = 256
CONTEXT = 64
AVERAGE_PRECISION = "average_precision"

Dates = tuple[NDArray[np.float32], ...]


class ValidationTile(Protocol):
    """A square of validation data.

    :ivar side: in pixels. ``margin``: pixels of context around it.
    """

    @property
    def side(self) -> int: ...

    @property
    def margin(self) -> int: ...

    def read(self) -> tuple[Dates, NDArray[np.uint8]]:
        """Read the dates with their context, each float32 C x (side + 2 margin)^2, and the target, uint8 side x side."""
        ...


@dataclass(frozen=True, eq=False)
class Tile:
    """A square of a validation scene."""

    scene: Scene
    row: int
    col: int
    side: int

    @property
    def margin(self) -> int:
        return CONTEXT

    def read(self) -> tuple[Dates, NDArray[np.uint8]]:
        """See :class:`ValidationTile`."""
        side = self.side + 2 * CONTEXT
        before, after, target = read_box(self.scene, self.row - CONTEXT, self.col - CONTEXT, side, side)
        inner = slice(CONTEXT, CONTEXT + self.side)
        return (before, after), target[inner, inner]


def lay_tiles(scenes: Sequence[Scene], stride: int, most: int) -> list[Tile]:
    """Tiles over the labelled ground of validation scenes; of many a sample spread evenly."""
    found = []
    for scene in scenes:
        labelled = scene.labelled
        height, width = scene.shape
        side = max(_even_side(height, stride), _even_side(width, stride))
        for row in range(0, height, side):
            for col in range(0, width, side):
                if labelled[row : row + side, col : col + side].any():
                    found.append(Tile(scene, row, col, side))
    if len(found) <= most:
        return found
    return [found[int(index)] for index in np.linspace(0, len(found) - 1, most)]


def _even_side(length: int, stride: int) -> int:
    """The side of tiles of about equal size that cover a length."""
    count = math.ceil(length / TILE)
    return math.ceil(math.ceil(length / count) / stride) * stride


@dataclass(frozen=True)
class ClassMeasures:
    """Of one class at a threshold; ``pixels`` of the truth."""

    precision: float
    recall: float
    f1: float
    iou: float
    pixels: int


class Judgement:
    """Counts of pixels by true class, likeliest class of change, and probability of any change.

    :ivar counts: int64 (1 + classes, classes, BINS).
    """

    def __init__(self, classes: int) -> None:
        self.counts: NDArray[np.int64] = np.zeros((1 + classes, classes, BINS), np.int64)
        self.loss_sum = 0.0
        self.loss_pixels = 0

    def add(self, probabilities: NDArray[np.float32], target: NDArray[np.uint8], loss: float) -> None:
        """Count the labelled pixels of a tile.

        :param probabilities: (1 + classes, height, width), summing to 1. ``loss``: mean over its labelled pixels.
        """
        known = target < UNLABELLED
        if not known.any():
            return
        truth = target[known].astype(np.int64)
        likeliest = probabilities[1:][:, known].argmax(0)
        bins = np.clip(((1 - probabilities[0][known]) * BINS).astype(np.int64), 0, BINS - 1)
        flat = (truth * self.counts.shape[1] + likeliest) * BINS + bins
        self.counts += np.bincount(flat, minlength=self.counts.size).reshape(self.counts.shape)
        self.loss_sum += loss * len(truth)
        self.loss_pixels += len(truth)

    @property
    def loss(self) -> float:
        return self.loss_sum / max(1, self.loss_pixels)

    @property
    def has_change(self) -> bool:
        return bool(self.counts[1:].sum() > 0)

    def any_change(self, threshold: float) -> ClassMeasures:
        """Of change as such."""
        first = _first_bin(threshold)
        hits = int(self.counts[1:, :, first:].sum())
        truth, found = int(self.counts[1:].sum()), int(self.counts[:, :, first:].sum())
        return _measures(hits, found, truth)

    def of_class(self, value: int, threshold: float) -> ClassMeasures:
        """Of a class of change, 1 .."""
        first = _first_bin(threshold)
        hits = int(self.counts[value, value - 1, first:].sum())
        return _measures(hits, int(self.counts[:, value - 1, first:].sum()), int(self.counts[value].sum()))

    def unchanged(self, threshold: float) -> ClassMeasures:
        """Of no change."""
        first = _first_bin(threshold)
        hits = int(self.counts[0, :, :first].sum())
        return _measures(hits, int(self.counts[:, :, :first].sum()), int(self.counts[0].sum()))

    def mean(self, threshold: float) -> ClassMeasures:
        """The plain mean over the classes of change that occur; of one class its own."""
        values = [value for value in range(1, self.counts.shape[0]) if self.counts[value].sum() > 0]
        if not values:
            return _measures(0, int(self.counts[:, :, _first_bin(threshold) :].sum()), 0)
        parts = [self.of_class(value, threshold) for value in values]
        precision, recall, f1, iou = (
            float(np.mean([getattr(part, name) for part in parts])) for name in ("precision", "recall", "f1", "iou")
        )
        return ClassMeasures(precision, recall, f1, iou, sum(part.pixels for part in parts))

    def average_precision(self) -> float:
        """Of change as such: the area under the curve of precision over recall."""
        return average_precision(self.counts[1:].sum((0, 1)), self.counts[0].sum(0))

    def best_threshold(self) -> float:
        """The threshold at which change as such has the highest F1; of a flat top, the one nearest to even odds."""
        hits = self.counts[1:].sum((0, 1))[::-1].cumsum()[::-1]
        found = self.counts.sum((0, 1))[::-1].cumsum()[::-1]
        f1 = 2 * hits / np.maximum(found + hits[0], 1)
        candidates = np.arange(BINS) / BINS
        allowed = (
            (candidates >= 0.05) & (candidates <= 0.95) & (f1 >= f1[(candidates >= 0.05) & (candidates <= 0.95)].max() - 0.005)
        )
        return float(candidates[allowed][np.abs(candidates[allowed] - 0.5).argmin()])


def _first_bin(threshold: float) -> int:
    return int(np.ceil(threshold * BINS - 1e-9))


def _measures(hits: int, found: int, truth: int) -> ClassMeasures:
    counts = Confusion(hits, found - hits, truth - hits)
    return ClassMeasures(counts.precision, counts.recall, counts.f1, counts.iou, truth)


Predict = Callable[..., torch.Tensor]
"""Dates, each N x C x H x W -> log-probabilities N x (1 + classes) x H x W float32."""


def predict_tile(predict: Predict, tile: ValidationTile) -> tuple[NDArray[np.float32], NDArray[np.uint8]]:
    """Return log-probabilities (1 + classes, side, side) and the target of a tile."""
    dates, target = tile.read()
    with torch.inference_mode():
        out = predict(*(torch.from_numpy(date)[None] for date in dates))[0]
    inner = slice(tile.margin, tile.margin + tile.side)
    return out[:, inner, inner].cpu().numpy(), target


def judge(predict: Predict, tiles: Sequence[ValidationTile], classes: int, check: Callable[[], None]) -> Judgement:
    """Validate a network on tiles.

    :param check: called for each tile; may raise to stop.
    """
    judgement = Judgement(classes)
    for tile in tiles:
        check()
        log_p, target = predict_tile(predict, tile)
        known = target < UNLABELLED
        index = np.where(known, target, 0).astype(np.int64)
        picked = np.take_along_axis(log_p, index[None], 0)[0]
        loss = float(-picked[known].mean()) if known.any() else 0.0
        judgement.add(np.exp(log_p), target, loss)
    return judgement


def measures_row(judged: Judgement, threshold: Optional[float] = None) -> dict[str, float]:
    """Return the measures of an epoch, at ``threshold``; ``None`` = at the one with the best F1."""
    at = judged.best_threshold() if threshold is None else threshold
    mean = judged.mean(at)
    return {
        "validation_loss": judged.loss,
        "precision": mean.precision,
        "recall": mean.recall,
        "f1": mean.f1,
        "iou": mean.iou,
        "threshold": at,
    }


def monitored(row: dict[str, Any], monitor: str, judged: Optional[Judgement]) -> float:
    """Return the value by which the best epoch is chosen, higher is better; of losses the negative.

    :param monitor: of :data:`...jobs.train_model.MONITORS`, or :data:`AVERAGE_PRECISION`.
    """
    if judged is None:
        return -float(row["train_loss"])
    if monitor == "validation_loss" or not judged.has_change:
        return -judged.loss
    return judged.average_precision() if monitor == AVERAGE_PRECISION else float(row[monitor])
