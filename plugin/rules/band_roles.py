"""Roles of a raster's bands (red, nir, ...), from wavelengths, names, metadata of the product, colours, and the sensor.

Each date is read for itself. Standard library only: the QGIS side and the worker call this with what their own GDAL reads.
"""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass, replace
from typing import Any, Dict, Mapping, Optional, Sequence, Tuple

from .product_files import files_of_bands, stac_asset

# How a role was found, from the most to the least certain.
WAVELENGTH, NAME, METADATA, COLOUR, SENSOR = "wavelength", "name", "metadata", "colour", "sensor"

# Roles, and the wavelengths in nm that the centres of such bands lie between.
WAVELENGTHS: Dict[str, Tuple[float, float]] = {
    "coastal": (420, 450),
    "blue": (450, 520),
    "green": (520, 600),
    "yellow": (600, 620),
    "red": (620, 690),
    "rededge": (690, 760),
    "nir": (760, 900),
    "swir1": (1550, 1750),
    "swir2": (2080, 2350),
}
_COLOURS = ("red", "green", "blue", "alpha", "pan", "coastal", "rededge", "nir", "swir", "mwir", "lwir", "tir", "yellow")

# Words in the names of bands, without accents; the longer ones first, as "near infrared" holds "red". "infra" and what
# follows it is infrared in most languages of Europe.
_WORDS: Tuple[Tuple[str, str], ...] = (
    (r"green\s*(i|1)\b", "green1"),
    (r"red\s*edge\s*2", "rededge2"),
    (r"red\s*edge\s*3", "rededge3"),
    (r"red\s*edge\s*[14]?|vre", "rededge"),
    (r"(swir|(short\s*wave|mid|middle|kurzwelliges?|mittleres?)\s*infra\s*\w+)\s*(2|22)", "swir2"),
    (r"(swir|(short\s*wave|mid|middle|kurzwelliges?|mittleres?)\s*infra\s*\w+)\s*(1|16)", "swir1"),
    (r"(short\s*wave|mid|middle|kurzwelliges?|mittleres?|medio|medium)\s*infra\s*\w+|swir|mwir", "swir"),
    (r"infra\s*\w+ (medio|moyen|onda corta)", "swir"),
    (r"(thermal|thermisches?|far|fernes?)\s*infra\s*\w+|infra\s*\w+ (termico|thermique|termal)", "thermal"),
    (r"(nir|near\s*infra\s*\w+|nahes?\s*infra\s*\w+)\s*2", "nir2"),
    (r"narrow\s*nir|nir\s*narrow|nir\s*(08|8a)", "nir08"),
    (
        r"nir\s*\d*|\w*infra\s*\w*\s*\d*|pir|i\s*red|ir|podczerwien|kizilotesi|\w*\s*[иі]нфра(красн|черв)\w+|\w*\s*υπερυθρο\w*",
        "nir",
    ),
    (r"coastal(\s*(aerosol|blue))?|aerosols?|deep\s*blue", "coastal"),
    (r"pan(chromatic)?", "pan"),
    (r"cirrus", "cirrus"),
    (r"water\s*vapou?r", "watervapour"),
    (r"(tir|thermal|lwir)\s*2", "thermal2"),
    (r"(tir|thermal|lwir)\s*1?", "thermal"),
    (r"yellow|gelb|jaune|amarillo|giallo|amarelo", "yellow"),
    (r"blue|blau|bleu|azul|blu|blauw|bla|niebieski|modra|kek|sininen|mavi|biru|син[иі]\w*|μπλε", "blue"),
    (r"green|gruen|grun|vert|verde|groen|gron|zielony|zelena|zold|vihrea|yesil|hijau|зелен\w+|πρασιν\w+", "green"),
    (
        r"red|rot|rouge|rojo|rosso|vermelho|rood|rod|czerwony|cervena|voros|punainen|kirmizi|merah|красн\w+|червон\w+|κοκκιν\w+",
        "red",
    ),
)
_NAMES = tuple((re.compile(rf"(?:^|\s)(?:{pattern})(?:\s|$)"), role) for pattern, role in _WORDS)
# Of writings that put no space between words.
_SIGNS: Tuple[Tuple[str, str], ...] = (
    ("近红外|近紅外|近赤外|근적외", "nir"),
    ("短波|中红外|中紅外|中赤外|단파", "swir"),
    ("热红外|熱紅外|熱赤外", "thermal"),
    ("红边|紅邊|レッドエッジ", "rededge"),
    ("红|紅|赤|적색|빨강", "red"),
    ("绿|綠|緑|녹색|초록", "green"),
    ("蓝|藍|青|청색|파랑", "blue"),
    # Arabic and Persian, without the marks above letters.
    ("تحت الحمراء|مادون قرمز|فروسرخ", "nir"),
    ("احمر|الحمراء|قرمز|سرخ", "red"),
    ("اخضر|الخضراء|سبز", "green"),
    ("ازرق|الزرقاء|ابی", "blue"),
)
_NAMES += tuple((re.compile(pattern), role) for pattern, role in _SIGNS)
_WAVELENGTH_KEYS = ("wavelength", "center_wavelength", "central_wavelength", "centre_wavelength", "wavelength_nm")
_UNIT_KEYS = ("wavelength_units", "wavelength_unit", "center_wavelength_unit", "central_wavelength_unit")
_LETTERS = {"r": "red", "g": "green", "b": "blue", "n": "nir", "re": "rededge"}
_NANOMETRES = re.compile(r"(\d{3,5}(?:\.\d+)?)\s*(?:nm\b|nano\s*met)", re.IGNORECASE)
_MICROMETRES = re.compile(r"(\d{1,2}\.\d+)\s*(?:[uµμ]m\b|micro\s*met)", re.IGNORECASE)
# "0.4850" and "485.0" in brackets, as ENVI's headers name bands.
_BRACKETED = re.compile(r"\((0\.[3-9]\d*|[12]\.\d+|[3-9]\d\d(?:\.\d+)?|[12]\d{3}(?:\.\d+)?)\)")
_CODE = re.compile(
    r"(?:^(?:band[ _-]?|(?:sr|st|toa)_)?b?|[ _.-](?:band[ _-]?|b))(\d{1,2}a?)(?:[ _-]+\d\dm)?"
    r"(?:[ _-]+(?:(?:surface|top of atmosphere|brightness)[ _-]+)?(?:reflectance|temperature|radiance|toa|boa|sr|dn))?$",
    re.IGNORECASE,
)
_TM = {"1": "blue", "2": "green", "3": "red", "4": "nir", "5": "swir1", "6": "thermal", "7": "swir2", "8": "pan"}
_OLI = {
    "1": "coastal",
    "2": "blue",
    "3": "green",
    "4": "red",
    "5": "nir",
    "6": "swir1",
    "7": "swir2",
    "8": "pan",
    "9": "cirrus",
    "10": "thermal",
    "11": "thermal2",
}
_MSI = {
    "1": "coastal",
    "2": "blue",
    "3": "green",
    "4": "red",
    "5": "rededge",
    "6": "rededge2",
    "7": "rededge3",
    "8": "nir",
    "8a": "nir08",
    "9": "watervapour",
    "10": "cirrus",
    "11": "swir1",
    "12": "swir2",
}
_MODIS = {"1": "red", "2": "nir", "3": "blue", "4": "green", "5": "nir2", "6": "swir1", "7": "swir2"}
_CODES = {"tm": _TM, "oli": _OLI, "msi": _MSI, "modis": _MODIS}
_PLANET_8 = ("coastal", "blue", "green1", "green", "yellow", "red", "rededge", "nir")
# The order of the bands in the products of a sensor, by their count.
_ORDERS: Dict[str, Dict[int, Tuple[str, ...]]] = {
    "planet": {
        3: ("red", "green", "blue"),
        4: ("blue", "green", "red", "nir"),
        5: ("blue", "green", "red", "rededge", "nir"),
        8: _PLANET_8,
    },
    "naip": {3: ("red", "green", "blue"), 4: ("red", "green", "blue", "nir")},
    "tm": {
        6: tuple(_TM[code] for code in "123457"),
        7: tuple(_TM[code] for code in "1234567"),
        8: tuple(_TM[code] for code in "12345678"),
    },
    "oli": {
        6: tuple(_OLI[code] for code in "234567"),
        7: tuple(_OLI[code] for code in "1234567"),
        9: tuple(_OLI[code] for code in "123456789"),
        11: tuple(_OLI[str(code)] for code in range(1, 12)),
    },
    "msi": {
        4: tuple(_MSI[code] for code in "2348"),
        10: tuple(_MSI[code] for code in ("2", "3", "4", "5", "6", "7", "8", "8a", "11", "12")),
        12: tuple(_MSI[code] for code in ("1", "2", "3", "4", "5", "6", "7", "8", "8a", "9", "11", "12")),
        13: tuple(_MSI.values()),
    },
}
# Names of files, and values of metadata, that only these sensors' products have.
_SENSORS: Tuple[Tuple[str, str], ...] = (
    (
        r"analytic_?ms|_3b_(?:analytic|visual|ortho)|psscene|planetscope|(?:^|[^a-z])(?:super)?dove(?:$|[^a-z])|_ssc\d+_",
        "planet",
    ),
    (r"sur_refl_b|(?:^|[^a-z])m[oyc]d09", "modis"),
    (r"(?:^|[^a-z])hls\.l30", "oli"),
    (r"(?:^|[^a-z])hls\.s30|(?:^|_)t\d\d[a-z]{3}_\d{8}t\d{6}", "msi"),
    (r"(?:^|[^a-z0-9])l(?:c|o)0?[89]_?(?:l\d|\d)|landsat[-_ ]?[89](?!\d)", "oli"),
    (r"(?:^|[^a-z0-9])l[te]0?[4567]_?(?:l\d|\d)|landsat[-_ ]?[4567](?!\d)", "tm"),
    (r"(?:^|[^a-z0-9])s2(?:[abc]_|_l[12])|sentinel[-_ ]?2(?!\d)", "msi"),
    (r"(?:^|[^a-z0-9])m_\d{7}_[ns][ew]_\d\d|(?:^|[^a-z])naip(?:$|[^a-z])", "naip"),
)
# Names of files that people give: enough to know whose codes the names of the bands are.
_SHORT_NAMES: Tuple[Tuple[str, str], ...] = (
    (r"(?:^|[^a-z0-9])(?:l|ls)0?[89](?:$|[^a-z0-9])", "oli"),
    (r"(?:^|[^a-z0-9])(?:l|ls)0?[457](?:$|[^a-z0-9])", "tm"),
    (r"(?:^|[^a-z0-9])s2[abc]?(?:$|[^a-z0-9])", "msi"),
)
_SENSOR_KEYS = (
    "SPACECRAFT_ID",
    "SENSOR_ID",
    "SATELLITEID",
    "SATELLITE",
    "PLATFORM",
    "INSTRUMENT",
    "INSTRUMENTS",
    "CONSTELLATION",
    "MISSION",
    "SPACECRAFTNAME",
    "DATATAKE_1_SPACECRAFT_NAME",
    "TIFFTAG_IMAGEDESCRIPTION",
)
_IMD_BANDS = {
    "C": "coastal",
    "B": "blue",
    "G": "green",
    "Y": "yellow",
    "R": "red",
    "RE": "rededge",
    "N": "nir",
    "N2": "nir2",
    "P": "pan",
    **{f"S{number}": f"swir_{number}" for number in range(1, 9)},
}
_IMD_KEY = re.compile(r"^BAND_([A-Z]+\d?)\.")
# An alpha band is judged by 4 x 4 windows of this many pixels a side; soft edges of a mask take a small share of them.
_SAMPLES, _SAMPLE = 4, 64
_FEW_VALUES, _SMALL_SHARE = 8, 0.05


