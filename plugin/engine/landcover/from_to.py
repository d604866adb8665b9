"""``groundshift:fromtochange``: two maps -> joint decision -> transitions -> matrix, report, polygons."""

from __future__ import annotations

import os
import time
from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import Any, Iterator, Mapping, Optional, Sequence

import numpy as np
import rasterio
from numpy.typing import NDArray
from rasterio.crs import CRS
from rasterio.enums import Resampling

from ...jobs.failure import JobFailure
from ...jobs.from_to_change import (
    LEAST_STABILITY,
    MOST_CONTEXT,
    MOST_STABILITY,
    PRIORS,
    UNIFORM,
    FromToChangeJob,
    NamedClass,
)
from ...jobs.publish import check_space, prepare, publish, writing
from ...jobs.report_texts import report_text
from ...model_file.spec import ChangeClass
from ...rules.class_tables import ANY, transition_text
from ...rules.resolution import check_grid_size
from ..context import JobContext, job_environment
from ..dates.dates import footprints, sample_windows
from ..dates.datums import log_datum_shift
from ..dates.grid import Grid, Window
from ..dates.ground import PixelMeasure, ground_sample_distance, measure_pixels
from ..dates.ground_area import GroundArea, make_ground_area
from ..dates.reading import ReadDate, describe_reading, log_reading
from ..objects.outlines import trace_runs
from ..objects.polygons import grid_place, ring_perimeters
from ..objects.runs import RunObjects, RunStream, find_runs, run_areas, run_pixels, sums
from ..outputs import rasters, report, styles
from ..outputs.documents import check_documents, publish_documents
from ..outputs.finish import erase_pixels
from ..outputs.paths import check_paths
from ..outputs.report import csv_text
from ..outputs.vectors import new_uuids, write_polygons
from .edges import context_of, explained_by_shift
from .from_to_report import from_to_report
from .images import classified_dates
from .joint import (
    Decision,
    context_pixels,
    decide_classes,
    decide_in_context,
    estimate_prior,
    estimated_weights,
    likeliest_pairs,
    matched_shares,
    one_hot,
    uniform_weights,
    weighted,
)
from .matrix import table_rows
from .sources import INVALID, Scheme, common_scheme, equal_names, mixed, open_date, weighed, with_colors
from .thumbnail import ChangeThumbnail

FROM_TO, MATRIX, REPORT, POLYGONS = "FROM_TO", "MATRIX", "REPORT", "POLYGONS"
_DOCUMENTS = {MATRIX: ("csv",), REPORT: ("html", "htm")}
_NODATA = 65_535  # of the scratch raster of transitions
_BLOCK_VALUES = 2**22  # values of a date that are in memory at once
_LEAST_ROWS, _MOST_ROWS = 32, 512
_SAMPLE_PIXELS = 300_000  # of the estimate of the prior
_SAMPLE_VALUES = 2**27  # pixels x classes x classes of an iteration
_TO_SHARE = 0.7  # of the colour of the class after, in the colour of a transition
_MOST_KEYS = 12  # transitions below the report's picture
_MOST_LISTED = 8  # classes or values that a message names
_COUNTED_AT, _DECIDED_AT, _WRITTEN_AT = 0.1, 0.75, 0.95


@dataclass(frozen=True)
class _Pair:
    """Two opened dates on the grid of the later one.

    :param grid: of the window that is worked on.
    :param chosen: bool (classes, classes), which transitions count as change.
    :param weights: of transitions; ``None`` = both dates are maps of classes.
    :param context: how far the neighbours count that are decided with, see :func:`.joint.decide_in_context`.
    :param factors: of the classes' probabilities on each date, see :func:`.joint.matched_shares`; ``None`` = as they are.
    """

    before: Any
    after: Any
    grid: Grid
    area: GroundArea
    scheme: Scheme
    chosen: NDArray[np.bool_]
    weights: Optional[NDArray[np.float64]]
    context: int = 0
    factors: Optional[tuple[NDArray[np.float64], NDArray[np.float64]]] = None


