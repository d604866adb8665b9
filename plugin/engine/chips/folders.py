"""Find the chips of a folder: small images of each date with a label image of the same name.

Layouts, in the folder itself or in folders below it (``train``, ``val``, ``test``, ...): ``A B label`` (LEVIR-CD),
``images_before images_after labels`` (Esri), ``before after labels`` (Groundshift's own), and files ``NAME_1``,
``NAME_2``, ``NAME_gt`` side by side. Extensions may differ. :mod:`.manifest` describes chips of 'Export chips'.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Iterable, Iterator, Optional, Sequence

from ...jobs.failure import JobFailure
from ..dates.opening import GDAL_ERRORS, open_file
from .manifest import ChipEntry, Manifest, read_manifest

LAYOUTS = (
    ("A", "B", "label"),
    ("A", "B", "labels"),
    ("images_before", "images_after", "labels"),
    ("before", "after", "labels"),
    ("before", "after", "label"),
)
ONE_DATE_LAYOUTS = (
    ("images", "masks"),
    ("images", "labels"),
    ("image", "label"),
)
"""Layouts of land cover: images of one date and their masks."""
TRAIN, VALIDATION, TEST = "train", "validation", "test"
_ROLES = {"train": TRAIN, "val": VALIDATION, "valid": VALIDATION, "validation": VALIDATION, "test": TEST}
_EXTENSIONS = (".tif", ".tiff", ".png", ".jpg", ".jpeg", ".bmp", ".jp2", ".webp", ".img", ".vrt")
_LARGEST_CHIP = 2**25  # pixels; larger images are pairs of rasters, which are read piece by piece
_PLACE = re.compile(r"^(.*?)[_-]?(\d+)[_-](\d+)$")


@dataclass(frozen=True)
class Chip:
    """The files of a chip.

    :param group: its folder, from the folder that was given downwards; for reports.
    :param dates: an image file per date, in the order of time. ``label``: the label image, if there is one.
    :param source: chips of one source may show the same ground. ``place``: row and column of the first pixel in it.
    :param role: :data:`TRAIN`, :data:`VALIDATION` or :data:`TEST` where a folder is called so, else ``""``.
    """

    name: str
    group: str
    dates: tuple[str, ...]
    label: Optional[str]
    source: str = ""
    place: Optional[tuple[int, int]] = None
    role: str = ""


@dataclass(frozen=True)
class ChipFolder:
    """The chips of one folder, in the order of folders and names, and its manifest."""

    path: str
    chips: tuple[Chip, ...]
    manifest: Optional[Manifest] = None

    @property
    def gsd_m(self) -> Optional[float]:
        """Metres on the ground per pixel, from the manifest."""
        return None if self.manifest is None else self.manifest.gsd_m


def find_chips(
    folders: Iterable[str], labelled: bool = True, parameter: str = "CHIPS", land_cover: bool = False
) -> list[ChipFolder]:
    """Find all chips in folders.

    :param labelled: leave out chips without a label, and refuse folders without any label.
    :param land_cover: whether chips are images of one date with masks of land cover, rather than two dates.
    :raises JobFailure: ``chips_folder_missing``, ``chips_layout`` (no chips), ``chips_of_change``, ``chips_of_land_cover``,
        ``chips_manifest``, ``chips_unlabelled``.
    """
    found = []
    for path in folders:
        if not os.path.isdir(path):
            raise JobFailure("chips_folder_missing", parameter, path=path)
        manifest = read_manifest(Path(path))
        entries = {} if manifest is None else {_normal(path, entry.label): entry for entry in manifest.chips}
        chips = list(_chips_below(path, entries, ONE_DATE_LAYOUTS if land_cover else LAYOUTS))
        if not chips:
            others = next(_chips_below(path, entries, LAYOUTS if land_cover else ONE_DATE_LAYOUTS), None)
            code = "chips_layout" if others is None else "chips_of_change" if land_cover else "chips_of_land_cover"
            raise JobFailure(code, parameter, path=path)
        kept = tuple(chip for chip in chips if chip.label is not None or not labelled)
        if not kept:
            raise JobFailure("chips_unlabelled", parameter, path=path)
        found.append(ChipFolder(path, kept, manifest))
    return found


def _normal(*parts: str) -> str:
    return os.path.normcase(os.path.normpath(os.path.join(*parts)))


def _chips_below(folder: str, entries: dict[str, ChipEntry], layouts: Sequence[tuple[str, ...]]) -> Iterator[Chip]:
    """Yield the chips of a folder and of those below it.

    :param entries: of a manifest, by the path of the label.
    """
    top = os.path.basename(os.path.normpath(folder))
    for here, names, files in os.walk(folder):
        names.sort()
        below = os.path.relpath(here, folder)
        group = top if below == "." else f"{top}/{below.replace(os.sep, '/')}"
        role = next((_ROLES[part.lower()] for part in reversed(below.split(os.sep)) if part.lower() in _ROLES), "")
        layout = next((item for item in layouts if set(item) <= set(names)), None)
        layout = layout or next((item for item in layouts if set(item[:-1]) <= set(names)), None)
        if layout is not None:
            names[:] = [name for name in names if name not in layout]
            found = _in_folders(here, layout)
        else:
            found = _side_by_side(here, files) if layouts is LAYOUTS else iter(())
        for stem, dates, label in found:
            entry = None if label is None else entries.get(_normal(label))
            if entry is None:
                image, place = _place(stem)
                yield Chip(stem, group, dates, label, f"{here}/{image}", place, role)
            else:
                place = None if entry.row is None or entry.col is None else (entry.row, entry.col)
                yield Chip(entry.name, group, dates, label, f"{folder}/{entry.source}", place, role)


_Files = tuple[str, tuple[str, ...], Optional[str]]


def _in_folders(here: str, layout: tuple[str, ...]) -> Iterator[_Files]:
    """Stem, dates and label of each chip; a date that is missing has a path that does not exist."""
    *dates, labels = (_by_stem(os.path.join(here, name)) for name in layout)
    for stem in sorted(set(labels) | set.intersection(*(set(date) for date in dates))):
        paths = tuple(date.get(stem, os.path.join(here, name, stem)) for name, date in zip(layout, dates))
        yield stem, paths, labels.get(stem)


def _side_by_side(here: str, files: list[str]) -> Iterator[_Files]:
    stems = {os.path.splitext(name)[0]: os.path.join(here, name) for name in files if _is_image(name)}
    for stem in sorted(stems):
        base = stem[: -len("_gt")]
        if stem.endswith("_gt") and f"{base}_1" in stems and f"{base}_2" in stems:
            yield base, (stems[f"{base}_1"], stems[f"{base}_2"]), stems[stem]


def _by_stem(folder: str) -> dict[str, str]:
    if not os.path.isdir(folder):
        return {}
    return {os.path.splitext(name)[0]: os.path.join(folder, name) for name in sorted(os.listdir(folder)) if _is_image(name)}


def _is_image(name: str) -> bool:
    return os.path.splitext(name)[1].lower() in _EXTENSIONS and not name.startswith(".")


def _place(stem: str) -> tuple[str, Optional[tuple[int, int]]]:
    """Return the image that a chip was cut from and its place in it: ``train_36_0512_0256`` is of ``train_36``."""
    matched = _PLACE.match(stem)
    if matched and matched.group(1):
        return matched.group(1), (int(matched.group(2)), int(matched.group(3)))
    return stem.split("_")[0] if "_" in stem else stem, None


def check_chip(chip: Chip) -> None:
    """Check that a chip's files can be opened and have one size.

    :raises JobFailure: ``chip_unreadable``, ``chip_sizes`` or ``chip_large``.
    """
    sizes = {}
    for path in (*chip.dates, chip.label):
        if path is None:
            continue
        try:
            with open_file(path) as dataset:
                sizes[path] = (dataset.width, dataset.height)
        except (*GDAL_ERRORS, OSError) as error:
            raise JobFailure("chip_unreadable", "CHIPS", path=path, reason=str(error)) from error
    if len(set(sizes.values())) > 1:
        listing = ", ".join(f"{os.path.basename(os.path.dirname(path))} {w} x {h}" for path, (w, h) in sizes.items())
        raise JobFailure("chip_sizes", "CHIPS", chip=chip.name, sizes=listing)
    width, height = next(iter(sizes.values()))
    if width * height > _LARGEST_CHIP:
        raise JobFailure("chip_large", "CHIPS", chip=chip.name, width=width, height=height)
