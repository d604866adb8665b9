"""An ONNX network, fed by its specification."""

from __future__ import annotations

import os
from typing import Any, Optional, Sequence

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from ...jobs.failure import JobFailure
from ...model_file.load import ModelFile

# Element types of onnx.proto that a network may take.
_ELEMENT_TYPES = {1: np.float32, 10: np.float16, 11: np.float64}
_MIRRORS: tuple[tuple[int, ...], ...] = ((), (1,), (2,), (1, 2))


class Network:
    """A session of ONNX Runtime and how to feed it.

    :ivar providers: the execution providers that really run, best first.
    """

    def __init__(self, model: ModelFile, threads: int = 0, provider: str = "") -> None:
        """:raises JobFailure: ``model_opset`` when the installed ONNX Runtime cannot run the network."""
        self.spec = model.spec
        self._name = os.path.basename(model.path)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads or len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else threads
        options.log_severity_level = 3
        # Threads that spin while they wait would take the cores from reading and writing.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        try:
            self._session = onnxruntime.InferenceSession(model.path, options, providers=choose_providers(provider))
        except Exception as error:  # onnxruntime raises types of its own that share no base
            raise JobFailure(
                "model_opset", "MODEL", model=self._name, version=onnxruntime.__version__, reason=first_line(error)
            ) from error
        self.providers: list[str] = self._session.get_providers()
        self._inputs = [item.name for item in self._session.get_inputs()]
        self._output = self._session.get_outputs()[0].name
        tensor = model.header.inputs[0]
        self._element = element_type(model)
        height, width = tensor.shape[-2:] if len(tensor.shape) >= 2 else (None, None)
        self.fixed: Optional[tuple[int, int]] = (height, width) if isinstance(height, int) and isinstance(width, int) else None

    def run(self, before: NDArray[np.float32], after: NDArray[np.float32]) -> NDArray[np.float32]:
        """Predict a tile.

        :param before, after: normalised, (bands, height, width); both sides multiples of the stride.
        :return: probabilities float32 (1 + classes, height, width): any change, then each class.
        :raises JobFailure: ``model_output`` when the network's answer has another shape.
        """
        inputs = arrange_inputs(self.spec.layout, before, after, self._element)
        try:
            (output,) = self._session.run([self._output], dict(zip(self._inputs, inputs)))
        except Exception as error:  # as above
            reason = first_line(error)
            if "alloc" in reason.lower():
                raise JobFailure("out_of_memory", "", reason=reason) from error
            raise JobFailure(
                "model_opset", "MODEL", model=self._name, version=onnxruntime.__version__, reason=reason
            ) from error
        wanted = (1, self.spec.output_channels, *before.shape[1:])
        if tuple(output.shape) != wanted:
            raise JobFailure("model_output", "MODEL", model=self._name, found=str(output.shape), wanted=str(wanted))
        return self._probabilities(output[0].astype(np.float32, copy=False))

    def run_mirrored(self, before: NDArray[np.float32], after: NDArray[np.float32]) -> NDArray[np.float32]:
        """The mean of the predictions over the four mirror images of a tile; see :meth:`run`."""
        total: Optional[NDArray[np.float32]] = None
        for axes in _MIRRORS:
            mirrored = self.run(np.ascontiguousarray(np.flip(before, axes)), np.ascontiguousarray(np.flip(after, axes)))
            turned_back = np.flip(mirrored, axes)
            total = turned_back.copy() if total is None else total + turned_back
        if total is None:
            raise ValueError("no mirror images")
        return total / np.float32(len(_MIRRORS))

    def _probabilities(self, output: NDArray[np.float32]) -> NDArray[np.float32]:
        """Any change and each class, of the network's output (channels, height, width)."""
        spec = self.spec
        if spec.no_change_channel:
            if not spec.probability:
                output = _softmax(output)
            return np.concatenate([1.0 - output[:1], output[1:]])
        if not spec.probability:
            output = np.reciprocal(1 + np.exp(-output))
        return np.concatenate([output.max(axis=0, keepdims=True), output])


def arrange_inputs(layout: str, before: NDArray[np.float32], after: NDArray[np.float32], element: Any) -> list[NDArray[Any]]:
    """The inputs of a network of a layout, with a batch axis, in its type.

    :param before, after: (bands, height, width). :param element: numpy's type of the network's numbers.
    """
    if layout == "siamese":
        arrays = [before[None], after[None]]
    elif layout == "early_fusion":
        arrays = [np.concatenate([before, after])[None]]
    else:
        arrays = [np.stack([before, after])[None]]
    return [array.astype(element, copy=False) for array in arrays]


def element_type(model: ModelFile) -> Any:
    """Numpy's type of the numbers that a network takes."""
    return _ELEMENT_TYPES.get(model.header.inputs[0].element_type, np.float32)


def choose_providers(preferred: str = "") -> list[str]:
    """Execution providers to try, best first, the CPU last; ``preferred`` first where it is there."""
    available = onnxruntime.get_available_providers()
    # Providers that need settings of their own, or compile for minutes, are left to those who ask for them.
    usual = ["CUDAExecutionProvider", "ROCMExecutionProvider", "DmlExecutionProvider", "CoreMLExecutionProvider"]
    chosen = [name for name in [preferred, *usual] if name in available]
    return [*dict.fromkeys(chosen), "CPUExecutionProvider"]


def _softmax(values: NDArray[np.float32]) -> NDArray[np.float32]:
    exponents = np.exp(values - values.max(axis=0, keepdims=True))
    exponents /= exponents.sum(axis=0, keepdims=True)
    return exponents


def first_line(error: BaseException) -> str:
    """The first line of what a library says of an error."""
    lines: Sequence[str] = str(error).strip().splitlines()
    return lines[0][:300] if lines else type(error).__name__
