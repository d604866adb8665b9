"""The preview of a detection: the model runs on the map view in a warm worker."""

from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import dataclass, field
from typing import Any, Callable, Mapping, Optional

import numpy
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsMapSettings,
    QgsPointXY,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingUtils,
    QgsProject,
)

from ...algorithms.inputs.given import Given
from ...algorithms.inputs.pair_parameters import AREA, EXTENT
from ...algorithms.run.detect_change import STEPS, DetectionRequest
from ...algorithms.run.job_algorithm import perform
from ...algorithms.run.pair_run import PairInputs, prepare_inputs, read_pair_sources
from ...jobs.preview import PreviewJob
from ...jobs.sources import Polygons
from ...layers.areas import polygons_from_map_view
from ..tasks.area_box import extent_of
from ..tasks.map_preview import MOST_PIXELS, Previewed
from ..tasks.preview_item import PreviewPicture
from ..tasks.result_layers import DETECTION


@dataclass
class DetectionPreview:
    """A checked form, see :class:`.map_preview.Previewable`.

    :param parameters: of the form. :param request: of a run with them.
    """

    parameters: Mapping[str, Any]
    request: DetectionRequest = field(compare=False)
    _inputs: Optional[PairInputs] = field(default=None, init=False, compare=False)  # of local files: valid for every view

    def prepare(self, view: QgsMapSettings) -> Callable[[QgsProcessingFeedback], Previewed]:
        """Return the preview of a view. Layers that QGIS renders for the worker are read only within the view."""
        seen = polygons_from_map_view(view)
        inputs, include = self._prepare_inputs(view, seen)
        return lambda feedback: _detect(self.request, inputs, include, seen, feedback)

    def _prepare_inputs(self, view: QgsMapSettings, seen: Polygons) -> tuple[PairInputs, tuple[Polygons, ...]]:
        """Return the inputs and the area."""
        if self._inputs is not None:
            return self._inputs, self._inputs.include
        request, margin = self.request, self.request.model.spec.halo
        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
        quiet = QgsProcessingFeedback(False)
        if not (request.pair.before.rendering or request.pair.after.rendering):
            self._inputs = prepare_inputs(request.pair, request.resolution, margin, context, quiet)
            return self._inputs, self._inputs.include
        limited = {**self.parameters, EXTENT: extent_of(view.visibleExtent(), view.destinationCrs())}
        in_view = STEPS.checked(Given.of_project(DETECTION, limited))
        inputs = prepare_inputs(in_view.pair, request.resolution, margin, context, quiet)
        wanted = [polygons for polygons in inputs.include if polygons.parameter == AREA]
        if EXTENT in self.parameters:
            whole = prepare_inputs(request.pair, request.resolution, margin, context, quiet)
            wanted += [polygons for polygons in whole.include if polygons.parameter == EXTENT]
        return inputs, (*wanted, seen)


def _detect(
    request: DetectionRequest,
    inputs: PairInputs,
    include: tuple[Polygons, ...],
    view: Polygons,
    feedback: QgsProcessingFeedback,
) -> Previewed:
    """Run the job in the background, load its picture into memory and delete its file."""
    folder = tempfile.mkdtemp(prefix="groundshift-preview-", dir=QgsProcessingUtils.tempFolder())

    def job(_outputs: Mapping[str, str], scratch: str, feedback: QgsProcessingFeedback) -> PreviewJob:
        before, after = read_pair_sources(inputs, scratch, feedback)
        return PreviewJob(
            before=before,
            after=after,
            model=request.model.path,
            view=view,
            scratch=folder,
            include=include,
            exclude=inputs.exclude,
            resolution=request.resolution,
            most_pixels=MOST_PIXELS,
        )

    try:
        values = perform(job, {}, feedback)
        if values["EMPTY"]:
            return Previewed(None)
        codes = numpy.load(os.path.join(folder, os.path.basename(values["PATH"])), allow_pickle=False)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    left, top = float(values["LEFT"]), float(values["TOP"])
    right, bottom = left + values["WIDTH"] * values["XRES"], top - values["HEIGHT"] * values["YRES"]
    corners = (QgsPointXY(left, top), QgsPointXY(right, top), QgsPointXY(right, bottom), QgsPointXY(left, bottom))
    crs = QgsCoordinateReferenceSystem.fromWkt(str(values["CRS"]))
    picture = PreviewPicture(codes, int(values["LEVELS"]), crs, corners, bool(values["CROPPED"]))
    return Previewed(picture, tuple(item.color for item in request.model.spec.classes), float(values["SECONDS"]))
