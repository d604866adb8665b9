"""A stack of radar images on one grid, read in decibels."""

from __future__ import annotations

import os
import re
from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import Any, Optional, Sequence

import numpy as np
from numpy.typing import NDArray

from ...jobs.failure import JobFailure
from ...jobs.sources import NodataRange, RasterSource
from ...rules.sar_products import AMPLITUDE, DECIBEL, HUNDREDTHS, POLARISATIONS, POWER, NameFacts, facts_of_name
from ...rules.sar_table import Acquisition, Band, check_place
from ..context import JobContext
from ..dates.grid import Grid, Window
from ..dates.opening import GDAL_ERRORS, open_file
from ..dates.raster import Raster

# Values at or below 0 are measured (noise was subtracted): they are the weakest that a logarithm can show.
_LEAST_POWER = 1e-5
_LEAST_DB = -50.0
_NO_DB = -90.0  # no backscatter is as weak: -9999, or the logarithm of 0 and something very small
_RIM_RUN = 8  # pixels of exactly 0 at the end of a row that are no measurement
_PLAINLY_DECIBELS = -2.0  # medians of power and amplitude lie above 0
_MOST_POWER = 1.5  # that 95 % of the pixels of land do not exceed
_SAMPLES = 65_536  # pixels by which an unknown unit is recognised


@dataclass(frozen=True)
class SarImage:
    """One date of a stack, opened.

    :param rasters: one for each polarisation of the stack, each with one band chosen.
    :param unit: of :data:`...rules.sar_products.UNITS`.
    """

    acquisition: Acquisition
    rasters: tuple[Raster, ...]
    unit: str

    def read(self, grid: Grid, window: Window) -> NDArray[np.float32]:
        """Read a window in decibels: float32 (bands, height, width), NaN where there is no data."""
        bands = []
        for raster in self.rasters:
            values, valid = raster.read(grid, window)
            decibels = to_decibels(values[0], self.unit)
            decibels[~valid] = np.nan
            bands.append(decibels)
        return np.stack(bands)


def open_image(acquisition: Acquisition, polarisations: Sequence[str], files: ExitStack, context: JobContext) -> SarImage:
    """Open the polarisations of an acquisition.

    :param polarisations: that the stack has, each in ``acquisition.bands``.
    :param files: closes what is opened.
    :raises JobFailure: a file cannot be read, or its unit is not known.
    """
    rasters = []
    for name in polarisations:
        raster = files.enter_context(_opened(_source(acquisition, acquisition.bands[name])))
        raster.choose((acquisition.bands[name].number,))
        raster.bands_found, raster.bands_assumed = "by table", name in acquisition.inferred
        raster.check_readable()
        if acquisition.nodata is None and _has_zero_rim(raster):
            raster.also_nodata(0.0)
        rasters.append(raster)
    first = rasters[0]
    if first.stored_dtype == "uint16" and acquisition.unit not in (DECIBEL, HUNDREDTHS):
        reason = "its values are 16-bit whole numbers, as uncalibrated images have: calibrate it first (SNAP, HyP3)"
        raise JobFailure("sar_refused", "TABLE", path=first.source.path, reason=reason)
    if acquisition.unit:
        _check_unit(acquisition, first)
    unit = acquisition.unit or _unit_by_values(acquisition, first, context)
    return SarImage(acquisition, tuple(rasters), unit)


def _opened(source: RasterSource) -> Raster:
    """:raises JobFailure: ``sar_without_crs``, or the file cannot be read."""
    try:
        return Raster(source)
    except JobFailure as failure:
        if failure.code != "raster_without_crs":  # whose remedy is for layers
            raise
        raise JobFailure("sar_without_crs", source.parameter, layer=source.name) from failure


def _has_zero_rim(raster: Raster) -> bool:
    """Return whether the first or the last row begins or ends with zeros that no nodata value explains.

    A power of exactly 0 in a row of pixels is ground that the radar did not see.
    """
    declared = raster.declared_nodata
    if raster.validity.mask or raster.validity.alpha is not None or not (declared is None or np.isnan(declared)):
        return False
    grid = raster.native_grid
    run = min(_RIM_RUN, grid.width)
    for row in (0, grid.height - 1):
        values, valid = raster.read(grid, Window(row, 0, 1, grid.width))
        zero = (values[0, 0] == 0) & valid[0]
        if zero[:run].all() or zero[-run:].all():
            return True
    return False


