"""How dates were read, for the log and for the metadata of outputs: what was found, and what was assumed."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from ..context import JobContext
from .datums import datum_shift
from .grid import Grid, Window
from .raster import Raster


def describe_reading(
    rasters: Sequence[Raster], called: Sequence[str], names: Sequence[str], grid: Grid, work: Window, gsd_m: float
) -> dict[str, Any]:
    """Describe how dates are read onto a grid, as JSON types.

    :param called: of each date, the parameter that names it.
    :param names: of the bands.
    :param work: window of the grid that is worked on.
    """
    bounds = grid.window_bounds(work)
    dates = [_of_date(raster, parameter, names, grid, bounds) for raster, parameter in zip(rasters, called)]
    return {
        "dates": dates,
        "grid": {"crs": grid.crs.to_string(), "pixel": [grid.xres, grid.yres], "ground_sample_distance_m": gsd_m},
    }


def log_reading(reading: Mapping[str, Any], context: JobContext) -> None:
    """Log the description in one block, a line a date."""
    for date in reading["dates"]:
        shift = date.get("datum_transformation")
        context.info(
            "reading_of_date",
            parameter=date["parameter"],
            layer=date["layer"],
            bands=", ".join(f"{name} = {band}" for name, band in date["bands"].items()),
            found=date["bands_found"] + (" (assumed)" if date["bands_assumed"] else ""),
            dtype=date["type"],
            scale="; ".join(date["scale"]) or "-",
            nodata=", ".join(date["nodata"]) or "-",
            crs=date["crs"][:60],
            shift=f"{shift['name']} ({shift['accuracy_m']} m)" if shift else "-",
            resampling=date["resampling"],
        )


def _of_date(
    raster: Raster, parameter: str, names: Sequence[str], grid: Grid, bounds: tuple[float, float, float, float]
) -> dict[str, Any]:
    shift = datum_shift(raster.crs, grid.crs, bounds) if raster.crs != grid.crs else None
    found: dict[str, Any] = {
        "parameter": parameter,
        "layer": raster.source.name,
        "bands": dict(zip(names, raster.bands)),
        "bands_found": raster.bands_found,
        "bands_assumed": raster.bands_assumed,
        "type": raster.stored_dtype,
        "scale": scale_texts(raster) if raster.is_scaled else [],
        "nodata": _nodata(raster),
        "crs": raster.crs.to_string(),
        "resampling": raster.resampling(grid),
    }
    if shift is not None:
        accuracy = f"{shift.accuracy_m:g}" if math.isfinite(shift.accuracy_m) else "?"
        found["datum_transformation"] = {"name": shift.name, "accuracy_m": accuracy, "missing_grids": shift.missing}
    return found


def scale_texts(raster: Raster) -> list[str]:
    """Return the declared scales and offsets of a raster's chosen bands, once where they are the same."""
    texts = [f"x {scale:g} {'-' if offset < 0 else '+'} {abs(offset):g}" for scale, offset in raster.scale]
    return list(dict.fromkeys(texts))


def _nodata(raster: Raster) -> list[str]:
    """What holds no data: values, ranges, a mask, an alpha band."""
    validity = raster.validity
    texts = [f"{value:g}" for value in validity.nodata if value is not None]
    texts += [f"{item.low:g}..{item.high:g}" for ranges in validity.ranges for item in ranges]
    texts += ["mask"] * validity.mask + ["alpha"] * (validity.alpha is not None)
    return list(dict.fromkeys(texts))
