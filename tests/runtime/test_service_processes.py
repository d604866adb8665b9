"""Every tool runs on the service, with real workers, by the client that QGIS has; its outputs arrive as they are made here."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any, Iterator

import pytest

from groundshift.plugin.jobs.change_report import ChangeReportJob
from groundshift.plugin.jobs.events import Log, Picture, Row
from groundshift.plugin.jobs.failure import Cancelled
from groundshift.plugin.jobs.job_files import FOLDER_OUTPUT, OUTPUTS, wanted_outputs
from groundshift.plugin.jobs.train_model import EPOCH, FIGURE, KEPT_BY_SERVER, STOP, VALIDATION
from groundshift.plugin.jobs.wire import dump_job
from groundshift.plugin.rules.sar_table import read_table
from groundshift.plugin.runtime.interpreter import Interpreter
from groundshift.plugin.runtime.server import exchange
from groundshift.plugin.runtime.server.access import Server
from groundshift.plugin.runtime.server.connection import Connection
from groundshift.plugin.runtime.server.sending import remove_uploads
from groundshift.plugin.runtime.server.server_run import run_on_server
from groundshift.plugin.runtime.worker_pool import WorkerPool
from groundshift.tests.helpers.real_service import has_service, running_service
from groundshift.tests.helpers.tool_jobs import JOBS, derive_inputs, write_inputs

PYTHON = os.environ.get("GROUNDSHIFT_PYTHON", "")
# They look at this computer, or at what a panel shows.
NOT_SENT = ("preview", "changesizes", "sartable", "measureruntime")
TRAINING = ("trainmodel", "findlearningrate", "sarevaluate", "sartrain")
pytestmark = [
    pytest.mark.skipif(not PYTHON or not has_service(PYTHON), reason="the component 'server' is not installed"),
    pytest.mark.slow,
]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The inputs of all tools."""
    folder = tmp_path_factory.mktemp("sound")
    write_inputs(folder)
    pool = WorkerPool(lambda: Interpreter(PYTHON))
    try:
        derive_inputs(folder, tmp_path_factory.mktemp("scratch"), pool.run_job)
    finally:
        pool.shutdown()
    return folder


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running_service(PYTHON, tmp_path_factory.mktemp("service") / "data") as service:
        yield Server(service.address, (("Authorization", f"Bearer {service.token}"),))
        remove_uploads()


@pytest.fixture(autouse=True)
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchange, "POLL_SECONDS", 0.05)


def job_of(tool: str, sound: Path, tmp_path: Path) -> Any:
    scratch = tmp_path / "groundshift-scratch"
    scratch.mkdir(exist_ok=True)
    return JOBS[tool](sound, tmp_path, str(scratch))


def run(job: Any, server: Server, on_event: Any = lambda event: None, is_cancelled: Any = lambda: False) -> dict[str, Any]:
    return run_on_server(dump_job(job), server, on_event, is_cancelled)


def offers(server: Server, kind: str) -> bool:
    return kind in {one["id"] for one in Connection(server).get("/processes")["processes"]}


@pytest.mark.parametrize("tool", [name for name in JOBS if name not in NOT_SENT])
def test_a_tool_runs_there_and_its_outputs_arrive(tool: str, server: Server, sound: Path, tmp_path: Path) -> None:
    job = job_of(tool, sound, tmp_path)
    if tool in TRAINING and not os.environ.get("GROUNDSHIFT_SERVICE_TRAINING"):
        pytest.skip("GROUNDSHIFT_SERVICE_TRAINING=1 runs it: about a minute of the processor")
    if not offers(server, job.KIND):
        pytest.skip("PyTorch is not installed")
    values = run(job, server)
    for field, path in wanted_outputs(dump_job(job)).items():
        if OUTPUTS[job.KIND][field] != FOLDER_OUTPUT:
            assert Path(path).is_file(), field
        elif field != "checkpoints":
            assert any(item.is_file() for item in Path(path).rglob("*")), field
    assert not [item for item in tmp_path.iterdir() if item.name.startswith(".groundshift")]
    named = [value for value in values.values() if isinstance(value, str) and os.sep in value]
    assert all(value.startswith(str(tmp_path)) for value in named)


