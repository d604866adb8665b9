"""What the machine has for running networks: processor, graphics card, driver. Probes, and their answers read.

Each ``read_...`` is a pure function of what a probe printed, so that machines that are not at hand can be tested.
"""

from __future__ import annotations

import platform
import re
import subprocess  # nosec B404  # runs nvidia-smi and PowerShell, lists of arguments, never a shell
import sys
from dataclasses import dataclass
from typing import Callable, FrozenSet, Optional, Sequence, Tuple

from .process_launch import launch_options

_PROBE_SECONDS = 10.0
_DRIVER = re.compile(r"Driver Version:\s*([\d.]+)")
_CUDA = re.compile(r"CUDA(?: UMD)? Version:\s*(\d+)\.(\d+)")
_NO_CARDS = ("No devices were found", "has failed", "Failed to initialize NVML", "not found")
_OLDEST_DIRECTML = 18362  # build of Windows 10, version 1903
_NOT_CARDS = ("microsoft basic", "remote display", "hyper-v", "vmware", "virtualbox", "parsec", "citrix", "mirror")
_VIDEO_CONTROLLERS = "Get-CimInstance Win32_VideoController | ForEach-Object { $_.Name }"

Ask = Callable[[Sequence[str]], str]


@dataclass(frozen=True)
class NvidiaDriver:
    """A driver that works, of at least one card.

    :param cuda: the newest version of CUDA that it runs.
    """

    version: str
    cuda: Tuple[int, int]


@dataclass(frozen=True)
class Machine:
    """What was found.

    :param system: ``sys.platform``.
    :param architecture: ``x86_64``, ``arm64``, or as the system names it.
    :param flags: instruction sets of the processor as Linux names them; empty where they are not known.
    :param nvidia: ``None`` without a card or a working driver.
    :param cards: graphics cards that DirectML can use, by name.
    """

    system: str
    architecture: str
    flags: FrozenSet[str] = frozenset()
    nvidia: Optional[NvidiaDriver] = None
    cards: Tuple[str, ...] = ()


def read_nvidia_smi(text: str) -> Optional[NvidiaDriver]:
    """Read what ``nvidia-smi`` prints; ``None`` where the driver is missing, does not work, or has no card."""
    driver, cuda = _DRIVER.search(text), _CUDA.search(text)
    if driver is None or cuda is None or any(part in text for part in _NO_CARDS):
        return None
    return NvidiaDriver(driver.group(1), (int(cuda.group(1)), int(cuda.group(2))))


def read_cpuinfo(text: str) -> FrozenSet[str]:
    """Read the instruction sets in ``/proc/cpuinfo``."""
    for line in text.splitlines():
        name, _, value = line.partition(":")
        if name.strip() in ("flags", "Features"):
            return frozenset(value.split())
    return frozenset()


def read_sysctl(text: str) -> FrozenSet[str]:
    """Read the instruction sets that ``sysctl`` of an Intel Mac prints, in Linux's names."""
    return frozenset(word.lower().replace(".", "_") for word in text.split())


def read_video_controllers(text: str, build: int) -> Tuple[str, ...]:
    """Read the names of Windows' video controllers, one a line; those that DirectML can use.

    :param build: of Windows.
    """
    if build < _OLDEST_DIRECTML:
        return ()
    names = [line.strip() for line in text.splitlines() if line.strip()]
    return tuple(name for name in names if not any(part in name.lower() for part in _NOT_CARDS))


def windows_build(version: str) -> int:
    """Return the build in a version such as ``10.0.22631``; 0 if there is none."""
    build = version.rpartition(".")[2]
    return int(build) if build.isdigit() else 0


def architecture_of(machine: str) -> str:
    """One name for each architecture: systems call them differently."""
    return {"amd64": "x86_64", "x64": "x86_64", "aarch64": "arm64"}.get(machine.lower(), machine.lower())


def probe(ask: Optional[Ask] = None) -> Machine:
    """Return what this machine has. Takes up to some seconds."""
    ask = ask or _output_of
    system, architecture = sys.platform, architecture_of(platform.machine())
    flags: FrozenSet[str] = frozenset()
    cards: Tuple[str, ...] = ()
    if system == "linux":
        try:
            with open("/proc/cpuinfo", encoding="utf-8", errors="replace") as stream:
                flags = read_cpuinfo(stream.read())
        except OSError:
            flags = frozenset()
    elif system == "darwin" and architecture == "x86_64":
        flags = read_sysctl(ask(["sysctl", "-n", "machdep.cpu.features", "machdep.cpu.leaf7_features"]))
    elif system == "win32":
        flags = _windows_flags()
        build = windows_build(platform.version())
        cards = read_video_controllers(
            ask(["powershell", "-NoProfile", "-NonInteractive", "-Command", _VIDEO_CONTROLLERS]), build
        )
    nvidia = None if system == "darwin" else read_nvidia_smi(ask(["nvidia-smi"]))
    return Machine(system, architecture, flags, nvidia, cards)


def _output_of(command: Sequence[str]) -> str:
    """What a program prints; ``""`` where it is missing or does not answer."""
    try:
        done = subprocess.run(  # nosec B603  # fixed lists of arguments, no shell
            list(command),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=_PROBE_SECONDS,
            check=False,
            **launch_options(),
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.decode("utf-8", "replace")


def _windows_flags() -> FrozenSet[str]:
    import ctypes

    features = {"avx": 39, "avx2": 40, "avx512f": 41}  # PF_..._INSTRUCTIONS_AVAILABLE of winnt.h
    present = getattr(ctypes, "windll").kernel32.IsProcessorFeaturePresent  # noqa: B009 (not there on other systems)
    return frozenset(name for name, number in features.items() if present(number))
