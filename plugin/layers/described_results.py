"""Results in the words of QGIS: names of fields, display name and map tip, layer metadata with the provenance, time range.

Kept in the project, not in the files: they are in the language of the user, and files stay as the run wrote them.
"""

from __future__ import annotations

import datetime
import html
import json
from typing import Any, Mapping, Optional

from osgeo import gdal
from qgis.core import (
    Qgis,
    QgsAttributeTableConfig,
    QgsBox3d,
    QgsDateTimeRange,
    QgsLayerMetadata,
    QgsMapLayer,
    QgsRasterLayer,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QCoreApplication, QDate, QDateTime, Qt, QTime

from ..rules import review_fields as review
from .dates import first_day
from .polygon_origin import read_origin
from .review_entries import AREA_FIELD
from .sources import split_uri

translate = QCoreApplication.translate

_DAY = len("yyyy-mm-dd")
_ITEM = "GROUNDSHIFT"
# Figures and names of technical use come last in the table.
_LAST_FIELDS = ("perimeter_m", review.UUID, "fid")
_FIRST_FIELDS = (
    review.CLASS,
    review.FROM,
    review.TO,
    "direction",
    AREA_FIELD,
    "mean_probability",
    "max_probability",
    "mean_magnitude",
    "max_magnitude",
    "confidence",
    *review.REVIEW_FIELDS,
)


def field_names() -> dict[str, str]:
    """Return what the fields of results are called for users."""
    return {
        review.CLASS: translate("Results", "Class"),
        review.FROM: translate("Results", "Class before"),
        review.TO: translate("Results", "Class after"),
        "direction": translate("Results", "Kind of change"),
        AREA_FIELD: translate("Results", "Area (m²)"),
        "perimeter_m": translate("Results", "Perimeter (m)"),
        "mean_probability": translate("Results", "Mean probability"),
        "max_probability": translate("Results", "Highest probability"),
        "mean_magnitude": translate("Results", "Mean magnitude"),
        "max_magnitude": translate("Results", "Highest magnitude"),
        "confidence": translate("Results", "Confidence"),
        "mean_difference_db": translate("Results", "Mean difference (dB)"),
        "start": translate("Results", "Earlier date"),
        "end": translate("Results", "Later date"),
        "date": translate("Results", "Date"),
        "later_dates": translate("Results", "Later dates"),
        "confirmed_by": translate("Results", "Confirmed by"),
        "confirmed": translate("Results", "Confirmed"),
        review.UUID: translate("Results", "Identifier"),
        review.STATUS: translate("Results", "Decision"),
        review.REVIEW_CLASS: translate("Results", "Corrected class"),
        review.COMMENT: translate("Results", "Comment"),
        review.REVIEWED_AT: translate("Results", "Reviewed at"),
        review.REVIEWER: translate("Results", "Reviewer"),
    }


def describe_result(layer: QgsMapLayer) -> None:
    """Describe a result of a run: fields and map tip of polygons, and of any layer metadata and time range."""
    origin = _origin_of(layer)
    dates = _dates_of(origin)
    if isinstance(layer, QgsVectorLayer):
        describe_fields(layer)
        if layer.geometryType() == QgsWkbTypes.GeometryType.PolygonGeometry:
            layer.setDisplayExpression(_display_expression(layer))
            layer.setMapTipTemplate(_map_tip(layer, dates))
            _set_time_range(layer, dates)
    if origin:
        layer.setMetadata(_metadata(layer, origin, dates))


def describe_fields(layer: QgsVectorLayer) -> None:
    """Give the fields of a result their names and their order in the table. Names that a user gave stay."""
    names = field_names()
    for index, field in enumerate(layer.fields()):
        if field.name() in names and not field.alias():
            layer.setFieldAlias(index, names[field.name()])
    config = layer.attributeTableConfig()
    config.update(layer.fields())
    columns = config.columns()
    if [column.name for column in columns if column.type == QgsAttributeTableConfig.Type.Field] == [
        field.name() for field in layer.fields()
    ]:  # a user's order stays
        config.setColumns(sorted(columns, key=lambda column: _place(column.name)))
        layer.setAttributeTableConfig(config)


def _place(name: str) -> tuple[int, int]:
    if name in _FIRST_FIELDS:
        return 0, _FIRST_FIELDS.index(name)
    return (2, _LAST_FIELDS.index(name)) if name in _LAST_FIELDS else (1, 0)


def _display_expression(layer: QgsVectorLayer) -> str:
    """Return an expression such as ``Building, 120 m²``; the class that a reviewer gave counts."""
    fields = layer.fields()
    parts = []
    if fields.lookupField(review.CLASS) >= 0:
        named = [name for name in (review.REVIEW_CLASS, review.CLASS) if fields.lookupField(name) >= 0]
        parts.append("coalesce(" + ", ".join(_not_empty(f'"{name}"') for name in named) + ")")
    if fields.lookupField(AREA_FIELD) >= 0:
        parts.append(f"format_number(\"{AREA_FIELD}\", 0) || ' m²'")
    return f"array_to_string(array_filter(array({', '.join(parts)}), @element is not null), ', ')" if parts else "$id"


def _map_tip(layer: QgsVectorLayer, dates: tuple[str, str]) -> str:
    """Return HTML with the fields of one polygon; texts of the layer are shown as text only."""
    names = field_names()
    lines = []
    for field in sorted((field.name() for field in layer.fields()), key=_place):
        if field in names and field not in (*_LAST_FIELDS, review.CLASS):
            value = f'"{field}"'
            shown = f"format_number({value}, 0)" if field == AREA_FIELD else _not_empty(f"to_string({value})")
            name = html.escape(names[field]).replace("'", "''")
            lines.append(f"[% coalesce('{name}: ' || {_plain(shown)} || '<br>', '') %]")
    period = f"{html.escape(dates[0])} / {html.escape(dates[1])}<br>" if all(dates) else ""
    return f"<b>[% {_plain(_display_expression(layer))} %]</b><br>{period}" + "".join(lines)


def _plain(expression: str) -> str:
    """Return an expression whose text cannot be read as HTML."""
    return f"replace(replace({expression}, '&', '&amp;'), '<', '&lt;')"


def _not_empty(expression: str) -> str:
    return f"nullif({expression}, '')"


def _set_time_range(layer: QgsVectorLayer, dates: tuple[str, str]) -> None:
    """Have QGIS's temporal controller show the polygons between the dates, unless the style holds something better."""
    properties = layer.temporalProperties()
    if properties.isActive() or not all(dates):
        return
    properties.setMode(Qgis.VectorTemporalMode.FixedTemporalRange)
    properties.setFixedTemporalRange(_range(dates))
    properties.setIsActive(True)


def _range(dates: tuple[str, str]) -> QgsDateTimeRange:
    begin = QDateTime(QDate.fromString(first_day(dates[0]), Qt.DateFormat.ISODate), QTime(0, 0))
    end = QDateTime(QDate.fromString(_last_day(dates[1]), Qt.DateFormat.ISODate), QTime(23, 59, 59))
    return QgsDateTimeRange(begin, end)


def _last_day(date: str) -> str:
    """Return the last day of a date of which perhaps only the year or the month is known."""
    year, month = int(date[:4]), int(date[5:7] or 12)
    if len(date) >= _DAY:
        return date[:_DAY]
    after = datetime.date(year + month // 12, month % 12 + 1, 1)
    return (after - datetime.timedelta(days=1)).isoformat()


def _metadata(layer: QgsMapLayer, origin: Mapping[str, Any], dates: tuple[str, str]) -> QgsLayerMetadata:
    """Return the layer's metadata with the provenance: what it is of, how it was made, and every parameter."""
    found = layer.metadata()
    found.setTitle(layer.name())
    found.setType("dataset")
    images = [_name_of(origin.get(key)) for key in ("before", "after")]
    text = translate("Results", "Made by {tool} of Groundshift {version} on {time}.")
    lines = [
        text.format(
            tool=origin.get("algorithm", ""), version=origin.get("plugin_version", ""), time=str(origin.get("time", ""))
        )
    ]
    if all(images):
        lines.append(translate("Results", "Compared: {before} with {after}.").format(before=images[0], after=images[1]))
    model = origin.get("model")
    if isinstance(model, Mapping) and model.get("id"):
        lines.append(
            translate("Results", "Model: {id}, SHA-256 {digest}.").format(id=model["id"], digest=model.get("sha256", ""))
        )
    found.setAbstract("\n".join(lines))
    found.setHistory([f"{key}: {_text(value)}" for key, value in origin.items()])
    extent = found.extent()
    if all(dates):
        extent.setTemporalExtents([_range(dates)])
    if layer.crs().isValid():
        found.setCrs(layer.crs())
        box = QgsLayerMetadata.SpatialExtent()
        box.extentCrs = layer.crs()
        box.bounds = QgsBox3d(layer.extent())
        extent.setSpatialExtents([box])
    found.setExtent(extent)
    return found


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)


def _name_of(image: Any) -> str:
    return str(image.get("name") or "") if isinstance(image, Mapping) else ""


def _dates_of(origin: Mapping[str, Any]) -> tuple[str, str]:
    """Return the dates of a pair, each ``yyyy-mm-dd`` or less of it; ``""`` = unknown."""
    found = []
    for key in ("before", "after"):
        image = origin.get(key)
        date = str(image.get("date") or "") if isinstance(image, Mapping) else ""
        found.append(date if _is_date(date) else "")
    return found[0], found[1]


def _is_date(date: str) -> bool:
    try:
        datetime.date.fromisoformat(first_day(date)[:_DAY])
    except ValueError:
        return False
    return True


def _origin_of(layer: QgsMapLayer) -> dict[str, Any]:
    """Return the provenance of a result; empty = none."""
    if isinstance(layer, QgsVectorLayer):
        return read_origin(layer)
    return _of_raster(layer) if isinstance(layer, QgsRasterLayer) else {}


def _of_raster(layer: QgsRasterLayer) -> dict[str, Any]:
    text: Optional[str] = None
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    try:
        dataset = gdal.Open(split_uri(layer.source())[0])
        text = dataset.GetMetadataItem(_ITEM) if dataset is not None else None
    except RuntimeError:  # another plugin may have switched GDAL's exceptions on
        return {}
    finally:
        gdal.PopErrorHandler()
    try:
        found = json.loads(text) if text else {}
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
