"""The control file, with which a user pauses and stops a training (:mod:`...jobs.train_model`)."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Optional

from ...engine.context import JobContext
from ...jobs.train_model import PAUSE, STOP

_PAUSE_SECONDS = 0.2


def read_control(path: Optional[str]) -> str:
    """Return the word in the control file; ``""`` = none."""
    if path is None:
        return ""
    try:
        with open(path, encoding="utf-8") as stream:
            return stream.read(16).strip().lower()
    except OSError:
        return ""


def stop_requested(path: Optional[str], context: JobContext, save: Callable[[], None]) -> bool:
    """Return whether the user asked to stop and keep the best weights. Block while paused.

    :param save: called once before a pause begins.
    :raises Cancelled: the job was cancelled.
    """
    context.check()
    word = read_control(path)
    if word == PAUSE:
        save()
        context.info("training_paused")
        while read_control(path) == PAUSE:
            context.check()
            time.sleep(_PAUSE_SECONDS)
        context.info("training_goes_on")
        word = read_control(path)
    if word == STOP:
        context.info("training_stopped")
    return word == STOP
