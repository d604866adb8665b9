"""``groundshift:changereport`` from parameters to the job."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import Any, Mapping, Optional

from qgis.core import (
    QgsApplication,
    QgsCategorizedSymbolRenderer,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingFeedback,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QCoreApplication

from ...jobs.change_report import COLUMNS, SHOWN, ChangeReportJob
from ...jobs.failure import JobFailure
from ...jobs.messages import LOG_LINES
from ...jobs.publish import staged_path, staging_folder
from ...jobs.report_texts import REPORT_TEXTS, translated_texts
from ...layers.areas import holds_polygons
from ...layers.polygon_origin import find_image, read_origin
from ...layers.review_entries import CONFIDENCE_FIELDS
from ...rules.review_fields import CLASS, REVIEW_CLASS
from ..inputs.area_reading import Area, source_crs, source_extent
from ..inputs.class_layers import Features, MapRaster, read_map, write_features
from ..inputs.date_reading import Date, given_date, read_date
from ..inputs.given import Given
from ..inputs.pair_parameters import AFTER, ASSUMED_CRS, BEFORE
from ..inputs.pair_reading import PairRequest, request_on
from ..outputs.output_checks import check_destinations, files_of_layer
from ..outputs.printed_pages import print_pages
from ..outputs.provenance import provenance
from .job_algorithm import Steps, left_folder
from .pair_run import DateSource, prepare_date, read_dates

translate = QCoreApplication.translate

POLYGONS, SHOWN_POLYGONS, CLASS_FIELD, MASK = "POLYGONS", "SHOWN", "CLASS_FIELD", "MASK"
ACCURACY, MOST_CROPS = "ACCURACY", "MOST_CROPS"
TITLE, AUTHOR, NOTES, REPORT, PDF = "TITLE", "AUTHOR", "NOTES", "REPORT", "PDF"
MOST = 5000
_DOCUMENTS = {REPORT: ("html", "htm"), PDF: ("pdf",)}
_SURROUNDINGS = 0.2  # of the polygons' extent, that pictures may show beyond it
_MARGIN = 200  # pixels, likewise


@dataclass(frozen=True)
class ReportRequest:
    """The parameters, read from the layers as far as that is quick.

    :param columns: fields of the worker's file -> fields of the layer.
    :param colors: class name, colour.
    :param found: parameters of images that were not given but found by the polygons' provenance.
    """

    polygons: Features
    columns: dict[str, str]
    colors: tuple[tuple[str, str], ...]
    shown: str
    pair: PairRequest
    mask: Optional[MapRaster]
    accuracy: Optional[str]
    most_crops: int
    texts: tuple[str, str, str]  # title, author, notes
    origin: dict[str, Any]
    found: tuple[str, ...]


@dataclass(frozen=True)
class ReportRun:
    """The parameters, independent of the layers' thread."""

    request: ReportRequest
    before: DateSource
    after: DateSource


def read(given: Given) -> ReportRequest:
    """Read and check the parameters.

    :raises JobFailure: a parameter or layer cannot be used.
    """
    layer, polygons = _polygons(given)
    columns = _columns(polygons, given.text(CLASS_FIELD))
    shown = given.choice(SHOWN_POLYGONS, SHOWN)
    most = _most_crops(given)
    origin = read_origin(layer) if layer is not None else {}
    before, after = (_date(given, name, origin, layer, polygons) for name in (BEFORE, AFTER))
    pair = _ground(given, polygons, before, after)
    mask_layer = given.raster(MASK) if given.has(MASK) else None
    mask = read_map(mask_layer, given.parameters.get(MASK), MASK) if given.has(MASK) else None
    accuracy = _accuracy_file(given)
    inputs = [path for one in (layer, before.layer, after.layer, mask_layer) for path in files_of_layer(one)]
    check_destinations(given, [*inputs, *([accuracy] if accuracy else [])], _DOCUMENTS)
    return ReportRequest(
        polygons=polygons,
        columns=columns,
        colors=_colors(layer, columns.get(CLASS, "")),
        shown=shown,
        pair=pair,
        mask=mask,
        accuracy=accuracy,
        most_crops=most,
        texts=(given.text(TITLE), given.text(AUTHOR), given.text(NOTES)),
        origin=origin,
        found=tuple(name for name in (BEFORE, AFTER) if not given.has(name)),
    )


