"""QGIS styles, written as files beside the outputs, so that they open styled without the plugin too."""

from __future__ import annotations

import os
import sqlite3
from typing import Mapping, Optional, Sequence
from xml.sax.saxutils import escape, quoteattr  # nosec B406  # nothing is parsed

from ...jobs import palette
from ...model_file.spec import ChangeClass

_HEAD = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
_RAMP = tuple(tuple(bytes.fromhex(color[1:])) for color in palette.RAMP)


def write_sidecar(output: str, style: str) -> None:
    """Write a style where QGIS looks for it: beside the file, with the extension ``.qml``."""
    with open(os.path.splitext(output)[0] + ".qml", "w", encoding="utf-8") as stream:
        stream.write(style)


def mask_style(classes: Sequence[ChangeClass]) -> str:
    """Classes in their colours; other values, such as no change, are transparent and not in the legend."""
    entries = [
        f'<paletteEntry value="{item.value}" color={quoteattr(item.color)} label={quoteattr(item.name)} alpha="255"/>'
        for item in classes
    ]
    return (
        f'{_HEAD}<qgis version="3.22.0" styleCategories="AllStyleCategories"><pipe>'
        '<rasterrenderer type="paletted" band="1" alphaBand="-1" opacity="0.8" nodataColor="">'
        f"<rasterTransparency/><colorPalette>{''.join(entries)}</colorPalette></rasterrenderer>"
        '<brightnesscontrast brightness="0" contrast="0" gamma="1"/><huesaturation/>'
        "<rasterresampler/></pipe><blendMode>0</blendMode></qgis>\n"
    )


def number_style(labels: Mapping[int, str]) -> str:
    """Numbers from yellow, the first, over red to dark purple, the last; other values are transparent.

    :param labels: number -> what it stands for.
    """
    entries = "".join(
        f'<paletteEntry value="{value}" color="{color}" label={quoteattr(label)} alpha="255"/>'
        for (value, label), color in zip(labels.items(), ramp_colors(len(labels)))
    )
    return (
        f'{_HEAD}<qgis version="3.22.0" styleCategories="AllStyleCategories"><pipe>'
        '<rasterrenderer type="paletted" band="1" alphaBand="-1" opacity="0.8" nodataColor="">'
        f"<rasterTransparency/><colorPalette>{entries}</colorPalette></rasterrenderer>"
        '<brightnesscontrast brightness="0" contrast="0" gamma="1"/><huesaturation/>'
        "<rasterresampler/></pipe><blendMode>0</blendMode></qgis>\n"
    )


def palette_style(entries: Sequence[tuple[int, str, str]], opacity: float = 1.0) -> str:
    """Values in colours of their own; other values are transparent.

    :param entries: value, colour ``#rrggbb``, and label of each.
    """
    items = "".join(
        f'<paletteEntry value="{value}" color="{color}" label={quoteattr(label)} alpha="255"/>'
        for value, color, label in entries
    )
    return (
        f'{_HEAD}<qgis version="3.22.0" styleCategories="AllStyleCategories"><pipe>'
        f'<rasterrenderer type="paletted" band="1" alphaBand="-1" opacity="{opacity:g}" nodataColor="">'
        f"<rasterTransparency/><colorPalette>{items}</colorPalette></rasterrenderer>"
        '<brightnesscontrast brightness="0" contrast="0" gamma="1"/><huesaturation/>'
        "<rasterresampler/></pipe><blendMode>0</blendMode></qgis>\n"
    )


def ramp_colors(count: int) -> tuple[str, ...]:
    """So many colours, ``#rrggbb``, from yellow over red to dark purple."""
    found = []
    for index in range(count):
        place = index / max(count - 1, 1) * (len(_RAMP) - 1)
        low = min(int(place), len(_RAMP) - 2)
        mixed = (round(a + (b - a) * (place - low)) for a, b in zip(_RAMP[low], _RAMP[low + 1]))
        found.append("#" + "".join(f"{part:02x}" for part in mixed))
    return tuple(found)