@dataclass(frozen=True)
class _Transitions:
    """The decided transitions in scratch files, and their objects.

    :param codes: path: uint16, 0 unchanged, before * classes + after + 1, 65535 nodata.
    :param stays: path: uint8, class of the pixels that are unchanged.
    :param erased: pixels of changes below the mapping unit (row * width + column, sorted).
    """

    codes: str
    stays: str
    objects: RunObjects
    erased: NDArray[np.int64]


@dataclass(frozen=True)
class _Counts:
    """The matrix: pixels and square metres (classes, classes), rows before, columns after.

    :param picture: PNG of the changes; ``None`` = there is no report to show it. ``key``: colours and names in it.
    """

    pixels: NDArray[np.int64]
    ground: NDArray[np.float64]
    picture: Optional[bytes] = None
    key: tuple[tuple[str, str], ...] = ()


def from_to_change(job: FromToChangeJob, context: JobContext) -> dict[str, Any]:
    """Run the job; its outputs appear when all are whole, and nothing is left behind otherwise.

    Example::

        dates = (RasterSource("BEFORE", "1990", "1990.tif"), RasterSource("AFTER", "2020", "2020.tif"))
        from_to_change(FromToChangeJob(*dates, "scratch", matrix="matrix.csv"), JobContext(print))

    :return: the outputs of ``groundshift:fromtochange`` by name, and what was counted.
    :raises JobFailure: with what is wrong and how to correct it.
    :raises Cancelled: the user cancelled the job.
    """
    wanted = {FROM_TO: job.from_to, MATRIX: job.matrix, REPORT: job.report, POLYGONS: job.polygons}
    with job_environment(wanted.values(), job.scratch):
        return _compare(job, {name: path for name, path in wanted.items() if path}, context)


def _compare(job: FromToChangeJob, outputs: dict[str, str], context: JobContext) -> dict[str, Any]:
    started = time.monotonic()
    if not 0 <= job.context <= MOST_CONTEXT:
        raise JobFailure("context_range", "CONTEXT", value=job.context, most=MOST_CONTEXT)
    if not LEAST_STABILITY <= job.stability <= MOST_STABILITY:
        raise JobFailure("stability_range", "STABILITY", value=f"{job.stability:g}", least=LEAST_STABILITY, most=MOST_STABILITY)
    if job.prior not in PRIORS:
        raise JobFailure("method_unknown", "PRIOR", value=job.prior, known=", ".join(PRIORS))
    layers = {name: path for name, path in outputs.items() if name not in _DOCUMENTS}
    check_paths(layers, (job.before.path, job.after.path))
    check_documents({name: path for name, path in outputs.items() if name in _DOCUMENTS}, _DOCUMENTS)
    os.makedirs(job.scratch, exist_ok=True)
    job, context = classified_dates(job, context)
    with ExitStack() as opened:
        before, after = (opened.enter_context(open_date(source, context)) for source in (job.before, job.after))
        pair, reading = _open_pair(job, before, after, context)
        job = replace(job, provenance={**job.provenance, "reading": reading})
        staged = {name: prepare(name, path, job.scratch) for name, path in outputs.items()}
        _check_space(job, pair.grid, layers)
        measure = measure_pixels(pair.grid)
        found = _decide_all(job, pair, measure, POLYGONS in outputs, context)
    scheme, grid = pair.scheme, pair.grid
    counts = _write_transitions(job, pair, found, measure, staged, outputs, context)
    kept = pair.chosen.ravel()[found.objects.value.astype(np.int64) - 1]
    if POLYGONS in staged:
        context.progress(_WRITTEN_AT, "writing")
        _write_polygons(job, pair, found.objects.kept(kept), measure, staged[POLYGONS], outputs, context)
    publish(layers.items(), job.scratch)
    documents = {}
    if MATRIX in outputs:
        documents[MATRIX] = (outputs[MATRIX], csv_text(table_rows(scheme.names, counts.pixels, counts.ground)))
    if REPORT in outputs:
        documents[REPORT] = (outputs[REPORT], _report(job, pair, counts))
    publish_documents(documents, job.scratch, job.provenance)
    changed = float(counts.ground[pair.chosen].sum())
    _log_result(counts, pair, changed, time.monotonic() - started, context)
    context.progress(1.0, "done", 0.0)
    return {
        **outputs,
        "CHANGED_AREA": changed,
        "COMPARED_AREA": float(counts.ground.sum()),
        "POLYGON_COUNT": int(kept.sum()),
        "PIXELS": grid.height * grid.width,
    }


