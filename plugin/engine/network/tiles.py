"""The tiles that a network is run on, such that the result does not depend on them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Iterator, Optional

from ...model_file.spec import ModelSpec
from ..dates.grid import Window

# Large enough that the halo costs little, small enough that the activations of a network stay below half a gigabyte.
DEFAULT_TILE = 768
# A row of tiles is in memory at once: the tiles of wide rasters are lower, and wider.
_ROW_PIXELS = 2**23 * 3 // 4
_LEAST_HEIGHT = 256


@dataclass(frozen=True)
class TilePlan:
    """Tiles over a window of the pair's grid, row by row.

    Tiles start at multiples of the network's stride from the grid's origin, so that its pooling phases agree from tile
    to tile, and are fed with the halo that the network needs.

    :param height, width: of a tile in pixels, without halo; multiples of the stride.
    :param halo: likewise.
    :param fixed: the network takes inputs of one size only.
    """

    work: Window
    row: int
    col: int
    height: int
    width: int
    halo: int
    stride: int
    fixed: bool = False

    @property
    def rows(self) -> int:
        return math.ceil((self.work.row + self.work.height - self.row) / self.height)

    @property
    def cols(self) -> int:
        return math.ceil((self.work.col + self.work.width - self.col) / self.width)

    def row_of_tiles(self, index: int) -> Iterator[Window]:
        """The tiles of a row, from left to right; they may reach beyond the window that is worked on."""
        for col in range(self.cols):
            yield Window(self.row + index * self.height, self.col + col * self.width, self.height, self.width)

    def seen(self, tile: Window, overlap: Window) -> Window:
        """Return the input window of a tile: the tile and its halo, but no more than a stride beyond the imagery.

        Networks learn the padding of their convolutions at the edges of crops, and know less of wide rims without data:
        with these, the average precision on pairs of 256 pixels fell by .025.
        """
        whole = tile.grown(self.halo)
        if self.fixed:
            return whole
        inside = whole.clipped(overlap)
        row, col = inside.row // self.stride * self.stride, inside.col // self.stride * self.stride
        bottom = math.ceil((inside.row + inside.height) / self.stride) * self.stride
        right = math.ceil((inside.col + inside.width) / self.stride) * self.stride
        return Window(row, col, bottom - row, right - col)


def plan_tiles(work: Window, spec: ModelSpec, tile: Optional[int] = None, fixed: Optional[tuple[int, int]] = None) -> TilePlan:
    """Plan the tiles of a window.

    :param tile: preferred size of a tile in pixels.
    :param fixed: height and width of the network's input where it has but one.
    """
    stride = spec.stride
    halo = math.ceil(spec.halo / stride) * stride
    row, col = work.row // stride * stride, work.col // stride * stride
    if fixed is not None:
        halo = min(halo, (min(fixed) - stride) // 2 // stride * stride)
        return TilePlan(work, row, col, fixed[0] - 2 * halo, fixed[1] - 2 * halo, halo, stride, True)
    side = tile or DEFAULT_TILE
    low = min(side, max(_ROW_PIXELS // work.width, _LEAST_HEIGHT)) if tile is None else side
    height = _even(work.row + work.height - row, low, stride)
    width = _even(work.col + work.width - col, side * side // low, stride)
    return TilePlan(work, row, col, height, width, halo, stride)


def _even(length: int, preferred: int, stride: int) -> int:
    """The size at which as few tiles as the preferred size needs cover ``length`` evenly."""
    count = math.ceil(length / max(stride, preferred // stride * stride))
    return math.ceil(length / count / stride) * stride
