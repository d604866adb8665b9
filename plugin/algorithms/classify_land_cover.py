"""``groundshift:classifylandcover``: the land cover of an image, with a segmentation network."""

from __future__ import annotations

from typing import Any, Optional

from qgis.core import (
    QgsProcessingParameterRasterLayer,
)
from qgis.PyQt.QtCore import QCoreApplication

from ..jobs.texts.mark import QT_TRANSLATE_NOOP
from .inputs.model_choice import add_flips, add_landcover_model
from .inputs.pair_parameters import add_area, add_image_grid
from .inputs.resuming import add_resume
from .run.job_algorithm import JobAlgorithm, Steps

translate = QCoreApplication.translate


class ClassifyLandCover(JobAlgorithm):
    """Land cover of one image with a network."""

    NAME = "classifylandcover"
    LABEL = QT_TRANSLATE_NOOP("ClassifyLandCover", "Classify land cover")
    TAGS = QT_TRANSLATE_NOOP(
        "ClassifyLandCover",
        "land cover,land use,classification,semantic segmentation,classes,vegetation,water,buildings,roads,deep learning,"
        "neural network,AI,onnx,map",
    )
    SUMMARY = QT_TRANSLATE_NOOP("ClassifyLandCover", "Maps the land cover of an image with a neural network.")
    HELP = QT_TRANSLATE_NOOP(
        "ClassifyLandCover",
        "Maps the land cover of an image with a segmentation network: one class per pixel.\n"
        "Class map: the values of the model's classes, with their names and colours; 255 is no data.\n"
        "Class probabilities (optional): one band per class, 0 to 1, -1 is no data. 'From-to change' can compare two.\n"
        "Picture (optional): red, green and blue in the colours of the classes.\n"
        "Class polygons (optional): class, area and perimeter on the ellipsoid, mean probability of the class.\n"
        "Areas: square metres on the ellipsoid and share of each class, as HTML or CSV.\n"
        "The network runs in a separate process. If the runtime is not installed yet, run 'Install runtime' once.",
    )

    GROUP = "landcover"
    INPUT = "INPUT"
    MIN_AREA = "MIN_AREA"
    CLASSES = "CLASSES"
    PROBABILITY = "PROBABILITY"
    RGB = "RGB"
    POLYGONS = "POLYGONS"
    AREAS = "AREAS"

    LAYERS = (POLYGONS, CLASSES, PROBABILITY, RGB)

    def initAlgorithm(self, configuration: Optional[dict[str, Any]] = None) -> None:  # noqa: N802
        self.add(
            QgsProcessingParameterRasterLayer(self.INPUT, translate("ClassifyLandCover", "Image")),
            translate(
                "ClassifyLandCover",
                "Image to classify: a raster file, or a web layer such as XYZ or WMS. The results have its CRS.",
            ),
        )
        add_landcover_model(
            self,
            translate(
                "ClassifyLandCover",
                "The network: id of a bundled or imported land-cover model, or path of an ONNX file made for "
                "segmentation. The model file specifies bands, resolution and classes.",
            ),
        )
        add_area(self, dates=1)
        self._add_decisions()
        add_image_grid(self)
        add_resume(self)
        self._add_outputs()

    def steps(self) -> Steps:
        from .run.classify_land_cover import STEPS

        return STEPS

    def _add_decisions(self) -> None:
        self.add_number(
            self.MIN_AREA,
            translate("ClassifyLandCover", "Smallest patch (m²)"),
            translate(
                "ClassifyLandCover",
                "Patches with a smaller area on the ground take the class of their nearest neighbour. Empty: the model's "
                "default. 0: keep all.",
            ),
        )
        add_flips(self)

    def _add_outputs(self) -> None:
        self.add_raster(
            self.CLASSES,
            translate("ClassifyLandCover", "Class map"),
            translate("ClassifyLandCover", "GeoTIFF, 8-bit: values of the model's classes, 255 no data."),
        )
        self.add_raster(
            self.PROBABILITY,
            translate("ClassifyLandCover", "Class probabilities"),
            translate("ClassifyLandCover", "GeoTIFF, 32-bit floats, -1 no data: one band per class."),
            made=False,
        )
        self.add_raster(
            self.RGB,
            translate("ClassifyLandCover", "Picture in class colours"),
            translate("ClassifyLandCover", "GeoTIFF with red, green and blue: the colours of the classes."),
            made=False,
        )
        self.add_polygons(
            self.POLYGONS,
            translate("ClassifyLandCover", "Class polygons"),
            translate(
                "ClassifyLandCover",
                "Polygons of the patches. The file extension sets the format: GeoPackage, GeoJSON, ...",
            ),
            made=False,
        )
        self.add_report(
            self.AREAS,
            translate("ClassifyLandCover", "Areas"),
            translate("ClassifyLandCover", "HTML files (*.html);;CSV files (*.csv)"),
            translate("ClassifyLandCover", "Area and share of each class: a report (.html) or a table (.csv)."),
        )
