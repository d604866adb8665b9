"""``groundshift:sarsimulate``: radar images with change of known place and kind, and the truth."""

from __future__ import annotations

import os
import shutil
from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import Any, Iterator, Optional, Sequence

import numpy as np
import shapely
from numpy.typing import NDArray

from ...jobs.failure import JobFailure
from ...jobs.publish import check_space, prepare, publish, writing
from ...jobs.sar import CHANGES, SarSimulateJob
from ...model_file.spec import ChangeClass
from ...rules.label_codes import NO_DATA
from ...rules.sar_products import POLARISATIONS, POWER
from ...rules.sar_table import Acquisition, Band, is_earlier, read_table, table_text
from ..context import JobContext, job_environment
from ..dates.grid import Grid, Window
from ..dates.ground_area import GroundArea, footprint, make_ground_area
from ..outputs import rasters
from ..outputs.paths import check_paths
from ..outputs.styles import polygon_style
from ..outputs.vectors import write_shapes
from . import simulation
from .stack import SarImage, completed, open_image, rows_of_place, target_grid
from .target import TargetGround, open_target, target_empty

TRUTH = ChangeClass(1, "simulated change", "#e31a1c")
_BLOCK = 512
_MEDIAN_DATES = 8  # by which the darkest ground is found
_SAMPLE_WINDOWS = 16


@dataclass(frozen=True)
class _Scene:
    """A date that is changed. :param others: images by which the darkest ground is found."""

    image: SarImage
    others: tuple[SarImage, ...]
    polarisations: tuple[str, ...]
    grid: Grid
    area: GroundArea
    target: Optional[TargetGround]

    @property
    def stamp(self) -> str:
        return f"{self.image.acquisition.time:%Y%m%dT%H%M%SZ}"

    @property
    def blocks(self) -> list[Window]:
        rows, cols = range(0, self.grid.height, _BLOCK), range(0, self.grid.width, _BLOCK)
        return [Window(row, col, _BLOCK, _BLOCK).clipped(self.grid.window) for row in rows for col in cols]

    def power(self, window: Window) -> NDArray[np.float32]:
        """Linear power (bands, height, width), NaN = no data."""
        return power_of(self.image.read(self.grid, window))


