"""The task "Radar series": table, dates on the map, run and result."""

from __future__ import annotations

import os
from typing import Any, Optional

from qgis.core import (
    QgsCoordinateTransform,
    QgsCsException,
    QgsLayerTreeGroup,
    QgsRasterLayer,
    QgsRectangle,
    QgsSettings,
)
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtWidgets import QFileDialog, QStackedWidget, QWidget

from ...algorithms.inputs.given import Given
from ...algorithms.inputs.model_choice import SAR_PREDICTION
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
from ..dock.session import RunResult, Session
from ..tasks.numbers import count_text
from ..tasks.result_layers import LayerWanted, output_paths
from ..tasks.run_bar import RunBar
from ..tasks.run_life import Run, RunPlan
from ..tasks.suitability import BAD, CAUTION, GOOD, RUNTIME_CODES, UNKNOWN, Finding, worst_level
from ..tasks.task_panel import FormCheck, TaskPanel, blocking_reason, incomplete, install_action
from ..tasks.texts import panel_text
from .acquisitions import Prediction, prediction_of, track_text
from .radar_form import RadarForm
from .radar_image import open_image
from .radar_reading import RadarToRead
from .series_view import SeriesView

translate = QCoreApplication.translate

SAR_DIFFERENCE, SAR_TABLE = "groundshift:sardifference", "groundshift:sartable"
_FILES = {MASK: "mask.tif", SCORE: "score.tif", POLYGONS: "polygons.gpkg"}
_SCOPE, _ENTRY = "Groundshift", "/radarTable"  # of the project
_FOLDER_SETTING = "groundshift/radar_folder"
_TABLE_NAME = "acquisitions.csv"


def tr(text: str) -> str:
    """Translate a text of the task "Radar series"."""
    return str(QCoreApplication.translate("RadarPanel", text))


