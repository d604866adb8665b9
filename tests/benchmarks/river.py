"""Landsat Pucallpa 1985 and 2020: a model trained on classes digitised from them, and the river's migration as a matrix.

Polygons of river, forest, built and bare ground are drawn by code at clear places of both dates (small squares whose pixels all
pass a test of their bands, in parts of the scene that were chosen by eye); one layer of polygons a date, as a user digitises
them. The plugin's own training makes a U-Net of them, both dates are classified and compared, and the matrix is set against
numpy: the cross-tabulation of the two class maps, and the river's migration by a threshold on bands alone.

``build/worker-env/bin/python -m tests.benchmarks.river --workdir build/river``
"""

from __future__ import annotations

import argparse
import csv
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
import shapely
from numpy.typing import NDArray
from scipy import ndimage

from groundshift.plugin.engine.context import JobContext
from groundshift.plugin.engine.landcover.classify import classify_land_cover
from groundshift.plugin.engine.landcover.from_to import from_to_change
from groundshift.plugin.jobs.classify_land_cover import ClassifyLandCoverJob
from groundshift.plugin.jobs.from_to_change import ESTIMATED, FromToChangeJob
from groundshift.plugin.jobs.sources import RasterSource, VectorSource
from groundshift.plugin.jobs.train_model import LabelledPair, TrainModelJob
from groundshift.plugin.jobs.training_settings import TrainingSettings
from groundshift.plugin.training.entries import train_model
from groundshift.tests.helpers.vectors import write_features

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT.parent / "shared" / "data" / "series" / "landsat_pucallpa"
YEARS = (1985, 2020)
SIDE = 2  # pixels of a digitised square
BANK = 4  # pixels from the water
MOST = 800  # squares of a class and date
SWIR, NIR, RED, GREEN = range(4)
# Parts of the scene (rows, columns) where a class was seen.
TOWN = {1985: (slice(108, 140), slice(205, 243)), 2020: (slice(98, 155), slice(140, 242))}
FLOOD_PLAIN = (slice(0, 377), slice(250, 600))
QUIET = JobContext(lambda event: None)


@dataclass(frozen=True)
class Digitised:
    """Squares of a class: row and column of the upper left pixel."""

    name: str
    squares: tuple[tuple[int, int], ...]


def read(year: int) -> tuple[NDArray[np.float32], Any]:
    with rasterio.open(DATA / f"{year}.tif") as dataset:
        return dataset.read().astype(np.float32), dataset.transform


