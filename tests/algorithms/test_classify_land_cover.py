"""``groundshift:classifylandcover`` from every door, and what it refuses."""

from __future__ import annotations

import json
import os
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import QgsProcessingException, QgsProcessingParameterFile, QgsRasterLayer, QgsVectorLayer

from groundshift.tests.helpers.graphs import Step, raster_inputs, run_graph, save_graph
from groundshift.tests.helpers.onnx_bytes import cover_model_bytes

ID = "groundshift:classifylandcover"
HEIGHT, WIDTH, PIXEL = 120, 160, 0.5


@pytest.fixture
def image(write_raster):
    """Path of an image whose left part is red, its middle green and its right blue."""
    values = np.full((3, HEIGHT, WIDTH), 20, np.uint8)
    values[0, :, :60] = values[1, :, 60:100] = values[2, :, 100:] = 200
    return write_raster("town.tif", values)


@pytest.fixture
def cover_model(tmp_path):
    """A model whose classes are the strongest of red, green and blue."""
    path = tmp_path / "cover.onnx"
    path.write_bytes(cover_model_bytes())
    return str(path)


@pytest.fixture
def values(image, cover_model):
    return {"INPUT": image, "MODEL": cover_model, "CLASSES": "TEMPORARY_OUTPUT"}


def expected():
    classes = np.full((HEIGHT, WIDTH), 2, np.uint8)
    classes[:, 60:100], classes[:, 100:] = 5, 9
    return classes


@pytest.mark.usefixtures("worker", "qgis")
class TestRunning:
    def test_all_outputs_open_styled(self, values, context, feedback, tmp_path):
        import processing

        outputs = {
            "CLASSES": str(tmp_path / "classes.tif"),
            "PROBABILITY": str(tmp_path / "probability.tif"),
            "RGB": str(tmp_path / "rgb.tif"),
            "POLYGONS": str(tmp_path / "polygons.gpkg"),
            "AREAS": str(tmp_path / "areas.html"),
        }
        results = processing.run(ID, {**values, **outputs}, context=context, feedback=feedback)
        assert results == outputs
        assert not feedback.errors
        assert (gdal.Open(results["CLASSES"]).ReadAsArray() == expected()).all()
        assert gdal.Open(results["PROBABILITY"]).RasterCount == 3
        layer = QgsRasterLayer(results["CLASSES"], "classes")
        assert layer.renderer().type() == "paletted"
        assert [item.label for item in layer.renderer().classes()] == ["water", "wood", "field"]
        polygons = QgsVectorLayer(results["POLYGONS"], "polygons")
        assert polygons.featureCount() == 3
        assert polygons.renderer().type() == "categorizedSymbol"
        assert "wood" in Path(results["AREAS"]).read_text(encoding="utf-8")
        tag = json.loads(gdal.Open(results["CLASSES"]).GetMetadataItem("GROUNDSHIFT"))
        assert tag["algorithm"] == ID
        assert tag["input"]["name"] == "town"
        assert tag["model"]["id"] == "cover"
        assert any("water:" in text for text in feedback.infos)

    def test_an_extent_without_crs_is_in_the_image(self, values, context, feedback):
        import processing

        extent = f"{500000 + 20 * PIXEL},{500000 + 80 * PIXEL},{4000000 - 50 * PIXEL},{4000000 - 10 * PIXEL}"
        results = processing.run(ID, {**values, "EXTENT": extent}, context=context, feedback=feedback)
        assert (gdal.Open(results["CLASSES"]).ReadAsArray() == expected()[10:50, 20:80]).all()

    def test_saved_model(self, image, cover_model, context, feedback, tmp_path):
        step = Step("classifylandcover", {"INPUT": "image"}, {"MODEL": cover_model}, outputs=["CLASSES"])
        path = save_graph(tmp_path / "cover.model3", raster_inputs("image"), [step])
        results = run_graph(path, {"image": image}, {"CLASSES": str(tmp_path / "classes.tif")}, context, feedback)
        assert (gdal.Open(results["CLASSES"]).ReadAsArray() == expected()).all()

    def test_qgis_process(self, image, cover_model, qgis_process, tmp_path):
        classes, areas = tmp_path / "classes.tif", tmp_path / "areas.csv"
        done = qgis_process("run", ID, "--", f"INPUT={image}", f"MODEL={cover_model}", f"CLASSES={classes}", f"AREAS={areas}")
        assert done.returncode == 0, done.stdout + done.stderr
        assert (gdal.Open(str(classes)).ReadAsArray() == expected()).all()
        assert areas.read_text(encoding="utf-8").splitlines()[1].startswith(f"2,water,{HEIGHT * 60},")
        assert (tmp_path / "classes.qml").exists()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"INPUT": "/nowhere/a.tif"}, "INPUT"),
        ({"MODEL": ""}, "MODEL: No model was chosen."),
        ({"MODEL": "buildings-siamese"}, "MODEL: The model 'buildings-siamese.onnx' is made for 'change'"),
        ({"MODEL": "nothing"}, "MODEL: There is no model 'nothing'."),
        ({"MIN_AREA": -1}, "MIN_AREA"),
        ({"RESOLUTION": 0}, "RESOLUTION"),
        ({"BANDS": "9,1,2"}, "BANDS: Layer 'town' has no band 9"),
        ({"BANDS": "1,2"}, "BANDS: 2 bands of layer 'town' were chosen"),
        ({"EXTENT": "1,2,3,4"}, "EXTENT: The area lies outside the extent of layer 'town'."),
        ({"CLASSES": "a.png"}, "CLASSES"),
        ({"AREAS": "a.txt"}, "AREAS"),
        ({"AREAS": "/nowhere/a.csv"}, "AREAS"),
    ],
)
def test_mistakes(algorithm, context, values, changes, message):
    good, text = algorithm("classifylandcover").checkParameterValues({**values, **changes}, context)
    assert not good
    assert text.startswith(message)


