"""The user's settings of the runtime in QGIS. Without QGIS everything is unset."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import date
from typing import Any, Optional, Sequence

from ..jobs.measure_runtime import COLUMNS

PYTHON_KEY = "groundshift/python"
TORCH_INDEX_KEY = "groundshift/torch_index"
THREADS_KEY = "groundshift/threads"
PROVIDER_KEY = "groundshift/provider"
RUN_ON_KEY = "groundshift/run_on"  # "server", or unset: this computer
SERVER_KEY = "groundshift/server"
SERVER_AUTHCFG_KEY = "groundshift/server_authcfg"
MEASURED_KEY = "groundshift/measured"  # the last measurement, as JSON


def named_python() -> str:
    """Return the interpreter that the user named for the worker; ``""`` when none is."""
    return _text(PYTHON_KEY)


def torch_index() -> str:
    """Address of the package index for builds of torch (CPU only, or for a CUDA version); ``""`` = pip's own."""
    return _text(TORCH_INDEX_KEY)


def threads() -> int:
    """Return how many threads a network may use; 0 = as many as there are cores."""
    text = _text(THREADS_KEY)
    return int(text) if text.isdigit() else 0


def named_provider() -> str:
    """What the user chose to run networks on, such as ``CPUExecutionProvider``; ``""`` = automatic."""
    return _text(PROVIDER_KEY)


def provider() -> str:
    """What to run networks on: the user's choice, else what was measured as the fastest; ``""`` = ONNX Runtime's best."""
    found = named_provider()
    if found:
        return found
    kept = measured()
    return "" if kept is None else kept.choice


def runs_on_server() -> bool:
    """Return whether the user chose that jobs run on a server."""
    return _text(RUN_ON_KEY) == "server"


def server() -> str:
    """Return the address of the server that the user named; ``""`` = none."""
    return _text(SERVER_KEY)


def server_authcfg() -> str:
    """Return the id of the server's configuration in QGIS's authentication store; ``""`` = it needs none."""
    return _text(SERVER_AUTHCFG_KEY)


@dataclass(frozen=True)
class Measured:
    """A measurement of the installed backends.

    :param date: ISO 8601.
    :param choice: see :func:`..jobs.measure_runtime.preference_of`.
    :param rows: see :class:`..jobs.measure_runtime.MeasureRuntimeJob`.
    :param runtime: digest of what was installed, see :class:`.environment_state.Marker`; ``""`` = not known.
    """

    date: str
    choice: str
    rows: tuple[dict[str, Any], ...]
    runtime: str = ""


def measured() -> Optional[Measured]:
    """Return the last measurement that was kept; ``None`` if there is none that can be read."""
    try:
        values = json.loads(_text(MEASURED_KEY) or "{}")
        rows = tuple({name: row[name] for name in COLUMNS} for row in values["rows"])
        return Measured(str(values["date"]), str(values["choice"]), rows, str(values.get("runtime", "")))
    except (ValueError, KeyError, TypeError):
        return None


def keep_measured(choice: str, rows: Sequence[dict[str, Any]], runtime: str = "") -> None:
    """Keep a measurement; networks are run by its choice from then on, unless the user named another.

    :param runtime: see :class:`Measured`.
    """
    from qgis.core import QgsSettings

    values = {"date": date.today().isoformat(), "choice": choice, "rows": list(rows), "runtime": runtime}
    QgsSettings().setValue(MEASURED_KEY, json.dumps(values))


def proxy_variables() -> dict[str, str]:
    """QGIS's own HTTP proxy as environment variables; empty when QGIS has none, or leaves it to the system.

    Offices often set the proxy in QGIS only, and the child cannot read QGIS's settings.
    """
    if _text("proxy/proxyEnabled").lower() not in ("true", "1") or _text("proxy/proxyType") != "HttpProxy":
        return {}
    host, port = _text("proxy/proxyHost"), _text("proxy/proxyPort")
    if not host:
        return {}
    from urllib.parse import quote

    user, password = _text("proxy/proxyUser"), _text("proxy/proxyPassword")
    account = f"{quote(user, safe='')}:{quote(password, safe='')}@" if user else ""
    address = f"http://{account}{host}" + (f":{port}" if port and port != "0" else "")
    return {"HTTP_PROXY": address, "HTTPS_PROXY": address, "http_proxy": address, "https_proxy": address}


def projection_variables() -> dict[str, str]:
    """Return where QGIS's PROJ has its transformation grids, and whether the user lets it fetch grids, as variables.

    Empty without QGIS's GDAL.
    """
    try:
        from osgeo import osr

        folders, network = osr.GetPROJSearchPaths(), bool(osr.GetPROJEnableNetwork())
    except (ImportError, AttributeError):
        return {}
    variables = {"GROUNDSHIFT_PROJ_FOLDERS": os.pathsep.join(folders)}
    return {**variables, "PROJ_NETWORK": "ON"} if network else variables


def _text(key: str) -> str:
    try:
        from qgis.core import QgsSettings
    except ImportError:  # the installer and the tests of the pool also run without QGIS
        return ""
    value = QgsSettings().value(key, "")
    return "" if value is None else str(value).strip()
