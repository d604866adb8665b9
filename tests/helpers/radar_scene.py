"""Radar images of a made-up place, as ASF HyP3 names them: fields, a river, a village, and a clearing on the last date."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import numpy as np

from groundshift.tests.helpers.gdal_files import write_raster

DATES, PIXEL = 9, 30
FALL_DB = 6.0  # of the clearing, on the last date


def clearing(side):
    """Rows and columns that fall on the last date."""
    return np.s_[3 * side // 8 : 9 * side // 16 + 1, side // 4 : side // 2]


def write_series(folder: Path, side: int = 80) -> None:
    """Write VV and VH of nine dates, twelve days apart; each a little brighter than the one before."""
    rng = np.random.default_rng(3)
    rows, columns = np.mgrid[0:side, 0:side] / side
    mean = np.kron(rng.uniform(-13, -8, (5, 5)), np.ones((side // 5, side // 5)))
    mean[np.abs(columns - 0.78 - 0.06 * np.sin(7 * rows)) < 0.035] = -19  # the river
    village = (rows - 0.8) ** 2 + (columns - 0.3) ** 2 < 0.012
    mean[village & (rng.random((side, side)) < 0.4)] = -2
    for number in range(DATES):
        time = datetime(2024, 1, 3, 16, 12, 1) + timedelta(days=12 * number)
        for band, weaker in (("VV", 0), ("VH", 6)):
            decibels = mean - weaker + 0.3 * number
            if number == DATES - 1:
                decibels[clearing(side)] -= FALL_DB
            power = (10 ** (decibels / 10) * rng.gamma(10, 0.1, decibels.shape)).astype(np.float32)
            name = f"S1A_IW_{time:%Y%m%dT%H%M%S}_DVP_RTC30_G_gpuned_AB{number:02d}_{band}.tif"
            write_raster(folder / name, power[None], pixel=PIXEL)
