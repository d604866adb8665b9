"""From the best weights of a recipe to the model file, its figures and its card."""

from __future__ import annotations

import dataclasses
import json
import os
import platform
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from ..plugin.model_file.embed import embed_spec
from ..plugin.training.fit.export import base_metadata, export_network
from ..plugin.training.networks.architectures import named_architecture
from .calibrate import choose, collect_logits
from .evaluate import bare_speed, exact_halo, measured_halo, open_model, standardise
from .label_places import Place, load_places
from .make_chips import write_chips
from .measure_bundled import Measurement, card_figure, card_figures, measure
from .model_card import ATTRIBUTION, ENCODER_ATTRIBUTION, score_rows, score_table, write_card
from .recipe import Recipe
from .recipe_notes import NOTES
from .training_run import Log, validation_pairs

TEST_PAIRS = 96
# A provisional halo, generous, with which the file is written before its own is measured.
PROVISIONAL_HALO = 128


def finish(
    recipe: Recipe,
    weights: Path,
    data: Path,
    workdir: Path,
    models: Path,
    folders: list[Path],
    date: str,
    log: Log,
    threads: int = 2,
    robustness_chips: int = 16,
) -> Path:
    """Calibrate, export, measure and describe a trained network; returns the model file.

    :param robustness_chips: pairs that the curves of the card are measured on; 0 = no curves.
    """
    architecture = named_architecture(recipe.architecture, recipe.loss)
    saved = torch.load(weights, weights_only=True)  # nosec B614  # tensors and numbers only
    network = architecture.build(False)
    network.load_state_dict(saved["average"])
    network.eval()
    places = load_places(data, [*recipe.train, *recipe.validation, *recipe.test], workdir / "places")
    chosen_by = validation_pairs(recipe, [places[name] for name in recipe.validation], recipe.validation_pairs)
    calibration = choose(architecture, collect_logits(network, architecture, chosen_by))
    log(f"{calibration}")
    metadata = base_metadata(recipe.id, recipe.title, architecture, PROVISIONAL_HALO)
    metadata["threshold"] = calibration.threshold
    metadata["calibration"] = {
        "method": "temperature",
        "temperature": calibration.temperature,
        "applied_in_graph": True,
    }
    metadata["min_area_m2"] = calibration.min_area_m2
    attribution = ATTRIBUTION + (ENCODER_ATTRIBUTION if architecture.pretrained_encoder else "")
    metadata["training"] = {
        "data": "Pseudo-bitemporal pairs from single-date building labels of " + ", ".join(recipe.train),
        "licence": "CC BY 4.0 (imagery), ODbL 1.0 (footprints), GPL-2.0 (Jönköping tiles)",
        "attribution": attribution.strip(),
    }
    metadata["accuracy"] = []
    path = models / f"{recipe.id}.onnx"
    models.mkdir(parents=True, exist_ok=True)
    halo_shares: dict[int, float] = {}
    if not architecture.pretrained_encoder:
        metadata["halo"] = exact_halo(network, 6, architecture.stride)
    draft = workdir / recipe.id / "draft.onnx"
    difference = export_network(network, architecture, draft, metadata, calibration.temperature)
    log(f"exported: PyTorch and ONNX Runtime differ by {difference:.2g}")
    model = open_model(draft)
    if architecture.pretrained_encoder:
        metadata["halo"], halo_shares = measured_halo(model, *mosaic_pair(places[next(iter(recipe.train))]))
        log(f"halo {metadata['halo']}: {halo_shares}")
    embed_spec(str(draft), str(draft), metadata)
    left_out: dict[str, Any] = {}
    robustness, robustness_place = None, ""
    for role, names in (("validation", recipe.validation), ("test", recipe.test)):
        for name in names:
            pairs = validation_pairs(recipe, [places[name]], TEST_PAIRS)
            chips = write_chips(pairs, workdir / recipe.id / f"chips-{recipe.seed}" / name)
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
    export_network(network, architecture, path, metadata, calibration.temperature)
    measured = {
        "metadata": metadata,
        "recipe": dataclasses.asdict(recipe),
        "best_step": int(saved["step"]),
        "parameters": sum(parameter.numel() for parameter in network.parameters()),
        "megabytes": path.stat().st_size / 1e6,
        "halo_shares": halo_shares,
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
    """What the cards show of several models, as one table (Markdown)."""
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


def mosaic_pair(place: Place) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """A large pair of a place, 3 x H x W standardised: the second date has blocks from elsewhere in it."""
    level = place.levels[1]
    side = [min(3072, size // 16 * 16) for size in level.cover.shape]
    image = np.asarray(level.image[: side[0], : side[1]]).transpose(2, 0, 1).astype(np.float32)
    after = np.roll(image, (1, 2), (1, 2)) * np.float32(0.9) + 10
    elsewhere = np.roll(image, (side[0] // 2, side[1] // 3), (1, 2))
    for top in range(100, side[0] - 300, 500):
        for left in range(60 + top % 300, side[1] - 300, 450):
            after[:, top : top + 240, left : left + 200] = elsewhere[:, top : top + 240, left : left + 200]
    return standardise(image), standardise(after)
