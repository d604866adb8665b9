"""Groundshift's page in QGIS's Options."""
