"""``groundshift:mergereviews``: the reviews of two analysts as one layer, and their disagreements."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSource,
)
from qgis.PyQt.QtCore import QCoreApplication

from ..jobs.texts.mark import QT_TRANSLATE_NOOP
from .run.job_algorithm import JobAlgorithm, Steps

translate = QCoreApplication.translate


class MergeReviews(JobAlgorithm):
    """Merge of two reviewed layers by the uuid of their polygons."""

    NAME = "mergereviews"
    LABEL = QT_TRANSLATE_NOOP("MergeReviews", "Merge reviews")
    TAGS = QT_TRANSLATE_NOOP(
        "MergeReviews",
        "review,merge,join,analysts,interpreters,agreement,disagreement,kappa,quality,double check,uuid,change",
    )
    SUMMARY = QT_TRANSLATE_NOOP(
        "MergeReviews", "Merges two analysts' reviews of change polygons and lists their disagreements."
    )
    HELP = QT_TRANSLATE_NOOP(
        "MergeReviews",
        "Merges the reviews of two analysts who worked on copies of the same change polygons (panel 'Review'), "
        "and lists their disagreements.\n"
        "Polygons are matched by the field 'uuid'; polygons digitised by the analysts are matched by overlap.\n"
        "Decisions that agree, or that only one analyst made, are kept. Disagreements are reset to undecided in "
        "the result: review them with 'undecided only' for the final decision. The field 'agreement' contains "
        "the outcome: agree, only_a, only_b, undecided, different_decision, different_class, different_outline, "
        "missed_only_a, missed_only_b.\n"
        "AGREEMENT and KAPPA (Cohen 1960) are computed from the detected polygons that both analysts decided on; "
        "the categories are 'rejected' and each class.",
    )

    GROUP = "accuracy"
    A = "A"
    B = "B"
    OVERLAP = "OVERLAP"
    MERGED = "MERGED"
    DISAGREEMENTS = "DISAGREEMENTS"
    LAYERS = (DISAGREEMENTS, MERGED)

    def initAlgorithm(self, configuration: Any = None) -> None:  # noqa: N802
        kinds = [QgsProcessing.TypeVectorPolygon]
        self.add(
            QgsProcessingParameterFeatureSource(self.A, translate("MergeReviews", "Review of analyst A"), kinds),
            translate("MergeReviews", "Reviewed change polygons. The result has their CRS and their fields."),
        )
        self.add(
            QgsProcessingParameterFeatureSource(self.B, translate("MergeReviews", "Review of analyst B"), kinds),
            translate("MergeReviews", "The same polygons, reviewed by another analyst; in any CRS."),
        )
        self.add_number(
            self.OVERLAP,
            translate("MergeReviews", "Overlap of matching outlines"),
            translate(
                "MergeReviews",
                "Minimum intersection over union (above 0, up to 1) at which two digitised polygons match, and at which "
                "the analysts agree on an outline that one of them edited.",
            ),
            0.5,
            most=1.0,
            advanced=True,
        )
        self.add_polygons(
            self.MERGED,
            translate("MergeReviews", "Merged review"),
            translate("MergeReviews", "All polygons with the merged decision and those of both analysts."),
        )
        self.add_polygons(
            self.DISAGREEMENTS,
            translate("MergeReviews", "Disagreements"),
            translate("MergeReviews", "Only the polygons that the analysts disagree on."),
            made=True,
        )
        for name, text in (
            ("POLYGON_COUNT", translate("MergeReviews", "Number of polygons")),
            ("AGREED", translate("MergeReviews", "Agreements")),
            ("DISAGREED", translate("MergeReviews", "Number of disagreements")),
            ("ONLY_A", translate("MergeReviews", "Decided by A only")),
            ("ONLY_B", translate("MergeReviews", "Decided by B only")),
            ("UNDECIDED", translate("MergeReviews", "Undecided by both")),
            ("BOTH_DECIDED", translate("MergeReviews", "Detected polygons decided by both")),
            ("AGREEMENT", translate("MergeReviews", "Share of equal decisions, 0 to 1")),
            ("KAPPA", translate("MergeReviews", "Cohen's kappa")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, text))

    def steps(self) -> Steps:
        from .run.merge_reviews import STEPS

        return STEPS
