"""Augmentation of whole batches of crops, vectorised, in the network's normalised units: any band count, any bit depth.

Geometry is one sampling of each date: rotation, flips, scale, grid and optical distortion are the same for all dates and
the label, a small misregistration moves the earlier dates alone. Appearance is drawn for each date by itself. Every draw
comes from a generator that the caller seeds, so the same seed gives the same batch.

The choice of transformations and strengths follows Buslaev et al., "Albumentations", Information 11(2), 2020; contrast
limited adaptive histogram equalisation (CLAHE): Zuiderveld, Graphics Gems IV, 1994.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Generator, Tensor
from torch.nn import functional

from ...rules.label_codes import NO_DATA

# Span of the natural logarithm of the scale, to either side, at the usual strength.
SCALE_SPAN = 0.22
_SPAN = 6.0  # normalised values from -3 to 3 count as the range of an image
_MISREGISTRATION_PIXELS = 2.0
_DISTORTION_PIXELS = 4.0
_KNOTS = 5
_MOVING = ("flips", "rotations", "scale", "distortion", "grid_distortion", "optical_distortion", "misregistration")
# Of albumentations' GridDistortion, OpticalDistortion and RandomBrightnessContrast, at the usual strength.
_GRID_CELLS, _GRID_LIMIT = 5, 0.3
_OPTICAL_LIMIT = 0.2
_CHANCE = 0.5
_BRIGHTNESS_LIMIT = _CONTRAST_LIMIT = 0.2


@dataclass(frozen=True)
class Augmentation:
    """Which transformations, of :data:`...jobs.training_settings.AUGMENTATIONS`, and how strong (0 none, 1 usual).

    :param scale_span: of the natural logarithm of the scale, to either side, at the usual strength.
    """

    kinds: frozenset[str]
    strength: float
    scale_span: float = SCALE_SPAN

    def has(self, kind: str) -> bool:
        return self.strength > 0 and kind in self.kinds


@dataclass(frozen=True)
class Batch:
    """Crops of one step.

    :param dates: each float32 N x C x T x T, normalised.
    :param target: uint8 N x T x T.
    :param seed: of what is drawn while the step is computed.
    """

    dates: tuple[Tensor, ...]
    target: Tensor
    seed: int = 0

    def part(self, index: Tensor) -> Batch:
        """Return the crops of an index (int64, 1-D)."""
        return Batch(tuple(date[index] for date in self.dates), self.target[index], self.seed)


def augmented(
    dates: Sequence[Tensor],
    target: Tensor,
    side: int,
    augmentation: Augmentation,
    swapped: Tensor | None,
    generator: Generator,
) -> Batch:
    """Return augmented crops of ``side`` pixels from the middles of larger windows.

    :param dates: in the order of time, each float32 N x C x S x S, normalised.
    :param target: uint8 N x S x S.
    :param swapped: uint8 table (256,) of the class that each class is with the dates in reverse order; ``None`` = never.
    """
    dates, target = _geometry(dates, target, side, augmentation, generator)
    inside = (target != NO_DATA)[:, None]
    empty = ~inside
    for date in dates:
        empty = empty & (date == 0).all(1, keepdim=True)
    # Pixels outside the imagery stay 0; ignored ground that has imagery is augmented as any other.
    dates = [_appearance(date, augmentation, generator) for date in dates]
    dates = [torch.where(empty, torch.zeros_like(date), date) for date in dates]
    if augmentation.has("swapped_dates") and swapped is not None:
        swap = torch.rand(len(target), generator=generator) < 0.5
        chosen = swap[:, None, None, None]
        dates = [torch.where(chosen, other, date) for date, other in zip(dates, reversed(dates))]
        target = torch.where(swap[:, None, None], swapped[target.long()], target)
    return Batch(tuple(date.contiguous() for date in dates), target)


def _uniform(count: int, low: float, high: float, generator: Generator) -> Tensor:
    return torch.rand(count, generator=generator) * (high - low) + low


def _normal(count: int, deviation: float, generator: Generator) -> Tensor:
    return torch.randn(count, generator=generator) * deviation


def _geometry(
    dates: Sequence[Tensor], target: Tensor, side: int, augmentation: Augmentation, generator: Generator
) -> tuple[list[Tensor], Tensor]:
    count, window = len(target), target.shape[-1]
    moving = any(augmentation.has(kind) for kind in _MOVING)
    start = (window - side) // 2
    if not moving:
        rows = slice(start, start + side)
        return [date[..., rows, rows] for date in dates], target[..., rows, rows]
    strength = augmentation.strength
    angle = torch.zeros(count)
    if augmentation.has("rotations"):
        quarter = torch.randint(0, 4, (count,), generator=generator) * (math.pi / 2)
        free = _uniform(count, -math.pi, math.pi, generator)
        angle = torch.where(torch.rand(count, generator=generator) < min(0.5 * strength, 1.0), free, quarter)
    scale = torch.ones(count)
    if augmentation.has("scale"):
        scale = torch.exp(_uniform(count, -augmentation.scale_span, augmentation.scale_span, generator) * min(strength, 2.0))
    mirror = torch.ones(count)
    if augmentation.has("flips"):
        mirror = torch.where(torch.rand(count, generator=generator) < 0.5, -1.0, 1.0)
    ratio = side / window * scale
    cosine, sine = torch.cos(angle) * ratio, torch.sin(angle) * ratio
    theta = torch.zeros(count, 2, 3)
    theta[:, 0, 0], theta[:, 0, 1] = cosine * mirror, -sine
    theta[:, 1, 0], theta[:, 1, 1] = sine * mirror, cosine
    if (window - side) % 2:  # the middle of an odd rest is between two pixels
        theta[:, :, 2] = -1.0 / window
    grid = functional.affine_grid(theta, [count, 1, side, side], align_corners=False)
    bent = _bent(count, side, augmentation, generator)
    if bent is not None:
        grid = (theta[:, None, None, :, :2] @ bent[..., None])[..., 0] + theta[:, None, None, :, 2]
    if augmentation.has("distortion"):
        grid = _distorted(grid, window, strength, generator)
    shifted = grid
    if augmentation.has("misregistration"):
        reach = _MISREGISTRATION_PIXELS * strength * 2 / window
        moved = torch.rand(count, generator=generator) < 0.5
        shift = (torch.rand(count, 1, 1, 2, generator=generator) * 2 - 1) * reach
        shifted = grid + shift * moved[:, None, None, None]
    # Nothing is known outside the window: 1 is added to the labels, so that the sampling's 0 means that.
    label = functional.grid_sample((target[:, None].float() + 1), grid, mode="nearest", align_corners=False)[:, 0]
    out = torch.where(label > 0, label - 1, torch.full_like(label, NO_DATA)).to(torch.uint8)
    *earlier, last = dates
    moved_dates = [functional.grid_sample(date, shifted, mode="bilinear", align_corners=False) for date in earlier]
    return [*moved_dates, functional.grid_sample(last, grid, mode="bilinear", align_corners=False)], out


def _bent(count: int, side: int, augmentation: Augmentation, generator: Generator) -> Tensor | None:
    """Return the places (N x side x side x 2, -1 to 1) that pixels of the crops come from; ``None`` = their own."""
    if not (augmentation.has("grid_distortion") or augmentation.has("optical_distortion")):
        return None
    strength = min(augmentation.strength, 2.0)
    grid = functional.affine_grid(torch.eye(2, 3).repeat(count, 1, 1), [count, 1, side, side], align_corners=False)
    if augmentation.has("grid_distortion"):
        steps = 1 + _uniform(count * 2 * _GRID_CELLS, -_GRID_LIMIT, _GRID_LIMIT, generator) * strength
        chosen = (torch.rand(count, generator=generator) < _CHANCE)[:, None, None]
        grid = grid_distorted(grid, torch.where(chosen, steps.reshape(count, 2, _GRID_CELLS), 1.0))
    if augmentation.has("optical_distortion"):
        bend = _uniform(count, -_OPTICAL_LIMIT, _OPTICAL_LIMIT, generator) * strength
        grid = optically_distorted(grid, bend * (torch.rand(count, generator=generator) < _CHANCE))
    return grid


def grid_distorted(grid: Tensor, steps: Tensor) -> Tensor:
    """Stretch and squeeze the columns and rows of a lattice of cells, as GridDistortion does; the borders stay.

    :param grid: N x H x W x 2, places (x, y) from -1 to 1.
    :param steps: N x 2 x cells, positive: relative width of each column and height of each row.
    """
    cells = steps.shape[-1]
    ends = torch.cat((steps.new_zeros(*steps.shape[:2], 1), (steps / steps.sum(-1, keepdim=True)).cumsum(-1)), -1)
    place = ((grid + 1) / 2).permute(0, 3, 1, 2).flatten(2) * cells  # N x 2 x (H W)
    cell = place.floor().clamp(0, cells - 1)
    low, high = ends.gather(2, cell.long()), ends.gather(2, cell.long() + 1)
    moved = (low + (high - low) * (place - cell)) * 2 - 1
    return moved.reshape(len(grid), 2, *grid.shape[1:3]).permute(0, 2, 3, 1)


def optically_distorted(grid: Tensor, bend: Tensor) -> Tensor:
    """Distort places as a lens does: radially by 1 + k r^2 + k r^4, as OpticalDistortion does with its camera model.

    :param grid: N x H x W x 2, places (x, y) from -1 to 1; r is half of their distance from the middle.
    :param bend: N, the coefficient k.
    """
    radius = grid.square().sum(-1, keepdim=True) / 4
    factor = bend[:, None, None, None]
    return grid * (1 + factor * radius + factor * radius.square())


def brightness_contrast(date: Tensor, contrast: Tensor, brightness: Tensor) -> Tensor:
    """Multiply values by 1 + contrast and add brightness, both of an image's range from 0 to 1 (RandomBrightnessContrast).

    :param date: N x C x H x W, normalised. ``contrast``, ``brightness``: N.
    """
    shape = (-1, 1, 1, 1)
    values = (date / _SPAN + 0.5) * (1 + contrast.reshape(shape)) + brightness.reshape(shape)
    return (values - 0.5) * _SPAN


def _distorted(grid: Tensor, window: int, strength: float, generator: Generator) -> Tensor:
    """Return a smooth random displacement of a few pixels (grid distortion), or a barrel or cushion (optical distortion)."""
    count, side = grid.shape[:2]
    chosen = _uniform(count, 0, 1, generator)
    reach = _DISTORTION_PIXELS * strength * 2 / window
    knots = torch.randn(count, 2, _KNOTS, _KNOTS, generator=generator) * (reach / 2)
    field = functional.interpolate(knots, (side, side), mode="bicubic", align_corners=True).permute(0, 2, 3, 1)
    field = torch.where((chosen < 0.15)[:, None, None, None], field, torch.zeros_like(field))
    bend = _uniform(count, -0.15, 0.15, generator) * strength
    bend = torch.where((chosen > 0.85), bend, torch.zeros_like(bend))[:, None, None, None]
    middle = grid.mean((1, 2), keepdim=True)
    away = grid - middle
    return middle + away * (1 + bend * away.square().sum(-1, keepdim=True)) + field


def _appearance(date: Tensor, augmentation: Augmentation, generator: Generator) -> Tensor:
    """Another day, light and sensor: of each crop by itself."""
    count, bands = date.shape[:2]
    strength = augmentation.strength
    shape = (count, 1, 1, 1)
    if augmentation.has("colour"):
        chosen = (torch.rand(count, generator=generator) < 0.85).float() * strength
        part = chosen.reshape(shape)
        if bands > 1:
            gray = date.mean(1, keepdim=True)
            date = gray + (date - gray) * (1 + _uniform(count, -0.6, 0.5, generator).reshape(shape) * part).clamp(min=0)
        gains = torch.exp(
            (_normal(count, 0.2, generator).reshape(shape) + torch.randn(count, bands, 1, 1, generator=generator) * 0.06) * part
        )
        offsets = (
            _normal(count, 0.3, generator).reshape(shape) + torch.randn(count, bands, 1, 1, generator=generator) * 0.1
        ) * part
        date = date * gains + offsets
        gamma = torch.exp(_normal(count, 0.2, generator).reshape(shape) * part)
        inside = (date / _SPAN + 0.5).clamp(1e-3, 1)
        # Beyond the range values stay as they are.
        date = date + (inside.pow(gamma) - inside) * _SPAN
    if augmentation.has("brightness_contrast"):
        chosen = (torch.rand(count, generator=generator) < _CHANCE).float() * strength
        contrast = _uniform(count, -_CONTRAST_LIMIT, _CONTRAST_LIMIT, generator) * chosen
        date = brightness_contrast(date, contrast, _uniform(count, -_BRIGHTNESS_LIMIT, _BRIGHTNESS_LIMIT, generator) * chosen)
    if augmentation.has("clahe"):
        date = _clahe(date, torch.rand(count, generator=generator) < 0.06 * strength)
    if augmentation.has("blur"):
        sigma = _uniform(count, 0.3, 1.2 * max(strength, 0.3), generator)
        chosen_blur = torch.rand(count, generator=generator) < 0.2 * strength
        date = _blurred(date, sigma, chosen_blur)
    if augmentation.has("noise"):
        amount = _uniform(count, 0, 0.15 * strength, generator)
        amount = amount * (torch.rand(count, generator=generator) < 0.4)
        some = amount > 0
        if some.any():
            noise = torch.randn(int(some.sum()), *date.shape[1:], generator=generator)
            date = date.clone()
            date[some] += noise * amount[some].reshape(-1, 1, 1, 1)
    return date


def _blurred(date: Tensor, sigma: Tensor, chosen: Tensor) -> Tensor:
    """Gaussian blur of the chosen crops, each with its own deviation in pixels."""
    if not chosen.any():
        return date
    part = date[chosen]
    count, bands, height, width = part.shape
    reach = 4
    x = torch.arange(-reach, reach + 1, dtype=torch.float32)
    kernel = torch.exp(-0.5 * (x[None] / sigma[chosen][:, None]) ** 2)
    kernel = (kernel / kernel.sum(1, keepdim=True)).repeat_interleave(bands, 0)
    flat = functional.pad(part.reshape(1, count * bands, height, width), (reach,) * 4, mode="replicate")
    flat = functional.conv2d(flat, kernel[:, None, None, :], groups=count * bands)
    flat = functional.conv2d(flat, kernel[:, None, :, None], groups=count * bands)
    out = date.clone()
    out[chosen] = flat.reshape(part.shape)
    return out


def _clahe(date: Tensor, chosen: Tensor) -> Tensor:
    if not chosen.any():
        return date
    from skimage.exposure import equalize_adapthist

    out = date.clone()
    for index in torch.nonzero(chosen)[:, 0].tolist():
        for band in range(date.shape[1]):
            values = (date[index, band] / _SPAN + 0.5).clamp(0, 1).numpy()
            equal = equalize_adapthist(values, clip_limit=0.01, nbins=64)
            out[index, band] = torch.from_numpy(((equal - 0.5) * _SPAN).astype(np.float32))
    return out
