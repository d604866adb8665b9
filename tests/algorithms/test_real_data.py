"""Real imagery through QGIS: the same mask from Processing and from the worker alone; awkward rasters that run."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal

from groundshift.tests.helpers.onnx_bytes import model_bytes

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT.parent / "shared" / "data"
pytestmark = [
    pytest.mark.usefixtures("worker"),
    pytest.mark.skipif(not DATA.is_dir(), reason="the project's real imagery (../shared/data) is not on this machine"),
]


def read(path):
    return gdal.Open(str(path)).ReadAsArray()


@pytest.fixture
def run(qgis, context, feedback):
    import processing

    return lambda **values: processing.run("groundshift:detectchange", values, context=context, feedback=feedback)


@pytest.fixture
def banepa(tmp_path):
    """A window of Banepa and a copy in which some ground is swapped for other ground of the place."""
    source = gdal.Open(str(DATA / "buildings" / "banepa" / "image.tif"))
    before, after = str(tmp_path / "before.tif"), str(tmp_path / "after.tif")
    gdal.Translate(before, source, srcWin=[2600, 2600, 1200, 1200], maskBand="none")
    pixels = read(before)
    changed = pixels.copy()
    for top, left in ((100, 150), (450, 800), (800, 300)):
        changed[:, top : top + 250, left : left + 250] = pixels[:, left : left + 250, top : top + 250]
    # On another grid in another CRS, as two dates usually are.
    moved = gdal.GetDriverByName("MEM").CreateCopy("", gdal.Open(before))
    moved.WriteRaster(0, 0, 1200, 1200, changed.tobytes())
    gdal.Warp(after, moved, dstSRS="EPSG:32645", xRes=0.2, yRes=0.2, resampleAlg="bilinear", dstAlpha=True)
    return before, after


def test_worker_alone_gives_the_same_mask(run, banepa, worker, tmp_path, feedback):
    model = ROOT / "models" / "buildings-siamese.onnx"
    if not model.exists():
        pytest.skip("the model buildings-siamese is not bundled")
    outputs = {"MASK": str(tmp_path / "qgis.tif"), "POLYGONS": str(tmp_path / "polygons.gpkg")}
    results = run(BEFORE=banepa[0], AFTER=banepa[1], MODEL="buildings-siamese", **outputs)
    # The job as a user of worker.py writes it, with no QGIS.
    dates = {
        name.lower(): {"parameter": name, "name": name.lower(), "path": path} for name, path in zip(("BEFORE", "AFTER"), banepa)
    }
    job = {"kind": "detect_change", **dates, "model": str(model), "scratch": str(tmp_path / "scratch")}
    (tmp_path / "job.json").write_text(json.dumps({**job, "mask": str(tmp_path / "worker.tif")}))
    command = [worker, "-I", str(ROOT / "plugin" / "worker.py"), str(tmp_path / "job.json")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    mask = read(tmp_path / "qgis.tif")
    assert np.array_equal(mask, read(tmp_path / "worker.tif"))
    assert results["POLYGON_COUNT"] > 0
    assert results["CHANGED_AREA"] > 100
    assert (mask == 255).any()


@pytest.fixture
def any_resolution(tmp_path):
    path = tmp_path / "any.onnx"
    path.write_bytes(model_bytes(gsd_m={"min": 1, "best": 10, "max": 60}))
    return str(path)


@pytest.mark.parametrize(
    ("before", "after", "options"),
    [
        ("landsat_pucallpa/1985.tif", "landsat_pucallpa/2020.tif", {"RESOLUTION": "0.00027"}),
        (
            "naip_north_dakota/m_4709963_se_14_1_20090818.tif",
            "naip_north_dakota/m_4709963_se_14_1_20200831.tif",
            {"RESOLUTION": 5},
        ),
        (
            "landsat7_pair/LE70220491999322EDC01_stack.tif",
            "landsat7_pair/LE70220492002106EDC00_stack.tif",
            {"RESOLUTION": 30},
        ),
    ],
    ids=["degrees", "grids off by a metre", "int16 with nodata on one date"],
)
def test_awkward_rasters_run(run, any_resolution, before, after, options, feedback, tmp_path):
    # By links: QGIS writes statistics beside what it opens, and the imagery is nobody's to write to.
    files = {"BEFORE": str(tmp_path / "before.tif"), "AFTER": str(tmp_path / "after.tif")}
    for link, name in zip(files.values(), (before, after)):
        Path(link).symlink_to((DATA / "series" / name).resolve())
    bands = {"BEFORE_BANDS": "3,2,1", "AFTER_BANDS": "3,2,1"}
    results = run(**files, MODEL=any_resolution, MASK="TEMPORARY_OUTPUT", POLYGONS="TEMPORARY_OUTPUT", **bands, **options)
    mask = read(results["MASK"])
    assert set(np.unique(mask)) <= {0, 1, 255}
    assert (mask != 255).mean() > 0.3
    areas = gdal.OpenEx(results["POLYGONS"]).ExecuteSQL(f'SELECT SUM(area_m2) FROM "{Path(results["POLYGONS"]).stem}"')
    total = areas.GetNextFeature().GetField(0) or 0
    assert total == pytest.approx(results["CHANGED_AREA"], rel=1e-3)
