"""The worker process, kept warm between jobs, watched from outside."""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any, Optional

SCRIPT = Path(__file__).resolve().parents[2] / "plugin" / "worker.py"
LAST_EVENTS = ("result", "error", "stopped")


class Crashed(Exception):
    """The worker has ended, or was killed because it gave no answer."""


class WarmWorker:
    """A worker that takes jobs; it is started again after it has ended.

    :param python: its interpreter. ``environment``: variables besides those of this process.
    :param folder: its working folder.
    """

    def __init__(self, folder: Path, python: str = sys.executable, environment: Optional[dict[str, str]] = None) -> None:
        self._python, self._folder = python, folder
        self._environment = {**os.environ, **(environment or {})}
        self._process: Optional[subprocess.Popen[str]] = None
        self._lines: queue.Queue[Optional[str]] = queue.Queue()

    @property
    def pid(self) -> int:
        """Of the running worker, which is started if there is none."""
        if self._process is None or self._process.poll() is not None:
            self._start()
        assert self._process is not None
        return self._process.pid

    def _start(self) -> None:
        self.close()
        self._lines = queue.Queue()
        errors = open(self._folder / "worker-errors.txt", "a")  # noqa: SIM115  (the process has it)
        self._process = subprocess.Popen(
            [self._python, "-I", str(SCRIPT), "serve"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            cwd=self._folder,
            env=self._environment,
        )
        errors.close()
        threading.Thread(target=self._listen, args=(self._process, self._lines), daemon=True).start()
        self.next_event(120)  # the hello

    @staticmethod
    def _listen(process: subprocess.Popen[str], lines: queue.Queue[Optional[str]]) -> None:
        assert process.stdout is not None
        for line in process.stdout:
            lines.put(line)
        lines.put(None)

    def send(self, message: dict[str, Any]) -> None:
        """Send a message of the worker's protocol."""
        assert self.pid
        assert self._process is not None
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(message) + "\n")
        self._process.stdin.flush()

    def next_event(self, seconds: float) -> dict[str, Any]:
        """Wait for the next event.

        :raises Crashed: there is none; the worker is not left running.
        """
        try:
            line = self._lines.get(timeout=seconds)
        except queue.Empty:
            self.kill()
            raise Crashed(f"no event for {seconds} s") from None
        if line is None:
            assert self._process is not None
            raise Crashed(f"the worker ended with status {self._process.wait()}")
        event: dict[str, Any] = json.loads(line)
        return event

    def run(self, job: Any, seconds: float = 60) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        """Run a job, given as JSON types.

        :return: its last event; the others.
        :raises Crashed: the worker ended, or was silent for ``seconds``.
        """
        self.send({"run": job})
        others = []
        while True:
            event = self.next_event(seconds)
            if event["event"] in LAST_EVENTS:
                return event, others
            others.append(event)

    def peak_megabytes(self) -> float:
        """Most memory that the worker has held at once, in megabytes; 0 where the system does not report it."""
        try:
            with open(f"/proc/{self.pid}/status") as status:
                return next(float(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM"))
        except OSError:
            return 0.0

    def kill(self, signal_number: int = signal.SIGKILL) -> None:
        """End the worker with a signal and wait until it has gone."""
        if self._process is not None:
            self._process.send_signal(signal_number)
            self._process.wait()

    def close(self) -> None:
        """End the worker."""
        if self._process is not None:
            self.kill()
            for stream in (self._process.stdin, self._process.stdout):
                if stream is not None:
                    with suppress(OSError):  # it was not read to its end
                        stream.close()
            self._process = None
