"""``groundshift:changetimeseries``: first change, number of changes, and dated polygons."""

from __future__ import annotations

import json
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import pytest
import rasterio
import shapely
from rasterio.warp import Resampling, reproject

from groundshift.plugin.engine.classic.detect_classic import detect_change_classic
from groundshift.plugin.engine.context import JobContext
from groundshift.plugin.engine.series.time_series import change_time_series, summarise
from groundshift.plugin.jobs.change_time_series import ChangeTimeSeriesJob, shown_dates
from groundshift.plugin.jobs.detect_change_classic import DetectChangeClassicJob
from groundshift.plugin.jobs.events import Event, Log, Progress
from groundshift.plugin.jobs.failure import Cancelled, JobFailure
from groundshift.plugin.jobs.messages import render_log
from groundshift.plugin.jobs.sources import Polygons, RasterSource
from groundshift.tests.helpers.detection import Run, left_behind
from groundshift.tests.helpers.onnx_models import difference_model, spec
from groundshift.tests.helpers.rasters import GSD, LEFT, TOP, UTM, changed, read, texture, write_raster

DATES = ("2015-01-01", "2017-06-30", "2019-08-12", "2021-03-02")
DATA = Path(__file__).resolve().parents[3] / "shared" / "data"


@pytest.fixture
def series(tmp_path: Path) -> list[Path]:
    """Four dates of 200 x 260 pixels: one square comes, one comes and goes, one comes last."""
    base = texture(200, 260)
    states = [
        [],
        [(20, 20, 30, 30), (100, 100, 20, 40)],
        [(20, 20, 30, 30)],
        [(20, 20, 30, 30), (150, 200, 25, 25)],
    ]
    return [write_raster(tmp_path / f"d{index}.tif", changed(base, squares)) for index, squares in enumerate(states)]


class Series:
    """Runs the job in a folder of its own."""

    def __init__(self, folder: Path, model: Path) -> None:
        self.folder, self.model = folder, model
        self.events: list[Event] = []

    def job(self, paths: list[Path], dates: tuple[str, ...] = DATES, bands: Any = None, **changes: Any) -> ChangeTimeSeriesJob:
        sources = tuple(RasterSource("RASTERS", path.stem, str(path), bands, date=date) for path, date in zip(paths, dates))
        outputs = {name: str(self.folder / f"{name}.tif") for name in ("first_change", "changes")}
        values = {**outputs, "polygons": str(self.folder / "polygons.gpkg"), "scratch": str(self.folder / "s"), **changes}
        return ChangeTimeSeriesJob(sources, str(self.model), **values)

    def __call__(self, paths: list[Path], dates: tuple[str, ...] = DATES, **changes: Any) -> dict[str, Any]:
        return change_time_series(self.job(paths, dates, **changes), JobContext(self.events.append))

    @property
    def log(self) -> str:
        return "\n".join(render_log(event.code, event.values) for event in self.events if isinstance(event, Log))


@pytest.fixture
def run_series(tmp_path: Path) -> Series:
    folder = tmp_path / "series"
    folder.mkdir()
    return Series(folder, difference_model(tmp_path / "model.onnx"))


def polygons_of(path: str) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    meta, _, geometry, columns = pyogrio.raw.read(path, layer=Path(path).stem)
    return shapely.from_wkb(geometry), dict(zip(meta["fields"], columns))


def test_summary_of_masks() -> None:
    masks = [np.array([row], np.uint8) for row in ([0, 1, 0, 255, 255, 3], [0, 0, 2, 255, 1, 3], [0, 1, 255, 255, 0, 0])]
    first, count = summarise(masks, [1, 2, 3])
    assert first.tolist() == [[0, 2, 3, 255, 3, 2]]
    assert count.tolist() == [[0, 2, 1, 255, 1, 2]]


