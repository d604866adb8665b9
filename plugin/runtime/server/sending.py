"""Send the inputs of a job. What was sent stays on the server until QGIS ends, so that a pair is sent once for many runs."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
import threading
from functools import lru_cache
from typing import Any, Dict, List, Mapping, Optional, Tuple

from ...jobs.events import Log, Progress
from ...jobs.failure import JobFailure
from ...jobs.job_files import FILE, InputFile, input_files, process_inputs, replace_files
from ...jobs.publish import check_space
from .access import Server
from .archives import pack_folder
from .connection import Connection, NoAnswer, Refusal
from .datasets import Dataset, SentInput, sent_input
from .exchange import Exchange, Meter, megabytes

_SHARE = 0.15  # of the progress bar, where something is sent
_REMOVE_SECONDS = 2.0
_MODEL = ".onnx"

_sent_lock = threading.Lock()
# Server's address and files -> server and address of the upload.
_sent: Dict[Tuple[Any, ...], Tuple[Server, str]] = {}


class Sender:
    """Sends the inputs of one job.

    :ivar temporary: addresses of uploads that no later run can use.
    :ivar images: of a table of radar images: path in the table that was sent -> path here.
    """

    def __init__(self, exchange: Exchange, scratch: str) -> None:
        self._exchange = exchange
        self._scratch = scratch
        self.temporary: List[str] = []
        self.images: Dict[str, str] = {}

    def send(self, values: Mapping[str, Any]) -> Tuple[Dict[str, Any], float]:
        """Send the files of a job's inputs.

        :return: the inputs with addresses in place of paths; the share of the progress bar that this took.
        :raises JobFailure: an input cannot be sent.
        """
        kind, inputs = str(values["kind"]), process_inputs(dict(values))
        files = input_files(kind, inputs)
        models = self._models() if any(_is_model(file) for file in files) else {}
        with tempfile.TemporaryDirectory(prefix="groundshift-", dir=self._scratch) as folder:
            sent = {file.place: self._sent_input(file, models, folder, values.get("place")) for file in files}
            for one in sent.values():
                self.images.update(one.images)
            addresses = self._send_all([dataset for one in sent.values() for dataset in one.datasets], folder)
            share = _SHARE if addresses.total else 0.0
            places = {place: one.value([addresses.of(dataset) for dataset in one.datasets]) for place, one in sent.items()}
        return replace_files(kind, inputs, lambda file: places[file.place]), share

    def _sent_input(self, file: InputFile, models: Mapping[str, str], folder: str, place: Optional[str]) -> SentInput:
        self._exchange.check()
        own = models.get(_sha256(str(file.path))) if models and _is_model(file) else None
        return SentInput((), lambda _: own) if own else sent_input(file, folder, place)

    def _send_all(self, datasets: List[Dataset], folder: str) -> _Addresses:
        known = {id(dataset): dataset.url or self._known(dataset) for dataset in datasets}
        unsent = [dataset for dataset in datasets if not known[id(dataset)]]
        total = sum(dataset.size for dataset in unsent)
        share = _SHARE if total else 0.0
        meter = Meter(total, lambda part: self._exchange.say(Progress(share * part, "uploading")))
        for dataset in unsent:
            known[id(dataset)] = self._known(dataset) or self._upload(dataset, folder, meter)
        return _Addresses(known, total)

    def _models(self) -> Dict[str, str]:
        """SHA-256 -> id of the models that the server has: these need not be sent."""
        try:
            listed = self._exchange.connection.get("/models")["models"]
            return {str(model["sha256"]): str(model["id"]) for model in listed if "sha256" in model}
        except Refusal as refusal:
            if refusal.status != 404:
                raise
        except (KeyError, TypeError) as error:
            raise self._exchange.unknown("no list of models") from error
        return {}

    def _known(self, dataset: Dataset) -> str:
        """The address of a data set that was sent before and is still there; ``""`` = it must be sent."""
        key = (self._exchange.server.address, *dataset.identity)
        with _sent_lock:
            href = _sent[key][1] if key in _sent else ""
        if href:
            try:
                self._exchange.connection.get(href)
            except Refusal:
                with _sent_lock:
                    _sent.pop(key, None)
                return ""
        return href

    def _upload(self, dataset: Dataset, folder: str, meter: Meter) -> str:
        exchange = self._exchange
        about = {"name": dataset.name, "size": megabytes(dataset.size), "address": exchange.server.address}
        exchange.say(Log("server_upload", about))
        if not dataset.folder:
            files = [(os.path.basename(path), path) for path in dataset.files]
            href = self._post(files, meter)
        else:
            check_space("", folder, dataset.size)
            with tempfile.TemporaryDirectory(dir=folder) as packing:
                archive = os.path.join(packing, "folder.zip")
                pack_folder(dataset.folder, dataset.files, archive, exchange.check)
                # Of the bar it has the share of its files, however small it has become.
                weight = dataset.size / max(os.path.getsize(archive), 1)
                href = self._post([("folder.zip", archive)], meter, weight)
        if _is_within(dataset.files[0], self._scratch):
            self.temporary.append(href)
        else:
            key = (exchange.server.address, *dataset.identity)
            with _sent_lock:
                _sent[key] = (exchange.server, href)
        return href

    def _post(self, files: List[Tuple[str, str]], meter: Meter, weight: float = 1.0) -> str:
        def progress(count: int) -> None:
            meter(round(count * weight))

        answer = self._exchange.accepted(lambda: self._exchange.connection.upload("/uploads", files, progress))
        try:
            return str(answer["href"])
        except (KeyError, TypeError) as error:
            raise self._exchange.unknown("an upload without href") from error


class _Addresses:
    """Addresses of data sets. ``total``: bytes that were sent for them."""

    def __init__(self, known: Mapping[int, str], total: int) -> None:
        self._known, self.total = known, total

    def of(self, dataset: Dataset) -> str:
        return self._known[id(dataset)]


def remove_uploads() -> None:
    """Remove what was sent from the servers: no run will use it any more. Never raises; a server that is gone is asked once."""
    with _sent_lock:
        sent = list(_sent.values())
        _sent.clear()
    for server in {server for server, _ in sent}:
        with contextlib.suppress(NoAnswer):
            connection = Connection(server, seconds=_REMOVE_SECONDS)
            for _, href in [item for item in sent if item[0] == server]:
                with contextlib.suppress(Refusal, JobFailure):
                    connection.delete(href)


def _is_model(file: InputFile) -> bool:
    return file.role == FILE and str(file.path).lower().endswith(_MODEL)


def _is_within(path: str, folder: str) -> bool:
    return os.path.abspath(path).startswith(os.path.join(os.path.abspath(folder), ""))


@lru_cache(maxsize=64)
def _hash(path: str, size: int, changed: int) -> str:
    digest = hashlib.sha256()
    with open(path, "rb") as stream:
        for part in iter(lambda: stream.read(1 << 20), b""):
            digest.update(part)
    return digest.hexdigest()


def _sha256(path: str) -> str:
    state = os.stat(path)
    return _hash(path, state.st_size, state.st_mtime_ns)
