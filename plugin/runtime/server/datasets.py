"""The files of an input, as they are sent to a server: one folder of files without paths between them."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from typing import Any, List, Optional, Tuple

from ...jobs.failure import JobFailure
from ...jobs.job_files import InputFile
from ...rules.product_files import metadata_files

_WEB = ("http://", "https://")
_WEB_PREFIX = "/vsicurl/"
# Formats that the service takes; others are copied into a GeoTIFF, which keeps every value.
_SENT_AS_THEY_ARE = ("GTiff", "COG", "PNG", "JPEG", "JP2OpenJPEG")
_COPY_OPTIONS = ("COMPRESS=DEFLATE", "TILED=YES", "BIGTIFF=IF_SAFER")


@dataclass(frozen=True)
class Dataset:
    """What is sent of an input.

    :param files: absolute paths, the one that is opened first; they differ in their names.
    :param url: address that the server reads by itself, in place of files; ``""`` = the files are sent.
    :param copied: whether the file is a copy, made because the original cannot be sent as it is.
    """

    files: Tuple[str, ...] = ()
    url: str = ""
    copied: bool = False

    @property
    def size(self) -> int:
        """Bytes to send."""
        return sum(os.path.getsize(path) for path in self.files)

    @property
    def identity(self) -> Tuple[Any, ...]:
        """Changes with the files."""
        states = [(path, os.stat(path)) for path in self.files]
        return tuple((path, state.st_size, state.st_mtime_ns) for path, state in states)


def sendable_formats() -> Tuple[str, ...]:
    """Return GDAL's names of the formats that can be sent, as they are or as a copy: those that QGIS reads."""
    from osgeo import gdal

    return tuple(gdal.GetDriver(number).ShortName for number in range(gdal.GetDriverCount()))


def web_address(path: str) -> str:
    """Return the address of a raster on the web; ``""`` = it is no such raster."""
    plain = path[len(_WEB_PREFIX) :] if path.startswith(_WEB_PREFIX) else path
    return plain if plain.startswith(_WEB) else ""


def dataset_of(file: InputFile, folder: str) -> Dataset:
    """Return what is sent of an input file.

    :param folder: for a copy, where one is needed.
    :raises JobFailure: ``server_input``: it cannot be sent.
    """
    path = str(file.path)
    if file.raster:
        url = web_address(path)
        return Dataset(url=url) if url else _raster_dataset(file, path, folder)
    if not os.path.isfile(path):
        raise _not_sent(file, f"{path} is no file")
    return Dataset((path,))


def _raster_dataset(file: InputFile, path: str, folder: str) -> Dataset:
    from osgeo import gdal

    gdal.PushErrorHandler("CPLQuietErrorHandler")
    try:
        opened = gdal.OpenEx(path, gdal.OF_RASTER | gdal.OF_READONLY)
        if opened is None:
            raise _not_sent(file, gdal.GetLastErrorMsg() or "GDAL cannot open it")
        files = _flat_files(path, opened.GetFileList() or [])
        if files and opened.GetDriver().ShortName in _SENT_AS_THEY_ARE:
            return Dataset(_with_metadata(path, files))
        # Bands may be known by the name of their file.
        stem = os.path.splitext(os.path.basename(path))[0] if os.path.isfile(path) else "copy"
        copy = os.path.join(tempfile.mkdtemp(dir=folder), f"{stem}.tif")
        written = gdal.GetDriverByName("GTiff").CreateCopy(copy, opened, options=list(_COPY_OPTIONS))
        if written is None:
            raise _not_sent(file, gdal.GetLastErrorMsg())
        written.FlushCache()
        written = None
    except RuntimeError as error:  # another plugin may have switched GDAL's exceptions on
        raise _not_sent(file, str(error)) from error
    finally:
        gdal.PopErrorHandler()
    beside = [f"{copy}.aux.xml"] if os.path.isfile(f"{copy}.aux.xml") else []
    return Dataset(_with_metadata(path, [copy, *beside]), copied=True)


def _with_metadata(path: str, files: List[str]) -> Tuple[str, ...]:
    """The files of a raster and those of its product's metadata, each name once."""
    by_name = {os.path.basename(name): name for name in (*metadata_files(path), *reversed(files))}
    return tuple(reversed(list(by_name.values())))


def _flat_files(path: str, names: List[str]) -> Optional[List[str]]:
    """The files of a raster, the one that is opened first; ``None`` where they are not all in its folder."""
    if not os.path.isfile(path):
        return None
    files = [os.path.abspath(name) for name in names if os.path.isfile(name)]
    first = os.path.abspath(path)
    rest = [name for name in dict.fromkeys(files) if name != first]
    flat = all(os.path.dirname(name) == os.path.dirname(first) for name in rest)
    return [first, *rest] if flat else None


def _not_sent(file: InputFile, reason: str) -> JobFailure:
    return JobFailure("server_input", file.parameter, layer=file.name or os.path.basename(str(file.path)), reason=reason)
