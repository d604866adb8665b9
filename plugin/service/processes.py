"""The processes of the service: which jobs are offered, what their fields mean, and their descriptions of OGC API - Processes.

A process is a job of ``plugin/jobs`` under its kind. Its inputs are the job's fields, described by their types and by the lines
``:param`` of the job's docstring; fields that name outputs are the outputs, and those that the service sets are left out.
"""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import importlib.util
import inspect
import re
import typing
from dataclasses import dataclass, field
from typing import Any, Dict, Mapping, Optional, Sequence, Tuple

from ..jobs import (
    accuracy,
    change_report,
    change_time_series,
    coregister,
    detect_change_classic,
    evaluation,
    from_to_change,
    quicklook,
    sar,
    training_settings,
)
from ..jobs import train_model as training
from ..jobs.registry import JOB_TYPES
from ..jobs.sources import RasterSource, VectorSource
from ..model_file.catalogue import CatalogueEntry, list_models
from ..model_file.spec import TASKS
from ..rules.classic_methods import METHODS
from ..rules.network_plan import ARCHITECTURES
from ..version import plugin_version
from .process_texts import SOURCE_PATH, input_text, output_text

# What texts of a job name.
MODEL, BASE, FILE, TABLE, FOLDER = "model", "base", "file", "table", "folder"
# An output that is a folder is delivered as a ZIP archive.
ARCHIVE = ""
# The folder of a training's checkpoints. As an input it is a name under which they are kept when the training is cut off; as an
# output what is left there at the end: the log.
CHECKPOINTS = "checkpoints"
CHECKPOINT_NAME = "[A-Za-z0-9_-]{8,64}"
VALUES = "values"
VECTORS = {".gpkg": "application/geopackage+sqlite3", ".geojson": "application/geo+json"}
# Extensions of outputs that a client names: the formats of QGIS's tools.
NAMED_RASTERS = (".tif", ".tiff")
NAMED_VECTORS = (".gpkg", ".geojson", ".fgb", ".shp", ".sqlite", ".kml", ".gml", ".json")
NAMED_OTHERS = (".csv", ".html", ".htm", ".json", ".svg", ".png", ".jpg", ".jpeg", ".onnx")
MEDIA_TYPES = {
    **VECTORS,
    ".tif": "image/tiff; application=geotiff",
    ".csv": "text/csv",
    ".html": "text/html",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".onnx": "application/octet-stream",
    ".zip": "application/zip",
}
# Fields that the service sets, or leaves at their defaults.
OWN = frozenset(
    {
        "scratch",
        "threads",
        "provider",
        "tile",
        "block",
        "checkpoints",
        "control",
        "pictures",
        "chip_bytes",
        "device",
        "resume",
    }
)


@dataclass(frozen=True)
class Process:
    """A job as a process.

    :param title: for people.
    :param outputs: fields that name outputs, and the extension of each; :data:`ARCHIVE` = a folder.
    :param files: fields whose texts name files, and what they name.
    :param choices: values of fields that are texts.
    :param needs: package that it needs besides those of the component ``inference``.
    """

    title: str
    outputs: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, Sequence[str]] = field(default_factory=dict)
    needs: str = ""


