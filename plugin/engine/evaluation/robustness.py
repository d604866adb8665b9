"""How the measures change when a pair is displaced, brighter, softer, of other pixels, or the other way round."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Any, Callable, Optional, Sequence

from ...jobs.failure import JobFailure
from ...model_file.spec import ModelSpec
from ...rules.label_codes import UNKNOWN
from .prediction import PairPredictor, onto
from .samples import ALTERATIONS, Sample, swapped, write_sample
from .scores import Histogram

Load = Callable[[int], Sample]
# Why a pair of other pixels may be refused; anything else is a fault of the chip.
_REFUSED = "resolution_too_coarse"


@dataclass(frozen=True)
class Step:
    """A point of a curve: an alteration, by ``value``. :param automatic: whether the resolution is handled as for users."""

    curve: str
    value: float
    automatic: bool = True


def steps_of(curves: Sequence[str]) -> list[Step]:
    """Return all points to measure, the unaltered pair among them."""
    steps = [Step("", 0.0)]
    for curve in curves:
        if curve == "swapped":
            steps.append(Step(curve, 1.0))
            continue
        for value in ALTERATIONS[curve][1][1:]:
            steps.append(Step(curve, value))
            if curve == "resolution":
                steps.append(Step(curve, value, False))
    return steps


def measure_steps(
    steps: Sequence[Step],
    numbers: Sequence[int],
    load: Load,
    predictor: PairPredictor,
    tick: Callable[[], None],
) -> dict[Step, Optional[Histogram]]:
    """Histograms of any change for each step, pooled over samples; ``None`` = refused, as a user's run would be.

    :param numbers: of the samples, which ``load`` reads. ``tick``: called after each prediction.
    :raises Cancelled: the job was cancelled.
    """
    found: dict[Step, Optional[Histogram]] = {step: Histogram() for step in steps}
    other_way = reversed_classes(predictor.network.spec)
    for place, number in enumerate(numbers):
        sample = load(number)
        for step in steps:
            predictor.context.check()
            histogram = found[step]
            if histogram is not None:
                altered = _altered(sample, step, place, other_way)
                if not _add(histogram, altered, step, predictor):
                    found[step] = None
            tick()
    return found


def reversed_classes(spec: ModelSpec) -> dict[int, int]:
    """Class -> the class that it is when time runs backwards."""
    ways = {item.direction: item.value for item in spec.classes if item.direction}
    if set(ways) != {"construction", "demolition"}:
        return {}
    return {ways["construction"]: ways["demolition"], ways["demolition"]: ways["construction"]}


def _altered(sample: Sample, step: Step, number: int, other_way: dict[int, int]) -> Sample:
    if not step.curve:
        return sample
    if step.curve == "swapped":
        return swapped(sample, other_way)
    return ALTERATIONS[step.curve][0](sample, step.value, number)


def _add(histogram: Histogram, sample: Sample, step: Step, predictor: PairPredictor) -> bool:
    """Predict a sample and count it; whether the model takes its resolution."""
    folder = os.path.join(predictor.scratch, "sample")
    os.makedirs(folder, exist_ok=True)
    before, after = write_sample(sample, folder)
    # Samples are written in metres: at their own pixel size nothing is resampled.
    resolution = None if step.automatic else sample.gsd_m
    try:
        predicted, grid, own = predictor.predict(before, after, resolution)
    except JobFailure as failure:
        if failure.code == _REFUSED:
            return False
        raise
    # Always on the pixels of the truth, which was not altered: figures of several pixel sizes can be compared.
    predicted = onto(predicted, grid, own).resized(sample.truth.shape)
    known = (sample.truth != UNKNOWN) & predicted.valid
    histogram.add(predicted.any_change[known], sample.truth[known] > 0)
    return True


def curves_document(
    curves: Sequence[str], measured: dict[Step, Optional[Histogram]], threshold: float, samples: int
) -> dict[str, Any]:
    """Return the curves, for JSON: for each a list of points; ``None`` instead of measures where the model refused."""

    def point(step: Step, value: float) -> dict[str, Any]:
        histogram = measured[step]
        figures = None if histogram is None else histogram.document(threshold)
        keys = ("f1", "precision", "recall", "iou", "ap", "false_share")
        return {"value": value, **{key: None if figures is None else figures[key] for key in keys}}

    unaltered = Step("", 0.0)
    document: dict[str, Any] = {"pieces": samples, "unaltered": point(unaltered, 0.0), "curves": {}}
    for curve in curves:
        if curve == "swapped":
            document["curves"][curve] = [point(Step(curve, 1.0), 1.0)]
            continue
        values = ALTERATIONS[curve][1]
        for automatic, name in ((True, curve), (False, f"{curve}_as_is")):
            if not automatic and curve != "resolution":
                continue
            points = [point(Step(curve, value, automatic), value) for value in values[1:]]
            points.append(point(unaltered, values[0]))
            document["curves"][name] = sorted(points, key=lambda item: item["value"])
    return document
