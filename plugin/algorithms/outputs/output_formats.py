"""The file formats of outputs, by their extensions; the first is the default."""

from __future__ import annotations

RASTER_EXTENSIONS = ("tif", "tiff")
VECTOR_EXTENSIONS = ("gpkg", "geojson", "fgb", "shp", "sqlite", "kml", "gml", "json")
