"""An ONNX network, fed by its specification."""

from __future__ import annotations

import os
from typing import Any, Callable, Optional, Sequence

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from ...jobs.failure import JobFailure
from ...model_file.load import ModelFile
from .backends.backend import BackendError, Kept, LoadedNetwork, Target
from .backends.onnx_runtime import CPU
from .backends.registry import BACKENDS, preferred_target, targets_to_try
from .heads import head_of

# Element types of onnx.proto that a network may take.
_ELEMENT_TYPES = {1: np.float32, 10: np.float16, 11: np.float64}
_MIRRORS: dict[int, tuple[tuple[int, ...], ...]] = {1: ((),), 2: ((), (1, 2)), 4: ((), (1,), (2,), (1, 2))}
"""Axes of a tile (bands, height, width) along which each image is mirrored, by their number (the spec's ``mirrors``)."""
_MOST_MIRRORS = max(_MIRRORS)
_TRIED_SIDE = 32  # pixels; half of the side of the tile that another target than the plain processor is tried on


# What has run a small tile in this process: state of the model's file, and target.
_tried: set[tuple[str, int, int, Target]] = set()


def _ignore(code: str, **values: Any) -> None:
    """Discard a warning."""


def fixed_size(model: ModelFile) -> Optional[tuple[int, int]]:
    """Return height and width of a model's inputs where it takes but one size."""
    shape = model.header.inputs[0].shape
    height, width = shape[-2:] if len(shape) >= 2 else (None, None)
    return (height, width) if isinstance(height, int) and isinstance(width, int) else None


