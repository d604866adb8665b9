"""``groundshift:samplepoints``: a stratified random sample of the pixels of a change map, the same for the same seed.

Pixels are drawn within each stratum without replacement and in proportion to their area on the ground, so that a stratum's
weight is its share of the area even where pixels differ in size (maps in degrees). Where pixels are alike that is simple
random sampling of each stratum, as Olofsson et al. 2014 (Remote Sensing of Environment 148, 42-57) advise.
"""

from __future__ import annotations

import json
import math
import os
from dataclasses import dataclass
from typing import Any, Mapping, Sequence

import numpy as np
import pyogrio
import pyproj
import shapely
from numpy.typing import NDArray
from rasterio.crs import CRS

from ...jobs.accuracy import ALLOCATIONS, SamplePointsJob
from ...jobs.failure import JobFailure
from ...jobs.publish import layer_name, prepare, publish, writing
from ...rules.label_codes import NO_CHANGE
from ..context import JobContext, job_environment
from ..dates.ground import geod_of, measure_pixels
from ..outputs.styles import store_in_geopackage, write_sidecar
from ..outputs.vectors import driver_for
from .classes import ClassRaster, open_classes
from .sample_style import sample_style
from .strata import Stratum, locate, read_strata

# Olofsson et al. 2014, section 5.1: what is expected of a map before it is checked, the standard error of overall accuracy
# to aim at, and the points that a rare class should have at least.
EXPECTED_NO_CHANGE, EXPECTED_CHANGE = 0.95, 0.7
TARGET_ERROR = 0.01
RARE_CLASS_POINTS = 50
_LEAST_POINTS = 2  # the variance within a stratum needs two
_MOST_CANDIDATES = 400_000
_MOST_POINTS = 1_000_000


@dataclass(frozen=True)
class Sample:
    """Points in random order.

    :param row, col: int64, pixels of the map. ``stratum``: int64, position in the strata.
    """

    row: NDArray[np.int64]
    col: NDArray[np.int64]
    stratum: NDArray[np.int64]


def sample_points(job: SamplePointsJob, context: JobContext) -> dict[str, Any]:
    """Run the job; the sample appears when it is whole.

    :return: the outputs of ``groundshift:samplepoints`` by name.
    :raises JobFailure: with its cause and how to correct it.
    :raises Cancelled: the job was cancelled.
    """
    with job_environment([job.sample], job.scratch):
        _check(job)
        with open_classes(job.map, context, ClassRaster) as raster:
            raster.check_readable()
            strata = read_strata(raster, context, lambda part: context.progress(0.45 * part, "counting"))
            expected = {int(key): value for key, value in job.expected.items()}
            unknown = sorted(set(expected) - {item.value for item in strata})
            if unknown:
                context.warn("expected_unused", values=", ".join(map(str, unknown)))
            counts = allocate(job.allocation, job.size, strata, expected)
            for item, count in zip(strata, counts):
                context.info("stratum", name=item.name, value=item.value, hectares=item.area / 1e4, points=count)
            sample = draw(raster, strata, counts, job.seed, job.min_distance_m, context)
            _write(job, raster, strata, sample)
        publish([("SAMPLE", job.sample)], job.scratch)
        context.info("sampled", points=len(sample.row), strata=len(strata))
        context.progress(1.0, "done", 0.0)
        return {"SAMPLE": job.sample}


def _check(job: SamplePointsJob) -> None:
    driver_for("SAMPLE", job.sample)
    if job.allocation not in ALLOCATIONS:
        raise JobFailure("allocation_unknown", "ALLOCATION", value=job.allocation, known=", ".join(ALLOCATIONS))
    if not 0 <= job.size <= _MOST_POINTS:
        raise JobFailure("sample_size", "SIZE", value=job.size, limit=_MOST_POINTS)
    if not (math.isfinite(job.min_distance_m) and job.min_distance_m >= 0):
        raise JobFailure("min_distance_range", "MIN_DISTANCE", value=f"{job.min_distance_m:g}")


# -- how many -----------------------------------------------------------------------------------------


def expected_accuracies(strata: Sequence[Stratum], given: Mapping[int, float]) -> NDArray[np.float64]:
    """Return the user's accuracy that is expected of each stratum."""
    defaults = [EXPECTED_NO_CHANGE if item.value == NO_CHANGE else EXPECTED_CHANGE for item in strata]
    return np.array([given.get(item.value, default) for item, default in zip(strata, defaults)])


def recommended_size(weights: NDArray[np.float64], expected: NDArray[np.float64], target: float = TARGET_ERROR) -> int:
    """Points for a standard error ``target`` of overall accuracy: equation 13 of Olofsson et al. 2014.

    :param weights: share of each stratum in the area; ``expected``: user's accuracies.
    """
    deviations = np.sqrt(expected * (1 - expected))
    return math.ceil(float((weights * deviations).sum() / target) ** 2)


