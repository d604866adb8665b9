"""The earlier date moved onto the later one's grid, with all its bands, its type and its metadata."""

from __future__ import annotations

import json
import math
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Callable, Mapping

import numpy as np
import pyproj
import rasterio
from numpy.typing import NDArray
from rasterio.enums import ColorInterp, Resampling
from rasterio.errors import RasterioError
from scipy import ndimage

from ...jobs.failure import JobFailure
from ...jobs.publish import writing
from ...jobs.sources import RasterSource
from ...rules.band_roles import COLOUR, WAVELENGTH, role_of_name
from ..dates.dates import Dates
from ..dates.grid import Grid, Window
from ..dates.ground_area import footprint
from ..dates.opening import open_file
from ..dates.raster import Raster, StoredRaster
from ..outputs.rasters import StripFile
from .shift_field import ShiftField

ORDERS = {"nearest": 0, "bilinear": 1, "cubic": 3}
# A strip of the output is in memory at once; it is moved in blocks of this many columns.
_STRIP_BYTES = 2**26
_MOST_ROWS = 256
_BLOCK_COLS = 1024
# Pixels around a block that a cubic spline still feels.
_SPLINE_REACH = 12
# Coordinates are reprojected at every so manieth pixel and interpolated between.
_NODE_PIXELS = 16
# From this reduction on, pixels are averaged before they are moved.
_AVERAGE_FROM = 1.5
# A block never needs more pixels of the earlier date than this; where it does, its georeference is no use there.
_MOST_READ = 2**26
_NOT_COPIED = ("AREA_OR_POINT", "GROUNDSHIFT", "TIFFTAG_SOFTWARE")


@dataclass(frozen=True)
class Target:
    """Where the earlier date is moved to.

    :param grid: of the pair.
    :param window: of it that the moved raster covers.
    :param field: of shifts, in its pixels.
    """

    grid: Grid
    window: Window
    field: ShiftField


def covered_window(pair: Dates, field: ShiftField) -> Window:
    """The window of the pair's grid that the earlier date covers when it has been moved.

    :raises JobFailure: ``no_overlap``: moved, it lies beside the later date.
    """
    left, bottom, right, top = footprint(pair.before.native_grid, pair.grid.crs).bounds
    rows, cols = field.shifts[..., 0], field.shifts[..., 1]
    grid = pair.grid
    bounds = (
        left + cols.min() * grid.xres,
        bottom - rows.max() * grid.yres,
        right + cols.max() * grid.xres,
        top - rows.min() * grid.yres,
    )
    window = grid.covering(bounds)
    if window.pixels == 0:
        raise JobFailure("no_overlap", "AFTER", before=pair.before.source.name, after=pair.after.source.name)
    return window


def write_aligned(
    path: str,
    output: str,
    source: RasterSource,
    forgotten_nodata: float | None,
    target: Target,
    resampling: str,
    provenance: Mapping[str, Any],
    check: Callable[[], None],
    progress: Callable[[float], None],
) -> None:
    """Write the moved raster to ``path`` (for ``output``, which messages name), strip by strip.

    :param source: the earlier date.
    :param forgotten_nodata: nodata value that only the other date declares.
    :param resampling: nearest, bilinear or cubic; a raster with a colour table keeps its values (nearest) in any case.
    :raises JobFailure: it cannot be read or written. Whatever ``check`` raises.
    """
    with StoredRaster(source) as before, open_file(source.path) as facts:
        before.choose(tuple(facts.indexes))
        if before.declared_nodata is None and not before.validity.by_value and forgotten_nodata is not None:
            before.also_nodata(forgotten_nodata)
        order = 0 if ColorInterp.palette in facts.colorinterp else ORDERS[resampling]
        nodata = _storable(before.declared_nodata, before.dtype)
        # Without a nodata value or an alpha band, a mask marks where the moved raster holds nothing.
        masked = nodata is None and ColorInterp.alpha not in facts.colorinterp
        mover = _Mover(before, target, order, nodata)
        height, width = target.window.height, target.window.width
        rows = _strip_rows(width * facts.count * np.dtype(before.dtype).itemsize)

        def create(path: str) -> Any:
            dataset = rasterio.open(path, "w", **_profile(facts, before.dtype, target, rows, nodata))
            _describe(dataset, facts, before, provenance)
            return dataset

        with writing("ALIGNED", output), rasterio.Env(GDAL_TIFF_INTERNAL_MASK=True):
            with StripFile("ALIGNED", output, path, create) as file:
                for row in range(0, height, rows):
                    count = min(rows, height - row)
                    values = np.zeros((facts.count, count, width), before.dtype)
                    valid = np.zeros((count, width), bool)
                    for col in range(0, width, _BLOCK_COLS):
                        check()
                        part = slice(col, min(col + _BLOCK_COLS, width))
                        block = Window(target.window.row + row, target.window.col + col, count, part.stop - col)
                        values[..., part], valid[:, part] = mover.block(block)
                    file.write(row, values, valid if masked else None)
                    progress((row + count) / height)
            file.finish(Resampling.nearest if order == 0 else Resampling.average, check)


