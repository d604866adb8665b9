"""``groundshift:changetimeseries``: first change and number of changes over three or more dates."""

from __future__ import annotations

from typing import Any, Dict, List, Optional

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingParameterEnum,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterString,
)
from qgis.PyQt.QtCore import QCoreApplication

from ..jobs.texts.mark import QT_TRANSLATE_NOOP
from .inputs.classic_parameters import add_method, add_method_options, add_threshold_method
from .inputs.model_choice import add_change_model
from .inputs.pair_parameters import add_area, add_assumed_crs
from .inputs.resuming import add_resume
from .run.job_algorithm import JobAlgorithm, Steps

translate = QCoreApplication.translate

RASTERS, DATES, PAIRS, MODEL = "RASTERS", "DATES", "PAIRS", "MODEL"
THRESHOLD, MIN_AREA, RESOLUTION = "THRESHOLD", "MIN_AREA", "RESOLUTION"
BANDS = "RASTERS_BANDS"
FIRST_CHANGE, CHANGES, POLYGONS = "FIRST_CHANGE", "CHANGES", "POLYGONS"


class ChangeTimeSeries(JobAlgorithm):
    """Change detection over a series of dates."""

    NAME = "changetimeseries"
    LABEL = QT_TRANSLATE_NOOP("ChangeTimeSeries", "Detect change in a series")
    TAGS = QT_TRANSLATE_NOOP(
        "ChangeTimeSeries",
        "change,time series,multitemporal,dates,years,first change,number of changes,temporal controller,animation,"
        "monitoring,deep learning,neural network",
    )
    SUMMARY = QT_TRANSLATE_NOOP(
        "ChangeTimeSeries", "Detects when and how often each place changed in images of three or more dates."
    )
    HELP = QT_TRANSLATE_NOOP(
        "ChangeTimeSeries",
        "Detects when and how often each place changed in images of three or more dates, with a network as in "
        "'Detect change' or with a classical method. Either consecutive dates are compared, or the first date "
        "with each of the others, all on the grid of the last date.\n"
        "First change: number of the date on which the first change is visible (2 is the second date); 0 is no "
        "change, 255 no data. The dates are listed in the legend and in the file's metadata (DATE_1, DATE_2, "
        "...).\n"
        "Number of changes: number of compared pairs that show a change; 255 is no data.\n"
        "Change polygons: the changes of each pair, with the dates between which they happened in the fields "
        "'start' and 'end'. QGIS's temporal controller can animate them directly.",
    )

    GROUP = "changedetection"
    LAYERS = (POLYGONS, FIRST_CHANGE, CHANGES)

    def initAlgorithm(self, configuration: Optional[Dict[str, Any]] = None) -> None:  # noqa: N802
        layers = QgsProcessingParameterMultipleLayers(
            RASTERS, translate("ChangeTimeSeries", "Images of the dates"), QgsProcessing.TypeRaster
        )
        layers.setMinimumNumberInputs(3)
        self.add(
            layers,
            translate(
                "ChangeTimeSeries",
                "Three or more images of the same place, in any order: raster files, or web layers such as XYZ or WMS. They "
                "may differ in CRS, resolution and extent; results have the grid of the last date.",
            ),
        )
        self.add(
            QgsProcessingParameterString(DATES, translate("ChangeTimeSeries", "Dates"), optional=True),
            translate(
                "ChangeTimeSeries",
                "The date of each image, in the order of the images, separated by commas: year, year-month or "
                "year-month-day, such as 2019-05-01, 2020, 2021-06. Empty: from the layers' properties, metadata and names.",
            ),
        )
        self.add(
            QgsProcessingParameterEnum(PAIRS, translate("ChangeTimeSeries", "Compare"), self._pair_texts(), False, 0),
            translate(
                "ChangeTimeSeries",
                "Consecutive dates show when something happened, including temporary changes; the first date with each "
                "of the others shows what differs from the initial state.",
            ),
        )
        add_change_model(self)
        add_method(self, instead_of_model=True)
        add_area(self, dates=3)
        self._add_numbers()
        add_method_options(self, advanced=True)
        add_threshold_method(self, advanced=True)
        self._add_grid()
        add_resume(self)
        self._add_outputs()

    def steps(self) -> Steps:
        from .run.change_time_series import STEPS

        return STEPS

    def _pair_texts(self) -> List[str]:
        return [
            translate("ChangeTimeSeries", "Consecutive dates"),
            translate("ChangeTimeSeries", "The first date with each of the others"),
        ]

    def _add_numbers(self) -> None:
        for name, text, help_text in (
            (
                THRESHOLD,
                translate("DetectChange", "Threshold"),
                translate(
                    "ChangeTimeSeries",
                    "Model: probability, between 0 and 1, at and above which a pixel counts as changed; empty: the model's "
                    "default. Classical method with a fixed threshold: the magnitude; by percentile: the percentage of "
                    "unchanged pixels, 95 if empty.",
                ),
            ),
            (
                MIN_AREA,
                translate("DetectChange", "Smallest change (m²)"),
                translate(
                    "ChangeTimeSeries",
                    "Changes with a smaller area on the ground are removed. Empty: the model's default; with a classical "
                    "method, 0. 0: keep all.",
                ),
            ),
        ):
            self.add_number(name, text, help_text)

    def _add_grid(self) -> None:
        text = translate("ChangeTimeSeries", "Resolution (units of the last date's CRS)")
        self.add_number(
            RESOLUTION,
            text,
            translate(
                "ChangeTimeSeries",
                "Working pixel size in map units. Empty: the coarsest pixel size of the dates, adjusted to the range of "
                "the model. A given value is used as it is, even outside the model's range.",
            ),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterString(BANDS, translate("ChangeTimeSeries", "Bands of the images"), optional=True),
            translate(
                "ChangeTimeSeries",
                "Band numbers in the order of the model's bands, the same for all images, such as 3,2,1. Empty: "
                "identified for each image by wavelength, colour interpretation or the order red, green, blue; a "
                "classical method compares all bands that two dates have in common.",
            ),
            advanced=True,
        )
        add_assumed_crs(self)

    def _add_outputs(self) -> None:
        self.add_raster(
            FIRST_CHANGE,
            translate("ChangeTimeSeries", "First change"),
            translate(
                "ChangeTimeSeries",
                "GeoTIFF, 8-bit: number of the date on which the first change is visible (2 is the second date), 0 no "
                "change, 255 no data.",
            ),
        )
        self.add_raster(
            CHANGES,
            translate("ChangeTimeSeries", "Number of changes"),
            translate("ChangeTimeSeries", "GeoTIFF, 8-bit: number of compared pairs that show a change, 255 no data."),
            made=True,
        )
        self.add_polygons(
            POLYGONS,
            translate("DetectChange", "Change polygons"),
            translate("ChangeTimeSeries", "The changes of each pair, with the dates between which they happened."),
            made=True,
        )
        self.addOutput(
            QgsProcessingOutputNumber("CHANGED_AREA", translate("ChangeTimeSeries", "Area changed at least once (m²)"))
        )
        self.addOutput(QgsProcessingOutputNumber("POLYGON_COUNT", translate("DetectChange", "Number of polygons")))
