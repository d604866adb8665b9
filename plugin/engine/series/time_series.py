"""Change over three or more dates: each pair like a change detection of its own, all on one grid, and what comes of them."""

from __future__ import annotations

import os
import re
import shutil
import time
from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import Any, Callable, Mapping, Optional, Sequence

import numpy as np
import pyogrio
import rasterio
import shapely
from numpy.typing import NDArray
from rasterio.enums import Resampling
from rasterio.windows import Window as RasterWindow

from ...jobs.change_time_series import CONSECUTIVE, FIRST_TO_EACH, ChangeTimeSeriesJob, shown_dates
from ...jobs.detect_change import DetectChangeJob
from ...jobs.detect_change_classic import DetectChangeClassicJob
from ...jobs.failure import JobFailure
from ...jobs.publish import check_space, prepare, publish, writing
from ...jobs.sources import RasterSource
from ...model_file.load import ModelFile, load_model_file
from ...model_file.spec import ChangeClass
from ...rules.label_codes import NO_DATA
from ..classic.detect_classic import CHANGE, check_settings, detect_classic_on, warn_unused_threshold
from ..context import JobContext, job_environment, part_of
from ..dates.dates import GroundWanted, common_grid, open_dates
from ..dates.grid import Grid, Window
from ..dates.ground import PixelMeasure, measure_pixels
from ..dates.raster import Raster
from ..dates.reading import joined
from ..detect.detect import detect_in_pair, fill_settings
from ..network.network import Network
from ..objects.runs import find_runs, run_areas
from ..outputs import rasters, styles
from ..outputs.finish import log_changed
from ..outputs.paths import check_paths
from ..outputs.vectors import layer_name, write_shapes
from ..resume import KeptRun, kept_run

_ROWS = 512
_DETECTED = 0.9
_MOST_DATES = 250  # dates are numbered in eight bits
START, END = "start", "end"
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")  # it becomes a part of files' names, too

# Detects change between two dates, on the grid and window that all pairs share, and writes MASK and POLYGONS. Takes the
# dates, where to write, a scratch folder and the context; gives CHANGED_AREA, POLYGON_COUNT, VALID_PIXELS and READING.
PairDetector = Callable[[RasterSource, RasterSource, dict[str, str], str, JobContext], dict[str, Any]]


@dataclass(frozen=True)
class DatePair:
    """Two dates that are compared, by their numbers in the order of time, and what was found.

    :param mask, polygons: files of the scratch folder.
    :param polygons: empty where they are not wanted.
    :param count: how many.
    :param reading: how the two dates were read.
    """

    before: int
    after: int
    mask: str
    polygons: str
    count: int
    reading: Mapping[str, Any]


def change_time_series(job: ChangeTimeSeriesJob, context: JobContext) -> dict[str, Any]:
    """Run the job; its outputs appear when all are whole, and nothing is left behind otherwise.

    :return: the outputs of ``groundshift:changetimeseries`` by name, and what was counted.
    :raises JobFailure: with what is wrong and how to correct it, and the dates of the pair that failed.
    :raises Cancelled: the user cancelled the job.
    """
    outputs = {"FIRST_CHANGE": job.first_change, "CHANGES": job.changes, "POLYGONS": job.polygons}
    parts = max(1, len(job.rasters) - 1)  # pairs, whichever are compared
    with job_environment(outputs.values(), job.scratch), kept_run(job, context, parts) as kept:
        return _run(job, {name: path for name, path in outputs.items() if path}, kept, context)


def compared(count: int, pairs: str) -> list[tuple[int, int]]:
    """Return the pairs of dates to compare, by their numbers.

    :raises ValueError: no such way.
    """
    if pairs == CONSECUTIVE:
        return [(index, index + 1) for index in range(count - 1)]
    if pairs == FIRST_TO_EACH:
        return [(0, index) for index in range(1, count)]
    raise ValueError(pairs)


