"""Leave one place out: train each recipe's network once per place without it, and test it on that place.

    python -m groundshift.model_building.leave_one_out RECIPE [RECIPE ...] --data DIR --workdir DIR [--steps 400]

RECIPE is a file or the name of one in ``recipes/``. Every fold trains on all places but one, with the
recipe's settings but from ImageNet weights alone (fewer steps, smaller crops or batches if the options
say so: the table then ranks networks and places, and says so), and is measured on pseudo-pairs of the
place left out and on the real pairs below ``DIR/pairs``. Nothing is chosen on the place left out: the
averaged weights after the last step are used, at a threshold of one half, and at the threshold that is
best on all places together. What the folds predict for places that they have not seen also says how far
the network's probability can be trusted: the temperature, threshold and calibration error of each fold
and of all.

Interrupted, the command goes on where it stopped when it is given again: finished folds are kept, and
a fold that had begun goes on from its checkpoint. ``WORKDIR/leave_one_out/leave_one_out.json`` and
``.md`` are written anew after each new fold and at the end, from all folds finished so far.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from ..plugin.engine.evaluation.scores import STEPS, Histogram
from ..plugin.training.networks.architectures import Architecture, named_architecture
from .evaluate import folder_pairs, standardise
from .label_places import Place, load_places
from .pseudo_pairs import IGNORED
from .recipe import Recipe, read_recipe, recipe_path
from .training_run import Log, train, validation_pairs

DEFAULT_THRESHOLD = 0.5
REAL_PAIRS = ("beijing_a", "dsifn_sample")
# Every so many pixels of what is held out are kept with their logits; a prime, so that no column is preferred.
KEPT_EVERY = 13
# Judged at each checkpoint, on the places that are trained on: to see that it trains, not to choose.
JUDGED_PAIRS = 8
TEMPERATURES = tuple(float(value) for value in np.geomspace(0.4, 4.0, 78))

Document = dict[str, Any]


@dataclass(frozen=True)
class FoldSettings:
    """What may differ from the recipe, for all folds alike; ``None`` is the recipe's own."""

    steps: int | None = None
    size: int | None = None
    batch: int | None = None
    loaders: int | None = None
    test_pairs: int = 96
    checkpoint_every: int = 100


@dataclass(frozen=True)
class HeldOut:
    """What a fold predicts for the place that it has not seen."""

    histogram: Histogram
    """Of any change, all pixels, at temperature 1."""
    logits: Tensor
    """K x N: every :data:`KEPT_EVERY`-th pixel."""
    truth: NDArray[np.bool_]
    """N: whether those changed."""


