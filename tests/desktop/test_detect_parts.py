"""Parts of the Detect tab by themselves: exact thresholds, areas on rotated maps, results found again."""

from __future__ import annotations

import os

import numpy as np
import pytest
from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsGeometry,
    QgsPointXY,
    QgsProcessingContext,
    QgsProcessingUtils,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
)
from qgis.gui import QgsMapCanvas, QgsMapToolPan
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QPoint, Qt
from qgis.PyQt.QtGui import QGuiApplication
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QDoubleSpinBox, QFormLayout, QLabel, QLineEdit, QWidget

from groundshift.tests.helpers.gdal_files import write_raster
from groundshift.tests.helpers.qgis_application import start_qgis

UTM = "EPSG:32611"
CRS_WITHOUT_NUMBER = "PROJ:+proj=laea +lat_0=10 +lon_0=20 +datum=WGS84"


@pytest.fixture(scope="module")
def qgis(tmp_path_factory):
    """QGIS with widgets."""
    return start_qgis(tmp_path_factory.mktemp("profile"), widgets=True)


@pytest.fixture
def canvas(qgis):
    shown = QgsMapCanvas()
    shown.resize(400, 300)
    shown.setDestinationCrs(QgsCoordinateReferenceSystem(UTM))
    shown.setExtent(QgsRectangle(500000, 3999800, 500400, 4000100))
    shown.show()
    qgis.processEvents()
    yield shown
    shown.close()


@pytest.fixture
def area(canvas):
    from groundshift.plugin.gui.tasks.area_box import AreaBox

    box = AreaBox(canvas)
    box.show()
    yield box
    box.release()


def test_the_model_s_own_threshold_stays_exact(qgis):
    from groundshift.plugin.gui.buildings.threshold_box import ThresholdBox

    box = ThresholdBox()
    box.set_model(0.437, 12.34)
    assert (box.threshold, box.min_area) == (0.437, 12.34)
    assert box.chosen == (None, None)
    box.slider.setValue(60)
    assert box.chosen == (0.6, None)
    box.set_values(0.437, 5.0)
    assert box.threshold == 0.437
    assert box.chosen == (None, 5.0)
    box.set_model(0.3, 1.0)  # another model: what was chosen stays, what was not follows
    assert (box.threshold, box.min_area) == (0.3, 5.0)
    box.size_slider.setValue(0)
    assert box.min_area == 0.0


def test_drawing_ends_although_the_tool_before_it_is_gone(canvas):
    """With the plugin that the tool was of."""
    from groundshift.plugin.gui.area_drawing import RECTANGLE, AreaDrawing

    tool = QgsMapToolPan(canvas)
    canvas.setMapTool(tool)
    drawing = AreaDrawing(canvas)
    drawing.begin(RECTANGLE)
    sip.delete(tool)
    drawing.end()
    assert (drawing.shape, canvas.mapTool()) == ("", None)
    drawing.release()


@pytest.fixture
def form(canvas):
    from groundshift.plugin.gui.buildings.detect_panel import DetectionForm
    from groundshift.plugin.gui.dock.session import Session

    made = DetectionForm(canvas, Session())
    made.show()
    made.advanced.setCollapsed(False)
    yield made
    made.release()
    made.close()


def test_displaced_objects_are_off_until_a_distance_is_typed(form):
    box = form.findChild(QDoubleSpinBox, "GroundshiftDisplacement")
    assert "DISPLACEMENT" not in form.parameters()
    changes = []
    form.changed.connect(lambda: changes.append(True))
    box.selectAll()
    QTest.keyClicks(box, "30")
    QTest.keyClick(box, Qt.Key.Key_Tab)
    assert form.parameters()["DISPLACEMENT"] == 30
    assert changes
    state = form.state()
    form.show_parameters({})
    assert "DISPLACEMENT" not in form.parameters()
    form.show_state(state)  # as a project keeps it
    assert form.parameters()["DISPLACEMENT"] == 30


def test_a_model_without_directions_finds_no_displaced_objects_and_the_form_gives_the_reason(form):
    box = form.findChild(QDoubleSpinBox, "GroundshiftDisplacement")
    box.setValue(30)
    form.model.set_value("buildings-fcn")
    assert not box.isEnabled()
    assert "construction" in box.toolTip()
    assert "DISPLACEMENT" not in form.parameters()
    form.model.set_value("buildings-siamese")
    assert form.parameters()["DISPLACEMENT"] == 30


