"""Co-registration from every door: Processing in Python, ``qgis_process``, a saved model."""

from __future__ import annotations

import json
import os

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import (
    QgsProcessingException,
    QgsProcessingUtils,
    QgsVectorLayer,
)

from groundshift.tests.helpers.graphs import Step, raster_inputs, run_graph, save_graph

ROWS, COLS, PIXEL = 3, -5, 0.5  # of the fixture ``dates``


@pytest.fixture
def run(qgis, context, feedback, dates):
    """A function that runs the algorithm as scripts do."""
    import processing

    def run(**changes):
        values = {"BEFORE": dates[0], "AFTER": dates[1], **changes}
        return processing.run("groundshift:coregister", values, context=context, feedback=feedback)

    return run


def check_shift(values):
    assert float(values["SHIFT_X"]) == pytest.approx(COLS * PIXEL, abs=0.05)
    assert float(values["SHIFT_Y"]) == pytest.approx(-ROWS * PIXEL, abs=0.05)
    assert float(values["RELIABILITY"]) > 0.5


def check_aligned(path, dates):
    """Where both dates are clear they agree, up to the later one's other light."""
    aligned, after = gdal.Open(str(path)), gdal.Open(dates[1])
    left, _, _, top, _, _ = aligned.GetGeoTransform()
    col, row = round((left - 500000) / PIXEL), round((4000000 - top) / PIXEL)
    height, width = aligned.RasterYSize, aligned.RasterXSize
    ours = aligned.GetRasterBand(1).ReadAsArray().astype(float) * 0.8 + 30
    theirs = after.GetRasterBand(1).ReadAsArray()[row : row + height, col : col + width].astype(float)
    difference = np.abs(ours - theirs)[10:-10, 10:-10]
    assert np.median(difference) < 2


@pytest.mark.usefixtures("worker")
class TestFromPython:
    def test_results(self, run, dates, feedback, tmp_path):
        (tmp_path / "out").mkdir()
        outputs = {"ALIGNED": str(tmp_path / "out" / "aligned.tif"), "TIEPOINTS": str(tmp_path / "out" / "tiepoints.gpkg")}
        values = run(**outputs)
        assert set(values) == {"ALIGNED", "TIEPOINTS", "SHIFT_X", "SHIFT_Y", "RELIABILITY"}
        check_shift(values)
        check_aligned(values["ALIGNED"], dates)
        assert any("tie points agree" in text for text in feedback.infos)
        assert not feedback.errors
        assert feedback.fractions == sorted(feedback.fractions)
        assert sorted(os.listdir(tmp_path / "out")) == ["aligned.tif", "tiepoints.gpkg"]
        assert not [name for name in os.listdir(QgsProcessingUtils.tempFolder()) if name.startswith("groundshift-")]
        tag = json.loads(gdal.Open(values["ALIGNED"]).GetMetadataItem("GROUNDSHIFT"))
        assert tag["algorithm"] == "groundshift:coregister"
        assert tag["before"]["name"] == "before"
        assert tag["parameters"]["METHOD"] == "global"
        assert tag["shift"]["shift_x"] == pytest.approx(values["SHIFT_X"])

    def test_tie_points_open_styled(self, run):
        layer = QgsVectorLayer(run(TIEPOINTS="TEMPORARY_OUTPUT")["TIEPOINTS"], "tie points")
        assert layer.isValid()
        renderer = layer.renderer()
        assert renderer.type() == "categorizedSymbol"
        categories = renderer.categories()  # kept: they own their symbols
        assert [category.value() for category in categories] == ["used", "rejected"]
        symbol = categories[0].symbol()
        assert [item.layerType() for item in symbol.symbolLayers()] == ["SimpleMarker", "VectorField"]
        arrow = symbol.symbolLayer(1)
        assert (arrow.xAttribute(), arrow.yAttribute()) == ("shift_x", "shift_y")
        assert arrow.scale() == pytest.approx(6 / np.hypot(ROWS, COLS) / PIXEL, rel=0.05)
        assert arrow.subSymbol().symbolLayer(0).layerType() == "ArrowLine"
        names = [field.name() for field in layer.fields() if field.name() != "fid"]
        assert names == ["id", "shift_x", "shift_y", "length_m", "reliability", "status", "misfit_m"]

    def test_estimate_only(self, run):
        values = run()
        assert set(values) == {"SHIFT_X", "SHIFT_Y", "RELIABILITY"}
        check_shift(values)

    def test_choices_and_numbers_as_texts(self, run, tmp_path):
        options = {"MAX_SHIFT": "12", "WINDOW": "64", "SPACING": "40", "RESAMPLING": "0", "BEFORE_BANDS": "1,2"}
        values = run(METHOD="1", ALIGNED=str(tmp_path / "aligned.tif"), **options)
        check_shift(values)
        tag = json.loads(gdal.Open(values["ALIGNED"]).GetMetadataItem("GROUNDSHIFT"))
        assert tag["parameters"]["METHOD"] == "local"
        assert tag["parameters"]["RESAMPLING"] == "nearest"
        assert tag["parameters"]["WINDOW"] == 64
        assert gdal.Open(values["ALIGNED"]).RasterCount == 3

    def test_nothing_in_common(self, run, write_raster, tmp_path):
        noise = np.random.default_rng(8).integers(0, 255, (3, 200, 200), dtype=np.uint8)
        with pytest.raises(QgsProcessingException, match="No reliable shift of up to 32 pixels between"):
            run(AFTER=write_raster("noise.tif", noise), ALIGNED=str(tmp_path / "aligned.tif"))
        assert not (tmp_path / "aligned.tif").exists()

    def test_cancelled(self, algorithm, context, feedback, dates, tmp_path):
        feedback.cancel()
        values = {"BEFORE": dates[0], "AFTER": dates[1], "ALIGNED": str(tmp_path / "aligned.tif")}
        algorithm("coregister").run(values, context, feedback)
        assert not (tmp_path / "aligned.tif").exists()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"BEFORE": "/nowhere/b.tif"}, "BEFORE"),
        ({"MAX_SHIFT": 1000}, "MAX_SHIFT: The largest shift 1000 is outside 1 to 240 pixels."),
        ({"MAX_SHIFT": "far"}, "MAX_SHIFT"),
        ({"WINDOW": 8}, "WINDOW: Windows of 8 pixels"),
        ({"SPACING": 0}, "SPACING"),
        ({"METHOD": 7}, "METHOD: Unknown option '7'."),
        ({"METHOD": "affine"}, "METHOD: Unknown option 'affine'."),
        ({"RESOLUTION": -1}, "RESOLUTION"),
        ({"BEFORE_BANDS": "9"}, "BEFORE_BANDS"),
        ({"BEFORE_BANDS": "1,2", "AFTER_BANDS": "1"}, "AFTER_BANDS"),
        ({"ALIGNED": "/nowhere/a.tif"}, "ALIGNED"),
        ({"ALIGNED": "a.png"}, "ALIGNED"),
        ({"TIEPOINTS": "p.txt"}, "TIEPOINTS"),
        ({"EXTENT": "1,2,3,4"}, "EXTENT"),
    ],
)
def test_mistakes(algorithm, context, dates, changes, message):
    good, text = algorithm("coregister").checkParameterValues({"BEFORE": dates[0], "AFTER": dates[1], **changes}, context)
    assert not good
    assert text.startswith(message)


