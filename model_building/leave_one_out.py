"""Leave one place out: train each recipe's network once per place without it, and test it on that place.

    python -m groundshift.model_building.leave_one_out RECIPE [RECIPE ...] --data DIR --workdir DIR [--steps 400]

RECIPE is a file or the name of one in ``recipes/``. Every fold trains on all places but one, from ImageNet weights alone: the
network that a recipe starts from has seen the place. It has the settings of the first training of the network (that of the
start of a start), with the recipe's disturbances, and fewer steps, smaller crops or batches by the options. So the folds of
``starts/buildings-siamese-disturbed`` and ``starts/buildings-siamese-plain`` differ by the disturbances and by nothing else,
and given together they are compared.

It is measured on three sets of pseudo-pairs of the place left out, the same ones for every network of a seed (as they are
drawn, with disturbances, and mostly unchanged ones with disturbances), and on the real pairs below ``DIR/pairs``. Nothing is
chosen on the place left out: the averaged weights after the last step are used, at a threshold of one half, and at the
threshold that is best on all places together. The predictions of the folds for places that they have not seen also show how
far the network's probability can be trusted: the temperature, threshold and calibration error of each fold and of all.

Run again, an interrupted command resumes: finished folds are kept, and a fold that had begun resumes from
its checkpoint. ``WORKDIR/leave_one_out/leave_one_out.json`` and
``.md`` are written anew after each new fold and at the end, from all folds finished so far.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Optional

import torch

from ..plugin.engine.context import JobContext
from ..plugin.rules.network_plan import plan_from_name
from ..plugin.training.fit.calibrate import sampled_logits
from ..plugin.training.fit.export import base_metadata, export_network
from ..plugin.training.fit.halo import LARGEST_HALO
from ..plugin.training.fit.task import ClassPredictor, LabelTask
from .console import Print, console_context, print_line
from .fold_tables import Document, HeldOut, compared, markdown, summarise
from .label_places import Place, load_places
from .measure_bundled import Measurement, card_figures, measure
from .pair_sets import ONE_EACH, PLAIN, recipes_of_sets
from .pair_source import pair_meaning, pair_tiles
from .recipe import Recipe, read_recipe, recipe_path
from .shared_cache import replacing
from .tile_counts import DEFAULT_THRESHOLD, predicted_counts
from .train_bundled import REAL_PAIRS
from .training_run import make_task, train, validation_pairs


@dataclass(frozen=True)
class FoldSettings:
    """Settings that may differ from the recipe, for all folds alike; ``None`` = the recipe's own."""

    steps: int | None = None
    size: int | None = None
    batch: int | None = None
    loaders: int | None = None
    test_pairs: int = 96


def first_training(recipe: Recipe) -> Recipe:
    """Return the recipe by which the training of a network begins: the start of its start, as far as it is the same network."""
    if not recipe.start or recipe.start_file is not None:
        return recipe
    start = read_recipe(recipe_path(recipe.start))
    return first_training(start) if start.architecture == recipe.architecture else recipe


