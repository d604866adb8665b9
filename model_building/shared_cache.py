"""Files of a working folder that several commands use at the same time: each is there as a whole, or not at all."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Yield a name beside ``path`` to write to; the file takes the place of ``path`` at the end.

    Of several processes that write the same file at once each has a name of its own, and the last one's file stays.
    """
    temporary = _beside(path)
    try:
        yield temporary
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def filling(folder: Path, last: str) -> Iterator[Path]:
    """Yield a new folder beside ``folder`` to fill; it becomes ``folder``, unless another process was first.

    :param last: name of the file that a whole folder has; a folder without it is what an interrupted command left.
    """
    temporary = _beside(folder)
    temporary.mkdir(parents=True)
    try:
        yield temporary
        _rename(temporary, folder, last)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _rename(temporary: Path, folder: Path, last: str) -> None:
    try:
        temporary.rename(folder)
    except OSError:  # it is there
        if not (folder / last).is_file():
            shutil.rmtree(folder)
            temporary.rename(folder)


def _beside(path: Path) -> Path:
    return path.with_name(f"{path.name}-{uuid.uuid4().hex[:8]}.part")
