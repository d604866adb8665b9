"""Tiny trainings: the loss falls, an interrupted run goes on, the export says what PyTorch says."""

# ruff: noqa: E402 (without the training packages these tests are skipped before the imports)

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("onnxruntime")

from PIL import Image

from groundshift.model_building import train_bundled
from groundshift.model_building.calibrate import choose, collect_logits, without_small
from groundshift.model_building.evaluate import evaluate_folder, evaluate_pseudo_pairs, open_model, tiled_change
from groundshift.model_building.pseudo_pairs import PairSettings
from groundshift.model_building.recipe import Recipe, read_recipe, recipe_path
from groundshift.model_building.training_run import train, validation_pairs
from groundshift.plugin.training.fit.export import base_metadata, export_network, read_metadata
from groundshift.plugin.training.networks.architectures import ARCHITECTURES

from .made_places import made_place


def tiny_recipe(architecture: str) -> Recipe:
    recipe = read_recipe(recipe_path("buildings-fcn" if "fcn" in architecture else "buildings-siamese"))
    return replace(
        recipe,
        train={"made": 1.0},
        pairs=PairSettings(size=64, gsd_m=(0.45, 0.55), strength=0.3),
        steps=24,
        batch=4,
        warmup=2,
        ema_decay=0.8,
        validate_every=12,
        validation_pairs=2,
        workers=0,
    )


@pytest.mark.parametrize("name", sorted(ARCHITECTURES))
def test_tiny_training_improves_the_loss_and_goes_on(name: str, tmp_path: Path) -> None:
    recipe, architecture, place = tiny_recipe(name), ARCHITECTURES[name], made_place()
    log: list[str] = []
    half = replace(recipe, steps=12)
    train(half, architecture, [place], [made_place(1)], tmp_path, log.append, pretrained=False)
    best = train(recipe, architecture, [place], [made_place(1)], tmp_path, log.append, pretrained=False)
    progress = [json.loads(line) for line in (tmp_path / "progress.jsonl").read_text().splitlines()]
    assert [entry["step"] for entry in progress] == [12, 24]
    assert progress[1]["loss"] < progress[0]["loss"]
    assert any("going on from step 12" in line for line in log)
    assert set(torch.load(best, weights_only=True)) == {"average", "step"}


def test_a_training_starts_from_another_recipes_network(tmp_path: Path) -> None:
    """The widened start sees each date as the network that it comes from does; what does not fit is left as it was made."""
    siamese, early = ARCHITECTURES["siamese_unet"], ARCHITECTURES["early_fusion_unet"]
    network = siamese.build(False)
    (tmp_path / "siamese").mkdir()
    path = train_bundled.best_weights("siamese", tmp_path)
    torch.save({"average": network.state_dict(), "step": 1}, path)
    # One step at no rate: what is saved is what it started from.
    recipe = replace(
        tiny_recipe("early_fusion_unet"), steps=1, validate_every=1, learning_rate=0.0, encoder_learning_rate=0.0, ema_decay=0.0
    )
    log: list[str] = []
    best = train(recipe, early, [made_place()], [made_place(1)], tmp_path / "early", log.append, False, path)
    assert any("start as in siamese" in line for line in log)
    started = early.build(False)
    started.load_state_dict(torch.load(best, weights_only=True)["average"])
    for key, value in network.decoders.state_dict().items():
        if "running" not in key and "tracked" not in key:
            assert torch.equal(started.decoders.state_dict()[key], value), key
    stem = network.encoder.stem[0].weight
    assert torch.equal(
        started.encoder.stem[0].weight, torch.cat((torch.cat((stem, 0 * stem), 1), torch.cat((0 * stem, stem), 1)))
    )
    with pytest.raises(FileNotFoundError):
        train(recipe, early, [made_place()], [made_place(1)], tmp_path / "other", log.append, False, tmp_path / "none.pt")


