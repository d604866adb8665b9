"""A confined process reads and writes the folders that it was given, and reaches nothing else."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from groundshift.plugin.jobs.confinement import LEAST_VERSION, landlock_version

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.skipif(landlock_version() < LEAST_VERSION, reason="this system has no Landlock")
_CONFINED = """
import os, socket, sys, threading
sys.path.insert(0, sys.argv[1])
from groundshift.plugin.jobs.confinement import confine

def attempt(name, action):
    try:
        action()
        print(name, "done")
    except OSError as error:
        print(name, type(error).__name__)

inside, outside, port = sys.argv[2], sys.argv[3], int(sys.argv[4])
assert confine([inside])
attempt("write", lambda: open(os.path.join(inside, "a"), "w").close())
os.mkdir(os.path.join(inside, "folder"))
attempt("move", lambda: os.replace(os.path.join(inside, "a"), os.path.join(inside, "folder", "a")))
attempt("remove", lambda: os.unlink(os.path.join(inside, "folder", "a")))
attempt("write outside", lambda: open(os.path.join(outside, "new"), "w").close())
attempt("read outside", lambda: open(os.path.join(outside, "secret")).close())
attempt("list outside", lambda: os.listdir(outside))
attempt("passwords", lambda: open("/etc/passwd").close())
attempt("environment of the parent", lambda: open(f"/proc/{os.getppid()}/environ").close())
attempt("connect", lambda: socket.create_connection(("127.0.0.1", port), 5))
thread = threading.Thread(target=attempt, args=("thread", lambda: open(os.path.join(outside, "secret")).close()))
thread.start()
thread.join()
import numpy, rasterio, onnxruntime
print("packages", numpy.zeros((400, 400)).dot(numpy.ones((400, 400))).sum())
"""


def test_a_confined_process(tmp_path: Path) -> None:
    import socket

    inside, outside = tmp_path / "inside", tmp_path / "outside"
    inside.mkdir()
    outside.mkdir()
    (outside / "secret").write_text("x")
    with socket.create_server(("127.0.0.1", 0)) as server:
        arguments = [str(ROOT / "build"), str(inside), str(outside), str(server.getsockname()[1])]
        run = subprocess.run([sys.executable, "-c", _CONFINED, *arguments], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    found = dict(line.rsplit(" ", 1) for line in run.stdout.splitlines())
    denied = {"connect": found.pop("connect")} if landlock_version() >= 4 else found.pop("connect") and {}
    names = ("write outside", "read outside", "list outside", "passwords", "environment of the parent", "thread")
    assert set({**denied, **{name: found.pop(name) for name in names}}.values()) == {"PermissionError"}
    assert found == {"write": "done", "move": "done", "remove": "done", "packages": "0.0"}
    assert [path.name for path in outside.iterdir()] == ["secret"]