def allocate(allocation: str, size: int, strata: Sequence[Stratum], expected: Mapping[int, float]) -> tuple[int, ...]:
    """Points of each stratum.

    ``equal``: as many in each. ``proportional``: by area. ``optimal``: by area times expected standard deviation (Neyman),
    but at least 50 in rare classes (Olofsson et al. 2014, 5.1.2), fewer where the sample is too small for that.
    No stratum gets fewer than two, nor more than it has pixels.

    :param size: in all; 0 = :func:`recommended_size`.
    :raises JobFailure: ``sample_too_small``.
    """
    weights = np.array([item.area for item in strata])
    weights = weights / weights.sum()
    accuracies = expected_accuracies(strata, expected)
    total = size or max(recommended_size(weights, accuracies), RARE_CLASS_POINTS * len(strata))
    if total < _LEAST_POINTS * len(strata):
        raise JobFailure("sample_too_small", "SIZE", value=total, least=_LEAST_POINTS * len(strata), strata=len(strata))
    least = _LEAST_POINTS
    shares = weights
    if allocation == "equal":
        shares = np.ones(len(strata))
    elif allocation == "optimal":
        # Where no error is expected at all, points follow the area.
        deviations = weights * np.sqrt(accuracies * (1 - accuracies))
        shares = deviations if deviations.any() else weights
        least = max(_LEAST_POINTS, min(RARE_CLASS_POINTS, total // (2 * len(strata))))
    pixels = np.array([item.pixels for item in strata], np.int64)
    return _apportion(total, shares, np.minimum(least, pixels), pixels)


def _apportion(total: int, shares: NDArray[np.float64], least: NDArray[np.int64], most: NDArray[np.int64]) -> tuple[int, ...]:
    """Whole numbers close to ``shares`` of ``total`` between ``least`` and ``most`` (largest remainders)."""
    total = int(min(total, most.sum()))
    low, high = 0.0, 1.0
    weights = np.maximum(shares, 1e-300)

    def at(scale: float) -> NDArray[np.float64]:
        return np.clip(weights * scale, least, most)

    while at(high).sum() < total and high < 1e300:
        high *= 2
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if at(middle).sum() < total else (low, middle)
    exact = at(high)
    counts = np.floor(exact + 1e-9).astype(np.int64)
    order = np.argsort(-(exact - counts), kind="stable")
    for index in np.resize(order, len(order) * 2):
        if counts.sum() >= total:
            break
        counts[index] += counts[index] < most[index]
    return tuple(int(count) for count in counts)


# -- which --------------------------------------------------------------------------------------------


def draw(
    raster: ClassRaster,
    strata: Sequence[Stratum],
    counts: Sequence[int],
    seed: int,
    min_distance_m: float,
    context: JobContext,
) -> Sample:
    """Draw the points; where they cannot be as many and as far apart as wanted there are fewer, which is reported."""
    factor = 4
    while True:
        generator = np.random.default_rng(seed)
        limits = [min(item.pixels, _MOST_CANDIDATES, max(factor * count, count + 100)) for item, count in zip(strata, counts)]
        ranks = {item.value: generator.choice(item.pixels, limit, replace=False) for item, limit in zip(strata, limits)}
        found = locate(raster, ranks, context, lambda part: context.progress(0.45 + 0.5 * part, "drawing"))
        chosen = _choose(raster, strata, counts, found, min_distance_m, generator)
        short = [len(own) < count for own, count in zip(chosen, counts)]
        more = [limit < min(item.pixels, _MOST_CANDIDATES) for item, limit in zip(strata, limits)]
        if not any(one and other for one, other in zip(short, more)):
            break
        factor *= 10
    for item, own, count in zip(strata, chosen, counts):
        if len(own) < count:
            context.warn("stratum_short", name=item.name, found=len(own), wanted=count, distance=min_distance_m)
    where = [found[item.value] for item in strata]
    row = np.concatenate([rows[own] for (rows, _), own in zip(where, chosen)])
    col = np.concatenate([cols[own] for (_, cols), own in zip(where, chosen)])
    stratum = np.repeat(np.arange(len(strata)), [len(own) for own in chosen])
    # In random order: who interprets the points shall not guess the stratum from a point's number.
    order = generator.permutation(len(row))
    return Sample(row[order], col[order], stratum[order])


def _choose(
    raster: ClassRaster,
    strata: Sequence[Stratum],
    counts: Sequence[int],
    found: Mapping[int, tuple[NDArray[np.int64], NDArray[np.int64]]],
    min_distance_m: float,
    generator: np.random.Generator,
) -> list[NDArray[np.int64]]:
    """Indices into the candidates of each stratum. Rare strata choose first: they have the fewest alternatives."""
    grid = raster.native_grid
    measure = measure_pixels(grid)
    chosen: list[NDArray[np.int64]] = [np.zeros(0, np.int64)] * len(strata)
    spaced = _Spaced(min_distance_m)
    for index in sorted(range(len(strata)), key=lambda number: (strata[number].pixels, number)):
        rows, cols = found[strata[index].value]
        areas = measure.areas(rows, cols)
        accepted = generator.random(len(rows)) * areas.max(initial=0.0) <= areas
        # The rest follows, for strata of which nearly every pixel is wanted.
        order = np.concatenate([np.flatnonzero(accepted), np.flatnonzero(~accepted)])
        if min_distance_m <= 0:
            chosen[index] = order[: counts[index]]
            continue
        points = _geocentric(raster.crs, grid.left + (cols + 0.5) * grid.xres, grid.top - (rows + 0.5) * grid.yres)
        taken: list[int] = []
        for candidate in order.tolist():
            if len(taken) == counts[index]:
                break
            if spaced.add(points[candidate]):
                taken.append(candidate)
        chosen[index] = np.array(taken, np.int64)
    return chosen


class _Spaced:
    """Points in space that are at least a distance apart, found by the cells of a grid that they lie in."""

    def __init__(self, distance: float) -> None:
        self._distance = distance
        self._cells: dict[tuple[int, int, int], list[NDArray[np.float64]]] = {}

    def add(self, point: NDArray[np.float64]) -> bool:
        """Add a point (3,) unless it is too near to another; whether it was added."""
        x, y, z = (math.floor(value / self._distance) for value in point)
        for i in (x - 1, x, x + 1):
            for j in (y - 1, y, y + 1):
                for k in (z - 1, z, z + 1):
                    for other in self._cells.get((i, j, k), ()):
                        if float(np.sum((point - other) ** 2)) < self._distance**2:
                            return False
        self._cells.setdefault((x, y, z), []).append(point)
        return True


def _geocentric(crs: CRS, x: NDArray[Any], y: NDArray[Any]) -> NDArray[np.float64]:
    """Return geocentric coordinates in metres, (n, 3); chords stand for distances on the ground, which they equal closely."""
    lon, lat = degrees(crs, x, y)
    geod = geod_of(crs)
    lam, phi = np.radians(lon), np.radians(lat)
    normal = geod.a / np.sqrt(1 - geod.es * np.sin(phi) ** 2)
    return np.column_stack(
        [
            normal * np.cos(phi) * np.cos(lam),
            normal * np.cos(phi) * np.sin(lam),
            normal * (1 - geod.es) * np.sin(phi),
        ]
    )


def degrees(crs: CRS, x: NDArray[Any], y: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    """Longitudes and latitudes on the CRS's own datum."""
    source = pyproj.CRS.from_wkt(crs.to_wkt())
    if source.geodetic_crs is None or source.is_geographic:
        return x, y
    transformer = pyproj.Transformer.from_crs(source, source.geodetic_crs, always_xy=True)
    lon, lat = transformer.transform(x, y)
    return np.asarray(lon), np.asarray(lat)


# -- the layer ----------------------------------------------------------------------------------------


def _write(job: SamplePointsJob, raster: ClassRaster, strata: Sequence[Stratum], sample: Sample) -> None:
    """Write the points with an empty field ``reference``, whose editor offers the classes of the map."""
    path = prepare("SAMPLE", job.sample, job.scratch)
    driver = driver_for("SAMPLE", job.sample)
    grid = raster.native_grid
    x = grid.left + (sample.col + 0.5) * grid.xres
    y = grid.top - (sample.row + 0.5) * grid.yres
    count = len(x)
    values = np.array([item.value for item in strata], np.int32)
    names = np.array([item.name for item in strata], object)
    fields: dict[str, NDArray[Any]] = {
        "id": np.arange(1, count + 1, dtype=np.int32),
        "stratum": values[sample.stratum],
        "name": names[sample.stratum],
        "reference": np.zeros(count, np.int32),
        "comment": np.full(count, None, object),
    }
    masks = [np.ones(count, bool) if name == "reference" else None for name in fields]
    options: dict[str, Any] = {}
    text = json.dumps(job.provenance, ensure_ascii=False, sort_keys=True)
    if driver == "GPKG":
        options = {"layer_metadata": {"GROUNDSHIFT": text}, "VERSION": "1.2"}
    if driver == "GeoJSON":
        options = {"RFC7946": "YES", "COORDINATE_PRECISION": "9"}
    layer = layer_name(path)
    with writing("SAMPLE", job.sample):
        pyogrio.raw.write(
            path,
            geometry=np.asarray(shapely.to_wkb(shapely.points(x, y)), object),
            field_data=list(fields.values()),
            field_mask=masks,
            fields=np.array(list(fields), object),
            geometry_type="Point",
            crs=raster.crs.to_wkt(),
            driver=driver,
            layer=layer,
            **options,
        )
        style = sample_style([(item.value, item.name) for item in strata])
        if driver == "GPKG":
            store_in_geopackage(path, layer, style)
            return
        write_sidecar(path, style)
        with open(os.path.splitext(path)[0] + ".provenance.json", "w", encoding="utf-8") as stream:
            stream.write(text)
