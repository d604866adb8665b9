"""Groundshift: finds what changed on the ground between two dates, inside QGIS.

Nothing is imported here but in :func:`classFactory`, because the worker process imports
this package outside QGIS.
"""

from __future__ import annotations

from typing import Any


def classFactory(iface: Any) -> Any:  # noqa: N802 (QGIS calls it by this name)
    """Return the plugin object that QGIS drives.

    :param iface: the ``QgisInterface`` of QGIS Desktop, or ``None`` under ``qgis_process``.
    """
    from .plugin.plugin import GroundshiftPlugin

    return GroundshiftPlugin(iface)
