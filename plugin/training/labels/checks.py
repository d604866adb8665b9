"""Checks of labelled data before a training: failures, and warnings for the user's log."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ...engine.context import JobContext
from ...engine.coregistration.estimate import ShiftSettings, estimate_shift
from ...engine.dates.dates import Dates
from ...jobs.failure import Cancelled, JobFailure
from ...rules.label_codes import UNLABELLED
from .scene import LabelledData, Scene

# Fewer labelled pixels than this cannot be learnt from.
LEAST_PIXELS = 1024
LITTLE_PIXELS = 100_000
FEW_CLASS_PIXELS = 500
RARE_SHARE, COMMON_SHARE = 0.01, 0.6
# Displacements, in pixels, from which on outlines suffer; and the largest that is looked for.
TOLERATED_SHIFT, LARGEST_SHIFT = 2.0, 16.0
_METRES_PER_HECTARE = 10_000.0


def class_pixels(scenes: Sequence[Scene], classes: int) -> list[int]:
    """Labelled pixels of "no change" and of each class."""
    total = np.zeros(256, np.int64)
    for scene in scenes:
        total += np.bincount(scene.target.reshape(-1), minlength=256)
    return [int(value) for value in total[: classes + 1]]


def check_data(data: LabelledData, context: JobContext, land_cover: bool = False) -> None:
    """Check the labels, and warn of what may spoil a training.

    :param land_cover: whether every labelled pixel is of a class.
    :raises JobFailure: ``training_no_change``, ``training_too_little``, ``training_classes_mixed``.
    """
    pixels = class_pixels(data.scenes, len(data.classes))
    labelled, changed = sum(pixels), sum(pixels[1:])
    if labelled < LEAST_PIXELS:
        raise JobFailure("training_too_little", "AREA", pixels=labelled, least=LEAST_PIXELS)
    if not changed:
        raise JobFailure("training_no_change", "LABELS")
    for name, count in zip(data.classes, pixels[1:]):
        if not count:
            context.warn("labels_class_empty", name=name)
        elif count < FEW_CLASS_PIXELS:
            context.warn("labels_small", name=name, pixels=count)
    if labelled < LITTLE_PIXELS:
        hectares = labelled * (data.gsd_m or 0.0) ** 2 / _METRES_PER_HECTARE
        context.warn("labels_little", hectares=hectares, pixels=labelled)
    if land_cover:
        return
    share = changed / labelled
    if share < RARE_SHARE:
        context.warn("labels_rare", percent=100 * share)
    elif share > COMMON_SHARE:
        context.warn("labels_common", percent=100 * share)


def check_alignment(pair: Dates, name: str, context: JobContext) -> None:
    """Warn if the dates of a pair are displaced."""
    try:
        estimate = estimate_shift(pair, ShiftSettings(False, None, None, LARGEST_SHIFT), context.check, lambda part: None)
    except Cancelled:
        raise
    except JobFailure:
        return  # too small to estimate
    pixels = float(np.hypot(*estimate.shift))
    if estimate.trusted and pixels > TOLERATED_SHIFT:
        context.warn("labels_unaligned", pair=name, pixels=pixels, metres=pixels * pair.gsd_m)


def known_pixels(scenes: Sequence[Scene]) -> int:
    """Labelled pixels of scenes."""
    return sum(int((scene.target < UNLABELLED).sum()) for scene in scenes)
