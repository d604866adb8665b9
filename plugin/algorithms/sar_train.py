"""``groundshift:sartrain``: a network that predicts radar images, trained on a user's own stack."""

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
from .inputs.sar_parameters import MOST_DATES, add_dem, add_place, add_table, filter_names
from .inputs.training_parameters import MODEL, RESUME, TITLE, add_short_settings, add_trained_model
from .run.job_algorithm import JobAlgorithm, Steps

translate = QCoreApplication.translate


class SarTrain(JobAlgorithm):
    """Training of a radar prediction without labels."""

    NAME = "sartrain"
    LABEL = QT_TRANSLATE_NOOP("SarTrain", "Train radar prediction")
    TAGS = QT_TRANSLATE_NOOP(
        "SarTrain",
        "radar,SAR,Sentinel-1,train,training,prediction,deep learning,neural network,U-Net,onnx,self-supervised",
    )
    SUMMARY = QT_TRANSLATE_NOOP("SarTrain", "Trains a network that predicts radar images of your area, without labels.")
    HELP = QT_TRANSLATE_NOOP(
        "SarTrain",
        "Trains a network to predict a radar image from the four latest earlier ones and from the conditions of all five: "
        "incidence angle, pass, satellite, age and, where the table has them, temperature, snow depth and precipitation. "
        "No labels are needed: the images themselves are the truth.\n"
        "Dates are split: the latest are held out, those before them decide which epoch is kept, the rest trains. On the "
        "held-out dates the network is compared with the methods that need no training, by the error of the prediction "
        "and on simulated change. The report and the log state which to use; with few images it is rarely the network.\n"
        "The result is an ONNX file for 'Radar difference' and 'Evaluate radar methods'. A training that was cancelled "
        "or interrupted continues when it is run again with the same table, settings and MODEL.\n"
        "Training needs the component 'Training' of the runtime: run 'Install runtime' once.",
    )

    GROUP = "radar"
    NETWORK = "NETWORK"
    WITHOUT = "WITHOUT"
    HELD_OUT = "HELD_OUT"
    LEVEL = "LEVEL"
    FILTER = "FILTER"
    ALL_TRACKS = "ALL_TRACKS"
    TITLE = TITLE
    RESUME = RESUME
    MODEL = MODEL
    REPORT = "REPORT"

    def initAlgorithm(self, configuration: Optional[dict[str, Any]] = None) -> None:  # noqa: N802
        add_table(self)
        add_place(self, translate("SarTrain", "Burst, tile or scene. Empty: all places of the table."))
        self._add_network()
        add_short_settings(self)
        self._add_images()
        add_area(self, dates=3)
        self._add_outputs()

    def steps(self) -> Steps:
        from .run.sar_train import STEPS

        return STEPS

    def _add_network(self) -> None:
        self.add(
            QgsProcessingParameterEnum(
                self.NETWORK,
                translate("SarTrain", "Network"),
                [translate("SarTrain", "Small (four levels)"), translate("SarTrain", "Original depth (nine levels)")],
                defaultValue=0,
            ),
            translate("SarTrain", "The original depth needs a graphics card and hundreds of images."),
        )
        add_dem(self)
        self.add(
            QgsProcessingParameterEnum(
                self.WITHOUT,
                translate("SarTrain", "Conditions to leave out"),
                [
                    translate("SarTrain", "Incidence angle"),
                    translate("SarTrain", "Pass"),
                    translate("SarTrain", "Satellite"),
                    translate("SarTrain", "Temperature"),
                    translate("SarTrain", "Snow depth"),
                    translate("SarTrain", "Precipitation"),
                    translate("SarTrain", "Age of the image"),
                ],
                True,
                [],
                True,
            ),
            translate("SarTrain", "Conditions that the network is not given. Unknown ones are marked as unknown."),
            advanced=True,
        )
        self.add_number(
            self.HELD_OUT,
            translate("SarTrain", "Days held out"),
            translate("SarTrain", "Latest days on which the network is compared. 0: a quarter of them, at most ten."),
            0,
            whole=True,
            most=MOST_DATES,
        )

    def _add_images(self) -> None:
        self.add(
            QgsProcessingParameterEnum(
                self.FILTER, translate("SarDifference", "Speckle filter"), filter_names(), defaultValue=0
            ),
            translate("SarTrain", "Filter of each image; use the same one with the model."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterBoolean(self.LEVEL, translate("SarTrain", "Level the images"), True),
            translate(
                "SarTrain",
                "Remove the offset of each whole image first. Off: the network has to explain it by the conditions.",
            ),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterBoolean(self.ALL_TRACKS, translate("SarDifference", "Use images of other tracks"), False),
            translate("SarTrain", "Off: only the images of the track of each place's latest image."),
            advanced=True,
        )

    def _add_outputs(self) -> None:
        add_trained_model(self)
        self.add_report(
            self.REPORT,
            translate("TrainModel", "Report"),
            translate("TrainModel", "HTML files (*.html)"),
            translate("SarTrain", "HTML page with errors, curves and pictures of predicted and true images."),
        )
        for name, text in (
            ("MSE", translate("SarTrain", "Mean squared error of the network on held-out dates (dB²)")),
            ("MEAN_MSE", translate("SarTrain", "Mean squared error of the mean of all earlier images (dB²)")),
            ("AUC", translate("SarTrain", "AUC of the network on simulated change")),
            ("AUTOMATIC_AUC", translate("SarTrain", "AUC of the automatic method")),
            ("PLAIN_AUC", translate("SarTrain", "AUC of the plain difference")),
            ("BEST_EPOCH", translate("TrainModel", "Best epoch")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, text))
        self.addOutput(QgsProcessingOutputString("RECOMMENDED", translate("SarTrain", "Recommended method")))
