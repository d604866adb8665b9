"""One step of the optimiser: forward pass, loss, backward pass, clipped gradient, new weights."""

from __future__ import annotations

import math
from typing import Any

import torch
from torch import nn

from ...engine.context import JobContext
from ...jobs.failure import JobFailure
from .augment import Batch
from .device import is_out_of_memory
from .optimisation import make_optimizer
from .task import Trainable

LARGEST_GRADIENT = 5.0
_SEED_STRIDE = 1_000_003  # keeps the steps of different seeds apart


class TrainingStep:
    """The network of a task with its optimiser.

    :ivar pieces: how many parts a batch is cut into, so that it fits into memory.
    """

    def __init__(self, task: Trainable, context: JobContext) -> None:
        self._task, self._context = task, context
        self.network = task.network
        self.optimizer = make_optimizer(task.network, task.optimisation)
        self._scaler = torch.amp.GradScaler(task.device.split(":")[0], enabled=task.precision == torch.float16)  # type: ignore[attr-defined]
        self.pieces = 1

    def set_rate(self, share: float) -> None:
        """Set the learning rate of each group of parameters to a share of its highest."""
        for group in self.optimizer.param_groups:
            group["lr"] = group["peak"] * share

    def freeze_encoder(self, frozen: bool) -> bool:
        """Put the network into training mode, its encoder frozen or not; return whether it learns again from now on."""
        self.network.train()
        freeze = getattr(self.network, "freeze_encoder", None)
        was = bool(getattr(self.network, "encoder_frozen", False))
        if freeze is not None:
            freeze(frozen)
        if self._task.optimisation.frozen_statistics:
            for layer in self.network.modules():
                if isinstance(layer, nn.modules.batchnorm._BatchNorm):
                    layer.eval()
        return was and not frozen

    @property
    def has_encoder(self) -> bool:
        return hasattr(self.network, "freeze_encoder")

    def run(self, batch: Batch, step: int) -> float:
        """Train on a batch and return its loss; a batch that does not fit into memory is cut into pieces.

        :raises JobFailure: ``training_diverged``, ``training_memory``.
        """
        torch.manual_seed(self._task.settings.seed * _SEED_STRIDE + step)  # of dropout
        while True:
            try:
                return self._try(batch)
            except (torch.OutOfMemoryError, MemoryError, RuntimeError) as error:
                if not is_out_of_memory(error):
                    raise
                self._halve(batch, error)

    def state(self) -> dict[str, Any]:
        """Return the state for a checkpoint."""
        return {"network": self.network.state_dict(), "optimizer": self.optimizer.state_dict()}

    def restore(self, state: dict[str, Any]) -> None:
        """Take over what :meth:`state` returned. :raises KeyError, RuntimeError, ValueError: it is of another network."""
        self.network.load_state_dict(state["network"])
        self.optimizer.load_state_dict(state["optimizer"])

    def _halve(self, batch: Batch, error: BaseException) -> None:
        self.optimizer.zero_grad(set_to_none=True)
        if torch.cuda.is_available():
            torch.cuda.empty_cache()
        if self.pieces >= len(batch.target):
            raise JobFailure("training_memory", "TILE_SIZE", size=batch.target.shape[-1], device=self._task.device) from error
        self.pieces *= 2
        self._context.warn("training_memory_halved", batch=-(-len(batch.target) // self.pieces))

    def _try(self, batch: Batch) -> float:
        self.optimizer.zero_grad(set_to_none=True)
        count = len(batch.target)
        total = 0.0
        for part in torch.arange(count).chunk(self.pieces):
            loss = self._task.loss(batch.part(part)) * (len(part) / count)
            self._scaler.scale(loss).backward()
            total += float(loss.detach())
        if not math.isfinite(total):
            raise JobFailure("training_diverged", "LEARNING_RATE")
        self._scaler.unscale_(self.optimizer)
        nn.utils.clip_grad_norm_(self.network.parameters(), LARGEST_GRADIENT)
        self._scaler.step(self.optimizer)
        self._scaler.update()
        return total
