"""A run that was cut off goes on where it stopped, and gives what a run that was not gives."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any, Callable

import numpy as np
import pyogrio
import pytest

from groundshift.plugin.engine.context import JobContext
from groundshift.plugin.engine.resume import BlockJournal
from groundshift.plugin.engine.serve import find_runner
from groundshift.plugin.jobs.change_time_series import ChangeTimeSeriesJob
from groundshift.plugin.jobs.classify_land_cover import ClassifyLandCoverJob
from groundshift.plugin.jobs.detect_change import DetectChangeJob
from groundshift.plugin.jobs.detect_change_classic import DetectChangeClassicJob
from groundshift.plugin.jobs.events import Event, Log, Progress
from groundshift.plugin.jobs.failure import Cancelled, JobFailure
from groundshift.plugin.jobs.land_cover_series import LandCoverSeriesJob
from groundshift.plugin.jobs.publish import remove_temporaries
from groundshift.plugin.jobs.sources import RasterSource
from groundshift.plugin.jobs.unfinished import Resume, list_unfinished, remove_older, remove_run
from groundshift.plugin.jobs.wire import dump_job
from groundshift.tests.helpers.onnx_models import difference_model, segmentation_model
from groundshift.tests.helpers.rasters import changed, texture, write_raster

TILE = 100  # 12 tiles of the pair
WORKER = Path(__file__).resolve().parents[2] / "plugin" / "worker.py"


@pytest.fixture(autouse=True)
def every_event(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("groundshift.plugin.engine.context._SECONDS_BETWEEN_REPORTS", 0.0)


def source(path: Path, parameter: str, date: str | None = None) -> RasterSource:
    return RasterSource(parameter, path.stem, str(path), date=date)


def jobs(folder: Path, pair: tuple[Path, Path, np.ndarray]) -> dict[str, Any]:
    """A job of each kind that can be resumed, each of several blocks."""
    before, after = source(pair[0], "BEFORE"), source(pair[1], "AFTER")
    common: dict[str, Any] = {"scratch": str(folder / "groundshift-1"), "polygons": str(folder / "polygons.gpkg")}
    model = str(difference_model(folder / "model.onnx"))
    third = write_raster(folder / "third.tif", changed(texture(300, 400), [(200, 100, 30, 30)]))
    rasters = [source(path, "RASTERS", f"{year}-01-01") for path, year in zip((*pair[:2], third), (2019, 2021, 2023))]
    mask, first = str(folder / "mask.tif"), str(folder / "first.tif")
    difference = str(folder / "difference.tif")
    cover = str(segmentation_model(folder / "cover.onnx"))
    series = {"rasters": tuple(rasters), "first_change": first, **common}
    return {
        "network": DetectChangeJob(before, after, model, mask=mask, probability=str(folder / "p.tif"), tile=TILE, **common),
        "classic": DetectChangeClassicJob(before, after, mask=mask, difference=difference, method="cva", block=TILE, **common),
        "clusters": DetectChangeClassicJob(before, after, mask=mask, method="pca-k-means", block=TILE, **common),
        "series": ChangeTimeSeriesJob(model=model, tile=150, **series),
        "classic series": ChangeTimeSeriesJob(model="", method="cva", **series),
        "cover series": LandCoverSeriesJob(tuple(rasters), cover, common["scratch"], str(folder / "maps"), min_area_m2=2.0),
        "land cover": ClassifyLandCoverJob(replace(before, parameter="INPUT"), cover, classes=mask, tile=TILE, **common),
    }


def perform(job: Any, stop_at: Callable[[Event], bool] | None = None) -> tuple[list[str], dict[str, Any]]:
    """Run a job; the codes of its log, and what it gives. It is cancelled at the first event that ``stop_at`` picks."""
    codes: list[str] = []
    stop = threading.Event()

    def emit(event: Event) -> None:
        if isinstance(event, Log):
            codes.append(event.code)
        if stop_at is not None and stop_at(event):
            stop.set()

    try:
        return codes, find_runner(job)(job, JobContext(emit, stop))
    except Cancelled:
        return codes, {}


def outputs(folder: Path) -> dict[str, Any]:
    """The outputs of a job: bytes of rasters, features of polygons but their UUIDs; they are removed."""
    found: dict[str, Any] = {}
    for path in sorted([*folder.glob("*"), *folder.glob("maps/*")]):
        if path.suffix == ".tif" and (path.stem in ("mask", "p", "difference", "first") or path.parent.name == "maps"):
            found[path.name] = path.read_bytes()
            path.unlink()
        elif path.suffix == ".gpkg":
            meta, _, shapes, values = pyogrio.raw.read(path, layer=path.stem)
            found[path.name] = [(name, list(column)) for name, column in zip(meta["fields"], values) if name != "uuid"]
            found[path.name] += list(shapes)
            path.unlink()
    shutil.rmtree(folder / "maps", ignore_errors=True)
    assert found
    return found


@pytest.mark.parametrize("kind", ["network", "classic", "clusters", "series", "classic series", "land cover", "cover series"])
def test_a_run_that_was_cancelled_goes_on_and_gives_the_same_bytes(tmp_path: Path, pair, kind: str, monkeypatch) -> None:
    job = jobs(tmp_path, pair)[kind]
    perform(job)
    whole = outputs(tmp_path)
    root = tmp_path / "unfinished"
    job = replace(job, resume=Resume(str(root)))
    kept: list[int] = []
    put = BlockJournal.put

    def counted(self: BlockJournal, block: int, *arguments: Any) -> None:
        kept.append(block)
        put(self, block, *arguments)

    monkeypatch.setattr(BlockJournal, "put", counted)
    enough = 1 if kind in ("classic series", "cover series") else 3  # a date or pair of them is one block
    codes, values = perform(job, lambda event: len(kept) >= enough)
    assert not values
    assert codes[-1] == "resume_kept"
    (run,) = list_unfinished(str(root))
    assert 0 < run.share < 1
    assert run.size > 0
    assert "before" in run.title
    before = len(kept)
    codes, values = perform(job)
    assert values
    assert "resume_found" in codes
    total = len(kept)
    assert outputs(tmp_path) == whole
    assert list(root.iterdir()) == []
    kept.clear()
    perform(replace(job, resume=Resume(str(root))))
    assert total == len(kept), "no block was computed twice"
    assert before >= enough


# A worker that is killed while it computes the block after so many: the same point on a machine of any speed.
KILLED_WORKER = """
import os, runpy, signal, sys
from groundshift.plugin.engine.resume import BlockJournal
worker, blocks, sys.argv[1:] = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
kept, put = [], BlockJournal.put
def put_or_die(self, *arguments):
    if len(kept) == blocks:
        os.kill(os.getpid(), signal.SIGKILL)
    put(self, *arguments)
    kept.append(1)
