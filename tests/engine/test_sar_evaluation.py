"""Simulated change in radar series, and methods measured by it."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import pytest
import rasterio
import shapely
from rasterio.transform import from_origin
from rasterio.warp import reproject

from groundshift.plugin.engine.context import JobContext
from groundshift.plugin.engine.dates.grid import Window
from groundshift.plugin.engine.sar import simulation
from groundshift.plugin.engine.sar.difference import sar_difference
from groundshift.plugin.engine.sar.evaluate import sar_evaluate
from groundshift.plugin.engine.sar.linear_classifier import fit_classifier
from groundshift.plugin.engine.sar.roc import ScoreCounts
from groundshift.plugin.engine.sar.simulate import sar_simulate
from groundshift.plugin.jobs.failure import JobFailure
from groundshift.plugin.jobs.sar import SarDifferenceJob, SarEvaluateJob, SarSimulateJob, TargetClass
from groundshift.plugin.jobs.sources import Polygons, RasterSource
from groundshift.plugin.rules.sar_table import read_table

SIDE, DATES = 80, 9
FIRST = datetime(2024, 1, 3, 16, 12, 1, tzinfo=timezone.utc)


@pytest.fixture(scope="module")
def series(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two places, nine dates with offsets of whole images; nothing changes. A third of each place is dark."""
    folder, rng = tmp_path_factory.mktemp("series"), np.random.default_rng(3)
    lines = ["file,burst,acquired_utc,satellite,track,orbit_direction,unit"]
    for place in ("T137-292319-IW2", "T137-292321-IW2"):
        mean = np.kron(rng.uniform(-13, -8, (5, 5)), np.ones((16, 16)))
        mean[:, :24] -= 12
        for number in range(DATES):
            time = FIRST + timedelta(days=12 * number)
            decibels = np.stack([mean, mean - 6]) + rng.normal(0, 1.5)
            power = (10 ** (decibels / 10) * rng.gamma(10, 0.1, decibels.shape)).astype(np.float32)
            name = f"{place}_{time:%Y%m%dT%H%M%SZ}.tif"
            settings = {"crs": "EPSG:32611", "transform": from_origin(500000, 4000000, 30, 30), "nodata": np.nan}
            with rasterio.open(
                folder / name, "w", driver="GTiff", count=2, height=SIDE, width=SIDE, dtype="float32", **settings
            ) as file:
                file.write(power)
                file.descriptions = ("VV", "VH")
            lines.append(f"{name},{place},{time:%Y-%m-%dT%H:%M:%SZ},S1A,137,ascending,power")
    (folder / "acquisitions.csv").write_text("\n".join(lines))
    return folder


@pytest.fixture
def context() -> JobContext:
    return JobContext(lambda event: None)


def simulation_of(series: Path, out: Path, **changes: Any) -> SarSimulateJob:
    job = SarSimulateJob(
        table=str(series / "acquisitions.csv"),
        folder=str(out / "simulated"),
        scratch=str(out / "scratch"),
        place="T137-292319-IW2",
        truth=str(out / "truth.gpkg"),
    )
    return replace(job, **changes)


def read(path: Any) -> np.ndarray:
    with rasterio.open(path) as file:
        return np.asarray(file.read())


def land_cover(folder: Path, value: int = 4, left: int = 26, right: int = SIDE) -> TargetClass:
    """A map of classes in another CRS and with pixels of half the size; the land right of the dark third is of class 4."""
    classes = np.full((2 * SIDE, 2 * SIDE), 2, np.uint8)
    classes[:, 2 * left : 2 * right] = 4
    grid = {"crs": "EPSG:32610", "transform": from_origin(1040000, 4017000, 15, 15)}
    native = {"crs": "EPSG:32611", "transform": from_origin(500000, 4000000, 15, 15)}
    warped = np.zeros((200, 200), np.uint8)
    reproject(
        classes, warped, src_crs=native["crs"], src_transform=native["transform"], dst_crs=grid["crs"],
        dst_transform=grid["transform"],
    )  # fmt: skip
    with rasterio.open(
        folder / "cover.tif", "w", driver="GTiff", count=1, height=200, width=200, dtype="uint8", nodata=0, **grid
    ) as file:
        file.write(warped, 1)
    return TargetClass(RasterSource("LAND_COVER", "cover", str(folder / "cover.tif")), value)