def test_ground_without_labels_is_learnt_from_only_when_a_weight_is_typed(qgis):
    from groundshift.plugin.gui.training.model_page import ModelPage

    page = ModelPage()
    page.show()
    box = page.findChild(QDoubleSpinBox, "GroundshiftTrainingConsistency")
    assert page.settings().consistency == 0
    box.selectAll()
    QTest.keyClicks(box, "1")
    QTest.keyClick(box, Qt.Key.Key_Tab)
    settings = page.settings()
    assert settings.consistency == 1
    box.setValue(0)
    page.set_settings(settings)  # of a training that is resumed
    assert page.settings().consistency == 1
    page.close()


def test_parameters_are_called_what_the_form_calls_them(qgis):
    from groundshift.plugin.gui.tasks.texts import with_field_names

    text = with_field_names("BEFORE: Say which in BEFORE_BANDS, or give an AREA or an EXTENT.")
    assert text == "Say which in 'Bands before', or give an 'Area' or an 'Area'."


def test_all_that_may_be_assumed_of_a_date_is_a_line(qgis):
    from groundshift.plugin.gui.tasks.reading import reading_findings
    from groundshift.plugin.jobs.describe_dates import ASSUMPTIONS

    date = {
        "parameter": "BEFORE",
        "layer": "town",
        "bands": {"red": 3},
        "bands_found": "by order",
        "type": "uint16",
        "scale": ["x 0.0001 - 0.1"],
        "nodata": ["0", "mask"],
        "crs": "EPSG:4314",
        "resampling": "bilinear",
        "datum_transformation": {"name": "x", "accuracy_m": "3", "missing_grids": "grid.tif"},
        "assumed": list(ASSUMPTIONS),
    }
    grid = {"crs": "EPSG:32632", "pixel": [0.5, 0.5], "ground_sample_distance_m": 0.5}
    findings = reading_findings([{"dates": [date], "grid": grid}])
    lines = [finding.text for finding in findings if finding.level == "caution"]
    assert len(set(lines)) == len(ASSUMPTIONS)
    assert all(line.startswith("Before: ") and "{" not in line for line in lines)
    assert "3 m, coarser than a pixel of 0.5 m" in " ".join(lines)
    assert [finding.text for finding in findings if finding.level == "good"] == [
        "Before: bands red = 3 (by order); type uint16; scale x 0.0001 - 0.1; nodata 0, mask; EPSG:4314; resampling: bilinear.",
        "Grid: pixels of 0.5 m on the ground, EPSG:32632.",
    ]


def test_an_unrotated_view_is_an_extent(area):
    area.choose("view")
    (value,) = area.parameters(lasting=True).values()
    numbers, crs = value.split(" [")
    left, right, bottom, top = (float(number) for number in numbers.split(","))
    assert crs == f"{UTM}]"
    assert left < 500000.1
    assert right > 500399.9
    assert top > bottom


def test_a_rotated_view_is_the_slanted_rectangle(area, canvas, qgis):
    canvas.setRotation(30)
    qgis.processEvents()
    area.choose("view")
    context = QgsProcessingContext()
    layer = QgsProcessingUtils.mapLayerFromString(area.parameters(lasting=True)["AREA"], context)
    (feature,) = layer.getFeatures()
    seen = QgsGeometry.fromPolygonXY([[QgsPointXY(corner) for corner in canvas.mapSettings().visiblePolygon()]])
    assert feature.geometry().symDifference(seen).area() < 1e-3 * seen.area()
    assert seen.area() < 0.9 * seen.boundingBox().area()
    assert layer.crs().authid() == UTM


def test_a_polygon_is_clicked_on_a_rotated_map(area, canvas, qgis):
    canvas.setRotation(30)
    qgis.processEvents()
    area.draw("polygon")
    view = canvas.viewport()
    places = [QPoint(100, 80), QPoint(300, 90), QPoint(310, 200), QPoint(20, 20)]
    for place in places:
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    QTest.keyClick(canvas, Qt.Key.Key_Backspace)  # the last corner was a slip
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    layer = area.parameters(lasting=False)["AREA"]
    (feature,) = layer.getFeatures()
    to_map = canvas.getCoordinateTransform().toMapCoordinates
    wanted = QgsGeometry.fromPolygonXY([[QgsPointXY(to_map(place)) for place in places[:3]]])
    assert feature.geometry().symDifference(wanted).area() < 1e-6 * wanted.area()


