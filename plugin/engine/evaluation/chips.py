"""Folders of chips: pairs of small images with a label image each.

Layouts that are found by themselves, in the folder or in folders below it (``train``, ``val``, ``test``, ...):
``A B label`` (LEVIR-CD), ``images_before images_after labels`` (Esri), ``before after labels`` (Groundshift's own), and
files ``NAME_1``, ``NAME_2``, ``NAME_gt`` side by side. Files of a chip have the same name, whatever their extension.
Chips that 'Export chips' wrote have a manifest, which says what the labels mean, how large a pixel is, and what the
statistics of the pair were that they were cut from.

A label's pixels are 0 where nothing changed and a class elsewhere; see :func:`read_labels` for what other values mean.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from typing import Iterable, Optional, Sequence

import numpy as np
import rasterio
from numpy.typing import NDArray
from rasterio.enums import MaskFlags
from rasterio.errors import RasterioError

from ...jobs.failure import JobFailure
from ...jobs.train_model import MANIFEST
from ...model_file.spec import ModelSpec
from .prediction import DateStatistics, FileStatistics

UNKNOWN = -1
NO_CHANGE = 0
ANY_CHANGE = 1
"""In a truth (int16): not known; not changed; changed, where labels do not tell classes. Else a class's own value."""

LAYOUTS = (
    ("A", "B", "label"),
    ("A", "B", "labels"),
    ("images_before", "images_after", "labels"),
    ("before", "after", "labels"),
    ("before", "after", "label"),
)
_EXTENSIONS = (".tif", ".tiff", ".png", ".jpg", ".jpeg", ".bmp", ".jp2", ".webp", ".img", ".vrt")
_LARGEST_CHIP = 2**25  # pixels; larger images are pairs of rasters, which are read piece by piece
_UNKNOWN_VALUES = (254, 255)  # as Groundshift's masks and chips have it
_JPEG_THRESHOLD = 127
_FEW_CLASSES = 32


@dataclass(frozen=True)
class Chip:
    """Files of a chip. :param group: the folder it lies in, as told below the folder that was given."""

    name: str
    group: str
    before: str
    after: str
    label: Optional[str]


@dataclass(frozen=True)
class ChipFolder:
    """Chips of one folder, and what its manifest tells: ``None`` without one.

    :param gsd_m: metres a pixel. :param statistics: of the pair that they were cut from.
    :param classes: value in the labels -> name. :param unknown: value of ground whose label is not known.
    """

    path: str
    chips: tuple[Chip, ...]
    gsd_m: Optional[float] = None
    statistics: Optional[FileStatistics] = None
    classes: Optional[dict[int, str]] = None
    unknown: Optional[int] = None


@dataclass(frozen=True)
class LabelMeaning:
    """What the values of a folder's labels mean.

    :param told: whether values are classes of the model; else they are change as such.
    :param values: value -> what it is in a truth; ``None`` = every value from ``from_value`` on is change.
    :param unknown: values that say "not known".
    :param strict: whether any other value but 0 says "not known", too.
    """

    told: bool
    values: Optional[dict[int, int]]
    from_value: int = 1
    unknown: tuple[int, ...] = ()
    strict: bool = False


def find_chips(folders: Iterable[str], labelled: bool = True) -> list[ChipFolder]:
    """All chips in folders, in the order of their names.

    :param labelled: whether chips without a label are left out, and folders without any refused.
    :raises JobFailure: ``chips_folder_missing``, ``chips_layout`` (it holds no chips), ``chips_manifest``,
        ``chips_unlabelled``.
    """
    found = []
    for path in folders:
        if not os.path.isdir(path):
            raise JobFailure("chips_folder_missing", "CHIPS", path=path)
        chips = list(_chips_below(path))
        if not chips:
            raise JobFailure("chips_layout", "CHIPS", path=path)
        kept = tuple(chip for chip in chips if chip.label is not None or not labelled)
        if not kept:
            raise JobFailure("chips_unlabelled", "CHIPS", path=path)
        found.append(_with_manifest(path, kept))
    return found


