"""RESUME through Processing: a run that was stopped goes on, what it left can be removed."""

from __future__ import annotations

import os

import numpy as np
import pytest

from groundshift.plugin.algorithms.inputs.resuming import read_resume, unfinished_folder
from groundshift.plugin.jobs.unfinished import RUN
from groundshift.tests.helpers.halting_worker import HaltingPython

from .conftest import Feedback

KINDS = ("detectchange", "detectchangeclassic", "changetimeseries", "classifylandcover", "landcoverseries")


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("HOME", str(tmp_path))


def leave_run(name, days=0.0):
    """An unfinished run in the cache."""
    folder = os.path.join(unfinished_folder(), name)
    os.makedirs(os.path.join(folder, "pair"))
    for file, text in (
        (RUN, '{"title": "2019 - 2023", "kind": "detect_change", "parts": 1}'),
        ("pair/inputs.json", '{"blocks": 4}'),
        ("pair/journal.jsonl", '{"block": 0}\n'),
        ("pair/blocks.bin", "0" * 3_000_000),
    ):
        path = os.path.join(folder, file)
        with open(path, "w") as stream:
            stream.write(text)
        then = os.path.getmtime(path) - days * 86_400
        os.utime(path, (then, then))
    return folder


@pytest.mark.parametrize("name", KINDS)
def test_large_runs_are_resumable_by_default(algorithm, name):
    found = algorithm(name)
    parameter = found.parameterDefinition("RESUME")
    assert parameter.defaultValue() == 0
    assert len(parameter.options()) == 3


@pytest.mark.parametrize(("value", "least"), [(0, 50_000_000), (1, 0), (2, None)])
def test_choices(algorithm, context, value, least):
    from groundshift.plugin.algorithms.inputs.given import Given

    resume = read_resume(Given(algorithm(), {"RESUME": value}, context))
    assert (None if resume is None else resume.least_pixels) == least
    assert resume is None or resume.folder == unfinished_folder()


def test_a_cancelled_run_goes_on(algorithm, context, parameters, write_raster, worker, monkeypatch, tmp_path):
    images = np.full((2, 3, 1700, 1700), 60, np.uint8)  # nine tiles; the worker halts after the fourth
    images[1, :, 200:240, 300:360] = 200
    for date, image in zip(("BEFORE", "AFTER"), images):
        parameters[date] = write_raster(f"large-{date}.tif", image)
    parameters.update(RESUME=1, MASK=str(tmp_path / "mask.tif"), POLYGONS=str(tmp_path / "polygons.gpkg"))
    first = Feedback()
    first.progressChanged.connect(lambda percent: first.cancel() if percent > 35 else None)
    python = HaltingPython(tmp_path, worker, 0.35)
    python.halt()
    monkeypatch.setenv("GROUNDSHIFT_PYTHON", python.path)
    algorithm().run(parameters, context, first)
    python.release()
    assert not os.path.exists(parameters["MASK"])
    assert any("The finished blocks are kept" in text for text in first.infos)
    second = Feedback()
    results, done = algorithm().run(parameters, context, second)
    assert done
    assert any("Going on with an unfinished run" in text for text in second.infos)
    assert results["POLYGON_COUNT"] == 1
    assert os.listdir(unfinished_folder()) == []


def test_clean_up_removes_unfinished_runs(algorithm, context, feedback):
    old, new = leave_run("old", days=3), leave_run("new")
    results, _ = algorithm("cleanup").run({"DAYS": 2}, context, feedback)
    assert results == {"COUNT": 1, "FREED": pytest.approx(2.9, abs=0.1)}
    assert not os.path.exists(old)
    assert "Removed: 2019 - 2023, 25 % finished, 3 MB" in feedback.infos
    results, _ = algorithm("cleanup").run({}, context, feedback)
    assert results["COUNT"] == 1
    assert not os.path.exists(new)
    assert algorithm("cleanup").run({}, context, feedback)[0]["COUNT"] == 0


def test_the_history_lists_and_removes_them(qgis):
    from qgis.PyQt.QtWidgets import QPushButton, QTreeWidget

    from groundshift.plugin.gui.history.unfinished_box import UnfinishedBox

    box = UnfinishedBox()
    assert box.isHidden()
    folder = leave_run("one")
    box.show_runs()
    assert not box.isHidden()
    runs, button = box.findChild(QTreeWidget), box.findChild(QPushButton)
    assert runs.topLevelItem(0).text(0).startswith("2019 - 2023\n")
    assert "25 % finished" in runs.topLevelItem(0).text(0)
    button.click()
    assert not os.path.exists(folder)
    assert box.isHidden()
