"""Another threshold on a probability: how much would be changed, in how many pieces, and outputs made anew by it."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import Any, Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from ...jobs.failure import JobFailure
from ...jobs.publish import check_space, prepare, publish, writing
from ...jobs.sources import RasterSource
from ...jobs.threshold import BINS, SIZES_FILE, ApplyThresholdJob, ChangeSizesJob, ProbabilityHistogramJob
from ...jobs.vectorize_change import VectorizeChangeJob
from ...rules.label_codes import NO_DATA
from ..context import JobContext, gdal_cache, job_environment
from ..dates.ground import measure_pixels
from ..objects.runs import ObjectStream
from ..outputs import rasters, styles
from ..outputs.finish import PROBABILITY, RawMask, finish_outputs
from ..outputs.paths import check_paths
from ..vectorize.change_raster import ChangeRaster
from ..vectorize.vectorize import write_clean_polygons

# Probabilities are written in steps of a ten-thousandth (see detect.py): so many make a bin of the histogram.
_STEPS_PER_BIN = 10_000 // BINS
_COUNTED_AT = 0.9


def probability_histogram(job: ProbabilityHistogramJob, context: JobContext) -> dict[str, Any]:
    """Measure how much ground has which probability.

    Sizes of pixels are taken block by block (512 rows, a 32nd of the width): an ellipsoid is flat enough for that.

    :return: ``AREAS``: square metres of each of the bins and of exactly 1; ``VALID_AREA``.
    :raises JobFailure: the raster cannot be read, or is no probability.
    :raises Cancelled: the user cancelled the job.
    """
    areas = np.zeros(BINS + 1)
    with _opened(job.input, None) as source:
        grid = source.grid
        measure = measure_pixels(grid)
        cells = measure.column_cells(np.arange(grid.width))
        edges = [0, *(np.flatnonzero(np.diff(cells)) + 1).tolist(), grid.width]
        for row, mask, probability in source.strips():
            context.check()
            steps = np.rint(np.clip(_known(probability), 0, 1) * 10_000).astype(np.int64) // _STEPS_PER_BIN
            steps[mask == NO_DATA] = BINS + 1
            for begin, end in zip(edges, edges[1:]):
                counts = np.bincount(steps[:, begin:end].ravel(), minlength=BINS + 2)[: BINS + 1]
                middle = np.array([row + len(mask) / 2 - 0.5]), np.array([(begin + end) / 2 - 0.5])
                areas += counts * float(measure.areas(*middle)[0])
            context.progress((row + len(mask)) / grid.height, "counting")
    return {"AREAS": areas.tolist(), "VALID_AREA": float(areas.sum())}


def change_sizes(job: ChangeSizesJob, context: JobContext) -> dict[str, Any]:
    """Measure every single change at a threshold.

    :return: ``SIZES``: path of the sorted sizes in square metres; ``COUNT`` and ``AREA`` of all of them.
    :raises JobFailure: the raster cannot be read, or is no probability.
    :raises Cancelled: the user cancelled the job.
    """
    os.makedirs(job.scratch, exist_ok=True)
    with _opened(job.input, job.threshold) as source:
        objects = _object_stream(source, 0.0)
        for row, mask, probability in source.strips():
            context.check()
            objects.add(mask, _known(probability))
            context.progress((row + len(mask)) / source.grid.height, "counting")
    table, _ = objects.finish()
    path = os.path.join(job.scratch, SIZES_FILE)
    np.save(path, np.sort(table.area), allow_pickle=False)
    return {"SIZES": path, "COUNT": len(table), "AREA": float(table.area.sum())}


def apply_threshold(job: ApplyThresholdJob, context: JobContext) -> dict[str, Any]:
    """Make mask and polygons anew; both appear whole, in place of what was there, or neither does.

    :return: the outputs of ``groundshift:detectchange`` by name.
    :raises JobFailure: with what is wrong and how to correct it.
    :raises Cancelled: the user cancelled the job.
    """
    outputs = {name: path for name, path in (("MASK", job.mask), ("POLYGONS", job.polygons)) if path}
    with job_environment(outputs.values(), job.scratch):
        return _apply(job, outputs, context)


def _apply(job: ApplyThresholdJob, outputs: dict[str, str], context: JobContext) -> dict[str, Any]:
    if not job.min_area_m2 >= 0:
        raise JobFailure("min_area_range", "MIN_AREA", value=job.min_area_m2)
    check_paths(outputs, (job.input.path,))
    os.makedirs(job.scratch, exist_ok=True)
    with _opened(job.input, job.threshold) as source:
        grid = source.grid
        for name, path in outputs.items():
            check_space(name, os.path.dirname(os.path.abspath(path)), grid.height * grid.width // 16 + 2**19)
        staged = {name: prepare(name, path, job.scratch) for name, path in outputs.items()}
        result = _decided(source, job, context)
        made_with = {**dict(source.provenance), "threshold_applied": job.time}
        parameters = made_with.get("parameters")
        chosen: dict[str, Any] = {"THRESHOLD": job.threshold, "MIN_AREA": job.min_area_m2}
        if job.simplify_m > 0 or job.regularize:
            chosen = {**chosen, "SIMPLIFY": job.simplify_m, "REGULARIZE": job.regularize}
        made_with["parameters"] = {**parameters, **chosen} if isinstance(parameters, dict) else chosen
        classes = source.classes()
    traced, shaped = _shares(job, staged)
    aside_m = _displacement(made_with)
    limits = grid, job.min_area_m2
    values = finish_outputs(result, classes, PROBABILITY, *limits, made_with, traced, outputs, context, displacement_m=aside_m)
    if shaped:
        values = _write_shaped(job, shaped, outputs, made_with, context)
    publish(outputs.items(), job.scratch)
    _restyle(job)
    context.progress(1.0, "done", 0.0)
    return {**outputs, **values}


def _displacement(provenance: Mapping[str, Any]) -> float:
    """Return the parameter DISPLACEMENT of the detection that a probability is of, in metres; 0 = off."""
    value = (provenance.get("parameters") or {}).get("DISPLACEMENT")
    return float(value) if isinstance(value, (int, float)) and value > 0 else 0.0


def _shares(job: ApplyThresholdJob, staged: dict[str, str]) -> tuple[dict[str, str], str]:
    """Return what is written along the edges of pixels, and the path of polygons that are to be shaped; ``""`` = none."""
    if "POLYGONS" not in staged or not (job.simplify_m > 0 or job.regularize):
        return staged, ""
    return {name: path for name, path in staged.items() if name != "POLYGONS"}, staged["POLYGONS"]


def _write_shaped(
    job: ApplyThresholdJob, staged: str, outputs: dict[str, str], made_with: dict[str, Any], context: JobContext
) -> dict[str, Any]:
    """Write simplified polygons with right angles, as ``groundshift:vectorizechange`` does."""
    wanted = VectorizeChangeJob(
        job.input,
        outputs["POLYGONS"],
        job.scratch,
        job.threshold,
        job.min_area_m2,
        fill_holes_m2=job.min_area_m2,
        simplify_m=job.simplify_m,
        regularize=job.regularize,
    )
    stems = {os.path.splitext(path)[0] for name, path in outputs.items() if name != "POLYGONS"}
    alone = os.path.splitext(outputs["POLYGONS"])[0] not in stems
    with _opened(job.input, job.threshold) as source:
        return write_clean_polygons(wanted, source, staged, made_with, context, alone)[0]


def _decided(source: ChangeRaster, job: ApplyThresholdJob, context: JobContext) -> RawMask:
    """Return the raw mask at the threshold, as a prediction leaves it."""
    grid = source.grid
    objects = _object_stream(source, job.min_area_m2)
    raw = os.path.join(job.scratch, "mask.tif")
    valid_pixels = 0
    with writing("MASK", raw), rasters.create_scratch(raw, grid) as target:
        for row, mask, probability in source.strips():
            context.check()
            valid_pixels += int(np.count_nonzero(mask != NO_DATA))
            objects.add(mask, _known(probability))
            rasters.write_strip(target, row, mask)
            context.progress((row + len(mask)) / grid.height * _COUNTED_AT, "objects")
    table, erased = objects.finish()
    return RawMask(raw, table, erased, measure_pixels(grid), valid_pixels)


def _object_stream(source: ChangeRaster, min_area: float) -> ObjectStream:
    values = tuple(item.value for item in source.classes())
    return ObjectStream(source.grid.width, values, min_area, measure_pixels(source.grid))


def _restyle(job: ApplyThresholdJob) -> None:
    """Have the probability open in the colours of its new threshold, where it has a style of its own."""
    style = os.path.splitext(job.input.path)[0] + ".qml"
    if not os.path.isfile(style):
        return
    new = os.path.join(job.scratch, "style.tif")
    try:
        styles.write_sidecar(new, styles.probability_style(job.threshold))
        os.replace(os.path.splitext(new)[0] + ".qml", style)
    except OSError:  # another disk, a folder that is read only: the probability itself is what counts
        return


@contextmanager
def _opened(source: RasterSource, threshold: float | None) -> Iterator[ChangeRaster]:
    """Open a probability.

    :raises JobFailure: it is no probability.
    """
    with gdal_cache(), ChangeRaster(source, threshold) as opened:
        if not opened.is_probability:
            raise JobFailure("no_probability", source.parameter, layer=source.name, value="0, 1, ...")
        yield opened


def _known(probability: NDArray[np.float32] | None) -> NDArray[np.float32]:
    if probability is None:
        raise ValueError("a mask has no probability")
    return probability
