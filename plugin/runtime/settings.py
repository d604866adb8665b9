"""The user's settings of the runtime in QGIS. Without QGIS everything is unset."""

from __future__ import annotations

import os

from .folders import cache_folder

PYTHON_KEY = "groundshift/python"
TORCH_INDEX_KEY = "groundshift/torch_index"
THREADS_KEY = "groundshift/threads"
PROVIDER_KEY = "groundshift/provider"


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


def provider() -> str:
    """ONNX Runtime's execution provider to prefer, such as ``CPUExecutionProvider``; ``""`` = the best that is there."""
    return _text(PROVIDER_KEY)


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
    variables = {"GROUNDSHIFT_PROJ_FOLDERS": os.pathsep.join(folders), "GROUNDSHIFT_CACHE": cache_folder()}
    return {**variables, "PROJ_NETWORK": "ON"} if network else variables


def _text(key: str) -> str:
    try:
        from qgis.core import QgsSettings
    except ImportError:  # the installer and the tests of the pool also run without QGIS
        return ""
    value = QgsSettings().value(key, "")
    return "" if value is None else str(value).strip()
