"""What the service refuses, each time with a problem document, and nothing of it stays on the disk."""

from __future__ import annotations

import dataclasses
import io
import json
import socket
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Any, Callable

import numpy as np
import pytest
import requests

from groundshift.plugin.service import remote_files
from groundshift.plugin.service.problems import Problem
from groundshift.tests.helpers.onnx_bytes import model_bytes
from groundshift.tests.helpers.rasters import write_raster
from groundshift.tests.helpers.service import Client, WaitingWorkers, serving, until

PASSWORDS = "/etc/passwd"
TABLE = b"time,VV\n2024-01-03T10:00:00Z,1/before.tif\n"


def refused(answer: requests.Response, status: int, code: str) -> str:
    assert answer.headers["Content-Type"] == "application/problem+json", answer.text
    assert (answer.status_code, answer.json()["code"]) == (status, code), answer.text
    return str(answer.json()["detail"])


def kept(client: Client) -> set[str]:
    """What lies in the service's folders."""
    folder = Path(client.service.settings.folder)
    return {str(path) for name in ("uploads", "jobs") for path in (folder / name).rglob("*") if (folder / name).exists()}


def tiff_header(width: int, height: int, big: bool = False) -> bytes:
    """A TIFF of nothing but the sizes of its image."""
    if big:
        entries = b"".join(struct.pack("<HHQQ", tag, 4, 1, size) for tag, size in ((256, width), (257, height)))
        return b"II+\0\x08\0\0\0" + struct.pack("<QQ", 16, 2) + entries + struct.pack("<Q", 0)
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, size) for tag, size in ((256, width), (257, height)))
    return b"II*\0" + struct.pack("<IH", 8, 2) + entries + struct.pack("<I", 0)


def png_header(width: int, height: int) -> bytes:
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head))


def archive(**files: bytes) -> bytes:
    return archive_of(files)