def _run(job: ChangeTimeSeriesJob, outputs: dict[str, str], kept: KeptRun, context: JobContext) -> dict[str, Any]:
    started = time.monotonic()
    _check_dates(job.rasters)
    check_paths(outputs, [*([job.model] if job.model else []), *(source.path for source in job.rasters)])
    model = None if job.method else load_model_file(job.model)
    _check_options(job, model)
    os.makedirs(job.scratch, exist_ok=True)
    with ExitStack() as opened:
        dates = [opened.enter_context(Raster(source)) for source in job.rasters]
        try:
            grid, work = common_grid(
                GroundWanted(job.include, job.exclude, job.resolution), None if model is None else model.spec, dates, context
            )
        except JobFailure as failure:
            parameter = "RASTERS" if failure.parameter in ("BEFORE", "AFTER") else failure.parameter
            raise JobFailure(failure.code, parameter, **failure.values) from failure
    cropped = grid.cropped(work)
    staged = {name: prepare(name, path, job.scratch) for name, path in outputs.items()}
    chosen = compared(len(job.rasters), job.pairs)
    check_space("FIRST_CHANGE", job.scratch, work.pixels * (2 if model is not None else 6) + 2**20)
    on = (grid, work)
    if model is None:
        detect = _classic_detector(job, on, kept, context)
    else:
        detect = _network_detector(job, model, on, kept, context)
    pairs = [_detect_pair(job, index, chosen, detect, context) for index in range(len(chosen))]
    job = replace(job, provenance={**job.provenance, "reading": joined([pair.reading for pair in pairs])})
    classes = CHANGE if model is None else model.spec.classes
    values = _write(job, pairs, classes, cropped, staged, outputs, context)
    context.check()
    publish(outputs.items(), job.scratch)
    seconds = time.monotonic() - started
    log_changed(values, cropped, seconds, ("", 0.0), context)
    context.progress(1.0, "done", 0.0)
    return {**outputs, **values, "PAIRS": len(pairs), "SECONDS": round(seconds, 3)}


def _detect_pair(
    job: ChangeTimeSeriesJob, index: int, chosen: Sequence[tuple[int, int]], detect: PairDetector, context: JobContext
) -> DatePair:
    """Detect change in one of the pairs; its failure names the dates."""
    before, after = (job.rasters[number] for number in chosen[index])
    part = part_of(context, *(_DETECTED * number / len(chosen) for number in (index, index + 1)))
    scratch = os.path.join(job.scratch, f"pair-{index}")
    os.makedirs(scratch, exist_ok=True)
    found = {"MASK": os.path.join(job.scratch, f"mask-{index}.tif")}
    if job.polygons:
        found["POLYGONS"] = os.path.join(job.scratch, f"polygons-{index}.gpkg")
    context.info("pair_begins", number=index + 1, count=len(chosen), before=before.date, after=after.date)
    try:
        values = detect(before, after, found, scratch, part)
    except JobFailure as failure:
        reason = JobFailure(failure.code, "", **failure.values).text()
        raise JobFailure("pair_failed", "RASTERS", before=before.date, after=after.date, reason=reason) from failure
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    if values["VALID_PIXELS"] == 0:
        part.warn("nothing_to_compare")
    part.info("pair_changed", before=before.date, after=after.date, area=values["CHANGED_AREA"], count=values["POLYGON_COUNT"])
    count = int(values["POLYGON_COUNT"])
    return DatePair(*chosen[index], found["MASK"], found.get("POLYGONS", ""), count, values["READING"])


def _check_options(job: ChangeTimeSeriesJob, model: Optional[ModelFile]) -> None:
    """Check the options of the network or the method.

    :raises JobFailure: an option of the network or the method is out of its range.
    """
    first, second = job.rasters[:2]
    if model is None:
        check_settings(_classic_job(job, first, second, job.scratch))
    else:
        fill_settings(_network_job(job, first, second, job.scratch), model.spec)


def _network_detector(
    job: ChangeTimeSeriesJob, model: ModelFile, on: tuple[Grid, Window], kept: KeptRun, context: JobContext
) -> PairDetector:
    """Detects with one network for all pairs, which is loaded now."""
    settings = fill_settings(_network_job(job, job.rasters[0], job.rasters[1], job.scratch), model.spec)
    network = Network(model, job.threads, job.provider, context.warn)
    context.info("network", model=model.spec.id, provider=network.providers[0], threshold=settings.threshold)
    ground = GroundWanted(job.include, job.exclude, job.resolution)

    def detect(
        before: RasterSource, after: RasterSource, found: dict[str, str], scratch: str, part: JobContext
    ) -> dict[str, Any]:
        pair_job = _network_job(job, before, after, scratch)
        with Raster(pair_job.before) as earlier, Raster(pair_job.after) as later:
            pair = open_dates(ground, model.spec, (earlier, later), part, on)
            return detect_in_pair(pair_job, pair, network, settings, found, part, kept, os.path.basename(scratch))

    return detect


