"""Uploads: datasets that clients send before their jobs, each in a folder of its own, whose name cannot be guessed."""

from __future__ import annotations

import errno
import lzma
import os
import re
import secrets
import shutil
import stat
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import BinaryIO, Dict, Iterable, List, Tuple

from .file_content import ARCHIVE, SIDECAR, Content, describe, read_content
from .problems import Problem
from .settings import Limits
from .store import Store, Upload, now, seconds_of

_COPY_BYTES = 2**20
_LONGEST_NAME = 150  # characters
_MOST_FILES = 100_000  # in an archive
_MOST_RATIO = 200  # of sizes unpacked and packed, above the first megabytes
_RATIO_BYTES = 64 * 2**20
# What zipfile and the decoders raise; NotImplementedError is that of unknown methods of compression.
_DAMAGES = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    NotImplementedError,
    EOFError,
    RuntimeError,
    ValueError,
    OSError,
)
_IDENTIFIER = re.compile(r"[A-Za-z0-9_-]{20,60}")


@dataclass(frozen=True)
class UploadedFile:
    """A file as it is received. ``name``: that the client gave it."""

    name: str
    stream: BinaryIO


class Uploads:
    """The uploads of a service. Thread-safe.

    :param folder: that holds them.
    """

    def __init__(self, folder: str, store: Store, limits: Limits) -> None:
        self._folder, self._store, self._limits = folder, store, limits
        os.makedirs(folder, exist_ok=True)

    def add(self, owner: str, files: Iterable[UploadedFile]) -> Upload:
        """Keep the files of one dataset; the first names it. An archive is unpacked.

        :raises Problem: a file is refused, or too much is kept already.
        """
        kept = self._store.uploads(owner)
        if len(kept) >= self._limits.uploads:
            raise _too_many(len(kept))
        room = min(self._limits.upload_bytes, self._limits.stored_bytes - sum(upload.bytes for upload in kept))
        identifier = secrets.token_urlsafe(18)
        folder = self.folder(identifier)
        os.makedirs(folder)
        try:
            about, size = self._take(folder, files, room)
            upload = Upload(identifier, owner, now(), size, about)
            # Others of the token may have come meanwhile.
            if not self._store.add_upload(upload, self._limits.uploads, self._limits.stored_bytes):
                kept = self._store.uploads(owner)
                raise _too_many(len(kept)) if len(kept) >= self._limits.uploads else _too_large(str(about["name"]), 0)
            return upload
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise

    def get(self, identifier: str, owner: str) -> Upload:
        """Return an upload. :raises Problem: there is none of this owner."""
        found = self._store.get_upload(identifier, owner) if _IDENTIFIER.fullmatch(identifier) else None
        if found is None:
            raise Problem(404, "no-such-upload", f"There is no upload {identifier[:60]!r}.")
        return found

    def remove(self, upload: Upload) -> None:
        """Remove an upload; jobs that use it have their own links to its files."""
        self._store.remove_upload(upload.identifier)
        shutil.rmtree(self.folder(upload.identifier), ignore_errors=True)

    def remove_older(self, time: str) -> None:
        """Remove uploads that were made before a time, and folders that a service left when it was killed."""
        for upload in self._store.uploads(before=time):
            self.remove(upload)
        known = {upload.identifier for upload in self._store.uploads()}
        for name in os.listdir(self._folder):
            path = os.path.join(self._folder, name)
            if name not in known and os.path.getmtime(path) < seconds_of(time):
                shutil.rmtree(path, ignore_errors=True)

    def folder(self, identifier: str) -> str:
        """The folder of an upload."""
        return os.path.join(self._folder, identifier)

    def _take(self, folder: str, files: Iterable[UploadedFile], room: int) -> Tuple[Dict[str, object], int]:
        names: List[str] = []
        size = 0
        for file in files:
            name = check_name(file.name)
            if name in names:
                raise Problem(400, "file-name", f"Two files are called {name}.")
            size += copy_limited(file.stream, os.path.join(folder, name), room - size, name)
            names.append(name)
        if not names:
            raise Problem(400, "no-file", "The request has no field 'file'.")
        if len(names) == 1 and names[0].lower().endswith(".zip"):
            archive = os.path.join(folder, names[0])
            read_content(archive, self._limits.raster_pixels)
            inner = unpack(archive, folder, room)
            os.unlink(archive)
            contents = [read_content(os.path.join(folder, name), self._limits.raster_pixels) for name in inner]
            if any(content.kind == ARCHIVE for content in contents):
                raise Problem(400, "archive-in-archive", f"{names[0]} holds an archive.")
            size = sum(os.path.getsize(os.path.join(folder, name)) for name in inner)
            return {"name": names[0], "main": _common_folder(inner), "kind": "folder", "files": len(inner)}, size
        contents = [read_content(os.path.join(folder, name), self._limits.raster_pixels) for name in names]
        main = _main_file(contents)
        return {"name": names[main], "main": names[main], "files": len(names), **describe(contents[main])}, size


