"""``groundshift:sarevaluate``: how well each method finds simulated change in a user's own stack.

For each of the latest dates of each place, change is put into the power of the image, which is then filtered and compared
with its prediction by each method. The plain difference from the latest earlier image, unfiltered, is the yardstick.
"""

from __future__ import annotations

import json
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any, Iterator, Optional, Sequence

import numpy as np
from numpy.typing import NDArray

from ...jobs.failure import JobFailure
from ...jobs.sar import CHANGES, FILTERS, METHODS, SarEvaluateJob
from ...rules.sar_table import Acquisition, read_table
from ..context import JobContext, job_environment
from ..dates.grid import Window
from ..dates.ground_area import footprint, make_ground_area
from ..outputs.documents import check_documents, publish_documents
from . import simulation, speckle
from .evaluation_report import html
from .linear_classifier import fit_classifier
from .methods import FITS, WITH_ONE_IMAGE, choose_method, same_track
from .prediction import Decibels
from .roc import ScoreCounts
from .simulate import power_of
from .stack import common_polarisations, completed, open_image, rows_of_place, target_grid

PLAIN = "plain"  # the yardstick
SURFACES = ("land", "water")
# Temporal medians in dB below which a surface reflects as open water does.
_WATER_DB = {"VV": -18.0, "HH": -18.0, "VH": -24.0, "HV": -24.0}
_CHIP_BYTES = 96 * 2**20  # of all images of a chip
_CHIPS = 4  # of each place
_FEATURES_PER_IMAGE = 2000  # changed pixels
_HELD_OUT, _SPLITS = 0.33, 5
_DOCUMENTS = {"REPORT": ("html", "htm"), "MEASURES": ("json",)}


@dataclass(frozen=True)
class _Chip:
    """A part of a place with all its dates in memory.

    :param raw, smooth: dB (dates, bands, height, width), NaN = no data or outside the area.
    :param target: ground whose distribution is taken, or ``None``.
    """

    name: str
    rows: tuple[Acquisition, ...]
    polarisations: tuple[str, ...]
    raw: Decibels
    smooth: Decibels
    inside: NDArray[np.bool_]
    target: Optional[NDArray[np.bool_]]


@dataclass
class _Tally:
    """What is counted of one method and one kind of change. :param samples: features and truth of each image."""

    counts: dict[str, ScoreCounts] = field(default_factory=lambda: {name: ScoreCounts() for name in SURFACES})
    samples: list[tuple[NDArray[np.float32], NDArray[np.bool_]]] = field(default_factory=list)

    @property
    def all(self) -> ScoreCounts:
        return ScoreCounts().merged(self.counts.values())


def sar_evaluate(job: SarEvaluateJob, context: JobContext) -> dict[str, Any]:
    """Run the job.

    :return: REPORT, MEASURES, BEST_METHOD, AUC and PLAIN_AUC: means over the kinds of change.
    :raises JobFailure: with what is wrong and how to correct it. :raises Cancelled: the user cancelled the job.
    """
    outputs = {name: path for name, path in (("REPORT", job.report), ("MEASURES", job.measures)) if path}
    with job_environment(outputs.values(), job.scratch):
        _check(job, outputs)
        document = measure(job, context)
        texts = {"MEASURES": json.dumps({**document, "provenance": job.provenance}, indent=1, ensure_ascii=False)}
        texts["REPORT"] = html(job.texts, document, job.provenance)
        publish_documents({name: (path, texts[name]) for name, path in outputs.items()}, job.scratch, job.provenance)
    context.progress(1.0, "done", 0.0)
    best = document["best_method"]
    means = {name: _mean_auc(found) for name, found in document["methods"].items()}
    return {**outputs, "BEST_METHOD": best, "AUC": means[best], "PLAIN_AUC": means[PLAIN], "MEASURES_FOUND": document}


def _check(job: SarEvaluateJob, outputs: dict[str, str]) -> None:
    given = [("METHODS", name, METHODS) for name in job.methods] + [("CHANGES", name, CHANGES) for name in job.changes]
    for parameter, value, known in (*given, ("FILTER", job.speckle_filter, FILTERS)):
        if value not in known:
            raise JobFailure("method_unknown", parameter, value=value, known=", ".join(known))
    check_documents(outputs, _DOCUMENTS)


