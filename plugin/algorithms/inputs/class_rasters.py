"""Rasters of classes as QGIS knows them: the names and colours of their classes."""

from __future__ import annotations

import re
from typing import Optional

from osgeo import gdal
from qgis.core import QgsPalettedRasterRenderer, QgsRasterLayer

from ...jobs.from_to_change import NamedClass
from ...layers.sources import open_dataset, split_uri
from ...rules.label_codes import HIGHEST_CLASS

_NUMBER = re.compile(r"\s*-?\d+(\.0+)?\s*")
_NAME_WORDS = ("name", "label")
_VALUE_COLUMNS = ("value", "raster value", "pixel value")


def named_classes(layer: QgsRasterLayer) -> tuple[NamedClass, ...]:
    """Return the classes that a layer names; nothing where it names none, or where its file does it in its metadata.

    The legend of the layer holds; else the file's attribute table, else the names of its categories. A label that repeats its
    value is no name.
    """
    dataset = _dataset(layer)
    if dataset is not None and any(key.startswith("CLASS_") for key in dataset.GetRasterBand(1).GetMetadata()):
        return ()  # the worker reads them
    classes = _from_legend(layer)
    if not classes and dataset is not None:
        band = dataset.GetRasterBand(1)
        classes = _from_attribute_table(band) or _from_categories(band)
    return tuple(item for item in classes if item.name and 0 <= item.value <= HIGHEST_CLASS)


def _dataset(layer: QgsRasterLayer) -> Optional[gdal.Dataset]:
    path, options, _ = split_uri(layer.dataProvider().dataSourceUri())
    dataset = open_dataset(path, options)
    return dataset if dataset is not None and dataset.RasterCount else None


def _from_legend(layer: QgsRasterLayer) -> list[NamedClass]:
    renderer = layer.renderer()
    if not isinstance(renderer, QgsPalettedRasterRenderer):
        return []
    found = []
    for item in renderer.classes():
        label = str(item.label).strip()
        if not _NUMBER.fullmatch(label) and float(item.value).is_integer():
            found.append(NamedClass(int(item.value), label, item.color.name()))
    return found


def _from_attribute_table(band: gdal.Band) -> list[NamedClass]:
    table = band.GetDefaultRAT()
    if table is None or not table.GetRowCount():
        return []
    columns = range(table.GetColumnCount())
    usages = [table.GetUsageOfCol(column) for column in columns]
    titles = [table.GetNameOfCol(column).strip().casefold() for column in columns]
    values = [
        column for column in columns if usages[column] in (gdal.GFU_MinMax, gdal.GFU_Min) or titles[column] in _VALUE_COLUMNS
    ]
    texts = [column for column in columns if table.GetTypeOfCol(column) == gdal.GFT_String]
    names = [column for column in texts if usages[column] == gdal.GFU_Name]
    names = names or sorted(texts, key=lambda column: not any(word in titles[column] for word in _NAME_WORDS))
    # Without a column of values they are the numbers of the rows, unless another column of whole numbers may hold them.
    unclear = not values and any(
        usages[column] == gdal.GFU_Generic and table.GetTypeOfCol(column) == gdal.GFT_Integer for column in columns
    )
    if not names or unclear:
        return []
    found = []
    for row in range(table.GetRowCount()):
        value = table.GetValueAsDouble(row, values[0]) if values else float(row)
        if value.is_integer():
            found.append(NamedClass(int(value), table.GetValueAsString(row, names[0]).strip(), _color(table, row, usages)))
    return found


def _color(table: gdal.RasterAttributeTable, row: int, usages: list[int]) -> str:
    wanted = (gdal.GFU_Red, gdal.GFU_Green, gdal.GFU_Blue)
    if not all(usage in usages for usage in wanted):
        return ""
    parts = [min(max(table.GetValueAsInt(row, usages.index(usage)), 0), 255) for usage in wanted]
    return "#{:02x}{:02x}{:02x}".format(*parts)


def _from_categories(band: gdal.Band) -> list[NamedClass]:
    return [NamedClass(value, str(name).strip()) for value, name in enumerate(band.GetCategoryNames() or [])]
