"""Parameters of the tools that measure a model: folders of chips or a labelled pair, and the file of measures."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Optional, Tuple

from qgis.core import (
    QgsProcessing,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFile,
    QgsProcessingParameterRasterLayer,
)
from qgis.PyQt.QtCore import QCoreApplication

from ..base import GroundshiftAlgorithm
from .field_choice import field_parameter
from .training_parameters import add_class_raster

if TYPE_CHECKING:  # QGIS imports this module when it starts
    from .given import Given

translate = QCoreApplication.translate

CHIPS, CHIP_GSD, MEASURES = "CHIPS", "CHIP_GSD", "MEASURES"
BEFORE, AFTER, LABELS, CLASS_FIELD, AREA = "BEFORE", "AFTER", "LABELS", "CLASS_FIELD", "AREA"
_SEPARATOR = ";"


def add_chips(algorithm: GroundshiftAlgorithm) -> None:
    """Add CHIPS."""
    algorithm.add(
        QgsProcessingParameterFile(
            CHIPS, translate("Chips", "Folder of chips"), QgsProcessingParameterFile.Folder, optional=True
        ),
        translate(
            "Chips",
            "Folder with pairs of small images and their labels: A, B, label; or images_before, images_after, "
            "labels; or the output of 'Export chips'; directly or in subfolders such as train and val; for land cover "
            "images and masks. Separate "
            "several folders by semicolons. Empty: use the two dates and labels below.",
        ),
    )


def add_labelled_pair(algorithm: GroundshiftAlgorithm, labels_help: str) -> None:
    """Add BEFORE, AFTER, LABELS, CLASS_FIELD and AREA, all of which may be empty."""
    polygons = [QgsProcessing.TypeVectorPolygon]
    for name, text in (
        (BEFORE, translate("Pair", "Before (earlier date)")),
        (AFTER, translate("Pair", "After (later date)")),
    ):
        algorithm.add(
            QgsProcessingParameterRasterLayer(name, text, optional=True),
            translate("Chips", "Raster file in any CRS and resolution, instead of chips."),
        )
    algorithm.add(
        QgsProcessingParameterFeatureSource(LABELS, translate("Training", "Labels (changes)"), polygons, optional=True),
        labels_help,
    )
    algorithm.add(
        field_parameter(CLASS_FIELD, translate("Training", "Class field"), LABELS),
        translate(
            "Chips", "Field with the class of each change: names or numbers of the model's classes. Empty: change of any class."
        ),
    )
    add_class_raster(algorithm)
    algorithm.add(
        QgsProcessingParameterFeatureSource(AREA, translate("Training", "Completely labelled area"), polygons, optional=True),
        translate(
            "Chips",
            "Polygons in which every change is labelled; everything outside is ignored. Empty: the overlap of the dates.",
        ),
    )


def add_measures(algorithm: GroundshiftAlgorithm) -> None:
    """Add MEASURES."""
    files = translate("AssessAccuracy", "JSON files (*.json)")
    algorithm.add_file(
        MEASURES,
        translate("AssessAccuracy", "Measures"),
        files,
        translate("AssessAccuracy", "All measures in machine-readable form."),
        made=False,
    )


def add_chip_gsd(algorithm: GroundshiftAlgorithm) -> None:
    """Add CHIP_GSD."""
    algorithm.add_number(
        CHIP_GSD,
        translate("Chips", "Pixel size of chips without georeference (m)"),
        translate(
            "Chips",
            "Ground sample distance in metres of chips that do not define one. Empty: the model's best resolution.",
        ),
        advanced=True,
    )


def given_folders(given: Given, name: str = CHIPS) -> Tuple[str, ...]:
    """Return the folders of a parameter: one, several separated by semicolons or lines, or a list.

    :raises JobFailure: ``chips_folder_missing``.
    """
    from ...jobs.failure import JobFailure

    value = given.value(name)
    if value is None:
        return ()
    items = value if isinstance(value, (list, tuple)) else _split(given.text(name))
    folders = tuple(os.path.abspath(str(item).strip()) for item in items if str(item).strip())
    for folder in folders:
        if not os.path.isdir(folder):
            raise JobFailure("chips_folder_missing", name, path=folder)
    return folders


def _split(text: str) -> Tuple[str, ...]:
    """Split several folders in one text; a folder whose own name holds a semicolon stays whole."""
    return (text,) if os.path.isdir(text.strip()) else tuple(text.replace("\n", _SEPARATOR).split(_SEPARATOR))


def given_gsd(given: Given) -> Optional[float]:
    """Return CHIP_GSD in metres, or ``None`` if it is empty.

    :raises JobFailure: ``chip_gsd_range``.
    """
    from ...jobs.failure import JobFailure

    value = given.number(CHIP_GSD, "chip_gsd_range")
    if value is not None and not 0 < value < 1e5:
        raise JobFailure("chip_gsd_range", CHIP_GSD, value=f"{value:g}")
    return value


def given_count(given: Given, name: str) -> int:
    """Return a whole number of chips, within the limits of the parameter's definition.

    :raises JobFailure: ``chip_count_range``.
    """
    from ...jobs.failure import JobFailure

    least, most = given.limits(name)
    values = {"least": round(least), "most": round(most)}
    number = given.number(name, "chip_count_range", values)
    if number is None:
        return int(given.default(name))
    if number != int(number) or not least <= number <= most:
        raise JobFailure("chip_count_range", name, value=f"{number:g}", **values)
    return int(number)
