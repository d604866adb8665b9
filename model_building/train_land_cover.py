"""Train the bundled land-cover network from its recipe, measure it on whole tiles left out, export it and write its card.

    python -m groundshift.model_building.train_land_cover [RECIPE] --data DIR --workdir DIR [--leave-out TILE ...] [--finish]

With ``--leave-out`` a network is trained without these tiles and judged on them; without it, one on all tiles. ``--finish``
then exports the latter with the figures of the former. Run again, an interrupted command resumes from its checkpoint.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

import torch

from .console import console_context
from .finish_land_cover import finish, measure_fold, write_figures
from .land_cover import make_task, read_land_cover_recipe, read_tiles, train
from .recipe import recipe_path


def fold_folder(workdir: Path, model_id: str, left_out: list[str]) -> Path:
    """Return the folder of a training."""
    return workdir / model_id / ("without-" + "-".join(sorted(left_out)) if left_out else "all")


def main(arguments: list[str] | None = None) -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("recipe", nargs="?", default="landcover-aerial", help="a recipe file, or the name of one of ours")
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds landcover/")
    parser.add_argument("--workdir", type=Path, required=True, help="for checkpoints and figures")
    parser.add_argument("--leave-out", nargs="*", default=[], metavar="TILE", help="tiles to judge on")
    parser.add_argument(
        "--finish", action="store_true", help="no training: measure the folds there are, export, write the card"
    )
    parser.add_argument("--models", type=Path, help="where the model file and its card go (default: WORKDIR)")
    parser.add_argument("--date", default=time.strftime("%Y-%m-%d"), help="the date on the card")
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args(arguments)
    torch.set_num_threads(options.threads)
    recipe = read_land_cover_recipe(recipe_path(options.recipe))
    tiles = read_tiles(recipe, options.data)
    if not options.finish:
        task = make_task(recipe, tiles, options.leave_out)
        train(recipe, task, fold_folder(options.workdir, recipe.id, options.leave_out), options.leave_out, console_context())
        return
    folders = sorted((options.workdir / recipe.id).glob("without-*"))
    folds = [measure_fold(recipe, tiles, folder.name.split("-")[1:], folder) for folder in folders]
    write_figures(options.workdir / recipe.id / "folds.json", folds, recipe.names)
    shipped = fold_folder(options.workdir, recipe.id, [])
    path = finish(recipe, tiles, folds, shipped, options.models or options.workdir, options.date)
    sys.stdout.write(path.with_suffix(".md").read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