@dataclass(frozen=True)
class RasterBand:
    """Properties that a raster reports of one of its bands.

    :param index: one-based.
    :param interpretation: GDAL's colour interpretation in lower case (``red``, ``alpha``, ``gray``, ...).
    :param role: (``red``, ``nir``, ...), ``""`` = not known.
    :param found: how the role was found: :data:`WAVELENGTH`, :data:`NAME`, ...
    """

    index: int
    description: str = ""
    interpretation: str = ""
    wavelength_nm: Optional[float] = None
    role: str = ""
    found: str = ""


def with_roles(
    bands: Sequence[RasterBand],
    path: str = "",
    tags: Optional[Mapping[str, str]] = None,
    imd: Optional[Mapping[str, str]] = None,
    virtual: str = "",
) -> Tuple[RasterBand, ...]:
    """Return the bands with their roles.

    :param path: of the raster's file; its name and a STAC item beside it are read.
    :param tags: the file's metadata. ``imd``: those of GDAL's domain IMD.
    :param virtual: the XML of a virtual raster; its bands are named after the files that they are.
    """
    sensor = _sensor(path, tags or {})
    bands = _named_after_files(bands, virtual, sensor, path)
    product = _stac_roles(path, len(bands)) or _imd_roles(imd or {}, len(bands)) or ("",) * len(bands)
    order: Sequence[str] = _ORDERS.get(sensor, {}).get(len(bands), ())
    by_code = _code_roles(bands, sensor, path)
    found = []
    for band, of_product, coded in zip(bands, product, by_code):
        candidates = (
            (_role_of_wavelength(band.wavelength_nm), WAVELENGTH),
            (role_of_name(band.description) or coded, NAME),
            (of_product, METADATA),
            (band.interpretation if band.interpretation in _COLOURS else "", COLOUR),
        )
        role, how = next(((role, how) for role, how in candidates if role), ("", ""))
        found.append(replace(band, role=role, found=how))
    if order and _agree(found, order):
        found = [item if item.role else replace(item, role=role, found=SENSOR) for item, role in zip(found, order)]
    if not any(item.role == "nir" for item in found) and sum(item.role == "nir08" for item in found) == 1:
        found = [replace(item, role="nir") if item.role == "nir08" else item for item in found]  # of Landsat's STAC items
    return tuple(found)


