"""Scales and offsets that only the files beside a raster declare."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from groundshift.plugin.rules.product_files import declared_scale, stac_asset

LANDSAT = "LC08_L2SP_193024_20200101_20200110_02_T1"
MTL = """GROUP = LEVEL2_SURFACE_REFLECTANCE_PARAMETERS
    REFLECTANCE_MULT_BAND_4 = 2.75e-05
    REFLECTANCE_MULT_BAND_5 = 2.75e-05
    REFLECTANCE_ADD_BAND_4 = -0.2
    REFLECTANCE_ADD_BAND_5 = -0.2
    TEMPERATURE_MULT_BAND_ST_B10 = 0.00341802
    TEMPERATURE_ADD_BAND_ST_B10 = 149.0
GROUP = LEVEL1_RADIOMETRIC_RESCALING
    REFLECTANCE_MULT_BAND_4 = 2.0000E-05
    REFLECTANCE_ADD_BAND_4 = -0.100000
"""
BASELINE_4 = """<n1:Level-2A_User_Product><QUANTIFICATION_VALUES_LIST>
<BOA_QUANTIFICATION_VALUE unit="none">10000</BOA_QUANTIFICATION_VALUE></QUANTIFICATION_VALUES_LIST>
<BOA_ADD_OFFSET_VALUES_LIST><BOA_ADD_OFFSET band_id="0">-1000</BOA_ADD_OFFSET><BOA_ADD_OFFSET band_id="3">-1000</BOA_ADD_OFFSET>
<BOA_ADD_OFFSET band_id="8">-900</BOA_ADD_OFFSET></BOA_ADD_OFFSET_VALUES_LIST></n1:Level-2A_User_Product>"""


def made(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"")
    return str(path)


def item(bands: list[dict[str, Any]], **properties: Any) -> str:
    asset = {"href": "https://example.org/x/scene.tif?sig=1", "raster:bands": bands}
    return json.dumps({"type": "Feature", "properties": properties, "assets": {"image": asset}})


def test_a_sentinel_2_product_declares_the_offset_of_each_band(tmp_path: Path) -> None:
    folder = tmp_path / "S2A_MSIL2A_20230101.SAFE"
    path = made(folder / "GRANULE" / "L2A_T32UQD" / "IMG_DATA" / "R10m" / "T32UQD_20230101T101010_B04_10m.jp2")
    assert declared_scale(path, [""]) == ()
    (folder / "MTD_MSIL2A.xml").write_text(BASELINE_4)
    assert declared_scale(path, [""]) == ((1e-4, pytest.approx(-0.1)),)
    assert declared_scale(path, ["B8A"]) == ((1e-4, pytest.approx(-0.1)),)  # one band: the file's name decides
    classes = made(Path(path).with_name("T32UQD_20230101T101010_SCL_20m.jp2"))
    assert declared_scale(classes, [""]) == ()
    driver = f"SENTINEL2_L2A:{folder / 'MTD_MSIL2A.xml'}:20m:EPSG_32632"
    scales = declared_scale(
        driver, ["B8A, central wavelength 865 nm", "B5, central wavelength 705 nm", "SCL, Scene Classification"]
    )
    assert scales == ((1e-4, pytest.approx(-0.09)), (1e-4, 0.0), (1.0, 0.0))
    (folder / "MTD_MSIL2A.xml").write_text(BASELINE_4.split("<BOA_ADD")[0])
    assert declared_scale(path, [""]) == ((1e-4, 0.0),)


def test_a_landsat_product_declares_its_scales(tmp_path: Path) -> None:
    red, heat = (made(tmp_path / f"{LANDSAT}_{name}.TIF") for name in ("SR_B4", "ST_B10"))
    stack = made(tmp_path / f"{LANDSAT}_stack.tif")
    assert declared_scale(red, [""]) == ()
    (tmp_path / f"{LANDSAT}_MTL.txt").write_text(MTL)
    assert declared_scale(red, [""]) == ((2.75e-05, -0.2),)
    assert declared_scale(heat, [""]) == ((0.00341802, 149.0),)
    assert declared_scale(stack, ["SR_B4", "SR_B5"]) == ((2.75e-05, -0.2),) * 2
    assert declared_scale(stack, ["SR_B4", "QA_PIXEL"]) == ()
    assert declared_scale(made(tmp_path / f"{LANDSAT}_QA_PIXEL.TIF"), [""]) == ()


def test_a_stac_item_declares_scales(tmp_path: Path) -> None:
    path = made(tmp_path / "scene.tif")
    (tmp_path / "the item.json").write_text(item([{"scale": 1e-4, "offset": -0.1}, {"scale": 2e-4}]))
    assert declared_scale(path, ["a", "b"]) == ((1e-4, -0.1), (2e-4, 0.0))
    assert declared_scale(path, ["a", "b", "c"]) == ()
    (tmp_path / "the item.json").write_text(item([{"raster:scale": 1e-4, "raster:offset": -0.1}]))
    assert declared_scale(path, ["a", "b"]) == ((1e-4, -0.1),) * 2
    (tmp_path / "the item.json").write_text(item([{"scale": 1e-4, "offset": -0.1}], **{"earthsearch:boa_offset_applied": True}))
    assert declared_scale(path, ["a"]) == ((1e-4, 0.0),)


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"assets": {"a": {"href": "scene.tif", "raster:bands": 5}}}', item([{"scale": 0}])]
)
def test_what_is_no_item_declares_nothing(tmp_path: Path, text: str) -> None:
    path = made(tmp_path / "scene.tif")
    (tmp_path / "scene.json").write_text(text)
    assert declared_scale(path, [""]) == ()
    assert stac_asset(str(tmp_path / "other.tif")) is None
