"""GDAL's warper, used so that a pixel's value does not depend on the window through which it is read."""

from __future__ import annotations

from typing import Any, Optional

import numpy as np
import rasterio
from affine import Affine
from rasterio.crs import CRS
from rasterio.errors import RasterioError
from rasterio.warp import transform as transform_points

from .grid import Grid, same_crs
from .opening import opaque_value

_OPAQUE = 255


def by_blocks() -> rasterio.Env:
    """Return the setting by which GDAL warps the blocks of a raster; it would warp large windows as they are asked for."""
    return rasterio.Env(GDAL_VRT_WARP_USE_DATASET_RASTERIO="NO")


def kernel_scale(crs: CRS, transform: Affine, grid: Grid) -> dict[str, str]:
    """Return the warper's options for how many pixels of a grid one of a raster makes, in both directions of the raster.

    By itself, GDAL finds them anew for each part that it warps, from the size of the part: the width of its kernels would
    depend on the window.

    :param crs: of the raster. ``transform``: of its pixels as they are stored.
    :return: no options where the middle of the grid has no place in ``crs``.
    """
    cols, rows = grid.width / 2 + np.array([0.0, 1.0, 0.0]), grid.height / 2 + np.array([0.0, 0.0, 1.0])
    x, y = grid.left + cols * grid.xres, grid.top - rows * grid.yres
    if not same_crs(crs, grid.crs):
        try:
            x, y = map(np.asarray, transform_points(grid.crs, crs, x, y))
        except RasterioError:
            return {}
    col, row = ~transform @ (x, y)
    steps = np.array([[col[1] - col[0], col[2] - col[0]], [row[1] - row[0], row[2] - row[0]]])
    if not np.isfinite(steps).all() or abs(np.linalg.det(steps)) < np.finfo(float).tiny:
        return {}
    across, down = np.hypot(*np.linalg.inv(steps))
    return {"XSCALE": f"{across:.6g}", "YSCALE": f"{down:.6g}"}


def alpha_range(dataset: Any, alpha: Optional[int]) -> dict[str, Any]:
    """Return the warper's option for an alpha band whose opaque value is not the highest of its type, such as 0 and 1."""
    if alpha is None:
        return {}
    usual = {"uint16": 65_535, "int16": 32_767}.get(dataset.dtypes[alpha - 1], _OPAQUE)
    opaque = opaque_value(dataset, alpha)
    return {"SRC_ALPHA_MAX": f"{opaque:g}"} if 0 < opaque < usual else {}
