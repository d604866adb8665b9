"""OpenVINO itself, where the package ``openvino`` is installed."""

from __future__ import annotations

import ctypes
import importlib.util
import io
import os
import sys
from collections import Counter, OrderedDict
from contextlib import suppress
from functools import cached_property, lru_cache
from typing import Any, Optional, Sequence

import numpy as np
from numpy.typing import NDArray

from ...proj_data import CACHE
from .backend import BF16, FP16, FP32, MOST_PIXELS, BackendError, Kept, LoadedNetwork, Target, first_line
from .compiled_networks import compile_network
from .dates_apart import with_dates_apart
from .rewriting import editable_network

NAME = "OpenVINO"
# Of our precisions, OpenVINO's names as hints and as capabilities of a device.
_HINTS = {FP32: "f32", BF16: "bf16", FP16: "f16"}
_CAPABILITIES = {FP32: "FP32", BF16: "BF16", FP16: "FP16"}
_DEVICES = ("CPU", "GPU")  # an NPU takes static shapes only
_MOST_PIXELS_16_BITS = 1216**2  # of a tile: activations of half the size, and memory that is planned for one size
_LARGE = 1_050_000  # pixels of an input for whose size a network is compiled at once; a tile of 1,024 x 1,024 is smaller
_SIMPLE = ("f32", "i64", "i32", "boolean")  # types of the numbers of networks that are not quantized
_MOST_BYTES_KEPT = 48 * 2**20  # of compiled networks; `buildings-siamese` has 7 million
_OFTEN = 2  # runs of a size before a network is compiled for it

_Shapes = tuple[tuple[int, ...], ...]
_File = tuple[str, int, int]  # path, and what changes when its content does
_How = tuple[str, tuple[tuple[str, Any], ...], str]  # device, configuration, and the plugin's cache

_kept: OrderedDict[tuple[_File, _How, _Shapes], bytes] = OrderedDict()  # compiled networks of this process, the latest last


class OpenVino:
    """OpenVINO's own runtime."""

    def targets(self) -> tuple[Target, ...]:
        """Each device in each precision that its hardware has; empty where OpenVINO is not installed or does not work."""
        if importlib.util.find_spec("openvino") is None:
            return ()
        try:
            core = _core()
            found = []
            for device in core.available_devices:
                if device.split(".")[0] in _DEVICES:
                    able = core.get_property(device, "OPTIMIZATION_CAPABILITIES")
                    found += [Target(NAME, device, name) for name, text in _CAPABILITIES.items() if text in able]
        except Exception:  # whatever its libraries raise: without it the networks run on ONNX Runtime
            return ()
        return tuple(found)

    def load(self, path: str, target: Target, threads: int, halo: int = 0) -> LoadedNetwork:
        return OpenVinoNetwork(path, target, threads)


