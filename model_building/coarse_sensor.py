"""From a fine picture and its labels to those of a coarser sensor: averaging, sharpness, noise.

A pixel of a satellite sees more than its own square: optics, motion and resampling blur it (a modulation transfer function of
.06 to .3 at the Nyquist frequency), and the processing often sharpens it again.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from numpy.random import Generator
from numpy.typing import NDArray
from scipy import ndimage
from torch.nn import functional

from .appearance import Floats, Mask


@dataclass(frozen=True)
class CoarseSensor:
    """Blur, sharpening and noise of one date.

    :param spread: deviation of the point spread in coarse pixels. :param sharpening: strength of an unsharp mask.
    :param noise: deviation, of 0..1.
    """

    spread: float
    sharpening: float
    noise: float


def draw_sensor(rng: Generator) -> CoarseSensor:
    """Draw a sensor; half of them sharpen."""
    sharpening = float(rng.uniform(0.2, 1.2)) if rng.random() < 0.5 else 0.0
    return CoarseSensor(float(rng.uniform(0.3, 0.65)), sharpening, float(np.exp(rng.uniform(np.log(0.002), np.log(0.015)))))


def seen_by(image: Floats, factor: int, sensor: CoarseSensor, rng: Generator) -> Floats:
    """Return an image (3 x S x S in 0..1) as a sensor with ``factor`` times larger pixels sees it, 3 x S/factor x S/factor."""
    spread = sensor.spread * factor
    coarse = block_mean(ndimage.gaussian_filter(image, (0, spread, spread)), factor)
    if sensor.sharpening:
        coarse = coarse + sensor.sharpening * (coarse - ndimage.gaussian_filter(coarse, (0, 1, 1)))
    noisy: Floats = np.clip(coarse + sensor.noise * rng.standard_normal(coarse.shape), 0, 1).astype(np.float32)
    return noisy


def enlarged(image: Floats, times: int) -> Floats:
    """Return an image (3 x S x S) with so many times finer pixels, bilinear between the centres of its own."""
    tensor = torch.from_numpy(image)[None]
    finer = functional.interpolate(tensor, scale_factor=times, mode="bilinear", align_corners=False)
    found: Floats = finer[0].numpy()
    return found


def block_mean(values: NDArray[np.floating], factor: int) -> Floats:
    """Average blocks of ``factor`` x ``factor`` pixels of ... x S x S."""
    side = values.shape[-1] // factor
    blocks = values[..., : side * factor, : side * factor].reshape(*values.shape[:-2], side, factor, side, factor)
    mean: Floats = blocks.mean((-3, -1)).astype(np.float32)
    return mean


def majority(mask: Mask, factor: int) -> Mask:
    """Return where at least half of a block is set."""
    found: Mask = block_mean(mask.astype(np.float32), factor) >= 0.5
    return found


def least(codes: NDArray[np.uint8], factor: int) -> NDArray[np.uint8]:
    """Return the least code of each block of S x S: a pixel without imagery in it leaves the block without."""
    side = codes.shape[0] // factor
    lowest: NDArray[np.uint8] = codes[: side * factor, : side * factor].reshape(side, factor, side, factor).min((1, 3))
    return lowest


def most_frequent(codes: NDArray[np.uint8], factor: int) -> NDArray[np.uint8]:
    """Return the most frequent code of each block of S x S, the lowest of equals."""
    values = np.unique(codes)
    shares = np.stack([block_mean((codes == value).astype(np.float32), factor) for value in values])
    return values[shares.argmax(0)]