class RadarPanel(TaskPanel):
    """The panel of the task "Radar series"."""

    ALGORITHM = SAR_DIFFERENCE
    form: RadarForm

    def __init__(self, iface: Any, session: Session, parent: Optional[QWidget] = None) -> None:
        form = RadarForm(iface.mapCanvas())
        bar = RunBar(None, tr("R&un"), tr("Detect the change of the chosen date and add it to the project"), False)
        super().__init__(iface, session, form, bar, parent)
        self.setObjectName("GroundshiftRadar")
        self._placed = False  # whether the map was moved to the images
        self._messages: list[str] = []
        self._opening: Optional[BackgroundRun] = None
        self._pair: tuple[Optional[Acquisition], Optional[Acquisition]] = (None, None)  # of the run in progress
        self.view = SeriesView(self._canvas, self)
        self.view.opened.connect(self._show_place)
        self.view.failed.connect(self._image_failed)
        form.tableChanged.connect(self._table_changed)
        form.folderPressed.connect(self._choose_folder)
        form.dates.shownChanged.connect(self._show_date)
        form.result.reviewPressed.connect(self.review)
        form.result.comparePressed.connect(session.compareRequested)
        self.begin()

    def release(self) -> None:
        super().release()
        if self._opening is not None:
            self._opening.cancel()
        self.view.release()

    def leave_map(self) -> None:
        super().leave_map()
        self.form.dates.on_map.setChecked(False)

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
        text = tr("Images listed in {path}: {count}. Unknown cells can be filled in there.")
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

    def _show_place(self, layer: QgsRasterLayer) -> None:
        """Move the map to the images, when the first one is shown and the map is elsewhere."""
        if self._placed:
            return
        self._placed = True
        canvas = self._canvas
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

    def network_task(self) -> str:
        return SAR_PREDICTION if self.form.needs_network else ""

    def check(self) -> FormCheck:
        form, missing, chosen = self.form, self.form.missing(), self.form.dates.chosen
        form.reason.hide()
        if missing or chosen is None:
            level = BAD if form.problem else UNKNOWN
            return incomplete(tr("First choose the images"), missing or tr("The table has no dates."), level)
        basis = prediction_of(form.dates.rows, chosen, form.all_tracks.isChecked())
        findings, runtime, to_read = self._judge(chosen, basis)
        headline = {
            BAD: tr("Change cannot be sought on this date"),
            CAUTION: tr("Change can be sought with restrictions"),
        }.get(worst_level(findings), tr("Change can be sought on this date"))
        text = self._method_text(basis)
        form.reason.setText(text)
        form.reason.setVisible(bool(text))
        action = install_action() if runtime else ("", "", "")
        parameters = self.form.parameters() if to_read else None
        return FormCheck(headline, findings, blocking_reason(findings), action, parameters, to_read)

    def _judge(self, date: Acquisition, basis: Prediction) -> tuple[tuple[Finding, ...], bool, tuple[RadarToRead, ...]]:
        """Return the findings on a date, whether the runtime is missing, and what a run opens."""
        given = Given.of_project(SAR_DIFFERENCE, self.form.parameters())
        try:
            to_read = RadarToRead(given, STEPS.checked(given))
        except JobFailure as failure:
            finding = Finding(BAD, failure.parameter or failure.code, panel_text(failure))
            return (finding,), failure.code in RUNTIME_CODES, ()
        if not basis.earlier:
            text = tr("Nothing to predict this image from: there is no earlier image of its track.")
            return (Finding(BAD, "earlier", text),), False, ()
        text = tr("{count} earlier images of the same track.").format(count=count_text(len(basis.earlier)))
        few = len(basis.earlier) < 2
        if few:
            text = tr("Only one earlier image: the plain difference shows speckle and weather too.")
        findings = [Finding(CAUTION if few else GOOD, "earlier", text)]
        if basis.left_out:
            text = tr("Earlier images of other tracks, left out: {count}.").format(count=count_text(basis.left_out))
            findings.append(Finding(GOOD, "tracks", text))
        if date.inferred:
            text = tr("Inferred, not stated by the images: {columns}. Check the table.")
            findings.append(Finding(CAUTION, "inferred", text.format(columns=", ".join(date.inferred))))
        return tuple(findings), False, (to_read,)

    def _method_text(self, basis: Prediction) -> str:
        """Return how the method is chosen, before the run; the result states which and why."""
        if not self.form.automatic or not basis.earlier:
            return ""
        track = track_text(basis.earlier[-1])
        of_track = tr(" of track {track}").format(track=track) if track and not self.form.all_tracks.isChecked() else ""
        text = tr("The run chooses by the number of earlier images ({count}{track}) and by how much of the image differs.")
        return text.format(count=count_text(len(basis.earlier)), track=of_track)

    # -- a run --------------------------------------------------------------------------------------

    def make_run(self) -> Optional[tuple[Run, RunPlan]]:
        date = self.form.dates.chosen
        if date is None:
            return None
        basis = prediction_of(self.form.dates.rows, date, self.form.all_tracks.isChecked())
        self._pair = (basis.earlier[-1] if basis.earlier else None, date)
        self._messages = []
        name = os.path.splitext(os.path.basename(self.form.table.filePath()))[0]
        paths = output_paths(self.form.folder.filePath().strip(), name, f"{date.time:%Y-%m-%d}", _FILES, "radar")
        task = AlgorithmRun(SAR_DIFFERENCE, {**self.form.parameters(lasting=True), **paths}, self._project, listed=True)
        task.messageReceived.connect(lambda _level, text: self._messages.append(text))
        title = str(translate("SarDifference", "Radar change {date}")).format(date=date.day)
        if self.form.dates.from_here_on:
            title = tr("Radar change from {date} on").format(date=date.day)
        layers = (
            LayerWanted(POLYGONS, translate("SarDifference", "Change polygons"), role=POLYGONS),
            LayerWanted(SCORE, translate("SarDifference", "Score"), visible=False),
            LayerWanted(MASK, translate("SarDifference", "Change mask"), visible=False, role=MASK),
        )
        return task, RunPlan(title, SAR_DIFFERENCE, ("", ""), layers, told_apart_by=(self._method_word(),))

    def _method_word(self) -> str:
        """Return the name of the method that the user chose; ``""`` = the run chooses."""
        return "" if self.form.automatic else str(self.form.method.currentText())

    def run_loaded(self, result: RunResult) -> None:
        """Show the result, and open the images of its two dates."""
        super().run_loaded(result)
        self.bring_into_view(self.form.result)
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

    # -- the result ---------------------------------------------------------------------------------

    def show_result(self, result: Optional[RunResult]) -> None:
        if result is None:
            self.form.result.hide()
            return
        lines = [self.found_text(result.outputs)]
        reason = self._reason_of_method()
        used = str(result.outputs.get("METHOD_USED") or "")
        name = method_names()[METHODS.index(used)] if used in METHODS else ""
        if reason:
            lines.append(reason.replace(f" {used}", f" {name}", 1) if name else reason)  # the log has its key
        elif name:
            lines.append(tr("Method: {method}.").format(method=name))
        self.form.result.show_found(lines)

    def _reason_of_method(self) -> str:
        """Return the line of the run's log that states the chosen method and why; ``""`` = the user chose it."""
        codes = [code for code in LOG_LINES if code.startswith("sar_method_")]
        begins = {str(translate(CONTEXT, LOG_LINES[code])).partition("{")[0] for code in codes}
        return next((text for text in self._messages if any(begin and text.startswith(begin) for begin in begins)), "")

    def allow_result(self) -> None:
        if self.result is not None:
            pair = self._session.before is not None and self._session.after is not None
            self.form.result.allow(self.polygons() is not None, pair)

    # -- the project --------------------------------------------------------------------------------

    def project_closed(self) -> None:
        self._opening = None
        self._messages = []
        super().project_closed()
        self.form.set_table("")

    def project_opened(self, *_document: object) -> None:
        """Take over table and last result of the opened project."""
        stored, _ = self._project.readEntry(_SCOPE, _ENTRY, "")
        path = self._project.pathResolver().readPath(stored) if stored else ""
        if path and os.path.exists(path):
            self.form.set_table(path)
        super().project_opened()


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


def _free_path(path: str) -> str:
    """Return the path, with a number before its extension if there is such a file."""
    stem, extension = os.path.splitext(path)
    number = 1
    while os.path.exists(path):
        number += 1
        path = f"{stem}-{number}{extension}"
    return path
