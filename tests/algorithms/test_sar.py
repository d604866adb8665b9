"""The radar tools in Processing: from a folder of images to polygons."""

from __future__ import annotations

import csv
import json
import os
import subprocess
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import QgsProcessingException, QgsProcessingParameterFile, QgsRasterLayer, QgsVectorLayer

from groundshift.tests.helpers import gdal_files
from groundshift.tests.helpers.graphs import Step, run_graph, save_graph

ROOT = Path(__file__).resolve().parents[2]
SIDE = 80
CHANGED = np.s_[30:46, 20:40]


@pytest.fixture(scope="module")
def images(tmp_path_factory):
    """Nine dates of HyP3's naming, VV and VH; VV and VH of the last one fall by 5 dB in a rectangle."""
    folder, rng = tmp_path_factory.mktemp("images"), np.random.default_rng(3)
    mean = np.kron(rng.uniform(-13, -8, (5, 5)), np.ones((16, 16)))
    for number in range(9):
        time = datetime(2024, 1, 3, 16, 12, 1) + timedelta(days=12 * number)
        offset = rng.normal(0, 1.5)
        for band, weaker in (("VV", 0), ("VH", 6)):
            decibels = mean - weaker + offset
            if number == 8:
                decibels[CHANGED] -= 5
            power = (10 ** (decibels / 10) * rng.gamma(10, 0.1, decibels.shape)).astype(np.float32)
            name = f"S1A_IW_{time:%Y%m%dT%H%M%S}_DVP_RTC30_G_gpuned_AB{number:02d}_{band}.tif"
            gdal_files.write_raster(folder / name, power[None], epsg=32611, origin=(500000, 4000000), pixel=30)
    return folder


@pytest.fixture
def run(algorithm, context, feedback):
    def run(name, **parameters):
        tool = algorithm(name)
        good, text = tool.checkParameterValues(parameters, context)
        if not good:
            raise QgsProcessingException(text)
        results, done = tool.run(parameters, context, feedback)
        if not done:
            raise QgsProcessingException("\n".join(feedback.errors))
        return results

    return run


@pytest.fixture
def table(run, images, tmp_path):
    path = tmp_path / "table.csv"
    assert run("sartable", FOLDER=str(images), TABLE=str(path))["IMAGE_COUNT"] == 9
    return path


def test_from_a_folder_to_polygons(run, table, tmp_path, feedback):
    with open(table, newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert {row["unit"] for row in rows} == {"power"}
    assert all(row["VV"] and row["VH"] for row in rows)
    results = run(
        "sardifference",
        TABLE=str(table),
        MIN_AREA=9000,
        MASK=str(tmp_path / "mask.tif"),
        SCORE=str(tmp_path / "score.tif"),
        POLYGONS=str(tmp_path / "polygons.gpkg"),
    )
    assert results["METHOD_USED"] == "regression"
    truth = np.zeros((SIDE, SIDE), bool)
    truth[CHANGED] = True
    found = gdal.Open(str(tmp_path / "mask.tif")).ReadAsArray() == 2
    assert (found & truth).sum() / (found | truth).sum() > 0.7
    layer = QgsVectorLayer(str(tmp_path / "polygons.gpkg"), "polygons")
    (feature,) = layer.getFeatures()
    assert feature["class"] == "fall"
    assert feature["confirmed"] == "unknown"  # there is no later image
    assert layer.renderer().type() == "categorizedSymbol"
    assert QgsRasterLayer(str(tmp_path / "mask.tif"), "mask").renderer().type() == "paletted"
    assert any("earlier images" in line for line in feedback.infos)


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({"TABLE": "/nowhere.csv"}, "TABLE: The table '/nowhere.csv' cannot be read"),
        ({"PLACE": "elsewhere"}, "PLACE: "),
        ({"THRESHOLD_METHOD": 2}, "THRESHOLD: A fixed threshold was chosen"),
        ({"THRESHOLD": 2}, "THRESHOLD: The threshold 2 is outside"),
        ({"MIN_AREA": -1}, "MIN_AREA: "),
        ({"GAP": -1}, "GAP: -1 is not a number from 0 to 3650"),
        ({"METHOD": 8}, "MODEL: The method 'network' needs a model"),
        ({"MASK": "/nowhere/mask.tif"}, "MASK: The folder"),
        ({"EXTENT": "0,1,0,1"}, "coordinate reference system"),
    ],
)
def test_bad_input_is_refused_in_words(run, table, parameters, words):
    with pytest.raises(QgsProcessingException) as caught:
        run("sardifference", **{"TABLE": str(table), **parameters})
    assert words in str(caught.value)


