"""Requests to the server over HTTP, streamed, so that rasters never lie in memory. Standard library only."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import ssl
import urllib.error
import urllib.request
import uuid
from typing import Any, Callable, Iterator, Mapping, Optional, Sequence, Tuple
from urllib.parse import urljoin, urlsplit

from ...jobs.failure import JobFailure
from .. import settings
from .access import Server

SECONDS = 30.0  # without an answer
_CHUNK = 1 << 18
_MOST_JSON = 1 << 26
_LONGEST_REASON = 500  # characters


class NoAnswer(Exception):
    """The server did not answer: it may be restarting."""


class Refusal(Exception):
    """The server answered with an error.

    :param status: of HTTP. :param detail: the server's own words. :param wait: seconds after which to try again.
    :param code: of the problem document.
    """

    def __init__(self, status: int, detail: str, wait: float = 5.0, code: str = "") -> None:
        super().__init__(detail)
        self.status = status
        self.code = code
        self.detail = detail
        self.wait = wait


class Connection:
    """Requests to one server.

    :param check: called between parts of uploads and downloads; raises an exception to stop them.
    """

    def __init__(self, server: Server, check: Callable[[], None] = lambda: None, seconds: float = SECONDS) -> None:
        self.server = server
        self._check = check
        self._seconds = seconds
        self._opener = _opener(server)

    def get(self, place: str) -> Any:
        """Return JSON.

        :param place: path below the server's address, or an address of the server's.
        :raises NoAnswer: :raises Refusal: :raises JobFailure: the answer is no JSON, or the address another server's.
        """
        return self._json("GET", place)[0]

    def post(self, place: str, document: Mapping[str, Any], headers: Mapping[str, str]) -> Tuple[Any, str]:
        """Send JSON; return the answer and the address of what was made, ``""`` where the server names none."""
        body = json.dumps(document).encode("ascii")
        return self._json("POST", place, body, {"Content-Type": "application/json", **headers})

    def put(self, place: str, document: Mapping[str, Any]) -> None:
        """Send JSON to a place that is there."""
        self._json("PUT", place, json.dumps(document).encode("ascii"), {"Content-Type": "application/json"})

    def delete(self, place: str) -> None:
        """Delete a job or an upload."""
        with self._open("DELETE", place):
            pass

    def upload(self, place: str, files: Sequence[Tuple[str, str]], progress: Callable[[int], None]) -> Any:
        """Send files as one form and return the answer.

        :param files: name and path of each.
        :param progress: called with the bytes sent since the last call.
        :raises OSError: a file cannot be read.
        """
        form = _Form(files, progress, self._check)
        headers = {"Content-Type": form.content_type, "Content-Length": str(form.length)}
        return self._json("POST", place, form.parts(), headers)[0]

    def download(self, place: str, path: str, size: Optional[int], progress: Callable[[int], None]) -> None:
        """Write a file.

        :param size: in bytes, which the file must have; ``None`` = not known.
        :raises NoAnswer: it ended too early. :raises OSError: it cannot be written.
        """
        with self._open("GET", place) as answer:
            announced = answer.headers.get("Content-Length")
            expected = size if size is not None else int(announced) if announced and announced.isdigit() else None
            count = 0
            with open(path, "wb") as stream:
                while True:
                    self._check()
                    part = _read(answer, _CHUNK)
                    if not part:
                        break
                    stream.write(part)
                    count += len(part)
                    progress(len(part))
        if expected is not None and count != expected:
            raise NoAnswer(f"{os.path.basename(path)}: {count} of {expected} bytes")

    def _json(self, method: str, place: str, body: Any = None, headers: Optional[Mapping[str, str]] = None) -> Tuple[Any, str]:
        with self._open(method, place, body, headers or {}) as answer:
            text = _read(answer, _MOST_JSON)
            made = answer.headers.get("Location") or ""
        try:
            return (json.loads(text) if text.strip() else {}), made
        except ValueError as error:
            raise JobFailure("server_unknown", address=self.server.address, reason=f"no JSON: {text[:80]!r}") from error

    @contextlib.contextmanager
    def _open(self, method: str, place: str, body: Any = None, headers: Optional[Mapping[str, str]] = None) -> Iterator[Any]:
        self._check()
        address = self._address(place)
        request = urllib.request.Request(address, body, method=method)  # noqa: S310 (http or https, checked)
        for name, value in (("Accept", "application/json"), *self.server.headers, *(headers or {}).items()):
            request.add_unredirected_header(name, value)
        try:
            with self._opener.open(request, timeout=self._seconds) as answer:
                yield answer
        except urllib.error.HTTPError as error:
            with error:
                raise _refusal(error) from error
        except ssl.SSLError as error:
            raise JobFailure("server_certificate", address=self.server.address, reason=str(error)) from error
        except urllib.error.URLError as error:
            if isinstance(error.reason, ssl.SSLError):
                raise JobFailure("server_certificate", address=self.server.address, reason=str(error.reason)) from error
            if isinstance(error.reason, OSError):
                raise NoAnswer(str(error.reason)) from error
            raise NoAnswer(str(error)) from error
        except (http.client.HTTPException, ConnectionError, TimeoutError) as error:
            raise NoAnswer(str(error) or type(error).__name__) from error

    def _address(self, place: str) -> str:
        """The address of a place, which must be the server's: the token goes nowhere else."""
        base = self.server.address
        address = base + place if place.startswith("/") else urljoin(base + "/", place)
        if urlsplit(address)[:2] != urlsplit(base)[:2]:
            raise JobFailure("server_unknown", address=base, reason=f"it names the address {address}")
        return address


