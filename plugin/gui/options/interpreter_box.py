"""The user's own Python interpreter in place of the plugin's runtime, and a check of it."""

from __future__ import annotations

import os
from typing import Optional

from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import QCoreApplication, pyqtSignal
from qgis.PyQt.QtWidgets import QGroupBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ...algorithms.run.failure_text import failure_text
from ...jobs.events import Hello
from ...jobs.failure import JobFailure
from ...runtime import settings
from ...runtime.interpreter import PYTHON_VARIABLE, find_interpreter
from ..background import BackgroundRun, RunFeedback
from ..wrapped_text import WrappedText
from .sizes import place_text

translate = QCoreApplication.translate


class InterpreterBox(QGroupBox):
    """The setting ``groundshift/python``; empty = the plugin's own runtime."""

    providersFound = pyqtSignal(list)

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(translate("Options", "Your own Python"), parent)
        self._call: Optional[BackgroundRun] = None
        layout = QVBoxLayout(self)
        row = QHBoxLayout()
        self._file = QgsFileWidget(self)
        self._file.setObjectName("GroundshiftPython")
        self._file.setDialogTitle(translate("Options", "Choose a Python interpreter"))
        self._file.lineEdit().setPlaceholderText(translate("Options", "The runtime above"))
        self._file.setToolTip(
            translate(
                "Options",
                "A Python interpreter that already has the packages, used in place of the runtime above. Empty: "
                "the runtime above",
            )
        )
        self._file.setFilePath(settings.named_python())
        row.addWidget(self._file, 1)
        self._check = QPushButton(translate("Options", "Chec&k"), self)
        self._check.setObjectName("GroundshiftCheckPython")
        self._check.setToolTip(translate("Options", "Start the worker with this interpreter and show its capabilities"))
        self._check.clicked.connect(self._try)
        row.addWidget(self._check)
        layout.addLayout(row)
        named = os.environ.get(PYTHON_VARIABLE, "").strip()
        if named:
            text = translate(
                "Options", "The environment variable {name} is set to {python} and takes precedence over this setting."
            )
            layout.addWidget(WrappedText(text.format(name=PYTHON_VARIABLE, python=named), self))
        self._found = WrappedText("", self, "GroundshiftPythonFound")
        self._found.hide()
        layout.addWidget(self._found)
        self._file.fileChanged.connect(self._changed)

    def python(self) -> str:
        """Return the interpreter's path; ``""`` = none."""
        return str(self._file.filePath() or "").strip()

    def _changed(self, _path: str) -> None:
        """Discard the result of a check of the previous interpreter."""
        if self._call is not None:
            self._call.cancel()
            self._call.done.disconnect(self._found_out)
            self._call.failed.disconnect(self._failed)
            self._call = None
        self._show_text("")

    def _try(self) -> None:
        named = self.python()

        def ask(feedback: RunFeedback) -> tuple[str, Hello]:
            from ...runtime.child_environment import variables_for_child
            from ...runtime.worker_process import WorkerProcess

            # Check the interpreter of the form, even if the environment variable is set.
            interpreter = find_interpreter({}, named) if named else find_interpreter()
            worker = WorkerProcess(interpreter, variables_for_child())
            try:
                return interpreter.python, worker.greet(feedback.isCanceled)
            finally:
                worker.end()

        self._show_text(translate("Options", "Starting…"))
        self._check.setEnabled(False)
        self._call = BackgroundRun(ask)
        self._call.done.connect(self._found_out)
        self._call.failed.connect(self._failed)
        self._call.start()

    def _found_out(self, answer: tuple[str, Hello]) -> None:
        python, hello = answer
        versions = ", ".join(f"{name} {version}" for name, version in hello.versions.items())
        # The Azure provider is in every build but only sends data to a remote service.
        found = [name for name in hello.providers if not name.startswith("Azure")]
        providers = ", ".join(name.replace("ExecutionProvider", "") for name in found)
        self._show_text(
            translate(
                "Options", "✔ It works: Python {version} at {python}, with {versions}. Networks can run on: {providers}."
            ).format(version=hello.python, python=place_text(python), versions=versions, providers=providers)
        )
        self.providersFound.emit([str(name) for name in hello.providers])

    def _failed(self, failure: JobFailure) -> None:
        self._show_text(f"✘ {failure_text(failure)}")

    def _show_text(self, text: str) -> None:
        self._found.setText(text)
        self._found.setVisible(bool(text))
        self._check.setEnabled(True)