def archive_of(files: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, data in files.items():
            opened.writestr(name, data)
    return stream.getvalue()


def link_in_archive() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as opened:
        member = zipfile.ZipInfo("passwords.csv")
        member.external_attr = 0o120777 << 16
        opened.writestr(member, PASSWORDS)
    return stream.getvalue()


def lying_archive() -> bytes:
    """An archive whose directory states a size of one byte for 30 million."""
    data = bytearray(archive_of({"zeros.csv": bytes(30_000_000)}))
    place = data.rindex(b"PK\x01\x02")
    data[place + 24 : place + 28] = struct.pack("<I", 1)
    return bytes(data)


def damaged_archive() -> bytes:
    """An archive whose directory is whole and whose compressed bytes are not."""
    data = bytearray(archive_of({"a.csv": bytes(range(256)) * 20}))
    data[40:140] = b"\xff" * 100
    return bytes(data)


def archive_with_odd_name() -> bytes:
    """An archive that states UTF-8 for a name that is none."""
    return archive_of({"\u00e9.csv": b"1"}).replace("\u00e9".encode(), b"\xff\xfe")


UPLOADS: dict[str, tuple[str, Callable[[], bytes], int, str]] = {
    "a header of 100,000 x 100,000": ("a.tif", lambda: tiff_header(100_000, 100_000), 413, "raster-too-large"),
    "such a BigTIFF": ("a.tif", lambda: tiff_header(100_000, 100_000, big=True), 413, "raster-too-large"),
    "such a PNG": ("a.png", lambda: png_header(100_000, 100_000), 413, "raster-too-large"),
    "a TIFF that is cut short": ("a.tif", lambda: tiff_header(10, 10)[:20], 400, "file-unreadable"),
    "a zip bomb": ("a.zip", lambda: archive_of({f"{n}.csv": bytes(5_000_000) for n in range(6)}), 413, "upload-too-large"),
    "a bomb that lies": ("a.zip", lying_archive, 400, "file-unreadable"),
    "an archive in an archive": ("a.zip", lambda: archive_of({"b.zip": archive(b=b"1")}), 400, "archive-in-archive"),
    "an archive that leaves its folder": ("a.zip", lambda: archive_of({"../../a.csv": b"1"}), 400, "file-name"),
    "an absolute path in an archive": ("a.zip", lambda: archive_of({"/tmp/a.csv": b"1"}), 400, "file-name"),
    "a link in an archive": ("a.zip", link_in_archive, 400, "archive-member"),
    "an empty archive": ("a.zip", lambda: archive_of({}), 400, "no-file"),
    "an archive whose data are damaged": ("a.zip", damaged_archive, 400, "file-unreadable"),
    "an archive whose names are no text": ("a.zip", archive_with_odd_name, 400, "file-unreadable"),
    "a damaged archive": ("a.zip", lambda: archive_of({"a.csv": b"1"})[:-9], 400, "file-unreadable"),
    "a VRT": ("a.vrt", lambda: b"<VRTDataset rasterXSize='1' rasterYSize='1'/>", 415, "file-format"),
    "a VRT called TIFF": ("a.tif", lambda: b"<VRTDataset rasterXSize='1' rasterYSize='1'/>", 415, "file-format"),
    "a VRT called XML": ("a.xml", lambda: b"<VRTDataset rasterXSize='1'/>", 400, "file-refers-elsewhere"),
    "a map service": ("a.xml", lambda: b"<GDAL_WMS><Service name='TMS'/></GDAL_WMS>", 400, "file-refers-elsewhere"),
    "overviews elsewhere": ("a.tif.aux.xml", lambda: b"<MDI key='OVERVIEW_FILE'>/a.tif</MDI>", 400, "file-refers-elsewhere"),
    "entities": (
        "a.xml",
        lambda: b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>",
        400,
        "file-refers-elsewhere",
    ),
    "a catalogue called GeoJSON": (
        "a.json",
        lambda: b'{"type": "Feature", "id": "stac_version"}',
        400,
        "file-refers-elsewhere",
    ),
    "an algorithm called GeoJSON": ("a.json", lambda: b'{"type": "gdal_streamed_alg"}', 400, "file-refers-elsewhere"),
    "HDF5": ("a.h5", lambda: b"\x89HDF\r\n\x1a\n", 415, "file-format"),
    "a program": ("a.exe", lambda: b"MZ", 415, "file-format"),
    "a path as a name": ("../a.csv", lambda: b"1", 400, "file-name"),
    "a hidden file": (".bashrc", lambda: b"1", 400, "file-name"),
    "weights outside the model": ("a.onnx", lambda: model_bytes({"external": "weights.bin"}), 400, "model-external-data"),
    "the server's files as weights": ("a.onnx", lambda: model_bytes({"external": PASSWORDS}), 400, "model-external-data"),
    "no model": ("a.onnx", lambda: b"text", 400, "file-unreadable"),
    "no GeoPackage": ("a.gpkg", lambda: b"SQLite format 3\0" + bytes(100), 400, "file-unreadable"),
}


@pytest.mark.parametrize("case", UPLOADS)
def test_an_upload_that_is_refused(client: Client, case: str) -> None:
    name, content, status, code = UPLOADS[case]
    before = kept(client)
    answer = client("POST", "/uploads", files=[("file", (name, content()))])
    detail = refused(answer, status, code)
    assert str(client.service.settings.folder) not in detail
    assert kept(client) == before


def test_metadata_of_a_tiff_that_name_another_file(client: Client, tmp_path: Path) -> None:
    path = write_raster(tmp_path / "a.tif", np.zeros((1, 8, 8), np.uint8))
    import rasterio

    with rasterio.open(path, "r+") as dataset:
        dataset.update_tags(ns="OVERVIEWS", OVERVIEW_FILE="/vsicurl/http://127.0.0.1/secret.tif")
    assert b"OVERVIEW_FILE" in path.read_bytes() or Path(f"{path}.aux.xml").exists()
    files = [item for item in (path, Path(f"{path}.aux.xml")) if item.exists()]
    refused(client.upload(*files), 400, "file-refers-elsewhere")


def test_an_upload_without_files_and_two_of_a_name(client: Client) -> None:
    refused(client("POST", "/uploads", data={"a": "b"}), 400, "no-file")
    files = [("file", ("a.csv", b"1")), ("file", ("a.csv", b"2"))]
    refused(client("POST", "/uploads", files=files), 400, "file-name")


def test_more_bytes_than_an_upload_may_have(client: Client) -> None:
    """The head of the request is enough: the body is not received."""
    size = client.service.settings.limits.upload_bytes + 2 * 2**20
    head = f"POST /uploads HTTP/1.1\r\nHost: here\r\nAuthorization: Bearer {client.token}\r\nContent-Length: {size}\r\n\r\n"
    assert b" 413 " in _first_answer(client, head)
    assert b"application/problem+json" in _first_answer(client, head)


@pytest.mark.parametrize("length", ["Content-Length: 1000000", "Transfer-Encoding: chunked"])
def test_a_body_without_a_token_is_not_received(client: Client, length: str) -> None:
    answer = _first_answer(client, f"POST /uploads HTTP/1.1\r\nHost: here\r\n{length}\r\n\r\n")
    assert b" 401 " in answer
    assert b"application/problem+json" in answer


def _first_answer(client: Client, head: str) -> bytes:
    with socket.create_connection(("127.0.0.1", client.service.settings.port), 30) as connection:
        connection.sendall(head.encode("ascii"))
        return b"".join(iter(lambda: connection.recv(65_536), b""))


@pytest.mark.parametrize("token", ["", "Bearer", "Bearer wrong", "Basic dGVzdGVyOng=", "bearer \xe4"])
def test_no_valid_token(client: Client, token: str) -> None:
    for method, path in (
        ("GET", "/jobs"),
        ("POST", "/uploads"),
        ("POST", "/processes/detect_change/execution"),
        ("GET", "/uploads"),
    ):
        headers = {"Authorization": token.encode("latin-1")} if token else {}
        answer = requests.request(method, client.url + path, headers=headers, timeout=120)
        refused(answer, 401, "token-missing")
        assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_jobs_and_uploads_of_another_token(client: Client, links: dict[str, Any]) -> None:
    job = client.execute("describe_dates", {"dates": [links["before"]] * 2, "model": links["model"]}, wait=True)
    identifier = job.headers["Link"].partition(">")[0].rpartition("/")[2]
    other = Client(client.url, client.service.tokens.add("another"), client.service)
    assert other("GET", "/jobs").json()["jobs"] == []
    assert other("GET", "/uploads").json()["uploads"] == []
    for method, path in (("GET", ""), ("GET", "/results"), ("GET", "/outputs"), ("GET", "/events"), ("DELETE", "")):
        refused(other(method, f"/jobs/{identifier}{path}"), 404, "no-such-job")
    inputs = {name: links[name] for name in ("before", "after", "model")}
    refused(other.execute("detect_change", inputs), 404, "no-such-upload")
    client.service.tokens.remove("another")
    refused(other("GET", "/jobs"), 401, "token-missing")


@pytest.mark.parametrize(
    ("link", "status", "code"),
    [
        (PASSWORDS, 400, "path-not-allowed"),
        ({"path": PASSWORDS}, 400, "path-not-allowed"),
        ({"path": {"href": PASSWORDS}}, 403, "url-not-allowed"),
        ({"href": PASSWORDS}, 403, "url-not-allowed"),
        ({"href": "file:///etc/passwd"}, 403, "url-not-allowed"),
        ({"href": "http://127.0.0.1:22/a.tif"}, 403, "url-not-allowed"),
        ({"href": "http://localhost/a.tif"}, 403, "url-not-allowed"),
        ({"href": "http://169.254.169.254/latest/meta-data"}, 403, "url-not-allowed"),
        ({"href": "/vsicurl/http://127.0.0.1/a.tif"}, 403, "url-not-allowed"),
        ({"href": "inline:../../tokens.json"}, 403, "url-not-allowed"),
        ({"href": "https://example.org/imagery/../private/a.tif"}, 403, "url-not-allowed"),
        ({"href": "https://example.org/imagery/%2e%2e/private/a.tif"}, 403, "url-not-allowed"),
        ({"href": "https://user@example.org/imagery/a.tif"}, 403, "url-not-allowed"),
        ({"href": "https://example.org.evil.test/imagery/a.tif"}, 403, "url-not-allowed"),
        ({"href": "https://example.org:444/imagery/a.tif"}, 403, "url-not-allowed"),
        ({"href": "/uploads/../../../etc/passwd"}, 404, "no-such-upload"),
        ({"href": "/uploads/AAAAAAAAAAAAAAAAAAAAAAAA/../../tokens.json"}, 404, "no-such-upload"),
        ({"href": "/jobs/../outputs/mask.tif"}, 400, "no-such-output"),
        ({"href": "/jobs/00000000-0000-0000-0000-000000000000/outputs/mask.tif"}, 400, "no-such-output"),
        ({"href": 5}, 400, "path-not-allowed"),
        ({"href": "http://[::1/a.tif"}, 403, "url-not-allowed"),
        ({"href": "https://example.org:port/imagery/a.tif"}, 403, "url-not-allowed"),
        ({"href": "https://example.org:99999/imagery/a.tif"}, 403, "url-not-allowed"),
        ({"href": "https://example.org/imagery/"}, 400, "file-name"),
    ],
    ids=str,
)
def test_a_link_that_is_refused(client: Client, links: dict[str, Any], link: Any, status: int, code: str) -> None:
    for input_ in ("before", "model"):
        if isinstance(link, str) and input_ == "model":
            continue  # the id of a model
        inputs = {"before": links["before"], "after": links["after"], "model": links["model"], input_: link}
        answer = client.execute("detect_change", inputs)
        if isinstance(link, dict) and "path" in link and input_ == "model":
            code, status = "path-not-allowed", 400
        refused(answer, status, code)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"model": PASSWORDS}, "no-such-model"),
        ({"model": "../models/buildings-fcn"}, "no-such-model"),
        ({"before": {"path": {"href": "BEFORE"}, "crs": PASSWORDS}}, "invalid-crs"),
        ({"before": {"path": {"href": "BEFORE"}, "crs": "http://127.0.0.1/crs"}}, "invalid-crs"),
        ({"before": {"path": {"href": "BEFORE"}, "date": "../../x"}}, "invalid-date"),
        ({"include": [{"bbox": [0, 0, 1, 1], "crs": PASSWORDS}]}, "invalid-crs"),
        ({"include": [{"bbox": [0, 0, 1, 1], "crs": "http://127.0.0.1/crs"}]}, "invalid-crs"),
        ({"model": {"href": "BEFORE"}}, "wrong-content"),
        ({"before": {"href": "MODEL"}}, "wrong-content"),
        ({"resume": {"folder": "/tmp", "least_pixels": 0}, "scratch": "/tmp/x", "mask": "/tmp/mask.tif", "threads": 9999}, ""),
    ],
    ids=str,
)
def test_fields_that_name_files_in_other_ways(
    client: Client, links: dict[str, Any], changes: dict[str, Any], code: str
) -> None:
    """The last: fields of the service itself have no effect."""
    text = json.dumps(changes).replace("BEFORE", links["before"]["href"]).replace("MODEL", links["model"]["href"])
    answer = client.execute(
        "detect_change", {**{name: links[name] for name in ("before", "after", "model")}, **json.loads(text)}
    )
    if code:
        refused(answer, 400, code)
    else:
        assert client.ended(answer.json()["jobID"])["status"] == "successful"
        assert not Path("/tmp/mask.tif").exists()


