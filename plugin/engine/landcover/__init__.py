"""Land cover of one image, and what became what between two maps."""
