"""What is sent of an input of a job: files, folders as archives, and tables of radar images with the images that they name."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass, field
from typing import Any, Callable, Dict, List, Mapping, Optional, Sequence, Tuple

from ...jobs.failure import JobFailure
from ...jobs.job_files import FOLDER, RASTER, TABLE, InputFile
from ...rules.product_files import metadata_files
from ...rules.sar_table import moved_table
from .archives import copy_raster, files_to_pack

_WEB = ("http://", "https://")
_WEB_PREFIX = "/vsicurl/"
# Formats that the service takes; others are copied into a GeoTIFF, which keeps every value.
_SENT_AS_THEY_ARE = ("GTiff", "COG", "PNG", "JPEG", "JP2OpenJPEG")
_COPY_OPTIONS = ("COMPRESS=DEFLATE", "TILED=YES", "BIGTIFF=IF_SAFER")


@dataclass(frozen=True)
class Dataset:
    """What is sent as one upload.

    :param name: for messages.
    :param files: absolute paths, the one that is opened first; they differ in their names.
    :param url: address that the server reads by itself, in place of files; ``""`` = the files are sent.
    :param copied: whether the file is a copy, made because the original cannot be sent as it is.
    :param folder: that is sent as an archive of ``files``, which lie below it; ``""`` = the files are sent as they are.
    """

    name: str = ""
    files: Tuple[str, ...] = ()
    url: str = ""
    copied: bool = False
    folder: str = ""

    @property
    def size(self) -> int:
        """Bytes to send, before they are packed."""
        return sum(os.path.getsize(path) for path in self.files)

    @property
    def identity(self) -> Tuple[Any, ...]:
        """Changes with the files."""
        states = [(path, os.stat(path)) for path in self.files]
        return (self.folder, *((path, state.st_size, state.st_mtime_ns) for path, state in states))


@dataclass(frozen=True)
class SentInput:
    """An input, as it is sent.

    :param datasets: that it consists of.
    :param value: ``(addresses of the datasets) -> value`` of the input in the request.
    :param images: of a table: path in the table that is sent -> path here.
    """

    datasets: Tuple[Dataset, ...]
    value: Callable[[Sequence[str]], Any]
    images: Mapping[str, str] = field(default_factory=dict)


def sendable_formats() -> Tuple[str, ...]:
    """Return GDAL's names of the formats that can be sent, as they are or as a copy: those that QGIS reads."""
    from osgeo import gdal

    return tuple(gdal.GetDriver(number).ShortName for number in range(gdal.GetDriverCount()))


def web_address(path: str) -> str:
    """Return the address of a raster on the web; ``""`` = it is no such raster."""
    plain = path[len(_WEB_PREFIX) :] if path.startswith(_WEB_PREFIX) else path
    return plain if plain.startswith(_WEB) else ""


def sent_input(file: InputFile, folder: str, place: Optional[str] = None) -> SentInput:
    """Return what is sent of an input.

    :param folder: for copies, where they are needed.
    :param place: of the rows of a table that are needed; ``None`` = all.
    :raises JobFailure: ``server_input``: it cannot be sent, or ``sar_table_unreadable``.
    """
    path = str(file.path)
    if file.role == TABLE:
        return _table_input(file, path, folder, place)
    if file.role == FOLDER:
        dataset = _folder_dataset(file, path)
    elif file.role == RASTER:
        url = web_address(path)
        dataset = Dataset(file.name, url=url) if url else _raster_dataset(file, path, folder)
    elif os.path.isfile(path):
        dataset = Dataset(file.name or os.path.basename(path), (path,))
    elif os.path.isabs(path):
        raise _not_sent(file, f"{path} is no file")
    else:  # the name of an architecture
        return SentInput((), lambda _: path)
    return SentInput((dataset,), lambda addresses: {"href": addresses[0]})


def _folder_dataset(file: InputFile, path: str) -> Dataset:
    files = files_to_pack(path) if os.path.isdir(path) else ()
    if not files:
        raise _not_sent(file, f"{path} is no folder with images")
    return Dataset(os.path.basename(os.path.normpath(path)), files, folder=os.path.abspath(path))


def _table_input(file: InputFile, path: str, folder: str, place: Optional[str]) -> SentInput:
    """A table of radar images, with other paths, and its images, each of which is sent once for all tables that name it."""
    images: Dict[str, str] = {}  # path -> path in the table that is sent
    datasets: List[Dataset] = []

    def on_the_server(image: str) -> str:
        if image not in images:
            named = InputFile(file.place, image, file.parameter, os.path.basename(image), RASTER)
            datasets.append(_raster_dataset(named, image, folder))
            images[image] = f"{len(datasets)}/{os.path.basename(datasets[-1].files[0])}"
        return images[image]

    text = moved_table(path, on_the_server, place, file.parameter)
    table = os.path.join(tempfile.mkdtemp(dir=folder), "table.csv")
    with open(table, "w", encoding="utf-8", newline="") as stream:
        stream.write(text)

    def value(addresses: Sequence[str]) -> Mapping[str, Any]:
        found = {str(number): {"href": address} for number, address in enumerate(addresses[:-1], 1)}
        return {"images": found, "table": {"href": addresses[-1]}}

    own = Dataset(os.path.basename(path), (table,))
    return SentInput((*datasets, own), value, {there: here for here, there in images.items()})


def _raster_dataset(file: InputFile, path: str, folder: str) -> Dataset:
    from osgeo import gdal

    name = file.name or os.path.basename(path)
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    try:
        opened = gdal.OpenEx(path, gdal.OF_RASTER | gdal.OF_READONLY)
        if opened is None:
            raise _not_sent(file, gdal.GetLastErrorMsg() or "GDAL cannot open it")
        files = _flat_files(path, opened.GetFileList() or [])
        if files and opened.GetDriver().ShortName in _SENT_AS_THEY_ARE:
            return Dataset(name, _with_metadata(path, files))
        # Bands may be known by the name of their file.
        stem = os.path.splitext(os.path.basename(path))[0] if os.path.isfile(path) else "copy"
        copy = os.path.join(tempfile.mkdtemp(dir=folder), f"{stem}.tif")
        reason = copy_raster(opened, copy, _COPY_OPTIONS)
        if reason:
            raise _not_sent(file, reason)
    except RuntimeError as error:  # another plugin may have switched GDAL's exceptions on
        raise _not_sent(file, str(error)) from error
    finally:
        gdal.PopErrorHandler()
    beside = [f"{copy}.aux.xml"] if os.path.isfile(f"{copy}.aux.xml") else []
    return Dataset(name, _with_metadata(path, [copy, *beside]), copied=True)


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
