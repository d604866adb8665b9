"""The installation of the runtime that is under way, whichever window has started it."""

from __future__ import annotations

from typing import Optional, Sequence

from qgis.core import Qgis
from qgis.PyQt.QtCore import QCoreApplication

from ...runtime.accelerators import COMPONENTS
from ..algorithm_run import AlgorithmRun

translate = QCoreApplication.translate

INFERENCE, TRAINING, CLUSTER, SERVER = COMPONENTS

# It continues when the window that started it is closed, and is shown again by the next one.
_under_way: list[AlgorithmRun] = []


def running_installation() -> Optional[AlgorithmRun]:
    """Return the installation that is under way; ``None`` = none is."""
    return _under_way[0] if _under_way else None


def new_installation(more: Sequence[str], accelerator: str) -> AlgorithmRun:
    """Return a new installation, to be followed and then started. Its end is shown in QGIS's window.

    :param more: components besides what runs models.
    :param accelerator: library that runs the networks, of :data:`...runtime.accelerators.CHOICES`.
    """
    components = [INFERENCE, *more]
    run = AlgorithmRun("groundshift:installruntime", {"COMPONENTS": components, "ACCELERATOR": accelerator})
    _under_way.append(run)
    run.ended.connect(_under_way.clear)
    run.done.connect(_notify_done)
    run.failed.connect(_notify_failed)
    return run


def _notify_done(_results: object) -> None:
    _notify(translate("Options", "The runtime is ready."), Qgis.MessageLevel.Success)


def _notify_failed(text: str) -> None:
    _notify(text, Qgis.MessageLevel.Critical)


def _notify(text: str, level: Qgis.MessageLevel) -> None:
    """Show a message in the QGIS window: the window that started it may be closed by now."""
    import qgis.utils

    iface = getattr(qgis.utils, "iface", None)
    if iface is not None:
        iface.messageBar().pushMessage("Groundshift", text, level)
