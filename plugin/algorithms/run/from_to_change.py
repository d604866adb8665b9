"""``groundshift:fromtochange`` from parameters to the job."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Mapping

from qgis.core import QgsProcessingFeedback
from qgis.PyQt.QtCore import QCoreApplication

from ...jobs.failure import JobFailure
from ...jobs.from_to_change import PRIORS, FromToChangeJob, NamedClass, Transition
from ...jobs.report_texts import translated_texts
from ...jobs.sources import Polygons
from ...rules.class_tables import parse_changes, parse_classes, parse_mapping
from ..inputs.area_reading import Area, read_areas
from ..inputs.class_layers import MapRaster, read_map
from ..inputs.class_rasters import named_classes
from ..inputs.given import Given
from ..inputs.pair_parameters import AFTER, BEFORE
from ..outputs.output_checks import check_destinations, files_of_layer
from ..outputs.provenance import provenance
from .job_algorithm import Steps
from .pair_run import area_files, area_names, prepare_areas

translate = QCoreApplication.translate

CLASSES, MAPPING, CHANGES = "CLASSES", "MAPPING", "CHANGES"
MIN_AREA, MIN_CONFIDENCE, TOLERANCE, PRIOR = "MIN_AREA", "MIN_CONFIDENCE", "TOLERANCE", "PRIOR"
FROM_TO, MATRIX, REPORT, POLYGONS = "FROM_TO", "MATRIX", "REPORT", "POLYGONS"
_DOCUMENTS = {MATRIX: ("csv",), REPORT: ("html", "htm")}
LARGEST_TOLERANCE = 32


@dataclass(frozen=True)
class ClassMap:
    """A date. :param classes: that the layer names; empty = those of its file."""

    raster: MapRaster
    classes: tuple[NamedClass, ...]


@dataclass(frozen=True)
class FromToRequest:
    """:param min_area: square metres. :param tolerance: pixels."""

    before: ClassMap
    after: ClassMap
    mapping: tuple[tuple[str, str], ...]
    changes: tuple[Transition, ...]
    include: tuple[Area, ...]
    exclude: tuple[Area, ...]
    min_area: float
    min_confidence: float
    tolerance: int
    prior: str


@dataclass(frozen=True)
class FromToRun:
    """Inputs of a run, independent of the layers' thread. :param title: of the result group."""

    request: FromToRequest
    include: tuple[Polygons, ...]
    exclude: tuple[Polygons, ...]
    title: str


def read(given: Given) -> FromToRequest:
    """Read and check the parameters.

    :raises JobFailure: a parameter or layer cannot be used.
    """
    classes = parse_classes(given.text(CLASSES), CLASSES)
    before, after = (_read_date(given, name, classes) for name in (BEFORE, AFTER))
    mapping = parse_mapping(given.text(MAPPING), MAPPING)
    changes = parse_changes(given.text(CHANGES), CHANGES)
    min_area = given.size(MIN_AREA, "number_negative") or 0.0
    confidence = given.number(MIN_CONFIDENCE, "confidence_range") or 0.0
    if not 0 <= confidence < 1:
        raise JobFailure("confidence_range", MIN_CONFIDENCE, value=f"{confidence:g}")
    prior = given.choice(PRIOR, PRIORS)
    layers = [layer for layer in (given.raster(BEFORE), given.raster(AFTER)) if layer is not None]
    include, exclude = read_areas(given, layers[0].crs())
    inputs = [path for layer in layers for path in files_of_layer(layer)]
    check_destinations(given, [*inputs, *area_files(given)], _DOCUMENTS)
    tolerance = _tolerance(given)
    return FromToRequest(before, after, mapping, changes, include, exclude, min_area, confidence, tolerance, prior)


def _read_date(given: Given, name: str, classes: tuple[NamedClass, ...]) -> ClassMap:
    layer = given.raster(name)
    raster = read_map(layer, given.parameters.get(name), name)
    return ClassMap(raster, classes or named_classes(layer))


def _tolerance(given: Given) -> int:
    limits: dict[str, Any] = {"most": LARGEST_TOLERANCE}
    number = given.number(TOLERANCE, "tolerance_range", limits)
    number = float(given.default(TOLERANCE)) if number is None else number
    if not 0 <= number <= LARGEST_TOLERANCE or number != int(number):
        raise JobFailure("tolerance_range", TOLERANCE, value=f"{number:g}", **limits)
    return int(number)


def prepare(given: Given, request: FromToRequest, feedback: QgsProcessingFeedback) -> FromToRun:
    """Read the areas from QGIS's layers; call it in the thread that owns them.

    :raises JobFailure: a layer cannot be read. :raises Cancelled: the user stopped the run.
    """
    title = translate("FromToChange", "From-to change {before} - {after}")
    names = {"before": request.before.raster.name, "after": request.after.raster.name}
    return FromToRun(request, *prepare_areas(request.include, request.exclude, feedback), title.format(**names))


def make_job(run: FromToRun, outputs: Mapping[str, str], scratch: str, feedback: QgsProcessingFeedback) -> FromToChangeJob:
    """Make the job. In the thread of the run.

    :raises JobFailure: a layer cannot be read. :raises Cancelled: the user stopped the run.
    """
    request = run.request
    return FromToChangeJob(
        before=request.before.raster.readable(scratch, feedback),
        after=request.after.raster.readable(scratch, feedback),
        scratch=scratch,
        before_classes=request.before.classes,
        after_classes=request.after.classes,
        mapping=request.mapping,
        changes=request.changes,
        include=run.include,
        exclude=run.exclude,
        min_area_m2=request.min_area,
        min_confidence=request.min_confidence,
        tolerance=request.tolerance,
        prior=request.prior,
        from_to=outputs.get(FROM_TO),
        matrix=outputs.get(MATRIX),
        report=outputs.get(REPORT),
        polygons=outputs.get(POLYGONS),
        texts=translated_texts(lambda text: translate("Report", text)),
        provenance=_provenance(run),
    )


def _provenance(run: FromToRun) -> dict[str, Any]:
    request = run.request
    return provenance(
        "fromtochange",
        {"inputs": {BEFORE: request.before.raster.name, AFTER: request.after.raster.name}},
        {
            **area_names(run.include, run.exclude),
            MAPPING: [list(pair) for pair in request.mapping],
            CHANGES: [f"{item.before}>{item.after}" for item in request.changes],
            MIN_AREA: request.min_area,
            MIN_CONFIDENCE: request.min_confidence,
            TOLERANCE: request.tolerance,
            PRIOR: request.prior,
        },
    )


STEPS = Steps(read, make_job, prepare, title=attrgetter("title"))
