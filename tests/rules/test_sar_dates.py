"""The dates of a radar table in which change is sought."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from groundshift.plugin.jobs.failure import JobFailure
from groundshift.plugin.rules.sar_dates import chosen_rows, interval_from
from groundshift.plugin.rules.sar_table import Acquisition, Band, is_earlier, parse_time

START = datetime(2024, 5, 1, 16, 12, 1, tzinfo=timezone.utc)
# Images of 1, 13, 25 May (two products) and 6 June.
DAYS = (0, 12, 24, 24, 36)
ROWS = [Acquisition(START + timedelta(days=day), {"VV": Band(f"{number}.tif")}) for number, day in enumerate(DAYS)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (None, (4,)),
        ("  ", (4,)),
        ("2024-05-13", (1,)),
        ("2024-05-13T16:12:01Z", (1,)),
        ("2024-05-25", (2,)),
        ("2024-06-06, 2024-05-01", (0, 4)),
        ("2024-05-01; 2024-05-01T16:12:01Z", (0,)),
        ("2024-05-13/..", (1, 2, 4)),
        ("2024-05-13/", (1, 2, 4)),
        ("2024-05-02/2024-05-25", (1, 2)),  # the whole of the last day
        ("2024-05-13T16:12:02Z/2024-05-25T16:12:00Z, 2024-06-06", None),
        (interval_from("2024-06-06T16:12:01Z"), (4,)),
    ],
)
def test_rows_that_a_text_chooses(text, expected):
    if expected is None:
        with pytest.raises(JobFailure) as caught:
            chosen_rows(ROWS, text)
        assert caught.value.code == "sar_date_unknown"
    else:
        assert chosen_rows(ROWS, text) == expected


def test_times_of_any_precision_and_what_is_none():
    assert parse_time("2024-05-01T16:12:01.5Z").microsecond == 500_000
    assert parse_time("2024-05-01 16:12:01.123456789+02:00").hour == 14
    with pytest.raises(ValueError, match=r"'1\.5\.2024'"):
        parse_time("1.5.2024")


def test_frames_of_one_pass_are_one_date():
    """They overlap: one of them would explain the change that the other shows."""
    frames = [START - timedelta(days=12), START - timedelta(seconds=25), START, START + timedelta(seconds=25)]
    rows = [Acquisition(time, {"VV": Band(f"{number}.tif")}) for number, time in enumerate(frames)]
    assert chosen_rows(rows, "2024-05-01/..") == (1,)
    assert chosen_rows(rows, "2024-05-01T16:12:01Z") == (2,)
    assert [is_earlier(row, rows[2]) for row in rows] == [True, False, False, False]


@pytest.mark.parametrize(
    "text", ["2024-05-02", "yesterday", "/2024-05-13", "2024-07-01/..", "2024-05-13/soon", "2024-05-01, x"]
)
def test_dates_that_no_image_has(text):
    with pytest.raises(JobFailure) as caught:
        chosen_rows(ROWS, text)
    assert caught.value.code == "sar_date_unknown"
    assert "2024-06-06" in str(caught.value)
