"""A model file opened for use: header and specification, checked against each other."""

from __future__ import annotations

import os
from dataclasses import dataclass

from ..jobs.failure import JobFailure
from .deepness import deepness_document
from .onnx_header import NotOnnx, OnnxHeader, external_data_outside, read_onnx_header
from .spec import LAYOUTS, METADATA_KEY, InvalidSpec, ModelSpec, parse_spec, parse_spec_text


@dataclass(frozen=True)
class ModelFile:
    """A model whose header and specification were read and fit together."""

    path: str
    header: OnnxHeader
    spec: ModelSpec


def read_header(path: str, parameter: str = "MODEL") -> OnnxHeader:
    """The header of ``path`` with weights that can be found.

    :param parameter: that names the file, for messages.
    :raises JobFailure: ``model_not_onnx`` or ``model_external_data``.
    """
    try:
        header = read_onnx_header(path)
    except (NotOnnx, OSError) as error:
        raise JobFailure("model_not_onnx", parameter, model=path, reason=str(error)) from error
    outside = external_data_outside(header, path)
    if outside is not None:
        raise JobFailure("model_external_data", parameter, model=path, location=outside)
    return header


def load_model_file(path: str) -> ModelFile:
    """Open the change model ``path``; Deepness's metadata is read as it is.

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
    return ModelFile(path, header, spec)


def check_fit(header: OnnxHeader, spec: ModelSpec, name: str, parameter: str = "MODEL") -> None:
    """Check that the network's inputs are those that its specification tells of.

    :param name: of the file, and ``parameter``: that names it, for messages.
    :raises JobFailure: ``model_inputs``, ``model_channels`` or ``model_task``.
    """
    if spec.task != "change":
        raise JobFailure("model_task", parameter, model=name, task=spec.task)
    wanted = LAYOUTS[spec.layout]
    if len(header.inputs) != wanted:
        raise JobFailure("model_inputs", parameter, model=name, found=len(header.inputs), layout=spec.layout, wanted=wanted)
    rank, channel_axis = (5, 2) if spec.layout == "stacked" else (4, 1)
    for tensor in header.inputs:
        if tensor.shape and len(tensor.shape) != rank:
            raise JobFailure("model_channels", parameter, model=name, found=f"{len(tensor.shape)}-d", wanted=f"{rank}-d")
        channels = tensor.shape[channel_axis] if tensor.shape else None
        if isinstance(channels, int) and channels != spec.input_channels:
            raise JobFailure("model_channels", parameter, model=name, found=channels, wanted=spec.input_channels)
