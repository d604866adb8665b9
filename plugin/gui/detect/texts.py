"""Failures in the panel's words: fields are called what the form calls them, not by the names of parameters."""

from __future__ import annotations

import re

from qgis.PyQt.QtCore import QCoreApplication

from ...algorithms.run.failure_text import CONTEXT
from ...jobs.failure import JobFailure
from ...jobs.messages import render

translate = QCoreApplication.translate


def tr(text: str) -> str:
    """The text in the user's language."""
    return str(translate("DetectPanel", text))


def panel_text(failure: JobFailure) -> str:
    """What is wrong and how to mend it."""
    return with_field_names(render(failure.code, "", failure.values, lambda text: str(translate(CONTEXT, text))))


def with_field_names(text: str) -> str:
    """A message in which parameters are called what the form calls them."""
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
    named = re.sub(r"^[A-Z_]+: ", "", text)  # the parameter in front: the panel shows what is meant
    return re.sub("|".join(rf"\b{name}\b" for name in fields), lambda match: f"'{fields[match.group()]}'", named)
