"""Train bundled networks from their recipes, export them, measure them and write their cards.

    python -m groundshift.model_building.train_bundled [RECIPE ...] --data DIR --workdir DIR [--models DIR]

RECIPE is a file or the name of one in ``recipes/``; without any, all of these are trained. A network that a recipe starts
from is trained before it. At the end the table is printed that the cards show. DIR of ``--data`` holds ``buildings/`` and
may hold ``pairs/``. An interrupted run goes on where it stopped when the same command is given again.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

import torch

from ..plugin.training.networks.architectures import named_architecture
from .finish_bundled import describe, finish, table
from .label_places import load_places
from .recipe import RECIPES, Recipe, read_recipe, recipe_path
from .training_run import train

REAL_PAIRS = ("levir_cd_sample", "beijing_a", "dsifn_sample")


def run(recipe: Recipe, data: Path, workdir: Path) -> Path:
    """Train by the recipe, and before it the network that it starts from; returns the file of the best weights.

    Raises ``FileNotFoundError`` if there is no recipe of the network that it starts from.
    """
    start = run(read_recipe(recipe_path(recipe.start)), data, workdir) if recipe.start else None
    places = load_places(data, [*recipe.train, *recipe.validation], workdir / "places")
    return train(
        recipe,
        named_architecture(recipe.architecture, recipe.loss),
        [places[name] for name in recipe.train],
        [places[name] for name in recipe.validation],
        workdir / recipe.id,
        _log,
        start_weights=start,
    )


def best_weights(recipe_id: str, workdir: Path) -> Path:
    """Where training leaves a network's best weights."""
    return workdir / recipe_id / "best.pt"


def _log(line: str) -> None:
    sys.stdout.write(f"{time.strftime('%H:%M:%S')} {line}\n")
    sys.stdout.flush()


def main(arguments: list[str] | None = None) -> None:
    """Entry of the command line."""
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
    names = options.recipes or [path.stem for path in sorted(RECIPES.glob("*.json"))]
    recipes = [read_recipe(recipe_path(name)) for name in names]
    folders = [path for name in REAL_PAIRS if (path := options.data / "pairs" / name).is_dir()]
    for recipe in recipes:
        if options.card_only:
            continue
        weights = best_weights(recipe.id, options.workdir)
        if not options.finish_only:
            weights = run(recipe, options.data, options.workdir)
        arguments_of_finish = (options.date, _log, options.threads, options.robustness_chips)
        finish(recipe, weights, options.data, options.workdir, models, folders, *arguments_of_finish)
    if options.card_only or len(recipes) > 1:
        for recipe in recipes:  # their speeds beside one another, now that all are there
            describe(recipe.id, options.workdir, models)
    sys.stdout.write(table([recipe.id for recipe in recipes], options.workdir) + "\n")


if __name__ == "__main__":
    main()
