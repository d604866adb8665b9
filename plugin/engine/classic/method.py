"""The base of the classical methods: two dates in, a magnitude of change and further bands out.

A method is one file with a subclass of :class:`Method` and the function that makes it from the :class:`Inputs` of a run, and
one line in ``plugin/rules/classic_methods.py``.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import Any, Callable

from numpy.typing import NDArray

from ...rules.classic_methods import METHODS
from ..context import JobContext
from ..dates.dates import Dates
from .blocks import BlockPlan


class Method:
    """A measure of change. It works on a block by itself, so that the result does not depend on the blocks.

    :cvar names: of the bands that :meth:`measure` returns; the first is the magnitude, 0 = no change.
    :cvar heavy_tailed: the magnitude is a sum of squares: thresholds are searched for on its square root.
    :cvar signed: values of each band with their sign are measured; they are smoothed before they become a magnitude.
    """

    heavy_tailed: bool = False
    signed: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the bands that :meth:`measure` returns; the first is the magnitude, 0 = no change."""
        return ("magnitude",)

    @property
    def planes(self) -> int:
        """Number of bands that :meth:`measure` returns."""
        return len(self.names)

    @property
    def least(self) -> float:
        """Lower limit of automatic thresholds: smaller magnitudes are rounding errors."""
        return 0.0

    def measure(self, before: NDArray[Any], after: NDArray[Any]) -> NDArray[Any]:
        """Measure the change between two blocks.

        :param before, after: float32 or float64 (bands, height, width), finite.
        :return: (planes, height, width) of the same type, or float32.
        """
        raise TypeError(f"{type(self).__name__} does not measure anything")


@dataclass(frozen=True)
class Inputs:
    """Inputs that a method is made from.

    :param pair: the two dates, with the bands that are compared.
    :param plan: blocks in which the pair is read.
    :param alone: only the magnitude is wanted; further bands would take time.
    :param progress: called with 0..1.
    """

    pair: Dates
    plan: BlockPlan
    alone: bool
    context: JobContext
    progress: Callable[[float], None]


def make_method(name: str, inputs: Inputs) -> Method:
    """Make a method of :data:`...rules.classic_methods.METHODS`.

    :raises JobFailure: the method cannot be applied to these dates.
    """
    module, _, function = METHODS[name].maker.partition(":")
    made: Method = getattr(importlib.import_module(module, __package__), function)(inputs)
    return made
