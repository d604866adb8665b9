"""The HTTP service: OGC API - Processes by pygeoapi. Its jobs run in worker processes; no raster is opened here. No QGIS."""
