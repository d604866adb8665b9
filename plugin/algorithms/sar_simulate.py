"""``groundshift:sarsimulate``: radar images with change of known place and kind."""

from __future__ import annotations

from typing import Any, Optional

from qgis.core import (
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFolderDestination,
)
from qgis.PyQt.QtCore import QCoreApplication

from ..jobs.texts.mark import QT_TRANSLATE_NOOP
from .inputs.pair_parameters import add_area
from .inputs.sar_parameters import DATES, MOST_DATES, add_place, add_simulation, add_table, change_names
from .run.job_algorithm import JobAlgorithm, Steps

translate = QCoreApplication.translate


class SarSimulate(JobAlgorithm):
    """Simulated change in a user's own radar images, with the truth."""

    NAME = "sarsimulate"
    LABEL = QT_TRANSLATE_NOOP("SarSimulate", "Simulate radar change")
    TAGS = QT_TRANSLATE_NOOP("SarSimulate", "radar,SAR,Sentinel-1,simulation,synthetic,change,truth,test,evaluation,validation")
    SUMMARY = QT_TRANSLATE_NOOP("SarSimulate", "Puts change of known place and kind into radar images, to test methods with.")
    HELP = QT_TRANSLATE_NOOP(
        "SarSimulate",
        "Puts random polygons of change into the latest images of a table, in linear power and before any filtering, and "
        "writes the changed images, masks of the truth and a table for each changed image, in which it alone is changed. "
        "Run 'Radar difference' on such a table and compare its mask with the truth ('Assess accuracy').\n"
        "Shift: the backscatter in the polygons rises or falls by so many decibels. Statistical: each pixel takes the "
        "value of its own rank in the distribution of other ground, such as open land.\n"
        "To compare methods on many images at once, use 'Evaluate radar methods'.",
    )

    GROUP = "radar"
    CHANGE = "CHANGE"
    FOLDER = "FOLDER"
    TRUTH = "TRUTH"
    TABLE_OF_CHANGE = "CHANGED_TABLE"
    POLYGON_COUNT = "POLYGON_COUNT"

    LAYERS = (TRUTH,)

    def initAlgorithm(self, configuration: Optional[dict[str, Any]] = None) -> None:  # noqa: N802
        add_table(self)
        add_place(self, translate("SarDifference", "Burst, tile or scene, where the table lists several."))
        self.add_number(
            DATES,
            translate("SarSimulate", "Number of images that are changed"),
            translate("SarSimulate", "The latest images of the table, each changed on its own."),
            1,
            whole=True,
            least=1,
            most=MOST_DATES,
        )
        self.add(
            QgsProcessingParameterEnum(self.CHANGE, translate("SarSimulate", "Change"), change_names(), False, 0),
            translate("SarSimulate", "Kind of the change."),
        )
        add_simulation(self, translate("SarSimulate", "Number of polygons per image"))
        add_area(self, dates=3)
        self.add(
            QgsProcessingParameterFolderDestination(self.FOLDER, translate("SarSimulate", "Folder of changed images")),
            translate("SarSimulate", "A new or an empty folder: images in linear power, masks of the truth, tables."),
        )
        self.add_polygons(
            self.TRUTH,
            translate("SarSimulate", "True changes"),
            translate("SarSimulate", "Polygons of the change with date, place and kind."),
            made=True,
        )
        self.addOutput(QgsProcessingOutputString(self.TABLE_OF_CHANGE, translate("SarSimulate", "Table of the latest change")))
        self.addOutput(QgsProcessingOutputNumber(self.POLYGON_COUNT, translate("SarDifference", "Number of polygons")))

    def steps(self) -> Steps:
        from .run.sar_simulate import STEPS

        return STEPS
