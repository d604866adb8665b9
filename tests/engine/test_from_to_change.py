"""``groundshift:fromtochange`` in the worker, against an independent computation with numpy."""

from __future__ import annotations

import csv
import json
import threading
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import pytest
import rasterio
import shapely
from rasterio.crs import CRS
from rasterio.warp import Resampling, reproject
from scipy import ndimage

from groundshift.plugin.engine.context import JobContext
from groundshift.plugin.engine.landcover.edges import explained_by_shift
from groundshift.plugin.engine.landcover.from_to import from_to_change
from groundshift.plugin.engine.landcover.joint import STAY_WEIGHT, decide, estimate_prior, estimated_weights, uniform_weights
from groundshift.plugin.jobs.events import Event, Log
from groundshift.plugin.jobs.failure import Cancelled, JobFailure
from groundshift.plugin.jobs.from_to_change import FromToChangeJob, NamedClass, Transition
from groundshift.plugin.jobs.messages import render_log
from groundshift.plugin.jobs.sources import Polygons, RasterSource
from groundshift.tests.helpers.rasters import GSD, LEFT, TOP, UTM, write_raster

HEIGHT, WIDTH = 120, 150
NAMES = ("water", "wood", "field")
CLASSES = tuple(NamedClass(value, name) for value, name in enumerate(NAMES, start=1))
EXTENSIONS = {"from_to": ".tif", "matrix": ".csv", "report": ".html", "polygons": ".gpkg"}


