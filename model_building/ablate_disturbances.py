"""What each kind of disturbance brings, on a place left out and on pairs that were made without it.

    python -m groundshift.model_building.ablate_disturbances RECIPE --left-out PLACE --data DIR --workdir DIR [--groups]

The recipe's network is trained once without any disturbance and once with each kind alone, for a few steps from the
recipe's start, on its places but PLACE. Each is measured on the same pseudo-pairs of PLACE: some undisturbed, some with
each kind. A kind is judged by the pairs of all *other* kinds, so that it cannot win by having seen its own drawing. PLACE
must not be one that the start of the recipe was trained on. With ``--groups`` the kinds of a group are taken together
(:data:`.disturbances.kinds.GROUPS`), in five trainings in place of twenty.

Run again, an interrupted command resumes. ``WORKDIR/ablation/ablation.json`` and ``.md`` are written anew after each network.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Optional

import numpy as np
import torch

from ..plugin.engine.context import JobContext
from ..plugin.engine.evaluation.scores import Histogram
from ..plugin.training.fit.task import ClassPredictor, LabelTask
from ..plugin.training.networks.model_weights import network_from_model_file
from .console import Print, console_context, print_line
from .disturbances.kinds import DISTURBANCES, GROUPS, kinds_of
from .label_places import Place, load_places
from .pair_source import pair_tiles
from .recipe import Recipe, read_recipe, recipe_path
from .shared_cache import replacing
from .tile_counts import DEFAULT_THRESHOLD, predicted_counts, summed
from .training_run import Weights, make_task, train, validation_pairs

NONE = "none"
Document = dict[str, Any]


@dataclass(frozen=True)
class AblationSettings:
    """Length of the trainings and size of the test, for all networks alike."""

    steps: int = 150
    batch: int = 8
    size: int = 128
    share: float = 0.5
    """Probability with which the one kind happens to a date in training; the kinds of a group share it."""
    test_pairs: int = 6
    """Pairs of each kind, and undisturbed ones."""


def short_recipe(recipe: Recipe, kind: str, left_out: str, settings: AblationSettings) -> Recipe:
    """Return the recipe of one network: a kind or group alone (:data:`NONE` = no kind), few steps, nothing chosen."""
    train = {name: share for name, share in recipe.train.items() if name != left_out}
    kinds = () if kind == NONE else kinds_of(kind)
    disturbances = {name: settings.share / len(kinds) for name in kinds}
    return replace(
        recipe,
        id=f"{recipe.id}-{kind}",
        train=train,
        validation=(),
        test=(left_out,),
        pairs=replace(recipe.pairs, size=settings.size, disturbances=disturbances),
        steps=settings.steps,
        validate_every=settings.steps,
        batch=settings.batch,
        warmup=min(recipe.warmup, max(1, settings.steps // 10)),
    )


def measure_kinds(task: LabelTask, recipe: Recipe, place: Place, count: int) -> dict[str, Histogram]:
    """Predict ``count`` undisturbed pairs of a place and as many with each kind; the same pairs for every network."""
    predictor = ClassPredictor(task.network, task)
    found: dict[str, Histogram] = {}
    for number, kind in enumerate((NONE, *DISTURBANCES)):
        settings = replace(recipe.pairs, disturbances={} if kind == NONE else {kind: 1.0})
        pairs = validation_pairs(replace(recipe, pairs=settings, seed=recipe.seed + 1000 * number), [place], count)
        found[kind] = predicted_counts(predictor, pair_tiles(pairs, task.architecture.plan)).whole
    return found


def run_kind(
    recipe: Recipe,
    kind: str,
    places: Mapping[str, Place],
    left_out: str,
    folder: Path,
    settings: AblationSettings,
    start: Optional[Weights],
    context: JobContext,
    pretrained: bool = True,
) -> bool:
    """Train and measure the network of a kind or group, unless ``folder`` holds it; write ``counts.npz``.

    :return: whether there was anything to do.
    :raises JobFailure: the folder holds a training with other settings.
    """
    path = folder / "counts.npz"
    if path.is_file():
        return False
    short = short_recipe(recipe, kind, left_out, settings)
    task = make_task(short, [places[name] for name in short.train], [], pretrained, start)
    task.network.load_state_dict(train(short, task, folder, context).weights)
    task.network.eval()
    found = measure_kinds(replace(task, precision=torch.float32), recipe, places[left_out], settings.test_pairs)
    with replacing(path) as temporary, temporary.open("wb") as file:
        counts = np.stack([np.stack([one.changed, one.unchanged]) for one in found.values()])
        np.savez_compressed(file, kinds=np.array(list(found)), counts=counts)
    return True


def read_counts(path: Path) -> dict[str, Histogram]:
    """Read what :func:`run_kind` wrote."""
    found = {}
    with np.load(path, allow_pickle=False) as arrays:
        for name, (changed, unchanged) in zip(arrays["kinds"].tolist(), arrays["counts"]):
            found[name] = Histogram()
            found[name].changed, found[name].unchanged = changed, unchanged
    return found


def pooled(counts: Mapping[str, Histogram], kinds: Sequence[str]) -> Document:
    """Return the measures on the pairs of several kinds together."""
    together = summed(counts[kind] for kind in kinds)
    confusion = together.at(DEFAULT_THRESHOLD)
    unchanged = max(1, confusion.alarms + confusion.rest)
    return {"ap": together.average_precision(), "f1": confusion.f1, "false_share": confusion.alarms / unchanged}


def summarise(folder: Path) -> Document:
    """Compare the networks that are finished with the one trained without disturbances, on pairs with and without each kind."""
    counts = {path.parent.name: read_counts(path) for path in sorted(folder.glob("*/counts.npz"))}
    rows: Document = {}
    for kind in (*GROUPS, *DISTURBANCES):
        if kind not in counts or NONE not in counts:
            continue
        own = kinds_of(kind)
        others = [other for other in (NONE, *DISTURBANCES) if other not in own]
        rows[kind] = {
            "others": {"without": pooled(counts[NONE], others), "trained": pooled(counts[kind], others)},
            "itself": {"without": pooled(counts[NONE], own), "trained": pooled(counts[kind], own)},
        }
    return rows


def markdown(rows: Document) -> str:
    """Return the table: gains in average precision and falsely changed ground."""
    lines = [
        "| kind | AP, pairs without it | gain | falsely changed | gain | AP, pairs with it | gain | falsely changed | gain |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for kind, row in sorted(rows.items(), key=lambda item: -_gain(item[1]["others"], "ap")):
        cells = [f"`{kind}`"]
        for part in (row["others"], row["itself"]):
            cells += [f"{part['trained']['ap']:.3f}", f"{_gain(part, 'ap'):+.3f}"]
            cells += [f"{100 * part['trained']['false_share']:.2f} %", f"{100 * _gain(part, 'false_share'):+.2f}"]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def _gain(part: Document, measure: str) -> float:
    gain: float = part["trained"][measure] - part["without"][measure]
    return gain


def run(
    recipe: Recipe,
    data: Path,
    workdir: Path,
    left_out: str,
    settings: AblationSettings,
    kinds: Sequence[str] = tuple(DISTURBANCES),
    log: Print = print_line,
    pretrained: bool = True,
) -> Path:
    """Train and measure all networks; returns the table (Markdown).

    :raises ValueError: the recipe starts from a network that was trained by another recipe.
    """
    start: Optional[Weights] = None
    if recipe.start_file is not None:
        start = network_from_model_file(recipe.start_file)[1].state_dict()
    elif recipe.start:
        raise ValueError("The recipe must start from ImageNet weights or from a model file.")
    names = [name for name in recipe.train if name != left_out]
    places = load_places(data, [*names, left_out], workdir / "places")
    folder = workdir / "ablation" / recipe.id
    for kind in (NONE, *kinds):
        log(f"{recipe.id} with {kind}")
        run_kind(recipe, kind, places, left_out, folder / kind, settings, start, console_context(log), pretrained)
        write_tables(folder)
    return folder / "ablation.md"


def write_tables(folder: Path) -> None:
    """Write ``ablation.json`` and ``ablation.md`` from the networks finished so far."""
    rows = summarise(folder)
    (folder / "ablation.json").write_text(json.dumps(rows, indent=1), encoding="utf-8")
    (folder / "ablation.md").write_text(markdown(rows), encoding="utf-8")


def main(arguments: list[str] | None = None) -> None:
    """Run the command line: print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("recipe", help="recipe file, or the name of one of ours")
    parser.add_argument("--left-out", required=True, metavar="PLACE", help="the place to measure on")
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds buildings/")
    parser.add_argument("--workdir", type=Path, required=True, help="for checkpoints, caches and the tables")
    chosen = parser.add_mutually_exclusive_group()
    chosen.add_argument("--kinds", nargs="+", default=list(DISTURBANCES), choices=list(DISTURBANCES), help="default: all")
    chosen.add_argument("--groups", action="store_true", help="kinds that are alike together: five trainings")
    for name, kind in (("steps", int), ("batch", int), ("size", int), ("share", float), ("test-pairs", int)):
        default = getattr(AblationSettings, name.replace("-", "_"))
        parser.add_argument(f"--{name}", type=kind, default=default, help=f"default: {default}")
    parser.add_argument("--threads", type=int, default=1, help="threads of PyTorch")
    options = parser.parse_args(arguments)
    torch.set_num_threads(options.threads)
    settings = AblationSettings(options.steps, options.batch, options.size, options.share, options.test_pairs)
    began = time.monotonic()
    kinds = list(GROUPS) if options.groups else options.kinds
    path = run(read_recipe(recipe_path(options.recipe)), options.data, options.workdir, options.left_out, settings, kinds)
    sys.stdout.write(path.read_text(encoding="utf-8") + f"{(time.monotonic() - began) / 60:.0f} minutes\n")


if __name__ == "__main__":
    main()
