"""Files and layers of a run: output paths, the styled group in the project, and finding it again."""

from __future__ import annotations

import json
import os
import re
import tempfile
import uuid
from dataclasses import dataclass
from typing import Any, Mapping, Optional, Sequence

from qgis.core import QgsLayerTreeGroup, QgsMapLayer, QgsProcessingUtils, QgsProject, QgsRasterLayer, QgsVectorLayer
from qgis.PyQt.QtCore import QCoreApplication

from ...algorithms.outputs.result_layers import RESULT_PROPERTY, distinct_name
from ...algorithms.run.detect_change import MASK, POLYGONS, PROBABILITY
from ...layers.described_results import describe_result
from ..dock.session import RunResult

translate = QCoreApplication.translate

OUTPUT_PROPERTY = "groundshift/output"  # layer property: name of the output
RUN_PROPERTY = "groundshift/run"  # layer property: id of the run
TIME_PROPERTY = "groundshift/time"  # layer property: sequence number of the run
_SETTINGS_PROPERTY = (
    "groundshift/settings"  # layer property of a probability: threshold and minimum area of its mask and polygons
)
_SHAPE_PROPERTY = "groundshift/shape"  # layer property of a probability: how its polygons were simplified
_ALGORITHM_PROPERTY = "groundshift/algorithm"  # layer property: id of the algorithm
_OUTPUTS_PROPERTY = "groundshift/outputs"  # layer property: the run's other outputs, as JSON
DETECTION = "groundshift:detectchange"
_NEW_DATES = ("ALIGNED",)  # outputs of tools that are images, not results: coregister's
_PAIR_PROPERTY = "groundshift/pair"  # layer property: ids of the compared layers


def is_result(layer: QgsMapLayer) -> bool:
    """Return True if a layer is a result of a run, from the panel or the toolbox. An aligned image is not a result."""
    made_by_tool = str(layer.customProperty(RESULT_PROPERTY) or "")
    return bool(layer.customProperty(OUTPUT_PROPERTY)) or made_by_tool not in ("", *_NEW_DATES)


@dataclass(frozen=True)
class LayerWanted:
    """An output that becomes a layer.

    :param output: its name. :param title: of the layer.
    :param visible: whether it is switched on.
    :param role: how the other panels know it: one of MASK, PROBABILITY and POLYGONS, or ``""``.
    """

    output: str
    title: str
    visible: bool = True
    role: str = ""


def detection_layers() -> tuple[LayerWanted, ...]:
    """Return the layers of a detection, the topmost first."""
    return (
        LayerWanted(POLYGONS, translate("DetectChange", "Change polygons"), role=POLYGONS),
        # It would cover the mask; moving the threshold shows it.
        LayerWanted(PROBABILITY, translate("DetectChange", "Change probability"), visible=False, role=PROBABILITY),
        # It would hide the ground below the outlines.
        LayerWanted(MASK, translate("DetectChange", "Change mask"), visible=False, role=MASK),
    )


