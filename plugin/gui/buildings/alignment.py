"""Measure the shift between the two dates in the background with ``groundshift:coregister``."""

from __future__ import annotations

import math
import os
from dataclasses import dataclass
from typing import Any, Optional

from qgis.core import QgsPointXY, QgsProcessingFeedback
from qgis.PyQt.QtCore import QCoreApplication, QObject, pyqtSignal

from ...algorithms.inputs.given import Given
from ...algorithms.inputs.pair_parameters import AFTER, BEFORE
from ...algorithms.run.coregister import STEPS, CoregistrationRequest
from ...algorithms.run.detect_change import DetectionRequest
from ...algorithms.run.job_algorithm import perform
from ...algorithms.run.pair_run import PairRun
from ...jobs.failure import JobFailure
from ...layers.render_plan import units_for_gsd
from ...layers.sources import split_uri
from ...runtime.job_place import has_runtime
from ..background import BackgroundRun
from ..tasks.suitability import CAUTION, GOOD, UNKNOWN, Finding
from ..tasks.texts import panel_text

_TOLERABLE_PIXELS = 1.5
_TRUSTED_FROM = 0.3  # docs/coregistration.md
_PARAMETERS = ("AREA", "EXTENT", "EXCLUDE", "ASSUMED_CRS")


def tr(text: str) -> str:
    """Translate a text of the Detect panel."""
    return str(QCoreApplication.translate("DetectPanel", text))


@dataclass(frozen=True)
class Alignment:
    """Measured shift.

    :param length_m: shift on the ground in metres.
    :param reliability: 0 .. 1.
    :param why_not: reason if the measurement failed.
    """

    length_m: float = 0.0
    reliability: float = 0.0
    why_not: str = ""


class AlignmentCheck(QObject):
    """Measures the shift between the dates of a request; a new measurement replaces the running one."""

    found = pyqtSignal(object)  # Alignment

    def __init__(self, parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self._call: Optional[BackgroundRun] = None

    @property
    def running(self) -> bool:
        return self._call is not None

    def start(self, parameters: dict[str, Any], request: DetectionRequest) -> None:
        """Start a measurement, in the thread that owns the layers; :attr:`found` is emitted unless it is cancelled."""
        self.cancel()
        wanted = {name: parameters[name] for name in (BEFORE, AFTER, *_PARAMETERS) if name in parameters}
        try:
            given = Given.of_project("groundshift:coregister", wanted)
            run = STEPS.prepare(given, STEPS.checked(given), QgsProcessingFeedback(False))
        except JobFailure as failure:
            self.found.emit(Alignment(why_not=panel_text(failure)))
            return
        pair = request.pair
        centre = QgsPointXY(pair.work.center())
        metres = 1.0 / max(units_for_gsd(pair.after.crs, centre, 1.0), 1e-30)  # metres per map unit, north to south
        call = BackgroundRun(lambda feedback: _measure(run, feedback))
        call.done.connect(lambda values, call=call: self._done(call, _alignment(values, metres)))
        call.failed.connect(lambda failure, call=call: self._done(call, Alignment(why_not=panel_text(failure))))
        call.cancelled.connect(lambda call=call: self._done(call, None))
        self._call = call.start()

    def cancel(self) -> None:
        """Cancel the measurement."""
        if self._call is not None:
            self._call.cancel()
            self._call = None

    def _done(self, call: BackgroundRun, alignment: Optional[Alignment]) -> None:
        if call is self._call:
            self._call = None
            if alignment is not None:
                self.found.emit(alignment)


def is_quick(request: DetectionRequest) -> bool:
    """Return True if measuring takes only seconds, because both dates are local files and are measured on this computer."""
    if not has_runtime():
        return False
    for date in (request.pair.before, request.pair.after):
        if date.rendering or not os.path.isfile(split_uri(date.layer.dataProvider().dataSourceUri())[0]):
            return False
    return True


def _measure(run: PairRun[CoregistrationRequest], feedback: QgsProcessingFeedback) -> dict[str, Any]:
    return perform(lambda outputs, scratch, feedback: STEPS.make_job(run, outputs, scratch, feedback), {}, feedback)


def _alignment(values: dict[str, Any], metres_a_unit: float) -> Alignment:
    length = math.hypot(float(values["SHIFT_X"]), float(values["SHIFT_Y"])) * metres_a_unit
    return Alignment(length, float(values["RELIABILITY"]))


def alignment_finding(alignment: Alignment, pixel_m: float) -> Finding:
    """Return the finding for an alignment at a pixel size in metres."""
    if alignment.why_not:
        return Finding(UNKNOWN, "alignment", tr("Alignment: not measured. {reason}").format(reason=alignment.why_not))
    if alignment.reliability < _TRUSTED_FROM:
        text = tr("Alignment: unknown, the images are too different to measure it. Check it visually.")
        return Finding(UNKNOWN, "alignment", text)
    pixels = alignment.length_m / pixel_m if pixel_m > 0 else 0.0
    if pixels > _TOLERABLE_PIXELS:
        text = tr(
            "Alignment: the dates are shifted by {length:.3g} m ({pixels:.1f} pixels). Align them first with "
            "the tool Co-register."
        )
        return Finding(CAUTION, "alignment", text.format(length=alignment.length_m, pixels=pixels))
    text = tr("Alignment: good, the dates are shifted by {length:.2g} m ({pixels:.1f} pixels).")
    return Finding(GOOD, "alignment", text.format(length=alignment.length_m, pixels=pixels))