class TestSimulation:
    def test_a_shift_is_put_into_the_power_and_nothing_else_changes(self, series, tmp_path, context):
        values = sar_simulate(simulation_of(series, tmp_path), context)
        assert values["POLYGON_COUNT"] == 3
        (image,), (mask,) = ((tmp_path / "simulated").glob(f"{name}_*.tif") for name in ("simulated", "truth"))
        original = read(sorted(series.glob("T137-292319*.tif"))[-1])
        changed, truth = read(image), read(mask)[0] == 1
        assert 50 < truth.sum() < 2000
        np.testing.assert_allclose(changed[:, truth], original[:, truth] * 10**-0.25, rtol=1e-5)
        np.testing.assert_allclose(changed[:, ~truth], original[:, ~truth], rtol=1e-5)
        polygons = pyogrio.raw.read(tmp_path / "truth.gpkg")
        fields = dict(zip(polygons[0]["fields"], polygons[3]))
        assert set(fields["date"]) == {"2024-04-08T16:12:01Z"}
        assert list(fields["shift_db"]) == [-2.5] * 3
        ground = shapely.union_all(shapely.from_wkb(polygons[2]))
        assert ground.area / 900 == pytest.approx(truth.sum(), rel=0.1)

    def test_the_table_leads_to_the_change(self, series, tmp_path, context):
        """From the simulated folder to a mask that is compared with the truth."""
        table = sar_simulate(simulation_of(series, tmp_path, shift_db=-5), context)["CHANGED_TABLE"]
        changed = [row for row in read_table(table) if "simulated_" in row.bands["VV"].path]
        assert [row.unit for row in changed] == ["power"]
        job = SarDifferenceJob(table, str(tmp_path / "other"), mask=str(tmp_path / "mask.tif"), min_area_m2=9000)
        sar_difference(job, context)
        found, truth = read(tmp_path / "mask.tif")[0] == 2, read(next((tmp_path / "simulated").glob("truth_*.tif")))[0] == 1
        assert (found & truth).sum() / (found | truth).sum() > 0.6

    def test_each_date_is_changed_on_its_own(self, series, tmp_path, context):
        values = sar_simulate(simulation_of(series, tmp_path, dates=2), context)
        assert len(values["TABLES"]) == 2
        for table in values["TABLES"]:
            paths = [row.bands["VV"].path for row in read_table(table)]
            assert sum("simulated_" in path for path in paths) == 1
        masks = [read(path) for path in sorted((tmp_path / "simulated").glob("truth_*.tif"))]
        assert (masks[0] != masks[1]).any()

    def test_two_products_of_one_pass_are_one_date(self, series, tmp_path, context):
        """Files are called after the time: the second would replace the first."""
        lines = (series / "acquisitions.csv").read_text().splitlines()
        own = [line for line in lines if "T137-292319-IW2" in line]
        again = own[-1].replace(own[-1].partition(",")[0], own[-2].partition(",")[0])  # another file at the latest time
        text = "\n".join([lines[0], *own, again]).replace("T137-292319-IW2_", f"{series}/T137-292319-IW2_")
        (tmp_path / "table.csv").write_text(text)
        values = sar_simulate(simulation_of(series, tmp_path, table=str(tmp_path / "table.csv"), dates=2), context)
        assert len(set(values["TABLES"])) == 2
        assert len(list((tmp_path / "simulated").glob("simulated_*.tif"))) == 2

    def test_the_seed_decides(self, series, tmp_path, context):
        masks = []
        for number, seed in enumerate((1, 1, 2)):
            out = tmp_path / str(number)
            out.mkdir()
            sar_simulate(simulation_of(series, out, seed=seed), context)
            masks.append(read(next((out / "simulated").glob("truth_*.tif"))))
        assert (masks[0] == masks[1]).all()
        assert (masks[0] != masks[2]).any()

    def test_the_distribution_of_the_darkest_ground(self, series, tmp_path, context):
        """Land takes values of the dark third."""
        right = shapely.box(500000 + 40 * 30, 4000000 - SIDE * 30, 500000 + SIDE * 30, 4000000)
        area = Polygons("AREA", "area", "EPSG:32611", (right.wkb_hex,))
        sar_simulate(simulation_of(series, tmp_path, change="statistical", include=(area,)), context)
        truth = read(next((tmp_path / "simulated").glob("truth_*.tif")))[0] == 1
        assert truth.any()
        assert not truth[:, :40].any()
        changed = 10 * np.log10(read(next((tmp_path / "simulated").glob("simulated_*.tif"))))
        original = 10 * np.log10(read(sorted(series.glob("T137-292319*.tif"))[-1]))
        assert np.median(changed[0][truth]) < np.median(original[0][truth]) - 6
        assert np.median(changed[0][truth]) == pytest.approx(np.median(original[0][:, :24]), abs=4)

    def test_the_distribution_of_named_ground(self, series, tmp_path, context):
        box = shapely.box(500000 + 26 * 30, 4000000 - SIDE * 30, 500000 + SIDE * 30, 4000000)
        target = Polygons("TARGET", "land", "EPSG:32611", (box.wkb_hex,))
        sar_simulate(simulation_of(series, tmp_path, change="statistical", target=target), context)
        truth = read(next((tmp_path / "simulated").glob("truth_*.tif")))[0] == 1
        changed = 10 * np.log10(read(next((tmp_path / "simulated").glob("simulated_*.tif"))))
        original = 10 * np.log10(read(sorted(series.glob("T137-292319*.tif"))[-1]))
        assert changed[0][truth].min() >= original[0][:, 26:].min() - 1e-3

    @pytest.mark.parametrize("within", [False, True])
    def test_the_distribution_of_a_land_cover_class(self, series, tmp_path, context, within):
        """Of the class, and where polygons are given, too, of the class within them."""
        box = shapely.box(500000, 4000000 - SIDE * 30, 500000 + 50 * 30, 4000000)
        target = Polygons("TARGET", "west", "EPSG:32611", (box.wkb_hex,)) if within else None
        job = simulation_of(series, tmp_path, change="statistical", target=target, land_cover=land_cover(tmp_path))
        sar_simulate(job, context)
        truth = read(next((tmp_path / "simulated").glob("truth_*.tif")))[0] == 1
        changed = read(next((tmp_path / "simulated").glob("simulated_*.tif")))[0]
        original = read(sorted(series.glob("T137-292319*.tif"))[-1])[0]
        ground = original[:, 26:50] if within else original[:, 26:]
        assert changed[truth].min() >= ground.min() * 0.999
        assert changed[truth].max() <= ground.max() * 1.001
        ranks = np.searchsorted(np.sort(original.ravel()), original[truth]) / original.size
        np.testing.assert_allclose(changed[truth], np.quantile(ground, ranks), rtol=0.1)

    def test_a_class_that_the_image_does_not_show(self, series, tmp_path, context):
        with pytest.raises(JobFailure) as caught:
            sar_simulate(simulation_of(series, tmp_path, change="statistical", land_cover=land_cover(tmp_path, 9)), context)
        assert (caught.value.code, caught.value.parameter) == ("sar_class_empty", "LAND_COVER_CLASS")
        assert not (tmp_path / "simulated").exists()

    def test_the_map_is_not_overwritten(self, series, tmp_path, context):
        cover = land_cover(tmp_path)
        job = simulation_of(series, tmp_path, change="statistical", land_cover=cover, truth=cover.raster.path)
        before = Path(cover.raster.path).read_bytes()
        with pytest.raises(JobFailure):
            sar_simulate(job, context)
        assert Path(cover.raster.path).read_bytes() == before

    @pytest.mark.slow
    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"change": "flood"}, "method_unknown"),
            ({"place": None}, "sar_places"),
            ({"table": "nowhere.csv"}, "sar_table_unreadable"),
        ],
    )
    def test_refusals(self, series, tmp_path, context, changes, code):
        with pytest.raises(JobFailure) as caught:
            sar_simulate(simulation_of(series, tmp_path, **changes), context)
        assert caught.value.code == code
        assert not list(tmp_path.iterdir())

    def test_a_folder_that_holds_something_is_refused(self, series, tmp_path, context):
        (tmp_path / "simulated").mkdir()
        (tmp_path / "simulated" / "mine.txt").write_text("kept")
        with pytest.raises(JobFailure) as caught:
            sar_simulate(simulation_of(series, tmp_path), context)
        assert caught.value.code == "folder_in_use"
        assert (tmp_path / "simulated" / "mine.txt").read_text() == "kept"


