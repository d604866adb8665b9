"""What fine-tuning adds: F1 of a fine-tuned model against its base and against training from scratch, on ground neither saw.

``build/worker-env/bin/python -m tests.benchmarks.fine_tuning [--minutes 10] [--base models/buildings-siamese.onnx]``

Places (``--places``), from ``../shared/data``:

``dsifn``    six chips to learn from, four to test on (any kind of change, at about 2 m)
a place of buildings (``banepa``, ``kampala``, ...)  pairs of labelled crops of one date; the west to learn from, the east to
             test on. Only of use with a base that was not trained on it: ``--base`` of a fold of
             ``groundshift.plugin.training.leave_one_out``, or kampala for the bundled model.

With ``--layers`` the chips of a place are laid out as one georeferenced pair of rasters, learnt from through polygons and
(unless ``--no-area``) the area of complete labelling, and tested by detecting change in the rest of it, as an analyst does it:
the rest is ground without labels, to which distillation holds the network.

Each place is learnt from with about ``--polygons`` labels. What is measured is the whole file at its own threshold;
"elsewhere" is the pair of Beijing, whose four changes are too few to learn from, and the test ground of the other places: there
fine-tuning must not cost much. Threads: two, as on a laptop.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image
from scipy import ndimage

from groundshift.plugin.engine.context import JobContext
from groundshift.plugin.jobs.events import Event, Log
from groundshift.plugin.jobs.messages import render_log
from groundshift.plugin.jobs.train_model import LabelledPair, TrainingSettings, TrainModelJob
from groundshift.plugin.training.evaluate import evaluate_pictures, folder_pairs, open_model
from groundshift.plugin.training.label_places import load_place
from groundshift.plugin.training.measures import ProbabilityHistogram
from groundshift.plugin.training.train_model import train_model

from .chip_sheets import Chip, Place, sheet_of

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT.parent / "shared" / "data"
SCRATCH = "siamese_unet"
_CROP = 112
_CROPS = 12
_STEP = 16  # labelled areas are small: crops of one side may overlap


def dsifn(data: Path) -> Place:
    chips = [Chip(before, after, truth) for _, before, after, truth in folder_pairs(data / "pairs" / "dsifn_sample")]
    return Place("dsifn", chips[:6], chips[6:], 2.0)


def beijing(data: Path) -> list[Chip]:
    return [Chip(before, after, truth) for _, before, after, truth in folder_pairs(data / "pairs" / "beijing_a")]


def buildings(data: Path, name: str, cache: Path) -> Place:
    """Pairs of a place with labels of one date: crops side by side, half of the second swapped for the first's."""
    place = load_place(data, name, cache)
    level = min(place.levels, key=lambda item: abs(item.gsd_m - 0.5))
    rng = np.random.default_rng(5)
    sides: tuple[list[Chip], list[Chip]] = ([], [])
    height, width = level.cover.shape
    middle = width // 2
    for side, (left, right) in enumerate(((0, middle - _CROP // 2), (middle + _CROP // 2, width))):
        corners = [
            (row, col)
            for row in range(0, height - _CROP + 1, _STEP)
            for col in range(left, right - _CROP + 1, _STEP)
            if (level.cover[row : row + _CROP, col : col + _CROP] == 2).mean() > 0.9
        ]
        if not corners:
            raise SystemExit(f"{name}: no labelled crop of {_CROP} pixels on the {'east' if side else 'west'} side.")
        order = rng.permutation(len(corners))[:_CROPS]
        for one, other in zip(order, np.roll(order, 1)):
            sides[side].append(_joined(level, corners[one], corners[other], rng))
    return Place(name, *sides)


def _joined(level: Any, one: tuple[int, int], other: tuple[int, int], rng: np.random.Generator) -> Chip:
    """Ground on two dates: a part of it is that of another crop on the second date, which has another light."""
    parts = [np.s_[row : row + _CROP, col : col + _CROP] for row, col in (one, other)]
    images = [np.asarray(level.image[part]).copy() for part in parts]
    houses = [np.asarray(level.buildings[part]) > 0 for part in parts]
    top, left = rng.integers(0, _CROP // 2, 2)
    region = np.s_[top : top + _CROP // 2, left : left + _CROP // 2]
    after, after_houses = images[0].copy(), houses[0].copy()
    after[region], after_houses[region] = images[1][region], houses[1][region]
    light = rng.uniform(0.8, 1.2, 3) * after.astype(np.float32) + rng.uniform(-12, 12)
    light += rng.normal(0, 4, light.shape)
    return Chip(images[0], light.clip(0, 255).astype(np.uint8), houses[0] ^ after_houses)


def with_few_labels(chips: Sequence[Chip], most: int) -> list[Chip]:
    """So many of the chips that they hold about ``most`` polygons."""
    kept: list[Chip] = []
    total = 0
    for chip in chips:
        if total >= most:
            break
        kept.append(chip)
        total += int(ndimage.label(chip.truth)[1])
    return kept


def write_chips(chips: Sequence[Chip], folder: Path) -> int:
    """Write chips in the layout of LEVIR-CD; returns how many polygons they hold."""
    for name in ("A", "B", "label"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    for number, chip in enumerate(chips):
        for name, values in (("A", chip.before), ("B", chip.after), ("label", chip.truth.astype(np.uint8) * 255)):
            Image.fromarray(values).save(folder / name / f"g{number}_0_0.png")
    return sum(int(ndimage.label(chip.truth)[1]) for chip in chips)


def scores(model: Path, chips: Sequence[Chip]) -> dict[str, float]:
    """F1, precision and recall of a file at its own threshold, and average precision."""
    opened = open_model(model)
    histogram = ProbabilityHistogram()
    for chip in chips:
        evaluate_pictures(opened, chip.before, chip.after, histogram, chip.truth)
    found = histogram.scores(float(opened.metadata["threshold"])).rounded()
    return {key: found[key] for key in ("f1", "precision", "recall", "ap")}


def train(base: str, learnt: Path | LabelledPair, out: Path, replay: Sequence[str], settings: TrainingSettings) -> float:
    """Train as the tool does with its defaults, on a folder of chips or on layers; returns the minutes."""

    def say(event: Event) -> None:
        if isinstance(event, Log):
            sys.stderr.write(f"    {render_log(event.code, event.values)}\n")

    scratch = out.with_suffix(".scratch")
    scratch.mkdir()
    job = TrainModelJob(
        base=base,
        model=str(out),
        scratch=str(scratch),
        checkpoints=str(out.with_suffix(".training")),
        chips=(str(learnt),) if isinstance(learnt, Path) else (),
        pairs=(learnt,) if isinstance(learnt, LabelledPair) else (),
        replay=tuple(replay),
        settings=settings,
    )
    began = time.monotonic()
    train_model(job, JobContext(say))
    return (time.monotonic() - began) / 60


def main(arguments: list[str] | None = None) -> None:
    """Entry of the command line: prints the figures as JSON, place by place."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--base", default=str(ROOT / "models" / "buildings-siamese.onnx"))
    parser.add_argument("--places", nargs="+", default=["dsifn", "kampala"])
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--polygons", type=int, default=60)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--no-scratch", action="store_true", help="leave the training from scratch out")
    parser.add_argument("--replay", nargs="*", default=[], help="folders of chips")
    parser.add_argument("--size", type=int, default=192, help="of the crops")
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--layers", action="store_true", help="learn from layers, not from chips")
    parser.add_argument("--no-area", action="store_true", help="with --layers: do not say where labelling is complete")
    parser.add_argument("--distillation", type=float, default=TrainingSettings.distillation)
    parser.add_argument("--steps", type=int, help="an epoch")
    parser.add_argument("--rate", type=float, help="the highest learning rate (default: the tool's)")
    parser.add_argument("--cache", type=Path, default=ROOT / "build" / "training" / "places")
    options = parser.parse_args(arguments)
    if not options.data.is_dir():
        parser.error(f"there is no data at {options.data}")
    places = [
        dsifn(options.data) if name == "dsifn" else buildings(options.data, name, options.cache) for name in options.places
    ]
    settings = TrainingSettings(
        minutes=options.minutes,
        threads=options.threads,
        seed=options.seed,
        tile_size=options.size,
        batch_size=options.batch,
        epochs=options.epochs,
        distillation=options.distillation,
        steps_per_epoch=options.steps,
        learning_rate=options.rate,
    )
    base = Path(options.base)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for place in places:
            kept = with_few_labels(place.training, options.polygons)
            if options.layers:
                sheet = sheet_of(kept, place, folder / place.name, not options.no_area)
                tuned = folder / f"{place.name}-tuned.onnx"
                shown: dict[str, Any] = {"place": place.name, "polygons": sheet.polygons, "base": sheet.scores(base)}
                shown["minutes"] = round(train(str(base), sheet.pair, tuned, options.replay, settings), 2)
                shown["fine_tuned"] = sheet.scores(tuned)
                shown["gain_f1"] = round(shown["fine_tuned"]["f1"] - shown["base"]["f1"], 4)
                sys.stdout.write(json.dumps(shown, indent=1) + "\n")
                continue
            chips = folder / place.name
            polygons = write_chips(kept, chips)
            tuned, scratch = folder / f"{place.name}-tuned.onnx", folder / f"{place.name}-scratch.onnx"
            elsewhere = beijing(options.data) + [chip for other in places if other is not place for chip in other.test]
            result: dict[str, Any] = {"place": place.name, "polygons": polygons, "training_chips": len(kept)}
            result["base"] = scores(base, place.test)
            result["minutes"] = round(train(str(base), chips, tuned, options.replay, settings), 2)
            result["fine_tuned"] = scores(tuned, place.test)
            result["gain_f1"] = round(result["fine_tuned"]["f1"] - result["base"]["f1"], 4)
            result["elsewhere"] = {"base": scores(base, elsewhere), "fine_tuned": scores(tuned, elsewhere)}
            if not options.no_scratch:
                train(SCRATCH, chips, scratch, (), settings)
                result["from_scratch"] = scores(scratch, place.test)
            sys.stdout.write(json.dumps(result, indent=1) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
