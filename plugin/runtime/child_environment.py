"""The environment variables that the worker gets: the user's, without what QGIS set for its own libraries.

QGIS (OSGeo4W's, the macOS bundle, conda's, snap's) points PROJ, GDAL, Qt and Python at its own files. The worker
brings its own PROJ and GDAL; QGIS's databases and drivers would break them. What reaches the network or names the
user's credentials stays: proxies, certificates, ``GDAL_HTTP_*``, ``CPL_*``, ``AWS_*``, ``PIP_*``.
"""

from __future__ import annotations

import os
import sys
from typing import Mapping, Optional

_DROPPED_PREFIXES = ("PYTHON", "QT", "QML", "QGIS", "CONDA", "_CONDA")
_DROPPED_NAMES = frozenset(
    {
        "VIRTUAL_ENV",
        "VIRTUAL_ENV_PROMPT",
        "__PYVENV_LAUNCHER__",
        "PROJ_LIB",
        "PROJ_DATA",
        "PROJ_AUX_DB",
        "GDAL_DATA",
        "GDAL_DRIVER_PATH",
        "GDAL_PYTHON_DRIVER_PATH",
        "GDAL_SKIP",
        "GDAL_PAM_PROXY_DIR",
        "GEOTIFF_CSV",
        "OGR_DRIVER_PATH",
        "LD_PRELOAD",
        "DYLD_INSERT_LIBRARIES",
        # pip would install somewhere else than into the environment
        "PIP_TARGET",
        "PIP_PREFIX",
        "PIP_ROOT",
        "PIP_USER",
        "PIP_REQUIRE_VIRTUALENV",
        "PIP_PYTHON",
    }
)
_LIBRARY_PATHS = frozenset({"LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH", "DYLD_FRAMEWORK_PATH"})


def child_environment(
    variables: Mapping[str, str],
    platform: str = sys.platform,
    additions: Optional[Mapping[str, str]] = None,
    qgis_prefix: str = "",
) -> dict[str, str]:
    """``variables`` cleaned for the worker (or pip) as a child process. Pure.

    :param additions: variables to set where the user has not set them himself (see :func:`.settings.proxy_variables`).
    :param qgis_prefix: QGIS's folder; library paths inside it are dropped. Empty on Linux, where packages of the
        distribution lie beside everything else.
    """
    cleaned = {}
    for name, value in variables.items():
        # Windows ignores the case of names. (PATH stays as it is: OSGeo4W's Python finds its own DLLs by it.)
        key = name.upper() if platform == "win32" else name
        if key in _DROPPED_NAMES or key.startswith(_DROPPED_PREFIXES):
            continue
        if key in _LIBRARY_PATHS:
            value = _without_qgis(value, qgis_prefix, platform)
            if not value:
                continue
        cleaned[name] = value
    for name, value in (additions or {}).items():
        cleaned.setdefault(name, value)
    return cleaned


def qgis_folder(variables: Mapping[str, str], platform: str = sys.platform, prefix: str = sys.base_prefix) -> str:
    """Return the folder that QGIS is installed in, for :func:`child_environment`; ``""`` where it has none of its own."""
    if platform == "win32":
        return variables.get("OSGEO4W_ROOT", "")
    if platform == "darwin":
        head, marker, _ = prefix.partition(".app/")
        return head + marker.rstrip("/") if marker else ""
    # AppImage and snap unpack QGIS into a folder of its own.
    return variables.get("APPDIR", "") or variables.get("SNAP", "")


def _without_qgis(paths: str, qgis_prefix: str, platform: str) -> str:
    """``paths`` without the folders inside QGIS's."""
    separator = ";" if platform == "win32" else ":"
    return separator.join(path for path in paths.split(separator) if path and not _is_inside(path, qgis_prefix, platform))


def _is_inside(path: str, folder: str, platform: str) -> bool:
    if not folder:
        return False
    one, other = (text.replace("\\", "/").rstrip("/") + "/" for text in (path, folder))
    if platform == "win32":
        one, other = one.lower(), other.lower()
    return one.startswith(other)


def variables_for_child() -> dict[str, str]:
    """Return the variables for a child of this process, QGIS's proxy included."""
    from . import settings
    from .folders import cache_folder

    # ONNX Runtime records its use and sends it, unless this is set before it is imported.
    additions = {"ORT_DISABLE_TELEMETRY": "1", "GROUNDSHIFT_CACHE": cache_folder()}
    additions.update(settings.proxy_variables(), **settings.projection_variables())
    return child_environment(os.environ, additions=additions, qgis_prefix=qgis_folder(os.environ))
