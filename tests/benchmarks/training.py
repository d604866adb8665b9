"""How fast training is against a bare PyTorch loop over tensors in memory, in one run.

``build/worker-env/bin/python -m tests.benchmarks.training [--base siamese_unet] [--rounds 6]``

Both loops train the same network with the same loss, optimiser, precision and batch: ours reads, draws and augments crops of
a labelled pair (all augmentations) while the network works; the bare one has one batch in memory. They take turns, so that a
busy machine slows both alike; medians over the rounds are compared, of the clock and of the processor. The bare loop runs in 32
bits, too, for the gain of the precision that is chosen by itself.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from groundshift.plugin.engine.context import JobContext
from groundshift.plugin.jobs.train_model import TrainModelJob
from groundshift.plugin.jobs.training_settings import TrainingSettings
from groundshift.plugin.training.fit.device import core_count
from groundshift.plugin.training.fit.optimisation import MovingAverage, make_optimizer, usual_optimisation
from groundshift.plugin.training.fit.prefetch import Prefetched
from groundshift.plugin.training.fit.prepare import prepare
from groundshift.plugin.training.fit.training_step import TrainingStep
from groundshift.tests.helpers.labelled_pairs import made_pair

Seconds = NDArray[np.float64]


def main(arguments: list[str] | None = None) -> None:
    """Entry of the command line: prints the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", default="siamese_unet")
    parser.add_argument("--rounds", type=int, default=6)
    parser.add_argument("--steps", type=int, default=6, help="of each loop in a round")
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--size", type=int, default=192)
    parser.add_argument("--threads", type=int, default=0)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        sys.stdout.write(json.dumps(measure(Path(name), options), indent=1) + "\n")


def measure(folder: Path, options: argparse.Namespace) -> dict[str, Any]:
    """Seconds a step of both loops, and their ratio."""
    torch.set_num_threads(core_count(options.threads))
    context = JobContext(lambda event: None)
    settings = TrainingSettings(batch_size=options.batch, tile_size=options.size, validation_share=0.2, frozen_epochs=0)
    job = TrainModelJob(
        base=options.base,
        model=str(folder / "m.onnx"),
        scratch=str(folder / "scratch"),
        checkpoints=str(folder / "c"),
        pairs=(made_pair(folder, 1), made_pair(folder, 2)),
        settings=settings,
    )
    task = prepare(job, context).task
    step = TrainingStep(task, context)
    average = MovingAverage(task.network, task.optimisation.average_decay)
    task.network.train()
    fixed = task.crops.batch(0)
    codes = task.codes[fixed.target.long()]
    before, after = (date.contiguous(memory_format=torch.channels_last) for date in fixed.dates)
    optimizer = make_optimizer(task.network, usual_optimisation(1e-4))

    def bare(count: int, precision: torch.dtype = task.precision) -> Seconds:
        began = now()
        for _ in range(count):
            optimizer.zero_grad(set_to_none=True)
            with torch.autocast("cpu", precision, enabled=precision != torch.float32):
                logits = task.architecture.logits(task.network, before, after)
            task.architecture.loss(logits.float(), codes).backward()
            optimizer.step()
        return (now() - began) / count

    batches = Prefetched(task.crops, 0, 10**6)
    stream = iter(batches)

    def ours(count: int) -> Seconds:
        began = now()
        for _ in range(count):
            step.run(next(stream), 0)
            average.update(task.network, 100)
        return (now() - began) / count

    bare(2)
    ours(4)
    bare(1, torch.float32)
    rounds = [(bare(options.steps), ours(options.steps), bare(options.steps, torch.float32)) for _ in range(options.rounds)]
    batches.close()
    wall, processor = np.moveaxis(np.array(rounds), 2, 0)
    found: dict[str, Any] = {
        "network": task.architecture.plan.name,
        "batch": options.batch,
        "size": options.size,
        "precision": str(task.precision).rsplit(".", 1)[-1],
        "threads": torch.get_num_threads(),
    }
    for name, seconds in (("wall", wall), ("processor", processor)):
        one, other, single = np.median(seconds, axis=0)
        found[name] = {
            "bare_seconds_a_step": round(one, 4),
            "seconds_a_step": round(other, 4),
            "bare_seconds_a_step_in_32_bits": round(single, 4),
            "ratio": round(one / other, 3),
            "gain_of_the_precision": round(single / one, 3),
            "ratio_of_rounds": [round(value, 3) for value in seconds[:, 0] / seconds[:, 1]],
        }
    return found


def now() -> Seconds:
    """Seconds of the clock and of the processor."""
    return np.array([time.perf_counter(), time.process_time()])


if __name__ == "__main__":
    main()