def _with_manifest(path: str, chips: tuple[Chip, ...]) -> ChipFolder:
    """:raises JobFailure: ``chips_manifest``."""
    file = os.path.join(path, MANIFEST)
    if not os.path.isfile(file):
        return ChipFolder(path, chips)
    try:
        with open(file, encoding="utf-8") as stream:
            values = json.load(stream)
        before, after = (
            DateStatistics(tuple(map(float, values[date]["mean"])), tuple(map(float, values[date]["std"])))
            for date in ("before", "after")
        )
        scale = int(values["label_scale"])
        classes = {(number + 1) * scale: str(name) for number, name in enumerate(values["classes"])}
        gsd = None if values["gsd_m"] is None else float(values["gsd_m"])
        ignored = None if values["ignored"] is None else int(values["ignored"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise JobFailure("chips_manifest", "CHIPS", path=file, reason=str(error) or type(error).__name__) from error
    known = bool(before.mean) and len(before.mean) == len(before.std) and len(after.mean) == len(after.std)
    return ChipFolder(path, chips, gsd, (before, after) if known else None, classes, ignored)


def _chips_below(folder: str) -> Iterable[Chip]:
    top = os.path.basename(os.path.normpath(folder))
    for here, names, files in os.walk(folder):
        names.sort()
        below = os.path.relpath(here, folder)
        group = top if below == "." else f"{top}/{below.replace(os.sep, '/')}"
        layout = next((item for item in LAYOUTS if set(item[:2]) <= set(names) and item[2] in names), None)
        layout = layout or next((item for item in LAYOUTS if set(item[:2]) <= set(names)), None)
        if layout is not None:
            names[:] = [name for name in names if name not in layout]
            dates = [_by_stem(os.path.join(here, name)) for name in layout]
            for stem in sorted(set(dates[0]) & set(dates[1])):
                yield Chip(stem, group, dates[0][stem], dates[1][stem], dates[2].get(stem))
            continue
        stems = {os.path.splitext(name)[0]: os.path.join(here, name) for name in files if _is_image(name)}
        for stem in sorted(stems):
            base = stem[: -len("_gt")]
            if stem.endswith("_gt") and f"{base}_1" in stems and f"{base}_2" in stems:
                yield Chip(base, group, stems[f"{base}_1"], stems[f"{base}_2"], stems[stem])


def _by_stem(folder: str) -> dict[str, str]:
    if not os.path.isdir(folder):
        return {}
    return {os.path.splitext(name)[0]: os.path.join(folder, name) for name in sorted(os.listdir(folder)) if _is_image(name)}


def _is_image(name: str) -> bool:
    return os.path.splitext(name)[1].lower() in _EXTENSIONS and not name.startswith(".")


def check_chip(chip: Chip) -> None:
    """Look whether a chip's files are there, whole and alike.

    :raises JobFailure: ``chip_unreadable``, ``chip_sizes`` or ``chip_large``.
    """
    sizes = {}
    for path in (chip.before, chip.after, chip.label):
        if path is None:
            continue
        try:
            with rasterio.open(path) as dataset:
                sizes[path] = (dataset.width, dataset.height)
        except (RasterioError, OSError) as error:
            raise JobFailure("chip_unreadable", "CHIPS", path=path, reason=str(error)) from error
    if len(set(sizes.values())) > 1:
        listing = ", ".join(f"{os.path.basename(os.path.dirname(path))} {w} x {h}" for path, (w, h) in sizes.items())
        raise JobFailure("chip_sizes", "CHIPS", chip=chip.name, sizes=listing)
    width, height = next(iter(sizes.values()))
    if width * height > _LARGEST_CHIP:
        raise JobFailure("chip_large", "CHIPS", chip=chip.name, width=width, height=height)


def label_meaning(folder: ChipFolder, values: set[int], spec: ModelSpec) -> LabelMeaning:
    """What the values that occur in a folder's labels mean for a model.

    A manifest's classes are those of the model that have their names. Without one, two values or more that are all classes
    of the model are taken for those. A single value (1, 255, ...) is change as such. 254 and 255 beside small values say
    "not known", as in Groundshift's chips and masks. Labels with many values were smeared by JPEG: above 127 they are change.
    """
    several = len(spec.classes) > 1
    if folder.classes is not None:
        named = {item.name.casefold(): item.value for item in spec.classes}
        own = {value: named[name.casefold()] for value, name in folder.classes.items() if name.casefold() in named}
        told = several and len(own) == len(folder.classes) > 1
        meant = own if told else dict.fromkeys(folder.classes, ANY_CHANGE)
        return LabelMeaning(told, meant, unknown=() if folder.unknown is None else (folder.unknown,), strict=True)
    known = values - {NO_CHANGE}
    smaller = known - set(_UNKNOWN_VALUES)
    unknown = tuple(sorted(known - smaller)) if smaller and max(smaller) < _FEW_CLASSES else ()
    known -= set(unknown)
    if several and len(known) > 1 and known <= {item.value for item in spec.classes}:
        return LabelMeaning(True, {value: value for value in known}, unknown=unknown)
    if len(known) <= 1 or max(known) < _FEW_CLASSES:
        return LabelMeaning(False, None, unknown=unknown)
    return LabelMeaning(False, None, _JPEG_THRESHOLD + 1)


def label_values(chips: Sequence[Chip]) -> set[int]:
    """The values that occur in the labels of chips; files that cannot be read are left out (they are skipped later)."""
    found: set[int] = set()
    for chip in chips:
        if chip.label is None:
            continue
        try:
            plane, known = _label_plane(chip.label)
        except (RasterioError, OSError):
            continue
        found.update(np.unique(plane[known]).tolist())
    return found


def read_truth(path: str, meaning: LabelMeaning) -> NDArray[np.int16]:
    """A label image as a truth (height, width): :data:`UNKNOWN`, :data:`NO_CHANGE`, :data:`ANY_CHANGE` or a class.

    :raises JobFailure: ``chip_unreadable``.
    """
    try:
        plane, known = _label_plane(path)
    except (RasterioError, OSError) as error:
        raise JobFailure("chip_unreadable", "CHIPS", path=path, reason=str(error)) from error
    if meaning.values is None:
        truth = (plane >= meaning.from_value).astype(np.int16)
    else:
        truth = np.where(plane == NO_CHANGE, NO_CHANGE, UNKNOWN if meaning.strict else ANY_CHANGE).astype(np.int16)
        for value, number in meaning.values.items():
            truth[plane == value] = number
    truth[np.isin(plane, meaning.unknown) | ~known] = UNKNOWN
    return truth


def _label_plane(path: str) -> tuple[NDArray[np.int32], NDArray[np.bool_]]:
    """Values (height, width) and where they are known. Of a coloured label the brightest band is taken."""
    with rasterio.open(path) as dataset:
        bands = dataset.read()
        flags = dataset.mask_flag_enums[0]
        known = np.ones(bands.shape[1:], bool)
        masked = MaskFlags.per_dataset in flags and MaskFlags.alpha not in flags
        # A nodata value of 0 would make all that did not change unknown: in a label 0 says "no change".
        if masked or (MaskFlags.nodata in flags and dataset.nodata != 0):
            known = dataset.read_masks(1) > 0
        if bands.shape[0] in (2, 4):
            bands = bands[:-1]  # the last is alpha
    values = bands.max(axis=0)
    if values.dtype.kind == "f":
        known &= np.isfinite(values)
        values = np.where(known, values, 0)
        # Masks of 0..1 in floating point are read as they are meant.
        values = np.rint(values)
    return np.clip(values, 0, 65535).astype(np.int32), known
