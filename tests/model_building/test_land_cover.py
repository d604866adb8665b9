"""The bundled land-cover network's training: data, split by tile, measures, and the model file with its card."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from groundshift.model_building.finish_land_cover import (
    MIRRORED_AXES,
    MirroredPredictor,
    calibration_error,
    finish,
    measure_fold,
    measure_robustness,
)
from groundshift.model_building.land_cover import (
    LandCoverRecipe,
    adjust_to_prior,
    draw_parts,
    make_task,
    read_land_cover_recipe,
    read_tiles,
    split,
    train,
)
from groundshift.model_building.recipe import recipe_path
from groundshift.model_building.train_land_cover import main
from groundshift.plugin.engine.context import JobContext
from groundshift.plugin.engine.network.network import Network
from groundshift.plugin.model_file.load import load_model_file
from groundshift.plugin.model_file.spec import SEGMENTATION
from groundshift.plugin.rules.label_codes import UNLABELLED
from groundshift.plugin.training.fit.checkpoint import Checkpoints
from groundshift.plugin.training.fit.judge import Judgement
from groundshift.plugin.training.fit.meaning import land_cover_meaning

QUIET = JobContext(lambda event: None)
COLOURS = np.array([[120, 120, 120], [200, 40, 40], [40, 160, 40], [40, 60, 200]])


@pytest.fixture(scope="module")
def recipe() -> LandCoverRecipe:
    ours = read_land_cover_recipe(recipe_path("landcover-aerial"))
    small = {"tiles": ("a", "b"), "classes": ours.classes[:3], "crop": 64, "batch": 2, "steps": 4, "validate_every": 2}
    return replace(ours, **small, warmup=1)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory, recipe: LandCoverRecipe) -> Path:
    folder = tmp_path_factory.mktemp("data")
    rng = np.random.default_rng(3)
    for name in ("images", "labels"):
        (folder / recipe.data / name).mkdir(parents=True)
    for tile, light in (("a", 0), ("b", 30)):
        for part in (1, 2):
            mask = np.kron(rng.integers(0, 4, (5, 6)), np.ones((16, 16), int)).astype(np.uint8)
            picture = np.clip(COLOURS[mask] + light + rng.normal(0, 4, (*mask.shape, 3)), 0, 255).astype(np.uint8)
            Image.fromarray(picture).save(folder / recipe.data / "images" / f"{tile}_{part:03d}.jpg", quality=95)
            Image.fromarray(mask).save(folder / recipe.data / "labels" / f"{tile}_{part:03d}.png")
    return folder


def test_a_recipe_with_an_unknown_key_is_refused(tmp_path: Path, recipe: LandCoverRecipe) -> None:
    path = tmp_path / "wrong.json"
    path.write_text(json.dumps({**asdict(recipe), "speed": 3}))
    with pytest.raises(ValueError, match="speed"):
        read_land_cover_recipe(path)


def test_tiles_are_standardised_as_a_whole_and_index_0_is_unlabelled(recipe: LandCoverRecipe, data: Path) -> None:
    tiles = read_tiles(replace(recipe, normalisation={"kind": "standardise"}), data)
    assert {tile: len(scenes) for tile, scenes in tiles.items()} == {"a": 2, "b": 2}
    for scenes in tiles.values():
        pixels = np.concatenate([(s.dates[0] * s.scales[0][0] + s.scales[0][1]).reshape(3, -1) for s in scenes], 1)
        assert np.allclose(pixels.mean(1), 0, atol=1e-3)
        assert np.allclose(pixels.std(1), 1, atol=1e-3)
    mask = np.asarray(Image.open(data / recipe.data / "labels" / "a_001.png"))
    assert np.array_equal(tiles["a"][0].target, np.where(mask == 0, UNLABELLED, mask))


def test_values_are_normalised_as_the_model_file_has_it(recipe: LandCoverRecipe, data: Path) -> None:
    rule = {"kind": "fixed", "divisor": 200, "mean": [0.4, 0.5, 0.6], "std": [0.1, 0.2, 0.4]}
    scene = read_tiles(replace(recipe, normalisation=rule), data)["a"][0]
    found = scene.dates[0] * scene.scales[0][0] + scene.scales[0][1]
    wanted = (scene.dates[0] / 200 - np.reshape(rule["mean"], (3, 1, 1))) / np.reshape(rule["std"], (3, 1, 1))
    assert np.allclose(found, wanted, atol=1e-5)


def test_tiles_are_stretched_in_use_and_not_in_training(recipe: LandCoverRecipe, data: Path) -> None:
    stretched = replace(recipe, stretch=(0.5, 99.5))
    trained, used = (read_tiles(stretched, data, used=used)["a"] for used in (False, True))
    rule = recipe.normalisation
    for scene in trained:
        assert np.allclose(scene.scales[0][0], 1 / rule["divisor"] / np.reshape(rule["std"], (3, 1, 1)))
    pixels = np.concatenate([scene.dates[0].reshape(3, -1) for scene in used], 1)
    values = pixels * used[0].scales[0][0][:, :, 0] + used[0].scales[0][1][:, :, 0]
    low, high = np.percentile(values * rule["std"][0] + rule["mean"][0], [0.5, 99.5], axis=1, method="inverted_cdf")
    assert np.allclose((low, high), ((0, 0, 0), (1, 1, 1)), atol=1e-5)


@pytest.mark.slow
@pytest.mark.parametrize(("what", "folder"), [(["--leave-out", "b"], "without-b"), (["--parts", "1"], "parts-1")])
def test_a_recipe_continues_the_training_of_another_without_the_same_ground(
    recipe: LandCoverRecipe, data: Path, tmp_path: Path, what: list[str], folder: str
) -> None:
    first = replace(recipe, id="first", start="", pretrained=False, seed=1)
    rates = {"learning_rate": 1e-9, "encoder_learning_rate": 1e-9}
    second = replace(recipe, id="second", start="first", pretrained=False, seed=2, **rates)
    for item in (first, second):
        (tmp_path / f"{item.id}.json").write_text(json.dumps(asdict(item)))
        main([str(tmp_path / f"{item.id}.json"), "--data", str(data), "--workdir", str(tmp_path), *what])
    folders = [tmp_path / name / folder for name in ("first", "second")]
    start, end = (Checkpoints(str(path), {}).load_best()["encoder.stem.0.weight"] for path in folders)
    assert torch.allclose(start, end, atol=1e-4)
    left_out = [json.loads((path / "training.json").read_text(encoding="utf-8"))["left_out"] for path in folders]
    assert left_out[0] == left_out[1]


def test_a_tile_left_out_is_judged_and_never_drawn(recipe: LandCoverRecipe, data: Path) -> None:
    tiles = read_tiles(recipe, data)
    task = make_task(recipe, tiles, ("b",), pretrained=False)
    assert {tile.scene.group for tile in task.tiles} == {"b"}
    assert {scene.group for scene in task.crops._scenes} == {"a"}


def test_parts_of_each_tile_are_left_out_where_the_original_split_is_repeated(recipe: LandCoverRecipe, data: Path) -> None:
    tiles = read_tiles(recipe, data)
    drawn = draw_parts(tiles, 1)
    assert sorted(name[0] for name in drawn) == ["a", "b"]
    training, judged = split(tiles, drawn)
    assert sorted(scene.name for scene in judged) == list(drawn)
    assert {scene.group for scene in training} == {"a", "b"}
    assert not {scene.name for scene in training} & set(drawn)


def test_unlabelled_pixels_do_not_change_the_loss(recipe: LandCoverRecipe, data: Path) -> None:
    task = make_task(recipe, read_tiles(recipe, data), pretrained=False)
    logits = torch.randn(1, 3, 32, 32, requires_grad=True)
    target = torch.randint(1, 4, (1, 32, 32)).byte()
    target[:, 8:, :] = UNLABELLED
    loss = task.architecture.loss(logits, task.codes[target.long()])
    loss.backward()
    assert logits.grad is not None
    assert not logits.grad[:, :, 8:].any()
    assert logits.grad[:, :, :8].any()
    alone = task.architecture.loss(logits[:, :, :8], task.codes[target[:, :8].long()])
    assert float(loss.detach()) == pytest.approx(float(alone.detach()), rel=1e-5)


def test_the_prior_of_the_crops_is_taken_out_of_the_logits(recipe: LandCoverRecipe, data: Path) -> None:
    task = make_task(recipe, read_tiles(recipe, data), pretrained=False)
    task.network.eval()
    image = torch.randn(1, 3, 32, 32)
    with torch.no_grad():
        before = task.architecture.logits(task.network, image)
        adjust_to_prior(replace(recipe, prior_weight=0.5), task)
        shift = (before - task.architecture.logits(task.network, image)).mean((0, 2, 3)).numpy()
        adjust_to_prior(replace(recipe, prior_weight=0.0), task)
        assert torch.allclose(before - task.architecture.logits(task.network, image), torch.tensor(shift)[None, :, None, None])
    drawn = np.concatenate([task.crops.batch(step).target.numpy().ravel() for step in range(40)])
    shares = np.bincount(drawn, minlength=256)[1:4]
    assert np.allclose(shift, 0.5 * np.log(shares / shares.sum()), atol=1e-4)


def test_measures_of_land_cover_are_those_of_the_likeliest_class() -> None:
    rng = np.random.default_rng(5)
    logits = torch.from_numpy(rng.normal(size=(1, 4, 40, 50)).astype(np.float32))
    target = rng.integers(1, 5, (40, 50)).astype(np.uint8)
    target[:5] = UNLABELLED
    log_p = land_cover_meaning(("a", "b", "c", "d")).log_probabilities(logits)[0]
    assert torch.allclose(log_p.exp().sum(0), torch.ones(40, 50))
    judged = Judgement(4)
    judged.add(log_p.exp().numpy(), target, 1.0)
    truth, found = target[5:], logits[0].argmax(0).numpy()[5:] + 1
    f1 = []
    for value in range(1, 5):
        hits = np.sum((truth == value) & (found == value))
        part = judged.of_class(value, judged.best_threshold())
        assert part.precision == pytest.approx(hits / np.sum(found == value))
        assert part.recall == pytest.approx(hits / np.sum(truth == value))
        assert part.iou == pytest.approx(hits / np.sum((truth == value) | (found == value)))
        f1.append(2 * hits / (np.sum(truth == value) + np.sum(found == value)))
    assert judged.mean(judged.best_threshold()).f1 == pytest.approx(np.mean(f1))
    assert judged.accuracy == pytest.approx(np.mean(truth == found))
    assert judged.confusion[0].sum() == judged.confusion[:, 0].sum() == 0
    assert judged.confusion[2, 3] == np.sum((truth == 2) & (found == 3))


def test_calibration_error_is_the_gap_between_confidence_and_accuracy() -> None:
    probabilities = np.zeros((3, 100), np.float32)
    probabilities[1], probabilities[2] = 0.8, 0.2
    labels = np.array([1] * 60 + [2] * 40, np.uint8)
    assert calibration_error(probabilities, labels) == pytest.approx(0.2, abs=1e-6)


@pytest.mark.slow
def test_from_a_recipe_to_a_model_file_that_detects_and_a_card(recipe: LandCoverRecipe, data: Path, tmp_path: Path) -> None:
    tiles = read_tiles(recipe, data)
    for left_out in (("b",), ()):
        folder = tmp_path / ("without-b" if left_out else "all")
        task = make_task(recipe, tiles, left_out, pretrained=False)
        trained = train(recipe, task, folder, left_out, QUIET)
        again = train(recipe, make_task(recipe, tiles, left_out, pretrained=False), folder, left_out, QUIET)
        assert all(torch.equal(value, again.weights[key]) for key, value in trained.weights.items())
    fold = measure_fold(recipe, tiles, ("b",), tmp_path / "without-b")
    known = sum(int((scene.target < UNLABELLED).sum()) for scene in tiles["b"])
    assert fold.judgement.confusion.sum() == known
    robustness = measure_robustness(recipe, tiles, [(fold, tmp_path / "without-b")], 1)
    assert {item.curve for item in robustness} == {"gain", "offset", "blur", "resolution", "resolution_as_is"}
    as_it_is = {(item.curve, item.value): item.accuracy for item in robustness}
    assert as_it_is["gain", 1.0] == as_it_is["blur", 0.0]
    start = Checkpoints(str(tmp_path / "without-b"), {}).load_best()
    task = replace(make_task(recipe, tiles, ("b",), start), precision=torch.float32)
    task.network.load_state_dict(start)
    predictor = MirroredPredictor(task.network.eval(), task, MIRRORED_AXES[2], fold.temperature)
    part = np.random.default_rng(2).normal(size=(3, 64, 96)).astype(np.float32)
    exported = Network(load_model_file(str(tmp_path / "without-b" / "model.onnx"), (SEGMENTATION,)))
    with torch.inference_mode():
        judged = predictor(torch.from_numpy(part)[None])[0, 1:].exp().numpy()
    assert np.allclose(judged, exported.run_mirrored([part], count=exported.spec.mirrors), atol=1e-4)
    used = replace(recipe, stretch=(1, 99), smoothing=0.5)
    path = finish(used, tiles, [fold], [], tmp_path / "all", tmp_path, "2026-11-29", robustness)
    model = load_model_file(str(path), (SEGMENTATION,))
    assert model.spec.normalisation.kind == recipe.normalisation["kind"]
    assert model.spec.normalisation.stretch == (1, 99)
    assert (model.spec.task, model.spec.layout) == ("segmentation", "single")
    assert [item.name for item in model.spec.classes] == ["building", "land", "road"]
    image = np.random.default_rng(1).normal(size=(3, 64, 64)).astype(np.float32)
    assert Network(model).run([image])[0].shape[-2:] == (64, 64)
    text = path.with_suffix(".md").read_text(encoding="utf-8")
    assert "### Without b" in text
    assert "| b |" in text
    assert "Confusion matrix" in text
    assert "| values times .5 |" in text
    assert f"{fold.judgement.accuracy:.3f}" in text
    assert "percentiles 1 and 99" in text
    assert ".5 square pixels" in text
    assert "predictions of 2 mirror images are averaged" in text
