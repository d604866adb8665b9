"""``groundshift:detectchangeclassic``: change by arithmetic alone, for any sensor and resolution."""

from __future__ import annotations

from typing import Any, Optional

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterDestination,
    QgsProcessingParameterVectorDestination,
)
from qgis.PyQt.QtCore import QCoreApplication

from .inputs.classic_parameters import add_method, add_method_options, add_threshold_method
from .inputs.pair_parameters import add_area, add_dates, add_grid
from .run.job_algorithm import JobAlgorithm, Steps

translate = QCoreApplication.translate


class DetectChangeClassic(JobAlgorithm):
    """The classical methods, for where no network fits."""

    METHOD = "METHOD"
    INDEX = "INDEX"
    NORMALIZE = "NORMALIZE"
    THRESHOLD_METHOD = "THRESHOLD_METHOD"
    THRESHOLD = "THRESHOLD"
    MIN_AREA = "MIN_AREA"
    DIFFERENCE = "DIFFERENCE"
    MASK = "MASK"
    POLYGONS = "POLYGONS"
    CHANGED_AREA = "CHANGED_AREA"
    POLYGON_COUNT = "POLYGON_COUNT"

    LAYERS = (POLYGONS, DIFFERENCE, MASK)

    def name(self) -> str:
        return "detectchangeclassic"

    def displayName(self) -> str:  # noqa: N802 (QGIS's names, here and below)
        return translate("DetectChangeClassic", "Detect change, classical")

    def group(self) -> str:
        return translate("DetectChange", "Change detection")

    def groupId(self) -> str:  # noqa: N802
        return "changedetection"

    def tags(self) -> list[str]:
        words = translate(
            "DetectChangeClassic",
            "change,detection,difference,ratio,log-ratio,NDVI,index,change vector analysis,CVA,MAD,IR-MAD,PCA,k-means,Otsu,"
            "Kittler-Illingworth,threshold,normalisation,radar,SAR,multispectral,Landsat,Sentinel,bitemporal",
        )
        return words.split(",")

    def shortDescription(self) -> str:  # noqa: N802
        return translate(
            "DetectChangeClassic", "Finds what changed between two raster dates by arithmetic, for any sensor and resolution."
        )

    def shortHelpString(self) -> str:  # noqa: N802
        return translate(
            "DetectChangeClassic",
            "Finds what changed between two images of the same place by arithmetic alone: for any sensor, resolution and "
            "number of bands, where no network fits.\n"
            "Every method measures how much each pixel changed (magnitude); from a threshold on it is called changed. "
            "The images may differ in CRS, resolution, extent and bit depth: they are brought onto one grid on the fly.\n"
            "Optical images: IR-MAD is not disturbed by another light or sensor calibration; change vectors tell how far and "
            "which way; an index such as NDVI looks at one thing. Radar: log-ratio of intensities, difference of decibels. "
            "PCA and k-means suit images with noise, since they look at neighbourhoods.\n"
            "Difference: the magnitude, and what belongs to it. Change mask: 0 is no change, 1 change, 255 no data. "
            "Change polygons: area and perimeter on the ellipsoid, mean and highest magnitude.\n"
            "These methods find change of any kind, seasons and light included: look at the results before you count on them.",
        )

    def initAlgorithm(self, configuration: Optional[dict[str, Any]] = None) -> None:  # noqa: N802
        add_dates(self)
        add_method(self)
        add_method_options(self)
        add_area(self)
        self._add_threshold()
        add_grid(self, for_model=False)
        self._add_outputs()

    def steps(self) -> Steps:
        from .run.detect_change_classic import STEPS

        return STEPS

    def _add_threshold(self) -> None:
        add_threshold_method(self)
        for name, text, default, help_text in (
            (
                self.THRESHOLD,
                translate("DetectChangeClassic", "Threshold (of fixed and percentile)"),
                None,
                translate(
                    "DetectChangeClassic",
                    "Fixed: the magnitude (first band of the difference) from which on a pixel is changed. "
                    "Percentile: the percentage of the pixels that did not change; empty is 95. Not used otherwise.",
                ),
            ),
            (
                self.MIN_AREA,
                translate("DetectChangeClassic", "Smallest change (m²)"),
                0.0,
                translate(
                    "DetectChangeClassic",
                    "Changes smaller than this many square metres on the ground are dropped, and holes in changes filled. "
                    "0: none.",
                ),
            ),
        ):
            number = QgsProcessingParameterNumber(
                name, text, QgsProcessingParameterNumber.Double, defaultValue=default, optional=True, minValue=0.0
            )
            self.add(number, help_text)

    def _add_outputs(self) -> None:
        self.add(
            QgsProcessingParameterRasterDestination(
                self.DIFFERENCE, translate("DetectChangeClassic", "Difference"), optional=True, createByDefault=True
            ),
            translate(
                "DetectChangeClassic",
                "GeoTIFF, 32-bit floats: the magnitude in band 1. Change vectors: direction in degrees in band 2. Index: "
                "signed difference in band 2. IR-MAD: chi-square, no-change probability, then the MAD variates. The bands "
                "are named.",
            ),
        )
        self.add(
            QgsProcessingParameterRasterDestination(self.MASK, translate("DetectChangeClassic", "Change mask")),
            translate("DetectChangeClassic", "GeoTIFF, 8 bits: 0 no change, 1 change, 255 no data."),
        )
        self.add(
            QgsProcessingParameterVectorDestination(
                self.POLYGONS,
                translate("DetectChangeClassic", "Change polygons"),
                QgsProcessing.TypeVectorPolygon,
                optional=True,
                createByDefault=True,
            ),
            translate("DetectChangeClassic", "The changes as polygons; GeoPackage, GeoJSON or what the extension says."),
        )
        self.addOutput(QgsProcessingOutputNumber(self.CHANGED_AREA, translate("DetectChange", "Changed area (m²)")))
        self.addOutput(QgsProcessingOutputNumber(self.POLYGON_COUNT, translate("DetectChange", "Number of polygons")))
