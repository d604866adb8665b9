"""The engine's reading of drawn pairs, compared with that of QGIS's GDAL."""

from __future__ import annotations

import json
import math
import os
import random
import subprocess
import tempfile
import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
import rasterio
from rasterio.crs import CRS

from groundshift.plugin.engine.context import JobContext
from groundshift.plugin.engine.dates.dates import Dates, GroundWanted, open_dates
from groundshift.plugin.engine.dates.grid import Window
from groundshift.plugin.engine.dates.raster import Raster
from groundshift.plugin.jobs.failure import JobFailure
from groundshift.plugin.jobs.sources import RasterSource

from .pairs import Pair, drawn

ROOT = Path(__file__).resolve().parents[3]
QGIS_PYTHON = os.environ.get("QGIS_PYTHON", "/usr/bin/python3")
INVALID, VALID, EITHER = 0, 1, 2
CHANGED = 0.5  # of the spread of a channel


class Differs(AssertionError):
    """The engine reads a pair otherwise than QGIS's GDAL."""


class OracleFailed(Exception):
    """The oracle could not write or read a pair."""


def has_oracle() -> bool:
    """Whether there is a Python with GDAL's bindings."""
    return subprocess.run([QGIS_PYTHON, "-c", "import osgeo.gdal, numpy"], capture_output=True).returncode == 0


class Oracle:
    """The process that writes and reads pairs with QGIS's GDAL (context manager)."""

    def __enter__(self) -> Oracle:
        self._folder = tempfile.TemporaryDirectory(
            prefix="net-", dir=next((path for path in ("/dev/shm",) if os.path.isdir(path)), None)
        )
        self._process = subprocess.Popen(
            [QGIS_PYTHON, "-m", "groundshift.tests.helpers.net.oracle", self._folder.name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(ROOT / "build"), "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
        )
        self._asked = 0
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, traceback: TracebackType | None) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()
        self._folder.cleanup()

    def order(self, seed: int) -> None:
        """Have the files of the pair that a seed names written and read; :meth:`answer` gives the readings in this order."""
        self._asked += 1
        self._send({"seed": seed, "name": str(self._asked)})

    def answer(self) -> tuple[dict[str, Any], list[np.ndarray]]:
        """Return what the oracle found: the grid; values, state and tolerance of each date."""
        stream = self._process.stdout
        assert stream is not None
        header = json.loads(stream.readline() or '{"error": "it has ended"}')
        if "error" in header:
            raise OracleFailed(header["error"])
        arrays = []
        for dtype, shape in header["arrays"]:
            data = stream.read(math.prod(shape) * np.dtype(dtype).itemsize)
            arrays.append(np.frombuffer(data, dtype).reshape(shape))
        return header, arrays

    def remove(self, paths: list[str]) -> None:
        """Remove the files of a pair."""
        self._send({"remove": paths})

    def _send(self, message: dict[str, Any]) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(message).encode() + b"\n")
        self._process.stdin.flush()


def check_seeds(seeds: Iterable[int], oracle: Oracle) -> Iterator[tuple[int, str]]:
    """Compare the two readings of the pairs that seeds name; the oracle is always one ahead.

    :return: of each seed what is wrong, ``""`` = nothing.
    """
    waiting: list[int] = []
    for seed in (*seeds, None):
        if seed is not None:
            oracle.order(seed)
            waiting.append(seed)
        if len(waiting) > 1 or (seed is None and waiting):
            now = waiting.pop(0)
            yield now, _problem(now, oracle)


def _problem(seed: int, oracle: Oracle) -> str:
    header, arrays = oracle.answer()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            _check(drawn(random.Random(seed)), header, arrays)
    except Differs as difference:
        return str(difference)
    finally:
        oracle.remove(header["paths"])
    return ""


def _check(pair: Pair, header: dict[str, Any], arrays: list[np.ndarray]) -> None:
    sources = [RasterSource(key, key.lower(), path) for key, path in zip(("BEFORE", "AFTER"), header["paths"])]
    try:
        with rasterio.Env(), Raster(sources[0]) as before, Raster(sources[1]) as after:
            dates = open_dates(GroundWanted(), None, (before, after), JobContext(lambda event: None))
            if pair.failures:
                raise Differs(f"read, though it cannot be: {pair.failures}")
            _check_grid(pair, dates, header)
            found = [raster.read(dates.grid, dates.work) for raster in dates.rasters]
            _check_part(dates, found)
    except JobFailure as failure:
        if failure.code not in pair.failures:
            raise Differs(f"refused: {failure.code} {failure.values}") from failure
        return
    expected = [arrays[:3], arrays[3:]]
    places = [_check_date(name, read, known, dates) for name, read, known in zip(("before", "after"), found, expected)]
    _check_change(found, places)


