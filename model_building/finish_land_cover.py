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
from PIL import Image
from torch import Tensor

from ..plugin.engine.context import JobContext
from ..plugin.engine.evaluation.cover_samples import CURVES
from ..plugin.engine.evaluation.land_cover import evaluate_land_cover
from ..plugin.engine.network.network import Network
from ..plugin.jobs.evaluation import EvaluateModelJob
from ..plugin.model_file.load import load_model_file
from ..plugin.model_file.spec import SEGMENTATION
from ..plugin.rules.label_codes import UNLABELLED
from ..plugin.training.fit.calibrate import likeliest_temperature, mean_log, sampled_logits
from ..plugin.training.fit.checkpoint import Checkpoints
from ..plugin.training.fit.crops import read_window
from ..plugin.training.fit.export import base_metadata, export_network
from ..plugin.training.fit.halo import CORE, largest_halo, needed_halo
from ..plugin.training.fit.judge import Judgement, judge, lay_tiles
from ..plugin.training.fit.task import ClassPredictor, LabelTask
from ..plugin.training.labels.scene import Scene
from .land_cover import LandCoverRecipe, adjust_to_prior, make_task, split

MIRRORED_AXES: dict[int, tuple[tuple[int, ...], ...]] = {1: ((),), 2: ((), (2, 3)), 4: ((), (2,), (3,), (2, 3))}
"""Axes of N x C x H x W along which images are mirrored in use, by the number of images."""
_MOST_TILES = 10_000
_HALO_SCENES = 4
_CALIBRATION_TILES, _CALIBRATION_BINS = 40, 20
_MOST_LISTED = 4  # names of what a fold left out
_DATA = "Aerial images of Dubai with masks of land cover, Humans in the Loop (54 images, 6 tiles, about 1 m)."
_LICENCE = "CC0 1.0 (by the card of a copy of the data)"
_ATTRIBUTION = "Images and masks: Humans in the Loop. Encoder started from ImageNet weights of EfficientNet-Lite0 (Apache-2.0)."
_ALTERED = {
    "gain": "values times",
    "offset": "values plus deviations",
    "blur": "blurred by pixels (sigma)",
    "resolution": "pixel size times, brought to a size that suits the model",
    "resolution_as_is": "pixel size times, as it is",
}
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


@dataclass(frozen=True)
class AlteredMeasures:
    """Mean F1 and accuracy on images that are altered by ``value``, as ``curve`` says; see :data:`_ALTERED`.

    :param places: on which it was measured. ``mirrors``: number of mirror images whose predictions were averaged.
    """

    curve: str
    value: float
    f1: float
    accuracy: float
    places: tuple[str, ...]
    mirrors: int


def measure_fold(recipe: LandCoverRecipe, tiles: Mapping[str, Sequence[Scene]], left_out: Sequence[str], folder: Path) -> Fold:
    """Judge the network in ``folder`` on the whole of the tiles, or parts of tiles, that it was trained without.

    :raises JobFailure: ``checkpoint_damaged``.
    """
    task, steps, minutes = _trained(recipe, tiles, left_out, folder)
    judged = lay_tiles(split(tiles, left_out)[1], task.architecture.stride, _MOST_TILES)
    views = MIRRORED_AXES[recipe.mirrors]
    sampled = lay_tiles(split(tiles, left_out)[1], task.architecture.stride, _CALIBRATION_TILES)
    samples = [sampled_logits(MirroredPredictor(task.network, task, (axes,)), sampled, recipe.seed) for axes in views]
    logits, labels = torch.stack([sample for sample, _ in samples]), samples[0][1]
    temperature = likeliest_temperature(task.meaning, logits, labels)
    predictor = MirroredPredictor(task.network, task, views, temperature)
    probabilities = mean_log(task.meaning.log_probabilities(logits[..., None] / temperature))[..., 0].exp().numpy()
    error = calibration_error(probabilities, labels.numpy())
    return Fold(
        tuple(left_out), judge(predictor, judged, len(recipe.classes), lambda: None), temperature, error, steps, minutes
    )


