"""Small pictures of rasters."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from groundshift.plugin.engine.context import JobContext
from groundshift.plugin.engine.detect.quicklook import quicklook
from groundshift.plugin.jobs.failure import JobFailure
from groundshift.plugin.jobs.quicklook import PROBABILITY, QuicklookJob
from groundshift.plugin.jobs.sources import RasterSource
from groundshift.tests.helpers.rasters import GSD, LEFT, write_raster


def picture_of(tmp_path: Path, path: Path, **fields: Any) -> tuple[np.ndarray, dict[str, Any]]:
    scratch = tmp_path / "scratch"
    scratch.mkdir(exist_ok=True)
    picture = tmp_path / "picture.png"
    job = QuicklookJob(RasterSource("INPUT", "image", str(path)), str(picture), str(scratch), **fields)
    values = quicklook(job, JobContext(lambda event: None))
    return np.asarray(Image.open(picture)), values


def test_eight_bit_colours_are_shown_as_they_are(tmp_path: Path) -> None:
    image = np.random.default_rng(1).integers(0, 255, (3, 40, 60), dtype=np.uint8)
    mask = np.full((40, 60), 255, np.uint8)
    mask[:5] = 0
    shown, values = picture_of(tmp_path, write_raster(tmp_path / "a.tif", image, mask=mask))
    assert shown.shape == (40, 60, 4)
    assert (shown[5:, :, :3] == np.moveaxis(image, 0, -1)[5:]).all()
    assert (shown[..., 3] == mask).all()
    assert (values["WIDTH"], values["HEIGHT"], values["CRS"]) == (60, 40, "EPSG:32645")
    assert values["PIXEL"] == pytest.approx(GSD, rel=1e-3)


def test_other_values_are_stretched_and_large_ones_averaged(tmp_path: Path) -> None:
    ramp = np.linspace(1000, 3000, 400, dtype=np.uint16)
    image = np.repeat(np.repeat(ramp[None, None], 200, axis=1), 4, axis=0)
    shown, values = picture_of(tmp_path, write_raster(tmp_path / "a.tif", image), side=100)
    assert shown.shape == (50, 100, 4)
    assert values["WIDTH"] == 400
    assert (shown[:, 0, :3] == 0).all()
    assert (shown[:, -1, :3] == 255).all()
    assert (np.diff(shown[20, :, 0].astype(int)) >= 0).all()


def test_small_changes_of_a_probability_stay(tmp_path: Path) -> None:
    probability = np.full((1, 301, 500), 0.1, np.float32)
    probability[0, 150, 250] = 0.9
    probability[0, :, :10] = -1
    path = write_raster(tmp_path / "p.tif", probability, nodata=-1)
    shown, _ = picture_of(tmp_path, path, content=PROBABILITY, side=100)
    assert shown.shape == (61, 100, 2)
    assert shown[30, 50, 0] == round(0.9 * 255)
    assert (shown[..., 0] > 30).sum() == 1
    assert (shown[:, :2, 1] == 0).all()
    assert (shown[:, 2:, 1] == 255).all()


def test_a_picture_on_the_grid_of_another_raster(tmp_path: Path) -> None:
    image = np.zeros((3, 40, 40), np.uint8)
    image[:, :, 20:] = 200
    pattern = RasterSource(
        "LIKE", "p", str(write_raster(tmp_path / "p.tif", np.zeros((1, 40, 40), np.float32), left=LEFT + 10 * GSD))
    )
    shown, _ = picture_of(tmp_path, write_raster(tmp_path / "a.tif", image), like=pattern)
    assert (shown[:, :10, 0] == 0).all()
    assert (shown[:, 10:30, 0] == 200).all()
    assert (shown[:, 30:, 3] == 0).all()


def test_a_size_that_no_screen_has_is_refused(tmp_path: Path) -> None:
    path = write_raster(tmp_path / "a.tif", np.zeros((3, 8, 8), np.uint8))
    with pytest.raises(JobFailure):
        picture_of(tmp_path, path, side=100_000)
