"""At which ground sample distance a pair is worked on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from ..model_file.spec import GroundSampleDistance

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
