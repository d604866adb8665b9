"""Class maps of any kind, rasters and polygons, read window by window onto one grid."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Mapping, Optional, TypeVar, Union

import numpy as np
import pyogrio
import pyproj
import shapely
from numpy.typing import NDArray
from rasterio.crs import CRS
from rasterio.enums import ColorInterp, Resampling
from rasterio.features import rasterize
from rasterio.vrt import WarpedVRT
from rasterio.windows import Window as RasterWindow

from ...jobs.failure import JobFailure
from ...jobs.sources import RasterSource, VectorSource
from ...rules.band_roles import sample_places
from ...rules.label_codes import CHANGE, HIGHEST_CLASS, NO_CHANGE
from ..context import JobContext
from ..dates.grid import Grid, Window
from ..dates.ground_area import footprint, sound_polygons
from ..dates.opening import GDAL_ERRORS
from ..dates.raster import Raster
from ..dates.warping import alpha_range

_ROWS = 512
AnyClassRaster = TypeVar("AnyClassRaster", bound="ClassRaster")
_NAME_TAG = "CLASS_"


class ClassRaster(Raster):
    """A raster of classes: its pixels are never mixed, whatever the grid."""

    mixes = False

    def __init__(self, source: RasterSource) -> None:
        """:raises JobFailure: it cannot be opened, or holds complex numbers."""
        super().__init__(source)
        self.choose(source.bands[:1] if source.bands else (1,))
        if np.dtype(self.dtype).kind not in "uif":
            self._dataset.close()
            raise JobFailure("classes_not_integers", source.parameter, layer=source.name)

    def __enter__(self) -> ClassRaster:
        return self

    def class_names(self) -> dict[int, str]:
        """Return names of the classes that the raster itself gives (Groundshift's masks do)."""
        tags = self._dataset.tags(self.bands[0])
        found = {key[len(_NAME_TAG) :]: text for key, text in tags.items() if key.startswith(_NAME_TAG)}
        return {int(key): str(text) for key, text in found.items() if key.isdigit()}

    def is_same_band(self, band: int) -> bool:
        """Return whether samples of a band have the values of the first."""
        places = [RasterWindow(*place) for place in sample_places(self._dataset.width, self._dataset.height)]
        try:
            return all(np.array_equal(*(self._dataset.read(one, window=place) for one in (1, band))) for place in places)
        except GDAL_ERRORS as error:
            raise self._damaged(error) from error

    def classes(self, grid: Grid, window: Window) -> tuple[NDArray[Any], NDArray[np.bool_]]:
        """Class values (height, width), an unsigned type of at most 16 bits, and where they are known.

        :raises JobFailure: ``classes_not_integers``, ``raster_damaged``.
        """
        values, valid = self.read(grid, window)
        plane = values[0]
        if plane.dtype == np.uint8 or plane.dtype == np.bool_:
            return plane.astype(np.uint8, copy=False), valid
        known = plane[valid]
        if len(known) and (known.min() < 0 or known.max() > HIGHEST_CLASS or (known.dtype.kind == "f" and (known % 1).any())):
            raise JobFailure("classes_not_integers", self.source.parameter, layer=self.source.name)
        return np.where(valid, plane, 0).astype(np.uint16), valid

    def _averages_in_place(self, grid: Grid) -> bool:
        return False

    def _warped(self, grid: Grid) -> WarpedVRT:
        crs, transform = self._placed_for(grid)
        return WarpedVRT(
            self._dataset,
            src_crs=crs,
            src_transform=transform,
            crs=grid.crs,
            transform=grid.transform,
            width=grid.width,
            height=grid.height,
            resampling=Resampling.nearest,
            add_alpha=self.validity.alpha is None and ColorInterp.alpha not in self._dataset.colorinterp,
            # Of a pixel: a coarser approximation would move edges of classes. (0 is refused by rasterio.)
            tolerance=0.01,
            **alpha_range(self._dataset, self.validity.alpha),
        )


def open_classes(source: RasterSource, context: JobContext, kind: type[AnyClassRaster]) -> AnyClassRaster:
    """Open a map of classes.

    Of several bands the first counts. Where there is one class beside a declared nodata value of 0, as QGIS's *Rasterize*
    writes it, 0 is a class, too: else everything that the map holds would be of that class.

    :raises JobFailure: it cannot be opened, or is a picture.
    """
    raster = kind(source)
    try:
        count = _differing_bands(raster, source)
        if count:
            context.warn("first_band_of_classes", parameter=source.parameter, layer=source.name, count=count)
        only = _only_class(raster) if raster.declared_nodata == 0 and source.use_file_nodata else None
    except BaseException:
        raster.__exit__(None, None, None)
        raise
    if only is None:
        return raster
    raster.__exit__(None, None, None)
    context.warn("zero_is_class", parameter=source.parameter, layer=source.name, value=only)
    return kind(replace(source, use_file_nodata=False))


def _differing_bands(raster: ClassRaster, source: RasterSource) -> int:
    """The number of bands of a raster of which the first is to be taken, 0 where there is no other, or none that differs.

    :raises JobFailure: ``classes_picture``.
    """
    bands = [band for band in raster.band_descriptions() if band.interpretation != "alpha"]
    if len(bands) < 2 or source.bands:
        return 0
    if all(raster.is_same_band(band.index) for band in bands):  # a mask that was saved as a picture
        return 0
    if [band.interpretation for band in bands[:3]] == ["red", "green", "blue"] and raster.stored_dtype == "uint8":
        raise JobFailure("classes_picture", source.parameter, layer=source.name, count=len(bands))
    return len(bands)


def _only_class(raster: ClassRaster) -> Optional[int]:
    """The only value of a map, ``None`` where there are none or several."""
    grid = raster.native_grid
    found: set[int] = set()
    for row in range(0, grid.height, _ROWS):
        values, known = raster.classes(grid, Window(row, 0, min(_ROWS, grid.height - row), grid.width))
        found |= set(np.unique(values[known]).tolist())
        if len(found) > 1:
            return None
    return next(iter(found), None)


class ClassPolygons:
    """Polygons with a class each; ground outside them is "no change" and known everywhere."""

    def __init__(self, source: VectorSource) -> None:
        """:raises JobFailure: ``area_unreadable``."""
        self.source = source
        try:
            _, _, geometry, fields = pyogrio.raw.read(source.path, columns=[source.class_field] if source.class_field else [])
        except Exception as error:  # pyogrio and GDAL have their own
            raise JobFailure("area_unreadable", source.parameter, layer=source.name) from error
        kept = np.array([item is not None for item in geometry], bool)
        self._wkb = geometry[kept]
        self.labels: Optional[NDArray[Any]] = fields[0][kept] if source.class_field else None
        self._values: NDArray[np.uint16] = np.full(len(self._wkb), CHANGE, np.uint16)
        self._tree: Optional[shapely.STRtree] = None
        self._kept_values: NDArray[np.uint16] = self._values

    def __len__(self) -> int:
        return len(self._wkb)

    def set_values(self, values: NDArray[np.uint16]) -> None:
        """Give each polygon its class."""
        self._values = values

    def shapes(self, crs: CRS) -> tuple[NDArray[Any], NDArray[np.uint16]]:
        """Return the polygons in ``crs`` that are not empty there, and their classes."""
        if not len(self._wkb):
            return np.zeros(0, object), np.zeros(0, np.uint16)
        shapes = sound_polygons(shapely.from_wkb(self._wkb))
        whole = shapely.union_all(shapely.box(*shapely.total_bounds(shapes)))
        if whole.area <= 0:
            return np.zeros(0, object), np.zeros(0, np.uint16)
        source = pyproj.CRS.from_user_input(self.source.crs)
        target = pyproj.CRS.from_wkt(crs.to_wkt())
        if not source.equals(target, ignore_axis_order=True):
            transformer = pyproj.Transformer.from_crs(source, target, always_xy=True)
            left, bottom, right, top = shapely.total_bounds(shapes)
            shapes = shapely.segmentize(shapes, max(right - left, top - bottom) / 50)
            shapes = shapely.transform(shapes, lambda points: np.column_stack(transformer.transform(*points.T)))
        good = np.isfinite(shapely.bounds(shapes)).all(axis=1)
        return shapes[good], self._values[good]

    def open_on(self, grid: Grid) -> bool:
        """Make ready to be read on ``grid``; whether any polygon may lie on it, or there is none at all."""
        shapes, self._kept_values = self.shapes(grid.crs)
        self._tree = shapely.STRtree(shapes)
        return not len(self) or len(self._tree.query(shapely.box(*grid.bounds))) > 0

    def classes(self, grid: Grid, window: Window) -> tuple[NDArray[np.uint16], None]:
        """Class values (height, width) of pixels whose centres lie in a polygon; later polygons lie over earlier ones."""
        shape = (window.height, window.width)
        if self._tree is None:
            self.open_on(grid)
        tree = self._tree or shapely.STRtree([])
        near = np.sort(tree.query(shapely.box(*grid.window_bounds(window))))
        if not len(near):
            return np.zeros(shape, np.uint16), None
        items = zip(tree.geometries[near], self._kept_values[near].tolist())
        transform = grid.cropped(window).transform
        return np.asarray(rasterize(items, shape, transform=transform, dtype="uint16")), None


ClassMap = Union[ClassRaster, ClassPolygons]


def polygon_values(
    polygons: ClassPolygons, names: Mapping[int, str], free: int = 1, unnamed: str = ""
) -> tuple[NDArray[np.uint16], dict[int, str]]:
    """Return the class of each polygon from its label: a number is its own class, a text that of the same name.

    :param names: of classes that are known already. Texts that none has get the next free numbers, from ``free`` on.
    :param unnamed: a raster to compare with that does not name its classes: texts cannot be matched with them.
    :return: the classes, and the names with the new ones added.
    :raises JobFailure: ``class_field_empty``, ``class_field_value``, ``class_names_unknown``.
    """
    known = dict(names)
    labels = polygons.labels
    if labels is None:
        return np.full(len(polygons), CHANGE, np.uint16), known
    by_name = {text.strip().casefold(): value for value, text in known.items()}
    values = np.zeros(len(labels), np.uint16)
    empty = sum(1 for item in labels if _is_empty(item))
    if empty:
        source = polygons.source
        raise JobFailure("class_field_empty", "CLASS_FIELD", layer=source.name, field=source.shown_field, count=empty)
    for label in sorted({str(item) for item in labels}):
        number = _number(label)
        if number is None:
            key = label.strip().casefold()
            if unnamed:
                field = polygons.source.shown_field
                raise JobFailure("class_names_unknown", "CLASS_FIELD", raster=unnamed, value=label, field=field)
            if key not in by_name:
                by_name[key] = max([free - 1, *by_name.values()]) + 1
                known[by_name[key]] = label.strip()
            number = by_name[key]
        if not 0 <= number <= HIGHEST_CLASS:
            raise _bad_label(polygons.source, label)
        values[[str(item) == label for item in labels]] = number
    return values, known


def _is_empty(label: Any) -> bool:
    return label is None or str(label).strip().casefold() in ("", "none", "null")


def _number(label: str) -> Optional[int]:
    try:
        number = float(label)
    except ValueError:
        return None
    return int(number) if math.isfinite(number) and number == int(number) else None


def _bad_label(source: VectorSource, label: str) -> JobFailure:
    return JobFailure("class_field_value", "CLASS_FIELD", layer=source.name, field=source.shown_field, value=label)


def class_labels(values: Iterable[int], names: Mapping[int, str]) -> dict[int, str]:
    """Return a name for each class, no two the same.

    :param values: the classes that there are.
    :param names: of classes, as the maps give them. The only class besides "no change" is called change.
    """
    values = sorted(set(values))
    changes = [value for value in values if value != NO_CHANGE]
    default = "change" if len(changes) == 1 else "class {}"
    labels = {value: names.get(value) or ("no change" if value == NO_CHANGE else default.format(value)) for value in values}
    times = Counter(label.strip().casefold() for label in labels.values())
    return {value: label if times[label.strip().casefold()] == 1 else f"{label} ({value})" for value, label in labels.items()}


def extent_in(one: ClassMap, crs: CRS) -> Any:
    """Return the ground of a map as a shapely polygon in ``crs``; empty of polygons without ground there."""
    if isinstance(one, ClassRaster):
        return footprint(one.native_grid, crs)
    shapes, _ = one.shapes(crs)
    return shapely.box(*shapely.total_bounds(shapes)) if len(shapes) else shapely.Polygon()
