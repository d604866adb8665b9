"""From the best weights of a recipe to the model file, its figures and its card."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import torch

from ..plugin.training.fit.calibrate import best_temperature
from ..plugin.training.fit.export import base_metadata, export_network
from ..plugin.training.fit.halo import CORE, largest_halo, needed_halo
from ..plugin.training.fit.judge import Dates, judge
from ..plugin.training.fit.task import ClassPredictor, LabelTask
from .console import Print
from .label_places import Place, load_places
from .make_chips import write_chips
from .measure_bundled import Measurement, card_figure, card_figures, measure
from .model_card import ATTRIBUTION, DISTURBED, DUBAI_ATTRIBUTION, ENCODER_ATTRIBUTION, score_rows, score_table, write_card
from .pseudo_pairs import PseudoPairs
from .recipe import Recipe
from .recipe_notes import NOTES
from .smallest_area import smallest_area
from .speed import bare_speed
from .training_run import Trained, choice_tiles, undisturbed, validation_pairs

TEST_PAIRS = 96
_HALO_PAIRS = 24
# F1 that the threshold may cost on the validation places to be nearer to even odds.
_FLAT = 0.0005
_LICENCES = "CC BY 4.0 (imagery), ODbL 1.0 (footprints), GPL-2.0 (Jönköping tiles)"


def finish(
    recipe: Recipe,
    task: LabelTask,
    trained: Trained,
    data: Path,
    workdir: Path,
    models: Path,
    folders: list[Path],
    date: str,
    log: Print,
    threads: int = 2,
    robustness_chips: int = 16,
) -> Path:
    """Calibrate, export, measure and describe a trained network; return the model file.

    :param folders: of real pairs to measure it on.
    :param robustness_chips: pairs that the curves of the card are measured on; 0 = no curves.
    """
    task = replace(task, precision=torch.float32)
    network, architecture = task.network, task.architecture
    network.load_state_dict(trained.weights)
    network.eval()
    places = load_places(data, [*recipe.train, *recipe.validation, *recipe.test], workdir / "places")
    sets = choice_tiles(recipe, [places[name] for name in recipe.validation], architecture.plan)
    tiles = [tile for one in sets for tile in one]
    temperature = best_temperature(ClassPredictor(network, task), task.meaning, tiles, recipe.seed)
    predictor = ClassPredictor(network, task, temperature=temperature)
    threshold = round(judge(predictor, tiles, task.meaning.classes, lambda: None).best_threshold(_FLAT), 2)
    min_area = smallest_area(predictor, tiles, threshold)
    halo = needed_halo(network, task, halo_crops(recipe, [places[name] for name in recipe.train], architecture.stride))
    log(f"temperature {temperature}, threshold {threshold}, smallest area {min_area:g} m2, halo {halo}")
    attribution, licence = attribution_of(recipe, architecture.pretrained_encoder)
    metadata = base_metadata(recipe.id, recipe.title, architecture, halo)
    metadata |= {
        "gsd_m": recipe.gsd_m or metadata["gsd_m"],
        "threshold": threshold,
        "calibration": {"method": "temperature", "temperature": temperature, "applied_in_graph": True},
        "min_area_m2": min_area,
        "training": {
            "data": "Pseudo-bitemporal pairs from single-date building labels of " + ", ".join(recipe.train),
            "licence": licence,
            "attribution": attribution.strip(),
        },
        "accuracy": [],
    }
    path = models / f"{recipe.id}.onnx"
    models.mkdir(parents=True, exist_ok=True)
    draft = workdir / recipe.id / "draft.onnx"
    difference = export_network(network, architecture, draft, metadata, temperature)
    log(f"exported: PyTorch and ONNX Runtime differ by {difference:.2g}")
    left_out: dict[str, Any] = {}
    robustness, robustness_place = None, ""
    for role, names in (("validation", recipe.validation), ("test", recipe.test)):
        for name in names:
            folder = workdir / recipe.id / f"chips-{recipe.seed}"
            if recipe.pairs.disturbances:
                chips = write_chips(validation_pairs(recipe, [places[name]], TEST_PAIRS), folder / f"{name}-disturbed")
                document = measure(draft, Measurement(chips), workdir / recipe.id / "figures", threads, log)
                left_out[name + DISTURBED] = card_figures(document)
            chips = write_chips(validation_pairs(undisturbed(recipe), [places[name]], TEST_PAIRS), folder / name)
            document = measure(draft, Measurement(chips, True, robustness_chips), workdir / recipe.id / "figures", threads, log)
            left_out[f"{name} ({role})"] = card_figures(document)
            metadata["accuracy"].append(_accuracy(name, f"left out ({role})", left_out[f"{name} ({role})"]))
            if "altered" in document:  # of the last place: a test place where there is one
                robustness, robustness_place = document["altered"], name
                (models / f"{recipe.id}.svg").write_text(card_figure(document), encoding="utf-8")
    as_found = {}
    for folder in folders:
        document = measure(draft, Measurement(folder), workdir / recipe.id / "figures", threads, log)
        as_found[folder.name] = card_figures(document)
        metadata["accuracy"].append(_accuracy(folder.name, "real pairs, as found", as_found[folder.name]))
    export_network(network, architecture, path, metadata, temperature)
    measured = {
        "metadata": metadata,
        "recipe": asdict(recipe),
        "best_step": trained.step,
        "parameters": sum(parameter.numel() for parameter in network.parameters()),
        "megabytes": path.stat().st_size / 1e6,
        "left_out": left_out,
        "as_found": as_found,
        "robustness": robustness,
        "robustness_place": robustness_place,
        "attribution": attribution,
        "date": date,
        "machine": f"{os.cpu_count()}-core {platform.machine().replace('_', '-')} machine",
        "command": f"python -m groundshift.model_building.train_bundled {recipe.id} "
        "--data ../shared/data --workdir build/training --models models",
    }
    (workdir / recipe.id / "measured.json").write_text(json.dumps(measured, indent=1))
    describe(recipe.id, workdir, models)
    return path


def attribution_of(recipe: Recipe, pretrained_encoder: bool) -> tuple[str, str]:
    """Return the attribution and the licences of the data of the places that a recipe trains on."""
    dubai = any(name.startswith("dubai_") for name in recipe.train)
    attribution = ATTRIBUTION + (DUBAI_ATTRIBUTION if dubai else "") + (ENCODER_ATTRIBUTION if pretrained_encoder else "")
    return attribution, _LICENCES + (", CC0 1.0 (tiles of Dubai)" if dubai else "")


def describe(model_id: str, workdir: Path, models: Path) -> None:
    """Write the card from what :func:`finish` measured, with the speed measured anew.

    The table of the folds is added where ``leave_one_out`` was run with the same working folder, and what fine-tuning adds
    where ``tests.benchmarks.fine_tuning`` wrote it to ``WORKDIR/ID/fine_tuned.json``.
    """
    measured = json.loads((workdir / model_id / "measured.json").read_text())
    tables = workdir / "leave_one_out" / "leave_one_out.json"
    if tables.is_file():
        measured["leave_one_out"] = json.loads(tables.read_text())["networks"].get(model_id)
    tuned = workdir / model_id / "fine_tuned.json"
    if tuned.is_file():
        measured["fine_tuned"] = json.loads(tuned.read_text())
    path = models / f"{model_id}.onnx"
    notes = {**NOTES[model_id], "speed": _speed_note(path, models)}
    write_card(path.with_suffix(".md"), measured, notes)


def table(model_ids: list[str], workdir: Path) -> str:
    """Return the figures of several models as one table (Markdown)."""
    rows = []
    for model_id in model_ids:
        measured = json.loads((workdir / model_id / "measured.json").read_text())
        rows += score_rows({f"{model_id}: {name}": part for name, part in measured["left_out"].items()})
        rows += score_rows({f"{model_id}: {name}": part for name, part in measured["as_found"].items()})
    return score_table(rows)


def _accuracy(place: str, split: str, figures: dict[str, Any]) -> dict[str, Any]:
    return {"place": place, "split": split, **{key: figures[key] for key in ("f1", "iou", "precision", "recall", "ap")}}


def _speed_note(path: Path, models: Path) -> str:
    """This network's speed beside those of its neighbours, in one run: only the ratios mean something."""
    others = sorted(other for other in models.glob("buildings-*.onnx") if other != path)
    speeds = bare_speed([path, *others])
    note = f"{speeds[path.stem]:.1f} million ground pixels a second (ONNX Runtime, CPU, 2 threads, tiles of 1024 pixels)"
    for other in others:
        ratio = speeds[path.stem] / speeds[other.stem]
        note += f"; {ratio:.2f} times the speed of `{other.stem}` in the same run"
    return note + ". On a busy machine: ratios vary by a fifth"


def halo_crops(recipe: Recipe, places: Sequence[Place], stride: int) -> list[Dates]:
    """Return a few pairs of training places, large enough to measure the needed context on."""
    settings = replace(recipe.pairs, size=CORE + 2 * largest_halo(stride), unlabelled=0.0)
    pairs = PseudoPairs(places, list(recipe.train.values()), settings, recipe.seed, _HALO_PAIRS)
    return [(pair.before, pair.after) for pair in map(pairs.pair, range(len(pairs)))]
