"""The preview of the task "What became what": the dates are classified and compared in the map view."""

from __future__ import annotations

import math
import os
import shutil
import tempfile
import time
from dataclasses import dataclass
from typing import Any, Callable, Mapping

import numpy
from osgeo import gdal
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsDistanceArea,
    QgsGeometry,
    QgsMapSettings,
    QgsPointXY,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingUtils,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
)

from ...algorithms.inputs.given import Given
from ...algorithms.inputs.pair_parameters import AFTER, AREA, BEFORE, EXTENT
from ...algorithms.run import classify_land_cover, from_to_change
from ...algorithms.run.classify_land_cover import CLASSES, PROBABILITY, LandCoverRun
from ...algorithms.run.from_to_change import FROM_TO
from ...algorithms.run.job_algorithm import JobAlgorithm, perform
from ...jobs.failure import JobFailure
from ...layers.inline_area import inline_area
from ...layers.sources import ellipsoid_of
from ..tasks.area_box import extent_of
from ..tasks.map_preview import MOST_PIXELS, Previewed
from ..tasks.preview_item import PreviewPicture
from .date_kinds import DateKind
from .transition_run import CLASSIFY, FROM_TO_CHANGE, classify_parameters, compare_parameters

_MOST_CODES = 254


@dataclass(frozen=True)
class TransitionPreview:
    """A checked form, see :class:`..tasks.map_preview.Previewable`.

    :param values: of the form. :param kinds: of its dates. :param gsd_m: metres a pixel.
    """

    values: dict[str, Any]
    kinds: tuple[DateKind, DateKind]
    gsd_m: float

    def prepare(self, view: QgsMapSettings) -> Callable[[QgsProcessingFeedback], Previewed]:
        """Return the preview of a view."""
        box, cropped = _box(view, self.gsd_m)
        values = dict(self.values)
        if EXTENT in values and AREA not in values:  # area and extent are intersected
            values[AREA] = inline_area(QgsGeometry.fromRect(box), view.destinationCrs())
        else:
            values[EXTENT] = extent_of(box, view.destinationCrs())
        quiet = QgsProcessingFeedback(False)
        images = {}
        for name, kind in zip((BEFORE, AFTER), self.kinds):
            if kind is DateKind.IMAGE:
                given = Given.of_project(CLASSIFY, classify_parameters(values, name))
                steps = classify_land_cover.STEPS
                images[name] = steps.prepare(given, steps.checked(given), quiet)
        comparison = Given.of_project(FROM_TO_CHANGE, {})
        prepared = _Prepared(images, compare_parameters(values), comparison.algorithm, comparison.context, cropped)
        return lambda feedback: _compare(prepared, feedback)


@dataclass(frozen=True)
class _Prepared:
    """A preview, independent of the thread that owns the layers, but for the comparison of two maps.

    :param images: of the dates that are classified. :param values: of the comparison. :param cropped: to a part of the view.
    """

    images: dict[str, LandCoverRun]
    values: dict[str, Any]
    comparison: JobAlgorithm
    context: QgsProcessingContext
    cropped: bool


def _box(view: QgsMapSettings, gsd_m: float) -> tuple[QgsRectangle, bool]:
    """Return the view, or its middle if it has more pixels than can be compared quickly."""
    box = QgsRectangle(view.visibleExtent())
    measure = QgsDistanceArea()
    measure.setSourceCrs(view.destinationCrs(), QgsProject.instance().transformContext())
    measure.setEllipsoid(ellipsoid_of(view.destinationCrs()))
    pixels = abs(float(measure.measureArea(QgsGeometry.fromRect(box)))) / max(gsd_m, 1e-6) ** 2
    if pixels <= MOST_PIXELS:
        return box, False
    box.scale(math.sqrt(MOST_PIXELS / pixels))
    return box, True


def _compare(prepared: _Prepared, feedback: QgsProcessingFeedback) -> Previewed:
    """Classify and compare, in the background; the files are deleted at once."""
    began = time.monotonic()
    folder = tempfile.mkdtemp(prefix="groundshift-preview-", dir=QgsProcessingUtils.tempFolder())
    try:
        values = dict(prepared.values)
        for name, run in prepared.images.items():
            values[name] = QgsRasterLayer(_classify(run, os.path.join(folder, name), feedback), name)
        path = os.path.join(folder, "from-to.tif")
        given = Given(prepared.comparison, {**values, FROM_TO: path}, prepared.context)
        steps = from_to_change.STEPS
        compared = steps.prepare(given, steps.read(given), feedback)
        perform(lambda outputs, scratch, quiet: steps.make_job(compared, outputs, scratch, quiet), {FROM_TO: path}, feedback)
        picture, colors = _read_picture(path, prepared.cropped)
        values.clear()  # closes the files
    except JobFailure as failure:
        if failure.code in ("area_outside", "area_outside_layer", "nothing_in_common"):
            return Previewed(None)
        raise
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return Previewed(picture, colors, time.monotonic() - began)


def _classify(run: LandCoverRun, stem: str, feedback: QgsProcessingFeedback) -> str:
    """Classify an image.

    :return: path of the probabilities.
    """
    outputs = {CLASSES: f"{stem}-classes.tif", PROBABILITY: f"{stem}-probability.tif"}

    def make_job(paths: Mapping[str, str], scratch: str, quiet: QgsProcessingFeedback) -> Any:
        return classify_land_cover.STEPS.make_job(run, paths, scratch, quiet)

    perform(make_job, outputs, feedback)
    return outputs[PROBABILITY]


def _read_picture(path: str, cropped: bool) -> tuple[PreviewPicture, tuple[str, ...]]:
    """Return a map of transitions as a picture, and the colours of its transitions."""
    dataset = gdal.Open(path)
    band = dataset.GetRasterBand(1)
    values, table = band.ReadAsArray(), band.GetColorTable()
    codes = numpy.zeros(values.shape, numpy.uint8)
    # 0 is unchanged; what has no colour is no data.
    entries = {value: table.GetColorEntry(value) for value in numpy.unique(values).tolist() if 0 < value < table.GetCount()}
    colors = {value: "#{:02x}{:02x}{:02x}".format(*entry[:3]) for value, entry in entries.items() if entry[3]}
    shown = sorted(colors)[:_MOST_CODES]
    for code, value in enumerate(shown, start=1):
        codes[values == value] = code
    left, across, _, top, _, down = dataset.GetGeoTransform()
    right, bottom = left + across * dataset.RasterXSize, top + down * dataset.RasterYSize
    corners = (QgsPointXY(left, top), QgsPointXY(right, top), QgsPointXY(right, bottom), QgsPointXY(left, bottom))
    crs = QgsCoordinateReferenceSystem.fromWkt(dataset.GetProjection())
    return PreviewPicture(codes, 1, crs, corners, cropped), tuple(colors[value] for value in shown)
