"""Validation of a network: the loss, and a histogram from which measures at any threshold follow."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Optional, Protocol

import numpy as np
import torch
from numpy.typing import NDArray

from ...engine.evaluation.scores import STEPS, Confusion, Histogram, first_step, probability_steps
from ...rules.label_codes import UNLABELLED
from ..labels.scene import Scene
from .crops import read_box
from .gain import Block, blocks_of

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
        dates, target = read_box(self.scene, self.row - CONTEXT, self.col - CONTEXT, side, side)
        inner = slice(CONTEXT, CONTEXT + self.side)
        return dates, target[inner, inner]


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
    """Return the side of tiles of about equal size that cover a length."""
    count = math.ceil(length / TILE)
    return math.ceil(math.ceil(length / count) / stride) * stride


@dataclass(frozen=True)
class ValidationMeasures:
    """Measures of one class, or of several together, at a threshold.

    :param pixels: of the class in the truth.
    """

    precision: float
    recall: float
    f1: float
    iou: float
    pixels: int


class Judgement:
    """Counts of pixels by true class, likeliest class of change, and probability of any change.

    Labels of land cover have no class 0, and their networks give it no probability: a class is then found wherever it is the
    likeliest, whatever the threshold.

    :ivar change: counts of any change. ``pixels``: of the truth, int64 (1 + classes,).
    :ivar confusion: pixels by true class and likeliest class, int64 (1 + classes, 1 + classes).
    :ivar blocks: of the ground, where they are kept for a comparison.
    """

    def __init__(self, classes: int) -> None:
        self.change = Histogram()
        self.pixels: NDArray[np.int64] = np.zeros(1 + classes, np.int64)
        self.confusion: NDArray[np.int64] = np.zeros((1 + classes, 1 + classes), np.int64)
        # Pixels whose likeliest class of change is this one, by the step of their probability; and the right ones of them.
        self._found: NDArray[np.int64] = np.zeros((classes, STEPS + 1), np.int64)
        self._right = self._found.copy()
        self.loss_sum = 0.0
        self.loss_pixels = 0
        self.blocks: list[Block] = []

    def add(self, probabilities: NDArray[np.float32], target: NDArray[np.uint8], loss: float) -> None:
        """Count the labelled pixels of a tile.

        :param probabilities: (1 + classes, height, width), summing to 1. ``loss``: mean over its labelled pixels.
        """
        known = target < UNLABELLED
        if not known.any():
            return
        truth = target[known].astype(np.int64)
        likeliest = probabilities[1:][:, known].argmax(0)
        change = 1 - probabilities[0][known]
        self.change.add(change, truth > 0)
        self.pixels += np.bincount(truth, minlength=len(self.pixels))
        decided = np.where(probabilities[0][known] > probabilities[1:][:, known].max(0), 0, likeliest + 1)
        pairs = np.bincount(truth * len(self.pixels) + decided, minlength=self.confusion.size)
        self.confusion += pairs.reshape(self.confusion.shape)
        flat = likeliest * (STEPS + 1) + probability_steps(change)
        for counts, chosen in ((self._found, flat), (self._right, flat[truth == likeliest + 1])):
            counts += np.bincount(chosen, minlength=counts.size).reshape(counts.shape)
        self.loss_sum += loss * len(truth)
        self.loss_pixels += len(truth)

    @property
    def loss(self) -> float:
        return self.loss_sum / max(1, self.loss_pixels)

    @property
    def has_change(self) -> bool:
        return bool(self.pixels[1:].any())

    @property
    def accuracy(self) -> float:
        """Return the share of the pixels whose likeliest class is the true one."""
        return float(np.trace(self.confusion)) / max(1, int(self.confusion.sum()))

    def any_change(self, threshold: float) -> ValidationMeasures:
        """Return the measures of change as such."""
        return _measures(self.change.at(threshold))

    def of_class(self, value: int, threshold: float) -> ValidationMeasures:
        """Return the measures of a class of change, 1 .."""
        first = first_step(threshold)
        hits, found = (int(counts[value - 1, first:].sum()) for counts in (self._right, self._found))
        return _measures(Confusion(hits, found - hits, int(self.pixels[value]) - hits))

    def unchanged(self, threshold: float) -> ValidationMeasures:
        """Return the measures of no change."""
        counts = self.change.at(threshold)
        return _measures(Confusion(counts.rest, counts.misses, counts.alarms))

    def mean(self, threshold: float) -> ValidationMeasures:
        """Return the plain mean over the classes of change that occur; of one class its own."""
        parts = [self.of_class(int(value), threshold) for value in np.flatnonzero(self.pixels[1:]) + 1]
        if not parts:
            return self.any_change(threshold)
        precision, recall, f1, iou = (
            float(np.mean([getattr(part, name) for part in parts])) for name in ("precision", "recall", "f1", "iou")
        )
        return ValidationMeasures(precision, recall, f1, iou, sum(part.pixels for part in parts))

    def average_precision(self) -> float:
        """Return the average precision of change as such."""
        return self.change.average_precision()

    def best_threshold(self, flat: float = 0.005) -> float:
        """Return the threshold at which change as such has the highest F1; of a flat top, the one nearest to even odds.

        :param flat: what F1 may lose on the flat top.
        """
        candidates = np.arange(50, 951) / 1000
        f1 = np.array([self.change.at(threshold).f1 for threshold in candidates])
        best = candidates[f1 >= f1.max() - flat]
        return float(best[np.abs(best - 0.5).argmin()])


def _measures(counts: Confusion) -> ValidationMeasures:
    return ValidationMeasures(counts.precision, counts.recall, counts.f1, counts.iou, counts.hits + counts.misses)


Predict = Callable[..., torch.Tensor]
"""Dates, each N x C x H x W -> log-probabilities N x (1 + classes) x H x W float32."""


def predict_tile(predict: Predict, tile: ValidationTile) -> tuple[NDArray[np.float32], NDArray[np.uint8]]:
    """Return log-probabilities (1 + classes, side, side) and the target of a tile."""
    dates, target = tile.read()
    with torch.inference_mode():
        out = predict(*(torch.from_numpy(date)[None] for date in dates))[0]
    inner = slice(tile.margin, tile.margin + tile.side)
    return out[:, inner, inner].cpu().numpy(), target


def judge(
    predict: Predict,
    tiles: Sequence[ValidationTile],
    classes: int,
    check: Callable[[], None],
    with_blocks: bool = False,
) -> Judgement:
    """Validate a network on tiles.

    :param check: called for each tile; may raise to stop.
    :param with_blocks: whether to keep the blocks of the ground, 3 bytes a pixel.
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
        if with_blocks:
            judgement.blocks += blocks_of(1 - np.exp(log_p[0]), (target > 0) & known, known)
    return judgement


def measures_row(judged: Judgement, threshold: Optional[float] = None) -> dict[str, float]:
    """Return the measures of an epoch; of land cover also the accuracy.

    :param threshold: ``None`` = the one with the best F1.
    """
    at = judged.best_threshold() if threshold is None else threshold
    mean = judged.mean(at)
    row = {
        "validation_loss": judged.loss,
        "precision": mean.precision,
        "recall": mean.recall,
        "f1": mean.f1,
        "iou": mean.iou,
        "threshold": at,
    }
    return row if judged.pixels[0] else {**row, "accuracy": judged.accuracy}


def monitored(row: dict[str, Any], monitor: str, judged: Optional[Judgement]) -> float:
    """Return the value by which the best epoch is chosen, higher is better; of losses the negative.

    :param monitor: of :data:`...jobs.training_settings.MONITORS`, or :data:`AVERAGE_PRECISION`.
    """
    if judged is None:
        return -float(row["train_loss"])
    if monitor == "validation_loss" or not judged.has_change:
        return -judged.loss
    return judged.average_precision() if monitor == AVERAGE_PRECISION else float(row[monitor])