class OpenVinoNetwork:
    """A network compiled by OpenVINO: for any size, and on the processor for the sizes of large and of many tiles.

    Compiled for one size, the bundled networks take a fifth less time and half the memory; compiling takes as long as a
    quarter to a half of a megapixel. It is done by the first run, and what is compiled is kept for the next job of the worker.

    :ivar providers: the target alone: OpenVINO runs all nodes on one device.
    """

    def __init__(self, path: str, target: Target, threads: int) -> None:
        """:raises BackendError: the network cannot be read.

        Networks of 8 bits compile for fp32 only: with bf16 or fp16 OpenVINO 2026.4 has no implementation of a convolution
        of 8-bit numbers whose output is of 16 bits ("No suitable implementations").
        """
        # The precision is set in any case: by itself OpenVINO takes bf16 where the processor has it.
        config: dict[str, Any] = {"INFERENCE_PRECISION_HINT": _HINTS[target.precision], "PERFORMANCE_HINT": "LATENCY"}
        if target.device == "CPU":
            available = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
            config["INFERENCE_NUM_THREADS"] = threads or available
        self._how: _How = target.device, tuple(config.items()), os.environ.get(CACHE, "")
        try:
            state = os.stat(path)
            self._file: _File = path, state.st_mtime_ns, state.st_size
            self._sized = target.device == "CPU" and _takes_any_size(self._file)
        except Exception as error:  # RuntimeError and types of the binding
            raise BackendError(openvino_reason(error)) from error
        self.providers = [target.name]
        self.most_pixels = MOST_PIXELS if target.precision == FP32 or target.device != "CPU" else _MOST_PIXELS_16_BITS
        self._times: Counter[_Shapes] = Counter()
        self._requests: dict[_Shapes, Any] = {}  # of the network for one size, and of that for any, ()

    def run(self, inputs: Sequence[NDArray[Any]], kept: Optional[Kept] = None) -> NDArray[Any]:
        try:
            request = self._request_for(inputs)
            output = request.infer(dict(enumerate(inputs)), share_inputs=True, share_outputs=True)[0]
        except Exception as error:  # as above
            raise BackendError(openvino_reason(error)) from error
        return np.array(output if kept is None else output[..., kept[0], kept[1]])

    def _request_for(self, inputs: Sequence[NDArray[Any]]) -> Any:
        """The request of the network for the size of these inputs, compiled where that is worth its time."""
        shapes = tuple(item.shape for item in inputs)
        if shapes in self._requests:
            return self._requests[shapes]
        self._times[shapes] += 1
        pixels = inputs[0].shape[-1] * inputs[0].shape[-2]
        # Beside a network that has the memory of its activations, that for any size must not take twice as much.
        large = pixels >= (_LARGE // 2 if any(self._requests) else _LARGE)
        often = self._times[shapes] > _OFTEN and pixels >= _LARGE // 8
        if self._sized and (large or often):
            self._requests.clear()  # each has the memory of its activations
        else:
            shapes = ()
        if shapes not in self._requests:
            self._requests[shapes] = self._compiled(shapes).create_infer_request()
            _trim()
        return self._requests[shapes]

    def _compiled(self, shapes: _Shapes) -> Any:
        """The network, compiled or as it was compiled before.

        :param shapes: of its inputs; ``()`` = any.
        """
        device, config, cache = self._how
        key = self._file, self._how, shapes
        if key in _kept:
            _kept.move_to_end(key)
            return _core().import_model(_kept[key], device, dict(config))
        model = self._model
        if shapes:
            model = self._model_of_sizes.clone()
            model.reshape({number: list(shape) for number, shape in enumerate(shapes)})
        compiled = compile_network(_core(), model, device, dict(config), cache)
        if device == "CPU":
            stream = io.BytesIO()
            compiled.export_model(stream)
            _kept[key] = stream.getvalue()
            while sum(map(len, _kept.values())) > _MOST_BYTES_KEPT:
                _kept.popitem(last=False)
        return compiled

    @cached_property
    def _model(self) -> Any:
        """The network as it is in its file."""
        return simplified(_core().read_model(self._file[0]))

    @cached_property
    def _model_of_sizes(self) -> Any:
        """The network that is compiled for one size."""
        network = editable_network(self._file[0])
        if network is None or not with_dates_apart(network):
            return self._model
        return simplified(_core().read_model(network.SerializeToString()))


def _trim() -> None:
    """Give the system back what was freed: glibc keeps it, some 50 MB after a network was compiled."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):  # another C library has no such function
            ctypes.CDLL(None).malloc_trim(0)


@lru_cache(maxsize=8)
def _takes_any_size(file: _File) -> bool:
    return bool(_core().read_model(file[0]).is_dynamic())


def simplified(model: Any) -> Any:
    """Apply the transformations that compiling begins with, once for all sizes for which a network is compiled.

    Compiling for a size takes half the time then, with the same results. 8-bit networks are left as they are: their constants
    must not be joined.
    """
    try:
        from openvino._offline_transformations import apply_moc_transformations
    except ImportError:  # not of OpenVINO's documented interface
        return model
    if all(output.get_element_type().get_type_name() in _SIMPLE for node in model.get_ops() for output in node.outputs()):
        apply_moc_transformations(model, cf=False)
    return model


def openvino_reason(error: BaseException) -> str:
    """The reason in an error of OpenVINO, whose first lines name places in its source."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    telling = [line for line in lines if not line.startswith(("Exception from ", "Check '"))]
    return telling[0].partition("This may indicate")[0][:300] if telling else first_line(error)


@lru_cache(maxsize=1)
def _core() -> Any:
    # Where this package is missing, OpenVINO works without. Else each import counts in the user's folder, and is sent.
    sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]
    import openvino

    return openvino.Core()
