"""Averages of the weights of several seeds, and blends with the start."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("torch")

import torch

from groundshift.model_building import train_bundled, weight_averages
from groundshift.model_building.recipe import read_recipe, recipe_path
from groundshift.model_building.train_bundled import combined, seeded
from groundshift.model_building.training_run import Trained
from groundshift.model_building.weight_averages import averaged, best_blend

ROBUST = read_recipe(recipe_path("candidates/buildings-robust"))


def weights(value: float, counter: int = 3) -> dict[str, torch.Tensor]:
    return {"w": torch.full((2,), value), "batches": torch.tensor(counter)}


def test_weights_are_averaged_and_counters_kept() -> None:
    found = averaged([weights(1.0), weights(2.0, 9), weights(6.0)])
    assert found["w"].tolist() == [3.0, 3.0]
    assert found["batches"].item() == 3


def test_each_seed_has_a_training_and_a_folder_of_its_own() -> None:
    found = seeded(replace(ROBUST, more_seeds=(7, 8)), Path("work"))
    assert [recipe.seed for recipe, _ in found] == [ROBUST.seed, 7, 8]
    assert [str(folder) for _, folder in found] == [
        "work/buildings-robust",
        *(f"work/buildings-robust/seed-{n}" for n in (7, 8)),
    ]


class Judged:
    """A network whose monitored value is best where its weight is nearest to a value."""

    def __init__(self, wanted: float) -> None:
        self.wanted, self.weight = wanted, 0.0

    def load_state_dict(self, state: dict[str, torch.Tensor]) -> None:
        self.weight = float(state["w"][0])

    def eval(self) -> None:
        pass


def judged_by(network: Judged, monkeypatch: pytest.MonkeyPatch) -> object:
    """A task whose validation prefers weights near to a value."""
    monkeypatch.setattr(weight_averages, "ClassPredictor", lambda network, task: network)
    monkeypatch.setattr(weight_averages, "judge", lambda predictor, tiles, *_: (predictor.weight, tiles))
    monkeypatch.setattr(weight_averages, "measures_row", lambda judged: {})
    # Tiles stand for the weight that is the best on them.
    monkeypatch.setattr(weight_averages, "monitored", lambda row, name, judged: -abs(judged[0] - judged[1][0]))

    class Task:
        class meaning:  # noqa: N801
            classes = ()

        class settings:  # noqa: N801
            monitor = "ap"

    task = Task()
    task.network = network  # type: ignore[attr-defined]
    return task


@pytest.mark.parametrize(("wanted", "share"), [(0.0, 0.25), (0.55, 0.55), (2.0, 1.0)])
def test_the_share_is_the_best_on_the_validation_place(wanted: float, share: float, monkeypatch: pytest.MonkeyPatch) -> None:
    task = judged_by(Judged(wanted), monkeypatch)
    found, chosen = best_blend(task, weights(0.0), weights(1.0), [(wanted,)], lambda line: None)  # type: ignore[arg-type]
    assert chosen == share
    assert found["w"][0].item() == pytest.approx(share)


def test_tiles_without_disturbances_decide_as_much_as_those_with(monkeypatch: pytest.MonkeyPatch) -> None:
    task = judged_by(Judged(1.0), monkeypatch)
    monkeypatch.setattr(weight_averages, "monitored", lambda row, name, judged: -((judged[0] - judged[1][0]) ** 2))
    shares = [
        best_blend(task, weights(0.0), weights(1.0), sets, lambda line: None)[1]  # type: ignore[arg-type]
        for sets in ([(1.0,)], [(1.0,), (0.1,)])
    ]
    assert shares == [1.0, 0.55]


def test_a_recipe_without_either_keeps_its_weights(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = replace(ROBUST, blend=False)
    one = Trained(weights(1.0), 5)
    assert combined(plain, None, [one], weights(0.0)).weights is one.weights  # type: ignore[arg-type]
    two = combined(plain, None, [one, Trained(weights(3.0), 9)], None)  # type: ignore[arg-type]
    assert two.weights["w"][0].item() == 2.0
    monkeypatch.setattr(train_bundled, "best_blend", lambda task, start, new, sets, log: ({"w": start["w"]}, 0.0))
    assert combined(ROBUST, None, [one], weights(0.5)).weights["w"][0].item() == 0.5  # type: ignore[arg-type]


def test_a_blend_needs_a_start_and_a_place(tmp_path: Path) -> None:
    path = tmp_path / "recipe.json"
    text = recipe_path("candidates/buildings-robust").read_text(encoding="utf-8")
    path.write_text(text.replace('["kampala"]', "[]"), encoding="utf-8")
    with pytest.raises(ValueError, match="blend"):
        read_recipe(path)
