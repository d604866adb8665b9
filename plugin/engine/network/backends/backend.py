"""The interface of a backend, and the targets that it offers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Optional, Protocol, Sequence

from numpy.typing import NDArray

FP32, BF16, FP16 = "fp32", "bf16", "fp16"
PRECISIONS = (FP32, BF16, FP16)

# Of a tile with its halo: the activations of the largest bundled network for so many take some 380 MB in 32 bits.
MOST_PIXELS = 1024**2

# Parts of messages of ONNX Runtime, CUDA, DirectML and OpenVINO, in lower case.
_OUT_OF_MEMORY = ("alloc", "out of memory", "out_of_memory", "e_outofmemory", "out_of_resources", "not enough memory")


Kept = tuple[slice, slice]  # rows and columns of a tile, with beginnings and ends


@dataclass(frozen=True)
class Target:
    """A way to run a network.

    :param backend: key of :data:`.registry.BACKENDS`.
    :param device: ONNX Runtime's execution provider, or OpenVINO's device.
    :param precision: of :data:`PRECISIONS`.
    """

    backend: str
    device: str
    precision: str = FP32

    @property
    def name(self) -> str:
        """Name in settings and logs, such as ``CPUExecutionProvider`` or ``OpenVINO:CPU:bf16``."""
        if self.device.endswith("ExecutionProvider"):
            return self.device if self.precision == FP32 else f"{self.device}:{self.precision}"
        return f"{self.backend}:{self.device}:{self.precision}"


class BackendError(Exception):
    """A backend cannot load or run a network. ``str()`` is the first line of its reason."""

    @property
    def out_of_memory(self) -> bool:
        """Whether the device has not enough memory for these inputs."""
        text = str(self).lower()
        return any(part in text for part in _OUT_OF_MEMORY)


class LoadedNetwork(Protocol):
    """A network that a backend has loaded.

    :ivar providers: names of what runs it, the one of the most of its nodes first.
    :ivar most_pixels: of a tile, beyond which its activations take more memory than a run may.
    """

    providers: list[str]
    most_pixels: int

    def run(self, inputs: Sequence[NDArray[Any]], kept: Optional[Kept] = None) -> NDArray[Any]:
        """Return the first output, an array of its own; whole, or only what is kept.

        :param inputs: in the order of the network's inputs.
        :param kept: what is used of the output; ``None`` = all. The rest need not be computed.
        :raises BackendError: it cannot be run on these inputs.
        """
        ...


class Backend(Protocol):
    """A library that runs ONNX networks."""

    def targets(self) -> tuple[Target, ...]:
        """Describe what is installed: the targets that this machine offers, without loading a network."""
        ...

    def load(self, path: str, target: Target, threads: int, halo: int = 0) -> LoadedNetwork:
        """Load a network.

        :param path: of the ONNX file.
        :param threads: 0 = as many as there are cores for this process.
        :param halo: pixels around what is kept of a tile.
        :raises BackendError: it cannot run this network on this target.
        """
        ...


def first_line(error: BaseException) -> str:
    """The first line of an error's message."""
    lines: Sequence[str] = str(error).strip().splitlines()
    return lines[0][:300] if lines else type(error).__name__
