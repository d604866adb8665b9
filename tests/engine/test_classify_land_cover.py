"""``groundshift:classifylandcover`` in the worker, against onnxruntime, numpy and shapely on the whole image."""

from __future__ import annotations

import csv
import json
import threading
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import pyogrio
import pytest
import rasterio
import shapely
from scipy import ndimage, special

from groundshift.plugin.engine.context import JobContext
from groundshift.plugin.engine.landcover.classify import classify_land_cover
from groundshift.plugin.engine.landcover.sieve import fill_removed
from groundshift.plugin.jobs.classify_land_cover import ClassifyLandCoverJob
from groundshift.plugin.jobs.events import Event, Log, Progress
from groundshift.plugin.jobs.failure import Cancelled, JobFailure
from groundshift.plugin.jobs.messages import render_log
from groundshift.plugin.jobs.sources import Polygons, RasterSource
from groundshift.plugin.model_file.load import load_model_file
from groundshift.plugin.model_file.spec import SEGMENTATION
from groundshift.tests.helpers.onnx_models import difference_model, segmentation_model, segmentation_spec
from groundshift.tests.helpers.rasters import GSD, LEFT, TOP, write_raster

HEIGHT, WIDTH = 130, 170
VALUES = np.array([2, 5, 9], np.uint8)
EXTENSIONS = {"classes": ".tif", "probability": ".tif", "rgb": ".tif", "polygons": ".gpkg", "areas": ".csv"}


class Run:
    """Runs the job in a folder of its own."""

    def __init__(self, folder: Path, image: Path, model: Path) -> None:
        self.folder, self.image, self.model = folder, image, model
        self.events: list[Event] = []

    def __call__(self, *outputs: str, stop: Any = None, **changes: Any) -> dict[str, Any]:
        made = self.folder / f"out-{len(list(self.folder.iterdir()))}"
        made.mkdir()
        paths = {name: str(made / f"{name}{EXTENSIONS[name]}") for name in outputs}
        values = {"input": RasterSource("INPUT", "town", str(self.image)), "model": str(self.model), **paths, **changes}
        job = ClassifyLandCoverJob(scratch=str(self.folder / "scratch"), **values)
        return classify_land_cover(job, JobContext(self.events.append, stop or threading.Event()))

    @property
    def log(self) -> str:
        return "\n".join(render_log(event.code, event.values) for event in self.events if isinstance(event, Log))


def read_all(path: str) -> np.ndarray:
    with rasterio.open(path) as dataset:
        return dataset.read()


@pytest.fixture
def image(tmp_path: Path) -> np.ndarray:
    noise = ndimage.gaussian_filter(np.random.default_rng(7).normal(size=(3, HEIGHT, WIDTH)), (0, 2, 2))
    values = ((noise - noise.min()) / (noise.max() - noise.min()) * 255).astype(np.uint8)
    write_raster(tmp_path / "image.tif", values)
    return values


@pytest.fixture
def run(tmp_path: Path, image: np.ndarray) -> Run:
    return Run(tmp_path, tmp_path / "image.tif", segmentation_model(tmp_path / "cover.onnx"))


def probabilities(run: Run, values: np.ndarray) -> np.ndarray:
    session = onnxruntime.InferenceSession(str(run.model), providers=["CPUExecutionProvider"])
    (logits,) = session.run(None, {"image": (values / 255).astype(np.float32)[None]})
    return special.softmax(logits[0], axis=0)


