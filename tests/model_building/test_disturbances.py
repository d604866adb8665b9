"""Disturbances change the picture of a date, each in its own way, and never what stands there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch")

from groundshift.model_building.disturbances.buildings import lean, shifted_buildings
from groundshift.model_building.disturbances.ground import cars, containers, snow, tents
from groundshift.model_building.disturbances.kinds import DISTURBANCES, disturbed, draw_disturbances
from groundshift.model_building.disturbances.scene import Scene, rectangle
from groundshift.model_building.disturbances.sensor import mosaic_seam, quantised
from groundshift.model_building.disturbances.vegetation import bare_trees, greenness, grown_trees
from groundshift.model_building.draw_disturbances import draw
from groundshift.model_building.label_places import Place
from groundshift.model_building.pseudo_pairs import IGNORED, PairSettings, PseudoPairs
from groundshift.model_building.recipe import read_recipe, recipe_path
from groundshift.model_building.training_run import validation_pairs

from .made_places import made_place

SETTINGS = PairSettings(size=64, gsd_m=(0.4, 0.6))


@pytest.fixture(scope="module")
def place() -> Place:
    return made_place()


def scene(size: int = 96, gsd_m: float = 0.5) -> Scene:
    """Three bright houses of 20 x 20 pixels on dark ground with a green corner."""
    rng = np.random.default_rng(0)
    image = rng.normal(0.3, 0.02, (3, size, size)).astype(np.float32)
    image[:, :30, 60:] = np.array([0.15, 0.4, 0.12], np.float32)[:, None, None]
    buildings = np.zeros((size, size), np.int64)
    for number, (row, column) in enumerate(((10, 10), (60, 20), (50, 65)), 1):
        buildings[row : row + 20, column : column + 20] = number
        image[:, row : row + 20, column : column + 20] = 0.8
    return Scene(image, buildings, gsd_m)


@pytest.mark.parametrize("kind", DISTURBANCES)
def test_every_kind_changes_the_picture_and_keeps_the_states(kind: str, place: Place) -> None:
    plain = PseudoPairs([place], [1.0], replace(SETTINGS, strength=0.0), 3, 12)
    altered = PseudoPairs([place], [1.0], replace(SETTINGS, strength=0.0, disturbances={kind: 1.0}), 3, 12)
    differences = []
    for index in range(12):
        one, other = plain.pair(index), altered.pair(index)
        assert np.array_equal(one.states, other.states)
        assert one.kind == other.kind
        assert np.isfinite(other.before).all()
        assert np.isfinite(other.after).all()
        differences.append(np.abs(one.after - other.after).mean() + np.abs(one.before - other.before).mean())
    assert max(differences) > 0.005


def test_what_stands_goes_on_standing_under_all_of_them_at_once(place: Place) -> None:
    settings = replace(SETTINGS, kinds=(0, 0, 1), disturbances=dict.fromkeys(DISTURBANCES, 0.5))
    pairs = PseudoPairs([place], [1.0], settings, 4, 8)
    states = np.concatenate([pairs.pair(index).states.ravel() for index in range(8)])
    assert not np.isin(states, (1, 2)).any()
    assert (states == 3).mean() > 0.02
    assert (states == IGNORED).mean() < 0.5


@pytest.mark.parametrize("kind", DISTURBANCES)
def test_a_kind_is_drawn_by_its_generator_alone(kind: str) -> None:
    function, given = DISTURBANCES[kind], scene()
    kept = given.image.copy()
    one = function(given, np.random.default_rng(5))
    assert np.array_equal(one, function(given, np.random.default_rng(5)))
    assert np.array_equal(given.image, kept)
    assert one.shape == kept.shape
    assert one.dtype == np.float32


@pytest.mark.parametrize("kind", DISTURBANCES)
def test_a_kind_copes_with_ground_without_buildings(kind: str) -> None:
    empty = replace(scene(), buildings=np.zeros((96, 96), np.int64))
    assert np.isfinite(DISTURBANCES[kind](empty, np.random.default_rng(1))).all()


def test_without_shares_nothing_is_drawn(place: Place) -> None:
    assert draw_disturbances({}, np.random.default_rng(0)) == ()
    assert draw_disturbances(dict.fromkeys(DISTURBANCES, 1.0), np.random.default_rng(0)) == tuple(DISTURBANCES)
    drawn = [draw_disturbances({"haze": 0.3}, np.random.default_rng(seed)) for seed in range(300)]
    assert set(drawn) == {(), ("haze",)}
    assert 60 < drawn.count(("haze",)) < 120


def test_a_share_of_the_pairs_stays_plain(place: Place) -> None:
    """They are the pairs without disturbances, number by number; validation leaves none of them plain."""
    settings = replace(SETTINGS, strength=0.0, disturbances={"snow": 1.0}, plain=0.5)
    plain, mixed = (PseudoPairs([place], [1.0], one, 3, 24) for one in (replace(settings, disturbances={}), settings))
    same = [np.array_equal(plain.pair(index).before, mixed.pair(index).before) for index in range(24)]
    assert 6 <= sum(same) <= 18
    recipe = read_recipe(recipe_path("buildings-early-fusion"))
    assert recipe.pairs.plain > 0
    assert validation_pairs(recipe, [place], 1).settings.plain == 0


def test_lean_moves_a_roof_as_one_piece_and_shows_a_facade() -> None:
    """Whole roofs keep their pixels and their shape; what lies between footprint and roof is neither of both."""
    given = replace(scene(), buildings=np.where(scene().buildings == 2, 1, 0))
    rng = np.random.default_rng(2)
    speckled = given.image.copy()
    speckled[:, given.buildings > 0] += rng.normal(0, 0.03, (3, int((given.buildings > 0).sum()))).astype(np.float32)
    given = replace(given, image=speckled)
    out = lean(given, np.random.default_rng(0), offset_m=(5.0, 5.0), towers=0.0)
    roof = given.image[:, 60:80, 20:40]
    moves = [
        (row, column)
        for row in range(-16, 17)
        for column in range(-16, 17)
        if np.array_equal(out[:, 60 + row : 80 + row, 20 + column : 40 + column], roof)
    ]
    assert len(moves) == 1
    length = np.hypot(*moves[0])
    assert 5 <= length <= 15  # 3 to 7 m, in pixels of half a metre
    changed = (out != given.image).any(0)
    assert (changed & (given.buildings > 0)).any(), "the facade covers a part of the footprint"


def test_towers_lean_far() -> None:
    given = replace(scene(), buildings=np.where(scene().buildings == 2, 1, 0))
    out = lean(given, np.random.default_rng(0), towers=1.0, tower_m=(20.0, 20.0))
    rows, columns = np.nonzero((out != given.image).any(0))
    assert np.hypot(np.ptp(rows), np.ptp(columns)) > 40


def test_each_building_shifts_by_a_vector_of_its_own() -> None:
    given = scene()
    out = shifted_buildings(given, np.random.default_rng(1), pixels=(2.0, 3.0))
    moves = []
    for number in (1, 2, 3):
        rows, columns = np.nonzero(given.buildings == number)
        window = np.s_[rows.min() - 5 : rows.max() + 6, columns.min() - 5 : columns.max() + 6]
        weight = out[0][window] > 0.6
        moves.append(np.argwhere(weight).mean(0) - 14.5)
    assert all(1.2 < np.hypot(*move) < 3.6 for move in moves)
    assert np.abs(np.diff(moves, axis=0)).max() > 0.5


@pytest.mark.parametrize("kind", [cars, containers, tents])
def test_things_stand_on_open_ground_alone(kind) -> None:
    given = scene()
    out = kind(given, np.random.default_rng(3))
    changed = np.abs(out - given.image).max(0) > 0.2
    assert changed.any()
    assert (changed & (given.buildings > 0)).mean() < 0.02


def test_leaves_fall_and_trees_grow() -> None:
    given = scene()
    bare = bare_trees(given, np.random.default_rng(0), share=(1.0, 1.0))
    assert greenness(bare)[:30, 60:].mean() < 0.4 < greenness(given.image)[:30, 60:].mean()
    grown = grown_trees(given, np.random.default_rng(0), count=(30, 30), over_roofs=1.0)
    roofs = given.buildings > 0
    assert 0.02 < (np.abs(grown - given.image).max(0)[roofs] > 0.2).mean() < 0.9


def test_snow_whitens_and_few_levels_are_few() -> None:
    given = scene()
    white = snow(given, np.random.default_rng(0), cover=(0.95, 0.95))
    assert white[:, given.buildings == 0].mean() > given.image[:, given.buildings == 0].mean() + 0.3
    for band in quantised(given, np.random.default_rng(0), levels=(8, 8)):
        assert len(np.unique(band)) <= 8


def test_a_seam_parts_the_picture() -> None:
    given = scene()
    difference = np.abs(mosaic_seam(given, np.random.default_rng(4), gain=(1.4, 1.4)) - given.image).mean(0)
    assert 0.1 < (difference > 0.05).mean() < 0.9


def test_wide_kinds_change_the_statistics_of_the_surroundings() -> None:
    given = scene()
    surroundings = given.image[:, ::4, ::4]
    image, wide = disturbed(given.image, given.buildings, surroundings, 0.5, ("haze",), np.random.default_rng(0))
    assert abs(float(wide.mean() - image.mean())) < 0.05
    assert wide.std() < surroundings.std()
    _, same = disturbed(given.image, given.buildings, surroundings, 0.5, ("cars",), np.random.default_rng(0))
    assert same is surroundings


def test_a_rectangle_covers_its_area() -> None:
    patch = rectangle(64, (30.0, 30.0), 20.0, 8.0, 0.7)
    assert patch.cover.sum() == pytest.approx(160, rel=0.05)
    assert rectangle(64, (-50.0, 3.0), 8.0, 8.0, 0.1).cover.size == 0


def test_recipes_name_kinds_that_exist(tmp_path: Path) -> None:
    text = recipe_path("starts/buildings-siamese-plain").read_text(encoding="utf-8")
    path = tmp_path / "recipe.json"
    path.write_text(text.replace('"strength": 0.9', '"strength": 0.9, "disturbances": {"haze": 0.1}'), encoding="utf-8")
    assert read_recipe(path).pairs.disturbances == {"haze": 0.1}
    path.write_text(path.read_text(encoding="utf-8").replace("haze", "locusts"), encoding="utf-8")
    with pytest.raises(ValueError, match="locusts"):
        read_recipe(path)


def test_the_sheet_shows_all_kinds(place: Place, tmp_path: Path) -> None:
    from PIL import Image

    path = draw(place, tmp_path / "sheet.jpg", size=32)
    with Image.open(path) as sheet:
        assert sheet.width > 4 * 64
        assert sheet.height >= len(DISTURBANCES) // 4 * 48
