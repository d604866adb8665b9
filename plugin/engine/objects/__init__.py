"""From a mask to objects, outlines and polygons."""
