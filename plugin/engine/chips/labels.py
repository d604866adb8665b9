"""Read label images: what their pixel values mean, and the codes of :mod:`....rules.label_codes` made of them."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Collection, Optional, Sequence

import numpy as np
from numpy.typing import NDArray
from rasterio.enums import ColorInterp, MaskFlags

from ...jobs.failure import JobFailure
from ...model_file.spec import ChangeClass
from ...rules.label_codes import CHANGE, CHANGE_NAME, NO_CHANGE, NO_DATA, UNKNOWN, UNLABELLED
from ..dates.opening import GDAL_ERRORS, open_file
from .folders import ChipFolder
from .mask_classes import MaskClasses, Smeared

_FEW_CLASSES = 32
# Grey levels of a palette lie further apart than what compression makes of two values.
_LEAST_GAP = 16
_MIDDLE = 128
_LOSSY = (".jpg", ".jpeg")


@dataclass(frozen=True)
class LabelKey:
    """Meaning of the pixel values of a folder's label images; 0 is no change.

    :param classes: names of the classes of change; class ``i`` of the codes, from 1, is ``classes[i - 1]``.
    :param values: pixel value of each class; empty = one class: all pixels from ``lowest`` on.
    :param unlabelled: values of ground whose label is not known; so are all values that have no other meaning.
    :param named: whether the classes have names of their own, from a manifest.
    """

    classes: tuple[str, ...]
    values: tuple[int, ...] = ()
    lowest: int = 1
    unlabelled: tuple[int, ...] = ()
    named: bool = False


def label_key(folder: ChipFolder, values: Collection[int], model_values: Collection[int] = ()) -> LabelKey:
    """Find out what the pixel values of a folder's labels mean.

    A manifest lists its classes. Otherwise, of the values that occur (0 is no change):

    - 254 and 255 beside values below 32 are ground whose label is not known, as in Groundshift's chips and masks;
    - a single other value (1, 255, ...) is change;
    - several values are classes if they lie below 32, if all are classes of the model, or if they are grey levels of a
      palette, far from each other;
    - anything else is two classes that lossy compression has smeared: values from 128 on are change.

    :param values: that occur in the labels. ``model_values``: class values of the model that is evaluated.
    """
    if folder.manifest is not None:
        manifest = folder.manifest
        ignored = () if manifest.ignored is None else (manifest.ignored,)
        own = tuple((index + 1) * manifest.label_scale for index in range(len(manifest.classes)))
        return LabelKey(manifest.classes, own, unlabelled=ignored, named=True)
    known = set(values) - {NO_CHANGE}
    small = known - {UNLABELLED, NO_DATA}
    unlabelled = tuple(sorted(known - small)) if small and max(small) < _FEW_CLASSES else ()
    known -= set(unlabelled)
    if len(known) <= 1:
        return LabelKey((CHANGE_NAME,), unlabelled=unlabelled)
    lossy = any(chip.label is not None and os.path.splitext(chip.label)[1].lower() in _LOSSY for chip in folder.chips)
    if max(known) < _FEW_CLASSES or known <= set(model_values) or (not lossy and _far_apart(known)):
        ordered = tuple(sorted(known))
        return LabelKey(tuple(f"class {value}" for value in ordered), ordered, unlabelled=unlabelled)
    return LabelKey((CHANGE_NAME,), lowest=_MIDDLE)


def land_cover_key(values: Collection[int], masks: Optional[MaskClasses] = None) -> LabelKey:
    """Find out what the pixel values of masks of land cover mean.

    :param masks: the classes as a file lists them, every other value being unlabelled; ``None`` = each value is a class, but 0,
        254 and 255 are unlabelled.
    """
    if masks is not None:
        listed = () if masks.coloured else tuple(key for key, code in zip(masks.keys, masks.codes) if code != UNLABELLED)
        unlisted = tuple(value for value in (NO_CHANGE, UNLABELLED, NO_DATA) if value not in listed)
        return LabelKey(
            masks.names, tuple(value for value in listed if isinstance(value, int)), unlabelled=unlisted, named=True
        )
    unlabelled = (NO_CHANGE, UNLABELLED, NO_DATA)
    ordered = tuple(sorted(set(values) - set(unlabelled)))
    return LabelKey(tuple(f"class {value}" for value in ordered), ordered, unlabelled=unlabelled)


def _far_apart(values: Collection[int]) -> bool:
    ordered = sorted({NO_CHANGE, *values})
    return len(ordered) <= _FEW_CLASSES and min(high - low for low, high in zip(ordered, ordered[1:])) >= _LEAST_GAP


def find_values(folder: ChipFolder) -> set[int]:
    """Find the pixel values of a folder's labels; files that cannot be read are left out (reading them fails later)."""
    found: set[int] = set()
    for chip in folder.chips:
        if chip.label is None:
            continue
        try:
            plane, known = _read_plane(chip.label)
        except (*GDAL_ERRORS, OSError):
            continue
        found.update(np.unique(plane[known]).tolist())
    return found


