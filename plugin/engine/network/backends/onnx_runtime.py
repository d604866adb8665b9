"""ONNX Runtime with the execution providers of the installed build."""

from __future__ import annotations

import os
from typing import Any, Optional, Sequence, Union

import onnxruntime
from numpy.typing import NDArray

from .backend import FP16, FP32, MOST_PIXELS, BackendError, LoadedNetwork, Target, first_line
from .channel_softmax import with_quick_softmax

NAME = "ONNX Runtime"
CPU = "CPUExecutionProvider"
# Providers that need settings of their own, or compile for minutes, are left to those who ask for them.
_USUAL = ("CUDAExecutionProvider", "ROCMExecutionProvider", "DmlExecutionProvider", "CoreMLExecutionProvider")
# Options of the providers that offer another precision than the network's own.
_OPTIONS: dict[tuple[str, str], dict[str, str]] = {("TensorrtExecutionProvider", FP16): {"trt_fp16_enable": "1"}}
_CUDA = ("CUDAExecutionProvider", "TensorrtExecutionProvider")
_REMOTE = ("AzureExecutionProvider",)  # in every build, but only sends data to a service


class OnnxRuntime:
    """The backend of a plain installation."""

    def targets(self) -> tuple[Target, ...]:
        """The installed providers, each in the precision of the network, and in others that it offers."""
        found = []
        for provider in onnxruntime.get_available_providers():
            if provider not in _REMOTE:
                found += [Target(NAME, provider), *(Target(NAME, name, kind) for name, kind in _OPTIONS if name == provider)]
        return tuple(dict.fromkeys(found))

    def load(self, path: str, target: Target, threads: int) -> LoadedNetwork:
        return OnnxRuntimeNetwork(path, target, threads)


class OnnxRuntimeNetwork:
    """A session of ONNX Runtime.

    :ivar providers: the execution providers in use, best first.
    """

    most_pixels = MOST_PIXELS

    def __init__(self, path: str, target: Target, threads: int) -> None:
        """:raises BackendError: the network cannot be loaded."""
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads or len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else threads
        options.log_severity_level = 3
        # Threads that spin while they wait would take the cores from reading and writing.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        # A pattern is a block of all activations, kept for each size of a tile: those at edges and corners have their own.
        options.enable_mem_pattern = False
        providers = provider_settings(target)
        try:
            if target.device in _CUDA:
                load_cuda_libraries()
            quick = with_quick_softmax(path) if providers == [CPU] else None
            self._session = _quick_session(quick, options, providers) or onnxruntime.InferenceSession(
                path, options, providers=providers
            )
        except Exception as error:  # onnxruntime raises types of its own that share no base
            raise BackendError(first_line(error)) from error
        self.providers: list[str] = self._session.get_providers()
        if target.precision != FP32 and self.providers[0] == target.device:
            self.providers[0] = target.name
        self._inputs = [item.name for item in self._session.get_inputs()]
        self._output = self._session.get_outputs()[0].name

    def run(self, inputs: Sequence[NDArray[Any]]) -> NDArray[Any]:
        try:
            (output,) = self._session.run([self._output], dict(zip(self._inputs, inputs)))
        except Exception as error:  # as above
            raise BackendError(first_line(error)) from error
        return output  # type: ignore[no-any-return]


def _quick_session(network: Optional[bytes], options: Any, providers: list[Any]) -> Optional[onnxruntime.InferenceSession]:
    """A session of a network that was changed; ``None`` where it was not, or cannot be opened, as with weights beside it."""
    if network is None:
        return None
    try:
        return onnxruntime.InferenceSession(network, options, providers=providers)
    except Exception:  # as above: the network as it is has the last word
        return None


def load_cuda_libraries() -> None:
    """Load the libraries of CUDA that were installed as packages, which the system's loader does not find."""
    preload = getattr(onnxruntime, "preload_dlls", None)
    if preload is not None:
        preload()


def provider_settings(target: Target) -> list[Union[str, tuple[str, dict[str, str]]]]:
    """The execution providers of a session for a target, with their options; those that run the rest follow it."""
    names = choose_providers(target.device)
    return [(name, _OPTIONS[name, target.precision]) if (name, target.precision) in _OPTIONS else name for name in names]


def choose_providers(preferred: str = "") -> list[str]:
    """Execution providers to try, best first, the CPU last; ``preferred`` first where it is there.

    The processor is preferred where a card has failed: alone, as a session opens all of its providers.
    """
    if preferred == CPU:
        return [CPU]
    available = onnxruntime.get_available_providers()
    chosen = [name for name in [preferred, *_USUAL] if name in available]
    return [*dict.fromkeys([*chosen, CPU])]
