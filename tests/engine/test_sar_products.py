"""Each product of the naming table, drawn as its producer names it, and listed in the table of acquisitions."""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path
from typing import Any, Optional

import numpy as np
import pytest
import rasterio
from rasterio.transform import from_origin

from groundshift.plugin.engine.context import JobContext
from groundshift.plugin.engine.sar.make_table import make_sar_table
from groundshift.plugin.engine.sar.stack import completed
from groundshift.plugin.jobs.failure import JobFailure
from groundshift.plugin.jobs.sar import SarTableJob
from groundshift.plugin.rules.sar_table import Acquisition, read_table

SCENE = "S1A_IW_GRDH_1SDV_20150222T170750_20150222T170815_004739_005DD8_3768"
OPERA = "OPERA_L2_RTC-S1_T137-292318-IW1_20211119T015854Z_20240101T120000Z_S1A_30_v1.0"
POWER, DECIBELS = 0.05, -13.0
EVENING = 0.0  # longitude at which 17:08 UTC is the ascending pass


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=timezone.utc)


def draw(
    path: Path, *values: float, names: tuple[str, ...] = (), tags: Optional[dict[str, str]] = None, longitude: float = 0.0
):
    """A file of 4 x 4 pixels, a value for each band."""
    path.parent.mkdir(parents=True, exist_ok=True)
    profile: dict[str, Any] = {"driver": "GTiff", "dtype": "float32", "height": 4, "width": 4, "crs": "EPSG:4326"}
    with rasterio.open(path, "w", count=len(values), transform=from_origin(longitude, 1, 0.001, 0.001), **profile) as file:
        for number, value in enumerate(values, 1):
            file.write(np.full((4, 4), value, np.float32), number)
            if names:
                file.set_band_description(number, names[number - 1])
        file.update_tags(**(tags or {}))


def listed(folder: Path, out: Path) -> tuple[Acquisition, ...]:
    table = out / "table.csv"
    make_sar_table(SarTableJob((str(folder),), str(table), str(out / "scratch")), JobContext(lambda event: None))
    return read_table(str(table))


@pytest.fixture
def images(tmp_path: Path) -> Path:
    folder = tmp_path / "images"
    folder.mkdir()
    return folder


def fields(row: Acquisition) -> dict[str, Any]:
    names = ("product", "time", "satellite", "track", "direction", "unit", "nodata", "inferred")
    return {"bands": {name: band.number for name, band in row.bands.items()}, **{name: getattr(row, name) for name in names}}


