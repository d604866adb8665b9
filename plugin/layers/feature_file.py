"""A GeoPackage of features for the worker, in a folder of temporary files: all of the features are in it, or it is an error."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from typing import Any, Iterable, Sequence
from urllib.request import pathname2url

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsFeature,
    QgsFields,
    QgsVectorFileWriter,
)

from ..jobs.publish import writing

LAYER = "features"


def write_feature_file(
    parameter: str, path: str, fields: QgsFields, kind: Any, features: Iterable[QgsFeature], options: Sequence[str] = ()
) -> None:
    """Write features to a new file. Thread-safe.

    The file has no CRS, which travels with the job: not every CRS survives a GeoPackage. It has no spatial index either,
    because the worker reads all of it.

    :param parameter: of the layer that the features come from, for messages.
    :param kind: of ``QgsWkbTypes``.
    :param features: with attributes in the order of ``fields``.
    :param options: further ones of GDAL's layers.
    :raises JobFailure: ``disk_filled``, ``write_failed``; nothing of the file is left then.
    """
    save = QgsVectorFileWriter.SaveVectorOptions()
    save.driverName = "GPKG"
    save.layerName = LAYER
    save.layerOptions = ["SPATIAL_INDEX=NO", *options]
    context = QgsCoordinateTransformContext()
    written = 0
    try:
        writer = QgsVectorFileWriter.create(path, fields, kind, QgsCoordinateReferenceSystem(), context, save)
        try:
            with writing(parameter, path):
                _check(writer, writer.hasError() == QgsVectorFileWriter.WriterError.NoError)
            for feature in features:
                with writing(parameter, path):
                    _check(writer, writer.addFeature(feature))
                written += 1
        finally:
            del writer  # closes the file; whether that succeeds, QGIS does not report
        with writing(parameter, path):
            if feature_count(path) != written:
                raise OSError("not all features were written")
    except BaseException:
        for name in (path, f"{path}-journal", f"{path}-wal", f"{path}-shm"):
            with suppress(OSError):
                os.remove(name)
        raise


def _check(writer: QgsVectorFileWriter, good: bool) -> None:
    if not good:
        raise OSError(writer.errorMessage() or "a feature could not be written")


def feature_count(path: str) -> int:
    """Return how many features a file of :func:`write_feature_file` holds."""
    with closing(sqlite3.connect(f"file:{pathname2url(os.path.abspath(path))}?mode=ro", uri=True)) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {LAYER}").fetchone()[0])  # noqa: S608  # nosec B608  # a constant