def test_all_outputs_are_what_the_network_gives_for_the_whole_image_whatever_the_tile(run: Run, image: np.ndarray) -> None:
    expected = probabilities(run, image)
    for tile in (None, 37):
        found = run(*EXTENSIONS, tile=tile, provenance={"algorithm": "x"})
        classes = read_all(found["CLASSES"])[0]
        assert np.array_equal(classes, VALUES[expected.argmax(axis=0)])
        probability = read_all(found["PROBABILITY"])
        assert probability.shape[0] == 3
        assert np.allclose(probability, expected, atol=1.1e-4)
        with rasterio.open(found["PROBABILITY"]) as dataset:
            assert dataset.descriptions == ("water", "wood", "field")
            assert dataset.tags(1)["CLASS_5"] == "wood"
        colors = {2: (0x1F, 0x78, 0xB4), 5: (0xE3, 0x1A, 0x1C), 9: (0xE3, 0x1A, 0x1C)}
        picture = read_all(found["RGB"])
        for value, color in colors.items():
            assert (picture[:, classes == value] == np.array(color)[:, None]).all()
        with rasterio.open(found["CLASSES"]) as dataset:
            assert dataset.nodata == 255
            assert dataset.colormap(1)[2] == (0x1F, 0x78, 0xB4, 255)
            assert json.loads(dataset.tags()["GROUNDSHIFT"])["algorithm"] == "x"
        style = Path(found["CLASSES"]).with_suffix(".qml").read_text(encoding="utf-8")
        assert 'type="paletted"' in style
        assert 'value="9" color="#e31a1c" label="field"' in style
        assert 'value="0"' not in style


def test_flips_average_the_probabilities_of_mirrored_images(run: Run, image: np.ndarray) -> None:
    directions = (slice(None), slice(None, None, -1))
    mirrored = [
        probabilities(run, np.ascontiguousarray(image[:, rows, cols]))[:, rows, cols]
        for rows in directions
        for cols in directions
    ]
    found = read_all(run("probability", flips=True)["PROBABILITY"])
    assert np.allclose(found, np.mean(mirrored, axis=0), atol=1.1e-4)


def test_a_model_of_two_mirror_images_is_averaged_over_them_and_over_four_with_flips(
    tmp_path: Path, run: Run, image: np.ndarray
) -> None:
    path = segmentation_model(tmp_path / "two.onnx", segmentation_spec(mirrors=2))
    two = Run(tmp_path, run.image, path)
    turned = probabilities(run, np.ascontiguousarray(image[:, ::-1, ::-1]))[:, ::-1, ::-1]
    wanted = (probabilities(run, image) + turned) / 2
    assert np.abs(wanted - probabilities(run, image)).max() > 0.01
    assert np.allclose(read_all(two("probability")["PROBABILITY"]), wanted, atol=1.1e-4)
    flipped = [read_all(one("probability", flips=True)["PROBABILITY"]) for one in (run, two)]
    assert np.array_equal(*flipped)


