"""The abstract tests of OGC API - Processes - Part 1: Core 1.0 (18-062r2, annex A), one by one, by their names."""

from __future__ import annotations

import base64
import io
import json
import re
from datetime import datetime, timedelta, timezone
from email import message_from_bytes
from pathlib import Path
from typing import Any
from urllib.parse import quote

import jsonschema
import numpy as np
import pytest
import rasterio
import requests

from groundshift.plugin.jobs.registry import JOB_TYPES
from groundshift.tests.helpers.service import Client, WaitingWorkers, serving, until

STATUS = {
    "type": "object",
    "required": ["jobID", "status", "type"],
    "properties": {
        "processID": {"type": "string"},
        "type": {"enum": ["process"]},
        "jobID": {"type": "string"},
        "status": {"enum": ["accepted", "running", "successful", "failed", "dismissed"]},
        "message": {"type": "string"},
        "created": {"type": "string"},
        "started": {"type": "string"},
        "finished": {"type": "string"},
        "updated": {"type": "string"},
        "progress": {"type": "integer", "minimum": 0, "maximum": 100},
        "links": {"type": "array", "items": {"type": "object", "required": ["href"]}},
    },
}
PROBLEM = {"type": "object", "required": ["type", "title", "status", "detail"]}


@pytest.fixture(scope="module")
def landing(client: Client) -> dict[str, Any]:
    return requests.get(f"{client.url}/?f=json", timeout=120).json()


def link(document: dict[str, Any], relation: str) -> str:
    return next(one["href"] for one in document["links"] if one["rel"].endswith(relation))


def pair(links: dict[str, Any]) -> dict[str, Any]:
    return {"before": links["before"], "after": links["after"], "model": links["model"]}


def is_problem(answer: requests.Response, status: int) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    assert answer.headers["Content-Type"] == "application/problem+json"
    jsonschema.validate(answer.json(), PROBLEM)
    return answer.json()


def has_change(data: bytes, truth: np.ndarray) -> bool:
    with rasterio.open(io.BytesIO(data)) as mask:
        return bool(((mask.read(1) == 1) == truth).all())


# --- Landing page, API definition, conformance ---


def test_landingpage_op_and_success(landing: dict[str, Any], client: Client) -> None:
    for relation in ("service-desc", "conformance", "/processes", "/job-list"):
        assert link(landing, relation).startswith(client.url)
    assert landing["title"]


def test_api_definition_op_and_success(landing: dict[str, Any]) -> None:
    from pygeoapi.openapi import validate_openapi_document

    answer = requests.get(link(landing, "service-desc"), timeout=120)
    assert answer.headers["Content-Type"] == "application/vnd.oai.openapi+json;version=3.0"
    document = answer.json()
    assert {"/processes", "/jobs", "/jobs/{jobId}/results", "/uploads", "/conformance"} <= set(document["paths"])
    assert validate_openapi_document(document)


def test_conformance_op_and_success(landing: dict[str, Any]) -> None:
    classes = requests.get(link(landing, "conformance"), timeout=120).json()["conformsTo"]
    names = {one.rpartition("/")[2] for one in classes}
    assert names == {"core", "ogc-process-description", "json", "oas30", "job-list", "dismiss"}


# --- Processes ---


def test_process_list_success(landing: dict[str, Any]) -> None:
    processes = requests.get(link(landing, "/processes"), timeout=120).json()["processes"]
    assert len(processes) > 20
    for one in processes:
        assert {"id", "version", "title", "jobControlOptions", "outputTransmission"} <= set(one)
        assert link(one, "self")


@pytest.mark.parametrize("limit", [1, 3])
def test_pl_limit_definition_and_response(client: Client, limit: int) -> None:
    assert len(client("GET", f"/processes?limit={limit}").json()["processes"]) == limit


def test_pl_links(client: Client) -> None:
    """The list links to itself, and each process to its description."""
    found = client("GET", "/processes").json()
    assert link(found, "self") == f"{client.url}/processes?f=json"
    for one in found["processes"]:
        assert client("GET", link(one, "self")).json()["id"] == one["id"]