def _named_after_files(bands: Sequence[RasterBand], virtual: str, sensor: str, path: str) -> Sequence[RasterBand]:
    """Return the bands of a virtual raster of several files (gdalbuildvrt -separate), which names none, with the files' names.

    Names that mean nothing here are left out.
    """
    files = files_of_bands(virtual)
    if any(band.description for band in bands) or len(files) != len(bands):
        return bands
    stems = [re.split(r"[\\/]", name)[-1].rpartition(".")[0] for name in files]
    named = [replace(band, description=stem) for band, stem in zip(bands, stems)]
    coded = _code_roles(named, sensor, path)
    known = len(set(stems)) == len(stems) and all(role_of_name(stem) or code for stem, code in zip(stems, coded))
    return named if known else bands


def are_named(bands: Sequence[RasterBand]) -> bool:
    """Return whether a file names its bands, in words that may mean nothing here: then their order is no plain one.

    One name for all bands, also with the number of the band at its end ("Band 1", "town_1"), is none.
    """
    named = [(band.index, band.description.strip().lower()) for band in bands if band.description.strip()]
    parts = [re.fullmatch(r"(.*?)(\d+)", name, re.DOTALL) for _, name in named]
    numbered = all(part and int(part.group(2)) == index for part, (index, _) in zip(parts, named))
    stems = {part.group(1) for part in parts if part} if numbered else {name for _, name in named}
    return len(stems) > 1