BlockJournal.put = put_or_die
runpy.run_path(worker, run_name="__main__")
"""


def run_until_killed(job: Any, folder: Path, blocks: int) -> None:
    """Run a job in a worker that is killed by SIGKILL when it has put so many blocks into its journal."""
    path = folder / "job.json"
    path.write_text(json.dumps(dump_job(job)))
    command = [sys.executable, "-c", KILLED_WORKER, str(WORKER), str(blocks), str(path)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}  # the package, wherever these tests found it
    killed = subprocess.run(command, capture_output=True, text=True, env=environment)
    assert killed.returncode == -signal.SIGKILL, killed.stderr


@pytest.mark.slow
def test_a_run_that_was_killed_goes_on(tmp_path: Path, pair) -> None:
    job = jobs(tmp_path, pair)["network"]
    perform(job)
    whole = outputs(tmp_path)
    root = tmp_path / "unfinished"
    job = replace(job, resume=Resume(str(root)))
    for blocks, in_all in ((2, 2), (5, 7)):
        run_until_killed(job, tmp_path, blocks)
        assert finished(root) == in_all
        remove_temporaries((job.mask, job.probability, job.polygons), job.scratch)  # as QGIS's side does
    assert "resume_found" in perform(job)[0]
    assert outputs(tmp_path) == whole
    assert list(root.iterdir()) == []


def cut_off(job: Any, blocks: int = 3) -> None:
    """Run a job and cancel it after so many blocks."""
    codes, _ = perform(job, lambda event: finished(job.resume.folder) >= blocks)
    assert "resume_kept" in codes


def finished(root: str | Path) -> int:
    """The number of blocks in the journals of a folder."""
    return sum(len(path.read_text().splitlines()) for path in Path(root).glob("*/*/journal.jsonl"))


@pytest.fixture
def halted(tmp_path: Path, pair) -> DetectChangeJob:
    """A detection that was cut off."""
    job = replace(jobs(tmp_path, pair)["network"], resume=Resume(str(tmp_path / "unfinished")))
    cut_off(job)
    return job


def test_changed_inputs_begin_anew(halted: DetectChangeJob, tmp_path: Path, pair) -> None:
    after = Path(halted.after.path)
    write_raster(after, changed(texture(300, 400), [(10, 10, 100, 100)]))
    codes, _ = perform(halted)
    assert "resume_changed" in codes
    assert "resume_found" not in codes
    found = outputs(tmp_path)
    perform(replace(halted, resume=None))
    assert outputs(tmp_path) == found


def test_another_model_begins_anew(halted: DetectChangeJob, tmp_path: Path) -> None:
    os.utime(halted.model, (1, 1))
    assert "resume_changed" in perform(halted)[0]


def test_another_threshold_goes_on(halted: DetectChangeJob, tmp_path: Path) -> None:
    other = replace(halted, threshold=0.7, min_area_m2=3.0)
    assert "resume_found" in perform(other)[0]
    found = outputs(tmp_path)
    perform(replace(other, resume=None))
    assert outputs(tmp_path) == found


@pytest.mark.parametrize("damage", ["data", "line", "short"])
def test_a_damaged_journal_gives_the_same(halted: DetectChangeJob, tmp_path: Path, damage: str) -> None:
    (data,) = (tmp_path / "unfinished").glob("*/*/blocks.bin")
    lines = data.with_name("journal.jsonl")
    if damage == "data":
        content = bytearray(data.read_bytes())
        content[len(content) // 2] ^= 255
        data.write_bytes(bytes(content))
    elif damage == "line":
        lines.write_text(lines.read_text()[:-20])
    else:
        data.write_bytes(data.read_bytes()[:-100])
    codes, _ = perform(halted)
    assert "resume_found" in codes
    found = outputs(tmp_path)
    perform(replace(halted, resume=None))
    assert outputs(tmp_path) == found


def test_a_disk_that_is_full_does_not_stop_the_run(tmp_path: Path, pair, monkeypatch) -> None:
    job = replace(jobs(tmp_path, pair)["network"], resume=Resume(str(tmp_path / "unfinished")))

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("groundshift.plugin.engine.resume.os.fsync", full)
    codes, values = perform(job)
    assert values["POLYGON_COUNT"] == 5
    assert codes.count("resume_stopped") == 1


def test_two_runs_of_the_same_do_not_share_their_blocks(halted: DetectChangeJob, tmp_path: Path) -> None:
    inner: list[str] = []

    def meanwhile(event: Event) -> bool:
        if isinstance(event, Log) and event.code == "resume_found" and not inner:
            assert list_unfinished(halted.resume.folder) == [], "it is in progress"
            assert remove_older(halted.resume.folder, 0) == []
            other = replace(halted, scratch=f"{halted.scratch}-2", mask=str(tmp_path / "other.tif"), polygons=None)
            inner.extend(perform(replace(other, probability=None))[0])
        return False

    _, values = perform(halted, meanwhile)
    assert "resume_in_use" in inner
    assert values["POLYGON_COUNT"] == 5


def test_small_runs_and_copied_layers_keep_nothing(tmp_path: Path, pair) -> None:
    root = tmp_path / "unfinished"
    job = jobs(tmp_path, pair)["network"]
    for other in (
        replace(job, resume=Resume(str(root), 300 * 400 + 1)),
        replace(job, scratch=str(pair[0].parent / "scratch"), resume=Resume(str(root))),
    ):
        if "scratch" in other.scratch.split(os.sep)[-1]:
            os.makedirs(other.scratch)
            copied = Path(other.scratch) / "date-0.tif"
            copied.write_bytes(pair[0].read_bytes())
            other = replace(other, before=replace(other.before, path=str(copied)))
        codes, _ = perform(other, lambda event: isinstance(event, Progress) and event.stage == "objects")
        assert "resume_kept" not in codes
        assert list_unfinished(str(root)) == []
        assert not root.exists() or list(root.iterdir()) == []


def test_an_unfinished_run_can_be_removed(halted: DetectChangeJob) -> None:
    (run,) = list_unfinished(halted.resume.folder)
    assert remove_older(halted.resume.folder, 1) == [], "it is younger"
    assert not remove_run(halted.resume.folder), "no run, but their folder"
    assert remove_run(run.folder)
    assert list_unfinished(halted.resume.folder) == []
    assert "resume_found" not in perform(halted)[0]


def test_a_run_that_fails_before_its_first_block_keeps_those_of_the_earlier(halted: DetectChangeJob, tmp_path: Path) -> None:
    with pytest.raises(JobFailure, match="does not exist"):
        perform(replace(halted, mask=str(tmp_path / "missing" / "mask.tif")))
    (run,) = list_unfinished(halted.resume.folder)
    assert run.share > 0
    assert "resume_found" in perform(halted)[0]


def test_a_failure_keeps_the_blocks(halted: DetectChangeJob, monkeypatch) -> None:
    def fail(*_arguments: Any, **_values: Any) -> None:
        raise JobFailure("disk_filled", "MASK", path="mask.tif", folder=".")

    with monkeypatch.context() as patched:
        patched.setattr("groundshift.plugin.engine.detect.detect.finish_outputs", fail)
        with pytest.raises(JobFailure):
            perform(halted)
    (run,) = list_unfinished(halted.resume.folder)
    assert run.share == 1
    assert "resume_found" in perform(halted)[0]
