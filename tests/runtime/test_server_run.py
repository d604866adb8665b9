"""A job on a server, from QGIS's side: what is sent, what comes back, and what is left when something goes wrong."""

from __future__ import annotations

import hashlib
import json
import sys
import threading
import time
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from groundshift.plugin.jobs.coregister import CoregisterJob
from groundshift.plugin.jobs.detect_change import DetectChangeJob
from groundshift.plugin.jobs.detect_change_cluster import DetectChangeClusterJob
from groundshift.plugin.jobs.evaluation import EvaluateModelJob
from groundshift.plugin.jobs.events import Log, Picture, Progress, Row
from groundshift.plugin.jobs.failure import Cancelled, JobFailure
from groundshift.plugin.jobs.measure_runtime import MeasureRuntimeJob
from groundshift.plugin.jobs.sar import SarDifferenceJob, SarTableJob
from groundshift.plugin.jobs.sources import RasterSource
from groundshift.plugin.jobs.train_model import KEPT_BY_SERVER, ExportChipsJob, LabelledPair, TrainModelJob
from groundshift.plugin.rules.sar_table import read_table
from groundshift.plugin.runtime import job_place, worker_pool
from groundshift.plugin.runtime.server import access, exchange, sending
from groundshift.tests.helpers.job_server import TOKEN, Dismissed, JobServer

gdal = pytest.importorskip("osgeo.gdal", reason="needs QGIS's Python")

from groundshift.tests.helpers import gdal_files  # noqa: E402  (needs GDAL)


def write_outputs(values: dict[str, Any], job: Any) -> dict[str, Any]:
    """What a good job does here: outputs that name what was read."""
    job.say("progress", fraction=0.5, stage="predicting")
    job.say("log", code="output", values={"text": "Gebäude"})
    job.say("log", code="server_busy", values={"of": "another version"})
    for name in ("mask", "polygons", "aligned"):
        if values.get(name):
            Path(values[name]).write_text(Path(values["before"]["path"]).name)
            Path(values[name]).with_suffix(".qml").write_text("style")
    return {"CHANGED_AREA": 12.5}


@pytest.fixture
def server(tmp_path, monkeypatch):
    running = JobServer(tmp_path / "server", write_outputs)
    monkeypatch.setenv(job_place.ADDRESS_VARIABLE, running.address + "/")
    monkeypatch.setenv(access.TOKEN_VARIABLE, TOKEN)
    monkeypatch.setattr(exchange, "POLL_SECONDS", 0.01)
    monkeypatch.setattr(exchange, "PATIENCE_SECONDS", 0.1)
    monkeypatch.setattr(sending, "_sent", {})
    yield running
    running.close()


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "scratch"
    path.mkdir()
    return path


@pytest.fixture
def job(tmp_path, folder):
    """A detection whose mask and polygons are wanted."""
    (tmp_path / "out").mkdir()
    model = tmp_path / "model.onnx"
    model.write_bytes(b"network")
    sources = []
    for parameter in ("BEFORE", "AFTER"):
        path = gdal_files.write_raster(tmp_path / f"{parameter.lower()} ü.tif", np.zeros((3, 8, 8), np.uint8))
        sources.append(RasterSource(parameter, parameter.title(), path))
    outputs = {name: str(tmp_path / "out" / file) for name, file in (("mask", "x.tif"), ("polygons", "y.geojson"))}
    return DetectChangeJob(*sources, str(model), str(folder), threads=3, **outputs)


def written(job):
    return {path.name for path in Path(job.mask).parent.iterdir()}


def test_outputs_values_and_events_come_back(server, job):
    events = []
    values = worker_pool.run_job(job, events.append)
    assert values == {"CHANGED_AREA": 12.5}
    assert written(job) == {"x.tif", "x.qml", "y.geojson", "y.qml"}
    assert Path(job.mask).read_text() == "before ü.tif"
    logs = [event for event in events if isinstance(event, Log)]
    assert [event.code for event in logs] == ["server_upload"] * 3 + ["output"]
    fractions = [event.fraction for event in events if isinstance(event, Progress)]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1.0
    assert {"uploading", "queued", "predicting", "downloading"} == {
        event.stage for event in events if isinstance(event, Progress)
    }


def test_only_what_the_job_needs_is_sent(server, job):
    worker_pool.run_job(job)
    (document,) = server.documents
    assert not {"scratch", "threads", "provider", "resume", "mask"} & set(document["inputs"])
    assert str(Path(job.mask).parent) not in str(document)
    assert document["outputs"]["polygons"] == {"transmissionMode": "reference", "name": "y.geojson"}
    assert "probability" not in document["outputs"]


