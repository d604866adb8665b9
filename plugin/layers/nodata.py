"""Nodata values of QGIS's layer properties, in the file's own values, which the worker reads."""

from __future__ import annotations

import math
from typing import Optional, Sequence, Tuple

import numpy

from ..jobs.sources import NodataRange

_ROUNDING = 1e-6  # by how much dividing by a band's scale may miss a whole number
_TYPES = {
    "Byte": "uint8",
    "Int8": "int8",
    "UInt16": "uint16",
    "Int16": "int16",
    "UInt32": "uint32",
    "Int32": "int32",
    "UInt64": "uint64",
    "Int64": "int64",
    "Float32": "float32",
}


def value_type(name: str) -> numpy.dtype:
    """Return the numpy type of GDAL's data type ``name``; float64 for complex and unknown ones."""
    return numpy.dtype(_TYPES.get(name, "float64"))


def closed_range(
    low: float,
    high: float,
    dtype: numpy.dtype,
    includes_low: bool = True,
    includes_high: bool = True,
    scale: float = 1.0,
    offset: float = 0.0,
    band: int = 0,
) -> Optional[NodataRange]:
    """Return a range of QGIS (in units of the shown values) as a closed range of the file's own values.

    :param low, high: shown value = file's value x ``scale`` + ``offset``; NaN = no bound on that side.
    :param dtype: of the file's values; an open bound moves to the next value that the type can hold.
    :return: ``None`` when no value of the type lies in the range.
    """
    lower, upper = (-math.inf if math.isnan(low) else low), (math.inf if math.isnan(high) else high)
    lower, upper = (lower - offset) / scale, (upper - offset) / scale
    if scale < 0:
        lower, upper, includes_low, includes_high = upper, lower, includes_high, includes_low
    first = _first_from(lower, dtype, includes_low)
    last = -_first_from(-upper, dtype, includes_high)
    return NodataRange(first, last, band) if first <= last else None


def merge_bands(ranges: Sequence[NodataRange], band_count: int) -> Tuple[NodataRange, ...]:
    """Return the same ranges; those that every band has are listed once, as band 0."""
    bands_of: dict[Tuple[float, float], set[int]] = {}
    for item in ranges:
        bands_of.setdefault((item.low, item.high), set()).add(item.band)
    merged = []
    for (low, high), bands in bands_of.items():
        whole = len(bands) == band_count
        merged += [NodataRange(low, high, band) for band in ([0] if whole else sorted(bands))]
    return tuple(merged)


def _first_from(bound: float, dtype: numpy.dtype, included: bool) -> float:
    """Return the lowest value of the type that is at least (or, if not ``included``, above) ``bound``."""
    if math.isinf(bound):
        return bound
    if numpy.issubdtype(dtype, numpy.integer):
        whole = round(bound)
        if abs(bound - whole) <= _ROUNDING:
            return float(whole if included else whole + 1)
        return float(math.ceil(bound))
    typed = dtype.type(bound)
    if included:
        return min(bound, float(typed))  # 0.1 as the user writes it means the nearest value that a float32 holds
    return float(typed if float(typed) > bound else numpy.nextafter(typed, dtype.type(math.inf)))
