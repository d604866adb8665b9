"""Radar: tables of acquisitions, predictions without training, and change against them."""

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

from groundshift.plugin.engine.context import JobContext
from groundshift.plugin.engine.sar import prediction, speckle
from groundshift.plugin.engine.sar.dates import follow_change
from groundshift.plugin.engine.sar.difference import describe_difference, sar_difference
from groundshift.plugin.engine.sar.make_table import make_sar_table
from groundshift.plugin.engine.sar.stack import to_decibels
from groundshift.plugin.jobs.failure import JobFailure
from groundshift.plugin.jobs.sar import DescribeRadarJob, SarDifferenceJob, SarTableJob
from groundshift.plugin.jobs.sources import Polygons, RasterSource
from groundshift.plugin.rules.sar_table import read_table

SIDE = 96
DISC = np.hypot(*(np.mgrid[:SIDE, :SIDE] - 48)) <= 9  # what changes
FIRST = datetime(2021, 11, 19, 1, 58, 54, tzinfo=timezone.utc)
DATES = 12


def scene(rng: np.random.Generator) -> np.ndarray:
    """Mean backscatter in dB, (2, side, side): fields and a town."""
    fields = np.kron(rng.uniform(-14, -8, (6, 6)), np.ones((SIDE // 6, SIDE // 6)))
    return np.stack([fields, fields - 7])


def observed(mean: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Power with speckle of 12 looks."""
    return (10 ** (mean / 10) * rng.gamma(12, 1 / 12, mean.shape)).astype(np.float32)


def write(path: Path, values: np.ndarray, **profile: Any) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptions = profile.pop("descriptions", ("VV", "VH")[: len(values)])
    settings = {"crs": "EPSG:32611", "transform": from_origin(500000, 4000000, 30, 30), "nodata": np.nan, **profile}
    with rasterio.open(
        path,
        "w",
        driver="GTiff",
        count=len(values),
        height=values.shape[1],
        width=values.shape[2],
        dtype=values.dtype,
        **settings,
    ) as file:
        file.write(values)
        for number, text in enumerate(descriptions, 1):
            file.set_band_description(number, text)
    return path


def write_series(folder: Path, fall: float) -> Path:
    """Twelve dates of one track with offsets of whole images; the disc falls by ``fall`` dB from the tenth date on."""
    rng = np.random.default_rng(7)
    mean = scene(rng)
    with open(folder / "acquisitions.csv", "w", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["file", "burst", "acquired_utc", "satellite", "track", "orbit_direction", "unit"])
        for number in range(DATES):
            time = FIRST + timedelta(days=12 * number)
            here = mean + rng.normal(0, 2)
            if number >= 9:
                here = here - fall * DISC
            name = f"T137-292318-IW1_{time:%Y%m%dT%H%M%S}Z.tif"
            write(folder / name, observed(here, rng))
            writer.writerow([name, "T137-292318-IW1", f"{time:%Y-%m-%dT%H:%M:%SZ}", "S1A", 137, "ascending", "power"])
    return folder


@pytest.fixture(scope="module")
def series(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_series(tmp_path_factory.mktemp("series"), 4)


class Log:
    def __init__(self) -> None:
        self.lines: list[Any] = []
        self.context = JobContext(self.lines.append)

    @property
    def codes(self) -> list[str]:
        return [line.code for line in self.lines if hasattr(line, "code")]


@pytest.fixture
def log() -> Log:
    return Log()


def job_of(series: Path, out: Path, **changes: Any) -> SarDifferenceJob:
    job = SarDifferenceJob(
        table=str(series / "acquisitions.csv"),
        scratch=str(out / "scratch"),
        date=f"{FIRST + timedelta(days=12 * 9):%Y-%m-%d}",
        difference=str(out / "difference.tif"),
        score=str(out / "score.tif"),
        mask=str(out / "mask.tif"),
        polygons=str(out / "polygons.gpkg"),
        min_area_m2=10_000.0,
    )
    return replace(job, **changes)


def read(path: Any, band: int = 1) -> np.ndarray:
    with rasterio.open(path) as file:
        return np.asarray(file.read(band))


def polygons(path: Path) -> list[dict[str, Any]]:
    """The attributes of each polygon."""
    header, _, _, columns = pyogrio.raw.read(path, layer="polygons", read_geometry=False)
    return [dict(zip(header["fields"], values)) for values in zip(*columns)]


def iou(one: np.ndarray, other: np.ndarray) -> float:
    return float((one & other).sum() / (one | other).sum())


class TestDifference:
    def test_a_strong_change_keeps_its_size(self, tmp_path, log):
        sar_difference(job_of(write_series(tmp_path, 12), tmp_path), log.context)
        mask = read(tmp_path / "mask.tif") == 2
        assert abs(mask.sum() / DISC.sum() - 1) < 0.1
        assert iou(mask, DISC) > 0.85

    def test_what_a_run_would_read_is_described_without_running_it(self, series, tmp_path, log):
        difference = job_of(series, tmp_path)
        described = describe_difference(DescribeRadarJob(difference, str(tmp_path)), log.context)["READING"]
        assert [path.name for path in tmp_path.iterdir()] == []
        sar_difference(difference, log.context)
        with rasterio.open(tmp_path / "mask.tif") as file:
            provenance = json.loads(file.tags()["GROUNDSHIFT"])
        assert json.loads(json.dumps(described)) == provenance["reading"]
        assert {date["unit"] for date in described["dates"]} == {"power"}
        assert len(described["dates"]) == 24  # nine dates before, the date, two after; VV and VH

    def test_images_that_are_read_alike_are_one_line_of_the_log(self, series, tmp_path, log):
        describe_difference(DescribeRadarJob(job_of(series, tmp_path), str(tmp_path)), log.context)
        lines = [line.values for line in log.lines if getattr(line, "code", "") == "reading_of_date"]
        assert [line["bands"] for line in lines] == ["VV = 1", "VH = 2"]
        assert all(line["layer"].endswith("(12)") for line in lines)

    def test_change_is_found_by_the_default(self, series, tmp_path, log):
        values = sar_difference(job_of(series, tmp_path), log.context)
        assert values["METHOD_USED"] == "regression"
        assert "sar_slow_change" in log.codes, "the log names the methods for change that takes weeks"
        mask = read(tmp_path / "mask.tif")
        assert iou(mask == 2, DISC) > 0.7
        assert not (mask == 1).any()
        polygons = pyogrio.raw.read(tmp_path / "polygons.gpkg", layer="polygons")
        fields = dict(zip(polygons[0]["fields"], polygons[3]))
        assert list(fields["class"]) == ["fall"]
        # The regression was fitted on the changed pixels, too, and explains a part of the change.
        assert -4.8 < fields["mean_difference_db"][0] < -2.6
        assert list(fields["confirmed"]) == ["yes"]
        assert list(fields["later_dates"]) == [2]
        assert fields["date"][0].startswith("2022-03-07")
        difference = read(tmp_path / "difference.tif")
        assert -4.8 < difference[DISC].mean() < -2.6
        assert abs(difference[~DISC].mean()) < 0.3  # the offset of the whole image is gone

    def test_another_frame_of_the_same_pass_is_no_earlier_image(self, series, tmp_path, log):
        """It shows the change, too: as a reference it would explain it."""
        table = (series / "acquisitions.csv").read_text().splitlines()
        frame = table[10].replace("01:58:54Z", "01:58:29Z")
        (series / "frames.csv").write_text("\n".join([*table, frame]))
        date = "2022-03-07T01:58:54Z"
        job = job_of(series, tmp_path, table=str(series / "frames.csv"), date=date, method="latest", speckle_filter="none")
        sar_difference(job, log.context)
        one, other = (10 * np.log10(read(path)) for path in sorted(series.glob("*.tif"))[8:10])
        np.testing.assert_allclose(read(tmp_path / "difference.tif"), other - one, atol=2e-4)

    def test_the_plain_difference_keeps_the_offset_of_the_image(self, series, tmp_path, log):
        sar_difference(job_of(series, tmp_path, method="latest", speckle_filter="none"), log.context)
        one, other = (10 * np.log10(read(path)) for path in sorted(series.glob("*.tif"))[8:10])
        np.testing.assert_allclose(read(tmp_path / "difference.tif"), other - one, atol=2e-4)

    def test_z_score_against_a_direct_computation(self, series, tmp_path, log):
        sar_difference(job_of(series, tmp_path, method="z-score", speckle_filter="none"), log.context)
        stack = []
        for path in sorted(series.glob("*.tif"))[:10]:
            with rasterio.open(path) as file:
                stack.append(10 * np.log10(file.read().astype(np.float64)))
        earlier, date = np.stack(stack[:9]), stack[9]
        variance = earlier.var(axis=0)
        median = np.median(variance.reshape(2, -1), axis=1)[:, None, None]
        sigma = np.maximum(np.sqrt(0.25 * variance + 0.75 * median), 0.3)
        expected = np.sqrt((((date - earlier.mean(axis=0)) / sigma) ** 2).sum(axis=0))
        np.testing.assert_allclose(read(tmp_path / "score.tif"), expected, rtol=2e-3)

    @pytest.mark.parametrize("method", ["median", "levelled-median", "levelled-z", "regression", "nearest-geometry"])
    def test_blocks_do_not_matter(self, series, tmp_path, log, method):
        found = []
        for block in (32, 96):
            out = tmp_path / str(block)
            out.mkdir()
            job = job_of(series, out, method=method, block=block, speckle_filter="boxcar")
            sar_difference(job, log.context)
            found.append(read(out / "score.tif"))
        np.testing.assert_allclose(found[0], found[1], rtol=1e-4, atol=1e-4)

    def test_change_over_most_of_the_image(self, series, tmp_path, log):
        """A regression needs unchanged pixels of one kind: without them another method is taken, and the log states it."""
        folder = copied(series, tmp_path / "series")
        with rasterio.open(sorted(folder.glob("*.tif"))[9], "r+") as file:
            values = file.read()
            for strip in range(3):
                values[:, :, strip * 32 : strip * 32 + 32] *= 10 ** (0.7 * strip)
            file.write(values)
        values = sar_difference(job_of(folder, tmp_path), log.context)
        assert values["METHOD_USED"] == "levelled-z"
        assert "sar_method_much_change" in log.codes

    @pytest.mark.parametrize("changed", [34, 48])
    def test_change_over_much_of_the_image(self, series, tmp_path, log, changed):
        """A third of the image, or half of it: the regression starts from what is unchanged, and outliers are not its own."""
        folder = copied(series, tmp_path / "series")
        images = sorted(folder.glob("*.tif"))
        with rasterio.open(images[8]) as file:
            before = 10 * np.log10(file.read())
        rng = np.random.default_rng(2)
        after = before + rng.normal(0, 0.7, before.shape)
        after[:, :, :changed] -= 5
        with rasterio.open(images[8], "r+") as file:
            file.write((10 ** (after / 10)).astype(np.float32))
        values = sar_difference(job_of(folder, tmp_path, date="2022-02-23", confirmations=0), log.context)
        assert values["METHOD_USED"] == "regression"
        difference, score = read(tmp_path / "difference.tif"), read(tmp_path / "score.tif")
        assert difference[:, : changed - 4].mean() < -4
        assert abs(difference[:, changed + 4 :].mean()) < 0.4
        assert np.quantile(score[:, : changed - 4], 0.05) > np.quantile(score[:, changed + 4 :], 0.95)
        if changed < SIDE / 2:
            assert (read(tmp_path / "mask.tif")[:, : changed - 4] == 2).mean() > 0.9

    def test_few_earlier_dates(self, series, tmp_path, log):
        values = sar_difference(job_of(series, tmp_path, date="2021-12-13", mask=None, polygons=None), log.context)
        assert values["METHOD_USED"] == "regression"

    def test_few_pixels(self, series, tmp_path, log):
        """Too few pixels for a regression."""
        square = shapely.box(500000, 3999910, 500090, 4000000)
        area = Polygons("AREA", "area", "EPSG:32611", (square.wkb_hex,))
        job = job_of(series, tmp_path, include=(area,), threshold_method="fixed", threshold=5.0)
        values = sar_difference(job, log.context)
        assert values["METHOD_USED"] == "levelled-z"
        assert "sar_method_few" in log.codes

    def test_change_over_a_fifth_of_the_image(self, series, tmp_path, log):
        """The regression starts from unchanged pixels, so that it does not explain such change away."""
        folder = copied(series, tmp_path / "series")
        with rasterio.open(sorted(folder.glob("*.tif"))[8], "r+") as file:
            values = file.read()
            values[:, :, :22] *= 10**-0.4
            file.write(values)
        values = sar_difference(job_of(folder, tmp_path, date="2022-02-23", confirmations=0), log.context)
        assert values["METHOD_USED"] == "regression"
        difference = read(tmp_path / "difference.tif")
        assert difference[:, :18].mean() < -3
        assert abs(difference[:, 30:].mean()) < 0.3

    def test_an_elevation_model_explains_slopes(self, series, tmp_path, log):
        """Ground that gets brighter with its slope is no change."""
        folder = copied(series, tmp_path / "series")
        slope = np.sin(np.arange(SIDE) / 9)[:, None] * np.ones((1, SIDE))
        write(folder / "dem.tif", np.cumsum(slope, axis=0)[None].astype(np.float32) * 30, descriptions=("elevation",))
        with rasterio.open(sorted(folder.glob("T*.tif"))[8], "r+") as file:
            file.write((file.read() * 10 ** (0.15 * slope)).astype(np.float32))
        spread = []
        for dem in (None, RasterSource("DEM", "dem", str(folder / "dem.tif"), (1,))):
            job = job_of(folder, tmp_path, date="2022-02-23", dem=dem, speckle_filter="boxcar", method="regression")
            sar_difference(job, log.context)
            spread.append(read(tmp_path / "difference.tif").std())
        assert spread[1] < 0.7 * spread[0]

    def test_one_earlier_date(self, series, tmp_path, log):
        values = sar_difference(job_of(series, tmp_path, date="2021-12-01"), log.context)
        assert values["METHOD_USED"] == "latest"

    def test_pixels_without_data(self, series, tmp_path, log):
        folder = tmp_path / "series"
        folder.mkdir()
        for path in series.glob("*"):
            (folder / path.name).write_bytes(path.read_bytes())
        with rasterio.open(sorted(folder.glob("*.tif"))[9], "r+") as file:
            values = file.read()
            values[:, :20] = np.nan
            file.write(values)
        sar_difference(job_of(folder, tmp_path), log.context)
        mask = read(tmp_path / "mask.tif")
        assert (mask[:20] == 255).all()
        assert not (mask[20:] == 255).any()

    @pytest.mark.slow
    def test_a_threshold_by_the_share_of_false_alarms(self, series, tmp_path, log):
        few = sar_difference(job_of(series, tmp_path, threshold=0.002), log.context)["THRESHOLD"]
        many = sar_difference(job_of(series, tmp_path, threshold=0.05), log.context)["THRESHOLD"]
        assert many < few
        changed = (read(tmp_path / "score.tif") >= many)[~DISC].mean()
        assert changed == pytest.approx(0.05, abs=0.04)

    def test_slow_change_is_found_in_long_series(self, tmp_path, log):
        """Ground that fell over five weeks: the automatic method does without those, where there are enough older images."""
        rng = np.random.default_rng(11)
        mean, lines = scene(rng)[:, :64, :64], ["file,time,unit"]
        disc = np.hypot(*(np.mgrid[:64, :64] - 32)) <= 9
        for number in range(26):
            time = FIRST + timedelta(days=12 * number)
            write(tmp_path / f"{number}.tif", observed(mean + rng.normal(0, 1.5) - 4 * disc * (number > 22), rng))
            lines.append(f"{number}.tif,{time:%Y-%m-%dT%H:%M:%SZ},power")
        (tmp_path / "table.csv").write_text("\n".join(lines))
        job = job_of(tmp_path, tmp_path, table=str(tmp_path / "table.csv"), date=None, speckle_filter="boxcar")
        found = {}
        for method in ("automatic", "regression"):
            log.lines.clear()
            sar_difference(replace(job, method=method), log.context)
            found[method] = iou(read(tmp_path / "mask.tif") == 2, disc)
            assert ("sar_gap_automatic" in log.codes) == (method == "automatic")
            assert "sar_slow_change" not in log.codes
            if method == "automatic":
                (line,) = [line for line in log.lines if getattr(line, "code", "") == "sar_gap_automatic"]
                assert line.values == {"count": 4, "days": 60}
        assert found["automatic"] > 0.7 > found["regression"] + 0.3

    def test_later_dates_confirm_where_the_image_gives_the_threshold(self, series, tmp_path, log):
        """The disc stays dark on both later dates: counted one by one, whichever way the threshold is found."""
        for method, threshold in (("kittler-illingworth", None), ("fixed", 3.0)):
            job = job_of(series, tmp_path, threshold_method=method, threshold=threshold)
            sar_difference(job, log.context)
            header, _, _, columns = pyogrio.raw.read(job.polygons, layer="polygons")
            found = dict(zip(header["fields"], columns))
            largest = int(np.argmax(found["area_m2"]))
            assert found["later_dates"][largest] == 2
            assert found["confirmed_by"][largest] > 1.5
            assert found["confirmed"][largest] == "yes"

    def test_slow_change_is_sought_against_older_images(self, series, tmp_path, log):
        """The disc fell two dates earlier: images since then explain it, older ones do not."""
        found = []
        for gap in (0.0, 30.0):
            job = job_of(series, tmp_path, date="2022-03-31", method="regression", gap_days=gap, speckle_filter="boxcar")
            sar_difference(job, log.context)
            difference = read(tmp_path / "difference.tif")
            found.append(difference[DISC].mean() - difference[~DISC].mean())
        assert found[1] < found[0] - 0.6
        assert found[1] < -3
        with pytest.raises(JobFailure) as caught:
            sar_difference(job_of(series, tmp_path, gap_days=1000.0), log.context)
        assert caught.value.code == "sar_no_earlier"

    def test_all_dates_of_an_interval(self, series, tmp_path, log):
        """Change is dated by the image in which it is seen first; images before the interval are all that predicts."""
        first = f"{FIRST + timedelta(days=12 * 7):%Y-%m-%d}"
        sar_difference(job_of(series, tmp_path, date=f"{first}/.."), log.context)
        (line,) = [item for item in log.lines if getattr(item, "code", "") == "sar_stack"]
        assert line.values["earlier"] == 7
        assert line.values["date"].endswith("(5)")
        (row,) = polygons(tmp_path / "polygons.gpkg")
        assert row["date"] == f"{FIRST + timedelta(days=12 * 9):%Y-%m-%dT%H:%M:%SZ}"
        assert (row["class"], row["later_dates"], row["confirmed"]) == ("fall", 2, "yes")
        assert row["confirmed_by"] > 1.8
        assert iou(read(tmp_path / "mask.tif") == 2, DISC) > 0.8

    def test_several_dates_in_any_order(self, series, tmp_path, log):
        days = [f"{FIRST + timedelta(days=12 * number):%Y-%m-%d}" for number in (10, 8)]
        sar_difference(job_of(series, tmp_path, date=", ".join(days), threshold_method="kittler-illingworth"), log.context)
        row = max(polygons(tmp_path / "polygons.gpkg"), key=lambda item: item["area_m2"])
        # The date between is not one of them: it may confirm, but not be the first.
        assert row["date"] == f"{FIRST + timedelta(days=12 * 10):%Y-%m-%dT%H:%M:%SZ}"
        assert row["later_dates"] == 1

    def test_dates_of_another_track_are_left_out_in_words(self, series, tmp_path, log):
        rows = list(csv.DictReader((series / "acquisitions.csv").read_text().splitlines()))
        rows[10]["track"] = "64"
        for row in rows:
            row["file"] = str(series / row["file"])
        with open(tmp_path / "table.csv", "w", newline="") as stream:
            writer = csv.DictWriter(stream, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
        first = f"{FIRST + timedelta(days=12 * 9):%Y-%m-%d}"
        job = job_of(series, tmp_path, table=str(tmp_path / "table.csv"), date=f"{first}/..", speckle_filter="none")
        describe_difference(DescribeRadarJob(job, str(tmp_path)), log.context)
        (line,) = [line for line in log.lines if getattr(line, "code", "") == "sar_dates_left_out"]
        assert line.values["count"] == 1

    def test_one_date_of_an_interval_is_as_the_date_alone(self, series, tmp_path, log):
        day = f"{FIRST + timedelta(days=12 * 9):%Y-%m-%d}"
        for name, date in (("one", day), ("interval", f"{day}/{day}")):
            (tmp_path / name).mkdir()
            sar_difference(job_of(series, tmp_path / name, date=date), log.context)
        for name in ("score", "difference", "mask"):
            np.testing.assert_array_equal(*(read(tmp_path / folder / f"{name}.tif") for folder in ("one", "interval")))
        one, interval = (polygons(tmp_path / folder / "polygons.gpkg") for folder in ("one", "interval"))
        assert [{**row, "uuid": ""} for row in one] == [{**row, "uuid": ""} for row in interval] != []

    def test_a_pixel_is_followed_from_its_first_date(self):
        """Score of a pixel on four dates, the first three of which are sought; negative: the backscatter fell."""
        signed = [np.array([[values]], np.float32) for values in (1, -6, np.nan, -7)]
        first, confirmed, seen = follow_change(signed, np.array([[-1.0]], np.float32), (True, True, True, False), 5.0, 3)
        assert (first.item(), confirmed.item(), seen.item()) == (1, 1, 1)
        first, confirmed, seen = follow_change(signed, np.array([[-1.0]], np.float32), (True, True, True, False), 5.0, 1)
        assert (first.item(), confirmed.item(), seen.item()) == (1, 0, 0)  # one later date counts, and it has no data
        first, confirmed, seen = follow_change(signed, np.array([[1.0]], np.float32), (True, True, True, False), 0.5, 3)
        assert (first.item(), confirmed.item(), seen.item()) == (0, 0, 2)

    def test_tracks_are_kept_apart(self, series, tmp_path, log):
        rows = list(csv.reader((series / "acquisitions.csv").read_text().splitlines()))
        for row in rows[1:4]:
            row[0], row[4], row[5] = str(series / row[0]), "64", "descending"
        for row in rows[4:]:
            row[0] = str(series / row[0])
        table = tmp_path / "table.csv"
        table.write_text("\n".join(",".join(row) for row in rows))
        sar_difference(job_of(series, tmp_path, table=str(table)), log.context)
        (stack,) = [line for line in log.lines if getattr(line, "code", "") == "sar_stack"]
        assert stack.values["earlier"] == 6
        assert "sar_tracks_left_out" in log.codes


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"date": "1999-01-01"}, "sar_date_unknown"),
        ({"date": "soon"}, "sar_date_unknown"),
        ({"date": "2021-11-19"}, "sar_no_earlier"),
        ({"place": "elsewhere"}, "sar_place_unknown"),
        ({"method": "guess"}, "method_unknown"),
        ({"speckle_filter": "guess"}, "method_unknown"),
        ({"threshold_method": "fixed"}, "threshold_needed"),
        ({"threshold": 1.5}, "threshold_range"),
        ({"date": "2021-12-01", "method": "regression"}, "sar_too_few"),
        ({"table": "nowhere.csv"}, "sar_table_unreadable"),
    ],
)
def test_refusals(series, tmp_path, log, changes, code):
    with pytest.raises(JobFailure) as caught:
        sar_difference(job_of(series, tmp_path, **changes), log.context)
    assert caught.value.code == code
    assert "{" not in caught.value.text()
    assert not list(tmp_path.glob("*.tif"))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("file,utc\n", "sar_table_empty"),
        ("image_of_it,utc\na.tif,2021-01-01\n", "sar_table_columns"),
        ("file,utc\na.tif,yesterday\n", "sar_table_cell"),
        ("file,utc,unit\na.tif,2021-01-01T00:00:00,volts\n", "sar_table_cell"),
        ("file,utc,track\na.tif,2021-01-01T00:00:00,left\n", "sar_table_cell"),
        (f"file,utc\n{'a' * 200_000},2021-01-01\n", "sar_table_unreadable"),
    ],
)
def test_tables_that_cannot_be_read(tmp_path, text, code):
    (tmp_path / "table.csv").write_text(text)
    with pytest.raises(JobFailure) as caught:
        read_table(str(tmp_path / "table.csv"))
    assert caught.value.code == code


def test_a_table_made_elsewhere(tmp_path):
    text = "file;utc;relative_orbit;orbit_direction_from_local_time\ns1/a.tif;2014-10-12T23:32:01;106;descending\n"
    (tmp_path / "table.csv").write_text(text)
    (row,) = read_table(str(tmp_path / "table.csv"))
    assert row.track == 106
    assert row.direction == "descending"
    assert row.bands[""].path == str(tmp_path / "s1" / "a.tif")
    assert row.time == datetime(2014, 10, 12, 23, 32, 1, tzinfo=timezone.utc)


def rewrite(path: Path, change: Any) -> None:
    """Change the values of an image (bands, height, width) in place."""
    with rasterio.open(path, "r+") as file:
        values = file.read()
        change(values)
        file.write(values)


class TestUnseenGround:
    """Ground that an image does not show, and does not declare as such, is no change."""

    @pytest.mark.parametrize("stated", ["", "nan"])
    def test_zeros_along_the_edges(self, tmp_path, log, stated):
        series = write_series(tmp_path, 4)

        def unseen(values: np.ndarray) -> None:
            values[:, :, :12] = 0
            values[:, 70:72, 40:44] = 0  # within the image they are measurements

        rewrite(sorted(series.glob("*.tif"))[9], unseen)
        table = (series / "acquisitions.csv").read_text().splitlines()
        lines = [f"{table[0]},nodata", *(f"{line},{stated}" for line in table[1:])]
        (series / "acquisitions.csv").write_text("\n".join(lines))
        sar_difference(job_of(series, tmp_path, min_area_m2=0.0), log.context)
        mask = read(tmp_path / "mask.tif")
        assert ("sar_zero_rim" in log.codes) == (stated == "")
        assert (mask[:, :10] == (2 if stated else 255)).all()
        assert iou((mask == 2) & (np.arange(SIDE) > 20), DISC) > 0.6

    def test_one_value_everywhere(self, tmp_path, log):
        """Nothing would differ more in one place than in another: a map without change, of an image that shows nothing."""
        series = write_series(tmp_path, 4)

        def blank(values: np.ndarray) -> None:
            values[:] = 0.05

        rewrite(sorted(series.glob("*.tif"))[3], blank)  # an earlier one
        sar_difference(job_of(series, tmp_path), log.context)
        assert "sar_images_empty" in log.codes
        assert iou(read(tmp_path / "mask.tif") == 2, DISC) > 0.6
        rewrite(sorted(series.glob("*.tif"))[9], blank)  # the one in which change is sought
        with pytest.raises(JobFailure) as failure:
            sar_difference(job_of(series, tmp_path), log.context)
        assert failure.value.code == "sar_no_data"

    def test_an_elevation_model_of_a_part_of_the_area(self, series, tmp_path, log):
        path = write(tmp_path / "dem.tif", np.full((1, SIDE, SIDE // 2), 100, np.float32), descriptions=("elevation",))
        describe_difference(
            DescribeRadarJob(job_of(series, tmp_path, dem=RasterSource("DEM", "dem", str(path))), str(tmp_path)), log.context
        )
        (warning,) = (line for line in log.lines if getattr(line, "code", "") == "sar_dem_short")
        assert warning.values["share"] == pytest.approx(0.5, abs=0.01)


def test_change_on_the_date_before_does_not_hide_change(tmp_path, log):
    """It raises the scores of one of the dates by which false alarms are counted."""
    series = write_series(tmp_path, 12)
    corner = np.hypot(*(np.mgrid[:SIDE, :SIDE] - 18)) <= 9
    for path in sorted(series.glob("*.tif"))[10:]:
        rewrite(path, lambda values: np.multiply(values, np.where(corner, 10**-0.6, 1), out=values))
    date = f"{FIRST + timedelta(days=12 * 10):%Y-%m-%d}"
    found = sar_difference(job_of(series, tmp_path, date=date), log.context)
    mask = read(tmp_path / "mask.tif") == 2
    assert found["THRESHOLD"] < 6
    assert mask[corner].mean() > 0.7
    assert mask[~(corner | DISC)].mean() < 0.03


def test_a_small_area_without_change_shows_none(tmp_path, log):
    """Of few pixels, the scores are divided into two classes whether there are two or not."""
    series = write_series(tmp_path, 0)
    box = shapely.box(500000 + 600, 4000000 - 960, 500000 + 960, 4000000 - 600)
    area = Polygons("AREA", "area", "EPSG:32611", (box.wkb_hex,))
    sar_difference(job_of(series, tmp_path, include=(area,), min_area_m2=0.0), log.context)
    mask = read(tmp_path / "mask.tif")
    assert mask.shape == (12, 12)
    assert "sar_threshold_from_image" in log.codes
    assert np.isin(mask, (1, 2)).mean() < 0.05


def test_images_that_are_all_alike_show_no_more_than_false_alarms(tmp_path, log):
    series = write_series(tmp_path, 0)
    scene = np.random.default_rng(5).gamma(4, 0.025, (2, SIDE, SIDE)).astype(np.float32)
    for path in series.glob("*.tif"):
        rewrite(path, lambda values: np.copyto(values, scene))
    sar_difference(job_of(series, tmp_path, min_area_m2=0.0), log.context)
    assert read(tmp_path / "mask.tif").mean() < 0.005  # a share of .001 of what is alike is allowed


def test_an_image_without_crs_is_refused_with_a_remedy_that_applies(tmp_path, log):
    series = write_series(tmp_path, 4)
    path = sorted(series.glob("*.tif"))[9]
    write(path, np.ones((2, SIDE, SIDE), np.float32), crs=None)
    with pytest.raises(JobFailure, match=f"TABLE: The image {path.name} .* has no coordinate reference system") as caught:
        sar_difference(job_of(series, tmp_path), log.context)
    assert caught.value.code == "sar_without_crs"


def test_an_image_of_one_row_stays_known():
    row = np.random.default_rng(1).normal(-10, 1, (1, 64)).astype(np.float32)
    assert all(np.isfinite(smooth(row)).all() for smooth in speckle.FILTERS.values())


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_separators_and_line_ends_of_a_table(tmp_path, separator, line_end):
    lines = [["time", "file", "comment"], ["2021-11-19T01:58:54.1234567Z", "a.tif", '"x, y; z"'], ["2021-12-01", "b.tif", ""]]
    text = line_end.join(separator.join(line) for line in lines)
    (tmp_path / "table.csv").write_bytes(("\ufeff" + text).encode())
    first, second = read_table(str(tmp_path / "table.csv"))
    assert first.time == datetime(2021, 11, 19, 1, 58, 54, 123456, tzinfo=timezone.utc)
    assert second.bands[""].path == str(tmp_path / "b.tif")


class TestTable:
    def test_a_file_that_is_listed_twice_or_copied_is_one_image(self, tmp_path, log):
        """As two images, it would count twice in every prediction."""
        rng = np.random.default_rng(1)
        name = "OPERA_L2_RTC-S1_T137-292318-IW1_20211119T015854Z_20240101T000000Z_S1A_30_v1.0_{}.tif"
        for folder in (tmp_path / "images", tmp_path / "images" / "backup"):
            for polarisation in ("VV", "VH"):
                path = folder / name.format(polarisation)
                write(path, rng.gamma(12, 1 / 12, (1, 8, 8)).astype(np.float32), descriptions=(polarisation,))
        images = (str(tmp_path / "images"), str(tmp_path / "images" / name.format("VV")))
        job = SarTableJob(images=images, table=str(tmp_path / "table.csv"), scratch=str(tmp_path / "scratch"))
        make_sar_table(job, log.context)
        (row,) = read_table(str(tmp_path / "table.csv"))
        assert {band.path for band in row.bands.values()} == {str(tmp_path / "images" / name.format(p)) for p in ("VV", "VH")}
        assert [line.values["count"] for line in log.lines if getattr(line, "code", "") == "sar_copies"] == [2]

    def test_files_of_several_polarisations_become_rows(self, tmp_path, log):
        rng = np.random.default_rng(1)
        for day in ("20211119T015854", "20211201T015853"):
            for band in ("VV", "VH"):
                name = f"OPERA_L2_RTC-S1_T137-292318-IW1_{day}Z_20240101T000000Z_S1A_30_v1.0_{band}.tif"
                write(tmp_path / "in" / name, observed(scene(rng)[:1], rng), descriptions=("",))
            name = f"OPERA_L2_RTC-S1_T137-292318-IW1_{day}Z_20240101T000000Z_S1A_30_v1.0_mask.tif"
            write(tmp_path / "in" / name, np.zeros((1, 8, 8), np.uint8), nodata=255)
        table = tmp_path / "table.csv"
        weather = tmp_path / "weather.csv"
        weather.write_text("time,temperature,precipitation\n2021-11-19T00:00:00Z,12.5,0\n2022-06-01T00:00:00Z,30,5\n")
        job = SarTableJob((str(tmp_path / "in"),), str(table), str(tmp_path / "scratch"), str(weather))
        assert make_sar_table(job, log.context)["IMAGE_COUNT"] == 2
        first, second = read_table(str(table))
        assert sorted(first.bands) == ["VH", "VV"]
        assert first.unit == "power"
        assert first.track == 137
        assert first.direction == "ascending"
        assert first.inferred == ("direction",)  # by the local time
        assert first.conditions == {"temperature": 12.5, "precipitation": 0.0}
        assert second.conditions == {}
        assert Path(first.bands["VV"].path).is_file()
        assert "in/OPERA" in table.read_text().replace("\\", "/")  # relative: the folder can be moved
        assert log.codes.count("sar_file_ignored") == 2

    def test_a_product_of_snap(self, tmp_path, log):
        name = "S1A_IW_GRDH_1SDV_20150222T170750_20150222T170815_004739_005DD8_3768_Orb_Cal_TC"
        (tmp_path / f"{name}.dim").write_text(
            "<?xml version='1.0'?><Dimap_Document><Dataset_Sources><MDElem name='metadata'><MDElem name='Abstracted_Metadata'>"
            "<MDATTR name='MISSION'>SENTINEL-1A</MDATTR><MDATTR name='PASS'>ASCENDING</MDATTR>"
            "<MDATTR name='REL_ORBIT'>117</MDATTR><MDATTR name='first_line_time'>22-FEB-2015 17:07:50.123456</MDATTR>"
            "</MDElem></MDElem></Dataset_Sources></Dimap_Document>"
        )
        values = observed(scene(np.random.default_rng(1))[:1], np.random.default_rng(2))
        (tmp_path / f"{name}.data").mkdir()
        with rasterio.open(
            tmp_path / f"{name}.data" / "Gamma0_VV.img", "w", driver="ENVI", count=1, height=SIDE, width=SIDE, dtype="float32",
            crs="EPSG:32631", transform=from_origin(500000, 4000000, 10, 10), SUFFIX="REPLACE",
        ) as file:  # fmt: skip
            file.write(values)
        job = SarTableJob((str(tmp_path),), str(tmp_path / "table.csv"), str(tmp_path / "scratch"))
        make_sar_table(job, log.context)
        (row,) = read_table(str(tmp_path / "table.csv"))
        assert (row.track, row.direction, row.satellite, row.unit, row.nodata) == (117, "ascending", "S1A", "power", 0.0)
        assert row.time == datetime(2015, 2, 22, 17, 7, 50, tzinfo=timezone.utc)
        assert row.bands["VV"].path.endswith("Gamma0_VV.img")

    @pytest.mark.parametrize(
        ("name", "code"),
        [
            ("S1A_IW_GRDH_1SDV_20150222T170750_20150222T170815_004739_005DD8_3768.SAFE", "sar_refused"),
            ("backscatter.tif", "sar_no_time"),
        ],
    )
    def test_what_cannot_be_listed(self, tmp_path, log, name, code):
        if name.endswith(".SAFE"):
            (tmp_path / "in" / name).mkdir(parents=True)
        else:
            write(tmp_path / "in" / name, np.ones((1, 8, 8), np.float32))
        job = SarTableJob((str(tmp_path / "in"),), str(tmp_path / "table.csv"), str(tmp_path / "scratch"))
        with pytest.raises(JobFailure) as caught:
            make_sar_table(job, log.context)
        assert caught.value.code == code
        assert not (tmp_path / "table.csv").exists()


def test_units_become_decibels():
    values = np.array([[1.0, 0.1, 0.0, -1.0]], np.float32)
    np.testing.assert_allclose(to_decibels(values, "power"), [[0, -10, -50, -50]], atol=1e-5)
    np.testing.assert_allclose(to_decibels(values, "amplitude"), [[0, -20, -50, -50]], atol=1e-5)
    np.testing.assert_allclose(to_decibels(np.array([[-12.5, -60, -9999]]), "dB"), [[-12.5, -50, np.nan]])


@pytest.mark.parametrize("name", ["boxcar", "refined-lee", "total-variation"])
def test_filters_reduce_speckle_and_keep_edges(name):
    rng = np.random.default_rng(3)
    truth = np.where(np.arange(64) < 32, -12.0, -6.0) + np.zeros((64, 1))
    noisy = (truth + rng.normal(0, 1.2, truth.shape)).astype(np.float32)
    noisy[5, 5] = np.nan
    smooth = speckle.FILTERS[name](noisy)
    assert np.isnan(smooth[5, 5])
    assert np.isfinite(smooth).sum() == smooth.size - 1
    inner = np.ones_like(truth, bool)
    inner[:, 28:36] = False
    assert np.nanstd((smooth - truth)[inner]) < 0.6 * 1.2
    assert np.nanmean(smooth[:, 34:38]) - np.nanmean(smooth[:, 26:30]) > 5


def test_levels_are_the_offsets_of_the_images():
    rng = np.random.default_rng(5)
    ground = rng.normal(-10, 2, (1, 2, 4000)).astype(np.float32)
    offsets = np.array([[0, 0], [2, -1], [-1, 0.5], [0, 0], [0.5, 0.5]], np.float32)
    levels, level = prediction.fit_levels(ground + offsets[:, :, None], ground[0] + 3)
    np.testing.assert_allclose(levels - levels[:1], offsets - offsets[:1], atol=1e-3)
    np.testing.assert_allclose(level - levels[0], [3, 3], atol=1e-3)


@pytest.mark.parametrize("share", [0.3, 0.53])
def test_the_offset_of_a_date_is_that_of_its_unchanged_pixels(share):
    """Where half of an image changes the offsets of earlier images decide which half it is."""
    rng = np.random.default_rng(5)
    ground = rng.normal(-10, 2, (2, 4000)).astype(np.float32)
    earlier = ground + rng.normal(0, 0.4, (8, 2, 1)).astype(np.float32) + rng.normal(0, 0.3, (8, 2, 4000)).astype(np.float32)
    date = ground + rng.normal(0, 0.3, ground.shape).astype(np.float32)
    date[:, : int(share * 4000)] -= 3
    _, level = prediction.fit_levels(earlier, date)
    assert np.abs(level).max() < 0.7


@pytest.mark.parametrize("pixels", [2, 5, 6, 7, 40])
def test_a_few_pixels_have_a_spread(pixels):
    """Without one, all of a tiny area would be change."""
    rng = np.random.default_rng(3)
    earlier, date = rng.normal(-10, 1, (8, 2, pixels)), rng.normal(-10, 1, (2, pixels))
    spread = prediction.spread_of(prediction.fit_deviation(earlier, date), earlier, date, days=12)
    assert 0.3 < spread < 3


def test_a_strong_offset_of_the_whole_image_is_no_change():
    """Wet ground: one peak, far from all earlier offsets."""
    rng = np.random.default_rng(5)
    ground = rng.normal(-10, 2, (2, 4000)).astype(np.float32)
    earlier = ground + rng.normal(0, 0.3, (8, 2, 4000)).astype(np.float32)
    _, level = prediction.fit_levels(earlier, ground + 6 + rng.normal(0, 0.5, ground.shape).astype(np.float32))
    np.testing.assert_allclose(level, [6, 6], atol=0.3)


def test_a_single_pixel_scores_less_than_an_object():
    """Both differ as much; what stands alone is what is left of speckle."""
    rng = np.random.default_rng(5)
    earlier = rng.normal(-10, 0.5, (10, 2, 60, 60)).astype(np.float32)
    date = rng.normal(-10, 0.5, (2, 60, 60)).astype(np.float32)
    date[:, 40, 40] = -14
    date[:, 10:18, 10:18] = -14
    flat = earlier.reshape(10, 2, -1), date.reshape(2, -1)
    predictor = prediction.standardised(prediction.fit_deviation(*flat), *flat, days=12)
    score = predictor.difference(earlier, date).score
    assert score[14, 14] > 3 * score[40, 40]


def test_a_third_that_differs_scores_less_a_year_later():
    """Fields that differ after twelve days are change; after a year most of it is what season and farming do."""
    rng = np.random.default_rng(5)
    earlier = rng.normal(-10, 0.5, (10, 2, 60, 60)).astype(np.float32)
    date = rng.normal(-10, 0.5, (2, 60, 60)).astype(np.float32)
    steady = date.copy()
    date[:, :20] -= 2
    scores = {}
    for name, image in (("changed", date), ("steady", steady)):
        flat = earlier.reshape(10, 2, -1), image.reshape(2, -1)
        for days in (12, 365, 2000):
            predictor = prediction.standardised(prediction.fit_deviation(*flat), *flat, days=days)
            scores[name, days] = float(np.median(predictor.difference(earlier, image).score[5:15, 5:55]))
    assert scores["changed", 12] > 1.5 * scores["changed", 365]
    assert scores["changed", 2000] == scores["changed", 365]
    assert scores["steady", 12] == pytest.approx(scores["steady", 365], rel=0.1)


def copied(series: Path, folder: Path) -> Path:
    """A copy of the series that a test may change."""
    folder.mkdir()
    for path in series.glob("*"):
        (folder / path.name).write_bytes(path.read_bytes())
    return folder


class TestTablesOfAllKinds:
    """Tables as they come: units mixed, dates doubled, empty or with one band."""

    @pytest.mark.slow
    def test_units_may_differ_from_row_to_row(self, series, tmp_path, log):
        """An image in decibels among images in power, each as its row states."""
        sar_difference(job_of(series, tmp_path), log.context)
        expected = read(tmp_path / "score.tif")
        folder = copied(series, tmp_path / "mixed")
        rows = list(csv.reader((folder / "acquisitions.csv").read_text().splitlines()))
        with rasterio.open(folder / rows[4][0]) as file:
            values = file.read()
        write(folder / "decibels.tif", (10 * np.log10(values)).astype(np.float32))
        rows[4][0], rows[4][6] = "decibels.tif", "dB"
        (folder / "acquisitions.csv").write_text("\n".join(",".join(row) for row in rows))
        sar_difference(job_of(folder, tmp_path), log.context)
        np.testing.assert_allclose(read(tmp_path / "score.tif"), expected, rtol=1e-3, atol=1e-3)

    def test_power_without_a_stated_unit_is_refused(self, series, tmp_path, log):
        folder = copied(series, tmp_path / "unstated")
        (folder / "image.tif").write_bytes(sorted(series.glob("*.tif"))[3].read_bytes())
        rows = list(csv.reader((folder / "acquisitions.csv").read_text().splitlines()))
        rows[4][0], rows[4][6] = "image.tif", ""
        (folder / "acquisitions.csv").write_text("\n".join(",".join(row) for row in rows))
        with pytest.raises(JobFailure) as caught:
            sar_difference(job_of(folder, tmp_path), log.context)
        assert caught.value.code == "sar_unit_unknown"

    @pytest.mark.parametrize(("stated", "written"), [("power", "dB"), ("amplitude", "dB"), ("dB", "power")])
    def test_a_unit_that_the_values_contradict_is_refused(self, series, tmp_path, log, stated, written):
        folder = copied(series, tmp_path / "wrong")
        rows = list(csv.reader((folder / "acquisitions.csv").read_text().splitlines()))
        if written == "dB":
            with rasterio.open(folder / rows[4][0], "r+") as file:
                file.write((10 * np.log10(file.read())).astype(np.float32))
        rows[4][6] = stated
        (folder / "acquisitions.csv").write_text("\n".join(",".join(row) for row in rows))
        with pytest.raises(JobFailure) as caught:
            sar_difference(job_of(folder, tmp_path), log.context)
        assert caught.value.code == "sar_unit_wrong"
        assert "unit" in caught.value.text()

    def test_columns_of_polarisations_without_a_unit(self, series, tmp_path, log):
        """The name of a product states the unit where the table does not."""
        rows = list(csv.reader((series / "acquisitions.csv").read_text().splitlines()))
        lines = ["time,VV,VH", *(f"{row[2]},{series / row[0]},{series / row[0]}#2" for row in rows[1:])]
        (tmp_path / "table.csv").write_text("\n".join(lines))
        job = job_of(series, tmp_path, table=str(tmp_path / "table.csv"))
        assert sar_difference(job, log.context)["METHOD_USED"] == "regression"

    def test_another_product_of_the_date_is_no_earlier_date(self, series, tmp_path, log):
        rows = (series / "acquisitions.csv").read_text().splitlines()
        folder = copied(series, tmp_path / "doubled")
        name = rows[10].split(",")[0]
        (folder / "again.tif").write_bytes((series / name).read_bytes())
        doubled = rows[10].replace(name, "again.tif")
        (folder / "acquisitions.csv").write_text("\n".join([rows[0], doubled, *rows[1:]]))
        sar_difference(job_of(folder, tmp_path, method="latest"), log.context)
        score = read(tmp_path / "score.tif")
        assert np.median(score[DISC]) > 3  # not the difference of an image from itself

    def test_images_without_data_are_left_out(self, series, tmp_path, log):
        folder = copied(series, tmp_path / "empty")
        images = sorted(folder.glob("*.tif"))
        for image in (images[8], images[10]):
            with rasterio.open(image, "r+") as file:
                file.write(np.full((2, SIDE, SIDE), np.nan, np.float32))
        sar_difference(job_of(folder, tmp_path, method="latest"), log.context)
        assert "sar_images_empty" in log.codes
        assert np.isfinite(read(tmp_path / "score.tif")).all()
        fields = pyogrio.raw.read(tmp_path / "polygons.gpkg", layer="polygons")
        assert set(fields[3][list(fields[0]["fields"]).index("later_dates")]) == {1}

    def test_a_date_without_data_is_refused(self, series, tmp_path, log):
        folder = copied(series, tmp_path / "empty")
        with rasterio.open(sorted(folder.glob("*.tif"))[9], "r+") as file:
            file.write(np.full((2, SIDE, SIDE), np.nan, np.float32))
        with pytest.raises(JobFailure) as caught:
            sar_difference(job_of(folder, tmp_path), log.context)
        assert caught.value.code == "sar_no_data"
        assert not list(tmp_path.glob("*.tif"))
        assert not (tmp_path / "scratch").exists()

    def test_one_band_where_most_images_have_only_one(self, series, tmp_path, log):
        rows = list(csv.reader((series / "acquisitions.csv").read_text().splitlines()))
        lines = ["time,VV,VH"]
        for number, row in enumerate(rows[1:]):
            lines.append(f"{row[2]},{series / row[0]}," + (f"{series / row[0]}#2" if number in (0, 9) else ""))
        (tmp_path / "table.csv").write_text("\n".join(lines))
        sar_difference(job_of(series, tmp_path, table=str(tmp_path / "table.csv")), log.context)
        (stack,) = [line for line in log.lines if getattr(line, "code", "") == "sar_stack"]
        assert (stack.values["bands"], stack.values["earlier"]) == ("VV", 9)

    def test_images_of_one_band_are_left_out_where_they_are_few(self, series, tmp_path, log):
        rows = list(csv.reader((series / "acquisitions.csv").read_text().splitlines()))
        lines = ["time,VV,VH"]
        for number, row in enumerate(rows[1:]):
            lines.append(f"{row[2]},{series / row[0]}," + ("" if number == 3 else f"{series / row[0]}#2"))
        (tmp_path / "table.csv").write_text("\n".join(lines))
        sar_difference(job_of(series, tmp_path, table=str(tmp_path / "table.csv")), log.context)
        (stack,) = [line for line in log.lines if getattr(line, "code", "") == "sar_stack"]
        assert (stack.values["bands"], stack.values["earlier"]) == ("VV, VH", 8)
        assert "sar_bands_missing" in log.codes

    def test_an_area_beside_the_image_is_refused(self, series, tmp_path, log):
        box = shapely.box(400000, 3900000, 401000, 3901000)
        with pytest.raises(JobFailure) as caught:
            sar_difference(
                job_of(series, tmp_path, include=(Polygons("AREA", "area", "EPSG:32611", (box.wkb_hex,)),)), log.context
            )
        assert caught.value.code == "area_outside"

    def test_an_area_is_all_that_counts(self, series, tmp_path, log):
        """Threshold and levels are those of the area; beyond it there is no data."""
        box = shapely.box(500000, 4000000 - 64 * 30, 500000 + 64 * 30, 4000000)
        area = Polygons("AREA", "area", "EPSG:32611", (box.wkb_hex,))
        sar_difference(job_of(series, tmp_path, include=(area,), method="levelled-z"), log.context)
        found = read(tmp_path / "score.tif")
        assert found.shape == (64, 64)
        assert np.isfinite(found).all()

    def test_whole_numbers_of_16_bits_are_refused(self, series, tmp_path, log):
        folder = copied(series, tmp_path / "amplitude")
        rows = list(csv.reader((folder / "acquisitions.csv").read_text().splitlines()))
        write(folder / "raw.tif", np.full((2, SIDE, SIDE), 300, np.uint16), nodata=0)
        rows[4][0], rows[4][6] = "raw.tif", ""
        (folder / "acquisitions.csv").write_text("\n".join(",".join(row) for row in rows))
        with pytest.raises(JobFailure) as caught:
            sar_difference(job_of(folder, tmp_path), log.context)
        assert caught.value.code == "sar_refused"

    @pytest.mark.slow
    def test_progress_gives_the_time_that_is_left(self, series, tmp_path, log, monkeypatch):
        monkeypatch.setattr("groundshift.plugin.engine.context._SECONDS_BETWEEN_REPORTS", 0.0)
        sar_difference(job_of(series, tmp_path, block=16), log.context)
        left = [line.seconds_left for line in log.lines if getattr(line, "stage", "") == "comparing"]
        assert any(seconds is not None for seconds in left)


def test_a_table_of_hundredths_of_decibels(tmp_path, log):
    name = "S1A_IW_20180128T161201_DVP_RTC30_G_gpuned_FD6A_VV.tif"
    write(tmp_path / "in" / name, np.full((1, 8, 8), -1250, np.int16), nodata=-32768, descriptions=("VV dB x 100",))
    job = SarTableJob((str(tmp_path / "in"),), str(tmp_path / "table.csv"), str(tmp_path / "scratch"))
    make_sar_table(job, log.context)
    (row,) = read_table(str(tmp_path / "table.csv"))
    assert row.unit == "dB x 100"


def test_outputs_name_how_the_images_were_read(series: Path, tmp_path: Path, log: Log) -> None:
    values = sar_difference(job_of(series, tmp_path), log.context)
    with rasterio.open(values["MASK"]) as dataset:
        dates = json.loads(dataset.tags()["GROUNDSHIFT"])["reading"]["dates"]
    assert len(dates) == 2 * DATES  # nine before the date, two that confirm it, in two polarisations
    assert [date["bands"] for date in dates[:2]] == [{"VV": 1}, {"VH": 2}]
    assert {date["bands_found"] for date in dates} == {"by table"}
    assert all(date["nodata"] == ["nan"] and date["assumed"] == [] for date in dates)
    assert log.codes.count("reading_of_date") == 2  # one line for each polarisation
