"""What normalisation rests on: samples that meet the overlap, and the data in it, whatever its shape."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from groundshift.plugin.engine.dates.dates import sample_windows
from groundshift.plugin.engine.dates.grid import Window
from groundshift.tests.helpers.detection import Run
from groundshift.tests.helpers.onnx_models import difference_model, spec
from groundshift.tests.helpers.rasters import write_raster

SHAPES = [(200, 20_000), (20_000, 200), (1, 4_000_000), (255, 12_000), (3_000, 3_000), (500, 600), (257, 40_000)]


@pytest.mark.parametrize(("height", "width"), SHAPES)
@pytest.mark.parametrize("corner", [(0, 0), (100, 200), (255, 257)])
@pytest.mark.parametrize("density", [1, 4])
def test_every_sample_lies_in_the_overlap(height: int, width: int, corner: tuple[int, int], density: int) -> None:
    overlap = Window(*corner, height, width)
    windows = sample_windows(overlap, density)
    assert windows
    assert sum(window.pixels for window in windows) <= density * 3_000_000
    for window in windows:
        assert window.pixels > 0
        assert window.clipped(overlap) == window


def stated_mean(run: Run, parameter: str) -> float:
    """The mean of the first band in the log."""
    _, _, told = run.log.partition(f"{parameter}: mean ± standard deviation of each band over the overlap: ")
    return float(told.split(" ", 1)[0]) if told else float("nan")


def test_a_corridor_is_normalised(run: Run, tmp_path: Path) -> None:
    model = difference_model(tmp_path / "standardised.onnx", document=spec(normalisation={"kind": "standardise"}))
    before = np.random.default_rng(0).integers(90, 110, (3, 200, 16_000), dtype=np.uint8)
    paths = write_raster(tmp_path / "before.tif", before), write_raster(tmp_path / "after.tif", before + np.uint8(60))
    run(*paths, model=str(model))
    assert stated_mean(run, "BEFORE") == pytest.approx(before[0].mean(), abs=0.2)
    assert stated_mean(run, "AFTER") == pytest.approx(before[0].mean() + 60, abs=0.2)


@pytest.mark.slow
def test_a_little_imagery_in_a_wide_frame_is_normalised(run: Run, tmp_path: Path) -> None:
    model = difference_model(tmp_path / "standardised.onnx", document=spec(normalisation={"kind": "standardise"}))
    frame = np.zeros((3, 2_560, 5_120), np.uint8)
    frame[:, 10:110, 10:210] = np.random.default_rng(0).integers(90, 110, (3, 100, 200), dtype=np.uint8)
    path = write_raster(tmp_path / "frame.tif", frame, nodata=0, compress="deflate", tiled=True)
    values = run(path, path, model=str(model))
    assert values["VALID_PIXELS"] == 100 * 200
    assert stated_mean(run, "BEFORE") == pytest.approx(frame[0, 10:110, 10:210].mean(), abs=0.2)
