"""The provenance that Groundshift wrote into a layer of polygons, and the images of the project that it names."""

from __future__ import annotations

import json
import os
from typing import Any, Mapping, Optional

from osgeo import gdal
from qgis.core import QgsProject, QgsProviderRegistry, QgsRasterLayer, QgsVectorLayer

from .sources import split_uri

_ITEM = "GROUNDSHIFT"


def read_origin(layer: QgsVectorLayer) -> dict[str, Any]:
    """Return the provenance of a layer; empty = it has none."""
    path, table = _place(layer)
    if not path:
        return {}
    text = _in_geopackage(path, table) if path.lower().endswith(".gpkg") else _beside(path)
    try:
        found = json.loads(text) if text else {}
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def find_image(named: Any, layer: QgsVectorLayer, project: Optional[QgsProject]) -> Optional[QgsRasterLayer]:
    """Return the image that a provenance names: of the project, or a file beside the polygons.

    :param named: ``{"name": of the layer, "file": of its file, "date": ...}``.
    :param layer: the polygons.
    :return: a layer, perhaps one that is in no project; ``None`` = it is neither there nor there.
    """
    if not isinstance(named, Mapping):
        return None
    name, file = str(named.get("name") or ""), str(named.get("file") or "")
    rasters = [one for one in (project.mapLayers().values() if project is not None else ()) if _usable(one)]
    both = [one for one in rasters if file and _file_name(one) == file and one.name() == name]
    either = [one for one in rasters if (_file_name(one) == file if file else one.name() == name)]
    if both or either:
        return (both or either)[0]
    path = os.path.join(os.path.dirname(_place(layer)[0]), file) if file else ""
    if path and os.path.isfile(path):
        beside = QgsRasterLayer(path, name or file)
        return beside if beside.isValid() else None
    return None


def _usable(layer: Any) -> bool:
    return isinstance(layer, QgsRasterLayer) and layer.isValid()


def _file_name(layer: QgsRasterLayer) -> str:
    return os.path.basename(split_uri(layer.source())[0])


def _place(layer: QgsVectorLayer) -> tuple[str, str]:
    """The file of a layer and the name of its table; empty = there is none."""
    if layer.dataProvider() is None or layer.dataProvider().name() != "ogr":
        return "", ""
    parts = QgsProviderRegistry.instance().decodeUri("ogr", layer.source())
    path = str(parts.get("path") or "")
    return (path, str(parts.get("layerName") or "")) if os.path.isfile(path) else ("", "")


def _in_geopackage(path: str, table: str) -> str:
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    try:
        dataset = gdal.OpenEx(path, gdal.OF_VECTOR | gdal.OF_READONLY)
        found = None
        if dataset is not None:
            found = dataset.GetLayerByName(table) if table else dataset.GetLayer(0)
        return str(found.GetMetadataItem(_ITEM) or "") if found is not None else ""
    except RuntimeError:  # another plugin may have switched GDAL's exceptions on
        return ""
    finally:
        gdal.PopErrorHandler()


def _beside(path: str) -> str:
    try:
        with open(os.path.splitext(path)[0] + ".provenance.json", encoding="utf-8") as stream:
            return stream.read()
    except (OSError, UnicodeDecodeError):
        return ""
