"""The suitability check of the Detect tab: checks the form, measures the alignment, and shows the verdict in the light."""

from __future__ import annotations

from typing import Any, Optional

from qgis.PyQt.QtCore import QCoreApplication, QObject, pyqtSignal

from ...algorithms.run.detect_change import DetectionRequest
from ..dock.session import Session
from ..tool_dialogs import ToolDialogs
from .alignment import Alignment, AlignmentCheck, alignment_finding, is_quick
from .form import DetectionForm
from .suitability import BAD, CAUTION, DATES, GOOD, UNKNOWN, Finding, Verdict, judge

_CLASSIC = "groundshift:detectchangeclassic"
_TOOLS = {"coregister": "groundshift:coregister", "install": "groundshift:installruntime"}


def tr(text: str) -> str:
    """Translate a text of the Detect panel."""
    return str(QCoreApplication.translate("DetectPanel", text))


class SuitabilityCheck(QObject):
    """Checks the settings of a form and offers an action that helps if something is wrong.

    :param iface: the ``QgisInterface``.
    :param form: its light shows the verdict.
    :param session: its pair is checked.
    :ivar parameters: of the checked form; ``None`` = it is incomplete.
    :ivar reason: why a run cannot be started; ``""`` = it can.
    """

    recheckRequested = pyqtSignal()  # the user has used a tool that may change the verdict

    def __init__(self, iface: Any, form: DetectionForm, session: Session, parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self._iface, self._form, self._session = iface, form, session
        self._dialogs = ToolDialogs()
        self.parameters: Optional[dict[str, Any]] = None
        self.reason = ""
        self._verdict: Optional[Verdict] = None
        self._alignments: dict[tuple[str, ...], Alignment] = {}  # measured shifts, by compared layers
        self._measuring: tuple[str, ...] = ()
        self._alignment = AlignmentCheck(self)
        self._alignment.found.connect(self._aligned)
        form.light.actionPressed.connect(self._perform)

    @property
    def request(self) -> Optional[DetectionRequest]:
        """The request of a run with the checked settings; ``None`` = it cannot run."""
        return self._verdict.request if self._verdict is not None else None

    def update(self, running: bool) -> None:
        """Check the form and show the verdict.

        :param running: whether a run is in progress; then the alignment is not measured.
        """
        missing = self._form.missing()
        if missing:
            self._verdict, self.parameters, self.reason = None, None, missing
            self._alignment.cancel()
            self._show_missing(missing)
            return
        self.parameters = self._form.parameters(with_thresholds=False)
        self._verdict = judge(self.parameters, self._form.dates())
        self.reason = "" if self._verdict.can_run else self._verdict.findings[0].text
        self._update_alignment(self._verdict, self.parameters, running)
        self._show_verdict()

    def cancel(self) -> None:
        """Cancel the measurement of the alignment."""
        self._alignment.cancel()

    def release(self) -> None:
        """Cancel the measurement and close the tools' windows."""
        self._alignment.cancel()
        self._dialogs.close_all()

    def clear(self) -> None:
        """Drop the measured alignments, when the project is closed."""
        self._alignments.clear()

    def _show_missing(self, missing: str) -> None:
        light = self._form.light
        if self._form.pair.before.count() <= 1:
            text = tr("The project has no raster yet. Add two rasters or web layers of the same place.")
            light.show_verdict(UNKNOWN, tr("Add two images first"), (Finding(UNKNOWN, "missing", text),))
            light.show_action("add", tr("Add raster layers…"), tr("Open QGIS's data source manager"))
            return
        chosen = self._session.before is not None and self._session.after is not None
        headline = tr("First choose the area") if chosen else tr("First choose what to compare")
        light.show_verdict(UNKNOWN, headline, (Finding(UNKNOWN, "missing", missing),))
        light.show_action("", "")

    def _show_verdict(self) -> None:
        verdict = self._verdict
        if verdict is None:
            return
        findings = verdict.findings
        action, text, tool_tip = "", "", ""
        if verdict.request is not None:
            aligned = self._alignments.get(self._pair_key())
            if aligned is not None:
                finding = alignment_finding(aligned, verdict.request.pair.gsd_m)
                if finding.level == CAUTION:
                    action, text = "coregister", tr("Align the dates…")
                    tool_tip = tr("Open the tool Co-register for these layers")
            elif self._alignment.running:
                finding = Finding(UNKNOWN, "alignment", tr("Alignment: being measured…"))
            else:
                finding = Finding(UNKNOWN, "alignment", tr("Alignment: not measured."))
                action, text = "align", tr("Check the alignment")
                tool_tip = tr("Measure the shift between the dates; takes some seconds")
            findings = (*findings, finding)
            if any(one.topic == DATES for one in findings):
                action, text = "swap", tr("Swap the dates")
                tool_tip = tr("Make the earlier image Before and the later one After")
        elif verdict.too_coarse:
            action, text = "classic", tr("Detect change without a network…")
            tool_tip = tr("Open the tool 'Detect change, classical' for these layers: it works at any resolution")
        elif verdict.runtime:
            action, text = "install", tr("Install runtime…")
            tool_tip = tr("Download the packages that run networks into a separate environment")
        level = Verdict(findings).level
        headline = {
            GOOD: tr("The model suits these layers"),
            CAUTION: tr("The model can be used with restrictions"),
            BAD: tr("Detection is not possible yet"),
            UNKNOWN: tr("Checking the layers…"),
        }[level]
        self._form.light.show_verdict(level, headline, findings)
        self._form.light.show_action(action, text, tool_tip)

    def _perform(self, action: str) -> None:
        """Perform the action that the light offers."""
        if action == "add":
            self._iface.actionAddRasterLayer().trigger()
        elif action == "align" and self.request is not None:
            self._measuring = self._pair_key()
            self._alignment.start(self._form.parameters(), self.request)
            self._show_verdict()
        elif action == "swap":
            self._form.pair.swap_dates()
        elif action == "classic":
            values = self._form.parameters(with_thresholds=False)
            self._dialogs.open(_CLASSIC, {name: values[name] for name in ("BEFORE", "AFTER")})
        elif action in _TOOLS:
            from processing import execAlgorithmDialog  # part of QGIS, but not in every host

            values = self._form.parameters(with_thresholds=False) if action == "coregister" else {}
            execAlgorithmDialog(_TOOLS[action], {name: values[name] for name in ("BEFORE", "AFTER") if name in values})
            self.recheckRequested.emit()

    def _pair_key(self) -> tuple[str, ...]:
        before, after = self._session.before, self._session.after
        return (
            before.source() if before else "",
            after.source() if after else "",
            str(before.crs().authid()) if before else "",
        )

    def _update_alignment(self, verdict: Verdict, parameters: dict[str, Any], running: bool) -> None:
        key = self._pair_key()
        if self._alignment.running and key != self._measuring:
            self._alignment.cancel()
        if verdict.request is None or key in self._alignments or self._alignment.running or running:
            return
        if is_quick(verdict.request) and not self._form.area.follows_view():
            self._measuring = key
            self._alignment.start(parameters, verdict.request)

    def _aligned(self, alignment: Alignment) -> None:
        self._alignments[self._measuring] = alignment
        self._show_verdict()