class ResultLoader:
    """Loads a run's outputs one at a time, so that QGIS stays responsive.

    :param title: of the group.
    :param layers: those that are loaded, the topmost first; ``None`` = those of a detection.
    :param algorithm: id of the algorithm.
    :param words: what tells the run apart, added to the group's name and to names that the project has already.
    """

    def __init__(
        self,
        project: QgsProject,
        title: str,
        outputs: Mapping[str, Any],
        layers: Optional[Sequence[LayerWanted]] = None,
        algorithm: str = DETECTION,
        words: str = "",
    ) -> None:
        self._project = project
        self._outputs = dict(outputs)
        self._todo = [wanted for wanted in layers or detection_layers() if outputs.get(wanted.output)]
        self._algorithm = algorithm
        self._others = {name: value for name, value in outputs.items() if isinstance(value, (str, int, float))}
        self._run = uuid.uuid4().hex
        self._ids: dict[str, str] = {}
        self._words = words
        self._title = f"{title} · {words}" if words else title
        self._time = str(len([layer for layer in project.mapLayers().values() if is_result(layer)])).zfill(9)

    def load_next(self, pair: tuple[str, str], settings: tuple[float, float]) -> bool:
        """Load the next output.

        :param pair: ids of the compared layers.
        :param settings: threshold and minimum area.
        :return: whether there is another output.
        """
        if not self._todo:
            return False
        wanted = self._todo.pop(0)
        layer = _open(wanted.title, str(self._outputs[wanted.output]))
        if layer is not None:
            layer.setName(distinct_name(self._project, layer, wanted.title, self._words))
            layer.setCustomProperty(OUTPUT_PROPERTY, wanted.role or wanted.output)
            layer.setCustomProperty(RUN_PROPERTY, self._run)
            layer.setCustomProperty(TIME_PROPERTY, self._time)
            layer.setCustomProperty(_PAIR_PROPERTY, ",".join(pair))
            layer.setCustomProperty(_ALGORITHM_PROPERTY, self._algorithm)
            layer.setCustomProperty(_OUTPUTS_PROPERTY, json.dumps(self._others))
            self._project.addMapLayer(layer, False)
            node = self._group().addLayer(layer)
            node.setExpanded(False)
            node.setItemVisibilityChecked(wanted.visible)
            if wanted.role == PROBABILITY:
                store_settings(layer, *settings)
            self._ids[wanted.role or wanted.output] = layer.id()
        return bool(self._todo)

    @property
    def loaded(self) -> bool:
        """Whether any output could be opened."""
        return bool(self._ids)

    def _group(self) -> QgsLayerTreeGroup:
        """Return the run's group at the top of the layer tree, created if missing."""
        root = self._project.layerTreeRoot()
        for group in root.findGroups(True):
            if group.customProperty(RUN_PROPERTY) == self._run:
                return group
        group = root.insertGroup(0, self._title)
        group.setCustomProperty(RUN_PROPERTY, self._run)
        return group

    def result(self, pair: tuple[str, str], parameters: Mapping[str, Any]) -> RunResult:
        """Return the loaded result for the other panels."""
        return RunResult(
            mask=self._ids.get(MASK, ""),
            probability=self._ids.get(PROBABILITY, ""),
            polygons=self._ids.get(POLYGONS, ""),
            before=pair[0],
            after=pair[1],
            parameters=dict(parameters),
            group=self._title,
            algorithm=self._algorithm,
            outputs=self._outputs,
        )


def last_result(project: QgsProject, algorithm: str = "") -> Optional[RunResult]:
    """Return the last run whose layers are in the project; ``None`` = there is none.

    :param algorithm: id; ``""`` = of any.
    """
    runs: dict[str, dict[str, QgsMapLayer]] = {}
    for layer in project.mapLayers().values():
        if layer.customProperty(OUTPUT_PROPERTY) and algorithm in ("", _algorithm_of(layer)):
            runs.setdefault(str(layer.customProperty(RUN_PROPERTY)), {})[str(layer.customProperty(OUTPUT_PROPERTY))] = layer
    if not runs:
        return None
    layers = max(runs.values(), key=lambda found: max(str(layer.customProperty(TIME_PROPERTY)) for layer in found.values()))
    any_layer = next(iter(layers.values()))
    pair = (str(any_layer.customProperty(_PAIR_PROPERTY) or "") + ",").split(",")
    node = project.layerTreeRoot().findLayer(any_layer.id())
    ids = {name: layer.id() for name, layer in layers.items()}
    return RunResult(
        mask=ids.get(MASK, ""),
        probability=ids.get(PROBABILITY, ""),
        polygons=ids.get(POLYGONS, ""),
        before=pair[0],
        after=pair[1],
        group=node.parent().name() if node is not None and node.parent() is not None else "",
        algorithm=_algorithm_of(any_layer),
        outputs={
            **_stored_outputs(any_layer),
            **{name: layer.source().partition("|")[0] for name, layer in layers.items()},
        },
    )


def _algorithm_of(layer: QgsMapLayer) -> str:
    return str(layer.customProperty(_ALGORITHM_PROPERTY) or DETECTION)


