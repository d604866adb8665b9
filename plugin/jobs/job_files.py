"""Files that a job reads and writes, so that a machine that does not share the disk can run it.

Standard library only; imported by the client in QGIS and by the service. Both work on the JSON types of
:func:`.wire.dump_job`: the client replaces the paths of inputs by addresses, the service puts its own paths in their place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Callable, Dict, Iterator, List, Tuple

# kind -> field of an output -> its usual extension. The kinds that a server can run: their inputs are single data sets and
# their outputs files.
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
    "activation_map": {"mean": ".tif", "channels": ".tif", "sheet": ".png", "layers": ".csv"},
    "change_report": {"report": ".html"},
    "probability_histogram": {},
}
# Jobs of panels, which look at files before the user has decided to run anything on them: these are never sent.
OF_PANELS = ("preview", "describe_dates", "describe_radar", "change_sizes")
# Jobs that take moments: not worth sending files for them, where there is a runtime on this computer.
MOMENTS = ("probability_histogram", "apply_threshold")
# Fields with the path of an input file, besides the paths of rasters and vectors.
_INPUT_FIELDS: Dict[str, Tuple[str, ...]] = {"change_report": ("model", "accuracy")}
_USUAL_INPUT_FIELDS = ("model",)
# Fields that hold folders of this machine: jobs that use them cannot leave it.
_FOLDERS = ("chips", "sheets", "pages")
# Fields that the machine that runs the job fills in.
_OWN_FIELDS = ("kind", "scratch", "resume", "threads", "provider", "tile", "block")
# Fields with values of any kind, none of which is a path that is opened.
_FREE_FIELDS = ("provenance", "texts", "origin")


@dataclass(frozen=True)
class InputFile:
    """A path in a job.

    :param place: keys and indices that lead to it in the job's JSON.
    :param path: what GDAL opens, or the path of a model or table.
    :param parameter: Processing parameter that it was given for; ``""`` = not known.
    :param name: layer name, for messages; ``""`` = it has none.
    :param raster: whether it is a raster.
    """

    place: Tuple[Any, ...]
    path: Any
    parameter: str = ""
    name: str = ""
    raster: bool = False


def can_be_sent(values: Dict[str, Any]) -> bool:
    """Return whether a machine that does not share the disk can run a job.

    >>> can_be_sent({"kind": "coregister", "before": {"path": "a.tif", "parameter": "BEFORE"}})
    True
    >>> can_be_sent({"kind": "evaluate_model", "model": "model.onnx", "chips": ["folder"]})
    False
    """
    return values["kind"] in OUTPUTS and not any(values.get(name) for name in _FOLDERS)


def is_quick(values: Dict[str, Any]) -> bool:
    """Return whether a job takes moments: of :data:`MOMENTS`, or a measurement without outputs."""
    return values["kind"] in MOMENTS or not wanted_outputs(values)


def wanted_outputs(values: Dict[str, Any]) -> Dict[str, str]:
    """Return the outputs of a job that are wanted: field -> path."""
    return {name: values[name] for name in OUTPUTS[values["kind"]] if values.get(name)}


def process_inputs(values: Dict[str, Any]) -> Dict[str, Any]:
    """Return the fields of a job that do not depend on the machine that runs it: all but outputs, scratch folder, threads."""
    left_out = {*_OWN_FIELDS, *_FOLDERS, *OUTPUTS[values["kind"]]}
    return {name: value for name, value in values.items() if name not in left_out}


def input_files(kind: str, inputs: Dict[str, Any]) -> List[InputFile]:
    """Return the files that a job reads, in the order of its fields.

    :param inputs: fields of the job; a ``path`` may be anything but ``None``, so also the address that replaced it.
    """
    fields = _INPUT_FIELDS.get(kind, _USUAL_INPUT_FIELDS)
    found = []
    for name, value in inputs.items():
        if name in fields and value:
            found.append(InputFile((name,), value, name.upper()))
        elif name not in _FREE_FIELDS:
            found += _sources(value, (name,))
    return found


def replace_files(kind: str, inputs: Dict[str, Any], replace: Callable[[InputFile], Any]) -> Dict[str, Any]:
    """Return the fields of a job with something else in place of each path of an input.

    :param replace: returns what stands in place of a path.

    >>> job = {"before": {"parameter": "BEFORE", "name": "2019", "path": "2019.tif"}, "model": "a.onnx", "threshold": 0.5}
    >>> replace_files("detect_change", job, lambda file: {"href": f"https://example.org/{file.path}"})["before"]["path"]
    {'href': 'https://example.org/2019.tif'}
    """
    copy: Dict[str, Any] = _copied(inputs)
    for file in input_files(kind, inputs):
        holder: Any = copy
        for key in file.place[:-1]:
            holder = holder[key]
        holder[file.place[-1]] = replace(file)
    return copy


def _sources(value: Any, place: Tuple[Any, ...]) -> Iterator[InputFile]:
    if isinstance(value, dict):
        if value.get("path") and "parameter" in value:
            # A vector names its CRS always and has no bands.
            raster = "class_field" not in value
            yield InputFile((*place, "path"), value["path"], str(value["parameter"]), str(value.get("name", "")), raster)
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
