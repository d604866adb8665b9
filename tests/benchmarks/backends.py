"""Bare networks and whole detections on each installed backend, side by side.

``build/worker-env/bin/python -m tests.benchmarks.backends table``      the bundled models, as ``groundshift:measureruntime``
``build/worker-env/bin/python -m tests.benchmarks.backends detection``  a pair from files to polygons, by each target
``build/worker-env/bin/python -m tests.benchmarks.backends accuracy``   F1 and AP on labelled pairs, by each target

Runs alternate between the targets, so that other load on the machine meets all of them; seconds of the processor (``CPU s``)
depend on it least. The pair is a window of real imagery with swapped buildings where ``../shared/data`` is there, else drawn.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

import numpy as np

from groundshift.plugin.engine.context import JobContext
from groundshift.plugin.engine.evaluation.evaluate import evaluate_model
from groundshift.plugin.engine.network.backends.registry import installed_targets
from groundshift.plugin.engine.network.measurement import measure_runtime
from groundshift.plugin.jobs.evaluation import EvaluateModelJob
from groundshift.plugin.jobs.events import Log
from groundshift.plugin.jobs.measure_runtime import MeasureRuntimeJob, text_rows
from groundshift.tests.engine.test_real_data import DATA, banepa_pair
from groundshift.tests.helpers.detection import Run
from groundshift.tests.helpers.rasters import read

from .detection import write_pair

ROOT = Path(__file__).resolve().parents[2]
SIDE = 1500


def line(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def table(models: list[Path], threads: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        job = MeasureRuntimeJob(tuple(map(str, models)), str(Path(folder) / "scratch"), threads=threads)
        result = measure_runtime(job, JobContext(lambda event: None))
    line("model | target | Mpx/s | load s | MB | % of the mask that differs")
    for texts in text_rows(result["ROWS"]):
        line(" | ".join(texts))
    line(f"choice: {result['CHOICE']}")


def detection(model: Path, rounds: int, threads: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        before, after = banepa_pair(folder, SIDE)[:2] if DATA.is_dir() else write_pair(folder, SIDE)
        run = Run(folder, model)
        seconds: dict[str, list[tuple[float, float]]] = {}
        masks: dict[str, np.ndarray] = {}
        for number in range(rounds + 1):  # the first one warms up
            for target in installed_targets():
                mask = folder / f"{target.name.replace(':', '-')}-{number}.tif"
                begun = time.perf_counter(), time.process_time()
                values = run(
                    before,
                    after,
                    mask=str(mask),
                    polygons=str(mask.with_suffix(".gpkg")),
                    provider=target.name,
                    threads=threads,
                    scratch=str(folder / f"scratch-{mask.stem}"),
                )
                spent = time.perf_counter() - begun[0], time.process_time() - begun[1]
                if values["PROVIDER"] != target.name:
                    continue
                if number:
                    seconds.setdefault(target.name, []).append(spent)
                masks[target.name] = read(mask)
        plain = next(iter(masks))
        line(f"{model.stem}, {SIDE} x {SIDE} pixels, network and files, {rounds} rounds")
        line("target | wall s (least) | CPU s (least) | CPU against the first | % of the mask that differs")
        first = min(cpu for _, cpu in seconds[plain])
        for target, spent_by in seconds.items():
            wall, cpu = (min(one[index] for one in spent_by) for index in (0, 1))
            unlike = 100 * float((masks[target] != masks[plain]).mean())
            line(f"{target} | {wall:.2f} | {cpu:.2f} | {first / cpu:.2f} | {unlike:.3f}")


def accuracy(model: Path, chips: list[Path], threads: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        line(f"{model.stem}: F1 and AP by target")
        line(" | ".join(["target", *(folder.name for folder in chips)]))
        for target in installed_targets():
            figures = []
            for folder in chips:
                scratch, measures = Path(name) / "scratch", Path(name) / "measures.json"
                scratch.mkdir(exist_ok=True)
                job = EvaluateModelJob(
                    str(model), str(scratch), (str(folder),), measures=str(measures), threads=threads, provider=target.name
                )
                warned: list[str] = []
                context = JobContext(lambda event, warned=warned: warned.append(event.code) if isinstance(event, Log) else None)
                values = evaluate_model(job, context)
                refused = {"backend_refused", "backend_failed", "backend_missing"} & set(warned)
                figures.append("refused" if refused else f"{values['F1']:.4f} {values['AP']:.4f}")
            line(" | ".join([target.name, *figures]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=["table", "detection", "accuracy"])
    parser.add_argument("--model", type=Path, default=ROOT / "models" / "buildings-siamese.onnx")
    parser.add_argument("--chips", type=Path, nargs="+", default=[DATA / "pairs" / "levir_cd_sample"])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=0)
    chosen = parser.parse_args()
    line(f"{date.today().isoformat()}")
    if chosen.what == "table":
        table(sorted((ROOT / "models").glob("*.onnx")), chosen.threads)
    elif chosen.what == "accuracy":
        accuracy(chosen.model, chosen.chips, chosen.threads)
    else:
        detection(chosen.model, chosen.rounds, chosen.threads)


if __name__ == "__main__":
    main()