def measure(job: SarEvaluateJob, context: JobContext) -> dict[str, Any]:
    """Return the measures of all methods, for JSON.

    :raises JobFailure: nothing can be measured on this table.
    """
    tallies = {(name, change): _Tally() for name in (PLAIN, *job.methods) for change in job.changes}
    table = read_table(job.table)
    places = sorted({row.place for row in table}) if job.place is None else [job.place]
    used: list[str] = []
    images = 0
    for number, place in enumerate(places):
        rows = [completed(row) for row in rows_of_place(table, place)]
        for chip in _chips(job, rows, context):
            targets = range(max(1, len(chip.rows) - job.dates), len(chip.rows))
            for index in targets:
                context.check()
                done = (number + (index - targets.start) / max(1, len(targets))) / len(places)
                context.progress(done, "evaluating")
                images += _measure_date(job, chip, index, tallies, used)
    if not images or not any(tally.all.measurable for tally in tallies.values()):
        raise JobFailure("sar_nothing_to_evaluate", "TABLE", count=len(table))
    return _document(job, tallies, images, places, used, context)


def _chips(job: SarEvaluateJob, rows: Sequence[Acquisition], context: JobContext) -> Iterator[_Chip]:
    """The chips of a place: all of a small image, parts that are spread evenly over a large one."""
    date = rows[-1]
    alike = [row for row in rows if job.all_tracks or same_track(row, date)]
    if len(alike) < 2:
        return
    polarisations = common_polarisations(alike[:-1], date)
    alike = [row for row in alike if set(polarisations) <= set(row.bands)]
    with ExitStack() as files:
        images = [open_image(row, polarisations, files, context) for row in alike]
        grid = target_grid(images[-1].rasters[0], None)
        name = images[-1].rasters[0].source.name
        area = make_ground_area(job.include, job.exclude, [footprint(grid, grid.crs)], grid.crs, (name, name))
        work = grid.covering(area.bounds)
        target = None
        if job.target is not None:
            target = make_ground_area((job.target,), (), [footprint(grid, grid.crs)], grid.crs, (name, name))
        for window in _windows(work, len(images) * len(polarisations)):
            inside = area.pixels(grid, window)
            if not inside.any():
                continue
            raw = np.stack([image.read(grid, window) for image in images])
            smooth = np.stack([[speckle.FILTERS[job.speckle_filter](band) for band in image] for image in raw])
            raw[..., ~inside], smooth[..., ~inside] = np.nan, np.nan
            ground = None if target is None else target.pixels(grid, window)
            label = f"{date.place}/{window.row}/{window.col}"
            yield _Chip(label, tuple(alike), polarisations, raw, smooth, inside, ground)


