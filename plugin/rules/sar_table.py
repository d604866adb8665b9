"""The table of radar acquisitions (images, times, units), read and written as CSV.

Groundshift's own columns are :data:`COLUMNS`. Tables made elsewhere are read too: columns may have the names in
:data:`_ALIASES`, paths are relative to the table, other columns are not used. Standard library only.
"""

from __future__ import annotations

import csv
import io
import math
import os
import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Callable, Dict, Iterable, List, Mapping, Optional, Sequence, Tuple

from ..jobs.failure import JobFailure
from .delimited import TABLE_ERRORS, read_delimited
from .sar_products import ASCENDING, DESCENDING, POLARISATIONS, UNITS

CONDITIONS = ("temperature", "snow_depth", "precipitation")
COLUMNS = (
    "time",
    "place",
    *POLARISATIONS,
    "unit",
    "nodata",
    "satellite",
    "track",
    "direction",
    "incidence",
    *CONDITIONS,
    "product",
    "inferred",
)
_ALIASES: Dict[str, Tuple[str, ...]] = {
    "time": ("acquired_utc", "utc", "datetime", "acquisition_time", "date"),
    "place": ("burst", "tile", "scene"),
    "file": ("path", "filename", "image"),
    "track": ("relative_orbit", "relorbit"),
    "direction": ("orbit_direction", "pass", "orbit_direction_from_local_time"),
    "satellite": ("platform", "mission"),
    "incidence": ("incidence_angle",),
    "precipitation": ("precipitation_4d", "rain"),
    "nodata": ("no_data",),
}
# Frames of one pass follow each other within minutes; a satellite comes back after 99 minutes at the earliest.
SAME_PASS = timedelta(minutes=10)
_FRACTION = re.compile(r"(?<=:\d\d)\.(\d+)")
_RASTER_CELL = re.compile(r"\.[A-Za-z]\w*(#\d+)?$")  # the name of a file in place of a number


@dataclass(frozen=True)
class Band:
    """One polarisation: a band (from 1) of a file. ``number`` 0 = to be found by the band's description."""

    path: str
    number: int = 1

    def text(self, folder: str) -> str:
        """As a cell of the table in ``folder``."""
        try:
            path = os.path.relpath(self.path, folder)
        except ValueError:  # another drive
            path = self.path
        path = self.path if path.startswith("..") or self.path.startswith("/vsi") else path
        return path if self.number == 1 else f"{path}#{self.number}"


@dataclass(frozen=True)
class Acquisition:
    """A row of the table.

    :param time: UTC.
    :param bands: polarisation -> band; ``""`` -> a file whose polarisations are to be found.
    :param place: images of one place lie on the same ground; "" = all of the table.
    :param unit: of :data:`.sar_products.UNITS`; "" = unknown.
    :param nodata: in place of what the files declare; ``None`` = as they do.
    :param incidence: degrees. :param incidence_band: raster of it, in place of the number; ``None`` = none.
    :param conditions: of :data:`CONDITIONS`, as far as they are known.
    :param inferred: columns that no name and no metadata state.
    """

    time: datetime
    bands: Mapping[str, Band]
    place: str = ""
    unit: str = ""
    nodata: Optional[float] = None
    satellite: str = ""
    track: Optional[int] = None
    direction: str = ""
    incidence: Optional[float] = None
    incidence_band: Optional[Band] = None
    conditions: Mapping[str, float] = field(default_factory=dict)
    product: str = ""
    inferred: Tuple[str, ...] = ()

    @property
    def day(self) -> str:
        """ISO 8601 date and time, for messages."""
        return self.time.strftime("%Y-%m-%d %H:%M")


def is_earlier(row: Acquisition, date: Acquisition) -> bool:
    """Return whether an image is of an earlier pass than another: frames of one pass, which overlap, are of one time."""
    return date.time - row.time >= SAME_PASS


def same_track(row: Acquisition, date: Acquisition) -> bool:
    """Return whether two rows are of one track, as far as the table states it."""
    if row.track is not None and date.track is not None:
        return row.track == date.track
    return not row.direction or not date.direction or row.direction == date.direction


