"""The measurement of the installed backends, and the choice that is made from it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from groundshift.plugin.engine.context import JobContext
from groundshift.plugin.engine.network.backends import onnx_runtime
from groundshift.plugin.engine.network.backends.backend import FP16
from groundshift.plugin.engine.network.backends.registry import preferred_target
from groundshift.plugin.engine.network.measurement import Row, choose, draw_scene, measure_runtime
from groundshift.plugin.jobs.measure_runtime import COLUMNS, MeasureRuntimeJob, preference_of, text_rows
from groundshift.tests.helpers.backends import FAST
from groundshift.tests.helpers.onnx_models import difference_model, segmentation_model

PLAIN = onnx_runtime.CPU
OPENVINO = ("OpenVINO:CPU:fp32", "OpenVINO:CPU:bf16")


def rows_of(task: str, *models: dict[str, tuple[float, float]]) -> list[Row]:
    """For each model target -> (speed, share of the mask that differs); a speed of 0 = refused."""
    return [
        Row(task, f"{task}{number}", target, speed, unlike=unlike, reason="" if speed else "refused")
        for number, targets in enumerate(models)
        for target, (speed, unlike) in targets.items()
    ]


def test_the_fastest_whose_masks_are_alike_is_chosen_for_each_task() -> None:
    full, short = OPENVINO
    change = rows_of(
        "change", {PLAIN: (1, 0), full: (1.4, 0), short: (3, 0.0009)}, {PLAIN: (2, 0), full: (1, 0), short: (0, 0)}
    )
    cover = rows_of("segmentation", {PLAIN: (1, 0), full: (1.4, 0), short: (3, 0.0011)})
    choice = choose([*change, *cover], 0.001)
    assert choice == {"change": short, "segmentation": full}
    text = preference_of(choice)
    assert preferred_target(text, "segmentation") == preferred_target(full, "segmentation")
    assert preferred_target(text, "sar-prediction") is None


def test_the_plain_processor_stays_unless_another_is_worth_it() -> None:
    assert choose(rows_of("change", {PLAIN: (1, 0), OPENVINO[0]: (1.04, 0)}), 0.001) == {}
    assert choose(rows_of("change", {PLAIN: (1, 0), OPENVINO[0]: (0, 0)}), 0.001) == {}
    assert choose(rows_of("change", {PLAIN: (1, 0)}), 0.001) == {}


def measure(tmp_path: Path, rounds: int = 1) -> dict[str, Any]:
    models = (difference_model(tmp_path / "change.onnx"), segmentation_model(tmp_path / "cover.onnx"))
    scratch = tmp_path / "scratch"
    job = MeasureRuntimeJob(tuple(map(str, models)), str(scratch), side=64, rounds=rounds, threads=1)
    result = measure_runtime(job, JobContext(lambda event: None))
    assert not scratch.exists()
    return result


def test_every_installed_target_is_measured_on_every_model(tmp_path: Path, install) -> None:
    install()
    found = {(row["model"], row["target"]): row for row in measure(tmp_path)["ROWS"]}
    assert {(model, target) for model in ("difference", "cover") for target in (PLAIN, FAST.name)} <= set(found)
    for row in found.values():
        assert set(COLUMNS) < set(row)
        assert row["mpx_per_second"] > 0
        assert row["load_seconds"] > 0
        assert row["unlike"] == 0 or "16" in row["target"]


def test_a_target_that_refuses_is_in_the_table_with_its_reason(tmp_path: Path, install) -> None:
    install(refuses="No suitable implementations.")
    rows = [row for row in measure(tmp_path)["ROWS"] if row["target"] == FAST.name]
    assert [row["reason"] for row in rows] == ["No suitable implementations."] * 2
    assert text_rows(rows)[0] == ("difference", FAST.name, "-", "-", "-", "No suitable implementations.")


@pytest.mark.parametrize("reason", ["driver removed", "out of memory"])
@pytest.mark.parametrize("run", [2, 3, 4], ids=["mask", "first round", "second round"])
def test_a_target_that_fails_while_it_is_measured_is_in_the_table_with_its_reason(
    tmp_path: Path, install, reason: str, run: int
) -> None:
    # Each model is loaded anew: the first run of a network is the trial on a small tile.
    backend = install(fails=lambda number, pixels: reason if number >= run else "")
    result = measure(tmp_path, rounds=2)
    rows = [row for row in result["ROWS"] if row["target"] == FAST.name]
    assert [row["mpx_per_second"] for row in rows] == [0, 0]
    assert all(reason in row["reason"] for row in rows)
    assert FAST.name not in result["CHOICE"].values()
    plain = [row for row in result["ROWS"] if row["target"] == PLAIN]
    assert all(row["mpx_per_second"] > 0 and not row["reason"] for row in plain)
    assert len(backend.sizes) >= run


def test_a_target_with_another_mask_is_not_chosen(tmp_path: Path, install, monkeypatch) -> None:
    backend = install()
    load = backend.load

    def load_wrong(path: str, target: Any, threads: int, halo: int) -> Any:
        network = load(path, target, threads, halo)
        run = network.run
        network.run = lambda inputs, kept=None: 1 - run(inputs, kept)
        return network

    monkeypatch.setattr(backend, "load", load_wrong)
    result = measure(tmp_path)
    assert max(row["unlike"] for row in result["ROWS"] if row["target"] == FAST.name) > 0.5
    assert FAST.name not in result["CHOICE"].values()


def test_the_drawn_scene_is_the_same_each_time_and_changes() -> None:
    before, after = draw_scene(96, 128, 4)
    assert before.shape == after.shape == (4, 96, 128)
    assert np.array_equal(before, draw_scene(96, 128, 4)[0])
    assert np.abs(after.astype(int) - before).max() > 60
    assert before.std() > 20
    assert FAST.precision == FP16
