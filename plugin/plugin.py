"""The plugin class that QGIS loads; registers the Processing provider, with or without a window."""

from __future__ import annotations

import os
import sys
import threading
from typing import Any, Optional

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, QLocale, QSettings, QTranslator

from .provider import GroundshiftProvider

_ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


class GroundshiftPlugin:
    """The plugin object. ``qgis_process`` calls :meth:`initProcessing` only, QGIS Desktop :meth:`initGui`.

    :param iface: the ``QgisInterface``; ``None`` under ``qgis_process``.
    """

    def __init__(self, iface: Optional[Any]) -> None:
        self.iface = iface
        self.provider: Optional[GroundshiftProvider] = None
        self._translator = _install_translator()
        self._desktop: Optional[Any] = None
        self._options: Optional[Any] = None

    def initProcessing(self) -> None:  # noqa: N802 (QGIS calls it by this name)
        """Register the Processing provider."""
        self.provider = GroundshiftProvider()
        QgsApplication.processingRegistry().addProvider(self.provider)
        # On a thread of its own: the files may lie on a network drive that does not answer.
        threading.Thread(target=_remove_leftovers, name="groundshift-leftovers", daemon=True).start()

    def initGui(self) -> None:  # noqa: N802
        """Start with QGIS Desktop."""
        from .gui.desktop import Desktop
        from .gui.options.options_factory import OptionsFactory

        self.initProcessing()
        self._desktop = Desktop(self.iface)
        self._options = OptionsFactory(self.iface)

    def unload(self) -> None:
        """Remove everything: widgets, actions, background runs, provider, worker process, translator."""
        if self._desktop is not None:
            self._desktop.release()
            self._desktop = None
        if self._options is not None:
            self._options.release()
            self._options = None
        if self.provider is not None:
            QgsApplication.processingRegistry().removeProvider(self.provider)
            self.provider = None
        _stop_worker()
        if self._translator is not None:
            QCoreApplication.removeTranslator(self._translator)
            self._translator = None
        _forget_modules()


def _remove_leftovers() -> None:
    """Remove temporary files of jobs whose QGIS was killed."""
    from .runtime.leftovers import remove_leftovers

    remove_leftovers()


def _install_translator() -> Optional[QTranslator]:
    """Install the translation for the QGIS language, if there is one."""
    settings = QSettings()
    language = settings.value("locale/userLocale", "", type=str) or QLocale.system().name()
    for name in (language, language[:2]):
        path = os.path.join(_ROOT, "i18n", f"groundshift_{name}.qm")
        if name and os.path.isfile(path):
            translator = QTranslator()
            if translator.load(path) and QCoreApplication.installTranslator(translator):
                return translator
    return None


def _stop_worker() -> None:
    """End the worker process, if any job has started one."""
    pool = sys.modules.get(f"{__name__.rpartition('.')[0]}.runtime.worker_pool")
    if pool is not None:
        pool.shutdown()


def _forget_modules() -> None:
    """Remove all of the plugin's modules, so that a reload imports them again.

    QGIS itself only removes modules whose import it has recorded. Classes of the remaining ones would not be those of the
    reloaded ones, so that, for instance, ``isinstance`` fails for a worker's events.
    """
    package = __name__.partition(".plugin.")[0]
    for name in [name for name in sys.modules if name.startswith(f"{package}.")]:
        del sys.modules[name]
