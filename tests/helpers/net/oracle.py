"""An independent reading of a pair, by QGIS's GDAL and numpy: a process that answers a line of JSON for each pair.

Run by QGIS's Python, as ``python -m groundshift.tests.helpers.net.oracle FOLDER``; shares no code with the engine.
"""

from __future__ import annotations

import json
import math
import random
import sys
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Optional

import numpy as np
from osgeo import gdal, osr

from .files import REFERENCES, projected, reference, removed, write_pair
from .pairs import Date, Pair, drawn

INVALID, VALID, EITHER = 0, 1, 2
_WGS84 = (6378137.0, 1 / 298.257223563)


@dataclass
class Seen:
    """A date as GDAL shows it.

    :param values: float64 (bands, height, width), physical. ``state``: of each pixel.
    :param step: of a stored value of each band. ``offset``: of each band.
    :param inverse: a function from x, y in its CRS to columns and rows.
    :param grid: left, top, width and height of a pixel, rows, columns of the north-up raster that QGIS shows.
    """

    values: np.ndarray
    state: np.ndarray
    step: np.ndarray
    offset: np.ndarray
    crs: osr.SpatialReference
    inverse: Any
    grid: tuple[float, float, float, float, int, int]
    dtype: str
    declared: Optional[float]
    silent: bool


def see(path: str, date: Date, compared: tuple[int, ...]) -> Seen:
    """Read a date whole.

    :param compared: channels, in the order that is wanted.
    """
    dataset = gdal.Open(path)
    bands = [dataset.GetRasterBand(number + 1) for number in range(dataset.RasterCount)]
    transform = dataset.GetGeoTransform(can_return_null=True)
    crs = reference(dataset.GetGCPProjection() if dataset.GetGCPCount() else dataset.GetProjection())
    if dataset.GetGCPCount():
        transform = gdal.GCPsToGeoTransform(dataset.GetGCPs())
    if date.palette:
        values, state = _expanded(bands[0])
        step, offset = np.ones(len(compared)), np.zeros(len(compared))
        values = values[list(compared)]
        dtype, declared, silent = "uint8", None, False
    else:
        chosen = [bands[date.bands.channels.index(channel)] for channel in compared]
        stored = [band.ReadAsArray() for band in chosen]
        dtype = stored[0].dtype.name
        scales = [(1.0 if b.GetScale() is None else b.GetScale(), b.GetOffset() or 0.0) for b in chosen]
        values = np.stack([one.astype(np.float64) * scale + offset for one, (scale, offset) in zip(stored, scales)])
        state = _state(chosen, stored, bands, date)
        step = np.array([abs(scale) for scale, _ in scales]) * (0.0 if dtype.startswith("float") else 1.0)
        offset = np.array([offset for _, offset in scales])
        nodata = {band.GetNoDataValue() if band.GetNoDataValue() == band.GetNoDataValue() else "nan" for band in chosen}
        declared = next(iter(nodata)) if len(nodata) == 1 else None
        declared = math.nan if declared == "nan" else declared
        if declared == -math.inf and dtype == "float64":  # of a VRT, see _state
            declared = float(np.finfo(np.float64).min)
        flags = [band.GetMaskFlags() for band in chosen]
        # A value that the type cannot hold marks no pixel, for GDAL neither: its masks show all of them.
        silent = all(_says_nothing(band.GetNoDataValue(), dtype) for band in chosen) and not any(
            flag & gdal.GMF_PER_DATASET for flag in flags
        )
    return Seen(
        values, state, step, offset, crs, _inverse(transform), _north_up(dataset, transform, crs), dtype, declared, silent
    )


def _says_nothing(nodata: Optional[float], dtype: str) -> bool:
    if nodata is None or not dtype.startswith(("int", "uint")):
        return nodata is None
    return not np.iinfo(dtype).min <= nodata <= np.iinfo(dtype).max


def _expanded(band: gdal.Band) -> tuple[np.ndarray, np.ndarray]:
    table, indices = band.GetColorTable(), band.ReadAsArray()
    colours = np.array([table.GetColorEntry(i) for i in range(table.GetCount())] + [(0, 0, 0, 255)] * 256)
    shown = colours[indices]
    gone = shown[..., 3] == 0
    if band.GetNoDataValue() is not None:
        gone |= indices == band.GetNoDataValue()
    return np.moveaxis(shown[..., :3], 2, 0).astype(np.float64), np.where(gone, INVALID, VALID)


