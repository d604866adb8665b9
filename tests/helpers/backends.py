"""A backend that runs networks by ONNX Runtime, and fails as told."""

from __future__ import annotations

from typing import Any, Callable, Optional, Sequence

from numpy.typing import NDArray

from groundshift.plugin.engine.network.backends import onnx_runtime
from groundshift.plugin.engine.network.backends.backend import FP16, MOST_PIXELS, BackendError, Kept, Target

FAST = Target("Fast", "CARD", FP16)


class FastBackend:
    """A backend that runs networks by ONNX Runtime, and fails as told."""

    def __init__(self, refuses: str = "", fails: Optional[Callable[[int, int], str]] = None) -> None:
        """:param fails: (number of the run, pixels of the input) -> reason; ``""`` = it does not fail."""
        self.refuses, self.fails = refuses, fails or (lambda number, pixels: "")
        self.sizes: list[int] = []

    def targets(self) -> tuple[Target, ...]:
        return (FAST,)

    def load(self, path: str, target: Target, threads: int, halo: int = 0) -> Any:
        if self.refuses:
            raise BackendError(self.refuses)
        return FastNetwork(self, path)


class FastNetwork:
    providers = [FAST.name]
    most_pixels = MOST_PIXELS

    def __init__(self, backend: FastBackend, path: str) -> None:
        self._backend = backend
        self._network = onnx_runtime.OnnxRuntime().load(path, Target(onnx_runtime.NAME, onnx_runtime.CPU), 1)

    def run(self, inputs: Sequence[NDArray[Any]], kept: Optional[Kept] = None) -> NDArray[Any]:
        pixels = inputs[0].shape[-1] * inputs[0].shape[-2]
        self._backend.sizes.append(pixels)
        reason = self._backend.fails(len(self._backend.sizes), pixels)
        if reason:
            raise BackendError(reason)
        return self._network.run(inputs)
