"""What the methods have in common: two dates in, a magnitude of change and what belongs to it out."""

from __future__ import annotations

from typing import Any, Protocol

from numpy.typing import NDArray


class Method(Protocol):
    """Works on a block by itself, so that the result does not depend on the blocks.

    ``names``: of the bands that :meth:`measure` gives; the first is the magnitude, 0 = no change.
    ``heavy_tailed``: whether thresholds are to be looked for on the magnitude's square root (it is a sum of squares).
    """

    @property
    def names(self) -> tuple[str, ...]: ...

    @property
    def heavy_tailed(self) -> bool: ...

    def measure(self, before: NDArray[Any], after: NDArray[Any]) -> NDArray[Any]:
        """The change between two blocks.

        :param before, after: float32 or float64 (bands, height, width), finite.
        :return: (names, height, width) of the same type, or float32.
        """
        ...
