"""A land-cover model and its 8-bit twin, side by side."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Any, Iterator, Optional

import numpy as np
from numpy.typing import NDArray

from ...jobs.evaluation import QuantizeModelJob
from ...jobs.failure import JobFailure
from ...rules.label_codes import UNKNOWN
from ..chips.folders import check_chip
from ..chips.reader import ChipReader, is_chip_fault
from ..context import JobContext
from ..dates.dates import Dates, GroundWanted, open_dates
from ..dates.grid import Window, pixels_seen_on
from ..dates.raster import Raster
from ..evaluation.cover_prediction import predict_strips_of
from ..evaluation.cover_tally import CoverTally
from ..evaluation.land_cover import CoverTruth
from ..network.network import Network
from ..network.prediction import Strip

TruthOf = Any  # of a strip: Window of the work window -> int16 (height, width)


class CoverComparison:
    """Both models on the same ground.

    :ivar tallies: of the model and its twin, empty without labels. ``pieces``: with labels.
    """

    def __init__(self, networks: tuple[Network, Network], context: JobContext) -> None:
        self._networks, self._context = networks, context
        values = tuple(item.value for item in networks[0].spec.classes)
        self.tallies = CoverTally(values), CoverTally(values)
        self.pixels = self.unlike = self.skipped = 0
        self.total_difference = self.largest_difference = 0.0

    def add(self, dates: Dates, truth_of: Optional[TruthOf]) -> None:
        """Predict an image with both. :param truth_of: ``None`` = there are no labels."""
        found: list[list[tuple[NDArray[np.uint8], NDArray[np.float32]]]] = [[], []]
        strips: list[Strip] = []
        for network, parts in zip(self._networks, found):

            def take(strip: Strip, parts: list[Any] = parts) -> None:
                parts.append((strip.labels.copy(), strip.first_score.copy()))
                if len(parts) > len(strips):
                    strips.append(strip)

            predict_strips_of(dates, network, False, take, self._context, lambda part: None)
        for strip, one, other in zip(strips, *found):
            known = strip.valid
            difference = np.abs(one[1][known] - other[1][known]).astype(np.float64)
            self.pixels += int(known.sum())
            self.unlike += int((one[0] != other[0])[known].sum())
            self.total_difference += float(difference.sum())
            self.largest_difference = max(self.largest_difference, float(difference.max(initial=0.0)))
            if truth_of is not None:
                truth = np.where(known, truth_of(Window(strip.row, 0, *known.shape)), UNKNOWN).astype(np.int16)
                for tally, (labels, score) in zip(self.tallies, (one, other)):
                    tally.add(labels, score, truth)

    @property
    def labelled(self) -> bool:
        """Whether any pixel had a label."""
        return bool(self.tallies[0].confusion.any())

    def figures(self) -> Iterator[dict[str, float]]:
        """Yield the measures of the model and of its twin."""
        for tally in self.tallies:
            document = tally.document([""] * len(tally.values))
            yield {**document["mean"], "accuracy": document["accuracy"], "ece": document["ece"]}

    def agreement(self) -> dict[str, float]:
        """Return how far the two agree, pixel by pixel: likeliest class and its probability."""
        pixels = max(1, self.pixels)
        return {
            "pixels": self.pixels,
            "unlike_share": self.unlike / pixels,
            "mean_difference": self.total_difference / pixels,
            "largest_difference": self.largest_difference,
        }


def compare_cover(
    job: QuantizeModelJob, networks: tuple[Network, Network], reader: Optional[ChipReader], context: JobContext
) -> CoverComparison:
    """Compare a model of land cover with its twin on chips or on an image.

    :raises JobFailure: no chip can be used, or the image does not fit.
    :raises Cancelled: the job was cancelled.
    """
    comparison = CoverComparison(networks, context)
    spec = networks[0].spec
    if reader is not None:
        _compare_chips(comparison, reader, networks, context)
    elif job.before is not None:
        with ExitStack() as opened:
            raster = opened.enter_context(Raster(job.before))
            include = (job.area,) if job.area is not None else ()
            dates = open_dates(GroundWanted(include), spec, (raster,), context)
            truth = opened.enter_context(CoverTruth(spec, job.labels, job.classes, job.class_names))
            grid = dates.grid.cropped(dates.work)
            known = job.labels is not None or job.classes is not None
            comparison.add(dates, (lambda window: truth(grid, window)) if known else None)
    if not comparison.pixels:
        raise JobFailure("nothing_to_compare_models", "CHIPS" if reader is not None else "BEFORE")
    return comparison


def _compare_chips(
    comparison: CoverComparison, reader: ChipReader, networks: tuple[Network, Network], context: JobContext
) -> None:
    for number, chip in enumerate(reader.chips):
        context.check()
        try:
            check_chip(chip)
            with reader.open(chip, networks[0].spec, context) as dates:
                truth = reader.truth(chip) if reader.classed and chip.label is not None else None
                own, grid = dates.after.native_grid, dates.grid.cropped(dates.work)
                rows, cols = pixels_seen_on(grid, own)
                index = np.ix_(np.clip(rows, 0, own.height - 1), np.clip(cols, 0, own.width - 1))
                seen = None if truth is None else truth[index]
                comparison.add(dates, None if seen is None else _rows_of(seen))
        except JobFailure as failure:
            if not is_chip_fault(failure):
                raise
            comparison.skipped += 1
            context.warn("chip_skipped", chip=chip.name, reason=failure.text())
        context.progress(0.25 + 0.7 * (number + 1) / len(reader.chips), "evaluating")


def _rows_of(truth: NDArray[np.int16]) -> TruthOf:
    return lambda window: truth[window.slices]
