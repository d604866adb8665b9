"""The generator of pseudo-bitemporal pairs: seeded, and right about its states."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

pytest.importorskip("torch")

from dataclasses import replace

from groundshift.model_building import pseudo_pairs
from groundshift.model_building.label_places import Place, load_place
from groundshift.model_building.pseudo_pairs import IGNORED, PairSettings, PseudoPairs
from groundshift.plugin.rules.label_codes import UNCHANGED_UNKNOWN

from .made_places import made_place

SETTINGS = PairSettings(size=64, gsd_m=(0.4, 0.6))


@pytest.fixture(scope="module")
def place() -> Place:
    return made_place()


def generator(place: Place, settings: PairSettings = SETTINGS, seed: int = 7) -> PseudoPairs:
    return PseudoPairs([place], [1.0], settings, seed, 24)


def test_the_same_seed_and_number_give_the_same_pair(place: Place) -> None:
    one, other = generator(place).pair(5), generator(place).pair(5)
    assert np.array_equal(one.before, other.before)
    assert np.array_equal(one.after, other.after)
    assert np.array_equal(one.states, other.states)
    assert not np.array_equal(one.before, generator(place, seed=8).pair(5).before)


def test_shapes_and_types(place: Place) -> None:
    pair = generator(place).pair(0)
    assert pair.before.shape == pair.after.shape == (3, 64, 64)
    assert pair.before.dtype == pair.after.dtype == np.float32
    assert pair.states.dtype == np.uint8
    assert len(generator(place)) == 24


def test_only_known_states(place: Place) -> None:
    states = np.concatenate([generator(place).pair(index).states.ravel() for index in range(24)])
    assert set(np.unique(states)) <= {0, 1, 2, 3, UNCHANGED_UNKNOWN, IGNORED}


def test_same_pairs_never_change(place: Place) -> None:
    pairs = generator(place, replace(SETTINGS, kinds=(0, 0, 1)))
    for index in range(len(pairs)):
        pair = pairs.pair(index)
        assert pair.kind == "same"
        assert not np.isin(pair.states, (1, 2)).any()


def test_states_follow_the_roofs(place: Place) -> None:
    """Undisguised, roofs are bright: where only one date has a roof, that date is the brighter one."""
    pairs = generator(place, replace(SETTINGS, kinds=(1, 0, 0), strength=0.0))
    differences: dict[int, list[float]] = {1: [], 2: []}
    for index in range(len(pairs)):
        pair = pairs.pair(index)
        for state, values in differences.items():
            if (pair.states == state).any():
                values.append(float((pair.after - pair.before)[:, pair.states == state].mean()))
    assert np.mean(differences[1]) > 0.5
    assert np.mean(differences[2]) < -0.5


def test_construction_and_demolition_in_about_equal_parts(place: Place) -> None:
    pairs = generator(place, replace(SETTINGS, kinds=(0.5, 0.5, 0)))
    counts = np.zeros(256)
    for index in range(len(pairs)):
        counts += np.bincount(pairs.pair(index).states.ravel(), minlength=256)
    assert 0.4 < counts[1] / (counts[1] + counts[2]) < 0.6


def test_swapped_regions_keep_the_rest(place: Place) -> None:
    """Outside the region nothing changes: a swap pair holds unchanged ground and standing buildings."""
    pairs = generator(place, replace(SETTINGS, kinds=(0, 1, 0)))
    states = np.concatenate([pairs.pair(index).states.ravel() for index in range(24)])
    assert 0.01 < np.isin(states, (1, 2)).mean() < 0.4
    assert (states == 3).mean() > 0.02


def test_unlabelled_ground_counts_only_where_nothing_changed(place: Place) -> None:
    """XOR pairs need labels on both dates; where there are none, the state is ignored."""
    unlabelled = made_place()
    for level in unlabelled.levels:
        level.cover[level.cover == 2] = 1
    xor = generator(unlabelled, replace(SETTINGS, kinds=(1, 0, 0)))
    same = generator(unlabelled, replace(SETTINGS, kinds=(0, 0, 1)))
    assert set(np.unique(xor.pair(0).states)) == {IGNORED}
    assert set(np.unique(same.pair(0).states)) <= {UNCHANGED_UNKNOWN, IGNORED}


def test_a_tile_of_land_cover_is_a_place(tmp_path: Path) -> None:
    """Its nine parts, which may differ by a pixel, are joined row by row; 0 is unlabelled, 1 a building."""
    folder = tmp_path / "landcover" / "dubai"
    for part in ("images", "labels"):
        (folder / part).mkdir(parents=True)
    for number in range(9):
        row, column = divmod(number, 3)
        shape = (40 + (row == 1), 50 + (column == 2))
        labels = np.full(shape, 2, np.uint8)
        labels[10:20, 10:20] = 1
        labels[0] = 0
        Image.fromarray(np.full((*shape, 3), 20 * number, np.uint8)).save(folder / "images" / f"t3_{number + 1:03d}.jpg")
        Image.fromarray(labels).save(folder / "labels" / f"t3_{number + 1:03d}.png")
    place = load_place(tmp_path, "dubai_t3", tmp_path / "cache")
    native = place.levels[0]
    assert native.gsd_m == 1.0
    assert native.image.shape == (121, 151, 3)
    assert np.abs(native.image[60, 120].astype(int) - 100).max() < 4  # the sixth part
    assert native.buildings.max() == len(place.building_points) == 9
    assert set(np.unique(native.cover[0])) == {1}
    assert native.cover[5, 5] == 2


def test_coarse_places_are_not_enlarged(place: Place) -> None:
    """Pairs of a place of 1 m have pixels of 1 m at least, and finer pairs do not borrow its ground."""
    coarse = made_place(5, native_gsd_m=1.0)
    pairs = PseudoPairs([coarse], [1.0], replace(SETTINGS, strength=0.0), 3, 6)
    view = pseudo_pairs._View(place, (700.0, 700.0), 0.5, 0.0, False)
    for seed in range(30):
        rng = np.random.default_rng(seed)
        other = pseudo_pairs._draw_other_view([place, coarse], np.array([0.5, 0.5]), 0, view, 64, rng)
        assert other.place is place
    assert pairs.pair(0).states.shape == (64, 64)
