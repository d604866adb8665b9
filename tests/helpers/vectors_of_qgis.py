"""Layers of polygons written with GDAL, which QGIS's Python has."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Mapping, Optional, Sequence

from osgeo import ogr, osr

_DRIVERS = {".gpkg": "GPKG", ".geojson": "GeoJSON"}


def write_layer(
    path: Path, shapes: Sequence[str], fields: Mapping[str, Sequence[Any]], origin: Optional[Mapping[str, Any]] = None
) -> str:
    """Write a layer in EPSG:32611 and return its path.

    :param shapes: WKT. :param fields: name -> a value for each shape: text, number or ``None``.
    :param origin: provenance, as the plugin writes it into a GeoPackage.
    """
    crs = osr.SpatialReference()
    crs.ImportFromEPSG(32611)
    dataset = ogr.GetDriverByName(_DRIVERS[path.suffix]).CreateDataSource(str(path))
    layer = dataset.CreateLayer(path.stem, crs, ogr.wkbPolygon)
    for name, values in fields.items():
        number = any(isinstance(value, (int, float)) for value in values)
        layer.CreateField(ogr.FieldDefn(name, ogr.OFTReal if number else ogr.OFTString))
    for row, shape in enumerate(shapes):
        feature = ogr.Feature(layer.GetLayerDefn())
        feature.SetGeometry(ogr.CreateGeometryFromWkt(shape))
        for name, values in fields.items():
            if values[row] is not None:
                feature.SetField(name, values[row])
        layer.CreateFeature(feature)
    if origin is not None:
        layer.SetMetadataItem("GROUNDSHIFT", json.dumps(origin))
    layer = dataset = None
    return str(path)