@pytest.mark.parametrize("crs", [UTM, "EPSG:4326", CRS_WITHOUT_NUMBER])
def test_areas_of_earlier_runs_come_back(area, crs):
    area.choose("overlap")
    area.show_parameters(None, "500010,500020,3999910,3999930 [EPSG:32611]")
    assert area.key == "drawn"
    assert area.parameters(lasting=True)["EXTENT"].startswith("500010.0,500020.0,3999910.0,3999930.0")
    triangle = QgsGeometry.fromWkt("POLYGON((0.1 0.2, 10 0, 0 10.000000000000002, 0.1 0.2))")
    area.take(triangle, QgsCoordinateReferenceSystem(crs))
    earlier = area.parameters(lasting=True)["AREA"]
    area.show_parameters(None, None)
    assert area.key == "overlap"
    area.show_parameters(earlier, None)
    assert area.key == "drawn"
    assert place_of_a_corner(area._crs) == pytest.approx(place_of_a_corner(QgsCoordinateReferenceSystem(crs)), abs=1e-6)
    (feature,) = area.parameters(lasting=False)["AREA"].getFeatures()
    again = feature.geometry()
    again.convertToMultiType()
    shape = again.asMultiPolygon()[0]
    assert [[(point.x(), point.y()) for point in ring] for ring in shape] == [
        [(point.x(), point.y()) for point in ring] for ring in triangle.asPolygon()
    ]


def place_of_a_corner(crs):
    """Where 114 W, 36 N is in a CRS: two may describe the same in other words."""
    transform = QgsCoordinateTransform(QgsCoordinateReferenceSystem("EPSG:4326"), crs, QgsProject.instance())
    point = transform.transform(QgsPointXY(-114, 36))
    return point.x(), point.y()


def test_a_drawn_area_needs_no_file(area):
    """So that it lives on in the history and in commands."""
    shape = QgsGeometry.fromWkt("MULTIPOLYGON(((0 0, 10 0, 0 10, 0 0), (1 1, 2 1, 1 2, 1 1)), ((20 0, 30 0, 20 10, 20 0)))")
    area.take(shape, QgsCoordinateReferenceSystem(UTM))
    text = area.parameters(lasting=True)["AREA"]
    context = QgsProcessingContext()
    layer = QgsProcessingUtils.mapLayerFromString(text, context)
    assert layer.crs().authid() == UTM
    (feature,) = layer.getFeatures()
    assert feature.geometry().isGeosEqual(shape)


def test_the_preview_lies_where_it_belongs(canvas, qgis):
    """On a rotated map in another CRS: each corner to a fraction of a pixel."""
    from groundshift.plugin.gui.tasks.preview_item import PreviewItem, PreviewPicture

    canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
    transform = QgsCoordinateTransform(
        QgsCoordinateReferenceSystem(UTM), QgsCoordinateReferenceSystem("EPSG:3857"), QgsProject.instance()
    )
    canvas.setExtent(transform.transformBoundingBox(QgsRectangle(500000, 3999800, 500400, 4000100)))
    canvas.setRotation(25)
    qgis.processEvents()
    corners = tuple(QgsPointXY(x, y) for x, y in ((500100, 4000000), (500200, 4000000), (500200, 3999900), (500100, 3999900)))
    picture = PreviewPicture(np.full((200, 200), 127, np.uint8), 127, QgsCoordinateReferenceSystem(UTM), corners, False)
    item = PreviewItem(canvas)
    item.show_picture(picture, ["#ff0000"], 0.5)
    found = item._on_screen(picture)
    pixels = canvas.getCoordinateTransform()
    for corner, place in zip(corners, found):
        wanted = pixels.transform(transform.transform(corner))
        assert abs(wanted.x() - place.x()) <= 1
        assert abs(wanted.y() - place.y()) <= 1
    # Three corners place the picture; the fourth then lies where it should, too.
    assert abs(found[1].x() + found[3].x() - found[0].x() - found[2].x()) <= 1.5
    assert item._image.colorTable()[127] >> 24 > 0
    item.set_threshold(0.999)
    assert item._image.colorTable()[127] >> 24 == 0
    canvas.scene().removeItem(item)


def write_result(folder):
    return {
        name: write_raster(folder / f"{name.lower()}.tif", np.zeros((1, 10, 10), dtype))
        for name, dtype in (("MASK", np.uint8), ("PROBABILITY", np.float32))
    }


