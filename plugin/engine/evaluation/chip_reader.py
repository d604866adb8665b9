"""Chips as sources that the pair's reader takes, and as samples in memory."""

from __future__ import annotations

from typing import Optional, Sequence

import numpy as np
import rasterio
from numpy.typing import NDArray

from ...jobs.failure import JobFailure
from ...jobs.sources import RasterSource
from ...model_file.spec import ModelSpec
from ...rules.bands import choose_bands
from ..dates.raster import Raster
from .chips import UNKNOWN, Chip, ChipFolder, LabelMeaning, label_meaning, label_values, read_truth
from .prediction import FileStatistics
from .samples import Sample, local_crs


class ChipReader:
    """Chips as sources and as samples in memory.

    :param gsd_m: metres a pixel of chips without georeference, unless their manifest says it.
    :ivar chips: of all folders, by number. ``values``: that occur in the labels. ``classed``: whether all labels tell the
        model's classes.
    """

    def __init__(self, folders: Sequence[ChipFolder], spec: ModelSpec, gsd_m: Optional[float]) -> None:
        self._spec = spec
        self.gsd_m = spec.gsd_m.best if gsd_m is None else gsd_m
        self.chips: list[Chip] = []
        self.values: set[int] = set()
        self._folder: dict[Chip, ChipFolder] = {}
        self._meaning: dict[str, LabelMeaning] = {}
        for folder in folders:
            values = label_values(folder.chips)
            self.values |= values
            self.chips += folder.chips
            self._folder.update(dict.fromkeys(folder.chips, folder))
            self._meaning[folder.path] = label_meaning(folder, values, spec)
        self.classed = all(meaning.told for meaning in self._meaning.values())

    def statistics(self, chip: Chip) -> Optional[FileStatistics]:
        """Those of the pair that the chip was cut from, as far as they are known."""
        return self._folder[chip].statistics

    def sources(self, chip: Chip) -> tuple[RasterSource, RasterSource]:
        """How the two dates of a chip are read.

        :raises JobFailure: ``chip_unreadable``.
        """
        before, after = (
            RasterSource(parameter, chip.name, path, crs=self._crs(path, self._folder[chip].gsd_m or self.gsd_m))
            for parameter, path in (("BEFORE", chip.before), ("AFTER", chip.after))
        )
        if (before.crs is None) != (after.crs is None):
            raise JobFailure("chip_georeference", "CHIPS", chip=chip.name)
        return before, after

    def _crs(self, path: str, gsd_m: float) -> Optional[str]:
        """The CRS to assume; ``None`` = the file's own."""
        try:
            with rasterio.open(path) as dataset:
                if dataset.transform.is_identity and not dataset.gcps[0]:
                    return local_crs(gsd_m)
                return None if dataset.crs or dataset.gcps[1] else local_crs(1.0)
        except (rasterio.errors.RasterioError, OSError) as error:
            raise JobFailure("chip_unreadable", "CHIPS", path=path, reason=str(error)) from error

    def truth(self, chip: Chip) -> NDArray[np.int16]:
        """The truth on AFTER's pixels; unknown everywhere without a label."""
        if chip.label is None:
            with rasterio.open(chip.after) as dataset:
                return np.full((dataset.height, dataset.width), UNKNOWN, np.int16)
        return read_truth(chip.label, self._meaning[self._folder[chip].path])

    def sample(self, number: int) -> Sample:
        """A chip in memory, on AFTER's pixels.

        :raises JobFailure: it cannot be read.
        """
        chip = self.chips[number]
        before_source, after_source = self.sources(chip)
        with Raster(before_source) as before, Raster(after_source) as after:
            return sample_of(before, after, self.truth(chip), chip.name, self._spec)


def sample_of(before: Raster, after: Raster, truth: NDArray[np.int16], name: str, spec: ModelSpec) -> Sample:
    """Two opened rasters in memory, on the later one's pixels.

    :raises JobFailure: their bands are not known, or they cannot be read.
    """
    grid = after.native_grid
    arrays = []
    for raster in (before, after):
        source = raster.source
        bands, _ = choose_bands(raster.band_descriptions(), spec.bands, source.bands, source.name, source.parameter)
        raster.choose(bands)
        arrays.append(raster.read(grid, grid.window))
    left, bottom, right, top = grid.bounds
    gsd = after.gsd((left + right) / 2, (bottom + top) / 2)
    (before_values, before_valid), (after_values, after_valid) = arrays
    return Sample(name, before_values, after_values, before_valid, after_valid, truth, gsd)
