"""The plugin's Python environment: its state, and installing, repairing and removing it."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from typing import Optional

from qgis.PyQt.QtCore import QCoreApplication, QUrl, pyqtSignal
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QGroupBox,
    QHBoxLayout,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ...algorithms.run.failure_text import failure_text
from ...jobs.failure import JobFailure
from ...runtime.environment_state import Marker, folder_size, read_marker, requirements_digest
from ...runtime.folders import runtime_root
from ...runtime.removal import environments, remove_environment
from ..algorithm_run import AlgorithmRun
from ..background import BackgroundRun, RunFeedback
from ..progress_bar import ProgressBar
from ..wrapped_text import WrappedText
from .accelerator_box import AcceleratorBox
from .amounts import MEASURED, amount_of, rounded_mb, rounded_minutes
from .installation import CLUSTER, INFERENCE, SERVER, TRAINING, new_installation, running_installation
from .sizes import size_text

translate = QCoreApplication.translate

_SERVER_PYTHON = (3, 10)


@dataclass(frozen=True)
class _State:
    """An installed environment.

    :param marker: ``None`` = the installation is incomplete.
    :param outdated: whether the plugin requires other packages now.
    """

    folder: str
    marker: Optional[Marker]
    size: int
    outdated: bool


class RuntimeBox(QGroupBox):
    """Shows the environment and runs ``groundshift:installruntime``."""

    changed = pyqtSignal()

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(translate("Options", "Runtime"), parent)
        self._states: list[_State] = []
        self._call: Optional[AlgorithmRun] = running_installation()
        layout = QVBoxLayout(self)
        self._status = WrappedText("", self, "GroundshiftRuntimeStatus")
        self._versions = WrappedText("", self, "GroundshiftRuntimeVersions")
        self._more = {name: self._component(name, *texts) for name, texts in _component_texts().items()}
        self._accelerator = AcceleratorBox(self)
        self._accelerator.changed.connect(self._show_buttons)
        row = QHBoxLayout()
        self._install = self._button("GroundshiftInstall", self._start)
        self._remove = self._button("GroundshiftRemoveRuntime", self._ask_to_remove)
        self._remove.setText(translate("Options", "Remove…"))
        self._open = self._button("GroundshiftOpenRuntime", self._open_folder)
        self._open.setText(translate("Options", "Open folder"))
        for button in (self._install, self._remove, self._open):
            row.addWidget(button)
        row.addStretch()
        progress = QHBoxLayout()
        self._bar = ProgressBar(self)
        self._bar.setObjectName("GroundshiftInstallProgress")
        self._cancel = self._button("GroundshiftCancelInstall", self._stop)
        self._cancel.setText(translate("Options", "Cancel"))
        progress.addWidget(self._bar, 1)
        progress.addWidget(self._cancel)
        self._line = WrappedText("", self, "GroundshiftInstallLine")
        for item in (self._status, self._versions, *self._more.values()):
            layout.addWidget(item)
        layout.addWidget(self._accelerator)
        layout.addLayout(row)
        layout.addLayout(progress)
        layout.addWidget(self._line)
        for widget in (self._bar, self._cancel, self._line, self._versions):
            widget.hide()
        self._status.setText(translate("Options", "Checking…"))
        if self._call is not None:
            self._follow(self._call)
        self._show_buttons()
        self.look()

    def look(self) -> None:
        """Read the state of the environments in the background: the size of incomplete ones has to be counted."""
        call = BackgroundRun(lambda _feedback: [_state(folder) for folder in environments()])
        call.done.connect(self._found)
        call.start()
        self._accelerator.look()

    # --- State ---

    def _found(self, states: list[_State]) -> None:
        self._states = states
        lines, versions = [], []
        for state in states:
            name = os.path.basename(state.folder).replace("python-", "Python ")
            if state.marker is None:
                text = translate("Options", "{name}, {size}: the installation was interrupted. Repair continues it.")
            elif state.outdated:
                text = translate(
                    "Options",
                    "{name}, {size}: {components}. This version of the plugin needs other packages: repair the runtime.",
                )
            else:
                text = translate("Options", "{name}, {size}: {components}. Complete and up to date.")
            components = ", ".join(state.marker.components) if state.marker else ""
            lines.append(text.format(name=name, size=size_text(state.size), components=components))
            if state.marker is not None:
                versions.append(", ".join(f"{package} {version}" for package, version in state.marker.versions.items()))
        nothing = translate("Options", "Not installed yet. Networks need the runtime; everything else works without it.")
        self._status.setText("\n".join(lines) or nothing)
        self._status.setToolTip("\n".join(state.folder for state in states) or runtime_root())
        self._versions.setText("\n".join(versions))
        self._versions.setVisible(bool(versions))
        for name in self._installed_ones():
            if name in self._more:
                self._more[name].setChecked(True)
        self._show_buttons()

    def _installed_ones(self) -> set[str]:
        """Return the installed components."""
        return {name for state in self._states if state.marker is not None for name in state.marker.components}

    def _chosen(self) -> list[str]:
        """Return the chosen components, besides what runs models."""
        return [name for name, box in self._more.items() if box.isChecked()]

    def _show_buttons(self) -> None:
        busy = self._call is not None
        why = translate("Options", "An installation is in progress")
        installed = self._installed_ones()
        adding = set(self._chosen()) - installed
        self._install.setText(
            translate("Options", "Install")
            if not self._states
            else translate("Options", "Add training")
            if adding == {TRAINING}
            else translate("Options", "Add components")
            if adding
            else translate("Options", "Change accelerator")
            if self._accelerator.build_to_install
            else translate("Options", "Repair or update")
        )
        self._install.setEnabled(not busy)
        self._install.setToolTip(why if busy else self._amount_text(adding if self._states else {INFERENCE, *adding}))
        self._remove.setEnabled(not busy and bool(self._states))
        nothing = translate("Options", "Nothing is installed")
        self._remove.setToolTip(
            why if busy else translate("Options", "Delete the runtime and free its disk space") if self._states else nothing
        )
        self._accelerator.setEnabled(not busy)
        self._open.setEnabled(bool(self._states))
        self._open.setToolTip("" if self._states else nothing)
        for name, box in self._more.items():
            possible = name != SERVER or sys.version_info >= _SERVER_PYTHON
            box.setEnabled(not busy and name not in installed and possible)
            if name in installed:
                box.setToolTip(translate("Options", "Already installed; remove the runtime to uninstall it"))
            elif not possible:
                box.setToolTip(translate("Options", "Needs Python 3.10 or later"))

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(runtime_root()))

    # --- Installing ---

    def _start(self) -> None:
        call = new_installation(self._chosen(), self._accelerator.choice)
        self._call = call
        self._follow(call)
        self._show_text(translate("Options", "Starting…"))
        self._show_buttons()
        call.start()

    def _follow(self, call: AlgorithmRun) -> None:
        """Show an installation. Connects methods only: Qt disconnects them when the page is closed, unlike lambdas."""
        call.progressed.connect(self._show_progress)
        call.messageReceived.connect(self._show_message)
        call.done.connect(self._installed)
        call.failed.connect(self._ended)
        call.cancelled.connect(self._stopped)
        self._bar.setValue(0)
        for widget in (self._bar, self._cancel):
            widget.show()
        self._cancel.setEnabled(True)

    def _show_progress(self, percent: float) -> None:
        self._bar.setValue(round(percent))

    def _installed(self, _results: object) -> None:
        self._ended("")

    def _stopped(self) -> None:
        self._ended(translate("Options", "Cancelled. Install or repair continues from here."))

    def _stop(self) -> None:
        if self._call is not None:
            self._cancel.setEnabled(False)
            self._show_text(translate("Options", "Stopping…"))
            self._call.cancel()

    def _show_message(self, _level: str, text: str) -> None:
        self._show_text(text)

    def _show_text(self, text: str) -> None:
        self._line.setText(text.strip())
        self._line.setVisible(bool(text.strip()))

    def _ended(self, text: str) -> None:
        self._call = None
        for widget in (self._bar, self._cancel):
            widget.hide()
        if text:
            self._show_text(text)
        self._show_buttons()
        self.look()
        self.changed.emit()

    # --- Removing ---

    def _ask_to_remove(self) -> None:
        size = size_text(sum(state.size for state in self._states))
        text = translate("Options", "Remove the runtime? This frees {size}. Networks cannot run until it is installed again.")
        question = QMessageBox(
            QMessageBox.Icon.Question,
            translate("Options", "Remove the runtime"),
            text.format(size=size) + "\n\n" + "\n".join(state.folder for state in self._states),
            QMessageBox.StandardButton.Cancel,
            self,
        )
        remove = question.addButton(translate("Options", "Remove"), QMessageBox.ButtonRole.DestructiveRole)
        question.exec()
        if question.clickedButton() is remove:
            self._remove_all()

    def _remove_all(self) -> None:
        folders = [state.folder for state in self._states]

        def work(_feedback: RunFeedback) -> int:
            from ...runtime.worker_pool import release_idle

            release_idle()
            return sum(remove_environment(folder) for folder in folders)

        self._remove.setEnabled(False)
        self._show_text(translate("Options", "Removing…"))
        call = BackgroundRun(work)
        call.done.connect(self._removal_done)
        call.failed.connect(self._removal_failed)
        call.start()

    def _removal_done(self, size: int) -> None:
        self._removed(translate("Options", "{size} freed.").format(size=size_text(size)))

    def _removal_failed(self, failure: JobFailure) -> None:
        self._removed(failure_text(failure))

    def _removed(self, text: str) -> None:
        for box in self._more.values():
            box.setChecked(False)
        self._show_text(text)
        self.look()
        self.changed.emit()

    # --- Parts ---

    def _component(self, name: str, text: str, tip: str) -> QCheckBox:
        box = QCheckBox(text.format(size=rounded_mb(MEASURED[name].download)), self)
        box.setObjectName(f"Groundshift{name.capitalize()}")
        box.setToolTip(tip)
        box.toggled.connect(lambda _on: self._show_buttons())
        return box

    def _amount_text(self, components: set[str]) -> str:
        build = self._accelerator.build_to_install
        amount = amount_of(components, build)
        if not components and not build:
            return translate("Options", "Checks what is installed and downloads what is missing or outdated")
        text = translate("Options", "{size} MB to download, {minutes} min; can be cancelled and continued later")
        return text.format(size=rounded_mb(amount.download), minutes=rounded_minutes(amount.seconds))

    def _button(self, name: str, action: object) -> QPushButton:
        button = QPushButton(self)
        button.setObjectName(name)
        button.clicked.connect(action)
        return button


def _component_texts() -> dict[str, tuple[str, str]]:
    """Components that may be added to what runs models: their text with ``{size}`` in MB, and their tool tip."""
    return {
        TRAINING: (
            translate("Options", "Include the trainin&g of models ({size} MB; several GB for a graphics card)"),
            translate("Options", "Adds PyTorch, in the build for your processor or graphics card from the index for torch"),
        ),
        CLUSTER: (
            translate("Options", "Include detection on a cluster ({size} MB)"),
            translate("Options", "Adds Dask, for the tool 'Detect change on a cluster'"),
        ),
        SERVER: (
            translate("Options", "Include the server ({size} MB)"),
            translate("Options", "Adds pygeoapi, to run the tools for others over HTTP"),
        ),
    }


def _state(folder: str) -> _State:
    """Read the state of the environment in ``folder``; may take a while."""
    marker = read_marker(folder)
    if marker is None:
        return _State(folder, None, folder_size(folder), False)
    return _State(folder, marker, marker.size_bytes, _is_outdated(marker))


def _is_outdated(marker: Marker) -> bool:
    major, _, minor = marker.python.partition(".")
    try:
        version = (int(major), int(minor))
        wanted = requirements_digest(marker.components, version, marker.extra, marker.torch_index, marker.build)
    except (ValueError, OSError, KeyError):  # a Python or a build that this version of the plugin does not support
        return True
    return wanted != marker.requirements