def power_of(decibels: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return linear power of decibels."""
    return np.power(np.float32(10), decibels / np.float32(10), dtype=np.float32)


def sar_simulate(job: SarSimulateJob, context: JobContext) -> dict[str, Any]:
    """Run the job; the folder and the truth appear when they are whole.

    :return: FOLDER, TRUTH, CHANGED_TABLE: the table of the latest changed date, TABLES and POLYGON_COUNT.
    :raises JobFailure: with what is wrong and how to correct it.
    :raises Cancelled: the user cancelled the job.
    """
    with job_environment((job.folder, job.truth), job.scratch):
        return _simulate(job, context)


def _simulate(job: SarSimulateJob, context: JobContext) -> dict[str, Any]:
    _check(job)
    rows = [completed(row) for row in rows_of_place(read_table(job.table), job.place)]
    truth = {} if job.truth is None else {"TRUTH": job.truth}
    land_cover = [] if job.land_cover is None else [job.land_cover.raster.path]
    check_paths(truth, [job.table, *land_cover, *(band.path for row in rows for band in row.bands.values())])
    os.makedirs(job.scratch, exist_ok=True)
    staged = prepare("FOLDER", job.folder, job.scratch)
    os.makedirs(staged)
    changed, tables, outlines, fields = _latest(rows, max(1, job.dates)), [], [], []
    crs = ""
    for number, row in enumerate(changed):
        with ExitStack() as files:
            scene = _open_scene(job, row, rows, files, context)
            found = _draw(job, scene, number)
            with writing("FOLDER", job.folder):
                _write_images(job, scene, found, staged, (number, len(changed)), context)
                tables.append(_write_table(job, scene, rows, staged))
            crs = crs or scene.grid.crs.to_wkt()
            outlines += [_on_ground(outline, scene) for outline in found]
            fields += [(scene.image.acquisition.time.strftime("%Y-%m-%dT%H:%M:%SZ"), row.place)] * len(found)
    if job.truth is not None:
        path = prepare("TRUTH", job.truth, job.scratch)
        with writing("TRUTH", job.truth):
            _write_truth(job, path, outlines, fields, crs)
    with writing("FOLDER", job.folder):
        if os.path.isdir(job.folder):
            os.rmdir(job.folder)  # it is empty: that was checked
        os.replace(staged, job.folder)
    try:
        publish([("TRUTH", job.truth)] if job.truth else (), job.scratch)
    except JobFailure:
        shutil.rmtree(job.folder, ignore_errors=True)  # all outputs appear, or none
        raise
    context.info("sar_simulated", dates=len(changed), polygons=len(outlines), folder=job.folder)
    context.progress(1.0, "done", 0.0)
    paths = [os.path.join(job.folder, name) for name in tables]
    return {
        "FOLDER": job.folder,
        "TRUTH": job.truth,
        "CHANGED_TABLE": paths[-1],
        "TABLES": paths,
        "POLYGON_COUNT": len(outlines),
    }


def _latest(rows: Sequence[Acquisition], count: int) -> list[Acquisition]:
    """Return the latest rows of so many passes: files are called after the time."""
    found: list[Acquisition] = []
    for row in reversed(rows):
        if len(found) < count and (not found or is_earlier(row, found[-1])):
            found.append(row)
    return found[::-1]


def _check(job: SarSimulateJob) -> None:
    if job.change not in CHANGES:
        raise JobFailure("method_unknown", "CHANGE", value=job.change, known=", ".join(CHANGES))
    if os.path.isfile(job.folder) or (os.path.isdir(job.folder) and os.listdir(job.folder)):
        raise JobFailure("folder_in_use", "FOLDER", path=job.folder)


def _open_scene(
    job: SarSimulateJob, row: Acquisition, rows: Sequence[Acquisition], files: ExitStack, context: JobContext
) -> _Scene:
    polarisations = tuple(name for name in POLARISATIONS if name in row.bands)
    image = open_image(row, polarisations, files, context)
    grid = target_grid(image.rasters[0], None)
    name = image.rasters[0].source.name
    area = make_ground_area(job.include, job.exclude, [footprint(grid, grid.crs)], grid.crs, (name, name))
    target, others = None, []
    if job.change == "statistical":
        target = open_target(job.target, job.land_cover, grid, name, files, context)
    if job.change == "statistical" and target is None:
        alike = [other for other in rows if set(polarisations) <= set(other.bands) and other is not row]
        others = [open_image(other, polarisations, files, context) for other in alike[-_MEDIAN_DATES:]]
    return _Scene(image, tuple(others), polarisations, grid, area, target)


def _draw(job: SarSimulateJob, scene: _Scene, number: int) -> list[Any]:
    """The outlines of a date, in pixels.

    :raises JobFailure: ``sar_no_data``: no eligible pixel has data.
    """
    work = scene.grid.covering(scene.area.bounds)

    def eligible(row: int, col: int) -> bool:
        pixel = Window(work.row + row, work.col + col, 1, 1)
        inside = scene.area.pixels(scene.grid, pixel).all()
        return bool(inside and np.isfinite(scene.image.read(scene.grid, pixel)).all())

    rng = np.random.default_rng([job.seed, number])
    found = simulation.draw_outlines(rng, eligible, (work.height, work.width), job.count, job.radius)
    if not found:
        raise JobFailure("sar_no_data", "AREA", date=scene.image.acquisition.day)
    return [shapely.transform(outline, lambda points: points + np.array([work.col, work.row])) for outline in found]


def _distributions(scene: _Scene) -> tuple[list[NDArray[np.float32]], list[NDArray[np.float32]]]:
    """Sorted values of the image and of the ground whose distribution is taken, for each polarisation.

    :raises JobFailure: ``sar_target_empty`` or ``sar_class_empty``.
    """
    blocks = scene.blocks
    if scene.target is not None:
        meets = [scene.target.meets(scene.grid, block) for block in blocks]
        order = np.argsort(np.logical_not(meets), kind="stable")  # those with the ground first
        blocks = [blocks[number] for number in order]
    images: list[NDArray[Any]] = []
    grounds: list[NDArray[Any]] = []
    for block in blocks[:: max(1, len(blocks) // _SAMPLE_WINDOWS)] if scene.target is None else blocks[:_SAMPLE_WINDOWS]:
        power = scene.power(block)
        images.append(power.reshape(len(power), -1))
        if scene.target is not None:
            ground: NDArray[Any] = scene.target.pixels(scene.grid, block)
        else:
            ground = np.stack([image.read(scene.grid, block)[-1] for image in (scene.image, *scene.others)])
        grounds.append(ground.reshape(*ground.shape[:-2], -1))
    power, ground = np.concatenate(images, axis=-1), np.concatenate(grounds, axis=-1)
    chosen = ground if scene.target is not None else simulation.dark_ground(simulation.temporal_median(ground))
    source, target = simulation.sorted_values(power), simulation.sorted_values(power, chosen)
    if not all(len(values) for values in target):
        raise target_empty(scene.target, scene.image.acquisition.day)
    return source, target


def _write_images(
    job: SarSimulateJob, scene: _Scene, outlines: Sequence[Any], folder: str, progress: tuple[int, int], context: JobContext
) -> None:
    """Write the changed image and the mask of the truth."""
    grid = scene.grid
    pixels = grid.height * grid.width
    check_space("FOLDER", folder, pixels * 2 * len(scene.polarisations))
    values = _distributions(scene) if job.change == "statistical" else None
    image_path, mask_path = (os.path.join(folder, f"{name}_{scene.stamp}.tif") for name in ("simulated", "truth"))
    image_file = rasters.create_difference(image_path, grid, scene.polarisations, job.provenance)
    mask_file = rasters.create_mask(mask_path, grid, (TRUTH,), job.provenance)
    blocks = scene.blocks
    with image_file as image, mask_file as mask:
        for number, block in enumerate(blocks, 1):
            context.check()
            power = scene.power(block)
            valid = np.isfinite(power).all(axis=0)
            changed = simulation.burn(outlines, block) & scene.area.pixels(grid, block) & valid
            for band in range(len(power)):
                if values is None:
                    power[band][changed] = simulation.shifted(power[band][changed], job.shift_db)
                else:
                    power[band][changed] = simulation.mapped(power[band][changed], values[0][band], values[1][band])
            rows, cols = block.slices
            window = ((rows.start, rows.stop), (cols.start, cols.stop))
            image.write(power, window=window)
            mask.write(np.where(valid, changed, NO_DATA).astype(np.uint8), 1, window=window)
            context.progress((progress[0] + number / len(blocks)) / progress[1], "writing")


def _write_table(job: SarSimulateJob, scene: _Scene, rows: Sequence[Acquisition], folder: str) -> str:
    """Write the table in which this date alone is changed; return its name."""
    name = f"table_{scene.stamp}.csv"
    path = os.path.join(job.folder, f"simulated_{scene.stamp}.tif")
    bands = {band: Band(path, number) for number, band in enumerate(scene.polarisations, 1)}
    date = scene.image.acquisition
    listed = [replace(row, bands=bands, unit=POWER, nodata=None) if row is date else row for row in rows]
    with open(os.path.join(folder, name), "w", encoding="utf-8", newline="") as stream:
        stream.write(table_text(listed, os.path.abspath(job.folder)))
    return name


def _on_ground(outline: Any, scene: _Scene) -> Any:
    """An outline in the CRS of its image, within the eligible ground."""

    def place(points: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(scene.grid.transform * (points[:, 0], points[:, 1]))

    ground = shapely.intersection(shapely.transform(outline, place), shapely.box(*scene.grid.bounds))
    for tree in scene.area.include:
        ground = shapely.intersection(ground, shapely.union_all(tree.geometries))
    for tree in scene.area.exclude:
        ground = shapely.difference(ground, shapely.union_all(tree.geometries))
    return shapely.MultiPolygon(list(_polygons(ground)))


def _polygons(shape: Any) -> Iterator[Any]:
    return (part for part in shapely.get_parts(shape) if part.geom_type == "Polygon" and not part.is_empty)


def _write_truth(job: SarSimulateJob, path: str, outlines: Sequence[Any], fields: Sequence[tuple[str, str]], crs: str) -> None:
    count = len(outlines)
    shift = job.shift_db if job.change == "shift" else np.nan
    columns: dict[str, NDArray[Any]] = {
        "class": np.full(count, TRUTH.name, dtype=object),
        "date": np.array([date for date, _ in fields], dtype=object),
        "place": np.array([place for _, place in fields], dtype=object),
        "change": np.full(count, job.change, dtype=object),
        "shift_db": np.full(count, shift),
    }
    shapes: NDArray[Any] = np.empty(count, object)
    shapes[:] = outlines
    write_shapes(path, shapes, columns, crs, polygon_style((TRUTH,)), job.provenance, kind="MultiPolygon", parameter="TRUTH")
