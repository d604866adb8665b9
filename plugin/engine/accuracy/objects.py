"""Objects of two class maps and how they overlap, found strip by strip.

An object is a group of 4-connected pixels of one class other than 0, as polygons are. Memory grows with the number of
objects, not of pixels; where there are more than can be kept, objects are left out, which is reported.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

import numpy as np
from numpy.typing import NDArray

from ..objects.runs import connected
from .code_runs import CodeRuns, Contacts, connected_groups, contacts

# Parts of objects (an object has one in every strip that it reaches) of one map. Some 150 MB of tables.
MOST_PARTS = 2_500_000


@dataclass(frozen=True)
class ObjectCounts:
    """Of one class.

    :param predicted, reference: objects. ``matched``: pairs of the same object. ``iou_sum``: over those pairs.
    :param predicted_touched, reference_touched: objects that any pixel of the other's objects of the class lies on.
    """

    predicted: int
    reference: int
    matched: int
    iou_sum: float
    predicted_touched: int
    reference_touched: int


class _Layer:
    """The parts of the objects of one map."""

    def __init__(self) -> None:
        self.count = 0
        self.values: list[NDArray[np.uint32]] = []
        self.sizes: list[NDArray[np.int64]] = []
        self.joins: list[NDArray[np.int64]] = []  # (2, n): parts of one object
        self.last: NDArray[np.int64] = np.zeros(0, np.int64)  # part of each run of the last row, -1 = none

    def add(self, value: NDArray[np.uint32], runs: CodeRuns, touching: Contacts, carried: int) -> None:
        """Label the runs of a strip whose first ``carried`` runs are the last row of the strip before.

        :param value: class of each run, 0 = none.
        """
        self.part = np.full(len(value), -1, np.int64)
        number, inside, labels = connected_groups(value, touching)
        if number:
            # Components of the carried row alone have ended: they get no new part.
            fresh = inside >= carried
            alive = np.zeros(number, bool)
            alive[labels[fresh]] = True
            renumbered = np.cumsum(alive) - 1 + self.count
            parts = np.where(alive[labels], renumbered[labels], -1)
            self.part[inside] = parts
            new = int(alive.sum())
            values = np.zeros(new, np.uint32)
            values[parts[fresh] - self.count] = value[inside[fresh]]
            sizes = np.bincount(parts[fresh] - self.count, weights=runs.length[inside[fresh]], minlength=new)
            self.values.append(values)
            self.sizes.append(sizes.astype(np.int64))
            old = np.flatnonzero(~fresh & (parts >= 0))
            if len(old):
                self.joins.append(np.stack([self.last[inside[old]], parts[old]]))
            self.count += new


class ObjectOverlaps:
    """Takes the strips of two maps from top to bottom."""

    def __init__(self) -> None:
        self._layers = (_Layer(), _Layer())
        self._overlaps: list[NDArray[np.int64]] = []  # (3, n): predicted part, reference part, pixels
        self._carry: Optional[tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.uint32], NDArray[np.uint32]]] = None
        self.given_up = False

    def add(self, runs: CodeRuns, predicted: NDArray[np.uint32], reference: NDArray[np.uint32]) -> None:
        """Take the next strip.

        :param predicted, reference: class of each run, 0 where it is none or the pixels are not compared.
        """
        if self.given_up:
            return
        carried = 0
        if self._carry is not None:
            first, length, above_predicted, above_reference = self._carry
            carried = len(first)
            runs = CodeRuns(
                np.concatenate([first, runs.first + runs.width]),
                np.concatenate([length, runs.length]),
                np.zeros(0, np.uint32),
                runs.height + 1,
                runs.width,
            )
            predicted = np.concatenate([above_predicted, predicted])
            reference = np.concatenate([above_reference, reference])
        touching = contacts(runs, (predicted != 0) | (reference != 0))
        for layer, value in zip(self._layers, (predicted, reference)):
            layer.add(value, runs, touching, carried)
        self._add_overlaps(runs, carried)
        last_row = (runs.height - 1) * runs.width
        begin = int(np.searchsorted(runs.first, last_row))
        self._carry = (runs.first[begin:] - last_row, runs.length[begin:], predicted[begin:], reference[begin:])
        for layer in self._layers:
            layer.last = layer.part[begin:]
        if max(layer.count for layer in self._layers) > MOST_PARTS:
            self.given_up = True
            self._layers, self._overlaps = (_Layer(), _Layer()), []

    def _add_overlaps(self, runs: CodeRuns, carried: int) -> None:
        ours, theirs = (layer.part for layer in self._layers)
        both = np.flatnonzero((ours >= 0) & (theirs >= 0))
        both = both[both >= carried]
        if not len(both):
            return
        self._overlaps.append(_summed(ours[both], theirs[both], runs.length[both]))

    def finish(self, overlap: float, unify: bool) -> dict[int, ObjectCounts]:
        """Match the objects.

        Pairs are taken from the highest intersection over union downwards, each object once; above a half that is the
        only possible matching.

        :param overlap: least intersection over union of a match, above 0 to 1.
        :param unify: all classes count as one, 1.
        :return: counts of each class. Nothing when objects were given up.
        """
        if self.given_up:
            return {}
        objects = [_whole(layer, unify) for layer in self._layers]
        (found_of, found_value, found_size), (true_of, true_value, true_size) = objects
        found = true = pixels = np.zeros(0, np.int64)
        if self._overlaps:
            table = np.concatenate(self._overlaps, axis=1)
            found, true, pixels = _summed(found_of[table[0]], true_of[table[1]], table[2])
        same = found_value[found] == true_value[true]
        found, true, pixels = found[same], true[same], pixels[same]
        iou = pixels / (found_size[found] + true_size[true] - pixels)
        enough = np.flatnonzero(iou >= overlap - 1e-12)
        order = enough[np.argsort(-iou[enough], kind="stable")]
        kept = _one_to_one(found[order], true[order])
        value, matched_iou = found_value[found[order[kept]]], iou[order[kept]]
        touched = (found_value[np.unique(found)], true_value[np.unique(true)])
        return {
            int(item): ObjectCounts(
                int(np.count_nonzero(found_value == item)),
                int(np.count_nonzero(true_value == item)),
                int(np.count_nonzero(value == item)),
                float(matched_iou[value == item].sum()),
                int(np.count_nonzero(touched[0] == item)),
                int(np.count_nonzero(touched[1] == item)),
            )
            for item in np.union1d(found_value, true_value)
        }


def _summed(one: NDArray[np.int64], other: NDArray[np.int64], pixels: NDArray[np.int64]) -> NDArray[np.int64]:
    """(3, n): each pair once, with its pixels in all."""
    width = int(other.max()) + 1
    keys, index = np.unique(one * width + other, return_inverse=True)
    sums = np.bincount(index.ravel(), weights=pixels, minlength=len(keys)).astype(np.int64)
    return np.stack([keys // width, keys % width, sums])


def _whole(layer: _Layer, unify: bool) -> tuple[NDArray[np.int64], NDArray[np.uint32], NDArray[np.int64]]:
    """Return the object of each part, and class and size of each object."""
    if not layer.count:
        return np.zeros(0, np.int64), np.zeros(0, np.uint32), np.zeros(0, np.int64)
    joins = np.concatenate(layer.joins, axis=1) if layer.joins else np.zeros((2, 0), np.int64)
    number, labels = connected(layer.count, joins[0], joins[1])
    values = np.zeros(number, np.uint32)
    values[labels] = 1 if unify else np.concatenate(layer.values)
    sizes = np.bincount(labels, weights=np.concatenate(layer.sizes), minlength=number).astype(np.int64)
    return labels, values, sizes


def _one_to_one(found: NDArray[np.int64], true: NDArray[np.int64]) -> NDArray[np.int64]:
    """Indices of the pairs that are kept when each object is used once, earlier pairs first."""
    used_found: set[int] = set()
    used_true: set[int] = set()
    kept = []
    for index, (one, other) in enumerate(zip(found.tolist(), true.tolist())):
        if one not in used_found and other not in used_true:
            used_found.add(one)
            used_true.add(other)
            kept.append(index)
    return np.array(kept, np.int64)
