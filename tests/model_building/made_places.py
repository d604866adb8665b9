"""A small labelled place made by code: bright roofs on textured ground."""

from __future__ import annotations

import numpy as np

from groundshift.model_building.label_places import LABELLED, NO_DATA, UNLABELLED, Place, PlaceLevel


def made_place(seed: int = 0, side: int = 1536, native_gsd_m: float = 0.15) -> Place:
    """A place of three levels; its right margin is unlabelled, its bottom margin holds no imagery."""
    rng = np.random.default_rng(seed)
    ground = rng.normal(90, 12, (side // 8, side // 8, 3)).repeat(8, 0).repeat(8, 1)
    image = ground + rng.normal(0, 4, (side, side, 3))
    buildings = np.zeros((side, side), np.uint16)
    points = []
    for number in range(1, 61):
        row, column = rng.integers(40, side - 140, 2)
        height, width = rng.integers(50, 100, 2)
        if buildings[row : row + height, column : column + width].any():
            continue
        buildings[row : row + height, column : column + width] = number
        image[row : row + height, column : column + width] = rng.uniform(150, 240, 3) + rng.normal(0, 3, (height, width, 3))
        points.append((row + height / 2, column + width / 2))
    cover = np.full((side, side), LABELLED, np.uint8)
    cover[:, -100:] = UNLABELLED
    cover[-60:] = NO_DATA
    pixels = np.clip(image, 0, 255).astype(np.uint8)
    levels = tuple(
        PlaceLevel(
            native_gsd_m * step,
            np.ascontiguousarray(pixels[::step, ::step]),
            np.ascontiguousarray(buildings[::step, ::step]),
            np.ascontiguousarray(cover[::step, ::step]),
        )
        for step in (1, 2, 4)
    )
    grid = np.stack(np.meshgrid(np.arange(200, side - 200, 64), np.arange(200, side - 200, 64)), -1).reshape(-1, 2)
    return Place("made", levels, np.array(points), grid.astype(float), grid.astype(float))
