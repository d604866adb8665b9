"""What each output says of how it was made. Names, not addresses: those of web layers may hold keys."""

from __future__ import annotations

import datetime
from typing import Any, Dict, Mapping

from ...version import plugin_version


def provenance(algorithm: str, origins: Mapping[str, Any], parameters: Mapping[str, Any]) -> Dict[str, Any]:
    """The document that is written into outputs.

    :param algorithm: its name, without the provider's. :param origins: what it was made of, by key.
    """
    return {
        "software": "Groundshift",
        "plugin_version": plugin_version(),
        "algorithm": f"groundshift:{algorithm}",
        "time": datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds"),
        **origins,
        "parameters": dict(parameters),
    }