def test_the_bundled_model_does_not_mind_the_light(tmp_path: Path, image: np.ndarray) -> None:
    model = Path(__file__).parents[2] / "models" / "landcover-aerial.onnx"
    assert load_model_file(str(model), (SEGMENTATION,)).spec.normalisation.stretch == (0.5, 99.5)
    plain = image.astype(np.uint16) * 100
    maps = {}
    for name, values in (("plain", plain), ("dark", plain // 2), ("hazy", plain // 2 + 3000)):
        path = write_raster(tmp_path / f"{name}.tif", values, gsd=1.0)
        maps[name] = read_all(Run(tmp_path, path, model)("classes", min_area_m2=0.0)["CLASSES"])[0]
    for name in ("dark", "hazy"):
        assert (maps[name] == maps["plain"]).mean() > 0.99


def test_polygons_cover_the_map_and_have_the_mean_probability_of_their_class(run: Run, image: np.ndarray) -> None:
    expected = probabilities(run, image)
    found = run("polygons")
    frame = pyogrio.raw.read(found["POLYGONS"])
    fields = dict(zip(frame[0]["fields"], frame[3]))
    shapes = shapely.from_wkb(frame[2])
    names = np.array(["water", "wood", "field"])
    labels = expected.argmax(axis=0)
    count = sum(ndimage.label(labels == label)[1] for label in range(3))
    assert len(shapes) == count
    assert shapely.is_valid(shapes).all()
    assert shapely.area(shapes).sum() == pytest.approx(HEIGHT * WIDTH * GSD**2)
    largest = int(np.argmax(fields["area_m2"]))
    label = int(np.flatnonzero(names == fields["class"][largest])[0])
    inside = rasterio.features.geometry_mask(
        [shapes[largest]], (HEIGHT, WIDTH), rasterio.transform.from_origin(LEFT, TOP, GSD, GSD), invert=True
    )
    assert (labels[inside] == label).all()
    assert fields["mean_probability"][largest] == pytest.approx(expected[label][inside].mean(), abs=2e-4)


def test_areas_are_a_table_or_a_report(run: Run, image: np.ndarray, tmp_path: Path) -> None:
    labels = probabilities(run, image).argmax(axis=0)
    found = run("areas")
    with open(found["AREAS"], encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["class"] for row in rows] == ["water", "wood", "field"]
    assert [int(row["pixels"]) for row in rows] == np.bincount(labels.ravel()).tolist()
    shares = np.bincount(labels.ravel()) / labels.size
    assert [float(row["share"]) for row in rows] == pytest.approx(shares.tolist(), abs=1e-4)
    # On the ellipsoid, UTM's scale of about .9996 at the central meridian makes pixels a little larger.
    assert float(rows[0]["area_m2"]) == pytest.approx(int(rows[0]["pixels"]) * GSD**2, rel=2e-3)
    assert Path(f"{found['AREAS']}.provenance.json").exists()
    report = Path(run(areas=str(tmp_path / "areas.html"), provenance={"who": "me"})["AREAS"]).read_text(encoding="utf-8")
    assert "<svg" in report
    assert "wood" in report
    assert "who" in report


def test_small_patches_join_their_neighbours(run: Run, image: np.ndarray) -> None:
    plain = run("classes", "probability", "polygons")
    least = 40
    results = [run("classes", "areas", "polygons", min_area_m2=least * GSD**2 * 1.001, tile=tile) for tile in (None, 37)]
    before, after = read_all(plain["CLASSES"])[0], read_all(results[0]["CLASSES"])[0]
    assert np.array_equal(after, read_all(results[1]["CLASSES"])[0])
    small = np.zeros(before.shape, bool)
    for value in VALUES:
        labels, _ = ndimage.label(before == value)
        small |= (labels > 0) & (np.bincount(labels.ravel())[labels] <= least)
    assert small.any()
    assert np.array_equal(before[~small], after[~small])
    rows, cols = ndimage.distance_transform_edt(small, return_distances=False, return_indices=True)
    assert np.array_equal(after, before[rows, cols])
    _, _, _, fields = pyogrio.raw.read(results[0]["POLYGONS"], columns=["area_m2", "mean_probability"], read_geometry=False)
    assert fields[0].min() >= least * GSD**2
    with open(results[0]["AREAS"], encoding="utf-8", newline="") as stream:
        assert [int(row["pixels"]) for row in csv.DictReader(stream)] == [int((after == value).sum()) for value in VALUES]


def test_removed_pixels_take_the_class_of_the_nearest_patch() -> None:
    values = np.array([[2, 2, 0, 0, 5, 255, 0]], np.uint8)
    assert fill_removed(values, 9).tolist() == [[2, 2, 2, 5, 5, 255, 5]]
    assert fill_removed(np.array([[0, 255]], np.uint8), 9).tolist() == [[9, 255]]


def test_outside_the_area_and_without_data_there_is_nodata(tmp_path: Path, run: Run, image: np.ndarray) -> None:
    image[:, :20, :30] = 0
    run.image = write_raster(tmp_path / "holes.tif", image, nodata=0)
    box = shapely.box(LEFT, TOP - 100 * GSD, LEFT + 150 * GSD, TOP)
    cloud = shapely.box(LEFT + 50 * GSD, TOP - 40 * GSD, LEFT + 60 * GSD, TOP - 30 * GSD)
    area, clouds = (
        Polygons(name, "area", "EPSG:32645", (shape.wkb_hex,)) for name, shape in (("AREA", box), ("EXCLUDE", cloud))
    )
    found = run(*EXTENSIONS, include=(area,), exclude=(clouds,))
    hole = np.zeros((100, 150), bool)
    hole[:20, :30] = hole[30:40, 50:60] = True
    assert np.array_equal(read_all(found["CLASSES"])[0] == 255, hole)
    assert np.array_equal((read_all(found["PROBABILITY"]) == -1).all(axis=0), hole)
    with rasterio.open(found["RGB"]) as dataset:
        assert np.array_equal(dataset.dataset_mask() == 0, hole)
    assert found["VALID_PIXELS"] == (~hole).sum()


def test_a_change_model_is_refused_and_so_is_a_land_cover_model_by_detection(tmp_path: Path, run: Run) -> None:
    with pytest.raises(JobFailure, match="made for 'segmentation', not for change between two dates"):
        load_model_file(str(run.model))
    run.model = difference_model(tmp_path / "change.onnx")
    with pytest.raises(JobFailure, match="made for 'change', but this tool needs a model for segmentation"):
        run("classes")


def test_failures_speak_of_one_image(tmp_path: Path, run: Run, image: np.ndarray) -> None:
    far = Polygons("AREA", "far", "EPSG:32645", (shapely.box(0, 0, 1, 1).wkb_hex,))
    with pytest.raises(JobFailure, match="AREA: The area lies outside the extent of layer 'town'"):
        run("classes", include=(far,))
    coarse = write_raster(tmp_path / "coarse.tif", image, gsd=30.0)
    with pytest.raises(JobFailure, match="The image has a ground sample distance of 30 m"):
        run("classes", input=RasterSource("INPUT", "town", str(coarse)))
    two = write_raster(tmp_path / "two.tif", image[:2])
    with pytest.raises(JobFailure, match="List the band numbers in BANDS"):
        run("classes", input=RasterSource("INPUT", "town", str(two)))
    with pytest.raises(JobFailure, match="BANDS: Layer 'town' has no band 9"):
        run("classes", input=RasterSource("INPUT", "town", str(run.image), bands=(9, 1, 2)))
    assert not list(tmp_path.glob("out-*/*"))


def test_a_cancelled_run_leaves_nothing(tmp_path: Path, run: Run) -> None:
    stop = threading.Event()
    stop.set()
    with pytest.raises(Cancelled):
        run(*EXTENSIONS, stop=stop)
    assert not list(tmp_path.glob("out-*/*"))
    assert not list(tmp_path.glob("out-*/.*"))


def test_the_log_names_classes_and_progress_only_grows(run: Run) -> None:
    run("classes", "polygons")
    assert "water:" in run.log
    assert "processing 0.5 m" in run.log
    fractions = [event.fraction for event in run.events if isinstance(event, Progress)]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1


def test_models_minimum_area_is_the_default(tmp_path: Path, run: Run) -> None:
    run.model = segmentation_model(tmp_path / "sieved.onnx", segmentation_spec(min_area_m2=40 * GSD**2 * 1.001))
    default, off = read_all(run("classes")["CLASSES"]), read_all(run("classes", min_area_m2=0.0)["CLASSES"])
    given = read_all(run("classes", min_area_m2=40 * GSD**2 * 1.001)["CLASSES"])
    assert np.array_equal(default, given)
    assert not np.array_equal(default, off)


def test_outputs_name_how_the_image_was_read(run: Run) -> None:
    values = run("classes", "polygons", "areas")
    with rasterio.open(values["CLASSES"]) as dataset:
        (image,) = json.loads(dataset.tags()["GROUNDSHIFT"])["reading"]["dates"]
    assert (image["parameter"], image["layer"], image["type"], image["resampling"]) == ("INPUT", "town", "uint8", "none")
    assert image["bands"] == {"red": 1, "green": 2, "blue": 3}
    assert image["assumed"] == []
