"""QGIS layers, described as sources that the worker can read.

QGIS side of the wall: imports qgis, qgis.PyQt, osgeo, numpy and the standard library only.
"""
