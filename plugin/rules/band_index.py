"""The two bands of a normalised difference, such as NDVI."""

from __future__ import annotations

from typing import Dict, Sequence, Set, Tuple

from ..jobs.failure import JobFailure
from .band_roles import RasterBand, role_of_name, with_roles

# (a - b) / (a + b)
INDICES: Dict[str, Tuple[str, str]] = {
    "NDVI": ("nir", "red"),  # vegetation
    "NDWI": ("green", "nir"),  # open water
    "MNDWI": ("green", "swir1"),  # open water in built-up areas
    "NDMI": ("nir", "swir1"),  # moisture of vegetation
    "NDBI": ("swir1", "nir"),  # built-up ground
    "NBR": ("nir", "swir2"),  # burns
    "NDSI": ("green", "swir1"),  # snow
}


def parse_index(text: str) -> Tuple[str, str]:
    """Return the two bands of an index, as the user names them: ``"NDVI"``, ``"nir,red"`` or ``"4,3"``.

    :raises JobFailure: ``index_text``.
    """
    known = INDICES.get(text.strip().upper())
    if known is not None:
        return known
    parts = [part.strip() for part in text.replace(";", ",").split(",")]
    if len(parts) != 2 or not all(parts) or parts[0].lower() == parts[1].lower():
        raise JobFailure("index_text", "INDEX", text=text, known=", ".join(INDICES))
    return parts[0], parts[1]


def index_bands(text: str, dates: Sequence[Sequence[RasterBand]]) -> Tuple[int, int]:
    """Return places (from 0) of an index's two bands among those that are compared.

    Numbers count the bands that are compared, from 1: they are the raster's own unless bands were chosen. Names are looked
    up in the bands that each date reports; where both report, they must agree.

    :param dates: the bands that are compared, of the earlier and the later date; of equal length.
    :raises JobFailure: ``index_text``, ``index_band`` or ``index_bands_differ``.
    """
    first, second = (_place(name, dates) for name in parse_index(text))
    if first == second:
        raise JobFailure("index_text", "INDEX", text=text, known=", ".join(INDICES))
    return first, second


def _place(name: str, dates: Sequence[Sequence[RasterBand]]) -> int:
    if name.isascii() and name.isdigit() and 1 <= int(name) <= len(dates[0]):
        return int(name) - 1
    places = [_named(name.lower(), bands) for bands in dates]
    found = [place for place in places if place]
    if found and not set.intersection(*found):
        raise JobFailure("index_bands_differ", "INDEX", name=name, before=_listing(dates[0]), after=_listing(dates[-1]))
    if not found:
        raise JobFailure("index_band", "INDEX", name=name, bands=_listing(dates[-1]))
    return min(set.intersection(*found))


def _named(name: str, bands: Sequence[RasterBand]) -> Set[int]:
    """Return places of the bands that a name means: by their description or colour, else by their role."""
    exact = {index for index, band in enumerate(bands) if name in (band.description.strip().lower(), band.interpretation)}
    if exact:
        return exact
    role = role_of_name(name) or name
    known = bands if any(band.role for band in bands) else with_roles(bands)
    return {index for index, band in enumerate(known) if band.role == role}


def _listing(bands: Sequence[RasterBand]) -> str:
    return "; ".join(
        f"{number} {band.description or band.role or band.interpretation or 'unnamed'}"
        + (f" ({band.wavelength_nm:.0f} nm)" if band.wavelength_nm else "")
        for number, band in enumerate(bands, 1)
    )