def rows_of_place(rows: Sequence[Acquisition], place: Optional[str]) -> list[Acquisition]:
    """Return the rows of one place, in the order of time.

    :raises JobFailure: see :func:`...rules.sar_table.check_place`.
    """
    places = check_place(rows, place)
    chosen = places[0] if place is None else place
    return sorted((row for row in rows if row.place == chosen), key=lambda row: row.time)


def completed(acquisition: Acquisition) -> Acquisition:
    """Complete a row of the table by what its file states: which band is which polarisation, the unit, nodata.

    Band descriptions decide, then the name of the file; two bands without either are VV and VH, and that is marked as inferred.
    A raster of incidence angles becomes its median. What the table states stays.

    :raises JobFailure: ``raster_missing``, ``sar_polarisation_unknown`` or ``sar_refused``.
    """
    path = next(iter(acquisition.bands.values())).path
    facts = facts_of_name(path)
    if facts is not None and facts.refused:
        raise JobFailure("sar_refused", "TABLE", path=path, reason=facts.refused)
    row = acquisition
    if row.incidence_band is not None:
        row = replace(row, incidence=_median_of(row.incidence_band), incidence_band=None)
    if "" not in row.bands:
        return row if facts is None else _with_name_facts(row, facts)
    try:
        with open_file(path) as dataset:
            descriptions = [(text or "").upper() for text in dataset.descriptions]
            count = dataset.count
    except GDAL_ERRORS as error:
        raise JobFailure("raster_missing", "TABLE", layer=os.path.basename(path), reason=str(error)) from error
    if not row.unit and descriptions:
        row = replace(row, unit=unit_of_description(descriptions[0]))
    if facts is not None:
        row = _with_name_facts(row, facts)
    bands = {name: Band(path, number) for number, text in enumerate(descriptions, 1) for name in POLARISATIONS if name in text}
    if bands:
        return replace(row, bands=bands)
    if facts is not None and facts.polarisation:
        return replace(row, bands={facts.polarisation: Band(path)})
    if count == 2:
        assumed = {"VV": Band(path, 1), "VH": Band(path, 2)}
        return replace(row, bands=assumed, inferred=(*row.inferred, "VV", "VH"))
    raise JobFailure("sar_polarisation_unknown", "TABLE", path=path, count=count)


def _median_of(band: Band) -> Optional[float]:
    """Return the median of a raster of incidence angles, read at no more than 256 x 256 pixels; ``None`` = it has no data.

    :raises JobFailure: ``raster_missing``.
    """
    try:
        with open_file(band.path) as dataset:
            shape = min(256, dataset.height), min(256, dataset.width)
            values = dataset.read(band.number, out_shape=shape, masked=True).compressed()
    except (*GDAL_ERRORS, IndexError) as error:
        raise JobFailure("raster_missing", "TABLE", layer=os.path.basename(band.path), reason=str(error)) from error
    known = values[np.isfinite(values)]
    return float(np.median(known)) if known.size else None


def unit_of_description(text: str) -> str:
    """Return the unit that the description of a band states, or ""; ``VV dB x 100`` is decibels as whole numbers."""
    return HUNDREDTHS if re.search(r"DB\s*[X*]\s*100", text.upper()) else ""


def _with_name_facts(row: Acquisition, facts: NameFacts) -> Acquisition:
    return replace(row, unit=row.unit or facts.unit, nodata=facts.nodata if row.nodata is None else row.nodata)