def test_files_are_sent_once_and_anew_when_they_change_or_are_gone(server, job):
    worker_pool.run_job(job)
    worker_pool.run_job(job)
    assert len(server.uploads) == 3
    gdal_files.write_raster(job.before.path, np.ones((3, 9, 9), np.uint8))
    worker_pool.run_job(job)
    assert len(server.uploads) == 4
    del server.uploads["1"]
    worker_pool.run_job(job)
    assert sum(path == "/uploads" for _, path in server.requests) == 5


def test_a_model_that_the_server_has_is_not_sent(server, job):
    digest = hashlib.sha256(b"network").hexdigest()
    server.models = [{"id": "buildings", "sha256": digest, "path": job.model}]
    worker_pool.run_job(job)
    assert server.documents[0]["inputs"]["model"] == "buildings"
    assert len(server.uploads) == 2


def test_files_of_the_scratch_folder_do_not_stay_on_the_server(server, job, folder):
    source = RasterSource("BEFORE", "web layer", gdal_files.write_raster(folder / "date-0.tif", np.zeros((3, 8, 8), np.uint8)))
    worker_pool.run_job(CoregisterJob(source, job.after, str(folder), aligned=job.mask))
    for _ in range(6000):  # after the run, in the background
        if server.removed:
            break
        time.sleep(0.01)
    assert server.removed == ["0"]


def test_nothing_that_was_sent_stays_on_the_server_after_the_end_of_qgis(server, job):
    worker_pool.run_job(job)
    assert server.removed == []
    worker_pool.shutdown()
    assert sorted(server.removed) == ["0", "1", "2"]
    server.close()
    worker_pool.shutdown()  # nothing more to ask for


def test_a_failure_is_the_jobs_own(server, job):
    def fail(values, job):
        raise JobFailure("no_overlap", "AFTER", before="a", after="b")

    server.perform = fail
    with pytest.raises(JobFailure) as caught:
        worker_pool.run_job(job)
    assert (caught.value.code, caught.value.parameter) == ("no_overlap", "AFTER")
    assert written(job) == set()


def test_a_failure_of_another_version_is_named(server, job):
    def fail(values, job):
        error = RuntimeError()
        error.code, error.values = "no_overlap", {"layers": 2}  # its text here needs other values
        raise error

    server.perform = fail
    with pytest.raises(JobFailure, match="no_overlap"):
        worker_pool.run_job(job)


def test_cancel_dismisses_the_job(server, job):
    began = threading.Event()

    def wait(values, job):
        began.set()
        assert job.dismissed.wait(30)
        raise Dismissed

    server.perform = wait
    with pytest.raises(Cancelled):
        worker_pool.run_job(job, is_cancelled=began.is_set)
    assert server.jobs["0"].dismissed.wait(30)
    assert written(job) == set()
    assert not Path(job.scratch).exists()


def test_cancel_while_it_is_sent_begins_no_job(server, job):
    events = []
    with pytest.raises(Cancelled):
        worker_pool.run_job(job, events.append, lambda: bool(events))
    assert server.jobs == {} or server.jobs["0"].dismissed.wait(30)


@pytest.mark.parametrize("place", ["events", "outputs", "outputs/y.geojson"])
def test_a_server_that_goes_half_way_leaves_nothing_half(server, job, place):
    earlier = Path(job.mask)
    earlier.write_text("earlier")
    server.rule = lambda method, path: -1 if path.partition("?")[0].endswith(f"/{place}") else 0
    with pytest.raises(JobFailure) as caught:
        worker_pool.run_job(job)
    assert caught.value.code == "server_gone"
    assert server.address in caught.value.text()
    assert written(job) == {"x.tif"}
    assert earlier.read_text() == "earlier"


def test_a_server_that_restarts_is_waited_for(server, job, monkeypatch):
    monkeypatch.setattr(exchange, "PATIENCE_SECONDS", 30.0)
    refused = []

    def rule(method, path):
        if "/events" in path and len(refused) < 3:
            refused.append(path)
            return -1 if len(refused) < 3 else 503
        return 0

    server.rule = rule
    assert worker_pool.run_job(job) == {"CHANGED_AREA": 12.5}
    assert len(refused) == 3


