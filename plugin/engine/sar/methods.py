"""The methods by which a radar date is predicted from earlier ones, by name, and the choice between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Callable, Optional, Sequence

import numpy as np

from ...rules.sar_table import Acquisition, same_track
from . import prediction
from .network_prediction import RadarModel, fit_network
from .prediction import Decibels, Predictor

LEAST_FOR_REGRESSION = 2  # earlier dates; with 2, 3 and 4 it is better than the levelled z-score, too
NETWORK = "network"
WITH_ONE_IMAGE = ("latest", "nearest-geometry", "median")  # that need one earlier date only
# Where about half of the image differs clearly, the regression has no majority of unchanged pixels to start from. Below that
# it is the better method: change over 13 % of the image on average and 40 % at most leaves it an AUC of .93, and weather alone
# makes up to 40 % of an image differ, which the regression explains and the z-score does not.
_MUCH_CHANGED, _CLEARLY = 0.45, 4.0


@dataclass(frozen=True)
class Sample:
    """Pixels of an image by which a prediction is fitted.

    :param earlier: (dates, bands, pixels) in dB, NaN = no data. :param date: (bands, pixels).
    :param row: of the date in the table; ``rows``: of the earlier dates.
    :param terrain: (features, pixels), see :func:`.terrain.read_terrain`; ``None`` = not known.
    """

    earlier: Decibels
    date: Decibels
    row: Acquisition
    rows: Sequence[Acquisition]
    terrain: Optional[Decibels] = None


Fit = Callable[[Sample], Optional[Predictor]]


# To add a method, write its line here and its name at the end of ``METHODS`` in plugin/jobs/sar.py.
FITS: dict[str, Fit] = {
    "latest": lambda given: prediction.Reference(len(given.earlier) - 1),
    "nearest-geometry": lambda given: prediction.Reference(nearest_geometry(given.row, given.rows)),
    "median": lambda given: prediction.fit_median(given.earlier, given.date, level=False),
    "levelled-median": lambda given: prediction.fit_median(given.earlier, given.date, level=True),
    "z-score": lambda given: prediction.fit_deviation(given.earlier, given.date, level=False),
    "levelled-z": lambda given: _standardised(prediction.fit_deviation(given.earlier, given.date), given),
    "regression": lambda given: _standardised(prediction.fit_regression(given.earlier, given.date, given.terrain), given),
}


def _standardised(predictor: Optional[prediction.Residual], given: Sample) -> Optional[Predictor]:
    return prediction.standardised(predictor, given.earlier, given.date, given.terrain)


def fit_of(method: str, model: Optional[RadarModel]) -> Fit:
    """Return the fit of a method.

    :param model: of the method ``network``.
    """
    if method != NETWORK:
        return FITS[method]
    if model is None:
        raise ValueError("the method needs a model")
    return lambda given: fit_network(model, given.earlier, given.date, given.row, given.rows)


def choose_method(earlier: Decibels, date: Decibels) -> tuple[str, str]:
    """Choose a method by the number of earlier dates and by how much of the image differs.

    :param earlier: sample (dates, bands, pixels) in dB, NaN = no data.
    :param date: (bands, pixels).
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
