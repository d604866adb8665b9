"""The 8-bit twin of a network: static quantisation with ONNX Runtime's own tools.

Weights and activations become signed 8-bit numbers between pairs of QuantizeLinear and DequantizeLinear nodes (QDQ, S8S8,
weights per channel), which ONNX Runtime fuses with the convolutions between them (Jacob et al., "Quantization and training of
neural networks for efficient integer-arithmetic-only inference", CVPR 2018). Ranges of the activations come from calibration
imagery. The last convolution stays as it is, so that probabilities are not cut into 256 steps.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import warnings
from typing import Any, Iterator, Optional

import numpy as np
from numpy.typing import NDArray

from ...jobs.failure import JobFailure
from ...model_file.load import ModelFile
from ...version import plugin_version
from ..network.backends.backend import first_line
from ..network.network import arrange_inputs, element_type

OPERATORS = (
    "Conv",
    "ConvTranspose",
    "Gemm",
    "MatMul",
    "MaxPool",
    "AveragePool",
    "Resize",
    "Concat",
    "Add",
    "Relu",
    "Clip",
)
SUFFIX = "-int8"
# Weights per channel need operator set 13 of QuantizeLinear.
_OPSET = 13
_CONVOLUTIONS = ("Conv", "ConvTranspose", "Gemm", "MatMul")

Feed = dict[str, NDArray[Any]]
TileDates = tuple[NDArray[np.float32], ...]


class FeedReader:
    """Gives ONNX Runtime's calibration one input after another; a ``CalibrationDataReader`` by its methods.

    :param dates: normalised dates (bands, height, width) each, as the network takes them.
    """

    def __init__(self, model: ModelFile, dates: Iterator[TileDates]) -> None:
        self._dates = dates
        self._model = model
        self._names = [tensor.name for tensor in model.header.inputs]
        self.count = 0

    def get_next(self) -> Optional[Feed]:
        """Return the next inputs; ``None`` = no more."""
        pair = next(self._dates, None)
        if pair is None:
            return None
        self.count += 1
        arrays = arrange_inputs(self._model.spec.layout, pair, element_type(self._model))
        return dict(zip(self._names, arrays))

    def __len__(self) -> int:
        return self.count

    def set_range(self, start_index: int, end_index: int) -> None:
        """Calibration in parts, which is not asked for."""


def make_twin(model: ModelFile, target: str, dates: Iterator[TileDates], folder: str) -> int:
    """Write the bare 8-bit network (its specification is not in it yet); returns how many inputs it was calibrated with.

    :param folder: for temporary files.
    :raises JobFailure: ``onnx_missing`` or ``quantize_failed``.
    :raises Cancelled: from ``dates``.
    """
    try:
        import onnx
        from onnxruntime.quantization import CalibrationDataReader, QuantFormat, QuantType, quantize_static
        from onnxruntime.quantization.shape_inference import quant_pre_process
    except ImportError as error:
        raise JobFailure("onnx_missing", "", reason=str(error)) from error
    reader = FeedReader(model, dates)
    CalibrationDataReader.register(FeedReader)
    work = tempfile.mkdtemp(dir=folder)
    prepared = os.path.join(work, "prepared.onnx")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            network = onnx.load(model.path)
            opset = max(item.version for item in network.opset_import if item.domain in ("", "ai.onnx"))
            if opset < _OPSET:
                network = onnx.version_converter.convert_version(network, _OPSET)
            raw = os.path.join(work, "raw.onnx")
            onnx.save(network, raw)
            quant_pre_process(raw, prepared, skip_symbolic_shape=True)
            quantize_static(
                prepared,
                target,
                reader,
                quant_format=QuantFormat.QDQ,
                op_types_to_quantize=list(OPERATORS),
                per_channel=True,
                activation_type=QuantType.QInt8,
                weight_type=QuantType.QInt8,
                nodes_to_exclude=_last_convolution(onnx.load(prepared)),
                extra_options={"ActivationSymmetric": False, "WeightSymmetric": True},
            )
    except (JobFailure, MemoryError):
        raise
    except Exception as error:  # onnx and onnxruntime raise types of their own that share no base
        from ...jobs.failure import Cancelled

        if isinstance(error, Cancelled):
            raise
        raise JobFailure("quantize_failed", "MODEL", model=model.spec.id, reason=first_line(error)) from error
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return reader.count


def twin_document(model: ModelFile, calibrated_with: int, model_id: str) -> dict[str, Any]:
    """Return the twin's specification: the model's own, with another id, and how it was made."""
    document = dict(model.spec.document)
    document["id"] = model_id
    document["title"] = f"{model.spec.title} (8 bit)"
    document["quantization"] = {
        "of": model.spec.id,
        "kind": "static, QDQ, S8S8, per channel",
        "calibrated_with": calibrated_with,
        "groundshift": plugin_version(),
    }
    # Measured with the other network: the twin's figures are in the report.
    document.pop("accuracy", None)
    return document


def _last_convolution(network: Any) -> list[str]:
    """Return the name of the last layer with weights, in a list; none where it has no name."""
    names = [node.name for node in network.graph.node if node.op_type in _CONVOLUTIONS]
    return [name for name in names[-1:] if name]
