"""``groundshift:vectorizechange``: a mask or probability in, clean polygons out, without predicting again."""

from __future__ import annotations

from typing import Any, Dict, Optional

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterLayer,
    QgsProcessingParameterVectorDestination,
)
from qgis.PyQt.QtCore import QCoreApplication

from .run.job_algorithm import JobAlgorithm, Steps

translate = QCoreApplication.translate

INPUT, THRESHOLD, POLYGONS = "INPUT", "THRESHOLD", "POLYGONS"
MIN_AREA, MIN_WIDTH, FILL_HOLES, MERGE_GAP, SIMPLIFY = "MIN_AREA", "MIN_WIDTH", "FILL_HOLES", "MERGE_GAP", "SIMPLIFY"
REGULARIZE = "REGULARIZE"
_SIZES = (MIN_AREA, MIN_WIDTH, FILL_HOLES, MERGE_GAP, SIMPLIFY)


class VectorizeChange(JobAlgorithm):
    """Clean polygons from what a change detection left, with other settings than the detection's own."""

    def name(self) -> str:
        return "vectorizechange"

    def displayName(self) -> str:  # noqa: N802 (QGIS's names, here and below)
        return translate("VectorizeChange", "Vectorize change")

    def group(self) -> str:
        return translate("DetectChange", "Change detection")

    def groupId(self) -> str:  # noqa: N802
        return "changedetection"

    def tags(self) -> list[str]:
        words = translate(
            "VectorizeChange",
            "change,polygonize,vectorize,polygons,mask,probability,simplify,generalize,smooth,regularize,orthogonalize,"
            "right angles,buildings,footprints,holes,slivers,merge,zonal statistics",
        )
        return words.split(",")

    def shortDescription(self) -> str:  # noqa: N802
        return translate("VectorizeChange", "Makes clean polygons of a change mask or probability.")

    def shortHelpString(self) -> str:  # noqa: N802
        return translate(
            "VectorizeChange",
            "Makes clean polygons of a change mask or of a change probability, without predicting again.\n"
            "Whole numbers are a mask: 0 is no change, other values are classes. Floating point numbers are a probability: "
            "from the threshold on, a pixel is changed; with a band for each class, as 'Detect change' writes them, the "
            "likeliest class counts. Names and colours of classes come along from rasters of 'Detect change'.\n"
            "In this order: gaps are filled, small changes dropped, holes filled, slivers dropped, outlines simplified, "
            "right angles given.\n"
            "Attributes: class, direction where it is known, area and perimeter on the ellipsoid and, of a probability, the "
            "mean and highest probability of the pixels.\n"
            "Lengths are metres on the ground, measured with the pixel in the middle of the raster.",
        )

    def initAlgorithm(self, configuration: Optional[Dict[str, Any]] = None) -> None:  # noqa: N802
        self.add(
            QgsProcessingParameterRasterLayer(INPUT, translate("VectorizeChange", "Change mask or probability")),
            translate("VectorizeChange", "A raster of changes, of 'Detect change' or any other program."),
        )
        self._add_number(
            THRESHOLD,
            translate("VectorizeChange", "Threshold"),
            translate(
                "VectorizeChange",
                "From which probability on a pixel is changed, between 0 and 1; of no use for a mask. "
                "Empty: the threshold that the raster was made with where it tells it, else 0.5.",
            ),
            None,
            most=1.0,
        )
        self._add_number(
            MIN_AREA,
            translate("VectorizeChange", "Smallest change (m²)"),
            translate("VectorizeChange", "Changes smaller than this many square metres on the ground are dropped. 0: none."),
            0.0,
        )
        self._add_number(
            FILL_HOLES,
            translate("VectorizeChange", "Fill holes up to (m²)"),
            translate(
                "VectorizeChange",
                "Holes smaller than this many square metres are filled, unless they hold another change or no data. 0: none.",
            ),
            0.0,
        )
        self._add_number(
            MERGE_GAP,
            translate("VectorizeChange", "Merge across gaps up to (m)"),
            translate(
                "VectorizeChange",
                "Changes of one class that are no farther apart than this many metres become one, and the gap between them "
                "is filled; not across other classes or ground without data. 0: none.",
            ),
            0.0,
        )
        self._add_number(
            SIMPLIFY,
            translate("VectorizeChange", "Simplify details up to (m)"),
            translate(
                "VectorizeChange",
                "Details of the outlines smaller than about this many metres are left out. Neighbours keep their common "
                "borders, without gaps or overlaps. 0: outlines follow the pixels. About one to two pixels take the steps "
                "out of slanting lines.",
            ),
            0.0,
        )
        self.add(
            QgsProcessingParameterBoolean(REGULARIZE, translate("VectorizeChange", "Give buildings right angles"), False),
            translate(
                "VectorizeChange",
                "Redraws each outline along the main direction of the building. A polygon stays as it is where it borders on "
                "another, would overlap one, or would agree with its pixels by less than 85 % (intersection over union).",
            ),
        )
        self._add_number(
            MIN_WIDTH,
            translate("VectorizeChange", "Narrowest change (m)"),
            translate(
                "VectorizeChange",
                "Slivers, which are nowhere as wide as this many metres, are dropped: most come from images that do not lie "
                "exactly on one another. 0: none.",
            ),
            0.0,
            advanced=True,
        )
        self.add(
            QgsProcessingParameterVectorDestination(
                POLYGONS, translate("VectorizeChange", "Change polygons"), QgsProcessing.TypeVectorPolygon
            ),
            translate("VectorizeChange", "The changes as polygons; GeoPackage, GeoJSON or what the extension says."),
        )
        self.addOutput(QgsProcessingOutputNumber("CHANGED_AREA", translate("DetectChange", "Changed area (m²)")))
        self.addOutput(QgsProcessingOutputNumber("POLYGON_COUNT", translate("DetectChange", "Number of polygons")))

    def steps(self) -> Steps:
        from .run.vectorize_change import STEPS

        return STEPS

    def _add_number(
        self, name: str, text: str, help_text: str, default: Optional[float], most: float = 1e300, advanced: bool = False
    ) -> None:
        kind = QgsProcessingParameterNumber.Double
        number = QgsProcessingParameterNumber(name, text, kind, default, default is None, 0.0, most)
        self.add(number, help_text, advanced)
