"""Records of finished runs for the history, whether they ran from the toolbox, a model, a batch or Python.

Nobody listens under ``qgis_process``: there this costs nothing.
"""

from __future__ import annotations

import datetime
import os
import time
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Callable, Dict, List, Mapping, Optional

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsMapLayer,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingOutputLayerDefinition,
    QgsProperty,
    QgsRectangle,
    QgsReferencedRectangle,
)

from ...layers.inline_area import inline_area_name, is_inline_area

LAYER, SELECTED, SINK = "layer", "selected", "sink"  # keys of values that are more than a text
FILE = "file"  # the provider of a layer that was named by its file
INLINE = "inline"  # and of an area whose polygon stands in the parameter itself
_LAYER_KINDS = ("raster", "vector", "source", "layer", "multilayer")  # of parameters


@dataclass(frozen=True)
class RunRecord:
    """A finished run; JSON types only.

    :param key: unique. :param time: of its begin, ISO 8601 in UTC. :param seconds: that it took.
    :param parameters: by name. A layer is ``{"layer": source, "id": ..., "name": ..., "provider": ...}``, with ``selected`` if
        only its selected features counted; an output ``{"sink": path or TEMPORARY_OUTPUT}``.
    :param outputs: values by name: paths and numbers.
    """

    key: str
    algorithm: str
    title: str
    time: str
    seconds: float
    parameters: Dict[str, Any] = field(default_factory=dict)
    outputs: Dict[str, Any] = field(default_factory=dict)

    def as_json(self) -> Dict[str, Any]:
        """Return the record for a file."""
        return asdict(self)

    @classmethod
    def from_json(cls, values: Any) -> Optional[RunRecord]:
        """Return the record of a file, or ``None`` if it is not one of this version."""
        known = {item.name for item in fields(cls)}
        if not isinstance(values, dict) or not known <= set(values):
            return None
        record = cls(**{name: values[name] for name in known})
        texts = (record.key, record.algorithm, record.title, record.time)
        mappings = (record.parameters, record.outputs)
        good = all(isinstance(text, str) for text in texts) and all(isinstance(item, dict) for item in mappings)
        return record if good and isinstance(record.seconds, (int, float)) else None


@dataclass(frozen=True)
class Begun:
    """A run in progress.

    :param project: file of its project.
    :param announced: whether its end is announced; False = the panel that started it shows it.
    """

    record: RunRecord
    clock: float
    project: str
    announced: bool


Listener = Callable[[RunRecord, Begun], None]
_listeners: List[Listener] = []


def listen(listener: Listener) -> None:
    """Register a function that is called after each finished run, in the run's thread, with what was known at its begin."""
    _listeners.append(listener)


def stop_listening(listener: Listener) -> None:
    """Remove a function registered by :func:`listen`."""
    if listener in _listeners:
        _listeners.remove(listener)


def begin_run(
    algorithm: QgsProcessingAlgorithm,
    parameters: Mapping[str, Any],
    context: QgsProcessingContext,
    announced: bool = True,
) -> Optional[Begun]:
    """Record the start of a run, in the thread that owns the layers. ``None`` = nothing listens.

    :param announced: see :class:`Begun`.
    """
    import uuid  # not while QGIS starts

    if not _listeners or context.project() is None:
        return None
    described = {}
    for definition in algorithm.parameterDefinitions():
        value = describe(parameters.get(definition.name()), definition, context)
        if value is not None:
            described[definition.name()] = value
    now = datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds")
    record = RunRecord(uuid.uuid4().hex, algorithm.id(), algorithm.displayName(), now, 0.0, described)
    return Begun(record, time.monotonic(), context.project().fileName(), announced)


def end_run(begun: Optional[Begun], results: Mapping[str, Any]) -> None:
    """Report a finished run to the listeners; from any thread."""
    if begun is None or not results:
        return
    outputs = {name: value for name, value in results.items() if isinstance(value, (str, int, float))}
    values = {**begun.record.as_json(), "seconds": round(time.monotonic() - begun.clock, 3), "outputs": outputs}
    for listener in tuple(_listeners):
        listener(RunRecord(**values), begun)


def describe(value: Any, definition: Any, context: QgsProcessingContext) -> Any:
    """Return a parameter's value in JSON types, or ``None`` if it is empty."""
    if value is None or (hasattr(value, "isNull") and not isinstance(value, QgsRectangle) and value.isNull()):
        return None
    if isinstance(value, QgsProcessingOutputLayerDefinition):
        return {SINK: str(value.sink.staticValue() or "")}
    if isinstance(value, QgsProcessingFeatureSourceDefinition):
        found = describe(value.source.staticValue(), definition, context)
        if isinstance(found, dict) and value.selectedFeaturesOnly:
            return {**found, SELECTED: True}
        return found
    if isinstance(value, QgsProperty):
        return describe(value.staticValue(), definition, context)
    if isinstance(value, (list, tuple)):
        items = [describe(item, definition, context) for item in value]
        return [item for item in items if item is not None]
    if isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, QgsMapLayer):
        return _layer(value)
    if isinstance(value, QgsReferencedRectangle):
        crs = value.crs()
        wkt = crs.toWkt(QgsCoordinateReferenceSystem.WktVariant.WKT_PREFERRED)
        return f"{_extent(value)} [{crs.authid() or 'WKT:' + wkt}]"
    if isinstance(value, QgsRectangle):
        return _extent(value)
    if isinstance(value, QgsCoordinateReferenceSystem):
        return value.authid() or value.toWkt()
    text = str(value)
    if not text:
        return None
    if definition.isDestination():
        return {SINK: text}
    layer = context.project().mapLayer(text)
    if layer is not None:
        return _layer(layer)
    if is_inline_area(text):
        return {LAYER: text, "id": "", "name": inline_area_name(), "provider": INLINE}
    return _file(text) if definition.type() in _LAYER_KINDS else text


def _layer(layer: QgsMapLayer) -> Dict[str, Any]:
    return {LAYER: layer.source(), "id": layer.id(), "name": layer.name(), "provider": layer.providerType()}


def _file(source: str) -> Dict[str, Any]:
    """Describe a layer that was given as a file, perhaps with ``|layername=...``."""
    return {LAYER: source, "id": "", "name": os.path.basename(source.partition("|")[0]), "provider": FILE}


def _extent(box: QgsRectangle) -> str:
    return ",".join(repr(value) for value in (box.xMinimum(), box.xMaximum(), box.yMinimum(), box.yMaximum()))
