"""Choice of the bands of a raster that feed the network."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Dict, FrozenSet, List, Optional, Sequence, Tuple

from ..jobs.failure import JobFailure
from ..model_file.spec import Band
from .band_roles import COLOUR, METADATA, NAME, SENSOR, WAVELENGTH, RasterBand, are_named, role_of_name, with_roles

_WAVELENGTH_TOLERANCE_NM = 60.0
_VISIBLE = ("red", "green", "blue")
# How bands were found: the line of the log that reports it.
AS_CHOSEN, BY_WAVELENGTH, BY_NAME = "bands_as_chosen", "bands_by_wavelength", "bands_by_name"
BY_METADATA, BY_COLOUR, BY_SENSOR = "bands_by_metadata", "bands_by_colour", "bands_by_sensor"
BY_ORDER = "bands_by_order"
_OPTICAL = ("red", "green", "blue", "nir", "rededge", "coastal", "yellow", "swir1", "swir2")
# From the most to the least certain: bands that were found in several ways are reported by the least certain of them.
_LINES = {WAVELENGTH: BY_WAVELENGTH, NAME: BY_NAME, METADATA: BY_METADATA, COLOUR: BY_COLOUR, SENSOR: BY_SENSOR}


def parse_band_list(text: str, parameter: str) -> Optional[Tuple[int, ...]]:
    """Return one-based band numbers of a text such as ``"3,2,1"``; ``None`` of an empty one.

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
    """Return one-based numbers of the bands for the model's bands, and how they were found (:data:`BY_COLOUR`, ...).

    The user's choice holds; else what the raster reports: wavelengths, names, metadata of the product, colours, the order
    of a known sensor. The order alone counts only where the raster reports nothing: of 3- and 4-band rasters for red,
    green and blue; of rasters with exactly as many bands as the model for bands that have no such names.

    :param parameter: BEFORE or AFTER; the option to correct it has the suffix ``_BANDS``.
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
    available = _with_roles(available)
    found = _by_wavelength(available, wanted) or _by_role(available, wanted)
    if found is not None:
        return found
    colours = [band for band in available if band.interpretation != "alpha"]
    visible = tuple(band.name.lower() for band in wanted) == _VISIBLE
    silent = not any(band.role for band in colours) and not are_named(colours)
    # What a model calls by names that no raster uses (a radar's channels) has no other order than the model's.
    nameless = not any(role_of_name(band.name) in _OPTICAL for band in wanted)
    if (silent and visible and len(available) in (3, 4) and len(colours) >= 3) or (
        (silent or nameless) and not visible and len(colours) == len(wanted)
    ):
        return tuple(band.index for band in colours[: len(wanted)]), BY_ORDER
    raise JobFailure("bands_unknown", parameter, layer=layer, names=names, bands=band_listing(available), option=option)


def check_same_order(first: FoundBands, second: FoundBands, names: str) -> None:
    """Refuse a date whose bands were taken in their order where the other date reports another order.

    :raises JobFailure: ``bands_unknown``.
    """
    for one, other in ((first, second), (second, first)):
        if one.how == BY_ORDER and other.how not in (BY_ORDER, AS_CHOSEN) and one.numbers != other.numbers:
            raise JobFailure(
                "bands_unknown",
                one.parameter,
                layer=one.layer,
                names=names,
                bands=band_listing(one.available),
                option=f"{one.parameter}_BANDS",
            )


@dataclass(frozen=True)
class FoundBands:
    """The bands of one date as :func:`choose_bands` found them. ``parameter``, ``layer``: of the date, for messages."""

    available: Sequence[RasterBand]
    numbers: Tuple[int, ...]
    how: str
    parameter: str
    layer: str

    @property
    def reported(self) -> bool:
        """Whether the raster reports of any band which it is."""
        return any(band.role for band in self.available)

    @property
    def by_order(self) -> bool:
        """Whether several bands of a raster that reports nothing were taken in their order."""
        return self.how == BY_ORDER and len(self.numbers) > 1 and not self.reported

    @property
    def assumed(self) -> bool:
        """Whether the order of a raster that reports nothing was taken where others are as usual: four bands or more
        of a sensor are more often blue, green, red, near infrared."""
        return self.how == BY_ORDER and len([band for band in self.available if band.interpretation != "alpha"]) > 3


def band_listing(available: Sequence[RasterBand]) -> str:
    """Return the bands for a message: number, name or colour, wavelength."""
    return "; ".join(
        f"{band.index} {band.description or band.interpretation or 'unnamed'}"
        + (f" ({band.wavelength_nm:.0f} nm)" if band.wavelength_nm else "")
        for band in available
    )


@dataclass(frozen=True)
class DateBands:
    """The bands of one date. :param chosen: one-based, by the user; ``None`` = find out. :param layer: its name."""

    available: Sequence[RasterBand]
    chosen: Optional[Sequence[int]]
    layer: str


@dataclass(frozen=True)
class CommonBands:
    """Bands of two dates that are compared, one with one.

    :param before, after: one-based numbers, of the same length. ``how``: how they were found.
    :param left_out: names of bands that only one date has.
    :param assumed: whether one date reports which bands it has, and the other, of as many bands, does not.
    """

    before: Tuple[int, ...]
    after: Tuple[int, ...]
    how: str
    left_out: Tuple[str, ...] = ()
    assumed: bool = False


def choose_common_bands(before: DateBands, after: DateBands) -> CommonBands:
    """Return the bands of both dates that are compared, one with one, where no model decides which.

    The user's choice holds; a choice for one date alone holds for both. Else bands are matched by what both dates report of
    them (wavelengths, names, metadata, colours). Their order counts only where neither reports anything and both have
    as many. Alpha is not a band.

    :raises JobFailure: ``bands_unlike``, ``bands_differ`` or ``band_number``.
    """
    if before.chosen is not None or after.chosen is not None:
        return _chosen_bands(before, after)
    mine = [band for band in _with_roles(before.available) if band.interpretation != "alpha"]
    others = [band for band in _with_roles(after.available) if band.interpretation != "alpha"]
    found = _matched_by_wavelength(mine, others)
    if found:
        return CommonBands(tuple(pair[0] for pair in found), tuple(pair[1] for pair in found), BY_WAVELENGTH)
    in_order = (tuple(band.index for band in mine), tuple(band.index for band in others))
    reported = [any(band.role for band in bands) for bands in (mine, others)]
    named = [{_identity(band, bands) for band in bands} - {""} for bands in (mine, others)]
    in_words = len(mine) > 1 and are_named(mine) and are_named(others)
    if not any(reported) and len(mine) == len(others) and not named[0] & named[1] and not in_words:
        return CommonBands(*in_order, BY_ORDER)
    known, silent = (mine, others) if reported[0] else (others, mine)
    unsure = reported.count(True) == 1 and len(mine) == len(others) and not (len(mine) > 1 and are_named(silent))
    if unsure and _in_usual_order(known):
        return CommonBands(*in_order, BY_ORDER, assumed=len(mine) > 1)
    certain = all(reported) or named[0] & named[1] or _shared_names(mine, others)
    matched = _matched_by_role(mine, others) if certain else None
    if matched is None:
        raise JobFailure(
            "bands_differ",
            "AFTER",
            before=before.layer,
            after=after.layer,
            before_bands=band_listing(before.available),
            after_bands=band_listing(after.available),
        )
    return matched


def _chosen_bands(before: DateBands, after: DateBands) -> CommonBands:
    first = tuple(before.chosen if before.chosen is not None else after.chosen or ())
    second = tuple(after.chosen if after.chosen is not None else before.chosen or ())
    for numbers, date, option in ((first, before, "BEFORE_BANDS"), (second, after, "AFTER_BANDS")):
        for number in numbers:
            if not 1 <= number <= len(date.available):
                raise JobFailure("band_number", option, layer=date.layer, band=number, count=len(date.available))
    if len(first) != len(second):
        raise JobFailure("bands_unlike", "AFTER_BANDS", before=len(first), after=len(second))
    return CommonBands(first, second, AS_CHOSEN)


def _in_usual_order(bands: Sequence[RasterBand]) -> bool:
    """Return whether the bands are red, green, blue and others: the order that a raster has which reports none.

    A raster of one band has no other order; of five and more bands none is usual.
    """
    roles = tuple(band.role for band in bands)
    return len(bands) == 1 or (len(bands) in (3, 4) and roles[:3] == _VISIBLE)


def _matched_by_role(mine: Sequence[RasterBand], others: Sequence[RasterBand]) -> Optional[CommonBands]:
    """Return bands matched by role or name, those without one by place; ``None`` = not certain."""
    shared = _shared_names(mine, others)
    keys = {id(band): _identity(band, bands, shared) for bands in (mine, others) for band in bands}
    by_identity = {keys[id(band)]: band for band in others if keys[id(band)]}
    pairs = {band.index: by_identity[keys[id(band)]] for band in mine if keys[id(band)] in by_identity}
    if len(by_identity) != len([band for band in others if keys[id(band)]]):
        return None
    if len({other.index for other in pairs.values()}) != len(pairs):
        return None
    unnamed = [[band for band in bands if not keys[id(band)]] for bands in (mine, others)]
    same_place = [band.index for band in unnamed[0]] == [band.index for band in unnamed[1]]
    named_alike = all(index == other.index for index, other in pairs.items())
    if unnamed[0] and len(unnamed[0]) == len(unnamed[1]) and (len(unnamed[0]) == 1 or (same_place and named_alike)):
        pairs.update({band.index: other for band, other in zip(*unnamed)})
    if not pairs:
        return None
    compared = [band for band in mine if band.index in pairs]
    taken = {other.index for other in pairs.values()}
    rest = [band for band in mine if band.index not in pairs] + [band for band in others if band.index not in taken]
    ways = [item.found or NAME for band in compared for item in (band, pairs[band.index]) if _identity(item, [item])]
    numbers = tuple(band.index for band in compared), tuple(pairs[band.index].index for band in compared)
    return CommonBands(*numbers, _line(ways), tuple(_called(band) for band in rest))


def _shared_names(mine: Sequence[RasterBand], others: Sequence[RasterBand]) -> FrozenSet[str]:
    """The names that one band of each date has, where their roles do not differ: ``SR_B2`` is another band of each sensor."""
    counted = [[_name(band) for band in bands] for bands in (mine, others)]
    by_name = {_name(band): band for band in others}
    return frozenset(
        name
        for band in mine
        if (name := _name(band)) and counted[0].count(name) == counted[1].count(name) == 1
        if "" in (band.role, by_name[name].role) or band.role == by_name[name].role
    )


def _name(band: RasterBand) -> str:
    name = band.description.strip().lower()
    # "Band 2" is no name but a place, and so is the "Layer_2" that ERDAS and GDAL give the bands of an .img file.
    return "" if re.fullmatch(r"(?:band|layer|channel)[ _#]*\d+", name) else name


def _identity(band: RasterBand, among: Sequence[RasterBand], shared: FrozenSet[str] = frozenset()) -> str:
    """By what a band is matched: a shared name, its role where no other band of the raster has it, its name; ``""`` = nothing.

    :param shared: names that bands of both dates have.
    """
    if _name(band) in shared:
        return _name(band)
    if band.role and sum(other.role == band.role for other in among) == 1:
        return band.role
    return _name(band)


def _called(band: RasterBand) -> str:
    return band.description or band.role or str(band.index)


def _line(ways: Sequence[str]) -> str:
    """Return the line of the log for bands that were found in these ways: the least certain of them."""
    order = list(_LINES)
    known = [order.index(way) for way in ways if way in _LINES]
    return _LINES[order[max(known)]] if known else BY_ORDER


def _with_roles(available: Sequence[RasterBand]) -> Sequence[RasterBand]:
    """Return the bands with their roles; what the reader of the file found stays."""
    return available if any(band.role for band in available) else with_roles(available)


def _by_role(available: Sequence[RasterBand], wanted: Sequence[Band]) -> Optional[Tuple[Tuple[int, ...], str]]:
    """Return the bands whose role is that of the model's bands; ``None`` = one is missing, or there are two of it."""
    found = []
    for band in wanted:
        name = band.name.lower()
        role = role_of_name(name) or name
        same = [item for item in available if item.role == role or item.description.strip().lower() == name]
        if len(same) != 1:
            return None
        found.append(same[0])
    if len({band.index for band in found}) != len(found):
        return None
    return tuple(band.index for band in found), _line([band.found or NAME for band in found])


def _matched_by_wavelength(before: Sequence[RasterBand], after: Sequence[RasterBand]) -> List[Tuple[int, int]]:
    """Return pairs of bands of nearly the same wavelength, each band once; none if a band has none."""
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
