"""Shared by several folders of tests: QGIS without windows, files made by code, small networks, servers of imagery."""
