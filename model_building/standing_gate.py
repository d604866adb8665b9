"""Whether change that what stands on the two dates contradicts should count less: measured on a place left out.

    python -m groundshift.model_building.standing_gate MODEL --recipe RECIPE --data DIR --workdir DIR [--steps 150]

The auxiliary output of :mod:`.guided_task` is trained on the encoder of MODEL, a Siamese network that is left as it is. The
probability of change is then multiplied by ``floor + (1 - floor) * disagreement``, where the disagreement is the probability
that a building stands on one of the dates alone. Printed is what each floor gains over none (1), with bootstrap intervals over
tiles of the recipe's validation places, with and without disturbances.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from ..plugin.engine.evaluation.scores import Histogram
from ..plugin.rules.label_codes import NO_CHANGE, UNLABELLED
from ..plugin.training.networks.architectures import Architecture, architecture_of
from ..plugin.training.networks.model_weights import network_from_model_file
from .guided_task import StandingHead, standing_labels
from .label_places import load_places
from .pair_source import PairCrops, PairTile
from .pseudo_pairs import PseudoPairs
from .recipe import read_recipe, recipe_path
from .tile_counts import DEFAULT_THRESHOLD, TileCounts, differences
from .training_run import choice_tiles

FLOORS = (1.0, 0.75, 0.5, 0.25, 0.0)
"""1 = no gate."""
_LEARNING_RATE = 0.02


def standing_logits(network: Any, head: StandingHead, before: Tensor, after: Tensor) -> Tensor:
    """Return the logits of what stands, 2N x S x S: earlier dates, then later ones."""
    with torch.no_grad():
        pairs = network.encoded_pair(before, after)
    head.maps = tuple(torch.cat(pair) for pair in pairs)
    logits: Tensor = head(before.shape[-1])
    return logits


def train_head(network: Any, crops: PairCrops, steps: int) -> StandingHead:
    """Train the auxiliary output on the encoder of a network in evaluation mode, which is left as it is."""
    torch.manual_seed(1)
    head = StandingHead(network.encoder.channels)
    optimiser = torch.optim.Adam(head.parameters(), _LEARNING_RATE)
    for step in range(steps):
        batch = crops.batch(step)
        truth, known = standing_labels(batch.target)
        losses = functional.binary_cross_entropy_with_logits(
            standing_logits(network, head, *batch.dates), truth, reduction="none"
        )
        optimiser.zero_grad()
        ((losses * known).sum() / known.sum().clamp(min=1)).backward()
        optimiser.step()
    return head


def gated(change: Tensor, standing: Tensor, floor: float) -> Tensor:
    """Return the probability of change, N x S x S, lowered where a building stands on both dates or on none.

    :param standing: probabilities, 2N x S x S: earlier dates, then later ones.
    """
    before, after = standing.chunk(2)
    disagreement = before * (1 - after) + after * (1 - before)
    return change * (floor + (1 - floor) * disagreement)


def count_floors(
    network: Any, architecture: Architecture, head: StandingHead, tiles: Sequence[PairTile], floors: Sequence[float] = FLOORS
) -> list[TileCounts]:
    """Return the counts of tiles with each floor."""
    found: list[list[Histogram]] = [[] for _ in floors]
    for tile in tiles:
        dates, target = tile.read()
        before, after = (torch.from_numpy(date)[None] for date in dates)
        known = target < UNLABELLED
        with torch.inference_mode():
            change = architecture.change_probability(architecture.logits(network, before, after))
            standing = torch.sigmoid(standing_logits(network, head, before, after))
            for floor, counts in zip(floors, found):
                counts.append(Histogram())
                probability = gated(change, standing, floor)[0].numpy()
                counts[-1].add(probability[known], target[known] > NO_CHANGE)
    return [TileCounts.of_each(counts, DEFAULT_THRESHOLD) for counts in found]


def main(arguments: list[str] | None = None) -> None:
    """Run the command line: print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path, help="file of a Siamese network with the four building states")
    parser.add_argument("--recipe", required=True, help="whose places and pairs are used")
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds buildings/")
    parser.add_argument("--workdir", type=Path, required=True, help="for caches")
    parser.add_argument("--steps", type=int, default=150)
    parser.add_argument("--threads", type=int, default=1, help="threads of PyTorch")
    options = parser.parse_args(arguments)
    torch.set_num_threads(options.threads)
    recipe = read_recipe(recipe_path(options.recipe))
    plan, network = network_from_model_file(options.model)
    network.eval()
    places = load_places(options.data, [*recipe.train, *recipe.validation], options.workdir / "places")
    pairs = PseudoPairs(
        [places[name] for name in recipe.train],
        list(recipe.train.values()),
        recipe.pairs,
        recipe.seed,
        options.steps * recipe.batch,
    )
    head = train_head(network, PairCrops(pairs, recipe.batch), options.steps)
    sys.stdout.write("| pairs | floor | AP | F1 |\n|---|---|---|---|\n")
    sets = choice_tiles(recipe, [places[name] for name in recipe.validation], plan)
    for name, tiles in zip(("with disturbances", "without"), sets):
        counts = count_floors(network, architecture_of(plan), head, tiles)
        for floor, one in zip(FLOORS[1:], counts[1:]):
            found = differences(counts[0], one)
            gains = [found[measure] for measure in ("ap", "f1")]
            cells = " | ".join(f"{gain.value:+.4f} ({gain.low:+.4f} to {gain.high:+.4f})" for gain in gains)
            sys.stdout.write(f"| {name} | {floor:g} | {cells} |\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
