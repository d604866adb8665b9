"""``groundshift:exportchips``: small images with labels from a labelled pair, for training here or elsewhere."""

from __future__ import annotations

from typing import Any, Dict, Optional

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFolderDestination,
)
from qgis.PyQt.QtCore import QCoreApplication

from ..jobs.texts.mark import QT_TRANSLATE_NOOP
from .inputs.field_choice import field_parameter
from .inputs.pair_parameters import add_dates, add_grid
from .inputs.training_parameters import add_class_raster
from .run.job_algorithm import JobAlgorithm, Steps

translate = QCoreApplication.translate


class ExportChips(JobAlgorithm):
    """Export of training chips from a labelled pair."""

    NAME = "exportchips"
    LABEL = QT_TRANSLATE_NOOP("ExportChips", "Export chips")
    TAGS = QT_TRANSLATE_NOOP(
        "ExportChips",
        "chips,tiles,patches,export training data,labels,dataset,deep learning,LEVIR-CD,Esri,change",
    )
    SUMMARY = QT_TRANSLATE_NOOP(
        "ExportChips", "Exports two dates and polygons of the changes as small labelled images for training."
    )
    HELP = QT_TRANSLATE_NOOP(
        "ExportChips",
        "Cuts two images of the same place and polygons of the changes between them into chips: small images of "
        "both dates with their labels, for 'Train model' or other software. The dates are resampled to a common "
        "grid first.\n"
        "Set the area in which you have digitised every change: outside it the labels are unknown, not "
        "unchanged. Without an area, the tiles that touch labels are considered complete.\n"
        "Layouts: Groundshift (before, after, labels; 254 is unlabelled, 255 no data), LEVIR-CD (A, B, label), "
        "Esri (images_before, images_after, labels). A manifest (groundshift-chips.json) stores bands, classes, "
        "resolution, the statistics of the images and the position of each chip, so that training on the chips "
        "uses the same pixel values as training on the layers.\n"
        "Without a later date, chips of one date are written with masks of its land cover, from polygons with a class "
        "field or from a class raster: images, masks (Esri: labels) and classes.json with the classes; 254 is "
        "unlabelled.",
    )

    GROUP = "training"
    LABELS = "LABELS"
    CLASS_FIELD = "CLASS_FIELD"
    AREA = "AREA"
    TILE_SIZE = "TILE_SIZE"
    STRIDE = "STRIDE"
    LAYOUT = "LAYOUT"
    FORMAT = "FORMAT"
    ROTATIONS = "ROTATIONS"
    ONLY_CHANGED = "ONLY_CHANGED"
    EMPTY_SHARE = "EMPTY_SHARE"
    MASK = "MASK"
    MASK_TOUCHING = "MASK_TOUCHING"
    RESOLUTION = "RESOLUTION"
    SEED = "SEED"
    FOLDER = "FOLDER"
    MOST_SIZE = 4096

    def initAlgorithm(self, configuration: Optional[Dict[str, Any]] = None) -> None:  # noqa: N802
        add_dates(self, one_date=True)
        polygons = [QgsProcessing.TypeVectorPolygon]
        self.add(
            QgsProcessingParameterFeatureSource(
                self.LABELS, translate("Training", "Labels (changes)"), polygons, optional=True
            ),
            translate(
                "Training",
                "Polygons of the changes between the dates, in any CRS; of one date, polygons of its land cover.",
            ),
        )
        self.add(
            field_parameter(self.CLASS_FIELD, translate("Training", "Class field"), self.LABELS),
            translate(
                "Training",
                "Field with the class of each change, such as 'new building'. Empty: a single class, change. Land cover "
                "needs it.",
            ),
        )
        add_class_raster(self)
        self.add(
            QgsProcessingParameterFeatureSource(
                self.AREA, translate("Training", "Completely labelled area"), polygons, optional=True
            ),
            translate(
                "Training",
                "Polygons in which every change is labelled: everything else inside them counts as unchanged, everything "
                "outside as unknown. Empty: the tiles that touch labels.",
            ),
        )
        self._add_tiles()
        self._add_choice()
        add_grid(self, for_model=False)
        self.add(
            QgsProcessingParameterFolderDestination(self.FOLDER, translate("ExportChips", "Folder of chips")),
            translate("ExportChips", "A new or an empty folder."),
        )
        self.addOutput(QgsProcessingOutputNumber("CHIP_COUNT", translate("ExportChips", "Number of chips")))
        self.addOutput(QgsProcessingOutputNumber("CHANGED_CHIPS", translate("ExportChips", "Number of chips with change")))

    def _add_tiles(self) -> None:
        size = translate("ExportChips", "Size of a chip (pixels)")
        self.add_number(
            self.TILE_SIZE,
            size,
            translate("ExportChips", "Width and height of each chip."),
            256,
            whole=True,
            least=16,
            most=self.MOST_SIZE,
            optional=False,
        )
        self.add_number(
            self.STRIDE,
            translate("ExportChips", "Stride (pixels)"),
            translate(
                "ExportChips",
                "Distance from one chip to the next. Chips overlap if it is smaller than their size. Empty: the size.",
            ),
            whole=True,
            least=1,
            most=self.MOST_SIZE,
        )
        self.add(
            QgsProcessingParameterEnum(
                self.LAYOUT,
                translate("ExportChips", "Layout"),
                [
                    translate("ExportChips", "Groundshift (before, after, labels)"),
                    translate("ExportChips", "LEVIR-CD (A, B, label)"),
                    translate("ExportChips", "Esri (images_before, images_after, labels)"),
                ],
                False,
                0,
            ),
            translate("ExportChips", "Names of the folders and encoding of the labels."),
        )
        self.add(
            QgsProcessingParameterEnum(self.FORMAT, translate("ExportChips", "Format"), ["GeoTIFF", "PNG", "JPEG"], False, 0),
            translate(
                "ExportChips",
                "GeoTIFF supports any bands and georeference; PNG 8 or 16 bits and up to four bands; JPEG 8 bits, one or "
                "three bands, lossy. Labels are never JPEG.",
            ),
        )

    def _add_choice(self) -> None:
        self.add(
            QgsProcessingParameterBoolean(self.ONLY_CHANGED, translate("ExportChips", "Only chips with change"), True),
            translate("ExportChips", "Skip chips without change, except for the share set below."),
        )
        self.add_number(
            self.EMPTY_SHARE,
            translate("ExportChips", "Share of chips without change"),
            translate("ExportChips", "Share of all exported chips, 0 to 1; chosen at random."),
            0.1,
            most=1.0,
            optional=False,
        )
        turns = [translate("ExportChips", "None"), "90°, 180°, 270°", "180°"]
        self.add(
            QgsProcessingParameterEnum(self.ROTATIONS, translate("ExportChips", "Rotated copies"), turns, False, 0),
            translate("ExportChips", "Additional rotated copies of each chip. 'Train model' rotates chips itself."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterFeatureSource(
                self.MASK, translate("ExportChips", "Mask"), [QgsProcessing.TypeVectorPolygon], optional=True
            ),
            translate("ExportChips", "Polygons that chips must lie within or touch."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterBoolean(
                self.MASK_TOUCHING, translate("ExportChips", "Accept chips that only touch the mask"), False
            ),
            translate("ExportChips", "Otherwise chips must lie completely within the mask."),
            advanced=True,
        )
        self.add_number(
            self.SEED,
            translate("Training", "Seed"),
            translate("Training", "The same seed gives the same selection."),
            1,
            whole=True,
            optional=False,
            advanced=True,
        )

    def steps(self) -> Steps:
        from .run.export_chips import STEPS

        return STEPS
