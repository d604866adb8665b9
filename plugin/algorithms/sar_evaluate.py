"""``groundshift:sarevaluate``: methods of radar change compared on simulated change."""

from __future__ import annotations

from typing import Any, Optional

from qgis.core import (
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
)
from qgis.PyQt.QtCore import QCoreApplication

from ..jobs.texts.mark import QT_TRANSLATE_NOOP
from .inputs.pair_parameters import add_area
from .inputs.sar_parameters import (
    DATES,
    MOST_DATES,
    add_place,
    add_radar_inputs,
    add_simulation,
    add_table,
    change_names,
    filter_names,
    method_names,
)
from .run.job_algorithm import JobAlgorithm, Steps

translate = QCoreApplication.translate


class SarEvaluate(JobAlgorithm):
    """Comparison of methods on a user's own stack."""

    NAME = "sarevaluate"
    LABEL = QT_TRANSLATE_NOOP("SarEvaluate", "Evaluate radar methods")
    TAGS = QT_TRANSLATE_NOOP(
        "SarEvaluate",
        "radar,SAR,Sentinel-1,evaluation,comparison,benchmark,ROC,AUC,average precision,simulation,method",
    )
    SUMMARY = QT_TRANSLATE_NOOP("SarEvaluate", "Measures which radar method finds simulated change best on your own images.")
    HELP = QT_TRANSLATE_NOOP(
        "SarEvaluate",
        "Puts random change into the latest images of each place of a table, predicts each image from the earlier ones by "
        "several methods, and measures how well the scores separate changed from unchanged pixels.\n"
        "The report contains ROC curves, the area under them (AUC) and average precision with intervals by resampling "
        "dates, land and smooth surfaces such as water apart, and the accuracy of a linear classifier on images that it "
        "was not fitted on. The plain difference from the latest earlier image is always measured, as the yardstick.\n"
        "Large images are measured on up to four parts.",
    )

    GROUP = "radar"
    METHODS = "METHODS"
    CHANGES = "CHANGES"
    EARLIER = "EARLIER"
    FILTER = "FILTER"
    ALL_TRACKS = "ALL_TRACKS"
    ABLATION = "ABLATION"
    REPORT = "REPORT"
    MEASURES = "MEASURES"
    DEFAULT_METHODS = (0, 3, 6, 7)

    def initAlgorithm(self, configuration: Optional[dict[str, Any]] = None) -> None:  # noqa: N802
        add_table(self)
        add_place(self, translate("SarEvaluate", "Burst, tile or scene. Empty: all places of the table."))
        self.add(
            QgsProcessingParameterEnum(
                self.METHODS, translate("SarEvaluate", "Methods"), method_names(), True, list(self.DEFAULT_METHODS)
            ),
            translate("SarEvaluate", "Methods that are compared; see 'Radar difference'. A network in MODEL is measured, too."),
        )
        add_radar_inputs(self)
        self.add_number(
            DATES,
            translate("SarEvaluate", "Number of dates"),
            translate("SarEvaluate", "The latest dates of each place, each with change of its own."),
            10,
            whole=True,
            least=1,
            most=MOST_DATES,
        )
        self.add_number(
            self.EARLIER,
            translate("SarEvaluate", "Earlier images, at most"),
            translate("SarEvaluate", "Number of earlier images that the methods may use. 0: all."),
            0,
            whole=True,
            most=MOST_DATES,
            advanced=True,
        )
        self.add(
            QgsProcessingParameterEnum(self.CHANGES, translate("SarEvaluate", "Changes"), change_names(), True, [0, 1]),
            translate("SarEvaluate", "Kinds of change that are simulated; see 'Simulate radar change'."),
        )
        add_simulation(self, translate("SarEvaluate", "Polygons per image, at most"))
        self.add(
            QgsProcessingParameterEnum(
                self.FILTER, translate("SarDifference", "Speckle filter"), filter_names(), defaultValue=0
            ),
            translate("SarEvaluate", "Filter of each image, after the change is put in. The plain difference is not filtered."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterBoolean(self.ALL_TRACKS, translate("SarDifference", "Use images of other tracks"), False),
            translate("SarEvaluate", "Off: only the images of the track of each place's latest image."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterBoolean(
                self.ABLATION, translate("SarEvaluate", "Train the network without each condition"), False
            ),
            translate(
                "SarEvaluate",
                "Shows what each condition is worth: MODEL, made with 'Train radar prediction', is trained anew without each "
                "of its conditions. Takes as long as that many trainings.",
            ),
            advanced=True,
        )
        add_area(self, dates=3)
        html = translate("AssessAccuracy", "HTML files (*.html)")
        explained = translate("SarEvaluate", "HTML page with curves and tables.")
        self.add_report(self.REPORT, translate("AssessAccuracy", "Report"), html, explained, made=None)
        self.add_file(
            self.MEASURES,
            translate("AssessAccuracy", "Measures"),
            translate("AssessAccuracy", "JSON files (*.json)"),
            translate("AssessAccuracy", "All measures in machine-readable form."),
            made=False,
        )
        self.addOutput(QgsProcessingOutputString("BEST_METHOD", translate("SarEvaluate", "Best method")))
        self.addOutput(QgsProcessingOutputNumber("AUC", translate("SarEvaluate", "AUC of the best method")))
        self.addOutput(QgsProcessingOutputNumber("PLAIN_AUC", translate("SarEvaluate", "AUC of the plain difference")))

    def steps(self) -> Steps:
        from .run.sar_evaluate import STEPS

        return STEPS
