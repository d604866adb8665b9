"""The temporary raster into which a layer is read: a tiled GeoTIFF, written window by window."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from typing import Any, Dict, List, Optional, Sequence, Tuple

from osgeo import gdal

from ..jobs.failure import JobFailure
from .pixel_grid import Chunk, PixelGrid

TILE = 256  # pixels; also that of web maps, so that a tile of theirs is a tile of the file
_LITTLE = 4_000_000  # bytes; a disk on which a write failed with less than this free is full


@dataclass(frozen=True)
class BandNote:
    """Properties of a band that are copied besides its values.

    :param interpretation: GDAL's number for its colour. ``metadata``: pairs of key and value.
    :param colors: of its colour table: red, green, blue and alpha of each value from 0 on; empty = it has none.
    """

    description: str = ""
    interpretation: int = 0
    metadata: Tuple[Tuple[str, str], ...] = ()
    colors: Tuple[Tuple[int, int, int, int], ...] = ()


@dataclass(frozen=True)
class CopyFormat:
    """Storage of the values.

    :param data_type: GDAL's number, the same for all bands.
    :param nodata: the value without data, for all bands; NaN is allowed; ``None`` = none.
    :param masked: a mask inside the file marks the pixels with data (where no value is left to serve as nodata).
    :param with_alpha: the last band is alpha, 0 where there is no data.
    """

    data_type: int
    bands: Tuple[BandNote, ...]
    nodata: Optional[float] = None
    masked: bool = False
    with_alpha: bool = False


class CopiedRaster:
    """The file while it is written. Windows that are never written hold no data, and take no space.

    Use as a context manager: the file is removed when the block is left by an exception.
    """

    def __init__(self, path: str, grid: PixelGrid, crs_wkt: str, form: CopyFormat) -> None:
        """
        :raises JobFailure: ``write_failed``, ``disk_full``.
        """
        self.path = path
        self.form = form
        self._problems: List[str] = []
        self._count = len(form.bands)
        self._bytes = grid.width * grid.height * self._count * gdal.GetDataTypeSize(form.data_type) // 8
        with _Listening(self._problems):
            driver = gdal.GetDriverByName("GTiff")
            with _option("GDAL_TIFF_INTERNAL_MASK", "YES"):
                self._dataset = driver.Create(path, grid.width, grid.height, self._count, form.data_type, self._options())
                self._check(self._dataset is not None)
                self._dataset.SetGeoTransform(grid.geotransform())
                self._dataset.SetProjection(crs_wkt)
                if self._count == 1 and form.bands[0].colors and form.data_type in (gdal.GDT_Byte, gdal.GDT_UInt16):
                    self._dataset.GetRasterBand(1).SetRasterColorTable(_color_table(form.bands[0]))
                if form.masked:
                    self._dataset.CreateMaskBand(gdal.GMF_PER_DATASET)
            for number, note in enumerate(form.bands, 1):
                self._describe(self._dataset.GetRasterBand(number), note)
        self._check(True)

    def __enter__(self) -> CopiedRaster:
        return self

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        try:
            self.close()
        except JobFailure:
            if kind is None:
                self.discard()
                raise
        if kind is not None:
            self.discard()

    def write_pixels(self, chunk: Chunk, data: bytes) -> None:
        """All bands of a window.

        :param data: (height, width, bands), so pixel by pixel, in the file's data type.
        :raises JobFailure: ``write_failed``.
        """
        item = gdal.GetDataTypeSize(self.form.data_type) // 8
        pixel, line = item * self._count, item * self._count * chunk.width
        with _Listening(self._problems):
            self._dataset.WriteRaster(
                chunk.x,
                chunk.y,
                chunk.width,
                chunk.height,
                data,
                buf_pixel_space=pixel,
                buf_line_space=line,
                buf_band_space=item,
            )
            self._flush()
        self._check(True)

    def write_bands(self, chunk: Chunk, bands: Sequence[Tuple[bytes, int]]) -> None:
        """All bands of a window, each with GDAL's number of its data type; the window then counts as data.

        :raises JobFailure: ``write_failed``.
        """
        with _Listening(self._problems):
            for number, (data, data_type) in enumerate(bands, 1):
                band = self._dataset.GetRasterBand(number)
                band.WriteRaster(chunk.x, chunk.y, chunk.width, chunk.height, data, buf_type=data_type)
            if self.form.masked:
                mask = self._dataset.GetRasterBand(1).GetMaskBand()
                full = b"\xff" * (chunk.width * chunk.height)
                mask.WriteRaster(chunk.x, chunk.y, chunk.width, chunk.height, full, buf_type=gdal.GDT_Byte)
            self._flush()
        self._check(True)

    def close(self) -> None:
        """Write what is still in memory.

        :raises JobFailure: ``write_failed``.
        """
        if self._dataset is not None:
            with _Listening(self._problems):
                self._dataset.FlushCache()
                self._dataset = None
            self._check(True)

    def discard(self) -> None:
        """Remove the file."""
        self._dataset = None
        if os.path.exists(self.path):
            os.remove(self.path)

    def _flush(self) -> None:
        """Write the window now: windows are whole tiles of the file, and GDAL's cache would grow with the raster."""
        for number in range(1, self._count + 1):
            self._dataset.GetRasterBand(number).FlushCache()

    def _options(self) -> List[str]:
        # Level 1: the file lives for minutes, and deflate can be read by every GDAL.
        options = ["TILED=YES", f"BLOCKXSIZE={TILE}", f"BLOCKYSIZE={TILE}", "COMPRESS=DEFLATE", "ZLEVEL=1"]
        options += ["BIGTIFF=IF_SAFER", "SPARSE_OK=TRUE", f"INTERLEAVE={'PIXEL' if self._count <= 4 else 'BAND'}"]
        if self.form.with_alpha and self._count == 4:
            options += ["PHOTOMETRIC=RGB", "ALPHA=NON-PREMULTIPLIED"]
        return options

    def _describe(self, band: gdal.Band, note: BandNote) -> None:
        if self.form.nodata is not None:
            band.SetNoDataValue(self.form.nodata)
        if note.interpretation and note.interpretation != gdal.GCI_PaletteIndex:  # the table has set it
            band.SetColorInterpretation(note.interpretation)
        if note.description:
            band.SetDescription(note.description)
        if note.metadata:
            band.SetMetadata(dict(note.metadata))

    def _check(self, fine: bool) -> None:
        if self._problems or not fine:
            folder = os.path.dirname(os.path.abspath(self.path))
            if os.path.isdir(folder) and shutil.disk_usage(folder).free < _LITTLE:
                values = {
                    "folder": folder,
                    "needed": self._bytes // 1_000_000,
                    "free": shutil.disk_usage(folder).free // 1_000_000,
                }
                raise JobFailure("disk_full", **values)
            reason = self._problems[0] if self._problems else "GDAL cannot make it"
            raise JobFailure("write_failed", path=self.path, reason=reason)


