"""The bottom of the Detect tab: notice, run and preview buttons, progress and Cancel."""

from __future__ import annotations

from typing import Optional

from qgis.PyQt.QtCore import QCoreApplication, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ...algorithms.run.failure_text import CONTEXT
from ...jobs.messages import STAGES
from ...runtime.job_place import server_address
from ..icons import icon, theme_icon
from ..progress_bar import ProgressBar
from ..target_names import target_name
from ..wrapped_text import WrappedText
from .numbers import time_text


def tr(text: str) -> str:
    """Translate a text of the Detect panel."""
    return str(QCoreApplication.translate("DetectPanel", text))


class RunBar(QFrame):
    """The buttons Run and Preview; during a run progress, stage, remaining time and Cancel.

    :param run_text: of the button that starts a run; ``""`` = that of a detection.
    :param run_tip: what it does.
    :param with_preview: whether there is a button for a preview.
    """

    runPressed = pyqtSignal()
    cancelPressed = pyqtSignal()
    previewToggled = pyqtSignal(bool)

    def __init__(
        self,
        parent: Optional[QWidget] = None,
        run_text: str = "",
        run_tip: str = "",
        with_preview: bool = True,
    ) -> None:
        super().__init__(parent)
        self._run_tip = run_tip or tr("Find the changes in the area and add them to the project")
        self.run = QPushButton(icon("detect"), run_text or tr("R&un detection"), self)
        self.run.setObjectName("GroundshiftRun")
        font = self.run.font()
        font.setBold(True)
        self.run.setFont(font)
        self.run.clicked.connect(lambda _checked=False: self.runPressed.emit())
        self.preview = QPushButton(icon("preview"), tr("Prev&iew"), self)
        self.preview.setObjectName("GroundshiftPreview")
        self.preview.setCheckable(True)
        self.preview.toggled.connect(self.previewToggled)
        buttons = QWidget(self)
        row = QHBoxLayout(buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.run, 2)
        row.addWidget(self.preview, 1)
        self.preview.setVisible(with_preview)
        self._progress = ProgressBar(self)
        self._progress.setObjectName("GroundshiftProgress")
        self._progress.setRange(0, 100)
        self.cancel = QPushButton(theme_icon("mActionStop.svg"), tr("Ca&ncel"), self)
        self.cancel.setObjectName("GroundshiftCancel")
        self.cancel.clicked.connect(self._cancel)
        self._stage = QLabel(self)
        self._stage.setObjectName("GroundshiftStage")
        self._stage.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        running = QWidget(self)
        column = QVBoxLayout(running)
        column.setContentsMargins(0, 0, 0, 0)
        upper = QHBoxLayout()
        upper.addWidget(self._progress, 1)
        upper.addWidget(self.cancel)
        column.addLayout(upper)
        column.addWidget(self._stage)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(buttons)
        self._stack.addWidget(running)
        self._stack.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.note = QLabel(self)
        self.note.setObjectName("GroundshiftPreviewNote")
        self.note.setWordWrap(True)
        self.note.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 4, 6, 6)
        layout.addWidget(self.note)
        layout.addWidget(self._stack)
        self._device = QLabel(self)
        self._device.setObjectName("GroundshiftDevice")
        self._device.setWordWrap(True)
        self._device.hide()
        layout.addWidget(self._device)

    @property
    def running(self) -> bool:
        return bool(self._stack.currentIndex() == 1)

    def allow(self, reason: str, task: str = "") -> None:
        """Enable or disable the buttons, and name what the network is going to run on.

        :param reason: why a run cannot be started; ``""`` = it can.
        :param task: of the network that the run needs; ``""`` = it needs none.
        """
        self._device.setText(_place_text(task) if task else "")
        self._device.setVisible(bool(task))
        self.run.setEnabled(not reason)
        self.run.setToolTip(reason or self._run_tip)
        self.preview.setEnabled(not reason or self.preview.isChecked())
        self.preview.setToolTip(reason or tr("Show the changes in the map view, updated whenever the map moves"))

    def begin(self, text: str) -> None:
        """Show progress."""
        self._progress.setValue(0)
        self._stage.setText(text)
        self.cancel.setEnabled(True)
        self.cancel.setToolTip(tr("Cancel the run; no partial results are kept"))
        had_focus = self.run.hasFocus()
        self._stack.setCurrentIndex(1)
        if had_focus:
            self.cancel.setFocus()

    def end(self) -> None:
        """Show the buttons again."""
        had_focus = self.cancel.hasFocus()
        self._stack.setCurrentIndex(0)
        if had_focus:
            self.run.setFocus()

    def show_progress(self, percent: float) -> None:
        self._progress.setValue(round(percent))

    def show_stage(self, stage: str, seconds_left: float) -> None:
        """Show the stage of a run.

        :param stage: of the worker's stages.
        :param seconds_left: negative = unknown.
        """
        if not self.cancel.isEnabled():
            return
        text = str(QCoreApplication.translate(CONTEXT, STAGES.get(stage, stage)))
        if seconds_left >= 1:
            text = tr("{stage}: {time} left").format(stage=text, time=time_text(seconds_left))
        self._stage.setText(text)

    def show_note(self, text: str) -> None:
        """Show a line above the buttons; ``""`` = none."""
        self.note.setText(text)
        self.note.setVisible(bool(text))

    def _cancel(self) -> None:
        self.cancel.setEnabled(False)
        self.cancel.setToolTip(tr("The run is being cancelled"))
        self._stage.setText(tr("Stopping…"))
        self.cancelPressed.emit()


_SIDE = 20


class NoticeBox(QFrame):
    """A notice with an icon, selectable text and a close button."""

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.setObjectName("GroundshiftNotice")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._light = QLabel(self)
        self._text = WrappedText("", self, "GroundshiftNoticeText")
        self._text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        close = QToolButton(self)
        close.setObjectName("GroundshiftNoticeClose")
        close.setAutoRaise(True)
        close.setIcon(theme_icon("mIconClose.svg"))
        close.setToolTip(QCoreApplication.translate("DetectPanel", "Close this message"))
        close.setAccessibleName(close.toolTip())
        close.clicked.connect(lambda _checked=False: self.hide())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(6, 4, 4, 4)
        layout.addWidget(self._light, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._text, 1)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def text(self) -> str:
        """Return the text shown; ``""`` = the box is closed."""
        return "" if self.isHidden() else str(self._text.text())

    def show_notice(self, level: str, text: str) -> None:
        """Show a notice.

        :param level: of :mod:`.suitability`.
        :param text: ``""`` closes the box.
        """
        side = round(_SIDE * self.fontMetrics().height() / 16.0)
        self._light.setPixmap(icon(f"light_{level}").pixmap(side, side))
        self._text.setText(text)
        self.setVisible(bool(text))


def _place_text(task: str) -> str:
    """Where a run takes place, and on which backend the network of a task runs there."""
    server = server_address()
    if server:
        return tr("Runs on the server {address}; the preview runs on this computer.").format(address=server)
    from ...runtime.network_target import expected_target  # reads the environment's state: not while QGIS starts

    device = target_name(expected_target(task))
    return tr("The network runs on {device}.").format(device=device or tr("ONNX Runtime (automatic)"))
