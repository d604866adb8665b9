"""Clients of OGC API - Processes that were not written here run a detection."""

from __future__ import annotations

import base64
import io
from typing import Any

import numpy as np
import pytest
import rasterio

from groundshift.tests.helpers.service import Client


def test_owslib_runs_a_detection(client: Client, links: dict[str, Any], truth: np.ndarray) -> None:
    """OWSLib finds the process, executes it both ways, and reads the results."""
    processes = pytest.importorskip("owslib.ogcapi.processes", reason="OWSLib is not installed")
    server = processes.Processes(client.url, headers={"Authorization": f"Bearer {client.token}", "Accept": "application/json"})
    assert "detect_change" in [one["id"] for one in server.processes()]
    described = server.process("detect_change")
    inputs = {name: links[name] for name in ("before", "after", "model")}
    assert set(inputs) <= set(described["inputs"])
    found = server.execute("detect_change", inputs, {"mask": {"transmissionMode": "value"}})
    with rasterio.open(io.BytesIO(base64.b64decode(found["mask"]["value"]))) as mask:
        assert ((mask.read(1) == 1) == truth).all()
    job = server.execute("detect_change", inputs, {"mask": {"transmissionMode": "reference"}}, async_=True)
    assert job["status"] in ("accepted", "running")
    assert client.ended(job["jobID"])["status"] == "successful"
    results = server._request(path=f"jobs/{job['jobID']}/results")
    with rasterio.open(io.BytesIO(client("GET", results["mask"]["href"]).content)) as mask:
        assert ((mask.read(1) == 1) == truth).all()


def test_the_generated_client_runs_a_detection(client: Client, links: dict[str, Any], truth: np.ndarray) -> None:
    """The client that is generated from OGC's own OpenAPI document validates each answer against it."""
    generated = pytest.importorskip("ogc_api_processes_client", reason="ogc-api-processes-client is not installed")
    wrapper = pytest.importorskip("ogc_api_processes_client.api_client_wrapper")
    models = pytest.importorskip("ogc_api_processes_client.models.execute")
    configuration = generated.Configuration(host=client.url)
    server = wrapper.ApiClientWrapper(configuration, "Authorization", f"Bearer {client.token}")
    server.api_client.set_default_header("Accept", "application/json")
    assert any(one.rel == "conformance" for one in server.get_landing_page().links)
    assert any(one.endswith("/core") for one in server.get_conformance_classes().conforms_to)
    assert "detect_change" in [one.id for one in server.get_processes().processes]
    inputs = {name: links[name] for name in ("before", "after", "model")}
    outputs = {"mask": {"transmissionMode": "reference"}}
    request = models.Execute.from_dict({"inputs": inputs, "outputs": outputs, "response": "document"})
    job = server.execute("detect_change", request, _headers={"Prefer": "respond-async"})
    assert client.ended(job.job_id)["status"] == "successful"
    assert server.get_status(job.job_id).status.value == "successful"
    assert job.job_id in [one.job_id for one in server.get_jobs().jobs]
    found = server.get_result(job.job_id)
    with rasterio.open(io.BytesIO(client("GET", found["mask"].actual_instance.href).content)) as mask:
        assert ((mask.read(1) == 1) == truth).all()
