"""Texts of a run for the History tab: title, summary line and details."""

from __future__ import annotations

import html
import math
import os
from typing import Any

from qgis.core import QgsApplication, QgsProject
from qgis.PyQt.QtCore import QCoreApplication, QDateTime, QLocale, Qt, QUrl

from ...algorithms.run.run_commands import input_layers, missing_inputs, output_files
from ...algorithms.run.run_log import LAYER, SINK, RunRecord
from ..links import with_link_color
from ..tasks.numbers import area_text
from ..wrapped_text import breakable

translate = QCoreApplication.translate

_DATES = ("BEFORE", "AFTER")
_MOST_NUMBERS = 3  # in a message


def run_title(record: RunRecord) -> str:
    """Return the names of the run's input layers."""
    layers = dict(input_layers(record))
    if all(name in layers for name in _DATES):
        return f"{layers['BEFORE']['name']} → {layers['AFTER']['name']}"
    names = [_short(item) for _, item in input_layers(record)]
    return f"{record.title}: {', '.join(names[:2])}" if names else record.title


def group_name(record: RunRecord) -> str:
    """Return the name of the group of a run's layers: what was compared, the model, and when."""
    return " · ".join((run_title(record), words_of_run(record)))


def words_of_run(record: RunRecord) -> str:
    """Return what tells a run apart from others on the same layers: the model, and when."""
    model = record.parameters.get("MODEL")
    named = os.path.splitext(os.path.basename(model))[0] if isinstance(model, str) else ""
    return " · ".join(word for word in (named, _when(record)) if word)


def found_text(record: RunRecord) -> str:
    """Return the text of the message after a run: its layers, and what it found or the numbers that it gave."""
    named = run_title(record).removeprefix(f"{record.title}: ")
    found = _found(record) or _numbers(record) or translate("History", "finished")
    return found if named == record.title else f"{named}: {found}"


def _short(item: dict[str, Any]) -> str:
    return str(item.get("name") or os.path.basename(str(item.get(LAYER, "")).partition("|")[0]))


def summary(record: RunRecord) -> str:
    """Return the time and the result of a run, or its tool."""
    return f"{_when(record)} · {_found(record) or record.title}"


def _when(record: RunRecord) -> str:
    time = QDateTime.fromString(record.time, Qt.DateFormat.ISODate).toLocalTime()
    today = time.date() == QDateTime.currentDateTime().date()
    return str(QLocale().toString(time, "hh:mm" if today else "d MMM hh:mm"))


def _found(record: RunRecord) -> str:
    area, count = record.outputs.get("CHANGED_AREA"), record.outputs.get("POLYGON_COUNT")
    if isinstance(area, (int, float)) and isinstance(count, (int, float)):
        if int(count) == 1:
            return translate("History", "{area} in 1 polygon").format(area=area_text(area))
        return translate("History", "{area} in {count} polygons").format(
            area=area_text(area), count=QLocale().toString(int(count))
        )
    if isinstance(area, (int, float)):
        return translate("History", "{area} changed").format(area=area_text(area))
    return ""


def _numbers(record: RunRecord) -> str:
    """Return the first numbers among a run's outputs, by the names that the tool's log gives them."""
    algorithm = QgsApplication.processingRegistry().algorithmById(record.algorithm)
    found = []
    for definition in algorithm.outputDefinitions() if algorithm is not None else ():
        value = record.outputs.get(definition.name())
        if isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value):
            found.append(f"{definition.description()} {_number_text(value)}")
    return ", ".join(found[:_MOST_NUMBERS])


def _number_text(value: float) -> str:
    """Return a whole number as it is, and another one with three significant decimals."""
    if value == int(value):
        return str(QLocale().toString(int(value)))
    return str(QLocale().toString(value, "f", 1 if abs(value) >= 100 else 3))


def details_html(record: RunRecord) -> str:
    """Return all details of a run as an HTML table; missing layers and files are marked."""
    project = QgsProject.instance()
    algorithm = QgsApplication.processingRegistry().algorithmById(record.algorithm)
    gone = {id(item) for _, item in input_layers(record) if missing_inputs(_with_only(record, item), project)}
    rows = [(translate("History", "Tool"), html.escape(record.title))]
    time = QDateTime.fromString(record.time, Qt.DateFormat.ISODate).toLocalTime()
    rows.append((translate("History", "Started"), str(QLocale().toString(time, QLocale.FormatType.ShortFormat))))
    rows.append((translate("History", "Duration"), _duration(record.seconds)))
    for name, value in record.parameters.items():
        if isinstance(value, dict) and SINK in value:
            continue
        definition = algorithm.parameterDefinition(name) if algorithm is not None else None
        items = value if isinstance(value, list) else [value]
        texts = []
        for item in items:
            text = html.escape(breakable(_short(item) if isinstance(item, dict) else _value_text(item, definition)))
            if isinstance(item, dict) and id(item) in gone:
                text += f" <i>({translate('History', 'missing')})</i>"
            texts.append(text)
        title = definition.description() if definition is not None else name
        rows.append((html.escape(title), ", ".join(texts)))
    area, count = record.outputs.get("CHANGED_AREA"), record.outputs.get("POLYGON_COUNT")
    if isinstance(area, (int, float)):
        rows.append((translate("History", "Changed area"), area_text(area)))
    if isinstance(count, (int, float)):
        rows.append((translate("History", "Polygons"), QLocale().toString(int(count))))
    for name, path in output_files(record).items():
        definition = algorithm.parameterDefinition(name) if algorithm is not None else None
        title = definition.description() if definition is not None else name
        text = html.escape(breakable(os.path.basename(path)))
        if not os.path.exists(path):
            text += f" <i>({translate('History', 'missing')})</i>"
        elif path.lower().endswith((".html", ".htm", ".csv", ".json")):
            text = with_link_color(f'<a href="{QUrl.fromLocalFile(path).toString()}">{text}</a>')
        rows.append((html.escape(title), text))
    cells = "".join(f'<tr><td style="padding-right:8px"><b>{name}</b></td><td>{text}</td></tr>' for name, text in rows)
    return f"<table>{cells}</table>"


def _value_text(value: Any, definition: Any) -> str:
    """Return a setting as the tool's dialog shows it."""
    if isinstance(value, bool):
        return translate("History", "yes") if value else translate("History", "no")
    if definition is not None and definition.type() == "enum" and isinstance(value, int):
        options = definition.options()
        return str(options[value]) if 0 <= value < len(options) else str(value)
    return str(value)


def _with_only(record: RunRecord, item: dict[str, Any]) -> RunRecord:
    return RunRecord(record.key, record.algorithm, record.title, record.time, record.seconds, {"LAYER": item}, {})


def _duration(seconds: float) -> str:
    if seconds < 60:
        return f"{QLocale().toString(seconds, 'f', 1)} s"
    return f"{int(seconds) // 60} min {int(seconds) % 60:02d} s"
