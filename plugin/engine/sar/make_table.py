"""``groundshift:sartable``: the table of acquisitions, made from the names and the metadata of radar images."""

from __future__ import annotations

import math
import os
import re
import xml.etree.ElementTree as ET  # nosec B405: read by _dimap, which refuses entities
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any, Iterator, Mapping, Optional, Sequence

from rasterio.warp import transform_bounds

from ...jobs.failure import JobFailure
from ...jobs.sar import SarTableJob
from ...rules.sar_products import (
    DECIBEL,
    POLARISATIONS,
    POWER,
    NameFacts,
    direction_by_local_time,
    facts_of_date,
    facts_of_name,
    relative_orbit,
)
from ...rules.sar_table import CONDITIONS, Acquisition, Band, open_table, parse_time, table_text
from ..context import JobContext, job_environment
from ..dates.opening import GDAL_ERRORS, open_file
from ..outputs.documents import check_documents, publish_documents
from .stack import unit_of_description

_IMAGES = (".tif", ".tiff", ".dim")
# Weather is joined where a record lies this close to the acquisition.
_WEATHER_WITHIN = timedelta(hours=12)
_UNSTATED = ("unit", "satellite", "track", "direction", "incidence")


def make_sar_table(job: SarTableJob, context: JobContext) -> dict[str, Any]:
    """Run the job.

    :return: TABLE, and IMAGE_COUNT: rows of the table.
    :raises JobFailure: no image, an uncalibrated one, one without a time, or a table that cannot be written.
    """
    outputs = {"TABLE": job.table}
    with job_environment(outputs.values(), job.scratch):
        paths = list(dict.fromkeys(os.path.abspath(path) for path in _paths(job.images)))
        check_documents(outputs, {"TABLE": ("csv",)})
        os.makedirs(job.scratch, exist_ok=True)
        found = []
        for number, path in enumerate(paths):
            context.check()
            context.progress(number / max(1, len(paths)), "reading")
            found += _dimap(path) if path.lower().endswith(".dim") else _images_of(path, context)
        if not found:
            raise JobFailure("sar_no_images", "IMAGES", places=", ".join(job.images))
        rows = _merged(found, context)
        if job.weather:
            rows = _with_weather(rows, job.weather, context)
        _log(rows, context)
        text = table_text(rows, os.path.dirname(os.path.abspath(job.table)))
        publish_documents({"TABLE": (job.table, text)}, job.scratch, job.provenance)
    context.progress(1.0, "done", 0.0)
    return {**outputs, "IMAGE_COUNT": len(rows)}


def _paths(images: Sequence[str]) -> Iterator[str]:
    """Files, and the images in folders; the bands of a BEAM-DIMAP product come with its ``.dim``."""
    for image in images:
        if not os.path.isdir(image):
            yield image
            continue
        for folder, folders, names in os.walk(image):
            folders[:] = sorted(name for name in folders if not name.endswith((".data", ".SAFE")) and not name.startswith("."))
            for name in sorted(os.listdir(folder)):
                if name.endswith(".SAFE") or (name.lower().endswith(_IMAGES) and name in names):
                    yield os.path.join(folder, name)


def _images_of(path: str, context: JobContext) -> list[Acquisition]:
    """What one file holds, by its name, then its tags."""
    facts = facts_of_name(path)
    if facts is not None and facts.refused:
        raise JobFailure("sar_refused", "IMAGES", path=path, reason=facts.refused)
    if facts is not None and facts.ignored:
        context.info("sar_file_ignored", path=os.path.basename(path), reason=facts.ignored)
        return []
    try:
        with open_file(path) as dataset:
            tags = {key.lower(): str(value) for key, value in dataset.tags().items()}
            descriptions = [(text or "").upper() for text in dataset.descriptions]
            longitude = _longitude(dataset)
            whole_numbers = dataset.dtypes[0] == "uint16"
    except GDAL_ERRORS as error:
        raise JobFailure("raster_missing", "IMAGES", layer=os.path.basename(path), reason=str(error)) from error
    if whole_numbers:
        reason = "its values are 16-bit whole numbers, as uncalibrated images have: calibrate it first (SNAP, HyP3)"
        raise JobFailure("sar_refused", "IMAGES", path=path, reason=reason)
    known = _with_tags(facts or replace(facts_of_date(path), time=None), tags)
    assumed = () if known.time is not None else ("time",)
    facts = _with_tags(facts_of_date(path), tags) if assumed and facts is None else known
    if facts.time is None:
        raise JobFailure("sar_no_time", "IMAGES", path=path)
    bands, inferred = _bands(path, facts, descriptions)
    inferred = (*assumed, *inferred)
    direction = facts.direction
    if not direction and longitude is not None and not facts.day_only:
        direction = direction_by_local_time(facts.time, longitude)
        inferred += ("direction",) if direction else ()
    return [
        Acquisition(
            time=facts.time,
            bands=bands,
            place=facts.place,
            unit=unit_of_description(descriptions[0]) or facts.unit,
            nodata=facts.nodata,
            satellite=facts.satellite,
            track=facts.track,
            direction=direction,
            incidence_band=next((Band(path, number) for number, text in enumerate(descriptions, 1) if text == "ANGLE"), None),
            product=facts.product,
            inferred=inferred,
        )
    ]


