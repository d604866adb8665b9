"""How the dates were read, in the log and in the metadata of the outputs."""

from __future__ import annotations

import json
import re
import threading
from pathlib import Path

import numpy as np
import rasterio
from rasterio.crs import CRS
from rasterio.enums import ColorInterp

from groundshift.plugin.engine import serve
from groundshift.plugin.engine.classic.detect_classic import detect_change_classic
from groundshift.plugin.engine.context import JobContext
from groundshift.plugin.jobs.describe_dates import ASSUMPTIONS, DescribeDatesJob
from groundshift.plugin.jobs.detect_change_classic import DetectChangeClassicJob
from groundshift.plugin.jobs.events import Log
from groundshift.plugin.jobs.messages import render_log
from groundshift.plugin.jobs.sources import RasterSource
from groundshift.plugin.jobs.wire import dump_job
from groundshift.tests.helpers.onnx_models import difference_model
from groundshift.tests.helpers.rasters import write_raster


def differ(before: Path, after: Path, folder: Path) -> list[Log]:
    """Run the classical difference of two rasters ``a`` and ``b`` into ``folder``; return its log."""
    events: list = []
    job = DetectChangeClassicJob(
        before=RasterSource("BEFORE", "a", str(before)),
        after=RasterSource("AFTER", "b", str(after)),
        scratch=str(folder / "scratch"),
        method="difference",
        mask=str(folder / "m.tif"),
        polygons=str(folder / "p.geojson"),
        provenance={"plugin_version": "1.2.3"},
    )
    detect_change_classic(job, JobContext(events.append))
    return [event for event in events if isinstance(event, Log)]


def warned(logs: list[Log]) -> set[str]:
    return {log.code for log in logs if log.level == "warning"}


def test_the_block_of_a_run_names_what_was_found_and_assumed(tmp_path: Path) -> None:
    counts = np.random.default_rng(1).integers(300, 4000, (4, 80, 80)).astype(np.uint16)
    named = write_raster(tmp_path / "a.tif", counts, nodata=0)
    with rasterio.open(named, "r+") as dataset:
        dataset.descriptions = ("red", "green", "blue", "nir")
        dataset.scales, dataset.offsets = (1e-4,) * 4, (-0.1,) * 4
    silent = write_raster(tmp_path / "b.tif", counts[:, ::2, ::2], gsd=1.0)
    logs = differ(named, silent, tmp_path)
    with rasterio.open(tmp_path / "m.tif") as dataset:
        provenance = json.loads(dataset.tags()["GROUNDSHIFT"])
    assert provenance["plugin_version"] == "1.2.3"
    before, after = provenance["reading"]["dates"]
    assert (before["parameter"], before["layer"], before["type"]) == ("BEFORE", "a", "uint16")
    assert list(before["bands"].values()) == list(after["bands"].values()) == [1, 2, 3, 4]
    assert (before["bands_assumed"], after["bands_assumed"]) == (False, True)
    assert (before["assumed"], after["assumed"]) == ([], ["bands", "scale", "nodata"])
    assert (before["scale"], after["scale"]) == (["x 0.0001 - 0.1"], [])
    assert (before["nodata"], after["nodata"]) == (["0"], [])
    assert (before["resampling"], after["resampling"]) == ("mean of whole pixels", "none")
    assert provenance["reading"]["grid"]["pixel"] == [1.0, 1.0]
    assert json.loads((tmp_path / "p.provenance.json").read_text())["reading"] == provenance["reading"]
    lines = [render_log(log.code, log.values) for log in logs]
    (line,) = [line for line in lines if line.startswith("How BEFORE 'a' was read: ")]
    assert "scale x 0.0001 - 0.1; nodata 0;" in line
    assert {"bands_assumed", "scale_of_one_date"} <= warned(logs)


def test_what_a_run_would_read_is_described_without_running_it(tmp_path: Path) -> None:
    noise = np.random.default_rng(1).integers(1, 255, (3, 80, 80)).astype(np.uint8)
    before = write_raster(tmp_path / "a.tif", noise, crs=CRS.from_epsg(4314), gsd=1e-5, left=10.0, top=50.0, nodata=0)
    after = write_raster(tmp_path / "b.tif", noise, crs=None, left=571_591.0, top=5_538_958.0)
    sources = RasterSource("BEFORE", "a", str(before)), RasterSource("AFTER", "b", str(after), crs="EPSG:25832")
    model = difference_model(tmp_path / "model.onnx")
    job = DescribeDatesJob(sources, str(model), str(tmp_path))
    events: list = []
    assert serve.perform(dump_job(job), events.append, threading.Event()) == 0, events
    first, second = events[-1].values["READING"]["dates"]
    assert first["assumed"] == ["datum", "resampling"]
    assert float(first["datum_transformation"]["accuracy_m"]) >= 0.5
    assert second["assumed"] == ["nodata", "crs"]
    assert {topic for date in (first, second) for topic in date["assumed"]} <= set(ASSUMPTIONS)
    assert {path.name for path in tmp_path.iterdir()} == {"a.tif", "b.tif", "model.onnx"}


def test_words_in_the_line_of_a_date_are_translated() -> None:
    values = dict.fromkeys(("parameter", "layer", "bands", "dtype", "scale", "nodata", "crs", "shift"), "by name")
    line = render_log("reading_of_date", {**values, "found": "by name", "resampling": "none"}, _in_capitals)
    assert "BANDS by name, FOUND BY NAME; TYPE by name;" in line
    assert line.endswith("RESAMPLING NONE.")


def _in_capitals(text: str) -> str:
    """Translate as capitals, but for the placeholders."""
    return re.sub(r"(\{\w+\})|([^{}]+)", lambda found: found.group(1) or found.group(2).upper(), text)


def test_the_order_of_three_bands_beside_a_date_that_reports_its_own_is_a_warning(tmp_path: Path) -> None:
    counts = np.random.default_rng(1).integers(300, 4000, (3, 80, 80)).astype(np.uint16)
    named, silent = (write_raster(tmp_path / name, counts) for name in ("a.tif", "b.tif"))
    for path in (named, silent):
        with rasterio.open(path, "r+") as dataset:
            dataset.colorinterp = [ColorInterp.gray, ColorInterp.undefined, ColorInterp.undefined]
    assert "bands_assumed" not in warned(differ(named, silent, tmp_path))
    with rasterio.open(named, "r+") as dataset:
        dataset.descriptions = ("red", "green", "blue")
    assert "bands_assumed" in warned(differ(named, silent, tmp_path))
