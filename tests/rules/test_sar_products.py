"""Names of Sentinel-1 products, as their producers write them."""

from __future__ import annotations

from datetime import date, datetime, timezone

import pytest

from groundshift.plugin.rules.sar_products import (
    direction_by_local_time,
    facts_of_name,
    relative_orbit,
    same_track,
)

GRD = "S1A_IW_GRDH_1SDV_20150222T170750_20150222T170815_004739_005DD8_3768"


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=timezone.utc)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (
            "OPERA_L2_RTC-S1_T137-292318-IW1_20211119T015854Z_20240101T120000Z_S1A_30_v1.0_VV.tif",
            {"product": "OPERA RTC-S1", "place": "T137-292318-IW1", "polarisation": "VV", "time": utc(2021, 11, 19, 1, 58, 54),
             "satellite": "S1A", "track": 137, "direction": "", "unit": "power", "ignored": ""},
        ),
        (
            "OPERA_L2_RTC-S1_T064-135518-IW3_20230504T172301Z_20230505T090000Z_S1B_30_v1.0_HV.tif",
            {"polarisation": "HV", "track": 64, "satellite": "S1B", "time": utc(2023, 5, 4, 17, 23, 1)},
        ),
        (
            "OPERA_L2_RTC-S1_T137-292318-IW1_20211119T015854Z_20240101T120000Z_S1A_30_v1.0_mask.tif",
            {"ignored": "mask", "polarisation": ""},
        ),
        (
            "OPERA_L2_RTC-S1-STATIC_T137-292318-IW1_20140403_S1A_30_v1.0_local_incidence_angle.tif",
            {"ignored": "static layer", "time": None},
        ),
        (
            "S1A_IW_20180128T161201_DVP_RTC30_G_gpuned_FD6A_VV.tif",
            {"product": "HyP3 RTC", "polarisation": "VV", "time": utc(2018, 1, 28, 16, 12, 1), "satellite": "S1A",
             "unit": "power", "nodata": 0.0, "track": None},
        ),
        ("S1A_IW_20180128T161201_DVP_RTC30_G_gduned_FD6A_VH.tif", {"unit": "dB", "polarisation": "VH"}),
        ("S1A_IW_20180128T161201_DVP_RTC30_G_sauned_FD6A_VH.tif", {"unit": "amplitude"}),
        *[
            (f"S1A_IW_20180128T161201_DVP_RTC30_G_gpuned_FD6A_{layer}.tif", {"ignored": layer, "polarisation": ""})
            for layer in ("inc_map", "rgb", "area", "dem", "ls_map")
        ],
        ("S1B_IW_20180128T161201_SHO_RTC20_G_gpufem_0A1B_HH.tif", {"polarisation": "HH", "unit": "power", "satellite": "S1B"}),
        (
            f"sentinel-1-rtc/{GRD}/measurement/iw-vh.rtc.tiff",
            {"product": "Planetary Computer RTC", "polarisation": "VH", "time": utc(2015, 2, 22, 17, 7, 50), "satellite": "S1A",
             "track": 117, "unit": "power", "nodata": -32768.0},
        ),
        ("iw-vv.rtc.tiff", {"polarisation": "VV", "time": None, "satellite": ""}),
        (f"{GRD}.SAFE", {"product": "Sentinel-1 GRD", "track": 117}),
        (f"{GRD}_COG.SAFE", {"product": "Sentinel-1 GRD"}),
        (f"{GRD}_Orb_NR_Cal_TF_TC_dB.dim", {"product": "SNAP", "unit": "dB", "track": 117, "refused": "", "nodata": 0.0}),
        (f"{GRD}_Orb_NR_Cal_TF_TC.tif", {"product": "SNAP", "unit": "", "polarisation": ""}),
        (f"{GRD}_Orb_Cal_TC.data/Gamma0_VV.img", {"product": "SNAP", "polarisation": "VV", "track": 117, "unit": ""}),
        (f"{GRD}_Orb_Cal_TC.data/Sigma0_VH_db.img", {"polarisation": "VH", "unit": "dB"}),
        (f"{GRD}.tif", {"product": "Sentinel-1 scene", "refused": "", "track": 117}),
        (
            "S1A__IW___A_20150222T170750_VV_gamma0-rtc_db.tif",
            {"product": "pyroSAR", "direction": "ascending", "polarisation": "VV", "unit": "dB", "satellite": "S1A"},
        ),
        ("S1B__IW___D_20150222T170750_VH_gamma0-rtc.tif", {"direction": "descending", "unit": "", "satellite": "S1B"}),
        (
            "s1a_33NWB_vv_DES_007_20200108txxxxxx_NormLim.tif",
            {"product": "S1Tiling", "place": "33NWB", "track": 7, "direction": "descending", "day_only": True,
             "time": utc(2020, 1, 8), "unit": "power"},
        ),
        ("s1a_33NWB_vh_DES_007_20200108t170750_GammaNaughtRTC.tif", {"product": "S1Tiling", "polarisation": "VH", "track": 7}),
        ("s1b_33NWB_vh_ASC_044_20200108t170750.tif", {"day_only": False, "time": utc(2020, 1, 8, 17, 7, 50), "track": 44}),
        ("S1B_20161121_12SYJ_DSC", {"direction": "descending", "satellite": "S1B"}),
        ("S1B_20161121_12SYJ_ASC", {"product": "Indigo RTC", "direction": "ascending", "day_only": True, "place": "12SYJ"}),
        ("T137-292318-IW1_20211119T015854Z.tif", {"place": "T137-292318-IW1", "track": 137, "unit": "power"}),
    ],
)  # fmt: skip
def test_a_row_of_the_naming_table(path, expected):
    facts = facts_of_name(path)
    assert facts is not None
    assert {name: getattr(facts, name) for name in expected} == expected


