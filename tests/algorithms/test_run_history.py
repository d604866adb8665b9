"""What a run writes to the history, and that its copies as Python and as a command give the same result again."""

from __future__ import annotations

import contextlib
import io
import os
import shlex
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsGeometry,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingParameterExtent,
    QgsProcessingParameters,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
    QgsReferencedRectangle,
    QgsVectorLayer,
)

from groundshift.plugin.algorithms.run import run_log
from groundshift.plugin.algorithms.run.run_commands import (
    NotRepeatable,
    as_command,
    as_python,
    missing_inputs,
    missing_outputs,
    parameters_again,
    settings_again,
)
from groundshift.plugin.algorithms.run.run_log import RunRecord
from groundshift.plugin.layers.inline_area import inline_area

pytestmark = pytest.mark.usefixtures("worker")


@pytest.fixture
def told():
    """The records of the runs that end while the test runs."""
    records = []

    def listener(record, project):
        records.append(record)

    run_log.listen(listener)
    yield records
    run_log.stop_listening(listener)


@pytest.fixture
def record(qgis, context, feedback, parameters, told):
    import processing

    values = {**parameters, "THRESHOLD": 0.4, "FLIPS": False, "AREA": None, "PROBABILITY": None}
    processing.run("groundshift:detectchange", values, context=context, feedback=feedback)
    (found,) = told
    return found


def test_a_run_is_told_whole(record, parameters):
    assert record.algorithm == "groundshift:detectchange"
    assert record.parameters["BEFORE"]["layer"] == parameters["BEFORE"]
    assert record.parameters["BEFORE"]["name"] == "before.tif"
    assert record.parameters["THRESHOLD"] == 0.4
    assert record.parameters["MASK"] == {"sink": "TEMPORARY_OUTPUT"}
    assert "AREA" not in record.parameters
    assert record.outputs["CHANGED_AREA"] == pytest.approx(600, rel=2e-3)
    assert record.outputs["POLYGON_COUNT"] == 1
    assert record.seconds > 0
    assert os.path.exists(record.outputs["MASK"])
    assert RunRecord.from_json(record.as_json()) == record


@pytest.mark.parametrize("values", [None, [], {}, {"key": 1}, {**RunRecord("k", "a", "t", "", 0.0).as_json(), "outputs": 3}])
def test_other_things_are_no_records(values):
    assert RunRecord.from_json(values) is None


def test_runs_that_fail_are_not_told(qgis, context, feedback, parameters, told):
    import processing

    with pytest.raises(Exception, match="THRESHOLD"):
        processing.run("groundshift:detectchange", {**parameters, "THRESHOLD": 7}, context=context, feedback=feedback)
    feedback.cancel()
    with contextlib.suppress(Exception):
        processing.run("groundshift:detectchange", parameters, context=context, feedback=feedback)
    assert told == []


def test_the_python_gives_the_same_again(record, told):
    space: dict = {}
    with contextlib.redirect_stdout(io.StringIO()):
        exec(compile(as_python(record), "copied", "exec"), space)
    assert space["results"]["POLYGON_COUNT"] == 1
    assert same_mask(space["results"]["MASK"], record.outputs["MASK"])
    assert told[-1].parameters == record.parameters


def test_the_command_gives_the_same_again(record, qgis_process, tmp_path, monkeypatch):
    program, *arguments = shlex.split(as_command(record))
    assert program == "qgis_process"
    folder = tmp_path / "a folder"
    folder.mkdir()
    monkeypatch.chdir(folder)
    result = qgis_process(*arguments)
    assert result.returncode == 0, result.stdout + result.stderr
    # What was temporary is a file in the folder that the command was run in.
    assert same_mask(str(folder / "mask.tif"), record.outputs["MASK"])
    assert (folder / "polygons.gpkg").exists()


def same_mask(one, other):
    return np.array_equal(gdal.Open(one).ReadAsArray(), gdal.Open(other).ReadAsArray())


def test_layers_of_the_project_are_found_again(qgis, context, feedback, parameters, told, tmp_path):
    import processing

    before, after = (QgsRasterLayer(parameters[name], f"of {name.lower()}") for name in ("BEFORE", "AFTER"))
    QgsProject.instance().addMapLayers([before, after])
    mask = str(tmp_path / "mask.tif")
    sink = QgsProcessingOutputLayerDefinition(mask, QgsProject.instance())
    values = {**parameters, "BEFORE": before.id(), "AFTER": after, "MASK": sink, "POLYGONS": None}
    processing.run("groundshift:detectchange", values, context=context, feedback=feedback)
    (record,) = told
    assert record.parameters["BEFORE"]["name"] == "of before"
    assert record.parameters["AFTER"]["id"] == after.id()
    project = QgsProject.instance()
    again = parameters_again(record, project)
    assert again["BEFORE"] == before.id()
    # Nothing is replaced by running it again.
    assert again["MASK"] == str(tmp_path / "mask_2.tif")
    assert missing_outputs(record) == []
    project.removeMapLayer(before.id())
    assert parameters_again(record, project)["BEFORE"] == parameters["BEFORE"]
    os.remove(parameters["BEFORE"])
    os.remove(mask)
    assert missing_inputs(record, project) == ["of before"]
    assert missing_outputs(record) == [mask]
    with pytest.raises(NotRepeatable, match="of before"):
        parameters_again(record, project)


