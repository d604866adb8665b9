"""A raster of changes, mask or probability, as strips of class codes; classes and threshold of its tags."""

from __future__ import annotations

import json
import math
from typing import Any, Iterator, Mapping, Optional

import numpy as np
from numpy.typing import NDArray

from ...jobs import palette
from ...jobs.failure import JobFailure
from ...jobs.sources import RasterSource
from ...model_file.spec import ChangeClass
from ...rules.label_codes import NO_DATA
from ..dates.grid import Grid, Window
from ..dates.opening import GDAL_ERRORS, open_file
from ..dates.raster import Raster
from ..outputs.rasters import read_classes

DEFAULT_THRESHOLD = 0.5
_ROWS = 512
_MOST_CLASSES = 254
_ROUNDING = 1e-3


class _Unmixed(Raster):
    mixes = False


class ChangeRaster:
    """A mask or probability that is read from top to bottom. Close it after use (context manager).

    Whole numbers are a mask, as floats too where one exceeds 1: 0 is no change, 255 of 8 bits is no data where the file
    declares it. Other numbers are the probability of any change in band 1, and of each class in the bands that follow
    where Groundshift wrote them.

    :ivar grid: of its pixels. ``is_probability``: whether it is a probability; ``threshold``: from which on it is change.
    """

    def __init__(self, source: RasterSource, threshold: Optional[float]) -> None:
        """:raises JobFailure: it cannot be opened, or has no CRS."""
        self._source = source
        self._raster = _Unmixed(source)
        try:
            tags, band_tags = self._describe()
            self.provenance = _parsed(tags.get("GROUNDSHIFT", ""))
            self.threshold = _threshold(threshold, band_tags.get("THRESHOLD"), self.provenance)
        except BaseException:
            self.close()
            raise
        self.grid: Grid = self._raster.native_grid
        self._codes: dict[int, int] = {}  # value in the raster -> code

    def __enter__(self) -> ChangeRaster:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._raster.__exit__(None, None, None)

    def strips(self) -> Iterator[tuple[int, NDArray[np.uint8], Optional[NDArray[np.float32]]]]:
        """First row, codes (height, width) of classes with 0 no change and 255 nodata, and probability of a probability.

        :raises JobFailure: the raster is damaged, or its values are neither classes nor probabilities.
        """
        for row in range(0, self.grid.height, _ROWS):
            height = min(_ROWS, self.grid.height - row)
            values, valid = self._raster.read(self.grid, Window(row, 0, height, self.grid.width))
            if self.is_probability:
                mask, probability = self._decided(values, valid)
                yield row, mask, probability
            else:
                yield row, self._coded(values[0], valid), None

    def classes(self) -> tuple[ChangeClass, ...]:
        """Return the classes by code, as far as the strips that were read hold them; all that the raster names."""
        if self.is_probability:
            return self._named or (ChangeClass(1, "change", palette.CLASSES[0]),)
        by_value = {item.value: item for item in self._named}
        values = {code: value for value, code in self._codes.items()}
        alone = len(values) == 1
        found = []
        for code in sorted(values):
            value = values[code]
            name = "change" if alone else f"class {value}"
            item = by_value.get(value, ChangeClass(value, name, palette.CLASSES[(code - 1) % len(palette.CLASSES)]))
            found.append(ChangeClass(code, item.name, item.color, item.direction))
        known = {item.name for item in found}
        # Classes that do not occur keep their place in the legend, under codes that nothing has.
        free = (code for code in range(1, _MOST_CLASSES + 1) if code not in values)
        found += [
            ChangeClass(next(free), item.name, item.color, item.direction) for item in self._named if item.name not in known
        ]
        return tuple(found)

    @property
    def unnamed_values(self) -> int:
        """How many different values of a mask the strips that were read hold, 0 apart; 0 where the raster names its classes."""
        return 0 if self.is_probability or self._named else len(self._codes)

    def _describe(self) -> tuple[dict[str, str], dict[str, str]]:
        """Find out kind, bands and classes; the file's tags and its first band's."""
        try:
            with open_file(self._source.path) as dataset:
                self._named = read_classes(dataset)
                self._raster.choose((1,))
                floats = np.dtype(self._raster.dtype).kind == "f"  # also of whole numbers with a scale
                self.is_probability = floats and not self._holds_classes()
                bands = dataset.count if self.is_probability and len(self._named) == dataset.count - 1 > 1 else 1
                if self.is_probability and bands == 1:
                    self._named = self._named[:1]
                self._raster.choose(tuple(range(1, bands + 1)))
                return dataset.tags(), dataset.tags(1)
        except GDAL_ERRORS as error:
            raise JobFailure("raster_missing", self._source.parameter, layer=self._source.name, reason=str(error)) from error

    def _holds_classes(self) -> bool:
        """Return whether all values of a raster of floats are whole numbers, and one above 1: classes, not probabilities.

        QGIS's raster calculator and its reclassification write classes as floats. Reads no further than the first
        value that is no whole number.
        """
        highest = 0.0
        grid = self._raster.native_grid
        for row in range(0, grid.height, _ROWS):
            values, valid = self._raster.read(grid, Window(row, 0, min(_ROWS, grid.height - row), grid.width))
            known = values[0][valid]
            if (known % 1 != 0).any() or (known < 0).any():
                return False
            highest = max(highest, float(known.max(initial=0)))
        return highest > 1

    def _decided(self, values: NDArray[Any], valid: NDArray[np.bool_]) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
        probability = values[0].astype(np.float32, copy=False)
        if valid.any():
            lowest, highest = float(probability[valid].min()), float(probability[valid].max())
            if lowest < -_ROUNDING or highest > 1 + _ROUNDING:
                value = lowest if lowest < -_ROUNDING else highest
                raise JobFailure("no_probability", self._source.parameter, layer=self._source.name, value=f"{value:g}")
        change = (probability >= np.float32(self.threshold)) & valid
        mask = change.astype(np.uint8)
        codes = np.array([item.value for item in self._named] or [1], np.uint8)
        if codes[0] != 1:
            mask *= codes[0]
        if len(values) > 1:
            mask[change] = codes[values[1:, change].argmax(axis=0)]
        mask[~valid] = NO_DATA
        return mask, np.where(valid, probability, np.float32(0))

    def _coded(self, values: NDArray[Any], valid: NDArray[np.bool_]) -> NDArray[np.uint8]:
        if values.dtype.kind == "f":
            values = np.where(valid, values, 0).astype(np.int64)
        if values.dtype == np.uint8:
            counts = np.bincount(values[valid] if not valid.all() else values.ravel(), minlength=256)
            present = np.flatnonzero(counts).tolist()
        else:
            present = np.unique(values[valid]).tolist()
        for value in present:
            if value != 0 and value not in self._codes:
                self._codes[value] = self._free_code(value)
        if values.dtype == np.uint8 and all(value == code for value, code in self._codes.items()):
            mask = values
        else:
            keys = np.array(sorted([0, *self._codes]))
            codes = np.array([self._codes.get(int(key), 0) for key in keys], np.uint8)
            mask = codes[np.minimum(np.searchsorted(keys, values), len(keys) - 1)]
        if valid.all():
            return mask
        return np.where(valid, mask, np.uint8(NO_DATA))

    def _free_code(self, value: int) -> int:
        """Return the value itself where it can be a code, else the highest that is free."""
        taken = set(self._codes.values())
        if 0 < value < NO_DATA and value not in taken:
            return value
        code = next((code for code in range(_MOST_CLASSES, 0, -1) if code not in taken), None)
        if code is None:
            raise JobFailure("too_many_classes", self._source.parameter, layer=self._source.name, limit=_MOST_CLASSES)
        return code


def _parsed(text: str) -> Mapping[str, Any]:
    try:
        value = json.loads(text) if text else {}
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def _threshold(asked: Optional[float], tag: Optional[str], provenance: Mapping[str, Any]) -> float:
    """Return the user's threshold, else the one that the raster was made with, else a half."""
    if asked is not None:
        if not 0 < asked < 1:
            raise JobFailure("threshold_range", "THRESHOLD", value=asked)
        return asked
    parameters = provenance.get("parameters")
    for value in (tag, parameters.get("THRESHOLD") if isinstance(parameters, dict) else None):
        try:
            number = float(value) if value is not None else math.nan
        except (TypeError, ValueError):
            continue
        if 0 < number < 1:
            return number
    return DEFAULT_THRESHOLD
