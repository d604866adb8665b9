"""Teachers and the auxiliary output of a recipe: what they add to the loss, and that the exported model has nothing of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch")
pytest.importorskip("onnxruntime")

import onnx
import torch

from groundshift.model_building.guided_task import STANDING, Guide, GuidedTask, standing_labels, turned, turned_back
from groundshift.model_building.pseudo_pairs import PairSettings
from groundshift.model_building.recipe import Recipe, read_recipe, recipe_path
from groundshift.model_building.training_run import make_task, train
from groundshift.plugin.engine.context import JobContext
from groundshift.plugin.rules.label_codes import UNCHANGED_UNKNOWN
from groundshift.plugin.training.fit.augment import Batch
from groundshift.plugin.training.fit.export import base_metadata, export_network

from .made_places import made_place

TINY = replace(
    read_recipe(recipe_path("starts/buildings-siamese-plain")),
    train={"made": 1.0},
    pairs=PairSettings(size=32),
    validation=(),
    batch=2,
    steps=2,
    validate_every=2,
)


def task(recipe: Recipe = TINY, teachers: tuple[Guide, ...] = ()) -> GuidedTask:
    made = make_task(recipe, [made_place()], [], False, None, teachers)
    assert isinstance(made, GuidedTask)
    return replace(made, precision=torch.float32)


def guide_of(of: GuidedTask) -> Guide:
    return Guide(of.network.eval(), of.architecture)


def batch() -> Batch:
    generator = torch.Generator().manual_seed(1)
    dates = tuple(torch.randn(2, 3, 32, 32, generator=generator) for _ in range(2))
    states = torch.zeros((2, 32, 32), dtype=torch.uint8)
    for value, row in ((1, 0), (2, 8), (3, 16)):
        states[:, row : row + 8, :16] = value
    return Batch(dates, states)


@pytest.mark.parametrize("view", range(8))
def test_views_are_undone(view: int) -> None:
    image = torch.arange(32.0).reshape(2, 4, 4)
    assert torch.equal(turned_back(turned(image, view), view), image)


def test_the_eight_views_differ() -> None:
    image = torch.arange(16.0).reshape(4, 4)
    assert len({tuple(turned(image, view).flatten().tolist()) for view in range(8)}) == 8


def test_what_stands_on_each_date() -> None:
    states = torch.tensor([[[0, 1, 2, 3, UNCHANGED_UNKNOWN, 255]]], dtype=torch.uint8)
    truth, known = standing_labels(states)
    assert truth[:, 0].tolist() == [[0, 0, 1, 1, 0, 0], [0, 1, 0, 1, 0, 0]]
    assert known[:, 0].tolist() == [[1, 1, 1, 1, 0, 0]] * 2


def test_the_auxiliary_output_is_learnt_with_the_encoder() -> None:
    of = task(replace(TINY, standing=0.5))
    of.network.train()
    of.loss(batch()).backward()
    plain = task()
    plain.network.train()
    assert of.network.get_submodule(STANDING).score.weight.grad.abs().sum() > 0
    assert of.loss(batch()).item() > plain.loss(batch()).item()


@pytest.mark.slow
def test_the_exported_model_has_nothing_of_it(tmp_path: Path) -> None:
    recipe = replace(TINY, standing=0.5, steps=1, validate_every=1)
    of = task(recipe)
    trained = train(recipe, of, tmp_path / "run", JobContext(lambda event: None))
    of.network.load_state_dict(trained.weights)
    of.network.eval()
    export_network(of.network, of.architecture, tmp_path / "m.onnx", base_metadata("m", "m", of.architecture, 16))
    names = [item.name for item in onnx.load(str(tmp_path / "m.onnx")).graph.initializer]
    assert names
    assert not [name for name in names if STANDING in name]
    # A training that is resumed has the output again.
    assert (
        train(recipe, task(recipe), tmp_path / "run", JobContext(lambda event: None)).weights.keys() == trained.weights.keys()
    )


def test_a_teacher_that_agrees_adds_nothing_and_another_does() -> None:
    student = task()
    same = replace(student, guides=(guide_of(student),), guidance=1.0)
    assert same.loss(batch()).item() == pytest.approx(student.loss(batch()).item(), abs=1e-4)
    torch.manual_seed(5)
    other = guide_of(task(replace(TINY, seed=99)))
    assert replace(student, guides=(other,), guidance=1.0).loss(batch()).item() > student.loss(batch()).item() + 1e-4


def test_views_and_networks_are_averaged() -> None:
    first, second = (guide_of(task(replace(TINY, seed=seed))) for seed in (1, 2))
    dates = batch().dates
    one, two, both = (replace(task(), guides=guides).taught(dates) for guides in ((first,), (second,), (first, second)))
    assert torch.allclose(both, (one + two) / 2, atol=1e-5)
    assert np.allclose(both.sum(1), 1, atol=1e-5)
    viewed = replace(task(), guides=(first,), views=8).taught(dates)
    mirrored = replace(task(), guides=(first,), views=8).taught([date.flip(-1) for date in dates])
    assert torch.allclose(viewed, mirrored.flip(-1), atol=1e-4)


def test_a_siamese_network_teaches_one_of_early_fusion() -> None:
    teacher = guide_of(task())
    student = task(replace(TINY, architecture="early_fusion_unet", start=""), (teacher,))
    dates = batch().dates
    taught = replace(student, guidance=1.0)
    assert torch.allclose(taught.taught(dates), replace(task(), guides=(teacher,)).taught(dates), atol=1e-5)
    assert taught.loss(batch()).item() > student.loss(batch()).item()


def test_a_teacher_of_other_outputs_is_refused() -> None:
    fcn = guide_of(task(replace(TINY, architecture="early_fusion_fcn")))
    with pytest.raises(ValueError, match="outputs"):
        task(TINY, (fcn,))


def test_an_early_fusion_network_has_no_encoder_of_one_date(tmp_path: Path) -> None:
    path = tmp_path / "recipe.json"
    text = recipe_path("buildings-early-fusion").read_text(encoding="utf-8")
    path.write_text(text.replace('"steps"', '"standing": 0.3, "steps"'), encoding="utf-8")
    with pytest.raises(ValueError, match="Siamese"):
        read_recipe(path)
