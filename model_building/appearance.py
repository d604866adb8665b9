"""Appearance of one date of a pseudo-pair: season, light, weather, sensor, and how it is standardised.

Images are 3 x S x S float32 in 0..1; everything random comes from the generator that is handed in.
"""

from __future__ import annotations

import io

import numpy as np
import torch
from numpy.random import Generator
from numpy.typing import NDArray
from PIL import Image
from scipy import ndimage
from torch.nn import functional

from .label_places import NO_DATA

Floats = NDArray[np.float32]
Mask = NDArray[np.bool_]


def smooth_field(size: int, knots: int, rng: Generator) -> Floats:
    """S x S smooth noise of about unit deviation."""
    coarse = torch.from_numpy(rng.standard_normal((1, 1, knots, knots)).astype(np.float32))
    smooth = functional.interpolate(coarse, (size, size), mode="bicubic", align_corners=True)
    field: Floats = smooth[0, 0].numpy()
    return field


def grown(mask: Mask, radius: int) -> Mask:
    """Dilate by a square of side 2 radius + 1."""
    if radius < 1:
        return mask
    return ndimage.maximum_filter(mask.view(np.uint8), 2 * radius + 1).view(bool)


def finished_date(
    image: Floats,
    buildings: Mask,
    cover: NDArray[np.uint8],
    surroundings: Floats,
    gsd: float,
    strength: float,
    rng: Generator,
) -> tuple[Floats, Mask]:
    """Degrade and standardise one date; returns it (3 x S x S) and where it holds data (S x S)."""
    valid = cover != NO_DATA
    if rng.random() < 0.04:
        valid = valid & (smooth_field(valid.shape[0], 3, rng) < rng.uniform(0.5, 1.5))
    if rng.random() < strength:
        image, surroundings = _restyle(image, buildings, surroundings, gsd, rng)
        image = _resense(image, rng)
    image = np.clip(image, 0, 1)
    return _standardised(image, valid, np.clip(surroundings, 0, 1), rng), valid


def _restyle(image: Floats, buildings: Mask, surroundings: Floats, gsd: float, rng: Generator) -> tuple[Floats, Floats]:
    """Season, light and weather: of the crop, and in the same way of its surroundings."""
    size = image.shape[1]
    open_ground: Floats | None = None
    if rng.random() < 0.45:
        image, surroundings = _recolored_vegetation((image, surroundings), rng)
    draw = rng.random()
    if draw < 0.35 and buildings.any():
        open_ground = 1 - ndimage.gaussian_filter(grown(buildings, 1).astype(np.float32), 1.0)
    if open_ground is not None and draw < 0.2:
        # Ground that is wet, dry, dusty, ploughed or paved anew, between houses that stay.
        patch = open_ground * _blob(size, rng, (0.0, 0.6)) if rng.random() < 0.6 else open_ground
        gains = rng.uniform(0.6, 1.4) * rng.uniform(0.85, 1.15, (3, 1, 1))
        image = image * (1 - patch) + (image * gains + rng.uniform(-0.12, 0.12)).astype(np.float32) * patch
    elif open_ground is not None and draw < 0.3:
        image = _flooded(image, open_ground * _blob(size, rng, (0.2, 0.8)), rng)
    elif open_ground is not None:
        image = _building_shadows(image, buildings, gsd, rng)
    if rng.random() < 0.15:
        dimming = rng.uniform(0.35, 0.8) * np.array([0.95, 1.0, 1.08])[:, None, None]
        shade = _blob(size, rng, (0.3, 0.8))
        image = image * (1 - shade * (1 - dimming.astype(np.float32)))
    if rng.random() < 0.3:
        slope = 1 + smooth_field(size, 2, rng) * np.float32(rng.uniform(0, 0.15))
        image = image * slope
    if rng.random() < 0.25:
        veil = np.float32(rng.uniform(0.05, 0.5))
        tone = (rng.uniform(0.65, 0.95) * rng.uniform(0.94, 1.06, (3, 1, 1))).astype(np.float32)
        uneven = np.clip(1 + 0.4 * smooth_field(size, 3, rng), 0, 1.6) * veil
        image = image * (1 - uneven) + tone * uneven
        surroundings = surroundings * (1 - veil) + tone * veil
    gray_share = np.float32(rng.uniform(0.3, 1.5))
    gamma = np.float32(np.exp(rng.normal(0, 0.25)))
    contrast = np.float32(np.exp(rng.normal(0, 0.25)))
    gains = np.exp(rng.normal(0, 0.1, (3, 1, 1))).astype(np.float32)
    offset = rng.normal(0, 0.06, (3, 1, 1)).astype(np.float32) * np.float32(0.5)
    pivot = surroundings.mean()
    toned = []
    for part in (image, surroundings):
        gray = part.mean(0, keepdims=True)
        part = np.clip(gray + (part - gray) * gray_share, 0, 1) ** gamma
        toned.append((part - pivot) * contrast * gains + pivot + offset)
    return toned[0].astype(np.float32), toned[1].astype(np.float32)


