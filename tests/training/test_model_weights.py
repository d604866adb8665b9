"""Every architecture trains, is exported, gives the same in ONNX Runtime, and comes back out of the file to be trained on."""

# ruff: noqa: E402 (without the training packages these tests are skipped before the imports)

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")
onnx = pytest.importorskip("onnx")
pytest.importorskip("onnxruntime")

from groundshift.plugin.jobs.failure import JobFailure
from groundshift.plugin.rules.network_plan import METADATA_KEY, plan_from_name
from groundshift.plugin.training.fit.base import open_base
from groundshift.plugin.training.fit.export import base_metadata, export_network, open_session
from groundshift.plugin.training.networks import architectures
from groundshift.plugin.training.networks.architectures import Architecture, architecture_of
from groundshift.plugin.training.networks.model_weights import (
    NO_PLAN,
    NO_WEIGHTS,
    UNREADABLE,
    NetworkNotStored,
    network_from_model_file,
    stored_network,
)

SIDE = 32
# Name, target, classes, bands: every architecture, encoder family, fusion, attention, kind of output and number of bands.
NETWORKS = {
    "early_fusion_fcn": ("change", 1, 3),
    "early_fusion_unet": ("building_states", 2, 3),
    "early_fusion_unet:mobilenet_v2:concat": ("classes", 3, 4),
    "siamese_unet": ("building_states", 2, 3),
    "siamese_unet:mobilenet_v2:concat": ("change", 1, 1),
    "siamese_unet:resnet18:difference": ("classes", 2, 3),
    "fusion_unet:resnet18": ("change", 1, 3),
    "stanet:resnet18:pam": ("change", 1, 3),
    "stanet:resnet18:bam": ("change", 1, 3),
}


