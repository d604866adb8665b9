"""Training end to end on a small made place: what comes out, that it can be resumed, steered and repeated, and bad input."""

from __future__ import annotations

import copy
import json
import os
import re
import sys
import threading
from dataclasses import dataclass, fields, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import mlflow
import numpy as np
import pytest
import torch
from sklearn.metrics import average_precision_score

from groundshift.plugin.engine.context import JobContext
from groundshift.plugin.engine.network.network import Network
from groundshift.plugin.jobs.events import Event, Log, Metric, Picture, Row
from groundshift.plugin.jobs.failure import Cancelled, JobFailure
from groundshift.plugin.jobs.train_model import CLASS, COMPARISON, EPOCH, SETUP, TrainModelJob
from groundshift.plugin.model_file.load import load_model_file
from groundshift.plugin.training.entries import train_model
from groundshift.plugin.training.fit import steering
from groundshift.plugin.training.fit.blend import SHARES, TOLERANCE, blend_with_base
from groundshift.plugin.training.fit.documents import stac_name
from groundshift.plugin.training.fit.export import open_session
from groundshift.plugin.training.fit.mlflow_log import log_to_mlflow
from groundshift.plugin.training.fit.optimisation import Schedule
from groundshift.plugin.training.fit.prepare import prepare
from groundshift.plugin.training.fit.time_limit import Pace, shortened
from groundshift.plugin.training.fit.training_step import TrainingStep
from groundshift.plugin.training.networks.architectures import Architecture
from groundshift.plugin.training.networks.model_weights import network_from_model_file
from groundshift.tests.helpers.chip_folders import write_chips
from groundshift.tests.helpers.labelled_pairs import SIZE, area_of, box, dates, houses, made_pair, quick_job, write_labels
from groundshift.tests.helpers.rasters import write_raster

TINY = {"batch_size": 2, "tile_size": 32}


def run(job: TrainModelJob, events: list[Event] | None = None, stop: threading.Event | None = None) -> dict[str, Any]:
    Path(job.scratch).mkdir(exist_ok=True)
    kept = events if events is not None else []
    return train_model(job, JobContext(kept.append, stop or threading.Event()))


def rows(events: list[Event], table: str = EPOCH) -> list[dict[str, Any]]:
    return [event.values for event in events if isinstance(event, Row) and event.table == table]


def codes(events: list[Event]) -> list[str]:
    return [event.code for event in events if isinstance(event, Log)]


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any], list[Event]]:
    """A model trained from scratch, with pictures and report."""
    folder = tmp_path_factory.mktemp("trained")
    (folder / "pictures").mkdir()
    events: list[Event] = []
    values = run(
        quick_job(
            folder,
            pictures=str(folder / "pictures"),
            settings={"steps_per_epoch": 15},
            licence="CC BY 4.0",
            attribution="Survey office",
        ),
        events,
    )
    return folder, values, events


def test_it_learns_and_says_what_it_does(trained: tuple[Path, dict[str, Any], list[Event]]) -> None:
    folder, values, events = trained
    assert values["F1"] > 0.5
    assert [row["epoch"] for row in rows(events)] == [1, 2, 3]
    best = max(rows(events), key=lambda row: row["f1"])
    assert values["BEST_EPOCH"] == best["epoch"]
    (setup,) = rows(events, SETUP)
    assert setup["polygons"] == 16
    assert setup["classes"] == ["change"]
    assert {row["class"] for row in rows(events, CLASS)} == {"no change", "change"}
    assert {row["measure"] for row in rows(events, COMPARISON)} == {"precision", "recall", "f1", "iou"}
    assert any(isinstance(event, Metric) and event.name == "train_loss" for event in events)
    pictures = [event for event in events if isinstance(event, Picture)]
    assert {event.name for event in pictures} >= {"sample", "validation", "best", "worst", "figure"}
    assert all(Path(event.path).read_bytes().startswith(b"\x89PNG") for event in pictures)
    assert not list(folder.glob(".groundshift*"))
    assert not (folder / "scratch-1").exists()


