"""Sentinel-1 products by their names: polarisation, time, satellite, orbit, pass and unit.

Names are parsed as their producers document them: OPERA RTC-S1, ASF HyP3 RTC, Planetary Computer RTC, ESA GRD, SNAP, pyroSAR,
S1Tiling, Indigo RTC. What a name does not state stays empty; metadata and values are read elsewhere.
Standard library only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone
from typing import Callable, Dict, Match, Optional, Pattern, Sequence, Tuple

POWER, AMPLITUDE, DECIBEL = "power", "amplitude", "dB"
HUNDREDTHS = "dB x 100"  # decibels as whole numbers
UNITS = (POWER, AMPLITUDE, DECIBEL, HUNDREDTHS)
ASCENDING, DESCENDING = "ascending", "descending"
POLARISATIONS = ("VV", "VH", "HH", "HV")

# A repeat cycle of one satellite has this many orbits; the offsets are those of the absolute orbit number.
_ORBITS = 175
_OFFSETS: Dict[str, int] = {"S1A": 73, "S1B": 27, "S1D": 42}
# Sentinel-1C changed its orbit in June 2026; the number is not known between the two dates.
_S1C_OFFSETS: Tuple[Tuple[date, date, int], ...] = (
    (date(2024, 12, 1), date(2026, 6, 8), 172),
    (date(2026, 6, 24), date(9999, 12, 31), 99),
)


@dataclass(frozen=True)
class NameFacts:
    """Properties stated by the name of a file.

    :param product: producer's product, such as ``OPERA RTC-S1``.
    :param place: burst, tile or scene that the images of one series have in common; "" = not stated.
    :param polarisation: of :data:`POLARISATIONS`; "" = not stated, or several bands.
    :param time: acquisition, UTC; ``None`` = not stated.
    :param day_only: the name states the day, not the time.
    :param satellite: ``S1A`` .. ``S1D``; "" = not stated.
    :param track: relative orbit; ``None`` = not stated.
    :param direction: :data:`ASCENDING` or :data:`DESCENDING`; "" = not stated.
    :param unit: of :data:`UNITS`; "" = not stated.
    :param absolute_orbit: ``None`` = not stated.
    :param nodata: value that the product documents as nodata; ``None`` = as the file declares.
    :param ignored: why the file is no image of a series (a mask, an incidence map); "" = it is one.
    :param refused: reason and remedy if the file cannot be used as it is; "" = it can.
    """

    product: str
    place: str = ""
    polarisation: str = ""
    time: Optional[datetime] = None
    day_only: bool = False
    satellite: str = ""
    track: Optional[int] = None
    direction: str = ""
    unit: str = ""
    absolute_orbit: Optional[int] = None
    nodata: Optional[float] = None
    ignored: str = ""
    refused: str = ""


def facts_of_name(path: str) -> Optional[NameFacts]:
    """Return what the path of a file states, or ``None`` if it is of no known product.

    Example::

        facts_of_name("S1A_IW_20180128T161201_DVP_RTC30_G_gpuned_FD6A_VV.tif").unit  # "power"

    :param path: with its folders: those of Planetary Computer hold the name of the product.
    """
    parts = [part for part in re.split(r"[\\/]+", path) if part]
    if not parts:
        return None
    for pattern, read in _PRODUCTS:
        match = pattern.match(parts[-1])
        if match:
            facts = read(match, parts[:-1])
            return _with_track(facts)
    return None


def facts_of_date(path: str) -> NameFacts:
    """Return the date and the polarisation in the name of a file of no known product, as far as it has them.

    Example::

        facts_of_date("farm_2024-05-01_VH.tif").time  # 2024-05-01 00:00 UTC, day_only
    """
    name = re.split(r"[\\/]+", path)[-1]
    facts = NameFacts("", polarisation=_polarisation_in(re.sub(r"[^A-Za-z]+", " ", name)), unit=_decibel_in(name))
    found = _DATED.search(name)
    if found is None:
        return facts
    clock = found["clock"] or ""
    try:
        time = _time("".join((found["year"], found["month"], found["day"], "T", clock or "000000")))
    except ValueError:  # digits that are no date
        return facts
    return replace(facts, time=time, day_only=not clock)


def relative_orbit(satellite: str, absolute: int, day: date) -> Optional[int]:
    """Return the relative orbit of an absolute one, or ``None`` where it is not certain.

    Source: the offsets that ESA's orbit numbering implies, as in public processors (MintPy); example: 4739 of S1A is 117.

    :param day: of the acquisition: S1C changed its orbit in June 2026.
    """
    if satellite == "S1C":
        offsets = [offset for first, last, offset in _S1C_OFFSETS if first <= day <= last]
    else:
        offsets = [_OFFSETS[satellite]] if satellite in _OFFSETS else []
    return (absolute - offsets[0]) % _ORBITS + 1 if offsets else None


def direction_by_local_time(time: datetime, longitude: float) -> str:
    """Return the pass by the local solar time of the acquisition, or "" where that does not decide.

    Sentinel-1 crosses the equator at 18 h local time ascending and at 6 h descending.

    :param time: UTC.
    :param longitude: of the image's centre, degrees.
    """
    hours = (time.hour + time.minute / 60 + time.second / 3600 + longitude / 15) % 24
    if abs(hours - 18) <= 2:
        return ASCENDING
    return DESCENDING if abs(hours - 6) <= 2 else ""


def same_track(first: datetime, second: datetime, same_satellite: bool) -> bool:
    """Return whether two acquisitions of one place are of one track, by their times alone.

    One satellite repeats its track every 12 days, two every 6; acquisitions keep within 90 s of that.
    """
    period = timedelta(days=12 if same_satellite else 6)
    offset = abs(second - first) % period
    return min(offset, period - offset) <= timedelta(seconds=90)


def _with_track(facts: NameFacts) -> NameFacts:
    if facts.track is None and facts.absolute_orbit is not None and facts.time is not None:
        return replace(facts, track=relative_orbit(facts.satellite, facts.absolute_orbit, facts.time.date()))
    return facts


def _time(text: str) -> datetime:
    """``20211119T015854`` as UTC."""
    return datetime.strptime(text.upper(), "%Y%m%dT%H%M%S").replace(tzinfo=timezone.utc)


def _direction(text: str) -> str:
    return {"A": ASCENDING, "D": DESCENDING}.get(text[:1].upper(), "")


def _opera(match: Match[str], folders: Sequence[str]) -> NameFacts:
    place = f"T{match['track']}-{match['burst'].upper()}"
    layer = match["layer"].upper()
    if match["static"]:
        return NameFacts("OPERA RTC-S1-STATIC", place, ignored="static layer")
    facts = NameFacts(
        "OPERA RTC-S1", place, layer, _time(match["time"]), False, match["satellite"].upper(), int(match["track"]), unit=POWER
    )
    return facts if layer in POLARISATIONS else replace(facts, polarisation="", ignored=layer.lower())


_HYP3_UNITS = {"p": POWER, "d": DECIBEL, "a": AMPLITUDE}


def _hyp3(match: Match[str], folders: Sequence[str]) -> NameFacts:
    layer = match["layer"]
    facts = NameFacts(
        "HyP3 RTC",
        polarisation=layer.upper(),
        time=_time(match["time"]),
        satellite=match["satellite"].upper(),
        unit=_HYP3_UNITS[match["flags"][1].lower()],
        nodata=0.0,
    )
    return facts if layer.upper() in POLARISATIONS else replace(facts, polarisation="", ignored=layer.lower())


def _planetary(match: Match[str], folders: Sequence[str]) -> NameFacts:
    scene = next((found for found in map(_GRD_NAME.match, reversed(folders)) if found), None)
    facts = NameFacts("Planetary Computer RTC", polarisation=match["polarisation"].upper(), unit=POWER, nodata=-32768.0)
    if scene is None:
        return facts
    return replace(facts, time=_time(scene["time"]), satellite=scene["satellite"].upper(), absolute_orbit=int(scene["orbit"]))


_UNCALIBRATED = "it is ground range, uncalibrated: calibrate and terrain-correct it first (SNAP, HyP3)"


def _grd(match: Match[str], folders: Sequence[str]) -> NameFacts:
    satellite, time, orbit = match["satellite"].upper(), _time(match["time"]), int(match["orbit"])
    facts = NameFacts("Sentinel-1 GRD", time=time, satellite=satellite, absolute_orbit=orbit)
    rest = match["rest"]
    if re.match(r"^(_COG)?(\.SAFE|\.zip)?$", rest, re.IGNORECASE):
        return replace(facts, refused=_UNCALIBRATED)
    if not re.search(r"_(TC|Cal|RTC|TF)(_|\.|$)|(?:Sigma0|Gamma0|Beta0)", rest, re.IGNORECASE):
        return replace(facts, product="Sentinel-1 scene", polarisation=_polarisation_in(rest), unit=_decibel_in(rest))
    return replace(facts, product="SNAP", polarisation=_polarisation_in(rest), unit=_decibel_in(rest), nodata=0.0)


def _measurement(match: Match[str], folders: Sequence[str]) -> NameFacts:
    return NameFacts(
        "Sentinel-1 GRD",
        polarisation=match["polarisation"].upper(),
        time=_time(match["time"]),
        satellite=match["satellite"].upper(),
        absolute_orbit=int(match["orbit"]),
        refused=_UNCALIBRATED,
    )


def _snap_band(match: Match[str], folders: Sequence[str]) -> NameFacts:
    """Return a band in the ``.data`` folder of a BEAM-DIMAP product, or a GeoTIFF called after a band, as Indigo's are."""
    facts = NameFacts("SNAP", polarisation=match["polarisation"].upper(), unit=DECIBEL if match["decibel"] else "", nodata=0.0)
    for folder in reversed(folders):
        indigo = _INDIGO_NAME.match(folder)
        if indigo:
            return replace(_indigo(indigo, ()), polarisation=facts.polarisation)
        scene = _GRD_NAME.match(folder)
        if scene:
            return replace(
                facts, time=_time(scene["time"]), satellite=scene["satellite"].upper(), absolute_orbit=int(scene["orbit"])
            )
    return facts


