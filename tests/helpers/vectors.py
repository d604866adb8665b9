"""Features written with pyogrio, which the worker's Python has."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any, Optional, Sequence

import numpy as np
import pyogrio
import shapely


def write_features(
    path: Path | str,
    shapes: Sequence[Any],
    fields: Optional[dict[str, Sequence[Any]]] = None,
    *,
    crs: Optional[str] = "EPSG:32645",
    geometry_type: str = "Polygon",
    **options: Any,
) -> str:
    """Write a vector file and return its path.

    :param shapes: geometries of shapely.
    :param fields: name -> a value for each shape: text, or an array of another type.
    :param crs: as EPSG code or WKT; ``None`` = none, as in the files that the QGIS side writes for the worker.
    :param options: of pyogrio, such as ``driver`` (without one GPKG) and ``layer``.
    """
    fields = fields or {}
    columns = [values if isinstance(values, np.ndarray) else np.array(values, object) for values in fields.values()]
    with warnings.catch_warnings():
        if crs is None:
            warnings.simplefilter("ignore")  # pyogrio's about the CRS
        pyogrio.raw.write(
            str(path),
            shapely.to_wkb(np.array(shapes, object)),
            columns,
            np.array(list(fields), object),
            geometry_type=geometry_type,
            crs=crs,
            **{"driver": "GPKG", **options},
        )
    return str(path)
