"""Samples and areas with confidence: the worked example of Olofsson et al. 2014, hand computation, and simulation."""

from __future__ import annotations

import csv
import json
import math
import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import pyproj
import pytest
import rasterio
import shapely
from rasterio.crs import CRS

from groundshift.plugin.engine.accuracy.classes import class_labels
from groundshift.plugin.engine.accuracy.estimation import Z_95, estimate, estimate_area
from groundshift.plugin.engine.accuracy.sampling import allocate, recommended_size, sample_points
from groundshift.plugin.engine.accuracy.strata import Stratum
from groundshift.plugin.engine.context import JobContext
from groundshift.plugin.jobs.accuracy import EstimateAreaJob, SamplePointsJob
from groundshift.plugin.jobs.events import Log
from groundshift.plugin.jobs.failure import JobFailure
from groundshift.plugin.jobs.messages import render_log
from groundshift.plugin.jobs.sources import NodataRange, RasterSource, VectorSource
from groundshift.tests.helpers.rasters import LEFT, TOP, UTM, write_raster
from groundshift.tests.helpers.vectors import write_features

from .test_accuracy import blobs

# Olofsson et al. 2014, section 5 and table 8: rows are the map's classes (deforestation, forest gain, stable forest, stable
# non-forest), columns the reference's; pixels of 30 m.
COUNTS = np.array([[66, 0, 5, 4], [0, 55, 8, 12], [1, 0, 153, 11], [2, 1, 9, 313]])
PIXELS = np.array([200_000, 150_000, 3_200_000, 6_450_000])
HECTARES = 0.09