def _stored_outputs(layer: QgsMapLayer) -> dict[str, Any]:
    """Return the outputs of a layer's run that the project has stored; nothing of an older version's."""
    try:
        found = json.loads(str(layer.customProperty(_OUTPUTS_PROPERTY) or "{}"))
    except ValueError:  # edited by hand
        return {}
    return found if isinstance(found, dict) else {}


def store_settings(probability: QgsMapLayer, threshold: float, min_area: float) -> None:
    """Store the threshold and the minimum area of a probability's mask and polygons."""
    probability.setCustomProperty(_SETTINGS_PROPERTY, f"{threshold!r} {min_area!r}")


def result_settings(probability: QgsMapLayer) -> Optional[tuple[float, float]]:
    """Return threshold and minimum area of a probability's mask and polygons; ``None`` = unknown."""
    parts = str(probability.customProperty(_SETTINGS_PROPERTY) or "").split()
    try:
        threshold, min_area = (float(part) for part in parts)
    except ValueError:
        return None
    return threshold, min_area


def store_shape(probability: QgsMapLayer, shape: tuple[float, bool]) -> None:
    """Store what was done to the outlines of a probability's polygons: simplified by metres, right angles."""
    probability.setCustomProperty(_SHAPE_PROPERTY, f"{shape[0]!r} {int(shape[1])}")


def result_shape(probability: QgsMapLayer) -> tuple[float, bool]:
    """Return what was done to the outlines of a probability's polygons."""
    parts = str(probability.customProperty(_SHAPE_PROPERTY) or "").split()
    try:
        simplify, regularize = float(parts[0]), bool(int(parts[1]))
    except (ValueError, IndexError):
        return 0.0, False
    return simplify, regularize


def mark_like(layer: QgsMapLayer, other: QgsMapLayer) -> None:
    """Mark a layer as belonging to the run of another one."""
    for name in (RUN_PROPERTY, TIME_PROPERTY, _PAIR_PROPERTY, _ALGORITHM_PROPERTY):
        layer.setCustomProperty(name, other.customProperty(name))


def _open(title: str, path: str) -> Optional[QgsMapLayer]:
    """Return an output as a styled layer; ``None`` = there is no such file, or it is no layer."""
    if not os.path.exists(path):
        return None
    raster = os.path.splitext(path)[1].lower() in _RASTERS
    layer: QgsMapLayer = QgsRasterLayer(path, title, "gdal") if raster else QgsVectorLayer(path, title, "ogr")
    if not layer.isValid():
        return None
    layer.loadDefaultStyle()
    describe_result(layer)
    return layer


_RASTERS = (".tif", ".tiff")
_FILES = {MASK: "mask.tif", PROBABILITY: "probability.tif", POLYGONS: "polygons.gpkg"}
_NOT_IN_NAMES = re.compile(r"[^\w\-]+")
_LONGEST = 40


def output_paths(
    folder: str, before: str, after: str, files: Mapping[str, str] = _FILES, first: str = "change"
) -> dict[str, str]:
    """Return the paths of a run's outputs, which do not exist yet.

    :param folder: of the user; ``""`` = temporary files.
    :param before, after: names of the layers; ``""`` = none.
    :param files: output -> end of its file's name; by default those of a detection.
    :param first: word that the names begin with.
    """
    if not folder:
        place = tempfile.mkdtemp(prefix="groundshift-run-", dir=QgsProcessingUtils.tempFolder())
        return {name: os.path.join(place, f"{first}-{file}") for name, file in files.items()}
    stem = "-".join([first, *(_plain(name) for name in (before, after) if name)])
    number = 1
    while True:
        prefix = stem if number == 1 else f"{stem}-{number}"
        paths = {name: os.path.join(folder, f"{prefix}-{file}") for name, file in files.items()}
        if not any(os.path.exists(path) for path in paths.values()):
            return paths
        number += 1


def _plain(name: str) -> str:
    """Return a layer's name as part of a file name."""
    return _NOT_IN_NAMES.sub("_", name).strip("_")[:_LONGEST] or "layer"
