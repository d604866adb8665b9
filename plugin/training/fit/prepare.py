"""A training prepared from its job: settings checked, base model opened, data read and split, network made."""

from __future__ import annotations

import math
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import torch

from ...engine.context import JobContext, gdal_cache
from ...jobs.failure import JobFailure
from ...jobs.train_model import TrainModelJob
from ...jobs.training_settings import AUGMENTATIONS, MONITORS, SCHEDULES, TrainingSettings
from ...model_file.spec import Normalisation
from ...rules.label_codes import CHANGE_NAME, NO_CHANGE, NO_DATA, UNLABELLED
from ...rules.network_plan import TARGET_LAND_COVER
from ...rules.training_limits import NUMBERS, check_numbers
from ..labels.blocks import Split, split_scenes
from ..labels.checks import known_pixels
from ..labels.chip_scenes import read_chips
from ..labels.read_data import DataRequest, binary, check_bands, digest, read_data
from ..labels.scene import ClassTable, LabelledData, Scene
from .augment import Augmentation
from .base import Base, Start, open_base, start_from
from .crops import CropPlan, Crops
from .device import choose_device, choose_precision, core_count
from .judge import Tile, lay_tiles
from .optimisation import Schedule, usual_optimisation
from .task import LabelTask

# Validation tiles that are judged after each epoch.
_EPOCH_TILES = 48
_LEAST_EPOCH_STEPS, _MOST_EPOCH_STEPS = 20, 200
_LEAST_TILE = int(NUMBERS["TILE_SIZE"].least)
CONTINUED_RATE, SCRATCH_RATE = 5e-4, 2e-3
# Settings that may differ when a training is resumed.
_FREE_SETTINGS = ("epochs", "minutes", "patience", "threads", "device", "monitor")


@dataclass(frozen=True)
class Prepared:
    """A job with everything that was read and made for it.

    :param replay: scenes of other ground, in the classes of ``data``.
    :param crops: the source of the task's crops. ``tiles``: the task's validation tiles.
    """

    job: TrainModelJob
    base: Base
    start: Start
    data: LabelledData
    replay: tuple[Scene, ...]
    split: Split
    task: LabelTask
    crops: Crops
    tiles: Sequence[Tile]

    @property
    def identity(self) -> dict[str, Any]:
        """What must be equal for a training to be resumed."""
        settings = {key: value for key, value in asdict(self.job.settings).items() if key not in _FREE_SETTINGS}
        if not self.job.settings.consistency:
            del settings["consistency"]  # trainings that an older version began can go on
        return {
            "network": self.start.target.plan.document(),
            "base model": self.base.sha256 or self.base.name,
            "classes": list(self.data.classes),
            "data": digest(self.data),
            # By their names: a server keeps them elsewhere each time.
            "replay": [os.path.basename(os.path.normpath(path)) for path in self.job.replay],
            "settings": settings,
        }

    @property
    def used_settings(self) -> dict[str, Any]:
        """The settings as they are used, for documents."""
        task = self.task
        return {
            "architecture": task.architecture.plan.name,
            "base": self.base.name,
            **asdict(self.job.settings),
            "learning_rate": task.schedule.learning_rate,
            "steps_per_epoch": task.schedule.steps_per_epoch,
            "frozen_epochs": task.schedule.frozen_epochs,
            "tile_size": self.crops.plan.side,
            "augmentations": ", ".join(self.job.settings.augmentations),
            "device": task.device,
            "precision": str(task.precision).rsplit(".", 1)[-1],
        }


def prepare(job: TrainModelJob, context: JobContext) -> Prepared:
    """Prepare a training.

    :raises JobFailure: a setting is wrong, something cannot be read, or parts do not fit together.
    """
    check_settings(job.settings)
    torch.set_num_threads(core_count(job.settings.threads or job.threads))
    device = choose_device(job.settings.device)
    base = open_base(job.base)
    with gdal_cache():
        data, replay = read_everything(job, base, context)
    split = split_scenes(data.scenes, job.settings.validation_share, job.settings.seed)
    start = start_from(base, data.classes, data.scenes[0].bands, job.settings.loss, job.settings.seed, context)
    crops = _crops(job.settings, start, data, replay, split, context)
    tiles = lay_tiles(split.validation, start.architecture.stride, _EPOCH_TILES)
    task = _task(job.settings, base, start, split, crops, tiles, device)
    return Prepared(job, base, start, data, replay, split, task, crops, tiles)


def check_settings(settings: TrainingSettings) -> None:
    """Check the settings of a job.

    :raises JobFailure: ``training_setting``, ``method_unknown``.
    """
    for name, value, known in (
        ("SCHEDULE", settings.schedule, SCHEDULES),
        ("MONITOR", settings.monitor, MONITORS),
        *(("AUGMENTATIONS", kind, AUGMENTATIONS) for kind in settings.augmentations),
    ):
        if value not in known:
            raise JobFailure("method_unknown", name, value=value, known=", ".join(known))
    check_numbers(settings)


