"""The smallest area that a bundled model keeps, chosen on the validation places."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from ..plugin.engine.evaluation.scores import Confusion
from ..plugin.rules.label_codes import NO_CHANGE, UNLABELLED
from ..plugin.training.fit.judge import Predict, ValidationTile, predict_tile

MIN_AREAS_M2 = (4.0, 6.0, 8.0, 10.0, 12.0)
# The validation pairs are drawn around this ground sample distance.
PAIR_GSD_M = 0.5
_LOST_F1 = 0.0005


def smallest_area(predict: Predict, tiles: Sequence[ValidationTile], threshold: float) -> float:
    """Return the largest of :data:`MIN_AREAS_M2` that costs no F1 of any change worth mentioning, in m2."""
    totals = {area: Confusion() for area in MIN_AREAS_M2}
    for tile in tiles:
        log_p, target = predict_tile(predict, tile)
        mask = 1 - np.exp(log_p[0]) >= threshold
        known = target < UNLABELLED
        for area, total in totals.items():
            total.add(without_small(mask, area / PAIR_GSD_M**2)[known], (target > NO_CHANGE)[known])
    best = max(total.f1 for total in totals.values())
    return max(area for area, total in totals.items() if total.f1 >= best - _LOST_F1)


def without_small(mask: NDArray[np.bool_], min_pixels: float) -> NDArray[np.bool_]:
    """Drop 8-connected groups of fewer than ``min_pixels`` pixels."""
    labels, count = ndimage.label(mask, np.ones((3, 3)))
    if count == 0:
        return mask
    sizes = np.bincount(labels.reshape(-1))
    large = sizes >= min_pixels
    large[0] = False
    kept: NDArray[np.bool_] = large[labels]
    return kept
