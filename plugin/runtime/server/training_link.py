"""What a training on a server needs besides inputs and outputs: its steering, its pictures, and the name of its checkpoints."""

from __future__ import annotations

import contextlib
import json
import os
import re
import uuid
from dataclasses import replace
from typing import Any, List, Mapping, Optional

from ...jobs.events import Event, Log, Picture, Row
from ...jobs.job_files import CHECKPOINTS, OUTPUTS
from ...jobs.train_model import EPOCH, FIGURE, KEPT_BY_SERVER
from .connection import NoAnswer, Refusal
from .exchange import Exchange

_LONGEST_WORD = 16
_PICTURE = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9_.-]{0,100}\.png")
_CHECKPOINT = ".pt"


class TrainingLink:
    """The link of a training on a server to its folders here. Of other jobs it does nothing.

    :param values: of the job, as JSON types.
    """

    def __init__(self, values: Mapping[str, Any], exchange: Exchange) -> None:
        trains = CHECKPOINTS in OUTPUTS[values["kind"]] and not values.get("only_sample")
        self._exchange = exchange
        self._folder = str(values.get(CHECKPOINTS) or "") if trains else ""
        self._resumes = bool(values.get("resume"))
        self._control = str(values.get("control") or "")
        self._pictures = str(values.get("pictures") or "")
        self._model = str(values.get("model") or "")
        self._word = ""
        self._name = ""
        self._figures: List[Picture] = []

    def inputs(self) -> Mapping[str, Any]:
        """Return the name under which the server keeps the checkpoints of a training that is cut off, as an input."""
        if not self._folder:
            return {}
        known = self._kept() if self._resumes else None
        self._name = known or uuid.uuid4().hex
        if self._resumes and known is None and self._has_checkpoint():
            self._exchange.say(Log("server_training_anew"))
        return {CHECKPOINTS: self._name}

    def steer(self, job: str) -> None:
        """Send the word of the control file, if it is a new one."""
        word = self._read_control()
        if word and word != self._word:
            with contextlib.suppress(NoAnswer, Refusal):  # the next time
                self._exchange.connection.put(f"{job}/control", {"word": word})
                self._word = word

    def passed_on(self, event: Event, job: str) -> Optional[Event]:
        """Return an event as it is shown here; ``None`` = it is not shown."""
        if isinstance(event, Row) and event.table == EPOCH and event.step > 0:
            self._note()
        if not isinstance(event, Picture):
            return event
        if event.name == FIGURE:  # it lies beside the model
            self._figures.append(event)
            return None
        if not self._pictures or not _PICTURE.fullmatch(event.path):
            return None
        path = os.path.join(self._pictures, event.path)
        try:
            self._exchange.connection.download(f"{job}/pictures/{event.path}", path, None, lambda _: None)
        except (NoAnswer, Refusal, OSError):  # the training goes on without it
            return None
        return replace(event, path=path)

    def end(self) -> List[Event]:
        """Forget the checkpoints of a training that is done; return the events that waited for its outputs."""
        if self._folder:
            with contextlib.suppress(OSError):
                os.remove(os.path.join(self._folder, KEPT_BY_SERVER))
                os.rmdir(self._folder)  # where it holds no log
        found = [os.path.join(os.path.dirname(self._model), os.path.basename(figure.path)) for figure in self._figures]
        return [replace(figure, path=path) for figure, path in zip(self._figures, found) if os.path.isfile(path)]

    def _kept(self) -> Optional[str]:
        """The name under which this server keeps the checkpoints of an earlier run."""
        try:
            with open(os.path.join(self._folder, KEPT_BY_SERVER), encoding="utf-8") as stream:
                noted = json.load(stream)
            return str(noted["name"]) if noted["address"] == self._exchange.server.address else None
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def _note(self) -> None:
        """Write down that the server has a checkpoint."""
        path = os.path.join(self._folder, KEPT_BY_SERVER)
        if self._folder and self._kept() != self._name:
            with contextlib.suppress(OSError):
                os.makedirs(self._folder, exist_ok=True)
                with open(path, "w", encoding="utf-8") as stream:
                    json.dump({"address": self._exchange.server.address, "name": self._name}, stream)

    def _has_checkpoint(self) -> bool:
        with contextlib.suppress(OSError):
            return any(name.endswith(_CHECKPOINT) or name == KEPT_BY_SERVER for name in os.listdir(self._folder))
        return False

    def _read_control(self) -> str:
        with contextlib.suppress(OSError), open(self._control, encoding="utf-8") as stream:
            return stream.read(_LONGEST_WORD).strip().lower()
        return ""
