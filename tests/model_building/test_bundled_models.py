"""The model files that ship: metadata, shapes, age of the format, and real pairs."""

# ruff: noqa: E402 (without the training packages these tests are skipped before the imports)

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pytest

onnx = pytest.importorskip("onnx")
pytest.importorskip("onnxruntime")
pytest.importorskip("torch")

from groundshift.model_building.measure_bundled import Measurement, card_figures, measure
from groundshift.model_building.recipe import MODELS, model_file, read_recipe, recipe_path
from groundshift.plugin.engine.network.network import Network
from groundshift.plugin.model_file.load import load_model_file
from groundshift.plugin.model_file.spec import CHANGE, SEGMENTATION
from groundshift.plugin.training.fit.export import open_session, read_metadata

ROOT = Path(__file__).parents[2]
PAIRS = ROOT.parent / "shared" / "data" / "pairs"
BUNDLED = ("buildings-fcn", "buildings-siamese")
KEYS = {
    "spec_version",
    "id",
    "title",
    "task",
    "layout",
    "bands",
    "gsd_m",
    "normalisation",
    "stride",
    "halo",
    "classes",
    "directions",
    "output",
    "threshold",
    "calibration",
    "min_area_m2",
    "training",
    "accuracy",
}


@pytest.fixture(params=BUNDLED)
def path(request: pytest.FixtureRequest) -> Path:
    return ROOT / "models" / f"{request.param}.onnx"


def test_metadata_is_whole(path: Path) -> None:
    metadata = read_metadata(path)
    assert set(metadata) >= KEYS
    assert metadata["id"] == path.stem
    assert metadata["halo"] % metadata["stride"] == 0
    assert 0 < metadata["threshold"] < 1
    assert metadata["gsd_m"]["min"] <= metadata["gsd_m"]["best"] <= metadata["gsd_m"]["max"]
    assert metadata["calibration"]["temperature"] > 0
    assert "OpenStreetMap" in metadata["training"]["attribution"]
    assert "CC BY 4.0" in metadata["training"]["attribution"]
    places = {entry["place"]: entry["split"] for entry in metadata["accuracy"]}
    assert places["kampala"].startswith("left out")


def test_format_is_old_enough_and_self_contained(path: Path) -> None:
    model = onnx.load(str(path), load_external_data=False)
    assert model.ir_version <= 9
    assert [entry.version for entry in model.opset_import if entry.domain in ("", "ai.onnx")] == [17]
    assert not any(tensor.external_data for tensor in model.graph.initializer)
    assert path.stat().st_size < 6_000_000
    onnx.checker.check_model(model)


def test_shapes_and_probabilities(path: Path) -> None:
    session, metadata = open_session(path), read_metadata(path)
    siamese = metadata["layout"] == "siamese"
    assert [entry.name for entry in session.get_inputs()] == (["before", "after"] if siamese else ["dates"])
    assert [entry.name for entry in session.get_outputs()] == ["probability"]
    rng = np.random.default_rng(0)
    before, after = rng.standard_normal((2, 1, 3, 112, 80)).astype(np.float32)
    inputs = {"before": before, "after": after} if siamese else {"dates": np.concatenate((before, after), 1)}
    out = session.run(None, inputs)[0][0]
    channels = len(metadata["classes"]) + int(metadata["output"]["no_change_channel"])
    assert out.shape == (channels, 112, 80)
    assert out.dtype == np.float32
    assert out.min() >= 0
    assert out.max() <= 1
    if metadata["output"]["no_change_channel"]:
        np.testing.assert_allclose(out.sum(0), 1, atol=1e-5)


def test_fcn_has_its_parameters() -> None:
    model = onnx.load(str(ROOT / "models" / "buildings-fcn.onnx"))
    total = sum(int(np.prod(tensor.dims)) for tensor in model.graph.initializer if tensor.name.startswith("network."))
    assert total == 75_681


