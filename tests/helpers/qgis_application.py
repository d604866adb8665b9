"""One QGIS per test process, with a profile of its own."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from qgis.core import QgsApplication

PROCESSING_PLUGINS = "/usr/share/qgis/python/plugins"
_kept: list[QgsApplication] = []  # an application that is collected takes its layers and canvases with it


def start_qgis(profile: Path | str, widgets: bool = False) -> QgsApplication:
    """Return the QGIS of this process, started if there is none yet.

    ``exitQgis()`` is never called: it crashes where layers or widgets outlive it, and the process ends anyway.

    :param profile: the folder of the profile.
    :param widgets: with widgets, on the display if there is one.
    """
    if PROCESSING_PLUGINS not in sys.path:
        sys.path.append(PROCESSING_PLUGINS)  # where QGIS Desktop finds the package of Processing
    running = QgsApplication.instance()
    if running is not None:
        return running
    if not widgets or not os.environ.get("DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QgsApplication([], widgets, str(profile))
    application.initQgis()
    _kept.append(application)
    return application


def start_processing() -> None:
    """Register the algorithms of Processing in the running QGIS."""
    from processing.core.Processing import Processing

    Processing.initialize()
