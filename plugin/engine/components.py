"""Objects of a mask, found while it grows strip by strip: memory is bounded by a strip, not by the mask.

Objects are 4-connected pixels of one class, as polygons are. An object is known, and measured, as soon as a strip
ends without it; objects below the minimum mapping unit are taken out of the mask.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from .ground import PixelMeasure

_FOUR = ndimage.generate_binary_structure(2, 1)
NODATA = 255


@dataclass(frozen=True)
class ObjectTable:
    """Objects that are kept, a row each.

    :param first: int64, row * width + column of the object's topmost, then leftmost pixel: its key.
    :param value: uint8, class. ``pixels``: int64. ``area``: float64, square metres. ``total``: float64, sum of the
        probabilities. ``highest``: float32.
    """

    first: NDArray[np.int64]
    value: NDArray[np.uint8]
    pixels: NDArray[np.int64]
    area: NDArray[np.float64]
    total: NDArray[np.float64]
    highest: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.first)


@dataclass
class _Open:
    """An object that reaches the last row of the strips seen so far."""

    value: int
    first: int
    pixels: int
    area: float
    total: float
    highest: float
    where: list[NDArray[np.int64]]  # of its pixels, while it is below the mapping unit
    number: int = 0


class ObjectStream:
    """Takes the strips of a mask from top to bottom; tells which objects there are and which pixels are to be erased.

    :param width: of the mask in pixels. ``min_area``: minimum mapping unit in square metres, 0 = none.
    :param measure: sizes of the mask's pixels on the ground.
    """

    def __init__(self, width: int, values: tuple[int, ...], min_area: float, measure: PixelMeasure) -> None:
        self._width = width
        self._values = values
        self._min_area = min_area
        self._measure = measure
        self._row = 0
        self._open: dict[int, _Open] = {}
        self._last = np.zeros(width, np.int64)  # number of the open object at each pixel of the last row, 0 = none
        self._next = 1
        self._closed: list[tuple[NDArray[np.generic], ...]] = []
        self._erased: list[NDArray[np.int64]] = []

    def add(self, mask: NDArray[np.uint8], probability: NDArray[np.float32]) -> None:
        """Take the next strip, (height, width); pixels of objects that end inside it below the unit become 0 in ``mask``.

        :param mask: 0, class values, 255 nodata; changed in place. ``probability``: of any change.
        """
        last = np.zeros(self._width, np.int64)
        still_open: dict[int, _Open] = {}
        for value in self._values:
            inside = mask == value
            if inside.any():
                self._add_class(value, inside, mask, probability, last, still_open)
        for item in self._open.values():
            self._close(item)
        self._open = still_open
        self._last = last
        self._row += len(mask)

    def finish(self) -> tuple[ObjectTable, NDArray[np.int64]]:
        """All objects, and the pixels (row * width + column, sorted) that are still to be erased."""
        for item in self._open.values():
            self._close(item)
        self._open = {}
        columns = list(zip(*self._closed)) or [()] * 6
        types = (np.int64, np.uint8, np.int64, np.float64, np.float64, np.float32)
        arrays = [np.concatenate(column).astype(kind) if column else np.zeros(0, kind) for column, kind in zip(columns, types)]
        order = np.argsort(arrays[0])
        erased = np.sort(np.concatenate(self._erased)) if self._erased else np.zeros(0, np.int64)
        return ObjectTable(*(array[order] for array in arrays)), erased

    def _add_class(
        self,
        value: int,
        inside: NDArray[np.bool_],
        mask: NDArray[np.uint8],
        probability: NDArray[np.float32],
        last: NDArray[np.int64],
        still_open: dict[int, _Open],
    ) -> None:
        labels, count = ndimage.label(inside, _FOUR)
        flat = np.flatnonzero(inside)
        label = labels.ravel()[flat]
        likely = probability.ravel()[flat]
        area = self._measure.areas(flat // self._width + self._row, flat % self._width)
        first = np.empty(count + 1, np.int64)
        first[label[::-1]] = flat[::-1] + self._row * self._width  # the last to be written is the first of its label
        pixels = np.bincount(label, minlength=count + 1)
        areas = np.bincount(label, weights=area, minlength=count + 1).astype(np.float64)
        totals = np.bincount(label, weights=likely, minlength=count + 1).astype(np.float64)
        highest = np.zeros(count + 1, np.float32)
        np.maximum.at(highest, label, likely)

        top, bottom = labels[0], labels[-1]
        # Objects of other classes may have been joined and taken off already.
        above = (self._open.get(number) for number in np.unique(self._last[top > 0]).tolist())
        met = {item.number for item in above if item is not None and item.value == value}
        touches = np.zeros(count + 1, bool)
        touches[np.unique(bottom)] = True
        if met:
            touches[np.unique(top[np.isin(self._last, list(met))])] = True
        touches[0] = False
        ended = ~touches
        ended[0] = False
        self._keep_ended(value, ended, label, flat, mask, first, pixels, areas, totals, highest)

        small = _pixels_of(touches & (areas < self._min_area), label, flat + self._row * self._width)
        items = {
            int(number): _Open(
                value,
                int(first[number]),
                int(pixels[number]),
                float(areas[number]),
                float(totals[number]),
                float(highest[number]),
                [small[int(number)]] if int(number) in small else [],
            )
            for number in np.flatnonzero(touches)
        }
        reaching = set(np.unique(bottom).tolist())
        numbers = np.zeros(count + 1, np.int64)
        for group, members in self._joined(items, top, met):
            joined = self._join(group)
            if not reaching.isdisjoint(members):
                joined.number = self._next
                numbers[members] = self._next
                still_open[self._next] = joined
                self._next += 1
            else:
                self._close(joined)
        np.copyto(last, numbers[bottom], where=bottom > 0)

    def _keep_ended(
        self,
        value: int,
        ended: NDArray[np.bool_],
        label: NDArray[np.int64],
        flat: NDArray[np.int64],
        mask: NDArray[np.uint8],
        first: NDArray[np.int64],
        pixels: NDArray[np.int64],
        areas: NDArray[np.float64],
        totals: NDArray[np.float64],
        highest: NDArray[np.float32],
    ) -> None:
        """Keep or erase the objects that lie in this strip alone."""
        small = ended & (areas < self._min_area)
        if small.any():
            mask.ravel()[flat[small[label]]] = 0
        kept = np.flatnonzero(ended & ~small)
        if len(kept):
            values = np.full(len(kept), value)
            self._closed.append((first[kept], values, pixels[kept], areas[kept], totals[kept], highest[kept]))

    def _joined(self, items: dict[int, _Open], top: NDArray[np.int32], met: set[int]) -> list[tuple[list[_Open], list[int]]]:
        """Groups of open objects of earlier strips and of this one that are one object, and their labels in this strip."""
        parent: dict[tuple[str, int], tuple[str, int]] = {("new", number): ("new", number) for number in items}
        parent.update({("old", number): ("old", number) for number in met})

        def root(key: tuple[str, int]) -> tuple[str, int]:
            while parent[key] != key:
                parent[key] = parent[parent[key]]
                key = parent[key]
            return key

        contact = (top > 0) & np.isin(self._last, list(met)) if met else np.zeros(len(top), bool)
        for old, new in {(int(a), int(b)) for a, b in zip(self._last[contact], top[contact])}:
            parent[root(("old", old))] = root(("new", new))
        groups: dict[tuple[str, int], tuple[list[_Open], list[int]]] = {}
        for key in parent:
            objects, labels = groups.setdefault(root(key), ([], []))
            if key[0] == "new":
                objects.append(items[key[1]])
                labels.append(key[1])
            else:
                objects.append(self._open.pop(key[1]))
        return list(groups.values())

    def _join(self, parts: list[_Open]) -> _Open:
        area = sum(part.area for part in parts)
        # Only objects that may still be erased need to remember their pixels; a part that forgot them is large enough.
        where = [pixels for part in parts for pixels in part.where] if area < self._min_area else []
        return _Open(
            parts[0].value,
            min(part.first for part in parts),
            sum(part.pixels for part in parts),
            area,
            sum(part.total for part in parts),
            max(part.highest for part in parts),
            where,
        )

    def _close(self, item: _Open) -> None:
        if item.area < self._min_area:
            self._erased.extend(item.where)
            return
        row = (item.first, item.value, item.pixels, item.area, item.total, item.highest)
        self._closed.append(tuple(np.array([number]) for number in row))


def _pixels_of(wanted: NDArray[np.bool_], label: NDArray[np.int64], where: NDArray[np.int64]) -> dict[int, NDArray[np.int64]]:
    """The pixels of each wanted label."""
    chosen = wanted[label]
    if not chosen.any():
        return {}
    order = np.argsort(label[chosen], kind="stable")
    labels, starts = np.unique(label[chosen][order], return_index=True)
    return dict(zip(labels.tolist(), np.split(where[chosen][order], starts[1:])))