# -- the pair -----------------------------------------------------------------------------------------


def _open_pair(job: FromToChangeJob, before: Any, after: Any, context: JobContext) -> tuple[_Pair, dict[str, Any]]:
    """Bring both dates onto the grid of the later one and match their classes.

    :return: the pair; how the dates are read, see :func:`..dates.reading.describe_reading`.
    :raises JobFailure: they share no ground, or their classes cannot be compared.
    """
    for date in (before, after):
        date.check_readable()
    crs, names = after.crs, (job.before.name, job.after.name)
    area = make_ground_area(job.include, job.exclude, footprints((before, after), crs), crs, names)
    work = after.native_grid.covering(area.bounds)
    if work.pixels == 0:
        raise JobFailure("area_outside", "AREA", before=names[0], after=names[1])
    check_grid_size(work.width, work.height, None)
    grid = after.native_grid.cropped(work)
    for date in (before, after):
        code = "read_as_is" if date.is_plain(grid) else "resampled"
        context.info(code, parameter=date.source.parameter)
    x, y = (area.bounds[0] + area.bounds[2]) / 2, (area.bounds[1] + area.bounds[3]) / 2
    gsd = ground_sample_distance(crs, x, y, grid.xres, grid.yres)
    context.info("grid", width=grid.width, height=grid.height, gsd=gsd, crs=crs.to_string()[:60])
    bounds = grid.bounds
    for date in (before, after):
        log_datum_shift(date.crs, crs, bounds, gsd, date.source.parameter, context)
    for polygons in (*job.include, *job.exclude):
        log_datum_shift(CRS.from_user_input(polygons.crs), crs, bounds, gsd, polygons.parameter, context)
    read = [ReadDate(date, _names(date)) for date in (before, after)]
    reading = describe_reading(read, grid, grid.window, gsd)
    log_reading(reading, context)
    scheme = _match_classes(job, before, after, grid, context)
    chosen = _chosen(job, scheme)
    pair = _Pair(before, after, grid, area, scheme, chosen, None, job.context)
    if not (before.soft or after.soft):
        if job.min_confidence > 0:
            context.warn("confidence_unknown")
        return pair, reading
    count = len(scheme)
    samples = _sampled(pair, context) if job.prior != UNIFORM or job.balance else None
    if samples is not None and job.balance and before.soft and after.soft:
        factors = matched_shares(*samples)
        listing = ["; ".join(f"{name} {factor:.2f}" for name, factor in zip(scheme.names, side)) for side in factors]
        context.info("shares_matched", before=listing[0], after=listing[1])
        pair = replace(pair, factors=factors)
        samples = weighted(samples[0], factors[0], 1), weighted(samples[1], factors[1], 1)
    if samples is None or job.prior == UNIFORM:
        return replace(pair, weights=uniform_weights(count, job.stability)), reading
    return replace(pair, weights=_estimated(samples, job.stability, context)), reading


def _names(date: Any) -> Sequence[str]:
    """Names of a date's bands: the classes whose probabilities they hold, or the one band of classes."""
    return [item.name for item in date.own_classes()] if date.soft else ["class"]