def fold_recipe(recipe: Recipe, held_out: str, settings: FoldSettings) -> Recipe:
    """The recipe of one fold: all the recipe's places but one, those that it did not train on with a mean share."""
    names = [*recipe.train, *recipe.validation, *recipe.test]
    mean = sum(recipe.train.values()) / len(recipe.train)
    steps = recipe.steps if settings.steps is None else settings.steps
    return dataclasses.replace(
        recipe,
        train={name: recipe.train.get(name, mean) for name in names if name != held_out},
        validation=(),
        test=(held_out,),
        pairs=recipe.pairs if settings.size is None else dataclasses.replace(recipe.pairs, size=settings.size),
        steps=steps,
        batch=recipe.batch if settings.batch is None else settings.batch,
        warmup=min(recipe.warmup, max(1, steps // 10)),
        validate_every=settings.checkpoint_every,
        validation_pairs=JUDGED_PAIRS,
        workers=recipe.workers if settings.loaders is None else settings.loaders,
        start="",  # the network to start from has seen the place
    )


def run_fold(
    recipe: Recipe,
    held_out: str,
    places: dict[str, Place],
    real: list[Path],
    folder: Path,
    settings: FoldSettings,
    log: Log,
    pretrained: bool = True,
) -> bool:
    """Train and measure one fold, unless ``folder`` holds it already; leaves ``fold.json`` and ``held_out.npz`` there.

    Returns whether there was anything to do.

    Raises ``ValueError`` if the folder holds a fold of other settings.
    """
    folder.mkdir(parents=True, exist_ok=True)
    fold = fold_recipe(recipe, held_out, settings)
    asked = {**fold.with_default_keys_left_out(), "test_pairs": settings.test_pairs}
    _same_settings(folder / "settings.json", asked)
    if (folder / "fold.json").is_file():
        return False
    started = time.monotonic()
    architecture = named_architecture(recipe.architecture, recipe.loss)
    training = [places[name] for name in fold.train]
    train(fold, architecture, training, training, folder, log, pretrained)
    # Not the best of the run: nothing is chosen here, on whatever ground.
    saved = torch.load(folder / "checkpoint.pt", weights_only=True)  # nosec B614  # tensors and numbers only
    network = architecture.build(False)
    network.load_state_dict(saved["average"])
    network.eval()
    held = collect_held_out(network, architecture, recipe, places[held_out], settings.test_pairs)
    figures: Document = {
        "held_out": held_out,
        "minutes": round((time.monotonic() - started) / 60, 1),
        "parameters": sum(parameter.numel() for parameter in network.parameters()),
        "real": {path.name: _scores(measure_folder(network, architecture, path)) for path in real},
    }
    _write_array(
        folder / "held_out.npz",
        changed=held.histogram.changed,
        unchanged=held.histogram.unchanged,
        logits=held.logits.numpy().astype(np.float16),
        truth=held.truth,
    )
    _write_text(folder / "fold.json", json.dumps(figures, indent=1))
    return True


@torch.inference_mode()
def collect_held_out(network: nn.Module, architecture: Architecture, recipe: Recipe, place: Place, count: int) -> HeldOut:
    """Predict ``count`` pseudo-pairs of a place; the same pairs for every network of the same recipe seed."""
    pairs = validation_pairs(recipe, [place], count)
    histogram = Histogram()
    logits, truths = [], []
    for index in range(len(pairs)):
        pair = pairs.pair(index)
        values = architecture.logits(network, torch.from_numpy(pair.before)[None], torch.from_numpy(pair.after)[None])
        counted = pair.states != IGNORED
        truth = ((pair.states == 1) | (pair.states == 2))[counted]
        histogram.add(architecture.change_probability(values)[0].numpy()[counted], truth)
        logits.append(values[0][:, torch.from_numpy(counted)][:, ::KEPT_EVERY].half())
        truths.append(truth[::KEPT_EVERY])
    return HeldOut(histogram, torch.cat(logits, 1), np.concatenate(truths))


@torch.inference_mode()
def measure_folder(network: nn.Module, architecture: Architecture, folder: Path) -> Histogram:
    """The histogram of any change over the real pairs of a folder (see :mod:`.evaluate`), each standardised whole."""
    histogram = Histogram()
    for _, before, after, truth in folder_pairs(folder):
        height, width = truth.shape
        padding = (0, -width % architecture.stride, 0, -height % architecture.stride)
        dates = [standardise(date.transpose(2, 0, 1).astype(np.float32)) for date in (before, after)]
        tensors = [functional.pad(torch.from_numpy(date)[None], padding) for date in dates]
        logits = architecture.logits(network, tensors[0], tensors[1])[:, :, :height, :width]
        histogram.add(architecture.change_probability(logits)[0].numpy().reshape(-1), truth.reshape(-1))
    return histogram


def summarise(folders: dict[str, Path], architecture: Architecture) -> Document:
    """All figures of one network from the folders of its finished folds (place -> folder)."""
    figures = {place: json.loads((folder / "fold.json").read_text(encoding="utf-8")) for place, folder in folders.items()}
    held = {place: _read_held_out(folder / "held_out.npz") for place, folder in folders.items()}
    pooled = Histogram()
    for part in held.values():
        pooled.changed = pooled.changed + part.histogram.changed
        pooled.unchanged = pooled.unchanged + part.histogram.unchanged
    pooled_threshold, _ = pooled.best_threshold()
    places: Document = {}
    for place, part in held.items():
        own_threshold, own_f1 = part.histogram.best_threshold()
        places[place] = {
            **_scores(part.histogram),
            "f1_at_pooled_threshold": _rounded(part.histogram.at(pooled_threshold).f1),
            "best_f1": _rounded(own_f1),
            "best_threshold": round(own_threshold, 4),
            **_calibration(architecture, part, [other for name, other in held.items() if name != place]),
            "minutes": figures[place]["minutes"],
        }
    names = list(next(iter(figures.values()))["real"])
    real = {
        name: {
            key: {
                "mean": _rounded(float(np.mean([fold["real"][name][key] for fold in figures.values()]))),
                "min": min(fold["real"][name][key] for fold in figures.values()),
                "max": max(fold["real"][name][key] for fold in figures.values()),
            }
            for key in ("f1", "ap", "precision", "recall", "ece")
        }
        for name in names
    }
    temperature = fitted_temperature(architecture, list(held.values()))
    calibrated = _calibrated(architecture, list(held.values()), temperature)
    threshold, f1 = calibrated.best_threshold()
    return {
        "parameters": next(iter(figures.values()))["parameters"],
        "places": places,
        "mean": {
            key: _rounded(float(np.mean([entry[key] for entry in places.values()])))
            for key in ("f1", "f1_at_pooled_threshold", "ap", "ece", "ece_calibrated_elsewhere")
            if all(entry[key] is not None for entry in places.values())
        },
        "real_pairs": real,
        "pooled": {
            **_scores(pooled),
            "best_threshold": round(pooled_threshold, 4),
            "f1_at_best_threshold": _rounded(pooled.at(pooled_threshold).f1),
            "temperature": round(temperature, 3),
            "calibrated_best_threshold": round(threshold, 4),
            "calibrated_best_f1": _rounded(f1),
            "calibrated_ece": _rounded(calibrated.calibration_error()),
        },
    }


def fitted_temperature(architecture: Architecture, parts: list[HeldOut]) -> float:
    """The temperature of the highest likelihood of what is held out (Guo et al., ICML 2017), on a grid of 3 % steps."""
    logits = torch.cat([part.logits for part in parts], 1).float()[None, :, :, None]
    truth = torch.from_numpy(np.concatenate([part.truth for part in parts]))
    best, best_loss = 1.0, np.inf
    for temperature in TEMPERATURES:
        probability = architecture.change_probability(logits / temperature)[0, :, 0].clamp(1e-6, 1 - 1e-6)
        loss = -float(torch.where(truth, probability.log(), (1 - probability).log()).mean())
        if loss < best_loss:
            best, best_loss = temperature, loss
    return best


def markdown(document: Document) -> str:
    """The table of places and networks, with a line on how it was made."""
    networks = document["networks"]
    header = ["left out", *(f"{name}: {column}" for name in networks for column in ("F1 at .5", "F1 at pooled", "AP"))]
    rows = []
    for place in sorted({place for entry in networks.values() for place in entry["places"]}):
        cells = [
            [_cell(entry["places"].get(place, {}).get(key)) for key in ("f1", "f1_at_pooled_threshold", "ap")]
            for entry in networks.values()
        ]
        rows.append([place, *(value for part in cells for value in part)])
    cells = [[_cell(entry["mean"].get(key)) for key in ("f1", "f1_at_pooled_threshold", "ap")] for entry in networks.values()]
    rows.append(["**mean**", *(value for part in cells for value in part)])
    for name in sorted({name for entry in networks.values() for name in entry["real_pairs"]}):
        cells = [_real_cells(entry["real_pairs"].get(name)) for entry in networks.values()]
        rows.append([f"{name} (mean of folds)", *(value for part in cells for value in part)])
    lines = ["| " + " | ".join(line) + " |" for line in (header, ["---"] * len(header), *rows)]
    calibration = [
        f"- `{name}`: temperature {entry['pooled']['temperature']} and threshold "
        f"{entry['pooled']['calibrated_best_threshold']:.2f} are best on all places together; expected calibration error "
        f"{_cell(entry['pooled']['ece'])} as trained, {_cell(entry['pooled']['calibrated_ece'])} with that temperature, and "
        f"{_cell(entry['mean'].get('ece_calibrated_elsewhere'))} on average with the temperature of the other places."
        for name, entry in networks.items()
    ]
    return "\n".join([document["how"], "", *lines, "", *calibration, ""])


def _real_cells(figures: Document | None) -> list[str]:
    if figures is None:
        return ["", "", ""]
    return [_cell(figures["f1"]["mean"]), "", _cell(figures["ap"]["mean"])]


def _cell(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:.3f}".removeprefix("0")


def _calibration(architecture: Architecture, part: HeldOut, others: list[HeldOut]) -> Document:
    """Temperature and threshold that suit a place, and how well calibrated it is with what suits the others."""
    own = fitted_temperature(architecture, [part])
    figures: Document = {
        "temperature": round(own, 3),
        "calibrated_best_threshold": round(_calibrated(architecture, [part], own).best_threshold()[0], 4),
        "ece_calibrated_elsewhere": None,
    }
    if others:
        elsewhere = fitted_temperature(architecture, others)
        figures["ece_calibrated_elsewhere"] = _rounded(_calibrated(architecture, [part], elsewhere).calibration_error())
    return figures


def _calibrated(architecture: Architecture, parts: list[HeldOut], temperature: float) -> Histogram:
    histogram = Histogram()
    for part in parts:
        probability = architecture.change_probability(part.logits.float()[None, :, :, None] / temperature)[0, :, 0]
        histogram.add(probability.numpy(), part.truth)
    return histogram


def _scores(histogram: Histogram) -> Document:
    return histogram.card_figures(DEFAULT_THRESHOLD)


def _rounded(value: float) -> float:
    return round(value, 4)


def _same_settings(path: Path, settings: Document) -> None:
    text = json.dumps(settings, indent=1)
    if path.is_file() and json.loads(path.read_text(encoding="utf-8")) != json.loads(text):
        raise ValueError(
            f"{path.parent} holds a fold with other settings: give the same options again, or another --workdir, "
            "or delete that folder."
        )
    _write_text(path, text)


def _write_text(path: Path, text: str) -> None:
    temporary = path.with_suffix(".part")
    temporary.write_text(text, encoding="utf-8")
    temporary.replace(path)


def _write_array(path: Path, **arrays: Any) -> None:
    temporary = path.with_suffix(".part")
    with temporary.open("wb") as file:
        np.savez_compressed(file, **arrays)
    temporary.replace(path)


def _read_held_out(path: Path) -> HeldOut:
    histogram = Histogram()
    with np.load(path, allow_pickle=False) as arrays:
        histogram.changed, histogram.unchanged = arrays["changed"], arrays["unchanged"]
        if histogram.changed.shape != (STEPS + 1,):
            raise ValueError(f"{path} was written by another version: delete its folder.")
        return HeldOut(histogram, torch.from_numpy(arrays["logits"]), arrays["truth"])


def run(
    recipes: list[Recipe],
    data: Path,
    workdir: Path,
    settings: FoldSettings,
    left_out: list[str] | None = None,
    log: Log = print,
    pretrained: bool = True,
) -> Path:
    """Run all folds of all recipes, those of ``left_out`` alone if given; returns the JSON file.

    Folds are taken place by place, so that an early stop leaves a table that compares the networks.
    """
    folder = workdir / "leave_one_out"
    names = {recipe.id: [*recipe.train, *recipe.validation, *recipe.test] for recipe in recipes}
    every = list(dict.fromkeys(name for part in names.values() for name in part))
    places = load_places(data, every, workdir / "places")
    real = [path for name in REAL_PAIRS if (path := data / "pairs" / name).is_dir()]
    for place in every if left_out is None else left_out:
        for recipe in recipes:
            if place not in names[recipe.id]:
                continue
            log(f"{recipe.id} without {place}")
            if run_fold(recipe, place, places, real, folder / recipe.id / place, settings, log, pretrained):
                write_tables(recipes, folder, settings)
    return write_tables(recipes, folder, settings)


def write_tables(recipes: list[Recipe], folder: Path, settings: FoldSettings) -> Path:
    """Write ``leave_one_out.json`` and ``.md`` from the folds finished so far; returns the JSON file."""
    networks: Document = {}
    for recipe in recipes:
        finished = {path.parent.name: path.parent for path in sorted((folder / recipe.id).glob("*/fold.json"))}
        if finished:
            networks[recipe.id] = summarise(finished, named_architecture(recipe.architecture, recipe.loss))
            networks[recipe.id]["training"] = _training_words(recipe, settings)
    document: Document = {"how": _how(networks, settings), "settings": dataclasses.asdict(settings), "networks": networks}
    path = folder / "leave_one_out.json"
    _write_text(path, json.dumps(document, indent=1))
    _write_text(folder / "leave_one_out.md", markdown(document))
    return path


def _training_words(recipe: Recipe, settings: FoldSettings) -> str:
    fold = fold_recipe(recipe, "", settings)
    return f"{fold.steps} steps of {fold.batch} pairs of {fold.pairs.size} pixels, seed {fold.seed}"


def _how(networks: Document, settings: FoldSettings) -> str:
    training = "; ".join(f"`{name}` {entry['training']}" for name, entry in networks.items())
    return (
        f"Each network was trained once per place on the other places ({training}) and tested on {settings.test_pairs} "
        "pseudo-pairs of the place left out, by the averaged weights after the last step: nothing was chosen on that place. "
        "'F1 at pooled' is at the one threshold that is best for all places together."
    )


def _log(line: str) -> None:
    sys.stdout.write(f"{time.strftime('%H:%M:%S')} {line}\n")
    sys.stdout.flush()


def main(arguments: list[str] | None = None) -> None:
    """Entry of the command line: prints the table."""
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
    parser.add_argument("--loaders", type=int, help="processes that draw pairs (0: none; default: the recipe's)")
    parser.add_argument("--checkpoint-every", type=int, default=100, help="steps between checkpoints")
    options = parser.parse_args(arguments)
    torch.set_num_threads(options.threads)
    settings = FoldSettings(
        options.steps, options.size, options.batch, options.loaders, options.test_pairs, options.checkpoint_every
    )
    recipes = [read_recipe(recipe_path(name)) for name in options.recipes]
    path = run(recipes, options.data, options.workdir, settings, options.places, _log)
    sys.stdout.write(path.with_suffix(".md").read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
