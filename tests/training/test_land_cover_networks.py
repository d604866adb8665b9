"""Networks of one date: sizes against the literature, shapes, weights files, export and training."""

# ruff: noqa: E402 (without the training packages these tests are skipped before the imports)

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

torch = pytest.importorskip("torch")

from groundshift.plugin.rules.network_plan import ENCODERS, plan_from_name
from groundshift.plugin.training.fit.export import base_metadata, export_network
from groundshift.plugin.training.networks.architectures import architecture_of, build_network
from groundshift.plugin.training.networks.encoders import InceptionResNetV2
from groundshift.plugin.training.networks.model_weights import network_from_model_file

KERAS_WITHOUT_TOP = 54_336_736  # as keras.applications counts: running statistics, and no scale in the normalisation
PYTORCH_WHOLE = 55_843_464  # as pretrainedmodels and timm publish it, with 1,000 classes
CLASSIFIER = 1536 * 1000 + 1000


def size(network: torch.nn.Module) -> int:
    return sum(value.numel() for value in network.parameters())


def test_inception_resnet_v2_has_the_published_size() -> None:
    with torch.device("meta"):
        encoder = InceptionResNetV2()
    assert size(encoder) == PYTORCH_WHOLE - CLASSIFIER
    norms = [module for module in encoder.modules() if isinstance(module, torch.nn.BatchNorm2d)]
    channels = sum(norm.num_features for norm in norms)
    assert size(encoder) - channels + 2 * channels == KERAS_WITHOUT_TOP


def test_its_u_net_has_the_size_that_its_layers_add_up_to() -> None:
    with torch.device("meta"):
        network = build_network(plan_from_name("inception_unet", classes=6))
    expected = PYTORCH_WHOLE - CLASSIFIER
    below = 1536
    for skip, width in ((1088, 256), (320, 128), (192, 64), (64, 32), (0, 16)):
        expected += 9 * (below + skip) * width + 9 * width * width + 4 * width
        below = width
    expected += 9 * 16 * 6 + 6
    assert size(network) == expected == 62_030_022


def test_its_maps_are_those_of_five_scales_and_any_bands() -> None:
    encoder = InceptionResNetV2(bands=5).eval()
    with torch.inference_mode():
        maps = encoder(torch.randn(1, 5, 64, 96))
    assert [tuple(part.shape[1:]) for part in maps] == [
        (channels, 64 // stride, 96 // stride) for channels, stride in zip(encoder.channels, (2, 4, 8, 16, 32))
    ]


@pytest.mark.slow
def test_a_file_with_the_published_names_fills_the_encoder(tmp_path: Path) -> None:
    source = InceptionResNetV2()
    path = tmp_path / "inceptionresnetv2.pth"
    torch.save({**source.state_dict(), "last_linear.weight": torch.zeros(2, 2)}, path)
    keys = set(source.state_dict())
    for key in (
        "conv2d_1a.conv.weight",
        "mixed_5b.branch3.1.bn.running_mean",
        "repeat.9.branch2.2.conv.weight",
        "mixed_6a.branch0.conv.weight",
        "repeat_1.19.branch1.2.conv.weight",
        "mixed_7a.branch2.2.conv.weight",
        "repeat_2.8.conv2d.bias",
        "block8.conv2d.weight",
        "conv2d_7b.bn.bias",
    ):
        assert key in keys
    network = build_network(plan_from_name("inception_unet", classes=3, bands=4), pretrained=True, weights=path)
    assert torch.equal(
        network.encoder.state_dict()["repeat_1.3.conv2d.weight"], source.state_dict()["repeat_1.3.conv2d.weight"]
    )


@pytest.mark.parametrize("name", [*(f"unet:{encoder}" for encoder in ENCODERS), "inception_unet"])
def test_every_network_of_one_date_gives_the_classes_at_the_input_size(name: str) -> None:
    plan = plan_from_name(name, classes=5, bands=4)
    architecture = architecture_of(plan)
    network = architecture.build(False).eval()
    with torch.inference_mode():
        probabilities = architecture.probabilities(architecture.logits(network, torch.randn(1, 4, 32, 32)))
    assert probabilities.shape == (1, 5, 32, 32)
    torch.testing.assert_close(probabilities.sum(1), torch.ones(1, 32, 32))


@pytest.mark.parametrize("loss", ["bce", "dice", "focal", "bce + .5 dice", "focal + dice", "bce + focal + dice"])
def test_unlabelled_pixels_count_in_no_loss(loss: str) -> None:
    architecture = architecture_of(plan_from_name("unet", classes=3), loss)
    torch.manual_seed(1)
    logits, labels = torch.randn(2, 3, 8, 8), torch.randint(0, 3, (2, 8, 8), dtype=torch.uint8)
    labels[:, :3] = 255
    other = logits.clone()
    other[:, :, :3] = torch.randn(2, 3, 3, 8) * 9
    torch.testing.assert_close(architecture.loss(logits, labels), architecture.loss(other, labels))
    assert architecture.loss(logits, labels) > 0


def test_images_are_smoothed_in_use_and_not_in_training(tmp_path: Path) -> None:
    from scipy import ndimage

    plan = replace(plan_from_name("unet", classes=3), smoothing=0.5)
    architecture, plain = architecture_of(plan), build_network(replace(plan, smoothing=0.0))
    network = architecture.build(False)
    plain.load_state_dict(network.state_dict())
    image = torch.randn(1, 3, 64, 96)
    soft = ndimage.convolve1d(
        ndimage.convolve1d(image.numpy(), [0.25, 0.5, 0.25], 2, mode="constant"), [0.25, 0.5, 0.25], 3, mode="constant"
    )
    with torch.inference_mode():
        torch.testing.assert_close(network.eval()(image), plain.eval()(torch.from_numpy(soft)), atol=1e-4, rtol=1e-4)
    torch.manual_seed(0)
    trained = network.train()(image)
    torch.testing.assert_close(trained, plain.train()(image))
    path = tmp_path / "cover.onnx"
    assert export_network(network.eval(), architecture, path, base_metadata("cover", "Cover", architecture, 32)) < 1e-4
    found, again = network_from_model_file(path)
    assert found == plan
    with torch.inference_mode():
        torch.testing.assert_close(again(image), network(image))
