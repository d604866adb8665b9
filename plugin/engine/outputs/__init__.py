"""What a job leaves: rasters, polygons, their styles and their provenance."""
