"""Every process of the service runs over HTTP, with real workers, and delivers its outputs."""

from __future__ import annotations

import io
import os
import time
import zipfile
from pathlib import Path
from typing import Any, Iterator

import pytest
import requests

from groundshift.plugin.jobs.wire import dump_job
from groundshift.plugin.runtime.interpreter import Interpreter
from groundshift.plugin.runtime.worker_pool import WorkerPool
from groundshift.tests.helpers.real_service import has_service, running_service
from groundshift.tests.helpers.tool_jobs import JOBS, TABLE, derive_inputs, write_inputs

PYTHON = os.environ.get("GROUNDSHIFT_PYTHON", "")
NOT_OFFERED = ("preview", "changesizes", "sartable")
TRAINING = ("trainmodel", "findlearningrate", "sarevaluate", "sartrain")
# Fields that the service sets, and outputs, of these jobs.
OWN = ("kind", "scratch", "resume", "threads", "provider", "tile", "block", "checkpoints", "device")
pytestmark = [
    pytest.mark.skipif(not PYTHON or not has_service(PYTHON), reason="the component 'server' is not installed"),
    pytest.mark.slow,
]


class Session:
    """Sends jobs of this machine to a service."""

    def __init__(self, address: str, token: str, inputs: Path) -> None:
        self._address, self._inputs = address, inputs
        self._session = requests.Session()
        self._session.headers["Authorization"] = f"Bearer {token}"
        self._links: dict[str, str] = {}

    def get(self, path: str) -> Any:
        answer = self._session.get(path if path.startswith("http") else self._address + path, timeout=120)
        answer.raise_for_status()
        return answer

    def run(self, job: Any) -> dict[str, Any]:
        """Run a job; return its status at the end."""
        values = dump_job(job)
        described = self.get(f"/processes/{job.KIND}").json()
        inputs = {name: self._sent(value) for name, value in values.items() if name in described["inputs"] and name not in OWN}
        returned = "returned" if "returned" in described["outputs"] else "values"
        wanted = [name for name in described["outputs"] if values.get(name) or name == returned]
        outputs = {name: {"transmissionMode": "reference"} for name in wanted}
        body = {"inputs": {name: value for name, value in inputs.items() if value is not None}, "outputs": outputs}
        path = f"{self._address}/processes/{job.KIND}/execution"
        answer = self._session.post(
            path, json={**body, "response": "document"}, headers={"Prefer": "respond-async"}, timeout=120
        )
        assert answer.status_code == 201, answer.text
        while (status := self.get(answer.headers["Location"]).json())["status"] in ("accepted", "running"):
            time.sleep(0.1)
        return {**status, "outputs": set(outputs)}

    def _sent(self, value: Any) -> Any:
        """A value with links in place of paths of the inputs, and without fields of the service."""
        if isinstance(value, dict):
            return {name: self._sent(one) for name, one in value.items() if name not in OWN and one is not None}
        if isinstance(value, list):
            return [self._sent(one) for one in value]
        if isinstance(value, str) and value.startswith(str(self._inputs)):
            return {"href": self._link(value)}
        return value

    def _link(self, path: str) -> str:
        if path not in self._links:
            name, data = os.path.basename(path), Path(path).read_bytes()
            if name == TABLE:
                data = self._archive()
            files = {"file": (name if name != TABLE else "stack.zip", data)}
            answer = self._session.post(f"{self._address}/uploads", files=files, timeout=120)
            assert answer.status_code == 201, answer.text
            self._links[path] = answer.json()["href"] + (f"/{TABLE}" if name == TABLE else "")
        return self._links[path]

    def _archive(self) -> bytes:
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            for path in [self._inputs / TABLE, *sorted((self._inputs / "radar").glob("*.tif"))]:
                archive.write(path, path.relative_to(self._inputs))
        return stream.getvalue()


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The inputs of all tools."""
    folder = tmp_path_factory.mktemp("sound")
    write_inputs(folder)
    pool = WorkerPool(lambda: Interpreter(PYTHON))
    try:
        derive_inputs(folder, tmp_path_factory.mktemp("scratch"), pool.run_job)
    finally:
        pool.shutdown()
    return folder


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory, sound: Path) -> Iterator[Session]:
    with running_service(PYTHON, tmp_path_factory.mktemp("service") / "data") as service:
        yield Session(service.address, service.token, sound)


@pytest.mark.parametrize("tool", [name for name in JOBS if name not in NOT_OFFERED])
def test_a_process_runs_and_delivers_its_outputs(tool: str, session: Session, sound: Path, tmp_path: Path) -> None:
    job = JOBS[tool](sound, tmp_path, str(tmp_path / "groundshift-scratch"))
    if tool in TRAINING and not os.environ.get("GROUNDSHIFT_SERVICE_TRAINING"):
        pytest.skip("GROUNDSHIFT_SERVICE_TRAINING=1 runs it: about a minute of the processor")
    offered = {one["id"] for one in session.get("/processes").json()["processes"]}
    if tool in TRAINING and job.KIND not in offered:
        pytest.skip("PyTorch is not installed")
    status = session.run(job)
    assert status["status"] == "successful", status
    results = session.get(f"/jobs/{status['jobID']}/results").json()
    assert set(results) == status["outputs"]
    for name, link in results.items():
        data = session.get(link["href"]).content
        assert data, name
        if link["href"].endswith(".zip"):
            assert zipfile.ZipFile(io.BytesIO(data)).namelist()
