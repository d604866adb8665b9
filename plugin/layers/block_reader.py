"""Read blocks of pixels from a QGIS raster provider, with time limits where the provider has none.

Observed in QGIS 3.22: a tile of an XYZ layer that fails leaves a transparent hole and no trace in the
block, the feedback or the provider, and is not asked for again; a server that stalls holds the block for QGIS's network
timeout (a minute), though cancelling the block's feedback ends it at once. But every answer of the network is announced
by the network access manager of the thread that reads. So each provider is read in a thread of its own, where the
answers received are those of its own blocks, and the caller waits where it can be cancelled at any time.
Newer versions of QGIS fetch tiles in a thread that cannot be heard: XYZ maps are read by :mod:`.tile_reader`.
"""

from __future__ import annotations

import queue
import threading
import time
from dataclasses import dataclass
from typing import Any, Callable, List, Optional, Tuple

from qgis.core import (
    QgsNetworkAccessManager,
    QgsNetworkReplyContent,
    QgsRasterBlock,
    QgsRasterBlockFeedback,
    QgsRasterDataProvider,
    QgsRectangle,
)
from qgis.PyQt.QtCore import QCoreApplication, QEventLoop, QThread, QUrl
from qgis.PyQt.QtNetwork import QNetworkRequest

from ..jobs.failure import Cancelled

_POLL_S = 0.05
_ATTEMPTS = 20  # to get hold of a network access manager
_GRACE_S = 1.0  # how long a cancelled block may take to come back before its thread is left behind
_NOT_THERE = (204, 404, 410)
_DOCUMENTS = ("xml", "html", "json")  # what servers send in place of pixels when something is wrong


@dataclass(frozen=True)
class Reply:
    """An answer of the network. ``status``: of HTTP, 0 when there was none; ``error``: Qt's number, 0 = none."""

    status: int
    error: int = 0
    content_type: str = ""
    host: str = ""

    def is_missing(self) -> bool:
        """True if the server reported that it has no such picture: asking again is of no use."""
        return self.status in _NOT_THERE

    def is_bad(self) -> bool:
        """Return the request failed, and may succeed when it is sent again."""
        if self.is_missing() or 300 <= self.status < 400:  # redirections are followed
            return False
        if self.error or self.status >= 400:
            return True
        return any(word in self.content_type.lower() for word in _DOCUMENTS)

    def text(self) -> str:
        """Message for users; names only the host of the address, as the rest may hold a key."""
        if self.status >= 400:
            return f"HTTP {self.status} ({self.host})"
        if self.error:
            return f"{_ERRORS.get(self.error, f'network error {self.error}')} ({self.host})"
        return f"{self.content_type or 'no pixels'} ({self.host})"


NO_PICTURE = -1  # in place of Qt's number of an error
_ERRORS = {
    NO_PICTURE: "no picture that can be read",
    1: "connection refused",
    2: "connection closed",
    3: "host not found",
    4: "timed out",
    5: "timed out",
    6: "TLS failed",
}


@dataclass(frozen=True)
class Patience:
    """How long a block is waited for, in seconds: without any answer of the network, and in all.

    :param retry_waits_s: pauses before what failed is asked for again; as many attempts as there are pauses.
    """

    silence_s: float = 15.0
    total_s: float = 90.0
    retry_waits_s: Tuple[float, ...] = (1.0, 4.0)


@dataclass(frozen=True)
class BlockResult:
    """Result of reading a block.

    :param data: rows of pixels in the provider's data type, native byte order; ``None`` = the provider gave nothing.
    :param gave_up: the patience ran out.
    """

    data: Optional[bytes]
    replies: Tuple[Reply, ...] = ()
    errors: Tuple[str, ...] = ()
    gave_up: bool = False


class ReaderStuck(Exception):
    """The provider neither answers nor can be cancelled; its thread was left behind."""