_CHANGE = {"mask": ".tif", "probability": ".tif", "polygons": ".gpkg"}
_SAR_CHOICES = {
    "method": sar.METHODS,
    "methods": sar.METHODS,
    "speckle_filter": sar.FILTERS,
    "threshold_method": sar.THRESHOLD_METHODS,
    "change": sar.CHANGES,
    "changes": sar.CHANGES,
}
_RADAR = {"table": TABLE, "model": MODEL}
# Not offered: previews and sizes of changes (of a screen), the blocks and the coordinator of a cluster, which has its own
# commands, and tables of radar images, which lie beside the images.
PROCESSES: Dict[str, Process] = {
    "detect_change": Process("Detect change with a network", _CHANGE, {"model": MODEL}),
    "detect_change_classic": Process(
        "Detect change without a network",
        {"difference": ".tif", "mask": ".tif", "polygons": ".gpkg"},
        choices={"method": tuple(METHODS), "threshold_method": detect_change_classic.THRESHOLD_METHODS},
    ),
    "change_time_series": Process(
        "Detect change in a series",
        {"first_change": ".tif", "changes": ".tif", "polygons": ".gpkg"},
        {"model": MODEL},
        {
            "pairs": (change_time_series.CONSECUTIVE, change_time_series.FIRST_TO_EACH),
            "method": ("", *METHODS),
            "threshold_method": detect_change_classic.THRESHOLD_METHODS,
        },
    ),
    "coregister": Process(
        "Measure and remove the shift between two dates",
        {"aligned": ".tif", "tiepoints": ".gpkg"},
        choices={"method": coregister.METHODS, "resampling": coregister.RESAMPLINGS},
    ),
    "describe_dates": Process("Describe how dates are read", files={"model": MODEL}),
    "quicklook": Process("Make a small picture of a raster", {"picture": ".png"}, choices={"content": quicklook.CONTENTS}),
    "vectorize_change": Process("Turn a raster of changes into polygons", {"polygons": ".gpkg"}),
    "probability_histogram": Process("Count areas by probability of change"),
    "apply_threshold": Process("Apply another threshold to a probability", {"mask": ".tif", "polygons": ".gpkg"}),
    "classify_land_cover": Process(
        "Classify land cover",
        {"classes": ".tif", "probability": ".tif", "rgb": ".tif", "polygons": ".gpkg", "areas": ".csv"},
        {"model": MODEL},
    ),
    "from_to_change": Process(
        "Compare two land-cover maps",
        {"from_to": ".tif", "matrix": ".csv", "report": ".html", "polygons": ".gpkg"},
        {"model": MODEL},
        {"prior": from_to_change.PRIORS},
    ),
    "land_cover_series": Process(
        "Classify land cover of a series", {"folder": ARCHIVE, "matrix": ".csv", "areas": ".csv"}, {"model": MODEL}
    ),
    "predict": Process(
        "Run a network over rasters", {"classes": ".tif", "probability": ".tif", "values": ".tif"}, {"model": MODEL}
    ),
    "activation_map": Process(
        "Show what a layer of a network gives",
        {"mean": ".tif", "channels": ".tif", "sheet": ".png", "layers": ".csv", "sheets": ARCHIVE},
        {"model": MODEL},
    ),
    "assess_accuracy": Process("Compare a map with a reference", {"report": ".html", "matrix": ".csv", "measures": ".json"}),
    "sample_points": Process("Draw a stratified sample", {"sample": ".gpkg"}, choices={"allocation": accuracy.ALLOCATIONS}),
    "estimate_area": Process("Estimate areas from a sample", {"report": ".html", "areas": ".csv"}),
    "merge_reviews": Process("Join two reviews", {"merged": ".gpkg", "disagreements": ".gpkg"}),
    "change_report": Process(
        "Report changes", {"report": ".html", "pages": ARCHIVE}, {"accuracy": FILE}, {"shown": change_report.SHOWN}
    ),
    "evaluate_model": Process(
        "Measure a model",
        {"report": ".html", "measures": ".json", "figure": ".svg"},
        {"model": MODEL, "chips": FOLDER},
        {"robustness": evaluation.CURVES},
    ),
    "quantize_model": Process(
        "Make an 8-bit twin of a model",
        {"quantized": ".onnx", "report": ".html", "measures": ".json"},
        {"model": MODEL, "chips": FOLDER},
    ),
    "measure_runtime": Process("Measure the speed of the service's backends", files={"models": MODEL}),
    "export_chips": Process("Cut a labelled pair into chips", {"folder": ARCHIVE}, choices={"layout": training.LAYOUTS}),
    "train_model": Process(
        "Train a model",
        {"model": ".onnx", "report": ".html", CHECKPOINTS: ARCHIVE},
        {"base": BASE, "chips": FOLDER, "replay": FOLDER},
        {
            "monitor": training_settings.MONITORS,
            "schedule": training_settings.SCHEDULES,
            "augmentations": training_settings.AUGMENTATIONS,
        },
        needs="torch",
    ),
    "find_learning_rate": Process("Find a learning rate", {"report": ".html", "curve": ".csv"}, needs="torch"),
    "sar_difference": Process(
        "Detect change in radar images",
        {"difference": ".tif", "score": ".tif", "mask": ".tif", "polygons": ".gpkg"},
        _RADAR,
        _SAR_CHOICES,
    ),
    "describe_radar": Process("Describe how radar images are read"),
    "sar_simulate": Process(
        "Simulate change in radar images", {"folder": ARCHIVE, "truth": ".gpkg"}, {"table": TABLE}, _SAR_CHOICES
    ),
    "sar_evaluate": Process(
        "Measure methods of radar change", {"report": ".html", "measures": ".json"}, _RADAR, _SAR_CHOICES, needs="torch"
    ),
    "sar_train": Process(
        "Train a radar model",
        {"model": ".onnx", "report": ".html", CHECKPOINTS: ARCHIVE},
        {"table": TABLE},
        _SAR_CHOICES,
        needs="torch",
    ),
}


