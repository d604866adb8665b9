"""Terrain under a radar image: elevation and slopes from a digital elevation model."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Optional

import numpy as np
from numpy.typing import NDArray

from ...jobs.sources import RasterSource
from ..dates.grid import Grid, Window
from ..dates.raster import Raster

FEATURES = 3  # elevation, slope to the east, slope to the south


def open_elevation(source: Optional[RasterSource], files: ExitStack) -> Optional[Raster]:
    """Open the first band of a digital elevation model; ``None`` = there is none.

    :raises JobFailure: it cannot be read.
    """
    if source is None:
        return None
    raster = files.enter_context(Raster(source))
    raster.choose((1,))
    raster.check_readable()
    return raster


def read_terrain(raster: Raster, grid: Grid, window: Window) -> NDArray[np.float32]:
    """Read a window: float32 (:data:`FEATURES`, height, width); unknown elevations are 0, and slopes there, too."""
    around = window.grown(1)
    values, valid = raster.read(grid, around)
    elevation = np.where(valid, values[0], np.nan).astype(np.float32)
    south, east = np.gradient(elevation)
    found = np.stack([elevation, east / np.float32(grid.xres), south / np.float32(grid.yres)])
    rows, cols = window.within(around).slices
    return np.nan_to_num(found[:, rows, cols]).astype(np.float32)
