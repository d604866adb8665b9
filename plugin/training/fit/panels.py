"""Pictures of chips: the dates, truth, prediction, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Optional

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageColor, ImageDraw, PngImagePlugin

from ...jobs.report_texts import REPORT_TEXTS
from ...jobs.train_model import PANEL_CAPTION_PIXELS, PANEL_GAP_PIXELS, PANELS_KEY
from ...rules.label_codes import NO_CHANGE, NO_DATA, UNLABELLED

_UNKNOWN_TONE = 110
_SPREAD = 2.5  # deviations from the mean that a picture shows
_BACKGROUND = (255, 255, 255)
_F1 = "F1"
COLOURS = ("#e31a1c", "#1f78b4", "#33a02c", "#ff7f00", "#6a3d9a", "#b15928", "#a6cee3", "#fb9a99", "#b2df8a", "#cab2d6")


@dataclass(frozen=True)
class Panel:
    """A picture with a caption."""

    caption: str
    pixels: NDArray[np.uint8]


def colour_of(number: int) -> str:
    """Return the colour of class ``number`` (1 ..)."""
    return COLOURS[(number - 1) % len(COLOURS)]


def date_picture(date: NDArray[np.float32]) -> NDArray[np.uint8]:
    """Return a normalised date (bands, height, width) as RGB (height, width, 3): its first three bands, or the first alone."""
    bands = date[:3] if date.shape[0] >= 3 else np.repeat(date[:1], 3, axis=0)
    tones = np.clip((bands + _SPREAD) / (2 * _SPREAD), 0, 1) * 255
    out: NDArray[np.uint8] = tones.transpose(1, 2, 0).astype(np.uint8)
    return out


def class_picture(classes: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Classes (height, width) in their colours; no change black, unlabelled ground grey."""
    table = np.zeros((256, 3), np.uint8)
    for number in range(1, UNLABELLED):
        table[number] = ImageColor.getrgb(colour_of(number))
    table[NO_CHANGE] = 0
    table[[UNLABELLED, NO_DATA]] = _UNKNOWN_TONE
    return table[classes]


def predicted_classes(probabilities: NDArray[np.float32], threshold: float) -> NDArray[np.uint8]:
    """Probabilities (1 + classes, height, width) -> the likeliest class where change is likely enough, else 0."""
    changed = 1 - probabilities[0] >= threshold
    return np.where(changed, probabilities[1:].argmax(0) + 1, NO_CHANGE).astype(np.uint8)


def strip(panels: Sequence[Panel]) -> Image.Image:
    """Panels of one height side by side."""
    height = max(panel.pixels.shape[0] for panel in panels)
    width = sum(panel.pixels.shape[1] for panel in panels) + PANEL_GAP_PIXELS * (len(panels) - 1)
    sheet = Image.new("RGB", (width, height + PANEL_CAPTION_PIXELS), _BACKGROUND)
    draw = ImageDraw.Draw(sheet)
    left = 0
    for panel in panels:
        draw.text((left + 1, 1), panel.caption, fill=(40, 40, 40))
        sheet.paste(Image.fromarray(panel.pixels), (left, PANEL_CAPTION_PIXELS))
        left += panel.pixels.shape[1] + PANEL_GAP_PIXELS
    sheet.info[PANELS_KEY] = str(len(panels))
    return sheet


def chip_strip(
    dates: Sequence[NDArray[np.float32]],
    target: NDArray[np.uint8],
    prediction: Optional[NDArray[np.uint8]],
    captions: Sequence[str],
) -> Image.Image:
    """Return the panels of a chip.

    :param captions: for before, after, truth and prediction; of one date the first is left out, whose picture needs none.
    """
    parts = [*(date_picture(date) for date in dates), class_picture(target)]
    if prediction is not None:
        parts.append(class_picture(prediction))
    named = captions if len(dates) > 1 else ("", *captions[2:])
    return strip([Panel(caption, part) for caption, part in zip(named, parts)])


def stack(strips: Sequence[Image.Image]) -> Image.Image:
    """Strips below one another."""
    width = max(item.width for item in strips)
    height = sum(item.height for item in strips) + PANEL_GAP_PIXELS * (len(strips) - 1)
    sheet = Image.new("RGB", (width, height), _BACKGROUND)
    top = 0
    for item in strips:
        sheet.paste(item, (0, top))
        top += item.height + PANEL_GAP_PIXELS
    return sheet


def save_picture(picture: Image.Image, path: Path, f1: Optional[float] = None) -> str:
    """Write a PNG atomically: a reader never finds a part of it.

    :param f1: of the prediction in it, kept in the file (:func:`f1_of_picture`).
    """
    staged = path.with_suffix(".part")
    notes = PngImagePlugin.PngInfo()
    if f1 is not None:
        notes.add_text(_F1, repr(f1))
    if PANELS_KEY in picture.info:
        notes.add_text(PANELS_KEY, picture.info[PANELS_KEY])
    picture.save(staged, "PNG", pnginfo=notes)
    staged.replace(path)
    return str(path)


def f1_of_picture(path: Path) -> float:
    """What :func:`save_picture` noted.

    :raises OSError, ValueError: it is no such picture.
    """
    with Image.open(path) as picture:
        return float(picture.info.get(_F1, ""))


def captions_of(texts: dict[str, str]) -> tuple[str, ...]:
    """Return the captions of the four panels, in the letters that the pictures' font has."""
    keys = ("training_before", "training_after", "training_truth", "training_prediction")
    found = (texts.get(key) or REPORT_TEXTS[key] for key in keys)
    return tuple(text.encode("latin-1", "replace").decode("latin-1") for text in found)