def test_a_land_cover_model_is_refused_by_change_detection(algorithm, context, parameters, cover_model):
    good, text = algorithm("detectchange").checkParameterValues({**parameters, "MODEL": cover_model}, context)
    assert not good
    assert text.startswith("MODEL: The model 'cover.onnx' is made for 'segmentation', not for change")


def test_public_names(algorithm):
    found = algorithm("classifylandcover")
    outputs = "CLASSES PROBABILITY RGB POLYGONS AREAS"
    inputs = "INPUT MODEL AREA EXTENT EXCLUDE MIN_AREA FLIPS RESOLUTION BANDS ASSUMED_CRS RESUME"
    assert " ".join(item.name() for item in found.parameterDefinitions()) == f"{inputs} {outputs}"
    assert " ".join(item.name() for item in found.outputDefinitions()) == outputs
    assert found.groupId() == "landcover"


def test_the_default_is_the_bundled_model_where_there_is_one(algorithm):
    models = Path(__file__).resolve().parents[2] / "models"
    found = algorithm("classifylandcover")  # kept: it owns the definitions
    default = found.parameterDefinition("MODEL").defaultValue()
    assert default == ("landcover-aerial" if os.path.isfile(models / "landcover-aerial.onnx") else None)


@pytest.mark.usefixtures("worker", "qgis")
def test_a_series_gives_a_map_of_each_date_and_the_matrix_from_each_to_the_next(
    write_raster, cover_model, tmp_path, context, feedback
):
    import csv

    import processing

    images = []
    for day, edge in (("2001-05-01", 60), ("2011-05-01", 90)):
        values = np.full((3, HEIGHT, WIDTH), 1, np.uint8)
        values[0, :, :edge] = values[1, :, edge:] = 250
        images.append(write_raster(f"town_{day}.tif", values))
    outputs = {name: str(tmp_path / name.lower()) for name in ("FOLDER", "MATRIX", "AREAS")}
    outputs = {name: path if name == "FOLDER" else f"{path}.csv" for name, path in outputs.items()}
    parameters = {"RASTERS": images[::-1], "MODEL": cover_model, "MIN_AREA": 0, **outputs}
    found = processing.run("groundshift:landcoverseries", parameters, context=context, feedback=feedback)
    assert found["DATE_COUNT"] == 2
    maps = sorted(path.name for path in (tmp_path / "folder").glob("*.tif"))
    assert maps == ["land-cover-2001-05-01.tif", "land-cover-2011-05-01.tif"]
    first = gdal.Open(str(tmp_path / "folder" / maps[0])).ReadAsArray()
    assert (first[:, :60] == 2).all()
    assert (first[:, 60:] == 5).all()
    with open(found["MATRIX"], encoding="utf-8") as stream:
        rows = {(row["from"], row["to"]): int(row["pixels"]) for row in csv.DictReader(stream)}
    assert rows["wood", "water"] == pytest.approx(30 * HEIGHT, abs=4 * HEIGHT)  # edges are smoothed
    assert rows["water", "wood"] == 0
    table = tmp_path / "series.csv"
    table.write_text(f"file,date\n{images[1]},1999-01-01\n{images[0]},1998-01-01\n", encoding="utf-8")
    listed = {**parameters, "RASTERS": None, "TABLE": str(table), "FOLDER": str(tmp_path / "listed")}
    processing.run("groundshift:landcoverseries", listed, context=context, feedback=feedback)
    maps = sorted(path.name for path in (tmp_path / "listed").glob("*.tif"))
    assert maps == ["land-cover-1998-01-01.tif", "land-cover-1999-01-01.tif"]  # the dates of the table
    step = Step("landcoverseries", {"TABLE": "table"}, {"MODEL": cover_model, "MIN_AREA": 0}, outputs=["FOLDER", "MATRIX"])
    graph = save_graph(tmp_path / "series.model3", [QgsProcessingParameterFile("table", "table")], [step])
    made = {"FOLDER": str(tmp_path / "designed"), "MATRIX": str(tmp_path / "designed.csv")}
    run_graph(graph, {"table": str(table)}, made, context, feedback)
    assert sorted(path.name for path in (tmp_path / "designed").glob("*.tif")) == maps
    assert "1998-01-01" in (tmp_path / "designed.csv").read_text(encoding="utf-8")
    with pytest.raises(QgsProcessingException):
        processing.run("groundshift:landcoverseries", {**listed, "RASTERS": images}, context=context, feedback=feedback)
    with pytest.raises(QgsProcessingException) as error:
        processing.run("groundshift:landcoverseries", {**parameters, "RASTERS": images[:1]}, context=context, feedback=feedback)
    assert "too short" in str(error.value) + " ".join(feedback.errors) or "inputs" in str(error.value).lower()


def test_a_series_by_qgis_process(write_raster, cover_model, qgis_process, tmp_path):
    images = [np.full((3, HEIGHT, WIDTH), 1, np.uint8) for _ in range(2)]
    images[0][0] = images[1][1] = 250
    names = [write_raster(f"town_{year}-05-01.tif", values) for year, values in zip((2001, 2011), images)]
    matrix = tmp_path / "matrix.csv"
    arguments = [
        *(f"RASTERS={name}" for name in names),
        f"MODEL={cover_model}",
        f"FOLDER={tmp_path / 'maps'}",
        f"MATRIX={matrix}",
    ]
    done = qgis_process("run", "groundshift:landcoverseries", "--", *arguments)
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(list((tmp_path / "maps").glob("*.tif"))) == 2
    rows = [line.split(",") for line in matrix.read_text(encoding="utf-8").splitlines()]
    assert ["water", "wood", str(HEIGHT * WIDTH)] in [row[2:5] for row in rows]
