"""The blocks of an area as one: strips as one machine has them, and a virtual mosaic."""

from __future__ import annotations

import os
from contextlib import ExitStack
from typing import Any, Iterator, Optional, Sequence
from xml.sax.saxutils import escape  # nosec B406  # nothing is parsed

import numpy as np
import rasterio
from numpy.typing import NDArray
from rasterio.windows import Window as RasterWindow

from ...model_file.spec import ModelSpec
from ..dates.grid import Grid, Window
from ..network.prediction import Strip, TilePlan
from ..outputs.rasters import PROBABILITY_NODATA
from .plan import LABEL_BAND, Block, band_names

_SMALLEST_OVERVIEW = 256


def merged_strips(blocks: Sequence[Block], plan: TilePlan, spec: ModelSpec, classes: bool) -> Iterator[Strip]:
    """Yield the strips of the whole area, from top to bottom; where a block is missing there is no data.

    They are those that one machine has, so that sums over objects are added up in the same order.

    :param blocks: that are whole.
    :param plan: tiles of the whole area.
    :param classes: whether blocks have the probabilities of the classes.
    """
    work = plan.work
    index: Optional[NDArray[np.uint8]] = None  # of classes by value, where blocks have the likeliest
    if LABEL_BAND in band_names(spec, classes):
        index = np.zeros(256, np.uint8)
        for number, item in enumerate(spec.classes):
            index[item.value] = number
    count = 1 + len(spec.classes) if classes else 1
    with ExitStack() as opened:
        near: dict[str, Any] = {}
        for number in range(plan.rows):
            top, bottom = plan.row_edges[number : number + 2]
            top, bottom = max(top, work.row), min(bottom, work.row + work.height)
            rows = Window(top, work.col, bottom - top, work.width)
            strip = Strip(
                top - work.row,
                np.zeros((count, rows.height, rows.width), np.float32),
                np.zeros((rows.height, rows.width), np.uint8),
                np.zeros((rows.height, rows.width), bool),
            )
            here = [block for block in blocks if block.window.clipped(rows).pixels]
            if {block.name for block in here} != set(near):
                opened.close()
                near = {block.name: opened.enter_context(rasterio.open(block.job.raster)) for block in here}
            for block in here:
                _fill(strip, near[block.name], block.window, rows, index)
            yield strip


def _fill(strip: Strip, dataset: Any, window: Window, rows: Window, index: Optional[NDArray[np.uint8]]) -> None:
    part = window.clipped(rows)
    inside = part.within(window)
    values = dataset.read(window=RasterWindow(inside.col, inside.row, inside.width, inside.height))
    place = part.within(rows).slices
    valid = values[0] != PROBABILITY_NODATA
    strip.valid[place] = valid
    strip.scores[0][place] = np.where(valid, values[0], 0)
    if index is not None:
        strip.labels[place] = index[np.where(valid, values[1], 0).astype(np.uint8)]
    if len(strip.scores) > 1:
        strip.scores[1:, place[0], place[1]] = np.where(valid, values[1 if index is None else 2 :], 0)


def write_vrt(path: str, blocks: Sequence[Block], grid: Grid, work: Window, names: Sequence[str]) -> None:
    """Write a virtual mosaic of blocks, with overviews that are read from theirs.

    :param grid: of the window ``work``.
    :param names: of the bands.
    """
    folder = os.path.dirname(os.path.abspath(path))
    bands = []
    for band, name in enumerate(names, start=1):
        sources = "".join(
            f'<SimpleSource><SourceFilename relativeToVRT="1">{escape(os.path.relpath(block.job.raster, folder))}'
            f"</SourceFilename><SourceBand>{band}</SourceBand>"
            f'<SourceProperties RasterXSize="{block.window.width}" RasterYSize="{block.window.height}" DataType="Float32"'
            ' BlockXSize="512" BlockYSize="512"/>'
            f'<SrcRect xOff="0" yOff="0" xSize="{block.window.width}" ySize="{block.window.height}"/>'
            f'<DstRect xOff="{block.window.col - work.col}" yOff="{block.window.row - work.row}"'
            f' xSize="{block.window.width}" ySize="{block.window.height}"/></SimpleSource>'
            for block in blocks
        )
        bands.append(
            f'<VRTRasterBand dataType="Float32" band="{band}"><Description>{escape(name)}</Description>'
            f"<NoDataValue>{PROBABILITY_NODATA}</NoDataValue>{sources}</VRTRasterBand>"
        )
    factors: list[str] = []
    size = max(grid.height, grid.width)
    while size > _SMALLEST_OVERVIEW * 2:
        factors.append(str(2 ** (len(factors) + 1)))
        size //= 2
    overviews = f'<OverviewList resampling="nearest">{" ".join(factors)}</OverviewList>' if factors else ""
    place = ", ".join(repr(value) for value in grid.transform.to_gdal())
    with open(path, "w", encoding="utf-8") as stream:
        stream.write(
            f'<VRTDataset rasterXSize="{grid.width}" rasterYSize="{grid.height}"><SRS>{escape(grid.crs.to_wkt())}</SRS>'
            f"<GeoTransform>{place}</GeoTransform>{''.join(bands)}{overviews}</VRTDataset>\n"
        )
