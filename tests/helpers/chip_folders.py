"""Folders of chips made by code: bright squares that appear on noisy ground."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image


def write_chips(folder: Path, count: int, side: int = 96, seed: int = 0) -> Path:
    """Write chips in the layout of LEVIR-CD (``A B label``) and return their folder; every third has no change."""
    rng = np.random.default_rng(seed)
    for name in ("A", "B", "label"):
        (folder / name).mkdir(parents=True)
    for number in range(count):
        before = np.clip(rng.normal(100, 18, (side, side, 3)), 0, 255)
        after = np.clip(before + rng.normal(0, 6, before.shape), 0, 255)
        label = np.zeros((side, side), np.uint8)
        for _ in range(0 if number % 3 == 2 else 3):
            row, col = rng.integers(0, side - 28, 2)
            height, width = rng.integers(12, 28, 2)
            after[row : row + height, col : col + width] = rng.uniform(190, 240) + rng.normal(0, 5, (height, width, 3))
            label[row : row + height, col : col + width] = 255
        for part, values in (("A", before), ("B", after), ("label", label)):
            Image.fromarray(np.clip(values, 0, 255).astype(np.uint8)).save(folder / part / f"chip_{number:03d}.png")
    return folder
