"""Tools run on a server, chosen in QGIS's settings, as they run on this computer."""

from __future__ import annotations

import json
import os
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal, ogr
from qgis.core import QgsProcessingException, QgsProject, QgsRasterLayer, QgsSettings

from groundshift.plugin.jobs.events import Log, Progress
from groundshift.plugin.jobs.registry import load_job
from groundshift.plugin.runtime import job_place, settings, worker_pool
from groundshift.plugin.runtime.server import access, exchange
from groundshift.plugin.runtime.server.connection import Connection
from groundshift.tests.helpers.graphs import run_graph
from groundshift.tests.helpers.job_server import TOKEN, Dismissed, JobServer
from groundshift.tests.helpers.real_service import GIVEN, has_service, running_service

pytestmark = pytest.mark.usefixtures("worker")


def work(values, job):
    """What the real service does: the job in a real worker."""

    def say(event):
        if isinstance(event, Progress):
            job.say("progress", fraction=event.fraction, stage=event.stage)
        elif isinstance(event, Log):
            job.say("log", code=event.code, values=event.values, level=event.level)

    return worker_pool._pool.run_job(load_job(values), say, job.dismissed.is_set)


@pytest.fixture
def server(choose_server, tmp_path):
    """A server that is chosen in the settings, its token in the authentication store."""
    running = JobServer(tmp_path / "server", work)
    choose_server(running.address)
    yield running
    running.close()


@pytest.fixture
def run(qgis, context, feedback, parameters):
    import processing

    def run(tool="detectchange", **changes):
        return processing.run(f"groundshift:{tool}", {**parameters, **changes}, context=context, feedback=feedback)

    return run


def features(path):
    """Geometry and attributes of each polygon, but for the uuid that each run gives anew."""
    dataset = ogr.Open(str(path))
    layer = dataset.GetLayer()
    listed = [json.loads(feature.ExportToJson()) for feature in layer]
    for feature in listed:
        feature["properties"].pop("uuid", None)
    return layer.GetName(), listed


def check_equal(there, local):
    """Check that results of two folders are the same: pixels, polygons, values, styles, and the files beside them."""
    for name in ("MASK", "PROBABILITY"):
        assert np.array_equal(gdal.Open(there[name]).ReadAsArray(), gdal.Open(local[name]).ReadAsArray()), name
        assert gdal.Open(there[name]).GetGeoTransform() == gdal.Open(local[name]).GetGeoTransform()
    assert features(there["POLYGONS"]) == features(local["POLYGONS"])
    assert (there["CHANGED_AREA"], there["POLYGON_COUNT"]) == (local["CHANGED_AREA"], local["POLYGON_COUNT"])
    folders = [Path(results["MASK"]).parent for results in (there, local)]
    assert sorted(path.name for path in folders[0].iterdir()) == sorted(path.name for path in folders[1].iterdir())
    for style in folders[0].glob("*.qml"):
        assert style.read_text() == (folders[1] / style.name).read_text()


def here(run, **changes):
    """The same run on this computer."""
    store = QgsSettings()
    store.remove(settings.RUN_ON_KEY)
    try:
        return run(**changes)
    finally:
        store.setValue(settings.RUN_ON_KEY, "server")


@pytest.mark.slow
def test_mask_polygons_values_and_log_are_those_of_this_computer(server, run, feedback, tmp_path):
    outputs = {"MASK": "mask.tif", "POLYGONS": "changes.gpkg", "PROBABILITY": "probability.tif"}
    folders = [tmp_path / "there", tmp_path / "here"]
    results, logs = [], []
    for folder, begin in zip(folders, (run, lambda **changes: here(run, **changes))):
        folder.mkdir()
        results.append(begin(**{name: str(folder / file) for name, file in outputs.items()}))
        logs.append([text for text in feedback.infos if "groundshift" not in text and " s" not in text])
        feedback.infos.clear()
    there, local = results
    assert len(server.jobs) == 1
    check_equal(there, local)
    assert feedback.fractions[-1] == 100
    assert not feedback.errors


