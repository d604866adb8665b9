"""``groundshift:changetimeseries`` from every door, its dates, and what it refuses."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import (
    QgsDateTimeRange,
    QgsFeature,
    QgsGeometry,
    QgsProcessing,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingParameterMultipleLayers,
    QgsRasterLayer,
    QgsRectangle,
    QgsRenderContext,
    QgsVectorLayer,
    QgsVectorLayerTemporalContext,
    QgsVectorLayerTemporalProperties,
)
from qgis.PyQt.QtCore import QDate, QDateTime, QTime

from groundshift.tests.helpers.graphs import Step, run_graph, save_graph
from groundshift.tests.helpers.onnx_bytes import model_bytes

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
ID = "groundshift:changetimeseries"


def colours_drawn(layer):
    """The outline's colour of each value of the renderer's expression."""
    renderer, found = layer.renderer().clone(), {}
    context = QgsRenderContext()
    renderer.startRender(context, layer.fields())
    for feature in layer.getFeatures():
        context.expressionContext().setFeature(feature)
        symbol = renderer.symbolForFeature(feature, context)
        found[feature["end"].toString("yyyy-MM-dd")] = symbol.symbolLayer(0).strokeColor().name()
    renderer.stopRender(context)
    return found


def read(path):
    return gdal.Open(str(path)).ReadAsArray()


@pytest.fixture
def polygon_layer(context):
    """A function that gives the id of a layer in the project with one rectangle."""

    def make(left, bottom, right, top):
        layer = QgsVectorLayer("Polygon?crs=EPSG:32611", "ground", "memory")
        feature = QgsFeature()
        feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(left, bottom, right, top)))
        layer.dataProvider().addFeature(feature)
        context.project().addMapLayer(layer)
        return layer.id()

    return make


@pytest.fixture
def values(series, model):
    temporary = dict.fromkeys(("FIRST_CHANGE", "CHANGES", "POLYGONS"), "TEMPORARY_OUTPUT")
    return {"RASTERS": series, "MODEL": model, "MIN_AREA": 0, **temporary}


@pytest.mark.usefixtures("worker")
class TestDoors:
    def check(self, first, changes, polygons):
        expected = np.zeros((200, 200), np.uint8)
        expected[20:40, 20:60], expected[100:140, 100:120] = 2, 3
        assert np.array_equal(read(first), expected)
        assert np.array_equal(read(changes), (expected > 0).astype(np.uint8))
        layer = QgsVectorLayer(polygons, "polygons")
        found = sorted((str(item["start"].toPyDate()), str(item["end"].toPyDate())) for item in layer.getFeatures())
        assert found == [("2015-05-01", "2018-07-01"), ("2018-07-01", "2021-08-01")]

    def test_processing(self, qgis, context, feedback, values):
        import processing

        # In any order: the dates are in the names.
        results = processing.run(ID, {**values, "RASTERS": values["RASTERS"][::-1]}, context=context, feedback=feedback)
        assert set(results) == {"FIRST_CHANGE", "CHANGES", "POLYGONS", "CHANGED_AREA", "POLYGON_COUNT"}
        self.check(results["FIRST_CHANGE"], results["CHANGES"], results["POLYGONS"])
        assert results["POLYGON_COUNT"] == 2
        assert results["CHANGED_AREA"] == pytest.approx(400, rel=2e-3)
        assert feedback.fractions == sorted(feedback.fractions)
        assert not feedback.errors
        assert any(text.startswith("2015-05-01 to 2018-07-01: ") for text in feedback.infos)

    def test_ready_for_the_temporal_controller(self, qgis, context, feedback, values):
        import processing

        results = processing.run(ID, values, context=context, feedback=feedback)
        layer = QgsVectorLayer(results["POLYGONS"], "polygons")
        layer.loadDefaultStyle()
        temporal = layer.temporalProperties()
        assert temporal.isActive()
        assert temporal.mode() == QgsVectorLayerTemporalProperties.ModeFeatureDateTimeStartAndEndFromFields
        assert (temporal.startField(), temporal.endField()) == ("start", "end")
        shown = QgsVectorLayerTemporalContext()
        shown.setLayer(layer)

        def on_screen(first, last):
            span = QgsDateTimeRange(QDateTime(QDate(*first), QTime(0, 0)), QDateTime(QDate(*last), QTime(0, 0)))
            return len(list(layer.getFeatures(temporal.createFilterString(shown, span))))

        assert on_screen((2016, 1, 1), (2017, 1, 1)) == 1
        assert on_screen((2018, 1, 1), (2019, 1, 1)) == 2
        assert on_screen((2022, 1, 1), (2023, 1, 1)) == 0
        # In the colours that the raster gives the dates.
        assert [item.value() for item in layer.renderer().categories()] == ["2018-07-01", "2021-08-01"]
        assert colours_drawn(layer) == {"2018-07-01": "#ffffb2", "2021-08-01": "#240550"}
        raster = QgsRasterLayer(results["FIRST_CHANGE"], "first")
        raster.loadDefaultStyle()
        labels = {item.value: item.label for item in raster.renderer().classes()}
        assert labels == {2: "2018-07-01", 3: "2021-08-01"}
        assert [item.color.name() for item in raster.renderer().classes()] == ["#ffffb2", "#240550"]

    def test_first_to_each_and_given_dates(self, qgis, context, feedback, values):
        import processing

        changes = {"DATES": "2001, 2002-03,2003-04-05", "PAIRS": 1}
        results = processing.run(ID, {**values, **changes}, context=context, feedback=feedback)
        counts = read(results["CHANGES"])
        assert counts[30, 30] == 2
        assert counts[120, 110] == 1
        layer = QgsVectorLayer(results["POLYGONS"], "polygons")
        assert sorted(str(item["end"].toPyDate()) for item in layer.getFeatures()) == ["2002-03-01", "2003-04-05", "2003-04-05"]

    def test_a_classical_method_instead_of_the_model(self, qgis, context, feedback, values):
        import json

        import processing

        changes = {"MODEL": "nothing", "METHOD": 0, "THRESHOLD_METHOD": 4, "THRESHOLD": 100}
        results = processing.run(ID, {**values, **changes}, context=context, feedback=feedback)
        self.check(results["FIRST_CHANGE"], results["CHANGES"], results["POLYGONS"])
        (first, _) = sorted(QgsVectorLayer(results["POLYGONS"], "polygons").getFeatures(), key=lambda item: str(item["start"]))
        assert first["mean_magnitude"] == pytest.approx(120, abs=1e-6)
        tag = json.loads(gdal.Open(results["FIRST_CHANGE"]).GetMetadataItem("GROUNDSHIFT"))
        assert tag["parameters"]["METHOD"] == "difference"
        assert tag["parameters"]["THRESHOLD"] == 100
        assert "model" not in tag
        assert feedback.fractions == sorted(feedback.fractions)

    def test_area_extent_and_what_is_left_out(self, qgis, context, feedback, values, polygon_layer):
        import processing

        area = polygon_layer(500005, 3999920, 500070, 3999995)  # columns 10 to 140, rows 10 to 160
        cloud = polygon_layer(500020, 3999985, 500040, 3999990)
        changes = {"AREA": area, "EXTENT": "500005,500060,3999900,4000000", "EXCLUDE": cloud}
        results = processing.run(ID, {**values, **changes}, context=context, feedback=feedback)
        found = gdal.Open(results["FIRST_CHANGE"])
        assert found.GetGeoTransform() == (500005.0, 0.5, 0.0, 3999995.0, 0.0, -0.5)
        expected = np.zeros((150, 110), np.uint8)
        expected[10:30, 10:50], expected[90:130, 90:110] = 2, 3
        expected[10:20, 30:70] = 255
        assert np.array_equal(found.ReadAsArray(), expected)

    def test_layers_that_only_qgis_reads(self, qgis, context, feedback, values):
        import processing

        changes = {"RASTERS": []}
        for index, path in enumerate(values["RASTERS"]):
            inside = f"/vsimem/series-{index}.tif"
            gdal.FileFromMemBuffer(inside, Path(path).read_bytes())
            layer = QgsRasterLayer(inside, f"town {2015 + 3 * index}")
            context.project().addMapLayer(layer)
            changes["RASTERS"].append(layer.id())
        results = processing.run(ID, {**values, **changes}, context=context, feedback=feedback)
        expected = np.zeros((200, 200), np.uint8)
        expected[20:40, 20:60], expected[100:140, 100:120] = 2, 3
        assert np.array_equal(read(results["FIRST_CHANGE"]), expected)
        assert sum("is read through QGIS" in text for text in feedback.infos) == 3

    def test_qgis_process(self, qgis_process, series, model, tmp_path):
        outputs = {"FIRST_CHANGE": "first.tif", "CHANGES": "changes.tif", "POLYGONS": "polygons.gpkg"}
        arguments = [f"--RASTERS={path}" for path in series]
        arguments += [f"--MODEL={model}", "--MIN_AREA=0", *(f"--{name}={tmp_path / file}" for name, file in outputs.items())]
        result = qgis_process("run", ID, *arguments)
        assert result.returncode == 0, result.stdout + result.stderr
        self.check(tmp_path / "first.tif", tmp_path / "changes.tif", str(tmp_path / "polygons.gpkg"))

    @pytest.mark.parametrize("classic", [False, True])
    def test_model(self, qgis, context, feedback, series, model, tmp_path, classic):
        chosen = {"METHOD": 0, "THRESHOLD_METHOD": 4, "THRESHOLD": 100} if classic else {"MODEL": model, "MIN_AREA": 0}
        names = ("FIRST_CHANGE", "CHANGES", "POLYGONS")
        rasters = QgsProcessingParameterMultipleLayers("rasters", "Rasters", QgsProcessing.TypeRaster)
        path = save_graph(
            tmp_path / "series.model3", [rasters], [Step(ID.split(":")[1], {"RASTERS": "rasters"}, chosen, names)]
        )
        results = run_graph(path, {"rasters": series}, dict.fromkeys(names, "TEMPORARY_OUTPUT"), context, feedback)
        self.check(*(results[name] for name in names))

    def test_failure_of_a_pair_is_told(self, qgis, context, feedback, values, write_raster):
        import processing

        far = write_raster("far_20190101.tif", np.zeros((3, 40, 40), np.uint8), left=900000)
        values["RASTERS"].append(far)
        with pytest.raises(QgsProcessingException, match="RASTERS: Change between 2018-07-01 and 2019-01-01 cannot"):
            processing.run(ID, values, context=context, feedback=feedback)

    @pytest.mark.skipif(not DATA.is_dir(), reason="the project's real imagery (../shared/data) is not on this machine")
    def test_landsat(self, qgis, context, feedback, values, tmp_path):
        import processing

        path = tmp_path / "any.onnx"
        path.write_bytes(model_bytes(gsd_m={"min": 1, "best": 10, "max": 60}))
        # By links: QGIS writes statistics beside what it opens, and the imagery is nobody's to write to.
        files = []
        for item in sorted((DATA / "series" / "landsat_pucallpa").glob("*.tif")):
            (tmp_path / item.name).symlink_to(item)
            files.append(str(tmp_path / item.name))
        changes = {"RASTERS": files, "MODEL": str(path), "RASTERS_BANDS": "1,2,3", "RESOLUTION": "0.00054"}
        results = processing.run(ID, {**values, **changes}, context=context, feedback=feedback)
        first = read(results["FIRST_CHANGE"])
        assert len(files) == 8
        assert 2 in first
        assert set(np.unique(first)) <= {0, 2, 3, 4, 5, 6, 7, 8, 255}
        assert gdal.Open(results["FIRST_CHANGE"]).GetRasterBand(1).GetMetadataItem("DATE_1") == "1985-01-01"


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"DATES": "2001,2002"}, "DATES: 2 dates were given for 3 rasters."),
        ({"DATES": "2001,2002,soon"}, "DATES: 'soon' is not a date."),
        ({"DATES": "2001,2002,2002-01"}, "DATES: Layers "),
        ({"DATES": "2001,2002,2003-02-30"}, "DATES: '2003-02-30' is not a date."),
        ({"THRESHOLD": "7"}, "THRESHOLD: The threshold 7 is outside 0 to 1."),
        ({"RASTERS_BANDS": "1,2,9"}, "RASTERS_BANDS: Layer "),
        ({"MODEL": "nothing"}, "MODEL: There is no model"),
        ({"METHOD": 12}, "METHOD: Unknown option '12'. Use one of 0 (difference), "),
        ({"METHOD": 0, "THRESHOLD_METHOD": 4}, "THRESHOLD: A fixed threshold was chosen, but none was given"),
        ({"METHOD": 3, "INDEX": "green"}, "INDEX: 'green' is not a band index"),
        ({"METHOD": 0, "RASTERS_BANDS": "1,9"}, "RASTERS_BANDS: Layer 'town_20150501' has no band 9"),
        ({"EXTENT": "600000,600100,3999800,3999900"}, "EXTENT: The area lies outside"),
        ({"EXTENT": "500000,500000,3999800,3999900"}, "EXTENT: The extent has no width"),
        ({"FIRST_CHANGE": "/nowhere/at/all/first.tif"}, "FIRST_CHANGE: The folder of the output"),
    ],
)
def test_refused_the_same_by_dialogs_and_models(algorithm, context, values, changes, text):
    given = {**values, **changes}
    good, said = algorithm("changetimeseries").checkParameterValues(given, context)
    assert not good
    assert said.startswith(text)
    with pytest.raises(QgsProcessingException) as caught:
        algorithm("changetimeseries").prepareAlgorithm(given, context, QgsProcessingFeedback(False))
    assert str(caught.value) == said


def test_rasters_that_are_too_few_missing_or_without_date(algorithm, context, values, write_raster):
    def refused(rasters):
        good, said = algorithm("changetimeseries").checkParameterValues({**values, "RASTERS": rasters}, context)
        assert not good
        return said

    first, second, third = values["RASTERS"]
    assert refused([first, second]).startswith("RASTERS: A series of 2 dates is too short.")
    assert "missing.tif" in refused([first, second, third, "/nowhere/missing.tif"])
    undated = write_raster("undated.tif", np.zeros((3, 20, 20), np.uint8))
    assert refused([first, second, undated]).startswith("DATES: The acquisition date of layer 'undated' is unknown.")


def test_file_names_whose_day_may_be_the_month_are_refused(algorithm, context, values, write_raster):
    """Never taken for the first of January, nor guessed."""
    array = np.zeros((3, 20, 20), np.uint8)
    names = ("ortho_31-08-2019.tif", "ortho_01-12-2020.tif", "ortho_13-03-2021.tif")
    rasters = [write_raster(name, array) for name in names]
    good, said = algorithm("changetimeseries").checkParameterValues({**values, "RASTERS": rasters}, context)
    assert not good
    assert said.startswith("DATES: The date in the name 'ortho_01-12-2020' may mean 2020-12-01 or 2020-01-12. List the dates")
    given = {**values, "RASTERS": rasters, "DATES": "2019-08-31T10:00Z, 2020-12-01, 2021-03-13"}
    good, said = algorithm("changetimeseries").checkParameterValues(given, context)
    assert good, said


def test_every_parameter_has_help(algorithm):
    made = algorithm("changetimeseries")
    assert all(definition.help() for definition in made.parameterDefinitions())
