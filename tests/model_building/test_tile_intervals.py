"""Bootstrap intervals of the difference between two models, over tiles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from groundshift.model_building import compare_models, tile_intervals
from groundshift.model_building.compare_models import folders_of
from groundshift.model_building.label_places import Place
from groundshift.model_building.recipe import read_recipe, recipe_path
from groundshift.model_building.tile_counts import TileCounts, differences, measures
from groundshift.model_building.tile_intervals import count_tiles, print_rows
from groundshift.plugin.engine.evaluation.scores import STEPS, Histogram

from .made_places import made_place

MODEL = Path(__file__).parents[2] / "models" / "buildings-fcn.onnx"


def _counts(tiles: list[tuple[list[float], list[float]]]) -> TileCounts:
    """Counts of tiles from the probabilities of their changed and of their unchanged pixels."""
    found = []
    for changed, unchanged in tiles:
        one = Histogram()
        one.add(np.array(changed + unchanged, np.float32), np.arange(len(changed) + len(unchanged)) < len(changed))
        found.append(one)
    return TileCounts(np.stack([one.changed for one in found]), np.stack([one.unchanged for one in found]), 0.5)


def test_measures_of_all_tiles_are_those_of_their_sum() -> None:
    counts = _counts([([0.9, 0.4], [0.1, 0.6]), ([], [0.7, 0.2, 0.1, 0.1])])
    found = measures(counts, np.arange(2))
    together = Histogram()
    together.add(np.array([0.9, 0.4, 0.1, 0.6, 0.7, 0.2, 0.1, 0.1], np.float32), np.arange(8) < 2)
    assert found["ap"] == pytest.approx(together.average_precision())
    assert found["f1"] == pytest.approx(together.at(0.5).f1)
    assert found["false_share"] == pytest.approx(1 / 4)  # of the tile in which nothing changed


def test_a_tile_drawn_twice_counts_twice() -> None:
    counts = _counts([([0.9], [0.6]), ([0.2], [0.1])])
    assert counts.of(np.array([0, 0])).changed.sum() == 2
    assert counts.of(np.array([0, 0])).at(0.5).hits == 2


def test_a_better_model_on_every_tile_has_an_interval_above_zero() -> None:
    rng = np.random.default_rng(0)
    better, worse = [], []
    for _ in range(20):
        changed, unchanged = rng.uniform(0.6, 1, 30).tolist(), rng.uniform(0, 0.4, 90).tolist()
        better.append((changed, unchanged))
        worse.append((rng.uniform(0.3, 1, 30).tolist(), rng.uniform(0, 0.7, 90).tolist()))
    found = differences(_counts(worse), _counts(better), 200)
    assert 0 < found["ap"].low <= found["ap"].value <= found["ap"].high
    same = differences(_counts(worse), _counts(worse), 50)
    assert (same["ap"].low, same["ap"].high) == (0, 0)


def test_the_interval_is_as_wide_as_draws_of_tiles_vary() -> None:
    # Half of the tiles gain F1 and half lose as much: a draw of eight tiles may come out either way.
    base = _counts([([0.9, 0.1], [0.1])] * 8)
    other = _counts([([0.9, 0.9], [0.1])] * 4 + [([0.1, 0.1], [0.1])] * 4)
    found = differences(base, other, 400)
    assert found["f1"].low < 0 < found["f1"].high
    again = differences(base, other, 400)
    assert again == found


def test_other_tiles_are_refused() -> None:
    with pytest.raises(ValueError, match="different tiles"):
        differences(_counts([([0.9], [0.1])]), _counts([([0.9, 0.8], [0.1])]), 2)


def chips(folder: Path) -> Path:
    """Write two pairs of noise, the first without change."""
    rng = np.random.default_rng(3)
    for part in ("A", "B", "label"):
        (folder / part).mkdir(parents=True)
    for number in range(2):
        for part in ("A", "B"):
            Image.fromarray(rng.integers(0, 255, (64, 64, 3), dtype=np.uint8)).save(folder / part / f"{number}.png")
        label = np.zeros((64, 64), np.uint8)
        label[: 16 * number] = 255
        Image.fromarray(label).save(folder / "label" / f"{number}.png")
    return folder


def test_pairs_of_a_stated_pixel_size_are_read_with_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """GF-1's 2 m are enlarged to a network's coarsest pixels, as in use; without a statement pixels are of its best size."""
    stated = chips(tmp_path / "ms_hs_bcd" / "val")
    unstated = chips(tmp_path / "elsewhere" / "val")
    counts = [count_tiles(MODEL, folder, tmp_path / "cache", 1) for folder in (stated, unstated)]
    assert counts[0].changed.sum() == counts[1].changed.sum()
    assert not np.array_equal(counts[0].changed, counts[1].changed)
    recipe = read_recipe(recipe_path("candidates/buildings-coarse"))
    _, folders = folders_of(recipe, tmp_path, tmp_path, 0, ["ms_hs_bcd/val"])
    assert folders == [tmp_path / "pairs" / "ms_hs_bcd" / "val"]
    print_rows([MODEL, MODEL], [stated], tmp_path / "cache", 1)
    assert "| ms_hs_bcd/val | `buildings-fcn` |" in capsys.readouterr().out


def test_pairs_of_named_places_are_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def loaded(data: Path, names: Sequence[str], cache: Path) -> dict[str, Place]:
        asked.extend(names)
        return {name: replace(made_place(), name=name) for name in names}

    monkeypatch.setattr(compare_models, "load_places", loaded)
    recipe = read_recipe(recipe_path("candidates/buildings-robust"))
    recipe = replace(recipe, pairs=replace(recipe.pairs, averaged_from_m=0.5, size=32))  # small ones
    _, folders = folders_of(recipe, tmp_path, tmp_path, 1, [], ["banepa"])
    assert asked == ["banepa"]
    assert [folder.name for folder in folders] == ["banepa-plain", "banepa-disturbed", "banepa-unchanged"]


def test_a_model_against_itself_on_chips(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = chips(tmp_path / "chips")
    counts = count_tiles(MODEL, folder, tmp_path / "cache", 1)
    assert counts.changed.shape == (2, STEPS + 1)
    assert sorted(counts.changed.sum(1)) == [0, 16 * 64]
    assert (counts.changed + counts.unchanged).sum() == 2 * 64 * 64
    assert len(counts.empty_tiles) == 1
    print_rows([MODEL, MODEL], [folder], tmp_path / "cache", 1)
    ap = measures(counts, np.arange(2))["ap"]
    assert f"| chips | `buildings-fcn` | 2 | {ap:.3f} -> {ap:.3f}: +0.000 (+0.000 to +0.000)" in capsys.readouterr().out


def test_two_commands_use_one_working_folder_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second command begins and ends while the first one predicts, and another one while it writes."""
    folder, cache = chips(tmp_path / "chips"), tmp_path / "cache"
    expected = count_tiles(MODEL, folder, tmp_path / "alone", 1)
    others: list[TileCounts] = []

    def meanwhile(module: object, name: str) -> None:
        original = getattr(module, name)

        def called(*arguments: object, **named: object) -> object:
            monkeypatch.setattr(module, name, original)
            others.append(count_tiles(MODEL, folder, cache, 1))
            return original(*arguments, **named)

        monkeypatch.setattr(module, name, called)

    meanwhile(np, "savez_compressed")
    meanwhile(tile_intervals, "predict_chip")
    found = count_tiles(MODEL, folder, cache, 1)
    assert len(others) == 2
    for counts in (found, *others, count_tiles(MODEL, folder, cache, 1)):
        assert np.array_equal(counts.changed, expected.changed)
        assert np.array_equal(counts.unchanged, expected.unchanged)
    assert [path.suffix for path in cache.iterdir()] == [".npz"]  # nothing temporary is left
