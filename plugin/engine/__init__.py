"""The worker side: from two rasters and an area to mask, probability and polygons. Never imports qgis."""

import os

# Else ONNX Runtime keeps a record of its use in the user's cache and sends it to its maker. It reads this when it is imported.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
