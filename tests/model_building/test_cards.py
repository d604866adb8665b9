"""From weights to model file, figures and card; chips of places; each place left out in turn; pictures of samples."""

# ruff: noqa: E402 (without the training packages these tests are skipped before the imports)

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("onnxruntime")

from PIL import Image

from groundshift.model_building import (
    draw_samples,
    finish_bundled,
    finish_twin,
    fold_tables,
    leave_one_out,
    measure_bundled,
    model_card,
    training_run,
)
from groundshift.model_building.label_places import _write_cache
from groundshift.model_building.make_chips import as_label, write_chips
from groundshift.model_building.pair_sets import SETS
from groundshift.model_building.pseudo_pairs import PairSettings, PseudoPairs
from groundshift.model_building.recipe import Recipe, read_recipe, recipe_path
from groundshift.model_building.speed import bare_speed
from groundshift.model_building.training_run import Trained, make_task, undisturbed
from groundshift.plugin.rules.label_codes import NO_DATA
from groundshift.plugin.training.fit.export import read_metadata
from groundshift.plugin.training.fit.judge import judge
from groundshift.plugin.training.fit.task import ClassPredictor

from .made_places import made_place

pytestmark = pytest.mark.filterwarnings("ignore::rasterio.errors.NotGeoreferencedWarning")
PLACES = ("one", "two", "three")


@pytest.fixture
def workdir(tmp_path: Path) -> Path:
    """A working folder with three made places."""
    for seed, name in enumerate(PLACES):
        _write_cache(made_place(seed, 1024), tmp_path / "places" / name)
    return tmp_path


@pytest.fixture
def recipe() -> Recipe:
    return replace(
        read_recipe(recipe_path("buildings-fcn")),
        train={"one": 1.0},
        validation=("two",),
        test=("three",),
        pairs=PairSettings(size=64, gsd_m=(0.45, 0.55), strength=0.3),
        steps=6,
        batch=2,
        warmup=1,
        validate_every=6,
        validation_pairs=2,
        workers=0,
    )


def test_weights_become_a_model_figures_and_a_card(workdir: Path, recipe: Recipe, monkeypatch: pytest.MonkeyPatch) -> None:
    recipe = replace(recipe, pairs=replace(recipe.pairs, disturbances={"haze": 1.0}))
    monkeypatch.setattr(finish_bundled, "TEST_PAIRS", 2)
    monkeypatch.setattr(finish_bundled, "_HALO_PAIRS", 1)
    monkeypatch.setattr(measure_bundled, "ALTERED", ("blur",))
    monkeypatch.setattr(finish_bundled, "bare_speed", lambda paths: bare_speed(paths, side=64, rounds=1))
    torch.manual_seed(2)
    task = make_task(recipe, [made_place(0, 1024)], [made_place(1, 1024)], pretrained=False)
    network = task.network
    # Nearly nothing is called changed: a network that knows nothing would cover its masks with specks.
    list(network.parameters())[-1].data -= 3
    (workdir / recipe.id).mkdir()
    trained = Trained({key: value.clone() for key, value in network.state_dict().items()}, 6)
    said: list[str] = []
    models = workdir / "models"
    found = finish_bundled.finish(recipe, task, trained, workdir, workdir, models, [], "2026-01-01", said.append, 1, 1)
    metadata = read_metadata(found)
    assert {entry["place"] for entry in metadata["accuracy"]} == {"two", "three"}
    card = (models / "buildings-fcn.md").read_text(encoding="utf-8")
    assert "| three (test) |" in card
    assert "| three, disturbed |" in card
    assert "later date blurred by pixels (sigma) 3" in card
    assert "![Curves](buildings-fcn.svg)" in card
    assert (models / "buildings-fcn.svg").read_text(encoding="utf-8").startswith("<svg")
    # The engine, on 8-bit chips standardised by themselves, finds about what the network finds in the pairs as drawn.
    third = make_task(undisturbed(recipe), [made_place(0, 1024)], [made_place(2, 1024)], pretrained=False)
    expected = judge(ClassPredictor(network, third), third.tiles, 1, lambda: None)
    (entry,) = (item for item in metadata["accuracy"] if item["place"] == "three")
    assert entry["ap"] == pytest.approx(expected.average_precision(), abs=0.1)
    tables = workdir / "leave_one_out" / "leave_one_out.json"
    tables.parent.mkdir()
    figures = {"ap": 0.7, "f1": 0.5, "false_share": 0.0123}
    part = {"sets": dict.fromkeys(("plain", "disturbed", "unchanged"), figures)}
    real = {key: {"mean": 0.25} for key in ("f1", "ap", "ece")}
    document = {"training": "6 steps", "places": {"one": part}, "mean": part, "real_pairs": {"beijing_a": real}}
    tables.write_text(json.dumps({"networks": {"buildings-fcn": document}}))
    scores = {"precision": 0.5, "recall": 0.25, "f1": 0.333, "ap": 0.4}
    tuned = {"place": "dsifn", "polygons": 48, "minutes": 4.93, "base": scores, "fine_tuned": {**scores, "f1": 0.6}}
    (workdir / "buildings-fcn" / "fine_tuned.json").write_text(json.dumps(tuned))
    finish_bundled.describe("buildings-fcn", workdir, models)
    card = (models / "buildings-fcn.md").read_text(encoding="utf-8")
    assert "| one | .700 | .500 | .700 | .500 | 1.23 % |" in card
    assert "| beijing_a (mean of the folds; F1 at .5) | .250 | .250 |" in card
    assert "On 48 polygons of dsifn, 4.9 minutes" in card
    assert "| fine-tuned | .500 | .250 | .600 | .400 |" in card
    assert "from scratch" not in card