def _polygons(given: Given) -> tuple[Optional[QgsVectorLayer], Features]:
    """:raises JobFailure: the layer cannot be read, holds no polygons, or has no CRS."""
    source, value = given.source(POLYGONS), given.parameters.get(POLYGONS)
    if source is None:
        raise JobFailure("report_polygons_unreadable", POLYGONS, layer=str(value or ""))
    label = source.sourceName() or str(value)
    if not holds_polygons(source.wkbType()):
        raise JobFailure("area_not_polygons", POLYGONS, layer=label)
    crs = source_crs(given, POLYGONS, source)
    if not crs.isValid():
        raise JobFailure("vector_without_crs", POLYGONS, layer=label)
    if source.featureCount() == 0:
        raise JobFailure("report_no_polygons", POLYGONS, layer=label)
    if isinstance(value, QgsProcessingFeatureSourceDefinition):  # which parameterAsVectorLayer does not take
        given = given.with_values({POLYGONS: value.source})
    fields = tuple(field.name() for field in source.fields())
    return given.vector(POLYGONS), Features(POLYGONS, label, source, fields, crs, True)


def _columns(polygons: Features, class_field: str) -> dict[str, str]:
    """:raises JobFailure: ``class_field_missing``."""
    if class_field and class_field not in polygons.fields:
        raise JobFailure("class_field_missing", CLASS_FIELD, field=class_field, layers=f"'{polygons.name}'")
    columns = {name: name for name in COLUMNS if name in polygons.fields}
    confidence = next((name for name in CONFIDENCE_FIELDS if name in polygons.fields), "")
    if confidence:
        columns["confidence"] = confidence
    if class_field:
        columns[CLASS] = class_field
        columns.pop(REVIEW_CLASS, None)
    return columns


def _most_crops(given: Given) -> int:
    number = given.number(MOST_CROPS, "report_crops_range", {"most": MOST})
    number = float(given.default(MOST_CROPS)) if number is None else number
    if not 0 <= number <= MOST or number != int(number):
        raise JobFailure("report_crops_range", MOST_CROPS, value=f"{number:g}", most=MOST)
    return int(number)


def _date(given: Given, name: str, origin: Mapping[str, Any], layer: Optional[QgsVectorLayer], polygons: Features) -> Date:
    """Read the image of a date: the one given, or the one that the polygons name.

    :raises JobFailure: there is none, or it cannot be read.
    """
    assumed = given.crs(ASSUMED_CRS)
    if given.has(name):
        return given_date(given, name, assumed, None)[0]
    named = origin.get(name.lower())
    if layer is None or not isinstance(named, dict):
        raise JobFailure("report_date_unknown", name, layer=polygons.name)
    image = find_image(named, layer, given.context.project())
    if image is None:
        shown = str(named.get("file") or named.get("name") or "")
        raise JobFailure("report_date_missing", name, name=shown, layer=polygons.name)
    if given.context.project().mapLayer(image.id()) is None:
        given.context.temporaryLayerStore().addMapLayer(image)  # it outlives the run, and goes in this thread
    return read_date(image, name, None, assumed, None, given.context)[0]


def _ground(given: Given, polygons: Features, before: Date, after: Date) -> PairRequest:
    """Return the two dates with the ground that the pictures show.

    :raises JobFailure: ``report_outside``, or it is too large.
    """
    extent = source_extent(polygons.source)
    extent.grow(_SURROUNDINGS * max(extent.width(), extent.height()))
    area = Area(POLYGONS, polygons.name, extent, polygons.crs)
    try:
        assumed = given.crs(ASSUMED_CRS)
        return request_on(before, after, (before, after), (area,), (), assumed, (None, None), given.context)
    except JobFailure as failure:
        if failure.code not in ("area_outside", "no_overlap"):
            raise
        names = {"before": before.layer.name(), "after": after.layer.name()}
        raise JobFailure("report_outside", POLYGONS, layer=polygons.name, **names) from failure