def test_process_success_of_every_process(client: Client) -> None:
    """Every input has a valid schema, and is a field of its job."""
    for one in client("GET", "/processes").json()["processes"]:
        found = client("GET", f"/processes/{one['id']}").json()
        fields = set(JOB_TYPES[one["id"]].__dataclass_fields__)
        assert found["inputs"]
        assert set(found["inputs"]) <= fields
        assert found["outputs"]
        for name, given in {**found["inputs"], **found["outputs"]}.items():
            jsonschema.Draft202012Validator.check_schema(given["schema"])
            assert given["title"], name
            assert len(given["description"]) > 5, name
            assert not re.search(r"\bpaths? |[A-Z]{3,}_[A-Z]|Job\b|scratch f", given["description"]), given["description"]


def test_process_exception_no_such_process(client: Client) -> None:
    for method, path in (("GET", "/processes/nothing"), ("POST", "/processes/nothing/execution")):
        found = is_problem(client(method, path, json={} if method == "POST" else None), 404)
        assert found["type"] == "http://www.opengis.net/def/exceptions/ogcapi-processes-1/1.0/no-such-process"


# --- Execution ---


def test_job_creation_success_async(client: Client, links: dict[str, Any]) -> None:
    answer = client.execute("detect_change", pair(links))
    assert answer.status_code == 201
    jsonschema.validate(answer.json(), STATUS)
    assert answer.headers["Location"] == f"{client.url}/jobs/{answer.json()['jobID']}"
    assert answer.headers["Preference-Applied"] == "respond-async"
    assert client.ended(answer.json()["jobID"])["status"] == "successful"


def test_job_creation_default_execution_mode_and_sync_document(
    client: Client, links: dict[str, Any], truth: np.ndarray
) -> None:
    """Without a preference the answer is the result. Without outputs (job-creation-default-outputs) it has all of them."""
    answer = client.execute("detect_change", pair(links), wait=True)
    assert answer.status_code == 200
    assert set(answer.json()) == {"mask", "probability", "polygons", "values"}
    mask = answer.json()["mask"]
    assert (mask["encoding"], mask["mediaType"]) == ("base64", "image/tiff; application=geotiff")
    assert has_change(base64.b64decode(mask["value"]), truth)
    assert answer.json()["values"]["value"]["POLYGON_COUNT"] == 1


def test_job_creation_auto_execution_mode(client: Client, links: dict[str, Any]) -> None:
    """A preference with further words is understood, too."""
    body = {"inputs": pair(links), "outputs": {"values": {}}}
    answer = client("POST", "/processes/detect_change/execution", json=body, headers={"Prefer": "wait=5, respond-async"})
    assert answer.status_code == 201
    client.ended(answer.json()["jobID"])


def test_sync_raw_value_one(client: Client, links: dict[str, Any], truth: np.ndarray) -> None:
    answer = client.execute("detect_change", pair(links), wait=True, response="raw", outputs={"mask": {}})
    assert answer.headers["Content-Type"] == "image/tiff; application=geotiff"
    assert has_change(answer.content, truth)


def test_sync_raw_value_multi(client: Client, links: dict[str, Any], truth: np.ndarray) -> None:
    outputs = {"mask": {}, "values": {}}
    answer = client.execute("detect_change", pair(links), wait=True, response="raw", outputs=outputs)
    head = f"Content-Type: {answer.headers['Content-Type']}\r\n\r\n".encode()
    parts = message_from_bytes(head + answer.content).get_payload()
    assert [part["Content-ID"] for part in parts] == ["<mask>", "<values>"]
    assert json.loads(parts[1].get_payload())["POLYGON_COUNT"] == 1
    start = answer.content.index(b"\r\n\r\n", answer.content.index(b"<mask>")) + 4
    assert has_change(answer.content[start : start + int(parts[0]["Content-Length"])], truth)


