"""Disturbances of the buildings themselves: lean, small shifts, new paint, solar panels. All of them go on standing."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from scipy import ndimage

from ..appearance import Floats
from .scene import Scene, Span, blended, rectangle, tone

_FLOOR_M = 3.0


def lean(
    scene: Scene, rng: Generator, offset_m: Span = (1.5, 8.0), towers: float = 0.25, tower_m: Span = (8.0, 30.0)
) -> Floats:
    """Tilt the buildings away from the nadir: roofs move by their height as one piece, and facades appear behind them.

    :param offset_m: displacement of the roofs. :param towers: share of the large buildings that are displaced by ``tower_m``.
    """
    angle = float(rng.uniform(0, 2 * np.pi))
    direction = np.array([np.sin(angle), np.cos(angle)])
    boxes = ndimage.find_objects(scene.buildings)
    numbers = [number for number, box in enumerate(boxes, 1) if box is not None]
    if not numbers:
        return scene.image
    usual = float(rng.uniform(*offset_m))
    large_px = 60.0 / scene.gsd_m**2
    out = scene.image.copy()
    # Those that lean over their neighbours are drawn after them.
    middles = {number: np.array([(part.start + part.stop) / 2 for part in boxes[number - 1]]) for number in numbers}
    for number in sorted(numbers, key=lambda one: -float(middles[one] @ direction)):
        footprint = scene.buildings[boxes[number - 1]] == number
        offset = usual * float(rng.uniform(0.6, 1.4))
        if footprint.sum() >= large_px and rng.random() < towers:
            offset = float(np.exp(rng.uniform(*np.log(tower_m))))
        _tilted(out, scene, footprint, boxes[number - 1], direction * scene.pixels(offset), rng)
    return out


def _tilted(
    out: Floats, scene: Scene, footprint: NDArray[np.bool_], box: tuple[slice, slice], move: NDArray[np.float64], rng: Generator
) -> None:
    """Draw one building into ``out``, its roof moved by ``move`` (rows, columns in pixels) and its facades behind it."""
    size = scene.size
    shift = np.rint(move).astype(int)
    low = [max(0, part.start + min(0, step)) for part, step in zip(box, shift)]
    high = [min(size, part.stop + max(0, step)) for part, step in zip(box, shift)]
    if low[0] >= high[0] or low[1] >= high[1]:
        return
    window = np.s_[low[0] : high[0], low[1] : high[1]]
    rows, columns = np.mgrid[window]
    height, width = footprint.shape

    def cast(share: float) -> NDArray[np.bool_]:
        row, column = rows - box[0].start - round(share * shift[0]), columns - box[1].start - round(share * shift[1])
        inside = (row >= 0) & (row < height) & (column >= 0) & (column < width)
        found: NDArray[np.bool_] = inside & footprint[np.clip(row, 0, height - 1), np.clip(column, 0, width - 1)]
        return found

    length = float(np.hypot(*shift))
    walls = np.zeros(rows.shape, bool)
    for share in np.linspace(0, 1, 2 + int(length)):
        walls |= cast(float(share))
    roof = cast(1.0)
    source = scene.image[:, np.clip(rows - shift[0], 0, size - 1), np.clip(columns - shift[1], 0, size - 1)]
    color = source[:, roof].mean(1) if roof.any() else source.mean((1, 2))
    light = rng.uniform(0.35, 0.95)
    facade = (0.6 * color + 0.4 * rng.uniform(0.35, 0.75))[:, None, None] * light
    if length > 0:
        # Storeys run across the direction of the lean, windows along it.
        down, right = move / np.hypot(*move)
        storeys = np.sin((rows * down + columns * right) * (2 * np.pi * scene.gsd_m / _FLOOR_M * max(1.0, rng.uniform(0.8, 2))))
        bays = np.sin((rows * right - columns * down) * (2 * np.pi * scene.gsd_m / rng.uniform(2.5, 5)))
        facade = facade * (1 - 0.16 * ((storeys > 0) & (bays > -0.2)))
    part = out[:, window[0], window[1]]
    part[:] = np.where(roof, source, np.where(walls, facade, part))


def shifted_buildings(scene: Scene, rng: Generator, pixels: Span = (0.5, 3.0), margin: float = 4.0) -> Floats:
    """Move each building by a vector of its own, as another viewing angle or elevation model does.

    :param margin: pixels around a building in which the ground is stretched or squeezed to make up for it.
    """
    count = int(scene.buildings.max())
    if not count:
        return scene.image
    lengths, angles = rng.uniform(*pixels, count + 1), rng.uniform(0, 2 * np.pi, count + 1)
    vectors = np.stack([np.sin(angles), np.cos(angles)]) * lengths
    distance, nearest = ndimage.distance_transform_edt(scene.buildings == 0, return_indices=True)
    weight = np.clip((margin + pixels[1] - distance) / margin, 0, 1)
    field = vectors[:, scene.buildings[tuple(nearest)]] * weight
    grid = np.mgrid[: scene.size, : scene.size] - field
    return np.stack([ndimage.map_coordinates(band, grid, order=1, mode="nearest") for band in scene.image]).astype(np.float32)


def repainted_roofs(scene: Scene, rng: Generator, share: Span = (0.2, 0.8)) -> Floats:
    """Give some roofs a new colour (paint, sheet metal, tiles, tar); their ridges and shading stay."""
    count = int(scene.buildings.max())
    if not count:
        return scene.image
    colors = np.array(
        [[0.75, 0.76, 0.78], [0.5, 0.26, 0.2], [0.3, 0.4, 0.55], [0.25, 0.42, 0.3], [0.18, 0.18, 0.2], [0.62, 0.45, 0.3]]
    )
    drawn = colors[rng.integers(len(colors), size=count + 1)] * rng.uniform(0.8, 1.2, (count + 1, 1))
    painted = rng.random(count + 1) < rng.uniform(*share)
    painted[0] = False
    gray = scene.image.mean(0)
    mean = np.maximum(np.asarray(ndimage.mean(gray, scene.buildings, np.arange(count + 1))), 0.02)
    shading = np.clip(gray / mean[scene.buildings], 0.3, 1.7)
    alpha = ndimage.gaussian_filter(painted[scene.buildings].astype(np.float32), 0.5)
    color = (drawn[scene.buildings].transpose(2, 0, 1) * shading).astype(np.float32)
    return blended(scene.image, np.clip(color, 0, 1), alpha * np.float32(rng.uniform(0.75, 1)))


def solar_panels(scene: Scene, rng: Generator, share: Span = (0.2, 0.7), panel_m: tuple[float, float] = (1.7, 1.0)) -> Floats:
    """Put dark blue fields of panels onto some roofs, along the longer side of each."""
    out = scene.image.copy()
    drawn = rng.uniform(*share)
    for number, box in enumerate(ndimage.find_objects(scene.buildings), 1):
        if box is None or rng.random() >= drawn:
            continue
        rows, columns = np.nonzero(scene.buildings[box] == number)
        if len(rows) < 12:
            continue
        middle = (box[0].start + rows.mean(), box[1].start + columns.mean())
        (aa, ab), (_, bb) = np.cov(columns, rows) + 1e-6 * np.eye(2)
        angle = 0.5 * float(np.arctan2(2 * ab, aa - bb))
        spread = np.sqrt(np.linalg.eigvalsh(np.array([[aa, ab], [ab, bb]]))) * 3.4
        # On one half of the roof, as on a gable, or in its middle.
        side = rng.choice([-1.0, 0.0, 1.0]) * spread[0] * 0.2
        center = (middle[0] + side * np.cos(angle), middle[1] - side * np.sin(angle))
        size = spread[::-1] * rng.uniform([0.4, 0.3], [0.85, 0.5 if side else 0.8])
        field = rectangle(scene.size, center, float(size[0]), float(size[1]), angle)
        seams = np.zeros(field.cover.shape, bool)
        for along, length in ((field.along, panel_m[0]), (field.across, panel_m[1])):
            pitch = max(scene.pixels(length), 3.0)
            seams |= np.mod(along, pitch) < 0.6
        roof = scene.buildings[field.window] == number
        color = (tone(0.08, 0.1, 0.2) * rng.uniform(0.7, 1.5) + seams * 0.1).astype(np.float32)
        part = field.cut(out)
        part[:] = blended(part, color, field.cover * roof)
    return out