class _Listening:
    """Collector of GDAL's errors in this thread, whether or not its exceptions are switched on."""

    def __init__(self, problems: List[str]) -> None:
        self._problems = problems

    def __enter__(self) -> None:
        gdal.PushErrorHandler(self._hear)

    def __exit__(self, kind: Any, error: Any, trace: Any) -> bool:
        gdal.PopErrorHandler()
        if kind is RuntimeError:
            self._problems.append(str(error))
            return True
        return False

    def _hear(self, severity: int, _number: int, text: str) -> None:
        if severity >= gdal.CE_Failure:
            self._problems.append(text)


class _option:  # noqa: N801 (reads as a statement)
    """A configuration option of GDAL, for this thread and while the block lasts."""

    def __init__(self, key: str, value: str) -> None:
        self._key, self._value = key, value

    def __enter__(self) -> None:
        self._before: Optional[str] = gdal.GetThreadLocalConfigOption(self._key)
        gdal.SetThreadLocalConfigOption(self._key, self._value)

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        gdal.SetThreadLocalConfigOption(self._key, self._before)


def band_notes(dataset: Optional[gdal.Dataset]) -> Dict[int, BandNote]:
    """Return the properties of a file's bands: description, colour, wavelength and the like."""
    if dataset is None:
        return {}
    notes = {}
    for number in range(1, dataset.RasterCount + 1):
        band = dataset.GetRasterBand(number)
        metadata = {key: value for key, value in band.GetMetadata().items() if not key.startswith("STATISTICS_")}
        colour, table = band.GetColorInterpretation(), band.GetRasterColorTable()
        colors = tuple(table.GetColorEntry(index) for index in range(table.GetCount())) if table is not None else ()
        notes[number] = BandNote(band.GetDescription(), colour, tuple(metadata.items()), colors)
    return notes


def _color_table(note: BandNote) -> gdal.ColorTable:
    table = gdal.ColorTable()
    for index, color in enumerate(note.colors):
        table.SetColorEntry(index, color)
    return table
