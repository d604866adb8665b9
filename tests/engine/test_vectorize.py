"""``groundshift:vectorizechange``: clean polygons from masks and probabilities."""

from __future__ import annotations

import json
import math
import threading
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import pyproj
import pytest
import rasterio
import shapely
from rasterio import Affine
from scipy import ndimage

from groundshift.plugin.engine.context import JobContext
from groundshift.plugin.engine.dates.grid import Grid
from groundshift.plugin.engine.objects.outlines import trace_runs
from groundshift.plugin.engine.objects.runs import RunStream
from groundshift.plugin.engine.outputs import rasters
from groundshift.plugin.engine.vectorize.smooth import can_simplify, simplify, with_neighbours_corners
from groundshift.plugin.engine.vectorize.vectorize import vectorize_change
from groundshift.plugin.jobs.events import Event, Log, Progress
from groundshift.plugin.jobs.failure import Cancelled, JobFailure
from groundshift.plugin.jobs.messages import render_log
from groundshift.plugin.jobs.sources import RasterSource
from groundshift.plugin.jobs.vectorize_change import VectorizeChangeJob
from groundshift.plugin.model_file.spec import ChangeClass
from groundshift.tests.helpers.detection import Run, left_behind
from groundshift.tests.helpers.onnx_models import difference_model, spec
from groundshift.tests.helpers.rasters import GSD, LEFT, TOP, UTM, write_raster

from .test_outlines import made_mask

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
needs_coverage = pytest.mark.skipif(not can_simplify(), reason="simplification needs shapely 2.1 and GEOS 3.12")


