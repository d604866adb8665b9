"""The split into training and validation ground: by blocks of ground, never by neighbouring tiles.

A large scene is cut into square blocks; whole blocks are set aside for the validation, and a strip of
:data:`GUARD` pixels around them belongs to neither side, so that a crop for training never shows a pixel
next to one that is judged. Small scenes (chips) go to one side as a whole: by the split of the data's own
folders where there is one, else with the image that they were cut from, else by place.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ...rules.label_codes import NO_CHANGE, NO_DATA, UNLABELLED
from .scene import Scene

GUARD = 24
_BLOCKS = 12
_LEAST_SIDE, _MOST_SIDE = 64, 1024
# Scenes up to this side are chips.
_CHIP_SIDE = 640
# Chips that touch validation chips are left out when there are at least so many.
_MANY_CHIPS = 24


@dataclass(frozen=True)
class Split:
    """Scenes to train on and scenes to judge by; of a large scene each side has a copy with its own target."""

    training: tuple[Scene, ...]
    validation: tuple[Scene, ...]


def split_scenes(scenes: Sequence[Scene], share: float, seed: int) -> Split:
    """Set a ``share`` of the labelled ground aside, with its share of the change as near as whole blocks allow."""
    if share <= 0:
        return Split(tuple(scenes), ())
    chips = [scene for scene in scenes if max(scene.shape) <= _CHIP_SIDE and not _alone(scene, scenes)]
    large = [scene for scene in scenes if scene not in chips]
    training: list[Scene] = []
    validation: list[Scene] = []
    for scene in large:
        ours, judged = _split_large(scene, share, seed)
        training.append(ours)
        if judged is not None:
            validation.append(judged)
    ours_chips, judged_chips = _split_chips(chips, share, seed)
    return Split((*training, *ours_chips), (*validation, *judged_chips))


def _alone(scene: Scene, scenes: Sequence[Scene]) -> bool:
    """Whether a scene, however small, is all there is of its kind and so must be cut."""
    return len(scenes) < 4 and not scene.role


def _split_large(scene: Scene, share: float, seed: int) -> tuple[Scene, Scene | None]:
    if scene.role == "train":
        return scene, None
    if scene.role == "validation":
        return replace(scene, target=np.full(scene.shape, NO_DATA, np.uint8)), scene
    chosen = _validation_blocks(scene, share, seed)
    if not chosen.any():
        return scene, None
    near = _grown(chosen, GUARD)
    ours = scene.target.copy()
    ours[near] = NO_DATA
    judged = np.where(chosen, scene.target, np.where(scene.target == NO_DATA, NO_DATA, UNLABELLED)).astype(np.uint8)
    return replace(scene, target=ours), replace(scene, target=judged)


def _validation_blocks(scene: Scene, share: float, seed: int) -> NDArray[np.bool_]:
    """Pixels (height, width) of the blocks that are set aside."""
    labelled = scene.labelled
    rows, cols = np.nonzero(labelled.any(1))[0], np.nonzero(labelled.any(0))[0]
    out = np.zeros(labelled.shape, bool)
    if not len(rows):
        return out
    top, bottom, left, right = rows[0], rows[-1] + 1, cols[0], cols[-1] + 1
    side = int(np.clip(np.sqrt(labelled.sum() / _BLOCKS), _LEAST_SIDE, _MOST_SIDE))
    places = [(row, col) for row in range(-(-(bottom - top) // side)) for col in range(-(-(right - left) // side))]
    blocks = [
        (slice(at, min(at + side, bottom)), slice(beside, min(beside + side, right)))
        for at, beside in ((top + row * side, left + col * side) for row, col in places)
    ]
    known = np.array([labelled[block].sum() for block in blocks], float)
    keep = np.nonzero(known)[0]
    blocks = [blocks[index] for index in keep]
    change = _class_counts([scene.target[block] for block in blocks])
    places_kept = np.array(places)[keep]

    def lost(part: NDArray[np.int64]) -> float:
        """Share of the labelled ground that lies in the strip around chosen blocks: about a strip's worth a shared edge."""
        chosen = places_kept[part]
        others = np.delete(places_kept, part, axis=0)
        apart = np.abs(others[:, None] - chosen[None]).max(-1).min(1)
        edges = (np.abs(others[:, None] - chosen[None]).sum(-1) == 1).sum(1)
        # A block beside chosen ones loses a strip an edge, or a corner where they only touch.
        pixels = np.where(apart == 1, np.where(edges > 0, edges * GUARD * side, GUARD**2), 0)
        return float(np.minimum(pixels, known[np.delete(keep, part)]).sum() / known.sum())

    for index in _best_subset(known[keep], change, share, seed, lost):
        out[blocks[index]] = True
    return out


