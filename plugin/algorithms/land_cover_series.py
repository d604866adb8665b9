"""``groundshift:landcoverseries``: the land cover of a series of dates, and what became what from each to the next."""

from __future__ import annotations

from typing import Any, Optional

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFile,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterString,
)
from qgis.PyQt.QtCore import QCoreApplication

from ..jobs.texts.mark import QT_TRANSLATE_NOOP
from .inputs.model_choice import add_landcover_model
from .inputs.pair_parameters import add_area
from .inputs.resuming import add_resume
from .run.job_algorithm import JobAlgorithm, Steps

translate = QCoreApplication.translate


class LandCoverSeries(JobAlgorithm):
    """Class maps of several dates with one model, and the matrices between them."""

    NAME = "landcoverseries"
    LABEL = QT_TRANSLATE_NOOP("LandCoverSeries", "Land cover of a series")
    TAGS = QT_TRANSLATE_NOOP(
        "LandCoverSeries",
        "land cover,land use,series,time series,classification,transition,matrix,change,deep learning,onnx",
    )
    SUMMARY = QT_TRANSLATE_NOOP(
        "LandCoverSeries", "Maps the land cover of several dates, with the matrix from each to the next."
    )
    HELP = QT_TRANSLATE_NOOP(
        "LandCoverSeries",
        "Maps the land cover of two or more images of the same place with one network, as 'Classify land cover' does, and "
        "compares each date with the next by their probabilities, as 'From-to change' does.\n"
        "Folder: a class map of each date, land-cover-DATE.tif.\n"
        "Transitions: for each pair of successive dates the pixels, square metres and share of each pair of classes.\n"
        "Areas: pixels, square metres and share of each class on each date.",
    )

    GROUP = "landcover"
    RASTERS = "RASTERS"
    TABLE = "TABLE"
    DATES = "DATES"
    MIN_AREA = "MIN_AREA"
    RESOLUTION = "RESOLUTION"
    FOLDER = "FOLDER"
    MATRIX = "MATRIX"
    AREAS = "AREAS"

    def initAlgorithm(self, configuration: Optional[dict[str, Any]] = None) -> None:  # noqa: N802
        layers = QgsProcessingParameterMultipleLayers(
            self.RASTERS, translate("ChangeTimeSeries", "Images of the dates"), QgsProcessing.TypeRaster, None, True
        )
        self.add(
            layers,
            translate("LandCoverSeries", "Two or more images of the same place, in any order. Empty: those of the table."),
        )
        self.add(
            QgsProcessingParameterFile(
                self.TABLE, translate("LandCoverSeries", "Table of images"), extension="csv", optional=True
            ),
            translate(
                "LandCoverSeries",
                "In place of the images: a CSV file with the columns file (paths relative to the table) and date, for batch "
                "runs and models.",
            ),
        )
        self.add(
            QgsProcessingParameterString(self.DATES, translate("ChangeTimeSeries", "Dates"), optional=True),
            translate(
                "ChangeTimeSeries",
                "The date of each image, in the order of the images, separated by commas: year, year-month or "
                "year-month-day, such as 2019-05-01, 2020, 2021-06. Empty: from the layers' properties, metadata and names.",
            ),
        )
        add_landcover_model(
            self,
            translate("LandCoverSeries", "The land-cover model: id of a bundled or imported model, or path of an ONNX file."),
        )
        add_area(self, dates=3)
        self.add_number(
            self.MIN_AREA,
            translate("LandCoverSeries", "Smallest patch (m²)"),
            translate(
                "LandCoverSeries",
                "Smaller patches take the class of their neighbours, and smaller changes count as unchanged. Empty: the "
                "model's own. 0: keep all.",
            ),
        )
        self.add_number(
            self.RESOLUTION,
            translate("Pair", "Resolution (units of the later date's CRS)"),
            translate("LandCoverSeries", "Pixel size in map units. Empty: chosen by the image and the model."),
            advanced=True,
        )
        add_resume(self)
        self.add(
            QgsProcessingParameterFolderDestination(self.FOLDER, translate("LandCoverSeries", "Folder of class maps")),
            translate("LandCoverSeries", "A new or an empty folder."),
        )
        csv_files = translate("FromToChange", "CSV files (*.csv)")
        self.add_file(
            self.MATRIX,
            translate("LandCoverSeries", "Transitions"),
            csv_files,
            translate("LandCoverSeries", "CSV: start, end, from, to, pixels, square metres, share."),
            made=True,
        )
        self.add_file(
            self.AREAS,
            translate("LandCoverSeries", "Areas"),
            csv_files,
            translate("LandCoverSeries", "CSV: date, class, pixels, square metres, share."),
            made=True,
        )
        self.addOutput(QgsProcessingOutputNumber("DATE_COUNT", translate("LandCoverSeries", "Number of dates")))

    def steps(self) -> Steps:
        from .run.land_cover_series import STEPS

        return STEPS
