"""Whether the paths of a job's outputs are such that nothing is lost by writing them."""

from __future__ import annotations

import os
from typing import Iterable, Mapping

from ...jobs.failure import JobFailure
from .vectors import driver_for

VECTORS = ("POLYGONS", "TRUTH")


def check_paths(outputs: Mapping[str, str], inputs: Iterable[str]) -> None:
    """Refuse outputs that would destroy an input or each other.

    :param outputs: parameter -> path.
    :param inputs: paths that are read.
    :raises JobFailure: ``output_is_input``, ``output_twice`` or ``output_format``.
    """
    seen: dict[str, str] = {}
    read = {os.path.realpath(path) for path in inputs}
    for name, path in outputs.items():
        if name in VECTORS:
            driver_for(name, path)
        elif os.path.splitext(path)[1].lower() not in (".tif", ".tiff"):
            extension = os.path.splitext(path)[1]
            raise JobFailure("output_format", name, path=path, extension=extension, known=".tif, .tiff")
        real = os.path.realpath(path)
        if real in read:
            raise JobFailure("output_is_input", name, path=path)
        if real in seen:
            raise JobFailure("output_twice", name, first=seen[real], second=name, path=path)
        seen[real] = name
