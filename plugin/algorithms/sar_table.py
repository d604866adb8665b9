"""``groundshift:sartable``: the table of acquisitions of radar images."""

from __future__ import annotations

from typing import Any, Optional

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFile,
    QgsProcessingParameterMultipleLayers,
)
from qgis.PyQt.QtCore import QCoreApplication

from ..jobs.texts.mark import QT_TRANSLATE_NOOP
from .run.job_algorithm import JobAlgorithm, Steps

translate = QCoreApplication.translate


class SarTable(JobAlgorithm):
    """Radar images of several products as one table that can be edited."""

    NAME = "sartable"
    LABEL = QT_TRANSLATE_NOOP("SarTable", "Table of radar images")
    TAGS = QT_TRANSLATE_NOOP(
        "SarTable",
        "radar,SAR,Sentinel-1,RTC,OPERA,HyP3,SNAP,pyroSAR,S1Tiling,acquisition,orbit,track,polarisation,backscatter,series",
    )
    SUMMARY = QT_TRANSLATE_NOOP("SarTable", "Lists the acquisitions of Sentinel-1 images by their names and metadata.")
    HELP = QT_TRANSLATE_NOOP(
        "SarTable",
        "Lists radar images with their time, satellite, track, pass, polarisations, unit and nodata value, from the names "
        "and the metadata that their producers write: OPERA RTC-S1, ASF HyP3, Planetary Computer, SNAP (GeoTIFF and "
        "BEAM-DIMAP), pyroSAR, S1Tiling, Indigo.\n"
        "Images must be calibrated and terrain-corrected; ground range detected products (GRD) are refused.\n"
        "Table: CSV, one line per acquisition, that can be edited; what is unknown is empty, what is inferred is listed in "
        "the column 'inferred'. It is the input of 'Radar difference'.",
    )

    GROUP = "radar"
    FOLDER = "FOLDER"
    IMAGES = "IMAGES"
    WEATHER = "WEATHER"
    TABLE = "TABLE"
    IMAGE_COUNT = "IMAGE_COUNT"

    def initAlgorithm(self, configuration: Optional[dict[str, Any]] = None) -> None:  # noqa: N802
        self.add(
            QgsProcessingParameterFile(
                self.FOLDER, translate("SarTable", "Folder of images"), QgsProcessingParameterFile.Folder, optional=True
            ),
            translate("SarTable", "Folder that is searched with its subfolders for images and .dim products."),
        )
        self.add(
            QgsProcessingParameterMultipleLayers(
                self.IMAGES, translate("SarTable", "Images"), QgsProcessing.TypeRaster, optional=True
            ),
            translate("SarTable", "Single images, in addition to those of the folder."),
        )
        self.add(
            QgsProcessingParameterFile(self.WEATHER, translate("SarTable", "Weather records"), extension="csv", optional=True),
            translate(
                "SarTable",
                "CSV with a column time (UTC) and some of temperature (°C), snow_depth (m) and precipitation (mm); the nearest "
                "record within 12 hours is joined.",
            ),
            advanced=True,
        )
        self.add_file(
            self.TABLE,
            translate("SarTable", "Table"),
            "CSV (*.csv)",
            translate("SarTable", "CSV: one line per acquisition; paths below its folder are relative."),
        )
        self.addOutput(QgsProcessingOutputNumber(self.IMAGE_COUNT, translate("SarTable", "Number of acquisitions")))

    def steps(self) -> Steps:
        from .run.sar_table import STEPS

        return STEPS