def _match_classes(job: FromToChangeJob, before: Any, after: Any, grid: Grid, context: JobContext) -> Scheme:
    """Find the classes of both dates, those that occur without a name too, and give each date their indices."""
    named, present = [], []
    for number, (date, given) in enumerate(((before, job.before_classes), (after, job.after_classes))):
        classes: tuple[NamedClass, ...] = tuple(given) or date.own_classes()
        named.append(with_colors(classes, date.table_colors()))
        values: set[int] = set()
        if date.soft:
            values = {item.value for item in date.own_classes()}
        else:
            for window in _windows(grid, 1):
                context.check()
                values.update(date.values_in(grid, window).tolist())
                done = (number + (window.row + window.height) / grid.height) / 2
                context.progress(_COUNTED_AT * done, "counting")
        present.append(values)
    if bool(named[0]) != bool(named[1]):
        lacking, other = (before, after) if not named[0] else (after, before)
        context.warn("classes_assumed", parameter=lacking.source.parameter, other=other.source.parameter)
    scheme = common_scheme(named[0], named[1], (present[0], present[1]), job.mapping)
    _warn_of_names((named[0], named[1]), (before, after), scheme, context)
    for date, table in ((before, scheme.before), (after, scheme.after)):
        if date.soft:
            date.set_indices(table, len(scheme))
        else:
            date.set_indices(table)
    context.info("classes_compared", count=len(scheme), names=", ".join(scheme.names[:20]))
    return scheme


def _warn_of_names(
    named: tuple[Sequence[NamedClass], Sequence[NamedClass]], dates: tuple[Any, Any], scheme: Scheme, context: JobContext
) -> None:
    """Warn where the names of the classes match too little (no class of both dates) or too much (values of one name)."""
    indices = [sorted(set(side.values())) for side in (scheme.before, scheme.after)]
    if all(named) and not set(indices[0]) & set(indices[1]):
        listing = [", ".join(scheme.names[index] for index in side[:_MOST_LISTED]) for side in indices]
        context.warn("classes_apart", before=listing[0], after=listing[1])
    for date, own in zip(dates, named):
        for name, values in equal_names(own).items():
            text = ", ".join(map(str, values[:_MOST_LISTED])) + (", ..." if len(values) > _MOST_LISTED else "")
            context.warn("classes_alike", parameter=date.source.parameter, values=text, name=name)


def _chosen(job: FromToChangeJob, scheme: Scheme) -> NDArray[np.bool_]:
    """Which transitions (classes, classes) count as change.

    :raises JobFailure: ``changes_unknown``.
    """
    count = len(scheme)
    different = ~np.eye(count, dtype=bool)
    if not job.changes:
        return different
    places = {name.casefold(): index for index, name in enumerate(scheme.names)}
    chosen = np.zeros((count, count), bool)

    def place(name: str) -> Any:
        if name == ANY:
            return slice(None)
        if name.casefold() not in places:
            raise JobFailure("changes_unknown", "CHANGES", name=name, known=", ".join(scheme.names))
        return places[name.casefold()]

    for item in job.changes:
        chosen[place(item.before), place(item.after)] = True
    result: NDArray[np.bool_] = chosen & different
    return result


