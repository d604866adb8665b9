"""Fetch the outputs of a job: into hidden folders beside their destinations, and into place when all of them are whole."""

from __future__ import annotations

import contextlib
import os
import shutil
from dataclasses import dataclass
from typing import Any, Dict, Iterator, Mapping

from ...jobs.events import Progress
from ...jobs.failure import JobFailure
from ...jobs.job_files import CHECKPOINTS, FOLDER_OUTPUT, OUTPUTS
from ...jobs.publish import check_space, prepare, publish, staged_path, writing
from ...rules.sar_table import moved_table
from .archives import unpack, unpacked_size
from .connection import NoAnswer, Refusal
from .exchange import Exchange, Meter

_SHARE = 0.1  # of the progress bar, where something is fetched
_ARCHIVE, _TABLE = ".zip", ".csv"


@dataclass(frozen=True)
class OutputFile:
    """A file of an output. ``field``: of the job. ``size``: in bytes."""

    field: str
    name: str
    href: str
    size: int


class Outputs:
    """The outputs of one job.

    :param wanted: field -> path of each.
    """

    def __init__(self, kind: str, wanted: Mapping[str, str], scratch: str) -> None:
        self._wanted = dict(wanted)
        self._scratch = scratch
        self._folders = [field for field in wanted if OUTPUTS[kind][field] == FOLDER_OUTPUT]
        self._fetched: Dict[str, str] = {}  # name on the server -> path here

    @property
    def share(self) -> float:
        """Share of the progress bar."""
        return _SHARE if self._wanted else 0.0

    def prepare(self) -> None:
        """Make the hidden folders. :raises JobFailure: an output cannot be written."""
        for field, path in self._published().items():
            prepare(field.upper(), path, self._scratch)
            used = os.path.isfile(path) or (os.path.isdir(path) and os.listdir(path))
            if field in self._folders and used:
                raise JobFailure("folder_in_use", field.upper(), path=path)

    def request(self) -> Dict[str, Any]:
        """Return what a request to execute says of them."""
        return {
            field: {"transmissionMode": "reference", **({} if field in self._folders else {"name": os.path.basename(path)})}
            for field, path in self._wanted.items()
        }

    def fetch(self, exchange: Exchange, job: str, images: Mapping[str, str]) -> None:
        """Fetch the files of each output, in the background.

        :param job: its address.
        :param images: that were sent with a table: path in the table -> path here.
        :raises JobFailure: a file is missing, or no file of the output, or cannot be written.
        """
        if not self._wanted:
            return
        listed = exchange.patiently(lambda: exchange.connection.get(f"{job}/outputs"))
        files = [file for field in self._wanted for file in self._files_of(field, listed, exchange)]
        begin = 1.0 - _SHARE
        meter = Meter(
            sum(file.size for file in files),
            lambda part: exchange.say(Progress(begin + (1.0 - begin) * part, "downloading")),
        )
        for file in files:
            output = self._wanted[file.field]
            folder = os.path.dirname(self._staged(file.field))
            os.makedirs(folder, exist_ok=True)
            check_space(file.field.upper(), folder, file.size)
            with writing(file.field.upper(), output):
                self._fetch_file(file, os.path.join(folder, file.name), exchange, meter)
                if file.field in self._folders:
                    self._unpack(file, exchange)
                    _restore_tables(self._staged(file.field), images)
                else:
                    self._fetched[file.name] = os.path.join(os.path.dirname(output), file.name)

    def publish(self) -> None:
        """Move all outputs into place: all of them, or none. :raises JobFailure: one cannot be moved."""
        publish([(field.upper(), path) for field, path in self._published().items()], self._scratch)
        if CHECKPOINTS in self._wanted:
            _merge(self._staged(CHECKPOINTS), self._wanted[CHECKPOINTS])

    def local(self, value: Any) -> Any:
        """Return a value of a result with paths of this computer in place of the names of outputs on the server."""
        if isinstance(value, dict):
            return {name: self.local(one) for name, one in value.items()}
        if isinstance(value, list):
            return [self.local(one) for one in value]
        if not isinstance(value, str):
            return value
        folder, _, rest = value.partition("/")
        if folder in self._folders:
            return os.path.join(self._wanted[folder], *rest.split("/")) if rest else self._wanted[folder]
        return self._fetched.get(value, value)

    def _published(self) -> Dict[str, str]:
        """The outputs that appear in their place; the log of a training joins what lies there."""
        return {field: path for field, path in self._wanted.items() if field != CHECKPOINTS}

    def _staged(self, field: str) -> str:
        if field == CHECKPOINTS:
            return os.path.join(self._scratch, "log", CHECKPOINTS)
        return staged_path(self._wanted[field], self._scratch)

    def _fetch_file(self, file: OutputFile, path: str, exchange: Exchange, meter: Meter) -> None:
        try:
            exchange.patiently(lambda: exchange.connection.download(file.href, path, file.size, meter))
        except NoAnswer as error:  # no error of the disk
            raise JobFailure("server_gone", address=exchange.server.address, reason=str(error)) from error
        except Refusal as error:
            raise JobFailure("server_refused", address=exchange.server.address, reason=error.detail) from error

    def _unpack(self, file: OutputFile, exchange: Exchange) -> None:
        staged = self._staged(file.field)
        archive = os.path.join(os.path.dirname(staged), file.name)
        try:
            check_space(file.field.upper(), os.path.dirname(staged), unpacked_size(archive))
            unpack(archive, staged, exchange.check)
        except ValueError as error:
            raise exchange.unknown(f"{file.name} is damaged: {error}") from error
        os.remove(archive)

    def _files_of(self, field: str, listed: Mapping[str, Any], exchange: Exchange) -> Iterator[OutputFile]:
        """The files of an output: its own, and those beside it."""
        folder = field in self._folders
        own = field + _ARCHIVE if folder else os.path.basename(self._wanted[field])
        stem = os.path.splitext(own)[0]
        found = []
        try:
            for item in listed["files"]:
                if item["output"] == field:
                    found.append(OutputFile(field, str(item["name"]), str(item["href"]), int(item["length"])))
        except (KeyError, TypeError, ValueError) as error:
            raise exchange.unknown(f"no list of files: {error}") from error
        for file in found:
            beside = not folder and file.name.startswith((f"{stem}.", f"{own}.")) and not set(file.name) & set("/\\:")
            if file.name != own and not beside:
                raise exchange.unknown(f"a file {file.name} beside {own}")
        if own not in [file.name for file in found] and field != CHECKPOINTS:
            raise exchange.unknown(f"no file {own}")
        return iter(found)


def _restore_tables(folder: str, images: Mapping[str, str]) -> None:
    """Have the tables of a folder name images of this computer where they name images that were sent."""
    for name in os.listdir(folder) if images else ():
        path = os.path.join(folder, name)
        if name.endswith(_TABLE):

            def new_path(image: str) -> str:
                inside = os.path.relpath(image, folder).replace(os.sep, "/")
                return images.get(inside, inside)

            text = moved_table(path, new_path)
            with open(path, "w", encoding="utf-8", newline="") as stream:
                stream.write(text)


def _merge(source: str, target: str) -> None:
    """Copy the files of a folder into another one. Never raises: they are the log of a training that is done."""
    with contextlib.suppress(OSError):
        for here, _, files in os.walk(source):
            inside = os.path.join(target, os.path.relpath(here, source))
            os.makedirs(inside, exist_ok=True)
            for name in files:
                shutil.copyfile(os.path.join(here, name), os.path.join(inside, name))
