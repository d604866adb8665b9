"""One block of an area: predicted, and written as a cloud-optimised GeoTIFF and a GeoPackage."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import suppress
from dataclasses import replace
from typing import Any, Optional, Sequence

import numpy as np
import rasterio
import rasterio.shutil
from numpy.typing import NDArray
from rasterio.crs import CRS
from rasterio.errors import RasterioError

from ...jobs.detect_change_cluster import DetectBlockJob
from ...jobs.events import Event, Log
from ...jobs.failure import JobFailure
from ...jobs.messages import render_log
from ...jobs.publish import writing
from ...jobs.registry import load_job
from ...model_file.load import ModelFile, load_model_file
from ..context import JobContext, gdal_cache
from ..dates.dates import DatesReader, GroundWanted, open_dates
from ..dates.grid import Grid
from ..dates.raster import Raster
from ..detect.detect import StripCollector, fill_settings
from ..network.network import Network
from ..network.prediction import Strip, TilePlan, predict_strips
from ..outputs import rasters
from ..outputs.finish import PROBABILITY, finish_outputs
from .plan import LABEL_BAND, band_names, window_of

KEY_TAG = "GROUNDSHIFT_BLOCK"
_PREDICTED_AT = 0.9
_TILE = 512  # of the rasters, in pixels
# Probabilities are noise in all digits: compressing them takes three times as long, and saves a twentieth; no data vanishes.
_WORTH_COMPRESSING = 0.75

_network: Optional[tuple[tuple[Any, ...], Network]] = None  # of the last block: the next one mostly needs the same


def detect_block(job: DetectBlockJob, context: JobContext) -> dict[str, Any]:
    """Compute a block, unless it is there already.

    :return: COMPUTED, whether it was not, and TILES_PREDICTED.
    :raises JobFailure: with what is wrong and how to correct it.
    :raises Cancelled: the user cancelled the job.
    """
    if is_whole(job):
        return {"COMPUTED": False, "TILES_PREDICTED": 0}
    folder = os.path.dirname(os.path.abspath(job.raster))
    with writing("MASK", job.raster):
        os.makedirs(folder, exist_ok=True)
        scratch = tempfile.mkdtemp(prefix=".groundshift-", dir=folder)
    try:
        with gdal_cache():
            tiles = _compute(job, scratch, context)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return {"COMPUTED": True, "TILES_PREDICTED": tiles}


def run_block(values: dict[str, Any]) -> dict[str, Any]:
    """Run the job of a block in a process of the cluster. Never raises: not every exception and traceback can be sent.

    :param values: JSON types.
    :return: what :func:`detect_block` gives, with ``WARNINGS`` (texts); or ``FAILURE``, in words.
    """
    warnings: list[str] = []

    def emit(event: Event) -> None:
        if isinstance(event, Log) and event.level == "warning":
            warnings.append(render_log(event.code, event.values))

    try:
        result = detect_block(load_job(values), JobContext(emit))
    except JobFailure as failure:
        return {"FAILURE": failure.text()}
    except Exception as error:  # Dask's client waits for ever for one whose traceback it cannot read
        return {"FAILURE": f"{type(error).__name__}: {error}"}
    return {**result, "WARNINGS": warnings}


def is_whole(job: DetectBlockJob) -> bool:
    """Return whether a block is there, computed from what the job names."""
    if not (os.path.isfile(job.raster) and os.path.isfile(job.polygons)):
        return False
    try:
        with rasterio.open(job.raster) as dataset:
            return bool(dataset.tags().get(KEY_TAG) == job.key)
    except RasterioError:
        return False


def _compute(job: DetectBlockJob, scratch: str, context: JobContext) -> int:
    detect = replace(job.detect, scratch=scratch)
    model = load_model_file(detect.model)
    spec = model.spec
    settings = fill_settings(detect, spec)
    window, whole = window_of(job.window), Grid(**{**vars(job.grid), "crs": CRS.from_wkt(job.grid.crs)})
    network = _network_of(model, detect.threads, detect.provider, context)
    with Raster(detect.before) as before, Raster(detect.after) as after:
        ground = GroundWanted(detect.include, detect.exclude, detect.resolution)
        # Opened for the whole area, as one machine does: a shift of the datum may be another one for a part of it.
        dates = open_dates(ground, spec, (before, after), context, (whole, window_of(job.work)))
        dates = replace(dates, work=window)
        reader = DatesReader(dates, tuple((_column(pair[0]), _column(pair[1])) for pair in job.scale))
        plan = TilePlan(window, *job.tiles, job.halo, spec.stride, network.fixed is not None)
        grid = whole.cropped(window)
        raw, polygons = os.path.join(scratch, "scores.tif"), os.path.join(scratch, os.path.basename(job.polygons))
        names = band_names(spec, job.classes)
        values = np.array([item.value for item in spec.classes], np.float32)
        staged, outputs = {"POLYGONS": polygons}, {"POLYGONS": job.polygons}
        progress = context.timed_progress("predicting", _PREDICTED_AT)
        limits = settings.threshold, settings.min_area_m2
        file = rasters.StripFile("MASK", job.raster, raw, _create_scores, grid, names, job.key)
        with StripCollector(detect, spec, *limits, grid, staged, outputs) as collector, file:

            def take(strip: Strip) -> None:
                collector.take(strip)
                scores = strip.scores
                if LABEL_BAND in names:
                    scores = np.concatenate([scores[:1], values[strip.labels][None], scores[1:]])
                scores[:, ~strip.valid] = rasters.PROBABILITY_NODATA
                file.write(strip.row, scores)

            tiles = predict_strips(reader, network, plan, detect.flips, job.classes, take, context, progress)
    found = collector.finish(context.check)
    finish_outputs(found, spec.classes, PROBABILITY, grid, settings.min_area_m2, {}, staged, outputs, context)
    with writing("MASK", job.raster):
        final = os.path.join(scratch, os.path.basename(job.raster))
        as_cog(raw, final, "nearest", compressed=found.valid_pixels < _WORTH_COMPRESSING * window.pixels)
        os.replace(polygons, job.polygons)
        os.replace(final, job.raster)
    return tiles.predicted


def as_cog(path: str, target: str, resampling: str, compressed: bool = True) -> None:
    """Write a raster as a cloud-optimised GeoTIFF.

    :param resampling: of its overviews, unless ``path`` has some.
    """
    options = {"compress": "deflate", "level": "1"} if compressed else {"compress": "none"}
    with suppress(FileNotFoundError):
        os.unlink(target)
    # By itself GDAL compresses its temporary overviews, which takes as long as all the rest.
    with rasterio.Env(COG_TMP_COMPRESSION="NONE"):
        rasterio.shutil.copy(
            path, target, driver="COG", blocksize=str(_TILE), bigtiff="if_safer", overview_resampling=resampling, **options
        )


def _create_scores(path: str, grid: Grid, names: Sequence[str], key: str) -> Any:
    """Create the uncompressed raster of a block. Returns the open dataset."""
    dataset = rasterio.open(
        path,
        "w",
        driver="GTiff",
        dtype="float32",
        count=len(names),
        height=grid.height,
        width=grid.width,
        crs=grid.crs,
        transform=grid.transform,
        nodata=rasters.PROBABILITY_NODATA,
        interleave="pixel",  # from another, GDAL makes an uncompressed COG that is none
        tiled=True,
        blockxsize=_TILE,
        blockysize=_TILE,
        bigtiff="if_safer",
    )
    for band, name in enumerate(names, start=1):
        dataset.set_band_description(band, name)
    dataset.update_tags(**{KEY_TAG: key})
    return dataset


def _column(values: tuple[float, ...]) -> NDArray[np.float32]:
    return np.array(values, np.float32)[:, None, None]


def _network_of(model: ModelFile, threads: int, provider: str, context: JobContext) -> Network:
    """Load the network, unless the last block had the same."""
    global _network
    state = os.stat(model.path)
    key = (model.path, state.st_mtime_ns, state.st_size, threads, provider)
    if _network is None or _network[0] != key:
        _network = None  # its memory is needed first
        _network = key, Network(model, threads, provider, context.warn)
    return _network[1]
