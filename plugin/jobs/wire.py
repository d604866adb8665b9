"""Jobs and events as JSON, and back, checked against their dataclasses.

Standard library only; imported by both sides. Python 3.9 reads the annotations at run time, so the
dataclasses that cross the wall write ``Optional[X]`` rather than ``X | None``.
"""

from __future__ import annotations

import dataclasses
import json
import math
import typing
from typing import Any, Type, TypeVar

from .events import EVENT_TYPES, Event

T = TypeVar("T")


def dump_event(event: Event) -> str:
    """One line of ASCII JSON (no newline inside) for an event; names of files need not be valid Unicode."""
    return json.dumps({"event": type(event).__name__.lower(), **_plain(event)})


def load_event(line: str) -> Event:
    """The event of a line.

    :raises ValueError: the line is no event.
    """
    values = json.loads(line)
    try:
        kind: Any = EVENT_TYPES[values.pop("event")]
    except (KeyError, AttributeError, TypeError) as error:
        raise ValueError(f"not an event: {line[:200]!r}") from error
    event: Event = build(kind, values)
    return event


def dump_job(job: Any) -> dict[str, Any]:
    """A job as JSON types; ``kind`` names its class in :data:`.JOB_TYPES`."""
    return {"kind": job.KIND, **_plain(job)}


def build(kind: Type[T], values: Any) -> T:
    """The dataclass ``kind`` from JSON types, nested dataclasses and tuples included.

    :raises ValueError: a field is missing, unknown or of the wrong type.
    """
    if not isinstance(values, dict):
        raise ValueError(f"{kind.__name__} must be an object, not {type(values).__name__}")
    # The names that the annotations use, wherever the class came from: QGIS removes the modules of a plugin that is reloaded.
    hints = typing.get_type_hints(kind, getattr(kind.__init__, "__globals__", None))
    fields = dataclasses.fields(kind)  # type: ignore[arg-type]
    unknown = set(values) - {item.name for item in fields}
    if unknown:
        raise ValueError(f"{kind.__name__} has no field {', '.join(sorted(unknown))}")
    missing = [item.name for item in fields if item.name not in values and _is_required(item)]
    if missing:
        raise ValueError(f"{kind.__name__} needs {', '.join(missing)}")
    try:
        return kind(**{name: _value(hints[name], value, f"{kind.__name__}.{name}") for name, value in values.items()})
    except TypeError as error:
        raise ValueError(f"{kind.__name__}: {error}") from error


def _is_required(item: dataclasses.Field[Any]) -> bool:
    return item.default is dataclasses.MISSING and item.default_factory is dataclasses.MISSING


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {item.name: _plain(getattr(value, item.name)) for item in dataclasses.fields(value)}
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value


def _value(hint: Any, value: Any, where: str) -> Any:
    if hint is Any:
        return value
    origin = typing.get_origin(hint)
    if origin is typing.Union:
        if value is None:
            return None
        return _value(next(item for item in typing.get_args(hint) if item is not type(None)), value, where)
    if origin is tuple or hint is tuple:
        if not isinstance(value, (list, tuple)):
            raise ValueError(f"{where} must be a list")
        item_hint = (typing.get_args(hint) or (Any,))[0]
        return tuple(_value(item_hint, item, where) for item in value)
    if origin is dict or hint is dict:
        if not isinstance(value, dict):
            raise ValueError(f"{where} must be an object")
        item_hint = (typing.get_args(hint) or (Any, Any))[1]
        return {key: _value(item_hint, item, where) for key, item in value.items()}
    if dataclasses.is_dataclass(hint):
        return build(hint, value)  # type: ignore[arg-type]
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, hint) or (hint is int and isinstance(value, bool)):
        raise ValueError(f"{where} must be {hint.__name__}, not {type(value).__name__}")
    if hint is float and math.isnan(value):
        raise ValueError(f"{where} is not a number")
    return value
