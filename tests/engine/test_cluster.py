"""Blocks on a cluster give what one machine gives."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Callable, Iterator

import numpy as np
import psutil
import pyogrio
import pytest
import rasterio

from groundshift.plugin.engine.cluster import dask_cluster
from groundshift.plugin.engine.cluster import run as cluster_run
from groundshift.plugin.engine.cluster.block import as_cog, run_block
from groundshift.plugin.engine.cluster.merge import StripMerger, write_vrt
from groundshift.plugin.engine.context import JobContext
from groundshift.plugin.engine.dates.grid import Grid, Window
from groundshift.plugin.engine.network.prediction import Strip, TilePlan
from groundshift.plugin.engine.serve import find_runner
from groundshift.plugin.jobs.detect_change import DetectChangeJob
from groundshift.plugin.jobs.detect_change_cluster import DetectChangeClusterJob
from groundshift.plugin.jobs.events import Event, Log
from groundshift.plugin.jobs.failure import Cancelled, JobFailure
from groundshift.plugin.jobs.registry import load_job
from groundshift.plugin.jobs.sources import Polygons, RasterSource
from groundshift.plugin.jobs.wire import dump_job
from groundshift.tests.helpers.onnx_models import difference_model, direction_model, spec
from groundshift.tests.helpers.rasters import GSD, LEFT, TOP, UTM, changed, texture, write_raster

pytest.importorskip("distributed", reason="the component 'cluster' is not installed")

WORKER = Path(__file__).resolve().parents[2] / "plugin" / "worker.py"
HEIGHT, WIDTH, TILE, BLOCK, BLOCKS = 330, 430, 60, 180, 6
# Objects that cross the borders of blocks (at multiples of 168), one of them a corner of four.
SQUARES = [(150, 30, 60, 20), (160, 160, 30, 40), (10, 150, 20, 200), (260, 350, 50, 60), (230, 100, 3, 3)]


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> DetectChangeJob:
    """A detection, its inputs written."""
    folder = tmp_path_factory.mktemp("scene")
    before = texture(HEIGHT, WIDTH)
    document = spec(halo=4, stride=4, min_area_m2=4.0)
    document["normalisation"] = {"kind": "standardise"}
    model = difference_model(folder / "m.onnx", document=document, blur=9)
    return DetectChangeJob(
        RasterSource("BEFORE", "before", str(write_raster(folder / "before.tif", before))),
        RasterSource("AFTER", "after", str(write_raster(folder / "after.tif", changed(before, SQUARES)))),
        str(model),
        str(folder / "scratch"),
        tile=TILE,
        threads=1,
    )


def with_outputs(job: DetectChangeJob, folder: Path) -> DetectChangeJob:
    folder.mkdir(exist_ok=True)
    paths = {name: str(folder / f"{name}.tif") for name in ("mask", "probability")}
    return replace(job, **paths, polygons=str(folder / "polygons.gpkg"), scratch=str(folder / "groundshift-1"))


def on_cluster(detect: DetectChangeJob, folder: Path, **options: Any) -> DetectChangeClusterJob:
    job = with_outputs(detect, folder)
    values = {"block_size": BLOCK, "workers": 2, **options}
    return DetectChangeClusterJob(job, str(folder / "parts"), job.scratch, **values)


def perform(job: Any, listen: Callable[[Event], None] = lambda event: None) -> dict[str, Any]:
    values: dict[str, Any] = find_runner(job)(job, JobContext(listen))
    return values


def results(folder: Path) -> tuple[np.ndarray, np.ndarray, list[Any]]:
    """Mask, probability, and the polygons but for their UUIDs, sorted by shape."""
    with rasterio.open(folder / "mask.tif") as mask, rasterio.open(folder / "probability.tif") as probability:
        rasters = mask.read(), probability.read()
    meta, _, shapes, values = pyogrio.raw.read(folder / "polygons.gpkg", layer="polygons")
    columns = [list(column) for name, column in zip(meta["fields"], values) if name != "uuid"]
    return (*rasters, sorted(zip(map(bytes, shapes), *columns)))


def assert_same(one: Path, other: Path) -> None:
    for first, second in zip(results(one), results(other)):
        assert np.array_equal(first, second) if isinstance(first, np.ndarray) else first == second


CONNECTION_LOST = object()


class InProcess:
    """A client that computes blocks at once, in this process."""

    def __init__(self, spoil: Callable[[dict[str, Any], int], Any] = lambda values, tries: None) -> None:
        self.tries: dict[str, int] = {}
        self.spoil = spoil

    def submit(self, _function: Any, values: dict[str, Any], pure: bool) -> InProcess.Done:
        name = Path(values["raster"]).stem
        self.tries[name] = self.tries.get(name, 0) + 1
        found = self.spoil(values, self.tries[name])
        return InProcess.Done(run_block(json.loads(json.dumps(values))) if found is None else found)

    def cancel(self, _futures: list[Any]) -> None:
        return

    class Done:
        def __init__(self, value: Any) -> None:
            self.value = value

        def done(self) -> bool:
            return True

        def exception(self) -> Any:
            return self.value if isinstance(self.value, Exception) else None

        def result(self) -> Any:
            if self.value is CONNECTION_LOST:
                raise OSError("the connection ended")
            return self.value


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch) -> Callable[..., InProcess]:
    """Have blocks computed in this process."""

    def install(*arguments: Any) -> InProcess:
        from contextlib import contextmanager

        client = InProcess(*arguments)

        @contextmanager
        def opened(*_arguments: Any) -> Iterator[InProcess]:
            yield client

        monkeypatch.setattr(cluster_run, "open_client", opened)
        return client

    return install


@pytest.fixture(scope="module")
def one_machine(scene: DetectChangeJob, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("one")
    perform(with_outputs(scene, folder))
    return folder


def test_blocks_make_the_same_mask_probability_and_polygons(scene, one_machine: Path, tmp_path: Path, use) -> None:
    use()
    values = perform(on_cluster(scene, tmp_path / "out"))
    assert values["BLOCK_COUNT"] == values["BLOCKS_COMPUTED"] == BLOCKS
    assert_same(one_machine, tmp_path / "out")
    parts = (tmp_path / "out" / "parts" / "blocks").glob("*.gpkg")
    in_blocks = sum(len(pyogrio.raw.read(path, layer=path.stem)[2]) for path in parts)
    assert in_blocks >= len(results(tmp_path / "out")[2]) + 5, "objects that cross blocks are one"


def test_the_mosaics_are_cloud_optimised_and_the_virtual_one_shows_the_blocks(scene, one_machine, tmp_path: Path, use) -> None:
    use()
    perform(on_cluster(scene, tmp_path / "out"))
    for path in (tmp_path / "out" / "mask.tif", tmp_path / "out" / "parts" / "blocks" / "000-000.tif"):
        with rasterio.open(path) as dataset:
            assert dataset.tags(ns="IMAGE_STRUCTURE")["LAYOUT"] == "COG"
    with rasterio.open(tmp_path / "out" / "mask.tif") as mask, rasterio.open(one_machine / "mask.tif") as other:
        assert mask.colormap(1)[1] == other.colormap(1)[1]
        assert mask.tags(1) == other.tags(1)
        assert mask.tags()["GROUNDSHIFT"] == other.tags()["GROUNDSHIFT"]
        assert (mask.transform, mask.crs, mask.nodata) == (other.transform, other.crs, other.nodata)
    with rasterio.open(tmp_path / "out" / "parts" / "mosaic.vrt") as mosaic:
        assert mosaic.descriptions == ("any change", "change")
        assert mosaic.overviews(1) == []
        shown = mosaic.read(1)
    assert np.abs(shown - results(one_machine)[1][0]).max() < 1e-4 + 1e-6


def test_a_virtual_mosaic_has_overviews(tmp_path: Path) -> None:
    values = texture(700, 1200, bands=1).astype(np.float32)
    halves = [Window(0, 0, 700, 600), Window(0, 600, 700, 600)]
    blocks = []
    for number, window in enumerate(halves):
        plain, path = tmp_path / f"plain-{number}.tif", tmp_path / f"{number}.tif"
        as_cog(str(write_raster(plain, values[:, window.slices[0], window.slices[1]])), str(path), "nearest")
        blocks.append(SimpleNamespace(window=window, job=SimpleNamespace(raster=str(path))))
    grid = Grid(UTM, LEFT, TOP, GSD, GSD, 700, 1200)
    write_vrt(str(tmp_path / "mosaic.vrt"), blocks, grid, grid.window, ["any change"])
    with rasterio.open(tmp_path / "mosaic.vrt") as mosaic:
        assert mosaic.overviews(1) == [2, 4]
        assert np.array_equal(mosaic.read(1), values[0])
        small = mosaic.read(1, out_shape=(350, 600))
    assert np.abs(small - values[0, ::2, ::2]).mean() < 2


def test_strips_are_merged_as_soon_as_their_blocks_are_settled(tmp_path: Path) -> None:
    blocks = {}
    for name, (row, col) in {"a": (0, 0), "b": (0, 10), "c": (10, 0), "d": (10, 10)}.items():
        path = tmp_path / f"{name}.tif"
        write_raster(path, np.full((1, 10, 10), 0.25 + col / 20, np.float32))
        blocks[name] = SimpleNamespace(name=name, window=Window(row, col, 10, 10), job=SimpleNamespace(raster=str(path)))
    plan = TilePlan(Window(0, 0, 20, 20), (0, 5, 10, 15, 20), (0, 10, 20), 0, 1)
    taken: list[Strip] = []
    with StripMerger(list(blocks.values()), plan, SimpleNamespace(classes=("change",)), False, taken.append) as merger:
        merger.settle(blocks["b"], True)
        merger.settle(blocks["c"], True)
        assert not taken
        merger.settle(blocks["a"], True)
        assert [strip.row for strip in taken] == [0, 5]
        merger.settle(blocks["d"], False)
        assert [strip.row for strip in taken] == [0, 5, 10, 15]
    assert (taken[0].first_score == np.repeat([0.25, 0.75], 10).astype(np.float32)).all()
    assert taken[0].valid.all()
    assert (taken[3].valid == np.repeat([True, False], 10)).all()
    assert (taken[3].first_score[:, 10:] == 0).all()


def test_several_classes(scene: DetectChangeJob, tmp_path: Path, use) -> None:
    before = np.full((3, HEIGHT, WIDTH), 120, np.uint8)
    after = before.copy()
    after[:, 150:180, 100:130], after[:, 150:180, 130:200] = 220, 20
    sources = (
        RasterSource(name, name, str(write_raster(tmp_path / f"{name}.tif", values)))
        for name, values in (("BEFORE", before), ("AFTER", after))
    )
    detect = replace(scene, **dict(zip(("before", "after"), sources)), model=str(direction_model(tmp_path / "m.onnx")))
    use()
    perform(on_cluster(detect, tmp_path / "out"))
    perform(with_outputs(detect, tmp_path / "one"))
    assert {3, 7} <= set(np.unique(results(tmp_path / "one")[0]))
    assert_same(tmp_path / "one", tmp_path / "out")
    with rasterio.open(tmp_path / "out" / "parts" / "mosaic.vrt") as mosaic:
        assert mosaic.descriptions == ("any change", "class", "new", "gone")


def test_dates_may_be_items_of_a_stac_catalogue(scene, one_machine: Path, tmp_path: Path, use) -> None:
    """A STAC item collection of cloud-optimised GeoTIFFs, read window by window through GDAL."""
    with rasterio.open(scene.after.path) as whole:
        values = whole.read()
    features = []
    for number, (begin, end) in enumerate(((0, 200), (200, WIDTH))):
        plain, path = tmp_path / f"plain-{number}.tif", tmp_path / f"item-{number}.tif"
        left = LEFT + begin * GSD
        as_cog(str(write_raster(plain, values[:, :, begin:end], left=left)), str(path), "nearest")
        place = [GSD, 0, left, 0, -GSD, TOP]
        projection = {"proj:epsg": 32645, "proj:transform": place, "proj:shape": [HEIGHT, end - begin]}
        features.append(
            {
                "type": "Feature",
                "stac_version": "1.0.0",
                "stac_extensions": ["https://stac-extensions.github.io/projection/v1.0.0/schema.json"],
                "id": f"item-{number}",
                "collection": "town",
                "properties": {"datetime": "2023-05-01T00:00:00Z", **projection},
                "assets": {"visual": {"href": str(path), "type": "image/tiff; application=geotiff"}},
            }
        )
    items = tmp_path / "items.json"
    items.write_text(json.dumps({"type": "FeatureCollection", "stac_version": "1.0.0", "features": features}))
    use()
    detect = replace(scene, after=replace(scene.after, path=f'STACIT:"{items}":asset=visual'))
    perform(on_cluster(detect, tmp_path / "out"))
    assert_same(one_machine, tmp_path / "out")


def test_blocks_that_are_whole_are_not_computed_again(scene, one_machine: Path, tmp_path: Path, use) -> None:
    client = use()
    job = on_cluster(scene, tmp_path / "out")
    perform(job)
    blocks = tmp_path / "out" / "parts" / "blocks"
    (blocks / "000-001.tif").unlink()
    (blocks / "001-000.gpkg").unlink()
    client.tries.clear()
    values = perform(job)
    assert set(client.tries) == {"000-001", "001-000"}
    assert values["BLOCKS_COMPUTED"] == 2
    assert_same(one_machine, tmp_path / "out")
    client.tries.clear()
    perform(replace(job, detect=replace(job.detect, flips=True)))
    assert len(client.tries) == BLOCKS, "computed from something else"


def test_a_block_that_fails_is_tried_again_and_then_left_without_data(scene, one_machine: Path, tmp_path: Path, use) -> None:
    def spoil(values: dict[str, Any], tries: int) -> Any:
        name = Path(values["raster"]).stem
        if name == "001-001":
            return {"FAILURE": "the disk is broken"}
        return OSError("lost") if name == "000-000" and tries == 1 else None

    client = use(spoil)
    events: list[Event] = []
    values = perform(on_cluster(scene, tmp_path / "out"), events.append)
    assert values["BLOCKS_FAILED"] == 1
    assert client.tries == {**dict.fromkeys(client.tries, 1), "001-001": 3, "000-000": 2}
    failed = [event.values for event in events if isinstance(event, Log) and event.code == "cluster_block_failed"]
    assert failed == [{"name": "001-001", "reason": "the disk is broken"}]
    mask, whole = results(tmp_path / "out")[0][0], results(one_machine)[0][0]
    hole = np.zeros(mask.shape, bool)
    job = json.loads((tmp_path / "out" / "parts" / "jobs" / "001-001.json").read_text())
    row, col, height, width = job["window"]
    hole[row : row + height, col : col + width] = True
    assert (mask[hole] == 255).all()
    assert (mask[~hole] != 255).all()
    far = np.ones(mask.shape, bool)
    far[100:, 100:] = False  # an object that the hole cuts may be too small now
    assert np.array_equal(mask[far], whole[far])


def test_a_scheduler_that_is_lost_while_a_result_is_fetched(scene, tmp_path: Path, use) -> None:
    use(lambda values, tries: CONNECTION_LOST if values["raster"].endswith("001-000.tif") else None)
    with pytest.raises(JobFailure) as caught:
        perform(on_cluster(scene, tmp_path / "out", scheduler="tcp://10.0.0.1:8786"))
    assert caught.value.code == "cluster_lost"
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"parts"}


def test_nothing_is_made_where_all_blocks_fail(scene, tmp_path: Path, use) -> None:
    use(lambda values, tries: {"FAILURE": "no such file"})
    with pytest.raises(JobFailure, match="None of the 6 blocks could be computed; the first one: no such file"):
        perform(on_cluster(scene, tmp_path / "out"))
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"parts"}


def test_an_area_has_the_blocks_that_it_meets(scene, tmp_path: Path, use) -> None:
    import shapely

    with rasterio.open(scene.before.path) as raster:
        left, top = raster.transform * (20, 175)
        right, bottom = raster.transform * (160, 320)
    area = Polygons("AREA", "area", "EPSG:32645", (shapely.box(left, bottom, right, top).wkb_hex,))
    far = shapely.box(*raster.transform * (380, 100), *raster.transform * (400, 50)).wkb_hex
    area = replace(area, wkb=(*area.wkb, far))
    client = use()
    limited = replace(scene, include=(area,))
    perform(on_cluster(limited, tmp_path / "out"))
    assert len(client.tries) < BLOCKS
    (tmp_path / "one").mkdir()
    perform(with_outputs(limited, tmp_path / "one"))
    assert_same(tmp_path / "one", tmp_path / "out")


def test_another_engine_can_run_the_blocks(scene, one_machine: Path, tmp_path: Path, monkeypatch) -> None:
    job = on_cluster(scene, tmp_path / "out", only_plan=True)
    values = perform(job)
    jobs = sorted((tmp_path / "out" / "parts" / "jobs").glob("*.json"))
    assert values["BLOCKS"] == values["BLOCKS_MISSING"] == len(jobs) == BLOCKS
    for path in jobs:
        perform(load_job(json.loads(path.read_text())))

    def unused(*_arguments: Any) -> Any:
        raise AssertionError("no cluster is needed")

    monkeypatch.setattr(cluster_run, "open_client", unused)
    assert perform(replace(job, only_plan=False))["BLOCKS_COMPUTED"] == 0
    assert_same(one_machine, tmp_path / "out")


def test_blocks_too_small_and_a_scheduler_that_is_not_there(scene, tmp_path: Path, monkeypatch) -> None:
    with pytest.raises(JobFailure) as caught:
        perform(on_cluster(scene, tmp_path / "out", block_size=9))
    assert caught.value.code == "cluster_block_size"
    monkeypatch.setattr("groundshift.plugin.engine.cluster.dask_cluster._WAIT_SECONDS", 0.2)
    with pytest.raises(JobFailure) as caught:
        perform(on_cluster(scene, tmp_path / "out", scheduler="tcp://127.0.0.1:9"))
    assert caught.value.code == "cluster_unreachable"
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"parts"}


# A worker of Dask kills itself when it begins a block after the first block is there: at the same point on any machine.
KILLED_CLUSTER = """
import runpy, sys
from groundshift.plugin.engine.cluster import command, dask_cluster
worker, mark, sys.argv[1:] = sys.argv[1], sys.argv[2], sys.argv[3:]
before = dask_cluster.preload
dask_cluster.preload = lambda: before() + f'''
import glob, os, signal
from groundshift.plugin.engine.cluster import block
def compute_or_die(job, *arguments, compute=block._compute):  # Dask runs this twice
    if glob.glob(os.path.join(os.path.dirname(job.raster), "*.tif")):
        try:
            os.write(os.open({mark!r}, os.O_CREAT | os.O_EXCL | os.O_WRONLY), str(os.getpid()).encode())
            os.kill(os.getpid(), signal.SIGKILL)
        except FileExistsError:
            pass
    return compute(job, *arguments)
block._compute = compute_or_die
'''
runpy.run_path(worker, run_name="__main__")
"""


@pytest.mark.slow
def test_a_real_cluster_of_which_a_worker_is_killed(scene, one_machine: Path, tmp_path: Path) -> None:
    """Three processes of Dask, one killed with -9 when the first blocks are there; from a file, without QGIS."""
    detect = with_outputs(scene, tmp_path / "out")
    (tmp_path / "job.json").write_text(json.dumps(dump_job(detect)))
    options = ["--block-size", str(BLOCK), "--workers", "3", "--folder", str(tmp_path / "out" / "parts")]
    killed = tmp_path / "killed"
    command = [sys.executable, "-c", KILLED_CLUSTER, str(WORKER), str(killed), "cluster", str(tmp_path / "job.json"), *options]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(command, capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stdout + done.stderr
    assert killed.read_text().isdigit(), "a worker was killed"
    assert_same(one_machine, tmp_path / "out")
    assert not list((tmp_path / "out" / "parts" / "blocks").glob(".groundshift-*"))


# A block fails with an error whose traceback cannot be sent to another process.
UNSENDABLE = """
import sys, threading, types
from groundshift.plugin.engine.cluster import block
odd = types.ModuleType("odd")
odd.__file__ = threading.Lock()
sys.modules["odd"] = odd
exec("def fail(*arguments):\\n    raise ValueError('a broken tile')", odd.__dict__)
block._compute = odd.fail
"""


@pytest.mark.slow
def test_an_error_that_cannot_be_sent_is_reported(scene, tmp_path: Path, monkeypatch) -> None:
    before = dask_cluster.preload()
    monkeypatch.setattr(dask_cluster, "preload", lambda: before + UNSENDABLE)
    stop = threading.Event()
    job = on_cluster(scene, tmp_path / "out", workers=1, retries=0)
    limit = threading.Timer(120, stop.set)
    limit.start()
    try:
        with pytest.raises(JobFailure, match="the first one: ValueError: a broken tile"):
            find_runner(job)(job, JobContext(lambda event: None, stop))
    finally:
        limit.cancel()


# A worker of Dask that kills the scheduler when it begins a block after the first block is there, once a mark is set.
KILLED_SCHEDULER = """
import glob, os, signal
from groundshift.plugin.engine.cluster import block
def compute_or_kill(job, *arguments, compute=block._compute):
    if os.path.exists({mark!r}) and glob.glob(os.path.join(os.path.dirname(job.raster), "*.tif")):
        os.kill({pid}, signal.SIGKILL)
    return compute(job, *arguments)
