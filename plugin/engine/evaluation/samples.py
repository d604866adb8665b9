"""Labelled pairs in memory, and the same pairs displaced, brighter, softer or of other pixels."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import Any, Callable, Optional

import numpy as np
import rasterio
from numpy.typing import NDArray
from rasterio.transform import Affine
from scipy import ndimage
from skimage.transform import resize

from ...jobs.sources import RasterSource
from ...model_file.spec import ModelSpec
from ...rules.bands import choose_bands
from ..chips.reader import ChipReader, local_crs
from ..dates.raster import Raster

# A step of each curve; the first leaves the pair as it is.
SHIFTS = (0, 1, 2, 3, 4, 6, 8, 12)
GAINS = (1.0, 0.5, 0.7, 0.85, 1.2, 1.5, 2.0)
OFFSETS = (0.0, -0.75, -0.4, 0.4, 0.75)
BLURS = (0.0, 0.5, 1.0, 1.5, 2.0, 3.0)
RESOLUTIONS = (1.0, 0.5, 0.7, 1.4, 2.0)
_DIRECTIONS = ((1, 0), (0, 1), (-1, 0), (0, -1))
_SEEN_LIMITS = (2.0, 98.0)


@dataclass(frozen=True)
class Sample:
    """A labelled pair.

    :param before, after: (bands, height, width) in the model's bands and the raster's own type.
    :param valid_before, valid_after: (height, width).
    :param truth: int16 (height, width), see :mod:`....rules.label_codes`.
    :param gsd_m: metres on the ground a pixel.
    """

    name: str
    before: NDArray[Any]
    after: NDArray[Any]
    valid_before: NDArray[np.bool_]
    valid_after: NDArray[np.bool_]
    truth: NDArray[np.int16]
    gsd_m: float


def read_sample(reader: ChipReader, number: int, spec: ModelSpec) -> Sample:
    """Read a chip of two dates into memory, on AFTER's pixels.

    :raises JobFailure: its bands are not known, or it cannot be read.
    """
    chip = reader.chips[number]
    first, second = reader.sources(chip)
    truth = reader.truth(chip)
    with Raster(first) as before, Raster(second) as after:
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
    return Sample(chip.name, before_values, after_values, before_valid, after_valid, truth, gsd)


def write_sample(
    sample: Sample, folder: str, names: tuple[str, str] = ("BEFORE", "AFTER")
) -> tuple[RasterSource, RasterSource]:
    """Write the two dates of a sample into a folder, and return how they are read."""
    sources = []
    for parameter, values, valid in zip(names, (sample.before, sample.after), (sample.valid_before, sample.valid_after)):
        path = os.path.join(folder, f"sample-{parameter.lower()}.tif")
        height, width = valid.shape
        with (
            rasterio.Env(GDAL_TIFF_INTERNAL_MASK=True),
            rasterio.open(
                path,
                "w",
                driver="GTiff",
                dtype=values.dtype,
                count=len(values),
                height=height,
                width=width,
                crs=local_crs(1.0),
                transform=Affine(sample.gsd_m, 0, 0, 0, -sample.gsd_m, 0),
                photometric="minisblack",
            ) as dataset,
        ):
            dataset.write(values)
            if not valid.all():
                dataset.write_mask(valid)
        bands = tuple(range(1, len(values) + 1))
        sources.append(RasterSource(parameter, sample.name, path, bands))
    return sources[0], sources[1]


def shifted(sample: Sample, pixels: int, number: int) -> Sample:
    """Return the overlap after displacing the earlier date by whole pixels, in a direction set by the sample's number."""
    down, right = (pixels * part for part in _DIRECTIONS[number % len(_DIRECTIONS)])
    height, width = sample.truth.shape
    here = (slice(max(0, down), height + min(0, down)), slice(max(0, right), width + min(0, right)))
    there = (slice(max(0, -down), height + min(0, -down)), slice(max(0, -right), width + min(0, -right)))
    return replace(
        sample,
        before=sample.before[:, there[0], there[1]],
        valid_before=sample.valid_before[there],
        after=sample.after[:, here[0], here[1]],
        valid_after=sample.valid_after[here],
        truth=sample.truth[here],
    )


def with_gain(sample: Sample, gain: float, number: int) -> Sample:
    """Return the later date multiplied; whole numbers end where their type does, as a sensor saturates."""
    return replace(sample, after=_as_type(sample.after.astype(np.float64) * gain, sample.after.dtype))