def test_sync_raw_ref(client: Client, links: dict[str, Any], truth: np.ndarray) -> None:
    outputs = {"mask": {"transmissionMode": "reference"}, "polygons": {"transmissionMode": "reference"}}
    answer = client.execute("detect_change", pair(links), wait=True, response="raw", outputs=outputs)
    assert answer.status_code == 204
    assert answer.content == b""
    found = requests.utils.parse_header_links(answer.headers["Link"])
    mask = next(one["url"] for one in found if one["rel"] == "mask")
    assert {one["rel"] for one in found} == {"mask", "polygons", "monitor"}
    assert has_change(client("GET", mask).content, truth)


def test_sync_raw_mixed_multi(client: Client, links: dict[str, Any]) -> None:
    outputs = {"mask": {"transmissionMode": "reference"}, "values": {}}
    answer = client.execute("detect_change", pair(links), wait=True, response="raw", outputs=outputs)
    assert answer.json()["POLYGON_COUNT"] == 1
    assert 'rel="mask"' in answer.headers["Link"]


def test_job_creation_input_inline_binary(client: Client, links: dict[str, Any], inputs: Any, truth: np.ndarray) -> None:
    value = {"value": base64.b64encode(inputs["after"].read_bytes()).decode(), "mediaType": "image/tiff", "encoding": "base64"}
    answer = client.execute("detect_change", {**pair(links), "after": value}, wait=True, response="raw", outputs={"mask": {}})
    assert has_change(answer.content, truth)


def test_job_creation_input_inline_object_and_ref(client: Client, links: dict[str, Any], truth: np.ndarray) -> None:
    """An object of a job, as OGC qualifies values that are objects, with a link in it."""
    value = {"value": {"parameter": "AFTER", "name": "later", "path": links["after"], "bands": [1, 2, 3], "date": "2023-05-01"}}
    answer = client.execute("detect_change", {**pair(links), "after": value}, wait=True, response="raw", outputs={"mask": {}})
    assert has_change(answer.content, truth)


def test_job_creation_input_inline_bbox(client: Client, links: dict[str, Any]) -> None:
    """The western half of the pair, which has 10 of the 30 columns of the change."""
    box = {"bbox": [350_000, 3_059_940, 350_030, 3_060_000], "crs": "http://www.opengis.net/def/crs/EPSG/0/32645"}
    answer = client.execute("detect_change", {**pair(links), "include": box}, wait=True, outputs={"mask": {}, "values": {}})
    with rasterio.open(io.BytesIO(base64.b64decode(answer.json()["mask"]["value"]))) as mask:
        assert mask.shape == (120, 60)
        assert (mask.read(1) == 1).sum() == 20 * 10


def test_job_creation_input_mixed_type(client: Client, links: dict[str, Any]) -> None:
    """An input whose schema has several types: a model as a link above, and by its id."""
    answer = client.execute("detect_change", {**pair(links), "model": "buildings-fcn"}, outputs={"values": {}})
    assert client.ended(answer.json()["jobID"])["status"] == "successful"


def test_job_creation_input_array(client: Client, links: dict[str, Any]) -> None:
    answer = client.execute("describe_dates", {"dates": [links["before"], links["after"]], "model": links["model"]}, wait=True)
    assert [date["layer"] for date in answer.json()["values"]["value"]["READING"]["dates"]] == ["before", "after"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"threshold": "high"},
        {"flips": 3},
        {"nothing": 1},
        {"model": None},
        {"include": 5},
        {"include": {"bbox": [1, 2]}},
        {"before": [1, 2]},
    ],
    ids=str,
)
def test_job_creation_input_validation(client: Client, links: dict[str, Any], wrong: dict[str, Any]) -> None:
    is_problem(client.execute("detect_change", {**pair(links), **wrong}), 400)


