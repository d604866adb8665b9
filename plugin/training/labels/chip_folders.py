"""Folders of chips as scenes: the plugin's own with a manifest, ``A B label``, ``images_before images_after labels``.

A chip that cannot be used (a date or the label is missing, does not open or has another size) is left out, and that is
said; a folder without a usable chip is a failure.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Optional

import numpy as np
import rasterio
from numpy.typing import NDArray
from rasterio.errors import NotGeoreferencedWarning, RasterioError

from ...engine.context import JobContext
from ...engine.dates.dates import BandStatistics, factor_and_offset
from ...engine.dates.ground import ground_sample_distance
from ...jobs.failure import JobFailure
from ...model_file.spec import Band, Normalisation
from ...rules.bands import RasterBand, choose_bands
from .manifest import FOLDERS, Chip, Manifest, Statistics, read_manifest
from .scene import CHANGE_NAME, IGNORED, NO_CHANGE, UNLABELLED, ClassTable, Scale, Scene

warnings.filterwarnings("ignore", category=NotGeoreferencedWarning)

_IMAGES = (".tif", ".tiff", ".png", ".jpg", ".jpeg", ".bmp", ".jp2", ".img")
_SPLITS = {"train": "train", "val": "validation", "valid": "validation", "validation": "validation"}
_TEST = ("test",)
# Labels with more different values than this are pictures of two classes, blurred by compression.
_MOST_LABEL_VALUES = 32
_SAID = 5
_PLACE = re.compile(r"^(.*?)[_-]?(\d+)[_-](\d+)$")


@dataclass(frozen=True)
class ChipFiles:
    """The three files of a chip. ``role``: as in :class:`.scene.Scene`."""

    name: str
    before: Path
    after: Path
    label: Path
    group: str
    place: Optional[tuple[int, int]] = None
    role: str = ""


@dataclass(frozen=True)
class ChipFolder:
    """The chips of one folder, listed."""

    path: Path
    chips: tuple[ChipFiles, ...]
    manifest: Optional[Manifest]


@dataclass(frozen=True)
class LabelRule:
    """How label images are read: ``threshold`` = two classes, the one above it is change; else ``values`` are classes.

    :param ignored: value of ground whose label is not known. ``nodata``: of ground without imagery.
    """

    threshold: Optional[float]
    values: dict[int, int]
    ignored: Optional[int] = None
    nodata: Optional[int] = None


def list_folder(path: str, parameter: str) -> ChipFolder:
    """Find the chips of a folder.

    :raises JobFailure: ``chips_folder_missing``, ``chips_layout``, ``chips_manifest``.
    """
    root = Path(path)
    if not root.is_dir():
        raise JobFailure("chips_folder_missing", parameter, path=path)
    manifest = read_manifest(root)
    if manifest is not None:
        return ChipFolder(root, tuple(_own(root, chip) for chip in manifest.chips), manifest)
    found: list[ChipFiles] = []
    for names in FOLDERS.values():
        for labels in _label_folders(root, names):
            found += _listed(root, labels, names)
    if not found:
        raise JobFailure("chips_layout", parameter, path=path)
    return ChipFolder(root, tuple(found), None)


def _own(root: Path, chip: Chip) -> ChipFiles:
    place = (chip.row, chip.col) if chip.row is not None and chip.col is not None else None
    return ChipFiles(chip.name, root / chip.before, root / chip.after, root / chip.label, f"{root}/{chip.source}", place)


def _label_folders(root: Path, names: Sequence[str]) -> Iterator[Path]:
    """Folders of labels with both dates beside them: in the root, or in its folders (``train``, ``val``)."""
    for parent in (root, *sorted(item for item in root.iterdir() if item.is_dir())):
        if parent.name.lower() in _TEST and parent != root:
            continue  # kept for a test of whoever made them
        if all((parent / name).is_dir() for name in names):
            yield parent / names[2]


def _listed(root: Path, labels: Path, names: Sequence[str]) -> Iterator[ChipFiles]:
    dates = [_by_stem(labels.parent / name) for name in names[:2]]
    role = _SPLITS.get(labels.parent.name.lower(), "") if labels.parent != root else ""
    for stem, label in _by_stem(labels).items():
        missing = labels.parent / "missing"
        group, place = _group(stem)
        yield ChipFiles(
            stem,
            dates[0].get(stem, missing),
            dates[1].get(stem, missing),
            label,
            f"{labels.parent}/{group}",
            place,
            role,
        )


def _by_stem(folder: Path) -> dict[str, Path]:
    return {item.stem: item for item in sorted(folder.iterdir()) if item.suffix.lower() in _IMAGES}


def _group(stem: str) -> tuple[str, Optional[tuple[int, int]]]:
    """The image that a chip was cut from, as far as its name tells: ``train_36_0512_0256`` is of ``train_36``."""
    matched = _PLACE.match(stem)
    if matched and matched.group(1):
        return matched.group(1), (int(matched.group(2)), int(matched.group(3)))
    return stem.split("_")[0] if "_" in stem else stem, None


@dataclass
class _Skipped:
    """Chips that were left out, and why."""

    count: int = 0
    reasons: tuple[str, ...] = ()

    def add(self, text: str) -> None:
        self.count += 1
        if len(self.reasons) < _SAID:
            self.reasons = (*self.reasons, text)


def read_folder(
    folder: ChipFolder,
    wanted: Optional[Sequence[Band]],
    normalisation: Normalisation,
    classes: ClassTable,
    parameter: str,
    context: JobContext,
) -> list[Scene]:
    """Read the chips of a folder.

    :param wanted: bands of the model that is to be continued; ``None`` = all that a chip has.
    :raises JobFailure: ``chips_none``: no chip can be used; bands that are not known.
    """
    rule = _label_rule(folder, classes, parameter)
    skipped = _Skipped()
    scenes: list[Scene] = []
    for chip in folder.chips:
        context.check()
        try:
            scene = _read_chip(folder, chip, wanted, normalisation, rule, parameter)
        except (OSError, ValueError, RasterioError) as error:
            skipped.add(f"{chip.name}: {error}")
            continue
        if scenes and scene.bands != scenes[0].bands:
            skipped.add(f"{chip.name}: {scene.bands} bands, not {scenes[0].bands}")
            continue
        scenes.append(scene)
    if folder.manifest is None:
        scenes = _placed(scenes)
    if not scenes:
        reason = "; ".join(skipped.reasons) or "-"
        raise JobFailure("chips_none", parameter, path=str(folder.path), reason=reason)
    if skipped.count:
        context.warn("chips_skipped", folder=str(folder.path), count=skipped.count, reasons="; ".join(skipped.reasons))
    context.info("chips_read", folder=str(folder.path), count=len(scenes), pixels=sum(s.target.size for s in scenes))
    return scenes


def _placed(scenes: list[Scene]) -> list[Scene]:
    """Places that names give as numbers of rows and columns, in pixels."""
    given = [value for scene in scenes if scene.place is not None for value in scene.place if value > 0]
    if not given or min(given) >= min(min(scene.shape) for scene in scenes) // 4:
        return scenes
    return [
        replace(scene, place=(scene.place[0] * scene.shape[0], scene.place[1] * scene.shape[1])) if scene.place else scene
        for scene in scenes
    ]


def _label_rule(folder: ChipFolder, classes: ClassTable, parameter: str) -> LabelRule:
    """How the labels of a folder are to be read, of their values."""
    if folder.manifest is not None:
        manifest = folder.manifest
        values = {
            (number + 1) * manifest.label_scale: classes.number(name, parameter) for number, name in enumerate(manifest.classes)
        }
        return LabelRule(None, {0: NO_CHANGE, **values}, manifest.ignored, IGNORED)
    found: set[int] = set()
    for chip in folder.chips:
        try:
            found |= set(np.unique(_read_bands(chip.label)[0]).tolist())
        except (OSError, ValueError, RasterioError):
            continue  # it is left out, and said, when it is read
        if len(found) > _MOST_LABEL_VALUES:
            break
    several = len(found - {0, 255}) > 1 or (255 in found and len(found - {0, 255}) == 1)
    if len(found) > _MOST_LABEL_VALUES or max(found, default=0) > 255 or not several:
        top = max(found, default=1)
        number = classes.number(CHANGE_NAME, parameter)
        threshold = 127.0 if top > 127 else 0.5
        return LabelRule(threshold, {1: number})
    values = {value: classes.number(f"class {value}", parameter) for value in sorted(found - {0, 255})}
    return LabelRule(None, {0: NO_CHANGE, **values}, 255)


def _read_chip(
    folder: ChipFolder,
    chip: ChipFiles,
    wanted: Optional[Sequence[Band]],
    normalisation: Normalisation,
    rule: LabelRule,
    parameter: str,
) -> Scene:
    """One chip. :raises OSError, ValueError, RasterioError: it cannot be used; the text says why."""
    dates, gsd = [], None
    for path in (chip.before, chip.after):
        if not path.is_file():
            raise ValueError("a date of it is missing")
        with rasterio.open(path) as dataset:
            dates.append(_chosen(dataset, wanted, chip.name, parameter))
            gsd = gsd or _gsd(dataset)
    label = _read_bands(chip.label)[0]
    shapes = {"before": dates[0].shape[1:], "after": dates[1].shape[1:], "label": label.shape}
    if len(set(shapes.values())) > 1:
        raise ValueError("sizes differ: " + ", ".join(f"{name} {s[1]}x{s[0]}" for name, s in shapes.items()))
    if dates[0].shape[0] != dates[1].shape[0]:
        raise ValueError(f"the dates have {dates[0].shape[0]} and {dates[1].shape[0]} bands")
    target = _target(label, rule)
    for date in dates:
        if date.dtype.kind == "f":
            _fill(date, target)
    manifest = folder.manifest
    statistics = (manifest.before, manifest.after) if manifest is not None else (None, None)
    scales = tuple(_scale(date, given, normalisation) for date, given in zip(dates, statistics))
    gsd = manifest.gsd_m if manifest is not None else gsd
    return Scene(chip.name, dates[0], dates[1], target, (scales[0], scales[1]), gsd, chip.group, chip.place, chip.role)


def _fill(date: NDArray[Any], target: NDArray[np.uint8]) -> None:
    """Give pixels that are no numbers the mean of their band, and have the target ignore them."""
    good = np.isfinite(date).all(0)
    if not good.all():
        target[~good] = IGNORED
        for band in date:
            band[~good] = band[good].mean() if good.any() else 0


def _read_bands(path: Path) -> NDArray[Any]:
    with rasterio.open(path) as dataset:
        return np.asarray(dataset.read())


def _chosen(dataset: Any, wanted: Optional[Sequence[Band]], name: str, parameter: str) -> NDArray[Any]:
    descriptions = [
        RasterBand(index, dataset.descriptions[index - 1] or "", dataset.colorinterp[index - 1].name.lower())
        for index in dataset.indexes
    ]
    if wanted is None:
        bands = tuple(band.index for band in descriptions if band.interpretation != "alpha")
    elif dataset.count == len(wanted):
        bands = tuple(dataset.indexes)
    else:
        try:
            bands, _ = choose_bands(descriptions, wanted, None, name, parameter)
        except JobFailure as failure:
            raise ValueError(failure.text()) from failure
    return np.asarray(dataset.read(bands))


def _gsd(dataset: Any) -> Optional[float]:
    if dataset.crs is None or dataset.transform.is_identity:
        return None
    x, y = dataset.transform * (dataset.width / 2, dataset.height / 2)
    return ground_sample_distance(dataset.crs, x, y, abs(dataset.transform.a), abs(dataset.transform.e))


def _target(label: NDArray[Any], rule: LabelRule) -> NDArray[np.uint8]:
    if rule.threshold is not None:
        return np.where(label > rule.threshold, rule.values[1], NO_CHANGE).astype(np.uint8)
    target = np.full(label.shape, UNLABELLED, np.uint8)
    for value, number in rule.values.items():
        target[label == value] = number
    if rule.ignored is not None:
        target[label == rule.ignored] = UNLABELLED
    if rule.nodata is not None and rule.nodata not in rule.values:
        target[label == rule.nodata] = IGNORED
    return target


def _scale(date: NDArray[Any], given: Optional[Statistics], normalisation: Normalisation) -> Scale:
    """The scale of a date: of the whole pair's statistics where the manifest tells them, else of the chip's own."""
    bands = date.shape[0]
    if normalisation.kind != "standardise" and date.dtype == np.uint8:
        return factor_and_offset(normalisation, None, bands)
    if given is not None and len(given.mean) == bands:
        statistics = BandStatistics(np.asarray(given.mean), np.asarray(given.std))
    else:
        filled = date[:, (date != 0).any(0)] if (date != 0).any() else date.reshape(bands, -1)
        statistics = BandStatistics(filled.mean(1, dtype=np.float64), filled.std(1, dtype=np.float64))
    return factor_and_offset(normalisation, statistics, bands)


def renamed(scenes: Sequence[Scene], prefix: str) -> list[Scene]:
    """The scenes with groups of their own: folders may hold images of the same name."""
    return [replace(scene, group=f"{prefix}/{scene.group}") for scene in scenes]
