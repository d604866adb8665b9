"""Problem documents (RFC 7807): what is wrong with a request, as JSON."""

from __future__ import annotations

import json
import os
from http import HTTPStatus
from typing import Any

MEDIA_TYPE = "application/problem+json"
_OGC = "http://www.opengis.net/def/exceptions/ogcapi-processes-1/1.0/"


class Problem(Exception):
    """A request that is refused.

    :param status: of HTTP.
    :param code: short and stable, for programs; those of OGC are ``no-such-process``, ``no-such-job`` and ``result-not-ready``.
    :param detail: for people.
    """

    def __init__(self, status: int, code: str, detail: str, **headers: str) -> None:
        self.status, self.code, self.detail = int(status), code, detail
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}
        super().__init__(detail)

    def text(self) -> str:
        """The document."""
        return problem_text(self.status, self.code, self.detail)


def problem_text(status: int, code: str, detail: str, **more: Any) -> str:
    """Return a problem document.

    :param more: further members.
    """
    kind = _OGC + code if code in ("no-such-process", "no-such-job", "result-not-ready") else code
    title = HTTPStatus(status).phrase
    return json.dumps({"type": kind, "title": title, "status": int(status), "detail": detail, "code": code, **more})


def without_folder(value: Any, *folders: str) -> Any:
    """Return a value of JSON without the paths of folders in its texts."""
    if isinstance(value, str):
        for folder in folders:
            value = value.replace(folder + os.sep, "").replace(folder, "")
        return value
    if isinstance(value, dict):
        return {name: without_folder(one, *folders) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [without_folder(one, *folders) for one in value]
    return value
