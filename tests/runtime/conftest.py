"""A pool of fake workers, and ways to look at processes."""

from __future__ import annotations

import os
import shutil
import sys
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import pytest

from groundshift.plugin.runtime import environment_state, install
from groundshift.plugin.runtime.install import InstallRequest
from groundshift.plugin.runtime.interpreter import Interpreter
from groundshift.plugin.runtime.machine import Machine
from groundshift.plugin.runtime.worker_pool import WorkerPool

BASE = os.path.realpath(sys.executable)
VERSION = f"{sys.version_info[0]}.{sys.version_info[1]}"
FAKE_WORKER = str(Path(__file__).with_name("fake_worker.py"))


@dataclass(frozen=True)
class FakeJob:
    """What the fake worker is to do."""

    KIND: ClassVar[str] = "fake"

    do: str = "echo"
    text: str = ""
    mask: str = ""
    scratch: str = ""


def is_running(pid):
    """Whether a process lives (a zombie does not)."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return False
    return state != "Z"


def is_zombie(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
    except OSError:
        return False


# Seconds in which even a busy machine does what takes a moment, and far fewer than the minute for which fake workers sleep.
SOON = 30.0


def wait_until(condition, seconds=SOON):
    """Whether ``condition`` became true in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.02)
    return bool(condition())


@pytest.fixture
def interpreter():
    return Interpreter(os.path.realpath(sys.executable))


@pytest.fixture
def pool(interpreter):
    """Workers that run no networks; all are gone afterwards."""
    workers = WorkerPool(lambda: interpreter, FAKE_WORKER, hello_seconds=60)
    yield workers
    workers.shutdown()


@pytest.fixture
def staged_job(tmp_path):
    """A function that makes a job with an output and a scratch folder."""

    def make(do):
        scratch = tmp_path / "temporary" / "groundshift-abc"
        scratch.mkdir(parents=True)
        (tmp_path / "out").mkdir()
        return FakeJob(do, mask=str(tmp_path / "out" / "mask.tif"), scratch=str(scratch))

    return make


# --- Environments of tiny packages ---


def make_wheel(folder, name, version="1.0", code="__version__ = '1.0'\n", requires=()):
    folder.mkdir(exist_ok=True)
    information = f"{name}-{version}.dist-info"
    files = {
        f"{name}/__init__.py": code,
        f"{information}/METADATA": "".join(
            [f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n", *(f"Requires-Dist: {one}\n" for one in requires)]
        ),
        f"{information}/WHEEL": "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(f"{path},,{len(text)}\n" for path, text in files.items()) + f"{information}/RECORD,,\n"
    with zipfile.ZipFile(folder / f"{name}-{version}-py3-none-any.whl", "w") as wheel:
        for path, text in {**files, f"{information}/RECORD": record}.items():
            wheel.writestr(path, text)


@dataclass(frozen=True)
class First:
    """A first installation: its folder, what came of it, and what it reported."""

    place: Path
    installed: install.Installed
    reports: list[tuple[float, str]]


def use_tiny_packages(place, monkeypatch):
    """Have the installer install packages of the tests' own."""
    modules = {"inference": {name: name for name in ("tiny_network", "tiny_raster")}, "training": {"tiny_torch": "tiny_torch"}}
    monkeypatch.setattr(environment_state, "REQUIREMENTS_FOLDER", str(place / "requirements"))
    monkeypatch.setattr(install, "_MODULES", modules)
    monkeypatch.setattr(install, "_NEEDED_MB", {"inference": 1, "training": 1})
    monkeypatch.setattr(install, "_BUILT_PER_INDEX", ("tiny_torch",))
    # Machines of other kinds are tested with recorded answers; this one is plain.
    monkeypatch.setattr(install, "probe", lambda: Machine("linux", "x86_64"))


@pytest.fixture(scope="session")
def first(tmp_path_factory):
    """The one installation from nothing, which takes seconds; tests get copies of it."""
    place = tmp_path_factory.mktemp("first")
    (place / "requirements").mkdir()
    (place / "requirements" / "inference.txt").write_text("tiny_network\ntiny_raster\n")
    (place / "requirements" / "training.txt").write_text("tiny_torch\n")
    constraints = "tiny_network==1.0\ntiny_raster==1.0\ntiny_torch==1.0\n"
    (place / "requirements" / f"constraints-{VERSION}.txt").write_text(constraints)
    for name in ("tiny_network", "tiny_raster", "tiny_torch"):
        make_wheel(place / "wheels", name)
    reports = []
    with pytest.MonkeyPatch.context() as monkeypatch:
        use_tiny_packages(place, monkeypatch)
        installed = install.install(install_request(place), lambda *report: reports.append(report))
    return First(place, installed, reports)


@pytest.fixture
def finished(tmp_path, first, monkeypatch):
    """A folder with a whole environment, requirements and packages."""
    for name in ("requirements", "wheels"):
        shutil.copytree(first.place / name, tmp_path / name)
    # Hard links: copying pip's thousand files for each test takes longer than the tests. pip itself never writes into a file.
    shutil.copytree(first.place / "env", tmp_path / "env", symlinks=True, copy_function=os.link)
    use_tiny_packages(tmp_path, monkeypatch)
    return tmp_path


@pytest.fixture
def place(finished):
    """The same, but nothing is installed yet besides pip."""
    (finished / "env" / "groundshift-runtime.json").unlink()
    for path in packages_of(finished).glob("tiny_*"):
        shutil.rmtree(path)
    return finished


def install_request(place, *components, **changes):
    options = ("--no-index", "--find-links", str(place / "wheels"))
    values = {"components": components or ("inference",), "folder": str(place / "env"), "base": BASE, "pip_options": options}
    return InstallRequest(**{**values, **changes})


def packages_of(place):
    return next((place / "env" / "lib").glob("python*")) / "site-packages"