def _accuracy_file(given: Given) -> Optional[str]:
    if not given.has(ACCURACY):
        return None
    path = given.file(ACCURACY)
    if not os.path.isfile(path):
        raise JobFailure("report_accuracy_file", ACCURACY, path=path)
    return os.path.abspath(path)


def _colors(layer: Optional[QgsVectorLayer], class_field: str) -> tuple[tuple[str, str], ...]:
    """Return the colours that the style of a layer gives its classes."""
    renderer = layer.renderer() if layer is not None else None
    if not isinstance(renderer, QgsCategorizedSymbolRenderer) or renderer.classAttribute().strip('"') != class_field:
        return ()
    named = [(str(item.value()), item.symbol()) for item in renderer.categories() if item.value() not in (None, "")]
    return tuple((name, str(symbol.color().name())) for name, symbol in named if symbol is not None)


def prepare(given: Given, request: ReportRequest, feedback: QgsProcessingFeedback) -> ReportRun:
    """Read the images from QGIS's layers; call it in the thread that owns them.

    :raises JobFailure: a layer cannot be read.
    """
    dates = [
        prepare_date(date, request.pair, None, _MARGIN, given.context) for date in (request.pair.before, request.pair.after)
    ]
    for date in dates:
        if date.parameter in request.found:
            line = str(translate("Job", LOG_LINES["report_date_found"]))
            feedback.pushInfo(line.format(parameter=date.parameter, layer=date.name))
    # Layers stay behind: they belong to this thread.
    return ReportRun(request, *dates)


def make_job(run: ReportRun, outputs: Mapping[str, str], scratch: str, feedback: QgsProcessingFeedback) -> ChangeReportJob:
    """Make the job, the polygons written into ``scratch``. In the thread of the run.

    :raises JobFailure: a layer cannot be read.
    :raises Cancelled: the user stopped.
    """
    request = run.request
    before, after = read_dates((run.before, run.after), scratch, feedback)
    pages = None
    if PDF in outputs:
        pages = left_folder(scratch)
        os.makedirs(pages, exist_ok=True)
    title, author, notes = request.texts
    texts = translated_texts(lambda text: translate("Report", text))
    return ChangeReportJob(
        polygons=replace(write_features(request.polygons, request.columns, scratch, feedback), class_field=None),
        before=before,
        after=after,
        scratch=scratch,
        report=outputs[REPORT],
        shown=request.shown,
        mask=request.mask.readable(scratch, feedback) if request.mask is not None else None,
        accuracy=request.accuracy,
        colors=request.colors,
        title=title,
        author=author,
        notes=notes,
        most_crops=request.most_crops,
        pages=pages,
        language=str(QgsApplication.locale()).replace("_", "-") if texts != REPORT_TEXTS else "en",
        texts=texts,
        origin=request.origin,
        provenance=_provenance(run),
    )


def _provenance(run: ReportRun) -> dict[str, Any]:
    request = run.request
    inputs = {POLYGONS: request.polygons.name, BEFORE: run.before.name, AFTER: run.after.name}
    if request.mask is not None:
        inputs[MASK] = request.mask.name
    if request.accuracy:
        inputs[ACCURACY] = os.path.basename(request.accuracy)
    return provenance(
        "changereport",
        {"inputs": inputs},
        {SHOWN_POLYGONS: request.shown, CLASS_FIELD: request.columns.get(CLASS), MOST_CROPS: request.most_crops},
    )


def finish(run: ReportRun, outputs: Mapping[str, str], scratch: str, feedback: QgsProcessingFeedback) -> None:
    """Print the pages that the worker left. In the thread of the run.

    :raises JobFailure: the PDF cannot be written.
    :raises Cancelled: the user stopped.
    """
    path = outputs.get(PDF)
    if path is None:
        return
    os.makedirs(staging_folder(path, scratch), exist_ok=True)
    staged = staged_path(path, scratch)
    title = run.request.texts[0] or os.path.splitext(os.path.basename(path))[0]
    print_pages(left_folder(scratch), PDF, staged, title, feedback)
    try:
        os.replace(staged, path)
    except OSError as error:
        raise JobFailure("write_failed", PDF, path=path, reason=str(error)) from error


STEPS = Steps(read, make_job, prepare, finish=finish)
