"""An array in a scratch file of which parts are read and written, so that memory does not grow with the image.

The file is mapped only while a part is copied: pages of a mapping that stays open count as memory of the process.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Tuple

import numpy as np
from numpy.typing import NDArray

Part = Tuple[slice, slice]  # rows and columns


@dataclass(frozen=True)
class ScratchLayer:
    """Array of two dimensions in a file.

    :param path: ``.npy`` file.
    :param shape: rows and columns.
    """

    path: str
    shape: Tuple[int, int]

    def __getitem__(self, part: Part) -> NDArray[Any]:
        """Return a copy of a part."""
        return np.array(np.load(self.path, mmap_mode="r")[part])

    def __setitem__(self, part: Part, values: Any) -> None:
        """Write a part."""
        np.load(self.path, mmap_mode="r+")[part] = values

    def rows(self, start: int, stop: int) -> NDArray[Any]:
        """Return a copy of whole rows."""
        return self[slice(start, stop), slice(None)]


def create_layer(path: str, dtype: str, shape: Tuple[int, int]) -> ScratchLayer:
    """Create a layer of zeros."""
    np.lib.format.open_memmap(path, "w+", np.dtype(dtype), shape)
    return ScratchLayer(path, shape)