def role_of_name(name: str) -> str:
    """Return the role that a band's name means, ``""`` = none: ``"B4 - Red"`` and ``"665 nm"`` are red."""
    for pattern, factor in ((_NANOMETRES, 1.0), (_MICROMETRES, 1000.0)):
        match = pattern.search(name)
        if match and _role_of_wavelength(float(match.group(1)) * factor):
            return _role_of_wavelength(float(match.group(1)) * factor)
    match = _BRACKETED.search(name)
    if match and _role_of_wavelength(_nanometres(float(match.group(1)), "")):
        return _role_of_wavelength(_nanometres(float(match.group(1)), ""))
    spelt = unicodedata.normalize("NFKD", name.lower().replace("ü", "ue").replace("ø", "o").replace("\u0131", "i"))
    letters = "".join(letter for letter in spelt if not unicodedata.combining(letter))
    plain = re.sub(r"[\W_]+", " ", unicodedata.normalize("NFC", letters)).strip()
    if plain in _LETTERS:
        return _LETTERS[plain]
    return next((role for pattern, role in _NAMES if pattern.search(plain)), "")


def wavelength_nm(tags: Mapping[str, str], imagery: Mapping[str, str]) -> Optional[float]:
    """Return the centre wavelength of a band in nm, or ``None`` if its metadata has none.

    :param tags: of the band; ENVI's ``wavelength`` and ``wavelength_units``, in any case.
    :param imagery: of the band, GDAL's IMAGERY domain, in µm.
    """
    lower = {key.lower(): str(value) for key, value in tags.items()}
    text = next((lower[key] for key in _WAVELENGTH_KEYS if key in lower), "")
    unit = next((lower[key] for key in _UNIT_KEYS if key in lower), "")
    if imagery.get("CENTRAL_WAVELENGTH_UM"):
        text, unit = imagery["CENTRAL_WAVELENGTH_UM"], "micrometers"
    match = re.match(r"\s*([0-9.]+(?:e[+-]?\d+)?)\s*([a-zµμ]*)", text.lower())
    try:
        value = float(match.group(1)) if match else 0.0
    except ValueError:
        return None
    return _nanometres(value, (match.group(2) if match else "") or unit) if value > 0 and math.isfinite(value) else None