def _pyrosar(match: Match[str], folders: Sequence[str]) -> NameFacts:
    return NameFacts(
        "pyroSAR",
        polarisation=match["polarisation"].upper(),
        time=_time(match["time"]),
        satellite=match["satellite"].upper(),
        direction=_direction(match["direction"]),
        unit=DECIBEL if match["rest"].lower().endswith("_db") else "",
    )


def _s1tiling(match: Match[str], folders: Sequence[str]) -> NameFacts:
    clock = match["clock"].lower()
    known = "x" not in clock
    return NameFacts(
        "S1Tiling",
        match["tile"].upper(),
        match["polarisation"].upper(),
        _time(f"{match['day']}T{clock if known else '000000'}"),
        not known,
        match["satellite"].upper(),
        int(match["track"]),
        _direction(match["direction"]),
        POWER,
    )


def _indigo(match: Match[str], folders: Sequence[str]) -> NameFacts:
    time = _time(f"{match['day']}T000000")
    return NameFacts(
        "Indigo RTC",
        match["tile"].upper(),
        time=time,
        day_only=True,
        satellite=match["satellite"].upper(),
        direction=_direction(match["direction"]),
        unit=POWER,
        polarisation=_polarisation_in(match["rest"]),
    )


def _burst(match: Match[str], folders: Sequence[str]) -> NameFacts:
    place = f"T{match['track']}-{match['burst'].upper()}"
    return NameFacts("RTC burst", place, time=_time(match["time"]), track=int(match["track"]), unit=POWER)


