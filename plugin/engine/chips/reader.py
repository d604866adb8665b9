"""Read chips: their dates, opened and normalised as any other dates, and their labels."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import lru_cache
from typing import Iterator, Optional, Sequence

import numpy as np
from numpy.typing import NDArray
from rasterio.crs import CRS
from rasterio.enums import ColorInterp

from ...jobs.failure import JobFailure
from ...jobs.sources import RasterSource
from ...model_file.spec import ChangeClass, ModelSpec
from ...rules.label_codes import UNKNOWN
from ..context import JobContext
from ..dates.dates import Dates, GroundWanted, open_dates
from ..dates.opening import GDAL_ERRORS, open_file
from ..dates.raster import Raster
from .folders import Chip, ChipFolder
from .labels import LabelKey, find_values, label_key, land_cover_key, model_truth, read_codes, read_coloured
from .manifest import ChipStatistics, with_statistics
from .mask_classes import MaskClasses, Smeared, read_mask_classes

# Failures of one chip, which is left out then; any other failure would meet every chip.
_CHIP_FAULTS = ("chip_", "raster_", "bands_", "band_", "no_overlap", "resolution_too_coarse", "crs_unfit", "area_outside")
_DATE_PARAMETERS = {1: ("INPUT",), 2: ("BEFORE", "AFTER")}


def is_chip_fault(failure: JobFailure) -> bool:
    """Return whether a failure is that of one chip, which others do not share."""
    return failure.code.startswith(_CHIP_FAULTS)


@lru_cache(maxsize=16)
def local_crs(gsd_m: float) -> str:
    """Return the WKT of a CRS around a point on the equator in which a unit is one pixel of ``gsd_m`` metres."""
    crs = CRS.from_proj4(f"+proj=tmerc +lat_0=0 +lon_0=0 +k=1 +datum=WGS84 +to_meter={gsd_m!r}")
    return str(crs.to_wkt())


class ChipReader:
    """Chips of folders, by number.

    Dates are opened by :func:`..dates.dates.open_dates`, normalised by the statistics in their folder's manifest, else of
    the valid pixels of their overlap, as 'Detect change' does it. So a network is trained, evaluated and quantised on the
    input that it gets in use.

    :param gsd_m: metres per pixel of chips without georeference, unless their manifest has it.
    :param classes: of the model that the labels are compared with; none = change as such.
    :param land_cover: whether labels are masks of land cover.
    :ivar smeared: pixels of coloured masks read so far whose colour is that of no class; the nearest was taken.
    :ivar values: pixel values of the labels. ``classed``: whether all labels have the model's classes.
    """

    def __init__(
        self, folders: Sequence[ChipFolder], gsd_m: float, classes: Sequence[ChangeClass] = (), land_cover: bool = False
    ) -> None:
        self.gsd_m = gsd_m
        self.chips: list[Chip] = []
        self.values: set[int] = set()
        self.classed = True
        self.smeared = Smeared()
        self._masks: dict[str, Optional[MaskClasses]] = {}
        self._folder: dict[Chip, ChipFolder] = {}
        self._keys: dict[str, LabelKey] = {}
        self._truths: dict[str, NDArray[np.int16]] = {}
        for folder in folders:
            masks = read_mask_classes(folder.path) if land_cover else None
            self._masks[folder.path] = masks
            values = set() if masks is not None else find_values(folder)
            key = land_cover_key(values, masks) if land_cover else label_key(folder, values, [item.value for item in classes])
            matched, truth = model_truth(key, classes)
            self.values |= values
            self.chips += folder.chips
            self.classed = self.classed and matched
            self._folder.update(dict.fromkeys(folder.chips, folder))
            self._keys[folder.path], self._truths[folder.path] = key, truth

    def key(self, chip: Chip) -> LabelKey:
        """Return the meaning of the chip's label."""
        return self._keys[self._folder[chip].path]

    def statistics(self, chip: Chip) -> Optional[ChipStatistics]:
        """Return the statistics of the pair that the chip was cut from, if its manifest has them."""
        manifest = self._folder[chip].manifest
        return None if manifest is None else manifest.statistics

    def known_gsd(self, chip: Chip) -> Optional[float]:
        """Return the metres per pixel in the chip's manifest."""
        return self._folder[chip].gsd_m

    def sources(self, chip: Chip) -> tuple[RasterSource, ...]:
        """Return how each date of a chip is read.

        :raises JobFailure: ``chip_unreadable``, ``chip_georeference``.
        """
        gsd_m = self._folder[chip].gsd_m or self.gsd_m
        parameters = _DATE_PARAMETERS.get(len(chip.dates), ("INPUT",) * len(chip.dates))
        sources = tuple(
            RasterSource(parameter, chip.name, path, crs=_assumed_crs(path, gsd_m))
            for parameter, path in zip(parameters, chip.dates)
        )
        if len({source.crs is None for source in sources}) > 1:
            raise JobFailure("chip_georeference", "CHIPS", chip=chip.name)
        return sources

    @contextmanager
    def open(self, chip: Chip, spec: Optional[ModelSpec], context: JobContext) -> Iterator[Dates]:
        """Open the dates of a chip on one grid.

        :param spec: of the model that the chip is for; ``None`` = all bands that the dates share, at their resolution.
        :raises JobFailure: it cannot be read, or does not fit the model.
        """
        quiet = JobContext(lambda event: None, context.cancelled)
        with ExitStack() as opened:
            sources = self.sources(chip)
            if spec is None:  # images of a chip have their bands in one order, whatever they are called
                sources = tuple(replace(source, bands=_own_bands(source.path)) for source in sources)
            rasters = [opened.enter_context(Raster(source)) for source in sources]
            yield with_statistics(open_dates(GroundWanted(square=False), spec, rasters, quiet), self.statistics(chip))

    def codes(self, chip: Chip) -> NDArray[np.uint8]:
        """Read the label of a labelled chip, as :func:`.labels.read_codes` does.

        :raises JobFailure: ``chip_unreadable``.
        """
        if chip.label is None:
            raise JobFailure("chip_unreadable", "CHIPS", path=chip.name, reason="no label")
        masks = self._masks[self._folder[chip].path]
        if masks is not None and masks.coloured:
            codes, smeared = read_coloured(chip.label, masks)
            self.smeared += smeared
            return codes
        return read_codes(chip.label, self.key(chip))

    def truth(self, chip: Chip) -> NDArray[np.int16]:
        """Read the label of a chip in terms of the model, on the last date's pixels; unknown everywhere without a label.

        :return: int16 (height, width): ``NO_CHANGE``, a class value (``CHANGE`` without classes), or ``UNKNOWN``.
        :raises JobFailure: ``chip_unreadable``.
        """
        if chip.label is None:
            with open_file(chip.dates[-1]) as dataset:
                return np.full((dataset.height, dataset.width), UNKNOWN, np.int16)
        truth: NDArray[np.int16] = self._truths[self._folder[chip].path][self.codes(chip)]
        return truth


def _own_bands(path: str) -> tuple[int, ...]:
    """Return the one-based bands of an image but alpha."""
    with open_file(path) as dataset:
        return tuple(index for index, kind in zip(dataset.indexes, dataset.colorinterp) if kind != ColorInterp.alpha)


def is_placed(source: RasterSource) -> bool:
    """Return whether a chip's date has a georeference of its own."""
    return source.crs is None


def _assumed_crs(path: str, gsd_m: float) -> Optional[str]:
    """Return the CRS to assume for an image; ``None`` = its own.

    :raises JobFailure: ``chip_unreadable``.
    """
    try:
        with open_file(path) as dataset:
            if dataset.transform.is_identity and not dataset.gcps[0]:
                return local_crs(gsd_m)
            return None if dataset.crs or dataset.gcps[1] else local_crs(1.0)
    except (*GDAL_ERRORS, OSError) as error:
        raise JobFailure("chip_unreadable", "CHIPS", path=path, reason=str(error)) from error
