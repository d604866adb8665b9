"""Train bundled networks from their recipes, export them, measure them and write their cards.

    python -m groundshift.model_building.train_bundled [RECIPE ...] --data DIR --workdir DIR [--models DIR]

RECIPE is a file or the name of one in ``recipes/``; without any, all of these are trained. A network that a recipe starts
from is trained before it. At the end the table is printed that the cards show. DIR of ``--data`` holds ``buildings/`` and
may hold ``pairs/``. Run again, an interrupted command resumes from its checkpoint.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Optional

import torch

from ..plugin.engine.context import JobContext
from ..plugin.training.fit.judge import ValidationTile
from ..plugin.training.fit.task import LabelTask
from ..plugin.training.networks.architectures import architecture_of
from ..plugin.training.networks.model_weights import network_from_model_file
from .console import console_context, print_line
from .finish_bundled import describe, finish, table
from .guided_task import Guide
from .label_places import load_places
from .pair_source import PairTile
from .recipe import RECIPES, Recipe, model_file, read_recipe, recipe_path
from .training_run import Trained, Weights, best_so_far, choice_tiles, make_task, train
from .weight_averages import averaged, best_blend

REAL_PAIRS = ("levir_cd_sample", "beijing_a", "dsifn_sample")
COARSE_REAL_PAIRS = ("ms_hs_bcd", "dsifn_sample")
_COARSE_GSD_M = 1.0


def prepare(
    recipe: Recipe,
    data: Path,
    workdir: Path,
    start: Optional[Weights] = None,
    pretrained: bool = True,
    teachers: Sequence[Guide] = (),
) -> LabelTask:
    """Make the task of a recipe from the places of ``data``."""
    places = load_places(data, [*recipe.train, *recipe.validation], workdir / "places")
    training, validation = ([places[name] for name in names] for names in (recipe.train, recipe.validation))
    return make_task(recipe, training, validation, pretrained, start, teachers)


def start_weights(recipe: Recipe, data: Path, workdir: Path, context: JobContext, pretrained: bool) -> Optional[Weights]:
    """Return the weights that a recipe starts from, trained before where it is a recipe's; ``None`` = the encoder's alone."""
    if recipe.start_file is not None:
        return network_from_model_file(recipe.start_file)[1].state_dict()
    if recipe.start:
        return run(read_recipe(recipe_path(recipe.start)), data, workdir, context, pretrained)[1].weights
    return None


def run(recipe: Recipe, data: Path, workdir: Path, context: JobContext, pretrained: bool = True) -> tuple[LabelTask, Trained]:
    """Train by the recipe, with all seeds and recipes that it is averaged with, and before it the network that it starts from.

    :raises FileNotFoundError: there is no recipe of the network that it starts from.
    :raises JobFailure: a folder holds the checkpoint of another recipe.
    """
    start = start_weights(recipe, data, workdir, context, pretrained)
    teachers = [teacher(name, data, workdir, context, pretrained) for name in recipe.teachers]
    task = prepare(recipe, data, workdir, start, pretrained, teachers)
    found = []
    for one, folder in trainings(recipe, workdir):
        its_task = task if one == recipe else prepare(one, data, workdir, start, pretrained, teachers)
        found.append(train(one, its_task, folder, context))
    return task, combined(recipe, task, found, start, blend_tiles(recipe, task, data, workdir))


def teacher(name: str, data: Path, workdir: Path, context: JobContext, pretrained: bool) -> Guide:
    """Return the network of a model file, or that of a recipe, trained before."""
    path = model_file(name)
    if path is not None:
        plan, network = network_from_model_file(path)
        return Guide(network.eval().requires_grad_(False), architecture_of(plan))
    task, trained = run(read_recipe(recipe_path(name)), data, workdir, context, pretrained)
    task.network.load_state_dict(trained.weights)
    return Guide(task.network.eval().requires_grad_(False), task.architecture)


def trainings(recipe: Recipe, workdir: Path) -> list[tuple[Recipe, Path]]:
    """Return the recipes of all trainings whose weights are averaged, of each seed and of other recipes, and their folders."""
    folder = workdir / recipe.id
    others = [read_recipe(recipe_path(name)) for name in recipe.averaged_with]
    return [
        (recipe, folder),
        *((replace(recipe, seed=seed), folder / f"seed-{seed}") for seed in recipe.more_seeds),
        *((other, workdir / other.id) for other in others),
    ]


def blend_tiles(recipe: Recipe, task: LabelTask, data: Path, workdir: Path) -> list[list[PairTile]]:
    """Return the sets of validation tiles that a blend is chosen by; none where nothing is blended."""
    if not recipe.blend:
        return []
    places = load_places(data, recipe.validation, workdir / "places")
    return choice_tiles(recipe, list(places.values()), task.architecture.plan)


def combined(
    recipe: Recipe,
    task: LabelTask,
    found: Sequence[Trained],
    start: Optional[Weights],
    tiles: Sequence[Sequence[ValidationTile]] = (),
) -> Trained:
    """Average several trainings, and blend them with the start, as far as the recipe has it.

    :param tiles: sets of validation tiles that decide on the blend.
    """
    weights = averaged([one.weights for one in found]) if len(found) > 1 else found[0].weights
    if recipe.blend and start is not None:
        weights, _ = best_blend(task, start, weights, tiles, print_line, recipe.most_lost)
    return Trained(weights, found[0].step)


def real_pairs(recipe: Recipe, data: Path) -> list[Path]:
    """Return the folders of real pairs of about the resolution of a recipe, as far as they are there."""
    names = COARSE_REAL_PAIRS if recipe.pairs.best_gsd_m > _COARSE_GSD_M else REAL_PAIRS
    return [path for name in names if (path := data / "pairs" / name).is_dir()]


def main(arguments: list[str] | None = None) -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("recipes", nargs="*", help="recipe files, or names of ours (default: all of ours)")
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds buildings/")
    parser.add_argument("--workdir", type=Path, required=True, help="for checkpoints and caches")
    parser.add_argument("--models", type=Path, help="where the model file and its card go (default: WORKDIR)")
    parser.add_argument("--date", default=time.strftime("%Y-%m-%d"), help="the date on the card")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument(
        "--robustness-chips",
        type=int,
        default=16,
        help="pairs that the card's robustness curves are measured on (0: no curves)",
    )
    parser.add_argument("--finish-only", action="store_true", help="no training: export the best weights so far")
    parser.add_argument("--card-only", action="store_true", help="no training, no export: measure speed, write the card")
    options = parser.parse_args(arguments)
    torch.set_num_threads(options.threads)
    models = options.models if options.models is not None else options.workdir
    names = options.recipes or [path.stem for path in sorted(RECIPES.glob("buildings-*.json"))]
    recipes = [read_recipe(recipe_path(name)) for name in names]
    for recipe in recipes:
        if options.card_only:
            continue
        if options.finish_only:
            task = prepare(recipe, options.data, options.workdir, pretrained=False)
            so_far = [best_so_far(task, folder) for _, folder in trainings(recipe, options.workdir) if folder.is_dir()]
            start = start_weights(recipe, options.data, options.workdir, console_context(), False) if recipe.blend else None
            trained = combined(recipe, task, so_far, start, blend_tiles(recipe, task, options.data, options.workdir))
        else:
            task, trained = run(recipe, options.data, options.workdir, console_context())
        arguments_of_finish = (options.date, print_line, options.threads, options.robustness_chips)
        folders = real_pairs(recipe, options.data)
        finish(recipe, task, trained, options.data, options.workdir, models, folders, *arguments_of_finish)
    if options.card_only or len(recipes) > 1:
        for recipe in recipes:  # their speeds beside one another, now that all are there
            describe(recipe.id, options.workdir, models)
    sys.stdout.write(table([recipe.id for recipe in recipes], options.workdir) + "\n")


if __name__ == "__main__":
    main()
