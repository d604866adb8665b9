"""Checkpoints, from which a training that was killed or cancelled is resumed.

Two files in the checkpoint folder: ``last.pt`` (network, optimiser, averages, counters) and ``best.pt`` (the weights of the
best epoch). Each is written under another name and moved into place, so that there is always a complete one. They hold
tensors, numbers and texts only and are read as such.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from ...jobs.failure import JobFailure
from ...jobs.publish import nearly_full

LAST, BEST, IDENTITY = "last.pt", "best.pt", "training.json"


@dataclass
class Progressed:
    """Progress of a training.

    :param step: steps of the optimiser done. ``epoch``: whole epochs done. ``seconds``: spent so far.
    :param best_epoch: 0 = none yet. ``best_value``: its monitored value.
    :param pieces: number of parts that a batch is cut into.
    :param rows: of the table of epochs. ``sums``: loss and steps of the epoch that is under way.
    """

    step: int
    epoch: int
    seconds: float
    best_epoch: int
    best_value: float
    pieces: int
    epochs: int
    steps_per_epoch: int
    rows: list[dict[str, Any]]
    sums: tuple[float, int]


class Checkpoints:
    """The folder of one training.

    :param identity: what must be equal for a training to be resumed: network, base, data and settings.
    """

    def __init__(self, folder: str, identity: dict[str, Any]) -> None:
        self.folder = Path(folder)
        self._identity = json.loads(json.dumps(identity))

    def begin(self, resume: bool) -> bool:
        """Make the folder, and return whether it holds a checkpoint to resume from.

        :raises JobFailure: ``checkpoint_of_another``, ``checkpoint_damaged``, ``checkpoint_failed``.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            identity = self.folder / IDENTITY
            if not resume:
                for name in (LAST, BEST, IDENTITY):
                    (self.folder / name).unlink(missing_ok=True)
            if (self.folder / LAST).is_file():
                self._compare(identity)
                return True
            self._write(identity, json.dumps(self._identity, ensure_ascii=False, indent=1).encode("utf-8"))
        except OSError as error:
            raise self._failed(error) from error
        return False

    def _compare(self, path: Path) -> None:
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
        except ValueError as error:
            raise JobFailure("checkpoint_damaged", "MODEL", folder=str(self.folder), reason=str(error)) from error
        if not isinstance(found, dict):
            raise JobFailure("checkpoint_damaged", "MODEL", folder=str(self.folder), reason=IDENTITY)
        different = sorted(key for key in {*found, *self._identity} if found.get(key) != self._identity.get(key))
        if different:
            raise JobFailure("checkpoint_of_another", "MODEL", folder=str(self.folder), what=", ".join(different))

    def save(self, progressed: Progressed, state: dict[str, dict[str, Any]]) -> None:
        """Write ``last.pt``. :raises JobFailure: ``checkpoint_failed``; the one before is still there then."""
        counters = {
            "step": progressed.step,
            "epoch": progressed.epoch,
            "seconds": progressed.seconds,
            "best_epoch": progressed.best_epoch,
            "best_value": progressed.best_value if progressed.best_epoch else 0.0,
            "pieces": progressed.pieces,
            "epochs": progressed.epochs,
            "steps_per_epoch": progressed.steps_per_epoch,
            "rows": json.dumps(progressed.rows),
            "sums": list(progressed.sums),
        }
        self._save({"counters": counters, **state}, LAST)

    def save_best(self, weights: dict[str, Tensor], epoch: int) -> None:
        """Write ``best.pt``. :raises JobFailure: ``checkpoint_failed``."""
        self._save({"weights": weights, "epoch": epoch}, BEST)

    def load(self) -> tuple[Progressed, dict[str, Any]]:
        """Load what :meth:`save` wrote. :raises JobFailure: ``checkpoint_damaged``."""
        content = self._load(LAST)
        try:
            counters = dict(content.pop("counters"))
            counters["rows"] = list(json.loads(counters["rows"]))
            counters["sums"] = (float(counters["sums"][0]), int(counters["sums"][1]))
            return Progressed(**counters), content
        except (KeyError, TypeError, ValueError) as error:
            raise JobFailure("checkpoint_damaged", "MODEL", folder=str(self.folder), reason=str(error)) from error

    def load_best(self) -> dict[str, Tensor]:
        """Load the weights of the best epoch. :raises JobFailure: ``checkpoint_damaged``."""
        weights: dict[str, Tensor] = self._load(BEST)["weights"]
        return weights

    def remove(self) -> None:
        """Remove the checkpoints after a training; other files in the folder stay."""
        for name in (LAST, BEST, IDENTITY):
            try:
                (self.folder / name).unlink(missing_ok=True)
            except OSError:
                return  # harmless
        try:
            self.folder.rmdir()
        except OSError:
            return  # it holds logs

    def _save(self, content: dict[str, Any], name: str) -> None:
        staged = self.folder / f"{name}.part"
        try:
            torch.save(content, staged)
            os.replace(staged, self.folder / name)
        except (OSError, RuntimeError) as error:  # torch raises a RuntimeError on a full disk
            with contextlib.suppress(OSError):
                staged.unlink(missing_ok=True)
            raise self._failed(error) from error

    def _write(self, path: Path, content: bytes) -> None:
        staged = path.with_suffix(".part")
        staged.write_bytes(content)
        os.replace(staged, path)

    def _load(self, name: str) -> dict[str, Any]:
        try:
            content: dict[str, Any] = torch.load(  # nosec B614  # tensors, numbers and texts only
                self.folder / name, map_location="cpu", weights_only=True
            )
            if not isinstance(content, dict):
                raise ValueError(f"{name} holds something else")
        except Exception as error:  # a truncated file makes the reader raise errors of many kinds
            reason = f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else name}"
            raise JobFailure("checkpoint_damaged", "MODEL", folder=str(self.folder), reason=reason) from error
        return content

    def _failed(self, error: Exception) -> JobFailure:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        if self.folder.is_dir() and nearly_full(str(self.folder / LAST)):
            reason = os.strerror(errno.ENOSPC)  # torch names a place in its archive
        return JobFailure("checkpoint_failed", "MODEL", folder=str(self.folder), reason=reason)
