"""Files that a job reads and writes, so that a machine that does not share the disk can run it.

Standard library only; imported by the client in QGIS and by the service. Both work on the JSON types of
:func:`.wire.dump_job`: the client replaces the paths of inputs by addresses, the service puts its own paths in their place.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Callable, Dict, Iterator, List, Tuple

# The extension of an output that is a folder. It is delivered as one archive.
FOLDER_OUTPUT = ""
# kind -> field of an output -> its usual extension. The kinds that a server can run.
OUTPUTS: Dict[str, Dict[str, str]] = {
    "detect_change": {"mask": ".tif", "probability": ".tif", "polygons": ".gpkg"},
    "detect_change_classic": {"difference": ".tif", "mask": ".tif", "polygons": ".gpkg"},
    "classify_land_cover": {
        "classes": ".tif",
        "probability": ".tif",
        "rgb": ".tif",
        "polygons": ".gpkg",
        "areas": ".csv",
    },
    "from_to_change": {"from_to": ".tif", "matrix": ".csv", "report": ".html", "polygons": ".gpkg"},
    "land_cover_series": {"folder": FOLDER_OUTPUT, "matrix": ".csv", "areas": ".csv"},
    "change_time_series": {"first_change": ".tif", "changes": ".tif", "polygons": ".gpkg"},
    "predict": {"classes": ".tif", "probability": ".tif", "values": ".tif"},
    "coregister": {"aligned": ".tif", "tiepoints": ".gpkg"},
    "vectorize_change": {"polygons": ".gpkg"},
    "apply_threshold": {"mask": ".tif", "polygons": ".gpkg"},
    "assess_accuracy": {"report": ".html", "matrix": ".csv", "measures": ".json"},
    "sample_points": {"sample": ".gpkg"},
    "estimate_area": {"report": ".html", "areas": ".csv"},
    "merge_reviews": {"merged": ".gpkg", "disagreements": ".gpkg"},
    "evaluate_model": {"report": ".html", "measures": ".json", "figure": ".svg"},
    "quantize_model": {"quantized": ".onnx", "report": ".html", "measures": ".json"},
    "activation_map": {
        "mean": ".tif",
        "channels": ".tif",
        "sheet": ".png",
        "layers": ".csv",
        "sheets": FOLDER_OUTPUT,
    },
    "change_report": {"report": ".html", "pages": FOLDER_OUTPUT},
    "probability_histogram": {},
    "export_chips": {"folder": FOLDER_OUTPUT},
    "train_model": {"model": ".onnx", "report": ".html", "checkpoints": FOLDER_OUTPUT},
    "find_learning_rate": {"report": ".html", "curve": ".csv"},
    "sar_difference": {"difference": ".tif", "score": ".tif", "mask": ".tif", "polygons": ".gpkg"},
    "sar_simulate": {"folder": FOLDER_OUTPUT, "truth": ".gpkg"},
    "sar_evaluate": {"report": ".html", "measures": ".json"},
    "sar_train": {"model": ".onnx", "report": ".html", "checkpoints": FOLDER_OUTPUT},
}
# A folder that stays while a training can go on. When it has ended, what is left there (its log) is delivered.
CHECKPOINTS = "checkpoints"
# Jobs of panels, which look at files before the user has decided to run anything on them: these are never sent.
OF_PANELS = ("preview", "describe_dates", "describe_radar", "change_sizes")
# Jobs that take moments: not worth sending files for them, where there is a runtime on this computer.
MOMENTS = ("probability_histogram", "apply_threshold")
# Jobs that take moments where they only measure, and write nothing.
_MEASUREMENTS = ("coregister", "assess_accuracy", "estimate_area")
# What a path of an input leads to.
RASTER, VECTOR, FILE, FOLDER, TABLE = "raster", "vector", "file", "folder", "table"
# Fields with paths of inputs, besides those of rasters and vectors, and what they lead to. A base may also be the name
# of an architecture.
_INPUT_FIELDS: Dict[str, Dict[str, str]] = {
    "change_report": {"model": FILE, "accuracy": FILE},
    "train_model": {"base": FILE, "chips": FOLDER, "replay": FOLDER},
    "evaluate_model": {"model": FILE, "chips": FOLDER},
    "quantize_model": {"model": FILE, "chips": FOLDER},
    "sar_difference": {"model": FILE, "table": TABLE},
    "sar_simulate": {"table": TABLE},
    "sar_evaluate": {"model": FILE, "table": TABLE},
    "sar_train": {"table": TABLE},
}
_USUAL_INPUT_FIELDS: Dict[str, str] = {"model": FILE}
# Fields that are jobs themselves.
_INNER_JOBS: Dict[str, Dict[str, str]] = {"find_learning_rate": {"training": "train_model"}}
# Fields that the machine that runs the job fills in.
_OWN_FIELDS = (
    "kind",
    "scratch",
    "resume",
    "threads",
    "provider",
    "tile",
    "block",
    "control",
    "pictures",
    "chip_bytes",
)
# Fields with values of any kind, none of which is a path that is opened.
_FREE_FIELDS = ("provenance", "texts", "origin")


@dataclass(frozen=True)
class InputFile:
    """A path in a job.

    :param place: keys and indices that lead to it in the job's JSON.
    :param path: what GDAL opens, or the path of a model or table.
    :param parameter: Processing parameter that it was given for; ``""`` = not known.
    :param name: layer name, for messages; ``""`` = it has none.
    :param role: what it leads to: :data:`RASTER`, :data:`VECTOR`, :data:`FILE`, :data:`FOLDER` or :data:`TABLE`.
    """

    place: Tuple[Any, ...]
    path: Any
    parameter: str = ""
    name: str = ""
    role: str = FILE

    @property
    def raster(self) -> bool:
        """Whether it is a raster."""
        return self.role == RASTER


def can_be_sent(values: Dict[str, Any]) -> bool:
    """Return whether a machine that does not share the disk can run a job.

    >>> can_be_sent({"kind": "coregister", "before": {"path": "a.tif", "parameter": "BEFORE"}})
    True
    >>> can_be_sent({"kind": "measure_runtime", "models": []})
    False
    """
    return values["kind"] in OUTPUTS


def is_quick(values: Dict[str, Any]) -> bool:
    """Return whether a job takes moments: of :data:`MOMENTS`, or a measurement without outputs."""
    return values["kind"] in MOMENTS or (values["kind"] in _MEASUREMENTS and not wanted_outputs(values))


def wanted_outputs(values: Dict[str, Any]) -> Dict[str, str]:
    """Return the outputs of a job that are wanted: field -> path."""
    if values.get("only_sample"):  # a training that only reads its data
        return {}
    return {name: values[name] for name in OUTPUTS[values["kind"]] if values.get(name)}


def process_inputs(values: Dict[str, Any], kind: str = "") -> Dict[str, Any]:
    """Return the fields of a job that do not depend on the machine that runs it: all but outputs, scratch folder, threads.

    :param kind: of the job; ``""`` = as ``values`` name it.
    """
    kind = kind or values["kind"]
    left_out = {*_OWN_FIELDS, *OUTPUTS[kind]}
    inner = _INNER_JOBS.get(kind, {})
    return {
        name: process_inputs(value, inner[name]) if name in inner else value
        for name, value in values.items()
        if name not in left_out
    }


def input_files(kind: str, inputs: Dict[str, Any]) -> List[InputFile]:
    """Return the files that a job reads, in the order of its fields.

    :param inputs: fields of the job; a path may also be what replaced it.
    """
    fields = _INPUT_FIELDS.get(kind, _USUAL_INPUT_FIELDS)
    inner = _INNER_JOBS.get(kind, {})
    found: List[InputFile] = []
    for name, value in inputs.items():
        if name in inner:
            found += [replace(file, place=(name, *file.place)) for file in input_files(inner[name], value)]
        elif name in fields:
            found += _named(value, (name,), fields[name])
        elif name not in _FREE_FIELDS:
            found += _sources(value, (name,))
    return found


def replace_files(kind: str, inputs: Dict[str, Any], replacement: Callable[[InputFile], Any]) -> Dict[str, Any]:
    """Return the fields of a job with something else in place of each path of an input.

    :param replacement: returns what stands in place of a path.

    >>> job = {"before": {"parameter": "BEFORE", "name": "2019", "path": "2019.tif"}, "model": "a.onnx", "threshold": 0.5}
    >>> replace_files("detect_change", job, lambda file: {"href": f"https://example.org/{file.path}"})["before"]["path"]
    {'href': 'https://example.org/2019.tif'}
    """
    copy: Dict[str, Any] = _copied(inputs)
    for file in input_files(kind, inputs):
        holder: Any = copy
        for key in file.place[:-1]:
            holder = holder[key]
        holder[file.place[-1]] = replacement(file)
    return copy


def _named(value: Any, place: Tuple[Any, ...], role: str) -> Iterator[InputFile]:
    """The paths of a field, which has one or several."""
    if isinstance(value, (list, tuple)):
        for index, item in enumerate(value):
            yield from _named(item, (*place, index), role)
    elif value:
        yield InputFile(place, value, str(place[0]).upper(), role=role)


def _sources(value: Any, place: Tuple[Any, ...]) -> Iterator[InputFile]:
    if isinstance(value, dict):
        if value.get("path") and "parameter" in value:
            # A vector names its CRS always and has no bands.
            role = VECTOR if "class_field" in value else RASTER
            yield InputFile((*place, "path"), value["path"], str(value["parameter"]), str(value.get("name", "")), role)
            return
        for name, item in value.items():
            yield from _sources(item, (*place, name))
    elif isinstance(value, (list, tuple)):
        for index, item in enumerate(value):
            yield from _sources(item, (*place, index))


def _copied(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _copied(item) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_copied(item) for item in value]
    return value
