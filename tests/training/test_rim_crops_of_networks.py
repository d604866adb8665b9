"""Rims left out of the layers of each architecture: what is kept of a tile is as it was."""

# ruff: noqa: E402 (without the training packages these tests are skipped before the imports)

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from groundshift.plugin.engine.network.backends.backend import Target
from groundshift.plugin.engine.network.backends.onnx_runtime import CPU, NAME, OnnxRuntime
from groundshift.plugin.rules.network_plan import plan_from_name
from groundshift.plugin.training.fit.export import base_metadata, export_network
from groundshift.plugin.training.networks.architectures import architecture_of, named_architecture

HALO, SIDE = 128, 320
CROPPED = (
    "early_fusion_fcn",
    "siamese_unet",
    "siamese_unet:resnet18:concat",
    "early_fusion_unet",
    "fusion_unet:resnet18:both",
    "unet:efficientnet_lite0",
)


@pytest.mark.slow
@pytest.mark.parametrize("name", CROPPED)
def test_what_is_kept_does_not_change(tmp_path: Path, name: str) -> None:
    torch.manual_seed(0)
    architecture = architecture_of(plan_from_name(name, classes=4)) if name.startswith("unet") else named_architecture(name)
    network = architecture.build(False)
    for module in network.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            module.running_mean.normal_(0, 0.1)
            module.running_var.uniform_(0.5, 1.5)
    path = tmp_path / "m.onnx"
    export_network(network.eval(), architecture, path, base_metadata("network", "Network", architecture, HALO))
    loaded = OnnxRuntime().load(str(path), Target(NAME, CPU), 1, HALO)
    random = np.random.default_rng(0)
    count, bands = (1, 6) if architecture.layout == "early_fusion" else (1 if name.startswith("unet") else 2, 3)
    dates = [random.standard_normal((1, bands, SIDE, SIDE), np.float32) for _ in range(count)]
    whole = loaded.run(dates)
    for rows, cols in ((slice(128, 192), slice(128, 192)), (slice(0, 192), slice(128, 320))):
        part = loaded.run(dates, (rows, cols))
        assert part.shape == whole[..., rows, cols].shape
        assert np.abs(part - whole[..., rows, cols]).max() < 1e-6
