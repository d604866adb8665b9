"""Measure a model without QGIS:

    python -m groundshift.plugin.engine.evaluation MODEL CHIPS [CHIPS ...] [--report r.html] [--measures m.json]

CHIPS are folders of chips (``A B label``, ``images_before images_after labels``, or what 'Export chips' writes). For a pair of
rasters with polygons write a job of the kind ``evaluate_model`` and run it with ``worker.py job.json``.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from typing import Optional, Sequence

from ...jobs.evaluation import CURVES, EvaluateModelJob
from ...jobs.events import Event, Log, Progress
from ...jobs.failure import JobFailure
from ...jobs.messages import render_log
from ..context import JobContext
from .evaluate import evaluate_model

_SECONDS_BETWEEN_LINES = 10.0


class _Printer:
    """Print a job's log, and its progress every few seconds."""

    def __init__(self) -> None:
        self._said = time.monotonic()

    def __call__(self, event: Event) -> None:
        if isinstance(event, Log):
            sys.stderr.write(render_log(event.code, event.values) + "\n")
        elif isinstance(event, Progress) and time.monotonic() - self._said > _SECONDS_BETWEEN_LINES:
            self._said = time.monotonic()
            left = f", {event.seconds_left:.0f} s left" if event.seconds_left is not None else ""
            sys.stderr.write(f"{100 * event.fraction:.0f} %{left}\n")


def main(arguments: Optional[Sequence[str]] = None) -> int:
    """Entry of the command line; the exit status is 1 when it cannot be done."""
    parser = argparse.ArgumentParser(
        prog="python -m groundshift.plugin.engine.evaluation",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("model", help="an ONNX file with its specification")
    parser.add_argument("chips", nargs="+", help="folders of chips")
    parser.add_argument("--threshold", type=float, help="on the probability of any change (default: the model's)")
    parser.add_argument("--gsd", type=float, help="metres a pixel of chips without georeference (default: the model's best)")
    parser.add_argument("--robustness", nargs="*", default=[], choices=CURVES, help="curves to measure (default: none)")
    parser.add_argument("--robustness-chips", type=int, default=24, help="chips that the curves are measured on; 0 = all")
    parser.add_argument("--flips", action="store_true", help="average over mirrored tiles")
    parser.add_argument("--threads", type=int, default=0, help="of the network; 0 = all cores")
    parser.add_argument("--report", help="HTML file to write")
    parser.add_argument("--measures", help="JSON file to write")
    parser.add_argument("--figure", help="SVG file to write")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="groundshift-") as folder:
        job = EvaluateModelJob(
            model=options.model,
            scratch=f"{folder}/job",
            chips=tuple(options.chips),
            threshold=options.threshold,
            gsd_m=options.gsd,
            flips=options.flips,
            robustness=tuple(options.robustness),
            robustness_chips=options.robustness_chips,
            report=options.report,
            measures=options.measures,
            figure=options.figure,
            threads=options.threads,
            provenance={"software": "Groundshift", "command": "python -m groundshift.plugin.engine.evaluation"},
        )
        try:
            values = evaluate_model(job, JobContext(_Printer()))
        except JobFailure as failure:
            sys.stderr.write(f"{failure.text()}\n")
            return 1
    for name, value in values.items():
        sys.stdout.write(f"{name}: {value:.4f}\n" if isinstance(value, float) else f"{name}: {value}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