class MirroredPredictor(ClassPredictor):
    """A network whose predictions for mirror images of a tile are averaged, as the plugin does it.

    :param views: the axes of N x C x H x W that each image is mirrored along, of :data:`MIRRORED_AXES`.
    """

    def __init__(
        self, network: torch.nn.Module, task: LabelTask, views: Sequence[tuple[int, ...]], temperature: float = 1.0
    ) -> None:
        super().__init__(network, task, temperature=temperature)
        self._views = views

    def __call__(self, *dates: Tensor) -> Tensor:
        """Each date N x C x H x W float32 -> N x (1 + classes) x H x W float32."""
        found = [self._meaning.log_probabilities(self._mirrored(dates, axes) / self._temperature) for axes in self._views]
        return mean_log(torch.stack(found))

    def logits(self, *dates: Tensor) -> Tensor:
        """Return the logits of the first view, each date N x C x H x W float32 -> N x outputs x H x W float32."""
        return self._mirrored(dates, self._views[0])

    def _mirrored(self, dates: Sequence[Tensor], axes: tuple[int, ...]) -> Tensor:
        return super().logits(*(date.flip(axes) for date in dates)).flip(axes)


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
    adjust_to_prior(recipe, task)
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
    robustness: Sequence[AlteredMeasures] = (),
) -> Path:
    """Export the network of ``shipped``, which was trained on all tiles, and write its card; return the model file.

    :param folds: without whole tiles, at least one; their mean temperature is the exported network's.
    :param parts: without parts of each tile, for comparison.
    :param robustness: of the networks of the folds, see :func:`measure_robustness`.
    """
    task, steps, minutes = _trained(recipe, tiles, (), shipped)
    halo = _halo(task, tiles)
    temperature = round(float(np.mean([fold.temperature for fold in folds])), 3)
    path = models / f"{recipe.id}.onnx"
    difference = _export(recipe, task, path, halo, temperature, folds)
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
    path.with_suffix(".md").write_text(card(recipe, folds, parts, figures, robustness), encoding="utf-8")
    return path


