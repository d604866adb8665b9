"""Consistency on ground without labels: what is altered, what counts, what it costs, and that it is learnt."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch
from torch import Tensor

from groundshift.plugin.jobs.training_settings import TrainingSettings
from groundshift.plugin.rules.label_codes import NO_DATA, UNLABELLED
from groundshift.plugin.rules.network_plan import plan_from_name
from groundshift.plugin.training.fit.augment import Batch
from groundshift.plugin.training.fit.consistency import (
    altered_crops,
    consistency_loss,
    draw_boxes,
    mixed,
    strongly_altered,
)
from groundshift.plugin.training.fit.meaning import target_of_plan
from groundshift.plugin.training.fit.optimisation import Schedule, usual_optimisation
from groundshift.plugin.training.fit.task import LabelTask
from groundshift.plugin.training.networks.architectures import architecture_of, build_network


def seeded(seed: int = 1) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def task(consistency: float) -> LabelTask:
    torch.manual_seed(0)
    target = target_of_plan(replace(plan_from_name("early_fusion_fcn"), bands=3), ("change",))
    return LabelTask(
        network=build_network(target.plan),
        architecture=architecture_of(target.plan, None),
        meaning=target.meaning,
        codes=target.meaning.code_table(),
        teacher=None,
        crops=None,  # type: ignore[arg-type]
        tiles=[],
        schedule=Schedule(1, 1, 0.01, 0, "constant"),
        optimisation=usual_optimisation(0.01),
        settings=TrainingSettings(consistency=consistency),
        device="cpu",
        precision=torch.float32,
    )


def batch(count: int = 6, unlabelled: int = 3, side: int = 32) -> Batch:
    dates = (torch.randn(count, 3, side, side, generator=seeded(2)), torch.randn(count, 3, side, side, generator=seeded(3)))
    target = torch.zeros((count, side, side), dtype=torch.uint8)
    target[:, 8:20, 8:20] = 1
    target[count - unlabelled :] = UNLABELLED
    return Batch(dates, target, 5)


def test_appearance_changes_and_empty_pixels_stay_empty() -> None:
    date = torch.randn(4, 3, 16, 16, generator=seeded())
    date[:, :, :4] = 0
    out = strongly_altered(date, seeded())
    assert torch.equal(out, strongly_altered(date, seeded()))
    assert (out[:, :, :4] == 0).all()
    assert (out[:, :, 4:] - date[:, :, 4:]).abs().mean() > 0.1
    assert (date[:, :, :4] == 0).all()


def test_rectangles_come_from_the_next_crop_with_their_outcomes() -> None:
    boxes = draw_boxes(8, 20, seeded(3))
    assert 0 < boxes.any(2).any(1).sum() < 8
    values = torch.arange(8.0)[:, None, None].expand(8, 20, 20)
    found = mixed(values, boxes)
    assert torch.equal(found[boxes], values.roll(-1, 0)[boxes])
    assert torch.equal(found[~boxes], values[~boxes])
    assert torch.equal(mixed(values[:, None], boxes)[:, 0], found)
    assert not draw_boxes(1, 20, seeded()).any()


def test_only_confident_unlabelled_pixels_count() -> None:
    weak = torch.tensor([[0.97, 0.6, 0.97, 0.97], [0.03, 0.4, 0.03, 0.03]]).log()[None, :, None]
    strong = torch.tensor([[0.5, 0.1, 0.1, 0.1], [0.5, 0.9, 0.9, 0.9]]).log()[None, :, None]
    target = torch.tensor([[[UNLABELLED, UNLABELLED, 1, NO_DATA]]], dtype=torch.uint8)
    assert consistency_loss(weak, strong, target).item() == pytest.approx(-torch.tensor(0.5).log().item() / 2)
    assert consistency_loss(weak, strong, torch.zeros_like(target)).item() == 0


def test_a_quarter_of_the_crops_at_most_is_predicted_again() -> None:
    assert altered_crops(torch.tensor([False] * 8 + [True] * 4)).tolist() == [9, 10, 11]
    assert altered_crops(torch.ones(12, dtype=torch.bool)).tolist() == [9, 10, 11]
    assert altered_crops(torch.tensor([False, True])).tolist() == [1]


def predicted(of: LabelTask, given: Batch) -> int:
    """How many crops the network predicts for one loss."""
    seen: list[int] = []
    hook = of.network.register_forward_hook(lambda module, inputs, output: seen.append(len(output)))
    of.loss(given)
    hook.remove()
    return sum(seen)


def test_it_costs_a_prediction_more_where_ground_is_unlabelled_and_nothing_elsewhere() -> None:
    assert predicted(task(0.0), batch()) == 6
    assert predicted(task(1.0), batch()) == 7
    assert predicted(task(1.0), batch(unlabelled=0)) == 6
    assert torch.equal(task(1.0).loss(batch(unlabelled=0)), task(0.0).loss(batch(unlabelled=0)))


def test_the_same_step_has_the_same_loss() -> None:
    # Two networks of the same weights: a prediction in training mode moves the statistics of its normalisation.
    assert torch.equal(task(1.0).loss(batch()), task(1.0).loss(batch()))


def confident(of: LabelTask) -> LabelTask:
    """A network that is sure of the likeliest outcome of most pixels."""

    class Sure(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.scale = torch.nn.Parameter(torch.tensor(12.0))
            self.shift = torch.nn.Parameter(torch.tensor(0.0))

        def forward(self, dates: Tensor) -> Tensor:
            return (dates[:, 3:].mean(1, keepdim=True) - dates[:, :3].mean(1, keepdim=True)) * self.scale + self.shift

    return replace(of, network=Sure())


def test_what_depends_on_appearance_is_unlearnt() -> None:
    """Without labels, a network that is sure by colour alone becomes less so: its gradient shrinks the scale."""
    of = confident(task(1.0))
    given = batch(6, 6)
    of.loss(given).backward()
    assert of.network.scale.grad is not None
    assert of.network.scale.grad.item() > 0
    plain = confident(task(0.0))
    assert not plain.loss(given).requires_grad or plain.loss(given).item() == 0