def _windows(work: Window, planes: int) -> list[Window]:
    side = max(64, int((_CHIP_BYTES / 4 / planes / 2) ** 0.5))
    rows, cols = range(work.row, work.row + work.height, side), range(work.col, work.col + work.width, side)
    windows = [Window(row, col, side, side).clipped(work) for row in rows for col in cols]
    return windows[:: max(1, -(-len(windows) // _CHIPS))]


def _measure_date(job: SarEvaluateJob, chip: _Chip, index: int, tallies: dict[tuple[str, str], _Tally], used: list[str]) -> int:
    """Count the scores of all methods on a date; return 1, or 0 where the date cannot be used."""
    row = chip.rows[index]
    before = [number for number in range(index) if chip.rows[number].time < row.time]
    before = [number for number in before if np.isfinite(chip.raw[number]).all(axis=0).any()]
    before = before[-job.earlier :] if job.earlier else before
    if not before or not np.isfinite(chip.raw[index]).all(axis=0).any():
        return 0
    surface = _water(chip.smooth[before], chip.polarisations)
    for kind, change in enumerate(job.changes):
        seed = [job.seed, *chip.name.encode("utf-8"), index, kind]
        raw, truth = _changed(job, chip, index, before, change, np.random.default_rng(seed))
        smooth = np.stack([speckle.FILTERS[job.speckle_filter](band) for band in raw])
        smooth[:, ~chip.inside] = np.nan
        rng = np.random.default_rng(seed)
        for method in (PLAIN, *job.methods):
            earlier, date = (chip.raw[before], raw) if method == PLAIN else (chip.smooth[before], smooth)
            found = _difference(method, earlier, date, row, [chip.rows[number] for number in before], used)
            if found is None:
                continue
            known = np.isfinite(found.score)
            tally = tallies[method, change]
            for name, chosen in zip(SURFACES, (~surface, surface)):
                tally.counts[name].add(row.day[:10], found.score[known & chosen], truth[known & chosen])
            tally.samples.append(_features(found.decibels, truth, known, rng))
    return 1


def _changed(
    job: SarEvaluateJob, chip: _Chip, index: int, before: Sequence[int], change: str, rng: np.random.Generator
) -> tuple[Decibels, NDArray[np.bool_]]:
    """The image in decibels with change in its power, and where it is."""
    power = power_of(chip.raw[index])
    valid = np.isfinite(power).all(axis=0) & chip.inside
    count, shape = int(rng.integers(0, job.count + 1)), (valid.shape[0], valid.shape[1])
    outlines = simulation.draw_outlines(rng, lambda row, col: bool(valid[row, col]), shape, count, job.radius)
    truth = simulation.burn(outlines, Window(0, 0, *valid.shape)) & valid
    if change == "shift":
        power[:, truth] = simulation.shifted(power[:, truth], job.shift_db)
    else:
        ground = chip.target
        if ground is None or not (ground & valid).any():
            ground = simulation.dark_ground(simulation.temporal_median(chip.raw[before, -1]))
        source, target = simulation.sorted_values(power), simulation.sorted_values(power, ground)
        for band in range(len(power)):
            if len(target[band]):
                power[band][truth] = simulation.mapped(power[band][truth], source[band], target[band])
    with np.errstate(invalid="ignore"):
        return np.asarray(10 * np.log10(power), np.float32), truth


def _difference(
    method: str, earlier: Decibels, date: Decibels, row: Acquisition, rows: Sequence[Acquisition], used: list[str]
) -> Any:
    """The difference by a method, or ``None`` where it cannot be used."""
    flat = earlier.reshape(*earlier.shape[:2], -1), date.reshape(len(date), -1)
    name = "latest" if method == PLAIN else method
    if method == "automatic":
        name, _ = choose_method(*flat)
        used.append(name)
    if len(earlier) < 2 and name not in WITH_ONE_IMAGE:
        return None
    predictor = FITS[name](*flat, row, rows)
    return None if predictor is None else predictor.difference(earlier, date)


def _water(earlier: Decibels, polarisations: Sequence[str]) -> NDArray[np.bool_]:
    """Pixels that reflect as open water does, by the last polarisation, which is the crossed one where there is one."""
    median = simulation.temporal_median(earlier[:, -1])
    return np.asarray(np.nan_to_num(median) < _WATER_DB[polarisations[-1]])


def _features(
    decibels: Decibels, truth: NDArray[np.bool_], known: NDArray[np.bool_], rng: np.random.Generator
) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """Differences of changed pixels and of as many unchanged ones (rows, bands), and which they are."""
    changed, unchanged = np.flatnonzero(truth & known), np.flatnonzero(~truth & known)
    count = min(len(changed), len(unchanged), _FEATURES_PER_IMAGE)
    chosen = np.concatenate([rng.choice(items, count, replace=False) for items in (changed, unchanged)])
    return decibels.reshape(len(decibels), -1)[:, chosen].T, np.repeat([True, False], count)


def _accuracy(samples: Sequence[tuple[NDArray[np.float32], NDArray[np.bool_]]], seed: int) -> Optional[float]:
    """Accuracy of a linear classifier on images held out, mean over random splits; ``None`` of too few images."""
    images = [sample for sample in samples if len(sample[1])]
    if len(images) < 3:
        return None
    found = []
    for split in range(_SPLITS):
        order = np.random.default_rng([seed, split]).permutation(len(images))
        held = max(1, round(_HELD_OUT * len(images)))
        test, train = ([images[number] for number in part] for part in (order[:held], order[held:]))
        classifier = fit_classifier(*(np.concatenate(parts) for parts in zip(*train)))
        features, truth = (np.concatenate(parts) for parts in zip(*test))
        found.append(float(np.mean(classifier.predict(features) == truth)))
    return float(np.mean(found))


def _document(
    job: SarEvaluateJob,
    tallies: dict[tuple[str, str], _Tally],
    images: int,
    places: Sequence[str],
    used: Sequence[str],
    context: JobContext,
) -> dict[str, Any]:
    methods: dict[str, Any] = {}
    for (name, change), tally in tallies.items():
        whole = tally.all
        rng = np.random.default_rng(job.seed)
        found: dict[str, Any] = {
            "all": whole.measures(rng),
            **{part: counts.measures(rng) for part, counts in tally.counts.items()},
        }
        found["svc_accuracy"] = _accuracy(tally.samples, job.seed)
        found["roc"] = whole.curve()
        methods.setdefault(name, {})[change] = found
        auc, precision = found["all"]["auc"], found["all"]["ap"]
        if auc is not None:
            context.info("sar_evaluated", method=name, change=change, auc=auc, ap=precision)
    measured = [name for name in job.methods if _mean_auc(methods[name]) > 0]
    best = max(measured, key=lambda name: _mean_auc(methods[name]), default=PLAIN)
    return {
        "images": images,
        "places": [place for place in places if place],
        "dates": job.dates,
        "filter": job.speckle_filter,
        "changes": list(job.changes),
        "automatic": {name: used.count(name) for name in sorted(set(used))},
        "best_method": best,
        "methods": methods,
    }


def _mean_auc(found: dict[str, Any]) -> float:
    """Mean AUC over the kinds of change, 0 where nothing was measured."""
    values = [item["all"]["auc"] for item in found.values() if item["all"]["auc"] is not None]
    return float(np.mean(values)) if values else 0.0