def test_tables_of_simulated_changes_name_the_images_of_this_computer(server: Server, sound: Path, tmp_path: Path) -> None:
    values = run(job_of("sarsimulate", sound, tmp_path), server)
    rows = read_table(values["CHANGED_TABLE"])
    folders = {os.path.dirname(band.path) for row in rows for band in row.bands.values()}
    assert folders == {str(tmp_path / "simulated"), str(sound / "radar")}
    assert all(os.path.isfile(band.path) for row in rows for band in row.bands.values())


def test_a_folder_of_chips_is_sent_once(server: Server, sound: Path, tmp_path: Path) -> None:
    export = job_of("exportchips", sound, tmp_path)
    run(export, server)
    events: list[Any] = []
    for number in (1, 2):
        evaluation = replace(job_of("evaluatemodel", sound, tmp_path), before=None, after=None, labels=None)
        outputs = {name: str(tmp_path / f"{number}-{name}") for name in ("report.html", "measures.json")}
        chips = replace(evaluation, chips=(export.folder,), report=outputs["report.html"], measures=outputs["measures.json"])
        run(chips, server, events.append)
    sent = [event.values["name"] for event in events if isinstance(event, Log) and event.code == "server_upload"]
    assert sent.count("chips") == 1
    measures = [json.loads((tmp_path / f"{number}-measures.json").read_text()) for number in (1, 2)]
    assert measures[0].keys() == measures[1].keys()


def test_the_pages_of_a_printable_report_arrive(server: Server, sound: Path, tmp_path: Path) -> None:
    job: ChangeReportJob = job_of("changereport", sound, tmp_path)
    pages = tmp_path / "groundshift-scratch-left"
    pages.mkdir()
    run(replace(job, pages=str(pages)), server)
    assert (pages / "000.html").is_file()
    assert list(pages.glob("*.jpg")) + list(pages.glob("*.png"))


@pytest.mark.skipif(not os.environ.get("GROUNDSHIFT_SERVICE_TRAINING"), reason="GROUNDSHIFT_SERVICE_TRAINING=1 trains")
class TestTraining:
    """Pictures, steering and checkpoints of a training on the server."""

    @pytest.fixture
    def job(self, server: Server, sound: Path, tmp_path: Path) -> Any:
        if not offers(server, "train_model"):
            pytest.skip("PyTorch is not installed")
        (tmp_path / "pictures").mkdir()
        (tmp_path / "control").write_text("run")
        job = job_of("trainmodel", sound, tmp_path)
        return replace(
            job,
            checkpoints=str(tmp_path / "new.training"),
            control=str(tmp_path / "control"),
            pictures=str(tmp_path / "pictures"),
            settings=replace(job.settings, epochs=400, patience=0),
        )

    def test_stop_keeps_the_best_epoch(self, server: Server, job: Any) -> None:
        events: list[Any] = []

        def take(event: Any) -> None:
            events.append(event)
            if isinstance(event, Row) and event.table == EPOCH:
                Path(job.control).write_text(STOP)

        values = run(job, server, take)
        assert values["EPOCHS"] < 400
        assert Path(values["MODEL"]).read_bytes()
        pictures = [event for event in events if isinstance(event, Picture)]
        assert {VALIDATION, FIGURE} <= {event.name for event in pictures}
        assert all(Path(event.path).is_file() for event in pictures)
        assert not (Path(job.checkpoints) / KEPT_BY_SERVER).exists()

    def test_a_cancelled_training_goes_on(self, server: Server, job: Any) -> None:
        begun: list[int] = []

        def take(event: Any) -> None:
            if isinstance(event, Row) and event.table == EPOCH and event.step > 1:  # the first has a checkpoint
                begun.append(event.step)

        with pytest.raises(Cancelled):
            run(job, server, take, lambda: bool(begun))
        assert (Path(job.checkpoints) / KEPT_BY_SERVER).is_file()
        assert not Path(job.model).exists()
        resumed: list[int] = []

        def take_again(event: Any) -> None:
            if isinstance(event, Log) and event.code == "training_resumed":
                resumed.append(event.values["epoch"])
                Path(job.control).write_text(STOP)

        Path(job.scratch).mkdir(exist_ok=True)
        run(job, server, take_again)
        assert resumed[0] >= 1
        assert Path(job.model).is_file()