def test_outlines_burn_where_they_lie():
    rng = np.random.default_rng(5)
    outlines = simulation.draw_outlines(rng, lambda row, col: row < 30, (90, 120), 3, 6)
    whole = simulation.burn(outlines, Window(0, 0, 90, 120))
    assert whole[:30].any()
    part = simulation.burn(outlines, Window(10, 20, 40, 50))
    assert (part == whole[10:50, 20:70]).all()


def evaluation_of(series: Path, out: Path, **changes: Any) -> SarEvaluateJob:
    job = SarEvaluateJob(
        table=str(series / "acquisitions.csv"),
        scratch=str(out / "scratch"),
        methods=("automatic", "levelled-z", "regression"),
        dates=2,
        speckle_filter="boxcar",
        report=str(out / "report.html"),
        measures=str(out / "measures.json"),
    )
    return replace(job, **changes)


class TestEvaluation:
    @pytest.mark.slow
    def test_methods_beat_the_plain_difference(self, series, tmp_path, context):
        values = sar_evaluate(evaluation_of(series, tmp_path, dates=4), context)
        document = json.loads((tmp_path / "measures.json").read_text())
        methods = document["methods"]
        assert list(methods) == ["plain", "automatic", "levelled-z", "regression"]
        assert document["images"] == 8
        for change in ("shift", "statistical"):
            plain = methods["plain"][change]["all"]
            assert methods["levelled-z"][change]["all"]["auc"] > plain["auc"] + 0.05
            low, high = plain["auc_interval"] or (0, 1)
            assert low <= plain["auc"] <= high
            assert methods["regression"][change]["svc_accuracy"] > methods["plain"][change]["svc_accuracy"]
            assert methods["plain"][change]["water"]["pixels"] == pytest.approx(8 * 24 * SIDE, rel=0.05)
        assert values["AUC"] > values["PLAIN_AUC"]
        page = (tmp_path / "report.html").read_text()
        assert "Plain difference" in page
        assert page.count("<svg") == 1
        assert "{" not in page.split("<pre>")[0].split("</style>")[1]

    def test_the_same_seed_gives_the_same_measures(self, series, tmp_path, context):
        found = []
        for seed in (4, 4, 5):
            job = evaluation_of(series, tmp_path, methods=("levelled-z",), seed=seed, report=None, dates=1)
            found.append(sar_evaluate(job, context)["MEASURES_FOUND"]["methods"])
        assert found[0] == found[1]
        assert found[0] != found[2]

    def test_fewer_earlier_dates(self, series, tmp_path, context):
        job = evaluation_of(series, tmp_path, methods=("automatic",), earlier=4, dates=1)
        assert set(sar_evaluate(job, context)["MEASURES_FOUND"]["automatic"]) == {"regression"}

    @pytest.mark.slow
    def test_the_error_of_each_prediction(self, series, tmp_path, context):
        """Squared difference of unchanged images: offsets of whole images are in that of the mean, not of the levelled mean."""
        job = evaluation_of(series, tmp_path, methods=("z-score", "levelled-z"), dates=2)
        error = sar_evaluate(job, context)["MEASURES_FOUND"]["mse_db2"]
        assert set(error) == {"plain", "z-score", "levelled-z"}
        assert error["levelled-z"] < error["z-score"]

    def test_days_in_place_of_the_latest(self, series, tmp_path, context):
        day = f"{FIRST + timedelta(days=12 * 5):%Y-%m-%d}"
        job = evaluation_of(series, tmp_path, methods=("levelled-z",), days=(day,))
        assert sar_evaluate(job, context)["MEASURES_FOUND"]["images"] == 2

    def test_the_distribution_of_a_land_cover_class(self, series, tmp_path, context):
        """Where the class is that of most of the land, little changes: less than towards the darkest ground."""
        found = {}
        for name, cover in (("darkest", None), ("land", land_cover(tmp_path))):
            job = evaluation_of(
                series, tmp_path, methods=("levelled-z",), changes=("statistical",), dates=1, land_cover=cover, report=None
            )
            found[name] = sar_evaluate(job, context)["AUC"]
        assert found["land"] < found["darkest"]

    def test_images_without_the_class_are_left_out_and_counted(self, series, tmp_path):
        """The second place lies where the first does: the class is there, but not in the ground that is looked at."""
        warned: list[Any] = []
        context = JobContext(warned.append)
        left = shapely.box(500000, 4000000 - SIDE * 30, 500000 + 20 * 30, 4000000)
        job = evaluation_of(
            series, tmp_path, methods=("levelled-z",), dates=1, report=None, land_cover=land_cover(tmp_path),
            include=(Polygons("AREA", "west", "EPSG:32611", (left.wkb_hex,)),),
        )  # fmt: skip
        methods = sar_evaluate(job, context)["MEASURES_FOUND"]["methods"]
        assert methods["levelled-z"]["statistical"]["all"]["auc"] is None
        assert methods["levelled-z"]["shift"]["all"]["auc"] is not None
        assert any("sar_target_missing" in str(event) for event in warned)

    @pytest.mark.slow
    def test_one_place_of_several(self, series, tmp_path, context):
        job = evaluation_of(series, tmp_path, methods=("levelled-z",), place="T137-292321-IW2")
        assert sar_evaluate(job, context)["MEASURES_FOUND"]["images"] == 2

    @pytest.mark.slow
    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"methods": ("guess",)}, "method_unknown"),
            ({"changes": ("flood",)}, "method_unknown"),
            ({"count": 0}, "sar_nothing_to_evaluate"),
            ({"place": "elsewhere"}, "sar_place_unknown"),
            ({"measures": "measures.txt"}, "output_format"),
        ],
    )
    def test_refusals(self, series, tmp_path, context, changes, code):
        with pytest.raises(JobFailure) as caught:
            sar_evaluate(evaluation_of(series, tmp_path, **changes), context)
        assert caught.value.code == code
        assert not list(tmp_path.glob("*.html"))

    def test_a_single_image_cannot_be_evaluated(self, series, tmp_path, context):
        rows = list(csv.reader((series / "acquisitions.csv").read_text().splitlines()))
        rows[1][0] = str(series / rows[1][0])
        (tmp_path / "table.csv").write_text("\n".join(",".join(row) for row in rows[:2]))
        with pytest.raises(JobFailure) as caught:
            sar_evaluate(evaluation_of(series, tmp_path, table=str(tmp_path / "table.csv")), context)
        assert caught.value.code == "sar_nothing_to_evaluate"