def with_offset(sample: Sample, deviations: float, number: int) -> Sample:
    """Return the later date made lighter or darker by so many deviations of its own values."""
    known = sample.after[:, sample.valid_after].astype(np.float64)
    by = deviations * known.std() if known.size else 0.0
    return replace(sample, after=_as_type(sample.after.astype(np.float64) + by, sample.after.dtype))


def blurred(sample: Sample, sigma: float, number: int) -> Sample:
    """Return the later date softened by a Gaussian of ``sigma`` pixels."""
    if not sigma:
        return sample
    soft = ndimage.gaussian_filter(sample.after.astype(np.float64), (0, sigma, sigma), mode="nearest")
    return replace(sample, after=_as_type(soft, sample.after.dtype))


def resampled(sample: Sample, factor: float, number: int) -> Sample:
    """Return both dates with pixels ``factor`` times as large: averaged, or interpolated (which adds no detail)."""
    if factor == 1:
        return sample
    height, width = sample.truth.shape
    shape = max(1, round(height / factor)), max(1, round(width / factor))

    def scaled(values: NDArray[Any]) -> NDArray[Any]:
        planes = [resize(plane.astype(np.float64), shape, order=1, anti_aliasing=factor > 1) for plane in values]
        return _as_type(np.stack(planes), values.dtype)

    def nearest(plane: NDArray[Any]) -> NDArray[Any]:
        rows = np.minimum(((np.arange(shape[0]) + 0.5) * height / shape[0]).astype(np.int64), height - 1)
        cols = np.minimum(((np.arange(shape[1]) + 0.5) * width / shape[1]).astype(np.int64), width - 1)
        return plane[np.ix_(rows, cols)]

    return replace(
        sample,
        before=scaled(sample.before),
        after=scaled(sample.after),
        valid_before=nearest(sample.valid_before),
        valid_after=nearest(sample.valid_after),
        gsd_m=sample.gsd_m * height / shape[0],
    )


def swapped(sample: Sample, other_way: dict[int, int]) -> Sample:
    """Return the dates exchanged.

    :param other_way: class -> the class that it is when time runs backwards.
    """
    truth = sample.truth.copy()
    for value, other in other_way.items():
        truth[sample.truth == value] = other
    return replace(
        sample,
        before=sample.after,
        after=sample.before,
        valid_before=sample.valid_after,
        valid_after=sample.valid_before,
        truth=truth,
    )


Alteration = Callable[[Sample, float, int], Sample]


def _as_shift(sample: Sample, pixels: float, number: int) -> Sample:
    return shifted(sample, int(pixels), number)


ALTERATIONS: dict[str, tuple[Alteration, tuple[float, ...]]] = {
    "shift": (_as_shift, tuple(float(value) for value in SHIFTS)),
    "gain": (with_gain, GAINS),
    "offset": (with_offset, OFFSETS),
    "blur": (blurred, BLURS),
    "resolution": (resampled, RESOLUTIONS),
}
"""Curve -> how a sample is altered, and by how much."""


def _as_type(values: NDArray[np.float64], dtype: np.dtype[Any]) -> NDArray[Any]:
    if dtype.kind in "ui":
        limits = np.iinfo(dtype)
        return np.clip(np.rint(values), limits.min, limits.max).astype(dtype)
    return values.astype(dtype)


def visible(values: NDArray[Any], valid: NDArray[np.bool_], bands: Optional[tuple[int, ...]] = None) -> NDArray[np.uint8]:
    """Return a date as people see it, (height, width, 3): 8-bit as it is, other types stretched; grey without data.

    :param bands: numbers from 0 of red, green and blue; ``None`` = the first three, or the first alone.
    """
    chosen = bands if bands is not None else tuple(range(3)) if len(values) >= 3 else (0, 0, 0)
    planes = [values[band] for band in chosen]
    if values.dtype != np.uint8:
        planes = [_stretched(plane, valid) for plane in planes]
    picture = np.stack(planes, axis=-1).astype(np.uint8)
    picture[~valid] = 128
    return picture


def _stretched(plane: NDArray[Any], valid: NDArray[np.bool_]) -> NDArray[np.float64]:
    known = plane[valid].astype(np.float64)
    low, high = np.percentile(known, _SEEN_LIMITS) if known.size else (0.0, 1.0)
    return np.clip((plane.astype(np.float64) - low) / max(high - low, 1e-9), 0, 1) * 255
