"""Robustness of a land-cover model, and pictures of where it is right: on chips, or on squares of an image."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Callable, Mapping, Optional, Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ...jobs.failure import JobFailure
from ...model_file.spec import ModelSpec
from ...rules.label_codes import UNKNOWN
from ..accuracy.error_map import COLOURS, HIT, NOT_COMPARED, WRONG_CLASS
from ..context import JobContext
from ..dates.dates import GroundWanted, open_dates
from ..dates.grid import pixels_seen_on
from ..dates.raster import Raster
from ..network.network import Network
from .clock import spread
from .cover_prediction import predict_whole
from .cover_tally import CoverTally
from .pictures import rgb, sheet
from .samples import ALTERATIONS, Sample, visible, write_sample

CURVES = ("gain", "offset", "blur", "resolution")
_SHOWN = 3  # best and worst pieces
_REFUSED = "resolution_too_coarse"


@dataclass(frozen=True)
class Piece:
    """A chip or a square of an image that was counted. :param number: of its sample. ``accuracy``: share of right pixels."""

    name: str
    number: int
    accuracy: float
    pixels: int


Pictures = Mapping[str, Sequence[tuple[Piece, bytes]]]
"""Pieces with their picture (JPEG), by ``worst`` and ``best``."""


@dataclass(frozen=True)
class CoverSamples:
    """How pieces are looked at again.

    :param load: reads the sample of a number; both of its dates are the image.
    :param scratch: an existing folder.
    """

    network: Network
    load: Callable[[int], Sample]
    scratch: str
    flips: bool
    context: JobContext

    @property
    def values(self) -> tuple[int, ...]:
        """Values of the model's classes."""
        return tuple(item.value for item in self.network.spec.classes)

    def predict(
        self, sample: Sample, resolution: Optional[float], shape: tuple[int, ...]
    ) -> tuple[NDArray[np.uint8], NDArray[np.float32], NDArray[np.bool_]]:
        """Predict a sample as a user's image.

        :param resolution: metres a pixel; ``None`` = automatic.
        :param shape: (height, width) of the result, the nearest pixel of each.
        :return: index of the likeliest class, its probability, where there is data.
        :raises JobFailure: the image does not fit the model.
        """
        quiet = JobContext(lambda event: None, self.context.cancelled)
        source, _ = write_sample(sample, self.scratch)
        with Raster(source) as raster:
            dates = open_dates(GroundWanted((), (), resolution, square=False), self.network.spec, (raster,), quiet)
            labels, score, valid = predict_whole(dates, self.network, self.flips, quiet)
            own = dates.after.native_grid
            rows, cols = pixels_seen_on(own, dates.grid.cropped(dates.work))
        wanted_rows, wanted_cols = (
            ((np.arange(new) + 0.5) * old / new).astype(np.int64) for new, old in zip(shape, (own.height, own.width))
        )
        index = np.ix_(np.clip(rows[wanted_rows], 0, labels.shape[0] - 1), np.clip(cols[wanted_cols], 0, labels.shape[1] - 1))
        return labels[index], score[index], valid[index]

    def robustness(self, curves: Sequence[str], pieces: Sequence[Piece], most: int) -> dict[str, Any]:
        """Measure pieces whose image is altered, by as much as a curve says.

        :param most: how many pieces, evenly spread; 0 = all.
        :return: the curves, for JSON: mean F1 and accuracy of each step; ``None`` where the model refuses the pixel size.
        :raises Cancelled: the job was cancelled.
        """
        numbers = [pieces[place].number for place in spread(len(pieces), most)]
        samples = [self.load(number) for number in numbers]
        unaltered = self._measured(samples, "", 0.0, True, 0.0)
        document: dict[str, Any] = {"pieces": len(samples), "unaltered": unaltered, "curves": {}}
        for curve in CURVES:
            if curve not in curves:
                continue
            values = ALTERATIONS[curve][1]
            for automatic, name in ((True, curve), (False, f"{curve}_as_is")):
                if not automatic and curve != "resolution":
                    continue
                points = [self._measured(samples, curve, value, automatic, value) for value in values[1:]]
                points.append({**unaltered, "value": values[0]})
                document["curves"][name] = sorted(points, key=lambda item: item["value"])
        return document

    def _measured(self, samples: Sequence[Sample], curve: str, value: float, automatic: bool, shown: float) -> dict[str, Any]:
        tally = CoverTally(self.values)
        for number, sample in enumerate(samples):
            self.context.check()
            altered = ALTERATIONS[curve][0](sample, value, number) if curve else sample
            image = Sample(
                sample.name,
                altered.after,
                altered.after,
                altered.valid_after,
                altered.valid_after,
                altered.truth,
                altered.gsd_m,
            )
            try:
                labels, score, valid = self.predict(image, None if automatic else sample.gsd_m, sample.truth.shape)
            except JobFailure as failure:
                if failure.code != _REFUSED:
                    raise
                return {"value": shown, "f1": None, "accuracy": None}
            tally.add(labels, score, np.where(valid, sample.truth, UNKNOWN).astype(np.int16))
        figures = tally.document([item.name for item in self.network.spec.classes])
        return {"value": shown, "f1": figures["mean"]["f1"], "accuracy": figures["accuracy"]}

    def pictures(self, pieces: Sequence[Piece]) -> Pictures:
        """Draw the worst and the best pieces, by ``worst`` and ``best``."""
        ranked = sorted((piece for piece in pieces if piece.pixels), key=lambda piece: piece.accuracy)
        worst = ranked[:_SHOWN]
        best = [piece for piece in ranked[::-1][:_SHOWN] if piece not in worst]
        return {"worst": [self._drawn(piece) for piece in worst], "best": [self._drawn(piece) for piece in best]}

    def _drawn(self, piece: Piece) -> tuple[Piece, bytes]:
        self.context.check()
        sample = self.load(piece.number)
        labels, _, valid = self.predict(sample, None, sample.truth.shape)
        return piece, panels(sample, labels, valid, self.network.spec)


