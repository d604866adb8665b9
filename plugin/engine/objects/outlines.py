"""Outlines of objects along the pixels' edges, traced for all objects at once from their runs.

Corners of an object are found from its runs, paired along rows and along columns, and the rings are read off as the cycles
that alternate between the two: numpy's work, with no loop over objects. Where two pixels of an object meet at a corner only,
the rings are led so that they touch there and none crosses or touches itself: every polygon is valid.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Callable, Sequence, Union, overload

import numpy as np
import shapely
from numpy.typing import NDArray

from .runs import Runs, connected

# Rings that are longer are walked one by one: a step of all rings at once costs more than a step of a few.
_TOGETHER = 400
# Objects are traced so many runs at a time, which bounds memory and stays in the processor's cache.
_RUNS_AT_ONCE = 200_000
_POLYGONS_AT_ONCE = 20_000
_WKB_POLYGON = b"\x01\x03\x00\x00\x00"  # little-endian, a polygon


@dataclass(frozen=True)
class Rings:
    """Closed rings in pixel coordinates (x = column, y = row), those of an object together, its outer one first.

    :param points: int32 (n, 2), the first point of each ring repeated at its end.
    :param offsets: int64 (rings + 1,), where each ring begins in ``points``.
    :param item: int64 (rings,), the ring's object.
    :param hole: bool.
    :param pixels: float64, pixels inside.
    """

    points: NDArray[np.int32]
    offsets: NDArray[np.int64]
    item: NDArray[np.int64]
    hole: NDArray[np.bool_]
    pixels: NDArray[np.float64]

    def polygons(self) -> NDArray[Any]:
        """A shapely polygon for each object."""
        if not len(self.item):
            return np.zeros(0, object)
        begins = np.append(np.flatnonzero(~self.hole), len(self.hole))
        result: NDArray[Any] = np.empty(len(begins) - 1, object)
        # In parts, because coordinates become floating-point numbers: four times the memory, of a million at once.
        for first in range(0, len(result), _POLYGONS_AT_ONCE):
            part = begins[first : first + _POLYGONS_AT_ONCE + 1]
            offsets = self.offsets[part[0] : part[-1] + 1]
            points = self.points[offsets[0] : offsets[-1]].astype(np.float64)
            shapes = shapely.from_ragged_array(shapely.GeometryType.POLYGON, points, (offsets - offsets[0], part - part[0]))
            result[first : first + _POLYGONS_AT_ONCE] = shapes
        return result

    def __len__(self) -> int:
        """How many objects there are."""
        return int(np.count_nonzero(~self.hole))

    def wkb(self, place: Callable[[NDArray[np.float64]], NDArray[np.float64]]) -> RingsWkb:
        """Well-known binary of each object's polygon: as :meth:`polygons`, without a geometry for each, which take much room.

        :param place: brings points (n, 2) to where they belong.
        """
        return RingsWkb(self, place)

    def hole_polygons(self) -> NDArray[Any]:
        """A shapely polygon for each hole."""
        chosen = self.without(~self.hole)
        count = len(chosen.item)
        if not count:
            return np.zeros(0, object)
        result: NDArray[Any] = shapely.from_ragged_array(
            shapely.GeometryType.POLYGON, chosen.points.astype(np.float64), (chosen.offsets, np.arange(count + 1))
        )
        return result

    def without(self, dropped: NDArray[np.bool_]) -> Rings:
        """The rings less those that are dropped."""
        lengths = np.diff(self.offsets)
        points = self.points[np.repeat(~dropped, lengths)]
        offsets = np.concatenate([[0], np.cumsum(lengths[~dropped])])
        return Rings(points, offsets, self.item[~dropped], self.hole[~dropped], self.pixels[~dropped])


class RingsWkb(Sequence[bytes]):
    """Well-known binary of polygons, made when it is asked for, a part of them at a time.

    That of a million takes twice the room of their rings. Read it from front to back: a part is kept until another is wanted.

    :param place: brings points (n, 2) to where they belong.
    """

    def __init__(self, rings: Rings, place: Callable[[NDArray[np.float64]], NDArray[np.float64]]) -> None:
        self._rings, self._place = rings, place
        self._begins = np.append(np.flatnonzero(~rings.hole), len(rings.hole))
        self._count = len(self._begins) - 1
        self._first = 0
        self._part: list[bytes] = []

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, index: int) -> bytes: ...

    @overload
    def __getitem__(self, index: slice) -> list[bytes]: ...

    def __getitem__(self, index: Union[int, slice]) -> Union[bytes, list[bytes]]:
        if isinstance(index, slice):
            return [self[number] for number in range(*index.indices(self._count))]
        if not self._first <= index < self._first + len(self._part):
            if not 0 <= index < self._count:
                raise IndexError(index)
            self._first = index // _POLYGONS_AT_ONCE * _POLYGONS_AT_ONCE
            self._part = []  # the old one goes before there is a new one
            self._part = self._made(self._first)
        return self._part[index - self._first]

    def _made(self, first: int) -> list[bytes]:
        part = self._begins[first : first + _POLYGONS_AT_ONCE + 1]
        offsets = self._rings.offsets[part[0] : part[-1] + 1]
        points = self._place(self._rings.points[offsets[0] : offsets[-1]].astype(np.float64))
        data = np.ascontiguousarray(points, "<f8").tobytes()
        counts = np.diff(offsets).astype("<u4").tobytes()
        limits = ((offsets - offsets[0]) * 16).tolist()
        rings = (part - part[0]).tolist()
        made = []
        for begin, end in zip(rings, rings[1:]):
            pieces = [_WKB_POLYGON, (end - begin).to_bytes(4, "little")]
            for ring in range(begin, end):
                pieces += (counts[4 * ring : 4 * ring + 4], data[limits[ring] : limits[ring + 1]])
            made.append(b"".join(pieces))
        return made


def trace_runs(runs: Runs, check: Callable[[], None]) -> Rings:
    """The rings of the runs' objects, in the order of the objects' numbers.

    :param runs: in the order of rows, of objects that are 4-connected each.
    :param check: called now and then; may raise.
    """
    if not len(runs):
        none = np.zeros(0)
        return Rings(np.zeros((0, 2), np.int32), np.zeros(1, np.int64), none.astype(np.int64), none.astype(bool), none)
    runs = runs.taken(np.argsort(runs.item, kind="stable"))
    parts = _traced_parts(runs, check)
    del runs
    offsets = np.cumsum([0, *(len(part.points) for part in parts)])
    # Each part goes when it was copied: a million polygons need not be there twice.
    points = np.empty((offsets[-1], 2), np.int32)
    starts, items, holes, pixels = [np.zeros(1, np.int64)], [], [], []
    for begin, end in zip(offsets, offsets[1:]):
        part = parts.pop(0)
        points[begin:end] = part.points
        starts.append(part.offsets[1:] + begin)
        items.append(part.item)
        holes.append(part.hole)
        pixels.append(part.pixels)
    return Rings(points, np.concatenate(starts), np.concatenate(items), np.concatenate(holes), np.concatenate(pixels))


def _traced_parts(runs: Runs, check: Callable[[], None]) -> list[Rings]:
    """The rings of so many runs at a time.

    :param runs: of each object together, in the order of the objects' numbers.
    """
    firsts = np.append(np.flatnonzero(np.diff(runs.item, prepend=-1)), len(runs))
    parts: list[Rings] = []
    begin = 0
    while begin < len(runs):
        check()
        end = int(firsts[np.searchsorted(firsts, begin + _RUNS_AT_ONCE, side="right") - 1])
        if end <= begin:  # an object that is larger alone
            end = int(firsts[np.searchsorted(firsts, begin, side="right")])
        parts.append(_trace(runs.taken(slice(begin, end))))
        begin = end
    return parts


def _trace(runs: Runs) -> Rings:
    """The rings of a part of the objects, whose runs are together, those of each in the order of rows."""
    item, y, left, right, top, follows = _edges(runs)
    # An edge above the object is walked to the right, one below it to the left.
    begin, end = np.where(top, left, right), np.where(top, right, left)
    number, ring = connected(len(begin), np.arange(len(begin)), follows)
    weight = (end - begin).astype(np.float64) * -y
    area = np.bincount(ring, weights=weight, minlength=number)
    _, start = np.unique(ring, return_index=True)
    hole = area < 0
    owner = item[start]
    order = np.lexsort((start, hole, owner))
    length = np.bincount(ring, minlength=number)[order]
    walk = _walk(follows, start[order], length)
    edge_offsets = np.concatenate([[0], np.cumsum(length)])
    offsets = 2 * edge_offsets + np.arange(number + 1)
    points = np.empty((offsets[-1], 2), np.int32)
    place = 2 * np.arange(len(walk)) + np.repeat(np.arange(number), length)
    points[place, 0], points[place + 1, 0] = begin[walk], end[walk]
    points[place, 1] = points[place + 1, 1] = y[walk]
    points[offsets[1:] - 1] = points[offsets[:-1]]
    return Rings(points, offsets, owner[order], hole[order], np.abs(area[order]))


def _edges(runs: Runs) -> tuple[NDArray[Any], ...]:
    """The horizontal edges of all objects.

    :return: of each: object, line between rows, left and right end, whether the object lies below it, the edge that follows.
    """
    count = len(runs)
    row = runs.row.astype(np.int64)
    height, width = int(row.max()) + 2, int(runs.end.max()) + 1
    # Each run has four corners; kinds: is it a run's start, and does the run lie below the corner.
    item = np.tile(runs.item, 4)
    y = np.concatenate([row, row, row + 1, row + 1])
    x = np.concatenate([runs.start, runs.end, runs.start, runs.end]).astype(np.int64)
    is_start = np.repeat(np.array([True, False, True, False]), count)
    below = np.repeat(np.array([True, True, False, False]), count)
    key = (item * height + y) * width + x
    order = np.argsort(key, kind="stable")
    key, item, y, x = key[order], item[order], y[order], x[order]
    is_start, below = is_start[order], below[order]
    twin = np.zeros(len(key), bool)  # of two corners at one point: the first
    twin[:-1] = key[1:] == key[:-1]
    first = np.flatnonzero(twin)
    straight = first[is_start[first] == is_start[first + 1]]  # the border goes straight on
    held = np.ones(len(key), bool)
    held[straight] = held[straight + 1] = False
    saddle = first[is_start[first] != is_start[first + 1]]
    # Which of the two corners meets the vertical edge above: that of the start below or, mirrored, the first.
    lower = np.where(below[saddle], saddle, saddle + 1)
    falls = is_start[lower]  # the object's pixels lie north-west and south-east of the point
    up = np.zeros(len(key), np.int8)
    up[saddle] = np.where(falls, 1, 0)
    up[saddle + 1] = np.where(falls, 0, 1)
    top = is_start == below  # of the edge to the right of the corner
    top[saddle] = top[saddle + 1] = falls
    item, y, x, up, top = item[held], y[held], x[held], up[held], top[held]
    # Along rows, corners are ends of edges two by two; so they are along columns.
    vertical = np.argsort(((item * width + x) * height + y) * 2 + up, kind="stable")
    beside = np.empty(len(item), np.int64)
    beside[vertical[0::2]], beside[vertical[1::2]] = vertical[1::2], vertical[0::2]
    left = np.arange(0, len(item), 2)
    top = top[left]
    end = np.where(top, left + 1, left)
    return item[left], y[left], x[left], x[left + 1], top, beside[end] // 2


def _walk(follows: NDArray[np.int64], start: NDArray[np.int64], length: NDArray[np.int64]) -> NDArray[np.int64]:
    """The edges of each ring in order, ring after ring."""
    offsets = np.cumsum(length) - length
    walk = np.empty(len(follows), np.int64)
    order = np.argsort(-length, kind="stable")  # the longest first: those still on their way are the first few
    here, place = start[order], offsets[order]
    ends = np.searchsorted(-length[order], -np.arange(min(int(length.max()), _TOGETHER)), side="left")
    for step, active in enumerate(ends.tolist()):
        here, place = here[:active], place[:active]
        walk[place + step] = here
        here = follows[here]
    links = np.ascontiguousarray(follows).data
    steps = len(ends)
    for ring in range(int(np.count_nonzero(length > steps))):
        edge, begin = int(here[ring]), int(place[ring])
        rest = np.empty(int(length[order[ring]]) - steps, np.int64)
        target = rest.data
        for index in range(len(rest)):
            target[index] = edge
            edge = links[edge]
        walk[begin + steps : begin + steps + len(rest)] = rest
    return walk