@pytest.mark.parametrize("name", sorted(ARCHITECTURES))
def test_export_equals_pytorch_and_is_evaluated(name: str, tmp_path: Path) -> None:
    torch.manual_seed(1)
    architecture = ARCHITECTURES[name]
    network = architecture.build(False).eval()
    metadata = base_metadata("tiny", "Tiny", architecture, 32) | {"threshold": 0.5}
    path = tmp_path / "tiny.onnx"
    assert export_network(network, architecture, path, metadata, temperature=1.5) < 1e-4
    assert [entry.name for entry in tmp_path.iterdir()] == ["tiny.onnx"]
    assert read_metadata(path) == json.loads(json.dumps(metadata))
    model = open_model(path)
    pairs = validation_pairs(tiny_recipe(name), [made_place()], 2)
    pair = pairs.pair(0)
    with torch.inference_mode():
        logits = architecture.logits(network, torch.from_numpy(pair.before)[None], torch.from_numpy(pair.after)[None])
        expected = architecture.change_probability(logits / 1.5)[0].numpy()
    np.testing.assert_allclose(model.change_probability(pair.before, pair.after), expected, atol=1e-4)
    figures = evaluate_pseudo_pairs(model, pairs)
    assert 0 <= figures["f1"] <= 1
    tiled = tiled_change(model, pair.before, pair.after, 192, 64)
    assert tiled.shape == (256, 256)
    rng = np.random.default_rng(0)
    for folder, mode in (("A", "RGB"), ("B", "RGB"), ("label", "L")):
        (tmp_path / "pairs" / folder).mkdir(parents=True)
        pixels = rng.integers(0, 256, (50, 70, 3) if mode == "RGB" else (50, 70), np.uint8)
        Image.fromarray(pixels, mode).save(tmp_path / "pairs" / folder / "one.png")
    assert evaluate_folder(model, tmp_path / "pairs")["pairs"] == 1


def test_calibration_softens_boastful_logits() -> None:
    rng = np.random.default_rng(0)
    true_logits = rng.normal(0, 2, (3, 1, 64, 64)).astype(np.float32)
    states = (rng.random((3, 64, 64)) < 1 / (1 + np.exp(-true_logits[:, 0]))).astype(np.uint8)
    boastful = [(torch.from_numpy(logits * 2), state) for logits, state in zip(true_logits, states)]
    assert choose(ARCHITECTURES["early_fusion_fcn"], boastful).temperature == pytest.approx(2.0, rel=0.15)


def test_logits_are_collected_per_pair() -> None:
    architecture = ARCHITECTURES["early_fusion_fcn"]
    pairs = validation_pairs(tiny_recipe("early_fusion_fcn"), [made_place()], 1)
    ((logits, states),) = collect_logits(architecture.build(False).eval(), architecture, pairs)
    assert logits.shape == (1, 256, 256)
    assert states.shape == (256, 256)


def test_small_groups_are_dropped() -> None:
    mask = np.zeros((20, 20), bool)
    mask[2:4, 2:4] = mask[10:15, 10:15] = True
    kept = without_small(mask, 5)
    assert kept.sum() == 25
    assert kept[12, 12]
    assert np.array_equal(without_small(mask, 0), mask)


@pytest.mark.parametrize("name", ["buildings-early-fusion", "buildings-fcn", "buildings-siamese"])
def test_recipes_split_by_place(name: str) -> None:
    recipe = read_recipe(recipe_path(name))
    assert recipe.id == name
    assert recipe.architecture in ARCHITECTURES
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
    best = train_bundled.run(replace(tiny, id="second", start=str(first)), tmp_path, tmp_path / "work")
    assert best == tmp_path / "work" / "second" / "best.pt"
    assert (tmp_path / "work" / "first" / "best.pt").is_file()
    with pytest.raises(FileNotFoundError):
        train_bundled.run(replace(tiny, id="third", start="no-such-recipe"), tmp_path, tmp_path / "work")


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
    for wrong in ({"architecture": "siamese_unet:vgg"}, {"loss": "lovasz"}, {"losses": "bce"}):
        path.write_text(json.dumps({**document, **wrong}))
        with pytest.raises(ValueError, match=r"vgg|lovasz|losses"):
            read_recipe(path)
    path.write_text(json.dumps({"id": "x"}))
    with pytest.raises(ValueError, match="missing or unknown keys"):
        read_recipe(path)
