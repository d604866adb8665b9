"""The sets of pseudo-pairs of a place on which networks are compared: plain, disturbed and mostly unchanged ones."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from .disturbances.kinds import DISTURBANCES
from .label_places import Place
from .make_chips import write_chips
from .recipe import Recipe
from .training_run import undisturbed, validation_pairs

SETS = PLAIN, DISTURBED, UNCHANGED = "plain", "disturbed", "unchanged"
ONE_EACH = dict.fromkeys(DISTURBANCES, 1 / len(DISTURBANCES))
"""On the average one of all kinds happens to each date."""


def recipes_of_sets(recipe: Recipe) -> dict[str, Recipe]:
    """Return the recipe of each set of pseudo-pairs by its name."""
    # A few regions are swapped: labels without any change would leave open what their "no data" means.
    unchanged = replace(recipe.pairs, kinds=(0.0, 0.1, 0.9), disturbances=ONE_EACH)
    return {
        PLAIN: undisturbed(recipe),
        DISTURBED: recipe,
        UNCHANGED: replace(recipe, pairs=unchanged, seed=recipe.seed + 1),
    }


def write_sets(recipe: Recipe, place: Place, count: int, folder: Path) -> dict[str, Path]:
    """Write the chips of a place; returns the folder of each set."""
    return {
        name: write_chips(validation_pairs(one, [place], count), folder / f"{place.name}-{name}")
        for name, one in recipes_of_sets(recipe).items()
    }
