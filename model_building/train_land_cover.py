"""Train the bundled land-cover network from its recipe, measure it on whole tiles left out, export it and write its card.

    python -m groundshift.model_building.train_land_cover [RECIPE] --data DIR --workdir DIR
        [--leave-out TILE ... | --parts N] [--measure | --finish | --export]

With ``--leave-out`` a network is trained without these tiles and judged on them; with ``--parts``, without N parts of
each tile; without either, one on all tiles. A recipe that continues another one finds the weights of that, without the same
ground, in the work folder. ``--measure`` prints the figures of what was trained so far; ``--finish`` exports the network of
all tiles with the figures of the others. ``--export`` with ``--leave-out`` exports that network, for tests on ground that it
has not seen. Run again, an interrupted command resumes from its checkpoint.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import torch

from ..plugin.training.fit.checkpoint import Checkpoints
from ..plugin.training.labels.scene import Scene
from .console import console_context
from .finish_land_cover import Fold, card_tables, finish, measure_fold, measure_robustness, write_figures
from .land_cover import LandCoverRecipe, draw_parts, make_task, read_land_cover_recipe, read_tiles, train
from .recipe import recipe_path


def fold_folder(workdir: Path, model_id: str, left_out: list[str]) -> Path:
    """Return the folder of a training."""
    return workdir / model_id / ("without-" + "-".join(sorted(left_out)) if left_out else "all")


def parts_folder(workdir: Path, model_id: str, count: int) -> Path:
    """Return the folder of a training without so many parts of each tile."""
    return workdir / model_id / f"parts-{count}"


def measure_all(recipe: LandCoverRecipe, tiles: Mapping[str, Sequence[Scene]], workdir: Path) -> tuple[list[Fold], list[Fold]]:
    """Judge what was trained so far.

    :return: networks without whole tiles; networks without parts of each tile.
    """
    folder = workdir / recipe.id
    trained = [path.parent for path in sorted(folder.glob("*/best.pt"))]
    whole = [path for path in trained if path.name.startswith("without-")]
    parts = [path for path in trained if path.name.startswith("parts-")]
    return (
        [measure_fold(recipe, tiles, path.name.split("-")[1:], path) for path in whole],
        [measure_fold(recipe, tiles, draw_parts(tiles, int(path.name.split("-")[1])), path) for path in parts],
    )


def main(arguments: list[str] | None = None) -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("recipe", nargs="?", default="landcover-aerial", help="a recipe file, or the name of one of ours")
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds landcover/")
    parser.add_argument("--workdir", type=Path, required=True, help="for checkpoints and figures")
    parser.add_argument("--leave-out", nargs="*", default=[], metavar="TILE", help="tiles to judge on")
    parser.add_argument("--parts", type=int, default=0, metavar="N", help="leave out N parts of each tile, to judge on")
    parser.add_argument("--measure", action="store_true", help="no training: print the figures of what was trained so far")
    parser.add_argument("--finish", action="store_true", help="no training: measure what was trained, export, write the card")
    parser.add_argument("--export", action="store_true", help="no training: export the network of --leave-out")
    parser.add_argument("--models", type=Path, help="where the model file and its card go (default: WORKDIR)")
    parser.add_argument("--date", default=time.strftime("%Y-%m-%d"), help="the date on the card")
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args(arguments)
    torch.set_num_threads(options.threads)
    recipe = read_land_cover_recipe(recipe_path(options.recipe))
    tiles = read_tiles(recipe, options.data, used=options.export or options.finish or options.measure)
    if options.export:
        folder = fold_folder(options.workdir, recipe.id, options.leave_out)
        fold = measure_fold(recipe, tiles, options.leave_out, folder)
        named = replace(recipe, id=f"{recipe.id}-{folder.name}")
        finish(named, tiles, [fold], [], folder, options.models or options.workdir, options.date)
        return
    if not (options.finish or options.measure):
        left_out = list(draw_parts(tiles, options.parts)) if options.parts else options.leave_out
        folder = fold_folder(options.workdir, recipe.id, left_out)
        if options.parts:
            folder = parts_folder(options.workdir, recipe.id, options.parts)
        start = Checkpoints(str(options.workdir / recipe.start / folder.name), {}).load_best() if recipe.start else None
        train(recipe, make_task(recipe, tiles, left_out, start), folder, left_out, console_context())
        return
    folds, parts = measure_all(recipe, tiles, options.workdir)
    if options.measure:
        sys.stdout.write("\n".join(card_tables(recipe, folds, parts)))
        return
    write_figures(options.workdir / recipe.id / "folds.json", folds, recipe.names)
    shipped = fold_folder(options.workdir, recipe.id, [])
    trained = [(fold, fold_folder(options.workdir, recipe.id, list(fold.left_out))) for fold in folds]
    robustness = measure_robustness(recipe, tiles, trained, options.threads)
    path = finish(recipe, tiles, folds, parts, shipped, options.models or options.workdir, options.date, robustness)
    sys.stdout.write(path.with_suffix(".md").read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
