"""``groundshift:estimatearea``: areas and accuracies from an interpreted stratified sample.

The stratified estimators of Olofsson, Foody, Herold, Stehman, Woodcock and Wulder 2014, "Good practices for estimating area and
assessing accuracy of land change", Remote Sensing of Environment 148, 42-57. The map's classes are the strata.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Optional, Sequence

import numpy as np
import pyogrio
import pyproj
import shapely
from numpy.typing import NDArray

from ...jobs.accuracy import EstimateAreaJob
from ...jobs.failure import JobFailure
from ...jobs.report_texts import report_text
from ...jobs.sources import VectorSource
from ..context import JobContext, job_environment
from ..dates.grid import Window
from ..outputs import report
from ..outputs.documents import check_documents, publish_documents
from .classes import ClassRaster, open_classes
from .strata import Stratum, read_strata

EXTENSIONS = {"REPORT": ("html", "htm"), "AREAS": ("csv",)}
Z_95 = 1.96  # as the paper has it
_LEAST_POINTS = 2  # the variance within a stratum needs two
STRATUM_FIELD = "stratum"


@dataclass(frozen=True)
class Estimate:
    """Of the classes (k,): those of the map first, then those that only the reference has.

    :param share, share_error: of the area that truly is of a class, and its standard error.
    :param users, users_error, producers, producers_error: accuracies and their standard errors; NaN where not defined.
    :param proportions: (strata, k), estimated shares of the area: the error matrix of the paper's table 9.
    """

    share: NDArray[np.float64]
    share_error: NDArray[np.float64]
    users: NDArray[np.float64]
    users_error: NDArray[np.float64]
    producers: NDArray[np.float64]
    producers_error: NDArray[np.float64]
    accuracy: float
    accuracy_error: float
    proportions: NDArray[np.float64]


def estimate(counts: NDArray[np.int64], areas: NDArray[np.float64]) -> Estimate:
    """Return the estimators.

    :param counts: (strata, classes) points by map class and reference class; class i is the class of stratum i for the first
        ones; there may be more classes than strata. Each stratum has two points at least.
    :param areas: (strata,) mapped area of each, any unit.
    """
    strata, classes = counts.shape
    weights = areas / areas.sum()
    points = counts.sum(axis=1)
    within = counts / points[:, None]
    proportions = weights[:, None] * within
    share = proportions.sum(axis=0)
    spread = within * (1 - within) / (points[:, None] - 1)
    share_error = np.sqrt((weights[:, None] ** 2 * spread).sum(axis=0))
    right = np.arange(strata)
    users = np.full(classes, np.nan)
    users_error = users.copy()
    users[:strata] = within[right, right]
    users_error[:strata] = np.sqrt(spread[right, right])
    diagonal = np.zeros(classes)
    diagonal[:strata] = proportions[right, right]
    producers = np.divide(diagonal, share, out=np.full(classes, np.nan), where=share > 0)
    producers_error = _producers_error(weights, spread, share, producers)
    accuracy_error = math.sqrt(float((weights**2 * spread[right, right]).sum()))
    return Estimate(
        share,
        share_error,
        users,
        users_error,
        producers,
        producers_error,
        float(diagonal.sum()),
        accuracy_error,
        proportions,
    )


def _producers_error(
    weights: NDArray[np.float64],
    spread: NDArray[np.float64],
    share: NDArray[np.float64],
    producers: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Equation 7, with shares of the area in place of pixels. ``spread``: n_ij/n_i. (1 - n_ij/n_i.) / (n_i. - 1)."""
    found = np.full(len(share), np.nan)
    for index in np.flatnonzero(share > 0):
        terms = weights**2 * spread[:, index] * producers[index] ** 2
        if index < len(weights):
            terms[index] = weights[index] ** 2 * spread[index, index] * (1 - producers[index]) ** 2
        found[index] = math.sqrt(float(terms.sum())) / share[index]
    return found


@dataclass(frozen=True)
class Interpreted:
    """The sample as counts.

    :param counts: (strata, classes). ``values``: of the classes, those of the strata first. ``names``: theirs.
    :param empty, outside, moved: points without a reference class, outside the map's data, and whose stratum is not what the
        class of the map there.
    """

    counts: NDArray[np.int64]
    values: tuple[int, ...]
    names: tuple[str, ...]
    empty: int
    outside: int
    moved: int

    @property
    def flawless(self) -> bool:
        """Whether no point shows an error of the map."""
        return int(np.trace(self.counts)) == int(self.counts.sum())


