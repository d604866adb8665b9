"""``groundshift:fromtochange`` from every door, where names of classes come from, and what it refuses."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import QgsPalettedRasterRenderer, QgsProject, QgsRasterLayer, QgsVectorLayer
from qgis.PyQt.QtGui import QColor

from groundshift.plugin.algorithms.inputs.class_rasters import named_classes
from groundshift.tests.helpers.graphs import Step, raster_inputs, run_graph, save_graph

ID = "groundshift:fromtochange"
HEIGHT, WIDTH, PIXEL = 100, 120, 0.5


@pytest.fixture
def maps(write_raster):
    """Paths of two maps: 1 everywhere, then 20 x 30 pixels of 2 and 10 x 10 of 3."""
    before = np.ones((1, HEIGHT, WIDTH), np.uint8)
    after = before.copy()
    after[0, 10:30, 10:40], after[0, 60:70, 60:70] = 2, 3
    return write_raster("old.tif", before), write_raster("new.tif", after)


@pytest.fixture
def values(maps):
    return {"BEFORE": maps[0], "AFTER": maps[1], "CLASSES": "1=field, 2=town, 3=water", "FROM_TO": "TEMPORARY_OUTPUT"}


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))


@pytest.mark.usefixtures("worker", "qgis")
class TestRunning:
    def test_all_outputs(self, values, context, feedback, tmp_path):
        import processing

        outputs = {
            "FROM_TO": str(tmp_path / "change.tif"),
            "MATRIX": str(tmp_path / "matrix.csv"),
            "REPORT": str(tmp_path / "report.html"),
            "POLYGONS": str(tmp_path / "polygons.gpkg"),
        }
        results = processing.run(ID, {**values, **outputs}, context=context, feedback=feedback)
        assert {name: results[name] for name in outputs} == outputs
        assert results["CHANGED_AREA"] == pytest.approx(700 * PIXEL**2, rel=2e-3)
        assert not feedback.errors
        layer = QgsRasterLayer(results["FROM_TO"], "change")
        assert [item.label for item in layer.renderer().classes()] == ["field → town", "field → water"]
        rows = rows_of(results["MATRIX"])
        assert rows[0] == ["unit", "from", "field", "town", "water", "total"]
        assert rows[1] == ["pixels", "field", str(HEIGHT * WIDTH - 700), "600", "100", str(HEIGHT * WIDTH)]
        polygons = QgsVectorLayer(results["POLYGONS"], "polygons")
        found = {(item["from"], item["to"]): item["area_m2"] for item in polygons.getFeatures()}
        assert found[("field", "town")] == pytest.approx(600 * PIXEL**2, rel=2e-3)
        assert len(polygons.renderer().categories()) == 2
        assert "field → town:" in Path(results["REPORT"]).read_text(encoding="utf-8")
        tag = json.loads(gdal.Open(results["FROM_TO"]).GetMetadataItem("GROUNDSHIFT"))
        assert tag["algorithm"] == ID
        assert tag["inputs"] == {"BEFORE": "old", "AFTER": "new"}
        assert tag["parameters"]["TOLERANCE"] == 2

    def test_names_come_from_the_legend_of_the_layer(self, maps, context, feedback, tmp_path):
        import processing

        layers = [QgsRasterLayer(path, name) for path, name in zip(maps, ("old", "new"))]
        items = [
            QgsPalettedRasterRenderer.Class(value, QColor(color), label)
            for value, color, label in ((1, "#00ff00", "meadow"), (2, "#ff0000", "house"), (3, "#0000ff", "3"))
        ]
        layers[1].setRenderer(QgsPalettedRasterRenderer(layers[1].dataProvider(), 1, items))
        QgsProject.instance().addMapLayers(layers)
        parameters = {"BEFORE": layers[0].id(), "AFTER": layers[1].id(), "MATRIX": str(tmp_path / "m.csv")}
        results = processing.run(ID, {**parameters, "FROM_TO": "TEMPORARY_OUTPUT"}, context=context, feedback=feedback)
        assert rows_of(results["MATRIX"])[0] == ["unit", "from", "meadow", "house", "class 3", "total"]
        assert any("those of AFTER are assumed" in text for text in feedback.warnings)

    def test_the_probabilities_of_the_other_tool(self, write_raster, context, feedback, tmp_path):
        import processing

        from groundshift.tests.helpers.onnx_bytes import cover_model_bytes

        model = tmp_path / "cover.onnx"
        model.write_bytes(cover_model_bytes())
        images = np.full((2, 3, HEIGHT, WIDTH), 20, np.uint8)
        images[:, 1] = 250
        images[1, :, 10:40, 10:60] = np.array([250, 20, 20])[:, None, None]
        probabilities = []
        for number, image in enumerate(images):
            parameters = {
                "INPUT": write_raster(f"image-{number}.tif", image),
                "MODEL": str(model),
                "CLASSES": "TEMPORARY_OUTPUT",
                "PROBABILITY": str(tmp_path / f"p{number}.tif"),
            }
            run = processing.run("groundshift:classifylandcover", parameters, context=context, feedback=feedback)
            probabilities.append(run["PROBABILITY"])
        parameters = {
            "BEFORE": probabilities[0],
            "AFTER": probabilities[1],
            "CONTEXT": 0,  # which would round the corners
            "FROM_TO": str(tmp_path / "change.tif"),
        }
        results = processing.run(ID, {**parameters, "POLYGONS": str(tmp_path / "p.gpkg")}, context=context, feedback=feedback)
        changed = gdal.Open(results["FROM_TO"]).ReadAsArray() > 0
        expected = np.zeros(changed.shape, bool)
        expected[10:40, 10:60] = True
        assert (changed == expected).all()
        (feature,) = QgsVectorLayer(results["POLYGONS"], "p").getFeatures()
        assert (feature["from"], feature["to"]) == ("wood", "water")
        assert 0.3 < feature["confidence"] < 1

    def test_saved_model(self, maps, context, feedback, tmp_path):
        step = Step("fromtochange", {"BEFORE": "before", "AFTER": "after"}, outputs=["FROM_TO"])
        path = save_graph(tmp_path / "change.model3", raster_inputs("before", "after"), [step])
        inputs = {"before": maps[0], "after": maps[1]}
        results = run_graph(path, inputs, {"FROM_TO": str(tmp_path / "change.tif")}, context, feedback)
        assert (gdal.Open(results["FROM_TO"]).ReadAsArray() > 0).sum() == 700

    def test_qgis_process(self, maps, qgis_process, tmp_path):
        matrix = tmp_path / "matrix.csv"
        table = tmp_path / "classes.csv"
        table.write_text("value;name;color\n1;field;#00ff00\n2;town;#ff0000\n3;water;#0000ff\n", encoding="utf-8")
        arguments = [f"BEFORE={maps[0]}", f"AFTER={maps[1]}", f"CLASSES={table}", f"MATRIX={matrix}", "MIN_AREA=30"]
        change = tmp_path / "change.tif"
        done = qgis_process("run", ID, "--", *arguments, f"FROM_TO={change}", "CHANGES=field>*")
        assert done.returncode == 0, done.stdout + done.stderr
        assert rows_of(matrix)[1] == ["pixels", "field", str(HEIGHT * WIDTH - 600), "600", "0", str(HEIGHT * WIDTH)]
        assert (gdal.Open(str(change)).ReadAsArray() > 0).sum() == 600


def test_names_of_an_attribute_table_and_of_categories(qgis, maps):
    dataset = gdal.Open(maps[0], gdal.GA_Update)
    table = gdal.RasterAttributeTable()
    table.CreateColumn("Value", gdal.GFT_Integer, gdal.GFU_MinMax)
    table.CreateColumn("Class_Name", gdal.GFT_String, gdal.GFU_Name)
    for name, usage in (("Red", gdal.GFU_Red), ("Green", gdal.GFU_Green), ("Blue", gdal.GFU_Blue)):
        table.CreateColumn(name, gdal.GFT_Integer, usage)
    for row, (value, name, color) in enumerate(((1, "field", (0, 255, 0)), (7, "town", (255, 0, 0)))):
        table.SetValueAsInt(row, 0, value)
        table.SetValueAsString(row, 1, name)
        for column, part in enumerate(color, start=2):
            table.SetValueAsInt(row, column, part)
    dataset.GetRasterBand(1).SetDefaultRAT(table)
    dataset = None
    found = named_classes(QgsRasterLayer(maps[0], "old"))
    assert [(item.value, item.name, item.color) for item in found] == [(1, "field", "#00ff00"), (7, "town", "#ff0000")]
    dataset = gdal.Open(maps[1], gdal.GA_Update)
    dataset.GetRasterBand(1).SetCategoryNames(["", "meadow", "house"])
    dataset = None
    found = named_classes(QgsRasterLayer(maps[1], "new"))
    assert [(item.value, item.name) for item in found] == [(1, "meadow"), (2, "house")]


GENERIC, COUNTED = gdal.GFU_Generic, gdal.GFU_PixelCount


@pytest.mark.parametrize(
    ("columns", "rows", "expected"),
    [
        # Rows are values where nothing else can be, as in files of ERDAS Imagine.
        (
            [("Histogram", gdal.GFT_Integer, COUNTED), ("Class", gdal.GFT_String, GENERIC)],
            [(5, "a"), (7, "b")],
            {0: "a", 1: "b"},
        ),
        # A column of unknown meaning may hold the values: no names are better than wrong ones.
        ([("Class_ID", gdal.GFT_Integer, GENERIC), ("LC", gdal.GFT_String, GENERIC)], [(1, "wood"), (2, "field")], {}),
        (
            [("Value", gdal.GFT_Integer, GENERIC), ("Code", gdal.GFT_String, GENERIC), ("Name", gdal.GFT_String, GENERIC)],
            [(1, "31", "wood"), (2, "12", "field")],
            {1: "wood", 2: "field"},
        ),
    ],
)
def test_columns_of_an_attribute_table(qgis, maps, columns, rows, expected):
    dataset = gdal.Open(maps[0], gdal.GA_Update)
    table = gdal.RasterAttributeTable()
    for column in columns:
        table.CreateColumn(*column)
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            (table.SetValueAsString if isinstance(cell, str) else table.SetValueAsInt)(row, column, cell)
    dataset.GetRasterBand(1).SetDefaultRAT(table)
    dataset = None
    assert {item.value: item.name for item in named_classes(QgsRasterLayer(maps[0], "old"))} == expected


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"BEFORE": "/nowhere/a.tif"}, "BEFORE"),
        ({"CLASSES": "field"}, "CLASSES: 'field' is not a class."),
        ({"CLASSES": "1=a, 1=b"}, "CLASSES: The value 1 has two names."),
        ({"CLASSES": "/nowhere/classes.csv"}, "CLASSES: The table '/nowhere/classes.csv' cannot be read."),
        ({"MAPPING": "field"}, "MAPPING: 'field' does not name two classes."),
        ({"CHANGES": "field"}, "CHANGES: 'field' is not a transition."),
        ({"MIN_AREA": -1}, "MIN_AREA"),
        ({"MIN_CONFIDENCE": 1}, "MIN_CONFIDENCE: The confidence 1 is outside 0 to 1."),
        ({"TOLERANCE": 40}, "TOLERANCE: The tolerance 40 is not a whole number from 0 to 32."),
        ({"PRIOR": 5}, "PRIOR: Unknown option '5'."),
        ({"FROM_TO": "a.png"}, "FROM_TO"),
        ({"MATRIX": "a.txt"}, "MATRIX"),
        ({"REPORT": "/nowhere/a.html"}, "REPORT"),
    ],
)
def test_mistakes(algorithm, context, values, changes, message):
    good, text = algorithm("fromtochange").checkParameterValues({**values, **changes}, context)
    assert not good
    assert text.startswith(message)


def test_public_names(algorithm):
    found = algorithm("fromtochange")
    parameters = (
        "BEFORE AFTER MODEL CLASSES MAPPING CHANGES AREA EXTENT EXCLUDE MIN_AREA MIN_CONFIDENCE TOLERANCE PRIOR STABILITY "
        "CONTEXT BALANCE FROM_TO MATRIX REPORT POLYGONS"
    )
    assert " ".join(item.name() for item in found.parameterDefinitions()) == parameters
    assert " ".join(item.name() for item in found.outputDefinitions()) == "FROM_TO MATRIX REPORT POLYGONS CHANGED_AREA"
    assert found.groupId() == "landcover"


@pytest.mark.usefixtures("worker", "qgis")
def test_images_are_classified_by_a_model_in_the_same_run(write_raster, tmp_path, context, feedback):
    import processing

    from groundshift.tests.helpers.onnx_bytes import cover_model_bytes

    (tmp_path / "cover.onnx").write_bytes(cover_model_bytes())  # classes are the strongest of red, green and blue
    images = []
    for name, bands in (("old.tif", (0, 1)), ("new.tif", (0, 2))):
        values = np.full((3, 80, 100), 20, np.uint8)
        values[bands[0], :, :60] = values[bands[1], :, 60:] = 200
        images.append(write_raster(name, values))
    outputs = {"FROM_TO": str(tmp_path / "map.tif"), "REPORT": str(tmp_path / "report.html"), "POLYGONS": "TEMPORARY_OUTPUT"}
    parameters = {"BEFORE": images[0], "AFTER": images[1], "MODEL": str(tmp_path / "cover.onnx"), **outputs}
    results = processing.run("groundshift:fromtochange", parameters, context=context, feedback=feedback)
    dataset = gdal.Open(results["FROM_TO"])
    codes = dataset.ReadAsArray()
    assert not codes[:, :56].any()
    assert (codes[:, 64:] == 6).all()  # wood -> field, of three classes
    assert "wood → field" in str(dataset.GetRasterBand(1).GetMetadata())
    assert "data:image/png" in (tmp_path / "report.html").read_text(encoding="utf-8")
