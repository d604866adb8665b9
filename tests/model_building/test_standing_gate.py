"""The gate of change by what stands on each date."""

from __future__ import annotations

import pytest

pytest.importorskip("torch")
pytest.importorskip("onnxruntime")

import torch

from groundshift.model_building.pair_source import PairCrops, pair_tiles
from groundshift.model_building.pseudo_pairs import PairSettings, PseudoPairs
from groundshift.model_building.standing_gate import count_floors, gated, standing_logits, train_head
from groundshift.plugin.training.networks.architectures import named_architecture

from .made_places import made_place


def test_change_counts_less_where_both_dates_agree() -> None:
    change = torch.full((1, 1, 4), 0.8)
    before = torch.tensor([[[1.0, 0.0, 1.0, 0.5]]])
    after = torch.tensor([[[0.0, 0.0, 1.0, 0.5]]])
    standing = torch.cat((before, after))
    assert gated(change, standing, 0.0)[0, 0].tolist() == pytest.approx([0.8, 0, 0, 0.4])
    assert gated(change, standing, 0.5)[0, 0].tolist() == pytest.approx([0.8, 0.4, 0.4, 0.6])
    assert torch.equal(gated(change, standing, 1.0), change)


def test_the_output_is_learnt_and_the_network_is_left_as_it_is() -> None:
    architecture = named_architecture("siamese_unet")
    torch.manual_seed(0)
    network = architecture.build(False).eval()
    kept = {key: value.clone() for key, value in network.state_dict().items()}
    pairs = PseudoPairs([made_place()], [1.0], PairSettings(size=64, gsd_m=(0.45, 0.55), strength=0.3), 3, 24)
    crops = PairCrops(pairs, 2)
    heads = [train_head(network, crops, steps) for steps in (0, 12)]
    batch = crops.batch(0)
    logits = [standing_logits(network, head, *batch.dates) for head in heads]
    assert logits[0].shape == (4, 64, 64)
    assert (logits[1] - logits[0]).abs().max() > 0.01
    assert all(torch.equal(kept[key], value) for key, value in network.state_dict().items())
    plain, halved = count_floors(network, architecture, heads[1], pair_tiles(pairs, architecture.plan)[:2], (1.0, 0.5))
    assert plain.changed.shape == halved.changed.shape
    assert plain.changed.sum() == halved.changed.sum()
    steps = torch.arange(plain.changed.shape[1])
    assert (torch.from_numpy(halved.unchanged).sum(0) * steps).sum() < (torch.from_numpy(plain.unchanged).sum(0) * steps).sum()
