"""Parameters of a pair or of an image, and of its area, shared by the algorithms that take one."""

from __future__ import annotations

from qgis.core import (
    QgsProcessing,
    QgsProcessingParameterCrs,
    QgsProcessingParameterExtent,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterRasterLayer,
    QgsProcessingParameterString,
)
from qgis.PyQt.QtCore import QCoreApplication

from ..base import GroundshiftAlgorithm

translate = QCoreApplication.translate

BEFORE, AFTER = "BEFORE", "AFTER"
AREA, EXTENT, EXCLUDE = "AREA", "EXTENT", "EXCLUDE"
RESOLUTION, ASSUMED_CRS = "RESOLUTION", "ASSUMED_CRS"
BANDS, BANDS_SUFFIX = "BANDS", "_BANDS"


def add_dates(algorithm: GroundshiftAlgorithm, one_date: bool = False) -> None:
    """Add BEFORE and AFTER.

    :param one_date: whether AFTER may be empty, the image of BEFORE being of one date then.
    """
    algorithm.add(
        QgsProcessingParameterRasterLayer(BEFORE, translate("Pair", "Before (earlier date)")),
        translate(
            "Pair",
            "Image of the earlier date: a raster file, or a web layer such as XYZ or WMS. It may differ from the "
            "other in CRS, resolution, extent, band order and bit depth.",
        ),
    )
    algorithm.add(
        QgsProcessingParameterRasterLayer(AFTER, translate("Pair", "After (later date)"), optional=one_date),
        translate("Pair", "Image of the later date. The results have its CRS. Empty: BEFORE is the image of one date.")
        if one_date
        else translate("Pair", "Image of the later date. The results have its CRS."),
    )


def add_area(algorithm: GroundshiftAlgorithm, dates: int = 2) -> None:
    """Add AREA, EXTENT and EXCLUDE.

    :param dates: 1, 2 or more, for the help.
    """
    polygons = [QgsProcessing.TypeVectorPolygon]
    if dates == 1:
        area_help = translate(
            "Image",
            "Polygons to process, in any CRS; optionally only the selected features. Nothing outside is processed. "
            "Empty: the extent of the image.",
        )
        extent_help = translate(
            "Image",
            "Rectangle to process; together with an area of interest, their intersection. If no CRS is given, that "
            "of the image is used.",
        )
    else:
        area_help = (
            translate(
                "Pair",
                "Polygons to process, in any CRS; optionally only the selected features. Nothing outside is processed. "
                "Empty: the overlap of the two dates.",
            )
            if dates == 2
            else translate(
                "Pair",
                "Polygons to process, in any CRS; optionally only the selected features. Nothing outside is processed. "
                "Empty: the extent of the last date.",
            )
        )
        extent_help = translate(
            "Pair",
            "Rectangle to process; together with an area of interest, their intersection. If no CRS is given, that "
            "of the earlier date is used.",
        )
    area = QgsProcessingParameterFeatureSource(AREA, translate("Pair", "Area of interest"), polygons, optional=True)
    algorithm.add(area, area_help)
    algorithm.add(QgsProcessingParameterExtent(EXTENT, translate("Pair", "Extent"), optional=True), extent_help)
    algorithm.add(
        QgsProcessingParameterFeatureSource(EXCLUDE, translate("Pair", "Exclude"), polygons, optional=True),
        translate("Pair", "Polygons to exclude, such as clouds: the results contain nodata there."),
        advanced=True,
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
        _model_bands_help()
        if for_model
        else translate(
            "Pair",
            "Numbers of the bands to compare, such as 3,2,1; in the same number and order as for the other date. "
            "Empty: all bands that both dates have, matched by wavelength, colour or order.",
        )
    )
    algorithm.add_number(
        RESOLUTION, translate("Pair", "Resolution (units of the later date's CRS)"), resolution_help, advanced=True
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
    add_assumed_crs(algorithm)


def add_image_grid(algorithm: GroundshiftAlgorithm) -> None:
    """Add RESOLUTION, BANDS and ASSUMED_CRS of a single image for a model, all advanced."""
    algorithm.add_number(
        RESOLUTION,
        translate("Image", "Resolution (units of the image's CRS)"),
        translate(
            "Image",
            "Working pixel size in map units. Empty: the pixel size of the image, adjusted to the range of the model. A "
            "given value is used as it is, even outside the model's range.",
        ),
        advanced=True,
    )
    bands = QgsProcessingParameterString(BANDS, translate("Image", "Bands"), optional=True)
    algorithm.add(bands, _model_bands_help(), advanced=True)
    add_assumed_crs(algorithm)


def add_assumed_crs(algorithm: GroundshiftAlgorithm) -> None:
    """Add ASSUMED_CRS, advanced."""
    algorithm.add(
        QgsProcessingParameterCrs(ASSUMED_CRS, translate("Pair", "CRS of layers without one"), optional=True),
        translate("Pair", "Coordinate reference system of layers that do not define one."),
        advanced=True,
    )


def _model_bands_help() -> str:
    return translate(
        "Pair",
        "Band numbers in the order of the model's bands, such as 3,2,1. Empty: identified by wavelength, colour "
        "interpretation or, for images with three or four bands, the order red, green, blue.",
    )
