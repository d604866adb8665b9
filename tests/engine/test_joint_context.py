"""The joint decision with neighbours and matched shares, images that a model classifies, and the report's picture."""

from __future__ import annotations

import base64
import io
import re
from pathlib import Path

import numpy as np
import pytest
import rasterio
from PIL import Image
from rasterio.warp import calculate_default_transform, reproject
from scipy import ndimage

from groundshift.plugin.engine.context import JobContext
from groundshift.plugin.engine.landcover import from_to as from_to_module
from groundshift.plugin.engine.landcover.classify import classify_land_cover
from groundshift.plugin.engine.landcover.from_to import from_to_change
from groundshift.plugin.engine.landcover.joint import (
    context_pixels,
    decide,
    decide_in_context,
    matched_shares,
    pooled,
    uniform_weights,
    weighted,
)
from groundshift.plugin.engine.landcover.sources import INVALID
from groundshift.plugin.engine.landcover.thumbnail import ChangeThumbnail
from groundshift.plugin.jobs.classify_land_cover import ClassifyLandCoverJob
from groundshift.plugin.jobs.failure import JobFailure
from groundshift.plugin.jobs.from_to_change import FromToChangeJob
from groundshift.plugin.jobs.sources import RasterSource
from groundshift.tests.engine.test_from_to_change import blurred, changed_patches, patches, read, write_probability
from groundshift.tests.helpers.onnx_bytes import cover_model_bytes
from groundshift.tests.helpers.rasters import write_raster

QUIET = JobContext(lambda event: None)
NAMES = ("water", "wood", "field", "town")


def compare(folder: Path, one: Path, other: Path, **changes: object) -> dict[str, str]:
    sources = RasterSource("BEFORE", "old", str(one)), RasterSource("AFTER", "new", str(other))
    (folder / "scratch").mkdir(exist_ok=True)
    outputs = {"from_to": str(folder / "from-to.tif"), "report": str(folder / "report.html")}
    job = FromToChangeJob(*sources, scratch=str(folder / "scratch"), **{**outputs, **changes})  # type: ignore[arg-type]
    return from_to_change(job, QUIET)


def test_pooling_is_the_geometric_mean_over_known_neighbours() -> None:
    rng = np.random.default_rng(1)
    values = rng.dirichlet([1.0] * 3, (12, 14)).transpose(2, 0, 1).astype(np.float32)
    known = rng.random((12, 14)) < 0.8
    found = pooled(values, known, 2)
    for row, col in ((0, 0), (5, 7), (11, 13), (3, 12)):
        rows, cols = slice(max(row - 2, 0), row + 3), slice(max(col - 2, 0), col + 3)
        part = values[:, rows, cols][:, known[rows, cols]].astype(np.float64)
        mean = np.exp(np.log(np.maximum(part, 1e-3)).mean(axis=1))
        assert found[:, row, col] == pytest.approx(mean / mean.sum(), abs=1e-4)
    assert pooled(values, known, 0) is values


def test_neighbours_average_the_evidence_of_change() -> None:
    rng = np.random.default_rng(4)
    before, after = (rng.dirichlet([0.7] * 3, (40, 44)).transpose(2, 0, 1).astype(np.float32) for _ in range(2))
    known = rng.random((40, 44)) < 0.9
    weights, reach = uniform_weights(3, 1.3), 2
    found = decide_in_context(before, after, known, weights, reach)
    joint = before[:, None] * after[None] * weights[:, :, None, None]
    off = ~np.eye(3, dtype=bool)
    evidence = np.clip(np.log(joint[off].max(axis=0) / np.diagonal(joint).max(axis=-1)), -6, 6)
    offsets = np.arange(-3 * reach, 3 * reach + 1)
    for row, col in ((0, 0), (20, 20), (39, 43), (5, 30)):
        near = [
            (np.exp(-(dy**2 + dx**2) / (2 * reach**2)), evidence[row + dy, col + dx])
            for dy in offsets
            for dx in offsets
            if 0 <= row + dy < 40 and 0 <= col + dx < 44 and known[row + dy, col + dx]
        ]
        shares, values = np.array(near).T
        mean = float((shares * values).sum() / shares.sum())
        assert (found.before[row, col] != found.after[row, col]) == (mean > 0)
        odds = np.exp(mean) / (joint[off].max(axis=0) / np.diagonal(joint).max(axis=-1))[row, col]
        changes, unchanged = joint[off].sum(axis=0)[row, col] * odds, np.diagonal(joint)[row, col].sum()
        best = max(joint[off].max(axis=0)[row, col] * odds, np.diagonal(joint).max(axis=-1)[row, col])
        assert found.confidence[row, col] == pytest.approx(best / (changes + unchanged), rel=1e-3)
    assert context_pixels(reach) == 3 * reach