@pytest.mark.parametrize("pairs", ["consecutive", "first_to_each"])
def test_each_pair_is_what_a_detection_of_its_own_finds(run: Run, run_series: Series, series: list[Path], pairs: str) -> None:
    values = run_series(series, pairs=pairs, min_area_m2=10.0)
    chosen = [(0, 1), (1, 2), (2, 3)] if pairs == "consecutive" else [(0, 1), (0, 2), (0, 3)]
    masks, expected_shapes = [], []
    for before, after in chosen:
        alone = run(series[before], series[after], min_area_m2=10.0)
        masks.append(read(alone["MASK"]) == 1)
        shapes, fields = polygons_of(alone["POLYGONS"])
        expected_shapes += [
            (shape.normalize().wkb, DATES[before], DATES[after], area) for shape, area in zip(shapes, fields["area_m2"])
        ]
    stack = np.array(masks)
    after = np.array([after + 1 for _, after in chosen])
    first = np.where(stack.any(axis=0), after[stack.argmax(axis=0)], 0)
    assert np.array_equal(read(values["FIRST_CHANGE"]), first)
    assert np.array_equal(read(values["CHANGES"]), stack.sum(axis=0))
    shapes, fields = polygons_of(values["POLYGONS"])
    found = [
        (shape.normalize().wkb, str(start), str(end), area)
        for shape, start, end, area in zip(shapes, fields["start"], fields["end"], fields["area_m2"])
    ]
    assert sorted(found) == sorted(expected_shapes)
    assert fields["start"].dtype == "datetime64[D]"
    assert set(fields) == {
        "uuid", "class", "area_m2", "perimeter_m", "mean_probability", "max_probability", "start", "end",
    }  # fmt: skip
    assert values["POLYGON_COUNT"] == len(shapes)
    assert values["CHANGED_AREA"] == pytest.approx(stack.any(axis=0).sum() * GSD**2, rel=2e-3)
    if pairs == "consecutive":
        assert set(np.unique(first)) == {0, 2, 4}
        assert read(values["CHANGES"]).max() == 2  # what came and went
    assert "Pair 2 of 3" in run_series.log
    assert f"RASTERS '{series[2].stem}': read without resampling." in run_series.log
    fractions = [event.fraction for event in run_series.events if isinstance(event, Progress)]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1.0
    without = run_series(series, pairs=pairs, min_area_m2=10.0, polygons="", changes="")
    assert (without["POLYGON_COUNT"], without["CHANGED_AREA"]) == (values["POLYGON_COUNT"], values["CHANGED_AREA"])


@pytest.mark.slow
@pytest.mark.parametrize("method", ["cva", "ir-mad", "pca-k-means"])
def test_a_classical_method_finds_what_it_finds_of_each_pair(
    run_series: Series, series: list[Path], tmp_path: Path, method: str
) -> None:
    options: dict[str, Any] = {"method": method, "threshold_method": "kittler-illingworth", "min_area_m2": 10.0}
    values = change_time_series(replace(run_series.job(series, **options), model=""), JobContext(run_series.events.append))
    masks, count = [], 0
    for index, (before, after) in enumerate(zip(series, series[1:])):
        sources = [RasterSource(name, name, str(path)) for name, path in (("BEFORE", before), ("AFTER", after))]
        alone = detect_change_classic(
            DetectChangeClassicJob(*sources, str(tmp_path / f"s{index}"), mask=str(tmp_path / f"m{index}.tif"), **options),
            JobContext(lambda event: None),
        )
        masks.append(read(alone["MASK"]) == 1)
        count += alone["POLYGON_COUNT"]
    stack = np.array(masks)
    assert stack.any(axis=(1, 2)).all()
    first = np.where(stack.any(axis=0), stack.argmax(axis=0) + 2, 0)
    assert np.array_equal(read(values["FIRST_CHANGE"]), first)
    assert np.array_equal(read(values["CHANGES"]), stack.sum(axis=0))
    assert values["POLYGON_COUNT"] == count
    _, fields = polygons_of(values["POLYGONS"])
    assert list(fields) == [
        "uuid", "class", "area_m2", "perimeter_m", "mean_magnitude", "max_magnitude", "start", "end",
    ]  # fmt: skip
    assert len(fields["start"]) == count
    assert left_behind(run_series.folder) == {
        "first_change.tif", "first_change.qml", "changes.tif", "changes.qml", "polygons.gpkg",
    }  # fmt: skip


@pytest.mark.parametrize("method", ["", "cva"])
def test_area_and_what_is_left_out(run_series: Series, series: list[Path], method: str) -> None:
    def square(parameter: str, row: int, col: int, height: int, width: int) -> Polygons:
        box = shapely.box(LEFT + col * GSD, TOP - (row + height) * GSD, LEFT + (col + width) * GSD, TOP - row * GSD)
        return Polygons(parameter, parameter, UTM.to_wkt(), (box.wkb_hex,))

    everywhere = run_series(series, min_area_m2=0.0, method=method, threshold_method="fixed", threshold=50.0 if method else 0.5)
    whole = read(everywhere["FIRST_CHANGE"])
    values = run_series(
        series, min_area_m2=0.0, method=method, threshold_method="fixed", threshold=50.0 if method else 0.5,
        include=(square("AREA", 10, 15, 130, 180),), exclude=(square("EXCLUDE", 90, 90, 40, 30),),
    )  # fmt: skip
    with rasterio.open(values["FIRST_CHANGE"]) as dataset:
        assert (dataset.transform.c, dataset.transform.f) == (LEFT + 15 * GSD, TOP - 10 * GSD)
        found = dataset.read(1)
    expected = whole[10:140, 15:195].copy()
    expected[80:120, 75:105] = 255
    assert np.array_equal(found, expected)
    assert 2 in found


