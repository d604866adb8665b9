"""Checks of output destinations before a run, and the display of result layers after it."""
