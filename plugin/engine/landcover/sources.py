"""The two dates of a comparison: maps of classes, or rasters of class probabilities, and the classes that they share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Mapping, Optional, Sequence

import numpy as np
from numpy.typing import NDArray

from ...jobs.failure import JobFailure
from ...jobs.from_to_change import NamedClass
from ...jobs.palette import CLASSES as PALETTE
from ...jobs.sources import RasterSource
from ...rules.label_codes import HIGHEST_CLASS
from ..accuracy.classes import ClassRaster, open_classes
from ..context import JobContext
from ..dates.grid import Grid, Window
from ..dates.raster import Raster
from ..outputs import rasters

INVALID = 255  # index of pixels without a class
MOST_CLASSES = 255
_SLACK = 1e-3  # by which a probability may lie beyond 0 and 1
_LEAST_TOTAL = 1e-6
_TOTAL_SLACK = 0.05  # by which the probabilities of a pixel may miss 1


class ClassDate(ClassRaster):
    """A map of classes, read as indices of common classes."""

    soft = False

    def __init__(self, source: RasterSource) -> None:
        """:raises JobFailure: it cannot be opened, or is no map of classes."""
        super().__init__(source)
        self._table = np.full(2**16, INVALID, np.uint8)

    def __enter__(self) -> ClassDate:
        return self

    def own_classes(self) -> tuple[NamedClass, ...]:
        """The classes that the file itself names."""
        named = self.class_names()
        colors = {item.value: item.color for item in rasters.read_classes(self._dataset)}
        return tuple(NamedClass(value, name, colors.get(value, "")) for value, name in sorted(named.items()))

    def table_colors(self) -> dict[int, str]:
        """Colours of the file's colour table, by value."""
        try:
            table = self._dataset.colormap(self.bands[0])
        except ValueError:  # there is none
            return {}
        return {value: "#{:02x}{:02x}{:02x}".format(*color[:3]) for value, color in table.items() if color[3]}

    def values_in(self, grid: Grid, window: Window) -> NDArray[np.int64]:
        """The values that occur in a window."""
        values, known = self.classes(grid, window)
        return np.flatnonzero(np.bincount(values[known].ravel(), minlength=1))

    def set_indices(self, indices: Mapping[int, int]) -> None:
        """Set the index of the common class of each value; a file may name values that no map of classes has."""
        for value, index in indices.items():
            if 0 <= value <= HIGHEST_CLASS:
                self._table[value] = index

    def read_indices(self, grid: Grid, window: Window) -> NDArray[np.uint8]:
        """Indices (height, width) of common classes, 255 where there is no data."""
        values, known = self.classes(grid, window)
        return np.where(known, self._table[values], np.uint8(INVALID))


class ProbabilityDate(Raster):
    """A raster of class probabilities, read as probabilities of common classes."""

    soft = True

    def __init__(self, source: RasterSource) -> None:
        """:raises JobFailure: it cannot be opened."""
        super().__init__(source)
        described = rasters.read_classes(self._dataset)
        count = self._dataset.count
        skipped = 1 if described and count == len(described) + 1 else 0  # the likeliest class comes first
        bands = source.bands or tuple(range(1 + skipped, count + 1))
        self.choose(bands)
        if len(described) == len(bands):
            self._own = tuple(NamedClass(item.value, item.name, item.color) for item in described)
        else:
            names = [self._dataset.descriptions[band - 1] or f"class {band}" for band in bands]
            self._own = tuple(NamedClass(number, name) for number, name in enumerate(names, start=1))
        self._indices: NDArray[np.int64] = np.arange(len(bands))
        self._count = len(bands)

    def __enter__(self) -> ProbabilityDate:
        return self

    def own_classes(self) -> tuple[NamedClass, ...]:
        """The classes of the bands, in their order."""
        return self._own

    def table_colors(self) -> dict[int, str]:
        """Colours of the file's colour table: none."""
        return {}

    def set_indices(self, indices: Mapping[int, int], count: int) -> None:
        """Set the index of the common class of each value, and how many common classes there are."""
        self._indices = np.array([indices[item.value] for item in self._own])
        self._count = count

    def read_probabilities(self, grid: Grid, window: Window) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
        """Probabilities float32 (classes, height, width), which sum to 1, and where they are known.

        :raises JobFailure: ``no_probability`` or ``probability_sums``.
        """
        values, known = self.read(grid, window)
        found = np.zeros((self._count, *known.shape), np.float32)
        for band, index in zip(values, self._indices):
            found[index] += np.where(known, band, 0).astype(np.float32)
        if known.any():
            low, high = float(values[:, known].min()), float(values[:, known].max())
            if low < -_SLACK or high > 1 + _SLACK:
                wrong = low if low < -_SLACK else high
                raise JobFailure("no_probability", self.source.parameter, layer=self.source.name, value=f"{wrong:g}")
        np.clip(found, 0, None, out=found)
        total = found.sum(axis=0)
        known = known & (total > _LEAST_TOTAL)
        self._check_sums(total[known])
        found /= np.where(known, total, np.float32(1))
        return found, known

    def _check_sums(self, totals: NDArray[np.float32]) -> None:
        """Check that most pixels have probabilities that sum to 1: reflectances, or some of the classes alone, do not.

        :param totals: (pixels,), sums over the bands.
        :raises JobFailure: ``probability_sums``.
        """
        if 2 * np.count_nonzero(np.abs(totals - 1) > _TOTAL_SLACK) > totals.size:
            middle = float(np.median(totals))
            raise JobFailure("probability_sums", self.source.parameter, layer=self.source.name, value=f"{middle:.3g}")