def to_decibels(values: NDArray[Any], unit: str) -> NDArray[np.float32]:
    """Convert values to decibels, float32; NaN where decibels are no backscatter."""
    numbers = values.astype(np.float32)
    if unit in (DECIBEL, HUNDREDTHS):
        decibels = numbers if unit == DECIBEL else numbers / np.float32(100)
        return np.where(decibels < _NO_DB, np.float32(np.nan), np.maximum(decibels, np.float32(_LEAST_DB)))
    least = _LEAST_POWER if unit == POWER else np.sqrt(_LEAST_POWER)
    factor = 10 if unit == POWER else 20
    with np.errstate(invalid="ignore"):
        return np.asarray(factor * np.log10(np.maximum(numbers, np.float32(least))), np.float32)


def _source(acquisition: Acquisition, band: Band) -> RasterSource:
    nodata = acquisition.nodata
    ranges = () if nodata is None or not np.isfinite(nodata) else (NodataRange(nodata, nodata),)
    name = f"{os.path.basename(band.path)} ({acquisition.day})"
    return RasterSource("TABLE", name, band.path, (band.number,), nodata=ranges, date=acquisition.time.isoformat())


def _unit_by_values(acquisition: Acquisition, raster: Raster, context: JobContext) -> str:
    """The unit that the values themselves show: decibels of backscatter are mostly below -2, powers and amplitudes above 0.

    :raises JobFailure: ``sar_unit_unknown``: power and amplitude cannot be told apart.
    """
    known = _values_in_the_middle(raster)
    if known.size and float(np.median(known)) < -2 and float(np.median(known)) > -60:
        context.info("sar_unit_inferred", date=acquisition.day, unit=DECIBEL)
        return DECIBEL
    raise JobFailure("sar_unit_unknown", "TABLE", date=acquisition.day, known=f"{POWER}, {AMPLITUDE}, {DECIBEL}")


def _check_unit(acquisition: Acquisition, raster: Raster) -> None:
    """Check that the values are not plainly of another unit than the table states.

    :raises JobFailure: ``sar_unit_wrong``: power or amplitude below 0, or decibels that are all between 0 and 1.5.
    """
    known = _values_in_the_middle(raster)
    if not known.size:
        return
    low, middle, high = (float(value) for value in np.quantile(known, [0.001, 0.5, 0.95]))
    if acquisition.unit in (POWER, AMPLITUDE) and middle < _PLAINLY_DECIBELS:
        found = DECIBEL
    elif acquisition.unit == DECIBEL and low >= 0 and middle > 0 and high < _MOST_POWER:
        found = f"{POWER}, {AMPLITUDE}"
    else:
        return
    raise JobFailure("sar_unit_wrong", "TABLE", date=acquisition.day, unit=acquisition.unit, found=found)


def _values_in_the_middle(raster: Raster) -> NDArray[Any]:
    """The valid values of the middle of a raster, at most :data:`_SAMPLES`."""
    grid = raster.native_grid
    side = int(_SAMPLES**0.5)
    row, col = max(0, (grid.height - side) // 2), max(0, (grid.width - side) // 2)
    values, valid = raster.read(grid, Window(row, col, min(side, grid.height), min(side, grid.width)))
    return np.asarray(values[0][valid])


def common_polarisations(images: Sequence[Acquisition], date: Acquisition) -> tuple[str, ...]:
    """The polarisations of a date that earlier images have too, in the order of :data:`...rules.sar_products.POLARISATIONS`.

    All of them where at least half of the images have all, else the one that most images have.

    :raises JobFailure: ``sar_polarisation_alone``: there is none.
    """
    shared = [name for name in POLARISATIONS if name in date.bands and any(name in image.bands for image in images)]
    if not shared:
        raise JobFailure("sar_polarisation_alone", "TABLE", date=date.day, known=", ".join(sorted(date.bands)))
    if 2 * sum(set(shared) <= set(image.bands) for image in images) < len(images):
        shared = [max(shared, key=lambda name: sum(name in image.bands for image in images))]
    return tuple(shared)


def target_grid(raster: Raster, resolution: Optional[float]) -> Grid:
    """The grid of a date at a resolution in units of its CRS; ``None`` = its own pixels."""
    native = raster.native_grid
    if resolution is None:
        return native
    height = max(1, round(native.height * native.yres / resolution))
    width = max(1, round(native.width * native.xres / resolution))
    return Grid(native.crs, native.left, native.top, resolution, resolution, height, width)