def test_a_classical_method_that_does_not_suit(run_series: Series, series: list[Path]) -> None:
    for options, code in (
        ({"method": "nonsense"}, "method_unknown"),
        ({"method": "cva", "threshold_method": "fixed"}, "threshold_needed"),
        ({"method": "cva", "min_area_m2": -1.0}, "min_area_range"),
        ({"method": "index-difference", "index": "NDVI"}, "pair_failed"),
    ):
        with pytest.raises(JobFailure) as failure:
            run_series(series, **options)
        assert failure.value.code == code
    assert "INDEX" not in failure.value.parameter
    assert left_behind(run_series.folder) == set()


def test_dates_on_other_grids(run_series: Series, series: list[Path], tmp_path: Path) -> None:
    """One date in another CRS, one that covers less: all pairs are on the last date's grid."""
    moved = np.zeros((3, 260, 330), np.uint8)
    left, top = 80_000.0, 0.0
    with rasterio.open(series[1]) as source:
        from rasterio.warp import calculate_default_transform

        transform, width, height = calculate_default_transform(
            source.crs, "EPSG:3857", source.width, source.height, *source.bounds, resolution=0.55
        )
        moved = np.zeros((3, height, width), np.uint8)
        for band in (1, 2, 3):
            reproject(
                rasterio.band(source, band), moved[band - 1], dst_transform=transform, dst_crs="EPSG:3857",
                resampling=Resampling.cubic,
            )  # fmt: skip
        left, top = transform.c, transform.f
    inside = (moved > 0).any(axis=0).astype(np.uint8) * 255
    other = write_raster(tmp_path / "moved.tif", moved, left, top, 0.55, rasterio.crs.CRS.from_epsg(3857), mask=inside)
    smaller = write_raster(tmp_path / "smaller.tif", rasterio.open(series[2]).read()[:, :120])
    values = run_series([series[0], other, smaller, series[3]], min_area_m2=10.0)
    with rasterio.open(values["FIRST_CHANGE"]) as first, rasterio.open(series[3]) as last:
        assert first.crs == last.crs == UTM
        # The coarser date sets the resolution; the corner is the last date's.
        assert (first.transform.c, first.transform.f) == (LEFT, TOP)
        assert first.res[0] >= 0.5
        pixels = first.read(1)
        row, col = first.index(LEFT + 35 * GSD, TOP - 35 * GSD)
        assert pixels[row, col] == 2
        row, col = first.index(LEFT + 5 * GSD, TOP - 180 * GSD)
        assert pixels[row, col] == 0  # known from the first pair alone
    assert left_behind(run_series.folder) == {
        "first_change.tif", "first_change.qml", "changes.tif", "changes.qml", "polygons.gpkg",
    }  # fmt: skip


def test_outputs_are_styled_dated_and_say_how_they_were_made(run_series: Series, series: list[Path]) -> None:
    values = run_series(series, provenance={"algorithm": "groundshift:changetimeseries"})
    with rasterio.open(values["FIRST_CHANGE"]) as dataset:
        assert dataset.tags(1)["DATE_1"] == DATES[0]
        assert dataset.tags(1)["DATE_4"] == DATES[3]
        assert json.loads(dataset.tags()["GROUNDSHIFT"])["algorithm"] == "groundshift:changetimeseries"
        assert dataset.nodata == 255
    style = (run_series.folder / "first_change.qml").read_text()
    assert f'value="2" color="#ffffb2" label="{DATES[1]}"' in style
    import sqlite3

    connection = sqlite3.connect(values["POLYGONS"])
    (style,) = connection.execute("SELECT styleQML FROM layer_styles").fetchone()
    connection.close()
    assert 'startField="start" endField="end"' in style


def test_years_are_told_as_years() -> None:
    assert shown_dates(["2015-01-01", "2017-01-01"]) == ("2015", "2017")
    assert shown_dates(["2015-01-01", "2017-03-01"]) == ("2015-01-01", "2017-03-01")