def _polarisation_in(text: str) -> str:
    """Return the polarisation that a part of a name states; "" where it is none or several."""
    found = set(re.findall(r"(?<![A-Z])(VV|VH|HH|HV)(?![A-Z])", text.upper()))
    return found.pop() if len(found) == 1 else ""


def _decibel_in(text: str) -> str:
    return DECIBEL if re.search(r"_db(?![a-z])", text, re.IGNORECASE) else ""


_SCENE = (
    r"(?P<satellite>S1[A-D])_(?:IW|EW|S[1-6]|WV)_GRD[FHM]_1S(?:DV|DH|SV|SH)_(?P<time>\d{8}T\d{6})_\d{8}T\d{6}"
    r"_(?P<orbit>\d{6})_[0-9A-F]{6}(?:_[0-9A-F]{4})?"
)
_GRD_NAME = re.compile(_SCENE, re.IGNORECASE)


def _pattern(text: str) -> Pattern[str]:
    return re.compile(text, re.IGNORECASE)


_DATED = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<mark>[-_.]?)(?P<month>\d\d)(?P=mark)(?P<day>\d\d)(?:[T_]?(?P<clock>\d{6}))?(?!\d)"
)
_INDIGO_NAME = _pattern(
    r"(?P<satellite>S1[A-D])_(?P<day>\d{8})_(?P<tile>\d{2}[A-Z]{3})_(?P<direction>ASC|DSC|DES)(?P<rest>\w*)(?:\.tiff?)?$"
)