def _classic_detector(job: ChangeTimeSeriesJob, on: tuple[Grid, Window], kept: KeptRun, context: JobContext) -> PairDetector:
    """Detects with a classical method; each pair has a threshold, and a normalisation, of its own."""
    warn_unused_threshold(_classic_job(job, job.rasters[0], job.rasters[1], job.scratch), context)

    def detect(
        before: RasterSource, after: RasterSource, found: dict[str, str], scratch: str, part: JobContext
    ) -> dict[str, Any]:
        return detect_classic_on(_classic_job(job, before, after, scratch), on, found, part, kept, os.path.basename(scratch))

    return detect


def _network_job(job: ChangeTimeSeriesJob, before: RasterSource, after: RasterSource, scratch: str) -> DetectChangeJob:
    return DetectChangeJob(
        **_common(job, before, after, scratch),
        model=job.model,
        min_area_m2=job.min_area_m2,
        flips=job.flips,
        tile=job.tile,
        threads=job.threads,
        provider=job.provider,
    )


def _classic_job(job: ChangeTimeSeriesJob, before: RasterSource, after: RasterSource, scratch: str) -> DetectChangeClassicJob:
    return DetectChangeClassicJob(
        **_common(job, before, after, scratch),
        method=job.method,
        index=job.index,
        normalize=job.normalize,
        threshold_method=job.threshold_method,
        min_area_m2=0.0 if job.min_area_m2 is None else job.min_area_m2,
    )


def _common(job: ChangeTimeSeriesJob, before: RasterSource, after: RasterSource, scratch: str) -> dict[str, Any]:
    """Return the arguments that jobs of both kinds take from the series; failures name RASTERS."""
    return {
        "before": replace(before, parameter="RASTERS"),
        "after": replace(after, parameter="RASTERS"),
        "scratch": scratch,
        "include": job.include,
        "exclude": job.exclude,
        "threshold": job.threshold,
        "resolution": job.resolution,
    }


def _write(
    job: ChangeTimeSeriesJob,
    pairs: Sequence[DatePair],
    classes: Sequence[ChangeClass],
    grid: Grid,
    staged: dict[str, str],
    outputs: dict[str, str],
    context: JobContext,
) -> dict[str, Any]:
    """Write the outputs; the square metres that changed at least once, and the number of polygons."""
    context.progress(_DETECTED, "writing")
    dates = [str(source.date) for source in job.rasters]
    area = _write_rasters(job, pairs, dates, grid, staged, outputs, context)
    if "POLYGONS" in staged:
        with writing("POLYGONS", outputs["POLYGONS"]):
            polygons, fields = _dated_polygons(pairs, dates)
            stems = {os.path.splitext(path)[0] for name, path in outputs.items() if name != "POLYGONS"}
            alone = os.path.splitext(outputs["POLYGONS"])[0] not in stems
            style = _polygon_style(classes, dates)
            write_shapes(staged["POLYGONS"], polygons, fields, grid.crs.to_wkt(), style, job.provenance, alone)
    return {"CHANGED_AREA": area, "POLYGON_COUNT": sum(pair.count for pair in pairs)}


def _polygon_style(classes: Sequence[ChangeClass], dates: Sequence[str]) -> str:
    """By class or, where there is one alone, by the date on which the change is seen."""
    if len(classes) > 1:
        return styles.polygon_style(classes, (START, END))
    return styles.dated_style(dict(zip(dates[1:], shown_dates(dates)[1:])), (START, END))


