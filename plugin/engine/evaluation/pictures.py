"""Chips as pictures: before, after, truth, and where the model is right and where it errs."""

from __future__ import annotations

import io
from typing import Any, Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ...rules.label_codes import UNKNOWN
from ..accuracy.error_map import COLOURS, FALSE_ALARM, HIT, MISS, NOT_COMPARED, UNCHANGED
from .prediction import PredictedWindow
from .samples import Sample, visible
from .scores import above

_PANEL = 256
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
    true_picture[truth == UNKNOWN] = rgb(COLOURS[NOT_COMPARED])
    errors = np.empty((*truth.shape, 3), np.uint8)
    errors[:] = rgb(UNCHANGED)
    errors[found & changed] = rgb(COLOURS[HIT])
    errors[~found & changed] = rgb(COLOURS[MISS])
    errors[found & ~changed] = rgb(COLOURS[FALSE_ALARM])
    errors[~known] = rgb(COLOURS[NOT_COMPARED])
    pictures = [
        (visible(sample.before, sample.valid_before, bands), Image.Resampling.BILINEAR),
        (visible(sample.after, sample.valid_after, bands), Image.Resampling.BILINEAR),
        (true_picture, Image.Resampling.NEAREST),
        (errors, Image.Resampling.NEAREST),
    ]
    return sheet(pictures)


def sheet(pictures: Sequence[tuple[NDArray[np.uint8], Any]]) -> bytes:
    """Return a JPEG of pictures of one size side by side.

    :param pictures: uint8 (height, width, 3), each with Pillow's filter to scale it by.
    """
    height, width = pictures[0][0].shape[:2]
    scale = _PANEL / max(height, width)
    width, height = (max(1, round(side * scale)) for side in (width, height))
    joined = Image.new("RGB", (len(pictures) * (width + _GAP) - _GAP, height), "white")
    for index, (picture, filter_) in enumerate(pictures):
        joined.paste(Image.fromarray(picture).resize((width, height), filter_), (index * (width + _GAP), 0))
    stream = io.BytesIO()
    joined.save(stream, "JPEG", quality=_QUALITY)
    return stream.getvalue()


def rgb(color: str) -> NDArray[np.uint8]:
    """Return red, green and blue of a colour ``#rrggbb``, uint8 (3)."""
    return np.array([int(color[start : start + 2], 16) for start in (1, 3, 5)], np.uint8)
