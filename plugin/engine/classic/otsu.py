"""The threshold that parts two classes as far as can be: N. Otsu 1979, IEEE Trans. Systems, Man, and Cybernetics 9(1)."""

from __future__ import annotations

import numpy as np

from .histogram import Distribution


def otsu(values: Distribution) -> float:
    """Return the value from which on pixels are changed: the one of the greatest variance between the classes.

    :param values: with at least one bin.
    """
    if len(values.count) == 1:
        return values.border(0)
    below = np.cumsum(values.count).astype(np.float64)[:-1]
    total = float(values.count.sum())
    sums = np.cumsum(values.count * values.value)
    apart = sums[:-1] / below - (sums[-1] - sums[:-1]) / (total - below)
    return values.border(int(np.argmax(below * (total - below) * apart**2)))