def test_input_is_not_overwritten(algorithm, context, dates):
    values = {"BEFORE": dates[0], "AFTER": dates[1], "ALIGNED": dates[0]}
    good, text = algorithm("coregister").checkParameterValues(values, context)
    assert not good
    assert text.startswith("ALIGNED")


def test_public_names(algorithm):
    found = algorithm("coregister")
    parameters = (
        "BEFORE AFTER AREA EXTENT EXCLUDE METHOD MAX_SHIFT WINDOW SPACING RESAMPLING RESOLUTION BEFORE_BANDS AFTER_BANDS "
        "ASSUMED_CRS ALIGNED TIEPOINTS"
    )
    assert " ".join(item.name() for item in found.parameterDefinitions()) == parameters
    assert " ".join(item.name() for item in found.outputDefinitions()) == "ALIGNED TIEPOINTS SHIFT_X SHIFT_Y RELIABILITY"


@pytest.mark.usefixtures("worker", "qgis")
def test_saved_model(dates, context, feedback, tmp_path):
    step = Step("coregister", {"BEFORE": "before", "AFTER": "after"}, outputs=["ALIGNED"])
    path = save_graph(tmp_path / "align.model3", raster_inputs("before", "after"), [step])
    inputs = {"before": dates[0], "after": dates[1]}
    results = run_graph(path, inputs, {"ALIGNED": str(tmp_path / "aligned.tif")}, context, feedback)
    check_aligned(results["ALIGNED"], dates)


@pytest.mark.usefixtures("worker", "qgis")
def test_qgis_process(qgis_process, dates, tmp_path):
    arguments = [f"--BEFORE={dates[0]}", f"--AFTER={dates[1]}", "--METHOD=0", "--MAX_SHIFT=16"]
    outputs = [f"--ALIGNED={tmp_path / 'aligned.tif'}", f"--TIEPOINTS={tmp_path / 'points.geojson'}"]
    done = qgis_process("run", "groundshift:coregister", *arguments, *outputs)
    assert done.returncode == 0, done.stdout + done.stderr
    lines = dict(line.split(":\t") for line in done.stdout.splitlines() if ":\t" in line)
    check_shift(lines)
    check_aligned(tmp_path / "aligned.tif", dates)
    # Styled where no plugin is, too.
    assert QgsVectorLayer(str(tmp_path / "points.geojson"), "points").renderer().type() == "categorizedSymbol"