def _nanometres(value: float, unit: str) -> float:
    """Return a wavelength in nm. Without a unit, a number below 100 cannot be nanometres of light that sensors see."""
    unit = unit.strip().lower()
    if unit in ("m", "meters", "metres") or (not unit and value < 1e-3):
        return value * 1e9
    return (
        value * 1000.0 if unit.startswith(("micro", "um", "µm", "μm")) or (not unit.startswith("n") and value < 100) else value
    )


def _role_of_wavelength(wavelength: Optional[float]) -> str:
    if wavelength is None:
        return ""
    return next((role for role, (low, high) in WAVELENGTHS.items() if low <= wavelength <= high), "")


def _agree(bands: Sequence[RasterBand], order: Sequence[str]) -> bool:
    """Return whether the reported bands fit the order of bands of the sensor."""
    return all(band.role in ("", "alpha", role) for band, role in zip(bands, order))


def _sensor(path: str, tags: Mapping[str, str]) -> str:
    """Return the sensor by the file's metadata, else by its name; ``""`` = not known."""
    by_key = {key.upper(): value for key, value in tags.items()}
    texts = [by_key[key] for key in _SENSOR_KEYS if key in by_key]
    # Of a path its last parts: products lie in folders that are called after them.
    texts.append("/".join(re.split(r"[\\/]", path)[-2:]) if len(path) < 4096 else "")
    for text in texts:
        for pattern, sensor in _SENSORS:
            if re.search(pattern, text.lower()):
                return sensor
    return ""


def _code_roles(bands: Sequence[RasterBand], sensor: str, path: str) -> Tuple[str, ...]:
    """Return roles of bands that are named by a sensor's codes: B04, SR_B4, Band 8A."""
    matches = [_CODE.search(band.description.strip()) for band in bands]
    codes = [match.group(1).lower().lstrip("0") if match else "" for match in matches]
    if sensor not in _CODES:
        sensor = next((found for found in (_sensor(band.description, {}) for band in bands) if found), "")
    if sensor not in _CODES:
        sensor = _sensor_of_codes([band.description.strip().lower() for band in bands], codes) or _sensor_of_short_name(path)
    table = _CODES.get(sensor, {})
    return tuple(table.get(code, "") for code in codes)