def test_a_date_that_is_not_in_the_table(algorithm, context, feedback, table, tmp_path):
    parameters = {"TABLE": str(table), "DATE": "1999-01-01", "MASK": str(tmp_path / "mask.tif")}
    with pytest.raises(QgsProcessingException, match="DATE: The table has no image of the date '1999-01-01'"):
        algorithm("sardifference").run(parameters, context, feedback, {}, False)
    assert not (tmp_path / "mask.tif").exists()


def test_all_dates_of_an_interval(run, table, tmp_path):
    """The rectangle falls on the last date: a run over the last three dates it by that image."""
    found = run(
        "sardifference", TABLE=str(table), DATE="2024-03-15/..", MIN_AREA=20_000, POLYGONS=str(tmp_path / "changes.gpkg")
    )
    (polygon,) = QgsVectorLayer(found["POLYGONS"]).getFeatures()
    assert (polygon["class"], polygon["date"], polygon["confirmed"]) == ("fall", "2024-04-08T16:12:01Z", "unknown")


def _one_date(rows, folder):
    return rows[-1:]


def _other_polarisations(rows, folder):
    """Earlier images have VV only, the date has VH only."""
    return [{**row, "VH": ""} for row in rows[:-1]] + [{**rows[-1], "VV": ""}]


def _decibels_among_power(rows, folder):
    return [{**row, "unit": "dB"} if number == 3 else row for number, row in enumerate(rows)]


def _date_without_data(rows, folder):
    empty = {}
    for band in ("VV", "VH"):
        values = np.full((1, SIDE, SIDE), np.nan, np.float32)
        path = folder / f"empty_{band}.tif"
        gdal_files.write_raster(path, values, epsg=32611, origin=(500000, 4000000), pixel=30, nodata=np.nan)
        empty[band] = str(path)
    return [*rows[:-1], {**rows[-1], **empty}]


def _file_removed(rows, folder):
    return [{**row, "VV": "/nowhere.tif"} if number == 3 else row for number, row in enumerate(rows)]


