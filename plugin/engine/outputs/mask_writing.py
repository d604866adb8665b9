"""The raw mask of a scratch file made the final one: small objects erased, small holes filled."""

from __future__ import annotations

from typing import Any, Mapping, Sequence, Union

import numpy as np
import shapely
from numpy.typing import NDArray
from rasterio.enums import Resampling
from rasterio.windows import Window as RasterWindow

from ...model_file.spec import ChangeClass
from ..context import JobContext
from ..dates.grid import Grid, Window
from ..objects.components import ObjectTable
from ..objects.polygons import Outlines, Traced, burn
from . import rasters, styles
from .publish import writing

# Rows of a mask that are in memory at once while it is written.
_ROWS = 512


def erase(mask: Any, erased: NDArray[np.int64], context: JobContext) -> None:
    """Set pixels (row * width + column, sorted) of an open mask to 0."""
    width = mask.width
    for row in range(0, mask.height, _ROWS):
        height = min(_ROWS, mask.height - row)
        begin, end = np.searchsorted(erased, [row * width, (row + height) * width])
        if begin == end:
            continue
        context.check()
        window = RasterWindow(0, row, width, height)
        strip = mask.read(1, window=window)
        strip.ravel()[erased[begin:end] - row * width] = 0
        mask.write(strip, 1, window=window)


def write_mask(
    mask: Any,
    classes: Sequence[ChangeClass],
    provenance: Mapping[str, Any],
    grid: Grid,
    table: ObjectTable,
    outlines: Union[Outlines, Traced, None],
    staged: str,
    output: str,
    context: JobContext,
) -> None:
    """Write the final mask: the raw one with its small holes filled.

    :param mask: the opened raw mask. ``staged``: where to write; ``output``: the name that messages use.
    :raises JobFailure: ``disk_filled`` or ``write_failed``. :raises Cancelled: the user wants to stop.
    """
    holes = outlines.filled if outlines is not None else np.zeros(0, object)
    owners = outlines.filled_row if outlines is not None else np.zeros(0, np.int64)
    tree = shapely.STRtree(holes)
    written, heights = rasters.WrittenCheck(), []
    with writing("MASK", output):
        with rasters.create_mask(staged, grid, classes, provenance) as target:
            for row in range(0, grid.height, _ROWS):
                context.check()
                height = min(_ROWS, grid.height - row)
                strip = mask.read(1, window=RasterWindow(0, row, grid.width, height))
                near = tree.query(shapely.box(0, row, grid.width, row + height))
                values = table.value[owners[near]]
                for value in np.unique(values):
                    strip[burn(list(holes[near[values == value]]), Window(row, 0, height, grid.width))] = value
                rasters.write_strip(target, row, strip)
                written.add(strip)
                heights.append(height)
        written.verify("MASK", output, staged, heights, context.check)
        rasters.add_overviews(staged, Resampling.nearest)
        styles.write_sidecar(staged, styles.mask_style(classes))
