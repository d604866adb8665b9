"""Reports of changes for people without GIS: pictures of both dates, a list, areas by class, method and accuracy."""
