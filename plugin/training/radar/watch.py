"""The view of a training in a window: its data, predicted beside true images after each epoch, best and worst at the end."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Mapping, Optional, Sequence

import numpy as np
from torch import nn

from ...engine.context import JobContext
from ...jobs.events import Picture, Row
from ...jobs.train_model import BEST, SAMPLE, SETUP, VALIDATION, WORST
from .report import chosen_sequences, sample_strip, strip_of
from .sequences import DateSequence, Split
from .task import RadarTask

_RANKED = 4  # best and worst predictions that are shown


class RadarShow:
    """Watcher of a training. :param pictures: folder for the pictures; ``None`` = none are made."""

    def __init__(self, task: RadarTask, pictures: Optional[str], texts: Mapping[str, str], context: JobContext) -> None:
        self._task, self._pictures, self._texts, self._context = task, pictures, texts, context
        self._sequences = chosen_sequences(task.validation)

    def setup(self, split: Split) -> None:
        """Emit the row of :data:`...jobs.train_model.SETUP` and a sample of the sequences that are trained on."""
        task = self._task
        days = {f"{name.replace(' ', '_')}_days": len(found) for name, found in split.days.items()}
        images = {(item.chip.name, row.time) for item in (*split.training, *split.validation) for row in item.chip.rows}
        values = {
            **days,
            "images": len(images),
            "bands": list(split.training[0].chip.polarisations),
            "parameters": sum(item.numel() for item in task.network.parameters()),
            "epochs": task.schedule.epochs,
            "steps_per_epoch": task.schedule.steps_per_epoch,
            "resumed_epoch": 0,
            "device": task.device,
        }
        self._context.emit(Row(SETUP, values))
        if self._pictures is not None:
            for index, sequence in enumerate(chosen_sequences(split.training)):
                path = Path(self._pictures) / f"sample_{index}.png"
                sample_strip(task, sequence, self._texts).save(path)
                self._context.emit(Picture(SAMPLE, str(path), 0, {"chip": index, "date": sequence.date.day[:10]}))

    def end(self, network: nn.Module, sequences: Sequence[DateSequence]) -> None:
        """Write and emit the pictures of the sequences that are predicted best and worst."""
        if self._pictures is None:
            return
        errors = [_mse(self._task.predicted(network, item), item) for item in sequences]
        order = [int(number) for number in np.argsort(errors) if np.isfinite(errors[number])]
        for name, chosen in ((BEST, order[:_RANKED]), (WORST, order[::-1][:_RANKED])):
            for index, number in enumerate(chosen):
                path = Path(self._pictures) / f"{name}_{index}.png"
                strip_of(self._task, network, sequences[number], self._texts).save(path)
                values = {"chip": index, "mse": errors[number], "date": sequences[number].date.day[:10]}
                self._context.emit(Picture(name, str(path), 0, values))

    def step(self, step: int, loss: float, rate: float) -> None:
        """See :class:`..fit.loop.Watcher`; nothing is shown of single steps."""

    def epoch(self, row: dict[str, Any], network: nn.Module) -> None:
        """Write and emit the pictures of an epoch."""
        if self._pictures is None:
            return
        for index, sequence in enumerate(self._sequences):
            path = Path(self._pictures) / f"validation_{int(row['epoch']):04d}_{index}.png"
            strip_of(self._task, network, sequence, self._texts).save(path)
            error = _mse(self._task.predicted(network, sequence), sequence)
            values = {"chip": index, "mse": error, "date": sequence.date.day[:10]}
            self._context.emit(Picture(VALIDATION, str(path), int(row["epoch"]), values))


def _mse(predicted: np.ndarray, sequence: DateSequence) -> float:
    """Mean squared error of a prediction in dB2, NaN where nothing is known."""
    squares = np.square(predicted - sequence.target(), dtype=np.float64)
    known = squares[np.isfinite(squares)]
    return float(known.mean()) if known.size else float("nan")