@pytest.mark.parametrize(
    ("name", "shown", "known"),
    [("Landsat 1985", "1985", "1985"), ("mosaic 2019-05", "2019-05", "2019-05"), ("a 20200812", "2020-08-12", "2020-08-12")],
)
def test_a_year_is_shown_as_a_year_and_edited_as_a_date(qgis, tmp_path, name, shown, known):
    from groundshift.plugin.gui.tasks.pair_box import DateField

    layer = add_raster(tmp_path / "image.tif", name)
    field, other = DateField(), QLineEdit()
    for widget in (field, other):
        widget.show()
    QApplication.setActiveWindow(other)
    other.setFocus()
    qgis.processEvents()
    field.show_layer(layer)
    assert (field.lineEdit().text(), field.iso()) == (shown, known)
    QApplication.setActiveWindow(field)
    field.setFocus()
    qgis.processEvents()
    assert len(field.lineEdit().text()) == 10
    QApplication.setActiveWindow(other)  # only looked at
    other.setFocus()
    qgis.processEvents()
    assert (field.lineEdit().text(), field.iso()) == (shown, known)
    assert not layer.customProperty("groundshift/date")
    QApplication.setActiveWindow(field)
    field.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClicks(field, "19860203")
    QApplication.setActiveWindow(other)
    other.setFocus()
    qgis.processEvents()
    assert (field.lineEdit().text(), field.iso()) == ("1986-02-03", "1986-02-03")
    assert layer.customProperty("groundshift/date") == "1986-02-03"
    for widget in (field, other):
        widget.close()
    QgsProject.instance().clear()


def test_layers_that_are_added_later_are_in_the_pickers_of_all_tasks(qgis, tmp_path):
    from groundshift.plugin.gui.dock.session import Session
    from groundshift.plugin.gui.tasks.pair_box import PairBox

    session = Session()
    boxes = [PairBox(session), PairBox(session)]  # the first one proposes the pair before the pickers of the second list it
    layers = [add_raster(tmp_path / f"{day}.tif", day) for day in ("2019-03-02", "2023-03-05")]
    try:
        for box in boxes:
            assert [combo.currentText() for combo in (box.before, box.after)] == ["2019-03-02", "2023-03-05"]
            assert [combo.currentLayer() for combo in (box.before, box.after)] == layers
    finally:
        for box in boxes:
            box.release()
        QgsProject.instance().removeAllMapLayers()


@pytest.mark.parametrize(
    "names",
    [
        ("2019-03-02", "2023-03-05"),
        ("2023-03-05 before", "after the fire"),  # one date alone does not order them
        ("town before", "2019-03-02"),
        ("2019-03-02", "2023-03-05 before"),  # both dates are known: words do not count
        ("town 1", "town 2"),
    ],
)
def test_the_earlier_layer_is_proposed_as_before(qgis, tmp_path, names):
    from groundshift.plugin.gui.dock.session import Session
    from groundshift.plugin.gui.tasks.pair_box import PairBox

    for number, order in enumerate((names, names[::-1])):
        for name in order:
            add_raster(tmp_path / f"{number}_{names.index(name)}.tif", name)
        box = PairBox(Session())
        try:
            assert (box.before.currentText(), box.after.currentText()) == names
        finally:
            box.release()
            QgsProject.instance().removeAllMapLayers()


def test_no_date_is_not_today(qgis, tmp_path):
    from groundshift.plugin.gui.tasks.pair_box import DateField

    with_year, without = add_raster(tmp_path / "1985.tif", "Landsat"), add_raster(tmp_path / "image.tif", "image")
    field, other = DateField(), QLineEdit()
    for widget in (field, other):
        widget.show()
    QApplication.setActiveWindow(other)
    other.setFocus()
    for layer, shown in (
        (without, "no date"),
        (with_year, "1985"),
        (without, "no date"),
        (without, "no date"),
        (None, "no date"),
    ):
        field.show_layer(layer)
        qgis.processEvents()
        assert field.lineEdit().text() == shown
    assert field.iso() is None
    for widget in (field, other):
        widget.close()
    QgsProject.instance().clear()


@pytest.fixture
def provider(qgis):
    """The plugin's provider, for one test: another module registers its own."""
    from groundshift.plugin.provider import GroundshiftProvider

    registry = QgsApplication.processingRegistry()
    registered = GroundshiftProvider()
    assert registry.addProvider(registered)
    yield registered
    registry.removeProvider(registered)


