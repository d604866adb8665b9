"""Change over the dates of a radar difference: the date with the highest score, the one that shows it first, later ones."""

from __future__ import annotations

from typing import Optional, Sequence

import numpy as np
from numpy.typing import NDArray

from ..dates.grid import Window
from .prediction import Difference, Predictor
from .series import Series, context_of, part_of


def differences_of_dates(
    stack: Series, predictors: Sequence[Predictor], window: Window
) -> tuple[Difference, list[NDArray[np.float32]]]:
    """Compare all dates with their predictions on a window.

    :param predictors: one for each date.
    :return: the difference of each pixel's date with the highest score, of those in which change is sought; and the score of
        each date, negative where the backscatter fell; NaN = no data.
    """
    around = context_of(stack, window, predictors[0])
    earlier, terrain = stack.read_earlier(around), stack.read_terrain(around)
    strongest: Optional[Difference] = None
    signed = []
    for image, predictor, sought in zip(stack.dates, predictors, stack.sought):
        found = part_of(predictor.difference(earlier, stack.read(image, around), terrain), window.within(around))
        signed.append((found.score * np.sign(found.decibels.mean(axis=0))).astype(np.float32))
        if strongest is None:
            strongest = found
        elif sought:
            stronger = ~(found.score <= strongest.score) & np.isfinite(found.score)
            decibels = np.where(stronger, found.decibels, strongest.decibels)
            strongest = Difference(decibels, np.where(stronger, found.score, strongest.score))
    if strongest is None:
        raise ValueError("there is no date")
    return strongest, signed


def follow_change(
    signed: Sequence[NDArray[np.float32]],
    direction: NDArray[np.float32],
    sought: Sequence[bool],
    threshold: float,
    confirmations: int,
) -> tuple[NDArray[np.uint16], NDArray[np.uint8], NDArray[np.uint8]]:
    """Find when a change is seen first, and in how many of the following dates it is seen again.

    :param signed: score of each date, negative where the backscatter fell; NaN = no data.
    :param direction: of the change, by its sign.
    :param sought: which dates may be the first.
    :param confirmations: dates after the first that count.
    :return: number of the first date (0 where there is none), dates that confirm it, dates that have data.
    """
    shows = [score * np.sign(direction) >= threshold for score in signed]
    first = np.zeros(direction.shape, np.uint16)
    found = np.zeros(direction.shape, bool)
    for number, (shown, may) in enumerate(zip(shows, sought)):
        if may:
            first[shown & ~found] = number
            found |= shown
    confirmed, seen = np.zeros(direction.shape, np.uint8), np.zeros(direction.shape, np.uint8)
    for number, (shown, score) in enumerate(zip(shows, signed)):
        follows = (first < number) & (number - first.astype(np.int32) <= confirmations)
        seen += follows & np.isfinite(score)
        confirmed += follows & shown
    return first, confirmed, seen