def test_only_what_is_wanted(run_series: Series, series: list[Path]) -> None:
    values = run_series(series, first_change=None, polygons=None)
    assert "FIRST_CHANGE" not in values
    assert left_behind(run_series.folder) == {"changes.tif", "changes.qml"}
    assert values["CHANGED_AREA"] > 0


def test_a_failed_pair_names_its_dates(run_series: Series, series: list[Path], tmp_path: Path) -> None:
    far = write_raster(tmp_path / "far.tif", texture(50, 50), left=LEFT + 5000)
    with pytest.raises(JobFailure) as failure:
        run_series([series[0], series[1], far, series[3]])
    text = failure.value.text()
    assert text.startswith("RASTERS: Change between 2017-06-30 and 2019-08-12 cannot be detected.")
    assert "do not overlap" in text
    assert left_behind(run_series.folder) == set()


@pytest.mark.parametrize(
    ("dates", "code"),
    [
        (DATES[:2], "series_too_short"),
        ((*DATES[:3], DATES[2]), "dates_equal"),
        ((DATES[1], DATES[0], *DATES[2:]), "dates_order"),
        ((*DATES[:2], "in spring"), "dates_unreadable"),
        ((DATES[0], "", *DATES[2:]), "date_missing"),
    ],
)
def test_bad_dates(run_series: Series, series: list[Path], dates: tuple[str, ...], code: str) -> None:
    with pytest.raises(JobFailure) as failure:
        run_series(series[: len(dates)], dates)
    assert failure.value.code == code
    assert left_behind(run_series.folder) == set()


def test_cancelled(run_series: Series, series: list[Path]) -> None:
    stop = threading.Event()

    def emit(event: Event) -> None:
        if isinstance(event, Log) and event.code == "pair_changed":
            stop.set()

    with pytest.raises(Cancelled):
        change_time_series(run_series.job(series), JobContext(emit, stop))
    assert left_behind(run_series.folder) == set()


@pytest.mark.slow
@pytest.mark.skipif(not DATA.is_dir(), reason="the project's real imagery (../shared/data) is not on this machine")
def test_landsat_series(tmp_path: Path) -> None:
    folder = DATA / "series" / "landsat_pucallpa"
    paths = sorted(folder.glob("*.tif"))
    dates = tuple(f"{path.stem[:4]}-01-01" for path in paths)
    document = spec(gsd_m={"min": 10, "best": 30, "max": 100})
    out = tmp_path / "out"
    out.mkdir()
    run_series = Series(out, difference_model(tmp_path / "m.onnx", document=document))
    resolution = rasterio.open(paths[-1]).res[0]
    values = run_series(paths, dates, bands=(1, 2, 3), resolution=resolution, threshold=0.5, min_area_m2=50_000.0)
    first, changes = read(values["FIRST_CHANGE"]), read(values["CHANGES"])
    assert len(paths) == 8
    assert values["PAIRS"] == 7
    assert ((first == 0) == (changes == 0)).all()
    assert len(set(np.unique(first)) - {0, 255}) > 2  # the river moves all the time
    _, fields = polygons_of(values["POLYGONS"])
    assert set(fields["start"].astype(str)) <= set(dates)
    assert (fields["start"] < fields["end"]).all()


def test_outputs_name_how_each_date_was_read(run_series: Series, series: list[Path]) -> None:
    coarse = write_raster(series[1], texture(100, 130), gsd=2 * GSD, crs=None)
    pairs = [RasterSource("RASTERS", path.stem, str(path), date=date) for path, date in zip(series, DATES)]
    pairs[1] = replace(pairs[1], path=str(coarse), crs=UTM.to_wkt())
    job = replace(run_series.job(series, resolution=2 * GSD), rasters=tuple(pairs))
    change_time_series(job, JobContext(run_series.events.append))
    with rasterio.open(str(job.changes)) as dataset:
        reading = json.loads(dataset.tags()["GROUNDSHIFT"])["reading"]
    assert [date["layer"] for date in reading["dates"]] == ["d0", "d1", "d2", "d3"]
    assert [date["resampling"] for date in reading["dates"]] == ["mean of whole pixels", "none", *["mean of whole pixels"] * 2]
    assert [date["assumed"] for date in reading["dates"]] == [[], ["crs"], [], []]
    assert reading["grid"]["pixel"] == [1.0, 1.0]
    assert run_series.log.count("How RASTERS 'd1' was read: ") == 2  # once in each of its pairs
