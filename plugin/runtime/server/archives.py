"""Folders as ZIP archives: those of inputs are packed to be sent, those of outputs unpacked when they are fetched."""

from __future__ import annotations

import lzma
import os
import shutil
import stat
import tempfile
import zipfile
import zlib
from typing import Any, Callable, Iterator, List, Sequence, Tuple

from ...jobs.failure import JobFailure

# Files of a folder of chips that are sent: those that a reader of chips looks at.
_IMAGES = (".tif", ".tiff", ".png", ".jpg", ".jpeg", ".jp2")
_OTHER_IMAGES = (".bmp", ".webp", ".img", ".vrt")  # that the service does not take: copied into GeoTIFFs
_BESIDE = (".json", ".csv", ".txt", ".xml", ".prj", ".tfw", ".pgw", ".jgw", ".j2w", ".wld")
_PACKED = (".png", ".jpg", ".jpeg", ".jp2")
_COPY_BYTES = 1 << 20
# Characters that no name may have.
_ODD = '\\:*?"<>|' if os.name == "nt" else "\\"


def files_to_pack(folder: str) -> Tuple[str, ...]:
    """Return the files of a folder, and of those below it, that a job may read: images and what describes them."""
    return tuple(_files_below(folder))


def pack_folder(folder: str, files: Tuple[str, ...], archive: str, check: Callable[[], None]) -> None:
    """Write files of a folder into a new archive, below the folder's own name.

    :param check: called for each file; raises an exception to stop.
    :raises OSError: a file cannot be read, or the archive not be written.
    :raises JobFailure: GDAL cannot read an image.
    """
    top = os.path.basename(os.path.normpath(folder)) or "folder"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        for path in files:
            check()
            name = f"{top}/{os.path.relpath(path, folder)}".replace(os.sep, "/")
            stem, extension = os.path.splitext(name)
            if extension.lower() in _OTHER_IMAGES:
                _write_copy(packed, path, f"{stem}.tif", os.path.dirname(archive))
            else:
                # Times before 1980, which archives do not know, are no reason to fail.
                entry = zipfile.ZipInfo(name)
                entry.compress_type = zipfile.ZIP_STORED if extension.lower() in _PACKED else zipfile.ZIP_DEFLATED
                entry.file_size = os.path.getsize(path)
                with open(path, "rb") as source, packed.open(entry, "w") as target:
                    shutil.copyfileobj(source, target, _COPY_BYTES)


def unpack(archive: str, folder: str, check: Callable[[], None]) -> None:
    """Unpack an archive into a new folder: all of it, or nothing.

    :param check: called between parts of files; raises an exception to stop.
    :raises ValueError: it is damaged, or holds links or names that leave the folder.
    :raises OSError: the disk refuses it.
    """
    os.makedirs(folder)
    try:
        with zipfile.ZipFile(archive) as opened:
            for member in _checked_members(opened):
                path = os.path.join(folder, *member.filename.split("/"))
                os.makedirs(os.path.dirname(path), exist_ok=True)
                with opened.open(member) as source, open(path, "xb") as target:
                    while part := source.read(_COPY_BYTES):
                        check()
                        target.write(part)
    except BaseException as error:
        shutil.rmtree(folder, ignore_errors=True)
        if isinstance(error, (zipfile.BadZipFile, zlib.error, lzma.LZMAError, NotImplementedError, EOFError, RuntimeError)):
            raise ValueError(str(error)) from error
        raise


def unpacked_size(archive: str) -> int:
    """Return the bytes that the files of an archive have.

    :raises ValueError: it is damaged.
    """
    try:
        with zipfile.ZipFile(archive) as opened:
            return sum(member.file_size for member in opened.infolist())
    except zipfile.BadZipFile as error:
        raise ValueError(str(error)) from error


def _files_below(folder: str) -> Iterator[str]:
    for here, names, files in os.walk(folder):
        names[:] = sorted(name for name in names if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith(".") and name.lower().endswith((*_IMAGES, *_OTHER_IMAGES, *_BESIDE)):
                yield os.path.join(here, name)


def _write_copy(packed: zipfile.ZipFile, path: str, name: str, folder: str) -> None:
    from osgeo import gdal

    with tempfile.TemporaryDirectory(dir=folder) as temporary:
        copy = os.path.join(temporary, "copy.tif")
        gdal.PushErrorHandler("CPLQuietErrorHandler")
        try:
            opened = gdal.OpenEx(path, gdal.OF_RASTER | gdal.OF_READONLY)
            reason = copy_raster(opened, copy, ("COMPRESS=DEFLATE",)) if opened else gdal.GetLastErrorMsg() or "GDAL"
            if reason:
                raise JobFailure("chip_unreadable", "CHIPS", path=path, reason=reason)
        except RuntimeError as error:  # another plugin may have switched GDAL's exceptions on
            raise JobFailure("chip_unreadable", "CHIPS", path=path, reason=str(error)) from error
        finally:
            gdal.PopErrorHandler()
        packed.write(copy, name)


def copy_raster(opened: Any, copy: str, options: Sequence[str]) -> str:
    """Copy an opened raster into a GeoTIFF; return why that failed, ``""`` = it did not.

    :param opened: GDAL's dataset.
    :raises RuntimeError: it failed, where GDAL's exceptions are on.
    """
    from osgeo import gdal

    written = gdal.GetDriverByName("GTiff").CreateCopy(copy, opened, options=list(options))
    if written is None:
        return gdal.GetLastErrorMsg() or "GDAL"
    gdal.ErrorReset()
    written.FlushCache()
    del written  # closes the file
    failed = gdal.GetLastErrorType() >= gdal.CE_Failure  # such as a full disk
    return gdal.GetLastErrorMsg() or "GDAL" if failed else ""


def _checked_members(opened: zipfile.ZipFile) -> List[zipfile.ZipInfo]:
    """The files of an archive. :raises ValueError: one of them would leave the folder."""
    members = [member for member in opened.infolist() if not member.is_dir()]
    seen = set()
    for member in members:
        parts = member.filename.split("/")
        odd = any(part in ("", ".", "..") or set(part) & set(_ODD) for part in parts)
        if odd or stat.S_ISLNK(member.external_attr >> 16) or member.flag_bits & 1:
            raise ValueError(f"an entry {member.filename[:100]!r}")
        if member.filename in seen:
            raise ValueError(f"two entries {member.filename[:100]!r}")
        seen.add(member.filename)
    return members