def _too_many(count: int) -> Problem:
    return Problem(429, "uploads-limit", f"{count} uploads are kept; remove some.", Retry_After="60")


def _too_large(name: str, left: int) -> Problem:
    return Problem(413, "upload-too-large", f"{name} is too large: {left:,} bytes are left for it.")


def check_name(name: str) -> str:
    """Return the name of a file. :raises Problem: it is a path, or no name that every file system takes."""
    odd = any(ord(letter) < 32 or letter in '/\\:*?"<>|' for letter in name)
    if not name or odd or name.startswith(".") or name.endswith((" ", ".")) or len(name) > _LONGEST_NAME:
        raise Problem(400, "file-name", f"{name[:_LONGEST_NAME]!r} cannot be the name of a file.")
    return name


def copy_limited(stream: BinaryIO, path: str, most: int, name: str) -> int:
    """Copy a stream to a new file; return its size. :raises Problem: it is larger than ``most`` bytes."""
    size = 0
    with open(path, "xb") as target:
        while data := stream.read(_COPY_BYTES):
            size += len(data)
            if size > most:
                raise _too_large(name, max(most, 0))
            target.write(data)
    return size


def unpack(archive: str, folder: str, room: int) -> List[str]:
    """Unpack a ZIP archive; what it states of itself is not relied on.

    :return: the relative paths of its files.
    :raises Problem: it is damaged, unpacks to too much, or has names that leave the folder.
    """
    name = os.path.basename(archive)
    packed = os.path.getsize(archive)
    found: List[str] = []
    size = 0
    try:
        with zipfile.ZipFile(archive) as opened:
            members = [member for member in opened.infolist() if not member.is_dir()]
            if len(members) > _MOST_FILES or sum(member.file_size for member in members) > room:
                raise Problem(413, "upload-too-large", f"{name} unpacks to more than the service takes.")
            for member in members:
                parts = member.filename.split("/")
                if parts[0] == "__MACOSX" or parts[-1] in (".DS_Store", "Thumbs.db"):
                    continue
                if stat.S_ISLNK(member.external_attr >> 16) or member.flag_bits & 1:
                    raise Problem(400, "archive-member", f"{name} holds a link or an encrypted file.")
                path = os.path.join(folder, *map(check_name, parts))
                os.makedirs(os.path.dirname(path), exist_ok=True)
                limit = min(room - size, max(_RATIO_BYTES, _MOST_RATIO * packed) - size)
                with opened.open(member) as stream:
                    size += copy_limited(stream, path, limit, member.filename)  # type: ignore[arg-type]
                found.append(os.path.relpath(path, folder))
    except _DAMAGES as error:
        if isinstance(error, OSError) and error.errno == errno.ENOSPC:
            raise
        raise Problem(400, "file-unreadable", f"{name} is damaged: {error}") from error
    if not found:
        raise Problem(400, "no-file", f"{name} holds no files.")
    return found


def _main_file(contents: List[Content]) -> int:
    return next((index for index, content in enumerate(contents) if content.kind != SIDECAR), 0)


def _common_folder(names: List[str]) -> str:
    """The folder that holds all files of an archive, relative; ``""`` = the archive itself."""
    tops = {name.split(os.sep)[0] if os.sep in name else "" for name in names}
    return tops.pop() if len(tops) == 1 else ""


def link_upload(source: str, target: str) -> None:
    """Give a job its own links to the files of an upload, or copies where there are no links."""
    shutil.copytree(source, target, copy_function=link_file)


def link_file(source: str, target: str) -> None:
    """Link a file, or copy it where there are no links."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
