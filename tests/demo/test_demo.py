"""The demo: what it shows while it runs, what it draws, and the whole of it on rasters of the user's."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import rasterio
from PIL import Image

import demo
from preview import draw_preview
from qgis_process import Run, _is_log, executable
from scene.rasters import write_scene
from scoring import read_mask_and_truth, score

ROOT = Path(__file__).resolve().parents[2]

OUTPUT = """Warning of Qt

----------------
Inputs
----------------

AFTER:\tafter.tif
BEFORE:\tbefore.tif


BEFORE: read without resampling.
0...10...20...
Changed: 3 m2

----------------
Results
----------------

CHANGED_AREA:\t3.0
"""


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return write_scene(tmp_path_factory.mktemp("scene"), 240.0)


def test_only_the_algorithms_own_lines_are_shown() -> None:
    lines = OUTPUT.splitlines()
    shown = [lines[count - 1] for count in range(1, len(lines) + 1) if _is_log(lines[:count])]
    assert shown == ["BEFORE: read without resampling.", "0...10...20...", "Changed: 3 m2"]


def test_summary() -> None:
    run = Run(2.0, {"CHANGED_AREA": "12.5", "POLYGON_COUNT": "3"})
    mask = np.zeros((1000, 1000), np.uint8)
    mask[:, :500] = 255
    summary = demo.summarise(run, mask, None)
    assert summary["million_pixels"] == 0.5
    assert summary["million_pixels_per_second"] == 0.25
    assert summary["changed_area_m2"] == 12.5
    assert "f1" not in summary


@pytest.mark.parametrize("known", [True, False])
def test_preview(scene: dict[str, Path], tmp_path: Path, known: bool) -> None:
    """With a perfect mask nothing is a false alarm, and nothing was missed."""
    mask = tmp_path / "mask.tif"
    shutil.copy(scene["truth"], mask)
    values, truth = read_mask_and_truth(mask, scene["truth"])
    assert score(values, truth).f1 == 1
    target = tmp_path / "preview.png"
    draw_preview(target, scene["before"], scene["after"], mask, truth if known else None, ("a", "b", "c"))
    with Image.open(target) as image:
        picture = np.asarray(image.convert("RGB")).astype(int)
    assert picture.shape[1] > 1500
    result = picture[: int(picture.shape[0] * 0.9), int(picture.shape[1] * 0.67) :]  # the third panels, without the legend
    red, green = (result[..., channel] - result[..., other] > 90 for channel, other in ((0, 1), (1, 0)))
    assert (green if known else red).mean() > 0.005
    assert (red if known else green).mean() < 0.001


def test_preview_of_one_band_floats_in_another_crs(scene: dict[str, Path], tmp_path: Path) -> None:
    with rasterio.open(scene["truth"]) as raster:
        profile, values = raster.profile, raster.read(1)
    single = tmp_path / "single.tif"
    west, south, east, north = 12.0, 48.0, 12.1, 48.1
    transform = rasterio.transform.from_bounds(west, south, east, north, values.shape[1], values.shape[0])
    profile.update(dtype="float32", nodata=None, predictor=1, crs="EPSG:4326", transform=transform)
    with rasterio.open(single, "w", **profile) as raster:
        raster.write(values.astype(np.float32) * 1000, 1)
    target = tmp_path / "preview.png"
    draw_preview(target, single, scene["after"], scene["truth"], None, ("a", "b", "c"))
    assert target.stat().st_size > 10_000


def test_whole_demo_on_rasters_of_the_user(scene: dict[str, Path], tmp_path: Path) -> None:
    try:
        executable()
    except Exception as missing:
        pytest.skip(str(missing))
    command = [sys.executable, str(ROOT / "tools" / "demo.py"), "--folder", str(tmp_path / "out"), "--model", "buildings-fcn"]
    command += ["--before", str(scene["before"]), "--after", str(scene["after"])]
    result = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert {"mask.tif", "probability.tif", "polygons.gpkg", "preview.png", "summary.json"} <= names
    assert "Mpx/s" in result.stdout
    assert "F1" not in result.stdout
    summary = json.loads((tmp_path / "out" / "summary.json").read_text(encoding="utf-8"))
    with rasterio.open(tmp_path / "out" / "mask.tif") as raster:
        mask = raster.read(1)
    area = ((mask > 0) & (mask < 255)).sum() * 0.25
    assert summary["changed_area_m2"] == pytest.approx(area, rel=0.01)  # of the grid; the algorithm's is on the ellipsoid


def test_demo_without_one_of_the_dates_says_so(tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "tools" / "demo.py"), "--folder", str(tmp_path), "--before", "a.tif"]
    result = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert result.returncode != 0
    assert "BEFORE and AFTER" in result.stderr


def test_demo_that_fails_shows_why(tmp_path: Path) -> None:
    command = [
        sys.executable,
        str(ROOT / "tools" / "demo.py"),
        "--folder",
        str(tmp_path),
        "--before",
        "a.tif",
        "--after",
        "b.tif",
    ]
    result = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert result.returncode == 1
    assert "The demo failed" in result.stderr
    assert "a.tif" in result.stderr
