"""Import an ONNX file as a model: find or take its specification, write it into a copy, and check it.

Standard library only.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from typing import Any, Dict

from ..jobs.failure import JobFailure
from .deepness import deepness_document
from .embed import embed_spec
from .load import ModelFile, check_fit, load_model_file, read_header
from .onnx_header import NotOnnx
from .spec import METADATA_KEY, TASKS, InvalidSpec, parse_spec

_ID = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]*$")


def specification_of(source: str, given: str) -> Dict[str, Any]:
    """Return the specification document for the ONNX file ``source``, checked against it.

    :param given: path of a JSON file, or JSON text; ``""`` = the file's own (Groundshift's or Deepness's metadata).
    :raises JobFailure: the file is no network, or its specification is missing, wrong, or does not fit.
    """
    if not os.path.isfile(source):
        raise JobFailure("model_file_missing", "INPUT", path=source)
    header = read_header(source, "INPUT")
    name = os.path.basename(source)
    stem = os.path.splitext(name)[0]
    if given.strip():
        document = _document(given, name)
    elif METADATA_KEY in header.metadata:
        document = _object(header.metadata[METADATA_KEY], name)
    else:
        try:
            found = deepness_document(header, stem)
        except InvalidSpec as error:
            raise JobFailure("model_spec_invalid", "SPEC", model=name, reason=str(error)) from error
        if found is None:
            raise JobFailure("model_spec_needed", "SPEC", model=name)
        document = found
    document = {"id": stem, **document}
    try:
        spec = parse_spec(document)
    except InvalidSpec as error:
        raise JobFailure("model_spec_invalid", "SPEC", model=name, reason=str(error)) from error
    if not _ID.match(spec.id):
        # The id becomes a file's name.
        reason = f"the id {spec.id!r} has other characters than letters, digits, dots, hyphens and underscores"
        raise JobFailure("model_spec_invalid", "SPEC", model=name, reason=reason)
    check_fit(header, spec, name, "SPEC" if given.strip() else "INPUT")
    return document


def import_model(source: str, document: Dict[str, Any], target: str) -> ModelFile:
    """Write ``source`` with its specification to ``target``, with the files that hold its weights, if any.

    :raises JobFailure: it cannot be written, or the result is no model.
    """
    folder = os.path.dirname(os.path.abspath(target))
    try:
        os.makedirs(folder, exist_ok=True)
        _copy_weights(source, folder)
        embed_spec(source, target, document)
        _copy_card(source, target)
    except (OSError, NotOnnx) as error:
        raise JobFailure("write_failed", "MODEL", path=target, reason=str(error)) from error
    return load_model_file(target, tuple(TASKS))


def _copy_card(source: str, target: str) -> None:
    """Copy the model card, if there is one beside ``source``.

    :raises OSError: it cannot be copied.
    """
    origin, copy = (os.path.splitext(os.path.abspath(path))[0] + ".md" for path in (source, target))
    if os.path.isfile(origin) and origin != copy:
        shutil.copyfile(origin, copy)


def _copy_weights(source: str, folder: str) -> None:
    """Copy the external weights of ``source`` beside its copy in ``folder``; never over another model's.

    :raises OSError: they cannot be copied, or a file of that name with other content is there.
    """
    own_folder = os.path.dirname(os.path.abspath(source))
    for location in read_header(source).external_data:
        origin, copy = os.path.join(own_folder, location), os.path.join(folder, location)
        if os.path.exists(copy):
            if os.path.samefile(origin, copy) or _same_content(origin, copy):
                continue
            raise FileExistsError(f"{copy} is there already, with other weights")
        os.makedirs(os.path.dirname(copy), exist_ok=True)
        shutil.copyfile(origin, copy)


def _same_content(one: str, other: str) -> bool:
    if os.path.getsize(one) != os.path.getsize(other):
        return False
    with open(one, "rb") as first, open(other, "rb") as second:
        while True:
            data = first.read(1 << 20)
            if data != second.read(1 << 20):
                return False
            if not data:
                return True


def _document(given: str, model: str) -> Dict[str, Any]:
    text = given.strip()
    if not text.startswith("{"):
        try:
            with open(os.path.expanduser(text), encoding="utf-8") as stream:
                text = stream.read()
        except (OSError, UnicodeDecodeError) as error:
            raise JobFailure("model_spec_invalid", "SPEC", model=model, reason=str(error)) from error
    return _object(text, model)


def _object(text: str, model: str) -> Dict[str, Any]:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise JobFailure("model_spec_invalid", "SPEC", model=model, reason=f"it is not JSON: {error}") from error
    if not isinstance(document, dict):
        raise JobFailure("model_spec_invalid", "SPEC", model=model, reason="it is not a JSON object")
    return document
