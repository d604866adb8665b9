"""Windows and widgets. QGIS side of the wall, and only where there is a screen; nothing is computed here."""
