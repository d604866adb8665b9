"""Disturbances by plants: leaves that fall, crowns that have grown over roofs."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator
from scipy import ndimage

from ..appearance import Floats, grown, smooth_field
from .scene import Scene, Span, blended, shadow_under, tone


def greenness(image: Floats, softness: float = 0.03) -> Floats:
    """Return how surely each pixel of 3 x S x S is a plant, S x S in 0..1."""
    excess = 2 * image[1] - image[0] - image[2]
    out: Floats = (1 / (1 + np.exp(-np.clip((excess - 0.04) / softness, -30, 30)))).astype(np.float32)
    return out


def bare_trees(scene: Scene, rng: Generator, share: Span = (0.75, 1.0)) -> Floats:
    """Take the leaves off trees and shrubs: twigs, their thin shadow, and the litter below."""
    plants = greenness(ndimage.gaussian_filter(scene.image, (0, 0.8, 0.8))) * (scene.buildings == 0)
    litter = tone(0.45, 0.4, 0.33) * np.float32(rng.uniform(0.75, 1.2))
    coarse, fine = smooth_field(scene.size, 16, rng), rng.standard_normal((scene.size, scene.size))
    twigs = ndimage.gaussian_filter(fine, 0.7) * 2.2
    # Light and shade of the crowns go with the leaves: only a third of it is left.
    gray = scene.image.mean(0)
    level = ndimage.gaussian_filter(gray, scene.pixels(5.0))
    shading = 1 + (gray - level) / (level + 0.1) * 0.35
    ground = litter * shading * (1 + 0.06 * coarse + 0.1 * twigs)
    return blended(scene.image, np.clip(ground, 0, 1).astype(np.float32), plants * np.float32(rng.uniform(*share)))


def grown_trees(
    scene: Scene, rng: Generator, count: tuple[int, int] = (3, 40), radius_m: Span = (1.5, 5.0), over_roofs: float = 0.5
) -> Floats:
    """Let trees grow, some of them over the edges of roofs.

    :param over_roofs: share of the trees that stand at a building.
    """
    size = scene.size
    beside = grown(scene.buildings > 0, max(1, round(scene.pixels(2.0)))) & (scene.buildings == 0)
    near, free = (np.argwhere(mask) for mask in (beside, scene.buildings == 0))
    if not len(free):
        return scene.image
    rows, columns = np.mgrid[:size, :size].astype(np.float32)
    crown, height = np.zeros((size, size), np.float32), np.zeros((size, size), np.float32)
    for _ in range(int(rng.integers(count[0], count[1] + 1))):
        points = near if len(near) and rng.random() < over_roofs else free
        row, column = points[int(rng.integers(len(points)))]
        radius = max(1.5, scene.pixels(float(rng.uniform(*radius_m))))
        window = tuple(slice(max(0, int(middle - 1.5 * radius)), int(middle + 1.5 * radius) + 2) for middle in (row, column))
        down, right = rows[window] - row, columns[window] - column
        around = np.arctan2(down, right)
        lobes = 1 + 0.15 * np.sin(around * rng.integers(3, 7) + rng.uniform(0, 6)) + 0.1 * np.sin(around * rng.integers(7, 12))
        inside = 1 - np.hypot(down, right) / (radius * lobes)
        crown[window] = np.maximum(crown[window], np.clip(inside * radius + 0.5, 0, 1))
        height[window] = np.maximum(height[window], np.sqrt(np.clip(inside, 0, 1)) * radius)
    angle = rng.uniform(0, 2 * np.pi)
    sun = (float(np.sin(angle)), float(np.cos(angle)))
    leaves = ndimage.gaussian_filter(rng.standard_normal((size, size)), 0.8) * 1.6
    slope_down, slope_right = np.gradient(ndimage.gaussian_filter(height, 0.7))
    light = np.clip(0.9 - 0.35 * (slope_down * sun[0] + slope_right * sun[1]) + 0.12 * leaves, 0.3, 1.4)
    color = _leaf_color(scene, rng) * light
    shaded = shadow_under(scene.image, crown, (sun[0] * scene.pixels(2.5), sun[1] * scene.pixels(2.5)), 0.4)
    return blended(shaded, np.clip(color, 0, 1).astype(np.float32), crown * np.float32(0.97))


def _leaf_color(scene: Scene, rng: Generator) -> Floats:
    """Return the colour of the plants that the scene has, 3 x 1 x 1, or a usual one where it has few."""
    weight = greenness(scene.image) > 0.8
    usual = np.array([0.3, 0.4, 0.22])
    if weight.mean() > 0.01:
        usual = 0.7 * scene.image[:, weight].mean(1) + 0.3 * usual
    drawn: Floats = (usual * rng.uniform(0.75, 1.2) * rng.uniform(0.92, 1.08, 3)).astype(np.float32)[:, None, None]
    return drawn
