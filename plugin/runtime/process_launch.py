"""Start and end child processes alike on all platforms: no console window, no orphans."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess  # nosec B404  # ends processes that this plugin started
import sys
from typing import Any

_KILL_SECONDS = 5.0


def launch_options() -> dict[str, Any]:
    """Keyword arguments for ``subprocess.Popen``: a process group of its own, and no console window on Windows."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP}
    return {"start_new_session": True}


def kill_family(process: subprocess.Popen[bytes]) -> None:
    """Kill a process started with :func:`launch_options` and its children at once, and wait until it is gone."""
    if sys.platform == "win32":
        _kill_tree_on_windows(process.pid)
    else:
        # The group outlives its leader while children live, so this reaches them too; its id is not given away before the
        # group is empty. When all are gone there is none; macOS reports "not permitted" for a group of zombies.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    # One that is stuck in the kernel (a dead network drive) dies when that call returns; nothing more can be done from here.
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(_KILL_SECONDS)


def _kill_tree_on_windows(pid: int) -> None:
    taskkill = os.path.join(os.environ.get("SYSTEMROOT", r"C:\Windows"), "System32", "taskkill.exe")
    # Should it fail: the process itself is killed by the caller.
    with contextlib.suppress(OSError, subprocess.SubprocessError):
        subprocess.run(  # nosec B603  # a list of arguments, no shell, Windows' own program by its full path
            [taskkill, "/F", "/T", "/PID", str(pid)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_KILL_SECONDS,
            check=False,
            **launch_options(),
        )
