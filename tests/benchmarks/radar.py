"""Radar difference: speed, memory, and accuracy on simulated and on real change.

``build/worker-env/bin/python -m tests.benchmarks.radar speed``      seconds of processor time, 1,000 x 1,000 pixels, 20 dates
``build/worker-env/bin/python -m tests.benchmarks.radar memory --dates 8 --side 1000 10000``   peak memory of the worker
``build/worker-env/bin/python -m tests.benchmarks.radar simulated FOLDER``   methods on simulated change; FOLDER as
    ``sentinel1_california``: images and ``acquisitions.csv``, of which the land bursts are taken
``build/worker-env/bin/python -m tests.benchmarks.radar places FOLDER --seeds 2 3 4``   the same for each place by itself
``build/worker-env/bin/python -m tests.benchmarks.radar trained FOLDER --out OUT``   a trained network beside them, on
    held-out dates; a second run with the same OUT continues one that was stopped
``build/worker-env/bin/python -m tests.benchmarks.radar ablation FOLDER --out OUT``  the network of ``trained`` anew without
    each of its conditions; the report with table and figure is OUT/ablation.html
``build/worker-env/bin/python -m tests.benchmarks.radar real FOLDER``        methods at reference points; FOLDER as
    ``sentinel1_myanmar``: images, ``acquisitions.csv`` and ``reference_points.csv``

The series of speed and memory is made here: fields with speckle of 12 looks and offsets of whole images.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import tempfile
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any, Optional

import numpy as np
import rasterio
from rasterio.transform import from_origin
from rasterio.windows import Window
from tests.benchmarks.detection import Worker

from groundshift.plugin.engine.context import JobContext
from groundshift.plugin.engine.sar import speckle
from groundshift.plugin.engine.sar.evaluate import sar_evaluate
from groundshift.plugin.engine.sar.methods import FITS, Sample, choose_gap, choose_method
from groundshift.plugin.engine.sar.prediction import fit_levels
from groundshift.plugin.engine.sar.roc import ScoreCounts
from groundshift.plugin.engine.sar.stack import completed, open_image, target_grid
from groundshift.plugin.engine.sar.terrain import open_elevation, read_terrain
from groundshift.plugin.jobs.sar import SarEvaluateJob, SarTrainJob
from groundshift.plugin.jobs.sources import RasterSource
from groundshift.plugin.jobs.training_settings import RADAR_SETTINGS
from groundshift.plugin.rules.sar_table import read_table
from groundshift.plugin.training.entries import evaluate_radar, train_radar

LAND = ("292319-IW2", "292321-IW2", "292322-IW2", "292324-IW2")  # of sentinel1_california; the others are open sea
DATES = 20
TILE = 500
REAL_METHODS = (
    "season",
    "plain",
    "automatic",
    "automatic+dem",
    "regression",
    "regression-60",
    "median",
    "levelled-median",
    "levelled-z-60",
)
SEEN_WITHIN = timedelta(days=60)  # of a disturbance, for an image to count as showing it


def write_series(folder: Path, side: int, dates: int = DATES) -> Path:
    """A table of images of ``side`` x ``side`` pixels, the last with a square that falls by 4 dB in each tile."""
    rng = np.random.default_rng(1)
    mean = np.kron(rng.uniform(-14, -8, (20, 20)), np.ones((TILE // 20, TILE // 20)))
    fields = np.stack([mean, mean - 7])
    lines = ["file,time,unit"]
    profile: dict[str, Any] = {
        "driver": "GTiff", "dtype": "float32", "count": 2, "height": side, "width": side, "crs": "EPSG:32611", "tiled": True,
        "transform": from_origin(500000, 4000000, 10, 10), "nodata": np.nan, "blockxsize": 256, "blockysize": 256,
    }  # fmt: skip
    for number in range(dates):
        time = datetime(2022, 1, 1, tzinfo=timezone.utc) + timedelta(days=12 * number)
        here = fields + rng.normal(0, 1.5)
        if number == dates - 1:
            here[:, 100:140, 200:240] -= 4
        with rasterio.open(folder / f"{number}.tif", "w", **profile) as file:
            file.descriptions = ("VV", "VH")
            for row in range(0, side, TILE):
                for col in range(0, side, TILE):
                    values = (10 ** (here / 10) * rng.gamma(12, 1 / 12, here.shape)).astype(np.float32)
                    height, width = min(TILE, side - row), min(TILE, side - col)
                    file.write(values[:, :height, :width], window=Window(col, row, width, height))
        lines.append(f"{number}.tif,{time:%Y-%m-%dT%H:%M:%SZ},power")
    (folder / "table.csv").write_text("\n".join(lines))
    return folder / "table.csv"


def repeat_images(table: Path, side: int, times: int) -> Path:
    """A table of images that show those of another one (``side`` x ``side`` pixels) so many times in rows and columns."""
    lines = table.read_text().splitlines()
    for number, line in enumerate(lines[1:], 1):
        name = line.split(",")[0]
        whole, bands = side * times, []
        for band, polarisation in ((1, "VV"), (2, "VH")):
            sources = "".join(
                f'<SimpleSource><SourceFilename relativeToVRT="1">{name}</SourceFilename><SourceBand>{band}</SourceBand>'
                f'<SrcRect xOff="0" yOff="0" xSize="{side}" ySize="{side}"/>'
                f'<DstRect xOff="{col * side}" yOff="{row * side}" xSize="{side}" ySize="{side}"/></SimpleSource>'
                for row in range(times)
                for col in range(times)
            )
            bands.append(
                f'<VRTRasterBand dataType="Float32" band="{band}"><Description>{polarisation}</Description>'
                f"<NoDataValue>nan</NoDataValue>{sources}</VRTRasterBand>"
            )
        text = f"<GeoTransform>500000, 10, 0, 4000000, 0, -10</GeoTransform>{''.join(bands)}"
        mosaic = table.parent / f"{name}.vrt"
        mosaic.write_text(f'<VRTDataset rasterXSize="{whole}" rasterYSize="{whole}"><SRS>EPSG:32611</SRS>{text}</VRTDataset>')
        lines[number] = line.replace(name, mosaic.name, 1)
    repeated = table.with_name(f"table-{times}.csv")
    repeated.write_text("\n".join(lines))
    return repeated


def processor_seconds(process: int) -> float:
    """User and system time of a process."""
    fields = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def run(table: Path, **settings: Any) -> dict[str, Any]:
    """Run a radar difference in a worker of its own; add seconds and peak memory to its result."""
    folder = table.parent
    worker = Worker()
    job = {
        "kind": "sar_difference", "table": str(table), "scratch": str(folder / "scratch"), "mask": str(folder / "mask.tif"),
        "score": str(folder / "score.tif"), "polygons": str(folder / "polygons.gpkg"), "min_area_m2": 2000, **settings,
    }  # fmt: skip
    before = processor_seconds(worker.process.pid)
    result = worker.run(job)
    result.update(seconds=processor_seconds(worker.process.pid) - before, peak=worker.peak_mb())
    worker.close()
    return result


def speed(side: int) -> None:
    os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", GDAL_NUM_THREADS="1")
    with tempfile.TemporaryDirectory() as name:
        table = write_series(Path(name), side)
        for settings in ({}, {"speckle_filter": "boxcar"}):
            found = run(table, **settings)
            print(
                f"{side} x {side}, {DATES} dates, {settings.get('speckle_filter', 'total-variation')}, {found['METHOD_USED']}: "
                f"{found['seconds']:.1f} s of processor time, {found['wall']:.1f} s, {found['POLYGON_COUNT']} polygons"
            )


def memory(sides: list[int], dates: int) -> None:
    """Peak memory and processor time; images above 1,000 pixels a side are mosaics of one of that size."""
    os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", GDAL_NUM_THREADS="1")
    with tempfile.TemporaryDirectory() as name:
        table = write_series(Path(name), 1000, dates)
        for side in sides:
            found = run(repeat_images(table, 1000, side // 1000), speckle_filter="boxcar")
            print(
                f"{side} x {side}, {dates} dates, boxcar, {found['METHOD_USED']}: peak {found['peak']:.0f} MB, "
                f"{found['seconds']:.1f} s of processor time, {found['POLYGON_COUNT']} polygons",
                flush=True,
            )


def write_table(folder: Path, out: Path, place_filter: tuple[str, ...]) -> Path:
    """The table of some places of a folder, in another folder."""
    with open(folder / "acquisitions.csv", newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    chosen = [row for row in rows if any(name in row["burst"] for name in place_filter)] or rows
    with open(out / "table.csv", "w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows({**row, "file": str(folder / row["file"])} for row in chosen)
    return out / "table.csv"


def trained(folder: Path, out: Path, dates: int, seed: int, epochs: int, place_filter: tuple[str, ...]) -> None:
    """A network trained on all but the latest dates, beside the other methods on those."""
    out.mkdir(exist_ok=True)
    table = write_table(folder, out, place_filter)
    job = SarTrainJob(
        str(table), str(out / "radar.onnx"), str(out / "scratch"), str(out / "checkpoints"), held_out=dates,
        settings=replace(RADAR_SETTINGS, seed=seed, threads=1, epochs=epochs), report=str(out / "trained.html"),
    )  # fmt: skip
    found = train_radar(job, JobContext(_print_epoch))
    numbers = ("MSE", "MEAN_MSE", "AUC", "AUTOMATIC_AUC", "PLAIN_AUC")
    print(f"best epoch {found['BEST_EPOCH']},", *(f"{key} {found[key]:.3f}" for key in numbers), found["RECOMMENDED"])


def ablation(folder: Path, out: Path, seed: int, place_filter: tuple[str, ...]) -> None:
    """The network of :func:`trained` anew without each of its conditions, on the same held-out days."""
    table = write_table(folder, out, place_filter)
    job = SarEvaluateJob(
        str(table), str(out / "ablation"), methods=("automatic",), model=str(out / "radar.onnx"), dates=1, seed=seed,
        ablation=True, report=str(out / "ablation.html"),
    )  # fmt: skip
    document = evaluate_radar(job, JobContext(_print_epoch))["MEASURES_FOUND"]
    print("| without | MSE, dB² | AUC, shift / statistical |\n|---|---|---|")
    for item in document["ablation"]:
        auc = " / ".join(f"{item['auc'][change]:.3f}" for change in ("shift", "statistical"))
        print(f"| {item['without'] or '(nothing)'} | {item['mse_db2']:.3f} | {auc} |", flush=True)


def _print_epoch(event: Any) -> None:
    if getattr(event, "code", "") in ("sar_training_epoch", "sar_ablation"):
        print(event.code, event.values, flush=True)


PROTOCOLS: dict[str, dict[str, Any]] = {
    "all earlier dates": {},
    "4 earlier dates": {"earlier": 4},
    "large changes": {"count": 3, "radius": 24.0},
    "small changes": {"count": 8, "radius": 4.0},
}
_METHODS = ("automatic", "median", "levelled-median", "levelled-z", "regression")


def evaluated(
    table: Path, place: Optional[str], seed: int, dates: int, methods: tuple[str, ...], **settings: Any
) -> dict[str, Any]:
    """The measures of methods on simulated change."""
    with tempfile.TemporaryDirectory() as name:
        measures = Path(name) / "measures.json"
        job = SarEvaluateJob(
            str(table), str(Path(name) / "scratch"), place=place, methods=methods, dates=dates, seed=seed,
            measures=str(measures), **settings,
        )  # fmt: skip
        sar_evaluate(job, JobContext(lambda event: None))
        return dict(json.loads(measures.read_text()))


def simulated(folder: Path, dates: int, seed: int, place_filter: tuple[str, ...]) -> None:
    """The table of methods on all places together; the automatic one with four earlier dates, large and small changes, too."""
    with tempfile.TemporaryDirectory() as name:
        table = write_table(folder, Path(name), place_filter)
        for number, (title, settings) in enumerate(PROTOCOLS.items()):
            found = evaluated(table, None, seed, dates, ("automatic",) if number else _METHODS, **settings)
            print(f"{title}: {found['images']} images, automatic {found['automatic']}")
            for method, changes in found["methods"].items():
                print(f"  {method:16}", *(_line(change, item) for change, item in changes.items()), sep="  ", flush=True)


def places(folder: Path, dates: int, seeds: list[int], place_filter: tuple[str, ...], earlier: int) -> None:
    """A table (Markdown) of each place by itself: the lowest value over the seeds, shift / statistical change.

    :param earlier: images that are used at most, 0 = all.
    """
    print("| place | change | AUC | AP | gain of AUC over the plain difference | SVC |\n|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as name:
        table = write_table(folder, Path(name), place_filter)
        for place in sorted({row.place for row in read_table(str(table))}):
            for title, settings in PROTOCOLS.items():
                runs = [
                    evaluated(table, place or None, seed, dates, ("automatic",), **{"earlier": earlier, **settings})["methods"]
                    for seed in seeds
                ]
                cells = []
                for change in ("shift", "statistical"):
                    own = [run["automatic"][change] for run in runs]
                    plain = [run["plain"][change]["all"]["auc"] for run in runs]
                    accuracy = [item["svc_accuracy"] for item in own if item["svc_accuracy"] is not None]
                    auc = [item["all"]["auc"] for item in own]
                    cells.append((
                        min(auc),
                        min(item["all"]["ap"] for item in own),
                        min(one - other for one, other in zip(auc, plain)),
                        min(accuracy, default=float("nan")),
                    ))  # fmt: skip
                text = " | ".join(f"{one:.3f} / {other:.3f}" for one, other in zip(*cells))
                print(f"| {place or folder.name} | {title} | {text} |", flush=True)


def _line(change: str, found: dict[str, Any]) -> str:
    measures, accuracy = found["all"], found["svc_accuracy"]
    low, high = measures["auc_interval"]
    share = measures["changed"] / measures["pixels"]
    svc = f"{accuracy:.3f}" if accuracy is not None else "-"
    return f"{change} ({share:.3f} changed): AUC {measures['auc']:.3f} ({low:.3f}-{high:.3f}) AP {measures['ap']:.3f} SVC {svc}"


def real(folder: Path, methods: list[str], smooth_by: str) -> None:
    """AUC of the score at reference points: disturbed in the 60 days before an image, against never disturbed.

    Each image is predicted from all earlier ones, by the automatic method from those that it uses. ``method+dem``: with the
    terrain. ``method-60``: from images that lie at least 60 days back. The delay is the number of images after the disturbance
    until the score exceeds what 2 % of the undisturbed points exceed. AUC within dates: of the share of a date's undisturbed
    points that a score exceeds, so that offsets of whole images do not count. ``season`` sees no pixel: its score is how far
    the whole image lies below the median of the earlier ones, in dB.
    """
    with open(folder / "reference_points.csv", newline="", encoding="utf-8") as stream:
        points = list(csv.DictReader(stream))
    table = [completed(row) for row in read_table(str(folder / "acquisitions.csv"))]
    with ExitStack() as files:
        context = JobContext(lambda event: None)
        images = [open_image(row, ("VV", "VH"), files, context) for row in table]
        grid = target_grid(images[-1].rasters[0], None)
        raw = np.stack([image.read(grid, grid.window) for image in images])
        dem = open_elevation(RasterSource("DEM", "dem", str(folder / "dem_slope.tif"), (1,)), files)
        terrain = None if dem is None else read_terrain(dem, grid, grid.window)
    cols = np.array([int((float(point["x"]) - grid.left) / grid.xres) for point in points])
    lines = np.array([int((grid.top - float(point["y"])) / grid.yres) for point in points])
    days = [_day(point["disturbance_date"]) for point in points]
    first = min(day for day in days if day is not None)
    smooth = np.stack([[speckle.FILTERS[smooth_by](band) for band in image] for image in raw])
    disturbed = np.array([day is not None for day in days])
    print(f"{len(table)} images, {disturbed.sum()} disturbed points, {(~disturbed).sum()} undisturbed, filter {smooth_by}")
    for name in methods:
        method, gap = (name.split("-60")[0], timedelta(days=60)) if name.endswith("-60") else (name, timedelta(0))
        method, _, ground = method.partition("+")
        counts, within, scores = ScoreCounts(), ScoreCounts(), []
        for index, row in enumerate(table):
            before = [number for number in range(index) if row.time - table[number].time > gap]
            if row.time < first or len(before) < 4:
                continue
            if method == "automatic":
                days_left = timedelta(days=choose_gap(row, [table[number] for number in before]))
                before = [number for number in before if row.time - table[number].time >= days_left]
            stack = raw if method == "plain" else smooth
            earlier, date = stack[before], stack[index]
            flat = earlier.reshape(*earlier.shape[:2], -1), date.reshape(2, -1)
            if method == "season":
                score = np.full(len(points), 10 - fit_levels(*flat)[1].mean()) + 0 * date[0, lines, cols]
            else:
                chosen = "latest" if method == "plain" else choose_method(*flat)[0] if method == "automatic" else method
                here = terrain if ground else None
                flat_here = None if here is None else here.reshape(len(here), -1)
                predictor = FITS[chosen](Sample(*flat, row, [table[number] for number in before], flat_here))
                if predictor is None:
                    continue
                score = predictor.difference(earlier, date, here).score[lines, cols]
            fresh = np.array([day is not None and day <= row.time <= day + SEEN_WITHIN for day in days])
            known = np.isfinite(score) & (fresh | ~disturbed)
            counts.add(row.day, score[known], fresh[known])
            steady = np.sort(score[known & ~fresh])
            if len(steady):
                within.add(row.day, np.searchsorted(steady, score[known]) / len(steady) + 1e-3, fresh[known])
            scores.append((row.time, score))
        found = counts.measures(np.random.default_rng(1))
        threshold = np.nanquantile(np.concatenate([score[~disturbed] for _, score in scores]), 0.98)
        delays = []
        for point in np.flatnonzero(disturbed):
            after = [score[point] for time, score in scores if time >= days[point]]
            delays.append(next((number for number, value in enumerate(after, 1) if value >= threshold), None))
        seen = [delay for delay in delays if delay is not None and delay <= 8]
        low, high = found["auc_interval"]
        print(
            f"  {name:17} AUC {found['auc']:.3f} ({low:.3f}-{high:.3f})  within dates "
            f"{within.measures(np.random.default_rng(1))['auc']:.3f}  AP {found['ap']:.3f}  seen within 8 images "
            f"{len(seen)}/{len(delays)}, median delay {np.median(seen) if seen else np.nan:.0f}",
            flush=True,
        )


def _day(text: str) -> Optional[datetime]:
    return datetime.fromisoformat(f"{text}T00:00:00+00:00") if text else None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["speed", "memory", "simulated", "places", "trained", "ablation", "real"])
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--side", type=int, nargs="*", default=None)
    parser.add_argument("--dates", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seeds", type=int, nargs="*", default=[2, 3, 4])
    parser.add_argument("--earlier", type=int, default=0)
    parser.add_argument("--epochs", type=int, default=RADAR_SETTINGS.epochs)
    parser.add_argument("--out", type=Path, default=Path("build/radar"))
    parser.add_argument("--places", nargs="*", default=LAND)
    parser.add_argument("--methods", nargs="*", default=REAL_METHODS)
    parser.add_argument("--filter", default="total-variation")
    arguments = parser.parse_args()
    if arguments.what == "speed":
        speed((arguments.side or [1000])[0])
    elif arguments.what == "memory":
        memory(arguments.side or [1000, 2000], arguments.dates)
    elif arguments.what == "simulated":
        simulated(arguments.folder, arguments.dates, arguments.seed, tuple(arguments.places))
    elif arguments.what == "places":
        places(arguments.folder, arguments.dates, arguments.seeds, tuple(arguments.places), arguments.earlier)
    elif arguments.what == "trained":
        trained(arguments.folder, arguments.out, arguments.dates, arguments.seed, arguments.epochs, tuple(arguments.places))
    elif arguments.what == "ablation":
        ablation(arguments.folder, arguments.out, arguments.seed, tuple(arguments.places))
    else:
        real(arguments.folder, arguments.methods, arguments.filter)


if __name__ == "__main__":
    main()
