"""``groundshift:activationmap``: activations of a layer of a network, for a pair of dates or a chip."""

from __future__ import annotations

from typing import Any, Optional

from qgis.core import (
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterString,
)
from qgis.PyQt.QtCore import QCoreApplication

from ..jobs.texts.mark import QT_TRANSLATE_NOOP
from .inputs.model_choice import add_model
from .inputs.pair_parameters import add_area, add_dates, add_grid
from .run.job_algorithm import JobAlgorithm, Steps

translate = QCoreApplication.translate

_PLUGIN_PACKAGE = __name__.rsplit(".", 2)[0]


class ActivationMap(JobAlgorithm):
    """Activations of a layer of a network, as rasters and as a picture of its channels."""

    NAME = "activationmap"
    LABEL = QT_TRANSLATE_NOOP("ActivationMap", "Activation map")
    TAGS = QT_TRANSLATE_NOOP(
        "ActivationMap", "activation,feature map,layer,channel,explain,interpret,neural network,deep learning,model,onnx"
    )
    SUMMARY = QT_TRANSLATE_NOOP("ActivationMap", "Visualises the activations of a layer of a neural network.")
    HELP = QT_TRANSLATE_NOOP(
        "ActivationMap",
        "Visualises the activations of a layer of a neural network for two images of the same place, or for a "
        "chip of training data (two small images without georeference).\n"
        "Mean activation: the mean over all channels of the layer, as a raster; layers that process the dates "
        "separately have one band per date.\n"
        "Sheet: a picture of all channels side by side, preceded by the two dates.\n"
        "Channels (optional): a raster with one band per channel.\n"
        "List of layers (optional): a table with number, name, channels and stride of every layer that can be "
        "shown.\n"
        "A model of land cover takes one image: leave the later date empty.\n"
        "Leave the layer empty to see the last one before the output; the log then lists all layers.",
    )

    GROUP = "models"
    MODEL = "MODEL"
    LAYER = "LAYER"
    MEAN = "MEAN"
    CHANNELS = "CHANNELS"
    SHEET = "SHEET"
    LAYERS_TABLE = "LAYERS"
    SHEETS = "SHEETS"
    LAYER_NAME = "LAYER_NAME"
    CHANNEL_COUNT = "CHANNEL_COUNT"

    LAYERS = (MEAN, CHANNELS)

    def initAlgorithm(self, configuration: Optional[dict[str, Any]] = None) -> None:  # noqa: N802
        add_dates(self, one_date=True)
        self._add_model()
        add_area(self)
        add_grid(self)
        self._add_outputs()

    def steps(self) -> Steps:
        from .run.activation_map import STEPS

        return STEPS

    def _add_model(self) -> None:
        add_model(
            self,
            translate("ActivationMap", "The network: id of a bundled or imported model, or path of an ONNX file."),
        )
        layer = QgsProcessingParameterString(self.LAYER, translate("ActivationMap", "Layer"), optional=True)
        layer.setMetadata({"widget_wrapper": {"class": f"{_PLUGIN_PACKAGE}.gui.layer_widget.LayerWidgetWrapper"}})
        self.add(
            layer,
            translate(
                "ActivationMap",
                "Number or name of a layer, or a part of the name that is unique. Empty: the last feature layer before "
                "the output; the log then lists all layers.",
            ),
        )

    def _add_outputs(self) -> None:
        self.add_raster(
            self.MEAN,
            translate("ActivationMap", "Mean activation"),
            translate(
                "ActivationMap",
                "GeoTIFF, 32-bit floats: mean over the channels, one band for each date that the layer processes separately.",
            ),
        )
        self.add_file(
            self.SHEET,
            translate("ActivationMap", "Sheet of channels"),
            translate("ActivationMap", "PNG images (*.png)"),
            translate("ActivationMap", "PNG: all channels side by side, each colour-scaled to its own range of values."),
            made=True,
        )
        self.add_raster(
            self.CHANNELS,
            translate("ActivationMap", "Channels"),
            translate("ActivationMap", "GeoTIFF, 32-bit floats, one band per channel. Large: four bytes per value."),
            made=False,
        )
        self.add_file(
            self.LAYERS_TABLE,
            translate("ActivationMap", "List of layers"),
            translate("ActivationMap", "CSV tables (*.csv)"),
            translate("ActivationMap", "CSV: number, name, operator, channels and stride of the layers."),
            made=False,
        )
        folder = translate("ActivationMap", "Folder of the sheets of all layers")
        self.add(
            QgsProcessingParameterFolderDestination(self.SHEETS, folder, optional=True, createByDefault=False),
            translate(
                "ActivationMap",
                "A new or empty folder: the sheet of every layer, a PNG each. The network runs once for each layer; choose a "
                "small area.",
            ),
        )
        self.addOutput(QgsProcessingOutputString(self.LAYER_NAME, translate("ActivationMap", "Name of the layer")))
        self.addOutput(QgsProcessingOutputNumber(self.CHANNEL_COUNT, translate("ActivationMap", "Number of channels")))
