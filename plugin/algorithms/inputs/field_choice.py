"""Parameters that name a field of the layers of another parameter.

Imported while QGIS starts.
"""

from __future__ import annotations

from typing import Any, Optional

from qgis.core import QgsProcessingParameterField

# A name, not the class: the widget is imported when a dialog opens, never under qgis_process.
_WIDGET = f"{__name__.rsplit('.', 3)[0]}.gui.field_widget.FieldWidgetWrapper"


def field_parameter(name: str, text: str, parent: str, default: Optional[str] = None) -> QgsProcessingParameterField:
    """Return an optional parameter for a field, with a widget that any layer of its parent is safe for.

    :param parent: name of the parameter with the layers, which may be rasters, several or empty.
    :param default: of the field; ``None`` = empty.
    """
    parameter = QgsProcessingParameterField(name, text, default, parent, optional=True)
    widget: dict[str, Any] = {"class": _WIDGET}
    parameter.setMetadata({"widget_wrapper": widget})
    return parameter