def open_date(source: RasterSource, context: JobContext) -> Any:
    """Open a date: floating-point bands, two or more, are probabilities; anything else is a map of classes.

    :return: a :class:`ProbabilityDate` or a :class:`ClassDate`.
    :raises JobFailure: it cannot be opened, or is no map of classes.
    """
    with Raster(source) as raster:
        several = len(raster.band_descriptions()) > 1
        raster.choose(source.bands or (1,))
        soft = several and np.dtype(raster.dtype).kind == "f"
    if soft:
        return ProbabilityDate(source)
    try:
        return open_classes(source, context, ClassDate)
    except JobFailure as failure:
        if failure.code != "classes_picture":
            raise
        raise JobFailure("images_without_model", "MODEL", layer=source.name) from failure


@dataclass(frozen=True)
class Scheme:
    """The classes of both dates, by index.

    :param before, after: value on that date -> index.
    """

    names: tuple[str, ...]
    colors: tuple[str, ...]
    before: dict[int, int]
    after: dict[int, int]

    def __len__(self) -> int:
        return len(self.names)


def common_scheme(
    before: Sequence[NamedClass],
    after: Sequence[NamedClass],
    present: tuple[set[int], set[int]],
    mapping: Sequence[Sequence[str]],
) -> Scheme:
    """Match the classes of two dates by their names.

    A date that names none of its classes has those of the other date, by value.

    :param before, after: classes of each date, as far as they are known.
    :param present: values that occur on each date.
    :param mapping: pairs of a class and the class that it is compared as.
    :raises JobFailure: ``map_classes_many`` or ``mapping_unknown``.
    """
    renamed = {one.strip().casefold(): other.strip() for one, other in mapping}
    sides = [_named(own or other, values) for own, other, values in zip((before, after), (after, before), present)]
    known = {item.name.strip().casefold() for side in sides for item in side}
    unknown = [name for name in renamed if name not in known]
    if unknown:
        listing = ", ".join(dict.fromkeys(item.name for side in sides for item in side))
        raise JobFailure("mapping_unknown", "MAPPING", name=unknown[0], known=listing)
    if len({renamed.get(name, name).casefold() for name in known}) > MOST_CLASSES:
        sides = [[item for item in side if item.value in values] for side, values in zip(sides, present)]
    index: dict[str, int] = {}
    names: list[str] = []
    colors: list[str] = []
    tables: list[dict[int, int]] = []
    for side in sides:
        table = {}
        for item in side:
            name = renamed.get(item.name.strip().casefold(), item.name.strip())
            key = name.casefold()
            if key not in index:
                index[key] = len(names)
                names.append(name)
                colors.append("")
            table[item.value] = index[key]
            colors[index[key]] = colors[index[key]] or item.color
        tables.append(table)
    if len(names) > MOST_CLASSES:
        raise JobFailure("map_classes_many", "AFTER", count=len(names), limit=MOST_CLASSES)
    shown = tuple(color or PALETTE[number % len(PALETTE)] for number, color in enumerate(colors))
    return Scheme(tuple(names), shown, tables[0], tables[1])


def _named(named: Sequence[NamedClass], present: set[int]) -> list[NamedClass]:
    """The named classes and those that occur without a name, by value."""
    found = {item.value: item for item in named}
    for value in present - set(found):
        found[value] = NamedClass(value, f"class {value}")
    return [found[value] for value in sorted(found)]


def equal_names(classes: Sequence[NamedClass]) -> dict[str, list[int]]:
    """Return the names that several values have, with these values.

    >>> equal_names([NamedClass(1, "wood"), NamedClass(2, "water"), NamedClass(3, "Wood")])
    {'wood': [1, 3]}
    """
    found: dict[str, list[NamedClass]] = {}
    for item in classes:
        found.setdefault(item.name.strip().casefold(), []).append(item)
    return {items[0].name: [item.value for item in items] for items in found.values() if len(items) > 1}


def with_colors(classes: Sequence[NamedClass], colors: Mapping[int, str]) -> tuple[NamedClass, ...]:
    """Classes with the colours of a colour table where they have none."""
    return tuple(item if item.color else NamedClass(item.value, item.name, colors.get(item.value, "")) for item in classes)


def mixed(color: str, other: str, share: float) -> str:
    """Mix two colours ``#rrggbb``; ``share`` of the first."""
    parts = (round(a * share + b * (1 - share)) for a, b in zip(bytes.fromhex(color[1:]), bytes.fromhex(other[1:])))
    return "#" + "".join(f"{part:02x}" for part in parts)


def weighed(date: Any, grid: Grid, window: Window, count: int) -> tuple[Optional[NDArray[np.float32]], NDArray[np.uint8]]:
    """Read a date.

    :return: probabilities (classes, height, width), ``None`` of a map of classes; indices (height, width) of the likeliest
        class, 255 where there is no data.
    """
    if not date.soft:
        return None, date.read_indices(grid, window)
    found, known = date.read_probabilities(grid, window)
    return found, np.where(known, found.argmax(axis=0).astype(np.uint8), np.uint8(INVALID))
