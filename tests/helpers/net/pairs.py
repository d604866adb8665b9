"""Pairs of dates drawn at random over what rasters differ in; standard library only, JSON types across processes.

A pair is named by its seed: ``drawn(random.Random(17))`` is pair 17 of ``tests/benchmarks/net.py``.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, field
from typing import Any, Optional, Tuple

NAMES = ("red", "green", "blue", "nir", "swir1")
ALIASES = (
    ("Red", "B04 - red", "rouge", "665 nm"),
    ("GREEN", "B03 (Green)", "vert", "560 nm"),
    ("Blue", "B02 blue", "bleu", "490 nm"),
    ("NIR", "near infrared", "B08 nir", "842 nm"),
    ("SWIR1", "swir 16", "1610 nm", "SWIR 1"),
)
NANOMETRES = (665.0, 560.0, 490.0, 842.0, 1610.0)
FOREIGN = ("coherence", "slope", "vv", "height", "wet")  # names that no sensor's bands have

NODATA: dict[str, tuple[str, ...]] = {
    "uint8": ("0", "255", "7"),
    "uint16": ("0", "65535", "7"),
    "int16": ("-32768", "-9999", "0"),
    "uint32": ("0", "4294967295"),
    "int32": ("-9999", "0", "-2147483648"),
    "int64": ("-9999", "0", "-9223372036854775808"),
    "uint64": ("0", "18446744073709551615"),
    "float32": ("-9999", "nan", "-3.4028234663852886e+38", "-3.4e+38", "0", "-9999.9", "1e+20", "-inf"),
    "float64": ("-9999", "nan", "-1.7976931348623157e+308", "0.1", "0"),
}
UNFIT = {"uint8": ("-9999", "256"), "uint16": ("-9999", "65536"), "int16": ("-99999", "1e+20")}
TYPES = (
    "uint8",
    "uint8",
    "uint8",
    "uint16",
    "uint16",
    "int16",
    "uint32",
    "int32",
    "int64",
    "uint64",
    "float32",
    "float32",
    "float64",
)


@dataclass(frozen=True)
class Bands:
    """The bands of a file.

    :param channels: of each band, what it shows: an index of :data:`NAMES`.
    :param names: descriptions, ``""`` = none. ``colours``: GDAL's interpretations. ``wavelengths``: nm.
    """

    channels: Tuple[int, ...]
    names: Tuple[str, ...]
    colours: Tuple[str, ...]
    wavelengths: Tuple[Optional[float], ...]


@dataclass(frozen=True)
class Date:
    """How one date is stored.

    :param hole: what makes pixels hold no data; ``nodata``: the declared value of each band, as text.
    :param scale: scale and offset of each band.
    :param place: where it lies, see :func:`transform_of`. ``georeference``: ``transform``, ``points`` or ``world file``.
    :param content: ``noise`` or ``plane``. ``top``: the largest value.
    :param unit: of a plane: pixels in which its slope is counted, metres.
    """

    driver: str
    dtype: str
    bands: Bands
    hole: str
    nodata: Tuple[str, ...]
    scale: Tuple[Tuple[float, float], ...]
    options: Tuple[str, ...]
    overviews: Tuple[int, ...]
    place: dict[str, Any]
    georeference: str
    content: str
    top: int
    unit: float
    palette: bool
    alpha: str
    collar: bool
    seed: int


@dataclass(frozen=True)
class Pair:
    """Two dates.

    :param compared: the channels that are compared, in the order of the first date's bands.
    :param failures: codes, one of which refuses the pair; none = it must be read.
    :param exact: whether pixels are read as they are or as means of whole ones.
    :param place: longitude and latitude that both dates show.
    """

    before: Date
    after: Date
    compared: Tuple[int, ...]
    failures: Tuple[str, ...]
    exact: bool
    place: Tuple[float, float]
    story: str = field(default="")


def drawn(rng: random.Random) -> Pair:
    """Draw a pair."""
    story, bands, compared, failures, palette = _bands(rng)
    exact = rng.random() < 0.55
    place = _exact_places(rng) if exact else _warped_places(rng)
    if place["apart"]:
        failures = (*failures, "no_overlap")
    types = [_type(rng, palette[number]) for number in range(2)]
    if rng.random() < 0.5 and not any(palette):
        types[1] = types[0]
    dates = [
        _date(
            rng, types[number], bands[number], palette[number], exact, place["dates"][number], place["unit"], story == "silent"
        )
        for number in range(2)
    ]
    return Pair(dates[0], dates[1], compared, failures, exact, place["place"], story)


# -- bands -----------------------------------------------------------------------------------------------------------------


def _silent(channels: Tuple[int, ...]) -> Bands:
    count = len(channels)
    return Bands(channels, ("",) * count, ("gray", *("undefined",) * (count - 1)), (None,) * count)


def _named(channels: Tuple[int, ...], names: Tuple[str, ...]) -> Bands:
    return Bands(channels, names, _silent(channels).colours, (None,) * len(channels))


def _coloured(channels: Tuple[int, ...]) -> Bands:
    colours = tuple(NAMES[channel] if channel < 3 else "undefined" for channel in channels)
    return Bands(channels, ("",) * len(channels), colours, (None,) * len(channels))


def _measured(channels: Tuple[int, ...], rng: random.Random) -> Bands:
    waves = tuple(NANOMETRES[channel] + rng.choice((-15.0, 0.0, 12.0)) for channel in channels)
    return Bands(channels, ("",) * len(channels), _silent(channels).colours, waves)


def _shuffled(rng: random.Random, count: int) -> Tuple[int, ...]:
    return tuple(rng.sample(range(count), count))


def _alias(rng: random.Random, channels: Tuple[int, ...]) -> Tuple[str, ...]:
    return tuple(rng.choice((NAMES[channel], *ALIASES[channel])) for channel in channels)


def _bands(rng: random.Random) -> tuple[str, tuple[Bands, Bands], Tuple[int, ...], Tuple[str, ...], tuple[bool, bool]]:
    """The bands of both dates, those that are compared, failures, and which date has a colour table."""
    story = rng.choice(
        ("silent",) * 6
        + ("names",) * 4
        + ("subset", "subset", "colours", "colours", "wavelengths", "names and colours", "names and wavelengths")
        + ("usual", "unusual", "counts", "foreign", "palette", "palette")
    )
    none: tuple[bool, bool] = (False, False)
    if story == "silent":
        channels = tuple(range(rng.choice((1, 1, 2, 3, 3, 4, 5))))
        return story, (_silent(channels), _silent(channels)), channels, (), none
    if story == "counts":
        one, other = rng.sample(range(1, 6), 2)
        return story, (_silent(tuple(range(one))), _silent(tuple(range(other)))), (), ("bands_differ",), none
    if story in ("usual", "unusual"):
        count = rng.choice((3, 4))
        usual = tuple(range(count))
        order = usual
        while story == "unusual" and order[:3] == (0, 1, 2):
            order = _shuffled(rng, count)
        known = _named(order, _alias(rng, order)) if rng.random() < 0.5 or count == 4 else _coloured(order)
        pair = (_silent(usual), known) if rng.random() < 0.5 else (known, _silent(usual))
        return story, pair, usual, () if story == "usual" else ("bands_differ",), none
    if story == "palette":
        both = rng.random() < 0.3
        table = _coloured((0, 1, 2))
        other = table if both else rng.choice((_silent, _coloured))((0, 1, 2))
        first = rng.random() < 0.5
        return story, (table, other) if first else (other, table), (0, 1, 2), (), (first or both, both or not first)
    if story == "foreign":
        count = rng.randint(2, 5)
        orders = _shuffled(rng, count), _shuffled(rng, count)
        one, other = (_named(order, tuple(FOREIGN[channel] for channel in order)) for order in orders)
        return story, (one, other), one.channels, (), none
    count = 3 if story in ("colours", "names and colours") else rng.randint(2, 5)
    orders = _shuffled(rng, count), _shuffled(rng, count)
    if story == "subset":
        left_out = rng.randrange(count)
        orders = (tuple(c for c in orders[0] if c != left_out), orders[1])
        if rng.random() < 0.5:
            orders = orders[::-1]
        story_bands = tuple(_named(order, _alias(rng, order)) for order in orders)
        return story, (story_bands[0], story_bands[1]), tuple(c for c in orders[0] if c in orders[1]), (), none
    ways = {
        "names": ("names", "names"),
        "colours": ("colours", "colours"),
        "wavelengths": ("wavelengths", "wavelengths"),
        "names and colours": ("names", "colours"),
        "names and wavelengths": ("names", "wavelengths"),
    }[story]
    if rng.random() < 0.5:
        ways = ways[::-1]
    made = []
    for way, order in zip(ways, orders):
        made.append(
            _named(order, _alias(rng, order))
            if way == "names"
            else _coloured(order)
            if way == "colours"
            else _measured(order, rng)
        )
    return story, (made[0], made[1]), orders[0], (), none


# -- where ---------------------------------------------------------------------------------------------------------------------

KINDS = ("north-up",) * 4 + ("turned", "turned", "south-up", "mirrored", "turned over", "points", "sheared")
# Longitude and latitude, and CRSs that suit the place.
PLACES: tuple[tuple[tuple[float, float], tuple[str, ...]], ...] = (
    ((85.45, 27.6), ("EPSG:32645", "EPSG:32644", "EPSG:4326", "EPSG:3857", "+proj=laea +lat_0=27 +lon_0=86 +datum=WGS84")),
    ((85.45, 27.6), ("EPSG:32645", "EPSG:4326", "EPSG:3857", "EPSG:32645+5773")),
    ((15.0, 52.0), ("EPSG:32633", "EPSG:4326", "EPSG:3857", "EPSG:3035", "EPSG:2180", "EPSG:25833", "EPSG:4258")),
    ((-58.4, -34.6), ("EPSG:32721", "EPSG:4326", "EPSG:3857")),
    ((25.0, 78.0), ("EPSG:32635", "EPSG:3995", "EPSG:4326", "EPSG:3413")),
    ((180.0, -17.0), ("EPSG:32760", "EPSG:32701", "EPSG:4326", "EPSG:3832")),
)


def _exact_places(rng: random.Random) -> dict[str, Any]:
    """Dates in one CRS whose pixels meet, or of which several make one of the other."""
    place, crses = rng.choice(PLACES)
    crs = rng.choice(crses)
    multiples = rng.choice(((1, 1),) * 6 + ((2, 1), (3, 1), (4, 1), (1, 2), (1, 3)))
    step = max(multiples)
    aspect = rng.choice((1.0, 1.0, 1.0, 1.5, 2.0))
    metres = rng.choice((0.3, 0.5, 1.0, 10.0, 30.0))
    side = rng.randint(14, 40)
    apart = rng.random() < 0.03
    shift = [step * rng.randint(-(side // 2) // step, side // 2 // step) for _ in range(2)]
    if apart:
        shift[rng.randrange(2)] = 3 * side * step
    dates = []
    for number, multiple in enumerate(multiples):
        height, width = (max(2, (side + rng.randint(0, 8)) // multiple) for _ in range(2))
        dates.append(
            {
                "crs": crs,
                "pixel": (metres * aspect * multiple, metres * multiple),
                "corner": (shift[0], shift[1]) if number else (0, 0),
                "metres": metres * aspect,
                "size": (height, width),
                "kind": "north-up" if rng.random() < 0.9 else rng.choice(("south-up", "mirrored", "turned over")),
                "angle": 0.0,
                "wrap": 0,
                "averaged": multiple < step,
            }
        )
    return {"place": place, "dates": dates, "unit": metres * step, "apart": apart}


def _warped_places(rng: random.Random) -> dict[str, Any]:
    """Dates of any CRS, pixel size and orientation."""
    place, crses = rng.choice(PLACES)
    base = rng.choice((0.5, 1.0, 10.0))
    pixels = [base * rng.choice((0.6, 0.8, 1.0, 1.3, 1.7)) for _ in range(2)]
    if rng.random() < 0.4:
        pixels[1] = pixels[0]
    dates = []
    for pixel in pixels:
        size = rng.randint(28, 44), rng.randint(28, 44)
        reach = 0.2 * min(pixels) * 28
        aspect = rng.choice((1.0, 1.0, 1.0, 1.4))
        dates.append(
            {
                "crs": rng.choice(crses),
                "pixel": (pixel * aspect, pixel),
                "middle": (rng.uniform(-reach, reach), rng.uniform(-reach, reach)),
                "size": size,
                "kind": rng.choice(KINDS),
                "angle": rng.uniform(-175, 175),
                "wrap": rng.choice((0, 0, 0, 1, -1)) if place[0] == 180.0 else 0,
            }
        )
    return {"place": place, "dates": dates, "unit": max(pixels), "apart": False}


def transform_of(date: dict[str, Any], origin: tuple[float, float], per_metre: tuple[float, float]) -> tuple[float, ...]:
    """GDAL's six numbers of a drawn place.

    :param origin: in units of the CRS. ``per_metre``: units of the CRS in a metre, in both directions.
    """
    (xres, yres), (height, width) = date["pixel"], date["size"]
    xres, yres = xres * per_metre[0], yres * per_metre[1]
    if "corner" in date:
        row, col = date["corner"]
        fine = date["metres"] * per_metre[0], date["pixel"][1] / date["pixel"][0] * date["metres"] * per_metre[1]
        left, top = origin[0] + col * fine[0], origin[1] - row * fine[1]
    else:
        left = origin[0] + date["middle"][0] * per_metre[0] - width / 2 * xres
        top = origin[1] + date["middle"][1] * per_metre[1] + height / 2 * yres
    left += 360 * date["wrap"] if date["crs"] == "EPSG:4326" else 0
    kind = date["kind"]
    if kind == "south-up":
        return (left, xres, 0.0, top - height * yres, 0.0, yres)
    if kind == "mirrored":
        return (left + width * xres, -xres, 0.0, top, 0.0, -yres)
    if kind == "turned over":
        return (left + width * xres, -xres, 0.0, top - height * yres, 0.0, yres)
    if kind in ("turned", "sheared"):
        angle = math.radians(date["angle"])
        middle = left + width / 2 * xres, top - height / 2 * yres
        # Turned in metres: in degrees a circle is an ellipse.
        unit_x, unit_y = per_metre
        cos, sin = math.cos(angle), math.sin(angle)
        a, b = date["pixel"][0] * cos * unit_x, date["pixel"][1] * sin * unit_x
        d, e = date["pixel"][0] * sin * unit_y, -date["pixel"][1] * cos * unit_y
        if kind == "sheared":
            a, b, d, e = xres, 0.3 * xres, 0.1 * yres, -yres
        return (middle[0] - a * width / 2 - b * height / 2, a, b, middle[1] - d * width / 2 - e * height / 2, d, e)
    return (left, xres, 0.0, top, 0.0, -yres)


# -- how values are stored --------------------------------------------------------------------------------------------------


def _type(rng: random.Random, palette: bool) -> str:
    return "uint8" if palette else rng.choice(TYPES)


def _date(
    rng: random.Random, dtype: str, bands: Bands, palette: bool, exact: bool, place: dict[str, Any], unit: float, usual: bool
) -> Date:
    count = len(bands.channels)
    floats = dtype.startswith("float")
    drivers = ["GTiff"] * 10 + ["VRT"] * 2
    if dtype not in ("int64", "uint64"):
        drivers += ["ENVI", "HFA"]
    if place["kind"] not in ("north-up",):
        drivers = ["GTiff"] * 4 + ["VRT"]
    driver = rng.choice(drivers)
    # A PNG of three bands reports red, green and blue, whatever else it is given.
    if usual and dtype in ("uint8", "uint16") and count in (1, 3) and place["kind"] == "north-up" and rng.random() < 0.2:
        driver = "PNG"
    if palette:
        driver = rng.choice(("GTiff", "GTiff", "PNG")) if place["kind"] == "north-up" else "GTiff"
    if driver in ("ENVI", "HFA") and (any(bands.wavelengths) or {"red", "green", "blue"} & set(bands.colours)):
        driver = "GTiff"  # the others keep no such tags
    hole, nodata = _hole(rng, dtype, count, driver, palette)
    alpha = "mask" if hole == "alpha" else ""
    options, top = _options(rng, dtype, driver, floats)
    if "nan" in hole or "nan" in nodata:
        options = tuple(item for item in options if "LERC" not in item)  # GDAL writes some that it cannot read
    if alpha and top < 255:
        options, top = (), 250
    if not exact and any(text and float(text) > top + 1 for text in nodata):
        # Fewer bits would make another value of a nodata value: a spike in a plane.
        options = tuple(item for item in options if "NBITS" not in item)
    scale: Tuple[Tuple[float, float], ...] = ((1.0, 0.0),) * count
    if not palette and rng.random() < 0.35:
        kinds = ((1e-4, 0.0), (2.75e-5, -0.2), (0.5, 3.0), (1e-4, -0.1), (-1.0, 100.0))
        one = rng.choice(kinds)
        scale = tuple(rng.choice(kinds) if rng.random() < 0.2 else one for _ in range(count))
    # Of a raster of odd size the pixels of an overview are not quite two of its own: noise would show it.
    whole = not (exact and place["averaged"]) and hole in ("none", "nan") and not palette
    overviews = (2,) if whole and rng.random() < 0.25 and driver in ("GTiff", "HFA") else ()
    georeference = "points" if place["kind"] == "points" else "transform"
    if driver == "PNG" or (driver == "GTiff" and place["kind"] == "north-up" and rng.random() < 0.06):
        georeference = "world file"
    return Date(
        driver,
        dtype,
        bands,
        hole,
        nodata,
        scale,
        options,
        overviews,
        place,
        georeference,
        "noise" if exact else "plane",
        top,
        unit,
        palette,
        alpha,
        exact and rng.random() < 0.15,
        rng.randrange(2**31),
    )


def _hole(rng: random.Random, dtype: str, count: int, driver: str, palette: bool) -> tuple[str, Tuple[str, ...]]:
    kinds = ["none", "nodata", "nodata", "nodata"]
    if palette:
        kinds = ["none", "nodata", "transparent"]
    else:
        if driver in ("GTiff", "VRT"):
            kinds += ["mask", "mask", "msk", "alpha", "alpha", "nodata and mask"]
            if count == 3 and dtype in ("uint8", "uint16"):
                kinds += ["values"]
        if driver == "VRT":
            kinds += ["own nodata"] * 2
        if dtype.startswith("float"):
            kinds += ["nan", "nan", "nodata and nan"]
        if dtype in UNFIT and driver == "GTiff":
            kinds += ["unfit nodata"]
    kind = rng.choice(kinds)
    if kind in ("nodata", "nodata and mask", "nodata and nan"):
        return kind, (rng.choice(NODATA[dtype]),) * count
    if kind == "own nodata":
        return kind, tuple(rng.choice((*NODATA[dtype], "")) for _ in range(count))
    if kind == "unfit nodata":
        return kind, (rng.choice(UNFIT[dtype]),) * count
    if kind == "values":
        return kind, tuple(rng.choice(("0", "255", "7")) for _ in range(count))
    return kind, ("",) * count


def _options(rng: random.Random, dtype: str, driver: str, floats: bool) -> tuple[Tuple[str, ...], int]:
    """Creation options, and the largest value that they leave."""
    top = 250 if dtype == "uint8" else 30000
    if driver not in ("GTiff", "VRT"):
        return (), top
    options = []
    compression = rng.choice(("NONE", "NONE", "DEFLATE", "DEFLATE", "LZW", "PACKBITS", "ZSTD", "LZMA", "LERC", "LERC_DEFLATE"))
    if compression.startswith("LERC") and dtype in ("int64", "uint64"):
        compression = "DEFLATE"
    options.append(f"COMPRESS={compression}")
    if compression in ("DEFLATE", "LZW", "ZSTD") and rng.random() < 0.6:
        options.append(f"PREDICTOR={3 if floats else 2}" if dtype != "uint64" and dtype != "int64" else "PREDICTOR=1")
    options.append(f"INTERLEAVE={rng.choice(('BAND', 'PIXEL'))}")
    if rng.random() < 0.4:
        options += ["TILED=YES", f"BLOCKXSIZE={rng.choice((16, 32))}", f"BLOCKYSIZE={rng.choice((16, 32))}"]
    elif rng.random() < 0.3:
        options.append(f"BLOCKYSIZE={rng.choice((1, 3, 7))}")
    if rng.random() < 0.1:
        options.append("BIGTIFF=YES")
    if rng.random() < 0.1 and not (floats and any("PREDICTOR" in item for item in options)) and "LERC" not in compression:
        options.append("ENDIANNESS=BIG")
    plain = not any("PREDICTOR" in item or "LERC" in item for item in options)
    if dtype in ("uint8", "uint16") and rng.random() < 0.1 and plain:
        bits = rng.choice((4, 7)) if dtype == "uint8" else rng.choice((9, 12))
        options.append(f"NBITS={bits}")
        top = 2**bits - 2
    return tuple(options), top
