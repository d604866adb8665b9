"""Layers of label polygons in memory."""

from __future__ import annotations

from qgis.core import QgsFeature, QgsGeometry, QgsProject, QgsRectangle, QgsVectorLayer

from groundshift.tests.helpers.gdal_files import LEFT, PIXEL, TOP


def label_layer(boxes, crs="EPSG:32611", kinds=None):
    """Add a layer of rectangles (row, column, height, width), in pixels of :func:`gdal_files.write_raster`, to the project."""
    layer = QgsVectorLayer(f"Polygon?crs={crs}&field=kind:string", "labels", "memory")
    features = []
    for number, (row, col, height, width) in enumerate(boxes):
        feature = QgsFeature(layer.fields())
        left, top = LEFT + col * PIXEL, TOP - row * PIXEL
        feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(left, top - height * PIXEL, left + width * PIXEL, top)))
        feature.setAttribute(0, kinds[number] if kinds else None)
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    QgsProject.instance().addMapLayer(layer)
    return layer
