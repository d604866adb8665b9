"""The runs of the open project, stored in the project file."""

from __future__ import annotations

import json
from typing import Optional

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ...algorithms.run.run_log import RunRecord, listen, stop_listening

_SCOPE, _ENTRY = "Groundshift", "/history"
_MOST_RUNS = 200  # older runs are dropped
_histories: list[RunHistory] = []  # the one instance, if any


class RunHistory(QObject):
    """Records each run of the plugin's algorithms from dock, toolbox, models and scripts."""

    changed = pyqtSignal()
    to_announce = pyqtSignal(object)  # RunRecord: a run of this project has ended that no panel shows
    _told = pyqtSignal(object, str, bool)  # from the thread of a run to the main thread

    def __init__(self, parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self._records: list[RunRecord] = []
        self._project = QgsProject.instance()
        self._told.connect(self._take)
        self._listener = lambda record, begun: self._told.emit(record, begun.project, begun.announced)
        listen(self._listener)
        self._project.readProject.connect(self._load)
        self._project.cleared.connect(self._load)
        self._load()

    @property
    def records(self) -> tuple[RunRecord, ...]:
        """Runs of this project, the oldest first."""
        return tuple(self._records)

    def remove(self, keys: set[str]) -> None:
        """Remove runs; their results are kept."""
        self._records = [record for record in self._records if record.key not in keys]
        self._store()

    def release(self) -> None:
        """Stop recording."""
        stop_listening(self._listener)
        self._project.readProject.disconnect(self._load)
        self._project.cleared.disconnect(self._load)

    def _take(self, record: RunRecord, project: str, announced: bool) -> None:
        # Another project may have been opened during the run.
        if project == self._project.fileName() or not project:
            self._records = [*self._records, record][-_MOST_RUNS:]
            self._store()
            if announced:
                self.to_announce.emit(record)

    def _store(self) -> None:
        text = json.dumps([record.as_json() for record in self._records], ensure_ascii=False)
        self._project.writeEntry(_SCOPE, _ENTRY, text)
        self.changed.emit()

    def _load(self, *_arguments: object) -> None:
        text, _ = self._project.readEntry(_SCOPE, _ENTRY, "[]")
        try:
            values = json.loads(text or "[]")
        except ValueError:  # edited by hand, or by another program
            values = []
        found = [RunRecord.from_json(item) for item in values] if isinstance(values, list) else []
        self._records = [record for record in found if record is not None]
        self.changed.emit()


def start_history() -> RunHistory:
    """Start recording runs, when QGIS starts."""
    _histories.append(RunHistory())
    return _histories[-1]


def current_history() -> RunHistory:
    """Return the history, started if necessary."""
    return _histories[-1] if _histories else start_history()


def end_history() -> None:
    """Stop recording, when the plugin is unloaded."""
    while _histories:
        history = _histories.pop()
        history.release()
        history.deleteLater()
