"""Objects found strip by strip are those found in the whole mask."""

from __future__ import annotations

import numpy as np
import pytest
from rasterio.crs import CRS
from scipy import ndimage
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from groundshift.plugin.engine.dates.grid import Grid
from groundshift.plugin.engine.dates.ground import PixelMeasure, measure_pixels
from groundshift.plugin.engine.objects.runs import ObjectStream, connected


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("min_area", [0.0, 3.0, 20.0])
def test_strips_give_what_the_whole_gives(seed: int, min_area: float) -> None:
    random = np.random.default_rng(seed)
    height, width = 60, 47
    mask = np.zeros((height, width), np.uint8)
    smooth = ndimage.gaussian_filter(random.normal(size=mask.shape), random.choice([0.0, 0.7, 1.5]))
    mask[smooth > np.quantile(smooth, random.uniform(0.3, 0.9))] = 1
    if seed % 2:
        mask[(mask == 1) & (random.random(mask.shape) < 0.4)] = 2
    mask[random.random(mask.shape) < 0.02] = 255
    probability = random.random(mask.shape).astype(np.float32)
    grid = Grid(CRS.from_epsg(32645), 500_000.0, 3_000_000.0, 1.0, 1.0, height, width)
    measure = measure_pixels(grid)
    stream = ObjectStream(width, (1, 2), min_area, measure)
    result = []
    row = 0
    while row < height:
        step = int(random.integers(1, 14))
        strip = mask[row : row + step].copy()
        stream.add(strip, probability[row : row + step])
        result.append(strip)
        row += step
    table, erased = stream.finish()
    cleaned = np.concatenate(result)
    cleaned.ravel()[erased] = 0

    expected = mask.copy()
    rows = []
    area = measure.areas(*(index.ravel() for index in np.indices(mask.shape))).reshape(mask.shape)
    for value in (1, 2):
        labels, count = ndimage.label(mask == value)
        for label in range(1, count + 1):
            inside = labels == label
            if area[inside].sum() < min_area:
                expected[inside] = 0
            else:
                first = int(np.flatnonzero(inside)[0])
                rows.append(
                    (first, value, inside.sum(), area[inside].sum(), probability[inside].sum(), probability[inside].max())
                )
    assert np.array_equal(cleaned, expected)
    rows.sort()
    assert len(table) == len(rows)
    for index, name in enumerate(("first", "value", "pixels", "area", "total", "highest")):
        assert np.allclose(getattr(table, name), [item[index] for item in rows], rtol=1e-5), name


@pytest.mark.parametrize("seed", range(8))
def test_components_are_those_of_scipy_in_its_order(seed: int) -> None:
    """Of random graphs, of one long path through all nodes in any order, and of a star."""
    random = np.random.default_rng(seed)
    count = int(random.integers(1, 300))
    path = random.permutation(count)
    edges = (
        tuple(random.integers(0, count, (2, int(random.integers(0, 2 * count))))),
        (path[:-1], path[1:]),
        (np.full(count, count // 2), np.arange(count)),
    )
    for one, other in edges:
        graph = coo_matrix((np.ones(len(one)), (one, other)), shape=(count, count))
        found, labels = connected_components(graph, directed=False)
        own, own_labels = connected(count, one, other)
        assert own == found
        assert np.array_equal(own_labels, labels)


@pytest.mark.parametrize("side", [1, 33, 5000])
def test_sizes_of_pixels_are_interpolated_linearly(side: int) -> None:
    random = np.random.default_rng(side)
    nodes = random.uniform(90, 110, (33, 33))
    measure = PixelMeasure(nodes, nodes, nodes, side, side)
    rows, cols = random.integers(0, side, 1000), random.uniform(-0.5, side - 0.5, 1000)
    places = [(at + 0.5) * (32 / side) for at in (rows, cols)]
    expected = ndimage.map_coordinates(nodes, places, order=1, mode="nearest", prefilter=False)
    assert np.array_equal(measure.areas(rows, cols), expected)
