"""The made-up scene: the same each time, its dates on one ground, and its truth the truth."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import rasterio
from rasterio.enums import Resampling
from rasterio.vrt import WarpedVRT

from scene.layout import BOTH, Layout, lay_out
from scene.rasters import AFTER, CONSTRUCTION, DEMOLITION, MARGIN_M, NODATA, SEED, truth, write_scene
from scoring import score

SIZE_M = 224.0


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return write_scene(tmp_path_factory.mktemp("scene"), SIZE_M)


@pytest.fixture(scope="module")
def layout() -> Layout:
    return lay_out(SIZE_M + 2 * MARGIN_M, SEED)


def read(path: Path) -> np.ndarray:
    with rasterio.open(path) as raster:
        return raster.read()


def test_same_seed_draws_the_same_pixels(scene: dict[str, Path], tmp_path: Path) -> None:
    again = write_scene(tmp_path, SIZE_M)
    for name, path in scene.items():
        assert np.array_equal(read(path), read(again[name])), name


def test_other_seed_draws_another_place(layout: Layout) -> None:
    assert lay_out(layout.size, SEED + 1).buildings != layout.buildings


def test_dates_have_different_grids_and_one_has_no_data_in_a_corner(scene: dict[str, Path]) -> None:
    with rasterio.open(scene["before"]) as before, rasterio.open(scene["after"]) as after:
        assert before.res == (0.4, 0.4)
        assert after.res == (0.5, 0.5)
        assert before.bounds != after.bounds
        offset = (after.bounds.left - before.bounds.left) / after.res[0]
        assert abs(offset - round(offset)) > 0.1  # no common pixel corners
        assert before.nodata == 0
        assert after.nodata is None
        missing = (before.read() == 0).all(axis=0)
        assert missing[0, -1]
        assert 0.005 < missing.mean() < 0.1
        assert before.read()[:, ~missing].min() > 0


def test_dates_lie_on_the_same_ground(scene: dict[str, Path]) -> None:
    """The shift between the dates, by phase correlation of their edges, is less than a pixel."""
    with rasterio.open(scene["before"]) as before, rasterio.open(scene["after"]) as after:
        grid = {"crs": after.crs, "transform": after.transform, "width": after.width, "height": after.height}
        with WarpedVRT(before, resampling=Resampling.average, **grid) as aligned:
            images = [raster.read().mean(axis=0)[60:-60, 60:-60] for raster in (aligned, after)]
    edges = [np.hypot(*np.gradient(image)) for image in images]
    spectra = [np.fft.fft2(edge - edge.mean()) for edge in edges]
    product = spectra[0] * spectra[1].conj()
    correlation = np.fft.ifft2(product / np.maximum(np.abs(product), 1e-9)).real
    peak = np.unravel_index(correlation.argmax(), correlation.shape)
    shift = [(value + size // 2) % size - size // 2 for value, size in zip(peak, correlation.shape)]
    assert np.abs(shift).max() <= 1


def test_truth_is_what_stands_on_one_date_only(layout: Layout, scene: dict[str, Path]) -> None:
    changed = read(scene["truth"])[0]
    stands = [np.zeros(changed.shape, bool) for _ in range(2)]
    y, x = (np.mgrid[: changed.shape[0], : changed.shape[1]] + 0.5) * AFTER.gsd + MARGIN_M
    for building in layout.buildings:
        cos, sin = np.cos(building.angle), np.sin(building.angle)
        along = (x - building.x) * cos + (y - building.y) * sin
        across = (y - building.y) * cos - (x - building.x) * sin
        inside = (np.abs(along) < building.length / 2) & (np.abs(across) < building.width / 2)
        for date in (0, 1):
            stands[date] |= inside & building.there[date]
    known = changed != NODATA
    for value, expected in ((CONSTRUCTION, stands[1] & ~stands[0]), (DEMOLITION, stands[0] & ~stands[1])):
        found = (changed == value)[known]
        assert (found != expected[known]).sum() <= 0.05 * expected.sum()  # edges: half a pixel
        assert found.sum() > 400


def test_truth_is_unknown_where_before_has_no_data(scene: dict[str, Path]) -> None:
    unknown = read(scene["truth"])[0] == NODATA
    with rasterio.open(scene["before"]) as before, rasterio.open(scene["after"]) as after:
        rows, columns = np.nonzero(unknown | True)
        x, y = after.transform * (columns + 0.5, rows + 0.5)
        column, row = ~before.transform * (x, y)
        missing = (before.read() == 0).all(axis=0)
        assert np.array_equal(missing[row.astype(int), column.astype(int)].reshape(unknown.shape), unknown)


def test_changes_show_in_the_images(layout: Layout, scene: dict[str, Path]) -> None:
    """Roofs that came or went differ more between the dates than roofs that stayed."""
    with rasterio.open(scene["before"]) as before, rasterio.open(scene["after"]) as after:
        grid = {"crs": after.crs, "transform": after.transform, "width": after.width, "height": after.height}
        with WarpedVRT(before, resampling=Resampling.average, **grid) as aligned:
            difference = np.abs(aligned.read().astype(float) - after.read()).mean(axis=0)
    changed = read(scene["truth"])[0]
    everything = Layout(layout.size, buildings=[b for b in layout.buildings if b.there == BOTH])
    for building in everything.buildings:
        object.__setattr__(building, "there", (False, True))
    stayed = truth(everything, SIZE_M) == CONSTRUCTION
    moved = (changed == CONSTRUCTION) | (changed == DEMOLITION)
    assert difference[moved].mean() > 1.5 * difference[stayed & (changed == 0)].mean()


def test_score() -> None:
    reference = np.array([[0, CONSTRUCTION, CONSTRUCTION, DEMOLITION, NODATA, 0]], np.uint8)
    mask = np.array([[1, 1, 0, 1, 1, 255]], np.uint8)
    result = score(mask, reference)
    assert result.precision == pytest.approx(2 / 3)
    assert result.recall == pytest.approx(2 / 3)
    assert result.f1 == pytest.approx(2 / 3)
    assert result.construction == pytest.approx(0.5)
    assert result.demolition == pytest.approx(1.0)


def test_score_of_nothing_is_zero() -> None:
    empty = np.zeros((4, 4), np.uint8)
    assert score(empty, empty).f1 == 0
