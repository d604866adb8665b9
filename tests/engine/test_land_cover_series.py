"""The land cover of a series of dates, against the single tools."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path
from typing import Optional

import numpy as np
import pytest

from groundshift.plugin.engine.context import JobContext
from groundshift.plugin.engine.landcover.series import land_cover_series
from groundshift.plugin.jobs.failure import Cancelled, JobFailure
from groundshift.plugin.jobs.land_cover_series import LandCoverSeriesJob
from groundshift.plugin.jobs.sources import RasterSource
from groundshift.tests.helpers.onnx_bytes import cover_model_bytes
from groundshift.tests.helpers.rasters import GSD, read, write_raster

QUIET = JobContext(lambda event: None)
DAYS = ("1990-01-01", "2000-01-01", "2010-01-01")
NAMES = ("water", "wood", "field")  # the strongest of red, green and blue; their values are 2, 5 and 9
VALUES = np.array([2, 5, 9])


def made(folder: Path) -> tuple[LandCoverSeriesJob, list[np.ndarray]]:
    rng = np.random.default_rng(3)
    truths, sources = [], []
    truth = np.kron(rng.integers(0, 3, (4, 5)), np.ones((16, 16), int))
    for day in DAYS:
        image = np.full((3, *truth.shape), 5, np.uint8)
        np.put_along_axis(image, truth[None], 250, axis=0)
        path = write_raster(folder / f"{day}.tif", image)
        sources.append(RasterSource("RASTERS", day, str(path), date=day))
        truths.append(truth)
        truth = truth.copy()
        truth[16:32, :48] = rng.integers(0, 3)
    (folder / "cover.onnx").write_bytes(cover_model_bytes())
    outputs = {"folder": str(folder / "maps"), "matrix": str(folder / "matrix.csv"), "areas": str(folder / "areas.csv")}
    job = LandCoverSeriesJob(
        tuple(sources), str(folder / "cover.onnx"), str(folder / "scratch"), **outputs, min_area_m2=0.0, context=0, tolerance=0
    )
    return job, truths


def test_each_date_has_a_map_and_each_pair_a_matrix(tmp_path: Path) -> None:
    job, truths = made(tmp_path)
    found = land_cover_series(job, QUIET)
    assert found["DATE_COUNT"] == 3
    for day, truth in zip(DAYS, truths):
        assert np.array_equal(read(tmp_path / "maps" / f"land-cover-{day}.tif"), VALUES[truth])
    with open(job.matrix or "", encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == 2 * 9
    for row in rows:
        start, end = DAYS.index(row["start"]), DAYS.index(row["end"])
        assert end == start + 1
        pixels = ((truths[start] == NAMES.index(row["from"])) & (truths[end] == NAMES.index(row["to"]))).sum()
        assert float(row["pixels"]) == pixels
        assert float(row["area_m2"]) == pytest.approx(pixels * GSD**2, rel=2e-3)
    with open(job.areas or "", encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            assert int(row["pixels"]) == (truths[DAYS.index(row["date"])] == NAMES.index(row["class"])).sum()
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith(".")) == []
    assert not (tmp_path / "scratch").exists()


@pytest.mark.parametrize(
    ("dates", "code"),
    [
        (("1990-01-01", "1990-01-01", "2010-01-01"), "dates_equal"),
        (("2000-01-01", "1990-01-01", "2010-01-01"), "dates_order"),
        (("1990-01-01", None, "2010-01-01"), "date_missing"),
        (("1990-01-01", "x/../../../elsewhere", "zzz"), "dates_unreadable"),
    ],
)
def test_bad_dates(tmp_path: Path, dates: tuple[Optional[str], ...], code: str) -> None:
    """A second map of a date would replace the first, and a date is a part of the file's name."""
    job, _ = made(tmp_path)
    rasters = tuple(replace(source, date=date) for source, date in zip(job.rasters, dates))
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(JobFailure) as caught:
        land_cover_series(replace(job, rasters=rasters), QUIET)
    assert (caught.value.code, caught.value.parameter) == (code, "DATES")
    assert sorted(tmp_path.rglob("*")) == before


def test_images_of_other_places_are_named_by_the_parameter_of_the_tool(tmp_path: Path) -> None:
    job, _ = made(tmp_path)
    far = write_raster(tmp_path / "far.tif", np.full((3, 64, 80), 250, np.uint8), left=900_000.0)
    rasters = (job.rasters[0], replace(job.rasters[1], path=str(far)))
    with pytest.raises(JobFailure) as caught:
        land_cover_series(replace(job, rasters=rasters), QUIET)
    assert (caught.value.code, caught.value.parameter) == ("no_overlap", "RASTERS")


def test_nothing_is_left_of_a_series_that_fails_or_is_cancelled(tmp_path: Path) -> None:
    job, _ = made(tmp_path)
    context = JobContext(lambda event: context.cancelled.set() if getattr(event, "code", "") == "transition" else None)
    with pytest.raises(Cancelled):
        land_cover_series(job, context)
    assert not (tmp_path / "maps").exists()
    assert not (tmp_path / "matrix.csv").exists()
    (tmp_path / "maps").mkdir()
    (tmp_path / "maps" / "mine.txt").write_text("kept")
    with pytest.raises(JobFailure) as caught:
        land_cover_series(job, QUIET)
    assert caught.value.code == "folder_in_use"
    assert (tmp_path / "maps" / "mine.txt").exists()
