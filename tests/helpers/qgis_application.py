"""One QGIS per test process, with a profile of its own."""

from __future__ import annotations

import os
import sys
import unittest.mock
from pathlib import Path

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QSettings

PROCESSING_PLUGINS = "/usr/share/qgis/python/plugins"
_kept: list[QgsApplication] = []  # an application that is collected takes its layers and canvases with it


def start_qgis(profile: Path | str, widgets: bool = False) -> QgsApplication:
    """Return the QGIS of this process, started if there is none yet.

    ``exitQgis()`` is never called: it crashes where layers or widgets outlive it, and the process ends anyway.

    :param profile: the folder of the profile; settings lie in it, so that no other process reads what a test sets.
    :param widgets: with widgets, on the display if there is one.
    """
    if PROCESSING_PLUGINS not in sys.path:
        sys.path.append(PROCESSING_PLUGINS)  # where QGIS Desktop finds the package of Processing
    running = QgsApplication.instance()
    if running is not None:
        return running
    if not widgets or not os.environ.get("DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    # Else settings lie in one file of the user's, which groups of tests that run at the same time share.
    for kind in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
        QSettings.setPath(kind, QSettings.Scope.UserScope, str(Path(profile) / "settings"))
    # QGIS 3.44 takes the folder from this variable alone; programs that tests start keep the one of their group.
    with unittest.mock.patch.dict(os.environ, {"QGIS_CUSTOM_CONFIG_PATH": str(profile)}):
        application = QgsApplication([], widgets, str(profile))
        application.initQgis()
    _kept.append(application)
    return application


def start_processing() -> None:
    """Register the algorithms of Processing in the running QGIS."""
    from processing.core.Processing import Processing

    Processing.initialize()