def test_the_result_is_one_file_that_says_all(trained: tuple[Path, dict[str, Any], list[Event]]) -> None:
    folder, values, _ = trained
    spec = load_model_file(values["MODEL"]).spec
    assert spec.id == "new"
    assert spec.threshold == pytest.approx(values["THRESHOLD"])
    assert spec.gsd_m.best == pytest.approx(0.5, rel=1e-2)
    assert [item.name for item in spec.classes] == ["change"]
    session = open_session(Path(values["MODEL"]))
    (out,) = session.run(None, {"dates": np.zeros((1, 6, 64, 64), np.float32)})
    assert out.shape == (1, 1, 64, 64)
    card = (folder / "new.md").read_text()
    assert "early_fusion_fcn" in card
    assert f"{values['F1']:.3f}" in card
    assert spec.document["training"]["licence"] == "CC BY 4.0"
    assert "CC BY 4.0" in card
    assert "Survey office" in card
    assert "Survey office" in (folder / "report.html").read_text()
    item = json.loads((folder / "new.stac.json").read_text())
    check_stac(item)
    assert item["properties"]["mlm:total_parameters"] == 75_681
    assert item["properties"]["mlm:input"][0]["input"]["shape"] == [-1, 6, -1, -1]
    assert item["properties"]["mlm:pretrained_source"] is None
    assert "<svg" in (folder / "report.html").read_text()
    logs = list((folder / "new.training" / "tensorboard").glob("events*"))
    assert logs
    assert not list((folder / "new.training").glob("*.pt"))


def test_a_model_is_continued_and_compared_with_its_base(
    trained: tuple[Path, dict[str, Any], list[Event]], tmp_path: Path
) -> None:
    _, values, _ = trained
    pair = replace(made_pair(tmp_path, 3), area=area_of(box(0, 0, SIZE, 200)))
    events: list[Event] = []
    result = run(quick_job(tmp_path, base=values["MODEL"], pairs=(pair,), settings={"learning_rate": 1e-3}), events)
    first = rows(events)[0]
    assert first["epoch"] == 0
    assert result["BASE_F1"] == pytest.approx(first["f1"], abs=0.02)
    assert "training_distils" in codes(events)
    plan, network = network_from_model_file(Path(result["MODEL"]))
    _, base = network_from_model_file(Path(values["MODEL"]))
    assert plan.architecture == "early_fusion_fcn"
    assert not torch.equal(next(iter(network.parameters())), next(iter(base.parameters())))
    spec = load_model_file(result["MODEL"]).spec
    assert spec.document["training"]["base"] == "new"
    assert {"training_gain", "training_alike"} & set(codes(events))
    assert "95 % interval" in (tmp_path / "new.md").read_text()


def test_as_little_of_the_new_weights_is_taken_as_is_as_good(
    trained: tuple[Path, dict[str, Any], list[Event]], tmp_path: Path
) -> None:
    _, values, _ = trained
    job = quick_job(tmp_path, base=values["MODEL"], report=None)
    context = JobContext(lambda event: None)
    task = prepare(job, context).task
    good = {key: value.clone() for key, value in task.network.state_dict().items()}
    bad = {key: -value if value.is_floating_point() and "weight" in key else value for key, value in good.items()}
    network = copy.deepcopy(task.network)
    alike = blend_with_base(task, good, network, good, context.check)
    assert alike.share == min(SHARES)
    assert alike.value == pytest.approx(alike.alone)
    learnt = blend_with_base(task, bad, network, good, context.check)
    assert learnt.share > 0.5
    assert learnt.value >= learnt.alone - TOLERANCE
    spoilt = blend_with_base(task, good, network, bad, context.check)
    assert spoilt.share == min(SHARES)
    assert spoilt.value > spoilt.alone + 0.2
    for key, value in spoilt.weights.items():
        wanted = 0.75 * good[key] + 0.25 * bad[key] if value.is_floating_point() else bad[key]
        assert torch.allclose(value, wanted)


