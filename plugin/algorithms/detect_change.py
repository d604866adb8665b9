"""``groundshift:detectchange``: change mask, probability and polygons from two rasters and a network."""

from __future__ import annotations

from typing import Any, Optional

from qgis.core import (
    QgsProcessingOutputNumber,
)
from qgis.PyQt.QtCore import QCoreApplication

from ..jobs.texts.mark import QT_TRANSLATE_NOOP
from .inputs.model_choice import add_change_model, add_flips
from .inputs.pair_parameters import add_area, add_dates, add_grid
from .inputs.resuming import add_resume
from .run.job_algorithm import JobAlgorithm, Steps

translate = QCoreApplication.translate


class DetectChange(JobAlgorithm):
    """Change detection with a network: the main tool."""

    NAME = "detectchange"
    LABEL = QT_TRANSLATE_NOOP("DetectChange", "Detect change")
    TAGS = QT_TRANSLATE_NOOP(
        "DetectChange",
        "change,detection,difference,bitemporal,before,after,deep learning,neural network,AI,onnx,buildings,"
        "construction,demolition,segmentation,monitoring",
    )
    SUMMARY = QT_TRANSLATE_NOOP(
        "DetectChange", "Detects what changed on the ground between two raster dates with a neural network."
    )
    HELP = QT_TRANSLATE_NOOP(
        "DetectChange",
        "Detects what changed on the ground between two images of the same place, with a neural network.\n"
        "The images may differ in CRS, resolution, extent, band order and bit depth: they are resampled to a "
        "common grid on the fly. Web layers (XYZ, WMS) are supported as well; set an area for them.\n"
        "Change mask: 0 is no change, other values are the model's classes, 255 is no data.\n"
        "Change probability (optional): 0 to 1, -1 is no data.\n"
        "Change polygons: class, area and perimeter on the ellipsoid, mean and maximum probability.\n"
        "The network runs in a separate process. If the runtime is not installed yet, run 'Install runtime' once.",
    )

    GROUP = "changedetection"
    MODEL = "MODEL"
    THRESHOLD = "THRESHOLD"
    MIN_AREA = "MIN_AREA"
    DISPLACEMENT = "DISPLACEMENT"
    MASK = "MASK"
    PROBABILITY = "PROBABILITY"
    POLYGONS = "POLYGONS"
    CHANGED_AREA = "CHANGED_AREA"
    POLYGON_COUNT = "POLYGON_COUNT"

    LAYERS = (POLYGONS, PROBABILITY, MASK)

    def initAlgorithm(self, configuration: Optional[dict[str, Any]] = None) -> None:  # noqa: N802
        add_dates(self)
        add_change_model(self)
        add_area(self)
        self._add_decisions()
        add_grid(self)
        add_resume(self)
        self._add_outputs()

    def steps(self) -> Steps:
        from .run.detect_change import STEPS

        return STEPS

    def _add_decisions(self) -> None:
        self.add_number(
            self.THRESHOLD,
            translate("DetectChange", "Threshold"),
            translate(
                "DetectChange",
                "Probability, between 0 and 1, at and above which a pixel counts as changed. Lower values detect more "
                "changes and more false alarms. Empty: the model's default.",
            ),
            most=1.0,
        )
        self.add_number(
            self.MIN_AREA,
            translate("DetectChange", "Smallest change (m²)"),
            translate(
                "DetectChange",
                "Changes with a smaller area on the ground are removed. Empty: the model's default. 0: keep all.",
            ),
        )
        self.add_number(
            self.DISPLACEMENT,
            translate("DetectChange", "Displaced objects up to (m)"),
            translate(
                "DetectChange",
                "A demolished and a new building of like shape within this distance are one building seen from another "
                "direction: marked as displaced, with the vector of the shift, and not counted as change. For models with "
                "directions. Empty or 0: off.",
            ),
            advanced=True,
        )
        add_flips(self)

    def _add_outputs(self) -> None:
        self.add_raster(
            self.MASK,
            translate("DetectChange", "Change mask"),
            translate("DetectChange", "GeoTIFF, 8-bit: 0 no change, class values, 255 no data."),
        )
        self.add_raster(
            self.PROBABILITY,
            translate("DetectChange", "Change probability"),
            translate(
                "DetectChange",
                "GeoTIFF, 32-bit floats, -1 no data: any change in band 1, then one band per class.",
            ),
            made=False,
        )
        self.add_polygons(
            self.POLYGONS,
            translate("DetectChange", "Change polygons"),
            translate("DetectChange", "Polygons of the changes. The file extension sets the format: GeoPackage, GeoJSON, ..."),
            made=True,
        )
        self.addOutput(QgsProcessingOutputNumber(self.CHANGED_AREA, translate("DetectChange", "Changed area (m²)")))
        self.addOutput(QgsProcessingOutputNumber(self.POLYGON_COUNT, translate("DetectChange", "Number of polygons")))
