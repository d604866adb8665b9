"""``groundshift:changereport``: changes as one HTML page, and as a PDF, for people without GIS."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFile,
    QgsProcessingParameterRasterLayer,
    QgsProcessingParameterString,
)
from qgis.PyQt.QtCore import QCoreApplication

from ..jobs.texts.mark import QT_TRANSLATE_NOOP
from .inputs.field_choice import field_parameter
from .inputs.pair_parameters import AFTER, BEFORE, add_assumed_crs
from .run.job_algorithm import JobAlgorithm, Steps

translate = QCoreApplication.translate


class ChangeReport(JobAlgorithm):
    """A report of change polygons with pictures of both dates."""

    NAME = "changereport"
    LABEL = QT_TRANSLATE_NOOP("ChangeReport", "Change report")
    TAGS = QT_TRANSLATE_NOOP(
        "ChangeReport", "report,html,pdf,document,print,share,before,after,swipe,crops,table,change,review,accepted"
    )
    SUMMARY = QT_TRANSLATE_NOOP("ChangeReport", "Writes changes with pictures of both dates as one HTML file, and as a PDF.")
    HELP = QT_TRANSLATE_NOOP(
        "ChangeReport",
        "Writes a report of changes that can be handed on to people without GIS: one HTML file that opens offline in any "
        "browser, and optionally a PDF with the same content.\n"
        "It contains an overview, pictures of each change before and after with a swipe, a list with search and sorting, "
        "counts and areas by class, method, data, accuracy and provenance.\n"
        "By default it contains the changes that were accepted or digitised in the panel 'Review'. The images are found by "
        "the provenance of the polygons, if they are in the project or beside the polygons.\n"
        "Areas have confidence intervals if a result of 'Estimate area' is given.",
    )

    GROUP = "changedetection"
    POLYGONS = "POLYGONS"
    SHOWN = "SHOWN"
    CLASS_FIELD = "CLASS_FIELD"
    MASK = "MASK"
    ACCURACY = "ACCURACY"
    MOST_CROPS = "MOST_CROPS"
    TITLE = "TITLE"
    AUTHOR = "AUTHOR"
    NOTES = "NOTES"
    REPORT = "REPORT"
    PDF = "PDF"

    def initAlgorithm(self, configuration: Any = None) -> None:  # noqa: N802
        self._add_changes()
        self._add_images()
        self._add_texts()
        self.add_report(
            self.REPORT,
            translate("ChangeReport", "Report"),
            translate("ChangeReport", "HTML files (*.html)"),
            translate("ChangeReport", "A single HTML file; a thousand changes take less than 20 MB."),
            made=None,
        )
        self.add_file(
            self.PDF,
            translate("ChangeReport", "Report for print"),
            translate("ChangeReport", "PDF files (*.pdf)"),
            translate("ChangeReport", "The same content on pages of A4."),
            made=False,
        )
        for name, text in (
            ("COUNT", translate("ChangeReport", "Number of changes")),
            ("AREA", translate("ChangeReport", "Area of the changes (m²)")),
            ("PICTURES", translate("ChangeReport", "Number of changes with pictures")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, text))

    def steps(self) -> Steps:
        from .run.change_report import STEPS

        return STEPS

    def _add_changes(self) -> None:
        self.add(
            QgsProcessingParameterFeatureSource(
                self.POLYGONS, translate("ChangeReport", "Change polygons"), [QgsProcessing.TypeVectorPolygon]
            ),
            translate("ChangeReport", "Polygons of a detection, usually reviewed ones; optionally only the selected features."),
        )
        self.add(
            QgsProcessingParameterEnum(
                self.SHOWN,
                translate("ChangeReport", "Changes to report"),
                [
                    translate("ChangeReport", "Accepted and digitised ones"),
                    translate("ChangeReport", "All polygons"),
                ],
                defaultValue=0,
            ),
            translate("ChangeReport", "All polygons: whatever was decided on them, or where nothing was reviewed."),
        )
        self.add(
            field_parameter(self.CLASS_FIELD, translate("ChangeReport", "Class field"), self.POLYGONS),
            translate("ChangeReport", "Field that the changes are grouped by. Empty: their class, as reviewed."),
        )

    def _add_images(self) -> None:
        for name, text in (
            (BEFORE, translate("ChangeReport", "Before (earlier date)")),
            (AFTER, translate("ChangeReport", "After (later date)")),
        ):
            self.add(
                QgsProcessingParameterRasterLayer(name, text, optional=True),
                translate("ChangeReport", "Image of this date. Empty: the one that the polygons were found in."),
            )
        self.add(
            QgsProcessingParameterRasterLayer(self.MASK, translate("ChangeReport", "Change mask"), optional=True),
            translate("ChangeReport", "The mask of the same detection, for the size of the compared area."),
        )
        self.add(
            QgsProcessingParameterFile(self.ACCURACY, translate("ChangeReport", "Accuracy or area estimate"), optional=True),
            translate(
                "ChangeReport",
                "Result of 'Estimate area' (HTML or CSV), for areas with confidence intervals, or of 'Assess accuracy' (HTML, "
                "JSON or CSV).",
            ),
        )
        add_assumed_crs(self)

    def _add_texts(self) -> None:
        self.add(
            QgsProcessingParameterString(self.TITLE, translate("ChangeReport", "Title"), optional=True),
            translate("ChangeReport", "Title of the report. Empty: made of the two dates."),
        )
        self.add(
            QgsProcessingParameterString(self.AUTHOR, translate("ChangeReport", "Author"), optional=True),
            translate("ChangeReport", "Name of the author or organisation."),
        )
        self.add(
            QgsProcessingParameterString(self.NOTES, translate("ChangeReport", "Notes"), multiLine=True, optional=True),
            translate("ChangeReport", "Text below the title, such as the purpose and the conclusions."),
        )
        self.add_number(
            self.MOST_CROPS,
            translate("ChangeReport", "Maximum number of changes with pictures"),
            translate("ChangeReport", "The largest changes have pictures, the others are listed only."),
            1000,
            whole=True,
            most=5000,
            advanced=True,
        )
