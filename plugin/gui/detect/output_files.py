"""Where a run's outputs go: temporary files, or a folder of the user's, under names that are free."""

from __future__ import annotations

import os
import re
import tempfile

from qgis.core import QgsProcessingUtils

from ...algorithms.run.detect_change import MASK, POLYGONS, PROBABILITY

_FILES = {MASK: "mask.tif", PROBABILITY: "probability.tif", POLYGONS: "polygons.gpkg"}
_NOT_IN_NAMES = re.compile(r"[^\w\-]+")
_LONGEST = 40


def output_paths(folder: str, before: str, after: str) -> dict[str, str]:
    """MASK, PROBABILITY and POLYGONS -> path.

    :param folder: the user's; ``""`` = temporary files. :param before, after: names of the layers.
    """
    if not folder:
        place = tempfile.mkdtemp(prefix="groundshift-run-", dir=QgsProcessingUtils.tempFolder())
        return {name: os.path.join(place, f"change-{file}") for name, file in _FILES.items()}
    stem = f"change-{_plain(before)}-{_plain(after)}"
    number = 1
    while True:
        prefix = stem if number == 1 else f"{stem}-{number}"
        paths = {name: os.path.join(folder, f"{prefix}-{file}") for name, file in _FILES.items()}
        if not any(os.path.exists(path) for path in paths.values()):
            return paths
        number += 1


def _plain(name: str) -> str:
    """A layer's name as part of a file's."""
    return _NOT_IN_NAMES.sub("_", name).strip("_")[:_LONGEST] or "layer"
