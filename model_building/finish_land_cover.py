"""From trained land-cover networks to the model file, its figures on tiles left out, and its card."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from ..plugin.training.fit.calibrate import likeliest_temperature, sampled_logits
from ..plugin.training.fit.checkpoint import Checkpoints
from ..plugin.training.fit.crops import read_window
from ..plugin.training.fit.export import base_metadata, export_network
from ..plugin.training.fit.halo import CORE, largest_halo, needed_halo
from ..plugin.training.fit.judge import Judgement, judge, lay_tiles
from ..plugin.training.fit.task import ClassPredictor, LabelTask
from ..plugin.training.labels.scene import Scene
from .land_cover import LandCoverRecipe, make_task, split

_MOST_TILES = 10_000
_HALO_SCENES = 4
_CALIBRATION_BINS = 20
_MOST_LISTED = 4  # names of what a fold left out
_DATA = "Aerial images of Dubai with masks of land cover, Humans in the Loop (54 images, 6 tiles, about 1 m)."
_LICENCE = "CC0 1.0 (by the card of a copy of the data)"
_ATTRIBUTION = "Images and masks: Humans in the Loop. Encoder started from ImageNet weights of EfficientNet-Lite0 (Apache-2.0)."
_MEASURES = ("precision", "recall", "f1", "iou")


@dataclass(frozen=True)
class Fold:
    """A network on the tiles that its training left out.

    :param minutes: of its training. ``calibration_error``: expected, of the likeliest class, at ``temperature``.
    """

    left_out: tuple[str, ...]
    judgement: Judgement
    temperature: float
    calibration_error: float
    steps: int
    minutes: float

    def rows(self, names: Sequence[str]) -> list[dict[str, Any]]:
        """Return precision, recall, F1, IoU and pixels of each class that occurs, and their means."""
        found = [(name, self.judgement.of_class(number, 0.5)) for number, name in enumerate(names, 1)]
        rows = [(name, part) for name, part in found if part.pixels] + [("mean", self.judgement.mean(0.5))]
        return [{"class": name, **{key: getattr(part, key) for key in (*_MEASURES, "pixels")}} for name, part in rows]


def measure_fold(recipe: LandCoverRecipe, tiles: Mapping[str, Sequence[Scene]], left_out: Sequence[str], folder: Path) -> Fold:
    """Judge the network in ``folder`` on the whole of the tiles, or parts of tiles, that it was trained without.

    :raises JobFailure: ``checkpoint_damaged``.
    """
    task, steps, minutes = _trained(recipe, tiles, left_out, folder)
    judged = lay_tiles(split(tiles, left_out)[1], task.architecture.stride, _MOST_TILES)
    logits, labels = sampled_logits(ClassPredictor(task.network, task), judged, recipe.seed)
    temperature = likeliest_temperature(task.meaning, logits, labels)
    predictor = ClassPredictor(task.network, task, temperature=temperature)
    probabilities = task.meaning.log_probabilities(logits[None, :, :, None] / temperature)[0, :, :, 0].exp().numpy()
    error = calibration_error(probabilities, labels.numpy())
    return Fold(
        tuple(left_out), judge(predictor, judged, len(recipe.classes), lambda: None), temperature, error, steps, minutes
    )


def calibration_error(probabilities: NDArray[np.float32], labels: NDArray[np.uint8]) -> float:
    """Return the mean distance between the probability of the likeliest class and how often it is the true one.

    :param probabilities: (1 + classes, n). ``labels``: (n,).
    """
    confidence, right = probabilities.max(0), probabilities.argmax(0) == labels
    bins = np.minimum((confidence * _CALIBRATION_BINS).astype(int), _CALIBRATION_BINS - 1)
    gaps = [abs(float(confidence[bins == one].mean() - right[bins == one].mean())) for one in np.unique(bins)]
    return float(np.average(gaps, weights=[(bins == one).sum() for one in np.unique(bins)]))


def _trained(
    recipe: LandCoverRecipe, tiles: Mapping[str, Sequence[Scene]], left_out: Sequence[str], folder: Path
) -> tuple[LabelTask, int, float]:
    """Return the task with the best weights of a training, its steps and its minutes."""
    checkpoints = Checkpoints(str(folder), {})
    done, _ = checkpoints.load()
    weights = checkpoints.load_best()
    task = make_task(recipe, tiles, left_out, start=weights)
    task = replace(task, precision=torch.float32)
    task.network.load_state_dict(weights)
    task.network.eval()
    return task, done.step, done.seconds / 60


def finish(
    recipe: LandCoverRecipe,
    tiles: Mapping[str, Sequence[Scene]],
    folds: Sequence[Fold],
    parts: Sequence[Fold],
    shipped: Path,
    models: Path,
    date: str,
) -> Path:
    """Export the network of ``shipped``, which was trained on all tiles, and write its card; return the model file.

    :param folds: without whole tiles, at least one; their mean temperature is the exported network's.
    :param parts: without parts of each tile, for comparison.
    """
    task, steps, minutes = _trained(recipe, tiles, (), shipped)
    side = CORE + 2 * largest_halo(task.architecture.stride)
    scenes = [scenes[len(scenes) // 2] for scenes in tiles.values()][:_HALO_SCENES]
    crops = [read_window(scene, scene.shape[0] // 2, scene.shape[1] // 2, side)[0] for scene in scenes]
    halo = needed_halo(task.network, task, crops)
    temperature = round(float(np.mean([fold.temperature for fold in folds])), 3)
    metadata = base_metadata(recipe.id, recipe.title, task.architecture, halo) | {
        "gsd_m": recipe.gsd_m,
        "classes": list(recipe.classes),
        "directions": False,
        "threshold": 0.5,
        "calibration": {"method": "temperature", "temperature": temperature, "applied_in_graph": True},
        "min_area_m2": 0.0,
        "training": {"data": _DATA, "licence": _LICENCE, "attribution": _ATTRIBUTION},
        "accuracy": [
            {
                "place": ", ".join(fold.left_out),
                "split": "whole tiles left out",
                **{key: round(value, 4) for key, value in fold.rows(recipe.names)[-1].items() if key in _MEASURES},
            }
            for fold in folds
        ],
    }
    path = models / f"{recipe.id}.onnx"
    difference = export_network(task.network.to("cpu"), task.architecture, path, metadata, temperature)
    figures = {
        "parameters": sum(parameter.numel() for parameter in task.network.parameters()),
        "megabytes": path.stat().st_size / 1e6,
        "difference": difference,
        "steps": steps,
        "minutes": minutes,
        "machine": f"{os.cpu_count()}-core {platform.machine().replace('_', '-')} machine",
        "date": date,
        "halo": halo,
        "temperature": temperature,
    }
    path.with_suffix(".md").write_text(card(recipe, folds, parts, figures), encoding="utf-8")
    return path


def card(recipe: LandCoverRecipe, folds: Sequence[Fold], parts: Sequence[Fold], figures: Mapping[str, Any]) -> str:
    """Return the model card (Markdown)."""
    names, gsd = recipe.names, recipe.gsd_m
    lines = [
        f"# {recipe.id}",
        "",
        f"Maps land cover in one RGB image of about {gsd['best']:g} m: {', '.join(names)}.",
        "",
        "## Use",
        "",
        "|  |  |",
        "| --- | --- |",
        f"| file | `{recipe.id}.onnx`, {figures['megabytes']:.2f} MB, {figures['parameters']:,} parameters |",
        "| input | `image`, N x 3 x H x W float32 (red, green, blue), standardised per band over the image; "
        "H and W multiples of 16 |",
        f"| output | `probability`, N x {len(names)} x H x W: {', '.join(names)}; sums to 1 |",
        f"| resolution | {gsd['min']:g}-{gsd['max']:g} m, best at {gsd['best']:g} m (nominal: the data states no pixel size) |",
        f"| context that a tile needs | {figures['halo']} pixels (measured) |",
        "",
        "## How good it is",
        "",
        *card_tables(recipe, folds, parts),
        "## What it cannot do",
        "",
        "It was trained on six tiles of one desert city and its surroundings: expect errors elsewhere, above all under "
        "other vegetation, roofs and light. The labels are rough at the edges and mix bare ground, yards and sand in the "
        "class land. The pixel size of the data is not stated and differs by tile. Train it further "
        "on local labels where accuracy matters.",
        "",
        "## Data and training",
        "",
        _DATA + " Tiles trained on: " + ", ".join(recipe.tiles) + ".",
        "",
        f"Recipe `model_building/recipes/{recipe.id}.json`: {figures['steps']} of {recipe.steps} steps of {recipe.batch} "
        f"crops of {recipe.crop} pixels, scaled by {np.exp(-recipe.scale_span):.1f} to {np.exp(recipe.scale_span):.1f}; "
        f"loss {recipe.loss}; seed "
        f"{recipe.seed}; averaged weights; temperature {figures['temperature']} (inside the graph, from the tiles left out). "
        f"{figures['minutes']:.0f} minutes on one thread of a {figures['machine']} that other work kept busy.",
        "",
        f"Attribution: {_ATTRIBUTION} Licence of the data: {_LICENCE}. The weights are part of Groundshift: GPL-2.0-or-later.",
        "",
        f"Measured {figures['date']}. PyTorch and ONNX Runtime differ by {figures['difference']:.1g}. To repeat it, in a clone "
        "of the repository:",
        "",
        "```",
        *(_command(recipe, f"--leave-out {' '.join(fold.left_out)}") for fold in folds),
        *(_command(recipe, f"--parts {len(fold.left_out) // len(recipe.tiles)}") for fold in parts),
        _command(recipe, ""),
        _command(recipe, "--finish --models models"),
        "```",
        "",
    ]
    return "\n".join(lines)


def card_tables(recipe: LandCoverRecipe, folds: Sequence[Fold], parts: Sequence[Fold]) -> list[str]:
    """Return the lines of the card that state how good networks of the recipe are."""
    names = recipe.names
    lines = [
        "Networks of the same recipe, trained without the tiles named here and judged on the whole of them: the likeliest "
        "class of every labelled pixel, each tile standardised by itself; unlabelled pixels do not count. The shipped network "
        "was trained on these tiles, too: on other ground expect what the figures show, or less.",
        "",
        *_summary("trained without", folds, names),
    ]
    if parts:
        lines += [
            "Beside it, the split that other users of the data have: parts are left out whose neighbours are trained on. It "
            "flatters, because both sides show the same streets, roofs and light.",
            "",
            *_summary("parts left out", parts, names),
        ]
    for fold in folds:
        lines += _fold_lines("Without " + ", ".join(fold.left_out), fold, names)
    for fold in parts:
        lines += _fold_lines(f"Without {len(fold.left_out)} parts", fold, names)
    return lines


def _summary(title: str, folds: Sequence[Fold], names: Sequence[str]) -> list[str]:
    """Return a table with a row for each fold, and their mean."""
    rows: list[tuple[Any, ...]] = []
    for fold in folds:
        mean = fold.rows(names)[-1]
        what = ", ".join(fold.left_out) if len(fold.left_out) < _MOST_LISTED else f"{len(fold.left_out)} parts"
        rows.append((what, mean["f1"], mean["iou"], fold.judgement.accuracy, fold.calibration_error, fold.steps, fold.minutes))
    if len(rows) > 1:
        rows.append(("mean", *(float(np.mean([row[place] for row in rows])) for place in range(1, 7))))
    return [
        f"| {title} | mean F1 (Dice) | mean IoU | accuracy | calibration error | steps | minutes |",
        "| --- | --- | --- | --- | --- | --- | --- |",
        *(
            f"| {name} | " + " | ".join(f"{value:.3f}".lstrip("0") for value in values) + f" | {steps:.0f} | {minutes:.0f} |"
            for name, *values, steps, minutes in rows
        ),
        "",
    ]


def _command(recipe: LandCoverRecipe, rest: str) -> str:
    return (
        "PYTHONPATH=build build/worker-env/bin/python -m groundshift.model_building.train_land_cover "
        f"{recipe.id} --data ../shared/data --workdir build/training {rest}"
    ).rstrip()


def _fold_lines(title: str, fold: Fold, names: Sequence[str]) -> list[str]:
    rows = [
        f"| {row['class']} | {' | '.join(f'{row[key]:.3f}'.lstrip('0') for key in _MEASURES)} | {row['pixels']:,} |"
        for row in fold.rows(names)
    ]
    confusion = fold.judgement.confusion[1:, 1:]
    shares = confusion / np.maximum(confusion.sum(1, keepdims=True), 1)
    return [
        f"### {title}",
        "",
        "| class | precision | recall | F1 (Dice) | IoU | pixels |",
        "| --- | --- | --- | --- | --- | --- |",
        *rows,
        "",
        f"Accuracy {fold.judgement.accuracy:.3f}, expected calibration error {fold.calibration_error:.3f} at its own "
        f"temperature {fold.temperature}; {fold.steps} steps in {fold.minutes:.0f} minutes.",
        "",
        "Confusion matrix, in percent of the true class (row):",
        "",
        "| true \\ found | " + " | ".join(names) + " |",
        "| --- |" + " --- |" * len(names),
        *(f"| {name} | " + " | ".join(f"{100 * share:.1f}" for share in row) + " |" for name, row in zip(names, shares)),
        "",
    ]


def write_figures(path: Path, folds: Sequence[Fold], names: Sequence[str]) -> None:
    """Write the figures of the folds as JSON."""
    document = [
        {
            "left_out": list(fold.left_out),
            "classes": fold.rows(names),
            "accuracy": fold.judgement.accuracy,
            "confusion": fold.judgement.confusion[1:, 1:].tolist(),
            "calibration_error": fold.calibration_error,
            "temperature": fold.temperature,
            "steps": fold.steps,
            "minutes": fold.minutes,
        }
        for fold in folds
    ]
    path.write_text(json.dumps(document, indent=1), encoding="utf-8")
