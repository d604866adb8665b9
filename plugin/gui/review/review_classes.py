"""The classes that a reviewer can choose, with their number keys."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Iterable, Optional

from qgis.core import QgsCategorizedSymbolRenderer, QgsVectorLayer

from ...layers.review_entries import REFERENCE, Entry, has_transitions
from ...rules.class_tables import parse_transition
from ...rules.review_fields import CLASS

CLASSES_PROPERTY = "groundshift/classes"  # layer property: names of the classes of a run's dates, a line each
_DIGITS = 10
_STRATUM, _NAME = "stratum", "name"  # fields of samples


@dataclass(frozen=True)
class SampleClass:
    """A class.

    :param value: written to the layer.
    :param text: shown to the user.
    :param digit: number key; ``None`` = none.
    """

    value: Any
    text: str
    digit: Optional[int]


def polygon_classes(layer: QgsVectorLayer, entries: Iterable[Entry]) -> list[SampleClass]:
    """Return the classes of a change layer, from its style and its polygons, with the keys 1 to 9."""
    found: dict[str, None] = {}
    for name in _styled(layer):
        found.setdefault(name)
    for entry in entries:
        for name in (entry.detected, entry.label):
            if name:
                found.setdefault(name)
    return [SampleClass(name, name, index + 1 if index + 1 < _DIGITS else None) for index, name in enumerate(found)]


def date_classes(layer: QgsVectorLayer, entries: Iterable[Entry], classes: Iterable[SampleClass]) -> list[str]:
    """Return the classes that a polygon can have on a date: those of the run, then those of the layer's transitions.

    :return: none if the polygons are no transitions.
    """
    if not has_transitions(layer):
        return []
    stored = str(layer.customProperty(CLASSES_PROPERTY) or "")
    found = dict.fromkeys(name for name in stored.split("\n") if name)
    texts = [str(item.value) for item in classes]
    texts += [text for entry in entries for text in (entry.detected, entry.label)]
    for pair in filter(None, map(parse_transition, texts)):
        found.update(dict.fromkeys(pair))
    return list(found)


def sample_classes(layer: QgsVectorLayer) -> list[SampleClass]:
    """Return the classes of a sample, from its form, else from its strata.

    If all class values are below ten, each value is its own key; otherwise the keys count from 1.
    """
    classes = _offered(layer) or _strata(layer)
    whole = [value for value, _ in classes if isinstance(value, int) and 0 <= value < _DIGITS]
    own = len(whole) == len(classes)
    return [
        SampleClass(value, text, value if own else index + 1 if index + 1 < _DIGITS else None)
        for index, (value, text) in enumerate(classes)
    ]


def _styled(layer: QgsVectorLayer) -> list[str]:
    """Return the classes of the layer's own style, which is replaced during the review."""
    manager = layer.styleManager()
    renderers = [layer.renderer()]
    for name in manager.styles():
        if name != manager.currentStyle():
            copy = QgsVectorLayer(f"Polygon?field={CLASS}:string", "", "memory")
            manager.style(name).writeToLayer(copy)
            renderers.append(copy.renderer().clone() if copy.renderer() is not None else None)
    for renderer in renderers:
        if isinstance(renderer, QgsCategorizedSymbolRenderer) and renderer.classAttribute() == CLASS:
            return [str(category.value()) for category in renderer.categories() if str(category.value() or "")]
    return []


def _offered(layer: QgsVectorLayer) -> list[tuple[Any, str]]:
    setup = layer.editorWidgetSetup(layer.fields().lookupField(REFERENCE))
    if setup.type() != "ValueMap":
        return []
    entries = setup.config().get("map", [])
    pairs = entries.items() if isinstance(entries, dict) else [pair for item in entries for pair in item.items()]
    return [(_whole(value), str(name)) for name, value in pairs]


def _strata(layer: QgsVectorLayer) -> list[tuple[Any, str]]:
    fields = layer.fields()
    stratum, name = fields.lookupField(_STRATUM), fields.lookupField(_NAME)
    if stratum < 0:
        return []
    found = {}
    for feature in layer.getFeatures():
        value = feature.attribute(stratum)
        found[_whole(value)] = str(feature.attribute(name)) if name >= 0 else str(value)
    return sorted(found.items(), key=lambda item: str(item[0]))


def _whole(value: Any) -> Any:
    try:
        return int(value)
    except (TypeError, ValueError):
        return value
