"""Measure a model file: on pseudo-pairs of labelled places, and on folders of real pairs.

    python -m groundshift.model_building.evaluate MODEL [--folder A_B_LABEL_DIR ...]

A folder holds ``A``, ``B`` and ``label`` with files of the same name, directly or in subfolders
(``train/A`` and so on); or single pairs ``NAME_1``, ``NAME_2``, ``NAME_gt``. Dates are standardised
over the whole picture, as the engine does over the overlap; nothing is tuned on what is measured.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import torch
from numpy.typing import NDArray
from PIL import Image
from torch import nn

from ..plugin.engine.evaluation.scores import Histogram
from ..plugin.training.fit.export import open_session, read_metadata
from .pseudo_pairs import IGNORED, PseudoPairs

Floats = NDArray[np.float32]
TOLERATED_SHARE = 0.001


@dataclass(frozen=True)
class Model:
    """A model file, open."""

    session: onnxruntime.InferenceSession
    metadata: dict[str, Any]

    def probabilities(self, before: Floats, after: Floats) -> Floats:
        """Two C x H x W normalised dates -> K x H x W probabilities, whatever H and W."""
        height, width = before.shape[1:]
        stride = int(self.metadata["stride"])
        padding = ((0, 0), (0, -height % stride), (0, -width % stride))
        before, after = (np.pad(date, padding)[None] for date in (before, after))
        if self.metadata["layout"] == "siamese":
            inputs = {"before": before, "after": after}
        else:
            inputs = {"dates": np.concatenate((before, after), 1)}
        out: Floats = self.session.run(None, inputs)[0][0, :, :height, :width]
        return out

    def change_probability(self, before: Floats, after: Floats) -> Floats:
        """Two C x H x W normalised dates -> H x W probability of any change."""
        return self.any_change(self.probabilities(before, after))

    def any_change(self, probabilities: Floats) -> Floats:
        """K x H x W probabilities as the file gives them -> H x W probability of any change."""
        if self.metadata["output"]["no_change_channel"]:
            return 1 - probabilities[0]
        out: Floats = probabilities.max(0)
        return out


def open_model(path: Path, threads: int = 2) -> Model:
    """Open a model file on the CPU."""
    return Model(open_session(path, threads), read_metadata(path))


def standardise(image: Floats) -> Floats:
    """C x H x W in any units -> the same, mean 0 and deviation 1 per band over the whole picture."""
    mean, std = image.mean((1, 2), keepdims=True), image.std((1, 2), keepdims=True)
    return ((image - mean) / np.maximum(std, 1e-6)).astype(np.float32)


def evaluate_pseudo_pairs(model: Model, pairs: PseudoPairs) -> dict[str, Any]:
    """Scores of any change, with the dates swapped, of each direction, and the false share without change."""
    threshold = float(model.metadata["threshold"])
    histogram, swapped, unchanged = Histogram(), Histogram(), Histogram()
    directions = {entry["direction"]: Histogram() for entry in model.metadata["classes"] if "direction" in entry}
    for index in range(len(pairs)):
        pair = pairs.pair(index)
        counted = pair.states != IGNORED
        truth = ((pair.states == 1) | (pair.states == 2))[counted]
        probabilities = model.probabilities(pair.before, pair.after)
        probability = model.any_change(probabilities)[counted]
        histogram.add(probability, truth)
        swapped.add(model.change_probability(pair.after, pair.before)[counted], truth)
        if pair.kind == "same":
            unchanged.add(probability, truth)
        for number, name in enumerate(("construction", "demolition"), 1):
            if name in directions:
                directions[name].add(probabilities[number][counted], (pair.states == number)[counted])
    result: dict[str, Any] = histogram.card_figures(threshold)
    result["f1_dates_swapped"] = round(swapped.at(threshold).f1, 4)
    result["false_share_unchanged"] = round(unchanged.at(threshold).false_share, 5)
    for name, part in directions.items():
        result[f"f1_{name}"] = round(part.at(threshold).f1, 4)
    return result


def folder_pairs(folder: Path) -> Iterator[tuple[str, NDArray[np.uint8], NDArray[np.uint8], NDArray[np.bool_]]]:
    """Name, before and after (H x W x 3), and truth (H x W) of each pair below ``folder``."""
    if single := sorted(folder.glob("*_gt.*")):
        for label in single:
            stem = label.stem.removesuffix("_gt")
            before, after = (_picture(_same_stem(folder, f"{stem}_{number}")) for number in (1, 2))
            yield stem, before, after, _truth(label)
    for label_folder in sorted(path for path in folder.rglob("label") if path.is_dir()):
        for label in sorted(label_folder.iterdir()):
            dates = [_same_stem(label_folder.parent / date, label.stem) for date in ("A", "B")]
            yield f"{label_folder.parent.name}/{label.stem}", _picture(dates[0]), _picture(dates[1]), _truth(label)


def _picture(path: Path) -> NDArray[np.uint8]:
    with Image.open(path) as picture:
        return np.asarray(picture.convert("RGB"))


def _truth(path: Path) -> NDArray[np.bool_]:
    with Image.open(path) as picture:
        return np.asarray(picture.convert("L")) > 127


def _same_stem(folder: Path, stem: str) -> Path:
    for path in sorted(folder.iterdir()):
        if path.stem == stem:
            return path
    raise FileNotFoundError(f"No picture '{stem}' in {folder}.")


def evaluate_pictures(
    model: Model,
    before: NDArray[np.uint8],
    after: NDArray[np.uint8],
    histogram: Histogram,
    truth: NDArray[np.bool_],
) -> None:
    """Add one real pair (H x W x 3 uint8, truth H x W) to a histogram."""
    dates = [standardise(date.transpose(2, 0, 1).astype(np.float32)) for date in (before, after)]
    histogram.add(model.change_probability(dates[0], dates[1]).reshape(-1), truth.reshape(-1))


def evaluate_folder(model: Model, folder: Path) -> dict[str, Any]:
    """Scores over all pairs of a folder, pooled, as found and with the dates swapped."""
    threshold = float(model.metadata["threshold"])
    forward, swapped = Histogram(), Histogram()
    count = 0
    for _, before, after, truth in folder_pairs(folder):
        evaluate_pictures(model, before, after, forward, truth)
        evaluate_pictures(model, after, before, swapped, truth)
        count += 1
    if count == 0:
        raise FileNotFoundError(f"No pairs in the layout A, B, label below {folder}.")
    result: dict[str, Any] = forward.card_figures(threshold)
    result["f1_dates_swapped"] = round(swapped.at(threshold).f1, 4)
    result["pairs"] = count
    return result


def exact_halo(network: nn.Module, channels: int, stride: int) -> int:
    """Receptive-field radius by gradient probing, over all phases of the stride, rounded up to the stride."""
    side = 32 * stride
    x = torch.randn(1, channels, side, side, dtype=torch.float64, requires_grad=True)
    probe = network.double().eval()
    radius = 0
    for phase in range(stride):
        position = side // 2 + phase
        # Maximum pooling passes the gradient to one pixel of four, so several random inputs are probed.
        for seed in range(8):
            generator = torch.Generator().manual_seed(seed)
            with torch.no_grad():
                x.copy_(torch.randn(x.shape, generator=generator, dtype=torch.float64))
            (gradient,) = torch.autograd.grad(probe(x)[0, :, position, position].sum(), x)
            rows, columns = torch.nonzero(gradient[0].abs().sum(0), as_tuple=True)
            distances = torch.cat(((rows - position).abs(), (columns - position).abs()))
            radius = max(radius, int(distances.max()))
    network.float()
    return math.ceil(radius / stride) * stride


def tiled_change(model: Model, before: Floats, after: Floats, tile: int, halo: int) -> Floats:
    """Probability of any change of a pair (C x H x W), predicted in tiles of ``tile`` pixels with ``halo`` in it."""
    height, width = before.shape[1:]
    out = np.zeros((height, width), np.float32)
    core = tile - 2 * halo
    for top in range(0, height, core):
        for left in range(0, width, core):
            rows = slice(max(0, top - halo), min(height, top + core + halo))
            columns = slice(max(0, left - halo), min(width, left + core + halo))
            part = model.change_probability(before[:, rows, columns], after[:, rows, columns])
            bottom, right = min(height, top + core), min(width, left + core)
            out[top:bottom, left:right] = part[
                top - rows.start : bottom - rows.start, left - columns.start : right - columns.start
            ]
    return out


def measured_halo(
    model: Model, before: Floats, after: Floats, candidates: tuple[int, ...] = (32, 48, 64, 80, 96, 112, 128)
) -> tuple[int, dict[int, float]]:
    """The smallest halo at which masks from tiles of 512 and 2048 pixels differ in under 0.1 % of the pixels.

    Returns it and the share that differs for each candidate tried.
    """
    threshold = float(model.metadata["threshold"])
    shares: dict[int, float] = {}
    for halo in candidates:
        masks = [tiled_change(model, before, after, tile, halo) >= threshold for tile in (512, 2048)]
        shares[halo] = float(np.mean(masks[0] != masks[1]))
        # A quarter of what is tolerated: other mosaics must pass too.
        if shares[halo] < TOLERATED_SHARE / 4:
            return halo, shares
    return candidates[-1], shares


def bare_speed(paths: list[Path], side: int = 1024, rounds: int = 12, threads: int = 2) -> dict[str, float]:
    """Million ground pixels a second of bare ``session.run``, the models in turn; the best of the rounds."""
    rng = np.random.default_rng(0)
    best: dict[str, float] = {}
    sessions = {path.stem: open_session(path, threads) for path in paths}
    for _ in range(rounds):
        for name, session in sessions.items():
            inputs = {
                entry.name: rng.standard_normal((1, entry.shape[1], side, side)).astype(np.float32)
                for entry in session.get_inputs()
            }
            start = time.perf_counter()
            session.run(None, inputs)
            speed = side * side / 1e6 / (time.perf_counter() - start)
            best[name] = max(best.get(name, 0.0), round(speed, 2))
    return best


def main(arguments: list[str] | None = None) -> None:
    """Entry of the command line: prints the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("--folder", type=Path, action="append", default=[])
    options = parser.parse_args(arguments)
    model = open_model(options.model)
    figures = {folder.name: evaluate_folder(model, folder) for folder in options.folder}
    sys.stdout.write(json.dumps(figures, indent=1) + "\n")


if __name__ == "__main__":
    main()