class TestWorkedExample:
    """The paper's figures to the digits that it prints."""

    @pytest.fixture
    def found(self) -> Any:
        return estimate(COUNTS, PIXELS.astype(float))

    def test_area_of_deforestation(self, found: Any) -> None:
        pixels = found.share[0] * PIXELS.sum()
        half = Z_95 * found.share_error[0] * PIXELS.sum()
        assert (round(pixels), round(half)) == (235_086, 68_418)
        assert (round(pixels * HECTARES), round(half * HECTARES)) == (21_158, 6_158)
        assert round(found.share_error[0], 4) == 0.0035

    def test_accuracies(self, found: Any) -> None:
        def rounded(values: np.ndarray) -> list[float]:
            return [round(float(value), 2) for value in values]

        assert rounded(found.users) == [0.88, 0.73, 0.93, 0.96]
        assert rounded(Z_95 * found.users_error) == [0.07, 0.10, 0.04, 0.02]
        assert rounded(found.producers) == [0.75, 0.85, 0.93, 0.96]
        assert rounded(Z_95 * found.producers_error) == [0.21, 0.25, 0.03, 0.02]
        assert rounded(np.array([found.accuracy, Z_95 * found.accuracy_error])) == [0.95, 0.02]

    def test_size_of_the_sample(self) -> None:
        weights = PIXELS / PIXELS.sum()
        assert recommended_size(weights, np.array([0.7, 0.6, 0.9, 0.95]), 0.01) == 641

    def test_from_files(self, tmp_path: Path) -> None:
        """The whole job on a map with the paper's shares, 40 pixels for each 100,000, and a sample with its counts."""
        values = np.repeat(np.arange(1, 5, dtype=np.uint8), PIXELS // 2500).reshape(1, 50, 80)
        path = write_raster(tmp_path / "map.tif", values, gsd=30.0)
        points, references = [], []
        for stratum, line in enumerate(COUNTS):
            rows, cols = np.nonzero(values[0] == stratum + 1)
            labels = np.repeat(np.arange(1, 5), line)
            index = np.arange(len(labels)) % len(rows)
            points += [shapely.Point(LEFT + 30 * c + 15, TOP - 30 * r - 15) for r, c in zip(rows[index], cols[index])]
            references += [str(label) for label in labels]
        sample = write_points(tmp_path / "sample.gpkg", points, references)
        job = EstimateAreaJob(
            RasterSource("MAP", "map", str(path)), sample, str(tmp_path / "scratch"),
            str(tmp_path / "report.html"), str(tmp_path / "areas.csv"), provenance={"plugin_version": "1"},
        )  # fmt: skip
        estimate_area(job, JobContext(lambda event: None))
        rows = list(csv.DictReader((tmp_path / "areas.csv").open(newline="")))
        assert [round(float(row["users_accuracy"]), 2) for row in rows] == [0.88, 0.73, 0.93, 0.96]
        total = sum(float(row["mapped_ha"]) for row in rows)
        assert total == pytest.approx(4000 * HECTARES, rel=2e-3)  # of the plane; on the ellipsoid a little more
        assert float(rows[0]["estimated_ha"]) / total * 10_000_000 == pytest.approx(235_086, rel=1e-4)
        assert float(rows[0]["ci95_ha"]) / total * 10_000_000 == pytest.approx(68_418, rel=1e-4)
        text = (tmp_path / "report.html").read_text(encoding="utf-8")
        assert "0.880 ± 0.074" in text
        assert "<script" not in text
        assert json.loads((tmp_path / "areas.csv.provenance.json").read_text()) == {"plugin_version": "1"}
        assert not (tmp_path / "scratch").exists()


def write_points(path: Path, points: list[Any], references: list[Any], crs: CRS = UTM, **more: list[Any]) -> VectorSource:
    fields = {"reference": references, **more}
    write_features(path, points, fields, crs=crs.to_wkt(), geometry_type="Point")
    return VectorSource("SAMPLE", path.stem, str(path), crs.to_wkt(), "reference")


class TestEstimators:
    def test_by_hand(self) -> None:
        found = estimate(np.array([[8, 2], [1, 9]]), np.array([60.0, 40.0]))
        assert found.share[0] == pytest.approx(0.52)
        assert found.share_error[0] == pytest.approx(math.sqrt(0.6**2 * 0.16 / 9 + 0.4**2 * 0.09 / 9))
        assert found.accuracy == pytest.approx(0.84)
        assert found.producers[0] == pytest.approx(0.48 / 0.52)
        variance = (0.6 * (1 - 0.48 / 0.52)) ** 2 * 0.16 / 9 + (0.48 / 0.52 * 0.4) ** 2 * 0.09 / 9
        assert found.producers_error[0] == pytest.approx(math.sqrt(variance) / 0.52)

    def test_class_that_only_the_reference_has(self) -> None:
        found = estimate(np.array([[8, 1, 1], [1, 9, 0]]), np.array([60.0, 40.0]))
        assert found.share.sum() == pytest.approx(1)
        assert found.share[2] == pytest.approx(0.06)
        assert math.isnan(found.users[2])
        assert found.producers[2] == 0

    def test_intervals_hold_the_truth(self) -> None:
        """Of 400 samples of a map with known errors about 95 % give an interval that holds the true area."""
        random = np.random.default_rng(5)
        truth = (random.random(40_000) < 0.2).astype(int)
        mapped = np.where(random.random(40_000) < 0.12, 1 - truth, truth)
        areas = np.bincount(mapped).astype(float)
        held = 0
        for _ in range(400):
            counts = np.zeros((2, 2), int)
            for stratum in (0, 1):
                drawn = random.choice(np.flatnonzero(mapped == stratum), 150, replace=False)
                counts[stratum] = np.bincount(truth[drawn], minlength=2)
            found = estimate(counts, areas)
            held += abs(found.share[1] - truth.mean()) <= Z_95 * found.share_error[1]
        assert 0.92 <= held / 400 <= 0.98


@pytest.fixture
def classes() -> np.ndarray:
    return blobs(1) + blobs(1, level=0.12)


@pytest.fixture
def change_map(tmp_path: Path, classes: np.ndarray) -> RasterSource:
    path = write_raster(tmp_path / "map.tif", classes[None], gsd=10.0)
    with rasterio.open(path, "r+") as dataset:
        dataset.update_tags(1, CLASS_1="building", CLASS_2="demolition")
    return RasterSource("MAP", "map", str(path))


class Drawing:
    def __init__(self, folder: Path, source: RasterSource) -> None:
        self.folder, self.source, self.log = folder, source, ""

    def __call__(self, name: str = "sample.gpkg", **fields: Any) -> dict[str, np.ndarray]:
        events: list[Any] = []
        job = SamplePointsJob(
            **{
                "map": self.source,
                "scratch": str(self.folder / "scratch"),
                "sample": str(self.folder / name),
                "size": 90,
                **fields,
            }
        )
        sample_points(job, JobContext(events.append))
        self.log = "\n".join(render_log(event.code, event.values) for event in events if isinstance(event, Log))
        meta, _, geometry, fields_read = pyogrio.raw.read(self.folder / name, layer=name.split(".")[0])
        xy = shapely.get_coordinates(shapely.from_wkb(geometry))
        return {**dict(zip(meta["fields"], fields_read)), "x": xy[:, 0], "y": xy[:, 1]}


@pytest.fixture
def draw(tmp_path: Path, change_map: RasterSource) -> Drawing:
    return Drawing(tmp_path, change_map)


@pytest.mark.parametrize(
    ("values", "names", "expected"),
    [
        ([0, 1], {}, ["no change", "change"]),
        ([1], {}, ["change"]),
        ([1, 2], {}, ["class 1", "class 2"]),  # 0 is declared nodata
        ([0, 4, 7], {4: "building"}, ["no change", "building", "class 7"]),
        ([1, 2], {1: "change"}, ["change", "class 2"]),
        ([1, 2, 3], {1: "Change", 2: "change"}, ["Change (1)", "change (2)", "class 3"]),
    ],
)
def test_no_two_classes_have_the_same_name(values: list[int], names: dict[int, str], expected: list[str]) -> None:
    assert list(class_labels(values, names).values()) == expected


class TestSample:
    def test_points_lie_in_their_strata(self, draw: Drawing, classes: np.ndarray) -> None:
        points = draw(allocation="equal")
        rows, cols = ((TOP - points["y"]) // 10).astype(int), ((points["x"] - LEFT) // 10).astype(int)
        assert np.array_equal(classes[rows, cols], points["stratum"])
        assert np.bincount(points["stratum"]).tolist() == [30, 30, 30]
        assert len(set(zip(rows, cols))) == 90
        assert set(points["name"]) == {"no change", "building", "demolition"}
        assert np.isnan(points["reference"].astype(float)).all()
        assert list(points["stratum"]) != sorted(points["stratum"])

    def test_same_seed_same_points(self, draw: Drawing) -> None:
        first, again, other = draw(seed=7), draw("again.gpkg", seed=7), draw("other.gpkg", seed=8)
        assert np.array_equal(first["x"], again["x"])
        assert np.array_equal(first["stratum"], again["stratum"])
        assert not np.array_equal(first["x"], other["x"])

    def test_strips_do_not_matter(self, draw: Drawing, monkeypatch: pytest.MonkeyPatch) -> None:
        from groundshift.plugin.engine.accuracy import strata

        whole = draw(seed=7)
        monkeypatch.setattr(strata, "_STRIP_PIXELS", 300 * 11)
        assert np.array_equal(draw("strips.gpkg", seed=7)["x"], whole["x"])

    def test_distance(self, draw: Drawing) -> None:
        points = draw(min_distance_m=95.0, size=150)
        gaps = np.hypot(*(points[key][:, None] - points[key][None] for key in ("x", "y")))
        np.fill_diagonal(gaps, np.inf)
        assert len(points["x"]) == 150
        assert gaps.min() >= 94.9  # in the grid's metres, which are a little shorter here

    @pytest.mark.slow
    def test_too_crowded_is_said(self, draw: Drawing) -> None:
        points = draw(min_distance_m=900.0, size=60)
        assert 0 < len(points["x"]) < 60
        assert "could be placed at least 900 m apart" in draw.log

    def test_expectations_of_unknown_classes_are_told(self, draw: Drawing) -> None:
        draw(expected={"1": 0.8, "7": 0.5})
        assert "The map has no class 7" in draw.log

    def test_more_points_than_pixels(self, tmp_path: Path) -> None:
        values = np.zeros((20, 20), np.uint8)
        values[3, 3:8] = 1
        draw = Drawing(tmp_path, RasterSource("MAP", "m", str(write_raster(tmp_path / "m.tif", values[None]))))
        points = draw(allocation="equal", size=60)
        assert np.bincount(points["stratum"]).tolist() == [55, 5]

    def test_each_pixel_is_as_likely(self, tmp_path: Path) -> None:
        """Over many seeds: uniform in equal pixels; in degrees as likely as it is large on the ground."""
        values = np.zeros((168, 20), np.uint8)
        path = write_raster(tmp_path / "m.tif", values[None], crs=CRS.from_epsg(4326), left=10.0, top=84.0, gsd=0.5)
        draw = Drawing(tmp_path, RasterSource("MAP", "m", str(path)))
        rows = np.concatenate(
            [((84 - draw(allocation="equal", size=60, seed=seed)["y"]) // 7).astype(int) for seed in range(8)]
        )
        seen = np.bincount(rows, minlength=12) / len(rows)
        edges = np.sin(np.radians(84 - 7 * np.arange(13)))
        expected = (edges[:-1] - edges[1:]) / (edges[0] - edges[-1])
        chi_square = (len(rows) * (seen - expected) ** 2 / expected).sum()
        assert chi_square < 24.7  # 99 % of chi-square with 11 degrees of freedom

    def test_file(self, draw: Drawing, tmp_path: Path) -> None:
        draw(provenance={"plugin_version": "1"})
        with sqlite3.connect(tmp_path / "sample.gpkg") as connection:
            ((style,),) = connection.execute("SELECT styleQML FROM layer_styles").fetchall()
        assert "ValueMap" in style
        assert 'name="demolition" value="2"' in style
        draw("sample.geojson", provenance={"plugin_version": "1"})
        assert (tmp_path / "sample.qml").exists()
        assert json.loads((tmp_path / "sample.provenance.json").read_text()) == {"plugin_version": "1"}

    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"size": 3}, "sample_too_small"),
            ({"allocation": "lucky"}, "allocation_unknown"),
            ({"min_distance_m": -1.0}, "min_distance_range"),
        ],
    )
    def test_bad_input(self, draw: Drawing, tmp_path: Path, changes: dict[str, Any], code: str) -> None:
        with pytest.raises(JobFailure) as failure:
            draw(**changes)
        assert failure.value.code == code
        assert not (tmp_path / "sample.gpkg").exists()


