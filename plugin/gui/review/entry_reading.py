"""Reads the entries of a layer a little at a time, so that QGIS stays usable while a large layer is read."""

from __future__ import annotations

import time
from typing import Iterator, Optional

from qgis.core import QgsVectorLayer
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ...layers.review_entries import Entry, read_entries

_CHUNK_SECONDS = 0.03


class EntryReading(QObject):
    """One reading at a time: another one takes the place of that which is under way."""

    finished = pyqtSignal(object)  # list[Entry]

    def __init__(self, parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self._reader: Optional[Iterator[Entry]] = None
        self._read: list[Entry] = []
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._go_on)

    def start(self, layer: QgsVectorLayer) -> None:
        """Begin to read a layer."""
        self._read = []
        self._reader = read_entries(layer)
        self._timer.start()

    def stop(self) -> None:
        """Read no further; nothing is told."""
        self._timer.stop()
        self._reader = None
        self._read = []

    def _go_on(self) -> None:
        if self._reader is None:
            self._timer.stop()
            return
        end = time.monotonic() + _CHUNK_SECONDS
        for entry in self._reader:
            self._read.append(entry)
            if time.monotonic() > end:
                return
        entries = self._read
        self.stop()
        self.finished.emit(entries)