@functools.cache
def offered() -> Dict[str, Process]:
    """Return the processes whose packages are installed, by identifier."""
    return {kind: one for kind, one in PROCESSES.items() if not one.needs or importlib.util.find_spec(one.needs)}


@functools.cache
def models() -> Tuple[CatalogueEntry, ...]:
    """Return the models that can be named by their id."""
    return list_models(tasks=tuple(TASKS))


@functools.cache
def model_digest(path: str) -> str:
    """Return the SHA-256 of a model: a client that has the same file need not send it."""
    with open(path, "rb") as stream:
        return hashlib.sha256(stream.read()).hexdigest()


@functools.cache
def job_hints(kind: Any) -> Dict[str, Any]:
    """Return the types of the fields of a dataclass."""
    return typing.get_type_hints(kind)


def inputs_of(kind: Any, process: Process) -> Dict[str, dataclasses.Field[Any]]:
    """Return the fields of a job that are inputs, by name."""
    return {item.name: item for item in dataclasses.fields(kind) if item.name not in process.outputs and item.name not in OWN}


@functools.cache
def description(kind: str) -> Dict[str, Any]:
    """Return the description of a process. Do not change it."""
    process, job = offered()[kind], JOB_TYPES[kind]
    summary, texts = _documentation(job)
    hints = job_hints(job)
    inputs = {}
    for name, item in inputs_of(job, process).items():
        required = item.default is dataclasses.MISSING and item.default_factory is dataclasses.MISSING
        schema = _schema(hints[name], name, process)
        default = _default(item)
        if default not in (None, "", [], {}):
            schema = {**schema, "default": default}
        inputs[name] = {
            "title": _words(name),
            "description": input_text(name, texts.get(name, "")),
            "minOccurs": 0 if not required or type(None) in typing.get_args(hints[name]) else 1,
            "maxOccurs": 1,
            "schema": schema,
        }
    if CHECKPOINTS in process.outputs:
        inputs[CHECKPOINTS] = {
            "title": _words(CHECKPOINTS),
            "description": input_text(CHECKPOINTS, ""),
            "minOccurs": 0,
            "maxOccurs": 1,
            "schema": {"type": "string", "pattern": f"^{CHECKPOINT_NAME}$"},
        }
    outputs: Dict[str, Any] = {}
    for name, extension in process.outputs.items():
        outputs[name] = {
            "title": _words(name),
            "description": output_text(name, texts.get(name, "")),
            "schema": _output_schema(extension),
        }
    outputs[_values_name(process)] = {
        "title": "Values",
        "description": "Numbers that the job returns, such as counts and areas.",
        "schema": {"type": "object", "contentMediaType": "application/json"},
    }
    return {
        "id": kind,
        "title": process.title,
        "description": summary,
        "version": plugin_version(),
        "keywords": ["change detection", "remote sensing", *kind.split("_")],
        "jobControlOptions": ["sync-execute", "async-execute"],
        "outputTransmission": ["value", "reference"],
        "inputs": inputs,
        "outputs": outputs,
        "links": [],
    }


def values_output(kind: str) -> str:
    """Return the name of the output that holds the values of a process."""
    return _values_name(PROCESSES[kind])


def _values_name(process: Process) -> str:
    return VALUES if VALUES not in process.outputs else "returned"


def _documentation(job: Any) -> Tuple[str, Dict[str, str]]:
    """Return the summary of a docstring, and the texts of its fields."""
    text = inspect.cleandoc(job.__doc__ or "").partition(">>>")[0]
    summary, *parts = re.split(r"(?:^|(?<=\s)):param ", text)
    texts = {}
    for part in parts:
        names, _, meaning = part.partition(":")
        for name in names.split(","):
            texts[name.strip()] = _plain_text(meaning)
    return _plain_text(summary) or _words(job.KIND), texts


