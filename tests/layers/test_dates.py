"""Dates of acquisition in names and metadata."""

from __future__ import annotations

import pytest

from groundshift.plugin.layers.dates import date_in_metadata, date_in_text, file_date_in_metadata


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
        ("tile_20201332", None),  # no such month
        ("2019-02-30", None),
        ("mosaic 2019", None),
        ("12345678", None),
        ("1202005210", None),  # digits on both sides
        ("2020-0521", None),
        ("", None),
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