def test_job_creation_without_a_required_input(client: Client, links: dict[str, Any]) -> None:
    found = is_problem(client.execute("detect_change", {"before": links["before"], "model": links["model"]}), 400)
    assert "after" in found["detail"]


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{", b'{"inputs": []}', b"\xff", b"[" * 100_000], ids=lambda body: str(body[:20])
)
def test_job_creation_request_that_is_none(client: Client, body: bytes) -> None:
    is_problem(client("POST", "/processes/detect_change/execution", data=body), 400)


# --- Jobs and results ---


def test_job_success_and_results(client: Client, links: dict[str, Any], truth: np.ndarray) -> None:
    outputs = {"mask": {"transmissionMode": "reference"}, "values": {}}
    job = client.execute("detect_change", pair(links), outputs=outputs).json()["jobID"]
    status = client.ended(job)
    jsonschema.validate(status, STATUS)
    assert (status["status"], status["progress"], status["processID"]) == ("successful", 100, "detect_change")
    results = client("GET", link(status, "/results"))
    assert set(results.json()) == {"mask", "values"}
    assert has_change(client("GET", results.json()["mask"]["href"]).content, truth)


def test_job_results_async_raw(client: Client, links: dict[str, Any], truth: np.ndarray) -> None:
    job = client.execute("detect_change", pair(links), response="raw", outputs={"mask": {}}).json()["jobID"]
    client.ended(job)
    assert has_change(client("GET", f"/jobs/{job}/results").content, truth)


def test_job_results_async_raw_of_several(client: Client, links: dict[str, Any], truth: np.ndarray) -> None:
    """By value, by reference, and one of each, of jobs whose results are asked for later."""
    reference = {"transmissionMode": "reference"}
    answers = []
    for outputs in ({"mask": {}, "values": {}}, {"mask": reference, "polygons": reference}, {"mask": reference, "values": {}}):
        job = client.execute("detect_change", pair(links), response="raw", outputs=outputs).json()["jobID"]
        client.ended(job)
        answers.append(client("GET", f"/jobs/{job}/results"))
    values, references, mixed = answers
    assert values.headers["Content-Type"].startswith("multipart/related; boundary=")
    assert (values.content.count(b"Content-ID: <mask>"), values.content.count(b"Content-ID: <values>")) == (1, 1)
    assert references.status_code == 204
    found = {one["rel"]: one["url"] for one in requests.utils.parse_header_links(references.headers["Link"])}
    assert set(found) >= {"mask", "polygons"}
    assert has_change(client("GET", found["mask"]).content, truth)
    assert mixed.json()["POLYGON_COUNT"] == 1
    assert 'rel="mask"' in mixed.headers["Link"]


def test_job_exception_no_such_job(client: Client) -> None:
    for path in ("", "/results", "/events", "/outputs"):
        found = is_problem(client("GET", f"/jobs/00000000-0000-0000-0000-000000000000{path}"), 404)
        assert found["type"].endswith("/no-such-job")


def test_job_results_failed(client: Client, links: dict[str, Any]) -> None:
    """A land-cover tool refuses a model of change: the error is the worker's, in its words."""
    job = client.execute("classify_land_cover", {"input": links["before"], "model": links["model"]}).json()["jobID"]
    status = client.ended(job)
    assert status["status"] == "failed"
    found = is_problem(client("GET", f"/jobs/{job}/results"), 400)
    assert found["parameter"] == "MODEL"
    assert found["detail"] == status["message"]
    assert str(client.service.settings.folder) not in json.dumps(found)


def test_job_results_exception_results_not_ready_and_dismiss(tmp_path: Any, inputs: Any) -> None:
    all_workers: list[WaitingWorkers] = []

    def make(settings: Any) -> WaitingWorkers:
        all_workers.append(WaitingWorkers(settings))
        return all_workers[-1]

    with serving(tmp_path / "data", make) as client:
        links = {name: client.link(path) for name, path in inputs.items()}
        first, second = (client.execute("detect_change", pair(links)).json()["jobID"] for _ in range(2))
        until(lambda: client("GET", f"/jobs/{first}").json()["status"] == "running")
        for job in (first, second):
            found = is_problem(client("GET", f"/jobs/{job}/results"), 404)
            assert found["type"].endswith("/result-not-ready")
        assert client("GET", f"/jobs/{second}").json()["status"] == "accepted"
        for job in (second, first):
            answer = client("DELETE", f"/jobs/{job}")
            assert answer.status_code == 200
            jsonschema.validate(answer.json(), STATUS)
            assert answer.json()["status"] == "dismissed"
            is_problem(client("GET", f"/jobs/{job}/results"), 410)
            assert client("DELETE", f"/jobs/{job}").json()["status"] == "dismissed"
        until(lambda: not (tmp_path / "data" / "jobs" / first).exists())
        assert not (tmp_path / "data" / "jobs" / second).exists()
        assert len(all_workers[0].begun) == 1
        is_problem(client("DELETE", "/jobs/00000000-0000-0000-0000-000000000000"), 404)


def test_job_list_definitions(tmp_path: Any, inputs: Any) -> None:
    """The parameters type, processID, status, datetime, minDuration, maxDuration and limit, and links to further pages."""
    with serving(tmp_path / "data", WaitingWorkers) as client:
        links = {name: client.link(path) for name, path in inputs.items()}
        jobs = [client.execute("detect_change", pair(links)).json() for _ in range(4)]
        jobs.append(client.execute("detect_change_classic", {"before": links["before"], "after": links["after"]}).json())
        until(lambda: client("GET", f"/jobs/{jobs[0]['jobID']}").json()["status"] == "running")

        def found(parameters: str) -> list[int]:
            numbers = {job["jobID"]: number for number, job in enumerate(jobs)}
            return sorted(numbers[job["jobID"]] for job in client("GET", f"/jobs?{parameters}").json()["jobs"])

        assert found("") == [0, 1, 2, 3, 4]
        assert found("status=running") == [0]
        assert found("status=accepted,running&processID=detect_change") == [0, 1, 2, 3]
        assert found("type=process&processID=detect_change_classic") == [4]
        assert found(f"datetime={jobs[2]['created']}/..") == [2, 3, 4]
        assert found(f"datetime=../{jobs[2]['created']}") == [0, 1, 2]
        assert found(f"datetime=/{jobs[2]['created']}") == [0, 1, 2]
        assert found("datetime=/..") == found("datetime=../..") == [0, 1, 2, 3, 4]
        assert found(f"datetime={jobs[2]['created']}") == [2]
        elsewhere = datetime.fromisoformat(jobs[2]["created"].replace("Z", "+00:00")).astimezone(timezone(timedelta(hours=5)))
        assert found(f"datetime={quote(elsewhere.isoformat())}/..") == [2, 3, 4]
        assert found("minDuration=1000") == []
        assert found("maxDuration=1000") == [0]
        pages = client("GET", "/jobs?limit=2").json()
        assert [job["jobID"] for job in pages["jobs"]] == [jobs[4]["jobID"], jobs[3]["jobID"]]
        following = client("GET", link(pages, "next")).json()
        assert [job["jobID"] for job in following["jobs"]] == [jobs[2]["jobID"], jobs[1]["jobID"]]
        for wrong in ("limit=-1", "status=lost", "minDuration=long"):
            is_problem(client("GET", f"/jobs?{wrong}"), 400)


def test_http_methods_and_pages_that_there_are_not(client: Client) -> None:
    is_problem(client("PUT", "/jobs"), 405)
    is_problem(client("GET", "/collections"), 404)
    answer = requests.head(f"{client.url}/conformance", timeout=120)
    assert (answer.status_code, answer.raw.version) == (200, 11)  # HTTP/1.1


def test_the_table_of_the_guide_names_tests_of_this_file() -> None:
    guide = (Path(__file__).resolve().parents[2] / "docs" / "service.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d+) \| `([a-z/-]+)` \| `(\w+)` \|$", guide, re.MULTILINE)
    assert [int(number) for number, _, _ in rows] == list(range(1, 49))
    assert len({requirement for _, requirement, _ in rows}) == len(rows)
    assert {test for _, _, test in rows} <= set(globals())
