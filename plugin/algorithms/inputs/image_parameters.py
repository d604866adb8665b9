"""Parameters of one image and its area, shared by the algorithms that take a single date."""

from __future__ import annotations

from qgis.core import (
    QgsProcessing,
    QgsProcessingParameterCrs,
    QgsProcessingParameterExtent,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)
from qgis.PyQt.QtCore import QCoreApplication

from ..base import GroundshiftAlgorithm
from .pair_parameters import AREA, ASSUMED_CRS, EXCLUDE, EXTENT, RESOLUTION

translate = QCoreApplication.translate

BANDS = "BANDS"


def add_image_area(algorithm: GroundshiftAlgorithm) -> None:
    """Add AREA, EXTENT and EXCLUDE."""
    polygons = [QgsProcessing.TypeVectorPolygon]
    algorithm.add(
        QgsProcessingParameterFeatureSource(AREA, translate("Pair", "Area of interest"), polygons, optional=True),
        translate(
            "Image",
            "Polygons to process, in any CRS; optionally only the selected features. Nothing outside is processed. "
            "Empty: the extent of the image.",
        ),
    )
    algorithm.add(
        QgsProcessingParameterExtent(EXTENT, translate("Pair", "Extent"), optional=True),
        translate(
            "Image",
            "Rectangle to process; together with an area of interest, their intersection. If no CRS is given, that "
            "of the image is used.",
        ),
    )
    algorithm.add(
        QgsProcessingParameterFeatureSource(EXCLUDE, translate("Pair", "Exclude"), polygons, optional=True),
        translate("Pair", "Polygons to exclude, such as clouds: the results contain nodata there."),
        advanced=True,
    )


def add_image_grid(algorithm: GroundshiftAlgorithm) -> None:
    """Add RESOLUTION, BANDS and ASSUMED_CRS, all advanced."""
    algorithm.add(
        QgsProcessingParameterNumber(
            RESOLUTION,
            translate("Image", "Resolution (units of the image's CRS)"),
            QgsProcessingParameterNumber.Double,
            defaultValue=None,
            optional=True,
            minValue=0.0,
        ),
        translate(
            "Image",
            "Working pixel size in map units. Empty: the pixel size of the image, adjusted to the range of the model. A "
            "given value is used as it is, even outside the model's range.",
        ),
        advanced=True,
    )
    algorithm.add(
        QgsProcessingParameterString(BANDS, translate("Image", "Bands"), optional=True),
        translate(
            "Pair",
            "Band numbers in the order of the model's bands, such as 3,2,1. Empty: identified by wavelength, colour "
            "interpretation or, for images with three or four bands, the order red, green, blue.",
        ),
        advanced=True,
    )
    algorithm.add(
        QgsProcessingParameterCrs(ASSUMED_CRS, translate("Pair", "CRS of layers without one"), optional=True),
        translate("Pair", "Coordinate reference system of layers that do not define one."),
        advanced=True,
    )
