"""Values of parameters as every door passes them: dialogs, scripts, models, batches and ``qgis_process``."""

from __future__ import annotations

import zipfile

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import QgsProcessingOutputLayerDefinition
from qgis.PyQt.QtCore import QVariant

from groundshift.plugin.algorithms.inputs.given import Given
from groundshift.plugin.jobs.failure import JobFailure


@pytest.fixture
def given(algorithm, context):
    """A function that makes the given parameters of ``detectchange``, or of another tool."""
    return lambda tool="detectchange", **parameters: Given(algorithm(tool), parameters, context)


@pytest.mark.parametrize("empty", [None, "", "  ", QVariant(QVariant.Double)])
def test_empty_in_every_way(given, empty):
    found = given(THRESHOLD=empty, MASK=empty)
    assert not found.has("THRESHOLD")
    assert found.threshold() is None
    assert found.destination("MASK") is None
    assert not given().has("THRESHOLD")


@pytest.mark.parametrize("value", ["0.25", 0.25, QVariant(0.25)])
def test_numbers_as_every_door_passes_them(given, value):
    assert given(THRESHOLD=value).threshold() == 0.25


@pytest.mark.parametrize(("value", "shown"), [("a lot", "a lot"), ("nan", "nan"), (0, "0"), (1, "1")])
def test_what_is_no_threshold_is_shown(given, value, shown):
    with pytest.raises(JobFailure) as caught:
        given(THRESHOLD=value).threshold()
    assert (caught.value.code, caught.value.parameter, caught.value.values["value"]) == ("threshold_range", "THRESHOLD", shown)


@pytest.mark.parametrize("value", ["3,2,1", [3, 2, 1], ["3", "2", "1"], (3.0, 2.0, 1.0)])
def test_lists_are_texts_or_lists(given, value):
    assert given(BEFORE_BANDS=value).listing("BEFORE_BANDS") == "3,2,1"


def test_choices_by_number_and_by_name(given):
    known = ("equal", "proportional", "optimal")
    for value in (1, "1", "proportional"):
        assert given("samplepoints", ALLOCATION=value).choice("ALLOCATION", known) == "proportional"
    assert given("samplepoints").choice("ALLOCATION", known) == "optimal"
    with pytest.raises(JobFailure, match="ALLOCATION"):
        given("samplepoints", ALLOCATION=7).choice("ALLOCATION", known)


def test_limits_and_defaults_are_those_of_the_definition(given):
    assert given("exportchips").limits("TILE_SIZE") == (16, 4096)
    assert given("exportchips").default("TILE_SIZE") == 256


def test_replaced_values_leave_the_others_alone(given):
    first = given(THRESHOLD=0.2, MIN_AREA=5)
    second = first.with_values({"THRESHOLD": 0.4})
    assert (first.threshold(), second.threshold(), second.size("MIN_AREA", "min_area_range")) == (0.2, 0.4, 5)


def test_destinations_have_no_side_effects(given, context, tmp_path):
    path = str(tmp_path / "mask.tif")
    for value in (path, QgsProcessingOutputLayerDefinition(path)):
        assert given(MASK=value).destination("MASK") == path
    assert given(MASK="TEMPORARY_OUTPUT").destination("MASK") is None
    assert not context.layersToLoadOnCompletion()


def test_rasters_in_archives_and_in_other_files(given, write_raster, tmp_path):
    """Texts that GDAL opens, though there is no file of this name."""
    path = write_raster("town ä.tif", np.full((3, 8, 8), 7, np.uint8))
    with zipfile.ZipFile(tmp_path / "old #1 50%.zip", "w") as archive:
        archive.write(path, "in/town ä.tif")
    for table in ("one", "two"):
        options = [f"RASTER_TABLE={table}", *(["APPEND_SUBDATASET=YES"] if table == "two" else [])]
        gdal.Translate(str(tmp_path / "two.gpkg"), path, format="GPKG", creationOptions=options)
    zipped, table = f"/vsizip/{tmp_path}/old #1 50%.zip/in/town ä.tif", f"GPKG:{tmp_path}/two.gpkg:two"
    for text, name in ((zipped, "town ä.tif"), (table, "two")):
        found = given(BEFORE=text)
        # QGIS 3.44 leaves the suffix out.
        assert found.raster("BEFORE").name() in (name, name.replace(".tif", ""))
        assert found.layer("BEFORE").width() == 8
        assert found.raster("BEFORE") is found.raster("BEFORE")
        layers = given("changetimeseries", RASTERS=[path, text]).layers("RASTERS")
        assert layers[1].name() == found.raster("BEFORE").name()
    assert given(BEFORE=f"GPKG:{tmp_path}/two.gpkg:three").raster("BEFORE") is None
