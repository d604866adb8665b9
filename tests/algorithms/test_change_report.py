"""``groundshift:changereport`` from every door: how it finds images, what it prints, and what it refuses."""

from __future__ import annotations

import base64
import json
import math
import os
import re
import shutil
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal, osr
from qgis.core import (
    QgsFeatureRequest,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingParameterVectorLayer,
    QgsProject,
    QgsRasterLayer,
    QgsVectorLayer,
)

from groundshift.plugin.layers.polygon_origin import find_image, read_origin
from groundshift.tests.helpers.graphs import Step, run_graph, save_graph
from groundshift.tests.helpers.tile_server import TileServer
from groundshift.tests.helpers.vectors_of_qgis import write_layer

ID = "groundshift:changereport"
LEFT, TOP = 500000.0, 4000000.0
ORIGIN = {
    "algorithm": "groundshift:detectchange",
    "before": {"name": "before", "file": "before.tif", "date": "2015-05-01"},
    "after": {"name": "after", "file": "after.tif", "date": None},
    "parameters": {"THRESHOLD": 0.5},
}


def box(left, top, width, height):
    """WKT of a rectangle, in metres from the images' corner."""
    x, y = LEFT + left, TOP - top
    corners = [(x, y), (x + width, y), (x + width, y - height), (x, y - height), (x, y)]
    return f"POLYGON(({','.join(f'{one} {other}' for one, other in corners)}))"


@pytest.fixture
def reviewed(tmp_path, pair):
    """A GeoPackage of three polygons with provenance: two are accepted, one is undecided."""
    rows = [
        (box(100, 50, 30, 20), "building", "accepted", 0.9),
        (box(10, 10, 12, 12), "road", "missed", None),
        (box(150, 150, 20, 20), "road", None, 0.6),
    ]
    return write_polygons(tmp_path / "changes.gpkg", rows, ORIGIN)


def write_polygons(path, rows, origin=None):
    fields = {"class": [row[1] for row in rows], "review_status": [row[2] for row in rows]}
    fields["mean_probability"] = [row[3] for row in rows]
    return write_layer(path, [row[0] for row in rows], fields, origin)


