"""Events of a worker: one JSON object a line, in UTF-8.

Standard library only; imported by both sides.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Dict, Optional, Union


@dataclass(frozen=True)
class Hello:
    """First event of a worker: its versions and abilities."""

    protocol: int
    plugin_version: str
    python: str
    versions: Dict[str, str] = field(default_factory=dict)  # package -> version
    providers: tuple = ()  # ONNX Runtime's execution providers, best first; then other backends
    drivers: tuple = ()  # short names of the raster formats that its GDAL can read
    pid: int = 0


@dataclass(frozen=True)
class Progress:
    """How far the job is.

    :param fraction: 0..1.
    :param stage: of :data:`.messages.STAGES`.
    :param seconds_left: where they can be estimated.
    """

    fraction: float
    stage: str = ""
    seconds_left: Optional[float] = None


@dataclass(frozen=True)
class Log:
    """A line for the job's log: a key of :data:`.messages.LOG_LINES` and its values; ``level`` is info, warning or debug."""

    code: str
    values: Dict[str, Any] = field(default_factory=dict)
    level: str = "info"


@dataclass(frozen=True)
class Metric:
    """A measured number with a name, for curves and tables."""

    name: str
    value: float
    step: int = 0


@dataclass(frozen=True)
class Row:
    """A line of a table: column -> value, JSON types only. The module of the job lists its tables and columns."""

    table: str
    values: Dict[str, Any] = field(default_factory=dict)
    step: int = 0


@dataclass(frozen=True)
class Picture:
    """A picture in a scratch file, to be shown while the job runs; the module of the job lists its pictures."""

    name: str
    path: str
    step: int = 0
    values: Dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Result:
    """The job is done; ``values`` are its outputs, JSON types only."""

    values: Dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Error:
    """The job cannot be done: the fields of :class:`.failure.JobFailure`."""

    code: str
    parameter: str = ""
    values: Dict[str, Any] = field(default_factory=dict)
    traceback: str = ""


@dataclass(frozen=True)
class Stopped:
    """The job was cancelled and has cleaned up."""


Event = Union[Hello, Progress, Log, Metric, Row, Picture, Result, Error, Stopped]
EVENT_TYPES = {kind.__name__.lower(): kind for kind in (Hello, Progress, Log, Metric, Row, Picture, Result, Error, Stopped)}
PROTOCOL = 1
