"""Load the results of an earlier run into the project, as the run itself showed them."""

from __future__ import annotations

import os
from typing import Optional

from qgis.core import QgsApplication, QgsLayerTreeGroup, QgsMapLayer, QgsProject, QgsRasterLayer, QgsVectorLayer

from ...algorithms.outputs.result_layers import RESULT_PROPERTY, distinct_name, is_shown
from ...algorithms.run.run_commands import output_files
from ...algorithms.run.run_log import RunRecord
from ...layers.described_results import describe_result
from .run_texts import group_name, words_of_run

_RASTERS, _VECTORS = (".tif", ".tiff"), (".gpkg", ".geojson", ".json", ".fgb", ".shp", ".sqlite", ".kml", ".gml")


def load_results(record: RunRecord) -> None:
    """Load the layers of a run into a new group at the top of the layer tree, polygons on top."""
    opened = {name: _open_layer(record, name, path) for name, path in output_files(record).items()}
    layers = {name: layer for name, layer in opened.items() if layer is not None}
    if not layers:
        return
    project = QgsProject.instance()
    group = QgsLayerTreeGroup(group_name(record))
    project.layerTreeRoot().insertChildNode(0, group)
    group = project.layerTreeRoot().children()[0]
    for name, layer in sorted(layers.items(), key=lambda item: not isinstance(item[1], QgsVectorLayer)):
        layer.setCustomProperty(RESULT_PROPERTY, name)
        layer.setName(distinct_name(project, layer, layer.name(), words_of_run(record)))
        project.addMapLayer(layer, False)
        node = group.addLayer(layer)
        node.setExpanded(False)
        node.setItemVisibilityChecked(is_shown(name, list(layers)))


def polygons_of(record: RunRecord) -> str:
    """Return the file of a run's polygons; ``""`` = it has none, or it is gone."""
    path = output_files(record).get("POLYGONS", "")
    return path if path and os.path.exists(path) and path.lower().endswith(_VECTORS) else ""


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
