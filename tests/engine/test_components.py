"""Objects found strip by strip are those found in the whole mask."""

from __future__ import annotations

import numpy as np
import pytest
from rasterio.crs import CRS
from scipy import ndimage

from groundshift.plugin.engine.dates.grid import Grid
from groundshift.plugin.engine.dates.ground import measure_pixels
from groundshift.plugin.engine.objects.runs import ObjectStream


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
