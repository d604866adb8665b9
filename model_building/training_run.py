"""The training loop: resumable, exponential moving average of the weights, chosen by left-out places."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Optional

import numpy as np
import torch
from torch import Tensor, nn
from torch.utils.data import DataLoader

from ..plugin.engine.evaluation.scores import Histogram
from ..plugin.training.fit.optimisation import MovingAverage
from ..plugin.training.networks.architectures import Architecture
from ..plugin.training.networks.encoders.encoder import widened
from .label_places import Place
from .pseudo_pairs import IGNORED, PseudoPairs
from .recipe import Recipe

Log = Callable[[str], None]
VALIDATION_SIZE = 256
# Far from every index that training reaches, with the same seed.
VALIDATION_SEED_OFFSET = 1


def validation_pairs(recipe: Recipe, places: list[Place], count: int) -> PseudoPairs:
    """The fixed pairs that judge a network on left-out places: larger crops, .4-.65 m."""
    settings = replace(recipe.pairs, size=VALIDATION_SIZE, gsd_m=(0.4, 0.65), unlabelled=0.0)
    return PseudoPairs(places, [1.0] * len(places), settings, recipe.seed + VALIDATION_SEED_OFFSET, count)


def train(
    recipe: Recipe,
    architecture: Architecture,
    training: list[Place],
    validation: list[Place],
    workdir: Path,
    log: Log = print,
    pretrained: bool = True,
    start_weights: Optional[Path] = None,
) -> Path:
    """Train, or go on where an interrupted run stopped; returns the file of the best weights.

    :param start_weights: such a file of another network, whose weights are taken wherever they fit.

    The file holds the averaged weights that did best (average precision of any change) on the
    validation pairs. ``workdir/progress.jsonl`` gets a line per validation.
    """
    workdir.mkdir(parents=True, exist_ok=True)
    checkpoint_path, best_path = workdir / "checkpoint.pt", workdir / "best.pt"
    torch.manual_seed(recipe.seed)
    network = _channels_last(architecture.build(pretrained))
    if start_weights is not None:
        log(f"{_take_over(network, start_weights)} tensors start as in {start_weights.parent.name}")
    optimizer = _optimizer(network, recipe)
    average = MovingAverage(network, recipe.ema_decay)
    start, best = 0, -1.0
    if checkpoint_path.is_file():
        saved = torch.load(checkpoint_path, weights_only=True)  # nosec B614  # tensors and numbers only
        network.load_state_dict(saved["network"])
        optimizer.load_state_dict(saved["optimizer"])
        average.state = saved["average"]
        start, best = int(saved["step"]), float(saved["best"])
        log(f"going on from step {start} (best average precision {best:.4f})")
    held_out = validation_pairs(recipe, validation, recipe.validation_pairs)
    judge = _channels_last(architecture.build(False))
    pairs = PseudoPairs(
        training,
        list(recipe.train.values()),
        recipe.pairs,
        recipe.seed,
        (recipe.steps - start) * recipe.batch,
        start * recipe.batch,
    )
    loader = DataLoader(
        pairs,
        batch_size=recipe.batch,
        num_workers=recipe.workers,
        prefetch_factor=4 if recipe.workers else None,
        worker_init_fn=_single_thread,
    )
    losses: list[float] = []
    clock = time.monotonic()
    network.train()
    for step, (before, after, states) in enumerate(loader, start):
        for group in optimizer.param_groups:
            group["lr"] = group["peak"] * _schedule(step, recipe)
        losses.append(_step(network, architecture, optimizer, before, after, states))
        average.update(network, step)
        done = step + 1
        if done % 50 == 0:
            rate = (done - start) / (time.monotonic() - clock)
            log(f"step {done}/{recipe.steps} loss {np.mean(losses[-50:]):.4f} {rate:.2f} steps/s")
        if done % recipe.validate_every == 0 or done == recipe.steps:
            judge.load_state_dict(average.state)
            judge.eval()
            scores = judge_network(judge, architecture, held_out)
            _append(workdir / "progress.jsonl", {"step": done, "loss": float(np.mean(losses[-200:])), **scores})
            log(f"step {done} validation {scores}")
            if scores["ap"] > best:
                best = scores["ap"]
                _save({"average": average.state, "step": done}, best_path)
            _save(
                {
                    "network": network.state_dict(),
                    "optimizer": optimizer.state_dict(),
                    "average": average.state,
                    "step": done,
                    "best": best,
                },
                checkpoint_path,
            )
    return best_path


def judge_network(network: nn.Module, architecture: Architecture, pairs: PseudoPairs) -> dict[str, float]:
    """Average precision and F1 of any change over pairs; false share over those that do not change."""
    everything, unchanged = Histogram(), Histogram()
    for index in range(len(pairs)):
        pair = pairs.pair(index)
        before, after = (torch.from_numpy(date)[None] for date in (pair.before, pair.after))
        with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
            logits = architecture.logits(
                network,
                before.contiguous(memory_format=torch.channels_last),
                after.contiguous(memory_format=torch.channels_last),
            )
        probability = architecture.change_probability(logits.float())[0].numpy()
        counted = pair.states != IGNORED
        truth = (pair.states == 1) | (pair.states == 2)
        everything.add(probability[counted], truth[counted])
        if pair.kind == "same":
            unchanged.add(probability[counted], truth[counted])
    threshold, best_f1 = everything.best_threshold()
    return {
        "ap": round(everything.average_precision(), 4),
        "f1": round(everything.at(0.5).f1, 4),
        "best_f1": round(best_f1, 4),
        "best_threshold": round(threshold, 3),
        "false_share": round(unchanged.at(0.5).false_share, 5),
    }


def _step(
    network: nn.Module,
    architecture: Architecture,
    optimizer: torch.optim.Optimizer,
    before: Tensor,
    after: Tensor,
    states: Tensor,
) -> float:
    before = before.contiguous(memory_format=torch.channels_last)
    after = after.contiguous(memory_format=torch.channels_last)
    with torch.autocast("cpu", torch.bfloat16):
        logits = architecture.logits(network, before, after)
    loss = architecture.loss(logits.float(), states)
    optimizer.zero_grad(set_to_none=True)
    loss.backward()  # type: ignore[no-untyped-call]
    nn.utils.clip_grad_norm_(network.parameters(), 5.0)
    optimizer.step()
    return float(loss.detach())


def _take_over(network: nn.Module, path: Path) -> int:
    """Fill a network from a file of weights wherever names and shapes fit; returns how many tensors did."""
    trained = torch.load(path, weights_only=True)["average"]  # nosec B614  # tensors and numbers only
    state = network.state_dict()
    fitting = {key: found for key in state if key in trained and (found := widened(trained[key], state[key].shape)) is not None}
    network.load_state_dict({**state, **fitting})
    return len(fitting)


def _channels_last(network: nn.Module) -> nn.Module:
    out: nn.Module = network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    return out


def _optimizer(network: nn.Module, recipe: Recipe) -> torch.optim.Optimizer:
    encoder = [value for name, value in network.named_parameters() if name.startswith("encoder.")]
    rest = [value for name, value in network.named_parameters() if not name.startswith("encoder.")]
    groups: list[dict[str, Any]] = [{"params": rest, "peak": recipe.learning_rate}]
    if encoder:
        groups.append({"params": encoder, "peak": recipe.encoder_learning_rate})
    return torch.optim.AdamW(groups, lr=recipe.learning_rate, weight_decay=recipe.weight_decay)


def _schedule(step: int, recipe: Recipe) -> float:
    """Linear warm-up, then a half cosine to 1 %."""
    if step < recipe.warmup:
        return (step + 1) / recipe.warmup
    share = (step - recipe.warmup) / max(1, recipe.steps - recipe.warmup)
    return 0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * share))


def _single_thread(worker: int) -> None:
    torch.set_num_threads(1)


def _save(content: dict[str, Any], path: Path) -> None:
    temporary = path.with_suffix(".tmp")
    torch.save(content, temporary)
    temporary.replace(path)


def _append(path: Path, record: dict[str, Any]) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(record) + "\n")
