"""``groundshift:landcoverseries``: the class map of each date, and the matrix between each date and the next."""

from __future__ import annotations

import csv
import os
from typing import Any, Sequence

from ...jobs.classify_land_cover import ClassifyLandCoverJob
from ...jobs.failure import JobFailure
from ...jobs.from_to_change import FromToChangeJob
from ...jobs.land_cover_series import LandCoverSeriesJob
from ...jobs.publish import prepare, writing
from ...jobs.sources import RasterSource
from ..context import JobContext, job_environment, part_of
from ..outputs.documents import check_documents, publish_documents
from ..outputs.report import csv_text
from ..resume import KeptRun, kept_run
from ..series.time_series import check_order
from .classify import classify_land_cover
from .from_to import from_to_change

FOLDER, MATRIX, AREAS = "FOLDER", "MATRIX", "AREAS"
_DOCUMENTS = {MATRIX: ("csv",), AREAS: ("csv",)}
_CLASSIFIED_AT = 0.8  # of the progress bar


def land_cover_series(job: LandCoverSeriesJob, context: JobContext) -> dict[str, Any]:
    """Run the job; its outputs appear when all are whole, and nothing is left behind otherwise.

    :return: the outputs of ``groundshift:landcoverseries`` by name, and the number of dates.
    :raises JobFailure: with what is wrong and how to correct it.
    :raises Cancelled: the user cancelled the job.
    """
    outputs = {FOLDER: job.folder, MATRIX: job.matrix, AREAS: job.areas}
    wanted = {name: path for name, path in outputs.items() if path}
    with job_environment(wanted.values(), job.scratch), kept_run(job, context, max(1, len(job.rasters))) as kept:
        return _run(job, wanted, kept, context)


def _run(job: LandCoverSeriesJob, outputs: dict[str, str], kept: KeptRun, context: JobContext) -> dict[str, Any]:
    if len(job.rasters) < 2:
        raise JobFailure("cover_series_short", "RASTERS", count=len(job.rasters))
    check_order(job.rasters)
    if os.path.isfile(job.folder) or (os.path.isdir(job.folder) and os.listdir(job.folder)):
        raise JobFailure("folder_in_use", FOLDER, path=job.folder)
    check_documents({name: path for name, path in outputs.items() if name != FOLDER}, _DOCUMENTS)
    os.makedirs(job.scratch, exist_ok=True)
    staged = prepare(FOLDER, job.folder, job.scratch)
    with writing(FOLDER, job.folder):
        os.makedirs(staged)
    dates = [str(source.date) for source in job.rasters]
    areas: list[list[Any]] = [["date", "class", "pixels", "area_m2", "share"]]
    matrix: list[list[Any]] = [["start", "end", "from", "to", "pixels", "area_m2", "share"]]
    count = len(job.rasters)
    earlier = ""
    for number, (source, date) in enumerate(zip(job.rasters, dates)):
        begin, end = (_CLASSIFIED_AT * part / count for part in (number, number + 1))
        classified = _classify(job, source, date, staged, kept, part_of(context, begin, end))
        areas += [[date, *row[1:]] for row in _rows(os.path.join(job.scratch, "areas.csv"))[1:]]
        if earlier:
            begin = _CLASSIFIED_AT + (1 - _CLASSIFIED_AT) * (number - 1) / (count - 1)
            pair = RasterSource("BEFORE", dates[number - 1], earlier), RasterSource("AFTER", date, classified)
            matrix += _compare(job, pair, part_of(context, begin, begin + (1 - _CLASSIFIED_AT) / (count - 1)))
            os.remove(earlier)
        earlier = classified
    with writing(FOLDER, job.folder):
        if os.path.isdir(job.folder):
            os.rmdir(job.folder)  # it is empty: that was checked
        os.replace(staged, job.folder)
    tables = {MATRIX: matrix, AREAS: areas}
    documents = {name: (path, csv_text(tables[name])) for name, path in outputs.items() if name in tables}
    publish_documents(documents, job.scratch, job.provenance)
    context.progress(1.0, "done", 0.0)
    return {**outputs, "DATE_COUNT": count}


def _classify(job: LandCoverSeriesJob, source: RasterSource, date: str, folder: str, kept: KeptRun, context: JobContext) -> str:
    """Write the class map of a date into the folder, and return the path of its probabilities in the scratch folder."""
    context.info("series_date", date=date, layer=source.name)
    scratch = os.path.join(job.scratch, f"date-{date}")
    os.makedirs(scratch, exist_ok=True)
    path = os.path.join(job.scratch, f"probability-{date}.tif")
    classify_land_cover(
        ClassifyLandCoverJob(
            input=source,
            model=job.model,
            scratch=scratch,
            classes=os.path.join(folder, f"land-cover-{date}.tif"),
            probability=path,
            areas=os.path.join(job.scratch, "areas.csv"),
            include=job.include,
            exclude=job.exclude,
            min_area_m2=job.min_area_m2,
            resolution=job.resolution,
            threads=job.threads,
            provenance={**job.provenance, "date": date},
        ),
        context,
        kept,
        os.path.basename(scratch),
    )
    return path


def _compare(job: LandCoverSeriesJob, pair: tuple[RasterSource, RasterSource], context: JobContext) -> list[list[Any]]:
    """Return the transitions between two dates: start, end, from, to, pixels, square metres, share."""
    scratch = os.path.join(job.scratch, "from-to")
    os.makedirs(scratch, exist_ok=True)
    path = os.path.join(job.scratch, "matrix.csv")
    wanted = FromToChangeJob(
        *pair,
        scratch=scratch,
        include=job.include,
        exclude=job.exclude,
        min_area_m2=job.min_area_m2 or 0.0,
        tolerance=job.tolerance,
        stability=job.stability,
        context=job.context,
        balance=job.balance,
        matrix=path,
    )
    try:
        from_to_change(wanted, context)
    except JobFailure as failure:
        parameter = "RASTERS" if failure.parameter in ("BEFORE", "AFTER") else failure.parameter
        raise JobFailure(failure.code, parameter, **failure.values) from failure
    rows = _rows(path)
    names = rows[0][2:-1]
    units = [[row for row in rows if row[0] == unit][: len(names)] for unit in ("pixels", "m2", "share")]
    return [
        [pair[0].name, pair[1].name, before, after, *(unit[one][2 + other] for unit in units)]
        for one, before in enumerate(names)
        for other, after in enumerate(names)
    ]


def _rows(path: str) -> Sequence[list[str]]:
    with open(path, encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))
