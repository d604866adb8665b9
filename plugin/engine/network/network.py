"""An ONNX network, fed by its specification."""

from __future__ import annotations

import os
from typing import Any, Optional, Sequence

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from ...jobs.failure import JobFailure
from ...model_file.load import ModelFile
from .heads import head_of

# Element types of onnx.proto that a network may take.
_ELEMENT_TYPES = {1: np.float32, 10: np.float16, 11: np.float64}
_MIRRORS: tuple[tuple[int, ...], ...] = ((), (1,), (2,), (1, 2))


class Network:
    """Session of ONNX Runtime with the inputs and the output of a model's specification.

    Example::

        network = Network(load_model_file("models/buildings-siamese.onnx"))
        any_change, *classes = network.run([before, after])

    :ivar providers: the execution providers in use, best first.
    :ivar head: the meaning of its output.
    :ivar fixed: height and width of its inputs where it takes but one size.
    """

    def __init__(self, model: ModelFile, threads: int = 0, provider: str = "") -> None:
        """Load the network.

        :raises JobFailure: ``model_opset`` when the installed ONNX Runtime cannot run the network.
        """
        self.spec = model.spec
        self.head = head_of(model.spec)
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

    def run(
        self, dates: Sequence[NDArray[np.float32]], conditions: Optional[NDArray[np.float64]] = None
    ) -> NDArray[np.float32]:
        """Predict a tile.

        :param dates: normalised, each (bands, height, width); both sides multiples of the stride.
        :param conditions: table of the spec's ``condition_shape`` in its units, where the network has such an input.
        :return: the values of the head's :meth:`.heads.Head.activate`, float32 (n, height, width). Of a change network:
            probabilities of any change, then of each class.
        :raises JobFailure: ``model_output`` if the output of the network has another shape; ``out_of_memory``.
        """
        inputs = arrange_inputs(self.spec.layout, dates, self._element)
        if self.spec.conditions:
            inputs.append(self._normalised(conditions))
        try:
            (output,) = self._session.run([self._output], dict(zip(self._inputs, inputs)))
        except Exception as error:  # as above
            reason = first_line(error)
            if "alloc" in reason.lower():
                raise JobFailure("out_of_memory", "", reason=reason) from error
            raise JobFailure(
                "model_opset", "MODEL", model=self._name, version=onnxruntime.__version__, reason=reason
            ) from error
        wanted = (1, self.spec.output_channels, *dates[0].shape[1:])
        if tuple(output.shape) != wanted:
            raise JobFailure("model_output", "MODEL", model=self._name, found=str(output.shape), wanted=str(wanted))
        return self.head.activate(output[0].astype(np.float32, copy=False))

    def run_mirrored(
        self, dates: Sequence[NDArray[np.float32]], conditions: Optional[NDArray[np.float64]] = None
    ) -> NDArray[np.float32]:
        """Average the predictions over the four mirror images of a tile; see :meth:`run`."""
        total: Optional[NDArray[np.float32]] = None
        for axes in _MIRRORS:
            mirrored = self.run([np.ascontiguousarray(np.flip(date, axes)) for date in dates], conditions)
            turned_back = np.flip(mirrored, axes)
            total = turned_back.copy() if total is None else total + turned_back
        if total is None:
            raise ValueError("no mirror images")
        return total / np.float32(len(_MIRRORS))

    def check_conditions(self, conditions: Optional[NDArray[np.float64]]) -> None:
        """Check that a table of conditions has the shape that the network needs.

        :raises JobFailure: ``conditions_shape``.
        """
        wanted = self.spec.condition_shape if self.spec.conditions else (0, 0)
        found = (0, 0) if conditions is None else conditions.shape
        if found != wanted:
            texts = {"found": " x ".join(map(str, found)), "wanted": " x ".join(map(str, wanted))}
            raise JobFailure("conditions_shape", "MODEL", model=self._name, **texts)

    def _normalised(self, conditions: Optional[NDArray[np.float64]]) -> NDArray[Any]:
        """The input of conditions, with a batch axis."""
        if conditions is None:
            raise ValueError("the network needs conditions")
        mean, std = (np.array([getattr(item, name) for item in self.spec.conditions]) for name in ("mean", "std"))
        return np.asarray(((conditions - mean) / std)[None].astype(self._element))


def arrange_inputs(layout: str, dates: Sequence[NDArray[np.float32]], element: Any) -> list[NDArray[Any]]:
    """Arrange dates as the inputs of a network of a layout, with a batch axis, in its type.

    :param dates: each (bands, height, width).
    :param element: numpy's type of the network's numbers.
    """
    if layout in ("siamese", "single"):
        arrays = [date[None] for date in dates]
    elif layout == "early_fusion":
        arrays = [np.concatenate(dates)[None]]
    else:
        arrays = [np.stack(dates)[None]]
    return [array.astype(element, copy=False) for array in arrays]


def element_type(model: ModelFile) -> Any:
    """Numpy's type of a network's inputs."""
    return _ELEMENT_TYPES.get(model.header.inputs[0].element_type, np.float32)


def choose_providers(preferred: str = "") -> list[str]:
    """Execution providers to try, best first, the CPU last; ``preferred`` first where it is there."""
    available = onnxruntime.get_available_providers()
    # Providers that need settings of their own, or compile for minutes, are left to those who ask for them.
    usual = ["CUDAExecutionProvider", "ROCMExecutionProvider", "DmlExecutionProvider", "CoreMLExecutionProvider"]
    chosen = [name for name in [preferred, *usual] if name in available]
    return [*dict.fromkeys(chosen), "CPUExecutionProvider"]


def first_line(error: BaseException) -> str:
    """The first line of an error's message."""
    lines: Sequence[str] = str(error).strip().splitlines()
    return lines[0][:300] if lines else type(error).__name__
