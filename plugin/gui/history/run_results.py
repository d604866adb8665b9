"""Load the results of an earlier run into the project."""

from __future__ import annotations

import os
from typing import Optional

from qgis.core import QgsApplication, QgsLayerTreeGroup, QgsMapLayer, QgsProject, QgsRasterLayer, QgsVectorLayer

from ...algorithms.run.run_commands import output_files
from ...algorithms.run.run_log import RunRecord
from ...layers.described_results import describe_result
from .run_texts import run_title

_RASTERS, _VECTORS = (".tif", ".tiff"), (".gpkg", ".geojson", ".json", ".fgb", ".shp", ".sqlite", ".kml", ".gml")


def load_results(record: RunRecord) -> None:
    """Load the layers of a run into a new group at the top of the layer tree."""
    layers = [layer for layer in (_open_layer(record, *item) for item in output_files(record).items()) if layer is not None]
    if not layers:
        return
    project = QgsProject.instance()
    group = QgsLayerTreeGroup(run_title(record))
    project.layerTreeRoot().insertChildNode(0, group)
    group = project.layerTreeRoot().children()[0]
    for layer in sorted(layers, key=lambda layer: not isinstance(layer, QgsVectorLayer)):
        project.addMapLayer(layer, False)
        group.addLayer(layer).setExpanded(False)


def _open_layer(record: RunRecord, name: str, path: str) -> Optional[QgsMapLayer]:
    """Return a result as a styled layer; ``None`` = the file is missing or not a layer."""
    extension = os.path.splitext(path)[1].lower()
    if not os.path.exists(path) or extension not in (*_RASTERS, *_VECTORS):
        return None
    algorithm = QgsApplication.processingRegistry().algorithmById(record.algorithm)
    definition = algorithm.parameterDefinition(name) if algorithm is not None else None
    title = definition.description() if definition is not None else os.path.basename(path)
    kind = definition.type() if definition is not None else ""
    if kind not in ("rasterDestination", "vectorDestination"):
        return None
    layer: QgsMapLayer = QgsRasterLayer(path, title) if extension in _RASTERS else QgsVectorLayer(path, title, "ogr")
    if not layer.isValid():
        return None
    layer.loadDefaultStyle()
    describe_result(layer)
    return layer