def _read(answer: Any, size: int) -> bytes:
    """Read from an answer. Not a system error of a file: those mean the disk."""
    try:
        return bytes(answer.read(size))
    except (OSError, http.client.HTTPException) as error:
        raise NoAnswer(str(error) or type(error).__name__) from error


def _refusal(error: urllib.error.HTTPError) -> Refusal:
    with contextlib.suppress(OSError, http.client.HTTPException, ValueError):
        text = error.read(_MOST_JSON).decode("utf-8", "replace")
        detail, code = text, ""
        with contextlib.suppress(ValueError, AttributeError):
            problem = json.loads(text)
            code = str(problem.get("code") or "")
            detail = str(problem.get("detail") or problem.get("description") or problem.get("title") or text)
        wait = error.headers.get("Retry-After") or ""
        seconds = float(wait) if wait.isdigit() else 5.0
        return Refusal(error.code, " ".join(detail.split())[:_LONGEST_REASON] or error.reason, min(seconds, 60.0), code)
    return Refusal(error.code, str(error.reason))


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """A redirection would take the inputs to another address than the user's."""

    def redirect_request(self, *_arguments: Any) -> None:
        return None


def _opener(server: Server) -> urllib.request.OpenerDirector:
    context = ssl.create_default_context()
    # Python 3.13 and later refuse authorities without some extensions, which those of offices often lack; QGIS takes them.
    context.verify_flags &= ~getattr(ssl, "VERIFY_X509_STRICT", 0)
    if server.certificates:
        with contextlib.suppress(ssl.SSLError):  # one certificate that this OpenSSL does not take
            context.load_verify_locations(cadata=server.certificates)
    return urllib.request.build_opener(
        urllib.request.ProxyHandler(_proxies(urlsplit(server.address).hostname or "")),
        urllib.request.HTTPSHandler(context=context),
        _NoRedirects(),
    )


def _proxies(host: str) -> dict[str, str]:
    """QGIS's proxy, else the system's; none for this computer."""
    if host in ("localhost", "127.0.0.1", "::1") or urllib.request.proxy_bypass(host):
        return {}
    own = settings.proxy_variables()
    return {"http": own["HTTP_PROXY"], "https": own["HTTPS_PROXY"]} if own else urllib.request.getproxies()


class _Form:
    """A form (multipart/form-data) with files, made while it is sent."""

    def __init__(self, files: Sequence[Tuple[str, str]], progress: Callable[[int], None], check: Callable[[], None]) -> None:
        boundary = uuid.uuid4().hex
        self.content_type = f"multipart/form-data; boundary={boundary}"
        self._progress = progress
        self._check = check
        self._files = [(self._head(boundary, name), path, os.path.getsize(path)) for name, path in files]
        self._end = f"--{boundary}--\r\n".encode("ascii")
        self.length = sum(len(head) + size + 2 for head, _, size in self._files) + len(self._end)

    def parts(self) -> Iterator[bytes]:
        """:raises OSError: a file cannot be read, or has changed its size."""
        for head, path, size in self._files:
            yield head
            left = size
            with open(path, "rb") as stream:
                while left:
                    self._check()
                    part = stream.read(min(_CHUNK, left))
                    if not part:
                        raise OSError(f"{path} became shorter")
                    left -= len(part)
                    yield part
                    self._progress(len(part))
            yield b"\r\n"
        yield self._end

    @staticmethod
    def _head(boundary: str, name: str) -> bytes:
        plain = name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")  # as browsers do
        return (
            f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{plain}"\r\n'
            "Content-Type: application/octet-stream\r\n\r\n"
        ).encode("utf-8", "surrogateescape")