def read_codes(path: str, key: LabelKey) -> NDArray[np.uint8]:
    """Read a label image.

    :return: uint8 (height, width): ``NO_CHANGE``, classes 1.. of the key, ``UNLABELLED`` or ``NO_DATA``.
    :raises JobFailure: ``chip_unreadable``.
    """
    try:
        plane, known = _read_plane(path)
    except (*GDAL_ERRORS, OSError) as error:
        raise JobFailure("chip_unreadable", "CHIPS", path=path, reason=str(error)) from error
    if not key.values:
        codes = np.where(plane >= key.lowest, CHANGE, NO_CHANGE).astype(np.uint8)
    else:
        codes = np.full(plane.shape, UNLABELLED, np.uint8)
        codes[plane == NO_CHANGE] = NO_CHANGE
        codes[plane == NO_DATA] = NO_DATA
        for number, value in enumerate(key.values, 1):
            codes[plane == value] = number
    for value in key.unlabelled:
        codes[plane == value] = NO_DATA if value == NO_DATA else UNLABELLED
    codes[~known] = UNLABELLED
    return codes


def read_coloured(path: str, masks: MaskClasses) -> tuple[NDArray[np.uint8], Smeared]:
    """Read a coloured mask: the codes of :meth:`.mask_classes.MaskClasses.codes_of_colours`, and the pixels of other colours.

    :raises JobFailure: ``chip_unreadable``.
    """
    try:
        with open_file(path) as dataset:
            bands = dataset.read()
            palette = dataset.colormap(1) if dataset.count == 1 and dataset.colorinterp[0] == ColorInterp.palette else None
    except (*GDAL_ERRORS, OSError) as error:
        raise JobFailure("chip_unreadable", "CHIPS", path=path, reason=str(error)) from error
    if palette is not None:
        table = np.array([palette.get(value, (0, 0, 0, 0))[:3] for value in range(256)], np.uint8)
        bands = table[bands[0]].transpose(2, 0, 1)
    elif len(bands) < 3:
        bands = np.repeat(bands[:1], 3, 0)
    return masks.codes_of_colours(bands[:3].astype(np.uint8))


def _read_plane(path: str) -> tuple[NDArray[np.int32], NDArray[np.bool_]]:
    """Values (height, width) and where they are known. Of a coloured label the brightest band is taken."""
    with open_file(path) as dataset:
        bands = dataset.read()
        flags = dataset.mask_flag_enums[0]
        known = np.ones(bands.shape[1:], bool)
        masked = MaskFlags.per_dataset in flags and MaskFlags.alpha not in flags
        # A nodata value of 0 would make all that did not change unknown: in a label 0 is "no change".
        if masked or (MaskFlags.nodata in flags and dataset.nodata != 0):
            known = dataset.read_masks(1) > 0
        if bands.shape[0] in (2, 4):
            bands = bands[:-1]  # the last is alpha
    values = bands.max(axis=0)
    if values.dtype.kind == "f":
        known &= np.isfinite(values)
        # Masks of 0..1 in floating point.
        values = np.rint(np.where(known, values, 0))
    return np.clip(values, 0, 65535).astype(np.int32), known


def model_truth(key: LabelKey, classes: Sequence[ChangeClass]) -> tuple[bool, NDArray[np.int16]]:
    """Translate codes of labels into class values of a model.

    Classes of a manifest are those of the model that have their names; other values are those of the model.

    :return: whether the labels have the classes of the model; and a table (256,): code -> ``NO_CHANGE``, class value
        (``CHANGE`` where they do not) or ``UNKNOWN``.
    """
    table: NDArray[np.int16] = np.full(256, UNKNOWN, np.int16)
    table[NO_CHANGE] = NO_CHANGE
    by_name = {item.name.casefold(): item.value for item in classes}
    own = {item.value for item in classes}
    if key.named:
        found = [by_name.get(name.casefold()) for name in key.classes]
    else:
        found = [value if value in own else None for value in key.values or (CHANGE,)]
    matched = len(classes) > 1 and len(found) > 1 and None not in found
    table[1 : len(key.classes) + 1] = [value if matched and value is not None else CHANGE for value in found]
    return matched, table
