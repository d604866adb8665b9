"""Which bands of a raster feed the network."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Dict, List, Optional, Sequence, Tuple

from ..jobs.failure import JobFailure
from ..model_file.spec import Band

_WAVELENGTH_TOLERANCE_NM = 60.0
_VISIBLE = ("red", "green", "blue")
# By what bands were found: the line of the log that says so.
AS_CHOSEN, BY_WAVELENGTH, BY_COLOUR, BY_ORDER = "bands_as_chosen", "bands_by_wavelength", "bands_by_colour", "bands_by_order"


@dataclass(frozen=True)
class RasterBand:
    """What a raster tells of one of its bands.

    :param index: one-based. ``interpretation``: GDAL's colour interpretation in lower case (``red``, ``alpha``, ``gray``, ...).
    """

    index: int
    description: str = ""
    interpretation: str = ""
    wavelength_nm: Optional[float] = None


def parse_band_list(text: str, parameter: str) -> Optional[Tuple[int, ...]]:
    """One-based band numbers of a text such as ``"3,2,1"``; ``None`` of an empty one.

    :raises JobFailure: ``band_list``.
    """
    parts = text.replace(";", ",").replace(" ", ",").split(",") if text.strip() else []
    parts = [part for part in parts if part]
    if not parts:
        return None
    if not all(part.isascii() and part.isdigit() and int(part) > 0 for part in parts):
        raise JobFailure("band_list", parameter, text=text)
    return tuple(int(part) for part in parts)


def choose_bands(
    available: Sequence[RasterBand],
    wanted: Sequence[Band],
    chosen: Optional[Sequence[int]],
    layer: str,
    parameter: str,
) -> Tuple[Tuple[int, ...], str]:
    """One-based numbers of the bands for the model's bands, and by what they were found (:data:`BY_COLOUR`, ...).

    The user's choice holds; else wavelengths, else colour interpretation, else the order (of 3- and 4-band rasters for
    red, green and blue; of rasters with exactly as many bands as the model for any others).

    :param parameter: BEFORE or AFTER; the option that mends it has the suffix ``_BANDS``.
    :raises JobFailure: ``band_count``, ``band_number`` or ``bands_unknown``.
    """
    option = f"{parameter}_BANDS"
    names = ", ".join(band.name for band in wanted)
    if chosen is not None:
        if len(chosen) != len(wanted):
            raise JobFailure("band_count", option, count=len(chosen), layer=layer, wanted=len(wanted), names=names)
        for number in chosen:
            if not 1 <= number <= len(available):
                raise JobFailure("band_number", option, layer=layer, band=number, count=len(available))
        return tuple(chosen), AS_CHOSEN
    found = _by_wavelength(available, wanted) or _by_interpretation(available, wanted)
    if found is not None:
        return found
    colours = [band for band in available if band.interpretation != "alpha"]
    visible = tuple(band.name.lower() for band in wanted) == _VISIBLE
    if (visible and len(available) in (3, 4) and len(colours) >= 3) or (not visible and len(colours) == len(wanted)):
        return tuple(band.index for band in colours[: len(wanted)]), BY_ORDER
    listing = "; ".join(
        f"{band.index} {band.description or band.interpretation or 'unnamed'}"
        + (f" ({band.wavelength_nm:.0f} nm)" if band.wavelength_nm else "")
        for band in available
    )
    raise JobFailure("bands_unknown", parameter, layer=layer, names=names, bands=listing, option=option)


@dataclass(frozen=True)
class DateBands:
    """The bands of one date. :param chosen: one-based, by the user; ``None`` = find out. :param layer: its name."""

    available: Sequence[RasterBand]
    chosen: Optional[Sequence[int]]
    layer: str


def choose_common_bands(before: DateBands, after: DateBands) -> Tuple[Tuple[Tuple[int, ...], Tuple[int, ...]], str]:
    """One-based numbers of the bands of both dates that are compared, one with one, where no model says which.

    The user's choice holds; a choice for one date alone holds for both. Else bands are matched by wavelength or by colour
    where both dates tell them of all their bands, else by their order, as many as both have. Alpha is no band.

    :raises JobFailure: ``bands_unlike`` or ``band_number``.
    """
    if before.chosen is not None or after.chosen is not None:
        first = tuple(before.chosen if before.chosen is not None else after.chosen or ())
        second = tuple(after.chosen if after.chosen is not None else before.chosen or ())
        for numbers, date, option in ((first, before, "BEFORE_BANDS"), (second, after, "AFTER_BANDS")):
            for number in numbers:
                if not 1 <= number <= len(date.available):
                    raise JobFailure("band_number", option, layer=date.layer, band=number, count=len(date.available))
        if len(first) != len(second):
            raise JobFailure("bands_unlike", "AFTER_BANDS", before=len(first), after=len(second))
        return (first, second), AS_CHOSEN
    mine = [band for band in before.available if band.interpretation != "alpha"]
    others = [band for band in after.available if band.interpretation != "alpha"]
    found = _matched_by_wavelength(mine, others)
    if found:
        return (tuple(pair[0] for pair in found), tuple(pair[1] for pair in found)), BY_WAVELENGTH
    colours = {band.interpretation: band.index for band in others}
    if all(sorted(band.interpretation for band in bands) == sorted(_VISIBLE) for bands in (mine, others)):
        matched = tuple(colours[band.interpretation] for band in mine)
        return (tuple(band.index for band in mine), matched), BY_COLOUR
    count = min(len(mine), len(others))
    return (tuple(band.index for band in mine[:count]), tuple(band.index for band in others[:count])), BY_ORDER


def _matched_by_wavelength(before: Sequence[RasterBand], after: Sequence[RasterBand]) -> List[Tuple[int, int]]:
    """Pairs of bands of nearly the same wavelength, each band once; none where a band does not tell its own."""
    if not before or not after or any(band.wavelength_nm is None for band in (*before, *after)):
        return []
    distances = sorted(
        (abs((one.wavelength_nm or 0.0) - (other.wavelength_nm or 0.0)), one.index, other.index)
        for one in before
        for other in after
    )
    pairs: Dict[int, int] = {}
    for distance, one, other in distances:
        if distance <= _WAVELENGTH_TOLERANCE_NM and one not in pairs and other not in pairs.values():
            pairs[one] = other
    return sorted(pairs.items())


def _by_wavelength(available: Sequence[RasterBand], wanted: Sequence[Band]) -> Optional[Tuple[Tuple[int, ...], str]]:
    known = [(band.wavelength_nm, band.index) for band in available if band.wavelength_nm is not None]
    found = []
    for band in wanted:
        if not known or band.wavelength_nm is None:
            return None
        distance, index = min((abs(wavelength - band.wavelength_nm), index) for wavelength, index in known)
        if distance > _WAVELENGTH_TOLERANCE_NM:
            return None
        found.append(index)
    return (tuple(found), BY_WAVELENGTH) if len(set(found)) == len(found) else None


def _by_interpretation(available: Sequence[RasterBand], wanted: Sequence[Band]) -> Optional[Tuple[Tuple[int, ...], str]]:
    first = {band.interpretation: band.index for band in reversed(available)}
    found = tuple(first[band.name.lower()] for band in wanted if band.name.lower() in first)
    return (found, BY_COLOUR) if len(found) == len(wanted) else None