class Vectorize:
    """Runs the job in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.events: list[Event] = []

    def job(self, raster: str | Path, **changes: Any) -> VectorizeChangeJob:
        values = {"polygons": str(self.folder / "polygons.gpkg"), "scratch": str(self.folder / "scratch-1"), **changes}
        return VectorizeChangeJob(RasterSource("INPUT", Path(raster).stem, str(raster)), **values)

    def __call__(self, raster: str | Path, **changes: Any) -> tuple[np.ndarray, dict[str, np.ndarray], dict[str, Any]]:
        """Polygons, their fields, and the outputs."""
        values = vectorize_change(self.job(raster, **changes), JobContext(self.events.append))
        return *read_polygons(values["POLYGONS"]), values

    @property
    def log(self) -> str:
        return "\n".join(render_log(event.code, event.values) for event in self.events if isinstance(event, Log))


def read_polygons(path: str) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    meta, _, geometry, columns = pyogrio.raw.read(path, layer=Path(path).stem)
    return shapely.from_wkb(geometry), dict(zip(meta["fields"], columns))


@pytest.fixture
def vectorize(tmp_path: Path) -> Vectorize:
    folder = tmp_path / "polygons"
    folder.mkdir()
    return Vectorize(folder)


def write_mask(path: Path, mask: np.ndarray, **profile: Any) -> Path:
    return write_raster(path, mask[None], nodata=255, **profile)


def pixel_boxes(mask: np.ndarray, value: int) -> Any:
    """The pixels of a value as one shape on the ground."""
    rows, cols = np.nonzero(mask == value)
    left, top = LEFT + cols * GSD, TOP - rows * GSD
    return shapely.union_all(shapely.box(left, top - GSD, left + GSD, top))


class TestLikeDetectChange:
    """Of what detectchange wrote, with its settings: the same polygons and attributes."""

    @pytest.mark.parametrize("source", ["MASK", "PROBABILITY"])
    def test_the_same_polygons(self, run: Run, pair, vectorize: Vectorize, source: str) -> None:
        before, after, _ = pair
        found = run(before, after, threshold=0.3, min_area_m2=20.0, probability=str(run.folder / "probability.tif"))
        expected, columns = read_polygons(found["POLYGONS"])
        shapes, fields, values = vectorize(found[source], min_area_m2=20.0, fill_holes_m2=20.0)
        order, same = np.argsort(columns["area_m2"]), np.argsort(fields["area_m2"])
        assert len(shapes) == len(expected) > 2
        assert all(shapely.equals_exact(shapely.normalize(shapes[same]), shapely.normalize(expected[order]), 1e-9))
        names = ["class", "area_m2", "perimeter_m"]
        names += ["mean_probability", "max_probability"] if source == "PROBABILITY" else []
        assert set(fields) == {"uuid", *names}
        for name in names:
            if name == "class":
                assert (fields[name][same] == columns[name][order]).all()
            else:
                assert np.allclose(fields[name][same], columns[name][order], atol=2e-4), name
        assert values["CHANGED_AREA"] == pytest.approx(found["CHANGED_AREA"], rel=1e-9)
        assert values["POLYGON_COUNT"] == found["POLYGON_COUNT"]

    def test_classes_colours_and_directions_come_along(self, tmp_path: Path, pair, vectorize: Vectorize) -> None:
        classes = [
            {"value": 3, "name": "new building", "color": "#00ff00", "direction": "construction"},
            {"value": 7, "name": "gone", "color": "#0000ff", "direction": "demolition"},
        ]
        document = spec(classes=classes[:1], directions=True)
        (tmp_path / "out").mkdir()
        run = Run(tmp_path / "out", difference_model(tmp_path / "model.onnx", document=document))
        found = run(*pair[:2], probability=str(tmp_path / "out" / "p.tif"), provenance={"model": {"id": "difference"}})
        for source in ("MASK", "PROBABILITY"):
            _, fields, values = vectorize(found[source])
            assert set(fields["class"]) == {"new building"}
            assert set(fields["direction"]) == {"construction"}
            connection = __import__("sqlite3").connect(values["POLYGONS"])
            (style,) = connection.execute("SELECT styleQML FROM layer_styles").fetchone()
            (text,) = connection.execute("SELECT metadata FROM gpkg_metadata WHERE metadata LIKE '%input_made_by%'").fetchone()
            connection.close()
            assert "0,255,0" in style
            assert "difference" in text


class TestRasters:
    """What can be read."""

    def test_a_mask_of_another_program(self, tmp_path: Path, vectorize: Vectorize) -> None:
        mask = np.zeros((60, 80), np.uint8)
        mask[10:20, 10:30] = 255
        shapes, fields, _ = vectorize(write_raster(tmp_path / "m.tif", mask[None]))
        assert len(shapes) == 1
        assert fields["class"].tolist() == ["change"]
        assert shapes[0].equals(pixel_boxes(mask, 255))

    def test_many_values_of_16_bits(self, tmp_path: Path, vectorize: Vectorize) -> None:
        mask = np.zeros((60, 80), np.int16)
        mask[10:20, 10:30], mask[10:20, 30:40], mask[40:50, 5:9] = 300, 2, -9999
        shapes, fields, _ = vectorize(write_raster(tmp_path / "m.tif", mask[None], nodata=-9999))
        assert sorted(fields["class"]) == ["class 2", "class 300"]
        found = dict(zip(fields["class"], shapes))
        assert found["class 300"].equals(pixel_boxes(mask, 300))

    def test_values_of_an_image_are_told(self, tmp_path: Path, vectorize: Vectorize) -> None:
        image = np.arange(100, dtype=np.uint8).repeat(9).reshape(1, 30, 30)
        vectorize(write_raster(tmp_path / "percent.tif", image))
        assert "The raster has 99 different values" in vectorize.log
        vectorize.events.clear()
        vectorize(write_raster(tmp_path / "classes.tif", image // 10))
        assert "different values" not in vectorize.log

    @pytest.mark.parametrize("dtype", [np.float32, np.float64])
    def test_classes_as_floats_are_a_mask(self, tmp_path: Path, vectorize: Vectorize, dtype: Any) -> None:
        """As QGIS's raster calculator writes them; 0 and 1 alone are probabilities, which gives the same polygons."""
        mask = made_mask(3)
        expected, expected_fields, _ = vectorize(write_mask(tmp_path / "whole.tif", mask))
        floats = np.where(mask == 255, np.nan, mask)[None].astype(dtype)
        shapes, fields, _ = vectorize(write_raster(tmp_path / "floats.tif", floats, nodata=np.nan))
        assert {shape.normalize() for shape in shapes} == {shape.normalize() for shape in expected}
        assert sorted(fields["class"]) == sorted(expected_fields["class"])

    def test_threshold_and_zonal_statistics(self, tmp_path: Path, vectorize: Vectorize) -> None:
        random = np.random.default_rng(3)
        values = ndimage.gaussian_filter(random.random((90, 120)), 3).astype(np.float32)
        values = (values - values.min()) / np.ptp(values)
        values[:5] = -1
        path = write_raster(tmp_path / "p.tif", values[None], nodata=-1.0)
        shapes, fields, outputs = vectorize(path, threshold=0.6)
        change = values >= np.float32(0.6)
        labels, count = ndimage.label(change)
        assert len(shapes) == count
        by_first = {}
        for label in range(1, count + 1):
            row, col = np.argwhere(labels == label)[0]
            by_first[LEFT + (col + 0.5) * GSD, TOP - (row + 0.5) * GSD] = values[labels == label]
        for point, pixels in by_first.items():
            (index,) = np.flatnonzero(shapely.contains_xy(shapes, *point))
            assert fields["mean_probability"][index] == pytest.approx(pixels.mean(dtype=float), abs=1e-4)
            assert fields["max_probability"][index] == pytest.approx(pixels.max(), abs=1e-4)
        geod = pyproj.Geod(ellps="WGS84")
        to_degrees = pyproj.Transformer.from_crs(32645, 4326, always_xy=True)

        def geodesic(shape: Any) -> tuple[float, float]:
            fine = shapely.transform(shape, lambda points: np.column_stack(to_degrees.transform(*points.T)))
            area, perimeter = geod.geometry_area_perimeter(fine)
            return abs(area), perimeter

        measured = [geodesic(shape) for shape in shapes]
        assert np.allclose(fields["area_m2"], [area for area, _ in measured], rtol=1e-4, atol=2e-3)
        assert np.allclose(fields["perimeter_m"], [length for _, length in measured], rtol=1e-4, atol=2e-3)
        assert outputs["CHANGED_AREA"] == pytest.approx(sum(area for area, _ in measured), rel=1e-4)

    def test_the_likeliest_of_several_classes(self, tmp_path: Path, vectorize: Vectorize) -> None:
        classes = (ChangeClass(2, "new", "#00ff00", "construction"), ChangeClass(9, "gone", "#0000ff", "demolition"))
        values = np.full((3, 60, 80), 0.05, np.float32)
        values[:, 10:20, 10:30] = np.reshape([0.8, 0.7, 0.1], (3, 1, 1))
        values[:, 10:20, 30:50] = np.reshape([0.6, 0.2, 0.4], (3, 1, 1))
        values[:, 40:, :] = -1
        grid = Grid(UTM, LEFT, TOP, GSD, GSD, 60, 80)
        path = tmp_path / "p.tif"
        with rasters.create_probability(str(path), grid, classes, {"parameters": {"THRESHOLD": 0.7}}) as dataset:
            dataset.write(values)
        shapes, fields, _ = vectorize(path, threshold=0.5)
        found = dict(zip(fields["class"], zip(fields["direction"], fields["mean_probability"].round(3), shapes)))
        assert {name: item[:2] for name, item in found.items()} == {"new": ("construction", 0.8), "gone": ("demolition", 0.6)}
        assert found["gone"][2].equals(shapely.box(LEFT + 15, TOP - 10, LEFT + 25, TOP - 5))
        # Without a threshold, the one that the raster was made with holds.
        _, fields, _ = vectorize(path)
        assert fields["class"].tolist() == ["new"]

    def test_lengths_are_metres_in_degrees_too(self, tmp_path: Path, vectorize: Vectorize) -> None:
        """At 60 degrees north a pixel of a grid of degrees is half as wide as it is high."""
        step = 1e-5
        mask = np.zeros((200, 300), np.uint8)
        mask[50:70, 100:140] = mask[50:70, 146:180] = 1  # 6 columns apart: 3.35 m
        mask[120:140, 100:140] = mask[146:160, 100:140] = 1  # 6 rows apart: 6.7 m
        turned = shapely.affinity.rotate(shapely.box(200, 120, 230, 140), 30)
        turned = shapely.affinity.scale(turned, 2.0, 1.0)  # right angles on the ground
        mask |= rasterio.features.rasterize([(turned, 1)], mask.shape, dtype="uint8")
        crs = rasterio.crs.CRS.from_epsg(4326)
        path = write_mask(tmp_path / "m.tif", mask, left=24.9, top=60.0, gsd=step, crs=crs)
        shapes, fields, values = vectorize(path, merge_gap_m=4.0, regularize=True)
        assert len(shapes) == 4
        assert values["REGULARIZED"] == 4
        geod = pyproj.Geod(ellps="WGS84")
        expected = [geod.geometry_area_perimeter(shape) for shape in shapes]
        assert np.allclose(fields["area_m2"], [abs(area) for area, _ in expected], rtol=1e-3)
        assert np.allclose(fields["perimeter_m"], [length for _, length in expected], rtol=1e-3)
        metres = shapely.transform(shapes, lambda points: points * [np.cos(np.radians(60)), 1])
        for shape in metres:
            edges = np.diff(np.asarray(shape.exterior.coords), axis=0)
            angles = np.degrees(np.arctan2(edges[:, 1], edges[:, 0])) % 90
            assert np.minimum(np.abs(angles - angles[0]), 90 - np.abs(angles - angles[0])).max() < 0.5

    def test_a_south_up_mask(self, tmp_path: Path, vectorize: Vectorize) -> None:
        """As some programs write them: rows from south to north. Nothing is resampled."""
        mask = np.where(made_mask(3) > 0, made_mask(3) + 1, 0).astype(np.uint8)
        height = len(mask)
        upwards = write_raster(
            tmp_path / "up.tif", mask[None, ::-1], transform=Affine(GSD, 0, LEFT, 0, GSD, TOP - height * GSD)
        )
        shapes, fields, _ = vectorize(upwards)
        expected, expected_fields, _ = vectorize(write_mask(tmp_path / "down.tif", mask))
        assert {shape.normalize() for shape in shapes} == {shape.normalize() for shape in expected}
        assert sorted(fields["class"]) == sorted(expected_fields["class"])

    def test_a_rotated_mask(self, tmp_path: Path, vectorize: Vectorize) -> None:
        mask = np.zeros((100, 120), np.uint8)
        mask[20:50, 30:90], mask[60:80, 10:40] = 3, 1
        turned = Affine(0.45, 0.2, LEFT, 0.2, -0.45, TOP)
        shapes, fields, _ = vectorize(write_raster(tmp_path / "m.tif", mask[None], transform=turned))
        assert sorted(fields["class"]) == ["class 1", "class 3"]
        for name, rows, cols in (("class 3", (20, 50), (30, 90)), ("class 1", (60, 80), (10, 40))):
            box = shapely.Polygon([turned @ (cols[i], rows[j]) for i, j in ((0, 0), (0, 1), (1, 1), (1, 0))])
            (shape,) = (item for item, own in zip(shapes, fields["class"]) if own == name)
            assert shape.intersection(box).area / shape.union(box).area > 0.95

    @pytest.mark.parametrize(
        ("values", "profile", "changes", "code"),
        [
            (np.full((1, 9, 9), 3.5, np.float32), {}, {}, "no_probability"),
            (np.arange(900, dtype=np.int32).reshape(1, 30, 30), {}, {}, "too_many_classes"),
            (np.ones((1, 9, 9), np.uint8), {"crs": None}, {}, "raster_without_crs"),
            (np.full((1, 9, 9), 0.5, np.float32), {}, {"threshold": 2.0}, "threshold_range"),
            (np.ones((1, 9, 9), np.uint8), {}, {"polygons": "x.docx"}, "output_format"),
            (np.ones((1, 9, 9), np.uint8), {}, {"polygons": "missing/x.gpkg"}, "output_folder_missing"),
        ],
    )
    def test_bad_input(self, tmp_path: Path, vectorize: Vectorize, values, profile, changes, code: str) -> None:
        path = write_raster(tmp_path / "in.tif", values, **profile)
        changes = {key: str(vectorize.folder / value) if key == "polygons" else value for key, value in changes.items()}
        with pytest.raises(JobFailure) as failure:
            vectorize(path, **changes)
        assert failure.value.code == code
        assert left_behind(vectorize.folder) == set()

    def test_cancelled(self, tmp_path: Path, vectorize: Vectorize) -> None:
        stop = threading.Event()
        mask = write_mask(tmp_path / "m.tif", np.tile(made_mask(1), (40, 4)))

        def emit(event: Event) -> None:
            if isinstance(event, Progress):
                stop.set()

        with pytest.raises(Cancelled):
            vectorize_change(vectorize.job(mask), JobContext(emit, stop))
        assert left_behind(vectorize.folder) == set()

    def test_nothing_changed(self, tmp_path: Path, vectorize: Vectorize) -> None:
        path = write_mask(tmp_path / "m.tif", np.zeros((30, 40), np.uint8))
        options = {"min_area_m2": 1.0, "fill_holes_m2": 5.0, "merge_gap_m": 3.0, "simplify_m": 1.0, "min_width_m": 1.0}
        shapes, _, values = vectorize(path, regularize=True, **options)
        assert len(shapes) == 0
        assert values["CHANGED_AREA"] == 0
        assert left_behind(vectorize.folder) == {"polygons.gpkg"}


