"""Detection on a cluster: an area is cut into blocks, Dask has them computed, and they become one mask and one layer."""

from __future__ import annotations

import glob
import os
import shutil
import time
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from typing import Any, Generator, Iterator, Sequence

from ...jobs.detect_change import DetectChangeJob
from ...jobs.detect_change_cluster import DetectChangeClusterJob
from ...jobs.failure import JobFailure
from ...jobs.publish import check_space, prepare, publish, writing
from ...jobs.wire import dump_job
from ...model_file.load import load_model_file
from ...model_file.spec import ModelSpec
from ..context import JobContext, job_environment
from ..dates.dates import Dates, GroundWanted, make_reader, open_dates
from ..dates.raster import Raster
from ..detect.detect import Settings, StripCollector, fill_settings
from ..network.network import fixed_size
from ..network.prediction import TilePlan, plan_tiles
from ..outputs.finish import PROBABILITY, RawMask, finish_outputs, log_changed
from ..outputs.paths import check_paths
from .block import as_cog, is_whole, run_block
from .dask_cluster import WORKER_LOST, open_client
from .merge import StripMerger, write_vrt
from .plan import BLOCKS, Block, band_names, plan_blocks, write_jobs

VRT = "mosaic.vrt"
_LEAST_BLOCK = 64
_MERGED_AT = 0.92
_POLL_SECONDS = 0.2


@dataclass(frozen=True)
class _Area:
    """An area that is cut into blocks.

    :param dates: closed; what is known of them stays.
    """

    job: DetectChangeJob
    dates: Dates
    plan: TilePlan
    spec: ModelSpec
    settings: Settings
    blocks: tuple[Block, ...]


def detect_change_cluster(job: DetectChangeClusterJob, context: JobContext) -> dict[str, Any]:
    """Run the job; its outputs appear when all are whole, and the blocks stay in their folder.

    :return: the outputs of ``groundshift:detectchangecluster`` by name, and what was counted.
    :raises JobFailure: with what is wrong and how to correct it; ``cluster_blocks_failed`` where no block could be computed.
    :raises Cancelled: the user cancelled the job.
    """
    detect = replace(job.detect, scratch=job.scratch)
    outputs = {"MASK": detect.mask, "PROBABILITY": detect.probability, "POLYGONS": detect.polygons}
    with job_environment(outputs.values(), job.scratch):
        return _run(replace(job, detect=detect), {name: path for name, path in outputs.items() if path}, context)


def _run(job: DetectChangeClusterJob, outputs: dict[str, str], context: JobContext) -> dict[str, Any]:
    started = time.monotonic()
    if job.block_size < _LEAST_BLOCK:
        raise JobFailure("cluster_block_size", "BLOCK_SIZE", value=job.block_size, least=_LEAST_BLOCK)
    detect = job.detect
    check_paths(outputs, (detect.before.path, detect.after.path, detect.model))
    os.makedirs(job.scratch, exist_ok=True)
    with writing("BLOCKS", job.folder):
        os.makedirs(os.path.join(job.folder, BLOCKS), exist_ok=True)
    area = _open_area(job, context)
    staged = {name: prepare(name, path, job.scratch) for name, path in outputs.items()}
    _check_space(area, job.folder, outputs)
    with writing("BLOCKS", job.folder):
        write_jobs(area.blocks, job.folder)
    missing = [block for block in area.blocks if not is_whole(block.job)]
    context.info("cluster_blocks", count=len(area.blocks), missing=len(missing), folder=job.folder)
    if job.only_plan:
        return {"BLOCKS": len(area.blocks), "BLOCKS_MISSING": len(missing)}
    values, failed = _compute_and_merge(job, area, missing, staged, outputs, context)
    publish(outputs.items(), job.scratch)
    unit = (detect.area_unit, detect.area_unit_m2)
    log_changed(values, area.dates.grid.cropped(area.dates.work), time.monotonic() - started, unit, context)
    context.progress(1.0, "done", 0.0)
    counts = {"BLOCK_COUNT": len(area.blocks), "BLOCKS_COMPUTED": len(missing) - len(failed), "BLOCKS_FAILED": len(failed)}
    return {**outputs, **values, **counts, "SECONDS": round(time.monotonic() - started, 3)}