def check_stac(item: dict[str, Any]) -> None:
    """What the schemas of STAC 1.1, of the extension MLM 1.5 and of classification 1.1 ask of what we write."""
    values = item["properties"]
    assert item["stac_version"] == "1.1.0"
    assert re.fullmatch(r"[a-zA-Z][a-zA-Z0-9_.\-\s]+[a-zA-Z0-9]", values["mlm:name"])
    assert values["mlm:tasks"] == ["semantic-segmentation"]
    assert values["mlm:pretrained"] == (values["mlm:pretrained_source"] is not None)
    known = {band["name"] for band in values["bands"]}
    for part in values["mlm:input"]:
        assert set(part["bands"]) <= known
        assert "bands" in part["input"]["dim_order"]
        assert len(part["bands"]) == part["input"]["shape"][1]
        assert set(part) <= {"name", "bands", "input", "pre_processing_function"}
    (output,) = values["mlm:output"]
    for found in output["classification:classes"]:
        assert re.fullmatch(r"[0-9A-Za-z_-]+", found["name"])
        assert found["description"]
        assert re.fullmatch(r"[0-9A-F]{6}", found.get("color_hint", "000000"))
    assert all(re.fullmatch(r"[0-9a-zA-Z_.-]+", key) for key in values["mlm:hyperparameters"])
    (asset,) = item["assets"].values()
    assert asset["roles"] == ["mlm:model"]
    assert asset["mlm:artifact_type"]


@pytest.mark.parametrize(
    ("identity", "name"),
    [("roofs-2024", "roofs-2024"), ("2024-Häuser", "model-2024-H-user"), ("a", "model-a"), ("屋", "model-x")],
)
def test_names_that_the_extension_allows(identity: str, name: str) -> None:
    assert stac_name(identity) == name


def precision_on_known_ground(model: Path, seed: int) -> float:
    """Average precision of a file on a made pair of the usual kind."""
    before, after, new = dates(seed)
    truth = np.zeros((SIZE, SIZE), bool)
    for row, col, height, width in new:
        truth[row : row + height, col : col + width] = True
    early, late = ((date - date.mean((1, 2), keepdims=True)) / date.std((1, 2), keepdims=True) for date in (before, after))
    found = Network(load_model_file(str(model))).run([early.astype(np.float32), late.astype(np.float32)])[0]
    return float(average_precision_score(truth.ravel(), found.ravel()))


def test_replayed_chips_keep_what_the_base_knew(trained: tuple[Path, dict[str, Any], list[Event]], tmp_path: Path) -> None:
    """Where houses that went dark are the change and new ones are not, new ones are forgotten, but for replayed chips."""
    _, values, _ = trained
    pair = made_pair(tmp_path, 3)
    _, after, _ = dates(3)
    old = houses(3)[::3]
    for row, col, height, width in old:
        after[:, row : row + height, col : col + width] = 20
    write_raster(tmp_path / "after-3.tif", after)
    unlike = replace(pair, labels=write_labels(tmp_path / "dark.gpkg", [box(*house) for house in old]))
    chips = write_chips(tmp_path / "chips", 12, seed=4)
    found = {}
    for name, replay in (("alone", ()), ("replayed", (str(chips),))):
        events: list[Event] = []
        settings = {"replay_share": 0.5, "distillation": 0.0}
        job = quick_job(tmp_path, base=values["MODEL"], pairs=(unlike,), replay=replay, report=None, settings=settings)
        run(replace(job, model=str(tmp_path / f"{name}.onnx"), checkpoints=str(tmp_path / f"{name}.training")), events)
        assert ("training_replays" in codes(events)) == bool(replay)
        found[name] = precision_on_known_ground(tmp_path / f"{name}.onnx", 9)
    assert precision_on_known_ground(Path(values["MODEL"]), 9) > 0.5
    assert found["replayed"] > found["alone"] + 0.15


def test_classes_that_the_base_does_not_have_give_a_new_last_layer(
    trained: tuple[Path, dict[str, Any], list[Event]], tmp_path: Path
) -> None:
    _, values, _ = trained
    pair = made_pair(tmp_path, classes=True)
    result = run(quick_job(tmp_path, base=values["MODEL"], pairs=(pair,), settings={**TINY, "epochs": 1, "steps_per_epoch": 2}))
    spec = load_model_file(result["MODEL"]).spec
    assert sorted(item.name for item in spec.classes) == ["hall", "house"]
    assert spec.no_change_channel
    session = open_session(Path(result["MODEL"]))
    (out,) = session.run(None, {"dates": np.zeros((1, 6, 64, 64), np.float32)})
    assert out.shape[1] == 3
    assert np.allclose(out.sum(1), 1, atol=1e-5)


