"""``groundshift:classifylandcover``: image -> tiles -> predict -> class raster -> patches, polygons, areas."""

from __future__ import annotations

import os
import time
import warnings
from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import Any, Mapping, Optional

import numpy as np
import rasterio
from numpy.typing import NDArray
from rasterio.enums import Resampling
from rasterio.errors import NotGeoreferencedWarning

from ...jobs.classify_land_cover import ClassifyLandCoverJob
from ...jobs.failure import JobFailure
from ...jobs.publish import check_space, prepare, publish, writing
from ...model_file.load import load_model_file
from ...model_file.spec import SEGMENTATION, ChangeClass, ModelSpec
from ...rules.label_codes import NO_DATA
from ...rules.one_date import failures_of_one_date
from ..context import JobContext, job_environment
from ..dates.dates import Dates, GroundWanted, make_reader, open_dates
from ..dates.grid import Grid
from ..dates.ground import PixelMeasure, measure_pixels
from ..dates.raster import Raster
from ..network.network import Network
from ..network.prediction import Strip, TileCounts, plan_tiles, predict_strips, tile_journal
from ..objects.outlines import trace_runs
from ..objects.polygons import grid_place, ring_perimeters
from ..objects.runs import ObjectStream, RunObjects, RunStream, find_runs, run_areas, sums
from ..outputs import rasters, styles
from ..outputs.documents import check_documents, publish_documents
from ..outputs.finish import erase_pixels
from ..outputs.paths import check_paths
from ..outputs.vectors import new_uuids, write_polygons
from ..resume import KeptRun, kept_run
from .areas import EXTENSIONS, ClassArea, document
from .sieve import ROWS, read_filled

# The scratch raster has pixel coordinates on purpose.
warnings.filterwarnings("ignore", category=NotGeoreferencedWarning)

CLASSES, PROBABILITY, RGB, POLYGONS, AREAS = "CLASSES", "PROBABILITY", "RGB", "POLYGONS", "AREAS"
_PREDICTED_AT, _WRITTEN_AT = 0.9, 0.97


@dataclass(frozen=True)
class _RawClasses:
    """What was predicted, in scratch files.

    :param path: of the class raster: uint8, class values, 255 nodata, 0 where a small patch was removed.
    :param probability: path of the probabilities of the classes; ``""`` = not written.
    :param unfinished: the file of the probabilities where it is an output: it has no overviews yet.
    :param commonest: value of the most frequent class.
    """

    path: str
    probability: str
    unfinished: Optional[rasters.StripFile]
    commonest: int
    valid_pixels: int
    tiles: TileCounts


def classify_land_cover(
    job: ClassifyLandCoverJob, context: JobContext, series: Optional[KeptRun] = None, part: str = "image"
) -> dict[str, Any]:
    """Run the job; its outputs appear when all are whole, and nothing is left behind otherwise.

    Example::

        job = ClassifyLandCoverJob(RasterSource("INPUT", "town", "town.tif"), "cover.onnx", "scratch", classes="classes.tif")
        classify_land_cover(job, JobContext(print))

    :param series: the finished blocks of a series that this image belongs to; ``None`` = it is a run of its own.
    :param part: the part of that series that it is.
    :return: the outputs of ``groundshift:classifylandcover`` by name, and what was counted.
    :raises JobFailure: with what is wrong and how to correct it.
    :raises Cancelled: the user cancelled the job.
    """
    wanted = {CLASSES: job.classes, PROBABILITY: job.probability, RGB: job.rgb, POLYGONS: job.polygons, AREAS: job.areas}
    one_date = failures_of_one_date(job.input.parameter, job.input.name)
    with job_environment(wanted.values(), job.scratch), one_date, kept_run(job, context) as own:
        kept = own if series is None else series
        return _classify(job, {name: path for name, path in wanted.items() if path}, kept, part, context)


def _classify(
    job: ClassifyLandCoverJob, outputs: dict[str, str], kept: KeptRun, part: str, context: JobContext
) -> dict[str, Any]:
    started = time.monotonic()
    model = load_model_file(job.model, (SEGMENTATION,))
    spec = model.spec
    min_area = spec.min_area_m2 if job.min_area_m2 is None else job.min_area_m2
    if not min_area >= 0:
        raise JobFailure("min_area_range", "MIN_AREA", value=min_area)
    layers = {name: path for name, path in outputs.items() if name != AREAS}
    check_paths(layers, (job.input.path, job.model))
    check_documents({AREAS: outputs[AREAS]} if AREAS in outputs else {}, {AREAS: EXTENSIONS})
    os.makedirs(job.scratch, exist_ok=True)
    with Raster(job.input) as image:
        dates = open_dates(GroundWanted(job.include, job.exclude, job.resolution), spec, (image,), context)
        job = replace(job, provenance={**job.provenance, "reading": dates.reading})
        staged = {name: prepare(name, path, job.scratch) for name, path in outputs.items()}
        _check_space(job, dates, spec, layers)
        network = Network(model, job.threads, job.provider, context.warn)
        context.info("network_used", model=spec.id, provider=network.providers[0])
        grid = dates.grid.cropped(dates.work)
        measure = measure_pixels(grid)
        raw = _predict(job, dates, network, min_area, measure, staged, outputs, kept, part, context)
    provider = network.providers[0]
    del network  # what follows needs the memory of its activations
    if raw.unfinished is not None:
        raw.unfinished.finish(Resampling.average, context.check)
    areas, patches = _write_classes(job, spec, grid, raw, min_area, measure, staged, outputs, context)
    if patches is not None:
        context.progress(_WRITTEN_AT, "writing")
        _write_polygons(job, spec, grid, patches, measure, staged[POLYGONS], outputs, context)
    publish(layers.items(), job.scratch)
    if AREAS in outputs:
        names = {"image": job.input.name, "model": spec.title}
        text = document(outputs[AREAS], areas, names, job.texts, job.provenance)
        publish_documents({AREAS: (outputs[AREAS], text)}, job.scratch, job.provenance)
    seconds = time.monotonic() - started
    _log_result(areas, raw, grid, seconds, context)
    context.progress(1.0, "done", 0.0)
    return {
        **outputs,
        "VALID_PIXELS": raw.valid_pixels,
        "PIXELS": grid.height * grid.width,
        "TILES_PREDICTED": raw.tiles.predicted,
        "SECONDS": round(seconds, 3),
        "PROVIDER": provider,
    }


