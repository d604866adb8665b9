"""``groundshift:fromtochange``: what became what between two maps of classes."""

from __future__ import annotations

from typing import Any, Optional

from qgis.core import (
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterRasterLayer,
    QgsProcessingParameterString,
)
from qgis.PyQt.QtCore import QCoreApplication

from ..jobs.texts.mark import QT_TRANSLATE_NOOP
from .inputs.model_choice import add_landcover_model
from .inputs.pair_parameters import AFTER, BEFORE, add_area
from .run.job_algorithm import JobAlgorithm, Steps

translate = QCoreApplication.translate


class FromToChange(JobAlgorithm):
    """Transitions between two maps of classes, or two rasters of class probabilities."""

    NAME = "fromtochange"
    LABEL = QT_TRANSLATE_NOOP("FromToChange", "From-to change")
    TAGS = QT_TRANSLATE_NOOP(
        "FromToChange",
        "change,land cover,land use,transition,matrix,cross-tabulation,post-classification,comparison,from-to,gain,loss,"
        "swap,persistence,alluvial,sankey",
    )
    SUMMARY = QT_TRANSLATE_NOOP("FromToChange", "Compares the classes of two dates: what became what, how much, with a matrix.")
    HELP = QT_TRANSLATE_NOOP(
        "FromToChange",
        "Compares two maps of classes of the same place: what became what.\n"
        "Each date is a raster of classes of any origin, or the class probabilities of 'Classify land cover'. The maps "
        "may differ in CRS, grid and extent: the earlier one is brought onto the grid of the later one. With a model, "
        "images can be given instead: they are classified in the same run.\n"
        "With probabilities, the classes of both dates are decided jointly, so that an uncertain class on one date is "
        "not taken for a change. Thin changes along edges, which a shift between the dates causes, are left out.\n"
        "From-to map: a value per transition, with its name and colour; 0 is unchanged. Matrix: pixels, square metres "
        "and shares, with persistence, gain, loss, net change and swap of each class. Report: flows, matrix, gains and "
        "losses as one HTML file. Polygons: from, to, area and confidence.",
    )

    GROUP = "landcover"
    CLASSES = "CLASSES"
    MAPPING = "MAPPING"
    CHANGES = "CHANGES"
    MIN_AREA = "MIN_AREA"
    MIN_CONFIDENCE = "MIN_CONFIDENCE"
    TOLERANCE = "TOLERANCE"
    PRIOR = "PRIOR"
    STABILITY = "STABILITY"
    CONTEXT = "CONTEXT"
    BALANCE = "BALANCE"
    FROM_TO = "FROM_TO"
    MATRIX = "MATRIX"
    REPORT = "REPORT"
    POLYGONS = "POLYGONS"
    CHANGED_AREA = "CHANGED_AREA"

    LAYERS = (POLYGONS, FROM_TO)

    def initAlgorithm(self, configuration: Optional[dict[str, Any]] = None) -> None:  # noqa: N802
        explained = translate(
            "FromToChange",
            "A raster of classes, class probabilities with a band per class, or, with a model, an image (a raster file).",
        )
        for name, text in (
            (BEFORE, translate("FromToChange", "Before (classes, probabilities or image)")),
            (AFTER, translate("FromToChange", "After (classes, probabilities or image)")),
        ):
            self.add(QgsProcessingParameterRasterLayer(name, text), explained)
        add_landcover_model(
            self,
            translate(
                "FromToChange",
                "Land-cover model that classifies the dates that are images, in the same run: id of a bundled or imported "
                "model, or path of an ONNX file. A raster of several bands is taken for an image then, unless it holds the "
                "probabilities that 'Classify land cover' writes. Empty: no date is an image.",
            ),
            optional=True,
        )
        self._add_classes()
        add_area(self)
        self._add_decisions()
        self._add_outputs()

    def steps(self) -> Steps:
        from .run.from_to_change import STEPS

        return STEPS

    def _add_classes(self) -> None:
        self.add(
            QgsProcessingParameterString(self.CLASSES, translate("FromToChange", "Class names"), optional=True),
            translate(
                "FromToChange",
                "Names of the values of both dates, such as '1=water, 2=wood', or a CSV file with the columns value and "
                "name. Empty: from the legend of each layer, its attribute table or its metadata.",
            ),
        )
        self.add(
            QgsProcessingParameterString(self.MAPPING, translate("FromToChange", "Combine classes"), optional=True),
            translate(
                "FromToChange",
                "Classes that are compared as another one, such as 'forest=vegetation, crops=vegetation', or a CSV file "
                "with two columns. Use it where the two dates have different classes. Empty: classes are matched by name.",
            ),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterString(self.CHANGES, translate("FromToChange", "Changes"), optional=True),
            translate(
                "FromToChange",
                "Transitions of interest, such as 'vegetation>building, *>water'; * is every class. They limit the map, the "
                "polygons and the changed area, not the matrix. Empty: all.",
            ),
        )

    def _add_decisions(self) -> None:
        self.add_number(
            self.MIN_AREA,
            translate("FromToChange", "Smallest change (m²)"),
            translate("FromToChange", "Changes with a smaller area on the ground count as unchanged. 0: keep all."),
            0.0,
        )
        self.add_number(
            self.MIN_CONFIDENCE,
            translate("FromToChange", "Smallest confidence"),
            translate(
                "FromToChange",
                "With probabilities: pixels whose transition is less probable than this, between 0 and 1, count as unchanged.",
            ),
            0.0,
            most=1.0,
        )
        self.add_number(
            self.TOLERANCE,
            translate("FromToChange", "Tolerance of misregistration (pixels)"),
            translate(
                "FromToChange",
                "Changes along an edge that are thinner than this count as unchanged, if a shift of the edge explains them. "
                "For dates that are shifted by one pixel use 2. 0 or 1: keep all.",
            ),
            2,
            whole=True,
            most=32,
        )
        self.add(
            QgsProcessingParameterEnum(
                self.PRIOR,
                translate("FromToChange", "Prior of the transitions"),
                [
                    translate("FromToChange", "Uniform: all transitions alike"),
                    translate("FromToChange", "Estimated from the pair"),
                ],
                defaultValue=0,
            ),
            translate(
                "FromToChange",
                "With probabilities: how transitions are weighed. Estimated: transitions that are rare in this pair are "
                "less likely (expectation-maximisation).",
            ),
            advanced=True,
        )
        self.add_number(
            self.STABILITY,
            translate("FromToChange", "Stability"),
            translate(
                "FromToChange",
                "With probabilities: weight of no change, where a transition has 1. The higher, the fewer changes, false and "
                "true ones; 1 finds about as many as two maps made each for itself.",
            ),
            1.5,
            least=0.5,
            most=100.0,
            advanced=True,
        )
        self.add_number(
            self.CONTEXT,
            translate("FromToChange", "Context (pixels)"),
            translate(
                "FromToChange",
                "With probabilities: the evidence of change is averaged over neighbouring pixels, by a Gaussian whose standard "
                "deviation is this many pixels, so that uncertain pixels are not taken for changes. Changes that are narrower "
                "than about twice as many pixels may be lost. 0: each pixel by itself.",
            ),
            3,
            whole=True,
            most=16,
            advanced=True,
        )
        self.add(
            QgsProcessingParameterBoolean(
                self.BALANCE, translate("FromToChange", "Match the shares of the classes"), True, True
            ),
            translate(
                "FromToChange",
                "With probabilities of both dates: light and season make a model favour some classes on one date. Uncertain "
                "pixels are decided so that the shares of the classes differ less between the dates.",
            ),
            advanced=True,
        )

    def _add_outputs(self) -> None:
        self.add_raster(
            self.FROM_TO,
            translate("FromToChange", "From-to map"),
            translate(
                "FromToChange", "GeoTIFF: a value per transition, 0 unchanged, 255 (or 65535 with many classes) no data."
            ),
        )
        self.add_file(
            self.MATRIX,
            translate("FromToChange", "Transition matrix"),
            translate("FromToChange", "CSV files (*.csv)"),
            translate("FromToChange", "Pixels, square metres and shares of all transitions, and the figures of each class."),
            made=False,
        )
        self.add_report(
            self.REPORT,
            translate("FromToChange", "Report"),
            translate("FromToChange", "HTML files (*.html)"),
            translate("FromToChange", "A single HTML file with flows, the map, matrix, gains and losses."),
        )
        self.add_polygons(
            self.POLYGONS,
            translate("FromToChange", "Change polygons"),
            translate("FromToChange", "Polygons of the changes. The file extension sets the format: GeoPackage, GeoJSON, ..."),
            made=True,
        )
        self.addOutput(QgsProcessingOutputNumber(self.CHANGED_AREA, translate("FromToChange", "Changed area (m²)")))
