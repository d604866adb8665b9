"""Heads: what a network's output means, for each task.

A head turns the output of a tile into values that can be averaged over mirrored tiles (:meth:`Head.activate`), and those into
the scores and labels of its pixels (:meth:`Head.decide`). To add a task, write its head and
add it to :data:`HEADS`, and the task to ``TASKS`` in ``plugin/model_file/spec.py``.
"""

from __future__ import annotations

from typing import Callable, Optional, Protocol

import numpy as np
from numpy.typing import NDArray

from ...model_file.spec import CHANGE, SAR_PREDICTION, SEGMENTATION, ModelSpec

Decision = tuple[NDArray[np.float32], Optional[NDArray[np.uint8]]]


class Head(Protocol):
    """Meaning of a network's output."""

    def kept(self, with_classes: bool) -> int:
        """Number of scores that are kept of each pixel.

        :param with_classes: whether the probability of each class is wanted.
        """
        ...

    def activate(self, output: NDArray[np.float32]) -> NDArray[np.float32]:
        """Turn a network's output (channels, height, width), which may be overwritten, into values that can be averaged."""
        ...

    def decide(self, values: NDArray[np.float32], kept: int) -> Decision:
        """Turn (averaged) values into scores and labels.

        :param kept: how many of the scores are used, see :meth:`kept`.
        :return: scores float32 (``kept`` or more, height, width), the most important first; labels (height, width), index of
            the likeliest class, ``None`` = 0 everywhere.
        """
        ...


class ChangeHead:
    """Scores: the probability of any change, then that of each class. Label: the likeliest class of change."""

    def __init__(self, spec: ModelSpec) -> None:
        self._spec = spec

    def kept(self, with_classes: bool) -> int:
        return 1 + len(self._spec.classes) if with_classes else 1

    def activate(self, output: NDArray[np.float32]) -> NDArray[np.float32]:
        spec = self._spec
        if spec.no_change_channel:
            if not spec.probability:
                output = softmax(output)
            np.subtract(np.float32(1), output[0], out=output[0])
            return output
        if not spec.probability:
            output = np.reciprocal(1 + np.exp(-output))
        if len(output) == 1:
            return np.broadcast_to(output, (2, *output.shape[1:]))  # any change is that class
        return np.concatenate([output.max(axis=0, keepdims=True), output])

    def decide(self, values: NDArray[np.float32], kept: int) -> Decision:
        return values, likeliest(values[1:])[0] if len(values) > 2 else None


class ClassHead:
    """Scores: the probability of the likeliest class, then that of each class. Label: the likeliest class."""

    def __init__(self, spec: ModelSpec) -> None:
        self._spec = spec

    def kept(self, with_classes: bool) -> int:
        return 1 + len(self._spec.classes) if with_classes else 1

    def activate(self, output: NDArray[np.float32]) -> NDArray[np.float32]:
        return output if self._spec.probability else softmax(output)

    def decide(self, values: NDArray[np.float32], kept: int) -> Decision:
        labels, best = likeliest(values)
        return best[None] if kept == 1 else np.concatenate([best[None], values]), labels


class ContinuousHead:
    """Scores: the value of each band in its unit, then the standard deviation of each, where the network gives it."""

    def __init__(self, spec: ModelSpec) -> None:
        self._spec = spec
        self._scale = np.array([band.scale for band in spec.values], np.float32)[:, None, None]
        self._offset = np.array([band.offset for band in spec.values], np.float32)[:, None, None]

    def kept(self, with_classes: bool) -> int:
        return self._spec.output_channels

    def activate(self, output: NDArray[np.float32]) -> NDArray[np.float32]:
        bands = len(self._scale)
        values = output[:bands] * self._scale + self._offset
        # Variances are averaged, not deviations.
        return np.concatenate([values, (output[bands:] * self._scale) ** 2]) if self._spec.deviation else values

    def decide(self, values: NDArray[np.float32], kept: int) -> Decision:
        if self._spec.deviation:
            bands = len(self._scale)
            values = np.concatenate([values[:bands], np.sqrt(values[bands:])])
        return values, None


HEADS: dict[str, Callable[[ModelSpec], Head]] = {
    CHANGE: ChangeHead,
    SEGMENTATION: ClassHead,
    SAR_PREDICTION: ContinuousHead,
}


def head_of(spec: ModelSpec) -> Head:
    """The head of a model's task."""
    return HEADS[spec.task](spec)


def likeliest(values: NDArray[np.float32]) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
    """The index of the largest of some channels (channels, height, width), the first of equal ones, and its value."""
    # Channel by channel: numpy's argmax over the first axis takes six times as long.
    labels = np.zeros(values.shape[1:], np.uint8)
    best = values[0].copy()
    for index, value in enumerate(values[1:], 1):
        np.copyto(labels, np.uint8(index), where=value > best)
        np.maximum(best, value, out=best)
    return labels, best


def softmax(values: NDArray[np.float32]) -> NDArray[np.float32]:
    """The softmax over the channels (channels, height, width)."""
    exponents = np.exp(values - values.max(axis=0, keepdims=True))
    exponents /= exponents.sum(axis=0, keepdims=True)
    return exponents
