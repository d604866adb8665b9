"""Chips laid out as one pair of rasters: to train and to detect as an analyst does, with layers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import rasterio
import shapely
from numpy.typing import NDArray
from rasterio.features import shapes as polygonised
from rasterio.transform import from_origin

from groundshift.plugin.engine.context import JobContext
from groundshift.plugin.engine.detect import detect_change
from groundshift.plugin.jobs.accuracy import VectorSource
from groundshift.plugin.jobs.detect_change import DetectChangeJob, Polygons, RasterSource
from groundshift.plugin.jobs.train_model import LabelledPair
from groundshift.plugin.training.evaluate import open_model
from groundshift.plugin.training.measures import ProbabilityHistogram


@dataclass(frozen=True)
class Chip:
    """Both dates (H x W x 3) and the truth (H x W) of a piece of ground."""

    before: NDArray[np.uint8]
    after: NDArray[np.uint8]
    truth: NDArray[np.bool_]


@dataclass(frozen=True)
class Place:
    """Ground to learn from and ground to test on."""

    name: str
    training: list[Chip]
    test: list[Chip]
    gsd_m: float = 0.5


@dataclass(frozen=True)
class Sheet:
    """The chips of a place side by side as one pair of rasters (EPSG:32650), those to learn from first.

    :param truth: H x W. ``tested``: pixels (H x W) of the chips to test on.
    """

    folder: Path
    gsd_m: float
    truth: NDArray[np.bool_]
    tested: NDArray[np.bool_]
    pair: LabelledPair
    polygons: int

    def scores(self, model: Path) -> dict[str, float]:
        """F1, precision and recall at the model's threshold, average precision, and the highest F1 at any threshold."""
        scratch = self.folder / "detect"
        scratch.mkdir(exist_ok=True)
        out = self.folder / "probability.tif"
        pair = self.pair
        job = DetectChangeJob(pair.before, pair.after, str(model), str(scratch), probability=str(out))
        detect_change(job, JobContext(lambda event: None))
        with rasterio.open(out) as dataset:
            found = dataset.read(1)
            size = self.gsd_m / dataset.res[0]
        rows, cols = (
            np.minimum((np.arange(count) + 0.5) / size, limit - 1).astype(int)
            for count, limit in zip(found.shape, self.truth.shape)
        )
        counted = self.tested[np.ix_(rows, cols)] & (found >= 0)
        histogram = ProbabilityHistogram()
        histogram.add(found[counted], self.truth[np.ix_(rows, cols)][counted])
        values = histogram.scores(float(open_model(model).metadata["threshold"])).rounded()
        return {
            **{key: values[key] for key in ("f1", "precision", "recall", "ap")},
            "best_f1": round(histogram.best_threshold()[1], 4),
        }


def sheet_of(training: Sequence[Chip], place: Place, folder: Path, with_area: bool) -> Sheet:
    """Lay chips out as two rasters, with the labels of those to learn from as polygons."""
    chips = [*training, *place.test]
    side = chips[0].truth.shape[0]
    columns = int(np.ceil(np.sqrt(len(chips))))
    shape = (-(-len(chips) // columns) * side, columns * side)
    before, after = (np.zeros((3, *shape), np.uint8) for _ in range(2))
    truth, tested, learnt = (np.zeros(shape, bool) for _ in range(3))
    for number, chip in enumerate(chips):
        row, col = number // columns * side, number % columns * side
        part = np.s_[row : row + side, col : col + side]
        before[:, part[0], part[1]] = chip.before.transpose(2, 0, 1)
        after[:, part[0], part[1]] = chip.after.transpose(2, 0, 1)
        truth[part] = chip.truth
        (learnt if number < len(training) else tested)[part] = True
    folder.mkdir()
    transform = from_origin(500_000.0, 4_400_000.0, place.gsd_m, place.gsd_m)
    profile = {"driver": "GTiff", "dtype": "uint8", "count": 3, "height": shape[0], "width": shape[1], "nodata": 0}
    for name, values in (("before", before), ("after", after)):
        with rasterio.open(folder / f"{name}.tif", "w", crs="EPSG:32650", transform=transform, **profile) as dataset:
            dataset.write(np.maximum(values, 1) * (learnt | tested))

    def outlines(mask: NDArray[np.bool_]) -> list[Any]:
        return [shapely.geometry.shape(item) for item, _ in polygonised(mask.astype(np.uint8), mask, 4, transform)]

    labels = folder / "labels.gpkg"
    changes = outlines(truth & learnt)
    wkb = shapely.to_wkb(np.array(changes, object))
    pyogrio.raw.write(labels, wkb, [], [], geometry_type="Polygon", driver="GPKG", crs="EPSG:32650", layer="features")
    area = Polygons("AREA", "area", "EPSG:32650", tuple(item.wkb_hex for item in outlines(learnt))) if with_area else None
    pair = LabelledPair(
        RasterSource("BEFORE", "before", str(folder / "before.tif")),
        RasterSource("AFTER", "after", str(folder / "after.tif")),
        VectorSource("LABELS", "labels", str(labels), "EPSG:32650", None),
        area,
    )
    return Sheet(folder, place.gsd_m, truth, tested, pair, len(changes))
