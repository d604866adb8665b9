"""Small pairs with a known difference, and a way to run the job on them."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Callable, Optional

import numpy as np
import pytest
import rasterio
from rasterio.crs import CRS
from rasterio.transform import from_origin

from groundshift.plugin.engine.context import JobContext
from groundshift.plugin.engine.detect.detect import detect_change
from groundshift.plugin.jobs.detect_change import DetectChangeJob, RasterSource
from groundshift.plugin.jobs.events import Event, Log
from groundshift.plugin.jobs.messages import render_log

from .made_models import difference_model, spec

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
    """A GeoTIFF of ``values`` (bands, height, width)."""
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
    """A copy with rectangles (row, col, height, width) made brighter."""
    after = before.astype(int)
    for row, col, height, width in squares:
        after[:, row : row + height, col : col + width] += by
    return after.clip(0, 255).astype(np.uint8)


@dataclass
class Run:
    """Runs the job in a folder of its own."""

    folder: Path
    model: Path
    events: list[Event] = field(default_factory=list)

    def __call__(self, before: Path, after: Path, /, **changes: Any) -> dict[str, Any]:
        return detect_change(self.job(before, after, **changes), JobContext(self.events.append))

    def job(self, before: Path, after: Path, /, **changes: Any) -> DetectChangeJob:
        sources = {
            "before": RasterSource("BEFORE", before.stem, str(before)),
            "after": RasterSource("AFTER", after.stem, str(after)),
        }
        outputs = {
            name: str(self.folder / f"{name}{extension}") for name, extension in (("mask", ".tif"), ("polygons", ".gpkg"))
        }
        return DetectChangeJob(
            **{**sources, **outputs, "model": str(self.model), "scratch": str(self.folder / "scratch-1"), **changes}
        )

    def cancelled_after(self, before: Path, after: Path, when: Callable[[Event], bool], **changes: Any) -> None:
        """Run, and cancel at the first event that ``when`` picks."""
        stop = threading.Event()

        def emit(event: Event) -> None:
            if when(event):
                stop.set()

        detect_change(self.job(before, after, **changes), JobContext(emit, stop))

    @property
    def log(self) -> str:
        return "\n".join(render_log(event.code, event.values) for event in self.events if isinstance(event, Log))


@pytest.fixture
def run(tmp_path: Path) -> Run:
    folder = tmp_path / "out"
    folder.mkdir()
    return Run(folder, difference_model(tmp_path / "model.onnx"))


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path, np.ndarray]:
    """Before, after, and the truth (height, width) bool, 300 x 400 pixels with five changed rectangles."""
    before = texture(300, 400)
    squares = [(20, 30, 40, 50), (100, 200, 10, 10), (250, 350, 50, 50), (150, 20, 3, 3), (180, 100, 60, 8)]
    after = changed(before, squares)
    truth = np.zeros((300, 400), bool)
    for row, col, height, width in squares:
        truth[row : row + height, col : col + width] = True
    return write_raster(tmp_path / "before.tif", before), write_raster(tmp_path / "after.tif", after), truth


def read(path: str | Path, band: int = 1) -> np.ndarray:
    with rasterio.open(path) as dataset:
        return dataset.read(band)


def left_behind(folder: Path, allowed: Optional[set[str]] = None) -> set[str]:
    """What a job left in its folder."""
    return {item.name for item in folder.iterdir()} - (allowed or set())


__all__ = ["GSD", "LEFT", "TOP", "UTM", "Run", "changed", "left_behind", "read", "spec", "texture", "write_raster"]
