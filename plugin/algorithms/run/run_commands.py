"""A recorded run as parameters for another run, as Python code, and as a command line."""

from __future__ import annotations

import os
import pprint
import shlex
import subprocess  # nosec B404  # list2cmdline only: nothing is run
from typing import Any, Dict, Iterable, List, Mapping, Optional

from qgis.core import QgsApplication, QgsProcessing, QgsProcessingFeatureSourceDefinition, QgsProject
from qgis.PyQt.QtCore import QCoreApplication

from ..base import RASTER_EXTENSIONS, VECTOR_EXTENSIONS
from ..inputs.pair_parameters import AFTER, AREA, BEFORE, EXTENT
from .run_log import FILE, INLINE, LAYER, SELECTED, SINK, RunRecord

translate = QCoreApplication.translate

_FILES = ("gdal", "ogr", FILE, INLINE)  # providers whose sources mean the same in another QGIS
_LINE = 110


class NotRepeatable(Exception):
    """The run cannot be repeated or exported as code; the message has the reason and the remedy."""


def input_layers(record: RunRecord) -> Iterable[tuple[str, Dict[str, Any]]]:
    """Yield parameter and description of each layer that a run read."""
    for name, value in record.parameters.items():
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, dict) and LAYER in item:
                yield name, item


def missing_inputs(record: RunRecord, project: QgsProject) -> List[str]:
    """Return the names of input layers that are neither in the project nor on the disk any more."""
    return [str(item["name"]) for _, item in input_layers(record) if _place(item, project) is None]


def missing_outputs(record: RunRecord) -> List[str]:
    """Return the paths of results that are not on the disk any more."""
    return [path for path in output_files(record).values() if not os.path.exists(path)]


def output_files(record: RunRecord) -> Dict[str, str]:
    """Return parameter -> path of the files that a run wrote."""
    return {
        name: str(record.outputs[name])
        for name, value in record.parameters.items()
        if isinstance(value, dict) and SINK in value and isinstance(record.outputs.get(name), str) and record.outputs[name]
    }


def parameters_again(record: RunRecord, project: QgsProject) -> Dict[str, Any]:
    """Return the parameters to repeat the run. Earlier results are not replaced: files get a number.

    :raises NotRepeatable: a layer is gone.
    """
    gone = missing_inputs(record, project)
    if gone:
        text = translate("History", "The run cannot be repeated: its layers are missing: {layers}.")
        raise NotRepeatable(text.format(layers=", ".join(gone)))
    return {name: _value_again(value, project) for name, value in record.parameters.items()}


def settings_again(record: RunRecord, project: QgsProject) -> Dict[str, Any]:
    """Return the parameters for a run on other layers, without the layers and outputs of this one.

    The area stays, as far as it is still there: other dates are most often of the same place.
    """
    plain = {name: value for name, value in record.parameters.items() if not isinstance(value, (dict, list))}
    settings = {name: value for name, value in plain.items() if name not in (BEFORE, AFTER)}
    if "[" not in str(settings.get(EXTENT, "[")):  # without a CRS it is in that of the layer before
        del settings[EXTENT]
    area = record.parameters.get(AREA)
    if isinstance(area, dict) and _place(area, project) is not None:
        settings[AREA] = _value_again(area, project)
    return settings


def as_python(record: RunRecord) -> str:
    """Return the run as Python code, for QGIS's console and for scripts that have set up Processing.

    :raises NotRepeatable: it used what only its project has.
    """
    values = {name: _plain(value) for name, value in record.parameters.items()}
    _refuse_web_layers(record)
    text = pprint.pformat(values, width=_LINE, sort_dicts=False)
    return f"import processing\n\nresults = processing.run(\n    {record.algorithm!r},\n    {_indented(text)},\n)\n"


def as_command(record: RunRecord) -> str:
    """Return the run as a command line. Temporary outputs become files in the current folder.

    :raises NotRepeatable: it used what only its project has.
    """
    _refuse_web_layers(record)
    arguments = ["qgis_process", "run", record.algorithm]
    for name, value in record.parameters.items():
        plain = _plain(value)
        if plain == QgsProcessing.TEMPORARY_OUTPUT:
            plain = f"{name.lower()}.{_extension(record, name)}"
        for item in plain if isinstance(plain, list) else [plain]:
            arguments.append(f"--{name}={str(item).lower() if isinstance(item, bool) else item}")
    return subprocess.list2cmdline(arguments) if os.name == "nt" else shlex.join(arguments)


def _refuse_web_layers(record: RunRecord) -> None:
    for _, item in input_layers(record):
        if item.get("provider") not in _FILES:
            text = translate(
                "History",
                "'{layer}' exists only in the project, for example as a web map, and cannot be opened outside QGIS. Run "
                "it again here, or save the layer as a file.",
            )
            raise NotRepeatable(text.format(layer=item["name"]))
        if item.get(SELECTED):
            text = translate(
                "History",
                "The run used only the selected features of '{layer}', which is not possible on the command line. Save "
                "them as a separate layer first.",
            )
            raise NotRepeatable(text.format(layer=item["name"]))


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return value[LAYER] if LAYER in value else value.get(SINK, "")
    return value


def _value_again(value: Any, project: QgsProject) -> Any:
    if isinstance(value, list):
        return [_value_again(item, project) for item in value]
    if not isinstance(value, dict):
        return value
    if LAYER in value:
        place = _place(value, project)
        return QgsProcessingFeatureSourceDefinition(place, True) if value.get(SELECTED) else place
    sink = str(value.get(SINK, ""))
    return sink if sink in ("", QgsProcessing.TEMPORARY_OUTPUT) else free_path(sink)


def free_path(path: str) -> str:
    """Return ``path`` if there is no such file, else the path with the first free number: ``mask_2.tif``."""
    stem, extension = os.path.splitext(path)
    number, found = 2, path
    while os.path.exists(found):
        found = f"{stem}_{number}{extension}"
        number += 1
    return found


def _place(item: Mapping[str, Any], project: QgsProject) -> Optional[str]:
    """Return the layer's id if it is in the project, else its file, or ``None`` if it is gone."""
    layer = project.mapLayer(str(item.get("id") or ""))
    if layer is not None:
        return layer.id()
    source = str(item[LAYER])
    if item.get("provider") == INLINE:
        return source
    twin = next((one for one in project.mapLayers().values() if one.source() == source), None)
    if twin is not None:
        return twin.id()
    path = source.partition("|")[0]
    return source if not item.get(SELECTED) and item.get("provider") in _FILES and os.path.exists(path) else None


def _extension(record: RunRecord, name: str) -> str:
    """Return the extension of an output file: that of the recorded file, else the default of its kind."""
    made = os.path.splitext(str(record.outputs.get(name) or ""))[1][1:]
    if made:
        return made
    algorithm = QgsApplication.processingRegistry().algorithmById(record.algorithm)
    definition = algorithm.parameterDefinition(name) if algorithm is not None else None
    kind = definition.type() if definition is not None else ""
    return {"rasterDestination": RASTER_EXTENSIONS[0], "vectorDestination": VECTOR_EXTENSIONS[0]}.get(kind, "html")


def _indented(text: str) -> str:
    return text.replace("\n", "\n    ")
