"""Pseudo-bitemporal pairs from labels of a single date: a seeded, documented generator.

Pair number ``i`` of a generator with seed ``s`` is always the same pair. Three kinds are drawn:

``xor``
    two crops of different ground, as if everything had been rebuilt (ChangeStar: Zheng et al.,
    "Change is everywhere", ICCV 2021);
``swap``
    one crop twice, a region of one date replaced by another crop (Self-Pair: Seo et al., WACV 2023):
    rectangles, blobs, or single buildings; mostly grown so that no building is cut in two;
``same``
    one crop twice: nothing changed, though season, light, weather and sensor did.

Each crop has any rotation and a ground sample distance drawn from ``gsd_m``. Where both dates show
the same ground, one of them is displaced by up to 3 m (6 px at .5 m) and warped a little, and the
label stays that of the undisplaced crop. Then each date is degraded on its own
(:mod:`.appearance`), the dates are swapped half of the time, and each is standardised with statistics
of its wider surroundings, of the crop, or of something between, since the engine uses those of the
whole overlap. Before that, disturbances (:mod:`.disturbances.kinds`) happen to a date, each with the share that
the settings give it. They are drawn from a generator of their own: with and without them a pair has the
same crops and the same states.

Pairs of coarse pixels (``averaged_from_m``) are drawn in finer ones and averaged as a sensor does (:mod:`.coarse_sensor`).

States (one a pixel): 0 no building on either date, 1 only after (construction), 2 only before
(demolition), 3 on both; :data:`..plugin.rules.label_codes.UNCHANGED_UNKNOWN` = unchanged, whether a building stands there is
not known; :data:`IGNORED` = unlabelled ground or no imagery.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import torch
from numpy.random import Generator
from numpy.typing import NDArray
from scipy import ndimage
from torch.nn import functional

from ..plugin.rules import label_codes
from ..plugin.rules.label_codes import UNCHANGED_UNKNOWN
from .appearance import Floats, Mask, finished_date, grown, smooth_field
from .coarse_sensor import draw_sensor, enlarged, least, majority, most_frequent, seen_by
from .disturbances.kinds import disturbed, draw_disturbances
from .label_places import LABELLED, NO_DATA, Place

IGNORED = label_codes.NO_DATA
"""State of unlabelled ground, or of no imagery."""
KINDS = ("xor", "swap", "same")
_MOST_ENLARGED = 1.5  # ground of coarser places is not shown in pixels that are finer than so
_DISTURBING = 1  # the generator of a pair's disturbances


@dataclass(frozen=True)
class PairSettings:
    """Kinds, sizes and strengths of the pairs."""

    size: int = 160
    """Side of the crops in pixels."""
    gsd_m: tuple[float, float] = (0.25, 1.0)
    """Range of the ground sample distance; half of the draws fall within 20 % of ``best_gsd_m``."""
    kinds: tuple[float, float, float] = (0.3, 0.4, 0.3)
    """Shares of :data:`KINDS`."""
    unlabelled: float = 0.25
    """Share of ``same`` pairs drawn from all imagery, labelled or not."""
    shift_m: float = 3.0
    """Largest displacement between the dates, in metres."""
    strength: float = 1.0
    """Strength of the appearance changes: 0 none, 1 full."""
    best_gsd_m: float = 0.5
    averaged_from_m: float = 0.0
    """Pixel size in which pairs are drawn before they are averaged to those of a sensor; 0 = they are not."""
    enlarged: int = 1
    """Times that the pixels of a coarse sensor are enlarged to those of the pair, as detection enlarges coarse imagery."""
    disturbances: Mapping[str, float] = field(default_factory=dict)
    """Probability with which each kind of :data:`.disturbances.kinds.DISTURBANCES` happens to a date; none if left out."""
    plain: float = 0.0
    """Share of pairs to which no disturbance happens."""


@dataclass(frozen=True)
class Pair:
    """One pair: two standardised dates and the states."""

    before: Floats
    """3 x S x S, standardised, 0 where there is no imagery."""
    after: Floats
    """3 x S x S, standardised, 0 where there is no imagery."""
    states: NDArray[np.uint8]
    """S x S."""
    kind: str


@dataclass(frozen=True)
class _Crop:
    image: Floats
    """3 x S x S in 0..1."""
    buildings: NDArray[np.int64]
    """S x S building numbers, 0 = none."""
    cover: NDArray[np.uint8]
    """S x S."""
    surroundings: Floats
    """3 x 40 x 40 in 0..1: a coarse view of about four times the crop's side."""


