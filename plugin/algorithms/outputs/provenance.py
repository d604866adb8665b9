"""The provenance written into each output. Names of inputs, not addresses: those of web layers may contain keys."""

from __future__ import annotations

import datetime
import hashlib
from typing import TYPE_CHECKING, Any, Mapping

from ...version import plugin_version

if TYPE_CHECKING:
    from ...model_file.load import ModelFile


def provenance(algorithm: str, origins: Mapping[str, Any], parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Return the document that is written into the outputs of a run.

    :param algorithm: its name, without the provider's.
    :param origins: inputs and models, by key.
    """
    return {
        "software": "Groundshift",
        "plugin_version": plugin_version(),
        "algorithm": f"groundshift:{algorithm}",
        "time": datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds"),
        **origins,
        "parameters": dict(parameters),
    }


def model_identity(model: ModelFile) -> dict[str, str]:
    """Return the id of a model and the SHA-256 of its file."""
    digest = hashlib.sha256()
    with open(model.path, "rb") as stream:
        for chunk in iter(lambda: stream.read(1 << 20), b""):
            digest.update(chunk)
    return {"id": model.spec.id, "sha256": digest.hexdigest()}
