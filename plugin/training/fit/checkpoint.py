"""Checkpoints: a training that was killed or cancelled goes on where it was.

Two files in the checkpoint folder: ``last.pt`` (network, optimiser, averages, counters) and ``best.pt`` (the weights of the
best epoch). Each is written beside its place and moved there, so that there is always a whole one. They hold tensors,
numbers and texts only and are read as such.
"""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from ...jobs.failure import JobFailure

LAST, BEST, IDENTITY = "last.pt", "best.pt", "training.json"


@dataclass(frozen=True)
class Progressed:
    """How far a training is.

    :param step: of the optimiser, done. ``epoch``: whole epochs done. ``seconds``: worked so far.
    :param best_epoch: 0 = none yet. ``pieces``: into how many pieces a batch is cut.
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
    rows: tuple[dict[str, Any], ...]
    sums: tuple[float, int]


class Checkpoints:
    """The folder of one training.

    :param identity: what must be the same for a training to go on: network, base, data and settings.
    """

    def __init__(self, folder: str, identity: dict[str, Any]) -> None:
        self.folder = Path(folder)
        self._identity = json.loads(json.dumps(identity))

    def begin(self, resume: bool) -> bool:
        """Make the folder ready; whether there is something to go on from.

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
            "best_value": progressed.best_value,
            "pieces": progressed.pieces,
            "epochs": progressed.epochs,
            "steps_per_epoch": progressed.steps_per_epoch,
            "rows": json.dumps(list(progressed.rows)),
            "sums": list(progressed.sums),
        }
        self._save({"counters": counters, **state}, LAST)

    def save_best(self, weights: dict[str, Tensor], epoch: int) -> None:
        """Write ``best.pt``. :raises JobFailure: ``checkpoint_failed``."""
        self._save({"weights": weights, "epoch": epoch}, BEST)

    def load(self) -> tuple[Progressed, dict[str, Any]]:
        """What :meth:`save` wrote. :raises JobFailure: ``checkpoint_damaged``."""
        content = self._load(LAST)
        try:
            counters = dict(content.pop("counters"))
            counters["rows"] = tuple(json.loads(counters["rows"]))
            counters["sums"] = (float(counters["sums"][0]), int(counters["sums"][1]))
            return Progressed(**counters), content
        except (KeyError, TypeError, ValueError) as error:
            raise JobFailure("checkpoint_damaged", "MODEL", folder=str(self.folder), reason=str(error)) from error

    def load_best(self) -> dict[str, Tensor]:
        """The weights of the best epoch. :raises JobFailure: ``checkpoint_damaged``."""
        weights: dict[str, Tensor] = self._load(BEST)["weights"]
        return weights

    def remove(self) -> None:
        """Remove the checkpoints of a training that is done; other files in the folder stay."""
        for name in (LAST, BEST, IDENTITY):
            try:
                (self.folder / name).unlink(missing_ok=True)
            except OSError:
                return  # of no harm
        try:
            self.folder.rmdir()
        except OSError:
            return  # it holds logs

    def _save(self, content: dict[str, Any], name: str) -> None:
        staged = self.folder / f"{name}.part"
        try:
            torch.save(content, staged)
            os.replace(staged, self.folder / name)
        except (OSError, RuntimeError) as error:  # torch has its own for a full disk
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
        except Exception as error:  # whatever a file that is cut short makes the reader raise
            reason = f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else name}"
            raise JobFailure("checkpoint_damaged", "MODEL", folder=str(self.folder), reason=reason) from error
        return content

    def _failed(self, error: Exception) -> JobFailure:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        return JobFailure("checkpoint_failed", "MODEL", folder=str(self.folder), reason=reason)