class TestCleaning:
    def test_holes(self, tmp_path: Path, vectorize: Vectorize) -> None:
        mask = np.zeros((60, 120), np.uint8)
        mask[5:55, 5:115] = 1
        mask[10:14, 10:14] = 0  # 4 m2: filled
        mask[10:30, 30:50] = 0  # 100 m2: too large
        mask[10:14, 60:64] = 255  # no data
        mask[20:24, 80:84], mask[21:23, 81:83] = 0, 2  # holds another object
        shapes, fields, values = vectorize(write_mask(tmp_path / "m.tif", mask), fill_holes_m2=50.0)
        whole = shapes[fields["area_m2"].argmax()]
        expected = mask.copy()
        expected[10:14, 10:14] = 1
        assert whole.equals(pixel_boxes(expected, 1))
        assert len(shapes) == 2
        assert values["CHANGED_AREA"] == pytest.approx((expected % 255 > 0).sum() * GSD**2, rel=2e-3)

    def test_slivers(self, tmp_path: Path, vectorize: Vectorize) -> None:
        mask = np.zeros((60, 120), np.uint8)
        mask[5:7, 5:105] = 1  # 1 m wide, 50 m long
        mask[20:24, 5:25] = 1  # 2 m wide
        for step in range(20):
            mask[30 + step, 5 + step : 9 + step] = 1  # slanted: nowhere 2 m wide
        shapes, _, _ = vectorize(write_mask(tmp_path / "m.tif", mask), min_width_m=2.0)
        assert len(shapes) == 1
        assert shapes[0].bounds[1] == TOP - 24 * GSD

    def test_merge_by_gap(self, tmp_path: Path, vectorize: Vectorize) -> None:
        mask = np.zeros((100, 200), np.uint8)
        mask[10:30, 10:30] = mask[10:30, 34:54] = 1  # 2 m apart
        mask[10:30, 61:81] = 1  # 3.5 m from the last
        mask[50:60, 10:20], mask[50:60, 22:30] = 1, 2  # classes stay apart
        mask[80:90, 10:20] = mask[92:96, 22:30] = 1  # 1.41 m, corner to corner
        mask[50:52, 100:104] = mask[50:52, 107:111] = 1  # too small for a closing to reach across
        mask[80:90, 100:110] = mask[80:90, 112:122] = 1
        mask[75:95, 111] = 255  # nothing is known of the gap
        shapes, fields, _ = vectorize(write_mask(tmp_path / "m.tif", mask), merge_gap_m=2.0)
        assert shapely.is_valid(shapes).all()

        def at(row: float, col: float) -> int:
            (index,) = np.flatnonzero(shapely.contains_xy(shapes, LEFT + col * GSD, TOP - row * GSD))
            return int(index)

        assert at(15.5, 15.5) == at(15.5, 31.5) == at(15.5, 40.5)
        assert shapes[at(15.5, 15.5)].equals(shapely.box(LEFT + 5, TOP - 15, LEFT + 27, TOP - 5))
        assert at(15.5, 70.5) != at(15.5, 40.5)
        assert at(55.5, 15.5) != at(55.5, 25.5)
        assert at(85.5, 15.5) == at(94.5, 25.5)
        assert at(50.5, 102.5) == at(50.5, 109.5)
        assert at(85.5, 105.5) != at(85.5, 115.5)
        assert sorted(fields["class"])[-1] == "class 2"
        assert len(shapes) == 8
        one, other = shapely.STRtree(shapes).query(shapes, predicate="intersects")
        assert shapely.area(shapely.intersection(shapes[one], shapes[other]))[one != other].max(initial=0) == 0


