"""Chips laid out as one pair of rasters: to train and to detect as an analyst does, with layers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Optional

import numpy as np
import pyogrio
import rasterio
import shapely
from numpy.typing import NDArray
from rasterio.features import shapes as polygonised
from rasterio.transform import from_origin
from scipy import ndimage

from groundshift.plugin.engine.context import JobContext
from groundshift.plugin.engine.detect.detect import detect_change
from groundshift.plugin.engine.evaluation.scores import Histogram
from groundshift.plugin.jobs.detect_change import DetectChangeJob
from groundshift.plugin.jobs.sources import Polygons, RasterSource, VectorSource
from groundshift.plugin.jobs.train_model import LabelledPair
from groundshift.plugin.training.fit.export import read_metadata

CRS = "EPSG:32650"
_SLIVER_PIXELS = 16


@dataclass(frozen=True)
class Chip:
    """Both dates (H x W x 3) of a piece of ground, the truth (H x W), and where that is known (``None`` = throughout)."""

    before: NDArray[np.uint8]
    after: NDArray[np.uint8]
    truth: NDArray[np.bool_]
    known: Optional[NDArray[np.bool_]] = None

    @property
    def counted(self) -> NDArray[np.bool_]:
        """H x W: where the truth is known."""
        return np.ones(self.truth.shape, bool) if self.known is None else self.known

    @property
    def changes(self) -> int:
        """Connected changes, but for slivers."""
        sizes = np.bincount(ndimage.label(self.truth & self.counted)[0].reshape(-1))[1:]
        return int((sizes >= _SLIVER_PIXELS).sum())


@dataclass(frozen=True)
class Sheet:
    """Chips side by side as one pair of rasters.

    :param truth: H x W. ``counted``: pixels (H x W) whose truth is known and that are labelled.
    """

    folder: Path
    gsd_m: float
    truth: NDArray[np.bool_]
    counted: NDArray[np.bool_]

    @property
    def dates(self) -> tuple[RasterSource, RasterSource]:
        """Both rasters."""
        before, after = (str(self.folder / f"{name}.tif") for name in ("before", "after"))
        return RasterSource("BEFORE", "before", before), RasterSource("AFTER", "after", after)

    @property
    def labels(self) -> Path:
        """The changes as polygons (GeoPackage)."""
        return self.folder / "labels.gpkg"

    @property
    def area(self) -> Path:
        """The ground within which they are complete (GeoPackage)."""
        return self.folder / "area.gpkg"

    def outlines(self, mask: NDArray[np.bool_]) -> list[Any]:
        """Polygons around the pixels of a mask."""
        transform = _transform(self.gsd_m)
        return [shapely.geometry.shape(item) for item, _ in polygonised(mask.astype(np.uint8), mask, 4, transform)]

    def pair(self, with_area: bool) -> LabelledPair:
        """What is learnt from: the rasters, the labels and, where that is told, the area."""
        area = tuple(item.wkb_hex for item in self.outlines(self.counted))
        known = Polygons("AREA", "area", CRS, area) if with_area else None
        return LabelledPair(*self.dates, VectorSource("LABELS", "labels", str(self.labels), CRS, None), known)

    def histogram(self, model: Path) -> Histogram:
        """What a model file finds here, against the truth."""
        scratch = self.folder / "detect"
        scratch.mkdir(exist_ok=True)
        out = self.folder / "probability.tif"
        job = DetectChangeJob(*self.dates, str(model), str(scratch), probability=str(out))
        detect_change(job, JobContext(lambda event: None))
        with rasterio.open(out) as dataset:
            found = dataset.read(1)
            size = self.gsd_m / dataset.res[0]
        rows, cols = (
            np.minimum((np.arange(count) + 0.5) / size, limit - 1).astype(int)
            for count, limit in zip(found.shape, self.truth.shape)
        )
        counted = self.counted[np.ix_(rows, cols)] & (found >= 0)
        histogram = Histogram()
        histogram.add(found[counted], self.truth[np.ix_(rows, cols)][counted])
        return histogram

    def scores(self, model: Path) -> dict[str, float]:
        """F1, precision and recall at the model's threshold, average precision, and the highest F1 at any threshold."""
        histogram = self.histogram(model)
        values = histogram.card_figures(float(read_metadata(model)["threshold"]))
        return {
            **{key: values[key] for key in ("f1", "precision", "recall", "ap")},
            "best_f1": round(histogram.best_threshold()[1], 4),
        }


def sheet_of(labelled: Sequence[Chip], free: Sequence[Chip], folder: Path, gsd_m: float) -> Sheet:
    """Lay chips of one size out as two rasters, with polygons of the changes of those that are labelled."""
    chips = [*labelled, *free]
    height, width = chips[0].truth.shape
    columns = int(np.ceil(np.sqrt(len(chips))))
    shape = (-(-len(chips) // columns) * height, columns * width)
    before, after = (np.zeros((3, *shape), np.uint8) for _ in range(2))
    truth, counted, covered = (np.zeros(shape, bool) for _ in range(3))
    for number, chip in enumerate(chips):
        row, col = number // columns * height, number % columns * width
        part = np.s_[row : row + height, col : col + width]
        before[:, part[0], part[1]] = chip.before.transpose(2, 0, 1)
        after[:, part[0], part[1]] = chip.after.transpose(2, 0, 1)
        covered[part] = True
        if number < len(labelled):
            counted[part] = chip.counted
            truth[part] = chip.truth & chip.counted
    folder.mkdir(parents=True)
    profile = {"driver": "GTiff", "dtype": "uint8", "count": 3, "height": shape[0], "width": shape[1], "nodata": 0}
    sheet = Sheet(folder, gsd_m, truth, counted)
    for name, values in (("before", before), ("after", after)):
        with rasterio.open(folder / f"{name}.tif", "w", crs=CRS, transform=_transform(gsd_m), **profile) as dataset:
            dataset.write(np.maximum(values, 1) * covered)
    for path, mask in ((sheet.labels, truth), (sheet.area, counted)):
        shapes = shapely.to_wkb(np.array(sheet.outlines(mask), object))
        pyogrio.raw.write(path, shapes, [], [], geometry_type="Polygon", driver="GPKG", crs=CRS, layer=path.stem)
    return sheet


def _transform(gsd_m: float) -> Any:
    return from_origin(500_000.0, 4_400_000.0, gsd_m, gsd_m)
