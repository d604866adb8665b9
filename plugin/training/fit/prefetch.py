"""Batches made on threads of their own while the network works."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import torch

from .augment import Batch
from .task import CropSource

_AHEAD = 3


class Prefetched:
    """Iterator over the batches of steps ``first`` .. ``last - 1`` in order.

    :param threads: number of threads that make batches; each uses one core.
    """

    def __init__(self, crops: CropSource, first: int, last: int, threads: int = 1) -> None:
        self._crops = crops
        self._todo = iter(range(first, last))
        self._lock = threading.Lock()
        self._stopped = threading.Event()
        self._slots = threading.Semaphore(_AHEAD)
        self._done: dict[int, Batch | BaseException] = {}
        self._ready = threading.Condition()
        self._first, self._last = first, last
        cores = torch.get_num_threads()
        started = threading.Barrier(threads + 1)
        self._threads = [threading.Thread(target=self._work, args=(started,), daemon=True) for _ in range(threads)]
        for thread in self._threads:
            thread.start()
        started.wait()
        # Each thread limits itself to one core, which also sets the limit of threads started later: undo that.
        torch.set_num_threads(cores)

    def __iter__(self) -> Iterator[Batch]:
        for step in range(self._first, self._last):
            with self._ready:
                while step not in self._done:
                    self._ready.wait()
                made = self._done.pop(step)
            self._slots.release()
            if isinstance(made, BaseException):
                raise made
            yield made

    def close(self) -> None:
        """End the threads."""
        self._stopped.set()
        for _ in self._threads:
            self._slots.release()
        for thread in self._threads:
            thread.join()

    def _work(self, started: threading.Barrier) -> None:
        torch.set_num_threads(1)
        started.wait()
        while True:
            self._slots.acquire()
            if self._stopped.is_set():
                return
            with self._lock:
                step = next(self._todo, None)
            if step is None:
                return
            try:
                made: Batch | BaseException = self._crops.batch(step)
            except BaseException as error:  # handed to the thread that waits for it
                made = error
            with self._ready:
                self._done[step] = made
                self._ready.notify_all()
