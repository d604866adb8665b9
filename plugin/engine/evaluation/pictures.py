"""Chips as pictures: before, after, truth, and where the model is right and where it errs."""

from __future__ import annotations

import io

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ...rules.label_codes import UNKNOWN
from ..accuracy.error_map import COLOURS, FALSE_ALARM, HIT, MISS, NOT_COMPARED, UNCHANGED
from .prediction import PredictedWindow
from .samples import Sample, visible
from .scores import above

PANEL = 256
_GAP = 6
_QUALITY = 86


def panels(sample: Sample, predicted: PredictedWindow, threshold: float, bands: tuple[int, ...]) -> bytes:
    """Return a JPEG of four panels side by side.

    :param predicted: on the sample's pixels.
    :param bands: numbers from 0 of red, green and blue.
    """
    truth = sample.truth
    known = (truth != UNKNOWN) & predicted.valid
    found, changed = above(threshold, predicted.any_change), truth > 0
    true_picture = np.where(changed[..., None], np.uint8(255), np.uint8(20)).repeat(3, axis=-1)
    true_picture[truth == UNKNOWN] = _rgb(COLOURS[NOT_COMPARED])
    errors = np.empty((*truth.shape, 3), np.uint8)
    errors[:] = _rgb(UNCHANGED)
    errors[found & changed] = _rgb(COLOURS[HIT])
    errors[~found & changed] = _rgb(COLOURS[MISS])
    errors[found & ~changed] = _rgb(COLOURS[FALSE_ALARM])
    errors[~known] = _rgb(COLOURS[NOT_COMPARED])
    pictures = [
        (visible(sample.before, sample.valid_before, bands), Image.Resampling.BILINEAR),
        (visible(sample.after, sample.valid_after, bands), Image.Resampling.BILINEAR),
        (true_picture, Image.Resampling.NEAREST),
        (errors, Image.Resampling.NEAREST),
    ]
    scale = PANEL / max(truth.shape)
    width, height = (max(1, round(side * scale)) for side in truth.shape[::-1])
    sheet = Image.new("RGB", (4 * width + 3 * _GAP, height), "white")
    for index, (picture, filter_) in enumerate(pictures):
        sheet.paste(Image.fromarray(picture).resize((width, height), filter_), (index * (width + _GAP), 0))
    stream = io.BytesIO()
    sheet.save(stream, "JPEG", quality=_QUALITY)
    return stream.getvalue()


def _rgb(color: str) -> NDArray[np.uint8]:
    return np.array([int(color[start : start + 2], 16) for start in (1, 3, 5)], np.uint8)
