"""The training of a recipe, by the stack that trains users' models (:mod:`..plugin.training.fit`).

Example::

    task = make_task(recipe, training_places, validation_places)
    trained = train(recipe, task, Path("build/training") / recipe.id, console_context())
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Optional

import torch
from torch import Tensor, nn

from ..plugin.engine.context import JobContext
from ..plugin.jobs.training_settings import TrainingSettings
from ..plugin.rules.network_plan import NetworkPlan
from ..plugin.training.fit.checkpoint import Checkpoints
from ..plugin.training.fit.judge import AVERAGE_PRECISION
from ..plugin.training.fit.loop import Training
from ..plugin.training.fit.optimisation import Optimisation, Schedule
from ..plugin.training.fit.task import LabelTask
from ..plugin.training.networks.architectures import named_architecture
from ..plugin.training.networks.encoders.encoder import widened
from .guided_task import STANDING, Guide, GuidedTask, add_standing, drop_standing
from .label_places import Place
from .pair_source import STATE_CODES, PairCrops, PairTile, pair_meaning, pair_tiles
from .pseudo_pairs import PseudoPairs
from .recipe import Recipe

VALIDATION_SIZE = 256
# Added to the seed: validation pairs are never those of the training.
VALIDATION_SEED_OFFSET = 1
# Keys of a recipe that do not affect the training.
_FREE_KEYS = ("title", "test", "workers", "more_seeds", "blend", "most_lost", "choice_pairs", "averaged_with")

Weights = dict[str, Tensor]


@dataclass(frozen=True)
class Trained:
    """The best weights of a training, averaged, and the step that they are of."""

    weights: Weights
    step: int


def validation_pairs(recipe: Recipe, places: Sequence[Place], count: int) -> PseudoPairs:
    """Return the fixed pairs by which a network is validated on places left out.

    They are larger than those of the training, unless they are averaged, and of .4 to .65 m where .5 m is the best. None of
    them is left plain where the recipe has disturbances.
    """
    size = recipe.pairs.size if recipe.pairs.averaged_from_m else VALIDATION_SIZE
    best = recipe.pairs.best_gsd_m
    settings = replace(recipe.pairs, size=size, gsd_m=(0.8 * best, 1.3 * best), unlabelled=0.0, plain=0.0)
    return PseudoPairs(places, [1.0] * len(places), settings, recipe.seed + VALIDATION_SEED_OFFSET, count)


def undisturbed(recipe: Recipe) -> Recipe:
    """Return the recipe without disturbances; its pairs have the same crops and the same labels."""
    return replace(recipe, pairs=replace(recipe.pairs, disturbances={}))


def choice_tiles(recipe: Recipe, validation: Sequence[Place], plan: NetworkPlan) -> list[list[PairTile]]:
    """Return the sets of validation tiles by which a trained network is blended and calibrated.

    Of a recipe with disturbances there are two, with and without them; without validation places there is none.
    """
    if not validation:
        return []
    recipes = [recipe, undisturbed(recipe)] if recipe.pairs.disturbances else [recipe]
    count = recipe.choice_pairs or recipe.validation_pairs
    return [pair_tiles(validation_pairs(one, validation, count), plan) for one in recipes]


def make_task(
    recipe: Recipe,
    training: Sequence[Place],
    validation: Sequence[Place],
    pretrained: bool = True,
    start: Optional[Mapping[str, Tensor]] = None,
    teachers: Sequence[Guide] = (),
) -> LabelTask:
    """Make the task of a recipe.

    :param validation: places whose pairs choose the weights; none = the last weights are kept.
    :param pretrained: whether the encoder starts from ImageNet weights.
    :param start: weights of another network, which are taken wherever names and shapes fit.
    :param teachers: networks with the same outputs.
    :raises ValueError: a teacher has other outputs.
    """
    architecture = named_architecture(recipe.architecture, recipe.loss)
    torch.manual_seed(recipe.seed)
    network: Any = architecture.build(pretrained)
    if start is not None:
        take_over(network, start)
    if recipe.standing:
        add_standing(network)
    if any(guide.architecture.plan.outputs != architecture.plan.outputs for guide in teachers):
        raise ValueError(f"{recipe.id}: a teacher has other outputs than the network that learns from it.")
    pairs = PseudoPairs(training, list(recipe.train.values()), recipe.pairs, recipe.seed, recipe.steps * recipe.batch)
    # Where plain pairs are trained on, plain ones decide as well as disturbed ones.
    judged = [recipe, undisturbed(recipe)] if recipe.pairs.plain else [recipe]
    held_out = [validation_pairs(one, validation, recipe.validation_pairs if validation else 0) for one in judged]
    epochs = recipe.steps // recipe.validate_every
    return GuidedTask(
        network=network.to(memory_format=torch.channels_last),
        architecture=architecture,
        meaning=pair_meaning(architecture.plan),
        codes=STATE_CODES,
        teacher=None,
        crops=PairCrops(pairs, recipe.batch),
        tiles=[tile for one in held_out for tile in pair_tiles(one, architecture.plan)],
        schedule=Schedule(epochs, recipe.validate_every, recipe.learning_rate, 0, "one_cycle", recipe.warmup),
        optimisation=Optimisation(recipe.learning_rate, recipe.encoder_learning_rate, recipe.weight_decay, recipe.ema_decay),
        settings=TrainingSettings(monitor=AVERAGE_PRECISION, patience=0, distillation=0.0, seed=recipe.seed),
        device="cpu",
        precision=torch.bfloat16,
        loaders=max(1, recipe.workers),
        guides=tuple(teachers),
        guidance=recipe.guidance,
        views=recipe.teacher_views,
        standing=recipe.standing,
    )


def train(recipe: Recipe, task: LabelTask, folder: Path, context: JobContext) -> Trained:
    """Train, or resume from the checkpoint in ``folder``; a training that is finished is not repeated.

    :raises JobFailure: ``checkpoint_of_another``: the folder holds a training of another recipe; ``training_diverged``.
    :raises Cancelled: the checkpoint is kept.
    """
    document = recipe.with_default_keys_left_out()
    identity = {key: value for key, value in document.items() if key not in _FREE_KEYS}
    checkpoints = Checkpoints(str(folder), identity)
    resumes = checkpoints.begin(True)
    training = Training(task, checkpoints, None, None, context)
    if resumes:
        training.resume()
    outcome = training.run()
    drop_standing(task.network)
    return Trained(exported_weights(outcome.weights), outcome.best_epoch * task.schedule.steps_per_epoch)


def best_so_far(task: LabelTask, folder: Path) -> Trained:
    """Return the best weights of a training that may not be finished. :raises JobFailure: ``checkpoint_damaged``."""
    checkpoints = Checkpoints(str(folder), {})
    progressed, _ = checkpoints.load()
    drop_standing(task.network)
    return Trained(exported_weights(checkpoints.load_best()), progressed.best_epoch * task.schedule.steps_per_epoch)


def exported_weights(weights: Weights) -> Weights:
    """Return the weights that a model file holds: all but those of the auxiliary output."""
    return {key: value for key, value in weights.items() if not key.startswith(f"{STANDING}.")}


def take_over(network: nn.Module, weights: Mapping[str, Tensor]) -> int:
    """Fill a network with weights wherever names and shapes fit; return the number of tensors that do."""
    state = network.state_dict()
    fitting = {key: found for key in state if key in weights and (found := widened(weights[key], state[key].shape)) is not None}
    network.load_state_dict({**state, **fitting})
    return len(fitting)