def read_table(path: str, parameter: str = "TABLE") -> Tuple[Acquisition, ...]:
    """Read a table of acquisitions, in the order of time.

    Example::

        for acquisition in read_table("acquisitions.csv"):
            print(acquisition.day, acquisition.satellite, sorted(acquisition.bands))

    :raises JobFailure: ``sar_table_unreadable``, ``sar_table_columns``, ``sar_table_cell`` or ``sar_table_empty``.
    """
    names, lines = open_table(path, parameter)
    columns = _columns(names)
    if "time" not in columns or not (set(columns) & {"file", *POLARISATIONS}):
        raise JobFailure("sar_table_columns", parameter, path=path, known=", ".join(names))
    folder = os.path.dirname(os.path.abspath(path))
    rows: List[Acquisition] = []
    for number, row in enumerate(lines, start=2):
        cells = {name: (row.get(column) or "").strip() for name, column in columns.items()}
        if any(cells.values()):
            rows.append(_acquisition(cells, folder, number, parameter))
    if not rows:
        raise JobFailure("sar_table_empty", parameter, path=path)
    return tuple(sorted(_without_repeats(rows), key=lambda item: (item.place, item.time)))


def check_place(rows: Iterable[Acquisition], place: Optional[str], needed: bool = True) -> List[str]:
    """Return the names of the places of a table, after a check of the one that was chosen.

    :param place: ``None`` = none was chosen.
    :param needed: whether one of several places has to be chosen.
    :raises JobFailure: ``sar_place_alone`` or ``sar_place_unknown``: the chosen place is not there; ``sar_places``: there are
        several and none was chosen.
    """
    places = sorted({row.place for row in rows})
    if place is not None and place not in places:
        if places == [""]:
            raise JobFailure("sar_place_alone", "PLACE")
        raise JobFailure("sar_place_unknown", "PLACE", place=place, known=", ".join(name for name in places if name))
    if needed and place is None and len(places) > 1:
        raise JobFailure("sar_places", "PLACE", known=", ".join(name for name in places if name))
    return places