def test_any_bands_and_bit_depth_with_an_encoder_that_is_frozen_at_first(tmp_path: Path) -> None:
    pair = made_pair(tmp_path, bands=5, dtype="uint16")
    events: list[Event] = []
    settings = {**TINY, "epochs": 3, "steps_per_epoch": 2, "frozen_epochs": 1, "distillation": 0.0}
    result = run(quick_job(tmp_path, base="siamese_unet", pairs=(pair,), settings=settings), events)
    assert [row["frozen"] for row in rows(events)] == [True, False, False]
    assert "training_unfrozen" in codes(events)
    spec = load_model_file(result["MODEL"]).spec
    assert len(spec.bands) == 5
    assert spec.layout == "siamese"


def predictions(events: list[Event]) -> dict[tuple[int, int], float]:
    """Epoch and chip of the predictions that were shown, with their F1."""
    shown = [event for event in events if isinstance(event, Picture) and event.name == "validation"]
    assert all(Path(event.path).is_file() for event in shown)
    return {(event.step, event.values["chip"]): event.values["f1"] for event in shown}


def weights(job: TrainModelJob) -> dict[str, torch.Tensor]:
    _, network = network_from_model_file(Path(job.model))
    return network.state_dict()


def test_a_cancelled_training_goes_on_and_ends_as_if_nothing_had_happened(tmp_path: Path) -> None:
    (tmp_path / "pictures").mkdir()
    shown = str(tmp_path / "pictures")
    whole = quick_job(tmp_path, report=None, pictures=shown, settings={**TINY, "steps_per_epoch": 2})
    run(whole)
    expected = weights(whole)
    job = replace(whole, model=str(tmp_path / "again.onnx"), checkpoints=str(tmp_path / "again.training"))
    stop = threading.Event()
    events: list[Event] = []

    def emit(event: Event) -> None:
        events.append(event)
        if isinstance(event, Row) and event.table == EPOCH and event.step == 2:
            stop.set()

    Path(job.scratch).mkdir(exist_ok=True)
    with pytest.raises(Cancelled):
        train_model(job, JobContext(emit, stop))
    assert not Path(job.model).exists()
    assert (tmp_path / "again.training" / "last.pt").exists()
    before = predictions(events)
    events.clear()
    run(job, events)
    assert [row["epoch"] for row in rows(events)] == [1, 2, 3]
    again = predictions(events)
    assert {epoch for epoch, _ in again} == {1, 2, 3}
    assert before == {place: f1 for place, f1 in again.items() if place in before}
    assert "training_resumed" in codes(events)
    found = weights(job)
    # The same seed gives the same model, interrupted or not.
    assert all(torch.equal(found[key], value) for key, value in expected.items())


def test_stop_keeps_the_best_and_pause_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    control = tmp_path / "control"
    job = quick_job(tmp_path, control=str(control), report=None, settings={**TINY, "epochs": 50, "steps_per_epoch": 2})
    events: list[Event] = []
    waits: list[float] = []

    def emit(event: Event) -> None:
        events.append(event)
        if isinstance(event, Row) and event.table == EPOCH and event.step == 1:
            control.write_text("pause")

    def sleep(seconds: float) -> None:
        assert codes(events)[-1] == "training_paused"
        waits.append(seconds)
        if len(waits) == 3:
            control.write_text("stop")

    monkeypatch.setattr(steering, "time", SimpleNamespace(sleep=sleep))
    result = train_model(job, JobContext(emit))
    assert len(waits) == 3
    assert {"training_paused", "training_goes_on", "training_stopped", "training_written"} <= set(codes(events))
    assert result["EPOCHS"] < 50
    assert Path(job.model).exists()


def test_a_checkpoint_of_another_network_is_refused(tmp_path: Path) -> None:
    job = quick_job(tmp_path, report=None, settings={**TINY, "epochs": 2, "steps_per_epoch": 1})
    stop = threading.Event()

    def emit(event: Event) -> None:
        if isinstance(event, Row) and event.table == EPOCH:
            stop.set()

    with pytest.raises(Cancelled):
        train_model(job, JobContext(emit, stop))
    other = replace(job, base="early_fusion_unet")
    with pytest.raises(JobFailure) as failure:
        run(other)
    assert failure.value.code == "checkpoint_of_another"
    assert "network" in failure.value.values["what"]
    (tmp_path / "new.training" / "last.pt").write_bytes(b"nothing")
    with pytest.raises(JobFailure) as failure:
        run(job)
    assert failure.value.code == "checkpoint_damaged"
    run(replace(job, resume=False))
    assert Path(job.model).exists()


