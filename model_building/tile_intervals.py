"""How sure a difference between two models is: bootstrap intervals over tiles of the same pairs.

    python -m groundshift.model_building.tile_intervals BASE MODEL [MODEL ...] --recipe RECIPE --data DIR --workdir DIR

The pairs are those of ``compare_models``. Tiles (chips) are drawn with replacement, the same ones for both models, and what
MODEL has more than BASE is computed for each draw (Efron and Tibshirani, "An introduction to the bootstrap", 1993). Pixels of
a tile are not independent of one another, tiles nearly are. Finished counts are kept.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from ..plugin.engine.chips.folders import find_chips
from ..plugin.engine.chips.reader import ChipReader
from ..plugin.engine.context import JobContext
from ..plugin.engine.detect.detect import Settings
from ..plugin.engine.evaluation.evaluate import predict_chip
from ..plugin.engine.evaluation.prediction import PairPredictor
from ..plugin.engine.evaluation.scores import Histogram
from ..plugin.engine.network.network import Network
from ..plugin.model_file.load import load_model_file
from ..plugin.rules.label_codes import UNKNOWN
from .compare_models import add_pair_options, folders_of, pairs_title
from .measure_bundled import stated_gsd_m
from .recipe import read_recipe, recipe_path
from .shared_cache import replacing
from .tile_counts import TileCounts, differences, measures


def count_tiles(model: Path, folder: Path, cache: Path, threads: int) -> TileCounts:
    """Predict each chip of a folder as the evaluation does; the counts are read from ``cache`` where they are there."""
    key = hashlib.sha256(model.read_bytes()).hexdigest()[:16]
    gsd_m = stated_gsd_m(folder)
    name = folder.name if gsd_m is None else f"{folder.parent.name}-{folder.name}-{gsd_m:g}m"
    path = cache / f"{name}-{key}-tiles.npz"
    if not path.is_file():
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="scratch-", dir=cache) as scratch:
            counts = _counted(model, folder, scratch, threads)
        with replacing(path) as temporary, temporary.open("wb") as file:
            np.savez_compressed(file, changed=counts.changed, unchanged=counts.unchanged, threshold=np.array(counts.threshold))
    with np.load(path, allow_pickle=False) as arrays:
        return TileCounts(arrays["changed"], arrays["unchanged"], float(arrays["threshold"]))


def _counted(model: Path, folder: Path, scratch: str, threads: int) -> TileCounts:
    loaded = load_model_file(str(model))
    spec = loaded.spec
    settings = Settings(spec.threshold, spec.min_area_m2)
    context = JobContext(lambda event: None)
    predictor = PairPredictor(Network(loaded, threads), loaded.path, settings, scratch, False, context)
    reader = ChipReader(find_chips((str(folder),)), stated_gsd_m(folder) or spec.gsd_m.best, spec.classes)
    found = []
    for chip in reader.chips:
        predicted, truth = predict_chip(reader, chip, predictor)
        known = (truth != UNKNOWN) & predicted.valid
        counts = Histogram()
        counts.add(predicted.any_change[known], truth[known] > 0)
        found.append(counts)
    return TileCounts.of_each(found, spec.threshold)


def table_row(folder: str, model: str, base: TileCounts, other: TileCounts) -> str:
    """Return a row of the table (Markdown): each measure of both models, and the difference with its interval."""
    tiles = base.tiles
    before, after, found = measures(base, tiles), measures(other, tiles), differences(base, other)
    cells = [
        f"{before[name]:.3f} -> {after[name]:.3f}: {found[name].value:+.3f} ({found[name].low:+.3f} to {found[name].high:+.3f})"
        for name in ("ap", "f1")
    ]
    old, new, false = 100 * before["false_share"], 100 * after["false_share"], found["false_share"]
    cells.append(f"{old:.2f} -> {new:.2f} %: {100 * false.value:+.2f} ({100 * false.low:+.2f} to {100 * false.high:+.2f})")
    return f"| {folder} | `{model}` | {len(tiles)} | " + " | ".join(cells) + " |"


HEADER = "| pairs | model | tiles | AP | F1 | falsely changed, of tiles without change |\n|---|---|---|---|---|---|"


def main(arguments: list[str] | None = None) -> None:
    """Run the command line: print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("base", type=Path, help="model file to compare with")
    parser.add_argument("models", nargs="+", type=Path, help="model files")
    add_pair_options(parser)
    options = parser.parse_args(arguments)
    recipe = read_recipe(recipe_path(options.recipe))
    cache, folders = folders_of(recipe, options.data, options.workdir, options.pairs, options.real, options.places)
    print_rows([options.base, *options.models], folders, cache, options.threads)


def print_rows(models: Sequence[Path], folders: Sequence[Path], cache: Path, threads: int) -> None:
    """Print the table, a row for each folder and model but the first."""
    sys.stdout.write(f"Difference from `{models[0].stem}`\n\n{HEADER}\n")
    for folder in folders:
        base = count_tiles(models[0], folder, cache, threads)
        for model in models[1:]:
            row = table_row(pairs_title(folder), model.stem, base, count_tiles(model, folder, cache, threads))
            sys.stdout.write(row + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