@dataclass(frozen=True)
class _View:
    """Where a crop lies: a place, a centre (pixels of level 0), a scale and a rotation."""

    place: Place
    center: tuple[float, float]
    gsd_m: float
    angle: float
    mirrored: bool


class PseudoPairs:
    """The endless sequence of pairs of a seed; its length is the number of pairs that are wanted of it.

    :param shares: of the places in the pairs, any sum.
    """

    def __init__(
        self,
        places: Sequence[Place],
        shares: Sequence[float],
        settings: PairSettings,
        seed: int,
        count: int,
    ) -> None:
        self.settings = settings
        self._places = list(places)
        self._shares = np.asarray(shares, np.float64) / max(float(np.sum(shares)), 1e-9)
        self._seed = seed
        self._count = count

    def __len__(self) -> int:
        return self._count

    def pair(self, index: int) -> Pair:
        """Draw pair number ``index``: always the same one."""
        rng = np.random.default_rng([self._seed, index])
        disturbing = np.random.default_rng([self._seed, index, _DISTURBING])
        return draw_pair(self._places, self._shares, self.settings, rng, disturbing)


def draw_pair(
    places: Sequence[Place], shares: NDArray[np.float64], settings: PairSettings, rng: Generator, disturbing: Generator
) -> Pair:
    """Draw one pair; ``shares`` are the places' probabilities and sum to 1.

    :param disturbing: draws the disturbances, and nothing else.
    """
    kind = KINDS[int(rng.choice(3, p=np.asarray(settings.kinds) / np.sum(settings.kinds)))]
    coarse_gsd = _draw_gsd(settings, rng)
    first = int(rng.choice(len(places), p=shares))
    # No finer than the place is.
    native = places[first].levels[0].gsd_m
    coarse_gsd = max(coarse_gsd, native)
    factor = max(1, round(coarse_gsd / max(settings.averaged_from_m, native))) if settings.averaged_from_m else 1
    size, gsd = settings.size * factor, coarse_gsd / factor
    anywhere = kind == "same" and rng.random() < settings.unlabelled
    view = _draw_view(places[first], size, gsd, anywhere, rng)
    unshifted = _crop(view, size)

    if kind == "xor":
        after = unshifted
        before = _crop(_draw_other_view(places, shares, first, view, size, rng), size)
        states = _states(before.buildings > 0, after.buildings > 0)
        known = (before.cover == LABELLED) & (after.cover == LABELLED)
        states[~known] = IGNORED
        images = [before.image, after.image]
        masks = [before.buildings > 0, after.buildings > 0]
        covers = [before.cover, after.cover]
        wide = [before.surroundings, after.surroundings]
        seen = [before.buildings, after.buildings]
    else:
        shifted = _crop(view, size, _displacement(settings, size, rng))
        images = [shifted.image, unshifted.image]
        stands = unshifted.buildings > 0
        masks = [stands, stands]
        covers = [shifted.cover, unshifted.cover]
        wide = [unshifted.surroundings, unshifted.surroundings]
        seen = [shifted.buildings, unshifted.buildings]
        labelled = unshifted.cover == LABELLED
        states = _states(stands, stands)
        states[~labelled] = UNCHANGED_UNKNOWN
        if kind == "swap":
            other = _crop(_draw_other_view(places, shares, first, view, size, rng), size)
            region = _draw_region(unshifted.buildings, shifted.buildings, other.buildings, gsd, rng)
            images[1] = _pasted(images[1], other.image, region, rng)
            masks = [np.where(region, shifted.buildings > 0, stands), np.where(region, other.buildings > 0, stands)]
            covers[1] = np.where(region, other.cover, unshifted.cover)
            seen[1] = _numbered_apart(unshifted.buildings, other.buildings, region)
            known = (shifted.cover == LABELLED) & (other.cover == LABELLED)
            states = np.where(region, np.where(known, _states(masks[0], masks[1]), IGNORED), states)

    dates = []
    disturbances = settings.disturbances
    if disturbances and settings.plain and disturbing.random() < settings.plain:
        disturbances = {}
    for image, mask, numbers, cover, surroundings in zip(images, masks, seen, covers, wide):
        happening = draw_disturbances(disturbances, disturbing) if disturbances else ()
        if happening:
            image, surroundings = disturbed(image, compact_numbers(numbers), surroundings, gsd, happening, disturbing)
        if settings.averaged_from_m:
            image = seen_by(image, factor * settings.enlarged, draw_sensor(rng), rng)
            image = enlarged(image, settings.enlarged) if settings.enlarged > 1 else image
            mask, cover = majority(mask, factor), least(cover, factor)
        dates.append(finished_date(image, mask, cover, surroundings, coarse_gsd, settings.strength, rng))
    (before_image, before_valid), (after_image, after_valid) = dates
    states = most_frequent(states.astype(np.uint8), factor) if factor > 1 else states
    states = np.where(before_valid & after_valid, states, IGNORED).astype(np.uint8)
    if rng.random() < 0.5:
        before_image, after_image = after_image, before_image
        states = _swapped(states)
    return Pair(before_image, after_image, states, kind)


