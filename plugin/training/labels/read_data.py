"""All labelled data of a training: pairs and chips read, checked and put together."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Optional

import numpy as np

from ...engine.context import JobContext
from ...jobs.failure import JobFailure
from ...jobs.train_model import LabelledPair
from ...model_file.spec import ModelSpec, Normalisation
from ...rules.label_codes import CHANGE_NAME, UNLABELLED
from .checks import check_data
from .chip_scenes import read_chips
from .export_chips import log_labels
from .pair_scene import TILE_RULE_PIXELS, read_pair
from .scene import ClassTable, LabelledData, Scene

_MARGIN = 96


@dataclass(frozen=True)
class DataRequest:
    """Labelled data to read.

    :param pairs, chips: pairs of dates; folders of chips.
    :param spec: of the model that is continued; ``None`` = any bands, any resolution.
    :param land_cover: whether the data are images of one date with their land cover.
    """

    pairs: tuple[LabelledPair, ...]
    chips: tuple[str, ...]
    spec: Optional[ModelSpec]
    normalisation: Normalisation
    resolution: Optional[float]
    seed: int
    land_cover: bool = False


def read_data(request: DataRequest, scratch: str, context: JobContext) -> LabelledData:
    """Read pairs and chips.

    :param scratch: folder for the scenes of pairs; it is made.
    :return: scenes with labels, whose classes are numbered alike.
    :raises JobFailure: nothing was given, something does not fit, or nothing can be learnt of it.
    """
    if not request.pairs and not request.chips:
        raise JobFailure("training_nothing", "LABELS")
    os.makedirs(scratch, exist_ok=True)
    classes = ClassTable(request.land_cover)
    scenes: list[Scene] = []
    unlabelled: list[Scene] = []
    names: tuple[str, ...] = ()
    polygons = 0
    total = len(request.pairs) + len(request.chips)
    for number, pair in enumerate(request.pairs):
        context.progress(0.05 * number / total, "reading")
        if pair.area is None and pair.after is not None:
            context.info("labels_tile_rule", side=TILE_RULE_PIXELS)
        found = read_pair(
            pair,
            request.spec,
            request.normalisation,
            classes,
            request.resolution,
            _MARGIN,
            scratch,
            context,
            request.seed,
            f"pair-{number}",
        )
        log_labels(pair.label_layer.name, found.counts, context)
        scenes += found.scenes
        unlabelled += found.unlabelled
        names = names or found.band_names
        polygons += found.counts.used if found.counts is not None else 0
    wanted = request.spec.bands if request.spec is not None else None
    for number, folder in enumerate(request.chips):
        context.progress(0.05 * (len(request.pairs) + number) / total, "reading")
        scenes += read_chips(folder, request.spec, request.normalisation, classes, "CHIPS", number, context, request.land_cover)
    check_bands(scenes)
    _check_classes(classes)
    gsds = [scene.gsd_m for scene in scenes if scene.gsd_m is not None]
    bands = scenes[0].bands
    names = names if len(names) == bands else tuple(band.name for band in wanted) if wanted else _band_names(bands)
    data = LabelledData(
        tuple(scenes), tuple(unlabelled), classes.names, names, float(np.median(gsds)) if gsds else None, polygons
    )
    check_data(data, context, request.land_cover)
    return data


def check_bands(scenes: Sequence[Scene]) -> None:
    """Check that all scenes have the same number of bands.

    :raises JobFailure: ``training_bands``.
    """
    for scene in scenes:
        if scene.bands != scenes[0].bands:
            raise JobFailure("training_bands", "CHIPS", one=scene.name, count=scene.bands, wanted=scenes[0].bands)


def _check_classes(classes: ClassTable) -> None:
    names = classes.names
    if CHANGE_NAME in names and len(names) > 1:
        named = ", ".join(name for name in names if name != CHANGE_NAME)
        raise JobFailure("training_classes_mixed", "CLASS_FIELD", named=named)


def _band_names(count: int) -> tuple[str, ...]:
    return ("red", "green", "blue") if count == 3 else tuple(f"band {index + 1}" for index in range(count))


def binary(scenes: Sequence[Scene]) -> list[Scene]:
    """The scenes with every class of change taken for class 1."""
    return [
        replace(scene, target=np.where((scene.target > 0) & (scene.target < UNLABELLED), 1, scene.target).astype(np.uint8))
        for scene in scenes
    ]


def digest(data: LabelledData) -> str:
    """A short text that other labels or other images change."""
    found = hashlib.sha256()
    for scene in data.scenes:
        found.update(scene.name.encode("utf-8", "replace"))
        found.update(np.ascontiguousarray(scene.target).tobytes())
        for date in scene.dates:
            found.update(np.ascontiguousarray(date[:, ::16, ::16]).tobytes())
    found.update("\n".join(data.classes).encode("utf-8", "replace"))
    return found.hexdigest()[:16]
