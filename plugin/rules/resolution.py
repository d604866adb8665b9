"""Decide the resolution that dates are worked on at, and how large their grid may be.

Called by the checks before a run, from layers, and by the worker, from pixels: both decide the same.
"""

from __future__ import annotations

import math
from typing import Iterable, Optional, Tuple

from ..jobs.failure import JobFailure
from ..model_file.spec import GroundSampleDistance, ModelSpec

MOST_UPSAMPLING = 2.0
MOST_PIXELS = 2**31  # of a grid that is worked on
# Resolutions that differ by less than this are the same: rounding in georeferences must not refuse a pair.
SLACK = 1.01
# Pixels whose sides differ by less are square: Web Mercator's differ by up to 0.7 %.
_SQUARE_TOLERANCE = 0.03
# Metres a pixel at which boundless web maps are compared where neither a model nor the user decides: their usual detail.
_WEB_MAP_GSD_M = 0.6


def is_square(sides: Tuple[float, float]) -> bool:
    """Return whether a pixel's sides in metres are alike: networks do not notice the difference."""
    return not abs(sides[0] - sides[1]) > _SQUARE_TOLERANCE * max(sides)


def date_gsd(size_m: float, sides: Tuple[float, float], square: bool) -> float:
    """Return the ground sample distance of a date in metres: the root of the area of a pixel on the ground, ``size_m``.

    For networks, to which pixels are shown as squares, it is the longer side of a pixel that is none: finer detail is there
    in one direction only.

    :param sides: of the pixel in metres. ``square``: whether it is for a network.
    """
    return max(sides) if square and not is_square(sides) else size_m


def pair_gsd(before_m: float, after_m: float) -> float:
    """Return the coarser of two ground sample distances in metres: finer detail is not there."""
    return max(before_m, after_m)


def choose_gsd(pair_m: float, model: GroundSampleDistance) -> Optional[float]:
    """Bring a ground sample distance in metres into the range of a model, or return ``None`` if it is too coarse.

    Finer imagery is averaged to the model's best; coarser imagery is upsampled to the model's coarsest, at most twofold.
    """
    if pair_m * SLACK < model.minimum:
        return model.best
    if pair_m <= model.maximum * SLACK:
        return pair_m
    if pair_m <= model.maximum * MOST_UPSAMPLING * SLACK:
        return model.maximum
    return None


def suits(gsd_m: float, model: GroundSampleDistance) -> bool:
    """Return True if a ground sample distance in metres lies in the model's range."""
    return model.minimum <= gsd_m * SLACK and gsd_m <= model.maximum * SLACK


def suited_model(gsd_m: float, models: Iterable[ModelSpec]) -> Optional[ModelSpec]:
    """Return the model whose range holds a ground sample distance in metres, of several the one whose best is nearest.

    Of bests that are equally near it is the finer one: detail is averaged rather than made up.
    """
    suited = [model for model in models if suits(gsd_m, model.gsd_m)]
    return min(
        suited,
        key=lambda model: (round(abs(math.log(model.gsd_m.best / gsd_m)), 6), model.gsd_m.best),
        default=None,
    )


def whole_multiple(native: float, wanted: float, least: float, most: float) -> float:
    """Return ``wanted``, or the nearest whole multiple of ``native`` where that stays within ``least`` and ``most``.

    Whole multiples average whole pixels: exact, and fast to read.
    """
    multiple = max(1, round(wanted / native)) * native
    return multiple if least <= multiple * SLACK and multiple <= most * SLACK else wanted


def automatic_gsd(
    before_m: Optional[float],
    after_m: Optional[float],
    model: Optional[ModelSpec],
    parameters: Tuple[str, str] = ("BEFORE", "AFTER"),
) -> float:
    """Choose the ground sample distance to work at when the user asks for none.

    :param before_m: metres; of the coarsest of the earlier dates; ``None`` = a boundless map without pixels of its own.
    :param after_m: metres; of the last date, whose grid is used; ``None`` likewise.
    :param model: ``None`` = a method that works at any resolution: at the coarser of both.
    :param parameters: of the two dates, for messages.
    :return: metres on the ground; a whole multiple of ``after_m`` where that fits.
    :raises JobFailure: ``resolution_too_coarse``.
    """
    known = [size for size in (before_m, after_m) if size is not None]
    pair_m = max(known) if known else model.gsd_m.best if model is not None else _WEB_MAP_GSD_M
    gsd_m, least, most = pair_m, pair_m, math.inf
    if model is not None:
        chosen = choose_gsd(pair_m, model.gsd_m)
        if chosen is None:
            raise JobFailure(
                "resolution_too_coarse",
                parameters[1 if pair_m == after_m else 0],
                pair=f"{pair_m:.3g}",
                model=model.id,
                minimum=f"{model.gsd_m.minimum:g}",
                maximum=f"{model.gsd_m.maximum:g}",
            )
        gsd_m, least, most = chosen, max(pair_m, model.gsd_m.minimum), model.gsd_m.maximum
    if after_m is None:
        return gsd_m
    if abs(gsd_m - after_m) <= 0.01 * after_m:
        return after_m
    return whole_multiple(after_m, gsd_m, least, most) if gsd_m > after_m else gsd_m


def check_grid_size(width: int, height: int, resolution: Optional[float]) -> None:
    """Check that a grid can be worked on.

    :param width, height: pixels.
    :param resolution: that the user chose; ``None`` = automatic.
    :raises JobFailure: ``area_too_large``.
    """
    if width * height > MOST_PIXELS:
        parameter = "AREA" if resolution is None else "RESOLUTION"
        raise JobFailure("area_too_large", parameter, width=width, height=height, limit=MOST_PIXELS)
