"""How a sample looks in QGIS: what is still to be interpreted stands out, and its form offers the classes."""

from __future__ import annotations

from typing import Sequence
from xml.sax.saxutils import quoteattr  # nosec B406  # nothing is parsed

from ..outputs.styles import symbol_properties

_HEAD = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
_HIDDEN = '<editWidget type="Hidden"><config><Option/></config></editWidget>'
_OPEN, _DONE = "213,94,0", "0,158,115"


def sample_style(classes: Sequence[tuple[int, str]]) -> str:
    """Return the style of a sample; ``classes``: values and names that the field ``reference`` may take.

    The strata are not shown: interpreters must not know the class of the map.
    """
    rules = (
        '<rule key="{open}" symbol="0" filter="&quot;reference&quot; IS NULL" label="to interpret"/>'
        '<rule key="{done}" symbol="1" filter="&quot;reference&quot; IS NOT NULL" label="interpreted"/>'
    )
    symbols = _marker(0, _OPEN) + _marker(1, _DONE)
    choices = "".join(
        f'<Option type="Map"><Option type="QString" name={quoteattr(name)} value="{value}"/></Option>'
        for value, name in classes
    )
    return (
        f'{_HEAD}<qgis version="3.22.0" styleCategories="Symbology|Fields|Forms">'
        '<fieldConfiguration><field name="reference" configurationFlags="None"><editWidget type="ValueMap"><config>'
        f'<Option type="Map"><Option type="List" name="map">{choices}</Option></Option>'
        "</config></editWidget></field>"
        + "".join(f'<field name="{name}" configurationFlags="None">{_HIDDEN}</field>' for name in ("stratum", "name"))
        + "</fieldConfiguration>"
        '<renderer-v2 type="RuleRenderer" enableorderby="0" forceraster="0" symbollevels="0">'
        f'<rules key="{{root}}">{rules}</rules>'
        f"<symbols>{symbols}</symbols></renderer-v2>"
        "<blendMode>0</blendMode><featureBlendMode>0</featureBlendMode><layerOpacity>1</layerOpacity>"
        "<layerGeometryType>0</layerGeometryType></qgis>\n"
    )


def _marker(index: int, color: str) -> str:
    properties = {
        "name": "cross_fill",
        "color": f"{color},255",
        "outline_color": "255,255,255,255",
        "outline_width": "0.2",
        "size": "3.2",
        "size_unit": "MM",
    }
    return (
        f'<symbol type="marker" name="{index}" alpha="1" clip_to_extent="1" force_rhr="0">'
        '<layer class="SimpleMarker" enabled="1" locked="0" pass="0">'
        f"{symbol_properties(properties)}</layer></symbol>"
    )
