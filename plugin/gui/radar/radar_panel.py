"""The task "Radar series": table, dates on the map, run and result."""

from __future__ import annotations

import os
from typing import Any, Optional

from qgis.core import (
    QgsApplication,
    QgsCoordinateTransform,
    QgsCsException,
    QgsLayerTreeGroup,
    QgsProcessingContext,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
    QgsSettings,
    QgsVectorLayer,
)
from qgis.gui import QgsMapCanvas, QgsScrollArea
from qgis.PyQt.QtCore import QCoreApplication, QTimer
from qgis.PyQt.QtGui import QHideEvent
from qgis.PyQt.QtWidgets import QFileDialog, QFrame, QStackedWidget, QVBoxLayout, QWidget

from ...algorithms.inputs.given import Given
from ...algorithms.inputs.sar_parameters import TABLE, method_names
from ...algorithms.run.detect_change import MASK
from ...algorithms.run.failure_text import CONTEXT
from ...algorithms.run.sar_difference import POLYGONS, SCORE, STEPS
from ...jobs.failure import JobFailure
from ...jobs.messages import LOG_LINES
from ...jobs.sar import METHODS
from ...layers.sources import DATE_PROPERTY
from ...rules.sar_table import Acquisition
from ..algorithm_run import AlgorithmRun
from ..background import BackgroundRun
from ..detect.numbers import area_text, count_text
from ..detect.result_layers import LayerWanted, last_result, output_paths
from ..detect.run_bar import NoticeBox, RunBar
from ..detect.run_life import RunLife, RunPlan
from ..detect.suitability import BAD, CAUTION, GOOD, RUNTIME_CODES, UNKNOWN, Finding, Verdict
from ..detect.texts import panel_text
from ..dock.session import RunResult, Session
from ..tool_dialogs import ToolDialogs
from .acquisitions import Prediction, prediction_of, track_text
from .radar_form import RadarForm
from .radar_image import open_image
from .series_view import SeriesView

translate = QCoreApplication.translate

SAR_DIFFERENCE, SAR_TABLE = "groundshift:sardifference", "groundshift:sartable"
_INSTALL = "groundshift:installruntime"
_SETTLED_MS = 200  # delay before changed input is checked
_FILES = {MASK: "mask.tif", SCORE: "score.tif", POLYGONS: "polygons.gpkg"}
_SCOPE, _ENTRY = "Groundshift", "/radarTable"  # of the project
_FOLDER_SETTING = "groundshift/radar_folder"
_TABLE_NAME = "acquisitions.csv"


def tr(text: str) -> str:
    """Translate a text of the task "Radar series"."""
    return str(QCoreApplication.translate("RadarPanel", text))


