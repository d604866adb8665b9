"""Mask and polygons of a result made anew by another threshold: the files are replaced, the layers stay."""

from __future__ import annotations

import datetime
import os
import shutil
import tempfile
from dataclasses import dataclass
from typing import Any, Optional

from qgis.core import QgsDataProvider, QgsMapLayer, QgsProcessingFeedback, QgsProcessingUtils, QgsVectorLayer

from ...algorithms.outputs.output_checks import layers_of_database
from ...algorithms.run.worker_feedback import progress_part, run_with_feedback
from ...jobs.sources import RasterSource
from ...jobs.staging import is_own_layer
from ...jobs.threshold import ApplyThresholdJob

_OPEN_FILES_STAY = os.name == "nt"
# What detections write; anything else in a polygon layer is somebody's work.
_OWN_FIELDS = {"fid", "uuid", "class", "direction", "area_m2", "perimeter_m", "mean_probability", "max_probability"}


@dataclass(frozen=True)
class ApplyRequest:
    """:param mask, polygons: paths; ``""`` = there is none."""

    probability: str
    name: str
    mask: str
    polygons: str
    threshold: float
    min_area: float


def apply_threshold(request: ApplyRequest, feedback: QgsProcessingFeedback) -> dict[str, Any]:
    """Run the job; call it in the background.

    :return: the outputs of ``groundshift:detectchange``.
    :raises JobFailure: it cannot be done; what was there is still there. :raises Cancelled: the user stopped it.
    """
    scratch = tempfile.mkdtemp(prefix="groundshift-", dir=QgsProcessingUtils.tempFolder())
    try:
        job = ApplyThresholdJob(
            input=RasterSource("INPUT", request.name, request.probability),
            threshold=request.threshold,
            min_area_m2=request.min_area,
            scratch=scratch,
            mask=request.mask or None,
            polygons=request.polygons or None,
            time=datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds"),
        )
        return run_with_feedback(job, feedback, progress_part(feedback, 0.0, 1.0))
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def has_work_in_it(layer: Optional[QgsVectorLayer]) -> bool:
    """Whether a review of the polygons has begun, or somebody has added to them: making them anew would lose that."""
    if layer is None:
        return False
    if any(field.name() not in _OWN_FIELDS for field in layer.fields()):
        return True
    path = file_of(layer)
    return any(not is_own_layer(name, path) for name in layers_of_database(path))


def file_of(layer: Optional[QgsMapLayer]) -> str:
    """The file of a layer; ``""`` = there is none."""
    return str(layer.source()).partition("|")[0] if layer is not None else ""


def free_path_like(path: str) -> str:
    """A path beside another, of its name and a number, that is free."""
    stem, extension = os.path.splitext(path)
    number = 2
    while os.path.exists(f"{stem}-{number}{extension}"):
        number += 1
    return f"{stem}-{number}{extension}"


def let_go(layer: Optional[QgsMapLayer]) -> str:
    """Have a layer close its file where an open one cannot be replaced (Windows); its source, for :func:`reread`."""
    if layer is None:
        return ""
    source = str(layer.source())
    if _OPEN_FILES_STAY:
        layer.setDataSource("", layer.name(), _provider(layer), QgsDataProvider.ProviderOptions())
    return source


def reread(layer: Optional[QgsMapLayer], source: str) -> None:
    """Have a layer read its file anew: another one of the same name is in its place."""
    if layer is None or not source:
        return
    layer.setDataSource(source, layer.name(), _provider(layer), QgsDataProvider.ProviderOptions())
    layer.triggerRepaint()


def _provider(layer: QgsMapLayer) -> str:
    return "ogr" if isinstance(layer, QgsVectorLayer) else "gdal"
