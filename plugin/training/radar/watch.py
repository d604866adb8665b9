"""The view of a running training: predicted beside true images of validation dates, after each epoch."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Mapping, Optional

from torch import nn

from ...engine.context import JobContext
from ...jobs.events import Picture
from ...jobs.train_model import VALIDATION
from .report import chosen_sequences, strip_of
from .task import RadarTask


class RadarShow:
    """Watcher of a training. :param pictures: folder for the pictures; ``None`` = none are made."""

    def __init__(self, task: RadarTask, pictures: Optional[str], texts: Mapping[str, str], context: JobContext) -> None:
        self._task, self._pictures, self._texts, self._context = task, pictures, texts, context
        self._sequences = chosen_sequences(task.validation)

    def step(self, step: int, loss: float, rate: float) -> None:
        """See :class:`..fit.loop.Watcher`; nothing is shown of single steps."""

    def epoch(self, row: dict[str, Any], network: nn.Module) -> None:
        """Write and emit the pictures of an epoch."""
        if self._pictures is None:
            return
        for index, sequence in enumerate(self._sequences):
            path = Path(self._pictures) / f"validation_{int(row['epoch']):04d}_{index}.png"
            strip_of(self._task, network, sequence, self._texts).save(path)
            self._context.emit(Picture(VALIDATION, str(path), int(row["epoch"]), {"chip": index, "mse": row.get("mse")}))
