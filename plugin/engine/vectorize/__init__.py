"""From a raster of changes to clean polygons."""