def probability_style(threshold: float) -> str:
    """Probability of any change from transparent over yellow, at the threshold, to dark red."""
    items = "".join(
        f'<item value="{value:.6g}" color="{color}" alpha="{alpha}" label="{value:.2f}"/>'
        for value, color, alpha in _stops(threshold, 1.0)
    )
    return (
        f'{_HEAD}<qgis version="3.22.0" styleCategories="AllStyleCategories"><pipe>'
        '<rasterrenderer type="singlebandpseudocolor" band="1" alphaBand="-1" opacity="1" nodataColor=""'
        ' classificationMin="0" classificationMax="1"><rasterTransparency/><rastershader>'
        '<colorrampshader colorRampType="INTERPOLATED" classificationMode="1" clip="0" minimumValue="0" maximumValue="1"'
        f' labelPrecision="2">{items}</colorrampshader></rastershader></rasterrenderer>'
        '<brightnesscontrast brightness="0" contrast="0" gamma="1"/><huesaturation/>'
        "<rasterresampler/></pipe><blendMode>0</blendMode></qgis>\n"
    )


def _stops(threshold: float, top: float) -> tuple[tuple[float, str, int], ...]:
    """Value, colour and opacity (0..255) of the stops of a colour ramp; below half of the threshold it is nearly clear."""
    return (
        (0.0, palette.LOW, 0),
        (threshold / 2, palette.LOW, 40),
        (threshold, palette.MIDDLE, 200),
        ((threshold + top) / 2, palette.HIGH, 230),
        (top, palette.TOP, 255),
    )


def difference_style(threshold: float, top: float) -> str:
    """Magnitude of change from transparent over yellow, at the threshold, to dark purple at ``top`` and above."""
    top = max(top, threshold * 1.01, 1e-6)
    items = "".join(
        f'<item value="{value:.9g}" color="{color}" alpha="{alpha}" label="{value:.4g}"/>'
        for value, color, alpha in _stops(threshold, top)
    )
    return (
        f'{_HEAD}<qgis version="3.22.0" styleCategories="AllStyleCategories"><pipe>'
        '<rasterrenderer type="singlebandpseudocolor" band="1" alphaBand="-1" opacity="1" nodataColor=""'
        f' classificationMin="0" classificationMax="{top:.9g}"><rasterTransparency/><rastershader>'
        '<colorrampshader colorRampType="INTERPOLATED" classificationMode="1" clip="0" minimumValue="0"'
        f' maximumValue="{top:.9g}" labelPrecision="4">{items}</colorrampshader></rastershader></rasterrenderer>'
        '<brightnesscontrast brightness="0" contrast="0" gamma="1"/><huesaturation/>'
        "<rasterresampler/></pipe><blendMode>0</blendMode></qgis>\n"
    )


def dated_style(dates: Mapping[str, str], period: tuple[str, str]) -> str:
    """Polygons in the colours that :func:`number_style` gives the dates on which their change is seen.

    :param dates: ``yyyy-mm-dd`` -> how it is shown, in the order of time.
    :param period: as for :func:`polygon_style`; the second of the fields holds those dates.
    """
    colors = ramp_colors(len(dates))
    items = [ChangeClass(number, day, color) for number, (day, color) in enumerate(zip(dates, colors), start=2)]
    attribute = f"format_date(\"{period[1]}\", 'yyyy-MM-dd')"
    return polygon_style(items, period, attribute, dates)


