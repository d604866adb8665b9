"""The shift between the dates of a pair: one for all, or one for every place."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from ...jobs.failure import JobFailure
from ..dates.dates import Dates
from .consensus import AGREE, one_shift, weighted_median
from .correlation import Peak, common_shift, find_peak
from .shift_field import ShiftField, constant_field, neighbours_agree, smooth_field
from .windows import Nodes, WindowPair, lay_nodes

_USUAL_WINDOW = 128
_LEAST_WINDOW = 32
# Tie points where the user does not set how dense: enough for a median, or for a field.
_GLOBAL_LINES = 12
_LOCAL_LINES = 24
_LEAST_NODES, _MOST_NODES = 25, 10_000
# Windows of the first look, which are large enough for the largest shift.
_FIRST_LINES = 5
_LARGEST_WINDOW = 1024
_FIRST_BLUR = 1.0
# After the first round, windows are read where they belong: what is left is measured again, twice.
_ROUNDS = 2
# How far peaks are looked for in the first round and later, in windows.
_FIRST_RADIUS, _LATER_RADIUS = 1 / 4, 1 / 8
# A field gets finer with windows of half the size where tie points lie no further apart than so many windows.
_FINE_SPACING = 0.75
# A consensus has at least so many tie points, such a share of them, and comes by chance no more often than this.
_LEAST_USED = 3
_LEAST_SHARE = 0.05
_LEAST_CERTAIN = 1e-3
# Of a single window, the peak must stand out this far.
_LEAST_PEAK = 0.3
# How fast an error in pixels lowers the certainty: 0.03 pixels leave 0.9, 0.1 leave 0.7, half a pixel leaves 0.3.
_ERROR_WEIGHT = 4.0


@dataclass(frozen=True)
class ShiftSettings:
    """Settings of the estimate; all in pixels of the pair's grid.

    :param local: whether the shift may vary over the ground.
    :param window, spacing: ``None`` = automatic.
    """

    local: bool
    window: int | None
    spacing: float | None
    max_shift: float


@dataclass(frozen=True)
class Estimate:
    """The shift of the earlier date onto the later one, in pixels of the pair's grid (rows down, columns to the right).

    :param shift: float64 (2,); in local mode the median.
    :param field: at every place.
    :param places: float64 (n, 2), row and column of each tie point that could be measured.
    :param shifts: (n, 2).
    :param reliability: (n,), 0..1, of each.
    :param used: (n,) bool.
    :param trusted: whether enough tie points agree; where they do not, the shift is 0.
    :param error: standard error in pixels, of the shift or (local) of the field; infinite where it is not known.
    """

    shift: NDArray[np.float64]
    field: ShiftField
    places: NDArray[np.float64]
    shifts: NDArray[np.float64]
    reliability: NDArray[np.float64]
    used: NDArray[np.bool_]
    trusted: bool
    error: float

    @property
    def certainty(self) -> float:
        """0..1: the share of the tie points that agree, but no more than the error allows; 0 where there is no consensus.

        Many tie points may agree to half a pixel only, or lie on the same ground: above 0.9, the standard error is below
        0.03 pixels.
        """
        if not self.trusted:
            return 0.0
        share = float(self.used.sum() / (len(self.used) + 1))
        return min(share, 1 / (1 + _ERROR_WEIGHT * self.error)) if math.isfinite(self.error) else share


def estimate_shift(
    pair: Dates, settings: ShiftSettings, check: Callable[[], None], progress: Callable[[float], None]
) -> Estimate:
    """Measure how the earlier date must be moved to lie on the later one.

    :param check: called often; may raise to stop.
    :param progress: takes 0..1.
    :raises JobFailure: ``coregistration_small``, ``coregistration_window_large`` or ``raster_damaged``.
    """
    smaller = min(pair.work.height, pair.work.width)
    if smaller < _LEAST_WINDOW:
        raise JobFailure("coregistration_small", "AREA", width=pair.work.width, height=pair.work.height, least=_LEAST_WINDOW)
    common = min(pair.overlap.height, pair.overlap.width)
    if settings.window is not None and settings.window > common:
        raise JobFailure("coregistration_window_large", "WINDOW", value=settings.window, most=common)
    window = settings.window or _usual_window(smaller)
    first_side = int(min(max(window, 2 ** math.ceil(math.log2(4 * settings.max_shift + 1))), _LARGEST_WINDOW))
    windows = WindowPair(pair, math.ceil(settings.max_shift) + window)
    first = lay_nodes(pair, first_side, max(pair.work.height, pair.work.width) / _FIRST_LINES)
    nodes = lay_nodes(pair, window, _spacing(pair, window, settings), _LEAST_NODES if settings.spacing is None else 1)
    fine = _finer_nodes(pair, window, settings)
    turns = range(1 + _ROUNDS)
    total = len(first.places) + (len(turns) * len(nodes.places) if fine is None else len(nodes.places))
    if fine is not None:
        total += _ROUNDS * len(fine.places)
    done = 0

    def tick() -> None:
        nonlocal done
        done += 1
        check()
        progress(min(done / max(total, 1), 1.0))

    start = constant_field(_first_look(windows, first, first_side, settings, tick))
    if fine is not None:
        rough = _measure(windows, nodes, window, start, turns[:1], settings.local, settings.max_shift, tick)
        if rough.trusted:
            found = _measure(windows, fine, window // 2, rough.field, turns[1:], settings.local, settings.max_shift, tick)
            if found.trusted:
                return found
    return _measure(windows, nodes, window, start, turns, settings.local, settings.max_shift, tick)


def _finer_nodes(pair: Dates, window: int, settings: ShiftSettings) -> Nodes | None:
    """Where a shift that varies is measured in the end: windows of half the size, closer together.

    A large window finds its place, but blurs what varies within it. ``None`` where the user sets the size of the windows, or
    tie points lie so far apart that the field does not get any finer.
    """
    half = window // 2
    if not settings.local or settings.window is not None or half < _LEAST_WINDOW:
        return None
    spacing = _spacing(pair, half, settings)
    return lay_nodes(pair, half, spacing) if spacing <= _FINE_SPACING * window else None


def _usual_window(smaller: int) -> int:
    side = _USUAL_WINDOW
    while side > _LEAST_WINDOW and smaller < 2 * side:
        side //= 2
    return side


def _spacing(pair: Dates, window: int, settings: ShiftSettings) -> float:
    if settings.spacing is not None:
        least = math.sqrt(pair.work.pixels / _MOST_NODES)
        return max(settings.spacing, least, 1.0)
    lines = _LOCAL_LINES if settings.local else _GLOBAL_LINES
    return max(window / 2, math.sqrt(pair.work.pixels) / lines)


def _first_look(
    windows: WindowPair, nodes: Nodes, side: int, settings: ShiftSettings, tick: Callable[[], None]
) -> NDArray[np.float64]:
    """The shift, to a pixel or so: the peak of the correlations of a few large windows, added up."""
    total: NDArray[np.complex64] | None = None
    for place in nodes.places:
        tick()
        found = windows.spectra((place[0], place[1]), side, (0.0, 0.0), exactly=False)
        if found is not None:
            spectra = found[0] / np.abs(found[0]).mean()
            total = spectra if total is None else total + spectra
            base = found[1]
    if total is None:
        return np.zeros(2)
    return base + find_peak(total, settings.max_shift, _FIRST_BLUR).shift


def _measure(
    windows: WindowPair,
    nodes: Nodes,
    window: int,
    start: ShiftField,
    turns: Sequence[int],
    local: bool,
    max_shift: float,
    tick: Callable[[], None],
) -> Estimate:
    """Measure the shift at all nodes, several times.

    :param start: where windows are read first.
    :param turns: in the one numbered 0 by whole pixels, and looked at widely.
    """
    places = nodes.places
    field = start
    shifts, weights = np.zeros((len(places), 2)), np.zeros(len(places))
    used: NDArray[np.bool_] = np.zeros(len(places), bool)
    together = _Together()
    for turn in turns:
        radius = window * (_FIRST_RADIUS if turn == 0 else _LATER_RADIUS)
        guesses = field.at(places[:, 0], places[:, 1]).T
        together = _Together()
        for index, (place, guess) in enumerate(zip(places, guesses)):
            tick()
            found = windows.spectra((place[0], place[1]), window, (guess[0], guess[1]), exactly=turn > 0)
            peak = None if found is None else find_peak(found[0], radius)
            if found is None or peak is None or peak.height <= 0:
                shifts[index], weights[index] = guess, 0.0
                continue
            shifts[index], weights[index] = found[1] + peak.shift, max(peak.reliability, 1e-3)
            if used[index] and not local:
                together.add(found[0], peak)
        weights[np.hypot(*shifts.T) > max_shift] = 0.0
        if not (weights > 0).any():
            break
        base = field
        field, used = _agree(nodes, shifts, weights, local, window / 2)
        if not used.any():
            break
        if together.count:
            field = constant_field(base.shifts[0, 0] + together.shift())
    measured = weights > 0
    trusted = _trusted(used[measured], weights[measured], places[measured], window)
    shift: NDArray[np.float64] = np.zeros(2)
    error = math.inf
    if trusted:
        error = _error(places[used], shifts[used], field, window, local)
        shift = weighted_median(shifts[used], weights[used]) if local else field.shifts[0, 0]
    return Estimate(
        shift=shift,
        field=field if trusted else constant_field(np.zeros(2)),
        places=places[measured],
        shifts=shifts[measured],
        reliability=weights[measured],
        used=used[measured] & trusted,
        trusted=trusted,
        error=error,
    )


class _Together:
    """The correlations of the windows that agree, added up: all of their detail together locates the peak.

    Each window's own peak wanders by some tenths of a pixel, with what has changed in it and with stripes and rows that
    look the same a little further on; a median of such peaks jumps with each that comes or goes. Their sum does not.
    """

    def __init__(self) -> None:
        self._total: NDArray[np.complex64] | None = None
        self.count = 0

    def add(self, spectra: NDArray[np.complex64], peak: Peak) -> None:
        """A window at the same guess as the others. Left out where its peak lies elsewhere now."""
        if math.hypot(*peak.shift) > AGREE:
            return
        signed = spectra[1] + peak.sign * spectra[0]
        self._total = signed if self._total is None else self._total + signed
        self.count += 1

    def shift(self) -> NDArray[np.float64]:
        """What is left to move, in pixels (rows, columns); 0 of nothing."""
        return np.zeros(2) if self._total is None else np.array(common_shift(self._total))


def _agree(
    nodes: Nodes, shifts: NDArray[np.float64], weights: NDArray[np.float64], local: bool, margin: float
) -> tuple[ShiftField, NDArray[np.bool_]]:
    if local:
        good = neighbours_agree(nodes.places, shifts, weights)
        if good.sum() >= _LEAST_USED:
            return smooth_field(nodes.rows, nodes.cols, nodes.wanted, shifts, np.where(good, weights, 0.0), margin)
    shift, used = one_shift(shifts, weights)
    return constant_field(shift), used


def _trusted(used: NDArray[np.bool_], reliability: NDArray[np.float64], places: NDArray[np.float64], window: int) -> bool:
    """Whether the consensus cannot be by chance.

    A wrong peak lies anywhere within the radius of the search, so it agrees with another one with a known probability. The
    more tie points there are, the more certain it is that some do: the bound is on any of them finding so many others.
    Windows that overlap see the same peaks, so they do not count as several.
    """
    count = len(used)
    if count < _LEAST_USED:
        return bool(used.any() and used.all() and reliability.max() >= _LEAST_PEAK)
    if used.sum() < _LEAST_USED or used.mean() < _LEAST_SHARE:
        return False
    independent = _independent(places, window)
    agreeing = used.mean() * independent
    by_chance = min(1.0, (AGREE / (window * _LATER_RADIUS)) ** 2)
    return bool(independent * stats.binom.sf(math.floor(agreeing) - 2, independent - 1, by_chance) < _LEAST_CERTAIN)


def _independent(places: NDArray[np.float64], window: int) -> int:
    """How many windows there are in effect: those that overlap by more than half see the same."""
    return len(np.unique(np.floor(places / (window / 2)), axis=0))


def _error(places: NDArray[np.float64], shifts: NDArray[np.float64], field: ShiftField, window: int, local: bool) -> float:
    """The standard error of the shift, or of the field at a place, in pixels, from how far the tie points in use lie off it.

    The shift has the mean of all windows that do not overlap. A field has not: what one window gets wrong, its neighbours,
    which see half of the same ground, get wrong, too, and the field with them. Against known distortions of real imagery its
    error is that of a tie point (``tests.benchmarks.coregistration field``). Infinite where there are too few.
    """
    independent = _independent(places, window)
    if independent < _LEAST_USED:
        return math.inf
    apart = shifts - field.at(places[:, 0], places[:, 1]).T
    return float(np.sqrt((apart**2).sum(axis=1).mean() / (1 if local else independent)))