def test_a_busy_server_is_waited_for(server, job):
    busy = [429, 429]

    def rule(method, path):
        return busy.pop() if path.endswith("/execution") and busy else 0

    server.rule = rule
    events = []
    worker_pool.run_job(job, events.append)
    assert [event.code for event in events if isinstance(event, Log)].count("server_busy") == 1


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        (lambda method, path: -1, "server_unreachable"),
        (lambda method, path: 401, "server_token"),
        (lambda method, path: 413 if path == "/uploads" else 0, "server_refused"),
        (lambda method, path: 302 if path == "/uploads" else 0, "server_refused"),
    ],
)
def test_what_a_server_refuses_is_said(server, job, rule, code):
    server.rule = rule
    with pytest.raises(JobFailure) as caught:
        worker_pool.run_job(job)
    assert caught.value.code == code
    assert written(job) == set()


def test_an_input_that_cannot_be_sent_is_named(server, job, folder):
    source = RasterSource("BEFORE", "Old map", "/nowhere/map.tif")
    with pytest.raises(JobFailure) as caught:
        worker_pool.run_job(CoregisterJob(source, job.after, str(folder), aligned=job.mask))
    assert (caught.value.code, caught.value.parameter) == ("server_input", "BEFORE")
    assert "Old map" in caught.value.text()


def test_a_raster_on_the_web_is_named_not_sent(server, job, folder):
    web = RasterSource("BEFORE", "2019", "/vsicurl/https://example.org/2019.tif")
    server.begin = lambda kind, document: server.documents.append(document) or "x"
    with pytest.raises(JobFailure):
        worker_pool.run_job(CoregisterJob(web, job.after, str(folder), aligned=job.mask))
    assert server.documents[0]["inputs"]["before"]["path"] == {"href": "https://example.org/2019.tif"}


@pytest.mark.parametrize("name", ["../x.tif", "other.tif", "x.tif/..", "x.\\..\\y", "x.tif:stream"])
def test_files_that_do_not_belong_to_an_output_are_refused(server, job, monkeypatch, name):
    from groundshift.tests.helpers import job_server

    monkeypatch.setattr(
        job_server._Handler,
        "_file",
        lambda handler, number, job, field, item: {"output": field, "name": name, "href": "/jobs/0/outputs/x.tif", "length": 1},
    )
    with pytest.raises(JobFailure) as caught:
        worker_pool.run_job(job)
    assert caught.value.code == "server_unknown"
    assert written(job) == set()


def test_the_token_goes_to_no_other_address(server, job, tmp_path):
    other = JobServer(tmp_path / "other", write_outputs)
    server.address, own = other.address, server.address  # what the server names in its answers
    with pytest.raises(JobFailure) as caught:
        worker_pool.run_job(job)
    assert caught.value.code == "server_unknown"
    assert own in caught.value.text()
    assert other.requests == []
    other.close()


def test_jobs_of_this_computer_stay_here(server, folder, monkeypatch):
    monkeypatch.setattr(worker_pool._pool, "run_job", lambda job, *_: {"here": job.KIND})
    events = []
    assert worker_pool.run_job(MeasureRuntimeJob((), str(folder)), events.append) == {"here": "measure_runtime"}
    assert [event.code for event in events] == ["server_not_used"]
    assert server.requests == []


def test_moments_are_not_worth_sending_where_there_is_a_runtime(server, job, folder, monkeypatch):
    monkeypatch.setattr(worker_pool._pool, "run_job", lambda job, *_: {"here": job.KIND})
    measured = CoregisterJob(job.before, job.after, str(folder))  # the shift alone
    monkeypatch.setenv("GROUNDSHIFT_PYTHON", sys.executable)
    assert worker_pool.run_job(measured) == {"here": "coregister"}
    monkeypatch.setenv("GROUNDSHIFT_PYTHON", "/nowhere")
    assert worker_pool.run_job(measured) == {"CHANGED_AREA": 12.5}


def test_without_a_server_jobs_run_here(server, job, monkeypatch):
    monkeypatch.delenv(job_place.ADDRESS_VARIABLE)
    monkeypatch.setattr(worker_pool._pool, "run_job", lambda job, *_: {"here": job.KIND})
    assert worker_pool.run_job(job) == {"here": "detect_change"}
    assert server.requests == []


@pytest.mark.parametrize(
    "address", ["example.org", "ftp://example.org", "https://", "https://u:p@example.org", "https://x/?a=1"]
)
def test_addresses_that_are_none(address):
    with pytest.raises(JobFailure, match="no address"):
        job_place.check_address(address)


