"""Which two bands a normalised difference, such as NDVI, is made of."""

from __future__ import annotations

from typing import Dict, Optional, Sequence, Tuple

from ..jobs.failure import JobFailure
from .bands import RasterBand

# (a - b) / (a + b)
INDICES: Dict[str, Tuple[str, str]] = {
    "NDVI": ("nir", "red"),  # vegetation
    "NDWI": ("green", "nir"),  # open water
    "MNDWI": ("green", "swir1"),  # open water, where there are houses
    "NDMI": ("nir", "swir1"),  # moisture of vegetation
    "NDBI": ("swir1", "nir"),  # built-up ground
    "NBR": ("nir", "swir2"),  # burns
    "NDSI": ("green", "swir1"),  # snow
}
# Names of bands, and the wavelengths in nm that their centres lie between.
_RANGES: Dict[str, Tuple[float, float]] = {
    "coastal": (420, 450),
    "blue": (450, 520),
    "green": (520, 600),
    "red": (620, 690),
    "nir": (760, 900),
    "swir1": (1550, 1750),
    "swir2": (2080, 2350),
}


def parse_index(text: str) -> Tuple[str, str]:
    """The two bands of an index, as the user names them: ``"NDVI"``, ``"nir,red"`` or ``"4,3"``.

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
    """Places (from 0) of an index's two bands among those that are compared.

    Numbers count the bands that are compared, from 1: they are the raster's own unless bands were chosen. Names are looked
    for in the bands' descriptions, colours and wavelengths, of the later date first; one date that tells them is enough.

    :param dates: the bands that are compared, of the earlier and the later date; of equal length.
    :raises JobFailure: ``index_text`` or ``index_band``.
    """
    first, second = (_place(name, dates) for name in parse_index(text))
    if first == second:
        raise JobFailure("index_text", "INDEX", text=text, known=", ".join(INDICES))
    return first, second


def _place(name: str, dates: Sequence[Sequence[RasterBand]]) -> int:
    count = len(dates[0])
    if name.isascii() and name.isdigit() and 1 <= int(name) <= count:
        return int(name) - 1
    for bands in reversed(dates):
        found = _named(name.lower(), bands)
        if found is not None:
            return found
    listing = "; ".join(_told(index, bands) for index, bands in enumerate(zip(*dates), 1))
    raise JobFailure("index_band", "INDEX", name=name, bands=listing)


def _named(name: str, bands: Sequence[RasterBand]) -> Optional[int]:
    for index, band in enumerate(bands):
        if name in (band.description.strip().lower(), band.interpretation):
            return index
    low, high = _RANGES.get(name, (1.0, 0.0))
    places = [index for index, band in enumerate(bands) if band.wavelength_nm and low <= band.wavelength_nm <= high]
    return places[0] if places else None


def _told(number: int, bands: Sequence[RasterBand]) -> str:
    band = bands[-1]
    wavelength = f" ({band.wavelength_nm:.0f} nm)" if band.wavelength_nm else ""
    return f"{number} {band.description or band.interpretation or 'unnamed'}{wavelength}"
