"""The training of a land-cover network from a recipe, by the stack that trains users' models.

The data are images of one date, each of them a part of a tile, with index masks: 0 unlabelled, 1 .. the classes. A split is by
tile, so that no ground is on both of its sides. Values are normalised as the recipe's rule has it, which is the model file's.

Example::

    recipe = read_land_cover_recipe(RECIPES / "landcover-aerial.json")
    task = make_task(recipe, read_tiles(recipe, data), left_out=("t2",))
    trained = train(recipe, task, Path("build/training") / recipe.id, ("t2",), console_context())
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any, Optional

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from torch import Tensor

from ..plugin.engine.context import JobContext
from ..plugin.engine.dates.dates import BandStatistics, factor_and_offset
from ..plugin.jobs.training_settings import AUGMENTATIONS, TrainingSettings
from ..plugin.model_file.spec import Normalisation
from ..plugin.rules.label_codes import UNLABELLED
from ..plugin.rules.network_plan import TARGET_LAND_COVER, plan_from_name
from ..plugin.training.fit.augment import Augmentation
from ..plugin.training.fit.checkpoint import Checkpoints
from ..plugin.training.fit.crops import CropPlan, Crops
from ..plugin.training.fit.judge import lay_tiles
from ..plugin.training.fit.loop import Training
from ..plugin.training.fit.meaning import land_cover_meaning
from ..plugin.training.fit.optimisation import Optimisation, Schedule
from ..plugin.training.fit.task import LabelTask
from ..plugin.training.labels.scene import Scale, Scene
from ..plugin.training.networks.architectures import architecture_of
from .training_run import Trained, take_over

# Validation tiles that are judged after each epoch.
_EPOCH_TILES = 64
# Keys of a recipe that do not affect the training.
_FREE_KEYS = ("title", "gsd_m", "validate_every", "pretrained", "prior_weight", "stretch", "smoothing", "mirrors")
_PRIOR_STEPS = 40  # whose crops are counted
_PARTS_SEED = 20261129


@dataclass(frozen=True)
class LandCoverRecipe:
    """All settings of the training of a bundled land-cover network."""

    id: str
    title: str
    architecture: str
    """A short name (:mod:`..plugin.rules.network_plan`)."""
    loss: str
    data: str
    """Folder with ``images`` (``TILE_PART.jpg``) and ``labels`` (``TILE_PART.png``), below the data folder."""
    classes: tuple[dict[str, Any], ...]
    """As in the model file; class ``i`` is value ``i + 1`` of the masks."""
    tiles: tuple[str, ...]
    gsd_m: dict[str, float]
    normalisation: dict[str, Any]
    """Of the training, as in the model file. ``standardise`` takes the statistics of a tile."""
    stretch: tuple[float, ...]
    """Percentiles that are stretched where the network is used; the pictures that it is trained on have been stretched."""
    crop: int
    batch: int
    steps: int
    learning_rate: float
    encoder_learning_rate: float
    weight_decay: float
    warmup: int
    ema_decay: float
    validate_every: int
    start: str
    """Id of the recipe whose training without the same ground this one continues; empty = it continues none."""
    pretrained: bool
    """Whether the encoder starts from installed ImageNet weights, where nothing is continued; of some there are none."""
    prior_weight: float
    """How far the classes' shares in the crops are taken out of the logits, 0 none to 1 wholly."""
    smoothing: float
    """Variance of the kernel by which images are smoothed in use, see :class:`..plugin.rules.network_plan.NetworkPlan`."""
    mirrors: int
    """Number of mirror images whose predictions are averaged in use, see :class:`..plugin.model_file.spec.ModelSpec`."""
    scale_span: float
    """Crops are scaled by e^-span to e^span."""
    augmentations: tuple[str, ...]
    seed: int

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the classes."""
        return tuple(str(item["name"]) for item in self.classes)

    @property
    def used_normalisation(self) -> dict[str, Any]:
        """As in the model file, of the use of the network."""
        return {**self.normalisation, "stretch": list(self.stretch)} if self.stretch else self.normalisation


def read_land_cover_recipe(path: Path) -> LandCoverRecipe:
    """Read and check a recipe; unknown or missing keys are errors.

    :raises ValueError:
    """
    document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    wrong = ", ".join(sorted(set(document) ^ {field.name for field in fields(LandCoverRecipe)}))
    if wrong:
        raise ValueError(f"{path.name}: missing or unknown keys: {wrong}.")
    for key in ("classes", "tiles", "augmentations", "stretch"):
        document[key] = tuple(document[key])
    recipe = LandCoverRecipe(**document)
    unknown = set(recipe.augmentations) - set(AUGMENTATIONS)
    if unknown:
        raise ValueError(f"{path.name}: unknown augmentations: {', '.join(sorted(unknown))}.")
    if recipe.steps % recipe.validate_every:
        raise ValueError(f"{path.name}: {recipe.steps} steps are no multiple of validate_every, {recipe.validate_every}.")
    return recipe


def read_tiles(recipe: LandCoverRecipe, data: Path, used: bool = False) -> dict[str, tuple[Scene, ...]]:
    """Read the parts of each tile.

    :param data: the data folder.
    :param used: whether values are normalised as in the use of the network, not as in its training.
    :raises FileNotFoundError: a tile has no images.
    """
    rule = dict(recipe.used_normalisation if used else recipe.normalisation)
    rule["stretch"] = tuple(rule.get("stretch", ()))
    return {tile: _read_tile(recipe, data / recipe.data, tile, Normalisation(**rule)) for tile in recipe.tiles}


def _read_tile(recipe: LandCoverRecipe, folder: Path, tile: str, rule: Normalisation) -> tuple[Scene, ...]:
    paths = sorted((folder / "images").glob(f"{tile}_*.jpg"))
    if not paths:
        raise FileNotFoundError(f"{folder / 'images'} holds no image of the tile {tile}.")
    images = [np.asarray(Image.open(path).convert("RGB")).transpose(2, 0, 1).copy() for path in paths]
    masks = [np.asarray(Image.open(folder / "labels" / f"{path.stem}.png")) for path in paths]
    scale = _scale(images, rule)
    return tuple(
        Scene(path.stem, (image,), _target(mask, len(recipe.classes)), (scale,), recipe.gsd_m["best"], tile)
        for path, image, mask in zip(paths, images, masks)
    )


def _target(mask: NDArray[np.uint8], classes: int) -> NDArray[np.uint8]:
    """Return the target of an index mask: 0 and values that are no class are unlabelled."""
    return np.where((mask >= 1) & (mask <= classes), mask, UNLABELLED).astype(np.uint8)


def _scale(images: Sequence[NDArray[np.uint8]], rule: Normalisation) -> Scale:
    """Return factor and offset (bands, 1, 1) of the images of a tile, as they are of a whole image when the model is used."""
    bands = images[0].shape[0]
    if rule.kind != "standardise" and not rule.stretch:
        return factor_and_offset(rule, None, bands)
    pixels = np.concatenate([image.reshape(bands, -1) for image in images], 1)
    limits = np.percentile(pixels, rule.stretch, axis=1, method="inverted_cdf").astype(np.float64) if rule.stretch else ()
    found = BandStatistics(pixels.mean(1, dtype=np.float64), pixels.std(1, dtype=np.float64), *limits)
    return factor_and_offset(rule, found, bands)


def draw_parts(tiles: Mapping[str, Sequence[Scene]], count: int) -> tuple[str, ...]:
    """Draw ``count`` parts of each tile, to be judged beside training parts of the same tiles.

    That is the split of the data's other users. It flatters: neighbouring parts show the same streets, roofs and light. All
    recipes leave out the same parts: one that continues another must not be judged on what that one was trained on.
    """
    rng = np.random.default_rng(_PARTS_SEED)
    drawn = [rng.permutation([scene.name for scene in scenes])[:count] for scenes in tiles.values()]
    return tuple(sorted(str(name) for names in drawn for name in names))


def split(tiles: Mapping[str, Sequence[Scene]], left_out: Sequence[str]) -> tuple[list[Scene], list[Scene]]:
    """Split the parts into those to train on and those to judge on.

    :param left_out: tiles, or parts of them, to judge on.
    """
    training: list[Scene] = []
    judged: list[Scene] = []
    for tile, scenes in tiles.items():
        for scene in scenes:
            (judged if tile in left_out or scene.name in left_out else training).append(scene)
    return training, judged


def make_task(
    recipe: LandCoverRecipe,
    tiles: Mapping[str, Sequence[Scene]],
    left_out: Sequence[str] = (),
    start: Optional[Mapping[str, Tensor]] = None,
    pretrained: bool = True,
) -> LabelTask:
    """Make the task of a recipe.

    :param tiles: as :func:`read_tiles` returned them. ``left_out``: tiles or parts that are judged and not trained on.
    :param start: weights to start from; ``None`` = the encoder's ImageNet weights where the recipe has them.
    """
    plan = plan_from_name(recipe.architecture, TARGET_LAND_COVER, len(recipe.classes))
    plan = replace(plan, smoothing=recipe.smoothing)
    architecture = architecture_of(plan, recipe.loss)
    torch.manual_seed(recipe.seed)
    network: Any = architecture.build(pretrained and start is None and recipe.pretrained)
    if start is not None:
        take_over(network, start)
    training, judged = split(tiles, left_out)
    augmentation = Augmentation(frozenset(recipe.augmentations), 1.0, recipe.scale_span)
    meaning = land_cover_meaning(recipe.names)
    return LabelTask(
        network=network.to(memory_format=torch.channels_last),
        architecture=architecture,
        meaning=meaning,
        codes=meaning.code_table(),
        teacher=None,
        crops=Crops(training, (), (), CropPlan(recipe.crop, recipe.batch, 0, 0, True, augmentation, None, recipe.seed)),
        tiles=lay_tiles(judged, architecture.stride, _EPOCH_TILES),
        schedule=Schedule(
            recipe.steps // recipe.validate_every, recipe.validate_every, recipe.learning_rate, 0, "one_cycle", recipe.warmup
        ),
        optimisation=Optimisation(recipe.learning_rate, recipe.encoder_learning_rate, recipe.weight_decay, recipe.ema_decay),
        settings=TrainingSettings(monitor="f1", patience=0, distillation=0.0, seed=recipe.seed),
        device="cpu",
        precision=torch.bfloat16,
    )


@torch.no_grad()
def adjust_to_prior(recipe: LandCoverRecipe, task: LabelTask) -> None:
    """Take the classes' shares in the training crops out of the logits, by the bias of the last layer.

    A class that is rare in the crops is found too rarely, above all on ground unlike them: Menon et al., "Long-tail learning
    via logit adjustment", ICLR 2021, with a weight of the prior.
    """
    counts = np.zeros(256, np.int64)
    for step in range(_PRIOR_STEPS if recipe.prior_weight else 0):
        counts += np.bincount(task.crops.batch(step).target.numpy().ravel(), minlength=256)
    known = np.maximum(counts[1 : 1 + len(recipe.classes)], 1)
    shift = torch.from_numpy(recipe.prior_weight * np.log(known / known.sum())).float()
    bias: Tensor = task.network.head.bias
    bias -= shift.repeat_interleave(len(bias) // len(shift))


def train(recipe: LandCoverRecipe, task: LabelTask, folder: Path, left_out: Sequence[str], context: JobContext) -> Trained:
    """Train, or resume from the checkpoint in ``folder``; a training that is finished is not repeated.

    :raises JobFailure: ``checkpoint_of_another``: the folder holds a training of another recipe; ``training_diverged``.
    :raises Cancelled: the checkpoint is kept.
    """
    identity = {key: value for key, value in asdict(recipe).items() if key not in _FREE_KEYS}
    checkpoints = Checkpoints(str(folder), {**identity, "left_out": list(left_out)})
    resumes = checkpoints.begin(True)
    training = Training(task, checkpoints, None, None, context)
    if resumes:
        training.resume()
    outcome = training.run()
    return Trained(outcome.weights, outcome.best_epoch * task.schedule.steps_per_epoch)