def test_a_folder_of_results_appears_whole(server, job, tmp_path, folder):
    export = ExportChipsJob(LabelledPair(job.before, job.after, None), str(tmp_path / "out" / "chips"), str(folder))

    def write(values, job):
        for name in ("before/1.tif", "labels/1.tif"):
            path = Path(values["folder"]) / name
            path.parent.mkdir(parents=True)
            path.write_text(name)
        return {"FOLDER": "folder", "CHIP_COUNT": 1}

    server.perform = write
    assert worker_pool.run_job(export) == {"FOLDER": export.folder, "CHIP_COUNT": 1}
    assert (tmp_path / "out" / "chips" / "labels" / "1.tif").read_text() == "labels/1.tif"
    assert written(job) == {"chips"}
    with pytest.raises(JobFailure, match="already exists"):
        worker_pool.run_job(export)


@pytest.mark.parametrize("name", ["../x.tif", "/x.tif", "a/../../x.tif", "a\\x.tif", "a//x.tif", ""])
def test_an_archive_that_leaves_its_folder_leaves_nothing(server, job, tmp_path, folder, name):
    export = ExportChipsJob(LabelledPair(job.before, job.after, None), str(tmp_path / "out" / "chips"), str(folder))

    def write(values, job):
        with zipfile.ZipFile(f"{values['folder']}.zip", "w") as archive:
            archive.writestr("good.tif", "good")
            archive.writestr(zipfile.ZipInfo(name or "link"), "bad")
            if not name:
                archive.infolist()[-1].external_attr = 0o120777 << 16
        return {}

    server.perform = write
    with pytest.raises(JobFailure) as caught:
        worker_pool.run_job(export)
    assert caught.value.code == "server_unknown"
    assert written(job) == set()


def test_a_folder_of_chips_is_an_archive_in_formats_that_the_server_takes(server, job, tmp_path, folder):
    chips = tmp_path / "chips"
    for name in ("before", "after", "labels"):
        (chips / name).mkdir(parents=True)
        gdal_files.write_raster(chips / name / "1.tif", np.ones((1, 8, 8), np.uint8))
    gdal.Translate(str(chips / "before" / "2.bmp"), str(chips / "before" / "1.tif"), format="BMP")
    (chips / "README.md").write_text("about")
    (chips / ".hidden.tif").write_text("")
    evaluation = EvaluateModelJob(job.model, str(folder), chips=(str(chips),), measures=str(tmp_path / "out" / "m.json"))
    server.perform = lambda values, job: Path(values["measures"]).write_text("{}") and {"CHIPS": values["chips"]}
    values = worker_pool.run_job(evaluation)
    with zipfile.ZipFile(values["CHIPS"][0]) as archive:
        names = {name for name in archive.namelist() if "aux" not in name}
        assert names == {
            "chips/before/1.tif", "chips/before/2.tif", "chips/after/1.tif", "chips/labels/1.tif",
        }  # fmt: skip
        archive.extract("chips/before/2.tif", tmp_path)
    assert (gdal.Open(str(tmp_path / "chips/before/2.tif")).ReadAsArray() == 1).all()


def test_a_table_and_its_images_are_sent_each_once(server, job, tmp_path, folder):
    images = [gdal_files.write_raster(tmp_path / f"{day}_VV.tif", np.ones((1, 8, 8), np.float32)) for day in "abc"]
    table = tmp_path / "table.csv"
    lines = [f"2024-01-0{number},north,{Path(image).name},=1" for number, image in enumerate(images, 1)]
    table.write_text("time,place,VV,remark\n" + "\n".join(lines[:2]) + "\n")

    def read(values, job):
        rows = read_table(values["table"])
        Path(values["mask"]).write_text(" ".join(Path(row.bands["VV"].path).name for row in rows))
        assert all(Path(row.bands["VV"].path).is_file() for row in rows)
        return {}

    server.perform = read
    difference = SarDifferenceJob(str(table), str(folder), place="north", mask=job.mask)
    worker_pool.run_job(difference)
    assert Path(job.mask).read_text() == "a_VV.tif b_VV.tif"
    table.write_text("time,place,VV,remark\n" + "\n".join(lines) + f"\n2024-01-09,south,{Path(images[0]).name},x\n")
    folder.mkdir(exist_ok=True)
    events = []
    worker_pool.run_job(difference, events.append)
    assert Path(job.mask).read_text() == "a_VV.tif b_VV.tif c_VV.tif"
    sent = [event.values["name"] for event in events if isinstance(event, Log) and event.code == "server_upload"]
    assert sent == ["c_VV.tif", "table.csv"]


@pytest.fixture
def training(tmp_path, folder, job):
    (tmp_path / "pictures").mkdir()
    (tmp_path / "control").write_text("run")
    return TrainModelJob(
        "early_fusion_fcn",
        str(tmp_path / "out" / "new.onnx"),
        str(folder),
        str(tmp_path / "out" / "new.training"),
        pairs=(LabelledPair(job.before, job.after, None),),
        control=str(tmp_path / "control"),
        pictures=str(tmp_path / "pictures"),
    )


