"""``groundshift:evaluatemodel`` from parameters to the job."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Mapping, Optional

from qgis.core import QgsProcessingFeedback
from qgis.PyQt.QtCore import QCoreApplication

from ...jobs.evaluation import CURVES, EvaluateModelJob
from ...jobs.failure import JobFailure
from ...jobs.report_texts import translated_texts
from ...model_file.load import ModelFile
from ...model_file.spec import ModelSpec
from ..inputs.chip_folders import (
    AFTER,
    AREA,
    BEFORE,
    CHIP_GSD,
    CHIPS,
    CLASS_FIELD,
    LABELS,
    given_count,
    given_folders,
    given_gsd,
)
from ..inputs.given import Given
from ..inputs.labelled_layers import CLASS_RASTER, LabelledRequest, read_labelled, write_pairs
from ..inputs.model_choice import CHANGE, MODEL, SEGMENTATION, open_model
from ..inputs.pair_parameters import RESOLUTION
from ..outputs.output_checks import check_destinations
from ..outputs.provenance import model_identity, provenance
from .job_algorithm import Steps

translate = QCoreApplication.translate

THRESHOLD, ROBUSTNESS, ROBUSTNESS_CHIPS, FLIPS = "THRESHOLD", "ROBUSTNESS", "ROBUSTNESS_CHIPS", "FLIPS"
REPORT, MEASURES, FIGURE = "REPORT", "MEASURES", "FIGURE"
_DOCUMENTS = {REPORT: ("html", "htm"), MEASURES: ("json",), FIGURE: ("svg",)}


@dataclass(frozen=True)
class EvaluationRequest:
    """The parameters, independent of the layers."""

    model: ModelFile
    chips: tuple[str, ...]
    labelled: LabelledRequest
    threshold: Optional[float]
    gsd_m: Optional[float]
    resolution: Optional[float]
    flips: bool
    robustness: tuple[str, ...]
    robustness_chips: int


def read(given: Given) -> EvaluationRequest:
    """Read and check the parameters.

    :raises JobFailure: a parameter or layer cannot be used.
    """
    threshold = given.threshold(THRESHOLD)
    model = open_model(given.text(MODEL), CHANGE, SEGMENTATION)
    chips = given_folders(given)
    check_inputs(given, model.spec, bool(chips))
    labelled = read_labelled(given)
    labelled.check_dates(model.spec.task, model.spec.id)
    check_destinations(given, (model.path, *labelled.files), _DOCUMENTS)
    count = given_count(given, ROBUSTNESS_CHIPS)
    return EvaluationRequest(
        model=model,
        chips=chips,
        labelled=labelled,
        threshold=threshold,
        gsd_m=given_gsd(given),
        resolution=given.resolution(RESOLUTION),
        flips=given.flag(FLIPS),
        robustness=tuple(CURVES[number] for number in given.choices(ROBUSTNESS)),
        robustness_chips=count,
    )


def check_inputs(given: Given, spec: ModelSpec, chips: bool) -> None:
    """Check that there are chips, or all layers that a model is measured on.

    :raises JobFailure: ``evaluation_both``, ``evaluation_inputs``, ``evaluation_inputs_one_date``.
    """
    layers = [name for name in (BEFORE, AFTER, LABELS, CLASS_RASTER) if given.has(name)]
    if chips and layers:
        raise JobFailure("evaluation_both", layers[0])
    if chips:
        return
    if spec.task == SEGMENTATION:
        if AFTER in layers or BEFORE not in layers or not {LABELS, CLASS_RASTER} & set(layers):
            at_fault = AFTER if AFTER in layers else CHIPS if not layers else LABELS if BEFORE in layers else BEFORE
            raise JobFailure("evaluation_inputs_one_date", at_fault)
        return
    lacking = [name for name in (BEFORE, AFTER, LABELS) if name not in layers]
    if lacking:
        raise JobFailure("evaluation_inputs", lacking[0] if layers else CHIPS)


def make_job(
    request: EvaluationRequest, outputs: Mapping[str, str], scratch: str, feedback: QgsProcessingFeedback
) -> EvaluateModelJob:
    """Make the job, its labels written into ``scratch``. In the thread of the run.

    :raises JobFailure: the area holds no polygons.
    :raises Cancelled: the user stopped.
    """
    pair = next(iter(write_pairs(request.labelled, scratch, feedback)), None)
    area = pair.area if pair is not None else None
    origins: dict[str, Any] = {"model": model_identity(request.model)}
    if pair is not None:
        origins["inputs"] = {**{date.parameter: date.name for date in pair.dates}, LABELS: pair.label_layer.name}
    else:
        origins["inputs"] = {CHIPS: list(request.chips)}
    chosen = {
        AREA: area.name if area is not None else None,
        CLASS_FIELD: request.labelled.class_field or None,
        THRESHOLD: request.threshold,
        ROBUSTNESS: list(request.robustness),
        ROBUSTNESS_CHIPS: request.robustness_chips,
        FLIPS: request.flips,
        CHIP_GSD: request.gsd_m,
        RESOLUTION: request.resolution,
    }
    return EvaluateModelJob(
        model=request.model.path,
        scratch=scratch,
        chips=request.chips,
        before=pair.before if pair is not None else None,
        after=pair.after if pair is not None else None,
        labels=pair.labels if pair is not None else None,
        classes=pair.classes if pair is not None else None,
        class_names=pair.class_names if pair is not None else (),
        area=area,
        threshold=request.threshold,
        gsd_m=request.gsd_m,
        resolution=request.resolution,
        flips=request.flips,
        robustness=request.robustness,
        robustness_chips=request.robustness_chips,
        report=outputs.get(REPORT),
        measures=outputs.get(MEASURES),
        figure=outputs.get(FIGURE),
        texts=translated_texts(lambda text: translate("Report", text)),
        provenance=provenance("evaluatemodel", origins, chosen),
    )


STEPS = Steps(read, make_job)
