"""The manifest of a folder of chips: what the images alone do not tell. JSON, beside them, in every layout."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Optional

from ...jobs.failure import JobFailure
from ...jobs.train_model import LAYOUTS, MANIFEST

FORMAT = "groundshift-chips"
VERSION = 1
FOLDERS = {
    "groundshift": ("before", "after", "labels"),
    "levir": ("A", "B", "label"),
    "esri": ("images_before", "images_after", "labels"),
}
"""Layout -> names of the folders of the dates and the labels."""


@dataclass(frozen=True)
class Chip:
    """One chip: paths relative to the manifest. ``row``, ``col``: of its first pixel in the grid of ``source``."""

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
class Statistics:
    """Mean and deviation of each band of a date over the overlap of its pair, in the images' own units."""

    mean: tuple[float, ...]
    std: tuple[float, ...]


@dataclass(frozen=True)
class Manifest:
    """What a folder of chips tells of itself.

    :param classes: name of each class; class ``i`` has the value ``i + 1`` in labels. ``label_scale``: by which the values
        in the label images are multiplied (255 in the layout of LEVIR-CD with one class).
    :param ignored: value in label images of ground whose label is not known, if there is one.
    """

    layout: str
    bands: tuple[str, ...]
    classes: tuple[str, ...]
    gsd_m: Optional[float]
    crs: str
    dtype: str
    before: Statistics
    after: Statistics
    ignored: Optional[int]
    label_scale: int
    chips: tuple[Chip, ...]
    provenance: dict[str, Any] = field(default_factory=dict)

    def text(self) -> str:
        """As JSON."""
        return json.dumps({"format": FORMAT, "version": VERSION, **asdict(self)}, ensure_ascii=False, indent=1)


def read_manifest(folder: Path) -> Optional[Manifest]:
    """The manifest of a folder; ``None`` = it has none.

    :raises JobFailure: ``chips_manifest``: it cannot be read.
    """
    path = folder / MANIFEST
    if not path.is_file():
        return None
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        if values.pop("format") != FORMAT or int(values.pop("version")) > VERSION:
            raise ValueError("another format or a newer version")
        for date in ("before", "after"):
            part = values[date]
            values[date] = Statistics(tuple(float(item) for item in part["mean"]), tuple(float(item) for item in part["std"]))
        values["chips"] = tuple(Chip(**item) for item in values["chips"])
        for key in ("bands", "classes"):
            values[key] = tuple(str(item) for item in values[key])
        manifest = Manifest(**values)
        if manifest.layout not in LAYOUTS:
            raise ValueError(f"layout {manifest.layout!r}")
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise JobFailure("chips_manifest", "CHIPS", path=str(path), reason=str(error) or type(error).__name__) from error
    return manifest
