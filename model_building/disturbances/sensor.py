"""Disturbances by sensor and processing: few grey levels, JPEG blocks, seams of mosaics."""

from __future__ import annotations

import io

import numpy as np
from numpy.random import Generator
from PIL import Image
from scipy import ndimage

from ..appearance import Floats, smooth_field
from .scene import Scene, Span


def quantised(scene: Scene, rng: Generator, levels: tuple[int, int] = (10, 48), clipped: Span = (0.0, 0.04)) -> Floats:
    """Squeeze each band into few grey levels, as a poor stretch to 8 bits does; the extremes are clipped."""
    share = rng.uniform(*clipped)
    low, high = np.quantile(scene.image, [share, 1 - share], axis=(1, 2))
    span = np.maximum(high - low, 0.05)[:, None, None]
    steps = int(rng.integers(levels[0], levels[1] + 1)) - 1
    scaled = np.clip((scene.image - low[:, None, None]) / span, 0, 1)
    return (np.rint(scaled * steps) / steps * span + low[:, None, None]).astype(np.float32)


def jpeg_blocks(scene: Scene, rng: Generator, quality: tuple[int, int] = (8, 30)) -> Floats:
    """Compress as web maps and old archives do: blocks of 8 x 8 pixels, colours at half the resolution."""
    pixels = (np.clip(scene.image, 0, 1) * 255 + 0.5).astype(np.uint8).transpose(1, 2, 0)
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "JPEG", quality=int(rng.integers(quality[0], quality[1] + 1)), subsampling=2)
    with Image.open(buffer) as decoded:
        return np.asarray(decoded).transpose(2, 0, 1).astype(np.float32) / np.float32(255)


def mosaic_seam(scene: Scene, rng: Generator, shift_px: Span = (0.5, 5.0), gain: Span = (0.7, 1.4)) -> Floats:
    """Join two pictures along a line: beyond it tones differ and everything lies some pixels aside."""
    size = scene.size
    rows, columns = np.mgrid[:size, :size] - size / 2
    angle, offset = rng.uniform(0, 2 * np.pi), rng.uniform(-0.3, 0.3) * size
    wave = rng.uniform(0, 6) * smooth_field(size, 6, rng)  # seams follow roads and fields
    beyond = rows * np.sin(angle) + columns * np.cos(angle) + wave - offset
    alpha = np.clip(beyond / rng.uniform(0.5, 6) + 0.5, 0, 1).astype(np.float32)
    heading, length = rng.uniform(0, 2 * np.pi), rng.uniform(*shift_px)
    move = (length * np.sin(heading), length * np.cos(heading))
    other = np.stack([ndimage.shift(band, move, order=1, mode="nearest") for band in scene.image])
    gains = rng.uniform(*gain) * np.exp(rng.normal(0, 0.06, 3))
    other = np.clip(other * gains[:, None, None] + rng.normal(0, 0.03, (3, 1, 1)), 0, 1).astype(np.float32)
    return (scene.image * (1 - alpha) + other * alpha).astype(np.float32)