class _Mover:
    """Resamples the earlier date, block by block."""

    def __init__(self, before: Raster, target: Target, order: int, nodata: float | None) -> None:
        self._before, self._target, self._order, self._nodata = before, target, order, nodata
        self._grid = _reduced(before.native_grid, target.grid)
        self._transformer: Any = None
        if before.crs != target.grid.crs:
            crs = (pyproj.CRS.from_wkt(item.to_wkt()) for item in (target.grid.crs, before.crs))
            self._transformer = pyproj.Transformer.from_crs(*crs, always_xy=True)

    def block(self, block: Window) -> tuple[NDArray[Any], NDArray[np.bool_]]:
        """Values (bands, height, width), nodata or 0 where there are none, and valid (height, width)."""
        rows, cols = self._source_places(block)
        before = self._before
        empty = np.full((len(before.bands), block.height, block.width), self._nodata or 0, before.dtype)
        inside = np.isfinite(rows) & np.isfinite(cols)
        inside &= (rows >= -0.5) & (cols >= -0.5) & (rows <= self._grid.height - 0.5) & (cols <= self._grid.width - 0.5)
        if not inside.any():
            return empty, inside
        reach = _SPLINE_REACH if self._order > 1 else 2
        top, left = math.floor(rows[inside].min()) - reach, math.floor(cols[inside].min()) - reach
        bottom, right = math.ceil(rows[inside].max()) + reach + 1, math.ceil(cols[inside].max()) + reach + 1
        window = Window(top, left, bottom - top, right - left).clipped(self._grid.window)
        if window.pixels > _MOST_READ:
            return empty, np.zeros_like(inside)
        values, known = before.read(self._grid, window)
        if not known.any():
            return empty, np.zeros_like(inside)
        where = np.stack([np.where(inside, rows - window.row, 0), np.where(inside, cols - window.col, 0)])
        valid = inside & ndimage.map_coordinates(known, where, order=0, mode="nearest", prefilter=False)
        result = empty
        nearest = None if known.all() else ndimage.distance_transform_edt(~known, return_distances=False, return_indices=True)
        for index, band in enumerate(values):
            # Splines would smear nodata into its neighbours: it is replaced by what is nearest first.
            filled = band if nearest is None else band[tuple(nearest)]
            moved = _interpolate(filled, where, self._order)
            np.copyto(result[index], moved, where=valid)
        self._keep_from_nodata(result, valid)
        return result, valid

    def _source_places(self, block: Window) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Row and column in the (reduced) earlier date of the ground of each pixel's centre, less the shift there."""
        grid, own = self._target.grid, self._grid
        rows, rows_at = _node_lines(block.row, block.height)
        cols, cols_at = _node_lines(block.col, block.width)
        row_mesh, col_mesh = np.meshgrid(rows, cols, indexing="ij")
        shift = self._target.field.at(row_mesh, col_mesh)
        x = grid.left + (col_mesh + 0.5 - shift[1]) * grid.xres
        y = grid.top - (row_mesh + 0.5 - shift[0]) * grid.yres
        if self._transformer is not None:
            x, y = (np.asarray(item).reshape(x.shape) for item in self._transformer.transform(x.ravel(), y.ravel()))
        nodes = np.stack([(own.top - y) / own.yres - 0.5, (x - own.left) / own.xres - 0.5])
        nodes[~np.isfinite(nodes)] = np.nan
        where = np.meshgrid(rows_at, cols_at, indexing="ij")
        places = [np.asarray(ndimage.map_coordinates(item, where, order=1, mode="nearest"), np.float64) for item in nodes]
        return places[0], places[1]

    def _keep_from_nodata(self, values: NDArray[Any], valid: NDArray[np.bool_]) -> None:
        """Interpolated values that happen to be the nodata value are moved by one, as GDAL does."""
        if self._nodata is None or self._order == 0 or values.dtype.kind not in "iu":
            return
        lost = values == np.array(self._nodata).astype(values.dtype)
        # In 8-bit imagery only the value in all bands together means that there is no data.
        lost &= (lost.all(axis=0) if values.dtype == np.uint8 else lost.any(axis=0)) & valid
        if lost.any():
            values[lost] += 1 if self._nodata < np.iinfo(values.dtype).max else -1


def _interpolate(band: NDArray[Any], where: NDArray[np.float64], order: int) -> NDArray[Any]:
    """A band at places, in its own type; whole numbers are rounded and kept in their range."""
    if order == 0:
        return np.asarray(ndimage.map_coordinates(band, where, order=0, mode="nearest", prefilter=False))
    moved = ndimage.map_coordinates(band.astype(np.float64), where, order=order, mode="nearest")
    if band.dtype.kind in "iu":
        limits = np.iinfo(band.dtype)
        return np.clip(np.rint(moved), limits.min, limits.max).astype(band.dtype)
    return np.asarray(moved.astype(band.dtype))


