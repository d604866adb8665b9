"""Assessment of a map against a reference: scikit-learn and scipy count the same, whatever the grids and formats."""

from __future__ import annotations

import csv
import json
import re
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import pytest
import rasterio
import shapely
from rasterio import Affine
from rasterio.crs import CRS
from scipy import ndimage
from sklearn import metrics

from groundshift.plugin.engine.accuracy import assess as assess_module
from groundshift.plugin.engine.accuracy import objects as objects_module
from groundshift.plugin.engine.accuracy.assess import assess_accuracy
from groundshift.plugin.engine.accuracy.measures import agreement, class_measures
from groundshift.plugin.engine.context import JobContext
from groundshift.plugin.jobs.accuracy import AssessAccuracyJob
from groundshift.plugin.jobs.events import Log
from groundshift.plugin.jobs.failure import Cancelled, JobFailure
from groundshift.plugin.jobs.sources import NodataRange, Polygons, RasterSource, VectorSource
from groundshift.tests.helpers.rasters import LEFT, TOP, UTM, write_raster
from groundshift.tests.helpers.vectors import write_features

FOUR = ndimage.generate_binary_structure(2, 1)


def blobs(seed: int, height: int = 240, width: int = 300, level: float = 0.06) -> np.ndarray:
    noise = ndimage.gaussian_filter(np.random.default_rng(seed).normal(size=(height, width)), 4)
    return (noise > level).astype(np.uint8)


@pytest.fixture
def maps() -> tuple[np.ndarray, np.ndarray]:
    """Two maps of classes 0, 1 and 2 that agree in part."""
    reference = blobs(1) + blobs(1, level=0.1)
    predicted = np.roll(reference, 2, axis=1)
    predicted[blobs(7, level=0.12) == 1] = 1
    return predicted, reference


def raster(parameter: str, path: Path, **changes: Any) -> RasterSource:
    return replace(RasterSource(parameter, path.stem, str(path)), **changes)