def test_progress_rises_and_what_is_sent_is_said(server, run, feedback):
    run()
    assert feedback.fractions == sorted(feedback.fractions)
    sent = [text for text in feedback.infos if server.address in text]
    assert [text.split("'")[1] for text in sent] == ["before", "after", "difference.onnx"]


def test_layers_of_qgis_and_virtual_rasters_are_sent_as_copies(server, run, pair, context, tmp_path):
    gdal.GetDriverByName("GTiff").CreateCopy("/vsimem/before.tif", gdal.Open(pair[0]))
    layer = QgsRasterLayer("/vsimem/before.tif", "in memory")
    QgsProject.instance().addMapLayer(layer)
    (tmp_path / "far").mkdir()
    virtual = str(tmp_path / "far" / "after.vrt")
    gdal.BuildVRT(virtual, [pair[1]]).FlushCache()
    there = run(BEFORE=layer, AFTER=virtual)
    names = {Path(file).name for files in server.uploads.values() for file in files}
    assert "after.vrt" not in names
    assert np.array_equal(gdal.Open(there["MASK"]).ReadAsArray(), gdal.Open(here(run)["MASK"]).ReadAsArray())
    gdal.Unlink("/vsimem/before.tif")


def test_no_runtime_is_needed_here(server, algorithm, parameters, context, monkeypatch):
    monkeypatch.setenv("GROUNDSHIFT_PYTHON", "/nowhere/python")
    assert algorithm().checkParameterValues(parameters, context)[0]
    QgsSettings().remove(settings.RUN_ON_KEY)
    assert not algorithm().checkParameterValues(parameters, context)[0]


def test_an_address_that_is_none_is_said_before_the_run(server, algorithm, parameters, context):
    QgsSettings().setValue(settings.SERVER_KEY, "example.org")
    good, text = algorithm().checkParameterValues(parameters, context)
    assert not good
    assert "'example.org' is no address" in text


def test_cancel(server, run, feedback, tmp_path):
    def wait(values, job):
        feedback.cancel()
        assert job.dismissed.wait(60)
        raise Dismissed

    server.perform = wait
    (tmp_path / "out").mkdir()
    run(MASK=str(tmp_path / "out" / "mask.tif"), POLYGONS=None)
    assert server.jobs["0"].dismissed.is_set()
    assert list((tmp_path / "out").iterdir()) == []


def test_a_server_that_goes_half_way(server, run, feedback, tmp_path, monkeypatch):
    monkeypatch.setattr(exchange, "PATIENCE_SECONDS", 0.1)

    def go(values, job):
        server.rule = lambda method, path: -1
        return work(values, job)

    server.perform = go
    (tmp_path / "out").mkdir()
    with pytest.raises(QgsProcessingException, match="stopped answering while the job ran"):
        run(MASK=str(tmp_path / "out" / "mask.tif"), POLYGONS=None)
    assert list((tmp_path / "out").iterdir()) == []


def test_a_wrong_token(server, run):
    access.store_token("wrong", settings.server_authcfg())
    with pytest.raises(QgsProcessingException, match="does not accept the token"):
        run()


def test_a_locked_store_is_said(server, run, monkeypatch):
    QgsSettings().setValue(settings.SERVER_AUTHCFG_KEY, "missing")
    with pytest.raises(QgsProcessingException, match="authentication store"):
        run()
    monkeypatch.setenv(access.TOKEN_VARIABLE, TOKEN)  # in place of the store
    assert run()["POLYGON_COUNT"] == 1


def test_other_tools(server, run, masks, probability):
    measures = run("assessaccuracy", PREDICTED=masks[0], REFERENCE=masks[1], MEASURES="TEMPORARY_OUTPUT")
    assert measures["RECALL"] == pytest.approx(0.75)
    polygons = run("vectorizechange", INPUT=probability, POLYGONS="TEMPORARY_OUTPUT")["POLYGONS"]
    assert len(features(polygons)[1]) == 3
    assert len(server.jobs) == 2


