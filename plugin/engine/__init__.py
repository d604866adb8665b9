"""The worker side: from two rasters and an area to mask, probability and polygons. Never imports qgis."""