def estimate_area(job: EstimateAreaJob, context: JobContext) -> dict[str, Any]:
    """Run the job; its outputs appear when all are whole.

    :return: the outputs of ``groundshift:estimatearea`` by name.
    :raises JobFailure: with its cause and how to correct it.
    :raises Cancelled: the job was cancelled.
    """
    outputs = {name: path for name, path in (("REPORT", job.report), ("AREAS", job.areas)) if path}
    with job_environment(outputs.values(), job.scratch):
        check_documents(outputs, EXTENSIONS)
        with open_classes(job.map, context, ClassRaster) as raster:
            raster.check_readable()
            strata = read_strata(raster, context, lambda part: context.progress(0.9 * part, "counting"))
            sample = interpret(job.sample, raster, strata, context)
        areas = np.array([item.area for item in strata])
        found = estimate(sample.counts, areas)
        for index, name in enumerate(sample.names):
            hectares = found.share[index] * areas.sum() / 1e4
            context.info(
                "area_estimated", name=name, hectares=hectares, interval=Z_95 * found.share_error[index] * areas.sum() / 1e4
            )
        if sample.flawless:
            context.warn("interval_without_errors")
        documents = {
            "REPORT": _report(job, strata, sample, found),
            "AREAS": report.csv_text(area_rows(strata, sample, found)),
        }
        publish_documents({name: (path, documents[name]) for name, path in outputs.items()}, job.scratch, job.provenance)
        context.progress(1.0, "done", 0.0)
        return dict(outputs)


def interpret(source: VectorSource, raster: ClassRaster, strata: Sequence[Stratum], context: JobContext) -> Interpreted:
    """Count the points by the class of the map where they lie and the class of the interpreter.

    :raises JobFailure: ``sample_not_interpreted``, ``reference_value``, ``stratum_without_points``, ``area_unreadable``.
    """
    points, references, declared = _read_points(source, raster)
    names = {item.value: item.name for item in strata}
    by_name = {item.name.strip().casefold(): item.value for item in strata}
    place = {item.value: index for index, item in enumerate(strata)}
    grid = raster.native_grid
    pairs: list[tuple[int, int]] = []
    empty = outside = moved = 0
    for (x, y), text, stratum in zip(points, references, declared):
        value = _class_of(text, by_name, source)
        if value is None:
            empty += 1
            continue
        row, col = math.floor((grid.top - y) / grid.yres), math.floor((x - grid.left) / grid.xres)
        if not (0 <= row < grid.height and 0 <= col < grid.width):
            outside += 1
            continue
        context.check()
        plane, valid = raster.classes(grid, Window(row, col, 1, 1))
        if not valid[0, 0]:
            outside += 1
            continue
        mapped = int(plane[0, 0])
        moved += stratum is not None and stratum != mapped
        pairs.append((mapped, value))
    if not pairs:
        raise JobFailure("sample_not_interpreted", "SAMPLE", layer=source.name, field=source.shown_field)
    others = sorted({value for _, value in pairs} - set(place))
    values = (*place, *others)
    column = {value: index for index, value in enumerate(values)}
    counts = np.zeros((len(strata), len(values)), np.int64)
    for mapped, value in pairs:
        counts[place[mapped], column[value]] += 1
    for item, count in zip(strata, counts.sum(axis=1)):
        if count < _LEAST_POINTS:
            raise JobFailure("stratum_without_points", "SAMPLE", name=item.name, count=int(count), layer=source.name)
    if empty or outside:
        context.warn("points_left_out", empty=empty, outside=outside)
    if moved:
        context.warn("points_moved", count=moved)
    labels = tuple(names.get(value, f"class {value}") for value in values)
    return Interpreted(counts, values, labels, empty, outside, moved)


def _read_points(source: VectorSource, raster: ClassRaster) -> tuple[NDArray[np.float64], list[Any], list[Optional[int]]]:
    """Coordinates in the map's CRS, reference texts and declared strata."""
    try:
        meta, _, geometry, fields = pyogrio.raw.read(source.path)
    except Exception as error:  # pyogrio and GDAL have their own
        raise JobFailure("area_unreadable", source.parameter, layer=source.name) from error
    columns = dict(zip(meta["fields"], fields))
    places, owner = shapely.get_coordinates(shapely.centroid(shapely.from_wkb(geometry)), return_index=True)
    points: NDArray[np.float64] = np.full((len(geometry), 2), np.nan)  # where there is no geometry
    points[owner] = places
    target = pyproj.CRS.from_wkt(raster.crs.to_wkt())
    own = pyproj.CRS.from_user_input(source.crs)
    if len(points) and not own.equals(target, ignore_axis_order=True):
        transformer = pyproj.Transformer.from_crs(own, target, always_xy=True)
        points = np.column_stack(transformer.transform(points[:, 0], points[:, 1]))
    points[~np.isfinite(points)] = -1e300  # off every map
    references = list(columns.get(source.class_field or "", np.full(len(points), None, object)))
    declared = columns.get(STRATUM_FIELD)
    strata: list[Optional[int]] = [None if declared is None else _whole(declared[index]) for index in range(len(points))]
    return points, references, strata