def _predict(
    job: ClassifyLandCoverJob,
    dates: Dates,
    network: Network,
    min_area: float,
    measure: PixelMeasure,
    staged: Mapping[str, str],
    outputs: Mapping[str, str],
    kept: KeptRun,
    part: str,
    context: JobContext,
) -> _RawClasses:
    """Predict all tiles; write classes less their small patches, and probabilities where something needs them."""
    spec = network.spec
    grid = dates.grid.cropped(dates.work)
    scores = staged.get(PROBABILITY) or (os.path.join(job.scratch, "probability.tif") if POLYGONS in staged else "")
    kept_scores = network.head.kept(bool(scores))
    plan = plan_tiles(dates.work, spec, job.tile, network.fixed, dates.overlap, kept_scores, network.most_pixels)
    reader = make_reader(dates, spec.normalisation, context)
    values = np.array([item.value for item in spec.classes], np.uint8)
    objects = ObjectStream(grid.width, tuple(values.tolist()), min_area, measure) if min_area > 0 else None
    raw = os.path.join(job.scratch, "classes.tif")
    shown = outputs.get(PROBABILITY, scores)
    counts = np.zeros(256, np.int64)
    with ExitStack() as opened:
        raw_file = opened.enter_context(rasters.StripFile(CLASSES, raw, raw, rasters.create_scratch, grid))
        score_file: Optional[rasters.StripFile] = None
        if scores:
            arguments = grid, spec.classes, job.provenance, ""
            score_file = rasters.StripFile(PROBABILITY, shown, scores, rasters.create_probability, *arguments)
            opened.enter_context(score_file)

        def take(strip: Strip) -> None:
            classes = np.where(strip.valid, values[strip.labels], np.uint8(NO_DATA))
            for value in values:
                counts[value] += np.count_nonzero(classes == value)
            if objects is not None:
                objects.add(classes, strip.first_score)
            raw_file.write(strip.row, classes)
            if score_file is not None:
                bands = (rasters.cut_probability(band[None], strip.valid)[0] for band in strip.scores[1:])
                score_file.write_bands(strip.row, bands)

        progress = context.timed_progress("predicting", _PREDICTED_AT)
        journal = tile_journal(kept, part, reader, network, plan, bool(scores))
        tiles = predict_strips(reader, network, plan, job.flips, bool(scores), take, context, progress, journal=journal)
    if objects is not None:
        _, erased = objects.finish()
        with writing(CLASSES, raw), rasterio.open(raw, "r+") as dataset:
            erase_pixels(dataset, erased, context)
    unfinished = score_file if PROBABILITY in staged else None
    commonest = int(counts[1:NO_DATA].argmax()) + 1
    return _RawClasses(raw, scores, unfinished, commonest, int(counts.sum()), tiles)


