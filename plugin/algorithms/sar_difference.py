"""``groundshift:sardifference``: change of a radar date that a prediction by earlier dates does not explain."""

from __future__ import annotations

from typing import Any, Optional

from qgis.core import (
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterString,
)
from qgis.PyQt.QtCore import QCoreApplication

from ..jobs.texts.mark import QT_TRANSLATE_NOOP
from .inputs.pair_parameters import add_area
from .inputs.sar_parameters import add_place, add_radar_inputs, add_table, filter_names, method_names
from .run.job_algorithm import JobAlgorithm, Steps

translate = QCoreApplication.translate

MOST_DAYS = 3650


class SarDifference(JobAlgorithm):
    """The difference of a radar image from its prediction, with score, mask and polygons."""

    NAME = "sardifference"
    LABEL = QT_TRANSLATE_NOOP("SarDifference", "Radar difference")
    TAGS = QT_TRANSLATE_NOOP(
        "SarDifference",
        "radar,SAR,Sentinel-1,change,detection,series,prediction,difference image,backscatter,VV,VH,speckle,z-score",
    )
    SUMMARY = QT_TRANSLATE_NOOP(
        "SarDifference", "Detects change in a radar image that earlier images of the place do not explain."
    )
    HELP = QT_TRANSLATE_NOOP(
        "SarDifference",
        "Predicts a radar image from earlier images of the same place and detects change in the difference, which is free "
        "of offsets by wet ground, wind or calibration.\n"
        "Automatic method: a regression within the image from two earlier images on; where about half of the image "
        "changed, the levelled deviation in standard deviations of each pixel; with MODEL the trained network. The log "
        "states which and why. No training is needed.\n"
        "Score: the length of the difference over the polarisations; for the z-score and regression methods in standard "
        "deviations. Difference: dB per polarisation. Mask: 1 rise, 2 fall of the backscatter, 255 no data. Polygons: "
        "direction, mean difference, date, and whether later images confirm the change.\n"
        "The table is made with 'Table of radar images', or by hand: a column for the time and one for the files.",
    )

    GROUP = "radar"
    TABLE = "TABLE"
    DATE = "DATE"
    PLACE = "PLACE"
    METHOD = "METHOD"
    FILTER = "FILTER"
    ALL_TRACKS = "ALL_TRACKS"
    THRESHOLD_METHOD = "THRESHOLD_METHOD"
    THRESHOLD = "THRESHOLD"
    CONFIRMATIONS = "CONFIRMATIONS"
    GAP = "GAP"
    MIN_AREA = "MIN_AREA"
    RESOLUTION = "RESOLUTION"
    DIFFERENCE = "DIFFERENCE"
    SCORE = "SCORE"
    MASK = "MASK"
    POLYGONS = "POLYGONS"
    CHANGED_AREA = "CHANGED_AREA"
    POLYGON_COUNT = "POLYGON_COUNT"
    METHOD_USED = "METHOD_USED"

    LAYERS = (POLYGONS, SCORE, DIFFERENCE, MASK)

    def initAlgorithm(self, configuration: Optional[dict[str, Any]] = None) -> None:  # noqa: N802
        self._add_inputs()
        add_area(self, dates=3)
        self._add_decisions()
        self._add_gap()
        self._add_outputs()

    def steps(self) -> Steps:
        from .run.sar_difference import STEPS

        return STEPS

    def _add_inputs(self) -> None:
        add_table(self)
        self.add(
            QgsProcessingParameterString(self.DATE, translate("SarDifference", "Date"), optional=True),
            translate(
                "SarDifference",
                "Day or time (UTC) of the image in which change is sought, such as 2024-05-01. Several: separated by commas. "
                "All from a day on: 2024-05-01/.. Empty: the latest.",
            ),
        )
        add_place(self, translate("SarDifference", "Burst, tile or scene, where the table lists several."))
        self.add(
            QgsProcessingParameterEnum(
                self.METHOD,
                translate("SarDifference", "Method"),
                method_names(),
                defaultValue=0,
            ),
            translate(
                "SarDifference",
                "How the image is predicted. Levelled: without the offsets of whole images. Nearest geometry: same track, then "
                "nearest incidence angle, then latest, as conventional difference images are made.",
            ),
        )
        add_radar_inputs(self)

    def _add_decisions(self) -> None:
        self.add(
            QgsProcessingParameterEnum(
                self.FILTER,
                translate("SarDifference", "Speckle filter"),
                filter_names(),
                defaultValue=0,
            ),
            translate("SarDifference", "Filter of each image. Choose none for images that are filtered already."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterBoolean(self.ALL_TRACKS, translate("SarDifference", "Use images of other tracks"), False),
            translate(
                "SarDifference",
                "Predict from images of all tracks and passes. Off: only those of the date's track, which see the ground from "
                "the same side.",
            ),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterEnum(
                self.THRESHOLD_METHOD,
                translate("SarDifference", "Threshold method"),
                [
                    translate("SarDifference", "Share of false alarms"),
                    translate("SarDifference", "Minimum error (Kittler-Illingworth)"),
                    translate("SarDifference", "Fixed score"),
                ],
                defaultValue=0,
            ),
            translate(
                "SarDifference",
                "Share of false alarms: the score that this share of the pixels exceeds on the latest earlier dates. Minimum "
                "error: from the scores of the image.",
            ),
        )
        self.add_number(
            self.THRESHOLD,
            translate("SarDifference", "Threshold"),
            translate("SarDifference", "Share of false alarms (empty: 0.001), or the fixed score."),
        )
        self.add_number(
            self.CONFIRMATIONS,
            translate("SarDifference", "Later images that confirm"),
            translate(
                "SarDifference", "Number of later images of the table in which each change is looked for again, at most."
            ),
            3,
            whole=True,
            most=12,
            advanced=True,
        )
        self.add_number(
            self.MIN_AREA,
            translate("DetectChange", "Smallest change (m²)"),
            translate("SarDifference", "Changes smaller than this are removed. 0: all are kept."),
            0.0,
        )
        self.add_number(
            self.RESOLUTION,
            translate("SarDifference", "Resolution (units of the date's CRS)"),
            translate("SarDifference", "Working pixel size. Empty: that of the image."),
            advanced=True,
        )

    def _add_gap(self) -> None:
        self.add_number(
            self.GAP,
            translate("SarDifference", "Days left out before the date"),
            translate(
                "SarDifference",
                "Earlier images of so many days before the date are not used, because slow change, such as logging over "
                "weeks, is in them already. 0: all are used.",
            ),
            0.0,
            most=MOST_DAYS,
            advanced=True,
        )

    def _add_outputs(self) -> None:
        self.add_raster(
            self.DIFFERENCE,
            translate("SarDifference", "Difference"),
            translate("SarDifference", "GeoTIFF, 32-bit floats: image minus prediction in dB, a band per polarisation."),
            made=False,
        )
        self.add_raster(
            self.SCORE,
            translate("SarDifference", "Score"),
            translate("SarDifference", "GeoTIFF, 32-bit floats: length of the difference over the polarisations."),
            made=True,
        )
        self.add_raster(
            self.MASK,
            translate("SarDifference", "Change mask"),
            translate("SarDifference", "GeoTIFF, 8 bits: 0 no change, 1 rise, 2 fall, 255 no data."),
            made=True,
        )
        self.add_polygons(
            self.POLYGONS,
            translate("SarDifference", "Change polygons"),
            translate("SarDifference", "Polygons with direction, area, score, mean difference, date and confirmation."),
            made=True,
        )
        self.addOutput(QgsProcessingOutputNumber(self.CHANGED_AREA, translate("SarDifference", "Changed area (m²)")))
        self.addOutput(QgsProcessingOutputNumber(self.POLYGON_COUNT, translate("SarDifference", "Number of polygons")))
        self.addOutput(QgsProcessingOutputString(self.METHOD_USED, translate("SarDifference", "Method used")))
