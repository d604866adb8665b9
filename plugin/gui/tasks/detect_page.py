"""The Detect tab: a task is chosen at its top, and the task's own panel is below."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import Any, Optional

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QCoreApplication, QSize, Qt
from qgis.PyQt.QtGui import QKeyEvent, QShowEvent
from qgis.PyQt.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ...algorithms.inputs.model_choice import CHANGE, SEGMENTATION, known_models
from ...jobs.texts.mark import QT_TRANSLATE_NOOP
from ..dock.session import Session
from ..icons import icon
from .result_layers import last_result

translate = QCoreApplication.translate

_SCOPE, _ENTRY = "Groundshift", "/task"


@dataclass(frozen=True)
class TaskEntry:
    """A task of the Detect tab.

    :param key: also the value that the project stores.
    :param module: of its panel, a :class:`.task_panel.TaskPanel`, relative to the package ``plugin.gui``.
    :param name, tip: of its button, in the context DetectPage.
    :param algorithms: ids of those whose runs the panel repeats.
    :param model_task: of the models that it needs; ``""`` = it needs none.
    :param help_page, help_anchor: of the guide.
    """

    key: str
    module: str
    class_name: str
    name: str
    tip: str
    icon: str
    algorithms: tuple[str, ...]
    model_task: str
    help_page: str
    help_anchor: str = ""


# In the order of the buttons; the first one is the task of a new project.
TASKS: tuple[TaskEntry, ...] = (
    TaskEntry(
        "buildings",
        "buildings.detect_panel",
        "DetectPanel",
        QT_TRANSLATE_NOOP("DetectPage", "Buildings"),
        QT_TRANSLATE_NOOP("DetectPage", "Detect new and demolished buildings, or what else a model of change detects"),
        "detect",
        ("groundshift:detectchange",),
        CHANGE,
        "dock",
        "detect",
    ),
    TaskEntry(
        "transitions",
        "transitions.transition_panel",
        "TransitionPanel",
        QT_TRANSLATE_NOOP("DetectPage", "What became what"),
        QT_TRANSLATE_NOOP("DetectPage", "Map the land cover of two dates and what became what between them"),
        "transitions",
        ("groundshift:fromtochange",),
        SEGMENTATION,
        "land-cover",
        "in-the-panel",
    ),
    TaskEntry(
        "radar",
        "radar.radar_panel",
        "RadarPanel",
        QT_TRANSLATE_NOOP("DetectPage", "Radar series"),
        QT_TRANSLATE_NOOP("DetectPage", "Detect change in a series of radar images that earlier images do not explain"),
        "radar",
        ("groundshift:sardifference",),
        "",
        "radar",
        "in-the-panel",
    ),
)


def panel_algorithms() -> tuple[str, ...]:
    """Return the ids of the algorithms whose runs the tab repeats with other layers."""
    return tuple(algorithm for entry in TASKS for algorithm in entry.algorithms)


class DetectPage(QWidget):
    """The Detect tab. The panel of a task is created when the task is first chosen.

    :param iface: the ``QgisInterface``.
    :param session: what the dock's panels share.
    """

    def __init__(self, iface: Any, session: Session, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self._iface, self._session = iface, session
        self._project = QgsProject.instance()
        self._panels: dict[str, Any] = {}
        self._task = TASKS[0].key
        self._buttons: dict[str, QToolButton] = {}
        self._stack = QStackedWidget(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._build_chooser())
        layout.addWidget(self._stack, 1)
        session.runRequested.connect(self._run_requested)
        self._project.readProject.connect(self._project_opened)
        self._project.cleared.connect(self._project_opened)
        self._offer()
        self._project_opened()

    @property
    def task(self) -> str:
        """Key of the chosen task."""
        return self._task

    def panel(self, key: str) -> Any:
        """Return the panel of a task, created if it has not been shown yet."""
        entry = next(entry for entry in TASKS if entry.key == key)
        if key not in self._panels:
            module = importlib.import_module(f".{entry.module}", __name__.rsplit(".", 2)[0])
            panel = getattr(module, entry.class_name)(self._iface, self._session, self)
            self._panels[key] = panel
            self._stack.addWidget(panel)
        return self._panels[key]

    def choose(self, key: str) -> None:
        """Show the panel of a task; the project remembers it."""
        panel = self.panel(key)
        if key != self._task:
            self._project.writeEntry(_SCOPE, _ENTRY, key)
        self._task = key
        self._stack.setCurrentWidget(panel)
        self._buttons[key].setChecked(True)

    def help_target(self) -> tuple[str, str]:
        """Return page and anchor of the guide on the chosen task."""
        entry = next(entry for entry in TASKS if entry.key == self._task)
        return entry.help_page, entry.help_anchor

    def release(self) -> None:
        """Release the panels and disconnect from the project and the session."""
        self._session.runRequested.disconnect(self._run_requested)
        self._project.readProject.disconnect(self._project_opened)
        self._project.cleared.disconnect(self._project_opened)
        for panel in self._panels.values():
            panel.release()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's names)
        self._offer()
        super().showEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Go from task to task with the arrow keys, while one of the buttons has the focus."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        offered = [key for key, button in self._buttons.items() if button.isVisible()]
        focused = next((key for key in offered if self._buttons[key].hasFocus()), "")
        if event.key() not in steps or not focused:
            super().keyPressEvent(event)
            return
        key = offered[(offered.index(focused) + steps[event.key()]) % len(offered)]
        self.choose(key)
        self._buttons[key].setFocus()

    def _build_chooser(self) -> QWidget:
        bar = QFrame(self)
        bar.setObjectName("GroundshiftTasks")
        row = QHBoxLayout(bar)
        row.setContentsMargins(6, 4, 6, 2)
        row.setSpacing(2)
        group = QButtonGroup(bar)
        group.setExclusive(True)
        side = round(1.5 * self.fontMetrics().height())
        for entry in TASKS:
            name, tip = (translate("DetectPage", text) for text in (entry.name, entry.tip))
            button = QToolButton(bar)
            button.setObjectName(f"GroundshiftTask{entry.key.capitalize()}")
            button.setText(name)
            button.setIcon(icon(entry.icon))
            button.setIconSize(QSize(side, side))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.setCheckable(True)
            button.setAutoRaise(True)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.setToolTip(tip)
            button.setAccessibleName(name)
            button.setAccessibleDescription(tip)
            button.clicked.connect(lambda _checked=False, key=entry.key: self.choose(key))
            group.addButton(button)
            row.addWidget(button, 1)
            self._buttons[entry.key] = button
        return bar

    def _offer(self) -> None:
        """Offer the tasks that there are models for."""
        for entry in TASKS:
            offered = not entry.model_task or bool(known_models(entry.model_task))
            self._buttons[entry.key].setVisible(offered or entry.key == self._task)

    def _run_requested(self, _parameters: object, algorithm: str) -> None:
        """Show the panel of an algorithm, which fills its form."""
        key = next((entry.key for entry in TASKS if algorithm in entry.algorithms), "")
        if key and key not in self._panels:
            self.choose(key)
            self._panels[key].fill(_parameters, algorithm)  # it was not there to hear of the request
        elif key:
            self.choose(key)

    def _project_opened(self, *_document: object) -> None:
        """Show the task that the project was left with, and share its last result."""
        result = last_result(self._project) if self._session.results is None else None
        if result is not None:
            self._session.add_result(result)
        stored, _ = self._project.readEntry(_SCOPE, _ENTRY, TASKS[0].key)
        known = [entry.key for entry in TASKS]
        self.choose(stored if stored in known else TASKS[0].key)
