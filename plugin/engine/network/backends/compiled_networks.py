"""Networks as OpenVINO has compiled them, kept in the plugin's cache: the next worker need not compile them again.

OpenVINO names a file by a hash of the network, its weights and the device, and compiles anew where the file was written by
another version of it, for other instructions of the processor, or only in part. The precision is not in its hash, so the
configuration is added to the names here. It writes in place and maps what it reads into memory, so a process works in a
folder of its own, made of links, and moves whole files from there.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import time
from contextlib import contextmanager, suppress
from typing import Any, Iterator

MOST_BYTES = 200 * 2**20  # of all kept networks together
_FOLDER = "compiled"  # in the cache; runtime.removal removes it with the runtime
_STAGING = "staging-"
_LEFT_SECONDS = 3600.0  # after which a folder of a process is one that was killed


def compile_network(core: Any, model: Any, device: str, config: dict[str, Any], cache: str) -> Any:
    """Compile a network, or read it as it was compiled before.

    :param core: OpenVINO's.
    :param config: of the compiled network.
    :param cache: the plugin's cache folder; ``""`` = nothing is kept. One that cannot be written is left out.
    :return: the compiled network.
    :raises Exception: OpenVINO cannot compile it.
    """
    if cache and device == "CPU":
        prefix = hashlib.sha256(json.dumps(config, sort_keys=True).encode()).hexdigest()[:8] + "-"
        with suppress(OSError, RuntimeError), _staging(os.path.join(cache, _FOLDER), prefix) as staging:
            # Unmapped: Windows removes no file that is mapped.
            return core.compile_model(model, device, {**config, "CACHE_DIR": staging, "ENABLE_MMAP": False})
    return core.compile_model(model, device, config)


@contextmanager
def _staging(folder: str, prefix: str) -> Iterator[str]:
    """Make a folder that shows the kept networks of a configuration; what is new in it at the end is kept.

    :param prefix: of their names in ``folder``.
    :raises OSError: the folder cannot be written, or its file system has no links.
    """
    os.makedirs(folder, exist_ok=True)
    staging = tempfile.mkdtemp(prefix=_STAGING, dir=folder)
    try:
        for entry in _kept(folder):
            if entry.name.startswith(prefix):
                with suppress(FileNotFoundError):  # another process has removed it
                    os.link(entry.path, os.path.join(staging, entry.name[len(prefix) :]))
        yield staging
        with suppress(OSError):
            _keep_new(staging, os.path.join(folder, prefix))
            _remove_oldest(folder)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _kept(folder: str) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return [entry for entry in entries if entry.is_file(follow_symlinks=False)]


def _keep_new(staging: str, begin: str) -> None:
    """Move files that are no links, the networks that this process has compiled, to the others.

    :param begin: of their paths there.
    """
    for entry in _kept(staging):
        if os.stat(entry.path).st_nlink == 1:
            os.chmod(entry.path, 0o600)  # written for reading only, which Windows would not remove
            os.replace(entry.path, begin + entry.name)


def _remove_oldest(folder: str) -> None:
    """Remove the oldest networks beyond :data:`MOST_BYTES`, and folders of processes that were killed."""
    total = 0
    for _, size, path in sorted(((item.st_mtime, item.st_size, path) for item, path in _states(folder)), reverse=True):
        total += size
        if total > MOST_BYTES:
            with suppress(FileNotFoundError):
                os.unlink(path)
    with os.scandir(folder) as entries:
        left = [entry.path for entry in entries if entry.name.startswith(_STAGING)]
    for path in left:
        with suppress(FileNotFoundError):
            if time.time() - os.stat(path).st_mtime > _LEFT_SECONDS:
                shutil.rmtree(path, ignore_errors=True)


def _states(folder: str) -> Iterator[tuple[os.stat_result, str]]:
    for entry in _kept(folder):
        with suppress(FileNotFoundError):
            yield os.stat(entry.path), entry.path
