"""Which values of a job are files."""

from __future__ import annotations

import dataclasses

import pytest

from groundshift.plugin.jobs.change_report import ChangeReportJob
from groundshift.plugin.jobs.detect_change import DetectChangeJob
from groundshift.plugin.jobs.evaluation import EvaluateModelJob
from groundshift.plugin.jobs.find_learning_rate import FindLearningRateJob
from groundshift.plugin.jobs.job_files import (
    FILE,
    FOLDER,
    OUTPUTS,
    RASTER,
    TABLE,
    VECTOR,
    can_be_sent,
    input_files,
    is_quick,
    process_inputs,
    replace_files,
    wanted_outputs,
)
from groundshift.plugin.jobs.measure_runtime import MeasureRuntimeJob
from groundshift.plugin.jobs.registry import JOB_TYPES, load_job
from groundshift.plugin.jobs.sar import SarDifferenceJob, SarTableJob
from groundshift.plugin.jobs.sources import Polygons, RasterSource, VectorSource
from groundshift.plugin.jobs.train_model import LabelledPair, TrainModelJob
from groundshift.plugin.jobs.wire import dump_job

BEFORE, AFTER = RasterSource("BEFORE", "2019", "/data/2019.tif"), RasterSource("AFTER", "2023", "/data/2023.tif")
LABELS = VectorSource("LABELS", "labels", "/data/labels.gpkg", "EPSG:32633")
AREA = Polygons("AREA", "town", "EPSG:32633", ("00",))


def detection(**fields):
    values = {"provenance": {"before": {"name": "2019", "path": "/secret", "parameter": "x"}}, **fields}
    return dump_job(DetectChangeJob(BEFORE, AFTER, "/models/a.onnx", "/tmp/s", include=(AREA,), **values))


def test_each_kind_and_output_exists():
    for kind, outputs in OUTPUTS.items():
        names = {item.name for item in dataclasses.fields(JOB_TYPES[kind])}
        assert set(outputs) <= names, kind


def test_files_that_a_detection_reads():
    found = [(file.place, file.path, file.name) for file in input_files("detect_change", process_inputs(detection()))]
    assert found == [
        (("before", "path"), "/data/2019.tif", "2019"),
        (("after", "path"), "/data/2023.tif", "2023"),
        (("model",), "/models/a.onnx", ""),
    ]


def test_a_job_comes_back_whole_from_its_inputs_and_outputs():
    """What the service does: its own paths in place of the addresses, outputs and scratch folder beside them."""
    values = detection(mask="/out/mask.tif", threshold=0.25)
    inputs = process_inputs(values)
    assert not {"kind", "scratch", "threads", "provider", "resume", "mask", "probability", "polygons"} & set(inputs)
    sent = replace_files("detect_change", inputs, lambda file: {"href": f"http://x/{file.path}"})
    assert sent["before"]["path"] == {"href": "http://x//data/2019.tif"}
    back = replace_files("detect_change", sent, lambda file: file.path["href"][len("http://x/") :])
    job = load_job({"kind": "detect_change", **back, **wanted_outputs(values), "scratch": "/tmp/s"})
    assert job == load_job(values)


def test_folders_and_tables_and_jobs_within_jobs():
    training = TrainModelJob(
        "unet", "/out/m.onnx", "/tmp/s", "/out/m.training", (LabelledPair(BEFORE, AFTER, LABELS),), ("/a", "/b"), ("/c",)
    )
    inputs = process_inputs(dump_job(FindLearningRateJob(training, "/tmp/s", report="/out/r.html")))
    assert not {"model", "checkpoints", "scratch", "control", "pictures"} & set(inputs["training"])
    found = {(file.place, file.path, file.role) for file in input_files("find_learning_rate", inputs)}
    assert found == {
        (("training", "base"), "unet", FILE),
        (("training", "pairs", 0, "before", "path"), "/data/2019.tif", RASTER),
        (("training", "pairs", 0, "after", "path"), "/data/2023.tif", RASTER),
        (("training", "pairs", 0, "labels", "path"), "/data/labels.gpkg", VECTOR),
        (("training", "chips", 0), "/a", FOLDER),
        (("training", "chips", 1), "/b", FOLDER),
        (("training", "replay", 0), "/c", FOLDER),
    }
    (table,) = input_files("sar_difference", process_inputs(dump_job(SarDifferenceJob("/data/t.csv", "/tmp/s"))))
    assert (table.place, table.role) == (("table",), TABLE)


def test_a_check_of_training_data_has_no_outputs_and_is_not_quick():
    values = dump_job(TrainModelJob("unet", "/out/m.onnx", "/tmp/s", "/out/m.training", only_sample=True))
    assert wanted_outputs(values) == {}
    assert not is_quick(values)


def test_rasters_and_vectors_are_told_apart():
    polygons = VectorSource("POLYGONS", "changes", "/data/changes.gpkg", "EPSG:32633")
    job = ChangeReportJob(polygons, BEFORE, AFTER, "/tmp/s", "/out/report.html", accuracy="/data/areas.csv")
    found = {file.path: file.raster for file in input_files("change_report", process_inputs(dump_job(job)))}
    assert found == {"/data/changes.gpkg": False, "/data/2019.tif": True, "/data/2023.tif": True, "/data/areas.csv": False}


@pytest.mark.parametrize(
    ("job", "sent"),
    [
        (EvaluateModelJob("m.onnx", "/tmp/s", before=BEFORE, after=AFTER, report="/out/r.html"), True),
        (EvaluateModelJob("m.onnx", "/tmp/s", chips=("/chips",), report="/out/r.html"), True),
        (SarTableJob(("a.tif",), "/out/t.csv", "/tmp/s"), False),
        (MeasureRuntimeJob(("m.onnx",), "/tmp/s"), False),
    ],
)
def test_jobs_that_cannot_leave_the_machine(job, sent):
    assert can_be_sent(dump_job(job)) is sent
