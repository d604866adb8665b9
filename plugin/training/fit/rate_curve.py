"""The learning rate that a curve of losses over rates suggests.

Smith, "Cyclical Learning Rates for Training Neural Networks", WACV 2017, section 3.3: raise the rate from step to step, see
from where the loss falls and where it begins to rise again. Here the rates rise exponentially, the losses are smoothed by an
exponential mean without bias, and the rate at which the loss falls most steeply is taken, as Howard and Gugger do ("fastai: A
Layered API for Deep Learning", 2020); a rate beyond a third of that with the lowest loss is never suggested.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Optional

import numpy as np
from numpy.typing import NDArray

from ...engine.outputs.charts import Chart, Line, svg
from ...jobs.palette import LINES, PALE_LINE

SMOOTHING = 0.9
EXPLODED = 3.0  # times the lowest smoothed loss
_LEAST_STEPS = 10
_LEAST_FALL = 0.02  # of the first loss
_FIRST_SHARE = 0.05  # of the steps, whose smoothed losses are of one or two batches only
_SIZE = (720, 340)  # pixels of the picture


@dataclass(frozen=True)
class RateCurve:
    """Losses over rates, in the order of the steps.

    :param rates, losses, smoothed: float64 (steps,), rates rising.
    """

    rates: NDArray[np.float64]
    losses: NDArray[np.float64]
    smoothed: NDArray[np.float64]


@dataclass(frozen=True)
class Suggestion:
    """:param rate: to train with. ``steepest``: whether the loss fell clearly, and the rate is where it fell most."""

    rate: float
    steepest: bool


def sweep_rates(lowest: float, highest: float, steps: int) -> NDArray[np.float64]:
    """Rates from ``lowest`` to ``highest``, each the same factor above the one before: float64 (steps,)."""
    rates: NDArray[np.float64] = np.geomspace(lowest, highest, steps, dtype=np.float64)
    return rates


def curve_of(rates: Sequence[float], losses: Sequence[float]) -> RateCurve:
    """Return the curve with its losses smoothed (an exponential mean, corrected for its start at 0: Kingma and Ba 2015)."""
    mean, smoothed = 0.0, []
    for number, loss in enumerate(losses, 1):
        mean = SMOOTHING * mean + (1 - SMOOTHING) * loss
        smoothed.append(mean / (1 - SMOOTHING**number))
    return RateCurve(*(np.asarray(values, np.float64) for values in (rates, losses, smoothed)))


def exploded(curve: RateCurve) -> bool:
    """Return whether higher rates need not be tried: the loss is far above its lowest, or no number."""
    if not np.isfinite(curve.losses[-1]):
        return True
    return len(curve.rates) >= _LEAST_STEPS and bool(curve.smoothed[-1] > EXPLODED * np.nanmin(curve.smoothed))


def suggest(curve: RateCurve) -> Optional[Suggestion]:
    """Return the rate to train with; ``None`` = too few steps."""
    known = np.isfinite(curve.smoothed)
    rates, losses = curve.rates[known], curve.smoothed[known]
    skipped = math.ceil(len(rates) * _FIRST_SHARE)
    rates, losses = rates[skipped:], losses[skipped:]
    if len(rates) < _LEAST_STEPS:
        return None
    lowest = int(losses.argmin())
    most = float(rates[lowest]) / 3
    fall = float(losses[: lowest + 1].max() - losses[lowest])
    if lowest < 2 or fall < _LEAST_FALL * abs(float(losses[0])):
        # A network that is good already: what matters is where the loss begins to rise.
        return Suggestion(_before_rise(rates, losses), steepest=False)
    slope = np.gradient(losses[: lowest + 1], np.log10(rates[: lowest + 1]))
    return Suggestion(float(min(rates[int(slope.argmin())], most)), steepest=True)


def _before_rise(rates: NDArray[np.float64], losses: NDArray[np.float64]) -> float:
    """Return a tenth of the rate from which on the loss stays above its first value by :data:`_LEAST_FALL`."""
    level = float(np.median(losses[: max(3, len(losses) // 4)]))
    calm = np.flatnonzero(losses <= level + _LEAST_FALL * abs(level))
    last = int(calm[-1]) if len(calm) else 0
    return float(rates[last]) / 10


def table(curve: RateCurve) -> str:
    """Return the curve as CSV."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["step", "learning_rate", "loss", "smoothed_loss"])
    for step, (rate, loss, smooth) in enumerate(zip(curve.rates, curve.losses, curve.smoothed), 1):
        writer.writerow([step, f"{rate:.8g}", f"{loss:.8g}", f"{smooth:.8g}"])
    return text.getvalue()


def picture(curve: RateCurve, suggestion: Optional[Suggestion], rate_text: str, loss_text: str) -> str:
    """Draw the curve as SVG: losses pale, smoothed losses dark, the suggestion a dashed line.

    :param rate_text, loss_text: names of the axes.
    """
    known = np.isfinite(curve.smoothed)
    rates = [float(rate) for rate in curve.rates[known]]
    chart = Chart(
        "",
        rate_text,
        loss_text,
        [
            Line("", _points(rates, curve.losses[known]), PALE_LINE, dots=False, width=1),
            Line("", _points(rates, curve.smoothed[known]), LINES[0], dots=False, width=2.2),
        ],
        y_range=_bounds(curve.smoothed[known]),
        log_x=True,
        mark=suggestion.rate if suggestion is not None and rates[0] <= suggestion.rate <= rates[-1] else None,
    )
    return svg([chart], size=_SIZE)


def _points(rates: Sequence[float], losses: NDArray[np.float64]) -> list[tuple[float, Optional[float]]]:
    return [(rate, float(loss) if math.isfinite(loss) else None) for rate, loss in zip(rates, losses)]


def _bounds(smoothed: NDArray[np.float64]) -> tuple[float, float]:
    """Lowest and highest loss to show: what explodes at the end must not squeeze the rest."""
    low, first = float(smoothed.min()), float(smoothed[: max(1, len(smoothed) // 2)].max())
    high = min(float(smoothed.max()), first + 1.5 * (first - low)) if first > low else float(smoothed.max())
    room = (high - low) * 0.06 or max(abs(high), 1.0) * 0.05
    return low - room, high + room
