"""Parameters of a pair and its area, shared by all algorithms that take a pair."""

from __future__ import annotations

from qgis.core import (
    QgsProcessing,
    QgsProcessingParameterCrs,
    QgsProcessingParameterExtent,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterLayer,
    QgsProcessingParameterString,
)
from qgis.PyQt.QtCore import QCoreApplication

from ..base import GroundshiftAlgorithm

translate = QCoreApplication.translate

BEFORE, AFTER = "BEFORE", "AFTER"
AREA, EXTENT, EXCLUDE = "AREA", "EXTENT", "EXCLUDE"
RESOLUTION, ASSUMED_CRS = "RESOLUTION", "ASSUMED_CRS"
BANDS_SUFFIX = "_BANDS"


def add_dates(algorithm: GroundshiftAlgorithm) -> None:
    """Add BEFORE and AFTER."""
    algorithm.add(
        QgsProcessingParameterRasterLayer(BEFORE, translate("Pair", "Before (earlier date)")),
        translate(
            "Pair",
            "Image of the earlier date: a raster file, or a web layer such as XYZ or WMS. It may differ from the "
            "other in CRS, resolution, extent, band order and bit depth.",
        ),
    )
    algorithm.add(
        QgsProcessingParameterRasterLayer(AFTER, translate("Pair", "After (later date)")),
        translate("Pair", "Image of the later date. The results have its CRS."),
    )


def add_area(algorithm: GroundshiftAlgorithm, of_series: bool = False) -> None:
    """Add AREA, EXTENT and EXCLUDE. :param of_series: there are more dates than two."""
    polygons = [QgsProcessing.TypeVectorPolygon]
    algorithm.add(
        QgsProcessingParameterFeatureSource(AREA, translate("Pair", "Area of interest"), polygons, optional=True),
        translate(
            "Pair",
            "Polygons to process, in any CRS; optionally only the selected features. Nothing outside is processed. "
            "Empty: the extent of the last date.",
        )
        if of_series
        else translate(
            "Pair",
            "Polygons to process, in any CRS; optionally only the selected features. Nothing outside is processed. "
            "Empty: the overlap of the two dates.",
        ),
    )
    algorithm.add(
        QgsProcessingParameterExtent(EXTENT, translate("Pair", "Extent"), optional=True),
        translate(
            "Pair",
            "Rectangle to process; together with an area of interest, their intersection. If no CRS is given, that "
            "of the earlier date is used.",
        ),
    )
    algorithm.add(
        QgsProcessingParameterFeatureSource(EXCLUDE, translate("Pair", "Exclude"), polygons, optional=True),
        translate("Pair", "Polygons to exclude, such as clouds: the results contain nodata there."),
        advanced=True,
    )


def probability_threshold(name: str) -> QgsProcessingParameterNumber:
    """Return the optional parameter for the threshold of a model's probability."""
    return QgsProcessingParameterNumber(
        name,
        translate("DetectChange", "Threshold"),
        QgsProcessingParameterNumber.Double,
        defaultValue=None,
        optional=True,
        minValue=0.0,
        maxValue=1.0,
    )


def add_grid(algorithm: GroundshiftAlgorithm, for_model: bool = True) -> None:
    """Add RESOLUTION, BEFORE_BANDS, AFTER_BANDS and ASSUMED_CRS, all advanced.

    :param for_model: whether a model determines the bands and the resolution.
    """
    resolution_help = (
        translate(
            "Pair",
            "Working pixel size in map units. Empty: the coarser pixel size of the two dates, adjusted to the range "
            "of the model. A given value is used as it is, even outside the model's range.",
        )
        if for_model
        else translate("Pair", "Working pixel size in map units. Empty: the coarser pixel size of the two dates.")
    )
    bands_help = (
        translate(
            "Pair",
            "Band numbers in the order of the model's bands, such as 3,2,1. Empty: identified by wavelength, colour "
            "interpretation or, for images with three or four bands, the order red, green, blue.",
        )
        if for_model
        else translate(
            "Pair",
            "Numbers of the bands to compare, such as 3,2,1; in the same number and order as for the other date. "
            "Empty: all bands that both dates have, matched by wavelength, colour or order.",
        )
    )
    algorithm.add(
        QgsProcessingParameterNumber(
            RESOLUTION,
            translate("Pair", "Resolution (units of the later date's CRS)"),
            QgsProcessingParameterNumber.Double,
            defaultValue=None,
            optional=True,
            minValue=0.0,
        ),
        resolution_help,
        advanced=True,
    )
    for name, text in (
        (BEFORE + BANDS_SUFFIX, translate("Pair", "Bands of the earlier date")),
        (AFTER + BANDS_SUFFIX, translate("Pair", "Bands of the later date")),
    ):
        algorithm.add(
            QgsProcessingParameterString(name, text, optional=True),
            bands_help,
            advanced=True,
        )
    algorithm.add(
        QgsProcessingParameterCrs(ASSUMED_CRS, translate("Pair", "CRS of layers without one"), optional=True),
        translate("Pair", "Coordinate reference system of layers that do not define one."),
        advanced=True,
    )
