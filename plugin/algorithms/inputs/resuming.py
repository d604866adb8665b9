"""The parameter RESUME: whether a run keeps its finished blocks, so that it can go on after it was cut off.

Imported while QGIS starts.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Optional

from qgis.core import QgsProcessingParameterEnum
from qgis.PyQt.QtCore import QCoreApplication

from ..base import GroundshiftAlgorithm

if TYPE_CHECKING:
    from ...jobs.unfinished import Resume
    from .given import Given

translate = QCoreApplication.translate

RESUME = "RESUME"
_AUTOMATIC, _ALWAYS, _NEVER = "automatic", "always", "never"
# Smaller runs take about a minute: they are as quick to run again.
_LEAST_PIXELS = 50_000_000


def add_resume(algorithm: GroundshiftAlgorithm) -> None:
    """Add RESUME, advanced."""
    texts = [
        translate("Resume", "Automatic (runs of more than 50 million pixels)"),
        translate("Resume", "Always"),
        translate("Resume", "Never"),
    ]
    algorithm.add(
        QgsProcessingParameterEnum(RESUME, translate("Resume", "Resume after interruption"), texts, False, 0),
        translate(
            "Resume",
            "Finished blocks are kept on the disk while the tool runs. If the run is cancelled, killed or stopped by a full "
            "disk, running the tool again with the same inputs continues where it stopped. Unfinished runs are listed in the "
            "panel's tab 'History'; 'Clean up' removes them, and those older than 30 days are removed automatically.",
        ),
        advanced=True,
    )


def read_resume(given: Given) -> Optional[Resume]:
    """Return what RESUME asks for; ``None`` = nothing is kept.

    :raises JobFailure: no such choice.
    """
    from ...jobs.unfinished import Resume

    choice = given.choice(RESUME, (_AUTOMATIC, _ALWAYS, _NEVER))
    if choice == _NEVER:
        return None
    return Resume(unfinished_folder(), _LEAST_PIXELS if choice == _AUTOMATIC else 0)


def unfinished_folder() -> str:
    """Return the folder of the unfinished runs of all of the user's QGIS profiles."""
    from ...runtime.folders import cache_folder

    return os.path.join(cache_folder(), "unfinished")
