"""How well, how fast and in how much memory change is detected without a network.

    build/worker-env/bin/python -m tests.benchmarks.classic table

``table``   F1 and kappa of every method and threshold, as Markdown
``speed``   against reading the data plus the bare arithmetic
``memory``  peak memory of the worker at two sizes

The table's pairs are those of ../shared/data/pairs; speed and memory use a pair that is made here.
"""

from __future__ import annotations

import argparse
import tempfile
import time
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Callable, Iterator, Optional

import numpy as np
import rasterio
from rasterio.enums import Resampling
from rasterio.errors import NotGeoreferencedWarning
from rasterio.windows import Window
from scipy import special

from groundshift.plugin.engine.classic.detect_classic import detect_change_classic
from groundshift.plugin.engine.context import JobContext
from groundshift.plugin.jobs.detect_change_classic import DetectChangeClassicJob
from groundshift.plugin.jobs.sources import RasterSource
from groundshift.plugin.rules.classic_methods import METHODS

from .accuracy import processor_seconds
from .detection import ROOT, TILE, Worker, write_pair

PAIRS = ROOT.parent / "shared" / "data" / "pairs"
THRESHOLDS = ("otsu", "kittler-illingworth", "mixture", "percentile", "speckle")
TITLES = {
    "difference": "difference",
    "ratio": "ratio",
    "log-ratio": "log-ratio",
    "index-difference": "band index",
    "cva": "CVA",
    "ir-mad": "IR-MAD",
    "pca-k-means": "PCA and k-means",
    "pca-k-means-log-ratio": "PCA and k-means of the log-ratio",
    "filtered-log-ratio": "filtered log-ratio",
}


@dataclass(frozen=True)
class Scored:
    """A pair with its truth. :param index: bands of the index difference, ``""`` = there is none."""

    title: str
    before: Path
    after: Path
    truth: Callable[[], tuple[np.ndarray, np.ndarray]]
    index: str = ""


def pairs() -> Iterator[Scored]:
    """The pairs of the table; their truth is (changed, known), (height, width) bool."""

    def white(path: Path) -> np.ndarray:
        with rasterio.open(path) as dataset:
            return dataset.read(1) > 127

    def everywhere(path: Path) -> Callable[[], tuple[np.ndarray, np.ndarray]]:
        return lambda: (white(path), np.ones_like(white(path)))

    landsat = PAIRS / "landsat_taizhou"

    def taizhou() -> tuple[np.ndarray, np.ndarray]:
        # Black in both: nobody knows.
        changed = white(landsat / "change.bmp")
        return changed, changed | white(landsat / "unchanged.bmp")

    yield Scored("Taizhou (Landsat)", landsat / "2000TM", landsat / "2003TM", taizhou, "NDVI")
    folder = PAIRS / "sar_bern"
    yield Scored("Bern (SAR)", folder / "bern_1.bmp", folder / "bern_2.bmp", everywhere(folder / "bern_gt.bmp"))
    folder = PAIRS / "sar_yellow_river"
    for part in "AB":
        dates = [folder / f"yellow_{part}_{date}.bmp" for date in (1, 2)]
        yield Scored(f"Yellow River {part} (SAR)", *dates, everywhere(folder / f"yellow_{part}_gt.bmp"))
    folder = PAIRS / "beijing_a"
    dates = [folder / f"beijing_A_{date}.jpg" for date in (1, 2)]
    yield Scored("Beijing A (RGB)", *dates, everywhere(folder / "beijing_A_gt.jpg"), "2,1")


def run(folder: Path, pair: Scored, method: str, threshold: str, normalize: bool) -> np.ndarray:
    """The mask (height, width)."""
    sources = [
        RasterSource(name, name.lower(), str(path), crs=None if path.suffix == "" else "EPSG:3857")
        for name, path in (("BEFORE", pair.before), ("AFTER", pair.after))
    ]
    mask = folder / "mask.tif"
    job = DetectChangeClassicJob(
        *sources,
        str(folder / "scratch"),
        method=method,
        index=pair.index,
        normalize=normalize,
        threshold_method=threshold,
        mask=str(mask),
    )
    detect_change_classic(job, JobContext(lambda event: None))
    with rasterio.open(mask) as dataset:
        return dataset.read(1)


def scores(mask: np.ndarray, changed: np.ndarray, known: np.ndarray) -> tuple[float, float]:
    """F1 of change and Cohen's kappa over the known pixels that the mask decided."""
    known = known & (mask != 255)
    found, truth = (mask == 1)[known], changed[known]
    both, only, missed = (float(part.sum()) for part in (found & truth, found & ~truth, ~found & truth))
    total = float(known.sum())
    neither = total - both - only - missed
    chance = ((both + only) * (both + missed) + (neither + only) * (neither + missed)) / total**2
    agreed = (both + neither) / total
    return 2 * both / max(2 * both + only + missed, 1), (agreed - chance) / max(1 - chance, 1e-12)