def read_everything(job: TrainModelJob, base: Base, context: JobContext) -> tuple[LabelledData, tuple[Scene, ...]]:
    """Read the labelled data, and the scenes to replay in the classes of the former.

    :raises JobFailure: something cannot be read or does not fit.
    """
    normalisation = base.spec.normalisation if base.spec is not None else Normalisation()
    land_cover = base.plan.target == TARGET_LAND_COVER
    for pair in job.pairs:
        if land_cover and pair.after is not None:
            raise JobFailure("training_one_date", "AFTER", base=base.name)
        if not land_cover and pair.after is None:
            raise JobFailure("training_two_dates", "AFTER", base=base.name)
        if pair.after is not None and (pair.before.path, pair.before.bands) == (pair.after.path, pair.after.bands):
            raise JobFailure("training_same_date", "AFTER", name=pair.after.name)
    request = DataRequest(job.pairs, job.chips, base.spec, normalisation, job.resolution, job.settings.seed, land_cover)
    data = read_data(request, os.path.join(job.scratch, "scenes"), context)
    replay: list[Scene] = []
    for number, folder in enumerate(job.replay):
        classes = ClassTable(land_cover)
        found = read_chips(folder, base.spec, normalisation, classes, "REPLAY", number, context, land_cover)
        replay += as_classes(found, classes.names, data.classes)
    check_bands([*data.scenes, *replay])
    return data, tuple(replay)


def as_classes(scenes: Sequence[Scene], names: Sequence[str], wanted: Sequence[str]) -> list[Scene]:
    """Return scenes with their classes (``names``) numbered as in ``wanted``; classes that are not there become unlabelled."""
    if tuple(wanted) == (CHANGE_NAME,):
        return binary(scenes)
    table = torch.full((256,), UNLABELLED, dtype=torch.uint8).numpy()
    table[NO_CHANGE], table[NO_DATA] = NO_CHANGE, NO_DATA
    keys = {name.casefold(): number for number, name in enumerate(wanted, 1)}
    for number, name in enumerate(names, 1):
        table[number] = keys.get(name.casefold(), UNLABELLED)
    return [replace(scene, target=table[scene.target]) for scene in scenes]


def _crops(
    settings: TrainingSettings,
    start: Start,
    data: LabelledData,
    replay: Sequence[Scene],
    split: Split,
    context: JobContext,
) -> Crops:
    swaps = start.architecture.plan.dates > 1 and "swapped_dates" in settings.augmentations and settings.augmentation > 0
    swapped = start.target.meaning.swap_table() if swaps else None
    if swaps and swapped is None:
        context.info("training_swaps_not")
    distils = start.teacher is not None and settings.distillation > 0
    replayed = round(settings.batch_size * settings.replay_share) if replay else 0
    plan = CropPlan(
        side=_tile_side(settings.tile_size, start.architecture.stride, split.training),
        labelled=max(1, settings.batch_size - replayed),
        replayed=replayed,
        unlabelled=max(1, settings.batch_size // 2) if distils or settings.consistency > 0 else 0,
        balance=settings.class_balance,
        augmentation=Augmentation(frozenset(settings.augmentations), settings.augmentation),
        swapped=swapped,
        seed=settings.seed,
    )
    return Crops(split.training, data.unlabelled, replay, plan)


def _task(
    settings: TrainingSettings, base: Base, start: Start, split: Split, crops: Crops, tiles: Sequence[Tile], device: str
) -> LabelTask:
    """Put the task together; the networks go to their device."""
    network: Any = start.network.to(device)
    teacher = start.teacher
    if teacher is not None:
        teacher = replace(teacher, network=teacher.network.to(device))
    rate = settings.learning_rate or (CONTINUED_RATE if base.continues else SCRATCH_RATE)
    steps = settings.steps_per_epoch or _epoch_steps(settings.batch_size * crops.plan.side**2, split)
    return LabelTask(
        network=network.to(memory_format=torch.channels_last),
        architecture=start.architecture,
        meaning=start.target.meaning,
        codes=start.target.meaning.code_table(),
        teacher=teacher if settings.distillation > 0 and crops.has_unlabelled else None,
        crops=crops,
        tiles=tiles,
        schedule=Schedule(settings.epochs, steps, rate, _frozen_epochs(settings, start), settings.schedule),
        optimisation=usual_optimisation(rate, base.continues),
        settings=settings,
        device=device,
        precision=choose_precision(device, settings.mixed_precision),
    )


def _epoch_steps(batch_pixels: int, split: Split) -> int:
    """Return the steps of an epoch: each shows the labelled ground about three times."""
    steps = math.ceil(3 * known_pixels(split.training) / batch_pixels)
    return min(max(steps, _LEAST_EPOCH_STEPS), _MOST_EPOCH_STEPS)


def _frozen_epochs(settings: TrainingSettings, start: Start) -> int:
    if start.architecture.plan.encoder is None:
        return 0
    if settings.frozen_epochs is not None:
        return settings.frozen_epochs
    return max(1, settings.epochs // 5) if start.pretrained and settings.epochs > 2 else 0


def _tile_side(wanted: int, stride: int, scenes: Sequence[Scene]) -> int:
    """Return the side of crops: a multiple of the stride, no larger than the largest scene needs."""
    largest = max(max(scene.shape) for scene in scenes)
    side = min(wanted, math.ceil(largest / stride) * stride)
    return max(stride * max(1, round(_LEAST_TILE / stride)), side // stride * stride)
