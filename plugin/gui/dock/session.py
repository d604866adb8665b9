"""State shared by the dock's panels: the pair of dates, the last run, and requests between panels."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Optional

from qgis.core import QgsMapLayer, QgsProject
from qgis.PyQt.QtCore import QObject, pyqtSignal

_SCOPE, _PAIR_ENTRY = "Groundshift", "/pair"


@dataclass(frozen=True)
class RunResult:
    """A finished run. Its layers may have been removed since: look them up by id.

    :param mask, probability, polygons: ids of layers in the project; ``""`` = the output was not created.
    :param before, after: ids of the compared layers.
    :param parameters: of the algorithm, as Processing takes them.
    :param group: name of the group that holds the layers.
    :param algorithm: id of the algorithm.
    :param outputs: values of the algorithm's outputs, by name (``CHANGED_AREA``, ``POLYGON_COUNT``, paths).
    """

    mask: str
    probability: str
    polygons: str
    before: str
    after: str
    parameters: dict[str, Any] = field(default_factory=dict)
    group: str = ""
    algorithm: str = "groundshift:detectchange"
    outputs: dict[str, Any] = field(default_factory=dict)


class Session(QObject):
    """Shared by the panels of a dock.

    Layers are stored by id; layers removed from the project are dropped.
    """

    pairChanged = pyqtSignal()
    resultAdded = pyqtSignal(object)  # RunResult
    reviewRequested = pyqtSignal(object)  # QgsVectorLayer of polygons
    compareRequested = pyqtSignal()
    outlinesChanged = pyqtSignal()
    runRequested = pyqtSignal(object, str)  # dict: parameters for the form, and the id of their algorithm

    def __init__(self, parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self._before = ""
        self._after = ""
        self._outline_opacity = 1.0
        self._outlines_shown = True
        self._result: Optional[RunResult] = None
        self._project = QgsProject.instance()
        self._project.layersWillBeRemoved.connect(self._layers_go)
        self._project.readProject.connect(self._take_kept_pair)
        self._take_kept_pair()

    @property
    def before(self) -> Optional[QgsMapLayer]:
        """The layer of the earlier date; ``None`` = not set."""
        return self._layer(self._before)

    @property
    def after(self) -> Optional[QgsMapLayer]:
        """The layer of the later date; ``None`` = not set."""
        return self._layer(self._after)

    @property
    def outline_opacity(self) -> float:
        """Opacity of the outlines of polygons over the dates, 0..1; 0 while they are switched off."""
        return self._outline_opacity if self._outlines_shown else 0.0

    def set_outline_opacity(self, opacity: float) -> None:
        """Set the opacity of the outlines, and show them."""
        self._outline_opacity, self._outlines_shown = opacity, True
        self.outlinesChanged.emit()

    def flicker_outlines(self) -> None:
        """Switch the outlines off, or on again."""
        self._outlines_shown = self.outline_opacity == 0
        if self._outlines_shown:
            self._outline_opacity = self._outline_opacity or 1.0
        self.outlinesChanged.emit()

    @property
    def results(self) -> Optional[RunResult]:
        """The last finished run of this project; ``None`` = none."""
        return self._result

    def set_pair(self, before: Optional[QgsMapLayer], after: Optional[QgsMapLayer]) -> None:
        """Set the two dates."""
        chosen = (before.id() if before is not None else "", after.id() if after is not None else "")
        if chosen != (self._before, self._after):
            self._before, self._after = chosen
            self._keep_pair()
            self.pairChanged.emit()

    def add_result(self, result: RunResult) -> None:
        """Set the last finished run and notify the panels."""
        self._result = result
        self.resultAdded.emit(result)

    def layer(self, layer_id: str) -> Optional[QgsMapLayer]:
        """Return a layer of the project by its id; ``None`` = it is not in the project."""
        return self._layer(layer_id)

    def release(self) -> None:
        """Disconnect from the project."""
        self._project.layersWillBeRemoved.disconnect(self._layers_go)
        self._project.readProject.disconnect(self._take_kept_pair)

    def _keep_pair(self) -> None:
        """Keep the pair with the project, which does not have to be saved for that alone."""
        unsaved = self._project.isDirty()
        self._project.writeEntry(_SCOPE, _PAIR_ENTRY, f"{self._before}\n{self._after}")
        self._project.setDirty(unsaved)

    def _take_kept_pair(self, *_document: object) -> None:
        """Take the pair that the project was left with, as far as its layers are there."""
        stored = (str(self._project.readEntry(_SCOPE, _PAIR_ENTRY, "")[0]) + "\n").split("\n")
        before, after = self._layer(stored[0]), self._layer(stored[1])
        if before is not None or after is not None:
            self.set_pair(before, after)

    def _layer(self, layer_id: str) -> Optional[QgsMapLayer]:
        return self._project.mapLayer(layer_id) if layer_id else None

    def _layers_go(self, layer_ids: list[str]) -> None:
        gone = set(layer_ids)
        result = self._result
        if result is not None and {result.mask, result.probability, result.polygons} - {""} <= gone:
            self._result = None
        if self._before in gone or self._after in gone:
            self._before = "" if self._before in gone else self._before
            self._after = "" if self._after in gone else self._after
            self.pairChanged.emit()
