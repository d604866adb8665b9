"""ONNX Runtime with the execution providers of the installed build."""

from __future__ import annotations

import os
from typing import Any, Optional, Sequence, Union

import onnxruntime
from numpy.typing import NDArray

from .backend import FP16, FP32, MOST_PIXELS, BackendError, Kept, LoadedNetwork, Target, first_line
from .dates_apart import with_dates_apart
from .rewriting import editable_network, with_quick_softmax
from .rim_crops import SIZES, STARTS, CroppedNetwork, Cropping, crop_rims

NAME = "ONNX Runtime"
CPU = "CPUExecutionProvider"
_CROPPED = 0.95  # share of a tile that is kept, from which crops save too little
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

    def load(self, path: str, target: Target, threads: int, halo: int = 0) -> LoadedNetwork:
        return OnnxRuntimeNetwork(path, target, threads, halo)


class OnnxRuntimeNetwork:
    """A session of ONNX Runtime, and one of the network with crops once part of a tile is kept.

    :ivar providers: the execution providers in use, best first.
    """

    most_pixels = MOST_PIXELS

    def __init__(self, path: str, target: Target, threads: int, halo: int) -> None:
        """:raises BackendError: the network cannot be loaded."""
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads or len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else threads
        options.log_severity_level = 3
        # Threads that spin while they wait would take the cores from reading and writing.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        # A pattern is a block of all activations, kept for each size of a tile: those at edges and corners have their own.
        options.enable_mem_pattern = False
        providers = provider_settings(target)
        self._path, self._halo, self._options, self._given = path, halo, options, providers
        self._on_processor = providers == [CPU]
        self._crops: Optional[tuple[CroppedNetwork, Any]] = None
        try:
            if target.device in _CUDA:
                load_cuda_libraries()
            self._session = self._open_quick() or onnxruntime.InferenceSession(path, options, providers=providers)
        except Exception as error:  # onnxruntime raises types of its own that share no base
            raise BackendError(first_line(error)) from error
        self.providers: list[str] = self._session.get_providers()
        if target.precision != FP32 and self.providers[0] == target.device:
            self.providers[0] = target.name
        self._inputs = [item.name for item in self._session.get_inputs()]
        self._output = self._session.get_outputs()[0].name

    def run(self, inputs: Sequence[NDArray[Any]], kept: Optional[Kept] = None) -> NDArray[Any]:
        session, given = self._session, dict(zip(self._inputs, inputs))
        cropping = self._cropping(inputs[0].shape[-2:], kept) if kept is not None else None
        if cropping is not None and self._crops is not None:
            session = self._crops[1]
            given.update({STARTS: cropping.starts, SIZES: cropping.sizes})
        try:
            (output,) = session.run([self._output], given)
        except Exception as error:  # as above
            reason = BackendError(first_line(error))
            if cropping is not None and not reason.out_of_memory:  # the network as it is has the last word
                self._halo = 0
                return self.run(inputs, kept)
            raise reason from error
        return output[..., cropping.kept[0], cropping.kept[1]] if cropping is not None else output  # type: ignore[no-any-return]

    def _open_quick(self) -> Optional[onnxruntime.InferenceSession]:
        """A session of the network with quicker operators and less memory; ``None`` where none of them is for it."""
        model = editable_network(self._path) if self._on_processor else None
        if model is None or not with_dates_apart(model) | with_quick_softmax(model):
            return None
        return self._open(model.SerializeToString())

    def _open(self, model: bytes) -> Optional[onnxruntime.InferenceSession]:
        """A session of a network that was rewritten; ``None`` where it cannot be opened."""
        try:
            return onnxruntime.InferenceSession(model, self._options, providers=self._given)
        except Exception:  # as above: the network as it is has the last word
            return None

    def _cropping(self, size: Sequence[int], kept: Kept) -> Optional[Cropping]:
        """The crops for a tile; ``None`` where there are none, or they save little."""
        rows, cols = kept
        if not self._halo or (rows.stop - rows.start) * (cols.stop - cols.start) > _CROPPED * size[0] * size[1]:
            return None
        if self._crops is None:
            self._crops = self._open_cropped()
        if self._crops is None:
            self._halo = 0  # the next tiles need not try
            return None
        return self._crops[0].cropping(size[0], size[1], (rows.start, rows.stop), (cols.start, cols.stop))

    def _open_cropped(self) -> Optional[tuple[CroppedNetwork, Any]]:
        """The network with crops, and a session of it."""
        model = editable_network(self._path)
        if model is None:
            return None
        if self._on_processor:
            with_dates_apart(model)
            with_quick_softmax(model)
        cropped = crop_rims(model, self._halo)
        session = self._open(cropped.model) if cropped is not None else None
        return None if cropped is None or session is None else (cropped, session)


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
