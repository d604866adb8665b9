"""The suitability check of the task Buildings: what the form and the alignment of its dates mean for a run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Optional

from qgis.PyQt.QtCore import QCoreApplication, QObject, pyqtSignal

from ...algorithms.inputs.given import Given
from ...algorithms.inputs.model_choice import MODEL, open_model
from ...algorithms.inputs.pair_parameters import AFTER, BEFORE
from ...algorithms.run.detect_change import STEPS, DetectionRequest
from ...jobs.failure import JobFailure
from ...model_file.catalogue import CatalogueEntry
from ...model_file.spec import ModelSpec
from ..dock.session import Session
from ..tasks.reading import ToRead
from ..tasks.suitability import (
    BAD,
    CAUTION,
    DATES,
    GOOD,
    RUNTIME_CODES,
    UNKNOWN,
    Finding,
    bands_finding,
    bit_depth_finding,
    imagery_gsd,
    model_proposal,
    order_findings,
    overlap_finding,
    proposal_finding,
    resolution_finding,
    worst_level,
)
from ..tasks.task_form import SWAP, USE_MODEL, PairForm
from ..tasks.task_panel import FormCheck, incomplete, install_action
from ..tasks.texts import panel_text
from .alignment import Alignment, AlignmentCheck, alignment_finding, is_quick
from .detection_preview import DetectionPreview


def tr(text: str) -> str:
    """Translate a text of the Detect panel."""
    return str(QCoreApplication.translate("DetectPanel", text))


@dataclass(frozen=True)
class Verdict:
    """Findings of the settings of a run.

    :param request: of the run; ``None`` = it cannot run.
    :param runtime: whether the runtime is missing.
    :param too_coarse: whether the imagery is too coarse for the model.
    :param proposed: another model that is made for the resolution of the imagery.
    """

    findings: tuple[Finding, ...]
    request: Optional[DetectionRequest] = None
    runtime: bool = False
    too_coarse: bool = False
    proposed: Optional[CatalogueEntry] = None


def judge(parameters: dict[str, Any], dates: tuple[Optional[str], Optional[str]]) -> Verdict:
    """Check the parameters of a run; quick. In the thread that owns the layers.

    :param dates: acquisition dates as ``yyyy-mm-dd``, ``yyyy-mm`` or ``yyyy``.
    """
    try:
        request: DetectionRequest = STEPS.checked(Given.of_project("groundshift:detectchange", parameters))
    except JobFailure as failure:
        topic = failure.parameter or failure.code
        finding = Finding(BAD, topic, panel_text(failure))
        if failure.code == "resolution_too_coarse":
            return _too_coarse(finding, float(failure.values["pair"]), open_model(str(parameters[MODEL])).spec)
        return Verdict((finding,), None, failure.code in RUNTIME_CODES)
    spec = request.model.spec
    pair = request.pair
    findings = [
        resolution_finding(pair, spec),
        bands_finding(pair.before, pair.after, spec),
        bit_depth_finding(pair.before.layer, pair.after.layer, spec),
        overlap_finding(pair.before, pair.after),
    ]
    gsd_m = imagery_gsd(pair)
    proposed = model_proposal(gsd_m, spec)
    if proposed is not None:
        findings.append(proposal_finding(proposed, gsd_m))
    return Verdict((*order_findings(pair.before.layer, pair.after.layer, dates), *findings), request, proposed=proposed)


def _too_coarse(finding: Finding, gsd_m: float, spec: ModelSpec) -> Verdict:
    proposed = model_proposal(gsd_m, spec)
    findings = (finding,) if proposed is None else (finding, proposal_finding(proposed, gsd_m))
    return Verdict(findings, too_coarse=True, proposed=proposed)


class SuitabilityCheck(QObject):
    """Checks the settings of a form, measures the alignment, and chooses an action that helps if something is wrong.

    :param session: its pair is checked.
    :ivar request: of a run with the checked settings; ``None`` = it cannot run.
    """

    changed = pyqtSignal()  # the alignment is being measured, or has been

    def __init__(self, form: PairForm, session: Session, parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self._form, self._session = form, session
        self.request: Optional[DetectionRequest] = None
        self._alignments: dict[tuple[str, ...], Alignment] = {}  # measured shifts, by compared layers
        self._measuring: tuple[str, ...] = ()
        self._alignment = AlignmentCheck(self)
        self._alignment.found.connect(self._aligned)

    def check(self, parameters: dict[str, Any], running: bool) -> FormCheck:
        """Check the form.

        :param parameters: of the form; what does not depend on a threshold.
        :param running: whether a run is in progress; then the alignment is not measured.
        """
        missing = self._form.missing()
        if missing:
            self.request = None
            self._alignment.cancel()
            return self._incomplete(missing)
        verdict = judge(parameters, self._form.dates())
        self.request = verdict.request
        self._update_alignment(parameters, running)
        alignment, action = self._alignment_finding()
        findings = (*verdict.findings, *alignment)
        if verdict.proposed is not None:
            tip = tr("Choose this model in the form")
            action = (f"{USE_MODEL}{verdict.proposed.id}", tr("Use '{model}'").format(model=verdict.proposed.id), tip)
        elif verdict.request is None:
            action = _way_on(verdict)
        elif any(finding.topic == DATES for finding in findings):
            action = (SWAP, tr("Swap the dates"), tr("Make the earlier image Before and the later one After"))
        headline = {
            GOOD: tr("The model suits these layers"),
            CAUTION: tr("The model can be used with restrictions"),
            BAD: tr("Detection is not possible yet"),
            UNKNOWN: tr("Checking the layers…"),
        }[worst_level(findings)]
        return FormCheck(
            headline,
            findings,
            "" if verdict.request is not None else verdict.findings[0].text,
            action,
            parameters,
            _dates(verdict.request),
            DetectionPreview(parameters, verdict.request) if verdict.request is not None else None,
        )

    def measure(self, parameters: dict[str, Any]) -> None:
        """Measure the alignment."""
        if self.request is not None:
            self._measuring = self._pair_key()
            self._alignment.start(parameters, self.request)
            self.changed.emit()

    def cancel(self) -> None:
        """Cancel the measurement of the alignment."""
        self._alignment.cancel()

    def clear(self) -> None:
        """Drop the measured alignments, when the project is closed."""
        self._alignments.clear()

    def _incomplete(self, missing: str) -> FormCheck:
        if self._form.pair.before.count() <= 1:
            text = tr("The project has no raster yet. Add two rasters or web layers of the same place.")
            finding = Finding(UNKNOWN, "missing", text)
            action = ("add", tr("Add raster layers…"), tr("Open QGIS's data source manager"))
            return FormCheck(tr("Add two images first"), (finding,), missing, action)
        chosen = self._session.before is not None and self._session.after is not None
        return incomplete(tr("First choose the area") if chosen else tr("First choose what to compare"), missing)

    def _alignment_finding(self) -> tuple[tuple[Finding, ...], tuple[str, str, str]]:
        """Return what is known of the alignment, and the action that helps."""
        none = ("", "", "")
        if self.request is None:
            return (), none
        aligned = self._alignments.get(self._pair_key())
        if aligned is not None:
            finding = alignment_finding(aligned, self.request.pair.gsd_m)
            tip = tr("Open the tool Co-register for these layers")
            return (finding,), ("coregister", tr("Align the dates…"), tip) if finding.level == CAUTION else none
        if self._alignment.running:
            return (Finding(UNKNOWN, "alignment", tr("Alignment: being measured…")),), none
        tip = tr("Measure the shift between the dates; takes some seconds")
        finding = Finding(UNKNOWN, "alignment", tr("Alignment: not measured."))
        return (finding,), ("align", tr("Check the alignment"), tip)

    def _pair_key(self) -> tuple[str, ...]:
        before, after = self._session.before, self._session.after
        return (
            before.source() if before else "",
            after.source() if after else "",
            str(before.crs().authid()) if before else "",
        )

    def _update_alignment(self, parameters: dict[str, Any], running: bool) -> None:
        """Cancel the measurement of another pair, and start one that is quick."""
        key = self._pair_key()
        if self._alignment.running and key != self._measuring:
            self._alignment.cancel()
        if self.request is None or key in self._alignments or self._alignment.running or running:
            return
        if is_quick(self.request) and not self._form.area.follows_view():
            self._measuring = key
            self._alignment.start(parameters, self.request)

    def _aligned(self, alignment: Alignment) -> None:
        self._alignments[self._measuring] = alignment
        self.changed.emit()


def _dates(request: Optional[DetectionRequest]) -> tuple[ToRead, ...]:
    """Return the dates of a change detection; none of a run that is not possible."""
    if request is None:
        return ()
    pair = request.pair
    return (ToRead({BEFORE: pair.before, AFTER: pair.after}, pair, request.model, request.resolution),)


def _way_on(verdict: Verdict) -> tuple[str, str, str]:
    """Return the action that helps where a detection is not possible."""
    if verdict.too_coarse:
        tip = tr("Open the tool 'Detect change, classical' for these layers: it works at any resolution")
        return "classic", tr("Detect change without a network…"), tip
    return install_action() if verdict.runtime else ("", "", "")