def _halo(task: LabelTask, tiles: Mapping[str, Sequence[Scene]]) -> int:
    """Measure the context that a tile needs, in pixels."""
    side = CORE + 2 * largest_halo(task.architecture.stride)
    scenes = [scenes[len(scenes) // 2] for scenes in tiles.values()][:_HALO_SCENES]
    crops = [read_window(scene, scene.shape[0] // 2, scene.shape[1] // 2, side)[0] for scene in scenes]
    return needed_halo(task.network, task, crops)


def _export(
    recipe: LandCoverRecipe, task: LabelTask, path: Path, halo: int, temperature: float, folds: Sequence[Fold]
) -> float:
    """Write the model file; return the largest difference between ONNX Runtime and PyTorch."""
    metadata = base_metadata(recipe.id, recipe.title, task.architecture, halo) | {
        "gsd_m": recipe.gsd_m,
        "normalisation": recipe.used_normalisation,
        "classes": list(recipe.classes),
        "directions": False,
        "threshold": 0.5,
        "mirrors": recipe.mirrors,
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
    return export_network(task.network.to("cpu"), task.architecture, path, metadata, temperature)


def measure_robustness(
    recipe: LandCoverRecipe, tiles: Mapping[str, Sequence[Scene]], folds: Sequence[tuple[Fold, Path]], threads: int
) -> list[AlteredMeasures]:
    """Measure how images that are brighter, softer or of other pixels change the result, as users' images are read.

    Of each fold the middle part of a tile that it left out is altered, by the tool that measures users' models.

    :param folds: each with the folder of its training, to which the model file and the part are written.
    :return: the mean over the folds of each alteration.
    """
    found: dict[tuple[str, float], list[tuple[float, float]]] = {}
    for fold, folder in folds:
        task, _, _ = _trained(recipe, tiles, fold.left_out, folder)
        path = folder / "model.onnx"
        _export(recipe, task, path, _halo(task, tiles), fold.temperature, [fold])
        scenes = tiles[fold.left_out[0]]
        chips = _write_chip(scenes[len(scenes) // 2], folder / "chips")
        scratch = folder / "scratch"
        scratch.mkdir(exist_ok=True)
        job = EvaluateModelJob(str(path), str(scratch), (str(chips),), robustness=CURVES, threads=threads)
        network = Network(load_model_file(str(path), (SEGMENTATION,)), threads)
        document = evaluate_land_cover(job, network, JobContext(lambda event: None))
        for curve, points in document["robustness"]["curves"].items():
            for point in points:
                if point["f1"] is not None:
                    found.setdefault((curve, point["value"]), []).append((point["f1"], point["accuracy"]))
    places = tuple(fold.left_out[0] for fold, _ in folds)
    means = {key: np.mean(figures, 0) for key, figures in found.items() if len(figures) == len(folds)}
    return [
        AlteredMeasures(curve, value, float(mean[0]), float(mean[1]), places, recipe.mirrors)
        for (curve, value), mean in means.items()
    ]


def _write_chip(scene: Scene, folder: Path) -> Path:
    """Write the image and the mask of a part as a folder of chips; return the folder."""
    mask = np.where(scene.target == UNLABELLED, 0, scene.target).astype(np.uint8)
    for name, values in (("images", scene.dates[0].transpose(1, 2, 0)), ("labels", mask)):
        (folder / name).mkdir(parents=True, exist_ok=True)
        Image.fromarray(values).save(folder / name / f"{scene.name}.png")
    return folder


def card(
    recipe: LandCoverRecipe,
    folds: Sequence[Fold],
    parts: Sequence[Fold],
    figures: Mapping[str, Any],
    robustness: Sequence[AlteredMeasures] = (),
) -> str:
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
        f"| input | `image`, N x 3 x H x W float32 (red, green, blue), {_input_text(recipe)}; H and W multiples of 16 |",
        f"| output | `probability`, N x {len(names)} x H x W: {', '.join(names)}; sums to 1 |",
        f"| resolution | {gsd['min']:g}-{gsd['max']:g} m, best at {gsd['best']:g} m (nominal: the data states no pixel size) |",
        f"| context that a tile needs | {figures['halo']} pixels (measured) |",
        "",
        "## How good it is",
        "",
        *card_tables(recipe, folds, parts),
        *_robustness_lines(robustness),
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
        f"{recipe.seed}; {_start_text(recipe)}averaged weights; {_prior_text(recipe)}{_smoothing_text(recipe)}"
        f"{_mirrors_text(recipe)}"
        f"temperature {figures['temperature']} (inside the graph, from the tiles left out). "
        f"{figures['minutes']:.0f} minutes on one thread of a {figures['machine']} that other work kept busy.",
        "",
        f"Attribution: {_ATTRIBUTION} Licence of the data: {_LICENCE}. The weights are part of Groundshift: GPL-2.0-or-later.",
        "",
        f"Measured {figures['date']}. PyTorch and ONNX Runtime differ by {figures['difference']:.1g}. To repeat it, in a clone "
        "of the repository:",
        "",
        "```",
        *(_command(name, f"--leave-out {' '.join(fold.left_out)}") for fold in folds for name in _trainings(recipe)),
        *(
            _command(name, f"--parts {len(fold.left_out) // len(recipe.tiles)}")
            for fold in parts
            for name in _trainings(recipe)
        ),
        *(_command(name, "") for name in _trainings(recipe)),
        _command(recipe.id, "--finish --models models"),
        "```",
        "",
    ]
    return "\n".join(lines)


def card_tables(recipe: LandCoverRecipe, folds: Sequence[Fold], parts: Sequence[Fold]) -> list[str]:
    """Return the lines of the card that state how good networks of the recipe are."""
    names = recipe.names
    lines = [
        "Networks of the same recipe, trained without the tiles named here and judged on the whole of them: the likeliest "
        "class of every labelled pixel; unlabelled pixels do not count. The shipped network "
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


def _input_text(recipe: LandCoverRecipe) -> str:
    rule = recipe.normalisation
    if rule["kind"] == "standardise":
        return "standardised per band over the image"
    scaled = f"(x / {rule['divisor']:g} - {rule['mean'][0]:g}) / {rule['std'][0]:g}"
    if recipe.stretch:
        low, high = recipe.stretch
        return f"each band stretched so that its percentiles {low:g} and {high:g} are 0 and 255, then {scaled}"
    return f"8-bit values as {scaled}; other depths are stretched to 8 bits"


def _start_text(recipe: LandCoverRecipe) -> str:
    return f"continued from the network of the recipe `{recipe.start}` without the same tiles; " if recipe.start else ""


def _prior_text(recipe: LandCoverRecipe) -> str:
    if not recipe.prior_weight:
        return ""
    return f"logits less {recipe.prior_weight:g} of the logarithm of the classes' shares in the crops (Menon et al. 2021); "


def _smoothing_text(recipe: LandCoverRecipe) -> str:
    if not recipe.smoothing:
        return ""
    return (
        f"in use the image is smoothed inside the graph by a kernel of {recipe.smoothing:g} square pixels of variance, because "
        "the crops of the training are turned and scaled, which smooths them; "
    )


def _mirrors_text(recipe: LandCoverRecipe) -> str:
    if recipe.mirrors == 1:
        return ""
    return (
        f"in use the predictions of {recipe.mirrors} mirror images are averaged, the image itself among them (of 2 the other "
        "is turned by 180 degrees); "
    )


def _predictions(count: int) -> str:
    return (
        "one prediction for each tile of an image" if count == 1 else f"{count} averaged predictions for each tile of an image"
    )


def _robustness_lines(robustness: Sequence[AlteredMeasures]) -> list[str]:
    if not robustness:
        return []
    return [
        "### Altered images",
        "",
        f"The middle parts of {', '.join(robustness[0].places)}, altered and read as a user's images: mean over the networks "
        f"without these tiles, {_predictions(robustness[0].mirrors)}.",
        "",
        "| altered | mean F1 | accuracy |",
        "| --- | --- | --- |",
        *(
            f"| {_ALTERED[item.curve]} {item.value:g} | {item.f1:.3f} | {item.accuracy:.3f} |".replace(" 0.", " .")
            for item in robustness
        ),
        "",
    ]


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


def _trainings(recipe: LandCoverRecipe) -> list[str]:
    """Return the recipes that are trained one after the other."""
    return [recipe.start, recipe.id] if recipe.start else [recipe.id]


def _command(name: str, rest: str) -> str:
    return (
        "PYTHONPATH=build build/worker-env/bin/python -m groundshift.model_building.train_land_cover "
        f"{name} --data ../shared/data --workdir build/training {rest}"
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
