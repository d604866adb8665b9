"""``groundshift:detectchangeclassic``: change detection with classical methods, for any sensor and resolution."""

from __future__ import annotations

from typing import Any, Optional

from qgis.core import (
    QgsProcessingOutputNumber,
)
from qgis.PyQt.QtCore import QCoreApplication

from ..jobs.texts.mark import QT_TRANSLATE_NOOP
from .inputs.classic_parameters import add_method, add_method_options, add_threshold_method
from .inputs.pair_parameters import add_area, add_dates, add_grid
from .inputs.resuming import add_resume
from .run.job_algorithm import JobAlgorithm, Steps

translate = QCoreApplication.translate


class DetectChangeClassic(JobAlgorithm):
    """Change detection with a classical method, where no network fits."""

    NAME = "detectchangeclassic"
    LABEL = QT_TRANSLATE_NOOP("DetectChangeClassic", "Detect change, classical")
    TAGS = QT_TRANSLATE_NOOP(
        "DetectChangeClassic",
        "change,detection,difference,ratio,log-ratio,NDVI,index,change vector analysis,CVA,MAD,IR-MAD,PCA,k-means,Otsu,"
        "Kittler-Illingworth,threshold,normalisation,radar,SAR,multispectral,Landsat,Sentinel,bitemporal",
    )
    SUMMARY = QT_TRANSLATE_NOOP(
        "DetectChangeClassic",
        "Detects change between two raster dates with classical image differencing, for any sensor and resolution.",
    )
    HELP = QT_TRANSLATE_NOOP(
        "DetectChangeClassic",
        "Detects change between two images of the same place without a network: for any sensor, resolution and "
        "number of bands.\n"
        "Every method computes the magnitude of change of each pixel; pixels at or above a threshold count as "
        "changed. The images may differ in CRS, resolution, extent and bit depth: they are resampled to a common "
        "grid on the fly.\n"
        "Optical images: IR-MAD is insensitive to illumination and sensor calibration; change vectors give the "
        "magnitude and direction of change; an index such as NDVI isolates one property. Radar: log-ratio of "
        "intensities, difference of decibels. PCA and k-means use pixel neighbourhoods, which makes them "
        "suitable for noisy images.\n"
        "Difference: the magnitude and further bands of the method. Change mask: 0 is no change, 1 change, 255 "
        "no data. Change polygons: area and perimeter on the ellipsoid, mean and maximum magnitude.\n"
        "These methods detect change of any kind, including seasons and illumination: check the results before "
        "you rely on them.",
    )

    GROUP = "changedetection"
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

    def initAlgorithm(self, configuration: Optional[dict[str, Any]] = None) -> None:  # noqa: N802
        add_dates(self)
        add_method(self)
        add_method_options(self)
        add_area(self)
        self._add_threshold()
        add_grid(self, for_model=False)
        add_resume(self)
        self._add_outputs()

    def steps(self) -> Steps:
        from .run.detect_change_classic import STEPS

        return STEPS

    def _add_threshold(self) -> None:
        add_threshold_method(self)
        for name, text, default, help_text in (
            (
                self.THRESHOLD,
                translate("DetectChangeClassic", "Threshold (fixed or percentile)"),
                None,
                translate(
                    "DetectChangeClassic",
                    "Fixed: the magnitude (first band of the difference) at and above which a pixel counts as changed. "
                    "Percentile: the percentage of unchanged pixels; empty is 95. Not used by the other methods.",
                ),
            ),
            (
                self.MIN_AREA,
                translate("DetectChangeClassic", "Smallest change (m²)"),
                0.0,
                translate(
                    "DetectChangeClassic",
                    "Changes with a smaller area on the ground are removed, and holes of such a size filled. 0: keep all.",
                ),
            ),
        ):
            self.add_number(name, text, help_text, default)

    def _add_outputs(self) -> None:
        self.add_raster(
            self.DIFFERENCE,
            translate("DetectChangeClassic", "Difference"),
            translate(
                "DetectChangeClassic",
                "GeoTIFF, 32-bit floats: magnitude in band 1. Change vectors: direction in degrees in band 2. Index: "
                "signed difference in band 2. IR-MAD: chi-square, no-change probability, then the MAD variates. The "
                "bands have descriptions.",
            ),
            made=True,
        )
        self.add_raster(
            self.MASK,
            translate("DetectChangeClassic", "Change mask"),
            translate("DetectChangeClassic", "GeoTIFF, 8-bit: 0 no change, 1 change, 255 no data."),
        )
        self.add_polygons(
            self.POLYGONS,
            translate("DetectChangeClassic", "Change polygons"),
            translate(
                "DetectChangeClassic", "Polygons of the changes. The file extension sets the format: GeoPackage, GeoJSON, ..."
            ),
            made=True,
        )
        self.addOutput(QgsProcessingOutputNumber(self.CHANGED_AREA, translate("DetectChange", "Changed area (m²)")))
        self.addOutput(QgsProcessingOutputNumber(self.POLYGON_COUNT, translate("DetectChange", "Number of polygons")))