class Network:
    """A model loaded by the first backend that can run it, fed by the model's specification.

    Example::

        network = Network(load_model_file("models/buildings-siamese.onnx"))
        any_change, *classes = network.run([before, after])

    :ivar path: of the model file.
    :ivar providers: the execution providers in use, or the backend, device and precision; best first.
    :ivar head: the meaning of its output.
    :ivar fixed: height and width of its inputs where it takes but one size.
    """

    def __init__(self, model: ModelFile, threads: int = 0, provider: str = "", warn: Callable[..., None] = _ignore) -> None:
        """Load the network.

        :param provider: what to prefer; see :func:`.backends.registry.preferred_target`. ``""`` = ONNX Runtime's best.
        :param warn: as :meth:`..context.JobContext.warn`; called when another target than the preferred one is used.
        :raises JobFailure: ``model_opset`` when no backend can run the network.
        """
        self.spec = model.spec
        self.head = head_of(model.spec)
        self._name = os.path.basename(model.path)
        self.path, self._threads, self._warn = model.path, threads, warn
        self._element = element_type(model)
        self.fixed = fixed_size(model)
        preferred = preferred_target(provider, model.spec.task)
        self._targets = targets_to_try(preferred)
        if preferred is not None and preferred not in BACKENDS[preferred.backend].targets():
            del self._targets[0]
            warn("backend_missing", wanted=preferred.name, used=self._targets[0].name)
        self._load_next()

    @property
    def providers(self) -> list[str]:
        return self._loaded.providers

    @property
    def most_pixels(self) -> int:
        """Of a tile with its halo, for :func:`.prediction.plan_tiles`."""
        return self._loaded.most_pixels

    def run(
        self,
        dates: Sequence[NDArray[np.float32]],
        conditions: Optional[NDArray[np.float64]] = None,
        kept: Optional[Kept] = None,
    ) -> NDArray[np.float32]:
        """Predict a tile.

        If the backend fails, for another reason than memory, the next one is loaded and used from then on.

        :param dates: normalised, each (bands, height, width); both sides multiples of the stride.
        :param conditions: table of the spec's ``condition_shape`` in its units, where the network has such an input.
        :param kept: rows and columns to return; ``None`` = all.
        :return: the values of the head's :meth:`.heads.Head.activate`, float32 (n, height, width). Of a change network:
            probabilities of any change, then of each class.
        :raises JobFailure: ``model_output`` if the output of the network has another shape; ``out_of_memory``.
        """
        inputs = self._arranged(dates, conditions)
        while True:
            try:
                output = self._loaded.run(inputs, kept)
                break
            except BackendError as error:
                if error.out_of_memory:
                    raise JobFailure("out_of_memory", "", reason=str(error)) from error
                if not self.use_next(str(error)):
                    raise self._cannot_run(error) from error
        wanted = whole = (1, self.spec.output_channels, *dates[0].shape[1:])
        if kept is not None:
            wanted = (*whole[:2], *(lines.stop - lines.start for lines in kept))
            output = output[..., kept[0], kept[1]] if output.shape == whole else output
        if output.shape != wanted:
            raise JobFailure("model_output", "MODEL", model=self._name, found=str(output.shape), wanted=str(whole))
        return self.head.activate(output[0].astype(np.float32, copy=False))

    def use_next(self, reason: str) -> bool:
        """Load the next backend that can run the network, after a failure of the one in use.

        :param reason: of the failure, for the log.
        :return: False if there is none.
        :raises JobFailure: ``model_opset``.
        """
        if not self._targets:
            return False
        failed = self.providers[0]
        self._load_next()
        self._warn("backend_failed", wanted=failed, used=self.providers[0], reason=reason)
        return True

    def _load_next(self) -> None:
        """Load the network on the first of the remaining targets that can run it.

        :raises JobFailure: ``model_opset`` if none can.
        """
        refused: list[tuple[Target, BackendError]] = []
        while self._targets:
            target = self._targets.pop(0)
            try:
                self._loaded = self._load(target)
            except BackendError as error:
                refused.append((target, error))
                continue
            for other, reason in refused:
                self._warn("backend_refused", wanted=other.name, used=self.providers[0], reason=str(reason))
            if self.providers[0] != target.name:  # ONNX Runtime leaves out a provider whose libraries or driver are missing
                self._warn("provider_left_out", wanted=target.name, used=self.providers[0])
            return
        raise self._cannot_run(refused[-1][1]) from refused[-1][1]

    def _load(self, target: Target) -> LoadedNetwork:
        """Load the network on a target, and try it on a small tile unless it is the plain processor or has run one.

        :raises BackendError: it cannot be run there.
        """
        loaded = BACKENDS[target.backend].load(self.path, target, self._threads, self.spec.halo)
        state = os.stat(self.path)
        attempt = self.path, state.st_mtime_ns, state.st_size, target
        if target.device != CPU and attempt not in _tried:
            height, width = self.fixed or (2 * (_TRIED_SIDE // self.spec.stride + 1) * self.spec.stride,) * 2
            noise = np.random.default_rng(0).standard_normal((self.spec.dates, len(self.spec.bands), height, width), np.float32)
            conditions = None
            if self.spec.conditions:
                conditions = np.tile([item.mean for item in self.spec.conditions], (self.spec.condition_shape[0], 1))
            if not np.isfinite(loaded.run(self._arranged(list(noise), conditions))).all():
                raise BackendError("its output is not finite")
            _tried.add(attempt)
        return loaded

    def _arranged(self, dates: Sequence[NDArray[np.float32]], conditions: Optional[NDArray[np.float64]]) -> list[NDArray[Any]]:
        inputs = arrange_inputs(self.spec.layout, dates, self._element)
        return [*inputs, self._normalised(conditions)] if self.spec.conditions else inputs

    def _cannot_run(self, error: BackendError) -> JobFailure:
        return JobFailure("model_opset", "MODEL", model=self._name, version=onnxruntime.__version__, reason=str(error))

    def run_mirrored(
        self,
        dates: Sequence[NDArray[np.float32]],
        conditions: Optional[NDArray[np.float64]] = None,
        count: int = _MOST_MIRRORS,
        kept: Optional[Kept] = None,
    ) -> NDArray[np.float32]:
        """Average the predictions over mirror images of a tile; see :meth:`run`.

        :param count: of the images, see :class:`...model_file.spec.ModelSpec`.
        """
        total: Optional[NDArray[np.float32]] = None
        for axes in _MIRRORS[count]:
            part = None if kept is None else _mirrored_part(kept, dates[0].shape[1:], axes)
            mirrored = self.run([np.ascontiguousarray(np.flip(date, axes)) for date in dates], conditions, part)
            turned_back = np.flip(mirrored, axes)
            if total is None:
                total = turned_back.copy()
            else:
                total += turned_back
        if total is None:
            raise ValueError("no mirror images")
        total /= np.float32(count)
        return total

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


def _mirrored_part(part: Kept, size: Sequence[int], axes: Sequence[int]) -> Kept:
    """Rows and columns of a part in a mirror image of a tile (bands, height, width)."""
    rows, cols = (
        slice(length - lines.stop, length - lines.start) if axis in axes else lines
        for axis, (lines, length) in enumerate(zip(part, size), 1)
    )
    return rows, cols


def arrange_inputs(layout: str, dates: Sequence[NDArray[np.float32]], element: Any) -> list[NDArray[Any]]:
    """Arrange dates as the inputs of a network of a layout, with a batch axis, in its type.

    :param dates: each (bands, height, width).
    :param element: numpy's type of the network's numbers.
    """
    if layout in ("siamese", "single"):
        arrays = [date[None] for date in dates]
    elif layout == "early_fusion":
        arrays = [joined_bands(dates)[None]]
    else:
        arrays = [np.stack(dates)[None]]
    return [array.astype(element, copy=False) for array in arrays]


def joined_bands(dates: Sequence[NDArray[np.float32]]) -> NDArray[np.float32]:
    """All bands of dates (dates x bands, height, width); no copy where one array holds the dates one after the other."""
    whole = dates[0].base
    if isinstance(whole, np.ndarray) and whole.shape == (len(dates), *dates[0].shape) and whole.flags.c_contiguous:
        places = [date.__array_interface__["data"][0] for date in dates]
        if places == [part.__array_interface__["data"][0] for part in whole] and all(
            date.strides == whole.strides[1:] and date.shape == whole.shape[1:] and date.dtype == whole.dtype for date in dates
        ):
            return whole.reshape(-1, *whole.shape[2:])
    return np.concatenate(dates)


def element_type(model: ModelFile) -> Any:
    """Numpy's type of a network's inputs."""
    return _ELEMENT_TYPES.get(model.header.inputs[0].element_type, np.float32)