def _class_counts(targets: Sequence[NDArray[np.uint8]]) -> NDArray[np.float64]:
    """Pixels (targets, classes) of each class of change that occurs."""
    counts = np.array([np.bincount(target.reshape(-1), minlength=256)[NO_CHANGE + 1 : UNLABELLED] for target in targets], float)
    found: NDArray[np.float64] = counts[:, counts.any(0)]
    return found


def _best_subset(
    known: NDArray[np.float64],
    change: NDArray[np.float64],
    share: float,
    seed: int,
    lost: Callable[[NDArray[np.int64]], float] = lambda part: 0.0,
) -> list[int]:
    """Of many random choices the one whose shares of ground and of each class are nearest to what is wanted.

    :param known: labelled pixels (n,). ``change``: pixels (n, classes). ``lost``: share of the ground that a choice wastes.
    """
    if len(known) < 2:
        return []
    rng = np.random.default_rng(seed)
    best: tuple[float, list[int]] = (np.inf, [])
    for _ in range(256):
        order = rng.permutation(len(known))
        total = np.cumsum(known[order]) / known.sum()
        count = int(np.clip(np.searchsorted(total, share) + rng.integers(0, 2), 1, len(known) - 1))
        part = order[:count]
        ground = known[part].sum() / known.sum()
        changes = change[part].sum(0) / change.sum(0) if change.shape[1] else np.array([share])
        cost = abs(ground - share) + float(np.abs(changes - share).mean()) + lost(part)
        if cost < best[0] - 1e-9:
            best = (cost, sorted(int(index) for index in part))
    return best[1]


def _split_chips(chips: Sequence[Scene], share: float, seed: int) -> tuple[list[Scene], list[Scene]]:
    training = [scene for scene in chips if scene.role == "train"]
    validation = [scene for scene in chips if scene.role == "validation"]
    free = [scene for scene in chips if not scene.role]
    if validation or not free:
        return training + free, validation
    groups: dict[str, list[Scene]] = {}
    for scene in free:
        groups.setdefault(scene.group, []).append(scene)
    if len(groups) >= 4:
        units = list(groups.values())
    else:
        # Few images, many chips of each: stretches of neighbours, in the order of their places.
        ordered = sorted(free, key=lambda scene: (scene.group, scene.place or (0, 0), scene.name))
        pieces = min(_BLOCKS, len(ordered))
        units = [
            list(part)
            for part in (ordered[i * len(ordered) // pieces : (i + 1) * len(ordered) // pieces] for i in range(pieces))
        ]
    known = np.array([sum(int(s.labelled.sum()) for s in unit) for unit in units], float)
    change = _class_counts([np.concatenate([s.target.reshape(-1) for s in unit]) for unit in units])
    chosen = set(_best_subset(np.maximum(known, 1), change, share, seed))
    judged = [scene for index, unit in enumerate(units) if index in chosen for scene in unit]
    ours = [scene for index, unit in enumerate(units) if index not in chosen for scene in unit]
    reach = 1 if len(free) >= _MANY_CHIPS else 0
    kept = [scene for scene in ours if not any(_near(scene, other, reach) for other in judged)]
    return training + (kept or ours), judged


def _near(one: Scene, other: Scene, reach: int) -> bool:
    """Whether two chips of one image overlap, or touch (``reach`` 1)."""
    if one.group != other.group or one.place is None or other.place is None:
        return False
    for axis in (0, 1):
        first, second = one.place[axis], other.place[axis]
        if first + one.shape[axis] + reach <= second or second + other.shape[axis] + reach <= first:
            return False
    return True


def _grown(mask: NDArray[np.bool_], pixels: int) -> NDArray[np.bool_]:
    from scipy import ndimage

    out: NDArray[np.bool_] = ndimage.maximum_filter(mask.view(np.uint8), 2 * pixels + 1).view(bool)
    return out
