"""Reports and tables: files without sidecars of their own, published like the layers, whole or not at all."""

from __future__ import annotations

import json
import os
import shutil
from typing import Any, Mapping

from ...jobs.failure import JobFailure
from ...jobs.publish import prepare, staged_path, staging_folder, writing


def check_documents(outputs: Mapping[str, str], extensions: Mapping[str, tuple[str, ...]]) -> None:
    """Check the paths of documents before the work.

    :param outputs: parameter -> path.
    :param extensions: parameter -> extensions without the dot.
    :raises JobFailure: ``output_format`` or ``output_twice``.
    """
    seen: dict[str, str] = {}
    for name, path in outputs.items():
        extension = os.path.splitext(path)[1][1:].lower()
        if extension not in extensions[name]:
            raise JobFailure("output_format", name, path=path, extension=extension, known=", ".join(extensions[name]))
        real = os.path.realpath(path)
        if real in seen:
            raise JobFailure("output_twice", name, first=seen[real], second=name, path=path)
        seen[real] = name


def publish_documents(documents: Mapping[str, tuple[str, str]], scratch: str, provenance: Mapping[str, Any]) -> None:
    """Write documents beside their places and move them there when all are written.

    Unlike layers they share no sidecars: files of the same stem beside them belong to others and are left alone.

    :param documents: parameter -> (path, text).
    :param provenance: goes beside tables, which have no place for it
        (``areas.csv.provenance.json``); reports and JSON hold it themselves.
    :raises JobFailure: ``write_failed`` and its like.
    """
    origin = json.dumps(provenance, ensure_ascii=False, sort_keys=True)
    tables = {name: path for name, (path, _) in documents.items() if path.lower().endswith(".csv")}
    files = [(name, f"{path}.provenance.json", origin) for name, path in tables.items()]
    files += [(name, path, text) for name, (path, text) in documents.items()]
    for name, path, text in files:
        staged = prepare(name, path, scratch)
        with writing(name, path), open(staged, "w", encoding="utf-8", newline="") as stream:
            stream.write(text)
    for name, path, _ in files:
        with writing(name, path):
            os.replace(staged_path(path, scratch), path)
    for path, _ in documents.values():
        shutil.rmtree(staging_folder(path, scratch), ignore_errors=True)
