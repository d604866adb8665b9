"""Predictions of a land-cover model for a measurement: those of 'Classify land cover', without removal of small patches."""

from __future__ import annotations

from typing import Callable

import numpy as np
from numpy.typing import NDArray

from ..context import JobContext
from ..dates.dates import Dates, make_reader
from ..network.network import Network
from ..network.prediction import Strip, plan_tiles, predict_strips


def predict_whole(
    dates: Dates, network: Network, flips: bool, context: JobContext
) -> tuple[NDArray[np.uint8], NDArray[np.float32], NDArray[np.bool_]]:
    """Predict an image that fits into memory.

    :return: index of the likeliest class, its probability, and where there is data, each (height, width) of the work window.
    """
    shape = dates.work.height, dates.work.width
    labels, score, valid = np.zeros(shape, np.uint8), np.zeros(shape, np.float32), np.zeros(shape, bool)

    def take(strip: Strip) -> None:
        rows = slice(strip.row, strip.row + len(strip.labels))
        labels[rows], score[rows], valid[rows] = strip.labels, strip.first_score, strip.valid

    predict_strips_of(dates, network, flips, take, context, lambda part: None)
    return labels, score, valid


def predict_strips_of(
    dates: Dates,
    network: Network,
    flips: bool,
    take: Callable[[Strip], None],
    context: JobContext,
    progress: Callable[[float], None],
) -> None:
    """Predict an image strip by strip.

    :param progress: called with the share that is done.
    """
    quiet = JobContext(lambda event: None, context.cancelled)
    reader = make_reader(dates, network.spec.normalisation, quiet)
    plan = plan_tiles(dates.work, network.spec, None, network.fixed)
    predict_strips(reader, network, plan, flips, False, take, context, progress)
