"""Confinement of a process to some folders of the file system, without connections, by Linux's Landlock.

The service has its workers confined: they open files that strangers sent. Standard library only; imported by both sides.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import sys
from typing import Iterator, Sequence

# The folders that may be written, separated as in PATH; a worker that finds it confines itself before anything else.
VARIABLE = "GROUNDSHIFT_CONFINED_TO"
LEAST_VERSION = 2  # of Landlock: earlier ones keep files from being moved between folders
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446  # system calls, the same on all processors
_VERSION_FLAG, _PATH_BENEATH, _NO_NEW_PRIVILEGES = 1, 1, 38
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIRECTORY, _TRUNCATE, _DEVICE = 1, 2, 4, 8, 1 << 14, 1 << 15
_READ = _EXECUTE | _READ_FILE | _READ_DIRECTORY
_OF_FILES = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE | _DEVICE
_CONNECTIONS = 3  # binding and connecting of TCP
# What Python and its packages read of a system; of /proc what concerns the process itself.
_SYSTEM = (
    *("/usr", "/lib", "/lib32", "/lib64", "/bin", "/proc/self", "/proc/cpuinfo", "/proc/meminfo", "/proc/stat", "/proc/sys"),
    *("/sys/devices", "/sys/fs/cgroup", "/sys/bus", "/sys/class", "/dev/urandom", "/dev/random", "/dev/zero"),
    *("/etc/ld.so.cache", "/etc/localtime", "/etc/timezone", "/etc/ssl/certs", "/etc/OpenCL", "/etc/alternatives"),
)
_WRITTEN = tuple(f"/dev/{name}" for name in ("null", "shm", "dri"))


def landlock_version() -> int:
    """Return the version of Landlock; 0 = there is none."""
    if not sys.platform.startswith("linux"):
        return 0
    with contextlib.suppress(AttributeError, OSError):
        return max(0, ctypes.CDLL(None).syscall(_CREATE_RULESET, None, 0, _VERSION_FLAG))
    return 0


def confine(written: Sequence[str], read: Sequence[str] = ()) -> bool:
    """Confine this thread, and the threads and processes that it starts, for good.

    To be called before there are other threads. What is open already stays open.

    :param written: folders that may be read and written.
    :param read: folders that may be read, besides those of the system and of Python.
    :return: False where the system cannot do it; nothing is confined then.
    """
    version = landlock_version()
    if version < LEAST_VERSION:
        return False
    library = ctypes.CDLL(None, use_errno=True)
    everything = (1 << (13 + (version >= 2) + (version >= 3))) - 1 | (_DEVICE if version >= 5 else 0)
    handled = [everything, _CONNECTIONS] if version >= 4 else [everything]
    attributes = (ctypes.c_uint64 * len(handled))(*handled)
    rules = library.syscall(_CREATE_RULESET, ctypes.byref(attributes), ctypes.sizeof(attributes), 0)
    if rules < 0:
        return False
    try:
        python = [path for path in (sys.prefix, sys.base_prefix, *sys.path) if os.path.isabs(path)]
        graphics = [f"/dev/{name}" for name in _names("/dev") if name.startswith("nvidia")]
        for path in (*_SYSTEM, *python, *read):
            _allow(library, rules, path, everything & _READ)
        for path in (*_WRITTEN, *graphics, *written):
            _allow(library, rules, path, everything & ~_EXECUTE)
        if library.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
            return False
        return bool(library.syscall(_RESTRICT_SELF, rules, 0) == 0)
    finally:
        os.close(rules)


def confine_as_told(read: Sequence[str]) -> None:
    """Confine this process where :data:`VARIABLE` names folders.

    :raises OSError: it cannot be confined, though the system can do it.
    """
    written = [path for path in os.environ.get(VARIABLE, "").split(os.pathsep) if path]
    if written and landlock_version() >= LEAST_VERSION and not confine(written, read):
        raise OSError("the process could not be confined")


def _allow(library: ctypes.CDLL, rules: int, path: str, access: int) -> None:
    """Add a rule; a path that is not there needs none."""
    try:
        opened = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        access &= ~0 if os.path.isdir(path) else _OF_FILES
        rule = ctypes.create_string_buffer(access.to_bytes(8, sys.byteorder) + opened.to_bytes(4, sys.byteorder), 12)
        library.syscall(_ADD_RULE, rules, _PATH_BENEATH, rule, 0)
    finally:
        os.close(opened)


def _names(folder: str) -> Iterator[str]:
    with contextlib.suppress(OSError):
        yield from os.listdir(folder)
