"""Run a child process, with its output line by line and cancellation."""

from __future__ import annotations

import queue
import subprocess  # nosec B404  # runs pip and the environment's Python, lists of arguments, never a shell
import threading
from typing import Callable, Mapping, Optional, Sequence

from ..jobs.failure import Cancelled
from .process_launch import kill_family, launch_options

_POLL_SECONDS = 0.1


def follow(
    command: Sequence[str],
    environment: Mapping[str, str],
    on_line: Callable[[str], None],
    is_cancelled: Callable[[], bool],
) -> int:
    """Run ``command`` to its end and pass its lines, both streams together, to ``on_line`` on the caller's thread.

    :return: its exit status.
    :raises Cancelled: ``is_cancelled`` returned True; the process and its children have ended by then.
    :raises OSError: it cannot be started.
    """
    process = subprocess.Popen(  # nosec B603  # a list of arguments, no shell; callers give an interpreter by its path
        list(command),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=dict(environment),
        **launch_options(),
    )
    lines: queue.SimpleQueue[Optional[str]] = queue.SimpleQueue()
    reader = threading.Thread(target=_read, args=(process, lines), name="groundshift-child-output", daemon=True)
    reader.start()
    try:
        while True:
            if is_cancelled():
                raise Cancelled
            try:
                line = lines.get(timeout=_POLL_SECONDS)
            except queue.Empty:
                continue
            if line is None:
                return process.wait()
            on_line(line)
    finally:
        # Cancel, Ctrl+C or an error in on_line: whatever ends this ends the child.
        if process.poll() is None:
            kill_family(process)


def _read(process: subprocess.Popen[bytes], lines: queue.SimpleQueue[Optional[str]]) -> None:
    stream = process.stdout
    if stream is not None:
        with stream:
            for line in stream:
                lines.put(line.decode("utf-8", "replace").rstrip())
    lines.put(None)