def test_card_names_the_command_and_the_figures(path: Path) -> None:
    card = path.with_suffix(".md").read_text(encoding="utf-8")
    assert "train_bundled" in card
    assert "OpenStreetMap" in card
    metadata = read_metadata(path)
    assert f"{metadata['halo']} pixels" in card
    assert json.dumps(metadata["threshold"]) in card


def test_the_default_network_finds_real_change_both_ways(tmp_path: Path) -> None:
    folder = PAIRS / "levir_cd_sample"
    if not folder.is_dir():
        pytest.skip("the sample of real pairs (../shared/data/pairs) is not here")
    model = ROOT / "models" / "buildings-siamese.onnx"
    figures = card_figures(measure(model, Measurement(folder), tmp_path, 2, lambda line: None))
    assert figures["f1"] > 0.5
    assert figures["f1_dates_swapped"] > 0.5


def drawn_town(seed: int, side: int) -> np.ndarray:
    """A normalised scene, float32 (3, side, side): fields of colour with roofs, shadows and noise, as a camera sees them."""
    rng = np.random.default_rng(seed)
    scene = np.repeat(np.repeat(rng.normal(110, 25, (3, side // 64, side // 64)), 64, axis=1), 64, axis=2)
    for _ in range(side * side // 1500):
        row, col = rng.integers(0, side - 40, 2)
        height, width = rng.integers(8, 40, 2)
        scene[:, row + 3 : row + height + 3, col + 3 : col + width + 3] -= 35
        scene[:, row : row + height, col : col + width] = rng.normal(150, 45, (3, 1, 1))
    scene += rng.normal(0, 6, scene.shape)
    scene -= scene.mean(axis=(1, 2), keepdims=True)
    return (scene / scene.std(axis=(1, 2), keepdims=True)).astype(np.float32)


@pytest.mark.parametrize("path", sorted((ROOT / "models").glob("*.onnx")), ids=lambda path: path.stem)
def test_the_halo_covers_what_a_pixel_depends_on(path: Path) -> None:
    """Seen with its halo alone, the middle of a scene has the probability that the whole scene gives it."""
    model = load_model_file(str(path), (CHANGE, SEGMENTATION))
    network, halo, side, core = Network(model, 2), model.spec.halo, 768, 128
    for seed in range(2):
        dates = [drawn_town(seed, side), drawn_town(seed + 100 * (seed % 2), side)]
        dates[1][:, 300:420, 340:460] = drawn_town(seed + 7, side)[:, 300:420, 340:460]  # what changed lies at the edge too
        dates = dates[-1:] if model.spec.task == SEGMENTATION else dates
        whole = network.run(dates)[0]
        first = (side - core) // 2 // model.spec.stride * model.spec.stride
        margin = -(-halo // model.spec.stride) * model.spec.stride
        cut = slice(first - margin, first + core + margin)
        part = network.run([np.ascontiguousarray(date[:, cut, cut]) for date in dates])[0]
        inner = slice(margin, margin + core)
        middle = whole[first : first + core, first : first + core]
        assert np.abs(part[inner, inner] - middle).max() < 0.01


def test_the_guide_names_how_each_bundled_model_is_made() -> None:
    """A row for each file, with every recipe that is trained before it."""
    text = (MODELS.parent / "docs" / "training-data.md").read_text(encoding="utf-8")
    rows = {name: line for line in text.splitlines() for name in re.findall(r"^\| `(.+?)\.onnx` \|", line)}
    assert set(rows) == {path.stem for path in MODELS.glob("*.onnx")}
    for name, row in rows.items():
        for start in _trained_before(name):
            assert f"`{start}`" in row, name


def _trained_before(name: str) -> set[str]:
    """Return the recipes of networks for buildings that are trained before a recipe."""
    if "landcover" in name or not recipe_path(name).is_file():
        return set()
    recipe = read_recipe(recipe_path(name))
    nearest = {other for other in (recipe.start, *recipe.averaged_with) if other and not model_file(other)}
    return nearest.union(*(_trained_before(other) for other in nearest))