def _states(before: Mask, after: Mask) -> NDArray[np.uint8]:
    return np.where(before, np.where(after, 3, 2), np.where(after, 1, 0)).astype(np.uint8)


def compact_numbers(numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    """Number the buildings of a crop from 1 without gaps; 0 stays 0."""
    found = np.unique(numbers[numbers > 0])
    return np.where(numbers > 0, np.searchsorted(found, numbers) + 1, 0)


def _numbered_apart(here: NDArray[np.int64], other: NDArray[np.int64], region: Mask) -> NDArray[np.int64]:
    """Return the buildings of ``other`` inside a region and those of ``here`` outside it, with different numbers."""
    return np.where(region, np.where(other > 0, other + int(here.max()), 0), here)


def _swapped(states: NDArray[np.uint8]) -> NDArray[np.uint8]:
    table = np.arange(256, dtype=np.uint8)
    table[[1, 2]] = 2, 1
    return table[states]


def crop_of_buildings(place: Place, size: int, gsd_m: float, rng: Generator) -> tuple[Floats, NDArray[np.int64], Floats]:
    """Draw the crop out of eight of which nearest to a quarter is built.

    :return: its picture (3 x S x S in 0..1), the numbers of its buildings (S x S) and its surroundings (3 x 40 x 40).
    """
    crops = [_crop(_draw_view(place, size, gsd_m, False, rng), size) for _ in range(8)]
    best = min(crops, key=lambda crop: abs(float((crop.buildings > 0).mean()) - 0.25) + float((crop.cover != LABELLED).mean()))
    return best.image, compact_numbers(best.buildings), best.surroundings


# Where the crops lie.


def _draw_gsd(settings: PairSettings, rng: Generator) -> float:
    low, high = settings.gsd_m
    if rng.random() < 0.5:
        return float(np.clip(settings.best_gsd_m * np.exp(rng.uniform(-0.18, 0.18)), low, high))
    return float(np.exp(rng.uniform(np.log(low), np.log(high))))


def _draw_view(place: Place, size: int, gsd: float, anywhere: bool, rng: Generator) -> _View:
    """Return a crop of which at least six tenths are labelled (or hold imagery), if six draws find one."""
    for _ in range(6):
        view = _propose_view(place, gsd, anywhere, rng)
        if _known_share(view, size, anywhere) >= 0.6:
            break
    return view


def _propose_view(place: Place, gsd: float, anywhere: bool, rng: Generator) -> _View:
    near_building = not anywhere and len(place.building_points) > 0 and rng.random() < 0.6
    if near_building:
        points = place.building_points
    else:
        points = place.covered_points if anywhere else place.labelled_points
    row, column = points[int(rng.integers(len(points)))]
    reach = 25.0 / place.levels[0].gsd_m
    row, column = row + rng.uniform(-reach, reach), column + rng.uniform(-reach, reach)
    angle = float(rng.uniform(0, 2 * np.pi))
    return _View(place, (float(row), float(column)), gsd, angle, bool(rng.random() < 0.5))


def _known_share(view: _View, size: int, anywhere: bool) -> float:
    last = len(view.place.levels) - 1
    cover = view.place.levels[last].cover
    rows, columns = _level_coordinates(view, 9, view.gsd_m * size / 9, last, None)
    row_index, column_index = np.rint(rows).astype(np.int64), np.rint(columns).astype(np.int64)
    inside = (row_index >= 0) & (row_index < cover.shape[0]) & (column_index >= 0) & (column_index < cover.shape[1])
    found = cover[row_index[inside], column_index[inside]]
    known = found != NO_DATA if anywhere else found == LABELLED
    return float(known.sum()) / rows.size


def _draw_other_view(
    places: Sequence[Place], shares: NDArray[np.float64], first: int, view: _View, size: int, rng: Generator
) -> _View:
    """Another crop at about the same resolution: seven times of ten from the same place."""
    index = first if rng.random() < 0.7 else int(rng.choice(len(places), p=shares))
    if places[index].levels[0].gsd_m > _MOST_ENLARGED * view.gsd_m:
        index = first
    return _draw_view(places[index], size, view.gsd_m * float(np.exp(rng.uniform(-0.1, 0.1))), False, rng)


def _displacement(settings: PairSettings, size: int, rng: Generator) -> Floats:
    """2 x S x S: rows and columns, in metres; a shift, and sometimes a smooth warp of under 1 m."""
    field = np.zeros((2, size, size), np.float32)
    if rng.random() < 0.85:
        length = settings.shift_m * rng.random() ** 1.5
        angle = rng.uniform(0, 2 * np.pi)
        field += np.array([np.sin(angle), np.cos(angle)], np.float32)[:, None, None] * np.float32(length)
    if rng.random() < 0.3:
        field += np.stack([smooth_field(size, 5, rng), smooth_field(size, 5, rng)]) * np.float32(rng.uniform(0, 0.8))
    return field


def _crop(view: _View, size: int, displacement: Floats | None = None) -> _Crop:
    level_index = 0
    for index, level in enumerate(view.place.levels):
        if level.gsd_m <= view.gsd_m:
            level_index = index
    level = view.place.levels[level_index]
    rows, columns = _level_coordinates(view, size, view.gsd_m, level_index, displacement)
    window, rows, columns = _window(level.cover.shape, rows, columns)
    pixels = _bilinear(level.image[window], rows, columns)
    row_index = np.rint(rows).astype(np.int64)
    column_index = np.rint(columns).astype(np.int64)
    part = level.cover[window]
    inside = (row_index >= 0) & (row_index < part.shape[0]) & (column_index >= 0) & (column_index < part.shape[1])
    row_index = np.clip(row_index, 0, part.shape[0] - 1)
    column_index = np.clip(column_index, 0, part.shape[1] - 1)
    cover = np.where(inside, part[row_index, column_index], NO_DATA).astype(np.uint8)
    buildings = np.where(cover == NO_DATA, 0, level.buildings[window][row_index, column_index].astype(np.int64))
    last = len(view.place.levels) - 1
    coarse = view.place.levels[last]
    rows, columns = _level_coordinates(view, 40, view.gsd_m * size * 4 / 40, last, None)
    row_index = np.clip(np.rint(rows).astype(np.int64), 0, coarse.cover.shape[0] - 1)
    column_index = np.clip(np.rint(columns).astype(np.int64), 0, coarse.cover.shape[1] - 1)
    surroundings = coarse.image[row_index, column_index].transpose(2, 0, 1).astype(np.float32) / np.float32(255)
    empty = coarse.cover[row_index, column_index] == NO_DATA
    if empty.mean() > 0.5:
        surroundings = pixels[:, ::4, ::4]
    elif empty.any():
        surroundings[:, empty] = surroundings[:, ~empty].mean(1, keepdims=True)
    return _Crop(pixels, buildings, cover, surroundings)


def _level_coordinates(
    view: _View, size: int, gsd: float, level: int, displacement: Floats | None
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Pixel-centre coordinates (S x S rows and columns) of a view in a level of its place."""
    offsets = (np.arange(size) - (size - 1) / 2) * gsd
    down, right = np.meshgrid(offsets, offsets, indexing="ij")
    if displacement is not None:
        down, right = down + displacement[0], right + displacement[1]
    if view.mirrored:
        right = -right
    cosine, sine = np.cos(view.angle), np.sin(view.angle)
    scale = 2.0**level
    gsd_level = view.place.levels[level].gsd_m
    rows = (cosine * down - sine * right) / gsd_level + (view.center[0] + 0.5) / scale - 0.5
    columns = (sine * down + cosine * right) / gsd_level + (view.center[1] + 0.5) / scale - 0.5
    return rows, columns


def _window(
    shape: tuple[int, ...], rows: NDArray[np.float64], columns: NDArray[np.float64]
) -> tuple[tuple[slice, slice], NDArray[np.float64], NDArray[np.float64]]:
    """Return the part of an array that the coordinates need (never empty), and the coordinates in it."""
    starts, stops = [], []
    for axis, values in enumerate((rows, columns)):
        start = int(np.clip(np.floor(values.min()), 0, shape[axis] - 2))
        stop = int(np.clip(np.ceil(values.max()) + 2, start + 2, shape[axis]))
        starts.append(start)
        stops.append(stop)
    window = (slice(starts[0], stops[0]), slice(starts[1], stops[1]))
    return window, rows - starts[0], columns - starts[1]


def _bilinear(image: NDArray[np.uint8], rows: NDArray[np.float64], columns: NDArray[np.float64]) -> Floats:
    """H x W x 3 uint8 at S x S coordinates -> 3 x S x S float32 in 0..1, 0 outside."""
    height, width = image.shape[:2]
    source = torch.from_numpy(np.ascontiguousarray(image.transpose(2, 0, 1))).float()[None]
    grid = np.stack((columns * (2 / (width - 1)) - 1, rows * (2 / (height - 1)) - 1), -1).astype(np.float32)
    out = functional.grid_sample(source, torch.from_numpy(grid)[None], mode="bilinear", align_corners=True)
    result: Floats = (out[0] / 255).numpy()
    return result


# Regions that are swapped.


def _draw_region(
    here: NDArray[np.int64], here_shifted: NDArray[np.int64], other: NDArray[np.int64], gsd: float, rng: Generator
) -> Mask:
    size = here.shape[0]
    draw = rng.random()
    if draw < 0.3 and here.any():
        numbers = np.unique(here[here > 0])
        chosen = rng.choice(numbers, min(len(numbers), int(rng.integers(1, 5))), replace=False)
        region = np.isin(here, chosen) | np.isin(here_shifted, chosen)
        region = grown(region, int(rng.uniform(1.0, 6.0) / gsd))
    elif draw < 0.55:
        sides = rng.uniform(0.15, 0.7, 2) * size
        top, left = rng.uniform(0, size - sides[0]), rng.uniform(0, size - sides[1])
        region = np.zeros((size, size), bool)
        region[int(top) : int(top + sides[0]), int(left) : int(left + sides[1])] = True
    else:
        field = smooth_field(size, int(rng.integers(3, 9)), rng)
        region = field > np.quantile(field, rng.uniform(0.4, 0.9))
    if rng.random() < 0.75:
        # No building is cut in two: those that touch the region belong to it as a whole.
        near = grown(region, 2)
        for numbers_map in (here, here_shifted, other):
            touched = np.unique(numbers_map[near & (numbers_map > 0)])
            if len(touched):
                region = region | grown(np.isin(numbers_map, touched), 2)
    return region


def _pasted(image: Floats, other: Floats, region: Mask, rng: Generator) -> Floats:
    """``other`` inside ``region``, mostly toned to ``image``, with a seam of random softness."""
    if rng.random() < 0.5:
        mean, std = image.mean((1, 2), keepdims=True), image.std((1, 2), keepdims=True) + 0.02
        other_mean, other_std = other.mean((1, 2), keepdims=True), other.std((1, 2), keepdims=True) + 0.02
        share = np.float32(rng.uniform(0.3, 1.0))
        toned = (other - other_mean) * (std / other_std) + mean
        other = np.clip(other * (1 - share) + toned * share, 0, 1)
    alpha = region.astype(np.float32)
    softness = rng.uniform(0, 2.5)
    if softness > 0.4:
        alpha = ndimage.gaussian_filter(alpha, softness)
    return image * (1 - alpha) + other * alpha
