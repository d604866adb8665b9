"""Parameters that the radar tools share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Optional

from qgis.core import (
    QgsProcessing,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFile,
    QgsProcessingParameterRasterLayer,
    QgsProcessingParameterString,
)
from qgis.PyQt.QtCore import QCoreApplication

from ...jobs.failure import JobFailure
from ...rules.label_codes import HIGHEST_CLASS
from ..base import GroundshiftAlgorithm
from .model_choice import MODEL, SAR_PREDICTION, add_radar_model, open_model

if TYPE_CHECKING:  # QGIS imports this module when it starts
    from ...jobs.sar import TargetClass
    from ...jobs.sources import RasterSource
    from ...rules.sar_table import Acquisition
    from .given import Given

translate = QCoreApplication.translate

TABLE, PLACE, DATES, SEED, DEM = "TABLE", "PLACE", "DATES", "SEED", "DEM"
SHIFT, TARGET, COUNT, RADIUS = "SHIFT", "TARGET", "COUNT", "RADIUS"
LAND_COVER, LAND_COVER_CLASS = "LAND_COVER", "LAND_COVER_CLASS"
MOST_DATES, MOST_POLYGONS = 1000, 100


def add_table(algorithm: GroundshiftAlgorithm) -> None:
    """Add TABLE."""
    algorithm.add(
        QgsProcessingParameterFile(TABLE, translate("SarDifference", "Table of radar images"), extension="csv"),
        translate("SarDifference", "CSV of acquisitions; paths in it are relative to it."),
    )


def add_place(algorithm: GroundshiftAlgorithm, help_text: str) -> None:
    """Add PLACE."""
    algorithm.add(QgsProcessingParameterString(PLACE, translate("SarDifference", "Place"), optional=True), help_text)


def method_names() -> list[str]:
    """Return the names of :data:`...jobs.sar.METHODS`, in their order."""
    return [
        translate("SarDifference", "Automatic"),
        translate("SarDifference", "Difference from the latest image"),
        translate("SarDifference", "Difference from the image of the nearest geometry"),
        translate("SarDifference", "Difference from the median"),
        translate("SarDifference", "Difference from the levelled median"),
        translate("SarDifference", "Z-score"),
        translate("SarDifference", "Levelled z-score"),
        translate("SarDifference", "Regression within the image"),
        translate("SarDifference", "Trained network (MODEL)"),
    ]


def add_radar_inputs(algorithm: GroundshiftAlgorithm) -> None:
    """Add MODEL and DEM, both optional."""
    add_radar_model(
        algorithm,
        translate(
            "SarDifference",
            "Network that predicts the image, made with 'Train radar prediction', or any ONNX model of the task "
            "sar-prediction. Empty: no training is needed.",
        ),
    )
    add_dem(algorithm)


def add_dem(algorithm: GroundshiftAlgorithm) -> None:
    """Add DEM, optional."""
    algorithm.add(
        QgsProcessingParameterRasterLayer(DEM, translate("SarDifference", "Elevation model"), optional=True),
        translate("SarDifference", "Elevations of the ground; its slopes explain a part of the backscatter."),
        advanced=True,
    )


def filter_names() -> list[str]:
    """Return the names of :data:`...jobs.sar.FILTERS`, in their order."""
    return [
        translate("SarDifference", "Total variation"),
        translate("SarDifference", "Refined Lee"),
        translate("SarDifference", "Boxcar 5 x 5"),
        translate("SarDifference", "None"),
    ]


def change_names() -> list[str]:
    """Return the names of :data:`...jobs.sar.CHANGES`, in their order."""
    return [
        translate("SarSimulate", "Shift in decibels"),
        translate("SarSimulate", "Statistical: distribution of other ground"),
    ]


def add_simulation(algorithm: GroundshiftAlgorithm, count_text: str) -> None:
    """Add SHIFT, TARGET, LAND_COVER, LAND_COVER_CLASS, COUNT, RADIUS and SEED.

    :param count_text: label of COUNT.
    """
    algorithm.add_number(
        SHIFT,
        translate("SarSimulate", "Shift (dB)"),
        translate("SarSimulate", "Change of the backscatter in all polarisations; negative is darker."),
        -2.5,
        least=-30,
        most=30,
    )
    algorithm.add(
        QgsProcessingParameterFeatureSource(
            TARGET, translate("SarSimulate", "Ground that is imitated"), [QgsProcessing.TypeVectorPolygon], optional=True
        ),
        translate(
            "SarSimulate",
            "Polygons of ground whose distribution of values the statistical change takes, such as open land. Empty: the "
            "darkest 15 % of the image.",
        ),
        advanced=True,
    )
    algorithm.add(
        QgsProcessingParameterRasterLayer(
            LAND_COVER, translate("SarSimulate", "Land-cover map with the class that is imitated"), optional=True
        ),
        translate(
            "SarSimulate",
            "In place of polygons, or together with them: the class within the polygons. On any grid and CRS, such as a map of "
            "'Classify land cover'.",
        ),
        advanced=True,
    )
    algorithm.add_number(
        LAND_COVER_CLASS,
        translate("SarSimulate", "Value of the class in the land-cover map"),
        translate("SarSimulate", "The statistical change takes the distribution of values of this class."),
        whole=True,
        most=HIGHEST_CLASS,
        advanced=True,
    )
    algorithm.add_number(
        COUNT,
        count_text,
        translate("SarSimulate", "Polygons have 16 vertices and random outlines."),
        3,
        whole=True,
        least=1,
        most=MOST_POLYGONS,
        advanced=True,
    )
    algorithm.add_number(
        RADIUS,
        translate("SarSimulate", "Radius (pixels)"),
        translate("SarSimulate", "Mean radius of the polygons; they vary by a third."),
        9.0,
        least=1,
        most=1000,
        advanced=True,
    )
    algorithm.add_number(
        SEED,
        translate("Training", "Seed"),
        translate("SarSimulate", "The same seed gives the same change."),
        1,
        whole=True,
        advanced=True,
    )


def read_place(given: Given, needed: bool) -> tuple[str, Optional[str], tuple[Acquisition, ...]]:
    """Read TABLE and PLACE.

    :param needed: whether one of several places has to be named.
    :return: path of the table, the place (``None`` = not named) and the rows; the images are not read.
    :raises JobFailure: the table cannot be used, or has no such place.
    """
    from ...rules.sar_table import check_place, read_table

    table = given.file(TABLE)
    rows = read_table(table, TABLE)
    place = given.text(PLACE) or None
    check_place(rows, place, needed)
    return table, place, rows


def read_dem(given: Given) -> Optional[RasterSource]:
    """Read DEM; ``None`` = empty.

    :raises JobFailure: it is no raster.
    """
    return _read_raster(given, DEM, (1,))


def _read_raster(given: Given, name: str, bands: Optional[tuple[int, ...]]) -> Optional[RasterSource]:
    """Read a raster; ``None`` = empty. For ``bands`` see :class:`...jobs.sources.RasterSource`."""
    from ...jobs.sources import RasterSource
    from ...layers.sources import split_uri
    from .date_reading import no_layer

    if not given.has(name):
        return None
    layer = given.raster(name)
    if layer is None or not layer.isValid():
        raise no_layer(name, given.parameters.get(name), layer)
    return RasterSource(name, layer.name(), split_uri(layer.source())[0], bands)


def read_land_cover(given: Given) -> Optional[TargetClass]:
    """Read LAND_COVER and LAND_COVER_CLASS; ``None`` = both are empty.

    :raises JobFailure: one of them is empty, or cannot be used.
    """
    from ...jobs.sar import TargetClass

    raster = _read_raster(given, LAND_COVER, None)
    least, most = given.limits(LAND_COVER_CLASS)
    limits = {"least": f"{least:g}", "most": f"{most:g}"}
    value = given.number(LAND_COVER_CLASS, "sar_number_range", limits)
    if value is not None and not least <= value <= most:
        raise JobFailure("sar_number_range", LAND_COVER_CLASS, value=f"{value:g}", **limits)
    if raster is None:
        if value is not None:
            raise JobFailure("sar_land_cover_needed", LAND_COVER)
        return None
    if value is None:
        raise JobFailure("sar_class_needed", LAND_COVER_CLASS)
    return TargetClass(raster, int(value))


def read_radar_model(given: Given) -> Optional[str]:
    """Return the path of MODEL; ``None`` = empty.

    :raises JobFailure: there is no such model, or it is of another task.
    """
    text = given.text(MODEL)
    return open_model(text, SAR_PREDICTION).path if text else None


def read_count(given: Given, name: str) -> int:
    """Read a whole number; empty is the default.

    :raises JobFailure: ``sar_number_range``.
    """
    return int(read_number(given, name))


def read_number(given: Given, name: str) -> float:
    """Read a number within the limits of its definition; empty is the default.

    :raises JobFailure: ``sar_number_range``.
    """
    least, most = given.limits(name)
    limits = {"least": f"{least:g}", "most": f"{most:g}"}
    number = given.number(name, "sar_number_range", limits)
    if number is None:
        return float(given.default(name))
    if not least <= number <= most:
        raise JobFailure("sar_number_range", name, value=f"{number:g}", **limits)
    return number
