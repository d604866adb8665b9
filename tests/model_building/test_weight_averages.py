"""Averages of the weights of several seeds, and blends with the start."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch")

import torch

from groundshift.model_building import tile_counts, train_bundled, weight_averages
from groundshift.model_building.recipe import read_recipe, recipe_path
from groundshift.model_building.train_bundled import combined, trainings
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
    found = trainings(replace(ROBUST, more_seeds=(7, 8)), Path("work"))
    assert [recipe.seed for recipe, _ in found] == [ROBUST.seed, 7, 8]
    assert [str(folder) for _, folder in found] == [
        "work/buildings-robust",
        *(f"work/buildings-robust/seed-{n}" for n in (7, 8)),
    ]


def test_a_recipe_is_averaged_with_others() -> None:
    found = trainings(replace(ROBUST, averaged_with=("buildings-fcn",)), Path("work"))
    assert [(recipe.id, str(folder)) for recipe, folder in found] == [
        ("buildings-robust", "work/buildings-robust"),
        ("buildings-fcn", "work/buildings-fcn"),
    ]


class Network:
    """A network whose only weight is what it predicts."""

    def load_state_dict(self, state: dict[str, torch.Tensor]) -> None:
        self.weight = float(state["w"][0])

    def eval(self) -> None:
        pass


def of_weight(monkeypatch: pytest.MonkeyPatch) -> object:
    """A task of tiles that are functions: of the weight to the probability of the pixels that changed, and of the others."""

    def predict(network: Network, tile: Callable[[float], tuple[float, float]]) -> tuple[np.ndarray, np.ndarray]:
        changed, unchanged = tile(network.weight)
        probability = np.repeat(np.float32([changed, unchanged]), 4).reshape(2, 4)
        return np.log(1 - probability)[None], np.repeat(np.uint8([1, 0]), 4).reshape(2, 4)

    monkeypatch.setattr(weight_averages, "ClassPredictor", lambda network, task: network)
    monkeypatch.setattr(tile_counts, "predict_tile", predict)

    class Task:
        network = Network()

    return Task()


def better(weight: float) -> tuple[float, float]:
    """The more of the new weights, the higher the changed pixels, from below the others to above them."""
    return 0.3 + 0.4 * weight, 0.5


def worse_at_the_end(weight: float) -> tuple[float, float]:
    return (0.9 if weight < 0.9 else 0.2), 0.5


def chosen(sets: list[list[object]], monkeypatch: pytest.MonkeyPatch, most_lost: float = 0.0) -> float:
    task = of_weight(monkeypatch)
    found, share = best_blend(task, weights(0.0), weights(1.0), sets, lambda line: None, most_lost)  # type: ignore[arg-type]
    assert found["w"][0].item() == pytest.approx(share)
    return share


def test_the_share_is_the_best_on_the_validation_place(monkeypatch: pytest.MonkeyPatch) -> None:
    assert chosen([[better] * 3], monkeypatch) == 0.75  # the first that sorts the pixels


def test_a_share_that_loses_on_one_set_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    late = [lambda weight: (0.9 if weight > 0.9 else 0.1, 0.5)] * 3
    assert chosen([late], monkeypatch) == 1.0
    assert chosen([late, [worse_at_the_end] * 3], monkeypatch) == 0.0


def test_a_share_that_may_lose_more_than_the_recipe_allows_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    late = [lambda weight: (0.9 if weight > 0.9 else 0.1, 0.5)] * 6
    uncertain = [worse_at_the_end] + [lambda weight: (0.9, 0.5)] * 5  # draws without the first tile lose nothing
    assert chosen([late, uncertain], monkeypatch) == 1.0
    assert chosen([late, uncertain], monkeypatch, 0.01) == 0.0
    assert chosen([late, uncertain], monkeypatch, 0.99) == 1.0


def test_a_recipe_without_either_keeps_its_weights(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = replace(ROBUST, blend=False)
    one = Trained(weights(1.0), 5)
    assert combined(plain, None, [one], weights(0.0)).weights is one.weights  # type: ignore[arg-type]
    two = combined(plain, None, [one, Trained(weights(3.0), 9)], None)  # type: ignore[arg-type]
    assert two.weights["w"][0].item() == 2.0
    monkeypatch.setattr(train_bundled, "best_blend", lambda task, start, new, sets, log, lost: ({"w": start["w"]}, 0.0))
    assert combined(ROBUST, None, [one], weights(0.5)).weights["w"][0].item() == 0.5  # type: ignore[arg-type]


def test_a_blend_needs_a_start_and_a_place(tmp_path: Path) -> None:
    path = tmp_path / "recipe.json"
    text = recipe_path("candidates/buildings-robust").read_text(encoding="utf-8")
    path.write_text(text.replace('["kampala"]', "[]"), encoding="utf-8")
    with pytest.raises(ValueError, match="blend"):
        read_recipe(path)
