"""``groundshift:cleanup``: remove the finished blocks of unfinished runs, and temporary files of a QGIS that was killed."""

from __future__ import annotations

from typing import Any, Optional

from qgis.core import QgsProcessingContext, QgsProcessingFeedback, QgsProcessingOutputNumber
from qgis.PyQt.QtCore import QCoreApplication

from ..jobs.texts.mark import QT_TRANSLATE_NOOP
from .base import GroundshiftAlgorithm
from .inputs.resuming import unfinished_folder

translate = QCoreApplication.translate

_MEGABYTE = 1 << 20


class Cleanup(GroundshiftAlgorithm):
    """Removal of what runs that did not end have left on the disk."""

    NAME = "cleanup"
    LABEL = QT_TRANSLATE_NOOP("Cleanup", "Clean up")
    TAGS = QT_TRANSLATE_NOOP("Cleanup", "clean,remove,delete,temporary files,disk space,unfinished,resume,leftovers")
    SUMMARY = QT_TRANSLATE_NOOP("Cleanup", "Removes what unfinished runs have left on the disk.")
    HELP = QT_TRANSLATE_NOOP(
        "Cleanup",
        "Removes the finished blocks of runs that were cancelled, killed or stopped by a full disk: they can no longer "
        "be resumed afterwards. Temporary files of a QGIS that was killed are removed as well.\n"
        "Results, models and the runtime are kept, and runs in progress are not touched.",
    )

    GROUP = "setup"
    DAYS = "DAYS"
    COUNT = "COUNT"
    FREED = "FREED"

    def initAlgorithm(self, configuration: Optional[dict[str, Any]] = None) -> None:  # noqa: N802
        self.add_number(
            self.DAYS,
            translate("Cleanup", "Older than (days)"),
            translate("Cleanup", "Only runs whose last block is older are removed. 0: all unfinished runs."),
            0.0,
            optional=False,
        )
        self.addOutput(QgsProcessingOutputNumber(self.COUNT, translate("Cleanup", "Number of removed runs")))
        self.addOutput(QgsProcessingOutputNumber(self.FREED, translate("Cleanup", "Freed disk space (MB)")))

    def processAlgorithm(  # noqa: N802
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        from ..jobs.unfinished import remove_older
        from ..runtime.leftovers import remove_leftovers

        removed = remove_older(unfinished_folder(), self.parameterAsDouble(parameters, self.DAYS, context))
        for run in removed:
            text = translate("Cleanup", "Removed: {title}, {percent} % finished, {size} MB")
            feedback.pushInfo(text.format(title=run.title, percent=int(100 * run.share), size=round(run.size / _MEGABYTE)))
        killed = remove_leftovers()
        if killed:
            feedback.pushInfo(
                translate("Cleanup", "Removed the temporary files of {count} jobs that were killed.").format(count=killed)
            )
        if not removed and not killed:
            feedback.pushInfo(translate("Cleanup", "There was nothing to remove."))
        return {self.COUNT: len(removed), self.FREED: round(sum(run.size for run in removed) / _MEGABYTE, 1)}
