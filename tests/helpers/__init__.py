"""What several folders of tests share: QGIS without windows, files made by code, small networks, and servers of imagery."""
