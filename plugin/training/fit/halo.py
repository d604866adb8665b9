"""How many pixels of context a network needs around the middle of a tile."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from .judge import Dates
from .task import ClassPredictor, LabelTask

CORE = 64
LARGEST_HALO = 192
_CANDIDATES = (32, 48, 64, 80, 96, 112, 128, 144, 160)
_TOLERATED = 0.01


def largest_halo(stride: int) -> int:
    """Return the most context that is tried: a multiple of the stride."""
    return LARGEST_HALO // stride * stride


def needed_halo(network: nn.Module, task: LabelTask, crops: Sequence[Dates]) -> int:
    """Return the context in pixels: from the network where it has a small receptive field, else measured.

    Measured: the smallest halo at which the probabilities of the middles of a few crops differ by less than a hundredth from
    those with :func:`largest_halo` pixels of context.

    :param crops: the dates of each, float32 C x S x S with S = :data:`CORE` + 2 :func:`largest_halo`.
    """
    stride = task.architecture.stride
    radius = getattr(network, "receptive_radius", None)
    if radius is not None:
        return math.ceil(int(radius) / stride) * stride
    predictor = ClassPredictor(network, task)
    largest = largest_halo(stride)
    wholes = [_middle(predictor, crop, largest, largest) for crop in crops]
    for halo in _CANDIDATES:
        if halo % stride == 0 and all(
            np.abs(_middle(predictor, crop, largest, halo) - whole).max() < _TOLERATED for crop, whole in zip(crops, wholes)
        ):
            return halo
    return largest


def _middle(predictor: ClassPredictor, dates: Dates, largest: int, halo: int) -> NDArray[np.float32]:
    """Return probabilities in the middle of a crop, seen with ``halo`` pixels of context.

    :return: of the first class (height, width); of land cover of every class (classes, height, width).
    """
    cut = slice(largest - halo, dates[0].shape[1] - largest + halo)
    with torch.inference_mode():
        log_p = predictor(*(torch.from_numpy(date[:, cut, cut].copy())[None] for date in dates))[0]
    # Land cover has no class 0: all its classes are compared.
    compared = log_p[1:] if predictor.land_cover else log_p[0]
    core = slice(halo, halo + CORE)
    out: NDArray[np.float32] = compared[..., core, core].exp().cpu().numpy()
    return out