class TestMeasures:
    def test_against_scikit_learn(self):
        from sklearn.metrics import average_precision_score, roc_auc_score

        rng = np.random.default_rng(1)
        truth = rng.random(60_000) < 0.03
        score = rng.gamma(2, 1, truth.shape) + 2 * truth * rng.random(truth.shape)
        counts = ScoreCounts()
        for number, part in enumerate(np.array_split(np.arange(len(truth)), 6)):
            counts.add(f"2024-01-{number + 1:02d}", score[part], truth[part])
        found = counts.measures(np.random.default_rng(2))
        assert found["auc"] == pytest.approx(roc_auc_score(truth, score), abs=2e-4)
        assert found["ap"] == pytest.approx(average_precision_score(truth, score), abs=3e-3)
        assert found["auc_interval"][0] < found["auc"] < found["auc_interval"][1]
        assert found["auc_interval"][1] - found["auc_interval"][0] < 0.05
        curve = counts.curve()
        assert curve[0] == (0.0, 0.0)
        assert curve[-1] == (1.0, 1.0)
        x, y = np.array(curve).T
        assert np.trapezoid(y, x) == pytest.approx(found["auc"], abs=5e-3)

    def test_classifier_against_scikit_learn(self):
        from sklearn.pipeline import make_pipeline
        from sklearn.preprocessing import StandardScaler
        from sklearn.svm import LinearSVC

        rng = np.random.default_rng(1)
        truth = rng.random(2000) < 0.5
        features = rng.normal(0, [1, 3], (2000, 2)) - truth[:, None] * [1.5, 2.0]
        theirs = make_pipeline(StandardScaler(), LinearSVC()).fit(features, truth).predict(features)
        assert np.mean(fit_classifier(features, truth).predict(features) == theirs) > 0.995
