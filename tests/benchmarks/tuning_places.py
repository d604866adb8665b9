"""Places of ``../shared/data`` with ground to learn from and ground to test on that no training sees."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from groundshift.model_building.fold_tables import summarise
from groundshift.model_building.label_places import Place as LabelledPlace
from groundshift.model_building.label_places import load_place
from groundshift.model_building.make_chips import as_label, as_picture
from groundshift.model_building.pair_source import pair_meaning
from groundshift.model_building.pseudo_pairs import PairSettings, PseudoPairs
from groundshift.model_building.tile_counts import DEFAULT_THRESHOLD
from groundshift.plugin.engine.chips.folders import find_chips
from groundshift.plugin.rules.label_codes import NO_DATA
from groundshift.plugin.training.fit.checkpoint import Checkpoints
from groundshift.plugin.training.fit.export import base_metadata, export_network
from groundshift.plugin.training.fit.halo import LARGEST_HALO
from groundshift.plugin.training.networks.architectures import named_architecture

from .chip_sheets import Chip

# Ground between what is learnt from and what is tested on, in pixels of the finest level and of the pair.
_GAP = 128
_PAIR_GAP = 16
_CHIPS, _CHIP_SIDE, _CHIP_GSD_M = 24, 256, 0.5
_TILE_SIDE = 160
# An analyst's ground is not rebuilt all over: pairs of the kinds "a part was replaced" and "nothing changed".
_KINDS = (0.0, 0.7, 0.3)


@dataclass(frozen=True)
class TuningPlace:
    """A place.

    :param training: chips to learn from. ``free``: imagery of the same side without labels. ``test``: chips of other ground.
    """

    name: str
    training: list[Chip]
    free: list[Chip]
    test: list[Chip]
    gsd_m: float


def real_chips(folder: Path) -> list[Chip]:
    """The labelled pairs of a folder."""
    (found,) = find_chips([str(folder)])
    return [Chip(*(_picture(date) for date in chip.dates), _picture(str(chip.label)).max(2) > 127) for chip in found.chips]


def _picture(path: str) -> NDArray[np.uint8]:
    with Image.open(path) as picture:
        return np.asarray(picture.convert("RGB"))


def dsifn(data: Path, polygons: int) -> TuningPlace:
    """Any kind of change at about 2 m: six chips to learn from, four to test on."""
    chips = real_chips(data / "pairs" / "dsifn_sample")
    kept, rest = with_few_labels(chips[:6], polygons)
    return TuningPlace("dsifn", kept, rest, chips[6:], 2.0)


def beijing(data: Path, polygons: int) -> TuningPlace:
    """One pair with three changes, cut through the middle of the largest: the west to learn from, the east to test on."""
    (chip,) = real_chips(data / "pairs" / "beijing_a")
    cut = 392
    west, east = np.s_[:, :cut], np.s_[:, cut + _PAIR_GAP :]
    sides = [Chip(chip.before[part], chip.after[part], chip.truth[part]) for part in (west, east)]
    return TuningPlace("beijing", sides[:1], [], sides[1:], 0.5)


def buildings(data: Path, name: str, cache: Path, polygons: int) -> TuningPlace:
    """Pairs of a place with labels of one date, as :mod:`groundshift.model_building.make_chips` draws them: west and east."""
    place = load_place(data, name, cache)
    sides = [pseudo_chips(half, _CHIP_SIDE, 5 + number, _CHIPS) for number, half in enumerate(halves(place))]
    kept, rest = with_few_labels(sides[0], polygons)
    return TuningPlace(name, kept, rest, sides[1], _CHIP_GSD_M)


def three_tiles(data: Path, name: str, cache: Path) -> TuningPlace:
    """Three labelled tiles and six without labels of one half of a place (``kampala-west``), twelve of the other to test on."""
    town, side = name.rsplit("-", 1)
    west, east = halves(load_place(data, town, cache))
    learnt, tested, seed = (west, east, 5) if side == "west" else (east, west, 7)
    tiles = sorted(pseudo_chips(learnt, _TILE_SIDE, seed, 9), key=lambda chip: -chip.changes)
    # The richest one is left without labels: an analyst's ground is not rebuilt all over.
    return TuningPlace(name, tiles[1:4], [tiles[0], *tiles[4:]], pseudo_chips(tested, _TILE_SIDE, seed + 1, 12), _CHIP_GSD_M)


def halves(place: LabelledPlace) -> list[LabelledPlace]:
    """The west and the east of a place, with as many buildings each and ground between them."""
    middle = int(np.median(place.building_points[:, 1]))
    width = place.levels[0].cover.shape[1]
    return [columns_of(place, *columns) for columns in ((0, middle - _GAP // 2), (middle + _GAP // 2, width))]


def pseudo_chips(place: LabelledPlace, side: int, seed: int, count: int) -> list[Chip]:
    """Pairs as :mod:`groundshift.model_building.make_chips` draws them, of a place with labels of one date."""
    settings = PairSettings(size=side, gsd_m=(_CHIP_GSD_M, _CHIP_GSD_M), kinds=_KINDS, unlabelled=0.0)
    pairs = PseudoPairs([place], [1.0], settings, seed, count)
    drawn = [pairs.pair(index) for index in range(len(pairs))]
    labels = [as_label(pair.states) for pair in drawn]
    return [
        Chip(as_picture(pair.before), as_picture(pair.after), (label == 1) | (label == 2), label != NO_DATA)
        for pair, label in zip(drawn, labels)
    ]


def columns_of(place: LabelledPlace, left: int, right: int) -> LabelledPlace:
    """The part of a place between two columns of its finest level."""
    whole = 2 ** (len(place.levels) - 1)
    left, right = -(-left // whole) * whole, right // whole * whole
    levels = []
    for number, level in enumerate(place.levels):
        part = np.s_[:, left >> number : right >> number]
        levels.append(
            dataclasses.replace(level, image=level.image[part], buildings=level.buildings[part], cover=level.cover[part])
        )
    points = []
    for table in (place.building_points, place.labelled_points, place.covered_points):
        kept = table[(table[:, 1] >= left) & (table[:, 1] < right)]
        points.append(kept - [0, left])
    return LabelledPlace(place.name, tuple(levels), *points)


def with_few_labels(chips: Sequence[Chip], most: int) -> tuple[list[Chip], list[Chip]]:
    """So many of the chips that they hold about ``most`` changes; and the others."""
    kept: list[Chip] = []
    total = 0
    for chip in chips:
        if total >= most:
            break
        kept.append(chip)
        total += chip.changes
    return kept, list(chips[len(kept) :])


def fold_model(folds: Path, place: str, out: Path) -> Path:
    """The network of ``leave_one_out`` that did not see a place, as a model file.

    Its temperature and threshold are those that suit the other places that were left out: nothing is chosen on this one.

    :param folds: ``WORKDIR/leave_one_out/RECIPE``.
    """
    settings = json.loads((folds / place / "settings.json").read_text(encoding="utf-8"))
    architecture = named_architecture(settings["architecture"], settings.get("loss", ""))
    network = architecture.build(False)
    network.load_state_dict(Checkpoints(str(folds / place), {}).load_best())
    network.eval()
    others = {path.parent.name: path.parent for path in sorted(folds.glob("*/fold.json")) if path.parent.name != place}
    pooled = summarise(others, pair_meaning(architecture.plan))["pooled"] if others else {}
    temperature = float(pooled.get("temperature", 1.0))
    metadata = base_metadata(f"without-{place}", f"{settings['title']}, without {place}", architecture, LARGEST_HALO)
    metadata |= {
        "threshold": round(float(pooled.get("calibrated_best_threshold", DEFAULT_THRESHOLD)), 2),
        "calibration": {"method": "temperature", "temperature": temperature, "applied_in_graph": True},
        "min_area_m2": 6.0,
        "training": {"data": ", ".join(settings["train"]), "licence": "", "attribution": ""},
        "accuracy": [],
    }
    export_network(network, architecture, out, metadata, temperature)
    return out