def _open_area(job: DetectChangeClusterJob, context: JobContext) -> _Area:
    """Decide on grid, statistics and blocks, as one machine would."""
    detect = job.detect
    model = load_model_file(detect.model)
    settings = fill_settings(detect, model.spec)
    with Raster(detect.before) as before, Raster(detect.after) as after:
        ground = GroundWanted(detect.include, detect.exclude, detect.resolution)
        dates = open_dates(ground, model.spec, (before, after), context)
        plan = plan_tiles(dates.work, model.spec, detect.tile, fixed_size(model), dates.overlap)
        reader = make_reader(dates, model.spec.normalisation, context)
        threads = detect.threads or 1
        wanted = replace(detect, threads=threads)
        blocks = plan_blocks(wanted, reader, plan, job.block_size, job.folder, model.path)
    detect = replace(detect, provenance={**detect.provenance, "reading": dates.reading})
    return _Area(detect, dates, plan, model.spec, settings, blocks)


def _check_space(area: _Area, folder: str, outputs: dict[str, str]) -> None:
    """Refuse to start where a disk cannot hold what is made (compressed: a cautious guess)."""
    pixels = area.dates.work.pixels
    bands = 1 + len(area.spec.classes) if "PROBABILITY" in outputs else 1
    check_space("BLOCKS", folder, pixels * bands)
    check_space("MASK", area.job.scratch, pixels + 2**20)


def _compute_and_merge(
    job: DetectChangeClusterJob,
    area: _Area,
    missing: Sequence[Block],
    staged: dict[str, str],
    outputs: dict[str, str],
    context: JobContext,
) -> tuple[dict[str, Any], dict[str, str]]:
    """Have blocks computed, and make one mask and one layer of polygons of them; strips are merged while others are computed.

    :param missing: the blocks that are not there.
    :return: the outputs' counts, and the reasons of the blocks that failed for good, by name.
    """
    detect, spec, settings = area.job, area.spec, area.settings
    grid = area.dates.grid.cropped(area.dates.work)
    classes = "PROBABILITY" in staged
    failed: dict[str, str] = {}
    with StripCollector(detect, spec, settings.threshold, settings.min_area_m2, grid, staged, outputs) as collector:
        merger = StripMerger(area.blocks, area.plan, spec, classes, collector.take)
        with merger, closing(_outcomes(job, area.blocks, missing, context)) as outcomes:
            for done, (block, problem) in enumerate(outcomes, start=1):
                context.check()
                if problem:
                    failed[block.name] = problem
                    context.warn("cluster_block_failed", name=block.name, reason=problem)
                merger.settle(block, not problem)
                context.progress(_MERGED_AT * done / len(area.blocks), "predicting")
            merger.advance()
    if failed and len(failed) == len(area.blocks):
        raise JobFailure("cluster_blocks_failed", "", count=len(failed), reason=next(iter(failed.values())))
    whole = [block for block in area.blocks if block.name not in failed]
    with writing("BLOCKS", job.folder):
        write_vrt(os.path.join(job.folder, VRT), whole, grid, area.dates.work, band_names(spec, classes))
    return _finish(area, collector.finish(context.check), staged, outputs, context), failed


