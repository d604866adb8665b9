"""The last line of a change detection's log."""

from __future__ import annotations

from typing import Any, Mapping

from ..context import JobContext
from ..dates.grid import Grid


def say_changed(values: Mapping[str, Any], grid: Grid, seconds: float, unit: tuple[str, float], context: JobContext) -> None:
    """Say how much changed, and how fast that was found.

    :param values: the outputs CHANGED_AREA (square metres) and POLYGON_COUNT. ``seconds``: that it took.
    :param unit: name of the user's unit of areas and the square metres in one; ``("", 0)`` = none.
    """
    megapixels = grid.height * grid.width / 1e6
    said = {
        "area": values["CHANGED_AREA"],
        "count": values["POLYGON_COUNT"],
        "megapixels": megapixels,
        "seconds": seconds,
        "speed": megapixels / max(seconds, 1e-9),
    }
    name, square_metres = unit
    if name and square_metres > 0:
        context.info("changed_in_unit", area_in_unit=said["area"] / square_metres, unit=name, **said)
    else:
        context.info("changed", **said)
