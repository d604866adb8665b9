"""A net of inputs: pairs of rasters drawn at random, read by the engine and, independently, by QGIS's GDAL and numpy."""