# The first pattern that fits decides. To add a product, write its reader and its line here.
_PRODUCTS: Tuple[Tuple[Pattern[str], Callable[[Match[str], Sequence[str]], NameFacts]], ...] = (
    (
        _pattern(
            r"OPERA_L2_RTC-S1(?P<static>-STATIC)?_T(?P<track>\d{3})-(?P<burst>\d+-IW\d)_(?P<time>\d{8}(?:T\d{6})?)Z?_"
            r"(?:\d{8}T\d{6}Z_)?(?P<satellite>S1[A-D])_\d+_v[\d.]+_(?P<layer>\w+)\.tiff?$"
        ),
        _opera,
    ),
    (
        _pattern(
            r"(?P<satellite>S1[A-D])_(?:IW|EW|S[1-6])_(?P<time>\d{8}T\d{6})_[DS][VH][PRO]_RTC\d+_G_(?P<flags>[gs][pda][uw][nf][ec][dm])"
            r"_[0-9A-F]{4}_(?P<layer>VV|VH|HH|HV|rgb|area|dem|inc_map|ls_map)\.tiff?$"
        ),
        _hyp3,
    ),
    (_pattern(r"(?:iw|ew|s\d)-(?P<polarisation>vv|vh|hh|hv)\.rtc\.tiff?$"), _planetary),
    (
        _pattern(
            r"(?P<satellite>s1[a-d])-(?:iw|ew|s\d)-grd-(?P<polarisation>vv|vh|hh|hv)-(?P<time>\d{8}t\d{6})-\d{8}t\d{6}-(?P<orbit>\d{6})-"
        ),
        _measurement,
    ),
    (_pattern(_SCENE + r"(?P<rest>.*)$"), _grd),
    (
        _pattern(r"(?:Sigma|Gamma|Beta)0_(?P<polarisation>VV|VH|HH|HV)(?P<decibel>_db)?\.(?:img|tiff?)$"),
        _snap_band,
    ),
    (
        _pattern(
            r"(?P<satellite>S1[A-D])__(?:IW|EW|S\d)_*_(?P<direction>[AD])_(?P<time>\d{8}T\d{6})_(?P<polarisation>VV|VH|HH|HV)"
            r"(?P<rest>\w*[\w-]*)\.tiff?$"
        ),
        _pyrosar,
    ),
    (
        _pattern(
            r"(?P<satellite>s1[a-d])_(?P<tile>\d{2}[A-Z]{3})_(?P<polarisation>vv|vh|hh|hv)_(?P<direction>ASC|DES)_(?P<track>\d{3})_"
            r"(?P<day>\d{8})t(?P<clock>[\dx]{6})\w*\.tiff?$"
        ),
        _s1tiling,
    ),
    (_INDIGO_NAME, _indigo),
    (_pattern(r"T(?P<track>\d{3})-(?P<burst>\d+-IW\d)_(?P<time>\d{8}T\d{6})Z?\.tiff?$"), _burst),
)
