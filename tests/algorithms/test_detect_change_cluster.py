"""``groundshift:detectchangecluster`` through Processing: the results of ``detectchange``."""

from __future__ import annotations

import os
import subprocess

import pytest
from osgeo import gdal

from groundshift.plugin.jobs.detect_change_cluster import DEFAULT_BLOCK


@pytest.fixture
def dask():
    """Skip where the worker has no Dask."""
    look = "import importlib.util, sys; sys.exit(importlib.util.find_spec('distributed') is None)"
    command = [os.environ["GROUNDSHIFT_PYTHON"], "-c", look]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("the component 'cluster' is not installed in the worker's environment")


def test_the_usual_size_of_blocks_is_that_of_the_command(algorithm):
    """Stated twice: the algorithm imports no jobs while QGIS starts."""
    cluster = algorithm("detectchangecluster")  # its parameters end with it
    assert cluster.parameterDefinition("BLOCK_SIZE").defaultValue() == DEFAULT_BLOCK


@pytest.mark.slow
def test_blocks_on_this_computer(algorithm, context, feedback, parameters, tmp_path, dask):
    single, _ = algorithm().run({**parameters, "MASK": str(tmp_path / "one.tif")}, context, feedback)
    cluster = {"BLOCK_SIZE": 256, "WORKERS": 1, "BLOCKS": str(tmp_path / "parts"), "MASK": str(tmp_path / "mask.tif")}
    results, done = algorithm("detectchangecluster").run({**parameters, **cluster}, context, feedback)
    assert done, feedback.errors
    assert results["BLOCKS_FAILED"] == 0
    assert results["BLOCK_COUNT"] == 1
    assert (results["CHANGED_AREA"], results["POLYGON_COUNT"]) == (single["CHANGED_AREA"], single["POLYGON_COUNT"])
    masks = [gdal.Open(path).ReadAsArray() for path in (results["MASK"], single["MASK"])]
    assert (masks[0] == masks[1]).all()
    assert sorted(os.listdir(tmp_path / "parts")) == ["blocks", "jobs", "mosaic.vrt"]


def test_a_scheduler_that_is_not_there(algorithm, context, feedback, parameters, dask):
    _, done = algorithm("detectchangecluster").run({**parameters, "SCHEDULER": "nonsense:x"}, context, feedback)
    assert not done
    assert any("The scheduler nonsense:x cannot be reached" in text for text in feedback.errors)