def test_without_neighbours_each_pixel_is_decided_by_itself() -> None:
    rng = np.random.default_rng(5)
    before, after = (rng.dirichlet([0.7] * 4, (30, 20)).transpose(2, 0, 1).astype(np.float32) for _ in range(2))
    joint = before[:, None] * after[None] * uniform_weights(4, 1.5)[:, :, None, None]
    best = joint.reshape(16, 30, 20).argmax(axis=0)
    for found in (
        decide(before, after, uniform_weights(4, 1.5)),
        decide_in_context(before, after, np.ones((30, 20), bool), uniform_weights(4, 1.5), 0),
    ):
        assert np.array_equal(found.before * 4 + found.after, best)
        assert found.confidence == pytest.approx(joint.max(axis=(0, 1)) / joint.sum(axis=(0, 1)), rel=1e-5)


def test_strips_of_any_height_give_the_same_map(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = patches(1, 4, 6.0, (150, 90))
    paths = [
        write_probability(tmp_path / name, blurred(truth, seed, 4, 0.4), NAMES)
        for name, truth, seed in (("a.tif", before, 2), ("b.tif", changed_patches(before, 5, 1.2, 4), 3))
    ]
    maps = []
    for values in (2**22, 1):
        monkeypatch.setattr(from_to_module, "_BLOCK_VALUES", values)
        folder = tmp_path / str(values)
        folder.mkdir()
        maps.append(read(compare(folder, *paths, context=4, balance=True, tolerance=2)["FROM_TO"]))
    assert np.array_equal(*maps)
    assert (maps[0] > 0).any()


def test_matched_shares_undo_the_bias_of_one_date() -> None:
    rng = np.random.default_rng(2)
    before = rng.dirichlet([0.6] * 4, 20_000).astype(np.float32)
    after = weighted(before, np.array([1.0, 1.9, 0.7, 1.2]), 1)
    factors = matched_shares(before, after)
    one, other = (weighted(values, factor, 1) for values, factor in zip((before, after), factors))
    assert one.mean(axis=0) == pytest.approx(other.mean(axis=0), abs=1e-4)
    assert (one.argmax(1) != other.argmax(1)).mean() < 0.02 < (before.argmax(1) != after.argmax(1)).mean()
    for factor in factors:
        assert (factor >= 0.5).all()
        assert (factor <= 2).all()


def test_matched_shares_leave_sure_changes(tmp_path: Path) -> None:
    before = np.zeros((60, 80), int)
    after = np.ones((60, 80), int)
    after[:, :10] = 0
    paths = [
        write_probability(tmp_path / name, np.eye(2, dtype=np.float32)[truth].transpose(2, 0, 1) * 0.9 + 0.05, NAMES[:2])
        for name, truth in (("a.tif", before), ("b.tif", after))
    ]
    found = read(compare(tmp_path, *paths, context=1, balance=True)["FROM_TO"])
    assert (found[:, 12:] == 2).all()
    assert (found[:, :8] == 0).all()


def test_one_kind_of_change_is_found_by_probabilities_that_are_not_sure(tmp_path: Path) -> None:
    before, after = np.ones((60, 80), int), np.ones((60, 80), int)
    before[:, :30], after[:, :45] = 0, 0
    paths = []
    for name, truth in (("a.tif", before), ("b.tif", after)):
        values = np.full((3, *truth.shape), 0.17, np.float32)
        np.put_along_axis(values, truth[None], np.float32(0.66), axis=0)
        paths.append(write_probability(tmp_path / name, values, NAMES[:3]))
    found = read(compare(tmp_path, *paths, context=0, balance=True)["FROM_TO"])
    assert (found[:, 30:45] == 4).all()  # wood -> water, of three classes
    assert not found[:, :30].any()
    assert not found[:, 45:].any()


@pytest.mark.parametrize(("seed", "shift"), [(3, 0), (11, 2), (23, 3)])
def test_heavy_noise_and_another_light_give_a_third_fewer_false_changes_at_the_same_recall(
    tmp_path: Path, seed: int, shift: int
) -> None:
    shape = (160, 200)
    before = patches(seed, 4, 9.0, shape)
    after = changed_patches(before, seed + 1, 1.5, 4)
    truth = before != after
    rng = np.random.default_rng(seed)
    # The light of the earlier date favours some classes; both dates are wrong in many places.
    one = weighted(blurred(np.roll(before, (shift, -shift), axis=(0, 1)), seed + 2, 4, 0.6), rng.uniform(0.5, 2, 4), 0)
    other = blurred(after, seed + 3, 4, 0.6)
    paths = [write_probability(tmp_path / name, values, NAMES) for name, values in (("a.tif", one), ("b.tif", other))]
    joint = read(compare(tmp_path, *paths, context=2, balance=True, prior="uniform", tolerance=2)["FROM_TO"]) > 0
    plain = one.argmax(axis=0) != other.argmax(axis=0)
    inside = np.zeros(shape, bool)
    inside[6:-6, 6:-6] = True
    core = ndimage.binary_erosion(truth, iterations=3) & inside
    recall, plain_recall = ((changed & core).sum() / core.sum() for changed in (joint, plain))
    false, plain_false = (int((changed & ~truth & inside).sum()) for changed in (joint, plain))
    assert plain_false > 700
    assert recall >= plain_recall - 0.02
    assert false <= plain_false * 2 / 3


def test_probabilities_of_another_grid_and_crs_with_no_data_and_a_class_of_one_date(tmp_path: Path) -> None:
    shape, side = (90, 100), 6
    before = np.zeros(shape, int)
    before[:, 50:] = 1
    after = before.copy()
    after[20:60, 10:40] = 2  # a class that the earlier date does not have
    one, other = (
        (np.eye(count)[values].transpose(2, 0, 1) * 0.9 + 0.1 / count).astype(np.float32)
        for values, count in ((before, 2), (after, 3))
    )
    one[:, 70:, :30] = -1
    first = write_probability(tmp_path / "a.tif", one, NAMES[:2])
    later = write_probability(tmp_path / "b.tif", other, NAMES[:3])
    degrees = str(tmp_path / "degrees.tif")
    with rasterio.open(first) as dataset:
        tags = [dataset.tags(band) for band in (1, 2)]
        place = calculate_default_transform(dataset.crs, "EPSG:4326", *shape[::-1], *dataset.bounds)
        warped = np.full((2, place[2], place[1]), -1, np.float32)
        geometry = {"src_transform": dataset.transform, "src_crs": dataset.crs, "src_nodata": -1, "dst_nodata": -1}
        reproject(one, warped, **geometry, dst_transform=place[0], dst_crs="EPSG:4326")
    profile = {"driver": "GTiff", "count": 2, "dtype": "float32", "height": place[2], "width": place[1], "nodata": -1}
    with rasterio.open(degrees, "w", **profile, crs="EPSG:4326", transform=place[0]) as dataset:
        dataset.write(warped)
        for band, values in enumerate(tags, start=1):
            dataset.update_tags(band, **values)
            dataset.set_band_description(band, NAMES[band - 1])
    found = read(compare(tmp_path, Path(degrees), later, context=2, balance=True, prior="uniform", tolerance=2)["FROM_TO"])
    assert (found[70 + side :, : 30 - side] == 255).all()
    known = np.ones(shape, bool)
    known[70 - side :, : 30 + side] = False
    for edge in (0, -1):  # what is warped lacks a pixel at the border
        known[edge] = known[:, edge] = False
    inner = ndimage.binary_erosion(after == 2, iterations=side)
    assert (found[inner] == 0 * 3 + 2 + 1).all()
    outer = ~ndimage.binary_dilation(after == 2, iterations=side) & known
    assert (found[outer] == 0).mean() > 0.99


def test_images_are_classified_in_the_same_run(tmp_path: Path) -> None:
    model = tmp_path / "cover.onnx"
    model.write_bytes(cover_model_bytes())
    rng = np.random.default_rng(5)
    images = []
    for name in ("a.tif", "b.tif"):
        values = np.kron(rng.integers(20, 230, (3, 6, 8)), np.ones((16, 16), int)) + rng.normal(0, 4, (3, 96, 128))
        images.append(write_raster(tmp_path / name, values.clip(0, 255).astype(np.uint8)))
    probabilities = []
    for path in images:
        (tmp_path / "own").mkdir(exist_ok=True)
        made = tmp_path / f"{path.stem}-probability.tif"
        source = RasterSource("INPUT", path.stem, str(path))
        classify_land_cover(ClassifyLandCoverJob(source, str(model), str(tmp_path / "own"), probability=str(made)), QUIET)
        probabilities.append(made)
    expected = read(compare(tmp_path, *probabilities)["FROM_TO"])
    assert np.array_equal(read(compare(tmp_path, *images, model=str(model))["FROM_TO"]), expected)
    assert np.array_equal(read(compare(tmp_path, probabilities[0], images[1], model=str(model))["FROM_TO"]), expected)
    assert not (tmp_path / "scratch").exists()


def test_the_report_shows_the_map(tmp_path: Path) -> None:
    before = np.zeros((40, 1500), np.uint8)
    after = before.copy()
    after[7, 333] = 1
    paths = [
        write_raster(tmp_path / name, values[None] + np.uint8(1)) for name, values in (("a.tif", before), ("b.tif", after))
    ]
    text = Path(compare(tmp_path, *paths)["REPORT"]).read_text(encoding="utf-8")
    (data,) = re.findall(r"data:image/png;base64,([A-Za-z0-9+/=]+)", text)
    picture = np.asarray(Image.open(io.BytesIO(base64.b64decode(data))))
    assert picture.shape == (14, 500, 3)
    different = (picture != picture[0, 0]).any(axis=2)
    assert np.argwhere(different).tolist() == [[2, 111]]  # a change of one pixel is seen, at its place
    assert "class 1 → class 2" in text.split("<img")[1]


def test_a_small_picture_keeps_no_data_white_and_classes_pale() -> None:
    small = ChangeThumbnail(4, 6)
    classes = np.array([[0, 0, 1, 1, INVALID, INVALID]] * 4, np.uint8)
    small.add(0, np.zeros((2, 6), np.uint16), classes[:2])
    small.add(2, np.array([[0, 5, 0, 0, 0, 0]] * 2, np.uint16), classes[2:])
    picture = np.asarray(Image.open(io.BytesIO(small.png(("#ff0000", "#0000ff"), {5: "#123456"}))))
    assert picture[0, 0].tolist() == [255, 191, 191]
    assert picture[0, 3].tolist() == [191, 191, 255]
    assert picture[0, 5].tolist() == [255, 255, 255]
    assert picture[3, 1].tolist() == [0x12, 0x34, 0x56]


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"context": 17}, "context_range"), ({"context": -1}, "context_range"), ({"stability": 0.4}, "stability_range")],
)
def test_settings_out_of_range_are_refused(tmp_path: Path, changes: dict[str, object], code: str) -> None:
    with pytest.raises(JobFailure) as caught:
        compare(tmp_path, tmp_path / "a.tif", tmp_path / "b.tif", **changes)
    assert caught.value.code == code
