"""Compare models on a place left out, on unchanged ground and on real pairs: old and new side by side.

    python -m groundshift.model_building.compare_models MODEL [MODEL ...] --recipe RECIPE --data DIR --workdir DIR

The pseudo-pairs are of the recipe's validation and test places: as they are, with the recipe's disturbances, and mostly
*unchanged* ones (the same ground twice) with one disturbance on each date. Real pairs are those of ``train_bundled``. All
are measured by the evaluation of ``groundshift:evaluatemodel`` at each model's own threshold; finished measurements are kept.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Optional

from .console import Print, print_line
from .label_places import load_places
from .measure_bundled import REAL_GSD_M, Document, Measurement, card_figures, measure
from .pair_sets import write_sets
from .recipe import Recipe, read_recipe, recipe_path
from .train_bundled import real_pairs

_COLUMNS = (
    ("precision", "precision"),
    ("recall", "recall"),
    ("f1", "F1"),
    ("ap", "AP"),
    ("f1_dates_swapped", "F1, dates swapped"),
)


def pairs_title(folder: Path) -> str:
    """Return the name of a folder of pairs, with that of its parent where it is a part such as ``val``."""
    return f"{folder.parent.name}/{folder.name}" if folder.parent.name in REAL_GSD_M else folder.name


def compare(models: Sequence[Path], folders: Sequence[Path], cache: Path, threads: int, log: Print) -> Document:
    """Measure every model on every folder: figures by folder and model."""
    found: Document = {}
    for folder in folders:
        documents = {model.stem: measure(model, Measurement(folder), cache, threads, log) for model in models}
        found[pairs_title(folder)] = {name: card_figures(document) for name, document in documents.items()}
    return found


def markdown(figures: Document) -> str:
    """Return the table, a row for each folder and model."""
    titles = [title for _, title in _COLUMNS]
    lines = ["| pairs | model | " + " | ".join(titles) + " | falsely changed |", "|---|---|" + "---|" * (len(titles) + 1)]
    for folder, models in figures.items():
        for model, found in models.items():
            cells = [f"{found[key]:.3f}" if key in found else "" for key, _ in _COLUMNS]
            false = found.get("false_share_unchanged")
            lines.append(
                f"| {folder} | `{model}` | " + " | ".join(cells) + f" | {'' if false is None else f'{100 * false:.2f} %'} |"
            )
    return "\n".join(lines) + "\n"


def main(arguments: list[str] | None = None) -> None:
    """Run the command line: print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("models", nargs="+", type=Path, help="model files")
    add_pair_options(parser)
    options = parser.parse_args(arguments)
    recipe = read_recipe(recipe_path(options.recipe))
    cache, folders = folders_of(recipe, options.data, options.workdir, options.pairs, options.real, options.places)
    sys.stdout.write(markdown(compare(options.models, folders, cache, options.threads, print_line)))


def add_pair_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that name the pairs."""
    parser.add_argument("--recipe", required=True, help="whose places left out and disturbances the pairs have")
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds buildings/ and pairs/")
    parser.add_argument("--workdir", type=Path, required=True, help="for chips and finished measurements")
    parser.add_argument("--pairs", type=int, default=64, help="pseudo-pairs of each set; 0: real pairs alone")
    parser.add_argument("--places", nargs="+", help="of the pseudo-pairs (default: those that the recipe leaves out)")
    parser.add_argument("--real", nargs="*", help="folders below DIR/pairs (default: those of train_bundled)")
    parser.add_argument("--threads", type=int, default=1)


def folders_of(
    recipe: Recipe,
    data: Path,
    workdir: Path,
    count: int,
    real: Optional[Sequence[str]] = None,
    places: Optional[Sequence[str]] = None,
) -> tuple[Path, list[Path]]:
    """Return where measurements are kept, and the folders of all pairs; pseudo-pairs are drawn where they are missing.

    :param real: folders below ``data/pairs``; ``None`` = those of the recipe's resolution.
    :param places: of the pseudo-pairs; ``None`` = those that the recipe leaves out.
    """
    folder = workdir / "compare" / f"{recipe.id}-{recipe.seed}-{count}"
    folders = real_pairs(recipe, data) if real is None else [data / "pairs" / name for name in real]
    if not count:
        return folder / "figures", folders
    names = [*recipe.validation, *recipe.test] if places is None else places
    for place in load_places(data, names, workdir / "places").values():
        folders += write_sets(recipe, place, count, folder).values()
    return folder / "figures", folders


if __name__ == "__main__":
    main()