def test_a_time_limit_shortens_the_schedule_and_again_when_the_encoder_joins() -> None:
    whole = Schedule(epochs=20, steps_per_epoch=10, learning_rate=1e-3, frozen_epochs=4, kind="one_cycle")
    first = shortened(whole, 1.0, Pace(step=0, epoch=0, seconds=0.0, step_seconds=0.5, validation_seconds=0.0))
    assert first is not None
    assert (first.epochs, first.steps_per_epoch) == (20, 5)  # 57 seconds, half a second a step
    # After five epochs of a frozen encoder steps take twice as long: what is left of the minute is for fewer of them.
    second = shortened(first, 1.0, Pace(step=25, epoch=5, seconds=12.5, step_seconds=1.0, validation_seconds=0.0))
    assert second is not None
    assert (second.epochs, second.steps_per_epoch) == (14, 5)
    assert second.rate(second.steps - 1) < 0.02
    assert shortened(second, 9.0, Pace(25, 5, 12.5, 1.0, 0.0)) is None  # it fits


def test_when_memory_runs_out_batches_are_halved(tmp_path: Path) -> None:
    job = quick_job(tmp_path, report=None, settings={"batch_size": 4, "tile_size": 32, "epochs": 1, "steps_per_epoch": 1})
    events: list[Event] = []
    context = JobContext(events.append)
    task = prepare(job, context).task

    @dataclass(frozen=True)
    class SmallMemory(Architecture):
        """An architecture on a machine that holds two crops."""

        def logits(self, network: torch.nn.Module, *dates: torch.Tensor) -> torch.Tensor:
            if len(dates[0]) > limit:
                raise MemoryError("more than the machine has")
            return super().logits(network, *dates)

    limit = 2
    parts = {item.name: getattr(task.architecture, item.name) for item in fields(Architecture)}
    small = replace(task, architecture=SmallMemory(**parts))
    step = TrainingStep(small, context)
    batch = task.crops.batch(0)
    assert np.isfinite(step.run(batch, 0))
    (told,) = [event for event in events if isinstance(event, Log) and event.code == "training_memory_halved"]
    assert told.values["batch"] == 2
    limit = 0
    with pytest.raises(JobFailure) as failure:
        step.run(batch, 0)
    assert failure.value.code == "training_memory"


def test_a_sample_shows_chips_and_trains_nothing(tmp_path: Path) -> None:
    (tmp_path / "pictures").mkdir()
    events: list[Event] = []
    job = quick_job(tmp_path, pictures=str(tmp_path / "pictures"), only_sample=True)
    values = run(job, events)
    assert values["STEPS"] == 30
    assert sum(isinstance(event, Picture) and event.name == "sample" for event in events) == 6
    assert not Path(job.model).exists()
    assert not (tmp_path / "new.training").exists()


@pytest.mark.parametrize(
    ("changes", "settings", "code"),
    [
        ({"base": "nothing.onnx"}, {}, "training_base_unknown"),
        ({"base": "siamese_unet:vgg"}, {}, "training_unsuited"),
        ({}, {"epochs": 0}, "training_setting"),
        ({}, {"monitor": "luck"}, "method_unknown"),
        ({}, {"device": "abacus"}, "training_device"),
        ({"pairs": ()}, {}, "training_nothing"),
        ({"checkpoints": "/proc/nowhere/new.training"}, {}, "checkpoint_failed"),
    ],
)
def test_bad_input(tmp_path: Path, changes: dict[str, Any], settings: dict[str, Any], code: str) -> None:
    with pytest.raises(JobFailure) as failure:
        run(quick_job(tmp_path, settings=settings, **changes))
    assert failure.value.code == code
    assert failure.value.text()
    assert not list(tmp_path.glob("new*"))


def test_without_torch_it_is_said_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # As Python sees a package that is not there.
    monkeypatch.setitem(sys.modules, "groundshift.plugin.training.fit.run", None)
    with pytest.raises(JobFailure) as failure:
        run(quick_job(tmp_path))
    assert failure.value.code == "torch_missing"
    assert "Install runtime" in failure.value.text()


def test_a_model_of_others_cannot_be_continued(tmp_path: Path) -> None:
    from groundshift.tests.helpers.onnx_models import difference_model

    base = difference_model(tmp_path / "theirs.onnx")
    with pytest.raises(JobFailure) as failure:
        run(quick_job(tmp_path, base=str(base)))
    assert failure.value.code == "training_base_unfit"