def _node_lines(first: int, length: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Nodes over the pixels ``first .. first + length``, and where the pixels lie among them, counted in nodes."""
    count = max(2, math.ceil(length / _NODE_PIXELS) + 1)
    step = max(length - 1, 1) / (count - 1)
    return np.asarray(first + np.arange(count) * step, np.float64), np.arange(length) / step


def _reduced(own: Grid, grid: Grid) -> Grid:
    """The earlier date's grid, averaged to whole pixels where the pair's is much coarser."""
    if own.crs == grid.crs:
        ratios = grid.yres / own.yres, grid.xres / own.xres
    else:
        box = footprint(own, grid.crs).bounds
        ratios = grid.yres * own.height / (box[3] - box[1]), grid.xres * own.width / (box[2] - box[0])
    rows, cols = (max(1, math.floor(ratio + 0.01)) if ratio >= _AVERAGE_FROM else 1 for ratio in ratios)
    if rows == cols == 1:
        return own
    return Grid(own.crs, own.left, own.top, own.xres * cols, own.yres * rows, own.height // rows, own.width // cols)


def _storable(nodata: float | None, dtype: str) -> float | None:
    """A nodata value, unless the type cannot hold it: then no pixel has it."""
    if nodata is None or np.dtype(dtype).kind not in "iu":
        return nodata
    limits = np.iinfo(dtype)
    return nodata if math.isfinite(nodata) and limits.min <= nodata <= limits.max and nodata == round(nodata) else None


def _strip_rows(row_bytes: int) -> int:
    rows = _STRIP_BYTES // max(row_bytes, 1) // 16 * 16
    return int(min(max(rows, 16), _MOST_ROWS))


def _profile(facts: Any, dtype: str, target: Target, rows: int, nodata: float | None) -> dict[str, Any]:
    grid = target.grid.cropped(target.window)
    kind = np.dtype(dtype).kind
    profile: dict[str, Any] = {
        "driver": "GTiff",
        "dtype": dtype,
        "count": facts.count,
        "height": grid.height,
        "width": grid.width,
        "crs": grid.crs,
        "transform": grid.transform,
        "nodata": nodata,
        "tiled": True,
        "blockxsize": _MOST_ROWS,
        "blockysize": rows,
        "compress": "deflate",
        "zlevel": 1,
        "interleave": facts.profile.get("interleave", "band"),
        "bigtiff": "if_safer",
    }
    if kind in "iuf" and np.dtype(dtype).itemsize <= 4:
        profile["predictor"] = 3 if kind == "f" else 2
    visible = facts.count in (3, 4) and facts.colorinterp[:3] == (ColorInterp.red, ColorInterp.green, ColorInterp.blue)
    if visible and dtype == "uint8":
        profile["photometric"] = "rgb"
    return profile


def _describe(dataset: Any, facts: Any, before: Raster, provenance: Mapping[str, Any]) -> None:
    """Copy the metadata of the earlier date and its bands, and add how it was moved.

    Names and scales of bands that only the file's name or metadata beside it state are written into the copy.
    """
    dataset.colorinterp = facts.colorinterp
    dataset.scales, dataset.offsets = zip(*before.scale)
    for index, band in zip(facts.indexes, before.band_descriptions()):
        name = facts.descriptions[index - 1] or band.description
        # Codes of bands have a meaning by the file's name alone.
        if band.role and band.role != "alpha" and role_of_name(name) != band.role and band.found not in (WAVELENGTH, COLOUR):
            name = f"{name} {band.role}".strip()
        if name:
            dataset.set_band_description(index, name)
        if facts.units[index - 1]:
            dataset.set_band_unit(index, facts.units[index - 1])
        tags = {key: value for key, value in facts.tags(index).items() if not key.startswith("STATISTICS_")}
        dataset.update_tags(index, **tags)
        wavelengths = facts.tags(index, ns="IMAGERY")
        if wavelengths:
            dataset.update_tags(index, ns="IMAGERY", **wavelengths)
    if facts.colorinterp[0] == ColorInterp.palette:
        with suppress(ValueError, RasterioError):  # it may be announced, but not there
            dataset.write_colormap(1, facts.colormap(1))
    own = facts.tags()
    earlier = {"GROUNDSHIFT_BEFORE": own["GROUNDSHIFT"]} if "GROUNDSHIFT" in own else {}
    dataset.update_tags(
        **{key: value for key, value in own.items() if key not in _NOT_COPIED},
        **earlier,
        TIFFTAG_SOFTWARE=f"Groundshift {provenance.get('plugin_version', '')}".strip(),
        GROUNDSHIFT=json.dumps(provenance, ensure_ascii=False, sort_keys=True),
    )