def table(methods: list[str], only: str) -> None:
    """Print a Markdown table for each threshold, of the pairs in whose title ``only`` is."""
    listed = [pair for pair in pairs() if pair.before.exists() and only in pair.title]
    if not listed:
        raise SystemExit(f"no pairs in {PAIRS}")
    truths = [pair.truth() for pair in listed]
    for threshold in THRESHOLDS:
        print(f"\nThreshold: {threshold}{' (95 %)' if threshold == 'percentile' else ''}; F1 / kappa (share marked)\n")
        print("| method | " + " | ".join(pair.title for pair in listed) + " |")
        print("|---|" + "---|" * len(listed))
        for method in methods:
            if threshold == "speckle" and not METHODS[method].log_ratio:
                continue
            if METHODS[method].clusters and threshold != THRESHOLDS[0]:
                continue  # it has no threshold
            for normalize in (False, True) if method in ("difference", "cva", "pca-k-means") else (False,):
                cells = []
                for pair, (changed, known) in zip(listed, truths):
                    if method == "index-difference" and not pair.index:
                        cells.append("-")
                        continue
                    with tempfile.TemporaryDirectory() as name:
                        mask = run(Path(name), pair, method, threshold, normalize)
                    cells.append("{:.3f} / {:.3f} ({:.3f})".format(*scores(mask, changed, known), np.mean(mask == 1)))
                print(f"| {TITLES[method]}{', normalised' if normalize else ''} | " + " | ".join(cells) + " |", flush=True)


# -- speed and memory -----------------------------------------------------------------------------

CHANGED = 230  # as the other benchmark draws it, in all bands
RED = np.array([[230], [110], [70]], np.uint8)


def write_noisy_pair(folder: Path, side: int) -> tuple[Path, Path]:
    """The pair of the other benchmark, its later date with noise of its own and in another light; changes are red, so that
    an index sees them, too."""
    before, after = write_pair(folder, side)
    random = np.random.default_rng(5)
    noise = random.normal(scale=3, size=(3, TILE, TILE)).astype(np.float32)
    gain = np.array([1.05, 0.95, 1.1], np.float32)[:, None, None]
    noisy = folder / f"noisy-{side}.tif"
    with rasterio.open(after) as source, rasterio.open(noisy, "w", **source.profile) as target:
        for row in range(0, side, TILE):
            for col in range(0, side, TILE):
                window = Window(col, row, min(TILE, side - col), min(TILE, side - row))
                tile = source.read(window=window)
                tile[:, (tile == CHANGED).all(axis=0)] = RED
                values = tile * gain + np.roll(noise, random.integers(0, TILE, 2), (1, 2))[:, : tile.shape[1], : tile.shape[2]]
                target.write(np.clip(values, 0, 255).astype(np.uint8), window=window)
    after.unlink()
    return before, noisy


def bare(
    before: Path, after: Path, method: str, whole: bool, written: Optional[Path] = None, overviews: bool = False
) -> tuple[float, float]:
    """Read both dates whole and do the method's arithmetic and Otsu's threshold in numpy, nothing else.

    :param whole: all bands of DIFFERENCE; else the magnitude alone, which is enough for a mask.
    :param written: a folder; the same rasters as a run's are written there (difference and mask, tiled, DEFLATE at its
        lowest level), but no styles, objects or polygons.
    :param overviews: the files get overviews, as those of a run do.
    :return: seconds that passed, and seconds of the processor.
    """
    start, work = time.perf_counter(), time.process_time()
    with rasterio.open(before) as one, rasterio.open(after) as other:
        x, y = one.read(), other.read()
        profile = other.profile
    kind = np.float32
    x, y = x.astype(kind), y.astype(kind)
    if method == "difference":
        bands = [np.abs(y - x).mean(axis=0)]
    elif method == "ratio":
        bands = [1 - ((np.minimum(x, y) + 1) / (np.maximum(x, y) + 1)).mean(axis=0)]
    elif method == "log-ratio":
        bands = [np.abs(np.log((y + 1) / (x + 1))).mean(axis=0)]
    elif method == "index-difference":
        signed = (y[0] - y[1]) / np.maximum(y[0] + y[1], 1) - (x[0] - x[1]) / np.maximum(x[0] + x[1], 1)
        bands = [np.abs(signed), signed][: 1 + whole]
    elif method == "cva":
        change = y - x
        length = np.sqrt((change**2).sum(axis=0))
        bands = [length]
        if whole:
            cosine = change.sum(axis=0) / np.maximum(length * kind(3**0.5), 1e-6)
            bands.append(np.degrees(np.arccos(np.clip(cosine, -1, 1))))
    elif method == "ir-mad":
        chi, tail, mad = _bare_ir_mad(x.reshape(len(x), -1), y.reshape(len(y), -1))
        bands = [item.reshape(x.shape[1:]) for item in (chi, tail, *mad)]
    elif method == "pca-k-means":
        bands = [_bare_celik(np.sqrt(((y - x) ** 2).sum(axis=0)))]
    else:
        bands = [_bare_celik(np.abs(np.log((y + 1) / (x + 1))).mean(axis=0))]
    mask = _bare_otsu(np.sqrt(bands[0]) if method == "ir-mad" else bands[0])
    if written is not None:
        profile = {name: profile[name] for name in ("driver", "crs", "transform", "width", "height")}
        profile.update(tiled=True, blockxsize=512, blockysize=512, compress="deflate", zlevel=1, interleave="band")
        files = {"bare-difference.tif": (np.stack(bands), np.nan), "bare-mask.tif": (mask.view(np.uint8)[None], 255)}
        for name, (values, nodata) in files.items():
            kinds = {"count": len(values), "dtype": values.dtype.name, "nodata": nodata}
            with rasterio.open(written / name, "w", **kinds, **profile) as target:
                target.write(values)
            factors = [2**power for power in range(1, 16) if max(mask.shape) >> power > 256]
            if overviews:
                with rasterio.Env(ZLEVEL_OVERVIEW=1), rasterio.open(written / name, "r+") as target:
                    target.build_overviews(factors, Resampling.nearest if nodata == 255 else Resampling.average)
    return time.perf_counter() - start, time.process_time() - work


