"""The ablation of disturbances: one network a kind, measured on pairs without that kind, resumed where it stopped."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch")
pytest.importorskip("onnxruntime")

from groundshift.model_building import ablate_disturbances
from groundshift.model_building.ablate_disturbances import (
    NONE,
    AblationSettings,
    markdown,
    pooled,
    run,
    short_recipe,
    summarise,
)
from groundshift.model_building.disturbances.kinds import DISTURBANCES, GROUPS
from groundshift.model_building.recipe import read_recipe, recipe_path
from groundshift.plugin.engine.evaluation.scores import Histogram

from .made_places import made_place

RECIPE = replace(read_recipe(recipe_path("buildings-fcn")), train={"made": 1.0}, validation=(), warmup=1)
TINY = AblationSettings(steps=2, batch=1, size=32, test_pairs=1)


def test_a_network_is_trained_with_one_kind_alone() -> None:
    recipe = read_recipe(recipe_path("candidates/buildings-robust"))
    assert dict(short_recipe(recipe, "snow", "nairobi", TINY).pairs.disturbances) == {"snow": 0.5}
    assert dict(short_recipe(recipe, NONE, "nairobi", TINY).pairs.disturbances) == {}
    assert "nairobi" not in short_recipe(recipe, "snow", "nairobi", TINY).train


def counts(alarms: int, of: int = 100) -> Histogram:
    histogram = Histogram()
    histogram.add(np.full(50, 0.9, np.float32), np.ones(50, bool))
    histogram.add(np.repeat(np.float32([0.8, 0.1]), [alarms, of - alarms]), np.zeros(of, bool))
    return histogram


def test_a_kind_is_judged_by_the_pairs_of_the_others(tmp_path: Path) -> None:
    for network, own in ((NONE, 40), ("snow", 0)):
        found = {kind: counts(own if kind == "snow" else 20) for kind in (NONE, *DISTURBANCES)}
        (tmp_path / network).mkdir()
        pairs = np.stack([np.stack([one.changed, one.unchanged]) for one in found.values()])
        np.savez_compressed(tmp_path / network / "counts.npz", kinds=np.array(list(found)), counts=pairs)
    row = summarise(tmp_path)["snow"]
    assert row["others"]["trained"] == row["others"]["without"] == pooled({NONE: counts(20)}, [NONE])
    assert row["itself"]["without"]["false_share"] == pytest.approx(0.4)
    assert row["itself"]["trained"]["false_share"] == 0
    assert "| `snow` | 1.000 | +0.000 | 20.00 % | +0.00 | 1.000 | +0.000 | 0.00 % | -40.00 |" in markdown({"snow": row})


def test_each_kind_is_in_one_group_and_groups_share_the_probability() -> None:
    assert sorted(kind for group in GROUPS.values() for kind in group) == sorted(DISTURBANCES)
    recipe = read_recipe(recipe_path("candidates/buildings-robust"))
    shares = dict(short_recipe(recipe, "all_sensor", "nairobi", TINY).pairs.disturbances)
    assert set(shares) == {"mosaic_seam", "quantised", "jpeg_blocks"}
    assert sum(shares.values()) == pytest.approx(TINY.share)


def test_a_group_is_judged_by_the_pairs_of_all_kinds_outside_it(tmp_path: Path) -> None:
    for network, own in ((NONE, 30), ("all_sensor", 10)):
        found = {kind: counts(own if kind in GROUPS["all_sensor"] else 20) for kind in (NONE, *DISTURBANCES)}
        (tmp_path / network).mkdir()
        pairs = np.stack([np.stack([one.changed, one.unchanged]) for one in found.values()])
        np.savez_compressed(tmp_path / network / "counts.npz", kinds=np.array(list(found)), counts=pairs)
    row = summarise(tmp_path)["all_sensor"]
    assert row["others"]["trained"] == row["others"]["without"]
    assert (row["itself"]["without"]["false_share"], row["itself"]["trained"]["false_share"]) == pytest.approx((0.3, 0.1))


@pytest.mark.slow
def test_finished_networks_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trained: list[str] = []
    real = ablate_disturbances.train

    def counted(recipe, *rest):
        trained.append(recipe.id)
        return real(recipe, *rest)

    monkeypatch.setattr(ablate_disturbances, "train", counted)
    monkeypatch.setattr(ablate_disturbances, "load_places", lambda *_: {"made": made_place(), "other": made_place(1)})
    monkeypatch.setattr(ablate_disturbances, "DISTURBANCES", {"haze": DISTURBANCES["haze"]})
    path = run(RECIPE, tmp_path, tmp_path, "other", TINY, ["haze"], lambda line: None, pretrained=False)
    assert trained == ["buildings-fcn-none", "buildings-fcn-haze"]
    table = path.read_text(encoding="utf-8")
    assert "`haze`" in table
    run(RECIPE, tmp_path, tmp_path, "other", TINY, ["haze"], lambda line: None, pretrained=False)
    assert len(trained) == 2
    assert path.read_text(encoding="utf-8") == table
