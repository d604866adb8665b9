"""The job: labelled images of two dates or one cut into chips, in one of three layouts, with a manifest.

Chips hold the pixels that training on the pair itself would read: exported as GeoTIFF or PNG and read again they are the
same, and so are the statistics by which they are normalised, which the manifest holds.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any, Optional

import numpy as np
import rasterio
import shapely
from numpy.typing import NDArray

from ...engine.chips.manifest import FOLDERS, ONE_DATE_FOLDERS, ChipEntry, DateStatistics, Manifest
from ...engine.chips.mask_classes import NAMES as CLASS_FILES
from ...engine.context import JobContext, job_environment
from ...engine.dates.dates import BandStatistics, Dates, GroundWanted, factor_and_offset, open_dates, sample_statistics
from ...engine.dates.grid import Grid, Window
from ...engine.dates.ground_area import reprojected
from ...engine.dates.raster import Raster
from ...jobs.failure import JobFailure
from ...jobs.publish import check_space, prepare, writing
from ...jobs.train_model import LAYOUTS, MANIFEST, ExportChipsJob
from ...model_file.spec import Normalisation
from ...rules.label_codes import NO_CHANGE, UNLABELLED
from .pair_scene import (
    LabelCounts,
    LabelShapes,
    band_names,
    log_label_datums,
    open_labels,
    read_filled,
    target_of,
    with_complete,
)
from .scene import ClassTable, Scale

_FORMATS = {"tif": ("GTiff", "tif"), "png": ("PNG", "png"), "jpg": ("JPEG", "jpg")}
_TYPES = {"png": ("uint8", "uint16"), "jpg": ("uint8",)}
_BAND_COUNTS = {"png": (1, 2, 3, 4), "jpg": (1, 3)}


@dataclass(frozen=True)
class ChipPlace:
    """Where a chip lies. ``changed``: labelled pixels that changed; ``labelled``: all that are labelled."""

    window: Window
    changed: int
    labelled: int


def export_chips(job: ExportChipsJob, context: JobContext) -> dict[str, Any]:
    """Run the job; the folder appears when it is whole.

    :return: the outputs of ``groundshift:exportchips`` by name, and counts.
    :raises JobFailure: with its cause and how to correct it.
    :raises Cancelled: the job was cancelled.
    """
    with job_environment((job.folder,), job.scratch):
        return _export(job, context)


def _export(job: ExportChipsJob, context: JobContext) -> dict[str, Any]:
    check_folder(job.folder, "FOLDER")
    if job.layout not in LAYOUTS:
        raise JobFailure("method_unknown", "LAYOUT", value=job.layout, known=", ".join(LAYOUTS))
    classes = ClassTable(land_cover=job.pair.after is None)
    with ExitStack() as opened:
        rasters = tuple(opened.enter_context(Raster(date)) for date in job.pair.dates)
        pair = open_dates(GroundWanted(resolution=job.resolution, square=True), None, rasters, context)
        _check_format(job, pair)
        bounds = pair.grid.window_bounds(pair.overlap)
        labels, counts = opened.enter_context(open_labels(job.pair, pair.grid.crs, bounds, classes))
        log_label_datums(job.pair, pair, context)
        if labels.complete is None and job.pair.after is not None:
            context.info("labels_tile_rule", side=job.tile_size)
        labels = with_complete(labels, pair, job.tile_size)
        log_labels(job.pair.label_layer.name, counts, context)
        places = _places(job, pair, labels, context)
        if not places:
            raise JobFailure("chips_nothing", "TILE_SIZE", size=job.tile_size)
        chosen = _chosen(places, job)
        staged = prepare("FOLDER", job.folder, job.scratch)
        first = rasters[0]
        pixel_bytes = np.dtype(first.dtype).itemsize * len(first.bands) * len(rasters) + 1
        turns = _turns(job.rotations)
        # Compression halves it at least; a refusal must be right.
        check_space("FOLDER", os.path.dirname(staged), int(len(chosen) * len(turns) * job.tile_size**2 * pixel_bytes * 0.25))
        with writing("FOLDER", job.folder):
            manifest = _write(job, pair, labels, chosen, turns, classes, staged, context)
    with writing("FOLDER", job.folder):
        if os.path.isdir(job.folder):
            os.rmdir(job.folder)  # it is empty: that was checked
        os.replace(staged, job.folder)
    changed = sum(chip.changed_pixels > 0 for chip in manifest.chips)
    context.info("chips_written", count=len(manifest.chips), changed=changed, folder=job.folder)
    context.progress(1.0, "done", 0.0)
    return {"FOLDER": job.folder, "CHIP_COUNT": len(manifest.chips), "CHANGED_CHIPS": changed}


def check_folder(folder: str, parameter: str) -> None:
    """Check a folder for new chips.

    :raises JobFailure: it holds something, or its own folder is missing.
    """
    if os.path.isfile(folder) or (os.path.isdir(folder) and os.listdir(folder)):
        raise JobFailure("folder_in_use", parameter, path=folder)


def log_labels(name: str, counts: Optional[LabelCounts], context: JobContext) -> None:
    """Log how many labels of a layer are used, and why others are not.

    :param counts: ``None`` = a raster of classes.
    """
    if counts is None:
        return
    if counts.outside_images:
        context.warn("labels_off_images", layer=name, count=counts.outside_images, total=counts.polygons)
    if counts.outside_area:
        context.warn("labels_off_area", layer=name, count=counts.outside_area, total=counts.polygons)
    if counts.without_class:
        context.warn("labels_without_class", layer=name, count=counts.without_class, total=counts.polygons)
    context.info("labels_read", layer=name, count=counts.used)


def _check_format(job: ExportChipsJob, pair: Dates) -> None:
    kind = job.image_format
    if kind not in _FORMATS:
        raise JobFailure("method_unknown", "FORMAT", value=kind, known=", ".join(_FORMATS))
    for raster in pair.rasters:
        if kind != "tif" and (raster.dtype not in _TYPES[kind] or len(raster.bands) not in _BAND_COUNTS[kind]):
            raise JobFailure("chips_format", "FORMAT", format=kind.upper(), dtype=raster.dtype, bands=len(raster.bands))


def _places(job: ExportChipsJob, pair: Dates, labels: LabelShapes, context: JobContext) -> list[ChipPlace]:
    """All places of chips that hold labelled ground."""
    side, stride = job.tile_size, job.stride
    complete = labels.complete if labels.complete is not None else labels.shapes
    box = pair.grid.covering(tuple(shapely.total_bounds(complete))).clipped(pair.overlap)
    mask = _mask(job, pair)
    tree = shapely.STRtree(complete)
    found = []
    last_row, last_col = (pair.overlap.row + pair.overlap.height - side, pair.overlap.col + pair.overlap.width - side)
    for row in range(_first(box.row, pair.overlap.row, side, stride), min(box.row + box.height, last_row + 1), stride):
        context.check()
        for col in range(_first(box.col, pair.overlap.col, side, stride), min(box.col + box.width, last_col + 1), stride):
            window = Window(row, col, side, side)
            ground = shapely.box(*pair.grid.window_bounds(window))
            if not len(tree.query(ground, predicate="intersects")) or not _in_mask(ground, mask, job.mask_touching):
                continue
            target = target_of(labels, pair.grid, window, np.ones((side, side), bool))
            labelled = int((target < UNLABELLED).sum())
            if labelled:
                found.append(ChipPlace(window, int(((target != NO_CHANGE) & (target < UNLABELLED)).sum()), labelled))
    return found


def _first(start: int, least: int, side: int, stride: int) -> int:
    """The first place of a chip that meets ground from ``start`` on: a multiple of the stride from ``least``."""
    return least + max(0, (start - least - side + 1 + stride - 1) // stride) * stride


def _mask(job: ExportChipsJob, pair: Dates) -> Optional[Any]:
    if job.mask is None:
        return None
    mask = shapely.union_all(reprojected(job.mask, pair.grid.crs, pair.grid.window_bounds(pair.overlap)))
    shapely.prepare(mask)
    return mask


def _in_mask(ground: Any, mask: Optional[Any], touching: bool) -> bool:
    if mask is None:
        return True
    return bool(shapely.intersects(mask, ground) if touching else shapely.covers(mask, ground))


def _chosen(places: Sequence[ChipPlace], job: ExportChipsJob) -> list[ChipPlace]:
    """The chips to write: all, or those with change and a share of those without."""
    if not job.only_changed:
        return list(places)
    changed = [place for place in places if place.changed]
    empty = [place for place in places if not place.changed]
    share = min(max(job.empty_share, 0.0), 1.0)
    wanted = len(empty) if share >= 1 else round(len(changed) * share / (1 - share))
    order = np.random.default_rng(job.seed).permutation(len(empty))[:wanted]
    keep = {(place.window.row, place.window.col) for place in (*changed, *(empty[index] for index in order))}
    return [place for place in places if (place.window.row, place.window.col) in keep]


def _turns(rotations: int) -> tuple[int, ...]:
    """Quarter turns of the copies of a chip, 0 first."""
    quarters = rotations // 90 % 4
    if not quarters:
        return (0,)
    return tuple(dict.fromkeys(index * quarters % 4 for index in range(4)))


def _write(
    job: ExportChipsJob,
    pair: Dates,
    labels: LabelShapes,
    places: Sequence[ChipPlace],
    turns: Sequence[int],
    classes: ClassTable,
    staged: str,
    context: JobContext,
) -> Manifest:
    for name in folders_of(job):
        os.makedirs(os.path.join(staged, name))
    statistics = [sample_statistics(raster, pair) for raster in pair.rasters]
    count = len(pair.before.bands)
    scales = [factor_and_offset(Normalisation(), item or _unit(count), count) for item in statistics]
    names = classes.names
    one_date = job.pair.after is None
    label_scale = 255 if job.layout == "levir" and len(names) == 1 and not one_date else 1
    own = job.layout == "groundshift" or one_date  # masks of land cover always have a value for unlabelled ground
    chips: list[ChipEntry] = []
    for number, place in enumerate(places):
        context.check()
        window = place.window
        dates, both = _read_dates(pair, window, scales)
        target = target_of(labels, pair.grid, window, both)
        if not own:
            target = np.where(target < UNLABELLED, target * label_scale, 0).astype(np.uint8)
        for turn in turns:
            stem = f"chip_{window.row:06d}_{window.col:06d}" + (f"_r{turn * 90}" if turn else "")
            *images, label = _write_chip(job, pair, window, turn, stem, dates, target, staged)
            paths = images[0], images[-1], label
            chips.append(ChipEntry(stem, *paths, "pair", window.row, window.col, turn * 90, place.changed, place.labelled))
        context.progress((number + 1) / len(places) * 0.98, "writing")
    if not own and any(place.labelled < job.tile_size**2 for place in places):
        context.warn("chips_unlabelled_lost", layout=job.layout)
    manifest = Manifest(
        layout=job.layout,
        bands=band_names(pair.before),
        classes=names,
        gsd_m=pair.gsd_m,
        crs=pair.grid.crs.to_wkt(),
        dtype=pair.before.dtype,
        before=_statistics(statistics[0], count),
        after=_statistics(statistics[-1], count),
        ignored=UNLABELLED if own else None,
        label_scale=label_scale,
        chips=tuple(chips),
        provenance=dict(job.provenance),
    )
    with open(os.path.join(staged, MANIFEST), "w", encoding="utf-8") as stream:
        stream.write(manifest.text())
    if one_date:
        with open(os.path.join(staged, CLASS_FILES[0]), "w", encoding="utf-8") as stream:
            json.dump({name: number for number, name in enumerate(names, 1)}, stream, ensure_ascii=False, indent=1)
    return manifest


def folders_of(job: ExportChipsJob) -> tuple[str, ...]:
    """Return the names of the folders of the dates and the labels."""
    return ONE_DATE_FOLDERS[job.layout] if job.pair.after is None else FOLDERS[job.layout]


def _read_dates(pair: Dates, window: Window, scales: Sequence[Scale]) -> tuple[list[NDArray[Any]], NDArray[np.bool_]]:
    dates, both = [], np.ones((window.height, window.width), bool)
    for raster, scale in zip(pair.rasters, scales):
        values, valid = read_filled(raster, pair.grid, window, scale)
        dates.append(values)
        both &= valid
    return dates, both


def _write_chip(
    job: ExportChipsJob,
    pair: Dates,
    window: Window,
    turn: int,
    stem: str,
    dates: Sequence[NDArray[Any]],
    target: NDArray[np.uint8],
    staged: str,
) -> tuple[str, ...]:
    driver, extension = _FORMATS[job.image_format]
    label_driver, label_extension = ("GTiff", "tif") if job.image_format == "tif" else ("PNG", "png")
    *folders, labels = folders_of(job)
    relative = (*(f"{folder}/{stem}.{extension}" for folder in folders), f"{labels}/{stem}.{label_extension}")
    grid = pair.grid.cropped(window) if turn == 0 else None
    for path, values, raster in zip(relative, dates, pair.rasters):
        _write_image(os.path.join(staged, path), np.rot90(values, turn, (1, 2)), driver, grid, band_names(raster))
    _write_image(os.path.join(staged, relative[-1]), np.rot90(target, turn)[None], label_driver, grid, ("label",))
    return relative


def _write_image(path: str, values: NDArray[Any], driver: str, grid: Optional[Grid], names: Sequence[str]) -> None:
    values = np.ascontiguousarray(values)
    options: dict[str, Any] = {}
    if driver == "GTiff":
        options["compress"] = "deflate"
        if grid is not None:
            options |= {"crs": grid.crs, "transform": grid.transform}
        if values.shape[0] == 3 and values.dtype == np.uint8:
            options["photometric"] = "rgb"
    elif driver == "JPEG":
        options["quality"] = 95
    with rasterio.open(
        path,
        "w",
        driver=driver,
        dtype=values.dtype,
        count=values.shape[0],
        height=values.shape[1],
        width=values.shape[2],
        **options,
    ) as dataset:
        dataset.write(values)
        if driver == "GTiff":
            dataset.descriptions = tuple(names)


def _unit(count: int) -> BandStatistics:
    return BandStatistics(np.zeros(count), np.ones(count))


def _statistics(found: Optional[BandStatistics], count: int) -> DateStatistics:
    item = found or _unit(count)
    return DateStatistics(tuple(float(value) for value in item.mean), tuple(float(value) for value in item.std))
