"""Results of jobs, as OGC API - Processes delivers them: by value or by reference, raw or in a document."""

from __future__ import annotations

import base64
import json
import os
import uuid
from dataclasses import dataclass, field
from typing import Any, Dict, Iterator, List, Tuple, Union
from urllib.parse import quote

from .execution import Execution, JobFolder, WantedOutput
from .problems import Problem
from .processes import MEDIA_TYPES

_TEXTS = ("text/", "application/json", "application/geo+json", "image/svg+xml")
_JSON = ("application/json", "application/geo+json")


@dataclass(frozen=True)
class Answer:
    """An answer of HTTP.

    :param body: or the path of a file, where ``is_file``.
    """

    status: int
    media_type: str = "application/json"
    body: Union[str, bytes] = b""
    headers: List[Tuple[str, str]] = field(default_factory=list)
    is_file: bool = False


@dataclass(frozen=True)
class OutputFile:
    """A file of an output: the output itself, or one beside it, such as its style."""

    output: str
    name: str
    path: str
    media_type: str


def answer_results(execution: Execution, folder: JobFolder, job_url: str, most_bytes: int) -> Answer:
    """Return the results of a job as its request wants them.

    :param job_url: address of the job.
    :param most_bytes: of an output by value.
    :raises Problem: an output is too large to be delivered by value.
    """
    made = [
        output for output in execution.outputs if not output.file or os.path.exists(os.path.join(folder.outputs, output.file))
    ]
    if not execution.raw:
        document = {output.name: _in_document(output, folder, job_url, most_bytes) for output in made}
        return Answer(200, body=json.dumps(document))
    links = [
        ("Link", f'<{_href(output, job_url)}>; rel="{output.name}"; type="{output.media_type}"')
        for output in made
        if output.reference
    ]
    values = [output for output in made if not output.reference]
    if not values:
        return Answer(204, headers=links)
    if len(values) == 1:
        output = values[0]
        if not output.file:
            return Answer(200, "application/json", _values_text(folder), links)
        return Answer(200, output.media_type, os.path.join(folder.outputs, output.file), links, is_file=True)
    boundary = uuid.uuid4().hex
    body = b"".join(_parts(values, folder, boundary, most_bytes)) + f"--{boundary}--\r\n".encode("ascii")
    return Answer(200, f"multipart/related; boundary={boundary}", body, links)


def output_files(execution: Execution, folder: JobFolder) -> List[OutputFile]:
    """Return the files of all wanted outputs, each output before the files beside it."""
    found = []
    names = sorted(os.listdir(folder.outputs)) if os.path.isdir(folder.outputs) else []
    own = [output.file for output in execution.outputs]
    for output in execution.outputs:
        if output.file:
            stem = os.path.splitext(output.file)[0]
            beside = [name for name in names if name.startswith(f"{stem}.") and name not in own]
            for name in [output.file] * (output.file in names) + beside:
                path = os.path.join(folder.outputs, name)
                if os.path.isfile(path):
                    found.append(OutputFile(output.name, name, path, _media_type(name, output)))
    return found


def files_document(execution: Execution, folder: JobFolder, job_url: str) -> Dict[str, Any]:
    """Return the list of all files of the outputs."""
    return {
        "files": [
            {
                "output": file.output,
                "name": file.name,
                "href": f"{job_url}/outputs/{quote(file.name)}",
                "type": file.media_type,
                "length": os.path.getsize(file.path),
            }
            for file in output_files(execution, folder)
        ]
    }


def _href(output: WantedOutput, job_url: str) -> str:
    return f"{job_url}/outputs/{quote(output.file or 'values.json')}"


def _in_document(output: WantedOutput, folder: JobFolder, job_url: str, most_bytes: int) -> Any:
    if output.reference:
        return {"href": _href(output, job_url), "type": output.media_type, "title": output.name}
    if not output.file:
        return {"value": json.loads(_values_text(folder)), "mediaType": output.media_type}
    data = _read(output, folder, most_bytes)
    if output.media_type in _JSON:
        return {"value": json.loads(data), "mediaType": output.media_type}
    if output.media_type.startswith(_TEXTS):
        return {"value": data.decode("utf-8", "replace"), "mediaType": output.media_type}
    return {"value": base64.b64encode(data).decode("ascii"), "encoding": "base64", "mediaType": output.media_type}


def _parts(outputs: List[WantedOutput], folder: JobFolder, boundary: str, most_bytes: int) -> Iterator[bytes]:
    for output in outputs:
        data = _values_text(folder).encode("utf-8") if not output.file else _read(output, folder, most_bytes)
        head = f"--{boundary}\r\nContent-Type: {output.media_type}\r\nContent-ID: <{output.name}>\r\n"
        yield f"{head}Content-Length: {len(data)}\r\n\r\n".encode("ascii") + data + b"\r\n"


def _read(output: WantedOutput, folder: JobFolder, most_bytes: int) -> bytes:
    path = os.path.join(folder.outputs, output.file)
    if os.path.getsize(path) > most_bytes:
        raise Problem(
            400,
            "output-too-large",
            f"{output.name} has {os.path.getsize(path):,} bytes; more than {most_bytes:,} are delivered by reference only.",
        )
    with open(path, "rb") as stream:
        return stream.read()


def _values_text(folder: JobFolder) -> str:
    with open(folder.values, encoding="utf-8") as stream:
        return stream.read()


def _media_type(name: str, output: WantedOutput) -> str:
    if name == output.file:
        return output.media_type
    extension = os.path.splitext(name)[1].lower()
    return {".qml": "text/xml", ".xml": "text/xml", ".md": "text/markdown"}.get(
        extension, MEDIA_TYPES.get(extension, "application/octet-stream")
    )