def _write_rasters(
    job: ChangeTimeSeriesJob,
    pairs: Sequence[DatePair],
    dates: Sequence[str],
    grid: Grid,
    staged: dict[str, str],
    outputs: dict[str, str],
    context: JobContext,
) -> float:
    """Write FIRST_CHANGE and CHANGES as far as wanted; the square metres that changed at least once."""
    measure = measure_pixels(grid)
    area = 0.0
    wanted: list[str] = [name for name in ("FIRST_CHANGE", "CHANGES") if name in staged]
    with ExitStack() as opened:
        masks = [opened.enter_context(rasterio.open(pair.mask)) for pair in pairs]
        targets: dict[str, rasters.StripFile] = {}
        for name in wanted:
            arguments = grid, name.lower().replace("_", " "), job.provenance
            file = rasters.StripFile(name, outputs[name], staged[name], rasters.create_numbers, *arguments)
            targets[name] = opened.enter_context(file)
            if name == "FIRST_CHANGE":
                file.dataset.update_tags(1, **{f"DATE_{number}": date for number, date in enumerate(dates, start=1)})
        for row in range(0, grid.height, _ROWS):
            context.check()
            height = min(_ROWS, grid.height - row)
            strips = [mask.read(1, window=RasterWindow(0, row, grid.width, height)) for mask in masks]
            values = dict(zip(("FIRST_CHANGE", "CHANGES"), summarise(strips, [pair.after for pair in pairs])))
            area += _changed_area(values["CHANGES"], row, measure)
            for name, target in targets.items():
                target.write(row, values[name])
    for name, target in targets.items():
        numbers = [str(number) for number in range(1, len(pairs) + 1)]
        labels = list(shown_dates(dates)[1:]) if name == "FIRST_CHANGE" else numbers
        style = styles.number_style(dict(enumerate(labels, start=2 if name == "FIRST_CHANGE" else 1)))
        target.finish(Resampling.nearest, context.check, style)
    return area


def summarise(masks: Sequence[NDArray[np.uint8]], after: Sequence[int]) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """First change and number of changes of each pixel.

    :param masks: of the pairs in the order of time, each (height, width): 0 no change, 255 nodata.
    :param after: number of each pair's later date, from 0.
    :return: number of the date, from 1, on which a change is first seen, and how many pairs show one; 0 = none, 255 where
        no pair has data.
    """
    first = np.zeros(masks[0].shape, np.uint8)
    count = np.zeros(masks[0].shape, np.uint8)
    known = np.zeros(masks[0].shape, bool)
    for mask, number in zip(masks, after):
        changed = (mask != 0) & (mask != NO_DATA)
        first[changed & (first == 0)] = number + 1
        count += changed
        known |= mask != NO_DATA
    first[~known] = count[~known] = NO_DATA
    return first, count


def _changed_area(changes: NDArray[np.uint8], row: int, measure: PixelMeasure) -> float:
    changed = ((changes != 0) & (changes != NO_DATA)).astype(np.uint8)
    runs = find_runs(changed, row)
    return float(run_areas(runs, measure).sum()) if len(runs) else 0.0


def _dated_polygons(pairs: Sequence[DatePair], dates: Sequence[str]) -> tuple[NDArray[Any], dict[str, NDArray[Any]]]:
    """Return the polygons of all pairs with their attributes and the dates between which each changed."""
    shapes, columns = [], []
    names: list[str] = []
    for pair in pairs:
        meta, _, geometry, values = pyogrio.raw.read(pair.polygons, layer=layer_name(pair.polygons))
        names = list(meta["fields"])
        found = shapely.from_wkb(geometry)
        period = [np.full(len(found), np.datetime64(dates[number], "D")) for number in (pair.before, pair.after)]
        shapes.append(np.asarray(found, dtype=object))
        columns.append([*values, *period])
    fields = [np.concatenate(column) for column in zip(*columns)]
    return np.concatenate(shapes), dict(zip([*names, START, END], fields))


def _check_dates(sources: Sequence[RasterSource]) -> None:
    """Check number and order of the dates.

    :raises JobFailure: fewer than three dates, more than can be numbered, or not in the order of time.
    """
    if len(sources) < 3:
        raise JobFailure("series_too_short", "RASTERS", count=len(sources))
    if len(sources) > _MOST_DATES:
        raise JobFailure("series_too_long", "RASTERS", count=len(sources), limit=_MOST_DATES)
    check_order(sources)


def check_order(sources: Sequence[RasterSource]) -> None:
    """Check that each image has a date of its own, and that they are in the order of time.

    :raises JobFailure: ``date_missing``, ``dates_unreadable``, ``dates_equal`` or ``dates_order``.
    """
    for source in sources:
        if not source.date:
            raise JobFailure("date_missing", "DATES", layer=source.name)
        if not _DATE.fullmatch(source.date):
            raise JobFailure("dates_unreadable", "DATES", text=source.date)
    for earlier, later in zip(sources, sources[1:]):
        if earlier.date == later.date:
            raise JobFailure("dates_equal", "DATES", first=earlier.name, second=later.name, date=later.date)
        if str(earlier.date) > str(later.date):
            raise JobFailure("dates_order", "DATES", first=earlier.name, second=later.name)
