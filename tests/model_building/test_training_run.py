"""Tiny trainings: the loss falls, an interrupted run goes on, the export predicts what PyTorch does."""

# ruff: noqa: E402 (without the training packages these tests are skipped before the imports)

from __future__ import annotations

import json
import threading
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("onnxruntime")

from groundshift.model_building import finish_bundled, train_bundled
from groundshift.model_building.label_places import _write_cache
from groundshift.model_building.pair_source import PairCrops, class_table, pair_meaning, pair_tiles
from groundshift.model_building.pseudo_pairs import PairSettings, PseudoPairs
from groundshift.model_building.recipe import MODELS, Recipe, read_recipe, recipe_path
from groundshift.model_building.smallest_area import smallest_area, without_small
from groundshift.model_building.speed import bare_speed
from groundshift.model_building.training_run import best_so_far, make_task, train, validation_pairs
from groundshift.plugin.engine.context import JobContext
from groundshift.plugin.engine.network.network import Network
from groundshift.plugin.jobs.events import Event, Log, Metric, Row
from groundshift.plugin.jobs.failure import Cancelled, JobFailure
from groundshift.plugin.model_file.load import load_model_file
from groundshift.plugin.rules.label_codes import NO_DATA
from groundshift.plugin.rules.network_plan import plan_from_name
from groundshift.plugin.training.fit.augment import Batch
from groundshift.plugin.training.fit.export import base_metadata, export_network, read_metadata
from groundshift.plugin.training.fit.judge import Dates
from groundshift.plugin.training.fit.losses import UNCHANGED_UNKNOWN
from groundshift.plugin.training.fit.task import LabelTask
from groundshift.plugin.training.networks.architectures import named_architecture
from groundshift.plugin.training.networks.model_weights import network_from_model_file
from groundshift.plugin.training.networks.unet_decoder import direction_probabilities

from .made_places import made_place

NETWORKS = ("early_fusion_fcn", "early_fusion_unet", "siamese_unet")  # the architectures of the bundled models


def tiny_recipe(architecture: str) -> Recipe:
    recipe = read_recipe(recipe_path("buildings-fcn" if "fcn" in architecture else "starts/buildings-siamese-plain"))
    return replace(
        recipe,
        architecture=architecture,
        train={"made": 1.0},
        pairs=PairSettings(size=64, gsd_m=(0.45, 0.55), strength=0.3),
        steps=24,
        batch=2,
        warmup=2,
        ema_decay=0.8,
        validate_every=12,
        validation_pairs=2,
        workers=0,
    )


def quiet() -> JobContext:
    return JobContext(lambda event: None)


def tiny_task(recipe: Recipe, start: dict[str, torch.Tensor] | None = None) -> LabelTask:
    return make_task(recipe, [made_place()], [made_place(1)], pretrained=False, start=start)


@pytest.mark.parametrize("name", ["early_fusion_fcn", "siamese_unet"])  # the third trains in tests/training
def test_a_tiny_training_improves_the_loss(name: str, tmp_path: Path) -> None:
    events: list[Event] = []
    recipe = tiny_recipe(name)
    trained = train(recipe, tiny_task(recipe), tmp_path, JobContext(events.append))
    rows = [event.values for event in events if isinstance(event, Row)]
    assert [row["epoch"] for row in rows] == [1, 2]
    assert rows[1]["train_loss"] < rows[0]["train_loss"]
    assert trained.step == max(rows, key=lambda row: row["best"] * row["epoch"])["epoch"] * 12


@pytest.mark.slow
def test_a_training_may_start_from_a_model_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "groundshift.model_building.train_bundled.load_places", lambda *_: {"made": made_place(), "m1": made_place(1)}
    )
    recipe = replace(tiny_recipe("siamese_unet"), start="buildings-siamese.onnx", validation=("m1",), steps=1, validate_every=1)
    recipe = replace(recipe, learning_rate=0.0, encoder_learning_rate=0.0)
    task, _ = train_bundled.run(recipe, tmp_path, tmp_path, quiet(), pretrained=False)
    _, shipped = network_from_model_file(MODELS / "buildings-siamese.onnx")
    for name, value in shipped.named_parameters():
        assert torch.equal(dict(task.network.named_parameters())[name], value)


def test_candidate_recipes_are_read() -> None:
    assert read_recipe(recipe_path("candidates/buildings-robust")).start_file is not None


