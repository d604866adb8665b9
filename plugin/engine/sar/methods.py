"""The methods by which a radar date is predicted from earlier ones, by name, and the choice between them."""

from __future__ import annotations

from typing import Callable, Optional, Sequence

import numpy as np

from ...rules.sar_table import Acquisition
from . import prediction
from .prediction import Decibels, Predictor

LEAST_FOR_REGRESSION = 6  # earlier dates
WITH_ONE_IMAGE = ("latest", "nearest-geometry", "median")  # that need one earlier date only
# Where more of the image than this differs clearly, a regression would explain the change away: shifts over 27 to 41 %
# of the image make at least a fifth of it differ. At changes over 20 % of the image the regression is still the better method.
# Weather alone makes a tenth to 40 % differ on a tenth of the images.
_MUCH_CHANGED, _CLEARLY = 0.20, 4.0

# (earlier (dates, bands, pixels), date (bands, pixels), row of the date, rows of the earlier dates) -> prediction
Fit = Callable[[Decibels, Decibels, Acquisition, Sequence[Acquisition]], Optional[Predictor]]


def _latest(earlier: Decibels, date: Decibels, row: Acquisition, rows: Sequence[Acquisition]) -> Predictor:
    return prediction.Reference(len(earlier) - 1)


def _nearest(earlier: Decibels, date: Decibels, row: Acquisition, rows: Sequence[Acquisition]) -> Predictor:
    return prediction.Reference(nearest_geometry(row, rows))


# To add a method, write its line here and its name at the end of ``METHODS`` in plugin/jobs/sar.py.
FITS: dict[str, Fit] = {
    "latest": _latest,
    "nearest-geometry": _nearest,
    "median": lambda earlier, date, row, rows: prediction.fit_median(earlier, date, level=False),
    "levelled-median": lambda earlier, date, row, rows: prediction.fit_median(earlier, date, level=True),
    "z-score": lambda earlier, date, row, rows: prediction.fit_deviation(earlier, date, level=False),
    "levelled-z": lambda earlier, date, row, rows: prediction.fit_deviation(earlier, date),
    "regression": lambda earlier, date, row, rows: prediction.fit_regression(earlier, date),
}


def choose_method(earlier: Decibels, date: Decibels) -> tuple[str, str]:
    """Choose a method by the number of earlier dates and by how much of the image differs.

    :param earlier: sample (dates, bands, pixels) in dB, NaN = no data. :param date: (bands, pixels).
    :return: key of :data:`FITS`, and the code of the log's line that gives the reason.
    """
    if len(earlier) < 2:
        return "latest", "sar_method_one"
    if len(earlier) < LEAST_FOR_REGRESSION:
        return "levelled-z", "sar_method_few"
    score = prediction.fit_deviation(earlier, date).difference(earlier, date).score
    known = score[np.isfinite(score)]
    if known.size and float(np.mean(known > _CLEARLY)) > _MUCH_CHANGED:
        return "levelled-z", "sar_method_much_change"
    if prediction.fit_regression(earlier, date) is None:
        return "levelled-z", "sar_method_few"
    return "regression", "sar_method_regression"


def nearest_geometry(date: Acquisition, earlier: Sequence[Acquisition]) -> int:
    """The reference of a conventional difference image (Alatalo et al. 2023): same orbit, nearest incidence, then latest."""

    def distance(index: int) -> tuple[bool, float, int]:
        row = earlier[index]
        apart = 0.0 if row.incidence is None or date.incidence is None else abs(row.incidence - date.incidence)
        return not same_track(row, date), apart, -index

    return min(range(len(earlier)), key=distance)


def same_track(row: Acquisition, date: Acquisition) -> bool:
    """Return whether two rows are of one track, as far as the table states it."""
    if row.track is not None and date.track is not None:
        return row.track == date.track
    return not row.direction or not date.direction or row.direction == date.direction