def test_the_light_does_not_guess_days(provider, tmp_path):
    from groundshift.plugin.gui.buildings.suitability_check import judge

    layers = [add_raster(tmp_path / f"{name}.tif", name) for name in ("one", "other")]
    values = {"BEFORE": layers[0].id(), "AFTER": layers[1].id(), "MODEL": "buildings-siamese"}

    def swap(*dates):
        return any(finding.topic == "dates" for finding in judge(values, dates).findings)

    assert swap("1991", "1985")
    assert not swap("1985-07-26", "1985")
    assert not swap("1985", "1991-01-02")
    QgsProject.instance().clear()


def add_raster(path, name):
    """A layer in the project: three bands of 40 x 40 pixels, half a metre each."""
    write_raster(path, np.random.default_rng(1).integers(0, 255, (3, 40, 40), np.uint8))
    layer = QgsRasterLayer(str(path), name)
    QgsProject.instance().addMapLayer(layer)
    return layer


def test_results_are_found_again_in_a_project(qgis, tmp_path):
    from groundshift.plugin.gui.tasks.result_layers import ResultLoader, is_result, last_result, result_settings

    project = QgsProject()
    loader = ResultLoader(project, "Change a - b", write_result(tmp_path))
    while loader.load_next(("one", "two"), (0.437, 12.5)):
        pass
    made = loader.result(("one", "two"), {"MODEL": "m"})
    assert project.write(str(tmp_path / "project.qgs"))
    again = QgsProject()
    assert again.read(str(tmp_path / "project.qgs"))
    found = last_result(again)
    assert (found.mask, found.probability, found.before, found.after) == (made.mask, made.probability, "one", "two")
    assert found.group == "Change a - b"
    assert result_settings(again.mapLayer(found.probability)) == (0.437, 12.5)
    assert all(is_result(layer) for layer in again.mapLayers().values())


def test_outputs_get_free_names(qgis, tmp_path):
    from groundshift.plugin.gui.tasks.result_layers import output_paths

    first = output_paths(str(tmp_path), "a/b: c", "d")
    assert os.path.basename(first["MASK"]) == "change-a_b_c-d-mask.tif"
    open(first["POLYGONS"], "w").close()
    assert os.path.basename(output_paths(str(tmp_path), "a/b: c", "d")["MASK"]) == "change-a_b_c-d-2-mask.tif"


def test_numbers_are_readable(qgis):
    from groundshift.plugin.gui.tasks.numbers import area_text, time_text

    assert [area_text(value).replace(",", "") for value in (3.456, 1234.4, 12345, 5_000_000, 123_456_789)] == [
        "3.46 m²",
        "1234 m²",
        "1.23 ha",
        "500 ha",
        "123 km²",
    ]
    assert [time_text(value) for value in (5, 65, 3700)] == ["5 s", "1 min 05 s", "1 h 01 min"]


@pytest.mark.parametrize(
    ("entries", "shown"),
    [
        ([], ""),
        (
            [{"place": "new_town", "split": "left out", "f1": 0.5}, {"place": "x", "split": "as found", "f1": 0.9}],
            "F1 0.50 measured in New Town",
        ),
        ([{"place": "a", "split": "left out", "f1": 0.5}, {"place": "b", "split": "test", "f1": 0.7}], "F1 0.70 measured in B"),
        (
            [{"place": f"t{n}", "split": "left out", "f1": n / 10} for n in (5, 6, 8)] + [{"place": "t9", "split": "left out"}],
            "mean F1 0.63 of 3 places",
        ),
    ],
)
def test_the_stated_accuracy_is_the_mean_of_all_places_that_were_left_out(qgis, entries, shown):
    from groundshift.plugin.gui.tasks.model_facts import accuracy_text

    assert accuracy_text({"accuracy": entries}) == shown


def test_what_the_network_runs_on_is_named_before_the_run(qgis):
    from qgis.core import QgsSettings

    from groundshift.plugin.gui.tasks.run_bar import RunBar
    from groundshift.plugin.runtime import settings

    bar = RunBar()
    device = bar.findChild(QLabel, "GroundshiftDevice")
    QgsSettings().remove(settings.MEASURED_KEY)
    bar.allow("", "change")
    assert device.text() == "The network runs on ONNX Runtime (automatic)."
    settings.keep_measured("change=OpenVINO:CPU:bf16,segmentation=OpenVINO:CPU:fp32", [])
    try:
        bar.allow("", "change")
        assert device.text() == "The network runs on OpenVINO, bf16."
        assert not device.isHidden()
        bar.allow("", "segmentation")
        assert device.text() == "The network runs on OpenVINO, fp32."
        bar.allow("", "")  # a run without a network
        assert device.isHidden()
    finally:
        QgsSettings().remove(settings.MEASURED_KEY)


