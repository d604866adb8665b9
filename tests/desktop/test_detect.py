"""The Detect tab in a running QGIS Desktop: pick, draw, run, cancel, preview, move, apply, by mouse and keyboard."""

from __future__ import annotations

import math
import shlex

import numpy as np
import pytest
from osgeo import osr

from groundshift.tests.desktop.in_qgis import run_in_qgis
from groundshift.tests.helpers.gdal_files import write_raster
from groundshift.tests.helpers.onnx_bytes import model_bytes

pytestmark = pytest.mark.desktop

# Rows, columns, brighter by: sure, likely (0.72), unlikely (0.35), and a sure one outside the drawn rectangle. 0.25 m2 a pixel.
SURE = (slice(40, 80), slice(60, 120), 120)
LIKELY = (slice(100, 140), slice(200, 240), 70)
UNLIKELY = (slice(300, 320), slice(100, 150), 60)
OUTSIDE = (slice(330, 360), slice(300, 340), 120)


def changed(array):
    after = array.copy()
    for rows, columns, by in (SURE, LIKELY, UNLIKELY, OUTSIDE):
        after[:, rows, columns] += by
    return after


@pytest.fixture(scope="module")
def tiles():
    """A web map of the pair's ground, grey all over."""
    from groundshift.tests.helpers.tile_server import TileServer

    place = osr.SpatialReference()
    place.ImportFromEPSG(32611)
    degrees = osr.SpatialReference()
    degrees.ImportFromEPSG(4326)
    for reference in (place, degrees):
        reference.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    lon, lat, _ = osr.CoordinateTransformation(place, degrees).TransformPoint(500000, 4000000)
    zoom = 18
    column = math.floor((lon + 180) / 360 * 2**zoom)
    row = math.floor((1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2 * 2**zoom)
    server = TileServer(np.full((3, 5 * 256, 5 * 256), 100, np.uint8), zoom, column - 1, row - 1)
    yield server
    server.stop()


@pytest.fixture(scope="module")
def found(tmp_path_factory, tiles):
    folder = tmp_path_factory.mktemp("detect")
    noise = np.random.default_rng(1).integers(90, 110, (3, 400, 400), dtype=np.uint8)
    for name, array in (("before", noise), ("after", changed(noise))):
        write_raster(folder / f"{name}.tif", array)
        write_raster(folder / f"large_{name}.tif", np.tile(array, (1, 15, 15)))
    (folder / "difference.onnx").write_bytes(model_bytes())
    (folder / "coarse.onnx").write_bytes(model_bytes(id="coarse", gsd_m={"min": 0.01, "best": 0.02, "max": 0.05}))
    (folder / "results").mkdir()
    variables = {name.upper(): str(folder / f"{name}.tif") for name in ("before", "after", "large_before", "large_after")}
    variables.update(
        MODEL=str(folder / "difference.onnx"),
        COARSE=str(folder / "coarse.onnx"),
        RESULTS=str(folder / "results"),
        TILES=tiles.uri(18, 18),
    )
    return run_in_qgis("detect_run.py", folder, variables, timeout=1600)


def test_an_empty_project_says_what_to_do(found):
    assert found["empty"].startswith("Add two images first")
    assert found["run_tip"]


def test_nothing_is_disabled_without_a_reason(found):
    assert found["silent"] == []
    assert found["silent_at_the_end"] == []


def test_layers_are_picked(found):
    assert found["proposed"] == ["scene 2019-05-01", "scene 2021-07-30"]
    assert found["typed"] == "scene 2019-05-01"
    assert found["dropped"] == [True, "scene 2021-07-30"]
    assert found["swapped"] == ["scene 2021-07-30", "scene 2019-05-01"]
    assert found["results_are_no_dates"] == -1


def test_dates_are_read_and_edited(found):
    assert found["dates"] == ["2019-05-01", "2021-07-30"]
    assert found["edited_date"] == "2018-02-03"
    assert found["read_again"] == "2019-05-01"
    level, text = found["wrong_order"]
    assert level in ("caution", "bad")
    assert level == "bad" or "swap the two" in text


def test_the_light_judges_the_model(found):
    level, text, can_run, tip = found["unsuited"]
    assert (level, can_run) == ("bad", False)
    assert "0.5 m" in text
    assert "'Resolution'" in text
    assert tip
    assert found["suited"] == ["good", True]
    for topic in ("Resolution", "Bands", "Bit depth", "Overlap", "Alignment"):
        assert topic in found["all_checks"]
    for part in ("change", "0.1 to 1 m", "red, green, blue", "accuracy not stated", "licence not stated"):
        assert part in found["facts"]


def test_an_area_is_drawn(found):
    can_run, text = found["no_area"]
    assert not can_run
    assert "No area is drawn yet" in text
    assert found["escape_gives_tool_back"] == [True, True, True, True]
    assert found["drawn"] == [True, True, 1]


def test_a_run_gives_a_styled_group(found):
    running, apply_enabled, tip = found["while_running"]
    assert running
    assert not apply_enabled
    assert tip
    assert found["notice"] == ""
    name, layers = found["group"]
    assert name == "Change scene 2019-05-01 - scene 2021-07-30"
    assert layers == [["Change polygons", True], ["Change probability", False], ["Change mask", True]]
    assert found["styled"] == ["QgsCategorizedSymbolRenderer", "QgsSingleBandPseudoColorRenderer", "QgsPalettedRasterRenderer"]
    assert sum(name.endswith((".tif", ".gpkg")) for name in found["files"]) == 3
    assert found["mask_of_area"][1] == 2400 + 1600
    assert sum(found["mask_of_area"]) == pytest.approx(360 * 230, rel=0.02)
    assert found["mask_of_overlap"] == [160000 - 5200, 5200, 0]
    assert found["second_group"] == [name, name]
    assert found["numbers"] == "Changed: 1001 m² in 2 polygons"  # on the ellipsoid, in the middle of UTM's zone


def test_the_threshold_restyles_counts_and_is_applied(found):
    assert found["numbers_of_run"] == "Changed: 1301 m² in 3 polygons"
    assert "901 m²" in found["at_once"]
    layers, numbers, can_apply = found["moved"]
    assert layers == [["Change polygons", False], ["Change probability", True], ["Change mask", False]]
    assert numbers == "Changed: 901 m² in 2 polygons"
    assert can_apply
    mask, polygons, numbers = found["applied"]
    assert mask == [160000 - 3600, 3600, 0]
    assert polygons == 2
    assert numbers == "Changed: 901 m² in 2 polygons"
    assert found["shown_again"]
    assert "already" in found["apply_tip"]
    assert found["lower"] == "Changed: 1551 m² in 4 polygons"
    assert found["reset"] == [pytest.approx(0.8), True]
    assert "0 polygons" in found["too_small"]
    assert found["left_in_folder"] == []


def test_reviewed_polygons_survive_another_threshold(found):
    counts, valid, fields_kept = found["reviewed"]
    assert counts == [["Change polygons (new threshold)", 3], ["Change polygons", 2]]
    assert valid
    assert fields_kept


def test_the_drawn_area_goes_with_the_form(found):
    assert found["area_goes_with_the_form"] >= 1
    assert found["area_comes_back"]


def test_a_run_comes_back_from_the_history(found):
    assert found["mask_of_polygon"] == 2400  # of the sure change only
    assert "Drawn area" in found["details"]
    area = next(part for part in shlex.split(found["command"]) if part.startswith("--AREA="))
    assert "MULTIPOLYGON" in area
    assert found["in_front"]
    assert found["filled"] == ["Drawn on the map", True, True, "scene 2019-05-01", True]


def test_the_preview_follows_the_map_and_leaves_nothing(found):
    certain, cropped = found["preview_levels"]
    assert certain == 3600  # 0.719 is below 0.8
    assert not cropped
    assert found["preview_smaller"]
    assert found["preview_off"] == [True, ""]
    assert found["preview_left_nothing"] == [True, True]


def test_cancelled_leaves_nothing_and_can_be_run_again(found):
    files, layers, notice, can_run = found["cancelled"]
    assert files
    assert layers
    assert notice == ""
    assert can_run
    assert found["stage"]


def test_layers_may_go_while_it_runs(found):
    group, _level, notice = found["layers_removed"]
    assert group == "Change early - late"
    assert notice == ""


def test_closing_the_project_stops_the_run(found):
    layers, running, files, light = found["closed"]
    assert layers == 0
    assert not running
    assert files
    assert light == "Add two images first"


def test_a_web_map(found):
    level, text = found["web"]
    assert level in ("good", "caution"), text
    assert found["web_preview"] > 10_000
    notice, group_names = found["web_run"]
    assert group_names == ["Change web map - after"], notice
    assert found["preview_ends_with_results"]


def test_no_letter_calls_two(found):
    """Nor one of QGIS's own menus."""
    assert found["keys"] == []


def test_tab_goes_through_the_form_in_order(found):
    order = found["tab_order"]
    names = ("Before", "After", "Area", "Model", "Threshold", "Run")
    places = [order.index(f"Groundshift{name}") for name in names]
    assert places == sorted(places)


def test_unloading_leaves_nothing_and_reloading_works(found):
    assert found["left"] == [[], [], []]
    assert found["tool_left"] != "AreaTool"
    assert found["items_left"]
    assert found["running_when_unloaded"]
    assert found["workers_left"] == []
    assert found["run_left"] == [[], []]
    assert not found["provider_left"]
    assert found["reloaded"]
    assert found["light_after_reload"] == "Add two images first"
    assert found["docks_left"] == 0
