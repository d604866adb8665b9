"""Destinations checked before a run, and layers shown after it."""
