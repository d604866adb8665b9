"""What QGIS knows of the user's layers, put into words that the worker understands.

QGIS side of the wall: imports qgis, qgis.PyQt, osgeo, numpy and the standard library only.
"""
