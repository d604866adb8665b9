"""The choice of the library that runs the networks: what was found on this computer, and what fits it."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Mapping, Optional

from qgis.PyQt.QtCore import QCoreApplication, pyqtSignal
from qgis.PyQt.QtGui import QStandardItemModel
from qgis.PyQt.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ...algorithms.run.failure_text import CONTEXT
from ...jobs.failure import JobFailure
from ...runtime.accelerators import (
    AUTOMATIC,
    BUILD_OF,
    CUDA,
    DIRECTML,
    OPENVINO,
    PLAIN,
    choice_of,
    fitting_builds,
)
from ...runtime.base_interpreter import find_base
from ...runtime.environment_state import read_marker
from ...runtime.finding import finding_text
from ...runtime.folders import installed_environments, runtime_root
from ...runtime.machine import Machine, probe
from ..background import BackgroundRun
from ..wrapped_text import WrappedText

translate = QCoreApplication.translate

_NAMES = {OPENVINO: "OpenVINO", CUDA: "CUDA", DIRECTML: "DirectML"}


@dataclass(frozen=True)
class Look:
    """What a look at this computer has found.

    :param python: version of the Python that the environment is made from.
    :param installed: build of the networks' runtime; ``""`` = there is none.
    """

    machine: Machine
    python: tuple[int, int]
    installed: str

    @property
    def builds(self) -> Mapping[str, str]:
        """Builds by choice, of what this computer can use."""
        return fitting_builds(self.machine, self.python)


class AcceleratorBox(QWidget):
    """Offers the accelerators that fit this computer, with what they take to download.

    Until the look at the computer is done, which takes up to some seconds in the background, all are offered.
    """

    changed = pyqtSignal()

    def __init__(self, parent: Optional[QWidget] = None, label: bool = True) -> None:
        """:param label: whether a label stands before the list."""
        super().__init__(parent)
        self._found: Optional[Look] = None
        self._touched = False
        self._choices = QComboBox(self)
        self._choices.setObjectName("GroundshiftAccelerator")
        for name, text in _texts().items():
            self._choices.addItem(text, name)
        self._choices.setToolTip(
            translate("Options", "The library that runs the networks. Takes effect with the next installation or repair")
        )
        self._choices.activated.connect(self._touch)
        self._choices.currentIndexChanged.connect(lambda _index: self._show())
        row = QHBoxLayout()
        if label:
            title = QLabel(translate("Options", "Accelerator"), self)
            title.setBuddy(self._choices)
            row.addWidget(title)
        row.addWidget(self._choices)
        row.addStretch()
        self._line = WrappedText(translate("Options", "Looking at this computer…"), self, "GroundshiftFinding")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row)
        layout.addWidget(self._line)

    @property
    def choice(self) -> str:
        """Of :data:`...runtime.accelerators.CHOICES`."""
        return str(self._choices.currentData())

    @property
    def build_to_install(self) -> str:
        """The build that the choice stands for, if it is not installed yet; else ``""``."""
        if self._found is None:
            return ""
        build = self._found.builds.get(self.choice, "")
        return "" if build == (self._found.installed or PLAIN) else build

    def look(self) -> None:
        """Look at this computer and at what is installed, in the background."""
        self._touched = False
        call = BackgroundRun(lambda _feedback: _look())
        call.done.connect(self._looked)
        call.start()

    def _touch(self, _index: int) -> None:
        self._touched = True

    def _looked(self, found: Look) -> None:
        self._found = found
        model = self._choices.model()
        for index in range(self._choices.count()):
            fits = self._choices.itemData(index) in found.builds
            if isinstance(model, QStandardItemModel):
                model.item(index).setEnabled(fits)
        if not self._touched:  # a repair keeps the build unless the user chooses another one
            choice = choice_of(found.installed) if found.installed else AUTOMATIC
            self._choices.setCurrentIndex(self._choices.findData(choice if choice in found.builds else AUTOMATIC))
        self._show()

    def _show(self) -> None:
        if self._found is None:
            return
        found = finding_text(
            self._found.machine, self._found.python, lambda text: str(QCoreApplication.translate(CONTEXT, text))
        )
        fitting = self._found.builds[AUTOMATIC]
        name, size = _NAMES.get(choice_of(fitting), ""), BUILD_OF[fitting].download_mb
        fits = (
            translate("Options", "Found: {found}. What fits is {name}, {size} MB more to download.")
            if size
            else translate("Options", "Found: {found}. What fits is ONNX Runtime on the processor.")
        )
        self._line.setText(fits.format(found=found, name=name, size=size))
        self.changed.emit()


def _look() -> Look:
    """Look at this computer; takes up to some seconds."""
    try:
        python = find_base().version
    except JobFailure:  # the installation reports it
        python = (sys.version_info[0], sys.version_info[1])
    markers = [read_marker(folder) for folder in installed_environments(runtime_root())]
    builds = [marker.build for marker in markers if marker is not None]
    return Look(probe(), python, builds[0] if builds else "")


def _texts() -> dict[str, str]:
    """Names of the choices of ``groundshift:installruntime``."""
    return {
        AUTOMATIC: translate("Options", "Automatic: what fits this computer"),
        PLAIN: translate("Options", "None: the processor with ONNX Runtime"),
        OPENVINO: translate("Options", "OpenVINO: processors of Intel and AMD"),
        CUDA: translate("Options", "CUDA: graphics cards of NVIDIA (1.6 to 2 GB)"),
        DIRECTML: translate("Options", "DirectML: graphics cards on Windows"),
    }
