"""The life of a run, the same for every task: progress and Cancel, result layers, messages, the end of its project."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Callable, Optional, Union

from qgis.core import Qgis, QgsProject
from qgis.gui import QgsMessageBarItem
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QCoreApplication, QLocale, QObject, QTime, QTimer, pyqtSignal

from ..algorithm_chain import AlgorithmChain
from ..algorithm_run import AlgorithmRun
from ..dock.session import RunResult, Session
from ..wrapped_text import worded
from .result_layers import LayerWanted, ResultLoader
from .run_bar import NoticeBox, RunBar
from .suitability import BAD, CAUTION, UNKNOWN
from .texts import with_field_names

_SECONDS_OF_MESSAGE = 8

Run = Union[AlgorithmRun, AlgorithmChain]


def tr(text: str) -> str:
    """Translate a text of the Detect panel."""
    return str(QCoreApplication.translate("DetectPanel", text))


@dataclass(frozen=True)
class RunPlan:
    """What becomes of a run's outputs.

    :param title: the beginning of the name of the group that the layers go into.
    :param told_apart_by: further words of the group's name, such as the model; the time is added. Layers have them where the
        project has layers of the same name.
    :param message: title of the message after the run, which has little room; ``""`` = that of the group.
    :param algorithm: id of the algorithm whose outputs they are.
    :param pair: ids of the compared layers.
    :param layers: the outputs that become layers, the topmost of the group first.
    :param settings: threshold and minimum area of a detection's mask and polygons.
    """

    title: str
    algorithm: str
    pair: tuple[str, str]
    layers: tuple[LayerWanted, ...]
    settings: tuple[float, float] = (0.0, 0.0)
    told_apart_by: tuple[str, ...] = ()
    message: str = ""

    def words_of_run(self) -> str:
        """Return what tells the run apart from others on the same layers: the further words, and the time."""
        time = str(QLocale().toString(QTime.currentTime(), "HH:mm"))
        return " · ".join(word for word in (*self.told_apart_by, time) if word)


class RunLife(QObject):
    """Runs one algorithm, or chain of algorithms, at a time and shows it in the bar and the notice of a panel.

    :param bar: shows the progress. :param notice: shows warnings and failures.
    :param finished_text: ``(outputs) -> text`` of the message after a run.
    """

    began = pyqtSignal()
    loaded = pyqtSignal(object)  # RunResult
    ended = pyqtSignal()  # whatever became of it

    def __init__(
        self,
        iface: Any,
        session: Session,
        bar: RunBar,
        notice: NoticeBox,
        finished_text: Callable[[dict[str, Any]], str],
        parent: Optional[QObject] = None,
    ) -> None:
        super().__init__(parent)
        self._iface, self._session = iface, session
        self._bar, self._notice = bar, notice
        self._finished_text = finished_text
        self._project = QgsProject.instance()
        self._task: Optional[Run] = None
        self._warnings: list[str] = []
        self._message: Optional[QgsMessageBarItem] = None
        bar.cancelPressed.connect(self.cancel)

    @property
    def running(self) -> bool:
        """Whether a run is in progress."""
        return self._task is not None

    def start(self, task: Run, plan: RunPlan) -> None:
        """Start a run; the one before has ended."""
        self._begin(task)
        task.done.connect(lambda values: self._finished(task, values, plan))
        task.start()

    def start_tool(self, task: Run, done: Callable[[dict[str, Any]], None]) -> None:
        """Start a run whose outputs are no layers.

        :param done: takes them.
        """
        self._begin(task)

        def finish(values: dict[str, Any]) -> None:
            if task is self._task:
                self._end(task, None)
                done(values)

        task.done.connect(finish)
        task.start()

    def cancel(self) -> None:
        """Cancel the run."""
        if self._task is not None:
            self._task.cancel()

    def drop(self) -> bool:
        """Cancel the run and take nothing from it: its project is closed, or the panel goes.

        :return: whether there was one.
        """
        task, self._task = self._task, None
        if task is None:
            return False
        task.cancel()
        self._bar.end()
        return True

    def show_found(self, title: str, values: dict[str, Any]) -> None:
        """Show what a run has found, and its warnings.

        :param title: of the message.
        """
        self._push(title, self._finished_text(values), Qgis.MessageLevel.Success)
        warnings = list(dict.fromkeys(with_field_names(text) for text in self._warnings))
        if warnings:
            self._notice.show_notice(CAUTION, "\n".join(warnings))

    def forget_warnings(self) -> None:
        """Drop the warnings of the last run."""
        self._warnings = []

    def fail(self, text: str) -> None:
        """Show a failure."""
        self._notice.show_notice(BAD, text)
        short = text.partition(". ")[0].rstrip(".") + "."
        self._push(tr("Groundshift"), short, Qgis.MessageLevel.Critical)

    def _push(self, title: str, text: str, level: Qgis.MessageLevel) -> None:
        """Show a message in QGIS's window, in place of the one of the run before."""
        bar = self._iface.messageBar()
        if self._message is not None and not sip.isdeleted(self._message):
            bar.popWidget(self._message)
        self._message = QgsMessageBarItem(worded(bar, f"{title}: {text}"), level, _SECONDS_OF_MESSAGE)
        bar.pushItem(self._message)

    def _begin(self, task: Run) -> None:
        self._notice.show_notice(UNKNOWN, "")
        self._warnings = []
        task.progressed.connect(self._bar.show_progress)
        task.staged.connect(self._bar.show_stage)
        task.messageReceived.connect(self._take_message)
        task.failed.connect(lambda text: self._end(task, text))
        task.cancelled.connect(lambda: self._end(task, ""))
        self._task = task
        self._bar.begin(tr("Starting…"))
        self.began.emit()

    def _take_message(self, level: str, text: str) -> None:
        if level == "warning":
            self._warnings.append(text)

    def _finished(self, task: Run, values: dict[str, Any], plan: RunPlan) -> None:
        if task is not self._task:  # its project was closed
            return
        loader = ResultLoader(self._project, plan.title, values, plan.layers, plan.algorithm, plan.words_of_run())
        QTimer.singleShot(0, lambda: self._load(task, loader, values, plan))

    def _load(self, task: Run, loader: ResultLoader, values: dict[str, Any], plan: RunPlan) -> None:
        """Load one result, and the next one in a later event, so that QGIS stays responsive."""
        if task is not self._task:
            return
        if loader.load_next(plan.pair, plan.settings):
            QTimer.singleShot(0, lambda: self._load(task, loader, values, plan))
            return
        if not loader.loaded:
            self._end(task, tr("The run has finished, but QGIS cannot open its results."))
            return
        result: RunResult = loader.result(plan.pair, task.parameters)
        self._end(task, None)
        self._session.add_result(result)
        self.loaded.emit(result)
        self.show_found(plan.message or plan.title, values)

    def _end(self, task: Run, error: Optional[str]) -> None:
        """Show that a run has ended.

        :param error: text of the failure; ``""`` = cancelled, ``None`` = finished.
        """
        if task is not self._task:
            return
        self._task = None
        self._bar.end()
        if error:
            self.fail(with_field_names(error))
        self.ended.emit()
