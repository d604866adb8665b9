"""The server of HTTP: waitress, which refuses what is too large, or large and without a token, before it receives the body."""

from __future__ import annotations

import socket
from typing import Any, List, Tuple

import waitress
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.task import ErrorTask

from .application import Service
from .problems import MEDIA_TYPE, problem_text

_SMALL_BYTES = 64 * 2**10  # of a body that is received before the token is checked
_MULTIPART_BYTES = 2**20  # of the text around the files of an upload


class _Refusal:
    """Why a request is refused by its head; of the form of waitress's errors."""

    def __init__(self, status: int, code: str, detail: str) -> None:
        self._status, self._code, self._detail = status, code, detail

    def to_response(self, ident: Any = None) -> Tuple[str, List[Tuple[str, str]], bytes]:
        body = problem_text(self._status, self._code, self._detail).encode("utf-8")
        reason = {400: "Bad Request", 401: "Unauthorized", 413: "Content Too Large", 431: "Request Header Fields Too Large"}
        headers = [("Content-Type", MEDIA_TYPE)]
        if self._status == 401:
            headers.append(("WWW-Authenticate", "Bearer"))
        return f"{self._status} {reason.get(self._status, 'Error')}", headers, body


def make_server(service: Service, listener: socket.socket) -> Any:
    """Return the server of a service; its method ``run`` answers requests until it is interrupted.

    :param listener: a socket that is bound, not yet listening.
    """
    most = service.settings.limits.upload_bytes + _MULTIPART_BYTES

    class Parser(HTTPRequestParser):  # type: ignore[misc]
        error: Any = None
        checked = False

        def received(self, data: bytes) -> int:
            count: int = super().received(data)
            if self.headers_finished and not self.checked:
                self.checked = True
                if self.error is None and (self.chunked or self.content_length > _SMALL_BYTES):
                    self._check_token()
            return count

        def _check_token(self) -> None:
            scheme, _, token = self.headers.get("AUTHORIZATION", "").partition(" ")
            if scheme.lower() != "bearer" or service.tokens.owner(token.strip()) is None:
                self.error = _Refusal(401, "token-missing", "A valid token is needed: Authorization: Bearer TOKEN.")
                self.completed = True

    class Problems(ErrorTask):  # type: ignore[misc]
        def execute(self) -> None:
            error = self.request.error
            if not isinstance(error, _Refusal):
                code = "upload-too-large" if error.code == 413 else "invalid-request"
                text = f"The request has more than {most:,} bytes." if error.code == 413 else str(error.body)
                self.request.error = _Refusal(error.code, code, text)
            super().execute()

    class Channel(HTTPChannel):  # type: ignore[misc]
        parser_class = Parser
        error_task_class = Problems

    server = waitress.create_server(
        service.application,
        sockets=[listener],
        threads=service.settings.request_threads,
        max_request_body_size=most,
        connection_limit=500,
        ident="",
    )
    server.channel_class = Channel
    return server