class BlockReader:
    """Reader of blocks of one provider, one at a time, in a thread of its own.

    The provider must be a clone that nobody else uses. Call :meth:`close` when done.
    """

    def __init__(self, provider: QgsRasterDataProvider, is_cancelled: Callable[[], bool]) -> None:
        self._provider = provider
        self._is_cancelled = is_cancelled
        self._requests: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._results: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._replies: List[Reply] = []
        self._heard = time.monotonic()  # when the network last answered
        # A daemon, so that a provider that hangs for good cannot keep QGIS from leaving.
        self._left_behind = False
        self._thread = threading.Thread(target=self._run, name="groundshift-blocks", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Let the thread end."""
        self._requests.put(None)
        if not self._left_behind:
            self._thread.join(_GRACE_S)

    def read(self, band: int, extent: QgsRectangle, width: int, height: int, patience: Patience) -> BlockResult:
        """One band of a window as ``height`` x ``width`` pixels.

        :param extent: in the provider's CRS.
        :raises Cancelled: within a second or so, whatever the provider does.
        :raises ReaderStuck: the patience ran out and the provider could not be cancelled.
        """
        feedback = QgsRasterBlockFeedback()
        started = self._heard = time.monotonic()
        self._replies = []
        self._requests.put((band, extent, width, height, feedback))
        gave_up = False
        while True:
            result = self._poll()
            if isinstance(result, Exception):
                raise result
            if result is not None:
                data, errors = result
                return BlockResult(data, tuple(self._replies), errors, gave_up)
            now = time.monotonic()
            if self._is_cancelled():
                feedback.cancel()
                self._left_behind = not self._comes_back(_GRACE_S)
                raise Cancelled
            if not gave_up and (now - self._heard > patience.silence_s or now - started > patience.total_s):
                gave_up = True
                feedback.cancel()
                # A provider that cannot be cancelled comes back when QGIS's own timeout ends its request.
                started = now + QgsNetworkAccessManager.timeout() / 1000.0
            elif gave_up and now - started > patience.silence_s:
                self._left_behind = True
                raise ReaderStuck

    def pause(self, seconds: float) -> None:
        """Wait between two attempts.

        :raises Cancelled: at once.
        """
        wait(seconds, self._is_cancelled)

    def _poll(self) -> Any:
        _breathe()
        try:
            return self._results.get(timeout=_POLL_S)
        except queue.Empty:
            return None

    def _comes_back(self, seconds: float) -> bool:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self._poll() is not None:
                return True
        return False

    # In the thread of the reader:

    def _run(self) -> None:
        listening = False
        for request in iter(self._requests.get, None):
            try:
                listening = listening or _listen(self._hear)
                result: Any = self._block(*request)
            except Exception as error:  # raised again where the block was asked for
                result = error
            request = None  # its feedback must not outlive the block in this thread, where it was not made
            self._results.put(result)

    def _block(
        self, band: int, extent: QgsRectangle, width: int, height: int, feedback: QgsRasterBlockFeedback
    ) -> Tuple[Optional[bytes], Tuple[str, ...]]:
        block: QgsRasterBlock = self._provider.block(band, extent, width, height, feedback)
        errors = tuple(str(error) for error in feedback.errors())
        if block is None or not block.isValid() or block.isEmpty() or (block.width(), block.height()) != (width, height):
            return None, errors
        return bytes(block.data()), errors

    def _hear(self, content: QgsNetworkReplyContent) -> None:
        self._heard = time.monotonic()
        status = content.attribute(QNetworkRequest.Attribute.HttpStatusCodeAttribute)
        error = content.error()
        url = content.request().url()
        reply = Reply(
            int(status or 0),
            int(getattr(error, "value", error)),
            bytes(content.rawHeader(b"Content-Type")).decode("latin-1"),
            url.host(),
        )
        self._replies.append(reply)
        if reply.is_bad() and reply.status == 200:
            _forget(url)


def _listen(hear: Callable[[QgsNetworkReplyContent], None]) -> bool:
    """Hear of every answer of the network in this thread, for as long as the thread lives.

    The manager of a thread (QGIS has one for each) goes with its thread, and so does the connection.
    """
    network_manager(lambda manager: manager.finished[QgsNetworkReplyContent].connect(hear))
    return True


def network_manager(use: Callable[[QgsNetworkAccessManager], Any]) -> Any:
    """Return the result of ``use`` for this thread's network access manager.

    Under PyQt 5 the Python object that stands for it can turn invalid at any time while the main thread runs its event
    loop, though the manager itself is there: so it is used at once, asked for again where that fails, and never kept.
    """
    for _ in range(_ATTEMPTS - 1):
        try:
            return use(QgsNetworkAccessManager.instance())
        except RuntimeError:
            continue
    return use(QgsNetworkAccessManager.instance())


def _forget(url: QUrl) -> None:
    """Take an answer out of QGIS's cache: a page with "try later" would be kept as the tile for a day."""
    try:
        cache = QgsNetworkAccessManager.instance().cache()
        if cache is not None:
            cache.remove(url)
    except RuntimeError:  # see network_manager; the tile is asked for again all the same
        return


def _breathe() -> None:
    """In the main thread, let QGIS answer what other threads ask of it: passwords, certificates, proxies."""
    application = QCoreApplication.instance()
    if application is not None and QThread.currentThread() == application.thread():
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)


def wait(seconds: float, is_cancelled: Callable[[], bool]) -> None:
    """Wait, and process QGIS's events meanwhile.

    :raises Cancelled: at once.
    """
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if is_cancelled():
            raise Cancelled
        _breathe()
        time.sleep(_POLL_S)