def _bands(path: str, facts: NameFacts, descriptions: Sequence[str]) -> tuple[Mapping[str, Band], tuple[str, ...]]:
    if facts.polarisation:
        return {facts.polarisation: Band(path)}, ()
    named = {name: Band(path, number) for number, text in enumerate(descriptions, 1) for name in POLARISATIONS if name in text}
    if named:
        return named, ()
    if len(descriptions) == 2:
        return {"VV": Band(path, 1), "VH": Band(path, 2)}, ("VV", "VH")
    raise JobFailure("sar_polarisation_unknown", "IMAGES", path=path, count=len(descriptions))


def _with_tags(facts: NameFacts, tags: Mapping[str, str]) -> NameFacts:
    """Facts completed by the tags that OPERA and S1Tiling write; a name that states something else stays."""

    def tag(*names: str) -> str:
        return next((tags[name] for name in names if tags.get(name)), "")

    time = facts.time
    stated = tag("acquisition_datetime", "zero_doppler_start_time")
    if stated and (time is None or facts.day_only):
        try:
            time = parse_time(stated[:26])
        except ValueError:
            time = facts.time
    track = tag("track_number")
    return replace(
        facts,
        time=time,
        satellite=facts.satellite or _satellite(tag("platform", "platform_id")),
        direction=facts.direction or _direction(tag("orbit_pass_direction")),
        track=facts.track if facts.track is not None or not track.isdigit() else int(track),
        place=facts.place or tag("burst_id"),
    )


def _satellite(text: str) -> str:
    found = re.search(r"(?:S1|SENTINEL-?1)([A-D])", text.upper().replace(" ", ""))
    return f"S1{found[1]}" if found else ""


def _direction(text: str) -> str:
    return {"a": "ascending", "d": "descending"}.get(text.strip()[:1].lower(), "")


def _longitude(dataset: Any) -> Optional[float]:
    if dataset.crs is None:
        return None
    left, _, right, _ = transform_bounds(dataset.crs, "EPSG:4326", *dataset.bounds)
    return float((left + right) / 2)


def _dimap(path: str) -> list[Acquisition]:
    """The product of a BEAM-DIMAP header, whose bands GDAL reads only one by one.

    :raises JobFailure: ``raster_missing`` or ``sar_no_time``.
    """
    try:
        with open(path, encoding="utf-8", errors="replace") as stream:
            text = stream.read()
        if "<!DOCTYPE" in text or "<!ENTITY" in text:
            raise ET.ParseError("the header declares entities")
        root = ET.fromstring(text)  # noqa: S314  # nosec B314: without entities
    except (OSError, ET.ParseError) as error:
        raise JobFailure("raster_missing", "IMAGES", layer=os.path.basename(path), reason=str(error)) from error
    attributes = {
        str(item.get("name")): (item.text or "").strip() for item in root.iter("MDATTR") if item.get("name") and item.text
    }
    facts = facts_of_name(path) or NameFacts("SNAP", nodata=0.0)
    time = _snap_time(attributes.get("first_line_time", "")) or facts.time
    if time is None:
        raise JobFailure("sar_no_time", "IMAGES", path=path)
    satellite = _satellite(attributes.get("MISSION", "")) or facts.satellite
    track = attributes.get("REL_ORBIT", "")
    absolute = attributes.get("ABS_ORBIT", "")
    found_track = int(track) if track.isdigit() else facts.track
    if found_track is None and absolute.isdigit():
        found_track = relative_orbit(satellite, int(absolute), time.date())
    folder = os.path.splitext(path)[0] + ".data"
    bands, units = {}, set()
    for name in sorted(os.listdir(folder)) if os.path.isdir(folder) else []:
        band = facts_of_name(os.path.join(folder, name))
        if band is not None and band.polarisation and name.lower().endswith(".img"):
            bands[band.polarisation] = Band(os.path.join(folder, name))
            units.add(DECIBEL if band.unit == DECIBEL else POWER)
    if not bands:
        raise JobFailure("raster_missing", "IMAGES", layer=os.path.basename(path), reason=f"no bands in {folder}")
    return [
        Acquisition(
            time=time,
            bands=bands,
            unit=units.pop() if len(units) == 1 else "",
            nodata=0.0,  # which SNAP writes outside the image and GDAL does not know
            satellite=satellite,
            track=found_track,
            direction=_direction(attributes.get("PASS", "")),
            product="SNAP",
        )
    ]


