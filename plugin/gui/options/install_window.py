"""The window that installs the runtime: what is downloaded, how much, where to, how long it takes; a bar, and Cancel."""

from __future__ import annotations

from typing import Any, Callable, Optional

from qgis.PyQt import sip
from qgis.PyQt.QtCore import QCoreApplication, Qt
from qgis.PyQt.QtGui import QCloseEvent
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
)

from ...runtime.folders import runtime_root
from ..algorithm_run import AlgorithmRun
from ..help import help_button
from ..icons import icon
from ..progress_bar import ProgressBar
from ..window_size import resize_within_screen
from ..wrapped_text import WrappedText
from .accelerator_box import AcceleratorBox
from .amounts import amount_of, rounded_mb, rounded_minutes
from .installation import INFERENCE, TRAINING, new_installation, running_installation

translate = QCoreApplication.translate

_windows: list[InstallWindow] = []  # the open window, if any


def open_installation(training: bool = False, done: Optional[Callable[[], None]] = None) -> None:
    """Show the window that installs the runtime.

    :param training: whether what trains models is proposed, too.
    :param done: called when an installation that it shows has ended well.
    """
    _windows[:] = [window for window in _windows if not sip.isdeleted(window)]
    if not _windows:
        import qgis.utils

        iface = getattr(qgis.utils, "iface", None)
        _windows.append(InstallWindow(iface.mainWindow() if iface is not None else None))
    window = _windows[0]
    window.propose(training, done)
    window.show()
    window.raise_()
    window.activateWindow()


def close_installation() -> None:
    """Close the window, when the plugin is unloaded."""
    while _windows:
        window = _windows.pop()
        if not sip.isdeleted(window):
            window.close()
            window.deleteLater()


