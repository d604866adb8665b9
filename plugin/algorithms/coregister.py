"""``groundshift:coregister``: measure and correct the shift between two dates."""

from __future__ import annotations

from typing import Any, Optional

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingParameterEnum,
    QgsProcessingParameterVectorDestination,
)
from qgis.PyQt.QtCore import QCoreApplication

from ..jobs.texts.mark import QT_TRANSLATE_NOOP
from .inputs.pair_parameters import add_area, add_dates, add_grid
from .run.job_algorithm import JobAlgorithm, Steps

translate = QCoreApplication.translate


class Coregister(JobAlgorithm):
    """Sub-pixel shift between two dates, global or local, and the aligned raster."""

    NAME = "coregister"
    LABEL = QT_TRANSLATE_NOOP("Coregister", "Co-register")
    TAGS = QT_TRANSLATE_NOOP(
        "Coregister",
        "coregistration,co-registration,registration,align,alignment,shift,offset,displacement,sub-pixel,tie points,"
        "phase correlation,georeference,move,match,before,after",
    )
    SUMMARY = QT_TRANSLATE_NOOP(
        "Coregister", "Measures the shift between two raster dates and aligns the earlier one with the later."
    )
    HELP = QT_TRANSLATE_NOOP(
        "Coregister",
        "Measures the sub-pixel shift of the earlier date relative to the later one, and corrects it.\n"
        "Dates that are misaligned by a pixel show false change along every edge. Windows all over the image are "
        "matched by their edges; windows that are cloudy or changed disagree with the others and are rejected.\n"
        "Aligned raster (optional): the earlier date, with all its bands and its data type, on the pixels of the "
        "later one (at the coarser of the two pixel sizes). Skip it to measure only.\n"
        "Tie points (optional): the places where the shift was measured, with its length in metres, its "
        "reliability, and whether it was used.\n"
        "Shift x and y: the correction to add to the coordinates of the earlier date, in units of the later "
        "date's CRS. Reliability: the share of tie points that agree, reduced if they agree only roughly; 0 "
        "means that the shift could not be determined.",
    )

    GROUP = "preparation"
    METHOD = "METHOD"
    MAX_SHIFT = "MAX_SHIFT"
    WINDOW = "WINDOW"
    SPACING = "SPACING"
    RESAMPLING = "RESAMPLING"
    ALIGNED = "ALIGNED"
    TIEPOINTS = "TIEPOINTS"
    SHIFT_X = "SHIFT_X"
    SHIFT_Y = "SHIFT_Y"
    RELIABILITY = "RELIABILITY"

    LAYERS = (TIEPOINTS, ALIGNED)

    def initAlgorithm(self, configuration: Optional[dict[str, Any]] = None) -> None:  # noqa: N802
        add_dates(self)
        add_area(self)
        self._add_options()
        add_grid(self, for_model=False)
        self._add_outputs()

    def steps(self) -> Steps:
        from .run.coregister import STEPS

        return STEPS

    def _add_options(self) -> None:
        self.add(
            QgsProcessingParameterEnum(
                self.METHOD,
                translate("Coregister", "Shift"),
                [
                    translate("Coregister", "Global: one shift for the whole image"),
                    translate("Coregister", "Local: smoothly varying shift"),
                ],
                defaultValue=0,
            ),
            translate(
                "Coregister",
                "Global: one shift for the whole image, from all tie points. Local: a smooth field of shifts through the tie "
                "points, for imagery over hills or from several flight strips.",
            ),
        )
        self.add_number(
            self.MAX_SHIFT,
            translate("Coregister", "Largest shift (pixels)"),
            translate("Coregister", "Maximum shift that is searched for. Larger values take longer."),
            32.0,
            least=1.0,
            most=240.0,
            advanced=True,
        )
        self.add_number(
            self.WINDOW,
            translate("Coregister", "Window (pixels)"),
            translate(
                "Coregister",
                "Side of the square window that is matched at each tie point. Larger windows are more reliable, smaller "
                "ones follow local distortion. Empty: 128, less for small images, and half of it for a local shift if "
                "the tie points are dense enough.",
            ),
            None,
            least=32.0,
            most=512.0,
            whole=True,
            advanced=True,
        )
        self.add_number(
            self.SPACING,
            translate("Coregister", "Spacing of the tie points (pixels)"),
            translate("Coregister", "Empty: chosen to give about 150 tie points, or 600 for a local shift."),
            None,
            least=1.0,
            advanced=True,
        )
        self.add(
            QgsProcessingParameterEnum(
                self.RESAMPLING,
                translate("Coregister", "Resampling of the aligned raster"),
                [
                    translate("Coregister", "Nearest neighbour"),
                    translate("Coregister", "Bilinear"),
                    translate("Coregister", "Cubic spline"),
                ],
                defaultValue=2,
            ),
            translate(
                "Coregister",
                "Cubic preserves the most detail, bilinear never exceeds the range of the input values, nearest "
                "neighbour preserves classes. Rasters with a colour table always keep their values.",
            ),
            advanced=True,
        )

    def _add_outputs(self) -> None:
        self.add_raster(
            self.ALIGNED,
            translate("Coregister", "Aligned raster"),
            translate(
                "Coregister",
                "GeoTIFF: all bands of the earlier date on the pixels of the later one. Skip it to measure only.",
            ),
            made=True,
        )
        self.add(
            QgsProcessingParameterVectorDestination(
                self.TIEPOINTS,
                translate("Coregister", "Tie points"),
                QgsProcessing.TypeVectorPoint,
                optional=True,
                createByDefault=True,
            ),
            translate(
                "Coregister",
                "Points with shift_x and shift_y (map units), length_m, reliability (0 to 1), status (used or rejected) and "
                "misfit_m.",
            ),
        )
        self.addOutput(QgsProcessingOutputNumber(self.SHIFT_X, translate("Coregister", "Shift x (map units)")))
        self.addOutput(QgsProcessingOutputNumber(self.SHIFT_Y, translate("Coregister", "Shift y (map units)")))
        self.addOutput(QgsProcessingOutputNumber(self.RELIABILITY, translate("Coregister", "Reliability (0 to 1)")))