def test_what_a_command_cannot_say_is_refused(qgis, context, feedback, parameters, told):
    import processing

    area = QgsVectorLayer("Polygon?crs=EPSG:32611", "drawn", "memory")
    feature = QgsFeature()
    feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(500000, 3999900, 500200, 4000000)))
    area.dataProvider().addFeature(feature)
    QgsProject.instance().addMapLayer(area)
    area.selectAll()
    values = {**parameters, "AREA": QgsProcessingFeatureSourceDefinition(area.id(), True)}
    processing.run("groundshift:detectchange", values, context=context, feedback=feedback)
    (record,) = told
    assert record.parameters["AREA"]["selected"]
    for write in (as_command, as_python):
        with pytest.raises(NotRepeatable, match="'drawn'"):
            write(record)
    again = parameters_again(record, QgsProject.instance())
    assert again["AREA"].selectedFeaturesOnly
    results = processing.run("groundshift:detectchange", again, context=context, feedback=feedback)
    assert results["POLYGON_COUNT"] == 1


TRIANGLE = QgsGeometry.fromWkt("POLYGON((500010.1 3999990.3, 500190 3999990, 500010.1 3999910, 500010.1 3999990.3))")


@pytest.fixture
def in_folder(qgis_process, tmp_path, monkeypatch):
    """Runs qgis_process in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return qgis_process


def test_a_drawn_area_stands_in_the_command_itself(qgis, context, feedback, parameters, told, in_folder):
    import processing

    text = inline_area(TRIANGLE, QgsCoordinateReferenceSystem("EPSG:32611"))
    values = {**parameters, "AREA": text, "POLYGONS": None}
    whole = processing.run("groundshift:detectchange", {**values, "AREA": None}, context=context, feedback=feedback)
    results = processing.run("groundshift:detectchange", values, context=context, feedback=feedback)
    record = told[-1]
    assert record.parameters["AREA"]["name"] == "Drawn area"
    assert not same_mask(results["MASK"], whole["MASK"])
    _, *arguments = shlex.split(as_command(record))
    result = in_folder(*arguments)
    assert result.returncode == 0, result.stdout + result.stderr
    assert same_mask("mask.tif", results["MASK"])
    assert missing_inputs(record, QgsProject.instance()) == []
    assert parameters_again(record, QgsProject.instance())["AREA"] == text


def test_settings_for_other_layers():
    area = {
        "layer": inline_area(TRIANGLE, QgsCoordinateReferenceSystem("EPSG:32611")),
        "id": "",
        "name": "",
        "provider": "inline",
    }
    gone = {"layer": "/nowhere/clouds.gpkg", "id": "", "name": "clouds", "provider": "file"}
    values = {"BEFORE": gone, "AFTER": gone, "AREA": area, "EXCLUDE": gone, "THRESHOLD": 0.4, "MASK": {"sink": "mask.tif"}}
    record = RunRecord("k", "groundshift:detectchange", "Detect change", "", 1.0, {**values, "EXTENT": "1,2,3,4"}, {})
    assert settings_again(record, QgsProject.instance()) == {"THRESHOLD": 0.4, "AREA": area["layer"]}
    record = RunRecord("k", "groundshift:detectchange", "", "", 1.0, {"AREA": gone, "EXTENT": "1,2,3,4 [EPSG:32611]"}, {})
    assert settings_again(record, QgsProject.instance()) == {"EXTENT": "1,2,3,4 [EPSG:32611]"}


def test_an_extent_keeps_a_crs_without_a_name(qgis, context):
    crs = QgsCoordinateReferenceSystem("PROJ:+proj=laea +lat_0=10 +lon_0=20 +datum=WGS84")
    definition = QgsProcessingParameterExtent("EXTENT")
    text = run_log.describe(QgsReferencedRectangle(QgsRectangle(1, 2, 3, 4), crs), definition, context)
    assert QgsProcessingParameters.parameterAsExtent(definition, {"EXTENT": text}, context) == QgsRectangle(1, 2, 3, 4)
    assert QgsProcessingParameters.parameterAsExtentCrs(definition, {"EXTENT": text}, context) == crs


def test_paths_with_blanks_and_quotes(tmp_path):
    path = str(tmp_path / "it's a file.tif")
    Path(path).write_text("")
    record = RunRecord("k", "groundshift:detectchange", "Detect change", "", 1.0, {"BEFORE": path, "RASTERS": [path, "b"]}, {})
    assert shlex.split(as_command(record))[3:] == [f"--BEFORE={path}", f"--RASTERS={path}", "--RASTERS=b"]
    space: dict = {}
    text = as_python(record).replace("import processing\n\nresults = processing.run", "results = dict_of")
    exec(text, {"dict_of": lambda name, values: values}, space)
    assert space["results"] == {"BEFORE": path, "RASTERS": [path, "b"]}