def test_translations_with_other_placeholders(client: Client, links: dict[str, Any]) -> None:
    inputs = {
        "predicted_raster": links["before"],
        "reference_raster": links["after"],
        "texts": {"objects_help": "{overlap.__class__}"},
    }
    refused(client.execute("assess_accuracy", inputs), 400, "invalid-texts")


def test_requests_to_addresses_that_clients_name_are_not_sent(client: Client) -> None:
    body = {"inputs": {}, "subscriber": {"successUri": "http://127.0.0.1:1/"}}
    refused(client("POST", "/processes/detect_change/execution", json=body), 400, "no-callbacks")


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("192.168.0.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
    ],
)
def test_only_public_addresses_are_connected_to(monkeypatch: pytest.MonkeyPatch, address: str, public: bool) -> None:
    """Whatever name the operator allows: what it stands for decides, and is looked up once."""
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80))])
    if public:
        assert remote_files.public_address("example.org", 80) == address
    else:
        with pytest.raises(Problem, match="not public"):
            remote_files.public_address("example.org", 80)


def test_a_job_with_a_file_of_an_allowed_url(tmp_path: Path, inputs: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a host that stands for a public address; here it leads to a server of the test, which redirects, too."""
    import http.server
    import threading

    class Files(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == "/imagery/moved.tif":
                self.send_response(302)
                self.send_header("Location", "/imagery/before.tif")
                self.end_headers()
                return
            data = inputs["before"].read_bytes() if self.path == "/imagery/before.tif" else tiff_header(100_000, 100_000)
            self.send_response(200)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: Any) -> None:
            pass

    files = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Files)
    threading.Thread(target=files.serve_forever, daemon=True).start()
    port = files.server_address[1]
    monkeypatch.setattr(remote_files, "public_address", lambda host, port: "127.0.0.1")
    allowed = (f"http://imagery.test:{port}/imagery/",)
    begun: list[dict[str, Any]] = []

    class Workers(WaitingWorkers):
        def run(self, owner: str, values: dict[str, Any], *_: Any) -> dict[str, Any]:
            begun.append({**values, "bytes": Path(values["before"]["path"]).read_bytes()})
            return {}

    try:
        with serving(tmp_path, Workers, allowed_urls=allowed) as client:
            links = {name: client.link(path) for name, path in inputs.items()}
            found = {}
            for name in ("before", "moved", "huge"):
                before = {"href": f"{allowed[0]}{name}.tif"}
                job = client.execute("detect_change", {**links, "before": before}).json()["jobID"]
                found[name] = client.ended(job)
            assert found["before"]["status"] == "successful"
            assert begun[0]["bytes"] == inputs["before"].read_bytes()
            assert begun[0]["before"]["name"] == "before"
            assert found["moved"]["problem"]["code"] == "url-unreadable"
            assert found["huge"]["problem"]["code"] == "raster-too-large"
            assert len(begun) == 1
    finally:
        files.shutdown()
        files.server_close()


def test_a_table_with_images_of_their_own(client: Client, inputs: dict[str, Path], tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_bytes(TABLE)
    table, image = client.link(tmp_path / "table.csv"), client.link(inputs["before"])
    answer = client.execute("sar_simulate", {"table": {"table": table, "images": {"1": image}}})
    assert answer.status_code == 201, answer.text
    job = answer.json()["jobID"]
    client("DELETE", f"/jobs/{job}")
    until(lambda: not Path(client.service.runner.folder_of(job).path).exists())  # the next tests look at what is left


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("../1", TABLE, "file-name"),
        ("1/2", TABLE, "file-name"),
        ("", TABLE, "file-name"),
        ("2", TABLE, "wrong-content"),  # the table names another
        ("1", b"time,VV\n2024-01-03T10:00:00Z,/etc/passwd\n", "path-not-allowed"),
        ("1", b"time,VV\n2024-01-03T10:00:00Z,../../../jobs.sqlite\n", "path-not-allowed"),
        ("1", b"time,VV,incidence\n2024-01-03T10:00:00Z,1/before.tif,/data/angle.tif\n", "path-not-allowed"),
    ],
)
def test_a_table_that_leads_elsewhere(
    client: Client, inputs: dict[str, Path], tmp_path: Path, name: str, text: bytes, code: str
) -> None:
    (tmp_path / "table.csv").write_bytes(text)
    table, image = client.link(tmp_path / "table.csv"), client.link(inputs["before"])
    before = kept(client)
    refused(client.execute("sar_simulate", {"table": {"table": table, "images": {name: image}}}), 400, code)
    assert kept(client) == before


def test_images_of_a_table_are_uploads_of_the_token(client: Client, inputs: dict[str, Path], tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_bytes(TABLE)
    table, image = client.link(tmp_path / "table.csv"), client.link(inputs["before"])
    other = dataclasses.replace(client, token=client.service.tokens.add("radar"))
    mine = other.link(tmp_path / "table.csv")
    refused(other.execute("sar_simulate", {"table": {"table": mine, "images": {"1": image}}}), 404, "no-such-upload")
    allowed = {"href": "https://example.org/imagery/before.tif"}
    refused(client.execute("sar_simulate", {"table": {"table": table, "images": {"1": allowed}}}), 400, "wrong-content")
    refused(client.execute("sar_simulate", {"table": {"table": table, "images": []}}), 400, "invalid-input")


def test_a_table_of_images_elsewhere_is_refused_at_once(client: Client, tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_bytes(b"time,VV\n2024-01-03T10:00:00Z,/vsicurl/http://127.0.0.1/x.tif\n")
    refused(client.upload(tmp_path / "table.csv"), 400, "file-refers-elsewhere")


def test_inputs_that_are_missing_are_named(client: Client, links: dict[str, Any]) -> None:
    inputs = {"before": links["before"]}
    detail = refused(client.execute("detect_change", inputs), 400, "invalid-input")
    assert detail == "detect_change needs after, model"


@pytest.mark.parametrize("form", [{"mediaType": 5}, {"mediaType": ["image/tiff"]}, "image/tiff"], ids=str)
def test_formats_of_outputs_that_are_no_texts(client: Client, links: dict[str, Any], form: Any) -> None:
    inputs = {name: links[name] for name in ("before", "after", "model")}
    for output in ("mask", "polygons"):
        refused(client.execute("detect_change", inputs, outputs={output: {"format": form}}), 400, "output-format")


@pytest.mark.parametrize("path", ["/jobs//x", "/jobs/", "/uploads//x"])
def test_addresses_that_there_are_not(client: Client, path: str) -> None:
    refused(client("GET", path), 404, "no-such-page")


@pytest.mark.parametrize(
    "query", ["datetime=yesterday", "datetime=2026-13-01T00:00:00Z", "datetime=2026-01-01T00:00:00Z/x", "minDuration=nan"]
)
def test_lists_of_jobs_that_cannot_be_made(client: Client, query: str) -> None:
    refused(client("GET", f"/jobs?{query}"), 400, "invalid-parameter")


def test_a_world_file_of_a_jpeg_2000(client: Client, tmp_path: Path) -> None:
    """The page sends one with pictures that do not state where they lie."""
    import rasterio

    profile = {"driver": "JP2OpenJPEG", "height": 64, "width": 64, "count": 1, "dtype": "uint8"}
    with rasterio.open(tmp_path / "a.jp2", "w", **profile) as dataset:
        dataset.write(np.zeros((1, 64, 64), np.uint8))
    (tmp_path / "a.j2w").write_text("0.5\n0\n0\n-0.5\n500000\n0\n")
    link = client.link(tmp_path / "a.jp2", tmp_path / "a.j2w")
    raster = {"path": link, "crs": "EPSG:32631"}
    found = client.execute("quicklook", {"input": raster}, wait=True, outputs={"values": {}}).json()
    assert found["values"]["value"]["PIXEL"] == pytest.approx(0.5, rel=1e-3)


def test_a_table_of_radar_images_that_is_too_long_to_be_one(client: Client, tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_bytes(b"time,VV\n" + b"a" * (17 * 2**20))
    link = client.link(tmp_path / "table.csv")
    refused(client.execute("sar_difference", {"table": link, "date": "2024-01-03"}), 413, "table-too-large")
