"""Disturbances by sun and air: long shadows that turn, haze, thin cloud."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator
from scipy import ndimage

from ..appearance import Floats, smooth_field
from .scene import Scene, Span, blended, tone


def turned_shadows(scene: Scene, rng: Generator, height_m: Span = (2.5, 12.0), elevation_deg: Span = (12, 45)) -> Floats:
    """Cast the shadows of a low sun from another side; those that the picture has are lightened."""
    count = int(scene.buildings.max())
    if not count:
        return scene.image
    angle = rng.uniform(0, 2 * np.pi)
    per_height = 1 / np.tan(np.radians(rng.uniform(*elevation_deg)))
    usual = float(np.exp(rng.uniform(*np.log(height_m))))
    heights = np.concatenate([[0.0], usual * rng.uniform(0.6, 1.4, count)])
    lengths = np.minimum(scene.pixels(1.0) * heights * per_height, 0.5 * scene.size)
    reach = lengths[scene.buildings]
    shade = np.zeros(scene.buildings.shape, bool)
    for step in np.arange(1.0, lengths.max() + 1):
        moved = (round(step * np.sin(angle)), round(step * np.cos(angle)))
        shade |= _moved(reach >= step, *moved)
    shade &= scene.buildings == 0
    soft = ndimage.gaussian_filter(shade.astype(np.float32), rng.uniform(0.4, 0.9))
    lightened = _without_shadows(scene, rng)
    darkness = tone(0.9, 1.0, 1.18) * np.float32(rng.uniform(0.3, 0.6))
    return (lightened * (1 - soft * (1 - darkness))).astype(np.float32)


def _without_shadows(scene: Scene, rng: Generator) -> Floats:
    """Lighten what is dark beside buildings: a shadow that fell there under another sun."""
    beside = ndimage.distance_transform_edt(scene.buildings == 0) < scene.pixels(6.0)
    gray = scene.image.mean(0)
    dark = np.clip((0.6 * np.median(gray) - gray) / (0.2 * np.median(gray) + 0.02), 0, 1) * beside * (scene.buildings == 0)
    gain = 1 + ndimage.gaussian_filter(dark.astype(np.float32), 0.7) * np.float32(rng.uniform(0.5, 1.5))
    return scene.image * gain


def _moved(mask: np.ndarray, row: int, column: int) -> np.ndarray:
    """Return a mask moved by whole pixels; what leaves it is lost."""
    out = np.zeros_like(mask)
    size = mask.shape[0]
    if abs(row) < size and abs(column) < size:
        target = np.s_[max(0, row) : size + min(0, row), max(0, column) : size + min(0, column)]
        source = np.s_[max(0, -row) : size + min(0, -row), max(0, -column) : size + min(0, -column)]
        out[target] = mask[source]
    return out


def haze(scene: Scene, rng: Generator, veil: Span = (0.15, 0.6)) -> Floats:
    """Lay haze, dust or smoke over the scene: contrast goes, edges soften a little, blue or yellow light comes in."""
    tones = [(0.72, 0.77, 0.84), (0.8, 0.8, 0.8), (0.78, 0.72, 0.6)]
    air = tone(*tones[int(rng.integers(len(tones)))]) * np.float32(rng.uniform(0.85, 1.1))
    uneven = np.clip(rng.uniform(*veil) * (1 + 0.25 * smooth_field(scene.size, 3, rng)), 0, 0.9).astype(np.float32)
    scattered = ndimage.gaussian_filter(scene.image, (0, 1.2, 1.2))
    return blended(0.7 * scene.image + 0.3 * scattered, air, uneven)


def thin_cloud(scene: Scene, rng: Generator, opacity: Span = (0.4, 0.9), shadow: Span = (0.1, 0.45)) -> Floats:
    """Let a thin cloud and its shadow, some way beside it, lie over a part of the scene; houses are seen through it."""
    knots = int(rng.integers(3, 6))
    field = sum((smooth_field(scene.size, knots * 2**level, rng) / 1.8**level for level in range(5)), np.float32(0))
    edge = np.quantile(field, rng.uniform(0.3, 0.8))
    thickness = np.clip((field - edge) * 0.5, 0, 1) ** np.float32(0.8) * np.float32(rng.uniform(*opacity))
    angle, distance = rng.uniform(0, 2 * np.pi), rng.uniform(0.15, 0.5) * scene.size
    cast = ndimage.shift(thickness, (distance * np.sin(angle), distance * np.cos(angle)), order=1, mode="nearest")
    dimmed = scene.image * (1 - ndimage.gaussian_filter(cast, 2.0) * np.float32(rng.uniform(*shadow)))
    return blended(dimmed.astype(np.float32), tone(0.93, 0.94, 0.96), np.clip(thickness, 0, 0.85))
