"""The blocks of an area as one: strips as one machine has them, and a virtual mosaic."""

from __future__ import annotations

import os
from contextlib import ExitStack
from typing import Any, Callable, Optional, Sequence
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


class StripMerger:
    """Joins blocks to the strips of the whole area, each as soon as its blocks are settled. Use it as a context manager.

    The strips are those that one machine has, so that sums over objects are added up in the same order. They are taken from
    top to bottom; where a block failed there is no data.

    :param blocks: of the area.
    :param plan: tiles of the whole area.
    :param classes: whether blocks have the probabilities of the classes.
    :param take: called with each strip.
    """

    def __init__(
        self, blocks: Sequence[Block], plan: TilePlan, spec: ModelSpec, classes: bool, take: Callable[[Strip], None]
    ) -> None:
        self._blocks, self._plan, self._take = blocks, plan, take
        self._bands = 1 + len(spec.classes) if classes else 1
        self._index: Optional[NDArray[np.uint8]] = None  # of classes by value, where blocks have the likeliest
        if LABEL_BAND in band_names(spec, classes):
            self._index = np.zeros(256, np.uint8)
            for number, item in enumerate(spec.classes):
                self._index[item.value] = number
        self._whole: dict[str, bool] = {}  # of the blocks that are settled
        self._next = 0
        self._opened = ExitStack()
        self._near: dict[str, Any] = {}  # the datasets of the last strip's blocks

    def __enter__(self) -> StripMerger:
        return self

    def __exit__(self, *failure: object) -> None:
        self._opened.close()

    def settle(self, block: Block, whole: bool) -> None:
        """Record that a block is whole, or failed, and merge the strips that waited for it.

        :raises JobFailure: of ``take``.
        """
        self._whole[block.name] = whole
        self.advance()

    def advance(self) -> None:
        """Merge the strips whose blocks are settled, from where the last call stopped; also those that meet no block.

        :raises JobFailure: of ``take``.
        """
        while self._next < self._plan.rows:
            rows = self._rows(self._next)
            here = [item for item in self._blocks if item.window.clipped(rows).pixels]
            if not all(item.name in self._whole for item in here):
                return
            self._take(self._strip(rows, [item for item in here if self._whole[item.name]]))
            self._next += 1

    def _rows(self, number: int) -> Window:
        """The window of a strip."""
        work = self._plan.work
        top, bottom = self._plan.row_edges[number : number + 2]
        top, bottom = max(top, work.row), min(bottom, work.row + work.height)
        return Window(top, work.col, bottom - top, work.width)

    def _strip(self, rows: Window, blocks: Sequence[Block]) -> Strip:
        strip = Strip(
            rows.row - self._plan.work.row,
            np.zeros((self._bands, rows.height, rows.width), np.float32),
            np.zeros((rows.height, rows.width), np.uint8),
            np.zeros((rows.height, rows.width), bool),
        )
        if {block.name for block in blocks} != set(self._near):
            self._opened.close()
            self._near = {block.name: self._opened.enter_context(rasterio.open(block.job.raster)) for block in blocks}
        for block in blocks:
            _fill(strip, self._near[block.name], block.window, rows, self._index)
        return strip


def _fill(strip: Strip, dataset: Any, window: Window, rows: Window, index: Optional[NDArray[np.uint8]]) -> None:
    part = window.clipped(rows)
    inside = part.within(window)
    values = dataset.read(window=RasterWindow(inside.col, inside.row, inside.width, inside.height))
    place = part.within(rows).slices
    valid = values[0] != PROBABILITY_NODATA
    if not valid.all():
        values[:, ~valid] = 0
    strip.valid[place] = valid
    strip.scores[0][place] = values[0]
    if index is not None:
        strip.labels[place] = index[values[1].astype(np.uint8)]
    if len(strip.scores) > 1:
        strip.scores[1:, place[0], place[1]] = values[1 if index is None else 2 :]


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
