"""The blocks of an area: whole tiles of the plan that one machine has for it, so that every block computes what that would."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass, replace
from typing import Any, Sequence

import numpy as np
from numpy.typing import NDArray

from ...jobs.detect_change import DetectChangeJob
from ...jobs.detect_change_cluster import BlockGrid, DetectBlockJob, block_detection
from ...jobs.wire import dump_job
from ...model_file.spec import ModelSpec
from ...version import plugin_version
from ..dates.dates import Dates, DatesReader
from ..dates.grid import Window
from ..network.prediction import TilePlan
from ..resume import describe_files

BLOCKS, JOBS = "blocks", "jobs"
SCORE_BAND, LABEL_BAND = "any change", "class"


@dataclass(frozen=True)
class Block:
    """A block of an area.

    :param name: of its files, ``row-column``.
    :param window: of the grid.
    """

    name: str
    window: Window
    job: DetectBlockJob


def plan_blocks(
    job: DetectChangeJob, reader: DatesReader, plan: TilePlan, size: int, folder: str, model_path: str
) -> tuple[Block, ...]:
    """Cut an area into blocks; those that hold no ground to be worked on are left out.

    :param reader: of the whole area: its grid and the statistics of normalisation are those of every block.
    :param plan: tiles of the whole area.
    :param size: preferred side of a block in pixels.
    :param folder: of all blocks.
    """
    dates = reader.dates
    down, across = (max(1, round(size / side)) for side in (plan.height, plan.width))
    grid = BlockGrid(**{**asdict(dates.grid), "crs": dates.grid.crs.to_wkt()})
    scale = tuple(tuple(_numbers(part) for part in pair) for pair in reader.scale)
    classes = job.probability is not None
    wanted = block_detection(job)
    known = _identity(wanted, dates, [model_path, *(path for raster in dates.rasters for path in raster.files)])
    blocks = []
    for top in range(0, plan.rows, down):
        for left in range(0, plan.cols, across):
            rows, cols = plan.row_edges[top : top + down + 1], plan.col_edges[left : left + across + 1]
            window = Window(rows[0], cols[0], rows[-1] - rows[0], cols[-1] - cols[0]).clipped(plan.work)
            if not dates.area.meets(dates.grid, window):
                continue
            name = f"{top // down:03}-{left // across:03}"
            path = os.path.join(folder, BLOCKS, name)
            block = DetectBlockJob(
                detect=wanted,
                grid=grid,
                work=_tuple(plan.work),
                window=_tuple(window),
                tiles=(rows, cols),
                halo=plan.halo,
                scale=scale,
                raster=f"{path}.tif",
                polygons=f"{path}.gpkg",
                classes=classes,
            )
            blocks.append(Block(name, window, replace(block, key=_key(block, known))))
    return tuple(blocks)


def band_names(spec: ModelSpec, classes: bool) -> tuple[str, ...]:
    """Return the names of the bands of a block.

    :param classes: whether it has the probabilities of the classes.
    """
    label = (LABEL_BAND,) if len(spec.classes) > 1 else ()
    return (SCORE_BAND, *label, *(item.name for item in spec.classes if classes))


def write_jobs(blocks: Sequence[Block], folder: str) -> None:
    """Write the jobs of the blocks as files ``NAME.json``, for any engine to run.

    :param folder: of all blocks; jobs of an earlier plan in it are removed.
    """
    place = os.path.join(folder, JOBS)
    os.makedirs(place, exist_ok=True)
    os.makedirs(os.path.join(folder, BLOCKS), exist_ok=True)
    names = {f"{block.name}.json" for block in blocks}
    for name in os.listdir(place):
        if name.endswith(".json") and name not in names:
            os.unlink(os.path.join(place, name))
    for block in blocks:
        with open(os.path.join(place, f"{block.name}.json"), "w", encoding="utf-8") as stream:
            json.dump(dump_job(block.job), stream)


def window_of(values: Sequence[int]) -> Window:
    """Return the window that a job names: row, column, height, width."""
    row, col, height, width = values
    return Window(row, col, height, width)


def _tuple(window: Window) -> tuple[int, int, int, int]:
    return window.row, window.col, window.height, window.width


def _numbers(values: NDArray[np.float32]) -> tuple[float, ...]:
    return tuple(float(value) for value in values.ravel())


def _identity(job: DetectChangeJob, dates: Dates, files: Sequence[str]) -> dict[str, Any]:
    """What all blocks are computed from, beside their windows; polygons are made with the settings, too."""
    described = describe_files(files)
    return {"job": dump_job(job), "files": described, "reading": dates.reading, "plugin": plugin_version()}


def _key(block: DetectBlockJob, known: dict[str, Any]) -> str:
    parts = [known, block.window, block.tiles, block.scale, asdict(block.grid), block.classes]
    return hashlib.sha256(json.dumps(parts, sort_keys=True, default=str).encode()).hexdigest()
