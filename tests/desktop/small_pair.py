"""Two images of one colour each, and change polygons in the middle of them."""

from __future__ import annotations

import numpy as np

from groundshift.tests.helpers.gdal_files import write_polygons, write_raster

BEFORE, AFTER, RESULT = [200, 40, 40], [40, 40, 200], [0, 255, 0]
_X, _Y, _HALF = 500250, 3999750, 30


def write_image(path, color):
    """500 m of one colour."""
    write_raster(path, np.array(color, np.uint8)[:, None, None].repeat(1000, 1).repeat(1000, 2))


def write_result(path):
    """A square of 60 m in the middle."""
    write_polygons(path, [(_X - _HALF, _Y - _HALF, _X + _HALF, _Y + _HALF)], layer="result")
