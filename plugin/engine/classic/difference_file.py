"""DIFFERENCE: the magnitude of change and what belongs to it, as a GeoTIFF that is written block by block."""

from __future__ import annotations

import zlib
from types import TracebackType
from typing import Any, Callable, Mapping, Optional, Sequence

import numpy as np
from numpy.typing import NDArray
from rasterio.enums import Resampling
from rasterio.errors import RasterioError
from rasterio.windows import Window as RasterWindow

from ...jobs.publish import disk_filled, nearly_full, writing
from ..dates.grid import Grid, Window
from ..outputs import rasters, styles

PARAMETER = "DIFFERENCE"
# What is less than this share smaller when compressed is stored as it is: noise in all digits, which takes longest to compress.
_WORTH_SAVING = 0.25
_WORTH_SAVING_OF_MEANS = 1 / 3  # of overviews, which are a quarter of a file: less is saved in the same time
_TRIED_VALUES = 2**15


class DifferenceFile:
    """float32, a band per name, nodata NaN. Close it (context manager), then :meth:`finish` it.

    :param path: where it is made.
    :param output: the name that messages use.
    """

    def __init__(self, path: str, output: str, grid: Grid, names: Sequence[str], provenance: Mapping[str, Any]) -> None:
        self._path, self._output = path, output
        self._grid, self._names, self._provenance = grid, names, provenance
        self._written: list[tuple[RasterWindow, int]] = []
        self._dataset: Any = None  # made when it is known whether what it will hold can be compressed
        self._means_compressed = True  # of overviews

    def __enter__(self) -> DifferenceFile:
        return self

    def __exit__(
        self, kind: Optional[type[BaseException]], value: Optional[BaseException], traceback: Optional[TracebackType]
    ) -> None:
        if kind is not None:
            if self._dataset is not None:
                self._dataset.close()
            return
        with writing(PARAMETER, self._output):
            self._opened(None).close()

    def _opened(self, block: Optional[NDArray[np.float32]]) -> Any:
        """Return the dataset, made for what its first block is like."""
        if self._dataset is None:
            compressed = block is None or _can_be_compressed(block, _WORTH_SAVING)
            self._means_compressed = block is None or _can_be_compressed(_halved(block), _WORTH_SAVING_OF_MEANS)
            self._dataset = rasters.create_difference(self._path, self._grid, self._names, self._provenance, compressed)
        return self._dataset

    def write(self, window: Window, values: NDArray[Any]) -> None:
        """Write a block (bands, height, width) at a window of the file. Where none is written there is no data.

        :raises JobFailure: ``disk_full`` or ``write_failed``.
        """
        block = np.ascontiguousarray(values, np.float32)
        place = RasterWindow(window.col, window.row, window.width, window.height)
        with writing(PARAMETER, self._output):
            self._opened(block).write(block, window=place)
        self._written.append((place, zlib.crc32(block.data)))

    def finish(self, threshold: float, top: float, check: Callable[[], None]) -> None:
        """Add overviews and the style, once closed.

        :param threshold, top: where the style's colours begin and end.
        :param check: may raise to stop.
        :raises JobFailure: the disk ran full.
        """
        if nearly_full(self._path):
            self._verify(check)
        with writing(PARAMETER, self._output):
            rasters.add_overviews(self._path, Resampling.average, self._means_compressed)
            styles.write_sidecar(self._path, styles.difference_style(threshold, top))

    def _verify(self, check: Callable[[], None]) -> None:
        """Read back what was written: GDAL does not always report that the disk ran full."""
        try:
            with rasters.open_written(self._path) as dataset:
                for place, checksum in self._written:
                    check()
                    if zlib.crc32(np.ascontiguousarray(dataset.read(window=place)).data) != checksum:
                        raise disk_filled(PARAMETER, self._output)
        except RasterioError as error:
            raise disk_filled(PARAMETER, self._output) from error


def _halved(block: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the means of squares of four pixels, as overviews have them: noise in more digits than the pixels."""
    bands, height, width = block.shape[0], block.shape[1] // 2, block.shape[2] // 2
    squares = block[:, : 2 * height, : 2 * width].reshape(bands, height, 2, width, 2)
    return np.asarray(squares.mean(axis=(2, 4), dtype=np.float32))


def _can_be_compressed(block: NDArray[np.float32], least: float) -> bool:
    """Return whether it is worth it, by a part of each band (bands, height, width).

    :param least: share that has to be saved.
    """
    tried = 0
    left = 0
    for band in block:
        values = band.ravel()
        begin = max(0, (len(values) - _TRIED_VALUES) // 2)
        data = values[begin : begin + _TRIED_VALUES].tobytes()
        tried += len(data)
        left += len(zlib.compress(data, 1))
    return left < tried * (1 - least)
