"""How large pixels and rectangles of a CRS are on the ground."""

from __future__ import annotations

import math

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCsException,
    QgsDistanceArea,
    QgsGeometry,
    QgsPointXY,
    QgsProcessingContext,
    QgsRectangle,
)

_WGS84 = "EPSG:7030"


def ground_sample_distance(
    crs: QgsCoordinateReferenceSystem, point: QgsPointXY, x_size: float, y_size: float, context: QgsProcessingContext
) -> float:
    """Metres on the ground a pixel of ``x_size`` by ``y_size`` (units of ``crs``) measures at ``point``: root of its area."""
    # Measured on a patch of pixels, which keeps rounding out and is small enough for the scale to be one.
    pixels = 100.0 if not crs.isGeographic() else 10.0
    half_width, half_height = x_size * pixels / 2, y_size * pixels / 2
    patch = QgsRectangle(point.x() - half_width, point.y() - half_height, point.x() + half_width, point.y() + half_height)
    return math.sqrt(square_metres(patch, crs, context)) / pixels


def square_metres(box: QgsRectangle, crs: QgsCoordinateReferenceSystem, context: QgsProcessingContext) -> float:
    """Size of a rectangle on the ellipsoid of its CRS; NaN where that is not defined."""
    measure = QgsDistanceArea()
    measure.setSourceCrs(crs, context.transformContext())
    measure.setEllipsoid(crs.ellipsoidAcronym() or _WGS84)
    try:
        return abs(float(measure.measureArea(QgsGeometry.fromRect(box))))
    except QgsCsException:  # QGIS before 3.40 gives NaN
        return math.nan