def _state(chosen: list[Any], stored: list[np.ndarray], bands: list[Any], date: Date) -> np.ndarray:
    """Which pixels hold data: by nodata values as GDAL's masks have them, by a mask or an alpha band."""
    missing = []
    for band, values in zip(chosen, stored):
        by_value = band.GetMaskFlags() & gdal.GMF_NODATA and not band.GetMaskFlags() & gdal.GMF_PER_DATASET
        gone = band.GetMaskBand().ReadAsArray() == 0 if by_value else np.zeros(values.shape, bool)
        if values.dtype.kind == "f":
            gone |= ~np.isfinite(values)
        if values.dtype == np.float64 and band.GetNoDataValue() == -math.inf:
            # The lowest number, which GDAL writes into a VRT with 16 digits: then it is lower than any there is.
            gone |= values == np.finfo(np.float64).min
        missing.append(gone)
    # In 8-bit imagery a nodata value in one band alone is a colour.
    together = all(values.dtype == np.uint8 for values in stored)
    gone = np.all(missing, axis=0) if together else np.any(missing, axis=0)
    state = np.where(gone, INVALID, VALID)
    flags = chosen[0].GetMaskFlags()
    if flags & gdal.GMF_PER_DATASET and not flags & gdal.GMF_ALPHA:
        mask = chosen[0].GetMaskBand().ReadAsArray() > 0
        # GDAL heeds nodata values no more where there is a mask; whoever does is no worse.
        also = [v == v.dtype.type(b.GetNoDataValue()) for b, v in zip(chosen, stored) if b.GetNoDataValue() is not None]
        state = np.where(mask, state, INVALID)
        if also and date.hole != "values":
            state[mask & np.any(also, axis=0)] = EITHER
    alpha = [band for band in bands if band.GetColorInterpretation() == gdal.GCI_AlphaBand]
    if alpha:
        state[alpha[0].ReadAsArray() == 0] = INVALID
    return state


