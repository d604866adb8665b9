"""What normalisation rests on: samples that meet the overlap, and the data in it, whatever its shape."""

from __future__ import annotations

from pathlib import Path
from typing import Callable

import numpy as np
import pytest

from groundshift.plugin.engine.dates.dates import sample_windows
from groundshift.plugin.engine.dates.grid import Window
from groundshift.plugin.jobs.events import Log
from groundshift.tests.helpers.detection import Run
from groundshift.tests.helpers.onnx_models import difference_model, spec
from groundshift.tests.helpers.rasters import GSD, write_raster

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


class TestDatesThatShowNothing:
    """Networks mark change in ground without imagery as they do elsewhere: the log warns of it."""

    @pytest.fixture
    def warnings_of(self, run: Run, tmp_path: Path) -> Callable[[np.ndarray, np.ndarray], list[str]]:
        model = difference_model(tmp_path / "standardised.onnx", document=spec(normalisation={"kind": "standardise"}))

        def detect(before: np.ndarray, after: np.ndarray) -> list[str]:
            paths = [write_raster(tmp_path / f"{name}.tif", values) for name, values in (("before", before), ("after", after))]
            run(*paths, model=str(model))
            logged = [event for event in run.events if isinstance(event, Log)]
            return [f"{event.values['parameter']} {event.code}" for event in logged if event.level == "warning"]

        return detect

    @pytest.fixture
    def ground(self) -> np.ndarray:
        return np.random.default_rng(0).normal(90, 40, (3, 100, 120)).clip(0, 255).astype(np.uint8)

    def test_a_picture_with_dark_shadows_and_bright_roofs(self, warnings_of, ground: np.ndarray) -> None:
        """Values that are cut off at either end run into the next ones."""
        assert warnings_of(ground, (ground * 1.5).clip(0, 255).astype(np.uint8)) == []

    @pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.float32])
    def test_one_value_everywhere(self, warnings_of, ground: np.ndarray, dtype) -> None:
        blank = np.full(ground.shape, 100, dtype)
        assert warnings_of(ground, blank)[-1:] == ["AFTER date_is_blank"]

    def test_a_black_hole(self, warnings_of, ground: np.ndarray) -> None:
        holed = ground.copy()
        holed[:, 30:60, 40:80] = np.random.default_rng(1).integers(0, 3, (3, 30, 40))  # as JPEG leaves it
        assert warnings_of(holed, ground) == ["BEFORE black_without_nodata"]

    def test_a_white_rim(self, warnings_of, ground: np.ndarray) -> None:
        rimmed = ground.copy()
        rimmed[:, :, :30] = 255
        assert warnings_of(ground, rimmed) == ["AFTER white_without_nodata"]


class TestDatesThatDoNotLieOnEachOther:
    @pytest.fixture
    def warnings_of(self, run: Run, tmp_path: Path) -> Callable[[np.ndarray, np.ndarray], list[dict[str, object]]]:
        def detect(before: np.ndarray, after: np.ndarray) -> list[dict[str, object]]:
            paths = [write_raster(tmp_path / f"{name}.tif", values) for name, values in (("before", before), ("after", after))]
            run(*paths)
            return [dict(event.values) for event in run.events if isinstance(event, Log) and event.code == "dates_displaced"]

        return detect

    @staticmethod
    def roofs(seed: int) -> np.ndarray:
        """A picture of 330 x 330 pixels: rectangles at random places."""
        random = np.random.default_rng(seed)
        picture = np.full((330, 330), 90.0)
        for row, col in random.integers(0, 310, (150, 2)):
            height, width = random.integers(6, 20, 2)
            picture[row : row + height, col : col + width] = random.integers(40, 220)
        return (picture + random.normal(0, 3, (3, 330, 330))).clip(1, 255).astype(np.uint8)

    def test_the_same_ground_seven_pixels_off(self, warnings_of) -> None:
        picture = self.roofs(1)
        (found,) = warnings_of(picture[:, 5:325, 5:325], picture[:, 5:325, 12:] - np.uint8(1))
        assert found["pixels"] == pytest.approx(7, abs=0.5)
        assert found["length"] == pytest.approx(7 * GSD, abs=0.5 * GSD)

    def test_the_same_ground_in_its_place(self, warnings_of) -> None:
        picture = self.roofs(1)
        picture[:, 40:60, 50:90] = 250  # new
        assert warnings_of(self.roofs(1), picture) == []

    def test_other_ground(self, warnings_of) -> None:
        """Nothing of one date is seen on the other: nothing is known of a shift."""
        assert warnings_of(self.roofs(1), self.roofs(2)) == []
