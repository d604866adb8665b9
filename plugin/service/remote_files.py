"""Files of URLs that the operator allows, fetched without reaching the service's own network.

The address that a host's name stands for is looked up once, checked to be a public one, and connected to; redirections are not
followed.
"""

from __future__ import annotations

import http.client
import ipaddress
import os
import socket
import time
from typing import Any, Callable, Sequence
from urllib.parse import unquote, urlsplit

from ..jobs.failure import Cancelled
from .problems import Problem
from .uploads import check_name

_COPY_BYTES = 2**20
_CONNECT_SECONDS = 20.0


def check_allowed(url: str, beginnings: Sequence[str]) -> None:
    """Check that inputs may be fetched from a URL.

    :param beginnings: of URLs that are allowed.
    :raises Problem: it may not.
    """
    if not any(_begins_with(url, beginning) for beginning in beginnings):
        known = ", ".join(beginnings) or "none"
        raise Problem(403, "url-not-allowed", f"{url[:200]} is not among the addresses that inputs may come from ({known}).")


def _begins_with(url: str, beginning: str) -> bool:
    """Return whether a URL is plain, and begins with another, whatever way it is written."""
    try:
        parts, allowed = urlsplit(url), urlsplit(beginning)
        same = (parts.scheme, parts.hostname, parts.port) == (allowed.scheme, allowed.hostname, allowed.port)
    except ValueError:  # an address or port that is none
        return False
    path = unquote(unquote(parts.path))
    return (
        same
        and parts.scheme in ("http", "https")
        and bool(parts.hostname)
        and not parts.username
        and ".." not in path.split("/")
        and "\\" not in path
        and url.isascii()
        and not any(letter.isspace() or ord(letter) < 32 for letter in url)
        and path.startswith(allowed.path or "/")
    )


def file_name(url: str) -> str:
    """Return the name of the file of a URL. :raises Problem: it has none."""
    return check_name(unquote(urlsplit(url).path).rpartition("/")[2])


def fetch(url: str, path: str, most: int, seconds: float, is_cancelled: Callable[[], bool]) -> None:
    """Fetch a URL to a new file.

    :param most: bytes. :param seconds: in all.
    :raises Problem: it cannot be fetched, or is larger.
    :raises Cancelled: ``is_cancelled`` returned True.
    """
    parts = urlsplit(url)
    deadline = time.monotonic() + seconds
    try:
        connection = _connection(parts.scheme, str(parts.hostname), parts.port)
        try:
            connection.request(
                "GET", parts.path + (f"?{parts.query}" if parts.query else ""), headers={"User-Agent": "Groundshift"}
            )
            answer = connection.getresponse()
            if answer.status != 200:
                raise Problem(400, "url-unreadable", f"{url[:200]}: the server answered {answer.status} {answer.reason}.")
            size = 0
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "xb") as target:
                while data := answer.read1(_COPY_BYTES):  # what has come: a slow server must not hide the deadline
                    size += len(data)
                    if size > most:
                        raise Problem(413, "upload-too-large", f"{url[:200]} has more than {most:,} bytes.")
                    if is_cancelled():
                        raise Cancelled
                    if time.monotonic() > deadline:
                        raise Problem(400, "url-unreadable", f"{url[:200]} was not fetched within {seconds:.0f} seconds.")
                    target.write(data)
            if answer.length:  # bytes that were announced
                raise Problem(400, "url-unreadable", f"{url[:200]} was cut short after {size:,} bytes.")
        finally:
            connection.close()
    except (OSError, http.client.HTTPException) as error:
        raise Problem(400, "url-unreadable", f"{url[:200]}: {error}") from error


def public_address(host: str, port: int) -> str:
    """Return the address of a host. :raises Problem: it is not a public one."""
    found = [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    for address in found:
        known = ipaddress.ip_address(address.partition("%")[0])
        inner = getattr(known, "ipv4_mapped", None) or getattr(known, "sixtofour", None) or known
        if not known.is_global or not inner.is_global or known.is_multicast:
            raise Problem(403, "url-not-allowed", f"{host} is an address of a network that is not public.")
    return found[0]


def _connection(scheme: str, host: str, port: Any) -> http.client.HTTPConnection:
    secure = scheme == "https"
    number = port or (443 if secure else 80)
    address = public_address(host, number)
    kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
    connection = kind(host, number, timeout=_CONNECT_SECONDS)
    # The name stays that of the request and of the certificate; what is connected to is the address that was checked.
    connection._create_connection = lambda _where, *rest: socket.create_connection((address, number), *rest)  # type: ignore[attr-defined]
    return connection