@pytest.mark.parametrize(
    "path",
    [f"{GRD}.SAFE", f"{GRD}_COG.SAFE", "measurement/s1a-iw-grd-vv-20150222t170750-20150222t170815-004739-005dd8-001.tiff"],
)
def test_uncalibrated_ground_range_is_refused(path):
    facts = facts_of_name(path)
    assert facts is not None
    assert "calibrate" in facts.refused


@pytest.mark.parametrize("path", ["ortho_2021.tif", "", "S2A_MSIL2A_20210101T100000.tif", "notes.txt"])
def test_other_names_state_nothing(path):
    assert facts_of_name(path) is None


def test_relative_orbits():
    assert relative_orbit("S1D", 42, date(2026, 1, 1)) == 1
    assert relative_orbit("S1D", 42 + 175 + 16, date(2026, 3, 1)) == 17
    assert relative_orbit("S1A", 4739, date(2015, 2, 22)) == 117
    assert relative_orbit("S1B", 202, date(2016, 5, 1)) == relative_orbit("S1B", 27, date(2016, 5, 1)) == 1
    assert relative_orbit("S1C", 172, date(2025, 5, 1)) == 1
    assert relative_orbit("S1C", 6000, date(2026, 6, 15)) is None  # while its orbit changed
    assert relative_orbit("S1C", 99, date(2026, 7, 1)) == 1
    assert relative_orbit("S1X", 1, date(2026, 7, 1)) is None


def test_pass_by_local_time():
    assert direction_by_local_time(utc(2021, 11, 19, 1, 58, 54), -120.0) == "ascending"
    assert direction_by_local_time(utc(2014, 10, 12, 23, 32, 1), 96.0) == "descending"
    assert direction_by_local_time(utc(2014, 10, 12, 12, 0, 0), 0.0) == ""


def test_tracks_by_time():
    first = utc(2021, 11, 19, 1, 58, 54)
    assert same_track(first, utc(2021, 11, 25, 1, 58, 12), same_satellite=False)
    assert not same_track(first, utc(2021, 11, 25, 1, 58, 12), same_satellite=True)
    assert same_track(first, utc(2021, 12, 1, 1, 58, 53), same_satellite=True)
    assert not same_track(first, utc(2021, 11, 24, 14, 10, 0), same_satellite=False)
