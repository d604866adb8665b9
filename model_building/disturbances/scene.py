"""One date of a pair before it is degraded, and the shapes that disturbances are drawn with."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from scipy import ndimage

from ..appearance import Floats, Mask, grown

Span = tuple[float, float]
"""Least and most of a parameter that is drawn."""


@dataclass(frozen=True)
class Scene:
    """One date: picture, buildings and pixel size."""

    image: Floats
    """3 x S x S in 0..1."""
    buildings: NDArray[np.int64]
    """S x S building numbers where the picture shows them, 0 = none."""
    gsd_m: float

    @property
    def size(self) -> int:
        return int(self.image.shape[1])

    def pixels(self, metres: float) -> float:
        """Return a length in pixels."""
        return metres / self.gsd_m


def open_ground(scene: Scene, margin_m: float = 0.5) -> Mask:
    """Return where no building stands, S x S, with a margin around each."""
    return ~grown(scene.buildings > 0, max(1, round(scene.pixels(margin_m))))


def blended(image: Floats, color: Floats, alpha: Floats) -> Floats:
    """Return ``color`` (3 x S x S or 3 x 1 x 1) over an image where ``alpha`` (S x S, 0..1) is 1."""
    out: Floats = (image * (1 - alpha) + color * alpha).astype(np.float32)
    return out


def tone(red: float, green: float, blue: float) -> Floats:
    """Return a colour as 3 x 1 x 1 float32."""
    return np.array([red, green, blue], np.float32)[:, None, None]


@dataclass(frozen=True)
class Patch:
    """A rotated rectangle: the window that holds it, its soft coverage and the coordinates along its sides."""

    window: tuple[slice, slice]
    cover: Floats
    """h x w, 0..1."""
    along: Floats
    """h x w: pixels along its length from its middle."""
    across: Floats
    """h x w: pixels along its width from its middle."""

    def cut(self, image: Floats) -> Floats:
        """Return the part of an image (3 x S x S) that lies in the window, as a view."""
        rows, columns = self.window
        return image[:, rows, columns]


def rectangle(size: int, center: tuple[float, float], length: float, width: float, angle: float) -> Patch:
    """Draw a rectangle of ``length`` x ``width`` pixels, ``angle`` radians from the columns' axis, with soft edges."""
    reach = np.hypot(length, width) / 2 + 1
    slices = []
    for middle in center:
        start = int(np.clip(np.floor(middle - reach), 0, size))
        slices.append(slice(start, int(np.clip(np.ceil(middle + reach) + 1, start, size))))
    rows = np.arange(slices[0].start, slices[0].stop, dtype=np.float32)[:, None] - np.float32(center[0])
    columns = np.arange(slices[1].start, slices[1].stop, dtype=np.float32)[None] - np.float32(center[1])
    cosine, sine = np.float32(np.cos(angle)), np.float32(np.sin(angle))
    along, across = cosine * columns + sine * rows, cosine * rows - sine * columns
    cover = np.clip(length / 2 + 0.5 - np.abs(along), 0, 1) * np.clip(width / 2 + 0.5 - np.abs(across), 0, 1)
    return Patch((slices[0], slices[1]), cover.astype(np.float32), along, across)


def draw_rows(free: Mask, count: int, spacing: float, per_row: Span, rng: Generator) -> list[tuple[tuple[float, float], float]]:
    """Draw positions in rows, as people put things: up to ``count`` (row, column) and the angle of the row they stand in.

    :param free: S x S, where they may stand. :param spacing: pixels between neighbours. :param per_row: members of a row.
    """
    rows, columns = np.nonzero(free)
    found: list[tuple[tuple[float, float], float]] = []
    if not len(rows):
        return found
    for _ in range(4 * count):
        start = int(rng.integers(len(rows)))
        angle = float(rng.uniform(0, np.pi))
        members = int(rng.uniform(per_row[0], per_row[1] + 1))
        for member in range(members):
            offset = member * spacing * rng.uniform(0.95, 1.1)
            place = (rows[start] + offset * np.sin(angle), columns[start] + offset * np.cos(angle))
            inside = 0 <= place[0] < free.shape[0] and 0 <= place[1] < free.shape[1]
            if inside and free[int(place[0]), int(place[1])]:
                found.append((place, angle))
            if len(found) >= count:
                return found
    return found


def shadow_under(image: Floats, alpha: Floats, shift: tuple[float, float], darkness: float) -> Floats:
    """Darken what lies ``shift`` pixels (rows, columns) beside a shape of coverage ``alpha`` (S x S), not the shape itself."""
    shade = ndimage.shift(alpha, shift, order=1, mode="constant") * (1 - alpha)
    out: Floats = (image * (1 - shade * np.float32(darkness))).astype(np.float32)
    return out