def _bare_otsu(magnitude: np.ndarray) -> np.ndarray:
    counts, edges = np.histogram(magnitude, 1024)
    centres = (edges[1:] + edges[:-1]) / 2
    below = np.cumsum(counts)[:-1]
    sums = np.cumsum(counts * centres)
    above = counts.sum() - below
    apart = sums[:-1] / np.maximum(below, 1) - (sums[-1] - sums[:-1]) / np.maximum(above, 1)
    return magnitude >= edges[1:][np.argmax(below * above * apart**2)]


def _bare_ir_mad(x: np.ndarray, y: np.ndarray, tolerance: float = 1e-5) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Chi-square (n,), its tail and the variates (bands, n) after the iteration over all pixels in memory."""
    bands = len(x)
    weights: Optional[np.ndarray] = None
    last = np.zeros(bands)
    pixels = np.concatenate([x, y])
    for _ in range(200):
        total = pixels.shape[1] if weights is None else weights.sum(dtype=float)
        weighted = pixels if weights is None else pixels * weights
        mean = weighted.sum(axis=1, dtype=float) / total
        covariance = (weighted @ pixels.T).astype(float) / total - np.outer(mean, mean)
        xx, xy, yy = covariance[:bands, :bands], covariance[:bands, bands:], covariance[bands:, bands:]
        lx, ly = np.linalg.cholesky(xx), np.linalg.cholesky(yy)
        u, rho, vt = np.linalg.svd(np.linalg.solve(lx, xy) @ np.linalg.inv(ly).T)
        a, b = np.linalg.solve(lx.T, u), np.linalg.solve(ly.T, vt.T)
        both = np.concatenate([a, -b]).astype(np.float32)
        mad = both.T @ pixels - (both.T @ mean.astype(np.float32))[:, None]
        chi = ((mad / np.sqrt(2 * (1 - rho)).astype(np.float32)[:, None]) ** 2).sum(axis=0)
        weights = special.chdtrc(bands, chi).astype(np.float32)
        if np.abs(rho - last).max() < tolerance:
            break
        last = rho
    return chi, weights, mad


def _bare_celik(magnitude: np.ndarray, side: int = 5) -> np.ndarray:
    """Relative distance (height, width): components of all neighbourhoods, Lloyd's algorithm over all of them."""
    height, width = magnitude.shape
    rows, cols = height // side, width // side
    squares = magnitude[: rows * side, : cols * side].reshape(rows, side, cols, side).swapaxes(1, 2).reshape(-1, side**2)
    mean = squares.mean(axis=0)
    vectors = np.linalg.eigh(np.cov(squares.T))[1][:, :-4:-1].astype(np.float32)
    padded = np.pad(magnitude, side // 2, mode="reflect")
    windows = np.lib.stride_tricks.sliding_window_view(padded, (side, side))
    features = np.concatenate([(windows[row].reshape(width, -1) - mean) @ vectors for row in range(height)])
    changed = (magnitude > magnitude.mean()).ravel()
    for _ in range(300):
        first, second = features[~changed].mean(axis=0), features[changed].mean(axis=0)
        nearer = features @ (second - first) > (second @ second - first @ first) / 2
        if np.array_equal(nearer, changed):
            break
        changed = nearer
    near, far = (np.sqrt(((features - centre) ** 2).sum(axis=1)) for centre in (first, second))
    return (near / np.maximum(near + far, 1e-9)).reshape(height, width)


def make_job(folder: Path, before: Path, after: Path, method: str, outputs: tuple[str, ...]) -> dict[str, Any]:
    names = {"mask": "mask.tif", "polygons": "polygons.gpkg", "difference": "difference.tif"}
    return {
        "kind": "detect_change_classic",
        "before": {"parameter": "BEFORE", "name": "before", "path": str(before)},
        "after": {"parameter": "AFTER", "name": "after", "path": str(after)},
        "method": method,
        "index": "1,2",
        "scratch": str(folder / "scratch"),
        **{name: str(folder / names[name]) for name in outputs},
    }


def speed(methods: list[str], side: int, repeats: int) -> None:
    """Print how runs compare with the bare arithmetic: with the mask alone, with both rasters, and with everything."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        before, after = write_noisy_pair(folder, side)
        worker = Worker()
        worker.run(make_job(folder, before, after, "difference", ("mask",)))
        head = (
            *("bare mask", "MASK", "ratio", "bare, all", "bare, all, written", "and overviews", "MASK and DIFFERENCE"),
            *("to written", "to overviews", "all outputs", "to written", "to overviews", "to bare", "polygons"),
        )
        print("seconds that passed / seconds of the processor; medians")
        print("| method | " + " | ".join(head) + " |")
        print("|---|" + "---|" * len(head), flush=True)
        for method in methods:
            rounds = [_round(worker, folder, before, after, method) for _ in range(repeats)]
            measured = np.array([item[:7] for item in rounds])  # (rounds, runs, elapsed and processor)
            seconds = [f"{elapsed:.2f} / {work:.2f} s" for elapsed, work in np.median(measured, axis=0)]
            compared = ((1, 0), (5, 3), (5, 4), (6, 3), (6, 4), (6, 2))
            ratios = [np.median(measured[:, one] / measured[:, other], axis=0) for one, other in compared]
            shares = [f"{elapsed:.2f} / {work:.2f}" for elapsed, work in ratios]
            cells = (*seconds[:2], shares[0], *seconds[2:6], *shares[1:3], seconds[6], *shares[3:], str(rounds[0][7]))
            print(f"| {TITLES[method]} | " + " | ".join(cells) + " |", flush=True)
        worker.close()


def _round(worker: Worker, folder: Path, before: Path, after: Path, method: str) -> tuple[Any, ...]:
    """(elapsed, processor) of the bare arithmetic for a mask, a run with MASK, the bare arithmetic for all outputs, the same
    with its rasters written, and with overviews, a run with both rasters, and one with the polygons too; and how many polygons
    there are.

    In turns: other work hits all.
    """
    found: list[Any] = []

    def run(*outputs: str) -> dict[str, Any]:
        start = processor_seconds(worker)
        result = worker.run(make_job(folder, before, after, method, outputs))
        found.append((result["wall"], processor_seconds(worker) - start))
        return result

    found.append(bare(before, after, method, False))
    run("mask")
    found.append(bare(before, after, method, True))
    found.append(bare(before, after, method, True, folder))
    found.append(bare(before, after, method, True, folder, overviews=True))
    run("mask", "difference")
    count = run("mask", "difference", "polygons")["POLYGON_COUNT"]
    return (*found, count)


def memory(methods: list[str], sides: list[int]) -> None:
    """Print the peak memory of a fresh worker for each method and size."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for side in sides:
            before, after = write_noisy_pair(folder, side)
            for method in methods:
                worker = Worker()
                result = worker.run(make_job(folder, before, after, method, ("mask", "polygons", "difference")))
                print(
                    f"| {TITLES[method]} | {side} x {side} | {worker.peak_mb():.0f} MB | {result['wall']:.0f} s |"
                    f" {result['POLYGON_COUNT']} |",
                    flush=True,
                )
                worker.close()
            before.unlink()
            after.unlink()


def main() -> None:
    warnings.filterwarnings("ignore", category=NotGeoreferencedWarning)
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["table", "speed", "memory"])
    parser.add_argument("--method", nargs="*", default=list(METHODS), choices=METHODS)
    parser.add_argument("--pairs", default="", help="part of the titles of the pairs of the table, such as SAR")
    parser.add_argument("--side", type=int, nargs="*", default=None)
    parser.add_argument("--repeats", type=int, default=3)
    arguments = parser.parse_args()
    if arguments.what == "table":
        table(arguments.method, arguments.pairs)
    elif arguments.what == "speed":
        speed(arguments.method, (arguments.side or [4096])[0], arguments.repeats)
    else:
        memory(arguments.method, arguments.side or [8000, 16000])


if __name__ == "__main__":
    main()
