"""Compare a change mask with the known truth."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Tuple

import numpy as np
import rasterio
from rasterio.enums import Resampling
from rasterio.vrt import WarpedVRT

from scene.rasters import CONSTRUCTION, DEMOLITION, NODATA

MASK_NODATA = 255


@dataclass(frozen=True)
class Score:
    """Of all pixels with data. ``construction``, ``demolition``: the parts of either that were found."""

    precision: float
    recall: float
    f1: float
    construction: float
    demolition: float


def read_mask_and_truth(mask: Path, truth: Path) -> Tuple[np.ndarray, np.ndarray]:
    """Return both on the mask's grid."""
    with rasterio.open(mask) as raster, rasterio.open(truth) as reference:
        grid = {"crs": raster.crs, "transform": raster.transform, "width": raster.width, "height": raster.height}
        with WarpedVRT(reference, resampling=Resampling.nearest, nodata=NODATA, **grid) as aligned:
            return raster.read(1), aligned.read(1)


def score(mask: np.ndarray, truth: np.ndarray) -> Score:
    """Return the agreement of ``mask`` with ``truth``, over all kinds of change."""
    known = (mask != MASK_NODATA) & (truth != NODATA)
    found, changed = (mask > 0)[known], (truth > 0)[known]
    right = int((found & changed).sum())
    precision, recall = _share(right, int(found.sum())), _share(right, int(changed.sum()))
    parts = [truth[known] == value for value in (CONSTRUCTION, DEMOLITION)]
    return Score(
        precision,
        recall,
        _share(2 * right, int(found.sum()) + int(changed.sum())),
        *(_share(int((found & part).sum()), int(part.sum())) for part in parts),
    )


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
