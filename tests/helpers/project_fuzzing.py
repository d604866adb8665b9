"""QGIS projects with results of the plugin, damaged at random, opened, and used as the plugin uses them.

Run by QGIS's Python as a process of its own, ``python -m groundshift.tests.helpers.project_fuzzing FOLDER``: each line of
standard input is a seed, each line of its output tells how that ended. :class:`ProjectFuzzer` watches it.
"""

from __future__ import annotations

import json
import os
import queue
import random
import re
import subprocess
import sys
import threading
import traceback
import zipfile
from pathlib import Path
from types import TracebackType
from typing import Any, Optional

SECONDS = 60  # of a silent process
ROOT = Path(__file__).resolve().parents[2]
_TEXTS = (
    "", " ", "0", "-1", "nan", "1e999", "null", "[]", "{}", "[[]]", "[null, 1]", '[{"key": 3}]', "{", "x" * 5000, "a,b,c",
    "9999-99-99", "2024-02-30", "groundshift:nothing", "\n", '"', "%s{0}", "../..", "1 2 3", "nan nan", "{\"a\": {\"b\": []}}",
)  # fmt: skip


class ProjectFuzzer:
    """The process that opens damaged projects; it is started again after it has ended (context manager)."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process: Optional[subprocess.Popen[str]] = None
        self._lines: queue.Queue[Optional[str]] = queue.Queue()

    def __enter__(self) -> ProjectFuzzer:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, traceback: TracebackType | None) -> None:
        self._end()

    def try_seed(self, seed: int) -> dict[str, Any]:
        """Damage a project, open and use it.

        :param seed: a negative one = the sound project.
        :return: ``ending``: ``opened``, ``refused``, ``error``, ``crash`` or ``silent``; ``detail``; ``used``.
        """
        if self._process is None or self._process.poll() is not None:
            self._start()
        assert self._process is not None
        assert self._process.stdin is not None
        self._process.stdin.write(f"{seed}\n")
        self._process.stdin.flush()
        try:
            line = self._lines.get(timeout=SECONDS)
        except queue.Empty:
            self._end()
            return {"ending": "silent", "detail": f"no answer for {SECONDS} s"}
        if line is None:
            return {"ending": "crash", "detail": f"status {self._process.wait()}"}
        answer: dict[str, Any] = json.loads(line)
        return answer

    def _start(self) -> None:
        self._end()
        self._lines = queue.Queue()
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT / "build")}
        with open(self._folder / "errors.txt", "a") as errors:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "groundshift.tests.helpers.project_fuzzing", str(self._folder)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
                env=environment,
            )
        threading.Thread(target=self._listen, args=(self._process, self._lines), daemon=True).start()
        assert self._lines.get(timeout=180) == "ready"

    @staticmethod
    def _listen(process: subprocess.Popen[str], lines: queue.Queue[Optional[str]]) -> None:
        assert process.stdout is not None
        for line in process.stdout:
            lines.put(line.rstrip("\n")) if line.startswith(("{", "ready")) else None
        lines.put(None)

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


# -- the process -------------------------------------------------------------------------------------------------------------


def make_project(folder: Path) -> None:
    """Write a project with a pair, results of a run, a review that has begun, expressions, and a history of runs."""
    import numpy as np
    from qgis.core import QgsEditorWidgetSetup, QgsProject, QgsRasterLayer, QgsRuleBasedRenderer, QgsSymbol, QgsVectorLayer

    from groundshift.plugin.algorithms.run.run_log import RunRecord
    from groundshift.plugin.layers import review_store

    from .gdal_files import write_polygons, write_raster

    rng, project = np.random.default_rng(1), QgsProject.instance()
    files = [("before", 3, np.uint8), ("after", 3, np.uint8), ("mask", 1, np.uint8), ("probability", 1, np.float32)]
    layers = {}
    for number, (name, bands, dtype) in enumerate(files):
        path = write_raster(folder / f"{name}.tif", rng.integers(0, 2, (bands, 40, 40)).astype(dtype))
        layer = layers[name] = QgsRasterLayer(path, f"{name} 2024-0{number + 1}-03")
        if number < 2:
            layer.setCustomProperty("groundshift/date", f"2024-0{number + 1}-03")
            continue
        layer.setCustomProperty("groundshift/output", name.upper())
        layer.setCustomProperty("groundshift/result", name.upper())
        layer.setCustomProperty("groundshift/settings", "0.5 10.0")
    boxes = [(500000.0 + 4 * n, 3999990.0, 500003.0 + 4 * n, 3999995.0) for n in range(4)]
    write_polygons(folder / "polygons.gpkg", boxes, layer="polygons")
    polygons = layers["polygons"] = QgsVectorLayer(str(folder / "polygons.gpkg"), "polygons", "ogr")
    review_store.prepare(polygons)
    review_store.name_polygons(polygons)
    polygons.setCustomProperty("groundshift/output", "POLYGONS")
    polygons.setCustomProperty("groundshift/classes", "field\ntown")
    root = QgsRuleBasedRenderer.Rule(None)
    for text in ("\"review_status\" = 'accepted'", "area($geometry) > 10", "ELSE"):
        root.appendChild(QgsRuleBasedRenderer.Rule(QgsSymbol.defaultSymbol(polygons.geometryType()), filterExp=text))
    polygons.setRenderer(QgsRuleBasedRenderer(root))
    polygons.setSubsetString('"fid" < 100')
    polygons.addExpressionField("$area * 2", polygons.fields().at(0))
    index = polygons.fields().indexOf("review_status")
    polygons.setEditorWidgetSetup(index, QgsEditorWidgetSetup("ValueMap", {"map": [{"yes": "accepted"}, {"no": "rejected"}]}))
    for name in ("mask", "probability", "polygons"):
        for key, value in (
            ("run", "7"),
            ("time", "0001"),
            ("algorithm", "groundshift:detectchange"),
            ("outputs", '{"REPORT": "r"}'),
        ):
            layers[name].setCustomProperty(f"groundshift/{key}", value)
        layers[name].setCustomProperty("groundshift/pair", f"{layers['before'].id()},{layers['after'].id()}")
    project.addMapLayers(list(layers.values()))
    group = project.layerTreeRoot().addGroup("Run")
    group.setCustomProperty("groundshift/run", "7")
    layer = {"layer": layers["before"].source(), "id": layers["before"].id(), "name": "before", "provider": "gdal"}
    parameters = {"BEFORE": layer, "AFTER": layer, "MODEL": "buildings-siamese", "MASK": {"sink": str(folder / "mask.tif")}}
    outputs = {"MASK": str(folder / "mask.tif"), "CHANGED_AREA": 12.5, "POLYGON_COUNT": 3}
    record = RunRecord("k", "groundshift:detectchange", "Detect change", "2026-01-01T10:00:00Z", 3.0, parameters, outputs)
    project.writeEntry("Groundshift", "/history", json.dumps([record.as_json()]))
    project.writeEntry("Groundshift", "/task", "change")
    project.write(str(folder / "sound.qgs"))
    project.write(str(folder / "sound.qgz"))
    project.clear()


def damaged(folder: Path, seed: int) -> Path:
    """Write a damaged copy of the project and return its path."""
    from .mutations import damage_bytes, damage_text

    rng = random.Random(f"project:{seed}")
    if rng.random() < 0.1:
        path = folder / "damaged.qgz"
        if rng.random() < 0.5:
            path.write_bytes(damage_bytes((folder / "sound.qgz").read_bytes(), rng))
            return path
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("damaged.qgs", damage_text((folder / "sound.qgs").read_text(), rng))
        return path
    text = (folder / "sound.qgs").read_text()
    for _ in range(rng.choice((1, 1, 2, 4))):
        text = _damaged_value(text, rng) if rng.random() < 0.7 else damage_text(text, rng)
    path = folder / "damaged.qgs"
    path.write_text(text, errors="replace")
    return path


def _damaged_value(text: str, rng: random.Random) -> str:
    """Change what the plugin stores in a project: properties of layers and groups, entries; or any expression or source."""
    from html import unescape
    from xml.sax.saxutils import escape

    from .mutations import damage_json

    option = r'<Option [^>]*value="([^"]*)"[^>]*name="groundshift/[^>]*>|name="groundshift/[^"]*"[^>]*value="([^"]*)"'
    plugin = list(re.finditer(option, text))
    entries = list(re.finditer(r"<(?:history|task)[^>]*>([^<]*)<", text))
    others = list(
        re.finditer(r'(?:filter|subset|expression|dataSource|datasource|layerName)="([^"]*)"|<datasource>([^<]*)<', text)
    )
    found = rng.choice([items for items in (plugin, plugin, entries, others) if items] or [[None]])
    match = rng.choice(found)
    if match is None:
        return text
    if match in entries and rng.random() < 0.6:
        try:
            history = damage_json(json.loads(unescape(match.group(1))), rng)
        except ValueError:  # the other entry, or one that is damaged already
            return text
        return text[: match.start(1)] + escape(json.dumps(history)) + text[match.end(1) :]
    number = next(index for index in range(1, (match.lastindex or 0) + 1) if match.group(index) is not None)
    value = rng.choice((*_TEXTS, match.group(number) * 2, match.group(number)[: len(match.group(number)) // 2]))
    return text[: match.start(number)] + escape(value, {'"': "&quot;", "\n": "&#10;"}) + text[match.end(number) :]


def use_project() -> dict[str, int]:
    """Do with the open project what the plugin does with one: history, results, dates, checks, a review.

    :return: how many there were of what.
    """
    from qgis.core import QgsApplication, QgsProcessingContext, QgsProject, QgsRasterLayer, QgsVectorLayer

    from groundshift.plugin.gui.history import run_texts
    from groundshift.plugin.gui.history.run_history import current_history
    from groundshift.plugin.gui.history.run_results import load_results
    from groundshift.plugin.gui.review import review_classes
    from groundshift.plugin.gui.review.review_session import ReviewSession
    from groundshift.plugin.gui.tasks import result_layers
    from groundshift.plugin.layers import review_entries, review_store, sources

    project = QgsProject.instance()
    for record in current_history().records:
        run_texts.summary(record)
        run_texts.details_html(record)
        load_results(record)
    used = {"runs": len(current_history().records), "reviews": 0, "layers": len(project.mapLayers())}
    used["results"] = int(result_layers.last_result(project) is not None)
    ids = list(project.mapLayers())
    for layer in project.mapLayers().values():
        result_layers.result_settings(layer)
        if isinstance(layer, QgsRasterLayer) and layer.isValid():
            sources.acquisition_date(layer)
            sources.needs_rendering(layer)
            sources.is_boundless(layer)
            sources.crs_text(layer.crs())
        if isinstance(layer, QgsVectorLayer):
            verdict = review_store.judge(layer)
            if layer.isValid():
                entries = list(review_entries.read_entries(layer))
                review_classes.sample_classes(layer)
                review_classes.date_classes(layer, entries, review_classes.sample_classes(layer))
            if verdict.readiness is review_store.Readiness.READY:
                session = ReviewSession()
                session.begin(layer)
                session.end()
                used["reviews"] += 1
    context = QgsProcessingContext()
    context.setProject(project)
    registry = QgsApplication.processingRegistry()
    for name, keys in (
        ("detectchange", ("BEFORE", "AFTER")),
        ("vectorizechange", ("INPUT",)),
        ("assessaccuracy", ("PREDICTED", "REFERENCE")),
    ):
        values: dict[str, Any] = dict(zip(keys, ids[::-1] if name == "assessaccuracy" else ids))
        registry.createAlgorithmById(f"groundshift:{name}").checkParameterValues(values, context)
    return used


def main() -> None:
    """Answer each seed of standard input."""
    folder = Path(sys.argv[1])
    from .qgis_application import start_processing, start_qgis

    start_qgis(folder / "profile")
    start_processing()
    os.environ.setdefault("GROUNDSHIFT_PYTHON", sys.executable)
    from qgis.core import QgsProject

    from groundshift.plugin.plugin import GroundshiftPlugin

    plugin = GroundshiftPlugin(None)
    plugin.initProcessing()
    if not (folder / "sound.qgz").exists():
        make_project(folder)
    print("ready", flush=True)
    for line in sys.stdin:
        answer: dict[str, Any] = {"ending": "opened", "detail": ""}
        try:
            path = damaged(folder, int(line)) if int(line) >= 0 else folder / "sound.qgs"
            if not QgsProject.instance().read(str(path)):
                answer["ending"] = "refused"
            answer["used"] = use_project()
        except Exception:
            answer = {"ending": "error", "detail": traceback.format_exc()}
        QgsProject.instance().clear()
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
