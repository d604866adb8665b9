"""Outputs are made beside their place and appear there only when they are whole."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
from contextlib import contextmanager, suppress
from typing import Any, Iterable, Iterator, Sequence
from urllib.request import pathname2url

from .failure import Cancelled, JobFailure
from .staging import check_name_length, earlier_folder, is_own_layer, layer_queries, staged_path, staging_folder

# What GDAL, QGIS and SQLite put beside a file; a stale one would be taken for the new file's.
SIDECARS = (".aux.xml", ".ovr", ".msk", "-wal", "-shm", "-journal")
REPLACED_EXTENSIONS = (".qml", ".qmd", ".provenance.json")
_SHAPEFILE = (".shx", ".dbf", ".prj", ".cpg", ".qix", ".sbn", ".sbx")
_NEARLY_FULL = 2 * 2**20
_LONGEST_REASON = 300  # characters
_OPEN_ELSEWHERE = (5, 32)  # Windows: access denied, sharing violation


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
    """Moves of an output and its sidecars into place. The file itself comes last: who sees it sees it styled."""
    folder, name = os.path.split(os.path.abspath(output))
    stem = os.path.splitext(name)[0]
    siblings = {item for item in os.listdir(staged) if item.startswith(f"{stem}.") and item != name}
    for item in [*sorted(siblings), name]:
        if os.path.exists(os.path.join(staged, item)):
            yield os.path.join(staged, item), os.path.join(folder, item)


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
    # GDAL and SQLite have no error numbers for it, and may notice it only when the disk has a little space again.
    reported = any(sign in str(error).lower() for sign in ("disk is full", "no space left", "disk full"))
    if number == errno.ENOSPC or reported or nearly_full(os.path.abspath(output)):
        return disk_filled(parameter, output)
    # The first line alone: pyogrio quotes the SQL that failed, thousands of characters of it.
    reason = next(iter(str(error).splitlines()), "")[:_LONGEST_REASON] or type(error).__name__
    return JobFailure("write_failed", parameter, path=output, reason=reason)


def _sidecars(output: str) -> list[str]:
    stem, extension = os.path.splitext(output)
    paths = [output + suffix for suffix in SIDECARS]
    if extension.lower() == ".gpkg":
        return paths  # style and provenance are inside: a scene.qml beside scene.gpkg is that of the user's scene.tif
    paths += [stem + suffix for suffix in REPLACED_EXTENSIONS]
    return paths + ([stem + suffix for suffix in _SHAPEFILE] if extension.lower() == ".shp" else [])


def _refuse_other_layers(parameter: str, output: str) -> None:
    """A database is replaced as a whole: it must hold nothing but an earlier result of the same name."""
    if not os.path.isfile(output) or os.path.getsize(output) == 0:
        return
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
    """The rows of the first query that the database understands.

    :raises sqlite3.Error: it understands none.
    """
    for query in queries[:-1]:
        with suppress(sqlite3.OperationalError):
            return connection.execute(query).fetchall()
    return connection.execute(queries[-1]).fetchall()


def layer_name(output: str) -> str:
    """The layer's name in a vector output: the file's."""
    return os.path.splitext(os.path.basename(output))[0]


def _megabytes(size: int) -> int:
    return round(size / 2**20)
