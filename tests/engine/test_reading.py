"""How the dates were read, in the log and in the metadata of the outputs."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import rasterio

from groundshift.plugin.engine.classic.detect_classic import detect_change_classic
from groundshift.plugin.engine.context import JobContext
from groundshift.plugin.jobs.detect_change_classic import DetectChangeClassicJob
from groundshift.plugin.jobs.events import Log
from groundshift.plugin.jobs.messages import render_log
from groundshift.plugin.jobs.sources import RasterSource
from groundshift.tests.helpers.rasters import write_raster


def test_the_block_of_a_run_names_what_was_found_and_assumed(tmp_path: Path) -> None:
    counts = np.random.default_rng(1).integers(300, 4000, (4, 80, 80)).astype(np.uint16)
    named = write_raster(tmp_path / "a.tif", counts, nodata=0)
    with rasterio.open(named, "r+") as dataset:
        dataset.descriptions = ("red", "green", "blue", "nir")
        dataset.scales, dataset.offsets = (1e-4,) * 4, (-0.1,) * 4
    silent = write_raster(tmp_path / "b.tif", counts[:, ::2, ::2], gsd=1.0)
    events: list = []
    job = DetectChangeClassicJob(
        before=RasterSource("BEFORE", "a", str(named)),
        after=RasterSource("AFTER", "b", str(silent)),
        scratch=str(tmp_path / "scratch"),
        method="difference",
        mask=str(tmp_path / "m.tif"),
        polygons=str(tmp_path / "p.geojson"),
        provenance={"plugin_version": "1.2.3"},
    )
    detect_change_classic(job, JobContext(events.append))
    with rasterio.open(tmp_path / "m.tif") as dataset:
        provenance = json.loads(dataset.tags()["GROUNDSHIFT"])
    assert provenance["plugin_version"] == "1.2.3"
    before, after = provenance["reading"]["dates"]
    assert (before["parameter"], before["layer"], before["type"]) == ("BEFORE", "a", "uint16")
    assert list(before["bands"].values()) == list(after["bands"].values()) == [1, 2, 3, 4]
    assert (before["bands_assumed"], after["bands_assumed"]) == (False, True)
    assert (before["scale"], after["scale"]) == (["x 0.0001 - 0.1"], [])
    assert (before["nodata"], after["nodata"]) == (["0"], [])
    assert (before["resampling"], after["resampling"]) == ("mean of whole pixels", "none")
    assert provenance["reading"]["grid"]["pixel"] == [1.0, 1.0]
    assert json.loads((tmp_path / "p.provenance.json").read_text())["reading"] == provenance["reading"]
    lines = [render_log(event.code, event.values) for event in events if isinstance(event, Log)]
    (line,) = [line for line in lines if line.startswith("How BEFORE 'a' was read: ")]
    assert "scale x 0.0001 - 0.1; nodata 0;" in line
    warned = {event.code for event in events if isinstance(event, Log) and event.level == "warning"}
    assert {"bands_assumed", "scale_of_one_date"} <= warned