def test_an_interrupted_training_ends_with_the_weights_of_one_that_was_not(tmp_path: Path) -> None:
    recipe = replace(tiny_recipe("early_fusion_fcn"), steps=12, validate_every=4)
    whole = train(recipe, tiny_task(recipe), tmp_path / "whole", quiet())
    stop, task = threading.Event(), tiny_task(recipe)

    class Interrupted:
        """Crops during whose tenth batch, drawn a few steps ahead, the user cancels."""

        def batch(self, step: int) -> Batch:
            if step == 9:
                stop.set()
            return task.crops.batch(step)

    with pytest.raises(Cancelled):
        train(recipe, replace(task, crops=Interrupted()), tmp_path / "again", JobContext(lambda event: None, stop))
    assert not (tmp_path / "again" / "last.pt.part").exists()
    events: list[Event] = []
    again = train(recipe, tiny_task(recipe), tmp_path / "again", JobContext(events.append))
    (resumed,) = [event.values for event in events if isinstance(event, Log) and event.code == "training_resumed"]
    assert resumed["epoch"] in (1, 2)
    assert again.step == whole.step
    assert all(torch.equal(again.weights[key], value) for key, value in whole.weights.items())
    # Given once more, nothing is trained; another recipe is refused.
    events.clear()
    finished = train(recipe, tiny_task(recipe), tmp_path / "again", JobContext(events.append))
    assert all(torch.equal(finished.weights[key], value) for key, value in whole.weights.items())
    assert not [event for event in events if isinstance(event, Metric) and event.name == "train_loss"]
    other = replace(recipe, learning_rate=0.1)
    with pytest.raises(JobFailure, match="learning_rate"):
        train(other, tiny_task(other), tmp_path / "again", quiet())


def test_pairs_are_crops_and_tiles_of_a_training() -> None:
    recipe = tiny_recipe("siamese_unet")
    pairs = PseudoPairs([made_place()], [1.0], recipe.pairs, recipe.seed, 8)
    batch = PairCrops(pairs, 4).batch(1)
    assert [date.shape for date in batch.dates] == [(4, 3, 64, 64)] * 2
    assert np.array_equal(batch.target[2].numpy(), pairs.pair(6).states)
    plan = plan_from_name("siamese_unet")
    tiles = pair_tiles(pairs, plan)
    assert len(tiles) == 8
    (before, _), target = tiles[6].read()
    states = pairs.pair(6).states
    assert np.array_equal(before, pairs.pair(6).before)
    assert np.array_equal(target == 0, np.isin(states, (0, 3, UNCHANGED_UNKNOWN)))
    assert np.array_equal(target == 2, states == 2)
    # The probability of the classes is that of the model file.
    logits = torch.randn(1, 4, 8, 8)
    torch.testing.assert_close(pair_meaning(plan).log_probabilities(logits).exp(), direction_probabilities(logits))
    either = class_table(plan_from_name("early_fusion_fcn"))
    assert either[[0, 1, 2, 3, UNCHANGED_UNKNOWN, NO_DATA]].tolist() == [0, 1, 1, 0, 0, NO_DATA]


def test_a_training_starts_from_another_recipes_network() -> None:
    """The widened start sees each date as the network that it comes from does; what does not fit is left as it was made."""
    network = named_architecture("siamese_unet").build(False)
    started = tiny_task(tiny_recipe("early_fusion_unet"), network.state_dict()).network
    for key, value in network.decoders.state_dict().items():
        assert torch.equal(started.decoders.state_dict()[key], value), key
    stem = network.encoder.stem[0].weight
    wide = torch.cat((torch.cat((stem, 0 * stem), 1), torch.cat((0 * stem, stem), 1)))
    assert torch.equal(started.encoder.stem[0].weight, wide)


@pytest.mark.parametrize("name", NETWORKS)
def test_export_equals_pytorch(name: str, tmp_path: Path) -> None:
    torch.manual_seed(1)
    architecture = named_architecture(name)
    network = architecture.build(False).eval()
    metadata = base_metadata("tiny", "Tiny", architecture, 32) | {"threshold": 0.5}
    path = tmp_path / "tiny.onnx"
    assert export_network(network, architecture, path, metadata, temperature=1.5) < 1e-4
    assert [entry.name for entry in tmp_path.iterdir()] == ["tiny.onnx"]
    assert read_metadata(path) == json.loads(json.dumps(metadata))
    pair = validation_pairs(tiny_recipe(name), [made_place()], 2).pair(0)
    with torch.inference_mode():
        logits = architecture.logits(network, torch.from_numpy(pair.before)[None], torch.from_numpy(pair.after)[None])
        expected = architecture.change_probability(logits / 1.5)[0].numpy()
    found = Network(load_model_file(str(path))).run([pair.before, pair.after])[0]
    np.testing.assert_allclose(found, expected, atol=1e-4)


