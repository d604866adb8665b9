"""Ground whose distribution of values a simulated change takes: polygons, a class of a land-cover map, or both."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from typing import Optional

import numpy as np
from numpy.typing import NDArray

from ...jobs.failure import JobFailure
from ...jobs.sar import TargetClass
from ...jobs.sources import Polygons
from ..accuracy.classes import ClassRaster, open_classes
from ..context import JobContext
from ..dates.grid import Grid, Window
from ..dates.ground_area import GroundArea, footprint, make_ground_area


@dataclass(frozen=True)
class TargetGround:
    """Ground on any grid in the CRS that it was opened for.

    :param area: polygons; ``None`` = everywhere. :param classes: land-cover map; ``None`` = any land cover.
    :param value: of the class in the map.
    """

    area: Optional[GroundArea]
    classes: Optional[ClassRaster]
    value: int

    def meets(self, grid: Grid, window: Window) -> bool:
        """Return whether the ground may lie in a window; exact for a land-cover class."""
        if self.area is not None and not self.area.meets(grid, window):
            return False
        return self.classes is None or bool(self.pixels(grid, window).any())

    def pixels(self, grid: Grid, window: Window) -> NDArray[np.bool_]:
        """Pixels (height, width) of a window whose centre lies on the ground; resampled maps give the nearest class."""
        inside = np.ones((window.height, window.width), bool) if self.area is None else self.area.pixels(grid, window)
        if self.classes is not None:
            values, known = self.classes.classes(grid, window)
            inside &= known & (values == self.value)
        return inside


def open_target(
    polygons: Optional[Polygons],
    land_cover: Optional[TargetClass],
    grid: Grid,
    layer: str,
    files: ExitStack,
    context: JobContext,
) -> Optional[TargetGround]:
    """Open the ground that a statistical change imitates.

    :param polygons, land_cover: both given = the class within the polygons.
    :param layer: name of the image, for messages.
    :param files: closes the map.
    :return: ``None`` = no ground is named.
    :raises JobFailure: the map cannot be read, or the polygons lie elsewhere.
    """
    if polygons is None and land_cover is None:
        return None
    area = None
    if polygons is not None:
        area = make_ground_area((polygons,), (), [footprint(grid, grid.crs)], grid.crs, (layer, layer))
    if land_cover is None:
        return TargetGround(area, None, 0)
    classes = files.enter_context(open_classes(land_cover.raster, context, ClassRaster))
    return TargetGround(area, classes, land_cover.value)


def target_empty(target: Optional[TargetGround], day: str) -> JobFailure:
    """Return the failure of a date on which the ground has no pixel with data."""
    if target is None or target.classes is None:
        return JobFailure("sar_target_empty", "TARGET", date=day)
    return JobFailure("sar_class_empty", "LAND_COVER_CLASS", date=day, value=target.value, layer=target.classes.source.name)
