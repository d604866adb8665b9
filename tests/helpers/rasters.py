"""Small rasters written with rasterio, which the worker's Python has, and scenes to fill them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import rasterio
from rasterio.crs import CRS
from rasterio.transform import from_origin

UTM = CRS.from_epsg(32645)
LEFT, TOP, GSD = 350_000.0, 3_060_000.0, 0.5


def write_raster(
    path: Path,
    values: np.ndarray,
    left: float = LEFT,
    top: float = TOP,
    gsd: float = GSD,
    crs: CRS | None = UTM,
    mask: np.ndarray | None = None,
    **profile: Any,
) -> Path:
    """Return a GeoTIFF of ``values`` (bands, height, width)."""
    options: dict[str, Any] = {"transform": from_origin(left, top, gsd, gsd)}
    if values.shape[0] == 3 and values.dtype == np.uint8:
        options["photometric"] = "rgb"
    with (
        rasterio.Env(GDAL_TIFF_INTERNAL_MASK=True),
        rasterio.open(
            path,
            "w",
            driver="GTiff",
            dtype=values.dtype,
            count=values.shape[0],
            height=values.shape[1],
            width=values.shape[2],
            crs=crs,
            **{**options, **profile},
        ) as dataset,
    ):
        dataset.write(values)
        if mask is not None:
            dataset.write_mask(mask)
    return path


def texture(height: int, width: int, seed: int = 0, bands: int = 3) -> np.ndarray:
    """Smooth uint8 noise (bands, height, width) between 60 and 160, the same in all bands."""
    from scipy.ndimage import gaussian_filter

    noise = gaussian_filter(np.random.default_rng(seed).normal(size=(height, width)), 3)
    noise = (noise - noise.min()) / (noise.max() - noise.min()) * 100 + 60
    return np.repeat(noise[None], bands, axis=0).astype(np.uint8)


def changed(before: np.ndarray, squares: list[tuple[int, int, int, int]], by: int = 90) -> np.ndarray:
    """Return a copy with rectangles (row, col, height, width) made brighter."""
    after = before.astype(int)
    for row, col, height, width in squares:
        after[:, row : row + height, col : col + width] += by
    return after.clip(0, 255).astype(np.uint8)


def read(path: str | Path, band: int = 1) -> np.ndarray:
    with rasterio.open(path) as dataset:
        return dataset.read(band)
