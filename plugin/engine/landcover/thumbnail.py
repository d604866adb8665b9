"""A small picture of the changes for the report, made while the map is written."""

from __future__ import annotations

import io
from typing import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from .sources import INVALID, mixed

MOST_SIDE = 640  # pixels of the picture
_PALE = 0.25  # of a class's colour where nothing changed
_EMPTY = (255, 255, 255)


class ChangeThumbnail:
    """Transitions and classes of a map, a cell for each square of pixels.

    A cell shows a transition if any of its pixels has one, so that small changes are seen.

    :param height, width: of the map in pixels.
    """

    def __init__(self, height: int, width: int) -> None:
        self.factor = max(1, -(-max(height, width) // MOST_SIDE))
        shape = (-(-height // self.factor), -(-width // self.factor))
        self.codes: NDArray[np.uint16] = np.zeros(shape, np.uint16)
        self.classes: NDArray[np.uint8] = np.full(shape, INVALID, np.uint8)

    def add(self, row: int, codes: NDArray[np.uint16], classes: NDArray[np.uint8]) -> None:
        """Take a strip that begins at a row.

        :param codes: (height, width), 0 unchanged, else the transition. ``classes``: (height, width), 255 no data.
        """
        height, width = codes.shape
        starts = np.arange(0, width, self.factor)
        cells = (row + np.arange(height)) // self.factor
        np.maximum.at(self.codes, cells, np.maximum.reduceat(codes, starts, axis=1))
        middle = np.minimum(starts + self.factor // 2, width - 1)
        first = np.unique(cells, return_index=True)[1]
        seen = classes[np.ix_(first, middle)]
        place = cells[first]
        self.classes[place] = np.where(seen == INVALID, self.classes[place], seen)

    def png(self, class_colors: Sequence[str], colors: Mapping[int, str]) -> bytes:
        """Return the picture: changes in the colours of their transitions, all else in pale colours of its class.

        :param class_colors: of the classes, by index. ``colors``: of the transitions.
        """
        table = np.full((256, 3), _EMPTY, np.uint8)
        for index, color in enumerate(class_colors):
            table[index] = tuple(bytes.fromhex(mixed(color, "#ffffff", _PALE)[1:]))
        picture = table[self.classes]
        for code, color in colors.items():
            picture[self.codes == code] = tuple(bytes.fromhex(color[1:]))
        stream = io.BytesIO()
        Image.fromarray(picture).save(stream, "PNG", optimize=True)
        return stream.getvalue()
