"""Interpret pip's output: progress, and the reason of a failure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Iterable, Optional

from ..jobs.failure import JobFailure

_DISK = ("no space left on device", "errno 28", "winerror 112", "not enough space on the disk", "errno 122")
_PERMISSION = ("permission denied", "errno 13", "winerror 5]", "access is denied", "read-only file system", "errno 30")
_IN_USE = ("winerror 32]", "being used by another process")
_CERTIFICATE = ("certificate_verify_failed", "certificate verify failed", "sslcertverificationerror")
_NETWORK = (
    "failed to establish a new connection",
    "newconnectionerror",
    "name resolution",
    "getaddrinfo failed",
    "name or service not known",
    "max retries exceeded",
    "connection broken",
    "connection refused",
    "connection reset",
    "connection aborted",
    "read timed out",
    "connecttimeout",
    "proxyerror",
    "network is unreachable",
    "incompleteread",
    "incomplete-download",
)
_NO_BUILD = re.compile(r"could not find a version that satisfies the requirement (\S+).*\(from versions: (.*)\)", re.IGNORECASE)
# All versions are pinned and tried together, so a conflict means that the index lacks a pinned version.
_CONFLICT = re.compile(r"cannot install (.+?) because these package versions have conflicting dependencies", re.IGNORECASE)
_RAW_PROGRESS = re.compile(r"^Progress (\d+) of (\d+)$")
_PACKAGE = re.compile(r"^\s*(?:Collecting|Processing|Requirement already satisfied:) ([./A-Za-z0-9][A-Za-z0-9._-]*)")
_SHARE_OF_DOWNLOADS = 0.7  # of the time of an installation; unpacking takes the rest


@dataclass
class PipProgress:
    """Progress of pip, estimated from its lines.

    :param expected: about how many packages there are to see.
    """

    expected: int
    seen: int = 0
    part: float = 0.0
    unpacking: bool = False

    def take(self, line: str) -> Optional[str]:
        """Advance by a line of pip's; return the line when it is worth showing, else ``None``."""
        raw = _RAW_PROGRESS.match(line)
        if raw:
            total = int(raw.group(2))
            self.part = min(1.0, int(raw.group(1)) / total) if total else 0.0
            return None
        if _PACKAGE.match(line):
            self.seen, self.part = self.seen + 1, 0.0
            return line
        if line.startswith("Installing collected packages"):
            self.unpacking = True
            return line
        return line if line.strip() else None

    @property
    def fraction(self) -> float:
        """0..1, never backwards while lines come."""
        if self.unpacking:
            return _SHARE_OF_DOWNLOADS
        done = max(0, self.seen - 1) + self.part
        return _SHARE_OF_DOWNLOADS * min(1.0, done / max(1, self.expected))


def failure_of_pip(lines: Iterable[str], folder: str, status: int) -> JobFailure:
    """Return the reason and the remedy of pip's failure.

    :param lines: its last output.
    :param folder: that it installs into.
    :param status: its exit status.
    """
    output = [line.strip() for line in lines if line.strip()]
    text = "\n".join(output).lower()
    reason = _last_error(output) or f"pip ended with status {status}"
    if _has(text, _DISK):
        return JobFailure("install_disk_full", folder=folder)
    if _has(text, _IN_USE):
        return JobFailure("install_in_use", folder=folder)
    if _has(text, _PERMISSION):
        return JobFailure("install_permission", folder=folder, reason=reason)
    if _has(text, _CERTIFICATE):
        return JobFailure("install_certificate", reason=reason)
    if _has(text, _NETWORK):
        return JobFailure("install_network", reason=reason)
    found = _NO_BUILD.search("\n".join(output))
    if found:
        package, versions = found.group(1), found.group(2)
        if versions.strip() == "none":
            return JobFailure("install_network", reason=f"nothing was found for {package}")
        return JobFailure("install_no_build", package=package)
    conflict = _CONFLICT.search("\n".join(output))
    if conflict:
        return JobFailure("install_no_build", package=conflict.group(1)[:200])
    if status == -9 or "memoryerror" in text:
        return JobFailure("out_of_memory", reason=reason)
    return JobFailure("install_failed", reason=reason)


def _has(text: str, marks: Iterable[str]) -> bool:
    return any(mark in text for mark in marks)


def _last_error(output: list[str]) -> str:
    errors = [line for line in output if line.startswith("ERROR:") or "Error" in line]
    return (errors or output or [""])[-1].removeprefix("ERROR:").strip()[:500]
