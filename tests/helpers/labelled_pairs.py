"""A small place with houses on two dates, its labels, and a job that trains on it in seconds."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from groundshift.plugin.jobs.sources import Polygons, RasterSource, VectorSource
from groundshift.plugin.jobs.train_model import LabelledPair, TrainModelJob
from groundshift.plugin.jobs.training_settings import TrainingSettings
from groundshift.tests.helpers.rasters import GSD, LEFT, TOP, write_raster
from groundshift.tests.helpers.vectors import write_features

CRS = "EPSG:32645"
SIZE = 256

QUICK = TrainingSettings(
    epochs=3,
    steps_per_epoch=10,
    batch_size=4,
    tile_size=64,
    learning_rate=5e-3,
    patience=0,
    augmentation=0.5,
    mixed_precision=False,
    threads=1,
    validation_share=0.25,
)


def box(row: float, col: float, height: float, width: float) -> Any:
    """Return a rectangle of pixels as a polygon."""
    left, top = LEFT + col * GSD, TOP - row * GSD
    return shapely.box(left, top - height * GSD, left + width * GSD, top)


def houses(seed: int = 0, count: int = 24) -> list[tuple[int, int, int, int]]:
    """Rows, columns, heights and widths of houses that do not touch."""
    rng = np.random.default_rng(seed)
    found = []
    for row in range(6, SIZE - 40, 42):
        for col in range(6, SIZE - 40, 42):
            height, width = (int(value) for value in rng.integers(12, 24, 2))
            found.append((row + int(rng.integers(0, 10)), col + int(rng.integers(0, 10)), height, width))
    order = rng.permutation(len(found))[:count]
    return [found[index] for index in sorted(order)]


def dates(
    seed: int = 0, bands: int = 3, dtype: str = "uint8"
) -> tuple[np.ndarray, np.ndarray, list[tuple[int, int, int, int]]]:
    """Return both dates (bands, SIZE, SIZE) and the houses that are new on the later one: bright roofs on noisy ground."""
    rng = np.random.default_rng(seed)
    ground = rng.normal(100, 12, (bands, SIZE, SIZE))
    all_houses = houses(seed)
    old, new = all_houses[::3], [house for index, house in enumerate(all_houses) if index % 3]
    before, after = ground.copy(), ground + rng.normal(0, 6, ground.shape)
    for row, col, height, width in old:
        for date in (before, after):
            date[:, row : row + height, col : col + width] = 190
    for row, col, height, width in new:
        after[:, row : row + height, col : col + width] = 200
    scale = 1 if dtype == "uint8" else 40
    early, late = ((date.clip(0, 255) * scale).astype(dtype) for date in (before, after))
    return early, late, new


def write_labels(path: Path, shapes: list[Any], classes: list[str | None] | None = None, crs: str = CRS) -> VectorSource:
    """Labels as the QGIS side writes them for the worker."""
    write_features(path, shapes, {"class": classes} if classes else None, crs=None, layer="features")  # the job holds the CRS
    return VectorSource("LABELS", path.stem, str(path), crs, "class" if classes else None)


def area_of(shape: Any) -> Polygons:
    return Polygons("AREA", "area", CRS, (shape.wkb_hex,))


def made_pair(folder: Path, seed: int = 0, bands: int = 3, dtype: str = "uint8", classes: bool = False) -> LabelledPair:
    """Return a pair with labels of all that is new, and the area of it all."""
    before, after, new = dates(seed, bands, dtype)
    kinds: list[str | None] | None = ["house" if index % 2 else "hall" for index in range(len(new))] if classes else None
    labels = write_labels(folder / f"labels-{seed}.gpkg", [box(*house) for house in new], kinds)
    return LabelledPair(
        RasterSource("BEFORE", "before", str(write_raster(folder / f"before-{seed}.tif", before))),
        RasterSource("AFTER", "after", str(write_raster(folder / f"after-{seed}.tif", after))),
        labels,
        area_of(box(0, 0, SIZE, SIZE)),
    )


def quick_job(folder: Path, base: str = "early_fusion_fcn", **changes: Any) -> TrainModelJob:
    """Return a job that trains in seconds; ``settings`` are changes of :data:`QUICK`."""
    settings = replace(QUICK, **changes.pop("settings", {}))
    (folder / "scratch-1").mkdir(exist_ok=True)
    defaults: dict[str, Any] = {
        "base": base,
        "model": str(folder / "new.onnx"),
        "scratch": str(folder / "scratch-1"),
        "checkpoints": str(folder / "new.training"),
        "report": str(folder / "report.html"),
    }
    if "pairs" not in changes and "chips" not in changes:
        defaults["pairs"] = (made_pair(folder),)
    return TrainModelJob(**{**defaults, **changes}, settings=settings)
