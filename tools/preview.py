"""Draw before, after and result side by side, as a whole and in detail."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import List, Optional, Tuple

import numpy as np
import rasterio
from PIL import Image, ImageDraw, ImageFont
from rasterio.enums import Resampling
from rasterio.transform import Affine
from rasterio.vrt import WarpedVRT
from rasterio.windows import Window
from scipy import ndimage

from scoring import MASK_NODATA

Color = Tuple[int, int, int]

_PANEL = 620
_GAP = 16
_HEAD, _FOOT = 46, 84
_PAPER, _INK, _SOFT = (255, 255, 255), (24, 28, 34), (96, 102, 110)
_FOUND: Color = (227, 26, 28)
_RIGHT: Color = (0, 168, 107)
_FALSE: Color = (227, 26, 28)
_MISSED: Color = (255, 190, 0)
_NODATA: Color = (214, 216, 220)
_DETAIL_PIXELS = 400
_SMALL_WIDTH = 1400


@dataclass(frozen=True)
class _View:
    """A part of the mask's grid, shown in ``size`` pixels (width, height)."""

    window: Window
    size: Tuple[int, int]


def draw_preview(
    target: Path, before: Path, after: Path, mask: Path, truth: Optional[np.ndarray], captions: Tuple[str, str, str]
) -> None:
    """Write the picture.

    :param truth: on the mask's grid; ``None`` = not known.
    :param captions: below the three panels.
    """
    with rasterio.open(mask) as raster:
        values = raster.read(1)
        views = [_view(Window(0, 0, raster.width, raster.height))]
        detail = _busiest(values if truth is None else np.where(truth == MASK_NODATA, 0, truth))
        if detail is not None:
            views.append(_view(detail))
        rows = [[_photo(before, raster, view), _photo(after, raster, view)] for view in views]
    for row, view in zip(rows, views):
        row.append(_result(row[1], values, truth, view))
    _compose(rows, captions, _legend(truth is not None)).save(target, optimize=True)


def write_small(preview: Path, target: Path) -> None:
    """Write the picture as a JPEG that a page can show."""
    with Image.open(preview) as image:
        height = round(image.height * _SMALL_WIDTH / image.width)
        small = image.convert("RGB").resize((_SMALL_WIDTH, height), Image.Resampling.LANCZOS)
    small.save(target, "JPEG", quality=82, optimize=True, progressive=True)


def _view(window: Window) -> _View:
    scale = _PANEL / max(window.width, window.height)
    return _View(window, (max(1, round(window.width * scale)), max(1, round(window.height * scale))))


