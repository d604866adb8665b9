"""``groundshift:quantizemodel`` from parameters to the job."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Mapping, Optional

from qgis.core import QgsProcessingFeedback
from qgis.PyQt.QtCore import QCoreApplication

from ...jobs.evaluation import QuantizeModelJob
from ...jobs.failure import JobFailure
from ...jobs.report_texts import translated_texts
from ...jobs.sources import RasterSource
from ...jobs.train_model import LabelledPair
from ...model_file.load import ModelFile
from ..inputs.chip_folders import AFTER, BEFORE, CHIP_GSD, CHIPS, LABELS, given_count, given_folders, given_gsd
from ..inputs.class_layers import files_of, read_raster
from ..inputs.given import Given
from ..inputs.labelled_layers import CLASS_RASTER, LabelledRequest, read_labelled, write_pairs
from ..inputs.model_choice import CHANGE, MODEL, SEGMENTATION, open_model
from ..outputs.output_checks import check_destinations
from ..outputs.provenance import model_identity, provenance
from .job_algorithm import Steps

translate = QCoreApplication.translate

CALIBRATION_CHIPS, QUANTIZED, REPORT, MEASURES = "CALIBRATION_CHIPS", "QUANTIZED", "REPORT", "MEASURES"
_DOCUMENTS = {QUANTIZED: ("onnx",), REPORT: ("html", "htm"), MEASURES: ("json",)}


@dataclass(frozen=True)
class QuantizationRequest:
    """The parameters, independent of the layers. ``labelled``: a pair with labels; ``dates``: a pair without."""

    model: ModelFile
    chips: tuple[str, ...]
    labelled: Optional[LabelledRequest]
    dates: tuple[RasterSource, ...]
    gsd_m: Optional[float]
    calibration_chips: int


def read(given: Given) -> QuantizationRequest:
    """Read and check the parameters.

    :raises JobFailure: a parameter or layer cannot be used.
    """
    model = open_model(given.text(MODEL), CHANGE, SEGMENTATION)
    if "quantization" in model.spec.document:
        raise JobFailure("quantized_already", MODEL, model=model.spec.id)
    chips = given_folders(given)
    labelled_by = [name for name in (LABELS, CLASS_RASTER) if given.has(name)]
    dates = [name for name in (BEFORE, AFTER) if given.has(name)]
    if chips and (dates or labelled_by):
        raise JobFailure("evaluation_both", [*dates, *labelled_by][0])
    wanted = [BEFORE] if model.spec.task == SEGMENTATION else [BEFORE, AFTER]
    if not chips and dates != wanted:
        if model.spec.task == SEGMENTATION:
            raise JobFailure("evaluation_inputs_one_date", AFTER if AFTER in dates else BEFORE if labelled_by else CHIPS)
        lacking = next(name for name in wanted if name not in dates)
        raise JobFailure("calibration_inputs", lacking if dates or labelled_by else CHIPS)
    labelled: Optional[LabelledRequest] = None
    sources: tuple[RasterSource, ...] = ()
    files: tuple[str, ...] = ()
    if labelled_by:
        labelled = read_labelled(given)
        labelled.check_dates(model.spec.task, model.spec.id)
        files = labelled.files
    elif not chips:
        layers = {name: given.raster(name) for name in wanted}
        sources = tuple(read_raster(layer, given.parameters.get(name), name, None) for name, layer in layers.items())
        files = tuple(file for layer in layers.values() for file in files_of(layer))
    check_destinations(given, (model.path, *files), _DOCUMENTS)
    count = given_count(given, CALIBRATION_CHIPS)
    return QuantizationRequest(model, chips, labelled, sources, given_gsd(given), count)


def make_job(
    request: QuantizationRequest, outputs: Mapping[str, str], scratch: str, feedback: QgsProcessingFeedback
) -> QuantizeModelJob:
    """Make the job, its labels written into ``scratch``. In the thread of the run.

    :raises JobFailure: the area holds no polygons.
    :raises Cancelled: the user stopped.
    """
    pair: Optional[LabelledPair] = None
    dates = request.dates
    if request.labelled is not None:
        (pair,) = write_pairs(request.labelled, scratch, feedback)
        dates = pair.dates
    inputs: dict[str, Any] = {CHIPS: list(request.chips)}
    if dates:
        inputs = {date.parameter: date.name for date in dates}
        inputs[LABELS] = pair.label_layer.name if pair is not None else None
    origins = {"model": model_identity(request.model), "inputs": inputs}
    chosen = {CALIBRATION_CHIPS: request.calibration_chips, CHIP_GSD: request.gsd_m}
    return QuantizeModelJob(
        model=request.model.path,
        quantized=outputs[QUANTIZED],
        scratch=scratch,
        chips=request.chips,
        before=dates[0] if dates else None,
        after=dates[1] if len(dates) > 1 else None,
        labels=pair.labels if pair is not None else None,
        classes=pair.classes if pair is not None else None,
        class_names=pair.class_names if pair is not None else (),
        area=pair.area if pair is not None else None,
        gsd_m=request.gsd_m,
        calibration_chips=request.calibration_chips,
        report=outputs.get(REPORT),
        measures=outputs.get(MEASURES),
        texts=translated_texts(lambda text: translate("Report", text)),
        provenance=provenance("quantizemodel", origins, chosen),
    )


STEPS = Steps(read, make_job)