def _sampled(pair: _Pair, context: JobContext) -> Optional[tuple[NDArray[np.float32], NDArray[np.float32]]]:
    """Read a sample of the pair that is spread over the ground.

    :return: probabilities of each date (pixels, classes); ``None`` = no pixel is known on both.
    """
    count = len(pair.scheme)
    windows = sample_windows(pair.grid.window)
    most = min(_SAMPLE_PIXELS, _SAMPLE_VALUES // count**2)
    each = max(1, most // len(windows))
    samples: list[list[NDArray[np.float32]]] = [[], []]
    for window in windows:
        context.check()
        first, second, known = _read(pair, window)
        places = np.flatnonzero(known & pair.area.pixels(pair.grid, window))
        places = places[:: max(1, -(-len(places) // each))]
        for sample, values in zip(samples, (first, second)):
            sample.append(values.reshape(count, -1)[:, places].T)
    before, after = (np.ascontiguousarray(np.concatenate(sample)) for sample in samples)
    return (before, after) if len(before) else None


def _estimated(
    samples: tuple[NDArray[np.float32], NDArray[np.float32]], stability: float, context: JobContext
) -> NDArray[np.float64]:
    """Estimate the weights of transitions from a sample, see :func:`_sampled`."""
    before, after = samples
    prior, iterations = estimate_prior(before, after)
    context.info("prior_estimated", pixels=len(before), iterations=iterations, unchanged=float(np.trace(prior)))
    shares = [sample.mean(axis=0, dtype=np.float64) for sample in samples]
    return estimated_weights(prior, shares[0], shares[1], stability, likeliest_pairs(before, after))


def _read(pair: _Pair, window: Window) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.bool_]]:
    """Read both dates as probabilities.

    :return: of each date (classes, height, width); where both are known.
    """
    count = len(pair.scheme)
    found = []
    known = np.ones((window.height, window.width), bool)
    for number, date in enumerate((pair.before, pair.after)):
        scores, indices = weighed(date, pair.grid, window, count)
        known &= indices != INVALID
        if scores is None:
            found.append(one_hot(indices, count))
        else:
            found.append(scores if pair.factors is None else weighted(scores, pair.factors[number], 0))
    return found[0], found[1], known


# -- deciding -----------------------------------------------------------------------------------------


def _windows(grid: Grid, depth: int) -> Iterator[Window]:
    """Strips of a grid, lower where there are more values to a pixel."""
    rows = min(_MOST_ROWS, max(_LEAST_ROWS, _BLOCK_VALUES // (grid.width * depth)))
    for row in range(0, grid.height, rows):
        yield Window(row, 0, min(rows, grid.height - row), grid.width)


def _decide_all(job: FromToChangeJob, pair: _Pair, measure: PixelMeasure, keep_runs: bool, context: JobContext) -> _Transitions:
    """Decide on all pixels, strip by strip, and find the changes that are too small."""
    grid, count = pair.grid, len(pair.scheme)
    paths = [os.path.join(job.scratch, name) for name in ("transitions.tif", "unchanged.tif")]
    stream = RunStream(grid.width, job.min_area_m2, measure, 0, None, keep_runs, np.uint16)
    margin = context_of(job.tolerance) + (context_pixels(pair.context) if pair.weights is not None else 0)
    with writing(FROM_TO, paths[0]), ExitStack() as opened:
        files = [
            opened.enter_context(rasters.create_scratch(path, grid, dtype)) for path, dtype in zip(paths, ("uint16", "uint8"))
        ]
        for window in _windows(grid, 1 if pair.weights is None else count):
            context.check()
            seen = Window(window.row - margin, 0, window.height + 2 * margin, grid.width).clipped(grid.window)
            decision, changed, valid = _decided(job, pair, seen)
            part = window.within(seen).slices[0]
            codes = np.where(changed, decision.before.astype(np.uint16) * np.uint16(count) + decision.after + np.uint16(1), 0)
            codes = np.ascontiguousarray(codes[part].astype(np.uint16))
            forgotten = stream.add(codes, np.ascontiguousarray(decision.confidence[part]))
            codes.ravel()[run_pixels(forgotten, grid.width, window.row)] = 0
            codes[~valid[part]] = _NODATA
            for file, values in zip(files, (codes, decision.stay[part])):
                rasters.write_strip(file, window.row, values)
            done = (window.row + window.height) / grid.height
            context.progress(_COUNTED_AT + (_DECIDED_AT - _COUNTED_AT) * done, "comparing")
    objects = stream.finish_all()
    if job.min_area_m2 <= 0:
        return _Transitions(paths[0], paths[1], objects, np.zeros(0, np.int64))
    large = stream.large(objects)
    erased = np.sort(run_pixels(objects.runs.taken(~large[objects.runs.item]), grid.width))
    return _Transitions(paths[0], paths[1], objects.kept(large), erased)


def _decided(job: FromToChangeJob, pair: _Pair, window: Window) -> tuple[Decision, NDArray[np.bool_], NDArray[np.bool_]]:
    """Decide on the pixels of a window.

    :return: the decision; which pixels changed; which are known on both dates, within the area.
    """
    valid = pair.area.pixels(pair.grid, window)
    if pair.weights is None:
        classes = [date.read_indices(pair.grid, window) for date in (pair.before, pair.after)]
        valid &= (classes[0] != INVALID) & (classes[1] != INVALID)
        decision = decide_classes(classes[0], classes[1])
    else:
        first, second, known = _read(pair, window)
        valid &= known
        soft = pair.before.soft, pair.after.soft
        decision = decide_in_context(first, second, known, pair.weights, pair.context, soft)
    changed = (decision.before != decision.after) & valid
    if pair.weights is not None and job.min_confidence > 0:
        changed &= decision.confidence >= job.min_confidence
    if job.tolerance > 1:
        nothing = np.uint8(INVALID)
        before = np.where(valid, np.where(changed, decision.before, decision.stay), nothing)
        after = np.where(valid, np.where(changed, decision.after, decision.stay), nothing)
        changed &= ~explained_by_shift(before, after, changed, job.tolerance)
    return decision, changed, valid


# -- writing ------------------------------------------------------------------------------------------


def _write_transitions(
    job: FromToChangeJob,
    pair: _Pair,
    found: _Transitions,
    measure: PixelMeasure,
    staged: Mapping[str, str],
    outputs: Mapping[str, str],
    context: JobContext,
) -> _Counts:
    """Count the matrix, and write the map of transitions."""
    grid, count = pair.grid, len(pair.scheme)
    pixels, ground = np.zeros(count * count + 1, np.int64), np.zeros(count * count + 1)
    dtype = "uint8" if count * count < 255 else "uint16"
    highest = int(np.iinfo(dtype).max)
    with writing(FROM_TO, found.codes), rasterio.open(found.codes, "r+") as codes:
        erase_pixels(codes, found.erased, context)
    allowed = np.concatenate([[False], pair.chosen.ravel()])
    occurring = np.unique(found.objects.value)
    entries = _entries(pair, [int(code) for code in occurring if allowed[code]])
    small = ChangeThumbnail(grid.height, grid.width) if REPORT in outputs else None
    with ExitStack() as opened:
        codes, stays = (opened.enter_context(rasterio.open(path)) for path in (found.codes, found.stays))
        file: Optional[rasters.StripFile] = None
        if FROM_TO in staged:
            arguments = grid, entries, job.provenance, "transition", dtype
            file = rasters.StripFile(FROM_TO, outputs[FROM_TO], staged[FROM_TO], rasters.create_codes, *arguments)
            opened.enter_context(file)
        for window in _windows(grid, 1):
            context.check()
            place = rasterio.windows.Window(0, window.row, grid.width, window.height)
            code, stay = codes.read(1, window=place), stays.read(1, window=place)
            known = code != _NODATA
            same = stay.astype(np.uint16) * np.uint16(count) + stay + np.uint16(1)
            whole = np.where(known, np.where(code > 0, code, same), np.uint16(0))
            runs = find_runs(whole, window.row)
            value = runs.value.astype(np.int64)
            pixels += np.bincount(value, weights=runs.end - runs.start, minlength=len(pixels)).astype(np.int64)
            ground += sums(value, run_areas(runs, measure), len(ground))
            shown = np.where(known, code, 0)
            if small is not None:
                small.add(window.row, np.where(allowed[shown], shown, 0), np.where(known, stay, np.uint8(INVALID)))
            if file is not None:
                values = np.where(known, np.where(allowed[shown], code, 0), highest).astype(dtype)
                file.write(window.row, values)
            done = (window.row + window.height) / grid.height
            context.progress(_DECIDED_AT + (_WRITTEN_AT - _DECIDED_AT) * done, "writing")
    if file is not None:
        shown_entries = [(code, color, text) for code, (text, color) in entries.items()]
        file.finish(Resampling.nearest, context.check, styles.palette_style(shown_entries, 0.9))
    shape = (count, count)
    if not pixels[1:].any():
        context.warn("nothing_in_common", before=job.before.name, after=job.after.name)
    counts = _Counts(pixels[1:].reshape(shape), ground[1:].reshape(shape))
    if small is None:
        return counts
    largest = sorted(entries, key=lambda item: -int(pixels[item]))[:_MOST_KEYS]
    key = tuple((entries[item][1], entries[item][0]) for item in largest)
    picture = small.png(pair.scheme.colors, {item: color for item, (_, color) in entries.items()})
    return replace(counts, picture=picture, key=key)


def _entries(pair: _Pair, codes: list[int]) -> dict[int, tuple[str, str]]:
    """Name and colour of transitions: a mix of the colours of both classes, mostly that of the class after."""
    scheme, count = pair.scheme, len(pair.scheme)
    found = {}
    for code in codes:
        before, after = divmod(code - 1, count)
        color = mixed(scheme.colors[after], scheme.colors[before], _TO_SHARE)
        found[code] = (transition_text(scheme.names[before], scheme.names[after]), color)
    return found


def _write_polygons(
    job: FromToChangeJob,
    pair: _Pair,
    objects: RunObjects,
    measure: PixelMeasure,
    path: str,
    outputs: Mapping[str, str],
    context: JobContext,
) -> None:
    names = np.array(pair.scheme.names, dtype=object)
    before, after = np.divmod(objects.value.astype(np.int64) - 1, len(names))
    entries = _entries(pair, [int(code) for code in np.unique(objects.value)])
    rings = trace_runs(objects.runs, context.check)
    confidence = np.round(objects.total / np.maximum(objects.pixels, 1), 4)
    fields: dict[str, NDArray[Any]] = {
        "uuid": new_uuids(len(objects)),
        "from": names[before],
        "to": names[after],
        "class": np.array([entries[int(code)][0] for code in objects.value], dtype=object),
        "area_m2": np.round(objects.area, 3),
        "perimeter_m": np.round(ring_perimeters(rings, measure), 3),
        # Of two maps of classes nothing is known of it: NULL.
        "confidence": confidence if pair.weights is not None else np.full(len(objects), np.nan),
    }
    classes = [ChangeClass(code, text, color) for code, (text, color) in entries.items()]
    alone = FROM_TO not in outputs or os.path.splitext(outputs[POLYGONS])[0] != os.path.splitext(outputs[FROM_TO])[0]
    with writing(POLYGONS, outputs[POLYGONS]):
        write_polygons(path, rings.wkb(grid_place(pair.grid)), fields, pair.grid, classes, job.provenance, alone)


def _report(job: FromToChangeJob, pair: _Pair, counts: _Counts) -> str:
    how = "how_classes" if pair.weights is None else "how_uniform" if job.prior == UNIFORM else "how_estimated"
    dropped = job.tolerance > 1 or job.min_area_m2 > 0 or job.min_confidence > 0
    text = report_text(job.texts, "dropped").format(
        tolerance=job.tolerance, area=f"{job.min_area_m2:,.6g}", confidence=f"{job.min_confidence:g}"
    )
    facts = {
        "before": job.before.name,
        "after": job.after.name,
        "how": report_text(job.texts, how).format(stability=f"{job.stability:g}"),
        "dropped": text if dropped else "",
    }
    parts = [] if counts.picture is None else [report.image(counts.picture, counts.key, report_text(job.texts, "change_map"))]
    return from_to_report(pair.scheme.names, pair.scheme.colors, counts.ground, facts, parts, job.texts, job.provenance)


def _check_space(job: FromToChangeJob, grid: Grid, outputs: Mapping[str, str]) -> None:
    """Refuse to start where the disk cannot hold the outputs (compressed outputs: a cautious guess)."""
    pixels = grid.height * grid.width
    check_space(FROM_TO, job.scratch, 3 * pixels + 2**20)
    for name, path in outputs.items():
        check_space(name, os.path.dirname(os.path.abspath(path)), pixels // 16 + 2**19)


def _log_result(counts: _Counts, pair: _Pair, changed: float, seconds: float, context: JobContext) -> None:
    total = max(float(counts.ground.sum()), 1e-12)
    order = np.argsort(-np.where(pair.chosen, counts.ground, 0), axis=None, kind="stable")[:5]
    for place in order:
        before, after = divmod(int(place), len(pair.scheme))
        area = float(counts.ground[before, after])
        if pair.chosen[before, after] and area > 0:
            context.info("transition", before=pair.scheme.names[before], after=pair.scheme.names[after], area=area)
    context.info("from_to_changed", area=changed, share=changed / total, compared=total, seconds=seconds)
