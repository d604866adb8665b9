"""Settings of the service: a JSON file with the fields of :class:`Settings`, all of them optional."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field, replace
from typing import Any, Optional, Tuple

from ..jobs.wire import build

STORE_VARIABLE = "GROUNDSHIFT_STORE"
DEFAULT_PORT = 8642


@dataclass(frozen=True)
class Limits:
    """What the service takes and keeps.

    :param upload_bytes: of one upload or one file of a URL, unpacked.
    :param stored_bytes: of all uploads of a token.
    :param raster_pixels: of one raster.
    :param uploads: of a token.
    :param running: jobs that run at once.
    :param running_per_token: of them, of one token.
    :param waiting: jobs that wait.
    :param waiting_per_token: of them, of one token.
    :param requests: synchronous requests that wait for their jobs at once.
    :param wait_seconds: how long such a request waits.
    :param value_bytes: of an output by value.
    :param download_seconds: for the file of a URL.
    :param job_hours: a job that runs longer is cancelled.
    :param kept_hours: jobs with their results, and uploads, are removed after so long.
    :param threads: of a job; 0 = all cores.
    """

    upload_bytes: int = 2 * 2**30
    stored_bytes: int = 20 * 2**30
    raster_pixels: int = 400_000_000
    uploads: int = 1000
    running: int = 1
    running_per_token: int = 1
    waiting: int = 200
    waiting_per_token: int = 50
    requests: int = 8
    wait_seconds: float = 300.0
    value_bytes: int = 64 * 2**20
    download_seconds: float = 600.0
    job_hours: float = 24.0
    kept_hours: float = 72.0
    threads: int = 0


@dataclass(frozen=True)
class Settings:
    """Settings of a service.

    :param folder: of its data; one service at a time uses it.
    :param host: address that it listens at. :param port: 0 = a free one.
    :param url: address by which clients reach it, such as that of a proxy; ``""`` = by host and port.
    :param store: where jobs are kept, as a URL of SQLAlchemy (``postgresql://user@host/database``); ``""`` = a file of SQLite
        in the folder.
    :param allowed_urls: beginnings of URLs from which inputs are fetched, such as ``https://example.org/imagery/``.
    :param python: interpreter of the workers; ``""`` = that of the service.
    :param request_threads: that answer requests.
    :param confine: workers read and write nothing but their jobs and the packages, where the system can do that.
    """

    folder: str
    host: str = "127.0.0.1"
    port: int = DEFAULT_PORT
    url: str = ""
    store: str = ""
    allowed_urls: Tuple[str, ...] = ()
    python: str = ""
    request_threads: int = 16
    confine: bool = True
    limits: Limits = field(default_factory=Limits)

    @property
    def base_url(self) -> str:
        """The address of the landing page, without a slash at its end."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return self.url.rstrip("/") or f"http://{host}:{self.port}"

    @property
    def store_url(self) -> str:
        """The store as SQLAlchemy opens it."""
        if not self.store:
            return f"sqlite:///{os.path.join(self.folder, 'jobs.sqlite')}"
        scheme, separator, rest = self.store.partition("://")
        return f"postgresql+psycopg2{separator}{rest}" if scheme in ("postgres", "postgresql") else self.store


def read_settings(path: Optional[str], **given: Any) -> Settings:
    """Return the settings of a file.

    :param path: ``None`` = there is none.
    :param given: fields that win over those of the file; ``None`` = not given.
    :raises ValueError: a field is unknown or does not fit.
    :raises OSError: the file cannot be read.
    """
    values: dict[str, Any] = {}
    if path is not None:
        with open(path, encoding="utf-8") as stream:
            values = json.load(stream)
        if not isinstance(values, dict):
            raise ValueError(f"{path} must be an object")
    chosen = {name: value for name, value in given.items() if value is not None}
    # A password does not belong on a command line, which all users of the machine can read.
    if os.environ.get(STORE_VARIABLE):
        chosen.setdefault("store", os.environ[STORE_VARIABLE])
    settings = build(Settings, {**values, **chosen})
    _check(settings)
    return replace(settings, folder=os.path.abspath(settings.folder))


def _check(settings: Settings) -> None:
    """:raises ValueError: a service with these settings would run no jobs, or stop to answer."""
    limits = settings.limits
    for name, value in (("running", limits.running), ("request_threads", settings.request_threads)):
        if value < 1:
            raise ValueError(f"{name} must be at least 1")
    for name, value in vars(limits).items():
        if value < 0:
            raise ValueError(f"{name} must not be negative")
    if limits.requests >= settings.request_threads:
        raise ValueError(f"requests ({limits.requests}) must be less than request_threads ({settings.request_threads})")
