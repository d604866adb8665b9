"""The parameters of two dates and the ground to work on, shared by all algorithms that take a pair."""

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
            "The image of the earlier date: a raster file, or a web layer such as XYZ or WMS. "
            "It may differ from the other in CRS, resolution, extent, band order and bit depth.",
        ),
    )
    algorithm.add(
        QgsProcessingParameterRasterLayer(AFTER, translate("Pair", "After (later date)")),
        translate("Pair", "The image of the later date. The results have its CRS."),
    )


def add_area(algorithm: GroundshiftAlgorithm, of_series: bool = False) -> None:
    """Add AREA, EXTENT and EXCLUDE. :param of_series: there are more dates than two."""
    polygons = [QgsProcessing.TypeVectorPolygon]
    algorithm.add(
        QgsProcessingParameterFeatureSource(AREA, translate("Pair", "Area of interest"), polygons, optional=True),
        translate(
            "Pair",
            "Polygons to work in, in any CRS; only the selected ones if you say so. "
            "Ground outside is neither read nor predicted. Empty: all that the last date covers.",
        )
        if of_series
        else translate(
            "Pair",
            "Polygons to work in, in any CRS; only the selected ones if you say so. "
            "Ground outside is neither read nor predicted. Empty: where the two dates overlap.",
        ),
    )
    algorithm.add(
        QgsProcessingParameterExtent(EXTENT, translate("Pair", "Extent"), optional=True),
        translate(
            "Pair",
            "A rectangle to work in; with an area of interest as well, the part that is in both. "
            "Without a CRS it is in that of the earlier date.",
        ),
    )
    algorithm.add(
        QgsProcessingParameterFeatureSource(EXCLUDE, translate("Pair", "Leave out"), polygons, optional=True),
        translate("Pair", "Polygons to leave out, such as clouds: they hold no data in the results."),
        advanced=True,
    )


def add_grid(algorithm: GroundshiftAlgorithm, for_model: bool = True) -> None:
    """Add RESOLUTION, BEFORE_BANDS, AFTER_BANDS and ASSUMED_CRS, all advanced.

    :param for_model: whether a model says which bands and which resolution it wants; otherwise any will do.
    """
    resolution_help = (
        translate(
            "Pair",
            "Pixel size to work at, in map units. Empty: the coarser of the two dates', brought into the range that the "
            "model is made for. Given: used as it is, even where the model is not made for it.",
        )
        if for_model
        else translate("Pair", "Pixel size to work at, in map units. Empty: the coarser of the two dates'.")
    )
    bands_help = (
        translate(
            "Pair",
            "Numbers of the bands in the order that the model wants them, such as 3,2,1. Empty: found by wavelength, "
            "colour interpretation or, for images of three or four bands, the order red, green, blue.",
        )
        if for_model
        else translate(
            "Pair",
            "Numbers of the bands to compare, such as 3,2,1; as many, and in the same order, as of the other date. "
            "Empty: all that both dates have, matched by wavelength, colour or order.",
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
        QgsProcessingParameterCrs(ASSUMED_CRS, translate("Pair", "CRS of layers that have none"), optional=True),
        translate("Pair", "The coordinate reference system to assume for a layer that has none of its own."),
        advanced=True,
    )
