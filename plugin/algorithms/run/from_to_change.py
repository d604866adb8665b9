"""``groundshift:fromtochange`` from parameters to the job."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Mapping, Optional

from qgis.core import QgsProcessingFeedback
from qgis.PyQt.QtCore import QCoreApplication

from ...jobs.failure import JobFailure
from ...jobs.from_to_change import (
    LEAST_STABILITY,
    MOST_CONTEXT,
    MOST_STABILITY,
    PRIORS,
    FromToChangeJob,
    NamedClass,
    Transition,
)
from ...jobs.report_texts import translated_texts
from ...jobs.sources import Polygons
from ...model_file.load import ModelFile
from ...rules.class_tables import parse_changes, parse_classes, parse_mapping
from ..inputs.area_reading import Area, read_areas
from ..inputs.class_layers import MapRaster, read_map
from ..inputs.class_rasters import named_classes
from ..inputs.given import Given
from ..inputs.model_choice import MODEL, SEGMENTATION, open_model
from ..inputs.pair_parameters import AFTER, BEFORE
from ..outputs.output_checks import check_destinations, files_of_layer
from ..outputs.provenance import model_identity, provenance
from .job_algorithm import Steps
from .pair_run import area_files, area_names, prepare_areas

translate = QCoreApplication.translate

CLASSES, MAPPING, CHANGES = "CLASSES", "MAPPING", "CHANGES"
MIN_AREA, MIN_CONFIDENCE, TOLERANCE, PRIOR = "MIN_AREA", "MIN_CONFIDENCE", "TOLERANCE", "PRIOR"
STABILITY, CONTEXT, BALANCE = "STABILITY", "CONTEXT", "BALANCE"
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
    stability: float
    context: int
    balance: bool
    model: Optional[ModelFile]


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
    model = open_model(given.text(MODEL), SEGMENTATION) if given.text(MODEL) else None
    files = [*inputs, *area_files(given), *([model.path] if model is not None else [])]
    check_destinations(given, files, _DOCUMENTS)
    limits = {"least": LEAST_STABILITY, "most": MOST_STABILITY}
    stability = given.number(STABILITY, "stability_range", limits)
    stability = float(given.default(STABILITY)) if stability is None else stability
    if not LEAST_STABILITY <= stability <= MOST_STABILITY:
        raise JobFailure("stability_range", STABILITY, value=f"{stability:g}", **limits)
    return FromToRequest(
        before=before,
        after=after,
        mapping=mapping,
        changes=changes,
        include=include,
        exclude=exclude,
        min_area=min_area,
        min_confidence=confidence,
        tolerance=_pixels(given, TOLERANCE, "tolerance_range", LARGEST_TOLERANCE),
        prior=prior,
        stability=stability,
        context=_pixels(given, CONTEXT, "context_range", MOST_CONTEXT),
        balance=given.flag(BALANCE, empty=True),
        model=model,
    )


def _read_date(given: Given, name: str, classes: tuple[NamedClass, ...]) -> ClassMap:
    layer = given.raster(name)
    raster = read_map(layer, given.parameters.get(name), name)
    return ClassMap(raster, classes or named_classes(layer))


def _pixels(given: Given, name: str, code: str, most: int) -> int:
    """Return a whole number of pixels from 0 to ``most``. :param code: of the failure."""
    limits: dict[str, Any] = {"most": most}
    number = given.number(name, code, limits)
    number = float(given.default(name)) if number is None else number
    if not 0 <= number <= most or number != int(number):
        raise JobFailure(code, name, value=f"{number:g}", **limits)
    return int(number)


def prepare(given: Given, request: FromToRequest, feedback: QgsProcessingFeedback) -> FromToRun:
    """Read the areas from QGIS's layers; call it in the thread that owns them.

    :raises JobFailure: a layer cannot be read.
    :raises Cancelled: the user stopped the run.
    """
    title = translate("FromToChange", "From-to change {before} - {after}")
    names = {"before": request.before.raster.name, "after": request.after.raster.name}
    return FromToRun(request, *prepare_areas(request.include, request.exclude, feedback), title.format(**names))


def make_job(run: FromToRun, outputs: Mapping[str, str], scratch: str, feedback: QgsProcessingFeedback) -> FromToChangeJob:
    """Make the job. In the thread of the run.

    :raises JobFailure: a layer cannot be read.
    :raises Cancelled: the user stopped the run.
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
        model=request.model.path if request.model is not None else None,
        stability=request.stability,
        context=request.context,
        balance=request.balance,
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
        {
            "inputs": {BEFORE: request.before.raster.name, AFTER: request.after.raster.name},
            **({"model": model_identity(request.model)} if request.model is not None else {}),
        },
        {
            **area_names(run.include, run.exclude),
            MAPPING: [list(pair) for pair in request.mapping],
            CHANGES: [f"{item.before}>{item.after}" for item in request.changes],
            MIN_AREA: request.min_area,
            MIN_CONFIDENCE: request.min_confidence,
            TOLERANCE: request.tolerance,
            PRIOR: request.prior,
            STABILITY: request.stability,
            CONTEXT: request.context,
            BALANCE: request.balance,
        },
    )


STEPS = Steps(read, make_job, prepare, title=attrgetter("title"))