def _check_grid(pair: Pair, dates: Dates, header: dict[str, Any]) -> None:
    left, top, xres, yres, height, width = header["grid"]
    grid = dates.grid
    where = f"grid {grid}, expected {header['grid']}"
    _require(grid.crs == CRS.from_wkt(header["wkt"]) or grid.crs.to_epsg() == CRS.from_wkt(header["wkt"]).to_epsg(), "CRS")
    _require(abs(grid.xres / xres - 1) < 2e-3 and abs(grid.yres / yres - 1) < 2e-3, where)
    turns = 360 * round((grid.left - left) / 360) if grid.crs.is_geographic else 0
    _require(abs(grid.left - turns - left) < 0.01 * xres and abs(grid.top - top) < 0.01 * yres, where)
    _require(abs(grid.height - height) <= 1 and abs(grid.width - width) <= 1, where)
    _require(abs(dates.gsd_m / header["gsd"] - 1) < 2e-3, f"{dates.gsd_m} m, expected {header['gsd']} m")


def _check_part(dates: Dates, found: list[Any]) -> None:
    """A part that reaches beyond the grid is read as the whole is, to the last digit."""
    work = dates.work
    part = Window(work.row + work.height // 3, work.col - 3, work.height, work.width // 2 + 3)
    inside = part.clipped(work)
    rows, cols = inside.within(part).slices
    mine = (slice(None), *inside.within(work).slices)
    for raster, (values, valid) in zip(dates.rasters, found):
        other, known = raster.read(dates.grid, part)
        shown = known[rows, cols]
        _require(np.array_equal(shown, valid[mine[1:]]), "validity depends on the window")
        one, same = other[:, rows, cols][:, shown], values[mine][:, shown]
        _require(np.array_equal(one, same), f"values depend on the window: {one[one != same][:3]}, {same[one != same][:3]}")


def _check_date(name: str, read: Any, known: list[np.ndarray], dates: Dates) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    values, valid = read
    expected, state, tolerance = _cropped(known, dates)
    _require(values.shape == expected.shape, f"{name}: shape {values.shape}, expected {expected.shape}")
    wrong = ((state == VALID) & ~valid) | ((state == INVALID) & valid)
    _require(not wrong.any(), f"{name}: validity of {wrong.sum()} of {wrong.size} pixels, first at {_first(wrong)}")
    compared = valid & (state == VALID)
    off = np.abs(values.astype(np.float64) - expected) - tolerance
    off[:, ~compared] = -1
    worst = np.unravel_index(off.argmax(), off.shape)
    _require(
        off.max() <= 0,
        f"{name}: {(off > 0).sum()} values, such as {values[worst]} for {expected[worst]} +- {tolerance[worst]:.3g} at {worst}",
    )
    return expected, compared, tolerance


def _cropped(known: list[np.ndarray], dates: Dates) -> list[np.ndarray]:
    """The part of the oracle's grid that is worked on; the grids' sizes may differ by a pixel."""
    work = dates.work
    result = []
    for array, fill in zip(known, (0.0, EITHER, np.inf)):
        whole = np.full((*array.shape[:-2], dates.grid.height, dates.grid.width), fill, array.dtype)
        height, width = min(array.shape[-2], dates.grid.height), min(array.shape[-1], dates.grid.width)
        whole[..., :height, :width] = array[..., :height, :width]
        result.append(whole[(..., *work.slices)])
    return result


def _check_change(found: list[Any], places: list[tuple[np.ndarray, np.ndarray, np.ndarray]]) -> None:
    """The mask of change, by the same rule from both readings."""
    both = places[0][1] & places[1][1]
    if not both.any():
        return
    seen = np.abs(found[1][0].astype(np.float64) - found[0][0])[:, both]
    known = np.abs(places[1][0] - places[0][0])[:, both]
    slack = (places[0][2] + places[1][2])[:, both]
    limit = CHANGED * np.median(known, axis=1, keepdims=True) * 2
    sure = (np.abs(known - limit) > slack * 1.01).all(axis=0)
    _require(np.array_equal((seen > limit).any(axis=0)[sure], (known > limit).any(axis=0)[sure]), "mask of change")


def _first(mask: np.ndarray) -> tuple[int, ...]:
    return tuple(map(int, np.unravel_index(mask.argmax(), mask.shape)))


def _require(holds: Any, text: str) -> None:
    if not holds:
        raise Differs(text)


def described(pair: Pair) -> str:
    """What distinguishes a pair, in a line, for a log."""
    parts = [pair.story, "exact" if pair.exact else "warped"]
    for date in (pair.before, pair.after):
        place = date.place
        nodata = ",".join(dict.fromkeys(date.nodata))
        parts.append(f"[{date.driver} {date.dtype} {date.hole} {nodata} {place['crs']} {place['kind']} {date.georeference}]")
    return " ".join(parts)
