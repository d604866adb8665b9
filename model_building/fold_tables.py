"""Tables of leave-one-out trainings: scores and calibration of each network on the places that its folds have not seen."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from ..plugin.engine.evaluation.scores import Histogram
from ..plugin.rules.label_codes import NO_CHANGE
from ..plugin.training.fit.calibrate import likeliest_temperature
from ..plugin.training.fit.meaning import Meaning
from .bootstrap import TileCounts
from .pair_sets import PLAIN

DEFAULT_THRESHOLD = 0.5

Document = dict[str, Any]


@dataclass(frozen=True)
class HeldOut:
    """Predictions of a fold for the place that it has not seen."""

    sets: dict[str, TileCounts]
    """Of any change, all pixels, at temperature 1, by the name of the set of pairs."""
    logits: Tensor
    """(outputs, n) float32: of a sample of the pixels of the plain pairs."""
    labels: Tensor
    """(n,) uint8: their classes."""

    @property
    def histogram(self) -> Histogram:
        """Return the counts of the plain pairs."""
        return whole(self.sets[PLAIN])

    def write(self, path: Path) -> None:
        """Write the predictions as a whole; :meth:`read` returns them."""
        arrays = {f"{name}_changed": counts.changed for name, counts in self.sets.items()}
        arrays |= {f"{name}_unchanged": counts.unchanged for name, counts in self.sets.items()}
        temporary = path.with_suffix(".part")
        with temporary.open("wb") as file:
            np.savez_compressed(
                file,
                sets=np.array(list(self.sets)),
                logits=self.logits.numpy().astype(np.float16),
                labels=self.labels.numpy(),
                **arrays,
            )
        temporary.replace(path)

    @staticmethod
    def read(path: Path) -> HeldOut:
        """Read predictions.

        :raises ValueError: another version wrote them.
        """
        with np.load(path, allow_pickle=False) as arrays:
            if "sets" not in arrays or arrays[f"{PLAIN}_changed"].shape[1:] != Histogram().changed.shape:
                raise ValueError(f"{path} was written by another version: delete its folder.")
            sets = {
                name: TileCounts(arrays[f"{name}_changed"], arrays[f"{name}_unchanged"], DEFAULT_THRESHOLD)
                for name in arrays["sets"].tolist()
            }
            return HeldOut(sets, torch.from_numpy(arrays["logits"]).float(), torch.from_numpy(arrays["labels"]))


def whole(counts: TileCounts) -> Histogram:
    """Return the counts of all tiles together."""
    return counts.of(np.arange(len(counts.changed)))


def summarise(folders: dict[str, Path], meaning: Meaning) -> Document:
    """Return all figures of one network from the folders of its finished folds (place -> folder)."""
    figures = {place: json.loads((folder / "fold.json").read_text(encoding="utf-8")) for place, folder in folders.items()}
    held = {place: HeldOut.read(folder / "held_out.npz") for place, folder in folders.items()}
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
            **_calibration(meaning, part, [other for name, other in held.items() if name != place]),
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
    temperature = fitted_temperature(meaning, list(held.values()))
    calibrated = _calibrated(meaning, list(held.values()), temperature)
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


def fitted_temperature(meaning: Meaning, parts: list[HeldOut]) -> float:
    """Return the temperature of the highest likelihood of the held-out labels."""
    return likeliest_temperature(
        meaning, torch.cat([part.logits for part in parts], 1), torch.cat([part.labels for part in parts])
    )


def markdown(document: Document) -> str:
    """Return the table of places and networks, with a line on how it was made."""
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


def _calibration(meaning: Meaning, part: HeldOut, others: list[HeldOut]) -> Document:
    """Temperature and threshold that suit a place, and how well calibrated it is with what suits the others."""
    own = fitted_temperature(meaning, [part])
    figures: Document = {
        "temperature": round(own, 3),
        "calibrated_best_threshold": round(_calibrated(meaning, [part], own).best_threshold()[0], 4),
        "ece_calibrated_elsewhere": None,
    }
    if others:
        elsewhere = fitted_temperature(meaning, others)
        figures["ece_calibrated_elsewhere"] = _rounded(_calibrated(meaning, [part], elsewhere).calibration_error())
    return figures


def _calibrated(meaning: Meaning, parts: list[HeldOut], temperature: float) -> Histogram:
    histogram = Histogram()
    for part in parts:
        log_p = meaning.log_probabilities(part.logits[None, :, :, None] / temperature)[0, 0, :, 0]
        histogram.add(1 - log_p.exp().numpy(), part.labels.numpy() > NO_CHANGE)
    return histogram


def _scores(histogram: Histogram) -> Document:
    return histogram.card_figures(DEFAULT_THRESHOLD)


def _rounded(value: float) -> float:
    return round(value, 4)