@pytest.mark.parametrize(
    ("low", "code", "said"),
    [
        (
            0.01,
            "training_gain",
            "increased from 0.700 to 0.740. F1 of any change against the base model: +0.040 (95 % interval +0",
        ),
        (0.0, "training_gain_unknown", "increased from 0.700 to 0.740. The validation ground is too small (12 blocks"),
        (-0.01, "training_alike", "No real difference from the base model: F1 of any change +0.040, 95 % interval -0"),
    ],
)
def test_a_gain_within_the_noise_is_called_no_real_difference(low, code, said):
    from groundshift.plugin.gui.training.record import TrainingRecord
    from groundshift.plugin.gui.training.result_page import summary
    from groundshift.plugin.jobs.events import Log, Row
    from groundshift.plugin.jobs.train_model import COMPARISON

    record = TrainingRecord()
    record.take(Row(COMPARISON, {"measure": "f1", "base": 0.7, "new": 0.74}))
    record.take(Log(code, {"gain": 0.04, "low": low, "high": 0.08, "blocks": 12, "least": 20}, "info"))
    record.finish({"MODEL": "/models/mine.onnx"})
    assert said in summary(record)
    assert ("increased" in summary(record)) is (code != "training_alike")


def test_the_time_left_of_a_training_is_the_latest_estimate():
    from groundshift.plugin.gui.training.progress_page import state_text
    from groundshift.plugin.gui.training.record import RUNNING, TrainingRecord
    from groundshift.plugin.jobs.events import Log, Progress, Row
    from groundshift.plugin.jobs.train_model import EPOCH, SETUP

    record = TrainingRecord()
    record.take(Row(SETUP, {"epochs": 10}))
    record.take(Row(EPOCH, {"epoch": 1, "seconds": 60.0, "seconds_left": 540.0}, 1))
    assert record.state == RUNNING
    record.take(Progress(0.15, "training", 505.0))
    assert "about 8 min" in state_text(record)
    record.take(Progress(0.15, "training", None))  # epochs of another kind follow
    assert "left" not in state_text(record)
    record.take(Log("training_shortened", {"minutes": 1.0, "epochs": 2, "steps": 5}))
    assert state_text(record).startswith("Epoch 2 of 2")
    record.take(Progress(0.95, "comparing"))
    assert state_text(record) == "Comparing"


@pytest.mark.parametrize(
    "text",
    [
        "set to /data/a_folder_of_a_long_name/another_folder_of_a_long_name/bin/python and so on",
        "S2A_MSIL2A_20200831T104031_N0214_R008_T32UQD_20200831T134033.SAFE",
        "C:\\Users\\somebody\\AppData\\Roaming\\QGIS\\QGIS3\\profiles\\default\\groundshift",
        "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
    ],
)
def test_a_long_word_wraps_and_is_copied_as_it_is(qgis, text):
    from groundshift.plugin.gui.wrapped_text import WrappedText, breakable

    label = WrappedText(text)
    longest = label.fontMetrics().horizontalAdvance("m" * 20)
    assert label.minimumSizeHint().width() <= longest
    assert label.heightForWidth(longest) > 2 * label.fontMetrics().height()
    assert label.text() == text
    label.setSelection(0, len(breakable(text)))
    label.copy()
    assert QGuiApplication.clipboard().text() == text


def test_a_message_is_as_high_as_its_text(qgis, capfd):
    from groundshift.plugin.gui.wrapped_text import MessageText

    window = QWidget()
    layout = QFormLayout(window)
    message = MessageText("", window)
    layout.addRow("Server", message)
    window.resize(300, 400)
    window.show()
    QApplication.processEvents()
    heights = []
    for text in ("The server answers, and refuses the token. " * 4, "It answers."):
        message.setText(text)
        QApplication.processEvents()
        heights.append(message.height())
        assert message.height() >= message.heightForWidth(message.width())
    assert heights[0] > 3 * heights[1]
    assert "Negative sizes" not in capfd.readouterr().err


def test_short_words_stay_whole():
    from groundshift.plugin.gui.wrapped_text import breakable

    text = "Before: scene-2020.tif (0.5 m) has another CRS, EPSG:32611"
    assert breakable(text) == text
