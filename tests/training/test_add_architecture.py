"""The recipe "add an architecture": a description, a network, a line in the registry; and the network of one date."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from groundshift.plugin.engine.context import JobContext
from groundshift.plugin.engine.network.network import Network
from groundshift.plugin.jobs.training_settings import TrainingSettings
from groundshift.plugin.model_file.load import load_model_file
from groundshift.plugin.model_file.spec import SEGMENTATION
from groundshift.plugin.rules.network_plan import ARCHITECTURES, ArchitectureKind, NetworkPlan, plan_from_name
from groundshift.plugin.training.entries import train_model
from groundshift.plugin.training.fit.augment import Augmentation, Batch, augmented
from groundshift.plugin.training.fit.checkpoint import Checkpoints
from groundshift.plugin.training.fit.export import base_metadata, export_network
from groundshift.plugin.training.fit.loop import Outcome, Training
from groundshift.plugin.training.fit.meaning import Meaning
from groundshift.plugin.training.fit.optimisation import Schedule, usual_optimisation
from groundshift.plugin.training.fit.task import CropSource, LabelTask
from groundshift.plugin.training.networks.architectures import NETWORKS, architecture_of, named_architecture
from groundshift.plugin.training.networks.model_weights import network_from_model_file
from groundshift.tests.helpers.labelled_pairs import quick_job


class Toy(torch.nn.Module):
    """The absolute difference of the dates through two convolutions."""

    receptive_radius = 2

    def __init__(self, plan: NetworkPlan) -> None:
        super().__init__()
        self.first = torch.nn.Conv2d(plan.bands, 8, 3, padding=1)
        self.head = torch.nn.Conv2d(8, plan.outputs, 3, padding=1)

    def forward(self, before: torch.Tensor, after: torch.Tensor) -> torch.Tensor:
        out: torch.Tensor = self.head(torch.relu(self.first(torch.abs(before - after))))
        return out


@pytest.fixture
def toy(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setitem(ARCHITECTURES, "toy", ArchitectureKind("Toy", "siamese", 4, loss="bce"))
    monkeypatch.setitem(NETWORKS, "toy", Toy)
    return "toy"


def test_a_registered_architecture_is_trained_exported_and_continued(toy: str, tmp_path: Path) -> None:
    job = quick_job(tmp_path, base=toy, report=None, settings={"epochs": 2, "learning_rate": 2e-2})
    values = train_model(job, JobContext(lambda event: None))
    assert values["F1"] > 0.5
    spec = load_model_file(values["MODEL"]).spec
    assert (spec.layout, spec.stride, spec.halo) == ("siamese", 4, 4)
    plan, network = network_from_model_file(Path(values["MODEL"]))
    assert plan.architecture == toy
    assert isinstance(network, Toy)


class GreenAndBlue:
    """Crops of one date, green on the left and blue on the right, with their classes."""

    def batch(self, step: int) -> Batch:
        generator = torch.Generator().manual_seed(step)
        date = torch.randn(4, 3, 48, 48, generator=generator) * 0.3
        target = torch.zeros(4, 48, 48, dtype=torch.uint8)
        target[:, :, 24:] = 1
        date[:, 1, :, :24] += 2
        date[:, 2, :, 24:] += 2
        target[:, :4] = 255  # not known
        turned = Augmentation(frozenset({"flips", "rotations", "noise", "misregistration"}), 1.0)
        return augmented((date,), target, 32, turned, None, generator)


def trained(task: LabelTask, folder: Path) -> Outcome:
    checkpoints = Checkpoints(str(folder), {})
    checkpoints.begin(False)
    return Training(task, checkpoints, None, None, JobContext(lambda event: None)).run()


def test_land_cover_of_one_date_is_trained_and_run_by_the_engine(tmp_path: Path) -> None:
    architecture = named_architecture("unet:mobilenet_v2")
    assert architecture.plan.outputs == 2
    torch.manual_seed(0)
    source: CropSource = GreenAndBlue()
    codes = torch.arange(256, dtype=torch.uint8)  # classes are the codes of the loss
    task = LabelTask(
        network=architecture.build(False),
        architecture=architecture,
        meaning=Meaning(((0,), (1,)), (0, 1), ("blue",), None),
        codes=codes,
        teacher=None,
        crops=source,
        tiles=(),
        schedule=Schedule(2, 12, 1e-2, 0, "one_cycle"),
        optimisation=usual_optimisation(1e-2),
        settings=TrainingSettings(distillation=0.0),
        device="cpu",
        precision=torch.float32,
    )
    outcome = trained(task, tmp_path / "checkpoints")
    assert outcome.rows[1]["train_loss"] < 0.7 * outcome.rows[0]["train_loss"]
    task.network.load_state_dict(outcome.weights)
    classes = [{"value": 1, "name": "green", "color": "#00ff00"}, {"value": 2, "name": "blue", "color": "#0000ff"}]
    metadata = base_metadata("cover", "Land cover", architecture, 32) | {"threshold": 0.5, "classes": classes}
    path = tmp_path / "cover.onnx"
    export_network(task.network.eval(), architecture, path, metadata)
    file = load_model_file(str(path), (SEGMENTATION,))
    assert (file.spec.task, file.spec.layout, file.spec.dates) == ("segmentation", "single", 1)
    date = GreenAndBlue().batch(99).dates[0][0].numpy()
    network = Network(file)
    found = network.run([date])
    assert found.shape == (2, 32, 32)
    np.testing.assert_allclose(found.sum(0), 1, atol=1e-5)
    plan, restored = network_from_model_file(path)
    assert plan == architecture.plan
    with torch.inference_mode():
        expected = torch.softmax(restored(torch.from_numpy(date)[None]), 1)[0].numpy()
    np.testing.assert_allclose(found, expected, atol=1e-4)


def test_the_loss_of_land_cover_ignores_what_is_not_known() -> None:
    loss = architecture_of(plan_from_name("unet", classes=3)).loss
    logits = torch.randn(1, 3, 8, 8)
    labels = torch.randint(0, 3, (1, 8, 8), dtype=torch.uint8)
    labels[0, :2] = 255
    other = logits.clone()
    other[:, :, :2] += torch.randn(1, 3, 2, 8)
    assert float(loss(logits, labels)) == pytest.approx(float(loss(other, labels)))
    known = labels[0, 2:].long()
    expected = torch.nn.functional.cross_entropy(logits[:, :, 2:], known[None])
    only = architecture_of(plan_from_name("unet", classes=3), "bce").loss
    assert float(only(logits, labels)) == pytest.approx(float(expected), rel=1e-5)