def test_every_source_of_the_data_is_attributed(recipe: Recipe) -> None:
    attribution, licences = finish_bundled.attribution_of(recipe, True)
    assert "Humans in the Loop" not in attribution
    assert "CC0" not in licences
    attribution, licences = finish_bundled.attribution_of(replace(recipe, train={**recipe.train, "dubai_t1": 0.1}), True)
    assert attribution.startswith("Imagery: OpenAerialMap")
    assert "Humans in the Loop" in attribution
    assert "EfficientNet-Lite0" in attribution
    assert licences.endswith("CC0 1.0 (tiles of Dubai)")


def test_a_card_states_the_shares_of_places_that_pairs_are_drawn_with() -> None:
    assert model_card._places({"a": 0.4, "b": 0.4}) == "a (50 %), b (50 %)"


def test_chips_hold_the_states_and_are_drawn_once(workdir: Path) -> None:
    settings = PairSettings(size=64, gsd_m=(0.45, 0.55), unlabelled=0.0)
    pairs = PseudoPairs([made_place(0, 1024)], [1.0], settings, 5, 6)
    folder = write_chips(pairs, workdir / "chips")
    labels = sorted(folder.glob("*/label/*.png"))
    assert sorted(path.name for path in labels) == [f"{index:05d}.png" for index in range(6)]
    for path in labels:
        pair = pairs.pair(int(path.stem))
        assert path.parent.parent.name == pair.kind
        assert np.array_equal(np.asarray(Image.open(path)), as_label(pair.states))
        before = np.asarray(Image.open(path.parent.parent / "A" / path.name)).astype(float)
        date = pair.before.transpose(1, 2, 0)
        inside = np.abs(date) < 2.5
        assert np.abs((before - 118) / 40 - date)[inside].max() < 0.02
    assert as_label(np.array([0, 1, 2, 3, 254, 255], np.uint8)).tolist() == [0, 1, 2, 0, 0, NO_DATA]
    times = [path.stat().st_mtime_ns for path in labels]
    write_chips(pairs, workdir / "chips")
    assert [path.stat().st_mtime_ns for path in labels] == times


