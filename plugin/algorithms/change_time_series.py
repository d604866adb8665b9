"""``groundshift:changetimeseries``: three or more dates in; when each place changed, and how often, out."""

from __future__ import annotations

from typing import Any, Dict, List, Optional

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingParameterCrs,
    QgsProcessingParameterEnum,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterDestination,
    QgsProcessingParameterString,
    QgsProcessingParameterVectorDestination,
)
from qgis.PyQt.QtCore import QCoreApplication

from .inputs.classic_parameters import add_method, add_method_options, add_threshold_method
from .inputs.model_choice import add_model
from .inputs.pair_parameters import add_area
from .run.job_algorithm import JobAlgorithm, Steps

translate = QCoreApplication.translate

RASTERS, DATES, PAIRS, MODEL = "RASTERS", "DATES", "PAIRS", "MODEL"
THRESHOLD, MIN_AREA, RESOLUTION = "THRESHOLD", "MIN_AREA", "RESOLUTION"
BANDS, ASSUMED_CRS = "RASTERS_BANDS", "ASSUMED_CRS"
FIRST_CHANGE, CHANGES, POLYGONS = "FIRST_CHANGE", "CHANGES", "POLYGONS"


class ChangeTimeSeries(JobAlgorithm):
    """Change detection over a series of dates."""

    LAYERS = (POLYGONS, FIRST_CHANGE, CHANGES)

    def name(self) -> str:
        return "changetimeseries"

    def displayName(self) -> str:  # noqa: N802 (QGIS's names, here and below)
        return translate("ChangeTimeSeries", "Detect change in a series")

    def group(self) -> str:
        return translate("DetectChange", "Change detection")

    def groupId(self) -> str:  # noqa: N802
        return "changedetection"

    def tags(self) -> List[str]:
        words = translate(
            "ChangeTimeSeries",
            "change,time series,multitemporal,dates,years,first change,number of changes,temporal controller,animation,"
            "monitoring,deep learning,neural network",
        )
        return words.split(",")

    def shortDescription(self) -> str:  # noqa: N802
        return translate("ChangeTimeSeries", "Finds when each place changed, and how often, in images of three or more dates.")

    def shortHelpString(self) -> str:  # noqa: N802
        return translate(
            "ChangeTimeSeries",
            "Finds when each place changed, and how often, in images of three or more dates: with a network, as 'Detect "
            "change' does, or with a classical method. Consecutive dates are compared, or the first with each of the others, "
            "all on the grid of the last date.\n"
            "First change: the number of the date on which the first change is seen, 2 for the second date and so on; 0 is no "
            "change, 255 no data. The legend and the file's metadata (DATE_1, DATE_2, ...) tell the dates.\n"
            "Number of changes: how many of the compared pairs show a change; 255 is no data.\n"
            "Change polygons: those of each pair, with the dates between which the change happened in the fields 'start' and "
            "'end'. QGIS's temporal controller plays them as they are.",
        )

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
                "Consecutive dates show when something happened, also what came and went again; the first with each of the "
                "others shows what is different from the beginning.",
            ),
        )
        self._add_model()
        add_method(self, instead_of_model=True)
        add_area(self, of_series=True)
        self._add_numbers()
        add_method_options(self, advanced=True)
        add_threshold_method(self, advanced=True)
        self._add_grid()
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
                    "Of the model: from which probability on a pixel is called changed, between 0 and 1; empty: the model's "
                    "own. Of a classical method whose threshold is fixed: the magnitude; by percentile: the percentage of "
                    "pixels that did not change, 95 if empty.",
                ),
            ),
            (
                MIN_AREA,
                translate("DetectChange", "Smallest change (m²)"),
                translate(
                    "ChangeTimeSeries",
                    "Changes smaller than this many square metres on the ground are dropped. "
                    "Empty: the model's own; of a classical method, 0. 0: none is dropped.",
                ),
            ),
        ):
            kind = QgsProcessingParameterNumber.Double
            self.add(QgsProcessingParameterNumber(name, text, kind, None, True, 0.0), help_text)

    def _add_model(self) -> None:
        add_model(
            self,
            translate(
                "DetectChange",
                "The network: the id of a bundled or imported model, or the path of an ONNX file. "
                "Models say themselves which bands, resolution and classes they are made for.",
            ),
        )

    def _add_grid(self) -> None:
        kind = QgsProcessingParameterNumber.Double
        text = translate("ChangeTimeSeries", "Resolution (units of the last date's CRS)")
        self.add(
            QgsProcessingParameterNumber(RESOLUTION, text, kind, None, True, 0.0),
            translate(
                "ChangeTimeSeries",
                "Pixel size to work at, in map units. Empty: the coarsest of the dates', brought into the range that a "
                "model is made for. Given: used as it is, even where the model is not made for it.",
            ),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterString(BANDS, translate("ChangeTimeSeries", "Bands of the images"), optional=True),
            translate(
                "ChangeTimeSeries",
                "Numbers of the bands, the same for all images, in the order that the model wants them, such as 3,2,1. "
                "Empty: found for each image by wavelength, colour interpretation or the order red, green, blue; a classical "
                "method compares all bands that two dates have in common.",
            ),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterCrs(ASSUMED_CRS, translate("Pair", "CRS of layers that have none"), optional=True),
            translate("Pair", "The coordinate reference system to assume for a layer that has none of its own."),
            advanced=True,
        )

    def _add_outputs(self) -> None:
        self.add(
            QgsProcessingParameterRasterDestination(FIRST_CHANGE, translate("ChangeTimeSeries", "First change")),
            translate(
                "ChangeTimeSeries",
                "GeoTIFF, 8 bits: number of the date on which the first change is seen (2 is the second date), 0 no change, "
                "255 no data.",
            ),
        )
        self.add(
            QgsProcessingParameterRasterDestination(
                CHANGES, translate("ChangeTimeSeries", "Number of changes"), optional=True, createByDefault=True
            ),
            translate("ChangeTimeSeries", "GeoTIFF, 8 bits: how many of the compared pairs show a change, 255 no data."),
        )
        self.add(
            QgsProcessingParameterVectorDestination(
                POLYGONS,
                translate("DetectChange", "Change polygons"),
                QgsProcessing.TypeVectorPolygon,
                optional=True,
                createByDefault=True,
            ),
            translate("ChangeTimeSeries", "The changes of each pair, with the dates between which they happened."),
        )
        self.addOutput(QgsProcessingOutputNumber("CHANGED_AREA", translate("ChangeTimeSeries", "Area that ever changed (m²)")))
        self.addOutput(QgsProcessingOutputNumber("POLYGON_COUNT", translate("DetectChange", "Number of polygons")))
