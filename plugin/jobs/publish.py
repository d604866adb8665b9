"""The files of outputs: made beside their place, moved there when they are whole, removed where they are not.

Every output is written into a hidden folder beside its destination (the same file system, so that it can be moved into place
atomically), named after the job's scratch folder: the process that remains after a worker was killed can remove them.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, Iterable, Iterator, Optional, Sequence

from .failure import Cancelled, JobFailure

if TYPE_CHECKING:
    import sqlite3

# What GDAL, QGIS and SQLite put beside a file; a stale one would be taken for the new file's.
SIDECARS = (".aux.xml", ".ovr", ".msk", "-wal", "-shm", "-journal")
REPLACED_EXTENSIONS = (".qml", ".qmd", ".provenance.json")
_SHAPEFILE = (".shx", ".dbf", ".prj", ".cpg", ".qix", ".sbn", ".sbx")
_NEARLY_FULL = 2 * 2**20
# Of a disk, of a user's share of it, and of a file system with a limit for each file: there, too, another disk is the way out.
_FULL = (errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC))
_LONGEST_REASON = 300  # characters
_OPEN_ELSEWHERE = (5, 32)  # Windows: access denied, sharing violation
_LONGEST_NAME = 255  # of the file systems of Windows


def staging_folder(output: str, scratch: str) -> str:
    """The hidden folder beside ``output`` in which the job with the folder ``scratch`` makes it."""
    token = os.path.basename(os.path.normpath(scratch))
    return os.path.join(os.path.dirname(os.path.abspath(output)), f".groundshift-{token}")


def staged_path(output: str, scratch: str) -> str:
    """Where ``output`` is made; same file name, so that sidecars keep theirs."""
    return os.path.join(staging_folder(output, scratch), os.path.basename(output))


def prepare(parameter: str, output: str, scratch: str) -> str:
    """Make the staging folder of an output.

    :return: the path to write.
    :raises JobFailure: the folder is missing or cannot be written to, or the output would destroy other layers.
    """
    folder = os.path.dirname(os.path.abspath(output))
    if not os.path.isdir(folder):
        raise JobFailure("output_folder_missing", parameter, path=output)
    check_name_length(parameter, output)
    if layer_queries(output):
        _refuse_other_layers(parameter, output)
    try:
        os.makedirs(staging_folder(output, scratch), exist_ok=True)
    except OSError as error:
        raise _failure(parameter, output, error) from error
    return staged_path(output, scratch)


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


# -- into place -------------------------------------------------------------------------------------


def publish(outputs: Iterable[tuple[str, str]], scratch: str) -> None:
    """Move finished outputs into place, each with its sidecars: all of them, or none, and then earlier files stay.

    :param outputs: (parameter, path) of each.
    :raises JobFailure: ``write_failed``, ``output_in_use`` and the like.
    """
    outputs = list(outputs)
    moved: list[tuple[str, str]] = []
    for moves in (_earlier_files, _finished_files):
        for parameter, output in outputs:
            try:
                for source, target in moves(output, staging_folder(output, scratch)):
                    if os.path.isdir(source) and os.path.isdir(target):
                        os.rmdir(target)  # an output that is a folder takes the place of an empty one only
                    os.replace(source, target)
                    moved.append((source, target))
            except OSError as error:
                for source, target in reversed(moved):
                    with suppress(OSError):  # the first error is the one to report
                        os.replace(target, source)
                raise _failure(parameter, output, error) from error
    for _, output in outputs:
        shutil.rmtree(staging_folder(output, scratch), ignore_errors=True)


def _earlier_files(output: str, staged: str) -> Iterator[tuple[str, str]]:
    """Moves of an earlier output and its sidecars out of the way, to where they can be had back from."""
    aside = earlier_folder(staged)
    os.makedirs(aside, exist_ok=True)
    for path in [*_sidecars(output), output]:
        if os.path.isfile(path):
            yield os.path.abspath(path), os.path.join(aside, os.path.basename(path))


def _finished_files(output: str, staged: str) -> Iterator[tuple[str, str]]:
    """Moves of an output and its sidecars into place. The file itself comes last: it never appears without its style."""
    folder, name = os.path.split(os.path.abspath(output))
    stem = os.path.splitext(name)[0]
    siblings = {item for item in os.listdir(staged) if item.startswith(f"{stem}.") and item != name}
    for item in [*sorted(siblings), name]:
        if os.path.exists(os.path.join(staged, item)):
            yield os.path.join(staged, item), os.path.join(folder, item)


def _sidecars(output: str) -> list[str]:
    stem, extension = os.path.splitext(output)
    paths = [output + suffix for suffix in SIDECARS]
    if extension.lower() == ".gpkg":
        return paths  # style and provenance are inside: a scene.qml beside scene.gpkg is that of the user's scene.tif
    paths += [stem + suffix for suffix in REPLACED_EXTENSIONS]
    return paths + ([stem + suffix for suffix in _SHAPEFILE] if extension.lower() == ".shp" else [])


def earlier_folder(staging: str) -> str:
    """Where a job puts earlier files of its outputs while it moves the new ones into place."""
    return os.path.join(staging, "earlier")


# -- left behind ------------------------------------------------------------------------------------


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


def filled_folder(job: Any, error: BaseException) -> str:
    """Return the folder whose disk became full when a job ended by an error that is no failure yet; ``""`` = that was not why.

    :param job: JSON types. ``error``: that ended it.
    """
    if not _says_full(error):
        return ""
    named = getattr(error, "filename", None)
    if isinstance(named, (str, bytes)):
        return os.path.dirname(os.path.abspath(os.fsdecode(named)))
    scratch = job.get("scratch") if isinstance(job, dict) else None  # what is written elsewhere is a failure of its output
    folder = os.path.dirname(os.path.abspath(scratch)) if isinstance(scratch, str) and scratch else ""
    return folder if os.path.isdir(folder) else ""


# -- what goes wrong ---------------------------------------------------------------------------------


@contextmanager
def writing(parameter: str, output: str) -> Iterator[None]:
    """Turn any error while an output is written into a failure that names the output.

    :raises JobFailure: ``disk_full`` or ``write_failed``.
    """
    try:
        yield
    except (JobFailure, Cancelled):
        raise
    except Exception as error:  # rasterio, pyogrio, sqlite3 and the system each have their own
        raise _failure(parameter, output, error) from error


def check_space(parameter: str, folder: str, needed: int) -> None:
    """Check the free space of a disk.

    :raises JobFailure: ``disk_full`` when a folder's disk has less than ``needed`` bytes free.
    """
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise JobFailure("disk_full", parameter, folder=folder, needed=_megabytes(needed), free=_megabytes(free))


def nearly_full(path: str) -> bool:
    """Whether the disk of a file is so full that its last blocks may be missing (GDAL does not always report it)."""
    return shutil.disk_usage(os.path.dirname(path)).free < _NEARLY_FULL


def disk_filled(parameter: str, output: str) -> JobFailure:
    """The failure of a disk that ran full while an output was written."""
    return JobFailure("disk_filled", parameter, path=output, folder=os.path.dirname(os.path.abspath(output)))


def _failure(parameter: str, output: str, error: BaseException) -> JobFailure:
    folder = os.path.dirname(os.path.abspath(output))
    if not os.path.isdir(folder):
        return JobFailure("output_folder_vanished", parameter, folder=folder)
    number = error.errno if isinstance(error, OSError) else None
    if number in (errno.EACCES, errno.EPERM, errno.EROFS) and not os.path.exists(output):
        return JobFailure("output_folder_readonly", parameter, path=output)
    if getattr(error, "winerror", None) in _OPEN_ELSEWHERE:
        return JobFailure("output_in_use", parameter, path=output)
    if _says_full(error) or nearly_full(os.path.abspath(output)):
        return disk_filled(parameter, output)
    # The first line alone: pyogrio quotes the SQL that failed, thousands of characters of it.
    reason = next(iter(str(error).splitlines()), "")[:_LONGEST_REASON] or type(error).__name__
    return JobFailure("write_failed", parameter, path=output, reason=reason)


def _says_full(error: BaseException) -> bool:
    """Whether an error is that of a full disk."""
    if isinstance(error, OSError) and error.errno in _FULL:
        return True
    # GDAL and SQLite have no error numbers for it, and may notice it only when the disk has a little space again.
    return any(sign in str(error).lower() for sign in ("disk is full", "no space left", "disk full"))


def _megabytes(size: int) -> int:
    return round(size / 2**20)


# -- databases --------------------------------------------------------------------------------------


def layer_name(output: str) -> str:
    """The layer's name in a vector output: the file's."""
    return os.path.splitext(os.path.basename(output))[0]


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


def _simple(name: str) -> str:
    return re.sub(r"\W", "_", name.lower())


def _refuse_other_layers(parameter: str, output: str) -> None:
    """A database is replaced as a whole: it must hold nothing but an earlier result of the same name."""
    if not os.path.isfile(output) or os.path.getsize(output) == 0:
        return
    # Not at the top: QGIS imports this file when it starts.
    import sqlite3
    from urllib.request import pathname2url

    try:
        # Quoted: in the names of files and folders ? # and % are letters, in an address they are not.
        connection = sqlite3.connect(f"file:{pathname2url(os.path.abspath(output))}?mode=ro", uri=True)
        try:
            rows = _first_answer(connection, layer_queries(output))
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise JobFailure("write_failed", parameter, path=output, reason=f"it is no such database: {error}") from error
    others = sorted(row[0] for row in rows if row[0] != "layer_styles" and not is_own_layer(row[0], output))
    if others:
        raise JobFailure("output_geopackage_in_use", parameter, path=output, layers=", ".join(others))


def _first_answer(connection: sqlite3.Connection, queries: Sequence[str]) -> list[Any]:
    """Return the rows of the first query that the database understands.

    :raises sqlite3.Error: it understands none.
    """
    import sqlite3

    for query in queries[:-1]:
        with suppress(sqlite3.OperationalError):
            return connection.execute(query).fetchall()
    return connection.execute(queries[-1]).fetchall()