@pytest.fixture(autouse=True)
def _small_attention(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(architectures, "ATTENTION_TILE", SIDE)


def made_batch(architecture: Architecture) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Two pairs in which squares appear: the classes' squares differ in brightness."""
    generator = torch.Generator().manual_seed(5)
    plan = architecture.plan
    before = torch.randn(2, plan.bands, SIDE, SIDE, generator=generator)
    after = before + 0.1 * torch.randn(before.shape, generator=generator)
    labels = torch.zeros(2, SIDE, SIDE, dtype=torch.uint8)
    for index in range(8):
        row, column = (3 + 16 * (index // 2 % 2), 3 + 16 * (index % 2))
        code = 1 + index % plan.classes
        labels[index // 4, row : row + 12, column : column + 12] = code
        after[index // 4, :, row : row + 12, column : column + 12] += 1.5 + code
    labels[:, :2] = 255
    return before, after, labels


def few_steps(architecture: Architecture, network: torch.nn.Module, steps: int, rate: float = 2e-3) -> list[float]:
    batch = made_batch(architecture)
    optimizer = torch.optim.Adam([value for value in network.parameters() if value.requires_grad], lr=rate, fused=True)
    losses = []
    for _ in range(steps):
        network.train()
        optimizer.zero_grad()
        loss = architecture.loss(architecture.logits(network, *batch[:2]), batch[2])
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


@pytest.mark.parametrize("name", NETWORKS)
def test_trains_exports_comes_back_and_trains_on(name: str, tmp_path: Path) -> None:
    torch.manual_seed(2)
    target, classes, bands = NETWORKS[name]
    architecture = architecture_of(plan_from_name(name, target, classes, bands))
    network = architecture.build(False)
    losses = few_steps(architecture, network, 6)
    assert min(losses[-2:]) < 0.9 * losses[0]

    network.eval()
    path = tmp_path / "model.onnx"
    metadata = base_metadata("tiny", "Tiny", architecture, 32)
    assert export_network(network, architecture, path, metadata, temperature=1.7) < 1e-4
    model = onnx.load(str(path))
    assert [entry.version for entry in model.opset_import if entry.domain in ("", "ai.onnx")] == [17]
    assert model.ir_version <= 8
    assert metadata["output"]["no_change_channel"] == (target != "change")

    plan, restored = network_from_model_file(path)
    assert plan == architecture.plan
    assert stored_network(path).temperature == 1.7
    before, after, _ = made_batch(architecture)
    with torch.inference_mode():
        expected = architecture.logits(network, before, after)
        found = architecture.logits(restored, before, after)
        probability = architecture.probabilities(found / 1.7)
    torch.testing.assert_close(found, expected, atol=1e-5, rtol=1e-5)
    session = open_session(path)
    dates = [before[:1], after[:1]] if plan.layout == "siamese" else [torch.cat((before, after), 1)[:1]]
    inputs = {entry.name: date.numpy() for entry, date in zip(session.get_inputs(), dates)}
    np.testing.assert_allclose(session.run(None, inputs)[0], probability[:1].numpy(), atol=1e-4)

    if plan.encoder is not None:
        restored.freeze_encoder()
    again = few_steps(architecture, restored, 4, 2e-4)
    assert again[0] < losses[0]
    assert min(again[1:]) < again[0]


def exported(tmp_path: Path) -> Path:
    architecture = architecture_of(plan_from_name("siamese_unet:mobilenet_v2"))
    path = tmp_path / "model.onnx"
    export_network(architecture.build(False).eval(), architecture, path, base_metadata("tiny", "Tiny", architecture, 32))
    return path


def test_weights_of_equal_values_keep_their_names(tmp_path: Path) -> None:
    """A new network's statistics are all alike; the exporter would keep one of each kind."""
    network_from_model_file(exported(tmp_path))


def test_files_that_hold_no_network_are_refused_with_the_reason(tmp_path: Path) -> None:
    path = exported(tmp_path)

    def refused() -> NetworkNotStored:
        with pytest.raises(NetworkNotStored, match=r"model\.onnx") as caught:
            network_from_model_file(path)
        return caught.value

    model = onnx.load(str(path))
    whole = model.SerializeToString()

    named = next(tensor for tensor in model.graph.initializer if tensor.name == "network.head.weight")
    named.name = "onnx::Conv_1"  # as a file of folded batch normalisation has it
    onnx.save(model, str(path))
    assert refused().reason == NO_WEIGHTS

    model = onnx.load_from_string(whole)
    entry = next(entry for entry in model.metadata_props if entry.key == METADATA_KEY)
    document = json.loads(entry.value)
    for text in (
        "no json",
        json.dumps({}),
        json.dumps({**document, "temperature": 0}),
        json.dumps({**document, "plan": {**document["plan"], "architecture": "from_the_future"}}),
        json.dumps({**document, "plan": {**document["plan"], "rotations": 4}}),
    ):
        entry.value = text
        onnx.save(model, str(path))
        assert refused().reason == NO_PLAN
    model.metadata_props.remove(entry)
    onnx.save(model, str(path))
    assert refused().reason == NO_PLAN

    path.write_bytes(whole[: len(whole) // 2])
    assert refused().reason == UNREADABLE
    path.unlink()
    assert refused().reason == UNREADABLE


def test_base_may_name_a_file_of_pretrained_weights(tmp_path: Path) -> None:
    path = tmp_path / "mobile net.pth"
    with pytest.raises(JobFailure, match="does not exist"):
        open_base(f"siamese_unet:mobilenet_v2@{path}")
    torch.save(architectures.build_network(plan_from_name("siamese_unet:mobilenet_v2")).encoder.state_dict(), path)
    base = open_base(f"siamese_unet:mobilenet_v2@{path}")
    assert (base.name, base.weights, base.continues) == ("siamese_unet:mobilenet_v2", path, False)
    with pytest.raises(JobFailure, match="EfficientNet-Lite0"):
        open_base(f"siamese_unet:efficientnet_lite0@{path}")
