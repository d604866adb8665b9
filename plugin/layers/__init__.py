"""The user's layers in QGIS, described for the worker.

QGIS side of the wall: imports qgis, qgis.PyQt, osgeo, numpy and the standard library only.
"""
