"""What the layer of a date is: an image, which a network classifies, or a map of classes or of their probabilities."""

from __future__ import annotations

from enum import Enum
from typing import Optional

from osgeo import gdal
from qgis.core import Qgis, QgsMapLayer, QgsPalettedRasterRenderer, QgsRasterLayer

from ...algorithms.inputs.class_rasters import named_classes
from ...algorithms.outputs.result_layers import RESULT_PROPERTY
from ...layers.sources import GDAL_PROVIDER, open_dataset, split_uri
from ..tasks.result_layers import OUTPUT_PROPERTY, is_result

_WHOLE = (Qgis.DataType.Byte, Qgis.DataType.UInt16, Qgis.DataType.Int16, Qgis.DataType.UInt32, Qgis.DataType.Int32)
_FLOATING = (Qgis.DataType.Float32, Qgis.DataType.Float64)
_CLASS_OUTPUTS = ("CLASSES", "CLASSES_BEFORE", "CLASSES_AFTER")
_PROBABILITIES = "PROBABILITY"


class DateKind(Enum):
    """Kinds of dates."""

    IMAGE = "image"
    CLASSES = "classes"
    PROBABILITIES = "probabilities"


def date_kind(layer: QgsRasterLayer) -> DateKind:
    """Return the kind of a layer. One band of whole numbers is a map of classes; so is any layer with a palette."""
    if isinstance(layer.renderer(), QgsPalettedRasterRenderer):
        return DateKind.CLASSES
    whole = layer.dataProvider().dataType(1) in _WHOLE
    if layer.bandCount() == 1:
        return DateKind.CLASSES if whole else DateKind.IMAGE
    if layer.dataProvider().dataType(1) in _FLOATING and _names_classes(layer):
        return DateKind.PROBABILITIES
    return DateKind.IMAGE


def is_no_date(layer: QgsMapLayer) -> bool:
    """Return True if a layer is a result that is neither a map of classes nor one of their probabilities."""
    if not is_result(layer) or not isinstance(layer, QgsRasterLayer):
        return is_result(layer)
    output = str(layer.customProperty(OUTPUT_PROPERTY) or layer.customProperty(RESULT_PROPERTY) or "")
    return output not in _CLASS_OUTPUTS and not (output == _PROBABILITIES and date_kind(layer) is DateKind.PROBABILITIES)


def class_names(layer: QgsRasterLayer) -> tuple[str, ...]:
    """Return the names of the classes of a map of classes, or of the bands of probabilities; nothing if there are none."""
    named = named_classes(layer) if layer.dataProvider().name() == GDAL_PROVIDER else ()
    return tuple(dict.fromkeys(item.name for item in named)) or _names_in_file(layer)


def _names_classes(layer: QgsRasterLayer) -> bool:
    return bool(_names_in_file(layer))


def _names_in_file(layer: QgsRasterLayer) -> tuple[str, ...]:
    """Return the names of classes that Groundshift's rasters hold in their metadata, by value."""
    dataset = _dataset(layer)
    if dataset is None:
        return ()
    tags = dataset.GetRasterBand(1).GetMetadata()
    names = {int(key[6:]): text for key, text in tags.items() if key.startswith("CLASS_") and key[6:].isdigit()}
    # A probability of change has a band for any change before those of its classes.
    if layer.bandCount() > 1 and layer.bandCount() != len(names):
        return ()
    return tuple(names[value] for value in sorted(names) if value)


def _dataset(layer: QgsRasterLayer) -> Optional[gdal.Dataset]:
    if layer.dataProvider().name() != GDAL_PROVIDER:
        return None
    path, options, _ = split_uri(layer.dataProvider().dataSourceUri())
    return open_dataset(path, options)