@pytest.mark.slow
class TestTheService:
    """With the service itself in place of one that imitates it."""

    @pytest.fixture(scope="class")
    def service(self, worker, tmp_path_factory):
        if not has_service(worker):
            pytest.skip("needs the component 'server' (make setup)")
        with running_service(worker, tmp_path_factory.mktemp("service") / "data") as service:
            yield service

    @pytest.fixture(autouse=True)
    def chosen(self, service, monkeypatch):
        monkeypatch.setenv(job_place.ADDRESS_VARIABLE, service.address)
        monkeypatch.setenv(access.TOKEN_VARIABLE, service.token)
        monkeypatch.setattr(exchange, "POLL_SECONDS", 0.05)

    def test_results_are_those_of_this_computer(self, run, tmp_path, monkeypatch):
        outputs = {"MASK": "my mask.tif", "POLYGONS": "changes.gpkg", "PROBABILITY": "probability.tif"}
        results = []
        for folder in (tmp_path / "there", tmp_path / "here"):
            folder.mkdir()
            results.append(run(**{name: str(folder / file) for name, file in outputs.items()}))
            monkeypatch.delenv(job_place.ADDRESS_VARIABLE, raising=False)
        if os.environ.get(GIVEN):  # another PROJ there may find other areas, in their ninth digits
            there, here = results
            assert np.array_equal(gdal.Open(there["MASK"]).ReadAsArray(), gdal.Open(here["MASK"]).ReadAsArray())
            assert there["CHANGED_AREA"] == pytest.approx(here["CHANGED_AREA"])
        else:
            check_equal(*results)

    def test_a_failure_is_the_jobs_own(self, run, masks, write_raster, tmp_path):
        far = write_raster("far.tif", np.zeros((1, 50, 50), np.uint8), left=900000.0)
        with pytest.raises(QgsProcessingException, match="do not overlap"):
            run("assessaccuracy", PREDICTED=masks[0], REFERENCE=far, MEASURES=str(tmp_path / "measures.json"))
        assert not (tmp_path / "measures.json").exists()
        jobs = Connection(access.chosen_server()).get("/jobs")["jobs"]
        assert "failed" in [job["status"] for job in jobs]

    def test_a_bundled_model_is_not_sent(self, run, feedback, tmp_path):
        run(MODEL="buildings-fcn", RESOLUTION=0.5)
        sent = [text.split("'")[1] for text in feedback.infos if "is sent to" in text]
        assert sent == ["before", "after"]

    def test_formats_and_names_of_outputs(self, run, tmp_path):
        path = tmp_path / "gebäude 2023.fgb"
        run(POLYGONS=str(path), MASK="TEMPORARY_OUTPUT")
        assert features(path)[0] == "gebäude 2023"

    def test_a_saved_model(self, saved_model, pair, context, feedback, tmp_path):
        outputs = {"MASK": str(tmp_path / "mask.tif"), "POLYGONS": str(tmp_path / "changes.gpkg")}
        results = run_graph(saved_model, {"before": pair[0], "after": pair[1]}, outputs, context, feedback)
        assert (gdal.Open(results["MASK"]).ReadAsArray() == 1).sum() == 40 * 60
        assert any("is sent to" in text for text in feedback.infos)

    def test_qgis_process(self, qgis_process, parameters, tmp_path):
        given = {**parameters, "MASK": str(tmp_path / "mask.tif"), "POLYGONS": str(tmp_path / "changes.gpkg")}
        done = qgis_process("run", "groundshift:detectchange", "--", *(f"{name}={value}" for name, value in given.items()))
        assert done.returncode == 0, done.stderr
        assert "is sent to" in done.stdout
        assert (gdal.Open(given["MASK"]).ReadAsArray() == 1).sum() == 40 * 60
        assert (tmp_path / "mask.qml").exists()
