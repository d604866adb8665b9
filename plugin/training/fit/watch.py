"""The view of a running training: pictures of the same few validation chips, and a log for TensorBoard."""

from __future__ import annotations

import contextlib
import importlib.util
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Optional

import numpy as np
from PIL import Image
from torch import nn

from ...engine.context import JobContext
from ...jobs.events import Picture
from ...jobs.train_model import VALIDATION
from ...rules.label_codes import NO_CHANGE, UNLABELLED
from .judge import Tile, predict_tile
from .panels import chip_strip, f1_of_picture, predicted_classes, save_picture, stack
from .task import ClassPredictor, LabelTask

CHIPS = 4


class Show:
    """Watcher of a training that makes pictures after each epoch and writes the log.

    :param tiles: validation tiles to choose from.
    :param pictures: folder for the pictures; ``None`` = none. ``log``: folder of the TensorBoard log.
    :param captions: of before, after, truth and prediction.
    """

    def __init__(
        self,
        task: LabelTask,
        tiles: Sequence[Tile],
        pictures: Optional[str],
        log: Optional[Path],
        captions: Sequence[str],
        context: JobContext,
    ) -> None:
        self._task, self._pictures, self._captions, self._context = task, pictures, captions, context
        self._tiles = choose_tiles(tiles, CHIPS)
        self._writer = _writer(log, context)

    def step(self, step: int, loss: float, rate: float) -> None:
        if self._writer is not None:
            self._writer.add_scalar("train/loss", loss, step)
            self._writer.add_scalar("train/learning_rate", rate, step)

    def epoch(self, row: dict[str, Any], network: nn.Module) -> None:
        number = int(row["epoch"])
        if self._writer is not None:
            for name, value in row.items():
                if isinstance(value, float):
                    self._writer.add_scalar(f"epoch/{name}", value, number)
        if self._pictures is None and self._writer is None:
            return
        strips = []
        predictor = ClassPredictor(network, self._task)
        for index, tile in enumerate(self._tiles):
            picture, f1 = tile_picture(tile, predictor, float(row.get("threshold", 0.5)), self._captions)
            strips.append(picture)
            if self._pictures is not None:
                path = Path(self._pictures) / f"validation_{number:04d}_{index}.png"
                self._emit(save_picture(picture, path, f1), number, index, f1)
        if self._writer is not None and strips:
            self._writer.add_image("validation", np.asarray(stack(strips)), number, dataformats="HWC")
            self._writer.flush()

    def again(self, epochs: int) -> None:
        """Emit the pictures of the first epochs again, which were made before the training was resumed."""
        if self._pictures is None:
            return
        for number in range(1, epochs + 1):
            for index in range(len(self._tiles)):
                path = Path(self._pictures) / f"validation_{number:04d}_{index}.png"
                with contextlib.suppress(OSError, ValueError):  # the file is gone
                    self._emit(str(path), number, index, f1_of_picture(path))

    def _emit(self, path: str, epoch: int, chip: int, f1: float) -> None:
        self._context.emit(Picture(VALIDATION, path, epoch, {"chip": chip, "f1": f1}))

    def close(self) -> None:
        if self._writer is not None:
            self._writer.close()


def choose_tiles(tiles: Sequence[Tile], count: int) -> list[Tile]:
    """Choose validation tiles for the pictures: those with most change, and one without change where there is one."""
    ordered = sorted(tiles, key=changed_pixels, reverse=True)
    empty = [tile for tile in ordered if changed_pixels(tile) == 0]
    chosen = ordered[: count - 1] + (empty[:1] or ordered[count - 1 : count])
    return list(dict.fromkeys(chosen))


def changed_pixels(tile: Tile) -> int:
    """Return the number of pixels of a tile that are labelled as changed."""
    part = tile.scene.target[tile.row : tile.row + tile.side, tile.col : tile.col + tile.side]
    return int(((part != NO_CHANGE) & (part < UNLABELLED)).sum())


def tile_picture(tile: Tile, predictor: ClassPredictor, threshold: float, captions: Sequence[str]) -> tuple[Image.Image, float]:
    """Draw the four panels of a tile, cropped to its scene; return them and its F1 of any change.

    Of land cover it is the F1 of all classes' pixels together, which is the accuracy.
    """
    log_p, target = predict_tile(predictor, tile)
    dates, _ = tile.read()
    inner = slice(tile.margin, tile.margin + tile.side)
    predicted = predicted_classes(np.exp(log_p), threshold)
    height, width = (min(tile.side, size - start) for size, start in zip(tile.scene.shape, (tile.row, tile.col)))
    rows, cols = slice(0, height), slice(0, width)
    picture = chip_strip(
        [date[:, inner, inner][:, rows, cols] for date in dates],
        target[rows, cols],
        predicted[rows, cols],
        captions,
    )
    known = target < UNLABELLED
    if predictor.land_cover:
        return picture, float((predicted == target)[known].mean()) if known.any() else 1.0
    truth, found = (target > NO_CHANGE) & known, (predicted > NO_CHANGE) & known
    total = int(truth.sum() + found.sum())
    return picture, 2 * int((truth & found).sum()) / total if total else 1.0


def _writer(log: Optional[Path], context: JobContext) -> Any:
    """Open the log of TensorBoard; ``None`` where it is not installed, or the folder cannot be written to."""
    if log is None:
        return None
    if importlib.util.find_spec("tensorboard") is None:
        context.info("training_no_tensorboard")
        return None
    from torch.utils.tensorboard import SummaryWriter

    try:
        return SummaryWriter(str(log))  # type: ignore[no-untyped-call]
    except OSError as error:
        context.warn("output", text=str(error))
        return None
