"""At which ground sample distance a pair is worked on."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Optional

from ..jobs.failure import JobFailure
from ..model_file.spec import GroundSampleDistance, ModelSpec

MOST_UPSAMPLING = 2.0
MOST_PIXELS = 2**31  # of a grid that is worked on
# Resolutions that differ by less than this are the same: rounding in georeferences must not refuse a pair.
_SLACK = 1.01


@dataclass(frozen=True)
class ChosenResolution:
    """:param gsd_m: metres on the ground; ``suits``: whether the model is made for it."""

    gsd_m: float
    suits: bool


def pair_gsd(before_m: float, after_m: float) -> float:
    """The coarser of the two dates' ground sample distances, in metres: finer detail is not there."""
    return max(before_m, after_m)


def choose_gsd(pair_m: float, model: GroundSampleDistance) -> Optional[ChosenResolution]:
    """The ground sample distance to work at when the user asks for none; ``None`` = outside the model's reach.

    Finer imagery is averaged to the model's best; coarser imagery is upsampled to the model's coarsest, at most twofold.
    """
    if pair_m * _SLACK < model.minimum:
        return ChosenResolution(model.best, True)
    if pair_m <= model.maximum * _SLACK:
        return ChosenResolution(pair_m, True)
    if pair_m <= model.maximum * MOST_UPSAMPLING * _SLACK:
        return ChosenResolution(model.maximum, True)
    return None


def suits(gsd_m: float, model: GroundSampleDistance) -> bool:
    """Whether a ground sample distance in metres lies in the model's range."""
    return model.minimum <= gsd_m * _SLACK and gsd_m <= model.maximum * _SLACK


def whole_multiple(native: float, wanted: float, least: float, most: float) -> float:
    """``wanted``, or the nearest whole multiple of ``native`` where that stays within ``least`` and ``most``.

    Whole multiples average whole pixels: exact, and fast to read.
    """
    multiple = max(1, round(wanted / native)) * native
    return multiple if least <= multiple * _SLACK and multiple <= most * _SLACK else wanted


def automatic_gsd(before_m: float, after_m: float, model: Optional[ModelSpec]) -> float:
    """Choose the ground sample distance to work at when the user asks for none.

    :param before_m: metres; of the coarsest of the earlier dates.
    :param after_m: metres; of the last date, whose grid is used.
    :param model: ``None`` = a method that works at any resolution: at the coarser of both.
    :return: metres on the ground; a whole multiple of ``after_m`` where that fits.
    :raises JobFailure: ``resolution_too_coarse``.
    """
    pair_m = pair_gsd(before_m, after_m)
    gsd_m, least, most = pair_m, pair_m, math.inf
    if model is not None:
        chosen = choose_gsd(pair_m, model.gsd_m)
        if chosen is None:
            raise JobFailure(
                "resolution_too_coarse",
                "BEFORE" if before_m > after_m else "AFTER",
                pair=f"{pair_m:.3g}",
                model=model.id,
                minimum=f"{model.gsd_m.minimum:g}",
                maximum=f"{model.gsd_m.maximum:g}",
            )
        gsd_m, least, most = chosen.gsd_m, max(pair_m, model.gsd_m.minimum), model.gsd_m.maximum
    if abs(gsd_m - after_m) <= 0.01 * after_m:
        return after_m
    return whole_multiple(after_m, gsd_m, least, most) if gsd_m > after_m else gsd_m
