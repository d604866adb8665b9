"""The channels of a layer side by side in one picture, the two dates first."""

from __future__ import annotations

import json
import math
from typing import Any, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont
from PIL.PngImagePlugin import PngInfo

from .colors import painted, spread

LONGEST_SIDE = 4096
_LEAST_THUMBNAIL, _MOST_THUMBNAIL = 48, 256
_GAP, _CAPTION, _MARGIN, _TITLE = 6, 16, 14, 34
_PAPER, _INK, _FAINT = (250, 250, 250), (30, 30, 30), (110, 110, 110)


def thumbnail_side(count: int) -> int:
    """Longest side of a thumbnail where ``count`` of them go onto a sheet."""
    fits = (LONGEST_SIDE - 2 * _MARGIN) // _columns(count) - _GAP
    return max(_LEAST_THUMBNAIL, min(_MOST_THUMBNAIL, fits))


def draw_sheet(
    path: str,
    title: str,
    pictures: Sequence[tuple[str, NDArray[np.float32]]],
    channels: Sequence[tuple[str, NDArray[np.float32]]],
    provenance: Mapping[str, Any],
) -> None:
    """Draw the sheet as a PNG.

    :param pictures: caption and picture (bands, height, width), NaN where there is none, stretched when drawn.
    :param channels: caption and map (height, width), each in colours that span its own values.
    """
    cells = [(caption, _picture(values)) for caption, values in pictures]
    for caption, values in channels:
        low, high = spread(values)
        cells.append((f"{caption}   {low:.3g} … {high:.3g}", Image.fromarray(painted(values, low, high))))
    side = thumbnail_side(len(cells))
    height, width = channels[0][1].shape
    scale = max(1, side // max(height, width))
    box = (width * scale, height * scale)
    columns = _columns(len(cells))
    step_x, step_y = max(box[0], _LEAST_THUMBNAIL) + _GAP, box[1] + _CAPTION + _GAP
    size = (2 * _MARGIN + columns * step_x, _TITLE + 2 * _MARGIN + math.ceil(len(cells) / columns) * step_y)
    sheet = Image.new("RGB", size, _PAPER)
    draw = ImageDraw.Draw(sheet)
    draw.text((_MARGIN, _MARGIN), title, _INK, font=_font(16))
    small = _font(10)
    for index, (caption, image) in enumerate(cells):
        x, y = _MARGIN + index % columns * step_x, _MARGIN + _TITLE + index // columns * step_y
        sheet.paste(image.resize(box, Image.Resampling.NEAREST), (x, y))
        draw.text((x, y + box[1] + 1), _cut(caption, step_x - 2, small), _FAINT, font=small)
    about = PngInfo()
    about.add_itxt("GROUNDSHIFT", json.dumps(provenance, ensure_ascii=False, sort_keys=True))
    sheet.save(path, "PNG", pnginfo=about)


def _columns(count: int) -> int:
    return max(4, math.ceil(math.sqrt(count * 1.3)))


def _picture(values: NDArray[np.float32]) -> Image.Image:
    """Return a picture in natural colours (three bands) or grey (one), each band stretched."""
    bands = values if len(values) == 3 else np.repeat(values[:1], 3, axis=0)
    stretched = []
    for band in bands:
        low, high = spread(band)
        part = (np.where(np.isfinite(band), band, low) - low) / (high - low if high > low else 1.0)
        stretched.append(np.where(np.isfinite(band), np.clip(part, 0, 1) * 255, 128).astype(np.uint8))
    return Image.fromarray(np.stack(stretched, axis=-1))


def _cut(text: str, width: float, font: Any) -> str:
    """Return the text, shortened so that it fits."""
    while len(text) > 1 and font.getlength(text) > width:
        text = text[:-2].rstrip() + "…"
    return text


def _font(size: int) -> Any:
    try:
        return ImageFont.load_default(size)
    except TypeError:  # Pillow before 10.1 has one size
        return ImageFont.load_default()
