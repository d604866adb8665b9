"""The manifest of a folder of chips: what the images alone do not hold. JSON, beside them, in every layout."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Optional

import numpy as np

from ...jobs.failure import JobFailure
from ...jobs.train_model import LAYOUTS, MANIFEST
from ..dates.dates import BandStatistics, Dates

FORMAT = "groundshift-chips"
VERSION = 1
FOLDERS = {
    "groundshift": ("before", "after", "labels"),
    "levir": ("A", "B", "label"),
    "esri": ("images_before", "images_after", "labels"),
}
"""Layout -> names of the folders of the dates and the labels."""
ONE_DATE_FOLDERS = {
    "groundshift": ("images", "masks"),
    "levir": ("images", "masks"),
    "esri": ("images", "labels"),
}
"""The same of one date."""


@dataclass(frozen=True)
class ChipEntry:
    """One exported chip: paths relative to the manifest. ``row``, ``col``: of its first pixel in the grid of ``source``.

    :param before, after: of one date both are its image.
    """

    name: str
    before: str
    after: str
    label: str
    source: str = ""
    row: Optional[int] = None
    col: Optional[int] = None
    rotation: int = 0
    changed_pixels: int = 0
    labelled_pixels: int = 0


@dataclass(frozen=True)
class DateStatistics:
    """Mean and deviation of each band of a date over the overlap of its pair, in the images' own units."""

    mean: tuple[float, ...]
    std: tuple[float, ...]

    def of_bands(self, bands: tuple[int, ...]) -> BandStatistics:
        """Return those of some one-based bands."""
        index = [band - 1 for band in bands]
        return BandStatistics(np.asarray(self.mean)[index], np.asarray(self.std)[index])


ChipStatistics = tuple[DateStatistics, ...]
"""Statistics of each date."""


@dataclass(frozen=True)
class Manifest:
    """Content of a manifest.

    :param classes: name of each class; class ``i`` has the value ``(i + 1) * label_scale`` in label images.
    :param label_scale: 255 in the layout of LEVIR-CD with one class, else 1.
    :param ignored: value in label images of ground whose label is not known, or ``None``.
    :param gsd_m: metres on the ground per pixel.
    :param before, after: statistics of the pair that the chips were cut from; of one date both are its own.
    """

    classes: tuple[str, ...]
    gsd_m: Optional[float]
    before: DateStatistics
    after: DateStatistics
    ignored: Optional[int]
    label_scale: int
    layout: str = "groundshift"
    bands: tuple[str, ...] = ()
    crs: str = ""
    dtype: str = ""
    chips: tuple[ChipEntry, ...] = ()
    provenance: dict[str, Any] = field(default_factory=dict)

    @property
    def statistics(self) -> Optional[ChipStatistics]:
        """Statistics of both dates; ``None`` if the manifest has none of each band."""
        known = all(date.mean and len(date.mean) == len(date.std) for date in (self.before, self.after))
        return (self.before, self.after) if known else None

    def text(self) -> str:
        """Return the manifest as JSON."""
        return json.dumps({"format": FORMAT, "version": VERSION, **asdict(self)}, ensure_ascii=False, indent=1)


def read_manifest(folder: Path) -> Optional[Manifest]:
    """Read the manifest of a folder; ``None`` without one.

    :raises JobFailure: ``chips_manifest``: it cannot be read.
    """
    path = folder / MANIFEST
    if not path.is_file():
        return None
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        if values.pop("format", FORMAT) != FORMAT or int(values.pop("version", VERSION)) > VERSION:
            raise ValueError("another format or a newer version")
        for date in ("before", "after"):
            part = values[date]
            values[date] = DateStatistics(*(tuple(float(item) for item in part[key]) for key in ("mean", "std")))
        values["chips"] = tuple(ChipEntry(**item) for item in values.get("chips", ()))
        for key in ("bands", "classes"):
            values[key] = tuple(str(item) for item in values.get(key, ()))
        for key, kind in (("gsd_m", float), ("ignored", int)):
            values[key] = None if values[key] is None else kind(values[key])
        manifest = Manifest(**{**values, "label_scale": int(values["label_scale"])})
        if manifest.layout not in LAYOUTS:
            raise ValueError(f"layout {manifest.layout!r}")
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise JobFailure("chips_manifest", "CHIPS", path=str(path), reason=str(error) or type(error).__name__) from error
    return manifest


def read_statistics(before: str, after: str) -> Optional[ChipStatistics]:
    """Read the statistics of the pair that two images were cut from, if they are the dates of a chip of 'Export chips'.

    :raises JobFailure: ``chips_manifest``.
    """
    paths = Path(before), Path(after)
    folder = paths[0].parent.parent
    manifest = read_manifest(folder) if folder == paths[1].parent.parent else None
    if manifest is None or paths not in {(folder / entry.before, folder / entry.after) for entry in manifest.chips}:
        return None
    return manifest.statistics


def with_statistics(dates: Dates, statistics: Optional[ChipStatistics]) -> Dates:
    """Return dates that are normalised by the statistics of the larger rasters that they were cut from, if these are known.

    Statistics of fewer bands than the files have are left out of account.
    """
    if statistics is None or any(max(raster.bands) > len(date.mean) for raster, date in zip(dates.rasters, statistics)):
        return dates
    return replace(dates, statistics=tuple(date.of_bands(item.bands) for item, date in zip(dates.rasters, statistics)))