class RadarPanel(QWidget):
    """The panel of the task "Radar series".

    :param iface: the ``QgisInterface``.
    :param session: what the dock's panels share.
    """

    def __init__(self, iface: Any, session: Session, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.setObjectName("GroundshiftRadar")
        self._iface, self._session = iface, session
        self._project = QgsProject.instance()
        self._result: Optional[RunResult] = None
        self._reason = ""  # why a run cannot be started; "" = it can
        self._placed = False  # whether the map was moved to the images
        self._messages: list[str] = []
        self._opening: Optional[BackgroundRun] = None
        self._pair: tuple[Optional[Acquisition], Optional[Acquisition]] = (None, None)  # of the run in progress
        self._dialogs = ToolDialogs()
        self.form = RadarForm(iface.mapCanvas(), self)
        self.view = SeriesView(iface.mapCanvas(), self)
        self.notice = NoticeBox(self)
        self.bar = RunBar(self, tr("R&un"), tr("Detect the change of the chosen date and add it to the project"), False)
        self._life = RunLife(iface, session, self.bar, self.notice, _found_text, self)
        self._area = QgsScrollArea(self)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setWidget(self.form)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._area, 1)
        layout.addWidget(self.notice)
        layout.addWidget(self.bar)
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(_SETTLED_MS)
        self._settled.timeout.connect(self._update_check)
        self._connect()
        self._project_opened()
        self._update_check()

    def release(self) -> None:
        """Cancel what runs, remove everything from the map, and disconnect from everything outside the panel."""
        self._settled.stop()
        for signal, slot in self._outside:
            signal.disconnect(slot)
        self._life.drop()
        if self._opening is not None:
            self._opening.cancel()
        self._dialogs.close_all()
        self.view.release()
        self.form.release()

    def fill(self, parameters: Any, algorithm: str) -> None:
        """Fill the form with the settings of an earlier run; those of another algorithm are not taken."""
        if algorithm == SAR_DIFFERENCE:
            self.form.show_parameters(dict(parameters or {}))

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 (Qt's name)
        """Leave the map to the other tab or task that is now in front."""
        if not event.spontaneous():
            self.form.dates.on_map.setChecked(False)
        super().hideEvent(event)

    def _connect(self) -> None:
        form = self.form
        form.changed.connect(self._settled.start)
        form.tableChanged.connect(self._table_changed)
        form.folderPressed.connect(self._choose_folder)
        form.dates.shownChanged.connect(self._show_date)
        form.light.actionPressed.connect(lambda _action: self._dialogs.open(_INSTALL, {}))
        form.result.reviewPressed.connect(self._review)
        form.result.comparePressed.connect(self._session.compareRequested)
        self.view.opened.connect(self._bring_into_view)
        self.view.failed.connect(self._image_failed)
        self.bar.runPressed.connect(self.run)
        self._life.loaded.connect(self._run_loaded)
        self._life.ended.connect(self._settled.start)
        self._outside: list[tuple[Any, Any]] = [
            (self._session.runRequested, self.fill),
            (self._session.pairChanged, self._allow),
            (self._project.cleared, self._project_closed),
            (self._project.readProject, self._project_opened),
            (self._project.layersRemoved, self._layers_gone),
            (self._iface.mapCanvas().extentsChanged, self._map_moved),
        ]
        for signal, slot in self._outside:
            signal.connect(slot)

    # -- the table ----------------------------------------------------------------------------------

    def _choose_folder(self) -> None:
        """Let the user choose a folder of images, and make a table of them."""
        settings = QgsSettings()
        begin = str(settings.value(_FOLDER_SETTING, "") or self._project.homePath() or os.path.expanduser("~"))
        folder = QFileDialog.getExistingDirectory(self, tr("Folder of Sentinel-1 images"), begin)
        if folder:
            settings.setValue(_FOLDER_SETTING, folder)
            self.make_table(folder)

    def make_table(self, folder: str) -> None:
        """Make a table of the images of a folder, in that folder if it can be written to, and choose it."""
        if self._life.running:
            return
        place = folder if os.access(folder, os.W_OK) else os.path.dirname(output_paths("", "", "", {TABLE: ""}, "radar")[TABLE])
        path = _free_path(os.path.join(place, _TABLE_NAME))
        task = AlgorithmRun(SAR_TABLE, {"FOLDER": folder, TABLE: path}, self._project, listed=True)
        self._life.start_tool(task, lambda values: self._table_made(path, values))

    def _table_made(self, path: str, values: dict[str, Any]) -> None:
        self.form.set_table(path)
        text = tr("{count} images listed in {path}. Unknown cells can be filled in there.")
        self.notice.show_notice(GOOD, text.format(count=count_text(int(values.get("IMAGE_COUNT", 0))), path=path))

    def _table_changed(self) -> None:
        path = self.form.table.filePath().strip()
        self._project.writeEntry(_SCOPE, _ENTRY, self._project.pathResolver().writePath(path) if path else "")
        self.view.forget()

    # -- dates on the map ---------------------------------------------------------------------------

    def _show_date(self) -> None:
        row = self.form.dates.looked_at
        if row is None or not self.form.dates.on_map.isChecked():
            self.view.hide()
            return
        self._placed = self._placed and self.view.visible
        self.view.show_date(row)

    def _bring_into_view(self, layer: QgsRasterLayer) -> None:
        """Move the map to the images, when the first one is shown and the map is elsewhere."""
        if self._placed:
            return
        self._placed = True
        canvas = self._iface.mapCanvas()
        _put_in_front(canvas)
        if not self._project.mapLayers():
            canvas.setDestinationCrs(layer.crs())
        target = canvas.mapSettings().destinationCrs()
        try:
            box = QgsCoordinateTransform(layer.crs(), target, self._project).transformBoundingBox(layer.extent())
        except QgsCsException:
            return
        if not QgsRectangle(box).intersects(canvas.extent()) or not self._project.mapLayers():
            canvas.setExtent(box)
            canvas.refresh()

    def _image_failed(self, row: Acquisition) -> None:
        text = tr("The image of {date} cannot be opened: {path}")
        self.notice.show_notice(CAUTION, text.format(date=row.day, path=next(iter(row.bands.values())).path))

    # -- the check ----------------------------------------------------------------------------------

    def _map_moved(self) -> None:
        if self.form.area.follows_view():
            self._settled.start()

    def _update_check(self) -> None:
        """Check the form, and enable what can be done with it."""
        self._settled.stop()
        light, missing = self.form.light, self.form.missing()
        chosen = self.form.dates.chosen
        self.form.reason.hide()
        light.show_action("", "")
        if missing or chosen is None:
            self._reason = missing or tr("The table has no dates.")
            level = BAD if self.form.problem else UNKNOWN
            light.show_verdict(level, tr("First choose the images"), (Finding(level, "missing", self._reason),))
            self.bar.allow(self._reason)
            return
        basis = prediction_of(self.form.dates.rows, chosen, self.form.all_tracks.isChecked())
        findings, runtime = self._judge(chosen, basis)
        verdict = Verdict(findings)
        self._reason = findings[0].text if verdict.level == BAD else ""
        headline = {
            BAD: tr("Change cannot be sought on this date"),
            CAUTION: tr("Change can be sought with restrictions"),
        }.get(verdict.level, tr("Change can be sought on this date"))
        light.show_verdict(verdict.level, headline, findings)
        if runtime:
            tip = tr("Download the packages that run networks into a separate environment")
            light.show_action("install", tr("Install runtime…"), tip)
        text = self._method_text(basis)
        self.form.reason.setText(text)
        self.form.reason.setVisible(bool(text))
        self.bar.allow(self._reason)

    def _judge(self, date: Acquisition, basis: Prediction) -> tuple[tuple[Finding, ...], bool]:
        """Return the findings on a date, and whether the runtime is missing."""
        context = QgsProcessingContext()
        context.setProject(self._project)
        algorithm = QgsApplication.processingRegistry().createAlgorithmById(SAR_DIFFERENCE)
        try:
            STEPS.checked(Given(algorithm, self.form.parameters(), context))
        except JobFailure as failure:
            finding = Finding(BAD, failure.parameter or failure.code, panel_text(failure))
            return (finding,), failure.code in RUNTIME_CODES
        if not basis.earlier:
            text = tr("Nothing to predict this image from: there is no earlier image of its track.")
            return (Finding(BAD, "earlier", text),), False
        text = tr("{count} earlier images of the same track.").format(count=count_text(len(basis.earlier)))
        few = len(basis.earlier) < 2
        if few:
            text = tr("Only one earlier image: the plain difference shows speckle and weather too.")
        findings = [Finding(CAUTION if few else GOOD, "earlier", text)]
        if basis.left_out:
            text = tr("{count} earlier images of other tracks are left out.").format(count=count_text(basis.left_out))
            findings.append(Finding(GOOD, "tracks", text))
        if date.inferred:
            text = tr("Inferred, not stated by the images: {columns}. Check the table.")
            findings.append(Finding(CAUTION, "inferred", text.format(columns=", ".join(date.inferred))))
        return tuple(findings), False

    def _method_text(self, basis: Prediction) -> str:
        """Return how the method is chosen, before the run; the result states which and why."""
        if not self.form.automatic or not basis.earlier:
            return ""
        track = track_text(basis.earlier[-1])
        of_track = tr(" of track {track}").format(track=track) if track and not self.form.all_tracks.isChecked() else ""
        text = tr("The run chooses by the number of earlier images ({count}{track}) and by how much of the image differs.")
        return text.format(count=count_text(len(basis.earlier)), track=of_track)

    # -- a run --------------------------------------------------------------------------------------

    def run(self) -> None:
        """Start a radar difference with the settings of the form."""
        self._update_check()
        date = self.form.dates.chosen
        if self._life.running or self._reason or date is None:
            return
        basis = prediction_of(self.form.dates.rows, date, self.form.all_tracks.isChecked())
        self._pair = (basis.earlier[-1] if basis.earlier else None, date)
        self._messages = []
        name = os.path.splitext(os.path.basename(self.form.table.filePath()))[0]
        paths = output_paths(self.form.folder.filePath().strip(), name, f"{date.time:%Y-%m-%d}", _FILES, "radar")
        task = AlgorithmRun(SAR_DIFFERENCE, {**self.form.parameters(lasting=True), **paths}, self._project, listed=True)
        task.messageReceived.connect(lambda _level, text: self._messages.append(text))
        title = str(translate("SarDifference", "Radar change {date}")).format(date=date.day)
        layers = (
            LayerWanted(POLYGONS, translate("SarDifference", "Change polygons"), role=POLYGONS),
            LayerWanted(SCORE, translate("SarDifference", "Score"), visible=False),
            LayerWanted(MASK, translate("SarDifference", "Change mask"), visible=False, role=MASK),
        )
        self._life.start(task, RunPlan(title, SAR_DIFFERENCE, ("", ""), layers, told_apart_by=(self._method_word(),)))

    def _method_word(self) -> str:
        """Return the name of the method that the user chose; ``""`` = the run chooses."""
        return "" if self.form.automatic else str(self.form.method.currentText())

    def _run_loaded(self, result: RunResult) -> None:
        self.form.dates.on_map.setChecked(False)
        self._take_result(result)
        QTimer.singleShot(0, lambda: self._area.ensureWidgetVisible(self.form.result, 0, 0))  # when it has its place
        before, after = self._pair
        if before is None or after is None:
            return
        call = BackgroundRun(lambda _feedback: _open_pair(before, after))
        call.done.connect(lambda found: self._add_images(call, result, found))
        self._opening = call.start()

    def _add_images(
        self, call: BackgroundRun, result: RunResult, found: tuple[Optional[QgsRasterLayer], Optional[QgsRasterLayer]]
    ) -> None:
        """Add the image of the date and the one before it to the result's group, so that Compare and Review show them."""
        if call is not self._opening:
            return
        self._opening = None
        node = self._project.layerTreeRoot().findLayer(result.polygons or result.mask)
        group = node.parent() if node is not None else None
        before, after = found
        if before is None or after is None or not isinstance(group, QgsLayerTreeGroup):
            return
        for layer, row in ((after, self._pair[1]), (before, self._pair[0])):
            layer.setCustomProperty(DATE_PROPERTY, f"{row.time:%Y-%m-%d}" if row is not None else "")
            self._project.addMapLayer(layer, False)
            added = group.addLayer(layer)
            added.setExpanded(False)
            added.setItemVisibilityChecked(layer is after)
        self._session.set_pair(before, after)
        self._allow()

    # -- the result ---------------------------------------------------------------------------------

    def _take_result(self, result: Optional[RunResult]) -> None:
        self._result = result
        if result is None:
            self.form.result.hide()
            return
        lines = [_found_text(result.outputs)]
        reason = self._reason_of_method()
        used = str(result.outputs.get("METHOD_USED") or "")
        if reason:
            lines.append(reason)
        elif used in METHODS and METHODS.index(used) < len(method_names()):
            lines.append(tr("Method: {method}.").format(method=method_names()[METHODS.index(used)]))
        self.form.result.show_found(lines)
        self._allow()

    def _reason_of_method(self) -> str:
        """Return the line of the run's log that states the chosen method and why; ``""`` = the user chose it."""
        codes = [code for code in LOG_LINES if code.startswith("sar_method_")]
        begins = {str(translate(CONTEXT, LOG_LINES[code])).partition("{")[0] for code in codes}
        return next((text for text in self._messages if any(begin and text.startswith(begin) for begin in begins)), "")

    def _allow(self) -> None:
        """Enable the buttons of the result whose layers are there."""
        if self._result is not None:
            polygons = self._session.layer(self._result.polygons) is not None
            self.form.result.allow(polygons, self._session.before is not None and self._session.after is not None)

    def _review(self) -> None:
        layer = self._session.layer(self._result.polygons) if self._result is not None else None
        if isinstance(layer, QgsVectorLayer):
            self._session.reviewRequested.emit(layer)

    # -- the project --------------------------------------------------------------------------------

    def _layers_gone(self, _layer_ids: object) -> None:
        self._allow()

    def _project_closed(self) -> None:
        """Cancel a run when its project is closed: its outputs must not enter another project."""
        self._life.drop()
        self._opening = None
        self._messages = []
        self.notice.show_notice(UNKNOWN, "")
        self._take_result(None)
        self.form.set_table("")
        self._settled.start()

    def _project_opened(self, *_document: object) -> None:
        """Take over table and last result of the opened project."""
        stored, _ = self._project.readEntry(_SCOPE, _ENTRY, "")
        path = self._project.pathResolver().readPath(stored) if stored else ""
        if path and os.path.exists(path):
            self.form.set_table(path)
        self._take_result(last_result(self._project, SAR_DIFFERENCE))


def _open_pair(before: Acquisition, after: Acquisition) -> tuple[Optional[QgsRasterLayer], Optional[QgsRasterLayer]]:
    """Open the images of two dates, stretched alike; in the background."""
    later, stretch = open_image(after)
    return open_image(before, stretch)[0], later


def _put_in_front(canvas: QgsMapCanvas) -> None:
    """Show the map in place of QGIS's welcome page, which is there while the project has no layers."""
    widget: QWidget = canvas
    while widget.parentWidget() is not None:
        parent = widget.parentWidget()
        if isinstance(parent, QStackedWidget):
            parent.setCurrentWidget(widget)
        widget = parent


def _found_text(values: dict[str, Any]) -> str:
    """Return the text of the message after a run."""
    count, area = int(values.get("POLYGON_COUNT", 0)), float(values.get("CHANGED_AREA", 0.0))
    if count == 0:
        return tr("No change found.")
    found = tr("1 change") if count == 1 else tr("{count} changes").format(count=count_text(count))
    return tr("{changes} found, {area}.").format(changes=found, area=area_text(area))


def _free_path(path: str) -> str:
    """Return the path, with a number before its extension if there is such a file."""
    stem, extension = os.path.splitext(path)
    number = 1
    while os.path.exists(path):
        number += 1
        path = f"{stem}-{number}{extension}"
    return path