if block._compute.__name__ == "_compute":
    block._compute = compute_or_kill
"""


@pytest.fixture
def external(tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    """Start a process of Dask by a command of the guide; it ends with the test."""
    started = []

    def start(*command: str) -> subprocess.Popen[bytes]:
        log = (tmp_path / f"{command[0]}.log").open("wb")
        process = subprocess.Popen([sys.executable, "-I", str(WORKER), *command], stdout=log, stderr=log, cwd=tmp_path)
        started.append(process)
        log.close()
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()


@pytest.mark.slow
def test_a_scheduler_that_runs_elsewhere_and_is_lost(
    scene, one_machine: Path, tmp_path: Path, external, use, monkeypatch
) -> None:
    monkeypatch.setattr(dask_cluster, "_WAIT_SECONDS", 5)
    file, mark = tmp_path / "scheduler.json", tmp_path / "mark"
    scheduler = external(
        "dask-scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(file)
    )
    while not (file.exists() and file.read_text().endswith("}")):
        assert scheduler.poll() is None, (tmp_path / "dask-scheduler.log").read_text()
        time.sleep(0.05)
    address = json.loads(file.read_text())["address"]
    preload = KILLED_SCHEDULER.format(mark=str(mark), pid=scheduler.pid)
    options = ["--nthreads", "1", "--nworkers", "1", "--memory-limit", "0", "--no-nanny", "--no-dashboard"]
    external("dask-worker", address, *options, "--preload", preload)
    values = perform(on_cluster(scene, tmp_path / "out", scheduler=address))
    assert values["BLOCKS_COMPUTED"] == BLOCKS
    assert_same(one_machine, tmp_path / "out")

    mark.touch()
    job = on_cluster(scene, tmp_path / "lost", scheduler=address)
    with pytest.raises(JobFailure) as caught:
        perform(job)
    assert caught.value.code == "cluster_lost"
    assert {path.name for path in (tmp_path / "lost").iterdir()} == {"parts"}
    use()
    assert 0 < perform(replace(job, scheduler=""))["BLOCKS_COMPUTED"] < BLOCKS
    assert_same(one_machine, tmp_path / "lost")


@pytest.mark.slow
def test_a_cluster_on_this_computer_listens_on_the_loopback_only(tmp_path: Path) -> None:
    with dask_cluster.open_client("", 1, str(tmp_path), JobContext(lambda event: None)):
        family = [psutil.Process(), *psutil.Process().children(recursive=True)]
        opened = [item for process in family for item in process.net_connections() if item.status == psutil.CONN_LISTEN]
    assert len(opened) > 2
    assert {item.laddr.ip for item in opened} == {"127.0.0.1"}


@pytest.mark.parametrize("scheduler", ["", "tcp://10.0.0.1:8786"])
def test_cancelled(scene, tmp_path: Path, use, scheduler: str) -> None:
    """What its own workers had begun goes with them; those of a scheduler elsewhere end what they compute."""
    client = use()
    stop = threading.Event()
    job = on_cluster(scene, tmp_path / "out", scheduler=scheduler)
    begun = tmp_path / "out" / "parts" / "blocks" / ".groundshift-abc"

    def cancel(values: dict[str, Any], tries: int) -> None:
        begun.mkdir(exist_ok=True)
        stop.set()

    client.spoil = cancel
    with pytest.raises(Cancelled):
        find_runner(job)(job, JobContext(lambda event: None, stop))
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"parts"}
    assert begun.exists() == bool(scheduler)