def test_labels_with_and_without_classes_do_not_mix(tmp_path: Path) -> None:
    one, other = made_pair(tmp_path, 1), made_pair(tmp_path, 2, classes=True)
    with pytest.raises(JobFailure) as failure:
        run(quick_job(tmp_path, pairs=(one, other)))
    assert failure.value.code == "training_classes_mixed"


def test_several_pairs_at_once(tmp_path: Path) -> None:
    pairs = (made_pair(tmp_path, 1), made_pair(tmp_path, 2))
    events: list[Event] = []
    run(quick_job(tmp_path, pairs=pairs, report=None, settings={**TINY, "epochs": 1, "steps_per_epoch": 1}), events)
    (setup,) = rows(events, SETUP)
    assert setup["polygons"] == 32


def test_ground_where_nothing_can_be_set_aside_is_told(tmp_path: Path) -> None:
    labels = write_labels(tmp_path / "one.gpkg", [box(10, 10, 12, 12)])
    pair = replace(made_pair(tmp_path), labels=labels, area=area_of(box(0, 0, 60, 60)))
    events: list[Event] = []
    result = run(quick_job(tmp_path, pairs=(pair,), settings={**TINY, "epochs": 1, "steps_per_epoch": 1}), events)
    assert "training_validation_none" in codes(events)
    assert result["F1"] is None
    assert "labels_little" in codes(events)


def test_a_run_is_logged_where_mlflow_is_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read back with MLflow: the settings, each epoch's figures, the validation, and the files as they lie beside the model."""
    for variable in ("MLFLOW_TRACKING_URI", "MLFLOW_ALLOW_FILE_STORE", "MLFLOW_DISABLE_TELEMETRY"):
        monkeypatch.setenv(variable, "")  # so that it is restored, whatever the run sets
        monkeypatch.delenv(variable)
    events: list[Event] = []
    values = run(quick_job(tmp_path, report=None, settings={**TINY, "epochs": 2, "steps_per_epoch": 1}), events)
    assert "training_mlflow" in codes(events)
    assert os.environ["MLFLOW_DISABLE_TELEMETRY"] == "true"

    client = mlflow.MlflowClient((tmp_path / "new.training" / "mlruns").as_uri())
    experiment = client.get_experiment_by_name("groundshift")
    (logged,) = client.search_runs([experiment.experiment_id])
    assert (logged.info.run_name, logged.info.status) == ("new", "FINISHED")
    settings = {"architecture": "early_fusion_fcn", "epochs": "2", "steps_per_epoch": "1", "batch_size": "2", "tile_size": "32"}
    assert settings.items() <= logged.data.params.items()

    epochs = rows(events)
    figures = {name for name, value in epochs[0].items() if isinstance(value, float)}
    assert figures >= {"train_loss", "validation_loss", "f1", "learning_rate"}
    for name in figures:
        history = client.get_metric_history(logged.info.run_id, name)
        assert [(item.step, item.value) for item in history] == [(row["epoch"], row[name]) for row in epochs]
    compared = {"f1": "F1", "iou": "IOU", "precision": "PRECISION", "recall": "RECALL"}
    assert {name: logged.data.metrics[f"validation_{name}"] for name in compared} == {
        name: values[output] for name, output in compared.items()
    }

    assert {item.path for item in client.list_artifacts(logged.info.run_id)} == {"new.onnx", "new.md", "new.png"}
    for name in ("new.onnx", "new.md", "new.png"):
        copy_of_it = client.download_artifacts(logged.info.run_id, name, str(tmp_path / "scratch"))
        assert Path(copy_of_it).read_bytes() == (tmp_path / name).read_bytes()


def test_each_training_of_a_worker_is_logged_to_its_own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MLFLOW_TRACKING_URI", raising=False)
    facts = SimpleNamespace(metadata={"id": "houses"}, settings={})
    for name in ("first", "second"):
        job = SimpleNamespace(checkpoints=str(tmp_path / name), model=str(tmp_path / f"{name}.onnx"))
        log_to_mlflow(job, facts, SimpleNamespace(rows=[], comparison=[]), JobContext(lambda event: None))
        client = mlflow.MlflowClient((tmp_path / name / "mlruns").as_uri())
        assert len(client.search_runs([client.get_experiment_by_name("groundshift").experiment_id])) == 1