def coverage_of(mask: np.ndarray) -> tuple[np.ndarray, Any]:
    stream = RunStream(mask.shape[1], 0.0, None)
    stream.add(mask)
    objects = stream.finish()
    return objects.value, trace_runs(objects.runs, lambda: None)


class TestSimplified:
    @needs_coverage
    @pytest.mark.parametrize("seed", range(8))
    def test_shared_borders_stay_shared(self, seed: int) -> None:
        random = np.random.default_rng(seed)
        field = ndimage.gaussian_filter(random.normal(size=(120, 150)), 4)
        mask = np.digitize(field, np.quantile(field, [0.4, 0.6, 0.8])).astype(np.uint8)
        _, rings = coverage_of(mask)
        before = with_neighbours_corners(rings).polygons()
        assert all(shapely.equals(before, rings.polygons()))
        assert shapely.coverage_is_valid(before)
        after = simplify(before, 3.0)
        assert after is not before
        assert shapely.get_num_coordinates(after).sum() < 0.5 * shapely.get_num_coordinates(before).sum()
        assert shapely.is_valid(after).all()
        # No gaps and no overlaps: the parts are as large as the whole, and those that shared a border do so still.
        assert shapely.area(after).sum() == pytest.approx(shapely.union_all(after).area, rel=1e-9)
        assert shapely.coverage_is_valid(after)

        def neighbours(shapes: np.ndarray) -> set[tuple[int, int]]:
            one, other = shapely.STRtree(shapes).query(shapes, predicate="intersects")
            shared = shapely.length(shapely.intersection(shapes[one], shapes[other])) > 0
            return {(int(i), int(j)) for i, j in zip(one[shared], other[shared]) if i < j}

        assert neighbours(after) == neighbours(before)

    @needs_coverage
    def test_from_the_job(self, tmp_path: Path, vectorize: Vectorize) -> None:
        field = ndimage.gaussian_filter(np.random.default_rng(5).normal(size=(200, 240)), 6)
        mask = np.digitize(field, np.quantile(field, [0.5, 0.75])).astype(np.uint8)
        path = write_mask(tmp_path / "m.tif", mask)
        raw, _, _ = vectorize(path)
        shapes, fields, values = vectorize(path, simplify_m=2.0)
        assert len(shapes) == len(raw)
        assert shapely.get_num_coordinates(shapes).sum() < 0.6 * shapely.get_num_coordinates(raw).sum()
        assert shapely.coverage_is_valid(shapes)
        assert np.allclose(fields["area_m2"], shapely.area(shapes), rtol=2e-3)
        assert np.allclose(fields["perimeter_m"], shapely.length(shapes), rtol=2e-3)
        assert values["CHANGED_AREA"] == pytest.approx(fields["area_m2"].sum(), abs=0.01)

    def test_without_the_library_for_it(self, tmp_path: Path, vectorize: Vectorize, monkeypatch) -> None:
        from groundshift.plugin.engine.vectorize import vectorize as module

        monkeypatch.setattr(module, "can_simplify", lambda: False)
        path = write_mask(tmp_path / "m.tif", made_mask(1))
        raw, _, _ = vectorize(path)
        shapes, _, _ = vectorize(path, simplify_m=2.0)
        assert len(shapes) == len(raw)
        assert "were not simplified" in vectorize.log