def test_the_smallest_area_is_the_largest_that_costs_nothing() -> None:
    mask = np.zeros((20, 20), bool)
    mask[2:4, 2:4] = mask[10:15, 10:15] = True
    kept = without_small(mask, 5)
    assert kept.sum() == 25
    assert kept[12, 12]
    assert np.array_equal(without_small(mask, 0), mask)

    class OneTile:
        """A change of 36 pixels (9 m2 at half a metre), found with a speck of 4 beside it."""

        side, margin = 20, 0

        def read(self) -> tuple[Dates, np.ndarray]:
            target = np.zeros((20, 20), np.uint8)
            target[10:16, 10:16] = 1
            return (np.zeros((1, 20, 20), np.float32),), target

    def predict(date: torch.Tensor) -> torch.Tensor:
        probability = torch.full((1, 20, 20), 0.1)
        probability[:, 10:16, 10:16] = probability[:, 2:4, 2:4] = 0.9
        return torch.stack((1 - probability, probability), 1).log()

    assert smallest_area(predict, [OneTile()], 0.5) == 8.0


@pytest.mark.parametrize("name", ["buildings-early-fusion", "buildings-fcn", "buildings-siamese"])
def test_recipes_split_by_place(name: str) -> None:
    recipe = read_recipe(recipe_path(name))
    assert recipe.id == name
    assert recipe.architecture in NETWORKS
    assert not set(recipe.train) & {*recipe.validation, *recipe.test}
    if recipe.start:  # it would have seen the places left out
        assert not set(read_recipe(recipe_path(recipe.start)).train) & {*recipe.validation, *recipe.test}


def test_the_network_that_a_recipe_starts_from_is_trained_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        train_bundled, "load_places", lambda data, names, cache: {name: made_place(len(name), 1024) for name in names}
    )
    tiny = replace(tiny_recipe("early_fusion_fcn"), steps=2, validate_every=2, validation=("other",))
    first = tmp_path / "first.json"
    first.write_text(json.dumps(replace(tiny, id="first").with_default_keys_left_out()))
    second = replace(tiny, id="second", start=str(first), learning_rate=1e-9, encoder_learning_rate=1e-9)
    task, trained = train_bundled.run(second, tmp_path, tmp_path / "work", quiet(), pretrained=False)
    earlier = best_so_far(task, tmp_path / "work" / "first")
    assert all(torch.allclose(trained.weights[key], value, atol=1e-6) for key, value in earlier.weights.items())
    with pytest.raises(FileNotFoundError):
        train_bundled.run(replace(tiny, id="third", start="no-such-recipe"), tmp_path, tmp_path / "work", quiet())


def test_make_models_trains_and_finishes_and_repeats_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(finish_bundled, "TEST_PAIRS", 1)
    monkeypatch.setattr(finish_bundled, "_HALO_PAIRS", 1)
    monkeypatch.setattr(finish_bundled, "bare_speed", lambda paths: bare_speed(paths, side=64, rounds=1))
    for seed, place in enumerate(("made", "other")):
        _write_cache(made_place(seed, 1024), tmp_path / "work" / "places" / place)
    recipe = replace(tiny_recipe("early_fusion_fcn"), validation=("other",), test=(), validation_pairs=1)
    path = tmp_path / "tiny.json"
    path.write_text(json.dumps(recipe.with_default_keys_left_out()))
    folders = ["--data", str(tmp_path), "--workdir", str(tmp_path / "work"), "--models", str(tmp_path / "models")]
    options = [str(path), *folders, "--threads", "1", "--robustness-chips", "0"]
    train_bundled.main(options)
    first = capsys.readouterr().out
    assert "Epoch 2 of 2" in first
    model = tmp_path / "models" / "buildings-fcn.onnx"
    metadata = read_metadata(model)
    assert metadata["halo"] == 12
    assert metadata["accuracy"][0]["place"] == "other"
    assert f"{metadata['threshold']} on the probability" in model.with_suffix(".md").read_text(encoding="utf-8")
    content = model.read_bytes()
    train_bundled.main(options)
    again = capsys.readouterr().out
    assert "Epoch" not in again.split("Resumed after epoch 2")[1]  # earlier epochs are listed, none is added
    assert model.read_bytes() == content


def test_a_recipe_with_a_place_on_both_sides_is_refused(tmp_path: Path) -> None:
    document = json.loads(recipe_path("buildings-fcn").read_text())
    document["test"] = ["banepa"]
    path = tmp_path / "recipe.json"
    path.write_text(json.dumps(document))
    with pytest.raises(ValueError, match="banepa"):
        read_recipe(path)
    document["test"] = []
    path.write_text(json.dumps({**document, "architecture": "siamese_unet:resnet18", "loss": ".7 bce + .3 iou"}))
    assert read_recipe(path).loss == ".7 bce + .3 iou"
    for wrong in ({"architecture": "siamese_unet:vgg"}, {"loss": "lovasz"}, {"losses": "bce"}, {"validate_every": 7}):
        path.write_text(json.dumps({**document, **wrong}))
        with pytest.raises(ValueError, match=r"vgg|lovasz|losses|validate_every"):
            read_recipe(path)
    path.write_text(json.dumps({"id": "x"}))
    with pytest.raises(ValueError, match="missing or unknown keys"):
        read_recipe(path)