def _whole(value: Any) -> Optional[int]:
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None
    return int(number) if math.isfinite(number) and number == int(number) else None


def _class_of(value: Any, by_name: dict[str, int], source: VectorSource) -> Optional[int]:
    """Return the class that an interpreter gave; ``None`` when the field is empty. :raises JobFailure: ``reference_value``."""
    text = "" if value is None else str(value).strip()
    if text.casefold() in ("", "none", "null", "nan"):
        return None
    number = _whole(text)
    if number is None:
        number = by_name.get(text.casefold())
    if number is None or number < 0:
        known = ", ".join(sorted(by_name))
        raise JobFailure("reference_value", "REFERENCE_FIELD", value=text, field=source.shown_field, known=known)
    return number


def area_rows(strata: Sequence[Stratum], sample: Interpreted, found: Estimate) -> list[list[Any]]:
    """Return the content of AREAS: hectares and shares, with the half widths of their 95 % confidence intervals."""
    total = sum(item.area for item in strata) / 1e4
    head = [
        "value", "class", "mapped_ha", "estimated_ha", "ci95_ha", "low_ha", "high_ha", "estimated_share", "standard_error",
        "users_accuracy", "users_ci95", "producers_accuracy", "producers_ci95", "points_mapped", "points_reference",
    ]  # fmt: skip
    rows: list[list[Any]] = [head]
    for index, (value, name) in enumerate(zip(sample.values, sample.names)):
        area, half = found.share[index] * total, Z_95 * found.share_error[index] * total
        mapped = strata[index].area / 1e4 if index < len(strata) else 0.0
        # No area is negative or larger than the map, though a normal distribution of a rare class's error may reach so far.
        numbers = [mapped, area, half, max(area - half, 0.0), min(area + half, total)]
        rows.append(
            [
                value,
                name,
                *(f"{number:.4f}" for number in numbers),
                f"{found.share[index]:.8f}",
                f"{found.share_error[index]:.8f}",
                *_accuracy_cells(found.users[index], found.users_error[index]),
                *_accuracy_cells(found.producers[index], found.producers_error[index]),
                int(sample.counts[index].sum()) if index < len(strata) else 0,
                int(sample.counts[:, index].sum()),
            ]
        )
    return rows


def _accuracy_cells(value: float, error: float) -> tuple[str, str]:
    return ("", "") if math.isnan(value) else (f"{value:.6f}", f"{Z_95 * error:.6f}")


def _report(job: EstimateAreaJob, strata: Sequence[Stratum], sample: Interpreted, found: Estimate) -> str:
    def word(key: str) -> str:
        return report_text(job.texts, key)

    total = sum(item.area for item in strata) / 1e4
    head = [word(key) for key in ("class", "mapped_ha", "adjusted_ha", "interval", "users", "producers")]
    rows = []
    for index, name in enumerate(sample.names):
        mapped = strata[index].area / 1e4 if index < len(strata) else 0.0
        rows.append(
            [
                name,
                f"{mapped:,.2f}",
                f"{found.share[index] * total:,.2f}",
                f"± {Z_95 * found.share_error[index] * total:,.2f}",
                _accuracy_text(found.users[index], found.users_error[index]),
                _accuracy_text(found.producers[index], found.producers_error[index]),
            ]
        )
    accuracy = f"{found.accuracy:.3f} ± {Z_95 * found.accuracy_error:.3f}"
    corner = f"{word('map')} \\ {word('reference')}"
    counts = [
        [item.name, *(f"{count:,}" for count in line), f"{sum(line):,}"] for item, line in zip(strata, sample.counts.tolist())
    ]
    shares = [
        [item.name, *(f"{share:.4f}" for share in line), f"{sum(line):.4f}"]
        for item, line in zip(strata, found.proportions.tolist())
    ]
    parts = [
        report.note(f"{word('map')}: {job.map.name} · {word('sample')}: {job.sample.name}"),
        report.figures([(word("accuracy"), accuracy), (word("points"), f"{int(sample.counts.sum()):,}")]),
        report.heading(word("classes")),
        report.table(head, rows),
        report.note(word("area_method")),
    ]
    if sample.flawless:
        parts.append(report.note(word("no_errors")))
    if sample.empty or sample.outside:
        parts.append(report.note(word("left_out").format(empty=sample.empty, outside=sample.outside)))
    parts += [
        report.heading(word("sample_matrix")),
        report.table([corner, *sample.names, word("total")], counts, diagonal=1),
        report.heading(word("proportion_matrix")),
        report.table([corner, *sample.names, word("total")], shares, diagonal=1),
        report.provenance_block(word("provenance"), job.provenance),
    ]
    return report.page(word("area_title"), parts)


def _accuracy_text(value: float, error: float) -> str:
    return "" if math.isnan(value) else f"{value:.3f} ± {Z_95 * error:.3f}"
