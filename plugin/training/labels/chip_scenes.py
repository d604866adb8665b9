"""Folders of chips as scenes, read by the reader that evaluation and quantisation use (:mod:`....engine.chips`).

A chip that cannot be used (a date is missing, does not open, has another size or does not fit the model) is left out and
reported; a folder without a usable chip is a failure. Folders called ``test`` are left out: they are kept for evaluation.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Optional

import numpy as np
from rasterio.errors import NotGeoreferencedWarning

from ...engine.chips.folders import TEST, Chip, check_chip, find_chips
from ...engine.chips.reader import ChipReader, is_chip_fault, is_placed
from ...engine.context import JobContext
from ...engine.dates.dates import make_reader
from ...engine.dates.grid import pixels_seen_on
from ...jobs.failure import JobFailure
from ...model_file.spec import ModelSpec, Normalisation
from ...rules.label_codes import NO_DATA
from .pair_scene import read_filled
from .scene import ClassTable, Scene

warnings.filterwarnings("ignore", category=NotGeoreferencedWarning)

_LISTED = 5
# Pixel size of chips that do not have one, where no model gives one; it only has to be the same for both dates.
_ANY_GSD_M = 1.0


@dataclass
class _Skipped:
    """Chips that were left out, and the first few reasons."""

    count: int = 0
    reasons: tuple[str, ...] = ()

    def add(self, text: str) -> None:
        self.count += 1
        if len(self.reasons) < _LISTED:
            self.reasons = (*self.reasons, text)


def read_chips(
    folder: str,
    spec: Optional[ModelSpec],
    normalisation: Normalisation,
    classes: ClassTable,
    parameter: str,
    number: int,
    context: JobContext,
    land_cover: bool = False,
) -> list[Scene]:
    """Read the chips of a folder.

    :param spec: of the model that is continued; ``None`` = all bands that a chip's dates share, at its own resolution.
    :param classes: gets the classes of the folder's labels.
    :param number: of the folder among those of ``parameter``; keeps apart images of one name in several folders.
    :param land_cover: whether chips are images of one date with masks of land cover.
    :raises JobFailure: ``chips_folder_missing``, ``chips_layout``, ``chips_manifest``, ``chips_unlabelled``;
        ``chips_none``: no chip can be used.
    """
    (found,) = find_chips((folder,), parameter=parameter, land_cover=land_cover)
    used = tuple(chip for chip in found.chips if chip.role != TEST)
    if not used:
        raise JobFailure("chips_layout", parameter, path=folder)
    # Coarser chips are read as they are: what is continued learns their pixel size.
    spec = None if spec is None else replace(spec, gsd_m=replace(spec.gsd_m, maximum=math.inf))
    gsd_m = _ANY_GSD_M if spec is None else spec.gsd_m.best
    reader = ChipReader((replace(found, chips=used),), gsd_m, land_cover=land_cover)
    numbers = [classes.number(name, parameter) for name in reader.key(used[0]).classes]
    skipped = _Skipped()
    scenes: list[Scene] = []
    for chip in used:
        context.check()
        try:
            check_chip(chip)
            scene = _read_chip(reader, chip, spec, normalisation, numbers, context)
        except JobFailure as failure:
            if not is_chip_fault(failure):
                raise
            skipped.add(f"{chip.name}: {failure.text()}")
            continue
        if scenes and scene.bands != scenes[0].bands:
            skipped.add(f"{chip.name}: {scene.bands} bands, not {scenes[0].bands}")
            continue
        scenes.append(replace(scene, group=f"{parameter.lower()}-{number}/{scene.group}"))
    if found.manifest is None:
        scenes = _placed(scenes)
    if not scenes:
        raise JobFailure("chips_none", parameter, path=folder, reason="; ".join(skipped.reasons) or "-")
    if skipped.count:
        context.warn("chips_skipped", folder=folder, count=skipped.count, reasons="; ".join(skipped.reasons))
    smeared = reader.smeared
    if smeared.pixels:
        context.warn("masks_smeared", folder=folder, pixels=smeared.pixels, mean=smeared.mean, largest=smeared.largest)
    context.info("chips_read", folder=folder, count=len(scenes), pixels=sum(scene.target.size for scene in scenes))
    return scenes


def _read_chip(
    reader: ChipReader,
    chip: Chip,
    spec: Optional[ModelSpec],
    normalisation: Normalisation,
    numbers: Sequence[int],
    context: JobContext,
) -> Scene:
    """Read one chip.

    :param numbers: of the folder's classes in the training's table.
    :raises JobFailure: it cannot be used.
    """
    table = np.arange(256, dtype=np.uint8)
    table[1 : len(numbers) + 1] = numbers
    codes = table[reader.codes(chip)]
    quiet = JobContext(lambda event: None, context.cancelled)
    with reader.open(chip, spec, context) as pair:
        before, after = pair.before, pair.after
        if len(before.bands) != len(after.bands):
            raise JobFailure("bands_unlike", "AFTER_BANDS", before=len(before.bands), after=len(after.bands))
        own, work = after.native_grid, pair.work
        if codes.shape != (own.height, own.width):  # of a rotated image, which was turned north-up
            sizes = f"{codes.shape[1]} x {codes.shape[0]}, {own.width} x {own.height}"
            raise JobFailure("chip_sizes", "CHIPS", chip=chip.name, sizes=sizes)
        scales = make_reader(pair, normalisation, quiet).scale
        read = [read_filled(raster, pair.grid, work, scale) for raster, scale in zip(pair.rasters, scales)]
        rows, cols = pixels_seen_on(pair.grid.cropped(work), own)
        target = codes[np.ix_(np.clip(rows, 0, own.height - 1), np.clip(cols, 0, own.width - 1))]
        for _, valid in read:
            target[~valid] = NO_DATA
        factor = own.height / pair.grid.height
        gsd_m: Optional[float] = pair.gsd_m
        if factor == 1:
            gsd_m = reader.known_gsd(chip) or (pair.gsd_m if is_placed(after.source) else None)
    place = chip.place
    if place is not None:
        place = (round(place[0] / factor) + work.row, round(place[1] / factor) + work.col)
    dates = tuple(values for values, _ in read)
    return Scene(chip.name, dates, target, tuple(scales), gsd_m, chip.source, place, chip.role)


def _placed(scenes: list[Scene]) -> list[Scene]:
    """Return scenes whose places are in pixels, where their names have them as numbers of rows and columns."""
    given = [value for scene in scenes if scene.place is not None for value in scene.place if value > 0]
    if not given or min(given) >= min(min(scene.shape) for scene in scenes) // 4:
        return scenes
    return [
        replace(scene, place=(scene.place[0] * scene.shape[0], scene.place[1] * scene.shape[1])) if scene.place else scene
        for scene in scenes
    ]