def _recolored_vegetation(parts: tuple[Floats, Floats], rng: Generator) -> tuple[Floats, Floats]:
    """Leaves turn brown, yellow, dark, bright or white; texture stays."""
    targets = np.array(
        [
            [0.45, 0.38, 0.28],
            [0.6, 0.52, 0.3],
            [0.18, 0.24, 0.16],
            [0.4, 0.55, 0.25],
            [0.5, 0.48, 0.44],
            [0.85, 0.86, 0.88],
        ]
    )
    target = targets[int(rng.integers(len(targets)))] * rng.uniform(0.8, 1.2)
    share = rng.uniform(0.2, 0.95)
    pivot, softness = rng.uniform(0.0, 0.06), rng.uniform(0.015, 0.05)
    out = []
    for part in parts:
        greenness = 2 * part[1] - part[0] - part[2]
        weight = (share / (1 + np.exp(-np.clip((greenness - pivot) / softness, -30, 30)))).astype(np.float32)
        texture = part.mean(0, keepdims=True) / (part.mean() + np.float32(0.05))
        leaves = target.astype(np.float32)[:, None, None] * (0.35 + 0.65 * texture)
        out.append((part * (1 - weight) + leaves * weight).astype(np.float32))
    return out[0], out[1]


def _blob(size: int, rng: Generator, quantiles: tuple[float, float]) -> Floats:
    """S x S soft mask, 0..1, that covers about 1 - quantile of the crop."""
    field = smooth_field(size, int(rng.integers(3, 7)), rng)
    edge = np.quantile(field, rng.uniform(*quantiles))
    mask: Floats = np.clip((field - edge) * np.float32(rng.uniform(2, 20)) + 0.5, 0, 1)
    return mask


def _flooded(image: Floats, water: Floats, rng: Generator) -> Floats:
    tones = np.array([[0.42, 0.35, 0.26], [0.25, 0.28, 0.24], [0.12, 0.16, 0.2], [0.35, 0.38, 0.38]])
    tone = (tones[int(rng.integers(len(tones)))] * rng.uniform(0.8, 1.2)).astype(np.float32)[:, None, None]
    ripple = 1 + np.float32(0.03) * smooth_field(image.shape[1], 40, rng)
    opacity = water * np.float32(rng.uniform(0.7, 1.0))
    return image * (1 - opacity) + tone * ripple * opacity


def _building_shadows(image: Floats, buildings: Mask, gsd: float, rng: Generator) -> Floats:
    """Shadows of the standing buildings, as a lower sun throws them."""
    length, angle = rng.uniform(1.5, 8.0) / gsd, rng.uniform(0, 2 * np.pi)
    shade = np.zeros(buildings.shape, bool)
    size = buildings.shape[0]
    for step in np.linspace(0, 1, max(2, int(length / 3))):
        row, column = int(step * length * np.sin(angle)), int(step * length * np.cos(angle))
        target = np.s_[max(0, row) : size + min(0, row), max(0, column) : size + min(0, column)]
        source = np.s_[max(0, -row) : size + min(0, -row), max(0, -column) : size + min(0, -column)]
        shade[target] |= buildings[source]
    soft = ndimage.gaussian_filter((shade & ~buildings).astype(np.float32), rng.uniform(0.4, 1.2))
    tone = np.array([0.9, 1.0, 1.15], np.float32)[:, None, None] * np.float32(rng.uniform(0.3, 0.7))
    return image * (1 - soft * (1 - tone))


def _resense(image: Floats, rng: Generator) -> Floats:
    """Resolution, sharpness, noise and compression of another sensor."""
    size = image.shape[1]
    draw = rng.random()
    if draw < 0.2:
        small = int(size / rng.uniform(1.2, 2.2))
        resampled = functional.interpolate(torch.from_numpy(image)[None], (small, small), mode="area")
        image = functional.interpolate(resampled, (size, size), mode="bicubic", align_corners=False)[0].numpy()
    elif draw < 0.45:
        sigma = rng.uniform(0.3, 1.4)
        image = ndimage.gaussian_filter(image, (0, sigma, sigma))
    elif draw < 0.7:
        soft = ndimage.gaussian_filter(image, (0, 1, 1))
        image = image + (image - soft) * np.float32(rng.uniform(0.2, 1.5))
    if rng.random() < 0.4:
        noise = np.float32(rng.uniform(0.003, 0.04))
        image = image + rng.standard_normal(image.shape, np.float32) * noise
    if rng.random() < 0.45:
        pixels = (np.clip(image, 0, 1) * 255 + 0.5).astype(np.uint8).transpose(1, 2, 0)
        buffer = io.BytesIO()
        Image.fromarray(pixels).save(buffer, "JPEG", quality=int(rng.integers(35, 96)))
        with Image.open(buffer) as decoded:
            image = np.asarray(decoded).transpose(2, 0, 1).astype(np.float32) / np.float32(255)
    return image


def _standardised(image: Floats, valid: Mask, surroundings: Floats, rng: Generator) -> Floats:
    """Per band (x - mean) / deviation; statistics between those of the crop and its surroundings."""
    if not valid.any():
        return np.zeros_like(image)
    inside = image[:, valid]
    share = float(rng.choice([0.0, 1.0, rng.random()], p=[0.25, 0.4, 0.35]))
    mean = share * surroundings.mean((1, 2)) + (1 - share) * inside.mean(1)
    std = share * surroundings.std((1, 2)) + (1 - share) * inside.std(1)
    if rng.random() < 0.5:
        mean = mean + rng.normal(0, 0.15, 3).astype(np.float32) * std
        std = std * np.float32(np.exp(rng.normal(0, 0.12)))
    out: Floats = ((image - mean[:, None, None]) / (std[:, None, None] + np.float32(0.01))).astype(np.float32)
    out[:, ~valid] = 0
    return np.ascontiguousarray(np.clip(out, -6, 6))