@pytest.mark.parametrize(
    ("edited", "words"),
    [
        (_one_date, "There is no earlier image of the same track before 2024-04-08"),
        (_other_polarisations, "No earlier image has a polarisation of 2024-04-08"),
        (_decibels_among_power, "The table states dB for the image of 2024-02-08"),
        (_date_without_data, "The image of 2024-04-08"),
        (_file_removed, "/nowhere.tif"),
    ],
    ids=lambda value: getattr(value, "__name__", "")[1:],
)
def test_tables_that_are_wrong_are_refused_in_words(algorithm, context, feedback, table, tmp_path, edited, words):
    """Each states what is wrong and how to correct it; nothing is left behind."""
    with open(table, newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    rows = edited(rows, tmp_path)
    with open(table, "w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    mask = tmp_path / "out" / "mask.tif"
    mask.parent.mkdir()
    with pytest.raises(QgsProcessingException) as caught:
        algorithm("sardifference").run({"TABLE": str(table), "MASK": str(mask)}, context, feedback, {}, False)
    assert words in str(caught.value)
    assert len(str(caught.value)) > len(words) + 20  # and the remedy
    assert not list(mask.parent.iterdir())


def test_no_images(run, tmp_path):
    with pytest.raises(QgsProcessingException, match="No radar image was found"):
        run("sartable", TABLE=str(tmp_path / "table.csv"))


def test_qgis_process(qgis_process, images, table, tmp_path):
    arguments = [f"--TABLE={table}", "--METHOD=6", "--MIN_AREA=9000", f"--MASK={tmp_path / 'mask.tif'}"]
    done = qgis_process("run", "groundshift:sardifference", *arguments)
    assert done.returncode == 0, done.stdout + done.stderr
    lines = dict(line.split(":\t") for line in done.stdout.splitlines() if ":\t" in line)
    assert lines["METHOD_USED"] == "levelled-z"
    assert float(lines["CHANGED_AREA"]) > 9000


def test_a_saved_model_from_a_folder_to_polygons(images, tmp_path, context, feedback):
    """The table is no result of the model: it goes from one step to the next."""
    steps = [
        Step("sartable", {"FOLDER": "images"}),
        Step("sardifference", {"TABLE": ("sartable", "TABLE")}, {"MIN_AREA": 20_000}, ["POLYGONS", "MASK"]),
    ]
    folder = QgsProcessingParameterFile("images", "images", QgsProcessingParameterFile.Folder)
    path = save_graph(tmp_path / "radar.model3", [folder], steps)
    outputs = {"POLYGONS": str(tmp_path / "changes.gpkg"), "MASK": str(tmp_path / "mask.tif")}
    found = run_graph(path, {"images": str(images)}, outputs, context, feedback)
    (polygon,) = QgsVectorLayer(found["POLYGONS"]).getFeatures()
    assert (polygon["class"], polygon["date"]) == ("fall", "2024-04-08T16:12:01Z")
    assert (gdal.Open(found["MASK"]).ReadAsArray()[CHANGED] == 2).mean() > 0.8


def test_simulated_change_is_found_again(run, table, tmp_path):
    """From a table to changed images, their truth, and the mask of a detection on them."""
    results = run(
        "sarsimulate",
        TABLE=str(table),
        SHIFT=-6,
        COUNT=2,
        FOLDER=str(tmp_path / "simulated"),
        TRUTH=str(tmp_path / "truth.gpkg"),
    )
    assert results["POLYGON_COUNT"] == 2
    layer = QgsVectorLayer(str(tmp_path / "truth.gpkg"), "truth")
    assert layer.featureCount() == 2
    assert layer.renderer().type() == "categorizedSymbol"
    run("sardifference", TABLE=results["CHANGED_TABLE"], MASK=str(tmp_path / "mask.tif"), METHOD=6, MIN_AREA=9000)
    (truth,) = (tmp_path / "simulated").glob("truth_*.tif")
    true = gdal.Open(str(truth)).ReadAsArray() == 1
    found = gdal.Open(str(tmp_path / "mask.tif")).ReadAsArray() == 2
    assert (found & true).sum() / true.sum() > 0.7


def test_change_imitates_a_land_cover_class(run, images, table, tmp_path):
    """Class 3 is the brightest ground of the drawn fields: nothing becomes darker than it is."""
    image = gdal.Open(str(next(images.glob("*_AB08_VV.tif")))).ReadAsArray()
    bright = image > np.quantile(image, 0.9)
    gdal_files.write_raster(
        tmp_path / "cover.tif", np.where(bright, 3, 1).astype(np.uint8)[None], epsg=32611, origin=(500000, 4000000), pixel=30
    )
    chosen = {"TABLE": str(table), "LAND_COVER": str(tmp_path / "cover.tif")}
    with pytest.raises(QgsProcessingException, match="LAND_COVER_CLASS: LAND_COVER needs LAND_COVER_CLASS"):
        run("sarsimulate", **chosen, FOLDER=str(tmp_path / "refused"))
    run("sarsimulate", **chosen, LAND_COVER_CLASS=3, CHANGE=1, FOLDER=str(tmp_path / "simulated"))
    (truth,), (changed,) = ((tmp_path / "simulated").glob(f"{name}_*.tif") for name in ("truth", "simulated"))
    where = gdal.Open(str(truth)).ReadAsArray() == 1
    assert gdal.Open(str(changed)).ReadAsArray()[0][where].min() >= image[bright].min() * 0.999


def test_methods_are_compared(run, table, tmp_path):
    results = run(
        "sarevaluate",
        TABLE=str(table),
        METHODS=[6],
        DATES=3,
        FILTER=2,
        REPORT=str(tmp_path / "report.html"),
        MEASURES=str(tmp_path / "measures.json"),
    )
    assert results["BEST_METHOD"] == "levelled-z"
    assert results["AUC"] > results["PLAIN_AUC"] + 0.1
    methods = json.loads((tmp_path / "measures.json").read_text())["methods"]
    assert set(methods) == {"plain", "levelled-z"}
    assert "<svg" in (tmp_path / "report.html").read_text()


@pytest.mark.parametrize(
    ("name", "parameters", "words"),
    [
        ("sarsimulate", {"SHIFT": 99}, "SHIFT: 99 is not a number from -30 to 30"),
        ("sarsimulate", {"PLACE": "elsewhere"}, "PLACE: "),
        ("sarsimulate", {"TARGET": "/nowhere.gpkg"}, "TARGET: "),
        ("sarsimulate", {"LAND_COVER": "/nowhere.tif", "LAND_COVER_CLASS": 1}, "LAND_COVER: "),
        ("sarsimulate", {"LAND_COVER_CLASS": 1}, "LAND_COVER: LAND_COVER_CLASS is a class of LAND_COVER, which is empty"),
        ("sarevaluate", {"LAND_COVER_CLASS": -1}, "LAND_COVER_CLASS: -1 is not a number from 0 to 65534"),
        ("sarevaluate", {"METHODS": []}, "METHODS: No method was chosen"),
        ("sarevaluate", {"METHODS": [8]}, "MODEL: The method 'network' needs a model"),
        ("sarevaluate", {"ABLATION": True}, "MODEL: The method 'network' needs a model"),
        ("sarevaluate", {"MODEL": "nowhere"}, "MODEL: "),
        ("sarevaluate", {"DEM": "/nowhere.tif"}, "DEM: "),
        ("sarevaluate", {"COUNT": 0}, "COUNT: 0 is not a number from 1 to 100"),
        ("sarevaluate", {"REPORT": "/nowhere/report.html"}, "REPORT: "),
    ],
)
def test_bad_simulations_are_refused_in_words(run, table, tmp_path, name, parameters, words):
    outputs = {"FOLDER": str(tmp_path / "out")} if name == "sarsimulate" else {"REPORT": str(tmp_path / "report.html")}
    with pytest.raises(QgsProcessingException) as caught:
        run(name, **{"TABLE": str(table), **outputs, **parameters})
    assert words in str(caught.value)


def test_a_network_is_trained_and_used(run, trainable, table, tmp_path, feedback):
    """A few steps only: the report advises, and the model is used by the other tools."""
    settings = {"EPOCHS": 1, "STEPS": 2, "BATCH_SIZE": 2, "TILE_SIZE": 32, "FILTER": 2, "HELD_OUT": 1, "DEVICE": "cpu"}
    outputs = {"MODEL": str(tmp_path / "radar.onnx"), "REPORT": str(tmp_path / "report.html")}
    results = run("sartrain", TABLE=str(table), WITHOUT=[3, 4], **settings, **outputs)
    assert results["RECOMMENDED"] in ("network", "automatic")
    assert results["MSE"] > 0
    assert any("held-out dates" in line for line in [*feedback.infos, *feedback.warnings])
    assert "<svg" in (tmp_path / "report.html").read_text()
    found = run("sardifference", TABLE=str(table), MODEL=outputs["MODEL"], FILTER=2, MASK=str(tmp_path / "mask.tif"))
    assert found["METHOD_USED"] == "network"


def test_a_network_of_operas_layout_is_imported_and_used(run, worker, table, tmp_path):
    """Four images in logits of power in, the next one's mean and deviation out, patches of 16 pixels; drawn by code."""
    code = (
        "import json, sys; from pathlib import Path; "
        "from groundshift.tests.helpers.onnx_models import logit_model, logit_spec; "
        "logit_model(Path(sys.argv[1])); Path(sys.argv[2]).write_text(json.dumps(logit_spec()))"
    )
    bare, spec, model = (str(tmp_path / name) for name in ("bare.onnx", "spec.json", "opera.onnx"))
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "build")}
    subprocess.run([worker, "-c", code, bare, spec], check=True, env=environment)
    assert run("importmodel", INPUT=bare, SPEC=spec, MODEL=model)["MODEL_ID"] == "opera-layout"
    outputs = {"SCORE": str(tmp_path / "score.tif"), "DIFFERENCE": str(tmp_path / "difference.tif")}
    results = run("sardifference", TABLE=str(table), METHOD=8, MODEL=model, **outputs)
    assert results["METHOD_USED"] == "network"
    score, difference = (gdal.Open(path).ReadAsArray() for path in outputs.values())
    inside = np.zeros_like(score, bool)
    inside[CHANGED] = True
    assert np.median(score[inside]) > 2 * np.median(score[~inside])
    assert difference[:, inside].mean() - difference[:, ~inside].mean() < -4


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({"EPOCHS": 0}, "EPOCHS: "),
        ({"HELD_OUT": -1}, "HELD_OUT: "),
        ({"HELD_OUT": 99}, "TABLE: Days that can be predicted: 5; with 99 held out"),
        ({"DEVICE": "cuda:99"}, "DEVICE: "),
        ({"MODEL": "radar.tif"}, "MODEL: "),
        ({"PLACE": "elsewhere"}, "PLACE: "),
    ],
)
def test_bad_trainings_are_refused_in_words(run, trainable, table, tmp_path, parameters, words):
    with pytest.raises(QgsProcessingException) as caught:
        run("sartrain", **{"TABLE": str(table), "MODEL": str(tmp_path / "radar.onnx"), "FILTER": 3, **parameters})
    assert words in str(caught.value)


@pytest.mark.parametrize("name", ["sartable", "sardifference", "sarsimulate", "sarevaluate", "sartrain"])
def test_the_guide_explains_every_parameter_and_output(algorithm, name):
    guide = (ROOT / "docs" / "radar.md").read_text(encoding="utf-8")
    titles = {"sartable": "Table of radar images", "sardifference": "Radar difference"}
    titles.update(sarsimulate="Simulate radar change", sarevaluate="Evaluate radar methods", sartrain="Train radar prediction")
    chapter = guide.split(f"\n## {titles[name]}\n")[1].split("\n## ")[0]
    assert f"groundshift:{name}" in chapter
    cells = " ".join(line.split("|")[1] for line in chapter.splitlines() if line.startswith("|"))
    words = set(cells.replace(",", " ").split())
    found = algorithm(name)
    names = {item.name() for item in (*found.parameterDefinitions(), *found.outputDefinitions())}
    assert names <= words, sorted(names - words)
