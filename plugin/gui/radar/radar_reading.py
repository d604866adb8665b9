"""How the images of a radar difference will be read, for the block of the panel."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any, Mapping

from qgis.core import QgsProcessingFeedback
from qgis.PyQt.QtCore import QCoreApplication

from ...algorithms.inputs.given import Given
from ...algorithms.run.job_algorithm import perform
from ...algorithms.run.sar_difference import SarRequest, SarRun, make_job, prepare
from ...jobs.sar import DescribeRadarJob
from ..tasks.numbers import count_text
from ..tasks.reading import Prepared, Readable, reading_findings
from ..tasks.suitability import Finding


def tr(text: str) -> str:
    """Translate a text of the task "Radar series"."""
    return str(QCoreApplication.translate("RadarPanel", text))


@dataclass(frozen=True)
class RadarToRead(Readable):
    """The image of a date, and those that it is predicted from.

    :param given: parameters of which ``request`` was made.
    """

    given: Given
    request: SarRequest

    def prepared(self) -> Prepared:
        return _PreparedSeries(prepare(self.given, self.request, QgsProcessingFeedback(False)))


@dataclass(frozen=True)
class _PreparedSeries(Prepared):
    run: SarRun

    def findings(self, feedback: QgsProcessingFeedback) -> tuple[Finding, ...]:
        def job(_outputs: Mapping[str, str], scratch: str, feedback: QgsProcessingFeedback) -> DescribeRadarJob:
            return DescribeRadarJob(make_job(self.run, {}, scratch, feedback), scratch)

        return reading_findings([alike_together(perform(job, {}, feedback)["READING"])])


def alike_together(reading: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a description in which images that are read alike are one date, named by their number."""
    of_kind: dict[str, dict[str, Any]] = {}
    counts: Counter[str] = Counter()
    for date in reading["dates"]:
        kind = repr(sorted((key, value) for key, value in date.items() if key != "layer"))
        of_kind.setdefault(kind, date)
        counts[kind] += 1
    names = {kind: tr("{count} images").format(count=count_text(count)) for kind, count in counts.items()}
    dates = [{**date, "parameter": names[kind] if counts[kind] > 1 else date["layer"]} for kind, date in of_kind.items()]
    return {**reading, "dates": dates}
