"""A PostgreSQL server of a test's own, where it is installed."""

from __future__ import annotations

import contextlib
import glob
import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Iterator, Optional


def find_program(name: str) -> Optional[str]:
    """Return the path of one of PostgreSQL's programs; Debian has most of them off the PATH."""
    found = sorted(glob.glob(f"/usr/lib/postgresql/*/bin/{name}"), reverse=True)
    return found[0] if found else shutil.which(name)


def missing() -> str:
    """Return why there can be no server; ``""`` = there can."""
    if find_program("initdb") is None or find_program("pg_ctl") is None:
        return "PostgreSQL is not installed"
    if os.geteuid() == 0:
        if shutil.which("runuser") is None:
            return "PostgreSQL does not run as root, and there is no runuser"
        try:
            pwd.getpwnam("postgres")
        except KeyError:
            return "PostgreSQL does not run as root, and there is no user postgres"
    return ""


@contextlib.contextmanager
def postgresql() -> Iterator[str]:
    """Run a server; yield the URL of an empty database.

    It is reached through a socket in its folder: a port that is free now may be another process's when the server starts.
    """
    folder = Path(tempfile.mkdtemp(prefix="groundshift-postgresql-"))
    prefix: list[str] = []
    if os.geteuid() == 0:
        user = pwd.getpwnam("postgres")
        os.chown(folder, user.pw_uid, user.pw_gid)
        prefix = ["runuser", "-u", "postgres", "--"]
    control = [*prefix, str(find_program("pg_ctl")), "-D", str(folder / "data"), "-w"]
    options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
    make = [*prefix, str(find_program("initdb")), "-D", str(folder / "data"), "-U", "tester", "-A", "trust", "-N", "-E", "UTF8"]
    try:
        subprocess.run(make, check=True, capture_output=True, cwd="/")
        start = [*control, "-l", str(folder / "log"), "-o", options, "start"]
        subprocess.run(start, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")
        yield f"postgresql://tester@/postgres?host={folder}"
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], check=False, capture_output=True, cwd="/")
        shutil.rmtree(folder, ignore_errors=True)