def _sensor_of_codes(names: Sequence[str], codes: Sequence[str]) -> str:
    """Return the sensor whose products name bands so: B8A and B04 are Sentinel-2's, SR_B6 is of Landsat 8 and 9.

    Empty where several sensors' do: red of Landsat 8 and 9 is SR_B4, which of Landsat 4 to 7 is near infrared.
    """
    found = set(codes)
    # Of all bands of 10 m: as band 8, Landsat has a panchromatic one of another size.
    of_10_m = {"8"} < found <= {"2", "3", "4", "8"}
    if found & {"8a", "12"} or of_10_m or any(re.fullmatch(r"b0\d(?:[ _-]\d\dm)?", name) for name in names):
        return "msi"
    if any(name.startswith("st_b10") for name in names):
        return "oli"
    if any(name.startswith("st_b6") for name in names):
        return "tm"
    reflectances = {code for name, code in zip(names, codes) if name.startswith("sr_b")}
    if "6" in reflectances:
        return "oli"
    # Blue is the first of Landsat 4 to 7, of the others the second; who takes their coastal one takes near infrared, too.
    return "tm" if "1" in reflectances and ("7" in reflectances or "5" not in reflectances) else ""


def _sensor_of_short_name(path: str) -> str:
    """Return the sensor by a file's name that people give: S2_2020.tif. It decides on codes of bands only, not on an order."""
    name = re.split(r"[\\/]", path)[-1].lower() if len(path) < 4096 else ""
    return next((sensor for pattern, sensor in _SHORT_NAMES if re.search(pattern, name)), "")


def _imd_roles(imd: Mapping[str, str], count: int) -> Tuple[str, ...]:
    """Return roles by DigitalGlobe's and Maxar's IMD files: their ``bandId``, else their groups, which stand in the order of
    the bands."""
    matches = (_IMD_KEY.match(key.upper()) for key in imd)
    groups = list(dict.fromkeys(match.group(1) for match in matches if match))
    order = next((str(value).strip(' "') for key, value in imd.items() if key.upper() == "BANDID"), "")
    if sorted(order) == sorted(groups) and len(order) > 1:
        groups = list(order)
    elif groups == sorted(groups):  # by GDAL, where it copied them to another file: products have them by wavelength
        groups = [group for group in _IMD_BANDS if group in groups]
    roles = tuple(_IMD_BANDS.get(group, "") for group in groups)
    return roles if len(roles) == count else ()


def _stac_roles(path: str, count: int) -> Tuple[str, ...]:
    """Return roles by the STAC item that lies beside a file."""
    asset = stac_asset(path)
    return tuple(_stac_role(band) for band in asset.bands) if asset is not None and len(asset.bands) == count else ()


def _stac_role(band: Mapping[str, Any]) -> str:
    common = band.get("eo:common_name") or band.get("common_name")
    wavelength = band.get("eo:center_wavelength") or band.get("center_wavelength")
    role = role_of_name(str(common)) if common else ""
    if not role and isinstance(wavelength, (int, float)):
        role = _role_of_wavelength(wavelength * 1000)
    return role or role_of_name(str(band.get("name", "")))


def sample_places(width: int, height: int) -> Sequence[Tuple[int, int, int, int]]:
    """Return the windows (column, row, width, height) of a raster by whose values an alpha band is judged."""
    side_x, side_y = min(_SAMPLE, width), min(_SAMPLE, height)
    steps = range(_SAMPLES)
    cols = sorted({(width - side_x) * step // (_SAMPLES - 1) for step in steps})
    rows = sorted({(height - side_y) * step // (_SAMPLES - 1) for step in steps})
    return [(col, row, side_x, side_y) for row in rows for col in cols]


def is_mask(values: Sequence[float], counts: Sequence[int]) -> bool:
    """Return whether the values of a band that is declared alpha are a mask: nearly all 0 or opaque.

    Near infrared as a fourth band is tagged alpha by default when GDAL writes it.

    :param values: that occur. ``counts``: how often each.
    """
    total = sum(counts)
    opaque = max(values, default=0)
    between = [count for value, count in zip(values, counts) if value not in (0, opaque)]
    return total == 0 or len(between) <= _FEW_VALUES or sum(between) <= _SMALL_SHARE * total