class TestAllocation:
    STRATA = tuple(Stratum(index, str(index), int(pixels), float(pixels) * 900) for index, pixels in enumerate(PIXELS))
    EXPECTED = {0: 0.7, 1: 0.6, 2: 0.9, 3: 0.95}

    def test_equal_and_proportional(self) -> None:
        assert allocate("equal", 640, self.STRATA, {}) == (160, 160, 160, 160)
        assert allocate("proportional", 1000, self.STRATA, {}) == (20, 15, 320, 645)

    def test_optimal(self) -> None:
        """Neyman's shares among the large classes, 50 points in the rare ones."""
        counts = allocate("optimal", 641, self.STRATA, self.EXPECTED)
        assert counts[:2] == (50, 50)
        assert counts[2] / counts[3] == pytest.approx(0.32 * 0.3 / (0.645 * math.sqrt(0.0475)), rel=0.01)
        assert sum(counts) == 641

    def test_automatic_size(self) -> None:
        assert sum(allocate("optimal", 0, self.STRATA, self.EXPECTED)) == 641


class TestInterpretation:
    @pytest.fixture
    def job(self, tmp_path: Path, change_map: RasterSource, draw: Drawing) -> EstimateAreaJob:
        """A sample whose interpreter agrees with the map but for every tenth point; in degrees."""
        points = draw(size=300, allocation="equal")
        transformer = pyproj.Transformer.from_crs(UTM.to_epsg(), 4326, always_xy=True)
        lon, lat = transformer.transform(points["x"], points["y"])
        references: list[Any] = [str(value) for value in points["stratum"]]
        references[::10] = ["Demolition"] * len(references[::10])
        self.strata = points["stratum"]
        self.references = references
        sample = write_points(
            tmp_path / "done.gpkg",
            list(shapely.points(lon, lat)),
            references,
            CRS.from_epsg(4326),
            stratum=list(points["stratum"]),
        )
        return EstimateAreaJob(change_map, sample, str(tmp_path / "scratch"), areas=str(tmp_path / "areas.csv"))

    def rows(self, job: EstimateAreaJob) -> tuple[list[dict[str, str]], str]:
        events: list[Any] = []
        estimate_area(job, JobContext(events.append))
        log = "\n".join(render_log(event.code, event.values) for event in events if isinstance(event, Log))
        return list(csv.DictReader(open(job.areas or "", newline=""))), log

    def test_counts(self, job: EstimateAreaJob, classes: np.ndarray) -> None:
        rows, log = self.rows(job)
        counts = np.zeros((3, 3), int)
        for stratum, reference in zip(self.strata, self.references):
            counts[stratum, 2 if reference == "Demolition" else int(reference)] += 1
        expected = estimate(counts, np.bincount(classes.ravel()).astype(float))
        assert [float(row["estimated_share"]) for row in rows] == pytest.approx(list(expected.share), rel=1e-3)
        assert [row["class"] for row in rows] == ["no change", "building", "demolition"]
        assert "biased" not in log
        assert "demolition: " in log

    def test_points_that_say_nothing(self, job: EstimateAreaJob, tmp_path: Path) -> None:
        _, _, geometry, fields = pyogrio.raw.read(job.sample.path)
        references = [None if index % 7 == 0 else text for index, text in enumerate(fields[0])]
        points = [*shapely.from_wkb(geometry), shapely.Point(0, 0)]
        sample = write_points(tmp_path / "gaps.gpkg", points, [*references, "1"], CRS.from_epsg(4326))
        rows, log = self.rows(replace(job, sample=sample))
        assert sum(int(row["points_mapped"]) for row in rows) == sum(item is not None for item in references)
        assert "1 outside the valid map area" in log

    def test_a_feature_without_geometry_is_left_out_and_moves_no_other(self, job: EstimateAreaJob, tmp_path: Path) -> None:
        expected, _ = self.rows(job)
        _, _, geometry, fields = pyogrio.raw.read(job.sample.path)
        points, references = list(shapely.from_wkb(geometry)), list(fields[0])
        sample = write_points(
            tmp_path / "gaps.gpkg",
            [None, *points[:9], shapely.Point(), *points[9:]],
            ["1", *references[:9], "1", *references[9:]],
            CRS.from_epsg(4326),
        )
        rows, log = self.rows(replace(job, sample=sample))
        assert rows == expected
        assert "2 outside the valid map area" in log

    def test_a_sample_without_errors_is_no_proof(self, job: EstimateAreaJob, tmp_path: Path) -> None:
        report = tmp_path / "report.html"
        _, log = self.rows(replace(job, report=str(report)))
        assert "contains no map errors" not in log + report.read_text(encoding="utf-8")
        _, _, geometry, _ = pyogrio.raw.read(job.sample.path)
        points, truth = list(shapely.from_wkb(geometry)), [str(value) for value in self.strata]
        sample = write_points(tmp_path / "right.gpkg", points, truth, CRS.from_epsg(4326))
        rows, log = self.rows(replace(job, sample=sample, report=str(report)))
        assert {float(row["ci95_ha"]) for row in rows} == {0}
        assert "contains no map errors" in log
        assert "contains no map errors" in report.read_text(encoding="utf-8")

    def test_no_interval_reaches_below_nothing(self, job: EstimateAreaJob, tmp_path: Path) -> None:
        """One point alone of a class that the map does not have: 1.96 standard errors are more than its area."""
        _, _, geometry, _ = pyogrio.raw.read(job.sample.path)
        truth = [str(value) for value in self.strata]
        truth[truth.index("0")] = "3"
        sample = write_points(tmp_path / "one.gpkg", list(shapely.from_wkb(geometry)), truth, CRS.from_epsg(4326))
        rows, _ = self.rows(replace(job, sample=sample))
        (row,) = (item for item in rows if item["value"] == "3")
        assert float(row["ci95_ha"]) > float(row["estimated_ha"]) > 0
        assert float(row["low_ha"]) == 0
        assert float(row["high_ha"]) == pytest.approx(float(row["estimated_ha"]) + float(row["ci95_ha"]), abs=1e-3)

    def test_sample_of_another_map(self, job: EstimateAreaJob, tmp_path: Path, classes: np.ndarray) -> None:
        other = write_raster(tmp_path / "other.tif", np.roll(classes, 40, axis=1)[None], gsd=10.0)
        with rasterio.open(other, "r+") as dataset:
            dataset.update_tags(1, CLASS_2="demolition")
        _, log = self.rows(replace(job, map=RasterSource("MAP", "other", str(other))))
        assert "was not drawn from this map" in log

    @pytest.mark.parametrize(
        ("references", "code"),
        [(["forest"], "reference_value"), ([None], "sample_not_interpreted"), (["1"], "stratum_without_points")],
    )
    def test_bad_input(self, job: EstimateAreaJob, tmp_path: Path, references: list[Any], code: str) -> None:
        bad = write_points(tmp_path / "bad.gpkg", [shapely.Point(LEFT + 100, TOP - 100)], references)
        with pytest.raises(JobFailure) as failure:
            self.rows(replace(job, sample=bad))
        assert failure.value.code == code
        assert not (tmp_path / "areas.csv").exists()

    def test_map_without_data(self, job: EstimateAreaJob) -> None:
        with pytest.raises(JobFailure, match="has no valid pixels"):
            self.rows(replace(job, map=replace(job.map, nodata=(NodataRange(0, 9),))))
