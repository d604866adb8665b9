"""Draw roofs: their planes lit by the sun, their covering, and objects on them."""

from __future__ import annotations

from typing import Tuple

import numpy as np

from .ground import noise
from .layout import Building
from .light import Sun, Window, window

_PITCH = {"tile": np.radians(36), "metal": np.radians(14), "gravel": 0.0}
_PANEL = np.array((38, 46, 66), np.float32)


def draw_roof(color: np.ndarray, height: np.ndarray, building: Building, gsd: float, sun: Sun) -> None:
    """Draw ``building`` into the colours and the heights (metres) of a date."""
    reach = np.hypot(building.length, building.width) / 2 + 1
    place = window(building.x, building.y, reach, gsd, height.shape)
    if place is None:
        return
    random = np.random.default_rng(building.seed)
    along, across = _local(building, place, gsd)
    inside = _coverage(building.length / 2 - np.abs(along), gsd) * _coverage(building.width / 2 - np.abs(across), gsd)
    light, rise = _planes(building, along, across, sun)
    roof = np.asarray(building.color, np.float32) * light[..., None]
    roof = roof * _covering(building, along, across, random)[..., None]
    _fittings(roof, rise, building, along, across, random)
    rows, columns = place.rows, place.columns
    alpha = inside[..., None]
    color[rows, columns] = color[rows, columns] * (1 - alpha) + roof * alpha
    solid = inside > 0.5
    height[rows, columns] = np.where(solid, np.maximum(height[rows, columns], building.eaves + rise), height[rows, columns])


def _local(building: Building, place: Window, gsd: float) -> Tuple[np.ndarray, np.ndarray]:
    """Each pixel's position along and across the ridge, from the building's centre."""
    dx, dy = place.x - building.x, place.y - building.y
    cos, sin = np.cos(building.angle), np.sin(building.angle)
    return dx * cos + dy * sin, -dx * sin + dy * cos


def _coverage(depth: np.ndarray, gsd: float) -> np.ndarray:
    """Return how much of a pixel lies inside an edge that is ``depth`` metres away."""
    return np.clip(depth / gsd + 0.5, 0, 1)


def _planes(building: Building, along: np.ndarray, across: np.ndarray, sun: Sun) -> Tuple[np.ndarray, np.ndarray]:
    """Brightness and height above the eaves of each pixel of the roof."""
    if building.roof == "flat":
        rim = np.minimum(building.length / 2 - np.abs(along), building.width / 2 - np.abs(across))
        return np.where(rim < 0.45, 1.12, 1.0).astype(np.float32), np.where(rim < 0.45, 0.4, 0.0)
    pitch = _PITCH[building.cover]
    to_side = building.width / 2 - np.abs(across)
    to_end = building.length / 2 - np.abs(along)
    ends = (to_end < to_side) if building.roof == "hip" else np.zeros(along.shape, bool)
    facing = building.angle + np.where(ends, np.where(along > 0, 0, np.pi), np.where(across > 0, np.pi / 2, -np.pi / 2))
    rise = np.where(ends, to_end, to_side) * np.tan(pitch)
    ridge = (np.abs(across) < 0.18) & ~ends
    return sun.on_slope(facing, pitch) * np.where(ridge, 0.9, 1.0), np.maximum(rise, 0)


def _covering(building: Building, along: np.ndarray, across: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """Courses of tiles, ribs of sheet metal, stains and patches."""
    shape = along.shape
    texture = 1 + random.normal(0, 0.035, shape)
    stains = noise(shape, 24, random) * 0.03 + noise(shape, 7, random) * 0.015
    texture = texture + stains
    if building.cover == "metal":
        texture += 0.05 * (np.mod(along, 1.15) < 0.3)
        sheets = np.floor(along / random.uniform(4, 7)) * 7 + np.floor(across / random.uniform(4, 7))
        texture += 0.03 * np.sin(sheets * 12.9)
    elif building.cover == "tile":
        texture += 0.03 * np.sin(2 * np.pi * across / 0.8)
    return np.clip(texture, 0.6, 1.4).astype(np.float32)


def _fittings(
    roof: np.ndarray, rise: np.ndarray, building: Building, along: np.ndarray, across: np.ndarray, random: np.random.Generator
) -> None:
    """Chimneys, roof windows and solar panels on houses; sky lights and machines on halls. Changes both arrays."""
    half_length, half_width = building.length / 2, building.width / 2
    if half_width < 2.5:
        return
    if building.roof != "flat" and building.width < 15:
        u, v = random.uniform(-0.6, 0.6) * half_length, random.uniform(-0.25, 0.25) * half_width
        chimney = (np.abs(along - u) < 0.45) & (np.abs(across - v) < 0.4)
        roof[chimney] = (96, 78, 70)
        rise[chimney] += 1.2
        side = random.choice((-1, 1))
        if random.random() < 0.16:
            panel = (np.abs(along) < half_length * 0.6) & (np.abs(across * side - half_width * 0.5) < half_width * 0.3)
            roof[panel] = _PANEL * (1 + 0.15 * (np.mod(along[panel], 1.0) < 0.2))[:, None]
        elif random.random() < 0.5:
            for place in random.uniform(-0.7, 0.7, 2) * half_length:
                pane = (np.abs(along - place) < 0.5) & (np.abs(across * side - half_width * 0.55) < 0.65)
                roof[pane] = (74, 84, 96)
        return
    if building.cover == "metal" and random.random() < 0.6:
        strip = (np.mod(along + half_length, 9.0) < 1.3) & (np.abs(across) < half_width * 0.75)
        roof[strip] = roof[strip] * 0.4 + np.array((206, 214, 220), np.float32) * 0.6
    for _ in range(int(building.length * building.width / 110)):
        u, v = random.uniform(-0.8, 0.8) * half_length, random.uniform(-0.7, 0.7) * half_width
        size = random.uniform(0.6, 1.5)
        machine = (np.abs(along - u) < size) & (np.abs(across - v) < size * 0.7)
        roof[machine] = np.float32(random.choice((120, 190, 214)))
        rise[machine] += 1.4
