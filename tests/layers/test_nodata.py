"""QGIS's nodata ranges as closed ranges of the file's values."""

from __future__ import annotations

import math

import numpy
import pytest

from groundshift.plugin.jobs.sources import NodataRange
from groundshift.plugin.layers.nodata import closed_range, merge_bands

UINT16, FLOAT32 = numpy.dtype("uint16"), numpy.dtype("float32")


@pytest.mark.parametrize(
    ("low", "high", "includes", "expected"),
    [
        (1, 5, (True, True), (1, 5)),
        (1, 5, (True, False), (1, 4)),
        (1, 5, (False, False), (2, 4)),
        (1.5, 4.5, (False, True), (2, 4)),
        (7, 7, (True, True), (7, 7)),
        (7, 7, (True, False), None),
        (1.2, 1.8, (True, True), None),
        (math.nan, 5, (True, True), (-math.inf, 5)),
        (9, math.nan, (False, True), (10, math.inf)),
    ],
)
def test_integers(low, high, includes, expected):
    found = closed_range(low, high, UINT16, *includes)
    assert (found and (found.low, found.high)) == expected


def test_an_open_bound_of_floats_is_the_next_value():
    found = closed_range(0.0, 1.0, FLOAT32, False, False)
    assert 0.0 < found.low <= numpy.nextafter(numpy.float32(0), numpy.float32(1))
    assert found.high == numpy.nextafter(numpy.float32(1), numpy.float32(0))


def test_a_closed_bound_of_floats_reaches_the_value_that_the_file_holds():
    found = closed_range(0.1, 0.1, FLOAT32)
    assert found.low <= numpy.float32(0.1) <= found.high


def test_scale_is_undone():
    assert closed_range(0.3, 0.5, UINT16, scale=0.1) == NodataRange(3, 5)
    assert closed_range(-0.5, -0.3, UINT16, True, False, scale=-0.1) == NodataRange(4, 5)
    assert closed_range(-273.0, -273.0, UINT16, scale=0.02, offset=-273.0) == NodataRange(0, 0)


def test_bands_that_agree_are_said_once():
    ranges = [NodataRange(0, 0, 1), NodataRange(0, 0, 2), NodataRange(9, 9, 2)]
    assert merge_bands(ranges, 2) == (NodataRange(0, 0, 0), NodataRange(9, 9, 2))
    assert merge_bands([], 2) == ()