def run(folder: Path, events: list[Any] | None = None, **fields: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """The outputs, and the content of MEASURES."""
    outputs = folder / "out"
    outputs.mkdir(exist_ok=True)
    paths = {
        "report": str(outputs / "result.html"), "matrix": str(outputs / "result.csv"), "measures": str(outputs / "result.json")
    }  # fmt: skip
    job = AssessAccuracyJob(**{"scratch": str(folder / "scratch"), "provenance": {"plugin_version": "1"}, **paths, **fields})
    events = [] if events is None else events
    values = assess_accuracy(job, JobContext(events.append))
    return values, json.loads(Path(paths["measures"]).read_text())


def rasters(folder: Path, predicted: np.ndarray, reference: np.ndarray, **profile: Any) -> dict[str, RasterSource]:
    return {
        "predicted_raster": raster("PREDICTED", write_raster(folder / "predicted.tif", predicted[None], **profile)),
        "reference_raster": raster("REFERENCE", write_raster(folder / "reference.tif", reference[None], **profile)),
    }


def write_polygons(path: Path, shapes: list[Any], fields: dict[str, list[Any]] | None = None, crs: CRS = UTM) -> VectorSource:
    fields = fields or {}
    write_features(path, shapes, fields, crs=crs.to_wkt())
    return VectorSource("REFERENCE", path.stem, str(path), crs.to_wkt(), next(iter(fields), None))


def codes(events: list[Any]) -> set[str]:
    """Of the lines of the log."""
    return {event.code for event in events if isinstance(event, Log)}


def box(row: int, col: int, height: int, width: int, gsd: float = 0.5) -> Any:
    return shapely.box(LEFT + col * gsd, TOP - (row + height) * gsd, LEFT + (col + width) * gsd, TOP - row * gsd)


class TestPixels:
    def test_against_scikit_learn(self, tmp_path: Path, maps: Any) -> None:
        predicted, reference = maps
        values, measures = run(tmp_path, **rasters(tmp_path, predicted, reference))
        true, ours = reference.ravel(), predicted.ravel()
        assert np.array_equal(measures["matrix"]["pixels"], metrics.confusion_matrix(true, ours).T)
        assert values["ACCURACY"] == pytest.approx(metrics.accuracy_score(true, ours), abs=1e-12)
        assert values["KAPPA"] == pytest.approx(metrics.cohen_kappa_score(true, ours), abs=1e-12)
        assert values["MCC"] == pytest.approx(metrics.matthews_corrcoef(true, ours), abs=1e-9)
        for name, score in (
            ("precision", metrics.precision_score), ("recall", metrics.recall_score),
            ("f1", metrics.f1_score), ("iou", metrics.jaccard_score),
        ):  # fmt: skip
            expected = score(true, ours, average=None)
            assert [item[name] for item in measures["classes"]] == pytest.approx(list(expected), abs=1e-12)
            assert values[name.upper()] == pytest.approx(expected[1:].mean(), abs=1e-12)

    def test_two_classes_by_hand(self, tmp_path: Path) -> None:
        reference, predicted = np.zeros((10, 10), np.uint8), np.zeros((10, 10), np.uint8)
        reference[:4, :5] = 1  # 20 pixels
        predicted[2:6, :5] = 1  # 20 pixels, 10 of them right
        values, measures = run(tmp_path, **rasters(tmp_path, predicted, reference))
        assert measures["matrix"]["pixels"] == [[70, 10], [10, 10]]
        assert (values["PRECISION"], values["RECALL"], values["F1"]) == (0.5, 0.5, 0.5)
        assert values["IOU"] == pytest.approx(1 / 3)
        assert values["ACCURACY"] == 0.8
        assert values["KAPPA"] == pytest.approx((0.8 - 0.68) / 0.32)
        assert values["MCC"] == pytest.approx((70 * 10 - 100) / (20 * 80))

    def test_strips_do_not_matter(self, tmp_path: Path, maps: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        sources = rasters(tmp_path, *maps)
        _, whole = run(tmp_path, **sources)
        monkeypatch.setattr(assess_module, "_READ_PIXELS", 300 * 7)
        monkeypatch.setattr(assess_module, "_COUNTED_RUNS", 2000)
        _, strips = run(tmp_path, **sources)
        assert strips["matrix"]["pixels"] == whole["matrix"]["pixels"]
        assert strips["objects"] == whole["objects"]
        assert strips["matrix"]["m2"] == [pytest.approx(line) for line in whole["matrix"]["m2"]]

    def test_nodata_of_both_and_area(self, tmp_path: Path, maps: Any) -> None:
        predicted, reference = (item.copy() for item in maps)
        predicted[:30] = 255
        reference[:, :40] = 9
        sources = rasters(tmp_path, predicted, reference)
        sources["predicted_raster"] = replace(sources["predicted_raster"], nodata=(NodataRange(255, 255),))
        sources["reference_raster"] = replace(sources["reference_raster"], nodata=(NodataRange(9, 9),))
        area = Polygons("AREA", "area", UTM.to_wkt(), (box(10, 20, 190, 200).wkb_hex,))
        _, measures = run(tmp_path, **sources, area=area)
        window = np.s_[30:200, 40:220]
        expected = metrics.confusion_matrix(reference[window].ravel(), predicted[window].ravel()).T
        assert np.array_equal(measures["matrix"]["pixels"], expected)

    def test_masks_of_255_and_of_1(self, tmp_path: Path, maps: Any) -> None:
        predicted, reference = ((item > 0).astype(np.uint8) for item in maps)
        plain, expected = run(tmp_path, **rasters(tmp_path, predicted, reference))
        values, measures = run(tmp_path, **rasters(tmp_path, predicted, reference * 255))
        assert {**values, "REPORT": ""} == {**plain, "REPORT": ""}
        assert measures["objects"] == expected["objects"]

    def test_empty_maps_agree(self, tmp_path: Path) -> None:
        nothing = np.zeros((5, 5), np.uint8)
        values, measures = run(tmp_path, **rasters(tmp_path, nothing, nothing))
        assert values["ACCURACY"] == 1
        assert values["F1"] == values["KAPPA"] == values["MCC"] == 0
        assert measures["objects"]["classes"] == []

    def test_large_counts_do_not_overflow(self) -> None:
        matrix = np.array([[3_000_000_000, 5], [7, 1_000_000_000]], np.int64)
        small = np.array([[3_000_000_000 / 1e3, 5e-3], [7e-3, 1e6]])
        total, chance = small.sum(), (small.sum(0) * small.sum(1)).sum() / small.sum() ** 2
        assert agreement(matrix).kappa == pytest.approx((np.trace(small) / total - chance) / (1 - chance))
        assert class_measures(matrix)[1].precision == pytest.approx(1e9 / (1e9 + 7))


class TestGrids:
    def test_other_resolution_and_shift(self, tmp_path: Path, maps: Any) -> None:
        """Coarse pixels are seen as what they are on the finer grid, also where they begin elsewhere."""
        predicted, _ = maps
        coarse = blobs(3, 60, 75)
        fine = np.kron(coarse, np.ones((4, 4), np.uint8))
        sources = {
            "predicted_raster": raster("PREDICTED", write_raster(tmp_path / "fine.tif", predicted[None])),
            "reference_raster": raster(
                "REFERENCE", write_raster(tmp_path / "coarse.tif", coarse[None], gsd=2.0, left=LEFT + 10)
            ),
        }
        _, measures = run(tmp_path, **sources)
        expected = metrics.confusion_matrix(fine[:, :280].ravel(), predicted[:, 20:].ravel(), labels=[0, 1, 2]).T
        assert np.array_equal(measures["matrix"]["pixels"], expected)
        swapped = {
            "predicted_raster": replace(sources["reference_raster"], parameter="PREDICTED"),
            "reference_raster": replace(sources["predicted_raster"], parameter="REFERENCE"),
        }
        _, other = run(tmp_path, **swapped)
        assert np.array_equal(other["matrix"]["pixels"], expected.T)

    def test_other_crs(self, tmp_path: Path, maps: Any) -> None:
        """The reference in degrees, made by GDAL itself from the same classes: nearest pixels, no class invented."""
        from rasterio.warp import Resampling, calculate_default_transform, reproject

        predicted, _ = maps
        path = write_raster(tmp_path / "utm.tif", predicted[None])
        target = CRS.from_epsg(4326)
        with rasterio.open(path) as source:
            transform, width, height = calculate_default_transform(
                UTM, target, 300, 240, *source.bounds, resolution=0.5 / 111_000 / 4
            )
            degrees = np.full((height, width), 200, np.uint8)
            reproject(
                rasterio.band(source, 1), degrees, dst_transform=transform, dst_crs=target,
                resampling=Resampling.nearest, dst_nodata=200, init_dest_nodata=True,
            )  # fmt: skip
        with rasterio.open(
            tmp_path / "degrees.tif", "w", driver="GTiff", dtype="uint8", count=1, height=height, width=width, crs=target,
            transform=transform, nodata=200,
        ) as dataset:  # fmt: skip
            dataset.write(degrees, 1)
        values, measures = run(
            tmp_path, predicted_raster=raster("PREDICTED", path), reference_raster=raster("REFERENCE", tmp_path / "degrees.tif")
        )
        assert len(measures["classes"]) == 3
        assert values["ACCURACY"] > 0.985  # pixels on edges may go either way
        # The ground is the same whatever the grid it is counted on.
        assert sum(map(sum, measures["matrix"]["m2"])) == pytest.approx(240 * 300 * 0.25, rel=3e-3)

    @pytest.mark.parametrize(
        "turned", [Affine(0.5, 0, LEFT, 0, 0.5, TOP), Affine(0.45, 0.2, LEFT, 0.2, -0.45, TOP)], ids=["south-up", "rotated"]
    )
    def test_maps_that_are_not_north_up(self, tmp_path: Path, turned: Affine) -> None:
        """Their classes are never mixed: there is no 2 between 1 and 3."""
        classes = (blobs(1) * 3 + (blobs(2) & ~blobs(1))).astype(np.uint8)
        assert set(np.unique(classes)) == {0, 1, 3}
        sources = rasters(tmp_path, classes, classes, transform=turned)
        values, measures = run(tmp_path, **sources)
        assert [item["value"] for item in measures["classes"]] == [0, 1, 3]
        assert values["ACCURACY"] == 1
        assert sum(map(sum, measures["matrix"]["m2"])) == pytest.approx(classes.size * abs(turned.determinant), rel=0.01)

    def test_areas_are_on_the_ellipsoid(self, tmp_path: Path) -> None:
        import pyproj

        mapped = np.zeros((40, 50), np.uint8)
        mapped[10:30, 5:45] = 1
        sources = rasters(tmp_path, mapped, mapped, crs=CRS.from_epsg(4326), left=20.0, top=60.0, gsd=0.01)
        _, measures = run(tmp_path, **sources)
        corners = np.array([[20.05, 59.9], [20.45, 59.9], [20.45, 59.7], [20.05, 59.7]])
        ring = shapely.segmentize(shapely.Polygon(corners), 0.001)  # parallels are not geodesics
        expected = abs(pyproj.Geod(ellps="WGS84").geometry_area_perimeter(ring)[0])
        assert measures["classes"][1]["predicted_m2"] == pytest.approx(expected, rel=1e-6)


class TestPolygons:
    def test_reference_of_polygons(self, tmp_path: Path) -> None:
        predicted = np.zeros((100, 120), np.uint8)
        predicted[10:30, 10:30] = 1
        predicted[60:80, 60:80] = 2
        path = write_raster(tmp_path / "predicted.tif", predicted[None])
        reference = write_polygons(tmp_path / "reference.gpkg", [box(10, 10, 20, 25), box(90, 100, 30, 40)])
        _, measures = run(tmp_path, predicted_raster=raster("PREDICTED", path), reference_polygons=reference, binary=True)
        assert measures["matrix"]["pixels"] == [[12000 - 800 - 100 - 200, 100 + 200], [400, 400]]
        (objects,) = measures["objects"]["classes"]
        assert (objects["predicted"], objects["reference"], objects["matched"]) == (2, 2, 1)
        assert objects["mean_iou"] == 0.8

    def test_classes_by_name(self, tmp_path: Path) -> None:
        predicted = np.zeros((100, 120), np.uint8)
        predicted[10:30, 10:30] = 1
        predicted[60:80, 60:80] = 2
        path = write_raster(tmp_path / "predicted.tif", predicted[None])
        with rasterio.open(path, "r+") as dataset:
            dataset.update_tags(1, CLASS_1="new building", CLASS_2="Demolished")
        shapes = [box(10, 10, 20, 20), box(60, 60, 20, 10), box(60, 70, 20, 10)]
        labels = ["new building", "demolished", "road"]
        reference = write_polygons(tmp_path / "reference.gpkg", shapes, {"kind": labels})
        _, measures = run(tmp_path, predicted_raster=raster("PREDICTED", path), reference_polygons=reference)
        assert [item["name"] for item in measures["classes"]] == ["no change", "new building", "Demolished", "road"]
        assert measures["matrix"]["pixels"] == [[11200, 0, 0, 0], [0, 400, 0, 0], [0, 0, 200, 200], [0, 0, 0, 0]]

    def test_both_of_polygons_in_other_crs(self, tmp_path: Path) -> None:
        import pyproj

        transformer = pyproj.Transformer.from_crs(UTM.to_epsg(), 4326, always_xy=True)
        ours = [box(0, 0, 40, 40), box(100, 100, 40, 40)]
        degrees = [shapely.transform(item, lambda p: np.column_stack(transformer.transform(*p.T))) for item in ours]
        predicted = write_polygons(tmp_path / "predicted.gpkg", degrees, crs=CRS.from_epsg(4326))
        reference = write_polygons(tmp_path / "reference.gpkg", [box(0, 20, 40, 40), box(100, 100, 40, 40)])
        values, measures = run(tmp_path, predicted_polygons=predicted, reference_polygons=reference, binary=True)
        assert values["PRECISION"] == pytest.approx(0.75, abs=0.01)
        assert values["IOU"] == pytest.approx(0.6, abs=0.01)
        assert measures["classes"][1]["reference_m2"] == pytest.approx(800, rel=0.01)

    def test_names_and_a_raster_without_names(self, tmp_path: Path, maps: Any) -> None:
        path = write_raster(tmp_path / "predicted.tif", maps[0][None])
        reference = write_polygons(tmp_path / "reference.gpkg", [box(0, 0, 9, 9)], {"kind": ["building"]})
        with pytest.raises(JobFailure, match="CLASS_FIELD: The raster 'predicted' has no class names"):
            run(tmp_path, predicted_raster=raster("PREDICTED", path), reference_polygons=reference)

    def test_numbers_in_the_class_field(self, tmp_path: Path) -> None:
        predicted = np.zeros((50, 60), np.uint8)
        predicted[10:20, 10:20], predicted[30:40, 10:20] = 1, 2
        path = write_raster(tmp_path / "predicted.tif", predicted[None])
        shapes = [box(10, 10, 10, 10), box(30, 10, 10, 10)]
        reference = write_polygons(tmp_path / "reference.gpkg", shapes, {"kind": ["1", "2.0"]})
        values, _ = run(tmp_path, predicted_raster=raster("PREDICTED", path), reference_polygons=reference)
        assert values["ACCURACY"] == values["F1"] == 1

    def test_nonsense_in_the_class_field(self, tmp_path: Path, maps: Any) -> None:
        path = write_raster(tmp_path / "predicted.tif", maps[0][None])
        reference = write_polygons(tmp_path / "reference.gpkg", [box(0, 0, 9, 9)], {"kind": ["-3"]})
        with pytest.raises(JobFailure, match="CLASS_FIELD: '-3' in the field 'kind'"):
            run(tmp_path, predicted_raster=raster("PREDICTED", path), reference_polygons=reference)

    def test_polygons_without_a_class(self, tmp_path: Path, maps: Any) -> None:
        path = write_raster(tmp_path / "predicted.tif", maps[0][None])
        reference = write_polygons(tmp_path / "reference.gpkg", [box(0, 0, 9, 9), box(20, 0, 9, 9)], {"kind": ["1", None]})
        reference = replace(reference, field_name="Klasse")
        with pytest.raises(JobFailure, match="1 polygons of layer 'reference' have no class: their field 'Klasse' is empty"):
            run(tmp_path, predicted_raster=raster("PREDICTED", path), reference_polygons=reference)

    def test_polygons_that_lie_elsewhere_are_told(self, tmp_path: Path, maps: Any) -> None:
        path = write_raster(tmp_path / "predicted.tif", maps[0][None])
        far, near = [box(-9000, 0, 9, 9)], [box(0, 0, 9, 9)]
        for name, shapes, told in (("far", far, True), ("none", [], False), ("near", near, False)):
            events: list[Any] = []
            reference = write_polygons(tmp_path / f"{name}.gpkg", shapes)
            fields = {"predicted_raster": raster("PREDICTED", path), "reference_polygons": reference, "binary": True}
            run(tmp_path, events, **fields)
            assert ("polygons_elsewhere" in codes(events)) is told

    def test_polygons_alone_do_not_say_how_far_the_ground_reaches(self, tmp_path: Path) -> None:
        both = {
            name: write_polygons(tmp_path / f"{name}.gpkg", [box(0, 0, 9, 9)])
            for name in ("predicted_polygons", "reference_polygons")
        }
        events: list[Any] = []
        run(tmp_path, events, **both, binary=True)
        assert "assessment_without_area" in codes(events)
        events.clear()
        area = Polygons("AREA", "area", UTM.to_wkt(), (shapely.to_wkb(box(0, 0, 50, 50)).hex(),))
        run(tmp_path, events, **both, binary=True, area=area)
        assert "assessment_without_area" not in codes(events)


class TestObjects:
    @pytest.mark.parametrize("overlap", [0.5, 0.8])
    def test_against_scipy(self, tmp_path: Path, maps: Any, overlap: float) -> None:
        predicted, reference = maps
        _, measures = run(tmp_path, **rasters(tmp_path, predicted, reference), overlap=overlap)
        for item in measures["objects"]["classes"]:
            ours, count = ndimage.label(predicted == item["value"], FOUR)
            theirs, true_count = ndimage.label(reference == item["value"], FOUR)
            both = (ours > 0) & (theirs > 0)
            pairs, pixels = np.unique(np.stack([ours[both], theirs[both]]), axis=1, return_counts=True)
            iou = pixels / (np.bincount(ours.ravel())[pairs[0]] + np.bincount(theirs.ravel())[pairs[1]] - pixels)
            good = iou >= overlap
            assert (item["predicted"], item["reference"], item["matched"]) == (count, true_count, good.sum())
            assert item["mean_iou"] == pytest.approx(iou[good].mean() if good.any() else 0)
            assert item["predicted_touched"] == len(np.unique(pairs[0]))
            assert item["reference_touched"] == len(np.unique(pairs[1]))
            assert item["precision"] == pytest.approx(good.sum() / count)

    def test_an_object_matches_once(self, tmp_path: Path) -> None:
        """One large predicted object over two small ones: with a low overlap only one of them is matched."""
        predicted, reference = np.zeros((20, 40), np.uint8), np.zeros((20, 40), np.uint8)
        predicted[5:15, 5:35] = 1
        reference[5:15, 5:18] = 1
        reference[5:15, 22:35] = 1
        _, measures = run(tmp_path, **rasters(tmp_path, predicted, reference), overlap=0.3)
        (item,) = measures["objects"]["classes"]
        assert (item["matched"], item["reference_touched"]) == (1, 2)

    def test_too_many_are_given_up(self, tmp_path: Path, maps: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(objects_module, "MOST_PARTS", 3)
        events: list[Any] = []
        values, measures = run(tmp_path, events, **rasters(tmp_path, *maps))
        assert measures["objects"] is None
        assert values["ACCURACY"] > 0.5
        assert any(getattr(event, "code", "") == "objects_given_up" for event in events)


class TestOutputs:
    def test_report_is_self_contained(self, tmp_path: Path, maps: Any) -> None:
        values, _ = run(tmp_path, **rasters(tmp_path, *maps), texts={"kappa": "Übereinstimmung <&>"})
        text = Path(values["REPORT"]).read_text(encoding="utf-8")
        assert 'src="data:image/png;base64,' in text
        assert not re.search(r"(src|href)=\"(?!data:)", text)
        assert "Übereinstimmung &lt;&amp;&gt;" in text
        assert f"{values['F1']:.4f}" in text
        assert text.count("class=right") == 3  # of each class what is right, and not the grand total
        rows = list(csv.reader(Path(values["MATRIX"]).read_text().splitlines()))
        assert rows[0][1:] == ["0 no change", "1 class 1", "2 class 2"]
        assert len(rows) == 4
        assert json.loads(Path(values["MATRIX"] + ".provenance.json").read_text()) == {"plugin_version": "1"}
        assert not (tmp_path / "scratch").exists()

    def test_picture(self, tmp_path: Path) -> None:
        import base64
        import io

        from PIL import Image

        predicted, reference = np.zeros((600, 500), np.uint8), np.zeros((600, 500), np.uint8)
        predicted[:200, :200] = 1
        reference[100:300, :200] = 1
        values, _ = run(tmp_path, **rasters(tmp_path, predicted, reference))
        text = Path(values["REPORT"]).read_text(encoding="utf-8")
        png = base64.b64decode(re.search(r"base64,([^\"]+)", text)[1])  # type: ignore[index]
        image = np.asarray(Image.open(io.BytesIO(png)).convert("RGB"))
        assert image.shape == (600, 500, 3)
        colours = [tuple(image[row, 50]) for row in (50, 150, 250, 500)]
        assert colours == [(213, 94, 0), (0, 158, 115), (0, 114, 178), (245, 245, 245)]

    def test_layers_of_the_same_name_keep_their_styles(self, tmp_path: Path, maps: Any) -> None:
        (tmp_path / "out").mkdir()
        style = tmp_path / "out" / "result.qml"
        style.write_text("style")
        run(tmp_path, **rasters(tmp_path, *maps))
        assert style.read_text() == "style"

    def test_nothing_is_left_of_a_cancelled_run(self, tmp_path: Path, maps: Any) -> None:
        (tmp_path / "out").mkdir()
        stop = threading.Event()
        stop.set()
        job = AssessAccuracyJob(
            scratch=str(tmp_path / "scratch"), report=str(tmp_path / "out" / "r.html"), **rasters(tmp_path, *maps)
        )
        with pytest.raises(Cancelled):
            assess_accuracy(job, JobContext(lambda event: None, stop))
        assert list((tmp_path / "out").iterdir()) == []


class TestBadInput:
    def test_no_overlap(self, tmp_path: Path, maps: Any) -> None:
        sources = rasters(tmp_path, *maps)
        far = write_raster(tmp_path / "far.tif", maps[0][None], left=LEFT + 5000)
        with pytest.raises(JobFailure, match="do not overlap"):
            run(tmp_path, **{**sources, "reference_raster": raster("REFERENCE", far)})

    def test_a_probability_is_no_map_of_classes(self, tmp_path: Path, maps: Any) -> None:
        sources = rasters(tmp_path, *maps)
        path = write_raster(tmp_path / "p.tif", maps[0][None].astype(np.float32) / 3)
        with pytest.raises(JobFailure, match="PREDICTED: Layer 'p' is not a class map"):
            run(tmp_path, **{**sources, "predicted_raster": raster("PREDICTED", path)})

    def test_floats_that_are_classes(self, tmp_path: Path, maps: Any) -> None:
        sources = rasters(tmp_path, maps[0].astype(np.float32), maps[1].astype(np.int16))
        values, _ = run(tmp_path, **sources)
        assert values["ACCURACY"] == np.mean(maps[0] == maps[1])

    def test_nothing_is_known(self, tmp_path: Path, maps: Any) -> None:
        sources = rasters(tmp_path, *maps)
        sources["predicted_raster"] = replace(sources["predicted_raster"], nodata=(NodataRange(0, 9),))
        with pytest.raises(JobFailure, match="have no valid pixels in common"):
            run(tmp_path, **sources)


DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "buildings" / "banepa"


@pytest.mark.skipif(not DATA.is_dir(), reason="needs the real imagery in ../shared/data")
class TestRealBuildings:
    """Footprints of a town in web mercator against a map of them that was burnt by other means in UTM."""

    def test_areas_and_objects(self, tmp_path: Path) -> None:
        import pyproj
        from rasterio.features import rasterize
        from rasterio.transform import from_origin

        _, _, geometry, _ = pyogrio.raw.read(DATA / "labels.gpkg", layer="buildings")
        crs = CRS.from_user_input(pyogrio.read_info(DATA / "labels.gpkg", layer="buildings")["crs"])
        footprints = [item for item in shapely.from_wkb(geometry) if item is not None and item.is_valid]
        transformer = pyproj.Transformer.from_crs(crs.to_wkt(), UTM.to_wkt(), always_xy=True)
        flat = [shapely.transform(item, lambda p: np.column_stack(transformer.transform(*p.T))) for item in footprints]
        left, bottom, right, top = shapely.total_bounds(flat)
        height, width = int((top - bottom) / 0.25) + 2, int((right - left) / 0.25) + 2
        transform = from_origin(left - 0.25, top + 0.25, 0.25, 0.25)
        burnt = rasterize([(item, 1) for item in flat], (height, width), transform=transform, dtype="uint8")
        path = write_raster(tmp_path / "burnt.tif", burnt[None], left=left - 0.25, top=top + 0.25, gsd=0.25)
        reference = write_polygons(tmp_path / "footprints.gpkg", footprints, crs=crs)
        values, measures = run(tmp_path, predicted_raster=raster("PREDICTED", path), reference_polygons=reference, binary=True)
        assert values["F1"] > 0.995  # the same but for pixels whose centres lie on edges
        union = shapely.union_all(flat)
        to_degrees = pyproj.Transformer.from_crs(UTM.to_wkt(), 4326, always_xy=True)
        degrees = shapely.transform(union, lambda p: np.column_stack(to_degrees.transform(*p.T)))
        expected = abs(pyproj.Geod(ellps="WGS84").geometry_area_perimeter(shapely.orient_polygons(degrees))[0])
        assert measures["classes"][1]["reference_m2"] == pytest.approx(expected, rel=2e-3)
        (objects,) = measures["objects"]["classes"]
        assert objects["matched"] / objects["reference"] > 0.98
        _, count = ndimage.label(burnt, FOUR)
        assert objects["predicted"] == count


def warned(events: list[Any]) -> list[str]:
    return [event.code for event in events if isinstance(event, Log) and event.level == "warning"]


@pytest.mark.parametrize("side", ["predicted", "reference"])
def test_nodata_of_0_beside_one_class_is_no_change(tmp_path: Path, maps: tuple[np.ndarray, np.ndarray], side: str) -> None:
    predicted, reference = (np.where(one > 0, 1, 0).astype(np.uint8) for one in maps)
    expected, _ = run(tmp_path, **rasters(tmp_path, predicted, reference))
    given = rasters(tmp_path, predicted, reference)
    with rasterio.open(given[f"{side}_raster"].path, "r+") as dataset:
        dataset.nodata = 0
    events: list[Any] = []
    found, _ = run(tmp_path, events, **given)
    assert {name: found[name] for name in ("PRECISION", "RECALL", "ACCURACY")} == {
        name: expected[name] for name in ("PRECISION", "RECALL", "ACCURACY")
    }
    assert warned(events) == ["zero_is_class"]


def test_nodata_of_0_beside_several_classes_is_no_data(tmp_path: Path, maps: tuple[np.ndarray, np.ndarray]) -> None:
    predicted, reference = maps
    events: list[Any] = []
    _, measures = run(tmp_path, events, **rasters(tmp_path, predicted, reference, nodata=0))
    assert measures["pixels"] == ((predicted > 0) & (reference > 0)).sum()
    assert warned(events) == []


def test_a_map_without_change_is_reported(tmp_path: Path, maps: tuple[np.ndarray, np.ndarray]) -> None:
    predicted, reference = (np.where(one > 0, 255, 0).astype(np.uint8) for one in maps)
    events: list[Any] = []
    run(tmp_path, events, **rasters(tmp_path, predicted, reference, nodata=255))
    assert warned(events) == ["map_without_change"] * 2


def test_a_picture_is_no_map_of_classes(tmp_path: Path, maps: tuple[np.ndarray, np.ndarray]) -> None:
    predicted, reference = maps
    given = rasters(tmp_path, predicted, reference)
    expected, _ = run(tmp_path, **given)
    alike = write_raster(tmp_path / "alike.tif", np.repeat(predicted[None], 3, 0))  # a mask that was saved as a picture
    found, _ = run(tmp_path, **{**given, "predicted_raster": raster("PREDICTED", alike)})
    assert found["F1"] == expected["F1"]
    picture = write_raster(tmp_path / "picture.tif", np.stack([predicted, reference, predicted]))
    with pytest.raises(JobFailure) as failure:
        run(tmp_path, **{**given, "predicted_raster": raster("PREDICTED", picture)})
    assert failure.value.code == "classes_picture"
    several = write_raster(tmp_path / "several.tif", np.stack([predicted, reference]))
    events: list[Any] = []
    found, _ = run(tmp_path, events, **{**given, "predicted_raster": raster("PREDICTED", several)})
    assert (found["F1"], warned(events)) == (expected["F1"], ["first_band_of_classes"])