def _snap_time(text: str) -> Optional[datetime]:
    """``22-FEB-2015 17:07:50.123456`` as UTC."""
    try:
        return datetime.strptime(text.split(".")[0].title(), "%d-%b-%Y %H:%M:%S").replace(tzinfo=timezone.utc)
    except ValueError:
        return None


def _merged(rows: Sequence[Acquisition], context: JobContext) -> list[Acquisition]:
    """Return polarisations in files of their own as one row, copies of a file once; in the order of place and time."""
    found: dict[tuple[str, datetime, str, str], list[Acquisition]] = {}
    copies = 0
    for row in rows:
        same = found.setdefault((row.place, row.time, row.satellite, row.product), [])
        if _file_names(row) <= {name for other in same for name in _file_names(other)}:
            copies += 1
            continue
        if same and not set(same[-1].bands) & set(row.bands):
            same[-1] = replace(same[-1], bands={**same[-1].bands, **row.bands})
        else:
            same.append(row)
    if copies:
        context.warn("sar_copies", count=copies)
    return sorted((row for same in found.values() for row in same), key=lambda row: (row.place, row.time))


def _file_names(row: Acquisition) -> set[tuple[str, int]]:
    """Names and bands of the files of a row, without their folders."""
    return {(os.path.basename(band.path), band.number) for band in row.bands.values()}


def _with_weather(rows: Sequence[Acquisition], path: str, context: JobContext) -> list[Acquisition]:
    """Join temperature, snow depth and precipitation by the nearest record.

    :raises JobFailure: ``sar_table_unreadable`` or ``sar_table_columns``.
    """
    names, lines = open_table(path, "WEATHER")
    columns = [name for name in names if name in CONDITIONS]
    if "time" not in names or not columns:
        raise JobFailure("sar_table_columns", "WEATHER", path=path, known=", ".join(names))
    records = []
    try:
        for line in lines:
            values = {name: float(line[name]) for name in columns if (line[name] or "").strip()}
            known = {name: value for name, value in values.items() if math.isfinite(value)}
            records.append((parse_time(line["time"] or ""), known))
    except ValueError as error:
        raise JobFailure("sar_table_unreadable", "WEATHER", path=path, reason=str(error)) from error
    joined, count = [], 0
    for row in rows:
        near = min(records, key=lambda record: abs(record[0] - row.time), default=None)
        if near is not None and abs(near[0] - row.time) <= _WEATHER_WITHIN:
            row = replace(row, conditions={**row.conditions, **near[1]})
            count += 1
        joined.append(row)
    context.info("sar_weather_joined", count=count, total=len(rows), columns=", ".join(columns))
    return joined


def _log(rows: Sequence[Acquisition], context: JobContext) -> None:
    times = sorted(row.time for row in rows)
    first, last = (time.strftime("%Y-%m-%d") for time in (times[0], times[-1]))
    context.info("sar_listed", count=len(rows), places=len({row.place for row in rows}), first=first, last=last)
    inferred = sorted({item for row in rows for item in row.inferred})
    if inferred:
        context.warn("sar_inferred", columns=", ".join(inferred))
    unstated = [name for name in _UNSTATED if any(getattr(row, name) in ("", None) for row in rows)]
    if unstated:
        context.info("sar_unstated", columns=", ".join(unstated))