def polygon_style(
    classes: Sequence[ChangeClass],
    period: Optional[tuple[str, str]] = None,
    attribute: str = "class",
    labels: Optional[Mapping[str, str]] = None,
) -> str:
    """An outline in the colour of the class over a faint fill, so that the imagery stays visible.

    :param attribute: field, or expression, with the names of the classes.
    :param labels: what the legend calls them.
    :param period: fields with the dates between which QGIS's temporal controller shows a polygon; ``None`` = always.
    """
    temporal = "" if period is None else _temporal(*period)
    categories_of_style = "Symbology" if period is None else "Symbology|Temporal"
    categories = "".join(
        f"<category value={quoteattr(item.name)} label={quoteattr((labels or {}).get(item.name, item.name))}"
        f' symbol="{index}" render="true" type="string"/>'
        for index, item in enumerate(classes)
    )
    symbols = "".join(_fill_symbol(index, item.color) for index, item in enumerate(classes))
    return (
        f'{_HEAD}<qgis version="3.22.0" styleCategories="{categories_of_style}">{temporal}'
        f'<renderer-v2 type="categorizedSymbol" attr={quoteattr(attribute)} enableorderby="0" forceraster="0" symbollevels="0">'
        f"<categories>{categories}</categories><symbols>{symbols}</symbols></renderer-v2>"
        "<blendMode>0</blendMode><featureBlendMode>0</featureBlendMode><layerOpacity>1</layerOpacity>"
        "<layerGeometryType>2</layerGeometryType></qgis>\n"
    )


def store_in_geopackage(path: str, layer: str, style: str) -> None:
    """Store a style as the default of a layer of a GeoPackage, in the table that QGIS reads it from."""
    connection = sqlite3.connect(path)
    try:
        with connection:
            (geometry,) = connection.execute(
                "SELECT column_name FROM gpkg_geometry_columns WHERE table_name = ?", (layer,)
            ).fetchone()
            connection.execute(
                "CREATE TABLE layer_styles (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256),"
                " f_table_schema TEXT(256), f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30),"
                " styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30),"
                " update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')))"
            )
            connection.execute(
                "INSERT INTO gpkg_contents (table_name, data_type, identifier, description) VALUES (?, ?, ?, '')",
                ("layer_styles", "attributes", "layer_styles"),
            )
            connection.execute(
                "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName,"
                " styleQML, styleSLD, useAsDefault, description, owner) VALUES ('', '', ?, ?, ?, ?, '', 1, ?, '')",
                (layer, geometry, "change", style, "Groundshift"),
            )
    finally:
        connection.close()


def _temporal(start: str, end: str) -> str:
    """Settings of QGIS's temporal controller: fields with the start and the end, both shown."""
    return (
        f'<temporal enabled="1" mode="2" startField={quoteattr(start)} endField={quoteattr(end)} limitMode="1"'
        ' accumulate="0" durationField="" durationUnit="min" fixedDuration="0" startExpression="" endExpression="">'
        "<fixedRange><start></start><end></end></fixedRange></temporal>"
    )


def _fill_symbol(index: int, color: str) -> str:
    red, green, blue = int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)
    properties = {
        "color": f"{red},{green},{blue},50",
        "style": "solid",
        "outline_color": f"{red},{green},{blue},255",
        "outline_style": "solid",
        "outline_width": "0.5",
        "outline_width_unit": "MM",
        "joinstyle": "miter",
    }
    return (
        f'<symbol type="fill" name="{escape(str(index))}" alpha="1" clip_to_extent="1" force_rhr="0">'
        f'<layer class="SimpleFill" enabled="1" locked="0" pass="0">{symbol_properties(properties)}</layer></symbol>'
    )


def symbol_properties(properties: Mapping[str, str]) -> str:
    """Properties of a symbol's layer as QGIS 3.26 and later read them (``<Option>``), and as earlier ones do (``<prop>``)."""
    options = "".join(
        f'<Option type="QString" name={quoteattr(key)} value={quoteattr(value)}/>' for key, value in properties.items()
    )
    older = "".join(f"<prop k={quoteattr(key)} v={quoteattr(value)}/>" for key, value in properties.items())
    return f'<Option type="Map">{options}</Option>{older}'
