"""The sun, what it lights and the shadows that it casts; and windows into the scene's arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional, Tuple

import numpy as np
from PIL import Image
from scipy import ndimage

_AMBIENT = 0.34
# Shadows are lit by the sky alone, which is blue.
_SHADOW = np.array((0.42, 0.47, 0.56), np.float32)


@dataclass(frozen=True)
class Sun:
    """:param azimuth, elevation: degrees; azimuth from north to east."""

    azimuth: float
    elevation: float

    @property
    def x(self) -> float:
        """How far to the east the sun stands (y: to the south); a unit vector."""
        return float(np.sin(np.radians(self.azimuth)))

    @property
    def y(self) -> float:
        return float(-np.cos(np.radians(self.azimuth)))

    def on_slope(self, facing: np.ndarray, pitch: float) -> np.ndarray:
        """Brightness of a slope that faces the direction ``facing`` (radians from east to south); flat ground has 1."""
        elevation = np.radians(self.elevation)
        towards = np.cos(facing) * self.x + np.sin(facing) * self.y
        direct = np.sin(pitch) * np.cos(elevation) * towards + np.cos(pitch) * np.sin(elevation)
        lit: np.ndarray = _AMBIENT + (1 - _AMBIENT) * np.clip(direct / np.sin(elevation), 0, 1.5)
        return lit


@dataclass(frozen=True)
class Window:
    """A part of the scene: its rows and columns, and the positions of its pixels in metres."""

    rows: slice
    columns: slice
    x: np.ndarray
    y: np.ndarray


def window(x: float, y: float, reach: float, gsd: float, shape: Tuple[int, ...]) -> Optional[Window]:
    """Return the square of ``reach`` metres around a position, or ``None`` outside the scene."""
    left, right = max(0, int((x - reach) / gsd)), min(shape[1], int((x + reach) / gsd) + 1)
    top, bottom = max(0, int((y - reach) / gsd)), min(shape[0], int((y + reach) / gsd) + 1)
    if left >= right or top >= bottom:
        return None
    columns = (np.arange(left, right, dtype=np.float32) + 0.5) * gsd
    rows = (np.arange(top, bottom, dtype=np.float32) + 0.5) * gsd
    return Window(slice(top, bottom), slice(left, right), columns[None, :], rows[:, None])


def cast_shadows(color: np.ndarray, height: np.ndarray, gsd: float, sun: Sun) -> None:
    """Darken what lies in the shadow of ``height`` (metres). Changes ``color``."""
    coarse = height[::2, ::2]
    shadow = _shadow(coarse, 2 * gsd, sun)
    size = (color.shape[1], color.shape[0])
    full = np.asarray(Image.fromarray(shadow).resize(size, Image.Resampling.BILINEAR))
    for channel, dimmed in enumerate(_SHADOW):
        color[..., channel] *= 1 - full * (1 - dimmed)


def _shadow(height: np.ndarray, gsd: float, sun: Sun) -> np.ndarray:
    """0..1: how much each pixel lies in shadow."""
    drop = gsd * np.tan(np.radians(sun.elevation))
    blocking = np.full(height.shape, -1, np.float32)
    for step in range(1, int(height.max() / drop) + 1):
        down, right = round(-sun.y * step), round(-sun.x * step)
        source, target = _shifted(height.shape, down, right)
        np.maximum(blocking[target], height[source] - step * drop, out=blocking[target])
    depth = np.clip((blocking - height) / 0.5, 0, 1)
    soft: np.ndarray = ndimage.gaussian_filter(depth, 0.6)
    return soft


def _shifted(shape: Tuple[int, ...], down: int, right: int) -> Tuple[Tuple[slice, slice], Tuple[slice, slice]]:
    """Slices that move an array by ``down`` rows and ``right`` columns."""
    rows, columns = shape
    source = (slice(max(0, -down), min(rows, rows - down)), slice(max(0, -right), min(columns, columns - right)))
    target = (slice(max(0, down), min(rows, rows + down)), slice(max(0, right), min(columns, columns + right)))
    return source, target