def panels(sample: Sample, labels: NDArray[np.uint8], valid: NDArray[np.bool_], spec: ModelSpec) -> bytes:
    """Return a JPEG of four panels: image, true classes, found classes, and where they agree.

    :param labels: index of the class of each pixel. ``valid``: where there is data.
    """
    truth = sample.truth
    blank = rgb(COLOURS[NOT_COMPARED])
    table = np.tile(blank, (2**8, 1))
    for item in spec.classes:
        table[item.value] = rgb(item.color)
    values = np.array([item.value for item in spec.classes], np.uint8)[labels]
    known = (truth >= 0) & (truth < 2**8) & valid & np.isin(truth, [item.value for item in spec.classes])
    true_picture = np.where(known[..., None], table[np.where(known, truth, 0)], blank)
    found_picture = np.where(valid[..., None], table[values], blank)
    right = values == truth
    agreement = np.where(known[..., None], np.where(right[..., None], rgb(COLOURS[HIT]), rgb(COLOURS[WRONG_CLASS])), blank)
    names = [band.name.lower() for band in spec.bands]
    colors = {"red", "green", "blue"} <= set(names)
    bands = tuple(names.index(name) for name in ("red", "green", "blue")) if colors else None
    pictures = [
        (visible(sample.after, sample.valid_after, bands), Image.Resampling.BILINEAR),
        *((picture.astype(np.uint8), Image.Resampling.NEAREST) for picture in (true_picture, found_picture, agreement)),
    ]
    return sheet(pictures)


def check_curves(curves: Sequence[str]) -> None:
    """Check that robustness is asked of one date.

    :raises JobFailure: ``robustness_one_date``.
    """
    wrong = [name for name in curves if name not in CURVES]
    if wrong:
        raise JobFailure("robustness_one_date", "ROBUSTNESS")


def robustness_rows(document: Mapping[str, Any], word: Callable[[str], str]) -> list[list[str]]:
    """Return the rows of the report's table of robustness: what was altered, mean F1, accuracy."""
    rows = []
    for curve in CURVES:
        for name, how in ((curve, ""), (f"{curve}_as_is", f" ({word('as_is')})")):
            for point in document["curves"].get(name, ()):
                label = f"{word(f'axis_{curve}')}: {point['value']:g}{how}"
                figures = [word("refused"), ""]
                if point["f1"] is not None:
                    figures = [f"{point['f1']:.3f}", f"{point['accuracy']:.3f}"]
                rows.append([label, *figures])
    return rows
