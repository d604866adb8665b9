"""A network judged on validation ground: the loss, and a histogram from which measures at any threshold follow."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from ...engine.evaluation.scores import Confusion
from ...rules.label_codes import UNLABELLED
from ..labels.scene import Scene
from .crops import read_box

BINS = 1000
TILE = 256
CONTEXT = 64


@dataclass(frozen=True, eq=False)
class Tile:
    """A square of a validation scene, with what the network needs around it."""

    scene: Scene
    row: int
    col: int
    side: int

    def read(self) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.uint8]]:
        """Both dates with context, and the target without."""
        side = self.side + 2 * CONTEXT
        before, after, target = read_box(self.scene, self.row - CONTEXT, self.col - CONTEXT, side, side)
        inner = slice(CONTEXT, CONTEXT + self.side)
        return before, after, target[inner, inner]


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


Predict = Callable[[torch.Tensor, torch.Tensor], torch.Tensor]
"""Two N x C x H x W dates -> log-probabilities N x (1 + classes) x H x W float32."""


def predict_tile(predict: Predict, tile: Tile) -> tuple[NDArray[np.float32], NDArray[np.uint8]]:
    """Log-probabilities (1 + classes, side, side) and the target of a tile."""
    before, after, target = tile.read()
    with torch.inference_mode():
        out = predict(torch.from_numpy(before)[None], torch.from_numpy(after)[None])[0]
    inner = slice(CONTEXT, CONTEXT + tile.side)
    return out[:, inner, inner].cpu().numpy(), target


def judge(predict: Predict, tiles: Sequence[Tile], classes: int, check: Callable[[], None]) -> Judgement:
    """Judge a network on tiles. :param check: called for each tile; may raise to stop."""
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