def moved_table(path: str, new_path: Callable[[str], str], place: Optional[str] = None, parameter: str = "TABLE") -> str:
    """Return the text of a table with other paths in place of those of its images; other cells stay as they are.

    :param new_path: absolute path of an image -> the path to write.
    :param place: whose rows are kept; ``None`` = all.
    :raises JobFailure: ``sar_table_unreadable``.
    """
    names, lines = open_table(path, parameter)
    columns = _columns(names)
    folder = os.path.dirname(os.path.abspath(path))
    stream = io.StringIO()
    writer = csv.DictWriter(stream, [name for name in names if name], extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    for row in lines:
        cells = {name: (row.get(column) or "").strip() for name, column in columns.items()}
        if not any(cells.values()) or (place is not None and cells.get("place", "") != place):
            continue
        named = [name for name in POLARISATIONS if cells.get(name)]
        if _RASTER_CELL.search(cells.get("incidence", "")):
            named.append("incidence")
        for name in named:
            band = _band(cells[name], folder)
            row[columns[name]] = new_path(band.path) + (f"#{band.number}" if band.number != 1 else "")
        if cells.get("file"):  # used where no polarisation has a file of its own
            own = any(name in POLARISATIONS for name in named)
            row[columns["file"]] = "" if own else new_path(_path(cells["file"], folder))
        writer.writerow(row)
    return stream.getvalue()


def open_table(path: str, parameter: str) -> Tuple[Tuple[str, ...], List[Dict[str, str]]]:
    """Return the names of the columns and the rows of a table.

    :raises JobFailure: ``sar_table_unreadable``.
    """
    try:
        return read_delimited(path)
    except TABLE_ERRORS as error:
        raise JobFailure("sar_table_unreadable", parameter, path=path, reason=str(error)) from error


def table_text(rows: Sequence[Acquisition], folder: str) -> str:
    """Write a table that a user can edit, as CSV.

    :param folder: of the table's file: paths below it are relative.
    """
    stream = io.StringIO()
    writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        cells = {
            "time": row.time.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "place": row.place,
            "unit": row.unit,
            "nodata": "" if row.nodata is None else f"{row.nodata:.17g}",
            "satellite": row.satellite,
            "track": "" if row.track is None else str(row.track),
            "direction": row.direction,
            "incidence": _incidence_cell(row, folder),
            "product": row.product,
            "inferred": " ".join(row.inferred),
        }
        cells.update({name: band.text(folder) for name, band in row.bands.items() if name})
        cells.update({name: f"{value:g}" for name, value in row.conditions.items()})
        writer.writerow(cells)
    return stream.getvalue()


def _incidence_cell(row: Acquisition, folder: str) -> str:
    if row.incidence is None and row.incidence_band is not None:
        return row.incidence_band.text(folder)
    return "" if row.incidence is None else f"{row.incidence:g}"


def parse_time(text: str) -> datetime:
    """Parse an ISO 8601 time; one without a zone is UTC.

    :raises ValueError: it is none.
    """
    microseconds = _FRACTION.sub(lambda found: f".{found[1][:6]:0<6}", text.strip())  # Python 3.9 reads no other fractions
    time = datetime.fromisoformat(microseconds.replace("Z", "+00:00").replace("z", "+00:00"))
    return time.replace(tzinfo=timezone.utc) if time.tzinfo is None else time.astimezone(timezone.utc)


def _columns(names: Sequence[str]) -> Dict[str, str]:
    """Our name of each known column -> its name in the table."""
    given = {name.strip().lower(): name for name in names if name}
    found = {}
    for ours in (*COLUMNS, "file"):
        for candidate in (ours.lower(), *_ALIASES.get(ours, ())):
            if candidate in given:
                found[ours] = given[candidate]
                break
    return found


def _acquisition(cells: Mapping[str, str], folder: str, number: int, parameter: str) -> Acquisition:
    def fail(column: str) -> JobFailure:
        return JobFailure("sar_table_cell", parameter, row=number, column=column, value=cells[column])

    def value(column: str) -> Optional[float]:
        text = cells.get(column, "")
        if not text:
            return None
        try:
            found = float(text)
        except ValueError:
            raise fail(column) from None
        if not math.isfinite(found) and column != "nodata":
            raise fail(column)
        return found

    try:
        time = parse_time(cells["time"])
    except ValueError:
        raise fail("time") from None
    unit = {item.lower(): item for item in UNITS}.get(cells.get("unit", "").lower(), cells.get("unit", ""))
    if unit and unit not in UNITS:
        raise fail("unit")
    direction = _direction(cells.get("direction", ""))
    if direction is None:
        raise fail("direction")
    track = value("track")
    angle = cells.get("incidence", "")
    angle_band = _band(angle, folder) if _RASTER_CELL.search(angle) else None
    bands = {name: _band(cells[name], folder) for name in POLARISATIONS if cells.get(name)}
    if cells.get("file") and not bands:
        bands = {"": Band(_path(cells["file"], folder), 0)}
    if not bands:
        raise JobFailure("sar_table_cell", parameter, row=number, column="file", value="")
    return Acquisition(
        time=time,
        bands=bands,
        place=cells.get("place", ""),
        unit=unit,
        nodata=value("nodata"),
        satellite=cells.get("satellite", ""),
        track=None if track is None else int(track),
        direction=direction,
        incidence=None if angle_band is not None else value("incidence"),
        incidence_band=angle_band,
        conditions={name: found for name in CONDITIONS if (found := value(name)) is not None},
        product=cells.get("product", ""),
        inferred=tuple(cells.get("inferred", "").split()),
    )


def _direction(text: str) -> Optional[str]:
    """Return the pass that a cell states; ``None`` = it is none."""
    short = text.strip().lower()
    if not short:
        return ""
    for name in (ASCENDING, DESCENDING):
        if name.startswith(short) or short.startswith(name[:3]):
            return name
    return DESCENDING if short == "dsc" else None


def _path(text: str, folder: str) -> str:
    return text if os.path.isabs(text) or text.startswith("/vsi") else os.path.normpath(os.path.join(folder, text))


def _band(text: str, folder: str) -> Band:
    path, _, number = text.rpartition("#")
    if path and number.isdigit() and int(number) > 0:
        return Band(_path(path, folder), int(number))
    return Band(_path(text, folder))


def _without_repeats(rows: Sequence[Acquisition]) -> List[Acquisition]:
    """Return the rows, those of the same time, place and files once: some tables list a product a row."""
    found: Dict[Tuple[str, datetime, Tuple[str, ...]], Acquisition] = {}
    for row in rows:
        files = tuple(sorted(band.path for band in row.bands.values()))
        found.setdefault((row.place, row.time, files), row)
    return list(found.values())
