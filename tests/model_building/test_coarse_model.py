"""The model file whose graph enlarges its input."""

# ruff: noqa: E402 (without the training packages these tests are skipped before the imports)

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

onnx = pytest.importorskip("onnx")
torch = pytest.importorskip("torch")

from torch.nn.functional import avg_pool2d, interpolate

from groundshift.model_building.coarse_model import write_coarse_model
from groundshift.plugin.model_file.load import load_model_file
from groundshift.plugin.rules.network_plan import plan_from_name
from groundshift.plugin.training.fit.export import base_metadata, export_network, open_session, read_metadata
from groundshift.plugin.training.networks.architectures import architecture_of
from groundshift.plugin.training.networks.model_weights import NO_WEIGHTS, NetworkNotStored, network_from_model_file


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """Return a network's model file and the coarse one made of it."""
    torch.manual_seed(0)
    architecture = architecture_of(plan_from_name("siamese_unet:mobilenet_v2"))
    metadata = base_metadata("fine", "Fine", architecture, 32) | {"threshold": 0.4, "min_area_m2": 6.0}
    fine, coarse = tmp_path / "fine.onnx", tmp_path / "coarse.onnx"
    export_network(architecture.build(False).eval(), architecture, fine, metadata)
    write_coarse_model(fine, coarse)
    return fine, coarse


def test_the_graph_enlarges_dates_and_averages_the_probability(files: tuple[Path, Path]) -> None:
    fine, coarse = (open_session(path, 1) for path in files)
    names = [entry.name for entry in fine.get_inputs()]
    assert [entry.name for entry in coarse.get_inputs()] == names
    rng = np.random.default_rng(0)
    dates = {entry.name: rng.standard_normal((2, entry.shape[1], 32, 24)).astype(np.float32) for entry in fine.get_inputs()}
    large = {
        name: interpolate(torch.from_numpy(date), scale_factor=2, mode="bilinear", align_corners=False).numpy()
        for name, date in dates.items()
    }
    expected = avg_pool2d(torch.from_numpy(fine.run(None, large)[0]), 2).numpy()
    found = coarse.run(None, dates)[0]
    assert found.shape[2:] == (32, 24)
    np.testing.assert_allclose(found, expected, atol=1e-5)


def test_context_and_areas_are_those_of_the_network_in_coarse_pixels(files: tuple[Path, Path]) -> None:
    fine, coarse = (read_metadata(path) for path in files)
    assert (coarse["halo"], coarse["stride"]) == (fine["halo"] // 2, fine["stride"] // 2)
    assert coarse["min_area_m2"] == 24.0  # 24 pixels of .5 m before, of 1 m inside the graph
    spec = load_model_file(str(files[1])).spec
    assert (spec.id, spec.gsd_m.minimum, spec.gsd_m.best, spec.gsd_m.maximum) == ("buildings-coarse", 1.0, 2.0, 3.0)
    assert spec.mirrors == 2


def test_a_training_cannot_start_from_it_and_the_reason_is_named(files: tuple[Path, Path]) -> None:
    network_from_model_file(files[0])
    with pytest.raises(NetworkNotStored, match=r"coarse\.onnx enlarges its imagery 2 times") as caught:
        network_from_model_file(files[1])
    assert caught.value.reason == NO_WEIGHTS
