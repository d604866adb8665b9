"""Jobs and events cross the wall unchanged, and what does not fit is refused."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from groundshift.plugin.jobs.detect_change import DetectChangeJob
from groundshift.plugin.jobs.events import Error, Hello, Log, Metric, Progress, Result, Stopped
from groundshift.plugin.jobs.failure import JobFailure
from groundshift.plugin.jobs.measure_runtime import target_for
from groundshift.plugin.jobs.messages import FAILURES, render
from groundshift.plugin.jobs.publish import remove_temporaries, staged_path
from groundshift.plugin.jobs.registry import load_job
from groundshift.plugin.jobs.sources import NodataRange, Polygons, RasterSource
from groundshift.plugin.jobs.wire import dump_event, dump_job, load_event

ROOT = Path(__file__).resolve().parents[2]


def a_job(scratch: str = "/tmp/s") -> DetectChangeJob:
    return DetectChangeJob(
        before=RasterSource("BEFORE", "vor Ort \u2192 «1»\n", "/a b.tif", (3, 2, 1), nodata=(NodataRange(1, 2.5, 3),)),
        after=RasterSource("AFTER", "after", "/b.tif", date="2020-01-02", rendered=True),
        model="/m.onnx",
        scratch=scratch,
        include=(Polygons("AREA", "a", "EPSG:4326", ("00", "01")),),
        threshold=0.5,
        resolution=None,
        provenance={"nested": {"list": [1, 2, {"x": None}]}},
    )


def test_job_survives_the_wall() -> None:
    line = json.dumps(dump_job(a_job()))
    assert "\n" not in line
    assert load_job(json.loads(line)) == a_job()


@pytest.mark.parametrize(
    "event",
    [
        Hello(1, "0.1", "3.11", {"numpy": "2"}, ("CPU",), ("GTiff",), 5),
        Progress(0.5, "predicting", None),
        Log("grid", {"crs": "zwei\nZeilen"}, "warning"),
        Metric("loss", 0.25, 3),
        Result({"MASK": "/m.tif", "n": 3}),
        Error("disk_full", "MASK", {"folder": "/x"}),
        Stopped(),
        Result({"MASK": "/names/\udce9t\udce9.tif"}),
    ],
)
def test_events_survive_the_wall(event) -> None:
    line = dump_event(event)
    assert "\n" not in line
    assert load_event(line) == event


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "nothing"},
        {"threshold": "high"},
        {"flips": 1},
        {"unknown": 1},
        {"before": "a.tif"},
        {"include": "polygons"},
        {"threshold": float("nan")},
    ],
)
def test_a_job_that_does_not_fit_is_refused(change) -> None:
    with pytest.raises(ValueError, match=r"."):
        load_job({**dump_job(a_job()), **change})


def test_a_job_without_its_model_is_refused() -> None:
    values = dump_job(a_job())
    del values["model"]
    with pytest.raises(ValueError, match="model"):
        load_job(values)


@pytest.mark.parametrize("line", ["", "{}", "[]", '{"event": "nothing"}', '{"event": "progress", "fraction": "x"}', "garbage"])
def test_a_line_that_is_no_event_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        load_event(line)


def test_every_failure_says_what_is_wrong_and_how_to_mend_it() -> None:
    import string

    for code, (problem, mend) in FAILURES.items():
        assert problem, code
        assert mend, code
        names = {name for text in (problem, mend) for _, name, _, _ in string.Formatter().parse(text) if name}
        text = JobFailure(code, "MASK", **dict.fromkeys(names, 1.5)).text()
        assert text.startswith("MASK: ")
        assert "{" not in text
    assert render("no_such_code", "", {"a": 1}) == "no_such_code: {'a': 1}"


def test_failures_are_translated_before_they_are_filled_in() -> None:
    text = render("threshold_range", "THRESHOLD", {"value": 7}, lambda text: text.replace("The threshold", "Der Schwellwert"))
    assert text.startswith("THRESHOLD: Der Schwellwert 7 ")


def test_temporaries_are_removed_and_only_they(tmp_path: Path) -> None:
    output, scratch = tmp_path / "mask.tif", tmp_path / "scratch" / "job-1"
    scratch.mkdir(parents=True)
    staged = Path(staged_path(str(output), str(scratch)))
    staged.parent.mkdir()
    staged.write_text("half")
    output.write_text("earlier result")
    remove_temporaries([str(output), None], str(scratch))
    remove_temporaries([str(output)], str(scratch))
    assert output.read_text() == "earlier result"
    assert not staged.parent.exists()
    assert not scratch.exists()


def test_worker_runs_one_job_from_a_file_without_qgis(tmp_path: Path) -> None:
    job = tmp_path / "job.json"
    job.write_text(json.dumps(dump_job(a_job(str(tmp_path / "scratch")))))
    done = subprocess.run(
        [sys.executable, "-I", str(ROOT / "plugin" / "worker.py"), str(job)], capture_output=True, text=True, timeout=120
    )
    events = [load_event(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1, done.stderr
    assert isinstance(events[0], Hello)
    assert isinstance(events[-1], Error)
    assert events[-1].code == "model_not_onnx"


def test_worker_keeps_prints_out_of_its_events_and_leaves_at_end_of_input(tmp_path: Path) -> None:
    bad = json.dumps({"run": {"kind": "nothing"}})
    done = subprocess.run(
        [sys.executable, "-I", str(ROOT / "plugin" / "worker.py"), "serve"],
        input=f"not json\n{bad}\n" + json.dumps({"quit": True}) + "\n",
        capture_output=True,
        text=True,
        timeout=120,
    )
    events = [load_event(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0, done.stderr
    assert isinstance(events[0], Hello)
    assert "GTiff" in events[0].drivers
    assert any(isinstance(event, Error) and "not JSON" in str(event.values) for event in events)


def test_the_target_of_a_task_is_found_in_a_preference():
    measured = "change=OpenVINO:CPU:bf16,segmentation=OpenVINO:CPU:fp32"
    assert target_for(measured, "segmentation") == "OpenVINO:CPU:fp32"
    assert target_for(measured, "sar-prediction") == ""
    assert target_for("CPUExecutionProvider", "change") == "CPUExecutionProvider"
    assert target_for("", "change") == ""