def _write_classes(
    job: ClassifyLandCoverJob,
    spec: ModelSpec,
    grid: Grid,
    raw: _RawClasses,
    min_area: float,
    measure: PixelMeasure,
    staged: Mapping[str, str],
    outputs: Mapping[str, str],
    context: JobContext,
) -> tuple[list[ClassArea], Optional[RunObjects]]:
    """Write the class raster and its picture strip by strip.

    :return: areas of the classes, in the model's order; the patches, where polygons are wanted.
    """
    values = tuple(item.value for item in spec.classes)
    stream = RunStream(grid.width, 0.0, measure, NO_DATA, values) if POLYGONS in staged else None
    pixels, ground = np.zeros(256, np.int64), np.zeros(256)
    palette = _palette(spec.classes)
    with rasterio.Env(GDAL_TIFF_INTERNAL_MASK=True), ExitStack() as opened:
        source = opened.enter_context(rasterio.open(raw.path))
        scores = opened.enter_context(rasterio.open(raw.probability)) if stream is not None else None
        files: dict[str, rasters.StripFile] = {}
        if CLASSES in staged:
            arguments = grid, spec.classes, job.provenance, "class"
            files[CLASSES] = rasters.StripFile(CLASSES, outputs[CLASSES], staged[CLASSES], rasters.create_mask, *arguments)
        if RGB in staged:
            files[RGB] = rasters.StripFile(RGB, outputs[RGB], staged[RGB], rasters.create_picture, grid, job.provenance)
        for file in files.values():
            opened.enter_context(file)
        for row in range(0, grid.height, ROWS):
            context.check()
            strip = read_filled(source, row, min(ROWS, grid.height - row), raw.commonest)
            runs = find_runs(strip, row)
            runs = runs.taken(runs.value != NO_DATA)
            pixels += np.bincount(runs.value, weights=runs.end - runs.start, minlength=256).astype(np.int64)
            ground += sums(runs.value.astype(np.int64), run_areas(runs, measure), 256)
            if stream is not None:
                stream.add(strip, _own_probability(scores, row, strip, values))
            if CLASSES in files:
                files[CLASSES].write(row, strip)
            if RGB in files:
                files[RGB].write(row, palette[:, strip], strip != NO_DATA)
            context.progress(_PREDICTED_AT + (_WRITTEN_AT - _PREDICTED_AT) * row / grid.height, "writing")
    style = styles.palette_style([(item.value, item.color, item.name) for item in spec.classes])
    for name, file in files.items():
        file.finish(Resampling.nearest, context.check, style if name == CLASSES else "")
    total = max(float(ground.sum()), 1e-9)
    areas = [
        ClassArea(
            item.value,
            item.name,
            item.color,
            int(pixels[item.value]),
            float(ground[item.value]),
            float(ground[item.value]) / total,
        )
        for item in spec.classes
    ]
    return areas, stream.finish() if stream is not None else None


def _own_probability(scores: Any, row: int, strip: NDArray[np.uint8], values: tuple[int, ...]) -> NDArray[np.float32]:
    """The probability (height, width) that each pixel has of the class that it was given; a class is read at a time."""
    place = rasterio.windows.Window(0, row, strip.shape[1], len(strip))
    own = np.zeros(strip.shape, np.float32)
    for band, value in enumerate(values, start=1):
        here = strip == value
        if here.any():
            own[here] = scores.read(band, window=place)[here]
    return own


def _palette(classes: tuple[ChangeClass, ...]) -> NDArray[np.uint8]:
    """Red, green and blue (3, 256) of each value."""
    palette = np.zeros((3, 256), np.uint8)
    for item in classes:
        palette[:, item.value] = tuple(bytes.fromhex(item.color[1:]))
    return palette


def _write_polygons(
    job: ClassifyLandCoverJob,
    spec: ModelSpec,
    grid: Grid,
    patches: RunObjects,
    measure: PixelMeasure,
    path: str,
    outputs: Mapping[str, str],
    context: JobContext,
) -> None:
    names = {item.value: item.name for item in spec.classes}
    rings = trace_runs(patches.runs, context.check)
    fields: dict[str, NDArray[Any]] = {
        "uuid": new_uuids(len(patches)),
        "class": np.array([names[value] for value in patches.value.tolist()], dtype=object),
        "area_m2": np.round(patches.area, 3),
        "perimeter_m": np.round(ring_perimeters(rings, measure), 3),
        "mean_probability": np.round(patches.total / np.maximum(patches.pixels, 1), 4),
    }
    stems = {os.path.splitext(other)[0] for name, other in outputs.items() if name not in (POLYGONS, AREAS)}
    alone = os.path.splitext(outputs[POLYGONS])[0] not in stems
    with writing(POLYGONS, outputs[POLYGONS]):
        write_polygons(path, rings.wkb(grid_place(grid)), fields, grid, spec.classes, job.provenance, alone)


def _check_space(job: ClassifyLandCoverJob, dates: Dates, spec: ModelSpec, outputs: Mapping[str, str]) -> None:
    """Refuse to start where the disk cannot hold the outputs (compressed outputs: a cautious guess)."""
    pixels = dates.work.pixels
    scores = pixels * len(spec.classes)
    check_space(CLASSES, job.scratch, pixels + (scores if POLYGONS in outputs and PROBABILITY not in outputs else 0) + 2**20)
    needed = {CLASSES: pixels // 16, PROBABILITY: scores, RGB: pixels // 8, POLYGONS: pixels // 32}
    for name, path in outputs.items():
        check_space(name, os.path.dirname(os.path.abspath(path)), needed[name] + 2**19)


def _log_result(areas: list[ClassArea], raw: _RawClasses, grid: Grid, seconds: float, context: JobContext) -> None:
    tiles = raw.tiles
    context.info("tiles", predicted=tiles.predicted, outside=tiles.outside, empty=tiles.empty)
    if raw.valid_pixels == 0:
        context.warn("nothing_to_classify")
    for item in areas:
        context.info("class_area", name=item.name, area=item.square_metres, share=item.share)
    megapixels = grid.height * grid.width / 1e6
    context.info("classified", megapixels=megapixels, seconds=seconds, speed=megapixels / max(seconds, 1e-9))
