"""Decisions that both sides of the wall must take alike: which bands, which resolution.

Standard library only; the QGIS side decides early, to warn before the work starts, and the worker decides again.
"""