def fold_recipe(recipe: Recipe, held_out: str, settings: FoldSettings) -> Recipe:
    """Return the recipe of one fold: all places of the recipe but one, those that it does not train on with a mean share.

    The settings are those of the network's first training, since a fold begins where that began; the disturbances are the
    recipe's.
    """
    names = places_of(recipe)
    mean = sum(recipe.train.values()) / len(recipe.train)
    first = first_training(recipe)
    steps = first.steps if settings.steps is None else settings.steps
    pairs = replace(first.pairs, disturbances=recipe.pairs.disturbances, plain=recipe.pairs.plain)
    return replace(
        first,
        id=recipe.id,
        title=recipe.title,
        train={name: recipe.train.get(name, mean) for name in names if name != held_out},
        validation=(),
        test=(held_out,),
        pairs=pairs if settings.size is None else replace(pairs, size=settings.size),
        steps=steps,
        batch=first.batch if settings.batch is None else settings.batch,
        warmup=min(first.warmup, max(1, steps // 10)),
        validate_every=steps,
        workers=first.workers if settings.loaders is None else settings.loaders,
        start="",
        more_seeds=(),
        averaged_with=(),
        blend=False,
    )


def places_of(recipe: Recipe) -> list[str]:
    """Return the names of all places of a recipe."""
    return [*recipe.train, *recipe.validation, *recipe.test]


def sets_of_pairs(recipe: Recipe) -> dict[str, Recipe]:
    """Return the recipe of each set that a fold is tested on, by its name.

    :param recipe: of any fold; its own disturbances do not matter, so that folds with and without them have the same sets.
    """
    return recipes_of_sets(replace(recipe, pairs=replace(recipe.pairs, disturbances=ONE_EACH, plain=0.0)))


def run_fold(
    recipe: Recipe,
    held_out: str,
    places: dict[str, Place],
    real: list[Path],
    folder: Path,
    settings: FoldSettings,
    context: JobContext,
    pretrained: bool = True,
) -> bool:
    """Train and measure one fold, unless ``folder`` holds it already; write ``fold.json`` and ``held_out.npz`` there.

    :return: whether there was anything to do.
    :raises ValueError: the folder holds a fold of other settings.
    """
    folder.mkdir(parents=True, exist_ok=True)
    fold = fold_recipe(recipe, held_out, settings)
    _same_settings(folder / "settings.json", {**fold.with_default_keys_left_out(), "test_pairs": settings.test_pairs})
    if (folder / "fold.json").is_file():
        return False
    started = time.monotonic()
    # Without validation places the averaged weights after the last step are kept: nothing is chosen.
    task = make_task(fold, [places[name] for name in fold.train], [], pretrained)
    network = task.network
    network.load_state_dict(train(fold, task, folder, context).weights)
    network.eval()
    task = replace(task, precision=torch.float32)
    held = collect_held_out(task, fold, places[held_out], settings.test_pairs)
    figures: Document = {
        "held_out": held_out,
        "minutes": round((time.monotonic() - started) / 60, 1),
        "parameters": sum(parameter.numel() for parameter in network.parameters()),
        "real": _real_figures(recipe, task, real, folder),
    }
    held.write(folder / "held_out.npz")
    _write_text(folder / "fold.json", json.dumps(figures, indent=1))
    return True


def collect_held_out(task: LabelTask, recipe: Recipe, place: Place, count: int) -> HeldOut:
    """Predict ``count`` pairs of each set of a place; the same pairs for every network of the same recipe seed."""
    predictor = ClassPredictor(task.network, task)
    tiles = {
        name: pair_tiles(validation_pairs(one, [place], count), task.architecture.plan)
        for name, one in sets_of_pairs(recipe).items()
    }
    counts = {name: predicted_counts(predictor, part) for name, part in tiles.items()}
    return HeldOut(counts, *sampled_logits(predictor, tiles[PLAIN], recipe.seed))


def _real_figures(recipe: Recipe, task: LabelTask, real: list[Path], folder: Path) -> Document:
    """Measure the network of a fold on folders of real pairs, by the evaluation that users have."""
    if not real:
        return {}
    draft = folder / "draft.onnx"
    metadata = base_metadata(recipe.id, recipe.title, task.architecture, LARGEST_HALO)
    export_network(task.network, task.architecture, draft, {**metadata, "threshold": DEFAULT_THRESHOLD})
    threads = torch.get_num_threads()
    wanted = {path.name: Measurement(path, swapped=False) for path in real}
    return {name: card_figures(measure(draft, one, folder / "figures", threads, print_line)) for name, one in wanted.items()}


def _same_settings(path: Path, settings: Document) -> None:
    text = json.dumps(settings, indent=1)
    if path.is_file() and json.loads(path.read_text(encoding="utf-8")) != json.loads(text):
        raise ValueError(
            f"{path.parent} holds a fold with other settings: give the same options again, or another --workdir, "
            "or delete that folder."
        )
    _write_text(path, text)


def _write_text(path: Path, text: str) -> None:
    with replacing(path) as temporary:
        temporary.write_text(text, encoding="utf-8")


def run(
    recipes: list[Recipe],
    data: Path,
    workdir: Path,
    settings: FoldSettings,
    left_out: list[str] | None = None,
    log: Print = print_line,
    pretrained: bool = True,
) -> Path:
    """Run all folds of all recipes, those of ``left_out`` alone if given; returns the JSON file.

    Folds are taken place by place, so that an early stop leaves a table that compares the networks.
    """
    folder = workdir / "leave_one_out"
    names = {recipe.id: places_of(recipe) for recipe in recipes}
    every = list(dict.fromkeys(name for part in names.values() for name in part))
    places = load_places(data, every, workdir / "places")
    real = [path for name in REAL_PAIRS if (path := data / "pairs" / name).is_dir()]
    for place in every if left_out is None else left_out:
        for recipe in recipes:
            if place not in names[recipe.id]:
                continue
            log(f"{recipe.id} without {place}")
            if run_fold(recipe, place, places, real, folder / recipe.id / place, settings, console_context(log), pretrained):
                write_tables(recipes, folder, settings)
    return write_tables(recipes, folder, settings)


def write_tables(recipes: list[Recipe], folder: Path, settings: FoldSettings) -> Path:
    """Write ``leave_one_out.json`` and ``.md`` from the folds finished so far; returns the JSON file.

    A network is compared with the one trained without disturbances as soon as both have all folds.
    """
    finished = {recipe.id: finished_folds(folder / recipe.id) for recipe in recipes}
    networks: Document = {}
    for recipe in recipes:
        if finished[recipe.id]:
            networks[recipe.id] = summarise(finished[recipe.id], pair_meaning(plan_from_name(recipe.architecture)))
            networks[recipe.id]["training"] = _training_words(recipe, settings)
    for recipe in recipes:
        base = undisturbed_base(recipe, recipes, settings)
        if base and all(set(finished[one.id]) == set(places_of(one)) for one in (recipe, base)):
            networks[recipe.id]["compared"] = compared(networks[base.id], finished[base.id], finished[recipe.id])
    document: Document = {"how": _how(settings), "settings": asdict(settings), "networks": networks}
    path = folder / "leave_one_out.json"
    _write_text(path, json.dumps(document, indent=1))
    _write_text(folder / "leave_one_out.md", markdown(document))
    return path


def finished_folds(folder: Path) -> dict[str, Path]:
    """Return the folders of the finished folds of a network by the place left out."""
    return {path.parent.name: path.parent for path in sorted(folder.glob("*/fold.json"))}


def undisturbed_base(recipe: Recipe, recipes: Sequence[Recipe], settings: FoldSettings) -> Optional[Recipe]:
    """Return the recipe whose folds differ from those of ``recipe`` by having no disturbances, and by nothing else."""
    if not recipe.pairs.disturbances:
        return None

    def alike(one: Recipe) -> Recipe:
        fold = fold_recipe(one, "", settings)
        return replace(fold, id="", title="", pairs=replace(fold.pairs, disturbances={}, plain=0.0))

    return next((one for one in recipes if not one.pairs.disturbances and alike(one) == alike(recipe)), None)


def _training_words(recipe: Recipe, settings: FoldSettings) -> str:
    fold = fold_recipe(recipe, "", settings)
    disturbances = "with disturbances" if fold.pairs.disturbances else "without disturbances"
    if fold.pairs.plain:
        disturbances += f" on {1 - fold.pairs.plain:.0%} of them".replace("%", " %")
    return f"{fold.steps} steps of {fold.batch} pairs of {fold.pairs.size} pixels {disturbances}, seed {fold.seed}"


def _how(settings: FoldSettings) -> str:
    return (
        f"Each network was trained once per place on the other places and tested on {settings.test_pairs} pseudo-pairs of each "
        "set of the place left out, by the averaged weights after the last step: nothing was chosen on that place."
    )


def main(arguments: list[str] | None = None) -> None:
    """Run the command line: print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("recipes", nargs="+", help="recipe files, or the names of some of ours")
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds buildings/ and pairs/")
    parser.add_argument("--workdir", type=Path, required=True, help="for checkpoints, caches and the tables")
    parser.add_argument("--steps", type=int, help="steps a fold (default: the recipe's)")
    parser.add_argument("--size", type=int, help="side of the training crops in pixels (default: the recipe's)")
    parser.add_argument("--batch", type=int, help="pairs a step (default: the recipe's)")
    parser.add_argument("--places", nargs="+", help="leave out these places only (default: each in turn)")
    parser.add_argument("--test-pairs", type=int, default=96, help="pseudo-pairs of the place left out")
    parser.add_argument("--threads", type=int, default=1, help="threads of PyTorch")
    parser.add_argument("--loaders", type=int, help="threads that draw pairs (default: the recipe's)")
    options = parser.parse_args(arguments)
    torch.set_num_threads(options.threads)
    settings = FoldSettings(options.steps, options.size, options.batch, options.loaders, options.test_pairs)
    recipes = [read_recipe(recipe_path(name)) for name in options.recipes]
    path = run(recipes, options.data, options.workdir, settings, options.places)
    sys.stdout.write(path.with_suffix(".md").read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