def turned_building(angle: float, shape: str = "L", size: float = 60.0) -> Any:
    """A building in pixel coordinates, turned about its middle."""
    outline = {
        "box": [(0, 0), (1, 0), (1, 0.6), (0, 0.6)],
        "L": [(0, 0), (1, 0), (1, 0.4), (0.5, 0.4), (0.5, 1), (0, 1)],
        "U": [(0, 0), (1, 0), (1, 0.9), (0.7, 0.9), (0.7, 0.35), (0.3, 0.35), (0.3, 0.9), (0, 0.9)],
    }[shape]
    building = shapely.Polygon(np.array(outline) * size + 20)
    return shapely.affinity.rotate(building, angle, origin="centroid")


def iou(one: Any, other: Any) -> float:
    return one.intersection(other).area / one.union(other).area


class TestRightAngles:
    @pytest.mark.parametrize("shape", ["box", "L", "U"])
    @pytest.mark.parametrize("angle", [0, 7, 23, 45, 71])
    def test_buildings(self, tmp_path: Path, vectorize: Vectorize, shape: str, angle: float) -> None:
        truth = turned_building(angle, shape)
        mask = rasterio.features.rasterize([(truth, 1)], (110, 110), dtype="uint8")
        path = write_mask(tmp_path / "m.tif", mask)
        (raw,), _, _ = vectorize(path)
        (made,), fields, values = vectorize(path, regularize=True)
        assert values["REGULARIZED"] == 1
        on_ground = shapely.transform(truth, lambda points: np.column_stack([LEFT, TOP]) + points * [GSD, -GSD])
        assert iou(made, raw) >= 0.85
        assert iou(made, on_ground) > 0.95
        corners = np.asarray(made.exterior.coords)
        assert len(corners) - 1 == len(truth.exterior.coords) - 1
        edges = np.diff(corners, axis=0)
        turned = np.degrees(np.arctan2(edges[:, 1], edges[:, 0]))
        off = (turned + angle + 45) % 90 - 45
        assert np.abs(off).max() < 2.5
        turns = np.diff(np.append(turned, turned[0])) % 90
        assert np.minimum(turns, 90 - turns).max() < 1e-6
        assert fields["area_m2"][0] == pytest.approx(made.area, rel=2e-3)

    def test_falls_back_where_it_would_harm(self, tmp_path: Path, vectorize: Vectorize) -> None:
        mask = np.zeros((200, 300), np.uint8)
        rows, cols = np.indices(mask.shape)
        ring = np.hypot(rows - 50, cols - 60)
        mask[(ring < 40) & (ring > 33)] = 1  # no building
        mask[(np.abs((rows - 150) - 25 * np.sin(cols / 12)) < 3) & (cols < 200)] = 1
        mask[20:40, 200:230], mask[20:40, 230:260] = 1, 2  # neighbours share a wall
        path = write_mask(tmp_path / "m.tif", mask)
        raw, _, _ = vectorize(path)
        made, _, _ = vectorize(path, regularize=True)
        same = shapely.equals(raw, made)
        agreement = [iou(one, other) for one, other in zip(raw, made)]
        assert min(agreement) >= 0.85
        assert shapely.is_valid(made).all()
        walls = [index for index, shape in enumerate(raw) if shape.bounds[0] >= LEFT + 100 and shape.bounds[3] > TOP - 25]
        assert len(walls) == 2
        assert same[walls].all()

    @pytest.mark.parametrize("seed", range(6))
    def test_never_invalid_nor_overlapping(self, tmp_path: Path, vectorize: Vectorize, seed: int) -> None:
        random = np.random.default_rng(seed)
        field = ndimage.gaussian_filter(random.normal(size=(240, 260)), 3)
        mask = (field > np.quantile(field, 0.6)).astype(np.uint8)
        mask[(field < np.quantile(field, 0.1))] = 2
        path = write_mask(tmp_path / "m.tif", mask)
        raw, _, _ = vectorize(path)
        simplified = seed % 2 and can_simplify()
        made, fields, values = vectorize(path, regularize=True, simplify_m=0.6 if simplified else 0.0)
        assert len(made) == len(raw)
        assert values["REGULARIZED"] > 3
        assert shapely.is_valid(made).all()
        tree = shapely.STRtree(made)
        one, other = tree.query(made, predicate="intersects")
        overlap = shapely.area(shapely.intersection(made[one], made[other]))[one != other]
        assert overlap.max(initial=0) < 1e-6
        if not simplified:
            agreement = shapely.area(shapely.intersection(raw, made)) / shapely.area(shapely.union(raw, made))
            assert (agreement < 1).sum() > 3
            assert agreement.min() >= 0.85 - 1e-9
        assert math.isclose(fields["area_m2"].sum(), shapely.area(made).sum(), rel_tol=2e-3)


