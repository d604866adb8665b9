"""Which jobs there are."""

from __future__ import annotations

from typing import Any, Dict, Union

from .detect_change import DetectChangeJob
from .wire import build

Job = Union[DetectChangeJob]
JOB_TYPES: Dict[str, Any] = {kind.KIND: kind for kind in (DetectChangeJob,)}


def load_job(values: Dict[str, Any]) -> Job:
    """The job of a JSON object (see :func:`.wire.dump_job`).

    :raises ValueError: no such kind, or a field that does not fit.
    """
    fields = dict(values)
    kind = fields.pop("kind", None)
    if kind not in JOB_TYPES:
        raise ValueError(f"no job of kind {kind!r}")
    job: Job = build(JOB_TYPES[kind], fields)
    return job