def test_pictures_control_and_log_of_a_training(server, training):
    def train(values, job):
        assert values["base"] == "early_fusion_fcn"
        (job.folder / "v.png").write_text("picture")
        job.say("picture", name="validation", path="v.png", step=1, values={"chip": 0})
        job.say("picture", name="validation", path="../v.png", step=2)
        job.say("picture", name="figure", path="new.png")
        assert job.steered.wait(30)
        Path(values["model"]).write_text("model")
        Path(values["model"]).with_suffix(".png").write_text("figure")
        log = Path(values["checkpoints"]) / "tensorboard" / "events"
        log.parent.mkdir(parents=True)
        log.write_text("log")
        return {"MODEL": "new.onnx", "FIGURE": "new.png", "F1": 0.5}

    server.perform = train
    events = []
    values = worker_pool.run_job(training, events.append)
    figure = str(Path(training.model).with_suffix(".png"))
    assert values == {"MODEL": training.model, "FIGURE": figure, "F1": 0.5}
    shown = [event.path for event in events if isinstance(event, Picture)]
    assert shown == [str(Path(training.pictures) / "v.png"), figure]
    assert (Path(training.checkpoints) / "tensorboard" / "events").read_text() == "log"
    assert server.jobs["0"].words == ["run"]


def test_a_training_that_is_cut_off_is_asked_for_by_its_name(server, training):
    noted = Path(training.checkpoints) / KEPT_BY_SERVER
    begun = threading.Event()

    def wait(values, job):
        job.say("row", table="epoch", values={}, step=1)
        assert job.dismissed.wait(30)
        raise Dismissed

    server.perform = wait
    with pytest.raises(Cancelled):
        worker_pool.run_job(training, lambda event: begun.set() if isinstance(event, Row) else None, begun.is_set)
    (name,) = {document["inputs"]["checkpoints"] for document in server.documents}
    assert json.loads(noted.read_text()) == {"address": server.address, "name": name}

    def finish(values, job):
        Path(values["model"]).write_text("model")
        return {}

    server.perform = finish
    Path(training.scratch).mkdir(exist_ok=True)
    worker_pool.run_job(training)
    assert server.documents[-1]["inputs"]["checkpoints"] == name
    assert not noted.exists()
    Path(training.scratch).mkdir(exist_ok=True)
    worker_pool.run_job(training)
    assert server.documents[-1]["inputs"]["checkpoints"] != name


def test_a_checkpoint_of_this_computer_is_not_used_there(server, training):
    Path(training.checkpoints).mkdir(parents=True)
    (Path(training.checkpoints) / "last.pt").write_text("checkpoint")
    server.perform = lambda values, job: Path(values["model"]).write_text("model") and {}
    events = []
    worker_pool.run_job(training, events.append)
    assert "server_training_anew" in [event.code for event in events if isinstance(event, Log)]
    assert (Path(training.checkpoints) / "last.pt").is_file()


def test_jobs_that_stay_here_give_the_reason(server, job, folder, monkeypatch):
    monkeypatch.setattr(worker_pool._pool, "run_job", lambda job, *_: {"here": job.KIND})
    for local, code in (
        (SarTableJob(("a.tif",), "t.csv", str(folder)), "server_not_table"),
        (DetectChangeClusterJob(job, "blocks", str(folder)), "server_not_cluster"),
    ):
        events = []
        assert worker_pool.run_job(local, events.append) == {"here": local.KIND}
        assert [event.code for event in events] == [code]
    assert server.requests == []


def test_a_training_that_a_server_keeps_begins_anew_here_and_that_is_said(server, training, monkeypatch):
    monkeypatch.delenv(job_place.ADDRESS_VARIABLE)
    monkeypatch.setattr(worker_pool._pool, "run_job", lambda job, *_: {"here": job.KIND})
    Path(training.checkpoints).mkdir()
    (Path(training.checkpoints) / KEPT_BY_SERVER).write_text("{}")
    events = []
    worker_pool.run_job(training, events.append)
    assert [event.code for event in events] == ["server_keeps_training"]


def test_the_training_window_needs_no_runtime_here(server, monkeypatch):
    from groundshift.plugin.gui.training.torch_check import missing_for_training

    monkeypatch.setenv("GROUNDSHIFT_PYTHON", "/nowhere/python")
    assert missing_for_training() is None
    monkeypatch.delenv(job_place.ADDRESS_VARIABLE)
    assert missing_for_training() is not None
