"""A lock on an open file that the system releases when its process ends, in whatever way."""

from __future__ import annotations

import sys
from typing import TextIO

_LOCKED_BYTE = 2**30  # Windows' locks keep others from reading what is locked


def take_lock(file: TextIO) -> bool:
    """Lock an open file; return False where another process, or another open file of this one, has locked it.

    :param file: opened to be written; closing it releases the lock.
    """
    try:
        if sys.platform == "win32":
            import msvcrt

            file.seek(_LOCKED_BYTE)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            file.seek(0)
        else:
            import fcntl

            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
