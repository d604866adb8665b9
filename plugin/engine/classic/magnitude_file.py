"""The magnitude of change between two passes: plain numbers in the job's scratch folder, row by row."""

from __future__ import annotations

from types import TracebackType
from typing import BinaryIO, Optional

import numpy as np
from numpy.typing import NDArray

from ...jobs.publish import writing
from ..dates.grid import Window


class MagnitudeFile:
    """float32, NaN where there is no data. Written from top to bottom, then read. Close it after use (context manager).

    :param parameter: the output that failures name.
    """

    def __init__(self, path: str, height: int, width: int, parameter: str) -> None:
        self.height, self.width = height, width
        self._path, self._parameter = path, parameter
        with writing(parameter, path):
            # A plain file, not a mapped one: what is mapped counts as the worker's memory.
            self._file: BinaryIO = open(path, "w+b")  # noqa: SIM115 (closed by close)

    def __enter__(self) -> MagnitudeFile:
        return self

    def __exit__(
        self, kind: Optional[type[BaseException]], value: Optional[BaseException], traceback: Optional[TracebackType]
    ) -> None:
        self._file.close()

    def append(self, rows: NDArray[np.float32]) -> None:
        """Write the next rows (height, width).

        :raises JobFailure: ``disk_full`` or ``write_failed``.
        """
        with writing(self._parameter, self._path):
            self._file.write(np.ascontiguousarray(rows, np.float32).data)

    def rows(self, row: int, height: int) -> NDArray[np.float32]:
        """Return rows (height, width) that were written."""
        self._file.seek(row * self.width * 4)
        values = np.fromfile(self._file, np.float32, height * self.width)
        return values.reshape(height, self.width)

    def padded(self, window: Window) -> NDArray[np.float32]:
        """Return a window that may reach beyond the image, where there is no data (NaN)."""
        inside = window.clipped(Window(0, 0, self.height, self.width))
        result = np.full((window.height, window.width), np.nan, np.float32)
        if inside.pixels:
            rows, cols = inside.within(window).slices
            result[rows, cols] = self.rows(inside.row, inside.height)[:, inside.col : inside.col + inside.width]
        return result
