"""How dates were read, for the log and for the metadata of outputs: what was found, and what was assumed."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...jobs.describe_dates import BY_POSITION
from ..context import JobContext
from .datums import datum_shift
from .grid import Grid, Window, same_crs
from .raster import Raster

_EXACT = ("none", "mean of whole pixels")  # resampling without interpolation


@dataclass(frozen=True)
class ReadDate:
    """A date that was opened. :param names: of its chosen bands."""

    raster: Raster
    names: Sequence[str]


def describe_reading(dates: Sequence[ReadDate], grid: Grid, work: Window, gsd_m: float) -> dict[str, Any]:
    """Describe how dates are read onto a grid, as JSON types; see :mod:`...jobs.describe_dates`.

    :param work: window of the grid that is worked on.
    """
    bounds = grid.window_bounds(work)
    return {
        "dates": [_of_date(date, [other.raster for other in dates], grid, bounds, gsd_m) for date in dates],
        "grid": {"crs": grid.crs.to_string(), "pixel": [grid.xres, grid.yres], "ground_sample_distance_m": gsd_m},
    }


def joined(readings: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Join the descriptions of several readings onto one grid: each date once, twice where it was read in two ways."""
    dates: list[Any] = []
    for date in (date for reading in readings for date in reading["dates"]):
        if date not in dates:
            dates.append(date)
    return {"dates": dates, "grid": readings[0]["grid"]}


def log_reading(reading: Mapping[str, Any], context: JobContext) -> None:
    """Log the description in one block, a line a date."""
    for date in reading["dates"]:
        shift = date.get("datum_transformation")
        context.info(
            "reading_of_date",
            parameter=date["parameter"],
            layer=date["layer"],
            bands=", ".join(f"{name} = {band}" for name, band in date["bands"].items()),
            found=date["bands_found"],
            dtype=date["type"],
            scale="; ".join(date["scale"]) or "-",
            nodata=", ".join(date["nodata"]) or "-",
            crs=date["crs"][:60],
            shift=f"{shift['name']} ({shift['accuracy_m']} m)" if shift else "-",
            resampling=date["resampling"],
        )


def _of_date(
    date: ReadDate, among: Sequence[Raster], grid: Grid, bounds: tuple[float, float, float, float], gsd_m: float
) -> dict[str, Any]:
    raster = date.raster
    shift = None if same_crs(raster.crs, grid.crs) else datum_shift(raster.crs, grid.crs, bounds)
    found: dict[str, Any] = {
        "parameter": raster.source.parameter,
        "layer": raster.source.name,
        "bands": dict(zip(date.names, raster.bands)),
        "bands_found": raster.bands_found,
        "bands_assumed": raster.bands_assumed,
        "type": raster.stored_dtype,
        "scale": scale_texts(raster) if raster.is_scaled else [],
        "nodata": _nodata(raster),
        "crs": raster.crs.to_string(),
        "resampling": raster.resampling(grid),
    }
    if shift is not None:
        accuracy = f"{shift.accuracy_m:.2g}" if math.isfinite(shift.accuracy_m) else "?"
        found["datum_transformation"] = {"name": shift.name, "accuracy_m": accuracy, "missing_grids": shift.missing}
    silent = not any(band.role for band in raster.band_descriptions())
    by_position = raster.bands_found == BY_POSITION and len(raster.bands) > 1 and silent
    undeclared = not found["nodata"] and raster.source.use_file_nodata
    checks = {
        "bands": raster.bands_assumed or by_position,
        "scale": not raster.is_scaled and any(other.is_scaled for other in among),
        "nodata": raster.nodata_assumed or (undeclared and any(_nodata(other) and not other.nodata_assumed for other in among)),
        "alpha": raster.false_alpha is not None,
        "crs": raster.crs_assumed,
        "height": raster.by_polynomials,
        "datum": shift is not None and not shift.accuracy_m < gsd_m,
        "resampling": found["resampling"] not in _EXACT,
    }
    return {**found, "assumed": [topic for topic, assumed in checks.items() if assumed]}


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
