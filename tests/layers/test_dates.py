"""Dates of acquisition in names and metadata."""

from __future__ import annotations

import pytest

from groundshift.plugin.jobs.failure import JobFailure
from groundshift.plugin.layers.dates import (
    ambiguous_date,
    date_in_metadata,
    date_in_text,
    file_date_in_metadata,
    first_day,
    is_later,
    month_or_year_in_text,
)
from groundshift.plugin.layers.series_dates import parse_date_list


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("before 2016-11-27", "2016-11-27"),
        ("m_3411861_sw_11_060_20200521.tif", "2020-05-21"),
        ("S2A_MSIL2A_20230214T103021_N0509.tif", "2023-02-14"),
        ("LC08_L1TP_006066_20200812_20200821_01_T1", "2020-08-12"),  # taken, then processed
        ("LT50060661985207CUB00_B4.TIF", "1985-07-26"),
        ("2019:03:31 10:11:12", "2019-03-31"),
        ("2019_03_31", "2019-03-31"),
        ("Luftbild 7.6.1994", "1994-06-07"),
        ("31.13.1994", None),
        ("tile_20201332", None),  # no such month
        ("2019-02-30", None),
        ("mosaic 2019", None),
        ("12345678", None),
        ("1202005210", None),  # digits on both sides
        ("2020-0521", None),
        ("", None),
        # The year last: the day is the one that is no month.
        ("ortho_31-08-2019", "2019-08-31"),
        ("ortho_08_31_2019.tif", "2019-08-31"),
        ("31/08/2019", "2019-08-31"),
        ("ortho31082019", "2019-08-31"),
        ("05-05-2021", "2021-05-05"),
        ("05-03-2021", None),  # of March or of May: see test_ambiguous_dates
        ("05032021", None),
        ("tile_33_44_2019", None),
        # Months as words.
        ("Aug 31 2019", "2019-08-31"),
        ("Dec 1, 2020", "2020-12-01"),
        ("1 décembre 2020", "2020-12-01"),
        ("5_März_2021.tif", "2021-03-05"),
        ("scene_31AUG2019_b4", "2019-08-31"),
        ("2019-Oct-07", "2019-10-07"),
        ("Marsh 12 2019", None),
    ],
)
def test_date_in_text(text, expected):
    assert date_in_text(text) == expected


def test_metadata_prefer_the_acquisition_over_the_file():
    metadata = {"TIFFTAG_DATETIME": "2024:01:02 03:04:05", "AcquisitionDateTime": "2020-05-21T18:00:00Z"}
    assert date_in_metadata(metadata) == "2020-05-21"
    assert file_date_in_metadata(metadata) == "2024-01-02"
    assert date_in_metadata({"TIFFTAG_DATETIME": "2024:01:02 03:04:05"}) is None
    assert date_in_metadata({"DATE_ACQUIRED": "unknown", "SENSING_TIME": "2001-08-13T14:55:00"}) == "2001-08-13"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1985", "1985"),
        ("landsat_1991.tif", "1991"),
        ("Landsat 1985", "1985"),
        ("etm2002", "2002"),
        ("orthophoto-1937-sheet4", "1937"),
        ("planet_2019-05_mosaic", "2019-05"),
        ("2019-13", "2019"),
        ("1990 to 1995", "1990"),
        ("crop_2000x2000", None),
        ("contours 1950m", None),
        ("LV95 EPSG2056", None),
        ("serial 0199105", None),
        ("before", None),
        ("", None),
        ("Aug 2019", "2019-08"),
        ("mosaic_2019_Juin", "2019-06"),
        ("Sentinel 2019", "2019"),
    ],
)
def test_month_or_year_in_text(text, expected):
    assert month_or_year_in_text(text) == expected


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("ortho_05-03-2021.tif", ("2021-03-05", "2021-05-03")),
        ("01_12_2020", ("2020-12-01", "2020-01-12")),
        ("05032021", ("2021-03-05", "2021-05-03")),
        ("05-05-2021", None),
        ("31-08-2019", None),
        ("05-03-2021 as of 2020-01-01", None),  # one that is certain stands beside it
        ("2021-05-03", None),
        ("2021", None),
    ],
)
def test_ambiguous_dates(text, readings):
    assert ambiguous_date(text) == readings


@pytest.mark.parametrize("moment", ["T10", "T10:30", "T103021Z", "T10:30:21.5Z", "T10:30:21+02:00", " 10:30:21", "t10:30z"])
def test_a_list_of_dates_may_hold_times(moment):
    assert parse_date_list(f"2020-05-01{moment}, 2021-06, 20220701{moment}", "DATES") == (
        "2020-05-01",
        "2021-06-01",
        "2022-07-01",
    )
    for wrong in (f"2020-05{moment}", f"2020-05-01{moment}x", f"2020-05-32{moment}"):
        with pytest.raises(JobFailure) as failure:
            parse_date_list(wrong, "DATES")
        assert failure.value.code == "dates_unreadable"


def test_what_is_known_of_dates_is_compared():
    assert is_later("1991", "1985-07-26")
    assert not is_later("1985-07-26", "1985")  # the same year: not known
    assert not is_later("1985", "1985-07-26")
    assert is_later("1985-08", "1985-07-26")


def test_first_day():
    assert [first_day(date) for date in ("1985", "1985-07", "1985-07-26")] == ["1985-01-01", "1985-07-01", "1985-07-26"]


def test_metadata_may_tell_the_year_only():
    assert date_in_metadata({"acquisition_date": "1985"}) is None
    assert date_in_metadata({"acquisition_date": "1985"}, month_or_year_in_text) == "1985"


@pytest.mark.parametrize(
    "text",
    [
        "2021123",
        "2021-123",
        "scene_2021123_sr",
        "MOD09A1.A2021123.h18v03.061",
        "HLS.L30.T32UQD.2021123T101010.v2.0",
        "LE71930242021123",
        "PHR1A_202105031010100",
        "WV02_20210503101010_103001",
        "ortho 2021 05 03",
    ],
)
def test_days_of_a_year_and_moments(text):
    assert date_in_text(text) == "2021-05-03"


@pytest.mark.parametrize("text", ["3411961", "2021400", "2021000", "12021123", "20211234567", "x2021123", "2019366"])
def test_numbers_that_are_no_days(text):
    assert date_in_text(text) is None


@pytest.mark.parametrize("text", ["2021/05/03", "03.05.2021", "2021-123", "2021-05-03Z", "2021-05-03T10:30 UTC", "2021.5.3"])
def test_a_list_of_dates_takes_what_people_write(text):
    assert parse_date_list(text, "DATES") == ("2021-05-03",)


@pytest.mark.parametrize("text", ["5/3/2021", "2021-366", "2021-W18-1", "2021-02-30", "2021-05T10:30"])
def test_a_list_of_dates_refuses_what_is_not_certain(text):
    with pytest.raises(JobFailure):
        parse_date_list(text, "DATES")