def _outcomes(
    job: DetectChangeClusterJob, blocks: Sequence[Block], missing: Sequence[Block], context: JobContext
) -> Generator[tuple[Block, str], None, None]:
    """Yield each block when it is settled, and what kept it from being computed for good; ``""`` = it is whole.

    :param missing: those that are to be computed.
    """
    names = {block.name for block in missing}
    there = [(block, "") for block in blocks if block.name not in names]
    if not missing:
        yield from there
        return
    waiting: dict[Any, tuple[Block, int]] = {}  # by Dask's futures, with the number of further tries that they had
    try:
        with open_client(job.scheduler, job.workers, job.scratch, context) as client:
            waiting.update((client.submit(run_block, dump_job(block.job), pure=False), (block, 0)) for block in missing)
            try:
                yield from there
                while waiting:
                    context.check()
                    ready = [future for future in waiting if future.done()]
                    if not ready:
                        time.sleep(_POLL_SECONDS)
                    for future in ready:
                        block, tries = waiting.pop(future)
                        with _connected(job):
                            answer = _answer(future)
                        problem = _problem(answer, block, context)
                        if problem and tries < job.retries:
                            context.warn("cluster_block_again", name=block.name, reason=problem)
                            with _connected(job):
                                again = client.submit(run_block, dump_job(block.job), pure=False)
                            waiting[again] = block, tries + 1
                            continue
                        yield block, problem
            finally:
                with suppress(Exception):  # of a scheduler that is gone; the first error is the one to report
                    client.cancel(list(waiting))
    finally:
        if not (job.scheduler and waiting):  # otherwise workers elsewhere may still compute
            _remove_unfinished(job.folder)


def _remove_unfinished(folder: str) -> None:
    """Remove what workers that were killed left in the folder of blocks."""
    for path in glob.glob(os.path.join(glob.escape(folder), BLOCKS, ".groundshift-*")):
        shutil.rmtree(path, ignore_errors=True)


@contextmanager
def _connected(job: DetectChangeClusterJob) -> Iterator[None]:
    """Use Dask's client; its errors are those of a scheduler that is gone.

    :raises JobFailure: ``cluster_lost``.
    """
    try:
        yield
    except Exception as error:  # a connection may end in any step, in an error of its own each
        raise JobFailure("cluster_lost", "SCHEDULER", address=job.scheduler) from error


def _answer(future: Any) -> dict[str, Any]:
    """What :func:`.block.run_block` returned; a ``FAILURE`` also where its worker was lost.

    :raises Exception: the scheduler is gone.
    """
    error = future.exception()
    if error is None:
        return dict(future.result())
    return {"FAILURE": WORKER_LOST if type(error).__name__ == "KilledWorker" else f"{type(error).__name__}: {error}"}


def _problem(answer: dict[str, Any], block: Block, context: JobContext) -> str:
    """What kept a block from being computed; ``""`` = nothing did."""
    for text in answer.get("WARNINGS", ()):
        context.warn("cluster_block_warns", name=block.name, text=text)
    if "FAILURE" in answer:
        return str(answer["FAILURE"])
    return "" if is_whole(block.job) else f"{block.job.raster} is missing"


def _finish(area: _Area, raw: RawMask, staged: dict[str, str], outputs: dict[str, str], context: JobContext) -> dict[str, Any]:
    """Write mask and polygons, the rasters as cloud-optimised GeoTIFFs."""
    job = area.job
    grid = area.dates.grid.cropped(area.dates.work)
    limits = grid, area.settings.min_area_m2
    values = finish_outputs(
        raw,
        area.spec.classes,
        PROBABILITY,
        *limits,
        job.provenance,
        staged,
        outputs,
        context,
        displacement_m=job.displacement_m,
    )
    for name in ("MASK", "PROBABILITY"):
        if name in staged:
            with writing(name, outputs[name]):
                _replace_by_cog(staged[name], "nearest" if name == "MASK" else "average")
    return {**values, "VALID_PIXELS": raw.valid_pixels, "PIXELS": grid.height * grid.width}


def _replace_by_cog(path: str, resampling: str) -> None:
    target = f"{path}.cog"
    as_cog(path, target, resampling)
    os.replace(target, path)
