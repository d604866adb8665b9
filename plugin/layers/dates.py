"""Dates of acquisition, from the names and the metadata of images. Standard library only.

A date is ISO 8601: ``yyyy-mm-dd``, or no more of it than is known: ``yyyy-mm``, ``yyyy``.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from typing import Callable, Iterator, Mapping, Optional, Tuple

_EARLIEST_YEAR = 1900  # eight digits that start lower are serial numbers, not dates
_LATEST_YEAR = 2100
# 2020-08-12, 2020_08_12, 2020.08.12 or 20200812, followed by a time (T103021) or by anything but a digit.
_CALENDAR = re.compile(r"(?<!\d)(\d{4})([-_.:/ ]?)(\d{2})\2(\d{2})(?!\d)")
# 20200812103021 and 202008121030210: with the time behind it, to the second or finer.
_MOMENT = re.compile(r"(?<!\d)(\d{4})(\d{2})(\d{2})(?:[01]\d|2[0-3])[0-5]\d[0-5]\d\d{0,3}(?!\d)")
# 2020225, A2020225 and 2020-225: the day of the year, which only satellites' products write.
_DAY_OF_YEAR = re.compile(r"(?:^|[._ -]A?|(?<![A-Za-z0-9])A)(19[7-9]\d|20\d\d)(-?)([0-3]\d\d)(?=$|[._ -]|T\d)")
# 12.08.2020: with dots the day comes first wherever dates are written with dots.
_DOTTED = re.compile(r"(?<!\d)(\d{1,2})\.(\d{1,2})\.(\d{4})(?!\d)")
# 31-08-2019, 08/31/2019, 31_08_2019 and 31082019: which of the first two is the day is known where one exceeds 12.
_DAY_OR_MONTH_FIRST = re.compile(r"(?<!\d)(\d{1,2})([-_/])(\d{1,2})\2(\d{4})(?!\d)")
_COMPACT_YEAR_LAST = re.compile(r"(?<!\d)(\d{2})()(\d{2})(\d{4})(?!\d)")
# Aug 31 2019, 31 August 2019, 31aug2019, 2019-Aug-31, and Aug 2019, 2019Aug without a day.
_WORD = r"(?<![^\W\d_])([^\W\d_]{3,10})(?![^\W\d_])"
_GAP = r"[-_., ]{0,2}"
_NAMED = (
    (re.compile(rf"(?<!\d)(\d{{1,2}}){_GAP}{_WORD}{_GAP}(\d{{4}})(?!\d)"), (2, 1, 0)),
    (re.compile(rf"{_WORD}{_GAP}(\d{{1,2}})[-_., ]{{1,2}}(\d{{4}})(?!\d)"), (2, 0, 1)),
    (re.compile(rf"(?<!\d)(\d{{4}}){_GAP}{_WORD}{_GAP}(\d{{1,2}})(?!\d)"), (0, 1, 2)),
)
_NAMED_MONTH = (
    (re.compile(rf"{_WORD}{_GAP}(\d{{4}})(?!\d)"), (1, 0)),
    (re.compile(rf"(?<!\d)(\d{{4}}){_GAP}{_WORD}"), (0, 1)),
)
# Of English, German, French, Spanish, Italian and Portuguese, without accents.
_MONTH_NAMES = (
    "january januar janvier enero gennaio janeiro jan ene gen janv",
    "february februar fevrier febrero febbraio fevereiro feb fev fevr",
    "march marz maerz mars marzo marco mar mrz",
    "april avril abril aprile apr avr abr",
    "may mai mayo maggio maio mag",
    "june juni juin junio giugno junho jun giu",
    "july juli juillet julio luglio julho jul juil lug",
    "august aout agosto aug ago",
    "september septembre septiembre settembre setembro sep sept set",
    "october oktober octobre octubre ottobre outubro oct okt ott out",
    "november novembre noviembre novembro nov",
    "december dezember decembre diciembre dicembre dezembro dec dez dic",
)
_MONTHS = {name: f"{number:02}" for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
# 2020-08, and 2020 alone. Not the sizes and units that look like it: 2000x2000, 1950m, EPSG2056 (a year to come).
_MONTH = re.compile(r"(?<!\d)(\d{4})-(0[1-9]|1[0-2])(?![-\d])")
_YEAR = re.compile(r"(?<!\d)(?<!\d[x*])(\d{4})(?![\dA-Za-z*])")
# Landsat scene names from before the collections: LT50060661985207CUB00 (sensor, path, row, year, day of the year).
_LANDSAT_SCENE = re.compile(r"\bL[COTEM]\d\d{6}(\d{4})(\d{3})(?:[A-Z]{3}\d{2}|(?!\d))")
# In this order, from the most to the least specific. In upper case; TIFFTAG_DATETIME is left out on purpose: most
# programs write there when the file was made.
_METADATA_KEYS = (
    "ACQUISITIONDATETIME",
    "ACQUISITION_DATETIME",
    "ACQUISITION_DATE",
    "ACQUISITIONDATE",
    "DATE_ACQUIRED",
    "SENSING_TIME",
    "DATATAKE_1_DATATAKE_SENSING_START",
    "PRODUCT_START_TIME",
    "RANGEBEGINNINGDATE",
    "NC_GLOBAL#TIME_COVERAGE_START",
    "TIME_COVERAGE_START",
    "DATETIME",
    "DATE",
)
_FILE_DATE_KEY = "TIFFTAG_DATETIME"


def date_in_text(text: str) -> Optional[str]:
    """Return the first date of the calendar in a name or a metadata value, as ``yyyy-mm-dd``; ``None`` when there is none.

    Understands ISO 8601, ``yyyymmdd``, ``yyyy_mm_dd``, ``dd.mm.yyyy``, TIFF's ``yyyy:mm:dd``, names of months, days of a year
    (``yyyyddd``, Landsat's old scene names), and years that come last where day and month cannot be mistaken
    (``31-08-2019``): of others see :func:`ambiguous_date`.
    """
    calendar = [(match.group(1), match.group(3), match.group(4)) for match in _CALENDAR.finditer(text)]
    calendar += [(match.group(1), match.group(2), match.group(3)) for match in _MOMENT.finditer(text)]
    dotted = [(match.group(3), match.group(2), match.group(1)) for match in _DOTTED.finditer(text)]
    for parts in (*calendar, *dotted, *_named_dates(text)):
        found = _iso(*parts)
        if found:
            return found
    for readings in _year_last(text):
        if len(readings) == 1:
            return readings[0]
    scenes = [match.groups() for match in _LANDSAT_SCENE.finditer(text)]
    latest = str(datetime.date.today().year)
    scenes += [match.group(1, 3) for match in _DAY_OF_YEAR.finditer(text) if match.group(1) <= latest]
    return next((day for day in (day_of_year(int(year), int(day)) for year, day in scenes) if day), None)


def day_of_year(year: int, number: int) -> Optional[str]:
    """Return the date of a day of a year, from 1; ``None`` where the year has no such day."""
    if not (_EARLIEST_YEAR <= year <= _LATEST_YEAR and 1 <= number <= 366):
        return None
    day = datetime.date(year, 1, 1) + datetime.timedelta(days=number - 1)
    return day.isoformat() if day.year == year else None


def ambiguous_date(text: str) -> Optional[Tuple[str, str]]:
    """Return both readings of the first date whose day and month may be either (``05-03-2021``), day first.

    ``None`` where there is none, or where another date in the text is certain.
    """
    if date_in_text(text) is not None:
        return None
    return next(((readings[0], readings[1]) for readings in _year_last(text) if len(readings) == 2), None)


def _year_last(text: str) -> Iterator[Tuple[str, ...]]:
    """Yield the readings of each date whose year comes last: one, or two that differ, day first."""
    for pattern in (_DAY_OR_MONTH_FIRST, _COMPACT_YEAR_LAST):
        for match in pattern.finditer(text):
            one, other, year = match.group(1), match.group(3), match.group(4)
            found = [_iso(year, month, day) for day, month in ((one, other), (other, one))]
            readings = tuple(dict.fromkeys(item for item in found if item))
            if readings:
                yield readings


def _named_dates(text: str) -> Iterator[Tuple[str, str, str]]:
    """Yield year, month and day of dates whose month is a word."""
    plain = _without_accents(text)
    for pattern, order in _NAMED:
        for match in pattern.finditer(plain):
            year, word, day = (match.group(index + 1) for index in order)
            if word in _MONTHS:
                yield year, _MONTHS[word], day


def _named_months(text: str) -> Iterator[Tuple[str, str]]:
    plain = _without_accents(text)
    for pattern, order in _NAMED_MONTH:
        for match in pattern.finditer(plain):
            year, word = (match.group(index + 1) for index in order)
            if word in _MONTHS:
                yield year, _MONTHS[word]


def _without_accents(text: str) -> str:
    """Return the text in lower case, ``ä`` as ``a``."""
    parts = unicodedata.normalize("NFKD", text)
    return "".join(part for part in parts if not unicodedata.combining(part)).lower()


def month_or_year_in_text(text: str) -> Optional[str]:
    """Return the first month of a name or a metadata value, else its first year, as ``yyyy-mm`` or ``yyyy``; ``None`` = none.

    No image is of a year to come: such numbers are something else.
    """
    latest = datetime.date.today().year
    for year, month in _named_months(text):
        if _EARLIEST_YEAR <= int(year) <= latest:
            return f"{year}-{month}"
    for pattern in (_MONTH, _YEAR):
        for match in pattern.finditer(text):
            if _EARLIEST_YEAR <= int(match.group(1)) <= latest:
                return "-".join(match.groups())
    return None


def first_day(date: str) -> str:
    """Return the first day of a date of which perhaps only the year or the month is known, as ``yyyy-mm-dd``."""
    return f"{date}-01-01"[: len("yyyy-mm-dd")]


def is_later(date: str, other: str) -> bool:
    """Return whether one date is later than another for sure: by what is known of both."""
    known = min(len(date), len(other))
    return date[:known] > other[:known]


def date_in_metadata(metadata: Mapping[str, str], read: Callable[[str], Optional[str]] = date_in_text) -> Optional[str]:
    """Return the date of acquisition in GDAL metadata, as ``read`` finds it; keys in any case."""
    by_key = {key.upper(): value for key, value in metadata.items()}
    found = (read(by_key[key]) for key in _METADATA_KEYS if key in by_key)
    return next((date for date in found if date), None)


def file_date_in_metadata(metadata: Mapping[str, str]) -> Optional[str]:
    """Return the date in TIFF's own tag, as ``yyyy-mm-dd``: often when the file was made, so the last resort."""
    return date_in_text(metadata.get(_FILE_DATE_KEY, ""))


def _iso(year: str, month: str, day: str) -> Optional[str]:
    if not _EARLIEST_YEAR <= int(year) <= _LATEST_YEAR:
        return None
    try:
        return datetime.date(int(year), int(month), int(day)).isoformat()
    except ValueError:  # not in the calendar
        return None