class Run:
    """Runs the job in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.events: list[Event] = []

    def __call__(self, before: Path, after: Path, *outputs: str, stop: Any = None, **changes: Any) -> dict[str, Any]:
        made = self.folder / f"out-{len(list(self.folder.iterdir()))}"
        made.mkdir()
        paths = {name: str(made / f"{name}{EXTENSIONS[name]}") for name in outputs}
        sources = RasterSource("BEFORE", "old", str(before)), RasterSource("AFTER", "new", str(after))
        values = {"before_classes": CLASSES, "after_classes": CLASSES, **paths, **changes}
        job = FromToChangeJob(*sources, scratch=str(self.folder / "scratch"), **values)
        return from_to_change(job, JobContext(self.events.append, stop or threading.Event()))

    @property
    def log(self) -> str:
        return "\n".join(render_log(event.code, event.values) for event in self.events if isinstance(event, Log))


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return Run(tmp_path)


def patches(seed: int, classes: int = 3, size: float = 5.0, shape: tuple[int, int] = (HEIGHT, WIDTH)) -> np.ndarray:
    """Indices of classes in smooth patches."""
    noise = np.random.default_rng(seed).normal(size=(classes, *shape))
    return ndimage.gaussian_filter(noise, (0, size, size)).argmax(axis=0)


def changed_patches(before: np.ndarray, seed: int, share: float = 1.2, classes: int = 3) -> np.ndarray:
    """The same with blobs of other classes."""
    blob = ndimage.gaussian_filter(np.random.default_rng(seed).normal(size=before.shape), 4)
    return np.where(blob > share * blob.std(), patches(seed + 1, classes, 8.0, before.shape), before)


def write(path: Path, indices: np.ndarray, **profile: Any) -> Path:
    return write_raster(path, (indices + 1).astype(np.uint8)[None], **profile)


def read(path: str) -> np.ndarray:
    with rasterio.open(path) as dataset:
        return dataset.read(1)


def matrix_of(path: str, unit: str = "pixels") -> tuple[list[str], np.ndarray, dict[str, np.ndarray]]:
    """Names, matrix and figures of MATRIX."""
    with open(path, encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream))
    names = rows[0][2:-1]
    chosen = [row for row in rows[1:] if row[0] == unit]
    matrix = np.array([[float(cell) for cell in row[2:-1]] for row in chosen[: len(names)]])
    figures = {row[1]: np.array([float(cell) for cell in row[2:]]) for row in chosen[len(names) :]}
    return names, matrix, figures


def crossed(before: np.ndarray, after: np.ndarray, count: int) -> np.ndarray:
    return np.bincount(before.ravel() * count + after.ravel(), minlength=count**2).reshape(count, count)


def test_the_matrix_gains_losses_and_swap_are_those_of_numpy(run: Run, tmp_path: Path) -> None:
    before = patches(1)
    after = changed_patches(before, 5)
    found = run(write(tmp_path / "a.tif", before), write(tmp_path / "b.tif", after), "matrix")
    expected = crossed(before, after, 3)
    names, matrix, figures = matrix_of(found["MATRIX"])
    assert names == list(NAMES)
    assert np.array_equal(matrix, expected)
    for index in range(3):
        gain = sum(expected[other, index] for other in range(3) if other != index)
        loss = sum(expected[index, other] for other in range(3) if other != index)
        assert figures["gain"][index] == gain
        assert figures["loss"][index] == loss
        assert figures["net_change"][index] == gain - loss
        assert figures["swap"][index] == gain + loss - abs(gain - loss)
        assert figures["persistence"][index] == expected[index, index]
        assert figures["before"][index] == expected[index].sum()
        assert figures["after"][index] == expected[:, index].sum()
    changed = expected.sum() - np.trace(expected)
    assert figures["total_change"][-1] == changed
    assert figures["swap"][-1] + figures["net_change"][-1] == changed
    _, ground, _ = matrix_of(found["MATRIX"], "m2")
    assert ground / GSD**2 == pytest.approx(expected, rel=2e-3)
    _, shares, _ = matrix_of(found["MATRIX"], "share")
    assert shares == pytest.approx(expected / expected.sum(), abs=1e-4)
    assert found["CHANGED_AREA"] == pytest.approx(ground.sum() - np.trace(ground), rel=1e-6)
    assert (tmp_path / Path(found["MATRIX"]).parent.name / "matrix.csv.provenance.json").exists()


def test_the_map_has_a_value_a_name_and_a_colour_for_each_transition(run: Run, tmp_path: Path) -> None:
    before = patches(1)
    after = changed_patches(before, 5)
    found = run(write(tmp_path / "a.tif", before), write(tmp_path / "b.tif", after), "from_to", provenance={"algorithm": "x"})
    values = read(found["FROM_TO"])
    assert values.dtype == np.uint8
    assert np.array_equal(values, np.where(before == after, 0, before * 3 + after + 1))
    with rasterio.open(found["FROM_TO"]) as dataset:
        tags = dataset.tags(1)
        assert tags["CLASS_2"] == "water → wood"
        assert tags["CLASS_6"] == "wood → field"
        assert dataset.nodata == 255
        colors = dataset.colormap(1)
        assert len({colors[code] for code in (2, 3, 4, 6, 7, 8)}) == 6
        assert json.loads(dataset.tags()["GROUNDSHIFT"])["algorithm"] == "x"
    style = Path(found["FROM_TO"]).with_suffix(".qml").read_text(encoding="utf-8")
    assert 'label="wood → field"' in style


def test_polygons_are_the_changes_with_their_classes(run: Run, tmp_path: Path) -> None:
    before = patches(1)
    after = changed_patches(before, 5)
    paths = write(tmp_path / "a.tif", before), write(tmp_path / "b.tif", after)
    found = run(*paths, "polygons")
    meta, _, geometry, values = pyogrio.raw.read(found["POLYGONS"], layer="polygons")
    fields = dict(zip(meta["fields"], values))
    code = np.where(before == after, 0, before * 3 + after + 1)
    assert len(geometry) == sum(ndimage.label(code == one)[1] for one in np.unique(code[code > 0])) == found["POLYGON_COUNT"]
    assert shapely.area(shapely.from_wkb(geometry)).sum() == pytest.approx((code > 0).sum() * GSD**2)
    assert {f"{one} → {other}" for one, other in zip(fields["from"], fields["to"])} == set(fields["class"])
    assert np.isnan(fields["confidence"].astype(float)).all()
    chosen = run(*paths, "polygons", "from_to", "matrix", changes=(Transition("wood", "*"),))
    _, _, _, (names,) = pyogrio.raw.read(chosen["POLYGONS"], layer="polygons", columns=["from"], read_geometry=False)
    assert set(names) == {"wood"}
    assert np.array_equal(read(chosen["FROM_TO"]), np.where(before == 1, code, 0))
    assert np.array_equal(matrix_of(chosen["MATRIX"])[1], crossed(before, after, 3))  # the matrix has all of them
    with pytest.raises(JobFailure, match=r"CHANGES: There is no class 'town'\. Use the names water, wood, field"):
        run(*paths, changes=(Transition("town", "*"),))


def test_small_changes_count_as_unchanged(run: Run, tmp_path: Path) -> None:
    before = patches(1)
    after = changed_patches(before, 5)
    least = 30
    found = run(
        write(tmp_path / "a.tif", before),
        write(tmp_path / "b.tif", after),
        *EXTENSIONS,
        min_area_m2=least * GSD**2 * 1.001,
    )
    code = np.where(before == after, 0, before * 3 + after + 1)
    for one in np.unique(code[code > 0]):
        labels, _ = ndimage.label(code == one)
        code[(labels > 0) & (np.bincount(labels.ravel())[labels] <= least)] = 0
    assert np.array_equal(read(found["FROM_TO"]), code)
    expected = crossed(before, np.where(code > 0, after, before), 3)
    assert np.array_equal(matrix_of(found["MATRIX"])[1], expected)
    assert found["POLYGON_COUNT"] == sum(ndimage.label(code == one)[1] for one in np.unique(code[code > 0]))


def test_an_empty_class_and_a_class_of_one_date_have_rows_and_columns(run: Run, tmp_path: Path) -> None:
    before, after = np.zeros((20, 30), int), np.zeros((20, 30), int)
    after[:5] = 1
    found = run(write(tmp_path / "a.tif", before), write(tmp_path / "b.tif", after), *EXTENSIONS)
    names, matrix, figures = matrix_of(found["MATRIX"])
    assert names == ["water", "wood", "field"]
    assert matrix.tolist() == [[450, 150, 0], [0, 0, 0], [0, 0, 0]]
    assert figures["swap"].tolist() == [0, 0, 0, 0]
    assert "field" not in Path(found["REPORT"]).read_text(encoding="utf-8").split("<pre>")[0]


def test_255_classes(run: Run, tmp_path: Path) -> None:
    random = np.random.default_rng(2)
    before = np.append(np.arange(255), random.integers(0, 255, 945)).reshape(30, 40).repeat(3, axis=0).repeat(3, axis=1)
    after = np.where(random.random(before.shape) < 0.3, random.integers(0, 255, before.shape), before)
    paths = [
        write_raster(tmp_path / name, values.astype(np.uint8)[None], nodata=255)
        for name, values in (("a.tif", before), ("b.tif", after))
    ]
    found = run(*paths, *EXTENSIONS, before_classes=(), after_classes=())
    names, matrix, _ = matrix_of(found["MATRIX"])
    assert len(names) == 255
    assert names[7] == "class 7"
    assert np.array_equal(matrix, crossed(before, after, 255))
    values = read(found["FROM_TO"])
    assert values.dtype == np.uint16
    assert np.array_equal(values, np.where(before == after, 0, before * 255 + after + 1))
    with rasterio.open(found["FROM_TO"]) as dataset:  # thousands of names are one tag, or opening the file takes minutes
        names = json.loads(dataset.tags(1)["CLASSES"])
    assert names[str(values.max())] == "class {} → class {}".format(*divmod(values.max() - 1, 255))


def test_more_classes_are_refused(run: Run, tmp_path: Path) -> None:
    values = np.arange(300, dtype=np.uint16).reshape(1, 15, 20)
    path = write_raster(tmp_path / "a.tif", values)
    with pytest.raises(JobFailure, match="300 different classes, more than the maximum of 255"):
        run(path, path, before_classes=(), after_classes=())


def test_nodata_of_one_date_the_area_and_what_is_excluded(run: Run, tmp_path: Path) -> None:
    before = patches(1)
    after = changed_patches(before, 5)
    values = (before + 1).astype(np.uint8)
    values[10:30, 10:40] = 0
    one = write_raster(tmp_path / "a.tif", values[None], nodata=0)
    area = Polygons("AREA", "area", "EPSG:32645", (shapely.box(LEFT, TOP - 100 * GSD, LEFT + 140 * GSD, TOP).wkb_hex,))
    hole = shapely.box(LEFT + 60 * GSD, TOP - 60 * GSD, LEFT + 80 * GSD, TOP - 50 * GSD)
    cloud = Polygons("EXCLUDE", "cloud", "EPSG:32645", (hole.wkb_hex,))
    found = run(one, write(tmp_path / "b.tif", after), "from_to", "matrix", include=(area,), exclude=(cloud,))
    valid = np.ones((100, 140), bool)
    valid[10:30, 10:40] = valid[50:60, 60:80] = False
    before, after = before[:100, :140], after[:100, :140]
    expected = np.where(valid, np.where(before == after, 0, before * 3 + after + 1), 255)
    assert np.array_equal(read(found["FROM_TO"]), expected)
    assert np.array_equal(matrix_of(found["MATRIX"])[1], crossed(before[valid], after[valid], 3))


def test_other_grids_and_crs_are_brought_onto_the_later_one(run: Run, tmp_path: Path) -> None:
    fine = patches(1, shape=(240, 300))
    after = patches(2)
    one = write(tmp_path / "a.tif", fine, gsd=0.3, left=LEFT + 0.1, crs=UTM)
    other = write(tmp_path / "b.tif", after)
    found = run(one, other, "matrix", "from_to")
    rows = ((np.arange(HEIGHT) + 0.5) * GSD / 0.3).astype(int)
    cols = np.floor(((np.arange(WIDTH) + 0.5) * GSD - 0.1) / 0.3).astype(int)
    seen = fine[rows[:, None], cols[None]]
    assert np.array_equal(matrix_of(found["MATRIX"])[1], crossed(seen, after, 3))
    degrees = CRS.from_epsg(4326)
    with rasterio.open(one) as dataset:
        transform, width, height = rasterio.warp.calculate_default_transform(
            dataset.crs, degrees, dataset.width, dataset.height, *dataset.bounds
        )
        warped = np.zeros((height, width), np.uint8)
        reproject(
            dataset.read(1),
            warped,
            src_transform=dataset.transform,
            src_crs=dataset.crs,
            dst_transform=transform,
            dst_crs=degrees,
            resampling=Resampling.nearest,
        )
    in_degrees = write_raster(tmp_path / "c.tif", warped[None], crs=degrees, transform=transform, nodata=0)
    again = run(in_degrees, other, "from_to")
    with rasterio.open(again["FROM_TO"]) as dataset:
        assert dataset.crs == UTM
    both = read(found["FROM_TO"])[10:-10, 10:-10], read(again["FROM_TO"])[10:-10, 10:-10]
    assert (both[0] == both[1]).mean() > 0.95  # nearest neighbour, twice


def test_classes_are_matched_by_name_and_mapped_by_a_table(run: Run, tmp_path: Path) -> None:
    before = patches(1)
    after = changed_patches(before, 5)
    swapped = np.array([2, 0, 1])[after]  # the other date numbers its classes in another way
    renamed = (NamedClass(3, "Water"), NamedClass(1, "forest"), NamedClass(2, "field"))
    found = run(
        write(tmp_path / "a.tif", before),
        write(tmp_path / "b.tif", swapped),
        "matrix",
        after_classes=renamed,
        mapping=(("forest", "wood"),),
    )
    names, matrix, _ = matrix_of(found["MATRIX"])
    assert names == list(NAMES)
    assert np.array_equal(matrix, crossed(before, after, 3))
    merged = run(
        write(tmp_path / "a.tif", before),
        write(tmp_path / "b.tif", after),
        "matrix",
        mapping=(("wood", "green"), ("field", "green")),
    )
    names, matrix, _ = matrix_of(merged["MATRIX"])
    assert names == ["water", "green"]
    assert np.array_equal(matrix, crossed(np.minimum(before, 1), np.minimum(after, 1), 2))
    with pytest.raises(JobFailure, match="MAPPING: Neither date has a class 'rock'"):
        run(tmp_path / "a.tif", tmp_path / "b.tif", mapping=(("rock", "green"),))


def test_a_date_without_names_has_those_of_the_other(run: Run, tmp_path: Path) -> None:
    before = patches(1)
    paths = write(tmp_path / "a.tif", before), write(tmp_path / "b.tif", changed_patches(before, 5))
    found = run(*paths, "matrix", before_classes=())
    assert matrix_of(found["MATRIX"])[0] == list(NAMES)
    assert "BEFORE does not name its classes: those of AFTER are assumed" in run.log


def test_dates_without_a_common_class_are_warned_of(run: Run, tmp_path: Path) -> None:
    before = patches(1)
    paths = write(tmp_path / "a.tif", before), write(tmp_path / "b.tif", before)
    german = tuple(NamedClass(value, name) for value, name in enumerate(("Wasser", "Wald", "Feld"), start=1))
    run(*paths, "matrix", before_classes=german)
    assert "No class of BEFORE (Wasser, Wald, Feld) has the name of a class of AFTER (water, wood, field)" in run.log
    run.events.clear()
    found = run(*paths, "matrix", before_classes=german, mapping=(("Wasser", "water"), ("Wald", "wood"), ("Feld", "field")))
    assert "No class of BEFORE" not in run.log
    assert found["CHANGED_AREA"] == 0


def test_values_with_one_name_are_one_class_and_warned_of(run: Run, tmp_path: Path) -> None:
    paths = write(tmp_path / "a.tif", np.zeros((20, 20), int)), write(tmp_path / "b.tif", np.full((20, 20), 2))
    alike = (NamedClass(1, "wood"), NamedClass(2, "water"), NamedClass(3, "Wood"))
    found = run(*paths, "matrix", before_classes=alike, after_classes=alike)
    assert found["CHANGED_AREA"] == 0
    assert "AFTER: the values 1, 3 have the same name 'wood' and are compared as one class." in run.log


# -- probabilities ------------------------------------------------------------------------------------


def blurred(indices: np.ndarray, seed: int, count: int, noise: float) -> np.ndarray:
    """Probabilities (classes, height, width) as a network gives them: right on the whole, unsure at edges, wrong in places."""
    logits = 2.2 * (indices[None] == np.arange(count)[:, None, None])
    errors = np.random.default_rng(seed).normal(size=logits.shape)
    logits = ndimage.gaussian_filter(logits, (0, 0.7, 0.7)) + noise * ndimage.gaussian_filter(errors, (0, 1.2, 1.2)) * 3.5
    exponents = np.exp(logits * 1.6)
    return (exponents / exponents.sum(axis=0)).astype(np.float32)


def write_probability(path: Path, values: np.ndarray, names: tuple[str, ...]) -> Path:
    write_raster(path, values, nodata=-1)
    with rasterio.open(path, "r+") as dataset:
        dataset.update_tags(1, **{f"CLASS_{number}": name for number, name in enumerate(names, start=1)})
        for number, name in enumerate(names, start=1):
            dataset.set_band_description(number, name)
    return path


@pytest.mark.parametrize(("seed", "shift"), [(3, 0), (11, 1), (23, 2)])
@pytest.mark.parametrize("prior", ["uniform", "estimated"])
def test_the_joint_decision_has_a_third_fewer_false_changes_at_the_same_recall(
    run: Run, tmp_path: Path, seed: int, shift: int, prior: str
) -> None:
    names = ("water", "wood", "field", "town", "road")
    shape = (160, 200)
    before = patches(seed, 5, 7.0, shape)
    after = changed_patches(before, seed + 1, 1.5, 5)
    truth = before != after
    seen = np.roll(before, (shift, -shift), axis=(0, 1))
    one, other = blurred(seen, seed + 2, 5, 0.45), blurred(after, seed + 3, 5, 0.45)
    paths = [write_probability(tmp_path / name, values, names) for name, values in (("a.tif", one), ("b.tif", other))]
    found = run(*paths, "from_to", before_classes=(), after_classes=(), prior=prior, tolerance=shift + 1)
    joint = read(found["FROM_TO"]) > 0
    plain = one.argmax(axis=0) != other.argmax(axis=0)
    inside = np.zeros(shape, bool)
    inside[5:-5, 5:-5] = True
    core = ndimage.binary_erosion(truth, iterations=2) & inside  # of thinner changes the tolerance takes some

    def figures(changed: np.ndarray) -> tuple[float, int]:
        return (changed & core).sum() / core.sum(), int((changed & ~truth & inside).sum())

    (recall, false), (plain_recall, plain_false) = figures(joint), figures(plain)
    print(seed, shift, prior, recall, plain_recall, false, plain_false)
    assert plain_false > 200
    assert recall >= plain_recall - 0.02
    assert false <= plain_false * 2 / 3


def test_confidence_is_the_posterior_of_the_pair_of_classes(run: Run, tmp_path: Path) -> None:
    random = np.random.default_rng(4)
    one, other = (random.dirichlet([0.5] * 3, (40, 50)).transpose(2, 0, 1).astype(np.float32) for _ in range(2))
    paths = [write_probability(tmp_path / name, values, NAMES) for name, values in (("a.tif", one), ("b.tif", other))]
    found = run(*paths, "from_to", "polygons", before_classes=(), after_classes=(), prior="uniform")
    joint = one[:, None] * other[None] * np.where(np.eye(3), STAY_WEIGHT, 1.0)[:, :, None, None]
    joint = (joint / joint.sum(axis=(0, 1))).reshape(9, 40, 50)
    best = joint.argmax(axis=0)
    code = np.where(best % 4 == 0, 0, best + 1)
    assert np.array_equal(read(found["FROM_TO"]), code)
    least = 0.5
    sure = run(*paths, "from_to", before_classes=(), after_classes=(), prior="uniform", min_confidence=least)
    assert np.array_equal(read(sure["FROM_TO"]), np.where(joint.max(axis=0) >= least, code, 0))
    meta, _, geometry, values = pyogrio.raw.read(found["POLYGONS"], layer="polygons")
    fields = dict(zip(meta["fields"], values))
    place = int(np.argmax(fields["area_m2"]))
    shape = shapely.from_wkb(geometry[place])
    transform = rasterio.transform.from_origin(LEFT, TOP, GSD, GSD)
    inside = rasterio.features.geometry_mask([shape], (40, 50), transform, invert=True)
    assert fields["confidence"][place] == pytest.approx(joint.max(axis=0)[inside].mean(), abs=2e-4)


def test_a_map_of_classes_can_be_compared_with_probabilities(run: Run, tmp_path: Path) -> None:
    before = patches(1)
    after = changed_patches(before, 5)
    sure = np.eye(3, dtype=np.float32)[after].transpose(2, 0, 1) * 0.98 + np.float32(0.02 / 3)
    path = write_probability(tmp_path / "b.tif", sure.astype(np.float32), NAMES)
    found = run(write(tmp_path / "a.tif", before), path, "matrix", after_classes=())
    assert np.array_equal(matrix_of(found["MATRIX"])[1], crossed(before, after, 3))


def test_the_prior_is_found_by_expectation_maximisation() -> None:
    truth = np.array([[0.6, 0.05, 0.0], [0.0, 0.2, 0.05], [0.02, 0.0, 0.08]])
    random = np.random.default_rng(8)
    pairs = random.choice(9, 60_000, p=truth.ravel())
    marginals = truth.sum(axis=1), truth.sum(axis=0)
    dates = []
    for index, marginal in zip(np.divmod(pairs, 3), marginals):
        # A classifier that is right by 80 %, and knows how often each class occurs.
        confusion = np.full((3, 3), 0.1) + 0.7 * np.eye(3)
        seen = (random.random(len(index))[:, None] > confusion[index].cumsum(axis=1)).sum(axis=1)
        posterior = confusion[:, seen].T * marginal
        dates.append((posterior / posterior.sum(axis=1, keepdims=True)).astype(np.float32))
    prior, iterations = estimate_prior(*dates)
    assert iterations > 1
    assert prior == pytest.approx(truth, abs=0.02)
    weights = estimated_weights(prior, *marginals)
    assert weights[0, 2] == 0.5  # never seen, yet not ruled out
    assert weights[1, 2] == 1
    assert (np.diagonal(weights) == STAY_WEIGHT).all()


def test_a_pixel_that_does_not_change_keeps_the_likeliest_common_class() -> None:
    found = decide(np.array([[0.7], [0.3]], np.float32), np.array([[0.3], [0.7]], np.float32), uniform_weights(2))
    weights = np.array([0.21 * STAY_WEIGHT, 0.49, 0.09, 0.21 * STAY_WEIGHT])
    assert (found.before[0], found.after[0], found.stay[0]) == (0, 1, 0)
    assert found.confidence[0] == pytest.approx(0.49 / weights.sum())


def test_an_image_without_a_model_is_refused_by_what_is_missing(run: Run, tmp_path: Path) -> None:
    image = np.random.default_rng(1).integers(0, 255, (3, HEIGHT, WIDTH)).astype(np.uint8)
    picture = write_raster(tmp_path / "image.tif", image)
    with pytest.raises(JobFailure) as failure:
        run(picture, write(tmp_path / "after.tif", patches(1)))
    assert (failure.value.code, failure.value.parameter) == ("images_without_model", "MODEL")


def test_values_that_are_no_probabilities_are_refused(run: Run, tmp_path: Path) -> None:
    path = write_probability(tmp_path / "a.tif", np.full((3, 20, 20), 40, np.float32), NAMES)
    with pytest.raises(JobFailure, match="contains the value 40, which is not a probability"):
        run(path, path, "matrix", before_classes=(), after_classes=())


@pytest.mark.parametrize("total", [0.4, 2.0])
def test_bands_that_do_not_sum_to_1_are_no_probabilities(run: Run, tmp_path: Path, total: float) -> None:
    """Reflectances, or some of the classes alone, would be a map that looks right."""
    sums = total * np.array([0.5, 0.3, 0.2], np.float32)[:, None, None] * np.ones((3, 20, 20), np.float32)
    path = write_probability(tmp_path / "a.tif", sums, NAMES)
    with pytest.raises(JobFailure, match=f"BEFORE: .* they sum to {total:g} at most pixels, not to 1"):
        run(path, path, "matrix", before_classes=(), after_classes=())


# -- misregistration ----------------------------------------------------------------------------------


def bands(width: int) -> tuple[np.ndarray, np.ndarray]:
    """A house of 20 x 30 pixels that is seen ``width`` pixels farther to the right on the second date."""
    before = np.zeros((60, 80), np.uint8)
    before[20:40, 20:50] = 1
    return before, np.roll(before, width, axis=1)


@pytest.mark.parametrize(
    ("width", "tolerance", "kept"), [(1, 2, False), (2, 3, False), (2, 2, True), (3, 2, True), (1, 1, True)]
)
def test_bands_thinner_than_the_tolerance_are_no_change(width: int, tolerance: int, kept: bool) -> None:
    before, after = bands(width)
    changed = before != after
    explained = explained_by_shift(before, after, changed, tolerance)
    assert (explained == (changed if not kept else False)).all()


def test_a_thin_change_that_is_on_no_edge_stays_and_so_does_a_wide_one() -> None:
    before = np.zeros((60, 80), np.uint8)
    before[5:15, 5:25] = 1
    after = np.roll(before, 1, axis=0)
    after[40, :] = 2  # a road through the field
    after[20:30, 40:60] = 1  # a house
    after[24:26, 60:62] = 1
    changed = before != after
    explained = explained_by_shift(before, after, changed, 3)
    assert np.array_equal(explained, (before != np.roll(before, 1, axis=0)))


def test_the_tolerance_does_not_depend_on_the_strips(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = patches(1, size=3.0, shape=(300, 90))
    after = changed_patches(np.roll(before, 1, axis=0), 5)
    paths = write(tmp_path / "a.tif", before), write(tmp_path / "b.tif", after)
    values = []
    for rows in (512, 17):
        monkeypatch.setattr("groundshift.plugin.engine.landcover.from_to._MOST_ROWS", rows)
        monkeypatch.setattr("groundshift.plugin.engine.landcover.from_to._LEAST_ROWS", rows)
        found = run(*paths, "from_to", "matrix", "polygons", tolerance=3, min_area_m2=12 * GSD**2)
        values.append((read(found["FROM_TO"]), matrix_of(found["MATRIX"])[1], found["POLYGON_COUNT"]))
    assert np.array_equal(values[0][0], values[1][0])
    assert np.array_equal(values[0][1], values[1][1])
    assert values[0][2] == values[1][2]
    assert (values[0][0] > 0).sum() < 0.8 * (before != after).sum()


# -- report and ends ----------------------------------------------------------------------------------


def test_the_report_holds_flows_matrix_gains_and_provenance(run: Run, tmp_path: Path) -> None:
    before = patches(1)
    found = run(
        write(tmp_path / "a.tif", before),
        write(tmp_path / "b.tif", changed_patches(before, 5)),
        "report",
        tolerance=2,
        texts={"flows": "Was wurde woraus"},
        provenance={"who": "me"},
    )
    text = Path(found["REPORT"]).read_text(encoding="utf-8")
    assert text.count("<svg") == 2
    assert "water → wood:" in text
    assert "Was wurde woraus" in text
    assert "Swap" in text
    assert '"who": "me"' in text or "&quot;who&quot;" in text
    assert "http" not in text.replace("http://www.w3.org/2000/svg", "")


def test_dates_that_do_not_meet_are_refused_and_a_cancelled_run_leaves_nothing(run: Run, tmp_path: Path) -> None:
    before = patches(1)
    one, far = write(tmp_path / "a.tif", before), write(tmp_path / "far.tif", before, left=LEFT + 10_000)
    with pytest.raises(JobFailure, match="do not overlap"):
        run(one, far, "matrix")
    stop = threading.Event()
    stop.set()
    with pytest.raises(Cancelled):
        run(one, one, *EXTENSIONS, stop=stop)
    assert not list(tmp_path.glob("out-*/*"))
    assert not list(tmp_path.glob("out-*/.*"))


def test_outputs_name_how_the_maps_were_read(run: Run, tmp_path: Path) -> None:
    before = write(tmp_path / "old.tif", patches(1), nodata=0)
    after = write(tmp_path / "new.tif", patches(2))
    values = run(before, after, "from_to", "report")
    with rasterio.open(values["FROM_TO"]) as dataset:
        old, new = json.loads(dataset.tags()["GROUNDSHIFT"])["reading"]["dates"]
    assert (old["parameter"], old["layer"], old["bands"], old["nodata"], old["assumed"]) == (
        "BEFORE",
        "old",
        {"class": 1},
        ["0"],
        [],
    )
    assert (new["nodata"], new["assumed"], new["resampling"]) == ([], ["nodata"], "none")
    assert "How BEFORE 'old' was read: bands class = 1" in run.log
    assert "datum_transformation" in Path(values["REPORT"]).read_text() or "resampling" in Path(values["REPORT"]).read_text()


def test_a_mask_that_declares_0_as_nodata_is_a_map_of_two_classes(run: Run, tmp_path: Path) -> None:
    before, after = np.zeros((60, 80), np.uint8), np.zeros((60, 80), np.uint8)
    before[10:20, 10:30], after[10:20, 20:50] = 1, 1
    paths = [write_raster(tmp_path / f"{name}.tif", one[None], nodata=0) for name, one in (("a", before), ("b", after))]
    result = run(*paths, "from_to", "matrix", before_classes=(), after_classes=())
    _, matrix, _ = matrix_of(result["MATRIX"])
    assert matrix.tolist() == [[60 * 80 - 400, 200], [100, 100]]
    assert run.log.count("declares 0 as nodata") == 2