@pytest.mark.skipif(not DATA.is_dir(), reason="the project's real imagery (../shared/data) is not on this machine")
def test_real_footprints(tmp_path: Path, vectorize: Vectorize) -> None:
    """Footprints of OpenStreetMap, drawn into a mask of 0.6 m: right angles bring them nearer to what they were."""
    shapes, _ = read_layer(DATA / "buildings" / "banepa" / "labels.gpkg", "buildings")
    left, bottom, _, _ = shapely.total_bounds(shapes)
    shapes = shapely.get_parts(shapes)
    shapes = shapely.transform(shapes, lambda points: points - [left, bottom])
    shapes = shapes[shapely.bounds(shapes)[:, :2].max(axis=1) < 350]
    side = 700
    placed = shapely.transform(shapes, lambda points: points + np.array([LEFT, TOP - 0.6 * side]))
    transform = rasterio.transform.from_origin(LEFT, TOP, 0.6, 0.6)
    mask = rasterio.features.rasterize([(shape, 1) for shape in placed], (side, side), transform=transform, dtype="uint8")
    path = write_mask(tmp_path / "m.tif", mask, gsd=0.6)
    raw, _, _ = vectorize(path)
    made, _, values = vectorize(path, regularize=True)
    assert values["REGULARIZED"] > 0.7 * len(raw) > 50
    assert shapely.is_valid(made).all()
    one, other = shapely.STRtree(placed).query(raw, predicate="intersects")
    alone = np.flatnonzero((np.bincount(one, minlength=len(raw)) == 1) & ~shapely.equals_exact(raw, made))
    truth = placed[[int(other[np.flatnonzero(one == index)[0]]) for index in alone]]

    def mean_iou(items: np.ndarray) -> float:
        return float(np.mean(shapely.area(shapely.intersection(items, truth)) / shapely.area(shapely.union(items, truth))))

    assert mean_iou(made[alone]) > mean_iou(raw[alone])
    corners = shapely.get_num_coordinates(made[alone]).mean()
    assert corners < 1.25 * shapely.get_num_coordinates(truth).mean()
    assert corners < 0.3 * shapely.get_num_coordinates(raw[alone]).mean()