@pytest.mark.slow
def test_each_place_is_left_out_once_and_finished_folds_are_kept(
    workdir: Path, recipe: Recipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(training_run, "VALIDATION_SIZE", 64)
    settings = leave_one_out.FoldSettings(steps=4, size=48, batch=2, loaders=1, test_pairs=2)
    said: list[str] = []
    path = leave_one_out.run([recipe], workdir, workdir, settings, None, said.append, pretrained=False)
    document = json.loads(path.read_text())
    found = document["networks"][recipe.id]
    assert set(found["places"]) == set(PLACES)
    for part in found["places"].values():
        assert 0 <= part["f1"] <= part["best_f1"] <= 1
        assert part["temperature"] > 0
        assert part["ece_calibrated_elsewhere"] is not None
    assert found["pooled"]["temperature"] > 0
    fold = json.loads((workdir / "leave_one_out" / recipe.id / "two" / "settings.json").read_text())
    assert set(fold["train"]) == {"one", "three"}
    started = replace(recipe, start="buildings-siamese")
    assert not leave_one_out.fold_recipe(started, "two", settings).start  # the other network has seen the place
    for held in (fold_tables.HeldOut.read(path.parent / recipe.id / place / "held_out.npz") for place in PLACES):
        assert {name: len(counts.changed) for name, counts in held.sets.items()} == dict.fromkeys(SETS, 2)
    table = path.with_suffix(".md").read_text()
    assert table.count("| one |") == 1
    assert "without disturbances, seed" in table
    assert "**mean**" in table
    said.clear()
    leave_one_out.run([recipe], workdir, workdir, settings, None, said.append, pretrained=False)
    assert said == [f"{recipe.id} without {place}" for place in PLACES]  # nothing was trained again
    with pytest.raises(ValueError, match="other settings"):
        leave_one_out.run([recipe], workdir, workdir, replace(settings, steps=5), ["one"], said.append, pretrained=False)


@pytest.mark.slow
def test_folds_with_disturbances_are_compared_with_those_without(
    workdir: Path, recipe: Recipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They start where the first training of the network did, and have its crops; only the disturbances differ."""
    monkeypatch.setattr(training_run, "VALIDATION_SIZE", 64)
    monkeypatch.setattr(fold_tables, "RESAMPLES", 20)
    plain = replace(recipe, id="plain", learning_rate=0.002, seed=7)
    monkeypatch.setattr(leave_one_out, "read_recipe", lambda path: {"plain.json": plain}[path.name])
    pairs = replace(recipe.pairs, disturbances={"haze": 0.9}, plain=0.25, kinds=(0.1, 0.1, 0.8))
    disturbed = replace(recipe, id="disturbed", start="plain", blend=True, learning_rate=0.0001, seed=8, pairs=pairs)
    settings = leave_one_out.FoldSettings(steps=1, size=48, batch=2, loaders=1, test_pairs=1)
    folds = [leave_one_out.fold_recipe(one, "two", settings) for one in (plain, disturbed)]
    assert folds[0] == replace(folds[1], id="plain", pairs=replace(folds[1].pairs, disturbances={}, plain=0.0))
    assert (folds[1].seed, folds[1].learning_rate, folds[1].start, folds[1].blend) == (7, 0.002, "", False)
    run = partial(leave_one_out.run, [plain, disturbed], workdir, workdir, settings, log=str, pretrained=False)
    path = run(["one", "two"])
    assert "compared" not in json.loads(path.read_text())["networks"]["disturbed"]  # not all folds are there
    run()
    networks = json.loads(path.read_text())["networks"]
    assert "with disturbances on 75 % of them, seed 7" in networks["disturbed"]["training"]
    found = networks["disturbed"]["compared"]
    assert found["training"] == networks["plain"]["training"]
    for name in SETS:
        gain = found["differences"][name]["ap"]
        assert gain["low"] <= gain["value"] <= gain["high"]
        for place in PLACES:
            assert found["places"][place]["sets"][name] == networks["plain"]["places"][place]["sets"][name]
    labels = [
        [part.sets[name].changed.sum() for name in SETS]
        for network in ("plain", "disturbed")
        for part in [fold_tables.HeldOut.read(path.parent / network / "one" / "held_out.npz")]
    ]
    assert labels[0] == labels[1]  # both were tested on the same pairs
    assert " -> " in model_card.fold_table(networks["disturbed"])


def test_twins_ship_only_where_they_are_worth_it() -> None:
    model = {"id": "m", "megabytes": 2.0, "megapixels_a_second": 1.0, "f1": 0.8, "precision": 0.8, "recall": 0.8}
    model.update({"iou": 0.7, "ap": 0.9, "ece": 0.01})
    document = {
        "models": [model, {**model, "id": "m-int8", "f1": 0.799}],
        "speed_ratio": 1.5,
        "f1_lost": 0.001,
        "compared_on": 2000,
        "threshold": 0.5,
        "calibrated_with": 100,
        "agreement": {"unlike_share": 0.01, "mean_difference": 0.002},
    }
    assert finish_twin.worth_shipping(document)
    assert not finish_twin.worth_shipping({**document, "speed_ratio": 0.9})
    assert not finish_twin.worth_shipping({**document, "speed_ratio": 1.1})  # as much as two runs differ
    assert not finish_twin.worth_shipping({**document, "f1_lost": 0.006})
    assert not finish_twin.worth_shipping({**document, "f1_lost": None})
    assert finish_twin.twin_accuracy(document, "kampala")["f1"] == 0.799
    card = finish_twin.twin_card(document, "chips", "2026-01-01", "the command")
    assert "| `m-int8` | 0.8000 | 0.8000 | 0.7990 |" in card
    assert "2,000 labelled chips" in card


def test_samples_are_drawn(workdir: Path) -> None:
    path = draw_samples.draw([made_place(0, 1024)], workdir / "samples.jpg", seed=3, size=64, tried=24)
    with Image.open(path) as picture:
        assert picture.format == "JPEG"
        assert picture.width > 3 * 64
        assert np.asarray(picture).std() > 20
    assert path.stat().st_size < 300_000
