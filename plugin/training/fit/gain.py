"""Whether a new model differs from its base by more than the choice of the validation ground: a bootstrap over its blocks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Optional

import numpy as np
from numpy.typing import NDArray

from ...engine.evaluation.scores import first_step, probability_steps

BLOCK = 64  # pixels along a side: neighbouring pixels are not independent
_DRAWS = 2000
_AT_ONCE = 100
LEAST_BLOCKS = 5  # of fewer nothing can be said
_INTERVAL = (2.5, 97.5)  # percent


@dataclass(frozen=True)
class Gain:
    """Difference in the F1 of any change between a new model and its base.

    :param f1: new less base. :param low, high: 95 % interval of it.
    :param blocks: of the validation ground that were drawn from, with return.
    """

    f1: float
    low: float
    high: float
    blocks: int

    @property
    def real(self) -> bool:
        """Whether the interval leaves out zero."""
        return self.low > 0 or self.high < 0


@dataclass(frozen=True, eq=False)
class Block:
    """The labelled pixels of a block: steps of the probability of change, uint16 (n,), and whether they changed, bool (n,)."""

    steps: NDArray[np.uint16]
    truth: NDArray[np.bool_]

    def counts(self, threshold: float) -> tuple[int, int, int]:
        """Return hits, false alarms and misses."""
        found = self.steps >= first_step(threshold)
        hits = int(np.count_nonzero(found & self.truth))
        return hits, int(np.count_nonzero(found)) - hits, int(np.count_nonzero(self.truth)) - hits


def blocks_of(change: NDArray[np.float32], truth: NDArray[np.bool_], known: NDArray[np.bool_]) -> list[Block]:
    """Return the blocks of a tile that have labelled pixels.

    :param change: probability of any change (height, width); ``truth`` and ``known`` likewise.
    """
    found = []
    for row in range(0, known.shape[0], BLOCK):
        for col in range(0, known.shape[1], BLOCK):
            part = slice(row, row + BLOCK), slice(col, col + BLOCK)
            inside = known[part]
            if inside.any():
                found.append(Block(probability_steps(change[part][inside]).astype(np.uint16), truth[part][inside]))
    return found


def gain(
    new: Sequence[Block], base: Sequence[Block], new_threshold: float, base_threshold: float, seed: int = 1
) -> Optional[Gain]:
    """Compare two models on the same blocks; ``None`` = there are too few, or they are not the same.

    :param new_threshold, base_threshold: of each model.

    >>> sure = Block(np.array([9000, 100], np.uint16), np.array([True, False]))
    >>> wrong = Block(np.array([100, 9000], np.uint16), np.array([True, False]))
    >>> gain([sure] * 10, [wrong] * 10, 0.5, 0.5)
    Gain(f1=1.0, low=1.0, high=1.0, blocks=10)
    """
    if len(new) != len(base) or len(new) < LEAST_BLOCKS:
        return None
    counts = [
        np.array([block.counts(threshold) for block in blocks], np.float64)
        for blocks, threshold in ((new, new_threshold), (base, base_threshold))
    ]
    random = np.random.default_rng(seed)
    share = np.full(len(new), 1 / len(new))
    differences = []
    for _ in range(0, _DRAWS, _AT_ONCE):
        weights = random.multinomial(len(new), share, _AT_ONCE).astype(np.float64)
        differences.append(_f1(weights @ counts[0]) - _f1(weights @ counts[1]))
    low, high = np.percentile(np.concatenate(differences), _INTERVAL)
    whole = _f1(counts[0].sum(0)[None]) - _f1(counts[1].sum(0)[None])
    return Gain(float(whole[0]), float(low), float(high), len(new))


def _f1(counts: NDArray[np.float64]) -> NDArray[Any]:
    """F1 of hits, false alarms and misses (draws, 3)."""
    hits, alarms, misses = counts[:, 0], counts[:, 1], counts[:, 2]
    return np.asarray(2 * hits / np.maximum(2 * hits + alarms + misses, 1))
