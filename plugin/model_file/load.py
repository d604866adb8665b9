"""A model file opened for use: header and specification, checked against each other."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from functools import lru_cache
from typing import Optional, Sequence

from ..jobs.failure import JobFailure
from .deepness import deepness_document
from .onnx_header import NotOnnx, OnnxHeader, Tensor, external_data_outside, read_onnx_header
from .spec import CHANGE, METADATA_KEY, InvalidSpec, ModelSpec, parse_spec, parse_spec_text

_SETTLED_NS = 2 * 10**9


@dataclass(frozen=True)
class ModelFile:
    """A model whose header and specification were read and fit together."""

    path: str
    header: OnnxHeader
    spec: ModelSpec


def read_header(path: str, parameter: str = "MODEL") -> OnnxHeader:
    """Return the header of ``path`` with weights that can be found.

    :param parameter: that names the file, for messages.
    :raises JobFailure: ``model_not_onnx`` or ``model_external_data``.
    """
    try:
        state = os.stat(path)
        # What was just written may be written again within one tick of the file system's clock.
        settled = time.time_ns() - state.st_mtime_ns > _SETTLED_NS
        stamp = state.st_mtime_ns, state.st_size, state.st_ino
        header = _kept_header(path, *stamp) if settled else read_onnx_header(path)
    except (NotOnnx, OSError) as error:
        raise JobFailure("model_not_onnx", parameter, model=path, reason=str(error)) from error
    outside = external_data_outside(header, path)
    if outside is not None:
        raise JobFailure("model_external_data", parameter, model=path, location=outside)
    return header


@lru_cache(maxsize=256)
def _kept_header(path: str, *_stamp: int) -> OnnxHeader:
    """The header of a file while it stays the same: lists of models are made anew at every turn."""
    return read_onnx_header(path)


def load_model_file(path: str, tasks: Sequence[str] = (CHANGE,)) -> ModelFile:
    """Open the model ``path``; Deepness's metadata is read as it is.

    :param tasks: of :data:`.spec.TASKS`, that the caller accepts.
    :raises JobFailure: no ONNX, no or a broken specification, inputs or channels that do not fit it.
    """
    header = read_header(path)
    name = os.path.basename(path)
    try:
        if METADATA_KEY in header.metadata:
            spec = parse_spec_text(header.metadata[METADATA_KEY])
        else:
            document = deepness_document(header, os.path.splitext(name)[0])
            if document is None:
                raise JobFailure("model_without_spec", "MODEL", model=name)
            spec = parse_spec(document)
    except InvalidSpec as error:
        raise JobFailure("model_spec_invalid", "MODEL", model=name, reason=str(error)) from error
    check_fit(header, spec, name)
    if spec.task not in tasks:
        if CHANGE in tasks:
            raise JobFailure("model_task", "MODEL", model=name, task=spec.task)
        raise JobFailure("model_task_other", "MODEL", model=name, task=spec.task, wanted=", ".join(tasks))
    return ModelFile(path, header, spec)


def check_fit(header: OnnxHeader, spec: ModelSpec, name: str, parameter: str = "MODEL") -> None:
    """Check that the network's inputs and output are those of its specification, as far as its header has their shapes.

    :param name: of the file, for messages.
    :param parameter: that names the file, for messages.
    :raises JobFailure: ``model_inputs``, ``model_channels``, ``model_dates``, ``model_conditions`` or ``model_output``.
    """
    if len(header.inputs) != spec.inputs:
        raise JobFailure(
            "model_inputs", parameter, model=name, found=len(header.inputs), layout=spec.layout, wanted=spec.inputs
        )
    stacked = spec.layout == "stacked"
    rank, channel_axis = (5, 2) if stacked else (4, 1)
    for tensor in header.inputs[: -1 if spec.conditions else None]:
        _check_rank(tensor, rank, name, parameter)
        channels = _dimension(tensor, channel_axis)
        if channels not in (None, spec.input_channels):
            raise JobFailure("model_channels", parameter, model=name, found=channels, wanted=spec.input_channels)
        if stacked and _dimension(tensor, 1) not in (None, spec.dates):
            raise JobFailure("model_dates", parameter, model=name, found=_dimension(tensor, 1), wanted=spec.dates)
    if spec.conditions:
        table = header.inputs[-1]
        fits = not table.shape or (
            len(table.shape) == 3
            and all(_dimension(table, axis) in (None, size) for axis, size in enumerate(spec.condition_shape, start=1))
        )
        if not fits:
            wanted = " x ".join(map(str, spec.condition_shape))
            found = " x ".join(map(str, table.shape[1:]))
            raise JobFailure("model_conditions", parameter, model=name, found=found, wanted=wanted)
    if header.outputs:
        given = header.outputs[0]
        channels = _dimension(given, 1) if len(given.shape) == 4 else None
        if channels not in (None, spec.output_channels):
            found, wanted = str(given.shape), str((1, spec.output_channels, "H", "W"))
            raise JobFailure("model_output", parameter, model=name, found=found, wanted=wanted)


def _check_rank(tensor: Tensor, rank: int, name: str, parameter: str) -> None:
    if tensor.shape and len(tensor.shape) != rank:
        raise JobFailure("model_channels", parameter, model=name, found=f"{len(tensor.shape)}-d", wanted=f"{rank}-d")


def _dimension(tensor: Tensor, axis: int) -> Optional[int]:
    """Return a dimension of a tensor; ``None`` where it is free."""
    value = tensor.shape[axis] if len(tensor.shape) > axis else None
    return value if isinstance(value, int) else None
