"""Detection run in the test's own process, and what it leaves behind."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Callable, Optional

from groundshift.plugin.engine.context import JobContext
from groundshift.plugin.engine.detect.detect import detect_change
from groundshift.plugin.jobs.detect_change import DetectChangeJob
from groundshift.plugin.jobs.events import Event, Log
from groundshift.plugin.jobs.messages import render_log
from groundshift.plugin.jobs.sources import RasterSource


@dataclass
class Run:
    """Run the job in a folder of its own."""

    folder: Path
    model: Path
    events: list[Event] = field(default_factory=list)

    def __call__(self, before: Path, after: Path, /, **changes: Any) -> dict[str, Any]:
        return detect_change(self.job(before, after, **changes), JobContext(self.events.append))

    def job(self, before: Path, after: Path, /, **changes: Any) -> DetectChangeJob:
        sources = {
            "before": RasterSource("BEFORE", before.stem, str(before)),
            "after": RasterSource("AFTER", after.stem, str(after)),
        }
        outputs = {
            name: str(self.folder / f"{name}{extension}") for name, extension in (("mask", ".tif"), ("polygons", ".gpkg"))
        }
        return DetectChangeJob(
            **{**sources, **outputs, "model": str(self.model), "scratch": str(self.folder / "scratch-1"), **changes}
        )

    def cancelled_after(self, before: Path, after: Path, when: Callable[[Event], bool], **changes: Any) -> None:
        """Run, and cancel at the first event that ``when`` picks."""
        stop = threading.Event()

        def emit(event: Event) -> None:
            if when(event):
                stop.set()

        detect_change(self.job(before, after, **changes), JobContext(emit, stop))

    @property
    def log(self) -> str:
        return "\n".join(render_log(event.code, event.values) for event in self.events if isinstance(event, Log))


def left_behind(folder: Path, allowed: Optional[set[str]] = None) -> set[str]:
    """Return the files that a job left in its folder."""
    return {item.name for item in folder.iterdir()} - (allowed or set())
