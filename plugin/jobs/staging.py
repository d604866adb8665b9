"""Where outputs are made before they appear under their final name.

Every output is written into a hidden folder beside its destination (the same file system, so that it
can be moved into place atomically), named after the job's scratch folder: the process that
remains after a worker was killed can remove them.
"""

from __future__ import annotations

import os
import re
import shutil
from contextlib import suppress
from typing import Any, Iterable, Optional

from .failure import JobFailure

_LONGEST_NAME = 255  # of the file systems of Windows


def staging_folder(output: str, scratch: str) -> str:
    """The hidden folder beside ``output`` in which the job with the folder ``scratch`` makes it."""
    token = os.path.basename(os.path.normpath(scratch))
    return os.path.join(os.path.dirname(os.path.abspath(output)), f".groundshift-{token}")


def staged_path(output: str, scratch: str) -> str:
    """Where ``output`` is made; same file name, so that sidecars keep theirs."""
    return os.path.join(staging_folder(output, scratch), os.path.basename(output))


def check_name_length(parameter: str, output: str) -> None:
    """Check that the name of an output, and those of the files beside it, fit the file system.

    :raises JobFailure: ``output_name_long``.
    """
    folder, name = os.path.split(os.path.abspath(output))
    stem = os.path.splitext(name)[0]
    names = [name + "-journal"] if layer_queries(output) else [f"{name}.aux.xml", f"{stem}.provenance.json"]
    length = max(len(os.fsencode(item)) for item in names)
    try:
        limit = os.pathconf(folder, "PC_NAME_MAX") if hasattr(os, "pathconf") else _LONGEST_NAME
    except OSError:  # a folder that is missing is reported as such
        return
    if length > limit:
        raise JobFailure("output_name_long", parameter, path=output, length=length, limit=limit)


def layer_queries(output: str) -> tuple[str, ...]:
    """SQL that lists the layers of an output that is a database, to be tried in this order; none for other formats."""
    extension = os.path.splitext(output)[1].lower()
    if extension == ".gpkg":
        return ("SELECT table_name FROM gpkg_contents",)
    if extension == ".sqlite":
        return ("SELECT f_table_name FROM geometry_columns", "SELECT name FROM sqlite_master WHERE type = 'table'")
    return ()


def is_own_layer(name: str, output: str) -> bool:
    """Whether a layer of a database is what an earlier run wrote into it; GDAL simplifies names for SpatiaLite."""
    own = os.path.splitext(os.path.basename(output))[0]
    return bool(name == own or _simple(name) == _simple(own))


def _put_back(output: str, earlier: str) -> None:
    """Move an output and the files beside it back to their place, unless there is a new one."""
    folder, name = os.path.split(os.path.abspath(output))
    stem = os.path.splitext(name)[0]
    with suppress(OSError):
        if os.path.exists(output) or name not in os.listdir(earlier):
            return
        for item in os.listdir(earlier):
            if item == name or item.startswith((f"{stem}.", f"{name}-")):
                os.replace(os.path.join(earlier, item), os.path.join(folder, item))


def _simple(name: str) -> str:
    return re.sub(r"\W", "_", name.lower())


def vanished_folder(job: Any, error: BaseException) -> str:
    """Return the folder of an output that is gone since its job began, such as a network drive's; ``""`` = there is none.

    :param job: JSON types. ``error``: that ended it.
    """
    scratch = job.get("scratch") if isinstance(job, dict) else None
    if not isinstance(scratch, str):
        return ""
    for output in job.values():
        if isinstance(output, str) and os.path.isabs(output):
            folder, staging = os.path.dirname(os.path.abspath(output)), staging_folder(output, scratch)
            if not os.path.isdir(folder) or (staging in str(error) and not os.path.isdir(staging)):
                return folder
    return ""


def earlier_folder(staging: str) -> str:
    """Where a job puts earlier files of its outputs while it moves the new ones into place."""
    return os.path.join(staging, "earlier")


def remove_temporaries(outputs: Iterable[Optional[str]], scratch: str) -> None:
    """Remove all that a job left: its scratch folder and its staging folders. Never raises.

    Earlier files come back to their place where the job was killed before its new ones had taken it.
    """
    made = [output for output in outputs if output]
    for output in made:
        _put_back(output, earlier_folder(staging_folder(output, scratch)))
    for folder in {staging_folder(output, scratch) for output in made}:
        shutil.rmtree(folder, ignore_errors=True)
    shutil.rmtree(scratch, ignore_errors=True)