def _inverse(transform: tuple[float, ...]) -> Any:
    left, a, b, top, d, e = transform
    determinant = a * e - b * d

    def inverse(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        x, y = x - left, y - top
        return (e * x - b * y) / determinant, (a * y - d * x) / determinant

    return inverse


def _north_up(
    dataset: gdal.Dataset, transform: tuple[float, ...], crs: osr.SpatialReference
) -> tuple[float, float, float, float, int, int]:
    left, a, b, top, d, e = transform
    width, height = dataset.RasterXSize, dataset.RasterYSize
    if dataset.GetGCPCount() or b or d:
        seen = gdal.AutoCreateWarpedVRT(dataset, crs.ExportToWkt(), crs.ExportToWkt())
        left, a, _, top, _, e = seen.GetGeoTransform()
        return left, top, a, -e, seen.RasterYSize, seen.RasterXSize
    return min(left, left + a * width), max(top, top + e * height), abs(a), abs(e), height, width


# -- the grid ------------------------------------------------------------------------------------------------------------------


def ground_size(crs: osr.SpatialReference, x: float, y: float, xres: float, yres: float) -> float:
    """Root of the area in square metres of a pixel, by the curvature of the ellipsoid."""
    if crs.IsGeographic():
        (lon_x, lon_y), (lat_x, lat_y), lat = (1.0, 0.0), (0.0, 1.0), y
    else:
        h = 20.0
        points = projected(crs, _degrees(crs), np.array([x - h, x + h, x, x]), np.array([y, y, y - h, y + h])).T
        steps = (points[1] - points[0]) / (2 * h), (points[3] - points[2]) / (2 * h)
        lon_x, lon_y = (((step[0] * 2 * h + 180) % 360 - 180) / (2 * h) for step in steps)
        lat_x, lat_y = (step[1] for step in steps)
        lat = float(points[:, 1].mean())
    axis, flattening = _WGS84 if crs.GetSemiMajor() == 0 else (crs.GetSemiMajor(), 1 / crs.GetInvFlattening())
    squared = flattening * (2 - flattening)
    w = 1 - squared * math.sin(math.radians(lat)) ** 2
    meridian, normal = axis * (1 - squared) / w**1.5, axis / math.sqrt(w)
    area = abs(lon_x * lat_y - lon_y * lat_x) * math.radians(1) ** 2 * meridian * normal * math.cos(math.radians(lat))
    return math.sqrt(area * xres * yres)


def _degrees(crs: osr.SpatialReference) -> osr.SpatialReference:
    key = f"degrees of {id(crs)}"
    if key not in REFERENCES:
        REFERENCES[key] = crs.CloneGeogCS()
        REFERENCES[key].SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return REFERENCES[key]


def decide_grid(before: Seen, after: Seen) -> tuple[tuple[float, float, float, float, int, int], float]:
    """The grid by the rules of DESIGN: AFTER's CRS and origin, the coarser resolution or the next multiple of AFTER's own."""
    left, top, xres, yres, height, width = after.grid
    x, y = _middle(before, after)
    (bx,), (by,) = _moved(after.crs, before, np.array([x]), np.array([y]))
    mine = ground_size(after.crs, x, y, xres, yres)
    others = ground_size(before.crs, float(bx), float(by), *before.grid[2:4])
    coarse = max(mine, others)
    ratio = 1.0 if coarse <= mine * 1.01 else coarse / mine
    if ratio > 1:
        multiple = max(1, round(ratio))
        ratio = multiple if multiple * 1.01 >= ratio else ratio
    height, width = (max(1, math.ceil(size / ratio - 1e-3)) for size in (height, width))
    return (left, top, xres * ratio, yres * ratio, height, width), mine * ratio


def _outline(grid: tuple[float, float, float, float, int, int]) -> tuple[np.ndarray, np.ndarray]:
    left, top, xres, yres, height, width = grid
    t = np.linspace(0, 1, 41)
    x = left + width * xres * np.concatenate([t, np.ones(41), t[::-1], np.zeros(41)])
    y = top - height * yres * np.concatenate([np.zeros(41), t, np.ones(41), t[::-1]])
    return x, y


def _middle(before: Seen, after: Seen) -> tuple[float, float]:
    """The middle of the box around the overlap, in AFTER's CRS; of AFTER alone where there is none."""
    left, top, xres, yres, height, width = after.grid
    x, y = projected(before.crs, after.crs, *_outline(before.grid))
    if after.crs.IsGeographic():
        x = x + 360 * np.round((left + width * xres / 2 - x) / 360)
    box = max(left, x.min()), min(left + width * xres, x.max()), max(top - height * yres, y.min()), min(top, y.max())
    return (box[0] + box[1]) / 2, (box[2] + box[3]) / 2


def _moved(crs: osr.SpatialReference, seen: Seen, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Points of a CRS in that of a date, longitudes beside its middle."""
    points = projected(crs, seen.crs, x, y) if not crs.IsSame(seen.crs) else np.stack([x, y])
    if seen.crs.IsGeographic():
        left, _, xres, _, _, width = seen.grid
        points[0] += 360 * np.round((left + xres * width / 2 - points[0]) / 360)
    return points


# -- dates on the grid ------------------------------------------------------------------------------------------------------


def on_grid(seen: Seen, crs: osr.SpatialReference, grid: tuple[float, float, float, float, int, int], exact: bool) -> Any:
    """A date on a grid.

    :return: values (bands, height, width), state (height, width), tolerance (bands, height, width).
    """
    left, top, xres, yres, height, width = grid
    cols, rows = np.meshgrid(np.arange(width) + 0.5, np.arange(height) + 0.5)
    x, y = _moved(crs, seen, left + cols * xres, top - rows * yres)
    source_x, source_y = seen.inverse(x, y)
    if exact:
        return _whole_pixels(seen, source_x, source_y, xres / seen.grid[2])
    return _sampled(seen, source_x, source_y)


def _whole_pixels(seen: Seen, x: np.ndarray, y: np.ndarray, ratio: float) -> Any:
    """Means over the pixels with data among those that a pixel of the grid covers."""
    size = round(ratio)
    count, height, width = seen.values.shape
    cols, rows = np.round(x - size / 2).astype(int), np.round(y - size / 2).astype(int)
    total, weight = np.zeros((count, *x.shape)), np.zeros(x.shape)
    inside, doubt = np.zeros(x.shape, int), np.zeros(x.shape, bool)
    largest = np.abs(seen.offset)[:, None, None] + np.zeros((count, *x.shape))
    for row in range(size):
        for col in range(size):
            r, c = rows + row, cols + col
            known = (r >= 0) & (r < height) & (c >= 0) & (c < width)
            r, c = r.clip(0, height - 1), c.clip(0, width - 1)
            good = known & (seen.state[r, c] == VALID)
            doubt |= known & (seen.state[r, c] == EITHER)
            if size > 1:  # infinity is no data, yet a mean that it takes part in is infinite
                doubt |= known & np.isinf(seen.values[:, r, c]).any(axis=0)
            here = np.where(good, np.nan_to_num(seen.values[:, r, c]), 0.0)
            total += here
            largest = np.maximum(largest, np.abs(here) + np.abs(seen.offset)[:, None, None])
            weight += good
            inside += known
    values = total / np.maximum(weight, 1)
    state = np.where(weight > 0, VALID, INVALID)
    state[doubt | ((inside > 0) & (inside < size * size))] = EITHER  # a group that the raster's edge cuts
    tolerance = largest * 1e-6 + 1e-12
    if size > 1:
        tolerance = tolerance + 0.501 * seen.step[:, None, None]
    return values, state, tolerance


def _sampled(seen: Seen, x: np.ndarray, y: np.ndarray) -> Any:
    """Values interpolated between pixels, and what is certain of them: not what lies beside a pixel without data."""
    count, height, width = seen.values.shape
    spacing = max(
        np.hypot(np.diff(x, axis=1), np.diff(y, axis=1)).max(), np.hypot(np.diff(x, axis=0), np.diff(y, axis=0)).max()
    )
    reach = math.ceil(1.5 * spacing + 2.5)
    valid, doubt = _framed(seen.state == VALID, reach), _framed(seen.state != INVALID, reach)
    r, c = np.floor(y).astype(int) + reach, np.floor(x).astype(int) + reach
    r, c = r.clip(0, height + 2 * reach - 1), c.clip(0, width + 2 * reach - 1)
    all_valid, none_valid = _all_near(valid, reach)[r, c], ~_any_near(doubt, reach)[r, c]
    state = np.where(all_valid, VALID, np.where(none_valid, INVALID, EITHER))
    u, v = (x - 0.5).clip(0, width - 1.001), (y - 0.5).clip(0, height - 1.001)
    c0, r0 = np.floor(u).astype(int), np.floor(v).astype(int)
    p, q = u - c0, v - r0
    plain = np.where(seen.state == VALID, seen.values, 0.0)
    c1, r1 = np.minimum(c0 + 1, width - 1), np.minimum(r0 + 1, height - 1)
    above = plain[:, r0, c0] * (1 - p) + plain[:, r0, c1] * p
    below = plain[:, r1, c0] * (1 - p) + plain[:, r1, c1] * p
    values = above * (1 - q) + below * q
    # Slopes of a plane, from pixel to pixel of the grid.
    slope = np.zeros(count)
    for axis in (1, 2):
        steps = np.abs(np.diff(values, axis=axis))
        both = all_valid[1:] & all_valid[:-1] if axis == 1 else all_valid[:, 1:] & all_valid[:, :-1]
        slope += np.array([np.median(band[both]) if both.any() else np.inf for band in steps])
    tolerance = 0.35 * slope + 1.6 * seen.step + 1e-5 * np.abs(plain).max(axis=(1, 2)) + 1e-9
    return values, state, np.broadcast_to(tolerance[:, None, None], values.shape)


def _framed(mask: np.ndarray, reach: int) -> np.ndarray:
    return np.pad(mask, reach)


def _all_near(mask: np.ndarray, reach: int) -> np.ndarray:
    return ~_any_near(np.pad(~mask, reach, constant_values=True), reach)[reach:-reach, reach:-reach]


def _any_near(mask: np.ndarray, reach: int) -> np.ndarray:
    """Whether any pixel of the square around each is set."""
    sums = np.pad(mask, reach + 1).astype(int).cumsum(axis=0).cumsum(axis=1)
    size = 2 * reach + 1
    found = sums[size:, size:] - sums[:-size, size:] - sums[size:, :-size] + sums[:-size, :-size]
    return (found > 0)[: mask.shape[0], : mask.shape[1]]


# -- two dates ---------------------------------------------------------------------------------------------------------------


def _share_nodata(dates: tuple[Seen, Seen], paths: tuple[str, str], pair: Pair) -> None:
    """A value that one date alone declares is none in the other of its type: 0 and unsigned ones where they fill a corner.

    Beside that, 0 is none in a picture that declares nothing where it fills a corner.
    """
    for one, other, date, path in ((*dates, pair.after, paths[1]), (*dates[::-1], pair.before, paths[0])):
        if not other.silent or date.palette:
            continue
        dataset = gdal.Open(path)
        bands = [dataset.GetRasterBand(date.bands.channels.index(channel) + 1) for channel in pair.compared]
        stored = np.stack([band.ReadAsArray() for band in bands])
        declared = one.declared
        if declared is not None and not math.isnan(declared) and one.dtype == other.dtype and _holds(stored.dtype, declared):
            close = _close(stored, declared)
            doubtful = declared == 0 or stored.dtype.kind == "u"
            if not doubtful or _fills_a_corner(close):
                other.state[_gone(close, stored.dtype)] = INVALID
                continue
        close = _close(stored, 0)
        if stored.dtype.kind == "u" and len(stored) >= 3 and _fills_a_corner(close):
            other.state[_gone(close, stored.dtype)] = INVALID


def _holds(dtype: np.dtype, value: float) -> bool:
    return dtype.kind not in "ui" or bool(np.iinfo(dtype).min <= value <= np.iinfo(dtype).max)


def _close(stored: np.ndarray, value: float) -> np.ndarray:
    close = stored == stored.dtype.type(value)
    if stored.dtype.kind == "f":
        close |= np.isclose(stored.astype(float), value, rtol=1e-6, atol=0)
    return close


def _fills_a_corner(close: np.ndarray) -> bool:
    side = min(16, *close.shape[1:])
    ends = (slice(None, side), slice(-side, None))
    return any(bool(close[:, rows, cols].all()) for rows in ends for cols in ends)


def _gone(close: np.ndarray, dtype: np.dtype) -> np.ndarray:
    """In 8-bit imagery a nodata value in one band alone is a colour."""
    return close.all(axis=0) if dtype == np.uint8 else close.any(axis=0)


def answer(request: dict[str, Any], folder: Path) -> tuple[dict[str, Any], list[np.ndarray]]:
    """Write the files of a pair and read them.

    :return: what is known of the grid; arrays: values, state, tolerance of each date.
    """
    pair = drawn(random.Random(request["seed"]))
    paths = write_pair(folder, request["name"], pair)
    if pair.failures:
        return {"paths": paths}, []
    dates = see(paths[0], pair.before, pair.compared), see(paths[1], pair.after, pair.compared)
    _share_nodata(dates, paths, pair)
    grid, gsd = decide_grid(*dates)
    arrays: list[np.ndarray] = []
    for seen in dates:
        arrays += on_grid(seen, dates[1].crs, grid, pair.exact)
    return {"paths": paths, "grid": grid, "gsd": gsd, "wkt": dates[1].crs.ExportToWkt()}, arrays


def main() -> None:
    """Answer each line of standard input: a line of JSON, then the arrays' bytes."""
    gdal.UseExceptions()
    gdal.SetErrorHandler("CPLQuietErrorHandler")
    osr.UseExceptions()
    folder = Path(sys.argv[1])
    out = sys.stdout.buffer
    for line in sys.stdin:
        request = json.loads(line)
        if "remove" in request:
            removed(tuple(request["remove"]))
            continue
        try:
            header, arrays = answer(request, folder)
        except Exception:  # reported by the other side, with the pair
            header, arrays = {"error": traceback.format_exc()}, []
        arrays = [np.ascontiguousarray(array, np.uint8 if array.dtype.kind in "iu" else np.float64) for array in arrays]
        header["arrays"] = [(array.dtype.name, array.shape) for array in arrays]
        out.write(json.dumps(header).encode() + b"\n")
        for array in arrays:
            out.write(array.tobytes())
        out.flush()


if __name__ == "__main__":
    main()