class InstallWindow(QDialog):
    """Installs the runtime. Closing it does not stop an installation: Cancel does."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.setObjectName("GroundshiftInstallWindow")
        self.setWindowTitle(translate("Options", "Install the runtime"))
        self.setWindowIcon(icon("icon"))
        self._done: list[Callable[[], None]] = []
        self._run: Optional[AlgorithmRun] = None
        layout = QVBoxLayout(self)
        about = translate(
            "Options",
            "Groundshift runs networks in a Python environment of its own. QGIS's Python is not changed, and everything that "
            "needs no network works without it.",
        )
        layout.addWidget(self._label(about))
        form = QFormLayout()
        form.setHorizontalSpacing(14)
        self._what, self._download, self._disk = self._label(), self._label(), self._label()
        self._time = self._label()
        where = self._label(runtime_root())
        where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._accelerator = AcceleratorBox(self, label=False)
        for title, label in (
            (translate("Options", "What"), self._what),
            (translate("Options", "Accelerator"), self._accelerator),
            (translate("Options", "Download"), self._download),
            (translate("Options", "On the disk"), self._disk),
            (translate("Options", "Time"), self._time),
            (translate("Options", "Where"), where),
        ):
            form.addRow(title, label)
        layout.addLayout(form)
        self.training = QCheckBox(translate("Options", "Also what &trains models"), self)
        self.training.setObjectName("GroundshiftInstallTraining")
        self.training.toggled.connect(lambda _on: self._show_amounts())
        layout.addWidget(self.training)
        self.bar = ProgressBar(self)
        self.bar.setObjectName("GroundshiftInstallBar")
        self.line = self._label()
        self.line.setObjectName("GroundshiftInstallText")
        self.line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout.addWidget(self.bar)
        layout.addWidget(self.line)
        layout.addStretch()
        row = QHBoxLayout()
        row.addWidget(help_button("settings", "runtime", self))
        row.addStretch()
        self.install = self._button("GroundshiftInstallStart", translate("Options", "&Install"), self._start)
        self.install.setIcon(icon("tools/installruntime"))
        self.install.setDefault(True)
        self.cancel = self._button("GroundshiftInstallStop", translate("Options", "&Cancel"), self._stop)
        self.closing = self._button("GroundshiftInstallClose", translate("Options", "Close"), self.close)
        for button in (self.install, self.cancel, self.closing):
            row.addWidget(button)
        layout.addLayout(row)
        self.setMinimumWidth(70 * self.fontMetrics().horizontalAdvance("x"))
        self._show_amounts()
        self._show_state()
        self._accelerator.changed.connect(self._show_amounts)

    def propose(self, training: bool, done: Optional[Callable[[], None]]) -> None:
        """Propose what to install, or show what is being installed.

        :param done: see :func:`open_installation`.
        """
        if done is not None:
            self._done.append(done)
        running = running_installation()
        if running is not None and self._run is None:
            self._follow(running)
        elif running is None:
            self.training.setChecked(training or self.training.isChecked())
            self._say("")
            self._accelerator.look()
        self._show_state()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 (Qt's name)
        if self._run is None:
            self._done.clear()
        super().closeEvent(event)

    def _show_amounts(self) -> None:
        training = self.training.isChecked()
        self._what.setText(
            translate("Options", "ONNX Runtime, Rasterio, NumPy and Shapely; PyTorch for training")
            if training
            else translate("Options", "ONNX Runtime, Rasterio, NumPy and Shapely")
        )
        amount = amount_of([INFERENCE, TRAINING] if training else [INFERENCE], self._accelerator.build_to_install)
        measured = translate("Options", "{size} MB")
        more = translate("Options", "{size} MB; several GB where the build for a graphics card is taken")
        self._download.setText((more if training else measured).format(size=rounded_mb(amount.download)))
        self._disk.setText((more if training else measured).format(size=rounded_mb(amount.disk)))
        minutes = translate("Options", "about {minutes} min, by the connection; QGIS can be used meanwhile")
        self._time.setText(minutes.format(minutes=rounded_minutes(amount.seconds)))
        self._make_room()

    def _show_state(self) -> None:
        busy = self._run is not None
        self.bar.setVisible(busy)
        self.cancel.setVisible(busy)
        self.install.setVisible(not busy)
        self.training.setEnabled(not busy)
        self._accelerator.setEnabled(not busy)
        self.training.setToolTip(translate("Options", "An installation is in progress") if busy else "")
        self._make_room()

    def _start(self) -> None:
        run = new_installation([TRAINING] if self.training.isChecked() else [], self._accelerator.choice)
        self._follow(run)
        self._say(translate("Options", "Starting…"))
        run.start()

    def _follow(self, run: AlgorithmRun) -> None:
        """Show an installation. Connects methods only: Qt disconnects them when the window is deleted, unlike lambdas."""
        self._run = run
        self.bar.setValue(0)
        self.cancel.setEnabled(True)
        run.progressed.connect(self._show_progress)
        run.messageReceived.connect(self._show_message)
        run.done.connect(self._installed)
        run.failed.connect(self._failed)
        run.cancelled.connect(self._stopped)
        self._show_state()

    def _stop(self) -> None:
        if self._run is not None:
            self.cancel.setEnabled(False)
            self._say(translate("Options", "Stopping…"))
            self._run.cancel()

    def _show_progress(self, percent: float) -> None:
        self.bar.setValue(round(percent))

    def _show_message(self, _level: str, text: str) -> None:
        self._say(text.strip())

    def _installed(self, _results: object) -> None:
        self._end(translate("Options", "The runtime is ready."))
        waiting, self._done = self._done, []
        for call in waiting:
            call()

    def _failed(self, text: str) -> None:
        self._end(text)

    def _stopped(self) -> None:
        self._end(translate("Options", "Cancelled. Install continues from here."))

    def _end(self, text: str) -> None:
        self._run = None
        self._say(text)
        self._show_state()

    def _say(self, text: str) -> None:
        self.line.setText(text)
        self.line.setVisible(bool(text))
        self._make_room()

    def _make_room(self) -> None:
        """Grow with the texts: a window with lines that wrap does not do so by itself."""
        needed = self.layout().totalHeightForWidth(self.width())
        if needed > self.height():
            resize_within_screen(self, self.width(), needed)

    def _label(self, text: str = "") -> WrappedText:
        return WrappedText(text, self)

    def _button(self, name: str, text: str, action: Callable[..., Any]) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(name)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: action())
        return button
