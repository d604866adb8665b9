"""Draw the crowns of trees."""

from __future__ import annotations

from typing import Dict, Tuple

import numpy as np

from .layout import Color, Tree
from .light import Sun, window

# evergreen? -> colour on each date; in April the others have only begun to leaf
_LEAVES: Dict[bool, Tuple[Color, Color]] = {False: ((104, 98, 70), (76, 98, 52)), True: ((58, 76, 52), (58, 80, 50))}


def draw_tree(color: np.ndarray, height: np.ndarray, tree: Tree, gsd: float, sun: Sun, date: int) -> None:
    """Draw ``tree`` into the colours and the heights (metres) of a date."""
    place = window(tree.x, tree.y, tree.radius * 1.3 + 1, gsd, height.shape)
    if place is None:
        return
    random = np.random.default_rng(tree.seed)
    dx, dy = place.x - tree.x, place.y - tree.y
    bearing = np.arctan2(dy, dx)
    edge = 1 + sum(random.normal(0, 0.07) * np.cos(lobes * bearing + random.uniform(0, 6)) for lobes in (2, 3, 5, 7, 9))
    distance = np.hypot(dx, dy) / (tree.radius * edge)
    dome = np.sqrt(np.clip(1 - distance**2, 0, 1))
    facing = np.clip((dx * sun.x + dy * sun.y) / tree.radius, -1, 1)
    leaves = random.normal(0, 0.16, dome.shape) + 0.12 * np.sin(dx * 3.1 + random.uniform(0, 6)) * np.sin(dy * 2.7)
    shade = np.clip(0.62 + 0.3 * dome + 0.3 * facing + leaves, 0.25, 1.5)
    tint = np.asarray(_LEAVES[tree.evergreen][date], np.float32) * np.asarray(
        (random.uniform(0.85, 1.15), random.uniform(0.92, 1.08), random.uniform(0.85, 1.15)), np.float32
    )
    # Bare branches let the ground through.
    density = 1.0 if tree.evergreen or date == 1 else 0.75
    alpha = (density * np.clip((1 - distance) * 4, 0, 1))[..., None]
    rows, columns = place.rows, place.columns
    color[rows, columns] = color[rows, columns] * (1 - alpha) + tint * shade[..., None] * alpha
    crown = np.where(distance < 0.92, tree.height * (0.55 + 0.45 * dome), 0)
    height[rows, columns] = np.maximum(height[rows, columns], crown)