@pytest.fixture
def web_map():
    """An XYZ layer of the images' ground, red all over."""
    here, degrees = osr.SpatialReference(), osr.SpatialReference()
    for reference, number in ((here, 32611), (degrees, 4326)):
        reference.ImportFromEPSG(number)
        reference.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    lon, lat, _ = osr.CoordinateTransformation(here, degrees).TransformPoint(LEFT, TOP)
    zoom = 18
    column = math.floor((lon + 180) / 360 * 2**zoom)
    row = math.floor((1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2 * 2**zoom)
    picture = np.zeros((3, 5 * 256, 5 * 256), np.uint8)
    picture[:] = np.array([220, 30, 30], np.uint8)[:, None, None]
    server = TileServer(picture, zoom, column - 1, row - 1)
    layer = QgsRasterLayer(server.uri(18, 18), "web map", "wms")
    QgsProject.instance().addMapLayer(layer)
    yield layer
    QgsProject.instance().removeMapLayer(layer.id())
    server.stop()


def mean_color(data):
    """Mean red, green and blue of an image in base64."""
    path = "/vsimem/picture"
    gdal.FileFromMemBuffer(path, base64.b64decode(data))
    dataset = gdal.Open(path)
    means = (
        dataset.ReadAsArray()[:3].reshape(3, -1).mean(axis=1) if dataset is not None and dataset.RasterCount > 2 else [0] * 3
    )
    dataset = None
    gdal.Unlink(path)
    return list(means)


@pytest.mark.usefixtures("worker", "qgis")
class TestRunning:
    def test_images_are_found_beside_the_polygons(self, reviewed, pair, context, feedback, tmp_path):
        import processing

        report, pdf = tmp_path / "report.html", tmp_path / "report.pdf"
        values = {"POLYGONS": reviewed, "REPORT": str(report), "PDF": str(pdf), "TITLE": "Växjö <1>", "MOST_CROPS": 1}
        results = processing.run(ID, values, context=context, feedback=feedback)
        assert (results["COUNT"], results["PICTURES"]) == (2, 1)
        assert results["AREA"] == pytest.approx(30 * 20 + 12 * 12, rel=2e-3)
        text = report.read_text(encoding="utf-8")
        assert "<h1>Växjö &lt;1&gt;</h1>" in text
        assert len(re.findall("<img ", text)) == 2 + 2
        assert "groundshift:detectchange" in text
        assert any("BEFORE" in line and "'before'" in line for line in feedback.infos)
        assert pdf.read_bytes().startswith(b"%PDF")
        assert pages_of(pdf) >= 3
        assert not [name for name in os.listdir(tmp_path) if name.startswith(".groundshift")]
        assert not feedback.errors

    @pytest.mark.parametrize("check", ["GeometryAbortOnInvalid", "GeometrySkipInvalid"])
    def test_an_invalid_outline_is_repaired(self, pair, context, feedback, tmp_path, check):
        """Whatever the user's setting: an accepted change is neither left out nor the end of the run."""
        import processing

        bow_tie = (
            f"POLYGON(({LEFT} {TOP - 20},{LEFT + 20} {TOP - 40},{LEFT + 20} {TOP - 20},{LEFT} {TOP - 40},{LEFT} {TOP - 20}))"
        )
        rows = [(box(100, 50, 30, 20), "building", "accepted", 0.9), (bow_tie, "road", "accepted", None)]
        context.setInvalidGeometryCheck(getattr(QgsFeatureRequest, check))
        values = {"POLYGONS": write_polygons(tmp_path / "changes.gpkg", rows, ORIGIN), "REPORT": str(tmp_path / "report.html")}
        results = processing.run(ID, values, context=context, feedback=feedback)
        assert results["COUNT"] == 2
        assert results["AREA"] == pytest.approx(30 * 20 + 20 * 20 / 2, rel=2e-3)

    def test_a_web_map_is_rendered_for_the_ground_of_the_changes(self, reviewed, pair, context, feedback, tmp_path, web_map):
        import processing

        report = tmp_path / "report.html"
        values = {"POLYGONS": reviewed, "BEFORE": pair[0], "AFTER": web_map, "REPORT": str(report)}
        results = processing.run(ID, values, context=context, feedback=feedback)
        assert results["PICTURES"] == 2
        text = report.read_text(encoding="utf-8")
        assert "web map" in text
        red, green, blue = np.array([mean_color(data) for data in re.findall(r"data:image/\w+;base64,([^\"')]+)", text)]).T
        assert ((red > 180) & (green < 80) & (blue < 80)).sum() >= 2  # a picture of the web map for each change
        assert not feedback.errors

    def test_images_and_colours_of_the_project(self, reviewed, pair, context, feedback, tmp_path):
        import processing

        moved = tmp_path / "elsewhere"
        moved.mkdir()
        layers = []
        for path, name in zip(pair, ("before", "after")):
            shutil.move(path, moved / os.path.basename(path))
            layers.append(QgsRasterLayer(str(moved / os.path.basename(path)), name))
        QgsProject.instance().addMapLayers(layers)
        values = {"POLYGONS": reviewed, "SHOWN": 1, "CLASS_FIELD": "review_status", "REPORT": "TEMPORARY_OUTPUT"}
        results = processing.run(ID, values, context=context, feedback=feedback)
        text = Path(results["REPORT"]).read_text(encoding="utf-8")
        assert results["COUNT"] == results["PICTURES"] == 3
        assert re.findall(r'<td class="words"><span[^>]*></span>([^<]*)</td>', text) == ["accepted", "change", "missed"]

    def test_selected_polygons(self, reviewed, context, feedback):
        import processing

        layer = QgsVectorLayer(reviewed, "changes")
        QgsProject.instance().addMapLayer(layer)
        layer.selectByExpression("\"class\" = 'road'")
        values = {"POLYGONS": QgsProcessingFeatureSourceDefinition(layer.id(), True), "REPORT": "TEMPORARY_OUTPUT"}
        results = processing.run(ID, values, context=context, feedback=feedback)
        assert results["COUNT"] == 1
        assert "1 undecided" in Path(results["REPORT"]).read_text(encoding="utf-8")

    def test_saved_model(self, reviewed, context, feedback, tmp_path):
        step = Step("changereport", {"POLYGONS": "polygons"}, {"AUTHOR": "A model"}, ["REPORT"])
        path = save_graph(tmp_path / "report.model3", [QgsProcessingParameterVectorLayer("polygons", "polygons")], [step])
        results = run_graph(path, {"polygons": reviewed}, {"REPORT": str(tmp_path / "r.html")}, context, feedback)
        assert "A model" in Path(results["REPORT"]).read_text(encoding="utf-8")

    def test_qgis_process(self, reviewed, pair, qgis_process, tmp_path):
        report, pdf = tmp_path / "report.html", tmp_path / "report.pdf"
        arguments = [f"POLYGONS={reviewed}", f"BEFORE={pair[0]}", f"AFTER={pair[1]}", f"REPORT={report}", f"PDF={pdf}"]
        done = qgis_process("run", ID, "--", *arguments)
        assert done.returncode == 0, done.stdout + done.stderr
        assert report.read_text(encoding="utf-8").count("data-for=") == 2
        assert pages_of(pdf) >= 3

    def test_nothing_accepted(self, pair, context, tmp_path):
        import processing

        path = write_polygons(tmp_path / "open.gpkg", [(box(100, 50, 30, 20), "building", None, 0.9)] * 3, ORIGIN)
        with pytest.raises(Exception, match="3 of 3 are undecided and 0 are rejected"):
            processing.run(ID, {"POLYGONS": path, "REPORT": "TEMPORARY_OUTPUT"}, context=context)


def pages_of(pdf):
    return len(re.findall(rb"/Type\s*/Page\b", Path(pdf).read_bytes()))


class TestRefusals:
    def refused(self, algorithm, context, values):
        good, text = algorithm("changereport").checkParameterValues({"REPORT": "TEMPORARY_OUTPUT", **values}, context)
        return "" if good else text

    def test_polygons_that_name_no_images(self, algorithm, context, tmp_path):
        path = write_polygons(tmp_path / "plain.gpkg", [(box(100, 50, 30, 20), "building", "accepted", 0.9)])
        assert "does not name the images" in self.refused(algorithm, context, {"POLYGONS": path})

    def test_images_that_were_moved(self, algorithm, context, reviewed, pair):
        assert not self.refused(algorithm, context, {"POLYGONS": reviewed})
        os.remove(pair[1])
        text = self.refused(algorithm, context, {"POLYGONS": reviewed})
        assert text.startswith("AFTER")
        assert "'after.tif'" in text
        assert "moved" in text
        assert "cannot be opened" in self.refused(algorithm, context, {"POLYGONS": reviewed, "AFTER": pair[1]})

    def test_polygons_outside_the_images(self, algorithm, context, pair, tmp_path):
        path = write_polygons(tmp_path / "far.gpkg", [(box(90_000, 50, 30, 20), "building", "accepted", 0.9)], ORIGIN)
        assert "outside the images 'before' and 'after'" in self.refused(algorithm, context, {"POLYGONS": path})

    def test_layers_without_crs(self, algorithm, context, reviewed, pair):
        layer = QgsVectorLayer(reviewed, "changes")
        layer.setCrs(type(layer.crs())())
        QgsProject.instance().addMapLayer(layer)
        assert "no coordinate reference system" in self.refused(algorithm, context, {"POLYGONS": layer.id()})

    def test_values_out_of_range(self, algorithm, context, reviewed, pair, tmp_path):
        assert "from 0 to 5000" in self.refused(algorithm, context, {"POLYGONS": reviewed, "MOST_CROPS": "many"})
        assert "no field 'x'" in self.refused(algorithm, context, {"POLYGONS": reviewed, "CLASS_FIELD": "x"})
        missing = str(tmp_path / "areas.csv")
        assert "areas.csv" in self.refused(algorithm, context, {"POLYGONS": reviewed, "ACCURACY": missing})
        assert "pdf" in self.refused(algorithm, context, {"POLYGONS": reviewed, "PDF": str(tmp_path / "a.doc")})


def test_provenance_of_other_formats(qgis, tmp_path):
    path = write_layer(tmp_path / "p.geojson", [box(0, 0, 5, 5)], {"class": ["a"]})
    layer = QgsVectorLayer(path, "p")
    assert read_origin(layer) == {}
    (tmp_path / "p.provenance.json").write_text(json.dumps(ORIGIN), encoding="utf-8")
    assert read_origin(layer) == ORIGIN
    (tmp_path / "p.provenance.json").write_text("[1", encoding="utf-8")
    assert read_origin(layer) == {}
    assert find_image("text", layer, None) is None


def test_a_layer_of_the_same_name_and_file_comes_first(qgis, write_raster, tmp_path):
    path = write_raster("before.tif", np.zeros((1, 8, 8), np.uint8))
    gdal.GetDriverByName("GTiff").CreateCopy(str(tmp_path / "copy.tif"), gdal.Open(path))
    layers = [QgsRasterLayer(str(tmp_path / "copy.tif"), "before"), QgsRasterLayer(path, "x"), QgsRasterLayer(path, "before")]
    project = QgsProject()
    project.addMapLayers(layers)
    polygons = QgsVectorLayer("Polygon?crs=EPSG:32611", "memory", "memory")
    assert find_image(ORIGIN["before"], polygons, project).id() == layers[2].id()
    assert find_image({"name": "before", "file": ""}, polygons, project).name() == "before"
    assert find_image({"name": "other", "file": "other.tif"}, polygons, project) is None
