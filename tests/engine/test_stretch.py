"""Models that stretch each band between two percentiles: what light and bit depth do to the network's input."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy import ndimage

from groundshift.plugin.engine.context import JobContext
from groundshift.plugin.engine.dates.dates import BandStatistics, GroundWanted, make_reader, open_dates
from groundshift.plugin.engine.dates.raster import Raster
from groundshift.plugin.jobs.sources import RasterSource
from groundshift.plugin.model_file.spec import InvalidSpec, Normalisation, parse_spec
from groundshift.tests.helpers.onnx_models import segmentation_spec
from groundshift.tests.helpers.rasters import write_raster

RULE = Normalisation("scale", stretch=(0.5, 99.5))
QUIET = JobContext(lambda event: None)


@pytest.fixture
def image() -> np.ndarray:
    noise = ndimage.gaussian_filter(np.random.default_rng(5).normal(size=(3, 120, 160)), (0, 2, 2))
    span = (noise - noise.min()) / (noise.max() - noise.min())
    return np.asarray(20 + 180 * span)


def read(folder: Path, values: np.ndarray, rule: Normalisation = RULE, **profile: Any) -> np.ndarray:
    source = RasterSource("INPUT", "image", str(write_raster(folder / "image.tif", values, **profile)))
    with Raster(source) as raster:
        dates = open_dates(GroundWanted(), None, (raster,), QUIET)
        return make_reader(dates, rule, QUIET).read(dates.work)[0][0]


def test_the_percentiles_become_0_and_1(tmp_path: Path, image: np.ndarray) -> None:
    values = np.floor(image)
    found = read(tmp_path, values.astype(np.uint8))
    low, high = np.percentile(values, RULE.stretch, axis=(1, 2), keepdims=True, method="inverted_cdf")
    assert np.allclose(found, (values - low) / (high - low), atol=1e-5)


@pytest.mark.parametrize("light", [(0.6, 0), (0.6, 90), (1.2, 0)])
def test_light_does_not_change_the_input(tmp_path: Path, image: np.ndarray, light: tuple[float, float]) -> None:
    plain = read(tmp_path, image.round().astype(np.uint8))
    altered = read(tmp_path, (image * light[0] + light[1]).round().astype(np.uint8))
    assert np.abs(plain - altered).max() < 0.02


def test_other_bit_depths_are_stretched_alike(tmp_path: Path, image: np.ndarray) -> None:
    plain = read(tmp_path, image.round().astype(np.uint8))
    for values in ((image * 40 + 300).astype(np.uint16), (image / 1000).astype(np.float32)):
        assert np.abs(plain - read(tmp_path, values)).max() < 0.03


def test_pixels_without_data_do_not_count(tmp_path: Path, image: np.ndarray) -> None:
    plain = read(tmp_path, image.round().astype(np.uint8)[:, :, :100])
    framed = image.round().astype(np.uint8)
    framed[:, :, 100:] = 0
    found = read(tmp_path, framed, nodata=0)
    assert np.allclose(found[:, :, :100], plain, atol=1e-5)
    assert not found[:, :, 100:].any()


def test_a_narrow_range_of_8_bits_is_not_stretched_to_all_of_them(tmp_path: Path) -> None:
    water = np.random.default_rng(1).integers(30, 41, (3, 60, 60)).astype(np.uint8)
    found = read(tmp_path, water)
    assert found.max() - found.min() == pytest.approx(10 / 64, abs=0.01)


def test_chips_with_stored_statistics_are_used_as_they_are(tmp_path: Path, image: np.ndarray) -> None:
    values = image.astype(np.uint8)
    with Raster(RasterSource("INPUT", "image", str(write_raster(tmp_path / "image.tif", values)))) as raster:
        dates = open_dates(GroundWanted(), None, (raster,), QUIET)
        known = type(dates)(**{**vars(dates), "statistics": (BandStatistics(np.zeros(3), np.ones(3)),)})
        found = make_reader(known, RULE, QUIET).read(dates.work)[0][0]
    assert np.allclose(found, values / np.float32(255), atol=1e-6)


@pytest.mark.parametrize(
    "rule",
    [
        {"kind": "standardise", "stretch": [1, 99]},
        {"kind": "scale", "divisor": 10000, "stretch": [1, 99]},
        {"kind": "scale", "stretch": [99, 1]},
        {"kind": "scale", "stretch": [1]},
    ],
)
def test_a_stretch_that_cannot_be_is_refused(rule: dict[str, Any]) -> None:
    with pytest.raises(InvalidSpec, match="stretch"):
        parse_spec(segmentation_spec(normalisation=rule))
