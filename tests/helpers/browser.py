"""A headless Chromium, driven by its DevTools protocol through pipes: no package, no port."""

from __future__ import annotations

import base64
import fcntl
import json
import os
import queue
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any, Callable, Optional, Sequence

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_SECONDS = 120.0
_CONNECT = "import os, sys; a = sys.argv; os.dup2(int(a[1]), 3); os.dup2(int(a[2]), 4); os.execv(a[3], a[3:])"
_KEYS = {"Tab": 9, "Enter": 13, "Escape": 27, "ArrowLeft": 37, "ArrowUp": 38, "ArrowRight": 39, "ArrowDown": 40, " ": 32}


def find_chromium() -> Optional[str]:
    """Return the path of a Chromium; ``None`` = there is none."""
    return next((path for path in map(shutil.which, NAMES) if path), None)


class Browser:
    """One window of a Chromium. Close it after use (context manager).

    :param program: see :func:`find_chromium`.
    :param folder: for its profile and what it downloads.
    :param language: of the page, such as ``en-GB``.
    """

    def __init__(self, program: str, folder: Path, language: str = "en-GB") -> None:
        self.downloads = folder / "downloads"
        self.downloads.mkdir(parents=True)
        to_child, ours = os.pipe()
        theirs, from_child = os.pipe()

        arguments = ["--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe", "--no-first-run"]
        arguments += [f"--user-data-dir={folder / 'profile'}", "--disable-dev-shm-usage", f"--lang={language}"]
        arguments += [f"--accept-lang={language}", "--hide-scrollbars", "--no-proxy-server", "about:blank"]
        # The protocol is on descriptors 3 and 4. A Python of its own puts the pipes there: a fork with threads could block.
        pipes = [fcntl.fcntl(pipe, fcntl.F_DUPFD, 20) for pipe in (to_child, from_child)]
        command = [sys.executable, "-I", "-c", _CONNECT, *map(str, pipes), program, *arguments]
        with (folder / "chromium.log").open("w") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log, pass_fds=pipes)
        for pipe in pipes:
            os.close(pipe)
        os.close(to_child)
        os.close(from_child)
        self._out = os.fdopen(ours, "wb", buffering=0)
        self._in = os.fdopen(theirs, "rb")
        self._answers: dict[int, Any] = {}
        self._arrived = threading.Condition()
        self._number = 0
        self._session = ""
        self.messages: queue.SimpleQueue[str] = queue.SimpleQueue()  # errors of the page
        threading.Thread(target=self._listen, daemon=True).start()
        target = self._call("Target.createTarget", {"url": "about:blank"})["targetId"]
        self._session = self._call("Target.attachToTarget", {"targetId": target, "flatten": True})["sessionId"]
        for domain in ("Page", "Runtime", "DOM", "Log"):
            self._call(f"{domain}.enable")
        self._call("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(self.downloads)}, browser=True)

    def __enter__(self) -> Browser:
        return self

    def __exit__(self, *_: Any) -> None:
        self._out.close()
        self._process.terminate()
        self._process.wait(_SECONDS)
        self._in.close()

    def open(self, address: str) -> None:
        """Open a page and wait until it is loaded."""
        self._call("Page.navigate", {"url": address})
        self.wait("document.readyState === 'complete' && location.href !== 'about:blank'")

    def screen(self, width: int, height: int, dark: bool = False, phone: bool = False) -> None:
        """Set the size of the window, light or dark, and whether it is a phone."""
        scale = 2 if phone else 1
        self._call(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": height, "deviceScaleFactor": scale, "mobile": phone},
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self._call("Emulation.setEmulatedMedia", {"features": [scheme]})

    def cut_off(self, offline: bool) -> None:
        """Take the network away, or give it back."""
        self._call("Network.enable")
        speeds = {"latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
        self._call("Network.emulateNetworkConditions", {"offline": offline, **speeds})

    def run(self, script: str) -> Any:
        """Return the value of an expression of the page; of a promise its value."""
        asked = {"expression": script, "returnByValue": True, "awaitPromise": True, "userGesture": True}
        answer = self._call("Runtime.evaluate", asked)
        if "exceptionDetails" in answer:
            raise AssertionError(answer["exceptionDetails"].get("exception", {}).get("description", script))
        return answer["result"].get("value")

    def wait(self, condition: str, seconds: float = _SECONDS) -> None:
        """Wait for a condition of the page. :raises AssertionError: it does not come true."""
        deadline = time.monotonic() + seconds
        while not self.run(condition):
            if time.monotonic() > deadline:
                raise AssertionError(f"{condition}: {self.run('document.body.innerText')}")
            time.sleep(0.05)

    def wait_for_file(self, accept: Callable[[Path], bool] = lambda path: True) -> Path:
        """Return a file that was downloaded."""
        deadline = time.monotonic() + _SECONDS
        while True:
            whole = [path for path in self.downloads.iterdir() if path.suffix != ".crdownload" and accept(path)]
            if whole:
                return whole[0]
            if time.monotonic() > deadline:
                raise AssertionError(sorted(path.name for path in self.downloads.iterdir()))
            time.sleep(0.05)

    def choose_files(self, selector: str, paths: Sequence[Path | str]) -> None:
        """Choose files in a file input."""
        document = self._call("DOM.getDocument")["root"]["nodeId"]
        node = self._call("DOM.querySelector", {"nodeId": document, "selector": selector})["nodeId"]
        self._call("DOM.setFileInputFiles", {"nodeId": node, "files": [str(path) for path in paths]})

    def press(self, key: str, shift: bool = False) -> None:
        """Press a key, as on the keyboard."""
        text = {"Enter": "\r", " ": " "}.get(key, "")
        about = {"key": key, "code": "Space" if key == " " else key, "windowsVirtualKeyCode": _KEYS[key]}
        about = {**about, "modifiers": 8 if shift else 0}
        self._call(
            "Input.dispatchKeyEvent", {"type": "keyDown", "text": text, **about} if text else {"type": "keyDown", **about}
        )
        self._call("Input.dispatchKeyEvent", {"type": "keyUp", **about})

    def write(self, text: str) -> None:
        """Write into what has the focus."""
        self._call("Input.insertText", {"text": text})

    def picture(self, path: Path) -> None:
        """Save a picture of the whole page."""
        made = self._call("Page.captureScreenshot", {"format": "png", "captureBeyondViewport": True})
        path.write_bytes(base64.b64decode(made["data"]))

    def accessible(self) -> list[tuple[str, str]]:
        """Return role and name of each node that a screen reader finds."""
        nodes = self._call("Accessibility.getFullAXTree")["nodes"]
        return [
            (node["role"]["value"], node.get("name", {}).get("value", "")) for node in nodes if not node.get("ignored", False)
        ]

    def _call(self, method: str, parameters: Optional[dict[str, Any]] = None, browser: bool = False) -> Any:
        with self._arrived:
            self._number += 1
            number = self._number
        message: dict[str, Any] = {"id": number, "method": method, "params": parameters or {}}
        if self._session and not browser:
            message["sessionId"] = self._session
        self._out.write(json.dumps(message).encode() + b"\0")
        with self._arrived:
            if not self._arrived.wait_for(lambda: number in self._answers, _SECONDS):
                raise AssertionError(f"no answer to {method}")
            answer = self._answers.pop(number)
        if "error" in answer:
            raise AssertionError(f"{method}: {answer['error']}")
        return answer["result"]

    def _listen(self) -> None:
        rest = b""
        while part := self._in.read1(1 << 16):  # type: ignore[attr-defined]
            *lines, rest = (rest + part).split(b"\0")
            for line in lines:
                message = json.loads(line)
                if "id" in message:
                    with self._arrived:
                        self._answers[message["id"]] = message
                        self._arrived.notify_all()
                elif message["method"] == "Runtime.exceptionThrown":
                    self.messages.put(json.dumps(message["params"]["exceptionDetails"])[:2000])
                elif message["method"] == "Log.entryAdded" and message["params"]["entry"]["level"] == "error":
                    self.messages.put(message["params"]["entry"]["text"] + " " + message["params"]["entry"].get("url", ""))