# name(s) and values of the drawn files -> the row. Where a product states no pass, that by the local time is marked.
PRODUCTS: list[Any] = [
    pytest.param(
        {f"{OPERA}_VV.tif": (POWER,), f"{OPERA}_VH.tif": (POWER,), f"{OPERA}_mask.tif": (0.0,)},
        {"product": "OPERA RTC-S1", "bands": {"VV": 1, "VH": 1}, "time": utc(2021, 11, 19, 1, 58, 54), "satellite": "S1A",
         "track": 137, "direction": "", "unit": "power", "nodata": None, "inferred": ()},
        id="OPERA RTC-S1",
    ),
    pytest.param(
        {f"S1A_IW_20180128T161201_DVP_RTC30_G_gduned_FD6A_{name}.tif": (DECIBELS,) for name in ("VV", "VH", "inc_map", "dem")},
        {"product": "HyP3 RTC", "bands": {"VV": 1, "VH": 1}, "time": utc(2018, 1, 28, 16, 12, 1), "satellite": "S1A",
         "track": None, "direction": "ascending", "unit": "dB", "nodata": 0.0, "inferred": ("direction",)},
        id="ASF HyP3 RTC",
    ),
    pytest.param(
        {f"{SCENE}/measurement/iw-{name}.rtc.tiff": (POWER,) for name in ("vv", "vh")},
        {"product": "Planetary Computer RTC", "bands": {"VV": 1, "VH": 1}, "time": utc(2015, 2, 22, 17, 7, 50),
         "satellite": "S1A", "track": 117, "direction": "ascending", "unit": "power", "nodata": -32768.0,
         "inferred": ("direction",)},
        id="Planetary Computer RTC",
    ),
    pytest.param(
        {f"{SCENE}_Orb_NR_Cal_TF_TC_dB.tif": (DECIBELS, DECIBELS)},
        {"product": "SNAP", "bands": {"VV": 1, "VH": 2}, "time": utc(2015, 2, 22, 17, 7, 50), "satellite": "S1A", "track": 117,
         "direction": "ascending", "unit": "dB", "nodata": 0.0, "inferred": ("VV", "VH", "direction")},
        id="SNAP GeoTIFF, bands without names",
    ),
    pytest.param(
        {f"S1A__IW___D_20150222T050750_{name}_gamma0-rtc_db.tif": (DECIBELS,) for name in ("VV", "VH")},
        {"product": "pyroSAR", "bands": {"VV": 1, "VH": 1}, "time": utc(2015, 2, 22, 5, 7, 50), "satellite": "S1A",
         "track": None, "direction": "descending", "unit": "dB", "nodata": None, "inferred": ()},
        id="pyroSAR",
    ),
    pytest.param(
        {f"s1a_33NWB_{name}_DES_007_20200108txxxxxx_NormLim.tif": (POWER,) for name in ("vv", "vh")},
        {"product": "S1Tiling", "bands": {"VV": 1, "VH": 1}, "time": utc(2020, 1, 8), "satellite": "S1A", "track": 7,
         "direction": "descending", "unit": "power", "nodata": None, "inferred": ()},
        id="S1Tiling",
    ),
    pytest.param(
        {f"S1B_20161121_12SYJ_ASC/Gamma0_{name}.tif": (POWER,) for name in ("VV", "VH")},
        {"product": "Indigo RTC", "bands": {"VV": 1, "VH": 1}, "time": utc(2016, 11, 21), "satellite": "S1B", "track": None,
         "direction": "ascending", "unit": "power", "nodata": None, "inferred": ()},
        id="Indigo RTC",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("files", "expected"), PRODUCTS)
def test_a_product_is_listed(images, tmp_path, files, expected):
    for name, values in files.items():
        draw(images / name, *values)
    (row,) = listed(images, tmp_path)
    assert fields(row) == expected
    assert all(Path(band.path).is_file() for band in row.bands.values())


@pytest.mark.parametrize("write", [str.upper, str.lower])
def test_tags_of_opera_state_pass_track_and_satellite(images, tmp_path, write):
    """Their names are written in capitals in one version of the product, and in small letters in another."""
    tags = {"orbit_pass_direction": "Descending", "track_number": "64", "burst_id": "T064-135518-IW3", "platform": "S1A"}
    tagged = {write(name): value for name, value in tags.items()}
    draw(images / f"{OPERA}_VV.tif", POWER, tags=tagged)
    draw(
        images / "moved.tif", POWER, names=("VV",),
        tags={**tagged, write("zero_doppler_start_time"): "2021-11-19T01:58:54.123456Z", write("platform"): "Sentinel-1A"},
    )  # fmt: skip
    unnamed, named = listed(images, tmp_path)
    assert (named.direction, named.track, named.satellite, named.inferred) == ("descending", 137, "S1A", ())  # the name decides
    assert (unnamed.direction, unnamed.track, unnamed.satellite) == ("descending", 64, "S1A")
    assert (unnamed.place, unnamed.time) == ("T064-135518-IW3", utc(2021, 11, 19, 1, 58, 54).replace(microsecond=0))


def test_tags_of_s1tiling_state_the_time(images, tmp_path):
    tags = {"ACQUISITION_DATETIME": "2020-01-08T05:11:30.5Z", "CALIBRATION": "Normlim"}
    draw(images / "s1a_33NWB_vv_DES_007_20200108txxxxxx_NormLim.tif", POWER, tags=tags)
    (row,) = listed(images, tmp_path)
    assert row.time == utc(2020, 1, 8, 5, 11, 30)


def test_bands_of_a_snap_geotiff_are_taken_by_their_names(images, tmp_path):
    draw(images / f"{SCENE}_Orb_Cal_TC_dB.tif", -20.0, DECIBELS, names=("Gamma0_VH_db", "Gamma0_VV_db"))
    (row,) = listed(images, tmp_path)
    assert {name: band.number for name, band in row.bands.items()} == {"VV": 2, "VH": 1}
    assert row.inferred == ("direction",)


def test_an_export_of_earth_engine(images, tmp_path):
    """Decibels; the third band is the incidence angle, which the table names as a raster."""
    draw(images / f"{SCENE}.tif", DECIBELS, -20.0, 38.5, names=("VV", "VH", "angle"))
    (row,) = listed(images, tmp_path)
    assert fields(row) == {
        "product": "Sentinel-1 scene", "bands": {"VV": 1, "VH": 2}, "time": utc(2015, 2, 22, 17, 7, 50), "satellite": "S1A",
        "track": 117, "direction": "ascending", "unit": "", "nodata": None, "inferred": ("direction",),
    }  # fmt: skip
    assert row.incidence is None
    assert row.incidence_band is not None
    assert row.incidence_band.number == 3
    assert completed(row).incidence == pytest.approx(38.5)


def test_images_of_our_own_table(images, tmp_path):
    draw(images / "T137-292318-IW1_20211119T015854Z.tif", POWER, POWER, names=("VV", "VH"), longitude=-120.0)
    (row,) = listed(images, tmp_path)
    assert (row.place, row.track, row.direction, row.unit) == ("T137-292318-IW1", 137, "ascending", "power")


def test_rasters_with_a_date_in_their_names(images, tmp_path):
    """Of no known product: the time is marked as inferred, and nothing else is known."""
    draw(images / "farm_2024-05-01_VH.tif", POWER)
    draw(images / "farm_2024-05-01_VV.tif", POWER)
    draw(images / "20240513T161201_vv_dB.tif", DECIBELS)
    first, second = listed(images, tmp_path)
    assert (first.time, sorted(first.bands), first.unit, first.inferred) == (utc(2024, 5, 1), ["VH", "VV"], "", ("time",))
    assert (second.time, second.unit, second.inferred) == (utc(2024, 5, 13, 16, 12, 1), "dB", ("time", "direction"))


def test_static_layers_of_opera_are_left_out(images, tmp_path):
    draw(images / f"{OPERA}_VV.tif", POWER)
    for layer in ("local_incidence_angle", "mask"):
        draw(images / f"OPERA_L2_RTC-S1-STATIC_T137-292318-IW1_20140403_S1A_30_v1.0_{layer}.tif", 40.0)
    (row,) = listed(images, tmp_path)
    assert row.time.year == 2021


@pytest.mark.parametrize("name", [f"{SCENE}.SAFE", f"{SCENE}_COG.SAFE"])
def test_ground_range_products_are_refused_with_the_remedy(images, tmp_path, name):
    (images / name / "measurement").mkdir(parents=True)
    with pytest.raises(JobFailure) as caught:
        listed(images, tmp_path)
    assert caught.value.code == "sar_refused"
    assert "calibrate" in str(caught.value.values["reason"])
