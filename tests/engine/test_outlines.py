"""Objects and outlines from runs are those that SciPy labels and GDAL polygonises."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from rasterio.crs import CRS
from rasterio.features import shapes
from scipy import ndimage

from groundshift.plugin.engine.dates.grid import Grid
from groundshift.plugin.engine.dates.ground import measure_pixels
from groundshift.plugin.engine.objects import outlines
from groundshift.plugin.engine.objects.outlines import trace_runs
from groundshift.plugin.engine.objects.polygons import perimeters, ring_perimeters
from groundshift.plugin.engine.objects.runs import RunObjects, RunStream, find_runs, run_areas


def made_mask(seed: int, height: int = 40, width: int = 53) -> np.ndarray:
    random = np.random.default_rng(seed)
    mask = np.zeros((height, width), np.uint8)
    noise = ndimage.gaussian_filter(random.normal(size=mask.shape), random.choice([0, 0.6, 1.2]))
    mask[noise > np.quantile(noise, random.uniform(0.2, 0.9))] = 1
    if seed % 2:
        mask[(mask == 1) & (random.random(mask.shape) < 0.4)] = 2
    if seed % 3 == 0:
        mask[random.random(mask.shape) < 0.05] = 255
    return mask


def objects_of(mask: np.ndarray, seed: int, min_area: float = 0.0, probability: np.ndarray | None = None) -> RunObjects:
    """The objects, of strips of any height."""
    random = np.random.default_rng(seed)
    height, width = mask.shape
    measure = measure_pixels(Grid(CRS.from_epsg(3857), 0.0, 7_000_000.0, 1.0, 1.0, height, width))
    stream = RunStream(width, min_area, measure)
    row = 0
    while row < height:
        step = int(random.integers(1, 12))
        stream.add(mask[row : row + step], None if probability is None else probability[row : row + step])
        row += step
    return stream.finish()


@pytest.mark.parametrize("seed", range(24))
@pytest.mark.parametrize("limits", [(400, 200_000), (1, 60)])
def test_outlines_are_those_of_gdal(seed: int, limits: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outlines, "_TOGETHER", limits[0])
    monkeypatch.setattr(outlines, "_RUNS_AT_ONCE", limits[1])
    mask = made_mask(seed)
    objects = objects_of(mask, seed)
    rings = trace_runs(objects.runs, lambda: None)
    polygons = rings.polygons()
    expected = {}
    for outline, value in shapes(mask, connectivity=4):
        if value:
            exterior, *holes = outline["coordinates"]
            row, col = (int(part) for part in min((y, x) for x, y in exterior))
            expected[row * mask.shape[1] + col] = shapely.Polygon(exterior, holes).normalize(), value
    assert sorted(expected) == objects.first.tolist()
    assert len(rings) == len(objects)

    def moved(points: np.ndarray) -> np.ndarray:
        return points * [0.5, -0.5] + [1000, 2000]

    expected_wkb = shapely.to_wkb(shapely.transform(polygons, moved)).tolist()
    for at_once in (limits[1], 50_000):
        monkeypatch.setattr(outlines, "_POLYGONS_AT_ONCE", at_once)
        binary = rings.wkb(moved)
        assert len(binary) == len(expected_wkb)
        assert list(binary) == expected_wkb
        assert [binary[index] for index in reversed(range(len(binary)))] == expected_wkb[::-1]
    measure = measure_pixels(Grid(CRS.from_epsg(3857), 0.0, 7_000_000.0, 1.0, 1.0, *mask.shape))
    assert np.allclose(ring_perimeters(rings, measure), perimeters(polygons, measure), rtol=1e-12)
    assert shapely.is_valid(polygons).all()
    for first, value, polygon in zip(objects.first.tolist(), objects.value, polygons):
        assert value == expected[first][1]
        assert shapely.equals_exact(polygon.normalize(), expected[first][0])
    assert np.allclose(np.bincount(rings.item, np.where(rings.hole, -1, 1) * rings.pixels), objects.pixels)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("min_area", [0.0, 4.0])
def test_measures_are_those_of_scipy(seed: int, min_area: float) -> None:
    mask = made_mask(seed)
    probability = np.random.default_rng(seed).random(mask.shape).astype(np.float32)
    objects = objects_of(mask, seed, min_area, probability)
    measure = measure_pixels(Grid(CRS.from_epsg(3857), 0.0, 7_000_000.0, 1.0, 1.0, *mask.shape))
    area = measure.areas(*(index.ravel() for index in np.indices(mask.shape))).reshape(mask.shape)
    rows = []
    for value in np.unique(mask[mask > 0]):
        labels, count = ndimage.label(mask == value)
        for inside in (labels == label for label in range(1, count + 1)):
            if area[inside].sum() >= min_area or value == 255:
                likely = probability[inside]
                rows.append((np.flatnonzero(inside)[0], value, inside.sum(), area[inside].sum(), likely.sum(), likely.max()))
    rows.sort()
    for index, name in enumerate(("first", "value", "pixels", "area", "total", "highest")):
        assert np.allclose(getattr(objects, name), [row[index] for row in rows], rtol=1e-6), name


def test_long_runs_are_measured_like_their_pixels() -> None:
    mask = np.ones((3, 5000), np.uint8)
    measure = measure_pixels(Grid(CRS.from_epsg(32645), 100_000.0, 3_000_000.0, 100.0, 100.0, 3, 5000))
    columns = np.arange(5000)
    expected = [measure.areas(np.full(5000, row), columns).sum() for row in range(3)]
    assert np.allclose(run_areas(find_runs(mask), measure), expected, rtol=1e-12)


def test_an_empty_mask_has_no_objects() -> None:
    objects = objects_of(np.zeros((20, 30), np.uint8), 0)
    assert len(objects) == 0
    assert len(trace_runs(objects.runs, lambda: None).polygons()) == 0
