"""The kinds of disturbances by name, and how they are drawn for a date.

No kind gets the labels: whatever is done to the picture, what stands goes on standing, and what is put up is no building.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from ..appearance import Floats
from . import buildings, ground, light, sensor, vegetation
from .scene import Scene

Disturbance = Callable[[Scene, Generator], Floats]

DISTURBANCES: dict[str, Disturbance] = {
    "bare_soil": ground.bare_soil,
    "concrete": ground.concrete,
    "cars": ground.cars,
    "tents": ground.tents,
    "containers": ground.containers,
    "repainted_roofs": buildings.repainted_roofs,
    "solar_panels": buildings.solar_panels,
    "bare_trees": vegetation.bare_trees,
    "grown_trees": vegetation.grown_trees,
    "mud": ground.mud,
    "snow": ground.snow,
    "turned_shadows": light.turned_shadows,
    "flood": ground.flood,
    "lean": buildings.lean,
    "shifted_buildings": buildings.shifted_buildings,
    "haze": light.haze,
    "thin_cloud": light.thin_cloud,
    "mosaic_seam": sensor.mosaic_seam,
    "quantised": sensor.quantised,
    "jpeg_blocks": sensor.jpeg_blocks,
}
"""In the order in which they happen: ground, roofs, plants, weather, viewing, air, sensor."""

GROUPS: dict[str, tuple[str, ...]] = {
    "all_buildings": ("lean", "shifted_buildings", "repainted_roofs", "solar_panels"),
    "all_ground": ("bare_soil", "concrete", "cars", "tents", "containers"),
    "all_plants_shadows": ("bare_trees", "grown_trees", "turned_shadows"),
    "all_weather": ("flood", "mud", "snow", "haze", "thin_cloud"),
    "all_sensor": ("mosaic_seam", "quantised", "jpeg_blocks"),
}
"""Each kind is in one group."""


def kinds_of(name: str) -> tuple[str, ...]:
    """Return the kinds of a group, or the one kind of that name."""
    return GROUPS.get(name, (name,))


# They lie over the surroundings of a crop as they do over the crop.
_WIDE = {"snow", "haze", "thin_cloud", "quantised"}


def draw_disturbances(shares: Mapping[str, float], rng: Generator) -> tuple[str, ...]:
    """Draw the kinds that happen to a date, each with its own probability, in the order in which they happen."""
    draws = rng.random(len(DISTURBANCES))
    return tuple(name for name, draw in zip(DISTURBANCES, draws) if draw < shares.get(name, 0.0))


def disturbed(
    image: Floats, numbers: NDArray[np.int64], surroundings: Floats, gsd_m: float, names: tuple[str, ...], rng: Generator
) -> tuple[Floats, Floats]:
    """Apply kinds to a date.

    :param image: 3 x S x S in 0..1. :param numbers: S x S, the buildings where the picture shows them.
    :param surroundings: 3 x h x w in 0..1, the wider ground by which the date is standardised.
    :return: both pictures as they are then.
    """
    scene = Scene(image, numbers, gsd_m)
    for name in names:
        before = scene.image
        scene = replace(scene, image=np.clip(DISTURBANCES[name](scene, rng), 0, 1).astype(np.float32))
        if name in _WIDE:
            surroundings = _carried_over(before, scene.image, surroundings)
    return scene.image, surroundings


def _carried_over(before: Floats, after: Floats, surroundings: Floats) -> Floats:
    """Give the surroundings the change in mean and deviation that the crop has undergone, band by band."""
    mean, deviation = before.mean((1, 2), keepdims=True), before.std((1, 2), keepdims=True)
    gain = after.std((1, 2), keepdims=True) / np.maximum(deviation, 0.02)
    carried: Floats = np.clip((surroundings - mean) * gain + after.mean((1, 2), keepdims=True), 0, 1).astype(np.float32)
    return carried