def _plain_text(text: str) -> str:
    """A text of a docstring without its marks for references."""
    text = re.sub(r":\w+:`~?([^`]*)`", lambda found: found.group(1).rpartition(".")[2], text)
    return re.sub(r"\s+", " ", text.replace("``", "")).strip()


def _words(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _default(item: dataclasses.Field[Any]) -> Any:
    if item.default is not dataclasses.MISSING:
        value = item.default
    elif item.default_factory is not dataclasses.MISSING:
        value = item.default_factory()
    else:
        return None
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {name: list(one) if isinstance(one, tuple) else one for name, one in dataclasses.asdict(value).items()}
    return list(value) if isinstance(value, tuple) else value


def _output_schema(extension: str) -> Dict[str, Any]:
    if extension in VECTORS:
        return {"oneOf": [_binary(VECTORS[one]) for one in VECTORS]}
    return _binary(MEDIA_TYPES[extension or ".zip"])


def _binary(media_type: str) -> Dict[str, Any]:
    if media_type == "application/json":
        return {"type": "object", "contentMediaType": media_type}
    if media_type.startswith("text/"):
        return {"type": "string", "contentMediaType": media_type}
    return {"type": "string", "contentEncoding": "binary", "contentMediaType": media_type}


_LINK = {
    "type": "object",
    "required": ["href"],
    "properties": {"href": {"type": "string", "format": "uri"}, "type": {"type": "string"}},
}


def _schema(hint: Any, name: str, process: Optional[Process]) -> Dict[str, Any]:
    """Return the JSON schema of a type.

    :param process: whose field it is; ``None`` = a field of a part of the job.
    """
    if process is not None and name in process.files and hint in (str, typing.Optional[str]):
        return _file_schema(process.files[name])
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is typing.Union:
        return _schema(next(one for one in arguments if one is not type(None)), name, process)
    if origin is tuple or hint is tuple:
        if process is not None and name in process.files:
            return {"type": "array", "items": _file_schema(process.files[name])}
        return {"type": "array", "items": _schema((arguments or (Any,))[0], name, process)}
    if origin is dict or hint is dict or hint is Any:
        return {"type": "object"}
    if hint in (RasterSource, VectorSource):
        return {"oneOf": [_LINK, _object_schema(hint, None)]}
    if dataclasses.is_dataclass(hint):
        return _object_schema(hint, PROCESSES.get(getattr(hint, "KIND", ""), process))
    schema: Dict[str, Any] = {"type": {str: "string", int: "integer", float: "number", bool: "boolean"}[hint]}
    if process is not None and name in process.choices:
        schema["enum"] = list(process.choices[name])
    return schema


def _file_schema(role: str) -> Dict[str, Any]:
    if role == TABLE:
        images = {"type": "object", "additionalProperties": _LINK}
        several = {"type": "object", "required": ["table", "images"], "properties": {"table": _LINK, "images": images}}
        return {"oneOf": [_LINK, several]}
    if role in (MODEL, BASE):
        names = [entry.id for entry in models()] + (list(ARCHITECTURES) if role == BASE else [])
        return {"oneOf": [{"type": "string", "enum": names}, _LINK]}
    return _LINK


def _object_schema(kind: Any, process: Optional[Process]) -> Dict[str, Any]:
    texts, properties, required = _documentation_of_part(kind), {}, []
    for item in dataclasses.fields(kind):
        hint = job_hints(kind)[item.name]
        if item.name in OWN or (hasattr(kind, "KIND") and process is not None and item.name in process.outputs):
            continue
        schema = _LINK if item.name == "path" else _schema(hint, item.name, process)
        text = SOURCE_PATH if item.name == "path" else input_text(item.name, texts.get(item.name, ""))
        properties[item.name] = {**schema, "description": text}
        if item.default is dataclasses.MISSING and item.default_factory is dataclasses.MISSING:
            required.append(item.name)
    return {"type": "object", "required": required, "properties": properties, "additionalProperties": False}


def _documentation_of_part(kind: Any) -> Dict[str, str]:
    return _documentation(kind)[1] if kind.__doc__ and ":param" in kind.__doc__ else {}