def digitise(year: int) -> list[Digitised]:
    """Squares at clear places of each class."""
    bands, _ = read(year)
    town, plain = np.zeros(bands.shape[1:], bool), np.zeros(bands.shape[1:], bool)
    town[TOWN[year]] = plain[FLOOD_PLAIN] = True
    data = (bands > 0).all(axis=0)
    clear = {
        "river": data & (bands[NIR] < 70),
        "forest": data & (bands[NIR] > 150) & (bands[SWIR] < 110) & ~town,
        "built": data & town & (bands[NIR] < 175) & (bands[SWIR] > 95) & (bands[RED] > 38),
        "bare": data & plain & (bands[NIR] < 165) & (bands[SWIR] > 110),
    }
    # Half of the squares of land lie along the banks: the network learns there where the river ends.
    bank = ndimage.binary_dilation(clear["river"], iterations=BANK)
    rng = np.random.default_rng(year)
    found = []
    for name, good in clear.items():
        whole = ndimage.minimum_filter(good, SIDE, origin=-1)[::SIDE, ::SIDE]
        places = np.argwhere(whole) * SIDE
        places = places[(places[:, 0] + SIDE <= good.shape[0]) & (places[:, 1] + SIDE <= good.shape[1])]
        near = bank[places[:, 0], places[:, 1]] if name != "river" else np.zeros(len(places), bool)
        places = np.concatenate([rng.permutation(places[part])[: MOST // 2] for part in (near, ~near)])
        found.append(Digitised(name, tuple((int(row), int(col)) for row, col in places)))
    return found


def write_labels(year: int, folder: Path) -> VectorSource:
    """Polygons with a class field, in the CRS of the images."""
    _, transform = read(year)
    shapes, names = [], []
    for item in digitise(year):
        for row, col in item.squares:
            left, top = transform * (col, row)
            right, bottom = transform * (col + SIDE, row + SIDE)
            shapes.append(shapely.box(left, bottom, right, top))
            names.append(item.name)
        print(f"{year}: {len(item.squares)} squares of {item.name}")
    path = folder / f"labels-{year}.gpkg"
    write_features(path, shapes, {"class": names}, crs=None, layer="features")
    return VectorSource("LABELS", f"labels {year}", str(path), "EPSG:4326", "class")


def train(folder: Path, minutes: float, threads: int) -> str:
    """Train on both dates, and return the path of the model."""
    pairs = tuple(
        LabelledPair(RasterSource("BEFORE", str(year), str(DATA / f"{year}.tif")), None, write_labels(year, folder))
        for year in YEARS
    )
    settings = TrainingSettings(
        epochs=10, steps_per_epoch=30, minutes=minutes, batch_size=6, tile_size=64, frozen_epochs=0, threads=threads
    )
    (folder / "scratch").mkdir(exist_ok=True)
    job = TrainModelJob(
        "unet",
        str(folder / "river.onnx"),
        str(folder / "scratch"),
        str(folder / "river.training"),
        pairs=pairs,
        settings=settings,
        resume=False,
    )
    begun, cpu = time.monotonic(), time.process_time()
    values = train_model(job, QUIET)
    took = time.monotonic() - begun, time.process_time() - cpu
    print(f"trained in {took[0] / 60:.1f} min ({took[1]:.0f} s of CPU): mean F1 {values['F1']:.3f} on the validation ground")
    return str(values["MODEL"])


def classify(year: int, model: str, folder: Path) -> dict[str, str]:
    (folder / f"scratch-{year}").mkdir(exist_ok=True)
    outputs = {name: str(folder / f"{year}-{name}.tif") for name in ("classes", "probability")}
    source = RasterSource("INPUT", str(year), str(DATA / f"{year}.tif"))
    scratch = str(folder / f"scratch-{year}")
    classify_land_cover(ClassifyLandCoverJob(source, model, scratch, min_area_m2=0, threads=1, **outputs), QUIET)
    return outputs


def compare(before: str, after: str, folder: Path, name: str) -> tuple[list[str], NDArray[np.float64], NDArray[np.float64]]:
    """Run the comparison. :return: names, pixels and square metres (classes, classes)."""
    (folder / "scratch-from-to").mkdir(exist_ok=True)
    sources = RasterSource("BEFORE", "1985", before), RasterSource("AFTER", "2020", after)
    outputs = {
        "matrix": str(folder / f"{name}.csv"),
        "report": str(folder / f"{name}.html"),
        "from_to": str(folder / f"{name}.tif"),
    }
    scratch = str(folder / "scratch-from-to")
    from_to_change(FromToChangeJob(*sources, scratch=scratch, prior=ESTIMATED, **outputs), QUIET)
    with open(outputs["matrix"], encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream))
    names = rows[0][2:-1]
    tables = [
        np.array([[float(cell) for cell in row[2:-1]] for row in [line for line in rows if line[0] == unit][: len(names)]])
        for unit in ("pixels", "m2")
    ]
    return names, tables[0], tables[1]


def water_of(year: int) -> NDArray[np.bool_]:
    """The river and its lakes by their bands alone: dark in the near and the short-wave infrared."""
    bands, _ = read(year)
    return (bands[NIR] < 85) & (bands[SWIR] < 75) & (bands > 0).all(axis=0)


def gained(old: NDArray[np.uint8], new: NDArray[np.uint8], known: NDArray[np.bool_], index: int) -> int:
    """Pixels that are of a class on the second map only."""
    return int(((old != index + 1) & (new == index + 1) & known).sum())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workdir", type=Path, default=ROOT / "build" / "river")
    parser.add_argument("--minutes", type=float, default=6)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    if not DATA.is_dir():
        raise SystemExit(f"{DATA} is missing: the data is no part of the repository.")
    options.workdir.mkdir(parents=True, exist_ok=True)
    model = train(options.workdir, options.minutes, options.threads)
    maps = [classify(year, model, options.workdir) for year in YEARS]
    names, pixels, ground = compare(maps[0]["classes"], maps[1]["classes"], options.workdir, "maps")
    old, new = (rasterio.open(item["classes"]).read(1) for item in maps)
    known = (old != 255) & (new != 255)
    crossed = np.histogram2d(old[known], new[known], bins=[np.arange(0.5, len(names) + 1)] * 2)[0]
    print("the matrix of the two maps is that of numpy:", bool((crossed == pixels).all()))
    names, pixels, ground = compare(maps[0]["probability"], maps[1]["probability"], options.workdir, "joint")
    river, hectare = names.index("river"), 1e4
    became, was = ground[:, river].sum() - ground[river, river], ground[river].sum() - ground[river, river]
    early, late = water_of(YEARS[0]), water_of(YEARS[1])
    pixel = float(ground.sum() / pixels.sum())
    independent = (~early & late).sum() * pixel, (early & ~late).sum() * pixel
    print("| 1985 \\ 2020 (ha) | " + " | ".join(names) + " |\n|---" * 1 + "|---" * len(names) + "|")
    for name, line in zip(names, ground / hectare):
        print(f"| {name} | " + " | ".join(f"{value:,.0f}" for value in line) + " |")
    print(
        f"two maps: land became river {gained(old, new, known, river) * pixel / hectare:,.0f} ha, river became land "
        f"{gained(new, old, known, river) * pixel / hectare:,.0f} ha"
    )
    for text, ours, theirs in (("land became river", became, independent[0]), ("river became land", was, independent[1])):
        print(f"{text}: {ours / hectare:,.0f} ha; by bands alone {theirs / hectare:,.0f} ha ({ours / theirs - 1:+.0%})")


if __name__ == "__main__":
    main()