def read_layer(path: Path, layer: str) -> tuple[np.ndarray, Any]:
    _, _, geometry, columns = pyogrio.raw.read(str(path), layer=layer)
    return shapely.from_wkb(geometry), columns


def test_whole_numbers_with_a_scale_are_probabilities(tmp_path: Path, vectorize: Vectorize) -> None:
    percent = np.full((1, 40, 50), 20, np.uint8)
    percent[0, 10:20, 10:30], percent[0, 30:, 40:] = 80, 255
    path = write_raster(tmp_path / "p.tif", percent, nodata=255)
    with rasterio.open(path, "r+") as dataset:
        dataset.scales = (0.01,)
    shapes, fields, _ = vectorize(path, threshold=0.5)
    assert shapely.area(shapes).tolist() == [200 * GSD**2]
    assert fields["mean_probability"].tolist() == [pytest.approx(0.8, abs=1e-4)]


def test_provenance_is_json(tmp_path: Path, vectorize: Vectorize) -> None:
    path = write_mask(tmp_path / "m.tif", made_mask(3))
    _, _, values = vectorize(path, polygons=str(vectorize.folder / "p.geojson"), provenance={"algorithm": "test"})
    assert json.loads((vectorize.folder / "p.provenance.json").read_text())["algorithm"] == "test"
    assert left_behind(vectorize.folder) == {"p.geojson", "p.qml", "p.provenance.json"}
    assert values["POLYGON_COUNT"] > 0
