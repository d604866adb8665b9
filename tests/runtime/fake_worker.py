"""A worker without networks: does what its jobs ask for, good and bad, for the tests of the QGIS side.

``FAKE_START`` in the environment selects how it starts.
"""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time


def emit(**values):
    os.write(1, (json.dumps(values) + "\n").encode())


def listen(jobs, cancelled):
    for line in sys.stdin.buffer:
        message = json.loads(line)
        if "run" in message:
            cancelled.clear()  # here, as in the real worker: a cancel that follows at once must not be lost
            jobs.put(message["run"])
        elif message.get("cancel"):
            cancelled.set()
        elif message.get("quit"):
            break
    os._exit(0)


def stage(job):
    folder = os.path.join(os.path.dirname(job["mask"]), ".groundshift-" + os.path.basename(job["scratch"]))
    os.makedirs(folder, exist_ok=True)
    for path in (os.path.join(folder, "mask.tif"), os.path.join(job["scratch"], "part")):
        with open(path, "w") as stream:
            stream.write("half")


def perform(job, cancelled, count):
    do = job["do"]
    if do == "leave when used" and count > 1:
        os._exit(0)
    emit(event="progress", fraction=0.5, stage="half way")
    if do == "fail":
        emit(event="error", code="no_overlap", values={"before": "a", "after": "b"})
        return
    if do == "polite":
        cancelled.wait(30)
        emit(event="stopped")
        return
    if do == "stubborn":
        if job["mask"]:
            stage(job)
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], stdin=subprocess.DEVNULL)
        emit(event="log", code="output", values={"text": str(child.pid)})
        time.sleep(60)
    if do == "killed":
        if job["mask"]:
            stage(job)
        os.kill(os.getpid(), signal.SIGKILL)
    if do == "crash":
        os.kill(os.getpid(), signal.SIGSEGV)
    if do == "exit":
        sys.stderr.write("the driver gave up\n")
        sys.stderr.flush()
        os._exit(7)
    if do == "memory":
        sys.stderr.write("terminate called after throwing an instance of 'std::bad_alloc'\n")
        sys.stderr.flush()
        os.abort()
    if do == "close":
        os.close(1)
        time.sleep(60)
    if do == "flood":
        line = b"x" * 1000 + b"\n"
        for _ in range(20000):
            os.write(2, line)
    if do == "garbage":
        os.write(1, b'\xff\xfe\x00 a native library prints\n{}\n[1]\n"text"\nnull\n{"event": "nonsense"}\n{"event": 3}\n')
    emit(event="log", code="output", values={"text": "Gebäude ✓"})
    emit(event="result", values={"pid": os.getpid(), "text": job["text"][:100], "length": len(job["text"])})


def main():
    start = os.environ.get("FAKE_START", "")
    if start == "missing":
        import a_package_that_is_missing  # noqa: F401
    if start == "silent":
        time.sleep(60)
    if start == "noisy":
        os.write(1, b"Loading\xff...\n")
    if start == "refuse":
        emit(event="error", code="out_of_memory", values={"reason": "no room"})
        time.sleep(60)
    jobs, cancelled = queue.Queue(), threading.Event()
    if start != "deaf":
        threading.Thread(target=listen, args=(jobs, cancelled), daemon=True).start()
    protocol = 99 if start == "other protocol" else 1
    environment = {name: value for name, value in os.environ.items() if "PROJ" in name or "PROXY" in name}
    emit(event="hello", protocol=protocol, plugin_version="0", python="3", versions=environment, pid=os.getpid())
    for count in range(1, 1000):
        perform(jobs.get(), cancelled, count)


main()
