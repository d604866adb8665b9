"""What makes a building that stands on both dates look different: the angle of view, and the sun on its roof.

Both are what real pairs of one place show and what a recoloured crop lacks: a roof seen from another side lies elsewhere
over the same ground (relief displacement), and each of its slopes changes its brightness with the height of the sun.
Images are 3 x S x S float32 in 0..1, buildings S x S bool.
"""

from __future__ import annotations

import numpy as np
import torch
from numpy.random import Generator
from scipy import ndimage
from torch.nn import functional

from .appearance import Floats, Mask


def leaning(image: Floats, buildings: Mask, length: float, rng: Generator) -> Floats:
    """Displace buildings against the ground by up to ``length`` pixels, all to one side, each by its height.

    The displacement is rigid on a building and fades out beside it; what the building hides and bares is stretched ground.
    """
    numbers, count = ndimage.label(buildings)
    if not count:
        return image
    heights = np.concatenate(([0.0], rng.uniform(0.3, 1.0, count))).astype(np.float32)
    softness = 1.0 + 0.2 * length
    reach = int(np.ceil(length + 2 * softness))
    around = ndimage.maximum_filter(heights[numbers], 2 * reach + 1)
    angle = rng.uniform(0, 2 * np.pi)
    moved = ndimage.gaussian_filter(around, softness) * np.float32(length)
    size = image.shape[1]
    pixels = np.arange(size, dtype=np.float32)
    rows, columns = np.meshgrid(pixels, pixels, indexing="ij")
    grid = np.stack((columns - np.cos(angle) * moved, rows - np.sin(angle) * moved), -1) * (2 / (size - 1)) - 1
    source, where = torch.from_numpy(image)[None], torch.from_numpy(grid.astype(np.float32))[None]
    displaced: Floats = functional.grid_sample(source, where, padding_mode="border", align_corners=True)[0].numpy()
    return displaced


def relit(image: Floats, buildings: Mask, rng: Generator) -> Floats:
    """Light roofs anew: every building brighter or darker, and mostly every slope by its side to a low sun.

    Slopes are taken from the straight skeleton's approximation: the gradient of the distance to the outline, as on a hip roof.
    """
    numbers, count = ndimage.label(buildings)
    if not count:
        return image
    gains = np.concatenate(([1.0], np.exp(rng.normal(0, 0.2, count)))).astype(np.float32)
    light = gains[numbers]
    if rng.random() < 0.6:
        distance = ndimage.gaussian_filter(ndimage.distance_transform_edt(buildings), 1.0)
        down, right = np.gradient(distance)
        angle = rng.uniform(0, 2 * np.pi)
        slope = np.clip(down * np.sin(angle) + right * np.cos(angle), -1, 1)
        light = light * (1 + rng.uniform(0.1, 0.45) * slope).astype(np.float32)
    share = ndimage.gaussian_filter(buildings.astype(np.float32), 0.7)
    tint = np.exp(rng.normal(0, 0.05, (3, 1, 1))).astype(np.float32)
    lit: Floats = image * (1 - share) + image * light * tint * share
    return lit
