"""Decisions and tables that both sides of the wall share: bands, resolution, codes, settings, SAR products.

Standard library only; the QGIS side decides early, to warn before the work starts, and the worker decides again.
"""
