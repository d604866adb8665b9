"""Checks of output destinations before a run."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import tempfile
from contextlib import closing
from typing import Iterable, Mapping, Optional, Sequence
from urllib.request import pathname2url

from qgis.core import (
    QgsMapLayer,
    QgsProject,
    QgsProviderRegistry,
    QgsRasterLayer,
    QgsVectorLayer,
)

from ...jobs.failure import JobFailure
from ...jobs.publish import check_name_length, is_own_layer, layer_queries
from ...layers.sources import open_dataset, split_uri
from ..base import RASTER_EXTENSIONS, VECTOR_EXTENSIONS
from ..inputs.given import Given

LEAST_BYTES = 1_000_000  # of an output layer on the disk
_LAYER_EXTENSIONS = {"rasterDestination": RASTER_EXTENSIONS, "vectorDestination": VECTOR_EXTENSIONS}
_MEGABYTE = 1_000_000
# How QGIS writes destinations that are no files: tables of databases, and memory.
_NO_FILES = ("ogr:", "memory:", "postgis:", "postgres:", "spatialite:", "mssql:", "oracle:", "geopackage:")
_WITHOUT_STYLE = (".onnx",)


def check_destinations(
    given: Given,
    inputs: Iterable[str],
    documents: Optional[Mapping[str, Sequence[str]]] = None,
    needed_bytes: Optional[Mapping[str, int]] = None,
) -> None:
    """Check the outputs of an algorithm: its layers by their kind, and its documents.

    :param inputs: files that must not be overwritten.
    :param documents: parameter -> extensions of reports, tables and models, the usual one first.
    :param needed_bytes: parameter -> estimated size of a layer, where that is known.
    :raises JobFailure: naming the output's parameter.
    """
    documents = documents or {}
    kinds = {item.name(): item.type() for item in given.algorithm.destinationParameterDefinitions()}
    layers = {name: _LAYER_EXTENSIONS[kind] for name, kind in kinds.items() if kind in _LAYER_EXTENSIONS}
    outputs = {name: given.destination(name) for name in kinds if name in layers or name in documents}
    if layers:
        needed = {**dict.fromkeys(layers, LEAST_BYTES), **(needed_bytes or {})}
        check_outputs(outputs, {**layers, **documents}, inputs, needed)
    else:
        check_documents(outputs, documents, inputs)


def check_outputs(
    outputs: Mapping[str, Optional[str]],
    extensions: Mapping[str, Sequence[str]],
    inputs: Iterable[str],
    needed_bytes: Mapping[str, int],
) -> None:
    """Check the paths of a run's outputs.

    :param outputs: parameter -> path; those without one are left out.
    :param extensions: parameter -> what can be written.
    :param inputs: files that must not be overwritten.
    :param needed_bytes: parameter -> about how large it will be.
    :raises JobFailure: naming the output's parameter.
    """
    wanted = {name: path for name, path in outputs.items() if path}
    inputs = tuple(inputs)
    for name, path in wanted.items():
        check_writable(name, path, extensions[name])
        if any(same_file(path, other) for other in inputs):
            raise JobFailure("output_is_input", name, path=path)
        _check_style(name, path, inputs)
        _check_database(name, path)
    names = list(wanted)
    for index, first in enumerate(names):
        for second in names[index + 1 :]:
            if same_file(wanted[first], wanted[second]):
                raise JobFailure("output_twice", second, first=first, second=second, path=wanted[second])
            if same_file(_style_file(wanted[first]), _style_file(wanted[second])):
                name = os.path.splitext(os.path.basename(wanted[second]))[0]
                raise JobFailure("output_same_name", second, first=first, second=second, name=name)
    for name, path in wanted.items():
        check_space(name, os.path.dirname(os.path.abspath(path)), needed_bytes.get(name, 0))


def check_documents(
    outputs: Mapping[str, Optional[str]], extensions: Mapping[str, Sequence[str]], inputs: Iterable[str]
) -> None:
    """Check the paths of reports and tables, which have no styles beside them and may share a stem.

    :raises JobFailure: naming the output's parameter.
    """
    wanted = {name: path for name, path in outputs.items() if path}
    for name, path in wanted.items():
        check_writable(name, path, extensions[name])
        if any(same_file(path, other) for other in inputs):
            raise JobFailure("output_is_input", name, path=path)
    names = list(wanted)
    for index, first in enumerate(names):
        for second in names[index + 1 :]:
            if same_file(wanted[first], wanted[second]):
                raise JobFailure("output_twice", second, first=first, second=second, path=wanted[second])


def check_writable(parameter: str, path: str, extensions: Sequence[str]) -> None:
    """Check extension, folder and rights of one output.

    :raises JobFailure: ``output_no_file``, ``output_format``, ``output_folder_missing``, ``output_folder_readonly``,
        ``output_is_folder``, ``output_name_long``, ``output_being_edited`` or ``output_in_use``.
    """
    if path.lower().startswith(_NO_FILES):
        raise JobFailure("output_no_file", parameter, path=path, example=f"result.{extensions[0]}")
    extension = os.path.splitext(path)[1][1:].lower()
    if extension not in extensions:
        raise JobFailure("output_format", parameter, path=path, extension=extension, known=", ".join(extensions))
    folder = os.path.dirname(os.path.abspath(path))
    if not os.path.isdir(folder):
        raise JobFailure("output_folder_missing", parameter, path=path)
    if not os.access(folder, os.W_OK) or not _can_make_files(folder) or (os.path.exists(path) and not os.access(path, os.W_OK)):
        raise JobFailure("output_folder_readonly", parameter, path=path)
    if os.path.isdir(path):
        raise JobFailure("output_is_folder", parameter, path=path)
    check_name_length(parameter, path)
    if os.path.exists(path):
        edited = layer_being_edited(path)
        if edited is not None:
            raise JobFailure("output_being_edited", parameter, path=path, layer=edited)
        if not _can_be_replaced(path):
            raise JobFailure("output_in_use", parameter, path=path)


def check_new_folder(parameter: str, path: str) -> None:
    """Check that a folder of results can be made: it is not there, or empty, and its own folder can be written to.

    :raises JobFailure: ``folder_in_use``, ``output_folder_missing`` or ``output_folder_readonly``.
    """
    if os.path.isfile(path) or (os.path.isdir(path) and os.listdir(path)):
        raise JobFailure("folder_in_use", parameter, path=path)
    folder = os.path.dirname(os.path.abspath(path))
    if not os.path.isdir(folder):
        raise JobFailure("output_folder_missing", parameter, path=path)
    if not os.access(folder, os.W_OK) or not _can_make_files(folder):
        raise JobFailure("output_folder_readonly", parameter, path=path)


def check_space(parameter: str, folder: str, needed: int) -> None:
    """Check that ``folder`` has room for ``needed`` bytes.

    :raises JobFailure: ``disk_full``.
    """
    try:
        free = shutil.disk_usage(folder).free
    except OSError:  # some network drives do not report it
        return
    if free < needed:
        megabytes = max(1, round(needed / _MEGABYTE))
        raise JobFailure("disk_full", parameter, folder=folder, needed=megabytes, free=free // _MEGABYTE)


def layer_being_edited(path: str) -> Optional[str]:
    """Return the name of a layer of the project that is in edit mode and whose file is ``path``; ``None`` = there is none."""
    for layer in QgsProject.instance().mapLayers().values():
        edited = isinstance(layer, QgsVectorLayer) and layer.isEditable()
        if edited and any(same_file(path, file) for file in files_of_layer(layer)):
            return str(layer.name())
    return None


def same_file(one: str, other: str) -> bool:
    """Return True if two paths are the same file, with links resolved; neither needs to exist."""
    try:
        if os.path.samefile(one, other):
            return True
    except OSError:
        pass
    return os.path.normcase(os.path.realpath(one)) == os.path.normcase(os.path.realpath(other))


def files_of_layer(layer: Optional[QgsMapLayer]) -> tuple[str, ...]:
    """Return the files of a layer: of a raster with its sidecars, of a virtual raster with its parts."""
    if layer is None or layer.dataProvider() is None:
        return ()
    if isinstance(layer, QgsRasterLayer):
        path, options, _ = split_uri(layer.dataProvider().dataSourceUri())
        dataset = open_dataset(path, options)
        files = [path, *((dataset.GetFileList() or []) if dataset is not None else [])]
    else:
        # The file is but a part of the address: "a.gpkg|layername=field", "file:///a.csv?delimiter=;".
        parts = QgsProviderRegistry.instance().decodeUri(layer.dataProvider().name(), layer.dataProvider().dataSourceUri())
        files = [str(parts.get("path") or "")]
    return tuple(dict.fromkeys(file for file in files if os.path.exists(file)))


def layers_of_database(path: str) -> tuple[str, ...]:
    """Return the layers of a GeoPackage or SpatiaLite file, or the tables of another SQLite file; nothing for other files."""
    for query in layer_queries(path):
        try:
            with closing(sqlite3.connect(f"file:{pathname2url(os.path.abspath(path))}?mode=ro", uri=True)) as connection:
                rows = connection.execute(query).fetchall()
        except sqlite3.Error:
            continue
        return tuple(str(row[0]) for row in rows if row[0] != "layer_styles")
    return ()


def _check_database(parameter: str, path: str) -> None:
    """Check that an existing database, which is replaced as a whole, holds only the layer of an earlier run."""
    if not layer_queries(path) or not os.path.isfile(path):
        return
    others = [name for name in layers_of_database(path) if not is_own_layer(name, path)]
    if others:
        raise JobFailure("output_geopackage_in_use", parameter, path=path, layers=", ".join(others))


def _check_style(parameter: str, path: str, inputs: Iterable[str]) -> None:
    """Check that the style of an output neither replaces an input's style nor is applied to an input.

    :raises JobFailure: ``output_style_of_input``.
    """
    style = _style_file(path)
    for other in inputs:
        if not other.lower().endswith(_WITHOUT_STYLE) and same_file(style, _style_file(other)):
            raise JobFailure("output_style_of_input", parameter, path=path, input=other, style=os.path.basename(style))


def _style_file(path: str) -> str:
    """Return the file with the output's style: QGIS looks for it beside the output, or in the GeoPackage."""
    stem, extension = os.path.splitext(path)
    return path if extension.lower() == ".gpkg" else f"{stem}.qml"


def _can_be_replaced(path: str) -> bool:
    """Return True if the file can be replaced: Windows refuses that while any program, including QGIS, has it open."""
    try:
        os.rename(path, path)
    except PermissionError:
        return False
    except OSError:  # found out later, with its reason
        return True
    return True


def _can_make_files(folder: str) -> bool:
    """Return True if files can be created: ``os.access`` misses read-only shares on Windows."""
    try:
        with tempfile.TemporaryFile(prefix=".groundshift-", dir=folder):
            return True
    except OSError as error:
        return error.errno == errno.ENOSPC  # full, which is another failure with another remedy
