"""Pairs of coarse pixels: what a sensor of 1 to 3 m makes of a fine picture, and of its labels."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

pytest.importorskip("torch")

from groundshift.model_building.coarse_sensor import (
    CoarseSensor,
    block_mean,
    draw_sensor,
    enlarged,
    least,
    majority,
    most_frequent,
    seen_by,
)
from groundshift.model_building.pseudo_pairs import IGNORED, PairSettings, PseudoPairs
from groundshift.model_building.recipe import read_recipe, recipe_path
from groundshift.model_building.training_run import validation_pairs
from groundshift.plugin.rules.label_codes import UNCHANGED_UNKNOWN

from .made_places import made_place

COARSE = PairSettings(size=48, gsd_m=(1.0, 3.0), best_gsd_m=2.0, averaged_from_m=0.8)


def test_a_pixel_is_the_mean_of_its_ground() -> None:
    image = np.random.default_rng(0).random((3, 12, 12)).astype(np.float32)
    sharp = seen_by(image, 3, CoarseSensor(0.0, 0.0, 0.0), np.random.default_rng(0))
    assert sharp.shape == (3, 4, 4)
    assert np.allclose(sharp[1, 2, 3], image[1, 6:9, 9:12].mean(), atol=1e-6)
    assert np.allclose(block_mean(image, 3), sharp)


def test_optics_blur_processing_sharpens_and_electronics_add_noise() -> None:
    edge = np.zeros((3, 40, 40), np.float32)
    edge[:, :, 20:] = 0.6
    rng = np.random.default_rng(0)
    plain, soft, crisp = (
        seen_by(edge, 4, CoarseSensor(spread, sharpening, 0.0), rng)[0, 5]
        for spread, sharpening in ((0.0, 0), (0.6, 0), (0.6, 1.2))
    )
    assert np.diff(plain).max() > np.diff(soft).max()
    assert np.diff(crisp).max() > np.diff(soft).max()
    noisy = seen_by(np.full((3, 400, 400), 0.5, np.float32), 4, CoarseSensor(0.3, 0.0, 0.01), rng)
    assert noisy.std() == pytest.approx(0.01, rel=0.05)
    spreads = [draw_sensor(np.random.default_rng(seed)) for seed in range(50)]
    assert all(0.3 <= one.spread <= 0.65 and 0.002 <= one.noise <= 0.015 for one in spreads)


def test_labels_are_those_of_the_greater_part() -> None:
    states = np.array([[1, 1, 0, 3], [1, 0, 0, 3], [255, 255, 2, 2], [255, 0, 2, 2]], np.uint8)
    assert most_frequent(states, 2).tolist() == [[1, 0], [255, 2]]
    assert majority(states == 1, 2).tolist() == [[True, False], [False, False]]
    assert least(np.array([[2, 2], [2, 0]], np.uint8), 2).tolist() == [[0]]


def test_coarse_pairs_have_the_states_of_fine_ones() -> None:
    pairs = PseudoPairs([made_place()], [1.0], COARSE, 3, 10)
    found = [pairs.pair(index) for index in range(10)]
    assert all(pair.before.shape == (3, 48, 48) and pair.states.shape == (48, 48) for pair in found)
    states = np.concatenate([pair.states.ravel() for pair in found])
    assert set(np.unique(states)) <= {0, 1, 2, 3, UNCHANGED_UNKNOWN, IGNORED}
    assert np.isin(states, (1, 2)).any()
    assert not any(np.isin(pair.states, (1, 2)).any() for pair in found if pair.kind == "same")


def test_pixels_of_a_coarse_sensor_are_enlarged_to_those_of_the_pair() -> None:
    """Labels stay as fine as the pair's pixels, and ground keeps its place."""
    coarse = np.zeros((3, 8, 8), np.float32)
    coarse[:, :, 4:] = 1.0
    finer = enlarged(coarse, 2)
    assert finer.shape == (3, 16, 16)
    assert np.allclose(finer[0, 0, [0, 6, 7, 8, 9, 15]], [0, 0, 0.25, 0.75, 1, 1])
    settings = replace(COARSE, gsd_m=(1.0, 1.0), best_gsd_m=1.0, averaged_from_m=0.5, strength=0.0)
    as_it_is, twofold = (PseudoPairs([made_place()], [1.0], replace(settings, enlarged=times), 3, 4) for times in (1, 2))
    for index in range(4):
        sharp, soft = as_it_is.pair(index), twofold.pair(index)
        assert np.array_equal(np.isin(sharp.states, (1, 2)), np.isin(soft.states, (1, 2)))  # whichever date comes first
        steps = [np.abs(np.diff([pair.before, pair.after])).mean() for pair in (sharp, soft)]
        assert steps[1] < steps[0]


def test_the_recipe_states_its_range_and_is_validated_within_it() -> None:
    recipe = read_recipe(recipe_path("candidates/buildings-coarse"))
    assert recipe.gsd_m == {"min": 0.75, "best": 1.0, "max": 1.5}
    settings = validation_pairs(recipe, [made_place()], 1).settings
    assert settings.gsd_m == pytest.approx((0.8, 1.3))
    assert settings.size == recipe.pairs.size
    assert (
        replace(recipe, pairs=PairSettings())
        .with_default_keys_left_out()["pairs"]
        .keys()
        .isdisjoint({"best_gsd_m", "disturbances"})
    )
