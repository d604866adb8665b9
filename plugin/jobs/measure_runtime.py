"""Measurement of the installed backends on this machine.

Standard library only; imported by both sides.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Dict, List, Tuple

PROCESSOR = "CPUExecutionProvider"  # the target that any installation has
COLUMNS = ("model", "target", "mpx_per_second", "load_seconds", "memory_mb", "unlike", "reason")


@dataclass(frozen=True)
class MeasureRuntimeJob:
    """Run models on every installed backend, device and precision, over tiles of a drawn scene.

    The result is ``ROWS``, a list of dictionaries with ``task`` and :data:`COLUMNS` (``memory_mb`` is ``None`` where the
    system does not report it; ``unlike`` is the share of the mask's pixels that differ from ONNX Runtime's in fp32 on the
    processor; ``reason`` is why a model cannot be run there, else ``""``), and ``CHOICE``, task -> name of the fastest target
    whose masks are alike; tasks for which that is the plain processor are left out.

    :param models: paths of ONNX files.
    :param side: of a tile in pixels, halo included.
    :param rounds: how often each tile is run on each target; the fastest counts.
    :param most_unlike: share of the mask's pixels that may differ.

    >>> job = MeasureRuntimeJob(("models/buildings-siamese.onnx",), "scratch")
    >>> load_job(dump_job(job)) == job
    True
    """

    KIND: ClassVar[str] = "measure_runtime"
    RUNNER: ClassVar[str] = ".engine.network.measurement:measure_runtime"

    models: Tuple[str, ...]
    scratch: str
    side: int = 512
    rounds: int = 3
    most_unlike: float = 0.001
    threads: int = 0


def preference_of(choice: Dict[str, str]) -> str:
    """The choice of a measurement as a preference of networks: ``TASK=TARGET``, separated by commas."""
    return ",".join(f"{task}={target}" for task, target in sorted(choice.items()))


def target_for(preference: str, task: str) -> str:
    """The name of the target that a preference has for models of a task; ``""`` = none."""
    for part in preference.split(","):
        wanted, separator, name = part.rpartition("=")
        if not separator or wanted.strip() == task:
            return name.strip()
    return ""


def text_rows(rows: List[Dict[str, Any]]) -> List[Tuple[str, ...]]:
    """The rows of a measurement as texts of a table: model, target, Mpx/s, seconds to load, MB, % of the mask that differs."""
    found: List[Tuple[str, ...]] = []
    for row in rows:
        if row["reason"]:
            found.append((row["model"], row["target"], "-", "-", "-", row["reason"]))
            continue
        memory = "-" if row["memory_mb"] is None else f"{row['memory_mb']:.0f}"
        numbers = (f"{row['mpx_per_second']:.2f}", f"{row['load_seconds']:.2f}", memory, f"{100 * row['unlike']:.3f}")
        found.append((row["model"], row["target"], *numbers))
    return found
