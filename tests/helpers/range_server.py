"""A server of files on the loopback that answers requests for ranges, as web servers and S3 do, and logs what it sends.

It is a process of its own: GDAL, as rasterio calls it, may wait for an answer without letting other threads of Python run.
"""

from __future__ import annotations

import http.server
import re
import subprocess
import sys
from pathlib import Path
from typing import Optional


class RangeServer:
    """Serves the files of a folder. Use it as a context manager.

    :param folder: of the files; for S3, a folder in it is a bucket.
    :param key: access key that a request must be signed with, as those to S3 are; ``""`` = any request is answered.
    """

    def __init__(self, folder: Path, key: str = "") -> None:
        self._folder, self._key = folder, key
        self._log = folder / "sent.log"
        self.address = ""  # host and port

    def __enter__(self) -> RangeServer:
        self._log.touch()
        command = [sys.executable, __file__, str(self._folder), str(self._log), self._key]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        self.address = self._process.stdout.readline().strip()
        return self

    def __exit__(self, *failure: object) -> None:
        self._process.kill()
        self._process.communicate()

    def bytes_of(self, name: str) -> int:
        """Return how many bytes of the files with this name were sent in ranges."""
        sent = (line.split(" ") for line in self._log.read_text().splitlines())
        return sum(int(size) for kind, size, path in sent if kind == "range" and path.rpartition("/")[2] == name)

    def sent_whole(self) -> set[str]:
        """Return the names of the files that were requested without a range."""
        sent = (line.split(" ") for line in self._log.read_text().splitlines())
        return {path.rpartition("/")[2] for kind, _, path in sent if kind == "whole"}


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, folder: Path, log: Path, key: str) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.folder, self.log, self.key = folder, log, key


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_HEAD(self) -> None:
        self._answer(False)

    def do_GET(self) -> None:
        self._answer(True)

    def _answer(self, content: bool) -> None:
        path = self.path.partition("?")[0]
        file = self.server.folder / path.strip("/")
        signed = f"AWS4-HMAC-SHA256 Credential={self.server.key}/" in self.headers.get("Authorization", "")
        if self.server.key and not signed:
            self._send(403, b"")
        elif not file.is_file():
            self._send(404, b"")
        elif not content:
            self._send(200, b"", file.stat().st_size)
        else:
            body = file.read_bytes()
            wanted = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
            begin, end = (int(wanted[1]), int(wanted[2] or len(body)) + 1) if wanted else (0, len(body))
            part = body[begin:end]
            with self.server.log.open("a") as log:
                log.write(f"{'range' if wanted else 'whole'} {len(part)} {path}\n")
            more = {"Content-Range": f"bytes {begin}-{begin + len(part) - 1}/{len(body)}"} if wanted else {}
            self._send(206 if wanted else 200, part, more=more)

    def _send(self, status: int, body: bytes, size: Optional[int] = None, more: Optional[dict[str, str]] = None) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body) if size is None else size))
        self.send_header("Accept-Ranges", "bytes")
        for name, value in (more or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        """Keep the tests quiet."""


if __name__ == "__main__":
    server = _Server(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
    print(f"127.0.0.1:{server.server_address[1]}", flush=True)
    server.serve_forever()
