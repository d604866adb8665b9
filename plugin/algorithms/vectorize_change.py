"""``groundshift:vectorizechange``: clean polygons from a mask or probability."""

from __future__ import annotations

from typing import Any, Dict, Optional

from qgis.core import (
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterRasterLayer,
)
from qgis.PyQt.QtCore import QCoreApplication

from ..jobs.texts.mark import QT_TRANSLATE_NOOP
from .run.job_algorithm import JobAlgorithm, Steps

translate = QCoreApplication.translate

INPUT, THRESHOLD, POLYGONS = "INPUT", "THRESHOLD", "POLYGONS"
MIN_AREA, MIN_WIDTH, FILL_HOLES, MERGE_GAP, SIMPLIFY = "MIN_AREA", "MIN_WIDTH", "FILL_HOLES", "MERGE_GAP", "SIMPLIFY"
REGULARIZE = "REGULARIZE"


class VectorizeChange(JobAlgorithm):
    """Vectorization of a change mask or probability, with settings of its own."""

    NAME = "vectorizechange"
    LABEL = QT_TRANSLATE_NOOP("VectorizeChange", "Vectorize change")
    TAGS = QT_TRANSLATE_NOOP(
        "VectorizeChange",
        "change,polygonize,vectorize,polygons,mask,probability,simplify,generalize,smooth,regularize,orthogonalize,"
        "right angles,buildings,footprints,holes,slivers,merge,zonal statistics",
    )
    SUMMARY = QT_TRANSLATE_NOOP("VectorizeChange", "Converts a change mask or probability to clean polygons.")
    HELP = QT_TRANSLATE_NOOP(
        "VectorizeChange",
        "Converts a change mask or a change probability to clean polygons, without running the network again.\n"
        "An integer raster is a mask: 0 is no change, other values are classes. A floating-point raster is a "
        "probability: pixels at or above the threshold are changed; with one band per class, as written by "
        "'Detect change', the most likely class is used. Names and colours of classes are taken from rasters of "
        "'Detect change'.\n"
        "Order of the steps: fill gaps, remove small changes, fill holes, remove slivers, simplify outlines, "
        "square buildings.\n"
        "Attributes: class, direction if known, area and perimeter on the ellipsoid and, for a probability, the "
        "mean and maximum probability of the pixels.\n"
        "Lengths are metres on the ground, measured at the centre of the raster.",
    )

    GROUP = "changedetection"

    LAYERS = (POLYGONS,)

    def initAlgorithm(self, configuration: Optional[Dict[str, Any]] = None) -> None:  # noqa: N802
        self.add(
            QgsProcessingParameterRasterLayer(INPUT, translate("VectorizeChange", "Change mask or probability")),
            translate("VectorizeChange", "Raster of changes from 'Detect change' or any other program."),
        )
        self.add_number(
            THRESHOLD,
            translate("VectorizeChange", "Threshold"),
            translate(
                "VectorizeChange",
                "Probability, between 0 and 1, at and above which a pixel counts as changed; ignored for a mask. Empty: "
                "the threshold stored in the raster, otherwise 0.5.",
            ),
            most=1.0,
        )
        self.add_number(
            MIN_AREA,
            translate("VectorizeChange", "Smallest change (m²)"),
            translate("VectorizeChange", "Changes with a smaller area on the ground are removed. 0: keep all."),
            0.0,
            optional=False,
        )
        self.add_number(
            FILL_HOLES,
            translate("VectorizeChange", "Fill holes up to (m²)"),
            translate(
                "VectorizeChange",
                "Holes smaller than this area are filled unless they contain another change or no data. 0: off.",
            ),
            0.0,
            optional=False,
        )
        self.add_number(
            MERGE_GAP,
            translate("VectorizeChange", "Merge across gaps up to (m)"),
            translate(
                "VectorizeChange",
                "Changes of the same class within this distance are merged and the gap between them is filled, but not "
                "across other classes or nodata. 0: off.",
            ),
            0.0,
            optional=False,
        )
        self.add_number(
            SIMPLIFY,
            translate("VectorizeChange", "Simplify details up to (m)"),
            translate(
                "VectorizeChange",
                "Details of the outlines smaller than about this length are removed. Adjacent polygons keep their common "
                "borders, without gaps or overlaps. 0: outlines follow the pixels. One to two pixels remove the stair "
                "steps from slanted lines.",
            ),
            0.0,
            optional=False,
        )
        self.add(
            QgsProcessingParameterBoolean(REGULARIZE, translate("VectorizeChange", "Square buildings"), False),
            translate(
                "VectorizeChange",
                "Redraws each outline along the main direction of the building, with right angles. A polygon is left "
                "unchanged if it borders on another, would overlap one, or would match its pixels by less than 85 % "
                "(intersection over union).",
            ),
        )
        self.add_number(
            MIN_WIDTH,
            translate("VectorizeChange", "Minimum width (m)"),
            translate(
                "VectorizeChange",
                "Changes that are nowhere wider than this are removed: most of these slivers result from misaligned "
                "images. 0: off.",
            ),
            0.0,
            optional=False,
            advanced=True,
        )
        self.add_polygons(
            POLYGONS,
            translate("VectorizeChange", "Change polygons"),
            translate(
                "VectorizeChange", "Polygons of the changes. The file extension sets the format: GeoPackage, GeoJSON, ..."
            ),
        )
        self.addOutput(QgsProcessingOutputNumber("CHANGED_AREA", translate("DetectChange", "Changed area (m²)")))
        self.addOutput(QgsProcessingOutputNumber("POLYGON_COUNT", translate("DetectChange", "Number of polygons")))

    def steps(self) -> Steps:
        from .run.vectorize_change import STEPS

        return STEPS
