"""Texts of failures that use the form's field names in place of parameter names."""

from __future__ import annotations

import re

from qgis.PyQt.QtCore import QCoreApplication

from ...algorithms.run.failure_text import CONTEXT
from ...jobs.failure import JobFailure
from ...jobs.messages import render

translate = QCoreApplication.translate


def tr(text: str) -> str:
    """Translate a text of the Detect panel."""
    return str(translate("DetectPanel", text))


def panel_text(failure: JobFailure) -> str:
    """Return the text of a failure: what is wrong and how to fix it."""
    return with_field_names(render(failure.code, "", failure.values, lambda text: str(translate(CONTEXT, text))))


def with_field_names(text: str) -> str:
    """Replace parameter names in a message with the form's field names."""
    fields = {
        "BEFORE_BANDS": tr("Bands before"),
        "AFTER_BANDS": tr("Bands after"),
        "ASSUMED_CRS": tr("CRS of layers without one"),
        "RESOLUTION": tr("Resolution"),
        "THRESHOLD": tr("Threshold"),
        "MIN_AREA": tr("Smallest change"),
        "EXCLUDE": tr("Leave out"),
        "EXTENT": tr("Area"),
        "AREA": tr("Area"),
        "MODEL": tr("Model"),
        "BEFORE": tr("Before"),
        "AFTER": tr("After"),
    }
    named = re.sub(r"^[A-Z_]+: ", "", text)  # the leading parameter name: redundant in the panel
    return re.sub("|".join(rf"\b{name}\b" for name in fields), lambda match: f"'{fields[match.group()]}'", named)
