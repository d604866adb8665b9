"""Tables of leave-one-out trainings: scores and calibration of each network on the places that its folds have not seen."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from ..plugin.engine.evaluation.scores import Histogram
from ..plugin.rules.label_codes import NO_CHANGE
from ..plugin.training.fit.calibrate import likeliest_temperature
from ..plugin.training.fit.meaning import Meaning
from .model_card import FOLD_NOTE, fold_table, fold_words
from .pair_sets import DISTURBED, PLAIN, SETS
from .shared_cache import replacing
from .tile_counts import DEFAULT_THRESHOLD, TileCounts, differences, measures, summed

Document = dict[str, Any]

RESAMPLES = 200  # of the tiles of all places: fewer than of one, since there are many


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
        return self.sets[PLAIN].whole

    def write(self, path: Path) -> None:
        """Write the predictions as a whole; :meth:`read` returns them."""
        arrays: dict[str, Any] = {f"{name}_changed": counts.changed for name, counts in self.sets.items()}
        arrays |= {f"{name}_unchanged": counts.unchanged for name, counts in self.sets.items()}
        with replacing(path) as temporary, temporary.open("wb") as file:
            np.savez_compressed(
                file,
                sets=np.array(list(self.sets)),
                logits=self.logits.numpy().astype(np.float16),
                labels=self.labels.numpy(),
                **arrays,
            )

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


def summarise(folders: dict[str, Path], meaning: Meaning) -> Document:
    """Return all figures of one network from the folders of its finished folds (place -> folder)."""
    figures = {place: json.loads((folder / "fold.json").read_text(encoding="utf-8")) for place, folder in folders.items()}
    held = {place: HeldOut.read(folder / "held_out.npz") for place, folder in folders.items()}
    pooled = summed([part.histogram for part in held.values()])
    pooled_threshold, _ = pooled.best_threshold()
    threshold_of_sets = best_threshold_of_sets(held)
    places: Document = {}
    for place, part in held.items():
        own_threshold, own_f1 = part.histogram.best_threshold()
        places[place] = {
            **_scores(part.histogram),
            "f1_at_pooled_threshold": _rounded(part.histogram.at(pooled_threshold).f1),
            "best_f1": _rounded(own_f1),
            "best_threshold": round(own_threshold, 4),
            "sets": _set_figures(part, threshold_of_sets),
            **_calibration(meaning, part, [other for name, other in held.items() if name != place]),
            "minutes": figures[place]["minutes"],
        }
    temperature = fitted_temperature(meaning, list(held.values()))
    calibrated = _calibrated(meaning, list(held.values()), temperature)
    threshold, f1 = calibrated.best_threshold()
    return {
        "parameters": next(iter(figures.values()))["parameters"],
        "places": places,
        "mean": {
            "sets": _mean_of_sets([entry["sets"] for entry in places.values()]),
            **{
                key: _mean([entry[key] for entry in places.values()])
                for key in ("f1", "f1_at_pooled_threshold", "ap", "ece", "ece_calibrated_elsewhere")
                if all(entry[key] is not None for entry in places.values())
            },
        },
        "real_pairs": _real_pairs([fold["real"] for fold in figures.values()]),
        "pooled": {
            **_scores(pooled),
            "best_threshold": round(pooled_threshold, 4),
            "f1_at_best_threshold": _rounded(pooled.at(pooled_threshold).f1),
            "threshold_of_sets": round(threshold_of_sets, 4),
            "temperature": round(temperature, 3),
            "calibrated_best_threshold": round(threshold, 4),
            "calibrated_best_f1": _rounded(f1),
            "calibrated_ece": _rounded(calibrated.calibration_error()),
        },
    }


def best_threshold_of_sets(held: Mapping[str, HeldOut]) -> float:
    """Return the threshold of the highest F1 on plain and disturbed pairs of all places together."""
    return summed([part.sets[name].whole for part in held.values() for name in (PLAIN, DISTURBED)]).best_threshold()[0]


def compared(base: Document, base_folders: Mapping[str, Path], other_folders: Mapping[str, Path]) -> Document:
    """Return the figures of a network that another one is compared with, and what the other one has more on all tiles.

    :param base: figures of the network to compare with, of the same places as ``other_folders``.
    """
    before, after = (
        {place: HeldOut.read(folder / "held_out.npz") for place, folder in folders.items()}
        for folders in (base_folders, other_folders)
    )
    return {
        "training": base["training"],
        "places": {place: {"sets": entry["sets"]} for place, entry in base["places"].items()},
        "mean": {"sets": base["mean"]["sets"]},
        "real_pairs": base["real_pairs"],
        "differences": {
            name: {
                measure: asdict(found)
                for measure, found in differences(_all_tiles(name, before), _all_tiles(name, after), RESAMPLES).items()
            }
            for name in SETS
        },
    }


def _all_tiles(name: str, held: Mapping[str, HeldOut]) -> TileCounts:
    """Return the tiles of a set of all places, in the order of their names, at the threshold of the network."""
    parts = [held[place].sets[name] for place in sorted(held)]
    changed, unchanged = (np.concatenate([getattr(part, kind) for part in parts]) for kind in ("changed", "unchanged"))
    return TileCounts(changed, unchanged, best_threshold_of_sets(held))


def _set_figures(held: HeldOut, threshold: float) -> Document:
    return {
        name: {key: _rounded(value) for key, value in measures(replace(counts, threshold=threshold), counts.tiles).items()}
        for name, counts in held.sets.items()
    }


def _mean_of_sets(places: Sequence[Document]) -> Document:
    return {name: {key: _mean([one[name][key] for one in places]) for key in found} for name, found in places[0].items()}


def _real_pairs(folds: Sequence[Document]) -> Document:
    """Return the mean and the range over folds of each measure, by the name of the pairs."""
    keys = ("f1", "ap", "precision", "recall", "ece")
    found: Document = {}
    for name in folds[0]:
        values = {key: [fold[name][key] for fold in folds] for key in keys}
        found[name] = {key: {"mean": _mean(part), "min": min(part), "max": max(part)} for key, part in values.items()}
    return found


def fitted_temperature(meaning: Meaning, parts: list[HeldOut]) -> float:
    """Return the temperature of the highest likelihood of the held-out labels."""
    return likeliest_temperature(
        meaning, torch.cat([part.logits for part in parts], 1), torch.cat([part.labels for part in parts])
    )


def markdown(document: Document) -> str:
    """Return a table for each network, with lines on how it was made and how far its probability can be trusted."""
    parts = [f"{document['how']} {FOLD_NOTE}"]
    for name, entry in document["networks"].items():
        pooled = entry["pooled"]
        parts += [
            f"`{name}`, {fold_words(entry)}:",
            fold_table(entry),
            f"On the plain pairs of all places together temperature {pooled['temperature']} and threshold "
            f"{pooled['calibrated_best_threshold']:.2f} are best; expected calibration error {pooled['ece']:.3f} as trained, "
            f"{pooled['calibrated_ece']:.3f} with that temperature.",
        ]
    return "\n\n".join(parts) + "\n"


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


def _mean(values: Sequence[float]) -> float:
    return _rounded(float(np.mean(values)))


def _rounded(value: float) -> float:
    return round(value, 4)
