"""The methods by which a radar date is predicted from earlier ones, by name, and the choice between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Callable, Optional, Sequence

from ...rules.sar_table import Acquisition, is_earlier, same_track
from . import prediction
from .network_prediction import RadarModel, fit_network
from .prediction import Decibels, Predictor

SLOW_DAYS = 60.0  # that change such as logging takes
_ENOUGH_OLDER = 20  # earlier images that are older, by which an image is predicted as well as by all
LEAST_FOR_REGRESSION = 2  # earlier dates; with 2, 3 and 4 it is better than the levelled z-score, too
NETWORK = "network"
WITH_ONE_IMAGE = ("latest", "nearest-geometry", "median")  # that need one earlier date only
_DAY_SECONDS = 86_400
_MOST_OUTLIERS = 0.6  # share of the pixels; a regression on what is left is that of another kind of ground


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
    days = min((given.row.time - row.time).total_seconds() for row in given.rows) / _DAY_SECONDS
    return prediction.standardised(predictor, given.earlier, given.date, days, given.terrain)


def fit_of(method: str, model: Optional[RadarModel]) -> Fit:
    """Return the fit of a method.

    :param model: of the method ``network``.
    """
    if method != NETWORK:
        return FITS[method]
    if model is None:
        raise ValueError("the method needs a model")
    return lambda given: fit_network(model, given.earlier, given.date, given.row, given.rows)


def choose_gap(date: Acquisition, earlier: Sequence[Acquisition]) -> float:
    """Return how many days before a date the automatic method does without; 0 = it uses all earlier images.

    In long series slow change is sought, too, which the latest images show already: a regression would explain it by them.

    :param earlier: of the same place and track.
    """
    older = before(date, earlier, SLOW_DAYS)
    return SLOW_DAYS if _ENOUGH_OLDER <= len(older) < len(earlier) else 0.0


def before(date: Acquisition, rows: Sequence[Acquisition], gap_days: float = 0.0) -> list[Acquisition]:
    """Return the rows of earlier passes than a date, by so many days at least."""
    gap = gap_days * _DAY_SECONDS
    return [row for row in rows if is_earlier(row, date) and (date.time - row.time).total_seconds() >= gap]


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
    regression = prediction.fit_regression(earlier, date)
    if regression is None:
        return "levelled-z", "sar_method_few"
    if regression.outliers > _MOST_OUTLIERS:
        return "levelled-z", "sar_method_much_change"
    return "regression", "sar_method_regression"


def nearest_geometry(date: Acquisition, earlier: Sequence[Acquisition]) -> int:
    """The reference of a conventional difference image (Alatalo et al. 2023): same orbit, nearest incidence, then latest."""

    def distance(index: int) -> tuple[bool, float, int]:
        row = earlier[index]
        apart = 0.0 if row.incidence is None or date.incidence is None else abs(row.incidence - date.incidence)
        return not same_track(row, date), apart, -index

    return min(range(len(earlier)), key=distance)
