"""Display of results in QGIS: one group per run, polygons on top, each layer with the style that the worker wrote.

Processing loads layers without their default style and leaves them in the order of their file names. A post-processor
does better; it runs only where a layer is really loaded into a project, so never under ``qgis_process``.
"""

from __future__ import annotations

import itertools
import uuid
from typing import Optional, Sequence

from qgis.core import (
    QgsLayerTree,
    QgsLayerTreeGroup,
    QgsMapLayer,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingLayerPostProcessorInterface,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QLocale, QTime

from ...layers.described_results import describe_result

RESULT_PROPERTY = "groundshift/result"  # of a layer: the output that it is
_RUN_PROPERTY = "groundshift/run"
_BETWEEN = " · "  # the words of a name
# Rasters that would hide the ground below the outlines of the same run.
_OUTLINES = "POLYGONS"
_COVERING = ("MASK", "PROBABILITY", "FROM_TO", "SCORE", "DIFFERENCE", "CLASSES_BEFORE", "CLASSES_AFTER")
_RANK_PROPERTY = "groundshift/rank"
# Processing keeps no reference to a post-processor that is written in Python, so it must be kept alive until it has run.
# Runs are few and post-processors small; the oldest go when there are more than a long session of batches needs.
_KEPT_MOST = 3000
_kept: list[ResultPostProcessor] = []


class ResultPostProcessor(QgsProcessingLayerPostProcessorInterface):
    """Post-processor that styles a result and moves it into its run's group.

    :param output: name of the output; :param run: unique to the run; :param group: name of its group.
    :param rank: position in it, 0 on top.
    :param user_style: path of the style that the user chose for this output in Processing, which then holds; ``""`` = none.
    :param shown: whether it is switched on.
    """

    def __init__(self, output: str, run: str, group: str, rank: int, user_style: str, shown: bool = True) -> None:
        super().__init__()
        self._shown = shown
        self._output = output
        self._run, self._group, self._rank, self._user_style = run, group, rank, user_style

    def postProcessLayer(  # noqa: N802 (QGIS's name)
        self, layer: QgsMapLayer, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        if not self._user_style:
            layer.loadDefaultStyle()
        elif isinstance(layer, QgsVectorLayer):
            # Processing has loaded it already, but QGIS prefers the style inside a GeoPackage unless stated otherwise.
            layer.loadNamedStyle(self._user_style, True)
        describe_result(layer)
        layer.setCustomProperty(RESULT_PROPERTY, self._output)  # after the style, which may bring properties of its own
        project = context.project() or QgsProject.instance()
        layer.setName(distinct_name(project, layer, layer.name(), self._group.rpartition(_BETWEEN)[2]))
        move_into_group(project, layer, self._run, self._group, self._rank)
        node = project.layerTreeRoot().findLayer(layer.id())
        if node is not None and not self._shown:
            node.setItemVisibilityChecked(False)


def distinct_name(project: QgsProject, layer: QgsMapLayer, name: str, words: str) -> str:
    """Return the name of a result's layer, unlike those of all others: lists of layers do not show the group of its run.

    :param words: what tells the run apart; they are added where the project has a layer of that name, and then a number.
    """
    taken = {other.name() for other in project.mapLayers().values() if other is not layer}
    further = f"{name}{_BETWEEN}{words}" if words else name
    numbered = (f"{further} ({number})" for number in itertools.count(2))
    return next(one for one in itertools.chain((name, further), numbered) if one not in taken)


def is_shown(output: str, loaded: Sequence[str]) -> bool:
    """Return whether a result is switched on: rasters that hide the ground are not where there are polygons.

    :param loaded: all outputs of the run that are loaded.
    """
    return not (_OUTLINES in loaded and output in _COVERING)


def show_results(
    context: QgsProcessingContext, algorithm_id: str, group: str, outputs: Sequence[tuple[str, Optional[str]]]
) -> None:
    """Attach a post-processor to each result that will be loaded.

    :param group: name of the run's group; the time is added, so that runs on the same layers differ.
    :param outputs: parameter and layer of each output, the one that goes on top first.
    """
    run = uuid.uuid4().hex
    name_of_run = f"{group}{_BETWEEN}{QLocale().toString(QTime.currentTime(), 'HH:mm')}"
    loaded = [name for name, layer in outputs if layer and context.willLoadLayerOnCompletion(layer)]
    for rank, (name, layer) in enumerate(outputs):
        if layer and context.willLoadLayerOnCompletion(layer):
            processor = ResultPostProcessor(
                name, run, name_of_run, rank, _user_style(algorithm_id, name), is_shown(name, loaded)
            )
            _kept.append(processor)
            context.layerToLoadOnCompletionDetails(layer).setPostProcessor(processor)
    del _kept[:-_KEPT_MOST]


def move_into_group(project: QgsProject, layer: QgsMapLayer, run: str, group_name: str, rank: int) -> None:
    """Move the layer's node into the group of its run.

    The group is made where the first of its layers stands; where that is in the group of an earlier run, which QGIS adds to
    while one of its layers is selected, above that group.
    """
    node = project.layerTreeRoot().findLayer(layer.id())
    if node is None or node.parent() is None:
        return
    parent = node.parent()
    group = _group_of_run(project.layerTreeRoot(), run)
    if group is None:
        group = QgsLayerTreeGroup(group_name)
        group.setCustomProperty(_RUN_PROPERTY, run)
        beside, place = parent, node
        while isinstance(beside, QgsLayerTreeGroup) and beside.customProperty(_RUN_PROPERTY) and beside.parent() is not None:
            beside, place = beside.parent(), beside
        beside.insertChildNode(beside.children().index(place), group)
    moved = node.clone()
    moved.setCustomProperty(_RANK_PROPERTY, rank)
    # The copy goes in first: QGIS removes layers from the project that have no node left.
    group.insertChildNode(_position(group, rank), moved)
    parent.removeChildNode(node)


def _position(group: QgsLayerTreeGroup, rank: int) -> int:
    """Return the index below the last result of a lower rank. Other layers in the group have no rank."""
    ranks = [int(child.customProperty(_RANK_PROPERTY, rank)) for child in group.children()]
    return max((index + 1 for index, other in enumerate(ranks) if other < rank), default=0)


def _group_of_run(root: QgsLayerTree, run: str) -> Optional[QgsLayerTreeGroup]:
    return next((group for group in root.findGroups(True) if group.customProperty(_RUN_PROPERTY) == run), None)


def _user_style(algorithm_id: str, output: str) -> str:
    """Return the style that the user set for this output (context menu, Edit rendering styles), else ``""``."""
    try:
        from processing.gui.RenderingStyles import RenderingStyles
    except ImportError:  # Processing's Python side is not there under every host
        return ""
    return str(RenderingStyles.getStyle(algorithm_id, output) or "")