def _busiest(changed: np.ndarray) -> Optional[Window]:
    """Return the square with the most changes, where the raster is large enough to want a closer look."""
    if min(changed.shape) < 1.5 * _DETAIL_PIXELS:
        return None
    labels, count = ndimage.label((changed > 0) & (changed != MASK_NODATA))
    if count == 0:
        return None
    centres = np.zeros(changed.shape, np.float32)
    for rows, columns in ndimage.find_objects(labels):
        centres[(rows.start + rows.stop) // 2, (columns.start + columns.stop) // 2] += 1
    half = _DETAIL_PIXELS // 2
    inner = ndimage.uniform_filter(centres, _DETAIL_PIXELS)[half:-half, half:-half]
    row, column = np.unravel_index(int(inner.argmax()), inner.shape)
    return Window(int(column), int(row), _DETAIL_PIXELS, _DETAIL_PIXELS)


def _photo(path: Path, grid: rasterio.DatasetReader, view: _View) -> Image.Image:
    """Return a date on the mask's grid, stretched to what the eye can see."""
    width, height = view.size
    scale = Affine.scale(view.window.width / width, view.window.height / height)
    transform = grid.window_transform(view.window) * scale
    with rasterio.open(path) as raster:
        bands = [1, 2, 3] if raster.count >= 3 else [1]
        options = {"crs": grid.crs, "transform": transform, "width": width, "height": height, "add_alpha": False}
        with WarpedVRT(raster, resampling=Resampling.average, **options) as warped:
            data = warped.read(bands).astype(np.float32)
            valid = warped.dataset_mask() > 0
            as_it_is = len(bands) == 3 and raster.dtypes[0] == "uint8"
    shown = data if as_it_is else np.stack([_stretch(band, valid) for band in data])
    image = np.broadcast_to(np.moveaxis(shown, 0, 2), (*valid.shape, 3)).astype(np.uint8)
    image[~valid] = _NODATA
    return Image.fromarray(image)


def _stretch(band: np.ndarray, valid: np.ndarray) -> np.ndarray:
    known = band[valid & np.isfinite(band)]
    if known.size == 0:
        return np.zeros(band.shape, np.float32)
    low, high = np.percentile(known, (0.5, 99.5))
    return np.nan_to_num(np.clip((band - low) / max(float(high - low), 1e-6), 0, 1) * 255)


def _result(photo: Image.Image, mask: np.ndarray, truth: Optional[np.ndarray], view: _View) -> Image.Image:
    """AFTER in pale grey under what was found."""
    pale = np.asarray(photo.convert("L").convert("RGB")).astype(np.float32) * 0.45 + 140
    image = np.clip(pale, 0, 255)
    found = _shown(mask > 0, view) & ~_shown(mask == MASK_NODATA, view)
    layers: List[Tuple[np.ndarray, Color]] = [(found, _FOUND)]
    if truth is not None:
        changed = _shown((truth > 0) & (truth != MASK_NODATA), view)
        layers = [(changed & ~found, _MISSED), (found & ~changed, _FALSE), (found & changed, _RIGHT)]
    for where, color in layers:
        image[where] = image[where] * 0.18 + np.array(color) * 0.82
    image[_shown(mask == MASK_NODATA, view)] = _NODATA
    return Image.fromarray(image.astype(np.uint8))


def _shown(where: np.ndarray, view: _View) -> np.ndarray:
    """``where`` as it is seen in the view: a screen pixel is on when half of it is."""
    window = view.window
    part = where[window.row_off : window.row_off + window.height, window.col_off : window.col_off + window.width]
    image = Image.fromarray(part.astype(np.uint8) * 255).resize(view.size, Image.Resampling.BOX)
    return np.asarray(image) >= 128


def _legend(truth_known: bool) -> List[Tuple[Color, str]]:
    if not truth_known:
        return [(_FOUND, "change found"), (_NODATA, "no data")]
    return [(_RIGHT, "found, and true"), (_FALSE, "false alarm"), (_MISSED, "missed"), (_NODATA, "no data")]


def _compose(rows: List[List[Image.Image]], captions: Tuple[str, str, str], legend: List[Tuple[Color, str]]) -> Image.Image:
    width = 3 * _PANEL + 4 * _GAP
    heights = [max(panel.height for panel in row) for row in rows]
    sheet = Image.new("RGB", (width, _HEAD + sum(heights) + _GAP * len(rows) + _FOOT), _PAPER)
    pen = ImageDraw.Draw(sheet)
    large, small = ImageFont.load_default(24), ImageFont.load_default(17)
    columns = [_GAP + index * (_PANEL + _GAP) for index in range(3)]
    for x, title in zip(columns, ("Before", "After", "What Groundshift found")):
        pen.text((x, 10), title, fill=_INK, font=large)
    y = _HEAD
    for row, height in zip(rows, heights):
        for x, panel in zip(columns, row):
            sheet.paste(panel, (x + (_PANEL - panel.width) // 2, y))
        y += height + _GAP
    for x, caption in zip(columns, captions):
        pen.text((x, y - 4), caption, fill=_SOFT, font=small)
    x = columns[2]
    for color, label in legend:
        pen.rectangle((x, y + 36, x + 20, y + 54), fill=color, outline=_SOFT)
        pen.text((x + 27, y + 34), label, fill=_INK, font=small)
        x += 44 + int(pen.textlength(label, font=small))
    return sheet
