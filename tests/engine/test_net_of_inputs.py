"""Pairs drawn at random over what rasters differ in: the engine reads them as QGIS's GDAL does.

Grid, values, valid pixels and the mask of change must agree with an independent reading in another process, see
:mod:`..helpers.net.oracle`. ``GROUNDSHIFT_DRAWS`` sets how many are drawn; ``tests/benchmarks/net.py`` draws tens of
thousands and shows single ones.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from typing import Iterator

import pytest

from groundshift.tests.helpers.net.checking import Oracle, check_seeds, described, has_oracle
from groundshift.tests.helpers.net.pairs import drawn

pytestmark = pytest.mark.slow
DRAWS = int(os.environ.get("GROUNDSHIFT_DRAWS", "2000"))
PART = 250
# Seeds of pairs that were read otherwise: means of masked pixels, the largest number of 64 bits as nodata, colour tables,
# rasters stored from the south or east with nodata or NaN; means beside an alpha band, values that depended on the window,
# infinite values and the lowest numbers of all that were mixed, a CRS written otherwise, "Layer_1" taken for a name.
# fmt: off
FAILED = [
    3, 27, 37, 48, 69, 213, 216, 4300, 4450, 5014, 5220, 6262, 6841, 7422, 7520, 7588, 7854, 8311, 8707, 8887, 9165, 9427,
    9645, 9750, 9763, 9987, 10254, 10399, 11129, 11295, 12231, 12327, 12893, 13003, 13084, 13172, 13357, 13875, 14266,
    14585, 14824, 15172, 15488, 15505, 15523, 15722, 15860, 15869, 15936, 15999, 16032, 16122, 16799, 16830, 17712, 17761,
    18218, 18298, 18620, 21501,
]
# fmt: on


@pytest.fixture(scope="module")
def oracle() -> Iterator[Oracle]:
    if not has_oracle():
        pytest.skip("needs a Python with GDAL's bindings, as QGIS brings it; QGIS_PYTHON names it")
    with Oracle() as process:
        yield process


def problems(seeds: list[int], oracle: Oracle) -> list[str]:
    return [f"{seed}: {text}: {described(drawn(random.Random(seed)))}" for seed, text in check_seeds(seeds, oracle) if text]


def test_pairs_that_were_read_otherwise(oracle: Oracle) -> None:
    assert problems(FAILED, oracle) == []


@pytest.mark.parametrize("first", range(0, DRAWS, PART))
def test_pairs_are_read_as_qgis_reads_them(first: int, oracle: Oracle) -> None:
    assert problems(list(range(first, min(first + PART, DRAWS))), oracle) == []


def test_the_draws_cover_what_rasters_differ_in() -> None:
    seen: Counter[str] = Counter()
    for seed in range(1000):
        pair = drawn(random.Random(seed))
        seen[f"story {pair.story}"] += 1
        seen[f"exact {pair.exact}"] += 1
        seen["refused"] += bool(pair.failures)
        for date in (pair.before, pair.after):
            seen.update([date.driver, date.dtype, date.hole, date.georeference, date.place["kind"], str(date.place["crs"])])
            seen.update(option.split("=")[0] for option in date.options)
            seen["scaled"] += any(item != (1.0, 0.0) for item in date.scale)
            seen["overviews"] += bool(date.overviews)
    wanted = "GTiff VRT ENVI HFA PNG uint8 uint64 float64 mask msk alpha values nan turned sheared points EPSG:4326 EPSG:3857"
    assert min(seen[name] for name in (*wanted.split(), "own nodata", "nodata and mask", "world file", "refused")) >= 10
    assert min(seen[name] for name in ("COMPRESS", "INTERLEAVE", "TILED", "NBITS", "ENDIANNESS", "overviews", "scaled")) >= 10
    assert len([name for name in seen if name.startswith("story")]) == 12
