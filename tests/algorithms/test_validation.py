"""Every mistake that can be seen before the work starts is named: the parameter, what is wrong, how to mend it."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing

import numpy as np
import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsGeometry,
    QgsProcessingException,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingFeedback,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
    QgsReferencedRectangle,
    QgsVectorFileWriter,
    QgsVectorLayer,
)

from groundshift.tests.helpers.onnx_bytes import difference_network, model_bytes


@pytest.fixture
def refusal(algorithm, context, parameters):
    """A function that gives the text with which parameters are refused, the same by dialogs and by models."""

    def refuse(**changes):
        values = {name: value for name, value in {**parameters, **changes}.items() if value is not None}
        good, text = algorithm().checkParameterValues(values, context)
        assert not good, "these parameters were taken"
        prepared = algorithm()
        with pytest.raises(QgsProcessingException) as caught:
            prepared.prepareAlgorithm(values, context, QgsProcessingFeedback(False))
        assert str(caught.value) == text
        return text

    return refuse


@pytest.fixture
def accepted(algorithm, context, parameters):
    """A function that checks that parameters are taken."""

    def accept(**changes):
        good, text = algorithm().checkParameterValues({**parameters, **changes}, context)
        assert good, text

    return accept


def polygons(rectangle, crs="EPSG:32611", kind="Polygon"):
    layer = QgsVectorLayer(f"{kind}?crs={crs}", "field", "memory")
    feature = QgsFeature()
    shape = QgsGeometry.fromRect(rectangle)
    feature.setGeometry(shape if kind == "Polygon" else shape.centroid())
    layer.dataProvider().addFeature(feature)
    layer.updateExtents()
    QgsProject.instance().addMapLayer(layer)
    return layer


INSIDE = QgsRectangle(500050, 3999850, 500150, 3999950)
ELSEWHERE = QgsRectangle(600000, 3999850, 600100, 3999950)


class TestRasters:
    def test_good_parameters_are_taken(self, accepted):
        accepted()

    def test_missing_file(self, refusal, tmp_path):
        text = refusal(BEFORE=str(tmp_path / "gone.tif"))
        assert text.startswith("BEFORE: ")
        assert "gone.tif" in text
        assert "does not exist" in text

    def test_not_a_raster(self, refusal, tmp_path):
        (tmp_path / "text.tif").write_text("this is no image")
        assert "AFTER: The raster of layer" in refusal(AFTER=str(tmp_path / "text.tif"))

    def test_missing_parameter(self, refusal):
        assert refusal(AFTER=None).startswith("AFTER: ")

    @pytest.mark.parametrize("kept", [0.5, 0.97])
    def test_cut_short(self, refusal, pair, kept):
        size = os.path.getsize(pair[0])
        with open(pair[0], "r+b") as stream:
            stream.truncate(int(size * kept))
        assert "BEFORE: The raster of layer 'before' is damaged or truncated" in refusal()

    def test_no_crs(self, refusal, accepted, write_raster):
        bare = write_raster("bare.tif", np.zeros((3, 400, 400), np.uint8), epsg=None)
        text = refusal(BEFORE=bare)
        assert "BEFORE: Layer 'bare' has no coordinate reference system" in text
        assert "ASSUMED_CRS" in text
        accepted(BEFORE=bare, ASSUMED_CRS="EPSG:32611")
        accepted(BEFORE=bare, ASSUMED_CRS=QgsCoordinateReferenceSystem("EPSG:32611"))

    def test_layer_whose_crs_the_user_set(self, accepted, write_raster):
        layer = QgsRasterLayer(write_raster("bare.tif", np.zeros((3, 400, 400), np.uint8), epsg=None), "bare")
        layer.setCrs(QgsCoordinateReferenceSystem("EPSG:32611"))
        QgsProject.instance().addMapLayer(layer)
        accepted(BEFORE=layer.id())

    @pytest.mark.parametrize("resolution", [None, 0.5])
    def test_metres_in_a_crs_of_degrees(self, refusal, write_raster, resolution):
        path = write_raster("metres.tif", np.zeros((3, 400, 400), np.uint8), epsg=4326)
        assert refusal(BEFORE=path, AFTER=path, RESOLUTION=resolution) == (
            "BEFORE: The coordinates of layer 'metres' do not fit its coordinate reference system EPSG:4326. "
            "Set the right CRS in the layer's properties."
        )

    def test_no_overlap(self, refusal, write_raster):
        far = write_raster("far.tif", np.zeros((3, 400, 400), np.uint8), left=700000)
        assert refusal(AFTER=far).startswith("AFTER: Layers 'before' and 'far' do not overlap.")

    def test_edges_that_touch_do_not_overlap(self, refusal, write_raster):
        beside = write_raster("beside.tif", np.zeros((3, 400, 400), np.uint8), left=500200)
        assert "do not overlap" in refusal(AFTER=beside)

    def test_another_turn_of_the_globe(self, refusal, accepted, write_raster):
        """179.999 and -180.001 are the same longitude: a raster, and an area, across the 180th meridian."""
        image = np.zeros((3, 200, 400), np.uint8)
        east = write_raster("east.tif", image, 4326, 179.999, -16.0, 5e-6)
        west = write_raster("west.tif", image, 4326, -180.001, -16.0, 5e-6)
        accepted(BEFORE=east, AFTER=west)
        accepted(BEFORE=west, AFTER=east)
        accepted(BEFORE=east, AFTER=west, AREA=polygons(QgsRectangle(179.9995, -16.0005, 180, -16), "EPSG:4326").id())
        elsewhere = write_raster("elsewhere.tif", image, 4326, 178.9, -16.0, 5e-6)
        assert refusal(BEFORE=west, AFTER=elsewhere).startswith("AFTER: Layers")

    def test_no_overlap_across_crs(self, refusal, accepted, write_raster):
        # The same ground in web mercator, and ground a degree away.
        array = np.zeros((3, 400, 400), np.uint8)
        accepted(AFTER=write_raster("same.tif", array, epsg=3857, left=-13024400.0, top=4320400.0, pixel=0.6))
        text = refusal(AFTER=write_raster("away.tif", array, epsg=3857, left=-12900000.0, top=4320400.0, pixel=0.6))
        assert "do not overlap" in text

    def test_two_boundless_layers_need_an_area(self, refusal, accepted):
        world = QgsRasterLayer("type=xyz&url=http://127.0.0.1:9/%7Bz%7D/%7Bx%7D/%7By%7D.png&zmax=19&zmin=0", "tiles", "wms")
        QgsProject.instance().addMapLayer(world)
        assert refusal(BEFORE=world.id(), AFTER=world.id()).startswith("AREA: Both layers are unbounded")
        accepted(BEFORE=world.id(), AFTER=world.id(), EXTENT="500000,500100,3999800,3999900 [EPSG:32611]")


class TestBands:
    def test_number_that_is_not_there(self, refusal):
        assert refusal(BEFORE_BANDS="1,2,7").startswith("BEFORE_BANDS: Layer 'before' has no band 7; it has 3.")

    def test_too_few(self, refusal):
        assert refusal(AFTER_BANDS="1,2").startswith("AFTER_BANDS: 2 bands of layer 'after' were chosen, but the model needs 3")

    def test_no_list(self, refusal):
        assert refusal(AFTER_BANDS="red, green").startswith("AFTER_BANDS: 'red, green' is not a list of band numbers.")

    def test_lists_of_numbers(self, refusal, accepted):
        accepted(BEFORE_BANDS=[3, 2, 1], AFTER_BANDS=(1.0, 2.0, 3.0))
        assert refusal(BEFORE_BANDS=[1, 2, 7]).startswith("BEFORE_BANDS: Layer 'before' has no band 7")
        assert refusal(AFTER_BANDS=[2]).startswith("AFTER_BANDS: 1 bands of layer 'after' were chosen")
        assert refusal(AFTER_BANDS=["red"]).startswith("AFTER_BANDS: 'red' is not a list of band numbers.")

    def test_unknown_bands_are_listed(self, refusal, accepted, write_raster):
        six = write_raster("six.tif", np.zeros((6, 400, 400), np.uint8), colors=False)
        text = refusal(BEFORE=six)
        assert "BEFORE: Cannot determine which bands of layer 'six' are red, green, blue" in text
        assert "BEFORE_BANDS" in text
        accepted(BEFORE=six, BEFORE_BANDS="3,2,1")


class TestResolution:
    def test_far_too_coarse(self, refusal, accepted, write_raster):
        coarse = write_raster("coarse.tif", np.zeros((3, 20, 20), np.uint8), pixel=10)
        text = refusal(BEFORE=coarse)
        assert text.startswith(
            "BEFORE: The pair has a ground sample distance of 10 m, but the model 'difference' works at 0.1 to 1 m"
        )
        accepted(BEFORE=coarse, RESOLUTION=10)

    def test_pixels_that_are_not_square_count_by_their_longer_side(self, refusal, write_raster):
        """As in the run: degrees at 60 N, 1.1 m wide and 2.2 m high."""
        image = np.zeros((3, 400, 400), np.uint8)
        degrees = write_raster("degrees.tif", image, 4326, 15.0, 60.0, 2e-5)
        assert "The pair has a ground sample distance of 2.23 m" in refusal(BEFORE=degrees, AFTER=degrees)

    def test_metres_on_the_ground(self, refusal, write_raster):
        # At 60 degrees north a unit of web mercator is half a metre on the ground.
        array = np.zeros((3, 40, 40), np.uint8)
        before = write_raster("b.tif", array, epsg=3857, left=0.0, top=8399738.0, pixel=10)
        after = write_raster("a.tif", array, epsg=3857, left=0.0, top=8399738.0, pixel=10)
        assert "distance of 5.0" in refusal(BEFORE=before, AFTER=after)

    def test_resolution_far_too_fine(self, refusal):
        text = refusal(RESOLUTION=1e-5)
        assert text.startswith("RESOLUTION: ")
        assert "pixels" in text

    @pytest.mark.parametrize("value", [0, -1, "0", "wide", float("nan")])
    def test_no_resolution(self, refusal, value):
        assert refusal(RESOLUTION=value).startswith("RESOLUTION: ")


class TestArea:
    def test_inside(self, accepted):
        accepted(AREA=polygons(INSIDE).id(), EXTENT="500000,500100,3999800,3999900")

    def test_outside_both(self, refusal):
        text = refusal(AREA=polygons(ELSEWHERE).id())
        assert text.startswith("AREA: The area lies outside the overlap of 'before' and 'after'.")

    def test_extent_outside_both(self, refusal):
        assert refusal(EXTENT="600000,600100,3999800,3999900 [EPSG:32611]").startswith("EXTENT: The area lies outside")

    def test_area_in_another_crs(self, accepted, refusal):
        accepted(AREA=polygons(QgsRectangle(-116.9995, 36.1437, -116.9985, 36.1445), "EPSG:4326").id())
        assert "outside" in refusal(AREA=polygons(QgsRectangle(-10, 36, -9, 37), "EPSG:4326").id())

    def test_bare_extent_is_in_the_crs_of_before(self, accepted, refusal):
        QgsProject.instance().setCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
        accepted(EXTENT="500000,500100,3999800,3999900")
        accepted(EXTENT=QgsRectangle(500000, 3999800, 500100, 3999900))
        other = QgsReferencedRectangle(QgsRectangle(-10, 36, -9, 37), QgsCoordinateReferenceSystem("EPSG:4326"))
        assert "outside" in refusal(EXTENT=other)

    def test_the_whole_world(self, accepted):
        accepted(EXTENT="-180,180,-90,90 [EPSG:4326]")
        accepted(EXTENT="-20037508,20037508,-20037508,20037508 [EPSG:3857]")

    def test_bare_geometry_is_in_the_crs_of_before(self, accepted, refusal):
        accepted(EXTENT=QgsGeometry.fromRect(INSIDE))
        assert refusal(EXTENT=QgsGeometry.fromRect(ELSEWHERE)).startswith("EXTENT: The area lies outside")

    @pytest.mark.parametrize("extent", ["500000,500000,3999800,3999900", "500000,500100,3999800,3999800 [EPSG:32611]"])
    def test_extent_without_width_or_height(self, refusal, extent):
        assert refusal(EXTENT=extent).startswith("EXTENT: The extent has no width or no height. Draw a rectangle")

    def test_area_and_extent_that_do_not_meet(self, refusal):
        text = refusal(AREA=polygons(INSIDE).id(), EXTENT="500160,500190,3999850,3999950 [EPSG:32611]")
        assert "outside" in text

    def test_selected_features_only(self, accepted, refusal):
        layer = polygons(INSIDE)
        source = QgsProcessingFeatureSourceDefinition(layer.id(), True)
        assert refusal(AREA=source).startswith("AREA: The area 'field' has no polygons")
        layer.selectAll()
        accepted(AREA=source)

    def test_missing_area(self, refusal, tmp_path):
        text = refusal(AREA=str(tmp_path / "gone.gpkg"))
        assert text.startswith("AREA: The polygons of")
        assert "gone.gpkg" in text

    def test_points(self, refusal):
        assert refusal(AREA=polygons(INSIDE, kind="Point").id()).startswith("AREA: The area 'field' is a point or line layer")


class TestNumbers:
    @pytest.mark.parametrize("value", [0, 1, 1.5, -0.1, "2", "much"])
    def test_threshold(self, refusal, value):
        assert refusal(THRESHOLD=value).startswith(f"THRESHOLD: The threshold {value} is outside 0 to 1.")

    def test_min_area(self, refusal):
        assert refusal(MIN_AREA=-5).startswith("MIN_AREA: The minimum area -5 is negative.")

    def test_texts_and_empty_values_are_numbers(self, accepted):
        accepted(THRESHOLD="0.4", MIN_AREA="0", RESOLUTION="0.5")
        accepted(THRESHOLD="", MIN_AREA=None, RESOLUTION="")


class TestModel:
    def test_unknown_id(self, refusal):
        text = refusal(MODEL="no-such-model")
        assert text.startswith("MODEL: There is no model 'no-such-model'.")

    def test_missing_file(self, refusal, tmp_path):
        assert "MODEL: There is no model" in refusal(MODEL=str(tmp_path / "gone.onnx"))

    @pytest.mark.parametrize("content", [b"", b"no model at all, but text", model_bytes()[:-40]])
    def test_no_onnx(self, refusal, tmp_path, content):
        (tmp_path / "bad.onnx").write_bytes(content)
        assert "bad.onnx' is not an ONNX model" in refusal(MODEL=str(tmp_path / "bad.onnx"))

    def test_no_specification(self, refusal, tmp_path):
        (tmp_path / "bare.onnx").write_bytes(difference_network())
        assert "'bare.onnx' has no Groundshift specification" in refusal(MODEL=str(tmp_path / "bare.onnx"))

    def test_wrong_number_of_inputs(self, refusal, tmp_path):
        (tmp_path / "one.onnx").write_bytes(model_bytes({"inputs": 1}))
        assert "'one.onnx' has 1 inputs, but its layout siamese needs 2" in refusal(MODEL=str(tmp_path / "one.onnx"))

    def test_wrong_channels(self, refusal, tmp_path):
        (tmp_path / "four.onnx").write_bytes(model_bytes({"channels": 4}))
        assert "'four.onnx' takes 4 channels" in refusal(MODEL=str(tmp_path / "four.onnx"))

    def test_weights_outside_its_folder(self, refusal, tmp_path):
        (tmp_path / "loose.onnx").write_bytes(model_bytes({"external": "../weights.bin"}))
        assert "stores weights outside its folder: ../weights.bin" in refusal(MODEL=str(tmp_path / "loose.onnx"))


class TestRuntime:
    def test_not_installed(self, refusal, accepted, monkeypatch):
        monkeypatch.delenv("GROUNDSHIFT_PYTHON")
        text = refusal()
        assert text.startswith("The runtime that runs the networks is not installed. Run the tool 'Install runtime' once")


class TestOutputs:
    def test_missing_folder(self, refusal, tmp_path):
        text = refusal(MASK=str(tmp_path / "none" / "mask.tif"))
        assert text.startswith("MASK: The folder of the output")
        assert "does not exist" in text

    def test_unknown_extension(self, refusal, tmp_path):
        assert refusal(MASK=str(tmp_path / "mask.bmp")).startswith("MASK: The output")
        assert "'xlsx'" in refusal(POLYGONS=str(tmp_path / "polygons.xlsx"))

    def test_is_an_input(self, refusal, pair):
        assert refusal(MASK=pair[1]).startswith("MASK: The output")
        assert "is also an input" in refusal(PROBABILITY=pair[0])

    def test_is_an_input_by_a_link(self, refusal, pair, tmp_path):
        (tmp_path / "link.tif").symlink_to(pair[0])
        assert "is also an input" in refusal(MASK=str(tmp_path / "link.tif"))

    def test_is_part_of_a_virtual_input(self, refusal, pair, tmp_path):
        from osgeo import gdal

        virtual = str(tmp_path / "virtual.vrt")
        gdal.BuildVRT(virtual, [pair[0]]).FlushCache()
        assert "is also an input" in refusal(BEFORE=virtual, MASK=pair[0])

    def test_is_the_area(self, refusal, tmp_path):
        path = str(tmp_path / "area.gpkg")
        options = QgsVectorFileWriter.SaveVectorOptions()
        options.driverName = "GPKG"
        layer = polygons(INSIDE)
        QgsVectorFileWriter.writeAsVectorFormatV3(layer, path, QgsProject.instance().transformContext(), options)
        source = f"{path}|layername=area"  # as QGIS's browser and dialogs write it
        for area in (path, source, f"{source}|subset=fid=1", QgsProcessingFeatureSourceDefinition(source, False)):
            assert "is also an input" in refusal(AREA=area, POLYGONS=path)
        assert "is also an input" in refusal(EXCLUDE=source, POLYGONS=path)

    def test_style_of_an_input(self, refusal, accepted, tmp_path, write_raster):
        # before.qml is the style that the user gave before.tiff: a vector's of the same stem must not take its place.
        scene = write_raster("scene.tiff", np.zeros((3, 400, 400), np.uint8))
        text = refusal(BEFORE=scene, POLYGONS=str(tmp_path / "scene.geojson"))
        assert text.startswith("POLYGONS: The style file of the output ")
        assert "scene.tiff" in text
        assert "scene.qml" in text
        assert refusal(BEFORE=scene, MASK=str(tmp_path / "scene.tif")).startswith("MASK: The style file of the output ")
        accepted(BEFORE=scene, POLYGONS=str(tmp_path / "scene.gpkg"))  # it holds its style itself
        accepted(BEFORE=scene, POLYGONS=str(tmp_path / "scene-polygons.geojson"))

    @pytest.mark.parametrize("place", ["ogr:dbname='/tmp/a.gpkg' table=\"changes\" (geom)", "memory:", "postgis:dbname='a'"])
    def test_no_file(self, refusal, place):
        text = refusal(POLYGONS=place)
        assert text.startswith(f"POLYGONS: The output '{place}' is not a file. Give the path of a file, such as result.gpkg")

    def test_same_path_twice(self, refusal, tmp_path):
        path = str(tmp_path / "out.tif")
        text = refusal(MASK=path, PROBABILITY=os.path.join(str(tmp_path), ".", "out.tif"))
        assert text.startswith("PROBABILITY: The outputs MASK and PROBABILITY have the same path")

    def test_same_name_means_the_same_style_file(self, refusal, accepted, tmp_path):
        text = refusal(MASK=str(tmp_path / "out.tif"), POLYGONS=str(tmp_path / "out.geojson"))
        assert text.startswith("POLYGONS: The outputs MASK and POLYGONS are both called 'out'")
        accepted(MASK=str(tmp_path / "out.tif"), POLYGONS=str(tmp_path / "out.gpkg"))

    def test_geopackage_with_other_layers(self, refusal, accepted, tmp_path):
        path = str(tmp_path / "mine.gpkg")
        options = QgsVectorFileWriter.SaveVectorOptions()
        options.driverName = "GPKG"
        options.layerName = "roads"
        layer = polygons(INSIDE)
        QgsVectorFileWriter.writeAsVectorFormatV3(layer, path, QgsProject.instance().transformContext(), options)
        text = refusal(POLYGONS=path)
        assert text.startswith("POLYGONS: The GeoPackage")
        assert "roads" in text

    def test_other_database(self, refusal, tmp_path):
        path = str(tmp_path / "accounts.sqlite")
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("CREATE TABLE ledger (id)")
        assert "holds other layers (ledger)" in refusal(POLYGONS=path)

    def test_own_geopackage_is_replaced(self, accepted, tmp_path):
        path = str(tmp_path / "mine.gpkg")
        options = QgsVectorFileWriter.SaveVectorOptions()
        options.driverName = "GPKG"
        options.layerName = "mine"
        layer = polygons(INSIDE)
        QgsVectorFileWriter.writeAsVectorFormatV3(layer, path, QgsProject.instance().transformContext(), options)
        accepted(POLYGONS=path)

    def test_a_layer_that_is_being_edited_is_not_replaced(self, refusal, accepted, tmp_path):
        path = str(tmp_path / "mine.gpkg")
        options = QgsVectorFileWriter.SaveVectorOptions()
        options.driverName = "GPKG"
        options.layerName = "mine"
        QgsVectorFileWriter.writeAsVectorFormatV3(polygons(INSIDE), path, QgsProject.instance().transformContext(), options)
        layer = QgsVectorLayer(path, "my review", "ogr")
        QgsProject.instance().addMapLayer(layer)
        accepted(POLYGONS=path)
        layer.startEditing()
        assert refusal(POLYGONS=path) == (
            f"POLYGONS: The output '{path}' is the file of layer 'my review', which is being edited in the project. "
            "Save or discard the edits of the layer and end editing, or choose another file."
        )
        layer.rollBack()
        accepted(POLYGONS=path)

    @pytest.mark.parametrize(("name", "value", "most"), [("POLYGONS", "p{}.gpkg", 247), ("MASK", "m{}.tif", 243)])
    def test_names_that_leave_no_room_for_the_files_beside_them(self, refusal, accepted, tmp_path, name, value, most):
        """SQLite's journal is called like its database, with eight characters more."""
        fill = "ä" * ((most - len(value) + 2) // 2) + "x" * ((most - len(value) + 2) % 2)
        accepted(**{name: str(tmp_path / value.format(fill))})
        text = refusal(**{name: str(tmp_path / value.format(fill + "x"))})
        assert text.startswith(f"{name}: The file name of the output")
        assert "256 bytes, of at most 255" in text

    def test_folder_in_place_of_a_file(self, refusal, tmp_path):
        (tmp_path / "mask.tif").mkdir()
        assert "is a folder" in refusal(MASK=str(tmp_path / "mask.tif"))

    def test_open_in_another_program(self, refusal, accepted, tmp_path, monkeypatch):
        path = tmp_path / "open.tif"
        path.write_bytes(b"")
        accepted(MASK=str(path))

        def refuse_as_windows_does(source, target):
            raise PermissionError(13, "The process cannot access the file because it is being used by another process")

        monkeypatch.setattr("groundshift.plugin.algorithms.outputs.output_checks.os.rename", refuse_as_windows_does)
        assert refusal(MASK=str(path)) == (
            f"MASK: The output '{path}' already exists and is open in QGIS or another program. "
            "Remove its layer from the project, or choose another file."
        )

    def test_full_disk(self, refusal, small_disk):
        (small_disk / "filling").write_bytes(b"x" * 900_000)
        text = refusal(MASK=str(small_disk / "mask.tif"))
        assert text.startswith("MASK: There is no space left")

    def test_read_only_folder(self, refusal, small_disk):
        subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
        text = refusal(POLYGONS=str(small_disk / "polygons.gpkg"))
        assert text.startswith("POLYGONS: The folder of the output")
        assert "cannot be written to" in text


@pytest.fixture
def small_disk(tmp_path):
    """A disk of one megabyte."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = shutil.which("mount")
    options = ["-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    if mount is None or subprocess.run([mount, *options], capture_output=True, check=False).returncode != 0:
        pytest.skip("needs the right to mount a small disk")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)
